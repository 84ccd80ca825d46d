"""The 1RM that ordinary sets suggest, from those few of which that can honestly be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Protocol

from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Load, Mass, Unit, plain
from negtrain_tui.training.lowered import prescription_read
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import EndedBy, RepKind, SetRecord, Side, Status
from negtrain_tui.training.rep_totals import RepTotal, totals_of
from negtrain_tui.training.tempo import Lifting

FORMULA = "Brzycki"
# Domain-reference §6: formulas hold up to 10 reps; a lowering over 3 s makes the result tempo-specific.
_MOST_REPS = 10
_LONGEST_LOWERING_S = Decimal(3)
# Ours: below this an answer tells of effort, hardly of reps left.
_LEAST_RPE = Decimal(6)
_FULL_RPE = Decimal(10)
# Domain-reference §5.1: daily noise asks for three sessions before anything is concluded.
_DAYS = 3
_STEPS: dict[Unit, Fraction] = {"kg": Fraction(1, 2), "lb": Fraction(1)}
_SOUND_ENDS = (EndedBy.REPS_DONE, EndedBy.LIFTER)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated 1RM at normal tempo, rounded down to 0.5 kg or 1 lb, and the set it comes from.

    `reps_to_failure` are those done and those that the answered RPE left in reserve; `days` tells of how
    many training days it is the middle.
    """

    mass: Mass
    formula: str
    reps: int
    rpe: Decimal
    load: Mass
    reps_to_failure: Decimal
    at: datetime
    days: int

    @property
    def words(self) -> str:
        """Say what it rests on, and how far it can be trusted."""
        return (
            f"About {self.mass}, by {self.formula} from {self.reps} x {self.load} at RPE {plain(self.rpe)}, "
            f"rounded down. Even a measured 1RM differs by about 4 % from test to test; an estimate by more."
        )


class Told(Protocol):
    """What of a work set an estimate rests on, beside its reps."""

    @property
    def line(self) -> str:
        """The notation it was done by."""

    @property
    def method(self) -> str | None:
        """None for an ordinary tempo set."""

    @property
    def status(self) -> Status:
        """How far it has come."""

    @property
    def ended_by(self) -> EndedBy | None:
        """Why it ended."""

    @property
    def load_lifted(self) -> Load | None:
        """What was on the bar."""

    @property
    def rpe(self) -> Decimal | None:
        """The effort that was answered."""


class Untold(StrEnum):
    """Why a set tells no 1RM, as a clause about sets."""

    METHOD = "done with a method or with an assisted return"
    LOAD = "without one external load, the same down and up"
    TEMPO = "holds, or of no tempo that is known"
    SLOW = "lowered for more than 3 s"
    ENDED = "broken off, or with control lost"
    RPE = "without an answered RPE from 6 on"
    REPS = "with more than 10 reps to failure"


@dataclass(frozen=True, slots=True)
class SetEstimate:
    """What one set tells of the 1RM at normal tempo."""

    load: Mass
    reps: int
    rpe: Decimal
    reps_to_failure: Decimal

    @property
    def exact(self) -> Fraction:
        """What the formula gives, in kg."""
        return self.load.in_kg() * 36 / (37 - Fraction(self.reps_to_failure))

    @property
    def mass(self) -> Mass:
        """The same rounded down to 0.5 kg or 1 lb, in the unit of the load."""
        return _rounded_down(self.exact, self.load.unit)


def estimate(sets: Sequence[SetRecord], catalogue: Catalogue) -> Estimate | None:
    """Estimate an exercise's 1RM at normal tempo from its recent sets; None where none of them tells it.

    A set tells it with an external load that never changed, the same down and up, without a method or an
    assisted return, lowered in 3 s at the most, up to 10 reps to failure, all under control, and an
    answered RPE from 6. Brzycki's formula is the more careful one under 10 reps (36 x load / (37 - reps);
    at 10 it equals Epley's). Of each of the last three days with such sets the best counts, as tiredness
    only lowers them, and of these the middle one (of two the lower): one good or bad day moves no percentage.

    Args:
        sets: Sets of one exercise, in any order, no older than the caller will trust.
        catalogue: Knows the exercise's own tempo, where a line doesn't say one.
    """
    best: dict[date, tuple[SetEstimate, datetime]] = {}
    for done in sets:
        if done.warm_up:
            continue
        found = of_set(done, totals_of(done.reps), catalogue.resolve(done.exercise).exercise)
        if isinstance(found, SetEstimate):
            day = done.started_at.date()
            if day not in best or found.exact > best[day][0].exact:
                best[day] = (found, done.started_at)
    last = sorted((best[day] for day in sorted(best)[-_DAYS:]), key=lambda each: each[0].exact)
    if not last:
        return None
    middle, at = last[(len(last) - 1) // 2]
    return Estimate(
        mass=middle.mass,
        formula=FORMULA,
        reps=middle.reps,
        rpe=middle.rpe,
        load=middle.load,
        reps_to_failure=middle.reps_to_failure,
        at=at,
        days=len(last),
    )


def of_set(done: Told, reps: Sequence[RepTotal], exercise: Exercise) -> SetEstimate | Untold:
    """Estimate the 1RM from one work set with these reps, or tell what stands in the way.

    The rule is that of `estimate`; `exercise` knows its own tempo, where the line doesn't say one.
    """
    why = _in_the_way(done, reps, exercise)
    load = None if done.load_lifted is None else done.load_lifted.down
    if why is not None or not isinstance(load, Mass):
        return why or Untold.LOAD
    if done.rpe is None or done.rpe < _LEAST_RPE:
        return Untold.RPE
    count = _reps_to_one_side(reps)
    to_failure = count + _FULL_RPE - done.rpe
    if to_failure > _MOST_REPS:
        return Untold.REPS
    return SetEstimate(load, count, done.rpe, to_failure)


def _in_the_way(done: Told, reps: Sequence[RepTotal], exercise: Exercise) -> Untold | None:
    p = prescription_read(done.line)
    tempo = None if p is None else effective_tempo(p, exercise)
    lifted = done.load_lifted
    if p is None or tempo is None:
        return Untold.TEMPO
    if done.method is not None or p.kind is not None or tempo.lifting is Lifting.ASSISTED:
        return Untold.METHOD
    if lifted is None or not isinstance(lifted.down, Mass) or lifted.up not in (None, lifted.down):
        return Untold.LOAD
    if any(rep.kind is not RepKind.LOWERING or rep.target_ms is None for rep in reps):
        return Untold.TEMPO
    if any((rep.target_ms or 0) > _LONGEST_LOWERING_S * 1000 for rep in reps):
        return Untold.SLOW
    if any(rep.load_down != lifted.down for rep in reps):
        return Untold.LOAD
    sound = done.status is Status.FINISHED and done.ended_by in _SOUND_ENDS
    if not sound or not reps or any(rep.control_lost for rep in reps) or _reps_to_one_side(reps) == 0:
        return Untold.ENDED
    return None


def _reps_to_one_side(reps: Sequence[RepTotal]) -> int:
    """Count a set's reps; where each side has its own, those of the side that did fewer."""
    if all(rep.side is None for rep in reps):
        return sum(rep.number for rep in reps)
    return min(sum(rep.number for rep in reps if rep.side is side) for side in Side)


def _rounded_down(kg: Fraction, unit: Unit) -> Mass:
    in_unit = kg / Mass(Decimal(1), unit).in_kg()
    steps = floor(in_unit / _STEPS[unit])
    return Mass(Decimal(steps) * Decimal(_STEPS[unit].numerator) / Decimal(_STEPS[unit].denominator), unit)
