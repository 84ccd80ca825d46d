"""What was done as lines of notation: to be trained again, or put into a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negtrain_tui.training.copying import apart, as_workout, copied, into_workout, new_plan
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Hold, Plan, PlanLine, Prescription, RepList, Workout
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Side, Status

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
BENCH = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"


def trained(
    line: str,
    *loads: str | None,
    reps: tuple[int, ...] = (),
    target: str | None = None,
    number: int = 1,
    sides: tuple[Side | None, ...] = (None,),
    name: str | None = None,
    method: str | None = None,
) -> list[SetRecord]:
    """A line's sets as they were done: of each load one, with so many reps (each side)."""
    try:
        p: Prescription | None = parse_prescription(line)
    except NotationError:
        p = None
    found = []
    for at, load in enumerate(loads):
        many = reps[at] if reps else p.reps_of_set(1) if p is not None else (1, 1)
        if isinstance(many, Hold):
            done = [_hold(many.seconds, side) for side in sides]
        else:
            how_many = many if isinstance(many, int) else many[1]
            seconds = D(target) if target else p.tempo.lowering if p is not None and p.tempo else None
            done = [_lowering(each, seconds, side) for side in sides for each in range(1, how_many + 1)]
        found.append(
            SetRecord(
                id=f"{number} {at}",
                exercise=name or (p.exercise if p is not None else "Unknown"),
                line=line,
                line_number=number,
                number=at + 1,
                method=method,
                pacing="paced",
                status=Status.FINISHED,
                started_at=AT,
                ended_by=EndedBy.REPS_DONE,
                load_lifted=None if load is None else parse_load(load),
                reps=tuple(done),
            )
        )
    return found


def _lowering(number: int, seconds: D | None, side: Side | None = None) -> Rep:
    return Rep(number, side, RepKind.LOWERING, seconds, seconds)


def _hold(seconds: D, side: Side | None = None, held: str | None = None) -> Rep:
    actual = seconds if held is None else D(held)
    return Rep(1, side, RepKind.HOLD, hold_target_s=seconds, hold_actual_s=actual, marked=held is not None)


def lines(*sets: list[SetRecord]) -> tuple[str, ...]:
    """The lines that come of these sets, each read back."""
    found = copied([one for each in sets for one in each], load_catalogue())
    assert tuple(parse_prescription(line) for line in found.notation) == found.lines
    return found.notation


def test_sets_alike_become_one_line_with_the_load_that_was_lifted() -> None:
    done = trained(BENCH, "85kg", "85kg", "85kg", "85kg")
    assert lines(done) == ("Bench press 4x5 @85kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",)


def test_fewer_sets_than_planned_are_as_many_as_were_done() -> None:
    assert lines(trained(BENCH, "80kg")) == ("Bench press 1x5 @80kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",)


def test_other_reps_make_a_list_and_other_loads_lines_of_their_own() -> None:
    done = trained("Row 3x8 @60kg 3-0-X-0", "60kg", "60kg", "55kg", reps=(8, 6, 8))
    assert lines(done) == ("Row 8,6 @60kg 3-0-X-0", "Row 1x8 @55kg 3-0-X-0")


def test_a_lowering_that_was_changed_on_the_way_is_the_one_copied() -> None:
    assert lines(trained("Row 2x8 @60kg 3-0-X-0", "60kg", "60kg", target="4")) == ("Row 2x8 @60kg 4-0-X-0",)


def test_a_tempo_that_nobody_wrote_is_written_only_where_it_was_changed() -> None:
    # The bench press is lowered in 4 s unless its line says otherwise.
    line = "Bench press 1x5 @60kg"
    assert lines(trained(line, "60kg", target="4")) == (line,)
    assert lines(trained(line, "60kg", target="6")) == ("Bench press 1x5 @60kg 6-0-X-0",)


def test_seconds_over_the_limit_of_their_progress_leave_the_progress_out() -> None:
    done = trained("Row 1x8 @60kg 3-0-X-0 +1s..5s +1kg", "60kg", target="6")
    assert lines(done) == ("Row 1x8 @60kg 6-0-X-0 +1kg",)


def test_a_load_in_another_unit_or_a_percentage_lifted_as_kilos_goes_without_its_step() -> None:
    assert lines(trained("Row 1x8 @60kg 3-0-X-0 +1kg", "135lb")) == ("Row 1x8 @135lb 3-0-X-0",)
    assert lines(trained("Row 1x8 @80% 3-0-X-0", "64.5kg")) == ("Row 1x8 @64.5kg 3-0-X-0",)


