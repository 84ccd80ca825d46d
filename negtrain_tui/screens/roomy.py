"""A screen that asks for more room, instead of falling apart, when the terminal is too small."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.notifications import SeverityLevel
from textual.timer import Timer
from textual.widgets import Static

from negtrain_tui.screens.keyed import KeyedScreen
from negtrain_tui.widgets.literal import literal

LEAST_WIDTH = 60
LEAST_HEIGHT = 18
_SAID_S = 5.0
_TROUBLE_S = 15.0
_NOTICE_S = 4.0

Result = TypeVar("Result")


class RoomyScreen(KeyedScreen[Result]):
    """Base of all full screens: compose through `compose_room`; below 60 x 18 only one sentence shows."""

    DEFAULT_CSS = """
    RoomyScreen #more-room {
        display: none;
        width: 1fr;
        height: 1fr;
        content-align: center middle;
        text-align: center;
    }
    RoomyScreen #banner {
        dock: top;
        height: 1;
        text-align: center;
        text-style: bold;
        background: $warning;
        color: auto;
    }
    RoomyScreen #said { display: none; height: auto; max-height: 4; padding: 0 1; background: $surface; }
    RoomyScreen.-saying #said { display: block; }
    RoomyScreen.-cramped > * { display: none; }
    RoomyScreen.-cramped #said { display: none; }
    RoomyScreen.-cramped > #more-room { display: block; }
    """

    _saying: Timer | None = None
    _too_small = ""

    @property
    def cramped(self) -> bool:
        """Whether the terminal is too small to show more than the sentence."""
        return self.has_class("-cramped")

    def still_running(self) -> str:
        """Say what goes on at this moment though it can't be seen; nothing where nothing does."""
        return ""

    def heeds(self, key: str) -> bool:
        """Tell whether a key means something here though nothing can be seen; what would run on, needs some.

        Keys that leave or suspend the app always do.
        """
        del key
        return False

    def compose_room(self) -> ComposeResult:
        """What the screen shows when there is room."""
        raise NotImplementedError(type(self).__name__)

    def compose(self) -> ComposeResult:
        """The app's banner, where it has one, the screen's own content, and the sentence in its place."""
        if banner := getattr(self.app, "banner", ""):
            yield Static(banner, id="banner", markup=False)
        yield from self.compose_room()
        yield Static(id="said", markup=False)
        yield Static(id="more-room", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show the content or the sentence, by the size of the terminal."""
        width, height = event.size
        self.set_class(width < LEAST_WIDTH or height < LEAST_HEIGHT, "-cramped")
        least = f"{LEAST_WIDTH} x {LEAST_HEIGHT}"
        self._too_small = f"Negtrain needs {least}; this is {width} x {height}. Make it larger."
        self.refresh_room()

    def refresh_room(self) -> None:
        """Say anew what is still running; for screens on which that has just changed."""
        if self.cramped:
            said = f"{self._too_small} {self.still_running()}"
            self.query_one("#more-room", Static).update(said.strip())

    def say(self, sentence: str, *, trouble: bool = False) -> None:
        """Tell something in passing, above the keys, in place of what was told before.

        Where another screen or a dialog is in front, the sentence is shown over that one. A screen that is
        being taken down tells nothing: some of it is gone already.
        """
        if not self.display:
            return
        if self.app.screen is not self or self.cramped:
            severity: SeverityLevel = "error" if trouble else "information"
            self.notify(literal(sentence), severity=severity, timeout=_NOTICE_S, markup=False)
            return
        mark, style = ("× ", "bold $text-error") if trouble else ("", "bold")
        said = Content.styled(f"{mark}{literal(sentence)}", style)
        self.query_one("#said", Static).update(said)
        self.add_class("-saying")
        if self._saying is not None:
            self._saying.stop()
        self._saying = self.set_timer(_TROUBLE_S if trouble else _SAID_S, self.say_no_more)

    def say_no_more(self) -> None:
        """Take away what was told in passing."""
        self.remove_class("-saying")

    def on_screen_suspend(self) -> None:
        """What was told here isn't news any more when the screen comes back."""
        self.say_no_more()
