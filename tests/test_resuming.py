"""An interrupted session goes on where it stood, whatever was done, changed or left out before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import Load, Mass, parse_load
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.resuming import resumed
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings
from tests.course_walks import Walk, line_up, prepared, standing
from tests.guided_lift import Lift

THEN = datetime(2025, 3, 1, 18, tzinfo=UTC)
PUSH = "Push-up negative 2x2 @bw 3-0-A-0"
PRESS = "Press 2x2 @50kg 3-0-X-0 rest 1:30"
STRONG = Lifter(Mass(Decimal(100), "kg"), heavy_sessions=1)


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
    fresh = line_up(PRESS, PUSH)
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
    now, already = resumed(line_up(PRESS, "Press 2x2 @50kg 3-0-X-0"), session(*sets))
    assert ((now.line, now.set_number), len(already)) == (place, reps)
    state = now.ready(Settings(), reps=already)
    assert state.rep == reps


def test_a_session_that_was_done() -> None:
    assert resumed(line_up(PRESS), session(done(1, 1), done(1, 2)))[0].done


def test_an_unfinished_set_goes_on_with_its_next_rep() -> None:
    now, already = resumed(line_up(PRESS), session(done(1, 1, rep(1), status=Status.INTERRUPTED)))
    finished = Lift(now.ready(Settings(), reps=already)).keys("0 space").until(20).state
    assert [each.number for each in finished.reps] == [1, 2]
    assert finished.ended_by is EndedBy.REPS_DONE


def test_a_set_whose_reps_are_all_done_ends_at_the_first_press() -> None:
    now, already = resumed(line_up(PRESS), session(done(1, 1, rep(1), rep(2), status=Status.INTERRUPTED)))
    assert Lift(now.ready(Settings(), reps=already)).keys("0 space").state.ended_by is EndedBy.REPS_DONE


def test_what_was_changed_before_an_interruption_still_counts() -> None:
    last = done(1, 1, rep(1), rep(2, seconds=5, load="55kg"), status=Status.INTERRUPTED)
    now, already = resumed(line_up(PRESS), session(last))
    state = now.ready(Settings(), reps=already)
    assert (str(state.load), state.seconds_more) == ("55kg", Decimal(2))
    corrected = resumed(line_up(PRESS), session(done(1, 1, rep(1), rep(2), load="52kg")))[0]
    assert str(corrected.current.load) == "52kg"


def test_the_heavy_load_of_releasers_is_found_again() -> None:
    line = "Back squat 2x3 @90kg/60kg 3-0-X-0 accentuated"
    last = done(
        1, 1, rep(1, load="95kg/60kg"), rep(2, load="60kg"), status=Status.INTERRUPTED, load="90kg/60kg"
    )
    assert resumed(line_up(line), session(last))[0].current.load == parse_load("95kg/60kg")


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
    now, _ = resumed(line_up(line, PUSH, lifter=STRONG), session(last))
    assert (now.line, now.set_number) == ((1, 1) if over else (0, 2))


def test_control_lost_at_a_percentage_of_an_unknown_maximum() -> None:
    last = replace(
        done(1, 1, rep(1)), ended_by=EndedBy.CONTROL_LOST, load_lifted=Load(Mass(Decimal(80), "kg"))
    )
    now, _ = resumed(line_up("Press 2x2 @110% 3-0-X-0", PUSH), session(last))
    assert now.line == 1


LINES = (
    "Bench press 3x5 @60kg 3-0-X-0 group A",
    "Row 1x5 @40kg 3-0-X-0 group A",
    "Press 6,4 @30kg 3-0-X-0",
    "Wall sit 2x30s @bw",
    "Bench press 2x5 @50kg 3-0-X-0",
)
INSTEAD = (
    "Dip 2x5 @bw+10kg 3-0-X-0",
    "Bench press 1x8 @45kg 3-0-X-0 group A",
    "Curl 12,10,8 @10kg 3-0-X-0",
    "Bench press 3x5 @60kg 3-0-X-0 group A",
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(0, 3)),
        st.tuples(st.just("jump"), st.integers(0, len(LINES) - 1)),
        st.tuples(st.just("skip"), st.integers(0, 1)),
        st.tuples(st.just("exchange"), st.integers(0, len(INSTEAD) - 1)),
        st.tuples(st.sampled_from(["add", "warm up"]), st.just(0)),
    ),
    max_size=25,
)


def step(walk: Walk, what: str, which: int) -> None:
    """Do one thing, or be told that it can't be done."""
    course = walk.course
    try:
        if what == "jump":
            walk.jump(which)
        elif what == "skip":
            walk.skip(exercise=bool(which))
        elif what == "exchange":
            walk.course = course.replaced(prepared(INSTEAD[which]))
        elif what == "add":
            walk.course = course.with_a_set_more(course.line)
        elif what == "warm up":
            walk.course = course.warmed_up()
        elif which == 3:
            walk.set(over=True)
        elif which and not course.warming and course.current.load is not None:
            walk.set(Load(Mass(Decimal(20 + which), "kg")))
        else:
            walk.set()
    except Refused:
        assert walk.course is course


