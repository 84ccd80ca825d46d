"""Sessions with their sets and reps, as they are written while somebody trains and read again later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_values import (
    Row,
    amount_of,
    amount_text,
    decimal_of,
    decimal_text,
    instant,
    instant_columns,
    instant_of,
    list_of,
    list_text,
    load_of,
    load_text,
    milliseconds,
    put,
    seconds_of,
    utc_text,
)
from negtrain_tui.ids import new_id
from negtrain_tui.training.record import (
    EndedBy,
    LineToday,
    Rep,
    RepKind,
    Session,
    SetRecord,
    Side,
    Status,
)

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

IsHeld = Callable[[str], bool]

HAPPENED = """(
    coalesce(ended_by, '') NOT IN ('skipped', 'exercise skipped') AND (
        coalesce(ended_by, 'reps done') <> 'reps done'
        OR sets.rpe IS NOT NULL OR pain IS NOT NULL OR sets.note <> ''
        OR EXISTS (SELECT 1 FROM reps WHERE set_id = sets.id AND withdrawn_at IS NULL)
    )
)"""
"""`SetRecord.happened`, asked of the rows of `sets`."""


def session_row(session: Session) -> Row:
    """Return a session's own columns."""
    return {
        "id": session.id,
        "status": session.status.value,
        **instant_columns("started", session.started_at),
        **instant_columns("finished", session.finished_at),
        "name": session.name,
        "note": session.note,
        "source": session.source,
        "lines": list_text(session.lines),
        "workout_id": session.workout_id,
        "rpe": decimal_text(session.rpe),
        **_place_columns(session),
    }


def set_row(session_id: str, done: SetRecord, position: int) -> Row:
    """Return a set's columns, in its place in the session."""
    return {
        "id": done.id,
        "session_id": session_id,
        "position": position,
        "exercise_key": done.exercise.casefold(),
        "exercise": done.exercise,
        "line": done.line,
        "line_number": done.line_number,
        "number": done.number,
        "method": done.method,
        "pacing": done.pacing,
        "status": done.status.value,
        **instant_columns("started", done.started_at),
        **instant_columns("finished", done.finished_at),
        "ended_by": None if done.ended_by is None else done.ended_by.value,
        "load_prescribed": load_text(done.load_prescribed),
        "load_loadable": load_text(done.load_loadable),
        "load_lifted": load_text(done.load_lifted),
        "rpe": decimal_text(done.rpe),
        "pain": done.pain,
        "note": done.note,
        "warm_up": done.warm_up,
        "line_id": done.line_id,
        "replaces": done.replaces,
    }


def rep_row(set_id: str, rep: Rep, at: datetime, position: int) -> Row:
    """Return a rep's columns, in its place in the set, under a new id."""
    return {
        "id": new_id(at),
        "set_id": set_id,
        "position": position,
        "number": rep.number,
        "side": _side_text(rep.side),
        "kind": rep.kind.value,
        "lowering_target_ms": milliseconds(rep.lowering_target_s),
        "lowering_actual_ms": milliseconds(rep.lowering_actual_s),
        "marked": rep.marked,
        "control_lost": rep.control_lost,
        "hold_target_ms": milliseconds(rep.hold_target_s),
        "hold_actual_ms": milliseconds(rep.hold_actual_s),
        "load_down": amount_text(rep.load_down),
        "load_up": amount_text(rep.load_up),
        **instant_columns("at", at),
    }


def start_session(db: Rows, session: Session) -> None:
    """Write a session with whatever sets and reps it has already."""
    put(db, "sessions", session_row(session), key=("id",))
    for done in session.sets:
        save_set(db, session.id, done)
        for rep in done.reps:
            save_rep(db, done.id, rep, done.finished_at or done.started_at)


