import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from negtrain_tui import _store_earlier, ids
from negtrain_tui._store_values import offset_minutes, utc_text
from negtrain_tui.alive import Alive
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Conflict, Repository, StorageError, default_path
from negtrain_tui.training.agenda import Trained
from negtrain_tui.training.exercise import Exercise, Return, Unilateral
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import Mass, parse_amount, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, Side, Status
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting, Start, Tempo
from tests.children import finished, heard, started
from tests.stored_samples import (
    START,
    days_later,
    finished_session,
    finished_set,
    live_session,
    live_set,
    rep,
)

EVIL = '[red]Evil[/] \x1b[2J \x00 "quoted" \\ ÄÖ \u202e 💪'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "down" / "negtrain.db"


@pytest.fixture
def repository(path: Path) -> Iterator[Repository]:
    with Repository.open(path) as opened:
        yield opened


def read(repository: Repository, session_id: str) -> Session:
    session = repository.session(session_id)
    assert session is not None
    return session


def database(repository: Repository) -> Database:
    assert repository._opened is not None
    return repository._opened.db


def raw(path: Path, sql: str) -> list[Any]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


def kg(value: str | int) -> Mass:
    return Mass(Decimal(value), "kg")


class TestTheFile:
    def test_a_new_file_is_private_and_so_are_the_folders_made_for_it(self, path: Path) -> None:
        old = os.umask(0)
        try:
            Repository.open(path).close()
        finally:
            os.umask(old)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700

    def test_a_folder_that_was_there_keeps_its_rights(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o755)
        Repository.open(tmp_path / "negtrain.db").close()
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755

    def test_it_is_durable_strict_and_ours(self, repository: Repository, path: Path) -> None:
        db = database(repository)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        tables = db.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        assert len(tables) == 14
        assert all(is_strict for _, is_strict in tables)

    def test_closing_leaves_one_file_that_tells_whose_it_is(self, path: Path) -> None:
        Repository.open(path).close()
        assert [file.name for file in path.parent.iterdir()] == ["negtrain.db"]
        header = path.read_bytes()[:100]
        assert header[68:72] == b"Negt"
        assert int.from_bytes(header[60:64]) == 4

    def test_a_closed_repository_says_so(self, path: Path) -> None:
        repository = Repository.open(path)
        repository.close()
        repository.close()
        with pytest.raises(RuntimeError, match="closed"):
            repository.settings()

    def test_the_name_memory_is_a_file_like_any_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Repository.open(Path(":memory:")).close()
        assert (tmp_path / ":memory:").is_file()

    def test_a_relative_path_outlives_a_change_of_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with Repository.open(Path("x.db")) as repository:
            monkeypatch.chdir("/")
            repository.save_settings(Settings(unit="lb"))
            assert repository.path == tmp_path / "x.db"


