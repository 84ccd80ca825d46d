"""Sessions as the JSON that the command line prints; its fields are documented and stable."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from negtrain_tui.training.load import Amount, Load
from negtrain_tui.training.metrics import (
    Summary,
    fade,
    mean_error_s,
    summarise,
    summarise_session,
    whole_percent_kept,
    within_20,
)
from negtrain_tui.training.record import Rep, Session, SetRecord
from negtrain_tui.training.rests_taken import RestTaken, rests_taken
from negtrain_tui.training.rounding import tenth, whole
from negtrain_tui.training.week import rounded, session_load, whole_minutes


def sessions_lines(sessions: Iterable[Session]) -> Iterator[str]:
    """Yield the document that `--json` prints, a session at a time: not all of them are in memory then."""
    before = None
    yield '{\n  "sessions": ['
    for session in sessions:
        if before is not None:
            yield f"{before},"
        text = json.dumps(session_json(session), ensure_ascii=False, indent=2)
        before = "    " + text.replace("\n", "\n    ")
    if before is not None:
        yield before
    yield "  ]\n}"


def session_json(session: Session) -> dict[str, object]:
    """Return one session: seconds as numbers, instants as ISO 8601 with offset, unknowns None."""
    totals, rests = summarise_session(session), rests_taken(session.sets)
    return {
        "id": session.id,
        "status": session.status.value,
        "started_at": _instant(session.started_at),
        "finished_at": _instant(session.finished_at),
        "name": session.name,
        "note": session.note,
        "source": session.source,
        "rpe": _number(session.rpe),
        "summary": {"sets": totals.sets, **_totals(totals), **_effort(session)},
        "sets": [_set(done, rests.get(done.id)) for done in session.sets],
    }


def _effort(session: Session) -> dict[str, object]:
    """Return a session's minutes and its load, RPE times these minutes, both whole numbers."""
    taken, load = whole_minutes(session), session_load(session)
    return {
        "minutes": taken,
        "session_load": None if load is None else rounded(load),
    }


def _set(done: SetRecord, rest: RestTaken | None) -> dict[str, object]:
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
        "summary": _set_summary(done, rest),
        "reps": [_rep(rep) for rep in done.reps],
    }


def _set_summary(done: SetRecord, rest: RestTaken | None) -> dict[str, object]:
    """Return a set's figures as the screen shows them; None where too little was marked.

    `rest_s` is the rest before the set as it was taken, `rest_asked_s` as it was asked for.
    """
    faded, error, near = fade(done.reps), mean_error_s(done.reps), within_20(done.reps)
    return {
        **_totals(summarise([done])),
        "within_20_percent": None if near is None else whole(near * 100),
        "fade_percent": None if faded is None else whole(faded * 100),
        "mean_error_s": None if error is None else _number(tenth(error)),
        "rest_s": None if rest is None else rest.seconds,
        "rest_asked_s": None if rest is None else _number(rest.asked_s),
    }


def _totals(totals: Summary) -> dict[str, object]:
    """Return totals; what the clock led counts as its target: `paced` lowerings and `holds_paced` holds."""
    return {
        "reps": totals.reps,
        "holds": totals.holds,
        "hold_s": _number(totals.hold_s),
        "holds_paced": totals.holds_paced,
        "lowering_s": _number(totals.lowering_s),
        "marked": totals.marked,
        "paced": totals.paced,
        "fidelity_percent": None if totals.fidelity is None else whole_percent_kept(totals.fidelity),
        "control_lost": totals.control_lost,
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
