"""What a lifter may adjust about being led through a set, with our defaults."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negtrain_tui.training.load import Unit


@dataclass(frozen=True, slots=True)
class Settings:
    """Seconds throughout, shares as decimals (0.70 is 70 %). Defaults are ours, not research findings."""

    unit: Unit = "kg"
    lead_in_s: Decimal = Decimal(10)
    short_lead_in_s: Decimal = Decimal(3)
    change_over_s: Decimal = Decimal(10)
    fast_lifting_s: Decimal = Decimal(1)
    return_step_s: Decimal = Decimal(5)
    return_hands_s: Decimal = Decimal(4)
    return_other_s: Decimal = Decimal(3)
    default_rest_s: Decimal = Decimal(120)
    stop_one_below: Decimal = Decimal("0.70")
    stop_two_below: Decimal = Decimal("0.85")
    stop_rule: bool = True
    auto_start: bool = False
    step_cap: Decimal = Decimal("0.05")
    deload_weeks: int = 5
    sound: bool = True
    bell: bool = False
    flash: bool = True
    week_start: str = "locale"
    theme: str = "textual-dark"
    notice_seen: bool = False
