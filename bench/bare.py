"""What Negtrain is compared with: the least Textual can do, as a list of 50 rows and as running digits."""

from __future__ import annotations

import sys
import time
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

ROWS = 50


class BareApp(App[None]):
    """Leaves at ctrl+q, as Negtrain does."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", priority=True)]


class ListApp(BareApp):
    """A list of 50 rows."""

    def compose(self) -> ComposeResult:
        """Show the rows."""
        from textual.widgets import OptionList

        yield OptionList(*(f"Row {number}" for number in range(1, ROWS + 1)))


class DigitsApp(BareApp):
    """A number that changes ten times a second."""

    def compose(self) -> ComposeResult:
        """Show the number."""
        from textual.widgets import Digits

        yield Digits("00.0")

    def on_mount(self) -> None:
        """Begin to count."""
        self._began = time.monotonic()
        self.set_interval(0.1, self._count)

    def _count(self) -> None:
        from textual.widgets import Digits

        self.query_one(Digits).update(f"{(time.monotonic() - self._began) % 100:04.1f}")


if __name__ == "__main__":
    (ListApp() if sys.argv[1] == "list" else DigitsApp()).run()
