"""What storage says when it can't do its work: one sentence that names the file and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


class StorageError(Exception):
    """The database couldn't be read or written; `str()` of it is one sentence for the user."""


class Conflict(StorageError):
    """A change that doesn't fit what is stored (any more): trying again won't help."""


_ELSEWHERE = "choose another file with --db or NEGTRAIN_DB"


def folder(path: Path) -> StorageError:
    """Say that a folder stands where the file should be."""
    return StorageError(f"{path} is a folder; name a file in it, such as {path / 'negtrain.db'}.")


def not_a_file(path: Path) -> StorageError:
    """Say that a pipe, a device or the like stands where the file should be."""
    return StorageError(f"{path} is not an ordinary file; {_ELSEWHERE}.")


def no_database(path: Path) -> StorageError:
    """Say that the file is something else altogether."""
    return StorageError(f"{path} is not a Negtrain database; {_ELSEWHERE}.")


def foreign(path: Path) -> StorageError:
    """Say that the database belongs to another program."""
    return StorageError(f"{path} is a database of another program; {_ELSEWHERE}.")


def newer(path: Path) -> StorageError:
    """Say that a later version of Negtrain has changed the database's shape."""
    return StorageError(f"{path} was written by a newer Negtrain; update Negtrain to open it.")


def damaged(path: Path) -> StorageError:
    """Say that the file's contents are broken."""
    return StorageError(f"{path} is damaged; put a backup in its place, or move it away to start afresh.")


def read_only(path: Path) -> StorageError:
    """Say that the file, or the folder in which its journal must stand, can't be written."""
    return StorageError(f"{path} may not be written; give yourself the right to write it, or {_ELSEWHERE}.")


def unreachable(path: Path) -> StorageError:
    """Say that rights are missing to reach or read the file."""
    return StorageError(f"{path} may not be read; give yourself the right to read it, or {_ELSEWHERE}.")


def full(path: Path) -> StorageError:
    """Say that the disk has no room left."""
    return StorageError(f"The disk has no room left for {path}; free some space and try again.")


def locked(path: Path) -> StorageError:
    """Say that another program holds the file."""
    return StorageError(f"{path} is locked by another program; close that program and try again.")


def moved(path: Path) -> StorageError:
    """Say that the file went away while it was open."""
    return StorageError(f"{path} was moved or deleted while in use; put it back, or start Negtrain again.")


def absent(path: Path) -> StorageError:
    """Say that there is nothing there, where nothing is to be made."""
    return StorageError(f"There is no database at {path} yet; train a set first, or check --db.")


def from_os(path: Path, error: OSError) -> StorageError:
    """Put an operating system's error about `path` in a sentence."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(path)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full(path)
    reason = error.strerror or type(error).__name__
    return StorageError(f"{path} can't be used ({reason}); {_ELSEWHERE}.")


def from_sqlite(path: Path, error: sqlite3.Error) -> StorageError:
    """Put an error of SQLite in a sentence; its extended codes end in the primary one."""
    import sqlite3

    if isinstance(error, sqlite3.IntegrityError):
        return Conflict(f"{path} doesn't take that change, for it doesn't fit what is stored ({error}).")
    sentences = {
        sqlite3.SQLITE_CORRUPT: damaged,
        sqlite3.SQLITE_NOTADB: damaged,
        sqlite3.SQLITE_READONLY: read_only,
        sqlite3.SQLITE_PERM: read_only,
        sqlite3.SQLITE_CANTOPEN: read_only,
        sqlite3.SQLITE_FULL: full,
        sqlite3.SQLITE_BUSY: locked,
        sqlite3.SQLITE_LOCKED: locked,
    }
    sentence = sentences.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if sentence is not None:
        return sentence(path)
    return StorageError(f"{path} couldn't be read or written ({error}); check the disk, or {_ELSEWHERE}.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system raise into a `StorageError`; faults of ours pass."""
    import sqlite3

    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise from_sqlite(path, error) from error
    except UnicodeEncodeError as error:
        raise Conflict(f"{path} can't hold {error.object!r}, for that is not valid text.") from error
    except OSError as error:
        raise from_os(path, error) from error
