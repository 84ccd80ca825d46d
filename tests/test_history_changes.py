import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from negtrain_tui import _repository_past
from negtrain_tui.alive import Alive
from negtrain_tui.coaching import coached
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training import session_editing as editing
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.history_edits import TRASH_DAYS, Trashed
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.proposal import Move
from negtrain_tui.training.record import EndedBy, Session, SetRecord, Status
from tests.new_file import new_file
from tests.past import Went, session_of
from tests.stored_samples import START, finished_session, finished_set, rep

Dump = dict[str, list[Any]]
Done = Callable[[Repository], object]
Change = Callable[[Session], Session]

NOW = START + timedelta(days=400)
LATER = datetime(2200, 1, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "negtrain.db"
    new_file(path)
    return path


@pytest.fixture
def session(path: Path) -> Session:
    """A session whose file also has a withdrawn rep and a set that was taken out while training."""
    session = finished_session()
    gone = finished_set(START + timedelta(minutes=2))
    with Repository.open(path) as repository:
        repository.start_session(replace(session, sets=(session.sets[0], gone, session.sets[1])))
        repository.remove_set(session.id, gone.id)
        repository.save_rep(session.sets[0].id, rep(4), START)
        repository.withdraw_rep(session.sets[0].id, 4, None)
    return session


@contextmanager
def opened(path: Path) -> Iterator[Repository]:
    with Repository.open(path) as repository:
        yield repository


def dump(path: Path) -> Dump:
    """Every column of every row of what was done."""
    with sqlite3.connect(path) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in ("sessions", "sets", "reps")
        }


def read(repository: Repository, session_id: str) -> Session:
    session = repository.session(session_id)
    assert session is not None
    return session


def edit(path: Path, session_id: str, change: Change, label: str = "edited") -> None:
    """Change a session as a screen does: read, change, hand over; the file is closed behind it."""
    with opened(path) as repository:
        before = read(repository, session_id)
        repository.edit_session(before, change(before), label)


def again(path: Path, action: Callable[[Repository], str | None]) -> str | None:
    with opened(path) as repository:
        return action(repository)


def changes_of(session: Session) -> dict[str, Change]:
    """One edit of each kind."""
    first, second = (done.id for done in session.sets)
    return {
        "a rep": lambda now: editing.with_rep(now, first, 2, None, lowering_actual_s=Decimal("2.9")),
        "a rep deleted": lambda now: editing.without_rep(now, first, 1, None),
        "a rep added": lambda now: editing.with_new_rep(now, first),
        "a load": lambda now: editing.with_set(now, second, load_lifted=parse_load("bw-15kg")),
        "answers": lambda now: editing.with_set(now, second, rpe=None, pain=0, note="💪 [b] \u202e"),
        "an exercise": lambda now: editing.with_set(now, second, exercise="Push-up negative"),
        "a set deleted": lambda now: editing.without_set(now, first),
        "a set added": lambda now: editing.with_new_set(now, first, new_id(NOW)),
        "words": lambda now: editing.with_session(now, name="Pull", note="n", rpe=Decimal("7.5")),
        "the date": lambda now: editing.moved(now, now.started_at - timedelta(days=40, minutes=7), NOW),
    }


KINDS = tuple(changes_of(finished_session()))


