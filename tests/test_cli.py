"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.training.record import Session
from tests.children import ROOT
from tests.gym import QUIET, prepared
from tests.stored_samples import finished_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), env=env, catch_exceptions=False)


def refusal(result: Result) -> str:
    """The one line on standard error of a refused command."""
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["5-1-X-0"], "5-1-X-0: lower for 5 s, hold 1 s, lift as fast as control allows"),
        (["51X0"], "5-1-X-0: lower for 5 s, hold 1 s, lift as fast as control allows"),
        (["5", "1", "x", "0"], "5-1-X-0: lower for 5 s, hold 1 s, lift as fast as control allows"),
        (
            ["5-1-X-0", "--starts", "lifting"],
            "5-1-X-0: lift as fast as control allows, lower for 5 s, hold 1 s",
        ),
    ],
)
def test_a_tempo_in_words(arguments: list[str], words: str) -> None:
    result = run("tempo", *arguments)
    assert result.exit_code == 0
    assert result.stdout == f"{words}\n"


def test_a_note_about_the_order_goes_to_standard_error() -> None:
    assert "keep their order" in run("tempo", "5-1-X-0", "--starts", "lifting").stderr


@pytest.mark.parametrize("text", ["51", "10/10", "5-1-Q-0", "99-0-X-0", "\x1b[2J", "", "٣01"])
def test_a_tempo_that_cannot_be_read_is_refused_with_one_that_can(text: str) -> None:
    line = refusal(run("tempo", text))
    assert line.startswith("column ")
    assert "for example" in line
    assert "\x1b" not in line


@pytest.mark.parametrize(
    ("notation", "column"),
    [
        ("x", 2),
        ("Push-up 2x3 @82,5kg", 14),
        ("Push-up 2x3 @bw 3-1-A-0 bogus", 25),
        ("Push-up 2x3 @60", 14),
        ("", 1),
    ],
)
def test_a_line_that_cannot_be_read_names_the_column_and_opens_nothing(
    path: Path, notation: str, column: int
) -> None:
    line = refusal(run("set", notation, "--db", str(path)))
    assert line.startswith(f"column {column}: ")
    assert "expected" in line
    assert not path.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["tempo"],
        ["set"],
        ["set", "a", "b"],
        ["tempo", "301", "--starts", "up"],
        ["history", "--limit", "0"],
        ["history", "--limit", "many"],
        ["--bogus"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage" in result.stderr


def test_help_and_version() -> None:
    for command in ([], ["set"], ["tempo"], ["history"]):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert "Usage" in result.stdout
    assert run("--version").stdout.startswith("negtrain")


def recorded(path: Path, *sessions: Session) -> None:
    prepared(path, QUIET, *sessions)


def test_asking_for_the_history_makes_no_file(tmp_path: Path) -> None:
    typo = tmp_path / "typo" / "x.db"
    assert refusal(run("history", "--db", str(typo))).startswith(f"There is no database at {typo}")
    assert refusal(run("--db", str(typo), "history", "--json")).startswith(f"There is no database at {typo}")
    env = {"NEGTRAIN_DB": str(typo)}
    unnamed = run("history", env=env)
    assert (unnamed.exit_code, unnamed.stdout) == (0, "")
    assert "No sessions yet" in unnamed.stderr
    assert json.loads(run("history", "--json", env=env).stdout) == {"sessions": []}
    assert list(tmp_path.iterdir()) == []


def test_tempo_takes_the_option_that_every_command_takes(path: Path) -> None:
    assert run("tempo", "301", "--db", str(path)).exit_code == 0
    assert not path.exists()


def test_a_file_that_may_not_be_read_is_refused_in_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(path)
    access = os.access
    # Root may read everything, so the rights are taken away here.
    monkeypatch.setattr(os, "access", lambda file, mode: Path(file) != path and access(file, mode))
    for arguments in (["history", "--db", str(path)], ["--db", str(path), "history"]):
        assert refusal(run(*arguments)).startswith(f"{path} may not be read")


@pytest.mark.parametrize("arguments", [["history", "--exercise", "Dip\udcff"], ["set", "Dip\udcff 1x3 @bw"]])
def test_what_is_no_text_is_refused_as_such(path: Path, arguments: list[str]) -> None:
    recorded(path)
    line = refusal(run(*arguments, "--db", str(path)))
    assert "isn't text in UTF-8" in line


def printed_to(out: int, *arguments: str) -> tuple[int, str]:
    """Run the program with its output led there; its exit status and its errors."""
    done = subprocess.run(
        [sys.executable, "-m", "negtrain_tui", *arguments],
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stderr


PRINTING = [["history"], ["history", "--json"], ["tempo", "301"], ["--version"], ["--help"]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_output_that_cannot_be_written_is_told_in_one_sentence(path: Path, arguments: list[str]) -> None:
    recorded(path, finished_session())
    with Path("/dev/full").open("wb") as full:
        status, errors = printed_to(full.fileno(), "--db", str(path), *arguments)
    assert status == 1
    (sentence,) = errors.splitlines()
    assert sentence.startswith("The output couldn't be written: ")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_output_that_nobody_reads_any_more_ends_the_command_in_silence(
    path: Path, arguments: list[str]
) -> None:
    recorded(path, finished_session())
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert printed_to(writer, "--db", str(path), *arguments) == (1, "")
    finally:
        os.close(writer)


def test_the_database_is_named_by_option_else_by_environment(path: Path, tmp_path: Path) -> None:
    recorded(path, finished_session())
    other = tmp_path / "other.db"
    env = {"NEGTRAIN_DB": str(path)}
    assert "Push A" in run("history", env=env).stdout
    recorded(other)
    assert run("history", "--db", str(other), env=env).stdout == ""
    assert run("--db", str(other), "history", env=env).stdout == ""
    assert "Push A" in run("--db", str(other), "history", "--db", str(path)).stdout


@pytest.mark.parametrize(
    "content", [b"plain text, no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_of_ours_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert str(path) in refusal(run("history", "--db", str(path)))
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "folder" in refusal(run("history", "--db", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []
