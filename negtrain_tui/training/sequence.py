"""The order in which a plan's workouts come, and on which days, seen from what was trained.

An occurrence is one turn of one workout. The calendar gives it a day: in a plan on weekdays each of the
workout's weekdays in each week; in turn, the next workout on each training day. Week n runs for seven
days from `start + 7 * (n - 1)`; a workout without lines for a week has no turn in it. Without a start all
weeks are week 1.

Dropping, a day that passed untrained is gone and the calendar goes on. Shifting, the order is kept: the
next turn is on the next training day, never before its own, and a week of the plan never begins within
the seven days in which the one before it began, so that nobody catches up on a programme by cramming.
What was trained moves the place in the order behind the next turn of that workout, within one round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Missed, monday_of, weekday_numbers

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
# Without a start the latest session is in the first week made, and what follows it in the next at most.
_WEEKS_LOOKED_AT = 2


@dataclass(frozen=True, slots=True)
class Trained:
    """A session in which a set happened: the workout it was, by id or else by name, and when, locally."""

    workout_id: str | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A workout's turn: its place in the plan from 0, its day by the calendar, and the plan's week."""

    index: int
    day: date
    week: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A turn that is still to come, and the day it really comes on; `week` is None without a start."""

    index: int
    day: date
    week: int | None
    missed: date | None = None


def lines_in_week(workout: Workout, week: int | None) -> tuple[PlanLine, ...]:
    """Return the lines that a workout has in a week of its plan; None counts as week 1."""
    number = week or 1
    return tuple(
        line
        for line in workout.lines
        if line.prescription.weeks is None
        or line.prescription.weeks[0] <= number <= line.prescription.weeks[1]
    )


def has_weeks(plan: Plan) -> bool:
    """Whether any line is for certain weeks only: a programme."""
    return any(line.prescription.weeks for workout in plan.workouts for line in workout.lines)


def last_week(plan: Plan) -> int | None:
    """Return the last week of a plan whose lines are all for certain weeks; None where it goes on."""
    last = 0
    for index in _in_order(plan):
        for line in plan.workouts[index].lines:
            if line.prescription.weeks is None:
                return None
            last = max(last, line.prescription.weeks[1])
    return last or None


def on_any_day(plan: Plan) -> bool:
    """Whether workouts come in turn, and no days are named for them."""
    return not plan.on_weekdays and not weekday_numbers(plan.schedule.days)


def calendar_week(plan: Plan, day: date) -> int | None:
    """Return the week that a day is in by the calendar, below 1 before the start; None without one."""
    start = plan.schedule.start
    return None if start is None else (day - start).days // 7 + 1


def done(plan: Plan, trained: Sequence[Trained]) -> list[tuple[date, int]]:
    """Return which workouts of the plan were trained on which days, oldest first, each once a day.

    A session is known by its workout's id, by its name where it has none.
    """
    ids = {workout.id: index for index, workout in enumerate(plan.workouts)}
    names = {workout.name: index for index, workout in reversed(list(enumerate(plan.workouts)))}
    found: dict[tuple[date, int], None] = {}
    for session in sorted(trained, key=lambda each: each.at):
        index = names.get(session.name) if session.workout_id is None else ids.get(session.workout_id)
        if index is not None:
            found[session.at.date(), index] = None
    return list(found)


def coming(plan: Plan, today: date, trained: Sequence[Trained]) -> Iterator[Coming]:
    """Yield what comes from today on, day by day without end or until the last week is over.

    What was trained today comes no more. Where workouts come on any day no days can be named: nothing.
    """
    if on_any_day(plan) or not _training_days(plan):
        return
    start = plan.schedule.start
    if start is not None and start.year == date.max.year:
        # Week 1 may reach beyond the last day that there is.
        return
    made = [(day, index) for day, index in done(plan, trained) if start is None or day >= start]
    if plan.on_missed is Missed.DROP and (plan.on_weekdays or start is not None):
        yield from _by_calendar(plan, today, made)
    elif plan.on_weekdays or (start is not None and has_weeks(plan)):
        yield from _in_kept_order(plan, today, made)
    else:
        yield from _in_turn(plan, today, made)


def on_in_week(plan: Plan, week: int | None) -> tuple[int, ...]:
    """Return the workouts that have something to do in a week, in order; an empty one always has a turn."""
    return tuple(
        index
        for index, workout in enumerate(plan.workouts)
        if not workout.lines or lines_in_week(workout, week)
    )


def _by_calendar(plan: Plan, today: date, made: Sequence[tuple[date, int]]) -> Iterator[Coming]:
    anchor = plan.schedule.start or monday_of(today)
    made_today = {index for day, index in made if day == today}
    for turn in _turns(plan, anchor, today):
        if turn.day > today or (turn.day == today and turn.index not in made_today):
            yield Coming(turn.index, turn.day, _shown_week(plan, turn, turn.day))


def _in_kept_order(plan: Plan, today: date, made: Sequence[tuple[date, int]]) -> Iterator[Coming]:
    start = plan.schedule.start
    anchor = start or monday_of(made[-1][0] if made else today)
    order = _Order(_turns(plan, anchor))
    week, began = 0, None
    if start is not None:
        place, week, began = _place_from_start(order, anchor, made, _round_length(plan))
    else:
        place = _place_after_latest(order, made, today)
    days = _training_days(plan)
    before = order.at(place - 1) if place else None
    last_day = made[-1][0] if made else None
    not_before = today
    while (turn := order.at(place)) is not None:
        earliest = max(anchor, turn.day)
        if start is not None and turn.week > week and began is not None:
            earliest = max(earliest, anchor + _WEEK * (began + 1))
        goes_on = before is not None and before.day == turn.day and last_day is not None
        if last_day is not None:
            earliest = max(earliest, last_day if goes_on else last_day + _DAY)
        by_order = earliest if goes_on and earliest == last_day else _next_of(days, earliest)
        day = by_order if by_order >= not_before else _next_of(days, not_before)
        if turn.week > week:
            week, began = turn.week, (day - anchor).days // 7
        yield Coming(turn.index, day, _shown_week(plan, turn, day), by_order if by_order < day else None)
        before, last_day, not_before, place = turn, day, day, place + 1


def _in_turn(plan: Plan, today: date, made: Sequence[tuple[date, int]]) -> Iterator[Coming]:
    on = on_in_week(plan, 1)
    after = made[-1][1] if made else -1
    ahead = [index for index in on if index > after] or list(on)
    place = on.index(ahead[0]) if on else 0
    made_today = any(day == today for day, _ in made)
    day = max(today + _DAY * made_today, plan.schedule.start or date.min)
    while on:
        day = _next_of(_training_days(plan), day)
        yield Coming(on[place % len(on)], day, calendar_week(plan, day))
        place += 1
        day += _DAY


def _turns(plan: Plan, anchor: date, not_before: date | None = None) -> Iterator[Turn]:
    """Yield every turn by the calendar from `anchor` on; weeks long before `not_before` may be left out."""
    counted = plan.schedule.start is not None
    ends = last_week(plan) if counted else None
    in_order = _in_order(plan)
    days = [anchor + _DAY * offset for offset in range(7)]
    days = [day for day in days if day.weekday() in _training_days(plan)]
    weekdays = [weekday_numbers(workout.days) for workout in plan.workouts]
    always = None if has_weeks(plan) and counted else on_in_week(plan, 1)
    number = place = 0
    if not_before is not None and not has_weeks(plan):
        number = max(0, (not_before - anchor).days // 7)
        place = number * len(days)
    while ends is None or number < ends:
        if (date.max - anchor) // _WEEK <= number + 1:
            return
        has_turn = on_in_week(plan, number + 1) if always is None else always
        on = [index for index in in_order if index in has_turn]
        if not on and not counted:
            return
        for first in days if on else ():
            day = first + _WEEK * number
            if plan.on_weekdays:
                for index in on:
                    if day.weekday() in weekdays[index]:
                        yield Turn(index, day, number + 1)
            else:
                index = _next_in(on, place % len(in_order))
                place = index + 1
                yield Turn(index, day, number + 1)
        number += 1


def _next_in(on: Sequence[int], place: int) -> int:
    return next((index for index in on if index >= place), on[0])


class _Order:
    """Turns by their place, made as far as they are asked for."""

    def __init__(self, turns: Iterator[Turn]) -> None:
        self._turns = turns
        self._made: list[Turn] = []

    def at(self, place: int) -> Turn | None:
        """The turn at a place from 0; None behind the last one."""
        if place >= len(self._made):
            self._made += islice(self._turns, place + 1 - len(self._made))
        return self._made[place] if place < len(self._made) else None


def _place_from_start(
    order: _Order, anchor: date, made: Sequence[tuple[date, int]], reach: int
) -> tuple[int, int, int | None]:
    """Return the place that comes next, the week last begun, and the seven days it began in."""
    place, week, began = 0, 0, None
    for day, index in made:
        now = (day - anchor).days // 7
        for ahead in range(place, place + reach):
            turn = order.at(ahead)
            if turn is None or (turn.week > week and began is not None and now <= began):
                break
            if turn.index == index:
                if turn.week > week:
                    week, began = turn.week, now
                place = ahead + 1
                break
    return place, week, began


def _place_after_latest(order: _Order, made: Sequence[tuple[date, int]], today: date) -> int:
    """Return the place behind the latest trained turn; before any, the first that isn't past."""
    turns: list[Turn] = []
    while (turn := order.at(len(turns))) is not None and turn.week <= _WEEKS_LOOKED_AT:
        turns.append(turn)
    if not made:
        return next((place for place, turn in enumerate(turns) if turn.day >= today), 0)
    day, index = made[-1]
    mine = [place for place, turn in enumerate(turns) if turn.week == 1 and turn.index == index]
    if not mine:
        return next((place for place, turn in enumerate(turns) if turn.day > day), 0)
    return max([place for place in mine if turns[place].day <= day], default=mine[0]) + 1


def _in_order(plan: Plan) -> tuple[int, ...]:
    if not plan.on_weekdays:
        return tuple(range(len(plan.workouts)))
    return tuple(index for index, each in enumerate(plan.workouts) if weekday_numbers(each.days))


def _round_length(plan: Plan) -> int:
    if not plan.on_weekdays:
        return len(plan.workouts)
    return sum(len(weekday_numbers(workout.days)) for workout in plan.workouts)


def _training_days(plan: Plan) -> tuple[int, ...]:
    if not plan.on_weekdays:
        return weekday_numbers(plan.schedule.days) if plan.workouts else ()
    return weekday_numbers(day for workout in plan.workouts for day in workout.days)


def _next_of(weekdays: Sequence[int], day: date) -> date:
    return min(day + _DAY * ((weekday - day.weekday()) % 7) for weekday in weekdays)


def _shown_week(plan: Plan, turn: Turn, day: date) -> int | None:
    if plan.schedule.start is None:
        return None
    return turn.week if has_weeks(plan) else calendar_week(plan, day)
