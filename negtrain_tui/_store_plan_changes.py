"""Changes of the plans: whether they fit what stands, and the log by which they are undone and redone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from negtrain_tui import _store_plans
from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_values import instant_columns, put, utc_text
from negtrain_tui.ids import new_id
from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.plan_changes import (
    Change,
    Fields,
    Item,
    Key,
    Kind,
    PlanEdits,
    State,
    Value,
    backwards,
    between,
    fields_of,
)
from negtrain_tui.training.prescription import Plan

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

# What an owner's parts are called by, and the field by which they name it.
_OWNER = {Kind.WORKOUT: (Kind.PLAN, "plan_id"), Kind.LINE: (Kind.WORKOUT, "workout_id")}
# Neither a place among others nor being followed is lost with what goes.
_NOT_CONTENT = ("position", "active", "archived")


def change(db: Rows, wanted: Change, at: datetime) -> None:
    """Make an edit and add it to the log; raise `Conflict` where it doesn't fit what stands."""
    stands = _store_plans.state(db)
    after = _applied(stands, wanted.items)
    _renumber(after, stands, wanted.items)
    _commit(db, wanted.label, between(stands, after), at)


def save_plan(db: Rows, plan: Plan, label: str, at: datetime) -> None:
    """Save a plan whole in place of what stands of it, and make it the active one."""
    stands = _store_plans.state(db)
    whole = fields_of(plan)
    after: State = {
        key: {**fields, "active": 0} if key[0] is Kind.PLAN else fields
        for key, fields in stands.items()
        if _plan_of(stands, key) != plan.id
    }
    after |= whole
    after[Kind.PLAN, plan.id] = {**whole[Kind.PLAN, plan.id], "active": 1, "archived": 0}
    _commit(db, label, between(stands, after), at)


def undo(db: Rows, at: datetime) -> str | None:
    """Take the newest change back and return its label, or None if there is none."""
    row = _newest(db)
    return None if row is None else _again(db, row, backwards, utc_text(at), at)


def redo(db: Rows, at: datetime) -> str | None:
    """Make the change taken back last again and return its label, or None if there is none."""
    row = _oldest_undone(db)
    return None if row is None else _again(db, row, tuple, None, at)


def edits(db: Rows) -> PlanEdits:
    """Return what undo and redo would do."""
    newest, undone = _newest(db), _oldest_undone(db)
    return PlanEdits(
        undo=None if newest is None else newest[1],
        redo=None if undone is None else undone[1],
        # As redo is lost with the next change, these two tell all that was done and taken back.
        stamp="/".join("" if row is None else row[0] for row in (newest, undone)),
    )


_LogRow = tuple[str, str, str]


