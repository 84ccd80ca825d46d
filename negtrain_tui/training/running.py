"""A set as time passes: stretches turn, reps go on record, and the set ends or pauses by itself."""

from __future__ import annotations

from dataclasses import replace

from negtrain_tui.training.judging import breaks_stop_rule, too_fast
from negtrain_tui.training.record import EndedBy, Rep, RepKind
from negtrain_tui.training.set_state import Closed, Closing, Cut, GuidedSet, Stage
from negtrain_tui.training.timetable import (
    LATE_MARK_S,
    RECORDED,
    Leg,
    Phase,
    Segment,
    milliseconds,
    write_legs,
)

LONGEST_GAP_S = 1.0

# Two instants closer than this are one: they come from sums of floats.
SAME_S = 1e-6

_ENDINGS = {
    EndedBy.REPS_DONE: "All reps done.",
    EndedBy.LIFTER: "Set ended.",
    EndedBy.CONTROL_LOST: "Control lost: the set ends here.",
    EndedBy.STOP_RULE: "Lowering control is fading: the set ends here.",
    EndedBy.TOO_FAST: "Lowered in under 2 s with a heavy load: this exercise ends here.",
    EndedBy.PAIN: "Over the pain limit: this exercise ends here.",
}


def at(state: GuidedSet, now: float) -> GuidedSet:
    """Bring the set to the instant `now`; a gap of more than a second since the last look pauses it."""
    if state.stage is Stage.PAUSED:
        return judge(state, now)
    if state.stage is not Stage.RUNNING:
        return state
    seen = state.last_seen
    if now - seen > LONGEST_GAP_S + SAME_S:
        return halt(state, now, f"Paused by itself: {now - seen:.1f} s unseen.", until=seen)
    return replace(advance(state, now), last_seen=max(seen, now))


def advance(state: GuidedSet, now: float) -> GuidedSet:
    """Let every stretch that has run out by `now` end at its own instant."""
    while state.stage is Stage.RUNNING:
        leg = state.legs[state.leg]
        ends = None if state.waiting else state.since + leg.seconds
        state = judge(state, now if ends is None else min(now, ends))
        if state.stage is not Stage.RUNNING or ends is None or now < ends - SAME_S:
            break
        if leg.phase in RECORDED:
            state = record(state, ends, Closed.CLOCK)
        state = enter(state, state.leg + 1, ends)
    return state


def begin(state: GuidedSet, now: float) -> GuidedSet:
    """Start or go on with the first rep that isn't done, after a full lead-in."""
    first = len(state.reps)
    if first >= len(state.script.reps):
        return end(state, EndedBy.REPS_DONE, now)
    state = replace(
        state,
        stage=Stage.RUNNING,
        was_heavy=state.heavy,
        legs=write_legs(state.script, state.settings, first),
        last=None if state.last is None else replace(state.last, leg=None),
        cut=None,
        last_seen=now,
        said="",
    )
    return advance(enter(state, 0, now), now)


def enter(state: GuidedSet, index: int, since: float) -> GuidedSet:
    """Begin stretch `index` at `since`, or end the set when there is none."""
    if index >= len(state.legs):
        return end(state, EndedBy.REPS_DONE, since)
    leg = state.legs[index]
    if leg.phase is Phase.LOWERING:
        state = judge(state, since, closing=True)
        if state.stage is Stage.ENDED:
            return state
    begun = state.begun or leg.phase is not Phase.LEAD_IN
    state = replace(state, leg=index, since=since, waiting=state.waits_in(leg), begun=begun)
    if leg.phase in RECORDED and _carries(state, leg):
        state = replace(state, load_begun=state.load)
    if leg.phase is Phase.CLOSING and state.last is not None and state.last.by is not Closed.CLOCK:
        return enter(state, index + 1, since)
    return state


def _carries(state: GuidedSet, leg: Leg) -> bool:
    """Whether the rep lowers the set's load, and not the lighter one that releasers leave."""
    return state.load is None or state.script.reps[leg.rep].load_down == state.load.down


def record(state: GuidedSet, turned: float, by: Closed, *, ended_at: float | None = None) -> GuidedSet:
    """Put the rep of the present stretch on record: by the clock at its target, else as measured.

    `ended_at` is what was measured, in case the lowering ended before it was noticed at `turned`.
    """
    leg = state.legs[state.leg]
    asked = state.script.reps[leg.rep]
    measured = by is not Closed.CLOCK
    ended_at = turned if ended_at is None else ended_at
    actual = milliseconds(ended_at - state.since) if measured else asked.target
    lowering, hold = asked.kind is RepKind.LOWERING, asked.kind is RepKind.HOLD
    rep = Rep(
        number=asked.number,
        side=asked.side,
        kind=asked.kind,
        lowering_target_s=asked.target if lowering else None,
        lowering_actual_s=actual if lowering else None,
        marked=measured and (lowering or hold),
        control_lost=by is Closed.LOSS,
        hold_target_s=asked.target if hold else None,
        hold_actual_s=actual if hold else None,
        load_down=asked.load_down,
        load_up=asked.load_up,
    )
    return replace(
        state,
        reps=(*state.reps[: leg.rep], rep),
        last=Closing(leg.rep, state.leg, state.since, leg.seconds, turned, by),
        judged=not (lowering and by is Closed.PRESS),
        said="",
    )


