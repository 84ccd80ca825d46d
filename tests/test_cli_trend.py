"""`negtrain trend`: the course of an exercise as a table and as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from tests.past import Went, remember

BASE = "Bench press 2x5 @80kg 5-1-X-0 +0.5kg"
NOW = datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A year of bench presses: a step, three misses of the next, a pause, and the step."""
    path = tmp_path / "negtrain.db"
    days = [
        Went(NOW - timedelta(days=300), BASE, "4.5", rpe="8", pain=2),
        Went(NOW - timedelta(days=60), BASE.replace("@80kg", "@80.5kg")),
        *(
            Went(NOW - timedelta(days=ago), BASE.replace("@80kg", "@81kg"), "4.8", missing=1)
            for ago in (57, 54, 51)
        ),
        Went(NOW - timedelta(days=30), BASE.replace("@80kg", "@81kg"), "5.2"),
    ]
    with Repository.open(path) as repository:
        remember(repository, "L", BASE, days)
    return path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["trend", *arguments, "--db", str(path)])


def told(path: Path, *arguments: str) -> dict[str, Any]:
    result = run(path, *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_json_has_exposures_best_and_plateaus(path: Path) -> None:
    found = told(path, "Bench press")
    assert found["exercise"] == "Bench press"
    assert len(found["exposures"]) == 6
    assert found["exposures"][0] == {
        "day": f"{NOW - timedelta(days=300):%Y-%m-%d}",
        "session_id": f"session {NOW - timedelta(days=300):%Y%m%d%H%M} L",
        "method": None,
        "tempo": "5-1-X-0",
        "sets": 2,
        "reps": 10,
        "holds": 0,
        "load": "80kg",
        "target_s": 5.0,
        "mean_lowering_s": 4.5,
        "longest_s": 4.5,
        "fidelity_percent": 90,
        "time_under_tension_s": 45.0,
        "load_seconds": "3600kg·s",
        "volume_load": "800kg",
        "e1rm": None,
        "no_e1rm": "lowered for more than 3 s",
        "rpe": 8.0,
        "pain": 2,
        "control_lost": 0,
        "marked": 10,
        "paced": 0,
        "holds_paced": 0,
        "deload": False,
    }
    heaviest, longest = found["best"]
    assert (heaviest["kind"], heaviest["load"], heaviest["reps"]) == ("heaviest", "81kg", 5)
    assert heaviest["day"] == f"{NOW - timedelta(days=57):%Y-%m-%d}"
    assert (longest["kind"], longest["seconds"], longest["record"]) == ("longest", 5.2, True)
    (plateau,) = found["plateaus"]
    assert (plateau["at"], plateau["exposures"], plateau["gain"]) == ("5s 80.5kg", 3, "+0.5kg")
    assert plateau["after"] == ["21 days without it"]


def test_what_the_clock_led_is_never_told_as_measured(path: Path) -> None:
    paced = told(path, "Bench press")["exposures"][1]
    assert (paced["mean_lowering_s"], paced["longest_s"], paced["fidelity_percent"]) == (None, None, None)
    assert (paced["marked"], paced["paced"], paced["time_under_tension_s"]) == (0, 10, 50.0)
    assert "~5 s  paced" in run(path, "Bench press").stdout


def test_the_table_tells_the_same(path: Path) -> None:
    rows = run(path, "Bench press").stdout.splitlines()
    assert rows[0] == "Best by method and tempo: heaviest  ★ never more"
    assert rows[2].split()[:6] == ["★", "5-1-X-0", "5", "x", "81kg", f"{NOW - timedelta(days=57):%Y-%m-%d}"]
    (stood,) = (row for row in rows if "without gain" in row)
    assert stood.endswith(": +0.5kg, after 21 days without it.")
    assert rows[-1].split() == [
        f"{NOW - timedelta(days=300):%Y-%m-%d}",
        *["5-1-X-0", "2", "10", "80kg", "4.5", "s", "90", "%", "8", "2", "45", "s", "3600", "800kg"],
    ]


def test_months_are_a_window_that_ends_today(path: Path) -> None:
    assert len(told(path, "Bench press", "--months", "3")["exposures"]) == 5
    assert len(told(path, "Bench press", "--months", "12")["exposures"]) == 6


def test_an_exercise_is_meant_by_any_of_its_names(path: Path) -> None:
    for name in ("bench PRESS", "bench-press", "bench"):
        assert told(path, name)["exercise"] == "Bench press"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["Squat"], 1, "Squat was never trained; there is Bench press."),
        ([""], 1, "Name an exercise: negtrain trend"),
        ([" "], 1, "Name an exercise: negtrain trend"),
        (["Bench press", "--months", "0"], 2, "0 is not in the range"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_told_is_refused(path: Path, arguments: list[str], status: int, sentence: str) -> None:
    result = run(path, *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert sentence in result.stderr


def test_where_nothing_was_trained_it_says_so(tmp_path: Path) -> None:
    Repository.open(tmp_path / "new.db").close()
    result = run(tmp_path / "new.db", "Bench press")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No sessions yet" in result.stderr


def test_where_there_is_no_file_it_says_so_and_makes_none(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    result = CliRunner().invoke(main, ["trend", "Bench press", "--json"], env={"NEGTRAIN_DB": str(missing)})
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No sessions yet" in result.stderr
    assert not missing.exists()


def test_a_time_without_it_says_when_it_was(tmp_path: Path) -> None:
    with Repository.open(tmp_path / "old.db") as repository:
        remember(repository, "L", BASE, [Went(NOW - timedelta(days=300), BASE)])
    result = run(tmp_path / "old.db", "Bench press", "--months", "3")
    assert result.stdout == "No exposures in this time.\n"
    assert f"Last trained on {NOW - timedelta(days=300):%Y-%m-%d}" in result.stderr
