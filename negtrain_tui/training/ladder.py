"""The ladder: every load that can be made around the present one, and what would make its steps smaller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Loading, Plate, Rung, Stack
from negtrain_tui.training.load import (
    Amount,
    Bodyweight,
    Load,
    Mass,
    Unit,
    among_its_like,
    plain,
    shown_number,
)
from negtrain_tui.training.loading import hung_mass, made, nearest, reachable_from, told

# The small plates that are sold (domain-reference §5.3), in each unit, the largest first.
_SMALL: dict[Unit, tuple[Decimal, ...]] = {
    "kg": tuple(map(Decimal, ("1.25", "1", "0.75", "0.5", "0.25", "0.125"))),
    "lb": tuple(map(Decimal, ("1.25", "1", "0.75", "0.5", "0.25"))),
}
# Stacks have bigger ones too.
_ADD_ONS: dict[Unit, tuple[Decimal, ...]] = {"kg": (Decimal("2.5"),), "lb": (Decimal(5), Decimal("2.5"))}
# Our default: a step of half a percent is well below what two days differ by, so nothing smaller is advised.
_SMALL_ENOUGH = Fraction(1, 200)
_NOTHING = Mass(Decimal(0), "kg")


@dataclass(frozen=True, slots=True)
class Ladder:
    """Loads that can be made, lightest first; for help that is the most help first.

    `loads` says each rung as a load. `place` is where the present load stands, or would stand if it could be
    made (`present`). `gaps` are the differences from each rung to the next. `finest` says what the smallest
    plate alone adds, `advice` which small plate would help; both are empty where there is nothing to say.
    """

    rungs: tuple[Rung, ...]
    loads: tuple[Load, ...]
    place: int
    present: bool
    gaps: tuple[Mass, ...]
    finest: str
    advice: str


def ladder(
    gear: Gear, load: Load, *, system: Fraction | None = None, below: int = 6, above: int = 6
) -> Ladder:
    """List the loads around the lowered one, `below` and `above` at most, each with its distance in percent.

    Percent are of the load, and for bodyweight of the whole `system` in kg that moves at this load (None: not
    known). A percentage of a 1RM has no ladder until it is resolved: then it is empty.
    """
    amount = load.down
    body = isinstance(amount, Bodyweight)
    mass = hung_mass(amount) or (_NOTHING if body else None)
    if mass is None:
        return Ladder((), (), 0, False, (), "", "")
    helping = isinstance(amount, Bodyweight) and amount.helping
    lighter, heavier = reachable_from(gear, mass, *((above, below) if helping else (below, above)))
    if helping:
        lighter, heavier = heavier, lighter
    if load.up is not None and type(load.up) is type(amount):
        # Never more is lifted than lowered.
        lifted = among_its_like(load.up)
        lighter = [each for each in lighter if among_its_like(_like(amount, each)) >= lifted]
    here = made(gear, mass)
    whole = system if body else mass.in_kg()
    masses = [*reversed(lighter), *([] if here is None else [mass]), *heavier]
    rungs, loads = [], []
    for each in masses:
        put_together = made(gear, each)
        if put_together is not None:
            distance = (each.in_kg() - mass.in_kg()) * (-1 if helping else 1)
            rungs.append(Rung(put_together, _percent(distance, whole)))
            loads.append(Load(_like(amount, each), load.up))
    return Ladder(
        rungs=tuple(rungs),
        loads=tuple(loads),
        place=len(lighter),
        present=here is not None,
        gaps=tuple(told(abs(b.in_kg() - a.in_kg()), mass.unit) for a, b in pairwise(masses)),
        finest=_finest(gear),
        advice=_advice(gear, mass, helping=helping, whole=whole),
    )


def _like(amount: Amount, mass: Mass) -> Amount:
    return Bodyweight(mass, helping=amount.helping) if isinstance(amount, Bodyweight) else mass


def _percent(distance: Fraction, whole: Fraction | None) -> Decimal | None:
    if not whole:
        return None
    share = distance / whole * 100
    return Decimal(share.numerator) / Decimal(share.denominator)


def _advice(gear: Gear, mass: Mass, *, helping: bool, whole: Fraction | None) -> str:
    """Say which small plate, of those that are lacking, would at least halve the next step up."""
    start, step = _next_step(gear, mass, helping=helping)
    if start is None or step is None:
        return ""
    if whole and step / whole <= _SMALL_ENOUGH:
        return ""
    unit = _unit_of(gear, mass)
    for value in (_ADD_ONS[unit] if isinstance(gear.implement, Stack) else ()) + _SMALL[unit]:
        plate = Plate(Mass(value, unit), _needed(gear))
        if any(each.mass == plate.mass and each.count >= plate.count for each in _on(gear)):
            continue
        # A larger one might halve this step in another's place; what is simply put on helps at every load.
        if not helping and plate.mass.in_kg() * _ends(gear) * 2 > step:
            continue
        _, finer = _next_step(_with(gear, plate), start, helping=helping)
        if finer is not None and finer * 2 <= step:
            verb = "halve" if finer * 2 == step else "cut"
            return (
                f"{_named(gear, plate)} would {verb} the next step, "
                f"from {_said(step, unit)} to {_said(finer, unit)}."
            )
    return ""


def _next_step(gear: Gear, mass: Mass, *, helping: bool) -> tuple[Mass | None, Fraction | None]:
    """The load that is trained (the highest that can be made at or below `mass`), and the kg to the next.

    With help, at or below is at least as much help, and the next is less.
    """
    at_or_below, over = nearest(gear, mass)
    if not helping:
        if at_or_below is None or over is None:
            return None, None
        return at_or_below.mass, over.mass.in_kg() - at_or_below.mass.in_kg()
    start = at_or_below if at_or_below is not None and at_or_below.mass.weighs_the_same_as(mass) else over
    if start is None:
        return None, None
    less, _ = reachable_from(gear, start.mass, 1, 0)
    return start.mass, start.mass.in_kg() - less[0].in_kg() if less else None


def _on(gear: Gear) -> tuple[Plate, ...]:
    match gear.implement:
        case Bar():
            return gear.plates
        case Stack() as stack:
            return stack.add_ons
        case Dumbbells() as dumbbells:
            return dumbbells.magnets


def _with(gear: Gear, plate: Plate) -> Gear:
    match gear.implement:
        case Bar():
            return replace(gear, plates=(*gear.plates, plate))
        case Stack() as stack:
            return replace(gear, implement=replace(stack, add_ons=(*stack.add_ons, plate)))
        case Dumbbells() as dumbbells:
            return replace(gear, implement=replace(dumbbells, magnets=(*dumbbells.magnets, plate)))


def _ends(gear: Gear) -> int:
    return 2 if isinstance(gear.implement, Bar) and gear.implement.loading is Loading.PAIRED else 1


def _needed(gear: Gear) -> int:
    """How many plates go on at a time."""
    return _ends(gear) * (1 if isinstance(gear.implement, Stack) else gear.implement.at_once)


def _unit_of(gear: Gear, mass: Mass) -> Unit:
    """The unit in which to advise plates: the load's, unless all plates there are have the other."""
    units = {plate.mass.unit for plate in _on(gear)}
    return mass.unit if not units or mass.unit in units else units.pop()


def _named(gear: Gear, plate: Plate) -> str:
    match gear.implement:
        case Stack():
            what = "add-on"
        case Dumbbells():
            what = "magnet"
        case Bar():
            what = "plate"
    size = f"{plain(plate.mass.value)} {plate.mass.unit}"
    if plate.count == 1:
        return f"A {size} {what}"
    return f"A pair of {size} {what}s" if plate.count == 2 else f"Two pairs of {size} {what}s"


def _said(kg: Fraction, unit: Unit) -> str:
    mass = told(kg, unit)
    return f"{shown_number(mass.value)} {mass.unit}"


def _finest(gear: Gear) -> str:
    """Say what the smallest plate that can be put on adds by itself: twice its weight on a bar."""
    usable = [plate for plate in _on(gear) if plate.count >= _needed(gear) and plate.true.value]
    if not usable:
        return ""
    plate = min(usable, key=lambda each: each.true.in_kg())
    adds = _said(plate.true.in_kg() * _ends(gear), plate.true.unit)
    size = f"{plain(plate.mass.value)} {plate.mass.unit}"
    if _ends(gear) == 2:
        return f"The smallest plates are {size}: a pair adds {adds}."
    return f"The smallest is {size}: it adds {adds}."
