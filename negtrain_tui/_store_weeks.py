"""What a week's figures rest on: its sessions, their sets by exercise, and the body masses."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from negtrain_tui._store_sessions import HAPPENED
from negtrain_tui._store_values import Row, decimal_of, instant, instant_of, mass_of, seconds_of
from negtrain_tui.training.body_mass import Weighed
from negtrain_tui.training.record import Status
from negtrain_tui.training.week import WeekSession, Work

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

# No clock on Earth is further from UTC.
_FURTHEST = timedelta(days=1)

SESSIONS = """
    SELECT id, local_day, name, status, rpe, started_utc, started_offset, finished_utc, finished_offset
    FROM sessions WHERE deleted_at IS NULL AND local_day BETWEEN ? AND ?
    ORDER BY started_utc, id
"""
WORK = f"""
    SELECT session_id, exercise, count(DISTINCT sets.id) AS sets, count(*) AS reps,
        sum(coalesce(lowering_actual_ms, 0)) AS ms, sum(NOT marked) AS paced
    FROM json_each(?) AS wanted
    CROSS JOIN sets ON session_id = wanted.value
    CROSS JOIN reps ON set_id = sets.id
    WHERE warm_up = 0 AND sets.deleted_at IS NULL AND {HAPPENED}
    AND kind = 'lowering' AND withdrawn_at IS NULL
    GROUP BY session_id, exercise ORDER BY min(sets.position)
"""
BODY_MASSES = """
    SELECT mass, at_utc, at_offset FROM body_masses
    WHERE deleted_at IS NULL AND at_utc BETWEEN ? AND ? ORDER BY at_utc
"""


def week_sessions(db: Rows, first: date, last: date) -> tuple[WeekSession, ...]:
    """Return the sessions of some days, both ends included, oldest first; in two queries."""
    rows = list(db.query(SESSIONS, [first.isoformat(), last.isoformat()]))
    done: dict[str, list[tuple[str, Work]]] = {}
    for row in db.query(WORK, [json.dumps([row["id"] for row in rows])]):
        done.setdefault(row["session_id"], []).append((row["exercise"], _work(row)))
    return tuple(_session(row, tuple(done.get(row["id"], ()))) for row in rows)


def _work(row: Row) -> Work:
    return Work(Decimal(row["sets"]), Decimal(row["reps"]), seconds_of(row["ms"]) or Decimal(0), row["paced"])


def _session(row: Row, work: tuple[tuple[str, Work], ...]) -> WeekSession:
    return WeekSession(
        id=row["id"],
        day=date.fromisoformat(row["local_day"]),
        name=row["name"],
        status=Status(row["status"]),
        started_at=instant(row["started_utc"], row["started_offset"]),
        finished_at=instant_of(row, "finished"),
        rpe=decimal_of(row["rpe"]),
        work=work,
    )


def body_masses(db: Rows, first: date, last: date) -> tuple[Weighed, ...]:
    """Return the body masses of some days, both ends included, oldest first."""
    # The index is by instants: look a day further on both ends, then at the dates where they were weighed.
    asked = [(first - _FURTHEST).isoformat(), f"{(last + _FURTHEST).isoformat()}T99"]
    weighed = (
        Weighed(instant(row["at_utc"], row["at_offset"]).date(), mass_of(row["mass"]))
        for row in db.query(BODY_MASSES, asked)
    )
    return tuple(each for each in weighed if first <= each.day <= last)
