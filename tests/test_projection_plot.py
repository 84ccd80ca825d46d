"""The projection as it is looked at: curves and weeks of what comes if all goes well, on every terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual_plotext import PlotextPlot

from negtrain_tui.screens.projection_plot import ProjectionScreen, _weeks
from negtrain_tui.training.agenda import Trained
from negtrain_tui.training.coming_days import coming_days
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.projection import Projected, Projection
from negtrain_tui.training.schedule import Schedule
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, visiting
from tests.test_today import MONDAY, plan, workout
from tests.test_why import GOOD, filled, looking

DAY = date(2026, 3, 2)


def twelve_weeks(load: str | None = "60kg", seconds: bool = True, loadable: bool = True) -> Projection:
    """A session a week, half a kilo more each; 2.5 kg more can be made every fifth week."""
    sessions = []
    for week in range(12):
        start = None if load is None else parse_load(load)
        kg = "" if load is None else f"{D(60) + week * D('0.5'):f}kg"
        sessions.append(
            Projected(
                DAY + timedelta(weeks=week),
                D(4 + week % 3) if seconds else None,
                None if start is None else parse_load(kg),
                parse_load(f"{D(60) + week // 5 * D('2.5'):f}kg") if loadable and start else None,
            )
        )
    return Projection(tuple(sessions), "If every session succeeds on tempo.")


class Look(App[None]):
    def __init__(self, found: Projection, name: str) -> None:
        super().__init__()
        self._found, self._exercise = found, name

    def on_mount(self) -> None:
        self.push_screen(ProjectionScreen(self._exercise, self._found))

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


@asynccontextmanager
async def looked_at(
    found: Projection, size: tuple[int, int] = (80, 24), name: str = "Bench press"
) -> AsyncIterator[tuple[Look, Pilot[None]]]:
    app = Look(found, name)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize("size", SIZES)
async def test_load_and_seconds_each_have_their_curve_and_scale(size: tuple[int, int]) -> None:
    async with looked_at(twelve_weeks(), size) as (app, _):
        assert "Bench press: the next 12 weeks, if all goes well" in app.text
        assert len(app.screen.query(PlotextPlot)) == 2
        assert app.text.count("2 Mar") >= 2
        for value in ("60┤", "65.5┤", "4┤", "6┤"):
            assert value in app.text
        assert sum("⠀" < character <= "⣿" for character in app.text) > 20
        assert app.text.count("●") > 2


@pytest.mark.parametrize("size", SIZES)
async def test_the_weeks_and_the_note_can_be_read_below(size: tuple[int, int]) -> None:
    async with looked_at(twelve_weeks(), size) as (app, pilot):
        seen = app.text
        for _ in range(6):
            await pilot.press("pagedown")
            seen += app.text
        assert "If every session succeeds on tempo." in seen
        assert "Mon 18 May" in seen
        assert "65.5kg" in seen


async def test_only_what_is_known_is_plotted() -> None:
    async with looked_at(twelve_weeks(load=None)) as (app, _):
        assert len(app.screen.query(PlotextPlot)) == 1
        assert "seconds" in app.text
        assert "load, kg" not in app.text
    async with looked_at(twelve_weeks(seconds=False, loadable=False), (120, 40)) as (app, _):
        assert len(app.screen.query(PlotextPlot)) == 1
        assert "load, kg" in app.text
        assert "●" not in app.text
        assert "not known" in app.text


async def test_nothing_due_says_so() -> None:
    async with looked_at(Projection((), "No session is due in these weeks.")) as (app, _):
        assert "No session is due in these weeks." in app.text


async def test_a_line_that_stands_still_is_plotted_too() -> None:
    one = twelve_weeks().sessions[:1]
    async with looked_at(Projection(one, "It ends here.")) as (app, _):
        assert "60┤" in app.text


async def test_outside_text_is_shown_literally() -> None:
    async with looked_at(twelve_weeks(), name=EVIL) as (app, _):
        assert "\x1b" not in app.text
        assert VISIBLE_EVIL in app.text


@pytest.mark.parametrize("size", SIZES)
async def test_p_opens_it_from_why_and_esc_leads_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "a.db", looking(), before=filled(*GOOD), size=size) as visit:
        await visit.press("p")
        assert "Bench press: the next 12 weeks, if all goes well" in visit.flat
        await visit.press("escape")
        assert "Why" in visit.text
        assert "if all goes well" not in visit.flat


def test_no_start_pays_for_the_plots() -> None:
    program = (
        "import sys, negtrain_tui.app, negtrain_tui.screens.today, negtrain_tui.screens.why;"
        "print(*(name for name in ('plotext', 'textual_plotext') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


class TestTheComingDays:
    def test_a_plan_on_weekdays_names_them(self) -> None:
        named = plan(workout("A", "Bench press 3x5 @60kg", days=("mon", "thu")), workout("B", days=("tue",)))
        days = coming_days(named, "A-1", DAY, (), done=(), weeks=2)
        assert days.days == tuple(DAY + timedelta(days=number) for number in (0, 3, 7, 10))
        assert days.rhythm == "Trained on Mon and Thu, as planned."

    def test_a_line_of_some_weeks_comes_in_those_only(self) -> None:
        weeks = plan(workout("A", "Nordic curl 2x5 @bw wk 2", "Nordic curl 2x4 @bw wk 1", days=("mon",)))
        weeks = type(weeks)(weeks.id, weeks.name, weeks.workouts, Schedule(start=DAY))
        assert coming_days(weeks, "A-1", DAY, (), done=(), weeks=12).days == (DAY + timedelta(days=7),)

    def test_in_turn_on_named_days_it_is_told_how_often_it_comes(self) -> None:
        turns = plan(workout("A", "Bench press 3x5 @60kg"), workout("B", "Row 3x5 @60kg"))
        turns = type(turns)(
            turns.id, turns.name, turns.workouts, Schedule(days=("mon", "wed", "fri"), start=DAY)
        )
        days = coming_days(turns, "A-1", DAY, (), done=(), weeks=4)
        assert len(days.days) == 6
        assert days.rhythm == "Trained on the days the plan gives it: 6 in 4 weeks."

    def test_a_plan_that_is_over_has_no_days_of_ours_instead(self) -> None:
        over = plan(workout("A", "Bench press 3x5 @60kg wk 1", days=("mon",)))
        over = type(over)(over.id, over.name, over.workouts, Schedule(start=DAY - timedelta(weeks=9)))
        days = coming_days(over, "A-1", DAY, (), done=(DAY - timedelta(weeks=9),), weeks=12)
        assert (days.days, days.rhythm) == ((), "")

    def test_on_any_day_it_goes_on_as_lately(self) -> None:
        free = plan(workout("A", "Bench press 3x5 @60kg"), workout("B"))
        done = [DAY - timedelta(days=number) for number in (11, 6, 1)]
        trained = (Trained("id of A", "A", MONDAY),)
        days = coming_days(free, "A-1", DAY, trained, done=done, weeks=2)
        assert days.days == (DAY + timedelta(days=4), DAY + timedelta(days=9))
        assert days.rhythm == "Trained every 5 days, as lately."

    def test_nothing_done_yet_is_taken_for_three_sessions_a_week(self) -> None:
        free = plan(workout("A", "Bench press 3x5 @60kg"))
        days = coming_days(free, "A-1", DAY, (), done=(), weeks=2)
        assert days.days == tuple(DAY + timedelta(days=number) for number in (0, 3, 5, 7, 10, 12))
        assert days.rhythm == "3 sessions a week, as the plan has no days: our default."

    def test_two_workouts_share_them(self) -> None:
        free = plan(workout("A", "Bench press 3x5 @60kg"), workout("B", "Row 3x5 @60kg"))
        days = coming_days(free, "A-1", DAY, (), done=(), weeks=4)
        assert len(days.days) == 6
        assert days.rhythm == (
            "3 sessions a week, its 2 workouts in turn, as the plan has no days: our default."
        )


def test_a_week_of_another_year_keeps_its_column() -> None:
    sessions = [
        Projected(date(2026, 12, 28) + timedelta(weeks=week), D(5), parse_load("60kg"), parse_load("60kg"))
        for week in range(3)
    ]
    head, *rows = [row.plain for row in _weeks(sessions)]
    assert rows[1].startswith("Mon 4 Jan 2027")
    assert {row.index("5 s") + 3 for row in rows} == {head.index("seconds") + 7}
    assert {row.index("60kg") for row in rows} == {head.index("prescribed")}


def test_a_converted_load_is_told_short() -> None:
    sessions = [Projected(DAY, D(5), parse_load("118kg"), parse_load("117.9340162kg"))]
    assert "118kg           ≈117.934kg" in [row.plain for row in _weeks(sessions)][1]
