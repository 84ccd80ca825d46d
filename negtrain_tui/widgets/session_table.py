"""The list of sessions, newest first, with a cursor; as quick with thousands of them as with ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from negtrain_tui.widgets.record_words import (
    date_said,
    heading_title,
    lowering_said,
    status_said,
    status_sign,
    tempo_said,
)

if TYPE_CHECKING:
    from negtrain_tui.training.session_heading import SessionHeading

# From this many cells on a row has room for the weekday and for the status as a word.
_ROOMY = 74
_HERE = "▸"
_HEAD = 1


class SessionTable(ScrollView, can_focus=True):
    """Rows that always fit the width there is; only those in the window are ever drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "older", show=False, tooltip="The session before"),
        Binding("up,k", "move(-1)", "newer", show=False, tooltip="The session after"),
        Binding("pagedown", "page(1)", "a page older", show=False),
        Binding("pageup", "page(-1)", "a page newer", show=False),
        Binding("home", "newest", "newest", show=False, tooltip="The newest session"),
        Binding("end", "oldest", "oldest", show=False, tooltip="The oldest session"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"session-table--head", "session-table--here"}
    DEFAULT_CSS = """
    SessionTable {
        width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    SessionTable > .session-table--head { background: $panel; color: $text-muted; }
    SessionTable > .session-table--here { background: $block-cursor-blurred-background; }
    SessionTable:focus > .session-table--here {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    """

    class Moved(Message):
        """The cursor stands on another session, or the same place holds another one."""

    class Opened(Message):
        """The session under the cursor was clicked once more."""

    class Oldest(Message):
        """The lifter wants the oldest session, which may not be in the list yet."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[SessionHeading] = []
        self._row = 0
        self._strips: dict[int, Strip] = {}

    @property
    def cursor(self) -> int:
        """The row under the cursor, from 0."""
        return self._row

    @property
    def highlighted(self) -> SessionHeading | None:
        """The session under the cursor."""
        return self.headings[self._row] if self._row < len(self.headings) else None

    @property
    def seen_to(self) -> int:
        """The row after the last one that the window or the cursor has reached."""
        return max(self._row + 1, self.scroll_offset.y + self._window)

    def fill(self, headings: Sequence[SessionHeading], *, anew: bool = False) -> None:
        """Show these sessions, the cursor on the one it was on, or where that was; `anew` at the newest."""
        before = self.highlighted
        new = list(headings)
        if new == self.headings:
            return
        ids = {heading.id: row for row, heading in enumerate(new)}
        offset = self._row - self.scroll_offset.y
        self.headings = new
        kept = ids.get(before.id) if before is not None else None
        row = 0 if anew else self._row
        self._row = min(row if kept is None else kept, max(0, len(new) - 1))
        self._resize()
        if kept is not None:
            # What was in the window stays where it was in it, whatever came above.
            self.scroll_to(y=max(0, kept - offset), animate=False)
        self._show_row()
        self._redraw()

    def extend(self, headings: Sequence[SessionHeading]) -> None:
        """Show older sessions below."""
        self.headings.extend(headings)
        self._resize()
        self.refresh()

    def drop(self, session_id: str) -> None:
        """Take a session off the list."""
        self.fill([heading for heading in self.headings if heading.id != session_id])

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest there is, and show it."""
        row = max(0, min(row, len(self.headings) - 1))
        if row == self._row or not self.headings:
            self._show_row()
            return
        before, self._row = self._row, row
        self._show_row()
        for each in (before, row):
            self._strips.pop(each, None)
            self.refresh(Region(0, each - self.scroll_offset.y + _HEAD, self.size.width, 1))
        self._tell_moved()

    def action_move(self, by: int) -> None:
        """Go so many sessions further."""
        self.move_to(self._row + by)

    def action_page(self, by: int) -> None:
        """Go a window further; the last row of one is the first of the next."""
        self.move_to(self._row + by * max(1, self._window - 1))

    def action_newest(self) -> None:
        """Go to the newest session."""
        self.move_to(0)

    def action_oldest(self) -> None:
        """Go to the oldest session that is there, and ask for older ones."""
        self.move_to(len(self.headings) - 1)
        self.post_message(self.Oldest())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a click where it stands opens that session."""
        event.stop()
        row = event.y - _HEAD + self.scroll_offset.y
        if event.y < _HEAD or row >= len(self.headings):
            return
        if row == self._row:
            self.post_message(self.Opened())
        else:
            self.move_to(row)

    def on_resize(self) -> None:
        """Cut the rows by the new width, and keep the cursor in the window."""
        self._resize()
        self._show_row()
        self._redraw()

    def on_focus(self) -> None:
        """Show that keys move this cursor."""
        self._redraw()

    def on_blur(self) -> None:
        """Show that they don't."""
        self._redraw()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return one line of the window: the head, then rows."""
        width = self.scrollable_content_region.width
        if y < _HEAD:
            style = self.get_component_rich_style("session-table--head")
            return Strip([Segment(_head(width), style)]).adjust_cell_length(width, style)
        row = y - _HEAD + self.scroll_offset.y
        if row >= len(self.headings):
            return Strip.blank(width, self.rich_style)
        if row not in self._strips:
            here = row == self._row
            style = self.get_component_rich_style("session-table--here") if here else self.rich_style
            text = row_text(self.headings[row], width, here=here)
            self._strips[row] = Strip([Segment(text, style)]).adjust_cell_length(width, style)
        return self._strips[row]

    @property
    def _window(self) -> int:
        """How many rows fit below the head."""
        return max(1, self.scrollable_content_region.height - _HEAD)

    def _resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.headings) + _HEAD)

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()
        self._tell_moved()

    def _tell_moved(self) -> None:
        self.post_message(self.Moved())

    def _show_row(self) -> None:
        top = self.scroll_offset.y
        if self._row < top:
            self.scroll_to(y=self._row, animate=False)
        elif self._row >= top + self._window:
            self.scroll_to(y=self._row - self._window + 1, animate=False)


def _columns(width: int) -> tuple[int, int]:
    """Cells for when a session was, and for its name."""
    when = 21 if width >= _ROOMY else 17
    return when, max(width - (3 + when + 1 + 5 + 5 + 9 + 6), 6)


def _head(width: int) -> str:
    when, name = _columns(width)
    return f"   {'when':<{when}}{'session':<{name}}{'sets':>5}{'reps':>5}{'lowering':>9}{'tempo':>6} "


def row_text(heading: SessionHeading, width: int, *, here: bool = False) -> str:
    """Write a session on one row of `width` cells; `here` marks it as the one under the cursor."""
    when, room = _columns(width)
    summary, status = heading.summary, status_said(heading.status)
    word = f" ({status})" if width >= _ROOMY and status else ""
    name = Content(heading_title(heading)).truncate(max(room - len(word) - 1, 1), ellipsis=True)
    name = name.append(word).pad_right(max(0, room - name.cell_length - len(word)))
    reps = "–" if summary.holds and not summary.reps else str(summary.reps)
    return (
        f"{_HERE if here else ' '}{status_sign(heading.status)} "
        f"{date_said(heading.started_at, weekday=width >= _ROOMY):<{when}}{name.plain}"
        f"{summary.sets:>5}{reps:>5}{lowering_said(summary):>9}{tempo_said(summary):>6} "
    )
