"""Sessions found and listed: by query, by page, by day and by exercise, without their reps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from negtrain_tui._store_history_where import Where
from negtrain_tui._store_kept import Kept
from negtrain_tui._store_sessions import HAPPENED, IsHeld, status_of
from negtrain_tui._store_values import Row, decimal_of, instant, instant_of
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.history_query import HistoryQuery
from negtrain_tui.training.metrics import Summary, mean_kept
from negtrain_tui.training.session_heading import SessionHeading, TrainedExercise, TrainingDay

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

HEADING_COLUMNS = """
    id, status, started_utc, started_offset, finished_utc, finished_offset, name, note, source,
    workout_id, rpe
"""
"""The columns of sessions that headings are made of."""

WORK_SETS = f"""
    SELECT session_id, exercise_key, exercise, count(*) AS sets
    FROM json_each(?) AS wanted CROSS JOIN sets ON session_id = wanted.value
    WHERE warm_up = 0 AND sets.deleted_at IS NULL AND {HAPPENED}
    GROUP BY session_id, exercise_key ORDER BY min(sets.position)
"""
# A set with a rep happened, unless it was left out.
_WITH_REPS = """
    warm_up = 0 AND sets.deleted_at IS NULL AND withdrawn_at IS NULL
    AND coalesce(ended_by, '') NOT IN ('skipped', 'exercise skipped')
"""
TOTALS = f"""
    SELECT session_id, kind, count(*) AS reps, sum(marked) AS marked, sum(control_lost) AS lost,
        sum(control_lost AND marked) AS marked_lost,
        coalesce(sum(lowering_actual_ms), 0) AS lowering_ms, coalesce(sum(hold_actual_ms), 0) AS hold_ms,
        lowering_target_ms AS target_ms,
        sum(marked * max(0, lowering_target_ms - abs(lowering_actual_ms - lowering_target_ms))) AS kept_ms,
        count(CASE WHEN marked AND lowering_target_ms <> 0 THEN lowering_actual_ms END) AS measured
    FROM json_each(?) AS wanted
    CROSS JOIN sets ON session_id = wanted.value
    CROSS JOIN reps ON set_id = sets.id
    WHERE {_WITH_REPS}
    GROUP BY session_id, kind, lowering_target_ms
"""
DAYS = """
    SELECT local_day, count(DISTINCT found.id) AS sessions,
        coalesce(sum(CASE kind WHEN 'lowering' THEN lowering_actual_ms END), 0) AS lowering_ms,
        coalesce(sum(CASE kind WHEN 'hold' THEN hold_actual_ms END), 0) AS hold_ms,
        coalesce(sum(kind = 'lowering' AND NOT marked), 0) AS paced,
        coalesce(sum(kind = 'hold' AND NOT marked), 0) AS holds_paced
    FROM (SELECT id, local_day FROM sessions WHERE {where}) AS found
    LEFT JOIN sets ON session_id = found.id AND sets.deleted_at IS NULL AND warm_up = 0
        AND coalesce(ended_by, '') NOT IN ('skipped', 'exercise skipped')
    LEFT JOIN reps ON set_id = sets.id AND withdrawn_at IS NULL
    GROUP BY local_day ORDER BY local_day
"""
# With a single maximum, SQLite takes the other columns from the row that has it.
EXERCISES = f"""
    SELECT exercise, count(*) AS sets, count(DISTINCT session_id) AS sessions,
        sessions.started_offset, max(sessions.started_utc) AS latest
    FROM sessions CROSS JOIN sets ON session_id = sessions.id
    WHERE warm_up = 0 AND sets.deleted_at IS NULL AND sessions.deleted_at IS NULL AND {HAPPENED}
    GROUP BY exercise_key ORDER BY latest DESC, sessions DESC, exercise_key
