import contextlib
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from negtrain_tui import _store_opening, migrations
from negtrain_tui._store_values import utc_text
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.training.agenda import Trained
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plan_changes import PlanEdits
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import Status
from negtrain_tui.training.settings import Settings
from tests.children import finished, heard, rest_heard, say, started
from tests.stored_samples import days_later, finished_session, live_session, live_set, rep


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below `folder` with its bytes and rights."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mode, file.read_bytes() if file.is_file() else b"")
        for file in folder.rglob("*")
    }


def refused(path: Path, *, create: bool = True) -> str:
    """Open `path`, which must fail in one sentence that names it, and leave everything as it was."""
    before = contents(path.parent)
    with pytest.raises(StorageError) as told:
        Repository.open(path, create=create, patience=0.05)
    assert contents(path.parent) == before
    sentence = str(told.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def filled(path: Path) -> Path:
    with Repository.open(path) as repository:
        for day in range(30):
            repository.start_session(finished_session(days_later(day)))
    return path


class TestWhatStandsThere:
    def test_a_folder(self, path: Path) -> None:
        path.mkdir()
        assert "is a folder" in refused(path)

    def test_nothing_where_nothing_is_to_be_made(self, path: Path) -> None:
        assert "no database" in refused(path, create=False)

    def test_an_empty_file_is_taken_as_new(self, path: Path) -> None:
        path.touch()
        with Repository.open(path) as repository:
            assert repository.settings() == Settings()

    @pytest.mark.parametrize("data", [b"x", b"SQLite format 3\0", b"# plan\n" * 1000, b"\0" * 4096])
    def test_a_file_that_is_no_database(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        assert "is not a Negtrain database" in refused(path)

    @pytest.mark.parametrize("mode", ["delete", "wal"])
    def test_a_database_of_another_program(self, path: Path, mode: str) -> None:
        with contextlib.closing(sqlite3.connect(path)) as foreign:
            foreign.execute(f"PRAGMA journal_mode = {mode}")
            foreign.execute("CREATE TABLE settings (name TEXT, value TEXT)")
            foreign.commit()
        assert "database of another program" in refused(path)

    def test_a_database_of_another_program_that_is_in_use(self, path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path)) as foreign:
            foreign.execute("PRAGMA application_id = 7")
            foreign.execute("PRAGMA journal_mode = wal")
            foreign.execute("CREATE TABLE t (x)")
            assert "database of another program" in refused(path)

    def test_a_newer_one(self, path: Path) -> None:
        filled(path)
        with contextlib.closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 99")
        assert "newer Negtrain" in refused(path)

    def test_a_newer_one_whose_version_is_only_in_its_tables(self, path: Path) -> None:
        filled(path)
        with contextlib.closing(sqlite3.connect(path)) as newer:
            newer.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('negtrain', 'm999', '')"
            )
            newer.commit()
        assert "newer Negtrain" in refused(path)

    @pytest.mark.parametrize("keep", [0.5, 0.98])
    def test_one_that_was_cut_short(self, path: Path, keep: float) -> None:
        filled(path)
        os.truncate(path, int(path.stat().st_size * keep))
        assert "is damaged" in refused(path)

    @pytest.mark.parametrize("start", [100, 4096, 20000])
    def test_one_that_was_overwritten_in_part(self, path: Path, start: int) -> None:
        filled(path)
        with path.open("r+b") as file:
            file.seek(start)
            file.write(b"\xa5" * 6000)
        assert "is damaged" in refused(path)

    def test_a_large_one_is_read_whole_only_when_that_is_asked_for(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_store_opening, "_CHECKED_AT_ONCE", filled(path).stat().st_size - 1)
        Repository.check(path)
        with path.open("r+b") as file:
            file.seek(20000)
            file.write(b"\xa5" * 6000)
        with Repository.open(path), pytest.raises(StorageError, match="is damaged"):
            Repository.check(path)

    def test_a_pipe_does_not_keep_it_waiting(self, path: Path) -> None:
        os.mkfifo(path)
        before = path.stat()
        with pytest.raises(StorageError, match="not an ordinary file"):
            Repository.open(path)
        assert path.stat() == before

    def test_a_device(self) -> None:
        with pytest.raises(StorageError, match="not an ordinary file"):
            Repository.open(Path("/dev/null"))

    def test_a_file_in_the_way_of_a_folder(self, path: Path) -> None:
        path.touch()
        with pytest.raises(StorageError, match="can't be used"):
            Repository.open(path / "negtrain.db")

    def test_a_place_where_nothing_can_be_made(self) -> None:
        with pytest.raises(StorageError, match=r"/proc/negtrain/x\.db"):
            Repository.open(Path("/proc/negtrain/x.db"))

    def test_a_name_that_is_too_long_or_no_name(self, tmp_path: Path) -> None:
        with pytest.raises(StorageError, match="can't be used"):
            Repository.open(tmp_path / ("x" * 300))
        with pytest.raises(StorageError, match="NUL"):
            Repository.open(tmp_path / "x\0y")

    def test_a_file_that_another_program_writes_all_the_time(self, path: Path) -> None:
        filled(path)
        with Repository.open(path, patience=0.05) as repository:
            blocker = sqlite3.connect(path, isolation_level=None)
            blocker.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="locked by another program"):
                repository.save_settings(Settings(bell=True))
            assert repository.settings() == Settings()
            blocker.execute("ROLLBACK")
            blocker.close()
            repository.save_settings(Settings(bell=True))


