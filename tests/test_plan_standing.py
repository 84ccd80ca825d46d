"""The plan with equipment and progress: what can be loaded, where a line stands, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.screens.line_reading import Facts, read_line
from negtrain_tui.screens.plan import PlanScreen
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.why import WhyScreen
from negtrain_tui.training.equipment import Bar, Inventory, Plate, Stack
from negtrain_tui.training.exercise import load_catalogue, name_key
from negtrain_tui.training.load import Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import LineToday, Rep, RepKind
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.standing import Decision, DecisionKind, Standing
from tests.lone_screen import SIZES, visiting
from tests.stored_samples import finished_session, finished_set

BENCH = "Bench press 2x2 @60kg 4-0-X-0 rest 2:00 +1s..5s +0.5kg"
ROW = "Row 3x8 @40kg 3-0-X-0"
PLAN = Plan(
    "P", "Garage", (Workout("W", "Day A", tuple(map(PlanLine, "ab", map(parse_prescription, (BENCH, ROW))))),)
)
THEN = datetime(2026, 2, 27, 18, tzinfo=UTC)


def kg(number: str) -> Mass:
    return Mass(Decimal(number), "kg")


HOME = Inventory(
    tuple(Plate(kg(mass), 6) for mass in ("20", "10", "5", "2.5", "1.25")), (Bar("b", "20kg bar", kg("20")),)
)


def trained(repository: Repository) -> None:
    """Follow the plan, with the bench press marked on tempo at 5 s three days ago: half a kilo is earned."""
    repository.save_plan(PLAN)
    repository.save_equipment(HOME)
    line = BENCH.replace("4-0", "5-0")
    down = parse_load("60kg").down
    reps = tuple(
        Rep(number, None, RepKind.LOWERING, Decimal(5), Decimal(5), marked=True, load_down=down, load_up=down)
        for number in (1, 2)
    )
    sets = tuple(
        replace(
            finished_set(THEN, exercise="Bench press", number=number),
            line=line,
            line_id="a",
            method=None,
            load_prescribed=parse_load("60kg"),
            load_loadable=parse_load("60kg"),
            load_lifted=parse_load("60kg"),
            rpe=Decimal(7),
            pain=0,
            reps=reps,
        )
        for number in (1, 2)
    )
    session = replace(
        finished_session(THEN, exercise="Bench press"),
        source="plan",
        workout_id="W",
        lines=(line,),
        today=(LineToday(line, 2, "a", base=BENCH),),
        sets=sets,
    )
    repository.start_session(session)


class TestWhereALineStands:
    @pytest.mark.parametrize("size", SIZES)
    async def test_it_is_told_with_its_reason_and_what_can_be_loaded(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained, size=size) as visit:
            assert "Stands at 5 s, 60.5kg (loadable 60kg): +0.5 kg: 2 of 2 sets on tempo" in visit.flat
            assert "→ 60.5kg" in visit.flat or "→60.5kg" in visit.flat
            assert "w why" in visit.bar
            await visit.press("down")
            assert "Stands at" not in visit.flat

    async def test_the_load_it_stands_at_is_what_is_put_together(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained, size=(120, 40)) as visit:
            assert "Loadable: 60kg (20 each side), next above 62.5kg." in visit.flat
            assert "60kg → 60.5kg" in visit.flat
            assert "4-0-X-0 → 5 s" in visit.flat

    @pytest.mark.parametrize("size", SIZES)
    async def test_its_plates_are_pictured(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained, size=size) as visit:
            assert "20 each side · 20kg bar" in visit.flat
            await visit.press("down")
            assert "10 each side · 20kg bar" in visit.flat

    async def test_why_opens_on_the_selected_line_and_what_is_decided_there_shows(
        self, tmp_path: Path
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained) as visit:
            await visit.press("w")
            assert isinstance(visit.app.screen, WhyScreen)
            assert "+0.5 kg" in visit.flat
            stand = Decision(
                "d1",
                DecisionKind.SET,
                datetime(2026, 3, 1, tzinfo=UTC),
                "a",
                standing=Standing(Decimal(4), parse_load("55kg")),
                why="said so",
            )
            visit.stored(lambda repository: repository.decide(stand))
            await visit.press("escape")
            assert "Stands at 4 s, 55kg" in visit.flat

    async def test_training_begins_where_the_line_stands(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained) as visit:
            await visit.press("t")
            (asked,) = visit.app.asked
            assert isinstance(asked, StartSession)
            assert asked.lines == (BENCH.replace("60kg 4-0", "60.5kg 5-0"), ROW)
            assert asked.bases == (BENCH, None)
            assert not asked.deload

    async def test_the_line_that_is_edited_is_the_plans_own(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained) as visit:
            await visit.press("enter")
            assert f"{BENCH[:30]}" in visit.flat
            await visit.write(BENCH.replace("60kg", "50kg"))
            await visit.press("enter")
            stored = visit.stored(lambda repository: repository.plan("P"))
            assert stored is not None
            assert stored.workouts[0].lines[0].prescription.load == parse_load("50kg")
            assert "Stands at 5 s, 60.5kg" not in visit.flat, "a line that was changed begins anew"

    async def test_a_letter_asks_the_database_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with visiting(tmp_path / "a.db", PlanScreen, before=trained) as visit:
            await visit.press("enter")
            asked: list[str] = []
            for name in ("equipment", "exposures", "decisions", "one_rms"):
                monkeypatch.setattr(Repository, name, counting(asked, name))
            await visit.press("backspace", "5", "k", "g")
            assert asked == []


def counting(asked: list[str], name: str) -> Callable[..., object]:
    real = getattr(Repository, name)

    def told(*arguments: object, **named: object) -> object:
        asked.append(name)
        return real(*arguments, **named)

    return told


class TestLoadable:
    @staticmethod
    def told(line: str, inventory: Inventory = HOME, one_rm: str | None = None) -> str:
        one_rms = {"bench press": kg(one_rm)} if one_rm else {}
        facts = Facts(load_catalogue(), Settings(), one_rms, {}, inventory)
        return " ".join(read_line(line, facts, 200).told.plain.split())

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("Bench press 3x5 @60kg", "Loadable: 60kg (20 each side), next above 62.5kg."),
            ("Bench press 3x5 @61.75kg", "Loadable: 60kg (20 each side), next above 62.5kg."),
            ("Bench press 3x5 @62.5kg", "Loadable: 62.5kg (20 + 1.25 each side), next above 65kg."),
            ("Bench press 3x5 @20kg", "Loadable: 20kg (the bar alone), next above 22.5kg."),
            ("Bench press 3x5 @15kg", "It can't be loaded: your lightest here is 20kg."),
            ("Dip 3x5 @bw+12kg", "Loadable: bw+11.25kg (10 + 1.25 hung on), next above bw+12.5kg."),
            (
                "Back squat 3x2 @100kg/90kg accentuated",
                "Loadable: 100kg/90kg (20 + 10 + 5 + 5 each side, then 20 + 10 + 5 each side to lift)",
            ),
            ("Dip 3x5 @bw", "Always loadable."),
            ("Dip negative 3x5 @bw-20kg", "The help comes from a band or a stack."),
        ],
    )
    def test_with_plates(self, line: str, said: str) -> None:
        assert said in self.told(line)

    def test_a_percentage_is_told_by_what_it_comes_to(self) -> None:
        assert "Loadable: 80kg (20 + 10 each side)" in self.told("Bench press 3x5 @80%", one_rm="102")
        assert "Loadable" not in self.told("Bench press 3x5 @80%")

    def test_help_from_a_stack_that_is_known(self) -> None:
        stack = Stack("s", "tower", kg("5"), kg("5"), kg("60"))
        inventory = replace(HOME, implements=(stack,), uses={name_key("Dip negative"): "s"})
        said = self.told("Dip negative 3x5 @bw-20kg", inventory)
        assert "Loadable: bw-20kg (pin at 20kg), next above bw-15kg." in said

    def test_nothing_entered_says_where_to(self) -> None:
        unknown = self.told("Bench press 3x5 @60kg", Inventory())
        assert "Loadable: your plates aren't known yet; 4, then e, enters them." in unknown

    def test_an_exercise_without_equipment_of_its_own(self) -> None:
        told = self.told("Leg curl 3x8 @30kg")
        assert "no equipment of yours is known for this exercise; 4, then e, says which." in told
