"""Plans with their workouts and lines; a line stands there in notation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import StorageError
from negtrain_tui._store_values import Row, list_of, put, utc_text
from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plan_changes import Item, Kind, State
from negtrain_tui.training.prescription import Plan, PlanHeading, PlanLine, Prescription, Workout
from negtrain_tui.training.schedule import Missed, Schedule

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

_PLAN_FIELDS = "name, days, start, missed, active, archived"

# Two instances that add at one place write the same position: the id then gives one order to both.
_LINES = """
    SELECT plan_lines.id, workout_id, plan_lines.position, notation
    FROM plan_lines JOIN workouts ON workouts.id = workout_id JOIN plans ON plans.id = plan_id
    WHERE (:plan IS NULL OR plan_id = :plan)
    AND plan_lines.deleted_at IS NULL AND workouts.deleted_at IS NULL AND plans.deleted_at IS NULL
    ORDER BY plan_lines.position, plan_lines.id
"""
_WORKOUTS = """
    SELECT workouts.id, plan_id, position, workouts.name, workouts.days
    FROM workouts JOIN plans ON plans.id = plan_id
    WHERE (:plan IS NULL OR plan_id = :plan) AND workouts.deleted_at IS NULL AND plans.deleted_at IS NULL
    ORDER BY position, workouts.id
"""
_HEADINGS = """
    SELECT id, name, active, archived,
    (SELECT count(*) FROM workouts WHERE plan_id = plans.id AND deleted_at IS NULL) AS workouts,
    (SELECT count(*) FROM plan_lines JOIN workouts ON workouts.id = workout_id WHERE plan_id = plans.id
     AND plan_lines.deleted_at IS NULL AND workouts.deleted_at IS NULL) AS lines
    FROM plans WHERE deleted_at IS NULL ORDER BY id
"""


def headings(db: Rows) -> tuple[PlanHeading, ...]:
    """Return what plans there are, the oldest first."""
    return tuple(
        PlanHeading(
            id=row["id"],
            name=row["name"],
            active=bool(row["active"]),
            archived=bool(row["archived"]),
            workouts=row["workouts"],
            lines=row["lines"],
        )
        for row in db.query(_HEADINGS)
    )


def active_plan(db: Rows) -> Plan | None:
    """Return the plan that is followed now."""
    rows = db.query(f"SELECT id, {_PLAN_FIELDS} FROM plans WHERE active = 1 AND deleted_at IS NULL")
    return _first(db, rows)


def plan(db: Rows, plan_id: str) -> Plan | None:
    """Return a plan, also an archived one."""
    rows = db.query(f"SELECT id, {_PLAN_FIELDS} FROM plans WHERE id = ? AND deleted_at IS NULL", [plan_id])
    return _first(db, rows)


def _first(db: Rows, rows: Iterable[Row]) -> Plan | None:
    row = next(iter(rows), None)
    if row is None:
        return None
    lines: dict[str, list[PlanLine]] = {}
    for line in db.query(_LINES, {"plan": row["id"]}):
        lines.setdefault(line["workout_id"], []).append(PlanLine(line["id"], _read(line["notation"])))
    workouts = (
        Workout(workout["id"], workout["name"], tuple(lines.get(workout["id"], ())), list_of(workout["days"]))
        for workout in db.query(_WORKOUTS, {"plan": row["id"]})
    )
    schedule = Schedule(
        days=list_of(row["days"]),
        start=None if row["start"] is None else date.fromisoformat(row["start"]),
        missed=None if row["missed"] is None else Missed(row["missed"]),
    )
    return Plan(row["id"], row["name"], tuple(workouts), schedule)


@lru_cache(maxsize=4096)
def prescription_of(notation: str) -> Prescription:
    """Read a stored line; a plan is read again after each edit, and most of its lines are the same."""
    return parse_prescription(notation)


def _read(notation: str) -> Prescription:
    try:
        return prescription_of(notation)
    except NotationError as error:
        raise StorageError(
            f"This Negtrain can't read the plan's line {notation!r} ({error}); save a corrected file with"
            " `negtrain plan apply FILE`, or open the plan with the version that wrote it."
        ) from error


def state(db: Rows) -> State:
    """Return all plans as they stand, field by field; nothing is parsed, so this works for any notation."""
    found: State = {
        (Kind.PLAN, row.pop("id")): row
        for row in db.query(f"SELECT id, {_PLAN_FIELDS} FROM plans WHERE deleted_at IS NULL ORDER BY id")
    }
    found |= {(Kind.WORKOUT, row.pop("id")): row for row in db.query(_WORKOUTS, {"plan": None})}
    found |= {(Kind.LINE, row.pop("id")): row for row in db.query(_LINES, {"plan": None})}
    return found


_TABLES = {Kind.PLAN: "plans", Kind.WORKOUT: "workouts", Kind.LINE: "plan_lines"}
_ORDER = tuple(_TABLES)


def write(db: Rows, items: Iterable[Item], at: datetime) -> None:
    """Write what changed; what goes is only marked as deleted, and what comes may have been there before."""
    for item in sorted(items, key=_turn):
        table = _TABLES[item.kind]
        if item.after is None:
            inactive = "active = 0, " if item.kind is Kind.PLAN else ""
            db.execute(f"UPDATE {table} SET {inactive}deleted_at = ? WHERE id = ?", [utc_text(at), item.id])
        elif item.before is None:
            put(db, table, {"id": item.id, **item.after, "deleted_at": None}, key=("id",))
        else:
            fields = ", ".join(f"{name} = :{name}" for name in item.after)
            db.execute(f"UPDATE {table} SET {fields} WHERE id = :id", {"id": item.id, **item.after})


def _turn(item: Item) -> tuple[int, bool]:
    """Put owners before what they own, and the plan that ceases to be active before the one that begins."""
    return _ORDER.index(item.kind), item.after is not None and item.after.get("active") == 1
