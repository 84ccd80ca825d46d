"""Warm-up ramps: which loads, reps and tempo come before which work sets, and where there is no ramp."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negtrain_tui.training.course import stretch
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import Load, Mass, parse_load, resolved
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.ramp import STEPS, WarmUp, warm_up
from negtrain_tui.training.safety import Lifter
from tests.guided_lift import UNKNOWN

STRONG = Lifter(Mass(Decimal(100), "kg"), heavy_sessions=1)


def ramp(line: str, load: Load | None = None, lifter: Lifter = UNKNOWN) -> list[WarmUp]:
    p = parse_prescription(line)
    exercise = load_catalogue().resolve(p.exercise).exercise
    on_the_bar = load or stretch(line, p, exercise, lifter).load
    return [warm_up(p, exercise, on_the_bar, number) for number in range(1, STEPS + 1)]


LOADS = [
    ("kilograms", "Bench press 4x5 @82.5kg 5-1-X-0", ["32.5kg", "47.5kg", "65kg"], [True, True, True]),
    ("no rounding", "Bench press 4x5 @100kg 5-1-X-0", ["40kg", "60kg", "80kg"], [False, False, False]),
    ("pounds", "Bench press 4x5 @205lb 5-1-X-0", ["80lb", "120lb", "160lb"], [True, True, True]),
    ("hung on", "Pull-up 3x5 @bw+20kg 3-0-X-0", ["bw+7.5kg", "bw+10kg", "bw+15kg"], [True, True, True]),
    (
        "too light to hang on",
        "Pull-up 3x5 @bw+5kg 3-0-X-0",
        ["bw", "bw+2.5kg", "bw+2.5kg"],
        [True, True, True],
    ),
    (
        "two loads: what is lifted",
        "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated",
        ["35kg", "52.5kg", "70kg"],
        [True, True, True],
    ),
    ("only lowered", "Bench press 3x3 @110kg 6-0-A-0", ["32.5kg", "55kg", "75kg"], [True, False, True]),
    (
        "so light that nothing is left",
        "Biceps curl 3x8 @2kg 4-0-X-0",
        ["0kg", "0kg", "0kg"],
        [True, True, True],
    ),
]


@pytest.mark.parametrize(
    ("line", "loads", "rounded"), [each[1:] for each in LOADS], ids=[each[0] for each in LOADS]
)
def test_the_loads_of_a_ramp(line: str, loads: list[str], rounded: list[bool]) -> None:
    made = ramp(line)
    assert [str(each.prescription.load) for each in made] == loads
    assert [each.rounded for each in made] == rounded


def test_a_percentage_is_a_share_of_the_mass_that_it_is() -> None:
    assert [str(each.prescription.load) for each in ramp("Press 2x3 @80%", lifter=STRONG)] == [
        "30kg",
        "47.5kg",
        "62.5kg",
    ]
    entered = ramp("Press 2x3 @80%", parse_load("50kg"))
    assert [str(each.prescription.load) for each in entered] == ["20kg", "30kg", "40kg"]


NONE = [
    ("bodyweight", "Dip 3x5 @bw 3-0-X-0", "bodyweight alone"),
    ("help", "Dip 3x5 @bw-20kg 3-0-X-0", "bodyweight alone"),
    ("a hold", "Wall sit 3x30s @20kg", "timed hold"),
    ("no load", "Press 3x5", "needs the work load"),
    ("an unknown maximum", "Press 3x5 @80%", "needs the work load"),
]


@pytest.mark.parametrize(("line", "why"), [each[1:] for each in NONE], ids=[each[0] for each in NONE])
def test_where_there_is_no_ramp_it_says_why(line: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        ramp(line)


def test_a_percentage_nobody_has_resolved_is_refused() -> None:
    p = parse_prescription("Press 3x5 @80%")
    assert p.load is not None
    assert resolved(p.load, None) is None
    with pytest.raises(Refused, match="in kg or lb"):
        warm_up(p, load_catalogue().resolve("Press").exercise, p.load, 1)


def test_a_warm_up_is_lifted_as_usual_and_leaves_out_what_belongs_to_the_work() -> None:
    line = (
        "Bench press 3x4 @110kg each 6-1-A-0 negative rest 4:00 self-paced"
        ' +1s..9s +1kg rpe 9 wk 2-4 group B pain<=2 "slow"'
    )
    (first, *_) = ramp(line)
    assert format_prescription(first.prescription) == "Bench press 1x5 @32.5kg each 6-1-X-0 rest 4:00 pain<=2"
    assert [each.prescription.reps_of_set(1)[0] for each in ramp(line)] == [5, 3, 2]  # type: ignore[index]


def test_a_warm_up_can_be_written_and_read_again() -> None:
    for _, line, *_ in LOADS:
        for each in ramp(line):
            assert parse_prescription(format_prescription(each.prescription)) == each.prescription
