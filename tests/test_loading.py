"""Which plates make a load: against brute force, and what lifters ask of them."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Inventory, Loading, Made, Plate, Stack
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.gear_choice import gear_for
from negtrain_tui.training.load import Load, Mass, Unit, parse_amount, parse_load, stepped
from negtrain_tui.training.loading import (
    Arrangement,
    above,
    arrangement,
    changes,
    fewest_changes,
    loadable,
    made,
    nearest,
    said,
    two_loads,
)

# Every mass here is a whole number of these: a thousandth of a pound has eleven decimals in kg.
ONES = 10**11


def mass(text: str) -> Mass:
    amount = parse_amount(text)
    assert isinstance(amount, Mass)
    return amount


def plates(*texts: str, count: int = 4) -> tuple[Plate, ...]:
    return tuple(Plate(mass(text), count) for text in texts)


def bar(text: str = "20kg", *there: Plate, loading: Loading = Loading.PAIRED, at_once: int = 1) -> Gear:
    return Gear(Bar("bar", f"{text} bar", mass(text), loading=loading, at_once=at_once), there)


GYM = bar("20kg", *plates("20kg", "15kg", "10kg", "5kg", "2.5kg", "1.25kg"))
GARAGE_LB = bar("45lb", *plates("45lb", "25lb", "10lb", "5lb", "2.5lb"))
TOWER = Gear(Stack("tower", "Lat tower", mass("5kg"), mass("5kg"), mass("52kg"), plates("2.5kg", count=1)))
BELL_RACK = Gear(
    Dumbbells(
        "rack", "Rack", tuple(mass(f"{kg}kg") for kg in (10, 12, 15)), plates("0.5kg", "0.25kg", count=2)
    )
)
BELT = bar("0kg", *plates("10kg", "5kg", "1.25kg", count=1), loading=Loading.SINGLE)


def load(text: str) -> Load:
    return parse_load(text)


def texts(there: tuple[Plate, ...]) -> list[str]:
    return [str(plate.mass) for plate in there]


def ones(kg: Fraction) -> int:
    whole = kg * ONES
    assert whole.denominator == 1
    return whole.numerator


@dataclass
class BruteForce:
    """Every arrangement of a gear, counted out: its load, and the number of each kind of plate on one end."""

    kinds: list[tuple[tuple[Mass, Fraction], int, int]]
    bases: list[int]
    ways: dict[int, list[tuple[int, ...]]]

    @classmethod
    def of(cls, gear: Gear) -> BruteForce:
        implement = gear.implement
        ends, at_once = 1, 1
        match implement:
            case Bar():
                there, at_once = gear.plates, implement.at_once
                ends = 2 if implement.loading is Loading.PAIRED else 1
                bases = [implement.mass.in_kg() + (implement.collars.in_kg() if implement.collars else 0)]
            case Stack():
                there = implement.add_ons
                pin, bases = implement.start.in_kg(), [implement.end.in_kg()]
                while pin <= implement.end.in_kg():
                    bases.append(pin)
                    pin += implement.step.in_kg()
            case Dumbbells():
                there, at_once = implement.magnets, implement.at_once
                bases = [each.in_kg() for each in implement.masses]
        counts: Counter[tuple[Mass, Fraction]] = Counter()
        for plate in there:
            counts[plate.mass, plate.true.in_kg()] += plate.count
        kinds = [(key, ones(key[1]) * ends, count // (ends * at_once)) for key, count in counts.items()]
        ways: dict[int, list[tuple[int, ...]]] = {}
        wholes = sorted({ones(base) for base in bases})
        for numbers in product(*(range(units + 1) for _, _, units in kinds)):
            hung = sum(number * size for number, (_, size, _) in zip(numbers, kinds, strict=True))
            for base in wholes:
                ways.setdefault(base + hung, []).append(numbers)
        return cls(kinds, wholes, ways)

    def numbers(self, there: Made) -> tuple[int, ...]:
        """How often each kind is there; fails where a plate isn't of this gear, or is there too often."""
        counts = Counter((plate.mass, plate.true.in_kg()) for plate in there.plates)
        found = tuple(counts.pop(key, 0) for key, _, _ in self.kinds)
        assert not counts
        assert all(number <= units for number, (_, _, units) in zip(found, self.kinds, strict=True))
        return found

    def check(self, there: Made) -> tuple[int, ...]:
        """Check that a load weighs what it says and consists of what there is."""
        numbers = self.numbers(there)
        hung = sum(number * size for number, (_, size, _) in zip(numbers, self.kinds, strict=True))
        assert ones(there.base.in_kg()) in self.bases
        assert ones(there.base.in_kg()) + hung == ones(there.mass.in_kg())
        weights = [plate.true.in_kg() for plate in there.plates]
        assert weights == sorted(weights, reverse=True)
        return numbers