class TestDefaultPath:
    def test_the_environment_wins(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("NEGTRAIN_DB", str(tmp_path / "a.db"))
        assert default_path() == tmp_path / "a.db"

    def test_else_the_users_data_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("NEGTRAIN_DB", "")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert default_path().name == "negtrain.db"
        assert default_path().parent.name == "negtrain"


def test_importing_the_repository_loads_neither_sqlite_nor_its_library() -> None:
    code = (
        "import sys, negtrain_tui.repository, negtrain_tui.outbox, negtrain_tui.alive;"
        "print([name for name in ('sqlite3', 'sqlite_utils', 'platformdirs', 'json') if name in sys.modules])"
    )
    assert finished(code) == "[]\n"


class TestTheLifter:
    def test_settings_have_defaults_and_come_back_exactly(self, repository: Repository) -> None:
        assert repository.settings() == Settings()
        chosen = Settings(
            unit="lb", lead_in_s=Decimal("7.5"), stop_rule=False, bell=True, theme="nord", notice_seen=True
        )
        repository.save_settings(chosen)
        assert repository.settings() == chosen

    def test_a_setting_of_another_version_is_left_alone(self, repository: Repository, path: Path) -> None:
        raw(path, "INSERT INTO settings VALUES ('from_the_future', '7')")
        repository.save_settings(Settings(bell=True))
        assert repository.settings() == Settings(bell=True)
        assert raw(path, "SELECT value FROM settings WHERE name = 'from_the_future'") == [("7",)]

    def test_an_own_exercise_comes_back_whole(self, repository: Repository) -> None:
        exercise = Exercise(
            EVIL,
            muscles=("quadriceps", "gluteus"),
            equipment=("chair",),
            starts=Start.LIFTING,
            returns=(Return.OTHER_LIMB, Return.HANDS),
            unilateral=Unilateral.YES,
            body_mass_fraction=Decimal("0.640"),
            tempo=Tempo(Decimal("4.5"), Decimal(0), Lifting.ASSISTED, Decimal(1)),
            caution="knees\nfirst",
            aliases=("evil",),
            ballistic=True,
            free_weight=False,
        )
        repository.save_exercise(exercise)
        assert repository.own_exercises() == (exercise,)

    def test_an_exercise_of_the_same_name_is_replaced(self, repository: Repository) -> None:
        repository.save_exercise(Exercise("Wall Squat", caution="old"))
        repository.save_exercise(Exercise("wall squat", caution="new"))
        assert repository.own_exercises() == (Exercise("wall squat", caution="new"),)

    def test_the_newest_one_rm_wins_and_the_history_stays(self, repository: Repository, path: Path) -> None:
        assert repository.one_rm("Bench press") is None
        repository.save_one_rm("Bench press", kg("102.5"), days_later(3))
        repository.save_one_rm("BENCH PRESS", kg(100), days_later(1))
        repository.save_one_rm("Deadlift", Mass(Decimal(315), "lb"), days_later(2))
        assert repository.one_rm("bench Press") == kg("102.5")
        assert repository.one_rms() == {"bench press": kg("102.5"), "deadlift": Mass(Decimal(315), "lb")}
        assert raw(path, "SELECT count(*) FROM one_rms") == [(3,)]
        assert raw(path, "SELECT mass, typeof(mass) FROM one_rms ORDER BY mass LIMIT 1") == [
            ("100kg", "text")
        ]

    def test_saying_it_again_changes_nothing_but_the_value(self, repository: Repository, path: Path) -> None:
        for value in ("100", "100", "105"):
            repository.save_one_rm("Squat", kg(value), START)
            repository.save_body_mass(kg(value), START)
        assert repository.one_rm("squat") == repository.body_mass() == kg(105)
        assert raw(path, "SELECT (SELECT count(*) FROM one_rms), (SELECT count(*) FROM body_masses)") == [
            (1, 1)
        ]

    def test_the_newest_body_mass_wins(self, repository: Repository) -> None:
        assert repository.body_mass() is None
        repository.save_body_mass(kg("81.3"), days_later(2))
        repository.save_body_mass(kg("82"), days_later(1))
        assert repository.body_mass() == kg("81.3")

    def test_an_instant_without_offset_is_refused(self, repository: Repository) -> None:
        with pytest.raises(ValueError, match="offset"):
            repository.save_body_mass(kg(80), datetime(2026, 7, 4))


def line(notation: str) -> PlanLine:
    return PlanLine(new_id(START), parse_prescription(notation))


@pytest.fixture
def plan() -> Plan:
    return Plan(
        new_id(START),
        EVIL,
        (
            Workout(
                new_id(START),
                "Push A",
                (
                    line("Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"),
                    line("Dip negative 3x5 @bw-20kg"),
                ),
                ("mon", "thu"),
            ),
            Workout(new_id(START), "Pull", (line('"\\x1b[2J" 12,10,8 @bw'),)),
        ),
    )


class TestPlans:
    def test_there_is_none_at_first(self, repository: Repository) -> None:
        assert repository.active_plan() is None

    def test_a_plan_comes_back_whole_with_its_ids(self, repository: Repository, plan: Plan) -> None:
        repository.save_plan(plan)
        assert repository.active_plan() == plan

    def test_the_plan_saved_last_is_the_active_one(self, repository: Repository, plan: Plan) -> None:
        other = Plan(new_id(START), "Other", ())
        repository.save_plan(plan)
        repository.save_plan(other)
        assert repository.active_plan() == other
        repository.save_plan(plan)
        assert repository.active_plan() == plan

    def test_lines_can_move_go_and_come_back(self, repository: Repository, plan: Plan, path: Path) -> None:
        push, pull = plan.workouts
        repository.save_plan(plan)
        moved = replace(
            plan,
            workouts=(
                replace(pull, lines=(push.lines[1], *pull.lines)),
                replace(push, lines=(push.lines[0],)),
            ),
        )
        repository.save_plan(moved)
        assert repository.active_plan() == moved
        without = replace(plan, workouts=(replace(push, lines=push.lines[1:]),))
        repository.save_plan(without)
        assert repository.active_plan() == without
        assert raw(path, "SELECT count(*) FROM plan_lines") == [(3,)]
        repository.save_plan(plan)
        assert repository.active_plan() == plan


class TestTraining:
    def test_a_session_comes_back_whole(self, repository: Repository) -> None:
        session = replace(finished_session(), name=EVIL, source=EVIL)
        repository.start_session(session)
        assert repository.session(session.id) == session
        assert read(repository, session.id).started_at.utcoffset() == timedelta(hours=2)
        assert repository.session("01NOSUCHSESSION") is None

    def test_it_is_written_as_it_happens(self, repository: Repository) -> None:
        session, done = live_session(), live_set()
        repository.start_session(session)
        repository.save_set(session.id, done)
        repository.save_rep(done.id, rep(1), START)
        repository.save_rep(done.id, rep(2, actual="3.5"), START)
        with Alive.hold(repository.path, session.id):
            assert repository.session(session.id) == replace(
                session, sets=(replace(done, reps=(rep(1), rep(2, actual="3.5"))),)
            )
        ended = replace(session, status=Status.FINISHED, finished_at=days_later(1), note="done", name="X")
        repository.save_set(session.id, replace(finished_set(), id=done.id, reps=()))
        repository.save_session(ended)
        stands = read(repository, session.id)
        assert stands == replace(ended, sets=stands.sets)
        assert (stands.sets[0].rpe, stands.sets[0].pain) == (Decimal("8.5"), 2)
        assert stands.sets[0].reps == (rep(1), rep(2, actual="3.5"))

    def test_its_place_in_the_plan_is_kept_as_it_changes(self, repository: Repository) -> None:
        session = replace(
            live_session(),
            status=Status.INTERRUPTED,
            workout_id="W1",
            today=(LineToday("Dip 3x5 @bw", 3, "L1"), LineToday('"x \\x1b[2J" 1x3 @bw', 1)),
            next_line=1,
        )
        repository.start_session(session)
        assert read(repository, session.id) == session
        done = replace(
            finished_set(), exercise="Push-up", warm_up=True, line_id="L1", replaces="Dip", line_number=1
        )
        repository.save_set(session.id, replace(done, reps=()))
        for kept in done.reps:
            repository.save_rep(done.id, kept, START)
        changed = replace(
            session,
            today=(LineToday("Push-up 4x5 @bw", 4, "L1", warm_ups=1, replaces="Dip"), session.today[1]),
            next_line=2,
        )
        repository.save_session(changed)
        assert read(repository, session.id) == replace(changed, sets=(done,))

    def test_a_set_is_taken_out_and_brought_back_in_its_place(self, repository: Repository) -> None:
        session = finished_session()
        repository.start_session(session)
        first, second = session.sets
        repository.remove_set(session.id, first.id)
        assert read(repository, session.id).sets == (second,)
        assert repository.last_sets(first.exercise) == (second,)
        writes: tuple[Callable[[], object], ...] = (
            lambda: repository.save_set(session.id, first),
            lambda: repository.save_rep(first.id, rep(4), START),
            lambda: repository.withdraw_rep(first.id, 1, None),
        )
        for write in writes:
            with pytest.raises(Conflict, match="That set was removed; bring it back"):
                write()
        repository.bring_set_back(session.id, first.id)
        assert read(repository, session.id) == session
        with pytest.raises(Conflict, match="not in the database"):
            repository.remove_set(session.id, "01NONE")
        with pytest.raises(Conflict, match="not in the database"):
            repository.bring_set_back("01NONE", first.id)

    def test_a_late_mark_updates_its_row(self, repository: Repository, path: Path) -> None:
        session, done = live_session(), live_set()
        repository.start_session(session)
        repository.save_set(session.id, done)
        repository.save_rep(done.id, rep(1), START)
        repository.save_rep(done.id, rep(1, actual="3.482"), START + timedelta(seconds=9))
        assert read(repository, session.id).sets[0].reps == (rep(1, actual="3.482"),)
        assert raw(path, "SELECT lowering_target_ms, lowering_actual_ms, marked FROM reps") == [
            (3000, 3482, 1)
        ]
        # It was done when it was done, whenever it was marked or corrected.
        assert raw(path, "SELECT at_utc, at_offset FROM reps") == [(utc_text(START), offset_minutes(START))]

    def test_a_withdrawn_rep_never_happened_but_is_not_lost(self, repository: Repository, path: Path) -> None:
        session, done = live_session(), live_set()
        repository.start_session(session)
        repository.save_set(session.id, done)
        for number in (1, 2):
            repository.save_rep(done.id, rep(number), START)
        repository.withdraw_rep(done.id, 2, None)
        repository.withdraw_rep(done.id, 2, None)
        assert read(repository, session.id).sets[0].reps == (rep(1),)
        repository.save_rep(done.id, rep(2, actual="2.9"), START)
        assert read(repository, session.id).sets[0].reps == (rep(1), rep(2, actual="2.9"))
        assert raw(path, "SELECT count(*) FROM reps") == [(3,)]

    def test_the_sides_have_their_own_numbers(self, repository: Repository) -> None:
        session, done = live_session(), live_set()
        reps = tuple(rep(number, side=side) for side in (Side.RIGHT, Side.LEFT) for number in (1, 2))
        repository.start_session(replace(session, sets=(replace(done, reps=reps),)))
        repository.withdraw_rep(done.id, 2, Side.LEFT)
        assert read(repository, session.id).sets[0].reps == reps[:3]

    def test_order_survives_a_clock_that_is_set_back(self, repository: Repository) -> None:
        session = live_session()
        first, second = live_set(), live_set(START - timedelta(hours=1), number=2)
        repository.start_session(replace(session, sets=(first, second)))
        repository.save_rep(first.id, rep(1), START)
        repository.save_rep(first.id, rep(2), START - timedelta(hours=1))
        sets = read(repository, session.id).sets
        assert [done.number for done in sets] == [1, 2]
        assert [done.number for done in sets[0].reps] == [1, 2]

    def test_holds_and_ordinary_reps(self, repository: Repository) -> None:
        hold = Rep(1, Side.LEFT, RepKind.HOLD, hold_target_s=Decimal(30), hold_actual_s=Decimal("27.301"))
        ordinary = Rep(1, None, RepKind.NORMAL)
        session = replace(live_session(), sets=(replace(live_set(), reps=(hold, ordinary)),))
        repository.start_session(session)
        assert read(repository, session.id).sets[0].reps == (hold, ordinary)

    @pytest.mark.parametrize("load", ["82.5kg", "bw", "bw-20kg", "bw+2.5lb", "105%/80%", "120kg/90kg"])
    def test_loads_are_kept_as_entered(self, repository: Repository, load: str) -> None:
        done = replace(
            finished_set(),
            load_prescribed=parse_load(load),
            load_loadable=parse_load(load),
            load_lifted=parse_load(load),
            reps=(rep(1, load_down=parse_load(load).down, load_up=parse_load(load).up),),
        )
        session = replace(finished_session(), sets=(done,))
        repository.start_session(session)
        assert repository.session(session.id) == session

    def test_what_does_not_fit_is_a_conflict_and_changes_nothing(
        self, repository: Repository, path: Path
    ) -> None:
        with pytest.raises(Conflict):
            repository.save_rep("no such set", rep(1), START)
        with pytest.raises(Conflict):
            repository.save_set("no such session", live_set())
        with pytest.raises(Conflict, match="not in the database"):
            repository.save_session(live_session())
        with pytest.raises(Conflict, match="not valid text"):
            repository.start_session(replace(live_session(), name="broken \udcff bytes"))
        session = live_session()
        twice = replace(session, sets=(replace(live_set(), reps=(replace(rep(1), number=0),)),))
        with pytest.raises(Conflict):
            repository.start_session(twice)
        assert raw(path, "SELECT count(*) FROM sessions") == [(0,)]

    def test_a_broken_value_is_told_in_a_sentence(self, repository: Repository, path: Path) -> None:
        session = finished_session()
        repository.start_session(session)
        raw(path, "UPDATE sets SET load_lifted = 'heavy'")
        with pytest.raises(StorageError, match="holds something that can't be read"):
            repository.session(session.id)


class TestHistory:
    def test_newest_first_in_pages(self, repository: Repository) -> None:
        sessions = [finished_session(days_later(day)) for day in (2, 0, 1, 3)]
        for session in sessions:
            repository.start_session(session)
        second, fourth, third, first = sessions
        assert repository.sessions() == (first, second, third, fourth)
        assert repository.sessions(limit=2) == (first, second)
        assert repository.sessions(limit=2, before=second.id) == (third, fourth)
        assert repository.sessions(before=fourth.id) == ()

    def test_sessions_of_one_instant_are_all_shown_once(self, repository: Repository) -> None:
        sessions = [finished_session() for _ in range(3)]
        for session in sessions:
            repository.start_session(session)
        assert repository.sessions(limit=2) + repository.sessions(limit=2, before=sessions[1].id) == tuple(
            reversed(sessions)
        )

    def test_some_are_read_whole_in_the_order_asked_for(self, repository: Repository) -> None:
        first, second, gone = (finished_session(days_later(day)) for day in range(3))
        for session in (first, second, gone):
            repository.start_session(session)
        repository.settle(gone.id, keep=False)
        assert repository.whole_sessions([second.id, gone.id, "no id", first.id]) == (second, first)
        assert repository.whole_sessions([]) == ()

    def test_many_sessions_take_as_many_queries_as_one(self, repository: Repository) -> None:
        def queries() -> int:
            seen: list[str] = []
            connection = database(repository).conn
            connection.set_trace_callback(seen.append)
            repository.sessions()
            connection.set_trace_callback(None)
            return len(seen)

        repository.start_session(finished_session())
        one = queries()
        for day in range(1, 20):
            repository.start_session(finished_session(days_later(day)))
        assert len(repository.sessions()) == 20
        assert queries() == one <= 6

    def test_last_time(self, repository: Repository) -> None:
        old, new = finished_session(), finished_session(days_later(2))
        barren = replace(finished_session(days_later(3)), sets=(live_set(days_later(3)),))
        other = finished_session(days_later(4), exercise="Row")
        for session in (new, old, barren, other):
            repository.start_session(session)
        assert repository.last_sets("dip NEGATIVE") == new.sets
        assert repository.last_sets("Dip negative", before=new.started_at) == old.sets
        assert repository.last_sets("Dip negative", before=old.started_at) == ()
        assert repository.last_sets("Squat") == ()

    def test_last_time_leaves_out_warm_ups_and_what_was_skipped(self, repository: Repository) -> None:
        old, new = finished_session(), finished_session(days_later(2))
        warm = replace(new.sets[0], warm_up=True)
        skipped = replace(
            live_set(days_later(2), number=3),
            status=Status.FINISHED,
            ended_by=EndedBy.SKIPPED,
            note="no bench free",
        )
        repository.start_session(old)
        repository.start_session(replace(new, sets=(warm, skipped)))
        assert repository.last_sets("Dip negative") == old.sets
        newest = finished_session(days_later(4))
        work = replace(newest.sets[1], line_id="L1", replaces="Dip")
        repository.start_session(
            replace(
                newest,
                sets=(
                    replace(newest.sets[0], warm_up=True),
                    replace(skipped, id=new_id(START)),
                    work,
                ),
            )
        )
        assert repository.last_sets("Dip negative") == (work,)

    def test_what_was_trained_is_told_newest_first(self, repository: Repository) -> None:
        first, second = (
            replace(finished_session(days_later(day)), name=f"day {day}", workout_id=f"W{day}")
            for day in (1, 2)
        )
        barren = replace(finished_session(days_later(3)), sets=(live_set(days_later(3)),))
        emptied, discarded = finished_session(days_later(4)), finished_session(days_later(5))
        for session in (second, first, barren, emptied, discarded):
            repository.start_session(session)
        for done in emptied.sets:
            repository.remove_set(emptied.id, done.id)
        repository.settle(discarded.id, keep=False)
        told = [Trained(f"W{day}", f"day {day}", days_later(day)) for day in (2, 1)]
        assert repository.trained() == tuple(told)
        assert repository.trained(limit=1) == repository.trained(since=days_later(2)) == tuple(told[:1])
        steps = database(repository).execute(
            "EXPLAIN QUERY PLAN " + _store_earlier._TRAINED, {"since": None, "limit": 9}
        )
        plan = str(steps.fetchall())
        assert "sessions_by_time" in plan
        assert "TEMP B-TREE" not in plan

    def test_feats_are_told_once_for_each_line_method_and_load(self, repository: Repository) -> None:
        eased, whole, three = parse_amount("bw-20kg"), parse_amount("bw"), Decimal(3)
        heavier = replace(
            finished_set(days_later(1)),
            reps=(rep(1, load_down=whole), rep(2, actual="9", load_down=whole)),
        )
        light = finished_set(days_later(1))
        heavy = tuple(replace(each, load_down=parse_amount("bw+90kg")) for each in light.reps)
        warm = replace(light, warm_up=True, reps=heavy)
        unmarked = replace(finished_set(days_later(1)), method=None, reps=(rep(1),))
        repository.start_session(finished_session())
        repository.start_session(
            replace(finished_session(days_later(1)), sets=(heavier, warm, unmarked, live_set(days_later(1))))
        )
        repository.start_session(finished_session(days_later(2), exercise="Row"))
        line = "Dip negative 3x5 @bw-20kg 3-0-A-0"
        assert repository.feats("dip NEGATIVE", days_later(9)) == (
            Feat(line, None, eased, None, three),
            Feat(line, "negative", whole, Decimal(9), three),
            Feat(line, "negative", eased, Decimal("2.4"), three),
        )
        assert repository.feats("Dip negative", days_later(1)) == (
            Feat(line, "negative", eased, Decimal("2.4"), three),
        )
        assert repository.feats("Dip negative", START) == ()

    def test_heavy_sessions_are_judged_by_what_was_lowered(self, repository: Repository) -> None:
        def trained(
            day: int, prescribed: str, *, lifted: str | None = None, down: str | None = None, reps: int = 1
        ) -> None:
            lowered = None if down is None else parse_load(down).down
            done = replace(
                finished_set(days_later(day), exercise="Squat"),
                load_prescribed=parse_load(prescribed),
                load_lifted=None if lifted is None else parse_load(lifted),
                reps=tuple(rep(number, load_down=lowered) for number in range(1, reps + 1)),
            )
            repository.start_session(replace(finished_session(days_later(day)), sets=(done,)))

        trained(1, "107kg/80kg")
        assert repository.times_lowered_over("squat", 105) == 0
        repository.save_one_rm("Squat", kg(100), days_later(2))
        repository.save_one_rm("Squat", kg(200), days_later(20))
        trained(3, "105kg/80kg")
        trained(4, "110%", lifted="90kg")
        trained(5, "110%", reps=0)
        trained(6, "110%", lifted="110kg", down="95kg")
        assert repository.times_lowered_over("Squat", 105) == 0
        trained(7, "105.1kg")
        trained(8, "106%")
        trained(9, "90%", lifted="106kg/80kg", reps=3)
        trained(10, "90%", lifted="90kg", down="110kg")
        trained(11, "bw")
        trained(21, "110kg")
        assert repository.times_lowered_over("Squat", 105) == 4
        assert repository.times_lowered_over("Squat", 109) == 1
        assert repository.times_lowered_over("Bench press", 105) == 0


class TestInterrupted:
    @pytest.fixture
    def session(self, repository: Repository) -> Session:
        session = replace(live_session(), sets=(replace(live_set(), reps=(rep(1), rep(2))),))
        repository.start_session(session)
        return session

    def test_live_is_told_by_the_lock_alone(self, repository: Repository, session: Session) -> None:
        with Alive.hold(repository.path, session.id):
            assert repository.session(session.id) == session
            assert repository.unsettled() == ()
        seen = read(repository, session.id)
        assert (seen.status, seen.sets[0].status) == (Status.INTERRUPTED, Status.INTERRUPTED)
        assert seen.sets[0].reps == (rep(1), rep(2))
        assert repository.unsettled() == (seen,)
        assert repository.sessions() == (seen,)

    def test_a_session_left_on_purpose_is_offered_too(self, repository: Repository, session: Session) -> None:
        repository.save_session(replace(session, status=Status.INTERRUPTED))
        (offered,) = repository.unsettled()
        assert (offered.status, offered.sets[0].status) == (Status.INTERRUPTED, Status.INTERRUPTED)

    def test_kept_it_is_not_offered_again(self, repository: Repository, session: Session, path: Path) -> None:
        repository.settle(session.id, keep=True)
        assert repository.unsettled() == ()
        assert read(repository, session.id).status is Status.INTERRUPTED
        assert raw(path, "SELECT sessions.status, sets.status FROM sessions, sets") == [
            ("interrupted", "interrupted")
        ]

    def test_discarded_it_is_gone_until_that_is_undone(
        self, repository: Repository, session: Session
    ) -> None:
        offered = repository.unsettled()
        repository.settle(session.id, keep=False)
        assert repository.unsettled() == repository.sessions() == ()
        assert repository.session(session.id) is None
        repository.undo_discard(session.id)
        assert repository.unsettled() == offered

    def test_what_was_kept_discarded_and_brought_back_is_still_kept(
        self, repository: Repository, session: Session
    ) -> None:
        repository.settle(session.id, keep=True)
        repository.settle(session.id, keep=False)
        repository.undo_discard(session.id)
        assert repository.unsettled() == ()
        assert read(repository, session.id).status is Status.INTERRUPTED

    def test_going_on_with_a_kept_one_makes_it_open_again(
        self, repository: Repository, session: Session
    ) -> None:
        repository.settle(session.id, keep=True)
        repository.save_session(session)
        assert [offered.id for offered in repository.unsettled()] == [session.id]

    def test_a_finished_one_is_not_offered(self, repository: Repository, session: Session) -> None:
        repository.save_session(replace(session, status=Status.FINISHED, finished_at=START))
        assert repository.unsettled() == ()

    def test_nobody_can_be_discarded_while_training(self, repository: Repository, session: Session) -> None:
        code = (
            "import sys; from pathlib import Path; from negtrain_tui.alive import Alive;"
            "held = Alive.hold(Path(sys.argv[1]), sys.argv[2]); print('held', flush=True); input()"
        )
        with started(code, str(repository.path), session.id) as other:
            assert heard(other) == "held\n"
            assert repository.unsettled() == ()
            with pytest.raises(Conflict, match="Another Negtrain"):
                repository.settle(session.id, keep=False)
            assert read(repository, session.id).status is Status.LIVE
            other.communicate("\n")
        assert read(repository, session.id).status is Status.INTERRUPTED

    def test_whoever_holds_it_may_discard_it(self, repository: Repository, session: Session) -> None:
        with Alive.hold(repository.path, session.id):
            repository.settle(session.id, keep=False)
        assert repository.sessions() == ()

    def test_an_unknown_one_is_told(self, repository: Repository) -> None:
        with pytest.raises(Conflict, match="not in the database"):
            repository.settle("01NONE", keep=True)
        with pytest.raises(Conflict, match="not in the database"):
            repository.undo_discard("01NONE")


class TestIds:
    def test_they_are_sortable_by_time_and_then_by_making(self) -> None:
        made = [new_id(START + timedelta(milliseconds=n // 100)) for n in range(2000)]
        assert made == sorted(made)
        assert len(set(made)) == 2000

    def test_they_grow_also_when_the_clock_goes_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ids, "_last", ids._last)
        first = new_id(datetime(2200, 1, 1, tzinfo=UTC))
        assert first < new_id(START) < new_id(datetime(1960, 1, 1, tzinfo=UTC))

    def test_they_are_ulids(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ids, "_last", 0)
        told = new_id(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1469918176385))
        # The example in the ULID specification.
        assert (told[:10], len(told)) == ("01ARYZ6S41", 26)
        assert set(told) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_nothing_is_hidden_in_a_deleted_session_and_it_stays_deleted(repository: Repository) -> None:
    session = finished_session()
    done = session.sets[0]
    repository.start_session(session)
    repository.settle(session.id, keep=False)
    writes: tuple[Callable[[], object], ...] = (
        lambda: repository.save_session(session),
        lambda: repository.save_set(session.id, done),
        lambda: repository.save_set(session.id, live_set(number=3)),
        lambda: repository.save_rep(done.id, rep(4), START),
        lambda: repository.withdraw_rep(done.id, 1, None),
        lambda: repository.remove_set(session.id, done.id),
    )
    for write in writes:
        with pytest.raises(Conflict, match="That session was deleted; bring it back"):
            write()
    assert repository.session(session.id) is None
    repository.undo_discard(session.id)
    assert read(repository, session.id) == session


def test_what_can_be_gone_on_with_is_told_as_it_stands_now(repository: Repository) -> None:
    session = live_session()
    repository.start_session(session)
    assert repository.unfinished(session.id) == replace(session, status=Status.INTERRUPTED)
    repository.settle(session.id, keep=True)
    with pytest.raises(Conflict, match="was kept as it is"):
        repository.unfinished(session.id)
    repository.save_session(session)
    assert repository.unfinished(session.id).id == session.id
    repository.settle(session.id, keep=False)
    with pytest.raises(Conflict, match="was discarded"):
        repository.unfinished(session.id)
    with pytest.raises(Conflict, match="was discarded"):
        repository.unfinished(new_id(START))
    done = finished_session()
    repository.start_session(done)
    with pytest.raises(Conflict, match="was finished"):
        repository.unfinished(done.id)
