"""Sessions of the same workout, as the database finds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from negtrain_tui._store_alike import _NEAR
from negtrain_tui.repository import Repository
from negtrain_tui.training.record import Session
from tests.stored_samples import START, finished_session


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(tmp_path / "n.db") as one:
        yield one


def keep(repository: Repository, day: int, name: str = "", workout_id: str | None = None) -> Session:
    session = replace(finished_session(START + timedelta(days=day)), name=name, workout_id=workout_id)
    repository.start_session(session)
    return session


def alike(repository: Repository, session: Session, limit: int = 20) -> list[str]:
    return [each.id for each in repository.same_workout(session.id, limit=limit)]


def test_sessions_of_a_workout_are_alike_whatever_their_names_and_newest_first(
    repository: Repository,
) -> None:
    first = keep(repository, 0, "Push", "w1")
    second = keep(repository, 1, "Push renamed", "w1")
    third = keep(repository, 2, "Push", "w1")
    keep(repository, 3, "Push", "w2")
    assert alike(repository, second) == [third.id, first.id]


def test_without_a_workout_a_name_makes_them_alike_whatever_its_case(repository: Repository) -> None:
    planned = keep(repository, 0, "Rücken", "w1")
    imported = keep(repository, 1, "RÜCKEN")
    keep(repository, 2, "Beine")
    keep(repository, 3, "Rücken", "w2")
    assert alike(repository, planned) == [imported.id]
    assert len(alike(repository, imported)) == 2


def test_a_session_with_neither_is_like_no_other(repository: Repository) -> None:
    one, other = keep(repository, 0), keep(repository, 1, "  ")
    assert alike(repository, one) == alike(repository, other) == []
    assert repository.same_workout("no such session") == ()


def test_those_nearest_in_time_are_told_before_and_after(repository: Repository) -> None:
    sessions = [keep(repository, day, "Push", "w1") for day in range(6)]
    assert alike(repository, sessions[2], limit=1) == [sessions[3].id, sessions[1].id]


def test_deleted_ones_are_gone_and_headings_tell_what_was_done(repository: Repository) -> None:
    one, other = keep(repository, 0, "Push", "w1"), keep(repository, 1, "Push", "w1")
    (heading,) = repository.same_workout(one.id)
    assert (heading.id, heading.started_at, heading.exercises) == (
        other.id,
        other.started_at,
        (("Dip negative", 2),),
    )
    assert heading.summary.reps == 6
    repository.settle(other.id, keep=False)
    assert repository.same_workout(one.id) == ()


def test_no_table_is_read_from_end_to_end(repository: Repository) -> None:
    path = repository.path
    with sqlite3.connect(path) as db:
        values = {"id": "x", "workout": "w", "names": "[]", "started": "2026", "limit": 2}
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {_NEAR}", values)]
        names = "EXPLAIN QUERY PLAN SELECT DISTINCT name FROM sessions WHERE name <> ''"
        plan += [row[3] for row in db.execute(names)]
    searched = [line for line in plan if "sessions" in line]
    assert searched
    assert all("SEARCH" in line or "COVERING INDEX sessions_by_name" in line for line in searched)
