"""Metrics of domain-reference §6 on examples worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from negtrain_tui.training.metrics import (
    fade,
    fidelity,
    lowering_seconds,
    mean_error_s,
    paced_and_marked,
    summarise,
    within_20,
)
from negtrain_tui.training.record import Rep, RepKind, SetRecord, Side, Status


def lowered(
    actual: str, *, target: str = "5", number: int = 1, marked: bool = True, side: Side | None = None
) -> Rep:
    return Rep(number, side, RepKind.LOWERING, D(target), D(actual), marked=marked)


def paced(target: str = "5") -> Rep:
    return lowered(target, target=target, marked=False)


def one_set(*reps: Rep) -> SetRecord:
    return SetRecord(
        id="1",
        exercise="Pull-up negative",
        line="Pull-up negative 3x3 @bw 5-0-A-1",
        line_number=1,
        number=1,
        method="negative",
        pacing="paced",
        status=Status.FINISHED,
        started_at=datetime(2026, 3, 2, 18, tzinfo=UTC),
        reps=reps,
    )


NORMAL = Rep(2, None, RepKind.NORMAL)
HOLD = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"), marked=True)


@pytest.mark.parametrize(
    ("reps", "expected"),
    [
        ([], None),
        ([paced(), paced()], None),
        ([NORMAL, HOLD], None),
        ([lowered("5")], D(1)),
        ([lowered("4")], D("0.8")),
        ([lowered("6")], D("0.8")),
        # 1, 0.8 and 0.9 of a target of 5 s
        ([lowered("5"), lowered("4"), lowered("5.5")], D("0.9")),
        # twice the target and more is worth nothing, never less
        ([lowered("12"), lowered("5")], D("0.5")),
        ([lowered("0")], D(0)),
        # the paced one would lift this to 0.9
        ([lowered("4"), paced()], D("0.8")),
        # each against its own target: 0.75 and 1
        ([lowered("3", target="4"), lowered("10", target="10")], D("0.875")),
    ],
)
def test_fidelity_is_the_mean_closeness_of_marked_lowerings(reps: list[Rep], expected: D | None) -> None:
    assert fidelity(reps) == expected


@pytest.mark.parametrize(
    ("reps", "expected"),
    [
        ([], None),
        ([paced()], None),
        ([lowered("4"), lowered("6")], D(1)),
        ([lowered("3.999"), lowered("6.001")], D(0)),
        ([lowered("5"), lowered("3"), lowered("5.2"), lowered("4.5"), paced()], D("0.75")),
    ],
)
def test_a_fifth_of_the_target_is_still_on_tempo(reps: list[Rep], expected: D | None) -> None:
    assert within_20(reps) == expected


@pytest.mark.parametrize(
    ("reps", "expected"),
    [
        ([], None),
        ([paced()], None),
        ([lowered("4.4"), lowered("5"), paced()], D("-0.3")),
        ([lowered("4"), lowered("6")], D(0)),
        ([lowered("5.5")], D("0.5")),
    ],
)
def test_mean_error_is_negative_when_too_fast(reps: list[Rep], expected: D | None) -> None:
    assert mean_error_s(reps) == expected


@pytest.mark.parametrize(
    ("reps", "expected"),
    [
        # (5.2 + 4.8) / 2 = 5.0, then 4.0: a fifth of the target
        ([lowered("5.2"), lowered("4.8"), lowered("5"), lowered("4")], D("0.2")),
        # slower at the end
        ([lowered("4"), lowered("4"), lowered("5")], D("-0.2")),
        # two lowerings have nothing to fade from
        ([lowered("5"), lowered("4")], None),
        ([], None),
        # nobody measured where it began, or where it ended
        ([paced(), lowered("5"), lowered("4")], None),
        ([lowered("5"), lowered("5"), paced()], None),
        # one in between may be paced
        ([lowered("5"), lowered("5"), paced(), lowered("4")], D("0.2")),
        # the target was lowered on the way, and met: no fade
        ([lowered("5"), lowered("5"), lowered("3", target="3")], D(0)),
        # ordinary reps between the slow ones don't count
        ([lowered("30", target="30"), NORMAL, NORMAL, lowered("25", target="30")], None),
    ],
)
def test_fade_compares_the_last_lowering_with_the_first_two(reps: list[Rep], expected: D | None) -> None:
    assert fade(reps) == expected


def test_sides_fade_apart_and_the_larger_fade_counts() -> None:
    left = [lowered(seconds, side=Side.LEFT) for seconds in ("5", "5", "4.5")]
    right = [lowered(seconds, side=Side.RIGHT) for seconds in ("4", "4", "3")]
    assert fade([*left, *right]) == D("0.2")
    # were both sides one row of six, it would be (5 + 5) / 2 - 3 of 5
    assert fade(left) == D("0.1")


def test_time_under_tension_adds_what_was_lowered_and_nothing_else() -> None:
    assert lowering_seconds([lowered("4.2"), paced(), NORMAL, HOLD]) == D("9.2")
    assert lowering_seconds([]) == 0


def test_a_target_of_nothing_is_no_division_by_zero() -> None:
    dropped = lowered("0.4", target="0")
    assert fidelity([dropped]) is None
    assert lowering_seconds([dropped]) == D("0.4")


def test_a_session_adds_up_over_its_sets() -> None:
    lost = Rep(2, None, RepKind.LOWERING, D(5), D(2), marked=True, control_lost=True)
    summary = summarise([one_set(lowered("5"), lost), one_set(paced(), NORMAL), one_set(HOLD), one_set()])
    assert (summary.sets, summary.reps, summary.holds) == (4, 4, 1)
    assert (summary.lowering_s, summary.hold_s) == (D(12), D("28.5"))
    assert (summary.paced, summary.marked) == (1, 2)
    assert summary.fidelity == D("0.7")
    assert summary.control_lost == 1
    assert paced_and_marked([lowered("5"), lost, paced(), NORMAL, HOLD]) == (1, 2)


def test_no_sets_at_all() -> None:
    nothing = summarise([])
    assert (nothing.sets, nothing.reps, nothing.lowering_s) == (0, 0, D(0))
    assert nothing.fidelity is None
