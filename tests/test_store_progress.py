"""The last sessions of a plan's lines and the lifter's decisions, as progress asks for them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from negtrain_tui import _store_opening, _store_progress, migrations
from negtrain_tui._store_rows import Reader
from negtrain_tui.alive import Alive
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, LineToday, Session, SetRecord, Status
from negtrain_tui.training.standing import Decision, DecisionKind, Standing
from tests.stored_samples import START, finished_set, rep

LINE = "Bench press 3x5 @82.5kg 5-1-X-0 +1s..8s +0.5kg"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@pytest.fixture
def repository(path: Path) -> Iterator[Repository]:
    with Repository.open(path) as repository:
        yield repository


def work(at: datetime, number: int, line_id: str | None = "L", **changes: object) -> SetRecord:
    done = finished_set(at + timedelta(minutes=3 * number), exercise="Bench press", number=number)
    return replace(done, line=LINE, line_id=line_id, **changes)  # type: ignore[arg-type]


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def trained(repository: Repository, at: datetime, sets: Sequence[SetRecord], **changes: object) -> Session:
    """A finished session, stored."""
    session = Session(
        new_id(at),
        Status.FINISHED,
        at,
        at + timedelta(hours=1),
        source="plan",
        lines=(LINE,),
        sets=tuple(sets),
    )
    session = replace(session, **changes)  # type: ignore[arg-type]
    repository.start_session(session)
    return session


def found(repository: Repository, line_id: str = "L", **asked: object) -> list[str]:
    """The ids of the sessions in which a line was trained."""
    return [each.session_id for each in repository.exposures([line_id], **asked)[line_id]]  # type: ignore[arg-type]


class TestExposures:
    def test_a_session_is_told_as_it_was(self, repository: Repository) -> None:
        sets = [work(day(0), 1), work(day(0), 2)]
        today = LineToday("Bench press 3x5 @83kg", 4, "L", base=LINE, deload=True)
        other = LineToday("Dip 3x5", 2, "D")
        session = trained(repository, day(0), sets, today=(other, today))
        (exposure,) = repository.exposures(["L"])["L"]
        assert (exposure.session_id, exposure.at) == (session.id, START)
        assert exposure.at.utcoffset() == START.utcoffset()
        assert exposure.sets == tuple(sets)
        assert (exposure.line, exposure.base, exposure.sets_asked, exposure.deload) == (LINE, LINE, 4, True)

    def test_an_older_session_asked_what_its_line_says(self, repository: Repository) -> None:
        trained(repository, day(0), [work(day(0), 1)])
        (exposure,) = repository.exposures(["L"])["L"]
        assert (exposure.base, exposure.sets_asked, exposure.deload) == (None, 3, False)

    def test_the_last_are_told_oldest_first(self, repository: Repository) -> None:
        ids = [trained(repository, day(at), [work(day(at), 1)]).id for at in (3, 1, 2, 0)]
        in_order = [ids[3], ids[1], ids[2], ids[0]]
        assert found(repository) == in_order
        assert found(repository, limit=3) == in_order[1:]
        assert found(repository, limit=1) == in_order[3:]
        assert found(repository, limit=0) == []
        assert found(repository, before=day(2)) == in_order[:2]
        assert found(repository, before=day(2), limit=1) == in_order[1:2]

    def test_each_line_has_its_own(self, repository: Repository) -> None:
        both = trained(repository, day(0), [work(day(0), 1), work(day(0), 2, "M")])
        second = trained(repository, day(1), [work(day(1), 1, "M"), work(day(1), 2, None)])
        told = repository.exposures(["L", "M", "never"])
        assert [each.session_id for each in told["L"]] == [both.id]
        assert [each.session_id for each in told["M"]] == [both.id, second.id]
        assert all(done.line_id == "M" for each in told["M"] for done in each.sets)
        assert told["never"] == ()
        assert repository.exposures([]) == {}

    def test_an_exercise_in_place_of_the_plans_is_none(self, repository: Repository) -> None:
        sets = [work(day(0), 1), work(day(0), 2, None, replaces="Bench press")]
        today = LineToday("Push-up 2x8", 5, "L", replaces="Bench press", begun=1)
        trained(repository, day(0), sets, today=(today,))
        (exposure,) = repository.exposures(["L"])["L"]
        assert exposure.sets == (sets[0],)
        assert exposure.sets_asked == 3

    def test_warm_ups_and_what_was_left_out_are_none(self, repository: Repository) -> None:
        trained(repository, day(0), [work(day(0), 1, warm_up=True)])
        trained(repository, day(1), [work(day(1), 1, reps=(), ended_by=EndedBy.SKIPPED)])
        trained(repository, day(2), [work(day(2), 1, reps=(), ended_by=EndedBy.EXERCISE_SKIPPED)])
        assert found(repository) == []
        sets = [
            work(day(4), 1, warm_up=True),
            work(day(4), 2),
            work(day(4), 3, reps=(), ended_by=EndedBy.SKIPPED),
        ]
        session = trained(repository, day(4), sets)
        (exposure,) = repository.exposures(["L"])["L"]
        assert (exposure.session_id, exposure.sets) == (session.id, (sets[1],))

    @pytest.mark.parametrize("ended_by", [*EndedBy, None])
    @pytest.mark.parametrize(
        "answer", [{}, {"rpe": Decimal(10)}, {"pain": 0}, {"note": "grip"}, {"reps": (rep(1),)}], ids=str
    )
    def test_what_happened_is_the_same_on_disk_and_off_it(
        self, repository: Repository, ended_by: EndedBy | None, answer: dict[str, object]
    ) -> None:
        blank = work(day(0), 1, reps=(), rpe=None, pain=None, note="", ended_by=ended_by)
        done = replace(blank, **answer)  # type: ignore[arg-type]
        session = trained(repository, day(0), [done])
        happened = [session.id] if done.happened else []
        assert found(repository) == happened
        assert len(repository.trained()) == len(happened)
        assert repository.last_sets("Bench press") == ((done,) if happened else ())

    def test_a_set_ended_before_its_first_rep_is_a_try(self) -> None:
        given_up = work(day(0), 1, reps=(), rpe=None, pain=None, note="")
        for by in (EndedBy.LIFTER, EndedBy.CONTROL_LOST, EndedBy.STOP_RULE, EndedBy.PAIN):
            assert replace(given_up, ended_by=by).happened
        for nothing in (None, EndedBy.SKIPPED, EndedBy.EXERCISE_SKIPPED):
            assert not replace(given_up, ended_by=nothing).happened
        assert replace(given_up, ended_by=None, rpe=Decimal(10)).happened
        assert not replace(given_up, ended_by=EndedBy.SKIPPED, note="no time").happened

    def test_what_was_taken_back_never_happened(self, repository: Repository) -> None:
        done = work(day(0), 1, reps=(rep(1), rep(2)), rpe=None, pain=None, note="")
        session = trained(repository, day(0), [done])
        repository.withdraw_rep(done.id, 2, None)
        (exposure,) = repository.exposures(["L"])["L"]
        assert [each.number for each in exposure.sets[0].reps] == [1]
        repository.withdraw_rep(done.id, 1, None)
        assert found(repository) == []
        repository.save_rep(done.id, rep(1), day(0))
        repository.remove_set(session.id, done.id)
        assert found(repository) == []
        repository.bring_set_back(session.id, done.id)
        repository.settle(session.id, keep=False)
        assert found(repository) == []
        repository.undo_discard(session.id)
        assert found(repository) == [session.id]

    def test_a_session_under_way_or_undecided_waits_for_its_end(
        self, path: Path, repository: Repository
    ) -> None:
        earlier = trained(repository, day(0), [work(day(0), 1)])
        live = trained(
            repository, day(1), [work(day(1), 1, status=Status.LIVE)], status=Status.LIVE, finished_at=None
        )
        with Alive.hold(path, live.id):
            assert found(repository) == [earlier.id]
            assert [done.id for done in repository.recent_sets("Bench press", day(0))] == [earlier.sets[0].id]
            repository.save_session(replace(live, status=Status.FINISHED, finished_at=day(1)))
            assert found(repository) == [earlier.id, live.id]
            repository.save_session(live)
        assert found(repository) == [earlier.id]
        repository.settle(live.id, keep=True)
        assert found(repository) == [earlier.id, live.id]
        assert repository.exposures(["L"])["L"][-1].sets[0].status is Status.INTERRUPTED

    def test_a_session_gone_on_with_after_another_hides_neither(self, repository: Repository) -> None:
        before = trained(repository, day(0), [work(day(0), 1)])
        broken_off = trained(repository, day(1), [work(day(1), 1), work(day(3), 2)])
        between = trained(repository, day(2), [work(day(2), 1)])
        assert found(repository) == [before.id, broken_off.id, between.id]
        assert len(repository.exposures(["L"])["L"][1].sets) == 2

    def test_sessions_at_one_instant_are_all_there(self, repository: Repository) -> None:
        ids = [trained(repository, START, [work(START, 1)]).id for _ in range(3)]
        assert sorted(found(repository)) == sorted(ids)

    def test_three_queries_do_for_any_number_of_lines(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lines = [f"L{number}" for number in range(10)]
        for at in range(4):
            trained(repository, day(at), [work(day(at), n, line_id) for n, line_id in enumerate(lines, 1)])
        asked: list[str] = []
        execute = Reader.execute

        def counted(reader: Reader, sql: str, *parameters: object) -> object:
            asked.append(sql)
            return execute(reader, sql, *parameters)  # type: ignore[arg-type]

        monkeypatch.setattr(Reader, "execute", counted)
        told = repository.exposures(lines)
        assert [len(told[line_id]) for line_id in lines] == [4] * 10
        # One more tells which sessions somebody trains with now, and one begins the reading.
        assert [sql for sql in asked if sql.startswith("BEGIN")] == ["BEGIN"]
        assert len(asked) == 5

    def test_no_query_looks_at_more_than_it_needs(self, path: Path, repository: Repository) -> None:
        asked = {"lines": '["L"]', "limit": 24, "before": None, "undecided": "[]", "sessions": '["S"]'}
        asked |= {"key": "bench press", "since": "2026", "plan": "P"}
        queries = {
            "walk": (_store_progress.LAST_SESSIONS, "INDEX sets_of_line (line_id=? AND started_utc<?)"),
            "sets": (_store_progress.SETS, "INDEX sets_of_session (session_id=?)"),
            "recent": (_store_progress.RECENT, "INDEX sets_of_exercise (exercise_key=? AND started_utc>?)"),
            "decisions": (_store_progress.DECISIONS, "INDEX decisions_of_line (line_id=?)"),
        }
        with contextlib.closing(sqlite3.connect(path)) as db:
            for query, index in queries.values():
                steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", asked)]
                assert any(step.endswith(index) for step in steps), steps
                for table in ("sets", "reps", "sessions", "decisions"):
                    assert not any(step.startswith(f"SCAN {table}") for step in steps), steps


class TestRecentSets:
    def test_work_sets_with_reps_newest_first(self, repository: Repository) -> None:
        old = trained(repository, day(0), [work(day(0), 1)]).sets
        sets = [
            work(day(9), 1, warm_up=True),
            work(day(9), 2),
            work(day(9), 3, None),
            work(day(9), 4, reps=(), ended_by=EndedBy.LIFTER),
        ]
        trained(repository, day(9), sets)
        discarded = trained(repository, day(10), [work(day(10), 1)])
        repository.settle(discarded.id, keep=False)
        assert repository.recent_sets("BENCH press", day(0)) == (sets[2], sets[1], *old)
        assert repository.recent_sets("Bench press", day(5)) == (sets[2], sets[1])
        assert repository.recent_sets("Bench press", day(0), limit=1) == (sets[2],)
        assert repository.recent_sets("Dip", day(0)) == ()


def decision(number: int, kind: DecisionKind = DecisionKind.SET, **changes: object) -> Decision:
    made = Decision(f"D{number}", kind, day(number), line_id="L", why="reset, 10 % lighter")
    return replace(made, **changes)  # type: ignore[arg-type]


class TestDecisions:
    def test_they_come_back_exactly_oldest_first(self, repository: Repository) -> None:
        stands = Standing(Decimal("6.5"), parse_load("bw+2.125kg"))
        made = [
            decision(3, standing=Standing(None, parse_load("120kg/90.5lb"))),
            decision(1, standing=stands, why="next load [taken]\n"),
            decision(2, DecisionKind.KEPT),
            decision(4, standing=Standing(Decimal(7), None)),
            decision(0, DecisionKind.DELOAD, line_id=None, plan_id="P", day=date(2026, 7, 6), why=""),
        ]
        for each in made:
            repository.decide(each)
        told = repository.decisions("P", ["L"])
        assert told == (made[4], made[1], made[2], made[0], made[3])
        assert told[1].at.utcoffset() == START.utcoffset()

    def test_others_are_not_told(self, repository: Repository) -> None:
        repository.decide(decision(1))
        repository.decide(decision(2, line_id="M"))
        repository.decide(decision(3, DecisionKind.DELOAD_MOVED, line_id=None, plan_id="Q"))
        assert [each.id for each in repository.decisions("P", ["L"])] == ["D1"]
        assert [each.id for each in repository.decisions("Q", [])] == ["D3"]
        assert [each.id for each in repository.decisions("Q", ["M", "L"])] == ["D1", "D2", "D3"]

    def test_one_taken_back_may_be_brought_back(self, repository: Repository) -> None:
        repository.decide(decision(1))
        repository.take_back_decision("D1")
        assert repository.decisions("P", ["L"]) == ()
        with pytest.raises(Conflict, match="doesn't stand any more"):
            repository.take_back_decision("D1")
        repository.bring_back_decision("D1")
        assert repository.decisions("P", ["L"]) == (decision(1),)
        for call in (repository.take_back_decision, repository.bring_back_decision):
            with pytest.raises(Conflict):
                call("never")


class TestMigration:
    def test_a_file_of_the_second_version_keeps_all_and_its_lines_have_a_past(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = path.with_name("newer.db")
        with Repository.open(newer) as repository:
            today = (LineToday(LINE, 2, "L"),)
            session = trained(repository, day(0), [work(day(0), 1)], today=today, next_line=1)
        second = Migrations("negtrain")
        second(name="m001_first")(migrations.m001_first)
        second(name="m002_plans")(migrations.m002_plans)
        with monkeypatch.context() as then:
            then.setattr(migrations, "MIGRATIONS", second)
            then.setattr(_store_opening, "STEPS", ("m001_first", "m002_plans"))
            Repository.open(path).close()
            with contextlib.closing(sqlite3.connect(path)) as file, file:
                file.execute("ATTACH ? AS newer", [str(newer)])
                for table in ("sessions", "sets", "reps"):
                    names = file.execute("SELECT name FROM pragma_table_info(?)", [table])
                    columns = ", ".join(name for (name,) in names)
                    file.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
                # As it was written then, without what lines have learned since.
                told = {"line": LINE, "sets": 2, "line_id": "L", "warm_ups": 0, "replaces": None}
                told |= {"begun": 0, "warmed": 0}
                file.execute("UPDATE sessions SET today = ?", [json.dumps([told])])
        with Repository.open(path) as repository:
            assert repository.session(session.id) == session
            (exposure,) = repository.exposures(["L"])["L"]
            assert (exposure.sets, exposure.sets_asked, exposure.base) == (session.sets, 2, None)
            assert repository.equipment() == Inventory()
            assert repository.decisions("P", ["L"]) == ()
            repository.decide(decision(1))
        (backup,) = path.parent.glob("*backup-v2-*")
        with contextlib.closing(sqlite3.connect(backup)) as kept:
            assert kept.execute("SELECT count(*) FROM sets").fetchone() == (1,)
        with contextlib.closing(sqlite3.connect(path)) as migrated:
            strict = migrated.execute(
                "SELECT name, strict FROM pragma_table_list WHERE name IN ('equipment', 'decisions')"
            ).fetchall()
            assert sorted(strict) == [("decisions", 1), ("equipment", 1)]
            with pytest.raises(sqlite3.IntegrityError):
                migrated.execute("UPDATE decisions SET kind = 'wished'")

    def test_what_a_line_is_today_comes_back(self, repository: Repository) -> None:
        today = LineToday("Bench press 3x5 @83kg", 2, "L", base=LINE, deload=True)
        session = trained(repository, day(0), [], today=(today,))
        stored = repository.session(session.id)
        assert stored is not None
        assert stored.today == (today,)
