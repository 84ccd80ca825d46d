"""A week added up by hand: what counts for which muscle, how it changed, and how hard it was."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal as D
from fractions import Fraction as F
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from negtrain_tui.training.body_mass import Weighed, body_mass_week
from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.load import Mass
from negtrain_tui.training.record import Status
from negtrain_tui.training.week import (
    Change,
    Loads,
    Measure,
    MuscleWeek,
    Part,
    WeekSession,
    Work,
    add_loads,
    add_up_week,
    change,
    load_change,
    minutes,
    session_load,
    span_of,
)
from negtrain_tui.training.week_json import week_json
from negtrain_tui.widgets.week_words import change_said, load_reason, load_said, loads_said, seconds_said

MONDAY = date(2026, 3, 2)
CATALOGUE = load_catalogue()


def work(sets: int, reps: int, seconds: str, paced: int = 0) -> Work:
    return Work(D(sets), D(reps), D(seconds), paced)


def session(
    day: date = MONDAY,
    *done: tuple[str, Work],
    rpe: str | None = None,
    taken: timedelta | None = timedelta(minutes=40),
    status: Status = Status.FINISHED,
) -> WeekSession:
    """A session at noon of a day in UTC."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return WeekSession(
        f"{day} {len(done)}",
        day,
        "Push",
        status,
        at,
        None if taken is None else at + taken,
        None if rpe is None else D(rpe),
        done,
    )


class TestMuscles:
    def test_a_direct_set_counts_one_and_an_indirect_one_half(self) -> None:
        # Domain-reference §6 (`pelland`). Bench press: pecs and triceps directly, delts beside them;
        # overhead press: delts directly, triceps beside them. By hand, in sets: triceps 4 + 0.5 x 3.
        week = add_up_week(
            MONDAY,
            0,
            [
                session(MONDAY, ("Bench press", work(4, 20, "100.4", 2))),
                session(MONDAY + timedelta(days=2), ("Overhead press", work(3, 15, "45"))),
            ],
            CATALOGUE,
        )
        found = {each.muscle: each.total for each in week.muscles}
        assert found == {
            "triceps": Work(D("5.5"), D("27.5"), D("122.9"), 2),
            "delts": Work(D("5.0"), D("25.0"), D("95.2"), 2),
            "pecs": Work(D(4), D(20), D("100.4"), 2),
        }
        assert [each.muscle for each in week.muscles] == ["triceps", "delts", "pecs"]
        assert week.muscles[0].parts == (
            Part("Bench press", D(1), work(4, 20, "100.4", 2)),
            Part("Overhead press", D("0.5"), work(3, 15, "45")),
        )

    def test_one_exercise_under_several_names_is_one(self) -> None:
        week = add_up_week(
            MONDAY,
            0,
            [
                session(MONDAY, ("Nordic curl", work(1, 5, "25")), ("nordic-hamstring", work(2, 8, "40"))),
                session(MONDAY, ("My lift", work(1, 5, "25")), ("my  lift", work(1, 5, "25"))),
            ],
            CATALOGUE,
        )
        assert [(each.muscle, each.total) for each in week.muscles] == [
            ("hamstrings", work(3, 13, "65")),
            ("gastrocnemius", Work(D("1.5"), D("6.5"), D("32.5"))),
            ("", work(2, 10, "50")),
        ]
        assert [part.exercise for part in week.muscles[-1].parts] == ["My lift"]

    def test_an_own_exercise_counts_for_the_muscles_it_says(self) -> None:
        mine = CATALOGUE.with_own([Exercise("My lift", muscles=("neck",))])
        week = add_up_week(MONDAY, 0, [session(MONDAY, ("my lift", work(1, 5, "25")))], mine)
        assert [each.muscle for each in week.muscles] == ["neck"]

    def test_weeks_are_told_apart_by_the_day_they_begin_on(self) -> None:
        sunday = MONDAY - timedelta(days=1)
        done = [
            session(sunday, ("Nordic curl", work(2, 8, "40"))),
            session(MONDAY, ("Nordic curl", work(3, 12, "60"))),
            session(MONDAY - timedelta(days=8), ("Nordic curl", work(1, 1, "1"))),
        ]
        by_monday = add_up_week(MONDAY, 0, done, CATALOGUE).muscles[0]
        assert [by_monday.total.sets, by_monday.before.sets] == [3, 2]
        by_sunday = add_up_week(MONDAY, 6, done, CATALOGUE).muscles[0]
        assert [by_sunday.total.sets, by_sunday.before.sets] == [5, 1]
        assert span_of(MONDAY, 0) == (date(2026, 2, 23), date(2026, 3, 8))
        assert span_of(MONDAY, 6) == (date(2026, 2, 22), date(2026, 3, 7))

    def test_a_muscle_that_rests_this_week_is_still_told(self) -> None:
        week = add_up_week(
            MONDAY, 0, [session(MONDAY - timedelta(days=7), ("Skull-crusher", work(4, 20, "80")))], CATALOGUE
        )
        assert week.muscles == (MuscleWeek("triceps", Work(), work(4, 20, "80"), ()),)
        assert week.muscles[0].change(Measure.SETS) == Change(D(-4), -100)
        assert week.sessions == ()


