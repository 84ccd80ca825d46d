"""The figures of Train at an instant: sign, digits, bar and what comes next, worked out by pure functions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from negtrain_tui.training.course import Course
from negtrain_tui.training.guided_set import GuidedSet, Leg, following
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.training.timetable import Phase

_SIGNS = {
    Phase.LEAD_IN: "◇ GET SET",
    Phase.LOWERING: "▼ LOWER",
    Phase.PAUSE_LOW: "■ HOLD",
    Phase.PAUSE_HIGH: "■ HOLD",
    Phase.HOLD: "■ HOLD STILL",
    Phase.LIFTING: "▲ LIFT",
    Phase.ORDINARY: "▲ ORDINARY REP",
    Phase.RETURN: "△ BACK UP",
    Phase.CHANGE_OVER: "◀▶ CHANGE SIDES",
    Phase.CLUSTER_REST: "… SHORT REST",
    Phase.CLOSING: "◇ DONE",
    Phase.PAUSED: "❚❚ PAUSED",
    Phase.ENDED: "◇ SET OVER",
    Phase.READY: "◇ READY",
}


@dataclass(frozen=True, slots=True)
class Face:
    """The figures of the stage: everything a repaint needs, and nothing to reckon with."""

    phase: Phase
    sign: str
    digits: str
    tenths: str
    seconds: str
    bar: float | None
    then: str


def minutes(seconds: float) -> str:
    """`1:05`, for rests; overtime is `+0:05`. A second that has begun counts as whole."""
    whole = math.ceil(seconds) if seconds >= 0 else -math.floor(-seconds)
    sign = "+" if whole < 0 or seconds < 0 else ""
    return f"{sign}{abs(whole) // 60}:{abs(whole) % 60:02d}"


def face(state: GuidedSet, now: float) -> Face:
    """The stage of a running or paused set."""
    leg = state.current
    if leg is None:
        lead_in = seconds_text(state.settings.lead_in_s)
        then = f"space goes on, after {lead_in} s to get set" if state.phase is Phase.PAUSED else ""
        return Face(state.phase, _SIGNS[state.phase], "", "", "", None, then)
    left = state.since + leg.seconds - now
    sign = _SIGNS[leg.phase]
    if leg.phase is Phase.RETURN:
        sign = f"{sign}: {state.script.returns.words}"
    if leg.phase in (Phase.LOWERING, Phase.HOLD):
        return _timed(state, leg, left, sign)
    waits = state.waiting
    over = waits and left < 0
    whole = math.floor(-left) if over else max(0, math.ceil(left - 1e-6))
    share = None
    if leg.phase in (Phase.LIFTING, Phase.RETURN) and leg.seconds:
        share = min(1.0, max(0.0, 1 - left / leg.seconds))
    seconds = f"{'+' if over else ''}{whole} s"
    return Face(leg.phase, sign, f"{'+' if over else ''}{whole}", "", seconds, share, _then(state))


def _timed(state: GuidedSet, leg: Leg, left: float, sign: str) -> Face:
    over = left < 0 and state.waiting
    tenths = math.floor(-left * 10 + 1e-6) if over else max(0, math.floor(left * 10 + 1e-6))
    whole, tenth = divmod(tenths, 10)
    plus = "+" if over else ""
    wide = len(str(math.floor(leg.seconds)))
    share = max(0.0, left / leg.seconds) if leg.seconds else 0.0
    mark = " past target" if over else " s left"
    return Face(
        leg.phase,
        sign,
        f"{plus}{whole:>{wide}}",
        f".{tenth}",
        f"{plus}{whole}.{tenth}{mark}",
        share,
        _then(state),
    )


def _then(state: GuidedSet) -> str:
    leg = following(state)
    first = "press when done, " if state.waiting else ""
    if leg is None or leg.phase is Phase.CLOSING:
        return f"{first}then done"
    if leg.phase is Phase.LOWERING:
        return f"{first}then lowering, {leg.seconds:g} s"
    return f"{first}then {leg.phase.value} {leg.seconds:g}"


def next_change(state: GuidedSet, now: float) -> float | None:
    """The next instant at which the face shows something else, or at which the set wants a look."""
    leg = state.current
    if leg is None:
        return None
    grain = 0.1 if leg.phase in (Phase.LOWERING, Phase.HOLD) else 1.0
    left = state.since + leg.seconds - now
    step = math.ceil(left / grain - 1e-6) - 1
    change = state.since + leg.seconds - step * grain
    return min(change, now + 0.5)


def rest_face(rest: Rest, now: float, course: Course) -> Face:
    """The stage between two sets."""
    left = rest.left(now)
    share = max(0.0, left / rest.seconds) if rest.seconds else 0.0
    exercise = course.current.prescription.exercise
    load = course.prescription.load if course.warming else course.current.load
    kind = "warm-up" if course.warming else "set"
    with_load = "" if load is None else f", {load}"
    return Face(
        Phase.CLUSTER_REST,
        "… REST",
        minutes(left),
        "",
        "",
        share,
        f"then {exercise}, {kind} {course.set_number}{with_load}",
    )
