"""Days as they are named where something is looked for: `2026-01-15`, `2026-01`, `2026`, or how long ago."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from negtrain_tui.training.errors import Refused

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?")
_AGO = re.compile(r"(?P<number>[0-9]{1,4})(?P<unit>[dwmy])")
_DAY = timedelta(days=1)


def days_named(text: str) -> tuple[date, date]:
    """Return the first and the last day of a day, a month or a year; raise Refused with what is expected."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise Refused("a date: 2026, 2026-01 or 2026-01-15")
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        raise Refused("a date that there is, such as 2026-01-15") from None
    if match["day"]:
        return first, first
    if match["month"]:
        return first, first.replace(day=monthrange(year, month)[1])
    return first, first.replace(month=12, day=31)


def first_day_named(text: str, today: date) -> date:
    """Return the first day of what is named, or the day so long before `today`: 30d, 6w, 3m, 1y."""
    match = _AGO.fullmatch(text)
    if match is not None:
        try:
            return _ago(today, int(match["number"]), match["unit"])
        except (ValueError, OverflowError):
            raise Refused("a time since the year 1") from None
    if not _DATE.fullmatch(text):
        raise Refused("a date (2026, 2026-01 or 2026-01-15), or how long ago (30d, 6w, 3m or 1y)")
    return days_named(text)[0]


def day_before_named(text: str, today: date) -> date:
    """Return the last day before what is named, or before the day so long ago."""
    first = first_day_named(text, today)
    if first == date.min:
        raise Refused("a day with another before it")
    return first - _DAY


def dates_said(first: date | None, last: date | None) -> Iterator[str]:
    """Yield the conditions that leave these days, both included, each as briefly as it can be said."""
    if first is not None and last is not None:
        for key, name in (("in", _year(first)), ("in", _month(first)), ("on", first.isoformat())):
            if days_named(name) == (first, last):
                yield f"{key}:{name}"
                return
    if first is not None:
        yield f"after:{_shortest(first)}"
    if last == date.max:
        yield f"in:{_year(last)}"
    elif last is not None:
        yield f"before:{_shortest(last + _DAY)}"


def _ago(today: date, number: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years before; a month too short has its last day."""
    if unit in "dw":
        return today - number * (_DAY if unit == "d" else 7 * _DAY)
    months = today.year * 12 + today.month - 1 - number * (1 if unit == "m" else 12)
    year, month = divmod(months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(today.day, monthrange(year, month + 1)[1]))


def _shortest(first: date) -> str:
    """Name a day by the month or the year that begins with it, else by itself."""
    if first.day > 1:
        return first.isoformat()
    return _month(first) if first.month > 1 else _year(first)


def _year(day: date) -> str:
    return day.isoformat()[:4]


def _month(day: date) -> str:
    return day.isoformat()[:7]