class TestUndo:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_row_is_as_before_after_a_restart(self, path: Path, session: Session, kind: str) -> None:
        before = dump(path)
        edit(path, session.id, changes_of(session)[kind], kind)
        after = dump(path)
        assert after != before
        assert again(path, Repository.undo_history) == kind
        assert dump(path) == before
        assert again(path, Repository.redo_history) == kind
        assert dump(path) == after

    def test_all_of_them_in_a_row(self, path: Path, session: Session) -> None:
        states = [dump(path)]
        for kind in (
            "a rep",
            "answers",
            "a rep deleted",
            "a set added",
            "the date",
            "words",
            "a set deleted",
        ):
            edit(path, session.id, changes_of(session)[kind], kind)
            states.append(dump(path))
        with opened(path) as repository:
            repository.delete_session(session.id, "gone")
        states.append(dump(path))
        for state in reversed(states[:-1]):
            assert again(path, Repository.undo_history)
            assert dump(path) == state
        assert again(path, Repository.undo_history) is None
        for state in states[1:]:
            assert again(path, Repository.redo_history)
            assert dump(path) == state
        assert again(path, Repository.redo_history) is None

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_fifty_edits_by_chance(self, path: Path, session: Session, seed: int) -> None:
        chance = random.Random(seed)
        states = [dump(path)]
        repository = Repository.open(path)
        try:
            for step in range(50):
                now = read(repository, session.id)
                repository.edit_session(now, by_chance(chance, now), f"{step}")
                if (state := dump(path)) != states[-1]:
                    states.append(state)
                if not step % 10:
                    repository.close()
                    repository = Repository.open(path)
            assert len(states) > 40
            place = len(states) - 1
            for back in [
                *(chance.random() < 0.6 for _ in range(30)),
                *[True] * len(states),
                *[False] * len(states),
            ]:
                said = repository.undo_history() if back else repository.redo_history()
                assert (said is None) == (place == (0 if back else len(states) - 1))
                place = max(0, place - 1) if back else min(len(states) - 1, place + 1)
                assert dump(path) == states[place]
        finally:
            repository.close()

    def test_what_changes_nothing_is_no_edit(self, path: Path, session: Session) -> None:
        edit(path, session.id, lambda now: now)
        with opened(path) as repository:
            assert repository.history_edits().undo is None
            assert repository.undo_history() is None

    def test_labels_and_stamp_tell_what_was_done_and_taken_back(self, path: Path, session: Session) -> None:
        stamps = []
        with opened(path) as repository:
            stamps.append(repository.history_edits().stamp)
            for name in ("one", "two"):
                before = read(repository, session.id)
                repository.edit_session(before, editing.with_session(before, name=name), name)
                stamps.append(repository.history_edits().stamp)
            repository.undo_history()
            edits = repository.history_edits()
            stamps.append(edits.stamp)
            assert (edits.undo, edits.redo) == ("one", "two")
        assert len(set(stamps)) == 4

    def test_a_new_edit_drops_what_was_undone(self, path: Path, session: Session) -> None:
        edit(path, session.id, changes_of(session)["a set added"], "added")
        again(path, Repository.undo_history)
        edit(path, session.id, changes_of(session)["words"], "words")
        with opened(path) as repository:
            edits = repository.history_edits()
            assert (edits.undo, edits.redo) == ("words", None)


def by_chance(chance: random.Random, now: Session) -> Session:
    """One sensible edit, whatever the session has become."""
    set_id = chance.choice(now.sets).id if now.sets else ""
    done = next((each for each in now.sets if each.id == set_id), None)
    number, side = (chance.choice(done.reps).number, None) if done and done.reps else (1, None)
    seconds = Decimal(chance.randrange(1, 9000)) / 1000
    changes: tuple[Callable[[], Session], ...] = (
        lambda: editing.with_rep(now, set_id, number, side, lowering_actual_s=seconds, marked=True),
        lambda: editing.with_rep(now, set_id, number, side, control_lost=chance.random() < 0.5),
        lambda: editing.without_rep(now, set_id, number, side),
        lambda: editing.with_new_rep(now, set_id),
        lambda: editing.with_set(now, set_id, load_lifted=parse_load(f"bw-{chance.randrange(1, 30)}kg")),
        lambda: editing.with_set(now, set_id, pain=chance.randrange(11), note=str(seconds)),
        lambda: editing.with_new_set(now, set_id, new_id(NOW)),
        lambda: editing.without_set(now, set_id) if len(now.sets) > 2 else now,
        lambda: editing.moved(now, now.started_at - timedelta(minutes=chance.randrange(-999, 999)), NOW),
        lambda: editing.with_session(now, note=str(seconds)),
        lambda: replace(now, sets=tuple(chance.sample(now.sets, len(now.sets)))),
    )
    try:
        return chance.choice(changes)()
    except Refused:
        return editing.with_session(now, name=str(seconds))


