"""What is due on which day: both kinds of plan, dropped and shifted days, starts, weeks, and the preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.agenda import (
    Due,
    Trained,
    days_trained,
    due,
    last_week,
    lines_in_week,
    preview,
    week_of_plan,
)
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Missed, Schedule, parse_start, short_day, weekday_numbers
from negtrain_tui.training.schedule_words import in_words
from negtrain_tui.training.sequence import coming

# Week 1 of every plan with a start begins here; a day is told as (week, weekday), both from 1.
START = date(2026, 11, 23)
SHIFT, DROP = Missed.SHIFT, Missed.DROP


def day(week: int, weekday: int) -> date:
    return START + timedelta(days=7 * (week - 1) + weekday - 1)


def workout(name: str, days: str = "", weeks: str = "") -> Workout:
    lines = [f"Nordic curl 3x5 @bw wk {each}" for each in weeks.split()] or ["Dip negative 3x5 @bw"]
    rows = tuple(PlanLine(f"{name}{number}", parse_prescription(line)) for number, line in enumerate(lines))
    return Workout(f"id of {name}", name, rows, tuple(days.split()))


def weekdays(start: date | None = START, missed: Missed | None = None) -> Plan:
    workouts = (workout("Push", "mon thu"), workout("Pull", "tue"))
    return Plan("p", "Mine", workouts, Schedule(start=start, missed=missed))


def in_turn(days: str = "", start: date | None = START, missed: Missed | None = None) -> Plan:
    workouts = (workout("A"), workout("B"), workout("C"))
    return Plan("p", "Mine", workouts, Schedule(tuple(days.split()), start, missed))


def nordic(missed: Missed = SHIFT, start: date | None = START) -> Plan:
    workouts = (
        workout("N1", "mon", "1 2 3-4"),
        workout("N2", "wed", "3-4"),
        workout("N3", "fri", "2 3-4"),
    )
    return Plan("p", "Nordic", workouts, Schedule(start=start, missed=missed))


def trained(*sessions: tuple[str, int, int]) -> tuple[Trained, ...]:
    """Sessions as (workout, week, weekday), newest first as the repository gives them."""
    made = [
        Trained(f"id of {name}", name, datetime.combine(day(week, weekday), datetime.min.time(), UTC))
        for name, week, weekday in sessions
    ]
    return tuple(sorted(made, key=lambda each: each.at, reverse=True))


def told(plan: Plan, today: date, *sessions: tuple[str, int, int]) -> tuple[str, date | None, str]:
    found = due(plan, today, trained(*sessions))
    assert found is not None
    return plan.workouts[found.index].name, found.day, found.reason


PUSH_1, PULL_1 = ("Push", 1, 1), ("Pull", 1, 2)


@pytest.mark.parametrize(
    ("missed", "start", "today", "sessions", "name", "on", "reason"),
    [
        # Dropped: the calendar alone decides, with a start and without.
        (None, START, (1, 1), [], "Push", (1, 1), "due on Mondays"),
        (None, None, (1, 1), [], "Push", (1, 1), "due on Mondays"),
        (DROP, START, (1, 2), [], "Pull", (1, 2), "due on Tuesdays"),
        (DROP, START, (1, 3), [], "Push", (1, 4), "next on Thu 26 Nov"),
        (DROP, None, (1, 7), [], "Push", (2, 1), "next on Mon 30 Nov"),
        (DROP, START, (1, 1), [PUSH_1], "Pull", (1, 2), "done today; next on Tue 24 Nov"),
        (DROP, START, (1, 1), [("Pull", 1, 1)], "Push", (1, 1), "due on Mondays"),
        (DROP, START, (0, 6), [], "Push", (1, 1), "begins on Mon 23 Nov"),
        (DROP, START, (9, 4), [], "Push", (9, 4), "due on Thursdays"),
        # Shifted: nothing is lost, everything after it moves on.
        (SHIFT, START, (1, 1), [], "Push", (1, 1), "due on Mondays"),
        (SHIFT, START, (1, 2), [], "Push", (1, 2), "due today, missed on Mon 23 Nov"),
        (SHIFT, START, (1, 3), [], "Push", (1, 4), "next on Thu 26 Nov, missed on Mon 23 Nov"),
        (SHIFT, START, (1, 2), [("Push", 1, 2)], "Pull", (1, 4), "done today; next on Thu 26 Nov"),
        (SHIFT, START, (1, 4), [PUSH_1], "Pull", (1, 4), "due today, missed on Tue 24 Nov"),
        (SHIFT, START, (1, 4), [PUSH_1, PULL_1], "Push", (1, 4), "due on Thursdays"),
        (SHIFT, START, (1, 5), [PUSH_1, PULL_1, ("Push", 1, 4)], "Push", (2, 1), "next on Mon 30 Nov"),
        # Pulled ahead to Monday, Tuesday's workout isn't due again on Tuesday.
        (SHIFT, START, (1, 2), [PUSH_1, ("Pull", 1, 1)], "Push", (1, 4), "next on Thu 26 Nov"),
        # Monday's again on Wednesday is Thursday's.
        (SHIFT, START, (1, 4), [PUSH_1, PULL_1, ("Push", 1, 3)], "Push", (2, 1), "next on Mon 30 Nov"),
        (SHIFT, START, (0, 6), [], "Push", (1, 1), "begins on Mon 23 Nov"),
        (SHIFT, START, (0, 6), [("Push", 0, 5)], "Push", (1, 1), "begins on Mon 23 Nov"),
        # Without a start the latest session tells; before any, today does.
        (SHIFT, None, (1, 3), [], "Push", (1, 4), "next on Thu 26 Nov"),
        (SHIFT, None, (1, 4), [PUSH_1], "Pull", (1, 4), "due today, missed on Tue 24 Nov"),
        (SHIFT, None, (2, 1), [PUSH_1, PULL_1], "Push", (2, 1), "due today, missed on Thu 26 Nov"),
        (SHIFT, None, (2, 1), [PUSH_1, PULL_1, ("Push", 1, 4)], "Push", (2, 1), "due on Mondays"),
        (SHIFT, None, (4, 2), [PUSH_1], "Pull", (4, 2), "due today, missed on Tue 24 Nov"),
    ],
)
def test_on_weekdays(
    missed: Missed | None,
    start: date | None,
    today: tuple[int, int],
    sessions: list[tuple[str, int, int]],
    name: str,
    on: tuple[int, int],
    reason: str,
) -> None:
    assert told(weekdays(start, missed), day(*today), *sessions) == (name, day(*on), reason)


@pytest.mark.parametrize(
    ("days", "missed", "start", "today", "sessions", "name", "on", "reason"),
    [
        # On any day: after what was trained last.
        ("", None, None, (1, 3), [], "A", (1, 3), "to begin with"),
        ("", None, None, (1, 3), [("A", 1, 1)], "B", (1, 3), "next after A"),
        ("", None, None, (1, 3), [("C", 1, 1)], "A", (1, 3), "next after C"),
        ("", None, None, (1, 3), [("A", 1, 1), ("else", 1, 2)], "B", (1, 3), "next after A"),
        ("", None, None, (1, 3), [("A", 1, 3)], "B", None, "done today; next on any day"),
        ("", DROP, START, (1, 3), [("A", 1, 1)], "B", (1, 3), "next after A"),
        ("", None, START, (0, 6), [], "A", (1, 1), "begins on Mon 23 Nov"),
        ("", None, START, (1, 3), [("B", 0, 6)], "A", (1, 3), "to begin with"),
        # On days, shifted (as usual): the next one on the next of them.
        ("mon wed fri", None, START, (1, 1), [], "A", (1, 1), "due today, to begin with"),
        ("mon wed fri", None, START, (1, 2), [], "A", (1, 3), "next on Wed 25 Nov"),
        ("mon wed fri", None, START, (1, 3), [("A", 1, 1)], "B", (1, 3), "due today, next after A"),
        ("mon wed fri", None, START, (1, 3), [("A", 1, 3)], "B", (1, 5), "done today; next on Fri 27 Nov"),
        ("mon wed fri", None, START, (3, 1), [("A", 1, 1)], "B", (3, 1), "due today, next after A"),
        (
            "mon wed fri",
            None,
            START,
            (1, 3),
            [("A", 1, 1), ("A", 1, 1)],
            "B",
            (1, 3),
            "due today, next after A",
        ),
        ("mon", None, None, (1, 2), [("B", 1, 1)], "C", (2, 1), "next on Mon 30 Nov"),
        ("mon", None, START, (0, 2), [], "A", (1, 1), "begins on Mon 23 Nov"),
        # On days, dropped: the calendar decides, whatever was trained.
        ("mon wed fri", DROP, START, (1, 3), [], "B", (1, 3), "due today by the calendar"),
        ("mon wed", DROP, START, (2, 1), [("A", 1, 1)], "C", (2, 1), "due today by the calendar"),
        ("mon wed", DROP, START, (2, 2), [], "A", (2, 3), "next on Wed 2 Dec"),
        ("mon wed", DROP, START, (2, 1), [("C", 2, 1)], "A", (2, 3), "done today; next on Wed 2 Dec"),
        ("mon wed", DROP, None, (2, 1), [("A", 1, 1)], "B", (2, 1), "due today, next after A"),
    ],
)
def test_in_turn(
    days: str,
    missed: Missed | None,
    start: date | None,
    today: tuple[int, int],
    sessions: list[tuple[str, int, int]],
    name: str,
    on: tuple[int, int] | None,
    reason: str,
) -> None:
    expected = (name, None if on is None else day(*on), reason)
    assert told(in_turn(days, start, missed), day(*today), *sessions) == expected


N = ("N1", 1, 1), ("N1", 2, 1), ("N3", 2, 5), ("N1", 3, 1), ("N2", 3, 3), ("N3", 3, 5)


@pytest.mark.parametrize(
    ("missed", "today", "sessions", "name", "on", "week"),
    [
        (SHIFT, (1, 1), N[:0], "N1", (1, 1), 1),
        # Week 1 has one session: week 2 isn't begun in it.
        (SHIFT, (1, 3), N[:1], "N1", (2, 1), 2),
        (SHIFT, (1, 5), [*N[:1], ("N1", 1, 5)], "N1", (2, 1), 2),
        # A week 1 begun late isn't made up for.
        (SHIFT, (1, 3), N[:0], "N1", (1, 3), 1),
        (SHIFT, (2, 1), N[:0], "N1", (2, 1), 1),
        (SHIFT, (2, 2), [("N1", 2, 1)], "N1", (3, 1), 2),
        # Week 2 is Monday and Friday.
        (SHIFT, (2, 3), N[:2], "N3", (2, 5), 2),
        # Week 3 missed as a whole is done in week 4.
        (SHIFT, (4, 1), N[:3], "N1", (4, 1), 3),
        (SHIFT, (4, 2), [*N[:3], ("N1", 4, 1)], "N2", (4, 3), 3),
        # The last of week 3 missed: it comes first, and all else a day later.
        (SHIFT, (4, 1), N[:5], "N3", (4, 1), 3),
        (SHIFT, (4, 2), [*N[:5], ("N3", 4, 1)], "N1", (4, 3), 4),
        (DROP, (4, 1), N[:3], "N1", (4, 1), 4),
        (DROP, (1, 3), N[:0], "N1", (2, 1), 2),
        (DROP, (2, 2), N[:0], "N3", (2, 5), 2),
    ],
)
def test_a_programme_of_weeks(
    missed: Missed,
    today: tuple[int, int],
    sessions: tuple[tuple[str, int, int], ...],
    name: str,
    on: tuple[int, int],
    week: int,
) -> None:
    plan = nordic(missed)
    found = due(plan, day(*today), trained(*sessions))
    assert found is not None
    assert (plan.workouts[found.index].name, found.day, found.week) == (name, day(*on), week)


class TestWeeks:
    def test_a_workout_has_the_lines_of_the_week_and_those_of_every_week(self) -> None:
        mixed = Workout("w", "W", (*workout("x", weeks="1 2-3").lines, *workout("y").lines))
        ids = [[line.id for line in lines_in_week(mixed, week)] for week in (None, 1, 2, 3, 4)]
        assert ids == [["x0", "y0"], ["x0", "y0"], ["x1", "y0"], ["x1", "y0"], ["y0"]]

    def test_a_plan_ends_only_where_every_line_does(self) -> None:
        assert last_week(nordic()) == 4
        assert last_week(weekdays()) is None
        assert last_week(Plan("p", "P", (*nordic().workouts, workout("more", "sun")))) is None
        assert last_week(Plan("p", "P", (*nordic().workouts, Workout("e", "Empty", (), ("sun",))))) == 4

    @pytest.mark.parametrize("missed", [SHIFT, DROP])
    def test_when_the_weeks_are_over_it_says_so_and_keeps_the_last_one(self, missed: Missed) -> None:
        plan = nordic(missed)
        all_of_it = (*N, ("N1", 4, 1), ("N2", 4, 3), ("N3", 4, 5))
        found = due(plan, day(5, 1), trained(*all_of_it))
        assert found == Due(0, "the 4 weeks of this plan are over", None, 4)
        assert week_of_plan(plan, day(5, 1), trained(*all_of_it)) == 4
        assert lines_in_week(plan.workouts[0], 4)
        again = due(plan, day(5, 1), trained(*all_of_it, ("N1", 5, 1)))
        assert again == Due(0, "done today; the 4 weeks of this plan are over", None, 4, done_today=True)

    def test_without_a_start_it_stays_week_1(self) -> None:
        plan = nordic(start=None)
        found = due(plan, day(3, 2), trained(*N[:4]))
        assert found is not None
        assert (found.index, found.day, found.week) == (0, day(4, 1), None)
        assert week_of_plan(plan, day(3, 2), ()) is None

    def test_in_turn_a_workout_without_lines_this_week_is_passed_over(self) -> None:
        workouts = (workout("A", weeks="1-4"), workout("B", weeks="2-4"), workout("C", weeks="1-4"))
        for days, missed in (("mon wed fri", SHIFT), ("mon wed fri", DROP), ("", SHIFT)):
            plan = Plan("p", "P", workouts, Schedule(tuple(days.split()), START, missed))
            found = due(plan, day(1, 3), trained(("A", 1, 1)))
            assert found is not None
            assert (plan.workouts[found.index].name, found.week) == ("C", 1)

    def test_in_turn_on_days_a_programme_keeps_its_weeks(self) -> None:
        workouts = (workout("A", weeks="1 2-3"), workout("B", weeks="1-3"))
        plan = Plan("p", "P", workouts, Schedule(("mon", "thu"), START, SHIFT))
        laid = [(each.index, each.day, each.week) for each in coming(plan, day(2, 1), trained(("A", 1, 1)))]
        assert laid == [
            (1, day(2, 1), 1),
            (0, day(2, 4), 2),
            (1, day(3, 1), 2),
            (0, day(3, 4), 3),
            (1, day(4, 1), 3),
        ]

    def test_by_the_calendar_for_whoever_trains_now(self) -> None:
        assert week_of_plan(nordic(DROP), day(2, 7), ()) == 2
        assert week_of_plan(nordic(DROP), day(0, 7), ()) is None
        assert week_of_plan(nordic(SHIFT), day(3, 1), ()) == 1
        assert week_of_plan(weekdays(), day(30, 1), ()) == 30


class TestOddPlans:
    def test_a_plan_without_workouts_has_nothing_due(self) -> None:
        assert due(Plan("p", "P", ()), START, ()) is None
        assert all(not each.indexes for each in preview(Plan("p", "P", ()), START, ()))

    def test_a_start_in_the_middle_of_a_week_counts_seven_days_from_there(self) -> None:
        plan = replace(weekdays(), schedule=Schedule(start=day(1, 3), missed=SHIFT))
        first = [(each.index, each.day) for each in islice(coming(plan, day(1, 1), ()), 4)]
        assert first == [(0, day(1, 4)), (0, day(2, 1)), (1, day(2, 2)), (0, day(2, 4))]

    def test_two_workouts_on_one_day_are_both_due(self) -> None:
        workouts = (workout("Push", "mon"), workout("Core", "mon"))
        for missed in (SHIFT, DROP):
            plan = Plan("p", "P", workouts, Schedule(start=START, missed=missed))
            assert told(plan, day(1, 1))[:2] == ("Push", day(1, 1))
            assert told(plan, day(1, 1), ("Push", 1, 1))[:2] == ("Core", day(1, 1))
            assert told(plan, day(1, 1), ("Push", 1, 1), ("Core", 1, 1))[1] == day(2, 1)
            assert preview(plan, day(1, 1), ())[0].indexes == (0, 1)

    def test_days_that_are_none_leave_a_plan_that_never_comes(self) -> None:
        plan = Plan("p", "P", (Workout("w", "W", (), ("Blursday",)),))
        found = due(plan, START, ())
        assert found == Due(0, "nothing comes by this plan's schedule", None)

    def test_a_session_is_known_by_id_and_by_name_where_it_has_none(self) -> None:
        at = datetime(2026, 11, 23, 7, tzinfo=UTC)
        plan = in_turn(start=None)
        renamed = due(plan, day(1, 2), (Trained("id of A", "once called so", at),))
        by_name = due(plan, day(1, 2), (Trained(None, "A", at),))
        of_another = due(plan, day(1, 2), (Trained("another", "A", at),))
        assert [found and found.index for found in (renamed, by_name, of_another)] == [1, 1, 0]

    @pytest.mark.parametrize("start", [date.min, date(1900, 1, 1), date(9999, 12, 31)])
    def test_the_ends_of_the_calendar(self, start: date) -> None:
        for make in (weekdays, lambda first, missed: in_turn("mon", first, missed)):
            for missed in (SHIFT, DROP):
                plan = make(start, missed)
                assert due(plan, day(1, 1), trained(PUSH_1)) is not None
                preview(plan, day(1, 1), ())

    def test_ten_years_of_sessions_are_no_work(self) -> None:
        sessions = trained(
            *((("Push", "Pull")[number % 2], 1 + number // 3, 1 + number % 3 * 2) for number in range(1500))
        )
        begun = perf_counter()
        for missed in (SHIFT, DROP):
            assert due(weekdays(START, missed), day(501, 1), sessions) is not None
            assert len(preview(weekdays(START, missed), day(501, 1), sessions)) == 28
        assert perf_counter() - begun < 1


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 4))
    on_days = draw(st.booleans())
    names = st.lists(st.sampled_from(["mon", "tue", "thu", "sat"]), unique=True, max_size=3).map(" ".join)
    weeks = st.sampled_from(["", "", "1-2 3", "2-4", "1 3-5"])
    workouts = tuple(
        workout(f"W{number}", draw(names) if on_days else "", draw(weeks)) for number in range(count)
    )
    start = draw(st.none() | st.integers(-30, 30).map(lambda days: START + timedelta(days=days)))
    missed = draw(st.sampled_from([None, SHIFT, DROP]))
    return Plan("p", "P", workouts, Schedule(() if on_days else tuple(draw(names).split()), start, missed))


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Trained, ...]:
    made = st.tuples(st.integers(0, 4).map(lambda number: f"W{number}"), st.integers(0, 6), st.integers(1, 7))
    return trained(*draw(st.lists(made, max_size=12)))


@given(plan=plans(), made=sessions(), ahead=st.integers(0, 50))
@settings(max_examples=300, deadline=None)
def test_what_is_due_comes_first_in_the_preview(plan: Plan, made: tuple[Trained, ...], ahead: int) -> None:
    today = START + timedelta(days=ahead)
    until_today = tuple(each for each in made if each.at.date() <= today)
    found = due(plan, today, until_today)
    assert found is not None
    days = preview(plan, today, until_today)
    assert [each.day for each in days] == [today + timedelta(days=number) for number in range(28)]
    planned = [each for each in days if each.indexes]
    if plan.on_weekdays or plan.schedule.days:
        if planned:
            assert (planned[0].day, planned[0].index, planned[0].week) == (found.day, found.index, found.week)
        else:
            assert found.day is None or found.day >= today + timedelta(days=28)
    else:
        assert planned == []
    for each in planned:
        for index in each.indexes:
            mine = plan.workouts[index]
            assert lines_in_week(mine, each.week)
            if plan.on_weekdays and plan.on_missed is DROP:
                assert each.day.weekday() in weekday_numbers(mine.days)


@given(plan=plans())
@settings(max_examples=150, deadline=None)
def test_whoever_trains_what_is_due_never_misses_nor_repeats(plan: Plan) -> None:
    plan = replace(plan, schedule=replace(plan.schedule, start=START))
    expected = [(each.day, each.index) for each in islice(coming(plan, START, ()), 12)]
    made: list[Trained] = []
    for on, index in expected:
        found = due(plan, on, made)
        assert found is not None
        assert (found.day, found.index) == (on, index)
        assert "missed" not in found.reason
        at = datetime.combine(on, datetime.min.time(), UTC) + timedelta(minutes=len(made))
        made.append(Trained(plan.workouts[index].id, "", at))


class TestDays:
    def test_days_trained_are_local_days(self) -> None:
        assert days_trained(trained(PUSH_1, PUSH_1, PULL_1)) == {day(1, 1), day(1, 2)}

    def test_a_day_says_its_year_only_where_it_must(self) -> None:
        assert short_day(date(2026, 12, 31), date(2026, 1, 1)) == "Thu 31 Dec"
        assert short_day(date(2027, 1, 1), date(2026, 12, 31)) == "Fri 1 Jan 2027"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", None),
            ("none", None),
            ("2026-11-30", date(2026, 11, 30)),
            (" today ", date(2026, 11, 23)),
            ("Tomorrow", date(2026, 11, 24)),
            ("monday", date(2026, 11, 23)),
            ("next monday", date(2026, 11, 30)),
            ("next Wed", date(2026, 11, 25)),
            ("fri", date(2026, 11, 27)),
        ],
    )
    def test_a_start_is_read(self, text: str, expected: date | None) -> None:
        assert parse_start(text, START) == expected

    @pytest.mark.parametrize(
        "text", ["2026-02-30", "23.11.2026", "next", "next week", "1926-11-23", "٢٠٢٦-11-23"]
    )
    def test_what_is_no_start_is_refused(self, text: str) -> None:
        with pytest.raises(Refused):
            parse_start(text, START)

    @pytest.mark.parametrize(
        ("plan", "words"),
        [
            (
                weekdays(),
                "Push on Mondays and Thursdays, Pull on Tuesdays; week 1 from Mon 23 Nov; "
                "a missed day is dropped",
            ),
            (
                in_turn(start=None),
                "A, then B, then C, in turn on any day; no start date; no day counts as missed",
            ),
            (
                in_turn("mon wed fri"),
                "A, then B, then C, in turn on Mondays, Wednesdays and Fridays; week 1 from Mon 23 Nov; "
                "a missed day moves all that follows on",
            ),
            (
                nordic(start=None),
                "N1 on Mondays, N2 on Wednesdays, N3 on Fridays; no start date, so week 1 of 4 stays; "
                "a missed day moves all that follows on",
            ),
            (Plan("p", "P", ()), "No workouts yet"),
        ],
    )
    def test_the_schedule_in_words(self, plan: Plan, words: str) -> None:
        assert in_words(plan, START) == words
