"""One of a few values, chosen by keys or by clicking its arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from negtrain_tui.widgets.literal import literal

Value = TypeVar("Value")


class Choice(Widget, Generic[Value], can_focus=True):
    """One of a few values; a click on the left arrow chooses the one before, any other click the next."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    Choice:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    place: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, values: Sequence[tuple[str, Value]], *, id: str) -> None:
        super().__init__(id=id)
        self._values = tuple(values)

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self._values[self.place][1]

    def render(self) -> Content:
        """Show the value between arrows."""
        return Content(f"‹ {literal(self._values[self.place][0])} ›")

    def choose(self, value: Value) -> None:
        """Choose one of the values."""
        place = next(at for at, (_, each) in enumerate(self._values) if each == value)
        if place != self.place:
            self.move(place - self.place)

    def move(self, by: int) -> None:
        """Choose the next or the one before, going round."""
        self.place = (self.place + by) % len(self._values)
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Choose the one before or the next."""
        self.move(-1 if event.x < 2 else 1)
