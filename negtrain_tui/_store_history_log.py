"""The log of what was edited in the history, row by row, by which each edit is undone and redone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_sessions import IsHeld
from negtrain_tui._store_values import Row, instant_columns, put, utc_text
from negtrain_tui.ids import new_id
from negtrain_tui.training.history_edits import HistoryEdits
from negtrain_tui.training.record import Status

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

LOOK = "; look at the session as it stands now, then change it again if you still want to."


@dataclass(frozen=True, slots=True)
class Item:
    """One row that an edit changed: columns as they were and became; of an added row all, and None before."""

    table: str
    id: str
    before: Row | None
    after: Row


class Unfit(Conflict):
    """An edit that can't be undone any more, or can't be done again: `log_id` is its entry."""

    def __init__(self, sentence: str, log_id: str, *, undone: bool) -> None:
        super().__init__(sentence)
        self.log_id = log_id
        self.undone = undone


class Edit:
    """An edit under way: each row is written as it is told, and all of them are logged at the end."""

    def __init__(self, db: Rows) -> None:
        self._db = db
        self._items: list[Item] = []

    def change(self, table: str, row_id: str, columns: Row) -> None:
        """Change columns of a row that stands; those that have the value already are left out."""
        stood = _stored(self._db, table, row_id)
        wanted = {name: value for name, value in columns.items() if stood[name] != value}
        if not wanted:
            return
        _update(self._db, table, row_id, wanted)
        stands = _stored(self._db, table, row_id)
        before = {name: stood[name] for name in wanted}
        self._items.append(Item(table, row_id, before, {name: stands[name] for name in wanted}))

    def add(self, table: str, row: Row) -> None:
        """Add a row."""
        _insert(self._db, table, row)
        self._items.append(Item(table, row["id"], None, _stored(self._db, table, row["id"])))

    def log(self, label: str, at: datetime) -> None:
        """Log what was changed, as it really was, in place of what was undone; nothing is no edit."""
        if not self._items:
            return
        self._db.execute("DELETE FROM history_changes WHERE undone_at IS NOT NULL")
        last = self._db.execute("SELECT coalesce(max(position), 0) FROM history_changes").fetchone()[0]
        row = {
            "id": new_id(at),
            "position": last + 1,
            **instant_columns("at", at),
            "label": label,
            "items": json.dumps([asdict(item) for item in self._items], ensure_ascii=False),
            "undone_at": None,
        }
        put(self._db, "history_changes", row, key=("id",))


def undo(db: Rows, at: datetime, is_held: IsHeld) -> str | None:
    """Take the newest edit back and return its label, or None if there is none.

    Every row becomes exactly what it was. Raise `Unfit` where one isn't as the edit left it: the entry is
    to be dropped then, for nothing before it could be reached past it. Raise `Conflict` if somebody trains
    with its session.
    """
    row = _newest(db)
    if row is None:
        return None
    log_id, label, items = row[0], row[1], _items_of(row[2])
    with _fitting(f"“{label}” can't be undone any more", log_id, undone=False):
        must_be_free(db, _sessions_of(db, items), is_held)
        for item in reversed(items):
            _must_be(db, item, item.after)
            if item.before is None:
                db.execute(f"DELETE FROM {item.table} WHERE id = ?", [item.id])
            else:
                _update(db, item.table, item.id, item.before)
    db.execute("UPDATE history_changes SET undone_at = ? WHERE id = ?", [utc_text(at), log_id])
    return label


def redo(db: Rows, at: datetime, is_held: IsHeld) -> str | None:
    """Make the edit taken back last again and return its label, or None if there is none.

    Raise `Unfit` and `Conflict` as `undo` does.
    """
    del at
    row = _oldest_undone(db)
    if row is None:
        return None
    log_id, label, items = row[0], row[1], _items_of(row[2])
    with _fitting(f"“{label}” can't be done again any more", log_id, undone=True):
        must_be_free(db, _sessions_of(db, items), is_held)
        for item in items:
            if item.before is None:
                _insert(db, item.table, item.after)
            else:
                _must_be(db, item, item.before)
                _update(db, item.table, item.id, item.after)
    db.execute("UPDATE history_changes SET undone_at = NULL WHERE id = ?", [log_id])
    return label


def drop(db: Rows, unfit: Unfit) -> Conflict:
    """Remove the entry of an edit that doesn't fit any more, and return what to tell.

    One that was undone takes the newer ones of those along, which were made on top of it.
    """
    if unfit.undone:
        db.execute(
            """
            DELETE FROM history_changes WHERE undone_at IS NOT NULL AND position >=
            (SELECT position FROM history_changes WHERE id = ? AND undone_at IS NOT NULL)
            """,
            [unfit.log_id],
        )
        return Conflict(f"{unfit}; there is nothing left to do again.")
    db.execute("DELETE FROM history_changes WHERE id = ? AND undone_at IS NULL", [unfit.log_id])
    row = _newest(db)
    further = (
        "there is no change before it" if row is None else f"u again undoes the one before it, “{row[1]}”"
    )
    return Conflict(f"{unfit}; {further}.")


def edits(db: Rows) -> HistoryEdits:
    """Return what undo and redo would do."""
    newest, undone = _newest(db), _oldest_undone(db)
    return HistoryEdits(
        undo=None if newest is None else newest[1],
        redo=None if undone is None else undone[1],
        # As redo is lost with the next edit, these two tell all that was done and taken back.
        stamp="/".join("" if row is None else row[0] for row in (newest, undone)),
        undo_session=_session_of(db, newest),
        redo_session=_session_of(db, undone),
    )


def forget(db: Rows, row_ids: Iterable[str]) -> None:
    """Remove the entries that mention any of these rows, and those that can't be reached without them.

    Undo goes from the newest edit to the oldest, so with an edit all older ones are lost; redo goes the
    other way, so with an edit that was undone all newer ones of those are.
    """
    mentioned = """
        SELECT {which}(position) FROM history_changes WHERE undone_at IS {undone} AND EXISTS (
            SELECT 1 FROM json_tree(items)
            WHERE key IN ('id', 'session_id', 'set_id') AND atom IN (SELECT value FROM json_each(:ids))
        )
    """
    ids = {"ids": json.dumps(list(row_ids))}
    (done,) = db.execute(mentioned.format(which="max", undone="NULL"), ids).fetchone()
    (undone,) = db.execute(mentioned.format(which="min", undone="NOT NULL"), ids).fetchone()
    db.execute("DELETE FROM history_changes WHERE undone_at IS NULL AND position <= ?", [done])
    db.execute("DELETE FROM history_changes WHERE undone_at IS NOT NULL AND position >= ?", [undone])


def must_be_free(db: Rows, session_ids: Iterable[str], is_held: IsHeld) -> None:
    """Raise `Conflict` if somebody trains with one of these sessions now; with a finished one nobody does."""
    rows = db.query(
        "SELECT id FROM sessions WHERE status <> ? AND id IN (SELECT value FROM json_each(?))",
        [Status.FINISHED.value, json.dumps(list(session_ids))],
    )
    if any(is_held(row["id"]) for row in rows):
        raise Conflict("Somebody is training with that session at this moment; change it when it is over.")


_LogRow = tuple[str, str, str]


def _newest(db: Rows) -> _LogRow | None:
    row: _LogRow | None = db.execute(
        "SELECT id, label, items FROM history_changes WHERE undone_at IS NULL ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return row


def _oldest_undone(db: Rows) -> _LogRow | None:
    row: _LogRow | None = db.execute(
        "SELECT id, label, items FROM history_changes WHERE undone_at IS NOT NULL ORDER BY position LIMIT 1"
    ).fetchone()
    return row


def _items_of(text: str) -> tuple[Item, ...]:
    return tuple(Item(**told) for told in json.loads(text))


def _sessions_of(db: Rows, items: Sequence[Item]) -> list[str]:
    """Return the sessions to which these rows belong."""
    ids: dict[str, set[str]] = {"sessions": set(), "sets": set(), "reps": set()}
    for item in items:
        ids[item.table].add(item.id)
        if item.before is None and item.table == "reps":
            ids["sets"].add(item.after["set_id"])
        elif item.before is None and item.table == "sets":
            ids["sessions"].add(item.after["session_id"])
    asked = {table: json.dumps(sorted(each)) for table, each in ids.items()}
    found = db.execute(
        """
        SELECT value FROM json_each(:sessions)
        UNION SELECT session_id FROM sets WHERE id IN (SELECT value FROM json_each(:sets))
        UNION SELECT session_id FROM sets JOIN reps ON sets.id = set_id
        WHERE reps.id IN (SELECT value FROM json_each(:reps))
        """,
        asked,
    )
    return [session_id for (session_id,) in found]


def _session_of(db: Rows, row: _LogRow | None) -> str | None:
    """Return the session that an edit changed."""
    return None if row is None else next(iter(_sessions_of(db, _items_of(row[2]))), None)


def _must_be(db: Rows, item: Item, columns: Row) -> None:
    """See that a row stands with these columns."""
    row = next(db.query(f"SELECT * FROM {item.table} WHERE id = ?", [item.id]), None)
    if row is None or any(row[name] != value for name, value in columns.items()):
        raise _Otherwise


class _Otherwise(Exception):
    """A row isn't as the log says."""


@contextmanager
def _fitting(what: str, log_id: str, *, undone: bool) -> Iterator[None]:
    """Say that an edit can't be taken back, or made again, for what was done since."""
    try:
        yield
    except (_Otherwise, sqlite3.IntegrityError) as error:
        sentence = f"{what}, for what it changed was changed otherwise since"
        raise Unfit(sentence, log_id, undone=undone) from error


def _stored(db: Rows, table: str, row_id: str) -> Row:
    row: Row = next(db.query(f"SELECT * FROM {table} WHERE id = ?", [row_id]))
    return row


def _update(db: Rows, table: str, row_id: str, columns: Row) -> None:
    assigned = ", ".join(f"{name} = :{name}" for name in columns)
    db.execute(f"UPDATE {table} SET {assigned} WHERE id = :id", {**columns, "id": row_id})


def _insert(db: Rows, table: str, row: Row) -> None:
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)
