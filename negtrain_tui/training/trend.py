"""How an exercise went over time: its exposures, day by day, and what each set achieved under control."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from negtrain_tui.training.estimating import SetEstimate, Untold, of_set
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, among_its_like
from negtrain_tui.training.lowered import prescription_read, trained_tempo
from negtrain_tui.training.metrics import mass_times, mean_kept
from negtrain_tui.training.prescription import Hold
from negtrain_tui.training.record import EndedBy, RepKind, SetRecord, Side, Status
from negtrain_tui.training.rep_totals import RepTotal, totals_of
from negtrain_tui.training.tempo import Tempo

_TOO_FAST = (EndedBy.TOO_FAST, EndedBy.STOP_RULE)


class Lack(StrEnum):
    """What an exposure lacked of what was asked, as words after `with`."""

    PAIN = "pain over its limit"
    CONTROL = "control lost"
    TEMPO = "tempo lost"
    SETS = "sets missing"
    REPS = "reps missing"
    HOLD = "a hold cut short"


@dataclass(frozen=True, slots=True)
class TrendSet:
    """One work set as far as trends need it; `day` is local to where its session took place.

    `sets_asked` is how many work sets its line was to have that day, None where only the line tells;
    `easy` says that the day was made easier on purpose.
    """

    session_id: str
    set_id: str
    day: date
    line: str
    number: int
    method: str | None
    status: Status
    ended_by: EndedBy | None
    load_lifted: Load | None
    rpe: Decimal | None
    pain: int | None
    line_id: str | None
    sets_asked: int | None
    easy: bool
    reps: tuple[RepTotal, ...]


class Deed(NamedTuple):
    """Lowerings of one set kept under control with one load: what a record is made of.

    `longest_ms` is the longest measured one, None where none was marked.
    """

    day: date
    session_id: str
    set_id: str
    method: str | None
    tempo: Tempo | None
    load: Amount | None
    reps: int
    longest_ms: int | None


@dataclass(frozen=True, slots=True)
class TrendExposure:
    """An exercise in one session with one method and tempo, the lowering's seconds as really prescribed.

    `set_id` is its first set. `tempo` is None for a hold, and where the line isn't in our notation. `load`
    is the heaviest lowered, external before bodyweight. `target_s` is of each lowering or hold; `actual_s`
    the mean and `longest_s` the most of the marked lowerings, None where none was marked: paced ones say
    nothing. `lowering_s` counts them as their target. `load_seconds` (kg·s) and `volume_load` (kg) are of
    external loads only, None where there is none. `one_rm` is the best set's estimate; where there is
    none, `untold` tells why of its first set. `rpe` and `pain` are the highest answered. `lack` tells
    what is missing of what was asked, None where all was done under control; `easy` that less was asked on
    purpose; `grows` that the plan's line still has steps to take, or that there is none to tell.
    `holds_paced` counts the holds that the clock led.
    """

    session_id: str
    set_id: str
    day: date
    method: str | None
    tempo: Tempo | None
    line_id: str | None
    sets: int
    reps: int
    holds: int
    load: Amount | None
    target_s: Decimal | None
    actual_s: Decimal | None
    longest_s: Decimal | None
    fidelity: Decimal | None
    lowering_s: Decimal
    hold_s: Decimal
    load_seconds: Fraction | None
    volume_load: Fraction | None
    one_rm: SetEstimate | None
    untold: Untold | None
    rpe: Decimal | None
    pain: int | None
    control_lost: int
    marked: int
    paced: int
    lack: Lack | None
    easy: bool
    grows: bool = True
    holds_paced: int = 0

    @property
    def strand(self) -> tuple[object, ...]:
        """What makes exposures comparable: the plan's line, else method, the other phases, kind of load."""
        return (self.line_id,) if self.line_id is not None else self.strength

    @property
    def strength(self) -> tuple[object, ...]:
        """Method, the phases beside the lowering, whether it is held, and the kind of load."""
        tempo = self.tempo
        others = (
            None if tempo is None else (tempo.pause_after_lowering, tempo.lifting, tempo.pause_after_lifting)
        )
        return self.method, others, self.holds > 0, type(self.load)

    @property
    def led(self) -> bool:
        """Whether some of its seconds weren't measured: the clock led those lowerings or holds."""
        return self.paced + self.holds_paced > 0

    @property
    def time_under_tension(self) -> Decimal:
        """The seconds of all lowerings and holds."""
        return self.lowering_s + self.hold_s


