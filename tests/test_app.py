"""The app around a session: what was interrupted, other instances, storage in trouble, small terminals."""

from __future__ import annotations

import asyncio
import gc
import shutil
import sqlite3
import tempfile
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.screen import ModalScreen

from negtrain_tui.alive import Alive, is_held
from negtrain_tui.app import NegtrainApp
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.offer import OfferScreen
from negtrain_tui.screens.stored import answered
from negtrain_tui.screens.today import TodayScreen
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.record import EndedBy, Status
from negtrain_tui.training.timetable import Phase
from tests.fake_clock import FakeClock
from tests.gym import LEAD_IN_S, PUSH_UPS, QUIET, Gym, at_the_gym, prepared, seconds

BRING_BACK = "Bring back the discarded session"
EVIL = "[red]Evil[/] \x1b[2J"
EVIL_LINE = r'"[red]Evil[/] \x1b[2J" 2x1 @bw 2-0-A-0 rest 0:10 "[b]mind[/] \x07"'
SHOWN_EVIL = r"[red]Evil[/] \x1b[2J"
_LEFT: dict[str, Path] = {}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


async def interrupted(path: Path, line: str = PUSH_UPS) -> None:
    """Leave two of three reps behind: of each line the app does them once, and the file is copied."""
    left = _LEFT.get(line)
    if left is None:
        left = _LEFT[line] = Path(tempfile.mkdtemp()) / "negtrain.db"
        async with at_the_gym(left, line) as gym:
            await gym.after(1, "space")
            await gym.after(LEAD_IN_S)
            while len(gym.train.state.reps) < 2:
                await gym.after(0.4)
            await gym.after(1, "ctrl+q")
            assert gym.status() is Status.INTERRUPTED
    assert not left.with_name("negtrain.db-wal").exists()
    shutil.copy(left, path)


async def offered(gym: Gym) -> None:
    await gym.until(lambda: isinstance(gym.screen(), OfferScreen))


