import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, wait
from decimal import Decimal
from pathlib import Path

import pytest

from negtrain_tui.alive import SessionHeld
from negtrain_tui.outbox import Outbox, Wait
from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.training.load import Mass
from negtrain_tui.training.settings import Settings
from tests.children import finished
from tests.stored_samples import START, live_session, live_set, rep

SOON = 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


class Retry:
    """The wait between attempts: it lasts until the test says so, or something new is posted."""

    def __init__(self) -> None:
        self.waiting = threading.Event()
        self.seconds: list[float] = []

    def __call__(self, wake: threading.Event, seconds: float) -> None:
        self.seconds.append(seconds)
        self.waiting.set()
        wake.wait(SOON)


class Trouble:
    """Listens, and lets the test wait for what it hears."""

    def __init__(self) -> None:
        self.heard: list[str | None] = []
        self._news = threading.Condition()

    def __call__(self, sentence: str | None) -> None:
        with self._news:
            self.heard.append(sentence)
            self._news.notify_all()

    def wait_for(self, number: int) -> str:
        with self._news:
            assert self._news.wait_for(lambda: len(self.heard) >= number, SOON), self.heard
        return self.heard[number - 1] or ""


class Disk:
    """An action that fails while the disk is full."""

    def __init__(self) -> None:
        self.full = True
        self.done: list[str] = []

    def write(self, what: str) -> Callable[[Repository], str]:
        def action(_repository: Repository) -> str:
            if self.full:
                raise StorageError("The disk has no room left for it; free some space and try again.")
            self.done.append(what)
            return what

        return action


def opened(path: Path, *, wait: Wait = threading.Event.wait, retry_s: float = 2.0) -> Outbox:
    return Outbox(lambda: Repository.open(path, patience=0.05), wait=wait, retry_s=retry_s)


def test_everything_happens_in_order_on_one_thread_that_is_not_the_callers(path: Path) -> None:
    seen = []

    def note(number: int) -> Callable[[Repository], None]:
        return lambda _repository: seen.append((number, threading.get_ident()))

    with opened(path) as outbox:
        for number in range(0, 60, 3):
            outbox.post(note(number), "rep")
            outbox.submit(note(number + 1))
            outbox.read(note(number + 2))
        assert outbox.drain(SOON)
    assert [number for number, _ in seen] == list(range(60))
    (thread,) = {thread for _, thread in seen}
    assert thread != threading.get_ident()


