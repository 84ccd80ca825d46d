"""What the journal writes of a session, and that it writes nothing of one that isn't its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from negtrain_tui.alive import Alive, is_held
from negtrain_tui.journal import Journal
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.training.course import Course, stretch
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.guided_set import GuidedSet, Key, handle
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import EndedBy, Session, Status
from negtrain_tui.training.safety import Lifter
from tests.fake_clock import FakeClock
from tests.gym import PUSH_UPS, QUIET
from tests.stored_samples import live_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def course() -> Course:
    prescription = parse_prescription(PUSH_UPS)
    exercise = load_catalogue().resolve(prescription.exercise).exercise
    return Course((stretch(PUSH_UPS, prescription, exercise, Lifter(None, 0)),))


def hurting(pain: int) -> GuidedSet:
    """Ready, where something hurts so much that the set isn't begun."""
    asked = handle(course().ready(QUIET), Key.HURTS, 1.0)
    return handle(asked, Key.PAIN, 2.0, number=pain)


def sessions(path: Path) -> tuple[Session, ...]:
    with Repository.open(path) as repository:
        return repository.sessions()


def test_pain_that_keeps_a_set_from_beginning_is_kept(path: Path) -> None:
    clock = FakeClock()
    with Outbox(lambda: Repository.open(path)) as outbox:
        journal = Journal(outbox, clock, live_session())
        journal.set_refused(course(), hurting(8))
        journal.finish()
        assert outbox.drain(5)
    (session,) = sessions(path)
    assert session.status is Status.FINISHED
    (refused,) = session.sets
    assert (refused.pain, refused.ended_by, refused.status) == (8, EndedBy.PAIN, Status.FINISHED)
    assert refused.reps == ()
    assert refused.line == PUSH_UPS


def test_a_session_in_which_nothing_was_done_or_said_is_withdrawn(path: Path) -> None:
    with Outbox(lambda: Repository.open(path)) as outbox:
        journal = Journal(outbox, FakeClock(), live_session())
        journal.set_begins(course(), course().ready(QUIET))
        journal.finish()
        journal.finish()
        assert outbox.drain(5)
        assert sessions(path) == ()
        # Nobody deleted it.
        assert outbox.read(Repository.trash).result(5) == ()


def test_without_the_lock_nothing_is_written_and_that_is_said(path: Path) -> None:
    session = live_session()
    Repository.open(path).close()
    with Alive.hold(path, session.id), Outbox(lambda: Repository.open(path)) as outbox:
        journal = Journal(outbox, FakeClock(), session)
        journal.set_begins(course(), course().ready(QUIET))
        journal.interrupt()
        assert not outbox.drain(5)
        assert outbox.lost[0] == (
            "Not saved (the session): Another Negtrain is training with this session; go on there."
        )
        assert "may be writing this session" in str(outbox.trouble)
        assert sessions(path) == ()


def test_a_finished_session_is_finished_once_and_can_be_reopened(path: Path) -> None:
    clock = FakeClock()
    with Outbox(lambda: Repository.open(path)) as outbox:
        journal = Journal(outbox, clock, live_session())
        journal.set_refused(course(), hurting(8))
        journal.finish()
        journal.finish()
        assert outbox.drain(5)
        assert not is_held(path, journal.session.id)
        journal.reopen()
        assert outbox.drain(5)
        assert is_held(path, journal.session.id)
        journal.interrupt()
        assert outbox.drain(5)
    assert [session.status for session in sessions(path)] == [Status.INTERRUPTED]


def test_reopening_does_not_bring_back_what_was_deleted_meanwhile(path: Path) -> None:
    with Outbox(lambda: Repository.open(path)) as outbox:
        journal = Journal(outbox, FakeClock(), live_session())
        journal.set_refused(course(), hurting(8))
        journal.finish()
        assert outbox.drain(5)
        with Repository.open(path) as other:
            other.settle(journal.session.id, keep=False)
        journal.reopen()
        assert not outbox.drain(5)
        assert "was deleted; bring it back" in str(outbox.trouble)
    assert sessions(path) == ()
