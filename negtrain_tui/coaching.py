"""What is proposed for the lines of a plan, gathered from the database; and what the lifter answers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from negtrain_tui.ids import new_id
from negtrain_tui.repository import Repository
from negtrain_tui.training.agenda import days_trained
from negtrain_tui.training.equipment import Gear, Inventory
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.estimating import Estimate, estimate
from negtrain_tui.training.exercise import Catalogue, Exercise, name_key
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Ground, OwnEquipment, Rules
from negtrain_tui.training.load import Load, Mass, resolved
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.plan_changes import Change, difference
from negtrain_tui.training.plan_editing import edit_line
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription
from negtrain_tui.training.progression import equipment_says, propose
from negtrain_tui.training.proposal import Ask, Judged, Move, Offer, OfferKind, Proposal
from negtrain_tui.training.reasons import NEXT, eased_reason, rule
from negtrain_tui.training.recovery import DeloadOffer, deload_offer, deload_until, eased
from negtrain_tui.training.standing import Decision, DecisionKind, Standing, applied

# Lost control and pain are looked for in the last three weeks: nine sessions of a line, at three a week.
_FOR_DELOAD = 9
_TRAINED_SINCE = timedelta(weeks=26)
# A maximum estimated from a set older than this may be far from today's: ours.
_ESTIMATED_SINCE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Coached:
    """What is proposed for lines of a plan, by the lines' ids, and for the plan as a whole.

    `one_rms` are the maxima that percentages refer to: as entered, or estimated, which the proposal's figures
    say then. `gears` is what each line's load is put together with. `easy_until` is the last day of the
    easier week that runs now.
    """

    proposals: Mapping[str, Proposal]
    gears: Mapping[str, Gear | None]
    one_rms: Mapping[str, Mass | None]
    grounds: Mapping[str, Ground]
    judged: Mapping[str, tuple[Judged, ...]]
    decisions: tuple[Decision, ...]
    inventory: Inventory
    deload: DeloadOffer | None = None
    easy_until: date | None = None


def coached(
    repository: Repository, known: Catalogue, plan: Plan, lines: Sequence[PlanLine], at: datetime
) -> Coached:
    """Propose the next prescription of these lines of a plan, for a session at `at` (local time).

    The plan's other lines are looked at only for what calls for an easier week.
    """
    catalogue = known.with_own(repository.own_exercises())
    settings, inventory = repository.settings(), repository.equipment()
    entered, body = repository.one_rms(), repository.body_mass()
    rules = Rules(step_cap=settings.step_cap)
    wanted = {line.id: line for line in lines}
    others = [line for workout in plan.workouts for line in workout.lines if line.id not in wanted]
    decisions = repository.decisions(plan.id, list(wanted))
    exercises = {
        line.id: catalogue.resolve(line.prescription.exercise).exercise for line in (*lines, *others)
    }
    judged = _judged(repository, catalogue, {line.id: exercises[line.id] for line in lines}, rules)
    around = _judged(
        repository, catalogue, {line.id: exercises[line.id] for line in others}, rules, limit=_FOR_DELOAD
    )
    easy_until = deload_until(at.date(), decisions)
    proposals: dict[str, Proposal] = {}
    gears: dict[str, Gear | None] = {}
    one_rms: dict[str, Mass | None] = {}
    estimates: dict[str, Estimate] = {}
    grounds: dict[str, Ground] = {}
    for line in lines:
        p, exercise = line.prescription, exercises[line.id]
        one_rm = one_rm_of(p.exercise, catalogue, entered)
        if one_rm is None and p.load is not None and resolved(p.load, None) is None:
            guess = estimate(repository.recent_sets(p.exercise, at - _ESTIMATED_SINCE), catalogue)
            if guess is not None:
                estimates[line.id], one_rm = guess, guess.mass
        own = OwnEquipment(inventory, exercise, p.exercise)
        load = None if p.load is None else resolved(p.load, one_rm)
        makes = own if inventory.known and own.knows(load) else None
        ground = Ground(exercise, makes, _moving_kg(exercise, body), rules)
        proposal = propose(line, judged[line.id], decisions, ground, today=at.date())
        if easy_until is not None:
            proposal = _eased(proposal, line, exercise, one_rm)
        one_rms[line.id], grounds[line.id] = one_rm, ground
        trained = resolved_load(proposal, one_rm)
        gears[line.id] = own.gear(trained)
        if line.id in estimates:
            proposal = replace(proposal, figures=(*proposal.figures, ("1RM", estimates[line.id].words)))
        proposals[line.id] = equipment_says(proposal, trained, makes)
    days = sorted(days_trained(repository.trained(at - _TRAINED_SINCE)))
    everything = [each for those in (judged, around) for mine in those.values() for each in mine]
    offer = deload_offer(at.date(), days, everything, decisions, settings.deload_weeks)
    return Coached(
        proposals=proposals,
        gears=gears,
        one_rms=one_rms,
        grounds=grounds,
        judged=judged,
        decisions=decisions,
        inventory=inventory,
        deload=offer if easy_until is None else None,
        easy_until=easy_until,
    )


def resolved_load(proposal: Proposal, one_rm: Mass | None) -> Load | None:
    """Return the load that a proposal prescribes, percentages made into masses; None where nobody knows."""
    load = parse_prescription(proposal.line).load
    return None if load is None else resolved(load, one_rm)


def today_line(line: PlanLine, proposal: Proposal | None) -> Prescription:
    """Return the line as it is to be trained next: where the lifter stands, and easier in an easier week."""
    return line.prescription if proposal is None else parse_prescription(proposal.line)


def stand(repository: Repository, line_id: str, standing: Standing, at: datetime, why: str) -> Decision:
    """Let a line stand where the lifter says, whatever is proposed."""
    return _decide(
        repository, Decision(new_id(at), DecisionKind.SET, at, line_id, standing=standing, why=why)
    )


def accept(repository: Repository, line_id: str, ask: Ask, at: datetime) -> Decision:
    """Take a step over the cap."""
    return stand(repository, line_id, ask.standing, at, f"{ask.percent} % more taken")


def answer_deload(repository: Repository, plan_id: str, kind: DecisionKind, at: datetime) -> Decision:
    """Take an easier week from today on, ask again in a week, or leave it."""
    days = {DecisionKind.DELOAD: 0, DecisionKind.DELOAD_MOVED: 7}
    day = at.date() + timedelta(days=days[kind]) if kind in days else None
    return _decide(repository, Decision(new_id(at), kind, at, plan_id=plan_id, day=day))


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking an offer did: in words, with the decision to take back, and whether the plan was edited."""

    words: str
    decision: Decision | None
    edited: bool


