"""What the recorded seconds say: time under tension, how close to tempo, and how it faded through a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from negtrain_tui.training.load import Amount, Mass
from negtrain_tui.training.record import Rep, RepKind, Session, SetRecord, Side

# Our default (domain reference §6): a lowering this share of its target off is still on tempo.
TOLERANCE = Decimal("0.20")

_ONE = Decimal(1)
_NONE = Decimal(0)
_DOWN = Context(prec=28, rounding=ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of some sets. `reps` are lowerings and ordinary reps; holds are counted beside them.

    `lowering_s` takes paced reps at their target, so say so wherever `paced` isn't 0; so does `hold_s` with
    the `holds_paced`. `fidelity` is None when no rep was marked. `marked_lost` are the marked ones in which
    control was lost.
    """

    sets: int
    reps: int
    lowering_s: Decimal
    marked: int
    paced: int
    fidelity: Decimal | None
    control_lost: int
    holds: int = 0
    hold_s: Decimal = _NONE
    marked_lost: int = 0
    holds_paced: int = 0

    @property
    def ordinary(self) -> int:
        """The reps that aren't timed: those between the slow ones of a 30-10-30."""
        return self.reps - self.marked - self.paced


def fidelity(reps: Iterable[Rep]) -> Decimal | None:
    """Return how close marked lowerings came to their targets, from 0 to 1: the mean of 1 - |error| / target.

    A lowering that took twice its target or more counts as 0. None when no lowering was marked:
    paced ones say nothing.
    """
    return mean_kept(
        (target, max(_NONE, target - abs(actual - target)), 1) for target, actual in _measured(reps)
    )


def mean_kept(parts: Iterable[tuple[Decimal | int, Decimal | int, int]]) -> Decimal | None:
    """Return fidelity from sums: a target, how much of it so many lowerings kept in all, and how many.

    Exact until the last step, which rounds down: in whatever way reps were added up, it is the same.
    """
    kept: dict[Decimal | int, Decimal | int] = {}
    counted = 0
    for target, seconds, count in parts:
        kept[target] = kept.get(target, 0) + seconds
        counted += count
    if not counted:
        return None
    exact = sum((Fraction(seconds) / Fraction(target) for target, seconds in kept.items()), Fraction(0))
    exact /= counted
    return _DOWN.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def whole_percent_kept(share: Decimal) -> int:
    """Return a fidelity (1 is all) in percent, rounded down: no failure looks as if it met its limit."""
    return int(share * 100)


def kept_percent(share: Decimal) -> str:
    """Say a fidelity (1 is all) in whole percent, rounded down."""
    return f"{whole_percent_kept(share)} %"


def within_20(reps: Iterable[Rep]) -> Decimal | None:
    """Return the share (0 to 1) of marked lowerings within 20 % of their target; None when none is marked."""
    on_tempo = (abs(actual - target) <= TOLERANCE * target for target, actual in _measured(reps))
    return _mean([_ONE if near else _NONE for near in on_tempo])


def mean_error_s(reps: Iterable[Rep]) -> Decimal | None:
    """Return the mean of actual minus target over marked lowerings, in seconds; negative is too fast."""
    return _mean([actual - target for target, actual in _measured(reps)])


def fade(reps: Iterable[Rep]) -> Decimal | None:
    """Return by what share of its target a set's last lowering was shorter than the mean of its first two.

    Each lowering is taken relative to its own target, which may have been changed on the way. Both
    sides of a set fade apart, and the larger fade counts. None unless a side has three lowerings or
    more of which the first two and the last were marked.
    """
    fades: list[Decimal] = []
    for one_side in _by_side(reps):
        if len(one_side) < 3:
            continue
        shares = [_share(rep) for rep in (*one_side[:2], one_side[-1])]
        known = [share for share in shares if share is not None]
        if len(known) == 3:
            fades.append((known[0] + known[1]) / 2 - known[2])
    return max(fades, default=None)


def lowering_seconds(reps: Iterable[Rep]) -> Decimal:
    """Return the eccentric time under tension in seconds; a paced lowering counts as its target."""
    return sum((rep.lowering_actual_s or _NONE for rep in reps if rep.kind is RepKind.LOWERING), _NONE)


