"""Train: leads through the sets of a session, full screen, and hands every rep to the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from negtrain_tui.clock import Clock
from negtrain_tui.cues import Cues, Shown
from negtrain_tui.journal import Journal
from negtrain_tui.screens import form as forms
from negtrain_tui.screens import train_face as faces
from negtrain_tui.screens import train_words as words
from negtrain_tui.screens.brief import last_time_brief
from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.screens.train_board import TrainBoard
from negtrain_tui.screens.train_words import Part, View
from negtrain_tui.training import guided_set
from negtrain_tui.training.course import Course
from negtrain_tui.training.cue_sheet import CueKind, cue_sheet, rest_cues
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.guided_set import GuidedSet, Key, Stage, handle
from negtrain_tui.training.load import Load, parse_load
from negtrain_tui.training.record import EndedBy, Rep, Session, SetRecord
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.key_bar import KeyBar

_REST_STEP_S = 15.0
# A change is drawn so long before its instant, and held back until then: thrice what waking and drawing
# take. A wake-up that comes before its instant shows what is true just after it.
_AHEAD_S = 0.008
_TURN_AHEAD_S = 0.012
_SOON_S = 0.015
_JUST_AFTER_S = 1e-5


@dataclass(frozen=True, slots=True)
class Behind:
    """The set that has just been left, so that leaving it can be taken back."""

    course: Course
    state: GuidedSet
    form: forms.Form


class TrainScreen(RoomyScreen[Session]):
    """Runs a course from its first Ready to the summary, and answers with the session as recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "press", "start", priority=True),
        Binding("enter,pagedown,right", "press", show=False, priority=True),
        Binding("y", "confirm", "yes, they are set", priority=True),
        Binding("x", "lost", "control lost", priority=True),
        Binding("h", "hurts", "hurts", priority=True),
        Binding("p", "pause", "pause", priority=True),
        Binding("pageup", "pause", show=False, priority=True),
        Binding("u", "undo", "undo", priority=True),
        Binding("plus,equals_sign", "load(1)", "load", key_display="+ -", priority=True),
        Binding("minus", "load(-1)", show=False, priority=True),
        Binding("right_square_bracket,up", "seconds(1)", "tempo", key_display="[ ]", priority=True),
        Binding("left_square_bracket,down", "seconds(-1)", show=False, priority=True),
        Binding("m", "switch", "pacing", priority=True),
        Binding("l", "enter_load", "enter load", priority=True),
        Binding("full_stop", "rest(1)", "+15 s", priority=True),
        Binding("comma", "rest(-1)", "-15 s", priority=True),
        Binding("r", "ask_rpe", "RPE", priority=True),
        Binding("n", "note", "note", priority=True),
        *(Binding(str(digit), f"digit({digit})", show=False, priority=True) for digit in range(10)),
        Binding("t", "ten", show=False, priority=True),
        Binding("backspace,delete", "clear", show=False, priority=True),
        Binding("escape", "end", "end", priority=True),
        Binding("ctrl+q,ctrl+c", "leave", show=False, priority=True),
    ]

    def still_running(self) -> str:
        """Say that a set runs on, where one does."""
        return "The set goes on: space still turns, p pauses." if self.running else ""

    board = query_one(TrainBoard)

    def __init__(
        self,
        course: Course,
        journal: Journal,
        clock: Clock,
        settings: Settings,
        cues: Cues,
        *,
        key_time: Callable[[], float] | None = None,
        last_times: dict[str, tuple[SetRecord, ...]] | None = None,
        reps: tuple[Rep, ...] = (),
        trouble: str | None = None,
        hold: Callable[[float], object] = lambda _seconds: None,
    ) -> None:
        """Train `course`.

        `key_time` tells the `time.monotonic` of the last key press; `reps` are those that an
        interrupted first set has already; `last_times` the last sets of each exercise, by its name.
        """
        super().__init__()
        self._course = course
        self._journal = journal
        self._clock = clock
        self._settings = settings
        self._cues = cues
        self._key_time = key_time
        self._hold = hold
        self._last_times = last_times or {}
        self._part = Part.SET
        self._state = course.ready(settings, reps=reps)
        self._form = forms.blank(self._state)
        self._draft: forms.Form | None = None
        self._rest: Rest | None = None
        self._behind: Behind | None = None
        self._wake: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._looked = clock.now()
        self._notice = ""
        self._painted: View | None = None
        self._trouble = trouble
        self.left = False

    @property
    def part(self) -> Part:
        """What is showing now."""
        return self._part

    @property
    def state(self) -> GuidedSet:
        """The set under way, in Ready, or just ended."""
        return self._state

    @property
    def session(self) -> Session:
        """The session as recorded so far."""
        return self._journal.session

    @property
    def running(self) -> bool:
        """Whether a set runs by its timetable at this moment."""
        return self._part is Part.SET and self._state.stage is Stage.RUNNING

    def compose_room(self) -> ComposeResult:
        """The board, and the keys."""
        yield TrainBoard()
        yield KeyBar(self._describe)

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
        part, stage = self._part, self._state.stage
        asking = stage is Stage.ASKING_PAIN
        in_set = part is Part.SET and not asking
        match action:
            case "confirm":
                return in_set and stage is Stage.READY and bool(self._state.questions)
            case "lost":
                return (in_set and stage is not Stage.READY) or asking or part is Part.FORM
            case "pause":
                return in_set and stage in (Stage.RUNNING, Stage.PAUSED)
            case "load":
                loaded = (self._form if part is Part.FORM else self._state).load is not None
                return loaded and (in_set or part in (Part.FORM, Part.REST))
            case "seconds" | "switch":
                return in_set or part is Part.REST
            case "undo":
                fresh = (part is Part.SET and stage is Stage.READY) or part in (Part.REST, Part.SUMMARY)
                return self._behind is not None if fresh else True
            case "enter_load":
                return in_set and stage is Stage.READY
            case "rest":
                return part in (Part.FORM, Part.REST)
            case "ask_rpe" | "note":
                return part is Part.FORM
            case "digit" | "ten" | "clear":
                return part is Part.FORM or asking
            case "hurts":
                return in_set or part is Part.FORM
            case "press":
                return not asking
            case "end":
                return True
        return True

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """What the palette offers here."""
        offered = (
            ("Turn, start, accept", "The one key of a set (space)", "press", self.action_press),
            ("Control lost", "Flag this rep and end the set (x)", "lost", self.action_lost),
            ("Something hurts", "Pause and give pain a number (h)", "hurts", self.action_hurts),
            ("Pause or go on", "Pause the set (p)", "pause", self.action_pause),
            ("Undo", "Take the last mark, rep or end back (u)", "undo", self.action_undo),
            ("More load", "One step up from the next rep on (+)", "load", lambda: self.action_load(1)),
            ("Less load", "One step down from the next rep on (-)", "load", lambda: self.action_load(-1)),
            ("Slower", "A second more from the next rep on (])", "seconds", lambda: self.action_seconds(1)),
            ("Faster", "A second less from the next rep on ([)", "seconds", lambda: self.action_seconds(-1)),
            ("Switch pacing", "The clock turns, or your press (m)", "switch", self.action_switch),
            ("Enter the load", "Type what is on the bar (l)", "enter_load", self.action_enter_load),
            ("Rest 15 s longer", "Move the end of the rest (.)", "rest", lambda: self.action_rest(1)),
            ("Rest 15 s shorter", "Move the end of the rest (,)", "rest", lambda: self.action_rest(-1)),
            ("End", "End the set, or leave (esc)", "end", self.action_end),
            ("Leave for now", "Keep the session as interrupted (^q)", "leave", self.action_leave),
        )
        for title, help_text, action, callback in offered:
            if self.check_action(action, ()):
                yield title, help_text, callback

    # Every key comes through here with the instant at which it was pressed, not handled.
    def _pressed_at(self) -> float:
        now = self._clock.now()
        if self._key_time is None:
            return now
        return min(now, self._clock.when(self._key_time()))

    def _bounces(self, now: float) -> bool:
        """Judge a press outside a set by the same rule as in one, and remember it."""
        bounced = guided_set.bounces(self._state, now)
        self._state = _pressed(self._state, now)
        return bounced

    def action_press(self) -> None:
        """The one key: start, turn, accept, end the rest, leave."""
        self._notice = ""
        now = self._pressed_at()
        if self._part is Part.SET and self._state.stage is not Stage.ENDED:
            self._do(Key.PRESS, now)
            return
        if self._bounces(now):
            self._notice = "Ignored: too soon after the last press, or a key held down."
            self._paint(now)
            return
        if self._part is Part.FORM:
            self._accept(now)
        elif self._part is Part.REST:
            self._part = Part.SET
            self._changed()
        elif self._part is Part.SUMMARY:
            self.dismiss(self._journal.session)

    def action_confirm(self) -> None:
        """Answer the safety question with yes."""
        self._do(Key.CONFIRM)

    def action_lost(self) -> None:
        """Flag the rep and end the set."""
        if self._part is Part.FORM:
            before = self._state
            self._follow(before, handle(before, Key.LOST, self._pressed_at()))
            self._journal.set_ends(self._state)
            self._changed()
            return
        self._do(Key.LOST)

    def action_hurts(self) -> None:
        """Ask for a number: in a set at once, on the form by its picker."""
        if self._part is Part.FORM:
            self._form = replace(self._form, picker=forms.Picker.PAIN)
            self._changed()
            return
        self._do(Key.HURTS)

    def action_pause(self) -> None:
        """Pause, or go on."""
        self._do(Key.PAUSE)

    def action_undo(self) -> None:
        """Take the last thing back."""
        self._notice = ""
        now = self._pressed_at()
        before_next = self._part in (Part.REST, Part.SUMMARY) or (
            self._part is Part.SET and self._state.stage is Stage.READY
        )
        if self._behind is not None and before_next:
            self._reopen_form()
        elif self._part is Part.FORM:
            before = self._state
            self._follow(before, handle(before, Key.UNDO, now))
            if self._state.stage is not Stage.ENDED:
                self._draft = self._form
                self._part = Part.SET
                self._rest = None
                self._journal.set_reopens()
            self._changed()
        elif self._part is Part.SET:
            self._do(Key.UNDO, now)

    def action_load(self, steps: int) -> None:
        """Change the load, or correct the one that was lifted."""
        if self._part is Part.FORM:
            try:
                self._form = forms.reloaded(self._form, self._state, steps)
            except Refused as error:
                self._notice = str(error)
            self._changed()
            return
        self._do(Key.HEAVIER if steps > 0 else Key.LIGHTER)

    def action_seconds(self, steps: int) -> None:
        """Make the lowerings from the next one on longer or shorter."""
        self._do(Key.SLOWER if steps > 0 else Key.FASTER)

    def action_switch(self) -> None:
        """Change between paced and self-paced."""
        self._do(Key.SWITCH)

    def action_rest(self, steps: int) -> None:
        """Move the end of the rest by 15 s."""
        if self._rest is not None:
            self._rest = self._rest.shifted(steps * _REST_STEP_S)
            self._changed()

    def action_ask_rpe(self) -> None:
        """Let the digits answer for effort."""
        self._form = replace(self._form, picker=forms.Picker.RPE)
        self._changed()

    def action_digit(self, digit: int) -> None:
        """Answer the open question."""
        if self._state.stage is Stage.ASKING_PAIN:
            self._rate(digit)
            return
        self._form = forms.answered(self._form, digit)
        self._changed()

    def action_ten(self) -> None:
        """Answer the open question with 10."""
        if self._state.stage is Stage.ASKING_PAIN:
            self._rate(10)
            return
        self._form = forms.ten(self._form)
        self._changed()

    def action_clear(self) -> None:
        """Leave the open question unanswered."""
        if self._part is Part.FORM:
            self._form = forms.cleared(self._form)
            self._changed()

    def action_note(self) -> None:
        """Write a note about the set."""

        def noted(text: str | None) -> None:
            if text is not None:
                self._form = replace(self._form, note=text)
                self._changed()

        dialog = AskDialog(
            "Note", "A note about this set", parse=str, words=lambda _: "", value=self._form.note
        )
        self.app.push_screen(dialog, noted)

    def action_enter_load(self) -> None:
        """Type the load that is on the bar."""
        unit = self._settings.unit

        def loaded(load: Load | None) -> None:
            if load is not None and self._state.stage is Stage.READY:
                before = self._state
                self._follow(before, handle(before, Key.LOAD, self._clock.now(), load=load))
                self._changed()

        def read(text: str) -> Load:
            return parse_load(f"{text}{unit}" if text[-1:].isdigit() else text)

        prompt = f"What is on the bar? For example 60{unit}, bw, or 100{unit}/80{unit} (down/up)"
        self.app.push_screen(AskDialog("Load", prompt, parse=read, words=str), loaded)

    def action_end(self) -> None:
        """End the set; in Ready or in the rest, end the session."""
        if self._state.stage is Stage.ASKING_PAIN:
            self._rate(None)
        elif self._part is Part.SUMMARY:
            self.dismiss(self._journal.session)
        elif self._part is Part.FORM:
            self._accept(self._clock.now())
        elif self._part is Part.REST or (self._state.stage is Stage.READY and not self._state.reps):
            self._finish()
        else:
            self._do(Key.END)

    def action_leave(self) -> None:
        """Leave at once; what is done stays, and the next start offers to go on."""
        if self._part is Part.FORM:
            self._write_answers()
        if self._part is Part.SUMMARY:
            self._journal.finish()
        else:
            self._journal.interrupt()
        self._cancel_wake()
        self.left = True
        self.dismiss(self._journal.session)

    def _rate(self, number: int | None) -> None:
        before = self._state
        self._follow(before, handle(before, Key.PAIN, self._pressed_at(), number=number))
        self._settle_end()
        self._changed()

    def _do(self, key: Key, now: float | None = None) -> None:
        """Let a key happen to the set, and show and write what came of it."""
        if self._state.stage is Stage.ENDED and key not in (Key.UNDO, Key.LOST):
            return
        self._notice = ""
        before = self._state
        self._follow(before, handle(before, key, self._pressed_at() if now is None else now))
        self._settle_end()
        self._changed()

    def _follow(self, before: GuidedSet, after: GuidedSet) -> None:
        """Take the next state; write its reps, and its row where the set begins."""
        self._state = after
        if before.phase is Phase.LOWERING and after.reps != before.reps:
            self._show(self._cues.play_now(CueKind.TURN))
        if before.stage is Stage.READY and after.stage is Stage.RUNNING:
            self._behind = None
            self._draft = None
            self._rest = None
            self._part = Part.SET
            self._course = self._course.carried(after)
            self._journal.set_begins(self._course, after)
        self._journal.follow(before, after)

    def _settle_end(self) -> None:
        """Open the form where the set has just ended; `esc` in Ready ends the session instead."""
        state = self._state
        if state.stage is not Stage.ENDED or self._part is not Part.SET:
            return
        if not state.legs and state.ended_by is EndedBy.LIFTER:
            if state.reps:
                self._journal.set_ends(state)
            self._finish()
            return
        if not state.legs and state.ended_by is EndedBy.PAIN:
            self._journal.set_refused(self._course, state)
        else:
            self._journal.set_ends(state)
        self._part = Part.FORM
        self._form = forms.blank(state)
        if self._draft is not None:
            self._form = replace(self._form, rpe=self._draft.rpe, note=self._draft.note)
            self._draft = None
        ended = state.ended_at if state.ended_at is not None else self._clock.now()
        began = state.last.turned if state.last is not None else ended
        seconds = self._course.current.rest_s
        self._rest = Rest(began, float(self._settings.default_rest_s if seconds is None else seconds))
        lost = state.ended_by in (EndedBy.CONTROL_LOST, EndedBy.TOO_FAST, EndedBy.PAIN)
        self._show(self._cues.play_now(CueKind.CONTROL_LOST if lost else CueKind.SET_END))

    def _write_answers(self) -> None:
        form = self._form
        self._journal.answers(load_lifted=form.load, rpe=form.rpe, pain=form.pain, note=form.note)

    def _accept(self, now: float) -> None:
        """Take the form and go on to the rest, or to the summary."""
        self._write_answers()
        state, form = self._state, self._form
        ended = guided_set.answered(state, form.pain)
        self._behind = Behind(self._course, state, form)
        self._course = self._course.after(ended)
        if self._course.done:
            self._finish()
            return
        self._state = self._course.ready(self._settings, last_press=state.last_press)
        rest = self._rest
        self._part = Part.REST if rest is not None and rest.left(now) > 0 else Part.SET
        if ended.exercise_over and not state.exercise_over:
            limit = state.script.pain_limit
            self._notice = f"Pain over {limit} of 10: this exercise is over for today."
        self._changed()

    def _reopen_form(self) -> None:
        """Go back to the form of the set before."""
        behind = self._behind
        if behind is None:
            return
        if self._part is Part.SUMMARY:
            self._journal.reopen()
        self._course, self._state, self._form = (
            behind.course,
            _pressed(behind.state, self._state.last_press),
            behind.form,
        )
        self._behind = None
        self._part = Part.FORM
        self._notice = "Back at the form; u again reopens the set."
        self._changed()

    def _finish(self) -> None:
        """Close the session; without a single rep there is nothing to show."""
        self._journal.finish()
        self._rest = None
        if not any(each.reps for each in self._journal.session.sets):
            self.dismiss(self._journal.session)
            return
        self._part = Part.SUMMARY
        self._changed()

    def look(self) -> None:
        """Bring everything to the present; the wake-up that follows is set for the next visible change."""
        self._cancel_wake()
        if not self.is_mounted:
            return
        now = self._clock.now()
        if 0 < self._due - now < _SOON_S:
            self._hold(self._due - now)
            now = self._due + _JUST_AFTER_S
        before = self._state
        if self._part is Part.SET:
            after = guided_set.at(before, now)
            if after is not before:
                self._follow(before, after)
                self._settle_end()
                if after.leg != before.leg or after.stage is not before.stage:
                    self._changed(now)
                    return
        elif self._part is Part.REST and self._rest is not None and self._rest.left(now) <= 0:
            self._part = Part.SET
            if self._settings.auto_start:
                self._do(Key.PRESS, now)
            self._changed(now)
            return
        self._show(self._cues.show(self._looked, now))
        self._looked = now
        self._tick(now)
        self._plan_wake(now)

    def _changed(self, now: float | None = None) -> None:
        """Show a new state: cues, keys, figures, and the next wake-up."""
        now = self._clock.now() if now is None else now
        if self.running:
            self._cues.schedule(cue_sheet(guided_set.upcoming(self._state)))
        elif self._rest is not None and self._part in (Part.FORM, Part.REST):
            self._cues.schedule(rest_cues(self._rest.deadline))
        else:
            self._cues.schedule(())
        self._show(self._cues.show(self._looked, now))
        self._looked = now
        if not self.is_mounted:
            return
        self.refresh_room()
        self._paint(now)
        self._plan_wake(now)
        # What the keys do comes with the next frame: the turn itself must not wait for it.
        self.call_after_refresh(self.refresh_bindings)

    def _plan_wake(self, now: float) -> None:
        instants = []
        if self.running:
            instants = [guided_set.next_turn(self._state), faces.next_change(self._state, now)]
        elif self._part in (Part.FORM, Part.REST, Part.SET) and self._rest is not None:
            left = self._rest.left(now)
            instants = [now + (left - 1e-6) % 1.0 + 1e-6]
        elif self._part is Part.SET:
            instants = [guided_set.next_turn(self._state)]
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
        sets = (
            () if self._course.done else self._last_times.get(self._course.current.prescription.exercise, ())
        )
        last = last_time_brief(sets, self._clock.wall().date()) if sets else ""
        return View(
            self._part,
            self._course,
            self._state,
            self._form,
            self._rest,
            self._journal.session,
            last,
            self._cues.trouble,
        )

    def _tick(self, now: float) -> None:
        """Write on the board what time alone has changed."""
        view, state = self._painted, self._state
        if (
            view is None
            or not self.running
            or view.part is not self._part
            or (view.state.leg, view.state.reps, view.state.said) != (state.leg, state.reps, state.said)
        ):
            self._paint(now)
            return
        self.board.figures(faces.face(self._state, now))
        self.board.say(self._notice or words.message(view, now))

    def _paint(self, now: float) -> None:
        """Write the present on the board."""
        view, board = self._view(), self.board
        self._painted = view
        board.head(*words.head(view))
        if (panel := words.panel(view, now)) is not None:
            board.words(panel)
        elif self._part is Part.REST and self._rest is not None:
            board.figures(faces.rest_face(self._rest, now, self._course))
        else:
            board.figures(faces.face(self._state, now))
        board.beside(words.beside(view))
        board.say(self._notice or words.message(view, now))
        board.trouble_is(self._trouble)
        board.strip.display = self._part is not Part.SUMMARY
        board.strip.show(
            self._state.reps,
            planned=len(self._state.script.reps),
            current=self._state.rep if self._state.stage is not Stage.ENDED else None,
            each=self._state.prescription.each,
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

    def _describe(self, action: str, description: str) -> str:
        if action == "press":
            if self._part is Part.SET:
                return {
                    Stage.READY: "start",
                    Stage.PAUSED: "go on",
                }.get(self._state.stage, "turn")
            return {Part.FORM: "accept", Part.REST: "end rest", Part.SUMMARY: "leave"}[self._part]
        if action == "pause" and self._state.stage is Stage.PAUSED:
            return "go on"
        if action == "end":
            if self._part is Part.SUMMARY:
                return "leave"
            if self._part is Part.REST or self._state.stage is Stage.READY:
                return "end session"
        return description


def _pressed(state: GuidedSet, at: float | None) -> GuidedSet:
    return replace(state, last_press=at)
