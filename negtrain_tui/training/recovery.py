"""Backing off: what an answered pain allows, when an easier week is due, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from negtrain_tui.training.load import Amount, Bodyweight, Load, Mass, Percent, shared
from negtrain_tui.training.prescription import Hold, Prescription
from negtrain_tui.training.proposal import Judged, Outcome
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.standing import Decision, DecisionKind, Standing


class PainVerdict(StrEnum):
    """What a pain from 0 to 10 means for progress: go on, stay where you are, stop, or nobody knows."""

    GO = "go"
    HOLD = "hold"
    STOP = "stop"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class _Gate:
    """Up to `go` a pain changes nothing, up to `hold` nothing grows, over that the exercise stops."""

    go: int
    hold: int


# Domain-reference §4, "Pain (0-10 NRS)", as go, hold, stop: general training 0-2, 3, from 4 on [D]; tendon
# rehab 0-3, 4-5, over 5; prevention 0-3, none, over 3; hamstring protocol 0, none, any. The last three are
# lines with `pain<=5`, `pain<=3` and `pain<=0`: up to 3 lets grow at the most, their own limit stops.
_GENERAL = _Gate(go=2, hold=3)
_MOST_TO_GROW_WITH = 3

# Domain-reference §4, "Deload" [D]: sets -40 to -50 %, load -10 %, nothing supramaximal, one week.
_LOAD_LEFT = Decimal("0.9")
_DELOAD_DAYS = 7
_BREAK_DAYS = 7
# Domain-reference §4, warning catalogue [D]: 3 bad-control sessions, or pain rising 2 sessions.
_LOST_SESSIONS = 3
_TRIGGER_DAYS = 21

_PERCENT_PLACES = Decimal("1e-4")
_UNTOLD_PLACES = Decimal("0.01")

_DELOADS = (DecisionKind.DELOAD, DecisionKind.DELOAD_MOVED, DecisionKind.DELOAD_DECLINED)


@dataclass(frozen=True, slots=True)
class DeloadOffer:
    """An easier week from `day` on, with the reason in one sentence and pairs of label and text."""

    reason: str
    figures: tuple[tuple[str, str], ...]
    day: date


def pain_verdict(pain: int | None, limit: int | None) -> PainVerdict:
    """Judge an answered pain (0 to 10) by the line's own limit, or by the gate of general training.

    Unanswered, it stands in the way of progress only on a line that has a limit.
    """
    if pain is None:
        return PainVerdict.GO if limit is None else PainVerdict.UNANSWERED
    gate = _GENERAL if limit is None else _Gate(go=min(_MOST_TO_GROW_WITH, limit), hold=limit)
    if pain > gate.hold:
        return PainVerdict.STOP
    return PainVerdict.GO if pain <= gate.go else PainVerdict.HOLD


def pain_rising(pains: Sequence[int | None]) -> bool:
    """Tell whether pain rose in each of the last two sessions in which it was told, oldest first."""
    told = [pain for pain in pains if pain is not None][-3:]
    return len(told) == 3 and told[0] < told[1] < told[2]


def deload_until(day: date, decisions: Sequence[Decision]) -> date | None:
    """Return the last day of the easier week that a day lies in, or None.

    It lasts 7 days from the day it was accepted for; moving or declining it later ends it on the day that
    this was decided.
    """
    return next((end - timedelta(days=1) for begin, end in _deloads(decisions) if begin <= day < end), None)


def deload_offer(
    today: date,
    trained: Sequence[date],
    judged: Sequence[Judged],
    decisions: Sequence[Decision],
    weeks: int,
) -> DeloadOffer | None:
    """Offer an easier week where one is due, or where control or pain call for it; else None.

    It is due after `weeks` weeks of training since the last easier week or since a break of 7 days
    (our default; domain-reference §4 says every 4 to 6). Before that, control lost in 3 sessions of the
    last 3 weeks, or pain that rose in the last two sessions, call for it.

    Args:
        today: The day it would begin.
        trained: The days of all sessions, in any order.
        judged: The exposures of all lines of the plan, in any order; several may be of one session.
        decisions: The lifter's; a moved offer comes back on its day, a declined one after `weeks` more
            weeks, or when something new calls for it.
        weeks: How many weeks of training are between easier weeks.
    """
    days = sorted({day for day in trained if day <= today})
    if not days or _is_break(days[-1], today):
        return None
    weeks_off = _deloads(decisions)
    if weeks_off and weeks_off[-1][1] > today:
        return None
    since, since_what = _training_since(days, weeks_off)
    last = _last_answer(decisions, since)
    moved = last is not None and last.kind is DecisionKind.DELOAD_MOVED
    if last is not None and moved and last.day is not None and today < last.day:
        return None
    declined = last.at if last is not None and last.kind is DecisionKind.DELOAD_DECLINED else None
    sessions = _sessions(judged, today, since)
    offer = (
        _after_lost_control(sessions, declined, today)
        or _after_rising_pain(sessions, declined, today)
        or _by_schedule(since, since_what, declined, weeks, today)
    )
    if offer is None and last is not None and moved:
        return DeloadOffer(
            "You moved the easier week to today or earlier.",
            (("decided", short_day(last.at.date(), today)),),
            today,
        )
    return offer


def eased(p: Prescription, standing: Standing, one_rm: Mass | None) -> tuple[Standing, int]:
    """Return what an easier week makes of a line: 10 % less load, and half the sets, rounded up.

    Loads are exact to the gram, and none is over 100 % of the 1RM where that is known; of `bw+20kg` the
    20 kg shrink.
    A tenth of plain bodyweight, or of what helps, nobody can take off: there the seconds go back to those
    that the line begins with. They never get fewer than that.

    Args:
        p: The plan's line, with the values it begins with.
        standing: Where the lifter stands with it.
        one_rm: The exercise's 1RM, None where it isn't known.
    """
    load = standing.load if standing.load is not None else p.load
    sets = -(-p.set_count // 2)
    if load is None or (isinstance(load.down, Bodyweight) and load.down.signed <= 0):
        return Standing(_no_more_than_at_first(p, standing.seconds), load), sets
    return Standing(standing.seconds, _lighter_load(load, one_rm)), sets


def _no_more_than_at_first(p: Prescription, seconds: Decimal | None) -> Decimal | None:
    first = p.sets.seconds if isinstance(p.sets, Hold) else p.tempo.lowering if p.tempo else None
    return seconds if seconds is None or first is None else min(seconds, first)


def _lighter_load(load: Load, one_rm: Mass | None) -> Load:
    lighter = shared(load, _LOAD_LEFT)
    up = None if lighter.up is None else _not_supramaximal(lighter.up, one_rm)
    return Load(_not_supramaximal(lighter.down, one_rm), up)


def _not_supramaximal(amount: Amount, one_rm: Mass | None) -> Amount:
    if isinstance(amount, Percent):
        lighter = (amount.value * _LOAD_LEFT).quantize(_PERCENT_PLACES, ROUND_DOWN)
        return Percent(min(lighter, Decimal(100)))
    if isinstance(amount, Mass) and one_rm is not None and amount.is_heavier_than(one_rm):
        return _told_in(one_rm, amount)
    return amount


def _told_in(one_rm: Mass, lighter: Mass) -> Mass:
    """Say the 1RM in the unit of the load; kilograms have no exact pounds, so hundredths, rounded down."""
    if lighter.unit in (one_rm.unit, "kg"):
        return one_rm.converted(lighter.unit)
    exact: Fraction = one_rm.in_unit(lighter.unit)
    hundredths = exact.numerator * 100 // exact.denominator
    return Mass(Decimal(hundredths) * _UNTOLD_PLACES, lighter.unit)


def _deloads(decisions: Sequence[Decision]) -> list[tuple[date, date]]:
    """The easier weeks, oldest first: the first day of each, and the first day after it."""
    answers = _answers(decisions)
    found = []
    for place, answer in enumerate(answers):
        if answer.kind is DecisionKind.DELOAD:
            begin = answer.day or answer.at.date()
            ends = [begin + timedelta(_DELOAD_DAYS)]
            ends += [later.at.date() for later in answers[place + 1 : place + 2]]
            if min(ends) > begin:
                found.append((begin, min(ends)))
    return found


def _answers(decisions: Sequence[Decision]) -> list[Decision]:
    return sorted((each for each in decisions if each.kind in _DELOADS), key=lambda each: each.at)


def _last_answer(decisions: Sequence[Decision], since: date) -> Decision | None:
    """The last answer to an offer, unless an easier week or a break has made it obsolete."""
    last = next(reversed(_answers(decisions)), None)
    return last if last is not None and last.at.date() >= since else None


def _is_break(last: date, day: date) -> bool:
    return (day - last).days > _BREAK_DAYS


def _training_since(days: Sequence[date], weeks_off: Sequence[tuple[date, date]]) -> tuple[date, str]:
    since, what = days[0], "you began"
    for last, day in pairwise(days):
        if _is_break(last, day):
            since, what = day, "your last break"
    if weeks_off and weeks_off[-1][1] > since:
        since, what = weeks_off[-1][1], "the last easier week"
    return since, what


@dataclass(frozen=True, slots=True)
class _Session:
    """What a session says of its lifter: its day and time, whether control was lost, and the worst pain."""

    at: datetime
    lost: bool
    pain: int | None


def _sessions(judged: Iterable[Judged], today: date, since: date) -> list[_Session]:
    """The sessions of the last 3 weeks of training that weren't made easier, oldest first."""
    from_day = max(since, today - timedelta(_TRIGGER_DAYS - 1))
    of_session: dict[str, list[Judged]] = {}
    for each in judged:
        if from_day <= each.at.date() <= today and each.outcome is not Outcome.EASY:
            of_session.setdefault(each.session_id, []).append(each)
    sessions = [
        _Session(
            at=lines[0].at,
            lost=any(line.control_lost for line in lines),
            pain=max((line.pain for line in lines if line.pain is not None), default=None),
        )
        for lines in of_session.values()
    ]
    return sorted(sessions, key=lambda session: session.at)


