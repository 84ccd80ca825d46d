"""What was really done: session, set and rep, with prescribed and achieved seconds kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.load import Amount, Load


class Status(StrEnum):
    """How far a session or a set has come; `live` while somebody trains with it."""

    LIVE = "live"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"


class RepKind(StrEnum):
    """`lowering`: a timed lowering; `normal`: an ordinary rep of a 30-10-30; `hold`: a timed hold."""

    LOWERING = "lowering"
    NORMAL = "normal"
    HOLD = "hold"


class Side(StrEnum):
    """Which side worked, in a set that says `each`."""

    LEFT = "left"
    RIGHT = "right"


class EndedBy(StrEnum):
    """Why a set ended."""

    REPS_DONE = "reps done"
    LIFTER = "lifter"
    CONTROL_LOST = "control lost"
    STOP_RULE = "stop rule"
    TOO_FAST = "too fast"
    PAIN = "pain"
    SKIPPED = "skipped"
    EXERCISE_SKIPPED = "exercise skipped"


@dataclass(frozen=True, slots=True)
class Rep:
    """One rep. Seconds are exact to the millisecond; a paced rep (`marked` False) has actual = target.

    `number` counts from 1 and restarts with the other side. Ordinary reps of a 30-10-30 have no
    lowering seconds; holds have `hold_*` only.
    """

    number: int
    side: Side | None
    kind: RepKind
    lowering_target_s: Decimal | None = None
    lowering_actual_s: Decimal | None = None
    marked: bool = False
    control_lost: bool = False
    hold_target_s: Decimal | None = None
    hold_actual_s: Decimal | None = None
    load_down: Amount | None = None
    load_up: Amount | None = None


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set: its line as it stood (a snapshot), the three loads, and its reps in order.

    `exercise` is the name as typed; `number` counts the sets of its line from 1 and `line_number`
    the lines of the session from 1. `rpe` and `pain` are None unless the lifter answered.
    A warm-up set counts for no progress and by itself; a skipped one has no reps, and its reason as note.
    A set that was given up in its lead-in is finished and has no `ended_by`.
    `line_id` is the line of the plan it was done for, None where there is none or another exercise took
    its place; then `replaces` names the one that the plan had.
    """

    id: str
    exercise: str
    line: str
    line_number: int
    number: int
    method: str | None
    pacing: str
    status: Status
    started_at: datetime
    finished_at: datetime | None = None
    ended_by: EndedBy | None = None
    load_prescribed: Load | None = None
    load_loadable: Load | None = None
    load_lifted: Load | None = None
    rpe: Decimal | None = None
    pain: int | None = None
    note: str = ""
    reps: tuple[Rep, ...] = ()
    warm_up: bool = False
    line_id: str | None = None
    replaces: str | None = None

    @property
    def skipped(self) -> bool:
        """Whether this set, or its exercise from here on, was left out."""
        return self.ended_by in (EndedBy.SKIPPED, EndedBy.EXERCISE_SKIPPED)

    @property
    def happened(self) -> bool:
        """Whether it is something that was done: a rep, an end behind the lead-in, or an answer."""
        answered = self.rpe is not None or self.pain is not None or bool(self.note)
        given_up = self.ended_by not in (None, EndedBy.REPS_DONE)
        return not self.skipped and (bool(self.reps) or given_up or answered)


@dataclass(frozen=True, slots=True)
class LineToday:
    """A line of a session as it is to be done today, whatever the plan says.

    `line` is its notation, `sets` how many work sets it has today; `replaces` names the exercise of the
    plan where another took its place, and `line_id` is the plan's line, also then. `begun` work sets were
    done before this line took the place of another, and `warmed` of the `warm_ups` are behind. `base` is
    the plan's line where progress has moved today's away from it, and `deload` says that it was made
    easier on purpose. `ramped` warm-ups were done before as those of what stood in its place.
    """

    line: str
    sets: int
    line_id: str | None = None
    warm_ups: int = 0
    replaces: str | None = None
    begun: int = 0
    warmed: int = 0
    base: str | None = None
    deload: bool = False
    ramped: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One training session; `lines` are the prescriptions it set out to do, in notation.

    `source` tells where it came from: `plan`, `set` (a single guided set), or an import. `workout_id` is
    the workout of the plan it was; `today` has a line for each of `lines`, or none where nothing was
    changed and nothing is known of the plan's lines. `next_line`, from 1, is where the lifter was. `rpe`
    (0 to 10) is how hard the whole session was, as answered afterwards; None where nobody said.
    """

    id: str
    status: Status
    started_at: datetime
    finished_at: datetime | None = None
    name: str = ""
    note: str = ""
    source: str = "set"
    lines: tuple[str, ...] = ()
    sets: tuple[SetRecord, ...] = ()
    workout_id: str | None = None
    today: tuple[LineToday, ...] = ()
    next_line: int | None = None
    rpe: Decimal | None = None
