"""Draws the screenshots anew: the real app on a seeded database and a clock that stands still."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from textual.pilot import Pilot  # noqa: E402

from negtrain_tui.app import NegtrainApp  # noqa: E402
from negtrain_tui.outbox import Outbox  # noqa: E402
from negtrain_tui.repository import Repository  # noqa: E402
from negtrain_tui.screens.train import TrainScreen  # noqa: E402
from negtrain_tui.training.exercise import load_catalogue  # noqa: E402
from negtrain_tui.training.load import parse_load  # noqa: E402
from negtrain_tui.training.notation import parse_prescription  # noqa: E402
from negtrain_tui.training.prescription import Plan, PlanLine, Workout  # noqa: E402
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status  # noqa: E402
from negtrain_tui.training.settings import Settings  # noqa: E402
from tests.fake_clock import FakeClock  # noqa: E402

Shot = Pilot[Session | None]

NOW = datetime(2026, 3, 5, 18, 30, tzinfo=timezone(timedelta(hours=1)))
SIZE = (80, 24)

PLAN = {
    "Push": (
        "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",
        "Dip negative 3x4 @bw 6-0-A-0 rest 2:00 +1s..10s",
        "Push-up negative 2x6 @bw 5-0-A-0 rest 1:30",
    ),
    "Pull": (
        "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00 +1s..10s",
        "Nordic curl 2x5 @bw 5-0-A-0 rest 2:00",
        "Heel drop 3x15 @bw each 3-0-A-0 rest 1:00 pain<=5",
    ),
}
DAYS = {"Push": ("mon", "thu"), "Pull": ("tue", "fri")}

# Achieved seconds of earlier bench sets, one session a row; None was led by the clock and not marked.
BENCH: tuple[tuple[tuple[float | None, ...], ...], ...] = (
    (
        (4.1, 4.0, 3.9, 3.8, 3.5),
        (4.0, 3.9, 3.7, 3.6, None),
        (3.9, 3.8, 3.5, 3.3, 3.1),
        (3.8, 3.6, 3.4, 3.2, 2.9),
    ),
    (
        (5.0, 5.1, 4.9, 4.8, 4.6),
        (5.0, 4.9, 4.8, 4.5, 4.4),
        (4.9, 4.8, 4.6, 4.4, 4.3),
        (4.9, 4.7, 4.6, 4.3, 4.3),
    ),
)


def seed(path: Path) -> None:
    """Write a plan and two past sessions."""
    with Repository.open(path) as repository:
        repository.save_settings(Settings(sound=False, flash=False, notice_seen=True))
        workouts = []
        for name, lines in PLAN.items():
            planned = tuple(
                PlanLine(f"01SHOT{name.upper()}{number}", parse_prescription(line))
                for number, line in enumerate(lines)
            )
            workouts.append(Workout(f"01SHOT{name.upper()}", name, planned, DAYS[name]))
        repository.save_plan(Plan("01SHOTPLAN", "Garage", tuple(workouts)))
        for index, sets in enumerate(BENCH):
            add_session(repository, index, sets)


def add_session(repository: Repository, index: int, sets: tuple[tuple[float | None, ...], ...]) -> None:
    """Write one bench session, half a week after the one before."""
    began = NOW - timedelta(days=7 - 3 * index, minutes=40)
    session_id = f"01SHOTSESSION{index}"
    target = Decimal(4 + index)
    load = parse_load("82kg" if index == 0 else "82.5kg")
    line = f"Bench press 4x5 @{load} {target}-1-X-0 rest 3:00 +1s..8s +0.5kg"
    session = Session(
        session_id, Status.LIVE, began, name="Push", source="plan", lines=(line, *PLAN["Push"][1:])
    )
    repository.start_session(session)
    for number, seconds in enumerate(sets, start=1):
        started = began + timedelta(minutes=5 * number)
        record = SetRecord(
            id=f"01SHOTSET{index}{number}",
            exercise="Bench press",
            line=line,
            line_number=1,
            number=number,
            method=None,
            pacing="paced",
            status=Status.FINISHED,
            started_at=started,
            finished_at=started + timedelta(minutes=1),
            ended_by=EndedBy.REPS_DONE,
            load_prescribed=load,
            load_lifted=load,
            rpe=Decimal(7) + Decimal(number) / 2,
        )
        repository.save_set(session_id, record)
        for rep_number, actual in enumerate(seconds, start=1):
            achieved = target if actual is None else Decimal(str(actual))
            rep = Rep(
                rep_number,
                None,
                RepKind.LOWERING,
                target,
                achieved,
                marked=actual is not None,
                load_down=load.down,
                load_up=load.down,
            )
            repository.save_rep(record.id, rep, started)
    ended = began + timedelta(minutes=35)
    repository.save_session(replace(session, status=Status.FINISHED, finished_at=ended))


async def settle(pilot: Shot) -> None:
    """Wait until the database has answered and everything is painted."""
    for _ in range(4):
        reading = [worker for worker in pilot.app.workers if worker.group in ("reload", "changes")]
        if reading:
            await pilot.app.workers.wait_for_complete(reading)
        await pilot.pause(0.05)


async def run(clock: FakeClock, pilot: Shot, seconds: float) -> None:
    """Let a set run on."""
    screen = pilot.app.screen
    assert isinstance(screen, TrainScreen)
    steps = round(seconds / 0.25)
    for _ in range(steps):
        clock.advance(seconds / steps)
        screen.look()
    await pilot.pause()


async def shoot(
    path: Path, name: str, steps: Callable[[Shot, FakeClock], Awaitable[None]], *, single: str | None = None
) -> None:
    """Open the app, do what leads to the picture, and draw it."""
    clock = FakeClock(now=1000.0, wall=NOW)
    outbox = Outbox(lambda: Repository.open(path))
    try:
        app = NegtrainApp(outbox, clock, load_catalogue(), single=single)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            await steps(pilot, clock)
            await settle(pilot)
            picture = app.export_screenshot(title="Negtrain")
            (HERE / f"{name}.svg").write_text(picture + "\n", encoding="utf-8")
    finally:
        outbox.close()


BENCH_LINE = PLAN["Push"][0]


async def nothing(_pilot: Shot, _clock: FakeClock) -> None:
    """Stay where the app opens."""


async def lowering(pilot: Shot, clock: FakeClock) -> None:
    """Two measured reps, and a third lowering under way."""
    await pilot.press("space")
    await run(clock, pilot, 10 + 5.1)
    await pilot.press("space")
    await run(clock, pilot, 2 + 5.0)
    await pilot.press("space")
    await run(clock, pilot, 2 + 1.6)


async def form(pilot: Shot, clock: FakeClock) -> None:
    """One set done, and the questions after it."""
    await lowering(pilot, clock)
    await run(clock, pilot, 3.5)
    await pilot.press("space")
    for seconds in (6.9, 6.8):
        await run(clock, pilot, seconds)
        await pilot.press("space")
    await run(clock, pilot, 3.0)
    await pilot.press("8")


async def workout_form(pilot: Shot, clock: FakeClock) -> None:
    """A workout from Today, half a kilo heavier, its first set done."""
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("plus")
    await form(pilot, clock)


async def workout_rest(pilot: Shot, clock: FakeClock) -> None:
    """The rest in a workout: how far it has come, and what is next."""
    await workout_form(pilot, clock)
    await pilot.press("space")
    await run(clock, pilot, 40)


async def summary(pilot: Shot, clock: FakeClock) -> None:
    """The end of a workout of which one exercise was left out."""
    await workout_rest(pilot, clock)
    await pilot.press("j", "2", "s", "s", "1", "escape")
    await settle(pilot)


def pressing(*keys: str) -> Callable[[Shot, FakeClock], Awaitable[None]]:
    """Press keys, one after the other."""

    async def press(pilot: Shot, _clock: FakeClock) -> None:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return press


async def main() -> None:
    """Draw every picture on a database of its own."""
    pictures: tuple[tuple[str, Callable[[Shot, FakeClock], Awaitable[None]], str | None], ...] = (
        ("today", nothing, None),
        ("train-lowering", lowering, BENCH_LINE),
        ("train-form", form, BENCH_LINE),
        ("train-rest", workout_rest, None),
        ("train-summary", summary, None),
        ("plan", pressing("2"), None),
        ("plan-add", pressing("2", "a", *"split"), None),
        ("plan-text", pressing("2", "ctrl+t", "down", "down", "down", "end", *" rest"), None),
        ("history", pressing("3"), None),
        ("session", pressing("3", "enter"), None),
    )
    for name, steps, single in pictures:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "negtrain.db"
            seed(path)
            await shoot(path, name, steps, single=single)


if __name__ == "__main__":
    asyncio.run(main())
