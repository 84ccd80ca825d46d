"""The schedule as a lifter sets it, by keys and by mouse, and the calendar of the coming weeks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Static

from negtrain_tui.screens.schedule_form import ScheduleDialog
from negtrain_tui.screens.weeks import WeeksDialog
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import Missed, Schedule
from negtrain_tui.widgets.day_grid import DayGrid
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.test_agenda import START, day, in_turn, nordic, trained, weekdays, workout


class _Empty(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("")


@asynccontextmanager
async def scheduling(
    folder: Path, plan: Plan, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Visit, list[Plan | None]]]:
    """The dialog over an empty screen, and what it answered."""
    async with visiting(folder / "a.db", lambda *_: _Empty(), size=size) as visit:
        answers: list[Plan | None] = []
        visit.app.push_screen(ScheduleDialog(plan, START), answers.append)
        await visit.settled()
        yield visit, answers


async def click_day(visit: Visit, row: int, column: int, grid: str = "#own-days") -> None:
    """Click on a day's cell."""
    widget = visit.app.screen.query_one(grid, DayGrid)
    heads = str(widget.heads)
    x = heads.index("Mo") + 4 * column
    await visit.pilot.click(widget, offset=(x, row))
    await visit.settled()


class TestSchedule:
    @pytest.mark.parametrize("size", SIZES)
    async def test_nothing_changed_answers_the_equal_plan(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        for plan in (weekdays(), in_turn("mon wed"), in_turn(), nordic()):
            async with scheduling(tmp_path, plan, size) as (visit, answers):
                assert "enter save" in visit.bar
                await visit.press("enter")
                assert answers == [plan]

    @pytest.mark.parametrize("size", SIZES)
    async def test_two_workouts_get_their_days_by_keys_alone(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        fresh = Plan("p", "Mine", (workout("A"), workout("B")))
        async with scheduling(tmp_path, fresh, size) as (visit, answers):
            await visit.press("right")
            assert "each workout on its own weekdays" in visit.text
            assert "No weekday is chosen yet" in visit.flat
            await visit.press("enter")
            assert answers == []
            await visit.press("down", " ", "down", "right", "right", "right", " ")
            assert "= A on Mondays, B on Thursdays; no start date; a missed day is dropped" in visit.flat
            await visit.press("down")
            await visit.write("next monday")
            assert "week 1 from Mon 30 Nov" in visit.flat
            await visit.press("down", "left")
            assert "a missed day moves all that follows on" in visit.flat
            await visit.press("enter")
            (plan,) = answers
            assert plan is not None
            assert [each.days for each in plan.workouts] == [("mon",), ("thu",)]
            assert plan.schedule == Schedule((), date(2026, 11, 30), Missed.SHIFT)
            assert [each.lines for each in plan.workouts] == [each.lines for each in fresh.workouts]

    @pytest.mark.parametrize("size", SIZES)
    async def test_the_same_by_mouse(self, tmp_path: Path, size: tuple[int, int]) -> None:
        fresh = Plan("p", "Mine", (workout("A"), workout("B")))
        async with scheduling(tmp_path, fresh, size) as (visit, answers):
            await visit.pilot.click("#kind", offset=(6, 0))
            await visit.settled()
            await click_day(visit, 0, 0)
            await click_day(visit, 1, 3)
            await click_day(visit, 1, 4)
            await click_day(visit, 1, 4)
            await visit.click("save")
            (plan,) = answers
            assert plan is not None
            assert [each.days for each in plan.workouts] == [("mon",), ("thu",)]

    async def test_changing_the_kind_keeps_what_was_entered_until_it_is_saved(self, tmp_path: Path) -> None:
        async with scheduling(tmp_path, weekdays()) as (visit, answers):
            await visit.press("right")
            assert "No training day is chosen yet" in visit.flat
            await visit.press("down", "right", " ", "up")
            assert "Push, then Pull, in turn on Tuesdays" in visit.flat
            await visit.press("right")
            assert "in turn on any day" in visit.flat
            await visit.press("right")
            assert "Push on Mondays and Thursdays, Pull on Tuesdays" in visit.flat
            await visit.press("left", "left", "enter")
            (plan,) = answers
            assert plan is not None
            assert not plan.on_weekdays
            assert plan.schedule.days == ("tue",)

    async def test_the_start_is_moved_by_the_arrows_and_read_as_typed(self, tmp_path: Path) -> None:
        async with scheduling(tmp_path, in_turn()) as (visit, answers):
            await visit.press("down", "right", "right", "left")
            assert visit.app.screen.query_one("#start", Input).value == "2026-11-24"
            await visit.write("2026-02-30")
            assert "2026-02-30 is no day" in visit.flat
            await visit.press("right", "enter")
            assert answers == []
            await visit.write("")
            assert "no start date" in visit.flat
            await visit.press("right", "enter")
            assert answers == [in_turn()]

    async def test_escape_changes_nothing(self, tmp_path: Path) -> None:
        async with scheduling(tmp_path, weekdays()) as (visit, answers):
            await visit.press("down", " ", "escape")
            assert answers == [None]

    async def test_days_written_otherwise_stay_as_written(self, tmp_path: Path) -> None:
        odd = replace(weekdays(), workouts=(workout("Push", "Monday thu"), workout("Pull", "tue")))
        async with scheduling(tmp_path, odd) as (visit, answers):
            await visit.press("enter")
            assert answers == [odd]

    @pytest.mark.parametrize("size", SIZES)
    async def test_thirty_workouts_scroll(self, tmp_path: Path, size: tuple[int, int]) -> None:
        many = Plan("p", "Big", tuple(workout(f"W{number}", "mon") for number in range(30)))
        async with scheduling(tmp_path, many, size) as (visit, answers):
            assert "W29" not in visit.text or size[1] > 30
            await visit.press("down")
            await visit.rush(*["down"] * 29)
            assert "W29 [x]" in visit.text
            assert "Mo  Tu" in visit.text
            await visit.press("down", "up")
            assert "W29 [x]" in visit.text
            await visit.press(" ", "right", " ", "enter")
            (plan,) = answers
            assert plan is not None
            assert plan.workouts[29].days == ("tue",)
            assert plan.workouts[:29] == many.workouts[:29]

    async def test_a_plan_without_workouts_says_so(self, tmp_path: Path) -> None:
        async with scheduling(tmp_path, Plan("p", "Mine", ())) as (visit, answers):
            assert "No workouts yet" in visit.flat
            await visit.press("enter")
            assert answers == [Plan("p", "Mine", ())]

    async def test_outside_text_is_shown_literally(self, tmp_path: Path) -> None:
        evil = Plan("p", EVIL, (workout(EVIL, "mon"),))
        async with scheduling(tmp_path, evil) as (visit, _):
            assert "\x1b" not in visit.text
            assert visit.flat.count(VISIBLE_EVIL) >= 3


class TestWeeks:
    @pytest.mark.parametrize("size", SIZES)
    async def test_four_weeks_from_today(self, tmp_path: Path, size: tuple[int, int]) -> None:
        plan = nordic()
        sessions = trained(("N1", 1, 1), ("something else", 1, 2))
        async with visiting(tmp_path / "a.db", lambda *_: _Empty(), size=size) as visit:
            visit.app.push_screen(WeeksDialog(plan, day(1, 4), sessions))
            await visit.settled()
            rows = [row.strip(" │") for row in visit.text.splitlines()]
            assert "N1: next on Mon 30 Nov" in visit.text
            first = next(number for number, row in enumerate(rows) if "[26]" in row)
            names = ("N1", "N2", "N3") if size[0] >= 80 else ("1", "2", "3")
            assert rows[first].split() == ["23", "24", "25", "[26]", "27", "28", "29"]
            assert rows[first + 1].split() == ["✓", names[0], "✓"]
            assert rows[first + 2].split() == ["2", "30", "1", "Dec", "2", "3", "4", "5", "6"]
            assert rows[first + 3].split() == [names[0], names[2]]
            assert rows[first + 4].split()[:2] == ["3", "7"]
            assert rows[first + 5].split() == list(names)
            if size[0] < 80:
                assert "1 N1 · 2 N2 · 3 N3" in visit.flat
            await visit.rush(*["pagedown"] * 3)
            assert "N1 on Mondays" in visit.flat
            await visit.press("escape")
            assert not isinstance(visit.app.screen, WeeksDialog)

    async def test_weeks_begin_on_the_day_they_are_said_to(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", lambda *_: _Empty()) as visit:
            visit.app.push_screen(WeeksDialog(nordic(), day(1, 4), (), 6))
            await visit.settled()
            rows = [row.strip(" │").split() for row in visit.text.splitlines()]
            assert ["week", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] in rows
            first = next(row for row in rows if "[26]" in row)
            assert first[-7:] == ["22", "23", "24", "25", "[26]", "27", "28"]

    async def test_without_a_start_there_is_no_column_for_weeks(self, tmp_path: Path) -> None:
        for name, plan, first in (("a.db", in_turn(start=None), "Mon"), ("b.db", nordic(), "week")):
            async with visiting(tmp_path / name, lambda *_: _Empty()) as visit:
                visit.app.push_screen(WeeksDialog(plan, START, ()))
                await visit.settled()
                assert "The coming weeks of" in visit.text
                heads = next(row.strip(" │") for row in visit.text.splitlines() if "Tue" in row)
                assert heads.startswith(first)

    async def test_in_turn_on_any_day_the_order_is_told(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", lambda *_: _Empty()) as visit:
            visit.app.push_screen(WeeksDialog(in_turn(start=None), START, ()))
            await visit.settled()
            assert "A, then B, then C, in turn on any day" in visit.flat
            assert "A: to begin with" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_two_workouts_a_day_and_long_names(self, tmp_path: Path, size: tuple[int, int]) -> None:
        plan = Plan("p", EVIL, (workout(EVIL, "mon"), workout("The other workout with a long name", "mon")))
        async with visiting(tmp_path / "a.db", lambda *_: _Empty(), size=size) as visit:
            visit.app.push_screen(WeeksDialog(plan, START, ()))
            await visit.settled()
            assert "\x1b" not in visit.text
            rows = [row.strip(" │") for row in visit.text.splitlines()]
            first = next(number for number, row in enumerate(rows) if "[23]" in row)
            assert rows[first + 1] and rows[first + 2]
            assert all(row.strip()[-1:] in ("", "│", "╭", "╮", "╰", "╯") for row in visit.text.splitlines())
