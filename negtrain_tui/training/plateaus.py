"""Where an exercise stood still, and after what it gained again: plateaus as the records show them.

Each line of the plan is followed by itself, else each method and tempo: another tempo is another strength.
What counts as a gain is what earns a step (domain-reference §5.4): more load, or as much of it for longer,
more reps with it, or a higher estimated 1RM, all sets done, under control and on tempo. Three exposures
without one, or three weeks at one standing, are a plateau, as for the next step of a line; where the plan's
line notes no steps, or stands at the top of them, standing still is as planned. What lies
between a plateau and the next gain is told as that and no more: nobody knows what caused it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from negtrain_tui.training.estimating import SetEstimate
from negtrain_tui.training.ground import Rules
from negtrain_tui.training.load import Load, Mass, among_its_like, plain, shown
from negtrain_tui.training.proposal import OfferKind
from negtrain_tui.training.schedule import listed, short_day
from negtrain_tui.training.standing import Decision, DecisionKind, Standing, asks_more
from negtrain_tui.training.tempo import Tempo, seconds_text
from negtrain_tui.training.trend import TrendExposure

# Ours: from so many days without an exercise on the pause is told.
_PAUSE_DAYS = 14
_RULES = Rules()
_OFF_TEMPO = "off tempo"
_DECIDED = {
    OfferKind.SMALLER_STEP.value: "a smaller step",
    OfferKind.SECONDS_INSTEAD.value: "seconds instead of load",
    OfferKind.RESET.value: "a reset",
}


@dataclass(frozen=True, slots=True)
class Plateau:
    """A time without gain since the day `since`, `marked` by the exposure that made it a plateau.

    `since` is the day of the last gain, or the later one on which the lifter set or kept a standing.
    `exposures` counts those without gain, `lacking` how many of them lacked what; `at` is where it stood;
    `strand` which line of exposures it is of. `ended` is the day of the next gain, which
    `gain` tells (`+0.5kg`), in the session `session_id`; or the day it was trained otherwise, and `gain`
    is empty then. `after` is what happened in between, as far as it is known. All None or empty while it
    lasts, or where it wasn't trained any more.
    """

    strand: tuple[object, ...]
    method: str | None
    tempo: Tempo | None
    at: Standing
    since: date
    marked: date
    last: date
    exposures: int
    lacking: tuple[tuple[str, int], ...] = ()
    ended: date | None = None
    gain: str = ""
    session_id: str | None = None
    after: tuple[str, ...] = ()

    def words(self, today: date) -> str:
        """Say it in two sentences."""
        times = f"{self.exposures} exposure{'' if self.exposures == 1 else 's'} without gain"
        lacking = listed([f"{number} {what}" for what, number in self.lacking]) if self.lacking else ""
        why = f" ({lacking})" if lacking else ""
        stood = f"{times} since {short_day(self.since, today)}, at {self.at.shown or 'bodyweight'}{why}."
        after = f", after {listed(self.after)}" if self.after else ""
        if self.ended is None:
            since = f" Since then: {listed(self.after)}." if self.after else ""
            if (today - self.last).days > _PAUSE_DAYS:
                return f"{stood} Last trained so on {short_day(self.last, today)}.{since}"
            return f"{stood} No gain yet.{since}"
        day = short_day(self.ended, today)
        if not self.gain:
            return f"{stood} From {day} on: {listed(self.after)}."
        return f"{stood} Gained again on {day}: {self.gain}{after}."


@dataclass(slots=True)
class _Run:
    """What a line of exposures is measured against, and how long nothing was gained."""

    at: Standing
    reps: int
    one_rm: Fraction | None
    since: date
    gained: date
    grew_in: str = ""
    last_step: Fraction | None = None
    still: int = 0
    lacking: Counter[str] = field(default_factory=Counter)
    exposures: int = 1
    reps_grew: bool = False
    anew: bool = False
    open: Plateau | None = None
    known: list[str] = field(default_factory=list)
    longest_pause: int = 0

    @property
    def told(self) -> list[str]:
        """What is known of the time since the last gain."""
        pause = [f"{self.longest_pause} days without it"] if self.longest_pause else []
        return list(dict.fromkeys([*self.known, *pause]))


@dataclass(frozen=True, slots=True)
class _Gain:
    """What was more than before: in words, in which currency, and how much load."""

    words: str
    kind: str
    step: Fraction | None = None


def plateaus(
    exposures: Sequence[TrendExposure],
    decisions: Iterable[Decision] = (),
    *,
    today: date,
    rules: Rules = _RULES,
) -> tuple[Plateau, ...]:
    """Return the plateaus of an exercise, oldest first.

    Args:
        exposures: All of the exercise, oldest first: what was gained before a window decides what is more.
        decisions: What the lifter decided about the lines they were done for.
        today: The day up to which one that lasts is measured.
        rules: Where the lines are drawn.
    """
    decided = sorted(decisions, key=lambda each: each.at)
    found: list[Plateau] = []
    for line_id, mine in _lines(exposures):
        about = [each for each in decided if line_id is not None and each.line_id == line_id]
        found += _followed(mine, about, today, rules)
    return tuple(sorted(found, key=lambda each: (each.marked, each.since)))


def _lines(exposures: Sequence[TrendExposure]) -> Iterator[tuple[str | None, list[TrendExposure]]]:
    """Yield what belongs together: exposures of one line, of each session the one that asked most."""
    lines: dict[tuple[object, ...], dict[str, TrendExposure]] = {}
    for each in exposures:
        if not each.grows or (each.load is None and each.target_s is None):
            continue
        sessions = lines.setdefault(each.strand, {})
        other = sessions.get(each.session_id)
        if other is None or asks_more(_standing(each), _standing(other)):
            sessions[each.session_id] = each
    for sessions in lines.values():
        mine = list(sessions.values())
        yield mine[0].line_id, mine


def _followed(
    mine: Sequence[TrendExposure], decisions: Sequence[Decision], today: date, rules: Rules
) -> list[Plateau]:
    counted = [each for each in mine if not each.easy]
    if not counted:
        return []
    waiting = list(decisions)
    found: list[Plateau] = []
    run = _begun(counted[0])
    before = mine[0]
    place = 0
    for each in mine[1:] if mine[0] is counted[0] else mine:
        while waiting and waiting[0].at.date() <= each.day:
            _decided(run, waiting.pop(0))
        if (days := (each.day - before.day).days) >= _PAUSE_DAYS:
            run.longest_pause = max(run.longest_pause, days)
        before = each
        if each.easy:
            run.known.append("easier days")
            continue
        if each is counted[0]:
            continue
        place += 1
        if each.strength != counted[place - 1].strength:
            found += _ended_otherwise(run, each)
            run = _begun(each)
            continue
        lower = _is_lower(counted[place : place + rules.plateau_after], run.at, rules)
        if lower or run.anew:
            if not run.anew:
                run.known.append(f"going back to {_standing(each).shown} from {run.at.shown}")
            run = replace(
                _begun(each),
                open=run.open,
                lacking=run.lacking if run.open is not None else Counter(),
                known=run.known,
                longest_pause=run.longest_pause,
            )
            continue
        if (gain := _gain(run, each, rules)) is not None:
            found += _ended(run, each, gain)
            _go_on(run, each, gain)
        else:
            _stand_still(run, each, rules)
    for decision in waiting:
        _decided(run, decision)
    if run.open is not None:
        found.append(replace(run.open, after=tuple(run.told)))
    elif (today - before.day).days <= rules.still_days and _too_long(run, today, rules):
        found.append(_plateau(run, before, before.day))
    return found


def _begun(each: TrendExposure) -> _Run:
    one_rm = None if each.one_rm is None else each.one_rm.exact
    return _Run(_standing(each), each.reps, one_rm, each.day, each.day)


def _go_on(run: _Run, each: TrendExposure, gain: _Gain) -> None:
    run.still, run.open, run.known, run.longest_pause = 0, None, [], 0
    run.lacking.clear()
    run.gained, run.grew_in = each.day, gain.kind
    run.last_step = gain.step or run.last_step
    run.reps = max(run.reps, each.reps)
    if each.one_rm is not None:
        run.one_rm = max(run.one_rm or each.one_rm.exact, each.one_rm.exact)
    if asks_more(_standing(each), run.at):
        run.at, run.reps, run.since, run.exposures = _standing(each), each.reps, each.day, 1
        run.reps_grew = False
    else:
        run.exposures += 1
        run.reps_grew = True


def _stand_still(run: _Run, each: TrendExposure, rules: Rules) -> None:
    run.still += 1
    run.exposures += 1
    if (lack := _lack(each, rules)) is not None:
        run.lacking[lack] += 1
    if run.open is not None:
        more = run.open.exposures + 1
        run.open = replace(run.open, exposures=more, last=each.day, lacking=_counted(run))
    elif run.still >= rules.plateau_after or _too_long(run, each.day, rules):
        run.open = _plateau(run, each, each.day)


def _too_long(run: _Run, day: date, rules: Rules) -> bool:
    if run.exposures < rules.plateau_after or not run.still:
        return False
    # As for a line of the plan: while reps grow the load may well stand, twice as long.
    return (day - run.since).days >= rules.still_days * (2 if run.reps_grew else 1)


def _plateau(run: _Run, each: TrendExposure, marked: date) -> Plateau:
    return Plateau(
        strand=each.strand,
        method=each.method,
        tempo=each.tempo,
        at=run.at,
        since=run.gained,
        marked=marked,
        last=each.day,
        exposures=run.still,
        lacking=_counted(run),
    )


def _counted(run: _Run) -> tuple[tuple[str, int], ...]:
    return tuple(run.lacking.most_common())


def _lack(each: TrendExposure, rules: Rules) -> str | None:
    """Tell what keeps an exposure from being a gain, whatever was more in it."""
    if each.lack is not None:
        return f"with {each.lack}"
    return _OFF_TEMPO if each.fidelity is not None and each.fidelity < rules.fidelity else None


def _gain(run: _Run, each: TrendExposure, rules: Rules) -> _Gain | None:
    """Say what an exposure gained; None where it didn't, or where not all of it was done as asked."""
    if _lack(each, rules) is not None:
        return None
    now = _standing(each)
    if asks_more(now, run.at):
        if now.load is None or run.at.load is None or not _differ(now.load, run.at.load):
            assert now.seconds is not None and run.at.seconds is not None
            return _Gain(f"+{seconds_text(now.seconds - run.at.seconds)} s", "seconds")
        return _load_gain(run.at.load, now.load)
    if now == run.at and each.reps > run.reps:
        more = each.reps - run.reps
        return _Gain(f"+{more} rep{'' if more == 1 else 's'}", "reps")
    if each.one_rm is not None and run.one_rm is not None and each.one_rm.exact > run.one_rm:
        return _Gain(f"an estimated 1RM of {_one_rm(each.one_rm)}", "e1RM")
    return None


