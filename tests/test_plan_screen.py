"""The plan as a lifter uses it: look at the lines, edit one in place, take the edit back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.line_reading import Facts, read_line
from negtrain_tui.screens.plan import PlanScreen
from negtrain_tui.screens.plan_table import LinesTable
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.settings import Settings
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting

BENCH = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"
SQUAT = "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated rest 4:00"
CURL = "Biceps curl 1x12 @25kg 30-10-30"
PULL = "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00"
MINE = Plan(
    "plan",
    "Mine",
    (
        Workout(
            "a",
            "Push",
            tuple(PlanLine(f"a{n}", parse_prescription(line)) for n, line in enumerate((BENCH, SQUAT, CURL))),
            ("mon", "thu"),
        ),
        Workout("b", "Pull", (PlanLine("b0", parse_prescription(PULL)),)),
    ),
)


def following(plan: Plan | None = MINE) -> Callable[[Repository], None]:
    def fill(repository: Repository) -> None:
        repository.save_settings(Settings(notice_seen=True))
        if plan is not None:
            repository.save_plan(plan)

    return fill


def stored_line(visit: Visit, line_id: str) -> str:
    """A line as it is on disk."""
    plan = visit.stored(lambda repository: repository.active_plan())
    assert plan is not None
    lines = {line.id: line.prescription for workout in plan.workouts for line in workout.lines}
    return format_prescription(lines[line_id])


class TestLooking:
    @pytest.mark.parametrize("size", SIZES)
    async def test_workouts_lines_and_the_selected_line_in_words(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
            assert "‹ Push ›  1 of 2" in visit.text
            for shown in ("Bench press", "Back squat", "Biceps curl", "4x5", "82.5kg", "5-1-X-0"):
                assert shown in visit.text
            assert "4 sets of 5 reps with 82.5 kg." in visit.flat
            assert "30 s of it lowering" not in visit.flat
            assert "25 s of it lowering" in visit.flat
            await visit.press("down")
            assert "120 kg on the way down and 90 kg on the way up" in visit.flat
            await visit.press("up", "up")
            assert "4 sets of 5 reps" in visit.flat
            await visit.press("right")
            assert "‹ Pull ›  2 of 2" in visit.text
            assert "3 sets of 3 reps with your bodyweight" in visit.flat
            await visit.press("left")
            assert "‹ Push ›" in visit.text

    async def test_a_wide_table_has_every_column_and_a_list_of_workouts_with_their_days(
        self, tmp_path: Path
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=(120, 40)) as visit:
            for head in ("Exercise", "Sets", "Load", "Tempo", "Rest", "Method", "Progress"):
                assert head in visit.text
            assert "+1s..8s +0.5kg" in visit.text
            assert "accentuated" in visit.text
            assert "mon thu" in visit.text
            # The method's tempo stands in brackets: the line doesn't say it.
            assert "(30-0-X-0)" in visit.text

    async def test_at_100_columns_there_are_method_and_progress_also_where_no_line_has_any(
        self, tmp_path: Path
    ) -> None:
        bare = replace(MINE, workouts=(Workout("b", "Pull", (PlanLine("b0", parse_prescription(PULL)),)),))
        for name, plan in (("a.db", MINE), ("b.db", bare)):
            async with visiting(tmp_path / name, PlanScreen, before=following(plan), size=(100, 30)) as visit:
                for head in ("Exercise", "Sets", "Load", "Tempo", "Rest", "Method", "Progress"):
                    assert head in visit.text
                assert visit.app.screen.query_one(LinesTable).max_scroll_x == 0
        async with visiting(tmp_path / "a.db", PlanScreen) as visit:
            assert "progress: 1 s more each time up to 8 s, then 0.5 kg more" in visit.flat

    @pytest.mark.parametrize("size", [(80, 24), (60, 18)])
    async def test_narrow_tables_say_method_and_progress_in_short(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
            lines = {line.split("│")[-1].strip().split("  ")[0]: line for line in visit.text.splitlines()}
            assert "Method Progress" in visit.text
            bench = next(line for name, line in lines.items() if name.startswith("Bench press"))
            assert bench.rstrip().endswith("+1s+0.5kg")
            assert (
                next(line for name, line in lines.items() if name.startswith("Back sq"))
                .rstrip()
                .endswith("acc")
            )
            assert visit.app.screen.query_one(LinesTable).max_scroll_x == 0
            await visit.press("down", "down")
            await visit.rush("pagedown", "pagedown", "pagedown")
            assert "the usual one stands in brackets" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_the_table_never_is_wider_than_its_place(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        long = parse_prescription(
            "A very long name of an exercise indeed 12,10,8 @120.25kg/90.75kg 10-0-X-0 accentuated"
        )
        plan = replace(
            MINE, workouts=(replace(MINE.workouts[0], lines=(*MINE.workouts[0].lines, PlanLine("x", long))),)
        )
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(plan), size=size) as visit:
            table = visit.app.screen.query_one(LinesTable)
            assert table.max_scroll_x == 0
            await visit.rush(*["down"] * 3)
            assert "A very long name of an exercise indeed 12,10,8" in visit.flat

    async def test_a_workout_can_be_chosen_with_the_mouse(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.pilot.click("#workouts", offset=(2, 2))
            await visit.settled()
            assert "‹ Pull ›" in visit.text

    async def test_what_does_not_fit_below_can_be_read_on(self, tmp_path: Path) -> None:
        noted = parse_prescription(f'{SQUAT} "{"straps from set two " * 8}" self-paced rpe 8 wk 5-10')
        plan = replace(MINE, workouts=(Workout("a", "Push", (PlanLine("a0", noted),)),))
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(plan), size=(60, 18)) as visit:
            assert "about 16 min" not in visit.flat.partition("rest 4:00")[2]
            assert "read on" in visit.bar
            await visit.rush("pagedown", "pagedown", "pagedown")
            assert "lead-ins and rests about" in visit.flat

    async def test_a_long_name_of_a_workout_leaves_room_for_the_rest(self, tmp_path: Path) -> None:
        long = replace(
            MINE.workouts[0], name="Upper body with everything that could be thought of today and more"
        )
        plan = replace(MINE, workouts=(long, MINE.workouts[1]))
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(plan)) as visit:
            heading = next(line for line in visit.text.splitlines() if "1 of 2" in line)
            assert "… ›  1 of 2  about" in heading
            assert heading.rstrip().endswith("min")
            listed = [line.split("│")[0].strip() for line in visit.text.splitlines() if "│" in line]
            assert listed.index("mon thu") - listed.index("Upper body") == 2
            assert "Pull" in listed
            assert "no day yet" in listed


class TestLeaving:
    async def test_a_line_that_is_changed_is_asked_about_and_esc_just_closes_it(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            screen = visit.app.screen
            assert isinstance(screen, PlanScreen)
            await visit.press("enter")
            assert not screen.unsaved
            await visit.press("x")
            assert screen.unsaved
            await visit.app.run_action("screen.leave")
            await visit.settled()
            assert "What you are typing isn't saved." in visit.flat
            await visit.press("escape")
            assert screen.typing
            await visit.press("escape")
            assert not screen.typing
            assert not screen.unsaved

    async def test_a_draft_is_shown_on_plan_and_asked_about(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            screen = visit.app.screen
            assert isinstance(screen, PlanScreen)
            await visit.press("ctrl+t", "z", "z", "escape", "enter")
            assert "unsaved text: ^t" in visit.text
            assert screen.unsaved
            await visit.app.run_action("screen.leave")
            await visit.settled()
            assert "There is unsaved text" in visit.flat
            await visit.press("enter")
            assert "Plan as text" in visit.text
            await visit.press("escape", "enter")
            await visit.app.run_action("screen.leave")
            await visit.settled()
            await visit.press("d")
            assert not visit.app.is_running or not screen.unsaved

    async def test_an_editor_that_is_not_there_gives_the_screen_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", "/nonexistent/foo")
        resumed: list[bool] = []

        @contextmanager
        def suspend() -> Iterator[None]:
            # As Textual does it: what follows happens only where the block ended well.
            yield
            resumed.append(True)

        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            monkeypatch.setattr(visit.app, "suspend", suspend)
            await visit.press("e")
            assert resumed == [True]
            assert "foo couldn't be started: No such file or directory; set $EDITOR" in visit.notices


class TestEmpty:
    @pytest.mark.parametrize("size", SIZES)
    async def test_the_starter_plan_is_one_key_away(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None), size=size) as visit:
            assert "There is no plan yet" in visit.flat
            await visit.press("enter")
            assert "‹ Day A ›" in visit.text
            plan = visit.stored(lambda repository: repository.active_plan())
            assert plan is not None
            assert plan.name == "Starter"

    async def test_enter_twice_takes_one_starter_plan(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None)) as visit:
            await visit.pilot.press("enter", "enter")
            await visit.settled()
            first = visit.stored(lambda repository: repository.active_plan())
            assert first is not None
            assert len(first.workouts) == 2

    async def test_a_plan_without_workouts_and_a_workout_without_lines(self, tmp_path: Path) -> None:
        bare = Plan("p", "Bare", ())
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(bare)) as visit:
            assert "This plan has no workouts" in visit.flat
            assert "a adds the first one" in visit.flat
            await visit.press("enter", "down", "right", "w", "tab", "c", "d", "m", "f", "t")
            assert "This plan has no workouts" in visit.flat
        lineless = Plan("p", "Bare", (Workout("w", "Nothing", ()),))
        async with visiting(tmp_path / "b.db", PlanScreen, before=following(lineless)) as visit:
            assert "no lines yet" in visit.flat
            assert "a adds the first exercise" in visit.flat
            await visit.press("enter", "down", "c", "d", "f", "m")
            assert "enter edit" not in visit.bar
            await visit.press("t")
            assert "Nothing has no lines; add some" in visit.notices
            assert visit.app.asked == []

    async def test_a_small_terminal_shows_only_its_sentence(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(None), size=(40, 10)) as visit:
            assert "needs 60 x 18" in visit.flat
            assert "There is no plan" not in visit.flat


class TestEditing:
    @pytest.mark.parametrize("size", SIZES)
    async def test_a_line_is_edited_in_place_and_saved(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=size) as visit:
            await visit.press("enter")
            assert "enter save" in visit.bar
            assert "esc leave it unchanged" in visit.bar
            assert "undo" not in visit.bar
            # The cursor stands at the end: typing goes on from there.
            await visit.rush(*["backspace"] * len(" +0.5kg"))
            await visit.press(*" rpe 8")
            assert "effort 8 of 10" in visit.flat
            await visit.press("enter")
            edited = "Bench press 4x5 @82.5kg rpe 8 5-1-X-0 rest 3:00 +1s..8s"
            assert stored_line(visit, "a0") == edited
            assert "enter edit" in visit.bar
            assert "rpe 8" in visit.flat

    async def test_esc_leaves_the_line_unchanged(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("down", "enter")
            await visit.write("Back squat 1x1")
            await visit.press("escape")
            assert stored_line(visit, "a1") == SQUAT
            assert "120 kg on the way down" in visit.flat
            assert visit.stored(lambda repository: repository.plan_edits()).undo == "Plan saved"

    async def test_a_line_that_cannot_be_read_says_why_and_is_not_saved(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench press 4x5 @82,5kg")
            rows = visit.text.splitlines()
            typed = next(number for number, row in enumerate(rows) if "82,5kg" in row)
            assert rows[typed].index("82,5kg") == rows[typed + 1].index("^")
            assert "Column 18: found “82,5kg”" in visit.flat
            assert "Can't be saved yet" not in visit.flat
            await visit.press("enter", "enter")
            assert "× Can't be saved yet. Column 18: found “82,5kg”" in visit.flat
            assert visit.text.count("Can't be saved yet") == 1
            assert visit.notices == ""
            assert stored_line(visit, "a0") == BENCH
            assert "esc leave it unchanged" in visit.bar
            await visit.write("Bench press 4x5 @82.5kg")
            assert "Can't be saved yet" not in visit.flat
            await visit.write("")
            await visit.press("enter")
            assert "Can't be saved yet. A line needs at least an exercise" in visit.flat
            assert stored_line(visit, "a0") == BENCH
            await visit.press("escape", "enter")
            assert "Can't be saved yet" not in visit.flat

    async def test_digits_and_letters_are_typed_not_obeyed(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("")
            await visit.press(*"u w 2x3")
            assert "u w 2x3" in visit.text

    async def test_while_one_line_is_edited_a_click_on_another_does_not_mislead(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.pilot.click(LinesTable, offset=(3, 3))
            await visit.settled()
            assert visit.app.screen.query_one(LinesTable).cursor_row == 0
            await visit.pilot.click("#workouts", offset=(2, 2))
            await visit.settled()
            assert "‹ Push ›" in visit.text

    async def test_edits_are_undone_one_by_one(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            for text in ("Bench press 1x1 @20kg", "Bench press 2x2 @20kg"):
                await visit.press("enter")
                await visit.write(text)
                await visit.press("enter")
            assert stored_line(visit, "a0") == "Bench press 2x2 @20kg"
            await visit.press("u")
            assert stored_line(visit, "a0") == "Bench press 1x1 @20kg"
            await visit.click("undo")
            assert stored_line(visit, "a0") == BENCH
            assert "82.5kg" in visit.text
            assert visit.stored(lambda repository: repository.plan_edits()).undo == "Plan saved"

    async def test_a_full_disk_is_told_and_the_undo_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise StorageError("The disk is full; make room.")

        async with visiting(tmp_path / "a.db", PlanScreen, before=following()) as visit:
            await visit.press("enter")
            await visit.write("Bench press 1x1 @20kg")
            await visit.press("enter")
            monkeypatch.setattr(Repository, "undo_plans", full)
            await visit.press("u")
            assert "The disk is full; make room." in visit.notices
            assert "1x1" in visit.text
            monkeypatch.undo()
            await visit.press("u")
            assert stored_line(visit, "a0") == BENCH

    @pytest.mark.parametrize("size", SIZES)
    async def test_an_evil_name_is_literal_in_table_reading_notice_and_editor(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        evil = replace(parse_prescription(BENCH), exercise=EVIL)
        plan = Plan("p", EVIL, (Workout("w", EVIL, (PlanLine("e", evil),)),))
        async with visiting(tmp_path / "a.db", PlanScreen, before=following(plan), size=size) as visit:
            assert visit.text.count(VISIBLE_EVIL[:14]) >= 4
            assert "\x1b" not in visit.text
            await visit.press("enter", *" rpe 8", "enter", "u")
            assert f"Undone: {VISIBLE_EVIL} edited." in visit.notices
            stored = visit.stored(lambda repository: repository.active_plan())
            assert stored == plan


async def test_every_key_offered_is_in_the_palette_too(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", PlanScreen, before=following(), size=(120, 40)) as visit:
        offered = {title.removeprefix("Plan: ") for title in visit.palette()}
        assert {"edit", "add", "copy", "delete", "undo", "schedule", "as text", "$EDITOR"} <= offered
        shown = " ".join(visit.bar.split())
        assert all(words in shown for words in offered)
        await visit.palette()["Plan: edit"]()
        await visit.settled()
        assert "enter save" in visit.bar
        await visit.palette()["Plan: leave it unchanged"]()
        await visit.settled()
        assert "enter edit" in visit.bar


class TestReading:
    @staticmethod
    def told(text: str, *, one_rms: dict[str, Mass] | None = None, heavy: int = 0) -> str:
        facts = Facts(load_catalogue(), Settings(), one_rms or {}, {"bench press": heavy})
        return read_line(text, facts, 76).told.plain

    def test_words_duration_and_time_under_tension(self) -> None:
        told = self.told("Bench press 3x5 @80kg 4-0-X-0 rest 2:00")
        assert "3 sets of 5 reps with 80 kg" in told
        # Five lowerings of 4 s, each followed by a lift of 1 s.
        assert "A set takes 25 s, 20 s of it lowering" in told
        # Three sets of 25 s with lead-ins of 10 s, and two rests of 120 s: 345 s.
        assert "about 6 min" in told

    def test_sets_that_differ_say_which_one_is_meant(self) -> None:
        assert "The first set takes" in self.told("Nordic curl 12,10,8 @bw 5-0-A-0")

    def test_an_unknown_name_is_an_own_exercise_with_the_nearest_known_one(self) -> None:
        told = self.told("Bench presss 3x5 @80kg")
        assert "Bench presss isn't in the catalogue" in told
        assert "Did you mean Bench press?" in told

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("Bench press 3x2 @100%", "✓ 100 % of your 1RM"),
            ("Bench press 3x2 @101%", "Heavy (101 % of 1RM). Ready will ask: Spotters, pins or stops set?"),
            ("Bench press 3x2 @106%", "Over 105 % for the first time"),
            ("Bench press 3x2 @125%", "Over 120 % with a free weight"),
            ("Bench press 3x2 @131%", "Not led: 131 % of your 1RM is over the 130 %"),
            ("Bench press 3x2 @110kg 4-0-A-0", "Heavy (110 % of 1RM)"),
        ],
    )
    def test_the_safety_of_a_load(self, line: str, said: str) -> None:
        assert said in self.told(line, one_rms={"bench press": Mass(D(100), "kg")})

    def test_a_load_lowered_before_is_not_asked_about_as_the_first(self) -> None:
        known = {"bench press": Mass(D(100), "kg")}
        assert "first time" not in self.told("Bench press 3x2 @106%", one_rms=known, heavy=1)

    def test_a_percentage_without_its_1rm(self) -> None:
        assert "Its 1RM isn't known" in self.told("Bench press 3x2 @90%")

    @pytest.mark.parametrize("width", [16, 40, 76])
    def test_the_caret_points_at_the_fault_however_narrow(self, width: int) -> None:
        facts = Facts(load_catalogue(), Settings(), {}, {})
        line = "Romanian deadlift 3x8 @100kg 4-0-X-0 rest 2:00 nonsense"
        rows = read_line(line, facts, width).told.plain.splitlines()
        caret = next(number for number, row in enumerate(rows) if row.strip() == "^")
        shown = rows[caret - 1] if caret else line
        assert shown[rows[caret].index("^") :].startswith("nonsense"[: width // 2 - 1])
        assert all(len(row) <= width for row in rows[: caret + 1])

    def test_what_is_found_is_told_literally(self) -> None:
        facts = Facts(load_catalogue(), Settings(), {}, {})
        assert "\x1b" not in read_line(f"Squat 3x5 {EVIL}", facts, 76).told.plain
