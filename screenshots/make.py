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
from negtrain_tui.cli_demo import write  # noqa: E402
from negtrain_tui.outbox import Outbox  # noqa: E402
from negtrain_tui.repository import Repository  # noqa: E402
from negtrain_tui.screens.train import TrainScreen  # noqa: E402
from negtrain_tui.training.equipment import Plate  # noqa: E402
from negtrain_tui.training.equipment_presets import presets  # noqa: E402
from negtrain_tui.training.exercise import load_catalogue  # noqa: E402
from negtrain_tui.training.ground import OwnEquipment  # noqa: E402
from negtrain_tui.training.load import Mass, parse_amount, parse_load  # noqa: E402
from negtrain_tui.training.notation import parse_prescription  # noqa: E402
from negtrain_tui.training.prescription import Plan, PlanLine, Workout  # noqa: E402
from negtrain_tui.training.record import (  # noqa: E402
    EndedBy,
    LineToday,
    Rep,
    RepKind,
    Session,
    SetRecord,
    Status,
)
from negtrain_tui.training.settings import Settings  # noqa: E402
from tests.fake_clock import FakeClock  # noqa: E402

Shot = Pilot[Session | None]

NOW = datetime(2026, 3, 5, 18, 30, tzinfo=timezone(timedelta(hours=1)))
# When the sample year ends: late enough for a calendar with something in it.
YEAR_ENDS = NOW.replace(month=11, day=19)
SIZE = (80, 24)

PLAN = {
    "Push": (
        "Bench press 4x5 @80kg 4-1-X-0 rest 3:00 +1s..6s +0.5kg",
        "Dip negative 3x4 @bw 6-0-A-0 rest 2:00 +1s..10s",
        "Push-up negative 2x6 @bw 5-0-A-0 rest 1:30",
    ),
    "Pull": (
        "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00 +1s..10s",
        "Nordic curl 2x5 @bw 5-0-A-0 rest 2:00",
        "Heel drop 3x15 @bw each 3-0-A-0 rest 1:00 pain<=5",
    ),
}
# The workers that end when the database has answered; training goes on for as long as the app runs.
READING = (
    *("reload", "changes", "count", "day", "draw", "glance"),
    *("older", "records", "trained", "whole", "year"),
)
DAYS = {"Push": ("mon", "thu"), "Pull": ("tue", "fri")}

# Earlier bench sessions: days ago, prescribed seconds and load, and the reps of each set.
BENCH = (
    (24, 4, "80kg", (5, 5, 5, 5)),
    (21, 5, "80kg", (5, 5, 5, 5)),
    (17, 6, "80kg", (5, 5, 5, 5)),
    (14, 4, "80.5kg", (5, 5, 5, 5)),
    (10, 5, "80.5kg", (5, 5, 4, 4)),
    (7, 5, "80.5kg", (5, 5, 5, 5)),
    (3, 6, "80.5kg", (5, 5, 5, 5)),
)
# What share of the tempo each rep of a set kept, the later sets a little less; None wasn't marked.
SHARES: tuple[tuple[str | None, ...], ...] = (
    ("1.02", "1", "0.97", "0.96", "0.92"),
    ("1", "0.98", "0.96", "0.92", None),
    ("0.98", "0.95", "0.92", "0.88", "0.86"),
    ("0.98", "0.94", "0.9", "0.87", "0.84"),
)


def seed(path: Path) -> None:
    """Write a plan, what a home gym holds, and the sessions of four weeks."""
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
        by_key = {preset.key: preset for preset in presets()}
        home = by_key["home-kg"].inventory
        repository.save_equipment(replace(home, plates=(*home.plates, Plate(mass("0.5kg"), 2))))
        repository.save_body_mass(mass("81.4kg"), NOW - timedelta(days=1))
        for index, (days, seconds, load, reps) in enumerate(BENCH):
            add_session(repository, index, NOW - timedelta(days=days, minutes=40), (seconds, load), reps)


def mass(text: str) -> Mass:
    """Read a mass, such as 20kg."""
    found = parse_amount(text)
    assert isinstance(found, Mass)
    return found