async def test_going_on_goes_on_with_the_next_rep(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        assert "was interrupted" in gym.text
        assert "Push-up negative, set 1, 2 reps" in gym.text
        await gym.press("g")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        assert "rep 3 of 3" in gym.text
        await gym.after(1, "space")
        assert gym.status() is Status.LIVE
        await gym.after(LEAD_IN_S + 5)
        (done,) = gym.stored_sets
        assert seconds(done.reps) == [("3", False)] * 3
        assert (done.status, done.ended_by) == (Status.FINISHED, EndedBy.REPS_DONE)
        await gym.after(1, "space")
        await gym.after(1, "space")
        assert gym.train.course.set_number == 2


@pytest.mark.parametrize(
    ("keys", "kept", "said"), [("k", True, "Kept as it is"), ("dy", False, "Discarded"), ("dk", True, "Kept")]
)
async def test_keep_and_discard_are_decided_once(path: Path, keys: str, kept: bool, said: str) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press(*keys)
        await gym.until(lambda: not isinstance(gym.screen(), OfferScreen))
        await gym.until(lambda: said in gym.text)
        assert gym.nothing_stored is not kept
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await gym.settle()
        assert gym.outbox.drain(5)
        await gym.settle()
        assert not isinstance(gym.screen(), OfferScreen)


async def test_discarding_asks_once_more_and_can_be_taken_back_until_the_end(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("d")
        await gym.until(lambda: "Press y to discard it" in gym.text)
        assert isinstance(gym.screen(), OfferScreen)
        await gym.press("d", "d")
        assert isinstance(gym.screen(), OfferScreen)
        assert gym.status() is Status.INTERRUPTED
        assert BRING_BACK not in gym.commands()
        await gym.press("y")
        await gym.until(lambda: BRING_BACK in gym.commands())
        assert gym.nothing_stored
        command = next(
            each for each in gym.app.get_system_commands(gym.app.screen) if each.title == BRING_BACK
        )
        command.callback()
        await offered(gym)
        assert BRING_BACK not in gym.commands()
        await gym.press("g")
        await gym.until(lambda: gym.training and "rep 3 of 3" in gym.text)


async def test_the_offer_counts_in_plain_words_without_gaps(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5, "ctrl+q")
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        assert "On record: 1 set, 1 rep; 2 sets were planned." in gym.text
        rows = [row.split("│")[1].strip() for row in gym.text.splitlines() if row.count("│") == 2]
        last = rows.index("Last: Push-up negative, set 1, 1 rep.")
        assert rows[last + 1] == ""
        assert "go on" in rows[last + 2]


def elsewhere(path: Path, what: str) -> Alive | None:
    """Let another instance do something to the session that is on offer here."""
    with Repository.open(path) as other:
        (session,) = other.sessions()
        if what == "trains":
            return Alive.hold(path, session.id)
        if what == "finished":
            (done,) = session.sets
            other.save_rep(done.id, replace(done.reps[0], number=3), session.started_at)
            other.save_set(session.id, replace(done, status=Status.FINISHED))
            other.save_session(replace(session, status=Status.FINISHED))
        else:
            other.settle(session.id, keep=what == "kept")
    return None


STALE = {
    "trains": "Another Negtrain is training with this session",
    "finished": "was finished meanwhile",
    "discarded": "was discarded meanwhile",
    "kept": "was kept as it is meanwhile",
}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("keys", ["g", "dy", "k"])
@pytest.mark.parametrize("what", STALE)
async def test_a_stale_offer_changes_nothing_and_says_why(path: Path, what: str, keys: str) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        held = elsewhere(path, what)
        before = dump(path)
        await gym.press(*keys)
        await gym.until(lambda: STALE[what] in " ".join(gym.text.split()))
        assert isinstance(gym.screen(), TodayScreen)
        assert gym.outbox.drain(5)
        assert dump(path) == before
        if held is not None:
            held.release()


async def test_behind_a_stale_offer_the_set_that_was_asked_for_begins(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, "Dip negative 1x2 @bw 3-0-A-0", settings=None, ready=False) as gym:
        await offered(gym)
        elsewhere(path, "finished")
        await gym.press("g")
        await gym.until(lambda: STALE["finished"] in " ".join(gym.text.split()))
        await gym.press("enter")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        assert "Dip negative" in gym.text


async def test_what_another_instance_added_is_gone_on_with(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        with Repository.open(path) as other:
            (session,) = other.sessions()
            (done,) = session.sets
            other.save_rep(done.id, replace(done.reps[0], number=3), session.started_at)
            other.save_set(session.id, replace(done, status=Status.FINISHED, ended_by=EndedBy.REPS_DONE))
        await gym.press("g")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        assert gym.train.course.set_number == 2


async def test_looking_at_ready_of_a_resumed_session_holds_its_lock(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("g")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        session_id = gym.train.session.id
        assert is_held(path, session_id)
        await gym.press("ctrl+q")
        assert gym.outbox.drain(5)
        assert not is_held(path, session_id)


async def test_the_set_that_was_asked_for_follows_the_interrupted_one(path: Path) -> None:
    await interrupted(path, "Push-up negative 1x3 @bw 3-1-A-0")
    async with at_the_gym(path, "Dip negative 1x2 @bw 3-0-A-0", settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("g")
        await gym.until(lambda: gym.training and "rep 3 of 3" in gym.text)
        await gym.press("escape")
        await gym.after(1, "space")
        await gym.until(lambda: gym.training and "Dip negative" in gym.text and "READY" in gym.text)
        assert not gym.app._exit
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5, "ctrl+q")
        await gym.until(lambda: gym.app._exit)
    names = [[each.exercise for each in session.sets] for session in gym.app.recorded]
    assert names == [["Dip negative"], ["Push-up negative"]]


async def test_leaving_the_interrupted_session_again_leaves_the_app(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, "Dip negative 1x2 @bw 3-0-A-0", settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("g")
        await gym.until(lambda: gym.training and "rep 3 of 3" in gym.text)
        await gym.press("ctrl+q")
        await gym.until(lambda: gym.app._exit)
    (session,) = gym.app.recorded
    assert session.status is Status.INTERRUPTED


async def test_what_was_told_before_does_not_stand_over_train(path: Path) -> None:
    prepared(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await gym.until(lambda: "starter plan" in gym.text)
        gym.app.notify("Something that was told on another screen.")
        await gym.until(lambda: "Something that was told" in gym.text)
        await gym.press("enter")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        assert "Something that was told" not in gym.text


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("over", ["notice", "own exercise", "body mass", "palette", "plan", "settings"])
async def test_the_app_can_be_left_from_everywhere(path: Path, over: str, key: str) -> None:
    settings = replace(QUIET, notice_seen=over != "notice")
    async with at_the_gym(path, None, settings=settings, ready=False) as gym:
        await gym.until(lambda: ("Before you train" if over == "notice" else "starter plan") in gym.text)
        keys = {"own exercise": "e", "body mass": "b", "palette": "ctrl+p", "plan": "2", "settings": "4"}
        if over in keys:
            await gym.press(keys[over])
        if over in ("notice", "own exercise", "body mass", "palette"):
            await gym.until(lambda: isinstance(gym.screen(), ModalScreen))
        await gym.press(key)
        await gym.until(lambda: gym.app._exit)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("over", ["ctrl+p", "l"])
async def test_leaving_over_train_keeps_the_session_as_interrupted(path: Path, over: str, key: str) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("g")
        await gym.until(lambda: gym.training and "READY" in gym.text)
        await gym.press(over)
        await gym.until(lambda: isinstance(gym.screen(), ModalScreen))
        await gym.press(key)
        await gym.until(lambda: gym.app._exit)
        assert gym.status() is Status.INTERRUPTED


async def test_deciding_later_asks_again_at_the_next_start(path: Path) -> None:
    await interrupted(path)
    for _ in range(2):
        async with at_the_gym(path, None, settings=None, ready=False) as gym:
            await offered(gym)
            await gym.press("escape")
            assert not isinstance(gym.screen(), OfferScreen)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_the_offer_can_be_left_with_the_app(path: Path, key: str) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press(key)
        await gym.settle()
        assert gym.app._exit
        assert gym.status() is Status.INTERRUPTED


async def test_a_session_that_another_instance_trains_is_left_alone(path: Path) -> None:
    await interrupted(path)
    with Repository.open(path) as repository:
        (session,) = repository.unsettled()
    with Alive.hold(path, session.id):
        async with at_the_gym(path, None, settings=None, ready=False) as gym:
            await gym.settle()
            assert gym.outbox.drain(5)
            await gym.settle()
            assert not isinstance(gym.screen(), OfferScreen)


async def test_a_session_under_way_is_not_offered_to_a_second_instance(path: Path) -> None:
    async with at_the_gym(path) as first:
        await first.after(1, "space")
        await first.after(LEAD_IN_S + 3.5)
        assert len(first.stored_reps()) == 1
        with Repository.open(path) as second:
            assert second.unsettled() == ()
            (seen,) = second.sessions()
            assert seen.status is Status.LIVE


async def test_a_session_whose_sets_are_all_done_is_kept(path: Path) -> None:
    async with at_the_gym(path, "Push-up negative 1x1 @bw 2-0-A-0") as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 4)
        assert gym.part() is Part.FORM
        await gym.press("ctrl+q")
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        await gym.press("g")
        await gym.until(lambda: not isinstance(gym.screen(), OfferScreen))
        await gym.until(lambda: gym.outbox.drain(0))
        assert not gym.training
        with Repository.open(path) as repository:
            assert repository.unsettled() == ()
            assert len(repository.sessions()) == 1


async def test_an_evil_name_is_shown_letter_by_letter_everywhere_and_stored_as_typed(path: Path) -> None:
    async with at_the_gym(path, EVIL_LINE) as gym:
        assert SHOWN_EVIL in gym.text
        assert r"[b]mind[/] \x07" in gym.text
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 1)
        assert gym.phase() is Phase.LOWERING
        assert SHOWN_EVIL in gym.text
        await gym.after(3)
        assert gym.part() is Part.FORM
        assert SHOWN_EVIL in gym.text
        await gym.after(1, "n")
        await gym.type("[i]n[/i]")
        await gym.press("enter")
        assert "[i]n[/i]" in gym.text
        await gym.after(1, "space")
        assert f"then {SHOWN_EVIL}, set 2" in gym.text
        await gym.after(1, "space")
        assert SHOWN_EVIL in gym.text
        await gym.press("ctrl+q")
        (done,) = gym.stored_sets
        assert (done.exercise, done.note) == (EVIL, "[i]n[/i]")
        assert done.line == EVIL_LINE
    with Repository.open(path) as repository:
        repository.save_session(replace(repository.sessions()[0], name=EVIL, status=Status.INTERRUPTED))
    async with at_the_gym(path, None, settings=None, ready=False) as gym:
        await offered(gym)
        assert f"{SHOWN_EVIL} of" in gym.text
        assert f"Last: {SHOWN_EVIL}, set 1" in gym.text
        await gym.press("escape", "3")
        await gym.until(lambda: SHOWN_EVIL in gym.text)
        await gym.press("enter")
        await gym.until(lambda: "[i]n[/i]" in gym.text)
        assert SHOWN_EVIL in gym.text


async def test_resizing_in_mid_set_is_harmless(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 1)
        for width, height in ((40, 10), (60, 18), (200, 60), (59, 17), (80, 24)):
            await gym.pilot.resize_terminal(width, height)
            await gym.settle()
            small = width < 60 or height < 18
            assert ("Negtrain needs 60 x 18" in gym.text.replace("\n", " ")) is small
            assert ("LOWER" in gym.text) is not small
            assert all(len(line) <= width for line in gym.text.splitlines())
        assert gym.phase() is Phase.LOWERING
        await gym.pilot.resize_terminal(40, 10)
        await gym.settle()
        assert "The set goes on: space still turns, p pauses." in " ".join(gym.text.split())
        await gym.after(1.4, "space")
        assert seconds(gym.stored_reps()) == [("2.4", True)]
        load = gym.train.state.load
        await gym.press("plus", "n", "ctrl+p", "question_mark", "l")
        assert gym.screen() is gym.train and gym.train.state.load == load
        await gym.press("p")
        assert gym.stage() is Stage.PAUSED
        # what doesn't run on can wait until it is seen
        await gym.press("space", "p", "escape")
        assert gym.stage() is Stage.PAUSED


async def test_in_a_window_that_is_too_small_no_key_acts_but_those_for_leaving(path: Path) -> None:
    await interrupted(path)
    async with at_the_gym(path, None, settings=None, ready=False, size=(59, 18)) as gym:
        await offered(gym)
        # the question over it can be seen
        await gym.press("k")
        await gym.until(lambda: not isinstance(gym.screen(), OfferScreen))
        today = gym.screen()
        await gym.press("3", "f1", "ctrl+p", "enter")
        assert gym.screen() is today
        await gym.pilot.resize_terminal(60, 18)
        await gym.press("3")
        await gym.until(lambda: "d delete" in gym.text)
        await gym.pilot.resize_terminal(60, 17)
        await gym.press("d", "delete", "slash", "x")
        gym.app.post_message(events.Paste("d"))
        await gym.pilot.click(offset=(5, 5))
        await gym.pilot.resize_terminal(60, 18)
        await gym.until(lambda: "1 session" in gym.text)
        assert gym.stored.sets and "u undo" not in gym.text
        await gym.pilot.resize_terminal(40, 10)
        await gym.press("ctrl+q")
        await gym.until(lambda: not gym.app.is_running)


async def test_the_digits_can_be_read_from_afar(path: Path) -> None:
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S)
        for width, height, tall in ((80, 24, 7), (60, 18, 5), (120, 40, 14)):
            await gym.pilot.resize_terminal(width, height)
            await gym.settle()
            digits = gym.train.board.stage.region.shrink((1, 0, 2, 0))
            drawn = [row for row in gym.text.splitlines()[digits.y : digits.bottom] if row.strip()]
            assert len(drawn) >= tall
            # and every key is still there
            for word in ("turn", "control lost", "hurts", "undo", "pause", "load", "tempo", "pacing", "end"):
                assert word in gym.bar


async def test_without_colours_phases_differ_by_word_and_shape(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        seen: dict[Phase, str] = {}
        while gym.part() is Part.SET:
            phase = gym.phase()
            await gym.settle()
            seen.setdefault(phase, gym.train.board.stage.picture.sign)
            await gym.after(0.8)
        assert seen[Phase.LOWERING] == "▼ LOWER"
        assert seen[Phase.PAUSE_LOW] == "■ HOLD"
        assert seen[Phase.RETURN].startswith("△ BACK UP: ")
        assert len(set(seen.values())) == len(seen) >= 4
        assert sum("LOWER" in sign for sign in seen.values()) == 1


async def test_a_full_disk_is_said_and_nothing_is_lost_once_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Repository.save_rep
    full = True

    def save_rep(self: Repository, *arguments: object) -> None:
        if full:
            raise StorageError("The disk has no room left; free some space.")
        save(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "save_rep", save_rep)
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5)
        await gym.until(lambda: "Not saved yet (rep 1)" in gym.text)
        assert "The disk has no room left; free some space." in " ".join(gym.text.split())
        # the set goes on
        await gym.after(6)
        assert gym.train.state.rep == 1
        full = False
        await gym.until(lambda: "Not saved" not in gym.text)
        await gym.after(30)
        assert gym.part() is Part.FORM
        assert seconds(gym.stored_reps()) == [("3", False)] * 3


async def test_damage_in_a_large_file_is_told_and_nothing_is_erased_then(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(path: Path) -> None:
        raise StorageError(f"{path.name} is damaged; put a backup in its place.")

    erased: list[object] = []
    monkeypatch.setattr("negtrain_tui.app._collect_from_now_on", lambda: None)
    monkeypatch.setattr(Repository, "check", staticmethod(damaged))
    monkeypatch.setattr(Repository, "empty_old_trash", lambda _, now: erased.append(now))
    async with at_the_gym(path, None, ready=False) as gym:
        gym.app._started()
        await gym.until(lambda: "negtrain.db is damaged; put a backup in its place." in gym.text)
        assert erased == []


async def test_leaving_with_the_disk_full_says_what_is_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_rep(self: Repository, *arguments: object) -> None:
        raise StorageError("The disk has no room left; free some space.")

    monkeypatch.setattr(Repository, "save_rep", save_rep)
    async with at_the_gym(path) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5)
        await gym.until(lambda: "Not saved yet (rep 1)" in gym.text)
        await gym.press("ctrl+q")
        gym.outbox.close()
        assert not gym.outbox.drain(1)
        assert "rep 1" in gym.outbox.lost[0]


@pytest.mark.parametrize("break_it", ["corrupt", "newer"])
async def test_a_database_that_cannot_be_read_ends_the_app_with_its_sentence(
    path: Path, break_it: str
) -> None:
    if break_it == "corrupt":
        path.write_bytes(b"not a database, by any means" * 200)
    else:
        prepared(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "insert into _sqlite_migrations (migration_set, name, applied_at)"
                " values ('negtrain', '9999_x', '')"
            )
            connection.commit()
    before = path.read_bytes()
    with Outbox(lambda: Repository.open(path)) as outbox:
        app = NegtrainApp(outbox, FakeClock(), load_catalogue(), single=PUSH_UPS)
        async with app.run_test() as pilot:
            for _ in range(200):
                await pilot.pause(0.01)
                if app.failure:
                    break
    assert app.failure
    assert str(path) in app.failure
    assert app.return_code == 1
    assert path.read_bytes() == before


async def test_an_answer_that_nobody_waits_for_any_more_makes_no_noise() -> None:
    noise: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: noise.append(context))
    asked: Future[None] = Future()
    waiting = asyncio.create_task(answered(asked))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not asked.cancelled()
    asked.set_exception(StorageError("It was written by a newer Negtrain."))
    del waiting, asked
    for _ in range(3):
        await asyncio.sleep(0)
        gc.collect()
    assert noise == []


async def test_no_sound_is_marked_once_it_is_known(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from negtrain_tui import cues

    def silent(_cls: type[cues.Sound], /, clock: cues.SetClock, **_: object) -> cues.Sound:
        return cues.Sound(clock, cues.NO_DEVICE)

    monkeypatch.setattr(cues.Sound, "open", classmethod(silent))
    async with at_the_gym(path, settings=replace(QUIET, sound=True)) as gym:
        await gym.until(lambda: "no sound: no audio device" in " ".join(gym.text.split()))
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5)
        assert len(gym.stored_reps()) == 1


async def test_bell_and_flash_come_where_they_are_switched_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[float] = []
    async with at_the_gym(path, settings=replace(QUIET, bell=True, flash=True)) as gym:
        monkeypatch.setattr(gym.app, "bell", lambda: rung.append(gym.clock.now()))
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S)
        assert rung
        assert gym.train.board.stage.bright
    quiet: list[float] = []
    async with at_the_gym(path) as gym:
        monkeypatch.setattr(gym.app, "bell", lambda: quiet.append(gym.clock.now()))
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S)
        assert not quiet
        assert not gym.train.board.stage.bright
