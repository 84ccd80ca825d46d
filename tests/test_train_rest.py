"""Rest, the next set and the summary: by deadline, by keys, and back again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Status
from negtrain_tui.training.timetable import Phase
from tests.gym import LEAD_IN_S, QUIET, Gym, at_the_gym, seconds

ONE_REP = "Push-up negative 2x1 @bw 3-0-A-0 rest 0:20"
BARBELL = "Back squat 3x1 @60kg 3-0-X-0 rest 0:20"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


async def do_the_set(gym: Gym) -> None:
    """From Ready to the form, with one paced rep of three seconds."""
    await gym.after(1, "space")
    await gym.after(LEAD_IN_S + 4.4)
    assert gym.part() is Part.FORM


async def to_the_rest(gym: Gym) -> None:
    await do_the_set(gym)
    await gym.after(1, "space")
    assert gym.part() is Part.REST


async def to_the_summary(gym: Gym) -> None:
    """Both sets of ONE_REP, with their forms left alone."""
    await to_the_rest(gym)
    await gym.after(1, "space")
    await do_the_set(gym)
    await gym.after(1, "space")
    assert gym.part() is Part.SUMMARY


async def test_the_rest_runs_from_the_last_rep_also_under_the_form(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await do_the_set(gym)
        # the rep turned 1.4 s ago
        assert "rest  0:19" in gym.text
        await gym.after(5)
        assert "rest  0:14" in gym.text
        await gym.press("space")
        assert "… REST" in gym.text
        assert "then Push-up negative, set 2" in gym.text
        assert "set 2 of 2" in gym.text
        await gym.after(14)
        assert "READY" in gym.text
        assert "rest +0:00" in gym.text or "rest 0:00" in gym.text


async def test_at_zero_it_waits_in_ready_and_counts_the_overtime(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.after(30)
        assert gym.stage() is Stage.READY
        assert "rest +0:12" in gym.text
        assert len(gym.stored_sets) == 1
        await gym.press("space")
        assert gym.phase() is Phase.LEAD_IN
        assert "rest" not in gym.text


async def test_a_form_left_open_past_the_rest_goes_straight_to_ready(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await do_the_set(gym)
        await gym.after(60, "space")
        assert gym.part() is Part.SET
        assert "READY" in gym.text
        assert "rest +0:41" in gym.text


async def test_a_rest_that_nobody_saw_pass_is_over_all_the_same(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.unseen(3600)
        assert "READY" in gym.text
        assert "rest +59:42" in gym.text


async def test_full_stop_and_comma_move_the_end_by_fifteen_seconds(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await do_the_set(gym)
        await gym.press("full_stop")
        assert "rest  0:34" in gym.text
        await gym.after(1, "space")
        await gym.press("full_stop", "full_stop")
        deadline = gym.train.rest.deadline - gym.clock.now() if gym.train.rest else 0
        assert round(deadline, 1) == 62.6
        await gym.press(*(["comma"] * 4))
        await gym.after(0.1)
        assert "REST" in gym.text
        await gym.press("comma")
        await gym.after(0.1)
        assert "READY" in gym.text


async def test_a_press_skips_the_rest_but_never_starts_the_set(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        for key in ("space", "enter", "pagedown", "right"):
            await gym.after(1, key)
            assert (gym.part(), gym.stage()) == (Part.SET, Stage.READY)
            await gym.press(key)
            assert gym.stage() is Stage.READY
            assert len(gym.stored_sets) == 1
            await gym.press("u")
            await gym.after(1, "full_stop", key)
            assert gym.part() is Part.REST


async def test_a_key_held_in_the_rest_ends_the_rest_and_nothing_more(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.after(1)
        for _ in range(20):
            await gym.after(0.1, "pagedown")
        assert (gym.part(), gym.stage()) == (Part.SET, Stage.READY)


async def test_load_and_seconds_can_be_changed_for_the_next_set(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_rest(gym)
        await gym.press("plus", "up")
        assert "60.5kg" in gym.text
        assert "4-0-X-0" in gym.text
        await gym.after(1, "space")
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 6)
        first, second = gym.stored_sets
        assert (first.load_lifted, second.load_lifted) == (parse_load("60kg"), parse_load("60.5kg"))
        assert [str(rep.lowering_target_s) for rep in second.reps] == ["4"]
        # and the third one keeps them
        await gym.after(1, "space")
        assert gym.train.state.load == parse_load("60.5kg")
        assert gym.train.state.script.reps[0].target == 4


async def test_u_in_the_rest_goes_back_to_the_form_and_then_into_the_set(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await do_the_set(gym)
        await gym.press("8")
        await gym.after(1, "space")
        await gym.press("u")
        assert gym.part() is Part.FORM
        assert "8" in gym.text
        assert "set 1" in gym.text
        await gym.after(1, "backspace", "6", "space")
        assert gym.part() is Part.REST
        assert str(gym.stored_sets[0].rpe) == "6"
        await gym.press("u", "u")
        assert (gym.part(), gym.stage()) == (Part.SET, Stage.PAUSED)
        assert (gym.stored_sets[0].status, gym.stored_reps()) == (Status.LIVE, ())
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 4.4)
        (done,) = gym.stored_sets
        assert (done.number, done.ended_by, seconds(done.reps)) == (1, EndedBy.REPS_DONE, [("3", False)])


async def test_u_in_the_next_ready_goes_back_to_the_form(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.after(1, "space")
        assert "READY" in gym.text
        await gym.press("u")
        assert gym.part() is Part.FORM
        assert gym.train.course.set_number == 1


async def test_u_after_the_next_set_has_started_no_longer_reaches_back(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.after(1, "space")
        await gym.after(1, "space")
        await gym.after(1, "u")
        assert "Nothing to undo" in gym.text
        assert [each.status for each in gym.stored_sets] == [Status.FINISHED, Status.LIVE]


async def test_u_in_the_summary_reopens_the_last_form(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_summary(gym)
        assert gym.status() is Status.FINISHED
        await gym.press("u")
        assert gym.part() is Part.FORM
        assert gym.status() is Status.LIVE
        await gym.press("9")
        await gym.after(1, "space")
        assert gym.part() is Part.SUMMARY
        session = gym.stored
        assert session.status is Status.FINISHED
        assert [str(each.rpe) for each in session.sets] == ["None", "9"]


async def test_the_summary_tells_paced_from_measured(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 2.7, "space")
        await gym.after(1.5, "space")
        await gym.after(1, "space")
        await do_the_set(gym)
        await gym.after(1, "space")
        assert "Session done" in gym.text
        assert "1 of 2 reps paced, not measured" in gym.panel
        assert "90 %, from 1 measured rep" in gym.panel
        await gym.after(1, "space")
        assert not gym.training
    assert gym.app.return_value is not None
    assert [len(each.reps) for each in gym.app.return_value.sets] == [1, 1]


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_the_summary_can_be_left_and_the_session_is_finished(path: Path, key: str) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_summary(gym)
        await gym.after(1, key)
        assert not gym.training
        assert gym.status() is Status.FINISHED


async def test_a_key_held_into_the_summary_does_not_leave_it(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.after(1, "space")
        await do_the_set(gym)
        await gym.after(1)
        for _ in range(20):
            await gym.after(0.1, "enter")
        assert gym.part() is Part.SUMMARY


async def test_escape_in_the_rest_ends_the_session(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.press("escape")
        assert gym.part() is Part.SUMMARY
        assert gym.status() is Status.FINISHED
        assert len(gym.stored_sets) == 1
        await gym.press("u")
        assert gym.part() is Part.REST
        assert gym.status() is Status.LIVE
        await gym.press("u")
        assert gym.part() is Part.FORM


async def test_leaving_in_the_rest_is_an_interruption(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        await gym.press("ctrl+q")
        assert gym.status() is Status.INTERRUPTED
        assert gym.stored_sets[0].status is Status.FINISHED


async def test_keys_of_a_running_set_mean_nothing_in_the_rest(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        await to_the_rest(gym)
        before = gym.train.state
        await gym.press("x", "h", "p", "pageup", "y", "l", "r", "5", "t", "backspace", "tab", "1")
        assert (gym.part(), gym.train.state) == (Part.REST, before)
        assert gym.screen() is gym.train


async def test_auto_start_is_a_setting(path: Path) -> None:
    async with at_the_gym(path, ONE_REP, settings=replace(QUIET, auto_start=True)) as gym:
        await to_the_rest(gym)
        await gym.after(19)
        assert gym.phase() is Phase.LEAD_IN


async def test_no_set_starts_itself_where_it_cannot_be_seen(path: Path) -> None:
    async with at_the_gym(path, ONE_REP, settings=replace(QUIET, auto_start=True)) as gym:
        await to_the_rest(gym)
        await gym.pilot.resize_terminal(40, 10)
        await gym.after(19)
        assert gym.phase() is not Phase.LEAD_IN
        await gym.pilot.resize_terminal(80, 24)
        await gym.after(1)
        assert gym.part() is Part.SET


async def test_a_clicker_alone_leads_from_ready_to_the_end_of_two_sets(path: Path) -> None:
    async with at_the_gym(path, ONE_REP) as gym:
        for number in (1, 2):
            await gym.after(1, "pagedown")
            await gym.after(LEAD_IN_S + 2.9, "pagedown")
            await gym.after(2, "pagedown")
            if number == 1:
                await gym.after(5, "pagedown")
        assert gym.part() is Part.SUMMARY
        await gym.after(1, "pagedown")
        session = gym.stored
        assert session.status is Status.FINISHED
        assert [seconds(each.reps) for each in session.sets] == [[("2.9", True)], [("2.9", True)]]


async def test_two_lines_follow_each_other(path: Path) -> None:
    async with at_the_gym(path, None, ready=False) as gym:
        gym.app.post_message(
            StartSession(
                "Day A", ("Push-up negative 1x1 @bw 3-0-A-0 rest 0:20", "Back squat 1x1 @60kg 3-0-X-0")
            )
        )
        await gym.until(lambda: gym.training and "READY" in gym.text)
        assert "Day A · Push-up negative" in gym.text
        await to_the_rest(gym)
        assert "then Back squat, set 1" in gym.text
        await gym.after(1, "space")
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 8)
        await gym.after(1, "space")
        assert gym.part() is Part.SUMMARY
        session = gym.stored
        assert (session.name, session.source) == ("Day A", "plan")
        assert [(each.exercise, each.line_number) for each in session.sets] == [
            ("Push-up negative", 1),
            ("Back squat", 2),
        ]
        await gym.after(1, "space")
        await gym.until(lambda: not gym.training)


async def test_pain_before_a_set_ends_that_exercise_only(path: Path) -> None:
    async with at_the_gym(path, None, ready=False) as gym:
        gym.app.post_message(StartSession("Day A", ("Push-up negative 2x1 @bw 3-0-A-0", "Wall sit 1x3s @bw")))
        await gym.until(lambda: gym.training and "READY" in gym.text)
        await gym.press("h", "t")
        assert "pain over the limit" in gym.text
        # a slip can be taken back: the question is asked again
        await gym.press("u")
        assert "How much does it hurt?" in gym.text
        await gym.press("1")
        assert gym.stage() is Stage.READY
        assert "Push-up negative" in gym.text
        await gym.press("h", "t")
        await gym.after(1, "space")
        await gym.after(1, "space")
        assert "Wall sit" in gym.text
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 4)
        refused, done = gym.stored_sets
        assert (refused.exercise, refused.ended_by, refused.pain, refused.reps) == (
            "Push-up negative",
            EndedBy.PAIN,
            10,
            (),
        )
        assert (done.exercise, done.line_number, done.ended_by) == ("Wall sit", 2, EndedBy.REPS_DONE)
