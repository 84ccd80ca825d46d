"""What was really done, as lines of notation to be trained again or to go into a plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from string import ascii_uppercase

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.load import Load
from negtrain_tui.training.lowered import load_of_last
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.plan_editing import NewId, add_line, add_workout, name_of_copy
from negtrain_tui.training.prescription import (
    Hold,
    Method,
    Plan,
    PlanLine,
    Prescription,
    RepList,
    Reps,
    Workout,
)
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import Rep, RepKind, SetRecord
from negtrain_tui.training.tempo import LONGEST_PHASE_S


@dataclass(frozen=True, slots=True)
class Copied:
    """Lines to be trained again, and a sentence for each exercise that no line can be made of."""

    lines: tuple[Prescription, ...]
    left_out: tuple[str, ...] = ()

    @property
    def notation(self) -> tuple[str, ...]:
        """The lines as they are written."""
        return tuple(format_prescription(line) for line in self.lines)


def copied(sets: Iterable[SetRecord], catalogue: Catalogue) -> Copied:
    """Make lines of what was done, exercise by exercise in order; warm-ups and sets without a rep are none.

    Of the line as it stood come tempo, method, rest, progress, limits and note; its load is the one lifted,
    its lowering the last one that was asked for, its reps those done, per side the fewer. Sets alike become
    one line; those with another load, lowering or hold a line of their own. Weeks aren't copied, and a
    group only where its lines can take turns as they did. Raise Refused where no line comes of it.
    """
    made: list[list[Prescription]] = []
    left_out: list[str] = []
    for stretch in _stretches(sets):
        try:
            made.append([_sayable(line) for line in _lines(stretch, catalogue)])
        except Refused as refused:
            left_out.append(str(refused))
    lines = tuple(line for each in _grouped(made) for line in each)
    if not lines:
        raise Refused(left_out[0] if left_out else "There is nothing to copy: no work set was done.")
    return Copied(lines, tuple(left_out))


def apart(lines: Iterable[Prescription], taken: Collection[str]) -> tuple[Prescription, ...]:
    """Give groups whose letters others have free ones, so that nobody takes turns with what was there."""
    lines = tuple(lines)
    used = {*taken, *(line.group for line in lines)}
    free = iter([letter for letter in ascii_uppercase if letter not in used])
    clashes = dict.fromkeys(line.group for line in lines if line.group in taken)
    letters = {group: next(free, None) for group in clashes}
    return tuple(replace(line, group=letters.get(line.group, line.group)) for line in lines)


def into_workout(plan: Plan, workout_id: str, lines: Iterable[Prescription], new_id: NewId) -> Plan:
    """Put lines at the end of a workout of a plan; raise `Refused` if it isn't there any more."""
    there = (each.lines for each in plan.workouts if each.id == workout_id)
    taken = {line.prescription.group for mine in there for line in mine if line.prescription.group}
    for line in apart(lines, taken):
        plan = add_line(plan, workout_id, PlanLine(new_id(), line))
    return plan


def as_workout(plan: Plan, name: str, lines: Iterable[Prescription], new_id: NewId) -> Plan:
    """Put lines into a new workout, the last one of the plan, of this name or one that is free."""
    taken = {workout.name for workout in plan.workouts}
    workout = Workout(
        new_id(),
        name_of_copy(name, taken) if name in taken else name,
        tuple(PlanLine(new_id(), line) for line in lines),
    )
    return add_workout(plan, workout)


def _stretches(sets: Iterable[SetRecord]) -> list[list[SetRecord]]:
    """The sets of one line together, in the order in which the lines were begun."""
    found: dict[tuple[int, str], list[SetRecord]] = {}
    for one in work_sets(sets):
        found.setdefault((one.line_number, name_key(one.exercise)), []).append(one)
    return list(found.values())


def _lines(stretch: Sequence[SetRecord], catalogue: Catalogue) -> Iterator[Prescription]:
    name = stretch[0].exercise
    done = [one for one in stretch if one.reps]
    if not name.strip():
        raise Refused("A set whose exercise has no name can't be copied.")
    if not done:
        raise Refused(f"{name} wasn't copied: no rep of it was done.")
    singles = [_single(one, catalogue) for one in done]
    for _, run in groupby(singles, key=_kind_of_set):
        yield _joined(list(run))


def _single(one: SetRecord, catalogue: Catalogue) -> Prescription:
    """One set as a line of its own."""
    line = _line(one)
    holds = [rep for rep in one.reps if rep.kind is RepKind.HOLD]
    p = replace(
        line,
        exercise=one.exercise,
        sets=Hold(1, _seconds_held(holds)) if len(holds) == len(one.reps) else _reps(one.reps),
        load=load_of_last(one.reps, one.load_lifted) or one.load_lifted or line.load,
        each=line.each or any(rep.side is not None for rep in one.reps),
        weeks=None,
    )
    if p.method is Method.THIRTY_TEN_THIRTY:
        # Its reps are part of the method.
        p = replace(p, sets=Reps(1, 12, 12))
    return _without_contradictions(_lowered(p, one.reps, catalogue))


