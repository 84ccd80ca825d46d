"""What is proposed for a line of the plan next time: the step, its reason, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.load import Load
from negtrain_tui.training.standing import Standing


class Outcome(StrEnum):
    """How an exposure is judged (domain-reference §5.4)."""

    SUCCESS = "success"
    HOLD = "hold"
    MISS = "miss"
    PAIN = "pain"
    EASY = "deload"


class Proof(StrEnum):
    """What is known of the tempo: measured by marks, told by an RPE, or nothing but the clock's pace."""

    MARKED = "marked"
    RPE = "RPE"
    PACED = "paced"


class Move(StrEnum):
    """What the next prescription does, seen from the last one."""

    FIRST = "first time"
    SECONDS = "seconds"
    LOAD = "load"
    REPS = "reps"
    REPEAT = "repeat"
    HALVED = "half step"
    BACK = "back"
    WAIT = "wait"
    CHANGED = "changed"
    TOP = "top reached"
    NONE = "no steps"
    EASY = "deload"


class OfferKind(StrEnum):
    """What a plateau, or a goal reached, can be answered with; told by `Offer.words`."""

    SMALLER_STEP = "smaller step"
    SECONDS_INSTEAD = "seconds instead"
    RESET = "reset"
    DELOAD = "deload"
    RAISE_TOP = "raise the top"
    LOAD_NEXT = "load next"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer. `standing` is where the line would stand, `line` what the plan's line would become."""

    kind: OfferKind
    words: str
    standing: Standing | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A step over the cap, not taken unless the lifter says yes: to `standing`, `percent` more load."""

    standing: Standing
    percent: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An exposure judged. `why` is a clause: `4 of 4 sets on tempo (94 %)`, `set 3: 4 of 5 reps`.

    `prescribed` is what that day asked, `did` what was done where the lifter chose otherwise (then
    `overruled`). `lifted` is the load on the bar in the last work set. `kilos` says whether load may be
    earned by it. `reps` counts all reps of the work sets, `volume` those that were asked. `fidelity` is
    0 to 1, None where nothing was marked.
    """

    session_id: str
    at: datetime
    outcome: Outcome
    why: str
    proof: Proof
    kilos: bool
    prescribed: Standing
    did: Standing
    overruled: bool
    lifted: Load | None
    reps: int
    volume: int
    top_of_range: bool
    fidelity: Decimal | None = None
    rpe: Decimal | None = None
    pain: int | None = None
    control_lost: bool = False
    too_fast: bool = False
    base: Standing | None = None
    easy: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next prescription of a line, with its reason in one sentence and the figures it rests on.

    `standing` is what the next session trains, `line` that in notation; `stands` is where the line stands
    beside an easier day, or a question that is open. `loadable` is the highest load that can be made at or
    below the prescribed one, and `above` the next higher where the prescribed load itself can't be made;
    both None where the equipment isn't known.
    `sets` is how many work sets are proposed (fewer in a deload). `figures` are pairs of label and text.
    `plateau` says that the line has stopped moving; its `offers` answer that. `steps` is the trail:
    each exposure with what was concluded from it, newest first.
    """

    line_id: str
    exercise: str
    line: str
    move: Move
    standing: Standing
    before: Standing | None
    sets: int
    reason: str
    rule: str
    rounding: str = ""
    loadable: Load | None = None
    above: Load | None = None
    figures: tuple[tuple[str, str], ...] = ()
    offers: tuple[Offer, ...] = ()
    ask: Ask | None = None
    plateau: bool = False
    since: datetime | None = None
    steps: tuple[tuple[Judged, str], ...] = ()
    stands: Standing | None = None
    easy: bool = False
