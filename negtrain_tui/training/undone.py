"""What of a session was set out to do and never done, so that nobody takes a part for the whole."""

from __future__ import annotations

from dataclasses import dataclass

from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import EndedBy, Session


@dataclass(frozen=True, slots=True)
class Undone:
    """Sets of a line that were neither done nor left out with a reason."""

    exercise: str
    sets: int


def undone(session: Session) -> tuple[Undone, ...]:
    """Return what is missing of each line, in order; nothing where it isn't known what was planned."""
    found = []
    for number, line in enumerate(session.today, 1):
        mine = [done for done in session.sets if done.line_number == number and not done.warm_up]
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