def save_session(db: Rows, session: Session) -> None:
    """Change a session's status, end, name, note and how far it has come in what today's lines are.

    Going on with it makes it undecided again.
    """
    row: Row = {
        "id": session.id,
        "status": session.status.value,
        **instant_columns("finished", session.finished_at),
        "name": session.name,
        "note": session.note,
        **_place_columns(session),
    }
    changed = db.execute(
        """
        UPDATE sessions SET status = :status, name = :name, note = :note,
        finished_utc = :finished_utc, finished_offset = :finished_offset,
        today = :today, next_line = :next_line,
        settled_at = CASE :status WHEN 'live' THEN NULL ELSE settled_at END
        WHERE id = :id
        """,
        row,
    )
    _must_exist(changed.rowcount)
    _must_stand(db, "SELECT deleted_at FROM sessions WHERE id = ?", session.id)


def save_set(db: Rows, session_id: str, done: SetRecord) -> None:
    """Write a set's row, or change it; its reps are written one by one."""
    _must_stand(db, "SELECT deleted_at FROM sessions WHERE id = ?", session_id)
    _must_not_be_removed(db, done.id)
    row = set_row(session_id, done, _next_position(db, "sets", "session_id", session_id))
    put(db, "sets", row, key=("id",), once=("session_id", "position"))


def save_rep(db: Rows, set_id: str, rep: Rep, at: datetime) -> None:
    """Write a rep, or change the one under its number and side, which keeps its place and instant."""
    _must_stand(db, _SESSION_OF_SET, set_id)
    _must_not_be_removed(db, set_id)
    row = rep_row(set_id, rep, at, _next_position(db, "reps", "set_id", set_id))
    put(
        db,
        "reps",
        row,
        key=("set_id", "number", "side"),
        once=("id", "position", "at_utc", "at_offset"),
        where="withdrawn_at IS NULL",
    )


def withdraw_rep(db: Rows, set_id: str, number: int, side: Side | None, at: datetime) -> None:
    """Take a rep back; its row stays, and its number is free again."""
    _must_stand(db, _SESSION_OF_SET, set_id)
    _must_not_be_removed(db, set_id)
    db.execute(
        """
        UPDATE reps SET withdrawn_at = ?
        WHERE set_id = ? AND number = ? AND side = ? AND withdrawn_at IS NULL
        """,
        [utc_text(at), set_id, number, _side_text(side)],
    )


def remove_set(db: Rows, session_id: str, set_id: str, at: datetime | None) -> None:
    """Mark a set as deleted, or, without an instant, bring it back in its place."""
    _must_stand(db, "SELECT deleted_at FROM sessions WHERE id = ?", session_id)
    changed = db.execute(
        "UPDATE sets SET deleted_at = ? WHERE id = ? AND session_id = ?",
        [None if at is None else utc_text(at), set_id, session_id],
    )
    if not changed.rowcount:
        raise Conflict("That set is not in the database; open the session again to see how it stands.")


def settle(db: Rows, session_id: str, *, keep: bool, nothing_done: bool, at: datetime) -> None:
    """Decide about an interrupted session: keep it as it is, or mark it as deleted.

    One that both was decided about and deleted at the same instant was withdrawn as nothing was done in it.
    """
    columns = ("settled_at",) if keep else ("deleted_at", "settled_at") if nothing_done else ("deleted_at",)
    decided = ", ".join(f"{column} = :at" for column in columns)
    changed = db.execute(
        f"""
        UPDATE sessions SET {decided},
        status = CASE status WHEN 'live' THEN 'interrupted' ELSE status END WHERE id = :id
        """,
        {"at": utc_text(at), "id": session_id},
    )
    _must_exist(changed.rowcount)
    db.execute(
        "UPDATE sets SET status = 'interrupted' WHERE session_id = ? AND status = 'live'", [session_id]
    )


def undo_discard(db: Rows, session_id: str) -> None:
    """Bring a discarded session back, as it stood before."""
    changed = db.execute(
        "UPDATE sessions SET deleted_at = NULL, settled_at = nullif(settled_at, deleted_at) WHERE id = ?",
        [session_id],
    )
    _must_exist(changed.rowcount)


