"""What the one key does, and `x`, `h`, `p`, `u` and `esc`: everything that turns, stops or takes back."""

from __future__ import annotations

from dataclasses import replace

from negtrain_tui.training.record import EndedBy, RepKind
from negtrain_tui.training.running import SAME_S, advance, begin, broken_off, close, end, enter, halt, record
from negtrain_tui.training.set_state import Closed, GuidedSet, Stage
from negtrain_tui.training.timetable import LATE_MARK_S, Phase

LATE_LOSS_S = 1.5


def start(state: GuidedSet, now: float) -> GuidedSet:
    """Begin with the lead-in, once everything has been asked and answered."""
    if (refusal := state.verdict.refusal) is not None:
        return state.saying(refusal, now)
    if state.questions:
        return state.saying(f"First: {state.questions[0].text} Press y for yes.", now)
    if state.needs_load:
        return state.saying("First enter the load that is on the bar: press l.", now)
    return begin(state, now)


def wait(state: GuidedSet, now: float) -> GuidedSet:
    """Ignore a press in the lead-in."""
    return state.saying("Ignored: presses count from the first lowering on.", now)


def stay(state: GuidedSet, now: float) -> GuidedSet:
    """Say that a key has nothing to do here."""
    return state.saying("Nothing to do here.", now)


def mark(state: GuidedSet, now: float) -> GuidedSet:
    """Close the lowering under way, or the one before it while that can still be marked late."""
    if (late := _late_mark(state, now)) is not None:
        return late
    if _is_before(state, now):
        return state.saying("Ignored: that press came before this lowering.", now)
    return close(state, now)


def finish(state: GuidedSet, now: float) -> GuidedSet:
    """End a timed hold, or an ordinary rep that waits for it."""
    if (late := _late_mark(state, now)) is not None:
        return late
    if _is_before(state, now):
        return state.saying("Ignored: that press came before this rep.", now)
    if state.phase is Phase.ORDINARY and not state.waiting:
        return state.saying("Ignored: ordinary reps go by the clock.", now)
    return close(state, now)


def turn(state: GuidedSet, now: float) -> GuidedSet:
    """Mark late; else end what waits for a press, or go from `A` to the next lowering; else do nothing."""
    if (late := _late_mark(state, now)) is not None:
        return late
    leg = state.legs[state.leg]
    if state.waiting and not _is_before(state, now):
        return enter(state, state.leg + 1, now)
    if leg.phase is Phase.RETURN and not _is_before(state, now):
        target = _lowering_after(state)
        if target is not None:
            return enter(state, target, now)
    return state.saying(f"Ignored: {_BY_CLOCK.get(leg.phase, 'this')} goes by the clock.", now)


_BY_CLOCK = {
    Phase.PAUSE_LOW: "the hold",
    Phase.PAUSE_HIGH: "the hold",
    Phase.LIFTING: "the lifting",
    Phase.RETURN: "the way back",
    Phase.CHANGE_OVER: "the change of sides",
    Phase.CLUSTER_REST: "the rest",
}


def _is_before(state: GuidedSet, now: float) -> bool:
    """Whether a key was pressed before the present stretch began, and only handled after."""
    return now < state.since - SAME_S


def _lowering_after(state: GuidedSet) -> int | None:
    """The stretch of the next lowering, if nothing but a pause lies before it."""
    for index in range(state.leg + 1, len(state.legs)):
        phase = state.legs[index].phase
        if phase is Phase.LOWERING:
            return index
        if phase is not Phase.PAUSE_HIGH:
            break
    return None


def _late_mark(state: GuidedSet, now: float) -> GuidedSet | None:
    """Rewrite the lowering that turned a moment ago, and move what follows to this press."""
    last = state.last
    if last is None or last.leg is None or last.by is not Closed.CLOCK:
        return None
    if now > last.turned + LATE_MARK_S + SAME_S:
        return None
    if state.script.reps[last.rep].kind is not RepKind.LOWERING:
        return None
    return close(replace(state, leg=last.leg, since=last.began), now)


def lose(state: GuidedSet, now: float) -> GuidedSet:
    """Put the rep under way on record as lost, and end the set."""
    if _is_before(state, now):
        return lose_late(state, now)
    return end(record(state, now, Closed.LOSS), EndedBy.CONTROL_LOST, now)


