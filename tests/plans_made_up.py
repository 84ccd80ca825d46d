"""Prescriptions and plans of every kind, made up by hypothesis."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

from hypothesis import strategies as st

from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent, Unit
from negtrain_tui.training.prescription import (
    Hold,
    Method,
    Pacing,
    Plan,
    PlanLine,
    Prescription,
    RepList,
    Reps,
    SecondsProgress,
    Sets,
    Workout,
)
from negtrain_tui.training.schedule import WEEKDAYS, Missed, Schedule
from negtrain_tui.training.standing import Standing
from negtrain_tui.training.tempo import Lifting, Tempo

TRICKY = [
    "3x5",
    "12,10,8",
    "2x4 board press",
    "3X5",
    "rest",
    "each",
    "negative",
    "30-10-30",
    "5-1-X-0",
    "51X0",
    "@80kg",
    "+0.5kg",
    "pain<=5",
    "#1 press",
    "a#b",
    'say "hi"',
    "a\\b",
    " padded ",
    "two  spaces",
    "tab\there",
    "line\nbreak",
    "\x1b[2J",
    "\x00\x7f\x85\x9f\xa0\xad",
    "[red]Evil[/]",
    "Leg press 2/1",
    "\u202ertl",
    "para\u2028graph",
    "rest 3:00",
    "301",
    '"',
    "\\",
    "é ünï 力",
    "💪 curl",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = (st.sampled_from(TRICKY) | texts | st.text('3x5,@+#"\\ nXA-0\n\t\x1b', max_size=10)).filter(
    lambda name: bool(name.strip())
)
UNITS: tuple[Unit, ...] = ("kg", "lb")
small_masses = st.decimals("0.01", 500, places=2)
reps = st.integers(1, 999)


@st.composite
def loads(draw: st.DrawFn, *, two: bool) -> Load:
    kind = draw(st.sampled_from(["mass", "bw", "%"]))
    values = sorted((draw(small_masses), draw(small_masses)), reverse=True)
    if kind == "mass":
        unit = draw(st.sampled_from(UNITS))
        load = Load(Mass(values[0], unit), Mass(values[1], unit))
    elif kind == "%":
        load = Load(Percent(values[0]), Percent(values[1]))
    else:
        unit = draw(st.sampled_from(UNITS))
        load = Load(Bodyweight(Mass(values[0], unit)), Bodyweight(Mass(values[1], unit), draw(st.booleans())))
        if draw(st.booleans()):
            load = replace(load, up=Bodyweight(), down=load.down)
    down = draw(st.sampled_from([load.down, load.up])) if not two else load.down
    assert down is not None
    return replace(load, down=down, up=load.up if two else None)


@st.composite
def prescriptions(draw: st.DrawFn) -> Prescription:
    method = draw(st.none() | st.sampled_from(Method))
    sets: Sets = Reps(1, 12, 12)
    if method is not Method.THIRTY_TEN_THIRTY:
        low, high = sorted((draw(reps), draw(reps)))
        choices: list[Sets] = [
            Reps(draw(st.integers(1, 99)), low, high),
            Reps(draw(st.integers(1, 99)), low, low),
            RepList(tuple(draw(st.lists(reps, min_size=2, max_size=9)))),
        ]
        if method is None:
            choices.append(Hold(draw(st.integers(1, 99)), draw(st.decimals("0.001", 3600, places=3))))
        sets = draw(st.sampled_from(choices))
    load = draw(loads(two=True)) if method is Method.ACCENTUATED else draw(st.none() | loads(two=False))
    tempo = None
    if method is not Method.THIRTY_TEN_THIRTY and not isinstance(sets, Hold):
        seconds = st.decimals(0, 60, places=3)
        above_0 = st.decimals("0.001", 60, places=3)
        lifting = above_0 if method is Method.SUPER_SLOW else st.sampled_from(Lifting) | seconds
        tempo = draw(st.none() | st.builds(Tempo, above_0, seconds, lifting, seconds))
    progress = None
    if method is not Method.THIRTY_TEN_THIRTY and draw(st.booleans()):
        base = tempo.lowering if tempo else Decimal("0.001")
        most = 60
        if isinstance(sets, Hold):
            base, most = sets.seconds, 3600
        cap = draw(st.decimals(base, most, places=3))
        progress = SecondsProgress(draw(st.decimals("0.001", cap, places=3)), cap)
    step = None
    if load is not None and not isinstance(load.down, Percent) and draw(st.booleans()):
        mass = load.down if isinstance(load.down, Mass) else load.down.extra
        step = Mass(draw(small_masses), mass.unit if mass else draw(st.sampled_from(UNITS)))
    weeks = draw(st.none() | st.tuples(st.integers(1, 999), st.integers(1, 999)).map(sorted))
    durations = st.integers(1, 3600).map(Decimal) | st.decimals("0.001", 3600, places=3)
    return Prescription(
        exercise=draw(names),
        sets=sets,
        load=load,
        each=draw(st.booleans()),
        tempo=tempo,
        method=method,
        pacing=draw(st.none() | st.sampled_from(Pacing)),
        rest=draw(st.none() | st.just(Decimal(0)) | durations),
        cluster=draw(st.none() | durations) if method is Method.ACCENTUATED else None,
        seconds_progress=progress,
        load_progress=step,
        rpe=draw(st.none() | st.integers(2, 20).map(lambda halves: Decimal(halves) / 2)),
        weeks=(weeks[0], weeks[1]) if weeks else None,
        group=draw(st.none() | st.sampled_from("ABCXYZ")),
        pain_limit=draw(st.none() | st.integers(0, 10)),
        note=draw(st.none() | texts | st.sampled_from(TRICKY)),
    )


WEEKDAY_NAMES = ("Push (A)", "(mon thu)", "in turn", "## Legs", "#Arms", "from 2026-01-01", "mon", "# Plan")
plan_names = names | st.sampled_from(WEEKDAY_NAMES) | st.text('() #;"\\\tmon', min_size=1, max_size=8)
titles = plan_names.filter(lambda name: bool(name.strip()))


@st.composite
def plans(draw: st.DrawFn, *, most_workouts: int = 5, most_lines: int = 6) -> Plan:
    """Plans with ids of their own; some names and some lines stand in them more than once."""
    return draw(many_plans(number=1, most_workouts=most_workouts, most_lines=most_lines))[0]


@st.composite
def many_plans(
    draw: st.DrawFn, *, number: int, most_workouts: int = 5, most_lines: int = 6
) -> tuple[Plan, ...]:
    """Plans dealt at random from one hand of lines and names, which is much quicker than one by one."""
    lines = draw(st.lists(prescriptions(), min_size=1, max_size=8))
    some_titles = draw(st.lists(titles, min_size=1, max_size=8))
    starts = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
    start, seed = draw(starts), draw(st.integers(0, 1 << 32))
    chance = random.Random(seed)
    ids = (f"id{count_up}" for count_up in count(1))

    def days() -> tuple[str, ...]:
        return tuple(day for day in WEEKDAYS if chance.random() < 0.3)

    def one() -> Plan:
        in_turn = days() if chance.random() < 0.5 else ()
        workouts = tuple(
            Workout(
                next(ids),
                chance.choice(some_titles),
                tuple(
                    PlanLine(next(ids), chance.choice(lines)) for _ in range(chance.randint(0, most_lines))
                ),
                () if in_turn or chance.random() < 0.5 else days(),
            )
            for _ in range(chance.randint(0, most_workouts))
        )
        schedule = Schedule(in_turn, chance.choice((None, start)), chance.choice((None, *Missed)))
        return Plan(next(ids), chance.choice(some_titles), workouts, schedule)

    return tuple(one() for _ in range(number))


def standings(plan: Plan, chance: random.Random) -> dict[str, Standing]:
    """Where about half of a plan's lines stand, as far as each of them has seconds and a load to say."""
    found: dict[str, Standing] = {}
    for workout in plan.workouts:
        for line in workout.lines:
            p = line.prescription
            seconds = (
                None if p.method is Method.THIRTY_TEN_THIRTY else Decimal(chance.randint(1, 60_000)) / 1000
            )
            load = None if p.load is None or isinstance(p.load.down, Percent) else p.load
            if load is not None and isinstance(load.down, Mass):
                down = Decimal(chance.randint(0, 150_000)) / 100
                if isinstance(load.up, Mass):
                    down = max(down, load.up.value)
                load = replace(load, down=Mass(down, load.down.unit))
            said = Standing(
                seconds if chance.random() < 0.7 else None, load if chance.random() < 0.7 else None
            )
            if chance.random() < 0.6 and said != Standing(None, None):
                found[line.id] = said
    return found
