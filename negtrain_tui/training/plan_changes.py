"""What one edit of the plans changed, field by field, so that it can be stored, taken back and done again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan, PlanHeading, Prescription

Value = str | int | None
Fields = Mapping[str, Value]


class Kind(StrEnum):
    """What an item of a change is about."""

    PLAN = "plan"
    WORKOUT = "workout"
    LINE = "line"


Key = tuple[Kind, str]
State = dict[Key, Fields]
"""Plans, workouts and lines by kind and id, each with its fields: how the plans stand at one moment."""


@dataclass(frozen=True, slots=True)
class Item:
    """One plan, workout or line before and after: all fields where it came or went, else those that differ.

    `before` is None for what is new, `after` for what is gone.
    """

    kind: Kind
    id: str
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class Change:
    """One edit, as the lifter made it; `label` names it, such as "Bench press edited"."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PlanEdits:
    """What undo and redo would do now, by its label, or None where there is nothing to do.

    `stamp` is another one whenever any Negtrain changed the plans, took a change back or did it again.
    """

    undo: str | None
    redo: str | None
    stamp: str


def change(label: str, before: Plan | None, after: Plan | None) -> Change:
    """Return the edit that turned `before` into `after`; None stands for a plan that isn't there."""
    return Change(label, difference(before, after))


def difference(before: Plan | None, after: Plan | None) -> tuple[Item, ...]:
    """Return what differs, nothing for equal plans; a new plan is neither active nor archived.

    Positions count from 1. Prescriptions are compared as values, however they were written.
    """
    old, new = _prescriptions(before), _prescriptions(after)
    same = {line_id for line_id in old.keys() & new.keys() if old[line_id] == new[line_id]}
    then, now = _state(before, same), _state(after, same)
    if after is not None and (plan := (Kind.PLAN, after.id)) not in then:
        now[plan] = {**now[plan], "active": 0, "archived": 0}
    return between(then, now)


def between(before: State, after: State) -> tuple[Item, ...]:
    """Return what differs between two moments: what went, then what came or was changed, in their order."""
    items = [Item(*key, fields, None) for key, fields in before.items() if key not in after]
    for key, fields in after.items():
        stood = before.get(key)
        if stood is None:
            items.append(Item(*key, None, fields))
        elif stood != fields:
            changed = [name for name in fields if stood.get(name) != fields[name]]
            items.append(
                Item(*key, {name: stood[name] for name in changed}, {name: fields[name] for name in changed})
            )
    return tuple(items)


def backwards(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items that take `items` back."""
    return tuple(Item(item.kind, item.id, item.after, item.before) for item in items)


def fields_of(plan: Plan) -> State:
    """Return the fields of a plan with its workouts and lines; whether it is active isn't among them."""
    return _state(plan, ())


def activate(headings: Iterable[PlanHeading], plan_id: str) -> tuple[Item, ...]:
    """Return the items that make a plan the one that is followed, in place of the one that is now.

    An archived plan leaves the archive by it. Raise `Refused` if there is no such plan.
    """
    headings = tuple(headings)
    chosen = _heading(headings, plan_id)
    items = [
        Item(Kind.PLAN, heading.id, {"active": 1}, {"active": 0})
        for heading in headings
        if heading.active and heading.id != plan_id
    ]
    before: dict[str, Value] = {}
    if not chosen.active:
        before["active"] = 0
    if chosen.archived:
        before["archived"] = 1
    if before:
        after = {name: {"active": 1, "archived": 0}[name] for name in before}
        items.append(Item(Kind.PLAN, plan_id, before, after))
    return tuple(items)


def archive(headings: Iterable[PlanHeading], plan_id: str, archived: bool) -> tuple[Item, ...]:
    """Return the items that put a plan into the archive, where it isn't followed, or take it out.

    Raise `Refused` if there is no such plan.
    """
    chosen = _heading(headings, plan_id)
    if chosen.archived == archived:
        return ()
    before: dict[str, Value] = {"archived": int(chosen.archived)}
    after: dict[str, Value] = {"archived": int(archived)}
    if archived and chosen.active:
        before["active"], after["active"] = 1, 0
    return (Item(Kind.PLAN, plan_id, before, after),)


def _heading(headings: Iterable[PlanHeading], plan_id: str) -> PlanHeading:
    for heading in headings:
        if heading.id == plan_id:
            return heading
    raise Refused("That plan is gone; choose another one.")


def _prescriptions(plan: Plan | None) -> dict[str, Prescription]:
    if plan is None:
        return {}
    return {line.id: line.prescription for workout in plan.workouts for line in workout.lines}


def _state(plan: Plan | None, without_notation: Collection[str]) -> State:
    """Return a plan's fields; the notation of the lines named is left out, for it takes time to write."""
    if plan is None:
        return {}
    schedule = plan.schedule
    state: State = {
        (Kind.PLAN, plan.id): {
            "name": plan.name,
            "days": _list_text(schedule.days),
            "start": None if schedule.start is None else schedule.start.isoformat(),
            "missed": None if schedule.missed is None else schedule.missed.value,
        }
    }
    for position, workout in enumerate(plan.workouts, 1):
        state[Kind.WORKOUT, workout.id] = {
            "plan_id": plan.id,
            "position": position,
            "name": workout.name,
            "days": _list_text(workout.days),
        }
        for place, line in enumerate(workout.lines, 1):
            fields: dict[str, Value] = {"workout_id": workout.id, "position": place}
            if line.id not in without_notation:
                fields["notation"] = format_prescription(line.prescription)
            state[Kind.LINE, line.id] = fields
    return state


def _list_text(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)
