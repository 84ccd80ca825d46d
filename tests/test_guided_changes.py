"""What a lifter changes on the way, and what a gap does that nobody saw."""

from __future__ import annotations

import pytest

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.record import EndedBy
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Start
from negtrain_tui.training.timetable import Phase
from tests.guided_lift import Lift, ready

PLAIN = "Press 1x3 @50kg 3-1-X-0"
LONG = "Press 1x3 @50kg 8-0-X-0"

GAPS = [
    ("in a lowering it is void", 12, Stage.PAUSED, "", "comes again"),
    ("between lowerings the rep stays", 14, Stage.PAUSED, "3", "Rep 2 is next"),
    ("in the lead-in", 5, Stage.PAUSED, "", "Rep 1 is next"),
    ("before the turn, beyond it", 12.9, Stage.PAUSED, "", "comes again"),
    ("in the last lifting", 24.5, Stage.PAUSED, "3 3 3", "press ends the set"),
]


@pytest.mark.parametrize(("gap", "stage", "reps", "said"), [g[1:] for g in GAPS], ids=[g[0] for g in GAPS])
def test_a_gap_pauses_the_set_and_says_so(gap: float, stage: Stage, reps: str, said: str) -> None:
    lift = Lift(ready(PLAIN)).keys("0 space").until(gap).asleep(gap + 3)
    assert (lift.leg(), lift.reps) == (stage, reps.split())
    assert "3.0 s unseen" in lift.state.said
    assert said in lift.state.said


def test_a_second_is_no_gap() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space").until(11).asleep(12)
    assert lift.leg() == (Phase.LOWERING, 10)
    assert lift.asleep(13.001).leg() is Stage.PAUSED


def test_a_press_that_ends_a_gap_does_not_go_on() -> None:
    for key in ("space", "p", "u", "+"):
        lift = Lift(ready(PLAIN)).keys("0 space").until(12)
        lift.now = 3000.0
        assert lift.key(3000, key).leg() is Stage.PAUSED
    assert lift.key(3001, "space").leg() == (Phase.LEAD_IN, 3001)


def test_control_lost_in_a_gap_still_ends_the_set() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space").until(12)
    lift.now = 14.0
    lift.key(14, "x")
    assert (lift.state.ended_by, lift.reps) == (EndedBy.CONTROL_LOST, ["2/3!"])
    slept = Lift(ready(PLAIN)).keys("0 space").until(12).asleep(14).key(17, "x")
    assert (slept.leg(), slept.reps) == (Stage.PAUSED, [])


CHANGES = [
    ("+ in Ready", PLAIN, "0 +, 1 space", 30, "50.5kg 50.5kg 50.5kg"),
    ("+ in a lowering counts from the next", PLAIN, "0 space, 11 +", 30, "50kg 50.5kg 50.5kg"),
    ("- between lowerings", PLAIN, "0 space, 14 -, 14.2 -", 30, "50kg 49kg 49kg"),
    ("+ in the lead-in", PLAIN, "0 space, 5 +", 30, "50.5kg 50.5kg 50.5kg"),
    ("+ while a lowering is void", PLAIN, "0 space, 12 p, 13 +, 14 space", 40, "50.5kg 50.5kg 50.5kg"),
    ("+ by the line's own step", f"{PLAIN} +2.5kg", "0 space, 11 +", 30, "50kg 52.5kg 52.5kg"),
    ("+ in pounds", "Press 1x2 @50lb 3-1-X-0", "0 space, 11 +", 30, "50lb 51lb"),
    ("- from bodyweight is help", "Push-up negative 1x2 @bw 3-0-A-0", "0 space, 11 -", 30, "bw bw-0.5kg"),
    ("a load typed in Ready", PLAIN, "0 load:60kg, 1 space", 30, "60kg 60kg 60kg"),
    (
        "lifting first: the lowering is what counts",
        "Curl 1x2 @20kg 3-0-2-0",
        "0 space, 16 +",
        40,
        "20kg 20.5kg",
    ),
]


@pytest.mark.parametrize(
    ("line", "events", "until", "down"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_the_load_of_every_rep(line: str, events: str, until: float, down: str) -> None:
    curl = Exercise("Curl", starts=Start.LIFTING) if line.startswith("Curl") else None
    lift = Lift(ready(line, exercise=curl)).keys(events).until(until)
    assert [str(rep.load_down) for rep in lift.state.reps] == down.split()


def test_bodyweight_of_a_lifter_who_counts_in_pounds() -> None:
    lift = Lift(ready("Push-up negative 1x2 @bw 3-0-A-0", settings=Settings(unit="lb"))).keys("0 +")
    assert str(lift.state.load) == "bw+1lb"


def test_a_load_changed_in_the_last_rep_is_for_the_next_set() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space, 21 +")
    assert "next set" in lift.state.said
    lift.until(26)
    assert (str(lift.state.load), str(lift.state.lifted)) == ("50.5kg", "50kg")
    assert [str(rep.load_down) for rep in lift.state.reps] == ["50kg"] * 3


def test_a_load_that_cannot_be_moved_stays() -> None:
    step_in_kg = Lift(ready(f"{PLAIN} +0.5kg")).keys("0 load:100lb, 1 +")
    assert (str(step_in_kg.state.load), "stays" in step_in_kg.state.said) == ("100lb", True)
    assert "lighter than nothing" in Lift(ready("Press 1x2 @0kg 3-0-X-0")).keys("0 -").state.said
    assert "no load" in Lift(ready("Press 1x2 3-0-X-0")).keys("0 +").state.said


SECONDS = [
    ("] in Ready", "0 ], 1 space", 40, "4 4 4"),
    ("] in a lowering counts from the next", "0 space, 11 ]", 40, "3 4 4"),
    ("[ between lowerings", "0 space, 14 [", 40, "3 2 2"),
    ("[ not under a second", "0 [, 0.1 [, 0.2 [, 0.3 [, 1 space", 40, "1 1 1"),
    ("and back", "0 [, 0.1 [, 0.2 [, 0.3 [, 0.4 ], 1 space", 40, "2 2 2"),
    ("] while a lowering is void", "0 space, 12 p, 13 ], 14 space", 50, "4 4 4"),
    ("] in the lead-in", "0 space, 5 ]", 40, "4 4 4"),
]


@pytest.mark.parametrize(
    ("events", "until", "targets"), [s[1:] for s in SECONDS], ids=[s[0] for s in SECONDS]
)
def test_the_target_of_every_rep(events: str, until: float, targets: str) -> None:
    lift = Lift(ready(PLAIN)).keys(events).until(until)
    assert [f"{rep.lowering_target_s}" for rep in lift.state.reps] == targets.split()


def test_seconds_changed_in_the_last_rep_are_for_the_next_set() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space, 21 ]")
    assert (str(lift.state.seconds_more), "next set" in lift.state.said) == ("1", True)


def test_seconds_stay_under_a_minute_and_a_hold_has_none() -> None:
    assert "limit" in Lift(ready("Press 1x2 @50kg 60-0-X-0")).keys("0 ]").state.said
    assert "no lowering" in Lift(ready("Wall sit 1x30s @bw")).keys("0 ]").state.said


def test_a_rep_keeps_its_own_target_when_its_mark_is_taken_back() -> None:
    lift = Lift(ready(LONG)).keys("0 space, 12 space, 12.3 ], 12.6 u").until(28.5)
    assert lift.reps == ["8", "9"]
