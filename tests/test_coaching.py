"""What is proposed from what lies in the database, over weeks, and what becomes of the lifter's answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from negtrain_tui.coaching import accept, answer_deload, stand, take, today_line
from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.load import parse_load, stepped
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.plan_changes import Change, difference
from negtrain_tui.training.plan_editing import edit_line
from negtrain_tui.training.proposal import Move, OfferKind
from negtrain_tui.training.standing import DecisionKind, Standing
from tests.trained_lines import BENCH, COARSE, FINE, Trained, mass


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(tmp_path / "n.db") as opened:
        yield opened


# What a session brings, where the line stands then, what the plates make of it, and words of the reason.
Told = tuple[dict[str, Any], str, str, str]

FIRST_THREE: tuple[Told, ...] = (
    ({}, "5s 60kg", "60kg", "+1 s: 4 of 4 sets on tempo (95 %, all measured)."),
    ({}, "6s 60kg", "60kg", "+1 s: 4 of 4 sets on tempo (95 %, all measured)."),
    ({"reps": (5, 5, 4, 4)}, "6s 60kg", "60kg", "Once more: set 3: 4 of 5 reps, set 4: 4 of 5 reps."),
)
WITH_A_QUARTER: tuple[Told, ...] = (
    (
        {},
        "4s 60.5kg",
        "60.5kg",
        "+0.5 kg: 4 of 4 sets on tempo (95 %, all measured); back to 4 s, as more is on",
    ),
    ({"lost": 2}, "4s 60.5kg", "60.5kg", "Once more: control was lost in set 2."),
    ({}, "5s 60.5kg", "60.5kg", "+1 s: 4 of 4 sets on tempo"),
    ({"share": None}, "6s 60.5kg", "60.5kg", "led by the clock: the reps are proven, the tempo isn't"),
    ({"share": None, "rpe": "7"}, "4s 61kg", "61kg", "+0.5 kg: 4 of 4 sets done, led by the clock, RPE 7"),
)
WITHOUT: tuple[Told, ...] = (
    ({}, "6s 60.5kg", "60kg", "the plates make no more yet, so 6 s stay"),
    ({"lost": 2}, "6s 60.5kg", "60kg", "Once more: control was lost in set 2."),
    ({}, "6s 61kg", "60kg", "+0.5 kg: 4 of 4 sets on tempo"),
    ({"share": None}, "6s 61kg", "60kg", "No kilos yet: the clock led"),
    ({"share": None, "rpe": "7"}, "6s 61.5kg", "60kg", "so 6 s stay"),
)


@pytest.mark.parametrize(("inventory", "rest"), [(FINE, WITH_A_QUARTER), (COARSE, WITHOUT)])
def test_eight_sessions_of_bench_press_with_and_without_a_pair_of_a_quarter(
    repository: Repository, inventory: Inventory, rest: tuple[Told, ...]
) -> None:
    repository.save_equipment(inventory)
    trained = Trained(repository)
    for given, stands, loadable, reason in (*FIRST_THREE, *rest):
        told = trained.train(**given)
        assert (str(told.standing), str(told.loadable)) == (stands, loadable)
        assert reason in told.reason


def test_the_line_of_the_plan_stays_what_it_is(repository: Repository) -> None:
    trained = Trained(repository)
    trained.train()
    (line,) = trained.lines
    assert format_prescription(line.prescription) == BENCH
    assert format_prescription(today_line(line, trained.next())) == BENCH.replace("4-0-X-0", "5-0-X-0")


def test_without_equipment_what_is_prescribed_is_trained_and_that_is_said(repository: Repository) -> None:
    told = Trained(repository).train()
    assert told.loadable is None
    assert "isn't entered" in told.rounding


def test_what_the_lifter_says_stands_and_can_be_taken_back(repository: Repository) -> None:
    trained = Trained(repository)
    trained.train()
    said = stand(repository, "line-0", Standing(Decimal(6), parse_load("70kg")), trained.at, "typed")
    assert str(trained.next().standing) == "6s 70kg"
    repository.take_back_decision(said.id)
    assert str(trained.next().standing) == "5s 60kg"


@pytest.mark.parametrize(
    ("edited", "stands"),
    [
        ("Bench press 4x5 @80kg 4-0-X-0 +0.5kg", "4s 80kg"),
        ("Bench press 4x5 @bw+5kg 4-0-X-0 +0.5kg", "4s bw+5kg"),
        (BENCH + ' rest 3:00 "belt"', "6s 70kg"),
    ],
)
def test_what_was_said_of_a_line_ends_where_the_line_begins_elsewhere(
    repository: Repository, edited: str, stands: str
) -> None:
    trained = Trained(repository)
    stand(repository, "line-0", Standing(Decimal(6), parse_load("70kg")), trained.at, "typed")
    plan = edit_line(trained.plan, "line-0", parse_prescription(edited))
    repository.change_plans(Change("edit", difference(trained.plan, plan)))
    assert str(trained.next().standing) == stands
    repository.undo_plans()
    assert str(trained.next().standing) == "6s 70kg"


def test_a_yes_takes_the_step_over_the_cap(repository: Repository) -> None:
    repository.save_equipment(COARSE)
    trained = Trained(repository, ("Bench press 4x5 @20kg 4-0-X-0 +2.5kg",))
    ask = trained.train().ask
    assert ask is not None
    accept(repository, "line-0", ask, trained.at)
    told = trained.next()
    assert (str(told.standing), str(told.loadable), told.ask) == ("4s 22.5kg", "22.5kg", None)
    assert str(trained.train().standing) == "4s 22.5kg"


@pytest.mark.parametrize(
    ("kind", "line", "stands"),
    [
        (OfferKind.SMALLER_STEP, "Bench press 4x5 @60kg 4-0-X-0 +0.25kg", "4s 60kg"),
        (OfferKind.RESET, "Bench press 4x5 @60kg 4-0-X-0 +0.5kg", "4s 54kg"),
        (OfferKind.SECONDS_INSTEAD, "Bench press 4x5 @60kg 4-0-X-0 +1s..6s +0.5kg", "4s 60kg"),
        (OfferKind.KEEP, "Bench press 4x5 @60kg 4-0-X-0 +0.5kg", "4s 60kg"),
    ],
)
def test_each_way_on_from_a_plateau(repository: Repository, kind: OfferKind, line: str, stands: str) -> None:
    trained = Trained(repository, ("Bench press 4x5 @60kg 4-0-X-0 +0.5kg",))
    for _ in range(3):
        told = trained.train((4, 4, 4, 4))
    assert told.plateau
    (offer,) = [each for each in told.offers if each.kind is kind]
    taken = take(repository, "plan", "line-0", offer, trained.at)
    assert format_prescription(trained.lines[0].prescription) == line
    after = trained.next()
    assert (str(after.standing), after.plateau) == (stands, False)
    if taken.edited:
        repository.undo_plans()
    assert taken.decision is not None
    repository.take_back_decision(taken.decision.id)
    assert trained.next() == told


def test_an_easier_week_is_due_after_five_weeks_and_leaves_the_standing_alone(repository: Repository) -> None:
    trained = Trained(repository)
    for _ in range(5):
        trained.train()
    told = trained.coached()
    assert told.deload is not None
    before = told.proposals["line-0"]
    said = answer_deload(repository, "plan", DecisionKind.DELOAD, trained.at)
    easy = trained.coached()
    assert (easy.deload, easy.easy_until) == (None, trained.at.date() + timedelta(days=6))
    proposal = easy.proposals["line-0"]
    assert (proposal.sets, proposal.move, proposal.easy) == (2, Move.EASY, True)
    assert proposal.standing.load is not None
    assert str(proposal.standing.load) == "54.45kg"
    assert proposal.stands == before.standing
    trained.train()
    after = trained.next()
    assert (after.standing, after.easy) == (before.standing, False)
    repository.take_back_decision(said.id)


@pytest.mark.parametrize("kind", [DecisionKind.DELOAD_MOVED, DecisionKind.DELOAD_DECLINED])
def test_an_easier_week_put_off_is_not_offered_at_once(repository: Repository, kind: DecisionKind) -> None:
    trained = Trained(repository)
    for _ in range(5):
        trained.train()
    answer_deload(repository, "plan", kind, trained.at)
    assert trained.coached().deload is None
    trained.train()
    assert (trained.coached().deload is not None) == (kind is DecisionKind.DELOAD_MOVED)


def test_percentages_follow_the_1rm_that_was_entered(repository: Repository) -> None:
    repository.save_equipment(COARSE)
    trained = Trained(repository, ("Bench press 3x5 @80% 3-0-X-0",))
    assert trained.next().loadable is None
    repository.save_one_rm("Bench press", mass("100kg"), trained.at)
    assert str(trained.next().loadable) == "80kg"
    trained.train(rpe="8")
    repository.save_one_rm("Bench press", mass("105kg"), trained.at + timedelta(seconds=1))
    assert str(trained.next().loadable) == "82.5kg"


def test_percentages_follow_an_estimate_where_none_was_entered(repository: Repository) -> None:
    repository.save_equipment(COARSE)
    trained = Trained(repository, ("Bench press 3x5 @75kg 3-0-X-0", "Bench press 3x5 @80% 3-0-X-0"))
    assert trained.next(1).loadable is None
    trained.train(rpe="8")
    told = trained.coached()
    # Brzycki: 36 x 75 kg / (37 - (5 + 2)) = 90 kg; 80 % of it are 72 kg, of which the plates make 70.
    assert str(told.one_rms["line-1"]) == "90kg"
    figures = dict(told.proposals["line-1"].figures)
    assert figures["1RM"].startswith("About 90kg, by Brzycki from 5 x 75kg at RPE 8, rounded down.")
    assert str(told.proposals["line-1"].loadable) == "70kg"


def test_pounds_never_drift_over_a_thousand_steps() -> None:
    amount, step = mass("180lb"), mass("1.25lb")
    for _ in range(1000):
        moved = stepped(amount, step, 1)
        assert isinstance(moved, type(amount))
        amount = moved
    for _ in range(1000):
        moved = stepped(amount, step, -1)
        assert isinstance(moved, type(amount))
        amount = moved
    assert str(amount) == "180lb"
