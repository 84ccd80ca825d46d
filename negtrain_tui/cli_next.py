"""The command that tells what comes next: the next prescription of each line, with its reason and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negtrain_tui.cli_rules import DB, asked, checked, plainly
from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.load import Load
    from negtrain_tui.training.prescription import Plan, PlanLine, Prescription
    from negtrain_tui.training.proposal import Offer, Proposal

_NO_PLAN = "No plan is followed, so nothing comes next. `negtrain` opens the app with one to begin with."
_GAP = "  "


@dataclass(frozen=True, slots=True)
class _Next:
    """A line of a workout, and what is proposed for it: `now` is the line as it is to be trained."""

    workout: str
    base: Prescription
    now: Prescription
    proposal: Proposal


@click.command("next")
@click.argument("exercise", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, whose fields stay what they are.")
@DB
@click.pass_context
@plainly
def next_command(context: click.Context, exercise: str | None, as_json: bool, db: Path | None) -> None:
    """Tell what comes next for each line of the plan, or for those of one EXERCISE, and why."""
    from datetime import datetime

    wanted = None if exercise is None else checked(exercise, "The exercise").strip()
    repository = asked(db or context.obj)
    if repository is None:
        raise Refused(_NO_PLAN)
    with repository:
        found = _found(repository, wanted, datetime.now().astimezone())
    if as_json:
        import json

        click.echo(json.dumps({"lines": [_json(each) for each in found]}, ensure_ascii=False, indent=2))
        return
    for row in _table(found):
        click.echo(row)


def _found(repository: Repository, wanted: str | None, at: datetime) -> list[_Next]:
    from negtrain_tui.coaching import coached, today_line
    from negtrain_tui.training.exercise import load_catalogue

    plan = repository.active_plan()
    if plan is None:
        raise Refused(_NO_PLAN)
    known = load_catalogue()
    catalogue = known.with_own(repository.own_exercises())
    lines = [(workout.name, line) for workout in plan.workouts for line in workout.lines]
    if wanted is not None:
        lines = _of_exercise(wanted, plan, lines, catalogue)
    proposals = coached(repository, known, plan, [line for _, line in lines], at).proposals
    return [
        _Next(workout, line.prescription, today_line(line, proposals[line.id]), proposals[line.id])
        for workout, line in lines
        if line.id in proposals
    ]


def _of_exercise(
    wanted: str, plan: Plan, lines: Sequence[tuple[str, PlanLine]], catalogue: Catalogue
) -> list[tuple[str, PlanLine]]:
    """Return the lines of an exercise, by whatever name they or the lifter call it."""
    from negtrain_tui.training.exercise import name_key

    meant = name_key(catalogue.resolve(wanted).exercise.name)
    found = [
        (workout, line)
        for workout, line in lines
        if name_key(line.prescription.exercise) == name_key(wanted)
        or name_key(catalogue.resolve(line.prescription.exercise).exercise.name) == meant
    ]
    if found:
        return found
    names = list(dict.fromkeys(line.prescription.exercise for _, line in lines))
    if not names:
        raise Refused(f"{plan.name} has no lines yet.")
    raise Refused(f"{plan.name} has no {wanted}; {_nearest(wanted, names)}.")


def _nearest(wanted: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in names}
    parts = [name for name in names if wanted and wanted.casefold() in name.casefold()]
    near = parts or [by_folded[each] for each in get_close_matches(wanted.casefold(), by_folded, n=1)]
    return f"its nearest is {near[0]}" if near else f"it has {', '.join(names)}"


def _table(found: Sequence[_Next]) -> Iterator[str]:
    """Yield the workouts, and under each its lines: what comes next, why, and what is open."""
    from negtrain_tui.widgets.literal import literal

    if not found:
        yield "The plan has no lines yet."
    workout = None
    for each in found:
        if each.workout != workout:
            if workout is not None:
                yield ""
            workout = each.workout
            yield literal(workout)
        yield from (f"{_GAP}{literal(row)}" for row in _told(each))


def _told(each: _Next) -> Iterator[str]:
    from negtrain_tui.training.load import shown
    from negtrain_tui.training.notation import format_prescription

    proposal = each.proposal
    yield format_prescription(each.now)
    if proposal.loadable is not None and proposal.loadable != _prescribed(each):
        above = "" if proposal.above is None else f" (next above {shown(proposal.above)})"
        yield f"{_GAP}loadable {shown(proposal.loadable)}{above}"
    elif proposal.above is not None:
        yield f"{_GAP}can't be made so light (next above {shown(proposal.above)})"
    yield f"{_GAP}{proposal.reason}"
    if proposal.figures:
        widest = max(len(label) for label, _ in proposal.figures)
        yield from (f"{_GAP}{_GAP}{label:<{widest}}  {text}" for label, text in proposal.figures)
    if proposal.ask is not None:
        yield f"{_GAP}? {proposal.ask.words}"
    for offer in proposal.offers:
        yield f"{_GAP}- {offer.words}"


def _prescribed(each: _Next) -> Load | None:
    return each.now.load if each.proposal.standing.load is None else each.proposal.standing.load


def _json(each: _Next) -> dict[str, object]:
    """Return one line: seconds and percentages as numbers, loads as strings, unknowns None."""
    from negtrain_tui.training.notation import format_prescription

    proposal = each.proposal
    standing = proposal.standing
    return {
        "workout": each.workout,
        "exercise": each.base.exercise,
        "line": format_prescription(each.now),
        "base": format_prescription(each.base),
        "now": str(standing) or None,
        "seconds": None if standing.seconds is None else float(standing.seconds),
        "load_prescribed": _text(_prescribed(each)),
        "load_loadable": _text(proposal.loadable),
        "load_above": _text(proposal.above),
        "sets": proposal.sets,
        "deload": proposal.easy,
        "move": proposal.move.value,
        "reason": proposal.reason,
        "figures": [{"label": label, "text": text} for label, text in proposal.figures],
        "plateau": proposal.plateau,
        "offers": [_offer(offer) for offer in proposal.offers],
        "ask": None
        if proposal.ask is None
        else {
            "words": proposal.ask.words,
            "now": str(proposal.ask.standing),
            "percent": float(proposal.ask.percent),
        },
    }


def _offer(offer: Offer) -> dict[str, object]:
    return {
        "kind": offer.kind.value,
        "words": offer.words,
        "now": None if offer.standing is None else str(offer.standing),
        "line": offer.line,
    }


def _text(load: Load | None) -> str | None:
    return None if load is None else str(load)
