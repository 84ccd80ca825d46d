"""Where a lifter stands with a line of the plan, and what they have decided about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Load, Percent, lowers_more, shown
from negtrain_tui.training.prescription import Hold, Method, Prescription, RepList, Reps, Sets
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.tempo import seconds_text


@dataclass(frozen=True, slots=True)
class Standing:
    """What is prescribed now: seconds of lowering, and the load.

    `seconds` is None where the line has no lowering to count; `load` where it has none, or where it is a
    percentage, which follows the 1RM by itself.
    """

    seconds: Decimal | None
    load: Load | None

    def __str__(self) -> str:
        seconds = "" if self.seconds is None else f"{seconds_text(self.seconds)}s"
        return " ".join(part for part in (seconds, "" if self.load is None else str(self.load)) if part)

    @property
    def shown(self) -> str:
        """The standing to be looked at: as `str()`, but loads of many decimals rounded, which `≈` says."""
        seconds = "" if self.seconds is None else f"{seconds_text(self.seconds)}s"
        return " ".join(part for part in (seconds, "" if self.load is None else shown(self.load)) if part)


class DecisionKind(StrEnum):
    """What the lifter decided.

    `SET`: the line stands here now, whatever was proposed. `KEPT`: go on as it is, the plateau is known.
    `DELOAD`: an easier week begins on `day`. `DELOAD_MOVED`: ask again on `day`. `DELOAD_DECLINED`: not now.
    """

    SET = "set"
    KEPT = "kept"
    DELOAD = "deload"
    DELOAD_MOVED = "deload moved"
    DELOAD_DECLINED = "deload declined"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `line_id` is the plan's line that it is about, or `plan_id` the plan (deloads).

    `why` is told in the trail: `reset`, `12.5 % more taken`, `from the plan's text`. `line` is the plan's
    line as it stood then, in notation: where that begins elsewhere by now, the decision is out of date.
    """

    id: str
    kind: DecisionKind
    at: datetime
    line_id: str | None = None
    plan_id: str | None = None
    standing: Standing | None = None
    day: date | None = None
    why: str = ""
    line: str | None = None


def asks_more(one: Standing, other: Standing) -> bool:
    """Whether one standing asks more than another: more load, or as much of it for longer."""
    if one.load is not None and other.load is not None:
        if lowers_more(one.load, other.load):
            return True
        if lowers_more(other.load, one.load):
            return False
    return one.seconds is not None and other.seconds is not None and one.seconds > other.seconds


def base_of(p: Prescription, exercise: Exercise) -> Standing:
    """Return where a line begins: its seconds of lowering (or of the hold), and its load in kg, lb or bw."""
    if isinstance(p.sets, Hold):
        seconds: Decimal | None = p.sets.seconds
    elif p.method is Method.THIRTY_TEN_THIRTY:
        seconds = None
    else:
        tempo = effective_tempo(p, exercise)
        seconds = None if tempo is None else tempo.lowering
    load = p.load
    if load is not None and any(isinstance(amount, Percent) for amount in (load.down, load.up)):
        load = None
    return Standing(seconds, load)


def applied(p: Prescription, exercise: Exercise, standing: Standing, sets: int | None = None) -> Prescription:
    """Return the line as it is to be trained: standing put in, with fewer sets where `sets` says so.

    A line whose seconds went over its top by the lifter's own choice gets the higher top; a step that
    can't be added to a load in another unit is left out. The plan's line stays what it is.
    """
    if sets is not None and sets < p.set_count:
        p = replace(p, sets=_fewer(p.sets, sets))
    base, line_load = base_of(p, exercise), p.load
    if standing.load is not None and standing.load != base.load:
        p = replace(p, load=standing.load)
    seconds = standing.seconds
    if seconds is not None and base.seconds is not None and seconds != base.seconds:
        if isinstance(p.sets, Hold):
            p = replace(p, sets=replace(p.sets, seconds=seconds))
        elif (tempo := effective_tempo(p, exercise)) is not None:
            p = replace(p, tempo=replace(tempo, lowering=seconds))
    progress = p.seconds_progress
    if progress is not None and seconds is not None and progress.cap < seconds:
        p = replace(p, seconds_progress=replace(progress, cap=seconds))
    wrong = contradiction(p)
    if wrong is not None and wrong.field in ("load", "method"):
        # A load of another kind than the line's, from before an edit: the line has no place for it.
        p = replace(p, load=line_load)
        wrong = contradiction(p)
    return replace(p, load_progress=None) if wrong and wrong.field == "load_progress" else p


def _fewer(sets: Sets, count: int) -> Sets:
    if isinstance(sets, RepList):
        kept = sets.reps[:count]
        return RepList(kept) if len(kept) > 1 else Reps(1, kept[0], kept[0])
    return replace(sets, sets=count)
