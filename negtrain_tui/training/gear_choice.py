"""Which of the lifter's implements an exercise is done with: as they have said, else by the catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Implement, Inventory, Loading, Stack
from negtrain_tui.training.exercise import Exercise, name_key
from negtrain_tui.training.load import Bodyweight, Load, Mass

_BELT = Bar("", "belt", Mass(Decimal(0), "kg"), loading=Loading.SINGLE)


def gear_of(inventory: Inventory, implement: Implement) -> Gear:
    """Return an implement with what can go on it: the plates on a bar, else its own add-ons or magnets."""
    if isinstance(implement, Bar):
        return Gear(implement, inventory.plates)
    return Gear(implement, implement.add_ons if isinstance(implement, Stack) else implement.magnets)


def gear_for(inventory: Inventory, exercise: Exercise, name: str, load: Load | None) -> Gear | None:
    """Return what an exercise's loads are made of: as the lifter has said, else by the catalogue's equipment.

    None where that isn't known, and where none is needed. Added weight hangs on a belt; help is taken from
    a stack only where the lifter has said which.
    """
    uses = inventory.uses
    chosen = uses.get(name_key(name), uses.get(name_key(exercise.name)))
    if chosen == "":
        return None
    said = next((each for each in inventory.implements if each.id == chosen), None)
    amounts = () if load is None else (load.down, load.up)
    bodies = [amount for amount in amounts if isinstance(amount, Bodyweight)]
    helping = any(body.helping for body in bodies)
    if bodies and all(body.extra is None for body in bodies):
        return None
    if helping:
        return gear_of(inventory, said) if isinstance(said, Stack) else None
    if bodies:
        carrier = belt(inventory) if said is None or isinstance(said, Stack) else said
        return None if carrier is None else gear_of(inventory, carrier)
    implement = said or _default(inventory.implements, exercise)
    return None if implement is None else gear_of(inventory, implement)


def full_bar(implements: Sequence[Implement]) -> Bar | None:
    """The heaviest bar that is loaded on both ends and used alone; of equals the first."""
    bars = [bar for bar in implements if isinstance(bar, Bar) and bar.loading is Loading.PAIRED]
    return max((bar for bar in bars if bar.at_once == 1), key=lambda bar: bar.mass.in_kg(), default=None)


def belt(inventory: Inventory) -> Bar | None:
    """What added weight hangs on: the lifter's belt, else any, which weighs nothing; None without plates."""
    entered = (
        bar
        for bar in inventory.implements
        if isinstance(bar, Bar) and bar.loading is Loading.SINGLE and bar.mass.value == 0
    )
    return next(entered, _BELT if inventory.plates else None)


def _default(implements: Sequence[Implement], exercise: Exercise) -> Implement | None:
    """What an exercise is usually done with, of what there is."""
    words = {word for each in exercise.equipment for word in each.casefold().split()}
    if words & {"machine", "cable"}:
        return next((each for each in implements if isinstance(each, Stack)), None)
    if words & {"rack", "barbell"} or (not words and exercise.free_weight):
        return full_bar(implements)
    if "ez" in words and (curved := _curved_bar(implements)) is not None:
        return curved
    if words & {"ez", "dumbbell", "dumbbells"}:
        return next((each for each in implements if isinstance(each, Dumbbells)), None) or next(
            (each for each in implements if isinstance(each, Bar) and each.at_once > 1), None
        )
    return None


def _curved_bar(implements: Sequence[Implement]) -> Bar | None:
    """A bar that the lifter calls an EZ bar or a curl bar."""
    return next(
        (
            each
            for each in implements
            if isinstance(each, Bar) and {"ez", "curl"} & set(re.findall(r"[a-z]+", each.name.casefold()))
        ),
        None,
    )
