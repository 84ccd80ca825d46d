"""A week as it stands in the database, with the week before it and the body mass until its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negtrain_tui.training.body_mass import LOOK_BACK_DAYS, BodyMassWeek, body_mass_week
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.week import Week, add_up_week, span_of
from negtrain_tui.training.week_start import first_weekday

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository


def week_and_body(
    repository: Repository, known: Catalogue, day: date, today: date, environ: Mapping[str, str]
) -> tuple[Week, BodyMassWeek]:
    """Read the week that a day is in; `environ` tells where weeks begin, unless the settings do."""
    settings = repository.settings()
    first = first_weekday(settings.week_start, environ)
    catalogue = known.with_own(repository.own_exercises())
    begin, last = span_of(day, first)
    week = add_up_week(day, first, repository.week_sessions(begin, last), catalogue, today)
    weighed = repository.body_masses(week.first - timedelta(days=LOOK_BACK_DAYS), last)
    return week, body_mass_week(weighed, week.first, last, settings.unit)


def empty_week(day: date, today: date, environ: Mapping[str, str]) -> tuple[Week, BodyMassWeek]:
    """Return the week that a day is in, where nothing was entered yet."""
    settings = Settings()
    first = first_weekday(settings.week_start, environ)
    week = add_up_week(day, first, (), Catalogue(()), today)
    return week, body_mass_week((), week.first, week.days[-1], settings.unit)
