"""Equipment in words: what a bar, a stack or dumbbells are, and in short what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from negtrain_tui.screens.equipment_typed import plates_text, weights_text
from negtrain_tui.training.equipment import (
    Bar,
    Dumbbells,
    Gear,
    Implement,
    Inventory,
    Loading,
    Plate,
    Stack,
)
from negtrain_tui.training.exercise import Exercise, name_key
from negtrain_tui.training.gear_choice import gear_for, gear_of
from negtrain_tui.training.load import Bodyweight, Load, Mass, Unit, shown
from negtrain_tui.training.loading import changes, made, nearest, reachable_from, told

# As far up from the empty bar as the smallest step is looked for: it lies among the lightest plates.
_RUNGS = 120
NOTHING = "nothing entered yet"


def summary(inventory: Inventory) -> str:
    """Say in short what there is: `2 bars, 9 kinds of plates, a stack`."""
    parts = (
        _counted(_of(inventory.implements, Bar), "a bar", "bars"),
        _counted(len(inventory.plates), "a kind of plates", "kinds of plates"),
        _counted(_of(inventory.implements, Stack), "a stack", "stacks"),
        _counted(_of(inventory.implements, Dumbbells), "a set of dumbbells", "sets of dumbbells"),
    )
    return ", ".join(part for part in parts if part) or NOTHING


def implement_told(implement: Implement) -> str:
    """Say what an implement is, without its name."""
    if isinstance(implement, Bar):
        return _bar_told(implement)
    if isinstance(implement, Stack):
        return _stack_told(implement)
    told = f"{weights_text(implement.masses)}, {'in pairs' if implement.at_once == 2 else 'single ones'}"
    return told + (f", magnets {plates_text(implement.magnets)}" if implement.magnets else "")


def plates_told(plates: Sequence[Plate]) -> str:
    """Say how many of which plates: `4 of 20kg, 2 of 1.25kg that weigh 1.243kg`."""
    return ", ".join(
        f"{plate.count} of {plate.mass}{'' if plate.weighed is None else f' that weigh {plate.weighed}'}"
        for plate in plates
    )


def inventory_told(inventory: Inventory) -> Iterable[tuple[str, str]]:
    """Say all that an inventory holds, as pairs of a name and what it is."""
    for implement in inventory.implements:
        yield implement.name, implement_told(implement)
    if inventory.plates:
        yield "Plates", plates_told(inventory.plates)


def use_told(inventory: Inventory, exercise: Exercise, load: Load | None) -> str:
    """Say what an exercise is done with, and whether the lifter said so."""
    chosen = inventory.uses.get(name_key(exercise.name))
    if chosen == "":
        return "nothing of this, as you chose"
    said = next((each for each in inventory.implements if each.id == chosen), None)
    gear = gear_for(inventory, exercise, exercise.name, load)
    if gear is None:
        if said is not None:
            return f"{said.name}, as you chose; nothing to put on at {load}"
        bodyweight = load is not None and isinstance(load.down, Bodyweight)
        return "your own body" if bodyweight else "not known; any load is taken as it is"
    how = "as you chose" if said is not None and gear.implement == said else "our default"
    return f"{gear.implement.name}, {how}"


def smallest_step(inventory: Inventory, implement: Implement | None = None) -> str:
    """Say what the smallest step is on an implement; without one on the first bar, else on what stands first.

    It is looked for near the empty weight; where a smaller one may lie higher up, that is said.
    """
    bars = [each for each in inventory.implements if isinstance(each, Bar)]
    first = implement or next(iter((*bars, *inventory.implements)), None)
    if first is None:
        return "A bar, a stack or dumbbells are still missing; a adds them."
    gear = gear_of(inventory, first)
    zero = Mass(Decimal(0), _unit(first))
    lightest = next((each for each in nearest(gear, zero) if each is not None), None)
    if lightest is None:
        return f"No load can be made with {first.name} yet."
    loads = [lightest.mass, *reachable_from(gear, lightest.mass, 0, _RUNGS)[1]]
    if len(loads) == 1:
        return f"{first.name} makes {shown(lightest.mass)} and nothing else yet."
    before, after = min(pairwise(loads), key=lambda pair: pair[1].in_kg() - pair[0].in_kg())
    step = after.in_kg() - before.in_kg()
    sure = len(loads) <= _RUNGS or step == _no_step_below(gear)
    where = f"{'on' if sure else 'near the empty'} {first.name}"
    return f"Smallest step {where}: {shown(told(step, after.unit))}, {_way(gear, before, after)}."


def _no_step_below(gear: Gear) -> Fraction:
    """What every step on a bar is a multiple of, in kg; 0 where that isn't known."""
    if not isinstance(gear.implement, Bar):
        return Fraction(0)
    ends = 2 if gear.implement.loading is Loading.PAIRED else 1
    masses = [ends * plate.true.in_kg() for plate in gear.plates]
    shared = lcm(*(mass.denominator for mass in masses))
    return Fraction(gcd(*(int(mass * shared) for mass in masses)), shared)


def _way(gear: Gear, before: Mass, after: Mass) -> str:
    """Say which plate makes a step, or between which loads it lies."""
    low, high = made(gear, before), made(gear, after)
    if low is not None and high is not None and low.base == high.base:
        off, on = changes(low, high)
        if not off and len(on) == 1:
            paired = low.loading is Loading.PAIRED
            each = " on each of the two" if low.at_once > 1 else ""
            return f"{'a pair of' if paired else 'one'} {on[0].mass}{each}"
    return f"from {shown(before)} to {shown(after)}"


def _unit(implement: Implement) -> Unit:
    if isinstance(implement, Stack):
        return implement.start.unit
    if isinstance(implement, Dumbbells):
        return implement.masses[0].unit if implement.masses else "kg"
    return implement.mass.unit


def _bar_told(bar: Bar) -> str:
    parts = [str(bar.mass) if bar.mass.value else "weighs nothing"]
    if bar.collars is not None and bar.collars.value:
        parts.append(f"collars {bar.collars} together")
    parts.append(f"plates {'on' if bar.loading is Loading.PAIRED else 'in'} {bar.loading.value}")
    if bar.at_once == 2:
        parts.append("two at once")
    return ", ".join(parts)


def _stack_told(stack: Stack) -> str:
    told = f"{stack.start} to {stack.end} by {stack.step}"
    return told + (f", add-ons {plates_text(stack.add_ons)}" if stack.add_ons else "")


def _of(implements: Iterable[Implement], kind: type[Implement]) -> int:
    return sum(isinstance(each, kind) for each in implements)


def _counted(number: int, one: str, more: str) -> str:
    return "" if number == 0 else one if number == 1 else f"{number} {more}"
