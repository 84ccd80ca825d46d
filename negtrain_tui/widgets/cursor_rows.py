"""Rows of text with a cursor over the things they tell of; a change repaints only the rows that differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Place = TypeVar("Place", bound=Hashable)

_MARK = "▸"
_READ_ON = 3


@dataclass(frozen=True, slots=True)
class Row(Generic[Place]):
    """One row and the place it belongs to; the first that is `marked` shows where the cursor is.

    The first cell of a marked row is left for the mark. `plain` ones, such as headings, come into view with
    their place but don't look chosen.
    """

    text: Content
    place: Place
    marked: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of a place, from `top` to `end` (excluded)."""

    top: int
    end: int


class CursorRows(ScrollView, Generic[Place], can_focus=False):
    """Shows rows from top to bottom. The rows of a place stand together; a subclass lays them out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cursor-rows--here"}
    DEFAULT_CSS = """
    CursorRows {
        height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    CursorRows > .cursor-rows--here { background: $block-cursor-blurred-background; }
    """

    class Moved(Message):
        """The cursor stands somewhere else."""

    class Taken(Message):
        """The place under the cursor was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row[Place], ...] = ()
        self._spans: dict[Place, _Span] = {}
        self._strips: dict[int, Strip] = {}
        self._here: Place | None = None
        self._wanted: Place | None = None

    def lay_out(self, width: int) -> Sequence[Row[Place]]:
        """Return all rows for so many cells; those of a place one after the other."""
        raise NotImplementedError

    def last_of(self, place: Place) -> Place:
        """Return the last of the places below that belong to this one; itself where none does."""
        return place

    @property
    def here(self) -> Place | None:
        """Where the cursor stands."""
        return self._here

    @property
    def rows(self) -> tuple[Row[Place], ...]:
        """What is shown, from the top."""
        return self._rows

    def renew(self) -> None:
        """Lay out anew and repaint what differs; the cursor stays where it is, else in that order."""
        width = self.scrollable_content_region.width
        if not width:
            return
        before, spans = self._rows, self._spans
        stood = spans.get(self._here) if self._here is not None else None
        self._rows = tuple(self.lay_out(width))
        self._spans = _spans(self._rows)
        if self._here not in self._spans:
            self._move_here(self._instead(list(spans)))
        changed = [
            y for y in range(max(len(before), len(self._rows))) if before[y : y + 1] != self._rows[y : y + 1]
        ]
        for y in changed:
            self._strips.pop(y, None)
        if len(before) != len(self._rows):
            self.virtual_size = Size(width, len(self._rows))
        for y in changed:
            self.refresh_line(y)
        stands = self._spans.get(self._here) if self._here is not None else None
        if stood is not None and stands is not None and self.scroll_offset.y and stands.top != stood.top:
            # Where one reads stays where it is, whatever has come or gone above it.
            self._scroll(self.scroll_offset.y + stands.top - stood.top)
        if self._wanted in self._spans and self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.go(wanted)

    def go(self, place: Place) -> None:
        """Put the cursor somewhere and show it; where it isn't there yet, as soon as it is.

        What is out of sight, or not all that belongs to it is seen, comes to the top to be read from there.
        """
        if place not in self._spans:
            self._wanted = place
            return
        self._move_here(place)
        self.call_after_refresh(self._show, place)

    def move(self, by: int) -> None:
        """Go to the next place or the one before; what is taller than the window is read through first."""
        places = list(self._spans)
        if self._here is None:
            return
        top, bottom = self._window
        span = self._spans[self._here]
        if by > 0 and bottom < span.end and span.top <= top:
            self._scroll(min(top + _READ_ON, span.end - self._height))
            return
        if by < 0 and span.top < top and span.end >= bottom:
            self._scroll(max(top - _READ_ON, span.top))
            return
        at = places.index(self._here) + by
        if 0 <= at < len(places):
            self._move_here(places[at])
            self._reveal(places[at], from_below=by < 0, whole=by > 0)

    def page(self, by: int) -> None:
        """Move by windows that keep a row in common, the cursor with them."""
        if self._here is None:
            return
        top, _ = self._window
        target = max(0, min(len(self._rows) - self._height, top + by * max(1, self._height - 1)))
        if target == top:
            self.end(by)
            return
        self._scroll(target)
        shown = [
            place
            for place, span in self._spans.items()
            if span.end > target and self._first_lit(span) < target + self._height
        ]
        whole = [place for place in shown if self._spans[place].top >= target]
        self._move_here((whole or shown)[0])

    def end(self, by: int) -> None:
        """Go to the last place, or with -1 to the first, and show that end of everything."""
        if self._here is None:
            return
        places = list(self._spans)
        self._move_here(places[-1 if by > 0 else 0])
        self._scroll(len(self._rows) - self._height if by > 0 else 0)

    def render_line(self, y: int) -> Strip:
        """Return one row of the window."""
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if at >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(at)
        if strip is None:
            strip = self._strips[at] = self._drawn(at, width)
        return strip

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Lay out by the new width."""
        self._strips.clear()
        self.renew()
        if self._here is not None:
            self.call_after_refresh(partial(self._reveal, self._here, whole=True))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a click where it stands takes what is there."""
        event.stop()
        at = event.y + self.scroll_offset.y
        if not 0 <= at < len(self._rows):
            return
        place = self._rows[at].place
        if place == self._here:
            self.post_message(self.Taken())
        else:
            self._move_here(place)
            self._reveal(place)

    def _drawn(self, at: int, width: int) -> Strip:
        row = self._rows[at]
        text, style = row.text, self.visual_style
        if row.place == self._here and not row.plain:
            style = self.get_visual_style("cursor-rows--here")
            if row.marked and at == self._first_marked(self._spans[row.place]):
                text = Content.assemble((_MARK, "bold $text-accent"), text[1:])
        strips = Visual.to_strips(self, text, width, 1, style, pad=True)
        strip = strips[0] if strips else Strip.blank(width, style.rich_style)
        return strip.adjust_cell_length(width, style.rich_style)

    def _first_lit(self, span: _Span) -> int:
        return next((y for y in range(span.top, span.end) if not self._rows[y].plain), span.top)

    def _first_marked(self, span: _Span) -> int:
        return next((y for y in range(span.top, span.end) if self._rows[y].marked), span.top)

    def _instead(self, order: Sequence[Place]) -> Place | None:
        """Where to stand when the cursor's place is gone: at the first that came behind it, else the last."""
        if not self._spans:
            return None
        behind = order[order.index(self._here) :] if self._here in order else []
        places = list(self._spans)
        return next((place for place in behind if place in self._spans), places[-1 if behind else 0])

    def _move_here(self, place: Place | None) -> None:
        if place == self._here:
            return
        touched = [
            self._spans[each] for each in (self._here, place) if each is not None and each in self._spans
        ]
        self._here = place
        for span in touched:
            for y in range(span.top, span.end):
                self._strips.pop(y, None)
            self.refresh_lines(span.top, span.end - span.top)
        self.post_message(self.Moved())

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _window(self) -> tuple[int, int]:
        top = self.scroll_offset.y
        return top, top + self._height

    def _show(self, place: Place) -> None:
        span = self._spans.get(place)
        top, bottom = self._window
        if span is not None and not top <= span.top <= self._end_of(place) <= bottom:
            self._scroll(span.top)

    def _end_of(self, place: Place) -> int:
        """The row behind all that belongs to a place."""
        return self._spans.get(self.last_of(place), self._spans[place]).end

    def _reveal(self, place: Place, *, from_below: bool = False, whole: bool = False) -> None:
        """Show a place; as a `whole` with as much of what belongs to it as there is room for below it."""
        span = self._spans.get(place)
        if span is None:
            return
        top, bottom = self._window
        end = min(self._end_of(place), span.top + self._height) if whole else span.end
        if span.end - span.top > self._height:
            self._scroll(span.end - self._height if from_below else span.top)
        elif span.top < top:
            self._scroll(span.top)
        elif max(end, span.end) > bottom:
            self._scroll(max(end, span.end) - self._height)

    def _scroll(self, y: int) -> None:
        # Forced, for rows that have just grown under a dialog have no scrollbar yet.
        self.scroll_to(y=max(0, y), animate=False, force=True)


def _spans(rows: Sequence[Row[Place]]) -> dict[Place, _Span]:
    spans: dict[Place, _Span] = {}
    for y, row in enumerate(rows):
        begun = spans.get(row.place)
        spans[row.place] = _Span(y if begun is None else begun.top, y + 1)
    return spans
