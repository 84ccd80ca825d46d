"""One screen in a tiny app, on a real outbox and database, used by its keys and read from the terminal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.settings import TestCues
from negtrain_tui.training.exercise import Catalogue, load_catalogue
from negtrain_tui.widgets.key_bar import KeyBar
from tests.fake_clock import FakeClock
from tests.new_file import new_file
from tests.quiet import at_rest, key

EVIL = "[red]Evil[/] \x1b[2J"
VISIBLE_EVIL = r"[red]Evil[/] \x1b[2J"
SIZES = [(80, 24), (60, 18), (120, 40)]

_FRAMES = re.compile("[\u2500-\u259f]")

T = TypeVar("T")
Made = Callable[[Outbox, Clock, Catalogue], Screen[None]]


class Host(App[None]):
    """Shows one screen and keeps what it asks for."""

    def __init__(self, make: Callable[[], Screen[None]]) -> None:
        super().__init__()
        self._make = make
        self.asked: list[Message] = []

    def on_mount(self) -> None:
        self.push_screen(self._make())

    def on_start_session(self, message: StartSession) -> None:
        self.asked.append(message)

    def on_test_cues(self, message: TestCues) -> None:
        self.asked.append(message)


@dataclass
class Visit:
    """A lifter in front of the screen."""

    app: Host
    pilot: Pilot[None]
    outbox: Outbox
    clock: FakeClock
    path: Path = field(default_factory=Path)

    async def settled(self) -> None:
        """Wait until everything asked of the database is there and drawn."""
        await at_rest(self.app)

    async def rush(self, *keys: str) -> None:
        """Press keys without waiting between them, for those that lead nowhere else."""
        for name in keys:
            self.app.post_message(key(name))
        await self.settled()

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and see what comes of each."""
        for name in keys:
            self.app.post_message(key(name))
            await self.settled()

    async def write(self, text: str) -> None:
        """Put a whole text where the cursor is, in place of what stood there."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.value = text
        await self.settled()

    @property
    def text(self) -> str:
        """All that stands on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def flat(self) -> str:
        """The same as one long line without frames and scrollbars, to find sentences that wrap."""
        return " ".join(_FRAMES.sub(" ", self.text).split())

    @property
    def bar(self) -> str:
        """The keys offered."""
        return str(self.app.screen.query_one(KeyBar).render())

    @property
    def notices(self) -> str:
        """What was told in passing, above the keys or over the screen."""
        screen = self.app.screen
        said = [str(screen.query_one("#said", Static).visual)] if screen.has_class("-saying") else []
        return "\n".join([*said, *(notice.message for notice in self.app._notifications)])

    async def mouse(self, x: int, y: int, *kinds: type[events.MouseEvent]) -> None:
        """Let the mouse do something over a cell, as the terminal reports it; without kinds, click."""
        for kind in kinds or (events.MouseDown, events.MouseUp):
            button = 1 if kind in (events.MouseDown, events.MouseUp) else 0
            self.app.post_message(kind(None, x, y, 0, 0, button, False, False, False))
        await self.settled()

    async def click(self, word: str) -> None:
        """Click on a word of the key bar."""
        bar = self.app.screen.query_one(KeyBar)
        for y, line in enumerate(str(bar.render()).splitlines()):
            if word in line:
                await self.mouse(bar.region.x + line.index(word), bar.region.y + y)
                return
        raise AssertionError(f"{word!r} isn't among the keys: {bar.render()}")

    def stored(self, action: Callable[[Repository], T]) -> T:
        """Look into the database as another program would."""
        assert self.outbox.drain(5)
        with Repository.open(self.path) as repository:
            return action(repository)

    def palette(self) -> dict[str, Callable[[], Any]]:
        """What the screen offers to the command palette."""
        commands = getattr(self.app.screen, "commands")()  # noqa: B009 - of some screens only
        return {title: callback for title, _, callback in commands}


@asynccontextmanager
async def visiting(
    path: Path,
    make: Made,
    *,
    size: tuple[int, int] = (80, 24),
    before: Callable[[Repository], object] | None = None,
    clock: FakeClock | None = None,
    factory: Callable[[], Repository] | None = None,
) -> AsyncIterator[Visit]:
    """Open the screen on the database at `path`, which `before` may fill."""
    if factory is None:
        new_file(path)
    if before is not None:
        with Repository.open(path) as repository:
            before(repository)
    clock = clock or FakeClock(100.0)
    with Outbox(factory or (lambda: Repository.open(path)), retry_s=0.05) as outbox:
        app = Host(lambda: make(outbox, clock, load_catalogue()))
        async with app.run_test(size=size, notifications=True) as pilot:
            visit = Visit(app, pilot, outbox, clock, path)
            await visit.settled()
            yield visit
