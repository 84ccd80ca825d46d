"""Where an exercise stood still, and what is known of how it went on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal as D

import pytest

from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Ground, Rules
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.plateaus import Plateau, plateaus
from negtrain_tui.training.prescription import PlanLine
from negtrain_tui.training.progression import propose
from negtrain_tui.training.standing import Decision, DecisionKind, Standing
from negtrain_tui.training.trend import TrendSet, trend, trend_set
from tests.past import Went, session_of

BENCH = load_catalogue().resolve("Bench press").exercise
FIRST = date(2026, 3, 2)
BASE = "Bench press 2x5 @80kg 5-1-X-0 +1s..8s +0.5kg"


@dataclass(frozen=True)
class Day:
    """A session on so many days after the first: the load, the seconds asked, and what went otherwise."""

    after: int
    load: str = "80kg"
    seconds: str = "5"
    missing: int = 0
    kept: str | None = None
    rest: str = "1-X-0"
    deload: bool = False

    @property
    def went(self) -> Went:
        at = datetime.combine(FIRST + timedelta(days=self.after), time(18), UTC)
        step = "+1lb" if self.load.endswith("lb") else "+0.5kg"
        line = f"Bench press 2x5 @{self.load} {self.seconds}-{self.rest} +1s..8s {step}"
        kept = self.seconds if self.kept is None else self.kept
        return Went(at, line, kept, missing=self.missing, rpe="8", deload=self.deload)


def sets_of(*days: Day, line_id: str = "L") -> list[TrendSet]:
    return [
        trend_set(
            f"session {day.after}",
            day.went.at.date(),
            done if line_id else replace(done, line_id=None),
            easy=day.deload,
        )
        for day in days
        for done in session_of(line_id, BASE, day.went).sets
    ]


def found(*days: Day, decisions: tuple[Decision, ...] = (), today: int | None = None) -> tuple[Plateau, ...]:
    until = FIRST + timedelta(days=days[-1].after if today is None else today)
    return plateaus(trend(sets_of(*days), BENCH).exposures, decisions, today=until)


def said(*days: Day, decisions: tuple[Decision, ...] = ()) -> str:
    (plateau,) = found(*days, decisions=decisions)
    return plateau.words(FIRST)


def decided(after: int, kind: DecisionKind, why: str = "", load: str | None = None) -> Decision:
    at = datetime.combine(FIRST + timedelta(days=after), time(8), UTC)
    standing = None if load is None else Standing(D(5), parse_load(load))
    return Decision(f"d{after}", kind, at, "L", standing=standing, why=why)


STUCK = (Day(0), Day(3, "80.5kg"), *(Day(after, "81kg", missing=2) for after in (6, 9, 12)))
"""Gained 0.5 kg once, then fell short three times."""


class TestThreeExposuresWithoutGain:
    def test_are_a_plateau_since_the_last_gain(self) -> None:
        (plateau,) = found(*STUCK)
        assert (plateau.since, plateau.marked) == (FIRST + timedelta(days=3), FIRST + timedelta(days=12))
        assert plateau.at == Standing(D(5), parse_load("80.5kg"))
        assert (plateau.exposures, plateau.ended, plateau.gain) == (3, None, "")
        assert plateau.words(FIRST) == (
            "3 exposures without gain since Thu 5 Mar, at 5s 80.5kg (3 with reps missing). No gain yet."
        )

    def test_two_are_none(self) -> None:
        assert found(*STUCK[:-1]) == ()

    def test_a_step_that_was_missed_is_no_gain_nor_one_off_tempo_nor_one_with_control_lost(self) -> None:
        assert len(found(*STUCK[:2], *(Day(after, "81kg", kept="3") for after in (6, 9, 12)))) == 1
        # 4 of 5 s keep 80 %
        assert found(*STUCK[:2], *(Day(after, "81kg", kept="4") for after in (6, 9, 12))) == ()

    def test_say_what_was_missing_where_more_was_tried(self) -> None:
        tried = (Day(6, "81kg", missing=1), Day(9, "81kg", kept="3"), Day(12, "80.5kg"))
        assert "(1 with reps missing and 1 off tempo)" in said(*STUCK[:2], *tried)
        assert "(" not in said(*STUCK[:2], *(Day(after, "80.5kg") for after in (6, 9, 12)))
        gained = Day(4, "81kg")
        (plateau,) = found(Day(0), Day(2, "80.5kg", missing=1), gained, *(Day(n, "81kg") for n in (6, 8, 10)))
        assert (plateau.exposures, plateau.lacking) == (3, ())

    @pytest.mark.parametrize(
        ("day", "gain"),
        [
            (Day(15, "81kg"), "+0.5kg"),
            (Day(15, "178lb"), "178lb instead of 80.5kg"),
            (Day(15, "80.5kg", seconds="6"), "+1 s"),
        ],
    )
    def test_end_with_the_next_gain(self, day: Day, gain: str) -> None:
        (plateau,) = found(*STUCK, day)
        assert (plateau.ended, plateau.gain) == (FIRST + timedelta(days=15), gain)
        assert plateau.session_id == "session 15"
        assert f"Gained again on Tue 17 Mar: {gain}" in plateau.words(FIRST)

    def test_more_reps_with_the_same_are_a_gain(self) -> None:
        more = [replace(each, line="Bench press 2x3-5 @80kg 5-1-X-0 +0.5kg") for each in sets_of(*_FEWER)]
        exposures = trend(more, BENCH).exposures
        assert [each.reps for each in exposures] == [9, 8, 8, 8, 10]
        (plateau,) = plateaus(exposures, today=FIRST + timedelta(days=12))
        assert plateau.gain == "+1 rep"

    def test_other_lines_are_followed_by_themselves(self) -> None:
        heavy = [*sets_of(*STUCK), *sets_of(Day(5, "100kg"), Day(8, "100.5kg"), line_id="M")]
        in_order = sorted(heavy, key=lambda each: each.day)
        assert len(plateaus(trend(in_order, BENCH).exposures, today=FIRST + timedelta(days=12))) == 1

    def test_where_no_steps_are_noted_standing_still_is_as_planned(self) -> None:
        flat = [replace(each, line="Bench press 2x5 @80kg 5-1-X-0") for each in sets_of(*_SAME)]
        today = FIRST + timedelta(days=30)
        assert plateaus(trend(flat, BENCH).exposures, today=today) == ()
        alone = [replace(each, line_id=None) for each in flat]
        assert len(plateaus(trend(alone, BENCH).exposures, today=today)) == 1

    def test_seconds_at_their_top_with_no_load_to_follow_are_as_planned(self) -> None:
        top = [replace(each, line="Bench press 2x5 @80kg 5-1-X-0 +1s..5s") for each in sets_of(*_SAME)]
        assert plateaus(trend(top, BENCH).exposures, today=FIRST + timedelta(days=30)) == ()


_FEWER = (Day(0, missing=1), *(Day(after, missing=2) for after in (3, 6, 9)), Day(12))
_SAME = tuple(Day(3 * number) for number in range(5))


class TestThreeWeeks:
    def test_at_one_standing_are_a_plateau_too(self) -> None:
        days = (Day(0), Day(10, missing=2), Day(21, missing=2))
        (plateau,) = found(*days)
        assert (plateau.marked, plateau.exposures) == (FIRST + timedelta(days=21), 2)
        assert found(*days[:2], Day(20, missing=2)) == ()

    def test_are_counted_until_today_while_it_is_trained(self) -> None:
        days = (Day(0), Day(7, missing=2), Day(14, missing=2))
        assert found(*days, today=20) == ()
        assert len(found(*days, today=21)) == 1
        assert found(*days, today=60) == ()


class TestWhatIsKnownOfHowItWentOn:
    def test_an_easier_week(self) -> None:
        easy = Day(15, "72kg", deload=True)
        assert said(*STUCK, easy, Day(18, "81kg")).endswith(
            "Gained again on Fri 20 Mar: +0.5kg, after easier days."
        )

    def test_easier_days_count_neither_way(self) -> None:
        assert found(*STUCK[:-1], Day(12, "72kg", deload=True)) == ()

    def test_a_pause(self) -> None:
        assert said(*STUCK, Day(40, "81kg")).endswith(": +0.5kg, after 28 days without it.")

    def test_a_smaller_step_by_the_figures(self) -> None:
        days = (Day(0), Day(3, "82kg"), *(Day(after, "84kg", missing=1) for after in (6, 9, 12)))
        assert said(*days, Day(15, "82.5kg")).endswith(": +0.5kg, after a smaller step.")

    def test_seconds_instead_of_load_by_the_figures(self) -> None:
        assert said(*STUCK, Day(15, "80.5kg", seconds="6")).endswith(": +1 s, after seconds instead of load.")

    def test_what_the_lifter_decided(self) -> None:
        smaller = decided(13, DecisionKind.KEPT, "smaller step")
        assert said(*STUCK, Day(15, "81kg"), decisions=(smaller,)).endswith("after a smaller step.")

    def test_what_is_counted_is_counted_from_the_day_that_is_told(self) -> None:
        # One stood still before the standing was kept, three after it; an easier day is none of them.
        days = (
            *(Day(after, "80.5kg") for after in (0, 3, 7, 9)),
            Day(10, "72kg", deload=True),
            Day(12, "80.5kg"),
        )
        (plateau,) = found(*days, decisions=(decided(5, DecisionKind.KEPT),))
        assert (plateau.since, plateau.exposures) == (FIRST + timedelta(days=5), 3)

    def test_a_reset_begins_anew_from_there(self) -> None:
        reset = decided(13, DecisionKind.SET, "reset", "72kg")
        assert said(*STUCK, Day(15, "72kg"), Day(18, "72.5kg"), decisions=(reset,)).endswith(
            "Gained again on Fri 20 Mar: +0.5kg, after a reset."
        )

    def test_going_back_that_far_without_saying_so(self) -> None:
        lighter = [Day(after, "72kg") for after in (15, 18, 21)]
        assert said(*STUCK, *lighter, Day(24, "72.5kg")).endswith(
            ": +0.5kg, after going back to 5s 72kg from 5s 80.5kg."
        )

    def test_one_light_day_is_no_new_beginning(self) -> None:
        (plateau,) = found(*STUCK, Day(15, "72kg"), Day(18, "80.5kg"))
        assert (plateau.ended, plateau.exposures) == (None, 5)

    def test_another_tempo_is_told_as_that_and_is_no_gain(self) -> None:
        otherwise = Day(15, "70kg", rest="0-X-0")
        (plateau,) = found(*STUCK, otherwise)
        assert (plateau.ended, plateau.gain) == (FIRST + timedelta(days=15), "")
        assert plateau.words(FIRST).endswith("From Tue 17 Mar on: trained 5-0-X-0.")

    def test_nothing_more_is_made_up(self) -> None:
        assert said(*STUCK, Day(15, "81kg")).endswith("Gained again on Tue 17 Mar: +0.5kg.")


# What the plan prescribes after a success at 5 s and misses: once more, then half the step.
MISSED = ("6", "6", "5.5", "5.5")


@pytest.mark.parametrize("misses", range(len(MISSED) + 1))
def test_a_plateau_stands_where_the_next_step_of_the_line_tells_one(misses: int) -> None:
    """The exercise's history and the plan's `why` judge the same exposures alike."""
    missed = [Day(3 * (place + 1), "80kg", MISSED[place], missing=1) for place in range(misses)]
    days = (Day(0), *missed)
    exposures = [
        Exposure(
            f"session {day.after}", day.went.at, day.went.line, BASE, 2, session_of("L", BASE, day.went).sets
        )
        for day in days
    ]
    today = FIRST + timedelta(days=days[-1].after + 1)
    rules = Rules()
    proposal = propose(
        PlanLine("L", parse_prescription(BASE)),
        [judge(each, BENCH, rules) for each in exposures],
        (),
        Ground(BENCH),
        today=today,
    )
    assert proposal.plateau is (misses >= 3)
    assert bool(found(*days, today=days[-1].after + 1)) is proposal.plateau
