"""What was trained so far: the sessions, newest first, to be opened, deleted and brought back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import DataTable, Static

from negtrain_tui.repository import StorageError
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.training.record import Session, Status
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import ago_said, counted, title_said
from negtrain_tui.widgets.session_table import SessionGlance, SessionTable

if TYPE_CHECKING:
    from negtrain_tui.clock import Clock
    from negtrain_tui.outbox import Outbox

_PAGE = 50
# Older sessions are fetched while this many are still below the cursor or the window.
_AHEAD = 15
_EMPTY = (
    "Nothing trained yet.\n\n"
    "Go to Today (1) and press enter to begin the day's workout.\n"
    "Every set is kept here as it ends, each rep with its seconds."
)


class HistoryScreen(RoomyScreen[None]):
    """Lists sessions, a page at a time as one scrolls."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as in Screen

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", priority=True),
        Binding("d,delete", "delete", "delete"),
        Binding("u", "undo", "undo delete"),
        Binding("r", "reload", "read again", show=False),
    ]

    DEFAULT_CSS = """
    HistoryScreen {
        #history-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        #history-room { height: 1fr; }
        SessionGlance { height: 5; padding: 0 1; border-top: solid $panel; }
        #history-empty { height: 1fr; padding: 1 2; content-align: center middle; text-align: center; }
        .hidden { display: none; }
        &.-wide #history-room { layout: horizontal; }
        &.-wide SessionTable { width: 3fr; }
        &.-wide SessionGlance { width: 2fr; height: 1fr; border-top: none; border-left: solid $panel; }
    }
    """

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        super().__init__()
        self._outbox = outbox
        self._clock = clock
        self._whole = False
        self._fetching = False
        self._deleted: list[Session] = []

    def compose_room(self) -> ComposeResult:
        """The list with a glance at the session under the cursor, or a sentence in their place."""
        yield Static("History", id="history-title", markup=False)
        with Container(id="history-room"):
            yield SessionTable()
            yield SessionGlance()
        yield Static("", id="history-empty", classes="hidden", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fetch older sessions also when the mouse wheel gets near the end."""
        self.watch(self._table, "scroll_y", self._reach_ahead, init=False)

    def on_screen_resume(self) -> None:
        """Read again: a set may have been trained meanwhile."""
        self.action_reload()

    @property
    def _table(self) -> SessionTable:
        return self.query_one(SessionTable)

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """What the palette offers here."""
        yield (
            "Read the history again",
            "Look for sessions that another Negtrain has written",
            self.action_reload,
        )
        session = self._table.highlighted
        if session is not None:
            title = title_said(session)
            yield "Open the session", f"Show every set and rep of {title}", self.action_open
            yield (
                "Delete the session",
                f"Take {title} off the list; it can be brought back",
                self.action_delete,
            )
        if self._deleted:
            yield "Undo delete", f"Bring {title_said(self._deleted[-1])} back", self.action_undo

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        del parameters
        if action in ("open", "delete"):
            return self.is_mounted and self._table.highlighted is not None
        return bool(self._deleted) if action == "undo" else True

    def action_reload(self) -> None:
        """Read as many sessions as are shown, at least a page."""
        limit = max(_PAGE, len(self._table.sessions))
        self._fetching = True
        future = self._outbox.read(lambda repository: repository.sessions(limit=limit))
        self._renew(future, limit)

    @work(exclusive=True, group="history")
    async def _renew(self, future: Future[tuple[Session, ...]], limit: int) -> None:
        try:
            sessions = await asyncio.wrap_future(future)
        except StorageError as error:
            self._fail(error)
            return
        finally:
            self._fetching = False
        self._whole = len(sessions) < limit
        self._table.fill(self._still_there(sessions))
        self._tell()

    def _still_there(self, sessions: Iterable[Session]) -> list[Session]:
        """Leave out what was deleted after these were asked for."""
        deleted = {one.id for one in self._deleted}
        return [one for one in sessions if one.id not in deleted]

    def _reach_ahead(self) -> None:
        """Fetch the next page when the end comes near."""
        table = self._table
        seen = max(table.cursor_row, int(table.scroll_y) + table.size.height)
        if self._whole or self._fetching or not table.sessions or seen + _AHEAD < len(table.sessions):
            return
        self._fetching = True
        last = table.sessions[-1].id
        future = self._outbox.read(lambda repository: repository.sessions(limit=_PAGE, before=last))
        self._append(future)

    @work(exclusive=True, group="history")
    async def _append(self, future: Future[tuple[Session, ...]]) -> None:
        try:
            sessions = await asyncio.wrap_future(future)
        except StorageError as error:
            self._fail(error)
            return
        finally:
            self._fetching = False
        self._whole = len(sessions) < _PAGE
        self._table.extend(self._still_there(sessions))
        self._tell()

    def _tell(self) -> None:
        """Make title, list, sentence and keys agree with what is known."""
        table = self._table
        count = len(table.sessions)
        number = counted(count, "session") if self._whole else f"the newest {count} sessions"
        said = ["History", number, ago_said(table.sessions[0], self._clock.wall())] if count else ["History"]
        self.query_one("#history-title", Static).update("  ·  ".join(part for part in said if part))
        self._show_sentence("" if count else _EMPTY)
        if count and not table.has_focus and self.focused is None:
            table.focus()
        self.query_one(SessionGlance).session = table.highlighted
        self.refresh_bindings()

    def _show_sentence(self, sentence: str) -> None:
        empty = self.query_one("#history-empty", Static)
        empty.update(sentence)
        empty.set_class(not sentence, "hidden")
        self.query_one("#history-room").set_class(bool(sentence), "hidden")

    def _fail(self, error: StorageError) -> None:
        if self._table.sessions:
            self.say(str(error), trouble=True)
        else:
            self._show_sentence(f"{literal(str(error))}\n\nPress r to try again.")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the session under the cursor in brief."""
        event.stop()
        self.query_one(SessionGlance).session = self._table.highlighted
        self.refresh_bindings()
        self._reach_ahead()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the session that was clicked."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Show the session under the cursor, rep by rep."""
        session = self._table.highlighted
        if session is not None:
            self.app.push_screen(SessionScreen(session))

    def action_delete(self) -> None:
        """Take the session under the cursor off the list; nothing is erased."""
        session = self._table.highlighted
        if session is None:
            return
        if session.status is Status.LIVE:
            sentence = "That session is being trained right now; end it before you delete it."
            self.say(sentence, trouble=True)
            return
        # Asked for here and not in the worker: a worker goes with its screen, what it would ask with it.
        future = self._outbox.submit(lambda repository: repository.settle(session.id, keep=False))
        self._deleted.append(session)
        self._table.drop(session.id)
        self._tell()
        self.run_worker(self._confirm_delete(future, session))

    async def _confirm_delete(self, future: Future[None], session: Session) -> None:
        try:
            await asyncio.shield(asyncio.wrap_future(future))
        except StorageError as error:
            self._deleted = [one for one in self._deleted if one.id != session.id]
            self._fail(error)
            self.action_reload()
            return
        self.say(f"Deleted {title_said(session)}; u brings it back.")
        self._reach_ahead()

    def action_undo(self) -> None:
        """Bring the session that was deleted last back to its place."""
        if not self._deleted:
            return
        session = self._deleted.pop()
        future = self._outbox.submit(lambda repository: repository.undo_discard(session.id))
        self.refresh_bindings()
        self.run_worker(self._confirm_undo(future, session))

    async def _confirm_undo(self, future: Future[None], session: Session) -> None:
        try:
            await asyncio.shield(asyncio.wrap_future(future))
        except StorageError as error:
            self._deleted.append(session)
            self._fail(error)
            self.refresh_bindings()
            return
        self.say(f"{title_said(session)} is back.")
        self.action_reload()
