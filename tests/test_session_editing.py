from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negtrain_tui.training import session_editing as editing
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.metrics import fidelity, load_seconds
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.settings import Settings
from tests.stored_samples import START, finished_session, finished_set, rep

NOW = START + timedelta(days=10)
CATALOGUE = load_catalogue()
_LOADS = st.sampled_from((None, "70kg", "80kg", "85kg"))


@pytest.fixture
def session() -> Session:
    return finished_session()


def marked(number: int, actual: str = "4.2") -> Rep:
    return rep(number, actual=actual)


class TestRep:
    def one(self, session: Session, number: int = 1, side: Side | None = None) -> Rep:
        return editing.found_rep(session.sets[0], number, side)

    def test_a_marked_rep_gets_other_seconds_and_the_rest_stays(self, session: Session) -> None:
        after = editing.with_rep(session, session.sets[0].id, 2, None, lowering_actual_s=Decimal("2.9"))
        assert self.one(after, 2) == replace(self.one(session, 2), lowering_actual_s=Decimal("2.9"))
        assert self.one(after, 1) == self.one(session, 1)
        assert after.sets[1] == session.sets[1]

    def test_a_paced_rep_gets_seconds_of_its_own_only_as_a_marked_one(self, session: Session) -> None:
        first = session.sets[0].id
        with pytest.raises(Refused, match="paced lowering has the seconds of its target"):
            editing.with_rep(session, first, 1, None, lowering_actual_s=Decimal(4))
        after = editing.with_rep(session, first, 1, None, lowering_actual_s=Decimal(4), marked=True)
        assert (self.one(after).marked, self.one(after).lowering_actual_s) == (True, Decimal(4))

    def test_a_paced_rep_follows_its_target(self, session: Session) -> None:
        after = editing.with_rep(session, session.sets[0].id, 1, None, lowering_target_s=Decimal(5))
        assert self.one(after).lowering_actual_s == 5
        assert fidelity([self.one(after)]) is None

    def test_a_marked_rep_said_to_be_paced_takes_the_seconds_of_its_target(self, session: Session) -> None:
        after = editing.with_rep(session, session.sets[0].id, 2, None, marked=False)
        assert (self.one(after, 2).marked, self.one(after, 2).lowering_actual_s) == (False, Decimal(3))

    def test_a_hold_keeps_the_same_rules(self, session: Session) -> None:
        hold = Rep(1, None, RepKind.HOLD, hold_target_s=Decimal(30), hold_actual_s=Decimal(30))
        held = replace(session, sets=(replace(session.sets[0], reps=(hold,)),))
        set_id = held.sets[0].id
        with pytest.raises(Refused, match="paced hold has the seconds of its target"):
            editing.with_rep(held, set_id, 1, None, hold_actual_s=Decimal(25))
        with pytest.raises(Refused, match="was a hold"):
            editing.with_rep(held, set_id, 1, None, lowering_target_s=Decimal(3))
        after = editing.with_rep(held, set_id, 1, None, hold_actual_s=Decimal(25), marked=True)
        assert self.one(after).hold_actual_s == 25

    @pytest.mark.parametrize("seconds", ["-0.001", "600.001", "NaN", "Infinity", "1.0005"])
    def test_seconds_that_cannot_be_are_refused(self, session: Session, seconds: str) -> None:
        with pytest.raises(Refused, match="Seconds"):
            editing.with_rep(session, session.sets[0].id, 2, None, lowering_actual_s=Decimal(seconds))

    def test_a_measured_rep_took_some_time(self, session: Session) -> None:
        for seconds in (Decimal(0), None):
            with pytest.raises(Refused, match="more than 0, at most 600"):
                editing.with_rep(session, session.sets[0].id, 2, None, lowering_actual_s=seconds)

    @pytest.mark.parametrize("seconds", ["0.001", "600"])
    def test_seconds_up_to_the_limits_are_taken(self, session: Session, seconds: str) -> None:
        after = editing.with_rep(session, session.sets[0].id, 2, None, lowering_actual_s=Decimal(seconds))
        assert self.one(after, 2).lowering_actual_s == Decimal(seconds)

    @pytest.mark.parametrize(("load", "sentence"), [("1501kg", "at most 1500kg"), ("105%", "percentage")])
    def test_loads_that_cannot_be_are_refused(self, session: Session, load: str, sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            editing.with_rep(session, session.sets[0].id, 1, None, load_down=parse_amount(load))

    def test_odd_seconds_of_an_older_file_don_t_keep_a_load_from_being_corrected(self) -> None:
        odd = replace(rep(1), lowering_actual_s=Decimal(2))
        session = replace(finished_session(), sets=(replace(finished_set(), reps=(odd,)),))
        after = editing.with_rep(session, session.sets[0].id, 1, None, load_down=parse_amount("bw"))
        assert after.sets[0].reps[0] == replace(odd, load_down=parse_amount("bw"))

    def test_a_rep_is_deleted_and_its_number_is_free_for_another(self, session: Session) -> None:
        first = session.sets[0].id
        without = editing.without_rep(session, first, 2, None)
        assert [each.number for each in without.sets[0].reps] == [1, 3]
        after = editing.with_new_rep(without, first, lowering_actual_s=Decimal("2.8"), marked=True)
        assert [each.number for each in after.sets[0].reps] == [1, 2, 3]
        assert after.sets[0].reps[1] == marked(2, "2.8")

    def test_a_new_rep_is_paced_until_somebody_says_otherwise(self, session: Session) -> None:
        after = editing.with_new_rep(session, session.sets[0].id)
        assert after.sets[0].reps[-1] == rep(4)
        assert after.sets[0].reps[-1].control_lost is False

    def test_sides_are_numbered_apart_and_stay_together(self, session: Session) -> None:
        sided = replace(
            session.sets[0], reps=(rep(1, side=Side.LEFT), rep(2, side=Side.LEFT), rep(1, side=Side.RIGHT))
        )
        session = replace(session, sets=(sided,))
        with pytest.raises(Refused, match="which side"):
            editing.with_new_rep(session, sided.id)
        after = editing.with_new_rep(session, sided.id, Side.LEFT)
        assert [(each.number, each.side) for each in after.sets[0].reps] == [
            (1, Side.LEFT),
            (2, Side.LEFT),
            (3, Side.LEFT),
            (1, Side.RIGHT),
        ]

    def test_the_first_rep_of_a_set_is_as_its_line_says(self, session: Session) -> None:
        bare = replace(session.sets[0], reps=(), line="Dip negative 3x5 @bw-20kg 6-0-A-0")
        after = editing.with_new_rep(replace(session, sets=(bare,)), bare.id)
        (only,) = after.sets[0].reps
        assert (only.number, only.lowering_target_s, only.marked) == (1, Decimal(6), False)
        assert only.lowering_actual_s == 6
        assert only.load_down == parse_amount("bw-17.5kg")

    def test_how_a_set_ended_is_unknown_once_a_rep_of_it_is_missing(self, session: Session) -> None:
        first = replace(session.sets[0], line="Dip negative 1x2-3 @bw-20kg 3-0-A-0")
        two = editing.without_rep(replace(session, sets=(first,)), first.id, 3, None)
        assert two.sets[0].ended_by is EndedBy.REPS_DONE
        one = editing.without_rep(two, first.id, 2, None)
        assert one.sets[0].ended_by is None
        given_up = replace(first, ended_by=EndedBy.LIFTER)
        after = editing.without_rep(replace(session, sets=(given_up,)), first.id, 1, None)
        assert after.sets[0].ended_by is EndedBy.LIFTER

    def test_a_set_gets_as_many_reps_as_were_done(self, session: Session) -> None:
        first = session.sets[0].id
        more = editing.with_reps(session, first, 5).sets[0]
        assert [each.lowering_actual_s for each in more.reps[:3]] == [
            each.lowering_actual_s for each in session.sets[0].reps
        ]
        assert [(each.number, each.marked) for each in more.reps[3:]] == [(4, False), (5, False)]
        assert [each.number for each in editing.with_reps(session, first, 1).sets[0].reps] == [1]
        sided = replace(session.sets[0], reps=(rep(1, side=Side.LEFT), rep(1, side=Side.RIGHT)))
        both = editing.with_reps(replace(session, sets=(sided,)), first, 2).sets[0]
        assert [(each.side, each.number) for each in both.reps] == [
            (side, number) for side in (Side.LEFT, Side.RIGHT) for number in (1, 2)
        ]
        assert editing.reps_a_side(both) == 2
        with pytest.raises(Refused, match="1 to 999 reps"):
            editing.with_reps(session, first, 0)

    def test_no_rep_is_found_where_there_is_none(self, session: Session) -> None:
        with pytest.raises(Refused, match="rep isn't in the set"):
            editing.without_rep(session, session.sets[0].id, 9, None)
        with pytest.raises(Refused, match="set isn't in the session"):
            editing.without_rep(session, "none", 1, None)


class TestSet:
    def test_reps_follow_the_lifted_load_but_for_those_that_had_their_own(self, session: Session) -> None:
        reps = (
            replace(rep(1), load_down=parse_amount("82.5kg"), load_up=parse_amount("82.5kg")),
            replace(rep(2), load_down=parse_amount("80kg"), load_up=parse_amount("82.5kg")),
        )
        done = replace(session.sets[0], load_lifted=parse_load("82.5kg"), reps=reps)
        session = replace(session, sets=(done,))
        after = editing.with_set(session, done.id, load_lifted=parse_load("85kg")).sets[0]
        assert [(str(each.load_down), str(each.load_up)) for each in after.reps] == [
            ("85kg", "85kg"),
            ("80kg", "85kg"),
        ]
        assert after.load_prescribed == done.load_prescribed

    def test_behind_releasers_the_lighter_lowerings_follow_what_is_lifted(self, session: Session) -> None:
        up = parse_amount("90kg")
        reps = (
            replace(rep(1), load_down=parse_amount("120kg"), load_up=up),
            replace(rep(2), load_down=up, load_up=up),
        )
        done = replace(session.sets[0], load_lifted=parse_load("120kg/90kg"), reps=reps)
        after = editing.with_set(
            replace(session, sets=(done,)), done.id, load_lifted=parse_load("125kg/92.5kg")
        )
        assert [(str(each.load_down), str(each.load_up)) for each in after.sets[0].reps] == [
            ("125kg", "92.5kg"),
            ("92.5kg", "92.5kg"),
        ]

    def test_a_load_nobody_had_said_is_that_of_its_reps(self, session: Session) -> None:
        done = replace(session.sets[0], load_lifted=None, reps=(replace(rep(1), load_down=None),))
        after = editing.with_set(replace(session, sets=(done,)), done.id, load_lifted=parse_load("40lb"))
        assert str(after.sets[0].reps[0].load_down) == "40lb"

    @pytest.mark.parametrize("rpe", ["-0.5", "10.5", "8.25", "NaN"])
    def test_rpe_goes_from_0_to_10_in_halves(self, session: Session, rpe: str) -> None:
        with pytest.raises(Refused, match="RPE goes from 0 to 10 in halves"):
            editing.with_set(session, session.sets[0].id, rpe=Decimal(rpe))
        with pytest.raises(Refused, match="RPE"):
            editing.with_session(session, rpe=Decimal(rpe))

    @pytest.mark.parametrize("pain", [-1, 11])
    def test_pain_goes_from_0_to_10(self, session: Session, pain: int) -> None:
        with pytest.raises(Refused, match="Pain goes from 0 to 10"):
            editing.with_set(session, session.sets[0].id, pain=pain)

    def test_answers_can_be_given_changed_and_taken_back(self, session: Session) -> None:
        set_id = session.sets[0].id
        after = editing.with_set(session, set_id, rpe=None, pain=0, note="x" * 10_000)
        assert (after.sets[0].rpe, after.sets[0].pain, len(after.sets[0].note)) == (None, 0, 10_000)

    def test_another_exercise_takes_the_place_of_the_plans(self, session: Session) -> None:
        done = replace(session.sets[0], line_id="line")
        session = replace(session, sets=(done,))
        after = editing.with_set(session, done.id, exercise="Push-up negative").sets[0]
        assert after.line == "Push-up negative 3x5 @bw-20kg 3-0-A-0"
        assert (after.line_id, after.replaces) == (None, "Dip negative")
        same = editing.with_set(session, done.id, exercise="dip-negative").sets[0]
        assert (same.line_id, same.replaces) == ("line", None)

    def test_a_set_with_reps_was_not_left_out(self, session: Session) -> None:
        with pytest.raises(Refused, match="left out has no reps"):
            editing.with_set(session, session.sets[0].id, ended_by=EndedBy.SKIPPED)

    def test_deleted_sets_leave_the_numbers_of_the_others_alone(self, session: Session) -> None:
        after = editing.without_set(session, session.sets[0].id)
        assert after.sets == session.sets[1:]

    def test_a_copy_claims_nothing_that_was_measured_or_answered(self, session: Session) -> None:
        after = editing.with_new_set(session, session.sets[0].id, "new")
        new = after.sets[2]
        assert (new.id, new.number, new.rpe, new.pain, new.note) == ("new", 3, None, None, "")
        assert [(each.lowering_actual_s, each.marked, each.control_lost) for each in new.reps] == [
            (Decimal(3), False, False)
        ] * 3
        assert new.load_lifted == session.sets[0].load_lifted
        # Nobody knows when it was: it begins with the set before it, and no rest is told of it.
        assert (new.started_at, new.finished_at) == (session.sets[1].started_at, None)
        assert after.sets[:2] == session.sets

    def test_a_copy_takes_the_number_that_is_free(self, session: Session) -> None:
        session = editing.with_new_set(session, session.sets[0].id, "third")
        without = editing.without_set(session, session.sets[1].id)
        after = editing.with_new_set(without, "third", "again")
        assert [(done.id, done.number) for done in after.sets] == [
            (session.sets[0].id, 1),
            ("again", 2),
            ("third", 3),
        ]

    def test_a_set_of_another_line_is_added_at_the_end(self, session: Session) -> None:
        line = "Bench press 3x5-8 @82.5kg 4-1-X-0"
        bench = CATALOGUE.resolve("Bench press").exercise
        after = editing.with_new_set_of_line(session, line, bench, Settings(), "new")
        new = after.sets[-1]
        assert after.lines == (*session.lines, line)
        assert (new.line_number, new.number, new.exercise) == (3, 1, "Bench press")
        assert len(new.reps) == 5
        assert {(each.lowering_target_s, each.lowering_actual_s, each.marked) for each in new.reps} == {
            (Decimal(4), Decimal(4), False)
        }
        assert {str(each.load_down) for each in new.reps} == {"82.5kg"}
        again = editing.with_new_set_of_line(after, line, bench, Settings(), "newer")
        assert (again.lines, again.sets[-1].number) == (after.lines, 2)

    def test_a_new_line_takes_no_number_that_a_set_has(self, session: Session) -> None:
        line = "Bench press 3x5-8 @82.5kg 4-1-X-0"
        bench = CATALOGUE.resolve("Bench press").exercise
        late = replace(session.sets[-1], id="late", line_number=7)
        session = replace(session, sets=(*session.sets, late))
        after = editing.with_new_set_of_line(session, line, bench, Settings(), "new")
        again = editing.with_new_set_of_line(after, line, bench, Settings(), "newer")
        assert [(done.line_number, done.number) for done in again.sets[-2:]] == [(8, 1), (8, 2)]

    def test_a_set_of_a_line_of_the_day_belongs_to_the_plans_line(self, session: Session) -> None:
        line = "Dip negative 3x5 @bw-20kg 3-0-A-0"
        session = replace(session, lines=(line,), today=(LineToday(line, 3, "line"),))
        dip = CATALOGUE.resolve("Dip negative").exercise
        after = editing.with_new_set_of_line(session, line, dip, Settings(), "new")
        assert (after.sets[-1].line_id, after.sets[-1].number, after.today) == ("line", 3, session.today)

    def test_what_is_no_line_is_told(self, session: Session) -> None:
        bench = CATALOGUE.resolve("Bench press").exercise
        with pytest.raises(NotationError):
            editing.with_new_set_of_line(session, "Bench press 3 of 5", bench, Settings(), "new")


def loaded(lifted: str | None, *loads: str | None) -> Session:
    """A session of one set with these loads, `down` or `down/up`, 5 s a rep."""
    reps = []
    for number, text in enumerate(loads, 1):
        load = None if text is None else parse_load(text)
        down = None if load is None else load.down
        up = None if load is None else load.up or load.down
        five = Decimal(5)
        reps.append(Rep(number, None, RepKind.LOWERING, five, five, load_down=down, load_up=up))
    done = replace(
        finished_set(), load_lifted=None if lifted is None else parse_load(lifted), reps=tuple(reps)
    )
    return replace(finished_session(), sets=(done,))


def lowered(session: Session) -> list[str]:
    """What was lowered in each rep."""
    return [str(each.load_down) for each in session.sets[0].reps]


def with_load(session: Session, number: int, text: str | None) -> Session:
    load = None if text is None else parse_amount(text)
    return editing.with_rep(session, session.sets[0].id, number, None, load_down=load, load_up=load)


class TestLoadOfReps:
    def test_of_a_single_rep_is_that_of_its_set(self) -> None:
        after = with_load(loaded("80kg", "80kg"), 1, "85kg")
        assert load_seconds(after.sets) == 425
        assert str(after.sets[0].load_lifted) == "85kg"

    def test_is_corrected_one_after_the_other(self) -> None:
        session = loaded("80kg", "80kg", "80kg", "80kg")
        told: list[tuple[str, Fraction | None]] = []
        for number in (1, 2, 3):
            session = with_load(session, number, "70kg")
            told.append((str(session.sets[0].load_lifted), load_seconds(session.sets)))
        by_steps = [("80kg", Fraction(1150)), ("80kg", Fraction(1100)), ("70kg", Fraction(1050))]
        assert told == by_steps

    def test_stays_when_the_rep_with_the_sets_load_is_deleted(self) -> None:
        session = loaded("80kg", "80kg", "85kg", "85kg")
        assert load_seconds(session.sets) == 1250
        after = editing.without_rep(session, session.sets[0].id, 1, None)
        assert load_seconds(after.sets) == 850
        assert str(after.sets[0].load_lifted) == "85kg"

    def test_counts_whatever_the_set_says(self) -> None:
        session = loaded("82.5kg", "80kg", "80kg", "80kg")
        assert load_seconds(session.sets) == 1200
        after = with_load(session, 1, "82.5kg")
        assert lowered(after) == ["82.5kg", "80kg", "80kg"]
        assert str(after.sets[0].load_lifted) == "82.5kg"

    def test_is_not_changed_with_the_sets_where_it_was_another(self) -> None:
        session = loaded("82.5kg", "80kg", "82.5kg", "82.5kg")
        after = editing.with_set(session, session.sets[0].id, load_lifted=parse_load("85kg"))
        assert lowered(after) == ["80kg", "85kg", "85kg"]

    def test_of_other_figures_of_a_rep_nothing_is_changed(self) -> None:
        session = loaded("82.5kg", "80kg", "80kg")
        after = editing.with_rep(session, session.sets[0].id, 1, None, control_lost=True)
        assert (after.sets[0].load_lifted, lowered(after)) == (parse_load("82.5kg"), ["80kg"] * 2)

    def test_nobody_knows_is_taken_for_an_answer(self) -> None:
        after = with_load(loaded("80kg", "80kg"), 1, None)
        assert (load_seconds(after.sets), after.sets[0].load_lifted) == (None, None)

    def test_behind_releasers_the_light_one_stays_light(self) -> None:
        session = loaded("100kg/80kg", "100kg/80kg", "80kg", "80kg")
        down, up = parse_amount("110kg"), parse_amount("80kg")
        after = editing.with_rep(session, session.sets[0].id, 1, None, load_down=down, load_up=up)
        assert str(after.sets[0].load_lifted) == "110kg/80kg"
        without = editing.without_rep(session, session.sets[0].id, 1, None)
        assert (lowered(without), str(without.sets[0].load_lifted)) == (["80kg"] * 2, "80kg")

    @given(
        lifted=_LOADS,
        loads=st.lists(_LOADS, min_size=1, max_size=4),
        changes=st.lists(st.tuples(st.sampled_from(("change", "delete", "add")), _LOADS, st.integers(0, 5))),
    )
    def test_changes_of_one_rep_leave_all_others_as_they_were(
        self, lifted: str | None, loads: list[str | None], changes: list[tuple[str, str | None, int]]
    ) -> None:
        session = loaded(lifted, *loads)
        for what, load, place in changes:
            done, before = session.sets[0], lowered(session)
            if what == "add":
                down = None if load is None else parse_amount(load)
                session = editing.with_new_rep(session, done.id, load_down=down, load_up=down)
                new = {rep.number for rep in session.sets[0].reps} - {rep.number for rep in done.reps}
                at = [rep.number in new for rep in session.sets[0].reps].index(True)
                before.insert(at, str(down))
            elif done.reps:
                at = place % len(done.reps)
                number = done.reps[at].number
                if what == "delete":
                    session = editing.without_rep(session, done.id, number, None)
                    del before[at]
                else:
                    session = with_load(session, number, load)
                    before[at] = "None" if load is None else load
            assert lowered(session) == before


class TestSession:
    def test_its_name_note_and_rpe(self, session: Session) -> None:
        after = editing.with_session(session, name="Pull", note="[b]", rpe=Decimal("7.5"))
        assert after == replace(session, name="Pull", note="[b]", rpe=Decimal("7.5"))

    def test_moving_takes_everything_along(self, session: Session) -> None:
        to = session.started_at - timedelta(days=3, hours=1)
        after = editing.moved(session, to, NOW)
        by = timedelta(days=3, hours=1)
        assert after.finished_at == (session.finished_at or NOW) - by
        for done, was in zip(after.sets, session.sets, strict=True):
            assert done.started_at == was.started_at - by
            assert done.finished_at == (was.finished_at or NOW) - by
            assert done.reps == was.reps
        assert editing.moved(after, session.started_at, NOW) == session

    def test_moved_into_winter_its_hours_are_those_of_winter(self) -> None:
        winter = timezone(timedelta(hours=1))
        session = finished_session()
        after = editing.moved(session, datetime(2026, 1, 10, 18, 30, tzinfo=winter), NOW)
        told = after.sets[0].started_at
        assert (told.hour, told.minute, told.utcoffset()) == (18, 31, timedelta(hours=1))
        assert after.started_at.date().isoformat() == "2026-01-10"
        assert editing.moved(after, session.started_at, NOW) == session

    def test_nothing_lies_in_the_future(self, session: Session) -> None:
        ends = session.finished_at
        assert ends is not None
        with pytest.raises(Refused, match="future"):
            editing.moved(session, NOW + timedelta(seconds=1), NOW)
        with pytest.raises(Refused, match="has to be over by now"):
            editing.moved(session, NOW - (ends - session.started_at) + timedelta(seconds=1), NOW)
        assert editing.moved(session, NOW - (ends - session.started_at), NOW).finished_at == NOW

    def test_nor_before_anybody_s_time(self, session: Session) -> None:
        with pytest.raises(Refused, match="1900"):
            editing.moved(session, datetime(1899, 12, 31, tzinfo=UTC), NOW)

    def test_its_end(self, session: Session) -> None:
        at = session.started_at + timedelta(hours=1)
        assert editing.ended(session, at, NOW).finished_at == at
        with pytest.raises(Refused, match="after its last set"):
            editing.ended(session, session.sets[-1].started_at - timedelta(seconds=1), NOW)
        with pytest.raises(Refused, match="future"):
            editing.ended(session, NOW + timedelta(seconds=1), NOW)


def test_an_interrupted_set_stays_interrupted_and_its_copy_is_done() -> None:
    broken = replace(finished_set(), status=Status.INTERRUPTED, ended_by=None)
    session = replace(finished_session(), sets=(broken,))
    after = editing.with_new_set(session, broken.id, "new")
    assert [done.status for done in after.sets] == [Status.INTERRUPTED, Status.FINISHED]
    assert isinstance(after.sets[1], SetRecord)
    assert after.sets[1].ended_by is None
