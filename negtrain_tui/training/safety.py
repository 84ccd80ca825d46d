"""What stands between a lifter and a load that could hurt: the questions, the refusals and the notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Load, Mass, plain, share_of
from negtrain_tui.training.methods import is_external, load_caps, load_novice_ramp
from negtrain_tui.training.prescription import Hold, Method, Prescription, RepList, Reps

NOTICE = """\
Ask a doctor first if any of this is yours:
· a recent heart attack, unstable angina, heart failure, an unsteady heartbeat, an inflamed heart
· an aneurysm, a torn aorta, Marfan syndrome
· blood pressure over 180/110, a clot in a leg or lung
· a joint, tendon or bone that is newly hurt, inflamed or unstable
· surgery in the last 8 weeks, a hernia, eye surgery, severe diabetic eye disease
· pregnancy, past rhabdomyolysis, McArdle disease, muscle pain from statins
Slow lowering is new work even for the strong: begin with few reps; soreness peaks after 1 to 3 days.
Sharp pain in a joint or tendon ends the exercise.
Negtrain counts and remembers; it can't judge your health."""

RED_FLAGS = (
    "Dark or cola-coloured urine, marked swelling, pain or weakness far beyond ordinary soreness, "
    "vomiting or confusion: stop, seek urgent care, and don't train it off."
)


class Question(StrEnum):
    """What Ready asks before a heavy set; `text` is the sentence, each answered with a key."""

    SPOTTERS = "spotters"
    FIRST_OVER_105 = "first over 105 %"
    FREE_WEIGHT_OVER_120 = "free weight over 120 %"

    @property
    def text(self) -> str:
        """The question as it is asked."""
        match self:
            case Question.SPOTTERS:
                return "Spotters, pins or stops set?"
            case Question.FIRST_OVER_105:
                return "Over 105 % for the first time here: is this load meant, and the way out rehearsed?"
            case Question.FREE_WEIGHT_OVER_120:
                return "Over 120 % with a free weight: two spotters, or pins just below the end of the range?"


@dataclass(frozen=True, slots=True)
class Lifter:
    """What must be known of the lifter to judge a load, for one exercise.

    `heavy_sessions` counts the earlier sessions that lowered over 105 % of 1RM; 0 is the first time.
    """

    one_rm: Mass | None
    heavy_sessions: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a set may begin: after these questions, in this order, or not at all.

    A `heavy` set opens self-paced, waits for a press after a change-over, and a lost lowering in it ends
    the exercise. `percent` of 1RM is for showing: rounded up to a tenth, so that it never hides a step
    over a cap; None where nobody can know it.
    """

    heavy: bool
    questions: tuple[Question, ...]
    refusal: str | None
    percent: Decimal | None


def judge(load: Load | None, method: Method | None, exercise: Exercise, lifter: Lifter) -> Verdict:
    """Judge a lowering load against the lifter's 1RM at normal tempo (design §5, domain-reference §2.1).

    `method` is the effective one: `negative` also where only the tempo's A says so. A load that gives
    no share of the 1RM (no 1RM, or body mass with a mass added) is heavy when its method is meant for
    loads that can't be lifted; a percentage is judged by its number with or without a 1RM.
    """
    if load is None:
        return Verdict(heavy=False, questions=(), refusal=None, percent=None)
    caps = load_caps()
    share = share_of(load.down, lifter.one_rm)
    if share is None:
        meant_heavy = method in (Method.NEGATIVE, Method.ACCENTUATED) and is_external(load)
        questions = (Question.SPOTTERS,) if meant_heavy else ()
        return Verdict(heavy=meant_heavy, questions=questions, refusal=None, percent=None)
    percent = _shown(share)
    if share <= caps.confirm_over:
        return Verdict(heavy=False, questions=(), refusal=None, percent=percent)
    if share > caps.refuse_over:
        return Verdict(
            heavy=True,
            questions=(),
            refusal=_refusal(percent, caps.refuse_over, lifter.one_rm),
            percent=percent,
        )
    asked = [Question.SPOTTERS]
    if share > caps.first_time_over and lifter.heavy_sessions == 0:
        asked.append(Question.FIRST_OVER_105)
    if share > caps.free_weight_over and exercise.free_weight:
        asked.append(Question.FREE_WEIGHT_OVER_120)
    return Verdict(heavy=True, questions=tuple(asked), refusal=None, percent=percent)


def _shown(share: Fraction) -> Decimal:
    return Decimal(ceil(share * 10)).scaleb(-1)


def _refusal(percent: Decimal, ceiling: Decimal, one_rm: Mass | None) -> str:
    if one_rm is None:
        return f"{plain(percent)} % is over the {plain(ceiling)} % that Negtrain leads: change the line."
    return (
        f"{plain(percent)} % of your 1RM is over the {plain(ceiling)} % that Negtrain leads: "
        "take a lighter load, or enter your 1RM anew if it has grown."
    )


def novice_week_one_breaches(lines: Iterable[Prescription], catalogue: Catalogue) -> tuple[str, ...]:
    """Say where a workout asks more of a muscle than week 1 of the novice ramp allows; empty is fine.

    Checked are the lowerings of each muscle in one session (those of one side where a line says `each`)
    and the seconds of each lowering, also at the end of a line's progress (domain-reference §4).
    """
    week = load_novice_ramp()[0]
    (least, most), most_reps = week.lowering_s, week.reps[1]
    breaches: list[str] = []
    of_muscle: dict[str, int] = {}
    for line in lines:
        exercise = catalogue.resolve(line.exercise).exercise
        tempo = line.tempo or exercise.tempo
        slowest = line.seconds_progress.cap if line.seconds_progress else None
        for seconds in (tempo.lowering if tempo else None, slowest):
            if seconds is not None and not least <= seconds <= most:
                breaches.append(f"{line.exercise}: {seconds:f} s, not {least:f} to {most:f} s.")
        for muscle in exercise.muscles or (exercise.name,):
            of_muscle[muscle] = of_muscle.get(muscle, 0) + _most_lowerings(line)
    breaches += [
        f"{muscle}: {count} lowerings, more than {most_reps:f}."
        for muscle, count in of_muscle.items()
        if count > most_reps
    ]
    return tuple(breaches)


def _most_lowerings(line: Prescription) -> int:
    match line.sets:
        case Reps(sets=sets, high=high):
            return sets * high
        case RepList(reps=reps):
            return sum(reps)
        case Hold():
            return 0
