"""How a load is put together from what there is: exactly, with few plates and changes, or nearly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement
from math import floor

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Loading, Made, Plate, Stack
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent, Unit, plain, shown
from negtrain_tui.training.plate_search import Kind, Shelf

POUND = Mass(Decimal(1), "lb").in_kg()
# As many decimals as a Mass may have.
_TELLABLE = 10**16
# More than this on each end isn't a quick change between the reps of an accentuated set.
_HUNG_ON_TOP = 3


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the lowered and the lifted load are put together; None where there is nothing to put together."""

    down: Made | None
    up: Made | None = None


def told(kg: Fraction, unit: Unit) -> Mass:
    """Return a mass in `unit` where decimals can say it exactly, else in kg; nothing is rounded."""
    value = kg if unit == "kg" else kg / POUND
    scaled = value * _TELLABLE
    if unit != "kg" and scaled.denominator != 1:
        return told(kg, "kg")
    return Mass(Decimal(scaled.numerator).scaleb(-16), unit)


def made(gear: Gear, target: Mass) -> Made | None:
    """Make exactly this load with the fewest plates; None where it can't be made."""
    rack, ways = _rack(gear), []
    for base, rest in rack.bases_for(target.in_kg()):
        found = rack.shelf.makes(rest)
        if found is not None:
            ways.append((found[0], -base, found[1]))
    if not ways:
        return None
    _, base, numbers = min(ways)
    return rack.made(target, -base, rack.shelf.plates(numbers))


def fewest_changes(gear: Gear, target: Mass, on: Made) -> Made | None:
    """Make exactly this load taking the fewest plates of one end off and on; None where it can't be."""
    rack, ways = _rack(gear), []
    there = Counter(_key(plate) for plate in on.plates)
    now = tuple(there[_key(kind.plate)] for kind in rack.shelf.kinds)
    for base, rest in rack.bases_for(target.in_kg()):
        found = rack.shelf.makes(rest, now)
        if found is not None:
            ways.append((found[0], base != on.base.in_kg(), sum(found[1]), -base, found[1]))
    if not ways:
        return None
    *_, base, numbers = min(ways)
    return rack.made(target, -base, rack.shelf.plates(numbers))


def nearest(gear: Gear, target: Mass) -> tuple[Made | None, Made | None]:
    """Make the highest load at or below `target` and the lowest strictly above; None where there is none."""
    rack, kg = _rack(gear), target.in_kg()
    below, above = rack.highest(kg), rack.lowest_over(kg)
    return (
        None if below is None else made(gear, target if below == kg else told(below, target.unit)),
        None if above is None else made(gear, told(above, target.unit)),
    )


def reachable_from(gear: Gear, start: Mass, below: int, above: int) -> tuple[list[Mass], list[Mass]]:
    """Return the loads that can be made next under `start` and next over it, at most so many.

    Both lists begin with the one that is nearest.
    """
    rack = _rack(gear)
    under: list[Mass] = []
    over: list[Mass] = []
    kg: Fraction | None = start.in_kg()
    while len(under) < below and kg is not None and (kg := rack.highest(kg, under=True)) is not None:
        under.append(told(kg, start.unit))
    kg = start.in_kg()
    while len(over) < above and kg is not None and (kg := rack.lowest_over(kg)) is not None:
        over.append(told(kg, start.unit))
    return under, over


def two_loads(gear: Gear, down: Mass, up: Mass) -> tuple[Made, Made] | None:
    """Make the lowered and the lifted load of an accentuated set, with few changes between them.

    Best is the heavier as the lighter with one to three plates more on each end, which hang on releasers or
    are added by spotters; else the fewest changes from the lighter. None where one can't be made.
    """
    if up.is_heavier_than(down):
        turned = two_loads(gear, up, down)
        return None if turned is None else (turned[1], turned[0])
    hung = _hung_on_top(_rack(gear), down, up) if isinstance(gear.implement, Bar) else None
    if hung is not None:
        return hung
    lighter = made(gear, up)
    heavier = None if lighter is None else fewest_changes(gear, down, lighter)
    return None if lighter is None or heavier is None else (heavier, lighter)


def changes(before: Made, after: Made) -> tuple[tuple[Plate, ...], tuple[Plate, ...]]:
    """Return the plates of one end that come off, and those that go on, heaviest first."""
    return _without(before.plates, after.plates), _without(after.plates, before.plates)


def side_by_side(made: Made, other: Made | None) -> Made:
    """Return one of two arrangements with the plates of both first: those that change are outermost."""
    if other is None:
        return made
    changing = _without(made.plates, other.plates)
    return replace(made, plates=(*_without(made.plates, changing), *changing))


def loadable(load: Load, gear: Gear | None) -> Load | None:
    """Return the highest load at or below this one that can be made, each amount for itself.

    Plain `bw` always can. None where nothing is known of the gear, or an amount has nothing at or below it.
    With help, at or below is at least as much help.
    """
    down = _at_or_below(load.down, gear)
    up = None if load.up is None else _at_or_below(load.up, gear)
    return None if down is None or (load.up is not None and up is None) else _in_one_unit(down, up)


