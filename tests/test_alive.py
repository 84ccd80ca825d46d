from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import threading
from multiprocessing.queues import Queue
from pathlib import Path

import pytest

from negtrain_tui import alive
from negtrain_tui.alive import Alive, SessionHeld, is_held, is_held_elsewhere, sweep
from negtrain_tui.repository import StorageError
from tests.children import heard, started

HOLDER = """
import sys, subprocess, time
from pathlib import Path
from negtrain_tui.alive import Alive
held = Alive.hold(Path(sys.argv[1]), sys.argv[2])
if sys.argv[3] == "with child":
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=0, close_fds=False)
    print(child.pid, flush=True)
else:
    print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def holder(db: Path, session: str, how: str = "alone") -> subprocess.Popen[str]:
    return started(HOLDER, str(db), session, how)


def test_a_session_is_held_until_it_is_released(db: Path) -> None:
    assert not is_held(db, "S1")
    held = Alive.hold(db, "S1")
    assert [file.name for file in db.parent.iterdir()] == ["negtrain.db.S1.live"]
    assert is_held(db, "S1")
    assert not is_held_elsewhere(db, "S1")
    assert not is_held(db, "S2")
    held.release()
    held.release()
    assert not is_held(db, "S1")
    assert not list(db.parent.iterdir())


def test_it_is_released_when_the_block_ends_in_an_error(db: Path) -> None:
    with pytest.raises(ZeroDivisionError), Alive.hold(db, "S1"):
        raise ZeroDivisionError
    assert not is_held(db, "S1")


def test_nobody_gets_it_twice(db: Path) -> None:
    with Alive.hold(db, "S1"), pytest.raises(SessionHeld, match="Another Negtrain"):
        Alive.hold(db, "S1")
    Alive.hold(db, "S1").release()


def test_a_link_to_the_database_is_the_same_database(db: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(db)
    with Alive.hold(link, "S1"):
        assert is_held(db, "S1")


def test_it_dies_with_the_process_that_is_killed(db: Path) -> None:
    with holder(db, "S1") as other:
        assert heard(other) == "held\n"
        assert is_held(db, "S1")
        assert is_held_elsewhere(db, "S1")
        with pytest.raises(SessionHeld):
            Alive.hold(db, "S1")
        other.send_signal(signal.SIGKILL)
    assert not is_held(db, "S1")
    Alive.hold(db, "S1").release()


def test_a_child_that_outlives_it_does_not_keep_it(db: Path) -> None:
    with holder(db, "S1", "with child") as other:
        child = int(heard(other))
        other.send_signal(signal.SIGKILL)
        other.wait()
        os.kill(child, 0)
        assert not is_held(db, "S1")
        os.kill(child, signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_neither_keeps_it_nor_takes_it_away(db: Path) -> None:
    with Alive.hold(db, "S1"):
        ask, answer = os.pipe()
        child = os.fork()
        if not child:
            os.write(answer, b"1" if is_held_elsewhere(db, "S1") else b"0")
            signal.pause()
            os._exit(0)
        assert os.read(ask, 1) == b"1"
        assert is_held(db, "S1")
    try:
        assert not is_held(db, "S1")
        Alive.hold(db, "S1").release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ask)
        os.close(answer)


def test_of_many_threads_one_gets_it(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alive, "_ATTEMPTS", 2)
    start = threading.Barrier(8)
    got: list[Alive] = []
    refused: list[SessionHeld] = []

    def take() -> None:
        start.wait()
        try:
            got.append(Alive.hold(db, "S1"))
        except SessionHeld as error:
            refused.append(error)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused)) == (1, 7)
    got[0].release()


def _take_turns(db: Path, turns: int, queue: Queue[int]) -> None:
    held = 0
    while held < turns:
        try:
            with Alive.hold(db, "S1"):
                inside = Path(f"{db}.inside")
                inside.touch(exist_ok=False)
                inside.unlink()
                held += 1
        except SessionHeld:
            continue
    queue.put(held)


def test_processes_that_take_turns_are_never_in_it_together(db: Path) -> None:
    context = multiprocessing.get_context("spawn")
    queue: Queue[int] = context.Queue()
    others = [context.Process(target=_take_turns, args=(db, 40, queue)) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0, 0]
    assert [queue.get() for _ in others] == [40, 40, 40]


def test_what_a_killed_process_left_is_swept_and_what_is_held_stays(db: Path) -> None:
    Path(f"{db}.S1.live").touch()
    with Alive.hold(db, "S2"):
        sweep(db, "S1")
        sweep(db, "S2")
        sweep(db, "S3")
        assert [file.name for file in db.parent.iterdir()] == ["negtrain.db.S2.live"]


def test_a_place_that_takes_no_files_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be used"):
        Alive.hold(tmp_path / "nowhere" / "x.db", "S1")


@pytest.mark.parametrize("session", ["../S1", "", "a b", "x\0"])
def test_an_id_never_leads_to_another_folder(db: Path, session: str) -> None:
    with pytest.raises(ValueError, match="no session has the id"):
        is_held(db, session)
