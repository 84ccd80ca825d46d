"""Made-up lifters: what they own, what they train, how strong they are, and what they do in a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from random import Random

from negtrain_tui.training.equipment import Bar, Dumbbells, Inventory, Loading, Plate, Stack
from negtrain_tui.training.exercise import Exercise, load_catalogue, name_key
from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent, Unit, plain
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold, PlanLine, Prescription
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Side, Status

CATALOGUE = load_catalogue()
INVENTORIES = 160
STEPS: Mapping[str, Mapping[Unit, str]] = {
    "micro": {"kg": "0.5", "lb": "1"},
    "coarse": {"kg": "2.5", "lb": "5"},
}
_GENERAL_PAIN = 4


def mass(text: str, unit: Unit) -> Mass:
    """A mass."""
    return Mass(Decimal(text), unit)


def inventory(number: int) -> Inventory:
    """One of `INVENTORIES` sets of equipment, from nothing but big plates to a rack of fractional ones."""
    rng = Random(f"inventory {number}")
    unit: Unit = rng.choice(("kg", "kg", "kg", "lb"))
    rich = rng.choice((0, 1, 2))
    big = {"kg": ("20", "15", "10", "5"), "lb": ("45", "35", "25", "10")}[unit]
    middle = {"kg": ("2.5", "1.25"), "lb": ("5", "2.5")}[unit]
    fine = {"kg": ("1", "0.75", "0.5", "0.25"), "lb": ("1.25", "1", "0.5", "0.25")}[unit]
    written = [*rng.sample(big, rng.randint(2, 4)), *middle[: rng.randint(0 if rich == 0 else 1, 2)]]
    if rich == 2:
        written += rng.sample(fine, rng.randint(1, 3))
    plates = [
        Plate(mass(each, unit), rng.choice((2, 4, 4, 6)), _weighed(rng, each, unit)) for each in written
    ]
    if rng.random() < 0.15:
        other: Unit = "lb" if unit == "kg" else "kg"
        plates.append(Plate(mass("2.5", other), 2))
    collars = None if rng.random() < 0.7 else mass("5" if unit == "kg" else "11", unit)
    light = ("2", "4", "6", "8", "10", "12.5", "15", "17.5", "20", "22.5", "25")
    magnets = (Plate(mass("0.5", "kg"), 4),) if rich == 2 else ()
    implements = (
        Bar("bar", "bar", mass("20" if unit == "kg" else "45", unit), collars),
        Stack(
            "stack",
            "stack",
            mass("5", unit),
            mass("5" if unit == "kg" else "10", unit),
            mass("100" if unit == "kg" else "205", unit),
            () if rich < 2 else (Plate(mass("2.5", unit), 1), Plate(mass("1.25", unit), 1)),
        ),
        Dumbbells("dumbbells", "dumbbells", tuple(mass(each, "kg") for each in light), magnets),
        Bar("belt", "belt", mass("0", unit), loading=Loading.SINGLE),
    )
    return Inventory(tuple(plates), implements, {name_key("Dip negative"): "stack"})


def _weighed(rng: Random, written: str, unit: Unit) -> Mass | None:
    if rng.random() > 0.1:
        return None
    return Mass(Decimal(written) + Decimal(rng.choice((-30, -10, 20, 40))).scaleb(-3), unit)


@cache
def implement_unit(number: int) -> Unit:
    """The unit that the bar and the plates of an inventory are in."""
    return next(each.mass.unit for each in inventory(number).implements if isinstance(each, Bar))


@dataclass(frozen=True, slots=True)
class Habits:
    """What a lifter is like: chances from 0 to 1, and sessions a week."""

    sessions: int
    attends: float
    breaks: int
    marks: bool
    answers_rpe: float
    answers_pain: float
    says_yes: float
    answers_plateau: float
    overrules: float
    takes_above: float
    answers_deload: float
    changes_volume: float
    moves: float


@dataclass(frozen=True, slots=True)
class Lifter:
    """One lifter and their only line; `strength` is what they lower once, with all that moves, in kg."""

    seed: int
    line: PlanLine
    exercise: Exercise
    unit: Unit
    inventory: int | None
    strength: float
    weekly_gain: float
    body_part: Fraction | None
    knows_body: bool
    one_rm: Mass | None
    habits: Habits = field(repr=False)

    def strength_at(self, day: int) -> float:
        """The strength so many days on: growing, ever more slowly, and never the same on two days."""
        weeks = day / 7
        grown = self.strength * (1 + self.weekly_gain * weeks / (1 + weeks / 40))
        return grown * Random(f"{self.seed} strength {day}").gauss(1, 0.02)

    def pain_at(self, day: int) -> int:
        """How much it hurts on a day: mostly nothing, now and then a flare of two or three weeks."""
        flare = Random(f"{self.seed} pain {day // 21}")
        if flare.random() > 0.12:
            return Random(f"{self.seed} pain {day}").choice((0, 0, 0, 0, 1, 2))
        return max(0, flare.randint(3, 8) - (day % 21) // 4)


def lifter(seed: int, steps: str = "any") -> Lifter:
    """The lifter of a seed; `micro` or `coarse` steps give the same one other steps of load."""
    rng = Random(f"lifter {seed}")
    own = rng.randrange(INVENTORIES) if rng.random() < 0.85 else None
    unit = implement_unit(own) if own is not None else "kg"
    names = tuple(_LINES)
    kind = names[seed % len(names)]
    any_step = rng.choice(("0.25", "0.5", "1", "1.25", "2.5", "5"))
    step = any_step if steps == "any" else STEPS[steps][unit]
    load_kg = Decimal(rng.randrange(60, 200)) / 2
    reserve = rng.uniform(1.08, 1.45)
    text = _noted(kind, rng, _in_unit(load_kg, unit), step)
    p = parse_prescription(text)
    exercise = CATALOGUE.resolve(p.exercise).exercise
    body = Fraction(rng.randrange(55, 110))
    part = body * Fraction(exercise.body_mass_fraction or Decimal(1)) if _is_body(p) else None
    moving = float(moving_kg(p.load, part, None)) if p.load is not None else 50.0
    capacity = moving * (1 + _hardest(p) / 30) * reserve
    one_rm = Mass(Decimal(round(capacity)), "kg") if "%" in text else None
    if one_rm is not None:
        share = p.load.down.value if p.load and isinstance(p.load.down, Percent) else Decimal(80)
        capacity = float(one_rm.value) * max(1.05, float(share) / 100 * (1 + _hardest(p) / 30) * reserve)
    return Lifter(
        seed=seed,
        line=PlanLine(f"line {seed}", p),
        exercise=exercise,
        unit=unit,
        inventory=own,
        strength=capacity,
        weekly_gain=rng.uniform(0, 0.006),
        body_part=part,
        knows_body=rng.random() < 0.6,
        one_rm=one_rm,
        habits=_habits(rng),
    )


def _habits(rng: Random) -> Habits:
    return Habits(
        sessions=rng.choice((1, 2, 2, 3)),
        attends=rng.uniform(0.6, 1),
        breaks=rng.choice((0, 1, 2)),
        marks=rng.random() < 0.5,
        answers_rpe=rng.choice((0, 0.3, 1)),
        answers_pain=rng.choice((0, 0.5, 1)),
        says_yes=rng.choice((0, 0.3, 1)),
        answers_plateau=rng.choice((0, 0.3, 1)),
        overrules=rng.choice((0, 0, 0.05)),
        takes_above=rng.choice((0, 0, 0.1)),
        answers_deload=rng.choice((0, 0.5, 1)),
        changes_volume=rng.choice((0, 0, 0.02)),
        moves=rng.choice((0, 0, 0.01)),
    )


def _in_unit(kg: Decimal, unit: Unit) -> str:
    return f"{plain(kg)}kg" if unit == "kg" else f"{floor(kg * 11 / 5)}lb"


def _noted(kind: str, rng: Random, load: str, step: str) -> str:
    unit = load[-2:]
    return _LINES[kind].format(
        load=load,
        up=f"{plain(Decimal(load[:-2]) - 10)}{unit}",
        step=f"{step}{unit}",
        step_kg=f"{step}kg",
        unit=unit,
        sets=rng.choice((3, 4)),
        top=rng.choice((6, 8)),
        added=rng.randrange(1, 20),
        help=rng.randrange(10, 40),
        dumbbell=rng.randrange(6, 30),
    )


_LINES = {
    "seconds": "Bench press {sets}x5 @{load} 4-0-X-0 +1s..{top}s",
    "load": "Bench press 3x5 @{load} 3-0-X-0 +{step}",
    "both": "Bench press 4x5 @{load} 4-0-X-0 +1s..6s +{step}",
    "range": "Back squat 3x6-8 @{load} 4-0-X-0 +{step} rpe 9",
    "range and seconds": "Barbell row 3x6-10 @{load} 3-0-X-0 +0.5s..5s +{step}",
    "added": "Pull-up negative 3x3 @bw+{added}{unit} 5-0-A-0 +1s..8s +{step}",
    "plain body": "Pull-up negative 3x3 @bw 3-0-A-0 +1s..10s +{step}",
    "helped": "Dip negative 3x5 @bw-{help}{unit} 5-0-A-0 +1s..7s +{step}",
    "two loads": "Back squat 4x3 @{load}/{up} 4-0-X-0 accentuated +1s..6s +{step}",
    "a stack": "Lat pulldown 2/1 3x6 @{load} each 5-0-X-0 two-one +1s..8s +{step}",
    "dumbbells": "Dumbbell press 3x8 @{dumbbell}kg 4-0-X-0 +1s..6s +{step_kg}",
    "a hold": "Wall sit 3x30s @bw +5s..60s",
    "a share": "Bench press 3x3 @80% 4-0-X-0 +1s..7s",
    "with pain": "Heel drop 3x10 @bw+{added}kg each 3-0-A-0 pain<=5 +1s..6s +{step_kg}",
    "unloaded pain": "Nordic hamstring 3x5 @bw 4-0-A-0 pain<=3 +1s..8s",
    "no steps": "Front squat 3x5 @{load} 4-0-X-0",
}


def _is_body(p: Prescription) -> bool:
    return p.load is not None and isinstance(p.load.down, Bodyweight)


def _hardest(p: Prescription) -> int:
    asked = p.reps_of_set(1)
    return 5 if isinstance(asked, Hold) else asked[0]


def moving_kg(load: Load | None, body_part: Fraction | None, one_rm: Mass | None) -> Fraction:
    """What goes down, in kg: with the moving part of the body where it is bodyweight."""
    match load.down if load else None:
        case Mass() as down:
            return down.in_kg()
        case Bodyweight(extra=extra, helping=helping):
            hung = Fraction(0) if extra is None else extra.in_kg()
            return (body_part or Fraction(0)) + (-hung if helping else hung)
        case Percent(value=share):
            return Fraction(share) / 100 * (one_rm.in_kg() if one_rm else 60)
    return Fraction(50)


@dataclass(frozen=True, slots=True)
class Loads:
    """The three loads of a session."""

    prescribed: Load | None
    loadable: Load | None
    lifted: Load | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a session said, reckoned from what the lifter did and not from what the app made of it."""

    sets: tuple[SetRecord, ...]
    lost: bool
    over_pain: bool
    pain_answered: int | None
    rpe: Decimal | None
    kept: float | None
    all_reps: bool
    lifted: Load | None


