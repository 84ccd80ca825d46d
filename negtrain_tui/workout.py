"""Everything that Train has to be told of the database: prepared before a session, asked in its course."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from negtrain_tui.alive import Alive
from negtrain_tui.clock import Clock
from negtrain_tui.coaching import coached
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.stored import answered
from negtrain_tui.screens.train_words import LookBack
from negtrain_tui.taking_up import take_up
from negtrain_tui.training.course import Course, Stretch, stretch
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.gear_choice import gear_for
from negtrain_tui.training.load import Mass, resolved
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription
from negtrain_tui.training.proposal import Move, Proposal
from negtrain_tui.training.record import LineToday, Rep, Session, SetRecord, Status
from negtrain_tui.training.resuming import resumed
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings

if TYPE_CHECKING:
    from textual.screen import Screen

_HEAVY_PERCENT = 105


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session ready to be trained: everything that had to be read for it, and the lock of a resumed one."""

    session: Session
    alive: Alive | None
    course: Course
    reps: tuple[Rep, ...]
    settings: Settings
    last_times: Mapping[str, tuple[SetRecord, ...]]
    facts: Facts


def begun(asked: StartSession, session_id: str, at: datetime) -> Session:
    """Make the session that a screen asks for; its lines know which of the plan's they are."""
    ids: tuple[str | None, ...] = asked.line_ids or (None,) * len(asked.lines)
    bases = asked.bases or (None,) * len(asked.lines)
    today = tuple(
        LineToday(line, parse_prescription(line).set_count, line_id, base=base, deload=asked.deload)
        for line, line_id, base in zip(asked.lines, ids, bases, strict=True)
    )
    return Session(
        session_id,
        Status.LIVE,
        at,
        name=asked.name,
        source=asked.source,
        lines=asked.lines,
        workout_id=asked.workout_id,
        today=today,
    )


def prepare(
    repository: Repository, session: Session, known: Catalogue, alive: Alive | None = None
) -> Prepared:
    """Gather what the session needs; runs on the outbox's thread."""
    facts = facts_of(repository, known)
    today = session.today or tuple(
        LineToday(line, parse_prescription(line).set_count) for line in session.lines
    )
    whys = _whys(repository, known, session, today)
    stretches = tuple(
        _stretch(repository, known, facts, each, session.started_at, why=whys.get(each.line_id or "", ""))
        for each in today
    )
    names = {each.prescription.exercise for each in stretches}
    course = Course(stretches)
    reps: tuple[Rep, ...] = ()
    if alive is not None:
        course, reps = resumed(course, session)
    last_times = {name: repository.last_sets(name, before=session.started_at) for name in names}
    return Prepared(session, alive, course, reps, facts.settings, last_times, facts)


def take_up_prepared(repository: Repository, offered: Session, known: Catalogue) -> Prepared:
    """Take the lock of an interrupted session, and prepare it as it stands now, not as it was offered."""
    session, alive = take_up(repository, offered.id)
    try:
        return prepare(repository, session, known, alive)
    except BaseException:
        alive.release()
        raise


