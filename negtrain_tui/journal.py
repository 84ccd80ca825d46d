"""Keeps a session as it happens: in memory for the screen, and on disk, rep by rep, through the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from negtrain_tui.alive import Alive
from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training.course import Course
from negtrain_tui.training.guided_set import GuidedSet, Stage
from negtrain_tui.training.load import Load
from negtrain_tui.training.loading import loadable
from negtrain_tui.training.lowered import reloaded
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Pacing
from negtrain_tui.training.record import EndedBy, Rep, Session, SetRecord, Status
from negtrain_tui.training.script import effective_method


class Journal:
    """The one writer of a session. Its methods return at once; the outbox keeps their order.

    `session` is what is known so far. Nothing is written before the first lead-in, so that looking at a
    set leaves no trace, and nothing without the session's lock.
    """

    def __init__(self, outbox: Outbox, clock: Clock, session: Session, *, alive: Alive | None = None) -> None:
        """Follow `session`: one that is on disk already, with its lock, or a new one without."""
        self.session = session
        self._outbox = outbox
        self._clock = clock
        self._on_disk = alive is not None
        self._alive = alive
        self._withdrawn = False
        # The wall clock may be set while somebody trains, and durations must be true all the same.
        # Where it was set back since a session was interrupted, that goes on from its last instant.
        began = max(clock.wall(), *_instants(session)) if self._on_disk else clock.wall()
        self._anchor = (began, clock.now())
        if self._on_disk:
            self._save_session(Status.LIVE)
            empty = self._open_set
            if empty is not None and not empty.reps:
                # Another set may come first now.
                self._remove(empty)

    def course_is(self, course: Course) -> None:
        """Remember what today's lines are and which comes next; on disk as soon as the session is there."""
        today, line = course.today(), None if course.done else course.line + 1
        if (today, line) == (self.session.today, self.session.next_line):
            return
        self.session = replace(self.session, today=today, next_line=line)
        if self._on_disk:
            self._save_session(self.session.status)

    def noted(self, note: str) -> None:
        """Keep a note about the whole session, also once it is closed."""
        self.session = replace(self.session, note=note)
        if not self._on_disk:
            return
        closed = self.session.status is Status.FINISHED
        if closed:
            self._outbox.post(self._hold, "the session")
        self._save_session(self.session.status)
        if closed:
            self._release()

    def skips(self, course: Course, reason: str, *, exercise: bool) -> None:
        """Write that the next set is left out, or with `exercise` all that are left of its line, and why."""
        self._start()
        now = self._now()
        self._save_set(
            replace(
                self._new_set(course, None),
                status=Status.FINISHED,
                ended_by=EndedBy.EXERCISE_SKIPPED if exercise else EndedBy.SKIPPED,
                finished_at=now,
                note=reason,
            )
        )

    def takes_back_skip(self, line_number: int) -> Callable[[], None]:
        """Remove what was last written of a skip on a line of the session; return what brings it back."""
        before = self.session.sets
        gone = [each for each in before if each.skipped and each.line_number == line_number][-1]
        place, session_id = before.index(gone), self.session.id
        self._remove(gone)

        def bring_back() -> None:
            sets = self.session.sets
            self.session = replace(self.session, sets=(*sets[:place], gone, *sets[place:]))
            self._write("the skip", lambda repository: repository.bring_set_back(session_id, gone.id))

        return bring_back

    def set_begins(self, course: Course, state: GuidedSet) -> None:
        """Write the set's row, with a snapshot of its line; an interrupted set that goes on keeps its own."""
        self.course_is(course)
        self._start()
        if self._open_set is not None:
            self._save_set(replace(self._open_set, status=Status.LIVE, pacing=state.pacing.value))
            return
        self._save_set(self._new_set(course, state))

    def set_refused(self, course: Course, state: GuidedSet) -> None:
        """Write that pain named in Ready ended the set before its first rep, or before its next one."""
        self._start()
        begun = self._open_set or self._new_set(course, state)
        self._save_set(
            replace(
                begun,
                status=Status.FINISHED,
                ended_by=EndedBy.PAIN,
                finished_at=self._now(),
                pain=state.pain,
                load_lifted=state.lifted,
            )
        )

    def _new_set(self, course: Course, state: GuidedSet | None) -> SetRecord:
        stretch, prescription = course.current, course.prescription
        prescribed = prescription.load
        method = effective_method(prescription, stretch.exercise)
        known, can = prescribed, None if prescribed is None else loadable(prescribed, stretch.gear)
        if not course.warming:
            known, can = stretch.prescribed or prescribed, stretch.loadable
        planned = prescription.pacing or Pacing.PACED
        return SetRecord(
            id=new_id(self._now()),
            exercise=prescription.exercise,
            line=format_prescription(prescription) if course.warming else stretch.line,
            line_number=course.line + 1,
            number=course.set_number,
            method=None if method is None else method.value,
            pacing=(planned if state is None else state.pacing).value,
            status=Status.LIVE,
            started_at=self._now(),
            load_prescribed=known,
            load_loadable=can,
            load_lifted=None if state is None else state.load,
            warm_up=course.warming,
            line_id=None if course.warming or stretch.replaces else stretch.line_id,
            replaces=stretch.replaces,
        )

    def _now(self) -> datetime:
        began, then = self._anchor
        elapsed = timedelta(seconds=self._clock.now() - then)
        return (began + elapsed).astimezone(self._clock.wall().tzinfo)

    def follow(self, before: GuidedSet, after: GuidedSet) -> None:
        """Write what became of the reps between two states of the set: new, changed, or withdrawn.

        That may still happen behind its end: by an undo, or by control lost a moment after.
        """
        if before.reps == after.reps or not self.session.sets:
            return
        last = self.session.sets[-1]
        set_id = last.id
        at = self._now()
        for gone in before.reps[len(after.reps) :]:
            self._withdraw(set_id, gone)
        for index, rep in enumerate(after.reps):
            if index >= len(before.reps) or before.reps[index] != rep:
                self._save_rep(set_id, rep, at)
        self._remember(replace(last, reps=after.reps))

    def set_ends(self, state: GuidedSet) -> None:
        """Close the set's row with the reason it ended for; what the lifter answers comes later."""
        if self.session.sets and state.stage is Stage.ENDED:
            last = self.session.sets[-1]
            self._save_set(
                replace(
                    last,
                    status=Status.FINISHED,
                    ended_by=_end_on_record(state),
                    finished_at=last.finished_at or self._now(),
                    pacing=state.pacing.value,
                    pain=state.pain,
                    load_lifted=state.lifted,
                )
            )

    def set_reopens(self, state: GuidedSet) -> None:
        """Take the end of the last set back; of one that had not begun nothing stays."""
        if not self.session.sets:
            return
        last = self.session.sets[-1]
        if state.legs or state.reps:
            self._save_set(replace(last, status=Status.LIVE, ended_by=None, finished_at=None))
        else:
            self._remove(last)

    def answers(
        self, *, load_lifted: Load | None, rpe: Decimal | None, pain: int | None, note: str
    ) -> Callable[[], None]:
        """Write what the lifter said about the last set; None is never stored as a value.

        Reps that moved the set's load move what it was corrected to. Return what takes that back.
        """
        if not self.session.sets:
            return lambda: None
        before = self.session.sets[-1]
        reps = reloaded(before.reps, before.load_lifted, load_lifted)
        after = replace(before, load_lifted=load_lifted, rpe=rpe, pain=pain, note=note, reps=reps)
        self._save_set(after)
        self._save_reps(before, after)

        def take_back() -> None:
            if after.load_lifted != before.load_lifted:
                self._save_set(replace(after, load_lifted=before.load_lifted, reps=before.reps))
                self._save_reps(after, before)

        return take_back

    def finish(self) -> None:
        """Close the session; one in which nothing was done or said is withdrawn."""
        if not self._on_disk or self.session.status is Status.FINISHED:
            return
        if self._open_set is not None:
            by = EndedBy.LIFTER if self._open_set.reps else None
            ended = replace(self._open_set, status=Status.FINISHED, ended_by=by)
            self._save_set(replace(ended, finished_at=self._now()))
        if self._done_something:
            self._save_session(Status.FINISHED)
        else:
            session_id = self.session.id
            self._write(
                "the end of the session",
                lambda repository: repository.settle(session_id, keep=False, nothing_done=True),
            )
            self.session = replace(self.session, status=Status.FINISHED)
            self._withdrawn = True
        self._release()

    def reopen(self) -> None:
        """Take the end of the session back, where it has ended."""
        if not self._on_disk or self.session.status is not Status.FINISHED:
            return
        self._outbox.post(self._hold, "the session")
        if self._withdrawn:
            session_id = self.session.id
            self._write("the session", lambda repository: repository.undo_discard(session_id))
            self._withdrawn = False
        self._save_session(Status.LIVE)

    def interrupt(self) -> None:
        """Leave the session as interrupted, to be gone on with at the next start."""
        if not self._on_disk or self.session.status is Status.FINISHED:
            return
        if not self._done_something:
            self.finish()
            return
        if self._open_set is not None:
            self._save_set(replace(self._open_set, status=Status.INTERRUPTED))
        self._save_session(Status.INTERRUPTED)
        self._release()

    @property
    def _done_something(self) -> bool:
        done = any(each.happened or each.skipped for each in self.session.sets)
        return done or bool(self.session.note)

    @property
    def _open_set(self) -> SetRecord | None:
        last = self.session.sets[-1] if self.session.sets else None
        return last if last is not None and last.status is not Status.FINISHED else None

    def _start(self) -> None:
        if self._on_disk:
            return
        self._on_disk = True
        self.session = replace(self.session, status=Status.LIVE, started_at=self._now())
        session = self.session
        self._outbox.post(self._hold, "the session")
        self._write("the session", lambda repository: repository.start_session(session))

    def _hold(self, repository: Repository) -> None:
        if self._alive is None:
            self._alive = Alive.hold(repository.path, self.session.id)

    def _release(self) -> None:
        def let_go(_repository: Repository) -> None:
            if self._alive is not None:
                self._alive.release()
                self._alive = None

        self._outbox.post(let_go, "the end of the session")

    def _save_session(self, status: Status) -> None:
        ended = self.session.finished_at or self._now() if status is Status.FINISHED else None
        self.session = replace(self.session, status=status, finished_at=ended)
        session = self.session
        self._write("the session", lambda repository: repository.save_session(session))

    def _save_set(self, record: SetRecord) -> None:
        self._remember(record)
        session_id = self.session.id
        self._write("the set", lambda repository: repository.save_set(session_id, record))

    def _remember(self, record: SetRecord) -> None:
        others = tuple(each for each in self.session.sets if each.id != record.id)
        self.session = replace(self.session, sets=(*others, record))

    def _remove(self, gone: SetRecord) -> None:
        others = tuple(each for each in self.session.sets if each.id != gone.id)
        self.session = replace(self.session, sets=others)
        session_id = self.session.id
        self._write("the set", lambda repository: repository.remove_set(session_id, gone.id))

    def _save_reps(self, before: SetRecord, after: SetRecord) -> None:
        for was, rep in zip(before.reps, after.reps, strict=True):
            if was != rep:
                self._save_rep(after.id, rep, after.finished_at or self._now())

    def _save_rep(self, set_id: str, rep: Rep, at: datetime) -> None:
        self._write(f"rep {rep.number}", lambda repository: repository.save_rep(set_id, rep, at))

    def _withdraw(self, set_id: str, rep: Rep) -> None:
        self._write(
            f"rep {rep.number}", lambda repository: repository.withdraw_rep(set_id, rep.number, rep.side)
        )

    def _write(self, what: str, action: Callable[[Repository], object]) -> None:
        def held(repository: Repository) -> None:
            if self._alive is None:
                raise Conflict("Another Negtrain may be writing this session; leave, and start anew.")
            action(repository)

        self._outbox.post(held, what)


def _end_on_record(state: GuidedSet) -> EndedBy | None:
    """Return what ended the set; nothing where it was given up before its lead-in was over."""
    given_up = state.ended_by is EndedBy.LIFTER and not state.begun and not state.reps
    return None if given_up else state.ended_by


def _instants(session: Session) -> list[datetime]:
    ends = [each.finished_at for each in session.sets if each.finished_at is not None]
    return [session.started_at, *(each.started_at for each in session.sets), *ends]
