"""A made-up lifter's equipment as the app asks it, and whether what it answers can be built by hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from negtrain_tui.training.equipment import Gear
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.ground import OwnEquipment
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent
from negtrain_tui.training.loading import arrangement, made
from tests.lifters import inventory
from tests.reach import added_up, grains, reach


class Kit:
    """The equipment of one place for one exercise, asked again and again for the same loads."""

    def __init__(self, number: int, exercise: Exercise, name: str) -> None:
        self._own = OwnEquipment(inventory(number), exercise, name)
        self._loadable: dict[Load, Load | None] = {}
        self._above: dict[Load, Load | None] = {}
        self._sound: dict[Load, str] = {}

    def gear(self, load: Load) -> Gear | None:
        """What a load is made of."""
        return self._own.gear(load)

    def knows(self, load: Load) -> bool:
        """Whether anything is known of such a load."""
        return self._own.knows(load)

    def loadable(self, load: Load) -> Load | None:
        """The heaviest load at or below."""
        if load not in self._loadable:
            self._loadable[load] = self._own.loadable(load)
        return self._loadable[load]

    def above(self, load: Load) -> Load | None:
        """The lightest load above."""
        if load not in self._above:
            self._above[load] = self._own.above(load)
        return self._above[load]

    def trouble(self, load: Load) -> str:
        """What is wrong with what the solver says of a load; nothing where all of it can be built by hand."""
        if load not in self._sound:
            self._sound[load] = self._trouble(load)
        return self._sound[load]

    def _trouble(self, load: Load) -> str:
        gear, low = self.gear(load), self.loadable(load)
        if gear is None:
            return "" if low == load else f"{low} without equipment"
        higher = self.above(load)
        # Of two loads the lifted one may be out of reach, and then there is no next.
        known = higher is not None or load.up is None
        wrong = _wrong_above(gear, load.down, higher) if known else ""
        if low is None:
            missed = all(_any_below(gear, each) for each in (load.down, load.up) if each is not None)
            return f"nothing found at or below {load}" if missed else wrong
        wrong = wrong or _wrong_below(gear, load.down, low.down)
        if load.up is not None and low.up is not None:
            wrong = wrong or _wrong_below(gear, load.up, low.up)
        put = arrangement(low, gear)
        for made_up, amount in ((put.down, low.down), (put.up, low.up)):
            if made_up is not None and (
                added_up(made_up, gear) != made_up.mass.in_kg() or made_up.mass != _hung(amount)
            ):
                return f"{low} is put together wrongly"
        return wrong


def _hung(amount: Amount | None) -> Mass | None:
    return amount.extra if isinstance(amount, Bodyweight) else amount if isinstance(amount, Mass) else None


def _wrong_below(gear: Gear, amount: Amount, found: Amount | None) -> str:
    """Whether this isn't the heaviest load at or below; with help, the least help that is enough."""
    if isinstance(amount, Percent) or (isinstance(amount, Bodyweight) and amount.extra is None):
        return ""
    wanted, hung = _hung(amount), _hung(found)
    assert wanted is not None
    helping = isinstance(amount, Bodyweight) and amount.helping
    if hung is None:
        nothing_hung = isinstance(found, Bodyweight) and not _loads(gear, 1, grains(wanted))
        return "" if nothing_hung else f"{found} for {amount}"
    put = made(gear, hung)
    if put is None or added_up(put, gear) != hung.in_kg():
        return f"{found} can't be made"
    if helping:
        fits = grains(hung) >= grains(wanted) and not _loads(gear, grains(wanted), grains(hung) - 1)
    else:
        fits = grains(hung) <= grains(wanted) and not _loads(gear, grains(hung) + 1, grains(wanted))
    return "" if fits else f"{found} isn't the nearest at or below {amount}"


def _wrong_above(gear: Gear, amount: Amount, found: Load | None) -> str:
    """Whether this isn't the lightest load above; with help, the most help that is less."""
    wanted, hung = _hung(amount), _hung(None if found is None else found.down)
    low = 0 if wanted is None else grains(wanted)
    helping = isinstance(amount, Bodyweight) and amount.helping
    if found is None:
        return "" if helping or not _loads(gear, low + 1, 10**30) else f"nothing found above {amount}"
    high = 0 if hung is None else grains(hung)
    if helping:
        low, high = high, low
    if hung is not None and ((put := made(gear, hung)) is None or added_up(put, gear) != hung.in_kg()):
        return f"{found} can't be made"
    return "" if low < high and not _loads(gear, low + 1, high - 1) else f"{found} isn't next above {amount}"


def _any_below(gear: Gear, amount: Amount) -> bool:
    mass = _hung(amount)
    assert mass is not None
    if isinstance(amount, Bodyweight) and amount.helping:
        return bool(_loads(gear, grains(mass), 10**30))
    return bool(_loads(gear, 0, grains(mass)))


def _loads(gear: Gear, low: int, high: int) -> int:
    """How many loads can be made from `low` to `high`, in grains."""
    loads = reach(gear)
    return max(0, bisect_right(loads, high) - bisect_left(loads, low))


@lru_cache(maxsize=1024)
def kit(number: int, exercise: Exercise, name: str, p_load: Load | None) -> Kit | None:
    """The kit for a line; None where its equipment isn't known."""
    kit = Kit(number, exercise, name)
    return kit if p_load is not None and kit.knows(p_load) else None
