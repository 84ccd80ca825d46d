"""A plan on the command line, as a lifter reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from negtrain_tui.cli_plan_standing import in_short

if TYPE_CHECKING:
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.prescription import Plan, PlanHeading, PlanLine, Workout
    from negtrain_tui.training.settings import Settings
    from negtrain_tui.training.standing import Standing


def told(
    plan: Plan,
    heading: PlanHeading,
    catalogue: Catalogue,
    settings: Settings,
    moved: Mapping[str, Standing],
) -> Iterator[str]:
    """Yield the plan line by line, as a lifter reads it; `moved` says where lines stand by now."""
    from negtrain_tui.widgets.literal import literal

    state = ", followed now" if heading.active else ", archived" if heading.archived else ""
    yield f"{literal(plan.name)}{state}"
    yield _schedule_said(plan)
    for workout in plan.workouts:
        yield ""
        yield literal(_workout_said(workout, catalogue, settings))
        for line in workout.lines:
            yield from (literal(part) for part in _line_told(line, catalogue, moved.get(line.id)))
    if not plan.workouts:
        yield "No workouts yet."


def _schedule_said(plan: Plan) -> str:
    from negtrain_tui.training.schedule import Missed

    if plan.on_weekdays:
        said = "Workouts on their weekdays"
    elif plan.schedule.days:
        said = f"Workouts in turn on {' '.join(plan.schedule.days)}"
    else:
        said = "Workouts in turn, on any day"
    if plan.schedule.start is not None:
        said += f"; week 1 begins on {plan.schedule.start.isoformat()}"
    shift = "the next training day makes up for a missed one"
    return f"{said}; {shift if plan.on_missed is Missed.SHIFT else 'a missed day is dropped'}."


def _workout_said(workout: Workout, catalogue: Catalogue, settings: Settings) -> str:
    from negtrain_tui.training.durations import workout_seconds
    from negtrain_tui.widgets.record_words import counted, whole

    days = f" ({' '.join(workout.days)})" if workout.days else ""
    said = f"{workout.name}{days}: {counted(len(workout.lines), 'line')}"
    # The longest of the weeks, where some lines belong to some weeks only.
    weeks = {1} | {line.prescription.weeks[0] for line in workout.lines if line.prescription.weeks}
    seconds = max(
        workout_seconds(
            [(line.prescription, catalogue.resolve(line.prescription.exercise).exercise) for line in lines],
            settings,
        )
        for lines in ([line for line in workout.lines if _is_in(line, week)] for week in sorted(weeks))
    )
    return f"{said}, about {whole(max(seconds / 60, Decimal(1)))} min" if seconds else said


def _is_in(line: PlanLine, week: int) -> bool:
    weeks = line.prescription.weeks
    return weeks is None or weeks[0] <= week <= weeks[1]


def _line_told(line: PlanLine, catalogue: Catalogue, standing: Standing | None) -> Iterator[str]:
    from negtrain_tui.training.notation import format_prescription
    from negtrain_tui.training.reading import in_words

    resolution = catalogue.resolve(line.prescription.exercise)
    yield f"  {format_prescription(line.prescription)}"
    yield f"    {in_words(line.prescription, resolution.exercise)}"
    if standing is not None:
        yield f"    now {in_short(standing)}"
    if not resolution.known:
        near = f" Did you mean {resolution.nearest}?" if resolution.nearest else ""
        yield f"    △ Not in the catalogue: taken as your own exercise.{near}"


def others(headings: Sequence[PlanHeading], shown: str) -> Iterator[str]:
    """Yield the plans beside the one shown."""
    from negtrain_tui.widgets.literal import literal
    from negtrain_tui.widgets.record_words import counted

    others = [heading for heading in headings if heading.id != shown]
    if not others:
        return
    yield ""
    yield "Other plans (negtrain plan show --plan NAME):"
    for heading in others:
        state = ", followed now" if heading.active else ", archived" if heading.archived else ""
        yield f"  {literal(heading.name)}: {counted(heading.workouts, 'workout')}{state}"
