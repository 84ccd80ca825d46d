"""Train by its keys, one after the other, while a set is ready or runs."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.record import EndedBy, Status
from negtrain_tui.training.timetable import Phase
from tests.gym import LEAD_IN_S, PUSH_UPS, Gym, at_the_gym, seconds

HEAVY = "Bench press 2x2 @60kg 3-0-A-0 rest 0:10"
SELF_PACED = "Push-up negative 2x3 @bw 3-1-A-0 self-paced rest 0:10"
BARBELL = "Back squat 2x3 @60kg 3-1-X-0 rest 0:10"
TURNS = ["space", "enter", "pagedown", "right"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


async def lowering(gym: Gym, key: str = "space") -> None:
    """Start from Ready and stand at the beginning of the first lowering."""
    await gym.after(1, key)
    await gym.after(LEAD_IN_S)
    assert gym.phase() is Phase.LOWERING


async def test_every_turn_key_starts_and_marks(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 1x4 @bw 3-1-A-0") as gym:
        assert "space when in position" in gym.text
        assert "LOWER" not in gym.text
        await lowering(gym, "right")
        for done, key in enumerate(TURNS):
            await to_the_lowering(gym, done)
            assert "▼ LOWER" in gym.text
            assert "s left" in gym.text
            began = gym.train.state.since
            await gym.after(began + 2.6 - gym.clock.now(), key)
            assert gym.phase() is not Phase.LOWERING
            assert "LOWER" not in gym.text
        assert seconds(gym.stored_reps()) == [("2.6", True)] * 4


async def test_paced_reps_come_by_themselves_and_are_not_called_measured(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(3.2)
        assert seconds(gym.stored_reps()) == [("3", False)]
        assert "~3.0" in gym.text
        await gym.after(0.3, "space")
        assert seconds(gym.stored_reps()) == [("3.5", True)]
        assert "3.5" in gym.text
        assert "~3.0" not in gym.text


async def test_presses_in_the_lead_in_are_ignored_and_said_to_be(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        assert "GET SET" in gym.text
        await gym.after(1.5, "space")
        assert gym.phase() is Phase.LEAD_IN
        assert "Ignored" in gym.text
        await gym.after(1.6)
        assert gym.phase() is Phase.LOWERING
        assert gym.status() is Status.LIVE
        assert gym.stored_reps() == ()


async def test_a_press_in_the_way_up_starts_the_next_lowering(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(4.5)
        assert gym.phase() is Phase.RETURN
        assert "BACK UP" in gym.text
        await gym.press("space")
        assert gym.phase() is Phase.LOWERING
        assert gym.train.state.rep == 1


async def to_the_lowering(gym: Gym, rep: int) -> None:
    """Let the clock run on to the lowering of this rep, counted from 0."""
    for _ in range(100):
        if (gym.phase(), gym.train.state.rep) == (Phase.LOWERING, rep):
            return
        await gym.after(0.2)
    raise AssertionError(f"rep {rep} didn't come")


@pytest.mark.parametrize("key", ["p", "pageup"])
async def test_pause_voids_a_lowering_and_either_key_goes_on(path: Path, key: str) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(1.5, key)
        assert gym.stage() is Stage.PAUSED
        assert "PAUSED" in gym.text
        assert "rep 1 comes again" in gym.text
        assert "go on" in gym.bar
        await gym.after(20)
        assert gym.stage() is Stage.PAUSED
        await gym.press(key)
        assert gym.phase() is Phase.LEAD_IN
        await gym.after(LEAD_IN_S)
        assert (gym.phase(), gym.train.state.rep) == (Phase.LOWERING, 0)
        assert gym.stored_reps() == ()


async def test_a_press_goes_on_from_a_pause_and_a_finished_lowering_stays(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(3.5, "p")
        assert "Rep 2 is next" in gym.text
        await gym.after(5, "pagedown")
        await gym.after(LEAD_IN_S)
        assert gym.train.state.rep == 1
        assert seconds(gym.stored_reps()) == [("3", False)]


async def test_a_gap_pauses_the_set_says_so_and_counts_nothing(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(0.8)
        await gym.unseen(3)
        assert gym.stage() is Stage.PAUSED
        assert "Paused by itself: 3.0 s unseen." in gym.text
        assert gym.stored_reps() == ()
        await gym.after(2, "space")
        await gym.after(LEAD_IN_S)
        await gym.after(3.3)
        assert seconds(gym.stored_reps()) == [("3", False)]


async def test_an_hour_of_sleep_counts_nothing_on(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(9)
        assert gym.train.state.rep == 1
        await gym.unseen(3600)
        assert gym.stage() is Stage.PAUSED
        assert seconds(gym.stored_reps()) == [("3", False)]


async def test_x_flags_the_rep_and_ends_the_set(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(1.2, "x")
        assert gym.part() is Part.FORM
        assert "control lost" in gym.text
        (done,) = gym.stored_sets
        assert done.ended_by is EndedBy.CONTROL_LOST
        assert [(rep.control_lost, rep.lowering_actual_s) for rep in done.reps] == [(True, D("1.200"))]


async def test_x_shortly_after_a_turn_flags_the_rep_that_was_lowered(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(4, "x")
        (done,) = gym.stored_sets
        assert done.ended_by is EndedBy.CONTROL_LOST
        assert [rep.control_lost for rep in done.reps] == [True]


async def test_h_asks_for_a_number_and_within_the_limit_the_set_can_go_on(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(4, "h")
        assert "How much does it hurt?" in gym.text
        await gym.press("space")
        assert gym.stage() is Stage.ASKING_PAIN
        await gym.press("1")
        assert gym.stage() is Stage.PAUSED
        assert "Pain 1 of 10 noted" in gym.text
        await gym.after(2, "space")
        await gym.after(LEAD_IN_S)
        assert (gym.phase(), gym.train.state.rep) == (Phase.LOWERING, 1)


async def test_pain_of_ten_ends_the_exercise(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(4, "h", "t")
        assert gym.part() is Part.FORM
        assert "pain over the limit" in gym.text
        (done,) = gym.stored_sets
        assert (done.ended_by, done.pain) == (EndedBy.PAIN, 10)
        await gym.after(1, "space")
        assert gym.part() is Part.SUMMARY
        assert len(gym.stored_sets) == 1


async def test_escape_leaves_the_pain_question_unanswered(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(1, "h", "escape")
        assert gym.stage() is Stage.PAUSED
        assert gym.train.state.pain is None
        await gym.after(1, "escape")
        assert gym.stored_sets[0].pain is None


async def test_u_takes_an_early_mark_back_and_the_lowering_goes_on(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(1.0, "space")
        assert seconds(gym.stored_reps()) == [("1", True)]
        await gym.after(0.4, "u")
        assert gym.phase() is Phase.LOWERING
        assert "1.6 s left" in gym.text
        assert gym.stored_reps() == ()
        await gym.after(1.8)
        assert seconds(gym.stored_reps()) == [("3", False)]


async def test_u_withdraws_the_last_rep_and_pauses_before_it(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(8)
        assert len(gym.stored_reps()) == 1
        await gym.after(2.5, "u")
        assert gym.stage() is Stage.PAUSED
        assert "withdrawn" in gym.text


async def test_u_twice_withdraws_two_reps(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(12)
        assert len(gym.stored_reps()) == 2
        await gym.press("u")
        await gym.after(1, "u")
        assert gym.stored_reps() == ()
        assert gym.train.state.rep == 0


async def test_u_takes_x_back_while_the_lowering_would_still_run(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(1, "x")
        assert gym.part() is Part.FORM
        await gym.after(0.5, "u")
        assert gym.part() is Part.SET
        assert gym.phase() is Phase.LOWERING
        (open_again,) = gym.stored_sets
        assert (open_again.status, open_again.ended_by, open_again.reps) == (Status.LIVE, None, ())
        await gym.after(2)
        assert seconds(gym.stored_reps()) == [("3", False)]
        assert not gym.stored_reps()[0].control_lost


async def test_plus_and_minus_change_the_load_from_the_next_lowering_on(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await gym.press("plus", "plus", "minus")
        assert "60.5kg (the line says @60kg)" in gym.text or "60.5kg" in gym.text
        await lowering(gym)
        await gym.after(1, "minus", "minus")
        assert "Load 59.5kg" in gym.text.replace("@", "")
        await gym.after(8)
        assert [rep.load_down for rep in gym.stored_reps()] == [
            parse_amount("60.5kg"),
            parse_amount("59.5kg"),
        ]
        (done,) = gym.stored_sets
        assert done.load_prescribed == parse_load("60kg")


async def test_equals_is_plus_without_shift(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await gym.press("equals_sign")
        assert gym.train.state.load == parse_load("60.5kg")


async def test_brackets_and_arrows_change_the_seconds(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.press("right_square_bracket", "up", "left_square_bracket")
        assert "4-1-A-0" in gym.text
        await lowering(gym)
        await gym.after(1, "down")
        await to_the_lowering(gym, 2)
        assert [str(rep.lowering_target_s) for rep in gym.stored_reps()] == ["4", "3"]


async def test_m_lets_the_press_turn_and_gives_the_turn_back_to_the_clock(path: Path) -> None:
    async with at_the_gym(path) as gym:
        assert "self-paced" not in gym.text
        await gym.press("m")
        assert "you press at every turn" in gym.text
        await lowering(gym)
        await gym.after(4.2)
        assert gym.phase() is Phase.LOWERING
        assert "past target" in gym.text
        await gym.press("space")
        assert seconds(gym.stored_reps()) == [("4.2", True)]
        assert gym.stored_sets[0].pacing == "self-paced"
        await gym.press("m")
        await gym.after(20)
        assert len(gym.stored_reps()) == 3


async def test_self_paced_every_turn_waits(path: Path) -> None:
    async with at_the_gym(path, SELF_PACED) as gym:
        await lowering(gym)
        await gym.after(4.2, "space")
        assert gym.phase() is Phase.PAUSE_LOW
        await gym.after(1.2)
        assert gym.phase() is Phase.RETURN
        assert "press when done" in gym.text
        await gym.after(30)
        assert gym.phase() is Phase.RETURN
        await gym.press("space")
        assert (gym.phase(), gym.train.state.rep) == (Phase.LOWERING, 1)
        assert seconds(gym.stored_reps()) == [("4.2", True)]


async def test_y_answers_and_only_then_a_press_starts(path: Path) -> None:
    async with at_the_gym(path, HEAVY) as gym:
        assert "Spotters, pins or stops set?" in gym.text
        await gym.after(1, "space")
        assert gym.stage() is Stage.READY
        assert gym.nothing_stored
        await gym.press("y")
        assert "space when in position" in gym.text
        assert "you press at every turn" in gym.text
        await gym.after(1, "space")
        assert gym.phase() is Phase.LEAD_IN


async def test_losing_control_of_a_heavy_load_shows_rack_and_ends_the_exercise(path: Path) -> None:
    async with at_the_gym(path, HEAVY) as gym:
        await gym.press("y")
        await lowering(gym)
        await gym.after(2.5, "x")
        assert "█████ █     ███" in gym.text
        await gym.after(1, "space")
        assert gym.part() is Part.SUMMARY
        assert gym.stored_sets[0].ended_by is EndedBy.CONTROL_LOST


async def test_over_the_ceiling_ready_refuses(path: Path) -> None:
    async with at_the_gym(path, "Bench press 2x2 @140% 3-0-A-0 negative") as gym:
        assert "over the 130 %" in gym.text
        await gym.after(1, "y", "space")
        await gym.after(1, "space")
        assert gym.stage() is Stage.READY
        assert gym.nothing_stored


async def test_at_110_percent_spotters_are_asked_for_first(path: Path) -> None:
    async with at_the_gym(path, "Bench press 2x2 @110% 3-0-A-0 negative") as gym:
        assert "Spotters, pins or stops set?" in gym.text
        await gym.press("y")
        assert "Over 105 % for the first time" in gym.text
        await gym.press("y")
        # nobody has entered a maximum
        await gym.after(1, "space")
        assert "enter the load" in gym.text


async def test_a_percentage_without_a_maximum_asks_for_the_load(path: Path) -> None:
    async with at_the_gym(path, "Back squat 2x2 @80% 3-1-X-0") as gym:
        await gym.after(1, "space")
        assert gym.stage() is Stage.READY
        await gym.press("l")
        assert isinstance(gym.screen(), AskDialog)
        await gym.type("much")
        await gym.press("enter")
        assert isinstance(gym.screen(), AskDialog)
        assert "'much'" in gym.text or '"much"' in gym.text or "much" in gym.text
        await gym.press(*(["backspace"] * 4))
        await gym.type("82.5kg")
        await gym.press("enter")
        assert gym.screen() is gym.train
        assert "82.5kg" in gym.text
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S)
        await gym.after(4)
        (done,) = gym.stored_sets
        assert done.load_prescribed == parse_load("80%")
        assert done.load_lifted == parse_load("82.5kg")


async def test_escape_leaves_the_load_as_it_was(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await gym.press("l")
        await gym.type("10kg")
        await gym.press("escape")
        assert gym.screen() is gym.train
        assert gym.train.state.load == parse_load("60kg")
        # nor did the escape reach the session behind
        assert gym.part() is Part.SET


async def test_escape_ends_the_set_and_nothing_is_lost(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(5, "escape")
        assert gym.part() is Part.FORM
        (done,) = gym.stored_sets
        assert (done.status, done.ended_by) == (Status.FINISHED, EndedBy.LIFTER)
        assert seconds(done.reps) == [("3", False)]


async def test_escape_in_ready_leaves_no_trace(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.press("plus", "m", "escape")
        assert not gym.training
        assert gym.nothing_stored


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_keeps_the_session_as_interrupted(path: Path, key: str) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(5, key)
        session = gym.stored
        assert session.status is Status.INTERRUPTED
        (done,) = session.sets
        assert done.status is Status.INTERRUPTED
        assert seconds(done.reps) == [("3", False)]
    assert gym.app.return_value is not None
    assert gym.app.return_value.status is Status.INTERRUPTED


async def test_leaving_before_the_first_rep_leaves_no_trace(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(1, "ctrl+q")
        assert gym.nothing_stored


async def test_the_stop_rule_ends_the_set_after_two_short_lowerings(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.after(2.4, "space")
        await gym.after(6)
        assert (gym.phase(), gym.train.state.rep) == (Phase.LOWERING, 1)
        began = gym.train.state.since
        await gym.after(began + 2.4 - gym.clock.now(), "space")
        await gym.after(2)
        assert gym.part() is Part.FORM
        assert "control was fading" in gym.text
        assert gym.stored_sets[0].ended_by is EndedBy.STOP_RULE


async def test_on_a_line_with_a_pain_limit_the_stop_rule_is_off(path: Path) -> None:
    async with at_the_gym(path, PUSH_UPS + " pain<=5") as gym:
        await lowering(gym)
        await gym.after(1, "space")
        await gym.after(3)
        assert gym.part() is Part.SET
        assert gym.stored_sets[0].ended_by is None


async def test_nothing_else_does_anything(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        before = gym.train.state
        await gym.press(
            "1", "2", "3", "4", "tab", "shift+tab", "home", "end", "left", "q", "z", "question_mark"
        )
        assert gym.screen() is gym.train
        assert gym.app.focused is None
        assert gym.train.state == before


async def test_nothing_on_train_ever_takes_the_focus(path: Path) -> None:
    async with at_the_gym(path) as gym:
        assert gym.app.focused is None
        await gym.pilot.click(gym.train.board)
        await gym.press("tab")
        assert gym.app.focused is None
        await lowering(gym)
        assert gym.app.focused is None
        await gym.after(1, "escape")
        await gym.press("n", "escape")
        assert gym.app.focused is None
        assert not list(gym.train.focus_chain)


async def test_the_mouse_does_what_the_key_bar_says(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1)
        await gym.click("start")
        assert gym.phase() is Phase.LEAD_IN
        await gym.after(LEAD_IN_S + 1)
        await gym.click("pause")
        assert gym.stage() is Stage.PAUSED
        await gym.click("go on")
        assert gym.phase() is Phase.LEAD_IN
        await gym.after(LEAD_IN_S + 1)
        await gym.click("tempo")
        await gym.click("control lost")
        assert gym.part() is Part.FORM
        await gym.click("undo")
        assert gym.part() is Part.SET
        await gym.click("end")
        assert gym.part() is Part.FORM
        await gym.after(1)
        await gym.click("accept")
        assert gym.part() is Part.REST
        await gym.click("+15 s")
        await gym.after(1)
        await gym.click("end rest")
        assert "READY" in gym.text


async def test_every_key_offered_is_in_the_palette_too(path: Path) -> None:
    async with at_the_gym(path) as gym:
        titles = [title for title, _, _ in gym.train.commands()]
        assert "Turn, start, accept" in titles
        assert "Leave for now" in titles
        # what means nothing in Ready isn't offered
        assert not {"Control lost", "Pause or go on", "Rest 15 s longer"} & set(titles)
        for word in ("start", "load", "tempo", "pacing", "end"):
            assert word in gym.bar
        offered = gym.commands()
        assert offered == titles


async def test_the_palette_pauses_a_running_set_first(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await lowering(gym)
        await gym.press("ctrl+p")
        assert gym.stage() is Stage.PAUSED
        await gym.press("escape")
        assert gym.screen() is gym.train
        assert gym.stage() is Stage.PAUSED


async def test_the_question_stands_on_the_smallest_screen_too(path: Path) -> None:
    line = 'Bench press 2x2 @60kg 3-0-A-0 rest 0:10 "a note so long that the words fill the room"'
    async with at_the_gym(path, line, size=(60, 18)) as gym:
        assert "Spotters, pins or stops set? y for yes" in " ".join(gym.text.split())
