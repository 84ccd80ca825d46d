"""Every load that gear makes, found by adding up plate by plate: slow, and not the way the solver goes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from fractions import Fraction
from functools import lru_cache

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Loading, Made, Plate, Stack
from negtrain_tui.training.load import Mass

# As fine as a mass can be told: sixteen decimals, and eight more for pounds in kg.
_IN_ONE_KG = 10**24


def grains(mass: Mass) -> int:
    """A mass in whole grains of 1e-12 kg; fails where that isn't exact."""
    exact = mass.in_kg() * _IN_ONE_KG
    assert exact.denominator == 1
    return exact.numerator


@lru_cache(maxsize=512)
def reach(gear: Gear) -> tuple[int, ...]:
    """All loads in grains, in order."""
    sums = {0}
    for adds, units in _kinds(gear):
        sums = {there + number * adds for there in sums for number in range(units + 1)}
    return tuple(sorted({base + each for base in _bases(gear) for each in sums}))


def count_under(gear: Gear, mass: Mass) -> int:
    """How many loads can be made strictly below `mass`."""
    return bisect_left(reach(gear), grains(mass))


def added_up(made: Made, gear: Gear) -> Fraction | None:
    """Add up what is put together, in kg; None where the base, or a plate as often as needed, isn't there."""
    there: Counter[tuple[Mass, Mass]] = Counter()
    for plate in _plates(gear):
        there[plate.mass, plate.true] += plate.count
    used = Counter((plate.mass, plate.true) for plate in made.plates)
    needed = _ends(gear) * _at_once(gear)
    if any(number * needed > there[kind] for kind, number in used.items()):
        return None
    if grains(made.base) not in _bases(gear):
        return None
    return made.base.in_kg() + _ends(gear) * sum((plate.true.in_kg() for plate in made.plates), Fraction(0))


def _plates(gear: Gear) -> tuple[Plate, ...]:
    match gear.implement:
        case Stack(add_ons=plates) | Dumbbells(magnets=plates):
            return plates
    return gear.plates


def _ends(gear: Gear) -> int:
    return 2 if isinstance(gear.implement, Bar) and gear.implement.loading is Loading.PAIRED else 1


def _at_once(gear: Gear) -> int:
    return 1 if isinstance(gear.implement, Stack) else gear.implement.at_once


def _kinds(gear: Gear) -> list[tuple[int, int]]:
    counts: Counter[tuple[Mass, Mass]] = Counter()
    for plate in _plates(gear):
        counts[plate.mass, plate.true] += plate.count
    needed = _ends(gear) * _at_once(gear)
    return [(_ends(gear) * grains(true), count // needed) for (_, true), count in counts.items()]


def _bases(gear: Gear) -> set[int]:
    match gear.implement:
        case Bar(mass=mass, collars=collars):
            return {grains(mass) + (0 if collars is None else grains(collars))}
        case Stack(start=start, step=step, end=end):
            first, more, last = grains(start), grains(step), grains(end)
            return {*range(first, last + 1, more), last} if more else {first, last}
        case Dumbbells(masses=masses):
            return {grains(mass) for mass in masses}
