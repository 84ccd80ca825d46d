"""The form after a set, by its keys; nobody's silence is stored as an answer."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, SetRecord, Status
from negtrain_tui.training.timetable import Phase
from tests.gym import LEAD_IN_S, PUSH_UPS, Gym, at_the_gym, seconds

BARBELL = "Back squat 2x2 @60kg 2-0-X-0 rest 0:20"
GATED = "Heel drop 2x2 @bw 2-0-A-0 rest 0:20 pain<=5"

ANSWERS = [
    (("8",), "8", None),
    (("8", "8"), "8.5", None),
    (("8", "8", "7"), "7", None),
    (("0",), "10", None),
    (("t",), "10", None),
    (("9", "backspace"), None, None),
    (("h", "0"), None, 0),
    (("h", "3", "r", "6"), "6", 3),
    (("h", "3", "delete"), None, None),
    (("h", "t"), None, 10),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


async def to_the_form(gym: Gym) -> None:
    """Do one rep of the set, and end it."""
    await gym.after(1, "space")
    await gym.after(LEAD_IN_S + 3.6, "escape")
    assert gym.part() is Part.FORM


async def answered(gym: Gym, *keys: str) -> SetRecord:
    """Press keys on the form, accept it, and return the set as it is on disk."""
    await gym.press(*keys)
    await gym.after(1, "space")
    assert gym.part() is Part.REST
    return gym.stored_sets[0]


async def test_the_form_is_prefilled_and_left_alone_it_stores_no_answers(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        assert "Set 1: ended by you" in gym.text
        assert "reps  1 of 2" in gym.text
        assert "load  60kg" in gym.text
        done = await answered(gym)
        assert (done.rpe, done.pain, done.note) == (None, None, "")
        assert done.load_lifted == parse_load("60kg")
        assert (done.status, done.ended_by) == (Status.FINISHED, EndedBy.LIFTER)


async def test_single_keys_answer(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        for keys, rpe, pain in ANSWERS:
            await gym.press("h", "backspace", "r", "delete", *keys)
            await gym.after(1, "space")
            assert gym.part() in (Part.REST, Part.SUMMARY)
            done = gym.stored_sets[0]
            assert (done.rpe, done.pain) == (None if rpe is None else D(rpe), pain), keys
            await gym.press("u")
            assert gym.part() is Part.FORM


async def test_plus_and_minus_correct_the_load_that_was_lifted_and_undo_brings_it_back(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("minus", "minus", "plus")
        assert "59.5kg" in gym.text
        done = await answered(gym)
        assert done.load_lifted == parse_load("59.5kg")
        assert done.load_prescribed == parse_load("60kg")
        # It was never 60 kg that was lowered: the rep says what the set says, for all that is told of it.
        assert [str(load) for load in (done.reps[0].load_down, done.reps[0].load_up)] == ["59.5kg"] * 2
        await gym.press("u")
        assert gym.part() is Part.FORM
        (undone,) = gym.stored_sets
        assert (str(undone.load_lifted), str(undone.reps[0].load_down)) == ("60kg", "60kg")
        assert "load  59.5kg" in gym.text
        again = await answered(gym, "plus", "plus")
        assert (str(again.load_lifted), str(again.reps[0].load_down)) == ("60.5kg", "60.5kg")
        await gym.press("u", "u")
        assert gym.part() is Part.SET
        assert [str(rep.load_down) for rep in gym.stored_sets[0].reps] == ["60kg"]


async def test_a_load_changed_on_the_way_stays_when_the_last_one_is_corrected(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 1, "plus")
        await gym.after(6)
        assert gym.part() is Part.FORM
        assert [str(rep.load_down) for rep in gym.stored_sets[0].reps] == ["60kg", "60.5kg"]
        done = await answered(gym, "minus", "minus")
        assert str(done.load_lifted) == "59.5kg"
        assert [str(rep.load_down) for rep in done.reps] == ["60kg", "59.5kg"]


@pytest.mark.parametrize("keys", [("escape",), ("escape", "u", "escape")])
async def test_a_load_put_on_for_a_rep_that_is_not_on_record_was_not_lifted(
    path: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_gym(path, BARBELL.replace("2x2", "2x4")) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 1, "plus")
        while len(gym.train.state.reps) < 1 or gym.phase() is not Phase.LOWERING:
            await gym.after(0.5)
        for key in keys:
            await gym.after(0.5, key)
        assert "load  60kg" in gym.text
        done = await answered(gym)
        assert str(done.load_lifted) == "60kg"
        assert {str(rep.load_down) for rep in done.reps} == {"60kg"}


async def test_a_note_is_text_and_no_key_in_it_does_anything_else(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("n")
        assert isinstance(gym.screen(), AskDialog)
        await gym.type("x8 u, [b]l[/] \\ 5 p")
        await gym.press("enter")
        assert gym.screen() is gym.train
        assert "x8 u, [b]l[/] \\ 5 p" in gym.text
        done = await answered(gym)
        assert done.note == "x8 u, [b]l[/] \\ 5 p"
        assert done.rpe is None


async def test_a_note_can_be_left_as_it_was(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("n")
        await gym.type("no")
        await gym.press("escape")
        assert (await answered(gym)).note == ""


async def test_with_a_pain_limit_pain_is_asked_first_and_silence_is_said_to_hold_progress(path: Path) -> None:
    async with at_the_gym(path, GATED) as gym:
        await to_the_form(gym)
        assert "Without an answer for pain, progress on this line will hold." in gym.panel
        done = await answered(gym, "5")
        assert (done.pain, done.rpe) == (5, None)


async def test_pain_over_the_limit_on_the_form_ends_the_exercise(path: Path) -> None:
    async with at_the_gym(path, GATED) as gym:
        await to_the_form(gym)
        await gym.press("6")
        await gym.after(1, "space")
        assert gym.part() is Part.SUMMARY
        assert gym.stored_sets[0].pain == 6


async def test_escape_accepts_the_form(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("7", "escape")
        assert gym.part() is Part.REST
        assert gym.stored_sets[0].rpe == D(7)


async def test_leaving_from_the_form_keeps_its_answers(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("9", "ctrl+q")
        session = gym.stored
        assert session.status is Status.INTERRUPTED
        assert (session.sets[0].status, session.sets[0].rpe) == (Status.FINISHED, D(9))


async def test_leaving_under_the_note_keeps_the_session_as_interrupted(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        await gym.press("9", "n", "ctrl+q")
        assert gym.status() is Status.INTERRUPTED
        assert gym.stored_sets[0].rpe == D(9)


async def test_x_on_the_form_right_after_the_last_rep_still_counts(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 2x1 @bw 3-0-A-0 rest 0:10") as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 4)
        assert gym.part() is Part.FORM
        await gym.press("x")
        assert "control lost" in gym.text
        (done,) = gym.stored_sets
        assert done.ended_by is EndedBy.CONTROL_LOST
        assert [rep.control_lost for rep in done.reps] == [True]


async def test_x_on_the_form_much_later_is_said_to_be_too_late(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 2x1 @bw 3-0-A-0 rest 0:10") as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 4)
        await gym.after(3, "x")
        assert "Ignored: x counts" in gym.text
        assert gym.stored_sets[0].ended_by is EndedBy.REPS_DONE


async def test_u_on_the_form_reopens_a_set_ended_by_escape(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await to_the_form(gym)
        await gym.press("u")
        assert (gym.part(), gym.stage()) == (Part.SET, Stage.PAUSED)
        (again,) = gym.stored_sets
        assert (again.status, again.ended_by, again.finished_at) == (Status.LIVE, None, None)
        assert seconds(again.reps) == [("3", False)]
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 30)
        assert gym.part() is Part.FORM
        (done,) = gym.stored_sets
        assert done.ended_by is EndedBy.REPS_DONE
        assert [rep.number for rep in done.reps] == [1, 2, 3]


async def test_u_on_the_form_withdraws_the_last_rep_of_a_full_set(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 2x2 @bw 2-0-A-0 rest 0:10") as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 20)
        assert gym.part() is Part.FORM
        await gym.press("u")
        assert (gym.part(), gym.stage()) == (Part.SET, Stage.PAUSED)
        assert [rep.number for rep in gym.stored_reps()] == [1]
        await gym.after(1, "escape")
        (done,) = gym.stored_sets
        assert [rep.number for rep in done.reps] == [1]
        assert done.ended_by is EndedBy.LIFTER


async def test_a_key_held_for_two_seconds_across_the_end_of_a_set_counts_once(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 2x1 @bw 3-0-A-0 rest 0:10") as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 2.9)
        for _ in range(20):
            await gym.after(0.1, "space")
        assert gym.part() is Part.FORM
        assert gym.stored_sets[0].rpe is None
        assert seconds(gym.stored_reps()) == [("3", True)]


async def test_a_key_held_for_two_seconds_on_the_form_goes_no_further_than_the_rest(path: Path) -> None:
    async with at_the_gym(path, PUSH_UPS) as gym:
        await to_the_form(gym)
        await gym.after(1)
        for _ in range(20):
            await gym.after(0.1, "pagedown")
        assert gym.part() is Part.REST
        assert "Ignored" in gym.text


async def test_keys_of_a_running_set_mean_nothing_here(path: Path) -> None:
    async with at_the_gym(path, BARBELL) as gym:
        await to_the_form(gym)
        before = gym.train.state
        await gym.press("p", "m", "y", "l", "up", "down", "left_square_bracket", "pageup", "tab", "q")
        assert gym.screen() is gym.train
        assert (gym.part(), gym.train.state) == (Part.FORM, before)


async def test_a_load_that_cannot_be_less_is_said_and_kept(path: Path) -> None:
    async with at_the_gym(path, "Biceps curl 1x1 @0.5kg 2-0-X-0") as gym:
        await gym.press("minus", "minus", "minus")
        assert gym.train.state.load is not None
        await to_the_form(gym)
        before = gym.train.form.load
        await gym.press("minus", "minus", "minus")
        assert gym.part() is Part.FORM
        assert gym.train.form.load is not None
        assert before is not None
        assert str(gym.train.form.load) in gym.panel
