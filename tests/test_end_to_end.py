"""Sets led by the real program in a real terminal: marked, paused, killed, stopped, and gone on with."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import Rep, Status
from tests.children import ROOT
from tests.gym import QUIET, prepared, seconds
from tests.pseudo_terminal import Terminal, plain

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SHORT = replace(QUIET, lead_in_s=Decimal(1), return_hands_s=Decimal(1))
QUICK = replace(SHORT, change_over_s=Decimal(1), short_lead_in_s=Decimal(1), fast_lifting_s=Decimal("0.3"))
TWO_REPS = "Push-up negative 1x2 @bw 1.5-0-A-0 rest 0:10"
WORKOUT = (
    "Bench press 1x1 @60kg 1-0-X-0 rest 10s group A",
    "Row 1x1 @40kg 1-0-X-0 rest 10s group A",
    "Split squat 1x1 @bw each 1-0-X-0 rest 10s",
    "Press 1x1 @30kg 1-0-X-0",
    "Curl 1x1 @10kg 1-0-X-0",
)
THREE_REPS = "Push-up negative 1x3 @bw 1-0-A-0"
# Bounces and the clock's own turn aside, a press needs this long after the one before.
_APART_S = 0.8


def history(db: Path) -> list[dict[str, Any]]:
    """What another program is told by `negtrain history --json`."""
    done = subprocess.run(
        [sys.executable, "-m", "negtrain_tui", "history", "--json", "--db", str(db)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=30,
    )
    assert done.stderr == ""
    sessions: list[dict[str, Any]] = json.loads(done.stdout)["sessions"]
    return sessions


def reps_of(session: dict[str, Any]) -> list[dict[str, Any]]:
    """The reps of a session's only set."""
    (one,) = session["sets"]
    return list(one["reps"])


def reps_on_disk(db: Path) -> tuple[Rep, ...]:
    with Repository.open(db) as repository:
        sessions = repository.sessions(limit=1)
    return sessions[0].sets[-1].reps if sessions and sessions[0].sets else ()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "it didn't happen within 20 seconds"
        time.sleep(0.02)


def a_set_to_a_file(tmp: Path) -> None:
    """Lead a set with its output and its errors redirected: one marked rep, one paced."""
    db, printed, errors = tmp / "n.db", tmp / "out.json", tmp / "errors"
    prepared(db, SHORT)
    with (
        printed.open("wb") as out,
        errors.open("wb") as err,
        Terminal("set", TWO_REPS, "--json", db=db, size=(100, 30), out=out, err=err) as terminal,
    ):
        terminal.wait_for("READY")
        assert "Push-up negative" in plain(terminal.raw)
        # the screen has the terminal's own size
        assert "\x1b[30;" in terminal.raw
        assert "\x1b[31;" not in terminal.raw
        terminal.press("space")
        turned = terminal.wait_for("LOWER")
        time.sleep(turned + 1.3 - time.monotonic())
        marked = terminal.press("pagedown") - turned
        terminal.wait_for("BACK UP")
        terminal.wait_for("LOWER")
        terminal.wait_for("Set 1: all reps done")
        terminal.press("pagedown")
        terminal.wait_for("Session done")
        time.sleep(_APART_S)
        terminal.press("pagedown")
        assert terminal.ended() == 0
        assert terminal.left_behind == ""
    assert errors.read_bytes() == b""
    (session,) = json.loads(printed.read_bytes())["sessions"]
    assert session["status"] == "finished"
    first, second = reps_of(session)
    assert first["marked"] is True
    assert first["lowering_target_s"] == 1.5
    assert abs(first["lowering_actual_s"] - marked) < 0.1
    assert (second["lowering_actual_s"], second["marked"]) == (1.5, False)
    assert history(db) == [session]


