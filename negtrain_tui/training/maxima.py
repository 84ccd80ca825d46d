"""Which one-repetition maximum counts for an exercise, by whatever name a line calls it."""

from __future__ import annotations

from collections.abc import Mapping

from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.load import Mass
from negtrain_tui.training.prescription import Plan


def one_rm_of(name: str, catalogue: Catalogue, one_rms: Mapping[str, Mass]) -> Mass | None:
    """Look a 1RM up by the name as typed, else by the name of the exercise it stands for."""
    found = one_rms.get(name.casefold())
    return found or one_rms.get(catalogue.resolve(name).exercise.name.casefold())


def same_exercise(name: str, plan: Plan | None, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every name under which this plan and the catalogue know the exercise, `name` first.

    A set remembers its exercise by the name on its line, so a 1RM has to be found by each of them.
    """
    exercise = catalogue.resolve(name).exercise
    names = [name, exercise.name]
    for workout in plan.workouts if plan else ():
        for line in workout.lines:
            typed = catalogue.resolve(line.prescription.exercise).exercise
            if typed == exercise or name_key(typed.name) == name_key(exercise.name):
                names.append(line.prescription.exercise)
    return tuple({each.casefold(): each for each in reversed(names)}.values())[::-1]
