"""A session as it is run, on a real database without a screen: every step taken back, nothing ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from negtrain_tui.alive import Alive
from negtrain_tui.journal import Journal
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.brief import last_time_brief
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.session_text import when_said
from negtrain_tui.screens.train_run import Run
from negtrain_tui.screens.train_words import Part, summary_lines
from negtrain_tui.training.course import Stretch
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.ground import Rules
from negtrain_tui.training.guided_set import Key, Stage
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.proposal import Outcome
from negtrain_tui.training.record import EndedBy, Session, SetRecord, Status
from negtrain_tui.training.timetable import Phase
from negtrain_tui.workout import Prepared, begun, prepare
from tests.course_walks import prepared as stretch_of
from tests.course_walks import standing
from tests.fake_clock import FakeClock
from tests.gym import QUIET, prepared

PRESS = "Bench press 2x1 @60kg 2-0-X-0 rest 20s group A"
ROW = "Row 2x1 @40kg 2-0-X-0 rest 30s group A"
SPLIT = "Split squat 1x1 @bw each 2-0-X-0 rest 10s"
LINES = (PRESS, ROW, SPLIT)
DIP = "Dip 1x2 @bw+10kg 2-0-X-0 rest 0:10"
KNOWN = load_catalogue()


class Hall:
    """A lifter with the app's Run and Journal, no screen, and a clock that a test moves."""

    def __init__(self, path: Path, lines: tuple[str, ...], clock: FakeClock) -> None:
        self.path = path
        self.clock = clock
        self.outbox = Outbox(lambda: Repository.open(path))
        self.outbox.__enter__()
        asked = StartSession(
            "Day A", lines, workout_id="W1", line_ids=tuple(f"L{at}" for at in range(len(lines)))
        )
        self._begin(self._prepared(begun(asked, "01JQ0000000000000000000001", clock.wall()), None))

    def _prepared(self, session: Session, alive: Alive | None) -> Prepared:
        with Repository.open(self.path) as repository:
            return prepare(repository, session, KNOWN, alive)

    def _begin(self, ready: Prepared) -> None:
        journal = Journal(self.outbox, self.clock, ready.session, alive=ready.alive)
        self.run = Run(ready.course, journal, QUIET, cue=lambda _kind: None, reps=ready.reps)

    def come_back(self, later: float = 3600) -> None:
        """Kill the program where it stands, and go on at the next start."""
        assert self.outbox.drain(5), self.outbox.trouble
        alive = self.run._journal._alive
        if alive is not None:
            alive.release()
        self.clock.advance(later)
        session = self.stored
        self._begin(self._prepared(session, Alive.hold(self.path, session.id)))

    def after_a_kill(self) -> tuple[object, object]:
        """Where the lifter would stand after a kill now, and the session that would be found."""
        session = self.stored
        ready = self._prepared(session, Alive.hold(self.path, "01JQ0000000000000000000009"))
        assert ready.alive is not None
        ready.alive.release()
        return standing(ready.course), session

    @property
    def stored(self) -> Session:
        """The session on disk now."""
        assert self.outbox.drain(5), self.outbox.trouble
        with Repository.open(self.path) as repository:
            (session,) = repository.sessions()
        return session

    def wait(self, seconds: float) -> None:
        """Let time pass, looked at often enough."""
        for _ in range(round(seconds / 0.5)):
            self.run.look(self.clock.advance(0.5))

    def press(self) -> None:
        """Press the one key, not too soon."""
        self.wait(1)
        self.run.press(self.clock.now())

    def to_the_form(self) -> None:
        """Do the next set."""
        if self.run.part is Part.REST:
            self.press()
        self.press()
        for _ in range(200):
            if self.run.part is Part.FORM:
                return
            self.wait(0.5)
        raise AssertionError(self.run.state)

    def train(self) -> None:
        """Do the next set, and accept its form."""
        self.to_the_form()
        self.press()

    def finish(self) -> None:
        """Do all sets that are left."""
        for _ in range(30):
            if self.run.part is Part.SUMMARY:
                return
            self.train()
        raise AssertionError(self.run.course)

    def undo(self) -> None:
        self.run.undo(self.clock.now())

    @property
    def seen(self) -> tuple[Any, ...]:
        """All that a step may change, in the app and on disk; but for the end of a session, and answers."""
        run = self.run
        chosen = (run.state.load, run.state.seconds_more, run.state.pacing, run.state.reps)
        return standing(run.course), run.part, run.rest, run.state.stage, chosen, run.session, self.stored

    def told(self) -> list[tuple[str, int, str]]:
        return [
            (each.exercise, each.number, (each.ended_by or EndedBy.LIFTER).value) for each in self.stored.sets
        ]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(100.0, datetime(2026, 3, 2, 18, 0, tzinfo=UTC))


