"""Sessions made up on the spot: a course as it is walked through, with the record that Train would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

from negtrain_tui.training.course import Course, Stretch, stretch
from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.load import Load
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings

THEN = datetime(2026, 3, 2, 18, tzinfo=UTC)
NOBODY = Lifter(None, 0)


def line_up(*lines: str, lifter: Lifter = NOBODY) -> Course:
    """A course of these lines, at its start."""
    return Course(tuple(prepared(line, lifter=lifter) for line in lines))


def prepared(line: str, today: LineToday | None = None, lifter: Lifter = NOBODY) -> Stretch:
    """One line for this lifter."""
    prescription, exercise = _read(line)
    return stretch(line, prescription, exercise, lifter, today=today)


@cache
def _read(line: str) -> tuple[Prescription, Exercise]:
    """A line's meaning, read once: a walk prepares the same few lines at each step."""
    prescription = parse_prescription(line)
    return prescription, load_catalogue().resolve(prescription.exercise).exercise


def ended(course: Course, *, load: Load | None = None, over: bool = False) -> GuidedSet:
    """The next set, ended with one rep at this load or the one in Ready."""
    state = course.ready(Settings())
    return replace(state, load=load or state.load, exercise_over=over)


@dataclass
class Walk:
    """Walks through a course and keeps the record of it, as it would be on disk after each step."""

    course: Course
    sets: list[SetRecord] = field(default_factory=list)
    warm_ups: int = 0

    def set(self, load: Load | None = None, *, over: bool = False) -> None:
        """Do the next set, and accept its form."""
        state = ended(self.course, load=load, over=over)
        self._write(EndedBy.PAIN if over else EndedBy.REPS_DONE, state)
        self.course = self.course.after(state)

    def skip(self, *, exercise: bool) -> None:
        """Leave the next set or the exercise out."""
        before = self.course
        if before.warming:
            before = before.skipped_set()
            if not exercise:
                self.course = before
                return
        self.course = before
        self._write(EndedBy.EXERCISE_SKIPPED if exercise else EndedBy.SKIPPED, None)
        self.course = before.skipped_line() if exercise else before.skipped_set()

    def jump(self, line: int) -> None:
        """Go to another line; of one that was left out the record goes."""
        was_skipped = self.course.stretches[line].skipped
        self.course = self.course.jumped(line)
        if was_skipped:
            place = max(
                at for at, each in enumerate(self.sets) if each.line_number == line + 1 and each.skipped
            )
            del self.sets[place]

    def _write(self, by: EndedBy, state: GuidedSet | None) -> None:
        course = self.course
        p, now = course.prescription, course.current
        load = None if state is None else state.load
        reps = (
            () if load is None else (Rep(1, None, RepKind.LOWERING, load_down=load.down, load_up=load.down),)
        )
        self.sets.append(
            SetRecord(
                id=f"{len(self.sets)}",
                exercise=p.exercise,
                line=format_prescription(p) if course.warming else now.line,
                line_number=course.line + 1,
                number=course.set_number,
                method=None,
                pacing="paced",
                status=Status.FINISHED,
                started_at=THEN,
                finished_at=THEN,
                ended_by=by,
                load_lifted=load,
                reps=reps,
                warm_up=course.warming,
                replaces=now.replaces,
            )
        )

    @property
    def session(self) -> Session:
        """What is on disk now."""
        course = self.course
        return Session(
            "s",
            Status.INTERRUPTED,
            THEN,
            sets=tuple(self.sets),
            today=course.today(),
            next_line=None if course.done else course.line + 1,
        )

    def fresh(self) -> Course:
        """The course as it is prepared anew from what is on disk."""
        return Course(tuple(prepared(each.line, each) for each in self.session.today))


def standing(course: Course) -> Sequence[object]:
    """Where a lifter stands, as far as it can be seen."""
    here = (course.line, course.set_number, course.set_count, course.warming) if not course.done else ()
    lines = [
        (
            each.line,
            each.done,
            each.sets,
            each.left,
            each.skipped,
            each.over,
            each.load if each.left else None,
        )
        for each in course.stretches
    ]
    return (here, lines)
