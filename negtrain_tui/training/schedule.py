"""When a plan's workouts are due: on weekdays or in turn, from a day on, and what becomes of a missed day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from negtrain_tui.training.errors import Refused

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekdays as written in a plan, in the order of `date.weekday`."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Missed(StrEnum):
    """What a day that passed untrained does to the days after it."""

    SHIFT = "shift"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a plan says beside its workouts' own weekdays.

    `days` are the training days of workouts that come in turn; empty where each workout has weekdays of
    its own, or where any day will do. `start` is the first day of week 1. `missed` is None where the plan
    says nothing: weekdays then drop a missed day, and workouts in turn shift.
    """

    days: tuple[str, ...] = ()
    start: date | None = None
    missed: Missed | None = None


def weekday_numbers(days: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of weekdays as written (`mon`, `Monday`), Monday 0, each once and in week order.

    What is no weekday doesn't count.
    """
    written = {day.casefold()[:3] for day in days}
    return tuple(number for number, name in enumerate(WEEKDAYS) if name in written)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def coming_weekday(today: date, weekday: int) -> date:
    """Return the next day of that weekday, today if it is one."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def short_day(day: date, today: date) -> str:
    """Write a day as `Mon 23 Nov`, with its year where that isn't this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{DAY_NAMES[day.weekday()][:3]} {day.day} {month_name(day)}{year}"


def month_name(day: date) -> str:
    """Write the month of a day as `Nov`."""
    return _MONTHS[day.month - 1]


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: `Mondays, Wednesdays and Fridays`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def parse_start(text: str, today: date) -> date | None:
    """Read a start: `2026-11-23`, `today`, `tomorrow`, `Monday` or `next Monday`; None where none is meant.

    A weekday alone is the coming one, today if it is one; with `next` it is never today. Raises Refused.
    """
    words = text.casefold().split()
    if not words or words == ["none"]:
        return None
    if words in (["today"], ["tomorrow"]):
        return today + timedelta(days=words == ["tomorrow"])
    later = words[0] == "next" and len(words) == 2
    named = [
        number
        for number, name in enumerate(DAY_NAMES)
        if words[-1] in (name.casefold(), WEEKDAYS[number]) and (later or len(words) == 1)
    ]
    if named:
        return coming_weekday(today + timedelta(days=later), named[0])
    try:
        day = date.fromisoformat("".join(words))
    except ValueError:
        example = coming_weekday(today, 0)
        raise Refused(
            f"{text.strip()} is no day: write {example.isoformat()}, today, or next Monday."
        ) from None
    if not today.year - 50 <= day.year <= today.year + 50:
        raise Refused(f"{day.isoformat()} is more than 50 years away: is the year right?")
    return day
