"""What follows from one session of a line: the next standing, the kind of move, and the reason.

| exposure | what follows |
|---|---|
| success below the top of seconds | + the step of seconds |
| success at the top, whole rep range, kilos earned | + the step of load |
| success, kilos not earned | the same again, and why |
| hold (tempo, effort or pain at its limit) | the same again |
| miss, first | the same again |
| miss, second in a row | half the step, from what was last achieved |
| pain over the limit | no step; the second time in a row, or rising, one step back |
| a heavy lowering that couldn't be governed | 5 % lighter |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from negtrain_tui.training import reasons
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.ground import Ground, Makes, loaded
from negtrain_tui.training.load import Load, Mass, lowers_more, shared, stepped
from negtrain_tui.training.prescription import Prescription, Reps
from negtrain_tui.training.proposal import Ask, Judged, Move, Outcome
from negtrain_tui.training.recovery import pain_rising
from negtrain_tui.training.standing import Standing, asks_more


@dataclass(frozen=True, slots=True)
class OnLine:
    """A line with what its steps depend on: where it begins, equipment and rules, the next session's day."""

    p: Prescription
    base: Standing
    ground: Ground
    today: date


@dataclass(frozen=True, slots=True)
class State:
    """Where the line stands after an exposure, and how it got there.

    `good` was last achieved; `misses` counts those in a row and `still` the exposures since the last gain.
    `since` is the first exposure at this standing, `exposures` how many there were, `best_reps` the most
    reps in one of them, and `reps_grew` says that they have grown. `goal` is what half steps lead back to.
    `over_pain` counts sessions in a row that pain ended, `pains` are the last three answers.
    """

    standing: Standing
    good: Standing | None = None
    misses: int = 0
    still: int = 0
    since: datetime | None = None
    exposures: int = 0
    best_reps: int = 0
    goal: Standing | None = None
    over_pain: int = 0
    reps_grew: bool = False
    pains: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What follows: the state, the kind of move and its reason; `asks` is a step over the cap, not taken."""

    state: State
    move: Move
    reason: str
    asks: Ask | None = None


def has_steps(p: Prescription) -> bool:
    """Whether the line notes any step, of seconds or of load."""
    return p.seconds_progress is not None or p.load_progress is not None


def step_after(on: OnLine, state: State, each: Judged) -> Step:
    """Conclude from an exposure at `state` what follows; a cap or a waiting week are not looked at here."""
    state = replace(state, pains=(*state.pains[-2:], each.pain))
    if each.outcome is Outcome.SUCCESS:
        return _after_success(on, state, each)
    state = replace(state, still=state.still + 1)
    if each.outcome is Outcome.PAIN:
        return _after_pain(on, replace(state, misses=0, over_pain=state.over_pain + 1), each)
    state = replace(state, over_pain=0)
    if each.outcome is Outcome.HOLD:
        return Step(replace(state, misses=0), Move.REPEAT, reasons.hold(each))
    state = replace(state, misses=state.misses + 1)
    if each.too_fast:
        return _after_too_fast(on, state, each)
    if state.misses == 2 and (halved := _halved(on, state)) is not None:
        smaller = replace(state, standing=halved, goal=state.standing, since=None, exposures=0, best_reps=0)
        return Step(smaller, Move.HALVED, reasons.halved(each, halved, state.standing))
    return Step(state, Move.REPEAT, reasons.miss(each, state.misses))


def after_easy_day(state: State, each: Judged) -> Step:
    """Conclude from an easier day that was too much all the same: nothing grows."""
    reason = reasons.pain(each) if each.outcome is Outcome.PAIN else reasons.miss(each, 1)
    held = replace(state, misses=0, still=state.still + 1, pains=(*state.pains[-2:], each.pain))
    return Step(held, Move.REPEAT, reason)


def stayed(before: State, each: Judged, *, counts: bool = True) -> State:
    """Return the state after a success whose step isn't taken; one that waits on purpose doesn't count."""
    return replace(
        before,
        good=before.standing,
        misses=0,
        over_pain=0,
        still=before.still + (1 if counts else 0),
        best_reps=max(before.best_reps, each.reps),
        pains=(*before.pains[-2:], each.pain),
    )


def _after_success(on: OnLine, state: State, each: Judged) -> Step:
    p = on.p
    achieved = replace(
        state, good=state.standing, misses=0, over_pain=0, best_reps=max(state.best_reps, each.reps)
    )
    stays = replace(achieved, still=state.still + 1)
    if not has_steps(p):
        return Step(achieved, Move.NONE, reasons.no_steps(p))
    if pain_rising(state.pains):
        return Step(stays, Move.REPEAT, reasons.pain_rose(each, state.pains))
    if (seconds := _next_seconds(on, state)) is not None:
        moved = replace(state.standing, seconds=seconds)
        return Step(_moved(achieved, moved), Move.SECONDS, reasons.seconds(each, state.standing, moved))
    if p.load_progress is None or state.standing.load is None:
        return Step(stays, Move.TOP, reasons.top(each, state.standing))
    if isinstance(p.sets, Reps) and p.sets.low < p.sets.high and not each.top_of_range:
        more = replace(achieved, still=0, reps_grew=True)
        gained = each.reps > state.best_reps
        return Step(more if gained else stays, Move.REPS, reasons.reps(each, p.sets.high))
    if not each.kilos:
        return Step(stays, Move.WAIT, reasons.kilos_not_earned(each, on.ground.rules))
    try:
        moved = _with_more_load(on, state, each)
    except Refused as refused:
        return Step(stays, Move.WAIT, reasons.no_load_step(str(refused)))
    in_seconds = p.seconds_progress is not None
    reason = reasons.load(each, state.standing, moved, on.ground.makes, grows_in_seconds=in_seconds)
    return Step(_moved(achieved, moved), Move.LOAD, reason)


def _moved(state: State, standing: Standing) -> State:
    goal = state.goal
    if goal is not None and not asks_more(goal, standing):
        goal = None
    return State(standing, good=state.good, goal=goal, pains=state.pains)


def _next_seconds(on: OnLine, state: State) -> Decimal | None:
    progress, seconds, goal = on.p.seconds_progress, state.standing.seconds, state.goal
    if progress is None or seconds is None or seconds >= progress.cap:
        return None
    if goal is not None and goal.seconds is not None and seconds < goal.seconds:
        return min(seconds + _half_seconds(on), goal.seconds)
    return min(seconds + progress.step, progress.cap)


def _half_seconds(on: OnLine) -> Decimal:
    assert on.p.seconds_progress is not None
    return max(on.p.seconds_progress.step / 2, on.ground.rules.half_second)


def _with_more_load(on: OnLine, state: State, each: Judged) -> Standing:
    step, goal, load = on.p.load_progress, state.goal, state.standing.load
    assert step is not None and load is not None
    towards = None if goal is None or goal.load is None or not lowers_more(goal.load, load) else goal.load
    more = _stepped(load, step if towards is None else _half(step), 1)
    if towards is not None and lowers_more(more, towards):
        more = towards
    return _at_load(on, state.standing, more, each.lifted)


def _at_load(on: OnLine, now: Standing, load: Load, lifted: Load | None) -> Standing:
    """Put a load into the standing; seconds begin anew only where more is really on the bar than before."""
    if on.p.seconds_progress is None:
        return Standing(now.seconds, load)
    assert now.load is not None
    makes = on.ground.makes
    on_bar, before = loaded(load, makes), loaded(now.load, makes)
    rises = lowers_more(on_bar, before) and (lifted is None or lowers_more(on_bar, lifted))
    return Standing(on.base.seconds if rises else now.seconds, load)


def _halved(on: OnLine, state: State) -> Standing | None:
    """Half the step missed twice, from what was last achieved; None where there is nothing to halve."""
    good, now = state.good, state.standing
    if good is None or not asks_more(now, good):
        return None
    if good.load is not None and now.load is not None and lowers_more(now.load, good.load):
        if on.p.load_progress is None:
            return None
        try:
            load = _stepped(good.load, _half(on.p.load_progress), 1)
        except Refused:
            return None
        return _at_load(on, good, load, None) if lowers_more(now.load, load) else None
    if on.p.seconds_progress is None or good.seconds is None or now.seconds is None:
        return None
    seconds = good.seconds + _half_seconds(on)
    return replace(now, seconds=seconds) if seconds < now.seconds else None


def _after_pain(on: OnLine, state: State, each: Judged) -> Step:
    lower = _a_step_back(on, state.standing)
    if lower == state.standing or (state.over_pain < 2 and not pain_rising(state.pains)):
        return Step(state, Move.REPEAT, reasons.pain(each))
    easier = State(lower, still=state.still, over_pain=state.over_pain, pains=state.pains)
    return Step(easier, Move.BACK, reasons.pain_back(each, lower, again=state.over_pain >= 2))


def _a_step_back(on: OnLine, now: Standing) -> Standing:
    p, base = on.p, on.base
    if p.load_progress is not None and now.load is not None:
        try:
            load = _stepped(now.load, p.load_progress, -1)
        except Refused:
            return now
        return replace(now, load=load) if _is_there(load, on.ground.makes) else now
    if p.seconds_progress is not None and now.seconds is not None and base.seconds is not None:
        return replace(
            now, seconds=max(min(base.seconds, now.seconds), now.seconds - p.seconds_progress.step)
        )
    return now


def _is_there(load: Load, makes: Makes | None) -> bool:
    """Whether anything can be put on for a load; 0 kg can't."""
    nothing = isinstance(load.down, Mass) and load.down.value == 0
    return not nothing and (makes is None or makes.loadable(load) is not None)


def _after_too_fast(on: OnLine, state: State, each: Judged) -> Step:
    load = state.standing.load
    lighter = None if load is None else shared(load, on.ground.rules.too_fast_cut)
    if lighter is None or lighter == load:
        return Step(state, Move.REPEAT, reasons.miss(each, state.misses))
    standing = replace(state.standing, load=lighter)
    easier = State(standing, still=state.still, misses=state.misses, pains=state.pains)
    return Step(easier, Move.BACK, reasons.too_fast(each, standing))


def _stepped(load: Load, step: Mass, times: int) -> Load:
    """Move what is lowered by a step; what is lifted stays, and is never more than what is lowered."""
    down = stepped(load.down, step, times)
    moved = replace(load, down=down)
    return Load(down, down) if load.up is not None and lowers_more(Load(load.up), moved) else moved


def _half(step: Mass) -> Mass:
    return Mass(step.value / 2, step.unit)