def above(load: Load, gear: Gear | None) -> Load | None:
    """Return the load with the next higher lowered amount that can be made; None where there is none.

    What is lifted stays, as far as it can be made.
    """
    down = _over(load.down, gear)
    up = None if load.up is None else _at_or_below(load.up, gear)
    return None if down is None or (load.up is not None and up is None) else _in_one_unit(down, up)


def _in_one_unit(down: Amount, up: Amount | None) -> Load:
    """Put two amounts together: both in kg where one can't be told in pounds."""
    masses = [mass for amount in (down, up) if amount is not None and (mass := hung_mass(amount)) is not None]
    if up is None or len({mass.unit for mass in masses}) < 2:
        return Load(down, up)
    in_kg = [_like(amount, mass.converted("kg")) for amount, mass in zip((down, up), masses, strict=True)]
    return Load(*in_kg)


def arrangement(load: Load, gear: Gear | None) -> Arrangement:
    """Say how a load that can be made is put together; what needs no equipment, or can't be made, is None."""
    if gear is None:
        return Arrangement(None)
    down = hung_mass(load.down)
    up = None if load.up is None else hung_mass(load.up)
    if down is not None and up is not None and (both := two_loads(gear, down, up)) is not None:
        return Arrangement(*both)
    return Arrangement(
        None if down is None else made(gear, down), None if up is None or down == up else made(gear, up)
    )


def hung_mass(amount: Amount) -> Mass | None:
    """The mass to be put together for an amount, or that helps; None for plain `bw` and percentages."""
    if isinstance(amount, Percent):
        return None
    return amount.extra if isinstance(amount, Bodyweight) else amount


def said(made: Made) -> str:
    """Say in words what is put together: `20 + 10 + 1.25 each side`, `pin at 45kg + 2.5`, `the bar alone`.

    A plate is called by what is written on it, with its unit where that isn't the load's.
    """
    units = {plate.mass.unit for plate in made.plates}
    bare = units <= {made.mass.unit} and (made.base.value == 0 or units <= {made.base.unit})
    plates = " + ".join(plain(plate.mass.value) if bare else str(plate.mass) for plate in made.plates)
    match made.implement:
        case Stack():
            return f"pin at {shown(made.base)}" + (f" + {plates}" if plates else "")
        case Dumbbells():
            which = f"the {shown(made.base)} dumbbell" + ("s" if made.at_once > 1 else "")
            return which + (f" + {plates}" + (" on each" if made.at_once > 1 else "") if plates else "")
    if not plates:
        if made.base.value == 0:
            return "nothing hung on"
        return "the bar alone" if made.at_once == 1 else "the handles alone"
    if made.loading is Loading.PAIRED:
        return f"{plates} each side" + (" of each handle" if made.at_once > 1 else "")
    if made.base.value == 0:
        return f"{plates} hung on"
    return f"{plates} on one end" + (" of each" if made.at_once > 1 else "")


