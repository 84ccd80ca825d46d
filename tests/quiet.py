"""When a program under test has come to rest: seen in its event loop, not guessed from the processor's."""

from __future__ import annotations

import asyncio
import unicodedata
from contextlib import suppress
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen

# A press takes some dozens of turns, a screen's start some hundreds.
_TURNS = 10_000
_WORKER_S = 10.0
_LOOK_S = 0.001


async def still(app: App[Any], turns: int = _TURNS) -> None:
    """Let every message be handled and every screen be drawn.

    What only a clock, a thread or a person can bring is not waited for. What never ends is told.
    """
    loop = asyncio.get_running_loop()
    repainted: set[Screen[Any]] = set()
    for _ in range(turns):
        await asyncio.sleep(0)
        # Empty, it says that no task, no callback and no message pump can go on by itself.
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if app._exception is not None:
            return
        # A screen under a dialog wants to be painted for ever; the next time is left to its timer.
        undrawn = [s for s in _seen(app) if _moves(s) or (_unpainted(s) and s not in repainted)]
        for screen in undrawn:
            if screen is not app.screen:
                repainted.add(screen)
            screen._on_timer_update()
        if not undrawn:
            # Textual waits a moment after a resize, for the next one.
            if app._resize_timer is None and app.animator._complete_event.is_set():
                return
            await asyncio.sleep(_LOOK_S)
    raise AssertionError(f"it didn't come to rest in {turns} turns:\n{_told(app)}")


async def at_rest(app: App[Any], within_s: float = _WORKER_S) -> None:
    """Be still, and have every worker's answer there and drawn; fails where that takes too long."""
    until = monotonic() + within_s
    await still(app)
    while not _worked(app):
        await asyncio.sleep(_LOOK_S)
        await still(app)
        if monotonic() > until:
            raise AssertionError(f"workers didn't end within {within_s:g} seconds:\n{_told(app)}")


def seen_when_looked_at(screen: Screen[Any]) -> None:
    """Take a frame for painted, without painting it: a test that looks has the whole screen drawn.

    What a process on a terminal shows is proven by the tests that run one.
    """
    app = screen.app
    if screen is app.screen:
        screen._dirty_widgets.clear()
        screen._compositor._dirty_regions.clear()
    elif screen in app._background_screens and screen._compositor._dirty_regions:
        app.screen.refresh(*screen._compositor._dirty_regions)
        screen._compositor._dirty_regions.clear()
        screen._dirty_widgets.clear()
    app._update_mouse_over(screen)


def key(name: str) -> events.Key:
    """What the terminal reports of a key, or of a character."""
    if len(name) == 1 and not (name.isascii() and name.isalnum()):
        return events.Key(_character_to_key(name), name)
    character: str | None = name if len(name) == 1 else None
    with suppress(KeyError):
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    return events.Key(name, character)


class QuietPilot(Pilot[Any]):
    """Textual's pilot, waiting for the program to be still in place of a quiet processor."""

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and see what comes of each."""
        for name in keys:
            self.app.post_message(key(name))
            await still(self.app)

    async def pause(self, delay: float | None = None) -> None:
        """Be still, after so many seconds; without them, give workers the moment that most need."""
        if delay is not None:
            await asyncio.sleep(delay)
        await still(self.app)
        for _ in range(0 if delay is not None else 20):
            if _worked(self.app):
                return
            await asyncio.sleep(_LOOK_S)
            await still(self.app)

    async def _wait_for_screen(self, timeout: float = 30.0) -> bool:
        del timeout
        await still(self.app)
        return True


def _worked(app: App[Any]) -> bool:
    return all(worker.is_finished for worker in app.workers)


def _seen(app: App[Any]) -> list[Screen[Any]]:
    if not app._running or not app._screen_stack:
        return []
    return [*app._background_screens, app.screen]


def _moves(screen: Screen[Any]) -> bool:
    return not screen.app._batch_count and bool(
        screen._layout_required or screen._scroll_required or screen._recompose_required or screen._callbacks
    )


def _unpainted(screen: Screen[Any]) -> bool:
    return not screen.app._batch_count and bool(screen._repaint_required or screen._dirty_widgets)


def _told(app: App[Any]) -> str:
    """What still moves, a line each."""
    pumps = [app, *(node for screen in _seen(app) for node in screen.walk_children(with_self=True))]
    return "\n".join(
        [
            *(f"{worker} is {worker.state.name}" for worker in app.workers if not worker.is_finished),
            *(f"{pump} has messages" for pump in pumps if not pump._message_queue.empty()),
            *(f"{screen} wants to be drawn" for screen in _seen(app) if _moves(screen) or _unpainted(screen)),
            *(["a resize isn't passed on"] if app._resize_timer is not None else []),
            *(["something is animated"] if not app.animator._complete_event.is_set() else []),
        ]
    )