SIZES: dict[Unit, list[str]] = {
    "kg": ["25", "20", "15", "10", "5", "2.5", "2", "1.5", "1.25", "1", "0.75", "0.5", "0.25", "0.125"],
    "lb": ["45", "35", "25", "10", "5", "2.5", "1.25", "1", "0.75", "0.5", "0.25"],
}


def random_plate(chance: random.Random, units: list[Unit], most: int) -> Plate:
    unit = chance.choice(units)
    size = Mass(Decimal(chance.choice(SIZES[unit])), unit)
    weighed = None
    if chance.random() < 0.2:
        off = Decimal(chance.randint(-40, 40)) / 1000
        weighed = Mass(size.value + off, unit)
    return Plate(size, chance.randint(0, most), weighed)


def random_gear(chance: random.Random) -> Gear:
    units: list[Unit] = chance.choice([["kg"], ["kg"], ["lb"], ["kg", "lb"]])
    unit = units[0]
    what = chance.random()
    if what < 0.7:
        loading = chance.choice([Loading.PAIRED, Loading.PAIRED, Loading.SINGLE])
        at_once = chance.choice([1, 1, 2])
        most = 3 * at_once * (2 if loading is Loading.PAIRED else 1) + 1
        there = tuple(random_plate(chance, units, most) for _ in range(chance.randint(0, 5)))
        base = Mass(Decimal(chance.choice(["0", "2", "15", "20", "45"])), unit)
        collars = Mass(Decimal("2.5"), unit) if chance.random() < 0.2 else None
        return Gear(Bar("bar", "bar", base, collars, loading, at_once), there)
    there = tuple(random_plate(chance, units, 3) for _ in range(chance.randint(0, 2)))
    if what < 0.85:
        start, step = Decimal(chance.choice([0, 5, 7])), Decimal(chance.choice(["5", "10", "2.5"]))
        end = start + step * chance.randint(0, 8) + chance.choice([0, 1])
        return Gear(Stack("s", "stack", Mass(start, unit), Mass(step, unit), Mass(end, unit), there))
    some = tuple(Mass(Decimal(each), unit) for each in chance.sample(range(2, 40), chance.randint(1, 6)))
    return Gear(Dumbbells("d", "dumbbells", some, there, chance.choice([1, 2])))


def targets(chance: random.Random, reachable: list[int], unit: Unit) -> list[Mass]:
    """Loads that can be made, in kg, and one that perhaps can't."""
    exact = [
        Mass(Decimal(chance.choice(reachable)).scaleb(-11), "kg"),
        Mass(Decimal(chance.randint(0, 400)) / 4, unit),
    ]
    return [each for each in exact if each.value < 1000]


def check_against_brute_force(chance: random.Random) -> None:
    gear = random_gear(chance)
    brute = BruteForce.of(gear)
    reachable = sorted(brute.ways)
    on = made(gear, Mass(Decimal(chance.choice(reachable)).scaleb(-11), "kg"))
    assert on is not None
    now = brute.check(on)
    for target in targets(chance, reachable, chance.choice(["kg", "lb"])):
        kg = ones(target.in_kg())
        below, over = nearest(gear, target)
        at = bisect_right(reachable, kg)
        assert (below is None) == (at == 0)
        assert (over is None) == (at == len(reachable))
        for found, wanted in ((below, at - 1), (over, at)):
            if found is not None:
                brute.check(found)
                assert ones(found.mass.in_kg()) == reachable[wanted]
        exact, moved = made(gear, target), fewest_changes(gear, target, on)
        ways = brute.ways.get(kg, [])
        assert (exact is None) == (moved is None) == (not ways)
        if exact is not None and moved is not None:
            assert exact.mass == moved.mass == target
            assert sum(brute.check(exact)) == min(map(sum, ways))
            changed = [sum(abs(a - b) for a, b in zip(way, now, strict=True)) for way in ways]
            brute.check(moved)
            assert sum(map(len, changes(on, moved))) == min(changed)