class TestEdit:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_is_read_back_as_it_was_meant(self, path: Path, session: Session, kind: str) -> None:
        change = changes_of(session)[kind]
        wanted = change(session)
        edit(path, session.id, lambda _: wanted)
        with opened(path) as repository:
            assert read(repository, session.id) == wanted

    def test_the_order_is_as_wanted_and_what_is_deleted_stays_in_its_place(
        self, path: Path, session: Session
    ) -> None:
        first, second = session.sets
        new = replace(finished_set(START, number=9), reps=(rep(2), rep(1)))
        wanted = replace(session, sets=(second, new, first))
        edit(path, session.id, lambda _: wanted)
        with opened(path) as repository:
            assert read(repository, session.id).sets == (second, new, first)
            (gone,) = repository.trash()
            repository.restore(gone)
            assert [done.id for done in read(repository, session.id).sets] == [
                second.id,
                new.id,
                gone.set_id,
                first.id,
            ]

    def test_a_new_set_before_others_moves_only_those_that_must(self, path: Path, session: Session) -> None:
        first, second = session.sets
        new = finished_set(START)
        edit(path, session.id, lambda now: replace(now, sets=(first, new, second)))
        with sqlite3.connect(path) as connection:
            places = dict(connection.execute("SELECT id, position FROM sets").fetchall())
        assert (places[first.id], places[new.id], places[second.id]) == (1, 2, 4)

    def test_moving_a_session_takes_its_reps_and_deleted_sets_along(
        self, path: Path, session: Session
    ) -> None:
        before = dump(path)
        by = timedelta(days=3, hours=2)
        edit(path, session.id, lambda now: editing.moved(now, now.started_at - by, NOW))
        after = dump(path)
        for was, now in zip(instants(path, before), instants(path, after), strict=True):
            assert was - now == by
        with opened(path) as repository:
            (gone,) = repository.trash()
            assert gone.started_at == START + timedelta(minutes=2) - by

    @pytest.mark.parametrize("elsewhere", ["added", "restored"])
    def test_a_session_is_not_moved_away_from_a_set_that_came_meanwhile(
        self, path: Path, session: Session, elsewhere: str
    ) -> None:
        with opened(path) as one, opened(path) as other:
            mine = read(one, session.id)
            if elsewhere == "added":
                other.edit_session(mine, changes_of(session)["a set added"](mine), "added")
            else:
                other.restore(other.trash()[0])
            before = dump(path)
            with pytest.raises(Conflict, match="session was changed elsewhere"):
                one.edit_session(mine, changes_of(session)["the date"](mine), "moved")
            assert dump(path) == before

    def test_what_was_changed_elsewhere_is_a_conflict_and_nothing_changes(
        self, path: Path, session: Session
    ) -> None:
        first = session.sets[0].id
        edit(path, session.id, changes_of(session)["a rep"])
        before = dump(path)
        stale: tuple[Change, ...] = (
            lambda now: editing.with_rep(now, first, 2, None, lowering_actual_s=Decimal("3.3")),
            lambda now: editing.without_rep(now, first, 2, None),
            lambda now: editing.without_set(editing.with_session(now, name="x"), first),
        )
        for change in stale:
            with opened(path) as repository, pytest.raises(Conflict, match="look at the session"):
                repository.edit_session(session, change(session), "stale")
            assert dump(path) == before

    def test_what_somebody_else_changed_of_the_rest_stays(self, path: Path, session: Session) -> None:
        edit(path, session.id, changes_of(session)["a rep"])
        with opened(path) as repository:
            stale = editing.with_set(session, session.sets[0].id, pain=7)
            repository.edit_session(session, stale, "pain")
            now = read(repository, session.id).sets[0]
        assert (now.pain, now.reps[1].lowering_actual_s) == (7, Decimal("2.9"))

    @pytest.mark.parametrize(
        ("elsewhere", "here"),
        [("a set deleted", "a rep"), ("a rep deleted", "a rep deleted"), ("a rep added", "a rep added")],
    )
    def test_two_that_change_the_same(self, path: Path, session: Session, elsewhere: str, here: str) -> None:
        with opened(path) as one, opened(path) as other:
            mine, theirs = read(one, session.id), read(other, session.id)
            other.edit_session(theirs, changes_of(session)[elsewhere](theirs), elsewhere)
            before = dump(path)
            with pytest.raises(Conflict, match="look at the session"):
                one.edit_session(mine, changes_of(session)[here](mine), here)
            assert dump(path) == before
            assert one.undo_history() == elsewhere
            assert read(other, session.id) == session

    def test_a_deleted_session_is_not_edited_nor_deleted_again(self, path: Path, session: Session) -> None:
        with opened(path) as repository:
            repository.delete_session(session.id, "gone")
            with pytest.raises(Conflict, match="deleted elsewhere"):
                repository.edit_session(session, editing.with_session(session, name="x"), "x")
            with pytest.raises(Conflict, match="deleted elsewhere"):
                repository.delete_session(session.id, "gone")


