"""The timetable of every guided method, stretch by stretch, as it stands when the lead-in begins."""

from __future__ import annotations

from itertools import pairwise

import pytest

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.record import EndedBy, RepKind
from negtrain_tui.training.tempo import Start
from tests.guided_lift import STRONG, Lift, ready, timetable

CURL = Exercise("Curl", starts=Start.LIFTING)

# Phase and length; `?` waits for a press. The lead-in of 10 s before all of them isn't written.
TIMETABLES = [
    ("an ordinary set", "Press 1x2 @50kg 3-1-X-1", None,
     "lower 3, hold 1, lift 1, hold high 1, lower 3, hold 1, lift 1, hold high 1"),
    ("numbered lifting", "Press 1x1 @50kg 3-0-2-0", None, "lower 3, lift 2"),
    ("decimals", "Press 1x1 @50kg 2.5-0.5-X-0", None, "lower 2.5, hold 0.5, lift 1"),
    ("lifting first", "Curl 1x2 @20kg 3-1-X-2", CURL,
     "lift 1, hold high 2, lower 3, hold 1, lift 1, hold high 2, lower 3, hold 1"),
    ("lifting first, nothing after", "Curl 1x1 @20kg 3-0-2-0", CURL, "lift 2, lower 3, done 0.8"),
    ("a short end", "Curl 1x1 @20kg 3-0.5-2-0", CURL, "lift 2, lower 3, hold 0.5, done 0.3"),
    ("negative: the last A is dropped", "Push-up negative 1x2 @bw 3-0-A-0", None,
     "lower 3, return 4, lower 3, done 0.8"),
    ("negative with a hold after A", "Pull-up negative 1x2 @bw 8-0-A-1", None,
     "lower 8, return 5, hold high 1, lower 8, done 0.8"),
    ("negative, lifting first: every A leads up", "Curl 1x2 @20kg 3-0-A-0", CURL,
     "return 3, lower 3, return 3, lower 3, done 0.8"),
    ("negative each side", "Heel drop 1x2 @bw each 3-0-A-0", None,
     "lower 3, return 3, lower 3, change sides 10, get set 3, lower 3, return 3, lower 3, done 0.8"),
    ("each side, lifting first", "Curl 1x1 @20kg each 3-0-X-0", CURL,
     "lift 1, lower 3, change sides 10, get set 3, lift 1, lower 3, done 0.8"),
    ("two up, one down", "Leg press 1x1 @60kg each 5-0-X-0 two-one", None,
     "lower 5, lift 1, change sides 10, get set 3, lower 5, lift 1"),
    ("super-slow", "Press 1x1 @50kg super-slow", None, "lower 10, lift 10"),
    ("30-10-30", "Press 1x12 @25kg 30-10-30", None,
     "lower 30, lift 1, " + "rep 3, " * 10 + "lower 30, lift 1"),
    ("30-10-30, lifting first", "Curl 1x12 @25kg 30-10-30", CURL,
     "lift 1, lower 30, " + "rep 3, " * 10 + "lift 1, lower 30, done 0.8"),
    ("accentuated", "Back squat 1x2 @90kg/60kg 4-0-X-0 accentuated", None,
     "lower 4, lift 1, lower 4, lift 1"),
    ("in clusters", "Back squat 1x3 @90kg/60kg 4-0-X-0 accentuated cluster 30s", None,
     "lower 4, lift 1, rest 30, get set 3, lower 4, lift 1, rest 30, get set 3, lower 4, lift 1"),
    ("clusters on both sides", "Press 1x2 @90kg/60kg each 4-0-X-0 accentuated cluster 30s", None,
     "lower 4, lift 1, rest 30, get set 3, lower 4, lift 1, change sides 10, get set 3, "
     "lower 4, lift 1, rest 30, get set 3, lower 4, lift 1"),
    ("a timed hold", "Wall sit 1x30s @bw", None, "hold still 30"),
    ("a timed hold each side", "Side plank 1x20s each", None,
     "hold still 20, change sides 10, get set 3, hold still 20"),
    ("the most of a range", "Press 1x1-2 @50kg 3-0-X-0", None, "lower 3, lift 1, lower 3, lift 1"),
    ("self-paced to the first press", "Press 1x2 @50kg 3-0-X-0 self-paced", None, "lower 3?"),
    ("self-paced, lifting first", "Curl 1x1 @20kg 3-0-2-0 self-paced", CURL, "lift 2, lower 3?"),
    ("the longest", "Press 1x1 @50kg 60-0-X-0", None, "lower 60, lift 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "exercise", "stretches"), [t[1:] for t in TIMETABLES], ids=[t[0] for t in TIMETABLES]
)
def test_the_timetable(line: str, exercise: Exercise | None, stretches: str) -> None:
    state = Lift(ready(line, exercise=exercise, lifter=STRONG)).keys("0 space").state
    legs = timetable(state)
    assert [(phase.value, begins, ends) for phase, begins, ends in legs[:1]] == [("get set", 0, 10)]
    for (_, _, ends), (_, begins, _) in pairwise(legs):
        assert ends == begins
    lengths = {(leg.phase, leg.rep): leg.seconds for leg in state.legs}
    told = [
        f"{phase.value} {lengths[phase, state.legs[index].rep]:g}" + ("?" if ends is None else "")
        for index, (phase, _, ends) in enumerate(legs)
    ]
    assert told[1:] == [part.strip() for part in stretches.split(",")]


def test_30_10_30_has_ordinary_reps_without_seconds_and_no_stop_rule() -> None:
    lift = Lift(ready("Curl 1x12 @25kg 30-10-30", exercise=CURL)).keys("0 space, 20 space").until(22.1)
    assert lift.reps == ["9/30"]
    lift.keys("30 space").until(100)
    assert lift.reps == ["9/30", *["·"] * 10, "30"]
    assert lift.state.ended_by is EndedBy.REPS_DONE
    ordinary = lift.state.reps[5]
    assert (ordinary.kind, ordinary.number, ordinary.lowering_target_s, ordinary.marked) == (
        RepKind.NORMAL,
        6,
        None,
        False,
    )
    assert str(ordinary.load_down) == "25kg"


def test_a_press_in_a_paced_ordinary_rep_is_ignored_but_not_a_late_mark() -> None:
    lift = Lift(ready("Curl 1x12 @25kg 30-10-30", exercise=CURL)).keys("0 space, 41.5 space")
    assert lift.reps == ["30.5/30"]
    lift.keys("43 space")
    assert (lift.reps, lift.state.said) == (["30.5/30"], "Ignored: ordinary reps go by the clock.")
    lift.keys("43.5 x")
    assert lift.reps == ["30.5/30", "·!"]


HOLDS = [
    ("held to the end", "0 space", "30h", EndedBy.REPS_DONE),
    ("a press ends it", "0 space, 22.5 space", "12.5h/30", EndedBy.REPS_DONE),
    ("x ends it and the set", "0 space, 22.5 x", "12.5h/30!", EndedBy.CONTROL_LOST),
    ("x just after it", "0 space, 41 x", "30h!", EndedBy.CONTROL_LOST),
    ("p voids it", "0 space, 22 p, 25 space", "30h", EndedBy.REPS_DONE),
]


@pytest.mark.parametrize(("events", "reps", "ended"), [h[1:] for h in HOLDS], ids=[h[0] for h in HOLDS])
def test_a_timed_hold(events: str, reps: str, ended: EndedBy) -> None:
    lift = Lift(ready("Wall sit 1x30s @bw")).keys(events)
    lift.until(lift.now + 45)
    assert (lift.reps, lift.state.ended_by) == (reps.split(), ended)
    assert all(rep.kind is RepKind.HOLD and rep.lowering_target_s is None for rep in lift.state.reps)


def test_a_hold_that_has_run_out_is_not_marked_late() -> None:
    lift = Lift(ready("Side plank 1x20s each")).keys("0 space, 30.5 space")
    assert (lift.reps, lift.state.said) == (["20h"], "Ignored: the change of sides goes by the clock.")


def test_a_late_mark_of_the_last_rep_of_a_side_moves_the_change_over() -> None:
    lift = Lift(ready("Heel drop 1x1 @bw each 3-0-A-0")).keys("0 space, 13.5 space")
    assert lift.reps == ["3.5/3"]
    assert [(each[0].value, each[1]) for each in timetable(lift.state)[:3]] == [
        ("change sides", 13.5),
        ("get set", 23.5),
        ("lower", 26.5),
    ]


def test_a_press_does_not_shorten_a_change_over_or_a_rest_that_is_not_heavy() -> None:
    over = Lift(ready("Heel drop 1x1 @bw each 3-0-A-0")).keys("0 space, 16 space")
    assert (over.state.said, over.state.since) == ("Ignored: the change of sides goes by the clock.", 13)
    line = "Back squat 1x2 @90kg/60kg 4-0-X-0 accentuated cluster 30s"
    rest = Lift(ready(line, lifter=STRONG)).keys("0 space, 17 space")
    assert (rest.state.said, rest.state.since) == ("Ignored: the rest goes by the clock.", 15)


def test_two_reps_of_different_sides_are_not_two_in_a_row() -> None:
    lift = Lift(ready("Split squat 1x2 @bw each 3-0-X-0")).keys("0 space, 16.4 space, 32.8 space").until(40)
    assert (lift.reps, lift.state.ended_by) == (["3", "2.4/3", "2.4/3", "3"], EndedBy.REPS_DONE)


def test_a_set_may_pause_in_a_change_over_and_in_a_cluster() -> None:
    over = Lift(ready("Heel drop 1x1 @bw each 3-0-A-0")).keys("0 space, 16 p, 20 space").until(33.1)
    assert [rep.side for rep in over.state.reps] == ["left", "right"]
    line = "Back squat 1x2 @90kg/60kg 4-0-X-0 accentuated cluster 30s"
    rest = Lift(ready(line, lifter=STRONG)).keys("0 space, 17 p, 20 space").until(34.1)
    assert rest.reps == ["4", "4"]
