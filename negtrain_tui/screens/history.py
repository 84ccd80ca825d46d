"""What was trained so far: found by a query or by its day, opened, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.history_beside import WIDE_FROM, HistoryBeside
from negtrain_tui.screens.stored import answered
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.query_line import QueryLine
from negtrain_tui.widgets.session_glance import SessionGlance
from negtrain_tui.widgets.session_table import SessionTable
from negtrain_tui.widgets.year_calendar import YearCalendar

if TYPE_CHECKING:
    from negtrain_tui.training.session_heading import TrainedExercise


class HistoryScreen(HistoryBeside):
    """Lists sessions, a page at a time as one scrolls, with a year's calendar."""

    PALETTE = "History"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (WIDE_FROM, "-wide")]  # noqa: RUF012 - as in Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Show every set and rep of the session"),
        Binding("slash", "find", "find", key_display="/", tooltip="Type what to look for"),
        Binding("f", "filter", "filter", tooltip="Choose what to look for in a form"),
        Binding("escape", "drop", "back", tooltip="Leave the calendar; else show all sessions again"),
        Binding("c", "calendar", "calendar", tooltip="Find a day in the year's calendar"),
        Binding("e", "exercises", "exercises", tooltip="Look at the trend and the records of an exercise"),
        Binding("w", "week", "week", tooltip="Look at a week's sets for each muscle"),
        Binding("t", "trash", "trash", tooltip="Look at what was deleted"),
        Binding(
            "d,delete", "delete", "delete", tooltip="Put the session into the trash; undo brings it back"
        ),
        Binding("u", "undo", "undo", tooltip="Take back the last change of the history"),
        Binding("ctrl+r", "redo", "redo", tooltip="Do again what was taken back"),
        Binding("r", "again", "try again", tooltip="Try to read the history again"),
        Binding(
            "f5", "reload", "read again", show=False, tooltip="Look for what another Negtrain has written"
        ),
    ]
    DEFAULT_CSS = """
    HistoryScreen {
        #history-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        #history-room { height: 1fr; }
        #history-list { height: 1fr; }
        #history-beside { height: auto; }
        #history-empty { height: 1fr; padding: 1 2; content-align: center middle; text-align: center; }
        SessionGlance { height: 5; padding: 0 1; border-top: solid $panel; }
        YearCalendar, #history-empty { display: none; }
        &.-calendar YearCalendar { display: block; }
        &.-calendar.-narrow SessionGlance { display: none; }
        &.-calendar.-narrow #history-beside { dock: top; }
        &.-wide #history-room { layout: horizontal; }
        &.-wide #history-list { width: 1fr; }
        &.-wide #history-beside { width: 61; height: 1fr; border-left: solid $panel; }
        &.-wide YearCalendar { display: block; }
        &.-wide SessionGlance { height: 1fr; }
        &.-none #history-empty { display: block; }
        &.-none SessionTable, &.-none SessionGlance { display: none; }
        &.-new QueryLine, &.-new #history-beside { display: none; }
    }
    """

    def compose_room(self) -> ComposeResult:
        """What is looked for, the list or a sentence in its place, the calendar and a glance, the keys."""
        yield Static("History", id="history-title", markup=False)
        yield QueryLine(self.today, self.catalogue)
        with Container(id="history-room"):
            with Container(id="history-list"):
                yield SessionTable()
                yield Static("", id="history-empty", markup=False)
            with Container(id="history-beside"):
                yield YearCalendar(self.today())
                yield SessionGlance()
        yield KeyBar(self.words_of)

    def words_of(self, action: str, description: str) -> str:
        """Name what esc does at this moment, and what the calendar's key does in it."""
        if action == "drop" and not self.calendar.has_focus:
            return "show all"
        if action == "forget" and not self.line.text:
            return "to the list"
        if action == "calendar" and self.calendar.has_focus:
            return "list" if self.has_class("-wide") else "hide"
        return description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        if not self.is_mounted:
            return True
        if action in ("open", "delete"):
            return self.table.highlighted is not None and not self.calendar.has_focus
        if action == "drop":
            return bool(self.line.text) or self.calendar.has_focus
        if action == "find" and self.line.typing:
            return False
        if action in ("find", "filter", "calendar", "exercises"):
            return not self.has_class("-new")
        if action == "again":
            return self.edits is None and self.has_class("-none")
        if action == "undo":
            return self.can_undo
        if action == "redo":
            return self.can_redo
        return True

    def action_reload(self) -> None:
        """Read again."""
        self.reload()

    def action_again(self) -> None:
        """Try once more to read what couldn't be read."""
        self.reload()

    def action_find(self) -> None:
        """Let what to look for be typed."""
        self.line.begin()

    def action_filter(self) -> None:
        """Let what to look for be chosen in a form."""
        self._with_trained(self._choose_filter)

    def _choose_filter(self, trained: Sequence[TrainedExercise]) -> None:
        from negtrain_tui.screens.history_filter import filter_form

        def chosen(text: str | None) -> None:
            if text is not None:
                self.line.write(text)
                self.to_list()

        self.app.push_screen(filter_form(self.line.asked, trained, self.known, self.today()), chosen)

    def on_query_line_begun(self) -> None:
        """Complete what is typed by the exercises that were trained."""
        self._with_trained(lambda trained: self.line.offer([each.name for each in trained]))

    @work(exclusive=True, group="trained")
    async def _with_trained(self, use: Callable[[Sequence[TrainedExercise]], object]) -> None:
        """Do something with the exercises that were trained."""
        try:
            trained = await answered(self.outbox.read(Repository.trained_exercises), self)
        except StorageError as trouble:
            self.complain(str(trouble))
        else:
            use(trained)

    def action_drop(self) -> None:
        """Leave the calendar; else show all sessions again."""
        if not self.calendar.has_focus:
            self.line.write("")
        self.to_list()

    def action_calendar(self) -> None:
        """Show the calendar and let the keys be for it; from it go back, and hide it where room is scarce."""
        if self.calendar.has_focus:
            self.remove_class("-calendar")
            self.to_list()
            return
        self.add_class("-calendar")
        self.calendar.focus()
        self.fill_calendar()

    def on_session_table_opened(self) -> None:
        """Open the session that was clicked."""
        self.action_open()

    def action_open(self) -> None:
        """Show the session under the cursor, rep by rep."""
        if self.table.highlighted is not None:
            self.open_session(self.table.highlighted.id)

    def action_exercises(self) -> None:
        """Choose an exercise, and look at how it went."""
        self._with_trained(self._choose_exercise)

    def _choose_exercise(self, trained: Sequence[TrainedExercise]) -> None:
        from negtrain_tui.screens.exercise import ExerciseScreen
        from negtrain_tui.screens.exercises_dialog import ExercisesDialog

        def chosen(name: str | None) -> None:
            if name is not None:
                self.app.push_screen(ExerciseScreen(self.outbox, self.clock, self.catalogue, name))

        self.app.push_screen(ExercisesDialog(trained, self.today()), chosen)

    def action_week(self) -> None:
        """Look at a week's work for each muscle."""
        from negtrain_tui.screens.week import WeekScreen

        self.app.push_screen(WeekScreen(self.outbox, self.clock, self.catalogue))

    def action_trash(self) -> None:
        """Look at what was deleted."""
        from negtrain_tui.screens.trash import TrashScreen

        self.follow_edits()
        self.app.push_screen(TrashScreen(self.outbox, self.clock))
