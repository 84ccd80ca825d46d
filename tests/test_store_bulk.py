"""Many sessions written at once leave the rows that training them would have left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from bench import histories
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training.record import LineToday, Session
from tests.stored_samples import START, finished_session, live_session


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that was stored of sessions, in the order of its ids, without the random ids of reps."""
    with closing(sqlite3.connect(path)) as db:
        return {
            "sessions": db.execute("SELECT * FROM sessions ORDER BY id").fetchall(),
            "sets": db.execute("SELECT * FROM sets ORDER BY id").fetchall(),
            "reps": [row[1:] for row in db.execute("SELECT * FROM reps ORDER BY set_id, position")],
        }


def test_the_rows_are_those_of_sessions_begun_one_by_one(tmp_path: Path) -> None:
    whole = replace(
        finished_session(),
        rpe=Decimal("7.5"),
        workout_id="push",
        today=(LineToday("Dip negative 3x5 @bw-20kg 3-0-A-0", 3, "line", warm_ups=1),),
        next_line=1,
    )
    made = [whole, live_session(START + timedelta(days=1)), *islice(histories.sessions(1), 60)]
    one_by_one, at_once = tmp_path / "one-by-one.db", tmp_path / "at-once.db"
    with Repository.open(one_by_one) as repository:
        for session in made:
            repository.start_session(session)
    with Repository.open(at_once) as repository:
        repository.add_sessions(iter(made))
        assert repository.session(whole.id) == whole
    assert rows(at_once) == rows(one_by_one)
    assert len(rows(at_once)["reps"]) > 6000


def test_nothing_is_written_where_one_of_them_is_there_already(tmp_path: Path) -> None:
    path = tmp_path / "negtrain.db"
    first = finished_session()
    with Repository.open(path) as repository:
        repository.add_sessions([first])
        before = rows(path)
        with pytest.raises(Conflict, match="fit"):
            repository.add_sessions([finished_session(START + timedelta(days=1)), first])
    assert rows(path) == before


def test_nothing_is_written_where_the_last_of_them_fails(tmp_path: Path) -> None:
    def failing() -> Iterator[Session]:
        yield from islice(histories.sessions(1), 100)
        raise LookupError("the source broke off")

    path = tmp_path / "negtrain.db"
    with Repository.open(path) as repository:
        with pytest.raises(LookupError):
            repository.add_sessions(failing())
        repository.add_sessions([])
    assert rows(path) == {"sessions": [], "sets": [], "reps": []}
