"""The Textual app: its modes, global keys, palette and theme; prepares and runs a session."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen, Screen

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import StorageError
from negtrain_tui.screens.requests import StartSession, TakeUp
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.record import Session
from negtrain_tui.training.settings import Settings
from negtrain_tui.widgets.literal import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.driver import Driver

    from negtrain_tui.alive import Alive
    from negtrain_tui.cues import Cues, Sound
    from negtrain_tui.repository import Repository
    from negtrain_tui.screens.settings import TestCues
    from negtrain_tui.screens.train import TrainScreen

T = TypeVar("T")


class StorageTrouble(Message):
    """Saving fails, and why; None when it works again."""

    def __init__(self, sentence: str | None) -> None:
        self.sentence = sentence
        super().__init__()


_NEVER = float("-inf")
_BRING_BACK = "Bring back the discarded session"
_STARTED_S = 2.0
# Leaving and suspending.
_ALWAYS = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})


def _collect_from_now_on() -> None:
    """Leave what start-up has made out of every garbage collection: a full one would be seen in a set."""
    gc.freeze()
    gc.enable()


class NegtrainApp(App[Session | None]):
    """Negtrain on a terminal. With `single`, a notation, it opens that set at once and leaves after it.

    A `banner` stands above every screen, for what must never be forgotten there.
    `recorded` are the sessions that were trained, newest first; `failure` says why nothing could be.
    """

    TITLE = "Negtrain"
    ENABLE_COMMAND_PALETTE = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "switch_mode('today')", "today"),
        Binding("2", "switch_mode('plan')", "plan"),
        Binding("3", "switch_mode('history')", "history"),
        Binding("4", "switch_mode('settings')", "settings"),
        Binding("ctrl+p", "command_palette", "palette", show=False, priority=True),
        Binding("ctrl+q", "leave", "quit", priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        catalogue: Catalogue,
        *,
        single: str | None = None,
        banner: str = "",
    ) -> None:
        """Use what the composition root has built."""
        super().__init__()
        self.banner = banner
        self._outbox = outbox
        self._clock = clock
        self._catalogue = catalogue
        self._single = single
        self._key_monotonic: float = _NEVER
        self._leaving = False
        self._cues: Cues | None = None
        self._sound: Sound | None = None
        # Known by what was opened, not by its class: importing that costs a good part of the start.
        self._train_screen: TrainScreen | None = None
        self._discarded: list[Session] = []
        self.failure: str | None = None
        self.recorded: tuple[Session, ...] = ()
        self.add_mode("today", self._today)
        self.add_mode("plan", self._plan)
        self.add_mode("history", self._history)
        self.add_mode("settings", self._settings_screen)

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice, and on a Unix terminal one that survives being stopped from outside."""
        chosen = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            if chosen is LinuxDriver:
                from negtrain_tui.driver import SteadyDriver

                return SteadyDriver
        return chosen

    def _hold(self, seconds: float) -> None:
        """Let the terminal show what is drawn next in so many seconds, where the driver can."""
        hold = getattr(self._driver, "hold", None)
        if hold is not None:
            hold(seconds)

    def _today(self) -> Screen[None]:
        from negtrain_tui.screens.today import TodayScreen

        return TodayScreen(self._outbox, self._clock, self._catalogue)

    def _plan(self) -> Screen[None]:
        from negtrain_tui.screens.plan import PlanScreen

        return PlanScreen(self._outbox, self._clock, self._catalogue)

    def _history(self) -> Screen[None]:
        from negtrain_tui.screens.history import HistoryScreen

        return HistoryScreen(self._outbox, self._clock, self._catalogue)

    def _settings_screen(self) -> Screen[None]:
        from negtrain_tui.screens.settings import SettingsScreen

        return SettingsScreen(self._outbox, self._clock, self._catalogue, self._apply)

    def on_mount(self) -> None:
        """Open Today, or the one set that was asked for, and offer what was interrupted."""
        self._outbox.on_trouble(lambda sentence: self.post_message(StorageTrouble(sentence)))
        if self._single is None:
            self.switch_mode("today")
        self._begin()
        self.set_timer(_STARTED_S, self._started)

    def _started(self) -> None:
        """Do what the first screen needn't wait for."""
        _collect_from_now_on()
        self._outbox.submit(lambda repository: repository.warm())
        self._look_after_file()
        if self._trained() is None:
            # What History needs is a good part of what it takes to open it the first time.
            self.run_worker(asyncio.to_thread(import_module, "negtrain_tui.screens.history"), group="ahead")

    @work(group="file")
    async def _look_after_file(self) -> None:
        """Look through a large file for damage; in a whole one, erase what was long enough in the trash."""
        from negtrain_tui.repository import Repository
        from negtrain_tui.screens.stored import answered

        try:
            path = await answered(self._outbox.read(lambda repository: repository.path))
            await asyncio.to_thread(Repository.check, path)
        except StorageError as trouble:
            # A file that can't even be opened was told of already.
            if self.failure is None:
                self._tell(str(trouble), trouble=True)
            return
        now = self._clock.wall()
        try:
            await answered(self._outbox.submit(lambda repository: repository.empty_old_trash(now)))
        except StorageError as trouble:
            # Where saving fails, that is told anyway. The next start tries again: no set is disturbed for it.
            if self._outbox.trouble is None and self._trained() is None:
                self._tell(f"The trash couldn't be emptied: {trouble}")

    async def on_unmount(self) -> None:
        """Give the sound card back."""
        if self._sound is not None:
            await asyncio.to_thread(self._sound.close)

    async def on_event(self, event: events.Event) -> None:
        """Remember when a key was pressed: its own time, not that of its handling."""
        if isinstance(event, events.Key):
            self._key_monotonic = event.time
        if not self._acts_unseen(event):
            await super().on_event(event)

    def _acts_unseen(self, event: events.Event) -> bool:
        """Tell whether a key or the mouse would do something on a screen that is too small to be seen."""
        from negtrain_tui.screens.roomy import RoomyScreen

        if not isinstance(
            event, (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
        ):
            return False
        if not isinstance(self.screen, RoomyScreen) or not self.screen.cramped:
            return False
        key = event.key if isinstance(event, events.Key) else ""
        return key not in _ALWAYS and not self.screen.heeds(key)

    @work
    async def _begin(self) -> None:
        """Read what the start needs while the first screen is already up."""
        try:
            settings, unsettled = await self._ask(
                lambda repository: (repository.settings(), repository.unsettled())
            )
        except StorageError as error:
            self._give_up(str(error))
            return
        self._apply(settings)
        for session in unsettled:
            if await self._offer(session):
                break
        if self._single is not None and not self._leaving:
            trained = await self._train_new(StartSession("", (self._single,), "set"))
            if trained and not self._leaving:
                self.exit(self.recorded[0])

    async def _offer(self, session: Session) -> bool:
        """Let the lifter decide about an interrupted session; True if it was gone on with."""
        from negtrain_tui.screens.offer import Choice, OfferScreen

        choice = await self.push_screen_wait(OfferScreen(session, self._clock.wall().date()))
        if choice is Choice.GO_ON:
            return await self._train(session, resume=True)
        if choice is not Choice.LATER:
            await self._decide(session, keep=choice is Choice.KEEP)
        return False

    async def _decide(self, session: Session, *, keep: bool) -> None:
        """Keep an offered session or discard it, if it still is what was offered, and say so."""
        from negtrain_tui.screens.stored import StoredScreen, answered
        from negtrain_tui.taking_up import decide
        from negtrain_tui.widgets.record_words import title_said

        try:
            await answered(self._outbox.submit(lambda repository: decide(repository, session.id, keep=keep)))
        except (StorageError, Refused) as error:
            await self._say(str(error))
            return
        if keep:
            self._tell(f"Kept as it is: {title_said(session)}.")
        else:
            self._discarded.append(session)
            self._tell(f"Discarded: {title_said(session)}. ^p and “{_BRING_BACK}” undoes it until you leave.")
        if isinstance(self.screen, StoredScreen):
            self.screen.reload()

    def _tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Tell something where the screen in front tells its own, else over it."""
        from negtrain_tui.screens.roomy import RoomyScreen

        if isinstance(self.screen, RoomyScreen):
            self.screen.say(sentence, trouble=trouble)
        else:
            self.notify(literal(sentence), severity="error" if trouble else "information", markup=False)

    @work(group="bring back")
    async def _bring_back(self) -> None:
        """Undo the last discarding, and offer the session again where nothing else is being trained."""
        from negtrain_tui.screens.stored import answered
        from negtrain_tui.widgets.record_words import title_said

        session = self._discarded.pop()
        try:
            await answered(self._outbox.submit(lambda repository: repository.undo_discard(session.id)))
        except StorageError as error:
            self._discarded.append(session)
            self._tell(str(error), trouble=True)
            return
        if self._trained() is None:
            await self._offer(session)
        else:
            self._tell(f"{title_said(session)} is back; the next start offers to go on with it.")

    async def _say(self, sentence: str) -> None:
        """Say what can't be done: in passing, or, where Train would open over it, until it is answered."""
        from negtrain_tui.screens.dialogs import NoticeDialog

        if self._single is None:
            self._tell(sentence, trouble=True)
            return

        await self.push_screen_wait(NoticeDialog("The interrupted session", literal(sentence)))

    def on_test_cues(self, message: TestCues) -> None:
        """Let one cue be heard or seen, also one that is switched off."""
        if message.cue == "bell":
            self.bell()
        elif message.cue == "flash":
            self._flash_screen()
        else:
            self._test_sound()

    def _flash_screen(self) -> None:
        """Turn the screen in front bright for a moment."""
        flashed = self.screen
        flashed.styles.tint = "white 60%"
        flashed.set_timer(0.15, lambda: setattr(flashed.styles, "tint", "white 0%"))

    @work(group="sound test", exclusive=True)
    async def _test_sound(self) -> None:
        from negtrain_tui.training.cue_sheet import Cue, CueKind

        if self._sound is None:
            await self._open_sound().wait()
        sound = self._sound
        if sound is None or sound.trouble is not None:
            why = "it can't be opened" if sound is None else sound.trouble
            self.notify(f"No sound: {why}.", severity="warning", markup=False)
            return
        now = self._clock.now()
        sound.schedule((Cue(CueKind.LOWERING, now, 2.0), Cue(CueKind.TURN, now + 2.0)))

    def on_take_up(self, message: TakeUp) -> None:
        """Offer an interrupted session that was put off."""
        message.stop()
        self._take_up(message.session)

    @work(exclusive=True, group="training")
    async def _take_up(self, session: Session) -> None:
        await self._offer(session)

    def on_start_session(self, message: StartSession) -> None:
        """Train what a screen asks for."""
        message.stop()
        self._start(message)

    @work(exclusive=True, group="training")
    async def _start(self, asked: StartSession) -> None:
        await self._train_new(asked)

    async def _train_new(self, asked: StartSession) -> bool:
        from negtrain_tui.ids import new_id
        from negtrain_tui.workout import begun

        wall = self._clock.wall()
        return await self._train(begun(asked, new_id(wall), wall))

    async def _train(self, session: Session, *, resume: bool = False) -> bool:
        """Run a session to its end, on a screen of its own; False if it couldn't be, and that was said."""
        from negtrain_tui.journal import Journal
        from negtrain_tui.screens.train import TrainScreen
        from negtrain_tui.workout import Backstage, prepare, take_up_prepared

        look = take_up_prepared if resume else prepare
        try:
            prepared = await self._ask(lambda repository: look(repository, session, self._catalogue))
        except (StorageError, Refused) as error:
            if self._single is not None and not resume:
                self._give_up(str(error))
            else:
                await self._say(str(error))
            return False
        if prepared.alive is not None and prepared.course.done:
            self._keep(session, prepared.alive)
            await self._say("All of its sets are done; it is kept as it is.")
            return False
        cues = self._cues_for(prepared.settings)
        journal = Journal(self._outbox, self._clock, prepared.session, alive=prepared.alive)
        screen = TrainScreen(
            prepared.course,
            journal,
            self._clock,
            prepared.settings,
            cues,
            backstage=Backstage(self._outbox, self._catalogue),
            facts=prepared.facts,
            key_time=lambda: self._key_monotonic,
            hold=self._hold,
            last_times=prepared.last_times,
            reps=prepared.reps,
            trouble=self._outbox.trouble,
        )
        self.clear_notifications()
        self._train_screen = screen
        done = await self.push_screen_wait(screen)
        if done is not None:
            self.recorded = (done, *self.recorded)
        if screen.left:
            self._leaving = True
            self.exit(done)
        return True

    def _keep(self, session: Session, alive: Alive) -> None:
        """Decide for an interrupted session of which no set is left, and give its lock back."""

        def keep(repository: Repository) -> None:
            repository.settle(session.id, keep=True)
            alive.release()

        self._outbox.post(keep, "the session")

    def _cues_for(self, settings: Settings) -> Cues:
        """The cues of this app; the sound card is opened in the background the first time."""
        from negtrain_tui.cues import Cues

        if self._cues is None:
            self._cues = Cues(None, settings)
            if settings.sound:
                self._open_sound()
        else:
            self._cues.follow(settings)
        return self._cues

    @work(group="sound")
    async def _open_sound(self) -> None:
        from negtrain_tui.cues import Sound

        sound = await asyncio.to_thread(Sound.open, self._clock)
        self._sound = sound
        if self._cues is not None:
            self._cues.hear(sound)
        if (train := self._trained()) is not None:
            train.look()

    def _apply(self, settings: Settings) -> None:
        """Obey settings that concern the whole app."""
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        if self._cues is not None:
            self._cues.follow(settings)

    async def _ask(self, action: Callable[[Repository], T]) -> T:
        from negtrain_tui.screens.stored import answered

        return await answered(self._outbox.read(action))

    def _give_up(self, sentence: str) -> None:
        self.failure = sentence
        self.exit(return_code=1)

    def on_storage_trouble(self, message: StorageTrouble) -> None:
        """Say that saving fails, where it can't be overlooked, and when it works again."""
        sentence = message.sentence
        if (train := self._trained()) is not None:
            train.trouble_is(sentence)
        elif sentence is not None:
            self.notify(literal(sentence), severity="error", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nobody leave Train for another screen by accident."""
        if action == "switch_mode":
            return self._trained() is None
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Leave the app; a session that is being trained stays as interrupted, whatever is asked over it.

        Unsaved text is asked about first, by the screen that has it; leaving from that question is meant.
        """
        train = self._trained()
        if train is None:
            if self._has_unsaved(self.screen):
                self.call_later(self.run_action, "screen.leave")
            elif not isinstance(self.screen, ModalScreen) and self._left_on_plan():
                self.switch_mode("plan")
                self.call_later(self.run_action, "screen.leave")
            else:
                self.exit()
            return
        while self.screen is not train:
            self.pop_screen()
        train.action_leave()

    @staticmethod
    def _has_unsaved(screen: Screen[Any]) -> bool:
        return bool(getattr(screen, "unsaved", False))

    def _left_on_plan(self) -> bool:
        """Whether Plan, behind another mode, has text that isn't saved."""
        try:
            behind = self.get_screen_stack("plan")
        except KeyError:
            return False
        return bool(behind) and self._has_unsaved(behind[-1])

    def _trained(self) -> TrainScreen | None:
        """Train, if it is open, also under a dialog."""
        return self._train_screen if self._train_screen in self.screen_stack else None

    def action_command_palette(self) -> None:
        """Show the palette; a running set pauses under it."""
        train = self._trained()
        if train is not None and self.screen is train and train.running:
            train.action_pause()
        super().action_command_palette()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen in front, then the app's own."""
        from negtrain_tui.widgets.record_words import title_said

        offered = getattr(screen, "commands", None)
        if offered is not None:
            for title, help_text, callback in offered():
                yield SystemCommand(title, help_text, callback)
        if self._discarded:
            title = title_said(self._discarded[-1])
            yield SystemCommand(_BRING_BACK, f"Undo the discarding of {title}", self._bring_back)
        if self._trained() is not None:
            return
        for mode in ("today", "plan", "history", "settings"):
            yield SystemCommand(f"Go to {mode}", f"Open {mode}", lambda mode=mode: self.switch_mode(mode))
        yield SystemCommand("Quit", "Leave Negtrain", self.action_leave)
