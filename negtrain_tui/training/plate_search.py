"""The search for plates in whole numbers: which sums they make, with few of them and few changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import floor, gcd, lcm

from negtrain_tui.training.equipment import Plate
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import HEAVIEST

# A gram, or a thousandth of a pound: finer than any scales, and coarse enough for sums to be counted out.
FINEST = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Kind:
    """Plates that are alike: how often one more may be put on wherever it has to be, and the kg that adds."""

    plate: Plate
    units: int
    adds: Fraction


class Sums:
    """What the plates of one unit of mass can add up to, in multiples of a grain they all share.

    kg and lb plates have no common grain coarse enough to count in; each get their own Sums.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.kinds = tuple(sorted(kinds, key=lambda kind: kind.adds))
        in_one = Fraction(1, lcm(*(kind.adds.denominator for kind in self.kinds)))
        self.grain = in_one * gcd(*(int(kind.adds / in_one) for kind in self.kinds))
        self.sizes = tuple(int(kind.adds / self.grain) for kind in self.kinds)
        most = floor(Fraction(HEAVIEST["kg"]) / self.grain)
        self.units = tuple(
            min(kind.units, most // size) for kind, size in zip(self.kinds, self.sizes, strict=True)
        )
        self.bits = _all_sums(zip(self.sizes, self.units, strict=True), most)
        self._places: tuple[int, ...] | None = None

    @property
    def most(self) -> int:
        """What all plates together make, in grains."""
        return self.bits.bit_length() - 1

    @property
    def places(self) -> tuple[int, ...]:
        """Every sum there is, in grains, in order."""
        if self._places is None:
            digits = reversed(bin(self.bits)[2:])
            self._places = tuple(place for place, digit in enumerate(digits) if digit == "1")
        return self._places

    def has(self, grains: int) -> bool:
        """Whether exactly this can be made."""
        return grains >= 0 and bool(self.bits >> grains & 1)

    def highest(self, grains: int) -> int:
        """The highest sum that isn't over `grains`, which is at least 0: no plate at all."""
        return (self.bits & ((1 << grains + 1) - 1)).bit_length() - 1

    def lowest_over(self, grains: int) -> int | None:
        """The lowest sum over `grains`; None where all plates together aren't."""
        if grains < 0:
            return 0
        over = self.bits >> grains + 1
        return grains + (over & -over).bit_length() if over else None

    def fewest(self, grains: int, now: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        """How often each kind is on to make a sum that can be made, with the fewest changes of `now`.

        Returns the number of changes, and the number of each kind; from nothing that is the fewest plates.
        Of equal ways it is the one with more of the heaviest.
        """
        mask = (1 << grains + 1) - 1
        # columns[changes][kinds looked at]: the sums that so many changes make with the lightest kinds.
        columns: list[list[int]] = []
        for changes in count():
            column = [int(changes == 0)]
            columns.append(column)
            for place, (size, units, there) in enumerate(zip(self.sizes, self.units, now, strict=True)):
                bits = 0
                for number in range(max(0, there - changes), min(units, there + changes, grains // size) + 1):
                    before = columns[changes - abs(number - there)][place]
                    if before:
                        bits |= before << number * size
                column.append(bits & mask)
            if column[-1] >> grains & 1:
                return changes, self._traced(columns, grains, now)
        raise AssertionError("counting has no end")

    def _traced(self, columns: list[list[int]], grains: int, now: Sequence[int]) -> tuple[int, ...]:
        changes, numbers = len(columns) - 1, []
        for place in reversed(range(len(self.kinds))):
            size, there = self.sizes[place], now[place]
            for number in range(min(self.units[place], grains // size), -1, -1):
                left = changes - abs(number - there)
                if left >= 0 and columns[left][place] >> (grains - number * size) & 1:
                    break
            numbers.append(number)
            changes, grains = left, grains - number * size
        return tuple(reversed(numbers))


class Shelf:
    """All plates that can go on one implement, kg and lb beside each other; what they add up to, in kg."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        by_unit: dict[str, list[Kind]] = {}
        for kind in kinds:
            if kind.plate.true.in_unit(kind.plate.true.unit) % FINEST:
                raise Refused(f"A plate of {kind.plate.true} is finer than scales weigh; use three decimals.")
            by_unit.setdefault(kind.plate.true.unit, []).append(kind)
        # The search walks through the sums of the first and looks up those of the second.
        self._groups = sorted(
            (Sums(group) for group in by_unit.values()), key=lambda sums: sums.bits.bit_count()
        )
        self.kinds = tuple(kind for group in self._groups for kind in group.kinds)
        self.most = sum((group.most * group.grain for group in self._groups), Fraction(0))
        self._one = Fraction(1, lcm(*(group.grain.denominator for group in self._groups)))
        self._grains = tuple(int(group.grain / self._one) for group in self._groups)

    def highest(self, kg: Fraction, *, under: bool = False) -> Fraction:
        """The most, in kg, that isn't over `kg` (at least 0), or that is strictly `under` it."""
        ones, best = floor(min(kg, self.most) / self._one), 0
        if under and ones * self._one == kg:
            ones -= 1
        if len(self._groups) == 1:
            best = self._groups[0].highest(ones // self._grains[0]) * self._grains[0]
        elif self._groups:
            (walked, other), (step, grain) = self._groups, self._grains
            for place in walked.places:
                if (rest := ones - place * step) < 0:
                    break
                best = max(
                    best, place * step + other.places[bisect_right(other.places, rest // grain) - 1] * grain
                )
        return best * self._one

    def lowest_over(self, kg: Fraction) -> Fraction | None:
        """The least, in kg, that is over `kg`; None where all plates together aren't."""
        if kg < 0:
            return Fraction(0)
        if kg >= self.most:
            return None
        ones = floor(kg / self._one)
        if len(self._groups) == 1:
            over = self._groups[0].lowest_over(ones // self._grains[0])
            return None if over is None else over * self._groups[0].grain
        (walked, other), (step, grain) = self._groups, self._grains
        best = floor(self.most / self._one)
        for place in walked.places:
            if place * step >= best:
                break
            at = bisect_right(other.places, (ones - place * step) // grain)
            if at < len(other.places):
                best = min(best, place * step + other.places[at] * grain)
        return best * self._one

    def makes(self, kg: Fraction, now: Sequence[int] | None = None) -> tuple[int, tuple[int, ...]] | None:
        """How often each of `kinds` is on to add exactly `kg`, with the fewest changes of `now` (nothing).

        Returns the number of changes and those numbers; None where it can't be made.
        """
        now = (0,) * len(self.kinds) if now is None else now
        ways = []
        for grains in self._splits(kg):
            changes, at = 0, 0
            numbers: tuple[int, ...] = ()
            for group, part in zip(self._groups, grains, strict=True):
                more, those = group.fewest(part, now[at : at + len(group.kinds)])
                changes, numbers, at = changes + more, (*numbers, *those), at + len(group.kinds)
            ways.append((changes, numbers))
        return min(ways, default=None)

    def plates(self, numbers: Sequence[int]) -> list[Plate]:
        """The plates of one end where each of `kinds` is put on so often."""
        return [kind.plate for kind, number in zip(self.kinds, numbers, strict=True) for _ in range(number)]

    def _splits(self, kg: Fraction) -> Iterator[tuple[int, ...]]:
        """The ways to share `kg` between the groups, in grains of each."""
        exact = kg / self._one
        if exact.denominator != 1 or exact < 0:
            return
        ones = exact.numerator
        if not self._groups:
            if ones == 0:
                yield ()
            return
        *walked, last = self._groups
        for place in walked[0].places if walked else (0,):
            rest = ones - place * self._grains[0] if walked else ones
            if rest < 0:
                return
            grains, over = divmod(rest, self._grains[-1])
            if not over and last.has(grains):
                yield (place, grains) if walked else (grains,)


def _all_sums(kinds: Iterable[tuple[int, int]], most: int) -> int:
    """The sums of kinds (size and how many) as bits: number n is set where n, up to `most`, can be made."""
    bits, mask = 1, (1 << most + 1) - 1
    for size, units in kinds:
        step, left = 1, units
        while left:
            taken = min(step, left)
            bits |= bits << taken * size & mask
            left -= taken
            step *= 2
    return bits
