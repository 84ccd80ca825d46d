"""Histories of any number of years, always the same ones: `python -m bench.histories YEARS FILE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from random import Random

from negtrain_tui.repository import Repository
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold, Plan, PlanLine, Prescription, Workout
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.settings import Settings

ENDS = date(2026, 11, 22)
"""The last day of every history: those of more years only begin earlier."""

_DAYS = 365
_ATTENDS = 0.96
# The first number of each is the load in kilograms, which rises through a year; None where there is none.
_WORKOUTS: tuple[tuple[str, tuple[tuple[float | None, str], ...]], ...] = (
    (
        "Push",
        (
            (80, "Bench press 4x5 @{}kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"),
            (None, "Dip negative 4x5 @bw 6-0-A-0 rest 2:00 +1s..10s"),
            (45, "Overhead press 4x6 @{}kg 4-0-X-0 rest 2:00"),
            (25, "Biceps curl 1x12 @{}kg 30-10-30"),
            (30, "Skull-crusher 5x8 @{}kg 4-0-X-0"),
        ),
    ),
    (
        "Legs",
        (
            (120, "Back squat 4x4 @{}kg/80kg 4-0-X-0 accentuated rest 4:00"),
            (100, "Romanian deadlift 4x8 @{}kg 4-0-X-0 rest 2:00 +0.5kg"),
            (70, "Leg press 4x5 @{}kg each 5-0-X-0 two-one"),
            (None, "Heel drop 4x5 @bw each 3-0-A-0 rest 1:00 pain<=5"),
            (None, "Wall sit 4x40s @bw"),
        ),
    ),
    (
        "Pull",
        (
            (None, "Pull-up negative 4x4 @bw 8-0-A-1 rest 2:00 +1s..10s"),
            (60, "Barbell row 4x8 @{}kg 3-0-X-0 rest 2:00 +0.5kg"),
            (75, "Bench press 4x4 @{}kg 8-0-X-0 rest 3:00"),
            (40, "Lat pulldown 4x5 @{}kg each 5-0-X-0 two-one"),
            (35, "Barbell row 4x4 @{}kg 10-0-10-0 super-slow"),
        ),
    ),
)
_NOTES = (
    "left shoulder",
    "left shoulder, less than last week",
    "grip slipped on the last one",
    "felt easy",
    "new shoes 👟",
    "slow bar, bad sleep",
    "right knee clicks",
    "spotter was late",
)
_RARE_NOTE = "like a zeppelin coming down"


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    years_back: int
    week: int
    number: int


def sessions(years: int) -> Iterator[Session]:
    """Make the sessions of so many years that end with `ENDS`, oldest first, one by one."""
    for back in range(years - 1, -1, -1):
        yield from _year(back)


def write(path: Path, years: int) -> None:
    """Make a database with the plan, the body masses and the sessions of so many years."""
    with Repository.open(path) as repository:
        repository.save_settings(Settings(notice_seen=True, sound=False))
        repository.save_plan(_plan())
        for back in range(years - 1, -1, -1):
            made = _year(back)
            unfinished: list[str] = []
            repository.add_sessions(_noting_unfinished(made, unfinished))
            for session_id in unfinished:
                repository.settle(session_id, keep=True)
            rng = Random(f"body {back}")
            for day in range(0, _DAYS, 7):
                mass = Mass(Decimal(round(820 + rng.gauss(0, 6))).scaleb(-1), "kg")
                repository.save_body_mass(mass, _at(_first(back) + timedelta(day), 7))


def _noting_unfinished(made: Iterator[Session], unfinished: list[str]) -> Iterator[Session]:
    for session in made:
        if session.status is not Status.FINISHED:
            unfinished.append(session.id)
        yield session


def _plan() -> Plan:
    workouts = tuple(
        Workout(
            f"workout-{name}",
            name,
            tuple(
                PlanLine(f"line-{name}-{place}", parse_prescription(_text(line, load, 0)))
                for place, (load, line) in enumerate(lines)
            ),
        )
        for name, lines in _WORKOUTS
    )
    return Plan("plan-histories", "Histories", workouts)


def _first(back: int) -> date:
    return ENDS - timedelta(_DAYS * (back + 1) - 1)


def _at(day: date, hour: int) -> datetime:
    # Summer time from April to October, roughly: what matters is that the offset changes.
    offset = timezone(timedelta(hours=2 if 4 <= day.month <= 10 else 1))
    return datetime.combine(day, time(hour), offset)


def _year(back: int) -> Iterator[Session]:
    rng = Random(f"year {back}")
    number = 0
    for since in range(_DAYS):
        day = _first(back) + timedelta(since)
        if day.weekday() in (0, 2, 4) and rng.random() < _ATTENDS:
            yield _session(_Day(day, back, since // 7, number), rng)
            number += 1


def _text(line: str, load: float | None, week: int) -> str:
    return line if load is None else line.format(_plain(load + 0.5 * (week // 2)))


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _session(when: _Day, rng: Random) -> Session:
    name, noted = _WORKOUTS[when.number % len(_WORKOUTS)]
    lines = tuple(_text(line, load, when.week) for load, line in noted)
    begun = at = _at(when.day, 18) + timedelta(minutes=rng.randrange(40))
    breaks_off = len(lines) - 2 if rng.random() < 0.02 else len(lines)
    session_id = f"session-{when.day.isoformat()}"
    sets: list[SetRecord] = []
    for line_number, line in enumerate(lines[:breaks_off], 1):
        p = parse_prescription(line)
        marks = rng.random() < 0.7
        for number in range(1, p.set_count + 1):
            made = _set(rng, p, line, at, number, marks=marks)
            record = SetRecord(
                id=f"{session_id}-{len(sets):02d}",
                exercise=p.exercise,
                line=line,
                line_number=line_number,
                number=number,
                method=None if p.kind is None else p.kind.value,
                pacing="paced",
                status=Status.FINISHED,
                started_at=at,
                finished_at=made.ended,
                ended_by=made.ended_by,
                load_prescribed=p.load,
                load_loadable=p.load,
                load_lifted=p.load,
                rpe=Decimal(rng.randrange(12, 21)) / 2 if rng.random() < 0.6 else None,
                pain=rng.choice((0, 0, 1, 2, 4)) if rng.random() < 0.15 else None,
                note=_note(rng),
                reps=made.reps,
                line_id=f"line-{name}-{line_number - 1}",
            )
            sets.append(record)
            at = made.ended + timedelta(seconds=60 + rng.randrange(90))
    stands = breaks_off == len(lines)
    return Session(
        session_id,
        Status.FINISHED if stands else Status.INTERRUPTED,
        begun,
        at if stands else None,
        name=name,
        note="a good day" if rng.random() < 0.05 else "",
        source="plan",
        lines=lines,
        sets=tuple(sets),
        workout_id=f"workout-{name}",
        today=tuple(
            LineToday(line, parse_prescription(line).set_count, f"line-{name}-{place}")
            for place, line in enumerate(lines)
        ),
        next_line=None if stands else breaks_off + 1,
        rpe=Decimal(rng.randrange(10, 20)) / 2 if rng.random() < 0.7 else None,
    )


def _note(rng: Random) -> str:
    if rng.random() < 0.001:
        return _RARE_NOTE
    return rng.choice(_NOTES) if rng.random() < 0.1 else ""


@dataclass(frozen=True, slots=True)
class _Made:
    reps: tuple[Rep, ...]
    ended: datetime
    ended_by: EndedBy


def _set(rng: Random, p: Prescription, line: str, at: datetime, number: int, *, marks: bool) -> _Made:
    asked = p.reps_of_set(number)
    if isinstance(asked, Hold):
        held = asked.seconds if rng.random() < 0.8 else asked.seconds - Decimal(rng.randrange(1, 9000)) / 1000
        # One that was cut short was ended by a press, and so is measured.
        marked = held != asked.seconds
        rep = Rep(1, None, RepKind.HOLD, marked=marked, hold_target_s=asked.seconds, hold_actual_s=held)
        return _Made((rep,), at + timedelta(seconds=float(held)), EndedBy.REPS_DONE)
    done = asked[1] - (rng.random() < 0.08)
    slow_only_at_ends = "30-10-30" in line
    target = Decimal(30) if slow_only_at_ends or p.tempo is None else p.tempo.lowering
    down, up = (None, None) if p.load is None else (p.load.down, p.load.up)
    reps: list[Rep] = []
    for side in (Side.LEFT, Side.RIGHT) if p.each else (None,):
        for rep_number in range(1, done + 1):
            if slow_only_at_ends and rep_number not in (1, asked[1]):
                reps.append(Rep(rep_number, side, RepKind.NORMAL, load_down=down, load_up=up))
                continue
            marked = marks and rng.random() < 0.95
            share = max(0.4, rng.gauss(0.97 - 0.01 * rep_number, 0.06)) if marked else 1
            actual = Decimal(round(float(target) * share * 1000)).scaleb(-3) if marked else target
            lost = rep_number == done < asked[1] and rng.random() < 0.5
            kind = RepKind.LOWERING
            reps.append(Rep(rep_number, side, kind, target, actual, marked, lost, load_down=down, load_up=up))
    seconds = sum(float(rep.lowering_actual_s or 2) + 2 for rep in reps)
    by = EndedBy.REPS_DONE if done == asked[1] else EndedBy.LIFTER
    if reps[-1].control_lost:
        by = EndedBy.CONTROL_LOST
    return _Made(tuple(reps), at + timedelta(seconds=10 + seconds), by)


def main() -> int:
    """Write a history to a file that isn't there yet."""
    parser = argparse.ArgumentParser(prog="python -m bench.histories", description=__doc__)
    parser.add_argument("years", type=int, help="so many years of about 150 sessions")
    parser.add_argument("file", type=Path, help="the database to make")
    wanted = parser.parse_args()
    if wanted.file.exists():
        parser.error(f"{wanted.file} is there already")
    write(wanted.file, wanted.years)
    return 0


if __name__ == "__main__":
    sys.exit(main())
