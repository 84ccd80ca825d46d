"""What a session brought: records, what it leaves for the plan, and what comes next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from negtrain_tui.coaching import Coached, coached, resolved_load, today_line
from negtrain_tui.repository import Repository
from negtrain_tui.screens.brief import day_brief, load_brief, sets_brief
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.prescribed import standing_said
from negtrain_tui.screens.train_words import LookBack, NextStep
from negtrain_tui.training.agenda import due, lines_in_week
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.keeping import kept
from negtrain_tui.training.load import shown
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.plan_changes import Change, Item, difference
from negtrain_tui.training.plan_editing import edit_line
from negtrain_tui.training.prescription import Hold, Plan, PlanLine
from negtrain_tui.training.proposal import Move, Proposal
from negtrain_tui.training.record import Session
from negtrain_tui.training.records import records
from negtrain_tui.training.standing import base_of
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.workout import facts_of, plans_of

_NEXT_LINES = 7


def keep_in_plan(repository: Repository, session: Session) -> list[str]:
    """Put what was changed for today into the plans it came from, as one change; return the lines it made."""
    items: tuple[Item, ...] = ()
    said: list[str] = []
    for plan, after, what in _kept_plans(repository, session):
        items += difference(plan, after)
        said += what
    if not said:
        raise Refused("Nothing of today differs from the plan.")
    repository.change_plans(Change(f"Kept from {session.name or 'a session'}", items))
    return said


def look_back(repository: Repository, session: Session, known: Catalogue) -> LookBack:
    """Tell what a session brought, what was changed for today, and what comes next time, in words."""
    facts = facts_of(repository, known)
    names = {done.exercise.casefold() for done in session.sets}
    earlier = {name: repository.feats(name, session.started_at) for name in names}
    changed = tuple(what for *_, said in _kept_plans(repository, session) for what in said)
    found = tuple(each.words for each in records(session.sets, earlier, facts.catalogue))
    trained = plans_of(repository, {each.line_id for each in work_sets(session.sets) if each.line_id})
    steps = tuple(step for plan, lines in trained for step in _steps(repository, known, plan, lines, session))
    plan = repository.active_plan()
    when, coming = ("", ()) if plan is None else _next_time(repository, session, plan, known, facts)
    return LookBack(
        records=found,
        changed=changed,
        next_steps=steps,
        next_when=when,
        next_lines=coming,
        trained=tuple((plan.id, lines) for plan, lines in trained),
    )


def _steps(
    repository: Repository, known: Catalogue, plan: Plan, lines: Sequence[PlanLine], session: Session
) -> Iterator[NextStep]:
    """Say for each line that was trained what comes next, and why."""
    told = coached(repository, known, plan, lines, _behind(session))
    for line in lines:
        proposal = told.proposals.get(line.id)
        if proposal is not None and proposal.move is not Move.NONE:
            p, comes = line.prescription, standing_said(proposal.standing) or "as noted"
            comes += _loadable(told, line)
            yield NextStep(
                f"{p.exercise} {sets_brief(p)}: next {comes}. {proposal.reason}", f"{p.exercise}: {comes}"
            )


def _loadable(told: Coached, line: PlanLine) -> str:
    """Say what can be loaded of what a line comes to, where that isn't the same: ` (loadable 60kg)`."""
    proposal = told.proposals.get(line.id)
    if proposal is None or proposal.loadable is None:
        return ""
    load = resolved_load(proposal, told.one_rms.get(line.id))
    return "" if load in (None, proposal.loadable) else f" (loadable {shown(proposal.loadable)})"


def _seconds(line: PlanLine, proposal: Proposal | None, exercise: Exercise) -> str:
    """Say how long a lowering is to take where that isn't what it was, or what the plan notes: `, 4 s`."""
    if proposal is None or isinstance(line.prescription.sets, Hold):
        return ""
    seconds = proposal.standing.seconds
    was = {base_of(line.prescription, exercise).seconds}
    if proposal.before is not None:
        was.add(proposal.before.seconds)
    return "" if seconds is None or was == {seconds} else f", {seconds_text(seconds)} s"


def _behind(session: Session) -> datetime:
    """An instant at which the session is past."""
    return max(session.finished_at or session.started_at, session.started_at + timedelta(milliseconds=1))


def _next_time(
    repository: Repository, session: Session, plan: Plan, known: Catalogue, facts: Facts
) -> tuple[str, tuple[str, ...]]:
    today = (session.finished_at or session.started_at).date()
    coming = due(plan, today, repository.trained())
    if coming is None:
        return "", ()
    workout = plan.workouts[coming.index]
    when = workout.name if coming.day is None else f"{workout.name}, {day_brief(coming.day, today)}"
    lines = []
    planned = lines_in_week(workout, coming.week)
    # One more is shown rather than counted.
    most = len(planned) if len(planned) <= _NEXT_LINES + 1 else _NEXT_LINES
    told = coached(repository, known, plan, planned[:most], _behind(session))
    for line in planned[:most]:
        proposal = told.proposals.get(line.id)
        p = today_line(line, proposal)
        load = load_brief(p, one_rm_of(p.exercise, facts.catalogue, facts.one_rms))
        what = " ".join(part for part in (p.exercise, sets_brief(p), load) if part)
        seconds = _seconds(line, proposal, facts.catalogue.resolve(p.exercise).exercise)
        lines.append(f"{what}{_loadable(told, line)}{seconds}")
    if most < len(planned):
        lines.append(f"and {len(planned) - most} more")
    return when, tuple(lines)


def _kept_plans(repository: Repository, session: Session) -> list[tuple[Plan, Plan, list[str]]]:
    """The plans that today's changes would alter: as they are, as they would be, and what would be other."""
    places = {each.line_id: number for number, each in enumerate(session.today, 1) if each.line_id}
    found = []
    for plan, lines in plans_of(repository, places):
        after, said = plan, []
        for line in lines:
            number = places[line.id]
            today = session.today[number - 1]
            done = [
                each
                for each in work_sets(session.sets)
                if each.line_number == number and each.line == today.line
            ]
            exchanged = today.line != session.lines[number - 1]
            wanted = kept(line.prescription, today, done, exchanged=exchanged)
            if wanted != line.prescription:
                after = edit_line(after, line.id, wanted)
                said.append(format_prescription(wanted))
        if said:
            found.append((plan, after, said))
    return found
