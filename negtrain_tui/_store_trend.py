"""An exercise's work sets over years, with as much of their reps as trends need."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from negtrain_tui._store_sessions import HAPPENED
from negtrain_tui._store_values import amount_of, decimal_of, load_of
from negtrain_tui.training.record import EndedBy, RepKind, Side, Status
from negtrain_tui.training.rep_totals import RepTotal
from negtrain_tui.training.trend import TrendSet

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

# A window is found by its sessions' days, a whole history by the exercise.
_ALL = "FROM sets CROSS JOIN sessions ON sessions.id = session_id"
_WINDOW = "FROM sessions CROSS JOIN sets ON session_id = sessions.id"
_WORK = """
    exercise_key = :key AND warm_up = 0 AND sets.deleted_at IS NULL AND sessions.deleted_at IS NULL
"""
_DAYS = "AND sessions.local_day BETWEEN :first AND :last"
_SETS = f"""
    SELECT sets.id, session_id, local_day, line, number, method, sets.status, ended_by, load_lifted,
    sets.rpe, pain, line_id
    {{source}} WHERE {_WORK} AND {HAPPENED} {{days}}
    ORDER BY sessions.started_utc, sessions.id, position
"""
# Reps that differ only in their seconds are added up here: ten years are far fewer rows then. They stay in
# their order, as a set's answers stand with its first tempo.
_REPS = f"""
    SELECT set_id, side, kind,
    CASE kind WHEN 'hold' THEN hold_target_ms ELSE lowering_target_ms END AS target,
    load_down, marked, control_lost, count(*),
    sum(CASE kind WHEN 'lowering' THEN lowering_actual_ms END),
    sum(CASE kind WHEN 'hold' THEN hold_actual_ms END),
    sum(kind = 'lowering' AND marked AND lowering_target_ms > 0 AND lowering_actual_ms IS NOT NULL),
    sum(CASE WHEN kind = 'lowering' AND marked AND lowering_target_ms > 0
        THEN max(0, lowering_target_ms - abs(lowering_actual_ms - lowering_target_ms)) END),
    max(CASE kind WHEN 'hold' THEN hold_actual_ms ELSE lowering_actual_ms END)
    {{source}} CROSS JOIN reps ON set_id = sets.id
    WHERE {_WORK} {{days}} AND withdrawn_at IS NULL
    GROUP BY set_id, side, kind, target, load_down, marked, control_lost
    ORDER BY set_id, min(reps.position)
"""
_TODAY = f"""
    SELECT sessions.id, today FROM sessions
    WHERE today <> '[]' AND sessions.id IN (SELECT session_id {{source}} WHERE {_WORK} {{days}})
"""


def trend_sets(db: Rows, exercise: str, first: date | None, last: date | None) -> tuple[TrendSet, ...]:
    """Return an exercise's work sets, both ends included, oldest first, in three queries."""
    reps: dict[str, list[RepTotal]] = {}
    for set_id, side, kind, target, load, marked, lost, *sums in _rows(db, _REPS, exercise, first, last):
        reps.setdefault(set_id, []).append(
            RepTotal(
                _side(side),
                RepKind(kind),
                target,
                amount_of(load),
                bool(marked),
                bool(lost),
                sums[0],
                sums[1] or 0,
                sums[2] or 0,
                sums[3] or 0,
                sums[4] or 0,
                sums[5],
            )
        )
    asked = _asked(_rows(db, _TODAY, exercise, first, last))
    found: list[TrendSet] = []
    for row in _rows(db, _SETS, exercise, first, last):
        set_id, session_id, day, line, number, method, status, ended_by, lifted, rpe, pain, line_id = row
        sets_asked, easy = asked.get((session_id, line_id), (None, False))
        found.append(
            TrendSet(
                session_id,
                set_id,
                _day(day),
                line,
                number,
                method,
                Status(status),
                None if ended_by is None else EndedBy(ended_by),
                load_of(lifted),
                decimal_of(rpe),
                pain,
                line_id,
                sets_asked,
                easy,
                tuple(reps.get(set_id, ())),
            )
        )
    return tuple(found)


def _rows(
    db: Rows, query: str, exercise: str, first: date | None, last: date | None
) -> list[tuple[Any, ...]]:
    windowed = first is not None or last is not None
    filled = query.format(source=_WINDOW if windowed else _ALL, days=_DAYS if windowed else "")
    asked = {"key": exercise.casefold()}
    if windowed:
        asked |= {"first": (first or date.min).isoformat(), "last": (last or date.max).isoformat()}
    return db.execute(filled, asked).fetchall()


def _asked(rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], tuple[int | None, bool]]:
    """Return how many sets each line of a session was to have, and whether it was made easier."""
    found: dict[tuple[str, str], tuple[int | None, bool]] = {}
    for session_id, today in rows:
        for line in json.loads(today):
            # Where another exercise took over, its count isn't that of the line.
            sets = None if line.get("replaces") else line["sets"]
            found[session_id, line.get("line_id")] = (sets, bool(line.get("deload")))
    return found


@lru_cache(maxsize=8)
def _side(text: str) -> Side | None:
    return Side(text) if text else None


@lru_cache(maxsize=1024)
def _day(text: str) -> date:
    return date.fromisoformat(text)
