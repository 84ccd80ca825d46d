"""Where a line leads if all goes well: the rules of progress followed through made-up successes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from negtrain_tui.training.ground import Ground, loaded
from negtrain_tui.training.load import Load
from negtrain_tui.training.prescription import Hold, PlanLine
from negtrain_tui.training.progression import propose
from negtrain_tui.training.proposal import Judged, Move, Outcome, Proof, Proposal
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.standing import Decision, base_of

_HOUR = 12
_NO_EASIER_WEEKS = "Easier weeks, misses and breaks are left out."


@dataclass(frozen=True, slots=True)
class Projected:
    """What one coming session would ask: seconds, the prescribed load, and what the equipment makes of it.

    `loadable` is None where the equipment isn't known, and seconds or load where the line has none.
    """

    day: date
    seconds: Decimal | None
    load: Load | None
    loadable: Load | None


@dataclass(frozen=True, slots=True)
class Projection:
    """The coming sessions of a line, oldest first, and in `note` what they assume and where they end."""

    sessions: tuple[Projected, ...]
    note: str


def projection(
    line: PlanLine,
    judged: Sequence[Judged],
    decisions: Sequence[Decision],
    ground: Ground,
    *,
    days: Sequence[date],
    rhythm: str = "",
) -> Projection:
    """Follow a line through sessions on `days`, each of them a success with marked lowerings.

    It ends before the last day where a step over the cap would have to be accepted, or where all that
    the line has noted is reached; the note says which.

    Args:
        line: The plan's line.
        judged: Its exposures so far, oldest first.
        decisions: The lifter's so far.
        ground: Its exercise, equipment and rules.
        days: The coming days on which it would be trained, oldest first.
        rhythm: Where these days come from, in a sentence.
    """
    sessions: list[Projected] = []
    so_far = list(judged)
    ends = ""
    for day in days:
        proposal = propose(line, so_far, decisions, ground, today=day)
        standing = proposal.standing
        sessions.append(Projected(day, standing.seconds, standing.load, proposal.loadable))
        if ends := _end(proposal, days[0], day):
            break
        so_far.append(_success(line, proposal, ground, day, so_far))
    if not sessions:
        return Projection((), "No session is due in these weeks.")
    note = " ".join(filter(None, ("If every session succeeds on tempo.", rhythm, ends, _NO_EASIER_WEEKS)))
    return Projection(tuple(sessions), note)


def _end(proposal: Proposal, first: date, day: date) -> str:
    """Say why it can't go on from this proposal by itself, or nothing."""
    if proposal.ask is not None:
        return f"It ends on {short_day(day, first)}, where a step needs your yes: {proposal.ask.words}"
    if proposal.move is Move.TOP:
        return f"It ends on {short_day(day, first)}, where all that the line notes is reached."
    return proposal.reason if proposal.move is Move.NONE else ""


def _success(
    line: PlanLine, proposal: Proposal, ground: Ground, day: date, so_far: Sequence[Judged]
) -> Judged:
    p, standing = line.prescription, proposal.standing
    asked = [p.reps_of_set(number) for number in range(1, p.set_count + 1)]
    reps = sum(1 if isinstance(each, Hold) else each[1] for each in asked)
    zone = so_far[-1].at.tzinfo if so_far else UTC
    return Judged(
        session_id=f"projected {day:%Y-%m-%d}",
        at=datetime.combine(day, time(_HOUR), zone),
        outcome=Outcome.SUCCESS,
        why="if all goes well",
        proof=Proof.MARKED,
        kilos=True,
        prescribed=standing,
        did=standing,
        overruled=False,
        lifted=None if standing.load is None else loaded(standing.load, ground.makes),
        reps=reps,
        volume=reps,
        top_of_range=True,
        fidelity=Decimal(1),
        base=base_of(p, ground.exercise),
    )
