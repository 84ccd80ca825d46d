"""The trend of the body mass, computed by hand, exact and in the unit in which somebody weighs themselves."""

from datetime import date, timedelta
from decimal import Decimal as D
from fractions import Fraction as F

from negtrain_tui.training.body_mass import (
    BodyMassWeek,
    Smoothed,
    Weighed,
    body_mass_week,
    in_tenths,
    shown_trend,
    smoothed,
    trend_on,
)
from negtrain_tui.training.load import Mass

MONDAY = date(2026, 3, 2)


def weighed(*weights: tuple[int, str], unit: str = "kg") -> list[Weighed]:
    """Weights so many days after that Monday."""
    return [
        Weighed(MONDAY + timedelta(days=days), Mass(D(value), "lb" if unit == "lb" else "kg"))
        for days, value in weights
    ]


class TestTheTrend:
    def test_it_moves_a_tenth_of_the_way_a_day(self) -> None:
        # Domain-reference §6, an exponentially weighted mean with a tenth a day, by hand:
        # 80; 80 + 0.1 x (81 - 80) = 80.1; 80.1 + 0.1 x (79 - 80.1) = 79.99.
        found = smoothed(weighed((0, "80"), (1, "81"), (2, "79")))
        assert [each.trend_kg for each in found] == [F(80), F("80.1"), F("79.99")]
        assert [each.mean_kg for each in found] == [F(80), F(81), F(79)]

    def test_a_gap_weighs_as_much_as_its_days(self) -> None:
        # After 3 days 1 - 0.9^3 = 0.271 of the way from 80 to 90.
        assert smoothed(weighed((0, "80"), (3, "90")))[-1].trend_kg == F("82.71")
        # The same as if 90 had been weighed on each of these days.
        daily = smoothed(weighed((0, "80"), (1, "90"), (2, "90"), (3, "90")))
        assert daily[-1].trend_kg == F("82.71")

    def test_of_one_day_the_mean_counts_in_any_order(self) -> None:
        found = smoothed(reversed(weighed((0, "80"), (1, "81"), (1, "83"))))
        assert found == (
            Smoothed(MONDAY, F(80), F(80)),
            Smoothed(MONDAY + timedelta(days=1), F(82), F("80.2")),
        )

    def test_it_can_be_asked_for_any_day(self) -> None:
        found = smoothed(weighed((0, "80"), (3, "90")))
        assert trend_on(found, MONDAY - timedelta(days=1)) is None
        assert trend_on(found, MONDAY + timedelta(days=2)) == F(80)
        assert trend_on(found, MONDAY + timedelta(days=99)) == F("82.71")
        assert smoothed([]) == ()

    def test_what_was_weighed_more_than_400_days_ago_moves_it_by_less_than_a_gram(self) -> None:
        heavy, light = (smoothed(weighed((0, first), (400, "80"))) for first in ("300", "40"))
        assert abs(heavy[-1].trend_kg - light[-1].trend_kg) < F("0.001")


class TestAWeek:
    def test_it_has_its_weights_the_trend_and_how_that_moved(self) -> None:
        every = weighed((-1, "80"), (0, "81"), (8, "99"))
        week = body_mass_week(every, MONDAY, MONDAY + timedelta(days=6), "lb")
        assert week.weighed == (every[1],) and week.latest == every[1]
        assert week.unit == "kg"
        assert (week.trend_kg, week.before_kg, week.change_kg) == (F("80.1"), F(80), F("0.1"))

    def test_where_nothing_was_weighed_nothing_moved(self) -> None:
        later = body_mass_week(weighed((-1, "80")), MONDAY, MONDAY + timedelta(days=6), "lb")
        assert later.latest is not None and later.change_kg is None and later.trend_kg == 80
        first = body_mass_week(weighed((0, "80")), MONDAY, MONDAY + timedelta(days=6), "lb")
        assert first.trend_kg == 80 and first.change_kg is None
        never = body_mass_week([], MONDAY, MONDAY + timedelta(days=6), "lb")
        assert never == BodyMassWeek("lb", None, (), None, None, ())

    def test_the_unit_is_the_one_weighed_in_last(self) -> None:
        every = [*weighed((0, "80")), *weighed((1, "180"), unit="lb")]
        week = body_mass_week(every, MONDAY, MONDAY + timedelta(days=6), "kg")
        assert week.unit == "lb"
        # 180 lb are exactly 81.6466266 kg; a tenth of the way there from 80 kg is 80.16466266 kg.
        assert week.trend_kg == F("80.16466266")
        assert in_tenths(week.trend_kg, "lb") == D("176.7")


class TestHowItIsShown:
    def test_a_rounded_one_says_so(self) -> None:
        assert shown_trend(F("80.1"), "kg") == "80.1kg"
        assert shown_trend(F("79.99"), "kg") == "≈80kg"
        assert shown_trend(F(80), "lb") == "≈176.4lb"
        assert shown_trend(F("0.45359237"), "lb") == "1lb"

    def test_a_change_has_its_sign(self) -> None:
        assert shown_trend(F("0.1"), "kg", signed=True) == "+0.1kg"
        assert shown_trend(F("-0.26"), "kg", signed=True) == "≈-0.3kg"
        assert shown_trend(F("0.04"), "kg", signed=True) == "≈0kg"
        assert shown_trend(F("-0.04"), "kg", signed=True) == "≈0kg"
