"""A session, a day and an exercise as a list of many shows them: names, dates and totals, but no reps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from negtrain_tui.training.metrics import Summary
from negtrain_tui.training.record import Status


@dataclass(frozen=True, slots=True)
class SessionHeading:
    """One session without its sets. Instants are local to where it took place, with their offset.

    `exercises` are the names of its work sets in their order, each with how many; `summary` their totals.
    """

    id: str
    status: Status
    started_at: datetime
    finished_at: datetime | None
    name: str
    note: str
    source: str
    workout_id: str | None
    rpe: Decimal | None
    exercises: tuple[tuple[str, int], ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """One local date on which something was trained; what the clock led counts as its target.

    `paced` says that lowerings were led, `holds_paced` that holds were.
    """

    day: date
    sessions: int
    lowering_s: Decimal
    hold_s: Decimal
    paced: bool
    holds_paced: bool = False


@dataclass(frozen=True, slots=True)
class TrainedExercise:
    """One exercise of the history: in how many sessions, with how many work sets, and when last."""

    name: str
    sessions: int
    sets: int
    last_day: date
