"""The made-up lifter of the sample year: the plan, the equipment, and what happens to them week by week."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto

from negtrain_tui.training.equipment import Bar, Dumbbells, Inventory, Loading, Plate, Stack
from negtrain_tui.training.exercise import Exercise, Return, Unilateral, name_key
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.proposal import OfferKind
from negtrain_tui.training.schedule import Schedule

TRAINING_DAYS = ("mon", "wed", "fri")

# The bench press comes last in the workout that was trained last: lists that have the newest first begin
# with it.
_WORKOUTS = {
    "Squat and bench": {
        "squat": "Back squat 4x3 @95kg/75kg 3-0-X-0 accentuated rest 4:00 +1s..6s +1kg",
        "row": "Barbell row 3x8 @55kg 3-0-X-0 rest 2:00 +1s..5s +0.5kg",
        "heel": "Heel drop 3x10 @bw each 3-0-A-0 rest 1:00 pain<=5",
        "bench": "Bench press 4x5 @72.5kg 4-1-X-0 rest 3:00 rpe 9 +1s..6s +0.5kg",
    },
    "Pull": {
        "pull-up": "Pull-up negative 3x4 @bw 5-0-A-1 rest 2:00 +1s..10s",
        "hinge": "Romanian deadlift 3x8 @80kg 3-0-X-0 rest 2:00 +1s..6s +1kg",
        "leg press": "Leg press 3x6 @60kg each 4-0-X-0 two-one rest 2:00 +1s..7s +2.5kg",
        "curl": "Biceps curl 1x12 @10kg 30-10-30 rest 2:00",
    },
    "Press": {
        "press": "Overhead press 4x5 @35kg 4-0-X-0 rest 2:30 rpe 9 +0.5kg",
        "dip": "Dip negative 3x4 @bw 5-0-A-0 rest 2:00 +1s..9s",
        "sit": "Wall sit 3x30s @bw rest 1:30 +5s..60s",
        "triples": "Bench press 3x3 @78kg 6-1-X-0 rest 3:00 rpe 9 +1s..8s +0.5kg",
    },
}

UNMARKED = ("heel", "curl")
"""The lines whose lowerings are left to the clock."""

ACCENTUATED = "Bench press 3x2 @{}kg/{}kg 4-1-X-0 accentuated rest 4:00"
ACCENTUATED_WEEKS = {14: (85, 70), 15: (86, 70), 16: (87, 70), 41: (88, 72), 42: (89, 72), 43: (90, 72)}
"""In these weeks the bench press is also done with another load down than up, in kg."""

EASY_WEEKS = (12, 23, 35, 48)
AWAY_WEEKS = (38, 39)
AWAY_HOURS = 9
"""By how much local time was ahead of home on the journey."""
AWAY = (
    (2, "Push-up negative 3x6 @bw 5-0-A-0 rest 1:00"),
    (6, "Pull-up negative 3x4 @bw 6-0-A-1 rest 2:00"),
    (9, "Split squat 3x8 @bw each 4-0-X-0 rest 1:00"),
)
"""What was done there without the plan, by the days since the journey began."""

INTERRUPTED_SLOT = 14
"""So many sessions before the last one was broken off."""

ANSWERS = {
    "bench": (OfferKind.SECONDS_INSTEAD, OfferKind.SMALLER_STEP),
    "press": (OfferKind.RESET,),
    "pull-up": (OfferKind.LOAD_NEXT,),
}
"""What the lifter does about a plateau, or a top that is reached; of other lines nothing but to go on."""

ONE_RMS = (
    ("Bench press", 0, "95"),
    ("Back squat", 0, "125"),
    ("Overhead press", 0, "57.5"),
    ("Bench press", 22, "97.5"),
    ("Back squat", 34, "130"),
    ("Bench press", 44, "100"),
)
"""One-repetition maxima in kg, by week."""


OWN = (
    Exercise(
        "Wall sit",
        muscles=("quads", "glutes"),
        equipment=("wall",),
        returns=(Return.HANDS,),
        unilateral=Unilateral.NO,
        caution="stop before the knees hurt",
        free_weight=False,
    ),
)
"""Exercises of the lifter's own."""


class Goes(Enum):
    """How a line went on a day."""

    WELL = auto()
    HARD = auto()
    SHORT = auto()
    LOST = auto()
    FAST = auto()


_SORE = {28: 1, 29: 3, 30: 4, 31: 3, 32: 2, 33: 1}
_SHOULDER = ("press", "dip", "bench", "triples")
_NOTES = {
    "bench": ("elbows in", "bar path better", "feet slid"),
    "squat": ("releasers rattle", "belt from set 2"),
    "pull-up": ("grip gave out first", "chalk"),
    "heel": ("calf tight in the morning",),
    "hinge": ("straps",),
    "leg press": ("seat one notch back",),
}


def goes(line: str, chance: Callable[[], float]) -> Goes:
    """Say how a line goes on a day; `chance` gives numbers from 0 to 1."""
    luck = chance()
    if line in UNMARKED:
        return Goes.WELL
    return next((each for limit, each in _LUCK if luck < limit), Goes.WELL)


_LUCK = ((0.02, Goes.FAST), (0.05, Goes.LOST), (0.1, Goes.SHORT), (0.16, Goes.HARD))


def soreness(line: str, week: int) -> int | None:
    """Return how much the shoulder hurts on a line that needs it, 0 to 10; None where nobody asks."""
    return _SORE.get(week) if line in _SHOULDER else None


def note(line: str, week: int, chance: Callable[[], float]) -> str:
    """Return what was noted about a set, mostly nothing."""
    pain, luck = soreness(line, week), chance()
    if pain is not None and luck < 0.5:
        return "left shoulder" if pain > 1 else "left shoulder, hardly any more"
    known = _NOTES.get(line, ())
    return known[int(luck * 100) % len(known)] if known and luck < 0.05 else ""


def sample_plan() -> Plan:
    """Return the plan as it was a year ago; the ids of its lines are the short names used here."""
    workouts = tuple(
        Workout(name, name, tuple(PlanLine(key, parse_prescription(line)) for key, line in noted.items()))
        for name, noted in _WORKOUTS.items()
    )
    return Plan("sample", "Garage year", workouts, Schedule(TRAINING_DAYS))


def sample_equipment() -> Inventory:
    """Return what stands in the garage: a bar with fractional plates, a belt, dumbbells, a leg press."""
    pairs = (("25", 2), ("20", 2), ("15", 2), ("10", 4), ("5", 2), ("2.5", 2), ("1.25", 2))
    small = (("1", 2), ("0.5", 2), ("0.25", 2))
    return Inventory(
        plates=tuple(Plate(_kg(mass), count) for mass, count in (*pairs, *small)),
        implements=(
            Bar("bar", "Olympic bar", _kg("20")),
            Bar("belt", "Dip belt", _kg("0"), loading=Loading.SINGLE),
            Dumbbells("dumbbells", "Dumbbells", tuple(_kg(str(mass)) for mass in range(4, 26, 2))),
            Stack("leg press", "Leg press", _kg("20"), _kg("5"), _kg("150"), (Plate(_kg("2.5"), 1),)),
        ),
        uses={name_key("Leg press 2/1"): "leg press"},
    )


def _kg(number: str) -> Mass:
    return Mass(Decimal(number), "kg")
