"""Keeps a session as it happens: in memory for the screen, and on disk, rep by rep, through the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from negtrain_tui.alive import Alive
from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training.course import Course
from negtrain_tui.training.guided_set import GuidedSet, Stage
from negtrain_tui.training.load import Bodyweight, Load, resolved
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
        if self._on_disk:
            self._save_session(Status.LIVE)

    def set_begins(self, course: Course, state: GuidedSet) -> None:
        """Write the set's row, with a snapshot of its line; an interrupted set that goes on keeps its own."""
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
                finished_at=self._clock.wall(),
                pain=state.pain,
            )
        )

    def _new_set(self, course: Course, state: GuidedSet) -> SetRecord:
        stretch = course.current
        prescribed = stretch.prescription.load
        method = effective_method(stretch.prescription, stretch.exercise)
        known = None if prescribed is None else resolved(prescribed, stretch.lifter.one_rm) or prescribed
        return SetRecord(
            id=new_id(self._clock.wall()),
            exercise=stretch.prescription.exercise,
            line=stretch.line,
            line_number=course.line + 1,
            number=course.set_number,
            method=None if method is None else method.value,
            pacing=state.pacing.value,
            status=Status.LIVE,
            started_at=self._clock.wall(),
            load_prescribed=known,
            load_loadable=_surely_loadable(known),
            load_lifted=state.load,
        )

    def follow(self, before: GuidedSet, after: GuidedSet) -> None:
        """Write what became of the reps between two states of the set: new, changed, or withdrawn.

        That may still happen behind its end: by an undo, or by control lost a moment after.
        """
        if before.reps == after.reps or not self.session.sets:
            return
        last = self.session.sets[-1]
        set_id = last.id
        at = self._clock.wall()
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
                    ended_by=state.ended_by,
                    finished_at=last.finished_at or self._clock.wall(),
                    pacing=state.pacing.value,
                    pain=state.pain,
                    load_lifted=state.lifted,
                )
            )

    def set_reopens(self) -> None:
        """Take the end of the last set back."""
        if self.session.sets:
            last = self.session.sets[-1]
            self._save_set(replace(last, status=Status.LIVE, ended_by=None, finished_at=None))

    def answers(self, *, load_lifted: Load | None, rpe: Decimal | None, pain: int | None, note: str) -> None:
        """Write what the lifter said about the last set; None is never stored as a value."""
        if self.session.sets:
            last = self.session.sets[-1]
            self._save_set(replace(last, load_lifted=load_lifted, rpe=rpe, pain=pain, note=note))

    def finish(self) -> None:
        """Close the session; one in which nothing was done or said is withdrawn."""
        if not self._on_disk or self.session.status is Status.FINISHED:
            return
        if self._open_set is not None:
            ended = replace(self._open_set, status=Status.FINISHED, ended_by=EndedBy.LIFTER)
            self._save_set(replace(ended, finished_at=self._clock.wall()))
        if self._done_something:
            self._save_session(Status.FINISHED)
        else:
            session_id = self.session.id
            self._write(
                "the end of the session", lambda repository: repository.settle(session_id, keep=False)
            )
            self.session = replace(self.session, status=Status.FINISHED)
            self._withdrawn = True
        self._release()

    def reopen(self) -> None:
        """Take the end of the session back."""
        if not self._on_disk:
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
        return any(each.reps or each.pain is not None for each in self.session.sets)

    @property
    def _open_set(self) -> SetRecord | None:
        last = self.session.sets[-1] if self.session.sets else None
        return last if last is not None and last.status is not Status.FINISHED else None

    def _start(self) -> None:
        if self._on_disk:
            return
        self._on_disk = True
        self.session = replace(self.session, status=Status.LIVE, started_at=self._clock.wall())
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
        ended = self._clock.wall() if status is Status.FINISHED else None
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


def _surely_loadable(load: Load | None) -> Load | None:
    """The loadable load as far as it is known without the lifter's plates: bodyweight always is."""
    if load is not None and load.down == Bodyweight() and load.up in (None, Bodyweight()):
        return load
    return None
