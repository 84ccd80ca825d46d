"""Loads over what the lifter can lift: what Ready asks, how such a set runs, and what ends its exercise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.guided_set import GuidedSet, Stage
from negtrain_tui.training.load import Mass
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.record import EndedBy
from negtrain_tui.training.safety import Lifter, Question
from negtrain_tui.training.timetable import Phase
from tests.guided_lift import STRONG, UNKNOWN, Lift, ready

NEW = Lifter(one_rm=Mass(Decimal(100), "kg"), heavy_sessions=0)
MACHINE = Exercise("Press", free_weight=False)
HEAVY = "Press 1x3 @103kg 5-0-A-0"


def asked(state: GuidedSet) -> list[Question]:
    return list(state.questions)


READY = [
    ("100 % isn't heavy", "Press 1x3 @100kg 5-0-A-0", NEW, None, 0),
    ("over 100 %", "Press 1x3 @100.5kg 5-0-A-0", NEW, None, 1),
    ("over 100 % by percentage", "Press 1x3 @101%", NEW, None, 1),
    ("by percentage without a 1RM", "Press 1x3 @101%", UNKNOWN, None, 1),
    ("105 % the first time", "Press 1x3 @105kg 5-0-A-0", NEW, None, 1),
    ("over 105 % the first time", "Press 1x3 @105.5kg 5-0-A-0", NEW, None, 2),
    ("over 105 % later", "Press 1x3 @105.5kg 5-0-A-0", STRONG, None, 1),
    ("over 120 % free", "Press 1x3 @121kg 5-0-A-0", STRONG, None, 2),
    ("over 120 % on a machine", "Press 1x3 @121kg 5-0-A-0", STRONG, MACHINE, 1),
    ("negative without a 1RM", "Press 1x3 @60kg negative", UNKNOWN, None, 1),
    ("A makes it negative", "Press 1x3 @60kg 5-0-A-0", UNKNOWN, None, 1),
    ("also if only the exercise has the A", "Dip negative 1x3 @bw+20kg", UNKNOWN, None, 1),
    ("accentuated without a 1RM", "Back squat 1x3 @120kg/90kg accentuated", UNKNOWN, None, 1),
    ("bodyweight has no external load", "Push-up negative 1x3 @bw 5-0-A-0", UNKNOWN, None, 0),
    ("nor has it with help", "Dip negative 1x3 @bw-20kg 5-0-A-0", UNKNOWN, None, 0),
    ("an ordinary set without a 1RM", "Press 1x3 @60kg 5-0-X-0", UNKNOWN, None, 0),
]


@pytest.mark.parametrize(
    ("line", "lifter", "exercise", "questions"), [r[1:] for r in READY], ids=[r[0] for r in READY]
)
def test_what_ready_asks(line: str, lifter: Lifter, exercise: Exercise | None, questions: int) -> None:
    state = ready(line, lifter=lifter, exercise=exercise)
    assert len(asked(state)) == questions
    assert (state.pacing is Pacing.SELF_PACED) is (questions > 0)
    lift = Lift(state).keys("0 load:100kg, 1 space" if state.needs_load else "1 space")
    assert (lift.state.stage is Stage.READY) is (questions > 0)
    lift.keys("2 y, 2.1 y, 2.2 y, 3 space")
    assert lift.state.stage is Stage.RUNNING


def test_over_130_percent_is_refused() -> None:
    lift = Lift(ready("Press 1x3 @130.5kg 5-0-A-0", lifter=STRONG)).keys("0 y, 1 space")
    assert (lift.leg(), "130 %" in lift.state.said) == (Stage.READY, True)
    assert Lift(ready("Press 1x3 @140% 5-0-A-0")).keys("0 load:140kg, 1 y, 2 space").leg() is Stage.READY
    assert Lift(ready("Press 1x3 @130kg 5-0-A-0", lifter=STRONG)).keys("0 y, 0.1 y, 1 space").leg() == (
        Phase.LEAD_IN,
        1,
    )


def test_a_percentage_without_a_1rm_asks_for_the_load() -> None:
    lift = Lift(ready("Press 1x3 @80%")).keys("0 space")
    assert (lift.leg(), "enter the load" in lift.state.said) == (Stage.READY, True)
    assert "percentage" in lift.keys("1 load:80%").state.said
    assert lift.keys("2 load:64kg, 3 space").until(17).state.reps[0].load_down == Mass(Decimal(64), "kg")


def test_a_negative_by_percentage_is_asked_about_once_its_mass_is_known() -> None:
    lift = Lift(ready("Press 1x3 @90% 5-0-A-0")).keys("0 load:90kg")
    assert (asked(lift.state), lift.state.pacing) == ([Question.SPOTTERS], Pacing.SELF_PACED)


def test_in_ready_a_lighter_load_takes_the_question_back() -> None:
    lift = Lift(ready("Press 1x3 @100.5kg 5-0-A-0", lifter=NEW)).keys("0 -")
    assert (asked(lift.state), lift.state.pacing) == ([], Pacing.PACED)
    lift.keys("1 +")
    assert (asked(lift.state), lift.state.pacing) == ([Question.SPOTTERS], Pacing.SELF_PACED)


HEAVY_ENDS = [
    ("x ends the exercise", "0 y, 0 space, 13 x", EndedBy.CONTROL_LOST, "3/5!"),
    ("late x too", "0 y, 0 space, 15 space, 16 x", EndedBy.CONTROL_LOST, "5/5!"),
    ("x in a heavy set, paced", "0 y, 0 m, 0 space, 16 x", EndedBy.CONTROL_LOST, "5!"),
    ("x after esc in the lowering", "0 y, 0 space, 13 esc, 13.5 x", EndedBy.CONTROL_LOST, "3/5!"),
    ("under 2 s", "0 y, 0 space, 11.99 space", EndedBy.TOO_FAST, "1.99/5"),
    ("under 2 s where it is paced by choice", "0 y, 0 m, 0 space, 11 space", EndedBy.TOO_FAST, "1/5"),
    ("under 2 s in the last rep", "0 y, 0 space, 15 space, 17 space, 22 space, 24 space, 25 space",
     EndedBy.TOO_FAST, "5/5 5/5 1/5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("events", "ended", "reps"), [h[1:] for h in HEAVY_ENDS], ids=[h[0] for h in HEAVY_ENDS]
)
def test_what_ends_a_heavy_exercise_at_once(events: str, ended: EndedBy, reps: str) -> None:
    lift = Lift(ready(HEAVY, lifter=NEW)).keys(events)
    assert (lift.state.ended_by, lift.reps) == (ended, reps.split())
    assert (lift.state.rack, lift.state.exercise_over) == (True, True)


HEAVY_GOES_ON = [
    ("exactly 2 s only ends the set", "0 y, 0 space, 12 space", 20, EndedBy.STOP_RULE),
    ("the stop rule doesn't rack", "0 y, 0 space, 13 space", 20, EndedBy.STOP_RULE),
    ("esc", "0 y, 0 space, 13 esc", 20, EndedBy.LIFTER),
]


@pytest.mark.parametrize(
    ("events", "until", "ended"), [h[1:] for h in HEAVY_GOES_ON], ids=[h[0] for h in HEAVY_GOES_ON]
)
def test_what_only_ends_a_heavy_set(events: str, until: float, ended: EndedBy) -> None:
    lift = Lift(ready(HEAVY, lifter=NEW)).keys(events).until(until)
    assert (lift.state.ended_by, lift.state.rack, lift.state.exercise_over) == (ended, False, False)


def test_the_same_in_a_set_that_is_not_heavy_ends_the_set_alone() -> None:
    lift = Lift(ready("Press 1x3 @60kg 5-0-X-0", lifter=NEW)).keys("0 space, 13 x")
    assert (lift.state.ended_by, lift.state.rack, lift.state.exercise_over) == (
        EndedBy.CONTROL_LOST,
        False,
        False,
    )
    fast = Lift(ready("Press 1x3 @60kg 5-0-X-0 pain<=5", lifter=NEW)).keys("0 space, 11 space").until(20)
    assert fast.state.stage is Stage.RUNNING


def test_u_takes_back_a_press_that_made_a_heavy_lowering_too_fast() -> None:
    lift = Lift(ready(HEAVY, lifter=NEW)).keys("0 y, 0 space, 11 space, 13 u")
    assert (lift.leg(), lift.state.rack, lift.state.exercise_over) == ((Phase.LOWERING, 10), False, False)
    assert lift.keys("15.5 space").reps == ["5.5/5"]


def test_heavier_within_a_set_needs_the_questions_answered() -> None:
    lift = Lift(ready("Press 1x3 @99.5kg 5-0-X-0", lifter=NEW)).keys("0 space, 11 +, 12 +")
    assert (str(lift.state.load), "confirmed first" in lift.state.said) == ("100kg", True)
    confirmed = Lift(ready("Press 1x3 @100.5kg 5-0-X-0", lifter=NEW)).keys("0 y, 0.1 -, 1 space, 12 +")
    assert (str(confirmed.state.load), confirmed.state.pacing) == ("100.5kg", Pacing.SELF_PACED)
    assert confirmed.keys("13 -, 13.1 -, 14 x").state.rack
    refused = Lift(ready("Press 1x3 @130kg 5-0-X-0", lifter=STRONG)).keys("0 y, 0 y, 0 space, 11 +")
    assert (str(refused.state.load), "130 %" in refused.state.said) == ("130kg", True)


def test_a_heavy_set_made_lighter_on_the_way_is_still_treated_as_one() -> None:
    lift = Lift(ready("Press 1x3 @100.5kg 5-0-X-0", lifter=NEW)).keys("0 y, 0 space, 11 -, 12 -, 13 x")
    assert (lift.state.rack, lift.state.exercise_over) == (True, True)


def test_the_change_over_of_a_heavy_set_waits() -> None:
    line = "Press 1x1 @103kg each 5-0-X-0"
    lift = Lift(ready(line, lifter=NEW)).keys("0 y, 0 space, 15 space, 16 space").until(60)
    assert lift.leg() == (Phase.CHANGE_OVER, 16)
    assert lift.key(60, "m").until(80).leg() == (Phase.CHANGE_OVER, 16)
    assert lift.key(80, "space").until(80.5).leg() == (Phase.LEAD_IN, 80)
    assert lift.until(83.1).leg() == (Phase.LOWERING, 83)


def test_the_rest_in_a_heavy_cluster_waits() -> None:
    line = "Back squat 1x2 @105%/80% 4-0-X-0 accentuated cluster 30s"
    lift = Lift(ready(line, lifter=STRONG)).keys("0 y, 0 space, 14 space, 15 space").until(60)
    assert lift.leg() == (Phase.CLUSTER_REST, 15)
    assert lift.key(60, "space").until(63.1).leg() == (Phase.LOWERING, 63)
