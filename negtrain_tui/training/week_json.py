"""A week's figures as JSON: the numbers that the screen shows, rounded as it rounds them."""

from __future__ import annotations

from decimal import Decimal

from negtrain_tui.training.body_mass import BodyMassWeek, in_tenths
from negtrain_tui.training.load import plain
from negtrain_tui.training.week import (
    Change,
    Loads,
    Measure,
    MuscleWeek,
    Part,
    Week,
    WeekSession,
    Work,
    load_change,
    rounded,
    session_load,
    whole_minutes,
)


def week_json(week: Week, body: BodyMassWeek) -> dict[str, object]:
    """Return a week: sets and reps as numbers (a half where one counts half), seconds and minutes whole.

    Where lowerings were paced their targets are in the seconds, and `paced` says so. Unknowns are null:
    the muscle of exercises of which none is known, loads of sessions without a rating or an end, a
    percentage where there was nothing before. What was before, and the changes, are of the days that it is
    `compared_with`: a running week is compared with the same days of the week before. The trend of the body
    mass is rounded to a tenth.
    """
    days = week.days
    return {
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
        "compared_with": {
            "first": week.compared_from.isoformat(),
            "last": week.compared_until.isoformat(),
        },
        "muscles": [_muscle(each) for each in week.muscles],
        "sessions": [_session(each) for each in week.sessions],
        "session_load": {
            **_loads(week.loads),
            "before": _loads(week.loads_before),
            "change": _change(load_change(week)),
        },
        "body_mass": _body(body),
    }


def _muscle(each: MuscleWeek) -> dict[str, object]:
    return {
        "muscle": each.muscle or None,
        **_work(each.total),
        "before": _work(each.before),
        "change": {measure.value: _change(each.change(measure)) for measure in Measure},
        "exercises": [_part(part) for part in each.parts],
    }


def _part(part: Part) -> dict[str, object]:
    return {"exercise": part.exercise, "counts": _number(part.as_much), **_work(part.done)}


def _work(work: Work) -> dict[str, object]:
    return {
        "sets": _number(work.sets),
        "reps": _number(work.reps),
        "lowering_s": _number(Measure.SECONDS.of(work)),
        "paced": work.paced > 0,
    }


def _change(of: Change | None) -> dict[str, object] | None:
    return None if of is None else {"absolute": _number(of.absolute), "percent": of.percent}


def _session(session: WeekSession) -> dict[str, object]:
    taken, load = whole_minutes(session), session_load(session)
    return {
        "id": session.id,
        "day": session.day.isoformat(),
        "name": session.name,
        "rpe": None if session.rpe is None else _number(session.rpe),
        "minutes": taken,
        "load": None if load is None else rounded(load),
    }


def _loads(loads: Loads) -> dict[str, object]:
    total = None if loads.total is None else rounded(loads.total)
    return {"total": total, "known": loads.known, "sessions": loads.sessions}


def _body(body: BodyMassWeek) -> dict[str, object]:
    change_kg = body.change_kg
    return {
        "weighed": [{"day": each.day.isoformat(), "mass": str(each.mass)} for each in body.weighed],
        "trend": None
        if body.trend_kg is None
        else f"{plain(in_tenths(body.trend_kg, body.unit))}{body.unit}",
        "change": None if change_kg is None else f"{plain(in_tenths(change_kg, body.unit))}{body.unit}",
    }


def _number(value: Decimal) -> int | float:
    """A number without a fraction where it has none."""
    return int(value) if value == int(value) else float(value)
