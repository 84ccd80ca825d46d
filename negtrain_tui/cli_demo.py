"""The made-up year that `negtrain demo` opens the app on, in a folder of its own that goes away again."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import click

BANNER = "DEMO · made-up data, gone on exit"
GONE = "The demo's data is gone."

_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def made_up(now: datetime) -> Iterator[Path]:
    """Give the path of a database with the year before `now`; it is gone after the block, however it ends.

    Being told to end, or losing the terminal, also ends the block, as a SystemExit. Nobody else can read
    the file.
    """
    with _told_to_end():
        folder = tempfile.TemporaryDirectory(prefix="negtrain-demo-")
        try:
            path = Path(folder.name) / "demo.db"
            write(path, now)
            yield path
        finally:
            folder.cleanup()
            # Who lost the terminal has nobody left to tell.
            with suppress(OSError):
                click.echo(GONE, err=True)


def write(path: Path, now: datetime) -> None:
    """Write the sample year into a new database; `now` is local, with its offset."""
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.training.sample_year import sample_year

    sample = sample_year(now, load_catalogue())
    with Repository.open(path) as repository:
        repository.save_settings(sample.settings)
        repository.save_equipment(sample.inventory)
        for own in sample.own_exercises:
            repository.save_exercise(own)
        repository.save_plan(sample.plan)
        for mass, at in sample.body_masses:
            repository.save_body_mass(mass, at)
        for exercise, mass, at in sample.one_rms:
            repository.save_one_rm(exercise, mass, at)
        repository.add_sessions(sample.sessions)
        for session_id in sample.kept:
            repository.settle(session_id, keep=True)
        for decision in sample.decisions:
            repository.decide(decision)


@contextmanager
def _told_to_end() -> Iterator[None]:
    kept = {each: signal.signal(each, _end) for each in _ENDINGS}
    try:
        yield
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)


def _end(number: int, _: object) -> None:
    # Once is enough: what clears away isn't to be interrupted.
    for each in _ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)
