"""The most that was done so far, by exercise, method and tempo: a whole history's records in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from negtrain_tui.training.load import Amount, Bodyweight, Mass, among_all
from negtrain_tui.training.records import LONGER_BY_MS
from negtrain_tui.training.tempo import Tempo

Alike = tuple[str, str | None, Tempo | None]
"""What makes lowerings comparable: the exercise's casefolded name, the method, and the tempo to be kept."""


@dataclass(frozen=True, slots=True)
class Lowerings:
    """Lowerings of one set under control, alike and with one load.

    `load` is what was lowered, `longest_marked_ms` the milliseconds of the longest measured one.
    """

    alike: Alike
    load: Amount | None
    longest_marked_ms: int | None


Weight = tuple[int, Fraction]
"""How much is lowered, and of which kind (`load.among_all`): amounts of two kinds can't be compared."""


@dataclass(slots=True)
class _Bests:
    heaviest: dict[int, Fraction] = field(default_factory=dict)
    longest: dict[Weight, int] = field(default_factory=dict)


class RecordBook:
    """Told session by session what was lowered, it knows which of them set a record.

    The rule is that of `records.records`, without what it was and by how much.
    """

    def __init__(self) -> None:
        self._bests: dict[Alike, _Bests] = {}
        # There are few loads in many sets.
        self._weights: dict[Amount | None, Weight] = {}

    def beaten(self, lowerings: Iterable[Lowerings]) -> frozenset[Alike]:
        """Return in what a session beats all that was added until now; its lowerings come in their order."""
        by_alike: dict[Alike, list[Lowerings]] = {}
        for each in lowerings:
            if each.alike in self._bests:
                by_alike.setdefault(each.alike, []).append(each)
        return frozenset(
            alike
            for alike, mine in by_alike.items()
            if self._is_heavier(mine, self._bests[alike]) or self._is_longer(mine, self._bests[alike])
        )

    def add(self, lowerings: Iterable[Lowerings]) -> None:
        """Take in what a session came to."""
        for each in lowerings:
            bests = self._bests.setdefault(each.alike, _Bests())
            weight = like, much = self._weight(each.load)
            bests.heaviest[like] = max(much, bests.heaviest.get(like, much))
            if each.longest_marked_ms is not None:
                longest = bests.longest.get(weight, 0)
                bests.longest[weight] = max(longest, each.longest_marked_ms)

    def _weight(self, amount: Amount | None) -> Weight:
        if amount not in self._weights:
            self._weights[amount] = among_all(amount)
        return self._weights[amount]

    def _is_heavier(self, mine: Sequence[Lowerings], bests: _Bests) -> bool:
        weights = [self._weight(each.load) for each in mine if isinstance(each.load, Mass | Bodyweight)]
        return any(like in bests.heaviest and much > bests.heaviest[like] for like, much in weights)

    def _is_longer(self, mine: Sequence[Lowerings], bests: _Bests) -> bool:
        measured = [
            (each.longest_marked_ms, self._weight(each.load))
            for each in mine
            if each.longest_marked_ms is not None
        ]
        if not measured:
            return False
        longest, (like, much) = max(measured)
        # Few lasted as long, and only of those it matters how heavy they were.
        if any(
            longest - ms < LONGER_BY_MS and other == like and most >= much
            for (other, most), ms in bests.longest.items()
        ):
            return False
        return any(other == like and most >= much for other, most in bests.longest)
