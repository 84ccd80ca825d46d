"""Two sessions of the same workout beside each other: which sets belong together, and how they differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from negtrain_tui.training.exercise import name_key
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent, Unit
from negtrain_tui.training.metrics import Summary, fidelity, summarise_session
from negtrain_tui.training.record import Rep, RepKind, Session, SetRecord
from negtrain_tui.training.week import whole_minutes


@dataclass(frozen=True, slots=True)
class LoadChange:
    """By how much a load grew, exactly: in the unit of both, in kg where they have two, or in percent."""

    by: Fraction
    unit: Literal["kg", "lb", "%"]


@dataclass(frozen=True, slots=True)
class SetChange:
    """How a set differs from the one before; None where one of the two doesn't tell, or they don't compare.

    `load` is what was lowered and `load_up` what was lifted, where that is another one in either set.
    `target_s` is the prescribed lowering, where each set has one for all of its reps. `lowering_s` and
    `hold_s` are means over measured reps alone: what the clock led is never held against them.
    `fidelity_points` are percentage points between fidelities as they are shown, rounded down.
    """

    load: LoadChange | None = None
    load_up: LoadChange | None = None
    reps: int | None = None
    target_s: Decimal | None = None
    lowering_s: Decimal | None = None
    hold_s: Decimal | None = None
    fidelity_points: int | None = None
    rpe: Decimal | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class SetPair:
    """The set of one number in both sessions; None on the side that doesn't have it."""

    before: SetRecord | None
    after: SetRecord | None
    change: SetChange | None = None


@dataclass(frozen=True, slots=True)
class ExercisePair:
    """An exercise in both sessions, by its name as typed in each; None where a session doesn't have it."""

    before: str | None
    after: str | None
    sets: tuple[SetPair, ...]