@pytest.fixture
def enter(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[..., Hall]]:
    path = tmp_path / "negtrain.db"
    prepared(path)
    halls: list[Hall] = []

    def hall(*lines: str) -> Hall:
        halls.append(Hall(path, lines or LINES, clock))
        return halls[-1]

    yield hall
    for each in halls:
        alive = each.run._journal._alive
        each.outbox.drain(5)
        if alive is not None:
            alive.release()
        each.outbox.__exit__(None, None, None)


@pytest.fixture
def hall(enter: Callable[..., Hall]) -> Hall:
    """In the rest after the first set of a superset."""
    now = enter()
    now.train()
    assert now.run.part is Part.REST
    return now


def dip() -> Stretch:
    return stretch_of(DIP)


STEPS: dict[str, Callable[[Hall], object]] = {
    "add": lambda hall: hall.run.add_set(),
    "skip": lambda hall: hall.run.skip("too tired", exercise=False),
    "skip the exercise": lambda hall: hall.run.skip("too tired", exercise=True),
    "jump": lambda hall: hall.run.jump(2),
    "jump to what is done": lambda hall: hall.run.jump(0),
    "exchange": lambda hall: hall.run.exchange(dip()),
    "warm up": lambda hall: hall.run.warm_up(),
    "more load": lambda hall: hall.run.do(Key.HEAVIER, hall.clock.now()),
    "slower": lambda hall: hall.run.do(Key.SLOWER, hall.clock.now()),
    "pacing": lambda hall: hall.run.do(Key.SWITCH, hall.clock.now()),
    "note": lambda hall: hall.run.note_session("slept badly"),
    "end": lambda hall: hall.run.end(hall.clock.now()),
}


@pytest.mark.parametrize("what", STEPS)
def test_each_step_is_taken_back_without_a_trace(hall: Hall, what: str) -> None:
    before = hall.seen
    STEPS[what](hall)
    assert hall.seen != before
    hall.undo()
    assert hall.seen == before


def test_steps_are_taken_back_one_after_the_other(hall: Hall) -> None:
    seen = [hall.seen]
    order = [
        "more load",
        "add",
        "warm up",
        "note",
        "jump",
        "skip the exercise",
        "exchange",
        "slower",
        "skip",
        "end",
    ]
    for what in order:
        STEPS[what](hall)
        seen.append(hall.seen)
    while seen:
        assert hall.seen == seen.pop(), order[len(seen) - 1]
        if seen:
            hall.undo()
    assert hall.run.can_step_back
    hall.undo()
    assert hall.run.part is Part.FORM


def test_what_was_left_out_comes_back_in_its_place_when_a_jump_to_it_is_taken_back(hall: Hall) -> None:
    hall.run.skip("bar taken", exercise=True)
    hall.train()
    before = hall.seen
    hall.run.jump(1)
    assert [each.skipped for each in hall.stored.sets] == [False, False]
    hall.undo()
    assert hall.seen == before
    assert [each.note for each in hall.stored.sets if each.skipped] == ["bar taken"]


def test_a_form_that_was_accepted_is_open_again_with_its_answers_kept(hall: Hall) -> None:
    hall.to_the_form()
    hall.run.form = replace(hall.run.form, rpe=None, note="straps", load=parse_load("42kg"))
    before = hall.seen[:3]
    next_line = hall.stored.next_line
    hall.press()
    hall.undo()
    assert hall.seen[:3] == before
    assert (hall.stored.next_line, hall.stored.sets[-1].note) == (next_line, "straps")
    hall.press()
    assert hall.run.part is Part.REST


