"""What a set asks of every rep: the script that a guided set carries out, compiled from a plan's line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise, Return
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent, Unit, stepped
from negtrain_tui.training.methods import is_external
from negtrain_tui.training.prescription import Hold, Method, Pacing, Prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import RepKind, Side
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting, Start

# Joint or tendon pain in general training: 4 and more stops (domain reference §4, our default).
GENERAL_PAIN_LIMIT = 3

# An ordinary rep between the two slow lowerings of a 30-10-30: with 30 s on either side, ten of them
# make the published cycle of 80 to 90 s.
ORDINARY_REP_S = Decimal(3)

LONGEST_LOWERING_S = Decimal(60)
SHORTEST_LOWERING_S = Decimal(1)

DEFAULT_STEPS = {"kg": Mass(Decimal("0.5"), "kg"), "lb": Mass(Decimal(1), "lb")}


@dataclass(frozen=True, slots=True)
class RepScript:
    """One rep as it is to be done; seconds are exact. `target` is the lowering, the hold, or the whole rep.

    `base` is the target as the line has it, before the lifter added or took off seconds.
    """

    number: int
    side: Side | None
    kind: RepKind
    target: Decimal
    base: Decimal
    pause_low: Decimal = Decimal(0)
    lifting: Decimal | Lifting = Lifting.FAST
    pause_high: Decimal = Decimal(0)
    load_down: Amount | None = None
    load_up: Amount | None = None


@dataclass(frozen=True, slots=True)
class SetScript:
    """All reps of one set in order, both sides included, and what holds for the set as a whole.

    `return_s` is the time an assisted return takes; `cluster_s` the rest between reps or None;
    `pain_limit` the highest pain (0 to 10) with which the exercise may go on; `low_reps` the fewest
    reps of a range.
    """

    reps: tuple[RepScript, ...]
    starts: Start
    returns: Return
    return_s: Decimal
    pacing: Pacing
    pain_limit: int
    stop_rule: bool
    cluster_s: Decimal | None = None
    low_reps: int = 1


def effective_method(prescription: Prescription, exercise: Exercise) -> Method | None:
    """Return the method of the line: negative also where only the exercise's own tempo has an A."""
    tempo = effective_tempo(prescription, exercise)
    if prescription.kind is None and tempo is not None and tempo.lifting is Lifting.ASSISTED:
        return Method.NEGATIVE
    return prescription.kind


def way_back(prescription: Prescription, exercise: Exercise) -> Return:
    """How the load of this line gets back up: by the method's own means, else the exercise's first."""
    method = effective_method(prescription, exercise)
    if method is Method.TWO_ONE:
        return Return.OTHER_LIMB
    if method is Method.ACCENTUATED and Return.RELEASER in exercise.returns:
        return Return.RELEASER
    if method in (Method.NEGATIVE, Method.ACCENTUATED):
        helped = [way for way in exercise.returns if way not in (Return.SELF, Return.RELEASER)]
        if helped:
            return helped[0]
        load = prescription.load
        external = load is not None and (isinstance(load.down, Percent) or is_external(load))
        return Return.SPOTTER if external else Return.SELF
    return Return.SELF


def return_seconds(way: Return, settings: Settings) -> Decimal:
    """Seconds that getting back up takes: a step 5, hands 4, anything else 3, unless adjusted."""
    if way is Return.STEP:
        return settings.return_step_s
    if way is Return.HANDS:
        return settings.return_hands_s
    return settings.return_other_s