@dataclass(frozen=True, slots=True)
class SessionChange:
    """How the totals of a session differ from those before, with None as in `SetChange`.

    `lowering_s` is there only where every lowering of both sessions was measured. `minutes` and
    `fidelity_points` are between the whole ones shown.
    """

    sets: int
    reps: int
    holds: int
    lowering_s: Decimal | None
    fidelity_points: int | None
    rpe: Decimal | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two sessions, exercise by exercise in the order of the later one, what it lacks in its old place."""

    before: Session
    after: Session
    exercises: tuple[ExercisePair, ...]
    change: SessionChange


_Stretch = tuple[SetRecord, ...]


def side_by_side(before: Session, after: Session) -> SideBySide:
    """Bring together what belongs together; warm-ups are left out.

    Exercises are matched by their line of the plan, the rest by name, whatever its case, in their order;
    sets by number. A line that another exercise has taken over is matched, but not compared.
    """
    old, new = _stretches(before.sets), _stretches(after.sets)
    partners = _partners(old, new)
    pairs: list[tuple[int | None, int | None]] = [
        (next((i for i, j in partners.items() if j == place), None), place) for place in range(len(new))
    ]
    for place in range(len(old)):
        if place not in partners:
            behind = [index for index, pair in enumerate(pairs) if pair[0] == place - 1]
            pairs.insert(behind[0] + 1 if place and behind else 0, (place, None))
    exercises = tuple(
        _exercise_pair(() if i is None else old[i], () if j is None else new[j]) for i, j in pairs
    )
    return SideBySide(before, after, exercises, _session_change(before, after))


def set_change(before: SetRecord, after: SetRecord) -> SetChange:
    """Tell how one set differs from another of the same exercise; what was left out tells nothing."""
    if before.skipped or after.skipped:
        return SetChange()
    then, now = before.load_lifted, after.load_lifted
    return SetChange(
        load=None if then is None or now is None else _load_change(then.down, now.down),
        load_up=_up_change(then, now),
        reps=len(after.reps) - len(before.reps),
        target_s=_apart(_one_target(before.reps), _one_target(after.reps)),
        lowering_s=_apart(_measured(before.reps, _lowered), _measured(after.reps, _lowered)),
        hold_s=_apart(_measured(before.reps, _held), _measured(after.reps, _held)),
        fidelity_points=_points(fidelity(before.reps), fidelity(after.reps)),
        rpe=_apart(before.rpe, after.rpe),
        pain=None if before.pain is None or after.pain is None else after.pain - before.pain,
    )


def _stretches(sets: Iterable[SetRecord]) -> list[_Stretch]:
    """The sets of one line together, in the order in which the lines were begun."""
    found: dict[tuple[int, str], list[SetRecord]] = {}
    for one in sets:
        if not one.warm_up and (one.happened or one.skipped):
            found.setdefault((one.line_number, name_key(one.exercise)), []).append(one)
    return [tuple(each) for each in found.values()]


def _partners(old: Sequence[_Stretch], new: Sequence[_Stretch]) -> dict[int, int]:
    """Pair the places of what belongs together, those of before with those of afterwards."""
    made: dict[int, int] = {}
    for key in (_line_and_name, _name, _line):
        free = [place for place in range(len(new)) if place not in made.values()]
        for place, stretch in enumerate(old):
            if place in made or (wanted := key(stretch)) is None:
                continue
            match = next((each for each in free if key(new[each]) == wanted), None)
            if match is not None:
                made[place] = match
                free.remove(match)
    return made


def _line(stretch: _Stretch) -> Hashable | None:
    return next((one.line_id for one in stretch if one.line_id is not None), None)


def _name(stretch: _Stretch) -> Hashable:
    return name_key(stretch[0].exercise)


def _line_and_name(stretch: _Stretch) -> Hashable | None:
    line = _line(stretch)
    return None if line is None else (line, _name(stretch))


def _exercise_pair(old: _Stretch, new: _Stretch) -> ExercisePair:
    alike = bool(old and new) and _name(old) == _name(new)
    then, now = _by_number(old), _by_number(new)
    sets = []
    for key in sorted({*then, *now}):
        before, after = then.get(key), now.get(key)
        change = set_change(before, after) if alike and before is not None and after is not None else None
        sets.append(SetPair(before, after, change))
    return ExercisePair(old[0].exercise if old else None, new[0].exercise if new else None, tuple(sets))


def _by_number(stretch: _Stretch) -> dict[tuple[int, int], SetRecord]:
    """The sets by number, and by turn where two have the same one."""
    found: dict[tuple[int, int], SetRecord] = {}
    for one in stretch:
        turn = 0
        while (one.number, turn) in found:
            turn += 1
        found[one.number, turn] = one
    return found


def _up_change(then: Load | None, now: Load | None) -> LoadChange | None:
    if then is None or now is None or (then.up is None and now.up is None):
        return None
    return _load_change(then.up or then.down, now.up or now.down)


def _load_change(then: Amount, now: Amount) -> LoadChange | None:
    """By how much more the one is than the other, where both are of a kind."""
    if isinstance(then, Mass) and isinstance(now, Mass):
        unit: Unit = now.unit if now.unit == then.unit else "kg"
        return LoadChange(now.in_unit(unit) - then.in_unit(unit), unit)
    if isinstance(then, Bodyweight) and isinstance(now, Bodyweight):
        units = {each.extra.unit for each in (then, now) if each.extra is not None}
        unit = units.pop() if len(units) == 1 else "kg"
        return LoadChange(_added(now, unit) - _added(then, unit), unit)
    if isinstance(then, Percent) and isinstance(now, Percent):
        return LoadChange(Fraction(now.value) - Fraction(then.value), "%")
    return None


def _added(amount: Bodyweight, unit: Unit) -> Fraction:
    mass = Fraction(0) if amount.extra is None else amount.extra.in_unit(unit)
    return -mass if amount.helping else mass


def _one_target(reps: Iterable[Rep]) -> Decimal | None:
    """The seconds that every lowering of a set was to take; None where they differ or aren't known."""
    targets = {rep.lowering_target_s for rep in reps if rep.kind is RepKind.LOWERING}
    return targets.pop() if len(targets) == 1 else None


def _lowered(rep: Rep) -> Decimal | None:
    return rep.lowering_actual_s if rep.kind is RepKind.LOWERING else None


def _held(rep: Rep) -> Decimal | None:
    return rep.hold_actual_s if rep.kind is RepKind.HOLD else None


def _measured(reps: Iterable[Rep], seconds_of: Callable[[Rep], Decimal | None]) -> Decimal | None:
    """The mean of what was measured; None where nothing was."""
    known = [seconds for rep in reps if rep.marked and (seconds := seconds_of(rep)) is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def _apart(then: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if then is None or now is None else now - then


def _points(then: Decimal | None, now: Decimal | None) -> int | None:
    return None if then is None or now is None else int(now * 100) - int(then * 100)


def _session_change(before: Session, after: Session) -> SessionChange:
    then, now = summarise_session(before), summarise_session(after)
    then_min, now_min = whole_minutes(before), whole_minutes(after)
    return SessionChange(
        sets=now.sets - then.sets,
        reps=now.reps - then.reps,
        holds=now.holds - then.holds,
        lowering_s=now.lowering_s - then.lowering_s if _all_measured(then) and _all_measured(now) else None,
        fidelity_points=_points(then.fidelity, now.fidelity),
        rpe=_apart(before.rpe, after.rpe),
        minutes=None if then_min is None or now_min is None else now_min - then_min,
    )


def _all_measured(summary: Summary) -> bool:
    return bool(summary.marked) and not summary.paced
