"""The keys at the foot: what fits is shown, and `?` lists every one of them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from negtrain_tui.screens.all_keys import AllKeys
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.widgets.key_bar import KeyBar, key_name
from tests.gym import LEAD_IN_S, at_the_gym
from tests.lone_screen import Visit, visiting

_MANY = 26


class _Crowded(RoomyScreen[None]):
    """More keys than three lines hold, and one that the bar never shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                chr(ord("a") + number), f"do('{number}')", f"do number {number}", tooltip=f"Help {number}"
            )
            for number in range(_MANY)
        ),
        Binding("f9", "do('hidden')", "a hidden one", show=False),
        Binding("f10", "do('forbidden')", "a forbidden one"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose_room(self) -> ComposeResult:
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "do" or parameters != ("forbidden",)

    def action_do(self, what: str) -> None:
        self.done.append(what)


class _Few(RoomyScreen[None]):
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "app.bell", "ring", tooltip="Ring a bell")]

    def compose_room(self) -> ComposeResult:
        yield Input()
        yield KeyBar()


def _crowded(visit: Visit) -> _Crowded:
    (screen,) = (each for each in visit.app.screen_stack if isinstance(each, _Crowded))
    return screen


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_where_the_keys_need_more_than_three_lines_the_last_cell_lists_them_all(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Crowded(), size=size) as visit:
        lines = visit.bar.splitlines()
        assert len(lines) == 3
        assert lines[-1].endswith("? all keys")
        assert all(len(line) <= size[0] for line in lines)
        await visit.click("? all keys")
        assert isinstance(visit.app.screen, AllKeys)
        assert "do number 1" in visit.text
        assert "Help 1" in visit.text


async def test_every_key_is_listed_also_hidden_ones_but_none_that_does_nothing_now(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Crowded(), size=(120, 60)) as visit:
        await visit.press("question_mark")
        assert all(f"do number {number}" in visit.text for number in range(_MANY))
        assert "f9            a hidden one" in visit.text
        assert "forbidden" not in visit.text


async def test_keys_that_are_textuals_own_are_not_listed(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Few(), size=(120, 60)) as visit:
        visit.app.screen.query_one(Input).focus()
        await visit.press("f1")
        assert "Ring a bell" not in visit.text
        for usual in ("Focus Next", "superc", "Copy selected text", "Move cursor left"):
            assert usual not in visit.text
    async with visiting(tmp_path / "b.db", lambda *_: _Few(), size=(120, 60)) as visit:
        await visit.press("question_mark")
        assert "Focus Next" not in visit.text
        assert "find an action" in visit.text


async def test_enter_does_the_highlighted_key_on_the_screen_below(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Crowded()) as visit:
        await visit.press("question_mark", "down", "down", "enter")
        assert _crowded(visit).done == ["2"]
        assert visit.app.screen is _crowded(visit)


async def test_a_click_on_a_listed_key_does_it(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Crowded()) as visit:
        await visit.press("question_mark")
        y = next(at for at, line in enumerate(visit.text.splitlines()) if "do number 4" in line)
        await visit.pilot.click(offset=(20, y))
        await visit.settled()
        assert _crowded(visit).done == ["4"]


async def test_the_same_key_closes_the_list_and_does_nothing(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Crowded()) as visit:
        await visit.press("question_mark", "question_mark")
        assert visit.app.screen is _crowded(visit)
        assert _crowded(visit).done == []


async def test_where_the_keys_fit_nothing_is_added_and_the_list_opens_all_the_same(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Few()) as visit:
        assert visit.bar == "a ring"
        await visit.press("question_mark")
        assert "Ring a bell" in visit.text


async def test_where_a_text_takes_the_question_mark_f1_lists_the_keys(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Few()) as visit:
        visit.app.screen.query_one(Input).focus()
        await visit.press("f1")
        assert isinstance(visit.app.screen, AllKeys)


@pytest.mark.parametrize(
    ("binding", "shown"),
    [
        (Binding("shift+up", "x"), "⇧↑"),
        (Binding("ctrl+t", "x"), "^t"),
        (Binding("delete", "x"), "del"),
        (Binding("tab", "x"), "tab"),
        (Binding("question_mark", "x"), "?"),
        (Binding("ctrl+p", "x"), "^p"),
        (Binding("f8", "x", key_display="F8"), "F8"),
        (Binding("pagedown", "x"), "PgDn"),
    ],
)
def test_keys_are_written_as_on_the_keyboard(binding: Binding, shown: str) -> None:
    assert key_name(binding) == shown


async def test_while_a_set_runs_no_list_comes_over_it(tmp_path: Path) -> None:
    async with at_the_gym(tmp_path / "a.db") as gym:
        await gym.press("space")
        await gym.after(LEAD_IN_S + 0.5, "question_mark", "f1")
        assert gym.screen() is gym.train
        assert gym.train.running


class _Growing(RoomyScreen[None]):
    """Has few keys at first, and after `g` more than one line holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "grow", "grow"),
        *(Binding(letter, f"do('{letter}')", f"do what {letter} does") for letter in "abcdef"),
    ]
    grown = False

    def compose_room(self) -> ComposeResult:
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self.grown or action != "do"

    def action_grow(self) -> None:
        self.grown = True
        # Drawn before it hears of its new keys: what was drawn isn't what there was room for.
        bar = self.query_one(KeyBar)
        bar.render()
        self.refresh_bindings()


async def test_a_bar_that_was_drawn_into_too_little_room_gets_more(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", lambda *_: _Growing()) as visit:
        bar = visit.app.screen.query_one(KeyBar)
        assert bar.size.height == 1
        await visit.press("g")
        assert bar.size.height == 2
        assert "do what f does" in visit.flat
