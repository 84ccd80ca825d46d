"""Equipment to begin with: what is in it, that it can be used at once, and is added without doubling."""

from __future__ import annotations

import pytest

from negtrain_tui.training.equipment_presets import Preset, plate_colour, presets
from negtrain_tui.training.gear_choice import full_bar, gear_of
from negtrain_tui.training.load import Mass, parse_amount
from negtrain_tui.training.loading import made, said


def mass(text: str) -> Mass:
    amount = parse_amount(text)
    assert isinstance(amount, Mass)
    return amount


def named(key: str) -> Preset:
    return next(preset for preset in presets() if preset.key == key)


def test_the_presets_are_those_that_are_promised() -> None:
    assert [preset.key for preset in presets()] == [
        "iwf",
        "home-kg",
        "home-lb",
        "fractional-kg",
        "fractional-lb",
    ]
    assert all(preset.name and preset.about for preset in presets())


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("iwf", "100kg", "25 + 10 + 2.5 each side"),
        ("iwf", "101kg", "25 + 10 + 2.5 + 0.5 each side"),
        ("home-kg", "62.5kg", "20 + 1.25 each side"),
        ("home-lb", "180lb", "45 + 10 + 10 + 2.5 each side"),
    ],
)
def test_a_full_set_can_be_loaded_at_once(key: str, text: str, words: str) -> None:
    inventory = named(key).inventory
    bar = full_bar(inventory.implements)
    assert bar is not None
    found = made(gear_of(inventory, bar), mass(text))
    assert found is not None
    assert said(found) == words


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.key)
def test_every_plate_comes_in_pairs_and_every_implement_has_its_own_id(preset: Preset) -> None:
    assert all(plate.count % 2 == 0 for plate in preset.inventory.plates)
    ids = [implement.id for implement in preset.inventory.implements]
    assert len(set(ids)) == len(ids)


def test_colours_are_those_of_the_discs() -> None:
    assert [plate_colour(mass(text)) for text in ("25kg", "2kg", "35lb", "1.25kg")] == [
        "red",
        "blue",
        "yellow",
        "",
    ]