def test_a_set_added_on_the_form_is_taken_back_there_and_also_later(hall: Hall) -> None:
    hall.to_the_form()
    before = hall.seen
    hall.run.add_set()
    assert hall.stored.today[1].sets == 3
    hall.undo()
    assert hall.seen == before
    hall.run.add_set()
    hall.press()
    hall.undo()
    assert hall.run.part is Part.FORM
    assert "takes the added set back" in hall.run.notice
    hall.undo()
    assert hall.seen[0] == before[0]
    hall.undo()
    assert hall.run.state.stage is Stage.PAUSED


def test_a_load_corrected_on_the_form_is_on_the_bar_for_the_next_set(hall: Hall) -> None:
    hall.to_the_form()
    hall.run.reload(1, hall.clock.now())
    hall.press()
    assert str(hall.run.course.stretches[1].load) == "40.5kg"
    assert hall.after_a_kill()[0] == standing(hall.run.course)


def test_a_set_that_begins_ends_what_can_be_taken_back(hall: Hall) -> None:
    hall.run.add_set()
    hall.press()
    hall.press()
    assert hall.run.running
    assert not hall.run.can_step_back


def test_the_last_skip_closes_the_session_and_u_opens_it_again(enter: Callable[..., Hall]) -> None:
    hall = enter(PRESS)
    hall.train()
    before = hall.seen
    hall.run.skip("no time", exercise=True)
    assert (hall.run.part, hall.stored.status) == (Part.SUMMARY, Status.FINISHED)
    hall.undo()
    assert hall.seen == before
    hall.finish()
    assert hall.told() == [("Bench press", 1, "reps done"), ("Bench press", 2, "reps done")]


def test_a_session_of_which_all_was_left_out_is_kept_with_its_reasons_and_can_be_taken_back(
    enter: Callable[..., Hall],
) -> None:
    hall = enter(PRESS, SPLIT)
    hall.run.skip("ill", exercise=True)
    before = hall.seen
    hall.run.skip("ill", exercise=True)
    assert hall.run.part is Part.SUMMARY
    assert [each.note for each in hall.stored.sets] == ["ill", "ill"]
    hall.undo()
    assert hall.seen == before
    hall.undo()
    assert hall.stored.sets == ()
    hall.run.leave()
    assert hall.outbox.drain(5)
    with Repository.open(hall.path) as repository:
        assert repository.sessions() == ()


def test_a_note_at_the_summary_is_written_and_moves_no_end(hall: Hall) -> None:
    hall.finish()
    closed = hall.stored
    hall.wait(300)
    hall.run.note_session("good day")
    assert hall.stored == replace(closed, note="good day")
    hall.undo()
    assert (hall.stored, hall.run.part) == (closed, Part.SUMMARY)
    hall.undo()
    assert (hall.run.part, hall.stored.status) == (Part.FORM, Status.LIVE)


def test_esc_in_ready_of_an_interrupted_set_ends_the_session_and_u_goes_back(
    enter: Callable[..., Hall],
) -> None:
    hall = enter("Row 2x3 @40kg 2-0-X-0")
    hall.press()
    hall.wait(8)
    assert hall.run.state.reps
    hall.run.leave()
    hall.come_back()
    reps = hall.run.state.reps
    assert reps
    hall.run.end(hall.clock.now())
    assert (hall.run.part, hall.stored.status) == (Part.SUMMARY, Status.FINISHED)
    hall.undo()
    assert (hall.run.part, hall.run.state.stage, hall.run.state.reps) == (Part.SET, Stage.READY, reps)
    assert (hall.stored.status, hall.stored.sets[-1].status) == (Status.LIVE, Status.LIVE)
    hall.train()
    assert [rep.number for rep in hall.stored.sets[0].reps] == [1, 2, 3]


