"""The sign that a session is alive: a lock of the operating system, gone with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
import time
from pathlib import Path
from typing import Self

from negtrain_tui import _store_faults as faults
from negtrain_tui.training.errors import Refused

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, shared: bool) -> bool:  # noqa: ARG001 - there is one kind of lock here
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int, *, shared: bool) -> bool:
        """Try to lock an open file and say whether it worked; the lock belongs to this opening of it."""
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# A probe by another instance holds a shared lock for microseconds; whoever takes a session waits that out.
_ATTEMPTS = 50
_PAUSE_S = 0.002


class SessionHeld(Refused):
    """Somebody trains with that session at this moment."""


class Alive:
    """A held lock; it ends with `release()` or with the process, however that ends."""

    def __init__(self, file: Path, handle: int) -> None:
        """Keep an open, locked file; use `Alive.hold` to get one."""
        self._file = file
        self._handle: int | None = handle

    @classmethod
    def hold(cls, db_path: Path, session_id: str) -> Alive:
        """Take a session's lock; raise `SessionHeld` if somebody has it, `StorageError` if it fails."""
        file = _lock_file(db_path, session_id)
        for _ in range(_ATTEMPTS):
            alive = cls._attempt(file)
            if alive is not None:
                with _guard:
                    _held[alive._file] = alive
                return alive
            time.sleep(_PAUSE_S)
        raise SessionHeld("Another Negtrain is training with this session; go on there.")

    @classmethod
    def _attempt(cls, file: Path) -> Alive | None:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise faults.from_os(file, error) from error
        # Whoever had the file before may have unlinked it between our opening and our locking.
        if _lock(handle, shared=False) and _is_the_file(handle, file):
            return cls(file, handle)
        os.close(handle)
        return None

    def release(self) -> None:
        """Give the lock back and remove its file; a second call does nothing."""
        with _guard:
            if self._handle is None:
                return
            handle, self._handle = self._handle, None
            _held.pop(self._file, None)
        if sys.platform == "win32":
            os.close(handle)
            with contextlib.suppress(OSError):
                self._file.unlink()
            return
        # Unlinking while the lock is held: nobody can lock the file in between and lose it to us. A
        # file that can't be removed does no harm, for only the lock counts.
        with contextlib.suppress(OSError):
            self._file.unlink()
        os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def is_held(db_path: Path, session_id: str) -> bool:
    """Say whether a living process, this one included, holds the session."""
    file = _lock_file(db_path, session_id)
    with _guard:
        if file in _held:
            return True
    try:
        handle = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise faults.from_os(file, error) from error
    try:
        return not _lock(handle, shared=True)
    finally:
        os.close(handle)


def is_held_elsewhere(db_path: Path, session_id: str) -> bool:
    """Say whether another process holds the session."""
    with _guard:
        if _lock_file(db_path, session_id) in _held:
            return False
    return is_held(db_path, session_id)


def sweep(db_path: Path, session_id: str) -> None:
    """Remove the lock file that a killed process left behind; one that is held stays."""
    if is_held(db_path, session_id) or not _lock_file(db_path, session_id).exists():
        return
    with contextlib.suppress(SessionHeld):
        Alive.hold(db_path, session_id).release()


_guard = threading.Lock()
_held: dict[Path, Alive] = {}
_SAFE_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def _lock_file(db_path: Path, session_id: str) -> Path:
    if not _SAFE_ID.fullmatch(session_id):
        raise ValueError(f"no session has the id {session_id!r}")
    real = Path(os.path.realpath(db_path))
    return real.with_name(f"{real.name}.{session_id}.live")


def _is_the_file(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


def _forget_in_child() -> None:
    # A forked child shares the parent's opening of the file: kept open there, the lock would outlive
    # the parent. Closing it in the child leaves the parent's lock alone.
    global _guard  # noqa: PLW0603 - another thread may have held it when the process forked
    _guard = threading.Lock()
    for alive in _held.values():
        if alive._handle is not None:
            os.close(alive._handle)
            alive._handle = None
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)
