"""Published programmes, and our own, as plans to begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.packaged import packaged_table
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.schedule import Missed, Schedule, coming_weekday, weekday_numbers
from negtrain_tui.training.sequence import has_weeks, on_in_week


@dataclass(frozen=True, slots=True)
class TemplateWorkout:
    """A workout of a template: its name, its lines in notation, its weekdays."""

    name: str
    lines: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A plan to begin with: for whom it is, where it comes from, what it needs, and what to mind.

    `tags` say where its numbers come from, as the domain reference does. `novice` is True where the first
    week obeys week 1 of the novice ramp. `days` are the training days of workouts that come in turn.
    """

    key: str
    name: str
    for_whom: str
    source: str
    needs: str
    caution: str
    workouts: tuple[TemplateWorkout, ...]
    tags: tuple[str, ...] = ()
    novice: bool = False
    days: tuple[str, ...] = ()
    missed: Missed | None = None


@cache
def templates() -> tuple[Template, ...]:
    """Read the templates, in the order to offer them: the starter plan first, an empty plan last."""
    return tuple(
        Template(
            key=table["key"],
            name=table["name"],
            for_whom=table["for_whom"],
            source=table["source"],
            needs=table["needs"],
            caution=table["caution"],
            workouts=tuple(
                TemplateWorkout(each["name"], tuple(each["lines"]), tuple(each.get("days", ())))
                for each in table.get("workout", ())
            ),
            tags=tuple(table["tags"]),
            novice=table.get("novice", False),
            days=tuple(table.get("days", ())),
            missed=Missed(table["missed"]) if "missed" in table else None,
        )
        for table in packaged_table("protocols")["template"]
    )


def starter() -> Template:
    """Return the plan for somebody without equipment or history: week 1 of the novice ramp."""
    return templates()[0]


def plan_of(template: Template, new_id: Callable[[], str], today: date) -> Plan:
    """Make a plan of a template; each of its parts gets an id from `new_id`.

    A programme with lines for certain weeks starts on the coming day, today if it is one, that is the
    first training day of its week 1, so that no session of it is missed before it begins. Any other plan
    has no start.
    """
    plan = Plan(
        new_id(),
        template.name,
        tuple(
            Workout(
                new_id(),
                each.name,
                tuple(PlanLine(new_id(), parse_prescription(line)) for line in each.lines),
                each.days,
            )
            for each in template.workouts
        ),
        Schedule(days=template.days, missed=template.missed),
    )
    if not has_weeks(plan):
        return plan
    first = [number for index in on_in_week(plan, 1) for number in weekday_numbers(plan.workouts[index].days)]
    start = coming_weekday(today, min(first or weekday_numbers(template.days), default=today.weekday()))
    return Plan(plan.id, plan.name, plan.workouts, Schedule(template.days, start, template.missed))
