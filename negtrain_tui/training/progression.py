"""The next prescription of a line, found by going through what was done of it since it last changed.

Two currencies, as noted on the line: seconds first (`+1s..6s`), then load (`+0.5kg`). What is *prescribed*
is the memory: it moves by exactly the noted step, whatever the plates make of it. Seconds go back to the
line's own only when more is really on the bar; until then they stay at their top. What the lifter did
otherwise, or decided, is where it goes on from. No gain in three exposures, or in three weeks, is a plateau.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from negtrain_tui.training import reasons
from negtrain_tui.training.exercise import name_key
from negtrain_tui.training.ground import Ground, Makes, Rules, loaded
from negtrain_tui.training.load import Load, rise
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.offers import offers_at_plateau, offers_at_top
from negtrain_tui.training.prescription import Hold, PlanLine, Prescription
from negtrain_tui.training.proposal import Ask, Judged, Move, Offer, Outcome, Proposal
from negtrain_tui.training.standing import (
    Decision,
    DecisionKind,
    Standing,
    applied,
    asks_more,
    base_of,
)
from negtrain_tui.training.steps import OnLine, State, Step, after_easy_day, has_steps, stayed, step_after

_ABOUT_A_LINE = (DecisionKind.SET, DecisionKind.KEPT)


def propose(
    line: PlanLine,
    judged: Sequence[Judged],
    decisions: Sequence[Decision],
    ground: Ground,
    *,
    today: date,
) -> Proposal:
    """Propose a line's next prescription from its exposures (oldest first) and the lifter's decisions.

    `today` is the day of the next session. Decisions about other lines, and about deloads, don't matter.
    """
    p = line.prescription
    on = OnLine(p, base_of(p, ground.exercise), ground, today)
    mine = [each for each in decisions if each.line_id == line.id and _holds(each, on)]
    step, trail = _gone_through(on, judged, mine)
    last = next((each for each in reversed(judged) if not each.easy), None)
    state, reason, ask = step.state, step.reason, step.asks
    standing = state.standing
    if (over := _ask_for_equipment(step, last, ground)) is not None:
        assert last is not None
        standing = replace(standing, load=last.lifted)
        if ask is None:
            ask, reason = over, f"{reason} {over.words}"
    plateau = ask is None and _is_plateau(on, step)
    offers: tuple[Offer, ...] = ()
    if plateau:
        offers = offers_at_plateau(p, ground.exercise, standing, ground.rules)
        reason = f"{reason} {reasons.plateau(state.still, state.since, today)}"
    elif step.move is Move.TOP and not _was_just_kept(mine, today, ground.rules):
        offers = offers_at_top(p, ground.exercise, standing)
    proposal = Proposal(
        line_id=line.id,
        exercise=p.exercise,
        line=format_prescription(applied(p, ground.exercise, standing)),
        move=step.move,
        standing=standing,
        before=None if last is None else last.prescribed,
        sets=p.set_count,
        reason=reason,
        rule=reasons.rule(step.move, plateau=plateau),
        figures=reasons.figures(p, last, standing, today),
        offers=offers,
        ask=ask,
        plateau=plateau,
        since=state.since,
        steps=tuple(reversed(trail)),
        stands=state.standing,
    )
    return equipment_says(proposal, standing.load, ground.makes)


def _holds(decision: Decision, on: OnLine) -> bool:
    """Whether a decision is about the line as it is: not about one that began elsewhere, before an edit."""
    if decision.kind not in _ABOUT_A_LINE:
        return False
    if decision.line is None:
        return True
    then = parse_prescription(decision.line)
    same_exercise = name_key(then.exercise) == name_key(on.p.exercise)
    return same_exercise and base_of(then, on.ground.exercise) == on.base


def _gone_through(
    on: OnLine, judged: Sequence[Judged], decisions: Sequence[Decision]
) -> tuple[Step, list[tuple[Judged, str]]]:
    """Go through exposures and decisions in the order of their time; return the last step and all reasons."""
    first = (Move.FIRST, reasons.FIRST) if has_steps(on.p) else (Move.NONE, reasons.no_steps(on.p))
    step = Step(State(on.base), *first)
    untaken: State | None = None
    trail: list[tuple[Judged, str]] = []
    waiting = sorted(decisions, key=lambda each: each.at)
    counted = [each for each in judged if each.outcome is not Outcome.EASY]
    place = 0
    for each in judged:
        while waiting and waiting[0].at <= each.at:
            step, untaken = _decided(on, step, waiting.pop(0)), None
        if each.outcome is Outcome.EASY:
            trail.append((each, reasons.EASY))
            continue
        place += 1
        if each.easy:
            step = after_easy_day(untaken or step.state, each)
            untaken = None
            trail.append((each, step.reason))
            continue
        state = _met(step.state, each)
        step = step_after(on, state, each)
        # Where the line stays if an easier day turns out too much before the step was ever tried.
        untaken = stayed(state, each, counts=False) if step.move in (Move.SECONDS, Move.LOAD) else None
        following = next((other for other in counted[place:] if not other.easy), None)
        if following is None and place == len(counted):
            step = _held_back(on, step, state, counted)
        elif (
            following is not None
            and following.prescribed == state.standing != step.state.standing
            and step.move is Move.LOAD
        ):
            # It wasn't taken: it was asked for without an answer, or had to wait.
            then = replace(on, today=following.at.date())
            waited = _volume_rose(then, counted[:place], following.volume) is not None
            step = Step(stayed(state, each, counts=not waited), Move.WAIT, reasons.not_taken(each))
        trail.append((each, step.reason))
    if counted and counted[-1].base not in (None, on.base) and not waiting:
        assert counted[-1].base is not None
        step = Step(State(on.base), Move.CHANGED, reasons.changed(counted[-1].base, on.base))
    for decision in waiting:
        step = _decided(on, step, decision)
    return step, trail


def _decided(on: OnLine, step: Step, decision: Decision) -> Step:
    """Go on from what the lifter decided."""
    if decision.kind is DecisionKind.KEPT or decision.standing is None:
        state = replace(step.state, misses=0, still=0, exposures=0, since=decision.at)
        return Step(state, step.move, step.reason)
    good = _below(step.state.good, decision.standing)
    state = State(decision.standing, good=good, since=decision.at, pains=step.state.pains)
    return Step(state, Move.CHANGED, reasons.decided(decision, on.today))


def _met(state: State, each: Judged) -> State:
    """Bring the state to what that day really asked, and to what the lifter made of it."""
    if each.prescribed != state.standing:
        state = State(each.prescribed, good=_below(state.good, each.prescribed), pains=state.pains)
    if each.overruled:
        state = State(each.did, good=_below(state.good, each.did), pains=state.pains)
    return replace(state, since=state.since or each.at, exposures=state.exposures + 1)


def _below(good: Standing | None, standing: Standing) -> Standing | None:
    return good if good is not None and asks_more(standing, good) else None


def _held_back(on: OnLine, step: Step, before: State, counted: Sequence[Judged]) -> Step:
    """Keep a step of load waiting where the volume went up this week, or where it would pass the cap."""
    if step.move is not Move.LOAD:
        return step
    each, ground = counted[-1], on.ground
    if (until := _volume_rose(on, counted)) is not None:
        return Step(stayed(before, each, counts=False), Move.WAIT, reasons.volume(each, until, on.today))
    load, now = step.state.standing.load, before.standing.load
    assert load is not None and now is not None
    was = each.lifted or loaded(now, ground.makes)
    ask = _ask(step.state.standing, was, ground)
    if ask is None:
        return step
    return Step(stayed(before, each), Move.WAIT, reasons.waits_for_yes(each, ask), ask)


def _ask(standing: Standing, was: Load, ground: Ground) -> Ask | None:
    """Ask for a standing whose load is over the cap on what was lifted; None where it needs no question."""
    if standing.load is None:
        return None
    will = loaded(standing.load, ground.makes)
    percent = rise(was, will, ground.body_kg)
    if percent is None or percent <= ground.rules.step_cap * 100:
        return None
    shown = reasons.shown_percent(percent, ground.rules.step_cap * 100)
    return Ask(standing, shown, reasons.ask(will, was, shown))


def _ask_for_equipment(step: Step, last: Judged | None, ground: Ground) -> Ask | None:
    """Ask where equipment that is new would make much more of what is prescribed than was lifted last."""
    if last is None or last.lifted is None or step.move is Move.CHANGED:
        return None
    return _ask(step.state.standing, last.lifted, ground)


def _volume_rose(on: OnLine, exposures: Sequence[Judged], asked: int | None = None) -> date | None:
    """Return the day until which load waits, because sets or reps were added within a week; else None.

    `asked` are the reps of the next session, the line's own unless they are told.
    """
    week, p = timedelta(days=on.ground.rules.week_days), on.p
    counted = [each for each in exposures if not each.easy]
    if asked is None:
        asked = sum(_most_reps(p, number) for number in range(1, p.set_count + 1))
    if asked > counted[-1].volume:
        return on.today + week
    for place in range(len(counted) - 1, 0, -1):
        until = counted[place].at.date() + week
        if until <= on.today:
            return None
        if counted[place].volume > counted[place - 1].volume:
            return until
    return None


def _most_reps(p: Prescription, number: int) -> int:
    asked = p.reps_of_set(number)
    return 1 if isinstance(asked, Hold) else asked[1]


def _is_plateau(on: OnLine, step: Step) -> bool:
    state, rules = step.state, on.ground.rules
    if not has_steps(on.p) or step.move is Move.TOP:
        return False
    if state.still >= rules.plateau_after:
        return True
    if state.since is None or state.exposures < rules.plateau_after:
        return False
    # While reps grow the load may well stand: twice as long.
    patience = rules.still_days * (2 if state.reps_grew else 1)
    return (on.today - state.since.date()).days >= patience


def _was_just_kept(decisions: Sequence[Decision], today: date, rules: Rules) -> bool:
    kept = [each.at.date() for each in decisions if each.kind is DecisionKind.KEPT]
    return bool(kept) and (today - max(kept)).days < rules.still_days


def equipment_says(proposal: Proposal, load: Load | None, makes: Makes | None) -> Proposal:
    """Put into a proposal what the equipment makes of its load, as far as that is known.

    `load` is what the proposal prescribes, with percentages resolved.
    """
    if load is None or makes is None:
        unknown = "" if load is None else reasons.UNKNOWN_EQUIPMENT
        return replace(proposal, loadable=None, above=None, rounding=unknown)
    made = makes.loadable(load)
    if made == load:
        return replace(proposal, loadable=made, above=None, rounding="")
    above = makes.above(load)
    return replace(
        proposal, loadable=made, above=above, rounding=reasons.rounding(load, made, above, easy=proposal.easy)
    )
