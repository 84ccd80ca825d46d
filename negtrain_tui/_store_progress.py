"""What progress rests on: the last sessions of each line of a plan, and what the lifter decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from negtrain_tui._store_faults import Conflict
from negtrain_tui._store_plans import prescription_of
from negtrain_tui._store_sessions import HAPPENED, rep_of, set_of, today_of
from negtrain_tui._store_values import (
    Row,
    decimal_of,
    decimal_text,
    instant,
    instant_columns,
    load_of,
    load_text,
    put,
    utc_text,
)
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.record import LineToday, SetRecord, Status
from negtrain_tui.training.standing import Decision, DecisionKind, Standing

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

_UNFINISHED = """
    SELECT id FROM sessions WHERE status <> 'finished' AND settled_at IS NULL AND deleted_at IS NULL
"""
_WORK = f"warm_up = 0 AND sets.deleted_at IS NULL AND {HAPPENED}"
_DONE = "EXISTS (SELECT 1 FROM reps WHERE set_id = sets.id AND withdrawn_at IS NULL)"
# A set that ended before its first rep was an answer to what was prescribed, too.
_COUNTS = f"""
    {_WORK}
    AND session_id NOT IN (SELECT value FROM json_each(:undecided)) AND EXISTS (
        SELECT 1 FROM sessions WHERE id = session_id AND sessions.deleted_at IS NULL
        AND (:before IS NULL OR sessions.started_utc < :before)
    )
"""
# From a line's newest set that counts to the newest one before it of another session, and so on: only
# the sets of the sessions that are wanted are looked at, however many years there are.
LAST_SESSIONS = f"""
    WITH RECURSIVE walk (line_id, set_id, met) AS (
        SELECT lines.value, (
            SELECT sets.id FROM sets WHERE line_id = lines.value AND {_COUNTS}
            ORDER BY sets.started_utc DESC, sets.id DESC LIMIT 1
        ), 1
        FROM json_each(:lines) AS lines
        UNION ALL
        SELECT walk.line_id, (
            SELECT sets.id FROM sets WHERE line_id = walk.line_id AND session_id <> here.session_id
            AND (sets.started_utc, sets.id) < (here.started_utc, here.id) AND {_COUNTS}
            ORDER BY sets.started_utc DESC, sets.id DESC LIMIT 1
        ), met + 1
        FROM walk CROSS JOIN sets AS here ON here.id = walk.set_id WHERE met < :limit
    )
    SELECT DISTINCT walk.line_id, sessions.id, sessions.started_utc, sessions.started_offset, sessions.today
    FROM walk CROSS JOIN sets ON sets.id = walk.set_id CROSS JOIN sessions ON sessions.id = sets.session_id
    ORDER BY sessions.started_utc, sessions.id
"""
SETS = f"""
    SELECT sets.* FROM json_each(:sessions) AS wanted CROSS JOIN sets ON session_id = wanted.value
    WHERE line_id IN (SELECT value FROM json_each(:lines)) AND {_WORK}
    ORDER BY position
"""
_REPS = """
    SELECT reps.* FROM json_each(?) AS wanted CROSS JOIN reps ON set_id = wanted.value
    WHERE withdrawn_at IS NULL ORDER BY reps.position
"""
RECENT = f"""
    SELECT sets.* FROM sets JOIN sessions ON sessions.id = session_id
    WHERE exercise_key = :key AND sets.started_utc >= :since AND {_WORK} AND {_DONE}
    AND session_id NOT IN (SELECT value FROM json_each(:undecided)) AND sessions.deleted_at IS NULL
    ORDER BY sets.started_utc DESC, sets.id DESC LIMIT :limit
"""
DECISIONS = """
    SELECT * FROM decisions
    WHERE (plan_id = :plan OR line_id IN (SELECT value FROM json_each(:lines))) AND deleted_at IS NULL
    ORDER BY at_utc, id
"""


def exposures(
    db: Rows, line_ids: Sequence[str], limit: int, before: str | None
) -> dict[str, tuple[Exposure, ...]]:
    """Return the last sessions of each line, oldest first, in three queries however many lines there are."""
    lines = json.dumps(list(line_ids))
    asked = {"lines": lines, "limit": limit, "before": before, "undecided": _undecided(db)}
    found = list(db.query(LAST_SESSIONS, asked)) if line_ids and limit > 0 else []
    sessions = json.dumps(sorted({row["id"] for row in found}))
    rows = list(db.query(SETS, {"sessions": sessions, "lines": lines})) if found else []
    sets: dict[tuple[str, str], list[SetRecord]] = {}
    for row, done in zip(rows, _complete(db, rows), strict=True):
        sets.setdefault((row["session_id"], row["line_id"]), []).append(done)
    told: dict[str, list[Exposure]] = {line_id: [] for line_id in line_ids}
    for row in found:
        told[row["line_id"]].append(_exposure(row, sets[row["id"], row["line_id"]]))
    return {line_id: tuple(each[-limit:]) for line_id, each in told.items()}


def recent_sets(db: Rows, exercise: str, since: str, limit: int) -> tuple[SetRecord, ...]:
    """Return an exercise's work sets with reps, begun at `since` or later, newest first."""
    asked = {"key": exercise.casefold(), "since": since, "limit": limit, "undecided": _undecided(db)}
    return _complete(db, list(db.query(RECENT, asked)))


