"""A full screen in a small terminal, and what it tells in passing."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from negtrain_tui.screens import roomy
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.widgets.key_bar import KeyBar
from tests.lone_screen import EVIL, VISIBLE_EVIL


class Kitchen(RoomyScreen[None]):
    """Something may be on the stove."""

    DEFAULT_CSS = "Kitchen #floor { height: 1fr; }"
    BINDINGS = [("space", "press", "cook")]  # noqa: RUF012 - as in Screen
    on_the_stove = ""

    def compose_room(self) -> ComposeResult:
        yield Static("Kitchen", id="floor")
        yield KeyBar()

    def still_running(self) -> str:
        return self.on_the_stove


class House(App[None]):
    BINDINGS = [  # noqa: RUF012 - as in App
        ("1", "switch_mode('a')", "hall"),
        ("2", "switch_mode('b')", "stairs"),
        ("3", "switch_mode('c')", "attic"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.kitchen = Kitchen()
        self.gone_to: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(self.kitchen)

    async def action_switch_mode(self, mode: str) -> None:
        self.gone_to.append(mode)

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        rows = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
        return "\n".join(rows)


async def test_what_runs_unseen_is_told_as_it_is_at_the_time() -> None:
    house = House()
    async with house.run_test(size=(80, 24)) as pilot:
        assert not house.kitchen.cramped
        house.kitchen.on_the_stove = "The soup boils."
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert house.kitchen.cramped
        assert "this is 40 x 10. Make it larger." in " ".join(house.text.split())
        assert "The soup boils." in house.text
        house.kitchen.on_the_stove = ""
        house.kitchen.refresh_room()
        await pilot.pause()
        assert "Make it larger." in " ".join(house.text.split())
        assert "soup" not in house.text
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not house.kitchen.cramped
        assert "Kitchen" in house.text


@pytest.mark.parametrize("trouble", [False, True])
async def test_what_is_told_stands_above_the_keys_until_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch, trouble: bool
) -> None:
    house = House()
    async with house.run_test(size=(60, 18)) as pilot:
        house.kitchen.say("Something else.", trouble=trouble)
        house.kitchen.say(EVIL, trouble=trouble)
        await pilot.pause()
        rows = house.text.splitlines()
        assert rows[-2].strip() == ("× " if trouble else "") + VISIBLE_EVIL
        assert "space cook" in rows[-1]
        assert "Something else" not in house.text
        monkeypatch.setattr(roomy, "_TROUBLE_S" if trouble else "_SAID_S", 0.01)
        house.kitchen.say(EVIL, trouble=trouble)
        for _ in range(500):
            await pilot.pause(0.01)
            if VISIBLE_EVIL not in house.text:
                return
        raise AssertionError("it is still there")


async def test_what_is_told_is_gone_when_one_comes_back_and_is_not_lost_under_a_dialog() -> None:
    house = House()
    async with house.run_test(size=(60, 18), notifications=True) as pilot:
        house.kitchen.say("The salt is spilt.")
        await house.push_screen(Kitchen())
        await pilot.pause()
        house.kitchen.say("The milk boils over.", trouble=True)
        await pilot.pause()
        assert [notice.message for notice in house._notifications] == ["The milk boils over."]
        house.pop_screen()
        await pilot.pause()
        assert "salt" not in house.text


class Kettle(Static):
    """Whistles last of all."""

    async def on_unmount(self) -> None:
        house = self.app
        assert isinstance(house, House)
        await house.kitchen.query("#said").remove()
        house.kitchen.say("It boils.", trouble=True)
        house.gone_to.append("said")


async def test_what_is_told_while_the_screen_goes_is_told_to_nobody() -> None:
    house = House()
    async with house.run_test(size=(60, 18), notifications=True) as pilot:
        await house.kitchen.mount(Kettle())
        await pilot.pause()
        house.exit()
    assert house.gone_to == ["said"]


@pytest.mark.parametrize(
    ("width", "bar"),
    [(70, "space cook  1 hall  2 stairs  3 attic"), (69, "space cook  1 2 3 screens")],
)
async def test_where_it_is_narrow_the_keys_of_screens_share_a_word_and_each_can_be_clicked(
    width: int, bar: str
) -> None:
    house = House()
    async with house.run_test(size=(width, 18)) as pilot:
        shown = house.kitchen.query_one(KeyBar)
        assert str(shown.render()).startswith(bar)
        for digit in "123":
            await pilot.click(KeyBar, offset=(bar.index(digit), 0))
        assert house.gone_to == ["a", "b", "c"]
