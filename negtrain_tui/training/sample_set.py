"""Sets that nobody did: every rep of them with the noise that people have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Load
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.record import EndedBy, Rep, RepKind, SetRecord, Status
from negtrain_tui.training.sample_plan import UNMARKED, Goes, goes, note, soreness
from negtrain_tui.training.script import GENERAL_PAIN_LIMIT, RepScript, SetScript, compile_set
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Lifting

_SETTINGS = Settings()
_LEAD_IN_S = 10
_FAST_S = Decimal(1)
_REST_S = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as it is to be trained on a day, and the loads that are prescribed and that can be made."""

    prescription: Prescription
    text: str
    exercise: Exercise
    prescribed: Load | None
    loadable: Load | None
    line_number: int
    week: int
    line_id: str | None = None
    easy: bool = False

    @property
    def lifted(self) -> Load | None:
        """What is put on."""
        return self.prescribed if self.loadable is None else self.loadable


def performed(asked: Asked, session_id: str, at: datetime, rng: Random) -> tuple[SetRecord, ...]:
    """Do a line's sets from `at` on, as that day goes."""
    name = asked.line_id or ""
    how = Goes.WELL if asked.easy else goes(name, rng.random)
    marks = name not in UNMARKED and rng.random() < 0.93
    rest = float(asked.prescription.rest or _REST_S)
    sets: list[SetRecord] = []
    script = compile_set(asked.prescription, asked.exercise, 1, load=asked.lifted, settings=_SETTINGS)
    for number in range(1, asked.prescription.set_count + 1):
        last = number == asked.prescription.set_count
        going = _Going(how if last else Goes.WELL, marks)
        one = _set(asked, script, _Begun(number, at), going, rng)
        sets.append(_answered(one, asked, session_id, how, rng, last=last))
        if one.ended_by is EndedBy.PAIN:
            break
        at = one.ended + timedelta(seconds=rest - _LEAD_IN_S + rng.randrange(3, 45))
    return tuple(sets)


@dataclass(frozen=True, slots=True)
class _Begun:
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Going:
    how: Goes
    marks: bool


@dataclass(frozen=True, slots=True)
class _Done:
    begun: _Begun
    ended: datetime
    ended_by: EndedBy
    reps: tuple[Rep, ...]
    pain: int | None


def _set(asked: Asked, script: SetScript, begun: _Begun, going: _Going, rng: Random) -> _Done:
    p, how = asked.prescription, going.how
    count = len(script.reps)
    pain = soreness(asked.line_id or "", asked.week)
    if p.pain_limit is not None:
        pain = max(1, 3 - asked.week // 16)
    limit = GENERAL_PAIN_LIMIT if p.pain_limit is None else p.pain_limit
    hurts = pain is not None and pain > limit and begun.number > 1
    left_out = 1 if how is Goes.SHORT or hurts else 0
    reps: list[Rep] = []
    seconds = Decimal(_LEAD_IN_S)
    for place, each in enumerate(script.reps[: max(1, count - left_out)]):
        at_end = place >= count - 2
        share = rng.gauss(0.985 - 0.004 * place, 0.035)
        if at_end and how in (Goes.HARD, Goes.LOST):
            share -= 0.06
        if at_end and how is Goes.FAST:
            share = rng.uniform(0.74, 0.83)
        rep = _rep(each, share, marks=going.marks, lost=how is Goes.LOST and place == count - 1)
        reps.append(rep)
        lifting = _FAST_S if isinstance(each.lifting, Lifting) else each.lifting
        back = script.return_s if each.lifting is Lifting.ASSISTED else lifting
        lowered = rep.lowering_actual_s or rep.hold_actual_s or each.target
        seconds += lowered + each.pause_low + back + each.pause_high
    by = EndedBy.REPS_DONE
    if hurts:
        by = EndedBy.PAIN
    elif reps[-1].control_lost:
        by = EndedBy.CONTROL_LOST
    elif how is Goes.FAST and going.marks:
        by = EndedBy.STOP_RULE
    elif len(reps) < count:
        by = EndedBy.LIFTER
    return _Done(begun, begun.at + timedelta(seconds=float(seconds)), by, tuple(reps), pain)


def _rep(asked: RepScript, share: float, *, marks: bool, lost: bool) -> Rep:
    """A rep as it is recorded: measured where it is marked, else its target; a loss is always measured."""
    if lost:
        share = min(share, 0.55)
    measured = Decimal(round(float(asked.target) * max(0.3, share) * 1000)).scaleb(-3)
    lowering, hold = asked.kind is RepKind.LOWERING, asked.kind is RepKind.HOLD
    marked = lowering and (marks or lost)
    actual = measured if marked else asked.target
    return Rep(
        asked.number,
        asked.side,
        asked.kind,
        lowering_target_s=asked.target if lowering else None,
        lowering_actual_s=actual if lowering else None,
        marked=marked,
        control_lost=lost and lowering,
        hold_target_s=asked.target if hold else None,
        hold_actual_s=asked.target if hold else None,
        load_down=asked.load_down,
        load_up=asked.load_up,
    )


def _answered(done: _Done, asked: Asked, session_id: str, how: Goes, rng: Random, *, last: bool) -> SetRecord:
    """The set as it is recorded, with what was answered in the form after it."""
    p = asked.prescription
    effort = Decimal(rng.choice((12, 13, 14)) + min(3, done.begun.number) - 3 * asked.easy) / 2
    if last and how is not Goes.WELL:
        effort = Decimal("9.5")
    says = rng.random()
    return SetRecord(
        id=f"{session_id}-{asked.line_number}-{done.begun.number}",
        exercise=p.exercise,
        line=asked.text,
        line_number=asked.line_number,
        number=done.begun.number,
        method=None if p.kind is None else p.kind.value,
        pacing="paced",
        status=Status.FINISHED,
        started_at=done.begun.at,
        finished_at=done.ended,
        ended_by=done.ended_by,
        load_prescribed=asked.prescribed,
        load_loadable=asked.loadable,
        load_lifted=asked.lifted,
        rpe=effort if last or says < 0.4 else None,
        pain=done.pain if p.pain_limit is not None or last or says < 0.5 else None,
        note=note(asked.line_id or "", asked.week, rng.random),
        reps=done.reps,
        line_id=asked.line_id,
    )
