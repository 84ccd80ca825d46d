"""Numbers from samples, and the line that says whether an aim is met."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean


def percentile(samples: Sequence[float], share: float) -> float:
    """The value that `share` percent of the samples don't exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def residuals(changes: Sequence[tuple[int, float]]) -> list[float]:
    """How far each change, a second's number and its instant, is from the best fitting one-second grid."""
    offsets = [at - second for second, at in changes]
    middle = fmean(offsets)
    return [offset - middle for offset in offsets]


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the least-squares line through points (x, y); 0 where there are too few."""
    if len(points) < 2:
        return 0.0
    mean_x, mean_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing. `judged` is the value that `aim` limits; without an aim it is for information."""

    what: str
    samples: int
    shown: str
    judged: float | None = None
    aim: float | None = None
    limit: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        return None if self.aim is None or self.judged is None else self.judged <= self.aim

    def __str__(self) -> str:
        """One line of the report."""
        verdict = "" if self.met is None else f"{self.limit}: {'met' if self.met else 'NOT MET'}"
        return f"{self.what:<52} {self.samples:>5}  {self.shown:<44} {verdict}".rstrip()


def spread(
    what: str,
    samples: Sequence[float],
    *,
    unit: str = "ms",
    scale: float = 1e3,
    judged: int | None = None,
    aim: float | None = None,
) -> Row:
    """Describe samples by p50, p95 and p99; the aim is on percentile `judged`, in `unit`."""
    if not samples:
        return Row(what, 0, "no samples", math.inf, aim, f"aim <= {aim:g} {unit}" if aim is not None else "")
    scaled = [sample * scale for sample in samples]
    shown = "  ".join(f"p{share} {percentile(scaled, share):.2f}" for share in (50, 95, 99))
    shown += f"  max {max(scaled):.2f} {unit}"
    if judged is None or aim is None:
        return Row(what, len(samples), shown)
    return Row(what, len(samples), shown, percentile(scaled, judged), aim, f"aim p{judged} <= {aim:g} {unit}")
