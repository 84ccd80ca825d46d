"""The trash: what was deleted of the history, until when it is kept, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.picking import PickDialog
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.history_edits import TRASH_DAYS, HistoryEdits, Trashed
from negtrain_tui.widgets.cursor_rows import CursorRows, Row
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted, date_said, with_day

_KEPT = timedelta(days=TRASH_DAYS)
_DAY = timedelta(days=1)
_MUTED = "$foreground-muted"
_EMPTY = (
    "The trash is empty.\n\n"
    f"What you delete in the history lies here for {TRASH_DAYS} days, and can be restored; then it is erased."
)
_ERASES = (
    "It can't be brought back then. Changes of the history that were made before it was deleted can't be "
    "undone any more either."
)
_COLUMNS = "trained     deleted        left"

Key = tuple[str, str]
UndoOrRedo = Callable[[Repository], str | None]


@dataclass(frozen=True, slots=True)
class TrashSnapshot:
    """What lies in the trash, newest deletion first, and what undo and redo of the history would do."""

    trashed: tuple[Trashed, ...]
    edits: HistoryEdits


def days_left(trashed: Trashed, now: datetime) -> int:
    """Return for how many days something is kept, a part of one counted whole; 0 if its time is over."""
    return max(0, ceil((trashed.deleted_at + _KEPT - now) / _DAY))


class TrashRows(CursorRows[Key]):
    """A row for each thing: its name, when it was trained and deleted, and for how long it is kept."""

    _trashed: Sequence[Trashed] = ()
    _now: datetime

    def show(self, trashed: Sequence[Trashed], now: datetime) -> None:
        """Show these, at the local time `now`."""
        self._trashed, self._now = trashed, now
        self.renew()

    def lay_out(self, width: int) -> list[Row[Key]]:
        """Give the name what the figures leave."""
        return [Row(_row(each, self._now, width), key_of(each), marked=True) for each in self._trashed]


def key_of(trashed: Trashed) -> Key:
    """Tell one thing from another."""
    return trashed.session_id, trashed.set_id or ""


def _row(trashed: Trashed, now: datetime, width: int) -> Content:
    deleted = trashed.deleted_at.astimezone(now.tzinfo)
    figures = f"  {trashed.started_at:%Y-%m-%d}  {deleted:%Y-%m-%d}  {_days_said(trashed, now):>7}"
    name = Content(literal(trashed.words)).truncate(max(width - 2 - len(figures), 1), ellipsis=True)
    gap = " " * max(width - 2 - len(figures) - name.cell_length, 0)
    return Content.assemble("  ", name, gap, (figures, _MUTED))


def _days_said(trashed: Trashed, now: datetime) -> str:
    return counted(days_left(trashed, now), "day")


class TrashScreen(StoredScreen[TrashSnapshot]):
    """Lists what was deleted; everything can be restored, or all of it erased at once."""

    PALETTE = "Trash"
    DEFAULT_CSS = """
    TrashScreen #trash-head { height: 1; padding: 0 1; background: $panel; }
    TrashScreen #trash-columns { height: 1; padding: 0 2 0 1; text-align: right; color: $text-muted; }
    TrashScreen TrashRows { padding: 0 1; }
    TrashScreen #trash-about { height: auto; max-height: 5; padding: 0 1; border-top: solid $panel; }
    TrashScreen #trash-empty { display: none; height: 1fr; padding: 1 2; }
    TrashScreen.-empty #trash-empty { display: block; }
    TrashScreen.-empty TrashRows { display: none; }
    TrashScreen.-empty #trash-columns { display: none; }
    TrashScreen.-empty #trash-about { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "row", key_display="↑ ↓", tooltip="Go to the next row"),
        Binding("up", "move(-1)", "row above", show=False),
        Binding("pagedown", "page(1)", "further", show=False),
        Binding("pageup", "page(-1)", "back", show=False),
        Binding("home", "end(-1)", "first row", show=False),
        Binding("end", "end(1)", "last row", show=False),
        Binding("enter,r", "restore", "restore", key_display="r", tooltip="Bring it back into the history"),
        Binding("u", "undo", "undo", tooltip="Take back the last change of the history"),
        Binding("ctrl+r", "redo", "redo", tooltip="Do again what was taken back"),
        Binding("x", "erase", "erase all now", tooltip="Erase all that lies here for good; asks first"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        super().__init__(outbox, clock)
        self._snapshot: TrashSnapshot | None = None
        self._restoring: Key | None = None

    def compose_room(self) -> ComposeResult:
        """A head line, the rows or why there are none, the one under the cursor in full, the keys."""
        yield Static(id="trash-head", markup=False)
        yield Static(_COLUMNS, id="trash-columns", markup=False)
        yield TrashRows()
        yield Static(_EMPTY, id="trash-empty", markup=False)
        yield Static(id="trash-about", markup=False)
        yield KeyBar()

    @property
    def rows(self) -> TrashRows:
        """What lies in the trash."""
        return self.query_one(TrashRows)

    @property
    def trashed(self) -> Trashed | None:
        """What stands under the cursor."""
        there = () if self._snapshot is None else self._snapshot.trashed
        return next((each for each in there if key_of(each) == self.rows.here), None)

    def read(self, repository: Repository) -> TrashSnapshot:
        """Read what was deleted."""
        return TrashSnapshot(repository.trash(), repository.history_edits())

    def show(self, snapshot: TrashSnapshot) -> None:
        """Show what was read."""
        self._snapshot, self._restoring = snapshot, None
        count = len(snapshot.trashed)
        said = f"  {counted(count, 'thing')}, kept for {TRASH_DAYS} days" if count else ""
        self.query_one("#trash-head", Static).update(Content.assemble(("Trash", "bold"), (said, _MUTED)))
        self.query_one("#trash-empty", Static).update(_EMPTY)
        self.set_class(not count, "-empty")
        self.rows.show(snapshot.trashed, self.clock.wall())
        self._tell()

    def nothing_read(self, sentence: str) -> None:
        """Say why there are no rows."""
        self.add_class("-empty")
        self.query_one("#trash-empty", Static).update(literal(sentence))

    def on_cursor_rows_moved(self) -> None:
        """Tell about another one."""
        self._tell()

    def on_cursor_rows_taken(self) -> None:
        """Restore what was clicked once more."""
        self.action_restore()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        if action not in ("move", "page", "end", "restore", "undo", "redo", "erase"):
            return True
        snapshot = self._snapshot
        if snapshot is None:
            return False
        if action == "undo":
            return snapshot.edits.undo is not None
        if action == "redo":
            return snapshot.edits.redo is not None
        return bool(snapshot.trashed)

    def action_move(self, by: int) -> None:
        """Go to another row."""
        self.rows.move(by)

    def action_page(self, by: int) -> None:
        """Go further by a window."""
        self.rows.page(by)

    def action_end(self, by: int) -> None:
        """Go to the last row, or to the first."""
        self.rows.end(by)

    def action_back(self) -> None:
        """Go back to the history."""
        self.dismiss()

    def action_restore(self) -> None:
        """Bring back what stands under the cursor."""
        trashed = self.trashed
        if trashed is not None and key_of(trashed) != self._restoring:
            # A key that is held repeats itself before the row is gone.
            self._restoring = key_of(trashed)
            # The log names what was done by these words: short enough for a sentence.
            words = with_day(literal(trashed.words), trashed.started_at)
            numbers: list[int | None] = []

            def done() -> None:
                number = numbers[0]
                new = "" if number is None else f" as set {number}, for its number was taken"
                self.say(f"{words} is back{new}; u undoes that.")

            self.change(
                lambda repository: numbers.append(repository.restore(replace(trashed, words=words))),
                done=done,
            )

    def action_undo(self) -> None:
        """Take back the last change of the history, whatever it was."""
        self._take_back(Repository.undo_history, "Undone")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(Repository.redo_history, "Done again")

    def action_erase(self) -> None:
        """Ask whether all that is listed is to be erased, and erase it."""
        there = () if self._snapshot is None else self._snapshot.trashed
        if not there:
            return
        # What somebody deletes while this is being asked wasn't seen here, and stays.
        limit = max(each.deleted_at for each in there) + timedelta.resolution
        number = counted(len(there), "thing")

        def answered(place: int | None) -> None:
            if place == 1:
                self.change(
                    lambda repository: repository.empty_trash(limit),
                    done=lambda: self.say(f"Erased: {number}."),
                )

        rows = [Content("1 Keep it"), Content(f"2 Erase {number} for good")]
        self.app.push_screen(PickDialog("Erase the trash?", rows, told=Content(_ERASES)), answered)

    def _take_back(self, action: UndoOrRedo, word: str) -> None:
        labels: list[str | None] = []

        def done() -> None:
            nothing = "Somebody else was here first: there is nothing left of it."
            self.say(nothing if labels[0] is None else f"{word}: {labels[0]}.")

        self.change(lambda repository: labels.append(action(repository)), done=done)

    def _tell(self) -> None:
        """Say in full what stands under the cursor, and offer what can be done with it."""
        trashed = self.trashed
        if trashed is not None:
            now = self.clock.wall()
            deleted = trashed.deleted_at.astimezone(now.tzinfo)
            until = (deleted + _KEPT).astimezone(now.tzinfo)
            what = "A session" if trashed.set_id is None else "A set"
            trained = date_said(trashed.started_at, weekday=True)
            told = (
                f"{what}, trained {trained}, deleted {date_said(deleted)}. "
                f"Kept until {date_said(until)}; "
                "once you have trained after that, the next start erases it.\n"
            )
            about = Content.assemble(told, (literal(trashed.words), "bold"))
            self.query_one("#trash-about", Static).update(about)
        self.refresh_bindings()
