"""One exercise over time: its figures as curves, its best by method and tempo, plateaus, every exposure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.exercise_plot import Picture, TrendPlot
from negtrain_tui.screens.exercise_view import Asked, View, put_together, title
from negtrain_tui.screens.explain import Explained
from negtrain_tui.screens.stored import StoredScreen, answered, heard
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Unit
from negtrain_tui.training.trend import Trend
from negtrain_tui.training.trend_series import Measure
from negtrain_tui.trending import Course, Window, course, season, steps_back, window, windowed
from negtrain_tui.widgets.course_rows import CourseRows
from negtrain_tui.widgets.cursor_rows import CursorRows
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.measures import Measures
from negtrain_tui.widgets.record_words import counted
from negtrain_tui.widgets.trend_rows import best_said, figures_said, how_said

_PERIODS: tuple[tuple[str, int | None], ...] = (("last 3 months", 3), ("last 12 months", 12), ("all", None))
_MEASURES = tuple(Measure)
_TOPICS = {
    Measure.LOAD: "load",
    Measure.SECONDS: "lowering",
    Measure.FIDELITY: "fidelity",
    Measure.TENSION: "tut",
    Measure.LOAD_SECONDS: "load_seconds",
    Measure.ONE_RM: "e1rm",
}
_WIDE_FROM, _TALL_FROM, _SHORT_BELOW = 110, 34, 22
# What stands beside the curve in a plot: the numbers and the frame.
_FRAME = 9
_DOTS_A_CELL = 2
# More exposures than so many are put together off the event loop.
_MANY = 300
_NEVER = (
    "No set of this exercise is in the history.\n\n"
    "Plan (2) puts it into a workout; every set is kept as it ends, each rep with its seconds."
)


@dataclass(frozen=True, slots=True)
class ExerciseSnapshot:
    """A window of the course, read for what stood on the screen then."""

    seen: Window
    trend: Trend
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Found:
    """The exposures of a window."""

    seen: Window
    trend: Trend


class ExerciseScreen(Explained, StoredScreen[ExerciseSnapshot]):
    """Reads the window first, then the whole history, which tells records and plateaus."""

    PALETTE = "Exercise"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (_WIDE_FROM, "-wide")]  # noqa: RUF012 - as in Screen
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as in Screen
        (0, "-short"),
        (_SHORT_BELOW, "-home"),
        (_TALL_FROM, "-tall"),
    ]
    DEFAULT_CSS = """
    ExerciseScreen {
        #head { height: 1; padding: 0 1; background: $panel; color: $text; }
        #room { height: 1fr; }
        #plots { height: auto; }
        .plot { height: auto; }
        .plot Static { height: auto; padding: 0 1; }
        TrendPlot { height: 8; }
        .crowded TrendPlot { height: 9; }
        &.-short TrendPlot { height: 6; }
        .none TrendPlot { display: none; }
        #second { display: none; }
        #tables { height: 1fr; }
        #empty { display: none; height: 1fr; padding: 1 2; }
        &.-empty #empty { display: block; }
        &.-empty #plots, &.-empty #tables { display: none; }
        &.-tall #second { display: block; }
        &.-wide #second { display: block; }
        &.-wide #plots { layout: horizontal; }
        &.-wide .plot { width: 1fr; }
        &.-wide.-tall TrendPlot { height: 14; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(1)", "earlier", key_display="←", tooltip="The season or the year before"),
        Binding("right", "go(-1)", "later", key_display="→", tooltip="The season or the year after"),
        Binding("p", "period", "period", tooltip="3 months, 1 year, or all of it"),
        Binding("m,tab", "measure(1)", "next figure", key_display="m", tooltip="Plot the next figure"),
        Binding("shift+tab", "measure(-1)", "figure before", show=False),
        Binding("down", "move(1)", "row", key_display="↑ ↓", tooltip="Go through the tables"),
        Binding("up", "move(-1)", "row above", show=False),
        Binding("pagedown,space", "page(1)", "further", show=False),
        Binding("pageup", "page(-1)", "back", show=False),
        Binding("home", "end(-1)", "first row", show=False),
        Binding("end", "end(1)", "last row", show=False),
        Binding("enter", "open", "open", tooltip="Open the session of this row, at its set"),
        Binding("escape", "back", "back", tooltip="Back to where you came from"),
    ]

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        catalogue: Catalogue,
        exercise: str,
        *,
        around: date | None = None,
    ) -> None:
        """Show the course of an exercise, by the name it was trained under, of the time `around` a day."""
        super().__init__(outbox, clock)
        self._known = catalogue
        self._exercise = exercise
        self._period = 0
        self._back = 0 if around is None else steps_back(self._today, _PERIODS[0][1], around)
        self._place = 0
        self._unit: Unit = "kg"
        self._found: _Found | None = None
        self._whole: Course | None = None
        self._told_of: Window | None = None
        self._wants_to_open = False

    def compose_room(self) -> ComposeResult:
        """A head line, the figures, two plots, the tables or a sentence in their place, the keys."""
        yield Static(id="head", markup=False)
        yield Measures()
        with Container(id="room"):
            with Vertical(id="plots"):
                for name in ("first", "second"):
                    with Vertical(id=name, classes="plot"):
                        yield Static(classes="title", markup=False)
                        yield TrendPlot()
            with Vertical(id="tables"):
                yield CourseRows()
            yield Static(id="empty", markup=False)
        yield KeyBar(self.words_of)

    @property
    def _today(self) -> date:
        return self.clock.wall().date()

    @property
    def _seen(self) -> Window:
        return window(self._today, _PERIODS[self._period][1], self._back)

    @property
    def _rows(self) -> CourseRows:
        return self.query_one(CourseRows)

    def read(self, repository: Repository) -> ExerciseSnapshot:
        """Read the window that is looked at."""
        seen = self._seen
        found = windowed(repository, self._known, self._exercise, seen)
        return ExerciseSnapshot(seen, found, repository.settings().unit)

    def show(self, snapshot: ExerciseSnapshot) -> None:
        """Show what was read, and read the rest."""
        self._unit = snapshot.unit
        self._whole = None
        if snapshot.seen == self._seen:
            self._found = _Found(snapshot.seen, snapshot.trend)
            self._draw()
        self._read_whole()

    def nothing_read(self, sentence: str) -> None:
        """Say why there is nothing."""
        self._say_empty(literal(sentence))

    @work(exclusive=True, group="whole")
    async def _read_whole(self) -> None:
        today = self._today
        future = self.outbox.read(lambda repository: course(repository, self._known, self._exercise, today))
        try:
            self._whole = await answered(future, self)
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        del event
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        """Show the window from what is known by now; much of it is put together by another thread.

        While the window is being read, the one before it stays.
        """
        seen = self._seen
        if self._whole is not None:
            self._found = _Found(seen, self._whole.trend.within(seen.first, seen.last))
        if self._found is None or self._found.seen != seen or self.cramped:
            return
        found = self._found.trend
        if not found.exposures:
            self._draw_head(seen, found)
            self._told_of = seen
            self._wants_to_open = False
            self._say_empty(self._why_empty(seen))
            self.refresh_bindings()
            return
        widths = [max(20, box.size.width - _FRAME) * _DOTS_A_CELL for box in self.query(".plot")]
        measures = self._measures_shown()
        asked = Asked(
            seen, found, self._whole, tuple(zip(measures, widths, strict=False)), self._unit, self._today
        )
        if len(found.exposures) <= _MANY:
            self._put(asked, put_together(asked))
        else:
            self._put_later(asked)

    # Without words of its own, a worker is described by all that it is given, written out.
    @work(exclusive=True, group="draw", description="puts a window together")
    async def _put_later(self, asked: Asked) -> None:
        view = await heard(asyncio.to_thread(put_together, asked), self)
        if asked.seen == self._seen:
            self._put(asked, view)

    def _put(self, asked: Asked, view: View) -> None:
        self._draw_head(asked.seen, asked.found)
        if self.has_class("-empty"):
            self.remove_class("-empty")
            # What was hidden had no width to be laid out for.
            self.call_after_refresh(self._draw)
        self.query_one(Measures).tell([curve.measure for curve in view.curves])
        boxes = list(zip(self.query(".plot"), view.curves, strict=False))
        titles = [title(curve, view.marks, box.size.width - 2) for box, curve in boxes]
        # Beside each other, plots stand in line.
        lines = max(each.plain.count("\n") for each in titles) if self.has_class("-wide") else 0
        for (box, curve), said in zip(boxes, titles, strict=True):
            box.set_class(not curve.points, "none")
            box.set_class(len({mark.strand for mark in view.marks}) > 1, "crowded")
            above = "\n" * (lines - said.plain.count("\n")) if curve.points else ""
            box.query_one(".title", Static).update(Content.assemble(above, said))
            box.query_one(TrendPlot).draw(Picture(curve, view.first, view.last, view.marks))
        self._rows.tell(view.told, anew=asked.seen != self._told_of)
        self._told_of = asked.seen
        self.refresh_bindings()
        if self._wants_to_open:
            self.action_open()

    def _draw_head(self, seen: Window, found: Trend) -> None:
        period = _PERIODS[self._period][0]
        if self._back:
            days = long = season(seen)
        else:
            days = "" if seen.first is None else f"{seen.first} to {seen.last}"
            long = f"{period}: {days}" if days else period
        number = counted(len(found.exposures), "exposure")
        said = next(
            (
                said
                for said in (f"  ·  {long}  ·  {number}", f"  ·  {long}")
                if cell_len(said) + cell_len(literal(self._exercise)) <= self.size.width - 2
            ),
            f"  ·  {days or long}",
        )
        room = self.size.width - 2 - len(said)
        exercise = Content(literal(self._exercise)).truncate(max(8, room), ellipsis=True)
        self.query_one("#head", Static).update(Content.assemble((exercise.stylize("bold")), said))

    def _measures_shown(self) -> tuple[Measure, ...]:
        """The figure that was chosen, and the one after it where there is room for two plots."""
        number = 2 if self.has_class("-wide") or self.has_class("-tall") else 1
        return tuple(_MEASURES[(self._place + place) % len(_MEASURES)] for place in range(number))

    def _say_empty(self, sentence: str) -> None:
        self.query_one("#empty", Static).update(sentence)
        self.add_class("-empty")

    def _why_empty(self, seen: Window) -> str:
        if self._whole is None:
            return ""
        exposures = self._whole.trend.exposures
        if not exposures:
            return _NEVER
        before = [each.day for each in exposures if seen.first is None or each.day < seen.first]
        if before:
            return (
                f"Not trained from {seen.first} to {seen.last}.\n\n"
                f"Before that it was last trained on {before[-1]}: enter goes there, p shows all of it."
            )
        return (
            f"Not trained from {seen.first} to {seen.last}, nor before.\n\n"
            f"It was first trained on {exposures[0].day}: enter goes there, p shows all of it."
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        if not self.is_mounted:
            return True
        if action == "go":
            return self._can_go(1 if parameters == (1,) else -1) if parameters else self._can_go(1)
        if action in ("move", "page", "end", "measure"):
            return not self.has_class("-empty")
        if action == "open":
            if self.has_class("-empty"):
                return self._whole is not None and bool(self._whole.trend.exposures)
            return self._rows.aim is not None or self._rows.folded_here
        return super().check_action(action, parameters)

    def words_of(self, action: str, description: str) -> str:
        """Say where enter leads."""
        return "go there" if action == "open" and self.has_class("-empty") else description

    def _can_go(self, by: int) -> bool:
        first = self._seen.first
        if first is None:
            return False
        if by < 0:
            return self._back > 0
        if self._whole is None:
            return True
        exposures = self._whole.trend.exposures
        return bool(exposures) and exposures[0].day < first

    def action_go(self, by: int) -> None:
        """Go to the season or year before (1), or back again (-1)."""
        if self._can_go(by):
            self._back = max(0, self._back + by)
            self._look()

    def action_period(self) -> None:
        """Look at more, and after all of it at the newest three months again."""
        self._period = (self._period + 1) % len(_PERIODS)
        self._back = 0
        self._look()

    def action_measure(self, by: int) -> None:
        """Plot another figure."""
        self._place = (self._place + by) % len(_MEASURES)
        self._draw()

    def on_measures_chosen(self, message: Measures.Chosen) -> None:
        """Plot the figure that was clicked."""
        message.stop()
        self._place = _MEASURES.index(message.measure)
        self._draw()

    def _look(self) -> None:
        """Show another window: at once where all is known, else as soon as it is read."""
        self._wants_to_open = False
        if self._whole is not None:
            self._draw()
        else:
            self.reload()

    def action_move(self, by: int) -> None:
        """Go to another row."""
        self._rows.move(by)

    def action_page(self, by: int) -> None:
        """Go further through the rows."""
        self._rows.page(by)

    def action_end(self, by: int) -> None:
        """Go to the first row or the last."""
        self._rows.end(by)

    def on_cursor_rows_moved(self, message: CursorRows.Moved) -> None:
        """See what can be opened now."""
        message.stop()
        self.refresh_bindings()

    def on_cursor_rows_taken(self, message: CursorRows.Taken) -> None:
        """Open what was clicked."""
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the session under the cursor, at its set; where nothing is shown, go where something is."""
        self._wants_to_open = self._told_of != self._seen
        if self._wants_to_open:
            return
        if self.has_class("-empty"):
            self._go_where_something_is()
            return
        aim = self._rows.aim
        if aim is None:
            self._rows.unfold()
            return
        from negtrain_tui.screens.session import SessionScreen

        self.app.push_screen(
            SessionScreen(self.outbox, self.clock, self._known, aim.session_id, set_id=aim.set_id)
        )

    def _go_where_something_is(self) -> None:
        exposures = () if self._whole is None else self._whole.trend.exposures
        if not exposures or self._seen.first is None:
            return
        before = [each.day for each in exposures if each.day < self._seen.first]
        wanted = before[-1] if before else exposures[0].day
        self._back = steps_back(self._today, _PERIODS[self._period][1], wanted)
        self._draw()

    def topics_now(self) -> Sequence[str]:
        """Explain what is plotted first, then what the tables say."""
        plotted = [_TOPICS[each] for each in self._measures_shown()]
        rest = ("records", "plateau", "fidelity", "tut", "load_seconds", "volume_load", "e1rm")
        return [*plotted, *(each for each in rest if each not in plotted)]

    def values_now(self) -> Mapping[str, str]:
        """Return the figures of the row under the cursor, for what it doesn't tell those of the first row."""
        if self.has_class("-empty"):
            return {}
        exposure, best, plateau = self._rows.exposure, self._rows.best, self._rows.plateau
        values = {} if exposure is None else figures_said(exposure, self._unit)
        if best is not None:
            values["records"] = f"{how_said(best.method, best.tempo)}: {best_said(best)} on {best.day}"
        if plateau is not None:
            values["plateau"] = plateau.words(self._today)
        return values

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()
