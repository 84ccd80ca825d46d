"""The warm-up sets before a heavy one: shares of the work load, fewer reps each time, lifted as usual.

The shares and reps are our own defaults, not a research finding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent
from negtrain_tui.training.prescription import Hold, Method, Prescription, Reps
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.tempo import Lifting

_RAMP = ((40, 5), (60, 3), (80, 2))
# What is only lowered is heavier than what can be lifted, and warm-ups are lifted.
_RAMP_OF_NEGATIVES = ((30, 5), (50, 3), (70, 2))
_GRAIN = {"kg": Decimal("2.5"), "lb": Decimal(5)}
_DROPPED: dict[str, Any] = {
    "method": None,
    "pacing": None,
    "cluster": None,
    "seconds_progress": None,
    "load_progress": None,
    "rpe": None,
    "weeks": None,
    "group": None,
    "note": None,
}
STEPS = len(_RAMP)
"""How many warm-up sets a ramp has."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """One set of a ramp: what to do, what share of the work load that is, and whether it was rounded down."""

    prescription: Prescription
    percent: int
    rounded: bool


def warm_up(p: Prescription, exercise: Exercise, load: Load | None, number: int) -> WarmUp:
    """Return warm-up set `number` (from 1) for a line whose work sets have `load`.

    A load is rounded down to whole 2.5 kg or 5 lb; of `bw+20kg` the 20 kg are shared out. Raises Refused
    where there is nothing to share out: no load, bodyweight alone or with help, a hold, an unknown 1RM.
    """
    if isinstance(p.sets, Hold):
        raise Refused("A timed hold has no warm-up ramp.")
    if load is None:
        raise Refused("A ramp needs the work load: enter it first, with l.")
    whole = load.down if load.up is None else load.up
    if isinstance(whole, Percent):
        raise Refused("A ramp needs the work load in kg or lb: enter it first, with l.")
    mass = whole.extra if isinstance(whole, Bodyweight) else whole
    if mass is None or (isinstance(whole, Bodyweight) and whole.signed < 0):
        raise Refused("There is no ramp for bodyweight alone: a few easy reps do the same.")
    percent, reps = (_RAMP_OF_NEGATIVES if p.kind is Method.NEGATIVE else _RAMP)[number - 1]
    exact = mass.value * percent / 100
    grain = _GRAIN[mass.unit]
    value = (exact / grain).to_integral_value(ROUND_FLOOR) * grain
    amount = Mass(value, mass.unit)
    easier = replace(p, **_DROPPED)
    tempo = effective_tempo(easier, exercise)
    if tempo is not None and tempo.lifting is Lifting.ASSISTED:
        tempo = replace(tempo, lifting=Lifting.FAST)
    prepared = replace(easier, sets=Reps(1, reps, reps), load=Load(_like(whole, amount)), tempo=tempo)
    return WarmUp(prepared, percent, rounded=value != exact)


def _like(whole: Mass | Bodyweight, amount: Mass) -> Mass | Bodyweight:
    if isinstance(whole, Mass):
        return amount
    return Bodyweight(amount if amount.value else None)
