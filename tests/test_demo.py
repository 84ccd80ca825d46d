"""The demo: a year that nobody trained, plausible, marked as such on every screen, and gone afterwards."""

from __future__ import annotations

import signal
import stat
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from negtrain_tui.app import NegtrainApp
from negtrain_tui.cli import main
from negtrain_tui.cli_demo import BANNER, GONE, made_up, write
from negtrain_tui.coaching import coached
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.training import sample_year as made_of
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.metrics import fidelity, paced_and_marked
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Method
from negtrain_tui.training.proposal import OfferKind
from negtrain_tui.training.record import EndedBy, RepKind, Session, SetRecord, Status
from negtrain_tui.training.sample_year import SampleYear, sample_year
from negtrain_tui.training.standing import DecisionKind
from tests.fake_clock import FakeClock
from tests.gym import Gym

NOW = datetime(2026, 11, 22, 10, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def year() -> SampleYear:
    return sample_year(NOW, load_catalogue())


@pytest.fixture(scope="module")
def demo_file(year: SampleYear, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with pytest.MonkeyPatch.context() as patch:
        # It's the same whenever it is made; that is tested above.
        patch.setattr(made_of, "sample_year", lambda now, catalogue: year)
        write(path, NOW)
    return path


def sets_of(sessions: tuple[Session, ...], exercise: str) -> list[SetRecord]:
    return [done for session in sessions for done in session.sets if done.exercise == exercise]


class TestTheYear:
    def test_it_is_a_year_of_training_up_to_yesterday(self, year: SampleYear) -> None:
        sessions = year.sessions
        assert 135 <= len(sessions) <= 160
        assert 1500 <= sum(len(session.sets) for session in sessions) <= 3000
        assert all(one.started_at < other.started_at for one, other in pairwise(sessions))
        assert date(2025, 11, 23) <= sessions[0].started_at.date() <= date(2025, 12, 1)
        assert sessions[-1].started_at.date() == date(2026, 11, 20)
        ids = [session.id for session in sessions] + [done.id for one in sessions for done in one.sets]
        assert len(set(ids)) == len(ids)

    def test_every_line_is_notation_and_every_set_is_of_its_session(self, year: SampleYear) -> None:
        catalogue = load_catalogue().with_own(year.own_exercises)
        for session in year.sessions:
            for line in session.lines:
                assert catalogue.find(parse_prescription(line).exercise) is not None, line
            assert {done.line for done in session.sets} <= set(session.lines)
            assert {each.line for each in session.today} <= set(session.lines)
            ends = session.started_at
            for done in session.sets:
                assert done.started_at >= ends
                assert done.finished_at is not None
                ends = done.finished_at
                assert done.finished_at > done.started_at
            assert session.finished_at is None or session.finished_at >= ends
            assert ends - session.started_at < timedelta(hours=2)

    def test_every_rep_is_one_that_the_app_could_have_recorded(self, year: SampleYear) -> None:
        for session in year.sessions:
            for done in session.sets:
                asked = parse_prescription(done.line).reps_of_set(done.number)
                most = 1 if not isinstance(asked, tuple) else asked[1] * (2 if " each" in done.line else 1)
                assert 1 <= len(done.reps) <= most
                whole = len(done.reps) == most
                assert whole or done.ended_by in (EndedBy.LIFTER, EndedBy.PAIN), done.line
                for rep in done.reps:
                    if rep.kind is RepKind.LOWERING:
                        assert rep.lowering_target_s is not None
                        assert rep.lowering_actual_s is not None
                        assert rep.marked or rep.lowering_actual_s == rep.lowering_target_s
                        share = rep.lowering_actual_s / rep.lowering_target_s
                        assert Decimal("0.3") <= share <= Decimal("1.2")
                        assert rep.lowering_actual_s == round(rep.lowering_actual_s, 3)

    def test_it_is_the_same_whenever_it_is_made(self, year: SampleYear) -> None:
        assert sample_year(NOW, load_catalogue()) == year

    def test_the_bench_press_comes_last_and_gains_in_seconds_and_small_loads(self, year: SampleYear) -> None:
        assert year.sessions[-1].sets[-1].exercise == "Bench press"
        mine = [done for done in sets_of(year.sessions, "Bench press") if done.line_id == "bench"]
        lifted = [done.load_lifted.down for done in mine if done.load_lifted is not None]
        assert str(lifted[0]) == "72.5kg"
        assert str(lifted[-1]) in ("76.5kg", "77kg", "77.5kg")
        assert len({str(each) for each in lifted}) > 8
        kept = fidelity(rep for done in mine for rep in done.reps)
        assert kept is not None
        assert Decimal("0.9") < kept < Decimal("0.99")
        paced, marked = paced_and_marked(rep for done in mine for rep in done.reps)
        assert 0 < paced < marked

    @pytest.mark.parametrize("now", [NOW + timedelta(days=165), NOW + timedelta(days=297)])
    def test_some_spring_lowerings_of_the_bench_press_took_five_seconds(self, now: datetime) -> None:
        spring = [
            done
            for session in sample_year(now, load_catalogue()).sessions
            for done in session.sets
            if done.exercise == "Bench press" and session.started_at.month in (3, 4, 5)
        ]
        fives = [done for done in spring if "5-1-X-0" in done.line]
        assert len(fives) >= 4
        assert {done.method for done in fives} == {None}
        assert any(done.ended_by is EndedBy.REPS_DONE for done in fives)

    def test_things_happen_in_it(self, year: SampleYear) -> None:
        every = [done for session in year.sessions for done in session.sets]
        assert {EndedBy.CONTROL_LOST, EndedBy.PAIN, EndedBy.LIFTER} <= {done.ended_by for done in every}
        sore = [done for done in every if "left shoulder" in done.note]
        assert sore
        assert {done.exercise for done in sore} <= {"Bench press", "Overhead press", "Dip negative"}
        (away,) = {session.started_at.utcoffset() for session in year.sessions} - {timedelta(hours=1)}
        assert away == timedelta(hours=10)
        (broken,) = (session for session in year.sessions if session.status is Status.INTERRUPTED)
        assert year.kept == (broken.id,)
        assert Method.ACCENTUATED.value in {done.method for done in sets_of(year.sessions, "Bench press")}
        assert any(line.deload for session in year.sessions for line in session.today)
        answered = {decision.why for decision in year.decisions}
        assert {OfferKind.SMALLER_STEP.value, OfferKind.RESET.value} <= answered
        assert DecisionKind.DELOAD in {decision.kind for decision in year.decisions}
        assert sum(session.rpe is not None for session in year.sessions) > 100


class TestTheFile:
    def test_the_app_can_coach_from_it(self, demo_file: Path) -> None:
        with Repository.open(demo_file) as repository:
            assert repository.unsettled() == ()
            plan = repository.active_plan()
            assert plan is not None
            lines = [line for workout in plan.workouts for line in workout.lines]
            proposals = coached(repository, load_catalogue(), plan, lines, NOW).proposals
        assert all(proposal.reason for proposal in proposals.values())
        assert proposals["bench"].loadable is not None
        assert len(proposals["bench"].steps) > 20

    def test_nobody_else_can_read_it_and_it_is_gone_afterwards(
        self,
        year: SampleYear,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        few = replace(year, sessions=year.sessions[-9:], kept=())
        monkeypatch.setattr(made_of, "sample_year", lambda now, catalogue: few)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        handler = signal.getsignal(signal.SIGTERM)
        with pytest.raises(LookupError), made_up(NOW) as path:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
            assert path.is_relative_to(tmp_path)
            raise LookupError("the app broke down")
        assert list(tmp_path.iterdir()) == []
        assert capsys.readouterr() == ("", f"{GONE}\n")
        assert signal.getsignal(signal.SIGTERM) is handler

    def test_a_file_of_your_own_is_refused(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine.db"
        for arguments in (["demo", "--db", str(mine)], ["--db", str(mine), "demo"]):
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code == 1
            assert done.stderr == "The demo makes up its own database, so leave --db out.\n"
        assert not mine.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_whoever_ends_it_from_outside_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.pseudo_terminal import Terminal

    folder, own = tmp_path / "temporary", tmp_path / "own.db"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    with Terminal("demo", db=own) as terminal:
        terminal.wait_for(BANNER)
        assert list(folder.iterdir()) != []
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert GONE in terminal.left_behind
    assert list(folder.iterdir()) == []
    assert not own.exists()


@asynccontextmanager
async def at_the_demo(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Gym]:
    """Sit before the demo on this file."""
    clock = FakeClock(100.0, NOW)
    with Outbox(lambda: Repository.open(path), retry_s=0.05) as outbox:
        app = NegtrainApp(outbox, clock, load_catalogue(), banner=BANNER)
        async with app.run_test(size=size, notifications=True) as pilot:
            gym = Gym(app, pilot, clock, outbox)
            await gym.until(lambda: "Garage year" in gym.text)
            yield gym


class TestOnScreen:
    async def test_every_screen_says_that_it_is_a_demo(self, demo_file: Path) -> None:
        async with at_the_demo(demo_file, (60, 18)) as gym:
            for key, shown in (("2", "Plan"), ("3", "History"), ("4", "Settings"), ("1", "Today")):
                await gym.press(key)
                await gym.until(lambda shown=shown: gym.text.splitlines()[1].strip().startswith(shown))  # type: ignore[misc]
                assert gym.text.splitlines()[0].strip() == BANNER
            await gym.press("enter")
            await gym.until(lambda: gym.training and "READY" in gym.text)
            assert gym.text.splitlines()[0].strip() == BANNER
            assert gym.bar.split()[-1] in gym.text.splitlines()[-1]

    async def test_the_best_five_second_bench_press_of_spring_is_found_in_under_ten_keys(
        self, demo_file: Path
    ) -> None:
        async with at_the_demo(demo_file) as gym:
            pressed: list[str] = []

            async def press(key: str, shown: str) -> None:
                pressed.append(key)
                await gym.press(key)
                await gym.until(lambda: shown in gym.text)

            await press("3", "2026-11-20")
            await press("e", "Which exercise?")
            await press("enter", "Bench press  ·  last 3 months")
            await press("left", "Jun to Aug 2026")
            await press("left", "Mar to May 2026")
            assert "5-1-X-0" in gym.text
            while "5-1-X-0" not in next(line for line in gym.text.splitlines() if "▸" in line):
                await press("down", "▸")
            (row,) = (line for line in gym.text.splitlines() if "▸" in line)
            assert "5 x 76kg" in row
            assert "2026-05-27" in row
            assert pressed.count("down") <= 2
            await press("enter", "2026-05-27")
            assert "76kg" in gym.text
            assert gym.text.count(" of 5 s") >= 5
            await press("escape", "Best by method and tempo")
            assert len(pressed) < 10
