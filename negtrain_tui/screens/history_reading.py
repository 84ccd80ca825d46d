"""The history as it is read: what is looked for, page by page, and how many sessions that is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual import work
from textual.widgets import Static

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.stored import StoredScreen, answered
from negtrain_tui.training.history_query import HistoryQuery
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.query_line import QueryLine
from negtrain_tui.widgets.record_words import ago_said, counted
from negtrain_tui.widgets.session_table import SessionTable

if TYPE_CHECKING:
    from negtrain_tui.clock import Clock
    from negtrain_tui.outbox import Outbox
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.history_edits import HistoryEdits
    from negtrain_tui.training.session_heading import SessionHeading

_PAGE = 50
# So many are read at once when the lifter goes to the oldest session.
_FAR = 2000
# Older sessions are fetched while this many are still below the cursor or the window.
_AHEAD = 15
_EMPTY = (
    "Nothing trained yet.\n\n"
    "Go to Today (1) and press enter to begin the day's workout.\n"
    "Every set is kept here as it ends, each rep with its seconds."
)
_NONE_FITS = (
    "No session fits what is looked for.\n\nesc shows all sessions again,\n/ changes what is looked for."
)
_COUNTING = "counting …"


@dataclass(frozen=True, slots=True)
class HistorySnapshot:
    """The newest sessions of a query; `whole` if it has no more of them.

    Older ones may be `unchanged` since they were read. `total` are the sessions of the whole history, which
    goes from the first to the last of `years`; weeks begin on `first_weekday`. `changed` is the session of
    the newest edit since the log was as `follows` tells, if it stands.
    """

    query: HistoryQuery
    headings: tuple[SessionHeading, ...]
    whole: bool
    unchanged: bool
    total: int
    years: tuple[int, int]
    edits: HistoryEdits
    known: Catalogue
    first_weekday: int
    follows: HistoryEdits | None
    changed: str | None


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is to be read: so many of a query; of more than a page only the first, if the history `stands`.

    `stands` are its stamp and number of sessions when the others were read, None if none were. With `follow`,
    the log as it was, the session is looked for that was changed since.
    """

    query: HistoryQuery
    limit: int
    stands: tuple[str, int] | None = None
    follow: HistoryEdits | None = None