@dataclass(frozen=True, slots=True)
class Trend:
    """Exposures and deeds of one exercise, each oldest first."""

    exposures: tuple[TrendExposure, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def within(self, first: date | None, last: date | None) -> Trend:
        """Return what of it lies in a window, both ends included."""

        def lies(day: date) -> bool:
            return (first is None or day >= first) and (last is None or day <= last)

        return Trend(
            tuple(each for each in self.exposures if lies(each.day)),
            tuple(each for each in self.deeds if lies(each.day)),
        )


def trend_set(
    session_id: str, day: date, done: SetRecord, *, sets_asked: int | None = None, easy: bool = False
) -> TrendSet:
    """Tell a whole set as trends need it."""
    return TrendSet(
        session_id=session_id,
        set_id=done.id,
        day=day,
        line=done.line,
        number=done.number,
        method=done.method,
        status=done.status,
        ended_by=done.ended_by,
        load_lifted=done.load_lifted,
        rpe=done.rpe,
        pain=done.pain,
        line_id=done.line_id,
        sets_asked=sets_asked,
        easy=easy,
        reps=totals_of(done.reps),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Strength:
    """A method with a tempo; there is one of it, so that it is told apart quickly."""

    method: str | None
    tempo: Tempo | None


_Key = tuple[str, _Strength]


@dataclass(slots=True)
class _Part:
    """What of one set belongs to an exposure: these of its reps."""

    done: TrendSet
    reps: list[RepTotal]


def trend(sets: Iterable[TrendSet], exercise: Exercise) -> Trend:
    """Put an exercise's work sets (oldest first) together into exposures.

    The reps of a set whose seconds were changed on the way belong to the tempo that each was to keep, as
    in `records`. The rest of what a set tells, and its estimate, stand with its first tempo.
    """
    known: dict[tuple[str | None, Tempo | None], _Strength] = {}
    read: dict[tuple[str | None, str, int | None], _Strength] = {}
    exposures: dict[_Key, list[_Part]] = {}
    deeds: list[Deed] = []
    for done in sets:
        parts: dict[_Strength, _Part] = {}
        for rep in done.reps or (None,):
            target = None if rep is None or rep.kind is not RepKind.LOWERING else rep.target_ms
            strength = read.get((done.method, done.line, target))
            if strength is None:
                tempo = _tempo(done.line, target, exercise)
                strength = known.setdefault((done.method, tempo), _Strength(done.method, tempo))
                read[done.method, done.line, target] = strength
            part = parts.setdefault(strength, _Part(done, []))
            if rep is not None:
                part.reps.append(rep)
        for strength, part in parts.items():
            if prescription_read(done.line) is not None:
                deeds += _deeds(part, strength.tempo)
            exposures.setdefault((done.session_id, strength), []).append(part)
    return Trend(_exposures(exposures, exercise), tuple(deeds))


def _tempo(line: str, target_ms: int | None, exercise: Exercise) -> Tempo | None:
    p = prescription_read(line)
    target_s = None if target_ms is None else Decimal(target_ms) / 1000
    return None if p is None else trained_tempo(p, exercise, target_s)


def _deeds(part: _Part, tempo: Tempo | None) -> Iterable[Deed]:
    done = part.done
    by_load: list[tuple[Amount | None, int, int | None]] = []
    for rep in part.reps:
        if rep.kind is not RepKind.LOWERING or rep.control_lost:
            continue
        load = rep.load_down
        longest = rep.longest_ms if rep.marked else None
        for place, (other, number, most) in enumerate(by_load):
            if other == load:
                both = [ms for ms in (most, longest) if ms is not None]
                by_load[place] = (load, number + rep.number, max(both, default=None))
                break
        else:
            by_load.append((load, rep.number, longest))
    for load, number, most in by_load:
        yield Deed(done.day, done.session_id, done.set_id, done.method, tempo, load, number, most)


def _exposures(found: dict[_Key, list[_Part]], exercise: Exercise) -> tuple[TrendExposure, ...]:
    told: set[str] = set()
    rows: list[TrendExposure] = []
    for key, parts in found.items():
        own = [part.done for part in parts if part.done.set_id not in told]
        told.update(done.set_id for done in own)
        rows.append(_exposure(key, parts, own, exercise))
    return tuple(rows)


def _exposure(
    key: _Key, parts: Sequence[_Part], own: Sequence[TrendSet], exercise: Exercise
) -> TrendExposure:
    """Add one exposure up; `own` are the sets whose answers and estimate stand here."""
    session_id, strength = key
    tempo = strength.tempo
    first = parts[0].done
    reps = [rep for part in parts for rep in part.reps]
    lowerings = [rep for rep in reps if rep.kind is RepKind.LOWERING]
    holds = [rep for rep in reps if rep.kind is RepKind.HOLD]
    measured = [rep for rep in lowerings if rep.measured]
    estimates = [of_set(done, done.reps, exercise) for done in own]
    one_rms = [each for each in estimates if isinstance(each, SetEstimate)]
    untold = next((each for each in estimates if isinstance(each, Untold)), Untold.TEMPO)
    longest = [each.longest_ms for each in measured if each.longest_ms and not each.control_lost]
    counted = sum(rep.measured for rep in measured)
    kg_ms = mass_times((rep.load_down, rep.lowered_ms) for rep in lowerings)
    marked = sum(rep.number for rep in lowerings if rep.marked)
    hold_target = max((rep.target_ms for rep in holds if rep.target_ms), default=None)
    return TrendExposure(
        session_id=session_id,
        set_id=first.set_id,
        day=first.day,
        method=strength.method,
        tempo=tempo,
        line_id=first.line_id,
        sets=len(parts),
        reps=sum(rep.number for rep in reps) - sum(rep.number for rep in holds),
        holds=sum(rep.number for rep in holds),
        load=_heaviest(rep.load_down for rep in reps),
        target_s=_seconds(hold_target) if tempo is None else tempo.lowering,
        actual_s=_seconds(sum(rep.lowered_ms for rep in measured)) / counted if counted else None,
        longest_s=_seconds(max(longest)) if longest else None,
        fidelity=mean_kept((rep.target_ms or 0, rep.kept_ms, rep.measured) for rep in measured),
        lowering_s=_seconds(sum(rep.lowered_ms for rep in lowerings)),
        hold_s=_seconds(sum(rep.held_ms for rep in holds)),
        load_seconds=None if kg_ms is None else kg_ms / 1000,
        volume_load=mass_times((rep.load_down, rep.number) for rep in reps if rep.kind is not RepKind.HOLD),
        one_rm=max(one_rms, key=lambda each: each.exact, default=None),
        untold=None if one_rms else untold,
        rpe=max((done.rpe for done in own if done.rpe is not None), default=None),
        pain=max((done.pain for done in own if done.pain is not None), default=None),
        control_lost=sum(rep.number for rep in reps if rep.control_lost),
        marked=marked,
        paced=sum(rep.number for rep in lowerings) - marked,
        lack=_lack([part.done for part in parts]),
        easy=any(part.done.easy for part in parts),
        grows=any(_grows(part.done, tempo) for part in parts),
        holds_paced=sum(rep.number for rep in holds if not rep.marked),
    )


def _grows(done: TrendSet, tempo: Tempo | None) -> bool:
    p = prescription_read(done.line)
    if p is None or done.line_id is None or p.load_progress is not None:
        return True
    progress = p.seconds_progress
    return progress is not None and (tempo is None or tempo.lowering < progress.cap)


def _seconds(ms: int | None) -> Decimal:
    return Decimal(ms or 0) / 1000


def _heaviest(loads: Iterable[Amount | None]) -> Amount | None:
    known = [load for load in loads if isinstance(load, (Mass, Bodyweight))]
    masses = [load for load in known if isinstance(load, Mass)]
    return max(masses or known, key=among_its_like, default=None)


def _lack(sets: Sequence[TrendSet]) -> Lack | None:
    """Tell what of all that was asked is missing: a set that was broken off comes first."""
    if any(done.ended_by is EndedBy.PAIN for done in sets):
        return Lack.PAIN
    if any(
        done.ended_by is EndedBy.CONTROL_LOST or any(rep.control_lost for rep in done.reps) for done in sets
    ):
        return Lack.CONTROL
    if any(done.ended_by in _TOO_FAST for done in sets):
        return Lack.TEMPO
    done_of: dict[str, list[TrendSet]] = {}
    for done in sets:
        done_of.setdefault(done.line, []).append(done)
    lacks = (_lack_of_line(line, mine) for line, mine in done_of.items())
    return next((lack for lack in lacks if lack is not None), None)


def _lack_of_line(line: str, sets: Sequence[TrendSet]) -> Lack | None:
    p = prescription_read(line)
    if p is None:
        return None
    asked = p.set_count if sets[0].sets_asked is None else min(p.set_count, sets[0].sets_asked)
    if len(sets) < asked:
        return Lack.SETS
    for done in sets:
        if done.number > p.set_count:
            continue
        wanted = p.reps_of_set(done.number)
        if isinstance(wanted, Hold):
            if not _is_held(done.reps):
                return Lack.HOLD
        elif _reps_done(done.reps, each=p.each) < wanted[0]:
            return Lack.REPS
    return None


def _is_held(reps: Sequence[RepTotal]) -> bool:
    return bool(reps) and all(rep.held_ms >= (rep.target_ms or 0) * rep.number for rep in reps)


def _reps_done(reps: Sequence[RepTotal], *, each: bool) -> int:
    if not each:
        return sum(rep.number for rep in reps)
    return min(sum(rep.number for rep in reps if rep.side is side) for side in Side)
