"""Today's changes to a line, put into the line of the plan where the lifter asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.load import Load, Percent
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold, Prescription, RepList, Reps, Sets
from negtrain_tui.training.record import LineToday, RepKind, SetRecord


def kept(
    planned: Prescription, today: LineToday, sets: Sequence[SetRecord], *, exchanged: bool = False
) -> Prescription:
    """Return the plan's line with what today made of it: exercise, number of sets, load, lowering seconds.

    `sets` are the work sets done of today's line, warm-ups and skipped ones left out; `exchanged` says that
    the lifter put today's line in place of the plan's. What was changed is seen against the line of the
    day: where progress has come to is kept beside the plan, never in it. So is a load, or seconds, that
    the line has steps for: the next proposal starts from what was done anyway. A percentage stays, for it
    follows the 1RM; so does everything of a day that was made easier on purpose. Equal to `planned` where
    nothing was changed for today; what would contradict the rest of the line is left out.
    """
    line = parse_prescription(today.line)
    base = replace(line, weeks=planned.weeks, group=planned.group) if exchanged else planned
    if today.deload:
        return base
    changed = _sensible(base, replace(base, sets=_sets(base.sets, today.sets - line.set_count)))
    if not sets:
        return changed
    if base.load_progress is None and not _in_percent(base.load) and (load := _other_load(sets[-1])):
        changed = _sensible(changed, replace(changed, load=load))
    targets = [rep.lowering_target_s for rep in sets[-1].reps if rep.kind is RepKind.LOWERING]
    stepless = base.seconds_progress is None and base.tempo is not None
    if targets and targets[-1] is not None and stepless:
        changed = _sensible(changed, _lowered(changed, line, targets[-1]))
    return changed


def _sets(planned: Sets, more: int) -> Sets:
    if more <= 0:
        return planned
    if isinstance(planned, RepList):
        return RepList((*planned.reps, *planned.reps[-1:] * more))
    if isinstance(planned, Hold):
        return Hold(planned.sets + more, planned.seconds)
    return Reps(planned.sets + more, planned.low, planned.high)


def _other_load(done: SetRecord) -> Load | None:
    """The load on the bar, where it is neither what was prescribed nor what the plates made of that."""
    return None if done.load_lifted in (done.load_prescribed, done.load_loadable) else done.load_lifted


def _in_percent(load: Load | None) -> bool:
    return load is not None and any(isinstance(amount, Percent) for amount in (load.down, load.up))


def _lowered(p: Prescription, line: Prescription, seconds: Decimal) -> Prescription:
    if p.tempo is None or line.tempo is None or seconds == line.tempo.lowering:
        return p
    return replace(p, tempo=replace(p.tempo, lowering=seconds))


def _sensible(before: Prescription, after: Prescription) -> Prescription:
    return before if contradiction(after) is not None else after
