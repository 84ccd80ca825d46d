"""A plan as text: every plan comes back from it, and whatever is wrong is told with its place."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plan_matching import reconciled, standings_by_line
from negtrain_tui.training.plan_text import (
    LONGEST_TEXT,
    MOST_LINES,
    PlanReading,
    PlanSketch,
    WorkoutSketch,
    format_plan,
    read_plan,
    sketch_of,
)
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Missed, Schedule
from negtrain_tui.training.standing import Standing
from tests.plans_made_up import many_plans, standings

BENCH = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"
GARAGE = f"""\
# Garage (from 2026-11-23; missed days shift)

## Push A (mon thu)
{BENCH}
Push-up 3x8

## Pull (tue)
"""


def garage() -> PlanSketch:
    push = WorkoutSketch(
        "Push A", ("mon", "thu"), (parse_prescription(BENCH), parse_prescription("Push-up 3x8"))
    )
    schedule = Schedule(start=date(2026, 11, 23), missed=Missed.SHIFT)
    return PlanSketch("Garage", schedule, (push, WorkoutSketch("Pull", ("tue",), ())))


def test_a_text_says_a_plan() -> None:
    reading = read_plan(GARAGE)
    assert (reading.sketch, reading.errors, reading.comments) == (garage(), (), 0)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GARAGE,
        GARAGE.replace("\n", "\r\n"),
        GARAGE.rstrip("\n"),
        GARAGE.replace("\n\n", "\n  \t\n\n"),
        GARAGE.replace("(mon thu)", "( Thursday,MON )"),
        GARAGE.replace("(tue)", "(Tues)"),
        GARAGE.replace("(from 2026-11-23; missed days shift)", "(Missed days SHIFT ;FROM 2026-11-23)"),
        GARAGE.replace("# Garage", '#\t"Garage"'),
        GARAGE.replace("Push A", "Push   A"),
        GARAGE.replace("Push-up 3x8", "   Push-up    3x8   "),
    ],
)
def test_the_same_plan_may_be_typed_in_other_ways(text: str) -> None:
    assert read_plan(text).sketch == garage()


def test_comments_are_counted_and_mean_nothing() -> None:
    text = GARAGE.replace(
        "## Push A (mon thu)", "#first\n  # second # one comment\n## Push A (mon thu) # third"
    )
    text = text.replace("Push-up 3x8", "Push-up 3x8 # fourth").replace("shift)", "shift)#fifth")
    reading = read_plan(text)
    assert (reading.sketch, reading.comments) == (garage(), 5)


def test_workouts_come_in_turn_on_days_of_the_plan() -> None:
    reading = read_plan("# Three (missed days drop; in turn fri mon)\n## A\n## A\n")
    assert reading.sketch is not None
    assert reading.sketch.schedule == Schedule(("mon", "fri"), None, Missed.DROP)
    assert [workout.name for workout in reading.sketch.workouts] == ["A", "A"]


@settings(max_examples=50, deadline=None)
@given(many_plans(number=20), st.integers(0, 1 << 32))
def test_a_thousand_plans_come_back_with_all_their_identities_and_where_their_lines_stand(
    plans: tuple[Plan, ...], seed: int
) -> None:
    fresh = (f"new{number}" for number in count())
    chance = random.Random(seed)
    for plan in plans:
        text = format_plan(plan)
        reading = read_plan(text)
        assert (reading.sketch, reading.errors, reading.comments) == (sketch_of(plan), (), 0)
        assert reading.sketch is not None
        assert reconciled(plan, reading.sketch, lambda: next(fresh)) == plan
        assert format_plan(reconciled(None, reading.sketch, lambda: next(fresh))) == text

        stands = standings(plan, chance)
        text = format_plan(plan, stands)
        reading = read_plan(text, standings=True)
        assert (reading.sketch, reading.errors) == (sketch_of(plan, stands), ())
        assert reading.sketch is not None
        again = reconciled(plan, reading.sketch, lambda: "new")
        assert again == plan
        assert standings_by_line(again, reading.sketch) == stands
        assert format_plan(again, standings_by_line(again, reading.sketch)) == text


def stands_at(line: str) -> Standing | None:
    """Where a file's only line stands."""
    reading = read_plan(f"# G\n## A\n{line}\n", standings=True)
    assert reading.errors == ()
    assert reading.sketch is not None
    (workout,) = reading.sketch.workouts
    return workout.standings[0] if workout.standings else None


