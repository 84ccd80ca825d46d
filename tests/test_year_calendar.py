"""A year on one page: which day stands where, how dark it is, and how one gets to another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from negtrain_tui.training.session_heading import TrainingDay
from negtrain_tui.widgets.year_calendar import Shading, YearCalendar, YearGrid, day_said

TODAY = date(2026, 3, 2)


def trained(
    day: date, seconds: str = "60", *, sessions: int = 1, hold: str = "0", paced: bool = False
) -> TrainingDay:
    return TrainingDay(day, sessions, Decimal(seconds), Decimal(hold), paced)


def in_january(*seconds: str) -> list[TrainingDay]:
    return [trained(date(2026, 1, number), each) for number, each in enumerate(seconds, 1)]


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[YearCalendar.Turned | YearCalendar.Taken] = []

    def compose(self) -> ComposeResult:
        yield YearCalendar(TODAY)

    def on_year_calendar_turned(self, event: YearCalendar.Turned) -> None:
        self.told.append(event)

    def on_year_calendar_taken(self, event: YearCalendar.Taken) -> None:
        self.told.append(event)

    @property
    def calendar(self) -> YearCalendar:
        return self.query_one(YearCalendar)

    @property
    def lines(self) -> list[str]:
        return [self.calendar.render_line(y).text.rstrip() for y in range(self.calendar.size.height)]


@asynccontextmanager
async def shown(*days: TrainingDay, first_weekday: int = 0) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host()
    async with app.run_test(size=(60, 18)) as pilot:
        app.calendar.reach(2024, 2030)
        app.calendar.show(2026, days, first_weekday=first_weekday, today=TODAY)
        app.calendar.focus()
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize("first", range(7))
@pytest.mark.parametrize("year", [2000, 2024, 2026, 2028, 2100])
def test_every_day_of_a_year_has_a_cell_of_its_own_in_54_weeks(year: int, first: int) -> None:
    grid = YearGrid(year, first)
    begin = date(year, 1, 1)
    days = [begin + timedelta(days=number) for number in range(366)]
    days = [day for day in days if day.year == year]
    cells = [grid.cell(day) for day in days]
    assert len(set(cells)) == len(days)
    assert [grid.day(*cell) for cell in cells] == days
    assert all(0 <= row < 7 and 0 <= column < 54 for row, column in cells)
    assert {grid.day(0, column) for column in range(55)} - {None} == {
        day for day in days if day.weekday() == first
    }


def test_a_quarter_of_the_days_has_each_shade() -> None:
    # eight days: the quartiles by nearest rank are the second, fourth and sixth smallest
    days = in_january("80", "10", "30", "20", "70", "40", "60", "50")
    shading = Shading.of(days)
    assert shading.limits == (20, 40, 60)
    assert [shading.shade(day) for day in days] == [3, 0, 1, 0, 3, 1, 2, 2]
    assert shading.legend == ((0, "to 20"), (1, "to 40"), (2, "to 60"), (3, "over 60 s lowering"))


def test_a_day_is_shaded_by_the_seconds_it_is_told_with() -> None:
    days = in_january("20.4", "40", "60", "80")
    assert Shading.of(days).limits == (20, 40, 60)
    assert Shading.of(days).shade(days[0]) == 0


@pytest.mark.parametrize(
    ("seconds", "shades", "legend"),
    [
        ((), [], ()),
        (("60",), [3], ((3, "60 s lowering"),)),
        (("60", "60", "60", "60"), [3, 3, 3, 3], ((3, "60 s lowering"),)),
        (("0", "60"), [0, 3], ((3, "60 s lowering"),)),
        (("0",), [0], ()),
        (("30", "60"), [2, 3], ((2, "to 30"), (3, "over 30 s lowering"))),
    ],
)
def test_few_days_still_have_a_legend_that_is_true(
    seconds: tuple[str, ...], shades: list[int], legend: tuple[tuple[int, str], ...]
) -> None:
    days = in_january(*seconds)
    shading = Shading.of(days)
    assert [shading.shade(day) for day in days] == shades
    assert shading.legend == legend


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (trained(date(2026, 3, 3), "143", paced=True), "Tue 3 Mar 2026: 1 session, ~143 s lowering"),
        (trained(date(2026, 3, 2), "60.5", sessions=2), "Mon 2 Mar 2026, today: 2 sessions, 61 s lowering"),
        (trained(date(2026, 3, 1), "0", hold="90"), "Sun 1 Mar 2026: 1 session, 90 s of holds"),
        (
            replace(trained(date(2026, 3, 1), "0", hold="90"), holds_paced=True),
            "Sun 1 Mar 2026: 1 session, ~90 s of holds",
        ),
        (trained(date(2026, 3, 1), "0"), "Sun 1 Mar 2026: 1 session"),
    ],
)
def test_a_day_in_words(day: TrainingDay, said: str) -> None:
    assert day_said(day.day, day, TODAY) == said


def test_a_day_without_training_in_words() -> None:
    assert day_said(date(2026, 3, 1), None, TODAY) == "Sun 1 Mar 2026: nothing trained"
    assert day_said(date(2026, 3, 3), None, TODAY) == "Tue 3 Mar 2026: still to come"


async def test_months_stand_above_weekdays_at_the_left_and_the_legend_below() -> None:
    days = [trained(date(2026, 1, 1), "10"), trained(date(2026, 12, 31), "80", paced=True)]
    async with shown(*days) as (app, pilot):
        months, *week, words, legend = app.lines
        assert " ".join(months.split()) == "2026 Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
        assert " ".join(line.split()[0] for line in week) == "Mon Tue Wed Thu Fri Sat Sun"
        # both Thursdays, at the two ends of the year
        thursday = week[3].split()[1]
        assert (thursday[0], thursday[-1], len(thursday)) == ("▓", "█", 53)
        assert set(thursday[1:-1]) == {"·"}
        assert words == "Mon 2 Mar 2026, today: nothing trained"
        assert legend == "▓ to 10  █ over 10 s lowering"
        await pilot.press("end")
        assert app.lines[8] == "Thu 31 Dec 2026: 1 session, ~80 s lowering"
        assert max(len(line) for line in app.lines) <= app.calendar.content_size.width


async def test_weeks_start_as_the_lifter_has_them() -> None:
    async with shown(trained(date(2026, 3, 1)), first_weekday=6) as (app, _):
        assert " ".join(line.split()[0] for line in app.lines[1:8]) == "Sun Mon Tue Wed Thu Fri Sat"
        assert "█" in app.lines[1]


async def test_arrows_go_by_days_and_weeks_and_the_page_keys_by_years() -> None:
    async with shown() as (app, pilot):
        calendar = app.calendar
        for pressed, day in (
            ("right", date(2026, 3, 9)),
            ("down", date(2026, 3, 10)),
            ("left", date(2026, 3, 3)),
            ("up", date(2026, 3, 2)),
            ("home", date(2026, 1, 1)),
            ("end", date(2026, 12, 31)),
        ):
            await pilot.press(pressed)
            assert calendar.day == day
        assert app.told == []
        await pilot.press("down")
        assert (calendar.year, calendar.day) == (2027, date(2027, 1, 1))
        await pilot.press("pageup", "pageup")
        assert calendar.day == date(2025, 1, 1)
        assert [event.year for event in app.told if isinstance(event, YearCalendar.Turned)] == [
            2027,
            2026,
            2025,
        ]
        # nothing is said of a year before it is known, and the days of another year aren't taken for its own
        assert app.lines[8] == "reading …"
        calendar.show(2026, [trained(date(2026, 1, 1))], first_weekday=0, today=TODAY)
        assert app.lines[8] == "reading …"
        calendar.show(2025, [trained(date(2025, 1, 1))], first_weekday=0, today=TODAY)
        assert app.lines[8] == "Wed 1 Jan 2025: 1 session, 60 s lowering"


async def test_a_leap_day_turns_into_the_28th() -> None:
    async with shown() as (app, pilot):
        app.calendar.go_to(date(2028, 2, 29))
        await pilot.press("pagedown")
        assert app.calendar.day == date(2029, 2, 28)


async def test_enter_and_a_click_take_a_day() -> None:
    third = trained(date(2026, 3, 3), sessions=2)
    async with shown(third) as (app, pilot):
        await pilot.press("down", "enter", "up", "enter")
        taken = [event for event in app.told if isinstance(event, YearCalendar.Taken)]
        assert [(event.day, event.trained) for event in taken] == [(third.day, third), (TODAY, None)]
        row, column = YearGrid(2026, 0).cell(third.day)
        left = app.lines[1 + row].index("█")
        await pilot.click(YearCalendar, offset=(1 + left, 1 + row))
        assert app.calendar.day == third.day
        assert isinstance(app.told[-1], YearCalendar.Taken) and app.told[-1].trained == third
        assert left == 5 + column
        # beside the days, a click does nothing
        count = len(app.told)
        await pilot.click(YearCalendar, offset=(2, 3))
        await pilot.click(YearCalendar, offset=(20, 0))
        await pilot.click(YearCalendar, offset=(59, 7))
        assert len(app.told) == count


async def test_moving_repaints_two_days_and_the_words() -> None:
    async with shown(*in_january("10", "20")) as (app, pilot):
        repainted: list[int] = []
        refresh = app.calendar.refresh

        def count(*regions: object, **changes: object) -> object:
            repainted.append(len(regions))
            return refresh(*regions, **changes)  # type: ignore[arg-type]

        app.calendar.refresh = count  # type: ignore[method-assign, assignment]
        await pilot.press("left")
        assert repainted == [3]
