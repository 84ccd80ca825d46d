"""An exercise's course as it stands in the database: a window of it, or all of it with its plateaus."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negtrain_tui.training.plateaus import Plateau, plateaus
from negtrain_tui.training.schedule import month_name
from negtrain_tui.training.trend import Trend, trend
from negtrain_tui.training.trend_best import DeedsByStrength, by_strength

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue


_SEASON = 3


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, both included; all there are where both are None."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All that an exercise's history says: every exposure, and where it stood still."""

    trend: Trend
    plateaus: tuple[Plateau, ...]
    ever: DeedsByStrength


def window(today: date, months: int | None, back: int = 0) -> Window:
    """Return the last so many months until today; None is all there is.

    `back` steps before them are calendar seasons of three months (December to February and so on) or whole
    calendar years, as the months are 3 or 12: the first is the latest that begins before the last months do.
    """
    if months is None:
        return Window()
    first = _month_on(today, -months)[1] + timedelta(days=1)
    if not back:
        return Window(first, today)
    # Seasons begin in December, March, June and September; years in January.
    begins = 0 if months == _SEASON else 1
    latest = first - timedelta(days=1)
    begun = latest.replace(day=1)
    begin, _ = _month_on(begun, -((latest.month - begins) % months) - months * (back - 1))
    return Window(begin, _month_on(begin, months)[0] - timedelta(days=1))


def steps_back(today: date, months: int | None, day: date) -> int:
    """Return how many steps back the first window lies that holds a day; 0 where the day is in none."""
    back = 0
    while (first := window(today, months, back).first) is not None and day < first:
        back += 1
    return back


def season(seen: Window) -> str:
    """Name a window of whole months: `Mar to May 2026`, `Dec 2025 to Feb 2026`; a calendar year: `2025`."""
    if seen.first is None or seen.last is None:
        return ""
    first, last = seen.first, seen.last
    if (first.month, last.month) == (1, 12):
        return f"{first.year}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{month_name(first)}{year} to {month_name(last)} {last.year}"


def _month_on(day: date, months: int) -> tuple[date, date]:
    """Return the first day of the month so many months later, and the same day in it, or its last one."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years < date.min.year:
        return date.min, date.min
    return date(years, month + 1, 1), date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def windowed(repository: Repository, known: Catalogue, exercise: str, seen: Window) -> Trend:
    """Read an exercise's exposures of a window; costs as much as that, however long the history is."""
    catalogue = known.with_own(repository.own_exercises())
    sets = repository.trend_sets(exercise, seen.first, seen.last)
    return trend(sets, catalogue.resolve(exercise).exercise)


def course(repository: Repository, known: Catalogue, exercise: str, today: date) -> Course:
    """Read all exposures of an exercise, with its plateaus until today."""
    found = windowed(repository, known, exercise, Window())
    lines = dict.fromkeys(each.line_id for each in found.exposures if each.line_id is not None)
    decisions = repository.decisions("", list(lines))
    stood_still = plateaus(found.exposures, decisions, today=today)
    return Course(found, stood_still, by_strength(found.deeds))


def within(found: tuple[Plateau, ...], seen: Window) -> tuple[Plateau, ...]:
    """Return the plateaus that lie in a window, if only in part."""
    return tuple(
        each
        for each in found
        if (seen.last is None or each.marked <= seen.last)
        and (seen.first is None or (each.ended or each.last) >= seen.first)
    )