def close(state: GuidedSet, now: float) -> GuidedSet:
    """End the present rep by a press: what follows begins now, unless a heavy load was all but dropped."""
    state = record(state, now, Closed.PRESS)
    if state.heavy and too_fast(state.reps[-1]):
        return end(replace(state, judged=True), EndedBy.TOO_FAST, now)
    return enter(state, state.leg + 1, now)


def judge(state: GuidedSet, now: float, *, closing: bool = False) -> GuidedSet:
    """End the set by the stop rule, once the last lowering's mark can't be late any more.

    That is `LATE_MARK_S` after the turn its timetable had; `closing`: at the latest when the next begins.
    """
    last = state.last
    if state.judged or last is None:
        return state
    when = now if closing else _judgement(last)
    if when > now + SAME_S:
        return state
    state = replace(state, judged=True)
    return end(state, EndedBy.STOP_RULE, when) if _is_condemned(state, last) else state


def _judgement(last: Closing) -> float:
    return max(last.began + last.target + LATE_MARK_S, last.turned)


def _is_condemned(state: GuidedSet, last: Closing) -> bool:
    return state.script.stop_rule and breaks_stop_rule(state.reps, last.rep, state.settings)


def end(state: GuidedSet, by: EndedBy, now: float) -> GuidedSet:
    """End the set; what was lost or dropped under a heavy load, or hurt too much, ends the exercise."""
    rack = state.heavy and by in (EndedBy.CONTROL_LOST, EndedBy.TOO_FAST)
    return replace(
        state,
        stage=Stage.ENDED,
        ended_by=by,
        ended_from=state.ended_from if state.stage is Stage.ENDED else state.stage,
        ended_at=now,
        waiting=False,
        rack=rack,
        exercise_over=rack or by is EndedBy.PAIN or state.exercise_over,
    ).saying(_ENDINGS[by], now)


def halt(state: GuidedSet, now: float, why: str = "Paused.", *, until: float | None = None) -> GuidedSet:
    """Pause; a rep that is under way is broken off, counts for nothing, and comes again.

    `until` is the last instant at which the set is known to have run, if that wasn't now.
    """
    state = broken_off(state, now, until=until)
    left = state.script.reps[len(state.reps) :]
    if not left:
        why += " All reps are done: a press ends the set."
    elif state.cut is not None:
        why += f" This one doesn't count: rep {left[0].number} comes again."
    else:
        why += f" Rep {left[0].number} is next."
    return replace(state, stage=Stage.PAUSED, waiting=False).saying(why, now)


def broken_off(state: GuidedSet, now: float, *, until: float | None = None) -> GuidedSet:
    """Remember a rep that is under way as broken off, because `x` may still claim it."""
    leg = state.current
    if leg is None or leg.phase not in RECORDED:
        return replace(state, cut=None)
    return replace(state, cut=Cut(state.leg, state.since, now if until is None else until, now))


def upcoming(state: GuidedSet) -> tuple[Segment, ...]:
    """The stretches from the present one to the first that waits for a press, with their instants.

    What the stop rule is about to cut short ends there.
    """
    if state.stage is not Stage.RUNNING:
        return ()
    last = state.last
    condemned = last is not None and not state.judged and _is_condemned(state, last)
    stop = _judgement(last) if last is not None and condemned else None
    segments: list[Segment] = []
    begins = state.since
    for index in range(state.leg, len(state.legs)):
        leg = state.legs[index]
        if condemned and index > state.leg and leg.phase is Phase.LOWERING:
            break
        waits = state.waiting if index == state.leg else state.waits_in(leg)
        ends = None if waits else begins + leg.seconds
        cut = stop is not None and (ends is None or ends >= stop)
        segments.append(Segment(leg.phase, leg.rep, begins, stop if cut else ends, leg.seconds))
        if ends is None or cut:
            break
        begins = ends
    return tuple(segments)


def next_turn(state: GuidedSet) -> float | None:
    """The next instant at which the set changes by itself, if it will."""
    instants = []
    if state.stage is Stage.RUNNING and not state.waiting:
        instants.append(state.since + state.legs[state.leg].seconds)
    if state.stage in (Stage.RUNNING, Stage.PAUSED) and not state.judged and state.last is not None:
        instants.append(_judgement(state.last))
    return min(instants, default=None)


def following(state: GuidedSet) -> Leg | None:
    """The stretch after the present one, for `then hold 1`."""
    if state.stage is not Stage.RUNNING or state.leg + 1 >= len(state.legs):
        return None
    return state.legs[state.leg + 1]
