"""A plan's schedule in one sentence, as its dialog and the preview say it."""

from __future__ import annotations

from datetime import date

from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import DAY_NAMES, Missed, listed, short_day, weekday_numbers
from negtrain_tui.training.sequence import has_weeks, last_week, on_any_day

_MOST_NAMES = 4


def in_words(plan: Plan, today: date, most: int = _MOST_NAMES) -> str:
    """Say when the workouts come, from when on, and what becomes of a missed day; name `most` of them."""
    if not plan.workouts:
        return "No workouts yet"
    return "; ".join((_when(plan, most), _start(plan, today), _missed(plan)))


def _when(plan: Plan, most: int) -> str:
    if plan.on_weekdays:
        told = [f"{workout.name} {_on(workout.days) or 'on no day'}" for workout in plan.workouts[:most]]
    else:
        told = [workout.name for workout in plan.workouts[:most]]
    more = len(plan.workouts) - len(told)
    if more:
        told.append(f"{more} more")
    if plan.on_weekdays:
        return listed(told) if more else ", ".join(told)
    days = _on(plan.schedule.days) or "on any day"
    if len(plan.workouts) == 1:
        return f"{told[0]} {days}"
    return f"{', then '.join(told)}, in turn {days}"


def _on(days: tuple[str, ...]) -> str:
    numbers = weekday_numbers(days)
    if len(numbers) == 7:
        return "on every day"
    return f"on {listed(f'{DAY_NAMES[number]}s' for number in numbers)}" if numbers else ""


def _start(plan: Plan, today: date) -> str:
    start = plan.schedule.start
    last = last_week(plan)
    weeks = "" if last is None else f" of {last}"
    if start is not None:
        return f"week 1{weeks} from {short_day(start, today)}"
    return f"no start date, so week 1{weeks} stays" if has_weeks(plan) else "no start date"


def _missed(plan: Plan) -> str:
    if on_any_day(plan):
        return "no day counts as missed"
    if plan.on_missed is Missed.DROP:
        return "a missed day is dropped"
    return "a missed day moves all that follows on"