@pytest.mark.parametrize("how", ["esc in Ready", "esc in the lead-in", "pain in Ready"])
def test_a_load_changed_behind_an_interruption_says_nothing_of_the_reps_before_it(
    enter: Callable[..., Hall], how: str
) -> None:
    hall = enter("Row 2x3 @40kg 2-0-X-0")
    hall.press()
    hall.wait(8)
    hall.run.leave()
    hall.come_back()
    hall.run.do(Key.HEAVIER, hall.clock.now())
    assert str(hall.run.state.load) == "40.5kg"
    if how == "pain in Ready":
        hall.run.hurts(hall.clock.now())
        hall.run.rate(9, hall.clock.now())
    else:
        if how == "esc in the lead-in":
            hall.press()
            hall.wait(1)
        hall.run.end(hall.clock.now())
    if hall.run.part is Part.FORM:
        assert str(hall.run.form.load) == "40kg"
        hall.press()
    done = hall.stored.sets[0]
    assert done.reps
    assert {str(load) for load in (done.load_lifted, *(rep.load_down for rep in done.reps))} == {"40kg"}


def test_pain_named_in_ready_and_taken_back_leaves_nothing_that_another_exercise_could_land_in(
    enter: Callable[..., Hall],
) -> None:
    hall = enter()
    hall.run.hurts(hall.clock.now())
    hall.run.rate(8, hall.clock.now())
    assert hall.run.part is Part.FORM
    hall.undo()
    hall.run.rate(1, hall.clock.now())
    assert hall.run.between
    hall.run.jump(2)
    hall.train()
    assert [(each.exercise, each.line_number) for each in hall.stored.sets] == [("Split squat", 3)]


BENCH = "Bench press 2x2 @60kg 2-0-X-0 rest 0:02 +0.5kg"


def give_up(hall: Hall, *, after: float = 0) -> None:
    """Begin a set and end it `after` so many seconds, before its first rep is done."""
    while hall.run.part is Part.REST:
        hall.wait(0.5)
    hall.press()
    hall.wait(after)
    hall.run.end(hall.clock.now())
    assert (hall.run.part, hall.run.state.reps) == (Part.FORM, ())


