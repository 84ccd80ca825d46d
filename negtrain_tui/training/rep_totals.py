"""A set's reps told briefly: those that were asked and done alike in one, their seconds added up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from negtrain_tui.training.load import Amount
from negtrain_tui.training.record import Rep, RepKind, Side


class RepTotal(NamedTuple):
    """So many reps (`number`) of a set that differ in nothing but the time they took, in milliseconds.

    `target_ms` is of each lowering, or of each hold. `measured` are the marked lowerings with a target, and
    `kept_ms` adds up how much of it each of them kept: the target less the error, at least 0. `longest_ms`
    is the longest of the lowerings or holds.
    """

    side: Side | None
    kind: RepKind
    target_ms: int | None
    load_down: Amount | None
    marked: bool
    control_lost: bool
    number: int
    lowered_ms: int
    held_ms: int
    measured: int
    kept_ms: int
    longest_ms: int | None


def totals_of(reps: Iterable[Rep]) -> tuple[RepTotal, ...]:
    """Tell reps of one set in brief."""
    alike: dict[tuple[object, ...], list[Rep]] = {}
    for rep in reps:
        target = rep.hold_target_s if rep.kind is RepKind.HOLD else rep.lowering_target_s
        key = (rep.side, rep.kind, target, rep.load_down, rep.marked, rep.control_lost)
        alike.setdefault(key, []).append(rep)
    return tuple(_total(each) for each in alike.values())


def _total(reps: list[Rep]) -> RepTotal:
    first = reps[0]
    is_hold, is_lowering = first.kind is RepKind.HOLD, first.kind is RepKind.LOWERING
    target = _ms(first.hold_target_s if is_hold else first.lowering_target_s)
    took = [_ms(rep.hold_actual_s if is_hold else rep.lowering_actual_s) for rep in reps]
    known = [ms for ms in took if ms is not None]
    measured = known if is_lowering and first.marked and target else []
    return RepTotal(
        first.side,
        first.kind,
        target,
        first.load_down,
        first.marked,
        first.control_lost,
        len(reps),
        sum(known) if is_lowering else 0,
        sum(known) if is_hold else 0,
        len(measured),
        sum(max(0, (target or 0) - abs(ms - (target or 0))) for ms in measured),
        max(known, default=None),
    )


def _ms(seconds: Decimal | None) -> int | None:
    return None if seconds is None else int(seconds * 1000)
