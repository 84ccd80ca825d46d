"""Exact amounts of load: in kg or lb, bodyweight with something added or helping, and percentages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from negtrain_tui.training.errors import NotationError, Refused

Unit = Literal["kg", "lb"]

# The international avoirdupois pound, exact by definition (1959).
_POUND_IN_KG = Decimal("0.45359237")
# Decimals leave room for a pound's eight and a percentage's own, so that what is computed can be read again.
_WHOLE_DIGITS = 5
_DECIMALS = 16
_PERCENT_DIGITS = 3
_PERCENT_DECIMALS = 4
_FINEST_SHARE = Decimal("0.001")
_CUTTING = Context(prec=200)
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
# Ours: well over the heaviest lowering ever reported on a machine, so that only a slip of the finger is over.
HEAVIEST: Mapping[Unit, Decimal] = {"kg": Decimal(1500), "lb": Decimal(3300)}
NOT_HEAVIER = "at most 1500kg or 3300lb: nobody lowers more"


def plain(value: Decimal) -> str:
    """Write a decimal without exponent, trailing zeros or a minus before zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shown_number(value: Decimal) -> str:
    """Write a decimal to be looked at: one with more than 3 decimals rounded half to even, as `≈117.934`."""
    rounded = value.quantize(_FINEST_SHARE, ROUND_HALF_EVEN, _CUTTING)
    return plain(value) if rounded == value else f"≈{plain(rounded)}"


def _bounded(value: Decimal, whole_digits: int, decimals: int) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"a load is made of decimals, not of {type(value).__name__}")
    if not value.is_finite() or value < 0 or value >= 10**whole_digits:
        raise Refused(f"a number between 0 and {10**whole_digits - 1} is needed, not {value}")
    text = plain(value)
    if len(text.partition(".")[2]) > decimals:
        raise Refused(f"{text} has more than {decimals} decimals")
    return Decimal(text)


# Ten years of an exercise have few loads, each of them weighed against the others again and again.
@lru_cache(maxsize=4096)
def _in_kg(value: Decimal, unit: Unit) -> Fraction:
    return Fraction(value) * Fraction(_POUND_IN_KG) if unit == "lb" else Fraction(value)


@dataclass(frozen=True, slots=True)
class Mass:
    """An external load in the unit it was entered in, never negative. `str()` is `82.5kg`.

    Built with a number that notation couldn't say (negative, infinite, 100000 or more) it raises Refused.
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _bounded(self.value, _WHOLE_DIGITS, _DECIMALS))

    def __str__(self) -> str:
        return f"{plain(self.value)}{self.unit}"

    def in_kg(self) -> Fraction:
        """Return the mass in kilograms, exactly."""
        return _in_kg(self.value, self.unit)

    def in_unit(self, unit: Unit) -> Fraction:
        """Return the mass in kg or lb, exactly: for arithmetic and for rounding at the last moment."""
        if unit == self.unit:
            return Fraction(self.value)
        return self.in_kg() if unit == "kg" else self.in_kg() / Fraction(_POUND_IN_KG)

    def converted(self, unit: Unit) -> Mass:
        """Return the same mass in the other unit where decimals can say it exactly.

        Pounds always can be told in kg; kilograms seldom in lb, and then this raises Refused
        rather than round: `in_unit` has the exact fraction.
        """
        if unit == self.unit:
            return self
        exact = self.in_unit(unit)
        try:
            value = _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
        except Inexact as inexact:
            raise Refused(f"{self} has no exact value in {unit}") from inexact
        return Mass(value, unit)

    def is_heavier_than(self, other: Mass) -> bool:
        """Compare exactly, whatever the units."""
        return self.in_kg() > other.in_kg()

    def weighs_the_same_as(self, other: Mass) -> bool:
        """Compare exactly, whatever the units; `==` also wants the same unit."""
        return self.in_kg() == other.in_kg()


@dataclass(frozen=True, slots=True)
class Bodyweight:
    """The lifter's own body, plus an added mass (`bw+5kg`) or minus a helping one (`bw-20kg`)."""

    extra: Mass | None = None
    helping: bool = False

    def __post_init__(self) -> None:
        if self.extra is None or self.extra.value == 0:
            object.__setattr__(self, "extra", None)
            object.__setattr__(self, "helping", False)

    def __str__(self) -> str:
        return "bw" if self.extra is None else f"bw{'-' if self.helping else '+'}{self.extra}"

    @property
    def signed(self) -> Decimal:
        """What is added (positive) or helps (negative), in the unit of `extra`; 0 for plain `bw`."""
        if self.extra is None:
            return Decimal(0)
        return self.extra.value.copy_negate() if self.helping else self.extra.value


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of the exercise's one-repetition maximum at its normal tempo, in percent (`105%`)."""

    value: Decimal

    def __post_init__(self) -> None:
        value = _bounded(self.value, _PERCENT_DIGITS, _PERCENT_DECIMALS)
        if value == 0:
            raise Refused("a percentage of the 1RM must be more than 0 %")
        object.__setattr__(self, "value", value)

    def __str__(self) -> str:
        return f"{plain(self.value)}%"


