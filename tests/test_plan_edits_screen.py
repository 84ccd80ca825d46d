"""The plan edited as a lifter does it: made from nothing, changed, taken back, beside another Negtrain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.plan import PlanScreen
from negtrain_tui.screens.plan_table import LinesTable
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.training import plan_editing
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.plan_changes import change
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Schedule
from tests.lone_screen import Visit, visiting
from tests.test_plan_screen import BENCH, CURL, MINE, PULL, SQUAT, following, stored_line

PUSH_LINES = (
    "Bench press 4x5 @82.5kg 5-1-X-0 group A",
    "Barbell row 4x8 @60kg 3-0-X-1 group A",
    "Split squat 3x8 @20kg each 4-0-X-0",
    "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated rest 4:00",
    "Dip negative 3x5 @bw-20kg 5-0-A-0",
)
PULL_LINES = (
    "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00",
    "Romanian deadlift 3x8 @100kg 4-0-X-0",
    "Nordic curl 12,10,8 @bw 5-0-A-0",
    "Biceps curl 1x12 @25kg 30-10-30",
    "Wall sit 3x30s @bw",
)


def shape(plan: Plan | None) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """A plan without its ids."""
    assert plan is not None
    return [
        (each.name, each.days, [format_prescription(line.prescription) for line in each.lines])
        for each in plan.workouts
    ]


def stored(visit: Visit) -> Plan:
    """The active plan as it is on disk."""
    plan = visit.stored(lambda repository: repository.active_plan())
    assert plan is not None
    return plan


def elsewhere(visit: Visit, edit: Callable[[Plan], Plan]) -> None:
    """Let another Negtrain edit the plan."""

    def act(repository: Repository) -> None:
        plan = repository.active_plan()
        repository.change_plans(change("Elsewhere", plan, edit(plan)))  # type: ignore[arg-type]

    visit.stored(act)


def looked(visit: Visit) -> None:
    """Let the time come to look for changes by others."""
    screen = visit.app.screen
    assert isinstance(screen, PlanScreen)
    screen.look_elsewhere()


class TestFromNothing:
    async def test_a_plan_of_two_workouts_by_keyboard_only(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None)) as visit:
            await visit.press("a")
            await visit.rush(*"Push")
            await visit.press("enter")
            for line in PUSH_LINES:
                await visit.press("a")
                await visit.rush(*line)
                await visit.press("enter")
            await visit.press("tab", "a")
            await visit.rush(*"Pull")
            await visit.press("enter")
            for line in PULL_LINES:
                await visit.press("a")
                await visit.rush(*line)
                await visit.press("enter")
            await visit.press("s", "left", "left")
            # In the grid of workouts and days: Monday for the first, Thursday for the second.
            await visit.press("down", "space", "down", "right", "right", "right", "space", "enter")
            assert shape(stored(visit)) == [
                ("Push", ("mon",), list(PUSH_LINES)),
                ("Pull", ("thu",), list(PULL_LINES)),
            ]
            await visit.press("left")
            assert "A1 Bench press" in visit.text
            assert "A2 Barbell row" in visit.text
            assert "3x8 each" in visit.text
            assert "120kg/90kg" in visit.text

    async def test_the_same_by_mouse(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None)) as visit:
            await visit.click("add")
            await visit.click("save")
            await visit.click("add")
            # The mouse takes an exercise from the list and saves the line proposed for it.
            await visit.pilot.click(OptionList, offset=(3, 0))
            await visit.settled()
            if "enter choose" in visit.bar:
                await visit.click("choose")
            await visit.click("save")
            assert shape(stored(visit)) == [("Workout 1", (), ["Back squat 3x5 4-0-X-1"])]
            await visit.click("copy")
            await visit.click("⇧↑")
            await visit.click("delete")
            await visit.click("undo")
            assert len(stored(visit).workouts[0].lines) == 2
            await visit.click("workouts")
            await visit.click("add")
            await visit.click("save")
            assert [each.name for each in stored(visit).workouts] == ["Workout 1", "Workout 2"]
            await visit.pilot.click("#workouts", offset=(2, 0))
            await visit.settled()
            assert "‹ Workout 1 ›" in visit.text
            await visit.pilot.click(LinesTable, offset=(3, 2))
            await visit.settled()
            await visit.click("m to")
            await visit.pilot.click(OptionList, offset=(3, 0))
            await visit.settled()
            assert [len(each.lines) for each in stored(visit).workouts] == [1, 1]

    async def test_a_name_alone_opens_a_proposed_line(self, tmp_path: Path) -> None:
        bare = Plan("p", "Bare", (Workout("w", "Day", ()),))
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(bare)) as visit:
            for name, line in (
                ("bench press", "Bench press 3x5 4-0-X-0"),
                ("step-down", "Step-down 3x5 @bw each 4-0-X-0"),
            ):
                await visit.press("a")
                await visit.rush(*name)
                await visit.press("enter")
                assert line in visit.text
                # Nothing is added before enter.
                assert "new line" in visit.text
                await visit.press("escape")
            assert stored(visit).workouts[0].lines == ()

    async def test_a_template_is_chosen_by_n(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None)) as visit:
            await visit.press("n")
            assert "Source" in visit.flat
            await visit.press("down", "enter")
            assert stored(visit).workouts
            assert "begun" in visit.notices
            await visit.press("u")
            assert "There is no plan yet" in visit.flat


class TestParts:
    async def test_lines_are_copied_moved_and_deleted(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("c", "J")
            lines = shape(stored(visit))[0][2]
            assert lines == [BENCH, SQUAT, BENCH, CURL]
            await visit.press("shift+up", "shift+up")
            assert shape(stored(visit))[0][2] == [BENCH, BENCH, SQUAT, CURL]
            # The cursor went along: what is deleted is the copy, not what stood there first.
            await visit.press("d")
            assert shape(stored(visit))[0][2] == [BENCH, SQUAT, CURL]
            assert "Bench press deleted; u brings it back" in visit.notices

    async def test_a_line_goes_to_another_workout(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("down", "m")
            assert "Move Back squat to" in visit.flat
            await visit.press("enter")
            assert [row[2] for row in shape(stored(visit))] == [[BENCH, CURL], [PULL, SQUAT]]
            assert stored(visit).workouts[1].lines[1].id == "a1"

    @pytest.mark.parametrize("size", [(80, 24), (60, 18)])
    async def test_workouts_are_renamed_copied_moved_and_deleted(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
            await visit.press("tab")
            assert "▸ Workouts" in visit.text
            assert ("▸ ‹ Push" in visit.text) is False
            await visit.press("enter")
            await visit.write("Press day")
            await visit.press("enter")
            assert "Press day" in visit.text
            await visit.press("c")
            assert [row[0] for row in shape(stored(visit))] == ["Press day", "Press day copy", "Pull"]
            await visit.press("shift+up")
            assert [row[0] for row in shape(stored(visit))] == ["Press day copy", "Press day", "Pull"]
            await visit.press("down", "down", "delete", "delete", "delete")
            assert "This plan has no workouts" in visit.flat
            await visit.press("u", "u", "u")
            assert [row[0] for row in shape(stored(visit))] == ["Press day copy", "Press day", "Pull"]
            assert stored(visit).workouts[1].lines == MINE.workouts[0].lines

    async def test_narrow_terminals_show_the_workouts_in_place_of_the_table(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=(60, 18)) as visit:
            assert "▸ Workouts" not in visit.text
            await visit.press("tab")
            assert "▸ Workouts" in visit.text
            assert "82.5kg" not in visit.text
            assert "3 lines, about 35 min; on mon thu" in visit.flat
            await visit.press("down", "tab")
            assert "▸ ‹ Pull ›" in visit.text

    async def test_a_name_for_a_workout_that_is_empty_is_refused(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("tab", "a")
            assert "Workout 3" in visit.text
            await visit.write("  ")
            await visit.press("enter")
            assert "Can't be saved yet. A workout needs a name" in visit.flat
            await visit.write("Push")
            assert "Another workout is called Push too" in visit.flat

    async def test_a_line_given_as_a_workouts_name_and_a_workout_without_a_day_are_told(
        self, tmp_path: Path
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("tab", "a")
            assert "That is a line" not in visit.flat
            await visit.write("Bench press 3x5 @135lb")
            assert "That is a line, not a name. To add it to a workout: esc, tab, then a." in visit.flat
            assert "It isn't on any weekday yet: s gives it one." in visit.flat
            await visit.write("Legs")
            assert "That is a line" not in visit.flat
            await visit.press("enter")
            assert "a adds the first exercise." in visit.flat
            assert "It isn't on any weekday yet: s gives it one." in visit.flat
            assert "no day yet" in visit.text

    async def test_a_comment_typed_into_a_line_is_told_before_it_is_dropped(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            assert "The comment" not in visit.flat
            await visit.write("Split squat 3x8 @22kg each # heavier 4-0-X-0 rest 1:30")
            assert "△ The comment from # on is dropped: # heavier 4-0-X-0 rest 1:30" in visit.flat

    async def test_training_begins_with_the_lines_shown(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("right", "t")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert (asked.name, asked.lines) == ("Pull", (PULL,))
            assert (asked.workout_id, asked.line_ids) == ("b", ("b0",))

    async def test_training_leaves_out_lines_of_other_weeks(self, tmp_path: Path) -> None:
        lines = ("Nordic curl 2x5 @bw wk 1", "Nordic curl 2x6 @bw wk 2", "Bench press 3x5 @60kg")
        made = tuple(PlanLine(f"l{n}", parse_prescription(line)) for n, line in enumerate(lines))
        plan = Plan("p", "Weeks", (Workout("w", "Day", made, ("mon",)),), Schedule(start=date(2026, 3, 2)))
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(plan)) as visit:
            await visit.press("t")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.line_ids == ("l0", "l2")
            assert "Weeks" in visit.text


class TestUndo:
    async def test_undo_and_redo_over_everything_also_after_a_restart(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        async with visiting(path, PlanScreen, before=following()) as visit:
            start = stored(visit)
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            await visit.press("enter", "c", "J", "d", "tab", "c", "enter")
            await visit.write("Other")
            await visit.press("enter", "shift+down", "d")
            end = stored(visit)
            await visit.press("u", "u", "u")
            assert "Undone: Push copy renamed Other" in visit.notices
        async with visiting(path, PlanScreen) as visit:
            await visit.press("u")
            assert "Undone: Push copied" in visit.notices
            await visit.press("u", "u", "u", "u")
            assert "Undone: Bench press edited" in visit.notices
            assert stored(visit) == start
        async with visiting(path, PlanScreen) as visit:
            await visit.rush(*["r"] * 8)
            assert stored(visit) == end
            assert "redo" not in visit.bar
            await visit.press("r")
            assert stored(visit) == end

    async def test_what_was_undone_is_shown(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("right", "enter")
            await visit.write("Pull-up negative 1x1 @bw")
            await visit.press("enter", "right", "u")
            assert "‹ Pull ›" in visit.text
            assert "8-0-A-1" in visit.text

    async def test_plans_are_copied_activated_archived_and_deleted(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("p", "c", "enter")
            assert "Mine copy" in visit.text
            assert "not active" in visit.text
            assert stored(visit).name == "Mine"
            await visit.press("p", "a")
            assert stored(visit).name == "Mine copy"
            await visit.press("p", "x")
            assert "None of your plans is active" in visit.flat
            await visit.press("u")
            assert stored(visit).name == "Mine copy"
            await visit.press("p", "d")
            await visit.press("u", "u", "u")
            assert stored(visit) == MINE
            assert [each.name for each in visit.stored(Repository.plan_headings)] == ["Mine"]


class TestQuickly:
    async def test_keys_in_a_burst_all_work(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.rush("c", "c", "J", "J", "d", "u", "u", "K", "c", "d", "r", "u")
            # The second copy moved down twice and was deleted; that and the last move were taken back;
            # then it moved up, was copied, and the deletion of that copy was taken back.
            assert shape(stored(visit))[0][2] == [BENCH, BENCH, BENCH, BENCH, SQUAT, CURL]
            assert visit.text.count("82.5kg") == 5
            assert "×" not in visit.notices

    async def test_forty_moves_at_once(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.rush(*["J", "K"] * 20, "J")
            assert shape(stored(visit))[0][2] == [SQUAT, BENCH, CURL]
            rows = [row for row in visit.text.splitlines() if "kg" in row]
            assert "Back squat" in rows[0]

    async def test_a_full_disk_puts_back_what_stands_and_keeps_what_was_typed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise StorageError("The disk is full; make room.")

        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            monkeypatch.setattr(Repository, "change_plans", full)
            await visit.press("d")
            assert "The disk is full" in visit.notices
            assert "82.5kg" in visit.text
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            await visit.press("enter")
            assert "The disk is full" in visit.notices
            assert "Bench press 1x1 @20kg" in visit.text
            monkeypatch.undo()
            await visit.press("enter")
            assert stored_line(visit, "a0") == "Bench press 1x1 @20kg"


class TestTwoAtOnce:
    async def test_a_line_changed_elsewhere_is_shown_and_what_was_typed_stays(self, tmp_path: Path) -> None:
        theirs = parse_prescription("Bench press 9x9 @20kg")
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            elsewhere(visit, lambda plan: plan_editing.edit_line(plan, "a0", theirs))
            await visit.press("enter")
            said = " ".join(visit.notices.split())
            assert "The plan was changed in another Negtrain meanwhile" in said
            assert "enter saves your line over it, esc leaves it." in said
            assert stored_line(visit, "a0") == "Bench press 9x9 @20kg"
            assert "9x9" in visit.text
            assert "Bench press 1x1 @20kg" in visit.text
            await visit.press("enter")
            assert stored_line(visit, "a0") == "Bench press 1x1 @20kg"

    async def test_a_line_deleted_elsewhere_can_be_saved_again(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            elsewhere(visit, lambda plan: plan_editing.delete_line(plan, "a0"))
            await visit.press("enter")
            assert "another Negtrain" in visit.notices
            assert "Bench press 1x1 @20kg" in visit.text
            await visit.press("enter")
            assert shape(stored(visit))[0][2] == ["Bench press 1x1 @20kg", SQUAT, CURL]

    async def test_changes_in_different_places_both_stand(self, tmp_path: Path) -> None:
        theirs = parse_prescription("Biceps curl 3x3 @10kg")
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            elsewhere(visit, lambda plan: plan_editing.edit_line(plan, "a2", theirs))
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            await visit.press("enter")
            assert shape(stored(visit))[0][2] == ["Bench press 1x1 @20kg", SQUAT, "Biceps curl 3x3 @10kg"]
            assert "both changes stand" in visit.notices
            assert "3x3" in visit.text

    async def test_a_deletion_that_conflicts_is_told_and_done_by_the_same_key(self, tmp_path: Path) -> None:
        theirs = parse_prescription("Bench press 9x9 @20kg")
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            elsewhere(visit, lambda plan: plan_editing.edit_line(plan, "a0", theirs))
            await visit.press("d")
            assert "The same key does it again" in " ".join(visit.notices.split())
            assert "9x9" in visit.text
            assert shape(stored(visit))[0][2] == ["Bench press 9x9 @20kg", SQUAT, CURL]
            await visit.press("d")
            assert shape(stored(visit))[0][2] == [SQUAT, CURL]

    async def test_what_others_change_is_noticed_while_looking(self, tmp_path: Path) -> None:
        theirs = parse_prescription("Bench press 9x9 @20kg")
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            looked(visit)
            await visit.settled()
            assert visit.notices == ""
            elsewhere(visit, lambda plan: plan_editing.edit_line(plan, "a0", theirs))
            looked(visit)
            await visit.settled()
            assert "9x9" in visit.text
            assert "it is shown as it stands now" in visit.notices

    async def test_while_a_line_is_typed_it_is_only_told(self, tmp_path: Path) -> None:
        theirs = parse_prescription("Bench press 9x9 @20kg")
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            elsewhere(visit, lambda plan: plan_editing.edit_line(plan, "a0", theirs))
            looked(visit)
            await visit.settled()
            assert "what you type stays" in visit.notices
            assert "Bench press 1x1 @20kg" in visit.text
            assert "9x9" not in visit.text


class TestTyping:
    @pytest.mark.parametrize(
        ("line", "at", "said"),
        [
            ("Squat 3x5 @1000000kg", "1000000kg", "expected at most 1500kg or 3300lb"),
            ("Squat 3x5 @1501kg", "1501kg", "expected at most 1500kg or 3300lb"),
            ("Squat 3x5 @3301lb", "3301lb", "expected at most 1500kg or 3300lb"),
            ("Squat 3x5 @bw+2000kg", "bw+2000kg", "expected at most 1500kg or 3300lb"),
            ("Squat 3x5 @60kg +2000kg", "+2000kg", "expected at most 1500kg or 3300lb"),
            ("Squat 0x5", "0x5", "expected 1 to 99 sets"),
            ("Squat 3x0", "3x0", "expected 1 to 999 reps"),
            ("Squat 3x5 0-0-0-0", "0-0-0-0", "expected a lowering of more than 0 s"),
        ],
    )
    async def test_what_is_wrong_is_told_at_its_place(
        self, tmp_path: Path, line: str, at: str, said: str
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write(line)
            rows = visit.text.splitlines()
            typed = next(number for number, row in enumerate(rows) if line in row)
            caret = rows[typed + 1].index("^")
            assert abs(caret - rows[typed].index(at)) <= 1
            assert said in visit.flat
            await visit.press("enter")
            assert stored_line(visit, "a0") == BENCH

    async def test_a_long_name_is_cut_in_the_table_and_stands_whole_below(self, tmp_path: Path) -> None:
        name = "Deficit reverse lunge from a high step with a band"
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write(f"{name} 3x8 @120kg/90kg accentuated each")
            assert f"A name of {len(name)} characters" in visit.flat
            await visit.press("enter")
            assert "…" in visit.text
            assert name in visit.flat

    async def test_a_note_with_control_characters_is_told(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write(r'Bench press 3x5 "\x1b[2J"')
            assert "The note has characters that can't be seen" in visit.flat
            # Those that come with a paste are left out at once.
            await visit.write('Bench press 3x5 "\x1b[2J"')
            assert "were left out" in visit.notices
            assert "\x1b" not in visit.text
            await visit.press("enter")
            assert stored_line(visit, "a0") == 'Bench press 3x5 "[2J"'

    async def test_the_nearest_known_name_is_taken_by_a_key(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench presss 3x5 @80kg")
            assert "take the nearest name" in visit.bar
            await visit.press("ctrl+y")
            assert "Bench press 3x5 @80kg" in visit.text
            assert "take the nearest name" not in visit.bar
            await visit.press("enter")
            assert stored_line(visit, "a0") == "Bench press 3x5 @80kg"

    async def test_an_unknown_exercise_is_described_as_ones_own(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Zercher carry 3x5 @80kg")
            await visit.press("ctrl+o")
            assert "Your own exercise" in visit.flat
            await visit.press("enter")
            assert "isn't in the catalogue" not in visit.flat
            await visit.press("enter")
            assert stored_line(visit, "a0") == "Zercher carry 3x5 @80kg"
            (own,) = visit.stored(Repository.own_exercises)
            assert own.name == "Zercher carry"

    async def test_what_can_be_loaded(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            assert "Loadable: your plates aren't known yet" in visit.flat
            await visit.press("right")
            assert "Always loadable" in visit.flat
            assert "1:12 of time under tension" in visit.flat

    async def test_the_form_edits_the_same_line(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("f")
            assert "A line of the plan" in visit.text
            await visit.press("down", "down", "right", "enter")
            assert stored_line(visit, "a0") == BENCH.replace("4x5", "5x5")

    async def test_the_plan_as_text_is_saved_and_shown(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("ctrl+t")
            assert "## Push" in visit.text
            await visit.press("escape")
            assert "‹ Push ›" in visit.text


async def test_thirty_workouts_of_twenty_lines_are_drawn_only_where_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = parse_prescription(BENCH)
    large = replace(
        MINE,
        workouts=tuple(
            Workout(f"w{w}", f"Day {w}", tuple(PlanLine(f"l{w}-{n}", line) for n in range(20)))
            for w in range(30)
        ),
    )
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(large)) as visit:
        cleared: list[str] = []
        monkeypatch.setattr(OptionList, "clear_options", lambda _self: cleared.append("list"))
        monkeypatch.setattr(LinesTable, "clear", lambda _self, **_: cleared.append("table"))
        await visit.rush(*["down"] * 25, "K", "J", "c", "d", "right", "left")
        assert cleared == []
        assert stored(visit) == large
