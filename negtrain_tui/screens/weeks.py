"""The coming weeks of a plan as a calendar: what comes on which day, and what was trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.training.agenda import Trained, due, preview
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import DAY_NAMES, short_day
from negtrain_tui.training.schedule_words import in_words
from negtrain_tui.training.sequence import done
from negtrain_tui.training.week_start import begin_of_week, days_of_week
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_WEEKS = 4
_MUTED = "$foreground-muted"
_WEEK_WIDTH = 6
_FRAME = 4
_NARROWEST_NAMES = 8


class WeeksDialog(Dialog[None]):
    """A row a week, from its first day on; on narrow terminals workouts stand as numbers with a legend."""

    DEFAULT_CSS = """
    WeeksDialog > .box { width: 110; }
    WeeksDialog VerticalScroll { height: auto; max-height: 80vh; }
    WeeksDialog #weeks { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "read on", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "back", show=False),
        Binding("pagedown", "scroll(8)", "further", show=False),
        Binding("pageup", "scroll(-8)", "back", show=False),
        Binding("escape,enter", "leave", "close", key_display="esc"),
    ]

    def __init__(self, plan: Plan, today: date, trained: Sequence[Trained], first_weekday: int = 0) -> None:
        super().__init__()
        self._first_weekday = first_weekday
        self._plan = plan
        self._today = today
        self._trained = tuple(trained)

    def compose(self) -> ComposeResult:
        """The calendar, scrolling where it doesn't fit, and the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(f"The coming weeks of {literal(self._plan.name)}")
            with VerticalScroll(can_focus=False):
                yield Static(id="weeks", markup=False)
            yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the calendar out for the new width."""
        room = min(110, event.size.width * 96 // 100) - _FRAME
        self.query_one("#weeks", Static).update(Content("\n").join(self._rows(room)))
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        del parameters
        return self.query_one(VerticalScroll).max_scroll_y > 0 if action == "scroll" else True

    def action_scroll(self, lines: int) -> None:
        """Show what doesn't fit."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def _rows(self, room: int) -> Iterator[Content]:
        found = due(self._plan, self._today, self._trained)
        if found is not None:
            name = self._plan.workouts[found.index].name
            yield Content.assemble((literal(name), "bold"), f": {literal(found.reason)}")
        yield from self._calendar(room)
        yield Content("")
        yield Content(literal(in_words(self._plan, self._today, most=len(self._plan.workouts))))

    def _calendar(self, room: int) -> Iterator[Content]:
        days = {each.day: each for each in preview(self._plan, self._today, self._trained, _WEEKS)}
        # Without a start, or weeks to count, there is nothing to say in a column of weeks.
        numbered = _WEEK_WIDTH if any(each.week is not None for each in days.values()) else 0
        width = (room - numbered) // len(DAY_NAMES)
        named = width >= _NARROWEST_NAMES
        begin = begin_of_week(self._today, self._first_weekday)
        weekdays = (DAY_NAMES[day.weekday()] for day in days_of_week(begin, self._first_weekday))
        heads = "".join(name[:3].ljust(width) for name in weekdays)
        yield Content.styled("week"[:numbered].ljust(numbered) + heads, _MUTED)
        made: dict[date, list[int]] = {}
        for day, index in done(self._plan, self._trained):
            made.setdefault(day, []).append(index)
        other = {session.at.date() for session in self._trained}
        used: set[int] = set()
        while begin in days or begin <= self._today:
            week = days_of_week(begin, self._first_weekday)
            coming = [days[day] for day in week if day in days]
            weeks = sorted({each.week for each in coming if each.week is not None})
            label = "-".join(str(number) for number in dict.fromkeys((*weeks[:1], *weeks[-1:])))
            dates, names = [label.ljust(numbered)], [" " * numbered]
            tallest = 0
            columns: list[list[Content]] = []
            for day in week:
                dates.append(_date(day, self._today).ljust(width))
                mine = [(index, True) for index in made.get(day, ())]
                mine += [(index, False) for index in (days[day].indexes if day in days else ())]
                used.update(index for index, _ in mine)
                cells = [self._cell(index, named, ticked, width) for index, ticked in mine]
                if not cells and day in other:
                    cells = [Content.styled("✓", "bold $text-success")]
                columns.append(cells)
                tallest = max(tallest, len(cells))
            yield self._dates(dates, week, width)
            for level in range(tallest):
                row = [Content(names[0])]
                for cells in columns:
                    cell = cells[level] if level < len(cells) else Content("")
                    row.append(cell.pad_right(max(0, width - cell.cell_length)))
                yield Content("").join(row)
            begin += timedelta(days=7)
        yield from self._legend(used, named)

    def _dates(self, dates: Sequence[str], week: Sequence[date], width: int) -> Content:
        parts = [Content.styled(dates[0], "bold")]
        for day, text in zip(week, dates[1:], strict=True):
            style = "bold reverse" if day == self._today else _MUTED
            shown = text.rstrip()
            parts.append(Content.assemble((shown, style), " " * (width - len(shown))))
        return Content("").join(parts)

    def _cell(self, index: int, named: bool, ticked: bool, width: int) -> Content:
        name = Content(literal(self._plan.workouts[index].name)) if named else Content(str(index + 1))
        mark = "✓ " if ticked else ""
        cut = name.truncate(max(1, width - 1 - len(mark)), ellipsis=True)
        style = "bold $text-success" if ticked else ""
        return Content.assemble((mark, style), cut.stylize(style) if style else cut)

    def _legend(self, used: set[int], named: bool) -> Iterator[Content]:
        key = (
            ""
            if named
            else "".join(
                f" · {index + 1} {literal(self._plan.workouts[index].name)}" for index in sorted(used)
            )
        )
        yield Content.styled(f"✓ trained · [ ] today{key}", _MUTED)


def _date(day: date, today: date) -> str:
    text = short_day(day, day)[4:] if day.day == 1 else str(day.day)
    return f"[{text}]" if day == today else text