def _after_lost_control(
    sessions: Sequence[_Session], declined: datetime | None, today: date
) -> DeloadOffer | None:
    lost = [each for each in sessions if each.lost and (declined is None or each.at > declined)]
    if len(lost) < _LOST_SESSIONS:
        return None
    return DeloadOffer(
        f"Control was lost in {len(lost)} sessions of the last 3 weeks: an easier week is offered.",
        (("control lost", ", ".join(short_day(each.at.date(), today) for each in lost)),),
        today,
    )


def _after_rising_pain(
    sessions: Sequence[_Session], declined: datetime | None, today: date
) -> DeloadOffer | None:
    told = [each for each in sessions if each.pain is not None][-3:]
    if not pain_rising([each.pain for each in told]):
        return None
    if declined is not None and any(each.at <= declined for each in told[1:]):
        return None
    path = ", then ".join(str(each.pain) for each in told)
    return DeloadOffer(
        f"Pain rose in the last two sessions ({path}): an easier week is offered.",
        (("pain", ", ".join(f"{short_day(each.at.date(), today)}: {each.pain}" for each in told)),),
        today,
    )


def _by_schedule(
    since: date, since_what: str, declined: datetime | None, weeks: int, today: date
) -> DeloadOffer | None:
    if today < since + timedelta(weeks=weeks):
        return None
    if declined is not None and today < declined.date() + timedelta(weeks=weeks):
        return None
    so_far = (today - since).days // 7
    return DeloadOffer(
        f"{so_far} weeks of training since {since_what}: an easier week is due (yours is every {weeks}).",
        (
            ("training since", short_day(since, today)),
            ("weeks", str(so_far)),
            ("due every", f"{weeks} weeks"),
        ),
        today,
    )
