"""Edits of a plan: each returns the plan as it is afterwards, and leaves the one it was given alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout
from negtrain_tui.training.schedule import WEEKDAYS, Schedule

NewId = Callable[[], str]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Part = TypeVar("_Part", bound=_Identified)


def add_line(plan: Plan, workout_id: str, line: PlanLine, at: int | None = None) -> Plan:
    """Put a line into a workout before the line with index `at`, from 0, or at the end.

    This and all other edits raise `Refused` if what they are about isn't in the plan.
    """
    workout = _workout(plan, workout_id)
    return _with_lines(plan, workout, _put(workout.lines, line, at))


def edit_line(plan: Plan, line_id: str, prescription: Prescription) -> Plan:
    """Change what a line says."""
    workout = _workout_with(plan, line_id)
    lines = (
        replace(line, prescription=prescription) if line.id == line_id else line for line in workout.lines
    )
    return _with_lines(plan, workout, lines)


def delete_line(plan: Plan, line_id: str) -> Plan:
    """Take a line out."""
    workout = _workout_with(plan, line_id)
    return _with_lines(plan, workout, _without(workout.lines, line_id))


def copy_line(plan: Plan, line_id: str, new_id: NewId) -> Plan:
    """Put a copy of a line right after it."""
    workout = _workout_with(plan, line_id)
    index = _index(workout.lines, line_id)
    copy = PlanLine(new_id(), workout.lines[index].prescription)
    return _with_lines(plan, workout, _put(workout.lines, copy, index + 1))


def move_line(plan: Plan, line_id: str, by: int) -> Plan:
    """Move a line so many places down, or up where `by` is negative; past the end it stays where it is."""
    workout = _workout_with(plan, line_id)
    return _with_lines(plan, workout, _moved(workout.lines, line_id, by))


def line_to_workout(plan: Plan, line_id: str, workout_id: str) -> Plan:
    """Move a line to the end of another workout; in its own it stays where it is."""
    source, target = _workout_with(plan, line_id), _workout(plan, workout_id)
    if source.id == target.id:
        return plan
    line = source.lines[_index(source.lines, line_id)]
    plan = _with_lines(plan, source, _without(source.lines, line_id))
    return _with_lines(plan, target, (*target.lines, line))


def add_workout(plan: Plan, workout: Workout, at: int | None = None) -> Plan:
    """Put a workout before the one with index `at`, from 0, or at the end."""
    _named(workout.name)
    return replace(plan, workouts=_put(plan.workouts, workout, at))


def rename_workout(plan: Plan, workout_id: str, name: str) -> Plan:
    """Give a workout another name."""
    return _with_workout(plan, replace(_workout(plan, workout_id), name=_named(name)))


def workout_days(plan: Plan, workout_id: str, days: Iterable[str]) -> Plan:
    """Give a workout its weekdays, such as `mon`, kept in the week's order; none makes it come in turn."""
    chosen = frozenset(days)
    if unknown := sorted(chosen - set(WEEKDAYS)):
        raise Refused(f"{unknown[0]!r} is no weekday; write one of {', '.join(WEEKDAYS)}.")
    ordered = tuple(day for day in WEEKDAYS if day in chosen)
    return _with_workout(plan, replace(_workout(plan, workout_id), days=ordered))


def delete_workout(plan: Plan, workout_id: str) -> Plan:
    """Take a workout out, with its lines."""
    return replace(plan, workouts=_without(plan.workouts, _workout(plan, workout_id).id))


def copy_workout(plan: Plan, workout_id: str, new_id: NewId) -> Plan:
    """Put a copy of a workout and its lines right after it, under a name that is free."""
    workout = _workout(plan, workout_id)
    name = name_of_copy(workout.name, {other.name for other in plan.workouts})
    copy = replace(_renewed(workout, new_id), name=name)
    return replace(plan, workouts=_put(plan.workouts, copy, _index(plan.workouts, workout_id) + 1))


def move_workout(plan: Plan, workout_id: str, by: int) -> Plan:
    """Move a workout so many places down, or up where `by` is negative; past the end it stays."""
    _workout(plan, workout_id)
    return replace(plan, workouts=_moved(plan.workouts, workout_id, by))


def rename(plan: Plan, name: str) -> Plan:
    """Give a plan another name."""
    return replace(plan, name=_named(name))


def reschedule(plan: Plan, schedule: Schedule) -> Plan:
    """Give a plan another schedule; its workouts keep their weekdays."""
    return replace(plan, schedule=schedule)


def duplicate(plan: Plan, name: str, new_id: NewId) -> Plan:
    """Return a copy of a plan under another name, all of it with ids of its own."""
    workouts = tuple(_renewed(workout, new_id) for workout in plan.workouts)
    return replace(plan, id=new_id(), name=_named(name), workouts=workouts)


def name_of_copy(name: str, taken: Collection[str]) -> str:
    """Return a free name for a copy: `Push A copy`, `Push A copy 2`."""
    copy, number = f"{name} copy", 2
    while copy in taken:
        copy, number = f"{name} copy {number}", number + 1
    return copy


def _renewed(workout: Workout, new_id: NewId) -> Workout:
    lines = tuple(PlanLine(new_id(), line.prescription) for line in workout.lines)
    return replace(workout, id=new_id(), lines=lines)


def _named(name: str) -> str:
    if not name.strip():
        raise Refused("A name needs at least one character; type one.")
    return name.strip()


def _workout(plan: Plan, workout_id: str) -> Workout:
    for workout in plan.workouts:
        if workout.id == workout_id:
            return workout
    raise Refused("That workout is no longer in the plan; look at the plan as it stands now.")


def _workout_with(plan: Plan, line_id: str) -> Workout:
    for workout in plan.workouts:
        if any(line.id == line_id for line in workout.lines):
            return workout
    raise Refused("That line is no longer in the plan; look at the plan as it stands now.")


def _with_workout(plan: Plan, workout: Workout) -> Plan:
    workouts = (workout if other.id == workout.id else other for other in plan.workouts)
    return replace(plan, workouts=tuple(workouts))


def _with_lines(plan: Plan, workout: Workout, lines: Iterable[PlanLine]) -> Plan:
    return _with_workout(plan, replace(workout, lines=tuple(lines)))


def _index(parts: tuple[_Part, ...], part_id: str) -> int:
    return next(index for index, part in enumerate(parts) if part.id == part_id)


def _put(parts: tuple[_Part, ...], part: _Part, at: int | None) -> tuple[_Part, ...]:
    index = len(parts) if at is None else max(0, at)
    return (*parts[:index], part, *parts[index:])


def _without(parts: tuple[_Part, ...], part_id: str) -> tuple[_Part, ...]:
    return tuple(part for part in parts if part.id != part_id)


def _moved(parts: tuple[_Part, ...], part_id: str, by: int) -> tuple[_Part, ...]:
    index = _index(parts, part_id)
    if not 0 <= index + by < len(parts):
        return parts
    return _put(_without(parts, part_id), parts[index], index + by)