@pytest.mark.parametrize("seed", range(10))
def test_no_difference_from_brute_force_in_500_inventories(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        check_against_brute_force(chance)


def test_62_and_a_half_kg_on_a_20_kg_bar() -> None:
    found = made(GYM, mass("62.5kg"))
    assert found is not None
    assert texts(found.plates) == ["20kg", "1.25kg"]
    assert said(found) == "20 + 1.25 each side"


def test_22_and_a_half_kg_on_a_20_kg_bar() -> None:
    found = made(GYM, mass("22.5kg"))
    assert found is not None
    assert texts(found.plates) == ["1.25kg"]


def test_the_nearest_of_a_load_that_cannot_be_made() -> None:
    below, over = nearest(GYM, mass("61kg"))
    assert below is not None
    assert over is not None
    assert (str(below.mass), str(over.mass)) == ("60kg", "62.5kg")


def test_nothing_is_below_the_bar_alone() -> None:
    below, over = nearest(GYM, mass("19.9kg"))
    assert below is None
    assert over is not None
    assert said(over) == "the bar alone"
    assert loadable(load("19.9kg"), GYM) is None


def test_nothing_is_above_all_plates_together() -> None:
    heavy = made(bar("20kg", *plates("10kg", count=2)), mass("40kg"))
    assert heavy is not None
    assert nearest(bar("20kg", *plates("10kg", count=2)), mass("50kg")) == (heavy, None)


def test_a_single_plate_cannot_go_on_both_ends() -> None:
    assert made(bar("20kg", *plates("10kg", count=1)), mass("40kg")) is None


def test_singles_of_the_same_kind_entered_apart_make_a_pair() -> None:
    single = plates("10kg", count=1)
    assert made(bar("20kg", *single, *single), mass("40kg")) is not None


def test_180_lb_stay_180_lb() -> None:
    found = made(GARAGE_LB, mass("180lb"))
    assert found is not None
    assert str(found.mass) == "180lb"
    assert texts(found.plates) == ["45lb", "10lb", "10lb", "2.5lb"]
    assert loadable(load("180lb"), GARAGE_LB) == load("180lb")
    assert nearest(GARAGE_LB, mass("181lb"))[0] == found


def test_pounds_on_kg_plates_are_told_in_kg_and_not_rounded() -> None:
    assert str(loadable(load("180lb"), GYM)) == "80kg"


@pytest.mark.parametrize(
    ("start", "step", "gear"),
    [
        ("45lb", "2.5lb", bar("45lb", *plates("45lb", "25lb", "10lb", "5lb", "2.5lb", "1.25lb", count=40))),
        ("20kg", "0.5kg", bar("20kg", *plates("25kg", "10kg", "5kg", "2.5kg", "1kg", "0.25kg", count=60))),
        (
            "20kg",
            "0.5kg",
            bar("20kg", *plates("25kg", "10kg", "1kg", "0.25kg", count=30), *plates("45lb", "5lb")),
        ),
    ],
    ids=["lb", "kg", "kg and lb beside each other"],
)
def test_a_thousand_steps_never_drift(start: str, step: str, gear: Gear) -> None:
    first, at = mass(start), parse_amount(start)
    ways = 0
    for number in range(1, 1001):
        at = stepped(at, mass(step), 1)
        assert isinstance(at, Mass)
        assert at.in_unit(first.unit) == first.in_unit(first.unit) + number * Fraction(mass(step).value)
        assert at == stepped(first, mass(step), number)
        can = loadable(Load(at), gear)
        assert can is not None
        assert isinstance(can.down, Mass)
        assert not can.down.is_heavier_than(at)
        if can.down == at:
            ways += 1
            assert made(gear, at) is not None
    assert ways > 200


def test_rounding_down_does_not_eat_the_step() -> None:
    prescribed = mass("60kg")
    trained = []
    for _ in range(4):
        prescribed = mass(str(stepped(prescribed, mass("1.25kg"), 1)))
        trained.append(str(loadable(Load(prescribed), GYM)))
    assert trained == ["60kg", "62.5kg", "62.5kg", "65kg"]


def test_true_weights_count_and_the_written_ones_are_said() -> None:
    gear = bar("20kg", Plate(mass("20kg"), 2, mass("19.83kg")), *plates("1.25kg", count=2))
    assert made(gear, mass("60kg")) is None
    found = made(gear, mass("59.66kg"))
    assert found is not None
    assert said(found) == "20 each side"
    assert str(loadable(load("62.5kg"), gear)) == "62.16kg"


def test_collars_weigh_too() -> None:
    gear = Gear(Bar("b", "bar", mass("20kg"), collars=mass("5kg")), plates("10kg"))
    found = made(gear, mass("45kg"))
    assert found is not None
    assert (str(found.base), texts(found.plates)) == ("25kg", ["10kg"])


def test_a_bar_in_lb_with_plates_in_kg() -> None:
    found = made(bar("45lb", *plates("10kg", "5lb")), mass("44.94758035kg"))
    assert found is not None
    assert said(found) == "10kg + 5lb each side"
    assert str(found.mass) == "44.94758035kg"


def test_two_handles_at_once_need_every_plate_four_times() -> None:
    handles = bar("2kg", *plates("5kg", count=4), *plates("1.25kg", count=2), at_once=2)
    found = made(handles, mass("12kg"))
    assert found is not None
    assert said(found) == "5 each side of each handle"
    assert made(handles, mass("4.5kg")) is None
    bare = made(handles, mass("2kg"))
    assert bare is not None
    assert said(bare) == "the handles alone"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("45kg", "pin at 45kg"),
        ("47.5kg", "pin at 45kg + 2.5"),
        ("52kg", "pin at 52kg"),
        ("54.5kg", "pin at 52kg + 2.5"),
        ("5kg", "pin at 5kg"),
    ],
)
def test_a_stack(text: str, words: str) -> None:
    found = made(TOWER, mass(text))
    assert found is not None
    assert said(found) == words