"""

_trained: Kept[None, tuple[TrainedExercise, ...]] = Kept()


def page(
    db: Rows, query: HistoryQuery, known: Catalogue, limit: int, after: str | None, *, is_held: IsHeld
) -> tuple[SessionHeading, ...]:
    """Return headings of what a query asks for, newest first, older than the session `after`."""
    where = Where(db, query, known, is_held)
    older, values = "", {**where.values, "limit": limit}
    if after is not None:
        row = db.execute("SELECT started_utc FROM sessions WHERE id = ?", [after]).fetchone()
        if row is None:
            return ()
        older = "AND (started_utc, id) < (:after_utc, :after)"
        values |= {"after_utc": row[0], "after": after}
    rows = db.query(
        f"""
        SELECT {HEADING_COLUMNS} FROM sessions WHERE {where.sql} {older}
        ORDER BY started_utc DESC, id DESC LIMIT :limit
        """,
        values,
    )
    return headings(db, rows, is_held)


def count(db: Rows, query: HistoryQuery, known: Catalogue, is_held: IsHeld) -> int:
    """Count what a query asks for."""
    where = Where(db, query, known, is_held)
    return int(db.execute(f"SELECT count(*) FROM sessions WHERE {where.sql}", where.values).fetchone()[0])


def headings(db: Rows, rows: Iterable[Row], is_held: IsHeld) -> tuple[SessionHeading, ...]:
    """Make headings of rows with the `HEADING_COLUMNS` of sessions, in two queries however many they are."""
    rows = list(rows)
    ids = json.dumps([row["id"] for row in rows])
    sets: dict[str, list[Row]] = {}
    for row in db.query(WORK_SETS, [ids]):
        sets.setdefault(row["session_id"], []).append(row)
    totals: dict[str, list[Row]] = {}
    for row in db.query(TOTALS, [ids]):
        totals.setdefault(row["session_id"], []).append(row)
    return tuple(_heading(row, sets.get(row["id"], []), totals.get(row["id"], []), is_held) for row in rows)


def _heading(row: Row, sets: list[Row], totals: list[Row], is_held: IsHeld) -> SessionHeading:
    return SessionHeading(
        id=row["id"],
        status=status_of(row, is_held),
        started_at=instant(row["started_utc"], row["started_offset"]),
        finished_at=instant_of(row, "finished"),
        name=row["name"],
        note=row["note"],
        source=row["source"],
        workout_id=row["workout_id"],
        rpe=decimal_of(row["rpe"]),
        exercises=tuple((each["exercise"], each["sets"]) for each in sets),
        summary=_summary(sum(each["sets"] for each in sets), totals),
    )


def _summary(sets: int, totals: list[Row]) -> Summary:
    """Add up totals as `metrics.summarise` does reps."""
    lowerings = [row for row in totals if row["kind"] == "lowering"]
    holds = [row for row in totals if row["kind"] == "hold"]
    marked = sum(row["marked"] for row in lowerings)
    return Summary(
        sets=sets,
        reps=sum(row["reps"] for row in totals if row["kind"] != "hold"),
        lowering_s=_seconds(sum(row["lowering_ms"] for row in lowerings)),
        marked=marked,
        paced=sum(row["reps"] for row in lowerings) - marked,
        fidelity=mean_kept(
            (row["target_ms"], row["kept_ms"], row["measured"]) for row in lowerings if row["measured"]
        ),
        control_lost=sum(row["lost"] for row in totals),
        holds=sum(row["reps"] for row in holds),
        hold_s=_seconds(sum(row["hold_ms"] for row in holds)),
        marked_lost=sum(row["marked_lost"] for row in lowerings),
        holds_paced=sum(row["reps"] - row["marked"] for row in holds),
    )


def _seconds(ms: int) -> Decimal:
    return Decimal(ms) / 1000


def training_days(
    db: Rows, query: HistoryQuery, known: Catalogue, is_held: IsHeld
) -> tuple[TrainingDay, ...]:
    """Return the days of what a query asks for, in order; whole sessions count."""
    where = Where(db, query, known, is_held)
    return tuple(
        TrainingDay(
            date.fromisoformat(row["local_day"]),
            row["sessions"],
            _seconds(row["lowering_ms"]),
            _seconds(row["hold_ms"]),
            bool(row["paced"]),
            bool(row["holds_paced"]),
        )
        for row in db.query(DAYS.format(where=where.sql), where.values)
    )


def span(db: Rows) -> tuple[date, date] | None:
    """Return the first and the last local day with a session, None if there is none."""
    first, last = (
        db.execute(f"SELECT {which}(local_day) FROM sessions WHERE deleted_at IS NULL").fetchone()[0]
        for which in ("min", "max")
    )
    return None if first is None else (date.fromisoformat(first), date.fromisoformat(last))


def trained_exercises(db: Rows) -> tuple[TrainedExercise, ...]:
    """Return the exercises of all sessions, the one trained last first; kept until something is written."""
    return _trained.answer(db, None, lambda: tuple(map(_trained_exercise, db.query(EXERCISES))))


def _trained_exercise(row: Row) -> TrainedExercise:
    last = instant(row["latest"], row["started_offset"])
    return TrainedExercise(row["exercise"], row["sessions"], row["sets"], last.date())