class _Rack:
    """One implement ready to be searched: every base it has, and what its plates add up to."""

    def __init__(self, gear: Gear) -> None:
        self.implement = gear.implement
        self.loading = Loading.SINGLE
        self.at_once = 1
        match gear.implement:
            case Bar() as bar:
                self.loading, self.at_once = bar.loading, bar.at_once
                bases, plates = [bar.mass.in_kg()], gear.plates
                if bar.collars is not None:
                    bases = [bases[0] + bar.collars.in_kg()]
                self._unit = bar.mass.unit
            case Stack() as stack:
                bases, plates, self._unit = _pins(stack), stack.add_ons, stack.start.unit
            case Dumbbells() as dumbbells:
                self.at_once, plates = dumbbells.at_once, dumbbells.magnets
                bases = [mass.in_kg() for mass in dumbbells.masses]
                self._unit = dumbbells.masses[0].unit if dumbbells.masses else "kg"
        self._bases = sorted(set(bases))
        self.shelf = Shelf(_kinds(plates, self.loading, self.at_once))

    def bases_for(self, kg: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
        """Each base that could carry this load, heaviest first, with what is missing on it, in kg."""
        for base in reversed(self._bases[: bisect_right(self._bases, kg)]):
            if kg - base > self.shelf.most:
                return
            yield base, kg - base

    def highest(self, kg: Fraction, *, under: bool = False) -> Fraction | None:
        """The highest load in kg that isn't over `kg`, or that is strictly `under` it."""
        best: Fraction | None = None
        for base in reversed(self._bases[: (bisect_left if under else bisect_right)(self._bases, kg)]):
            if best is not None and base + self.shelf.most <= best:
                break
            best = max(best or Fraction(0), base + self.shelf.highest(kg - base, under=under))
        return best

    def lowest_over(self, kg: Fraction) -> Fraction | None:
        """The lowest load in kg that is strictly over `kg`."""
        loads = []
        for base in self._bases:
            over = self.shelf.lowest_over(kg - base)
            if over is not None:
                loads.append(base + over)
            if base > kg:
                break
        return min(loads, default=None)

    def made(self, load: Mass, base: Fraction, plates: Iterable[Plate]) -> Made:
        """Put plates of one end on a base (in kg), the heaviest first."""
        there = sorted(plates, key=lambda plate: plate.true.in_kg(), reverse=True)
        return Made(load, told(base, self._unit), tuple(there), self.loading, self.at_once, self.implement)


@lru_cache(maxsize=64)
def _rack(gear: Gear) -> _Rack:
    return _Rack(gear)


def _pins(stack: Stack) -> list[Fraction]:
    """What the pin can be set to, in kg; the last weight is there also where the steps don't lead to it."""
    start, step, end = stack.start.in_kg(), stack.step.in_kg(), stack.end.in_kg()
    if step == 0 or end < start:
        return [start, end]
    return [*(start + number * step for number in range(floor((end - start) / step) + 1)), end]


def _key(plate: Plate) -> tuple[Mass, Fraction]:
    """What makes two plates alike: the same is written on them, and they weigh the same."""
    return plate.mass, plate.true.in_kg()


def _kinds(plates: Iterable[Plate], loading: Loading, at_once: int) -> list[Kind]:
    """Bring plates that are alike together, and count how often one can be put on every end there is."""
    ends = 2 if loading is Loading.PAIRED else 1
    alike: dict[tuple[Mass, Fraction], Plate] = {}
    for plate in plates:
        first = alike.get(_key(plate))
        alike[_key(plate)] = plate if first is None else replace(first, count=first.count + plate.count)
    return [
        Kind(plate, units, ends * plate.true.in_kg())
        for plate in alike.values()
        if plate.true.value and (units := plate.count // (ends * at_once)) > 0
    ]


def _without(plates: tuple[Plate, ...], others: tuple[Plate, ...]) -> tuple[Plate, ...]:
    there = Counter(_key(plate) for plate in others)
    left = []
    for plate in plates:
        if there[_key(plate)]:
            there[_key(plate)] -= 1
        else:
            left.append(plate)
    return tuple(left)


def _hung_on_top(rack: _Rack, down: Mass, up: Mass) -> tuple[Made, Made] | None:
    """Make the heavier load as the lighter with as few plates more as possible, of those that are left."""
    more = down.in_kg() - up.in_kg()
    fitting = [kind for kind in rack.shelf.kinds if kind.adds <= more]
    for number in range(_HUNG_ON_TOP + 1):
        ways: list[tuple[Fraction, list[Plate], list[Plate]]] = []
        for added in combinations_with_replacement(fitting, number):
            taken = Counter(_key(kind.plate) for kind in added)
            there = all(kind.units >= taken[_key(kind.plate)] for kind in fitting)
            if there and sum(kind.adds for kind in added) == more:
                left = Shelf(
                    replace(kind, units=kind.units - taken[_key(kind.plate)]) for kind in rack.shelf.kinds
                )
                ways.extend(
                    (base, left.plates(found[1]), [kind.plate for kind in added])
                    for base, rest in rack.bases_for(up.in_kg())
                    if (found := left.makes(rest)) is not None
                )
        if ways:
            base, below, on_top = min(ways, key=lambda way: len(way[1]))
            return rack.made(down, base, below + on_top), rack.made(up, base, below)
    return None


def _at_or_below(amount: Amount, gear: Gear | None) -> Amount | None:
    mass = hung_mass(amount)
    if mass is None:
        return amount if isinstance(amount, Bodyweight) else None
    if gear is None or not _fits(amount, gear):
        return None
    rack, kg = _rack(gear), mass.in_kg()
    found = rack.highest(kg)
    if found == kg:
        return amount
    if isinstance(amount, Bodyweight) and amount.helping:
        found = rack.lowest_over(kg)
    return None if found is None else _like(amount, told(found, mass.unit))


def _over(amount: Amount, gear: Gear | None) -> Amount | None:
    if isinstance(amount, Percent) or gear is None or not _fits(amount, gear):
        return None
    mass = hung_mass(amount) or Mass(Decimal(0), "kg")
    if isinstance(amount, Bodyweight) and amount.helping:
        less = _rack(gear).highest(mass.in_kg(), under=True)
        return Bodyweight() if less is None else _like(amount, told(less, mass.unit))
    found = _rack(gear).lowest_over(mass.in_kg())
    return None if found is None else _like(amount, told(found, mass.unit))


def _fits(amount: Amount, gear: Gear) -> bool:
    """Whether gear makes such an amount: help comes from a stack, and what is added doesn't."""
    return not isinstance(amount, Bodyweight) or amount.helping == isinstance(gear.implement, Stack)


def _like(amount: Amount, mass: Mass) -> Amount:
    return Bodyweight(mass, helping=amount.helping) if isinstance(amount, Bodyweight) else mass