class TestHeld:
    @pytest.fixture
    def broken(self, path: Path) -> Session:
        session = replace(finished_session(START + timedelta(days=1)), status=Status.INTERRUPTED)
        with opened(path) as repository:
            repository.start_session(session)
        return session

    def test_nobody_s_training_is_edited_deleted_or_undone(self, path: Path, broken: Session) -> None:
        edit(path, broken.id, lambda now: editing.without_rep(now, broken.sets[0].id, 1, None), "a rep")
        before = dump(path)
        with opened(path) as repository:
            now = read(repository, broken.id)
            with Alive.hold(path, broken.id):
                for action in (
                    lambda: repository.edit_session(now, editing.with_session(now, name="x"), "x"),
                    lambda: repository.delete_session(broken.id, "gone"),
                    repository.undo_history,
                ):
                    with pytest.raises(Conflict, match="training with that session"):
                        action()
                assert dump(path) == before
            assert repository.undo_history() == "a rep"

    def test_what_training_made_of_it_since_isn_t_lost_to_an_undo(self, path: Path, broken: Session) -> None:
        edit(path, broken.id, lambda now: editing.without_rep(now, broken.sets[0].id, 1, None), "a rep")
        edit(path, broken.id, lambda now: editing.with_set(now, broken.sets[1].id, pain=9), "pain")
        with opened(path) as repository:
            repository.save_set(broken.id, replace(read(repository, broken.id).sets[1], pain=3))
            repository.save_rep(broken.sets[0].id, rep(1, actual="2.2"), START)
            before = dump(path)
            for told in (
                r"“pain” can't be undone any more, .*; u again undoes the one before it, “a rep”\.",
                r"“a rep” can't be undone any more, .*; there is no change before it\.",
            ):
                with pytest.raises(Conflict, match=told):
                    repository.undo_history()
                assert dump(path) == before
            assert repository.undo_history() is None

    def test_an_edit_that_doesn_t_fit_any_more_doesn_t_bar_the_way_to_older_ones(
        self, path: Path, session: Session, broken: Session
    ) -> None:
        states = [dump(path)]
        edit(path, session.id, changes_of(session)["a rep"], "older")
        stale = broken
        edit(path, broken.id, lambda now: editing.with_session(now, note="corrected"), "note")
        edit(path, session.id, changes_of(session)["words"], "undone")
        again(path, Repository.undo_history)
        with opened(path) as repository:
            # Whoever goes on with a session writes its note as it was read.
            repository.save_session(stale)
            states[0] = {**states[0], "sessions": dump(path)["sessions"]}
            with pytest.raises(Conflict, match="u again undoes the one before it, “older”"):
                repository.undo_history()
            edits = repository.history_edits()
            assert (edits.undo, edits.redo) == ("older", "undone")
        assert again(path, Repository.undo_history) == "older"
        assert dump(path) == states[0]
        assert [again(path, Repository.redo_history) for _ in range(3)] == ["older", "undone", None]

    def test_what_can_t_be_done_again_takes_what_rests_on_it_along(self, path: Path, broken: Session) -> None:
        with opened(path) as repository:
            for note in ("one", "two", "three"):
                before = read(repository, broken.id)
                repository.edit_session(before, editing.with_session(before, note=note), note)
            repository.undo_history()
            repository.undo_history()
            repository.save_session(replace(read(repository, broken.id), note="other"))
            with pytest.raises(Conflict, match=r"“two” can't be done again any more.*nothing left"):
                repository.redo_history()
            edits = repository.history_edits()
            assert (edits.undo, edits.redo) == ("one", None)
            assert read(repository, broken.id).note == "other"


