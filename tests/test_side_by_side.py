"""Two sessions of a workout beside each other: what is matched with what, and which differences are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal as D
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.side_by_side import LoadChange, SetChange, set_change, side_by_side

AT = datetime(2026, 3, 2, 18, 0, tzinfo=timezone(timedelta(hours=1)))


def lowerings(*seconds: str, target: str = "5", marked: bool = True) -> tuple[Rep, ...]:
    return tuple(
        Rep(number, None, RepKind.LOWERING, D(target), D(each), marked=marked)
        for number, each in enumerate(seconds, 1)
    )


def holds(*seconds: str, marked: bool = True) -> tuple[Rep, ...]:
    return tuple(
        Rep(number, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D(each), marked=marked)
        for number, each in enumerate(seconds, 1)
    )


def done(
    name: str = "Bench press",
    number: int = 1,
    *,
    load: str | None = "80kg",
    reps: tuple[Rep, ...] = lowerings("5"),
    line: int = 1,
    line_id: str | None = None,
    rpe: str | None = None,
) -> SetRecord:
    return SetRecord(
        id=f"{name} {line} {number}",
        exercise=name,
        line=f"{name} 3x5",
        line_number=line,
        number=number,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=AT,
        ended_by=EndedBy.REPS_DONE,
        load_lifted=None if load is None else parse_load(load),
        rpe=None if rpe is None else D(rpe),
        reps=reps,
        line_id=line_id,
    )


def session(*sets: SetRecord, at: datetime = AT, minutes: int | None = 40) -> Session:
    return Session(
        f"{at:%Y%m%d}",
        Status.FINISHED,
        at,
        None if minutes is None else at + timedelta(minutes=minutes),
        sets=sets,
    )


def names(before: Sequence[SetRecord], after: Sequence[SetRecord]) -> list[tuple[str | None, str | None]]:
    found = side_by_side(session(*before), session(*after))
    return [(pair.before, pair.after) for pair in found.exercises]


def test_exercises_stand_beside_each_other_by_name_whatever_its_case_and_order() -> None:
    before = [done("Row", line=1), done("bench press", line=2)]
    after = [done("Bench Press", line=1), done("Row", line=2)]
    assert names(before, after) == [("bench press", "Bench Press"), ("Row", "Row")]


def test_two_lines_of_one_exercise_are_told_apart_by_their_place_in_the_plan() -> None:
    before = [
        done(load="100kg", line=1, line_id="heavy"),
        done(load="80kg", line=2, line_id="light"),
    ]
    after = [
        done(load="82.5kg", line=1, line_id="light"),
        done(load="105kg", line=2, line_id="heavy"),
    ]
    found = side_by_side(session(*before), session(*after))
    changes = [pair.change.load for each in found.exercises for pair in each.sets if pair.change is not None]
    assert changes == [LoadChange(Fraction(5, 2), "kg"), LoadChange(Fraction(5), "kg")]


def test_without_a_plan_two_lines_of_one_exercise_are_matched_in_their_order() -> None:
    before = [done(load="100kg", line=1), done(load="80kg", line=2)]
    after = [done(load="101kg", line=1), done(load="82kg", line=3)]
    found = side_by_side(session(*before), session(*after))
    loads = [each.sets[0].change.load for each in found.exercises if each.sets[0].change is not None]
    assert loads == [LoadChange(Fraction(1), "kg"), LoadChange(Fraction(2), "kg")]


def test_what_is_missing_stands_where_it_was_and_what_is_new_where_it_is() -> None:
    before = [done("Squat", line=1), done("Row", line=2), done("Dip", line=3)]
    after = [done("Squat", line=1), done("Dip", line=2), done("Curl", line=3)]
    assert names(before, after) == [("Squat", "Squat"), ("Row", None), ("Dip", "Dip"), (None, "Curl")]


def test_what_came_first_and_is_missing_stands_first() -> None:
    assert names([done("Row"), done("Dip", line=2)], [done("Dip")]) == [("Row", None), ("Dip", "Dip")]
    assert names([done("Row")], []) == [("Row", None)]


def test_a_line_taken_over_by_another_exercise_is_matched_but_never_compared() -> None:
    before, after = done("Bench press", line_id="press"), done("Dumbbell press", load="30kg", line_id="press")
    (pair,) = side_by_side(session(before), session(after)).exercises
    assert (pair.before, pair.after) == ("Bench press", "Dumbbell press")
    assert pair.sets[0].change is None


def test_sets_are_matched_by_number_and_extra_ones_stand_alone() -> None:
    before = [done(number=1), done(number=2), done(number=3)]
    after = [done(number=1), done(number=3), done(number=4)]
    (pair,) = side_by_side(session(*before), session(*after)).exercises
    assert [(each.before and each.before.number, each.after and each.after.number) for each in pair.sets] == [
        (1, 1),
        (2, None),
        (3, 3),
        (None, 4),
    ]


def test_two_sets_of_one_number_both_stand_there() -> None:
    (pair,) = side_by_side(session(done(), done(load="70kg")), session(done())).exercises
    assert [each.after is None for each in pair.sets] == [False, True]


def test_warm_ups_and_sets_that_never_happened_are_left_out() -> None:
    empty = replace(done(number=2, reps=()), ended_by=None)
    warm = replace(done(load="40kg"), warm_up=True)
    (pair,) = side_by_side(session(warm, done(), empty), session(done())).exercises
    assert len(pair.sets) == 1


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ("80kg", "82.5kg", LoadChange(Fraction(5, 2), "kg")),
        ("180lb", "175lb", LoadChange(Fraction(-5), "lb")),
        # 100 lb are 45.359237 kg exactly.
        ("100lb", "50kg", LoadChange(Fraction("4.640763"), "kg")),
        ("bw-20kg", "bw-17.5kg", LoadChange(Fraction(5, 2), "kg")),
        ("bw-2.5kg", "bw", LoadChange(Fraction(5, 2), "kg")),
        ("bw", "bw+10lb", LoadChange(Fraction(10), "lb")),
        ("bw", "bw", LoadChange(Fraction(0), "kg")),
        ("100%", "105%", LoadChange(Fraction(5), "%")),
        ("bw", "80kg", None),
    ],
)
def test_loads_are_compared_exactly_and_only_with_their_like(
    then: str, now: str, change: LoadChange | None
) -> None:
    assert set_change(done(load=then), done(load=now)).load == change


def test_what_was_lifted_is_told_where_it_is_another_load() -> None:
    change = set_change(done(load="120kg/90kg"), done(load="125kg/90kg"))
    assert (change.load, change.load_up) == (LoadChange(Fraction(5), "kg"), LoadChange(Fraction(0), "kg"))
    assert set_change(done(load="120kg"), done(load="125kg")).load_up is None
    assert set_change(done(load="120kg"), done(load="120kg/90kg")).load_up == LoadChange(Fraction(-30), "kg")


def test_seconds_fidelity_effort_and_reps_are_told_where_both_sets_tell_them() -> None:
    # By hand: means 4.9 and 4.8 of three and two; fidelities (96 + 100 + 98) / 3 = 98 % and 96 %.
    before = done(reps=lowerings("4.8", "5", "4.9"), rpe="8")
    after = done(reps=lowerings("4.9", "4.7"), rpe="8.5")
    assert set_change(before, after) == SetChange(
        load=LoadChange(Fraction(0), "kg"),
        reps=-1,
        target_s=D(0),
        lowering_s=D("-0.1"),
        fidelity_points=-2,
        rpe=D("0.5"),
    )


def test_points_are_those_between_the_figures_shown() -> None:
    # 98.9 % and 97.0 % are shown as 98 % and 97 %.
    before, after = done(reps=lowerings("4.85")), done(reps=lowerings("4.945"))
    assert set_change(before, after).fidelity_points == 1


def test_another_prescribed_lowering_is_told_apart_from_how_it_went() -> None:
    change = set_change(done(reps=lowerings("5")), done(reps=lowerings("5.5", target="6")))
    assert (change.target_s, change.lowering_s) == (D(1), D("0.5"))
    changed = (*lowerings("5"), *lowerings("6", target="6"))
    assert set_change(done(), done(reps=changed)).target_s is None


def test_what_the_clock_led_is_never_held_against_what_was_measured() -> None:
    paced, marked = done(reps=lowerings("5", "5", marked=False)), done(reps=lowerings("4", "4"))
    for change in (set_change(paced, marked), set_change(marked, paced), set_change(paced, paced)):
        assert change.lowering_s is None
        assert change.fidelity_points is None
    # Of a set led in part, the measured part alone counts.
    mixed = done(reps=(*lowerings("9", target="9", marked=False), *lowerings("4.5")))
    assert set_change(mixed, marked).lowering_s == D("-0.5")


def test_measured_holds_are_compared_by_the_seconds_held() -> None:
    assert set_change(done(reps=holds("30")), done(reps=holds("34.5"))).hold_s == D("4.5")
    assert set_change(done(reps=holds("30", marked=False)), done(reps=holds("34"))).hold_s is None


def test_unknowns_and_what_was_left_out_tell_nothing() -> None:
    assert set_change(done(load=None, reps=()), done(rpe="8")).load is None
    assert set_change(done(), done(rpe="8")).rpe is None
    skipped = replace(done(reps=()), ended_by=EndedBy.SKIPPED)
    assert set_change(done(), skipped) == SetChange()


def test_the_totals_of_both_sessions_are_set_against_each_other() -> None:
    before = replace(session(done(reps=lowerings("5", "4"))), rpe=D(7))
    after = replace(
        session(done(reps=lowerings("5", "5")), done(number=2), at=AT + timedelta(days=7), minutes=45),
        rpe=D(6),
    )
    change = side_by_side(before, after).change
    assert (change.sets, change.reps, change.lowering_s) == (1, 1, D(6))
    # Fidelities 90 % and 100 %.
    assert (change.fidelity_points, change.rpe, change.minutes) == (10, D(-1), 5)


def test_minutes_are_compared_as_they_are_shown() -> None:
    # 40 min 20 s and 52 min 40 s stand there as 40 and 53 minutes.
    before, after = session(done()), session(done(), at=AT + timedelta(days=7))
    before = replace(before, finished_at=before.started_at + timedelta(minutes=40, seconds=20))
    after = replace(after, finished_at=after.started_at + timedelta(minutes=52, seconds=40))
    assert side_by_side(before, after).change.minutes == 13


def test_sums_with_paced_seconds_in_them_are_not_compared() -> None:
    before = session(done(reps=lowerings("5", marked=False)))
    assert side_by_side(before, session(done())).change.lowering_s is None


def test_a_night_when_the_clocks_change_lasts_as_long_as_it_lasted() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    evening = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    autumn = replace(session(done()), started_at=evening, finished_at=evening.replace(fold=1, minute=10))
    # From 2:30 summer time to 2:10 winter time: 40 minutes.
    assert side_by_side(session(done()), _fixed(autumn)).change.minutes == 0


@pytest.mark.parametrize("minutes", [None, -5, 60 * 25])
def test_an_end_that_can_not_be_tells_no_duration(minutes: int | None) -> None:
    assert side_by_side(session(done()), session(done(), minutes=minutes)).change.minutes is None


def _fixed(one: Session) -> Session:
    """Instants as they are stored: each with the offset it had."""

    def fixed(at: datetime) -> datetime:
        offset = at.utcoffset()
        assert offset is not None
        return at.replace(tzinfo=timezone(offset), fold=0)

    assert one.finished_at is not None
    return replace(one, started_at=fixed(one.started_at), finished_at=fixed(one.finished_at))
