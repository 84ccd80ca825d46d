"""Edits of plans through a real database: stored field by field, undone and redone, never lost to others."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.training import plan_editing as edit
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plan_changes import (
    Change,
    Fields,
    Item,
    Kind,
    activate,
    archive,
    change,
    difference,
)
from negtrain_tui.training.prescription import Plan, PlanHeading, PlanLine, Prescription, Workout
from negtrain_tui.training.schedule import WEEKDAYS, Missed, Schedule

NOTATIONS = ("Bench press 4x5 @82.5kg 5-1-X-0", "Pull-up 3x3 @bw 8-0-A-1", '"[x]" 12,10,8 @bw', "Sit 3x30s")


def line(line_id: str, notation: str = "") -> PlanLine:
    return PlanLine(line_id, parse_prescription(notation or f"Exercise {line_id} 3x5 @bw"))


def said(notation: str) -> Prescription:
    return parse_prescription(notation)


PLAN = Plan(
    "p",
    "Garage",
    (
        Workout("w1", "Push", tuple(line(line_id) for line_id in "abc"), ("mon",)),
        Workout("w2", "Pull", (line("d"),)),
    ),
    Schedule(start=date(2026, 7, 6), missed=Missed.SHIFT),
)
OTHER = Plan("q", "Shed", (Workout("w9", "Legs", (line("z"),)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@pytest.fixture
def one(path: Path) -> Iterator[Repository]:
    with Repository.open(path) as repository:
        repository.save_plan(PLAN)
        yield repository


@pytest.fixture
def two(one: Repository) -> Iterator[Repository]:
    """Another Negtrain on the same file."""
    with Repository.open(one.path) as repository:
        yield repository


def followed(repository: Repository) -> Plan:
    plan = repository.active_plan()
    assert plan is not None
    return plan


def make(repository: Repository, before: Plan | None, after: Plan | None, label: str = "edited") -> None:
    repository.change_plans(change(label, before, after))


def standing(repository: Repository) -> dict[PlanHeading, Plan | None]:
    return {heading: repository.plan(heading.id) for heading in repository.plan_headings()}


def shape(repository: Repository) -> str:
    return ", ".join(
        f"{workout.id}:{' '.join(line.id for line in workout.lines)}"
        for workout in followed(repository).workouts
    )


class TestDifference:
    def test_equal_plans_differ_in_nothing_however_they_are_written(self) -> None:
        assert difference(PLAN, PLAN) == difference(None, None) == ()
        heavier = edit.edit_line(PLAN, "a", said("Squat 3x5 @82.5kg"))
        assert difference(heavier, edit.edit_line(PLAN, "a", said("Squat 3x5 @82.50kg"))) == ()

    def test_one_field_is_one_field(self) -> None:
        assert difference(PLAN, edit.edit_line(PLAN, "b", said("Row 1x1 @5kg"))) == (
            Item(Kind.LINE, "b", {"notation": "Exercise b 3x5 @bw"}, {"notation": "Row 1x1 @5kg"}),
        )
        assert difference(PLAN, edit.workout_days(PLAN, "w2", ["tue"])) == (
            Item(Kind.WORKOUT, "w2", {"days": "[]"}, {"days": '["tue"]'}),
        )
        assert difference(PLAN, edit.reschedule(PLAN, Schedule(("fri",)))) == (
            Item(
                Kind.PLAN,
                "p",
                {"days": "[]", "start": "2026-07-06", "missed": "shift"},
                {"days": '["fri"]', "start": None, "missed": None},
            ),
        )

    def test_what_moves_takes_its_place_along(self) -> None:
        assert difference(PLAN, edit.line_to_workout(PLAN, "a", "w2")) == (
            Item(Kind.LINE, "b", {"position": 2}, {"position": 1}),
            Item(Kind.LINE, "c", {"position": 3}, {"position": 2}),
            Item(Kind.LINE, "a", {"workout_id": "w1", "position": 1}, {"workout_id": "w2", "position": 2}),
        )

    def test_what_comes_or_goes_is_told_whole(self) -> None:
        fields: Fields = {"workout_id": "w9", "position": 1, "notation": "Exercise z 3x5 @bw"}
        workout: Fields = {"plan_id": "q", "position": 1, "name": "Legs", "days": "[]"}
        plan: Fields = {"name": "Shed", "days": "[]", "start": None, "missed": None}
        assert difference(None, OTHER) == (
            Item(Kind.PLAN, "q", None, {**plan, "active": 0, "archived": 0}),
            Item(Kind.WORKOUT, "w9", None, workout),
            Item(Kind.LINE, "z", None, fields),
        )
        assert difference(OTHER, None) == (
            Item(Kind.PLAN, "q", plan, None),
            Item(Kind.WORKOUT, "w9", workout, None),
            Item(Kind.LINE, "z", fields, None),
        )


class TestStored:
    def test_a_plan_comes_back_whole_with_its_schedule(self, one: Repository) -> None:
        assert one.active_plan() == one.plan("p") == PLAN
        assert one.plan("none") is None
        assert one.plan_headings() == (PlanHeading("p", "Garage", True, False, 2, 4),)

    def test_each_edit_is_stored(self, one: Repository) -> None:
        before = PLAN
        for after in (
            edit.add_line(PLAN, "w2", line("x"), 0),
            edit.reschedule(PLAN, Schedule(("mon", "fri"))),
            edit.move_workout(edit.rename(PLAN, "New"), "w1", 1),
            edit.delete_workout(PLAN, "w1"),
            PLAN,
        ):
            make(one, before, after)
            assert one.active_plan() == after
            before = after

    def test_a_new_plan_is_not_the_active_one_until_chosen(self, one: Repository) -> None:
        make(one, None, OTHER)
        assert followed(one) == PLAN
        one.change_plans(Change("Shed chosen", activate(one.plan_headings(), "q")))
        assert followed(one) == OTHER
        assert activate(one.plan_headings(), "q") == ()
        with pytest.raises(Refused, match="is gone"):
            activate(one.plan_headings(), "none")

    def test_an_archived_plan_is_never_the_active_one(self, one: Repository) -> None:
        one.change_plans(Change("archived", archive(one.plan_headings(), "p", True)))
        assert one.active_plan() is None
        assert one.plan_headings() == (PlanHeading("p", "Garage", False, True, 2, 4),)
        assert archive(one.plan_headings(), "p", True) == ()
        one.change_plans(Change("chosen", activate(one.plan_headings(), "p")))
        assert one.plan_headings() == (PlanHeading("p", "Garage", True, False, 2, 4),)
        one.undo_plans()
        one.change_plans(Change("back", archive(one.plan_headings(), "p", False)))
        assert one.plan_headings() == (PlanHeading("p", "Garage", False, False, 2, 4),)
        with pytest.raises(Refused, match="is gone"):
            archive(one.plan_headings(), "none", True)

    def test_deleting_the_active_plan_leaves_none_until_that_is_undone(self, one: Repository) -> None:
        make(one, None, OTHER)
        make(one, PLAN, None)
        assert one.active_plan() is None
        assert [heading.id for heading in one.plan_headings()] == ["q"]
        one.undo_plans()
        assert followed(one) == PLAN

    def test_saving_a_plan_whole_is_one_change(self, one: Repository) -> None:
        one.save_plan(OTHER, "Template taken")
        one.save_plan(OTHER, "nothing new")
        assert (followed(one), one.plan_edits().undo) == (OTHER, "Template taken")
        one.undo_plans()
        assert standing(one) == {PlanHeading("p", "Garage", True, False, 2, 4): PLAN}
        one.redo_plans()
        one.change_plans(Change("archived", archive(one.plan_headings(), "q", True)))
        one.save_plan(replace(OTHER, name="Hut"))
        assert [(heading.name, heading.active) for heading in one.plan_headings()] == [
            ("Garage", False),
            ("Hut", True),
        ]

    def test_a_line_that_cannot_be_read_is_named_and_can_be_replaced(self, one: Repository) -> None:
        with closing(sqlite3.connect(one.path)) as raw, raw:
            raw.execute("UPDATE plan_lines SET notation = 'Dip 3 by 5' WHERE id = 'a'")
        with pytest.raises(StorageError, match=r"'Dip 3 by 5'.*negtrain plan apply"):
            one.active_plan()
        assert len(one.plan_headings()) == 1
        one.save_plan(PLAN)
        assert followed(one) == PLAN


class TestUndo:
    def test_there_is_nothing_at_first(self, path: Path) -> None:
        with Repository.open(path) as repository:
            assert repository.undo_plans() is repository.redo_plans() is None
            edits = repository.plan_edits()
            assert (edits.undo, edits.redo) == (None, None)

    def test_labels_tell_what_comes_next_and_stamps_that_something_happened(self, one: Repository) -> None:
        stamps = [one.plan_edits().stamp]
        after = edit.delete_line(PLAN, "a")
        make(one, PLAN, after, "a deleted")
        stamps.append(one.plan_edits().stamp)
        assert (one.plan_edits().undo, one.plan_edits().redo) == ("a deleted", None)
        assert one.undo_plans() == "a deleted"
        stamps.append(one.plan_edits().stamp)
        assert (one.plan_edits().undo, one.plan_edits().redo) == ("Plan saved", "a deleted")
        assert followed(one) == PLAN
        assert one.redo_plans() == "a deleted"
        assert followed(one) == after
        assert one.plan_edits().stamp == stamps[1]
        assert len(set(stamps)) == 3

    def test_a_new_change_ends_what_could_be_redone(self, one: Repository) -> None:
        make(one, PLAN, edit.rename(PLAN, "One"), "one")
        one.undo_plans()
        make(one, PLAN, edit.rename(PLAN, "Two"), "two")
        assert one.redo_plans() is None
        assert [one.undo_plans() for _ in range(3)] == ["two", "Plan saved", None]
        assert one.plan_headings() == ()

    def test_what_changes_nothing_is_no_step(self, one: Repository) -> None:
        make(one, PLAN, edit.rename(PLAN, "One"), "one")
        one.undo_plans()
        before = one.plan_edits()
        make(one, PLAN, PLAN)
        assert one.plan_edits() == before
        assert one.redo_plans() == "one"

    def test_it_outlives_the_program(self, path: Path) -> None:
        with Repository.open(path) as repository:
            repository.save_plan(PLAN)
            make(repository, PLAN, edit.delete_workout(PLAN, "w1"), "Push deleted")
        with Repository.open(path) as repository:
            assert repository.undo_plans() == "Push deleted"
            assert followed(repository) == PLAN
        with Repository.open(path) as repository:
            assert repository.redo_plans() == "Push deleted"


class TestTwoAtOnce:
    """Both saw PLAN; `two` edits after `one` has."""

    def refused(self, one: Repository, two: Repository, wanted: Plan | None, told: str) -> None:
        before, edits = standing(one), one.plan_edits()
        with pytest.raises(Conflict, match=told):
            make(two, PLAN, wanted)
        assert standing(one) == before
        assert one.plan_edits() == edits

    def test_different_lines_are_both_kept(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.edit_line(PLAN, "a", said("Row 1x1 @5kg")))
        make(two, PLAN, edit.edit_line(PLAN, "b", said("Dip 1x1 @bw")))
        make(two, PLAN, edit.rename(PLAN, "Shed"))
        assert followed(one) == edit.rename(
            edit.edit_line(edit.edit_line(PLAN, "a", said("Row 1x1 @5kg")), "b", said("Dip 1x1 @bw")), "Shed"
        )

    def test_the_same_line_is_a_conflict(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.edit_line(PLAN, "a", said("Row 1x1 @5kg")))
        wanted = edit.edit_line(PLAN, "a", said("Dip 1x1 @bw"))
        self.refused(one, two, wanted, "“Row 1x1 @5kg” was changed elsewhere")
        self.refused(one, two, edit.delete_line(PLAN, "a"), "changed elsewhere")
        # What goes with the line refused doesn't happen either.
        self.refused(one, two, edit.rename(wanted, "Shed"), "changed elsewhere")

    def test_the_same_edit_by_both_is_none(self, one: Repository, two: Repository) -> None:
        wanted = edit.delete_line(edit.edit_line(PLAN, "a", said("Row 1x1 @5kg")), "c")
        for repository in (one, two):
            make(repository, PLAN, wanted)
        assert followed(one) == wanted

    def test_a_line_deleted_elsewhere(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.delete_line(PLAN, "a"))
        self.refused(one, two, edit.edit_line(PLAN, "a", said("Dip 1x1 @bw")), "line was deleted elsewhere")
        self.refused(one, two, edit.move_line(PLAN, "a", 1), "line was deleted elsewhere")

    def test_both_add_at_the_same_place(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.add_line(PLAN, "w1", line("y"), 1))
        make(two, PLAN, edit.add_line(PLAN, "w1", line("x"), 1))
        make(one, followed(one), edit.add_line(followed(one), "w2", line("v")))
        make(two, PLAN, edit.add_line(PLAN, "w2", line("u")))
        assert shape(one) == shape(two) == "w1:a x y b c, w2:d u v"
        # What stands then is moved as it is seen.
        make(two, followed(two), edit.move_line(followed(two), "y", -2))
        assert shape(one) == "w1:y a x b c, w2:d u v"
        for _ in range(5):
            one.undo_plans()
        assert followed(one) == PLAN

    def test_one_deletes_and_the_other_adds(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.delete_line(PLAN, "a"))
        make(two, PLAN, edit.add_line(PLAN, "w1", line("x"), 2))
        assert shape(one) == "w1:b x c, w2:d"

    def test_the_order_changed_by_both_is_a_conflict(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.move_line(PLAN, "b", -1))
        self.refused(one, two, edit.move_line(PLAN, "c", -2), "“Push” was put in another order elsewhere")
        make(one, followed(one), edit.move_workout(followed(one), "w1", 1))
        make(two, PLAN, edit.move_workout(PLAN, "w1", 1))
        assert shape(one) == "w2:d, w1:b a c"

    def test_a_workout_deleted_elsewhere_takes_nothing_in(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.delete_workout(PLAN, "w2"))
        for wanted in (
            edit.add_line(PLAN, "w2", line("x")),
            edit.line_to_workout(PLAN, "a", "w2"),
            edit.rename_workout(PLAN, "w2", "Row"),
        ):
            self.refused(one, two, wanted, "That workout was deleted elsewhere")

    def test_a_workout_is_not_deleted_with_what_somebody_put_there(
        self, one: Repository, two: Repository
    ) -> None:
        make(one, PLAN, edit.add_line(PLAN, "w2", line("x")))
        self.refused(
            one, two, edit.delete_workout(PLAN, "w2"), "“Exercise x 3x5 @bw” was put there elsewhere"
        )
        self.refused(one, two, None, "was put there elsewhere")

    def test_a_line_moved_elsewhere_is_not_deleted_with_its_old_workout(
        self, one: Repository, two: Repository
    ) -> None:
        make(one, PLAN, edit.line_to_workout(PLAN, "a", "w2"))
        self.refused(one, two, edit.delete_workout(PLAN, "w1"), "changed elsewhere")

    def test_only_one_plan_can_be_chosen(self, one: Repository, two: Repository) -> None:
        for plan in (OTHER, edit.duplicate(OTHER, "Third", (f"t{number}" for number in count()).__next__)):
            make(one, None, plan)
        one.change_plans(Change("archived", archive(one.plan_headings(), "p", True)))
        seen = one.plan_headings()
        one.change_plans(Change("chosen", activate(seen, "q")))
        before = standing(one)
        for late in (activate(seen, "t2"), archive(seen, "q", True)):
            with pytest.raises(Conflict, match="active one elsewhere"):
                two.change_plans(Change("late", late))
        assert standing(one) == before

    def test_a_plan_deleted_elsewhere_cannot_come_twice(self, one: Repository, two: Repository) -> None:
        make(one, None, OTHER)
        with pytest.raises(Conflict, match="“Shed” was brought back elsewhere"):
            make(two, None, OTHER)

    def test_one_undoes_what_the_other_did(self, one: Repository, two: Repository) -> None:
        make(one, PLAN, edit.rename(PLAN, "Shed"), "renamed")
        seen = two.plan_edits()
        assert two.undo_plans() == "renamed"
        assert followed(one) == PLAN
        assert one.plan_edits().stamp != seen.stamp

    def test_what_was_undone_is_not_overwritten_where_the_file_was_changed_otherwise(
        self, one: Repository
    ) -> None:
        make(one, PLAN, edit.edit_line(PLAN, "a", said("Row 1x1 @5kg")))
        with closing(sqlite3.connect(one.path)) as raw, raw:
            raw.execute("UPDATE plan_lines SET notation = 'Dip 1x1 @bw' WHERE id = 'a'")
        edits = one.plan_edits()
        with pytest.raises(Conflict, match="changed elsewhere"):
            one.undo_plans()
        assert one.plan_edits() == edits


EDITS = 50


def random_change(repository: Repository, chance: Random, new_id: Callable[[], str]) -> tuple[Item, ...]:
    """An edit of any kind, of any of the plans there are."""
    headings = repository.plan_headings()
    if not headings or chance.random() < 0.06:
        return difference(None, Plan(new_id(), "New", (Workout(new_id(), "A", ()),)))
    heading = chance.choice(headings)
    plan = repository.plan(heading.id)
    assert plan is not None
    of_plans: list[Callable[[], tuple[Item, ...]]] = [
        lambda: activate(headings, plan.id),
        lambda: archive(headings, plan.id, not heading.archived),
        lambda: difference(None, edit.duplicate(plan, "Twin", new_id)),
        lambda: difference(plan, None),
    ]
    if chance.random() < 0.2:
        return chance.choice(of_plans)()
    return difference(plan, chance.choice(edits_of(plan, chance, new_id))())


def edits_of(plan: Plan, chance: Random, new_id: Callable[[], str]) -> list[Callable[[], Plan]]:
    by = chance.choice((-2, -1, 1, 2))
    said_so = said(chance.choice(NOTATIONS))
    days = chance.sample(WEEKDAYS, 2)
    wanted: list[Callable[[], Plan]] = [
        lambda: edit.rename(plan, chance.choice("abc")),
        lambda: edit.reschedule(plan, Schedule(tuple(days), date(2026, 1, by + 3), Missed.DROP)),
        lambda: edit.add_workout(plan, Workout(new_id(), "B", ()), chance.choice((None, 0, 1))),
    ]
    if plan.workouts:
        workout, other = chance.choice(plan.workouts), chance.choice(plan.workouts)
        at = chance.choice((None, 0, 1))
        wanted += [
            lambda: edit.rename_workout(plan, workout.id, chance.choice("abc")),
            lambda: edit.workout_days(plan, workout.id, days),
            lambda: edit.delete_workout(plan, workout.id),
            lambda: edit.copy_workout(plan, workout.id, new_id),
            lambda: edit.move_workout(plan, workout.id, by),
            *[lambda: edit.add_line(plan, workout.id, PlanLine(new_id(), said_so), at)] * 4,
        ]
        if workout.lines:
            chosen = chance.choice(workout.lines)
            wanted += [
                lambda: edit.edit_line(plan, chosen.id, said_so),
                lambda: edit.delete_line(plan, chosen.id),
                lambda: edit.copy_line(plan, chosen.id, new_id),
                lambda: edit.move_line(plan, chosen.id, by),
                lambda: edit.line_to_workout(plan, chosen.id, other.id),
            ]
    return wanted


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 2**32), reopened=st.integers(0, EDITS))
def test_all_is_undone_to_the_start_and_redone_to_the_end(seed: int, reopened: int) -> None:
    chance, ids = Random(seed), count()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "negtrain.db"
        repository = Repository.open(path)
        moments = [standing(repository)]
        try:
            while len(moments) <= EDITS:
                items = random_change(repository, chance, lambda: f"id{next(ids):05}")
                if not items:
                    continue
                repository.change_plans(Change(f"edit {len(moments)}", items))
                moments.append(standing(repository))
                if len(moments) == reopened:
                    repository.close()
                    repository = Repository.open(path)
            for number in range(EDITS, 0, -1):
                assert repository.undo_plans() == f"edit {number}"
                assert standing(repository) == moments[number - 1]
                if number == reopened:
                    repository.close()
                    repository = Repository.open(path)
            assert repository.undo_plans() is None
            for number in range(1, EDITS + 1):
                assert repository.redo_plans() == f"edit {number}"
                assert standing(repository) == moments[number]
            assert repository.redo_plans() is None
        finally:
            repository.close()
