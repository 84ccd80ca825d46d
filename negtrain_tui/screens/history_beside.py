"""What stands beside the list of sessions: the year's calendar and the session under the cursor in brief."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import events, work
from textual.timer import Timer

from negtrain_tui.repository import StorageError
from negtrain_tui.screens.history_changes import ChangedHistory
from negtrain_tui.screens.history_reading import HistorySnapshot
from negtrain_tui.screens.stored import answered
from negtrain_tui.training.history_query import HistoryQuery, both, format_query
from negtrain_tui.widgets.session_glance import SessionGlance
from negtrain_tui.widgets.year_calendar import YearCalendar

if TYPE_CHECKING:
    from negtrain_tui.training.session_heading import TrainingDay

WIDE_FROM = 116
"""From so many columns on the calendar stands beside the list, else over it when it is asked for."""

# How long the cursor rests on a session before its reps are read.
_REST_S = 0.12


class HistoryBeside(ChangedHistory):
    """Fills the calendar and the glance, each off the loop and only while it is seen."""

    _years: dict[tuple[HistoryQuery, int], tuple[TrainingDay, ...]]
    _resting: Timer | None = None

    @property
    def calendar(self) -> YearCalendar:
        """The year's calendar."""
        return self.query_one(YearCalendar)

    @property
    def calendar_shown(self) -> bool:
        """Whether the calendar can be seen."""
        return self.has_class("-calendar") or self.size.width >= WIDE_FROM

    def reload(self) -> None:
        """Read anew, the years too."""
        self._years = {}
        super().reload()

    def show(self, snapshot: HistorySnapshot) -> None:
        """Show what was read, then what stands beside it."""
        super().show(snapshot)
        self.calendar.reach(*snapshot.years)
        self._fill_beside()

    def on_resize(self, event: events.Resize) -> None:
        """Fill what is seen at the new size."""
        del event
        self.call_after_refresh(self._fill_beside)

    def _fill_beside(self) -> None:
        if self.edits is not None:
            self.fill_calendar()
            self.glance()

    def on_year_calendar_turned(self) -> None:
        """Find the days of the year now shown."""
        self.fill_calendar()

    def fill_calendar(self) -> None:
        """Give the calendar its year's days, read once until something changes."""
        if not self.calendar_shown or self.edits is None:
            return
        query, year = self._query, self.calendar.year
        if (query, year) in self._years:
            self._show_year(query, year)
        else:
            self._read_year(query, year)

    @work(exclusive=True, group="year")
    async def _read_year(self, query: HistoryQuery, year: int) -> None:
        known = self.known
        asks = both(query, HistoryQuery(first_day=date(year, 1, 1), last_day=date(year, 12, 31)))
        try:
            days = await answered(
                self.outbox.read(lambda repository: repository.training_days(asks, known)), self
            )
        except StorageError as trouble:
            self.complain(str(trouble))
        else:
            self._years[query, year] = days
            self._show_year(query, year)

    def _show_year(self, query: HistoryQuery, year: int) -> None:
        if query == self._query:
            self.calendar.show(
                year,
                self._years[query, year],
                first_weekday=self.first_weekday,
                today=self.today(),
                found=query.asks,
            )

    def on_year_calendar_taken(self, event: YearCalendar.Taken) -> None:
        """Open a day's only session, or list its sessions, of those that are looked for."""
        if event.trained is None:
            found = "None of the sessions found is of that day."
            self.say(found if self._query.asks else "Nothing was trained on that day.")
            return
        query = both(self._query, HistoryQuery(first_day=event.day, last_day=event.day))
        if event.trained.sessions == 1:
            self._open_only(query)
        else:
            self._list_day(query)

    @work(exclusive=True, group="day")
    async def _open_only(self, query: HistoryQuery) -> None:
        known = self.known
        asked = self.outbox.read(lambda repository: repository.history(query, known, limit=2))
        try:
            found = await answered(asked, self)
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        if len(found) == 1:
            self.open_session(found[0].id)
        else:
            self._list_day(query)

    def _list_day(self, query: HistoryQuery) -> None:
        self.line.write(format_query(query))
        self.to_list()

    def open_session(self, session_id: str) -> None:
        """Show every set and rep of a session, the cursor on the first set that is looked for."""
        from negtrain_tui.screens.session import SessionScreen

        find = self._query if self._query.asks else None
        self.app.push_screen(SessionScreen(self.outbox, self.clock, self.catalogue, session_id, find=find))

    def glance(self) -> None:
        """Tell the session under the cursor: its totals at once, its reps when the cursor rests there."""
        glance = self.query_one(SessionGlance)
        glance.heading = self.table.highlighted
        if self._resting is not None:
            self._resting.stop()
        self._resting = None
        if glance.heading is not None and glance.tall:
            self._resting = self.set_timer(_REST_S, self._read_glance)

    @work(exclusive=True, group="glance")
    async def _read_glance(self) -> None:
        heading = self.table.highlighted
        if heading is None:
            return
        asked = self.outbox.read(lambda repository: repository.session(heading.id))
        try:
            session = await answered(asked, self)
        except StorageError as trouble:
            self.complain(str(trouble))
        else:
            self.query_one(SessionGlance).session = session

    def on_session_table_moved(self) -> None:
        """Tell of the session that the cursor is on now."""
        self.stay()
        self.glance()
        self.refresh_bindings()
        self.reach_ahead()
