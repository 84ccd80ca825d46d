"""`negtrain history`: what is found, as a table that fits or as JSON, and how many there are."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from negtrain_tui.training.record import Session, Status
from tests.children import ROOT
from tests.new_file import new_file
from tests.stored_samples import START, days_later, finished_session, finished_set

EVIL = "[red]Evil[/] \x1b[2J"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "negtrain.db"
    new_file(path)
    return path


def recorded(path: Path, *sessions: Session) -> None:
    with Repository.open(path) as repository:
        repository.add_sessions(sessions)


def history(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--db", str(path), "history", *arguments], catch_exceptions=False)


def listed(path: Path, *arguments: str) -> list[str]:
    """The days of the sessions that are listed."""
    result = history(path, *arguments)
    assert result.exit_code == 0, result.stderr
    return [line[:10] for line in result.stdout.splitlines()]


def as_json(path: Path, *arguments: str) -> list[dict[str, Any]]:
    sessions: list[dict[str, Any]] = json.loads(history(path, "--json", *arguments).stdout)["sessions"]
    return sessions


def test_an_empty_history_says_what_to_do_and_prints_an_empty_document(path: Path) -> None:
    result = history(path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No sessions yet. `negtrain` opens the app; Today starts the first one.\n"
    assert as_json(path) == []


def test_it_lists_sessions_newest_first_a_line_each(path: Path) -> None:
    later = replace(finished_session(days_later(2), exercise=EVIL), name="", status=Status.INTERRUPTED)
    recorded(path, finished_session(), later)
    result = history(path)
    assert result.stdout.splitlines() == [
        r"2026-07-06 16:30  [red]Evil[/] \x1b[2J  2 sets  6 reps  ~18 s  81 %  interrupted",
        "2026-07-04 18:30  Push A                2 sets  6 reps  ~18 s  81 %",
    ]
    assert result.stderr == "2 sessions\n"


def test_the_newest_twenty_unless_told_otherwise_over_pages(path: Path) -> None:
    recorded(path, *(finished_session(START + timedelta(days=day)) for day in range(120)))
    assert len(listed(path)) == 20
    assert history(path).stderr == "120 sessions; --limit 20 shows the newest\n"
    assert listed(path, "--limit", "3") == ["2026-10-31", "2026-10-30", "2026-10-29"]
    assert len(set(listed(path, "--limit", "115"))) == 115
    assert len(as_json(path, "--limit", "110")) == 110
    assert history(path, "on:2026-07-04").stderr == "1 of 120 sessions\n"


@pytest.fixture
def past(path: Path) -> Path:
    """Four days, each with something of its own."""
    method = replace(finished_set(exercise="Bench press"), method="accentuated", id="a")
    noted = replace(finished_set(exercise="Nordic curl"), id="b", note="left knee")
    recorded(
        path,
        replace(finished_session(days_later(0)), sets=(method,)),
        replace(finished_session(days_later(1), exercise="Bench press"), note="good day", name="Push B"),
        replace(finished_session(days_later(2)), sets=(noted,), status=Status.INTERRUPTED),
        finished_session(days_later(40)),
    )
    return path


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["ex:bench"], ["2026-07-05", "2026-07-04"]),
        (["ex:bench", "method:accentuated"], ["2026-07-04"]),
        (["ex:bench", "--method", "accentuated"], ["2026-07-04"]),
        (["--exercise", "BENCH press"], ["2026-07-05", "2026-07-04"]),
        (["--exercise", "bench", "--exercise", "nordic"], []),
        (["--muscle", "hamstrings"], ["2026-07-06"]),
        (["--after", "2026-07-06"], ["2026-08-13", "2026-07-06"]),
        (["--after", "2026-07-05", "--before", "2026-08"], ["2026-07-06", "2026-07-05"]),
        (["after:2026-07-05", "--before", "2026-07-06"], ["2026-07-05"]),
        (['"left knee"'], ["2026-07-06"]),
        (["--text", "left knee"], ["2026-07-06"]),
        (["--text", 'say "x"'], []),
        (['"push b"'], ["2026-07-05"]),
        (["--interrupted"], ["2026-07-06"]),
        (["--records"], []),
        (["tempo:3", "on:2026-07-05"], ["2026-07-05"]),
    ],
)
def test_words_and_options_combine(past: Path, arguments: Sequence[str], days: list[str]) -> None:
    assert listed(past, *arguments) == days
    assert [session["started_at"][:10] for session in as_json(past, *arguments)] == days
    assert history(past, *arguments).stderr == f"{len(days)} of 4 sessions\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["excercise:bench"], "column 1: found 'excercise:', expected exercise:"),
        (['"left'], "expected a closing quote"),
        (["--method", "fast"], "--method: found 'fast', expected negative, accentuated"),
        (["--after", "spring"], "--after: found 'spring', expected a date"),
        (["--exercise", ""], "--exercise: found '', expected an exercise"),
        (["--muscle", "chest"], "No exercise trains 'chest'; they train abs, "),
        (["--exercise", "Dip\udcff"], "The value of --exercise isn't text in UTF-8"),
        (["Dip\udcff"], "The query isn't text in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    past: Path, arguments: Sequence[str], sentence: str
) -> None:
    result = history(past, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert sentence in line


def test_json_has_everything_with_loads_as_text_and_the_figures_of_the_screen(path: Path) -> None:
    recorded(path, finished_session(exercise=EVIL))
    (session,) = as_json(path)
    assert session["status"] == "finished"
    assert session["started_at"].endswith("+02:00")
    assert session["summary"]["sets"] == 2
    one, _ = session["sets"]
    assert one["exercise"] == EVIL
    assert (one["load_prescribed"], one["load_lifted"]) == ("bw-20kg", "bw-17.5kg")
    assert (one["rpe"], one["pain"], one["note"]) == (8.5, 2, "left shoulder\nheld back")
    assert one["reps"][1] == {
        "number": 2,
        "side": None,
        "kind": "lowering",
        "lowering_target_s": 3,
        "lowering_actual_s": 2.4,
        "marked": True,
        "control_lost": False,
        "hold_actual_s": None,
        "load_down": "bw-20kg",
        "load_up": None,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are POSIX here")
def test_on_a_terminal_it_fits_and_has_a_head(path: Path) -> None:
    wide = "漢字" * 30
    recorded(path, finished_session(), replace(finished_session(days_later(1)), name=wide))
    printed = on_terminal(path, columns=80)
    assert printed[0].split() == ["Began", "Session", "Lowering", "Tempo"]
    cut, short = printed[1:3]
    assert cut.startswith("2026-07-05 16:30  漢字漢字")
    assert "…  2 sets  6 reps     ~18 s   81 %" in cut
    assert short.startswith("2026-07-04 18:30  Push A  ")
    assert len(cut) + cut.count("漢") + cut.count("字") <= 80


def on_terminal(path: Path, *, columns: int) -> list[str]:
    """What the command prints where its output is a terminal."""
    ours, its = pty.openpty()
    try:
        subprocess.run(
            [sys.executable, "-m", "negtrain_tui", "--db", str(path), "history"],
            stdout=its,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "COLUMNS": str(columns)},
            timeout=30,
            check=True,
        )
        return os.read(ours, 100_000).decode().splitlines()
    finally:
        os.close(its)
        os.close(ours)