Amount = Mass | Bodyweight | Percent


@dataclass(frozen=True, slots=True)
class Load:
    """What is lowered, and what is lifted where that differs (`120kg/90kg`)."""

    down: Amount
    up: Amount | None = None

    def __str__(self) -> str:
        return str(self.down) if self.up is None else f"{self.down}/{self.up}"


def shown(load: Load | Amount) -> str:
    """Write a load to be looked at: `82.5kg`, and where its mass is rounded, which `≈` says, `≈117.934kg`.

    A percentage stands as it was entered. What is stored, exported or typed again is written by `str`.
    """
    if isinstance(load, Load):
        return shown(load.down) if load.up is None else f"{shown(load.down)}/{shown(load.up)}"
    mass = load.extra if isinstance(load, Bodyweight) else load
    if not isinstance(mass, Mass):
        return str(load)
    number = shown_number(mass.value)
    sign = ("bw-" if load.helping else "bw+") if isinstance(load, Bodyweight) else ""
    rounded = "≈" if number.startswith("≈") else ""
    return f"{rounded}{sign}{number.removeprefix('≈')}{mass.unit}"


_AMOUNT = re.compile(r"(?P<bw>bw)?(?P<sign>[+-])?(?P<number>[0-9]+(?:\.[0-9]+)?)?(?P<unit>kg|lb|%)?")
_LOOSE = re.compile(
    r"\s*(?P<bw>bw)?\s*(?P<sign>[+\-\u2212\u2013])?\s*(?P<number>[0-9]+(?:[.,][0-9]+)?)?\s*"
    r"(?P<unit>kgs?|kilos?|lbs?|pounds?|%)?\s*",
    re.IGNORECASE,
)
_AN_AMOUNT = "an amount with its unit: 82.5kg, 180lb, bw, bw+5kg, bw-20kg or 105%"


def parse_amount(text: str) -> Amount:
    """Read one amount: `82.5kg`, `180lb`, `bw`, `bw+5kg`, `bw-20kg`, `105%`; spaces around it don't count.

    Anything else raises NotationError, whose example is the nearest amount that can be read.
    """
    return _amount(text, text, 0)


def parse_load(text: str) -> Load:
    """Read what is lowered, and after a slash what is lifted: `82.5kg`, `120kg/90kg`, `bw+10kg/bw`.

    Anything else raises NotationError.
    """
    down, slash, up = text.partition("/")
    if not slash:
        return Load(_amount(text, text, 0))
    return Load(_amount(text, down, 0), _amount(text, up, len(down) + 1))


