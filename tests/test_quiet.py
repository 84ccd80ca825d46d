"""Tests wait for a program at rest, and are told what never rests."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.quiet import at_rest, still


class Restless(App[None]):
    """Can be set going until it is told to stop."""

    going = True

    def compose(self) -> ComposeResult:
        yield Static("begun", id="told")

    async def run_about(self) -> None:
        while self.going:
            await asyncio.sleep(0)

    def tell(self) -> None:
        self.call_after_refresh(lambda: self.call_later(self.query_one(Static).update, "done"))

    async def work(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.tell()


async def test_what_follows_from_what_follows_is_there_when_it_is_still() -> None:
    app = Restless()
    async with app.run_test():
        app.tell()
        await still(app)
        assert str(app.query_one(Static).visual) == "done"
        assert not app.screen._dirty_widgets


async def test_what_a_worker_brings_is_there_at_rest() -> None:
    app = Restless()
    async with app.run_test():
        app.run_worker(app.work(0.01))
        await at_rest(app)
        assert str(app.query_one(Static).visual) == "done"


async def test_what_never_rests_is_told() -> None:
    app = Restless()
    async with app.run_test():
        app.run_worker(app.run_about(), name="a runner")
        with pytest.raises(AssertionError, match="a runner"):
            await still(app, 200)
        app.going = False


async def test_a_worker_that_never_ends_is_told() -> None:
    app = Restless()
    async with app.run_test():
        app.run_worker(app.work(60), name="a long one")
        with pytest.raises(AssertionError, match="a long one"):
            await at_rest(app, 0.02)
