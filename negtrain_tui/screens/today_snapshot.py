"""What Today shows, read from the database: the plan, what was done lately, and what is proposed now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from negtrain_tui.repository import Repository
from negtrain_tui.training.agenda import Due, days_trained, due, lines_in_week, week_of_plan
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Mass
from negtrain_tui.training.prescription import Plan, PlanLine
from negtrain_tui.training.record import Session, SetRecord
from negtrain_tui.training.settings import Settings

if TYPE_CHECKING:
    from negtrain_tui.coaching import Coached
    from negtrain_tui.screens.prescribed import Prescribed


@dataclass(frozen=True, slots=True)
class TodaySnapshot:
    """What Today knows. `last` has an exercise's latest sets, by its name as typed in the plan.

    `week` is the plan's week for whoever trains now, whatever is due. `coached` is what is proposed for its
    lines, and `lines` has each of them as it is to be trained, by its id.
    """

    settings: Settings
    own: tuple[Exercise, ...]
    plan: Plan | None
    due: Due | None
    week: int | None
    body_mass: Mass | None
    one_rms: Mapping[str, Mass]
    trained: frozenset[date]
    last: Mapping[str, tuple[SetRecord, ...]]
    interrupted: tuple[Session, ...] = ()
    coached: Coached | None = None
    lines: Mapping[str, Prescribed] = field(default_factory=dict)


def today_snapshot(repository: Repository, known: Catalogue, at: datetime) -> TodaySnapshot:
    """Gather what Today shows at `at`, local time; runs on the outbox's thread."""
    plan = repository.active_plan()
    names = {line.prescription.exercise for each in plan.workouts for line in each.lines} if plan else ()
    trained = repository.trained()
    found = due(plan, at.date(), trained) if plan else None
    week = week_of_plan(plan, at.date(), trained) if plan else None
    told, lines = _told(repository, known, plan, _lines_of(plan, found, week), at) if plan else (None, {})
    return TodaySnapshot(
        settings=repository.settings(),
        own=repository.own_exercises(),
        plan=plan,
        due=found,
        week=week,
        body_mass=repository.body_mass(),
        one_rms=repository.one_rms(),
        trained=days_trained(trained),
        last={name: repository.last_sets(name) for name in names},
        interrupted=repository.unsettled(),
        coached=told,
        lines=lines,
    )


def _lines_of(plan: Plan, found: Due | None, week: int | None) -> tuple[PlanLine, ...]:
    """Every line that can be shown: each workout in the week that it would be trained in now."""
    return tuple(
        line
        for index, workout in enumerate(plan.workouts)
        for line in lines_in_week(workout, found.week if found and found.index == index else week)
    )


def _told(
    repository: Repository, known: Catalogue, plan: Plan, lines: tuple[PlanLine, ...], at: datetime
) -> tuple[Coached, dict[str, Prescribed]]:
    """Ask what is proposed for these lines."""
    from negtrain_tui.coaching import coached
    from negtrain_tui.screens.prescribed import prescribed

    told = coached(repository, known, plan, lines, at)
    found = {line.id: prescribed(line, told) for line in lines}
    return told, {line_id: each for line_id, each in found.items() if each is not None}
