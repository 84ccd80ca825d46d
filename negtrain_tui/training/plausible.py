"""What a lifter can have done: the ranges in which values entered by hand are taken."""

from __future__ import annotations

from decimal import Decimal

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import NOT_HEAVIER, Amount, Load, Percent, is_too_heavy

LONGEST_S = Decimal(600)
"""The longest lowering or hold that can be entered by hand; ours."""

_HIGHEST = 10
_MILLISECOND = Decimal("0.001")


def check_seconds(seconds: Decimal | None) -> None:
    """Refuse seconds that nobody lowers or holds for, or that are finer than what is kept."""
    if seconds is None:
        return
    if not seconds.is_finite() or not 0 <= seconds <= LONGEST_S:
        raise Refused(f"Seconds go from 0 to {LONGEST_S}.")
    if seconds % _MILLISECOND:
        raise Refused("Seconds have at most three decimals.")


def check_rpe(rpe: Decimal | None) -> None:
    """Refuse an RPE that isn't 0 to 10 in halves."""
    if rpe is not None and (not rpe.is_finite() or not 0 <= rpe <= _HIGHEST or rpe * 2 % 1):
        raise Refused("RPE goes from 0 to 10 in halves.")


def check_pain(pain: int | None) -> None:
    """Refuse a pain that isn't 0 to 10."""
    if pain is not None and not 0 <= pain <= _HIGHEST:
        raise Refused("Pain goes from 0 to 10, in whole numbers.")


def check_amount(amount: Amount | None, *, moved: bool = True) -> None:
    """Refuse more than anybody lowers, and for what was `moved` a share of the 1RM."""
    if is_too_heavy(amount):
        raise Refused(f"A load is {NOT_HEAVIER}.")
    if moved and isinstance(amount, Percent):
        raise Refused("Say the weight that was moved: a percentage of the 1RM changes with the 1RM.")


def check_load(load: Load | None, *, moved: bool = True) -> None:
    """Refuse what `check_amount` refuses, down and up."""
    if load is not None:
        check_amount(load.down, moved=moved)
        check_amount(load.up, moved=moved)
