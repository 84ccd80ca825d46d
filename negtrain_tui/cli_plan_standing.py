"""Where the lines of a plan stand, for the commands about plans, and what a file's text makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.prescription import Plan, PlanLine
    from negtrain_tui.training.standing import Decision, Standing


@dataclass(frozen=True, slots=True)
class Moved:
    """A line that is to stand elsewhere than it does."""

    line: PlanLine
    before: Standing
    after: Standing


def moved_away(repository: Repository, known: Catalogue, plan: Plan, at: datetime) -> dict[str, Standing]:
    """Return by their ids where those lines stand that have moved away from what the plan begins with.

    A standing that its line has no place for any more, being edited since, isn't among them.
    """
    begins, lines = _begun(plan, known), _lines(plan)
    stands = _stands(repository, known, plan, lines, at)
    return {
        line.id: stands[line.id]
        for line in lines
        if stands[line.id] != begins[line.id] and _can_be_read(line, stands[line.id])
    }


def moves(
    repository: Repository | None,
    known: Catalogue,
    plan: Plan,
    said: Mapping[str, Standing],
    at: datetime,
    *,
    old: Plan | None = None,
) -> tuple[Moved, ...]:
    """Return the lines that stand elsewhere than is said; what isn't said of one stays as it is.

    What is said of a line is measured against where it stood before the edit, in the `old` plan: an edit
    of something else decides nothing. Without a repository lines stand where the plan begins.
    """
    lines = [line for line in _lines(plan) if line.id in said]
    if not lines:
        return ()
    stands = _begun(plan, known)
    if repository is not None:
        before = {line.id: line for line in _lines(old)} if old is not None else {}
        kept = [line for line in lines if _begins_alike(before.get(line.id), line, known)]
        stands |= _stands(repository, known, plan, [line for line in lines if line not in kept], at)
        if old is not None:
            stands |= _stands(repository, known, old, [before[line.id] for line in kept], at)
    found = (Moved(line, stands[line.id], _filled(said[line.id], stands[line.id])) for line in lines)
    return tuple(each for each in found if each.before != each.after)


def _begins_alike(before: PlanLine | None, line: PlanLine, known: Catalogue) -> bool:
    """Whether a line begins where it began before an edit, whatever else of it was edited."""
    from negtrain_tui.training.standing import base_of

    if before is None:
        return False
    lines = (each.prescription for each in (before, line))
    begins = [base_of(p, known.resolve(p.exercise).exercise) for p in lines]
    return begins[0] == begins[1]


def decisions(moved: Sequence[Moved], at: datetime) -> tuple[Decision, ...]:
    """Return what the lifter decided by writing so."""
    from negtrain_tui.ids import new_id
    from negtrain_tui.training.standing import Decision, DecisionKind

    return tuple(
        Decision(
            new_id(at), DecisionKind.SET, at, each.line.id, standing=each.after, why="from the plan's text"
        )
        for each in moved
    )


def moves_said(moved: Sequence[Moved], *, dry_run: bool) -> Iterator[str]:
    """Say of each line where it stands, in a sentence."""
    for each in moved:
        name = each.line.prescription.exercise
        stands = "would stand" if dry_run else "stands"
        yield f"{name} {stands} at {in_short(each.after)} now; before, at {in_short(each.before)}."


def in_short(standing: Standing) -> str:
    """Say where a line stands: `7 s, 83kg`."""
    from negtrain_tui.training.tempo import seconds_text

    parts = []
    if standing.seconds is not None:
        parts.append(f"{seconds_text(standing.seconds)} s")
    if standing.load is not None:
        parts.append(str(standing.load))
    return ", ".join(parts)


def _can_be_read(line: PlanLine, standing: Standing) -> bool:
    """Whether the line's text with this standing after it is one that `plan apply` takes."""
    from negtrain_tui.training.errors import NotationError
    from negtrain_tui.training.notation import format_prescription
    from negtrain_tui.training.standing_text import NOW, parse_standing_line

    try:
        parse_standing_line(f"{format_prescription(line.prescription)} {NOW} {standing}")
    except NotationError:
        return False
    return True


def _lines(plan: Plan) -> list[PlanLine]:
    return [line for workout in plan.workouts for line in workout.lines]


def _begun(plan: Plan, known: Catalogue) -> dict[str, Standing]:
    from negtrain_tui.training.standing import base_of

    return {
        line.id: base_of(line.prescription, known.resolve(line.prescription.exercise).exercise)
        for line in _lines(plan)
    }


def _stands(
    repository: Repository, known: Catalogue, plan: Plan, lines: Sequence[PlanLine], at: datetime
) -> dict[str, Standing]:
    """Return where lines stand: what is prescribed next, or, in an easier week, after it."""
    from negtrain_tui.coaching import coached

    found = coached(repository, known, plan, lines, at)
    if found.easy_until is not None:
        after = timedelta(days=(found.easy_until - at.date()).days + 1)
        found = coached(repository, known, plan, lines, at + after)
    return {line.id: found.proposals[line.id].standing for line in lines}


def _filled(said: Standing, stands: Standing) -> Standing:
    from negtrain_tui.training.standing import Standing

    return Standing(
        stands.seconds if said.seconds is None else said.seconds,
        stands.load if said.load is None else said.load,
    )
