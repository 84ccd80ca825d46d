"""Body mass over time, as weighed and as a smoothed trend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training.load import Mass, Unit, plain

LOOK_BACK_DAYS = 400
"""How far back weights matter to a trend: what was weighed before then moves it by less than a gram."""

# Domain-reference §6: about a tenth a day; a choice, no finding.
_ALPHA = Fraction(1, 10)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A body mass and the local date on which it was weighed."""

    day: date
    mass: Mass


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A day on which something was weighed, in kg: the mean of its weights, and the trend after it."""

    day: date
    mean_kg: Fraction
    trend_kg: Fraction


def smoothed(weighed: Iterable[Weighed]) -> tuple[Smoothed, ...]:
    """Return the trend: an exponentially weighted mean that moves a tenth of the way to a day's weight.

    After a gap of n days it moves 1 - 0.9^n of the way, as if the same had been weighed on each of them.
    Of several weights of one day the mean counts. It begins at the first day's. Exact; in order of days.
    """
    by_day: dict[date, list[Fraction]] = {}
    for each in weighed:
        by_day.setdefault(each.day, []).append(each.mass.in_kg())
    found: list[Smoothed] = []
    for day in sorted(by_day):
        mean = sum(by_day[day], Fraction(0)) / len(by_day[day])
        if not found:
            found.append(Smoothed(day, mean, mean))
            continue
        before = found[-1]
        stays = (1 - _ALPHA) ** (day - before.day).days
        found.append(Smoothed(day, mean, mean + stays * (before.trend_kg - mean)))
    return tuple(found)


def trend_on(days: Iterable[Smoothed], day: date) -> Fraction | None:
    """Return the trend as it stood on a day, in kg; None before the first weight."""
    known = [each.trend_kg for each in days if each.day <= day]
    return known[-1] if known else None


def in_tenths(kg: Fraction, unit: Unit) -> Decimal:
    """Return kilograms, also negative ones, in a unit, rounded to a tenth, halves to even."""
    return Decimal(round(_in_unit(kg, unit) * 10)) * _TENTH


def shown_trend(kg: Fraction, unit: Unit, *, signed: bool = False) -> str:
    """Write kilograms in a unit, to a tenth; `≈` says that it is rounded: `≈82.1kg`, `≈+0.2kg` if signed."""
    tenths = in_tenths(kg, unit)
    about = "" if Fraction(tenths) == _in_unit(kg, unit) else "≈"
    sign = "+" if signed and tenths > 0 else ""
    return f"{about}{sign}{plain(tenths)}{unit}"


def _in_unit(kg: Fraction, unit: Unit) -> Fraction:
    return kg / Mass(Decimal(1), unit).in_kg()


@dataclass(frozen=True, slots=True)
class BodyMassWeek:
    """A week's weights, and the trend at its end and at the end of the week before, in kg.

    `unit` is that of `latest`, the last weight until the end of the week; `days` are all that were read.
    """

    unit: Unit
    latest: Weighed | None
    weighed: tuple[Weighed, ...]
    trend_kg: Fraction | None
    before_kg: Fraction | None
    days: tuple[Smoothed, ...]

    @property
    def change_kg(self) -> Fraction | None:
        """By how much the trend moved in this week; None without a weight in it, or any before it."""
        if self.trend_kg is None or self.before_kg is None or not self.weighed:
            return None
        return self.trend_kg - self.before_kg


def body_mass_week(weighed: Iterable[Weighed], first: date, last: date, unit: Unit) -> BodyMassWeek:
    """Tell a week from `first` to `last` from the weights until then; `unit` where there are none."""
    known = sorted((each for each in weighed if each.day <= last), key=lambda each: each.day)
    days = smoothed(known)
    latest = known[-1] if known else None
    return BodyMassWeek(
        unit if latest is None else latest.mass.unit,
        latest,
        tuple(each for each in known if each.day >= first),
        trend_on(days, last),
        trend_on(days, first - timedelta(days=1)),
        days,
    )
