"""What a line's progress is judged on beside its record: exercise, equipment, body, and the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from negtrain_tui.training import loading
from negtrain_tui.training.equipment import Gear, Inventory
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.gear_choice import gear_for
from negtrain_tui.training.load import Bodyweight, Load


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the lines are drawn; shares as decimals. Our defaults (domain-reference §5.4 [D]).

    `fidelity`: marked lowerings kept so close to tempo earn a step. `rpe_for_load`: an answer up to this
    proves that kilos are earned, where too little was marked. `rpe_full`: an answer over this leaves no rep
    in reserve, and no kilos follow. `step_cap`: a bigger step of load is asked for. `plateau_after`: so many
    exposures without gain are a plateau, and so are `still_days` days with as many of them. `too_fast_cut`:
    what is left after a heavy lowering nobody governed (§2.3). `week_days`: load and volume never both grow
    within so many.
    """

    fidelity: Decimal = Decimal("0.80")
    rpe_for_load: Decimal = Decimal(8)
    rpe_full: Decimal = Decimal(9)
    step_cap: Decimal = Decimal("0.05")
    plateau_after: int = 3
    still_days: int = 21
    half_second: Decimal = Decimal("0.5")
    reset: Decimal = Decimal("0.90")
    too_fast_cut: Decimal = Decimal("0.95")
    week_days: int = 7


class Makes(Protocol):
    """What the lifter's equipment makes of a load."""

    def loadable(self, load: Load) -> Load | None:
        """Return the heaviest load at or below; None where there is none."""

    def above(self, load: Load) -> Load | None:
        """Return the lightest load above; None where there is none."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An exercise, the equipment it is done with (None: not known), and the lifter's body.

    `body_kg` is the part of the body mass that moves, in kg; None where it isn't known.
    """

    exercise: Exercise
    makes: Makes | None = None
    body_kg: Fraction | None = None
    rules: Rules = field(default_factory=Rules)


def loaded(load: Load, makes: Makes | None) -> Load:
    """Return what will be on the bar: the heaviest load that can be made, or the load itself if unknown."""
    return load if makes is None else makes.loadable(load) or load


class OwnEquipment:
    """What a lifter's inventory makes of the loads of one exercise; those that need none of it stay."""

    def __init__(self, inventory: Inventory, exercise: Exercise, name: str) -> None:
        self._inventory = inventory
        self._exercise = exercise
        self._name = name
        self._known: dict[Load, Load | None] = {}

    def gear(self, load: Load | None) -> Gear | None:
        """Return what the load is put together with; None where that isn't known, or nothing is needed."""
        return gear_for(self._inventory, self._exercise, self._name, load)

    def knows(self, load: Load | None) -> bool:
        """Whether the equipment says anything of such a load: bodyweight alone needs none."""
        if load is None:
            return False
        plain = isinstance(load.down, Bodyweight) and load.down.extra is None
        return plain or self.gear(load) is not None

    def loadable(self, load: Load) -> Load | None:
        """Return the heaviest load at or below; None where there is none."""
        if load not in self._known:
            self._known[load] = loading.loadable(load, self.gear(load)) if self.knows(load) else load
        return self._known[load]

    def above(self, load: Load) -> Load | None:
        """Return the lightest load above; None where there is none, or nobody knows."""
        return loading.above(load, self.gear(load)) if self.knows(load) else None
