"""How figures are rounded to be shown, on screen and in JSON alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def whole(number: Decimal) -> int:
    """Round to a whole number, halves away from zero."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def tenth(number: Decimal) -> Decimal:
    """Round to one decimal, halves away from zero; what is rounded to zero has no sign."""
    return number.quantize(_TENTH, ROUND_HALF_UP) + 0
