"""The fields of what is lowered and lifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.screens.form_fields import (
    NOTHING,
    Field,
    choice,
)
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent, Unit, parse_amount
from negtrain_tui.training.prescription import (
    Prescription,
)

_P = Prescription

_HEAVIEST = 1000
_LOADS: tuple[tuple[str, str], ...] = (
    ("not said", ""),
    ("your bodyweight", "bw"),
    ("kilograms", "kg"),
    ("pounds", "lb"),
    ("bodyweight and added kg", "bw+kg"),
    ("bodyweight less kg of help", "bw-kg"),
    ("bodyweight and added lb", "bw+lb"),
    ("bodyweight less lb of help", "bw-lb"),
    ("% of your 1RM", "%"),
)
_FIRST = {"kg": Decimal(20), "lb": Decimal(45), "%": Decimal(80)}


def load_fields() -> Iterator[Field]:
    """What kind of load, what is lowered, and what is lifted where that differs."""
    yield choice("load", "Load", _LOADS, lambda p: _kind_of(p.load), _of_load_kind)
    yield Field(
        "down",
        "Lowered",
        lambda p: str(p.load.down) if p.load else NOTHING,
        lambda p, by: p if p.load is None else _with_down(p, _moved(p.load.down, by)),
        lambda p: p if p.load is None else _with_down(p, _moved(p.load.down, 1)),
        lambda p, entered: _with_down(p, _amount(entered, p.load.down if p.load else None)),
        lambda p: p.load is not None,
        coarse=True,
    )
    yield Field(
        "up",
        "Lifted",
        lambda p: "the same" if p.load is None or p.load.up is None else str(p.load.up),
        _step_up,
        lambda p: _step_up(p, -1) if p.load and p.load.up is None else _with_up(p, None),
        lambda p, entered: _with_up(
            p, _amount(entered, p.load.down if p.load else None) if entered.strip() else None
        ),
        lambda p: p.load is not None,
        coarse=True,
    )


def _kind_of(load: Load | None) -> str:
    if load is None:
        return ""
    down = load.down
    if isinstance(down, Percent):
        return "%"
    if isinstance(down, Mass):
        return down.unit
    return "bw" if down.extra is None else f"bw{'-' if down.helping else '+'}{down.extra.unit}"


def _of_load_kind(p: _P, kind: str) -> _P:
    p = _with_load_kind(p, kind)
    if p.load_progress is None:
        return p
    return replace(p, load_progress=Mass(p.load_progress.value, unit_of(p)))


def _with_load_kind(p: _P, kind: str) -> _P:
    if not kind:
        return replace(p, load=None)
    if kind == "bw":
        return replace(p, load=Load(Bodyweight()))
    if kind == "%":
        return replace(p, load=Load(Percent(_FIRST["%"])))
    unit: Unit = "lb" if kind.endswith("lb") else "kg"
    if not kind.startswith("bw"):
        return replace(p, load=Load(Mass(_FIRST[unit], unit)))
    return replace(p, load=Load(Bodyweight(Mass(Decimal(5), unit), helping=kind[2] == "-")))


def _with_down(p: _P, amount: Amount) -> _P:
    return replace(p, load=Load(amount, p.load.up if p.load else None))


def _with_up(p: _P, amount: Amount | None) -> _P:
    return p if p.load is None else replace(p, load=Load(p.load.down, amount))


def _step_up(p: _P, by: int) -> _P:
    """From “the same” a step down begins below what is lowered; back up there, it is the same again."""
    if p.load is None or (p.load.up is None and by > 0):
        return p
    moved = _moved(p.load.up or p.load.down, by if p.load.up else -10)
    return _with_up(p, None if moved == p.load.down else moved)


def _moved(amount: Amount, by: int) -> Amount:
    """Small steps are 0.5 kg, 1 lb and 1 %; great ones 5 kg, 10 lb and 10 %."""
    great, sign = abs(by) >= 10, 1 if by > 0 else -1
    if isinstance(amount, Percent):
        return Percent(min(max(Decimal(1), amount.value + sign * (10 if great else 1)), Decimal(999)))
    mass = amount if isinstance(amount, Mass) else amount.extra
    unit: Unit = mass.unit if mass else "kg"
    step = {"kg": (Decimal("0.5"), Decimal(5)), "lb": (Decimal(1), Decimal(10))}[unit][great]
    if isinstance(amount, Mass):
        return Mass(min(max(Decimal(0), amount.value + sign * step), Decimal(_HEAVIEST)), unit)
    extra = max(min(amount.signed + sign * step, Decimal(_HEAVIEST)), Decimal(-_HEAVIEST))
    return Bodyweight(Mass(abs(extra), unit), helping=extra < 0)


def _amount(entered: str, like: Amount | None) -> Amount:
    """Read an amount; a bare number has the unit of what stands there."""
    text = entered.strip()
    if text.replace(".", "", 1).isdigit() and like is not None:
        if isinstance(like, Percent):
            text += "%"
        elif isinstance(like, Mass):
            text += like.unit
        else:
            text = f"bw{'-' if like.helping else '+'}{text}{like.extra.unit if like.extra else 'kg'}"
    return parse_amount(text)


def unit_of(p: _P) -> Unit:
    """The unit in which a load of this line is stepped: its own, else that of its step, else kg."""
    down = p.load.down if p.load else None
    mass = down.extra if isinstance(down, Bodyweight) else down
    if isinstance(mass, Mass):
        return mass.unit
    return p.load_progress.unit if p.load_progress else "kg"
