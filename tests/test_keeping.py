"""What of today goes into the plan's line when the lifter keeps it, and what stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from negtrain_tui.training.keeping import kept
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, SetRecord, Status

THEN = datetime(2026, 3, 2, 18, tzinfo=UTC)
BENCH = "Bench press 3x5 @60kg 4-0-X-0 rest 2:00"


def done(prescribed: str | None, lifted: str | None, *seconds: str) -> SetRecord:
    record = SetRecord(
        "s", "Bench press", "", 1, 1, None, "paced", Status.FINISHED, THEN, THEN, EndedBy.REPS_DONE
    )
    reps = tuple(Rep(at, None, RepKind.LOWERING, Decimal(each)) for at, each in enumerate(seconds, 1))
    return replace(
        record,
        reps=reps,
        load_prescribed=parse_load(prescribed) if prescribed else None,
        load_lifted=parse_load(lifted) if lifted else None,
    )


def keep(planned: str, *sets: SetRecord, today: str = "", more: int = 0, replaces: str | None = None) -> str:
    """The plan's line as notation, after a session that began with it, or with `today`."""
    line = today or planned
    count = parse_prescription(line).set_count
    told = LineToday(line, count + more, "L", replaces=replaces)
    return format_prescription(kept(parse_prescription(planned), told, sets, exchanged=replaces is not None))


def test_nothing_changed() -> None:
    assert keep(BENCH) == BENCH
    assert keep(BENCH, done("60kg", "60kg", "4", "4")) == BENCH


def test_the_load_of_the_last_set() -> None:
    assert keep(BENCH, done("60kg", "60kg"), done("60kg", "62.5kg")) == BENCH.replace("60kg", "62.5kg")
    assert keep(BENCH, done("60kg", "62.5kg"), done("60kg", "60kg")) == BENCH


def test_two_loads() -> None:
    line = "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated"
    assert keep(line, done("120kg/90kg", "125kg/90kg")) == line.replace("120kg", "125kg")


@pytest.mark.parametrize("load", ["80% 4-0-X-0", "105%/80% 4-0-X-0 accentuated"])
def test_a_percentage_stays(load: str) -> None:
    line = f"Back squat 4x3 @{load}"
    assert keep(line, done("80kg", "85kg")) == line


def test_sets_are_added_and_never_taken_away() -> None:
    assert keep(BENCH, more=2) == BENCH.replace("3x5", "5x5")
    assert keep(BENCH, more=-1) == BENCH
    assert keep("Press 12,10,8 @30kg", more=1) == "Press 12,10,8,8 @30kg"
    assert keep("Wall sit 3x30s @bw", more=1) == "Wall sit 4x30s @bw"
    assert keep("Press 3x6-8 @30kg", more=1) == "Press 4x6-8 @30kg"


def test_the_seconds_of_the_last_lowering() -> None:
    assert keep(BENCH, done("60kg", "60kg", "4", "5")) == BENCH.replace("4-0", "5-0")


STEPS = "Bench press 3x5 @60kg 4-0-X-0 +1s..6s +0.5kg"


def test_what_the_line_has_steps_for_is_kept_beside_the_plan() -> None:
    assert keep(STEPS, done("60kg", "61kg", "7")) == STEPS
    assert keep(STEPS, done("60kg", "135lb"), more=1) == STEPS.replace("3x5", "4x5")
    seconds_only = STEPS.replace(" +0.5kg", "")
    assert keep(seconds_only, done("60kg", "61kg", "7")) == seconds_only.replace("60kg", "61kg")
    kilos_only = STEPS.replace(" +1s..6s", "")
    assert keep(kilos_only, done("60kg", "61kg", "7")) == kilos_only.replace("4-0", "7-0")


def test_where_progress_has_come_to_is_never_written_into_the_plan() -> None:
    today = "Bench press 3x5 @64.5kg 6-0-X-0 +1s..6s +0.5kg"
    assert keep(STEPS, done("64.5kg", "64.5kg", "6"), today=today) == STEPS
    assert keep(STEPS, done("64.5kg", "70kg", "3"), today=today, more=1) == STEPS.replace("3x5", "4x5")


def test_what_the_plates_make_of_the_load_is_no_change() -> None:
    rounded = replace(done("61kg", "60kg", "4"), load_loadable=parse_load("60kg"))
    line = BENCH.replace("60kg", "61kg")
    assert keep(line, rounded) == line
    assert keep(line, replace(rounded, load_lifted=parse_load("62kg"))) == line.replace("61kg", "62kg")


def test_a_day_made_easier_changes_nothing() -> None:
    told = LineToday("Bench press 2x5 @50kg 4-0-X-0 rest 2:00", 3, "L", base=BENCH, deload=True)
    planned = parse_prescription(BENCH)
    assert kept(planned, told, (done("50kg", "55kg", "3"),)) == planned


def test_an_exercise_in_its_place_keeps_the_place() -> None:
    planned = "Bench press 3x5 @60kg 4-0-X-0 wk 2-6 group A"
    now = keep(planned, today="Dip 2x8 @bw 3-0-A-0", replaces="Bench press")
    assert parse_prescription(now) == parse_prescription("Dip 2x8 @bw 3-0-A-0 wk 2-6 group A")


def test_what_was_changed_in_an_exercise_in_its_place_counts_too() -> None:
    now = keep(BENCH, done("20kg", "22kg"), today="Row 2x8 @20kg 3-0-X-0", more=1, replaces="Bench press")
    assert now == "Row 3x8 @22kg 3-0-X-0"


def test_a_line_that_was_edited_meanwhile_keeps_its_edit() -> None:
    edited = "Bench press 4x6 @70kg 3-0-X-0 rest 3:00"
    assert keep(edited, today=BENCH) == edited
    assert keep(edited, done("60kg", "60kg", "4"), today=BENCH) == edited
    assert (
        keep(edited, done("60kg", "65kg", "5"), today=BENCH, more=1)
        == "Bench press 5x6 @65kg 5-0-X-0 rest 3:00"
    )


def test_what_would_contradict_the_line_is_left_out() -> None:
    curl = "Biceps curl 1x12 @25kg 30-10-30"
    assert keep(curl, done("25kg", "26kg"), more=1) == curl.replace("25kg", "26kg")
    squat = "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated"
    assert keep(squat, done("120kg/90kg", "100kg"), more=1) == squat.replace("4x3", "5x3")