def test_a_stack_makes_nothing_between_and_nothing_outside() -> None:
    assert made(TOWER, mass("46kg")) is None
    assert nearest(TOWER, mass("4kg"))[0] is None
    assert nearest(TOWER, mass("54.5kg"))[1] is None


def test_a_stack_without_steps_is_its_two_ends() -> None:
    stack = Gear(Stack("s", "s", mass("5kg"), mass("0kg"), mass("50kg")))
    assert [each and str(each.mass) for each in nearest(stack, mass("30kg"))] == ["5kg", "50kg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12kg", "the 12kg dumbbells"),
        ("12.5kg", "the 12kg dumbbells + 0.5 on each"),
        ("12.75kg", "the 12kg dumbbells + 0.5 + 0.25 on each"),
    ],
)
def test_fixed_dumbbells(text: str, words: str) -> None:
    found = made(BELL_RACK, mass(text))
    assert found is not None
    assert said(found) == words


def test_one_dumbbell_needs_one_magnet() -> None:
    gear = Gear(Dumbbells("d", "d", (mass("10kg"),), plates("0.5kg", count=1), at_once=1))
    found = made(gear, mass("10.5kg"))
    assert found is not None
    assert said(found) == "the 10kg dumbbell + 0.5"
    pair = replace(gear, implement=Dumbbells("d", "d", (mass("10kg"),), plates("0.5kg", count=1), at_once=2))
    assert made(pair, mass("10.5kg")) is None


def test_a_belt_hangs_single_plates() -> None:
    assert loadable(load("bw+12kg"), BELT) == load("bw+11.25kg")
    assert loadable(load("bw+1kg"), BELT) == load("bw")
    assert loadable(load("bw"), None) == load("bw")
    assert above(load("bw"), BELT) == load("bw+1.25kg")
    found = arrangement(load("bw+6.25kg"), BELT).down
    assert found is not None
    assert said(found) == "5 + 1.25 hung on"
    bare = made(BELT, mass("0kg"))
    assert bare is not None
    assert said(bare) == "nothing hung on"


def test_help_from_a_stack_is_at_least_as_much() -> None:
    assert loadable(load("bw-20kg"), TOWER) == load("bw-20kg")
    assert loadable(load("bw-21kg"), TOWER) == load("bw-22.5kg")
    assert loadable(load("bw-60kg"), TOWER) is None
    assert above(load("bw-21kg"), TOWER) == load("bw-20kg")
    assert above(load("bw-20kg"), TOWER) == load("bw-17.5kg")
    assert above(load("bw-5kg"), TOWER) == load("bw")


def test_what_is_not_known_is_not_made_up() -> None:
    for text in ("62.5kg", "bw-20kg", "bw+5kg", "120kg/90kg"):
        assert loadable(load(text), None) is None
        assert above(load(text), None) is None
        assert arrangement(load(text), None) == Arrangement(None)
    assert loadable(load("105%"), GYM) is None
    assert above(load("105%"), GYM) is None
    assert loadable(load("bw-20kg"), BELT) is None
    assert loadable(load("bw+20kg"), TOWER) is None


