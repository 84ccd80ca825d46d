"""Sessions as the JSON that the command line prints; its fields are documented and stable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from negtrain_tui.training.load import Amount, Load
from negtrain_tui.training.record import Rep, Session, SetRecord


def sessions_json(sessions: Iterable[Session]) -> dict[str, object]:
    """Return the document that `--json` prints."""
    return {"sessions": [session_json(session) for session in sessions]}


def session_json(session: Session) -> dict[str, object]:
    """Return one session: seconds as numbers, instants as ISO 8601 with offset, unknowns None."""
    return {
        "id": session.id,
        "status": session.status.value,
        "started_at": _instant(session.started_at),
        "finished_at": _instant(session.finished_at),
        "name": session.name,
        "note": session.note,
        "source": session.source,
        "sets": [_set(done) for done in session.sets],
    }


def _set(done: SetRecord) -> dict[str, object]:
    return {
        "exercise": done.exercise,
        "line": done.line,
        "method": done.method,
        "pacing": done.pacing,
        "status": done.status.value,
        "ended_by": None if done.ended_by is None else done.ended_by.value,
        "load_prescribed": _load(done.load_prescribed),
        "load_loadable": _load(done.load_loadable),
        "load_lifted": _load(done.load_lifted),
        "rpe": _number(done.rpe),
        "pain": done.pain,
        "note": done.note,
        "warm_up": done.warm_up,
        "replaces": done.replaces,
        "reps": [_rep(rep) for rep in done.reps],
    }


def _rep(rep: Rep) -> dict[str, object]:
    return {
        "number": rep.number,
        "side": None if rep.side is None else rep.side.value,
        "kind": rep.kind.value,
        "lowering_target_s": _number(rep.lowering_target_s),
        "lowering_actual_s": _number(rep.lowering_actual_s),
        "marked": rep.marked,
        "control_lost": rep.control_lost,
        "hold_actual_s": _number(rep.hold_actual_s),
        "load_down": _load(rep.load_down),
        "load_up": _load(rep.load_up),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="milliseconds")


def _number(value: Decimal | None) -> float | None:
    # Seconds and ratings only; a load is never a number.
    return None if value is None else float(value)


def _load(load: Load | Amount | None) -> str | None:
    return None if load is None else str(load)
