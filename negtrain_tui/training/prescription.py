"""One line of a plan as a value: an exercise and its sets, load, tempo and method; plans of such lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.load import Load, Mass
from negtrain_tui.training.schedule import Missed, Schedule
from negtrain_tui.training.tempo import Lifting, Tempo


class Method(StrEnum):
    """A way of doing the sets; None in a prescription is an ordinary tempo set."""

    NEGATIVE = "negative"
    ACCENTUATED = "accentuated"
    TWO_ONE = "two-one"
    THIRTY_TEN_THIRTY = "30-10-30"
    SUPER_SLOW = "super-slow"


class Pacing(StrEnum):
    """Who says when a phase is over: the clock, or the lifter."""

    PACED = "paced"
    SELF_PACED = "self-paced"


@dataclass(frozen=True, slots=True)
class Reps:
    """`3x5`, or with a range `3x6-8` (then `low < high`). Reps are per side where the line says `each`."""

    sets: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Hold:
    """`3x30s`: timed holds, in seconds."""

    sets: int
    seconds: Decimal


@dataclass(frozen=True, slots=True)
class RepList:
    """`12,10,8`: one set for each number of reps, at least two of them."""

    reps: tuple[int, ...]


Sets = Reps | Hold | RepList


@dataclass(frozen=True, slots=True)
class SecondsProgress:
    """`+1s..8s`: that many seconds more at a time, up to so many."""

    step: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Prescription:
    """One line of a plan, exactly as written: attributes that were not given are None."""

    exercise: str
    sets: Sets
    load: Load | None = None
    each: bool = False
    tempo: Tempo | None = None
    method: Method | None = None
    pacing: Pacing | None = None
    rest: Decimal | None = None
    cluster: Decimal | None = None
    seconds_progress: SecondsProgress | None = None
    load_progress: Mass | None = None
    rpe: Decimal | None = None
    weeks: tuple[int, int] | None = None
    group: str | None = None
    pain_limit: int | None = None
    note: str | None = None

    @property
    def kind(self) -> Method | None:
        """The method that counts: the one written, else negative where the lifting is assisted (`A`)."""
        if self.method is None and self.tempo is not None and self.tempo.lifting is Lifting.ASSISTED:
            return Method.NEGATIVE
        return self.method

    @property
    def set_count(self) -> int:
        """How many sets the line asks for."""
        return len(self.sets.reps) if isinstance(self.sets, RepList) else self.sets.sets

    def reps_of_set(self, number: int) -> tuple[int, int] | Hold:
        """Return the fewest and most reps of a set, per side where the line says `each`; or its hold.

        Sets count from 1; a number outside the line raises IndexError.
        """
        if not 1 <= number <= self.set_count:
            raise IndexError(f"set {number} of a line of {self.set_count}")
        if isinstance(self.sets, RepList):
            reps = self.sets.reps[number - 1]
            return reps, reps
        if isinstance(self.sets, Reps):
            return self.sets.low, self.sets.high
        return self.sets


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A prescription in its place in a plan; `id` stays when the line is edited."""

    id: str
    prescription: Prescription


def turn_marks(lines: Iterable[PlanLine]) -> list[str]:
    """Return `A1`, `A2` … for the lines that take turns with others of their group, "" for the rest."""
    members: Counter[str] = Counter()
    marks = []
    for line in lines:
        group = line.prescription.group
        if group is not None:
            members[group] += 1
        marks.append("" if group is None else f"{group}{members[group]}")
    return marks


@dataclass(frozen=True, slots=True)
class Workout:
    """One day's lines in order; `days` are weekdays as written (`mon`), empty in a rotation."""

    id: str
    name: str
    lines: tuple[PlanLine, ...]
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A named plan: its workouts in order, and when they are due."""

    id: str
    name: str
    workouts: tuple[Workout, ...]
    schedule: Schedule = field(default_factory=Schedule)

    @property
    def on_weekdays(self) -> bool:
        """Whether any workout has weekdays of its own; otherwise they come in turn."""
        return any(workout.days for workout in self.workouts)

    @property
    def on_missed(self) -> Missed:
        """What a missed day does here."""
        return self.schedule.missed or (Missed.DROP if self.on_weekdays else Missed.SHIFT)


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """A plan among others, without its lines; at most one of them is active, and that one isn't archived."""

    id: str
    name: str
    active: bool
    archived: bool
    workouts: int
    lines: int
