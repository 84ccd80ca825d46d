"""The rows of the equipment: what stands on each, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negtrain_tui.screens.equipment_changes import count_step, kind_of
from negtrain_tui.screens.equipment_words import implement_told, use_told
from negtrain_tui.training.equipment import Bar, Dumbbells, Implement, Inventory, Plate, Stack
from negtrain_tui.training.exercise import Catalogue, Exercise, name_key
from negtrain_tui.training.load import Load
from negtrain_tui.training.prescription import Plan

Key = tuple[str, ...]
"""What a row is known by from one reading to the next."""


@dataclass(frozen=True, slots=True)
class Use:
    """An exercise, the load it is planned with where it is planned, and whether its equipment was chosen."""

    exercise: Exercise
    load: Load | None
    chosen: bool

    @property
    def key(self) -> str:
        """What an inventory knows the exercise by."""
        return name_key(self.exercise.name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `told` stands beside the label; for plates the count stands between."""

    label: str
    told: str
    subject: Implement | Plate | Use

    @property
    def key(self) -> Key:
        """What the row is known by."""
        return key_of(self.subject)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


def key_of(subject: Implement | Plate | Use) -> Key:
    """Return what the row of a thing is known by."""
    if isinstance(subject, Plate):
        return ("plate", *(str(each) for each in kind_of(subject)))
    return ("use", subject.key) if isinstance(subject, Use) else ("implement", subject.id)


def groups_of(inventory: Inventory, plan: Plan | None, catalogue: Catalogue) -> tuple[Group, ...]:
    """Return everything there is under its headings, and what exercises use; no group without rows.

    Exercises are those of the plan in its order, then others for which something was chosen.
    """
    groups = (
        Group("Bars, handles, belts", _implements(inventory, Bar)),
        Group("Plates", tuple(_plate(plate, count_step(inventory)) for plate in inventory.plates)),
        Group("Stacks", _implements(inventory, Stack)),
        Group("Fixed dumbbells", _implements(inventory, Dumbbells)),
        Group("What exercises use", _uses(inventory, plan, catalogue)),
    )
    return tuple(group for group in groups if group.rows)


def _implements(inventory: Inventory, kind: type[Implement]) -> tuple[Row, ...]:
    return tuple(
        Row(each.name, implement_told(each), each) for each in inventory.implements if isinstance(each, kind)
    )


def _plate(plate: Plate, ends: int) -> Row:
    told = [] if plate.weighed is None else [f"weighs {plate.weighed}"]
    if plate.count % ends:
        told.append("one has no partner")
    return Row(str(plate.mass), ", ".join(told), plate)


def _uses(inventory: Inventory, plan: Plan | None, catalogue: Catalogue) -> tuple[Row, ...]:
    return tuple(
        Row(each.exercise.name, use_told(inventory, each.exercise, each.load), each)
        for each in _each_once(inventory, plan, catalogue)
    )


def _each_once(inventory: Inventory, plan: Plan | None, catalogue: Catalogue) -> Iterable[Use]:
    seen: dict[str, Use] = {}
    lines: Sequence[tuple[str, Load | None]] = (
        ()
        if plan is None
        else [
            (line.prescription.exercise, line.prescription.load)
            for workout in plan.workouts
            for line in workout.lines
        ]
    )
    for name, load in (*lines, *((key, None) for key in inventory.uses)):
        exercise = catalogue.resolve(name).exercise
        key = name_key(exercise.name)
        seen.setdefault(key, Use(exercise, load, key in inventory.uses))
    return seen.values()