def one(db: Rows, session_id: str, is_held: IsHeld) -> Session | None:
    """Return one session."""
    rows = db.query("SELECT * FROM sessions WHERE id = ? AND deleted_at IS NULL", [session_id])
    return next(iter(_whole(db, rows, is_held)), None)


def some(db: Rows, ids: Sequence[str], is_held: IsHeld) -> tuple[Session, ...]:
    """Return these sessions in this order; one that was deleted meanwhile isn't among them."""
    rows = db.query(
        "SELECT * FROM sessions WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
        [json.dumps(ids)],
    )
    found = {session.id: session for session in _whole(db, rows, is_held)}
    return tuple(found[each] for each in ids if each in found)


def page(db: Rows, limit: int, before: str | None, is_held: IsHeld) -> tuple[Session, ...]:
    """Return sessions, newest first, after the one with the id `before`."""
    rows = db.query(
        """
        SELECT * FROM sessions WHERE deleted_at IS NULL
        AND (:before IS NULL OR (started_utc, id) < (SELECT started_utc, id FROM sessions WHERE id = :before))
        ORDER BY started_utc DESC, id DESC LIMIT :limit
        """,
        {"before": before, "limit": limit},
    )
    return _whole(db, rows, is_held)


def unsettled(db: Rows, is_held: IsHeld) -> tuple[Session, ...]:
    """Return unfinished sessions that nobody trains with and nobody has decided about, newest first.

    One without a set or a note holds nothing to go on with.
    """
    rows = db.query(
        """
        SELECT * FROM sessions WHERE status <> 'finished' AND settled_at IS NULL AND deleted_at IS NULL
        AND (note <> '' OR EXISTS (
            SELECT 1 FROM sets WHERE session_id = sessions.id AND sets.deleted_at IS NULL
        ))
        ORDER BY started_utc DESC, id DESC
        """
    )
    return _whole(db, [row for row in rows if not is_held(row["id"])], lambda _: False)


def unfinished(db: Rows, session_id: str) -> Session:
    """Return a session that can be gone on with or decided about; raise `Conflict` if it can't any more."""
    row = next(db.query("SELECT * FROM sessions WHERE id = ?", [session_id]), None)
    if row is None or row["deleted_at"] is not None:
        raise Conflict("That session was discarded meanwhile; nothing was changed.")
    if row["status"] == Status.FINISHED.value:
        raise Conflict("That session was finished meanwhile, by another Negtrain; nothing was changed.")
    if row["settled_at"] is not None:
        raise Conflict("That session was kept as it is meanwhile; nothing was changed.")
    (session,) = _whole(db, [row], lambda _: False)
    return session


def _must_exist(rows: int) -> None:
    if not rows:
        raise Conflict("That session is not in the database; open the history again to see how it stands.")


_SESSION_OF_SET = """
    SELECT sessions.deleted_at FROM sessions JOIN sets ON session_id = sessions.id WHERE sets.id = ?
"""


def _must_stand(db: Rows, query: str, key: str) -> None:
    """Raise `Conflict` for a deleted session: what is written there would be hidden.

    Bringing the session back unasked would undo what somebody decided on purpose.
    """
    row = db.execute(query, [key]).fetchone()
    if row is not None and row[0] is not None:
        raise Conflict("That session was deleted; bring it back before anything is added to it.")


def _must_not_be_removed(db: Rows, set_id: str) -> None:
    """Raise `Conflict` for a set that was removed: what is written there would be hidden."""
    row = db.execute("SELECT deleted_at FROM sets WHERE id = ?", [set_id]).fetchone()
    if row is not None and row[0] is not None:
        raise Conflict("That set was removed; bring it back before anything is added to it.")


def _next_position(db: Rows, table: str, parent: str, parent_id: str) -> int:
    query = f"SELECT coalesce(max(position), 0) + 1 FROM {table} WHERE {parent} = ?"
    return int(db.execute(query, [parent_id]).fetchone()[0])


def _side_text(side: Side | None) -> str:
    return "" if side is None else side.value


