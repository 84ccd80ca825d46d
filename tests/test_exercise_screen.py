"""One exercise over time, as it is looked at: curves, best, plateaus and exposures, by keys and by mouse."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner
from textual import events
from textual.app import App
from textual.widgets import Input

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from negtrain_tui.screens.exercise import ExerciseScreen
from negtrain_tui.screens.exercise_plot import TrendPlot
from negtrain_tui.screens.exercises_dialog import ExercisesDialog
from negtrain_tui.screens.explain import ExplainDialog
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Mass, Unit, parse_load
from negtrain_tui.training.record import RepKind, Status
from negtrain_tui.training.rep_totals import RepTotal
from negtrain_tui.training.session_heading import TrainedExercise
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.trend import TrendExposure, TrendSet, trend
from negtrain_tui.widgets.course_rows import CourseRows
from negtrain_tui.widgets.record_words import whole
from negtrain_tui.widgets.trend_rows import load_seconds_said, volume_said
from tests.fake_clock import FakeClock
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Made, Visit, visiting
from tests.past import Went, remember, session_of
from tests.quiet import QuietPilot, key, still

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = "Bench press 2x5 @80kg 5-1-X-0 +1s..6s +0.5kg"
SPRING = datetime(2026, 4, 6, 18, tzinfo=UTC)


def bench(at: datetime, load: str = "80kg", **how: Any) -> Went:
    """A session of bench presses; `how` as in `Went`."""
    return Went(at, f"Bench press 2x5 @{load} 5-1-X-0 +1s..6s +0.5kg", **how)


def a_year(repository: Repository) -> None:
    """Presses in spring, four that gained nothing in summer, the best of all in November."""
    summer = SPRING + timedelta(days=120)
    days = [
        bench(SPRING, seconds="4.5", rpe="8"),
        bench(SPRING + timedelta(days=7), "82.5kg"),
        bench(SPRING + timedelta(days=14), "82kg", seconds="6.1"),
        *(bench(summer + timedelta(days=7 * week), "82.5kg", missing=1) for week in range(4)),
        bench(NOW - timedelta(days=10), "85kg", seconds="5"),
    ]
    remember(repository, "L", BASE, days)


def look_at(name: str = "Bench press") -> Made:
    return lambda outbox, clock, known: ExerciseScreen(outbox, clock, known, name)


def looking(path: Path, **how: Any) -> Any:
    """Look at the year's bench presses on 22 November."""
    made: dict[str, Any] = {"make": look_at(), "before": a_year, "clock": FakeClock(0.0, NOW), **how}
    return visiting(path, made.pop("make"), **made)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def rows(visit: Visit) -> list[str]:
    """The rows of the tables, on the screen or not."""
    return [row.text.plain.rstrip() for row in visit.app.screen.query_one(CourseRows).rows]


def plot(visit: Visit) -> str:
    return visit.app.screen.query(TrendPlot).first().text


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_last_three_months(path: Path, size: tuple[int, int]) -> None:
    async with looking(path, size=size) as visit:
        assert "Bench press" in visit.text
        assert "2026-08-23 to 2026-11-22" in visit.text
        assert "[load]" in visit.text
        assert "load, kg" in visit.text
        assert "23 Aug" in plot(visit)
        assert plot(visit).count("●") == 2
        assert "★  5-1-X-0  5 x 85kg" in visit.text
        assert "2026-11-12" in visit.text
        for line in visit.text.splitlines():
            assert len(line) <= size[0]
        shown = [box for box in visit.app.screen.query(".plot") if box.display]
        assert len(shown) == (2 if size[0] >= 110 else 1)