def test_two_loads_limits_and_notes_come_along() -> None:
    squat = 'Back squat 2x3 @120kg/90kg rpe 8 4-0-X-0 accentuated cluster 30s rest 4:00 pain<=3 "pins low"'
    done = trained(squat, "125kg/90kg", "125kg/90kg")
    assert lines(done) == (
        'Back squat 2x3 @125kg/90kg rpe 8 4-0-X-0 accentuated cluster 30s rest 4:00 pain<=3 "pins low"',
    )


def test_two_loads_of_which_one_was_lifted_are_no_longer_accentuated() -> None:
    done = trained("Back squat 1x3 @120kg/90kg 4-0-X-0 accentuated", "100kg")
    assert lines(done) == ("Back squat 1x3 @100kg 4-0-X-0",)


def test_reps_of_both_sides_are_those_that_both_did() -> None:
    done = trained("Leg press 1x6 @60kg each 5-0-X-0 two-one", "60kg", sides=(Side.LEFT, Side.RIGHT))
    shorter = [replace(done[0], reps=done[0].reps[:-2])]
    assert lines(done) == ("Leg press 1x6 @60kg each 5-0-X-0 two-one",)
    assert lines(shorter) == ("Leg press 1x4 @60kg each 5-0-X-0 two-one",)


def test_holds_are_as_long_as_they_were_held() -> None:
    line = "Wall sit 3x30s @bw"
    done = trained(line, "bw", "bw", "bw")
    last = replace(done[2], reps=(_hold(D(30), held="27.384"),))
    assert lines([done[0], done[1], last]) == ("Wall sit 2x30s @bw", "Wall sit 1x27s @bw")
    blink = replace(done[2], reps=(_hold(D(30), held="0.4"),))
    assert lines([blink]) == ("Wall sit 1x1s @bw",)


def test_a_30_10_30_is_always_its_twelve_reps_and_each_set_a_line() -> None:
    line = "Biceps curl 1x12 @25kg 30-10-30"
    assert lines(trained(line, "25kg", "25kg", reps=(12, 7))) == (line, line)


def test_the_weeks_of_a_programme_are_not_copied() -> None:
    assert lines(trained("Nordic curl 1x5 @bw 5-0-A-0 wk 5-10", "bw")) == ("Nordic curl 1x5 @bw 5-0-A-0",)


def test_a_group_stays_where_its_lines_can_take_turns_as_they_did() -> None:
    curl = trained("Curl 2x8 @10kg 3-0-X-0 group A", "10kg", "10kg")
    dip = trained("Dip 2x8 @bw 3-0-X-0 group A", "bw", "bw", number=2)
    assert lines(curl, dip) == ("Curl 2x8 @10kg 3-0-X-0 group A", "Dip 2x8 @bw 3-0-X-0 group A")
    assert lines(dip) == ("Dip 2x8 @bw 3-0-X-0",)
    lighter = trained("Curl 2x8 @10kg 3-0-X-0 group A", "10kg", "8kg")
    assert lines(lighter, dip) == (
        "Curl 1x8 @10kg 3-0-X-0",
        "Curl 1x8 @8kg 3-0-X-0",
        "Dip 2x8 @bw 3-0-X-0",
    )


def test_sets_without_a_rep_are_left_out_and_said_so() -> None:
    empty = [replace(one, reps=(), note="shoulder") for one in trained(BENCH, "80kg")]
    found = copied([*empty, *trained("Row 1x8 @60kg", "60kg", number=2)], load_catalogue())
    assert found.notation == ("Row 1x8 @60kg",)
    assert found.left_out == ("Bench press wasn't copied: no rep of it was done.",)
    with pytest.raises(Refused, match="no rep of it was done"):
        copied(empty, load_catalogue())
    with pytest.raises(Refused, match="no work set was done"):
        copied([replace(each, warm_up=True) for each in trained(BENCH, "80kg")], load_catalogue())


def test_an_import_without_a_line_is_built_from_what_is_known() -> None:
    done = trained("imported row 17", "100lb", "100lb", reps=(5, 5), name="Press [x] 3x5", method="negative")
    assert lines(done) == ('"Press [x] 3x5" 2x5 @100lb negative',)
    unloaded = trained("", None, reps=(5,), name="Dead hang", method="of another app")
    assert lines(unloaded) == ("Dead hang 1x5",)


