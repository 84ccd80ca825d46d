"""What the summary tells of next time: the seconds that moved, and what can be loaded of the kilograms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from negtrain_tui.looking_back import look_back
from negtrain_tui.repository import Repository
from negtrain_tui.screens.train_words import LookBack
from negtrain_tui.training.exercise import load_catalogue
from tests.trained_lines import COARSE, FINE, Trained


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(tmp_path / "n.db") as opened:
        yield opened


def told(repository: Repository) -> LookBack:
    (session,) = repository.sessions(limit=1)
    return look_back(repository, session, load_catalogue())


def test_next_time_tells_the_seconds_where_they_moved(repository: Repository) -> None:
    repository.save_equipment(FINE)
    trained = Trained(repository)
    trained.train()
    assert told(repository).next_lines == ("Bench press 4x5 60kg, 5 s",)
    (step,) = told(repository).next_steps
    assert step.short == "Bench press: 5 s, 60kg"
    trained.train()
    trained.train()
    assert told(repository).next_lines == ("Bench press 4x5 60.5kg, 4 s",)


def test_seconds_that_have_not_moved_are_left_out(repository: Repository) -> None:
    trained = Trained(repository, ("Bench press 4x5 @60kg 4-0-X-0 +0.5kg",))
    trained.train()
    assert told(repository).next_lines == ("Bench press 4x5 60.5kg",)


def test_next_time_tells_what_can_be_loaded_where_that_is_less(repository: Repository) -> None:
    repository.save_equipment(COARSE)
    trained = Trained(repository)
    for _ in range(3):
        trained.train()
    looked = told(repository)
    assert looked.next_lines == ("Bench press 4x5 60.5kg (loadable 60kg), 6 s",)
    (step,) = looked.next_steps
    assert step.short == "Bench press: 6 s, 60.5kg (loadable 60kg)"
    assert "next 6 s, 60.5kg (loadable 60kg). " in step.words
