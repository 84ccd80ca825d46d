"""Searching an exercise for a new line, by its name or by typing the whole line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from negtrain_tui.screens.add_exercise import Added, AddExercise
from negtrain_tui.screens.own_exercise import OwnExerciseDialog
from negtrain_tui.training.notation import parse_prescription
from tests.dialog_host import FACTS, asked, click_on
from tests.lone_screen import EVIL, VISIBLE_EVIL

BENCH = "Bench press 4x5 @60kg 4-0-X-0"


def _dialog(notation: bool = True) -> Callable[[], AddExercise]:
    return lambda: AddExercise(FACTS, ["bench-press"], notation=notation)


async def test_typing_part_of_a_name_tells_at_once_what_the_exercise_is(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("nord")
        assert "Nordic hamstring" in visit.flat
        assert "Muscles: hamstrings; both sides together" in visit.flat
        assert "Back up: push up with the hands" in visit.flat
        assert "Tempo: 5-0-A-0, lower for 5 s, get back up with help" in visit.flat
        assert "Caution: cramp, soreness for days" in visit.flat
        await visit.press("enter")
        assert answers == [Added(name="Nordic hamstring")]


async def test_moving_on_tells_of_the_next_one(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("nord")
        await visit.press("down")
        assert "Muscles: quads" in visit.flat
        await visit.press("enter")
        assert answers == [Added(name="Reverse Nordic")]


async def test_what_is_in_the_plan_already_is_marked(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, _):
        await visit.write("bench")
        assert "Bench press in the plan" in visit.flat
        assert visit.text.count("in the plan") == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (120, 40)])
async def test_a_whole_line_is_offered_first_with_its_meaning(tmp_path: Path, size: tuple[int, int]) -> None:
    async with asked(tmp_path, _dialog(), size) as (visit, answers):
        await visit.write(BENCH)
        assert f"add: {BENCH}" in visit.flat
        assert "4 sets of 5 reps with 60 kg." in visit.flat
        await visit.press("enter")
        assert answers == [Added(prescription=parse_prescription(BENCH))]


async def test_a_comment_is_told_before_it_is_dropped(tmp_path: Path) -> None:
    async with asked(tmp_path, lambda: AddExercise(FACTS)) as (visit, _):
        await visit.write("Dip negative 3x5 @bw-20kg 5-0-A-0 # help")
        assert "△ The comment from # on is dropped: # help" in visit.flat


async def test_an_error_in_a_line_is_told_at_its_place_and_enter_adds_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("Bench press 4x5 60kg")
        rows = visit.text.splitlines()
        typed = next(at for at, row in enumerate(rows) if "4x5 60kg" in row)
        mark = next(at for at, row in enumerate(rows) if "^" in row and at > typed)
        assert rows[mark].index("^") == rows[typed].index("60kg")
        assert "Column 17: found “60kg”, expected an @ before a load." in visit.flat
        await visit.press("enter")
        assert answers == []


async def test_an_unknown_name_is_offered_last_as_ones_own_with_the_nearest_known_one(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("Bench presss")
        assert "“Bench presss” as your own exercise (did you mean Bench press?)" in visit.flat
        await visit.press("pagedown", "enter")
        assert isinstance(visit.app.screen, OwnExerciseDialog)
        await visit.press("enter")
        (added,) = answers
        assert added.name == added.own.name == "Bench presss"
        assert added.prescription is None


async def test_a_whole_line_of_an_unknown_exercise_can_be_described_too(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("Foo press 3x5")
        await visit.press("ctrl+o", "enter")
        (added,) = answers
        assert added.own.name == "Foo press"
        assert added.prescription == parse_prescription("Foo press 3x5")


async def test_leaving_the_description_goes_on_searching(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("Foo press")
        await visit.press("enter", "escape")
        assert isinstance(visit.app.screen, AddExercise)
        assert answers == []


async def test_a_click_takes_a_row(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.write("nord")
        await click_on(visit, "Reverse Nordic")
        assert answers == [Added(name="Reverse Nordic")]


async def test_where_only_a_name_is_asked_for_a_line_is_just_a_name(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog(notation=False)) as (visit, _):
        await visit.write("Bench press 3x5")
        assert "add:" not in visit.text
        assert "“Bench press 3x5” as your own exercise" in visit.flat


async def test_escape_answers_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog()) as (visit, answers):
        await visit.press("escape")
        assert answers == [None]


async def test_names_are_shown_literally(tmp_path: Path) -> None:
    async with asked(tmp_path, _dialog(notation=False)) as (visit, _):
        await visit.write(EVIL)
        assert f"“{VISIBLE_EVIL}” as your own" in visit.flat
