"""Sixty made-up lifters through a year: no promise about the next step is broken, and one broken is seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negtrain_tui.training import steps
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Makes, Rules
from negtrain_tui.training.load import Load
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.proposal import Judged, Outcome
from negtrain_tui.training.steps import OnLine, State
from tests import simulated_year
from tests.kits import Kit, kit
from tests.lifters import STEPS, lifter
from tests.simulated_year import live

LIFTERS = 60


@pytest.mark.parametrize("first", range(0, LIFTERS, 10))
def test_a_year_without_a_broken_promise(first: int) -> None:
    years = [live(seed) for seed in range(first, first + 10)]
    assert [wrong for year in years for wrong in year.wrongs] == []
    assert all(year.sessions for year in years)


def test_a_year_is_the_same_whenever_it_is_lived() -> None:
    assert live(3) == live(3)


def test_the_same_lifter_with_small_and_with_big_steps_is_the_same_lifter() -> None:
    for seed in range(16):
        small, big = (lifter(seed, each) for each in STEPS)
        line = replace(small.line.prescription, load_progress=big.line.prescription.load_progress)
        assert replace(small, line=replace(small.line, prescription=line)) == big


def is_seen(wrong: str, rules: Rules | None = None, first: int = 0) -> bool:
    """Whether a broken promise is seen in one of the lifters' years, looked at from this one on."""
    seeds = [*range(first, LIFTERS), *range(first)]
    years = (live(seed, rules=rules or Rules()) for seed in seeds)
    return any(wrong in each for year in years for each in year.wrongs)


@pytest.mark.parametrize(
    ("rules", "wrong", "first"),
    [
        (Rules(step_cap=Decimal(10)), "more than was lifted, unasked", 0),
        (Rules(rpe_for_load=Decimal(10), rpe_full=Decimal(10)), "kilos without known tempo or reserve", 2),
        (Rules(plateau_after=1000), "it stands still since", 9),
        (Rules(week_days=0), "load and volume in the same week", 2),
        (Rules(too_fast_cut=Decimal("0.5")), "not by the noted step", 1),
    ],
)
def test_looser_rules_are_seen_to_break_a_promise(rules: Rules, wrong: str, first: int) -> None:
    assert is_seen(wrong, rules, first)


def test_a_load_that_can_not_be_made_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kit.cache_clear()
    monkeypatch.setattr(Kit, "loadable", lambda self, load: load)
    assert is_seen("can't be made")
    kit.cache_clear()


def test_a_step_after_lost_control_or_pain_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_kind(exposure: Exposure, exercise: Exercise, rules: Rules) -> Judged:
        return replace(judge(exposure, exercise, rules), outcome=Outcome.SUCCESS, kilos=True)

    monkeypatch.setattr(simulated_year, "judge", too_kind)
    assert is_seen("a step after control was lost, or pain over the limit")
    assert is_seen("a step though reps were missed")


def test_seconds_that_jump_to_their_top_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_the_top(on: OnLine, state: State) -> Decimal | None:
        top = on.p.seconds_progress and on.p.seconds_progress.cap
        return top if top and state.standing.seconds and state.standing.seconds < top else None

    monkeypatch.setattr(steps, "_next_seconds", to_the_top)
    assert is_seen("seconds move from")


def test_seconds_given_back_without_more_on_the_bar_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_prescribed(load: Load, makes: Makes | None) -> Load:
        return load

    monkeypatch.setattr(steps, "loaded", as_prescribed)
    assert is_seen("fewer seconds with")