class TestChange:
    @pytest.mark.parametrize(
        ("now", "before", "absolute", "percent", "said"),
        [
            ("12", "10", "2", 20, "+2 (+20 %)"),
            ("7.5", "10", "-2.5", -25, "−2.5 (−25 %)"),
            ("10", "10", "0", 0, "as before"),
            ("0", "0", "0", None, "as before"),
            ("3", "0", "3", None, "+3 (from 0)"),
            ("1", "8", "-7", -88, "−7 (−88 %)"),
            ("201", "200", "1", 1, "+1 (+1 %)"),
            ("1001", "1000", "1", 0, "+1 (±0 %)"),
        ],
    )
    def test_in_all_and_in_percent_of_before(
        self, now: str, before: str, absolute: str, percent: int | None, said: str
    ) -> None:
        found = change(D(now), D(before))
        assert found == Change(D(absolute), percent)
        assert change_said(found) == said

    def test_that_of_seconds_is_of_those_shown(self) -> None:
        # 100.5 s are shown as 101 s, 99.4 s as 99 s: 2 s more.
        muscle = MuscleWeek("abs", work(1, 1, "100.5"), work(1, 1, "99.4"), ())
        assert muscle.change(Measure.SECONDS) == Change(D(2), 2)
        assert seconds_said(muscle.total) == "101 s"
        assert seconds_said(work(1, 1, "99.4", paced=1)) == "~99 s"


def test_a_week_that_runs_is_compared_with_as_many_days_of_the_one_before() -> None:
    def trained(day: int, reps: int) -> WeekSession:
        return session(MONDAY + timedelta(days=day), ("Nordic curl", work(1, reps, "10")), rpe="5")

    # Before: Monday 4 and Thursday 9 lowerings. This week: Monday 5, and later Tuesday 1.
    before = [trained(-7, 4), trained(-4, 9)]
    wednesday = MONDAY + timedelta(days=2)

    def changed(*mine: WeekSession, today: date) -> tuple[int, date, bool]:
        week = add_up_week(MONDAY, 0, [*before, *mine], CATALOGUE, today)
        assert (week.first, week.compared_from) == (MONDAY, MONDAY - timedelta(days=7))
        return int(week.muscles[0].change(Measure.REPS).absolute), week.compared_until, week.runs

    monday, sunday = MONDAY - timedelta(days=7), MONDAY - timedelta(days=1)
    assert changed(trained(0, 5), today=MONDAY) == (1, monday, True)
    assert changed(trained(0, 5), trained(1, 1), today=wednesday) == (2, monday + timedelta(days=2), True)
    # Elsewhere on Earth it was Thursday already.
    assert changed(trained(0, 5), trained(3, 1), today=wednesday) == (-7, monday + timedelta(days=3), True)
    for over in (MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)):
        assert changed(trained(0, 5), today=over) == (-8, sunday, False)
    running = add_up_week(MONDAY, 0, [*before, trained(0, 5)], CATALOGUE, MONDAY)
    assert loads_said(running) == "200 from 1 session, as before"
    told = week_json(running, body_mass_week((), MONDAY, MONDAY, "kg"))
    assert told["compared_with"] == {"first": "2026-02-23", "last": "2026-02-23"}


