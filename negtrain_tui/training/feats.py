"""What was achieved with an exercise, told so briefly that ten years of it can be looked through at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negtrain_tui.training.load import Load


@dataclass(frozen=True, slots=True)
class Feat:
    """Sets of one line, method and load lifted in which at least one lowering was kept under control.

    `longest_marked_s` are the seconds of the longest marked lowering among them, None if none was marked.
    """

    line: str
    method: str | None
    load: Load | None
    longest_marked_s: Decimal | None