def test_what_was_written_can_be_read_and_errors_come_back(path: Path) -> None:
    with opened(path) as outbox:
        assert outbox.opened.result(SOON) is None
        outbox.post(lambda repository: repository.save_settings(Settings(bell=True)), "settings")
        assert outbox.submit(lambda repository: repository.settings()).result(SOON) == Settings(bell=True)
        with pytest.raises(ZeroDivisionError):
            outbox.submit(lambda repository: 1 // 0).result(SOON)
        assert outbox.drain(SOON)
        assert outbox.trouble is None


def test_a_whole_set_reaches_the_disk_before_close_returns(path: Path) -> None:
    session, done = live_session(), live_set()

    def save(number: int) -> Callable[[Repository], None]:
        return lambda repository: repository.save_rep(done.id, rep(number), START)

    outbox = opened(path)
    outbox.post(lambda repository: repository.start_session(session), "the session")
    outbox.post(lambda repository: repository.save_set(session.id, done), "the set")
    for number in range(1, 31):
        outbox.post(save(number), f"rep {number}")
    assert outbox.close()
    with Repository.open(path) as repository:
        (kept,) = repository.sessions()
        assert [rep.number for rep in kept.sets[0].reps] == list(range(1, 31))


def test_what_can_not_be_written_stays_first_and_the_rest_queues_behind(path: Path) -> None:
    disk, retry, trouble = Disk(), Retry(), Trouble()
    with opened(path, wait=retry) as outbox:
        outbox.on_trouble(trouble)
        futures = [outbox.post(disk.write(f"rep {n}"), f"rep {n}") for n in (1, 2)]
        assert trouble.wait_for(1).startswith("Not saved yet (rep 1): The disk has no room left")
        assert retry.waiting.wait(SOON)
        assert not outbox.drain(0.01)
        assert outbox.trouble == trouble.heard[0]
        disk.full = False
        futures.append(outbox.post(disk.write("rep 3"), "rep 3"))
        assert [future.result(SOON) for future in futures] == ["rep 1", "rep 2", "rep 3"]
        assert trouble.wait_for(2) == ""
        assert outbox.drain(SOON)
        assert outbox.trouble is None
    assert disk.done == ["rep 1", "rep 2", "rep 3"]
    assert set(retry.seconds) == {2.0}
    assert trouble.heard[1:] == [None]


def test_it_tries_again_by_itself(path: Path) -> None:
    disk = Disk()
    tries: list[float] = []

    def give_room_at_the_third_try(_wake: threading.Event, seconds: float) -> None:
        tries.append(seconds)
        disk.full = len(tries) < 3

    with opened(path, wait=give_room_at_the_third_try, retry_s=7) as outbox:
        assert outbox.post(disk.write("rep 1"), "rep 1").result(SOON) == "rep 1"
    assert tries == [7, 7, 7]


def test_behind_something_stuck_reads_are_answered_and_requests_fail_at_once(path: Path) -> None:
    disk, retry = Disk(), Retry()
    with opened(path, wait=retry) as outbox:
        stuck = outbox.post(disk.write("rep 1"), "rep 1")
        assert retry.waiting.wait(SOON)
        assert outbox.read(lambda repository: repository.settings()).result(SOON) == Settings()
        with pytest.raises(StorageError, match=r"Not saved yet \(rep 1\)"):
            outbox.submit(lambda repository: repository.save_settings(Settings(bell=True))).result(SOON)
        assert not stuck.done()
        disk.full = False
        assert outbox.drain(SOON)
        assert stuck.result(0) == "rep 1"
        assert outbox.submit(lambda repository: repository.settings()).result(SOON) == Settings()


def test_a_database_locked_by_another_program(path: Path) -> None:
    trouble, retry = Trouble(), Retry()
    with opened(path, wait=retry) as outbox:
        outbox.on_trouble(trouble)
        outbox.opened.result(SOON)
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        saved = outbox.post(
            lambda repository: repository.save_body_mass(Mass(Decimal(80), "kg"), START), "body mass"
        )
        assert "is locked by another program" in trouble.wait_for(1)
        assert retry.waiting.wait(SOON)
        blocker.execute("ROLLBACK")
        blocker.close()
        assert outbox.drain(SOON)
        assert saved.done()
        assert trouble.wait_for(2) == ""
        assert outbox.read(lambda repository: repository.body_mass()).result(SOON) == Mass(Decimal(80), "kg")


def test_a_file_that_was_moved_away_takes_no_more_until_it_is_back(path: Path) -> None:
    retry, away = Retry(), path.with_name("away.db")
    with opened(path, wait=retry) as outbox:
        outbox.opened.result(SOON)
        path.rename(away)
        outbox.post(lambda repository: repository.save_settings(Settings(bell=True)), "settings")
        assert retry.waiting.wait(SOON)
        assert "was moved or deleted while in use" in str(outbox.trouble)
        away.rename(path)
        assert outbox.drain(SOON)
    with Repository.open(path) as repository:
        assert repository.settings() == Settings(bell=True)


@pytest.mark.parametrize(
    "error",
    [
        Conflict("There is no such set."),
        SessionHeld("It is trained elsewhere."),
        ZeroDivisionError("no number"),
    ],
)
def test_what_can_never_be_written_is_told_for_good_and_does_not_block(
    path: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = Trouble()

    def never(_repository: Repository) -> None:
        raise error

    with opened(path) as outbox:
        outbox.on_trouble(trouble)
        lost = outbox.post(never, "rep 1")
        later = outbox.post(lambda repository: repository.save_settings(Settings(bell=True)), "settings")
        assert lost.exception(SOON) is error
        assert later.result(SOON) is None
        assert not outbox.drain(SOON)
        assert trouble.heard == [outbox.trouble] == list(outbox.lost)
        assert str(outbox.trouble).startswith("Not saved (rep 1): ")
        assert str(error) in str(outbox.trouble)
        assert type(error).__name__ not in str(outbox.trouble)
        assert not outbox.close()
    assert "Not saved (rep 1)" in caplog.text


def test_closing_tries_once_more_and_then_says_what_is_lost(path: Path) -> None:
    disk, retry = Disk(), Retry()
    outbox = opened(path, wait=retry)
    stuck = outbox.post(disk.write("rep 1"), "rep 1")
    behind = outbox.post(disk.write("rep 2"), "rep 2")
    assert retry.waiting.wait(SOON)
    assert not outbox.close(SOON)
    assert [sentence[:19] for sentence in outbox.lost] == ["Not saved (rep 1): ", "Not saved (rep 2): "]
    with pytest.raises(StorageError):
        stuck.result(0)
    assert behind.exception(0) is not None
    assert not outbox.drain(SOON)
    with pytest.raises(RuntimeError, match="closed"):
        outbox.post(disk.write("rep 3"), "rep 3")


def test_closing_saves_what_can_be_saved_by_then(path: Path) -> None:
    disk, retry = Disk(), Retry()
    outbox = opened(path, wait=retry)
    outbox.post(disk.write("rep 1"), "rep 1")
    assert retry.waiting.wait(SOON)
    disk.full = False
    assert outbox.close(SOON)
    assert disk.done == ["rep 1"]


def test_a_repository_that_can_not_be_opened_is_told_through_the_future(tmp_path: Path) -> None:
    with Outbox(lambda: Repository.open(tmp_path)) as outbox:
        with pytest.raises(StorageError, match="is a folder"):
            outbox.opened.result(SOON)
        with pytest.raises(StorageError, match="is a folder"):
            outbox.submit(lambda repository: repository.settings()).result(SOON)


def test_opening_is_tried_again_for_what_must_not_be_lost(path: Path) -> None:
    path.mkdir()
    retry = Retry()
    with opened(path, wait=retry) as outbox:
        saved = outbox.post(lambda repository: repository.save_settings(Settings(bell=True)), "settings")
        assert retry.waiting.wait(SOON)
        path.rmdir()
        assert outbox.drain(SOON)
        assert saved.done()


def test_a_request_can_be_cancelled_but_a_post_can_not(path: Path) -> None:
    gate = threading.Event()
    ran = []
    with opened(path) as outbox:
        outbox.submit(lambda _repository: gate.wait(SOON))
        request = outbox.submit(lambda _repository: ran.append("request"))
        posted = outbox.post(lambda _repository: ran.append("post"), "rep 1")
        assert request.cancel()
        assert not posted.cancel()
        gate.set()
        wait([posted], SOON)
        with pytest.raises(CancelledError):
            request.result(SOON)
    assert ran == ["post"]


def test_a_listener_that_fails_stops_nothing(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk, retry = Disk(), Retry()

    def broken(_sentence: str | None) -> None:
        raise RuntimeError("the app is gone")

    with opened(path, wait=retry) as outbox:
        outbox.on_trouble(broken)
        outbox.post(disk.write("rep 1"), "rep 1")
        assert retry.waiting.wait(SOON)
        disk.full = False
        assert outbox.drain(SOON)
    assert "the app is gone" in caplog.text
    assert disk.done == ["rep 1"]


def test_who_listens_late_hears_what_is_wrong_now(path: Path) -> None:
    disk, retry, trouble = Disk(), Retry(), Trouble()
    with opened(path, wait=retry) as outbox:
        outbox.post(disk.write("rep 1"), "rep 1")
        assert retry.waiting.wait(SOON)
        outbox.on_trouble(trouble)
        assert "no room left" in trouble.wait_for(1)


def test_a_program_that_forgets_to_close_it_still_writes_and_still_ends(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from negtrain_tui.outbox import Outbox, Wait
from negtrain_tui.repository import Repository
from negtrain_tui.training.settings import Settings
outbox = Outbox(lambda: Repository.open(Path(sys.argv[1])))
outbox.post(lambda repository: repository.save_settings(Settings(bell=True)), "settings")
"""
    finished(code, str(path))
    with Repository.open(path) as repository:
        assert repository.settings().bell
