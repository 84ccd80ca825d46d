"""The app with a fake clock and a temporary database, used by its keys and read from its screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from textual.pilot import Pilot

from negtrain_tui.app import NegtrainApp
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.train import TrainScreen
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.record import Rep, Session, SetRecord, Status
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.key_bar import KeyBar
from tests.fake_clock import FakeClock
from tests.new_file import new_file
from tests.quiet import still

LEAD_IN_S = 3
QUIET = Settings(lead_in_s=Decimal(LEAD_IN_S), sound=False, flash=False, notice_seen=True)
PUSH_UPS = "Push-up negative 2x3 @bw 3-1-A-0 rest 0:10"
# Under the gap of a second that pauses a set.
_STEP_S = 0.9


@dataclass
class Gym:
    """One lifter at one terminal."""

    app: NegtrainApp
    pilot: Pilot[Session | None]
    clock: FakeClock
    outbox: Outbox

    @property
    def train(self) -> TrainScreen:
        """Train, whatever dialog is over it."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, TrainScreen):
                return screen
        raise AssertionError(f"Train isn't open, but {self.app.screen}")

    @property
    def training(self) -> bool:
        """Whether Train is open, perhaps under a dialog."""
        return any(isinstance(screen, TrainScreen) for screen in self.app.screen_stack)

    # These are methods, for what a property said once a type checker takes for said for ever.
    def part(self) -> Part:
        """What Train shows."""
        return self.train.part

    def stage(self) -> Stage:
        """How far the set has come."""
        return self.train.state.stage

    def phase(self) -> Phase:
        """What the lifter is told to do."""
        return self.train.state.phase

    def screen(self) -> object:
        """What is in front."""
        return self.app.screen

    def status(self) -> Status:
        """The newest session's status on disk now."""
        return self.stored.status

    def commands(self) -> list[str]:
        """What the palette offers over the screen in front."""
        return [command.title for command in self.app.get_system_commands(self.app.screen)]

    async def press(self, *keys: str) -> None:
        """Press keys at one instant, and see what comes of them."""
        for key in keys:
            self.app.simulate_key(key)
            await self.settle()

    async def after(self, seconds: float, *keys: str) -> None:
        """Let time pass, looked at often enough, and then press keys."""
        left = seconds
        while left > 1e-9:
            step = min(_STEP_S, left)
            left -= step
            self.clock.advance(step)
            if self.training:
                self.train.look()
        if keys:
            await self.press(*keys)
        else:
            await self.settle()

    async def settle(self) -> None:
        """Let every message be handled and the screen be drawn, without waiting for a quiet processor."""
        await still(self.app)

    async def unseen(self, seconds: float) -> None:
        """Let time pass in one go, as when the machine sleeps."""
        self.clock.advance(seconds)
        if self.training:
            self.train.look()
        await self.settle()

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.pilot.press(*text)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for what comes from the outbox's thread."""
        for _ in range(500):
            await self.settle()
            if true():
                await self.settle()
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it didn't happen within five seconds; this is shown:\n{self.text}")

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        return "\n".join(
            "".join(segment.text for segment in strip).rstrip()
            for strip in self.app.screen._compositor.render_strips()
        )

    @property
    def panel(self) -> str:
        """The words in place of the stage, their lines joined."""
        return " ".join(f"{self.train.board.rows.text} {self.train.board.foot.visual}".split())

    @property
    def bar(self) -> str:
        """The keys offered."""
        return str(self.app.screen.query_one(KeyBar).render())

    async def click(self, word: str) -> None:
        """Click on a word of the key bar."""
        bar = self.app.screen.query_one(KeyBar)
        for y, line in enumerate(str(bar.render()).splitlines()):
            if word in line:
                await self.pilot.click(bar, offset=(line.index(word), y))
                await self.settle()
                return
        raise AssertionError(f"{word!r} isn't among the keys: {bar.render()}")

    @property
    def stored(self) -> Session:
        """The newest session, as another program finds it on disk now."""
        assert self.outbox.drain(5)
        with Repository.open(Path(self._path)) as repository:
            (session,) = repository.sessions(limit=1)
        return session

    @property
    def stored_sets(self) -> tuple[SetRecord, ...]:
        """The sets on disk now."""
        return self.stored.sets

    def stored_reps(self) -> tuple[Rep, ...]:
        """The reps of the last set on disk now."""
        return self.stored.sets[-1].reps

    @property
    def nothing_stored(self) -> bool:
        """Whether no session is on disk."""
        assert self.outbox.drain(5)
        with Repository.open(Path(self._path)) as repository:
            return not repository.sessions(limit=1)

    @property
    def _path(self) -> Path:
        return Path(self.outbox.submit(lambda repository: repository.path).result(5))


def seconds(reps: tuple[Rep, ...]) -> list[tuple[str, bool]]:
    """Each rep's achieved seconds, and whether they were measured."""
    return [
        ("-" if rep.lowering_actual_s is None else f"{rep.lowering_actual_s.normalize():f}", rep.marked)
        for rep in reps
    ]


def prepared(path: Path, settings: Settings = QUIET, *sessions: Session) -> None:
    """Make a database with these settings and sessions."""
    new_file(path)
    with Repository.open(path) as repository:
        repository.save_settings(settings)
        for session in sessions:
            repository.start_session(session)


@contextmanager
def built(
    path: Path, single: str | None = PUSH_UPS, clock: FakeClock | None = None
) -> Iterator[tuple[NegtrainApp, FakeClock, Outbox]]:
    """The app on this database, not running yet."""
    clock = clock or FakeClock(100.0)
    with Outbox(lambda: Repository.open(path), retry_s=0.05) as outbox:
        yield NegtrainApp(outbox, clock, load_catalogue(), single=single), clock, outbox


@asynccontextmanager
async def at_the_gym(
    path: Path,
    single: str | None = PUSH_UPS,
    *,
    settings: Settings | None = QUIET,
    size: tuple[int, int] = (80, 24),
    clock: FakeClock | None = None,
    ready: bool = True,
) -> AsyncIterator[Gym]:
    """Run the app; with `ready` it stands in Ready of the first set. No `settings` leaves those on disk."""
    if settings is not None:
        prepared(path, settings)
    with built(path, single, clock) as (app, clock, outbox):
        async with app.run_test(size=size, notifications=True) as pilot:
            gym = Gym(app, pilot, clock, outbox)
            if ready:
                await gym.until(lambda: gym.training and "READY" in gym.text)
            yield gym
            if gym.training:
                gym.train.on_unmount()
