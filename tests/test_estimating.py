"""The estimated 1RM: which sets tell it, what the formula gives, and which day counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from negtrain_tui.training.estimating import estimate
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Side, Status

CATALOGUE = load_catalogue()
THEN = datetime(2026, 3, 2, 18, tzinfo=UTC)


def done(
    reps: int = 5,
    load: str = "80kg",
    *,
    rpe: str | None = "8",
    seconds: str = "3",
    line: str = "Bench press 3x5 @80kg 3-0-X-0",
    exercise: str = "Bench press",
    days: int = 0,
    method: str | None = None,
) -> SetRecord:
    lifted = parse_load(load)
    rep = Rep(1, None, RepKind.LOWERING, Decimal(seconds), Decimal(seconds), load_down=lifted.down)
    return SetRecord(
        id="s",
        exercise=exercise,
        line=line,
        line_number=1,
        number=1,
        method=method,
        pacing="paced",
        status=Status.FINISHED,
        started_at=THEN + timedelta(days=days),
        ended_by=EndedBy.REPS_DONE,
        load_lifted=lifted,
        rpe=None if rpe is None else Decimal(rpe),
        reps=tuple(replace(rep, number=number) for number in range(1, reps + 1)),
    )


def told(*sets: SetRecord) -> str | None:
    found = estimate(sets, CATALOGUE)
    return None if found is None else str(found.mass)


@pytest.mark.parametrize(
    ("reps", "load", "rpe", "maximum"),
    [
        # 36 x 80 / (37 - 7) = 96
        (5, "80kg", "8", "96kg"),
        # All of it is there with one rep and nothing in reserve.
        (1, "100kg", "10", "100kg"),
        # 36 x 80 / (37 - 6.5) = 94.42, down to the half kilogram
        (5, "80kg", "8.5", "94kg"),
        # 36 x 185 / (37 - 7) = 222 lb
        (5, "185lb", "8", "222lb"),
        # 36 x 184 / 30 = 220.8, down to the pound
        (5, "184lb", "8", "220lb"),
        # 36 x 60 / (37 - 10) = 80, what Epley says too: 60 x (1 + 10 / 30)
        (10, "60kg", "10", "80kg"),
    ],
)
def test_brzycki_with_the_reps_in_reserve_rounded_down(reps: int, load: str, rpe: str, maximum: str) -> None:
    assert told(done(reps, load, rpe=rpe)) == maximum


@pytest.mark.parametrize(
    "one",
    [
        done(rpe=None),
        done(rpe="5.5"),
        done(reps=9, rpe="8"),
        done(reps=11, rpe="10"),
        done(seconds="3.5"),
        done(load="bw+20kg"),
        done(load="120kg/90kg"),
        done(method="negative"),
        done(method="super-slow"),
        done(line="Bench press 3x5 @80kg 3-0-A-0"),
        done(line="Pull-up negative 3x5 @80kg", exercise="Pull-up negative"),
        replace(done(), warm_up=True),
        replace(done(), ended_by=EndedBy.CONTROL_LOST),
        replace(done(), ended_by=EndedBy.PAIN),
        replace(done(), ended_by=EndedBy.STOP_RULE),
        replace(done(), status=Status.INTERRUPTED),
        replace(done(), reps=()),
        replace(done(), reps=(*done().reps[:4], replace(done().reps[4], control_lost=True))),
        replace(done(), reps=(*done().reps[:4], replace(done().reps[4], load_down=parse_load("60kg").down))),
        replace(done(), reps=(Rep(1, None, RepKind.HOLD, hold_target_s=Decimal(30)),)),
        replace(done(), load_lifted=None),
    ],
)
def test_some_sets_tell_no_maximum(one: SetRecord) -> None:
    assert told(one) is None


def test_a_set_that_the_lifter_ended_early_tells_one() -> None:
    assert told(replace(done(4, rpe="10"), ended_by=EndedBy.LIFTER)) == "87kg"


def test_each_side_has_its_own_reps() -> None:
    both = done(6, line="Leg press 3x3 @80kg each 3-0-X-0", exercise="Leg press")
    sides = tuple(replace(rep, side=list(Side)[place % 2]) for place, rep in enumerate(both.reps))
    # Three reps to a side at RPE 8: 36 x 80 / (37 - 5)
    assert told(replace(both, reps=sides)) == "90kg"


def test_of_a_day_the_best_set_counts_and_of_three_days_the_middle_one() -> None:
    tired = done(5, "80kg", rpe="10")
    assert told(done(), tired) == "96kg"
    days = [done(load=load, days=day) for load, day in (("100kg", 0), ("80kg", 2), ("90kg", 4), ("85kg", 6))]
    # Of 80, 90 and 85 kg the middle one is 85; the first day is too long ago.
    assert told(*reversed(days)) == told(done(load="85kg"))
    assert told(*days[-2:]) == told(done(load="85kg"))


def test_an_estimate_says_what_it_rests_on_and_how_far_it_goes() -> None:
    found = estimate([done()], CATALOGUE)
    assert found is not None
    assert "Brzycki" in found.words
    assert "5 x 80kg at RPE 8" in found.words
    assert "4 %" in found.words
    assert (found.at, found.days) == (THEN, 1)


def test_without_sets_there_is_none() -> None:
    assert told() is None
