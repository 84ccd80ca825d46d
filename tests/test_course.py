"""A session's sets in their order: what is carried from set to set, and where an interrupted one goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from negtrain_tui.training.course import Course, resumed, stretch
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.guided_set import GuidedSet, answered
from negtrain_tui.training.load import Load, Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
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


def rep(number: int, *, seconds: int = 3, load: str = "50kg") -> Rep:
    amount = parse_load(load)
    return Rep(
        number,
        None,
        RepKind.LOWERING,
        lowering_target_s=Decimal(seconds),
        lowering_actual_s=Decimal(seconds),
        load_down=amount.down,
        load_up=amount.up or amount.down,
    )


def done(
    line: int, number: int, *reps: Rep, status: Status = Status.FINISHED, load: str = "50kg"
) -> SetRecord:
    return SetRecord(
        id=f"{line}-{number}",
        exercise="Press",
        line="",
        line_number=line,
        number=number,
        method=None,
        pacing="paced",
        status=status,
        started_at=THEN,
        ended_by=EndedBy.REPS_DONE if status is Status.FINISHED else None,
        load_lifted=parse_load(load),
        reps=reps,
    )


def session(*sets: SetRecord) -> Session:
    return Session("s", Status.INTERRUPTED, THEN, sets=sets)


def test_nothing_was_done() -> None:
    fresh = course(PRESS, PUSH)
    assert resumed(fresh, session()) == (fresh, ())


GOES_ON = [
    ("within a set", [done(1, 1, rep(1), status=Status.INTERRUPTED)], (0, 1), 1),
    ("with a set that was live", [done(1, 2, rep(1), status=Status.LIVE)], (0, 2), 1),
    ("with a set without a rep", [done(1, 1, status=Status.INTERRUPTED)], (0, 1), 0),
    ("after a set", [done(1, 1, rep(1), rep(2))], (0, 2), 0),
    ("after a line", [done(1, 1), done(1, 2, rep(1), rep(2))], (1, 1), 0),
    ("on a later line", [done(1, 1), done(1, 2), done(2, 1)], (1, 2), 0),
]


@pytest.mark.parametrize(("sets", "place", "reps"), [g[1:] for g in GOES_ON], ids=[g[0] for g in GOES_ON])
def test_where_an_interrupted_session_goes_on(
    sets: list[SetRecord], place: tuple[int, int], reps: int
) -> None:
    now, already = resumed(course(PRESS, "Press 2x2 @50kg 3-0-X-0"), session(*sets))
    assert ((now.line, now.set_number), len(already)) == (place, reps)
    state = now.ready(Settings(), reps=already)
    assert state.rep == reps


def test_a_session_that_was_done() -> None:
    assert resumed(course(PRESS), session(done(1, 1), done(1, 2)))[0].done


def test_an_unfinished_set_goes_on_with_its_next_rep() -> None:
    now, already = resumed(course(PRESS), session(done(1, 1, rep(1), status=Status.INTERRUPTED)))
    finished = Lift(now.ready(Settings(), reps=already)).keys("0 space").until(20).state
    assert [each.number for each in finished.reps] == [1, 2]
    assert finished.ended_by is EndedBy.REPS_DONE


def test_a_set_whose_reps_are_all_done_ends_at_the_first_press() -> None:
    now, already = resumed(course(PRESS), session(done(1, 1, rep(1), rep(2), status=Status.INTERRUPTED)))
    assert Lift(now.ready(Settings(), reps=already)).keys("0 space").state.ended_by is EndedBy.REPS_DONE


def test_what_was_changed_before_an_interruption_still_counts() -> None:
    last = done(1, 1, rep(1), rep(2, seconds=5, load="55kg"), status=Status.INTERRUPTED)
    now, already = resumed(course(PRESS), session(last))
    state = now.ready(Settings(), reps=already)
    assert (str(state.load), state.seconds_more) == ("55kg", Decimal(2))
    corrected = resumed(course(PRESS), session(done(1, 1, rep(1), rep(2), load="52kg")))[0]
    assert str(corrected.current.load) == "52kg"


def test_the_heavy_load_of_releasers_is_found_again() -> None:
    line = "Back squat 2x3 @90kg/60kg 3-0-X-0 accentuated"
    last = done(
        1, 1, rep(1, load="95kg/60kg"), rep(2, load="60kg"), status=Status.INTERRUPTED, load="90kg/60kg"
    )
    assert resumed(course(line), session(last))[0].current.load == parse_load("95kg/60kg")


OVER = [
    ("pain in the set", {"ended_by": EndedBy.PAIN}, PRESS, True),
    ("dropped", {"ended_by": EndedBy.TOO_FAST}, PRESS, True),
    ("pain on the form", {"pain": 4}, PRESS, True),
    ("pain within the limit", {"pain": 3}, PRESS, False),
    ("pain within the line's own limit", {"pain": 5}, f"{PRESS} pain<=5", False),
    ("control lost", {"ended_by": EndedBy.CONTROL_LOST}, PRESS, False),
    (
        "control lost over the 1RM",
        {"ended_by": EndedBy.CONTROL_LOST, "load_lifted": parse_load("101kg")},
        PRESS,
        True,
    ),
]


@pytest.mark.parametrize(("change", "line", "over"), [o[1:] for o in OVER], ids=[o[0] for o in OVER])
def test_an_exercise_that_was_over_stays_over(change: dict[str, object], line: str, over: bool) -> None:
    last = replace(done(1, 1, rep(1)), **change)  # type: ignore[arg-type]
    now, _ = resumed(course(line, PUSH, lifter=STRONG), session(last))
    assert (now.line, now.set_number) == ((1, 1) if over else (0, 2))


def test_control_lost_at_a_percentage_of_an_unknown_maximum() -> None:
    last = replace(
        done(1, 1, rep(1)), ended_by=EndedBy.CONTROL_LOST, load_lifted=Load(Mass(Decimal(80), "kg"))
    )
    now, _ = resumed(course("Press 2x2 @110% 3-0-X-0", PUSH), session(last))
    assert now.line == 1


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
