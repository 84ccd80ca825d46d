"""A prescription in words, and the tempo it means for its exercise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from negtrain_tui.training import tempo as tempos
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Amount, Load, Mass, Percent, plain
from negtrain_tui.training.prescription import Hold, Method, Pacing, Prescription, RepList, Sets
from negtrain_tui.training.tempo import Lifting, Tempo, seconds_text

# Where neither line nor method nor exercise says anything: a slow lowering as in studies of 3 to 6 s.
ORDINARY_TEMPO = Tempo(Decimal(4), Decimal(0), Lifting.FAST, Decimal(0))
_METHOD_TEMPOS = {
    Method.SUPER_SLOW: Tempo(Decimal(10), Decimal(0), Decimal(10), Decimal(0)),
    Method.THIRTY_TEN_THIRTY: Tempo(Decimal(30), Decimal(0), Lifting.FAST, Decimal(0)),
}


def effective_tempo(p: Prescription, exercise: Exercise) -> Tempo | None:
    """Return the tempo of the line, else of its method, else of its exercise, else 4-0-X-0; None for a hold.

    In a negative nobody lifts, so its lifting is assisted whatever else is written. Of a 30-10-30 it
    is the tempo of the first and last rep.
    """
    if isinstance(p.sets, Hold):
        return None
    own = _METHOD_TEMPOS.get(p.method) if p.method is not None else None
    tempo = p.tempo or own or exercise.tempo or ORDINARY_TEMPO
    if p.kind is Method.NEGATIVE and tempo.lifting is not Lifting.ASSISTED:
        return replace(tempo, lifting=Lifting.ASSISTED)
    return tempo


def in_words(p: Prescription, exercise: Exercise) -> str:
    """Say a prescription in two sentences: what to do, and how.

    `3 sets of 5 reps with 82.5 kg. Lower for 5 s, hold 1 s, lift as fast as control allows; rest 3 min.`
    """
    what = _sets_words(p.sets)
    if p.each:
        what += " per side"
    if p.load is not None:
        what += f" with {_load_words(p.load)}"
    if p.cluster is not None:
        what += f", {_duration_words(p.cluster)} of rest between the reps"
    how = _how(p, exercise)
    return f"{what[:1].upper()}{what[1:]}." + (f" {how[:1].upper()}{how[1:]}." if how else "")


def _how(p: Prescription, exercise: Exercise) -> str:
    parts: list[str] = []
    tempo = effective_tempo(p, exercise)
    if p.method is Method.THIRTY_TEN_THIRTY:
        parts.append("lower for 30 s in the first and the last rep, with ten ordinary reps between")
    elif tempo is not None:
        parts.append(tempos.in_words(tempo, exercise.starts))
    if p.method is Method.TWO_ONE:
        parts.append("up with both limbs, down with one")
    if p.pacing is Pacing.SELF_PACED:
        parts.append("at your own pace")
    if p.rpe is not None:
        parts.append(f"effort {seconds_text(p.rpe)} of 10")
    if p.pain_limit is not None:
        parts.append(f"stop where pain passes {p.pain_limit} of 10")
    if p.rest is not None:
        parts.append(f"rest {_duration_words(p.rest)}")
    parts.extend(_progress(p))
    if p.weeks is not None:
        first, last = p.weeks
        parts.append(f"in week {first}" if first == last else f"in weeks {first} to {last}")
    if p.group is not None:
        parts.append(f"in turn with group {p.group}")
    return "; ".join(parts)


def _progress(p: Prescription) -> list[str]:
    steps: list[str] = []
    if p.seconds_progress is not None:
        step, cap = p.seconds_progress.step, p.seconds_progress.cap
        steps.append(f"{seconds_text(step)} s more each time up to {seconds_text(cap)} s")
    if p.load_progress is not None:
        steps.append(f"{_amount_words(p.load_progress)} more each time")
    return [f"progress: {', then '.join(steps)}"] if steps else []


def _sets_words(sets: Sets) -> str:
    if isinstance(sets, RepList):
        *most, last = sets.reps
        return f"{len(sets.reps)} sets of {', '.join(map(str, most))} and {last} reps"
    if isinstance(sets, Hold):
        return f"{_count(sets.sets, 'hold')} of {_duration_words(sets.seconds)}"
    reps = _count(sets.low, "rep") if sets.low == sets.high else f"{sets.low} to {sets.high} reps"
    return f"{_count(sets.sets, 'set')} of {reps}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _load_words(load: Load) -> str:
    if load.up is None:
        return _amount_words(load.down)
    return f"{_amount_words(load.down)} on the way down and {_amount_words(load.up)} on the way up"


def _amount_words(amount: Amount) -> str:
    if isinstance(amount, Percent):
        return f"{plain(amount.value)} % of your 1RM"
    if isinstance(amount, Mass):
        return f"{plain(amount.value)} {amount.unit}"
    if amount.extra is None:
        return "your bodyweight"
    extra = _amount_words(amount.extra)
    return f"your bodyweight less {extra} of help" if amount.helping else f"your bodyweight plus {extra}"


def _duration_words(seconds: Decimal) -> str:
    if seconds < 60 or seconds != seconds.to_integral_value():
        return f"{seconds_text(seconds)} s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min" if rest == 0 else f"{minutes} min {rest} s"
