"""The week as it is looked at: by muscle, with loads and body mass, explained, on every terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from threading import Event

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.screens.week import WeekScreen
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Mass
from negtrain_tui.training.settings import Settings
from tests.fake_clock import FakeClock
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.quiet import key, still
from tests.test_store_weeks import done, rep, session

# A Wednesday.
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
SEVEN = timedelta(days=7)


def trained(repository: Repository) -> None:
    """Bench and overhead press this week, less of it the week before; weighed each Monday for five weeks.

    By hand, in sets: triceps 4 + 0.5 x 2 = 5, pecs 4, delts 2 + 0.5 x 4 = 4; before triceps and pecs 2,
    delts 1. Seconds of the triceps: 4 x (5.0 + 5.2) + 0.5 x 2 x 4 = 44.8. The trend goes 1 - 0.9^7, about
    0.522, of the way each week: 82, 81.739, 81.614, 81.294, 81.088.
    """
    repository.start_session(
        session(
            *(done(rep(1, "5"), rep(2, "5.2"), at=NOW - timedelta(days=2)) for _ in range(4)),
            at=NOW - timedelta(days=2),
        )
    )
    repository.start_session(
        session(
            *(done(rep(1, "4", marked=False), exercise="Overhead press", at=NOW) for _ in range(2)),
            at=NOW - timedelta(hours=2),
            rpe=None,
            name=EVIL,
        )
    )
    before = NOW - SEVEN
    repository.start_session(session(*(done(rep(1, "5"), at=before) for _ in range(2)), at=before))
    for week, value in enumerate(("82", "81.5", "81.5", "81", "80.9")):
        repository.save_body_mass(Mass(D(value), "kg"), NOW - timedelta(days=30) + week * SEVEN)


@asynccontextmanager
async def looking(
    path: Path, size: tuple[int, int] = (80, 24), before: object = trained
) -> AsyncIterator[Visit]:
    async with visiting(
        path / "a.db",
        WeekScreen,
        size=size,
        before=before,  # type: ignore[arg-type]
        clock=FakeClock(100.0, NOW),
    ) as visit:
        yield visit


def row(visit: Visit, name: str) -> list[str]:
    """The words of the row that begins so, without its bar."""
    found = next(line for line in visit.text.splitlines() if line.startswith(f" {name}"))
    return found.split("│")[0].replace("█", " ").split()


def bar_of(visit: Visit, name: str) -> int:
    """How many cells of a row's bar are full."""
    found = next(line for line in visit.text.splitlines() if line.startswith(f" {name}"))
    return found.split("│")[0].count("█")


@pytest.mark.parametrize("size", SIZES)
async def test_muscles_loads_and_body_mass_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with looking(tmp_path, size) as visit:
        assert "Mon 2 Mar to Sun 8 Mar · so far · 2 sessions" in visit.text
        assert [word for word in row(visit, "triceps") if word[0] not in "▏▎▍▌▋▊▉"] == [
            *("triceps", "5", "9", "~45", "s", "+3", "(+150", "%)")
        ]
        assert row(visit, "pecs")[-3:] == ["+2", "(+100", "%)"]
        # RPE 7.5 x 40 min; the other session wasn't rated.
        assert "300 from 1 of 2 sessions" in visit.flat
        assert "80.9kg on Mon 2 Mar" in visit.flat
        assert "trend ≈81.1kg (≈−0.2kg in this week)" in visit.flat
        if size[0] >= 110:
            assert "Push: RPE 7.5 x 40 min" in visit.flat
            assert f"{VISIBLE_EVIL}: not rated" in visit.flat
            assert "● weighed" in visit.text
        else:
            assert "Mon 300 Wed –" in visit.flat
            # The trend at the end of each week since the first weight, which fell all the time.
            assert "█▅▅▂▁ 5 weeks" in visit.text
        if size[0] >= 80:
            assert bar_of(visit, "triceps") > bar_of(visit, "pecs") > 0
        assert "…" not in visit.text.replace(VISIBLE_EVIL, "")


async def test_another_measure_and_other_weeks(tmp_path: Path) -> None:
    async with looking(tmp_path) as visit:
        assert "sets vs same days" in visit.text and "home" not in visit.bar
        await visit.press("m", "m")
        assert "seconds vs same days" in visit.text
        assert row(visit, "pecs")[-3:] == ["+31", "(+310", "%)"]
        await visit.press("m", "left")
        assert "Mon 23 Feb to Sun 1 Mar · 1 session" in visit.text
        assert "sets vs week before" in visit.text
        assert row(visit, "triceps")[-2:] == ["(from", "0)"]
        assert "300 from 1 session" in visit.flat
        await visit.press("left", "left")
        assert "Nothing trained in this week." in visit.flat
        assert "muscle" not in visit.bar and "exercises" not in visit.bar
        await visit.press("enter", "m", "down")
        assert "Mon 9 Feb to Sun 15 Feb" in visit.text
        await visit.click("this week")
        assert "so far" in visit.text
        # There is no later week yet.
        await visit.press("right")
        assert "so far" in visit.text


