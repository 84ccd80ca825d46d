"""Which workout is due today and why, on which days somebody trained, and the plan to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.record import Session
from negtrain_tui.training.starter import StarterPlan

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True)
class Due:
    """The place of a workout in its plan, counted from 0, and why it is this one."""

    index: int
    reason: str


def due_workout(plan: Plan, today: date, trained: Iterable[str]) -> Due | None:
    """Choose today's workout: the first one of this weekday, else the next in rotation, else the first.

    `trained` are the names of what was trained, latest first; names that the plan doesn't have don't
    count. None where the plan has no workouts.
    """
    if not plan.workouts:
        return None
    weekday = today.weekday()
    for index, workout in enumerate(plan.workouts):
        if WEEKDAYS[weekday] in (day.casefold()[:3] for day in workout.days):
            return Due(index, f"due on {_DAY_NAMES[weekday]}")
    places = {workout.name: index for index, workout in reversed(list(enumerate(plan.workouts)))}
    for name in trained:
        if name in places:
            return Due((places[name] + 1) % len(plan.workouts), f"next after {name}")
    return Due(0, "to begin with")


def week_of(today: date) -> tuple[date, ...]:
    """Return the seven days of today's week, Monday first."""
    monday = today - timedelta(days=today.weekday())
    return tuple(monday + timedelta(days=days) for days in range(7))


def days_trained(sessions: Iterable[Session]) -> frozenset[date]:
    """Return the days, in each session's own local time, on which at least one rep was done."""
    return frozenset(session.started_at.date() for session in sessions if was_trained(session))


def was_trained(session: Session) -> bool:
    """Whether anything was done in a session."""
    return any(done.reps for done in session.sets)


def plan_of(starter: StarterPlan, new_id: Callable[[], str]) -> Plan:
    """Make a plan of the starter plan's text; each of its parts gets an id from `new_id`."""
    return Plan(
        new_id(),
        starter.name,
        tuple(
            Workout(new_id(), name, tuple(PlanLine(new_id(), parse_prescription(line)) for line in lines))
            for name, lines in starter.workouts
        ),
    )
