"""What one session proved of a line of the plan: success, hold, miss or pain (domain-reference §5.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Rules
from negtrain_tui.training.load import (
    Amount,
    Load,
    among_its_like,
    is_nothing,
    is_too_heavy,
    lowers_more,
    plain,
    shown,
    units_of,
)
from negtrain_tui.training.metrics import fidelity, kept_percent, paced_and_marked
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Hold, Prescription
from negtrain_tui.training.proposal import Judged, Outcome, Proof
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Side
from negtrain_tui.training.recovery import PainVerdict, pain_verdict
from negtrain_tui.training.script import GENERAL_PAIN_LIMIT
from negtrain_tui.training.standing import Standing, base_of
from negtrain_tui.training.tempo import seconds_text

_LOST = {
    EndedBy.TOO_FAST: "the lowering couldn't be governed",
    EndedBy.CONTROL_LOST: "control was lost",
    EndedBy.STOP_RULE: "the lowerings got too short",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was measured and answered: the tempo kept by marked lowerings, the highest RPE and pain."""

    kept: Decimal | None
    rpe: Decimal | None
    pain: int | None


def judge(exposure: Exposure, exercise: Exercise, rules: Rules) -> Judged:
    """Judge what was recorded: pain first, then control, reps, measured tempo, and the effort answered."""
    p = parse_prescription(exposure.line)
    prescribed = base_of(p, exercise)
    base = prescribed if exposure.base is None else base_of(parse_prescription(exposure.base), exercise)
    sets = exposure.sets
    reps = [rep for each in sets for rep in each.reps]
    kept = fidelity(reps)
    seen = _Seen(
        kept,
        max((each.rpe for each in sets if each.rpe is not None), default=None),
        max((each.pain for each in sets if each.pain is not None), default=None),
    )
    proof = _proof(p, sets, seen)
    did = Standing(_seconds_done(sets, prescribed.seconds), _load_done(sets, prescribed.load))
    outcome, why = _verdict(p, exposure, seen, did, rules)
    # An easier day counts neither way, unless it says that even that was too much.
    grave = outcome is Outcome.PAIN or _lost(sets) is not None
    return Judged(
        session_id=exposure.session_id,
        at=exposure.at,
        outcome=Outcome.EASY if exposure.deload and not grave else outcome,
        why=why,
        proof=proof,
        kilos=outcome is Outcome.SUCCESS and _earns_kilos(proof, seen.rpe, rules),
        prescribed=prescribed,
        did=did,
        overruled=did != prescribed,
        lifted=_most_lifted(sets),
        reps=sum(_done(p, each) for each in sets),
        volume=sum(_asked(p, number)[1] for number in range(1, max(exposure.sets_asked, 1) + 1)),
        top_of_range=_at_the_top(p, sets),
        fidelity=kept,
        rpe=seen.rpe,
        pain=seen.pain,
        control_lost=_lost(sets) is not None,
        too_fast=any(each.ended_by is EndedBy.TOO_FAST for each in sets),
        base=base if exposure.base_known else None,
        easy=exposure.deload,
    )


def _verdict(
    p: Prescription, exposure: Exposure, seen: _Seen, did: Standing, rules: Rules
) -> tuple[Outcome, str]:
    """Find the first thing that stands against a step; the table of §5.4 in the order of its weight."""
    sets, pain, rpe, kept = exposure.sets, seen.pain, seen.rpe, seen.kept
    proof = _proof(p, sets, seen)
    by_pain = pain_verdict(pain, p.pain_limit)
    if by_pain is PainVerdict.STOP or any(each.ended_by is EndedBy.PAIN for each in sets):
        limit = GENERAL_PAIN_LIMIT if p.pain_limit is None else p.pain_limit
        said = "pain ended the exercise" if pain is None else f"pain {pain} of 10, over the limit of {limit}"
        return Outcome.PAIN, said
    if (lost := _lost(sets)) is not None:
        return Outcome.MISS, lost
    if (missed := _missed(p, exposure, did)) is not None:
        return Outcome.MISS, missed
    if by_pain is PainVerdict.HOLD:
        return Outcome.HOLD, f"pain {pain} of 10: no more until it is less"
    if p.pain_limit is not None and any(each.pain is None for each in sets):
        return Outcome.HOLD, "the pain wasn't answered after every set, and this line needs it"
    if kept is not None and kept < rules.fidelity:
        return Outcome.HOLD, f"measured lowerings kept {kept_percent(kept)} of their tempo, {_marked(sets)}"
    if p.rpe is not None and rpe is not None and rpe > p.rpe:
        return Outcome.HOLD, f"RPE {plain(rpe)}, over the {plain(p.rpe)} that the line asks for"
    return Outcome.SUCCESS, _success(p, sets, seen, proof)


