"""A session's sets in their order: what is carried from set to set, and where an interrupted one goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from negtrain_tui.training.course import Course, Stretch, stretch
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.guided_set import GuidedSet, answered
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.safety import Lifter, Question
from negtrain_tui.training.settings import Settings
from tests.guided_lift import UNKNOWN, Lift

THEN = datetime(2025, 3, 1, 18, tzinfo=UTC)
PUSH = "Push-up negative 2x2 @bw 3-0-A-0"
PRESS = "Press 2x2 @50kg 3-0-X-0 rest 1:30"
STRONG = Lifter(Mass(Decimal(100), "kg"), heavy_sessions=1)


def course(*lines: str, lifter: Lifter = UNKNOWN) -> Course:
    stretches = []
    for line in lines:
        prescription = parse_prescription(line)
        exercise = load_catalogue().resolve(prescription.exercise).exercise
        stretches.append(stretch(line, prescription, exercise, lifter))
    return Course(tuple(stretches))


def train(of: Course, events: str, until: float = 60) -> GuidedSet:
    """Do the next set."""
    return Lift(of.ready(Settings())).keys(events).until(until).state


def places(of: Course, events: str = "0 space") -> list[tuple[int, int]]:
    """The line and set of every set that comes, each done in the same way."""
    seen = []
    while not of.done:
        seen.append((of.line, of.set_number))
        of = of.after(train(of, events))
    return seen


def test_sets_come_line_by_line() -> None:
    assert places(course(PUSH, PRESS)) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert places(course()) == []


def test_the_sets_left_count_the_next_one() -> None:
    now, left = course(PUSH, PRESS), []
    while not now.done:
        left.append(now.sets_left)
        now = now.after(train(now, "0 space"))
    assert [*left, now.sets_left] == [4, 3, 2, 1, 0]


def test_each_set_of_a_list_has_its_own_reps() -> None:
    now, reps = course("Press 3,2 @50kg 3-0-X-0"), []
    while not now.done:
        state = train(now, "0 space")
        reps.append(len(state.reps))
        now = now.after(state)
    assert reps == [3, 2]


def test_a_line_knows_its_rest() -> None:
    assert [each.rest_s for each in course(PUSH, PRESS).stretches] == [None, 90]


def test_load_and_seconds_are_carried_within_a_line_and_not_beyond() -> None:
    now = course(PRESS, "Bench press 1x2 @60kg 3-0-X-0")
    now = now.after(train(now, "0 space, 11 +, 11.5 ]"))
    again = now.ready(Settings())
    assert (str(again.load), [rep.target for rep in again.script.reps]) == ("50.5kg", [Decimal(4)] * 2)
    now = now.after(train(now, "0 space"))
    beyond = now.ready(Settings())
    assert (str(beyond.load), [rep.target for rep in beyond.script.reps]) == ("60kg", [Decimal(3)] * 2)


def test_what_is_changed_in_the_last_rep_counts_in_the_next_set() -> None:
    now = course(PRESS)
    now = now.after(train(now, "0 space, 15 +, 15.5 ["))
    again = now.ready(Settings())
    assert [(str(rep.load_down), rep.target) for rep in again.script.reps] == [("50.5kg", Decimal(2))] * 2


def test_spotters_are_asked_for_once_in_a_session() -> None:
    now = course("Press 2x1 @103kg 5-0-A-0", lifter=STRONG)
    assert now.ready(Settings()).questions == (Question.SPOTTERS,)
    now = now.after(train(now, "0 y, 1 space, 16 space"))
    again = now.ready(Settings())
    assert (again.questions, again.pacing, again.heavy) == ((), Pacing.SELF_PACED, True)


def test_a_percentage_becomes_the_mass_that_it_is() -> None:
    assert str(course("Press 1x2 @80%", lifter=STRONG).current.load) == "80kg"
    assert course("Press 1x2 @80%").current.load is None


def test_an_exercise_that_is_over_is_over_on_all_its_lines() -> None:
    lines = ("Back squat 2x1 @103kg 3-0-X-0", "Press 1x1 @50kg 3-0-X-0", "Back squat 3x5 @60kg 3-0-X-0", PUSH)
    now = course(*lines, lifter=STRONG)
    lost = train(now, "0 y, 1 space, 12 x")
    now = now.after(lost)
    assert (now.line, now.set_number, now.sets_left) == (1, 1, 3)
    assert places(now) == [(1, 1), (3, 1), (3, 2)]


def test_control_lost_with_a_load_of_ones_own_ends_only_the_set() -> None:
    assert places(course(PRESS), "0 space, 12 x") == [(0, 1), (0, 2)]


def test_pain_named_on_the_form_ends_the_exercise() -> None:
    now = course(PUSH, PRESS)
    assert now.after(answered(train(now, "0 space"), 4)).line == 1


def test_a_press_before_a_set_is_known_to_it() -> None:
    assert course(PUSH).ready(Settings(), last_press=7.5).last_press == 7.5


def test_a_rest_is_told_by_its_deadline() -> None:
    rest = Rest(began=100.0, seconds=90.0)
    assert (rest.deadline, rest.left(130), rest.left(195)) == (190, 60, -5)
    assert rest.shifted(15).left(130) == 75
    assert rest.shifted(-15).left(130) == 45


def test_a_rest_can_be_shortened_to_nothing_and_no_further() -> None:
    rest = Rest(began=100.0, seconds=20.0)
    assert rest.shifted(-15).shifted(-15).deadline == 100
    assert rest.shifted(-15).shifted(-15).shifted(15).deadline == 115


def test_the_pacing_that_was_chosen_holds_for_the_sets_after() -> None:
    before = course(PRESS)
    state = train(before, "0 m, 1 space, 12 space, 13 esc")
    after = before.after(state)
    assert before.ready(Settings()).pacing is Pacing.PACED
    assert after.ready(Settings()).pacing is Pacing.SELF_PACED


def test_a_heavy_set_chooses_for_no_other() -> None:
    before = course("Bench press 2x1 @105kg 3-0-X-0", lifter=STRONG)
    state = train(before, "0 y, 1 m, 2 space")
    assert state.pacing is Pacing.PACED
    assert before.after(state).ready(Settings()).pacing is Pacing.SELF_PACED


def test_a_load_changed_where_the_releasers_are_off_was_not_lifted() -> None:
    before = course("Back squat 1x3 @90kg/60kg 2-0-X-0 accentuated", lifter=STRONG)
    state = train(before, "0 space, 14 +")
    assert [str(rep.load_down) for rep in state.reps] == ["90kg", "60kg", "60kg"]
    assert str(state.lifted) == "90kg/60kg"
    assert str(state.load) == "90.5kg/60kg"


ORDERS = [
    ("two by turns", ["A 2x1 group A", "B 2x1 group A"], "1212"),
    ("unequal sets", ["A 3x1 group A", "B 1x1 group A"], "1211"),
    ("three, the middle one longer", ["A 1x1 group A", "B 3x1 group A", "C 2x1 group A"], "123232"),
    ("four", ["A 2x1 group A", "B 1x1 group A", "C 2x1 group A", "D 1x1 group A"], "123413"),
    ("apart, with a line between", ["A 2x1 group A", "B 2x1", "C 2x1 group A"], "131322"),
    ("apart, and a line after", ["A 1x1 group A", "B 1x1", "C 1x1 group A", "D 1x1"], "1324"),
    ("two groups", ["A 2x1 group A", "B 1x1 group A", "C 2x1 group B", "D 1x1 group B"], "121343"),
    (
        "two groups into each other",
        ["A 2x1 group A", "B 2x1 group B", "C 2x1 group A", "D 2x1 group B"],
        "13132424",
    ),
    ("a group of one", ["A 2x1 group A", "B 1x1"], "112"),
]


def fast(of: Course) -> str:
    """The lines by number, in the order in which their sets come."""
    seen = ""
    while not of.done:
        seen += f"{of.line + 1}"
        of = of.after(of.ready(Settings()))
    return seen


@pytest.mark.parametrize(("lines", "order"), [o[1:] for o in ORDERS], ids=[o[0] for o in ORDERS])
def test_the_order_of_supersets(lines: list[str], order: str) -> None:
    assert fast(course(*lines)) == order


def test_a_group_goes_on_without_an_exercise_that_is_over() -> None:
    now = course("A 3x1 group A", "B 3x1 group A", "C 2x1 group A", "D 1x1")
    now = now.after(now.ready(Settings()))
    now = now.after(replace(now.ready(Settings()), exercise_over=True))
    assert (now.line, now.sets_left) == (2, 5)
    assert fast(now) == "31314"
    assert [now.stretches[1].left, now.stretches[1].over] == [0, True]


def test_a_jump_from_and_to_everywhere() -> None:
    for start in range(5):
        for to in range(3):
            now = course("A 2x1", "B 2x1", "C 1x1")
            for _ in range(start):
                now = now.after(now.ready(Settings()))
            if now.done:
                continue
            left = now.sets_left + (1 if now.stretches[to].left == 0 else 0)
            jumped = now.jumped(to)
            assert (jumped.line, jumped.sets_left) == (to, left)
            order = fast(jumped)
            assert order[0] == str(to + 1)
            assert len(order) == left


def test_a_jump_to_what_is_over_is_refused_and_to_what_was_left_out_brings_it_back() -> None:
    now = course("A 2x1", "B 2x1")
    over = now.after(replace(now.ready(Settings()), exercise_over=True))
    with pytest.raises(Refused, match="over for today"):
        over.jumped(0)
    skipped = now.skipped_line()
    assert (skipped.line, skipped.sets_left) == (1, 2)
    assert fast(skipped.jumped(0)) == "1122"


@pytest.mark.parametrize(
    ("line", "reps"),
    [("Press 12,10,8 @30kg", [12, 10, 8, 8]), ("Press 3x6 @30kg", [6] * 4), ("Wall sit 3x30s @bw", [1] * 4)],
)
def test_a_set_more_repeats_the_last_one(line: str, reps: list[int]) -> None:
    now = course(line).with_a_set_more(0)
    seen = []
    while not now.done:
        state = now.ready(Settings())
        seen.append(len(state.script.reps))
        now = now.after(state)
    assert seen == reps


def test_a_set_more_of_a_line_that_is_done_comes_at_once_when_nothing_else_is_left() -> None:
    now = course("A 1x1", "B 1x1")
    between = now.after(now.ready(Settings()))
    assert fast(between.with_a_set_more(0)) == "21"
    done = between.after(between.ready(Settings()))
    again = done.with_a_set_more(0)
    assert (again.done, again.line, again.set_number) == (False, 0, 2)


def test_a_set_more_of_what_is_over_is_refused() -> None:
    now = course("A 1x1", "B 1x1")
    over = now.after(replace(now.ready(Settings()), exercise_over=True))
    with pytest.raises(Refused, match="over for today"):
        over.with_a_set_more(0)


def test_a_set_left_out_counts_as_behind() -> None:
    now = course("A 3x1 group A", "B 1x1 group A").skipped_set()
    assert (now.line, now.sets_done, now.sets_left) == (1, 1, 3)
    assert fast(now) == "211"


def other(line: str) -> Stretch:
    return course(line).stretches[0]


def test_an_exchange_takes_the_sets_left_and_keeps_the_place() -> None:
    now = course("Press 3x5 @50kg group A", "Row 3x5 @40kg group A")
    now = now.after(now.ready(Settings()))
    now = now.after(now.ready(Settings()))
    dip = now.replaced(other("Dip 8,6 @bw group A"))
    assert (dip.set_number, dip.set_count, dip.current.replaces) == (2, 3, "Press")
    assert [dip.number_in_line, len(dip.ready(Settings()).script.reps)] == [1, 8]
    assert fast(dip) == "12" * 2
    twice = dip.after(dip.ready(Settings())).jumped(0).replaced(other("Curl 1x9 @10kg"))
    assert (twice.set_number, twice.set_count, twice.current.replaces) == (3, 3, "Press")
    back = twice.replaced(other("press 2x5 @50kg"))
    assert (back.set_number, back.set_count, back.current.replaces) == (3, 4, None)


def test_an_exercise_that_is_over_takes_no_other_ones_place() -> None:
    now = course("Press 2x1 @50kg", "Row 1x1 @40kg")
    now = now.after(replace(now.ready(Settings()), exercise_over=True))
    with pytest.raises(Refused, match="Press is over for today"):
        now.replaced(other("Press 1x1 @20kg"))


def test_a_ramp_that_was_left_goes_on_and_comes_once() -> None:
    now = course("Press 2x1 @50kg", "Row 2x1 @40kg").warmed_up()
    with pytest.raises(Refused, match="there already"):
        now.warmed_up()
    now = now.after(now.ready(Settings())).skipped_set()
    assert (now.warming, now.set_number) == (False, 1)
    now = now.warmed_up()
    assert (now.warming, now.set_number, now.set_count) == (True, 2, 3)
    for _ in range(2):
        now = now.after(now.ready(Settings()))
    with pytest.raises(Refused, match="warm-up is done"):
        now.warmed_up()
    assert fast(now) == "1122"


def test_the_time_left_falls_with_every_set_and_counts_the_warm_up() -> None:
    now = course("A 2x3 3-0-X-0 rest 3:00 group A", "B 1x3 3-0-X-0 rest 10s group A", "C 2x30s")
    lefts = [now.seconds_left(Settings())]
    while not now.done:
        now = now.after(now.ready(Settings()))
        lefts.append(now.seconds_left(Settings()))
    assert lefts == sorted(lefts, reverse=True)
    assert len(set(lefts)) == 6
    assert lefts[-1] == 0
    cold = course("Press 2x1 @50kg 3-0-X-0 rest 30s")
    warm = cold.warmed_up()
    # Three lead-ins, three rests of 30 s, and the reps.
    assert warm.seconds_left(Settings()) - cold.seconds_left(Settings()) > 3 * (10 + 30)


def test_a_warm_up_rests_for_a_minute_at_most() -> None:
    rests = []
    for rest in ("", "rest 20s", "rest 3:00"):
        rests.append(course(f"Press 2x1 @50kg {rest}").warmed_up().rest_s)
    assert rests == [60, 20, 60]