class ReadHistory(StoredScreen[HistorySnapshot]):
    """Keeps the list of what is looked for; a subclass composes it: title, query line, table, sentence."""

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self.catalogue = catalogue
        self.known = catalogue
        self.edits: HistoryEdits | None = None
        self.first_weekday = 0
        self._query = HistoryQuery()
        self._shown = self._query
        self._asking = _Asking(self._query, _PAGE)
        self._stands: tuple[str, int] | None = None
        self._whole = False
        self._fetching = False
        self._to_oldest = False
        self._found: int | None = None
        self._total: int | None = None
        self._newest: datetime | None = None
        self._deleting: set[str] = set()
        self._followed: HistoryEdits | None = None
        self._sought: str | None = None

    def on_mount(self) -> None:
        """Fetch older sessions also when the mouse wheel gets near the end."""
        self.watch(self.table, "scroll_y", self.reach_ahead, init=False)

    @property
    def table(self) -> SessionTable:
        """The list."""
        return self.query_one(SessionTable)

    @property
    def line(self) -> QueryLine:
        """What is looked for, as it is typed."""
        return self.query_one(QueryLine)

    def today(self) -> date:
        """The date on the lifter's clock."""
        return self.clock.wall().date()

    def reload(self) -> None:
        """Read anew as far as the lifter has looked, and a little further."""
        if self._query == self._shown:
            limit = max(_PAGE, self.table.seen_to + _AHEAD)
            self._asking = _Asking(self._query, limit, self._stands, self._followed)
        else:
            self._asking = _Asking(self._query, _PAGE, follow=self._followed)
        super().reload()

    def read(self, repository: Repository) -> HistorySnapshot:
        """Gather the newest sessions of what is looked for."""
        from negtrain_tui.training.week_start import first_weekday

        asking = self._asking
        known = self.catalogue.with_own(repository.own_exercises())
        edits, total = repository.history_edits(), repository.history_count(HistoryQuery(), known)
        # Whatever changes older sessions is an edit, or brings more of them.
        unchanged = asking.limit > _PAGE and asking.stands == (edits.stamp, total)
        limit = _PAGE if unchanged else asking.limit
        headings = repository.history(asking.query, known, limit=limit)
        return HistorySnapshot(
            query=asking.query,
            headings=headings,
            whole=len(headings) < limit,
            unchanged=unchanged,
            total=total,
            years=_years(repository.trained_span(), self.today().year),
            edits=edits,
            known=known,
            first_weekday=first_weekday(repository.settings().week_start, os.environ),
            follows=asking.follow,
            changed=_changed(repository, edits, asking.follow),
        )

    def show(self, snapshot: HistorySnapshot) -> None:
        """Show what was read; how many of them fit comes after it."""
        if snapshot.query != self._query:
            return
        fresh = snapshot.headings
        older = self.table.headings[len(fresh) :] if snapshot.unchanged else []
        if snapshot.unchanged and not _same_sessions(fresh, self.table.headings):
            self._stands = None
            self.reload()
            return
        self.known, self.edits, self.first_weekday = snapshot.known, snapshot.edits, snapshot.first_weekday
        self.line.known = snapshot.known
        self._whole = self._whole if snapshot.unchanged else snapshot.whole
        self._stands = (snapshot.edits.stamp, snapshot.total)
        self.table.fill(self._still_there([*fresh, *older]), anew=snapshot.query != self._shown)
        self._shown = snapshot.query
        if self._followed is not None and snapshot.follows is self._followed and self.is_current:
            if snapshot.edits.stamp != self._followed.stamp:
                self._followed, self._sought = None, snapshot.changed
            self._go_to_sought()
        self._total = snapshot.total - len(self._deleting)
        if self._whole:
            self._found = len(self.table.headings)
        if not snapshot.query.asks:
            self._newest = fresh[0].started_at if fresh else None
            self._found = self._total
        self.tell()
        if snapshot.query.asks and not self._whole:
            self._count(self._query, self.known)
        self.reach_ahead()

    def nothing_read(self, sentence: str) -> None:
        """Say why there is no history."""
        self._show_sentence(f"{literal(sentence)}\n\nPress r to try again.", new=True)
        self.refresh_bindings()

    def _still_there(self, headings: Sequence[SessionHeading]) -> list[SessionHeading]:
        """Leave out what is being deleted."""
        return [each for each in headings if each.id not in self._deleting]

    def follow_edits(self) -> None:
        """Put the cursor on the session that is changed next, as soon as that is read."""
        self._followed = self._followed or self.edits

    def _go_to_sought(self) -> None:
        """Put the cursor on the session that is sought; where it isn't listed yet, older ones are fetched."""
        if self._sought is not None:
            rows = (row for row, each in enumerate(self.table.headings) if each.id == self._sought)
            row = next(rows, None)
            if row is not None:
                self.table.move_to(row)
            if row is not None or self._whole:
                self._sought = None

    @work(exclusive=True, group="count")
    async def _count(self, query: HistoryQuery, known: Catalogue) -> None:
        try:
            found = await answered(
                self.outbox.read(lambda repository: repository.history_count(query, known)), self
            )
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        if query == self._query:
            self._found = found
            self._tell_title()

    def reach_ahead(self) -> None:
        """Fetch the next page when the end comes near."""
        table = self.table
        far = self._to_oldest or self._sought is not None
        near = far or table.seen_to + _AHEAD >= len(table.headings)
        if near and table.headings and not self._whole and not self._fetching:
            self._fetching = True
            self._fetch(self._query, table.headings[-1].id, _FAR if far else _PAGE)

    @work(group="older")
    async def _fetch(self, query: HistoryQuery, last: str, limit: int) -> None:
        known, table = self.known, self.table
        asked = self.outbox.read(lambda repository: repository.history(query, known, limit=limit, after=last))
        try:
            headings = await answered(asked, self)
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        finally:
            self._fetching = False
        if query == self._query and table.headings and table.headings[-1].id == last:
            self._whole = len(headings) < limit
            table.extend(self._still_there(headings))
            if self._to_oldest:
                self._to_oldest = not self._whole
                table.move_to(len(table.headings) - 1)
            self._go_to_sought()
        self.reach_ahead()

    def on_session_table_oldest(self) -> None:
        """Read everything older, and go to its end."""
        self._to_oldest = not self._whole
        self.table.move_to(len(self.table.headings) - 1)
        self.reach_ahead()

    def stay(self) -> None:
        """Go no further to the oldest session, where the lifter has gone somewhere else."""
        self._to_oldest = self._to_oldest and self.table.cursor == len(self.table.headings) - 1

    def tell(self) -> None:
        """Make title, sentence and keys agree with what is known."""
        self._tell_title()
        if self.table.headings:
            self._show_sentence("")
            if self.focused is None:
                self.table.focus()
        else:
            self._show_sentence(_NONE_FITS if self._query.asks else _EMPTY, new=not self._query.asks)
        self.refresh_bindings()

    def _tell_title(self) -> None:
        found, total = self._found, self._total
        said = ["History"]
        if self._query.asks:
            counts = found is not None and total is not None
            said.append(f"{found} of {counted(total or 0, 'session')}" if counts else _COUNTING)
        elif self._newest is not None:
            said.append(_COUNTING if total is None else counted(total, "session"))
            said.append(ago_said(self._newest, self.clock.wall()))
        self.query_one("#history-title", Static).update("  ·  ".join(part for part in said if part))

    def _show_sentence(self, sentence: str, *, new: bool = False) -> None:
        if sentence:
            self.query_one("#history-empty", Static).update(sentence)
            if self.table.has_focus:
                self.set_focus(None)
        self.set_class(bool(sentence), "-none")
        self.set_class(new, "-new")

    def on_query_line_asked(self, event: QueryLine.Asked) -> None:
        """Look for something else; the list stays until it is found."""
        self._query = event.query
        self._found = None if event.query.asks else self._total
        self._to_oldest, self._sought = False, None
        self._tell_title()
        self.reload()

    def on_query_line_left(self) -> None:
        """Let the keys be for the list."""
        self.to_list()

    def to_list(self) -> None:
        """Let the keys be for the list."""
        if self.table.headings:
            self.table.focus()
        else:
            self.set_focus(None)


def _changed(repository: Repository, now: HistoryEdits, before: HistoryEdits | None) -> str | None:
    """Return the session that was changed since the log was as `before`, if it stands."""
    session_id = None if before is None else now.session_since(before)
    return session_id if session_id is not None and repository.session(session_id) is not None else None


def _years(span: tuple[date, date] | None, now: int) -> tuple[int, int]:
    """Return the first year with a session and this one, or a later one that a clock once showed."""
    return (now, now) if span is None else (min(span[0].year, now), max(span[1].year, now))


def _same_sessions(fresh: Sequence[SessionHeading], shown: Sequence[SessionHeading]) -> bool:
    return [each.id for each in fresh] == [each.id for each in shown[: len(fresh)]]
