"""Sessions of the same workout, to be compared with one of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from negtrain_tui._store_history import HEADING_COLUMNS, headings
from negtrain_tui._store_sessions import IsHeld
from negtrain_tui.training.session_heading import SessionHeading

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

# `names` are those that differ in case alone; a name counts where one of the two has no workout.
_NEAR = f"""
    WITH alike AS (
        SELECT id, started_utc FROM sessions
        WHERE workout_id = :workout AND workout_id IS NOT NULL AND deleted_at IS NULL
        UNION
        SELECT id, started_utc FROM sessions
        WHERE name IN (SELECT value FROM json_each(:names)) AND name <> '' AND deleted_at IS NULL
        AND (workout_id IS NULL OR :workout IS NULL)
    ),
    older AS (
        SELECT id FROM alike WHERE (started_utc, id) < (:started, :id)
        ORDER BY started_utc DESC, id DESC LIMIT :limit
    ),
    newer AS (
        SELECT id FROM alike WHERE (started_utc, id) > (:started, :id)
        ORDER BY started_utc, id LIMIT :limit
    )
    SELECT {HEADING_COLUMNS} FROM sessions WHERE id IN (SELECT id FROM older UNION ALL SELECT id FROM newer)
    ORDER BY started_utc DESC, id DESC
"""


def same_workout(db: Rows, session_id: str, limit: int, is_held: IsHeld) -> tuple[SessionHeading, ...]:
    """Return other sessions of the same workout, newest first: at most `limit` before and as many after.

    Those are of the same workout that have its id; where one of the two has none, those of the same name,
    whatever its case. A session with neither is like no other.
    """
    row = next(
        db.query("SELECT workout_id, name, started_utc FROM sessions WHERE id = ?", [session_id]), None
    )
    if row is None:
        return ()
    near = db.query(
        _NEAR,
        {
            "id": session_id,
            "workout": row["workout_id"],
            "names": json.dumps(_spellings(db, row["name"])),
            "started": row["started_utc"],
            "limit": limit,
        },
    )
    return headings(db, near, is_held)


def _spellings(db: Rows, name: str) -> list[str]:
    """The names of sessions that are this one but for their case, which SQLite folds in ASCII alone."""
    key = name.strip().casefold()
    if not key:
        return []
    # Names stand in an index of their own: as many rows are looked at as there are sessions with one.
    found = db.execute("SELECT DISTINCT name FROM sessions WHERE name <> ''")
    return [each for (each,) in found if each.strip().casefold() == key]
