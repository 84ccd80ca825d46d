"""Plates in Train: what goes on the bar, what changes between sets, and what comes next and why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.screens.ladder import LadderDialog
from negtrain_tui.screens.offer import OfferScreen
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.train_words import Part
from negtrain_tui.screens.why import WhyScreen
from negtrain_tui.training.equipment import Bar, Inventory, Plate
from negtrain_tui.training.load import Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import LineToday, Rep, RepKind
from tests.gym import Gym, at_the_gym, prepared
from tests.stored_samples import finished_session, finished_set

BENCH = "Bench press 2x2 @60.5kg 2-0-X-0 rest 30s +1s..4s +0.5kg"
SQUAT = "Back squat 2x1 @100kg/90kg 2-0-X-0 accentuated rest 20s"
PRESS = "Overhead press 1x5 @15kg 3-0-X-0"
PLAN = Plan("P", "Garage", (Workout("W", "Day A", (PlanLine("L1", parse_prescription(BENCH)),)),))


def kg(number: str) -> Mass:
    return Mass(Decimal(number), "kg")


HOME = Inventory(
    tuple(Plate(kg(mass), 6) for mass in ("20", "10", "5", "2.5", "1.25")), (Bar("b", "20kg bar", kg("20")),)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@asynccontextmanager
async def lifting(
    path: Path,
    *lines: str,
    inventory: Inventory = HOME,
    asked: StartSession | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Gym]:
    """These lines, or what is asked for, in Ready of the first set."""
    prepared(path)
    with Repository.open(path) as repository:
        repository.save_equipment(inventory)
        repository.save_plan(PLAN)
    async with at_the_gym(path, None, size=size, ready=False) as gym:
        await gym.settle()
        gym.app.post_message(asked or StartSession("Day A", lines))
        await gym.until(lambda: gym.training and "READY" in gym.text)
        yield gym


async def train(gym: Gym) -> None:
    """Do the set that is ready, paced, and accept its form."""
    await gym.after(1)
    if gym.part() is Part.REST:
        await gym.press("space")
    await gym.after(1, "space")
    for _ in range(60):
        if gym.part() is not Part.SET:
            break
        await gym.after(0.9)
    assert gym.part() is Part.FORM, gym.text
    await gym.after(1, "space")


def beside(gym: Gym) -> str:
    return gym.train.board.info.text


def loads(gym: Gym) -> list[tuple[str, str, str]]:
    return [
        (str(each.load_prescribed), str(each.load_loadable), str(each.load_lifted))
        for each in gym.stored_sets
    ]


class TestOnTheBar:
    async def test_the_highest_load_at_or_below_is_on_the_bar(self, path: Path) -> None:
        async with lifting(path, BENCH) as gym:
            assert "load 60kg (60.5kg prescribed), > for 62.5kg" in gym.panel
            assert "plates ━━┫20┣━ each side · 20kg bar" in gym.panel
            assert "each side 20" in beside(gym)
            await train(gym)
            assert loads(gym) == [("60.5kg", "60kg", "60kg")]

    async def test_without_equipment_the_prescribed_load_is(self, path: Path) -> None:
        async with lifting(path, BENCH, inventory=Inventory()) as gym:
            assert "load 60.5kg tempo" in gym.panel
            assert "plates" not in gym.panel
            assert "ladder" not in gym.bar
            await gym.press("greater_than_sign", "g")
            assert "load 60.5kg tempo" in gym.panel
            await train(gym)
            assert loads(gym) == [("60.5kg", "None", "60.5kg")]

    async def test_a_key_takes_the_next_load_above(self, path: Path) -> None:
        async with lifting(path, BENCH) as gym:
            assert "> 62.5kg" in gym.bar
            await gym.press("greater_than_sign")
            assert "load 62.5kg (60.5kg prescribed) plates ━━┫20┃1.25┣━" in gym.panel
            await gym.press("u")
            assert "load 60kg (60.5kg prescribed)" in gym.panel
            await gym.press("greater_than_sign")
            await train(gym)
            assert loads(gym) == [("60.5kg", "60kg", "62.5kg")]
            assert gym.train.state.load == parse_load("62.5kg"), "it holds for the sets to come"

    async def test_a_load_is_taken_from_the_ladder(self, path: Path) -> None:
        async with lifting(path, BENCH) as gym:
            await gym.press("g")
            assert isinstance(gym.screen(), LadderDialog)
            assert gym.app.screen.active_bindings["enter"].tooltip == "Train with this load today"
            await gym.press("up", "up", "enter")
            assert gym.train.state.load == parse_load("65kg")
            await gym.press("g", "escape")
            assert gym.train.state.load == parse_load("65kg")

    async def test_the_ladder_of_a_bodyweight_exercise_is_told_of_all_that_moves(self, path: Path) -> None:
        prepared(path)
        with Repository.open(path) as repository:
            repository.save_body_mass(kg("80"), datetime(2026, 3, 1, tzinfo=UTC))
        async with lifting(path, "Pull-up negative 2x3 @bw+10kg 3-0-X-0") as gym:
            await gym.press("g")
            assert isinstance(gym.screen(), LadderDialog)
            row = next(row for row in gym.text.splitlines() if "bw+12.5kg" in row)
            assert "+2.9 %" in row, "2.5 kg more than 94 % of 80 kg and 10 kg"

    async def test_a_load_that_cant_be_made_names_its_neighbours(self, path: Path) -> None:
        async with lifting(path, BENCH) as gym:
            await gym.press("plus")
            assert "load 60.5kg plates can't be made: 60kg or 62.5kg can" in gym.panel
            assert "each side" not in beside(gym)

    async def test_a_load_below_everything_stays_as_prescribed(self, path: Path) -> None:
        async with lifting(path, PRESS) as gym:
            assert "load 15kg: your lightest here is 20kg" in gym.panel
            await gym.press("greater_than_sign")
            assert "load 20kg (15kg prescribed)" in gym.panel
            assert "the bar alone" in beside(gym)

    async def test_warm_ups_can_be_made_too(self, path: Path) -> None:
        few = replace(HOME, plates=(Plate(kg("20"), 2), Plate(kg("10"), 2)))
        async with lifting(path, "Bench press 2x2 @80kg 2-0-X-0", inventory=few) as gym:
            await gym.press("w")
            assert "load 20kg" in gym.panel, "32 kg rounded down to what there is"
            assert "ladder" not in gym.bar
            await train(gym)
            assert loads(gym) == [("20kg", "20kg", "20kg")]
            assert "load 40kg plates ━━┫10┣━ each side · 20kg bar change on 10" in await ready(gym)


async def ready(gym: Gym) -> str:
    """Ready of the next set, the rest skipped."""
    await gym.after(1)
    if gym.part() is Part.REST:
        await gym.press("space")
    return gym.panel


class TestChanges:
    async def test_what_comes_off_and_goes_on(self, path: Path) -> None:
        async with lifting(path, BENCH) as gym:
            assert "change" not in gym.panel
            await train(gym)
            assert "off" not in beside(gym).split("set 1")[0]
            await gym.press("greater_than_sign")
            assert gym.part() is Part.REST
            assert "on 1.25" in beside(gym)
            assert "change on 1.25" in await ready(gym)
            await gym.press("minus", "minus", "minus", "minus", "minus")
            assert "change on" not in gym.panel

    async def test_one_bar_serves_every_exercise(self, path: Path) -> None:
        async with lifting(path, "Bench press 1x1 @65kg 2-0-X-0", "Back squat 1x1 @75kg 2-0-X-0") as gym:
            await train(gym)
            assert "plates ━━┫20┃5┃2.5┣━ each side · 20kg bar change on 5" in await ready(gym)

    async def test_two_loads_show_both(self, path: Path) -> None:
        async with lifting(path, SQUAT) as gym:
            assert "down ━━┫20┃10┃5┃5┣━ each side · 20kg bar" in gym.panel
            assert "up ━━┫20┃10┃5┣━ each side · 20kg bar then off 5 to lift" in gym.panel
            assert "down: each side 20 10 5 5" in beside(gym).replace("\n", " ")

    @pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
    async def test_what_counts_fits_every_terminal(self, path: Path, size: tuple[int, int]) -> None:
        async with lifting(path, SQUAT, size=size) as gym:
            assert "more with more rows" not in gym.panel
            assert "mind set the pins" in gym.panel
            assert "lift without the releasers' weight" in gym.panel
            assert "Spotters, pins or stops set?" in gym.panel


class TestPercent:
    def told(self, path: Path) -> None:
        """Five reps at 80 kg with two left, last week: about 97 kg."""
        then = datetime(2026, 2, 25, 18, tzinfo=UTC)
        down = parse_load("80kg").down
        reps = tuple(
            Rep(number, None, RepKind.LOWERING, Decimal(2), Decimal(2), load_down=down, load_up=down)
            for number in range(1, 6)
        )
        done = replace(
            finished_set(then, exercise="Bench press"),
            line="Bench press 1x5 @80kg 2-0-X-0",
            method=None,
            load_prescribed=parse_load("80kg"),
            load_loadable=None,
            load_lifted=parse_load("80kg"),
            rpe=Decimal(8),
            reps=reps,
        )
        session = replace(finished_session(then, exercise="Bench press"), sets=(done,))
        with Repository.open(path) as repository:
            repository.start_session(session)

    async def test_an_estimate_resolves_it_and_says_so(self, path: Path) -> None:
        self.told(path)
        async with lifting(path, "Bench press 1x1 @80% 2-0-X-0") as gym:
            assert "(the line says 80% of an estimated 1RM of" in gym.panel
            lift = gym.train.course.current
            assert lift.estimated is not None
            assert lift.prescribed is not None
            await train(gym)
            ((prescribed, loadable, lifted),) = loads(gym)
            assert prescribed == str(lift.prescribed)
            assert loadable == lifted == "75kg"

    async def test_an_estimate_lifts_no_question_of_safety(self, path: Path) -> None:
        self.told(path)
        async with lifting(path, "Bench press 1x1 @110% 4-0-A-0") as gym:
            assert gym.train.state.load is not None
            assert "Spotters, pins or stops set?" in gym.panel
            await gym.press("y")
            assert "Over 105 % for the first time here" in gym.panel


class TestProgress:
    TODAY = BENCH.replace("60.5kg 2-0", "61.5kg 4-0")

    def asked(self) -> StartSession:
        return StartSession(
            "Day A", (self.TODAY,), workout_id="W", line_ids=("L1",), bases=(BENCH,), deload=True
        )

    async def test_the_plans_own_line_is_remembered(self, path: Path) -> None:
        async with lifting(path, asked=self.asked()) as gym:
            await train(gym)
            await gym.press("a", "ctrl+q")
        with Repository.open(path) as repository:
            (session,) = repository.sessions()
        (today,) = session.today
        assert (today.line, today.base, today.deload) == (self.TODAY, BENCH, True)
        assert session.sets[0].line == self.TODAY
        async with at_the_gym(path, None, settings=None, ready=False) as gym:
            await gym.until(lambda: isinstance(gym.screen(), OfferScreen))
            await gym.press("enter")
            await gym.until(lambda: gym.training)
            assert gym.train.course.current.base == BENCH
            assert "each side 20" in beside(gym)
            assert gym.train.session.today[0].deload

    async def test_another_exercise_in_its_place_comes_from_no_line(self, path: Path) -> None:
        async with lifting(path, asked=self.asked()) as gym:
            stretch = await gym.train._backstage.stretch(PRESS, None, gym.clock.wall())
            gym.train._run.exchange(stretch)
            assert gym.train.session.today == (LineToday(PRESS, 1, "L1", replaces="Bench press"),)
            back = await gym.train._backstage.stretch(self.TODAY, None, gym.clock.wall())
            gym.train._run.exchange(back)
            (today,) = gym.train.session.today
            assert (today.base, today.replaces) == (BENCH, None)

    async def test_the_end_tells_the_next_step_and_why(self, path: Path) -> None:
        asked = StartSession("Day A", (BENCH,), workout_id="W", line_ids=("L1",))
        async with lifting(path, asked=asked) as gym:
            await train(gym)
            await train(gym)
            await gym.until(lambda: "next time" in gym.text)
            assert "w: why Bench press 2x2: next 3 s, 60.5kg (loadable 60kg). +1 s: 2 of 2 sets" in gym.panel
            assert "Bench press 2x2 60.5kg" in gym.panel, "the next workout begins where the line stands"
            await gym.press("w")
            await gym.until(lambda: isinstance(gym.screen(), WhyScreen) and "+1 s" in gym.text)
            await gym.press("escape")
            await gym.until(lambda: gym.part() is Part.SUMMARY and "next time" in gym.text)

    async def test_the_next_session_shows_why_it_is_as_it_is(self, path: Path) -> None:
        asked = StartSession("Day A", (BENCH,), workout_id="W", line_ids=("L1",))
        async with lifting(path, asked=asked) as gym:
            assert "+1 s" not in beside(gym)
            await train(gym)
            await train(gym)
            await gym.until(lambda: "next time" in gym.text)
            await gym.after(2, "space")
            gym.clock.advance(timedelta(days=2).total_seconds())
            gym.app.post_message(asked)
            await gym.until(lambda: gym.training and "READY" in gym.text)
            assert "+1 s: 2 of 2 sets" in beside(gym).replace("\n", " ")


class TestSmall:
    async def test_the_summary_fits(self, path: Path) -> None:
        asked = StartSession("Day A", (BENCH,), workout_id="W", line_ids=("L1",))
        async with lifting(path, asked=asked, size=(60, 18)) as gym:
            await train(gym)
            await gym.after(1, "escape")
            await gym.until(lambda: "next time" in gym.text)
            assert "more with more rows" not in gym.panel
