"""What a week amounted to: eccentric sets, reps and seconds for each muscle, and how hard it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from typing import Protocol

from negtrain_tui.training.exercise import Catalogue, Exercise, name_key
from negtrain_tui.training.record import Status
from negtrain_tui.training.week_start import begin_of_week, days_of_week

DIRECT = Decimal(1)
INDIRECT = Decimal("0.5")
"""What a set counts for a muscle (domain-reference §6, `pelland`), and by our choice its reps and seconds."""

# Ours: a session that long was left open, and nobody trained for all of it.
_LONGEST = timedelta(hours=12)
_WEEK = timedelta(days=7)
_NONE = Decimal(0)
_MINUTE_US = 60_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """Sets with lowerings, their lowerings and the seconds of these; `paced` of the lowerings were led.

    A set done each side is one set, and the lowerings of both sides count. Paced lowerings count as their
    targets. Numbers are whole but where something counts half.
    """

    sets: Decimal = _NONE
    reps: Decimal = _NONE
    lowering_s: Decimal = _NONE
    paced: int = 0

    def plus(self, other: Work) -> Work:
        """Add up."""
        return Work(
            self.sets + other.sets,
            self.reps + other.reps,
            self.lowering_s + other.lowering_s,
            self.paced + other.paced,
        )

    def counted(self, as_much: Decimal) -> Work:
        """Let it count `as_much` (1 is all) for a muscle."""
        return Work(self.sets * as_much, self.reps * as_much, self.lowering_s * as_much, self.paced)


NOTHING = Work()


class Timed(Protocol):
    """What has a start and may have an end, such as a session."""

    @property
    def status(self) -> Status:
        """Whether it is over."""

    @property
    def started_at(self) -> datetime:
        """When it began."""

    @property
    def finished_at(self) -> datetime | None:
        """When it ended."""


class Rated(Timed, Protocol):
    """What also may have been rated as a whole."""

    @property
    def rpe(self) -> Decimal | None:
        """How hard it was, from 0 to 10."""


@dataclass(frozen=True, slots=True)
class WeekSession:
    """One session as far as a week's figures need it.

    `day` is the local date of where it took place, and instants have their offset. `work` is what was done
    of each exercise, by its name as typed, in order; exercises without an eccentric work set aren't there.
    """

    id: str
    day: date
    name: str
    status: Status
    started_at: datetime
    finished_at: datetime | None
    rpe: Decimal | None
    work: tuple[tuple[str, Work], ...] = ()


class Measure(StrEnum):
    """What is counted of a muscle's week."""

    SETS = "sets"
    REPS = "reps"
    SECONDS = "lowering_s"

    def of(self, work: Work) -> Decimal:
        """Return it as it is shown: seconds are whole."""
        if self is Measure.SECONDS:
            return Decimal(rounded(work.lowering_s))
        return work.sets if self is Measure.SETS else work.reps


@dataclass(frozen=True, slots=True)
class Change:
    """How much more or less it was than before; `percent` is None where there was nothing before."""

    absolute: Decimal
    percent: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one exercise adds to a muscle's week: `done` is what was done, `as_much` how much of it counts."""

    exercise: str
    as_much: Decimal
    done: Work


@dataclass(frozen=True, slots=True)
class MuscleWeek:
    """A muscle's week, what it is compared with, and what made it up; `muscle` is empty if none is known."""

    muscle: str
    total: Work
    before: Work
    parts: tuple[Part, ...]

    def change(self, measure: Measure) -> Change:
        """Return how one measure changed against what it is compared with."""
        return change(measure.of(self.total), measure.of(self.before))


@dataclass(frozen=True, slots=True)
class Loads:
    """Session loads added up: of `sessions` those that have one are `known`; None where none has."""

    total: Fraction | None
    known: int
    sessions: int

    @property
    def whole(self) -> bool:
        """Whether no session is missing in the total."""
        return self.known == self.sessions


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, beginning with `first`; `sessions` are theirs, and `muscles` are by sets, most first.

    It is compared with the days of the week before until `compared_until`: all of them, or as many as there
    were yet of a week that still runs.
    """

    first: date
    sessions: tuple[WeekSession, ...]
    muscles: tuple[MuscleWeek, ...]
    loads: Loads
    loads_before: Loads
    compared_until: date

    @property
    def compared_from(self) -> date:
        """The first day that it is compared with."""
        return self.first - _WEEK

    @property
    def runs(self) -> bool:
        """Whether only a part of the week before is compared, as the week isn't over."""
        return self.compared_until < self.first - timedelta(days=1)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the week, in order."""
        return days_of_week(self.first, self.first.weekday())

    def on(self, day: date) -> tuple[WeekSession, ...]:
        """Return the sessions of one day."""
        return tuple(session for session in self.sessions if session.day == day)


def span_of(day: date, first_weekday: int) -> tuple[date, date]:
    """Return the first and last day of a day's week and the one before it: what `add_up_week` needs."""
    begin = begin_of_week(day, first_weekday)
    return begin - _WEEK, begin + _WEEK - timedelta(days=1)


