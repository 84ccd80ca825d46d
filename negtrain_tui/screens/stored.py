"""A screen that shows what is in the database, and whose changes go there, without ever waiting for it."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.widgets.literal import literal

Snapshot = TypeVar("Snapshot")
Answer = TypeVar("Answer")
Command = tuple[str, str, Callable[[], object]]
_TOLD_S = 15.0


class StoredScreen(RoomyScreen[None], Generic[Snapshot]):
    """Reads one frozen snapshot whenever it comes to the front, and after each of its own changes."""

    AUTO_FOCUS = ""
    PALETTE: ClassVar[str] = ""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        super().__init__()
        self.outbox = outbox
        self.clock = clock
        self._has_shown = False

    @abstractmethod
    def read(self, repository: Repository) -> Snapshot:
        """Gather what the screen shows; runs on the outbox's thread."""

    @abstractmethod
    def show(self, snapshot: Snapshot) -> None:
        """Show what was read."""

    @abstractmethod
    def nothing_read(self, sentence: str) -> None:
        """Say why there is nothing to show; a later reading that works takes its place."""

    def on_screen_resume(self) -> None:
        """Look what has changed while another screen was in front."""
        self.reload()

    def reload(self) -> None:
        """Read anew, in place of a reading under way: that one may be older than our last change."""
        self._reload()

    @work(exclusive=True, group="reload")
    async def _reload(self) -> None:
        try:
            snapshot = await answered(self.outbox.read(self.read), self)
        except StorageError as trouble:
            self.complain(str(trouble))
            if not self._has_shown:
                self.nothing_read(str(trouble))
        else:
            self._has_shown = True
            self.show(snapshot)

    def change(
        self,
        action: Callable[[Repository], object],
        *,
        done: Callable[[], object] | None = None,
        failed: Callable[[StorageError], object] | None = None,
    ) -> None:
        """Hand a change to the one writer at once; say so if it fails, and read anew either way."""
        # The app's own: a change that fails when its screen is gone has to be told all the same.
        self.app.run_worker(self._follow(self.outbox.submit(action), done, failed), group="changes")

    async def _follow(
        self,
        future: Future[object],
        done: Callable[[], object] | None,
        failed: Callable[[StorageError], object] | None,
    ) -> None:
        try:
            await answered(future)
        except StorageError as trouble:
            if not self.display:
                self.app.notify(literal(str(trouble)), severity="error", timeout=_TOLD_S, markup=False)
                return
            self.complain(str(trouble))
            if failed is not None:
                failed(trouble)
        else:
            if not self.display:
                return
            if done is not None:
                done()
        self.reload()

    def complain(self, sentence: str) -> None:
        """Tell what went wrong."""
        self.say(sentence, trouble=True)

    def commands(self) -> Iterable[Command]:
        """Offer every key that works now to the command palette: title, help, callback."""
        for binding in self._own_bindings(self.BINDINGS):
            if binding.show and self.check_action(binding.action.partition("(")[0], ()):
                help_text = binding.tooltip or binding.description
                words = self.words_of(binding.action, binding.description)
                yield (
                    f"{self.PALETTE}: {words}",
                    help_text,
                    partial(self.run_action, binding.action),
                )

    def words_of(self, action: str, description: str) -> str:
        """Say what a key does at this moment; `action` with its parameters, as the binding has it."""
        del action
        return description

    @staticmethod
    def _own_bindings(bindings: Iterable[BindingType]) -> Iterable[Binding]:
        return (binding for binding in bindings if isinstance(binding, Binding))


async def answered(future: Future[Answer], screen: Widget | None = None) -> Answer:
    """Await the outbox; when the one who waits is cancelled, what was asked for is done all the same.

    With a `screen`, it is `heard` by that one. No future of the event loop carries the answer, for one
    that nobody awaits any more complains of it.
    """
    if screen is not None:
        return await heard(answered(future), screen)
    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def tell(_: Future[Answer]) -> None:
        # The loop may be closed by now; then nobody waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(over.set)

    future.add_done_callback(tell)
    await over.wait()
    return future.result()


async def heard(answer: Awaitable[Answer], screen: Widget) -> Answer:
    """Await something for a screen; one that is being taken down meanwhile goes no further.

    Some of it is gone already then, and Textual cancels its workers only after that.
    """
    try:
        return await answer
    finally:
        if not screen.display:
            raise asyncio.CancelledError