def _newest(db: Rows) -> _LogRow | None:
    row: _LogRow | None = db.execute(
        "SELECT id, label, items FROM plan_changes WHERE undone_at IS NULL ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return row


def _oldest_undone(db: Rows) -> _LogRow | None:
    row: _LogRow | None = db.execute(
        "SELECT id, label, items FROM plan_changes WHERE undone_at IS NOT NULL ORDER BY position LIMIT 1"
    ).fetchone()
    return row


def _again(
    db: Rows,
    row: _LogRow,
    way: Callable[[Iterable[Item]], tuple[Item, ...]],
    undone_at: str | None,
    at: datetime,
) -> str:
    log_id, label, items = row
    stands = _store_plans.state(db)
    _store_plans.write(db, between(stands, _applied(stands, way(_items_of(items)))), at)
    db.execute("UPDATE plan_changes SET undone_at = ? WHERE id = ?", [undone_at, log_id])
    return label


def _commit(db: Rows, label: str, items: tuple[Item, ...], at: datetime) -> None:
    """Write what changed, and log it as it really was; what changes nothing is no step to be undone."""
    if not items:
        return
    _store_plans.write(db, items, at)
    db.execute("DELETE FROM plan_changes WHERE undone_at IS NOT NULL")
    (position,) = db.execute("SELECT coalesce(max(position), 0) + 1 FROM plan_changes").fetchone()
    row = {
        "id": new_id(at),
        "position": position,
        **instant_columns("at", at),
        "label": label,
        "items": _items_text(items),
        "undone_at": None,
    }
    put(db, "plan_changes", row, key=("id",))


def _applied(stands: State, items: Iterable[Item]) -> State:
    """Return the state after `items`; raise `Conflict` if what they start from isn't what stands."""
    items = tuple(items)
    _check_order(stands, items)
    after = dict(stands)
    for item in items:
        key = (item.kind, item.id)
        standing = stands.get(key)
        if item.before is None and item.after is not None:
            if standing is not None:
                raise Conflict(f"{_called(key, standing)} was brought back elsewhere meanwhile{_LOOK}")
            after[key] = item.after
        elif item.after is not None:
            if standing is None:
                raise Conflict(f"{_GONE[item.kind]} was deleted elsewhere meanwhile{_LOOK}")
            _check_fields(key, standing, item.before or {}, item.after)
            after[key] = {**standing, **item.after}
        elif standing is not None:
            _check_fields(key, standing, item.before or {}, None)
            del after[key]
    _check_whole(after, items)
    return after


_LOOK = "; look at the plan as it stands now, then make your change again if you still want it."
_GONE = {Kind.PLAN: "That plan", Kind.WORKOUT: "That workout", Kind.LINE: "That line"}


def _called(key: Key, fields: Fields) -> str:
    name = fields.get("notation") or fields.get("name")
    return f"The {key[0].value} “{name}”"


def _check_fields(key: Key, standing: Fields, before: Fields, after: Fields | None) -> None:
    """See that the fields are as they were before, or have already become what is wanted."""
    for name, value in before.items():
        if name == "position" or (after is None and name in _NOT_CONTENT):
            continue
        if _same(name, standing.get(name), value):
            continue
        if after is None or not _same(name, standing.get(name), after.get(name)):
            raise Conflict(f"{_called(key, standing)} was changed elsewhere meanwhile{_LOOK}")


def _same(name: str, one: Value, other: Value) -> bool:
    if one == other:
        return True
    if name != "notation" or not isinstance(one, str) or not isinstance(other, str):
        return False
    # What an older Negtrain stored may be written otherwise, and mean the same.
    try:
        return _store_plans.prescription_of(one) == _store_plans.prescription_of(other)
    except NotationError:
        return False


def _check_order(stands: State, items: tuple[Item, ...]) -> None:
    """See that parts which change places still stand in the order they did.

    Their positions themselves don't count: whoever adds or deletes something moves all that follows.
    """
    moving: dict[Key, list[tuple[Item, Fields]]] = {}
    for item in items:
        standing = stands.get((item.kind, item.id))
        if standing is not None and item.before and item.after and "position" in item.after:
            owner = _owner(item.kind, standing)
            if owner == _owner(item.kind, {**standing, **item.after}):
                moving.setdefault(owner, []).append((item, standing))
    for owner, parts in moving.items():
        before = _in_order((item.id, item.before or {}) for item, _ in parts)
        after = _in_order((item.id, item.after or {}) for item, _ in parts)
        if _in_order((item.id, standing) for item, standing in parts) not in (before, after):
            raise Conflict(f"{_called(owner, stands[owner])} was put in another order elsewhere{_LOOK}")


def _in_order(parts: Iterable[tuple[str, Fields]]) -> list[str]:
    return [part_id for _, part_id in sorted((_position(fields), part_id) for part_id, fields in parts)]


def _position(fields: Fields) -> int:
    position = fields["position"]
    assert isinstance(position, int)
    return position


def _owner(kind: Kind, fields: Fields) -> Key:
    owner, field = _OWNER[kind]
    return owner, str(fields[field])


def _plan_of(state: State, key: Key) -> str:
    """Return the plan to which a plan, workout or line belongs."""
    while key[0] is not Kind.PLAN:
        key = _owner(key[0], state[key])
    return key[1]


def _check_whole(after: State, items: tuple[Item, ...]) -> None:
    """See that nothing hangs in the air, and that at most one plan is active and not archived."""
    touched = {(item.kind, item.id) for item in items}
    for key, fields in after.items():
        if key[0] is Kind.PLAN:
            continue
        owner = _owner(key[0], fields)
        if owner in after:
            continue
        if owner in touched and key not in touched:
            raise Conflict(f"{_called(key, fields)} was put there elsewhere meanwhile{_LOOK}")
        raise Conflict(f"{_GONE[owner[0]]} was deleted elsewhere meanwhile{_LOOK}")
    active = [fields for key, fields in after.items() if key[0] is Kind.PLAN and fields["active"]]
    if len(active) > 1 or any(fields["archived"] for fields in active):
        raise Conflict(f"Another plan was made the active one elsewhere meanwhile{_LOOK}")


def _renumber(after: State, stands: State, items: Iterable[Item]) -> None:
    """Number the parts of whatever was touched from 1, without holes and doubles."""
    touched = {
        _owner(item.kind, state[item.kind, item.id])
        for item in items
        if item.kind in _OWNER
        for state in (stands, after)
        if (item.kind, item.id) in state
    }
    parts: dict[Key, list[Key]] = {}
    for key, fields in after.items():
        if key[0] in _OWNER and (owner := _owner(key[0], fields)) in touched:
            parts.setdefault(owner, []).append(key)
    for siblings in parts.values():
        siblings.sort(key=lambda key: (_position(after[key]), key[1]))
        for position, key in enumerate(siblings, 1):
            if after[key]["position"] != position:
                after[key] = {**after[key], "position": position}


def _items_text(items: Iterable[Item]) -> str:
    told = [
        {
            "kind": item.kind.value,
            "id": item.id,
            "before": None if item.before is None else dict(item.before),
            "after": None if item.after is None else dict(item.after),
        }
        for item in items
    ]
    return json.dumps(told, ensure_ascii=False)


def _items_of(text: str) -> tuple[Item, ...]:
    return tuple(
        Item(Kind(told["kind"]), told["id"], told["before"], told["after"]) for told in json.loads(text)
    )
