"""The sets of a session in their order, and where the lifter stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from negtrain_tui.training import guided_set
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.load import Load, resolved
from negtrain_tui.training.prescription import Pacing, Prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.safety import Lifter, Question, judge
from negtrain_tui.training.script import GENERAL_PAIN_LIMIT, effective_method
from negtrain_tui.training.settings import Settings


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of the session with what this lifter has made of it today.

    `load` is what goes on the bar now: the prescribed load with percentages resolved, or what the
    lifter changed it to; None where it isn't known yet. `line` is the notation as it stood. `over`
    says that its exercise has ended for today, whatever sets are left. `pacing` is what the lifter
    switched to, None while the line decides. `nearest` is the known name
    nearest to one that nobody knows.
    """

    line: str
    prescription: Prescription
    exercise: Exercise
    lifter: Lifter
    load: Load | None
    seconds_more: Decimal = Decimal(0)
    confirmed: frozenset[Question] = frozenset()
    over: bool = False
    nearest: str | None = None
    pacing: Pacing | None = None

    @property
    def rest_s(self) -> Decimal | None:
        """Seconds of rest after each set, if the line says so."""
        return self.prescription.rest


def stretch(
    line: str,
    prescription: Prescription,
    exercise: Exercise,
    lifter: Lifter,
    *,
    nearest: str | None = None,
) -> Stretch:
    """Put a line at its start: the prescribed load, resolved as far as the lifter's maximum is known."""
    load = None if prescription.load is None else resolved(prescription.load, lifter.one_rm)
    return Stretch(line, prescription, exercise, lifter, load, nearest=nearest)


@dataclass(frozen=True, slots=True)
class Course:
    """All lines of a session; `line` and `set_number` (from 1) say which set comes next."""

    stretches: tuple[Stretch, ...]
    line: int = 0
    set_number: int = 1

    @property
    def done(self) -> bool:
        """Whether no set is left."""
        return self.line >= len(self.stretches)

    @property
    def current(self) -> Stretch:
        """The line whose set comes next."""
        return self.stretches[self.line]

    @property
    def sets_left(self) -> int:
        """How many sets are still to come, the next one included."""
        if self.done:
            return 0
        later = sum(each.prescription.set_count for each in self.stretches[self.line + 1 :] if not each.over)
        return self.current.prescription.set_count - self.set_number + 1 + later

    def ready(
        self, settings: Settings, *, reps: tuple[Rep, ...] = (), last_press: float | None = None
    ) -> GuidedSet:
        """Put the next set in Ready; `reps` are those already done of an interrupted one."""
        now = self.current
        return guided_set.prepare(
            now.prescription,
            now.exercise,
            self.set_number,
            load=now.load,
            lifter=now.lifter,
            settings=settings,
            seconds_more=now.seconds_more,
            confirmed=now.confirmed,
            reps=reps,
            last_press=last_press,
            pacing=now.pacing,
        )

    def carried(self, state: GuidedSet) -> Course:
        """Keep what the lifter changed in this set for the later sets of its line."""
        return self._with_current(
            replace(
                self.current,
                load=state.load,
                seconds_more=state.seconds_more,
                confirmed=state.confirmed,
                # A heavy set is self-paced whatever was chosen, and chooses for no other.
                pacing=self.current.pacing if state.heavy else state.pacing,
            )
        )

    def after(self, state: GuidedSet) -> Course:
        """Go on behind an ended set: to the next set, or to the next line whose exercise isn't over."""
        course = self.carried(state)
        if state.exercise_over:
            course = course._without(self.current.exercise)
        return course._next()

    def _with_current(self, changed: Stretch) -> Course:
        return replace(
            self, stretches=(*self.stretches[: self.line], changed, *self.stretches[self.line + 1 :])
        )

    def _without(self, exercise: Exercise) -> Course:
        stretches = (replace(each, over=each.over or each.exercise == exercise) for each in self.stretches)
        return replace(self, stretches=tuple(stretches))

    def _next(self) -> Course:
        if not self.current.over and self.set_number < self.current.prescription.set_count:
            return replace(self, set_number=self.set_number + 1)
        line = self.line + 1
        while line < len(self.stretches) and self.stretches[line].over:
            line += 1
        return replace(self, line=line, set_number=1)


def resumed(course: Course, session: Session) -> tuple[Course, tuple[Rep, ...]]:
    """Go on with an interrupted session: where it stood, and the reps its unfinished set has already.

    What was on the bar last, and how long the last lowering was to be, counts for the sets to come, and
    an exercise that was over stays so, as it would have without the interruption.
    """
    for done in session.sets:
        line = min(done.line_number, len(course.stretches)) - 1
        course = replace(course, line=line, set_number=done.number)
        course = _as_left_by(course, done)
    if not session.sets:
        return course, ()
    last = session.sets[-1]
    if last.status is not Status.FINISHED and not course.current.over:
        return course, last.reps
    return course._next(), ()


def _as_left_by(course: Course, done: SetRecord) -> Course:
    now = course.current
    load, more = done.load_lifted, now.seconds_more
    if done.status is not Status.FINISHED and (on_bar := _load_on_bar(now, done.reps)):
        load = on_bar
    tempo = effective_tempo(now.prescription, now.exercise)
    targets = [rep.lowering_target_s for rep in done.reps if rep.kind is RepKind.LOWERING]
    if tempo is not None and targets and targets[-1] is not None:
        more = targets[-1] - tempo.lowering
    course = course._with_current(replace(now, load=load or now.load, seconds_more=more))
    return course._without(now.exercise) if _ended_exercise(now, done) else course


def _load_on_bar(stretch: Stretch, reps: tuple[Rep, ...]) -> Load | None:
    """The load of the last rep; with releasers, the heavy one may stand on the first of a side alone."""
    prescribed = stretch.prescription.load
    two_loads = prescribed is not None and prescribed.up is not None
    for rep in reversed(reps):
        whole = not two_loads or rep.load_down != rep.load_up or rep.number == 1
        if whole and rep.load_down is not None:
            return Load(rep.load_down, None if rep.load_up == rep.load_down else rep.load_up)
    return None


def _ended_exercise(stretch: Stretch, done: SetRecord) -> bool:
    limit = stretch.prescription.pain_limit
    if done.pain is not None and done.pain > (GENERAL_PAIN_LIMIT if limit is None else limit):
        return True
    if done.ended_by is not EndedBy.CONTROL_LOST:
        return done.ended_by in (EndedBy.TOO_FAST, EndedBy.PAIN)
    method = effective_method(stretch.prescription, stretch.exercise)
    loads = [done.load_lifted]
    if stretch.lifter.one_rm is None:
        loads.append(stretch.prescription.load)
    return any(judge(load, method, stretch.exercise, stretch.lifter).heavy for load in loads)
