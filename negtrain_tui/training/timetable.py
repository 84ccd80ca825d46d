"""The phases of a set and the stretches of time they fill: what is shown, heard and measured when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.record import RepKind
from negtrain_tui.training.script import RepScript, SetScript
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting, Start

LATE_MARK_S = 0.8
"""How long after its turn, in seconds, a paced lowering can still be marked (design §5)."""


class Phase(StrEnum):
    """What the lifter is doing. The value is the word on screen, in small letters."""

    READY = "ready"
    LEAD_IN = "get set"
    LOWERING = "lower"
    PAUSE_LOW = "hold"
    LIFTING = "lift"
    RETURN = "return"
    PAUSE_HIGH = "hold high"
    ORDINARY = "rep"
    HOLD = "hold still"
    CHANGE_OVER = "change sides"
    CLUSTER_REST = "rest"
    CLOSING = "done"
    PAUSED = "paused"
    ENDED = "set over"


RECORDED = frozenset({Phase.LOWERING, Phase.HOLD, Phase.ORDINARY})
"""The phases that become a rep when they end, and count for nothing when they are broken off."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a set's timetable, in seconds on the clock; `ends` is None where a press decides.

    `rep` is the index of the rep in the set's script, from 0. `target` is the planned length in
    seconds, also of a stretch that waits for a press.
    """

    phase: Phase
    rep: int
    begins: float
    ends: float | None
    target: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of a set before it has an instant: `by_clock` ones run out even when self-paced."""

    phase: Phase
    rep: int
    seconds: float
    by_clock: bool = True


def write_legs(script: SetScript, settings: Settings, first: int) -> tuple[Leg, ...]:
    """Write the timetable from rep `first` to the end, after a lead-in.

    Where less than `LATE_MARK_S` follows the last lowering, a closing stretch makes up for it, so that
    the last rep can be marked late like any other.
    """
    legs = [Leg(Phase.LEAD_IN, first, float(settings.lead_in_s))]
    for index in range(first, len(script.reps)):
        rep = script.reps[index]
        last = index + 1 == len(script.reps)
        last_of_side = last or script.reps[index + 1].side is not rep.side
        legs.extend(_legs_of_rep(script, settings, index, last_of_side=last_of_side))
        if last:
            break
        if last_of_side:
            legs.append(Leg(Phase.CHANGE_OVER, index, float(settings.change_over_s)))
        elif script.cluster_s is not None:
            legs.append(Leg(Phase.CLUSTER_REST, index, float(script.cluster_s)))
        else:
            continue
        legs.append(Leg(Phase.LEAD_IN, index + 1, float(settings.short_lead_in_s)))
    legs.extend(_closing(legs))
    return tuple(legs)


def _legs_of_rep(script: SetScript, settings: Settings, index: int, *, last_of_side: bool) -> list[Leg]:
    rep = script.reps[index]
    if rep.kind is RepKind.HOLD:
        return [Leg(Phase.HOLD, index, float(rep.target))]
    if rep.kind is RepKind.NORMAL:
        return [Leg(Phase.ORDINARY, index, float(rep.target), by_clock=False)]
    down = [Leg(Phase.LOWERING, index, float(rep.target), by_clock=False)]
    if rep.pause_low:
        down.append(Leg(Phase.PAUSE_LOW, index, float(rep.pause_low)))
    up = [_way_up(script, settings, rep, index)]
    if rep.pause_high:
        up.append(Leg(Phase.PAUSE_HIGH, index, float(rep.pause_high)))
    if script.starts is Start.LIFTING:
        return up + down
    if last_of_side and rep.lifting is Lifting.ASSISTED:
        return down
    return down + up


def _way_up(script: SetScript, settings: Settings, rep: RepScript, index: int) -> Leg:
    if rep.lifting is Lifting.ASSISTED:
        return Leg(Phase.RETURN, index, float(script.return_s), by_clock=False)
    if rep.lifting is Lifting.FAST:
        return Leg(Phase.LIFTING, index, float(settings.fast_lifting_s), by_clock=False)
    return Leg(Phase.LIFTING, index, float(rep.lifting))


def _closing(legs: list[Leg]) -> list[Leg]:
    tail = 0.0
    for leg in reversed(legs):
        if leg.phase is Phase.LOWERING:
            return [Leg(Phase.CLOSING, leg.rep, LATE_MARK_S - tail)] if tail < LATE_MARK_S else []
        tail += leg.seconds
    return []


def with_targets(legs: tuple[Leg, ...], script: SetScript, first: int) -> tuple[Leg, ...]:
    """Return the timetable with the lowerings from rep `first` on as long as the script says now."""
    return tuple(
        Leg(leg.phase, leg.rep, float(script.reps[leg.rep].target), leg.by_clock)
        if leg.phase is Phase.LOWERING and leg.rep >= first
        else leg
        for leg in legs
    )


def milliseconds(seconds: float) -> Decimal:
    """Round a measured time to the millisecond; never negative."""
    return Decimal(max(0, round(seconds * 1000))).scaleb(-3)