def perform(
    who: Lifter, p: Prescription, line: str, asked_for: Loads, seconds: Decimal, at: datetime, day: int
) -> Facts:
    """Train a line on a day: as many reps as the strength of that day has, under control or not."""
    rng = Random(f"{who.seed} session {day}")
    strength, pain = who.strength_at(day), who.pain_at(day)
    limit = _GENERAL_PAIN - 1 if p.pain_limit is None else p.pain_limit
    lifted = asked_for.lifted if asked_for.lifted is not None else share_of(p.load, who)
    record = SetRecord(
        id=f"{who.seed}-{day}",
        exercise=p.exercise,
        line=line,
        line_number=1,
        number=1,
        method=None if p.kind is None else p.kind.value,
        pacing="paced",
        status=Status.FINISHED,
        started_at=at,
        finished_at=at + timedelta(minutes=2),
        load_prescribed=asked_for.prescribed,
        load_loadable=asked_for.loadable,
        load_lifted=lifted,
        line_id=who.line.id,
    )
    sets: list[SetRecord] = []
    rpes: list[Decimal] = []
    pains: list[int] = []
    kept: list[float] = []
    lost = over = False
    ratio = float(moving_kg(lifted, who.body_part, who.one_rm)) / strength
    for number in range(1, p.set_count + 1):
        able = 30 * (1 / max(ratio, 0.2) - 1) * (1 - 0.04 * max(0.0, float(seconds) - 3))
        able += rng.gauss(0, 0.5) - 0.3 * number
        asked = p.reps_of_set(number)
        if isinstance(asked, Hold):
            held = min(float(seconds), 30 * strength / who.strength + 12 + rng.gauss(0, 3))
            actual = seconds if held >= float(seconds) else _s(max(held, 1.0))
            reps: tuple[Rep, ...] = (Rep(1, None, RepKind.HOLD, hold_target_s=seconds, hold_actual_s=actual),)
            ended = EndedBy.REPS_DONE if actual == seconds else EndedBy.LIFTER
            reserve = 2.0 if actual == seconds else 0.0
        else:
            done = max(1, min(asked[1], floor(able)))
            slips = done < asked[0] and rng.random() < 0.4
            ended = EndedBy.LIFTER if done < asked[0] else EndedBy.REPS_DONE
            if slips:
                ungoverned = who.habits.marks and rng.random() < 0.3
                ended = EndedBy.TOO_FAST if ungoverned else EndedBy.CONTROL_LOST
            reps, shares = _reps(rng, who, p, done, seconds, able, slips)
            kept += shares
            lost = lost or slips
            reserve = max(0.0, able - done)
        hurts = pain > limit and number > 1
        answers = rng.random() < max(
            who.habits.answers_pain, 1.0 if hurts and p.pain_limit is not None else 0
        )
        answered = pain if answers else None
        rpe = None
        if rng.random() < who.habits.answers_rpe:
            rpe = max(Decimal(5), Decimal(10) - Decimal(round(2 * reserve)) / 2)
            rpes.append(rpe)
        if hurts and ended is EndedBy.REPS_DONE:
            ended, over = EndedBy.PAIN, True
        if answered is not None:
            pains.append(answered)
            over = over or answered > limit
        sets.append(
            replace(
                record,
                id=f"{record.id}-{number}",
                number=number,
                ended_by=ended,
                rpe=rpe,
                pain=answered,
                reps=reps,
            )
        )
        if hurts or lost:
            break
    full = len(sets) == p.set_count and all(each.ended_by is EndedBy.REPS_DONE for each in sets)
    return Facts(
        tuple(sets),
        lost,
        over,
        max(pains, default=None),
        max(rpes, default=None),
        sum(kept) / len(kept) if kept else None,
        full,
        lifted,
    )


def share_of(load: Load | None, who: Lifter) -> Load | None:
    """A load with its percentage made into kilos."""
    if load is None or not isinstance(load.down, Percent) or who.one_rm is None:
        return load
    return Load(Mass(who.one_rm.value * load.down.value / 100, who.one_rm.unit))


def _s(seconds: float) -> Decimal:
    return Decimal(round(seconds * 1000)).scaleb(-3)


def _reps(
    rng: Random, who: Lifter, p: Prescription, done: int, seconds: Decimal, able: float, slips: bool
) -> tuple[tuple[Rep, ...], list[float]]:
    reps: list[Rep] = []
    shares: list[float] = []
    for side in (Side.LEFT, Side.RIGHT) if p.each else (None,):
        for number in range(1, done + 1):
            marked = who.habits.marks and rng.random() < 0.9
            actual = seconds
            if marked:
                hard = 0.12 if number > able - 1 else 0.0
                actual = _s(float(seconds) * max(0.3, rng.gauss(0.97 - hard, 0.08)))
                shares.append(max(0.0, 1 - abs(float(actual) - float(seconds)) / float(seconds)))
            reps.append(
                Rep(number, side, RepKind.LOWERING, seconds, actual, marked, slips and number == done)
            )
    return tuple(reps), shares
