"""Records: what was heavier or longer than ever before, and what counts for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from negtrain_tui.repository import Repository
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.records import records

BENCH = "Bench press 4x5 @80kg 5-1-X-0"
THEN = datetime(2026, 3, 2, 18, tzinfo=UTC)


def rep(load: str | None, seconds: str = "5", *, marked: bool = False, lost: bool = False) -> Rep:
    down = None if load is None else parse_load(load).down
    lowered = Decimal(seconds)
    return Rep(1, None, RepKind.LOWERING, Decimal(5), lowered, marked, lost, load_down=down, load_up=down)


def one(*reps: Rep, line: str = BENCH, exercise: str = "Bench press", load: str | None = None) -> SetRecord:
    lifted = parse_load(load) if load else None
    done = SetRecord("s", exercise, line, 1, 1, None, "paced", Status.FINISHED, THEN, THEN, EndedBy.REPS_DONE)
    return replace(done, reps=reps, load_lifted=lifted)


def feat(
    load: str | None,
    longest: str | None = None,
    *,
    line: str = BENCH,
    method: str | None = None,
    target: str | None = None,
) -> Feat:
    down, target_s = parse_load(load).down if load else None, Decimal(target) if target else None
    return Feat(line, method, down, Decimal(longest) if longest else None, target_s)


def words(sets: Sequence[SetRecord], *earlier: Feat, name: str = "bench press") -> list[str]:
    return [each.words for each in records(sets, {name: earlier}, load_catalogue())]


def test_the_first_time_is_no_record() -> None:
    assert words([one(rep("100kg", "9", marked=True))]) == []


def test_the_heaviest_lowering_under_control() -> None:
    assert words([one(rep("80kg"), rep("82.5kg"))], feat("80kg"), feat("75kg")) == [
        "Bench press 5-1-X-0: 82.5kg, the heaviest so far (80kg before)"
    ]
    assert words([one(rep("80kg"))], feat("80kg")) == []


def test_kilograms_and_pounds_are_weighed_against_each_other() -> None:
    assert words([one(rep("80kg"))], feat("177lb")) == []
    assert len(words([one(rep("80kg"))], feat("176lb"))) == 1
    assert words([one(rep("177lb"))], feat("80kg")) == [
        "Bench press 5-1-X-0: 177lb, the heaviest so far (80kg before)"
    ]


def test_less_help_is_more_than_more_and_bodyweight_is_more_than_help() -> None:
    dip = "Dip 3x5 @bw-20kg 5-0-A-0"
    for now, before, more in [
        ("bw-15kg", "bw-20kg", True),
        ("bw", "bw-5kg", True),
        ("bw+2.5kg", "bw", True),
        ("bw-20kg", "bw-15kg", False),
        ("bw", "bw", False),
    ]:
        found = words([one(rep(now), line=dip, exercise="Dip")], feat(before, line=dip), name="dip")
        assert bool(found) is more, (now, before)


def test_a_mass_is_not_compared_with_bodyweight() -> None:
    assert words([one(rep("20kg"))], feat("bw+10kg")) == []


def test_where_control_was_lost_nothing_counts() -> None:
    assert words([one(rep("90kg", "9", marked=True, lost=True))], feat("80kg", "5")) == []
    assert words([one(rep("80kg"), rep("90kg", lost=True))], feat("80kg")) == []


def test_warm_ups_and_what_was_left_out_count_for_nothing() -> None:
    assert words([replace(one(rep("90kg")), warm_up=True)], feat("80kg")) == []
    assert words([replace(one(), ended_by=EndedBy.SKIPPED)], feat("80kg")) == []


def test_another_tempo_or_method_or_name_is_another_strength() -> None:
    slow = "Bench press 4x5 @80kg 8-1-X-0"
    assert words([one(rep("90kg"))], feat("80kg", line=slow)) == []
    assert words([one(rep("90kg"))], feat("80kg", method="negative")) == []
    assert words([one(rep("90kg"), exercise="Close bench")], feat("80kg")) == []
    assert len(words([one(rep("90kg"), line="Bench press 1x1 @90kg 5-1-X-0")], feat("80kg"))) == 1
    assert len(words([one(rep("90kg"), exercise="BENCH PRESS")], feat("80kg"))) == 1


def test_a_record_is_of_the_seconds_that_were_asked_whatever_the_line_says() -> None:
    slower = replace(rep("82.5kg", "8"), lowering_target_s=Decimal(8))
    assert words([one(slower)], feat("80kg", target="5")) == []
    assert words([one(slower)], feat("80kg", target="5"), feat("75kg", target="8")) == [
        "Bench press 8-1-X-0: 82.5kg, the heaviest so far (75kg before)"
    ]
    assert words([one(slower)], feat("80kg", line="Bench press 3x5 @80kg 8-1-X-0")) == [
        "Bench press 8-1-X-0: 82.5kg, the heaviest so far (80kg before)"
    ]


def test_each_rep_of_a_set_counts_for_its_own_seconds() -> None:
    longer = replace(rep("80kg", "8.5", marked=True), lowering_target_s=Decimal(8))
    assert words(
        [one(rep("80kg", "5.5", marked=True), longer)],
        feat("80kg", "5.2", target="5"),
        feat("80kg", "8.1", target="8"),
    ) == [
        "Bench press 5-1-X-0: 5.5 s with 80kg, the longest measured lowering so far (5.2 s before)",
        "Bench press 8-1-X-0: 8.5 s with 80kg, the longest measured lowering so far (8.1 s before)",
    ]


def test_the_longest_lowering_only_counts_where_it_was_measured() -> None:
    assert words([one(rep("80kg", "9"))], feat("80kg", "6")) == []
    assert words([one(rep("80kg", "9", marked=True))], feat("80kg")) == []
    assert words([one(rep("80kg", "6.2", marked=True))], feat("80kg", "6")) == [
        "Bench press 5-1-X-0: 6.2 s with 80kg, the longest measured lowering so far (6.0 s before)"
    ]
    assert words([one(rep("80kg", "6", marked=True))], feat("80kg", "6")) == []


def test_a_lowering_is_longer_from_a_tenth_of_a_second_on() -> None:
    assert words([one(rep("80kg", "6.477", marked=True))], feat("80kg", "6.46")) == []
    assert words([one(rep("80kg", "6.559", marked=True))], feat("80kg", "6.46")) == []
    (said,) = words([one(rep("80kg", "6.56", marked=True))], feat("80kg", "6.46"))
    assert said.endswith("6.6 s with 80kg, the longest measured lowering so far (6.5 s before)")


def test_the_longest_lowering_is_weighed_against_those_with_as_much_load_or_more() -> None:
    long = one(rep("80kg", "7", marked=True))
    assert words([long], feat("90kg", "8")) == []
    assert words([long], feat("70kg", "6"), feat("90kg")) == []
    assert len(words([long], feat("70kg", "9"), feat("80kg", "6"))) == 1


def test_what_a_rep_says_was_lowered_counts_whatever_its_set_says() -> None:
    """Too low is safer than a record nobody lifted."""
    assert words([one(rep("80kg"), load="90kg")], feat("80kg")) == []
    assert words([one(rep(None), load="90kg")], feat("80kg")) == []
    assert len(words([one(rep("90kg"), load="80kg")], feat("80kg"))) == 1


def test_a_heavier_load_that_was_taken_off_again_still_counts() -> None:
    assert len(words([one(rep("90kg"), rep("85kg"), load="85kg")], feat("86kg"))) == 1


def test_a_line_that_is_not_in_our_notation_sets_no_record_and_holds_none() -> None:
    assert words([one(rep("90kg"), line="3 sets of bench")], feat("80kg", line="3 sets of bench")) == []
    assert words([one(rep("90kg"))], feat("80kg", line="")) == []


def test_what_was_achieved_before_leaves_out_lost_control_warm_ups_and_holds(tmp_path: Path) -> None:
    hold = Rep(1, None, RepKind.HOLD, hold_target_s=Decimal(30), hold_actual_s=Decimal(30))
    sets = (
        one(rep("90kg", "9", marked=True, lost=True), load="90kg"),
        replace(one(rep("95kg"), load="95kg"), warm_up=True),
        one(hold, load="20kg", line="Bench press 1x30s @20kg"),
        one(rep("80kg", "6", marked=True), rep("80kg", "8", lost=True, marked=True), load="80kg"),
    )
    placed = tuple(replace(each, id=f"s{at}", number=at) for at, each in enumerate(sets, 1))
    with Repository.open(tmp_path / "n.db") as repository:
        repository.start_session(Session("a", Status.FINISHED, THEN, THEN, sets=placed_apart(placed)))
        assert repository.feats("Bench press", THEN + timedelta(days=1)) == (feat("80kg", "6", target="5"),)


def placed_apart(sets: tuple[SetRecord, ...]) -> tuple[SetRecord, ...]:
    """The same sets, their reps numbered one after the other as they are on disk."""
    return tuple(
        replace(each, reps=tuple(replace(one, number=at) for at, one in enumerate(each.reps, 1)))
        for each in sets
    )