def a_set_that_is_killed(tmp: Path) -> None:
    """Kill the program after two of three reps, look at the history, and go on at the next start."""
    db = tmp / "n.db"
    prepared(db, SHORT)
    with Terminal("set", THREE_REPS, db=db) as terminal:
        terminal.wait_for("READY")
        terminal.press("space")
        until(lambda: len(reps_on_disk(db)) == 2)
        terminal.process.kill()
        assert terminal.ended() == -signal.SIGKILL
    (session,) = history(db)
    assert session["status"] == "interrupted"
    assert len(reps_of(session)) == 2
    with Terminal(db=db) as terminal:
        terminal.wait_for("was interrupted")
        terminal.press("g")
        terminal.wait_for("READY")
        terminal.press("space")
        terminal.wait_for("all reps done")
        with Repository.open(db) as repository:
            assert repository.unsettled() == ()
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert [rep.number for rep in reps_on_disk(db)] == [1, 2, 3]
    assert seconds(reps_on_disk(db)) == [("1", False)] * 3


def a_process_that_is_stopped(tmp: Path) -> None:
    """Stop the process for three seconds inside a lowering, and later by ctrl+z."""
    db = tmp / "n.db"
    prepared(db, SHORT)
    with Terminal("set", "Push-up negative 1x3 @bw 2-0-A-0", db=db) as terminal:
        terminal.wait_for("READY")
        terminal.press("space")
        terminal.wait_for("LOWER")
        terminal.process.send_signal(signal.SIGSTOP)
        time.sleep(3)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("Paused by itself")
        assert reps_on_disk(db) == ()
        awake = len(terminal.raw)
        time.sleep(0.5)
        terminal.press("p")
        terminal.wait_for("LOWER")
        until(lambda: len(reps_on_disk(db)) == 1)
        assert seconds(reps_on_disk(db)) == [("2", False)]
        terminal.press("ctrl+z")
        until(lambda: "\x1b[?1049l" in terminal.raw[awake:])
        time.sleep(1.2)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("Paused by itself")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with Repository.open(db) as repository:
        assert repository.sessions()[0].status is Status.INTERRUPTED


def a_second_instance(tmp: Path) -> None:
    """Open the app while a set is under way elsewhere."""
    db = tmp / "n.db"
    prepared(db, SHORT)
    with Terminal("set", "Push-up negative 1x9 @bw 1-0-A-0", db=db) as first:
        first.wait_for("READY")
        first.press("space")
        until(lambda: len(reps_on_disk(db)) >= 1)
        with Terminal(db=db) as second:
            second.wait_for("Today")
            time.sleep(0.5)
            assert "was interrupted" not in plain(second.raw)
            assert history(db)[0]["status"] == "live"
            second.press("ctrl+q")
            assert second.ended() == 0
        # the first one never noticed
        until(lambda: len(reps_on_disk(db)) >= 2)
        first.press("ctrl+q")
        assert first.ended() == 0


def a_database_in_trouble(trouble: str, command: tuple[str, ...], tmp: Path) -> None:
    """Start on something that is no database of ours, or that mustn't be written."""
    db = tmp / "n.db"
    if trouble == "folder":
        db.mkdir()
    elif trouble == "corrupt":
        db.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    elif trouble == "foreign":
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("create table recipes (name text)")
            connection.commit()
    elif trouble == "newer":
        prepared(db)
        with closing(sqlite3.connect(db)) as connection:
            connection.execute(
                "insert into _sqlite_migrations (migration_set, name, applied_at)"
                " values ('negtrain', '9999_x', '')"
            )
            connection.commit()
    before = db.read_bytes() if db.is_file() else None
    names = sorted(tmp.iterdir())
    with Terminal(*command, db=db) as terminal:
        assert terminal.ended() == 1
        (sentence,) = terminal.left_behind.splitlines()
    assert str(db) in sentence
    assert sorted(tmp.iterdir()) == names
    assert (db.read_bytes() if db.is_file() else None) == before


