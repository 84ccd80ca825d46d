"""Train: leads through the sets of a session, full screen, and hands every rep to the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import ClassVar, Protocol

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import Screen

from negtrain_tui.clock import Clock
from negtrain_tui.cues import Cues, Shown
from negtrain_tui.journal import Journal
from negtrain_tui.repository import StorageError
from negtrain_tui.screens import form as forms
from negtrain_tui.screens import train_face as faces
from negtrain_tui.screens import train_keys as keys
from negtrain_tui.screens import train_words as words
from negtrain_tui.screens.brief import last_time_brief
from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.screens.stored import heard
from negtrain_tui.screens.train_board import TrainBoard
from negtrain_tui.screens.train_plates import next_above, on_bar
from negtrain_tui.screens.train_run import Run
from negtrain_tui.screens.train_words import LookBack, Part, View
from negtrain_tui.training import guided_set
from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.cue_sheet import CueKind, cue_sheet, rest_cues
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.guided_set import GuidedSet, Key, Stage
from negtrain_tui.training.load import Load, parse_load
from negtrain_tui.training.prescription import PlanLine
from negtrain_tui.training.record import Rep, Session, SetRecord
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.settings import Settings
from negtrain_tui.widgets.key_bar import KeyBar

# A change is drawn so long before its instant, and held back until then: thrice what waking and drawing
# take. A wake-up that comes before its instant shows what is true just after it.
_AHEAD_S = 0.008
_TURN_AHEAD_S = 0.012
_SOON_S = 0.015
_JUST_AFTER_S = 1e-5


class Backstage(Protocol):
    """What Train has to ask of the database in the course of a session."""

    def stretch(self, line: str, own: Exercise | None, at: datetime) -> Awaitable[Stretch]:
        """Prepare a line of notation for this lifter, and keep the exercise of their own that it brings."""

    def look_back(self, session: Session) -> Awaitable[LookBack]:
        """Tell what a session brought, and what comes next time."""

    def why(self, clock: Clock, plan_id: str, lines: Sequence[PlanLine]) -> Screen[None]:
        """Explain what these lines of a plan come to next."""

    def keep_in_plan(self, session: Session) -> Awaitable[str]:
        """Put what was changed for today into the plan, and say what that was."""

    def take_back(self) -> Awaitable[str]:
        """Take the last change of the plan back, and say what that was."""


class TrainScreen(RoomyScreen[Session]):
    """Runs a course from its first Ready to the summary, and answers with the session as recorded."""

    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS

    board = query_one(TrainBoard)

    def __init__(
        self,
        course: Course,
        journal: Journal,
        clock: Clock,
        settings: Settings,
        cues: Cues,
        *,
        backstage: Backstage,
        facts: Facts,
        key_time: Callable[[], float] | None = None,
        last_times: Mapping[str, tuple[SetRecord, ...]] | None = None,
        reps: tuple[Rep, ...] = (),
        trouble: str | None = None,
        hold: Callable[[float], object] = lambda _seconds: None,
    ) -> None:
        """Train `course`.

        `key_time` tells the `time.monotonic` of the last key press; `reps` are those that an
        interrupted first set has already; `last_times` the last sets of each exercise, by its name;
        `hold` lets the terminal show what is drawn next in so many seconds.
        """
        super().__init__()
        self._clock = clock
        self._settings = settings
        self._cues = cues
        self._backstage = backstage
        self._facts = facts
        self._key_time = key_time
        self._hold = hold
        self._last_times = last_times or {}
        self._run = Run(course, journal, settings, cue=self._play, reps=reps)
        self._wake: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._looked = clock.now()
        self._painted: View | None = None
        self._trouble = trouble
        self._look_back: LookBack | None = None
        self._kept = ""
        self._timed: tuple[Course, Decimal] | None = None
        self.left = False

    @property
    def part(self) -> Part:
        """What is showing now."""
        return self._run.part

    @property
    def state(self) -> GuidedSet:
        """The set under way, in Ready, or just ended."""
        return self._run.state

    @property
    def course(self) -> Course:
        """The sets of the session, and where the lifter stands in them."""
        return self._run.course

    @property
    def form(self) -> forms.Form:
        """The answers about the last set so far."""
        return self._run.form

    @property
    def rest(self) -> Rest | None:
        """The rest that runs, also under the form."""
        return self._run.rest

    @property
    def session(self) -> Session:
        """The session as recorded so far."""
        return self._run.session

    @property
    def running(self) -> bool:
        """Whether a set runs by its timetable at this moment."""
        return self._run.running

    def still_running(self) -> str:
        """Say that a set runs on, where one does."""
        return "The set goes on: space still turns, p pauses." if self.running else ""

    def heeds(self, key: str) -> bool:
        """Let a running set be marked, paused and ended where it can't be seen."""
        return self.running and key in keys.KEYS_UNSEEN

    def compose_room(self) -> ComposeResult:
        """The board, and the keys."""
        yield TrainBoard()
        yield KeyBar(lambda action, description: keys.described(action, description, self._run))

    def on_mount(self) -> None:
        """Show Ready."""
        self.trouble_is(self._trouble)
        self._changed()

    def on_unmount(self) -> None:
        """Let no wake-up outlive the screen."""
        self._cancel_wake()
        self._cues.schedule(())

    def on_screen_suspend(self) -> None:
        """Go on under a dialog; only the painting stops."""

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what doesn't fit."""
        self.board.fit(event.size.width)
        self.call_after_refresh(lambda: self._paint(self._clock.now()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that mean something at this moment."""
        del parameters
        return keys.applies(action, self._run, may_keep=self._may_keep, may_ask=self._may_ask)

    @property
    def _may_keep(self) -> bool:
        return not self._kept and self._look_back is not None and bool(self._look_back.changed)

    @property
    def _may_ask(self) -> bool:
        return self._look_back is not None and bool(self._look_back.trained)

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """What the palette offers here."""
        for title, help_text, action in keys.COMMANDS:
            if self.check_action(action.partition("(")[0], ()):
                yield title, help_text, partial(self.run_action, action)

    # Every key comes through here with the instant at which it was pressed, not handled.
    def _pressed_at(self) -> float:
        now = self._clock.now()
        if self._key_time is None:
            return now
        return min(now, self._clock.when(self._key_time()))

    def action_press(self) -> None:
        """The one key: start, turn, accept, end the rest, leave."""
        self._run.press(self._pressed_at())
        self._changed()

    def action_confirm(self) -> None:
        """Answer the safety question with yes."""
        self._do(Key.CONFIRM)

    def action_lost(self) -> None:
        """Flag the rep and end the set."""
        self._run.lost(self._pressed_at())
        self._changed()

    def action_hurts(self) -> None:
        """Ask for a number: in a set at once, on the form by its picker."""
        self._run.hurts(self._pressed_at())
        self._changed()

    def action_pause(self) -> None:
        """Pause, or go on."""
        self._do(Key.PAUSE)

    def action_undo(self) -> None:
        """Take the last thing back."""
        if self._kept and self.part is Part.SUMMARY:
            self._take_back()
            return
        self._run.undo(self._pressed_at())
        self._changed()

    def action_load(self, steps: int) -> None:
        """Change the load, or correct the one that was lifted."""
        self._run.reload(steps, self._pressed_at())
        self._changed()

    def action_seconds(self, steps: int) -> None:
        """Make the lowerings from the next one on longer or shorter."""
        self._do(Key.SLOWER if steps > 0 else Key.FASTER)

    def action_switch(self) -> None:
        """Change between paced and self-paced."""
        self._do(Key.SWITCH)

    def action_rest(self, steps: int) -> None:
        """Move the end of the rest by 15 s."""
        self._run.move_rest(steps)
        self._changed()

    def action_ask_rpe(self) -> None:
        """Let the digits answer for effort."""
        self._run.form = replace(self._run.form, picker=forms.Picker.RPE)
        self._changed()

    def action_digit(self, digit: int) -> None:
        """Answer the open question."""
        if self.state.stage is Stage.ASKING_PAIN:
            self._run.rate(digit, self._pressed_at())
        else:
            self._run.form = forms.answered(self._run.form, digit)
        self._changed()

    def action_ten(self) -> None:
        """Answer the open question with 10."""
        if self.state.stage is Stage.ASKING_PAIN:
            self._run.rate(10, self._pressed_at())
        else:
            self._run.form = forms.ten(self._run.form)
        self._changed()

    def action_clear(self) -> None:
        """Leave the open question unanswered."""
        if self.part is Part.FORM:
            self._run.form = forms.cleared(self._run.form)
            self._changed()

    def action_note(self) -> None:
        """Write a note: about the set on its form, else about the session."""
        of_set = self.part is Part.FORM
        asked = "A note about this set" if of_set else "A note about the whole session"
        stands = self._run.form.note if of_set else self.session.note

        def noted(text: str | None) -> None:
            if text is None:
                return
            if of_set:
                self._run.form = replace(self._run.form, note=text)
            else:
                self._run.note_session(text)
            self._changed()

        self.app.push_screen(AskDialog("Note", asked, parse=str, words=lambda _: "", value=stands), noted)

    def action_enter_load(self) -> None:
        """Type the load that is on the bar."""
        unit = self._settings.unit

        def loaded(load: Load | None) -> None:
            if load is not None and self.state.stage is Stage.READY:
                self._run.do(Key.LOAD, self._clock.now(), load=load)
                self._changed()

        def read(text: str) -> Load:
            return parse_load(f"{text}{unit}" if text[-1:].isdigit() else text)

        prompt = f"What is on the bar? For example 60{unit}, bw, or 100{unit}/80{unit} (down/up)"
        self.app.push_screen(AskDialog("Load", prompt, parse=read, words=str), loaded)

    def action_next_above(self) -> None:
        """Put the next load on the bar that can be made above the present one."""
        higher = next_above(self.course, self.state)
        if higher is not None and self._run.in_ready:
            self._run.do(Key.LOAD, self._pressed_at(), load=higher)
            self._changed()

    def action_ladder(self) -> None:
        """Choose among the loads that can be made."""
        from negtrain_tui.screens.ladder import LadderDialog

        now = self.course.current
        if now.gear is None or self.state.load is None:
            return

        def chosen(load: Load | None) -> None:
            if load is not None and self._run.in_ready:
                self._run.do(Key.LOAD, self._clock.now(), load=load)
                self._changed()

        name, system = now.prescription.exercise, now.system_kg
        self.app.push_screen(
            LadderDialog(
                now.gear,
                self.state.load,
                exercise=name,
                system=system,
                weighable=bool(now.exercise.body_mass_fraction),
                taking="Train with this load today",
            ),
            chosen,
        )

    def action_why(self) -> None:
        """Explain what the lines trained come to next."""
        trained = self._look_back.trained if self._look_back is not None else ()
        if not trained:
            return

        def left(_: None) -> None:
            # It may have been decided otherwise there.
            self._look_back = None
            self._changed()

        # A session is of one plan, but for a line that was moved to another one since.
        plan_id, lines = trained[0]
        self.app.push_screen(self._backstage.why(self._clock, plan_id, lines), left)

    def action_add_set(self) -> None:
        """Add a set of this exercise for today."""
        try:
            self._run.add_set()
        except Refused as refused:
            self._run.notice = str(refused)
        self._changed()

    def action_warm_up(self) -> None:
        """Put lighter sets before the next one."""
        try:
            self._run.warm_up()
        except Refused as refused:
            self._run.notice = str(refused)
        self._changed()

    def action_skip(self) -> None:
        """Ask what is left out, and why."""
        from negtrain_tui.screens.train_dialogs import Skip, SkipDialog

        def skipped(skip: Skip | None) -> None:
            if skip is not None and self._run.between:
                self._run.skip(skip.reason, exercise=skip.exercise)
                self._changed()

        self.app.push_screen(SkipDialog(self.course), skipped)

    def action_jump(self) -> None:
        """Ask which exercise comes now."""
        from negtrain_tui.screens.train_dialogs import JumpDialog

        def chosen(line: int | None) -> None:
            if line is None or not self._run.between or line == self.course.line:
                return
            try:
                self._run.jump(line)
            except Refused as refused:
                self._run.notice = str(refused)
            self._changed()

        self.app.push_screen(JumpDialog(self.course), chosen)

    @work(exclusive=True, group="exchange")
    async def action_exchange(self) -> None:
        """Ask which exercise takes the place of this one for today, and how it is done."""
        from negtrain_tui.screens.train_dialogs import ask_replacement

        chosen = await ask_replacement(self.app, self.course.current, self._facts)
        if chosen is None:
            return
        try:
            by = await heard(self._backstage.stretch(chosen.line, chosen.own, self._clock.wall()), self)
        except (StorageError, Refused) as error:
            self._run.notice = str(error)
        else:
            if self._run.between:
                self._exchange(by)
        self._changed()

    def _exchange(self, by: Stretch) -> None:
        try:
            self._run.exchange(by)
        except Refused as refused:
            self._run.notice = str(refused)

    @work(exclusive=True, group="plan")
    async def action_keep_in_plan(self) -> None:
        """Put what was changed for today into the plan."""
        try:
            self._kept = await heard(self._backstage.keep_in_plan(self.session), self)
            self._run.notice = f"{self._kept} u takes it back."
        except (StorageError, Refused) as error:
            self._run.notice = str(error)
        self._changed()

    @work(exclusive=True, group="plan")
    async def _take_back(self) -> None:
        try:
            self._run.notice = await heard(self._backstage.take_back(), self)
            self._kept = ""
        except (StorageError, Refused) as error:
            self._run.notice = str(error)
        self._changed()

    def action_end(self) -> None:
        """End the set; in Ready or in the rest, end the session."""
        self._run.end(self._clock.now())
        self._changed()

    def action_leave(self) -> None:
        """Leave at once; what is done stays, and the next start offers to go on."""
        self._run.leave()
        self._cancel_wake()
        self.left = True
        self.dismiss(self.session)

    def _do(self, key: Key) -> None:
        self._run.do(key, self._pressed_at())
        self._changed()

    def _play(self, kind: CueKind) -> None:
        self._show(self._cues.play_now(kind))

    def look(self) -> None:
        """Bring everything to the present; the wake-up that follows is set for the next visible change."""
        self._cancel_wake()
        if not self.is_mounted:
            return
        now = self._clock.now()
        if 0 < self._due - now < _SOON_S:
            self._hold(self._due - now)
            now = self._due + _JUST_AFTER_S
        if self._run.look(now, alone=self.is_active and not self.cramped):
            self._changed(now)
            return
        self._show(self._cues.show(self._looked, now))
        self._looked = now
        self._tick(now)
        self._plan_wake(now)

    def _changed(self, now: float | None = None) -> None:
        """Show a new state: cues, keys, figures, and the next wake-up."""
        if self._run.over:
            self._leave_done()
            return
        now = self._clock.now() if now is None else now
        rest = self._run.rest
        if self.running:
            self._cues.schedule(cue_sheet(guided_set.upcoming(self.state)))
        elif rest is not None and self.part in (Part.FORM, Part.REST):
            self._cues.schedule(rest_cues(rest.deadline))
        else:
            self._cues.schedule(())
        self._show(self._cues.show(self._looked, now))
        self._looked = now
        if not self.is_mounted:
            return
        if self.part is Part.SUMMARY and self._look_back is None:
            self._look_at_session()
        elif self.part is not Part.SUMMARY:
            self._look_back = None
        self.refresh_room()
        self._paint(now)
        self._plan_wake(now)
        # What the keys do comes with the next frame: the turn itself must not wait for it.
        self.call_after_refresh(self.refresh_bindings)

    def _leave_done(self) -> None:
        self._cancel_wake()
        if self.is_active:
            self.dismiss(self.session)

    @work(exclusive=True, group="look back")
    async def _look_at_session(self) -> None:
        """Find out what the session brought, and what comes next time; the summary doesn't wait for it."""
        try:
            self._look_back = await heard(self._backstage.look_back(self.session), self)
        except StorageError as error:
            self._look_back = LookBack(trouble=str(error))
        if self.part is Part.SUMMARY:
            self._paint(self._clock.now())
            self.refresh_bindings()

    def _plan_wake(self, now: float) -> None:
        instants = []
        rest = self._run.rest
        if self.running:
            instants = [guided_set.next_turn(self.state), faces.next_change(self.state, now)]
        elif self.part in (Part.FORM, Part.REST, Part.SET) and rest is not None:
            left = rest.left(now)
            instants = [now + (left - 1e-6) % 1.0 + 1e-6]
        elif self.part is Part.SET:
            instants = [guided_set.next_turn(self.state)]
        coming = [instant for instant in instants if instant is not None]
        self._cancel_wake()
        if coming:
            self._due = max(now, min(coming))
            ahead = _TURN_AHEAD_S if self._due == instants[0] else _AHEAD_S
            delay = self._due - self._clock.now() - ahead
            self._wake = asyncio.get_running_loop().call_later(delay, self.look)

    def _cancel_wake(self) -> None:
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None

    def _view(self) -> View:
        run, course = self._run, self._run.course
        sets = () if course.done else self._last_times.get(course.current.prescription.exercise, ())
        last = last_time_brief(sets, self._clock.wall().date()) if sets else ""
        return View(
            run.part,
            course,
            run.state,
            run.form,
            run.rest,
            run.session,
            last,
            self._cues.trouble,
            None if run.running else self._seconds_left(),
            self._look_back,
            on_bar(course, run.session, self._load_shown()),
            next_above(course, run.state) if run.in_ready else None,
        )

    def _load_shown(self) -> Load | None:
        return self.form.load if self.part is Part.FORM else self.state.load

    def _seconds_left(self) -> Decimal:
        """What is left of the session by the plan, worked out once for each course."""
        course = self._run.course
        if self._timed is None or self._timed[0] is not course:
            self._timed = (course, course.seconds_left(self._settings))
        return self._timed[1]

    def _tick(self, now: float) -> None:
        """Write on the board what time alone has changed."""
        view, state = self._painted, self.state
        if (
            view is None
            or not self.running
            or view.part is not self.part
            or (view.state.leg, view.state.reps, view.state.said) != (state.leg, state.reps, state.said)
        ):
            self._paint(now)
            return
        self.board.figures(faces.face(state, now))
        self.board.say(self._run.notice or words.message(view, now))

    def _paint(self, now: float) -> None:
        """Write the present on the board."""
        view, board = self._view(), self.board
        self._painted = view
        board.head(*words.head(view))
        if (panel := words.panel(view, now)) is not None:
            board.words(panel)
        elif view.part is Part.REST and view.rest is not None:
            board.figures(faces.rest_face(view.rest, now, view.course))
        else:
            board.figures(faces.face(view.state, now))
        board.beside(words.beside(view))
        board.say(self._run.notice or words.message(view, now))
        board.trouble_is(self._trouble)
        board.strip.display = view.part is not Part.SUMMARY
        board.strip.show(
            view.state.reps,
            planned=len(view.state.script.reps),
            current=view.state.rep if view.state.stage is not Stage.ENDED else None,
            each=view.state.prescription.each,
        )

    def trouble_is(self, sentence: str | None) -> None:
        """Show what keeps reps from being saved, until it is over."""
        self._trouble = sentence
        if self.is_mounted:
            self._paint(self._clock.now())

    def _show(self, shown: Shown) -> None:
        """Ring and flash as the cues say."""
        if shown.bell:
            self.app.bell()
        if shown.flash not in (None, CueKind.SECOND, CueKind.LEAD_IN_TICK, CueKind.REST_TICK):
            self.board.flash()
