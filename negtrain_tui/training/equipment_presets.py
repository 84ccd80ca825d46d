"""Equipment to begin with (an IWF set, a home, fractional plates), and the colours discs usually have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from negtrain_tui.training.equipment import Bar, Inventory, Loading, Plate
from negtrain_tui.training.load import Mass, parse_amount
from negtrain_tui.training.packaged import packaged_table


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of equipment; `about` says in one line what is in it. How many of each is our default."""

    key: str
    name: str
    about: str
    inventory: Inventory


@cache
def presets() -> tuple[Preset, ...]:
    """Return every preset, in the order in which to offer them."""
    return tuple(
        Preset(
            key=row["key"],
            name=row["name"],
            about=row["about"],
            inventory=Inventory(
                plates=tuple(Plate(_mass(text), number) for text, number in row["plates"].items()),
                implements=tuple(_bar(bar) for bar in row.get("bars", ())),
            ),
        )
        for row in packaged_table("equipment")["preset"]
    )


def plate_colour(mass: Mass) -> str:
    """Return the colour a disc of that weight usually has (`red`), or nothing; never to be relied on."""
    return _colours().get(mass, "")


@cache
def _colours() -> Mapping[Mass, str]:
    return {
        _mass(text): colour
        for colour, masses in packaged_table("equipment")["colours"].items()
        for text in masses
    }


def _mass(text: str) -> Mass:
    amount = parse_amount(text)
    if not isinstance(amount, Mass):
        raise TypeError(f"{text} in the packaged equipment isn't a mass")
    return amount


def _bar(row: Mapping[str, Any]) -> Bar:
    return Bar(
        id=row["id"],
        name=row["name"],
        mass=_mass(row["mass"]),
        collars=_mass(row["collars"]) if "collars" in row else None,
        loading=Loading(row.get("loading", Loading.PAIRED)),
        at_once=row.get("at_once", 1),
    )