# Everything is imported beforehand: whoever has no rights may not reach the program's own files.
OPEN = """
import os, sys
from pathlib import Path
from negtrain_tui import _store_earlier, _store_lifter, _store_opening, _store_plan_changes, _store_plans
from negtrain_tui import _store_sessions, migrations
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.training.settings import Settings
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Repository.open(Path(sys.argv[1])) as repository:
        repository.save_settings(Settings(bell=True))
except StorageError as error:
    print(error)
else:
    print("saved")
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def opened_by_somebody(path: Path) -> str:
    """What a user without special rights sees; root, to whom rights mean nothing, becomes nobody."""
    return finished(OPEN, str(path)).strip()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are another matter here")
class TestRights:
    def test_without_hindrance_it_works(self, open_folder: Path) -> None:
        assert opened_by_somebody(open_folder / "negtrain.db") == "saved"

    @pytest.mark.parametrize(
        ("file_mode", "folder_mode", "told"),
        [
            (0o444, 0o777, "may not be written"),
            (0o666, 0o555, "may not be written"),
            (0o222, 0o777, "may not be read"),
            (0o666, 0o600, "may not be read"),
        ],
    )
    def test_missing_rights(self, open_folder: Path, file_mode: int, folder_mode: int, told: str) -> None:
        path = filled(open_folder / "negtrain.db")
        path.chmod(file_mode)
        before = contents(open_folder)
        open_folder.chmod(folder_mode)
        sentence = opened_by_somebody(path)
        open_folder.chmod(0o777)
        assert told in sentence
        assert str(path) in sentence
        assert contents(open_folder) == before

    def test_a_folder_that_takes_no_new_file(self, open_folder: Path) -> None:
        open_folder.chmod(0o555)
        for name in ("negtrain.db", "deep/negtrain.db"):
            assert "may not be written" in opened_by_somebody(open_folder / name)
        assert not list(open_folder.iterdir())


class TestAFullDisk:
    def test_what_has_no_room_is_refused_and_what_was_there_stays(self, path: Path) -> None:
        filled(path)
        with Repository.open(path) as repository:
            before = repository.sessions()
            assert repository._opened is not None
            db = repository._opened.db
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(StorageError, match=r"no room left for .*negtrain\.db"):
                for day in range(100, 200):
                    repository.start_session(finished_session(days_later(day)))
            kept = repository.sessions(limit=1000)
            assert kept[-len(before) :] == before
            assert all(len(session.sets) == 2 for session in kept)
            db.execute(f"PRAGMA max_page_count = {pages * 10}")
            repository.start_session(finished_session(days_later(300)))
            assert len(repository.sessions(limit=1000)) == len(kept) + 1

    def test_a_disk_that_takes_no_more_bytes(self, path: Path) -> None:
        code = """