def test_an_import_that_no_line_can_say_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="has no name"):
        copied(trained("", "20kg", reps=(5,), name="  "), load_catalogue())
    with pytest.raises(Refused, match=r"Row wasn't copied: its load should be at most 1500kg"):
        copied(trained("Row 1x5", "1501kg"), load_catalogue())
    with pytest.raises(Refused, match=r"Row wasn't copied.*reps"):
        copied(trained("Row 1x5", "20kg", reps=(1000,)), load_catalogue())


def test_the_load_of_the_reps_stands_in_for_one_that_was_not_noted() -> None:
    done = trained("Row 1x2 @60kg 3-0-X-0", None)
    heavier = [
        replace(one, reps=tuple(replace(rep, load_down=parse_load("62kg").down) for rep in one.reps))
        for one in done
    ]
    assert lines(done) == ("Row 1x2 @60kg 3-0-X-0",)
    assert lines(heavier) == ("Row 1x2 @62kg 3-0-X-0",)


LINES = st.sampled_from(
    [
        BENCH,
        "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00 +1s..10s",
        "Back squat 3x5 @105%/80% 4-0-X-0 accentuated cluster 30s",
        "Leg press 5x5 @60kg each 10-0-10-0 super-slow",
        "Nordic curl 12,10,8 @bw-20kg 5-0-A-0 wk 5-10 group B",
        "no line at all",
    ]
)
LOADS = st.sampled_from([None, "82.5kg", "bw", "bw-17.5kg", "120kg/90kg", "185lb", "60kg/70kg", "0kg"])


@given(
    LINES,
    st.lists(st.tuples(LOADS, st.integers(1, 20)), min_size=1, max_size=6),
    st.sampled_from([None, "2.5", "0", "60", "75"]),
)
def test_whatever_was_done_its_lines_read_back_and_lose_no_rep(
    line: str, done: list[tuple[str | None, int]], target: str | None
) -> None:
    sets = trained(line, *(load for load, _ in done), reps=tuple(reps for _, reps in done), target=target)
    found = copied(sets, load_catalogue())
    assert tuple(parse_prescription(each) for each in found.notation) == found.lines
    reps = [
        reps
        for p in found.lines
        for reps in (
            p.sets.reps
            if isinstance(p.sets, RepList)
            else ()
            if isinstance(p.sets, Hold)
            else (p.sets.low,) * p.sets.sets
        )
    ]
    assert reps == [many for _, many in done]


def _lines(*texts: str) -> tuple[Prescription, ...]:
    return tuple(parse_prescription(text) for text in texts)


def test_groups_that_come_to_others_of_their_letter_get_free_ones() -> None:
    found = apart(_lines("Curl 3x8 group A", "Dip 3x8 group A", "Row 3x8 group B", "Sit-up 3x8"), {"A", "C"})
    assert [line.group for line in found] == ["D", "D", "B", None]


def test_lines_go_to_the_end_of_a_workout_and_leave_the_rest_alone() -> None:
    ids = (f"n{number}" for number in count())
    there = PlanLine("old", parse_prescription("Press 3x5 group A"))
    plan = Plan("p", "Mine", (Workout("w", "Push", (there,), ("mon",)), Workout("v", "Pull", ())))
    after = into_workout(plan, "w", _lines("Curl 3x8 group A", "Dip 3x8 group A"), lambda: next(ids))
    assert [(line.id, format_prescription(line.prescription)) for line in after.workouts[0].lines] == [
        ("old", "Press 3x5 group A"),
        ("n0", "Curl 3x8 group B"),
        ("n1", "Dip 3x8 group B"),
    ]
    assert after.workouts[1:] == plan.workouts[1:]
    with pytest.raises(Refused, match="no longer in the plan"):
        into_workout(plan, "gone", _lines("Curl 3x8"), lambda: "x")


def test_a_new_workout_comes_last_under_a_free_name() -> None:
    ids = (f"n{number}" for number in count())
    plan = Plan("p", "Mine", (Workout("w", "Push", ()),))
    once = as_workout(plan, "Push", _lines("Curl 3x8"), lambda: next(ids))
    twice = as_workout(once, "Legs", _lines("Squat 3x8"), lambda: next(ids))
    assert [workout.name for workout in twice.workouts] == ["Push", "Push copy", "Legs"]
    assert [line.id for workout in twice.workouts for line in workout.lines] == ["n1", "n3"]


def test_without_a_plan_it_becomes_one() -> None:
    ids = (f"n{number}" for number in count())
    plan = new_plan("Push", _lines("Curl 3x8"), lambda: next(ids))
    assert (plan.id, plan.name) == ("n0", "Push")
    assert [(each.name, len(each.lines)) for each in plan.workouts] == [("Push", 1)]
