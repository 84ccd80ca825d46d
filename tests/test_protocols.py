"""The plans to begin with: each is whole, tells where it comes from, and stays within its doses."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest

from negtrain_tui.training.agenda import due, last_week, lines_in_week, preview
from negtrain_tui.training.exercise import Unilateral, load_catalogue
from negtrain_tui.training.load import Bodyweight, Load, Percent
from negtrain_tui.training.methods import facts_for, load_caps
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Hold, Plan, Prescription, RepList
from negtrain_tui.training.protocols import Template, plan_of, starter, templates
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.safety import novice_week_one_breaches
from negtrain_tui.training.schedule import Missed
from negtrain_tui.training.tempo import Start

# A Thursday.
TODAY = date(2026, 11, 26)
ALL = pytest.mark.parametrize("template", templates(), ids=lambda each: each.key)


def made(template: Template, today: date = TODAY) -> Plan:
    numbers = itertools.count()
    return plan_of(template, lambda: f"{next(numbers):04}", today)


def named(key: str) -> Template:
    return next(template for template in templates() if template.key == key)


def lines(plan: Plan) -> list[Prescription]:
    return [line.prescription for workout in plan.workouts for line in workout.lines]


def test_the_set_of_templates() -> None:
    assert [template.key for template in templates()] == [
        "starter",
        "pull-up-ladder",
        "bodyweight",
        "barbell-2",
        "barbell-3",
        "30-10-30",
        "nordic",
        "empty",
    ]
    assert starter() is named("starter")


@ALL
def test_each_tells_all_about_itself_and_cites_nothing_unsure(template: Template) -> None:
    assert template.name and template.for_whom and template.source and template.needs
    assert template.caution or template.key == "empty"
    assert "M?" not in template.tags
    assert all(tag in ("D", "M") or tag.startswith("V:") for tag in template.tags)
    assert bool(template.tags) == bool(template.workouts)
    if "D" in template.tags:
        assert "ours" in template.source.casefold()


@ALL
def test_each_becomes_a_plan_with_ids_of_its_own(template: Template) -> None:
    plan = made(template)
    assert plan.name == template.name
    ids = [plan.id, *(each.id for each in plan.workouts)]
    ids += [line.id for each in plan.workouts for line in each.lines]
    assert len(set(ids)) == len(ids)
    for written, prescription in zip(
        (line for each in template.workouts for line in each.lines), lines(plan), strict=True
    ):
        assert parse_prescription(format_prescription(prescription)) == prescription
        assert written.split('"')[0].strip() == format_prescription(prescription).split('"')[0].strip()


@ALL
def test_loads_are_bodyweight_or_a_share_that_anybody_can_lift(template: Template) -> None:
    for line in lines(made(template)):
        assert line.load is not None
        assert line.load.up is None
        amount = line.load.down
        assert amount == Bodyweight() or (
            isinstance(amount, Percent) and amount.value <= load_caps().confirm_over
        )


@ALL
def test_doses_are_those_of_their_method(template: Template) -> None:
    catalogue = load_catalogue()
    for line in lines(made(template)):
        exercise = catalogue.find(line.exercise)
        assert exercise is not None, line.exercise
        assert line.each is (exercise.unilateral is Unilateral.YES)
        assert not isinstance(line.sets, Hold)
        facts = facts_for(line.kind, line.load, None)
        if facts.lowering_percent is not None and line.load != Load(Bodyweight()):
            assert line.load is not None and isinstance(line.load.down, Percent)
            assert facts.lowering_percent[0] <= line.load.down.value <= facts.lowering_percent[1]
        # A beginner's doses are the ramp's, and a published table is its author's.
        if template.novice or template.key == "nordic":
            continue
        tempo = effective_tempo(line, exercise)
        if line.method is None and tempo is not None:
            cap = line.seconds_progress.cap if line.seconds_progress else tempo.lowering
            assert facts.lowering_s is not None
            assert facts.lowering_s[0] <= tempo.lowering <= cap <= facts.lowering_s[1]
        assert facts.sets is not None and facts.reps is not None and facts.rest_s is not None
        assert facts.sets[0] <= line.set_count <= facts.sets[1]
        low, high = line.reps_of_set(1)  # type: ignore[misc]
        assert facts.reps[0] <= low <= high <= facts.reps[1]
        assert line.rest is not None and facts.rest_s[0] <= line.rest <= facts.rest_s[1]


@pytest.mark.parametrize("template", [each for each in templates() if each.novice], ids=lambda each: each.key)
def test_a_novice_begins_with_week_one_of_the_ramp(template: Template) -> None:
    for workout in made(template).workouts:
        first = [line.prescription for line in lines_in_week(workout, 1)]
        assert first
        assert novice_week_one_breaches(first, load_catalogue()) == ()


def test_the_starter_plan_needs_no_equipment_and_no_dates() -> None:
    catalogue = load_catalogue()
    plan = made(starter())
    assert plan.schedule == made(named("empty")).schedule
    for workout in plan.workouts:
        found = [catalogue.resolve(line.prescription.exercise).exercise for line in workout.lines]
        assert [exercise.row for exercise in found] == [27, 6, 21, 18]
        assert all(exercise.starts is Start.LOWERING for exercise in found)


def test_the_ladder_is_climbed_in_its_order() -> None:
    plan = made(named("pull-up-ladder"))
    rungs = [[each.prescription for each in lines_in_week(plan.workouts[0], week)] for week in (1, 4, 7, 10)]
    told = [(rung.set_count, rung.reps_of_set(1), rung.tempo and rung.tempo.lowering) for (rung,) in rungs]
    assert told == [
        (3, (3, 3), Decimal(3)),
        (3, (5, 5), Decimal(5)),
        (4, (4, 4), Decimal(8)),
        (3, (3, 3), Decimal(10)),
    ]


class TestNordic:
    def test_the_week_table_is_the_published_one(self) -> None:
        plan = made(named("nordic"))
        table = []
        for week in range(1, 11):
            found = [lines_in_week(workout, week) for workout in plan.workouts]
            mine = [each[0].prescription.sets for each in found if each]
            assert all(len(each) <= 1 for each in found)
            assert len(set(mine)) == 1
            table.append((len(mine), "".join(format_sets(mine[0]))))
        assert table[:4] == [(1, "2x5"), (2, "2x6"), (3, "3x6-8"), (3, "3x8-10")]
        assert table[4:] == [(3, "12,10,8")] * 6
        assert sum(count for count, _ in table) == 27
        assert last_week(plan) == 10
        assert plan.on_missed is Missed.SHIFT

    @pytest.mark.parametrize(
        ("today", "start"),
        [(date(2026, 11, 23), date(2026, 11, 23)), (TODAY, date(2026, 11, 30))],
    )
    def test_it_starts_on_the_coming_monday(self, today: date, start: date) -> None:
        plan = made(named("nordic"), today)
        assert plan.schedule.start == start
        found = due(plan, today, ())
        assert found is not None
        assert (found.day, found.week) == (start, 1)

    def test_its_days_are_those_of_the_table(self) -> None:
        plan = made(named("nordic"), date(2026, 11, 23))
        planned = [(each.day.day, each.index, each.week) for each in preview(plan, date(2026, 11, 23), ())]
        assert [each for each in planned if each[1] is not None] == [
            (23, 0, 1),
            (30, 0, 2),
            (4, 2, 2),
            (7, 0, 3),
            (9, 1, 3),
            (11, 2, 3),
            (14, 0, 4),
            (16, 1, 4),
            (18, 2, 4),
        ]


def format_sets(sets: object) -> str:
    if isinstance(sets, RepList):
        return ",".join(str(reps) for reps in sets.reps)
    return format_prescription(Prescription("X", sets)).split(" ")[1]  # type: ignore[arg-type]
