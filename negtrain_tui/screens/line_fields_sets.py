"""The fields of how many sets and reps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.screens.form_fields import (
    LONGEST_S,
    Field,
    Number,
    choice,
    duration,
    number,
    whole,
)
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import (
    Hold,
    Prescription,
    RepList,
    Reps,
)

_P = Prescription

_MOST_SETS = 99
_MOST_REPS = 999


def sets_fields() -> Iterator[Field]:
    """What kind of sets, how many, and how many reps or seconds each."""
    kinds = (
        ("a number of reps", "reps"),
        ("from … to … reps", "range"),
        ("holds", "hold"),
        ("listed", "list"),
    )

    def kind(p: _P) -> str:
        if isinstance(p.sets, Reps):
            return "reps" if p.sets.low == p.sets.high else "range"
        return "hold" if isinstance(p.sets, Hold) else "list"

    def of_kind(p: _P, wanted: str) -> _P:
        sets, low = p.set_count, _fewest(p)
        match wanted:
            case "reps":
                return replace(p, sets=Reps(sets, low, low))
            case "range":
                low = min(low, _MOST_REPS - 1)
                return replace(p, sets=Reps(sets, low, min(low + 2, _MOST_REPS)))
            case "hold":
                return replace(p, sets=Hold(sets, Decimal(30)))
        return replace(p, sets=RepList((low,) * max(2, sets)))

    yield choice("kind", "Sets are", kinds, kind, of_kind)
    one = Decimal(1)
    yield number(
        "sets",
        "Sets",
        Number(one, Decimal(_MOST_SETS), one, Decimal(5)),
        lambda p: Decimal(p.set_count),
        lambda p, value: (
            p if isinstance(p.sets, RepList) else replace(p, sets=replace(p.sets, sets=int(value or 1)))
        ),
        read=whole,
        shown=lambda p: not isinstance(p.sets, RepList),
    )
    reps = Number(one, Decimal(_MOST_REPS), one, Decimal(5))
    yield number(
        "reps",
        "Reps",
        reps,
        lambda p: Decimal(_fewest(p)),
        _with_reps,
        read=whole,
        shown=lambda p: isinstance(p.sets, Reps),
    )
    yield number(
        "most",
        "to at most",
        reps,
        lambda p: Decimal(p.sets.high) if isinstance(p.sets, Reps) else one,
        lambda p, value: (
            replace(p, sets=replace(p.sets, high=max(int(value or 1), min(p.sets.low + 1, _MOST_REPS))))
            if isinstance(p.sets, Reps)
            else p
        ),
        read=whole,
        shown=lambda p: kind(p) == "range",
    )
    yield number(
        "hold",
        "Seconds held",
        Number(one, Decimal(LONGEST_S), one, Decimal(10)),
        lambda p: p.sets.seconds if isinstance(p.sets, Hold) else one,
        lambda p, value: replace(p, sets=Hold(p.sets.sets, value or one)) if isinstance(p.sets, Hold) else p,
        read=duration,
        shown=lambda p: isinstance(p.sets, Hold),
    )
    yield Field(
        "list",
        "Reps of each",
        lambda p: ",".join(map(str, _listed(p))),
        _step_list,
        lambda p: _step_list(p, 1),
        _type_list,
        lambda p: isinstance(p.sets, RepList),
        coarse=True,
    )


def _fewest(p: _P) -> int:
    if isinstance(p.sets, Hold):
        return 5
    return min(p.sets.reps) if isinstance(p.sets, RepList) else p.sets.low


def _with_reps(p: _P, value: Decimal | None) -> _P:
    if not isinstance(p.sets, Reps):
        return p
    low = int(value or 1)
    if p.sets.low == p.sets.high:
        return replace(p, sets=Reps(p.sets.sets, low, low))
    low = min(low, _MOST_REPS - 1)
    return replace(p, sets=Reps(p.sets.sets, low, max(low + 1, p.sets.high)))


def _listed(p: _P) -> tuple[int, ...]:
    return p.sets.reps if isinstance(p.sets, RepList) else ()


def _step_list(p: _P, by: int) -> _P:
    """Small steps change the last number; great ones put another behind it or take it away."""
    reps = _listed(p)
    if abs(by) < 10:
        last = min(max(1, reps[-1] + by), _MOST_REPS)
        return replace(p, sets=RepList((*reps[:-1], last)))
    if by > 0:
        return replace(p, sets=RepList((*reps, reps[-1]))) if len(reps) < _MOST_SETS else p
    return replace(p, sets=RepList(reps[:-1])) if len(reps) > 2 else p


def _type_list(p: _P, entered: str) -> _P:
    parts = [part.strip() for part in entered.split(",")]
    if len(parts) < 2:
        raise Refused("At least two numbers belong here: 12,10,8.")
    return replace(p, sets=parse_prescription(f"X {','.join(parts)}").sets)