def _undecided(db: Rows) -> str:
    """Return the sessions under way, or broken off without a decision what to do with them, in JSON."""
    return json.dumps([row["id"] for row in db.query(_UNFINISHED)])


def _complete(db: Rows, rows: Sequence[Row]) -> tuple[SetRecord, ...]:
    """Read rows of sets that nobody trains with now, with their reps, in one query."""
    reps: dict[str, list[Row]] = {}
    for row in db.query(_REPS, [json.dumps([row["id"] for row in rows])]):
        reps.setdefault(row["set_id"], []).append(row)
    return tuple(set_of(_ended(row), tuple(rep_of(rep) for rep in reps.get(row["id"], ()))) for row in rows)


def _ended(row: Row) -> Row:
    if row["status"] == Status.LIVE.value:
        return {**row, "status": Status.INTERRUPTED.value}
    return row


def _exposure(row: Row, sets: Sequence[SetRecord]) -> Exposure:
    today = next((told for told in today_of(row["today"]) if told.line_id == row["line_id"]), None)
    return Exposure(
        session_id=row["id"],
        at=instant(row["started_utc"], row["started_offset"]),
        line=sets[0].line,
        base=None if today is None else today.base,
        sets_asked=_sets_asked(today, sets[0].line),
        sets=tuple(sets),
        deload=today is not None and today.deload,
        base_known=today is None or today.replaces is None,
    )


def _sets_asked(today: LineToday | None, line: str) -> int:
    # Where another exercise took over, its count isn't that of the line.
    if today is not None and today.replaces is None:
        return today.sets
    return prescription_of(line).set_count


def decide(db: Rows, decision: Decision) -> None:
    """Keep a decision, with the plan's line as it stands now; the same id again changes it."""
    standing, line = decision.standing, decision.line
    if line is None and decision.line_id is not None:
        told = next(db.query("SELECT notation FROM plan_lines WHERE id = ?", [decision.line_id]), None)
        line = None if told is None else told["notation"]
    row: Row = {
        "id": decision.id,
        "kind": decision.kind.value,
        "line_id": decision.line_id,
        "plan_id": decision.plan_id,
        "seconds": None if standing is None else decimal_text(standing.seconds),
        "load": None if standing is None else load_text(standing.load),
        "day": None if decision.day is None else decision.day.isoformat(),
        "why": decision.why,
        "line": line,
        **instant_columns("at", decision.at),
        "deleted_at": None,
    }
    put(db, "decisions", row, key=("id",))


def take_back(db: Rows, decision_id: str, at: datetime) -> None:
    """Mark a decision as deleted; raise `Conflict` if it doesn't stand."""
    changed = db.execute(
        "UPDATE decisions SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", [utc_text(at), decision_id]
    )
    if not changed.rowcount:
        raise Conflict("That decision doesn't stand any more; open the plan again to see how it is.")


def bring_back(db: Rows, decision_id: str) -> None:
    """Make a decision stand again; raise `Conflict` if there is none."""
    changed = db.execute("UPDATE decisions SET deleted_at = NULL WHERE id = ?", [decision_id])
    if not changed.rowcount:
        raise Conflict("That decision is not in the database; open the plan again to see how it is.")


def decisions(db: Rows, plan_id: str, line_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return the decisions about a plan and about these lines, oldest first."""
    rows = db.query(DECISIONS, {"plan": plan_id, "lines": json.dumps(list(line_ids))})
    return tuple(_decision(row) for row in rows)


def _decision(row: Row) -> Decision:
    seconds, load = decimal_of(row["seconds"]), load_of(row["load"])
    return Decision(
        id=row["id"],
        kind=DecisionKind(row["kind"]),
        at=instant(row["at_utc"], row["at_offset"]),
        line_id=row["line_id"],
        plan_id=row["plan_id"],
        standing=None if seconds is None and load is None else Standing(seconds, load),
        day=None if row["day"] is None else date.fromisoformat(row["day"]),
        why=row["why"],
        line=row["line"],
    )
