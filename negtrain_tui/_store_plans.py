"""Plans with their workouts and lines; a line stands there in notation."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_values import list_of, list_text, put, utc_text
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout

if TYPE_CHECKING:
    from sqlite_utils import Database


def active_plan(db: Database) -> Plan | None:
    """Return the plan that is followed now."""
    plan = next(db.query("SELECT id, name FROM plans WHERE active = 1 AND deleted_at IS NULL"), None)
    if plan is None:
        return None
    lines: dict[str, list[PlanLine]] = {}
    for row in db.query(
        """
        SELECT plan_lines.id, workout_id, notation FROM plan_lines JOIN workouts ON workouts.id = workout_id
        WHERE plan_id = ? AND plan_lines.deleted_at IS NULL ORDER BY plan_lines.position
        """,
        [plan["id"]],
    ):
        line = PlanLine(row["id"], parse_prescription(row["notation"]))
        lines.setdefault(row["workout_id"], []).append(line)
    workouts = db.query(
        "SELECT id, name, days FROM workouts WHERE plan_id = ? AND deleted_at IS NULL ORDER BY position",
        [plan["id"]],
    )
    return Plan(
        plan["id"],
        plan["name"],
        tuple(
            Workout(row["id"], row["name"], tuple(lines.get(row["id"], ())), list_of(row["days"]))
            for row in workouts
        ),
    )


def save_plan(db: Database, plan: Plan, at: datetime) -> None:
    """Save a plan whole and make it the active one; what it no longer has is marked as deleted."""
    db.execute("UPDATE plans SET active = 0 WHERE active = 1 AND id <> ?", [plan.id])
    put(db, "plans", {"id": plan.id, "name": plan.name, "active": 1, "deleted_at": None}, key=("id",))
    _drop_missing(db, plan, utc_text(at))
    for position, workout in enumerate(plan.workouts, 1):
        row = {
            "id": workout.id,
            "plan_id": plan.id,
            "position": position,
            "name": workout.name,
            "days": list_text(workout.days),
            "deleted_at": None,
        }
        put(db, "workouts", row, key=("id",))
        for place, line in enumerate(workout.lines, 1):
            row = {
                "id": line.id,
                "workout_id": workout.id,
                "position": place,
                "notation": format_prescription(line.prescription),
                "deleted_at": None,
            }
            put(db, "plan_lines", row, key=("id",))


def _drop_missing(db: Database, plan: Plan, at: str) -> None:
    workouts = json.dumps([workout.id for workout in plan.workouts])
    lines = json.dumps([line.id for workout in plan.workouts for line in workout.lines])
    db.execute(
        """
        UPDATE plan_lines SET deleted_at = ? WHERE deleted_at IS NULL
        AND workout_id IN (SELECT id FROM workouts WHERE plan_id = ?)
        AND id NOT IN (SELECT value FROM json_each(?))
        """,
        [at, plan.id, lines],
    )
    db.execute(
        """
        UPDATE workouts SET deleted_at = ? WHERE deleted_at IS NULL AND plan_id = ?
        AND id NOT IN (SELECT value FROM json_each(?))
        """,
        [at, plan.id, workouts],
    )


def save_line(db: Database, line_id: str, wanted: Prescription, expected: Prescription | None) -> None:
    """Change one line; raise `Conflict` if it is gone, or is no longer what `expected` says."""
    row = next(
        db.query("SELECT notation FROM plan_lines WHERE id = ? AND deleted_at IS NULL", [line_id]), None
    )
    if row is None:
        raise Conflict("That line is no longer in the plan; open the plan again to see how it stands.")
    stands = parse_prescription(row["notation"])
    if stands == wanted:
        return
    if expected is not None and stands != expected:
        raise Conflict("That line was changed elsewhere meanwhile; open the plan again to see how it stands.")
    db.execute("UPDATE plan_lines SET notation = ? WHERE id = ?", [format_prescription(wanted), line_id])
