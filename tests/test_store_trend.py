"""An exercise's sets for its trend, as the database adds them up: as whole sessions tell, and by index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui import _store_trend
from negtrain_tui._store_rows import Reader
from negtrain_tui.repository import Repository
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.trend import TrendSet, trend, trend_set
from tests.sessions_made_up import made_up
from tests.stored_samples import START, finished_session, finished_set, rep

CATALOGUE = load_catalogue()


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(tmp_path / "negtrain.db") as repository:
        yield repository


def session(at: datetime, *sets: SetRecord, **changes: object) -> Session:
    placed = tuple(
        replace(
            done,
            id=f"{at:%m%d%H} {place}",
            number=place,
            reps=tuple(replace(each, number=number) for number, each in enumerate(done.reps, 1)),
        )
        for place, done in enumerate(sets, 1)
    )
    made = Session(f"{at:%m%d%H}", Status.FINISHED, at, at + timedelta(hours=1), sets=placed)
    return replace(made, **changes)  # type: ignore[arg-type]


DIPS = finished_set()
HOLD = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"), load_down=parse_amount("bw"))
VARIED = (
    DIPS,
    replace(DIPS, reps=(rep(1), rep(2), rep(3, actual="2.9"), rep(4, actual="7"))),
    replace(DIPS, reps=(rep(1, side=Side.LEFT), rep(2, side=Side.RIGHT), rep(3, actual="2", side=Side.LEFT))),
    replace(DIPS, reps=(HOLD, replace(HOLD, hold_actual_s=D(30)))),
    replace(DIPS, reps=(rep(1), Rep(2, None, RepKind.NORMAL, load_down=parse_amount("25kg")))),
    replace(DIPS, reps=(rep(1, load_down=parse_amount("80kg")), rep(2, load_down=parse_amount("177lb")))),
    replace(DIPS, reps=(rep(1, lowering_target_s=None, lowering_actual_s=None, marked=False),)),
    replace(DIPS, reps=(rep(1, lowering_target_s=D(0), actual="0.4", marked=True),)),
    replace(DIPS, reps=(), ended_by=EndedBy.PAIN, pain=8),
    replace(DIPS, load_lifted=parse_load("100kg/80kg"), rpe=None, pain=None, note="", line_id="L"),
)


def test_what_the_database_adds_up_is_what_whole_sessions_tell(repository: Repository) -> None:
    stored = session(START, *VARIED)
    repository.start_session(stored)
    (read,) = repository.sessions(limit=1)
    told = tuple(trend_set(read.id, START.date(), done) for done in work_sets(read.sets))
    assert len(told) == len(VARIED)
    assert repository.trend_sets("dip NEGATIVE") == told


@pytest.mark.parametrize("seed", range(3))
def test_the_course_of_an_exercise_is_the_same_from_whole_sessions(repository: Repository, seed: int) -> None:
    repository.add_sessions(made_up(seed, 60))
    sessions = sorted(repository.sessions(limit=60), key=lambda each: (each.started_at, each.id))
    told: dict[str, list[TrendSet]] = {}
    for each in sessions:
        for done in work_sets(each.sets):
            told.setdefault(done.exercise.casefold(), []).append(
                trend_set(each.id, each.started_at.date(), done)
            )
    tempos = 0
    for name, sets in told.items():
        exercise = CATALOGUE.resolve(name).exercise
        read = repository.trend_sets(name)
        assert read == tuple(sets)
        found = trend(read, exercise)
        assert found == trend(sets, exercise)
        tempos += len(found.exposures) > len({done.session_id for done in sets})
    assert tempos >= 5


def test_answers_stand_with_the_first_tempo_of_a_set_whose_seconds_were_changed(
    repository: Repository,
) -> None:
    slow, quick = (rep(1, lowering_target_s=D(s), lowering_actual_s=D(s)) for s in (5, 3))
    repository.start_session(session(START, replace(DIPS, reps=(slow, quick), rpe=D(8), pain=2)))
    dip = CATALOGUE.resolve("Dip negative").exercise
    first, second = trend(repository.trend_sets("Dip negative"), dip).exposures
    assert (first.target_s, first.rpe, first.pain) == (D(5), D(8), 2)
    assert (second.target_s, second.rpe, second.pain) == (D(3), None, None)


def test_what_counts_for_nothing_is_left_out(repository: Repository) -> None:
    ramp, skipped = replace(DIPS, warm_up=True), replace(DIPS, reps=(), ended_by=EndedBy.SKIPPED)
    begun = replace(DIPS, reps=(), rpe=None, pain=None, note="", ended_by=None)
    other = replace(DIPS, exercise="Nordic curl")
    repository.start_session(session(START, ramp, skipped, begun, other, DIPS))
    deleted = session(START + timedelta(days=1), DIPS)
    repository.start_session(deleted)
    repository.settle(deleted.id, keep=False)
    (found,) = repository.trend_sets("Dip negative")
    repository.withdraw_rep(found.set_id, 3, None)
    (found,) = repository.trend_sets("Dip negative")
    assert sum(each.number for each in found.reps) == 2
    repository.remove_set(found.session_id, found.set_id)
    assert repository.trend_sets("Dip negative") == ()


def test_a_window_has_the_days_of_both_its_ends_as_they_were_there(repository: Repository) -> None:
    # Late on 4 July in Tokyo, when it is still the day before at home.
    tokyo = timezone(timedelta(hours=9))
    days = [datetime(2026, 7, day, 23, 30, tzinfo=tokyo) for day in (4, 3, 5, 6)]
    for at in days:
        repository.start_session(session(at, replace(DIPS, started_at=at)))
    first, last = date(2026, 7, 4), date(2026, 7, 5)
    found = repository.trend_sets("Dip negative", first, last)
    assert [each.day for each in found] == [first, last]
    assert [each.day.day for each in repository.trend_sets("Dip negative", first)] == [4, 5, 6]
    assert [each.day.day for each in repository.trend_sets("Dip negative", None, first)] == [3, 4]
    assert [each.day.day for each in repository.trend_sets("Dip negative")] == [3, 4, 5, 6]


def test_a_session_trained_past_midnight_is_of_the_day_it_began(repository: Repository) -> None:
    late = replace(DIPS, started_at=START + timedelta(hours=9))
    repository.start_session(session(START, late))
    (found,) = repository.trend_sets("Dip negative", START.date(), START.date())
    assert found.day == START.date()


def test_a_day_tells_how_many_sets_it_was_to_have_and_whether_it_was_easier(repository: Repository) -> None:
    today = (
        LineToday(DIPS.line, 2, "L", deload=True),
        LineToday("Dip negative 5x5 @bw", 5, "M", replaces="Bench press"),
    )
    mine, taken = replace(DIPS, line_id="L"), replace(DIPS, line_id="M")
    repository.start_session(session(START, mine, taken, DIPS, today=today))
    found = [(each.sets_asked, each.easy) for each in repository.trend_sets("Dip negative")]
    assert found == [(2, True), (None, False), (None, False)]


@pytest.mark.parametrize("window", [{}, {"first": "2026-02-23", "last": "2026-05-22"}])
def test_neither_sets_nor_reps_nor_sessions_are_searched_through(
    repository: Repository, window: dict[str, str]
) -> None:
    repository.start_session(finished_session())
    connection = sqlite3.connect(repository.path)
    source, days = (_store_trend._WINDOW, _store_trend._DAYS) if window else (_store_trend._ALL, "")
    for query in (_store_trend._SETS, _store_trend._REPS, _store_trend._TODAY):
        asked = {"key": "dip negative", **window}
        plan = list(
            Reader(connection).query(f"EXPLAIN QUERY PLAN {query.format(source=source, days=days)}", asked)
        )
        told = [str(row["detail"]) for row in plan]
        assert not [each for each in told if each.startswith("SCAN")], told
        if window:
            assert any("sessions_by_day" in each for each in told), told
        else:
            assert any("exercise_key=?" in each for each in told), told
    connection.close()
