"""Today's changes to a line, put into the line of the plan where the lifter asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.load import Load, Mass, Percent
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold, Prescription, RepList, Reps, Sets
from negtrain_tui.training.record import LineToday, RepKind, SetRecord


def kept(
    planned: Prescription, today: LineToday, sets: Sequence[SetRecord], *, exchanged: bool = False
) -> Prescription:
    """Return the plan's line with what today made of it: exercise, number of sets, load, lowering seconds.

    `sets` are the work sets done of today's line, warm-ups and skipped ones left out; `exchanged` says that
    the lifter put today's line in place of the plan's. A percentage stays: it follows the 1RM. Equal to
    `planned` where nothing was changed for today; what would contradict the rest of the line is left out.
    """
    line = parse_prescription(today.line)
    base = replace(line, weeks=planned.weeks, group=planned.group) if exchanged else planned
    changed = _sensible(base, replace(base, sets=_sets(base.sets, today.sets - line.set_count)))
    if not sets:
        return changed
    load = sets[-1].load_lifted
    if load is not None and load != sets[-1].load_prescribed and not _in_percent(base.load):
        changed = _sensible(changed, _consistent(replace(changed, load=load), base))
    targets = [rep.lowering_target_s for rep in sets[-1].reps if rep.kind is RepKind.LOWERING]
    if targets and targets[-1] is not None and base.tempo is not None:
        changed = _sensible(changed, _consistent(_lowered(changed, line, targets[-1]), base))
    return changed


def _sets(planned: Sets, more: int) -> Sets:
    if more <= 0:
        return planned
    if isinstance(planned, RepList):
        return RepList((*planned.reps, *planned.reps[-1:] * more))
    if isinstance(planned, Hold):
        return Hold(planned.sets + more, planned.seconds)
    return Reps(planned.sets + more, planned.low, planned.high)


def _in_percent(load: Load | None) -> bool:
    return load is not None and any(isinstance(amount, Percent) for amount in (load.down, load.up))


def _lowered(p: Prescription, line: Prescription, seconds: Decimal) -> Prescription:
    if p.tempo is None or line.tempo is None or seconds == line.tempo.lowering:
        return p
    return replace(p, tempo=replace(p.tempo, lowering=seconds))


def _sensible(before: Prescription, after: Prescription) -> Prescription:
    return before if contradiction(after) is not None else after


def _consistent(p: Prescription, planned: Prescription) -> Prescription:
    """Let the rest of the line follow: a limit of seconds below the new base, a step in another unit."""
    progress, step = p.seconds_progress, p.load_progress
    if progress is not None and p.tempo is not None and progress.cap < p.tempo.lowering:
        p = replace(p, seconds_progress=replace(progress, cap=p.tempo.lowering))
    if step is not None and p.load is not None and p.load != planned.load:
        units = {each.unit for each in _masses(p.load)}
        if units and step.unit not in units:
            p = replace(p, load_progress=None)
    return p


def _masses(load: Load) -> list[Mass]:
    found = []
    for amount in (load.down, load.up):
        mass = getattr(amount, "extra", amount)
        if isinstance(mass, Mass):
            found.append(mass)
    return found
