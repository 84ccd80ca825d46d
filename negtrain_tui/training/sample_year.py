"""A year of training that nobody did, plausible to the second, made by the app's own rules of progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random

from negtrain_tui.training import sample_plan as story
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Ground, OwnEquipment, Rules
from negtrain_tui.training.load import Mass, resolved
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.plan_editing import edit_line
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription
from negtrain_tui.training.progression import propose
from negtrain_tui.training.proposal import Judged, Proposal
from negtrain_tui.training.record import LineToday, Session, SetRecord, Status
from negtrain_tui.training.recovery import eased
from negtrain_tui.training.sample_set import Asked, performed
from negtrain_tui.training.schedule import monday_of, weekday_numbers
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.standing import Decision, DecisionKind, Standing, applied

_WEEKS = 52
_ATTENDS = 0.95
# What a proposal rests on reaches no further back than a line's last gain; this is more than enough.
_LOOKS_BACK = 5
_RULES = Rules()


@dataclass(frozen=True, slots=True)
class SampleYear:
    """All that is in the made-up database. Sessions are the oldest first; `kept` are ids of broken-off ones.

    Masses stand with the instant at which they were told; `one_rms` also with the exercise.
    """

    plan: Plan
    own_exercises: tuple[Exercise, ...]
    sessions: tuple[Session, ...]
    kept: tuple[str, ...]
    decisions: tuple[Decision, ...]
    inventory: Inventory
    body_masses: tuple[tuple[Mass, datetime], ...]
    one_rms: tuple[tuple[str, Mass, datetime], ...]
    settings: Settings


def sample_year(now: datetime, catalogue: Catalogue) -> SampleYear:
    """Make the year that ends before the day of `now`, a local time with its offset; always the same one.

    What happens depends on the week of the year, and not on the date.
    """
    return _Run(now, catalogue).year()


@dataclass
class _Line:
    """A line of the plan with its exercise, and how it went so far."""

    exercise: Exercise
    makes: OwnEquipment
    judged: list[Judged] = field(default_factory=list)


class _Run:
    """The lifter, the days they train on, and what they have decided."""

    def __init__(self, now: datetime, catalogue: Catalogue) -> None:
        self.zone = now.tzinfo if now.tzinfo is not None else UTC
        self.today = now.date()
        self.catalogue = catalogue.with_own(story.OWN)
        self.begins = monday_of(self.today) - timedelta(weeks=_WEEKS - 1)
        self.plan = story.sample_plan()
        self.inventory = story.sample_equipment()
        self.decisions: list[Decision] = []
        self.answered: set[str] = set()
        self.lines = {
            line.id: _Line(
                exercise := self.catalogue.resolve(line.prescription.exercise).exercise,
                OwnEquipment(self.inventory, exercise, line.prescription.exercise),
            )
            for workout in self.plan.workouts
            for line in workout.lines
        }

    def year(self) -> SampleYear:
        """Train on every day that isn't missed, and gather what came of it."""
        days = self.days()
        sessions: list[Session] = []
        for place, day in enumerate(days):
            left = len(days) - 1 - place
            index = -left % len(self.plan.workouts)
            sessions.append(self.session(day, index, breaks_off=left == story.INTERRUPTED_SLOT))
        sessions += self.away()
        sessions.sort(key=lambda each: each.started_at)
        weighs = Random("body mass")
        return SampleYear(
            plan=self.plan,
            own_exercises=story.OWN,
            sessions=tuple(sessions),
            kept=tuple(each.id for each in sessions if each.status is not Status.FINISHED),
            decisions=tuple(self.decisions),
            inventory=self.inventory,
            body_masses=tuple(
                (_kg(round(824 - 0.4 * week + weighs.gauss(0, 4))), self.at(self.monday(week), 7))
                for week in range(_WEEKS)
                if week not in story.AWAY_WEEKS and self.monday(week) < self.today
            ),
            one_rms=tuple(
                (exercise, Mass(Decimal(mass), "kg"), self.at(self.monday(week), 9))
                for exercise, week, mass in story.ONE_RMS
            ),
            settings=Settings(notice_seen=True),
        )

    def monday(self, week: int) -> date:
        """Return the Monday of a week, counted from 0."""
        return self.begins + timedelta(weeks=week)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return an instant at home."""
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)

    def days(self) -> list[date]:
        """Return the days on which the plan was trained, all of them before today."""
        attends = Random("attends")
        weekdays = weekday_numbers(story.TRAINING_DAYS)
        possible = [
            day
            for week in range(_WEEKS)
            for day in (self.monday(week) + timedelta(number) for number in weekdays)
            if attends.random() < _ATTENDS and week not in story.AWAY_WEEKS
        ]
        return [day for day in possible if day < self.today]

    def away(self) -> list[Session]:
        """Return the sessions of the journey: single lines, in another time zone, without the plan."""
        there = timezone(
            (self.at(self.begins, 0).utcoffset() or timedelta()) + timedelta(hours=story.AWAY_HOURS)
        )
        begins = self.monday(story.AWAY_WEEKS[0])
        made = []
        for since, text in story.AWAY:
            day = begins + timedelta(since)
            p = parse_prescription(text)
            exercise = self.catalogue.resolve(p.exercise).exercise
            rng = Random(f"away {since}")
            at = datetime(day.year, day.month, day.day, 7, rng.randrange(50), tzinfo=there)
            asked = Asked(p, text, exercise, p.load, p.load, line_number=1, week=story.AWAY_WEEKS[0])
            sets = performed(asked, f"sample-away-{since}", at, rng)
            ended = sets[-1].finished_at
            made.append(
                Session(
                    f"sample-away-{since}", Status.FINISHED, at, ended, source="set", lines=(text,), sets=sets
                )
            )
        return made

    def session(self, day: date, index: int, *, breaks_off: bool) -> Session:
        """Train a workout on a day: what is proposed and answered, and what is done."""
        workout = self.plan.workouts[index]
        week = (day - self.begins).days // 7
        session_id = f"sample-{day.isoformat()}"
        rng = Random(f"{week} {day.weekday()}")
        begun = at = self.at(day, 18, rng.randrange(45))
        today: list[LineToday] = []
        sets: list[SetRecord] = []
        for line in workout.lines:
            if line.id == "triples" and week in story.ACCENTUATED_WEEKS:
                down, up = story.ACCENTUATED_WEEKS[week]
                text = story.ACCENTUATED.format(down, up)
                p = parse_prescription(text)
                today.append(LineToday(text, p.set_count))
                asked = Asked(p, text, self.lines[line.id].exercise, p.load, p.load, len(today), week)
                sets += performed(asked, session_id, _after(sets, at), rng)
            asked, of_today = self.asked(line.id, day, week, len(today) + 1)
            today.append(of_today)
            if breaks_off and len(today) > 2:
                continue
            done = performed(asked, session_id, _after(sets, at), rng)
            sets += done
            self.take_note(session_id, begun, of_today, done)
        ended = None if breaks_off else _after(sets, at)
        return Session(
            session_id,
            Status.INTERRUPTED if breaks_off else Status.FINISHED,
            begun,
            ended,
            name=workout.name,
            note=_session_note(week, rng, breaks_off=breaks_off),
            source="plan",
            lines=tuple(each.line for each in today),
            sets=tuple(sets),
            workout_id=workout.id,
            today=tuple(today),
            next_line=3 if breaks_off else None,
            rpe=None if breaks_off or rng.random() < 0.15 else _effort(sets, rng),
        )

    def asked(self, line_id: str, day: date, week: int, number: int) -> tuple[Asked, LineToday]:
        """Say what a line asks on a day: where it stands, easier in an easier week."""
        mine = self.lines[line_id]
        p, proposal = self.proposal(line_id, day)
        if self.answers(line_id, day, proposal):
            p, proposal = self.proposal(line_id, day)
        standing, count, easy = proposal.standing, p.set_count, week in story.EASY_WEEKS
        if easy:
            standing, count = eased(p, standing, None)
            if not any(each.day == self.monday(week) for each in self.decisions):
                self.decide(DecisionKind.DELOAD, self.monday(week), day=self.monday(week))
        p_today = applied(p, mine.exercise, standing, count)
        text, base = format_prescription(p_today), format_prescription(p)
        prescribed = (
            standing.load if standing.load is not None else resolved(p.load, None) if p.load else None
        )
        loadable = None if prescribed is None else mine.makes.loadable(prescribed)
        asked = Asked(p_today, text, mine.exercise, prescribed, loadable, number, week, line_id, easy=easy)
        of_today = LineToday(text, count, line_id, base=None if base == text else base, deload=easy)
        return asked, of_today

    def proposal(self, line_id: str, day: date) -> tuple[Prescription, Proposal]:
        """Ask the app's own rules for a line's next prescription."""
        mine = self.lines[line_id]
        p = self.prescription(line_id)
        makes = mine.makes if mine.makes.knows(p.load) else None
        ground = Ground(mine.exercise, makes, None, _RULES)
        return p, propose(PlanLine(line_id, p), mine.judged[-_LOOKS_BACK:], self.decisions, ground, today=day)

    def prescription(self, line_id: str) -> Prescription:
        """Return a line as the plan has it now."""
        lines = (line for workout in self.plan.workouts for line in workout.lines)
        return next(line.prescription for line in lines if line.id == line_id)

    def answers(self, line_id: str, day: date, proposal: Proposal) -> bool:
        """Answer what is offered for a line, where the lifter does; True if it changes anything."""
        wanted = story.ANSWERS.get(line_id, ())
        offer = next((each for kind in wanted for each in proposal.offers if each.kind is kind), None)
        if offer is None or line_id in self.answered:
            return False
        self.answered.add(line_id)
        if offer.line is not None:
            self.plan = edit_line(self.plan, line_id, parse_prescription(offer.line))
        kind = DecisionKind.KEPT if offer.standing is None else DecisionKind.SET
        self.decide(
            kind, day, line_id=line_id, standing=offer.standing, why=offer.kind.value, line=offer.line
        )
        return True

    def decide(
        self,
        kind: DecisionKind,
        on: date,
        *,
        line_id: str | None = None,
        day: date | None = None,
        standing: Standing | None = None,
        why: str = "",
        line: str | None = None,
    ) -> None:
        """Keep a decision, made before that day's session."""
        plan_id = self.plan.id if line_id is None else None
        made = f"sample-decision-{len(self.decisions):03d}"
        self.decisions.append(
            Decision(made, kind, self.at(on, 12), line_id, plan_id, standing, day, why, line)
        )

    def take_note(
        self, session_id: str, at: datetime, of_today: LineToday, done: tuple[SetRecord, ...]
    ) -> None:
        """Judge what was done of a line, for its next proposal."""
        if of_today.line_id is None:
            return
        exposure = Exposure(
            session_id, at, of_today.line, of_today.base, of_today.sets, done, deload=of_today.deload
        )
        mine = self.lines[of_today.line_id]
        mine.judged.append(judge(exposure, mine.exercise, _RULES))


def _after(sets: Sequence[SetRecord], begun: datetime) -> datetime:
    ended = sets[-1].finished_at if sets else None
    return begun if ended is None else ended + timedelta(seconds=90)


def _session_note(week: int, rng: Random, *, breaks_off: bool) -> str:
    if breaks_off:
        return "called away"
    luck = rng.random()
    if week in story.EASY_WEEKS:
        return "easy week" if luck < 0.5 else ""
    return "slept badly" if luck < 0.04 else "everything moved well" if luck > 0.97 else ""


def _effort(sets: Sequence[SetRecord], rng: Random) -> Decimal:
    hardest = max((each.rpe for each in sets if each.rpe is not None), default=Decimal(6))
    return min(Decimal(10), hardest - Decimal(rng.choice((0, 1, 2))) / 2)


def _kg(tenths: int) -> Mass:
    return Mass(Decimal(tenths).scaleb(-1), "kg")