def test_a_session_in_which_no_rep_was_finished_is_kept_with_its_answers(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    for number in (1, 2):
        give_up(hall, after=4)
        hall.run.form = replace(hall.run.form, rpe=Decimal(10), note=f"too heavy {number}")
        hall.press()
    assert (hall.run.part, hall.run.over) == (Part.SUMMARY, False)
    session = hall.stored
    assert (session.status, rows(session)["sets"], rows(session)["reps"]) == (Status.FINISHED, "2", "0 of 4")
    assert [(each.ended_by, each.rpe, each.note) for each in session.sets] == [
        (EndedBy.LIFTER, Decimal(10), "too heavy 1"),
        (EndedBy.LIFTER, Decimal(10), "too heavy 2"),
    ]
    with Repository.open(hall.path) as repository:
        assert len(repository.trained()) == 1
        (exposure,) = repository.exposures(["L0"], before=hall.clock.wall())["L0"]
    judged = judge(exposure, KNOWN.resolve("Bench press").exercise, Rules())
    assert judged.outcome is Outcome.MISS
    assert (judged.reps, judged.why) == (0, "set 1: 0 of 2 reps, set 2: 0 of 2 reps")


def test_a_set_given_up_in_its_first_lowering_needs_no_answer_to_count(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    give_up(hall, after=4)
    hall.press()
    hall.run.end(hall.clock.now())
    assert hall.run.part is Part.SUMMARY
    assert (rows(hall.stored)["sets"], rows(hall.stored)["reps"]) == ("1 of 2", "0 of 2")
    assert rows(hall.stored)["not done"] == "Bench press (1 set)"


def test_a_set_that_was_paused_in_its_first_lowering_was_begun(enter: Callable[..., Hall]) -> None:
    hall = enter("Bench press 1x2 2-0-X-0")
    hall.press()
    hall.wait(4)
    hall.run.do(Key.PAUSE, hall.clock.now())
    hall.press()
    assert hall.run.state.phase is Phase.LEAD_IN
    hall.run.end(hall.clock.now())
    hall.press()
    assert hall.run.part is Part.SUMMARY
    assert hall.stored.sets[0].ended_by is EndedBy.LIFTER


def test_of_sets_broken_off_in_the_lead_in_nothing_is_kept(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    give_up(hall, after=1)
    hall.press()
    give_up(hall, after=1)
    hall.press()
    assert hall.run.over
    assert hall.outbox.drain(5)
    with Repository.open(hall.path) as repository:
        assert repository.sessions() == ()


def test_what_is_answered_about_a_lead_in_is_kept(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    give_up(hall, after=1)
    hall.run.form = replace(hall.run.form, note="the bar slipped")
    hall.press()
    hall.run.end(hall.clock.now())
    assert hall.run.part is Part.SUMMARY
    assert (hall.stored.sets[0].note, hall.stored.sets[0].ended_by) == ("the bar slipped", None)


def test_beside_sets_that_were_done_a_lead_in_broken_off_is_not_a_set(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    give_up(hall, after=1)
    hall.press()
    hall.train()
    assert hall.run.part is Part.SUMMARY
    assert (rows(hall.stored)["sets"], rows(hall.stored)["reps"]) == ("1 of 2", "2")
    assert rows(hall.stored)["not done"] == "Bench press (1 set)"


def test_pain_before_the_first_rep_is_done_ends_in_the_summary(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    hall.press()
    hall.wait(4)
    hall.run.hurts(hall.clock.now())
    hall.run.rate(8, hall.clock.now())
    hall.press()
    assert hall.run.part is Part.SUMMARY
    assert rows(hall.stored)["reps"] == "0 of 2"
    with Repository.open(hall.path) as repository:
        last = repository.last_sets("Bench press")
    today = hall.clock.wall().date()
    assert last_time_brief(last, today) == "today: no rep done · pain"
    assert last_time_brief(last, today + timedelta(days=9)) == "Mon 2 Mar: no rep done · pain"


def test_a_set_given_up_goes_on_when_its_end_is_taken_back(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    give_up(hall, after=4)
    hall.undo()
    assert (hall.stored.sets[0].status, hall.stored.sets[0].ended_by) == (Status.LIVE, None)
    hall.train()
    assert [rep.number for rep in hall.stored.sets[0].reps] == [1, 2]
    assert hall.stored.sets[0].ended_by is EndedBy.REPS_DONE


def test_lost_reps_were_measured_and_not_marked(enter: Callable[..., Hall]) -> None:
    hall = enter(BENCH)
    for _ in range(2):
        while hall.run.part is Part.REST:
            hall.wait(0.5)
        hall.press()
        hall.wait(3.5)
        hall.run.lost(hall.clock.now())
        hall.press()
    told = rows(hall.stored)
    assert told["on tempo"].endswith(" %, from 2 measured reps, 2 of them lost")
    assert (told["control"], told["reps"]) == ("lost 2 times", "2 of 4")


def test_a_set_killed_in_its_lead_in_takes_no_others_reps(enter: Callable[..., Hall]) -> None:
    hall = enter()
    hall.press()
    assert hall.stored.sets[0].reps == ()
    hall.come_back()
    hall.run.jump(2)
    hall.train()
    assert [(each.exercise, each.line_number) for each in hall.stored.sets] == [("Split squat", 3)]


def test_a_load_entered_in_ready_is_what_the_ramp_is_made_of(enter: Callable[..., Hall]) -> None:
    hall = enter("Bench press 2x3 @80% 2-0-X-0")
    hall.run.do(Key.LOAD, hall.clock.now(), load=parse_load("100kg"))
    hall.run.warm_up()
    assert str(hall.run.state.load) == "40kg"
    hall.undo()
    assert str(hall.run.state.load) == "100kg"


def test_a_load_chosen_before_a_jump_is_still_there_when_its_turn_comes(hall: Hall) -> None:
    hall.run.do(Key.HEAVIER, hall.clock.now())
    hall.run.jump(2)
    hall.run.jump(1)
    assert str(hall.run.state.load) == "40.5kg"


_ON_DISK = ("add", "skip", "skip the exercise", "jump", "jump to what is done", "exchange", "warm up", "note")
KILLED: dict[str, tuple[Callable[[Hall], object], ...]] = {
    **{name: (STEPS[name],) for name in _ON_DISK},
    "a set": (Hall.train,),
    "a set on its form": (Hall.to_the_form,),
    "a skip taken back": (STEPS["skip the exercise"], Hall.undo),
    "a warm-up set": (STEPS["warm up"], Hall.train),
    "a warm-up set on its form": (STEPS["warm up"], Hall.to_the_form),
    "an exchange and a set": (STEPS["exchange"], Hall.train),
    "a form opened again": (Hall.train, Hall.undo),
    "a set added on the form": (Hall.to_the_form, STEPS["add"]),
}


@pytest.mark.parametrize("what", KILLED)
def test_nothing_is_lost_when_the_program_is_killed(hall: Hall, what: str) -> None:
    for step in KILLED[what]:
        step(hall)
    run, session = hall.run, hall.run.session
    behind = run._after() if run.part is Part.FORM else run.course
    assert hall.after_a_kill() == (standing(behind), session)
    hall.come_back()
    assert standing(hall.run.course) == standing(behind)
    hall.finish()
    sets = [each for each in hall.stored.sets if not each.warm_up]
    assert len({(each.line_number, each.number) for each in sets}) == len(sets)
    assert hall.stored.note == session.note


def test_a_set_in_its_middle_goes_on_with_the_next_rep_after_a_kill(enter: Callable[..., Hall]) -> None:
    hall = enter("Row 2x3 @40kg 2-0-X-0", PRESS)
    hall.press()
    hall.wait(9)
    done = hall.run.state.reps
    assert 1 <= len(done) < 3
    hall.come_back()
    assert hall.run.state.reps == done
    hall.train()
    assert [rep.number for rep in hall.stored.sets[0].reps] == [1, 2, 3]


def rows(session: Session) -> dict[str, str]:
    return dict(summary_lines(session))


def took(one: Session | SetRecord) -> timedelta:
    assert one.finished_at is not None
    return one.finished_at - one.started_at


@pytest.mark.parametrize(("hours", "name"), [(-5, "back"), (7, "forward")])
def test_a_clock_that_is_set_changes_no_duration(
    enter: Callable[..., Hall], clock: FakeClock, hours: int, name: str
) -> None:
    hall = enter(ROW)
    before = clock.now()
    hall.train()
    clock._wall += timedelta(hours=hours)
    hall.finish()
    session = hall.stored
    assert took(session) <= timedelta(seconds=clock.now() - before), name
    assert all(timedelta(0) < took(each) < timedelta(minutes=1) for each in session.sets)
    starts = [each.started_at for each in session.sets]
    assert starts == sorted(starts)


def test_a_clock_set_back_before_going_on_lets_no_session_end_before_it_began(
    hall: Hall, clock: FakeClock
) -> None:
    hall.run.leave()
    clock._wall -= timedelta(days=2)
    hall.come_back()
    hall.finish()
    session = hall.stored
    assert took(session) > timedelta(0)
    starts = [each.started_at for each in session.sets]
    assert starts == sorted(starts)


def test_another_time_zone_in_mid_session_is_the_same_session(hall: Hall, clock: FakeClock) -> None:
    before = took(replace(hall.stored, finished_at=clock.wall()))
    clock._wall = clock._wall.astimezone(timezone(timedelta(hours=9)))
    hall.finish()
    session = hall.stored
    assert session.started_at.utcoffset() == timedelta(0)
    assert session.finished_at is not None
    assert session.finished_at.utcoffset() == timedelta(hours=9)
    assert before < took(session) < timedelta(minutes=10)
    assert rows(session)["when"].startswith("18:00 to 18:0")
    assert "Mon 2026-03-02 18:00 to 18:0" in when_said(session)[0]


def test_a_session_over_midnight_is_one_with_both_dates(enter: Callable[..., Hall], clock: FakeClock) -> None:
    clock._wall = datetime(2026, 3, 2, 23, 59, 30, tzinfo=UTC)
    hall = enter()
    hall.finish()
    session = hall.stored
    assert session.started_at.date() != session.finished_at.date()  # type: ignore[union-attr]
    when = rows(session)["when"]
    assert when.startswith("2026-03-02 23:59 to 2026-03-03 00:0")
    assert when.endswith(" min")
    assert "Mon 2026-03-02 23:59 to Tue 2026-03-03 00:0" in when_said(session)[0]


def test_the_summary_says_from_when_to_when(hall: Hall) -> None:
    hall.finish()
    minutes = max(1, round(took(hall.stored) / timedelta(minutes=1)))
    when = rows(hall.stored)["when"]
    assert when.startswith("18:00 to 18:0")
    assert when.endswith(f", {minutes} min")
    assert "s under tension" in rows(hall.stored)["lowering"]
