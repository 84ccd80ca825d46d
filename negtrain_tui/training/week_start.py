"""On which day a week begins: as the lifter says, or as it is usual where they live."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

LOCALE = "locale"
WEEK_STARTS = (LOCALE, "monday", "sunday", "saturday")
"""What the setting can be."""

_MONDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 4, 5, 6
_SAID = {"monday": _MONDAY, "saturday": _SATURDAY, "sunday": _SUNDAY}
# Unicode CLDR, week data (`firstDay`); every territory that isn't here begins on Monday.
_OTHER_THAN_MONDAY = {
    _FRIDAY: "MV",
    _SATURDAY: "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY",
    _SUNDAY: (
        "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ "
        "NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW"
    ),
}
_BY_TERRITORY = {
    territory: day for day, territories in _OTHER_THAN_MONDAY.items() for territory in territories.split()
}
# The first of these that says anything holds, as POSIX has it.
_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")
_TERRITORY = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?:[.@].*)?")


def first_weekday(setting: str, environ: Mapping[str, str]) -> int:
    """Return the weekday with which weeks begin, Monday 0.

    By `locale` it is the usual one of the territory that the environment names (Unicode CLDR's week data),
    and Monday where it names none.

    Args:
        setting: One of `WEEK_STARTS`; anything else counts as `locale`.
        environ: The process's environment.
    """
    if setting in _SAID:
        return _SAID[setting]
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    found = _TERRITORY.fullmatch(named)
    return _BY_TERRITORY.get(found.group(1).upper(), _MONDAY) if found else _MONDAY


def begin_of_week(day: date, first: int) -> date:
    """Return the first day of the week that a day is in; `first` is a weekday, Monday 0."""
    return day - timedelta(days=(day.weekday() - first) % 7)


def days_of_week(day: date, first: int) -> tuple[date, ...]:
    """Return the seven days of the week that a day is in, in order."""
    begin = begin_of_week(day, first)
    return tuple(begin + timedelta(days=number) for number in range(7))
