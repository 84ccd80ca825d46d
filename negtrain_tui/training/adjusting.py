"""What a lifter changes about a set: load, lowering seconds, who turns; and the answers Ready wants."""

from __future__ import annotations

from dataclasses import replace

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import Load, resolved, shown
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.record import RepKind
from negtrain_tui.training.running import enter
from negtrain_tui.training.script import heavier, lowering_with, with_load, with_seconds
from negtrain_tui.training.set_state import GuidedSet, Stage
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.training.timetable import RECORDED, Phase, with_targets


def _not_begun(state: GuidedSet) -> int:
    """The index of the first rep whose lowering hasn't begun; the number of reps when all have."""
    leg = state.current
    under_way = leg is not None and leg.phase in RECORDED
    return len(state.reps) + (1 if under_way else 0)


def change_load(state: GuidedSet, steps: int, now: float) -> GuidedSet:
    """Move the load by so many steps, from the next lowering not yet begun.

    Once the set has begun, a load that would first have to be confirmed, or is refused, isn't taken.
    """
    if state.load is None:
        return state.saying("There is no load to change; Ready takes one with l.", now)
    try:
        load = heavier(state.load, state.prescription, steps, state.settings.unit)
    except Refused as refused:
        return state.saying(f"The load stays: {refused}.", now)
    if load == state.load:
        return state.saying("It can't be lighter than nothing.", now)
    changed = _loaded(state, load)
    if state.stage is not Stage.READY and steps > 0:
        if changed.verdict.refusal is not None:
            return state.saying(changed.verdict.refusal, now)
        if changed.questions:
            return state.saying("That load has to be confirmed first: end the set, and add it in Ready.", now)
    later = "" if _not_begun(state) < len(state.script.reps) else " from the next set on"
    return changed.saying(f"Load {shown(load)}{later}.", now)


def fill_load(state: GuidedSet, load: Load, now: float) -> GuidedSet:
    """Take the load that is on the bar; a percentage only where the 1RM tells what it is."""
    known = resolved(load, state.lifter.one_rm)
    if known is None:
        return state.saying("Without a 1RM a percentage says nothing: enter kg, lb or bw.", now)
    return _loaded(state, known).saying(f"Load {shown(known)}.", now)


def _loaded(state: GuidedSet, load: Load) -> GuidedSet:
    """Take a load. A set that becomes heavy opens self-paced; one that is so no more in Ready, as written."""
    script = with_load(state.script, load, state.prescription, from_rep=_not_begun(state))
    changed = replace(state, load=load, script=script)
    if state.stage is not Stage.READY:
        changed = replace(changed, was_heavy=changed.heavy)
    if changed.heavy is state.heavy:
        return changed
    return replace(changed, pacing=Pacing.SELF_PACED if changed.heavy else state.script.pacing)


def change_seconds(state: GuidedSet, steps: int, now: float) -> GuidedSet:
    """Make the lowerings from the next one not yet begun so many seconds longer or shorter."""
    lowerings = [rep for rep in state.script.reps if rep.kind is RepKind.LOWERING]
    if not lowerings:
        return state.saying("A timed hold has no lowering to change.", now)
    base = lowerings[0].base
    more = state.seconds_more + steps
    target = lowering_with(base, more)
    if target == lowering_with(base, state.seconds_more):
        return state.saying(f"A lowering of {seconds_text(target)} s is at its limit.", now)
    first = _not_begun(state)
    script = with_seconds(state.script, more, from_rep=first)
    legs = with_targets(state.legs, script, first)
    later = any(rep.kind is RepKind.LOWERING for rep in script.reps[first:])
    state = replace(state, script=script, legs=legs, seconds_more=more)
    sentence = f"Lowering {seconds_text(target)} s from the next {'rep' if later else 'set'} on."
    return state.saying(sentence, now)


def switch_pacing(state: GuidedSet, now: float) -> GuidedSet:
    """Let the clock turn, or the lifter.

    A lowering that is past its target already stays open for the press that measures it.
    """
    leg = state.current
    if state.pacing is Pacing.PACED:
        state = replace(state, pacing=Pacing.SELF_PACED)
        waiting = leg is not None and state.waits_in(leg)
        return replace(state, waiting=waiting).saying("Self-paced: your press turns.", now)
    state = replace(state, pacing=Pacing.PACED).saying("Paced: the clock turns.", now)
    if leg is None or not state.waiting or leg.phase in (Phase.CHANGE_OVER, Phase.CLUSTER_REST):
        return state
    if now < state.since + leg.seconds:
        return replace(state, waiting=False)
    return state if leg.phase in RECORDED else enter(state, state.leg + 1, now)


def agree(state: GuidedSet, now: float) -> GuidedSet:
    """Answer the first open question with yes."""
    if not state.questions:
        return state.saying("Nothing was asked.", now)
    return replace(state, confirmed=state.confirmed | {state.questions[0]}, said="")
