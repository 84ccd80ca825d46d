"""A workout of the plan as a session to be trained: each line as it is prescribed now, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.today_snapshot import TodaySnapshot
from negtrain_tui.screens.today_text import Shown, now
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import PlanLine, Prescription, Workout


def shown_today(snapshot: TodaySnapshot, chosen: str | None = None) -> Shown | None:
    """Return the workout that Today shows: the one `chosen` by its id, else, or if it's gone, the one due.

    It is in the week of the turn due, or in that of whoever trains another one now.
    """
    plan, due = snapshot.plan, snapshot.due
    if plan is None or due is None:
        return None
    first = plan.workouts[due.index]
    workout = next((each for each in plan.workouts if each.id == chosen), first)
    return Shown(workout, due.week if workout.id == first.id else snapshot.week)


def start_today(shown: Shown, snapshot: TodaySnapshot) -> StartSession:
    """Ask for the workout that Today shows, each line where progress has come to."""
    return start_of(
        shown.workout,
        [(line, now(line, snapshot.lines)) for line in shown.lines],
        deload=snapshot.coached is not None and snapshot.coached.easy_until is not None,
    )


def start_of(
    workout: Workout, lines: Iterable[tuple[PlanLine, Prescription]], *, deload: bool
) -> StartSession:
    """Ask for lines of a workout, each with what it is to be trained as now."""
    lines = tuple(lines)
    noted = [format_prescription(line.prescription) for line, _ in lines]
    trained = [format_prescription(prescription) for _, prescription in lines]
    return StartSession(
        workout.name,
        tuple(trained),
        workout_id=workout.id,
        line_ids=tuple(line.id for line, _ in lines),
        bases=tuple(base if base != today else None for base, today in zip(noted, trained, strict=True)),
        deload=deload,
    )


def with_more(start: StartSession, lines: Iterable[str]) -> StartSession:
    """Ask for the same and then for more lines, which are none of the plan's."""
    more = tuple(lines)
    return StartSession(
        start.name,
        (*start.lines, *more),
        start.source,
        workout_id=start.workout_id,
        line_ids=(*start.line_ids, *(None for _ in more)),
        bases=(*start.bases, *(None for _ in more)),
        deload=start.deload,
    )
