"""What loads are made of: each kind of plate, each implement and each use of one is a row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from negtrain_tui._store_values import Row, mass_of, put, utc_text
from negtrain_tui.training.equipment import Bar, Dumbbells, Implement, Inventory, Loading, Plate, Stack
from negtrain_tui.training.load import Mass

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

Facts = dict[str, Any]

_STANDING = "SELECT id, kind, facts FROM equipment WHERE deleted_at IS NULL ORDER BY position, id"


def equipment(db: Rows) -> Inventory:
    """Return everything there is, in the order in which it was saved."""
    plates: list[Plate] = []
    implements: list[Implement] = []
    uses: dict[str, str] = {}
    for row in db.query(_STANDING):
        facts: Facts = json.loads(row["facts"])
        if row["kind"] == "plate":
            plates.append(_plate(facts))
        elif row["kind"] == "use":
            uses[facts["exercise"]] = facts["implement"]
        else:
            implements.append(_implement(row["id"], row["kind"], facts))
    return Inventory(tuple(plates), tuple(implements), uses)


def save_equipment(db: Rows, inventory: Inventory, at: datetime) -> None:
    """Write what differs; what is gone is marked as deleted, and what comes back is the row of before."""
    wanted = _rows(inventory)
    stored: dict[str, Row] = {
        row["id"]: row for row in db.query("SELECT id, kind, position, facts, deleted_at FROM equipment")
    }
    for row in wanted.values():
        if stored.get(row["id"]) != row:
            put(db, "equipment", row, key=("id",))
    for row in stored.values():
        if row["id"] not in wanted and row["deleted_at"] is None:
            db.execute("UPDATE equipment SET deleted_at = ? WHERE id = ?", [utc_text(at), row["id"]])


def _rows(inventory: Inventory) -> dict[str, Row]:
    """Return the rows of an inventory by their ids; raise ValueError where two implements have one id.

    A kind of plate is told apart by what is written on it and what it really weighs, and a use by its
    exercise: two databases have the same id for the same thing.
    """
    rows: dict[str, Row] = {}

    def add(row_id: str, kind: str, position: int, facts: Facts) -> None:
        if row_id in rows:
            raise ValueError(f"two implements have the id {row_id!r}")
        text = json.dumps(facts, ensure_ascii=False)
        rows[row_id] = {"id": row_id, "kind": kind, "position": position, "facts": text, "deleted_at": None}

    alike: Counter[str] = Counter()
    for position, plate in enumerate(inventory.plates, 1):
        name = f"plate:{plate.mass}" + ("" if plate.weighed is None else f"={plate.weighed}")
        alike[name] += 1
        add(name if alike[name] == 1 else f"{name}#{alike[name]}", "plate", position, _facts_of_plate(plate))
    for position, implement in enumerate(inventory.implements, 1):
        kind, facts = _facts_of_implement(implement)
        add(implement.id, kind, position, facts)
    # All at one place, so that a use that comes or goes leaves the others' rows alone.
    for exercise, implement_id in inventory.uses.items():
        add(f"use:{exercise}", "use", 1, {"exercise": exercise, "implement": implement_id})
    return rows


def _facts_of_plate(plate: Plate) -> Facts:
    return {"mass": str(plate.mass), "count": plate.count, "weighed": _mass_text(plate.weighed)}


def _facts_of_implement(implement: Implement) -> tuple[str, Facts]:
    if isinstance(implement, Bar):
        return "bar", {
            "name": implement.name,
            "mass": str(implement.mass),
            "collars": _mass_text(implement.collars),
            "loading": implement.loading.value,
            "at_once": implement.at_once,
        }
    if isinstance(implement, Stack):
        return "stack", {
            "name": implement.name,
            "start": str(implement.start),
            "step": str(implement.step),
            "end": str(implement.end),
            "add_ons": [_facts_of_plate(plate) for plate in implement.add_ons],
        }
    return "dumbbells", {
        "name": implement.name,
        "masses": [str(mass) for mass in implement.masses],
        "magnets": [_facts_of_plate(plate) for plate in implement.magnets],
        "at_once": implement.at_once,
    }


def _mass_text(mass: Mass | None) -> str | None:
    return None if mass is None else str(mass)


def _mass(text: str | None) -> Mass | None:
    return None if text is None else mass_of(text)


def _plate(facts: Mapping[str, Any]) -> Plate:
    return Plate(mass_of(facts["mass"]), facts["count"], _mass(facts["weighed"]))


def _plates(facts: Iterable[Mapping[str, Any]]) -> tuple[Plate, ...]:
    return tuple(_plate(each) for each in facts)


def _implement(implement_id: str, kind: str, facts: Facts) -> Implement:
    if kind == "bar":
        return Bar(
            id=implement_id,
            name=facts["name"],
            mass=mass_of(facts["mass"]),
            collars=_mass(facts["collars"]),
            loading=Loading(facts["loading"]),
            at_once=facts["at_once"],
        )
    if kind == "stack":
        return Stack(
            id=implement_id,
            name=facts["name"],
            start=mass_of(facts["start"]),
            step=mass_of(facts["step"]),
            end=mass_of(facts["end"]),
            add_ons=_plates(facts["add_ons"]),
        )
    return Dumbbells(
        id=implement_id,
        name=facts["name"],
        masses=tuple(mass_of(mass) for mass in facts["masses"]),
        magnets=_plates(facts["magnets"]),
        at_once=facts["at_once"],
    )