def _amount(source: str, text: str, offset: int) -> Amount:
    stripped = text.strip(" \t")
    column = offset + len(text) - len(text.lstrip(" \t")) + 1
    match = _AMOUNT.fullmatch(stripped)
    if match is not None:
        bw, sign, number, unit = match.group("bw", "sign", "number", "unit")
        try:
            if number is None and sign is None and unit is None and bw:
                return Bodyweight()
            if number is not None and len(number) <= _WHOLE_DIGITS + 1 + _DECIMALS:
                if bw and sign and unit in ("kg", "lb"):
                    return Bodyweight(_mass(number, unit), helping=sign == "-")
                if not bw and not sign and unit == "%":
                    return Percent(Decimal(number))
                if not bw and not sign and unit in ("kg", "lb"):
                    return _mass(number, unit)
        except Refused as refused:
            expected = (
                NOT_HEAVIER if unit in ("kg", "lb") and len(number or "") > _WHOLE_DIGITS else str(refused)
            )
            raise NotationError(
                source=source, column=column, found=stripped, expected=expected, example="82.5kg"
            ) from refused
    raise NotationError(
        source=source, column=column, found=stripped, expected=_AN_AMOUNT, example=_nearest(stripped)
    )


def _mass(number: str, unit: str) -> Mass:
    return Mass(Decimal(number), "kg" if unit == "kg" else "lb")


def _nearest(text: str) -> str:
    match = _LOOSE.fullmatch(text)
    number = match.group("number") if match else None
    if match is None or not number or len(number) > _WHOLE_DIGITS:
        return "bw" if match and match.group("bw") and not match.group("sign") else "82.5kg"
    number = number.replace(",", ".")
    unit = (match.group("unit") or "kg").lower()
    unit = "%" if unit == "%" else "lb" if unit[0] in "lp" else "kg"
    if unit != "%" and Decimal(number) > HEAVIEST["lb" if unit == "lb" else "kg"]:
        return "82.5kg"
    heaviest = HEAVIEST["lb" if unit == "lb" else "kg"]
    if unit != "%" and Decimal(number) > heaviest:
        return f"{'bw+5' if match.group('bw') else '82.5'}{unit}"
    if match.group("bw"):
        sign = "+" if match.group("sign") in ("+", None) else "-"
        return f"bw{sign}{number}{'kg' if unit == '%' else unit}"
    if unit == "%" and not 0 < Decimal(number) < 10**_PERCENT_DIGITS:
        return "105%"
    return f"{number}{unit}"


def units_of(load: Load) -> set[Unit]:
    """Return the units in which a load's masses are told."""
    masses = [getattr(amount, "extra", amount) for amount in (load.down, load.up)]
    return {mass.unit for mass in masses if isinstance(mass, Mass)}


def is_nothing(amount: Amount) -> bool:
    """Whether an amount is a mass of 0: nothing is moved then."""
    return isinstance(amount, Mass) and amount.value == 0


def is_too_heavy(amount: Amount | None) -> bool:
    """Whether more is to be moved, or helps, than anybody lowers."""
    mass = amount.extra if isinstance(amount, Bodyweight) else amount
    return isinstance(mass, Mass) and mass.value > HEAVIEST[mass.unit]


def stepped(amount: Amount, step: Mass, times: int) -> Amount:
    """Move an amount by `times` steps (negative: lighter): `bw-0.5kg` goes to `bw`, then `bw+0.5kg`.

    A mass stops at 0. A step in lb is exact in kg and is converted; a step in kg on an amount in lb,
    and any step on a percentage, raises Refused.
    """
    if isinstance(amount, Percent):
        raise Refused(f"{amount} grows with the 1RM, not by {step}")
    mass = amount if isinstance(amount, Mass) else amount.extra
    unit = step.unit if mass is None else mass.unit
    if unit == "lb" and step.unit == "kg":
        raise Refused(f"a step of {step} has no exact value in lb; write the step in lb too")
    move = _EXACT.multiply(step.converted(unit).value, Decimal(times))
    if isinstance(amount, Mass):
        return Mass(max(_EXACT.add(amount.value, move), Decimal(0)), unit)
    extra = _EXACT.add(amount.signed, move)
    return Bodyweight(Mass(extra.copy_abs(), unit), helping=extra < 0)


