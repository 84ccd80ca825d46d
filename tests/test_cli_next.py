"""`negtrain next` as a lifter and a script use it: what comes next, why, and what is open."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.prescription import Plan
from tests.past import GARAGE, Went, remember
from tests.test_today import SEEN, plan, workout
from tests.test_why import BENCH, HEAVY, PULL

CURL = "Biceps curl 3x8 @12kg 3-0-1-0"
PLAN = plan(workout("Push", BENCH, HEAVY), workout("Pull", PULL, CURL))
FIELDS = {
    *("workout", "exercise", "line", "base", "now", "seconds", "load_prescribed", "load_loadable"),
    *("load_above", "sets", "deload", "move", "reason", "figures", "plateau", "offers", "ask"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def ago(days: int) -> datetime:
    return datetime.now().astimezone() - timedelta(days=days)


def kept(path: Path, followed: Plan | None = PLAN, inventory: Inventory = GARAGE, bench: int = 1) -> Path:
    """A database with the plan, and so many good sessions of the bench press and one of the press."""
    with Repository.open(path) as repository:
        repository.save_settings(SEEN)
        if followed is not None:
            repository.save_plan(followed)
        if inventory.known:
            repository.save_equipment(inventory)
        first = Went(ago(8), BENCH, "3.9", rpe="7")
        stuck = BENCH.replace("4-0", "6-0").replace("60kg", "60.5kg")
        sessions = (
            [first] if bench == 1 else [replace(first, line=stuck, at=ago(3 * n)) for n in (4, 3, 2, 1)]
        )
        if bench > 1:
            sessions = [replace(each, seconds=None, rpe=None, lifted="60kg") for each in sessions]
        remember(repository, "Push-1", BENCH, sessions)
        remember(repository, "Push-2", HEAVY, [Went(ago(8), HEAVY, "4", rpe="7")])
    return path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["next", *arguments, "--db", str(path)], catch_exceptions=False)


def lines(path: Path, *arguments: str) -> list[dict[str, Any]]:
    done = run(path, "--json", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)["lines"]
    return found


class TestTheTable:
    def test_each_workout_tells_its_lines_with_their_reasons(self, path: Path) -> None:
        done = run(kept(path))
        assert done.exit_code == 0
        said = done.stdout.splitlines()
        assert said[0] == "Push"
        assert said[1] == "  " + BENCH.replace("4-0-X-0", "5-0-X-0")
        assert said[2].startswith("    +1 s: 4 of 4 sets on tempo")
        assert "Pull" in said

    def test_what_can_be_made_stands_beside_what_is_prescribed(self, path: Path) -> None:
        done = run(kept(path, bench=4), "Bench press")
        assert "    loadable 60kg (next above 61kg)" in done.stdout.splitlines()
        assert "    - A smaller step: +0.25kg at a time instead of +0.5kg." in done.stdout.splitlines()

    def test_a_step_over_the_cap_is_asked(self, path: Path) -> None:
        rows = run(kept(path), "overhead-press").stdout.splitlines()
        (asked,) = (row for row in rows if row.strip().startswith("?"))
        assert "22.5kg" in asked
        assert "12.5 % more" in asked

    def test_outside_text_is_shown_literally(self, path: Path) -> None:
        evil = plan(replace(workout("A", CURL), name="[red]\x1b[2J"))
        done = run(kept(path, evil))
        assert "\x1b" not in done.stdout
        assert r"[red]\x1b[2J" in done.stdout


class TestTheJson:
    def test_its_fields_are_those_documented(self, path: Path) -> None:
        for line in lines(kept(path)):
            assert set(line) == FIELDS

    def test_loads_are_text_and_unknowns_null(self, path: Path) -> None:
        bench, press, pull, curl = lines(kept(path))
        assert (bench["workout"], bench["exercise"], bench["base"]) == ("Push", "Bench press", BENCH)
        assert bench["line"] == BENCH.replace("4-0-X-0", "5-0-X-0")
        assert (bench["now"], bench["seconds"], bench["sets"]) == ("5s 60kg", 5, 4)
        assert (bench["load_prescribed"], bench["load_loadable"]) == ("60kg", "60kg")
        assert (bench["move"], bench["plateau"], bench["offers"], bench["ask"]) == (
            "seconds",
            False,
            [],
            None,
        )
        assert {"label": "lifted", "text": "60kg"} in bench["figures"]
        assert press["ask"]["percent"] == 12.5
        assert press["ask"]["now"].endswith("22.5kg")
        assert (pull["load_prescribed"], pull["load_loadable"]) == ("bw", "bw")
        assert (curl["move"], curl["now"]) == ("no steps", "3s 12kg")

    def test_without_equipment_what_can_be_made_is_unknown(self, path: Path) -> None:
        (bench,) = lines(kept(path, inventory=Inventory()), "Bench press")
        assert (bench["load_prescribed"], bench["load_loadable"], bench["load_above"]) == ("60kg", None, None)

    def test_a_plateau_has_its_offers(self, path: Path) -> None:
        (bench,) = lines(kept(path, bench=4), "Bench press")
        assert bench["plateau"] is True
        assert bench["offers"][0] == {
            "kind": "smaller step",
            "words": "A smaller step: +0.25kg at a time instead of +0.5kg.",
            "now": None,
            "line": BENCH.replace("+0.5kg", "+0.25kg"),
        }


class TestWhichLines:
    @pytest.mark.parametrize("name", ["Bench press", "bench-press", "BENCH PRESS"])
    def test_an_exercise_is_found_however_it_is_written(self, path: Path, name: str) -> None:
        assert [line["exercise"] for line in lines(kept(path), name)] == ["Bench press"]

    def test_an_exercise_is_found_by_its_other_names(self, path: Path) -> None:
        from negtrain_tui.training.exercise import load_catalogue

        known = load_catalogue().resolve("Biceps curl").exercise.name
        assert known != "Biceps curl"
        assert [line["exercise"] for line in lines(kept(path), known)] == ["Biceps curl"]

    @pytest.mark.parametrize("name", ["overhead", "Bench pres", "curl"])
    def test_one_that_is_not_in_the_plan_is_refused_in_a_sentence(self, path: Path, name: str) -> None:
        done = run(kept(path), name)
        assert (done.exit_code, done.stdout) == (1, "")
        (sentence,) = done.stderr.splitlines()
        assert sentence.startswith(f"Mine has no {name}; its nearest is ")

    def test_one_like_nothing_there_names_what_there_is(self, path: Path) -> None:
        done = run(kept(path), "xyzzy")
        assert done.exit_code == 1
        assert "it has Bench press, Overhead press, Pull-up negative, Biceps curl" in done.stderr

    def test_without_a_plan_it_says_how_to_get_one(self, path: Path) -> None:
        done = run(kept(path, None))
        assert (done.exit_code, done.stdout) == (1, "")
        assert "No plan is followed" in done.stderr

    def test_without_a_database_it_makes_none(self, tmp_path: Path) -> None:
        missing = tmp_path / "none.db"
        done = CliRunner().invoke(main, ["next"], env={"NEGTRAIN_DB": str(missing)}, catch_exceptions=False)
        assert done.exit_code == 1
        assert not missing.exists()

    def test_a_plan_without_lines_says_so(self, path: Path) -> None:
        empty = kept(path, plan(workout("Empty")))
        assert run(empty).stdout == "The plan has no lines yet.\n"
        assert lines(empty) == []
        assert run(empty, "Bench press").exit_code == 1


def test_it_is_among_the_commands() -> None:
    assert "next" in CliRunner().invoke(main, ["--help"]).stdout