class TestTrash:
    def test_what_is_deleted_lies_there_and_is_restored_exactly(self, path: Path, session: Session) -> None:
        before = dump(path)
        first = session.sets[0]
        edit(path, session.id, changes_of(session)["a set deleted"], "set")
        with opened(path) as repository:
            listed = [each for each in repository.trash() if each.set_id == first.id]
            (trashed,) = listed
            assert trashed.words == "Dip negative, set 1 of Push A"
            assert trashed.started_at == first.started_at
            repository.restore(trashed)
            assert dump(path) == before
            assert repository.undo_history() == "Dip negative, set 1 of Push A restored"
            assert trashed in repository.trash()
            assert repository.undo_history() == "set"
        assert dump(path) == before

    def test_a_deleted_session_stands_for_its_sets(self, path: Path, session: Session) -> None:
        before = dump(path)
        with opened(path) as repository:
            repository.delete_session(session.id, "gone")
            assert repository.session(session.id) is None
            (trashed,) = repository.trash()
            assert (trashed.session_id, trashed.set_id, trashed.words) == (session.id, None, "Push A")
            repository.restore(trashed)
            assert dump(path) == before
            with pytest.raises(Conflict, match="isn't in the trash"):
                repository.restore(trashed)

    def test_a_set_comes_back_only_to_a_session_that_stands(self, path: Path, session: Session) -> None:
        with opened(path) as repository:
            (gone,) = repository.trash()
            repository.delete_session(session.id, "gone")
            with pytest.raises(Conflict, match="restore the session first"):
                repository.restore(gone)

    def test_nameless_sessions_are_told_by_their_exercises(self, path: Path) -> None:
        session = replace(finished_session(), name="")
        with opened(path) as repository:
            repository.start_session(session)
            repository.delete_session(session.id, "gone")
            assert [each.words for each in repository.trash()] == ["Dip negative"]

    def test_a_set_without_reps_lies_there_if_it_tells_anything(self, path: Path) -> None:
        bare = replace(finished_set(), reps=(), rpe=None, pain=None, note="")
        sets = {
            "control lost": replace(bare, ended_by=EndedBy.CONTROL_LOST),
            "skipped for a reason": replace(
                finished_set(number=2), reps=(), rpe=None, pain=None, ended_by=EndedBy.SKIPPED, note="elbow"
            ),
            "given up in its lead-in": replace(bare, id=new_id(START), number=3, ended_by=None),
        }
        session = replace(finished_session(), sets=tuple(sets.values()))
        with opened(path) as repository:
            repository.start_session(session)
            repository.edit_session(session, replace(session, sets=()), "all sets")
            told = {each.set_id for each in repository.trash()}
            assert told == {sets[which].id for which in ("control lost", "skipped for a reason")}
            # What was never to be seen there isn't erased either.
            assert repository.empty_trash(LATER) == 2
            assert [row[0] for row in dump(path)["sets"]] == [sets["given up in its lead-in"].id]

    @pytest.mark.parametrize(
        "sets", [(replace(finished_set(), reps=(), ended_by=None, rpe=None, pain=None, note=""),), ()]
    )
    @pytest.mark.parametrize("name", ["Push", ""])
    def test_every_session_deleted_by_hand_lies_there(
        self, path: Path, name: str, sets: tuple[SetRecord, ...]
    ) -> None:
        session = replace(finished_session(), name=name, note="", sets=sets)
        with opened(path) as repository:
            repository.start_session(session)
            for by in ("the history", "the offer of the start"):
                if by == "the history":
                    repository.delete_session(session.id, "gone")
                else:
                    repository.settle(session.id, keep=False)
                (trashed,) = repository.trash()
                assert trashed.words == (name or ("Dip negative" if sets else "(no sets)"))
                repository.restore(trashed)

    def test_a_session_withdrawn_as_nothing_was_done_is_as_before_when_it_goes_on(self, path: Path) -> None:
        session = replace(finished_session(), status=Status.INTERRUPTED)
        with opened(path) as repository:
            repository.start_session(session)
            before = dump(path)
            repository.settle(session.id, keep=False, nothing_done=True)
            assert repository.trash() == ()
            repository.undo_discard(session.id)
        assert dump(path) == before

    @pytest.mark.parametrize(("delete", "number"), [(0, 1), (1, 4)])
    def test_a_set_whose_number_was_taken_comes_back_with_the_next_free_one(
        self, path: Path, delete: int, number: int
    ) -> None:
        session = finished_session()
        warm_up = replace(finished_set(START, number=number), warm_up=True)
        third = finished_set(START + timedelta(minutes=9), number=3)
        session = replace(session, sets=(warm_up, *session.sets, third))
        gone = session.sets[1 + delete]
        with opened(path) as repository:
            repository.start_session(session)
            repository.edit_session(session, editing.without_set(session, gone.id), "deleted")
            if delete:
                now = read(repository, session.id)
                repository.edit_session(now, editing.with_new_set(now, third.id, new_id(NOW)), "added")
            before = dump(path)
            (trashed,) = repository.trash()
            assert repository.restore(trashed) == (number if delete else None)
            (back,) = (done for done in read(repository, session.id).sets if done.id == gone.id)
            assert back == replace(gone, number=number)
            label = f"{trashed.words} restored" + (" as set 4" if delete else "")
            assert repository.undo_history() == label
            assert dump(path) == before

    def test_what_was_withdrawn_and_what_is_still_trained_isn_t_told(self, path: Path) -> None:
        nothing = replace(
            finished_session(),
            note="",
            sets=(replace(finished_set(), reps=(), rpe=None, pain=None, note=""),),
        )
        live = replace(finished_session(START + timedelta(days=1)), status=Status.LIVE)
        with opened(path) as repository:
            for each in (nothing, live):
                repository.start_session(each)
            repository.settle(nothing.id, keep=False, nothing_done=True)
            repository.remove_set(live.id, live.sets[0].id)
            assert repository.trash() == ()
            gone = Trashed(live.id, live.sets[0].id, "", START, START)
            with pytest.raises(Conflict, match="isn't over"):
                repository.restore(gone)
            assert repository.empty_trash(LATER) == 0
            assert repository.session(nothing.id) is None
            repository.bring_set_back(live.id, live.sets[0].id)

    def test_erasing_leaves_nothing_of_it_and_all_of_the_rest(self, path: Path, session: Session) -> None:
        other = finished_session(START + timedelta(days=1))
        with opened(path) as repository:
            repository.start_session(other)
            stays = [row for rows in dump(path).values() for row in rows if other.id in row]
            repository.delete_session(session.id, "gone")
            (trashed,) = repository.trash()
            assert repository.empty_trash(trashed.deleted_at) == 0
            assert repository.empty_trash(trashed.deleted_at + timedelta(microseconds=1)) == 1
            assert repository.trash() == ()
            assert read(repository, other.id) == other
        left = dump(path)
        assert [row for rows in left.values() for row in rows if other.id in row] == stays
        assert [len(left[table]) for table in ("sessions", "sets", "reps")] == [1, 2, 6]

    def test_a_set_is_erased_with_its_reps(self, path: Path, session: Session) -> None:
        with opened(path) as repository:
            assert repository.empty_trash(LATER) == 1
            assert read(repository, session.id) == session
        assert len(dump(path)["sets"]) == 2

    def test_edits_that_rest_on_what_is_erased_go_with_it(self, path: Path, session: Session) -> None:
        other = finished_session(START + timedelta(days=1))
        with opened(path) as repository:
            repository.start_session(other)
            for name, each in (("old", other), ("its rep", session), ("new", other), ("newer", other)):
                before = read(repository, each.id)
                after = editing.with_session(before, note=name)
                if name == "its rep":
                    after = editing.with_rep(
                        before, session.sets[0].id, 2, None, lowering_actual_s=Decimal(1)
                    )
                repository.edit_session(before, after, name)
            repository.undo_history()
            # Deleted past the log, as the offer of the start does it.
            repository.settle(session.id, keep=False)
            assert repository.empty_trash(LATER) == 1
            assert repository.redo_history() == "newer"
            assert [repository.undo_history() for _ in range(3)] == ["newer", "new", None]
            assert read(repository, other.id).note == "old"

    def test_redo_does_not_reach_past_what_is_erased(self, path: Path, session: Session) -> None:
        other = finished_session(START + timedelta(days=1))
        with opened(path) as repository:
            repository.start_session(other)
            for each, kind in ((other, "one"), (session, "two"), (other, "three")):
                before = read(repository, each.id)
                repository.edit_session(
                    before, editing.with_new_set(before, before.sets[0].id, new_id(NOW)), kind
                )
            for _ in range(3):
                repository.undo_history()
            repository.settle(session.id, keep=False)
            repository.empty_trash(LATER)
            assert [repository.redo_history() for _ in range(2)] == ["one", None]

    def test_a_clock_that_is_ahead_erases_nothing_early(self, path: Path, session: Session) -> None:
        # Trained on the day of its deletion: as far as the file knows, no time has passed since.
        today = finished_session(datetime.now(UTC))
        with opened(path) as repository:
            repository.start_session(today)
            (gone,) = repository.trash()
            due = gone.deleted_at + timedelta(days=TRASH_DAYS, microseconds=1)
            assert repository.empty_old_trash(LATER) == 0
            repository.start_session(replace(today, id="then", started_at=due, sets=()))
            assert repository.empty_old_trash(due - timedelta(microseconds=1)) == 0
            assert repository.empty_old_trash(due) == 1

    def test_a_clock_that_was_behind_erases_nothing_early(
        self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with opened(path) as repository:
            monkeypatch.setattr(_repository_past, "_now", lambda: datetime(1970, 1, 1, tzinfo=UTC))
            repository.delete_session(session.id, "Push")
            monkeypatch.undo()
            (gone, *_) = repository.trash()
            assert gone.deleted_at == session.started_at
            assert repository.empty_old_trash(LATER) == 0

    def test_what_was_taken_back_while_training_never_was_there(self, path: Path, session: Session) -> None:
        hurt = replace(
            finished_set(START + timedelta(minutes=8), number=3), reps=(), ended_by=EndedBy.PAIN, pain=9
        )
        with opened(path) as repository:
            before = {each.set_id for each in repository.trash()}
            repository.save_set(session.id, hurt)
            repository.remove_set(session.id, hurt.id)
            assert {each.set_id for each in repository.trash()} == before
            repository.bring_set_back(session.id, hurt.id)
            stands = read(repository, session.id)
            repository.edit_session(stands, editing.without_set(stands, hurt.id), "deleted by hand")
            assert {each.set_id for each in repository.trash()} == {*before, hurt.id}

    def test_a_file_without_a_session_has_no_old_trash(self, path: Path) -> None:
        with opened(path) as repository:
            assert repository.empty_old_trash(LATER) == 0

    def test_an_empty_trash_has_nothing_to_erase(self, path: Path) -> None:
        with opened(path) as repository:
            assert repository.trash() == ()
            assert repository.empty_trash(LATER) == 0


def instants(path: Path, rows: Dump) -> list[datetime]:
    """Every instant of sessions, sets and reps, in the order of the rows."""
    found = []
    with sqlite3.connect(path) as connection:
        for table, each in rows.items():
            names = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
            places = [place for place, name in enumerate(names) if name.endswith("_utc")]
            found += [datetime.fromisoformat(row[place]) for row in each for place in places if row[place]]
    return found


def test_a_corrected_history_corrects_the_proposal(path: Path) -> None:
    base = "Bench press 3x5 @82.5kg 4-0-X-0 +0.5kg"
    plan = Plan("plan", "Plan", (Workout("w", "Day", (PlanLine("line", parse_prescription(base)),)),))
    at = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    went = session_of("line", base, Went(at, base, seconds="4"))
    with opened(path) as repository:
        repository.save_plan(plan)
        repository.start_session(went)

        def proposed() -> tuple[Move, str]:
            told = coached(repository, load_catalogue(), plan, plan.workouts[0].lines, at + timedelta(days=3))
            proposal = told.proposals["line"]
            return proposal.move, str(proposal.standing.load)

        assert proposed() == (Move.LOAD, "83kg")
        before = read(repository, went.id)
        after = before
        for number in (3, 4, 5):
            after = editing.without_rep(after, before.sets[2].id, number, None)
        repository.edit_session(before, after, "reps that weren't done")
        assert proposed() == (Move.REPEAT, "82.5kg")
        repository.undo_history()
        assert proposed() == (Move.LOAD, "83kg")
