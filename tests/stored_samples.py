"""Sessions, sets and reps as a lifter might have done them, for the tests of storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from negtrain_tui.ids import new_id
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Side, Status

SUMMER = timezone(timedelta(hours=2))
START = datetime(2026, 7, 4, 18, 30, 0, 123456, tzinfo=SUMMER)


def rep(number: int, *, actual: str = "3", side: Side | None = None, **changes: object) -> Rep:
    """A lowering of `actual` seconds against 3, marked where it differs."""
    done = Rep(
        number=number,
        side=side,
        kind=RepKind.LOWERING,
        lowering_target_s=Decimal(3),
        lowering_actual_s=Decimal(actual),
        marked=Decimal(actual) != 3,
        load_down=parse_amount("bw-20kg"),
    )
    return replace(done, **changes)  # type: ignore[arg-type]


def live_set(at: datetime = START, *, exercise: str = "Dip negative", number: int = 1) -> SetRecord:
    """A set whose lead-in begins at `at`."""
    return SetRecord(
        id=new_id(at),
        exercise=exercise,
        line=f"{exercise} 3x5 @bw-20kg 3-0-A-0",
        line_number=1,
        number=number,
        method="negative",
        pacing="paced",
        status=Status.LIVE,
        started_at=at,
        load_prescribed=parse_load("bw-20kg"),
    )


def finished_set(at: datetime = START, *, exercise: str = "Dip negative", number: int = 1) -> SetRecord:
    """A set with every column filled."""
    return replace(
        live_set(at, exercise=exercise, number=number),
        status=Status.FINISHED,
        finished_at=at + timedelta(seconds=40),
        ended_by=EndedBy.REPS_DONE,
        load_loadable=parse_load("bw-20kg"),
        load_lifted=parse_load("bw-17.5kg"),
        rpe=Decimal("8.5"),
        pain=2,
        note="left shoulder\nheld back",
        reps=(rep(1), rep(2, actual="2.4"), rep(3, actual="3.5", control_lost=True)),
    )


def live_session(at: datetime = START) -> Session:
    """A session that has just begun."""
    return Session(
        id=new_id(at),
        status=Status.LIVE,
        started_at=at,
        name="Push A",
        source="plan",
        lines=("Dip negative 3x5 @bw-20kg 3-0-A-0", '"x \\x1b[2J" 1x3 @bw'),
    )


def finished_session(at: datetime = START, *, exercise: str = "Dip negative") -> Session:
    """A session with two finished sets."""
    return replace(
        live_session(at),
        status=Status.FINISHED,
        finished_at=at + timedelta(minutes=30),
        note="good",
        sets=(
            finished_set(at + timedelta(minutes=1), exercise=exercise),
            finished_set(at + timedelta(minutes=4), exercise=exercise, number=2),
        ),
    )


def days_later(days: int) -> datetime:
    """The same time of day so many days later, in UTC."""
    return (START + timedelta(days=days)).astimezone(UTC)
