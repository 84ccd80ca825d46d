"""A screen that opens one dialog and keeps what it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.settings import Settings
from tests.lone_screen import Visit, visiting

FACTS = Facts(load_catalogue(), Settings(), {}, {})


class Behind(RoomyScreen[None]):
    """What lies under a dialog."""

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self._dialog = dialog
        self.answers: list[Any] = []

    def compose_room(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self.app.push_screen(self._dialog, self.answers.append)


@asynccontextmanager
async def asked(
    path: Path, dialog: Callable[[], Screen[Any]], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Visit, list[Any]]]:
    """Open a dialog; its answers come into the list."""
    async with visiting(path / "negtrain.db", lambda *_: Behind(dialog()), size=size) as visit:
        behind = visit.app.screen_stack[1]
        assert isinstance(behind, Behind)
        yield visit, behind.answers


def place_of(visit: Visit, words: str, *, last: bool = False) -> tuple[int, int]:
    """Where words stand on the terminal: the cell of their first letter."""
    lines = list(enumerate(visit.text.splitlines()))
    for y, line in reversed(lines) if last else lines:
        if words in line:
            return line.index(words), y
    raise AssertionError(f"{words!r} isn't shown:\n{visit.text}")


async def click_on(visit: Visit, words: str, *, right: int = 0, last: bool = False) -> None:
    """Click on words, or so many cells to the right of their first letter."""
    x, y = place_of(visit, words, last=last)
    await visit.mouse(x + right, y)
