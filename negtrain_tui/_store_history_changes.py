"""Edits of what was done, logged row by row, so that each can be undone; and what is deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_history_log import LOOK, Edit, Unfit, drop, edits, must_be_free, redo, undo
from negtrain_tui._store_sessions import IsHeld, one, rep_row, session_row, set_row
from negtrain_tui._store_trash import empty_old_trash, empty_trash, restore, trash, trashed_at
from negtrain_tui._store_values import Row, instant, offset_minutes, utc_text
from negtrain_tui.training.record import Rep, Session, SetRecord, Side

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

__all__ = [
    "Unfit",
    "delete",
    "drop",
    "edit",
    "edits",
    "empty_old_trash",
    "empty_trash",
    "redo",
    "restore",
    "trash",
    "undo",
]

_RepKey = tuple[int, Side | None]


def edit(db: Rows, before: Session, after: Session, *, label: str, at: datetime, is_held: IsHeld) -> None:
    """Change a session from how it was to how it shall be, and log it; what is equal in both stays as it is.

    Sets are known by their ids, reps by number and side. What `after` doesn't have is marked as deleted;
    what is new there gets its place behind what it follows, and others move only as far as needed. A set
    that begins at another time takes the instants of its reps with it, and a session its deleted sets.
    Raise `Conflict` where something to be changed isn't as in `before` any more, and where a session to be
    moved has sets that aren't in `before`: they would stay behind.
    """
    if before.id != after.id:
        raise ValueError(f"{before.id} can't become {after.id}")
    must_be_free(db, [before.id], is_held)
    stands = one(db, before.id, is_held)
    if stands is None:
        raise Conflict(f"That session was deleted elsewhere meanwhile{LOOK}")
    changing = Edit(db)
    was, will, there = _sets_of(before), _sets_of(after), _sets_of(stands)
    columns = _changed("session", *(session_row(each) for each in (before, after, stands)))
    changing.change("sessions", after.id, columns)
    for gone in (done for set_id, done in was.items() if set_id not in will):
        if there.get(gone.id) != gone:
            raise _changed_elsewhere("set")
        changing.change("sets", gone.id, {"deleted_at": utc_text(trashed_at(db, at))})
    if before.started_at != after.started_at:
        if not there.keys() <= was.keys():
            raise _changed_elsewhere("session")
        _take_deleted_sets_along(db, changing, before, after)
    for set_id in was:
        if set_id in will and was[set_id] != will[set_id]:
            if set_id not in there:
                raise _changed_elsewhere("set")
            _edit_set(db, changing, after.id, (was[set_id], will[set_id], there[set_id]), at)
    fresh = {set_id: set_row(after.id, will[set_id], 0) for set_id in will if set_id not in was}
    rows = _rows(db, "sets", "session_id", after.id)
    _put_in_order(changing, "sets", rows, [each for each in will if each in fresh or each in there], fresh)
    for set_id in fresh:
        for number, rep in enumerate(will[set_id].reps, 1):
            changing.add("reps", rep_row(set_id, rep, _turned(will[set_id]), number))
    changing.log(label, at)


def delete(db: Rows, session_id: str, label: str, at: datetime, is_held: IsHeld) -> None:
    """Put a session into the trash, and log it; raise `Conflict` if it is gone or somebody trains with it."""
    must_be_free(db, [session_id], is_held)
    stands = db.execute("SELECT 1 FROM sessions WHERE id = ? AND deleted_at IS NULL", [session_id]).fetchone()
    if stands is None:
        raise Conflict(
            "That session was deleted elsewhere already; open the history again to see how it stands."
        )
    changing = Edit(db)
    changing.change("sessions", session_id, {"deleted_at": utc_text(trashed_at(db, at))})
    changing.log(label, at)


def _edit_set(
    db: Rows,
    changing: Edit,
    session_id: str,
    states: tuple[SetRecord, SetRecord, SetRecord],
    at: datetime,
) -> None:
    """Change a set and its reps from the first of its states to the second; the third is what stands."""
    before, after, stands = states
    columns = _changed("set", *(set_row(session_id, each, 0) for each in states))
    changing.change("sets", after.id, columns)
    if before.started_at != after.started_at:
        _shift_reps(db, changing, after.id, before.started_at, after.started_at)
    was, will, there = _reps_of(before), _reps_of(after), _reps_of(stands)
    if any(key in there for key in will if key not in was):
        raise _changed_elsewhere("set")
    rows = _rows(db, "reps", "set_id", after.id)
    ids = {_rep_key(row): str(row["id"]) for row in rows if row["withdrawn_at"] is None}
    for key, rep in was.items():
        if key not in will:
            if there.get(key) != rep:
                raise _changed_elsewhere("rep")
            changing.change("reps", ids[key], {"withdrawn_at": utc_text(at)})
        elif will[key] != rep:
            if key not in there:
                raise _changed_elsewhere("rep")
            told = (rep_row(after.id, each, at, 0) for each in (rep, will[key], there[key]))
            changing.change("reps", ids[key], _changed("rep", *told))
    new = {key: rep_row(after.id, rep, _turned(after), 0) for key, rep in will.items() if key not in was}
    fresh = {str(row["id"]): row for row in new.values()}
    wanted = [str(new[key]["id"]) if key in new else ids[key] for key in will if key in new or key in ids]
    _put_in_order(changing, "reps", rows, wanted, fresh)


def _changed(what: str, before: Row, after: Row, stands: Row) -> Row:
    """Return the columns to be changed; raise `Conflict` if one of them isn't as it was any more."""
    changed = [name for name in after if name != "id" and before[name] != after[name]]
    if any(stands[name] != before[name] for name in changed):
        raise _changed_elsewhere(what)
    return {name: after[name] for name in changed}