def test_above_is_strictly_above() -> None:
    assert above(load("60kg"), GYM) == load("62.5kg")
    assert above(load("61kg"), GYM) == load("62.5kg")
    assert above(load("10kg"), GYM) == load("20kg")
    assert above(load("1000kg"), GYM) is None


def test_of_two_loads_each_is_taken_by_itself() -> None:
    assert loadable(load("121kg/91kg"), GYM) == load("120kg/90kg")
    assert loadable(load("121kg/19kg"), GYM) is None
    assert above(load("120kg/91kg"), GYM) == load("122.5kg/90kg")


def test_the_heavier_load_is_the_lighter_with_few_plates_more() -> None:
    both = two_loads(GYM, mass("120kg"), mass("90kg"))
    assert both is not None
    off, on = changes(both[1], both[0])
    assert (off, texts(on)) == ((), ["15kg"])
    assert arrangement(load("120kg/90kg"), GYM) == Arrangement(*both)


def test_what_hangs_on_top_is_taken_from_what_is_left() -> None:
    gear = bar("20kg", *plates("20kg", "10kg", "5kg", count=2))
    both = two_loads(gear, mass("80kg"), mass("60kg"))
    assert both is not None
    assert [texts(each.plates) for each in both] == [["20kg", "10kg"], ["20kg"]]
    scarce = bar("20kg", *plates("15kg", "10kg", "5kg", count=2))
    both = two_loads(scarce, mass("60kg"), mass("50kg"))
    assert both is not None
    down, up = both
    assert sorted(texts(down.plates)) == ["15kg", "5kg"]
    assert sum(map(len, changes(up, down))) == 1


def test_where_nothing_can_hang_on_top_few_plates_change() -> None:
    gear = bar("20kg", *plates("20kg", "25kg", count=2))
    both = two_loads(gear, mass("70kg"), mass("60kg"))
    assert both is not None
    assert [texts(plates) for plates in changes(both[1], both[0])] == [["20kg"], ["25kg"]]
    assert two_loads(gear, mass("71kg"), mass("60kg")) is None


def test_few_changes_may_leave_more_plates_on() -> None:
    gear = bar("20kg", *plates("10kg", "5kg", "2.5kg", "1.25kg", count=8))
    on = Made(mass("35kg"), mass("20kg"), plates("5kg", "2.5kg"), Loading.PAIRED)
    found = fewest_changes(gear, mass("45kg"), on)
    assert found is not None
    assert texts(found.plates) == ["5kg", "5kg", "2.5kg"]
    fewest = made(gear, mass("45kg"))
    assert fewest is not None
    assert texts(fewest.plates) == ["10kg", "2.5kg"]


def test_plates_that_are_not_there_any_more_come_off() -> None:
    on = Made(mass("50kg"), mass("20kg"), plates("15kg"), Loading.PAIRED)
    gear = bar("20kg", *plates("10kg", "5kg", count=2))
    found = fewest_changes(gear, mass("50kg"), on)
    assert found is not None
    off, put = changes(on, found)
    assert (texts(off), texts(put)) == (["15kg"], ["10kg", "5kg"])


def test_plates_without_weight_and_names_of_any_length_do_no_harm() -> None:
    gear = Gear(Bar("b", "x" * 40, mass("20kg")), (*plates("0kg"), *plates("10kg")))
    assert made(gear, mass("40kg")) is not None
    assert made(gear, mass("30kg")) is None


def test_plates_finer_than_scales_are_refused() -> None:
    with pytest.raises(Refused, match="three decimals"):
        made(bar("20kg", *plates("0.0001kg")), mass("20kg"))


def test_thousands_of_plates_are_no_trouble() -> None:
    gear = bar("20kg", *plates("1.25kg", "0.5kg", count=100_000))
    found = made(gear, mass("300kg"))
    assert found is not None
    assert len(found.plates) == 112


HOME = Inventory(
    plates=plates("20kg", "10kg", "1.25kg"),
    implements=(
        Bar("15", "15kg bar", mass("15kg")),
        Bar("20", "20kg bar", mass("20kg")),
        Bar("handles", "handles", mass("2kg"), at_once=2),
        Stack("tower", "Lat tower", mass("5kg"), mass("5kg"), mass("80kg")),
    ),
)
RACK = Dumbbells("rack", "Rack", (mass("10kg"), mass("12kg")))


