"""A past session or set copied: trained again, alone or with today's workout, or put into the plan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.copying import CopyDialog, ask_copy
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import Session, SetRecord
from negtrain_tui.widgets.key_bar import KeyBar
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.past import Went, remember
from tests.test_compare_screen import push
from tests.test_copying import BENCH, trained
from tests.test_side_by_side import AT

ROW = "Row 3x8 @60kg 3-0-X-0"
PAST = push(
    AT,
    *trained(BENCH, "85kg", "85kg"),
    *trained(ROW, "60kg", "55kg", number=2),
    name="Push",
    workout_id="old",
)
PLAN = Plan(
    "p",
    "Garage",
    (
        Workout("a", "Push", (PlanLine("squat", parse_prescription("Squat 1x2 @100kg 4-0-X-0 +1kg")),)),
        Workout("b", "Pull", ()),
    ),
)


class Past(StoredScreen[None]):
    """A screen that shows the past, as far as copying goes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "copy", "copy")]

    def __init__(
        self, outbox: Outbox, clock: Clock, known: Catalogue, session: Session, sets: tuple[SetRecord, ...]
    ) -> None:
        super().__init__(outbox, clock)
        self._asked = known, session, sets

    def compose_room(self) -> ComposeResult:
        yield Static("the past")
        yield KeyBar()

    def read(self, repository: Repository) -> None:
        del repository

    def show(self, snapshot: None) -> None:
        del snapshot

    def nothing_read(self, sentence: str) -> None:
        del sentence

    def action_copy(self) -> None:
        known, session, sets = self._asked
        ask_copy(self, known, session, sets)


def with_plan(repository: Repository) -> None:
    repository.save_plan(PLAN)


def copying(
    path: Path,
    session: Session = PAST,
    sets: tuple[SetRecord, ...] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    before: Callable[[Repository], object] | None = with_plan,
) -> AbstractAsyncContextManager[Visit]:
    chosen = work_sets(session.sets) if sets is None else sets
    return visiting(
        path / "n.db",
        lambda outbox, clock, known: Past(outbox, clock, known, session, chosen),
        size=size,
        before=before,
    )


def asked(visit: Visit) -> StartSession:
    (message,) = visit.app.asked
    assert isinstance(message, StartSession)
    return message


LINES = (
    "Bench press 2x5 @85kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",
    "Row 1x8 @60kg 3-0-X-0",
    "Row 1x8 @55kg 3-0-X-0",
)


def lines_of(plan: Plan | None) -> dict[str, list[str]]:
    assert plan is not None
    return {
        workout.name: [format_prescription(line.prescription) for line in workout.lines]
        for workout in plan.workouts
    }


