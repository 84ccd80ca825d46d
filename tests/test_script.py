"""What a line of the plan asks of every rep, once it is written out for an exercise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise, Return, load_catalogue
from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Method, Pacing
from negtrain_tui.training.record import RepKind, Side
from negtrain_tui.training.script import (
    SetScript,
    compile_set,
    effective_method,
    heavier,
    lowering_with,
    return_seconds,
    way_back,
    with_load,
    with_seconds,
)
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting


def compiled(line: str, *, set_number: int = 1, settings: Settings | None = None, more: int = 0) -> SetScript:
    prescription = parse_prescription(line)
    exercise = load_catalogue().resolve(prescription.exercise).exercise
    return compile_set(
        prescription,
        exercise,
        set_number,
        load=prescription.load,
        settings=settings or Settings(),
        seconds_more=Decimal(more),
    )


def downs(script: SetScript) -> list[str]:
    return [str(rep.load_down) for rep in script.reps]


def ups(script: SetScript) -> list[str]:
    return [str(rep.load_up) for rep in script.reps]


def test_every_rep_has_the_tempo_of_the_line() -> None:
    script = compiled("Bench press 4x5 @82.5kg 5-1-X-2")
    assert [rep.number for rep in script.reps] == [1, 2, 3, 4, 5]
    rep = script.reps[0]
    assert (rep.kind, rep.side, rep.lifting) == (RepKind.LOWERING, None, Lifting.FAST)
    assert [rep.target, rep.pause_low, rep.pause_high] == [5, 1, 2]
    assert (rep.load_down, rep.load_up) == (Mass(Decimal("82.5"), "kg"),) * 2


def test_each_set_of_a_list_has_its_own_reps() -> None:
    assert [len(compiled("Nordic curl 12,10,8 @bw 5-0-A-0", set_number=n).reps) for n in (1, 2, 3)] == [
        12,
        10,
        8,
    ]
    with pytest.raises(IndexError):
        compiled("Nordic curl 12,10,8 @bw 5-0-A-0", set_number=4)


def test_a_range_goes_to_its_most_reps_and_knows_the_fewest() -> None:
    script = compiled("Bench press 3x6-8 @60kg")
    assert (len(script.reps), script.low_reps) == (8, 6)


def test_one_set_holds_both_sides_and_numbers_restart() -> None:
    script = compiled("Leg press 3x2 @60kg each 5-0-X-0 two-one")
    assert [(rep.side, rep.number) for rep in script.reps] == [
        (Side.LEFT, 1),
        (Side.LEFT, 2),
        (Side.RIGHT, 1),
        (Side.RIGHT, 2),
    ]
    assert script.returns is Return.OTHER_LIMB


def test_a_hold_is_one_rep_without_a_lowering() -> None:
    script = compiled("Wall sit 3x30s @bw")
    assert [(rep.number, rep.kind, rep.target) for rep in script.reps] == [(1, RepKind.HOLD, Decimal(30))]
    assert downs(script) == ["bw"]


def test_30_10_30_is_a_slow_rep_ten_ordinary_ones_and_a_slow_one() -> None:
    script = compiled("Biceps curl 1x12 @25kg 30-10-30")
    assert [rep.kind for rep in script.reps] == [RepKind.LOWERING, *[RepKind.NORMAL] * 10, RepKind.LOWERING]
    assert [script.reps[0].target, script.reps[-1].target, script.stop_rule] == [30, 30, False]


ACCENTUATED = [
    ("releasers: only the first rep is heavy", "Back squat 1x3 @120kg/90kg accentuated", "120kg 90kg 90kg"),
    (
        "in clusters they are hung again",
        "Back squat 1x3 @120kg/90kg accentuated cluster 30s",
        "120kg 120kg 120kg",
    ),
    ("no releasers: every rep", "Skull-crusher 1x3 @30kg/20kg accentuated", "30kg 30kg 30kg"),
    ("each side begins heavy", "Bench press 1x2 @40kg/30kg each accentuated", "40kg 30kg 40kg 30kg"),
]


@pytest.mark.parametrize(("line", "down"), [a[1:] for a in ACCENTUATED], ids=[a[0] for a in ACCENTUATED])
def test_an_accentuated_set_lowers_more_than_it_lifts(line: str, down: str) -> None:
    script = compiled(line)
    assert downs(script) == down.split()
    assert len(set(ups(script))) == 1


RETURNS = [
    ("Push-up negative 1x3 @bw 5-0-A-0", Return.HANDS, 4),
    ("Push-up negative 1x3 @bw", Return.HANDS, 4),
    ("Dip negative 1x3 @bw 5-0-A-0", Return.STEP, 5),
    ("Heel drop 1x3 @bw each 3-0-A-0", Return.OTHER_LIMB, 3),
    ("Bench press 1x3 @100kg negative", Return.SPOTTER, 3),
    ("Back squat 1x3 @100kg negative", Return.SPOTTER, 3),
    ("Back squat 1x3 @110% negative", Return.SPOTTER, 3),
    ("My lift 1x3 @bw+10kg 5-0-A-0", Return.SPOTTER, 3),
    ("My lift 1x3 @bw 5-0-A-0", Return.SELF, 3),
    ("Back squat 1x3 @100kg/80kg accentuated", Return.RELEASER, 3),
    ("Bench press 1x3 @60kg", Return.SELF, 3),
    ("Split squat 1x3 @20kg each two-one", Return.OTHER_LIMB, 3),
]


@pytest.mark.parametrize(("line", "way", "seconds"), RETURNS)
def test_the_way_back_up_and_the_time_it_takes(line: str, way: Return, seconds: int) -> None:
    prescription = parse_prescription(line)
    exercise = load_catalogue().resolve(prescription.exercise).exercise
    assert way_back(prescription, exercise) is way
    assert return_seconds(way, Settings()) == seconds
    assert (compiled(line).returns, compiled(line).return_s) == (way, Decimal(seconds))


def test_the_times_of_the_way_back_are_adjustable() -> None:
    mine = Settings(return_step_s=Decimal(9), return_hands_s=Decimal(8), return_other_s=Decimal(7))
    ways = (Return.STEP, Return.HANDS, Return.SPOTTER)
    assert [return_seconds(way, mine) for way in ways] == [9, 8, 7]


def test_an_exercise_that_comes_with_an_a_is_a_negative() -> None:
    line = parse_prescription("Dip negative 3x5 @bw+20kg")
    assert line.kind is None
    assert effective_method(line, load_catalogue().resolve("Dip negative").exercise) is Method.NEGATIVE
    assert effective_method(line, Exercise("Dip negative")) is None
    two_one = parse_prescription("Leg press 3x6 @60kg each 5-0-A-0 two-one")
    assert effective_method(two_one, Exercise("Leg press")) is Method.TWO_ONE


def test_the_stop_rule_is_off_on_lines_with_a_pain_limit_and_where_it_is_switched_off() -> None:
    assert compiled("Bench press 1x3 @60kg").stop_rule
    assert not compiled("Bench press 1x3 @60kg pain<=5").stop_rule
    assert not compiled("Bench press 1x3 @60kg", settings=Settings(stop_rule=False)).stop_rule


def test_the_pain_limit_is_the_lines_own_else_3() -> None:
    assert [compiled(f"Press 1x3 {limit}").pain_limit for limit in ("pain<=5", "pain<=0", "")] == [5, 0, 3]


def test_a_line_says_who_turns() -> None:
    assert [compiled(f"Press 1x3 {word}").pacing for word in ("self-paced", "paced", "")] == [
        Pacing.SELF_PACED,
        Pacing.PACED,
        Pacing.PACED,
    ]


LOWERINGS = [
    ("4", 1, "5"),
    ("4", -1, "3"),
    ("4", -9, "1"),
    ("4", 99, "60"),
    ("0.5", -1, "0.5"),
    ("0.5", 1, "1.5"),
]


@pytest.mark.parametrize(("base", "more", "target"), LOWERINGS)
def test_seconds_more_or_less_keep_a_lowering_sensible(base: str, more: int, target: str) -> None:
    assert lowering_with(Decimal(base), Decimal(more)) == Decimal(target)


def test_seconds_carried_from_an_earlier_set() -> None:
    assert [rep.target for rep in compiled("Press 1x2 4-0-X-0", more=2).reps] == [6, 6]
    assert [rep.target for rep in compiled("Press 1x12 30-10-30", more=2).reps] == [32, *[3] * 10, 32]
    assert [rep.target for rep in compiled("Wall sit 1x30s", more=2).reps] == [30]


def test_changes_count_from_a_rep_on() -> None:
    line = parse_prescription("Press 1x3 @50kg 4-0-X-0")
    script = compiled("Press 1x3 @50kg 4-0-X-0")
    assert [rep.target for rep in with_seconds(script, Decimal(1), from_rep=1).reps] == [4, 5, 5]
    assert downs(with_load(script, parse_load("60kg"), line, from_rep=2)) == ["50kg", "50kg", "60kg"]
    assert downs(with_load(script, None, line)) == ["None"] * 3


STEPS = [
    ("Press 3x5 @50kg", 1, "50.5kg"),
    ("Press 3x5 @50lb", -2, "48lb"),
    ("Press 3x5 @50kg +2.5kg", 2, "55kg"),
    ("Dip 3x5 @bw-0.5kg", 2, "bw+0.5kg"),
    ("Press 3x5 @0.2kg", -1, "0kg"),
    ("Back squat 3x5 @120kg/90kg accentuated", 1, "120.5kg/90kg"),
]


@pytest.mark.parametrize(("line", "steps", "load"), STEPS)
def test_a_step_is_the_lines_own_else_half_a_kilogram_or_a_pound(line: str, steps: int, load: str) -> None:
    prescription = parse_prescription(line)
    assert prescription.load is not None
    assert str(heavier(prescription.load, prescription, steps)) == load


def test_bodyweight_steps_in_the_lifters_unit() -> None:
    line = parse_prescription("Dip 3x5 @bw")
    assert str(heavier(Load(Bodyweight()), line, 1, "lb")) == "bw+1lb"


def test_a_percentage_has_no_step() -> None:
    with pytest.raises(Refused):
        heavier(Load(Percent(Decimal(80))), parse_prescription("Press 3x5 @80%"), 1)
