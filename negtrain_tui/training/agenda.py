"""Which workout is due and why, what the coming weeks hold, and on which days somebody trained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import DAY_NAMES, Missed, short_day, weekday_numbers
from negtrain_tui.training.sequence import (
    Coming,
    Trained,
    calendar_week,
    coming,
    done,
    has_weeks,
    last_week,
    lines_in_week,
    on_any_day,
    on_in_week,
)

__all__ = [
    "Due",
    "PlannedDay",
    "Trained",
    "days_trained",
    "due",
    "last_week",
    "lines_in_week",
    "preview",
    "week_of_plan",
]


@dataclass(frozen=True, slots=True)
class Due:
    """The workout to open with, by its place in the plan from 0, and why it is this one.

    `day` is when it is due, None where no day can be named: on any day, or because the plan is over.
    `week` is the plan's week on that day, None without a start. `done_today` says that a workout of the
    plan was trained today and nothing more is due.
    """

    index: int
    reason: str
    day: date | None
    week: int | None = None
    done_today: bool = False


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the coming weeks: the workouts that come on it, by their places, and the plan's week."""

    day: date
    indexes: tuple[int, ...]
    week: int | None
    trained: bool

    @property
    def index(self) -> int | None:
        """The first workout that comes on this day."""
        return self.indexes[0] if self.indexes else None


def due(plan: Plan, today: date, trained: Sequence[Trained]) -> Due | None:
    """Choose the workout to open with: today's, or else the next one; None for a plan without workouts.

    A plan whose weeks are over gives its last week's first workout, due on no day.
    """
    if not plan.workouts:
        return None
    made = done(plan, trained)
    made_today = any(day == today for day, _ in made)
    if on_any_day(plan):
        return _due_on_any_day(plan, today, made)
    first = next(coming(plan, today, trained), None)
    if first is None:
        return _nothing_comes(plan, today, made_today)
    if first.day == today:
        return Due(first.index, _why_today(plan, first, made), today, first.week)
    reason = _why_later(plan, first, today)
    return Due(
        first.index, f"done today; {reason}" if made_today else reason, first.day, first.week, made_today
    )


def preview(plan: Plan, today: date, trained: Sequence[Trained], weeks: int = 4) -> tuple[PlannedDay, ...]:
    """Lay out the days of the coming weeks, from today on, as if every day were kept.

    Where workouts come on any day, no workout is laid on any day: their order is all that is known.
    """
    end = today + timedelta(weeks=weeks)
    planned: dict[date, list[Coming]] = {}
    for each in takewhile(lambda each: each.day < end, coming(plan, today, trained)):
        planned.setdefault(each.day, []).append(each)
    made = {session.at.date() for session in trained}
    days = (today + timedelta(days=number) for number in range(7 * weeks))
    return tuple(
        PlannedDay(
            day,
            tuple(each.index for each in planned.get(day, ())),
            planned[day][0].week if day in planned else None,
            day in made,
        )
        for day in days
    )


def week_of_plan(plan: Plan, today: date, trained: Sequence[Trained]) -> int | None:
    """Return the plan's week for whoever trains now: None without a start, or before it.

    By the calendar; where missed days shift a plan of weeks, it is the week of the turn that comes next.
    It never exceeds the plan's last week.
    """
    week = calendar_week(plan, today)
    if week is None or week < 1:
        return None
    last = last_week(plan)
    if plan.on_missed is Missed.SHIFT and has_weeks(plan) and not on_any_day(plan):
        first = next(coming(plan, today, trained), None)
        return last if first is None else first.week
    return week if last is None else min(week, last)


def days_trained(trained: Iterable[Trained]) -> frozenset[date]:
    """Return the days, in each session's own local time, on which a set happened."""
    return frozenset(session.at.date() for session in trained)


def _due_on_any_day(plan: Plan, today: date, made: Sequence[tuple[date, int]]) -> Due:
    start = plan.schedule.start
    week = calendar_week(plan, today)
    if start is not None and week is not None and week < 1:
        on = on_in_week(plan, 1) or (0,)
        return Due(on[0], f"begins on {short_day(start, today)}", start, 1)
    last = last_week(plan)
    made_today = bool(made) and made[-1][0] == today
    if week is not None and last is not None and week > last:
        return _nothing_comes(plan, today, made_today)
    mine = [index for day, index in made if start is None or day >= start]
    on = on_in_week(plan, week)
    if not on:
        return _nothing_comes(plan, today, made_today)
    after = mine[-1] if mine else -1
    index = next((index for index in on if index > after), on[0])
    if made_today:
        return Due(index, "done today; next on any day", None, week, done_today=True)
    return Due(index, _after(plan, mine), today, week)


def _after(plan: Plan, made: Sequence[int]) -> str:
    return f"next after {plan.workouts[made[-1]].name}" if made else "to begin with"


def _why_today(plan: Plan, first: Coming, made: Sequence[tuple[date, int]]) -> str:
    if first.missed is not None:
        return f"due today, missed on {short_day(first.missed, first.day)}"
    if first.day.weekday() in weekday_numbers(plan.workouts[first.index].days):
        return f"due on {DAY_NAMES[first.day.weekday()]}s"
    start = plan.schedule.start
    if plan.on_weekdays or (plan.on_missed is Missed.DROP and start is not None):
        return "due today by the calendar"
    return f"due today, {_after(plan, [index for day, index in made if start is None or day >= start])}"


def _why_later(plan: Plan, first: Coming, today: date) -> str:
    start = plan.schedule.start
    if start is not None and today < start:
        return f"begins on {short_day(first.day, today)}"
    missed = f", missed on {short_day(first.missed, today)}" if first.missed is not None else ""
    return f"next on {short_day(first.day, today)}{missed}"


def _nothing_comes(plan: Plan, today: date, made_today: bool) -> Due:
    last = last_week(plan)
    over = last is not None and plan.schedule.start is not None and plan.schedule.start <= today
    if over:
        weeks = "the one week of this plan is" if last == 1 else f"the {last} weeks of this plan are"
        reason, week = f"{weeks} over", last
    else:
        reason, week = "nothing comes by this plan's schedule", week_of_plan(plan, today, ())
    on = on_in_week(plan, week) or (0,)
    return Due(on[0], f"done today; {reason}" if made_today else reason, None, week, made_today)