def hold_seconds(reps: Iterable[Rep]) -> Decimal:
    """Return the seconds of timed holds; one that no press ended counts as its target."""
    return sum((rep.hold_actual_s or _NONE for rep in reps if rep.kind is RepKind.HOLD), _NONE)


def time_under_tension(reps: Sequence[Rep]) -> Decimal:
    """Return the seconds of all lowerings and holds (domain-reference §6); pauses and liftings aren't timed.

    A paced lowering counts as its target. Not to be compared across loads.
    """
    return lowering_seconds(reps) + hold_seconds(reps)


def load_seconds(sets: Iterable[SetRecord]) -> Fraction | None:
    """Return the sum of lowered load times seconds of its lowering, in kg·s, exactly (domain-reference §6).

    Only external loads count, as the body's own part isn't weighed; None where none was lowered. Of two
    dumbbells and of one side the load is that of one. A paced lowering counts as its target.
    """
    return mass_times(
        (rep.load_down, rep.lowering_actual_s or _NONE)
        for rep in _lowered(sets)
        if rep.kind is RepKind.LOWERING
    )


def volume_load(sets: Iterable[SetRecord]) -> Fraction | None:
    """Return the sum of lowered load over all reps, in kg, exactly (eccentric volume-load, §6).

    Only external loads count; None where none was lowered. Holds are no reps.
    """
    return mass_times((rep.load_down, 1) for rep in _lowered(sets))


def mass_times(parts: Iterable[tuple[Amount | None, Decimal | int]]) -> Fraction | None:
    """Return the sum of external loads times a factor each, in kg; None where no load is external."""
    factors: dict[Mass, Decimal | int] = {}
    for load, factor in parts:
        if isinstance(load, Mass):
            factors[load] = factors.get(load, 0) + factor
    if not factors:
        return None
    return sum((load.in_kg() * Fraction(factor) for load, factor in factors.items()), Fraction(0))


def paced_and_marked(reps: Iterable[Rep]) -> tuple[int, int]:
    """Count the lowerings that were led by the clock, and those the lifter marked."""
    lowerings = [rep for rep in reps if rep.kind is RepKind.LOWERING]
    marked = sum(rep.marked for rep in lowerings)
    return len(lowerings) - marked, marked


def work_sets(sets: Iterable[SetRecord]) -> tuple[SetRecord, ...]:
    """Return the sets that count: those that happened, and were no warm-ups."""
    return tuple(each for each in sets if not each.warm_up and each.happened)


def summarise_session(session: Session) -> Summary:
    """Add up what counts of a session: its work sets."""
    return summarise(work_sets(session.sets))


def summarise(sets: Sequence[SetRecord]) -> Summary:
    """Add up sets of any exercises."""
    reps = [rep for one in sets for rep in one.reps]
    holds = [rep for rep in reps if rep.kind is RepKind.HOLD]
    paced, marked = paced_and_marked(reps)
    return Summary(
        sets=len(sets),
        reps=len(reps) - len(holds),
        lowering_s=lowering_seconds(reps),
        marked=marked,
        paced=paced,
        fidelity=fidelity(reps),
        control_lost=sum(rep.control_lost for rep in reps),
        holds=len(holds),
        hold_s=hold_seconds(holds),
        marked_lost=sum(rep.control_lost and rep.marked for rep in reps if rep.kind is RepKind.LOWERING),
        holds_paced=sum(not rep.marked for rep in holds),
    )


def _lowered(sets: Iterable[SetRecord]) -> Iterator[Rep]:
    """Yield every rep that is no hold."""
    return (rep for done in sets for rep in done.reps if rep.kind is not RepKind.HOLD)


def _measured(reps: Iterable[Rep]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield target and actual seconds of the lowerings that were measured against a target."""
    for rep in reps:
        target, actual = rep.lowering_target_s, rep.lowering_actual_s
        if rep.kind is RepKind.LOWERING and rep.marked and target and actual is not None:
            yield target, actual


def _share(rep: Rep) -> Decimal | None:
    return next((actual / target for target, actual in _measured([rep])), None)


def _by_side(reps: Iterable[Rep]) -> Iterable[list[Rep]]:
    sides: dict[Side | None, list[Rep]] = {}
    for rep in reps:
        if rep.kind is RepKind.LOWERING:
            sides.setdefault(rep.side, []).append(rep)
    return sides.values()


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, _NONE) / len(values) if values else None
