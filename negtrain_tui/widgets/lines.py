"""Lines of text in a few looks, of which a change repaints only those that differ."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


class Look(StrEnum):
    """How a piece of a line looks."""

    PLAIN = "lines--plain"
    TITLE = "lines--title"
    LABEL = "lines--label"
    CALL = "lines--call"


Line = tuple[tuple[str, Look | Style], ...]
"""Pieces of text, each in one of the looks or, where a picture was drawn elsewhere, in a style of its own."""


def plain(text: str) -> Line:
    """A line in the plain look."""
    return ((text, Look.PLAIN),)


class Lines(Widget, can_focus=False):
    """Shows lines from its top; what is too long or too many is cut off."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(Look)
    DEFAULT_CSS = """
    Lines { width: 1fr; height: 1fr; }
    Lines > .lines--title { text-style: bold; }
    Lines > .lines--label { color: $text-muted; }
    Lines > .lines--call { color: $text-accent; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """What is shown, without looks."""
        return "\n".join("".join(text for text, _ in line) for line in self._lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from now on."""
        before, self._lines = self._lines, tuple(lines)
        width = self.size.width
        touched = [
            Region(0, y, width, 1)
            for y in range(max(len(before), len(self._lines)))
            if before[y : y + 1] != self._lines[y : y + 1]
        ]
        if touched:
            self.refresh(*touched)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width = self.size.width
        style = self.get_component_rich_style(Look.PLAIN)
        if y >= len(self._lines):
            return Strip.blank(width, style)
        pieces = [Segment(text, self._style(look)) for text, look in self._lines[y]]
        return Strip(pieces).adjust_cell_length(width, style)

    def _style(self, look: Look | Style) -> RichStyle:
        if isinstance(look, Look):
            return self.get_component_rich_style(look)
        return self.get_component_rich_style(Look.PLAIN) + look.rich_style
