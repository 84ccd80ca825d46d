"""Sessions of a plan's lines as they lie in the database, to have something to be coached on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Bar, Inventory, Plate
from negtrain_tui.training.load import Load, Mass, parse_load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import (
    EndedBy,
    LineToday,
    Rep,
    RepKind,
    Session,
    SetRecord,
    Status,
)

KG = tuple(
    Plate(Mass(Decimal(mass), "kg"), 2) for mass in ("25", "20", "15", "10", "5", "2.5", "1.25", "0.5")
)
QUARTERS = Plate(Mass(Decimal("0.25"), "kg"), 2)
BAR = Bar("bar", "Olympic bar", Mass(Decimal(20), "kg"))
GARAGE = Inventory(plates=KG, implements=(BAR,))


@dataclass(frozen=True, slots=True)
class Went:
    """How a session of one line went: what was prescribed, marked seconds (None: paced), and the answers."""

    at: datetime
    line: str
    seconds: str | None = None
    lifted: str | None = None
    missing: int = 0
    lost: bool = False
    rpe: str | None = None
    pain: int | None = None
    deload: bool = False


def session_of(line_id: str, base: str, went: Went, *, workout_id: str | None = None) -> Session:
    """A finished session of that line alone; `missing` reps are left out of its last set."""
    p = parse_prescription(went.line)
    assert p.load is not None and p.tempo is not None
    lifted = p.load if went.lifted is None else parse_load(went.lifted)
    sets = tuple(
        _set(line_id, went, number, lifted, last=number == p.set_count)
        for number in range(1, p.set_count + 1)
    )
    stamp = f"{went.at:%Y%m%d%H%M}"
    today = LineToday(
        went.line, p.set_count, line_id, base=base if base != went.line else None, deload=went.deload
    )
    return Session(
        f"session {stamp} {line_id}",
        Status.FINISHED,
        went.at,
        went.at,
        name="Day",
        source="plan",
        lines=(went.line,),
        sets=sets,
        workout_id=workout_id,
        today=(today,),
    )


def _set(line_id: str, went: Went, number: int, lifted: Load, *, last: bool) -> SetRecord:
    p = parse_prescription(went.line)
    assert p.tempo is not None
    asked = p.reps_of_set(number)
    assert isinstance(asked, tuple)
    reps = asked[1] - (went.missing if last else 0)
    target = p.tempo.lowering
    ended = EndedBy.CONTROL_LOST if went.lost and last else EndedBy.REPS_DONE
    return SetRecord(
        id=f"set {went.at:%Y%m%d%H%M} {line_id} {number}",
        exercise=p.exercise,
        line=went.line,
        line_number=1,
        number=number,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=went.at,
        finished_at=went.at,
        ended_by=ended,
        load_prescribed=p.load,
        load_loadable=lifted,
        load_lifted=lifted,
        rpe=None if went.rpe is None else Decimal(went.rpe),
        pain=went.pain,
        line_id=line_id,
        reps=tuple(
            Rep(
                each,
                None,
                RepKind.LOWERING,
                target,
                target if went.seconds is None else Decimal(went.seconds),
                marked=went.seconds is not None,
                control_lost=ended is EndedBy.CONTROL_LOST and each == reps,
                load_down=lifted.down,
            )
            for each in range(1, reps + 1)
        ),
    )


def remember(repository: Repository, line_id: str, base: str, days: Sequence[Went]) -> None:
    """Write these sessions of a line."""
    for went in days:
        repository.start_session(session_of(line_id, base, went))
