"""Backing off: the pain gates, when an easier week is offered, and what it makes of a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from negtrain_tui.training.load import Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.proposal import Judged, Outcome, Proof
from negtrain_tui.training.recovery import (
    DeloadOffer,
    PainVerdict,
    deload_offer,
    deload_until,
    eased,
    pain_rising,
    pain_verdict,
)
from negtrain_tui.training.standing import Decision, DecisionKind, Standing

BEGAN = date(2026, 8, 3)
WEEKS = 5


def on(days: int) -> date:
    return BEGAN + timedelta(days)


def trained(last: int, every: int = 3) -> list[date]:
    """Training days from the beginning to `last` days later."""
    return [on(day) for day in range(0, last + 1, every)]


def at(days: int, hour: int = 18) -> datetime:
    return datetime.combine(on(days), time(hour), UTC)


def judged(
    days: int, *, lost: bool = False, pain: int | None = None, session: str = "", easy: bool = False
) -> Judged:
    stands = Standing(Decimal(4), parse_load("60kg"))
    return Judged(
        session_id=session or f"s{days}",
        at=at(days),
        outcome=Outcome.EASY if easy else Outcome.MISS if lost else Outcome.SUCCESS,
        why="",
        proof=Proof.MARKED,
        kilos=False,
        prescribed=stands,
        did=stands,
        overruled=False,
        lifted=stands.load,
        reps=20,
        volume=20,
        top_of_range=True,
        pain=pain,
        control_lost=lost,
    )


def decided(kind: DecisionKind, days: int, for_day: int | None = None, hour: int = 19) -> Decision:
    day = None if for_day is None else on(for_day)
    return Decision(id=f"d{days}", kind=kind, at=at(days, hour), plan_id="p", day=day)


def offered(
    today: int,
    *,
    days: Sequence[date] | None = None,
    done: Sequence[Judged] = (),
    decisions: Sequence[Decision] = (),
    weeks: int = WEEKS,
) -> DeloadOffer | None:
    return deload_offer(on(today), trained(today) if days is None else days, done, decisions, weeks)


@pytest.mark.parametrize(
    ("limit", "go", "hold", "stop"),
    [
        (None, (0, 1, 2), (3,), (4, 5, 10)),
        (5, (0, 3), (4, 5), (6, 10)),
        (6, (0, 3), (4, 5, 6), (7,)),
        (4, (0, 3), (4,), (5,)),
        (3, (0, 3), (), (4,)),
        (2, (0, 2), (), (3,)),
        (0, (0,), (), (1, 2)),
    ],
)
def test_a_pain_is_judged_by_the_lines_own_limit(
    limit: int | None, go: tuple[int, ...], hold: tuple[int, ...], stop: tuple[int, ...]
) -> None:
    for pains, verdict in ((go, PainVerdict.GO), (hold, PainVerdict.HOLD), (stop, PainVerdict.STOP)):
        assert [pain_verdict(pain, limit) for pain in pains] == [verdict] * len(pains)


def test_an_unanswered_pain_holds_only_where_the_line_has_a_limit() -> None:
    assert pain_verdict(None, None) is PainVerdict.GO
    assert pain_verdict(None, 5) is PainVerdict.UNANSWERED
    assert pain_verdict(None, 0) is PainVerdict.UNANSWERED


@pytest.mark.parametrize(
    ("pains", "rising"),
    [
        ([], False),
        ([1, 2], False),
        ([0, 1, 2], True),
        ([3, 0, 1, 2], True),
        ([1, 1, 2], False),
        ([2, 1, 2], False),
        ([0, None, 1, None, 2], True),
        ([0, 1, 2, 2], False),
    ],
)
def test_pain_rises_when_each_of_the_last_two_answers_is_over_the_one_before(
    pains: list[int | None], rising: bool
) -> None:
    assert pain_rising(pains) is rising


def test_an_easier_week_is_due_after_the_set_number_of_weeks() -> None:
    assert offered(34) is None
    offer = offered(36)
    assert offer is not None
    assert offer.day == on(36)
    assert offer.reason.startswith("5 weeks of training since you began")
    assert ("due every", "5 weeks") in offer.figures


def test_nothing_is_offered_to_one_who_never_trained() -> None:
    assert offered(100, days=[]) is None


def test_a_break_of_seven_days_counts_as_an_easier_week() -> None:
    days = [*trained(21), on(29), *(on(day) for day in range(32, 90, 3))]
    assert offered(36, days=days) is None
    assert offered(29 + 34, days=days) is None
    offer = offered(29 + 35, days=days)
    assert offer is not None
    assert "since your last break" in offer.reason


def test_six_days_without_training_are_no_break() -> None:
    assert offered(36, days=[on(day) for day in range(0, 36, 7)]) is not None


def test_nothing_is_offered_in_the_middle_of_a_break() -> None:
    days = trained(36)
    assert offered(43, days=days) is not None
    assert offered(44, days=days) is None


def test_after_an_easier_week_the_weeks_are_counted_anew() -> None:
    taken = [decided(DecisionKind.DELOAD, 36, for_day=36)]
    assert offered(40, decisions=taken) is None
    assert offered(43 + 34, decisions=taken) is None
    offer = offered(43 + 35, decisions=taken)
    assert offer is not None
    assert "since the last easier week" in offer.reason


def test_an_easier_week_lasts_seven_days_and_no_more() -> None:
    taken = [decided(DecisionKind.DELOAD, 35, for_day=36)]
    assert [deload_until(on(day), taken) for day in (35, 36, 42, 43)] == [None, on(42), on(42), None]


def test_declining_in_the_middle_ends_the_easier_week() -> None:
    taken = [decided(DecisionKind.DELOAD, 36, for_day=36), decided(DecisionKind.DELOAD_DECLINED, 39)]
    assert [deload_until(on(day), taken) for day in (36, 38, 39)] == [on(38), on(38), None]
    before = [decided(DecisionKind.DELOAD, 30, for_day=36), decided(DecisionKind.DELOAD_DECLINED, 33)]
    assert not any(deload_until(on(day), before) for day in range(30, 50))


def test_a_moved_offer_comes_back_on_its_day() -> None:
    moved = [decided(DecisionKind.DELOAD_MOVED, 36, for_day=40)]
    assert offered(39, decisions=moved) is None
    assert offered(40, decisions=moved) is not None


def test_a_moved_trigger_comes_back_though_its_events_are_old_by_then() -> None:
    lost = [judged(day, lost=True) for day in (1, 3, 6)]
    moved = [decided(DecisionKind.DELOAD_MOVED, 6, for_day=28)]
    offer = offered(28, done=lost, decisions=moved)
    assert offer is not None
    assert offer.reason.startswith("You moved the easier week")


def test_a_declined_offer_is_silent_for_as_many_weeks_more() -> None:
    declined = [decided(DecisionKind.DELOAD_DECLINED, 36)]
    assert offered(36 + 34, decisions=declined) is None
    assert offered(36 + 35, decisions=declined) is not None


def test_control_lost_in_three_sessions_of_three_weeks_calls_for_an_easier_week() -> None:
    lost = [judged(day, lost=True) for day in (3, 9, 15)]
    assert offered(15, done=lost[:2]) is None
    offer = offered(15, done=lost)
    assert offer is not None
    assert "Control was lost in 3 sessions" in offer.reason
    assert offered(24, done=lost) is None


def test_sessions_count_and_not_their_lines() -> None:
    assert offered(9, done=[judged(3, lost=True, session="one") for _ in range(3)]) is None


def test_losing_control_in_an_easier_week_calls_for_no_other() -> None:
    assert offered(15, done=[judged(day, lost=True, easy=True) for day in (3, 9, 15)]) is None


def test_after_declining_only_what_came_later_calls_for_an_easier_week() -> None:
    lost = [judged(day, lost=True) for day in (3, 6, 9)]
    declined = [decided(DecisionKind.DELOAD_DECLINED, 9)]
    assert offered(12, done=lost, decisions=declined) is None
    more = [*lost, judged(12, lost=True), judged(15, lost=True)]
    assert offered(15, done=more, decisions=declined) is None
    assert offered(18, done=[*more, judged(18, lost=True)], decisions=declined) is not None


def test_pain_that_rises_in_two_sessions_calls_for_an_easier_week() -> None:
    pains = [judged(3, pain=0), judged(6, pain=1), judged(9, pain=3)]
    offer = offered(9, done=pains)
    assert offer is not None
    assert "0, then 1, then 3" in offer.reason
    assert offered(12, done=pains, decisions=[decided(DecisionKind.DELOAD_DECLINED, 9)]) is None
    assert offered(12, done=[*pains, judged(12, pain=3)]) is None


def test_the_worst_pain_of_a_session_counts() -> None:
    done = [judged(day, pain=pain, session=f"s{day}") for day, pain in ((3, 0), (6, 1), (9, 2))]
    also = [judged(day, pain=2, session=f"s{day}") for day in (3, 6, 9)]
    assert offered(9, done=[*done, *also]) is None


@pytest.mark.parametrize(
    ("line", "stands", "load", "seconds"),
    [
        ("Bench press 4x5 @60kg 4-0-X-0", ("6", "83kg"), "74.7kg", "6"),
        ("Bench press 4x5 @180lb 4-0-X-0", ("6", "182.5lb"), "164.25lb", "6"),
        ("Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated", ("5", "121kg/90.5kg"), "108.9kg/81.45kg", "5"),
        ("Pull-up negative 3x3 @bw+20kg 5-0-A-0", ("8", "bw+22kg"), "bw+19.8kg", "8"),
        ("Pull-up negative 3x3 @bw 5-0-A-0", ("8", "bw"), "bw", "5"),
        ("Dip negative 3x5 @bw-20kg 5-0-A-0", ("7", "bw-18kg"), "bw-18kg", "5"),
        ("Dip negative 3x5 @bw-20kg 5-0-A-0", ("3", "bw-18kg"), "bw-18kg", "3"),
        ("Bench press 3x2 @110% 6-0-A-0 negative", ("6", None), "99%", "6"),
        ("Bench press 3x2 @120% 6-0-A-0 negative", ("6", None), "100%", "6"),
        ("Bench press 3x2 @33.3333% 6-0-X-0", ("6", None), "29.9999%", "6"),
        ("Wall sit 3x30s @bw", ("45", "bw"), "bw", "30"),
        ("Hang 3x30s @bw+10kg", ("45", "bw+10kg"), "bw+9kg", "45"),
        ("Bench press 3x5 4-0-X-0", ("6", None), None, "4"),
    ],
)
def test_an_easier_week_takes_a_tenth_of_the_load_off_exactly(
    line: str, stands: tuple[str, str | None], load: str | None, seconds: str
) -> None:
    now = Standing(Decimal(stands[0]), None if stands[1] is None else parse_load(stands[1]))
    easier, _ = eased(parse_prescription(line), now, None)
    assert (easier.load and str(easier.load), str(easier.seconds)) == (load, seconds)


@pytest.mark.parametrize(
    ("load", "one_rm", "easier"),
    [
        ("120kg", "100kg", "100kg"),
        ("110kg", "100kg", "99kg"),
        ("120kg/90kg", "100kg", "100kg/81kg"),
        ("300lb", "100kg", "220.46lb"),
        ("120kg", "200lb", "90.718474kg"),
    ],
)
def test_in_an_easier_week_nothing_is_over_the_one_repetition_maximum(
    load: str, one_rm: str, easier: str
) -> None:
    known = parse_load(one_rm).down
    assert isinstance(known, Mass)
    method = " accentuated" if "/" in load else ""
    line = parse_prescription(f"Bench press 3x3 @{load} 4-0-X-0{method}")
    assert str(eased(line, Standing(Decimal(4), parse_load(load)), known)[0].load) == easier


@pytest.mark.parametrize(
    ("sets", "left"), [("5x5", 3), ("4x5", 2), ("3x5", 2), ("2x5", 1), ("1x5", 1), ("12,10,8", 2)]
)
def test_an_easier_week_has_half_the_sets_and_never_none(sets: str, left: int) -> None:
    line = parse_prescription(f"Bench press {sets} @60kg 4-0-X-0")
    assert eased(line, Standing(Decimal(4), parse_load("60kg")), None)[1] == left
