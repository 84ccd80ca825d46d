"""An interrupted session taken up again: locked, and read anew, for an offer may have grown stale."""

from __future__ import annotations

from negtrain_tui.alive import Alive
from negtrain_tui.repository import Repository
from negtrain_tui.training.record import Session


def take_up(repository: Repository, session_id: str) -> tuple[Session, Alive]:
    """Take a session's lock and return it as it stands now; nothing is written.

    Raises `SessionHeld` where somebody trains it, `Conflict` where it was finished, kept or deleted.
    """
    alive = Alive.hold(repository.path, session_id)
    try:
        return repository.unfinished(session_id), alive
    except BaseException:
        alive.release()
        raise


def decide(repository: Repository, session_id: str, *, keep: bool) -> None:
    """Keep an interrupted session as it is, or discard it; raises as `take_up` does."""
    _, alive = take_up(repository, session_id)
    with alive:
        repository.settle(session_id, keep=keep)