@pytest.mark.parametrize(
    ("line", "seconds", "load"),
    [
        (f"{BENCH} now 7s 83kg", "7", "83kg"),
        (f"{BENCH} now 6.5s", "6.5", None),
        (f"{BENCH} now 83.125kg# a comment", None, "83.125kg"),
        (f"{BENCH}\tnow  07.0s   183lb  # a comment now", "7", "183lb"),
        ("Wall sit 3x30s @bw now 75s bw+2.5kg", "75", "bw+2.5kg"),
        ("Back squat 4x3 @120kg/90kg accentuated now 121kg/90kg", None, "121kg/90kg"),
        ("Biceps curl 1x12 @25kg 30-10-30 now 26kg", None, "26kg"),
        ("Bench press 3x5 @80% 5-1-X-0 now 6s", "6", None),
        ("Press now 3x5 @bw now 6s", "6", None),
        ('"Press now" 3x5 @bw "now or never" now bw', None, "bw"),
        ("now 3x5 now 4s", "4", None),
    ],
)
def test_a_file_says_where_a_line_stands(line: str, seconds: str | None, load: str | None) -> None:
    expected = Standing(
        None if seconds is None else Decimal(seconds), None if load is None else parse_load(load)
    )
    assert stands_at(line) == expected


@pytest.mark.parametrize("line", [BENCH, "Press now 3x5", 'Press 3x5 "now 7s"', "Press 3x5 # now 7s"])
def test_other_lines_stand_nowhere_in_particular(line: str) -> None:
    assert stands_at(line) is None


NOT_THERE = {
    "Push-up 3x8 now": (16, "", "where the line stands"),
    "Push-up 3x8 now # 7s": (16, "", "where the line stands"),
    "Push-up 3x8 now soon": (17, "soon", "where the line stands"),
    "Push-up 3x8 now 7": (17, "7", "where the line stands"),
    "Push-up 3x8 now 7s 8s": (20, "8s", "the end of the line"),
    "Dip 3x8 @5kg now 6kg 7s": (22, "7s", "the seconds before the load"),
    "Dip 3x8 @5kg now 6s 7kg rest 90s": (25, "rest", "the end of the line"),
    "Dip 3x8 @5kg now 6s now 7s": (21, "now", "a load"),
    "Dip 3x8 @5kg now 6s @7kg": (21, "@7kg", "a load"),
    "Dip 3x8 @5kg now 1501kg": (18, "1501kg", "nobody lowers more"),
    "Dip 3x8 @bw now bw+1501kg": (17, "bw+1501kg", "nobody lowers more"),
    "Dip 3x8 @5kg now 6s 100000kg": (21, "100000kg", "nobody lowers more"),
    "Dip 3x8 @60kg now 4s bw+5kg": (22, "bw+5kg", "a weight, as the line has, not bodyweight"),
    "Dip 3x8 @bw+5kg now 60kg": (21, "60kg", "bodyweight, as the line has"),
    "Squat 3x5 @120kg/90kg accentuated now 80kg/90kg": (39, "80kg/90kg", "the heavier load first"),
    "Squat 3x5 @120kg/90kg accentuated now 300lb/90kg": (39, "300lb/90kg", "both loads in the same unit"),
    "Dip 3x8 @5kg now 50%": (18, "50%", "a load in kg, lb or bw"),
    "Dip 3x8 @50% now 50kg": (18, "50kg", "no load, as a percentage"),
    "Dip 3x8 now 50kg": (13, "50kg", "no load, as the line has none"),
    "Dip 3x8 @5kg now 6kg/5kg": (18, "6kg/5kg", "one load"),
    "Squat 3x5 @120kg/90kg accentuated now 121kg": (39, "121kg", "two loads"),
    "Curl 1x12 @25kg 30-10-30 now 31s": (30, "31s", "no seconds"),
    "Dip 3x8 now 0s": (13, "0s", "a lowering of more than 0"),
    "Dip 3x8 now 61s": (13, "61s", "at most 60 s"),
    "Wall sit 3x30s now 3601s": (20, "3601s", "at most 3600 s"),
    "Dip 3x8 rest now 7s": (14, "now", "a duration"),
    "Dip 3y8 now 7s": (15, "", "sets"),
}


