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


@dataclass(frozen=True, slots=True)
class Session:
    """One training session; `lines` are the prescriptions it set out to do, in notation.

    `source` tells where it came from: `plan`, `set` (a single guided set), or an import.
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
