"""What of a session was set out to do and never done, so that nobody takes a part for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold
from negtrain_tui.training.record import EndedBy, Session, SetRecord


@dataclass(frozen=True, slots=True)
class Undone:
    """Sets of a line that were neither done nor left out with a reason."""

    exercise: str
    sets: int


def undone(session: Session) -> tuple[Undone, ...]:
    """Return what is missing of each line, in order; nothing where it isn't known what was planned."""
    found = []
    for number, line in enumerate(session.today, 1):
        mine = [
            done
            for done in session.sets
            if done.line_number == number and not done.warm_up and (done.happened or done.skipped)
        ]
        if any(done.ended_by is EndedBy.EXERCISE_SKIPPED for done in mine):
            continue
        missing = line.sets - len(mine)
        if missing > 0:
            found.append(Undone(parse_prescription(line.line).exercise, missing))
    return tuple(found)


def sets_of_planned(session: Session) -> tuple[int, int | None]:
    """Return how many work sets were done and how many were planned; None where that isn't known."""
    planned = sum(line.sets for line in session.today)
    return len(work_sets(session.sets)), planned or None


def reps_missed_of(sets: Sequence[SetRecord]) -> int | None:
    """Return how many reps these sets were to have at least, where they have fewer; else None.

    None too where a set holds, or where its line isn't in our notation.
    """
    asked = [_reps_asked(done) for done in sets]
    known = [each for each in asked if each is not None]
    total = sum(known)
    return total if len(known) == len(asked) and sum(len(done.reps) for done in sets) < total else None


def _reps_asked(done: SetRecord) -> int | None:
    try:
        p = parse_prescription(done.line)
    except NotationError:
        return None
    asked = p.reps_of_set(min(done.number, p.set_count))
    return None if isinstance(asked, Hold) else asked[0] * (2 if p.each else 1)