def _success(p: Prescription, sets: Sequence[SetRecord], seen: _Seen, proof: Proof) -> str:
    kept, rpe = seen.kept, seen.rpe
    done = f"{len(sets)} of {len(sets)} sets" if len(sets) > 1 else "the set"
    effort = "" if rpe is None else f", RPE {plain(rpe)}"
    if isinstance(p.sets, Hold):
        return f"{done} held in full{effort}"
    if kept is not None and proof is Proof.MARKED:
        return f"{done} on tempo ({kept_percent(kept)}, {_marked(sets)}){effort}"
    if kept is not None:
        return f"{done} done, led by the clock but for {_marked(sets)} ({kept_percent(kept)} kept){effort}"
    if proof is Proof.RPE:
        return f"{done} done, led by the clock{effort}"
    return f"{done} done, led by the clock: the reps are proven, the tempo isn't{effort}"


def _proof(p: Prescription, sets: Sequence[SetRecord], seen: _Seen) -> Proof:
    if isinstance(p.sets, Hold):
        return Proof.MARKED
    marked = paced_and_marked(rep for each in sets for rep in each.reps)[1]
    # One set's worth of marks: a single rep says little of all the others.
    enough = min(max((len(_lowerings(each)) for each in sets), default=0), _asked(p, 1)[0])
    if seen.kept is not None and marked >= max(1, enough):
        return Proof.MARKED
    return Proof.RPE if seen.rpe is not None else Proof.PACED


def _earns_kilos(proof: Proof, rpe: Decimal | None, rules: Rules) -> bool:
    if rpe is not None and rpe > rules.rpe_full:
        return False
    return proof is Proof.MARKED or (rpe is not None and rpe <= rules.rpe_for_load)


def _lost(sets: Sequence[SetRecord]) -> str | None:
    """Say in which sets control was lost, by its gravest form."""
    ends: dict[EndedBy, list[int]] = {}
    for each in sets:
        lost = EndedBy.CONTROL_LOST if any(rep.control_lost for rep in each.reps) else None
        if (end := each.ended_by if each.ended_by in _LOST else lost) is not None:
            ends.setdefault(end, []).append(each.number)
    gravest = next((end for end in _LOST if end in ends), None)
    return None if gravest is None else f"{_LOST[gravest]} in {_sets_said(ends[gravest])}"


