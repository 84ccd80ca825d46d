"""The ladder as a lifter climbs it: the loads that can be made, their distances, plates and advice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal as D
from fractions import Fraction
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList

from negtrain_tui.screens.ladder import LadderDialog
from negtrain_tui.training.equipment import Bar, Gear, Loading, Plate
from negtrain_tui.training.load import Load, Mass, parse_load
from tests.lone_screen import SIZES
from tests.past import BAR, KG, QUARTERS

GARAGE = Gear(BAR, KG)


class Climb(App[None]):
    """One ladder, and what it answered."""

    def __init__(self, gear: Gear, load: str, system: Fraction | None, told: Mapping[str, Any]) -> None:
        super().__init__()
        self.answers: list[Load | None] = []
        self._dialog = LadderDialog(gear, parse_load(load), exercise="Bench press", system=system, **told)

    def on_mount(self) -> None:
        self.push_screen(self._dialog, self.answers.append)

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def row(self, load: str) -> str:
        """The row of a load, without the frame."""
        (found,) = (
            line.strip(" │") for line in self.text.splitlines() if line.strip(" │").split(" ")[0] == load
        )
        return " ".join(found.split())


@asynccontextmanager
async def climbing(
    load: str,
    gear: Gear = GARAGE,
    *,
    size: tuple[int, int] = (80, 24),
    system: Fraction | None = None,
    **told: Any,
) -> AsyncIterator[tuple[Climb, Pilot[None]]]:
    app = Climb(gear, load, system, told)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def test_each_load_tells_its_distance_and_the_gap_below() -> None:
    async with climbing("60kg") as (app, _):
        assert app.row("61kg") == "61kg +1.7 % 1kg"
        assert app.row("60kg") == "60kg 1.5kg ◂ now"
        assert app.row("58.5kg") == "58.5kg -2.5 % 1kg"


async def test_the_heaviest_stands_at_the_top() -> None:
    async with climbing("60kg") as (app, _):
        assert app.text.index("62.5kg") < app.text.index("61kg") < app.text.index("58.5kg")


async def test_a_load_that_cannot_be_made_stands_in_its_place_and_is_not_taken() -> None:
    async with climbing("60.5kg") as (app, pilot):
        assert app.row("60.5kg") == "60.5kg can't be made ◂ now"
        assert app.text.index("61kg") < app.text.index("60.5kg") < app.text.index(" 60kg")
        await pilot.press("up", "enter")
        assert app.answers == [parse_load("61kg")]


@pytest.mark.parametrize(
    ("keys", "taken"), [(["enter"], "60kg"), (["up", "enter"], "61kg"), (["down", "down", "enter"], "57.5kg")]
)
async def test_the_arrows_choose_and_enter_takes(keys: list[str], taken: str) -> None:
    async with climbing("60kg") as (app, pilot):
        await pilot.press(*keys)
        assert app.answers == [parse_load(taken)]


async def test_a_second_click_on_a_load_takes_it() -> None:
    async with climbing("60kg") as (app, pilot):
        options = app.screen.query_one(OptionList)
        place = next(y for y, line in enumerate(app.text.splitlines()) if "62.5kg" in line)
        await pilot.click(options, offset=(3, place - options.region.y))
        assert app.answers == []
        await pilot.click(options, offset=(3, place - options.region.y))
        assert app.answers == [parse_load("62.5kg")]


async def test_escape_takes_nothing() -> None:
    async with climbing("60kg") as (app, pilot):
        await pilot.press("up", "escape")
        assert app.answers == [None]


@pytest.mark.parametrize("size", SIZES)
async def test_plates_and_advice_fit_every_terminal(size: tuple[int, int]) -> None:
    async with climbing("60kg", size=size) as (app, pilot):
        await pilot.press("up")
        await pilot.pause()
        assert "20┃0.5" in app.text
        assert "would" in app.text
        assert "61kg" in app.text
        assert "enter take this load" in app.text


async def test_with_quarter_plates_the_steps_are_finer() -> None:
    async with climbing("60kg", Gear(BAR, (*KG, QUARTERS))) as (app, _):
        assert app.row("60.5kg") == "60.5kg +0.83 % 0.5kg"


async def test_two_loads_show_the_ladder_of_the_lowered_one_and_keep_the_other() -> None:
    async with climbing("120kg/90kg") as (app, pilot):
        assert "◂ now" in app.row("120kg")
        await pilot.press("up", "enter")
        (answer,) = app.answers
        assert answer is not None
        assert answer.up == parse_load("90kg").down
        assert answer.down != parse_load("120kg").down


async def test_no_load_below_what_is_lifted_is_offered() -> None:
    async with climbing("100kg/97kg") as (app, pilot):
        await pilot.press("down", "down", "down", "down", "enter")
        (answer,) = app.answers
        assert answer is not None
        assert isinstance(answer.down, Mass)
        assert D(97) <= answer.down.value < D(100)
        assert "96kg" not in app.text


async def test_bodyweight_reckons_in_percent_of_all_that_moves() -> None:
    belt = Bar("belt", "belt", Mass(D(0), "kg"), loading=Loading.SINGLE)
    plates = tuple(Plate(Mass(D(mass), "kg"), 1) for mass in ("5", "2.5"))
    async with climbing("bw+5kg", Gear(belt, plates), system=Fraction(85)) as (app, pilot):
        assert app.row("bw+7.5kg") == "bw+7.5kg +2.9 % 2.5kg"
        await pilot.press("up", "enter")
        assert app.answers == [parse_load("bw+7.5kg")]


@pytest.mark.parametrize(
    ("load", "told", "hinted"),
    [("bw+5kg", {}, True), ("bw+5kg", {"weighable": False}, False), ("60kg", {}, False)],
)
async def test_without_a_body_mass_it_says_where_that_is_entered(
    load: str, told: dict[str, Any], hinted: bool
) -> None:
    gear = Gear(Bar("belt", "belt", Mass(D(0), "kg"), loading=Loading.SINGLE), KG) if "bw" in load else GARAGE
    async with climbing(load, gear, **told) as (app, _):
        assert ("b on Today enters your body mass" in app.text) == hinted


async def test_what_taking_a_load_does_is_told_as_it_is_here() -> None:
    async with climbing("60kg") as (app, _):
        assert app.screen.active_bindings["enter"].tooltip == "Prescribe this load from now on"
    async with climbing("60kg", taking="Train with this load today") as (app, _):
        assert app.screen.active_bindings["enter"].tooltip == "Train with this load today"


async def test_where_there_is_nothing_but_to_look_nothing_is_taken() -> None:
    async with climbing("60kg", taking=None) as (app, pilot):
        assert "The load follows the 1RM" in app.text
        assert "take this load" not in app.text
        await pilot.press("up", "enter")
        option = app.screen.query_one(OptionList)
        await pilot.click(option, offset=(3, 2))
        await pilot.click(option, offset=(3, 2))
        assert app.answers == []
        await pilot.press("escape")
        assert app.answers == [None]


async def test_pounds_on_a_line_in_kg_are_told_short_and_taken_whole() -> None:
    pounds = tuple(Plate(Mass(D(mass), "lb"), 4) for mass in ("45", "10", "5", "2.5"))
    async with climbing("118kg", Gear(Bar("b", "bar", Mass(D(45), "lb")), pounds)) as (app, pilot):
        assert "≈115.666kg" in app.text
        assert "0162" not in app.text
        await pilot.press("enter")
        (answer,) = app.answers
        assert answer is not None
        assert len(str(answer)) > len("115.666kg")


async def test_where_nothing_can_be_made_it_says_what_to_do() -> None:
    async with climbing("80%") as (app, pilot):
        assert "Nothing near this load can be made" in " ".join(app.text.replace("│", " ").split())
        await pilot.press("up", "down", "enter")
        assert app.answers == []
