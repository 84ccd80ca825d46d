"""A screen that asks for more room, instead of falling apart, when the terminal is too small."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

LEAST_WIDTH = 60
LEAST_HEIGHT = 18

Result = TypeVar("Result")


class RoomyScreen(Screen[Result]):
    """Base of all full screens: compose through `compose_room`; below 60 x 18 only one sentence shows."""

    DEFAULT_CSS = """
    RoomyScreen #more-room {
        display: none;
        width: 1fr;
        height: 1fr;
        content-align: center middle;
        text-align: center;
    }
    RoomyScreen.-cramped > * { display: none; }
    RoomyScreen.-cramped > #more-room { display: block; }
    """

    # Set by screens on which something runs on while it can't be seen.
    still_running = ""

    def compose_room(self) -> ComposeResult:
        """What the screen shows when there is room."""
        raise NotImplementedError(type(self).__name__)

    def compose(self) -> ComposeResult:
        """The screen's own content, and the sentence that takes its place."""
        yield from self.compose_room()
        yield Static(id="more-room", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show the content or the sentence, by the size of the terminal."""
        width, height = event.size
        cramped = width < LEAST_WIDTH or height < LEAST_HEIGHT
        self.set_class(cramped, "-cramped")
        if cramped:
            least = f"{LEAST_WIDTH} x {LEAST_HEIGHT}"
            more = f"Negtrain needs {least}; this is {width} x {height}. Make it larger."
            self.query_one("#more-room", Static).update(f"{more} {self.still_running}".strip())