@pytest.mark.parametrize("size", SIZES)
async def test_the_dialog_tells_the_lines_and_where_they_can_go(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with copying(tmp_path, size=size) as visit:
        await visit.press("y")
        assert isinstance(visit.app.screen, CopyDialog)
        for said in (
            *LINES,
            "1 Train it now",
            "2 Train Push as Today has it",
            f"3 Put it into the plan's Push has {len(PLAN.workouts[0].lines)} line",
            "as a new workout",
        ):
            assert said in visit.flat
        await visit.press("escape")
        assert visit.app.asked == []
        assert lines_of(visit.stored(Repository.active_plan)) == lines_of(PLAN)


async def test_a_whole_session_trained_now_is_its_workout_once_more(tmp_path: Path) -> None:
    async with copying(tmp_path) as visit:
        await visit.press("y", "enter")
        message = asked(visit)
        assert (message.name, message.source, message.workout_id) == ("Push", "plan", "old")
        assert message.lines == LINES
        assert message.line_ids == ()


async def test_a_single_set_is_trained_as_what_it_is(tmp_path: Path) -> None:
    async with copying(tmp_path, sets=PAST.sets[2:3]) as visit:
        await visit.press("y", "1")
        message = asked(visit)
        assert (message.name, message.source, message.workout_id) == ("", "set", None)
        assert message.lines == ("Row 1x8 @60kg 3-0-X-0",)


async def test_with_todays_workout_it_comes_last_and_progress_stands_where_it_is(tmp_path: Path) -> None:
    squat = "Squat 1x2 @100kg 4-0-X-0 +1kg"

    def trained_well(repository: Repository) -> None:
        with_plan(repository)
        at = datetime(2026, 2, 20, 18, tzinfo=UTC)
        remember(repository, "squat", squat, [Went(at, squat, seconds="4", rpe="6")])

    async with copying(tmp_path, before=trained_well) as visit:
        await visit.press("y", "down", "enter")
        message = asked(visit)
        assert (message.name, message.workout_id) == ("Push", "a")
        assert message.lines == ("Squat 1x2 @101kg 4-0-X-0 +1kg", *LINES)
        assert message.line_ids == ("squat", None, None, None)
        assert message.bases == (squat, None, None, None)


async def test_into_a_workout_of_the_plan_as_one_change_that_undo_takes_back(tmp_path: Path) -> None:
    async with copying(tmp_path) as visit:
        await visit.press("y", "3")
        assert "In Push now: 3 lines, from Bench press on. u on Plan takes it back." in visit.notices
        after = visit.stored(Repository.active_plan)
        assert lines_of(after) == {"Push": [*lines_of(PLAN)["Push"], *LINES], "Pull": []}
        assert visit.stored(Repository.undo_plans) == "Copied into Push"
        assert visit.stored(Repository.active_plan) == PLAN


async def test_into_a_new_workout_of_the_plan_under_a_free_name(tmp_path: Path) -> None:
    async with copying(tmp_path, sets=PAST.sets[:1]) as visit:
        await visit.press("y", "5")
        assert "In Bench press now: Bench press 1x5 @85kg" in visit.notices
        after = lines_of(visit.stored(Repository.active_plan))
        assert after["Bench press"] == [LINES[0].replace("2x5", "1x5")]
    async with copying(tmp_path, before=None) as visit:
        await visit.press("y", "6")
        assert "Push copy" in lines_of(visit.stored(Repository.active_plan))


async def test_without_a_plan_it_can_become_one(tmp_path: Path) -> None:
    async with copying(tmp_path, before=None) as visit:
        await visit.press("y")
        assert "2 Make a plan of it" in visit.text
        assert "Train Push as Today has it" not in visit.text
        await visit.press("2")
        assert "Push is your plan now" in visit.notices
        assert lines_of(visit.stored(Repository.active_plan)) == {"Push": list(LINES)}
        assert visit.stored(Repository.undo_plans) == "Plan Push made of a session"
        assert visit.stored(Repository.active_plan) is None


async def test_a_workout_that_went_meanwhile_is_told_and_nothing_is_added(tmp_path: Path) -> None:
    async with copying(tmp_path) as visit:
        await visit.press("y")
        only = replace(PLAN, workouts=PLAN.workouts[1:])
        visit.stored(lambda repository: repository.save_plan(only))
        await visit.press("3")
        assert "no longer in the plan" in visit.notices
        assert visit.stored(Repository.active_plan) == only


async def test_what_can_not_be_copied_is_told_instead_of_asked(tmp_path: Path) -> None:
    empty = tuple(replace(one, reps=(), rpe=D(9)) for one in PAST.sets[:1])
    async with copying(tmp_path, sets=empty) as visit:
        await visit.press("y")
        assert not isinstance(visit.app.screen, CopyDialog)
        assert "Bench press wasn't copied: no rep of it was done." in visit.notices


async def test_a_copy_can_be_chosen_by_the_mouse_and_names_stay_literal(tmp_path: Path) -> None:
    odd = replace(PAST, name=EVIL, sets=(*trained(ROW, "60kg", name=EVIL), *PAST.sets))
    async with copying(tmp_path, odd, size=(60, 18)) as visit:
        await visit.press("y")
        assert VISIBLE_EVIL in visit.text
        y = next(at for at, line in enumerate(visit.text.splitlines()) if "1 Train it now" in line)
        await visit.mouse(10, y)
        assert asked(visit).name == "[red]Evil[/] \x1b[2J"