async def test_no_week_that_is_still_to_come_is_reached_by_fast_keys(tmp_path: Path) -> None:
    async with looking(tmp_path) as visit:
        await visit.press("left", "left")
        go_on = Event()
        visit.outbox.read(lambda _: go_on.wait(10))
        for name in ("right",) * 6 + ("left",):
            visit.app.post_message(key(name))
            await still(visit.app)
        go_on.set()
        await visit.settled()
        assert "Mon 23 Feb to Sun 1 Mar" in visit.text


async def test_a_muscle_is_made_up_of_exercises(tmp_path: Path) -> None:
    async with looking(tmp_path) as visit:
        await visit.press("enter")
        assert "sets 5 2 +3 (+150 %)" in visit.flat
        assert "lowerings 9 2 +7 (+350 %)" in visit.flat
        assert "seconds ~45 s 10 s +35 (+350 %)" in visit.flat
        assert "Bench press direct 4 sets, 8 lowerings, 41 s" in visit.flat
        assert "Overhead press indirect, counts 0.5 2 sets, 2 lowerings, ~8 s" in visit.flat
        await visit.press("escape")
        # A click selects, a second one opens.
        y = next(y for y, line in enumerate(visit.text.splitlines()) if line.startswith(" pecs"))
        await visit.mouse(3, y)
        assert "What" not in visit.text and "direct" not in visit.text
        await visit.mouse(3, y)
        assert "Bench press direct" in visit.flat and "Overhead" not in visit.text


async def test_each_figure_explains_itself_with_its_value(tmp_path: Path) -> None:
    async with looking(tmp_path, (80, 60)) as visit:
        await visit.press("down", "down", "question_mark")
        assert "Eccentric sets a week delts: 4" in visit.flat
        assert "Seconds of lowering a week delts: ~28 s" in visit.flat
        assert "our own assignment" in visit.flat
        await visit.rush(*["pagedown"] * 6)
        assert "delts: sets +3 (+300 %), lowerings +5 (+500 %), seconds +23 (+460 %)" in visit.flat
        assert "Session load 300 from 1 of 2 sessions" in visit.flat
        assert "Body mass 80.9kg on Mon 2 Mar, trend ≈81.1kg" in visit.flat


async def test_body_mass_is_entered_here_too(tmp_path: Path) -> None:
    def in_pounds(repository: Repository) -> None:
        repository.save_settings(replace(Settings(), unit="lb"))

    async with looking(tmp_path, before=in_pounds) as visit:
        assert "Body mass not entered" in visit.flat and "no sessions" in visit.flat
        await visit.press("b")
        await visit.write("180.5")
        await visit.press("enter")
        assert "180.5lb on Wed 4 Mar" in visit.flat and "trend 180.5lb" in visit.flat
        assert visit.stored(lambda repository: repository.body_mass()) == Mass(D("180.5"), "lb")


async def test_weeks_begin_where_the_settings_say(tmp_path: Path) -> None:
    def sundays(repository: Repository) -> None:
        trained(repository)
        repository.save_settings(replace(Settings(), week_start="sunday"))

    async with looking(tmp_path, before=sundays) as visit:
        assert "Sun 1 Mar to Sat 7 Mar" in visit.text


@pytest.mark.parametrize("size", SIZES)
async def test_outside_names_are_shown_literally_and_cut_by_cells(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    wide = "\N{FLEXED BICEPS}" * 40

    def own(repository: Repository) -> None:
        repository.save_exercise(Exercise(EVIL, muscles=(EVIL, wide)))
        repository.start_session(
            session(
                done(*(rep(number, "60") for number in range(1, 200)), exercise=EVIL, at=NOW),
                done(rep(1, "5"), exercise=f"unknown {EVIL}", at=NOW),
                at=NOW,
            )
        )

    async with looking(tmp_path, size, before=own) as visit:
        assert "\x1b" not in visit.text
        rows = [line.split("│")[0] for line in visit.text.splitlines()]
        assert sum("…" in line for line in rows) == 2
        assert sum(" 199  11940 s  +1 (from 0)" in line for line in rows) == 2
        assert sum("(from 0)" in line for line in rows) == 3
        assert "muscle not known" in visit.text
        await visit.press("end", "enter")
        assert VISIBLE_EVIL in visit.flat


async def test_the_palette_offers_what_the_keys_do(tmp_path: Path) -> None:
    async with looking(tmp_path) as visit:
        offered = visit.palette()
        assert {"Week: exercises", "Week: body mass", "Week: what is this", "Week: measure"} <= set(offered)
        offered["Week: what is this"]()
        await visit.settled()
        assert "What is this?" in visit.text
