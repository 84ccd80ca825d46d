"""The next weeks of a line, if all goes well: load and seconds as curves, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual_plotext import PlotextPlot

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, plain, shown, shown_number
from negtrain_tui.training.projection import Projected, Projection
from negtrain_tui.training.schedule import monday_of, short_day
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_MUTED = "$foreground-muted"
_BESIDE_FROM = 100
_MOST_VALUES = 5
_CELLS_A_DATE = 9
_DAY = 12
# Dots finer than the points beside them would make what is prescribed look less than what can be made.
_LINE, _POINT, _FINE = "━", "●", "braille"

Points = list[tuple[int, Decimal]]
Value = TypeVar("Value")


class ProjectionScreen(Dialog[None]):
    """A plot of the load and one of the lowering seconds, and under them the weeks as a table."""

    DEFAULT_CSS = """
    ProjectionScreen > .box { width: 96%; height: 96%; max-width: 140; max-height: 44; }
    ProjectionScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    ProjectionScreen #plots { height: auto; }
    ProjectionScreen #plots > Vertical { height: auto; width: 1fr; }
    ProjectionScreen.-beside #plots { layout: horizontal; }
    ProjectionScreen.-beside #plots > Vertical { padding-right: 2; }
    ProjectionScreen PlotextPlot { height: 6; }
    ProjectionScreen.-tall PlotextPlot { height: 8; }
    ProjectionScreen.-beside PlotextPlot { height: 16; }
    ProjectionScreen #note { height: auto; margin: 1 0; }
    ProjectionScreen #weeks { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "read on", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "back", show=False),
        Binding("pagedown,space", "scroll(8)", "further", show=False),
        Binding("pageup", "scroll(-8)", "back", show=False),
        Binding("escape,enter,p", "leave", "close", key_display="esc"),
    ]

    def __init__(self, exercise: str, projection: Projection) -> None:
        super().__init__()
        self._exercise = exercise
        self._projection = projection

    def compose(self) -> ComposeResult:
        """The plots that there is something for, the note, the weeks, keys."""
        sessions = self._projection.sessions
        with Vertical(classes="box") as box:
            box.border_title = Content(f"{literal(self._exercise)}: the next 12 weeks, if all goes well")
            with VerticalScroll(can_focus=False):
                with Container(id="plots"):
                    for title, _, _ in _panels(sessions):
                        with Vertical():
                            yield Static(title, markup=False)
                            yield PlotextPlot()
                yield Static(literal(self._projection.note), id="note", markup=False)
                yield Static(Content("\n").join(_weeks(sessions)), id="weeks", markup=False)
            yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """Give the plots their room, and draw them for it."""
        self.set_class(event.size.width >= _BESIDE_FROM, "-beside")
        self.set_class(event.size.height >= 24, "-tall")
        self.call_after_refresh(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        if action == "scroll":
            return self.query_one(VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_scroll(self, rows: int) -> None:
        """Show what doesn't fit."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False, immediate=True)

    def _draw(self) -> None:
        sessions = self._projection.sessions
        for plot, (_, line, points) in zip(self.query(PlotextPlot), _panels(sessions), strict=True):
            _plot(plot, sessions[0].day, line, points)
        self.refresh_bindings()


def _panels(sessions: Sequence[Projected]) -> Iterator[tuple[str, Points, Points]]:
    """Yield what is plotted: a title, the prescribed values by day, and those that can be made."""
    first = sessions[0].day if sessions else date.min
    loads = [(session, session.load) for session in sessions if session.load is not None]
    if loads:
        line = [((session.day - first).days, _number(load)) for session, load in loads]
        points = [
            ((session.day - first).days, _number(session.loadable))
            for session in sessions
            if session.loadable is not None
        ]
        unit = _unit(loads[0][1].down)
        legend = f"{_LINE} prescribed   {_POINT} loadable" if points else "prescribed"
        yield f"load, {unit}   {legend}", line, points
    seconds = [
        ((session.day - first).days, session.seconds) for session in sessions if session.seconds is not None
    ]
    if seconds:
        yield "seconds", seconds, []


def _number(load: Load) -> Decimal:
    """What is plotted of a load: the lowered mass, or what is added to the body (help below 0)."""
    down = load.down
    return down.signed if isinstance(down, Bodyweight) else down.value


def _unit(amount: Amount) -> str:
    if isinstance(amount, Bodyweight):
        return f"{amount.extra.unit if amount.extra else 'kg'} added"
    return amount.unit if isinstance(amount, Mass) else "%"


def _plot(widget: PlotextPlot, first: date, line: Points, points: Points) -> None:
    plt = widget.plt
    plt.clear_figure()
    # A picture's dots may be floats; no load is reckoned with them.
    plt.plot([day for day, _ in line], [float(value) for _, value in line], marker=_LINE if points else _FINE)
    if points:
        plt.scatter([day for day, _ in points], [float(value) for _, value in points], marker=_POINT)
    values = sorted({value for _, value in (*line, *points)})
    lowest, highest = float(values[0]), float(values[-1])
    margin = 0.5 if lowest == highest else 0
    plt.ylim(lowest - margin, highest + margin)
    told = _spread(values, min(_MOST_VALUES, max(2, widget.size.height // 2)))
    plt.yticks([float(value) for value in told], [shown_number(value) for value in told])
    days = _spread(sorted({day for day, _ in line}), max(2, min(6, widget.size.width // _CELLS_A_DATE)))
    plt.xticks([float(day) for day in days], [_date(first, day) for day in days])
    widget.refresh()


def _spread(values: Sequence[Value], most: int) -> list[Value]:
    """Pick so many of the values, the first and the last among them, evenly apart."""
    if len(values) <= most:
        return list(values)
    return [values[place * (len(values) - 1) // (most - 1)] for place in range(most)]


def _date(first: date, days: int) -> str:
    day = date.fromordinal(first.toordinal() + days)
    return short_day(day, day)[4:]


def _weeks(sessions: Sequence[Projected]) -> Iterator[Content]:
    """Yield a row a week: where the line stands in the last session of it."""
    if not sessions:
        return
    last: dict[date, Projected] = {monday_of(session.day): session for session in sessions}
    # A week in another year is told with that.
    widest = max(_DAY, *(len(short_day(monday, sessions[0].day)) + 2 for monday in last))
    yield Content.styled(f"{'week of':<{widest}}{'seconds':>8}  {'prescribed':<16}loadable", _MUTED)
    for monday, session in last.items():
        seconds = "–" if session.seconds is None else f"{plain(session.seconds)} s"
        load = "–" if session.load is None else shown(session.load)
        loadable = "not known" if session.loadable is None else shown(session.loadable)
        row = f"{short_day(monday, sessions[0].day):<{widest}}{seconds:>8}  {load:<16}"
        yield Content(f"{row}{loadable if session.load is not None else ''}".rstrip())
