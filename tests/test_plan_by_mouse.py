"""A whole plan made by mouse alone: every click is on something that stands on the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from textual import events

from negtrain_tui.screens.line_form import LineForm
from negtrain_tui.screens.plan import PlanScreen
from negtrain_tui.screens.plans_dialog import TemplateDialog
from negtrain_tui.screens.schedule_form import ScheduleDialog
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, RepList, Workout
from tests.dialog_host import FACTS, asked, click_on, place_of
from tests.lone_screen import Visit, visiting
from tests.test_plan_edits_screen import shape, stored
from tests.test_plan_screen import BENCH, MINE, following, stored_line

_MOST_NOTCHES = 40


@dataclass
class Mouse:
    """A pointer with one button and a wheel, over what is shown."""

    visit: Visit

    async def keys(self, *words: str) -> None:
        """Click on words of the key bar."""
        for each in words:
            await self.visit.click(each)

    async def roll_to(self, words: str, *, over: str) -> None:
        """Turn the wheel where `over` stands until words come into sight."""
        x, y = place_of(self.visit, over)
        for _ in range(_MOST_NOTCHES):
            if words in self.visit.text:
                return
            await self.visit.mouse(x, y, *[events.MouseScrollDown] * 2)
        raise AssertionError(f"{words!r} didn't come into sight:\n{self.visit.text}")

    async def step(self, label: str, arrow: str, times: int = 1) -> None:
        """Click on an arrow of a field."""
        for _ in range(times):
            x, y = place_of(self.visit, f" {label:<13} ")
            row = self.visit.text.splitlines()[y]
            assert arrow in row, f"{arrow!r} of {label!r} is cut off:\n{self.visit.text}"
            await self.visit.mouse(row.index(arrow, x), y)

    async def open(self, key: str) -> None:
        """Open a dialog of the plan by its cell in the key bar, or from the list of all keys."""
        if key in self.visit.bar:
            await self.keys(key)
        else:
            await self.keys("? all keys")
            shown, words = key.split(" ", 1)
            row = f"│ {shown:<14}{words}"
            await self.roll_to(row, over="enter    ")
            await click_on(self.visit, row, right=3)
        assert not isinstance(self.visit.app.screen, PlanScreen)

    def closed(self) -> Plan:
        """The plan on disk, when no dialog is in front any more."""
        assert isinstance(self.visit.app.screen, PlanScreen)
        return stored(self.visit)

    async def add(self, exercise: str) -> None:
        """Add an exercise with the line proposed for it."""
        await self.keys("a add")
        await self.roll_to(f"│ {exercise} ", over="Back squat")
        await click_on(self.visit, f"│ {exercise} ", right=3)
        await self.keys("save")

    async def group(self) -> None:
        """Put the selected line into the first superset."""
        await self.keys("form")
        await self.roll_to("Superset", over="Sets are")
        await self.step("Superset", "›")
        await self.keys("save")


async def test_two_workouts_with_a_superset_one_side_two_loads_and_weekdays(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(None)) as visit:
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        await mouse.keys("a add", "save")
        await mouse.add("Back squat")
        await mouse.keys("form")
        await mouse.step("Load", "›", 2)
        await mouse.step("Lowered", "»", 2)
        await mouse.step("Lifted", "«")
        await mouse.roll_to("Method", over="Sets are")
        await mouse.step("Method", "›", 2)
        await mouse.keys("save")
        await mouse.add("Split squat, rear foot up")
        for paired in ("Front squat", "Romanian deadlift"):
            await mouse.add(paired)
            await mouse.group()
        await mouse.add("Step-down")
        await mouse.keys("workouts", "a add", "save")
        for exercise in ("Bench press", "Barbell row", "Overhead press", "Dip negative", "Nordic hamstring"):
            await mouse.add(exercise)
        await mouse.keys("schedule")
        await mouse.step("Workouts", "›")
        monday = place_of(visit, "Mo ")[0]
        for workout, day in (("Workout 1", 0), ("Workout 2", 3)):
            row = place_of(visit, f"│ {workout} ")[1]
            await visit.mouse(monday + 4 * day, row)
        await mouse.keys("save")
        assert shape(stored(visit)) == [
            (
                "Workout 1",
                ("mon",),
                [
                    "Back squat 3x5 @30kg/25kg 4-0-X-1 accentuated",
                    "Split squat, rear foot up 3x5 each 4-0-X-0",
                    "Front squat 3x5 4-0-X-1 group A",
                    "Romanian deadlift 3x5 4-0-X-0 group A",
                    "Step-down 3x5 @bw each 4-0-X-0",
                ],
            ),
            (
                "Workout 2",
                ("thu",),
                [
                    "Bench press 3x5 4-0-X-0",
                    "Barbell row 3x5 3-0-X-1",
                    "Overhead press 3x5 3-0-X-0",
                    "Dip negative 3x5 @bw 5-0-A-0",
                    "Nordic hamstring 3x5 @bw 5-0-A-0",
                ],
            ),
        ]
        assert "on weekdays" in visit.text
        await click_on(visit, "‹ Workout 2")
        assert "‹ Workout 1 ›" in visit.text
        assert "A1 Front squat" in visit.text


async def test_one_line_through_the_form_where_it_has_to_be_scrolled(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(None), size=(60, 18)) as visit:
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        await mouse.keys("a add", "save")
        await mouse.add("Nordic hamstring")
        await mouse.keys("form")
        assert "Superset" not in visit.text
        await mouse.step("Sets", "»")
        await mouse.step("Reps", "‹")
        await mouse.roll_to("lift for", over="Sets are")
        await mouse.step("  lift for", "›")
        await mouse.roll_to("Rest", over="Tempo")
        await mouse.step("Rest", "»")
        await mouse.roll_to("Note", over="Rest")
        await mouse.step("Pain at most", "›")
        await mouse.keys("save")
        assert shape(stored(visit)) == [
            ("Workout 1", (), ["Nordic hamstring 8x4 @bw 5-0-X-0 rest 2:00 pain<=5"])
        ]


@pytest.mark.parametrize("size", [(60, 18)])
async def test_every_dialog_is_left_by_a_click(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        for key in ("a add", "f form", "m to", "s schedule", "v weeks", "p plans"):
            await mouse.open(key)
            await mouse.keys("esc c")
            assert mouse.closed() == MINE
        await mouse.open("p plans")
        for inner in ("new", "copy", "rename"):
            await mouse.keys(inner, "cancel")
        await mouse.keys("cancel")
        await mouse.open("f form")
        await mouse.keys("exercise", "cancel", "cancel")
        await mouse.open("^t as text")
        await mouse.keys("esc leave")
        assert mouse.closed() == MINE


@pytest.mark.parametrize("size", [(80, 24)])
async def test_every_dialog_is_confirmed_by_a_click(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        await mouse.open("f form")
        await mouse.step("Sets", "›")
        await mouse.keys("save")
        mouse.closed()
        assert stored_line(visit, "a0") == BENCH.replace("4x5", "5x5")
        await mouse.open("m to")
        await mouse.keys("enter choose")
        assert [len(each.lines) for each in mouse.closed().workouts] == [2, 2]
        await mouse.open("a add")
        await mouse.keys("enter choose", "save")
        assert len(mouse.closed().workouts[0].lines) == 3
        await mouse.open("s schedule")
        await mouse.step("Workouts", "‹")
        await mouse.keys("save")
        assert not mouse.closed().on_weekdays
        await mouse.open("p plans")
        await mouse.keys("new", "↓", "take it")
        assert "Pull-up ladder" in visit.text
        await mouse.open("p plans")
        await mouse.keys("rename", "save")
        await mouse.open("p plans")
        await click_on(visit, "Mine ")
        await mouse.keys("open")
        mouse.closed()
        assert "Plan  Mine" in visit.text


async def test_of_a_pair_of_keys_each_does_its_own(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
        mouse = Mouse(visit)
        await mouse.keys("f form", "↓ next", "↓ next")
        await mouse.keys("→ change", "→ change", "← →", "⇧→ more")
        assert "Sets           « ‹ 10 › »" in visit.text
        await mouse.keys("⇧← ⇧→")
        assert "Sets           « ‹ 5 › »" in visit.text
        await mouse.keys("↑ ↓", "→ change")
        assert "from … to … reps" in visit.text


async def test_the_heading_shows_the_workouts_beside_and_the_list_of_keys_is_closed(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=(60, 18)) as visit:
        await click_on(visit, "‹ Push ›", right=7)
        assert "‹ Pull ›" in visit.text
        await click_on(visit, "‹ Pull ›")
        assert "‹ Push ›" in visit.text
        mouse = Mouse(visit)
        await mouse.keys("? all keys", "close")
        assert mouse.closed() == MINE


async def test_the_arrows_of_a_long_value_keep_their_room(tmp_path: Path) -> None:
    reps = ",".join(["8"] * 30)
    line = parse_prescription(f"{'Very slow press of a heavy thing ' * 2}{reps} @20kg")
    async with asked(tmp_path, lambda: LineForm(line, FACTS), size=(60, 18)) as (visit, answers):
        mouse = Mouse(visit)
        await mouse.step("Exercise", "›")
        await mouse.keys("cancel")
        await mouse.step("Reps of each", "»")
        await mouse.step("Reps of each", "›")
        await mouse.keys("save")
        assert answers == [replace(line, sets=RepList((8,) * 30 + (9,)))]


async def test_all_that_is_said_of_a_template_can_be_read_where_it_is_low(tmp_path: Path) -> None:
    async with asked(tmp_path, TemplateDialog, size=(60, 18)) as (visit, _):
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        assert "Caution" not in visit.text
        await mouse.keys("read on")
        assert "Caution: Soreness" in visit.text
        await mouse.keys("read on")
        assert "For: Anybody" in visit.text
        await mouse.roll_to("Caution: Soreness", over="For:")


async def test_a_day_of_the_last_of_many_workouts(tmp_path: Path) -> None:
    many = replace(MINE, workouts=tuple(Workout(f"w{n}", f"Day {n}", (), ("mon",)) for n in range(30)))
    dialog = partial(ScheduleDialog, many, date(2026, 11, 22))
    async with asked(tmp_path, dialog, size=(60, 18)) as (visit, answers):
        visit.app.animation_level = "none"
        mouse = Mouse(visit)
        await mouse.roll_to("Day 29", over="Day 1")
        await visit.mouse(place_of(visit, "Th")[0], place_of(visit, "Day 29")[1])
        await mouse.keys("save")
        assert [each.days for each in answers[0].workouts] == [("mon",)] * 29 + [("mon", "thu")]
