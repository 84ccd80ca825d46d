"""The plan a lifter begins with, before there is any equipment or history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from negtrain_tui.training.packaged import packaged_table


@dataclass(frozen=True, slots=True)
class StarterPlan:
    """A plan in notation; a workout is its name and its lines."""

    name: str
    workouts: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def starter_plan_text() -> StarterPlan:
    """Read the starter plan: no equipment, and week 1 of the novice ramp (domain-reference §4)."""
    table = packaged_table("starter")
    workouts = tuple((workout["name"], tuple(workout["lines"])) for workout in table["workout"])
    return StarterPlan(table["name"], workouts)
