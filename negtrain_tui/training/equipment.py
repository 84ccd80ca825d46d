"""What the lifter's loads are made of: bars and handles, plates with counts, stacks, fixed dumbbells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.load import Mass


class Loading(StrEnum):
    """Where plates go: the same on both ends, or all in one place (a belt, one end, a pin)."""

    PAIRED = "both ends"
    SINGLE = "one place"


@dataclass(frozen=True, slots=True)
class Plate:
    """A kind of plate (or magnet, or add-on of a stack): what is written on it, and how many there are.

    `weighed` is what one really weighs where the lifter has put it on scales; loads are reckoned with that.
    """

    mass: Mass
    count: int
    weighed: Mass | None = None

    @property
    def true(self) -> Mass:
        """What one plate weighs, as far as is known."""
        return self.mass if self.weighed is None else self.weighed


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, a handle or a belt that plates are put on; a belt weighs 0 and is loaded in one place.

    `collars` are all its collars together. `at_once` is 2 for a pair of dumbbell handles that are loaded
    alike: each plate is needed twice then, and the load is that of one.
    """

    id: str
    name: str
    mass: Mass
    collars: Mass | None = None
    loading: Loading = Loading.PAIRED
    at_once: int = 1


@dataclass(frozen=True, slots=True)
class Stack:
    """A machine's stack: its first weight, the step from pin to pin, its last weight, what can be added."""

    id: str
    name: str
    start: Mass
    step: Mass
    end: Mass
    add_ons: tuple[Plate, ...] = ()


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Fixed dumbbells: the weight of each pair (or of single ones), and magnets that stick to them.

    With `at_once` 2 a magnet is needed for each of the two; the load is that of one.
    """

    id: str
    name: str
    masses: tuple[Mass, ...]
    magnets: tuple[Plate, ...] = ()
    at_once: int = 2


Implement = Bar | Stack | Dumbbells


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything there is. `uses` says by an exercise's `name_key` which implement (by id) it is done with.

    An empty id there means: with none, whatever the default is.
    """

    plates: tuple[Plate, ...] = ()
    implements: tuple[Implement, ...] = ()
    uses: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether anything was entered at all."""
        return bool(self.plates or self.implements)


@dataclass(frozen=True, slots=True)
class Gear:
    """One implement with the plates that can go on it; what the loads of an exercise are made of."""

    implement: Implement
    plates: tuple[Plate, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A load as it is put together: exactly `mass`, on `base` (bar with collars, pin, or fixed dumbbell).

    `plates` are those of one end (or of the one place), heaviest first, each as often as it is there;
    their `count` means nothing here. `at_once` and `loading` tell how often they are needed. `implement`
    is what they are on, where that is known.
    """

    mass: Mass
    base: Mass
    plates: tuple[Plate, ...]
    loading: Loading = Loading.SINGLE
    at_once: int = 1
    implement: Implement | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A load that can be made, and how far it is from the present one, in percent (exact, rounded to show).

    `percent` is None where the whole system's weight isn't known (bodyweight without a body mass).
    """

    made: Made
    percent: Decimal | None
