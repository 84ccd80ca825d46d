"""The days on which a line of a plan is likely to be trained next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from negtrain_tui.training.agenda import preview
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.sequence import Trained, lines_in_week

_LATELY = 6
# Ours, where the plan names no days and nothing was trained yet: three sessions a week.
_SESSIONS_A_WEEK = 3


def coming_days(
    plan: Plan, line_id: str, today: date, trained: Sequence[Trained], *, done: Sequence[date], weeks: int
) -> tuple[date, ...]:
    """Return the days of the coming weeks on which a line comes, from today on.

    Where the plan names no days they follow each other as lately: `done` are the days on which the line was
    trained, oldest first.
    """
    named = tuple(
        each.day
        for each in preview(plan, today, trained, weeks)
        if any(
            line.id == line_id
            for index in each.indexes
            for line in lines_in_week(plan.workouts[index], each.week)
        )
    )
    return named or _as_lately(plan, today, sorted(set(done)), weeks)


def _as_lately(plan: Plan, today: date, done: Sequence[date], weeks: int) -> tuple[date, ...]:
    gaps = sorted((later - day).days for day, later in pairwise(done[-_LATELY:]))
    usual = -(-7 * len(plan.workouts) // _SESSIONS_A_WEEK)
    gap = timedelta(days=gaps[len(gaps) // 2] if gaps else max(1, usual))
    end = today + timedelta(weeks=weeks)
    day = max(today, done[-1] + gap) if done else today
    days = []
    while day < end:
        days.append(day)
        day += gap
    return tuple(days)
