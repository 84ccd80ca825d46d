"""The trash: what was deleted of the history, to be restored or, in the end, erased."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_history_log import Edit, forget
from negtrain_tui._store_sessions import HAPPENED
from negtrain_tui._store_values import Row, instant, utc_text
from negtrain_tui.training.history_edits import TRASH_DAYS, Trashed
from negtrain_tui.training.record import Status

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

_KEPT = timedelta(days=TRASH_DAYS)
# A session that was withdrawn because nothing had been done in it was never there to be deleted.
_SESSIONS_IN_TRASH = "SELECT * FROM sessions WHERE deleted_at IS NOT NULL AND settled_at IS NOT deleted_at"
# What was taken out while somebody trains is for the one who trains to bring back.
_SETS_IN_TRASH = f"""
    SELECT sets.*, sessions.name FROM sets JOIN sessions ON sessions.id = session_id
    WHERE sets.deleted_at IS NOT NULL AND sessions.deleted_at IS NULL AND sessions.status <> 'live'
    AND (
        EXISTS (SELECT 1 FROM reps WHERE set_id = sets.id AND withdrawn_at IS NULL)
        -- One without reps may also be what was taken back while training: that never happened.
        OR ({HAPPENED} OR sets.note <> '') AND EXISTS (
            SELECT 1 FROM history_changes WHERE undone_at IS NULL AND instr(items, sets.id)
        )
    )
"""


def trash(db: Rows) -> tuple[Trashed, ...]:
    """Return what was deleted, newest deletion first: sessions, and sets of sessions that stand.

    Sets that hold nothing, by `SetRecord.happened` and without a note, aren't told, nor those without a rep
    that were taken back in the training itself. Nor are sets of a session that somebody may be training
    with: one that was broken off is decided about first.
    """
    sessions = [
        Trashed(row["id"], None, _session_words(db, row), _begun(row), _deleted(row))
        for row in list(db.query(_SESSIONS_IN_TRASH))
    ]
    sets = [
        Trashed(row["session_id"], row["id"], _set_words(row), _begun(row), _deleted(row))
        for row in db.query(_SETS_IN_TRASH)
    ]
    return tuple(
        sorted((*sessions, *sets), key=lambda each: (each.deleted_at, each.set_id or ""), reverse=True)
    )


def restore(db: Rows, trashed: Trashed, at: datetime) -> int | None:
    """Bring something back from the trash, as an edit of its own; raise `Conflict` if it isn't there.

    A set keeps its number unless another one of its line has that by now: then it gets the lowest that is
    free, which is returned.
    """
    table, row_id = ("sessions", trashed.session_id) if trashed.set_id is None else ("sets", trashed.set_id)
    row = _standing(db, table, row_id)
    if row is None or row["deleted_at"] is None:
        raise Conflict("That isn't in the trash any more; look again at what is.")
    if trashed.set_id is not None:
        session = _standing(db, "sessions", trashed.session_id)
        if session is None or session["deleted_at"] is not None:
            raise Conflict("The session of that set was deleted itself; restore the session first.")
        if session["status"] == Status.LIVE.value:
            raise Conflict("The session of that set isn't over; restore the set when it is.")
    number = None if trashed.set_id is None else _other_number(db, row)
    changing = Edit(db)
    changing.change(table, row_id, {"deleted_at": None} | ({} if number is None else {"number": number}))
    changing.log(f"{trashed.words} restored" + ("" if number is None else f" as set {number}"), at)
    return number


def empty_trash(db: Rows, deleted_before: datetime) -> int:
    """Erase what was deleted before, with all that belongs to it; return how many things of the trash it was.

    Sets that the trash doesn't tell of stay until their session goes. With what is erased go the edits that
    mention it, and those that could only be undone after them, or done again after them: no undo ever fails
    half-way for a row that isn't there any more.
    """
    listed = sum(each.deleted_at < deleted_before for each in trash(db))
    limit = {"limit": utc_text(deleted_before)}
    sessions = _texts(db, "SELECT id FROM sessions WHERE deleted_at < :limit", limit)
    sets = _texts(
        db,
        f"""
        SELECT id FROM ({_SETS_IN_TRASH}) WHERE deleted_at < :limit
        UNION SELECT id FROM sets WHERE session_id IN (SELECT value FROM json_each(:sessions))
        """,
        {**limit, "sessions": json.dumps(sessions)},
    )
    reps = _texts(
        db,
        "SELECT id FROM reps WHERE set_id IN (SELECT value FROM json_each(:sets))",
        {"sets": json.dumps(sets)},
    )
    if not sessions and not sets:
        return 0
    forget(db, [*sessions, *sets, *reps])
    for table, ids in (("reps", reps), ("sets", sets), ("sessions", sessions)):
        db.execute(f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])
    return listed


def empty_old_trash(db: Rows, now: datetime) -> int:
    """Erase what was deleted longer ago than it is kept; return how many things of the trash it was.

    A clock that is ahead mustn't erase anything early: the time has to have passed by the newest training
    or edit in the file as well.
    """
    newest = _newest(db)
    return 0 if newest is None else empty_trash(db, min(now, newest) - _KEPT)


def trashed_at(db: Rows, now: datetime) -> datetime:
    """Return when something deleted now begins its time in the trash: never before what the file knows of.

    By a clock that is behind, its time might be over at once.
    """
    newest = _newest(db)
    return now if newest is None else max(now, newest)


def _newest(db: Rows) -> datetime | None:
    """The newest training or edit in the file."""
    known = [
        *_texts(db, "SELECT started_utc FROM sessions ORDER BY started_utc DESC LIMIT 1", {}),
        *_texts(db, "SELECT at_utc FROM history_changes ORDER BY position DESC LIMIT 1", {}),
    ]
    return max(map(datetime.fromisoformat, known), default=None)


def _other_number(db: Rows, row: Row) -> int | None:
    """Return the lowest free number of a set's line, or None if its own is free."""
    taken = {
        number
        for (number,) in db.execute(
            """
            SELECT number FROM sets WHERE session_id = :session_id AND deleted_at IS NULL
            AND line_number = :line_number AND warm_up = :warm_up
            """,
            row,
        )
    }
    if row["number"] not in taken:
        return None
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _standing(db: Rows, table: str, row_id: str) -> Row | None:
    return next(db.query(f"SELECT * FROM {table} WHERE id = ?", [row_id]), None)


def _texts(db: Rows, query: str, asked: Row | list[str]) -> list[str]:
    return [str(text) for (text,) in db.execute(query, asked)]


def _begun(row: Row) -> datetime:
    return instant(row["started_utc"], row["started_offset"])


def _deleted(row: Row) -> datetime:
    return datetime.fromisoformat(row["deleted_at"])


def _session_words(db: Rows, row: Row) -> str:
    if row["name"].strip():
        return str(row["name"])
    query = "SELECT exercise FROM sets WHERE session_id = ? AND deleted_at IS NULL ORDER BY position"
    names = dict.fromkeys(_texts(db, query, [row["id"]]))
    return ", ".join(names) or "(no sets)"


def _set_words(row: Row) -> str:
    kind = "warm-up set" if row["warm_up"] else "set"
    where = f" of {row['name']}" if row["name"].strip() else ""
    return f"{row['exercise']}, {kind} {row['number']}{where}"
