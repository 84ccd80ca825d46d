"""The rest between two sets, told by its deadline, so that nothing is lost when nobody looks."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest of `seconds` that began at `began` (seconds on the clock)."""

    began: float
    seconds: float

    @property
    def deadline(self) -> float:
        """The instant at which it is over."""
        return self.began + self.seconds

    def left(self, now: float) -> float:
        """Seconds still to go; negative is overtime."""
        return self.deadline - now

    def shifted(self, by: float) -> Rest:
        """The same rest with its deadline moved, though never to before it began."""
        return replace(self, seconds=max(0.0, self.seconds + by))