def press_apart(terminal: Terminal, *keys: str) -> None:
    """Press keys so far apart that none is taken for a bounce."""
    for key in keys:
        time.sleep(_APART_S)
        terminal.press(key)


def a_whole_workout(tmp: Path) -> None:
    """From Today to the summary: a superset, one limb at a time, one left out, one exchanged, one undo."""
    db = tmp / "n.db"
    prepared(db, QUICK)
    with Repository.open(db) as repository:
        lines = tuple(PlanLine(f"L{at}", parse_prescription(line)) for at, line in enumerate(WORKOUT))
        repository.save_plan(Plan("P", "Garage", (Workout("W", "Day A", lines),)))
    with Terminal(db=db, size=(100, 30)) as terminal:
        terminal.wait_for("Day A")
        terminal.press("enter")
        terminal.wait_for("READY")
        for name in ("Row", "Split squat", "Press"):
            press_apart(terminal, "space")
            terminal.wait_for("all reps done")
            press_apart(terminal, "space")
            terminal.wait_for(name)
            press_apart(terminal, "space")
            terminal.wait_for("READY")
        press_apart(terminal, "s", "4")
        terminal.wait_for("Curl")
        press_apart(terminal, "u")
        terminal.wait_for("Press is back.")
        press_apart(terminal, "s", "1")
        terminal.wait_for("Press: left out.")
        terminal.press("e")
        terminal.wait_for("Instead of Curl")
        terminal.press("Dip 1x1 @bw 1-0-X-0")
        terminal.wait_for("Dip")
        press_apart(terminal, "enter")
        terminal.wait_for("in place of Curl")
        press_apart(terminal, "space")
        terminal.wait_for("all reps done")
        press_apart(terminal, "space")
        terminal.wait_for("Session done")
        terminal.wait_for("next time")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert terminal.left_behind == ""
    (session,) = history(db)
    assert (session["name"], session["status"], session["source"]) == ("Day A", "finished", "plan")
    sets = [(each["exercise"], each["ended_by"], each["note"], each["replaces"]) for each in session["sets"]]
    assert sets == [
        ("Bench press", "reps done", "", None),
        ("Row", "reps done", "", None),
        ("Split squat", "reps done", "", None),
        ("Press", "exercise skipped", "no time", None),
        ("Dip", "reps done", "", "Curl"),
    ]
    sides = [[rep["side"] for rep in each["reps"]] for each in session["sets"]]
    assert sides == [[None], [None], ["left", "right"], [], [None]]
    loads = [each["load_lifted"] for each in session["sets"]]
    assert loads == ["60kg", "40kg", "bw", None, "bw"]
    reps = [rep for each in session["sets"] for rep in each["reps"]]
    assert {(rep["lowering_actual_s"], rep["marked"]) for rep in reps} == {(1.0, False)}


STORIES: dict[str, Callable[[Path], None]] = {
    "a set to a file": a_set_to_a_file,
    "a whole workout": a_whole_workout,
    "killed": a_set_that_is_killed,
    "stopped": a_process_that_is_stopped,
    "a second instance": a_second_instance,
    **{
        f"a {trouble} database under {name}": partial(a_database_in_trouble, trouble, command)
        for trouble in ("newer", "corrupt", "foreign", "folder")
        for name, command in (("a set", ("set", TWO_REPS)), ("the app", ()))
    },
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[None]]]:
    """Tell all stories, four at a time: they mostly wait for the clock."""
    with ThreadPoolExecutor(4) as pool:
        yield {name: pool.submit(story, tmp_path_factory.mktemp("story")) for name, story in STORIES.items()}


@pytest.mark.parametrize("story", STORIES)
def test_in_a_real_terminal(told: dict[str, Future[None]], story: str) -> None:
    told[story].result(60)


def test_without_any_terminal_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "negtrain_tui", "set", TWO_REPS, "--db", str(tmp_path / "n.db")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=30,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert "terminal" in sentence
    assert list(tmp_path.iterdir()) == []
