"""Sessions with everything in them that is to be seen: bars, rests, sides, holds, notes and gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal as D

from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Side, Status

HOME = timezone(timedelta(hours=1))
START = datetime(2026, 2, 25, 18, 4, tzinfo=HOME)
"""Before the time that the tests' clock shows."""


def lowering(
    number: int,
    actual: str | None = None,
    *,
    target: str = "5",
    side: Side | None = None,
    lost: bool = False,
    load: str | None = None,
) -> Rep:
    """A lowering: marked if `actual` is given, else led by the clock."""
    down = None if load is None else parse_load(load).down
    seconds = D(actual or target)
    return Rep(
        number,
        side,
        RepKind.LOWERING,
        D(target),
        seconds,
        marked=actual is not None,
        control_lost=lost,
        load_down=down,
        load_up=down,
    )


def one_set(
    *reps: Rep,
    name: str = "Bench press",
    line: str = "2x3 @82.5kg 5-1-X-0 rest 3:00",
    number: int = 1,
    of_line: int = 1,
    minute: int = 4,
) -> SetRecord:
    """A set of 50 s that begins so many minutes after its session."""
    began = START + timedelta(minutes=minute)
    return SetRecord(
        id=f"set {of_line} {number}",
        exercise=name,
        line=f"{name} {line}",
        line_number=of_line,
        number=number,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=began,
        finished_at=began + timedelta(seconds=50),
        ended_by=EndedBy.REPS_DONE,
        load_prescribed=parse_load("82.5kg"),
        load_lifted=parse_load("82.5kg"),
        reps=reps,
    )


def session(*sets: SetRecord, name: str = "Push A", minutes: int = 48) -> Session:
    """A finished session of so many minutes."""
    return Session(
        "session",
        Status.FINISHED,
        START,
        START + timedelta(minutes=minutes),
        name=name,
        source="plan",
        sets=sets,
    )


def bench_day() -> Session:
    """Two sets of a bench press: a paced one, and a marked one that faded; rests of 3:10."""
    first = one_set(*(lowering(n, load="82.5kg") for n in range(1, 4)))
    seconds = ("5.1", "4.9", "4.0")
    second = one_set(*(lowering(n, s, load="82.5kg") for n, s in enumerate(seconds, 1)), number=2, minute=8)
    return session(first, replace(second, rpe=D(8), pain=0, note="steady"))
