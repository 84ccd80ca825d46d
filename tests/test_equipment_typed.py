"""What is typed about equipment: every form that is read, what is refused, and the way back."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negtrain_tui.screens.equipment_typed import (
    ON_A_PIN,
    heaviest_first,
    name_of,
    pins,
    plates_of,
    plates_text,
    weight,
    weights_of,
    weights_text,
)
from negtrain_tui.training.equipment import Plate
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import Mass, Unit

UNITS = st.sampled_from(("kg", "lb"))
MASSES = st.builds(Mass, st.decimals("0.001", "100", places=3), UNITS)
PLATES = st.builds(Plate, MASSES, st.integers(0, 200), st.none() | MASSES)


def mass(text: str) -> Mass:
    number, unit = text[:-2], text[-2:]
    return Mass(D(number), "kg" if unit == "kg" else "lb")


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("20", "kg", "20kg"),
        ("20", "lb", "20lb"),
        ("45 lb", "kg", "45lb"),
        ("1.250KG", "lb", "1.25kg"),
        ("2.5lbs", "kg", "2.5lb"),
        ("100kg", "kg", "100kg"),
        ("0.001", "kg", "0.001kg"),
        ("220lb", "kg", "220lb"),
    ],
)
def test_a_weight_is_read_with_its_unit_or_with_the_usual_one(typed: str, unit: Unit, read: str) -> None:
    assert weight(typed, unit) == mass(read)


@pytest.mark.parametrize(
    "typed",
    ["", "kg", "1,25kg", "-5kg", "0", "0.0kg", "1.0001kg", "100.001kg", "221lb", "5 stone", "1e2kg", "٣kg"],
)
def test_what_is_no_sane_weight_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        weight(typed, "kg")


def test_a_belt_may_weigh_nothing_and_a_pin_more_than_hands_hold() -> None:
    assert weight("0", "kg", nothing=True) == mass("0kg")
    assert weight("400kg", "kg", most=ON_A_PIN) == mass("400kg")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2-8 by 2", ("2kg", "4kg", "6kg", "8kg")),
        ("2 - 8kg by 3", ("2kg", "5kg", "8kg")),
        ("5lb–15lb by 5lb", ("5lb", "10lb", "15lb")),
        ("2, 4, 6lb", ("2lb", "4lb", "6lb")),
        ("2kg, 4, 10lb, 12", ("2kg", "10lb", "12lb", "4lb")),
        ("1 to 2 by 0.5; 2, 2.25", ("1kg", "1.5kg", "2kg", "2.25kg")),
    ],
)
def test_weights_of_dumbbells_are_ranges_and_single_ones(typed: str, read: tuple[str, ...]) -> None:
    assert set(weights_of(typed, "kg")) == {mass(each) for each in read}


@pytest.mark.parametrize(
    "typed", ["", ",", "2-7 by 2", "8-2 by 2", "2-8 by 0", "1-100 by 0.1", "2kg-8lb by 2", "two", "2..4kg"]
)
def test_weights_that_make_no_sense_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        weights_of(typed, "kg")


@given(st.lists(MASSES, unique_by=Mass.in_kg, min_size=1, max_size=12))
def test_weights_are_written_so_that_they_are_read_again(masses: list[Mass]) -> None:
    there = tuple(sorted(masses, key=Mass.in_kg))
    assert weights_of(weights_text(there), "lb") == there


@given(UNITS, st.integers(1, 40), st.integers(1, 9), st.integers(3, 20))
def test_runs_of_weights_are_written_as_a_range(unit: Unit, first: int, step: int, number: int) -> None:
    top = first + step * (number - 1)
    masses = tuple(Mass(D(value) / 4, unit) for value in range(first, top + 1, step))
    text = weights_text(masses)
    assert text.endswith(unit)
    assert "," not in text
    assert weights_of(text, "kg") == masses


@given(st.lists(PLATES, unique_by=lambda plate: (plate.mass, plate.weighed), max_size=8), UNITS)
def test_plates_are_written_so_that_they_are_read_again(plates: list[Plate], unit: Unit) -> None:
    there = heaviest_first(plates)
    assert plates_of(plates_text(there), unit, each=1) == there


def test_without_a_count_there_are_as_many_as_is_usual() -> None:
    assert plates_of("20, 10kg x3", "kg", each=2) == (Plate(mass("20kg"), 2), Plate(mass("10kg"), 3))


@pytest.mark.parametrize(
    ("start", "step", "end", "number"),
    [
        ("5kg", "5kg", "100kg", 20),
        ("5kg", "10kg", "95kg", 10),
        ("5kg", "10kg", "100kg", 0),
        ("0kg", "5lb", "5kg", 0),
        ("5kg", "5kg", "5kg", 1),
    ],
)
def test_pins_are_counted_where_the_steps_end_on_one(start: str, step: str, end: str, number: int) -> None:
    if number:
        assert pins(mass(start), mass(step), mass(end)) == number
    else:
        with pytest.raises(Refused):
            pins(mass(start), mass(step), mass(end))


def test_a_last_weight_beside_the_steps_is_refused_with_the_nearest_that_fit() -> None:
    with pytest.raises(Refused, match="the steps end at 96kg or 103kg, not at 100kg"):
        pins(mass("5kg"), mass("7kg"), mass("100kg"))


@pytest.mark.parametrize("typed", ["", "   ", "x" * 41])
def test_a_name_has_one_to_forty_characters(typed: str) -> None:
    assert name_of(f" {'x' * 40}\t") == "x" * 40
    with pytest.raises(Refused):
        name_of(typed)