def _changed_elsewhere(what: str) -> Conflict:
    return Conflict(f"That {what} was changed elsewhere meanwhile{LOOK}")


def _put_in_order(
    changing: Edit, table: str, rows: Sequence[Row], wanted: Sequence[str], fresh: Mapping[str, Row]
) -> None:
    """Add what is fresh, and give all of it the wanted order among the rows that there are."""
    for row_id, position in _places({row["id"]: row["position"] for row in rows}, wanted).items():
        if row_id in fresh:
            changing.add(table, {**fresh[row_id], "position": position})
        else:
            changing.change(table, row_id, {"position": position})


def _places(places: Mapping[str, int], wanted: Sequence[str]) -> dict[str, int]:
    """Return new positions, as few as possible; what isn't wanted, as it is deleted, stays where it is."""
    order = list(places)
    known = [each for each in wanted if each in places]
    for slot, each in zip(sorted(order.index(each) for each in known), known, strict=True):
        order[slot] = each
    if len(known) == len(wanted) and order == list(places):
        return {}
    at = 0
    for each in wanted:
        if each not in places:
            order.insert(at, each)
        at = order.index(each) + 1
    moved: dict[str, int] = {}
    last = 0
    for each in order:
        place = places.get(each)
        if place is None or place <= last:
            place = moved[each] = last + 1
        last = place
    return moved


def _take_deleted_sets_along(db: Rows, changing: Edit, before: Session, after: Session) -> None:
    """Move the deleted sets with their session, so that one that is restored belongs there still."""
    for row in _rows(db, "sets", "session_id", after.id):
        if row["deleted_at"] is not None:
            columns = {
                **_shifted(row, "started", before.started_at, after.started_at),
                **_shifted(row, "finished", before.started_at, after.started_at),
            }
            changing.change("sets", row["id"], columns)
            _shift_reps(db, changing, row["id"], before.started_at, after.started_at)


def _shift_reps(db: Rows, changing: Edit, set_id: str, before: datetime, after: datetime) -> None:
    """Move the instants of a set's reps by as much as its beginning was moved."""
    for row in _rows(db, "reps", "set_id", set_id):
        changing.change("reps", row["id"], _shifted(row, "at", before, after))


def _shifted(row: Row, prefix: str, before: datetime, after: datetime) -> Row:
    utc, offset = row[f"{prefix}_utc"], row[f"{prefix}_offset"]
    if utc is None:
        return {}
    at = instant(utc, 0) + (after.astimezone(UTC) - before.astimezone(UTC))
    turn = offset_minutes(after) - offset_minutes(before)
    return {f"{prefix}_utc": utc_text(at), f"{prefix}_offset": offset + turn}


def _turned(done: SetRecord) -> datetime:
    """Say when a rep was done that was entered by hand: nobody knows, so at the end of its set."""
    return done.finished_at or done.started_at


def _sets_of(session: Session) -> dict[str, SetRecord]:
    return {done.id: done for done in session.sets}


def _reps_of(done: SetRecord) -> dict[_RepKey, Rep]:
    reps = {(rep.number, rep.side): rep for rep in done.reps}
    if len(reps) != len(done.reps):
        raise ValueError(f"two reps of set {done.id} have the same number and side")
    return reps


def _rep_key(row: Row) -> _RepKey:
    return row["number"], Side(row["side"]) if row["side"] else None


def _rows(db: Rows, table: str, parent: str, parent_id: str) -> list[Row]:
    return list(db.query(f"SELECT * FROM {table} WHERE {parent} = ? ORDER BY position", [parent_id]))
