"""Rows of seven weekdays, each of them on or off, toggled by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from negtrain_tui.training.schedule import DAY_NAMES
from negtrain_tui.widgets.literal import literal

_CELL = 4
_WIDEST_NAME = 22
_DAYS = len(DAY_NAMES)


class DayGrid(Widget, can_focus=True):
    """Names at the left, Monday to Sunday beside each; the cell under the cursor is in brackets.

    `heads` is the line of day names that belongs above, where it stays while the rows scroll.
    """

    DEFAULT_CSS = """
    DayGrid { height: auto; width: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "day on or off"),
        Binding("right", "go(1)", "next day", key_display="← →"),
        Binding("left", "go(-1)", "day before", show=False),
    ]
    row: reactive[int] = reactive(0)
    column: reactive[int] = reactive(0)

    class Changed(Message):
        """A day was switched on or off."""

    def __init__(self, rows: Sequence[tuple[str, Sequence[int]]], *, id: str) -> None:
        """Take each row's name and the numbers of its days, Monday 0."""
        super().__init__(id=id)
        self._names = [Content(literal(name)) for name, _ in rows]
        self._days = [set(days) for _, days in rows]
        longest = max((name.cell_length for name in self._names), default=0)
        self._name_width = min(longest, _WIDEST_NAME) + 1 if longest else 0

    @property
    def days(self) -> list[tuple[int, ...]]:
        """The days that are on, row by row."""
        return [tuple(sorted(days)) for days in self._days]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as names and days are."""
        return self._name_width + _CELL * _DAYS

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line for each row."""
        return len(self._days)

    @property
    def heads(self) -> Content:
        """The names of the days, each above its column."""
        names = "".join(f" {name[:2]} " for name in DAY_NAMES)
        return Content.styled(" " * self._name_width + names, "$foreground-muted")

    def render(self) -> Content:
        """Draw a cross where a day is on, a dot where it is off."""
        lines = []
        for row, (name, days) in enumerate(zip(self._names, self._days, strict=True)):
            here = self.has_focus and row == self.row
            cut = name.truncate(self._name_width - 1, ellipsis=True) if self._name_width else name
            cut = cut.pad_right(max(0, self._name_width - cut.cell_length))
            cells = [cut.stylize("bold") if here else cut]
            for number in range(_DAYS):
                mark = "x" if number in days else "·"
                style = "bold $text-success" if number in days else "$foreground-muted"
                if here and number == self.column:
                    cells.append(Content.styled(f"[{mark}] ", "bold reverse"))
                else:
                    cells.append(Content.styled(f" {mark}  ", style))
            lines.append(Content("").join(cells))
        return Content("\n").join(lines)

    def move(self, by: int) -> bool:
        """Go a row down or up; False where there is none."""
        row = self.row + by
        if not 0 <= row < len(self._days):
            return False
        self.row = row
        self._keep_in_sight()
        return True

    def enter_from(self, by: int) -> None:
        """Begin at the first row when coming from above, at the last from below."""
        self.row = 0 if by > 0 else max(0, len(self._days) - 1)
        self._keep_in_sight()

    def action_go(self, by: int) -> None:
        """Go to the next day or the one before, and on to the next row after Sunday."""
        column = self.column + by
        if 0 <= column < _DAYS or self.move(1 if by > 0 else -1):
            self.column = column % _DAYS

    def action_switch(self) -> None:
        """Switch the day under the cursor."""
        if self._days:
            self._days[self.row] ^= {self.column}
            self.refresh()
            self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Switch the day that was clicked."""
        place = event.get_content_offset(self)
        if place is None:
            return
        row, column = place.y, (place.x - self._name_width) // _CELL
        if 0 <= row < len(self._days) and 0 <= column < _DAYS:
            self.row, self.column = row, column
            self.action_switch()

    def _keep_in_sight(self) -> None:
        if isinstance(self.parent, Widget):
            row = Region(0, self.row, 1, 1).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(row, animate=False, immediate=True)