def lose_late(state: GuidedSet, now: float) -> GuidedSet:
    """Flag the rep that ended, or was broken off, a moment ago, and end the set."""
    cut, last = state.cut, state.last
    if cut is not None and now <= cut.noticed + LATE_LOSS_S + SAME_S:
        lost = record(replace(state, leg=cut.leg, since=cut.began), now, Closed.LOSS, ended_at=cut.cut)
        if lost.stage is Stage.ENDED:
            lost = replace(lost, ended_from=Stage.PAUSED)
        return end(replace(lost, cut=None), EndedBy.CONTROL_LOST, now)
    if last is None or now > last.turned + LATE_LOSS_S + SAME_S:
        return state.saying("Ignored: x counts in a lowering and up to 1.5 s after; esc ends the set.", now)
    flagged = (*state.reps[:-1], replace(state.reps[-1], control_lost=True))
    return end(replace(state, reps=flagged, judged=True), EndedBy.CONTROL_LOST, now)


def pause(state: GuidedSet, now: float) -> GuidedSet:
    """Pause."""
    return halt(state, now)


def ask_pain(state: GuidedSet, now: float) -> GuidedSet:
    """Pause, and ask how much it hurts."""
    if state.stage is Stage.RUNNING:
        state = halt(state, now)
    return replace(state, stage=Stage.ASKING_PAIN)


def rate_pain(state: GuidedSet, number: int | None, now: float) -> GuidedSet:
    """Take the answer, 0 to 10; None is no answer. Over the limit it ends the exercise."""
    state = replace(state, stage=Stage.PAUSED if state.legs else Stage.READY)
    if number is None:
        return state.saying("No number was given." + (" Paused." if state.legs else ""), now)
    state = replace(state, pains=(*state.pains, number))
    limit = state.script.pain_limit
    if number > limit:
        return end(state, EndedBy.PAIN, now)
    return state.saying(f"Pain {number} of 10 noted; the limit here is {limit}.", now)


def stop(state: GuidedSet, now: float) -> GuidedSet:
    """End the set because the lifter wants it."""
    return end(broken_off(state, now), EndedBy.LIFTER, now)


def take_back(state: GuidedSet, now: float) -> GuidedSet:
    """Undo the last thing: a question, an end, a mark or `x` that came too early, else the last rep."""
    if state.stage is Stage.ASKING_PAIN:
        return rate_pain(state, None, now)
    if state.ended_by is EndedBy.LIFTER:
        return _reopened(state, _before_the_end(state)).saying("Reopened.", now)
    if state.ended_by is EndedBy.PAIN:
        return replace(_reopened(state, Stage.ASKING_PAIN), pains=state.pains[:-1])
    if (taken_back := _never_happened(state, now)) is not None:
        return taken_back
    if not state.reps:
        return state.saying("Nothing to undo yet.", now)
    gone = state.reps[-1]
    state = replace(_reopened(state, Stage.PAUSED), reps=state.reps[:-1], last=None, cut=None, judged=True)
    return state.saying(f"Rep {gone.number} withdrawn: it comes again.", now)


def _before_the_end(state: GuidedSet) -> Stage:
    return Stage.READY if state.ended_from is Stage.READY else Stage.PAUSED


def _never_happened(state: GuidedSet, now: float) -> GuidedSet | None:
    """Take back a mark or an `x` whose lowering would still be running by its own timetable."""
    last = state.last
    if last is None or last.leg is None or last.by is Closed.CLOCK:
        return None
    if now >= last.began + last.target - SAME_S:
        return None
    ran_until_then = state.ended_from if state.stage is Stage.ENDED else state.stage
    runs = ran_until_then is Stage.RUNNING
    if state.ended_by is EndedBy.CONTROL_LOST and last.by is Closed.PRESS:
        unflagged = (*state.reps[:-1], replace(state.reps[-1], control_lost=False))
        state = _reopened(state, Stage.RUNNING if runs else Stage.PAUSED)
        waiting = runs and state.waits_in(state.legs[state.leg])
        state = replace(state, reps=unflagged, judged=False, waiting=waiting, last_seen=now)
        return advance(state, now).saying("Taken back: control wasn't lost.", now)
    if not runs:
        return None
    state = replace(_reopened(state, Stage.RUNNING), reps=state.reps[:-1], last=None, judged=True)
    waiting = state.waits_in(state.legs[last.leg])
    state = replace(state, leg=last.leg, since=last.began, waiting=waiting, last_seen=now)
    return state.saying("Taken back: the lowering goes on.", now)


def _reopened(state: GuidedSet, stage: Stage) -> GuidedSet:
    return replace(
        state,
        stage=stage,
        waiting=False,
        ended_by=None,
        ended_at=None,
        rack=False,
        exercise_over=False,
    )
