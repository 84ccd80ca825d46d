"""What a week rests on as it comes from the database: local days, what counts, and by its indexes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui import _store_weeks
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Repository
from negtrain_tui.training.body_mass import Weighed
from negtrain_tui.training.load import Mass
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.week import Work

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = NOON.date()


def rep(number: int, seconds: str, *, side: Side | None = None, marked: bool = True) -> Rep:
    return Rep(number, side, RepKind.LOWERING, D(5), D(seconds), marked=marked)


def done(*reps: Rep, exercise: str = "Bench press", at: datetime = NOON, **changes: object) -> SetRecord:
    line = SetRecord(
        id=new_id(at),
        exercise=exercise,
        line=f"{exercise} 3x5 @80kg 5-0-X-0",
        line_number=1,
        number=1,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=at,
        finished_at=at,
        ended_by=EndedBy.REPS_DONE,
        reps=reps,
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def session(*sets: SetRecord, at: datetime = NOON, **changes: object) -> Session:
    whole = Session(
        new_id(at), Status.FINISHED, at, at + timedelta(minutes=40), name="Push", sets=sets, rpe=D("7.5")
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(tmp_path / "a.db") as repository:
        yield repository


def test_sets_reps_and_seconds_of_each_exercise(repository: Repository) -> None:
    asked = session(
        done(rep(1, "5.1"), rep(2, "4.8"), rep(3, "5", marked=False)),
        done(rep(1, "5.25")),
        # Both sides of a set: one set, and the lowerings of both.
        done(rep(1, "4", side=Side.LEFT), rep(1, "3.5", side=Side.RIGHT), exercise="Leg press"),
    )
    repository.start_session(asked)
    (found,) = repository.week_sessions(DAY, DAY)
    assert found.work == (
        ("Bench press", Work(D(2), D(4), D("20.15"), 1)),
        ("Leg press", Work(D(1), D(2), D("7.5"))),
    )
    assert (found.id, found.day, found.name, found.status) == (asked.id, DAY, "Push", Status.FINISHED)
    assert (found.started_at, found.finished_at) == (asked.started_at, asked.finished_at)
    assert found.rpe == D("7.5")


def test_only_work_sets_that_happened_and_had_lowerings_count(repository: Repository) -> None:
    hold = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D(30))
    normal = Rep(1, None, RepKind.NORMAL)
    repository.start_session(
        session(
            done(rep(1, "5"), warm_up=True),
            done(hold),
            done(normal),
            done(ended_by=EndedBy.CONTROL_LOST),
            done(rep(1, "5"), ended_by=EndedBy.SKIPPED),
        )
    )
    (found,) = repository.week_sessions(DAY, DAY)
    assert found.work == ()


def test_what_was_deleted_or_taken_back_does_not_count(repository: Repository) -> None:
    kept = session(done(rep(1, "5"), rep(2, "4")))
    gone = session(done(rep(1, "5")))
    for each in (kept, gone):
        repository.start_session(each)
    repository.withdraw_rep(kept.sets[0].id, 2, None)
    repository.settle(gone.id, keep=False)
    (found,) = repository.week_sessions(DAY, DAY)
    assert (found.id, found.work) == (kept.id, (("Bench press", Work(D(1), D(1), D(5))),))


def test_days_are_those_of_where_it_was(repository: Repository) -> None:
    tokyo, angeles = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
    early = session(at=datetime(2026, 3, 2, 0, 30, tzinfo=tokyo))
    late = session(at=datetime(2026, 3, 1, 23, 30, tzinfo=angeles))
    for each in (early, late):
        repository.start_session(each)
    assert [each.id for each in repository.week_sessions(date(2026, 3, 2), date(2026, 3, 8))] == [early.id]
    assert [each.id for each in repository.week_sessions(date(2026, 2, 23), date(2026, 3, 1))] == [late.id]
    assert repository.week_sessions(date(2026, 3, 3), date(2026, 3, 8)) == ()


def test_body_masses_by_the_day_they_were_weighed_on(repository: Repository) -> None:
    tokyo, angeles = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
    for value, at in (
        ("80", datetime(2026, 3, 2, 0, 30, tzinfo=tokyo)),
        ("81", datetime(2026, 3, 8, 23, 30, tzinfo=angeles)),
        ("82", datetime(2026, 3, 9, 0, 0, tzinfo=tokyo)),
        ("79", datetime(2026, 3, 1, 23, 59, tzinfo=angeles)),
    ):
        repository.save_body_mass(Mass(D(value), "kg"), at)
    repository.save_body_mass(Mass(D("180.5"), "lb"), NOON)
    assert repository.body_masses(date(2026, 3, 2), date(2026, 3, 8)) == (
        Weighed(date(2026, 3, 2), Mass(D(80), "kg")),
        Weighed(DAY, Mass(D("180.5"), "lb")),
        Weighed(date(2026, 3, 8), Mass(D(81), "kg")),
    )


@pytest.mark.parametrize(
    ("query", "parameters", "indexes"),
    [
        (_store_weeks.SESSIONS, ["2026-03-02", "2026-03-08"], {"sessions_by_day"}),
        (_store_weeks.WORK, ['["a"]'], {"sets_of_session", "reps_of_set"}),
        (_store_weeks.BODY_MASSES, ["2026-03-02", "2026-03-08"], {"sqlite_autoindex_body_masses_2"}),
    ],
)
def test_nothing_is_looked_through_from_end_to_end(
    repository: Repository, query: str, parameters: list[str], indexes: set[str]
) -> None:
    with repository._reading() as db:
        plan = [row["detail"] for row in db.query(f"EXPLAIN QUERY PLAN {query}", parameters)]
    told = "\n".join(plan)
    assert all(f" {index} " in f"{told} " or f" {index}\n" in told for index in indexes), told
    assert not [step for step in plan if step.startswith("SCAN") and "wanted" not in step], told
