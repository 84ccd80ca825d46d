"""How long a set or a workout is likely to take, and how much of it is spent lowering."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.record import RepKind
from negtrain_tui.training.script import RepScript, SetScript, compile_set
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting, Start


def set_seconds(p: Prescription, exercise: Exercise, set_number: int, settings: Settings) -> Decimal:
    """Estimate a set without its first lead-in, in seconds, as the clock would lead it.

    A range counts with its most reps; both sides, the change-over and rests inside a cluster are in it.
    """
    script = compile_set(p, exercise, set_number, load=None, settings=settings)
    total = Decimal(0)
    for index, rep in enumerate(script.reps):
        last = index + 1 == len(script.reps)
        last_of_side = last or script.reps[index + 1].side is not rep.side
        total += _rep_seconds(script, rep, settings, last_of_side=last_of_side)
        if last:
            continue
        if last_of_side:
            total += settings.change_over_s + settings.short_lead_in_s
        elif script.cluster_s is not None:
            total += script.cluster_s + settings.short_lead_in_s
    return total


def _rep_seconds(script: SetScript, rep: RepScript, settings: Settings, *, last_of_side: bool) -> Decimal:
    if rep.kind is not RepKind.LOWERING:
        return rep.target
    down = rep.target + rep.pause_low
    if last_of_side and rep.lifting is Lifting.ASSISTED and script.starts is Start.LOWERING:
        return down
    up = rep.lifting
    if isinstance(up, Lifting):
        up = script.return_s if up is Lifting.ASSISTED else settings.fast_lifting_s
    return down + up + rep.pause_high


def lowering_seconds(p: Prescription, exercise: Exercise, set_number: int, settings: Settings) -> Decimal:
    """Return the seconds of timed lowering that a set asks for, both sides together; 0 for holds.

    Ordinary reps of a 30-10-30 have no timed lowering and don't count.
    """
    script = compile_set(p, exercise, set_number, load=None, settings=settings)
    return sum((rep.target for rep in script.reps if rep.kind is RepKind.LOWERING), Decimal(0))


def workout_seconds(lines: Iterable[tuple[Prescription, Exercise]], settings: Settings) -> Decimal:
    """Estimate a workout in seconds: every set with its lead-in, and the rests between them."""
    total = Decimal(0)
    rest = Decimal(0)
    for p, exercise in lines:
        # Most sets of a line are alike, and a plan is long.
        taken: dict[object, Decimal] = {}
        for number in range(1, p.set_count + 1):
            asked = p.reps_of_set(number)
            if asked not in taken:
                taken[asked] = set_seconds(p, exercise, number, settings)
            total += rest + settings.lead_in_s + taken[asked]
            rest = settings.default_rest_s if p.rest is None else p.rest
    return total