@pytest.mark.parametrize("line", NOT_THERE)
def test_where_a_line_cannot_stand_is_told_with_its_place(line: str) -> None:
    column, found, expected = NOT_THERE[line]
    reading = read_plan(f"# G\n## A\n{line}\nPush-up 3x8\n", standings=True)
    assert reading.sketch is None
    (error,) = reading.errors
    assert (error.line, error.column, error.found) == (3, column, found)
    assert expected in error.expected
    if " now " in error.example:
        assert stands_at(error.example) is not None


def test_in_the_app_a_text_says_nothing_of_it() -> None:
    text = GARAGE.replace("Push-up 3x8", "Push-up 3x8 3-0-1-0  now 7s # later")
    (error,) = read_plan(text).errors
    assert (error.line, error.column, error.found) == (5, 22, "now 7s")
    assert "negtrain plan apply FILE" in error.expected
    assert error.example == "Push-up 3x8 3-0-1-0"
    assert read_plan(text, standings=True).comments == 1


@pytest.mark.parametrize(
    "name",
    [
        "(mon)",
        "Push (heavy)",
        "#1",
        "a # b",
        'say "hi"',
        " padded ",
        "two  spaces",
        "a\\b",
        "\x1b[2J",
        "line\nbreak",
    ],
)
def test_a_name_that_reads_otherwise_stands_in_quotes(name: str) -> None:
    plan = Plan("p", name, (Workout("w", name, (), ("mon",)),))
    text = format_plan(plan)
    assert '# "' in text
    assert "\x1b" not in text
    reading = read_plan(text)
    assert reading.sketch == sketch_of(plan)


WRONG = [
    ("", [(1, 1, "")]),
    ("#Garage\n", [(1, 1, "#Garage")]),
    ("#", [(1, 2, "")]),
    ('# ""', [(1, 3, '""')]),
    ("## A\nPush-up 3x8\n", [(1, 1, "## A")]),
    ("## A\n# Late\n", [(1, 1, "## A")]),
    ("# G\nPush-up 3x8\nPush-up 3x9\n", [(2, 1, "Push-up 3x8")]),
    ("# G\n# H\n", [(2, 1, "# H")]),
    ("# G\n##A\nPush-up 3x8\n", [(2, 3, "A")]),
    ("# G\n  ## A\n", [(2, 3, "## A")]),
    ("# G\n## A (mon\n", [(2, 10, "")]),
    ("# G\n## A mon)\n", [(2, 9, ")")]),
    ("# G\n## A (mon) b\n", [(2, 12, "b")]),
    ("# G\n## A ()\n", [(2, 7, ")")]),
    ("# G\n## A (mon mon)\n", [(2, 11, "mon")]),
    ("# G\n## A (mo)\n", [(2, 7, "mo")]),
    ("# G\n## A (someday)\n", [(2, 7, "someday")]),
    ('# G\n## "A" b\n', [(2, 8, "b")]),
    ('# G\n## A "b"\n', [(2, 6, '"b"')]),
    ('# G\n## "A\n', [(2, 4, '"A')]),
    ("# G (from 2026-02-30)\n", [(1, 11, "2026-02-30")]),
    ("# G (from 23.11.2026)\n", [(1, 11, "23.11.2026")]),
    ("# G (from)\n", [(1, 10, ")")]),
    ("# G (in turn)\n", [(1, 13, ")")]),
    ("# G (in mon)\n", [(1, 9, "mon")]),
    ("# G (missed days later)\n", [(1, 18, "later")]),
    ("# G (missed days shift drop)\n", [(1, 24, "drop")]),
    ("# G (missed days shift; missed days drop)\n", [(1, 25, "missed")]),
    ("# G (;from 2026-01-01)\n", [(1, 6, ";")]),
    ("# G (mon)\n", [(1, 6, "mon")]),
    ("# G (in turn mon)\n## A\n## B (tue)\n## C (wed)\n", [(3, 6, "(tue)"), (4, 6, "(wed)")]),
    ("# G\n## A\nPush-up\nPush-up 3x8 @5\n\nPush-up 3x8 \x07\n", [(3, 8, ""), (4, 14, "5"), (6, 13, "\x07")]),
    ("# G\n## A\nPush-up 3x8 \ud800\n", [(3, 13, "\ud800")]),
    ("# G\n## A\nPush\rup 3x8\n", [(3, 5, "\r")]),
    ("# G (x)\n## A (y)\nPush-up\n", [(1, 6, "x"), (2, 7, "y"), (3, 8, "")]),
]


