"""The ways on from a plateau, or from the top of a line: each with what it would make of the line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.ground import Rules
from negtrain_tui.training.load import Amount, Bodyweight, Mass, shared
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Hold, Prescription, SecondsProgress
from negtrain_tui.training.proposal import Offer, OfferKind
from negtrain_tui.training.standing import Standing, base_of
from negtrain_tui.training.tempo import seconds_text

_LONGEST_S = Decimal(60)
_LONGEST_HOLD_S = Decimal(600)
# Ours: two steps more are enough to see whether seconds still move.
_MORE_STEPS = 2
_FIRST_STEP_S = Decimal(1)
# Ours: under this no fractional plate makes a difference.
_FINEST_STEPS = {"kg": Decimal("0.1"), "lb": Decimal("0.25")}
_SMALL_STEPS = {"kg": Mass(Decimal("0.5"), "kg"), "lb": Mass(Decimal(1), "lb")}


def offers_at_plateau(
    p: Prescription, exercise: Exercise, standing: Standing, rules: Rules
) -> tuple[Offer, ...]:
    """Return what a plateau can be answered with."""
    found = [
        _smaller_step(p, standing, rules),
        _seconds_instead(p, exercise, standing),
        _reset(p, exercise, standing, rules),
        Offer(OfferKind.DELOAD, "An easier week for the whole plan: fewer sets, 10 % lighter."),
        Offer(OfferKind.KEEP, "Go on as it is."),
    ]
    return tuple(each for each in found if each is not None)


def offers_at_top(p: Prescription, exercise: Exercise, standing: Standing) -> tuple[Offer, ...]:
    """Return the ways on where a line has reached all it was noted for."""
    found = [_seconds_instead(p, exercise, standing, kind=OfferKind.RAISE_TOP), _then_load(p, standing)]
    return (*(each for each in found if each is not None), Offer(OfferKind.KEEP, "Keep it as it is."))


def _smaller_step(p: Prescription, standing: Standing, rules: Rules) -> Offer | None:
    """Halve the step of what is growing now: seconds below their top, else load."""
    progress = p.seconds_progress
    in_seconds = progress is not None and standing.seconds is not None and standing.seconds < progress.cap
    if p.load_progress is not None and not in_seconds:
        half = Mass(p.load_progress.value / 2, p.load_progress.unit)
        if half.value < _FINEST_STEPS[half.unit]:
            return None
        return _edit(
            OfferKind.SMALLER_STEP,
            f"A smaller step: +{half} at a time instead of +{p.load_progress}.",
            replace(p, load_progress=half),
        )
    if progress is None or progress.step / 2 < rules.half_second:
        return None
    half_s = progress.step / 2
    return _edit(
        OfferKind.SMALLER_STEP,
        f"A smaller step: +{seconds_text(half_s)} s at a time instead of +{seconds_text(progress.step)} s.",
        replace(p, seconds_progress=replace(progress, step=half_s)),
    )


def _seconds_instead(
    p: Prescription, exercise: Exercise, standing: Standing, kind: OfferKind = OfferKind.SECONDS_INSTEAD
) -> Offer | None:
    """Let the seconds go on where the load doesn't: the same load, lowered for longer."""
    now, progress = standing.seconds, p.seconds_progress
    if now is None or base_of(p, exercise).seconds is None:
        return None
    longest = _LONGEST_HOLD_S if isinstance(p.sets, Hold) else _LONGEST_S
    step = _FIRST_STEP_S if progress is None else progress.step
    top = now if progress is None else max(progress.cap, now)
    if kind is OfferKind.SECONDS_INSTEAD and progress is not None and now < progress.cap:
        return None
    cap = min(top + _MORE_STEPS * step, longest)
    if cap <= now:
        return None
    words = f"Seconds instead: up to {seconds_text(cap)} s with the same load."
    if kind is OfferKind.RAISE_TOP:
        words = f"A higher top: up to {seconds_text(cap)} s."
    return _edit(kind, words, replace(p, seconds_progress=SecondsProgress(step, cap)), standing)


def _then_load(p: Prescription, standing: Standing) -> Offer | None:
    if p.load_progress is not None or standing.load is None:
        return None
    mass = _mass(standing.load.down)
    step = _SMALL_STEPS["kg" if mass is None else mass.unit]
    words = f"Load from here on: +{step} at a time."
    return _edit(OfferKind.LOAD_NEXT, words, replace(p, load_progress=step), standing)


def _reset(p: Prescription, exercise: Exercise, standing: Standing, rules: Rules) -> Offer | None:
    """Ten percent lighter, and up again in the line's own steps; seconds only, back to where they began."""
    base = base_of(p, exercise)
    load = standing.load
    if load is not None and _mass(load.down) is not None and not _helps(load.down):
        lighter = shared(load, rules.reset)
        back = Standing(base.seconds if p.seconds_progress is not None else standing.seconds, lighter)
        return Offer(OfferKind.RESET, f"A reset: 10 % lighter, {back}, and up again.", back)
    if standing.seconds is None or base.seconds is None or standing.seconds <= base.seconds:
        return None
    return Offer(
        OfferKind.RESET,
        f"A reset: back to {seconds_text(base.seconds)} s, and up again.",
        replace(standing, seconds=base.seconds),
    )


def _edit(kind: OfferKind, words: str, line: Prescription, standing: Standing | None = None) -> Offer | None:
    if contradiction(line) is not None:
        return None
    return Offer(kind, words, standing, format_prescription(line))


def _mass(amount: Amount) -> Mass | None:
    if isinstance(amount, Bodyweight):
        return amount.extra
    return amount if isinstance(amount, Mass) else None


def _helps(amount: Amount) -> bool:
    return isinstance(amount, Bodyweight) and amount.helping
