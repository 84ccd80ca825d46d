"""How a week's figures are said, on the screen and on the command line alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training.body_mass import BodyMassWeek, shown_trend
from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.week import (
    DIRECT,
    Change,
    Loads,
    Measure,
    Part,
    Week,
    WeekSession,
    Work,
    load_change,
    rounded,
    session_load,
    whole_minutes,
)
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

UNKNOWN = "–"
MEASURES = {Measure.SETS: "sets", Measure.REPS: "lowerings", Measure.SECONDS: "seconds"}
"""What is counted, in words."""

_NO_MUSCLE = "muscle not known"


def span_said(week: Week, today: date) -> str:
    """Name a week: `Mon 16 Nov to Sun 22 Nov`, with years where they aren't this one."""
    return f"{short_day(week.days[0], today)} to {short_day(week.days[-1], today)}"


def before_said(week: Week) -> str:
    """Name what a week is compared with, briefly."""
    return "same days" if week.runs else "week before"


def muscle_said(muscle: str) -> str:
    """Name a muscle, or say that none is known."""
    return literal(muscle) or _NO_MUSCLE


def measure_said(measure: Measure, work: Work) -> str:
    """Say one measure: `4.5` sets or lowerings, `~100 s`."""
    return seconds_said(work) if measure is Measure.SECONDS else plain(measure.of(work))


def seconds_said(work: Work) -> str:
    """Say seconds of lowering, whole; `~` where paced lowerings count as their targets."""
    return f"{'~' if work.paced else ''}{rounded(work.lowering_s)} s"


def change_said(of: Change) -> str:
    """Say a change: `+2 (+20 %)`, `−4 (−100 %)`, `as before`; `+4 (from 0)` where there was nothing."""
    if of.absolute == 0:
        return "as before"
    if of.percent is None:
        return f"{_signed(of.absolute)} (from 0)"
    return f"{_signed(of.absolute)} ({_signed(Decimal(of.percent))} %)"


def _signed(number: Decimal) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{plain(abs(number))}"


def part_name(part: Part) -> str:
    """Name an exercise harmlessly."""
    return literal(part.exercise)


def work_said(work: Work) -> str:
    """Say sets, lowerings and seconds: `4 sets, 20 lowerings, ~100 s`."""
    sets, reps = plain(work.sets), plain(work.reps)
    return (
        f"{sets} set{'' if sets == '1' else 's'}, {reps} lowering{'' if reps == '1' else 's'}, "
        f"{seconds_said(work)}"
    )


def counts_said(part: Part) -> str:
    """Say how much of an exercise counts."""
    return "direct" if part.as_much == DIRECT else f"indirect, counts {plain(part.as_much)}"


def load_said(load: Fraction | None) -> str:
    """Say a session load, whole, or that there is none."""
    return UNKNOWN if load is None else str(rounded(load))


def session_said(session: WeekSession) -> str:
    """Say a session's name, and its load or what is missing for it: `Push A: RPE 8 x 42 min`."""
    return f"{session_title(session)}: {load_reason(session)}"


def session_title(session: WeekSession) -> str:
    """Name a session harmlessly: its own name, else its exercises."""
    return literal(session.name) or ", ".join(literal(name) for name, _ in session.work) or "(no sets)"


def load_reason(session: WeekSession) -> str:
    """Say what a session's load is made of, or what is missing: `RPE 8 x 42 min`, `not rated`."""
    taken = whole_minutes(session)
    if session_load(session) is not None and taken is not None and session.rpe is not None:
        return f"RPE {plain(session.rpe)} x {taken} min"
    missing = ["not rated"] if session.rpe is None else []
    missing += ["time not known"] if taken is None else []
    return ", ".join(missing)


def loads_said(week: Week) -> str:
    """Say a week's load and of how many sessions it is, and the change where both weeks are whole."""
    loads = week.loads
    if not loads.sessions:
        return "no sessions"
    if loads.total is None:
        return f"none of {counted(loads.sessions, 'session')} has one"
    said = f"{rounded(loads.total)} from {_of(loads)}"
    changed = load_change(week)
    return said if changed is None else f"{said}, {change_said(changed)}"


def _of(loads: Loads) -> str:
    if loads.whole:
        return counted(loads.sessions, "session")
    return f"{loads.known} of {counted(loads.sessions, 'session')}"


def body_said(body: BodyMassWeek, today: date) -> str:
    """Say the latest weight and the trend: `82.4kg on Sat 21 Nov, trend ≈82.1kg (≈-0.2kg in this week)`."""
    return f"{latest_said(body, today)}, {trend_said(body)}" if body.latest else latest_said(body, today)


def latest_said(body: BodyMassWeek, today: date) -> str:
    """Say the latest weight: `82.4kg on Sat 21 Nov`, `not entered`."""
    latest = body.latest
    return "not entered" if latest is None else f"{shown(latest.mass)} on {short_day(latest.day, today)}"


def trend_said(body: BodyMassWeek) -> str:
    """Say the trend, and how it moved: `trend ≈82.1kg (≈−0.2kg in this week)`; nothing without one."""
    if body.trend_kg is None:
        return ""
    said = f"trend {shown_trend(body.trend_kg, body.unit)}"
    change_kg = body.change_kg
    if change_kg is None:
        return said
    return f"{said} ({shown_trend(change_kg, body.unit, signed=True).replace('-', '−')} in this week)"
