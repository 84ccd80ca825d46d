"""Everything that Train has to be told of the database: prepared before a session, asked in its course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from negtrain_tui.alive import Alive
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.brief import day_brief, load_brief, sets_brief
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.stored import answered
from negtrain_tui.screens.train_words import LookBack
from negtrain_tui.taking_up import take_up
from negtrain_tui.training.agenda import due, lines_in_week
from negtrain_tui.training.course import Course, Stretch, stretch
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.keeping import kept
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.plan_changes import Change, Item, difference
from negtrain_tui.training.plan_editing import edit_line
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.record import LineToday, Rep, Session, SetRecord, Status
from negtrain_tui.training.records import records
from negtrain_tui.training.resuming import resumed
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings

_HEAVY_PERCENT = 105
_NEXT_LINES = 4


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
    today = tuple(
        LineToday(line, parse_prescription(line).set_count, line_id)
        for line, line_id in zip(asked.lines, ids, strict=True)
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
    facts = _facts(repository, known)
    today = session.today or tuple(
        LineToday(line, parse_prescription(line).set_count) for line in session.lines
    )
    stretches = tuple(_stretch(repository, facts.catalogue, each) for each in today)
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

    async def stretch(self, line: str, own: Exercise | None) -> Stretch:
        """Prepare a line of notation for this lifter, and keep the exercise of their own that it brings."""
        count = parse_prescription(line).set_count

        def read(repository: Repository) -> Stretch:
            if own is not None:
                repository.save_exercise(own)
            catalogue = self._known.with_own(repository.own_exercises())
            return _stretch(repository, catalogue, LineToday(line, count))

        return await answered(self._outbox.submit(read))

    async def look_back(self, session: Session) -> LookBack:
        """Tell what a session brought, what was changed for today, and what comes next time."""
        return await answered(
            self._outbox.read(lambda repository: _look_back(repository, session, self._known))
        )

    async def keep_in_plan(self, session: Session) -> str:
        """Put what was changed for today into the plan, and say what that was."""

        def keep(repository: Repository) -> str:
            items: tuple[Item, ...] = ()
            said = []
            for plan, after, what in _kept_plans(repository, session):
                items += difference(plan, after)
                said += what
            if not said:
                raise Refused("Nothing of today differs from the plan.")
            repository.change_plans(Change(f"Kept from {session.name or 'a session'}", items))
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


def _facts(repository: Repository, known: Catalogue) -> Facts:
    catalogue = known.with_own(repository.own_exercises())
    return Facts(catalogue, repository.settings(), repository.one_rms(), {})


def _stretch(repository: Repository, catalogue: Catalogue, today: LineToday) -> Stretch:
    prescription = parse_prescription(today.line)
    found = catalogue.resolve(prescription.exercise)
    lifter = Lifter(
        repository.one_rm(prescription.exercise) or repository.one_rm(found.exercise.name),
        repository.times_lowered_over(prescription.exercise, _HEAVY_PERCENT),
    )
    return stretch(today.line, prescription, found.exercise, lifter, nearest=found.nearest, today=today)


def _look_back(repository: Repository, session: Session, known: Catalogue) -> LookBack:
    facts = _facts(repository, known)
    names = {done.exercise.casefold() for done in session.sets}
    earlier = {name: repository.feats(name, session.started_at) for name in names}
    changed = tuple(what for *_, said in _kept_plans(repository, session) for what in said)
    found = tuple(each.words for each in records(session.sets, earlier, facts.catalogue))
    plan = repository.active_plan()
    when, lines = ("", ()) if plan is None else _next_time(repository, session, plan, facts)
    return LookBack(records=found, changed=changed, next_when=when, next_lines=lines)


def _next_time(
    repository: Repository, session: Session, plan: Plan, facts: Facts
) -> tuple[str, tuple[str, ...]]:
    today = (session.finished_at or session.started_at).date()
    coming = due(plan, today, repository.trained())
    if coming is None:
        return "", ()
    workout = plan.workouts[coming.index]
    when = workout.name if coming.day is None else f"{workout.name}, {day_brief(coming.day, today)}"
    lines = []
    for line in lines_in_week(workout, coming.week)[:_NEXT_LINES]:
        p = line.prescription
        load = load_brief(p, one_rm_of(p.exercise, facts.catalogue, facts.one_rms))
        lines.append(" ".join(part for part in (p.exercise, sets_brief(p), load) if part))
    return when, tuple(lines)


def _kept_plans(repository: Repository, session: Session) -> list[tuple[Plan, Plan, list[str]]]:
    """The plans that today's changes would alter: as they are, as they would be, and what would be other."""
    places = {each.line_id: number for number, each in enumerate(session.today, 1) if each.line_id}
    found = []
    for heading in repository.plan_headings() if places else ():
        plan = repository.plan(heading.id)
        if plan is None:
            continue
        after, said = plan, []
        for line in (line for workout in plan.workouts for line in workout.lines if line.id in places):
            number = places[line.id]
            today = session.today[number - 1]
            done = [
                each
                for each in work_sets(session.sets)
                if each.line_number == number and each.line == today.line
            ]
            exchanged = today.line != session.lines[number - 1]
            wanted = kept(line.prescription, today, done, exchanged=exchanged)
            if wanted != line.prescription:
                after = edit_line(after, line.id, wanted)
                said.append(format_prescription(wanted))
        if said:
            found.append((plan, after, said))
    return found
