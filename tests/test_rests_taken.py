"""Rests between sets: hand-computed, through a daylight-saving night and over time zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Status
from negtrain_tui.training.rests_taken import RestTaken, rests_taken

LINE = "Bench press 3x5 @80kg 4-0-X-0 rest 2:00"
BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
DONE = (Rep(1, None, RepKind.LOWERING, D(4), D(4)),)


def one(
    name: str,
    began: datetime,
    ended: datetime | None,
    *,
    line: str = LINE,
    reps: tuple[Rep, ...] = DONE,
    ended_by: EndedBy | None = EndedBy.REPS_DONE,
    warm_up: bool = False,
) -> SetRecord:
    return SetRecord(
        id=name,
        exercise="Bench press",
        line=line,
        line_number=1,
        number=1,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=began,
        finished_at=ended,
        ended_by=ended_by,
        reps=reps,
        warm_up=warm_up,
    )


def after(seconds: float) -> datetime:
    return EVENING + timedelta(seconds=seconds)


def test_a_rest_runs_from_the_end_of_a_set_to_the_start_of_the_next() -> None:
    sets = [one("a", after(0), after(40)), one("b", after(225.9), after(270)), one("c", after(390), None)]
    # 225.9 - 40 = 185.9 s, 390 - 270 = 120 s
    assert rests_taken(sets) == {"b": RestTaken(185, D(120)), "c": RestTaken(120, D(120))}


def test_sets_of_other_lines_in_between_count_in_the_order_in_which_they_began() -> None:
    row = "Row 3x5 @60kg 3-0-X-0"
    sets = [
        one("bench 1", after(0), after(40)),
        one("bench 2", after(300), after(340)),
        one("row 1", after(100), after(150), line=row),
    ]
    # bench until 40, row from 100 to 150, bench from 300; only the bench press asks for a rest
    assert rests_taken(sets) == {"row 1": RestTaken(60, D(120)), "bench 2": RestTaken(150, None)}


def test_the_night_in_which_the_clock_is_put_back_and_the_one_in_which_it_is_put_forward() -> None:
    # 2026-10-25 in Berlin: 02:59:30 summer time is followed by 02:00 winter time; 30 + 90 = 120 s
    ended = datetime(2026, 10, 25, 2, 59, 30, tzinfo=BERLIN)
    began = datetime(2026, 10, 25, 2, 1, 30, fold=1, tzinfo=BERLIN)
    assert rests_taken([one("a", ended - timedelta(seconds=40), ended), one("b", began, None)])[
        "b"
    ] == RestTaken(120, D(120))
    # 2026-03-29: 01:59 is followed by 03:00; 60 + 60 = 120 s
    ended = datetime(2026, 3, 29, 1, 59, tzinfo=BERLIN)
    began = datetime(2026, 3, 29, 3, 1, tzinfo=BERLIN)
    assert rests_taken([one("a", ended, ended), one("b", began, None)])["b"].seconds == 120


def test_a_flight_between_two_sets_changes_no_rest() -> None:
    ended = datetime(2026, 3, 4, 18, 0, tzinfo=timezone(timedelta(hours=1)))
    began = datetime(2026, 3, 5, 6, 3, tzinfo=timezone(timedelta(hours=13)))
    # 17:00 and 17:03 in UTC
    assert rests_taken([one("a", ended, ended), one("b", began, None)])["b"].seconds == 180


@pytest.mark.parametrize(
    ("ended", "seconds"),
    [
        (None, None),
        (after(301), None),
        (after(300), 0),
        (after(300 - 10800), 10800),
        (after(300 - 10801), None),
    ],
)
def test_what_cannot_be_a_rest_is_unknown(ended: datetime | None, seconds: int | None) -> None:
    sets = [one("a", after(-12000), ended), one("b", after(300), after(340))]
    assert rests_taken(sets)["b"].seconds == seconds


def test_sets_left_out_or_given_up_do_not_part_a_rest() -> None:
    sets = [
        one("a", after(0), after(40)),
        one("left out", after(60), after(60), reps=(), ended_by=EndedBy.SKIPPED),
        one("given up", after(100), after(105), reps=(), ended_by=None),
        one("b", after(220), None),
    ]
    assert rests_taken(sets) == {"given up": RestTaken(60, D(120)), "b": RestTaken(180, D(120))}


def test_after_a_warm_up_no_more_is_asked_than_it_needs() -> None:
    sets = [one("w", after(0), after(30), warm_up=True), one("a", after(100), None)]
    assert rests_taken(sets)["a"] == RestTaken(70, D(60))


def test_a_line_that_cannot_be_read_asks_for_nothing() -> None:
    sets = [one("a", after(0), after(30), line="Bench Press (Barbell)"), one("b", after(90), None)]
    assert rests_taken(sets)["b"] == RestTaken(60, None)
    assert rests_taken([]) == {}


def test_after_a_deleted_set_the_rest_is_unknown_for_its_work_lies_in_it() -> None:
    first, third = one("a", after(0), after(40)), replace(one("c", after(400), after(440)), number=3)
    second = replace(one("b", after(200), after(240)), number=2)
    assert rests_taken([first, third]) == {"c": RestTaken(None, D(120))}
    assert rests_taken([first, second, third])["c"] == RestTaken(160, D(120))
    # What was left out took no time, and warm-ups are counted by themselves.
    left_out = replace(second, ended_by=EndedBy.SKIPPED, reps=())
    assert rests_taken([first, left_out, third])["c"] == RestTaken(360, D(120))
    warm_up = replace(second, warm_up=True)
    assert rests_taken([first, warm_up, third])["c"].seconds is None
    # Of a line whose first set is gone nothing was asked before it.
    other = replace(second, line_number=2)
    assert rests_taken([first, other])["b"] == RestTaken(None, None)
