"""Whether a measured lowering was too short: for the set to go on, or for a heavy exercise at all."""

from __future__ import annotations

from decimal import Decimal

from negtrain_tui.training.record import Rep, RepKind
from negtrain_tui.training.settings import Settings

# A heavy lowering faster than this wasn't governed any more (domain reference §2.3, our default).
HEAVY_TOO_FAST_S = Decimal(2)


def too_fast(rep: Rep) -> bool:
    """Whether a lowering was measured at under 2 s."""
    actual = rep.lowering_actual_s
    return _is_measured(rep) and actual is not None and actual < HEAVY_TOO_FAST_S


def breaks_stop_rule(reps: tuple[Rep, ...], index: int, settings: Settings) -> bool:
    """Judge the lowering at `index` by itself, and together with the one just before it on the same side.

    Only measured lowerings count: a paced one says nothing, so it also parts two short ones.
    """
    rep = reps[index]
    if _is_under(rep, settings.stop_one_below):
        return True
    if index == 0 or reps[index - 1].side is not rep.side:
        return False
    return _is_under(rep, settings.stop_two_below) and _is_under(reps[index - 1], settings.stop_two_below)


def _is_measured(rep: Rep) -> bool:
    return rep.kind is RepKind.LOWERING and rep.marked


def _is_under(rep: Rep, share: Decimal) -> bool:
    target, actual = rep.lowering_target_s, rep.lowering_actual_s
    if not _is_measured(rep) or target is None or actual is None:
        return False
    return actual < share * target
