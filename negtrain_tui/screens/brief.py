"""Prescriptions, tempos and what was done last time, in the few words that fit a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from negtrain_tui.training.load import Mass, Percent, plain, resolved, shown
from negtrain_tui.training.metrics import kept_percent, summarise
from negtrain_tui.training.notation import duration_text
from negtrain_tui.training.prescription import Hold, Method, Pacing, Prescription, RepList, Reps
from negtrain_tui.training.record import EndedBy, RepKind, SetRecord, Side
from negtrain_tui.training.tempo import Lifting, Part, Start, Tempo, phases, seconds_text

_SHORT_METHODS = {
    Method.NEGATIVE: "neg",
    Method.ACCENTUATED: "acc",
    Method.TWO_ONE: "2:1",
    Method.THIRTY_TEN_THIRTY: "30-10",
    Method.SUPER_SLOW: "slow",
}
_NEAR_DAYS = {-1: "tomorrow", 0: "today", 1: "yesterday"}


def sets_brief(p: Prescription) -> str:
    """Write the sets as in notation: `3x5`, `3x6-8`, `3x30s`, `12,10,8`; with `each` where it applies."""
    match p.sets:
        case Reps(sets=sets, low=low, high=high):
            text = f"{sets}x{low}" if low == high else f"{sets}x{low}-{high}"
        case Hold(sets=sets, seconds=seconds):
            text = f"{sets}x{seconds_text(seconds)}s"
        case RepList(reps=reps):
            text = ",".join(map(str, reps))
    return f"{text} each" if p.each else text


def load_brief(p: Prescription, one_rm: Mass | None) -> str:
    """Write the load, and for a percentage what it comes to where the 1RM is known: `105% = 84kg`."""
    if p.load is None:
        return ""
    amounts = (p.load.down,) if p.load.up is None else (p.load.down, p.load.up)
    comes_to = resolved(p.load, one_rm)
    if comes_to is None or not any(isinstance(amount, Percent) for amount in amounts):
        return shown(p.load)
    return f"{p.load} = {shown(comes_to)}"


def lacks_one_rm(p: Prescription, one_rm: Mass | None) -> bool:
    """Whether the load is a percentage of a 1RM that nobody has entered."""
    return p.load is not None and resolved(p.load, one_rm) is None


def tempo_brief(tempo: Tempo | None, starts: Start) -> str:
    """Say a tempo in the order of execution: `3 s down, hold 1, up fast`; nothing for a hold."""
    if tempo is None:
        return ""
    words: list[str] = []
    for part, value in phases(tempo, starts):
        if part is Part.LOWERING:
            assert isinstance(value, Decimal)
            words.append(f"{seconds_text(value)} s down")
        elif part is not Part.LIFTING:
            if value != 0:
                assert isinstance(value, Decimal)
                words.append(f"hold {seconds_text(value)}")
        elif value is Lifting.FAST:
            words.append("up fast")
        elif value is Lifting.ASSISTED:
            words.append("up with help")
        else:
            assert isinstance(value, Decimal)
            words.append(f"{seconds_text(value)} s up")
    return ", ".join(words)


def method_brief(p: Prescription) -> str:
    """Name the method, if one is written, and whatever else changes how a set is done."""
    parts = [] if p.method is None else [p.method.value]
    if p.cluster is not None:
        parts.append(f"cluster {duration_text(p.cluster)}")
    if p.pacing is Pacing.SELF_PACED:
        parts.append("self-paced")
    return " ".join(parts)


def method_short(p: Prescription) -> str:
    """Name the method as `method_brief` does, in the fewest letters that still tell methods apart."""
    parts = [] if p.method is None else [_SHORT_METHODS[p.method]]
    if p.cluster is not None:
        parts.append("cl")
    if p.pacing is Pacing.SELF_PACED:
        parts.append("self")
    return " ".join(parts)


def progress_short(p: Prescription) -> str:
    """Write the steps as `progress_brief` does, without what they go up to: `+1s+0.5kg`."""
    seconds = "" if p.seconds_progress is None else f"+{seconds_text(p.seconds_progress.step)}s"
    return seconds if p.load_progress is None else f"{seconds}+{p.load_progress}"


def progress_brief(p: Prescription) -> str:
    """Write the steps as in notation: `+1s..8s +0.5kg`."""
    parts: list[str] = []
    if p.seconds_progress is not None:
        step, cap = p.seconds_progress.step, p.seconds_progress.cap
        parts.append(f"+{seconds_text(step)}s..{seconds_text(cap)}s")
    if p.load_progress is not None:
        parts.append(f"+{p.load_progress}")
    return " ".join(parts)


def limits_brief(p: Prescription) -> str:
    """Name the effort aimed at and the pain allowed: `rpe 8`, `pain up to 5`."""
    parts = [] if p.rpe is None else [f"rpe {plain(p.rpe)}"]
    if p.pain_limit is not None:
        parts.append(f"pain up to {p.pain_limit}")
    return ", ".join(parts)


def rest_brief(p: Prescription) -> str:
    """Write the rest of a line, or nothing where it leaves it to the settings."""
    return "" if p.rest is None else duration_text(p.rest)


def whole_minutes(seconds: Decimal) -> int:
    """Return a duration in whole minutes, rounded up: an estimate that is more exact would pretend."""
    return int((seconds / 60).to_integral_value(ROUND_CEILING))


def minutes_brief(seconds: Decimal) -> str:
    """Say how long something is likely to take: `about 27 min`."""
    return f"about {whole_minutes(seconds)} min"


def day_brief(day: date, today: date) -> str:
    """Name a day as a person would: `today`, `Sat 28 Feb`, and with its year when that is far off."""
    ago = (today - day).days
    if ago in _NEAR_DAYS:
        return _NEAR_DAYS[ago]
    text = f"{day:%a} {day.day} {day:%b}"
    return text if abs(ago) < 300 else f"{text} {day.year}"


def last_time_brief(sets: Sequence[SetRecord], today: date) -> str:
    """Say what was done of an exercise in its latest session: the day, reps of each set, load, tempo kept.

    There has to be at least one set.
    """
    done = ", ".join(_set_brief(each) for each in sets)
    lifted = any(each.reps for each in sets)
    if not lifted:
        done = "no rep done"
    elif not any(rep.kind is RepKind.HOLD for each in sets for rep in each.reps):
        done += " rep" if done == "1" else " reps"
    parts = [f"{day_brief(sets[0].started_at.date(), today)}: {done}"]
    loads = list(dict.fromkeys(shown(each.load_lifted) for each in sets if each.load_lifted is not None))
    if loads and lifted:
        parts[0] += f" with {', '.join(loads)}"
    summary = summarise(sets)
    if summary.fidelity is not None:
        parts.append(f"{kept_percent(summary.fidelity)} on tempo")
    elif summary.paced:
        parts.append("paced")
    if summary.control_lost:
        parts.append("control lost")
    if any(each.ended_by is EndedBy.PAIN for each in sets):
        parts.append("pain")
    return " · ".join(parts)


def _set_brief(done: SetRecord) -> str:
    if any(rep.kind is RepKind.HOLD for rep in done.reps):
        held = [rep.hold_actual_s for rep in done.reps if rep.hold_actual_s is not None]
        return "+".join(f"{seconds_text(seconds)} s" for seconds in held)
    sides = [sum(rep.side is side for rep in done.reps) for side in (*Side, None)]
    return "+".join(str(count) for count in sides if count) or "0"
