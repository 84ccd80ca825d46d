"""The methods of lowering with their customary doses, and the caps and the novice ramp the app keeps to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from negtrain_tui.training.load import Bodyweight, Load, Mass, share_of
from negtrain_tui.training.packaged import packaged_table
from negtrain_tui.training.prescription import Method

Span = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Caps:
    """Percentages of 1RM; each applies to lowering loads *over* it, never to the number itself."""

    confirm_over: Decimal
    first_time_over: Decimal
    free_weight_over: Decimal
    refuse_over: Decimal


@dataclass(frozen=True, slots=True)
class RampWeek:
    """One week of the novice ramp: sessions a week, and per session the lowerings of one muscle."""

    week: int
    sessions: Span
    reps: Span
    percent: Span
    lowering_s: Span


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """One row of the method table; spans run from-to, loads in percent of 1RM, times in seconds.

    `method` is the word on a line, None for an ordinary tempo set and for what isn't `guided`.
    A number carrying the tag `M?` is unsure: never show it as a cited fact.
    """

    key: str
    name: str
    method: Method | None
    lowering_percent: Span | None
    lifting_percent: Span | None
    load_note: str
    lowering_s: Span | None
    lifting_s: Decimal | None
    hold_s: Span | None
    sets: Span
    reps: Span
    per_side: bool
    cluster_s: Decimal | None
    rest_s: Span
    per_week: Span
    max_per_week: int
    block_weeks: Span | None
    returns: tuple[str, ...]
    guided: bool
    evidence: str
    tags: tuple[str, ...]


@cache
def load_caps() -> Caps:
    """Read the caps on heavy lowering (domain-reference §2.1; design proposals, not findings)."""
    row = packaged_table("methods")["caps"]
    return Caps(
        confirm_over=Decimal(row["confirm_over"]),
        first_time_over=Decimal(row["first_time_over"]),
        free_weight_over=Decimal(row["free_weight_over"]),
        refuse_over=Decimal(row["refuse_over"]),
    )


@cache
def load_novice_ramp() -> tuple[RampWeek, ...]:
    """Read the first weeks of somebody new to slow lowering (domain-reference §4)."""
    return tuple(
        RampWeek(
            week=row["week"],
            sessions=_span(row["sessions"]),
            reps=_span(row["reps"]),
            percent=_span(row["percent"]),
            lowering_s=_span(row["lowering_s"]),
        )
        for row in packaged_table("methods")["novice_ramp"]
    )


@cache
def load_methods() -> Mapping[str, MethodFacts]:
    """Read the method table of domain-reference §2.2, by its keys and in its order."""
    return {row["key"]: _facts(row) for row in packaged_table("methods")["method"]}


def facts_for(
    method: Method | None, load: Load | None, one_rm: Mass | None, *, cluster: bool = False
) -> MethodFacts:
    """Say which row of the method table a set belongs to; a `negative` is told apart by its load.

    Bodyweight, also with help, is `bw_neg`; over 100 % of 1RM `neg_supra`, and so is an external load
    without a known 1RM, since that is the careful reading; anything else is `neg_sub`.
    """
    methods = load_methods()
    match method:
        case None:
            return methods["tempo"]
        case Method.ACCENTUATED:
            return methods["ecc_cluster" if cluster else "ael"]
        case Method.TWO_ONE:
            return methods["two_one"]
        case Method.THIRTY_TEN_THIRTY:
            return methods["30_10_30"]
        case Method.SUPER_SLOW:
            return methods["super_slow"]
        case Method.NEGATIVE:
            if load is None or (isinstance(load.down, Bodyweight) and not is_external(load)):
                return methods["bw_neg"]
            share = share_of(load.down, one_rm)
            supra = share > load_caps().confirm_over if share is not None else is_external(load)
            return methods["neg_supra" if supra else "neg_sub"]


def is_external(load: Load) -> bool:
    """Whether something hangs on the lifter or the bar: a mass, or body mass with a mass added."""
    match load.down:
        case Mass(value=value):
            return value > 0
        case Bodyweight(extra=extra, helping=helping):
            return extra is not None and not helping and extra.value > 0
        case _:
            return False


def _span(pair: list[int]) -> Span:
    low, high = pair
    return Decimal(low), Decimal(high)


def _optional_span(row: Mapping[str, Any], key: str) -> Span | None:
    return _span(row[key]) if key in row else None


def _optional_number(row: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(row[key]) if key in row else None


def _facts(row: Mapping[str, Any]) -> MethodFacts:
    return MethodFacts(
        key=row["key"],
        name=row["name"],
        method=Method(row["method"]) if "method" in row else None,
        lowering_percent=_optional_span(row, "lowering_percent"),
        lifting_percent=_optional_span(row, "lifting_percent"),
        load_note=row.get("load_note", ""),
        lowering_s=_optional_span(row, "lowering_s"),
        lifting_s=_optional_number(row, "lifting_s"),
        hold_s=_optional_span(row, "hold_s"),
        sets=_span(row["sets"]),
        reps=_span(row["reps"]),
        per_side=row.get("per_side", False),
        cluster_s=_optional_number(row, "cluster_s"),
        rest_s=_span(row["rest_s"]),
        per_week=_span(row["per_week"]),
        max_per_week=row.get("max_per_week", row["per_week"][1]),
        block_weeks=_optional_span(row, "block_weeks"),
        returns=tuple(row["returns"]),
        guided=row["guided"],
        evidence=row["evidence"],
        tags=tuple(row["tags"]),
    )
