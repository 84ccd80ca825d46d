"""The way to an open database: what stands there, whose it is, whether it is whole, what it lacks."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from negtrain_tui import _store_faults as faults
from negtrain_tui._store_rows import Reader
from negtrain_tui.training.folding import holds

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

APPLICATION_ID = 0x4E656774  # "Negt", in SQLite's header of the file
STEPS = ("m001_first", "m002_plans", "m003_progress", "m004_history")
"""The names of all migrations, in order; known here, so that a file that has them all costs no import."""

_MAGIC = b"SQLite format 3\0"
# Some months of training: it takes ten milliseconds.
_CHECKED_AT_ONCE = 2_000_000
_HEADER = 100
_OLDEST_SQLITE = (3, 37)  # the first with strict tables

Identity = tuple[int, int]

# Closing any descriptor of a file drops the POSIX locks that this process has on it, SQLite's own among
# them (its "how to corrupt" page, section 2.2). So a file that is open here is never read past SQLite.
_opening = threading.Lock()
_open_here: Counter[Identity] = Counter()


@dataclass(frozen=True)
class Opened:
    """An open database and the file it stands in; `db` is for writing, `reader` for all else."""

    reader: Reader
    path: Path
    identity: Identity

    @cached_property
    def db(self) -> Database:
        """sqlite-utils on the same connection."""
        return _database(self.reader)

    def still_there(self) -> bool:
        """Say whether the path still leads to the file that is open."""
        try:
            return _identity(self.path.stat()) == self.identity
        except OSError:
            return False

    def close(self) -> None:
        """Close the file."""
        with _opening:
            self.reader.connection.close()
            _open_here[self.identity] -= 1
            if not _open_here[self.identity]:
                del _open_here[self.identity]


def open_database(path: Path, *, create: bool, patience: float) -> Opened:
    """Open the file at `path`, made or brought up to date where needed; raise `StorageError`.

    `patience` is for how many seconds to wait for others that write. Until it is certain that the file
    is ours, whole, and not newer than we are, nothing is written.
    """
    import sqlite3

    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise faults.StorageError(
            f"Python's SQLite {sqlite3.sqlite_version} is too old; use a Python with SQLite 3.37 or later."
        )
    with faults.told(path), _opening:
        is_new = _look(path, create=create)
        reader = _connected(path, patience)
        try:
            _prepare(reader, path, is_new=is_new, patience=patience)
            opened = Opened(reader, path, _identity(path.stat()))
        except BaseException:
            reader.connection.close()
            raise
        _open_here[opened.identity] += 1
        return opened


def _identity(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


def _look(path: Path, *, create: bool) -> bool:
    """See what stands at `path`, make an empty file where nothing does, and say whether it is empty."""
    try:
        status = path.stat()
    except FileNotFoundError:
        if not create:
            raise faults.absent(path) from None
        _make(path)
        return True
    except PermissionError as error:
        raise faults.unreachable(path) from error
    if stat.S_ISDIR(status.st_mode):
        raise faults.folder(path)
    if not stat.S_ISREG(status.st_mode):
        raise faults.not_a_file(path)
    if not os.access(path, os.R_OK):
        raise faults.unreachable(path)
    if status.st_size and not _open_here[_identity(status)]:
        _read_header(path)
    real_folder = Path(os.path.realpath(path)).parent
    if not os.access(path, os.W_OK) or not os.access(real_folder, os.W_OK | os.X_OK):
        raise faults.read_only(path)
    return not status.st_size


def _make(path: Path) -> None:
    # Only folders that we make are closed to others; those that are there keep their rights.
    absent = []
    for folder in path.absolute().parents:
        if folder.exists():
            break
        absent.append(folder)
    for folder in reversed(absent):
        folder.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _read_header(path: Path) -> None:
    """Refuse what is not ours, or newer, by its first bytes alone (SQLite's file format, section 1.3)."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise faults.no_database(path)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise faults.foreign(path)
    if int.from_bytes(header[60:64]) > len(STEPS):
        raise faults.newer(path)


def _connected(path: Path, patience: float) -> Reader:
    import sqlite3

    # An absolute path is never taken for `:memory:`. The one writer may open here and close elsewhere.
    connection = sqlite3.connect(path.absolute(), timeout=patience, check_same_thread=False)
    connection.create_function("found_in", 2, holds, deterministic=True)
    return Reader(connection)


def _database(reader: Reader) -> Database:
    from sqlite_utils import Database

    return Database(reader.connection, execute_plugins=False)


def _prepare(db: Reader, path: Path, *, is_new: bool, patience: float) -> None:
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON"):
        db.execute(f"PRAGMA {pragma}")
    # Whoever was killed in the middle of the very first write left a file that SQLite takes back to nothing.
    if is_new or _pragma(db, "page_count") == 0:
        # Written before anything else, and before the log exists: whatever happens next, the file itself
        # says whose it is.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif _pragma(db, "application_id") != APPLICATION_ID:
        raise faults.foreign(path)
    elif path.stat().st_size <= _CHECKED_AT_ONCE:
        _must_be_whole(db, path)
    _use_log(db, patience)
    _migrate(db, path)


def check(path: Path) -> None:
    """Read all of a file that was too large for it at its opening; raise `StorageError` if it is damaged.

    It goes by a connection of its own, so that nobody else waits for it: ten years take half a second.
    """
    with faults.told(path):
        if path.stat().st_size > _CHECKED_AT_ONCE:
            reader = _connected(path, 0)
            try:
                _must_be_whole(reader, path)
            finally:
                reader.connection.close()


def _must_be_whole(db: Reader, path: Path) -> None:
    if _pragma(db, "quick_check(1)") != "ok":
        raise faults.damaged(path)


def _pragma(db: Reader, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def _use_log(db: Reader, patience: float) -> None:
    """Switch the write-ahead log on; SQLite doesn't wait for others here, so we do."""
    import sqlite3

    deadline = time.monotonic() + patience
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return


def _migrate(reader: Reader, path: Path) -> None:
    if _steps_done(reader, path) == len(STEPS):
        return
    from negtrain_tui.migrations import MIGRATIONS

    with writing(_database(reader)) as db:
        # Another instance may have been here while we waited for the right to write.
        done = _steps_done(reader, path)
        if done == len(STEPS):
            return
        if done:
            back_up(path, backup_path(path, done, datetime.now()))
        MIGRATIONS.apply(db)
        db.execute(f"PRAGMA user_version = {len(STEPS)}")
    # So that the file's own first bytes tell the version, without the log.
    reader.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _steps_done(db: Reader, path: Path) -> int:
    """Count the steps that the file has behind it, as sqlite-utils has noted them there."""
    noted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    if db.execute(noted).fetchone() is None:
        return 0
    rows = db.query("SELECT name FROM _sqlite_migrations WHERE migration_set = 'negtrain'")
    done = {row["name"] for row in rows}
    if done - set(STEPS):
        raise faults.newer(path)
    return len(done)


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Write all or nothing; the right to write is taken at once, so that waiting for it is possible."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


@contextmanager
def reading(reader: Reader) -> Iterator[Reader]:
    """Read several things as they were at one instant."""
    reader.execute("BEGIN")
    try:
        yield reader
    finally:
        reader.connection.rollback()


def backup_path(path: Path, version: int, at: datetime) -> Path:
    """Return where the copy goes that is made before a migration from `version`, at local time `at`."""
    stem = f"{path.name}.backup-v{version}-{at:%Y%m%dT%H%M%S}"
    target = path.with_name(f"{stem}.db")
    number = 2
    while target.exists():
        target = path.with_name(f"{stem}-{number}.db")
        number += 1
    return target


def back_up(path: Path, target: Path) -> None:
    """Copy the database at `path` to `target`, which mustn't exist, and compare the two."""
    import sqlite3

    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(path.absolute())) as source:
            with closing(sqlite3.connect(target.absolute())) as copy:
                source.backup(copy)
            with closing(sqlite3.connect(f"{target.absolute().as_uri()}?immutable=1", uri=True)) as copy:
                _compare(source, copy, path, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _compare(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path, target: Path) -> None:
    whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if not whole or _counts(copy) != _counts(source):
        raise faults.StorageError(
            f"The backup {target} didn't come out right, so {path} stays as it is; check the disk."
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(tables)
    }
