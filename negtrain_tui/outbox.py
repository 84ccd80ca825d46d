"""The one writer: everything that goes to the database goes there in order, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Self, TypeVar

from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.training.errors import Refused

T = TypeVar("T")
Wait = Callable[[threading.Event, float], object]

_RETRY_S = 2.0
# How often the thread looks whether the program is ending without having closed it.
_IDLE_S = 1.0
_log = logging.getLogger(__name__)


class _Kind(Enum):
    KEEP = auto()  # mustn't be lost: stays at the head until it is written
    ORDER = auto()  # waits its turn, fails if its turn can't come
    READ = auto()  # waits its turn, overtakes what is stuck


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """One action, the future that tells of it, and its name for the lifter."""

    kind: _Kind
    action: Callable[[Repository], Any]
    future: Future[Any]
    describe: str


class Outbox:
    """Runs actions on a repository that it opens itself, one after the other.

    `post` is for what mustn't be lost, `submit` for what can be asked again, `read` for what may overtake
    writes that are stuck. The thread is no daemon: what was posted is written before the program ends.
    """

    def __init__(
        self,
        factory: Callable[[], Repository],
        *,
        retry_s: float = _RETRY_S,
        wait: Wait = threading.Event.wait,
    ) -> None:
        """Begin to open the repository that `factory` returns; `opened` tells whether that worked.

        If it failed, the next action tries again. `wait` waits for an event at most so many seconds.
        """
        self.opened: Future[None] = Future()
        self._factory = factory
        self._retry_s = retry_s
        self._wait = wait
        self._repository: Repository | None = None
        self._jobs: deque[_Job] = deque()
        self._state = threading.Condition()
        self._wake = threading.Event()
        self._closing = False
        self._ended = False
        self._stuck: str | None = None
        self._lost: list[str] = []
        self._told: str | None = None
        self._listener: Callable[[str | None], object] | None = None
        self._thread = threading.Thread(target=self._work, name="negtrain-outbox")
        self._thread.start()

    def submit(self, action: Callable[[Repository], T]) -> Future[T]:
        """Run `action` after all that was asked before; its future has the result or the error.

        While something before it can't be written, it fails with that sentence instead of waiting.
        """
        return self._add(_Kind.ORDER, action, "")

    def read(self, action: Callable[[Repository], T]) -> Future[T]:
        """Run `action`, which only reads, like `submit`; it overtakes writes that are stuck."""
        return self._add(_Kind.READ, action, "")

    def post(self, action: Callable[[Repository], T], describe: str) -> Future[T]:
        """Run `action`, again and again if storage fails, until it is done; later ones queue behind it.

        `describe` names it for the lifter, such as "rep 3". The future can't be cancelled. An action that
        can never be done (`Conflict`, or a fault of the program) is given up, and `lost` names it.
        """
        return self._add(_Kind.KEEP, action, describe)

    def on_trouble(self, callback: Callable[[str | None], object]) -> None:
        """Have `callback` called on the outbox's thread: a sentence when saving fails, None when it works.

        It must return at once: while it waits for another thread nothing is written.
        """
        with self._state:
            self._listener = callback
            self._told = None
        self._wake.set()

    @property
    def trouble(self) -> str | None:
        """What is wrong now, as a sentence."""
        if self._stuck is not None:
            return self._stuck
        return self._lost[-1] if self._lost else None

    @property
    def lost(self) -> tuple[str, ...]:
        """What was given up, a sentence each."""
        return tuple(self._lost)

    def drain(self, timeout: float | None = None) -> bool:
        """Wait at most `timeout` seconds until nothing is under way; say whether all is on disk."""
        self._wake.set()
        with self._state:
            self._state.wait_for(lambda: self._ended or not self._jobs, timeout)
            return not self._jobs and not self._lost

    def close(self, timeout: float | None = None) -> bool:
        """Write what can be written, close the repository, end the thread; say whether all is on disk.

        What is stuck gets one more attempt and is then given up.
        """
        with self._state:
            self._closing = True
        self._wake.set()
        self._thread.join(timeout)
        return self._ended and not self._lost

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(self, kind: _Kind, action: Callable[[Repository], T], describe: str) -> Future[T]:
        future: Future[T] = Future()
        if kind is _Kind.KEEP:
            future.set_running_or_notify_cancel()

        with self._state:
            if self._closing:
                raise RuntimeError("the outbox is closed")
            self._jobs.append(_Job(kind, action, future, describe))
        self._wake.set()
        return future

    def _work(self) -> None:
        try:
            self._ready()
        except Exception as error:
            self.opened.set_exception(error)
        else:
            self.opened.set_result(None)
        try:
            while self._step():
                pass
        finally:
            try:
                if self._repository is not None:
                    self._repository.close()
            finally:
                with self._state:
                    self._ended = True
                    self._state.notify_all()

    def _ready(self) -> Repository:
        if self._repository is None:
            self._repository = self._factory()
        return self._repository

    def _step(self) -> bool:
        """Do the first job, or wait; say whether there is a next step."""
        self._wake.clear()
        self._tell()
        with self._state:
            # A program that ends without closing us joins this thread; nothing new can come then.
            self._closing = ending = self._closing or not threading.main_thread().is_alive()
            job = self._jobs[0] if self._jobs else None
        if job is None:
            if not ending:
                self._wake.wait(_IDLE_S)
            return not ending
        if self._settle(job):
            self._tell()
            with self._state:
                self._jobs.popleft()
                self._state.notify_all()
            return True
        self._tell()
        self._pass_by()
        if ending:
            self._give_up()
        else:
            self._wait(self._wake, self._retry_s)
        return True

    def _settle(self, job: _Job) -> bool:
        """Try a job and say whether it is over, done or not; only what mustn't be lost is ever not over."""
        if job.kind is not _Kind.KEEP and not job.future.set_running_or_notify_cancel():
            return True
        try:
            result = job.action(self._ready())
        except StorageError as error:
            if job.kind is _Kind.KEEP and not isinstance(error, Conflict):
                self._stuck = f"Not saved yet ({job.describe}): {error}"
                return False
            self._failed(job, error)
        except Exception as error:
            self._failed(job, error)
        else:
            self._recovered(job)
            job.future.set_result(result)
        return True

    def _recovered(self, job: _Job) -> None:
        if job.kind is _Kind.KEEP:
            self._stuck = None

    def _failed(self, job: _Job, error: Exception) -> None:
        self._recovered(job)
        if job.kind is _Kind.KEEP:
            foreseen = isinstance(error, StorageError | Refused)
            reason = str(error) if foreseen else f"a fault in Negtrain itself, {error}".rstrip(", ")
            self._lost.append(f"Not saved ({job.describe}): {reason}")
            # Where a sentence was foreseen, nobody learns more from where it was raised.
            _log.error("%s", self._lost[-1], exc_info=None if foreseen else error)
        job.future.set_exception(error)

    def _pass_by(self) -> None:
        """Answer what needn't wait behind the stuck head: reads are done, the rest fails."""
        with self._state:
            passing = [job for job in self._jobs if job.kind is not _Kind.KEEP]
        for job in passing:
            if job.kind is _Kind.READ:
                self._settle(job)
            elif job.future.set_running_or_notify_cancel():
                job.future.set_exception(StorageError(self._stuck))
            with self._state:
                self._jobs.remove(job)

    def _give_up(self) -> None:
        with self._state:
            jobs = list(self._jobs)
        error = StorageError(self._stuck)
        for job in jobs:
            self._failed(job, error)
        with self._state:
            self._jobs.clear()
            self._state.notify_all()

    def _tell(self) -> None:
        with self._state:
            listener, told, trouble = self._listener, self._told, self.trouble
            self._told = trouble
        if listener is None or trouble == told:
            return
        try:
            listener(trouble)
        except Exception:
            # Whoever listens may be gone already; what is to be written must be written all the same.
            _log.exception("the listener to the outbox's trouble failed")
