"""What a prescription may not ask for at once: the first thing that contradicts the rest, and the way out."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from negtrain_tui.training.load import NOT_HEAVIER, Amount, Bodyweight, Load, Percent, is_too_heavy, units_of
from negtrain_tui.training.prescription import Hold, Method, Prescription, Reps
from negtrain_tui.training.tempo import Lifting, seconds_text

_TWO_LOADS = "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated"


class Contradiction(NamedTuple):
    """The field of the prescription that can't stand there, what may, and a line that works."""

    field: str
    expected: str
    example: str


def contradiction(p: Prescription) -> Contradiction | None:
    """Return the first contradiction within a prescription; None where all of it goes together."""
    return _with_hold(p) or _with_method(p) or _with_loads(p) or _with_heaviest(p) or _with_progress(p)


def _with_hold(p: Prescription) -> Contradiction | None:
    if isinstance(p.sets, Hold):
        for field in ("tempo", "method"):
            if getattr(p, field) is not None:
                expected = f"no {field} on a timed hold (reps instead of seconds, or leave it out)"
                return Contradiction(field, expected, "Wall sit 3x30s @bw")
    return None


def _with_method(p: Prescription) -> Contradiction | None:
    if p.method is Method.THIRTY_TEN_THIRTY:
        example = "Biceps curl 1x12 @25kg 30-10-30"
        if p.sets != Reps(1, 12, 12):
            expected = "one set of 12 reps (1x12) with 30-10-30: a slow one, ten ordinary ones, a slow one"
            return Contradiction("method", expected, example)
        for field in ("tempo", "seconds_progress"):
            if getattr(p, field) is not None:
                expected = "nothing about seconds with 30-10-30, which sets them"
                return Contradiction(field, expected, example)
    if p.method is Method.SUPER_SLOW and p.tempo is not None and isinstance(p.tempo.lifting, Lifting):
        expected = "a lifting in seconds, as super-slow lifts slowly too"
        return Contradiction("tempo", expected, "Leg press 1x5 @60kg 10-0-10-0 super-slow")
    if p.cluster is not None and p.method is not Method.ACCENTUATED:
        expected = "cluster only with accentuated and its two loads"
        return Contradiction("cluster", expected, "Back squat 3x5 @105%/80% accentuated cluster 30s")
    return None


def _with_loads(p: Prescription) -> Contradiction | None:
    two = p.load is not None and p.load.up is not None
    if p.method is Method.ACCENTUATED and not two:
        field = "method" if p.load is None else "load"
        return Contradiction(field, "two loads with accentuated: lowered/lifted", _TWO_LOADS)
    if two and p.method is not Method.ACCENTUATED:
        expected = "one load, or accentuated for a heavier one on the way down"
        return Contradiction("load", expected, _TWO_LOADS)
    if p.load is not None and _is_upside_down(p.load):
        return Contradiction("load", "the heavier load first: lowered/lifted", _TWO_LOADS)
    if p.load is not None and len(units_of(p.load)) > 1:
        return Contradiction("load", "both loads in the same unit", _TWO_LOADS)
    return None


def _with_heaviest(p: Prescription) -> Contradiction | None:
    if p.load is not None and (is_too_heavy(p.load.down) or is_too_heavy(p.load.up)):
        return Contradiction("load", NOT_HEAVIER, "Bench press 3x5 @82.5kg")
    if is_too_heavy(p.load_progress):
        return Contradiction("load_progress", NOT_HEAVIER, "Bench press 3x5 @82.5kg +0.5kg")
    return None


def _with_progress(p: Prescription) -> Contradiction | None:
    step = p.load_progress
    if step is not None:
        units = {step.unit} if p.load is None else units_of(p.load) or {step.unit}
        unit = min(units)
        example = f"Bench press 4x5 @100{unit} +1{unit}"
        if p.load is None:
            return Contradiction("load_progress", "a load for the step to add to", example)
        if isinstance(p.load.down, Percent) or isinstance(p.load.up, Percent):
            expected = "a load in kg, lb or bw for a step: percentages grow with the 1RM"
            return Contradiction("load_progress", expected, example)
        if step.unit not in units:
            return Contradiction("load_progress", f"a step in the load's unit, {unit}", example)
    if p.seconds_progress is not None:
        cap = p.seconds_progress.cap
        if p.tempo is not None and cap < p.tempo.lowering:
            seconds = seconds_text(p.tempo.lowering)
            expected = f"a limit of at least the {seconds} s that the line begins with"
            return Contradiction("seconds_progress", expected, "Bench press 4x5 @82.5kg 5-1-X-0 +1s..8s")
        if isinstance(p.sets, Hold) and cap < p.sets.seconds:
            expected = f"a limit of at least the {seconds_text(p.sets.seconds)} s held"
            return Contradiction("seconds_progress", expected, "Wall sit 3x30s @bw +5s..60s")
    return None


def _is_upside_down(load: Load) -> bool:
    """Tell whether more would be lifted than lowered, where the two can be compared."""

    def weight(amount: Amount | None) -> Decimal | None:
        return amount.signed if isinstance(amount, Bodyweight) else amount.value if amount else None

    down, up = weight(load.down), weight(load.up)
    return type(load.down) is type(load.up) and down is not None and up is not None and down < up