def _sets_said(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"set {numbers[0]}"
    return f"sets {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _missed(p: Prescription, exposure: Exposure, did: Standing) -> str | None:
    """Say which sets fell short, and how; sets beyond the line's own don't count."""
    asked = min(exposure.sets_asked, p.set_count)
    short: list[str] = []
    for each in exposure.sets:
        if each.number > p.set_count:
            continue
        least = _asked(p, each.number)[0]
        if isinstance(p.sets, Hold) and (held := _shortest_hold(p.sets, each)) is not None:
            said = f"held for {seconds_text(held)} of {seconds_text(p.sets.seconds)} s"
            short.append(f"set {each.number}: {said}")
        elif (done := _done(p, each)) < least:
            short.append(f"set {each.number}: {done} of {least} reps")
        elif (easier := _made_easier(each, did, _most_lifted(exposure.sets))) is not None:
            short.append(f"set {each.number}: {easier}")
    if len(exposure.sets) < asked:
        short.append(f"{sum(bool(each.reps) for each in exposure.sets)} of {asked} sets done")
    return ", ".join(short) or None


def _made_easier(done: SetRecord, did: Standing, lifted: Load | None) -> str | None:
    """Say how a set was made easier than the others, in load or seconds; None where it wasn't."""
    load, last = done.load_lifted, _last_timed(done)
    alike = load is not None and lifted is not None and type(load.down) is type(lifted.down)
    if alike and load is not None and lifted is not None and lowers_more(lifted, load):
        return f"{shown(load)} instead of {shown(lifted)}"
    target = None if last is None else last.hold_target_s or last.lowering_target_s
    if target is not None and did.seconds is not None and target < did.seconds:
        return f"{seconds_text(target)} s instead of {seconds_text(did.seconds)}"
    return None


def _last_timed(done: SetRecord) -> Rep | None:
    return next((rep for rep in reversed(done.reps) if rep.kind is not RepKind.NORMAL), None)


def _shortest_hold(hold: Hold, done: SetRecord) -> Decimal | None:
    held = [
        (rep.hold_actual_s or Decimal(0), rep.hold_target_s or hold.seconds)
        for rep in done.reps
        if rep.kind is RepKind.HOLD
    ]
    short = [actual for actual, target in held if actual < target]
    return min(short, default=None)


def _at_the_top(p: Prescription, sets: Sequence[SetRecord]) -> bool:
    return bool(sets) and all(_done(p, each) >= _asked(p, each.number)[1] for each in sets)


def _asked(p: Prescription, number: int) -> tuple[int, int]:
    """The fewest and the most reps of a set; a hold is one."""
    asked = p.reps_of_set(min(number, p.set_count))
    return (1, 1) if isinstance(asked, Hold) else asked


def _done(p: Prescription, done: SetRecord) -> int:
    """Reps done in a set; where each side has its own, of the side that did fewer."""
    if not p.each:
        return len(done.reps)
    return min(sum(rep.side is side for rep in done.reps) for side in Side)


def _lowerings(done: SetRecord) -> list[Rep]:
    return [rep for rep in done.reps if rep.kind is RepKind.LOWERING]


def _seconds_done(sets: Sequence[SetRecord], prescribed: Decimal | None) -> Decimal | None:
    """The seconds that most sets ended with; of two as frequent the fewer."""
    targets: Counter[Decimal] = Counter()
    for each in sets:
        last = _last_timed(each)
        target = None if last is None else last.hold_target_s or last.lowering_target_s
        if target is not None:
            targets[target] += 1
    if prescribed is None or not targets:
        return prescribed
    return max(targets, key=lambda seconds: (targets[seconds], -seconds))


def _most_lifted(sets: Sequence[SetRecord]) -> Load | None:
    """The load of most sets; of two as frequent the lighter."""
    loads = Counter(each.load_lifted for each in sets if each.load_lifted is not None)
    return max(loads, key=lambda load: (loads[load], -among_its_like(load.down)), default=None)


def _load_done(sets: Sequence[SetRecord], prescribed: Load | None) -> Load | None:
    """The prescribed load, unless the lifter put on something else than it or what the plates make of it."""
    lifted = _most_lifted(sets)
    if prescribed is None or lifted is None:
        return prescribed
    for each in sets:
        if each.load_lifted == lifted and any(
            known is not None and _alike(lifted, known)
            for known in (prescribed, each.load_prescribed, each.load_loadable)
        ):
            return prescribed
    return _in_the_shape_of(prescribed, lifted) or prescribed


def _in_the_shape_of(prescribed: Load, lifted: Load) -> Load | None:
    """Bring what was lifted to the line's kind of load, one amount or two; None where it is of another."""
    if type(lifted.down) is not type(prescribed.down) or is_too_heavy(lifted.down) or is_nothing(lifted.down):
        return None
    if prescribed.up is None:
        return Load(lifted.down)
    up = prescribed.up if lifted.up is None else lifted.up
    if type(up) is not type(prescribed.up) or lowers_more(Load(up), lifted):
        up = lifted.down
    return None if len(units_of(Load(lifted.down, up))) > 1 else Load(lifted.down, up)


def _alike(one: Load, other: Load) -> bool:
    return _same(one.down, other.down) and (one.up is None or other.up is None or _same(one.up, other.up))


def _same(one: Amount, other: Amount) -> bool:
    return type(one) is type(other) and among_its_like(one) == among_its_like(other)


def _marked(sets: Sequence[SetRecord]) -> str:
    paced, marked = paced_and_marked(rep for each in sets for rep in each.reps)
    return f"{marked} of {paced + marked} measured" if paced else "all measured"