def used(inventory: Inventory, name: str, text: str | None) -> str | None:
    exercise = load_catalogue().resolve(name).exercise
    gear = gear_for(inventory, exercise, name, None if text is None else load(text))
    return None if gear is None else gear.implement.name


@pytest.mark.parametrize(
    ("name", "text", "implement"),
    [
        ("Bench press", "60kg", "20kg bar"),
        ("Bench press", "110%", "20kg bar"),
        ("Bench press", None, "20kg bar"),
        ("Romanian deadlift", "60kg", "20kg bar"),
        ("Lat pulldown", "40kg", "Lat tower"),
        ("Leg press", "60kg", "Lat tower"),
        ("Dumbbell press", "20kg", "handles"),
        ("Biceps curl", "12kg", "handles"),
        ("Log clean", "60kg", "20kg bar"),
        ("Pull-up negative", "bw", None),
        ("Pull-up negative", "bw+5kg", "belt"),
        ("Pull-up negative", "bw+5kg/bw", "belt"),
        ("Dip negative", "bw-20kg", None),
        ("Nordic curl", "10kg", None),
    ],
)
def test_what_an_exercise_is_done_with_by_itself(name: str, text: str | None, implement: str | None) -> None:
    assert used(HOME, name, text) == implement


def test_what_the_lifter_says_an_exercise_is_done_with() -> None:
    inventory = replace(
        HOME, uses={"benchpress": "15", "dipnegative": "tower", "backsquat": "", "deadlift": "gone"}
    )
    assert used(inventory, "Bench press", "60kg") == "15kg bar"
    assert used(inventory, "BENCH-PRESS", "60kg") == "15kg bar"
    assert used(inventory, "Dips negative", "bw-20kg") is None
    assert used(inventory, "Dip negative", "bw-20kg") == "Lat tower"
    assert used(inventory, "Dip negative", "bw+20kg") == "belt"
    assert used(inventory, "Back squat", "60kg") is None
    assert used(inventory, "Squat", "60kg") is None
    assert used(inventory, "Deadlift", "60kg") == "20kg bar"


def test_fixed_dumbbells_come_before_handles_and_a_curl_bar_before_both() -> None:
    inventory = replace(HOME, implements=(*HOME.implements, RACK))
    assert used(inventory, "Dumbbell press", "10kg") == "Rack"
    curved = Bar("ez", "EZ bar", mass("8kg"))
    assert (
        used(replace(inventory, implements=(*inventory.implements, curved)), "Skull-crusher", "20kg")
        == "EZ bar"
    )
    assert used(inventory, "Skull-crusher", "20kg") == "Rack"


def test_added_weight_hangs_on_the_lifters_own_belt() -> None:
    own = Bar("belt", "Grey belt", mass("0kg"), loading=Loading.SINGLE)
    assert (
        used(replace(HOME, implements=(*HOME.implements, own)), "Pull-up negative", "bw+5kg") == "Grey belt"
    )
    assert used(Inventory(implements=(RACK,)), "Pull-up negative", "bw+5kg") is None


def test_without_equipment_nothing_is_known() -> None:
    assert used(Inventory(), "Bench press", "60kg") is None
    assert gear_for(Inventory(), Exercise("Log clean", free_weight=False), "Log clean", load("60kg")) is None


def test_a_plate_of_which_there_is_one_pair_is_not_hung_twice() -> None:
    gear = bar("20kg", *plates("10kg", count=2), *plates("5kg", count=4))
    both = two_loads(gear, mass("60kg"), mass("20kg"))
    assert both is not None
    assert [plate.mass for plate in both[0].plates] == [mass("10kg"), mass("5kg"), mass("5kg")]


def test_two_loads_are_in_one_unit_where_the_plates_are_in_two() -> None:
    gear = bar("45lb", *plates("45lb", "25lb", "10lb", count=2), *plates("2.5kg", count=2))
    for found in (loadable(parse_load("81lb/65lb"), gear), above(parse_load("55lb/45lb"), gear)):
        assert found is not None
        units = {hung.unit for amount in (found.down, found.up) if isinstance(hung := amount, Mass)}
        assert units == {"kg"}
        assert parse_load(str(found)) == found
    assert str(loadable(parse_load("66lb/46lb"), gear)) == "65lb/45lb"