import resource, sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from negtrain_tui.repository import Repository, StorageError
from tests.children import finished, heard, rest_heard, say, started
from tests.stored_samples import *
with Repository.open(Path(sys.argv[1])) as repository:
    done = 0
    size = sum(file.stat().st_size for file in Path(sys.argv[1]).parent.glob("*-wal"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
    try:
        while True:
            repository.start_session(finished_session(days_later(done)))
            done += 1
    except StorageError as error:
        assert sys.argv[1] in str(error), error
    kept = len(repository.sessions(limit=100_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    repository.start_session(finished_session(days_later(done)))
print(done, kept)
"""
        pytest.importorskip("resource")
        saved, kept = map(int, finished(code, str(path)).split())
        assert saved == kept > 0
        with Repository.open(path) as repository:
            assert len(repository.sessions(limit=100_000)) == saved + 1

    @pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits here")
    def test_opening_where_nothing_fits(self, path: Path) -> None:
        code = """
import resource, sys
from pathlib import Path
from negtrain_tui.repository import Repository, StorageError
import sqlite_utils
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    Repository.open(Path(sys.argv[1]))
except StorageError as error:
    print(error)
"""
        assert str(path) in finished(code, str(path))
        with Repository.open(path) as repository:
            assert repository.settings() == Settings()


WRITER = """
import sys
from pathlib import Path
from negtrain_tui.alive import Alive
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from tests.children import finished, heard, rest_heard, say, started
from tests.stored_samples import START, live_session, live_set, rep

path = Path(sys.argv[1])
session, done = live_session(), live_set()

def begin(repository):
    Alive.hold(path, session.id)
    repository.start_session(session)
    repository.save_set(session.id, done)

def told(number):
    return lambda future: print(f"rep {number}", flush=True)

outbox = Outbox(lambda: Repository.open(path))
outbox.post(begin, "the session").result()
print(session.id, flush=True)
for number in range(1, 1_000_000):
    saved = outbox.post(lambda repository: repository.save_rep(done.id, rep(number), START), f"rep {number}")
    saved.add_done_callback(told(number))
    saved.result()
"""


@pytest.mark.parametrize("reps", [1, 7, 60])
def test_whoever_is_killed_loses_no_rep_that_was_told_as_saved(path: Path, reps: int) -> None:
    with started(WRITER, str(path)) as writer:
        session_id = heard(writer).strip()
        seen = [heard(writer) for _ in range(reps)]
        with Repository.open(path) as second:
            assert second.unsettled() == ()
            assert [session.status for session in second.sessions()] == [Status.LIVE]
        writer.send_signal(signal.SIGKILL)
        seen += rest_heard(writer)
    told = sum(line.startswith("rep ") and line.endswith("\n") for line in seen)
    with Repository.open(path) as repository:
        (session,) = repository.unsettled()
        assert session.id == session_id
        numbers = [kept.number for kept in session.sets[0].reps]
        assert numbers == list(range(1, len(numbers) + 1))
        assert told <= len(numbers) <= told + 1
        assert told >= reps
        # Going on goes on with the next one.
        repository.save_rep(session.sets[0].id, rep(len(numbers) + 1), days_later(1))
        (session,) = repository.unsettled()
        assert len(session.sets[0].reps) == len(numbers) + 1


@pytest.mark.parametrize("round_", range(4))
def test_whoever_is_killed_while_the_file_is_made_leaves_one_that_opens(path: Path, round_: int) -> None:
    code = (
        "import sys; from pathlib import Path; from negtrain_tui.repository import Repository;"
        "print('begins', flush=True); Repository.open(Path(sys.argv[1])); print('open', flush=True); input()"
    )
    with started(code, str(path)) as maker:
        heard(maker)
        while round_ < 3 and not path.exists():
            pass
        if round_ == 3:
            heard(maker)
        else:
            threading.Event().wait(0.001 * round_)
        maker.send_signal(signal.SIGKILL)
    with Repository.open(path) as repository:
        repository.save_settings(Settings(bell=True))


class TestTwoAtOnce:
    def test_two_repositories_on_one_file(self, path: Path) -> None:
        session = live_session()
        with Repository.open(path) as one, Repository.open(path) as two:
            one.start_session(session)
            done = live_set()
            two.save_set(session.id, done)
            one.save_rep(done.id, rep(1), days_later(0))
            two.save_rep(done.id, rep(2), days_later(0))
            assert one.sessions() == two.sessions()
            assert len(one.sessions()[0].sets[0].reps) == 2

    def test_opening_a_second_one_leaves_the_first_ones_locks_alone(self, path: Path) -> None:
        # Were the file read past SQLite, closing it would drop this process's locks: another process
        # could then think itself alone, and remove the log under our feet.
        with Repository.open(path) as one:
            one.start_session(finished_session())
            Repository.open(path).close()
            code = (
                "import sqlite3, sys; other = sqlite3.connect(sys.argv[1]);"
                "other.execute('SELECT * FROM sets').fetchall(); other.close()"
            )
            finished(code, str(path))
            assert Path(f"{path}-wal").stat().st_size > 0
            one.start_session(finished_session())
            with Repository.open(path) as two:
                assert len(two.sessions()) == 2

    def test_many_that_make_the_file_at_the_same_instant(self, path: Path) -> None:
        code = """
import sys, time
from pathlib import Path
from negtrain_tui.repository import Repository
import sqlite_utils, negtrain_tui.migrations, negtrain_tui._store_sessions
from tests.children import finished, heard, rest_heard, say, started
from tests.stored_samples import *
print("ready", flush=True)
input()
with Repository.open(Path(sys.argv[1]), patience=30) as repository:
    for day in range(5):
        repository.start_session(finished_session(days_later(day)))
"""
        many = [started(code, str(path)) for _ in range(5)]
        for one in many:
            assert heard(one) == "ready\n"
        for one in many:
            say(one)
        for one in many:
            with one:
                one.communicate()
            assert one.returncode == 0
        with Repository.open(path) as repository:
            assert len(repository.sessions()) == 25

    def test_many_threads_that_open_and_close(self, path: Path) -> None:
        failures: list[StorageError] = []

        def use() -> None:
            try:
                for _ in range(5):
                    with Repository.open(path, patience=30) as repository:
                        repository.start_session(finished_session())
            except StorageError as error:
                failures.append(error)

        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        with Repository.open(path) as repository:
            assert len(repository.sessions()) == 20
        assert not _store_opening._open_here


FIRST_VERSION = """
INSERT INTO plans VALUES ('P1', 'Garage', 1, NULL), ('P0', 'Old', 0, '2026-01-01T00:00:00.000000Z');
INSERT INTO workouts VALUES
    ('W1', 'P1', 1, 'Push', '["mon", "thu"]', NULL), ('W2', 'P1', 2, 'Rest', '[]', NULL);
INSERT INTO plan_lines VALUES ('L1', 'W1', 1, 'Dip 3x5 @bw', NULL);
INSERT INTO sessions VALUES (
    'S1', 'finished', '2026-01-02T10:00:00.000000Z', 60, '2026-01-02T11:00:00.000000Z', 60,
    'Push', '', 'plan', '["Dip 3x5 @bw"]', NULL, NULL
);
INSERT INTO sets VALUES (
    'T1', 'S1', 1, 'dip', 'Dip', 'Dip 3x5 @bw', 1, 1, NULL, 'paced', 'finished',
    '2026-01-02T10:00:00.000000Z', 60, NULL, NULL, NULL, 'bw', NULL, NULL, NULL, NULL, 'good', NULL
);
INSERT INTO reps VALUES (
    'R1', 'T1', 1, 1, '', 'lowering', 3000, 3250, 1, 0, NULL, NULL, 'bw', NULL,
    '2026-01-02T10:00:00.000000Z', 60, NULL
);
"""


class TestMigrations:
    def test_every_step_is_known_without_its_code(self) -> None:
        with Database(memory=True, execute_plugins=False) as db:
            steps = tuple(step.name for step in migrations.MIGRATIONS.pending(db))
        assert steps == _store_opening.STEPS

    @pytest.fixture
    def later(self, monkeypatch: pytest.MonkeyPatch) -> Migrations:
        """A later version of the program, with one step more."""
        steps = Migrations("negtrain")
        steps(name="m001_first")(migrations.m001_first)
        steps(name="m002_plans")(migrations.m002_plans)
        steps(name="m003_progress")(migrations.m003_progress)
        steps(name="m004_history")(migrations.m004_history)

        @steps()
        def m005_more(db: Database) -> None:
            db.execute("ALTER TABLE sessions ADD COLUMN place TEXT")

        monkeypatch.setattr(migrations, "MIGRATIONS", steps)
        monkeypatch.setattr(_store_opening, "STEPS", (*_store_opening.STEPS, "m005_more"))
        return steps

    def backups(self, path: Path) -> list[Path]:
        return sorted(path.parent.glob("*backup*"))

    def test_a_new_file_needs_no_backup(self, path: Path, later: Migrations) -> None:
        Repository.open(path).close()
        assert self.backups(path) == []

    def test_a_file_with_data_is_backed_up_first(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
    ) -> None:
        with Repository.open(filled(path)) as repository:
            before = repository.sessions()
        later = request.getfixturevalue("later")
        with Repository.open(path) as repository:
            assert repository.sessions() == before
        with contextlib.closing(sqlite3.connect(path)) as migrated:
            assert migrated.execute("SELECT place FROM sessions").fetchall() == [(None,)] * 30
        (backup,) = self.backups(path)
        stamp = backup.name.removeprefix("negtrain.db.backup-v4-").removesuffix(".db")
        assert datetime.strptime(stamp, "%Y%m%dT%H%M%S")
        assert backup.stat().st_mode & 0o777 == 0o600
        assert int.from_bytes(path.read_bytes()[60:64]) == 5
        monkeypatch.undo()
        assert "newer Negtrain" in refused(path)
        shutil.copy(backup, path)
        with Repository.open(path) as repository:
            assert repository.sessions() == before
        assert len(later.pending(Database(path, execute_plugins=False))) == 1

    def test_a_file_of_the_first_version_loses_nothing(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = Migrations("negtrain")
        first(name="m001_first")(migrations.m001_first)
        with monkeypatch.context() as then:
            then.setattr(migrations, "MIGRATIONS", first)
            then.setattr(_store_opening, "STEPS", ("m001_first",))
            Repository.open(path).close()
            with contextlib.closing(sqlite3.connect(path)) as old:
                old.executescript(FIRST_VERSION)
        with Repository.open(path) as repository:
            plan = repository.active_plan()
            (session,) = repository.sessions()
            assert repository.plan_edits() == PlanEdits(None, None, "/")
            assert [(heading.id, heading.active) for heading in repository.plan_headings()] == [("P1", True)]
            assert repository.trained() == (Trained(None, "Push", session.started_at),)
        assert plan == Plan(
            "P1",
            "Garage",
            (
                Workout("W1", "Push", (PlanLine("L1", parse_prescription("Dip 3x5 @bw")),), ("mon", "thu")),
                Workout("W2", "Rest", ()),
            ),
        )
        assert session.lines == ("Dip 3x5 @bw",)
        assert (session.workout_id, session.today, session.next_line) == (None, (), None)
        (done,) = session.sets
        assert (done.warm_up, done.line_id, done.replaces, done.note) == (False, None, None, "good")
        assert [kept.lowering_actual_s for kept in done.reps] == [Decimal("3.25")]
        (backup,) = self.backups(path)
        assert backup.name.startswith("negtrain.db.backup-v1-")
        with contextlib.closing(sqlite3.connect(path)) as migrated:
            kinds = migrated.execute("SELECT strict FROM pragma_table_list WHERE name = 'plans'").fetchall()
            assert kinds == [(1,)]
            for broken in ("UPDATE plans SET archived = 1", "UPDATE plans SET missed = 'never'"):
                with pytest.raises(sqlite3.IntegrityError):
                    migrated.execute(broken)

    def test_what_earlier_versions_deleted_begins_its_time_in_the_trash(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        earlier = Migrations("negtrain")
        for step in ("m001_first", "m002_plans", "m003_progress"):
            earlier(name=step)(getattr(migrations, step))
        with monkeypatch.context() as then:
            then.setattr(migrations, "MIGRATIONS", earlier)
            then.setattr(_store_opening, "STEPS", _store_opening.STEPS[:3])
            Repository.open(path).close()
        names = ("id", "status", "started_utc", "started_offset", "name", "note", "source", "lines")
        row = ("S", "finished", "2026-01-02T10:00:00.000000Z", 60, "Push", "heavy", "plan", "[]")
        with contextlib.closing(sqlite3.connect(path)) as old:
            insert = f"INSERT INTO sessions ({', '.join(names)}, deleted_at) VALUES (?,?,?,?,?,?,?,?,?)"
            old.execute(insert, (*row, "2026-02-01T10:00:00.000000Z"))
            old.execute(insert, ("stands", *row[1:], None))
            # Begun and withdrawn: nothing was done in it.
            old.execute(insert, ("empty", *row[1:5], "", *row[6:], "2026-02-01T10:00:00.000000Z"))
            old.commit()
        before = datetime.now(UTC)
        with Repository.open(path) as repository:
            (gone,) = repository.trash()
            assert before - timedelta(milliseconds=1) <= gone.deleted_at <= datetime.now(UTC)
            assert [session.id for session in repository.sessions()] == ["stands"]
        with contextlib.closing(sqlite3.connect(path)) as now:
            (text,) = now.execute("SELECT deleted_at FROM sessions WHERE id = 'S'").fetchone()
        assert text == utc_text(gone.deleted_at)

    def test_a_migrated_file_is_not_migrated_again(self, path: Path, request: pytest.FixtureRequest) -> None:
        filled(path)
        request.getfixturevalue("later")
        for _ in range(2):
            Repository.open(path).close()
        assert len(self.backups(path)) == 1

    def test_a_step_that_fails_changes_nothing(self, path: Path, request: pytest.FixtureRequest) -> None:
        filled(path)
        steps: Migrations = request.getfixturevalue("later")

        @steps()
        def m005_broken(db: Database) -> None:
            db.execute("ALTER TABLE sessions ADD COLUMN weather TEXT")
            db.execute("CREATE TABLE sessions (x)")

        before = contents(path.parent)["negtrain.db"]
        with pytest.raises(StorageError, match="couldn't be read or written"):
            Repository.open(path)
        assert contents(path.parent)["negtrain.db"] == before
        assert len(self.backups(path)) == 1

    def test_without_a_sound_backup_nothing_is_changed(
        self, path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled(path)
        request.getfixturevalue("later")
        counts = iter([{"sets": 60}, {"sets": 59}])
        monkeypatch.setattr(_store_opening, "_counts", lambda _: next(counts))
        assert "backup" in refused(path)

    def test_what_another_instance_has_not_yet_copied_from_the_log_is_in_the_backup(
        self, path: Path, request: pytest.FixtureRequest
    ) -> None:
        filled(path)
        with Repository.open(path) as other:
            newest = replace(finished_session(days_later(400)), name="newest")
            other.start_session(newest)
            request.getfixturevalue("later")
            Repository.open(path).close()
        (backup,) = self.backups(path)
        with contextlib.closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("SELECT name FROM sessions WHERE id = ?", [newest.id]).fetchone() == (
                "newest",
            )
