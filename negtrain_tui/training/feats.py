"""What was achieved with an exercise, told so briefly that ten years of it can be looked through at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negtrain_tui.training.load import Amount


@dataclass(frozen=True, slots=True)
class Feat:
    """Lowerings kept under control of one line and method, all with one load and one target.

    `load` is what was lowered, None where nobody knows. `longest_marked_s` are the seconds of the longest
    marked one among them, None if none was marked; `target_s` how long each was to take, None where only
    the line tells.
    """

    line: str
    method: str | None
    load: Amount | None
    longest_marked_s: Decimal | None
    target_s: Decimal | None = None