@pytest.mark.parametrize(("text", "places"), WRONG)
def test_whatever_is_wrong_is_told_with_its_place(text: str, places: list[tuple[int, int, str]]) -> None:
    reading = read_plan(text)
    assert reading.sketch is None
    assert [(error.line, error.column, error.found) for error in reading.errors] == places
    for error in reading.errors:
        assert error.expected
        assert error.example
        assert f"line {error.line}, column {error.column}: " in str(error)


@pytest.mark.parametrize(("text", "_"), WRONG)
def test_the_example_of_a_header_can_be_read(text: str, _: object) -> None:
    for error in read_plan(text).errors:
        if error.example.startswith("# "):
            assert read_plan(error.example).sketch
        elif error.example.startswith("## "):
            assert read_plan(f"# G\n{error.example}").sketch


@settings(deadline=None)
@given(
    st.text() | st.text('#( )"mon;thu\n3x5AG-2026 \t\\fromturn', max_size=60).map(lambda text: f"# G\n{text}")
)
def test_any_text_is_read_or_refused_with_places_in_it(text: str) -> None:
    assert_places(text, read_plan(text))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["now", "7s", "83kg", "@80kg", "3x5", "rest", '"now"', "#", "bw", "x"])))
def test_any_words_after_a_line_are_read_or_refused_with_places_in_them(words: list[str]) -> None:
    text = f"# G\n## A\nDip 3x5 @80kg {' '.join(words)}"
    assert_places(text, read_plan(text, standings=True))


def assert_places(text: str, reading: PlanReading) -> None:
    assert (reading.sketch is None) == bool(reading.errors)
    lines = text.removeprefix("\ufeff").split("\n")
    for error in reading.errors:
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1


def test_what_is_too_long_is_refused_in_one_sentence() -> None:
    for text in ("# G\n" + "x" * LONGEST_TEXT, "# G\n" + "\n" * (MOST_LINES + 1)):
        (error,) = read_plan(text).errors
        assert "at most" in error.expected
    (error,) = read_plan("# G\n## A\nPush-up 3x8 " + " " * 10_000).errors
    assert (error.line, error.column) == (3, 10_001)
    assert len(error.said) < 300


def plan_of(**changes: object) -> Plan:
    line = PlanLine("l", parse_prescription("Push-up 3x8"))
    return replace(Plan("p", "Garage", (Workout("w", "A", (line,), ("mon",)),)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(name=" "),
        plan_of(name="\ud800"),
        plan_of(schedule=Schedule(("tue",))),
        plan_of(workouts=(Workout("w", "A", (), ("someday",)),)),
        plan_of(workouts=(Workout("w", "", ()),)),
    ],
)
def test_a_plan_that_no_text_says_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused):
        format_plan(plan)


def test_at_a_keystroke_only_the_changed_line_is_read_anew() -> None:
    lines = (
        f"Bench press {sets}x{reps} 5-1-X-0 rest 3:00\n" for sets in range(1, 31) for reps in range(1, 21)
    )
    text = "# Big\n## A\n" + "".join(lines)
    begun = perf_counter()
    assert read_plan(text).sketch
    first = perf_counter() - begun
    begun = perf_counter()
    assert read_plan(text.replace("30x20", "30x2")).sketch
    # Measured: 58 ms and 0.5 ms.
    assert perf_counter() - begun < first / 5
