"""Choosing among plans and keeping them in order; templates to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from negtrain_tui.screens.plans_dialog import Do, PlansAnswer, PlansDialog, TemplateDialog
from negtrain_tui.training.prescription import PlanHeading
from negtrain_tui.training.protocols import Template
from tests.dialog_host import asked, click_on
from tests.lone_screen import EVIL, VISIBLE_EVIL

PLANS = (
    PlanHeading("old", "Old one", active=False, archived=True, workouts=1, lines=3),
    PlanHeading("garage", "Garage", active=True, archived=False, workouts=2, lines=10),
    PlanHeading("nordic", "Nordic", active=False, archived=False, workouts=3, lines=1),
)
TEMPLATES = (
    Template("empty", "Empty", "whoever writes their own", "ours", "nothing", "", ()),
    Template("ladder", f"Ladder {EVIL}", "no pull-up yet", "ours, domain defaults", "a bar", "elbows", ()),
)


def _plans() -> PlansDialog:
    return PlansDialog(PLANS, "garage")


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_plans_stand_with_their_state_in_words_and_archived_ones_last(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with asked(tmp_path, _plans, size) as (visit, _):
        assert "Garage active, shown 2 workouts, 10 lines" in visit.flat
        assert "Nordic 3 workouts, 1 line" in visit.flat
        assert "Old one archived 1 workout, 3 lines" in visit.flat
        assert visit.text.index("Nordic") < visit.text.index("Old one")


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("enter", PlansAnswer(Do.OPEN, "garage")),
        ("down enter", PlansAnswer(Do.OPEN, "nordic")),
        ("down a", PlansAnswer(Do.ACTIVATE, "nordic")),
        ("x", PlansAnswer(Do.ARCHIVE, "garage")),
        ("down down x", PlansAnswer(Do.UNARCHIVE, "old")),
        ("down d", PlansAnswer(Do.DELETE, "nordic")),
        ("delete", PlansAnswer(Do.DELETE, "garage")),
        ("c enter", PlansAnswer(Do.DUPLICATE, "garage", "Garage copy")),
        ("r 2 enter", PlansAnswer(Do.RENAME, "garage", "2")),
        ("escape", None),
    ],
)
async def test_each_key_answers_with_what_is_to_be_done(
    tmp_path: Path, keys: str, answer: PlansAnswer | None
) -> None:
    async with asked(tmp_path, _plans) as (visit, answers):
        await visit.press(*keys.split())
        assert answers == [answer]


async def test_the_active_plan_cant_be_made_active_nor_an_archived_one(tmp_path: Path) -> None:
    async with asked(tmp_path, _plans) as (visit, answers):
        assert "a activate" not in visit.bar
        await visit.press("a")
        await visit.press("down")
        assert "a activate" in visit.bar
        await visit.press("down")
        assert "a activate" not in visit.bar
        assert "x take out again" in visit.bar
        assert answers == []


async def test_a_name_that_another_plan_has_is_refused(tmp_path: Path) -> None:
    async with asked(tmp_path, _plans) as (visit, answers):
        await visit.press("r")
        await visit.write("nordic")
        await visit.press("enter")
        assert "There is a plan named nordic already." in visit.flat
        await visit.write("GARAGE")
        await visit.press("enter")
        assert answers == [PlansAnswer(Do.RENAME, "garage", "GARAGE")]


async def test_the_first_click_highlights_and_the_second_opens(tmp_path: Path) -> None:
    async with asked(tmp_path, _plans) as (visit, answers):
        await click_on(visit, "Nordic")
        assert answers == []
        await visit.click("archive")
        assert answers == [PlansAnswer(Do.ARCHIVE, "nordic")]


async def test_a_second_click_on_a_plan_opens_it(tmp_path: Path) -> None:
    async with asked(tmp_path, _plans) as (visit, answers):
        await click_on(visit, "Nordic")
        await click_on(visit, "Nordic")
        assert answers == [PlansAnswer(Do.OPEN, "nordic")]


async def test_without_plans_one_can_be_begun(tmp_path: Path) -> None:
    async with asked(tmp_path, lambda: PlansDialog(())) as (visit, answers):
        assert "There is no plan yet." in visit.flat
        await visit.press("enter", "a", "d", "x", "r")
        assert answers == []
        await visit.press("n")
        assert isinstance(visit.app.screen, TemplateDialog)
        await visit.press("enter")
        (answer,) = answers
        assert answer.do is Do.NEW
        assert answer.template is not None


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_template_tells_for_whom_it_is_and_where_it_comes_from(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with asked(tmp_path, lambda: TemplateDialog(TEMPLATES), size) as (visit, answers):
        assert "For: whoever writes their own" in visit.flat
        assert "Caution" not in visit.flat
        await visit.press("down")
        assert f"Ladder {VISIBLE_EVIL}" in visit.flat
        for fact in (
            "For: no pull-up yet",
            "Source: ours, domain defaults",
            "Needs: a bar",
            "Caution: elbows",
        ):
            assert fact in visit.flat
        await visit.press("enter")
        assert answers == [TEMPLATES[1]]