def _whole(db: Rows, rows: Iterable[Row], is_held: IsHeld) -> tuple[Session, ...]:
    """Complete the rows of sessions with their sets and reps, in two queries however many they are."""
    rows = list(rows)
    ids = json.dumps([row["id"] for row in rows])
    reps: dict[str, list[Rep]] = {}
    for row in db.query(
        """
        SELECT reps.* FROM reps JOIN sets ON sets.id = set_id
        WHERE session_id IN (SELECT value FROM json_each(?)) AND withdrawn_at IS NULL ORDER BY reps.position
        """,
        [ids],
    ):
        reps.setdefault(row["set_id"], []).append(rep_of(row))
    sets: dict[str, list[SetRecord]] = {}
    for row in db.query(
        """
        SELECT * FROM sets WHERE session_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL
        ORDER BY position
        """,
        [ids],
    ):
        sets.setdefault(row["session_id"], []).append(set_of(row, tuple(reps.get(row["id"], ()))))
    return tuple(_session(row, sets.get(row["id"], []), is_held) for row in rows)


def status_of(row: Row, is_held: IsHeld) -> Status:
    """Return a session's status: one that was live, and that nobody trains with any more, was interrupted."""
    status = Status(row["status"])
    return Status.INTERRUPTED if status is Status.LIVE and not is_held(row["id"]) else status


def _session(row: Row, sets: list[SetRecord], is_held: IsHeld) -> Session:
    status = status_of(row, is_held)
    if status is not Status.LIVE:
        sets = [
            replace(done, status=Status.INTERRUPTED) if done.status is Status.LIVE else done for done in sets
        ]
    return Session(
        id=row["id"],
        status=status,
        started_at=instant(row["started_utc"], row["started_offset"]),
        finished_at=instant_of(row, "finished"),
        name=row["name"],
        note=row["note"],
        source=row["source"],
        lines=list_of(row["lines"]),
        sets=tuple(sets),
        workout_id=row["workout_id"],
        today=today_of(row["today"]),
        next_line=row["next_line"],
        rpe=decimal_of(row["rpe"]),
    )


def _place_columns(session: Session) -> Row:
    today = json.dumps([asdict(line) for line in session.today], ensure_ascii=False)
    return {"today": today, "next_line": session.next_line}


def today_of(text: str) -> tuple[LineToday, ...]:
    """Read what a session's lines are that day; what older files don't say has its default."""
    return tuple(LineToday(**told) for told in json.loads(text))


def set_of(row: Row, reps: tuple[Rep, ...]) -> SetRecord:
    """Read a set's row; `reps` are its reps in order."""
    return SetRecord(
        id=row["id"],
        exercise=row["exercise"],
        line=row["line"],
        line_number=row["line_number"],
        number=row["number"],
        method=row["method"],
        pacing=row["pacing"],
        status=Status(row["status"]),
        started_at=instant(row["started_utc"], row["started_offset"]),
        finished_at=instant_of(row, "finished"),
        ended_by=None if row["ended_by"] is None else EndedBy(row["ended_by"]),
        load_prescribed=load_of(row["load_prescribed"]),
        load_loadable=load_of(row["load_loadable"]),
        load_lifted=load_of(row["load_lifted"]),
        rpe=decimal_of(row["rpe"]),
        pain=row["pain"],
        note=row["note"],
        reps=reps,
        warm_up=bool(row["warm_up"]),
        line_id=row["line_id"],
        replaces=row["replaces"],
    )


def rep_of(row: Row) -> Rep:
    """Read a rep's row."""
    return Rep(
        number=row["number"],
        side=Side(row["side"]) if row["side"] else None,
        kind=RepKind(row["kind"]),
        lowering_target_s=seconds_of(row["lowering_target_ms"]),
        lowering_actual_s=seconds_of(row["lowering_actual_ms"]),
        marked=bool(row["marked"]),
        control_lost=bool(row["control_lost"]),
        hold_target_s=seconds_of(row["hold_target_ms"]),
        hold_actual_s=seconds_of(row["hold_actual_ms"]),
        load_down=amount_of(row["load_down"]),
        load_up=amount_of(row["load_up"]),
    )
