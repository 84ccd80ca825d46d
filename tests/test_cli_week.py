"""`negtrain week`: the same numbers as on the screen, for a week that is named."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from negtrain_tui.training.load import Mass
from negtrain_tui.training.schedule import short_day
from tests.lone_screen import EVIL, VISIBLE_EVIL
from tests.test_store_weeks import done, rep, session

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Repository.open(tmp_path / "a.db") as repository:
        repository.start_session(
            session(*(done(rep(1, "5"), rep(2, "5.2")) for _ in range(4)), at=WEDNESDAY, name=EVIL)
        )
        repository.start_session(session(done(rep(1, "5", marked=False)), at=WEDNESDAY - timedelta(days=7)))
        repository.save_body_mass(Mass(D("180.5"), "lb"), WEDNESDAY)
    return tmp_path / "a.db"


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["week", *arguments, "--db", str(path)], catch_exceptions=False)


def test_it_tells_a_week(path: Path) -> None:
    told = run(path, "2026-03-04").stdout.splitlines()
    today = datetime.now().astimezone().date()
    monday, wednesday, sunday = (short_day(date(2026, 3, day), today) for day in (2, 4, 8))
    assert [" ".join(row.split()) for row in told] == [
        f"Week of {monday} to {sunday}: 1 session",
        "",
        "muscle sets lowerings seconds sets against the week before",
        "pecs 4 8 41 s +3 (+300 %)",
        "triceps 4 8 41 s +3 (+300 %)",
        "delts 2 4 20 s +1.5 (+300 %)",
        "",
        "Session load: 300 from 1 session, as before",
        f"{wednesday} 300 {VISIBLE_EVIL}: RPE 7.5 x 40 min",
        f"Body mass: 180.5lb on {wednesday}, trend 180.5lb",
    ]
    # Any day of the week names it, and so does a month by its first day: 1 March 2026 was a Sunday.
    assert run(path, "2026-03-08").stdout.splitlines() == told
    assert "pecs" in run(path, "2026-03").stdout and "~5 s" in run(path, "2026-03").stdout


def test_the_same_numbers_as_json(path: Path) -> None:
    told = json.loads(run(path, "2026-03-04", "--json").stdout)
    assert (told["first"], told["last"]) == ("2026-03-02", "2026-03-08")
    assert told["compared_with"] == {"first": "2026-02-23", "last": "2026-03-01"}
    pecs = told["muscles"][0]
    assert (pecs["muscle"], pecs["sets"], pecs["reps"], pecs["lowering_s"]) == ("pecs", 4, 8, 41)
    assert pecs["change"]["sets"] == {"absolute": 3, "percent": 300}
    assert pecs["before"] == {"sets": 1, "reps": 1, "lowering_s": 5, "paced": True}
    assert [each["exercise"] for each in pecs["exercises"]] == ["Bench press"]
    assert told["session_load"]["total"] == 300
    assert told["sessions"][0]["name"] == EVIL
    assert told["body_mass"] == {
        "weighed": [{"day": "2026-03-04", "mass": "180.5lb"}],
        "trend": "180.5lb",
        "change": None,
    }


def test_without_a_date_it_is_this_week_and_an_empty_one_says_so(path: Path) -> None:
    this = run(path).stdout
    assert this.startswith("Week of ") and "0 sessions" in this and "Session load: no sessions" in this


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("yesterday", "write a date"),
        ("2026-02-30", "a date that there is"),
        ("0001-01-01", "is the year right?"),
        ("9999-12-31", "is the year right?"),
    ],
)
def test_what_is_no_day_is_refused_in_one_sentence(path: Path, day: str, said: str) -> None:
    answer = run(path, day)
    assert answer.exit_code == 1 and answer.stdout == ""
    assert said in answer.stderr and answer.stderr.count("\n") == 1


def test_where_there_is_no_file_none_is_made(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    env = {"NEGTRAIN_DB": str(missing)}
    answer = CliRunner().invoke(main, ["week"], env=env, catch_exceptions=False)
    assert answer.exit_code == 1 and "Today starts the first one" in answer.stderr
    assert not missing.exists()
    told = json.loads(
        CliRunner().invoke(main, ["week", "2026-03-04", "--json"], env=env, catch_exceptions=False).stdout
    )
    assert not missing.exists()
    Repository.open(missing).close()
    assert told == json.loads(run(missing, "2026-03-04", "--json").stdout)
    assert (told["last"], told["muscles"], told["sessions"]) == ("2026-03-08", [], [])
