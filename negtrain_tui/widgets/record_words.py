"""How what was recorded is said in words: sessions, sets, their loads and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.metrics import Summary, kept_percent, summarise
from negtrain_tui.training.record import EndedBy, Session, SetRecord, Status
from negtrain_tui.training.undone import reps_missed_of, undone
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.rep_marks import tenths

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENDINGS = {
    EndedBy.REPS_DONE: "all reps done",
    EndedBy.LIFTER: "ended by you",
    EndedBy.CONTROL_LOST: "control lost",
    EndedBy.STOP_RULE: "stopped: lowering control was fading",
    EndedBy.TOO_FAST: "stopped: lowered in under 2 s",
    EndedBy.PAIN: "stopped: pain over the limit",
    EndedBy.SKIPPED: "left out",
    EndedBy.EXERCISE_SKIPPED: "left out, with the rest of this exercise",
}
_STATUS_SIGNS = {Status.FINISHED: " ", Status.INTERRUPTED: "!", Status.LIVE: "▶"}


def whole(number: Decimal) -> str:
    """Round to a whole number, halves away from zero."""
    return format(number.quantize(Decimal(1), ROUND_HALF_UP), "f")


def percent(share: Decimal) -> str:
    """Say a share (1 is all) in whole percent: `97 %`."""
    return f"{whole(share * 100)} %"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Say a number of things: `1 set`, `2 sets`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def date_said(at: datetime, *, weekday: bool = False) -> str:
    """Say date and time as they were where the session took place: `Mon 2026-03-02 18:04`."""
    day = f"{_WEEKDAYS[at.weekday()]} " if weekday else ""
    return f"{day}{at:%Y-%m-%d %H:%M}"


def offset_said(at: datetime) -> str:
    """Say the offset from UTC that the clock had then: `+01:00`."""
    text = f"{at:%z}"
    return f"{text[:3]}:{text[3:5]}" if text else ""


def ago_said(session: Session, now: datetime) -> str:
    """Say how many days ago a session was, each date as its own place had it; nothing if it lies ahead."""
    days = (now.date() - session.started_at.date()).days
    if days < 0:
        return ""
    return "last trained " + ("today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago")


def title_said(session: Session) -> str:
    """Name a session harmlessly: its own name, else its exercises in their order."""
    if session.name.strip():
        return literal(session.name)
    return exercises_said(session) or "(no sets)"


def exercises_said(session: Session) -> str:
    """List a session's exercises once each, harmlessly."""
    return ", ".join(literal(name) for name in dict.fromkeys(one.exercise for one in session.sets))


def status_sign(status: Status) -> str:
    """Return one cell that tells a session's status: nothing when it was finished."""
    return _STATUS_SIGNS[status]


def status_said(status: Status) -> str:
    """Say a status, where it isn't the ordinary one."""
    return "" if status is Status.FINISHED else "live now" if status is Status.LIVE else "interrupted"


def tempo_said(summary: Summary) -> str:
    """Say how close marked lowerings came (`97 %`), or `paced` where the clock led them all."""
    if summary.fidelity is not None:
        return kept_percent(summary.fidelity)
    return "paced" if summary.paced else "–"


def lowering_said(summary: Summary) -> str:
    """Say the seconds spent lowering; `~` where paced lowerings count as their targets."""
    if summary.lowering_s == 0:
        return "–"
    return f"{'~' if summary.paced else ''}{whole(summary.lowering_s)} s"


def reps_said(sets: Sequence[SetRecord], reps: int) -> str:
    """Say how many reps these sets have, and of how many where that is fewer: `0 of 2`."""
    missed_of = reps_missed_of(sets)
    return str(reps) if missed_of is None else f"{reps} of {missed_of}"


def totals_said(sets: Sequence[SetRecord]) -> list[str]:
    """Say the totals of a session's work sets, or of a set, a phrase each; what isn't there is left out."""
    said: list[str] = []
    summary = summarise(sets)
    if summary.reps or not summary.holds:
        reps = reps_said(sets, summary.reps)
        said.append(f"{reps} rep{'' if reps == '1' else 's'}")
    if summary.holds:
        said.append(f"{counted(summary.holds, 'hold')} of {tenths(summary.hold_s)} s in all")
    if summary.lowering_s:
        said.append(f"{'~' if summary.paced else ''}{tenths(summary.lowering_s)} s lowering")
    if summary.fidelity is not None:
        said.append(f"tempo {kept_percent(summary.fidelity)}")
    if summary.marked and summary.paced:
        how = "measured" if summary.marked_lost else "marked"
        said.append(f"{summary.marked} {how}, {summary.paced} paced")
    elif summary.paced:
        said.append("all paced")
    if summary.control_lost:
        said.append(
            f"control lost {'once' if summary.control_lost == 1 else f'{summary.control_lost} times'}"
        )
    return said


def loads_said(one: SetRecord) -> str:
    """Say what was prescribed, what could be loaded and what was lifted, each only where it differs."""
    if one.load_lifted is None:
        return "" if one.load_prescribed is None else f"{shown(one.load_prescribed)} prescribed"
    lifted = shown(one.load_lifted)
    apart = [
        f"{shown(load)} {word}"
        for load, word in ((one.load_prescribed, "prescribed"), (one.load_loadable, "loadable"))
        if load is not None and load != one.load_lifted
    ]
    return ", ".join([*apart, f"{lifted} lifted"]) if apart else lifted


def undone_said(session: Session) -> str:
    """List, harmlessly, what was planned and neither done nor left out: `Row, Back squat (2 sets)`."""
    return ", ".join(f"{literal(each.exercise)} ({counted(each.sets, 'set')})" for each in undone(session))


def ending_said(one: SetRecord) -> str:
    """Say how a set ended, or that it didn't."""
    if one.ended_by is not None:
        return ENDINGS[one.ended_by]
    return status_said(one.status)


def answers_said(one: SetRecord) -> list[str]:
    """Say what the lifter answered after the set; questions left blank are left out."""
    said: list[str] = []
    if one.rpe is not None:
        said.append(f"RPE {plain(one.rpe)}")
    if one.pain is not None:
        said.append(f"pain {one.pain} of 10")
    return said