def compile_set(
    prescription: Prescription,
    exercise: Exercise,
    set_number: int,
    *,
    load: Load | None,
    settings: Settings,
    seconds_more: Decimal = Decimal(0),
) -> SetScript:
    """Write out set `set_number` (from 1) rep by rep.

    `load` is the load as it will be on the bar, percentages already resolved. `seconds_more` is what
    the lifter has added to (or taken off) the lowering since the line was written.
    """
    asked = prescription.reps_of_set(set_number)
    way = way_back(prescription, exercise)
    if isinstance(asked, Hold):
        one_side = [RepScript(1, None, RepKind.HOLD, asked.seconds, asked.seconds)]
        low = 1
    else:
        low, high = asked
        one_side = [_rep_script(prescription, exercise, number, high) for number in range(1, high + 1)]
    sides: tuple[Side | None, ...] = (Side.LEFT, Side.RIGHT) if prescription.each else (None,)
    reps = tuple(replace(rep, side=side) for side in sides for rep in one_side)
    script = SetScript(
        reps=reps,
        starts=exercise.starts,
        returns=way,
        return_s=return_seconds(way, settings),
        pacing=prescription.pacing or Pacing.PACED,
        pain_limit=GENERAL_PAIN_LIMIT if prescription.pain_limit is None else prescription.pain_limit,
        stop_rule=settings.stop_rule
        and prescription.pain_limit is None
        and prescription.kind is not Method.THIRTY_TEN_THIRTY,
        cluster_s=prescription.cluster,
        low_reps=low,
    )
    return with_seconds(with_load(script, load, prescription), seconds_more)


def _rep_script(prescription: Prescription, exercise: Exercise, number: int, count: int) -> RepScript:
    if prescription.kind is Method.THIRTY_TEN_THIRTY and 1 < number < count:
        return RepScript(number, None, RepKind.NORMAL, ORDINARY_REP_S, ORDINARY_REP_S)
    tempo = effective_tempo(prescription, exercise)
    if tempo is None:
        raise Refused("A set of reps needs a tempo; write one such as 4-0-X-0.")
    return RepScript(
        number,
        None,
        RepKind.LOWERING,
        tempo.lowering,
        tempo.lowering,
        pause_low=tempo.pause_after_lowering,
        lifting=tempo.lifting,
        pause_high=tempo.pause_after_lifting,
    )


def lowering_with(base: Decimal, more: Decimal) -> Decimal:
    """Add seconds to a line's lowering: never over 60 s, nor under 1 s (or the line's own, if shorter)."""
    return max(min(base + more, LONGEST_LOWERING_S), min(SHORTEST_LOWERING_S, base))


def with_load(
    script: SetScript, load: Load | None, prescription: Prescription, *, from_rep: int = 0
) -> SetScript:
    """Return the script with `load` on every rep from index `from_rep` on.

    Weight releasers unhook at the bottom, so in a straight accentuated set only the first rep of a
    side lowers the heavy load, and the others carry the lighter one (domain reference §2.2, wagle18).
    """
    once_only = (
        prescription.kind is Method.ACCENTUATED
        and script.returns is Return.RELEASER
        and prescription.cluster is None
    )

    def loaded(rep: RepScript) -> RepScript:
        if load is None:
            return replace(rep, load_down=None, load_up=None)
        up = load.up if load.up is not None else load.down
        down = up if once_only and rep.number > 1 else load.down
        return replace(rep, load_down=down, load_up=up)

    return replace(
        script,
        reps=tuple(loaded(rep) if index >= from_rep else rep for index, rep in enumerate(script.reps)),
    )


def with_seconds(script: SetScript, more: Decimal, *, from_rep: int = 0) -> SetScript:
    """Return the script with every slow lowering from index `from_rep` on `more` seconds off the line's."""
    return replace(
        script,
        reps=tuple(
            replace(rep, target=lowering_with(rep.base, more))
            if index >= from_rep and rep.kind is RepKind.LOWERING
            else rep
            for index, rep in enumerate(script.reps)
        ),
    )


def heavier(load: Load, prescription: Prescription, steps: int, unit: Unit = "kg") -> Load:
    """Move the lowered load by so many steps of the line, else 0.5 kg or 1 lb; never below nothing.

    `unit` is the lifter's, and counts where neither line nor load has one (plain bodyweight).
    Raises Refused where the amount can't be moved by that step, or not any further.
    """
    step = prescription.load_progress
    if step is None:
        down = load.down
        mass = down.extra if isinstance(down, Bodyweight) else down
        step = DEFAULT_STEPS[mass.unit if isinstance(mass, Mass) else unit]
    return replace(load, down=stepped(load.down, step, steps))