def _load_gain(before: Load, now: Load) -> _Gain:
    step = among_its_like(now.down) - among_its_like(before.down)
    if isinstance(now.down, Mass) and isinstance(before.down, Mass) and now.down.unit == before.down.unit:
        return _Gain(f"+{plain(now.down.value - before.down.value)}{now.down.unit}", "load", step)
    return _Gain(f"{shown(now.down)} instead of {shown(before.down)}", "load", step)


def _ended(run: _Run, each: TrendExposure, gain: _Gain) -> Iterator[Plateau]:
    if run.open is None:
        return
    after = run.told
    if gain.kind == "seconds" and run.grew_in == "load":
        after.append(_DECIDED[OfferKind.SECONDS_INSTEAD.value])
    if gain.step is not None and run.last_step is not None and gain.step < run.last_step:
        after.append(_DECIDED[OfferKind.SMALLER_STEP.value])
    yield replace(
        run.open,
        ended=each.day,
        gain=gain.words,
        session_id=each.session_id,
        after=tuple(dict.fromkeys(after)),
    )


def _ended_otherwise(run: _Run, each: TrendExposure) -> Iterator[Plateau]:
    if run.open is not None:
        how = " ".join(str(part) for part in (each.method, each.tempo) if part is not None)
        after = (*run.told, f"trained {how or 'otherwise'}")
        yield replace(run.open, ended=each.day, session_id=each.session_id, after=after)


