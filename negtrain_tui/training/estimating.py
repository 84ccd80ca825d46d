"""The 1RM that ordinary sets suggest, from those few of which that can honestly be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor

from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Mass, Unit, plain
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import EndedBy, RepKind, SetRecord, Side, Status
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
    best: dict[date, Estimate] = {}
    for each in _telling(sets, catalogue):
        known = best.get(each.at.date())
        if known is None or _exact(each) > _exact(known):
            best[each.at.date()] = each
    last = sorted((best[day] for day in sorted(best)[-_DAYS:]), key=_exact)
    if not last:
        return None
    middle = last[(len(last) - 1) // 2]
    return Estimate(
        mass=_rounded_down(_exact(middle), middle.load.unit),
        formula=FORMULA,
        reps=middle.reps,
        rpe=middle.rpe,
        load=middle.load,
        reps_to_failure=middle.reps_to_failure,
        at=middle.at,
        days=len(last),
    )


def _telling(sets: Iterable[SetRecord], catalogue: Catalogue) -> Iterable[Estimate]:
    for done in sets:
        reps = _reps_to_one_side(done)
        if done.rpe is None or not reps or not _is_ordinary(done, catalogue):
            continue
        to_failure = reps + _FULL_RPE - done.rpe
        load = None if done.load_lifted is None else done.load_lifted.down
        if done.rpe >= _LEAST_RPE and to_failure <= _MOST_REPS and isinstance(load, Mass):
            yield Estimate(load, FORMULA, reps, done.rpe, load, to_failure, done.started_at, 1)


def _is_ordinary(done: SetRecord, catalogue: Catalogue) -> bool:
    p = parse_prescription(done.line)
    tempo = effective_tempo(p, catalogue.resolve(done.exercise).exercise)
    lifted = done.load_lifted
    return (
        done.status is Status.FINISHED
        and not done.warm_up
        and done.ended_by in _SOUND_ENDS
        and done.method is None
        and p.kind is None
        and tempo is not None
        and tempo.lifting is not Lifting.ASSISTED
        and lifted is not None
        and lifted.up in (None, lifted.down)
        and all(
            rep.kind is RepKind.LOWERING
            and not rep.control_lost
            and rep.lowering_target_s is not None
            and rep.lowering_target_s <= _LONGEST_LOWERING_S
            and rep.load_down in (None, lifted.down)
            for rep in done.reps
        )
    )


def _reps_to_one_side(done: SetRecord) -> int:
    """Count a set's reps; where each side has its own, those of the side that did fewer."""
    if all(rep.side is None for rep in done.reps):
        return len(done.reps)
    return min(sum(rep.side is side for rep in done.reps) for side in Side)


def _exact(of: Estimate) -> Fraction:
    """What the formula gives, in kg."""
    return of.load.in_kg() * 36 / (37 - Fraction(of.reps_to_failure))


def _rounded_down(kg: Fraction, unit: Unit) -> Mass:
    in_unit = kg / Mass(Decimal(1), unit).in_kg()
    steps = floor(in_unit / _STEPS[unit])
    return Mass(Decimal(steps) * Decimal(_STEPS[unit].numerator) / Decimal(_STEPS[unit].denominator), unit)
