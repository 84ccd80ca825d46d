"""The fields of a form over a prescription: what each shows, and what a step or typing makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import plain
from negtrain_tui.training.prescription import (
    Prescription,
)
from negtrain_tui.training.tempo import seconds_text

Value = TypeVar("Value")
_P = Prescription

NOTHING = "—"
"""What stands where a line says nothing."""
LONGEST_S = 3600
"""The longest time that a line can name, in seconds."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row: `step(p, by)` moves it, by ±10 in great steps; `cycle` is what a click on the value does.

    `typed` reads what was typed and raises Refused; None where only steps make sense. `shown` is whether
    the row means anything for this prescription.
    """

    key: str
    label: str
    text: Callable[[_P], str]
    step: Callable[[_P, int], _P]
    cycle: Callable[[_P], _P]
    typed: Callable[[_P, str], _P] | None = None
    shown: Callable[[_P], bool] = lambda _: True
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """How a number moves: its bounds, a small and a great step, and where it begins from nothing."""

    low: Decimal
    high: Decimal
    fine: Decimal
    coarse: Decimal
    first: Decimal | None = None

    def moved(self, value: Decimal | None, by: int) -> Decimal | None:
        """Move a value; under the lowest an optional one is gone, and from nothing it begins."""
        if value is None:
            return self.first if by > 0 else None
        step = self.coarse if abs(by) >= 10 else self.fine
        moved = value + (step if by > 0 else -step)
        if moved < self.low:
            return None if self.first is not None and value == self.low else self.low
        return min(moved, self.high)

    def within(self, value: Decimal) -> Decimal:
        """The value, if it is allowed."""
        if not self.low <= value <= self.high:
            raise Refused(f"A number from {plain(self.low)} to {plain(self.high)} belongs here.")
        return value


def number(
    key: str,
    label: str,
    span: Number,
    get: Callable[[_P], Decimal | None],
    put: Callable[[_P, Decimal | None], _P],
    *,
    text: Callable[[Decimal], str] = seconds_text,
    read: Callable[[str], Decimal] | None = None,
    shown: Callable[[_P], bool] = lambda _: True,
) -> Field:
    """Make a field of a number, which `get` finds in a prescription and `put` changes."""

    def show(p: _P) -> str:
        value = get(p)
        return NOTHING if value is None else text(value)

    def typed(p: _P, entered: str) -> _P:
        if span.first is not None and not entered.strip():
            return put(p, None)
        return put(p, span.within((read or decimal_of)(entered)))

    def cycle(p: _P) -> _P:
        value = get(p)
        if span.first is None:
            return put(p, span.moved(value, 1))
        return put(p, span.first if value is None else None)

    return Field(
        key, label, show, lambda p, by: put(p, span.moved(get(p), by)), cycle, typed, shown, coarse=True
    )


def choice(
    key: str,
    label: str,
    values: Sequence[tuple[str, Value]],
    get: Callable[[_P], Value],
    put: Callable[[_P, Value], _P],
    *,
    shown: Callable[[_P], bool] = lambda _: True,
) -> Field:
    """Make a field of a few values, each with its words."""

    def place(p: _P) -> int:
        return next((at for at, (_, value) in enumerate(values) if value == get(p)), 0)

    def step(p: _P, by: int) -> _P:
        return put(p, values[(place(p) + (1 if by > 0 else -1)) % len(values)][1])

    return Field(key, label, lambda p: values[place(p)][0], step, lambda p: step(p, 1), None, shown)


def decimal_of(text: str) -> Decimal:
    """Read a plain decimal number of a few digits, or raise Refused."""
    if "," in text:
        raise Refused("Decimals are written with a point, such as 2.5.")
    whole, point, part = text.strip().partition(".")
    digits = whole + part
    if not whole or (point and not part) or not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise Refused("A number belongs here, such as 8 or 2.5.")
    return Decimal(text.strip())


def whole(text: str) -> Decimal:
    """Read a whole number, or raise Refused."""
    number = decimal_of(text)
    if number != number.to_integral_value():
        raise Refused("A whole number belongs here.")
    return number


def duration(text: str) -> Decimal:
    """Read seconds from `90`, `90s` or `1:30`, or raise Refused."""
    minutes, colon, seconds = text.strip().removesuffix("s").partition(":")
    if not colon:
        return decimal_of(minutes)
    if len(seconds) != 2 or whole(seconds) >= 60:
        raise Refused("Minutes and seconds are written 3:00.")
    return whole(minutes) * 60 + whole(seconds)
