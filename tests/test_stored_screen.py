"""A screen that is taken down while the database still answers it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.settings import Settings
from tests.fake_clock import FakeClock
from tests.lone_screen import Host
from tests.quiet import at_rest


class Lingering(Static):
    """Is taken down slowly, and lets the answer come meanwhile."""

    def __init__(self, gate: Event) -> None:
        super().__init__(id="lingering")
        self._gate = gate

    async def on_unmount(self) -> None:
        self._gate.set()
        await asyncio.sleep(0.05)


class Slow(StoredScreen[Settings]):
    """Asks for what it is told only when it is already going."""

    def __init__(self, outbox: Outbox, gate: Event, *, fails: bool) -> None:
        super().__init__(outbox, FakeClock(100.0))
        self._gate = gate
        self._fails = fails
        self.heard: list[object] = []

    def compose_room(self) -> ComposeResult:
        yield Lingering(self._gate)

    def read(self, repository: Repository) -> Settings:
        assert self._gate.wait(5)
        if self._fails:
            raise StorageError("The disk is gone.")
        return repository.settings()

    def show(self, snapshot: Settings) -> None:
        self.heard.append(snapshot)

    def nothing_read(self, sentence: str) -> None:
        self.heard.append(sentence)


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("leaving", ["the app", "the screen"])
async def test_a_screen_that_is_taken_down_hears_nothing_more(
    tmp_path: Path, leaving: str, *, fails: bool
) -> None:
    gate = Event()
    with Outbox(lambda: Repository.open(tmp_path / "negtrain.db")) as outbox:
        screen = Slow(outbox, gate, fails=fails)
        app = Host(lambda: screen)
        async with app.run_test():
            await asyncio.sleep(0)
            assert not gate.is_set()
            if leaving == "the screen":
                await app.pop_screen()
        assert gate.is_set()
        assert outbox.drain(5)
        assert screen.heard == []


async def test_a_change_that_fails_when_its_screen_is_gone_is_told_all_the_same(tmp_path: Path) -> None:
    gate, waited = Event(), Event()

    def refused(_: Repository) -> None:
        waited.set()
        assert gate.wait(5)
        raise StorageError("The file is locked by another program.")

    with Outbox(lambda: Repository.open(tmp_path / "negtrain.db")) as outbox:
        screen = Slow(outbox, Event(), fails=False)
        screen._gate.set()
        app = Host(lambda: screen)
        async with app.run_test(notifications=True):
            await at_rest(app)
            screen.change(refused, failed=lambda _: screen.heard.append("failed"))
            assert await asyncio.to_thread(waited.wait, 5)
            await app.pop_screen()
            gate.set()
            await at_rest(app)
            assert [each.message for each in app._notifications] == ["The file is locked by another program."]
        assert "failed" not in screen.heard
