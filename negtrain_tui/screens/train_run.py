"""A session as it is run: which part shows, what each key does to it, and how each step is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from negtrain_tui.journal import Journal
from negtrain_tui.screens import form as forms
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training import guided_set
from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.cue_sheet import CueKind
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.guided_set import GuidedSet, Key, Stage, handle
from negtrain_tui.training.load import Load
from negtrain_tui.training.record import EndedBy, Rep, Session
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.record_words import counted

_REST_STEP_S = 15.0
# A second esc so soon after the one that ended the session is the same one, pressed by a shaking hand.
_ESCAPED_ONCE_S = 1.5
IGNORED = "Ignored: too soon after the last press, or a key held down."


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that was done between two sets, and how it is taken back."""

    undo: Callable[[], None]
    said: str


class Run:
    """Runs a course from its first Ready to the summary; every call tells the instant at which it happens.

    `cue` is called with each turn that is to be heard at once. What is written goes to the journal.
    `over` is True once there is nothing more to show.
    """

    def __init__(
        self,
        course: Course,
        journal: Journal,
        settings: Settings,
        *,
        cue: Callable[[CueKind], object],
        reps: tuple[Rep, ...] = (),
    ) -> None:
        """Stand in Ready of the next set; `reps` are those that an interrupted one has already."""
        self.course = course
        self.part = Part.SET
        self.state = course.ready(settings, reps=reps)
        self.form = forms.blank(self.state)
        self.rest: Rest | None = None
        self.notice = ""
        self.over = False
        self._journal = journal
        self._settings = settings
        self._cue = cue
        self._draft: forms.Form | None = None
        self._steps: list[_Step] = []
        self._ended_at = float("-inf")

    @property
    def session(self) -> Session:
        """The session as recorded so far."""
        return self._journal.session

    @property
    def running(self) -> bool:
        """Whether a set runs by its timetable at this moment."""
        return self.part is Part.SET and self.state.stage is Stage.RUNNING

    @property
    def between(self) -> bool:
        """Whether no set has begun: in Ready of a set without reps, or in the rest before it."""
        fresh = self.state.stage is Stage.READY and not self.state.reps
        return self.part is Part.REST or (self.part is Part.SET and fresh)

    @property
    def in_ready(self) -> bool:
        """Whether a set stands in Ready, also while the rest before it runs."""
        return self.part in (Part.SET, Part.REST) and self.state.stage is Stage.READY

    @property
    def can_step_back(self) -> bool:
        """Whether something done since the last set can be taken back."""
        return bool(self._steps) and (self.between or self.part in (Part.FORM, Part.SUMMARY))

    def press(self, now: float) -> None:
        """The one key: start, turn, accept, end the rest, leave."""
        self.notice = ""
        if self.part is Part.SET and self.state.stage is not Stage.ENDED:
            self.do(Key.PRESS, now)
            return
        bounced = guided_set.bounces(self.state, now)
        self.state = replace(self.state, last_press=now)
        if bounced:
            self.notice = IGNORED
        elif self.part is Part.FORM:
            self._accept(now)
        elif self.part is Part.REST:
            self.part = Part.SET
        elif self.part is Part.SUMMARY:
            self.over = True

    def do(self, key: Key, now: float, *, number: int | None = None, load: Load | None = None) -> None:
        """Let a key happen to the set, and write what came of it."""
        if self.state.stage is Stage.ENDED and key not in (Key.UNDO, Key.LOST):
            return
        self.notice = ""
        before, step = self.state, self._step("As it was before.")
        self._follow(handle(before, key, now, number=number, load=load))
        self._settle_end(now)
        if self.between and _chosen(before) != _chosen(self.state):
            # Changed in Ready, it holds for the line, whatever comes before its set does.
            self._steps.append(step)
            self.course = self.course.carried(self.state)

    def lost(self, now: float) -> None:
        """Flag the rep and end the set, up to a moment after it has ended by itself."""
        if self.part is not Part.FORM:
            self.do(Key.LOST, now)
            return
        self._follow(handle(self.state, Key.LOST, now))
        self._journal.set_ends(self.state)
        self._foresee()

    def hurts(self, now: float) -> None:
        """Ask for a number: in a set at once, on the form by its picker."""
        if self.part is Part.FORM:
            self.form = replace(self.form, picker=forms.Picker.PAIN)
        else:
            self.do(Key.HURTS, now)

    def rate(self, number: int | None, now: float) -> None:
        """Answer how much it hurts, or not at all."""
        self.do(Key.PAIN, now, number=number)

    def undo(self, now: float) -> None:
        """Take the last thing back."""
        self.notice = ""
        if self.can_step_back:
            step = self._steps.pop()
            step.undo()
            self.notice = step.said
        elif self.part is Part.FORM:
            self._follow(handle(self.state, Key.UNDO, now))
            if self.state.stage is not Stage.ENDED:
                self._draft = self.form
                self.part = Part.SET
                self.rest = None
                self._journal.set_reopens(self.state)
                self._journal.course_is(self.course)
        elif self.part is Part.SET:
            self.do(Key.UNDO, now)

    def reload(self, steps: int, now: float) -> None:
        """Change the load, or on the form correct the one that was lifted."""
        if self.part is not Part.FORM:
            self.do(Key.HEAVIER if steps > 0 else Key.LIGHTER, now)
            return
        try:
            self.form = forms.reloaded(self.form, self.state, steps)
        except Refused as refused:
            self.notice = str(refused)

    def move_rest(self, steps: int) -> None:
        """Move the end of the rest by 15 s."""
        if self.rest is not None:
            self.rest = self.rest.shifted(steps * _REST_STEP_S)

    def end(self, now: float) -> None:
        """End the set; in Ready or in the rest, end the session."""
        if self.state.stage is Stage.ASKING_PAIN:
            self.rate(None, now)
        elif self.part is Part.SUMMARY:
            if now - self._ended_at < _ESCAPED_ONCE_S:
                self.notice = "Ignored: esc has just ended the session. u goes on with it."
            else:
                self.over = True
        elif self.part is Part.FORM:
            self._accept(now)
        elif self.between:
            self._ended_at = now
            self._steps.append(self._step("The session goes on."))
            self._finish()
        elif self.state.stage is Stage.READY:
            self._end_before_going_on(now)
        else:
            self.do(Key.END, now)

    def _end_before_going_on(self, now: float) -> None:
        """End the session in Ready of a set that was interrupted, with the reps it has."""
        state = self.state

        def undo() -> None:
            self._journal.reopen()
            self._journal.set_reopens(state)
            self.state, self.part = replace(state, last_press=self.state.last_press), Part.SET

        self._steps.append(_Step(undo, "The session goes on."))
        self.do(Key.END, now)

    def leave(self) -> None:
        """Leave at once; what is done stays, and the next start offers to go on."""
        if self.part is Part.FORM:
            self._write_answers()
        if self.part is Part.SUMMARY:
            self._journal.finish()
        else:
            self._journal.interrupt()
        self.over = True

    def look(self, now: float, *, alone: bool = True) -> bool:
        """Bring everything to the present; say whether more than the figures has changed.

        Unless the lifter is `alone` with the set, without a dialog over it, none starts by itself.
        """
        if self.part is Part.SET:
            before = self.state
            after = guided_set.at(before, now)
            if after is not before:
                self._follow(after)
                self._settle_end(now)
                return after.leg != before.leg or after.stage is not before.stage
        elif self.part is Part.REST and self.rest is not None and self.rest.left(now) <= 0:
            self.part = Part.SET
            if self._settings.auto_start and alone:
                self.do(Key.PRESS, now)
            return True
        return False

    def jump(self, line: int) -> None:
        """Go on with another line; one that was left out comes back, one that is done gets a set more."""
        before = self.course
        after = before.jumped(line)
        name = after.current.prescription.exercise
        step = self._step(f"{name}: not now after all.")
        if before.stretches[line].skipped:
            step = self._step(step.said, self._journal.takes_back_skip(line + 1))
        self._change(after, step, f"{name} now.")

    def add_set(self) -> None:
        """Add a set, for today, to the line shown: on the form to the one just done."""
        if self.part is Part.SUMMARY:
            return
        before = self.course
        now = before.current
        said = f"{now.prescription.exercise}: {counted(now.sets + 1, 'set')} today."
        again = f"{counted(now.sets, 'set')} again."
        if self.part is not Part.FORM:
            self._change(before.with_a_set_more(before.line), self._step(again), said)
            return
        if self.state.exercise_over:
            self.notice = "This exercise is over for today."
            return

        def fewer() -> None:
            self.course = before
            self._foresee()

        self._steps.append(_Step(fewer, again))
        self.course = before.with_a_set_more(before.line)
        self._foresee()
        self.notice = said

    def skip(self, reason: str, *, exercise: bool) -> None:
        """Leave out the next set, or all sets that the line still has, with a reason; of a ramp, its rest."""
        before = self.course
        name, line = before.current.prescription.exercise, before.line
        if before.warming and not exercise:
            step = self._step("The warm-up is back.")
            self._change(before.skipped_set(), step, "The rest of the warm-up is left out.")
            return
        # A ramp belongs to the sets it leads to, and leaves no record of its own where they are left out.
        without_ramp = before.skipped_set() if before.warming else before
        step = self._step(f"{name} is back.", lambda: self._journal.takes_back_skip(line + 1))
        self._journal.skips(without_ramp, reason, exercise=exercise)
        after = without_ramp.skipped_line() if exercise else before.skipped_set()
        what = f"{name}: left out." if exercise else f"{name}, set {before.set_number}: left out."
        self._change(after, step, what)

    def warm_up(self) -> None:
        """Put a ramp before the line's next set; raises Refused where there can be none."""
        after = self.course.warmed_up()
        more = after.current.warm_ups - after.current.warmed
        self._change(after, self._step("No warm-up."), f"{counted(more, 'warm-up set')} first.")

    def exchange(self, by: Stretch) -> None:
        """Do another exercise in place of the one shown, for today only; raises Refused if it is over."""
        before = self.course
        name = before.current.prescription.exercise
        said = f"{by.prescription.exercise} in place of {name}, for today."
        self._change(before.replaced(by), self._step(f"{name} again."), said)

    def note_session(self, text: str) -> None:
        """Keep a note about the whole session."""
        before = self.session.note
        if text == before:
            return
        self._journal.noted(text)
        if self.between or self.part is Part.SUMMARY:
            self._steps.append(_Step(lambda: self._journal.noted(before), "The note is as it was."))

    def _step(self, said: str, take_back: Callable[[], object] = lambda: None) -> _Step:
        """Remember where the lifter stands; going back there also takes back what was written."""
        course, part, rest, state = self.course, self.part, self.rest, self.state

        def undo() -> None:
            self._journal.reopen()
            take_back()
            self._stand(course)
            self.part, self.rest = part, rest
            self.state = replace(state, last_press=self.state.last_press)

        return _Step(undo, said)

    def _foresee(self) -> None:
        """Let the journal know what comes after the set on the form, should it be left there."""
        self._journal.course_is(self._after())

    def _after(self) -> Course:
        """What comes behind the set on the form; a load that is corrected there is what was on the bar."""
        ended = guided_set.answered(self.state, self.form.pain)
        if self.form.load != ended.lifted:
            ended = replace(ended, load=self.form.load)
        return self.course.after(ended)

    def _change(self, after: Course, step: _Step, said: str) -> None:
        self._steps.append(step)
        self._stand(after)
        if self.part is not Part.SUMMARY:
            self.notice = said

    def _stand(self, course: Course) -> None:
        """Stand before the next set of a course; where none is left, close the session."""
        self.course = course
        self._journal.course_is(course)
        if course.done:
            self._finish()
            return
        self.state = course.ready(self._settings, last_press=self.state.last_press)
        if self.part is Part.SUMMARY:
            self.part = Part.SET

    def _follow(self, after: GuidedSet) -> None:
        """Take the next state; write its reps, and its row where the set begins."""
        before, self.state = self.state, after
        if before.phase is Phase.LOWERING and after.reps != before.reps:
            self._cue(CueKind.TURN)
        if before.stage is Stage.READY and after.stage is Stage.RUNNING:
            self._steps.clear()
            self._draft = None
            self.rest = None
            self.part = Part.SET
            self.course = self.course.carried(after)
            self._journal.set_begins(self.course, after)
        self._journal.follow(before, after)

    def _settle_end(self, now: float) -> None:
        """Open the form where the set has just ended; `esc` in Ready ends the session instead."""
        state = self.state
        if state.stage is not Stage.ENDED or self.part is not Part.SET:
            return
        if not state.legs and state.ended_by is EndedBy.LIFTER:
            if state.reps:
                self._journal.set_ends(state)
            self._finish()
            return
        if not state.legs and state.ended_by is EndedBy.PAIN:
            self._journal.set_refused(self.course, state)
            self._steps.clear()
        else:
            self._journal.set_ends(state)
        self.part = Part.FORM
        self.form = forms.blank(state)
        if self._draft is not None:
            self.form = replace(self.form, rpe=self._draft.rpe, note=self._draft.note)
            self._draft = None
        self._foresee()
        ended = state.ended_at if state.ended_at is not None else now
        began = state.last.turned if state.last is not None else ended
        seconds = self.course.rest_s
        self.rest = Rest(began, float(self._settings.default_rest_s if seconds is None else seconds))
        lost = state.ended_by in (EndedBy.CONTROL_LOST, EndedBy.TOO_FAST, EndedBy.PAIN)
        self._cue(CueKind.CONTROL_LOST if lost else CueKind.SET_END)

    def _write_answers(self) -> Callable[[], None]:
        form = self.form
        return self._journal.answers(load_lifted=form.load, rpe=form.rpe, pain=form.pain, note=form.note)

    def _accept(self, now: float) -> None:
        """Take the form and go on to the rest, or to the summary."""
        unload = self._write_answers()
        course, state, form, rest = self.course, self.state, self.form, self.rest

        def undo() -> None:
            self._journal.reopen()
            unload()
            self.course, self.form, self.rest = course, form, rest
            self.state = replace(state, last_press=self.state.last_press)
            self.part = Part.FORM
            self._foresee()

        again = "takes the added set back" if self._steps else "reopens the set"
        self._steps.append(_Step(undo, f"Back at the form; u again {again}."))
        self.course = self._after()
        self._journal.course_is(self.course)
        if self.course.done:
            self._finish()
            return
        self.state = self.course.ready(self._settings, last_press=state.last_press)
        self.part = Part.REST if rest is not None and rest.left(now) > 0 else Part.SET
        if guided_set.answered(state, form.pain).exercise_over and not state.exercise_over:
            limit = state.script.pain_limit
            self.notice = f"Pain over {limit} of 10: this exercise is over for today."

    def _finish(self) -> None:
        """Close the session; with nothing done and nothing left out there is nothing to show."""
        self._journal.finish()
        self.rest = None
        if any(each.happened or each.skipped for each in self.session.sets):
            self.part = Part.SUMMARY
        else:
            self.over = True


def _chosen(state: GuidedSet) -> tuple[object, ...]:
    """What a lifter can change in Ready."""
    return state.load, state.seconds_more, state.pacing, state.confirmed
