"""Each edit of a plan gives the plan as it is afterwards, refuses what isn't there, and leaves ids alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

import pytest

from negtrain_tui.training import plan_editing as edit
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Missed, Schedule


def line(line_id: str) -> PlanLine:
    return PlanLine(line_id, parse_prescription(f"Exercise {line_id} 3x5 @bw"))


PLAN = Plan(
    "p",
    "Garage",
    (
        Workout("w1", "Push", tuple(line(line_id) for line_id in "abc"), ("mon",)),
        Workout("w2", "Pull", (line("d"),)),
        Workout("w3", "Legs", ()),
    ),
)


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers: Iterator[int] = count(1)
    return lambda: f"new{next(numbers)}"


def shape(plan: Plan) -> str:
    """The workouts and lines by id, such as `w1:a b c, w2:d, w3:`."""
    return ", ".join(
        f"{workout.id}:{' '.join(line.id for line in workout.lines)}" for workout in plan.workouts
    )


class TestLines:
    @pytest.mark.parametrize(
        ("at", "told"), [(None, "a b c x"), (0, "x a b c"), (2, "a b x c"), (9, "a b c x"), (-1, "x a b c")]
    )
    def test_one_is_added(self, at: int | None, told: str) -> None:
        assert shape(edit.add_line(PLAN, "w1", line("x"), at)) == f"w1:{told}, w2:d, w3:"

    def test_one_is_edited_in_its_place(self) -> None:
        wanted = parse_prescription("Row 1x1 @5kg")
        changed = edit.edit_line(PLAN, "b", wanted)
        assert shape(changed) == shape(PLAN)
        assert changed.workouts[0].lines == (line("a"), PlanLine("b", wanted), line("c"))

    def test_one_is_deleted(self) -> None:
        assert shape(edit.delete_line(PLAN, "b")) == "w1:a c, w2:d, w3:"

    def test_a_copy_stands_right_after_it(self, new_id: Callable[[], str]) -> None:
        changed = edit.copy_line(PLAN, "b", new_id)
        assert shape(changed) == "w1:a b new1 c, w2:d, w3:"
        assert changed.workouts[0].lines[2].prescription == line("b").prescription

    @pytest.mark.parametrize(
        ("line_id", "by", "told"),
        [
            ("a", 1, "b a c"),
            ("c", -1, "a c b"),
            ("a", 2, "b c a"),
            ("c", -2, "c a b"),
            ("a", -1, "a b c"),
            ("c", 1, "a b c"),
            ("b", 0, "a b c"),
        ],
    )
    def test_one_is_moved_but_not_past_the_end(self, line_id: str, by: int, told: str) -> None:
        assert shape(edit.move_line(PLAN, line_id, by)) == f"w1:{told}, w2:d, w3:"

    def test_one_is_moved_to_another_workout(self) -> None:
        assert shape(edit.line_to_workout(PLAN, "b", "w2")) == "w1:a c, w2:d b, w3:"
        assert edit.line_to_workout(PLAN, "b", "w1") == PLAN


class TestWorkouts:
    def test_one_is_added(self) -> None:
        empty = Workout("x", "Arms", ())
        assert shape(edit.add_workout(PLAN, empty)) == "w1:a b c, w2:d, w3:, x:"
        assert shape(edit.add_workout(PLAN, empty, 1)) == "w1:a b c, x:, w2:d, w3:"

    def test_one_is_renamed(self) -> None:
        assert edit.rename_workout(PLAN, "w2", " Row day ").workouts[1].name == "Row day"

    def test_its_days_stand_in_the_order_of_the_week(self) -> None:
        assert edit.workout_days(PLAN, "w2", ("thu", "mon", "thu")).workouts[1].days == ("mon", "thu")
        assert edit.workout_days(PLAN, "w1", ()).workouts[0].days == ()
        with pytest.raises(Refused, match="'someday' is no weekday"):
            edit.workout_days(PLAN, "w1", ("someday",))

    def test_one_is_deleted_with_its_lines(self) -> None:
        assert shape(edit.delete_workout(PLAN, "w1")) == "w2:d, w3:"

    def test_a_copy_has_ids_and_a_name_of_its_own(self, new_id: Callable[[], str]) -> None:
        once = edit.copy_workout(PLAN, "w1", new_id)
        assert shape(once) == "w1:a b c, new4:new1 new2 new3, w2:d, w3:"
        assert (once.workouts[1].name, once.workouts[1].days) == ("Push copy", ("mon",))
        assert edit.copy_workout(once, "w1", new_id).workouts[1].name == "Push copy 2"

    def test_one_is_moved_but_not_past_the_end(self) -> None:
        assert shape(edit.move_workout(PLAN, "w1", 2)) == "w2:d, w3:, w1:a b c"
        assert edit.move_workout(PLAN, "w1", -1) == edit.move_workout(PLAN, "w3", 1) == PLAN


class TestThePlan:
    def test_it_is_renamed_and_rescheduled(self) -> None:
        schedule = Schedule(("mon", "fri"), date(2026, 7, 6), Missed.DROP)
        changed = edit.reschedule(edit.rename(PLAN, "Shed"), schedule)
        assert (changed.name, changed.schedule) == ("Shed", schedule)
        assert changed.workouts == PLAN.workouts

    def test_a_duplicate_shares_no_id(self, new_id: Callable[[], str]) -> None:
        twin = edit.duplicate(PLAN, "Twin", new_id)
        assert shape(twin) == "new4:new1 new2 new3, new6:new5, new7:"
        assert (twin.id, twin.name) == ("new8", "Twin")
        assert [workout.days for workout in twin.workouts] == [("mon",), (), ()]

    @pytest.mark.parametrize("name", ["", "  \t"])
    def test_a_name_is_needed(self, name: str, new_id: Callable[[], str]) -> None:
        edits: tuple[Callable[[], Plan], ...] = (
            lambda: edit.rename(PLAN, name),
            lambda: edit.rename_workout(PLAN, "w1", name),
            lambda: edit.add_workout(PLAN, Workout("x", name, ())),
            lambda: edit.duplicate(PLAN, name, new_id),
        )
        for refuse in edits:
            with pytest.raises(Refused, match="at least one character"):
                refuse()


def test_what_is_not_there_is_refused_in_a_sentence(new_id: Callable[[], str]) -> None:
    edits: tuple[Callable[[], Plan], ...] = (
        lambda: edit.add_line(PLAN, "none", line("x")),
        lambda: edit.edit_line(PLAN, "none", line("x").prescription),
        lambda: edit.delete_line(PLAN, "none"),
        lambda: edit.copy_line(PLAN, "none", new_id),
        lambda: edit.move_line(PLAN, "none", 1),
        lambda: edit.line_to_workout(PLAN, "none", "w1"),
        lambda: edit.line_to_workout(PLAN, "a", "none"),
        lambda: edit.rename_workout(PLAN, "none", "x"),
        lambda: edit.workout_days(PLAN, "none", ()),
        lambda: edit.delete_workout(PLAN, "none"),
        lambda: edit.copy_workout(PLAN, "none", new_id),
        lambda: edit.move_workout(PLAN, "none", 1),
    )
    for refuse in edits:
        with pytest.raises(Refused, match=r"no longer in the plan; .*\."):
            refuse()