def _line(one: SetRecord) -> Prescription:
    """The line as it stood, or what is known where an import brought none in our notation."""
    try:
        return parse_prescription(one.line)
    except NotationError:
        method = one.method if one.method in tuple(Method) else None
        return Prescription(one.exercise, Reps(1, 1, 1), method=None if method is None else Method(method))


def _reps(reps: Iterable[Rep]) -> Reps:
    """The reps done; with two sides the fewer, for both did those."""
    sides: dict[object, int] = {}
    for rep in reps:
        if rep.kind is not RepKind.HOLD:
            sides[rep.side] = sides.get(rep.side, 0) + 1
    fewest = min(sides.values())
    return Reps(1, fewest, fewest)


def _seconds_held(holds: Sequence[Rep]) -> Decimal:
    """The shortest hold: as long as asked for, or in whole seconds, at least one."""
    known = [rep for rep in holds if rep.hold_actual_s is not None]
    if not known:
        return holds[-1].hold_target_s or Decimal(1)
    shortest = min(known, key=lambda rep: rep.hold_actual_s or Decimal(0))
    seconds = shortest.hold_actual_s or Decimal(0)
    return seconds if seconds == shortest.hold_target_s else Decimal(max(1, int(seconds)))


def _lowered(p: Prescription, reps: Iterable[Rep], catalogue: Catalogue) -> Prescription:
    """Say the lowering that the set ended with, where line, method and exercise mean another one."""
    targets = [rep.lowering_target_s for rep in reps if rep.kind is RepKind.LOWERING]
    tempo = effective_tempo(p, catalogue.resolve(p.exercise).exercise)
    if tempo is None or p.method is Method.THIRTY_TEN_THIRTY or not targets:
        return p
    target = targets[-1]
    if target is None or target == tempo.lowering or not 0 < target <= LONGEST_PHASE_S:
        return p
    return replace(p, tempo=replace(tempo, lowering=target))


def _without_contradictions(p: Prescription) -> Prescription:
    """Leave out of the line as it stood what doesn't go with what was done."""
    while (found := contradiction(p)) is not None:
        if found.field != "load":
            p = replace(p, **{found.field: None})  # type: ignore[arg-type]
        elif p.load is not None and p.load.up is not None:
            p = replace(p, load=Load(p.load.down))
        elif p.method is Method.ACCENTUATED:
            p = replace(p, method=None, cluster=None)
        else:
            raise Refused(f"{p.exercise} wasn't copied: its load should be {found.expected}.")
    return p


def _kind_of_set(p: Prescription) -> tuple[object, ...]:
    """What must be equal for sets to stand in one line; a line of holds has one number of seconds."""
    alone = object() if p.method is Method.THIRTY_TEN_THIRTY else None
    seconds = p.sets.seconds if isinstance(p.sets, Hold) else None
    return replace(p, sets=Reps(1, 1, 1)), seconds, alone


def _joined(run: Sequence[Prescription]) -> Prescription:
    first = run[0]
    if isinstance(first.sets, Hold):
        return replace(first, sets=Hold(len(run), first.sets.seconds))
    reps = tuple(each.sets.low for each in run if isinstance(each.sets, Reps))
    alike = len(set(reps)) == 1
    return replace(first, sets=Reps(len(reps), reps[0], reps[0]) if alike else RepList(reps))


def _sayable(p: Prescription) -> Prescription:
    """Refuse what no line could say."""
    try:
        format_prescription(p)
    except Refused as refused:
        raise Refused(f"{p.exercise} wasn't copied: {refused}") from refused
    return p


def _grouped(made: Sequence[Sequence[Prescription]]) -> list[list[Prescription]]:
    """Leave a group only to two lines or more that each are all of their exercise."""
    whole: dict[str | None, bool] = {}
    members: dict[str | None, int] = {}
    for lines in made:
        group = lines[0].group
        whole[group] = whole.get(group, True) and len(lines) == 1
        members[group] = members.get(group, 0) + 1
    return [
        [
            line if whole[line.group] and members[line.group] > 1 else replace(line, group=None)
            for line in lines
        ]
        for lines in made
    ]


def new_plan(name: str, lines: Iterable[Prescription], new_id: Callable[[], str]) -> Plan:
    """Make a plan of one workout, to be trained on any day."""
    return as_workout(Plan(new_id(), name, ()), name, lines, new_id)