def add_up_week(
    day: date,
    first_weekday: int,
    sessions: Iterable[WeekSession],
    catalogue: Catalogue,
    today: date | None = None,
) -> Week:
    """Add up the week that a day is in, and the one before it; the one that runs, the same days of it.

    Args:
        day: Any day of the week.
        first_weekday: The weekday with which weeks begin, Monday 0.
        sessions: Those of both weeks (`span_of`), and any others.
        catalogue: Knows the muscles of exercises, the lifter's own among them.
        today: Tells which week runs; without it none does.
    """
    first = begin_of_week(day, first_weekday)
    given = tuple(sessions)
    mine = tuple(session for session in given if first <= session.day < first + _WEEK)
    until = first - timedelta(days=1)
    if today is not None and first <= today < first + _WEEK:
        # Elsewhere on Earth it may be tomorrow already.
        until = max([today, *(session.day for session in mine)]) - _WEEK
    earlier = tuple(session for session in given if first - _WEEK <= session.day <= until)
    now, before = _by_muscle(mine, catalogue), _by_muscle(earlier, catalogue)
    muscles = [
        MuscleWeek(muscle, _total(now.get(muscle, ())), _total(before.get(muscle, ())), now.get(muscle, ()))
        for muscle in {**now, **before}
    ]
    muscles.sort(key=_rank)
    return Week(first, mine, tuple(muscles), add_loads(mine), add_loads(earlier), until)


def _rank(each: MuscleWeek) -> tuple[object, ...]:
    # What has no known muscle isn't compared with those that have one: it stands last.
    return (not each.muscle, -each.total.sets, -each.total.lowering_s, -each.before.sets, each.muscle)


def _by_muscle(sessions: Iterable[WeekSession], catalogue: Catalogue) -> dict[str, tuple[Part, ...]]:
    """Return what each muscle did, by exercise in the order of training, under the exercise's own name."""
    done: dict[str, Work] = {}
    meant: dict[str, Exercise] = {}
    for session in sessions:
        for typed, work in session.work:
            exercise = catalogue.resolve(typed).exercise
            key = name_key(exercise.name)
            meant.setdefault(key, exercise)
            done[key] = done.get(key, NOTHING).plus(work)
    parts: dict[str, list[Part]] = {}
    for key, exercise in meant.items():
        shares = [(muscle, DIRECT) for muscle in exercise.muscles or ("",)]
        shares += [(muscle, INDIRECT) for muscle in exercise.indirect]
        for muscle, as_much in shares:
            parts.setdefault(muscle, []).append(Part(exercise.name, as_much, done[key]))
    return {muscle: tuple(each) for muscle, each in parts.items()}


def _total(parts: Iterable[Part]) -> Work:
    return reduce(Work.plus, (part.done.counted(part.as_much) for part in parts), NOTHING)


def change(now: Decimal, before: Decimal) -> Change:
    """Return by how much, and by how many percent of before, something changed.

    Percent are whole, halves away from 0; None where there was nothing before. It is subtraction, and no
    measure of risk (domain-reference §6: ratios of recent to longer-term load are coupled with themselves).
    """
    absolute = now - before
    if before == 0:
        return Change(absolute, None)
    return Change(absolute, rounded(Fraction(absolute) * 100 / Fraction(before)))


def minutes(session: Timed) -> Fraction | None:
    """Return how long a session took, by the instants of its start and end, in minutes.

    None for one that wasn't ended by the lifter, that ended before it began, or that took over 12 hours:
    it was left open then (the 12 hours are ours).
    """
    if session.status is not Status.FINISHED or session.finished_at is None:
        return None
    # In UTC: two times on the clock of one place are no duration in a night in which it was changed.
    taken = session.finished_at.astimezone(UTC) - session.started_at.astimezone(UTC)
    if not timedelta(0) <= taken <= _LONGEST:
        return None
    return Fraction(taken // timedelta(microseconds=1), _MINUTE_US)


def whole_minutes(session: Timed) -> int | None:
    """Return a session's minutes as they are shown, rounded to whole ones; None where they aren't known."""
    taken = minutes(session)
    return None if taken is None else rounded(taken)


def session_load(session: Rated) -> Fraction | None:
    """Return a session's RPE times its whole minutes (domain-reference §6: `foster21`); None without both.

    The minutes are rounded as they are shown (`whole_minutes`), so that what is shown multiplies.
    """
    taken = whole_minutes(session)
    return None if session.rpe is None or taken is None else Fraction(session.rpe) * taken


def add_loads(sessions: Sequence[WeekSession]) -> Loads:
    """Add up the loads of the sessions that have one; nothing is guessed for the others."""
    known = [load for load in map(session_load, sessions) if load is not None]
    return Loads(sum(known, Fraction(0)) if known else None, len(known), len(sessions))


def load_change(week: Week) -> Change | None:
    """Return how the session load changed, as shown; None unless all sessions of both weeks have one."""
    now, before = week.loads, week.loads_before
    if now.total is None or before.total is None or not (now.whole and before.whole):
        return None
    return change(Decimal(rounded(now.total)), Decimal(rounded(before.total)))


def rounded(value: Fraction | Decimal) -> int:
    """Round to a whole number as screen and JSON show it, halves away from 0."""
    exact = Fraction(value)
    return (1 if exact >= 0 else -1) * int(abs(exact) + Fraction(1, 2))
