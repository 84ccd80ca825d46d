"""A workout by its keys: supersets, warm-ups, what is left out, exchanged or added, and all of it undone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.plan_editing import delete_line, edit_line
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import EndedBy, SetRecord, Status
from tests.fake_clock import FakeClock
from tests.gym import LEAD_IN_S, QUIET, Gym, at_the_gym, prepared

PRESS = "Bench press 2x1 @60kg 2-0-X-0 rest 20s group A"
ROW = "Row 2x1 @40kg 2-0-X-0 rest 30s group A"
SPLIT = "Split squat 1x1 @bw each 2-0-X-0 rest 10s"
LINES = (PRESS, ROW, SPLIT)
IDS = ("L1", "L2", "L3")
PLAN = Plan(
    "P",
    "Garage",
    (
        Workout("W1", "Day A", tuple(map(PlanLine, IDS, map(parse_prescription, LINES)))),
        Workout("W2", "Day B", (PlanLine("L4", parse_prescription("Press 3x3 @30kg 3-0-X-0")),)),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@asynccontextmanager
async def workout(
    path: Path,
    *lines: str,
    size: tuple[int, int] = (80, 24),
    clock: FakeClock | None = None,
) -> AsyncIterator[Gym]:
    """Day A of the plan, or other lines, in Ready of its first set."""
    prepared(path)
    with Repository.open(path) as repository:
        repository.save_plan(PLAN)
    async with at_the_gym(path, None, size=size, clock=clock, ready=False) as gym:
        await gym.settle()
        ids = () if lines else IDS
        gym.app.post_message(StartSession("Day A", lines or LINES, workout_id="W1", line_ids=ids))
        await gym.until(lambda: gym.training and "READY" in gym.text)
        yield gym


async def train(gym: Gym, *marks: str) -> None:
    """Do the set that is ready, paced, and accept its form."""
    await skip_rest(gym)
    await gym.after(1, "space")
    for _ in range(400):
        if gym.part() is not Part.SET:
            break
        await gym.after(0.9)
    assert gym.part() is Part.FORM, gym.text
    await gym.after(1, *marks, "space")


async def skip_rest(gym: Gym) -> None:
    await gym.after(1)
    if gym.part() is Part.REST:
        await gym.press("space")


def shown(gym: Gym) -> tuple[str, int]:
    """The exercise and number of the set that comes next."""
    course = gym.train.course
    return course.current.prescription.exercise, course.set_number


def told(sets: tuple[SetRecord, ...]) -> list[tuple[str, int, str]]:
    return [
        (each.exercise, each.number, "" if each.ended_by is None else each.ended_by.value) for each in sets
    ]


async def finished(gym: Gym) -> None:
    for _ in range(20):
        if gym.part() is Part.SUMMARY:
            return
        await train(gym)
    raise AssertionError(gym.text)


async def test_a_superset_takes_turns_and_then_comes_one_limb_at_a_time(path: Path) -> None:
    async with workout(path) as gym:
        seen = []
        while gym.part() is not Part.SUMMARY:
            seen.append(shown(gym))
            await train(gym)
        assert seen == [
            ("Bench press", 1),
            ("Row", 1),
            ("Bench press", 2),
            ("Row", 2),
            ("Split squat", 1),
        ]
        sides = [rep.side.value for rep in gym.stored_reps() if rep.side]
        assert sides == ["left", "right"]
        assert gym.status() is Status.FINISHED


async def test_each_member_of_a_superset_has_its_own_rest(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        assert gym.train.rest is not None
        assert gym.train.rest.seconds == 20
        assert "Row" in gym.text
        assert "40kg" in gym.text
        await train(gym)
        assert gym.train.rest is not None
        assert gym.train.rest.seconds == 30


async def test_the_way_so_far_and_the_time_left_are_shown(path: Path) -> None:
    async with workout(path) as gym:
        assert "0 of 5 sets" in gym.text
        await train(gym)
        assert "█░░░░░░░ 1 of 5 sets" in gym.text
        assert "min left" in gym.text


async def test_warm_up_sets_are_a_ramp_and_count_for_nothing(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("w")
        assert "3 warm-up sets first" in gym.text
        assert "40 % of 60kg, rounded down" in gym.text
        assert "22.5kg" in gym.text
        loads = []
        for _ in range(3):
            loads.append(str(gym.train.state.load))
            await train(gym)
            assert gym.train.rest is not None
            assert gym.train.rest.seconds == 20
        assert loads == ["22.5kg", "35kg", "47.5kg"]
        assert shown(gym) == ("Bench press", 1)
        assert str(gym.train.state.load) == "60kg"
        assert [(each.warm_up, each.line_id) for each in gym.stored_sets] == [(True, None)] * 3
        await train(gym)
        assert (gym.stored_sets[-1].warm_up, gym.stored_sets[-1].line_id) == (False, "L1")
        await gym.press("escape")
        assert "1 of 5, 3 to warm up" in gym.panel


async def test_a_warm_up_can_be_taken_back_and_the_rest_of_it_left_out(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("w", "u")
        assert not gym.train.course.warming
        await gym.press("w")
        await train(gym)
        await gym.press("s", "enter")
        assert not gym.train.course.warming
        assert shown(gym) == ("Bench press", 1)
        assert [each.warm_up for each in gym.stored_sets] == [True]


async def test_bodyweight_alone_has_no_ramp(path: Path) -> None:
    async with workout(path, SPLIT) as gym:
        await gym.press("w")
        assert "no ramp for bodyweight alone" in gym.text
        assert not gym.train.course.warming


async def test_a_set_is_left_out_with_its_reason_and_comes_back(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("s", "2")
        assert "Bench press, set 1: left out." in gym.text
        assert shown(gym) == ("Row", 1)
        (left_out,) = gym.stored_sets
        assert (left_out.ended_by, left_out.note, left_out.reps) == (EndedBy.SKIPPED, "too tired", ())
        await gym.press("u")
        assert shown(gym) == ("Bench press", 1)
        assert "Bench press is back." in gym.text
        assert gym.stored_sets == ()


async def test_an_exercise_is_left_out_for_a_reason_of_ones_own(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        await gym.press("s", "s", "6")
        await gym.type("bar taken")
        await gym.press("enter")
        assert shown(gym) == ("Bench press", 2)
        await finished(gym)
        assert told(gym.stored_sets) == [
            ("Bench press", 1, "reps done"),
            ("Row", 1, "exercise skipped"),
            ("Bench press", 2, "reps done"),
            ("Split squat", 1, "reps done"),
        ]
        assert gym.stored_sets[1].note == "bar taken"


async def test_the_list_to_jump_in_counts_in_words(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        await gym.press("j")
        assert "1 A Bench press  1 of 2 sets" in gym.text
        assert "3 Split squat  0 of 1 set" in gym.text
        assert "0 of 1 sets" not in gym.text
        assert "↑ ↓ line" in gym.bar
        await gym.press("escape")


async def test_jumping_leaves_the_rest_for_after(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("j", "3")
        assert shown(gym) == ("Split squat", 1)
        await gym.press("u")
        assert shown(gym) == ("Bench press", 1)
        await gym.press("j", "3")
        await train(gym)
        assert shown(gym) == ("Bench press", 1)
        await finished(gym)
        assert [each.line_number for each in gym.stored_sets] == [3, 1, 2, 1, 2]


async def test_jumping_to_what_was_left_out_brings_it_back(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("s", "s", "1")
        assert shown(gym) == ("Row", 1)
        await train(gym)
        await gym.press("j")
        assert "left out" in gym.text
        await gym.press("1")
        assert shown(gym) == ("Bench press", 1)
        assert told(gym.stored_sets) == [("Row", 1, "reps done")]


async def test_a_set_is_added_before_and_after(path: Path) -> None:
    async with workout(path, SPLIT) as gym:
        await gym.press("a")
        assert "2 sets today" in gym.text
        await gym.press("u", "a")
        await train(gym)
        await train(gym, "a")
        assert shown(gym) == ("Split squat", 3)
        await finished(gym)
        assert [each.number for each in gym.stored_sets] == [1, 2, 3]


async def test_another_exercise_takes_the_place_for_today_only(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        await train(gym)
        await gym.press("e")
        await gym.type("Dip 1x2 @bw 2-0-X-0 rest 0:10")
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] == "Dip")
        assert "Dip in place of Bench press, for today" in gym.text
        await finished(gym)
        dip = next(each for each in gym.stored_sets if each.exercise == "Dip")
        assert (dip.replaces, dip.number, dip.line_number, dip.line_id) == ("Bench press", 2, 1, None)
        assert len(dip.reps) == 2
    with Repository.open(path) as repository:
        assert repository.active_plan() == PLAN


async def test_what_takes_the_place_in_a_superset_takes_its_turns(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("e")
        await gym.type("Dip 2x1 @bw 2-0-X-0")
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] == "Dip")
        await finished(gym)
        assert [each.exercise for each in gym.stored_sets] == ["Dip", "Row", "Dip", "Row", "Split squat"]


async def test_an_exchange_is_taken_back(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("e")
        await gym.type("Dip 1x2 @bw")
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] == "Dip")
        await gym.press("u")
        assert shown(gym) == ("Bench press", 1)
        assert gym.train.course.current.sets == 2


async def test_notes_of_the_session_and_of_a_set(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("n")
        await gym.type("slept badly")
        await gym.press("enter")
        await gym.after(1, "space")
        await gym.after(10)
        assert gym.part() is Part.FORM
        await gym.press("n")
        await gym.type("straps")
        await gym.press("enter", "space")
        assert gym.stored.note == "slept badly"
        assert gym.stored_sets[0].note == "straps"


async def test_todays_load_goes_into_the_plan_only_if_asked(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("plus")
        await finished(gym)
        await gym.until(lambda: "k keeps" in gym.text)
        with Repository.open(path) as repository:
            assert repository.active_plan() == PLAN
        await gym.press("k")
        await gym.until(lambda: "In the plan now" in gym.text)
        with Repository.open(path) as repository:
            plan = repository.active_plan()
        assert plan is not None
        kept = [format_prescription(line.prescription) for line in plan.workouts[0].lines]
        assert kept == [PRESS.replace("60kg", "60.5kg"), ROW, SPLIT]
        assert [line.id for line in plan.workouts[0].lines] == list(IDS)
        await gym.press("u")
        await gym.until(lambda: "Undone" in gym.text)
        with Repository.open(path) as repository:
            assert repository.active_plan() == PLAN


def lines_of(path: Path) -> list[str]:
    with Repository.open(path) as repository:
        plan = repository.active_plan()
    assert plan is not None
    return [format_prescription(line.prescription) for line in plan.workouts[0].lines]


def edit(path: Path, change: Callable[[Plan], Plan]) -> None:
    """Change the plan as another Negtrain would."""
    with Repository.open(path) as repository:
        plan = repository.active_plan()
        assert plan is not None
        repository.save_plan(change(plan))


async def test_an_exercise_and_a_set_of_today_go_into_the_plan(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("e")
        await gym.type("Dip 2x1 @bw 2-0-X-0")
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] == "Dip")
        await train(gym)
        await skip_rest(gym)
        await gym.press("a")
        await finished(gym)
        await gym.until(lambda: "k keeps" in gym.text)
        await gym.press("k")
        await gym.until(lambda: "In the plan now" in gym.text)
        dip = "Dip 2x1 @bw 2-0-X-0 group A"
        assert lines_of(path) == [dip, ROW.replace("2x1", "3x1"), SPLIT]


async def test_keeping_leaves_what_was_edited_or_deleted_meanwhile(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("plus")
        await train(gym)
        await skip_rest(gym)
        await gym.press("plus")
        await finished(gym)
        await gym.until(lambda: "k keeps" in gym.text)
        slower = parse_prescription("Bench press 2x1 @60kg 5-0-X-0 rest 40s")
        edit(path, lambda plan: delete_line(edit_line(plan, "L1", slower), "L2"))
        await gym.press("k")
        await gym.until(lambda: "In the plan now" in gym.text)
        assert lines_of(path) == ["Bench press 2x1 @60.5kg 5-0-X-0 rest 40s", SPLIT]


async def test_with_nothing_left_to_keep_it_says_so(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("plus")
        await finished(gym)
        await gym.until(lambda: "k keeps" in gym.text)
        edit(path, lambda plan: delete_line(plan, "L1"))
        await gym.press("k")
        await gym.until(lambda: "Nothing of today differs from the plan." in gym.text)


async def test_what_somebody_else_did_to_the_plan_is_not_taken_back_here(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("plus")
        await finished(gym)
        await gym.until(lambda: "k keeps" in gym.text)
        await gym.press("k")
        await gym.until(lambda: "In the plan now" in gym.text)
        edit(path, lambda plan: delete_line(plan, "L3"))
        before = lines_of(path)
        await gym.press("u")
        await gym.until(lambda: "The plan was changed since then" in gym.text)
        assert lines_of(path) == before


async def test_a_note_at_the_summary_is_saved(path: Path) -> None:
    async with workout(path, SPLIT) as gym:
        await finished(gym)
        assert "18:00 to 18:0" in gym.panel
        assert "under tension" in gym.panel
        await gym.press("n")
        await gym.type("well")
        await gym.press("enter")
        assert (gym.stored.note, gym.status()) == ("well", Status.FINISHED)
        assert gym.outbox.trouble is None


async def test_the_summary_tells_records_and_what_comes_next(path: Path) -> None:
    async with workout(path) as gym:
        await finished(gym)
        await gym.until(lambda: "next time" in gym.panel)
        assert "Day B" in gym.panel
        assert "Press 3x3 30kg" in gym.panel
        await gym.after(1, "space")
        await gym.until(lambda: not gym.training)
        gym.clock.advance(86400)
        gym.app.post_message(StartSession("Day A", LINES, workout_id="W1", line_ids=IDS))
        await gym.until(lambda: gym.training and "READY" in gym.text)
        await gym.press("plus")
        await finished(gym)
        await gym.until(lambda: "record" in gym.panel)
        assert "Bench press 2-0-X-0: 60.5kg, the heaviest so far (60kg before)" in gym.panel


async def test_a_workout_goes_on_the_next_day_where_it_was(path: Path) -> None:
    began = datetime(2026, 3, 2, 23, 58, tzinfo=UTC)
    clock = FakeClock(100.0, began)
    async with workout(path, clock=clock) as gym:
        await gym.press("s", "s", "1")
        await gym.press("a")
        await train(gym)
        await gym.press("e")
        await gym.type("Dip 2x1 @bw 2-0-X-0")
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] == "Dip")
        await gym.press("ctrl+q")
    later = FakeClock(5000.0, began + timedelta(hours=14))
    async with at_the_gym(path, None, clock=later, ready=False) as gym:
        await gym.until(lambda: "interrupted" in gym.text)
        assert "yesterday" in gym.text
        await gym.press("g")
        await gym.until(lambda: gym.training)
        assert shown(gym) == ("Dip", 2)
        course = gym.train.course
        assert [(each.done, each.sets, each.skipped) for each in course.stretches] == [
            (0, 2, True),
            (1, 3, False),
            (0, 1, False),
        ]
        await finished(gym)
        stored = gym.stored
        assert stored.started_at == began
        assert told(stored.sets) == [
            ("Bench press", 1, "exercise skipped"),
            ("Row", 1, "reps done"),
            ("Dip", 2, "reps done"),
            ("Dip", 3, "reps done"),
            ("Split squat", 1, "reps done"),
        ]


async def test_setting_the_clock_back_shortens_no_session(path: Path) -> None:
    clock = FakeClock(100.0, datetime(2026, 3, 2, 18, tzinfo=UTC))
    async with workout(path, SPLIT, clock=clock) as gym:
        await gym.after(1, "space")
        clock._wall -= timedelta(hours=5)
        for _ in range(60):
            if gym.part() is Part.FORM:
                break
            await gym.after(0.9)
        await gym.press("space")
        done = gym.stored_sets[0]
        assert done.finished_at is not None
        assert 0 < (done.finished_at - done.started_at).total_seconds() < 60


async def test_no_set_starts_by_itself_under_a_question(path: Path) -> None:
    async with workout(path) as gym:
        gym.train._run._settings = replace(QUIET, auto_start=True)
        await train(gym)
        await gym.press("j")
        await gym.after(40)
        assert gym.stage() is Stage.READY
        await gym.press("escape")
        assert gym.part() is Part.SET


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (120, 40)])
async def test_the_keys_between_sets_are_all_there(path: Path, size: tuple[int, int]) -> None:
    async with workout(path, size=size) as gym:
        assert LEAD_IN_S
        for word in ("start", "skip", "jump"):
            assert word in gym.bar or "all keys" in gym.bar


async def test_a_session_put_off_stays_one_key_away(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        await gym.press("ctrl+q")
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await gym.until(lambda: "was interrupted" in gym.text)
        await gym.press("escape")
        await gym.until(lambda: "i goes on with it" in gym.text)
        await gym.press("i")
        await gym.until(lambda: "go on" in gym.bar)
        await gym.press("g")
        await gym.until(lambda: gym.training)
        assert shown(gym) == ("Row", 1)
        await finished(gym)
        await gym.after(1, "space")
        await gym.until(lambda: not gym.training and "Week" in gym.text and "interrupted" not in gym.text)


async def test_what_was_never_done_is_told(path: Path) -> None:
    async with workout(path) as gym:
        await train(gym)
        await gym.press("s", "s", "1")
        await gym.press("escape")
        assert "1 of 5, 1 left out" in gym.panel
        assert "not done Bench press (1 set), Split squat (1 set)" in gym.panel
        await gym.press("escape")
        assert gym.part() is Part.SUMMARY
        assert "Ignored: esc has just ended the session." in gym.text
        await gym.after(2, "escape")
        await gym.until(lambda: not gym.training)
        await gym.press("3")
        await gym.until(lambda: "1 set · 1 rep" in gym.text)
        await gym.press("enter")
        await gym.until(lambda: "Not done: Bench press (1 set), Split squat (1 set)" in gym.text)


async def test_exercises_for_the_same_muscles_are_offered_first(path: Path) -> None:
    async with workout(path) as gym:
        await gym.press("e")
        rows = [row for row in gym.text.splitlines() if "pecs" in row or "quads" in row]
        assert "pecs" in rows[0]
        assert not any("│ Bench press " in row for row in rows)
        await gym.press("enter")
        await gym.until(lambda: "2 sets left" in gym.text)
        await gym.press("enter")
        await gym.until(lambda: shown(gym)[0] != "Bench press")
        assert gym.train.course.current.replaces == "Bench press"
        assert gym.train.course.current.prescription.group == "A"