def among_its_like(amount: Amount) -> Fraction:
    """Return an amount in kg for comparison with amounts of its kind: of bodyweight what is added or helps.

    A percentage is told by its number; amounts of two kinds can't be compared by it.
    """
    if isinstance(amount, Mass):
        return amount.in_kg()
    if isinstance(amount, Bodyweight):
        kg = Fraction(0) if amount.extra is None else amount.extra.in_kg()
        return -kg if amount.helping else kg
    return Fraction(amount.value)


def among_all(amount: Amount | None) -> tuple[int, Fraction]:
    """Return what sorts amounts of every kind: none, percentages, bodyweight, and external loads last.

    Within a kind they go by `among_its_like`; the order of the kinds is a choice, and no comparison.
    """
    if amount is None:
        return 0, Fraction(0)
    rank = 3 if isinstance(amount, Mass) else 2 if isinstance(amount, Bodyweight) else 1
    return rank, among_its_like(amount)


def is_at_least(one: Amount | None, other: Amount | None) -> bool:
    """Whether one amount is as much as another, or more, exactly; those of two kinds can't be compared."""
    if one is None or other is None:
        return one is None and other is None
    return type(one) is type(other) and among_its_like(one) >= among_its_like(other)


def lowers_more(one: Load, other: Load) -> bool:
    """Whether more is lowered with one load than with another of its kind."""
    return among_its_like(one.down) > among_its_like(other.down)


def rise(before: Load, after: Load, body_kg: Fraction | None) -> Fraction | None:
    """Return by how many percent more is lowered, exactly; None where that can't be known.

    Of bodyweight the whole of what moves counts: `body_kg`, the part of the body that does, and what is
    added; None where the body's mass isn't known.
    """
    was, will = _moving(before.down, body_kg), _moving(after.down, body_kg)
    if was is None or will is None or was <= 0:
        return None
    return (will - was) / was * 100


def _moving(amount: Amount, body_kg: Fraction | None) -> Fraction | None:
    if isinstance(amount, Mass):
        return amount.in_kg()
    if isinstance(amount, Percent) or body_kg is None:
        return None
    return body_kg + among_its_like(amount)


def shared(load: Load, share: Decimal) -> Load:
    """Return a share of a load: of bodyweight what is added; help and percentages stay.

    It is cut off after a gram, or a thousandth of a pound: shares of shares would need ever more digits.
    """
    return Load(_share(load.down, share), None if load.up is None else _share(load.up, share))


def _share(amount: Amount, share: Decimal) -> Amount:
    if isinstance(amount, Mass):
        return _share_of_mass(amount, share)
    if isinstance(amount, Bodyweight) and amount.extra is not None and not amount.helping:
        return Bodyweight(_share_of_mass(amount.extra, share))
    return amount


def _share_of_mass(mass: Mass, share: Decimal) -> Mass:
    exact = _EXACT.multiply(mass.value, share)
    return Mass(exact.quantize(_FINEST_SHARE, ROUND_DOWN, _CUTTING), mass.unit)


def resolved(load: Load, one_rm: Mass | None) -> Load | None:
    """Return the load with percentages made into masses of the 1RM, in its unit and exact.

    None where a percentage has no 1RM to refer to.
    """
    down = _resolved(load.down, one_rm)
    up = None if load.up is None else _resolved(load.up, one_rm)
    if down is None or (load.up is not None and up is None):
        return None
    return Load(down, up)


def _resolved(amount: Amount, one_rm: Mass | None) -> Amount | None:
    if not isinstance(amount, Percent):
        return amount
    if one_rm is None:
        return None
    return Mass(_EXACT.multiply(amount.value, one_rm.value).scaleb(-2, _EXACT), one_rm.unit)


def share_of(amount: Amount, one_rm: Mass | None) -> Fraction | None:
    """Return an amount's share of the 1RM in percent, exactly.

    None for bodyweight, and for a mass where no 1RM is known.
    """
    if isinstance(amount, Percent):
        return Fraction(amount.value)
    if isinstance(amount, Bodyweight) or one_rm is None or one_rm.value == 0:
        return None
    return amount.in_kg() / one_rm.in_kg() * 100