def _decided(run: _Run, decision: Decision) -> None:
    """Go on from what the lifter decided, as the next step of the line does."""
    if decision.why in _DECIDED:
        run.known.append(_DECIDED[decision.why])
    elif decision.kind is DecisionKind.SET and decision.standing is not None:
        run.known.append(f"it was set to {decision.standing.shown}")
    if decision.kind in (DecisionKind.SET, DecisionKind.KEPT):
        run.still, run.exposures, run.since = 0, 0, decision.at.date()
        if run.open is None:
            # What is told to be without gain since a day is counted from that day on.
            run.gained = decision.at.date()
            run.lacking.clear()
    if decision.standing is not None and asks_more(run.at, decision.standing):
        run.anew = True


def _is_lower(coming: Sequence[TrendExposure], at: Standing, rules: Rules) -> bool:
    """Whether so many exposures in a row lie as far under a standing as a reset would."""
    if len(coming) < rules.plateau_after:
        return False
    return all(_is_less(_standing(each), at, rules) for each in coming)


def _is_less(now: Standing, at: Standing, rules: Rules) -> bool:
    least = Fraction(rules.reset)
    if now.load is not None and at.load is not None and _differ(now.load, at.load):
        mass = isinstance(now.load.down, Mass) and isinstance(at.load.down, Mass)
        return mass and among_its_like(now.load.down) <= least * among_its_like(at.load.down)
    return now.seconds is not None and at.seconds is not None and now.seconds <= at.seconds * rules.reset


def _differ(one: Load, other: Load) -> bool:
    return type(one.down) is not type(other.down) or among_its_like(one.down) != among_its_like(other.down)


def _standing(each: TrendExposure) -> Standing:
    return Standing(each.target_s, None if each.load is None else Load(each.load))


def _one_rm(estimate: SetEstimate) -> str:
    return shown(estimate.mass)
