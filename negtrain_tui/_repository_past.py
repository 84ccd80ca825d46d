"""What the repository answers and changes of the past: the history, its trends and weeks, edits and trash."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

# The stores are imported when the history is first asked for: the start needs none of them.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from negtrain_tui._store_rows import Rows
    from negtrain_tui.training.body_mass import Weighed
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.history_edits import HistoryEdits, Trashed
    from negtrain_tui.training.history_query import HistoryQuery
    from negtrain_tui.training.record import Session
    from negtrain_tui.training.session_heading import SessionHeading, TrainedExercise, TrainingDay
    from negtrain_tui.training.trend import TrendSet
    from negtrain_tui.training.week import WeekSession

    Travel = Callable[[Rows, datetime, Callable[[str], bool]], str | None]


class PastCalls:
    """The calls that look back; `Repository` gives them its file. Days are local to where a session was."""

    path: Path

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Rows]: ...

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Rows]: ...

    @abstractmethod
    def _is_held(self, session_id: str) -> bool: ...

    def history(
        self, query: HistoryQuery, known: Catalogue, *, limit: int = 50, after: str | None = None
    ) -> tuple[SessionHeading, ...]:
        """Return the sessions a query asks for, newest first: those older than the session `after`."""
        from negtrain_tui import _store_history

        with self._reading() as db:
            return _store_history.page(db, query, known, limit, after, is_held=self._is_held)

    def history_count(self, query: HistoryQuery, known: Catalogue) -> int:
        """Count the sessions a query asks for."""
        from negtrain_tui import _store_history

        with self._reading() as db:
            return _store_history.count(db, query, known, self._is_held)

    def training_days(self, query: HistoryQuery, known: Catalogue) -> tuple[TrainingDay, ...]:
        """Return the days of the sessions a query asks for, in order, all sets of those counted."""
        from negtrain_tui import _store_history

        with self._reading() as db:
            return _store_history.training_days(db, query, known, self._is_held)

    def trained_span(self) -> tuple[date, date] | None:
        """Return the first and the last day with a session, None if there is none."""
        from negtrain_tui import _store_history

        with self._reading() as db:
            return _store_history.span(db)

    def trained_exercises(self) -> tuple[TrainedExercise, ...]:
        """Return the exercises of all sessions, the one trained last first."""
        from negtrain_tui import _store_history

        with self._reading() as db:
            return _store_history.trained_exercises(db)

    def trend_sets(
        self, exercise: str, first: date | None = None, last: date | None = None
    ) -> tuple[TrendSet, ...]:
        """Return an exercise's work sets from `first` to `last`, both included, oldest first."""
        from negtrain_tui import _store_trend

        with self._reading() as db:
            return _store_trend.trend_sets(db, exercise, first, last)

    def week_sessions(self, first: date, last: date) -> tuple[WeekSession, ...]:
        """Return the sessions from `first` to `last`, both included, with what a week's figures rest on."""
        from negtrain_tui import _store_weeks

        with self._reading() as db:
            return _store_weeks.week_sessions(db, first, last)

    def body_masses(self, first: date, last: date) -> tuple[Weighed, ...]:
        """Return the body masses weighed from `first` to `last`, both included, oldest first."""
        from negtrain_tui import _store_weeks

        with self._reading() as db:
            return _store_weeks.body_masses(db, first, last)

    def same_workout(self, session_id: str, *, limit: int = 20) -> tuple[SessionHeading, ...]:
        """Return other sessions of the same workout, up to `limit` before and after it, newest first.

        Where one of two sessions has no workout, they are the same if their names are, whatever the case.
        """
        from negtrain_tui import _store_alike

        with self._reading() as db:
            return _store_alike.same_workout(db, session_id, limit, self._is_held)

    def edit_session(self, before: Session, after: Session, label: str) -> None:
        """Change a session that is over, its sets and reps, from how it was to how it shall be, as one edit.

        Sets and reps that `after` doesn't have are deleted, new ones added. Raise `Conflict`, and change
        nothing, where what it changes isn't as in `before` any more, or somebody trains with the session.
        """
        from negtrain_tui import _store_history_changes

        with self._writing() as db:
            _store_history_changes.edit(db, before, after, label=label, at=_now(), is_held=self._is_held)

    def delete_session(self, session_id: str, label: str) -> None:
        """Put a session into the trash; raise `Conflict` if somebody trains with it or it is gone."""
        from negtrain_tui import _store_history_changes, alive

        with self._writing() as db:
            _store_history_changes.delete(db, session_id, label, _now(), self._is_held)
        alive.sweep(self.path, session_id)

    def undo_history(self) -> str | None:
        """Take the newest edit of the history back and return its label, or None if there is none.

        Raise `Conflict` if somebody trains with its session, or what it changed was changed since. In that
        case it isn't the newest edit any more: the next call goes on with the one before it.
        """
        from negtrain_tui import _store_history_changes

        return self._travelled(_store_history_changes.undo)

    def redo_history(self) -> str | None:
        """Make the edit taken back last again and return its label, or None if there is none.

        Raise `Conflict` as `undo_history` does; where it doesn't fit any more, nothing is left to redo.
        """
        from negtrain_tui import _store_history_changes

        return self._travelled(_store_history_changes.redo)

    def _travelled(self, go: Travel) -> str | None:
        from negtrain_tui import _store_history_changes

        try:
            with self._writing() as db:
                return go(db, _now(), self._is_held)
        except _store_history_changes.Unfit as unfit:
            # What it had changed already was rolled back with it; only the log is changed.
            with self._writing() as db:
                told = _store_history_changes.drop(db, unfit)
            raise told from unfit

    def history_edits(self) -> HistoryEdits:
        """Return what undo and redo of the history would do."""
        from negtrain_tui import _store_history_changes

        with self._reading() as db:
            return _store_history_changes.edits(db)

    def trash(self) -> tuple[Trashed, ...]:
        """Return what was deleted and isn't erased yet, newest deletion first."""
        from negtrain_tui import _store_history_changes

        with self._reading() as db:
            return _store_history_changes.trash(db)

    def restore(self, trashed: Trashed) -> int | None:
        """Bring something back from the trash, as an edit of its own; raise `Conflict` if it is gone.

        Return the new number of a set whose number was taken meanwhile.
        """
        from negtrain_tui import _store_history_changes

        with self._writing() as db:
            return _store_history_changes.restore(db, trashed, _now())

    def empty_trash(self, deleted_before: datetime) -> int:
        """Erase what was deleted before, and the edits that rest on it; return how many things it was."""
        from negtrain_tui import _store_history_changes

        with self._writing() as db:
            return _store_history_changes.empty_trash(db, deleted_before)

    def empty_old_trash(self, now: datetime) -> int:
        """Erase what has lain in the trash for as long as it is kept; return how many things it was.

        `now` counts only as far as the file knows of something trained or edited by then.
        """
        from negtrain_tui import _store_history_changes

        with self._writing() as db:
            return _store_history_changes.empty_old_trash(db, now)

    def add_sessions(self, sessions: Iterable[Session]) -> None:
        """Write many new sessions with all their sets and reps, at once or not at all."""
        from negtrain_tui import _store_bulk

        with self._writing() as db:
            _store_bulk.add_sessions(db, sessions)


def _now() -> datetime:
    return datetime.now(UTC)
