"""How long it takes to find the plates of a load, and the ladder around it, where there is a great choice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal

from bench.figures import Row, spread
from negtrain_tui.training.equipment import Bar, Gear, Plate
from negtrain_tui.training.ladder import ladder
from negtrain_tui.training.load import Load, Mass, Unit
from negtrain_tui.training.loading import made, nearest

SOLVER_AIM_MS = 5.0
LADDER_AIM_MS = 50.0
_HEAVIEST_KG = 500
_PLATES = 20
_KG = ("25", "20", "15", "10", "5", "2.5", "2", "1.5", "1.25", "1", "0.5", "0.25")
_LB = ("45", "35", "25", "10", "5", "2.5")


def measure(targets: int, seed: int = 5) -> list[Row]:
    """Look for `targets` random loads up to 500 kg, told to a gram, to 0.25 kg, and with lb plates beside."""
    chance = random.Random(seed)
    kg = _gear(_plates("kg", _KG))
    mixed = _gear(_plates("kg", _KG[:6]) + _plates("lb", _LB))
    weighed = _gear(
        tuple(
            Plate(
                plate.mass, plate.count, Mass(plate.mass.value + Decimal(chance.randint(-9, 9)) / 1000, "kg")
            )
            for plate in _plates("kg", _KG)
        )
    )
    grams = [Mass(Decimal(chance.randint(20_000, _HEAVIEST_KG * 1000)) / 1000, "kg") for _ in range(targets)]
    quarters = [Mass(Decimal(chance.randint(80, _HEAVIEST_KG * 4)) / 4, "kg") for _ in range(targets)]
    few = quarters[: max(1, targets // 20)]
    return [
        _solver("plates: nearest of any load, 12 kinds, 10 pairs", grams, lambda load: nearest(kg, load)),
        _solver("plates: a load in quarters of a kg, the same", quarters, lambda load: made(kg, load)),
        _solver("plates: nearest, 6 kinds in kg and 6 in lb", grams, lambda load: nearest(mixed, load)),
        spread(
            "plates: nearest, 12 kinds weighed to the gram", _times(few, lambda load: nearest(weighed, load))
        ),
        _ladder("ladder: 12 kinds, 10 pairs", few, kg),
        _ladder("ladder: 6 kinds in kg and 6 in lb", few, mixed),
    ]


def _plates(unit: Unit, sizes: tuple[str, ...]) -> tuple[Plate, ...]:
    return tuple(Plate(Mass(Decimal(size), unit), _PLATES) for size in sizes)


def _gear(plates: tuple[Plate, ...]) -> Gear:
    return Gear(Bar("bar", "20kg bar", Mass(Decimal(20), "kg")), plates)


def _solver(what: str, loads: list[Mass], find: Callable[[Mass], object]) -> Row:
    return spread(what, _times(loads, find), judged=99, aim=SOLVER_AIM_MS)


def _ladder(what: str, loads: list[Mass], gear: Gear) -> Row:
    return spread(what, _times(loads, lambda load: ladder(gear, Load(load))), judged=99, aim=LADDER_AIM_MS)


def _times(loads: list[Mass], find: Callable[[Mass], object]) -> list[float]:
    """Seconds of each search, the first with what is prepared for an inventory only once."""
    taken = []
    for load in loads:
        began = time.perf_counter()
        find(load)
        taken.append(time.perf_counter() - began)
    return taken
