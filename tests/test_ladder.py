"""The ladder: which loads can be made around the present one, and which small plates would help."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Loading, Plate, Stack
from negtrain_tui.training.equipment_presets import presets
from negtrain_tui.training.gear_choice import gear_of
from negtrain_tui.training.ladder import Ladder, ladder
from negtrain_tui.training.load import Mass, parse_amount, parse_load
from negtrain_tui.training.loading import said


def mass(text: str) -> Mass:
    amount = parse_amount(text)
    assert isinstance(amount, Mass)
    return amount


def bar(text: str, *plates: str, count: int = 2, loading: Loading = Loading.PAIRED, at_once: int = 1) -> Gear:
    return Gear(
        Bar("b", "bar", mass(text), loading=loading, at_once=at_once),
        tuple(Plate(mass(each), count) for each in plates),
    )


GYM = bar("20kg", "20kg", "15kg", "10kg", "5kg", "2.5kg", "1.25kg", count=4)
BELT = bar("0kg", "5kg", "2.5kg", "1.25kg", count=1, loading=Loading.SINGLE)
TOWER = Gear(Stack("s", "tower", mass("5kg"), mass("5kg"), mass("80kg")))


def climb(gear: Gear, text: str, below: int = 6, above: int = 6) -> Ladder:
    return ladder(gear, parse_load(text), below=below, above=above)


def loads(there: Ladder) -> list[str]:
    return [str(load) for load in there.loads]


def percents(there: Ladder) -> list[str | None]:
    return [None if rung.percent is None else f"{rung.percent:.2f}" for rung in there.rungs]


def test_the_loads_around_one_that_can_be_made() -> None:
    there = climb(GYM, "62.5kg", below=2, above=2)
    assert loads(there) == ["57.5kg", "60kg", "62.5kg", "65kg", "67.5kg"]
    assert (there.place, there.present) == (2, True)
    assert percents(there) == ["-8.00", "-4.00", "0.00", "4.00", "8.00"]
    assert [str(gap) for gap in there.gaps] == ["2.5kg"] * 4
    assert [said(rung.made) for rung in there.rungs][2] == "20 + 1.25 each side"


def test_the_loads_around_one_that_cannot_be_made() -> None:
    there = climb(GYM, "61kg", below=1, above=1)
    assert loads(there) == ["60kg", "62.5kg"]
    assert (there.place, there.present) == (1, False)
    assert percents(there) == ["-1.64", "2.46"]


def test_the_ladder_ends_where_the_equipment_does() -> None:
    there = climb(bar("20kg", "10kg"), "20kg")
    assert (loads(there), there.place) == (["20kg", "40kg"], 0)
    assert loads(climb(bar("20kg"), "10kg")) == ["20kg"]
    assert climb(bar("20kg"), "20kg").gaps == ()


def test_gaps_differ_where_plates_lack() -> None:
    there = climb(bar("20kg", "10kg", "5kg", "0.5kg"), "50kg", below=3, above=2)
    assert loads(there) == ["31kg", "40kg", "41kg", "50kg", "51kg"]
    assert [str(gap) for gap in there.gaps] == ["9kg", "1kg", "9kg", "1kg"]


def test_a_ladder_in_pounds_stays_in_pounds() -> None:
    there = climb(bar("45lb", "45lb", "25lb", "10lb", "5lb", "2.5lb", count=4), "180lb", below=1, above=1)
    assert loads(there) == ["175lb", "180lb", "185lb"]
    assert [str(gap) for gap in there.gaps] == ["5lb", "5lb"]
    assert there.advice == "A pair of 1.25 lb plates would halve the next step, from 5 lb to 2.5 lb."


def test_bodyweight_is_reckoned_in_percent_of_the_whole_system() -> None:
    there = ladder(BELT, parse_load("bw+5kg"), system=Fraction(80), below=1, above=1)
    assert loads(there) == ["bw+3.75kg", "bw+5kg", "bw+6.25kg"]
    assert percents(there) == ["-1.56", "0.00", "1.56"]


def test_percent_of_an_unknown_system_is_unknown() -> None:
    assert percents(climb(BELT, "bw+5kg", below=1, above=0)) == [None, None]
    assert percents(climb(bar("0kg", "5kg", loading=Loading.SINGLE), "0kg")) == [None] * 3


def test_plain_bodyweight_stands_at_the_bottom_of_what_can_be_added() -> None:
    there = climb(BELT, "bw", above=2)
    assert (loads(there), there.place, there.present) == (["bw", "bw+1.25kg", "bw+2.5kg"], 0, True)


def test_help_climbs_by_becoming_less() -> None:
    there = ladder(TOWER, parse_load("bw-20kg"), system=Fraction(60), below=1, above=2)
    assert loads(there) == ["bw-25kg", "bw-20kg", "bw-15kg", "bw-10kg"]
    assert (there.place, there.present) == (1, True)
    assert percents(there) == ["-8.33", "0.00", "8.33", "16.67"]
    assert there.advice == "A 2.5 kg add-on would halve the next step, from 5 kg to 2.5 kg."


def test_the_lifted_load_is_kept() -> None:
    assert loads(climb(GYM, "120kg/90kg", below=0, above=1)) == ["120kg/90kg", "122.5kg/90kg"]


def test_a_percentage_has_no_ladder() -> None:
    assert climb(GYM, "105%") == Ladder((), (), 0, False, (), "", "")


@pytest.mark.parametrize(
    ("gear", "text", "advice"),
    [
        (
            bar("20kg", "20kg", "2.5kg", "1.25kg", "1kg", "0.5kg", count=4),
            "62kg",
            "A pair of 0.125 kg plates would halve the next step, from 0.5 kg to 0.25 kg.",
        ),
        (
            bar("20kg", "10kg", "5kg", "2.5kg", "1kg", "0.5kg", count=4),
            "60kg",
            "A pair of 0.25 kg plates would halve the next step, from 1 kg to 0.5 kg.",
        ),
        (GYM, "60kg", "A pair of 0.5 kg plates would cut the next step, from 2.5 kg to 1 kg."),
        (GYM, "61kg", "A pair of 0.5 kg plates would cut the next step, from 2.5 kg to 1 kg."),
        (
            bar("20kg", "10kg"),
            "20kg",
            "A pair of 1.25 kg plates would cut the next step, from 20 kg to 2.5 kg.",
        ),
        (BELT, "bw+5kg", "A 0.5 kg plate would cut the next step, from 1.25 kg to 0.5 kg."),
        (
            bar("2kg", "5kg", "2.5kg", count=4, at_once=2),
            "7kg",
            "Two pairs of 1.25 kg plates would halve the next step, from 5 kg to 2.5 kg.",
        ),
        (
            Gear(Dumbbells("d", "d", tuple(map(mass, ("10kg", "12kg"))))),
            "10kg",
            "A pair of 1 kg magnets would halve the next step, from 2 kg to 1 kg.",
        ),
        (TOWER, "40kg", "A 2.5 kg add-on would halve the next step, from 5 kg to 2.5 kg."),
    ],
)
def test_the_largest_small_plate_that_halves_the_next_step(gear: Gear, text: str, advice: str) -> None:
    assert climb(gear, text).advice == advice


def test_the_advice_is_true() -> None:
    finer = Gear(GYM.implement, (*GYM.plates, Plate(mass("0.5kg"), 2)))
    assert loads(climb(finer, "60kg", below=0, above=1)) == ["60kg", "61kg"]


def test_no_advice_where_steps_are_small_enough() -> None:
    gear = bar("20kg", "25kg", "20kg", "10kg", "5kg", "2.5kg", "1.25kg", "0.5kg", "0.25kg", count=4)
    assert climb(gear, "120kg").advice == ""
    assert "0.125 kg" in climb(gear, "30kg").advice


def test_no_advice_where_nothing_heavier_or_nothing_at_all_can_be_made() -> None:
    assert climb(bar("20kg"), "20kg").advice == ""
    assert climb(bar("20kg", "10kg"), "10kg").advice == ""


def test_a_lonely_small_plate_is_no_pair() -> None:
    gear = Gear(GYM.implement, (*GYM.plates, Plate(mass("0.5kg"), 1)))
    assert "A pair of 0.5 kg plates" in climb(gear, "60kg").advice


def test_what_the_smallest_plate_adds() -> None:
    assert climb(GYM, "60kg").finest == "The smallest plates are 1.25 kg: a pair adds 2.5 kg."
    assert climb(BELT, "bw").finest == "The smallest is 1.25 kg: it adds 1.25 kg."
    assert climb(TOWER, "40kg").finest == ""


def test_a_fractional_set_makes_finer_steps_at_home() -> None:
    home, fractional = presets()[1], presets()[3]
    gear = gear_of(home.inventory, home.inventory.implements[0])
    finer = replace(home.inventory, plates=(*home.inventory.plates, *fractional.inventory.plates))
    assert [str(gap) for gap in climb(gear, "60kg", below=0, above=1).gaps] == ["2.5kg"]
    assert [str(g) for g in climb(gear_of(finer, finer.implements[0]), "60kg", below=0, above=1).gaps] == [
        "0.25kg"
    ]


def test_percent_are_exact_decimals() -> None:
    assert climb(GYM, "60kg", below=0, above=1).rungs[1].percent == Decimal(250) / Decimal(60)