@settings(deadline=None)
# A ramp is begun, and another line of the same exercise, with a ramp of its own, takes the line's place.
@example(
    [("warm up", 0), ("jump", 4), ("exchange", 0), ("set", 3), ("set", 0), ("exchange", 1), ("warm up", 0)]
)
@given(STEPS)
def test_whatever_was_done_it_goes_on_where_it_stood(steps: list[tuple[str, int]]) -> None:
    walk = Walk(line_up(*LINES))
    for what, which in steps:
        if walk.course.done:
            break
        step(walk, what, which)
        again, reps = resumed(walk.fresh(), walk.session)
        assert reps == ()
        assert standing(again) == standing(walk.course)


@settings(deadline=None)
@given(STEPS)
def test_whatever_is_done_it_ends_with_every_set_done_once(steps: list[tuple[str, int]]) -> None:
    walk = Walk(line_up(*LINES))
    for what, which in steps:
        if walk.course.done:
            break
        step(walk, what, which)
    for _ in range(200):
        if walk.course.done:
            break
        assert walk.course.sets_left > 0
        before = walk.course.seconds_left(Settings())
        walk.set()
        assert 0 <= walk.course.seconds_left(Settings()) <= before
    assert walk.course.done
    assert walk.course.sets_left == 0
    assert walk.course.seconds_left(Settings()) == 0
    for place, line in enumerate(walk.course.stretches):
        numbers = [
            each.number
            for each in walk.sets
            if each.line_number == place + 1
            and not each.warm_up
            and each.ended_by is not EndedBy.EXERCISE_SKIPPED
        ]
        assert numbers == list(range(1, line.done + 1))
        assert line.skipped or line.over or line.done == line.sets


def test_a_set_that_ended_on_its_form_is_done_and_its_partner_comes() -> None:
    walk = Walk(line_up(*LINES))
    before = walk.course
    walk.set()
    on_the_form = replace(walk.session, today=before.today())
    again, _ = resumed(walk.fresh(), on_the_form)
    assert (again.line, again.stretches[0].done) == (1, 1)


def test_a_warm_up_that_ended_on_its_form_is_done() -> None:
    walk = Walk(line_up(*LINES).warmed_up())
    before = walk.course
    walk.set()
    on_the_form = replace(walk.session, today=before.today())
    fresh = replace(walk.fresh(), stretches=tuple(prepared(each.line, each) for each in on_the_form.today))
    again, _ = resumed(fresh, on_the_form)
    assert standing(again) == standing(walk.course)


def test_a_ramp_without_the_load_that_it_was_made_of_is_left_out() -> None:
    line = "Bench press 3x5 @80% 3-0-X-0"
    told = LineToday(line, 3, warm_ups=3, warmed=1)
    now, _ = resumed(
        replace(line_up(line), stretches=(prepared(line, told),)),
        Session("s", Status.INTERRUPTED, THEN, today=(told,), next_line=1),
    )
    assert not now.warming
    assert now.ready(Settings()).needs_load


def test_the_limit_of_a_line_that_was_exchanged_says_nothing_about_the_other() -> None:
    walk = Walk(line_up("Heel drop 3x5 @bw+10kg 3-0-X-0 pain<=5").warmed_up())
    walk.set()
    walk.sets[-1] = replace(walk.sets[-1], pain=5)
    walk.course = walk.course.replaced(prepared("Press 3x5 @50kg 3-0-X-0"))
    again, _ = resumed(walk.fresh(), walk.session)
    assert not again.current.over


def test_a_load_from_before_an_exchange_is_not_put_on_the_bar_again() -> None:
    walk = Walk(line_up("Press 3x5 @50kg 3-0-X-0"))
    walk.set(parse_load("55kg"))
    walk.course = walk.course.replaced(prepared("Press 2x5 @40kg 3-0-X-0"))
    again, _ = resumed(walk.fresh(), walk.session)
    assert str(again.current.load) == "40kg"
