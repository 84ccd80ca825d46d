"""A year of training on one page: weeks as columns, days as rows, each shaded by its lowering seconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from negtrain_tui.widgets.record_words import counted, whole

if TYPE_CHECKING:
    from rich.style import Style

    from negtrain_tui.training.session_heading import TrainingDay

_WEEK = 7
# A leap year that begins on the last day of a week touches so many weeks.
_MOST_WEEKS = 54
_MARGIN = 5
_WORDS_ROW = 1 + _WEEK
_LEGEND_ROW = _WORDS_ROW + 1
_SHADES = "░▒▓█"
_REST, _REST_TODAY, _HERE = "·", "+", "▪"


@dataclass(frozen=True, slots=True)
class Shading:
    """Whole lowering seconds up to which a day has each shade but the darkest, lightest first.

    They are the quartiles of the days with any lowering (by nearest rank), so a quarter of them has each
    shade; where some are equal, the lightest shades are left out. `most` are the seconds of the day with
    most. Days count as they are shown, in whole seconds.
    """

    limits: tuple[int, ...] = ()
    most: int = 0

    @classmethod
    def of(cls, days: Iterable[TrainingDay]) -> Shading:
        """Take the quartiles of these days' lowering seconds."""
        seconds = sorted(shown for day in days if (shown := _seconds(day)))
        if not seconds:
            return cls()
        # Nearest rank: the smallest value that at least a quarter, a half, three quarters don't exceed.
        ranks = [-(-len(seconds) * part // 4) for part in (1, 2, 3)]
        limits = dict.fromkeys(seconds[rank - 1] for rank in ranks)
        limits.pop(seconds[-1], None)
        return cls(tuple(limits), seconds[-1])

    def shade(self, day: TrainingDay) -> int:
        """Return a trained day's shade, 0 to 3; one without lowering has the lightest."""
        seconds = _seconds(day)
        return self._lightest + sum(seconds > limit for limit in self.limits) if seconds else 0

    @property
    def legend(self) -> tuple[tuple[int, str], ...]:
        """Say what each shade stands for, as its number and its words."""
        if not self.most:
            return ()
        below = [(self._lightest + place, f"to {limit}") for place, limit in enumerate(self.limits)]
        darkest = f"over {self.limits[-1]}" if self.limits else f"{self.most}"
        return (*below, (len(_SHADES) - 1, f"{darkest} s lowering"))

    @property
    def _lightest(self) -> int:
        return len(_SHADES) - 1 - len(self.limits)


@dataclass(frozen=True, slots=True)
class YearGrid:
    """Which cell of the calendar a day of a year has; weeks start on `first_weekday`, Monday 0."""

    year: int
    first_weekday: int

    def cell(self, day: date) -> tuple[int, int]:
        """Return a day's row and column."""
        start = date(self.year, 1, 1)
        before = (start.weekday() - self.first_weekday) % _WEEK
        column, row = divmod((day - start).days + before, _WEEK)
        return row, column

    def day(self, row: int, column: int) -> date | None:
        """Return the day in a cell, None where the year has none there."""
        start = date(self.year, 1, 1)
        before = (start.weekday() - self.first_weekday) % _WEEK
        day = start + timedelta(days=column * _WEEK + row - before)
        return day if day.year == self.year else None


def day_said(day: date, trained: TrainingDay | None, today: date, *, found: bool = False) -> str:
    """Tell one day in words: `Tue 3 Mar 2026: 1 session, ~143 s lowering`; `found` if only some are meant."""
    said = f"{day:%a} {day.day} {day:%b} {day.year}{', today' if day == today and not found else ''}: "
    if trained is None:
        none = "none of the sessions found" if found else "nothing trained"
        return said + ("still to come" if day > today else none)
    parts = [f"{trained.sessions} of the sessions found" if found else counted(trained.sessions, "session")]
    if trained.lowering_s:
        parts.append(f"{'~' if trained.paced else ''}{whole(trained.lowering_s)} s lowering")
    if trained.hold_s:
        parts.append(f"{'~' if trained.holds_paced else ''}{whole(trained.hold_s)} s of holds")
    return said + ", ".join(parts)


def _seconds(day: TrainingDay) -> int:
    return int(whole(day.lowering_s))


class YearCalendar(Widget, can_focus=True):
    """Shows one year; the day under the cursor is told below it, and `enter` or a click takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "that day", tooltip="Open that day's session, or list its sessions"),
        Binding("left", "go(-7)", "day", key_display="← ↑ ↓ →", tooltip="Go to another day"),
        Binding("up", "go(-1)", "day", show=False),
        Binding("down", "go(1)", "day", show=False),
        Binding("right", "go(7)", "day", show=False),
        Binding(
            "pageup", "turn(-1)", "year", key_display="PgUp PgDn", tooltip="Show the year before or after"
        ),
        Binding("pagedown", "turn(1)", "year", show=False),
        Binding("home", "edge(0)", "first of January", show=False),
        Binding("end", "edge(1)", "last of December", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "year-calendar--label",
        "year-calendar--today",
        "year-calendar--cursor",
        "year-calendar--resting",
        *(f"year-calendar--shade-{shade}" for shade in range(len(_SHADES))),
    }
    DEFAULT_CSS = """
    YearCalendar { width: 60; height: 10; padding: 0 0 0 1; }
    YearCalendar > .year-calendar--label { color: $text-muted; }
    YearCalendar > .year-calendar--today { color: $text-accent; text-style: bold underline; }
    YearCalendar > .year-calendar--cursor { background: $accent; color: $background; text-style: bold; }
    YearCalendar > .year-calendar--resting { text-style: underline; }
    YearCalendar > .year-calendar--shade-0 { color: $text-primary; }
    YearCalendar > .year-calendar--shade-1 { color: $text-primary; }
    YearCalendar > .year-calendar--shade-2 { color: $primary-lighten-1; }
    YearCalendar > .year-calendar--shade-3 { color: $primary; }
    """

    class Turned(Message):
        """Another year is shown, whose days are to be given."""

        def __init__(self, year: int) -> None:
            self.year = year
            super().__init__()

    class Taken(Message):
        """The lifter wants what was trained on a day; None where nothing was."""

        def __init__(self, day: date, trained: TrainingDay | None) -> None:
            self.day = day
            self.trained = trained
            super().__init__()

    def __init__(self, today: date) -> None:
        """Begin on `today`, with no day known yet."""
        super().__init__()
        self.day = today
        self._today = today
        self._grid = YearGrid(today.year, 0)
        self._trained: Mapping[date, TrainingDay] = {}
        self._shading = Shading()
        self._known = False
        self._found = False
        self._years = today.year, today.year

    @property
    def year(self) -> int:
        """The year shown."""
        return self._grid.year

    def reach(self, first: int, last: int) -> None:
        """Let the cursor go from the first to the last of these years."""
        self._years = first, last

    def show(
        self,
        year: int,
        days: Sequence[TrainingDay],
        *,
        first_weekday: int,
        today: date,
        found: bool = False,
    ) -> None:
        """Show these days of a year, if that year is still the one asked for.

        They are all, or with `found` those of the sessions that were found.
        """
        if year != self.year:
            return
        grid, trained = YearGrid(year, first_weekday), {each.day: each for each in days}
        new = grid, trained, today, found
        if self._known and new == (self._grid, self._trained, self._today, self._found):
            return
        self._grid, self._trained, self._today, self._found = new
        self._known = True
        self._shading = Shading.of(days)
        self.refresh()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, in whichever year there is anything."""
        first, last = self._years
        if day == self.day or not first <= day.year <= last:
            return
        before, self.day = self.day, day
        if day.year == self.year:
            self._repaint(before, day)
            return
        self._grid = YearGrid(day.year, self._grid.first_weekday)
        self._trained, self._shading, self._known = {}, Shading(), False
        self.refresh()
        self.post_message(self.Turned(day.year))

    def action_go(self, by: int) -> None:
        """Go so many days further."""
        self.go_to(self.day + timedelta(days=by))

    def action_turn(self, by: int) -> None:
        """Show the same day of another year."""
        year = self.day.year + by
        leap_day = (self.day.month, self.day.day) == (2, 29)
        self.go_to(self.day.replace(year=year, day=28 if leap_day else self.day.day))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last day of the year."""
        self.go_to(date(self.year, 12, 31) if end else date(self.year, 1, 1))

    def action_take(self) -> None:
        """Take the day under the cursor."""
        if self._known:
            self.post_message(self.Taken(self.day, self._trained.get(self.day)))

    def on_click(self, event: events.Click) -> None:
        """Take the day that was clicked."""
        place = event.get_content_offset(self)
        if place is None or not 1 <= place.y < _WORDS_ROW or place.x < _MARGIN:
            return
        day = self._grid.day(place.y - 1, place.x - _MARGIN)
        if day is not None:
            self.go_to(day)
            self.action_take()

    def on_focus(self) -> None:
        """Show the cursor as one that moves."""
        self._repaint(self.day)

    def on_blur(self) -> None:
        """Show it as one that rests."""
        self._repaint(self.day)

    def _repaint(self, *days: date) -> None:
        """Draw the cells of these days and the words anew."""
        left, top = self.gutter.left, self.gutter.top
        cells = [self._grid.cell(day) for day in days]
        regions = [Region(left + _MARGIN + column, top + 1 + row, 1, 1) for row, column in cells]
        self.refresh(*regions, Region(left, top + _WORDS_ROW, self.content_size.width, 1))

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as the longest year."""
        return _MARGIN + _MOST_WEEKS

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Months, weekdays, words and legend."""
        return _LEGEND_ROW + 1

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        if y == 0:
            pieces = self._months()
        elif y < _WORDS_ROW:
            pieces = self._weekday(y - 1)
        elif y == _WORDS_ROW:
            here = self._trained.get(self.day)
            said = day_said(self.day, here, self._today, found=self._found)
            pieces = [Segment(said if self._known else "reading …", self.rich_style)]
        elif y == _LEGEND_ROW and self._known:
            pieces = self._legend()
        else:
            pieces = []
        return Strip(pieces).adjust_cell_length(self.content_size.width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"year-calendar--{name}")

    def _months(self) -> list[Segment]:
        heads = f"{self.year:<{_MARGIN}}"
        for month in range(1, 13):
            first = date(self.year, month, 1)
            heads = f"{heads:<{_MARGIN + self._grid.cell(first)[1]}}{first:%b}"
        return [Segment(heads, self._style("label"))]

    def _weekday(self, row: int) -> list[Segment]:
        # The fifth of January 1970 was a Monday.
        name = date(1970, 1, 5) + timedelta(days=(row + self._grid.first_weekday) % _WEEK)
        pieces = [Segment(f"{name:%a}".ljust(_MARGIN), self._style("label"))]
        styles: dict[int | None, Style] = {None: self._style("label")}
        for column in range(_MOST_WEEKS):
            day = self._grid.day(row, column)
            if day is None:
                pieces.append(Segment(" ", self.rich_style))
                continue
            trained = self._trained.get(day)
            shade = None if trained is None else self._shading.shade(trained)
            if shade not in styles:
                styles[shade] = self._style(f"shade-{shade}")
            mark, style = _REST if shade is None else _SHADES[shade], styles[shade]
            if day == self._today:
                mark = _REST_TODAY if shade is None else mark
                style += self._style("today")
            if day == self.day and self.has_focus:
                mark, style = _HERE, self._style("cursor")
            elif day == self.day:
                style += self._style("resting")
            pieces.append(Segment(mark, style))
        return pieces

    def _legend(self) -> list[Segment]:
        pieces = []
        for shade, words in self._shading.legend:
            pieces.append(Segment(_SHADES[shade], self._style(f"shade-{shade}")))
            pieces.append(Segment(f" {words}  ", self._style("label")))
        return pieces
