"""An interrupted session gone on with: where it stood, as told by what was recorded of it."""

from __future__ import annotations

from dataclasses import replace

from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.lowered import load_of_last
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.safety import judge
from negtrain_tui.training.script import GENERAL_PAIN_LIMIT, effective_method


def resumed(course: Course, session: Session) -> tuple[Course, tuple[Rep, ...]]:
    """Go on with an interrupted session: where it stood, and the reps its unfinished set has already.

    What was on the bar last, and how long the last lowering was to be, counts for the sets to come, and
    an exercise that was over stays so, as it would have without the interruption. A ramp that can't be
    made any more, for want of a load, is left out.
    """
    for done in session.sets:
        line = min(done.line_number, len(course.stretches)) - 1
        course = _as_left_by(replace(course, line=line), done)
    course = _warmed(course, session.sets)
    if session.sets:
        last = session.sets[-1]
        if last.status is not Status.FINISHED and not course.current.over and not course.current.skipped:
            return course, last.reps
        course = course.following(course.line, warm_up=last.warm_up)
    place = (session.next_line or 0) - 1
    if 0 <= place < len(course.stretches) and course.stretches[place].left:
        course = replace(course, line=place)
    return course, ()


def _as_left_by(course: Course, done: SetRecord) -> Course:
    now = course.current
    if done.ended_by is EndedBy.EXERCISE_SKIPPED:
        return course.with_current(replace(now, skipped=True))
    if not done.warm_up:
        behind = done.number if done.status is Status.FINISHED else done.number - 1
        course = course.with_current(replace(now, done=behind))
    # Of a line that another has replaced since, neither load nor limit says anything about this one.
    if done.skipped or _replaced_since(now, done):
        return course
    if not done.warm_up:
        course = course.with_current(_loaded(course.current, done))
    return course.without(now.exercise) if _ended_exercise(now, done) else course


def _replaced_since(now: Stretch, done: SetRecord) -> bool:
    other = done.exercise.casefold() != now.prescription.exercise.casefold()
    return other if done.warm_up else done.number <= now.begun


def _warmed(course: Course, sets: tuple[SetRecord, ...]) -> Course:
    """Count a warm-up that had ended when it was last told how many there were, and check the ramps."""
    for done in sets[-1:]:
        now = course.current
        ended = done.warm_up and done.status is Status.FINISHED and not _replaced_since(now, done)
        # Another line of the same exercise may have had a ramp in this place before.
        ramps = sum(each.warm_up and each.line_number == done.line_number for each in sets)
        if ended and done.number == now.warmed + 1 and ramps == now.ramped + done.number:
            course = course.with_current(replace(now, warmed=done.number))
    return replace(course, stretches=tuple(_with_a_ramp(each) for each in course.stretches))


def _with_a_ramp(each: Stretch) -> Stretch:
    if each.warming:
        try:
            each.ramp  # noqa: B018 - asked only whether there is one
        except Refused:
            return replace(each, warm_ups=each.warmed)
    return each


def _loaded(now: Stretch, done: SetRecord) -> Stretch:
    load, more = done.load_lifted, now.seconds_more
    if done.status is not Status.FINISHED:
        load = load_of_last(done.reps, now.prescription.load) or load
    tempo = effective_tempo(now.prescription, now.exercise)
    targets = [rep.lowering_target_s for rep in done.reps if rep.kind is RepKind.LOWERING]
    if tempo is not None and targets and targets[-1] is not None:
        more = targets[-1] - tempo.lowering
    return replace(now, load=load or now.load, seconds_more=more)


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