class Backstage:
    """Answers what Train asks in the course of a session, off the event loop."""

    def __init__(self, outbox: Outbox, known: Catalogue) -> None:
        self._outbox = outbox
        self._known = known
        self._stamp = ""

    async def stretch(self, line: str, own: Exercise | None, at: datetime) -> Stretch:
        """Prepare a line of notation for this lifter, and keep the exercise of their own that it brings."""
        count = parse_prescription(line).set_count

        def read(repository: Repository) -> Stretch:
            if own is not None:
                repository.save_exercise(own)
            facts = facts_of(repository, self._known)
            return _stretch(repository, self._known, facts, LineToday(line, count), at)

        return await answered(self._outbox.submit(read))

    async def look_back(self, session: Session) -> LookBack:
        """Tell what a session brought, what was changed for today, and what comes next time."""

        def look(repository: Repository) -> LookBack:
            from negtrain_tui.looking_back import look_back

            return look_back(repository, session, self._known)

        return await answered(self._outbox.read(look))

    def why(self, clock: Clock, plan_id: str, lines: Sequence[PlanLine]) -> Screen[None]:
        """Explain what these lines of a plan come to next."""
        from negtrain_tui.screens.why import WhyScreen

        return WhyScreen(self._outbox, clock, self._known, plan_id, lines)

    async def keep_in_plan(self, session: Session) -> str:
        """Put what was changed for today into the plan, and say what that was."""

        def keep(repository: Repository) -> str:
            from negtrain_tui.looking_back import keep_in_plan

            said = keep_in_plan(repository, session)
            self._stamp = repository.plan_edits().stamp
            return f"In the plan now: {', '.join(said)}."

        return await answered(self._outbox.submit(keep))

    async def take_back(self) -> str:
        """Take the last change of the plan back, and say what that was."""

        def undo(repository: Repository) -> str:
            if repository.plan_edits().stamp != self._stamp:
                raise Refused("The plan was changed since then: take it back on Plan, with u.")
            label = repository.undo_plans()
            return "There is nothing to take back." if label is None else f"Undone: {label}."

        return await answered(self._outbox.submit(undo))


def facts_of(repository: Repository, known: Catalogue) -> Facts:
    """Gather what lines are read against."""
    catalogue = known.with_own(repository.own_exercises())
    return Facts(catalogue, repository.settings(), repository.one_rms(), {}, repository.equipment())


def plans_of(repository: Repository, line_ids: Collection[str]) -> list[tuple[Plan, tuple[PlanLine, ...]]]:
    """Find the plans that have any of these lines, each with those of them that it has."""
    found = []
    for heading in repository.plan_headings() if line_ids else ():
        plan = repository.plan(heading.id)
        lines = (
            tuple(line for workout in plan.workouts for line in workout.lines if line.id in line_ids)
            if plan is not None
            else ()
        )
        if plan is not None and lines:
            found.append((plan, lines))
    return found


def _whys(
    repository: Repository, known: Catalogue, session: Session, today: Sequence[LineToday]
) -> dict[str, str]:
    """Say in short why each line of the plan stands where it does; not of one that has been begun since."""
    begun = {each.line_id for each in session.sets if each.line_id}
    ids = {each.line_id for each in today if each.line_id and each.replaces is None} - begun
    proposals: dict[str, Proposal] = {}
    for plan, lines in plans_of(repository, ids):
        proposals.update(coached(repository, known, plan, lines, session.started_at).proposals)
    unmoved = (Move.FIRST, Move.NONE)
    return {
        line_id: each.reason.rstrip(".") for line_id, each in proposals.items() if each.move not in unmoved
    }


def _estimated(repository: Repository, known: Catalogue, p: Prescription, at: datetime) -> Mass | None:
    """The 1RM that a line's percentages can be reckoned from as long as nobody has entered one."""
    if p.load is None or resolved(p.load, None) is not None:
        return None
    alone = PlanLine("", p)
    return coached(repository, known, Plan("", "", ()), (alone,), at).one_rms.get(alone.id)


def _stretch(
    repository: Repository,
    known: Catalogue,
    facts: Facts,
    today: LineToday,
    at: datetime,
    *,
    why: str = "",
) -> Stretch:
    prescription = parse_prescription(today.line)
    name = prescription.exercise
    found = facts.catalogue.resolve(name)
    lifter = Lifter(
        repository.one_rm(name) or repository.one_rm(found.exercise.name),
        repository.times_lowered_over(name, _HEAVY_PERCENT),
    )
    return stretch(
        today.line,
        prescription,
        found.exercise,
        lifter,
        nearest=found.nearest,
        today=today,
        gear=gear_for(facts.inventory, found.exercise, name, prescription.load),
        estimated=_estimated(repository, known, prescription, at) if lifter.one_rm is None else None,
        body_kg=_moving_kg(repository, found.exercise),
        why=why,
    )


def _moving_kg(repository: Repository, exercise: Exercise) -> Fraction | None:
    mass, share = repository.body_mass(), exercise.body_mass_fraction
    return None if mass is None or not share else mass.in_kg() * Fraction(share)
