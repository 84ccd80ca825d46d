"""How what was recorded is said in words: sessions, sets, their loads and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from negtrain_tui.training import rounding
from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.metrics import Summary, fade, kept_percent, mean_error_s, summarise, within_20
from negtrain_tui.training.notation import duration_text, parse_prescription
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.record import EndedBy, Rep, Session, SetRecord, Status
from negtrain_tui.training.undone import reps_missed_of, undone
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.rep_marks import tenths

if TYPE_CHECKING:
    from negtrain_tui.training.rests_taken import RestTaken
from negtrain_tui.training.session_heading import SessionHeading

# So much of a name fits into a sentence.
_NAME_CELLS = 50
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
    return str(rounding.whole(number))


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


def ago_said(started_at: datetime, now: datetime) -> str:
    """Say how many days ago a session was, each date as its own place had it; nothing if it lies ahead."""
    days = (now.date() - started_at.date()).days
    if days < 0:
        return ""
    return "last trained " + ("today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago")


def heading_title(heading: SessionHeading) -> str:
    """Name a session harmlessly: its own name, else the exercises of its work sets."""
    if heading.name.strip():
        return literal(heading.name)
    return ", ".join(literal(name) for name, _ in heading.exercises) or "(no sets)"


def title_said(session: Session) -> str:
    """Name a session harmlessly: its own name, else its exercises in their order."""
    if session.name.strip():
        return literal(session.name)
    return exercises_said(session) or "(no sets)"


def session_named(session: Session | SessionHeading) -> str:
    """Name a session in a sentence, harmlessly: `Push of 2026-11-20`."""
    title = title_said(session) if isinstance(session, Session) else heading_title(session)
    return with_day(title, session.started_at)


def with_day(what: str, at: datetime) -> str:
    """Name something that was trained, cut so that it fits into a sentence, and its day."""
    from textual.content import Content

    return f"{Content(what).truncate(_NAME_CELLS, ellipsis=True).plain} of {at:%Y-%m-%d}"


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
    """Say how close measured lowerings came (`97 %`), or `paced` where the clock led them all."""
    if summary.fidelity is not None:
        return kept_percent(summary.fidelity)
    return "paced" if summary.paced else "–"


def lowering_said(summary: Summary) -> str:
    """Say the seconds spent lowering; `~` where paced lowerings count as their targets."""
    if summary.lowering_s == 0:
        return "–"
    return f"{'~' if summary.paced else ''}{whole(summary.lowering_s)} s"


def lowering_exactly_said(summary: Summary) -> str:
    """Say the seconds spent lowering to a tenth; `~` where paced lowerings count as their targets."""
    return f"{'~' if summary.paced else ''}{tenths(summary.lowering_s)} s"


def holds_exactly_said(summary: Summary) -> str:
    """Say the seconds of holds to a tenth; `~` where some were led, and count as their targets."""
    return f"{'~' if summary.holds_paced else ''}{tenths(summary.hold_s)} s"


def reps_said(sets: Sequence[SetRecord], reps: int) -> str:
    """Say how many reps these sets have, and of how many where that is fewer: `0 of 2`."""
    missed_of = reps_missed_of(sets)
    return str(reps) if missed_of is None else f"{reps} of {missed_of}"


def totals_said(sets: Sequence[SetRecord]) -> list[str]:
    """Say the totals of a session's work sets, or of a set, a phrase each; what isn't there is left out."""
    summary = summarise(sets)
    return summary_said(summary, reps_said(sets, summary.reps))


def summary_said(summary: Summary, reps: str | None = None) -> list[str]:
    """Say totals, a phrase each; `reps` is their number where more is known of it, such as `0 of 2`."""
    said: list[str] = []
    if summary.reps or not summary.holds:
        reps = reps or str(summary.reps)
        said.append(f"{reps} rep{'' if reps == '1' else 's'}")
    if summary.holds:
        said.append(f"{counted(summary.holds, 'hold')} of {holds_exactly_said(summary)} in all")
    if summary.lowering_s:
        said.append(f"{lowering_exactly_said(summary)} lowering")
    if summary.fidelity is not None:
        said.append(f"tempo {kept_percent(summary.fidelity)}")
    kinds = ((summary.marked, "measured"), (summary.paced, "paced"), (summary.ordinary, "ordinary"))
    there = [f"{number} {kind}" for number, kind in kinds if number]
    if len(there) > 1:
        said.append(", ".join(there))
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


def judgement_said(reps: Sequence[Rep]) -> list[str]:
    """Say how a set's measured lowerings kept to their targets, a phrase for each figure that is known."""
    said: list[str] = []
    near, error, faded = within_20(reps), mean_error_s(reps), fade(reps)
    if near is not None:
        said.append(f"{percent(near)} within ±20 %")
    if error is not None:
        said.append(f"mean error {error_seconds(error)} s")
    if faded is not None:
        said.append(f"fade {percent(faded).replace('-', '−')}")
    return said


def error_seconds(seconds: Decimal) -> str:
    """Write by how much a target was missed: `+0.1`, `−1.8`, `±0.0`."""
    text = tenths(abs(seconds))
    return "±0.0" if text == "0.0" else f"{'−' if seconds < 0 else '+'}{text}"


def manner_said(one: SetRecord) -> list[str]:
    """Say a set's method with the tempo of its line, if any, and where so, that it was self-paced."""
    try:
        tempo = parse_prescription(one.line).tempo
    except NotationError:
        tempo = None
    if tempo is None or one.method == "30-10-30":
        said = [literal(one.method)] if one.method else []
    else:
        said = [f"{literal(one.method or 'tempo')} {tempo}"]
    return said if one.pacing == Pacing.PACED else [*said, literal(one.pacing)]


def rest_said(rest: RestTaken | None) -> str:
    """Say the rest before a set, and what was asked for: `rest 3:05 (2:00 asked)`."""
    if rest is None or (rest.seconds is None and rest.asked_s is None):
        return ""
    taken = "unknown" if rest.seconds is None else duration_text(Decimal(rest.seconds))
    return f"rest {taken}" + ("" if rest.asked_s is None else f" ({duration_text(rest.asked_s)} asked)")


def duration_said(minutes: int) -> str:
    """Say how long a session took: `48 min`, `1 h 05 min`, `under a minute`."""
    if minutes < 1:
        return "under a minute"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def note_said(note: str) -> list[str]:
    """Quote a note harmlessly, a string for each of its paragraphs; nothing where there is none."""
    if not note.strip():
        return []
    whole = note.replace("\r\n", "\n").strip("\n")
    return [literal(each) for each in f"“{whole}”".split("\n")]


def figures_said(sets: Sequence[SetRecord]) -> dict[str, str]:
    """Say the figures of sets by the topics that explain them; of a single set also those it has alone."""
    summary = summarise(sets)
    reps = [rep for one in sets for rep in one.reps]
    near, error = within_20(reps), mean_error_s(reps)
    faded = fade(sets[0].reps) if len(sets) == 1 else None
    known = {
        "tut": f"{lowering_exactly_said(summary)}" if summary.lowering_s else "",
        "fidelity": "" if summary.fidelity is None else kept_percent(summary.fidelity),
        "within_20": "" if near is None else percent(near),
        "mean_error": "" if error is None else f"{error_seconds(error)} s",
        "fade": "" if faded is None else percent(faded).replace("-", "−"),
        "load": loads_said(sets[0]) if len(sets) == 1 else "",
    }
    return {topic: said for topic, said in known.items() if said}