def take(repository: Repository, plan_id: str, line_id: str, offer: Offer, at: datetime) -> Taken:
    """Do what an offer says: stand elsewhere, edit the line, an easier week, or nothing; Conflict possible.

    An edit of the line is a change of the plan, with its own undo.
    """
    if offer.kind is OfferKind.DELOAD:
        return Taken(offer.words, answer_deload(repository, plan_id, DecisionKind.DELOAD, at), edited=False)
    kind = DecisionKind.KEPT if offer.standing is None else DecisionKind.SET
    decision = Decision(
        new_id(at), kind, at, line_id, standing=offer.standing, why=offer.kind.value, line=offer.line
    )
    if offer.line is None:
        return Taken(offer.words, _decide(repository, decision), edited=False)
    plan = repository.plan(plan_id)
    if plan is None:
        raise Refused("The plan of this line is gone; open Today again.")
    after = edit_line(plan, line_id, parse_prescription(offer.line))
    repository.change_plans(Change(offer.words.rstrip("."), difference(plan, after)), (decision,))
    return Taken(offer.words, decision, edited=True)


def _decide(repository: Repository, decision: Decision) -> Decision:
    repository.decide(decision)
    return decision


def _judged(
    repository: Repository,
    catalogue: Catalogue,
    exercises: Mapping[str, Exercise],
    rules: Rules,
    limit: int = 24,
) -> dict[str, tuple[Judged, ...]]:
    """Judge what was done of lines, by their ids; what was done while a line had another exercise is left."""

    def is_its_own(exposure: Exposure, exercise: Exercise) -> bool:
        name = parse_prescription(exposure.line).exercise
        return name_key(catalogue.resolve(name).exercise.name) == name_key(exercise.name)

    found = repository.exposures(list(exercises), limit=limit)
    return {
        line_id: tuple(judge(each, exercise, rules) for each in found[line_id] if is_its_own(each, exercise))
        for line_id, exercise in exercises.items()
    }


def _moving_kg(exercise: Exercise, body: Mass | None) -> Fraction | None:
    fraction = exercise.body_mass_fraction
    return None if body is None or not fraction else body.in_kg() * Fraction(fraction)


def _eased(proposal: Proposal, line: PlanLine, exercise: Exercise, one_rm: Mass | None) -> Proposal:
    """Make a proposal easier for this week; where the line stands isn't touched by it."""
    easier, sets = eased(line.prescription, proposal.standing, one_rm)
    p = applied(line.prescription, exercise, easier, sets)
    return replace(
        proposal,
        line=format_prescription(p),
        move=Move.EASY,
        standing=easier,
        sets=sets,
        reason=eased_reason(proposal.standing, easier, sets, line.prescription.set_count),
        rule=rule(Move.EASY, plateau=False),
        figures=(*(each for each in proposal.figures if each[0] != NEXT), (NEXT, easier.shown)),
        offers=(),
        ask=None,
        plateau=False,
        easy=True,
    )
