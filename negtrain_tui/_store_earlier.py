"""What was done before, asked of all sessions at once: last time, how heavy, how often, how well."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from negtrain_tui._store_lifter import one_rm_history
from negtrain_tui._store_sessions import HAPPENED, IsHeld, one
from negtrain_tui._store_values import amount_of, instant, load_of, seconds_of
from negtrain_tui.training.agenda import Trained
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import Amount, Mass, share_of
from negtrain_tui.training.record import SetRecord

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

_LATEST_WITH = f"""
    SELECT sessions.id FROM sessions JOIN sets ON session_id = sessions.id
    WHERE exercise_key = :key AND warm_up = 0 AND sessions.deleted_at IS NULL AND sets.deleted_at IS NULL
    AND (:before IS NULL OR sessions.started_utc < :before) AND {HAPPENED}
    ORDER BY sessions.started_utc DESC, sessions.id DESC LIMIT 1
"""


def last_sets(db: Rows, exercise: str, before: str | None, is_held: IsHeld) -> tuple[SetRecord, ...]:
    """Return an exercise's work sets in the latest session in which one of them happened."""
    key = exercise.casefold()
    row = next(db.query(_LATEST_WITH, {"key": key, "before": before}), None)
    session = None if row is None else one(db, row["id"], is_held)
    if session is None:
        return ()
    return tuple(
        done
        for done in session.sets
        if done.exercise.casefold() == key and not done.warm_up and done.happened
    )


_TRAINED = f"""
    SELECT workout_id, name, started_utc, started_offset FROM sessions
    WHERE deleted_at IS NULL AND started_utc >= coalesce(:since, '') AND EXISTS (
        SELECT 1 FROM sets
        WHERE session_id = sessions.id AND sets.deleted_at IS NULL AND {HAPPENED}
    )
    ORDER BY started_utc DESC, id DESC LIMIT :limit
"""


def trained(db: Rows, since: str | None, limit: int) -> tuple[Trained, ...]:
    """Return the sessions in which a set happened, begun at `since` or later, newest first."""
    rows = db.query(_TRAINED, {"since": since, "limit": limit})
    return tuple(
        Trained(row["workout_id"], row["name"], instant(row["started_utc"], row["started_offset"]))
        for row in rows
    )


# A set with a rep happened, unless it was left out.
_FEATS = """
    SELECT line, method, load_down, lowering_target_ms, max(CASE marked WHEN 1 THEN lowering_actual_ms END)
    FROM sets JOIN sessions ON sessions.id = session_id JOIN reps ON set_id = sets.id
    WHERE exercise_key = :key AND warm_up = 0 AND sessions.started_utc < :before
    AND coalesce(ended_by, '') NOT IN ('skipped', 'exercise skipped')
    AND sessions.deleted_at IS NULL AND sets.deleted_at IS NULL AND withdrawn_at IS NULL
    AND kind = 'lowering' AND NOT control_lost
    GROUP BY line, method, load_down, lowering_target_ms
    ORDER BY line, method, load_down, lowering_target_ms
"""


def feats(db: Rows, exercise: str, before: str) -> tuple[Feat, ...]:
    """Return what was achieved with an exercise in sessions begun earlier than `before`."""
    rows = db.execute(_FEATS, {"key": exercise.casefold(), "before": before})
    return tuple(
        Feat(line, method, amount_of(down), seconds_of(longest_ms), seconds_of(target_ms))
        for line, method, down, target_ms, longest_ms in rows
    )


_LOWERED = """
    SELECT session_id, sets.started_utc, load_prescribed, load_lifted, load_down
    FROM reps JOIN sets ON sets.id = set_id JOIN sessions ON sessions.id = session_id
    WHERE exercise_key = ? AND kind <> 'hold' AND withdrawn_at IS NULL
    AND sets.deleted_at IS NULL AND sessions.deleted_at IS NULL
    GROUP BY sets.id, load_down
"""


def times_lowered_over(db: Rows, exercise: str, percent: int) -> int:
    """Count the sessions in which more than `percent` of the 1RM known then was lowered.

    A rep's own load counts; where it can't be judged the set's lifted load does, then the prescribed one.
    """
    history = one_rm_history(db, exercise)
    instants = [at for at, _ in history]
    found = set()
    for row in db.query(_LOWERED, [exercise.casefold()]):
        known = bisect_right(instants, row["started_utc"])
        one_rm = history[known - 1][1] if known else None
        loads = (load_of(row["load_lifted"]), load_of(row["load_prescribed"]))
        amounts = [amount_of(row["load_down"]), *(load.down for load in loads if load is not None)]
        if (share := _first_share(amounts, one_rm)) is not None and share > percent:
            found.add(row["session_id"])
    return len(found)


def _first_share(amounts: Iterable[Amount | None], one_rm: Mass | None) -> Fraction | None:
    shares = (share_of(amount, one_rm) for amount in amounts if amount is not None)
    return next((share for share in shares if share is not None), None)
