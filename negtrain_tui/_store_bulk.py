"""Many sessions written at once: what was made up for a demonstration, or brought from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from negtrain_tui._store_sessions import rep_row, session_row, set_row
from negtrain_tui._store_values import Row
from negtrain_tui.training.record import Session

if TYPE_CHECKING:
    import sqlite3

    from negtrain_tui._store_rows import Rows

_AT_ONCE = 50


def add_sessions(db: Rows, sessions: Iterable[Session]) -> None:
    """Write new sessions with all their sets and reps: the rows that training them would have left.

    They are taken one by one, so that there may be any number of them. One whose id is there already,
    or that has two reps of the same number and side in a set, fits nowhere: that raises SQLite's own error.
    """
    cursor = db.execute("SELECT 1")
    left = iter(sessions)
    while some := list(islice(left, _AT_ONCE)):
        _write(cursor, "sessions", map(session_row, some))
        _write(cursor, "sets", _sets(some))
        _write(cursor, "reps", _reps(some))


def _sets(sessions: Iterable[Session]) -> Iterator[Row]:
    for session in sessions:
        for position, done in enumerate(session.sets, 1):
            yield set_row(session.id, done, position)


def _reps(sessions: Iterable[Session]) -> Iterator[Row]:
    for done in (done for session in sessions for done in session.sets):
        at = done.finished_at or done.started_at
        for position, rep in enumerate(done.reps, 1):
            yield rep_row(done.id, rep, at, position)


def _write(cursor: sqlite3.Cursor, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is not None:
        columns, values = ", ".join(first), ", ".join(f":{name}" for name in first)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", chain((first,), rows))