class TestSessionLoad:
    def test_it_is_the_rating_times_the_minutes(self) -> None:
        # Domain-reference §6 (`foster21`): RPE 7.5 x 42 min = 315.
        assert session_load(session(rpe="7.5", taken=timedelta(minutes=42))) == 315
        # 41.5 min are shown as 42, and 8.5 x 42 is 357: what is shown multiplies.
        longer = session(rpe="8.5", taken=timedelta(minutes=41, seconds=30))
        assert (session_load(longer), load_reason(longer)) == (F(357), "RPE 8.5 x 42 min")
        # 8.5 x 49 = 416.5
        assert load_said(session_load(session(rpe="8.5", taken=timedelta(minutes=49)))) == "417"
        assert session_load(session(rpe="0")) == 0

    def test_nothing_is_guessed(self) -> None:
        unrated = session(rpe=None)
        broken_off = session(rpe="8", status=Status.INTERRUPTED)
        running = session(rpe="8", taken=None, status=Status.LIVE)
        assert {session_load(each) for each in (unrated, broken_off, running)} == {None}
        assert load_reason(unrated) == "not rated"
        assert load_reason(broken_off) == "time not known"
        assert add_loads([unrated, broken_off, session(rpe="5")]) == Loads(F(200), 1, 3)
        assert add_loads([unrated]) == Loads(None, 0, 1)
        assert add_loads([]) == Loads(None, 0, 0)

    def test_a_sum_says_of_how_many_sessions_it_is(self) -> None:
        before = session(MONDAY - timedelta(days=1), rpe="5")
        rated = [session(rpe="5"), session(MONDAY + timedelta(days=1), rpe="6")]
        whole = add_up_week(MONDAY, 0, [*rated, before], CATALOGUE)
        assert loads_said(whole) == "440 from 2 sessions, +240 (+120 %)"
        assert load_change(whole) == Change(D(240), 120)
        # Half a sum is no less than a whole one: they aren't compared.
        partly = add_up_week(MONDAY, 0, [*rated, session(rpe=None), before], CATALOGUE)
        assert loads_said(partly) == "440 from 2 of 3 sessions" and load_change(partly) is None
        none = add_up_week(MONDAY, 0, [session(rpe=None)], CATALOGUE)
        assert loads_said(none) == "none of 1 session has one"
        assert loads_said(add_up_week(MONDAY, 0, [], CATALOGUE)) == "no sessions"

    def test_a_night_in_which_the_clocks_change_has_neither_more_nor_fewer_minutes(self) -> None:
        berlin = ZoneInfo("Europe/Berlin")
        # At 01:00 UTC on 29 March 2026 the clocks went from 02:00 to 03:00, on 25 October back.
        for began, ended in (
            (datetime(2026, 3, 29, 1, 30, tzinfo=berlin), datetime(2026, 3, 29, 3, 15, tzinfo=berlin)),
            (
                datetime(2026, 10, 25, 2, 45, tzinfo=berlin),
                datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=berlin),
            ),
        ):
            night = WeekSession("a", began.date(), "", Status.FINISHED, began, ended, D(6))
            assert minutes(night) == 45
            assert session_load(night) == 270

    def test_a_flight_moves_neither_minutes_nor_days(self) -> None:
        # Begun at 23:30 in Tokyo on Sunday, ended 50 minutes later with the clock of Los Angeles.
        tokyo, angeles = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
        began = datetime(2026, 3, 1, 23, 30, tzinfo=tokyo)
        ended = (began + timedelta(minutes=50)).astimezone(angeles)
        aboard = WeekSession("a", began.date(), "", Status.FINISHED, began, ended, None)
        assert minutes(aboard) == 50
        assert add_up_week(MONDAY, 0, [aboard], CATALOGUE).sessions == ()
        assert add_up_week(date(2026, 3, 1), 0, [aboard], CATALOGUE).sessions == (aboard,)

    @pytest.mark.parametrize(
        ("taken", "known"),
        [
            (timedelta(seconds=-1), None),
            (timedelta(0), 0),
            (timedelta(hours=12), 720),
            (timedelta(hours=12, seconds=1), None),
        ],
    )
    def test_an_absurd_time_is_unknown(self, taken: timedelta, known: int | None) -> None:
        assert minutes(session(taken=taken)) == known


def test_json_has_the_numbers_that_are_shown() -> None:
    week = add_up_week(
        MONDAY,
        0,
        [
            session(MONDAY, ("Nordic curl", work(3, 13, "64.6", 3)), rpe="7.5", taken=timedelta(minutes=42)),
            session(MONDAY - timedelta(days=1), ("My lift", work(1, 4, "16"))),
        ],
        CATALOGUE,
    )
    weights = [
        Weighed(MONDAY - timedelta(days=1), Mass(D(80), "kg")),
        Weighed(MONDAY, Mass(D("80.4"), "kg")),
    ]
    told: dict[str, Any] = week_json(week, body_mass_week(weights, MONDAY, MONDAY + timedelta(days=6), "kg"))
    nothing = {"sets": 0, "reps": 0, "lowering_s": 0, "paced": False}
    hamstrings, gastrocnemius, unknown = told.pop("muscles")
    assert hamstrings == {
        "muscle": "hamstrings",
        **{"sets": 3, "reps": 13, "lowering_s": 65, "paced": True},
        "before": nothing,
        "change": {
            "sets": {"absolute": 3, "percent": None},
            "reps": {"absolute": 13, "percent": None},
            "lowering_s": {"absolute": 65, "percent": None},
        },
        "exercises": [
            {
                "exercise": "Nordic hamstring",
                "counts": 1,
                **{"sets": 3, "reps": 13, "lowering_s": 65, "paced": True},
            }
        ],
    }
    assert (gastrocnemius["sets"], gastrocnemius["reps"], gastrocnemius["lowering_s"]) == (1.5, 6.5, 32)
    assert (unknown["muscle"], unknown["sets"], unknown["exercises"]) == (None, 0, [])
    assert unknown["before"] == {"sets": 1, "reps": 4, "lowering_s": 16, "paced": False}
    assert told == {
        "first": "2026-03-02",
        "last": "2026-03-08",
        "compared_with": {"first": "2026-02-23", "last": "2026-03-01"},
        "sessions": [
            {
                "id": "2026-03-02 1",
                "day": "2026-03-02",
                "name": "Push",
                "rpe": 7.5,
                "minutes": 42,
                "load": 315,
            }
        ],
        "session_load": {
            **{"total": 315, "known": 1, "sessions": 1},
            "before": {"total": None, "known": 0, "sessions": 1},
            "change": None,
        },
        "body_mass": {
            "weighed": [{"day": "2026-03-02", "mass": "80.4kg"}],
            "trend": "80kg",
            "change": "0kg",
        },
    }