def add_session(
    repository: Repository, index: int, began: datetime, asked: tuple[int, str], reps: tuple[int, ...]
) -> None:
    """Write one bench session."""
    session_id, base = f"01SHOTSESSION{index}", PLAN["Push"][0]
    seconds, kg = asked
    target, load = Decimal(seconds), parse_load(kg)
    makes = OwnEquipment(
        repository.equipment(), load_catalogue().resolve("Bench press").exercise, "Bench press"
    )
    on_bar = makes.loadable(load) or load
    line = f"Bench press 4x5 @{kg} {seconds}-1-X-0 rest 3:00 +1s..6s +0.5kg"
    session = Session(
        session_id,
        Status.LIVE,
        began,
        name="Push",
        source="plan",
        lines=(line, *PLAN["Push"][1:]),
        workout_id="01SHOTPUSH",
        today=(
            LineToday(line, 4, "01SHOTPUSH0", base=base),
            *(
                LineToday(each, parse_prescription(each).set_count, f"01SHOTPUSH{number}")
                for number, each in enumerate(PLAN["Push"][1:], start=1)
            ),
        ),
    )
    repository.start_session(session)
    for number, done in enumerate(reps, start=1):
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
            ended_by=EndedBy.REPS_DONE if done == 5 else EndedBy.LIFTER,
            load_prescribed=load,
            load_loadable=on_bar,
            load_lifted=on_bar,
            rpe=Decimal(7) + Decimal(number) / 2,
            line_id="01SHOTPUSH0",
        )
        repository.save_set(session_id, record)
        for rep_number, share in enumerate(SHARES[number - 1][:done], start=1):
            rep = Rep(
                rep_number,
                None,
                RepKind.LOWERING,
                target,
                target if share is None else target * Decimal(share),
                marked=share is not None,
                load_down=on_bar.down,
                load_up=on_bar.down,
            )
            repository.save_rep(record.id, rep, started)
    ended = began + timedelta(minutes=35)
    repository.save_session(replace(session, status=Status.FINISHED, finished_at=ended))


async def settle(pilot: Shot) -> None:
    """Wait until the database has answered and everything is painted."""
    for _ in range(4):
        reading = [worker for worker in pilot.app.workers if worker.group in READING]
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
    path: Path,
    name: str,
    steps: Callable[[Shot, FakeClock], Awaitable[None]],
    *,
    single: str | None = None,
    now: datetime = NOW,
) -> None:
    """Open the app, do what leads to the picture, and draw it."""
    clock = FakeClock(now=1000.0, wall=now)
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


BENCH_LINE = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"


async def nothing(_pilot: Shot, _clock: FakeClock) -> None:
    """Stay where the app opens."""


async def lowering(pilot: Shot, clock: FakeClock, seconds: float = 5.0) -> None:
    """Two measured reps, and a third lowering of so many seconds under way."""
    await pilot.press("space")
    await run(clock, pilot, 10 + seconds + 0.1)
    await pilot.press("space")
    await run(clock, pilot, 2 + seconds)
    await pilot.press("space")
    await run(clock, pilot, 2 + 1.6)


async def form(pilot: Shot, clock: FakeClock, seconds: float = 5.0) -> None:
    """One set done, and the questions after it."""
    await lowering(pilot, clock, seconds)
    await run(clock, pilot, seconds - 1.5)
    await pilot.press("space")
    for early in (0.1, 0.2):
        await run(clock, pilot, 2 + seconds - early)
        await pilot.press("space")
    await run(clock, pilot, 3.0)
    await pilot.press("8")


async def workout_form(pilot: Shot, clock: FakeClock) -> None:
    """A workout from Today, half a kilo heavier, its first set done."""
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("plus")
    await form(pilot, clock, 4.0)


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


async def main(wanted: list[str]) -> None:
    """Draw every picture, or those wanted, on a database of its own."""
    pictures: tuple[tuple[str, Callable[[Shot, FakeClock], Awaitable[None]], str | None], ...] = (
        ("today", nothing, None),
        ("train-ready", pressing("enter"), None),
        ("train-lowering", lowering, BENCH_LINE),
        ("train-form", form, BENCH_LINE),
        ("train-rest", workout_rest, None),
        ("train-summary", summary, None),
        ("plan", pressing("2"), None),
        ("plan-add", pressing("2", "a", *"split"), None),
        ("plan-text", pressing("2", "ctrl+t", "down", "down", "down", "end", *" rest"), None),
        ("equipment", pressing("4", "e"), None),
        ("why", pressing("w"), None),
        ("ladder", pressing("w", "l"), None),
        ("projection", pressing("w", "p"), None),
    )
    # Those of the past are drawn on the sample year of `negtrain demo`, but without its banner.
    of_a_year = {
        "calendar": pressing("3", "c", *["left"] * 5, "down"),
        "session": pressing("3", "enter", *["down"] * 4),
        "exercise": pressing("3", "e", *"bench", "enter"),
        "week": pressing("3", "w"),
        "compare": pressing("3", "enter", "c"),
    }
    pictures += tuple((name, steps, None) for name, steps in of_a_year.items())
    for name, steps, single in pictures:
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "negtrain.db"
            if name in of_a_year:
                write(path, YEAR_ENDS)
            else:
                seed(path)
            await shoot(path, name, steps, single=single, now=YEAR_ENDS if name in of_a_year else NOW)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
