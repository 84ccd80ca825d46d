"""Weeks begin as the lifter says, or as is usual where the environment says they live."""

from datetime import date, timedelta

import pytest

from negtrain_tui.training.week_start import WEEK_STARTS, begin_of_week, days_of_week, first_weekday

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


# Unicode CLDR, supplemental week data, `firstDay`.
@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("de_CH.UTF-8", MONDAY),
        ("en_GB.UTF-8", MONDAY),
        ("en_US.UTF-8", SUNDAY),
        ("en-US", SUNDAY),
        ("pt_BR", SUNDAY),
        ("ja_JP.eucJP", SUNDAY),
        ("ar_EG.UTF-8", SATURDAY),
        ("fa_IR", SATURDAY),
        ("dv_MV", FRIDAY),
        ("sr_RS@latin", MONDAY),
        ("zh_Hant_TW", SUNDAY),
        ("ca_ES.UTF-8@valencia", MONDAY),
        ("en_ZZ", MONDAY),
        ("C.UTF-8", MONDAY),
        ("POSIX", MONDAY),
        ("en", MONDAY),
        ("US", MONDAY),
        ("../../etc/passwd_US", MONDAY),
        ("", MONDAY),
    ],
)
def test_by_locale_it_is_usual_in_the_territory(locale: str, first: int) -> None:
    assert first_weekday("locale", {"LANG": locale}) == first


def test_the_first_variable_that_says_anything_holds() -> None:
    assert first_weekday("locale", {"LC_ALL": "", "LC_TIME": "de_DE", "LANG": "en_US"}) == MONDAY
    assert first_weekday("locale", {"LC_ALL": "en_US", "LC_TIME": "de_DE"}) == SUNDAY
    assert first_weekday("locale", {"LC_ALL": "C", "LANG": "en_US"}) == MONDAY
    assert first_weekday("locale", {}) == MONDAY


def test_what_the_lifter_says_comes_before_the_locale() -> None:
    american = {"LANG": "en_US"}
    assert [first_weekday(setting, american) for setting in WEEK_STARTS] == [SUNDAY, MONDAY, SUNDAY, SATURDAY]
    assert first_weekday("written by a later Negtrain", american) == SUNDAY


def test_every_day_is_in_its_week() -> None:
    for first in range(7):
        for number in range(21):
            day = date(2026, 2, 23) + timedelta(days=number)
            week = days_of_week(day, first)
            assert day in week and week[0].weekday() == first
            assert week[-1] - week[0] == timedelta(days=6)
    # 1 March 2026 was a Sunday.
    assert begin_of_week(date(2026, 3, 1), MONDAY) == date(2026, 2, 23)
    assert begin_of_week(date(2026, 3, 1), SUNDAY) == date(2026, 3, 1)
    assert begin_of_week(date(2026, 3, 1), SATURDAY) == date(2026, 2, 28)
