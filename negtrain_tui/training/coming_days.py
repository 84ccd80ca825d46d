"""The days on which a line of a plan is likely to be trained next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, pairwise, takewhile

from negtrain_tui.training.agenda import preview
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import DAY_NAMES, listed
from negtrain_tui.training.sequence import Trained, lines_in_week, on_any_day

_LATELY = 6
# Ours, where the plan names no days and nothing was trained yet: three sessions a week.
_SESSIONS_A_WEEK = 3


@dataclass(frozen=True, slots=True)
class ComingDays:
    """Days, oldest first, and in a sentence where they come from; both empty where none comes."""

    days: tuple[date, ...]
    rhythm: str


def coming_days(
    plan: Plan, line_id: str, today: date, trained: Sequence[Trained], *, done: Sequence[date], weeks: int
) -> ComingDays:
    """Return the days of the coming weeks on which a line comes, from today on.

    Where the plan names no days they follow each other as lately: `done` are the days on which the line was
    trained, oldest first.
    """
    if on_any_day(plan):
        return _as_lately(plan, today, sorted(set(done)), weeks)
    named = tuple(
        each.day
        for each in preview(plan, today, trained, weeks)
        if any(
            line.id == line_id
            for index in each.indexes
            for line in lines_in_week(plan.workouts[index], each.week)
        )
    )
    return ComingDays(named, _as_planned(named, weeks) if named else "")


def _as_planned(days: Sequence[date], weeks: int) -> str:
    """Say on which weekdays; where they change from week to week, how often."""
    weekdays = sorted({day.weekday() for day in days})
    on = [[day for day in days if day.weekday() == weekday] for weekday in weekdays]
    if all((later - day).days == 7 for same in on for day, later in pairwise(same)):
        return f"Trained on {listed(DAY_NAMES[weekday][:3] for weekday in weekdays)}, as planned."
    return f"Trained on the days the plan gives it: {len(days)} in {weeks} weeks."


def _as_lately(plan: Plan, today: date, done: Sequence[date], weeks: int) -> ComingDays:
    end = today + timedelta(weeks=weeks)
    gaps = sorted((later - day).days for day, later in pairwise(done[-_LATELY:]))
    if gaps:
        gap = gaps[len(gaps) // 2]
        first, step, a_step = max(today, done[-1] + timedelta(days=gap)), gap, 1
        rhythm = f"Trained every {'day' if gap == 1 else f'{gap} days'}, as lately."
    else:
        step, a_step = 7 * len(plan.workouts), _SESSIONS_A_WEEK
        first = max(today, done[-1] + timedelta(days=-(-step // a_step))) if done else today
        turns = "" if len(plan.workouts) == 1 else f", its {len(plan.workouts)} workouts in turn"
        rhythm = f"{_SESSIONS_A_WEEK} sessions a week{turns}, as the plan has no days: our default."
    days = (first + timedelta(days=-(-step * number // a_step)) for number in count())
    return ComingDays(tuple(takewhile(lambda day: day < end, days)), rhythm)