async def test_the_best_of_last_spring_is_six_keys_away(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("left", "left")
        assert "Mar to May 2026" in visit.text
        assert rows(visit)[:6] == [
            " Best by method and tempo: heaviest",
            "    tempo                        on",
            "    5-1-X-0  5 x 82.5kg  2026-04-13",
            " Best by method and tempo: longest measured  ★ never more",
            "    tempo                             on",
            " ★  5-1-X-0  6.1 s with 82kg  2026-04-20",
        ]
        await visit.press("enter")
        screen = visit.app.screen
        assert isinstance(screen, SessionScreen)
        assert "82.5kg" in visit.text
        await visit.press("escape")
        assert isinstance(visit.app.screen, ExerciseScreen)
        assert "Mar to May 2026" in visit.text


async def test_enter_after_a_window_that_isnt_there_yet_opens_what_is_in_it(path: Path) -> None:
    async with looking(path) as visit:
        await visit.rush("left", "left", "down", "enter")
        assert isinstance(visit.app.screen, SessionScreen)
        assert "6.1" in visit.text


def held_back(visit: Visit) -> Event:
    """Let nothing be read before this event is set."""
    go_on = Event()
    visit.outbox.read(lambda _: go_on.wait(10))
    return go_on


async def press_now(visit: Visit, *keys: str) -> None:
    """Press keys without waiting for any answer."""
    for name in keys:
        visit.app.post_message(key(name))
        await still(visit.app)


async def test_no_window_is_shown_with_the_figures_of_another(path: Path) -> None:
    async with looking(path) as visit:
        before, newest = rows(visit), visit.text.splitlines()[0]
        go_on = held_back(visit)
        visit.app.screen.post_message(events.ScreenResume())
        screen = visit.app.screen
        assert isinstance(screen, ExerciseScreen)
        screen._whole = None
        await press_now(visit, "left", "m", "enter")
        assert visit.text.splitlines()[0] == newest
        assert rows(visit) == before
        assert visit.app.screen is screen
        await press_now(visit, "left", "down", "enter")
        go_on.set()
        await visit.settled()
        assert isinstance(visit.app.screen, SessionScreen)
        assert "82.5kg" in visit.text
        await visit.press("escape")
        assert "Mar to May 2026" in visit.text


async def test_enter_on_what_turns_out_empty_opens_nothing_later(path: Path) -> None:
    async with looking(
        path, before=lambda repository: remember(repository, "L", BASE, [bench(SPRING)])
    ) as visit:
        await visit.press("p", "p", "p")
        go_on = held_back(visit)
        screen = visit.app.screen
        assert isinstance(screen, ExerciseScreen)
        screen._whole = None
        await press_now(visit, "left", "enter")
        go_on.set()
        await visit.settled()
        await visit.press("left")
        assert visit.app.screen is screen
        assert "2026-04-06" in visit.text


async def test_plateaus_are_marked_in_the_plot_and_told_in_words(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("p")
        assert "last 12 months: 2025-11-23 to 2026-11-22" in visit.text
        assert "═ plateau" in visit.text
        assert "══" in plot(visit)
        told = " ".join(rows(visit))
        assert "═ Where it stood still" in told
        assert (
            "5 exposures without gain since Mon 13 Apr, at 5s 82.5kg (4 with reps missing and 1 off tempo)."
            in " ".join(told.split())
        )
        assert "+2.5kg, after 106 days without it." in " ".join(told.split())


async def test_the_figures_one_after_the_other(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("left", "left")
        titles = ["seconds of a lowering", "tempo fidelity, %", "time under tension, s", "load-seconds, kg·s"]
        for place, title in enumerate([*titles, "No exposure tells a 1RM"]):
            await visit.press("tab" if place % 2 else "m")
            assert title in visit.text
        assert "more than 3 s" in visit.flat
        await visit.press("m")
        assert "load, kg" in visit.text


async def test_paced_seconds_look_other_than_measured_ones(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("left", "left", "m")
        assert "● measured" in visit.text
        assert "○ paced: led by the clock" in visit.text
        assert (plot(visit).count("●"), plot(visit).count("○")) == (2, 1)
        assert any("~5 s" in row and "paced" in row for row in rows(visit))
        await visit.press("m")
        assert plot(visit).count("●") == 2
        assert "○" not in plot(visit)


async def test_no_line_joins_what_was_measured_and_what_the_clock_led(path: Path) -> None:
    def paced_between(repository: Repository) -> None:
        weeks = ("4.5", None, "4.5")
        days = [bench(NOW - timedelta(days=60 - 14 * n), seconds=each) for n, each in enumerate(weeks)]
        remember(repository, "L", BASE, days)

    async with looking(path, before=paced_between) as visit:
        await visit.press("m")
        rows_of = [line for line in plot(visit).splitlines() if "●" in line or "○" in line]
        measured, paced = (
            next(row for row in rows_of if "●" in row),
            next(row for row in rows_of if "○" in row),
        )
        assert measured.count("●") == 2
        assert measured[measured.index("●") : measured.rindex("●")].count(" ") == 0
        assert not any("\u2801" <= sign <= "\u28ff" for sign in paced)


async def test_several_lines_are_told_apart_by_their_marks_and_named_outside_the_plot(path: Path) -> None:
    def two_lines(repository: Repository) -> None:
        a_year(repository)
        heavy = "Bench press 1x3 @90kg 8-0-X-0 +0.5kg"
        days = [
            Went(NOW - timedelta(days=78 - 7 * week), heavy.replace("90kg", f"{90 + week // 9}kg"))
            for week in range(10)
        ]
        remember(repository, "M", heavy, days)

    async with looking(path, before=two_lines) as visit:
        legend = "● 5-1-X-0  ■ 8-0-X-0"
        assert legend in visit.text
        assert "5-1-X-0" not in plot(visit)
        assert (plot(visit).count("●"), plot(visit).count("■")) == (2 + 1, 10 + 1)
        assert "●═" in plot(visit)
        assert "■═" in plot(visit)
        assert any(row.startswith(" ■ ") and "without gain" in row for row in rows(visit))
        await visit.press("m")
        assert "□ paced" in visit.text
        assert legend.replace("■", "□") in visit.text


async def test_it_opens_on_the_season_of_a_session(path: Path) -> None:
    def around(day: date) -> Made:
        return lambda outbox, clock, known: ExerciseScreen(outbox, clock, known, "Bench press", around=day)

    async with looking(path, make=around(date(2026, 4, 13))) as visit:
        assert "Mar to May 2026" in visit.text
        await visit.press("right")
        assert "Jun to Aug 2026" in visit.text


async def test_a_wide_screen_shows_every_column_and_a_narrow_one_what_went_wrong_first(path: Path) -> None:
    def sore(repository: Repository) -> None:
        remember(repository, "L", BASE, [bench(NOW - timedelta(days=1), seconds="4.5", rpe="8", pain=3)])

    for size, heads in (
        ((80, 24), ("sets", "RPE", "pain")),
        ((120, 40), ("pain", "tension", "kg·s", "volume")),
    ):
        async with looking(path, before=sore, size=size) as visit:
            (head,) = (row for row in rows(visit) if "lowered" in row and "kept" in row)
            assert all(each in head for each in heads), head
            assert len(head) < size[0]
        path.unlink()


async def test_a_click_plots_another_figure(path: Path) -> None:
    async with looking(path) as visit:
        line = visit.text.splitlines()[1]
        await visit.mouse(line.index("tension"), 1)
        assert "[tension]" in visit.text
        assert "time under tension, s" in visit.text


async def test_going_further_than_there_is_anything_is_not_offered(path: Path) -> None:
    async with looking(path) as visit:
        assert "later" not in visit.bar
        await visit.press("left", "left")
        assert "earlier" not in visit.bar
        await visit.press("left")
        assert "Mar to May 2026" in visit.text
        await visit.press("right", "right", "right")
        assert "2026-08-23 to 2026-11-22" in visit.text
        await visit.press("p", "p")
        assert "all  ·  8 exposures" in visit.text
        assert "later" not in visit.bar
        await visit.press("p")
        assert "2026-08-23 to 2026-11-22" in visit.text


async def test_the_screen_says_what_json_says(path: Path) -> None:
    async with looking(path, size=(200, 60)) as visit:
        await visit.press("p", "p")
        lines = rows(visit)
    result = CliRunner().invoke(main, ["trend", "Bench press", "--json", "--db", str(path)])
    told = json.loads(result.stdout)
    shown = [line.split() for line in lines if line.strip()[:4].isdigit()]
    assert len(told["exposures"]) == len(shown) == 8
    for each, cells in zip(reversed(told["exposures"]), shown, strict=True):
        paced = "~" if each["paced"] else ""
        kept = ["paced"]
        if each["fidelity_percent"] is not None:
            kept = [str(each["fidelity_percent"]), "%"]
        seconds = f"{each['mean_lowering_s']:.1f}" if each["marked"] else f"~{each['target_s']:.0f}"
        volume = Decimal(each["volume_load"].removesuffix("kg"))
        assert cells == [
            *(each["day"], each["tempo"], str(each["sets"]), str(each["reps"]), each["load"]),
            *(seconds, "s", *kept),
            *([] if each["rpe"] is None else [f"{each['rpe']:.0f}"]),
            *(f"{paced}{whole(Decimal(str(each['time_under_tension_s'])))}", "s"),
            f"{paced}{whole(Decimal(each['load_seconds'].removesuffix('kg·s')))}",
            f"{'' if volume == int(volume) else '≈'}{whole(volume)}kg",
        ]
    first = next(place for place, line in enumerate(lines) if "Exposures" in line)
    bests = [
        line.split() for line in lines[:first] if line.endswith(tuple(f"-{day:02}" for day in range(32)))
    ]
    for best, cells in zip(told["best"], bests, strict=True):
        star = ["★"] if best["record"] else []
        most = (
            [str(best["reps"]), "x"]
            if best["kind"] == "heaviest"
            else [f"{best['seconds']:.1f}", "s", "with"]
        )
        assert cells == [*star, best["tempo"], *most, best["load"], best["day"]]
    (plateau,) = told["plateaus"]
    assert f"{plateau['exposures']} exposures without gain" in " ".join(lines)
    assert plateau["gain"] in " ".join(lines)


async def test_a_window_without_it_says_when_it_was_and_enter_goes_there(path: Path) -> None:
    def spring(repository: Repository) -> None:
        remember(repository, "L", BASE, [bench(SPRING)])

    async with looking(path, before=spring) as visit:
        assert "Not trained from 2026-08-23 to 2026-11-22." in visit.flat
        assert "last trained on 2026-04-06" in visit.flat
        assert "enter go there" in visit.bar
        await visit.press("enter")
        assert "Mar to May 2026" in visit.text
        assert any("2026-04-06" in row for row in rows(visit))


async def test_an_exercise_that_was_never_trained_says_what_to_do(path: Path) -> None:
    async with looking(path, make=look_at("Nordic curl")) as visit:
        assert "No set of this exercise is in the history." in visit.flat
        assert "open" not in visit.bar and "next figure" not in visit.bar
        assert "period" in visit.bar
        await visit.press("p", "m", "down", "enter", "left")
        assert isinstance(visit.app.screen, ExerciseScreen)


async def test_figures_are_explained_with_what_stands_in_the_row(path: Path) -> None:
    async with looking(path) as visit:
        screen = visit.app.screen
        assert isinstance(screen, ExerciseScreen)
        told = dict(screen.values_now())
        assert told.pop("plateau").startswith("5 exposures without gain since Mon 13 Apr")
        assert told == {
            "load": "85kg on 2026-11-12",
            "lowering": "5.0 s on 2026-11-12",
            "fidelity": "100 % on 2026-11-12",
            "tut": "50 s on 2026-11-12",
            "load_seconds": "4250 kg·s on 2026-11-12",
            "volume_load": "850kg on 2026-11-12",
            "records": "5-1-X-0: 5 x 85kg on 2026-11-12",
        }
        await visit.press("left", "left", "end")
        await visit.press("question_mark")
        assert "80kg on 2026-04-06" in visit.text


async def test_what_is_plotted_is_explained(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("m", "m", "question_mark")
        assert isinstance(visit.app.screen, ExplainDialog)
        assert "Tempo fidelity" in visit.text


def trained_once() -> TrendExposure:
    """An exposure with nothing in it."""
    one = RepTotal(None, RepKind.LOWERING, 5000, None, False, False, 1, 5000, 0, 0, 0, 5000)
    found = TrendSet(
        session_id="session",
        set_id="set",
        day=NOW.date(),
        line="Bench press 1x1 5-1-X-0",
        number=1,
        method=None,
        status=Status.FINISHED,
        ended_by=None,
        load_lifted=None,
        rpe=None,
        pain=None,
        line_id=None,
        sets_asked=None,
        easy=False,
        reps=(one,),
    )
    return trend([found], Exercise("Bench press")).exposures[0]


def test_sums_of_two_units_say_where_they_are_rounded() -> None:
    def told(kg: Fraction, unit: Unit, *, paced: int = 0) -> tuple[str, str]:
        day = trained_once()
        each = replace(day, load_seconds=kg, volume_load=kg, paced=paced)
        return load_seconds_said(each, unit), volume_said(each, unit)

    both = Mass(Decimal(180), "lb").in_kg() + 80
    assert told(Fraction(800), "kg") == ("800", "800kg")
    assert told(both, "kg") == ("≈162", "≈162kg")
    assert told(both, "lb", paced=1) == ("~356", "≈356lb")
    assert told(Mass(Decimal(360), "lb").in_kg(), "lb") == ("360", "360lb")


async def test_every_key_is_in_the_palette(path: Path) -> None:
    async with looking(path) as visit:
        await visit.press("left")
        offered = visit.palette()
        for words in ("earlier", "later", "period", "next figure", "open", "back"):
            assert f"Exercise: {words}" in offered


@pytest.mark.parametrize("size", SIZES)
async def test_strange_names_and_heavy_loads_are_shown_as_they_are(path: Path, size: tuple[int, int]) -> None:
    def odd(repository: Repository) -> None:
        repository.save_settings(Settings(unit="lb"))
        made = session_of("L", BASE, bench(NOW, "400kg"))
        sets = tuple(
            replace(done, exercise=EVIL, line_id=None, load_lifted=parse_load("400kg")) for done in made.sets
        )
        none = replace(sets[0], id="none", number=3, reps=(), pain=3)
        repository.start_session(replace(made, sets=(*sets, none)))

    async with looking(path, make=look_at(EVIL), before=odd, size=size) as visit:
        assert VISIBLE_EVIL in visit.text
        assert "load, lb" in visit.text
        assert "400kg" in " ".join(rows(visit))
        assert all(len(line) <= size[0] for line in visit.text.splitlines())


async def test_older_exposures_come_while_one_goes_down(path: Path) -> None:
    def many(repository: Repository) -> None:
        days = [bench(NOW - timedelta(days=2 * day), f"{80 + day % 3}kg") for day in range(420)]
        repository.add_sessions(session_of("L", BASE, each) for each in reversed(days))

    async with looking(path, before=many) as visit:
        await visit.press("p", "p")
        assert "means" in visit.text
        assert len(rows(visit)) < 300
        await visit.press("end", "end", "end")
        first = NOW - timedelta(days=2 * 419)
        assert rows(visit)[-1].split()[0] == f"{first:%Y-%m-%d}"
        assert f"{first:%Y-%m-%d}" in visit.text
        await visit.press("left", "home")
        assert "Best by method and tempo" in visit.text


class TestExercisesDialog:
    TRAINED = (
        TrainedExercise("Bench press", 120, 480, date(2026, 11, 22)),
        TrainedExercise("Dip negative", 1, 3, date(2026, 11, 21)),
        TrainedExercise(EVIL, 2, 6, date(2025, 1, 3)),
    )

    @staticmethod
    async def asked(
        *keys: str, trained: tuple[TrainedExercise, ...] = TRAINED, size: tuple[int, int] = (80, 24)
    ) -> tuple[list[str | None], str]:
        answers: list[str | None] = []
        app: App[None] = App()
        async with app.run_test(size=size):
            app.push_screen(ExercisesDialog(trained, date(2026, 11, 22)), answers.append)
            pilot = QuietPilot(app)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            text = "\n".join("".join(part.text for part in strip).rstrip() for strip in strips)
            for name in keys:
                if len(name) > 1 and " " in name:
                    app.screen.query_one(Input).value = name.strip()
                    await pilot.pause()
                else:
                    await pilot.press(name)
        return answers, text

    @pytest.mark.parametrize("size", SIZES)
    async def test_shows_what_was_trained_last_first(self, size: tuple[int, int]) -> None:
        _, text = await self.asked(size=size)
        assert text.index("Bench press") < text.index("Dip negative") < text.index(VISIBLE_EVIL)
        for fact in ("120 sessions  today", "1 session  yesterday", "2 sessions  2025-01-03"):
            assert fact in text

    async def test_enter_takes_the_first_and_typing_finds_another(self) -> None:
        assert (await self.asked("enter"))[0] == ["Bench press"]
        assert (await self.asked("down", "enter"))[0] == ["Dip negative"]
        assert (await self.asked("d", "i", "p", "enter"))[0] == ["Dip negative"]
        assert (await self.asked("x", "x", "enter", "escape"))[0] == [None]

    async def test_the_beginnings_of_words_come_before_what_is_inside_them(self) -> None:
        names = ("Barbell row", "Incline bench press", "Bench press", "Biceps curl")
        trained = tuple(TrainedExercise(name, 1, 1, date(2026, 11, 21)) for name in names)
        for keys, name in (("be", "Bench press"), ("bell", "Barbell row"), ("pr in", "Incline bench press")):
            typed = ["space" if key == " " else key for key in keys]
            assert (await self.asked(*typed, "enter", trained=trained))[0] == [name]

    async def test_before_anything_was_trained_it_says_so(self) -> None:
        assert "Nothing trained yet" in (await self.asked(trained=()))[1]
