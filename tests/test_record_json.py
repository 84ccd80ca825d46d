import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.record import Rep, RepKind, Session, Side
from negtrain_tui.training.record_json import session_json, sessions_json
from tests.stored_samples import START, finished_session, finished_set, live_session, live_set

SESSION_FIELDS = "id status started_at finished_at name note source sets"
SET_FIELDS = (
    "exercise line method pacing status ended_by load_prescribed load_loadable load_lifted rpe pain note "
    "warm_up replaces reps"
)
REP_FIELDS = (
    "number side kind lowering_target_s lowering_actual_s marked control_lost hold_actual_s load_down load_up"
)


def read(session: Session) -> Any:
    """The session as a script that reads the command's output sees it."""
    return json.loads(json.dumps(sessions_json([session])))["sessions"][0]


def test_it_has_exactly_the_documented_fields() -> None:
    told = read(finished_session())
    assert list(told) == SESSION_FIELDS.split()
    assert list(told["sets"][0]) == SET_FIELDS.split()
    assert list(told["sets"][0]["reps"][0]) == REP_FIELDS.split()


def test_seconds_are_numbers_and_loads_are_text() -> None:
    done = read(finished_session())["sets"][0]
    assert [rep["lowering_actual_s"] for rep in done["reps"]] == [3.0, 2.4, 3.5]
    assert [rep["marked"] for rep in done["reps"]] == [False, True, True]
    assert '"lowering_target_s": 3.0' in json.dumps(done)
    assert (done["load_prescribed"], done["load_lifted"]) == ("bw-20kg", "bw-17.5kg")
    assert done["reps"][0]["load_down"] == "bw-20kg"
    assert (done["rpe"], done["pain"], done["ended_by"]) == (8.5, 2, "reps done")


def test_two_loads_and_percentages_are_told_as_typed() -> None:
    done = replace(
        finished_set(), load_prescribed=parse_load("105%/80%"), load_lifted=parse_load("120kg/90kg")
    )
    told = read(replace(finished_session(), sets=(done,)))["sets"][0]
    assert (told["load_prescribed"], told["load_lifted"]) == ("105%/80%", "120kg/90kg")


def test_unknowns_are_null() -> None:
    told = read(replace(live_session(), sets=(replace(live_set(), method=None, load_prescribed=None),)))
    assert told["finished_at"] is None
    done = told["sets"][0]
    empty = ("method", "ended_by", "load_prescribed", "load_loadable", "load_lifted", "rpe", "pain")
    assert [done[name] for name in empty] == [None] * 7


def test_instants_carry_their_offset() -> None:
    told = read(finished_session())
    assert told["started_at"] == "2026-07-04T18:30:00.123+02:00"
    assert told["finished_at"] == "2026-07-04T19:00:00.123+02:00"
    on_the_second = replace(live_session(), started_at=START.replace(microsecond=0) + timedelta(seconds=1))
    assert read(on_the_second)["started_at"] == "2026-07-04T18:30:01.000+02:00"


def test_a_hold_and_a_side() -> None:
    hold = Rep(
        1,
        Side.LEFT,
        RepKind.HOLD,
        hold_target_s=Decimal(30),
        hold_actual_s=Decimal("27.25"),
        load_up=parse_amount("5lb"),
    )
    told = read(replace(live_session(), sets=(replace(live_set(), reps=(hold,)),)))["sets"][0]["reps"][0]
    assert told == {
        "number": 1,
        "side": "left",
        "kind": "hold",
        "lowering_target_s": None,
        "lowering_actual_s": None,
        "marked": False,
        "control_lost": False,
        "hold_actual_s": 27.25,
        "load_down": None,
        "load_up": "5lb",
    }


def test_a_name_with_control_characters_survives() -> None:
    named = replace(live_session(), name="[red]Evil[/] \x1b[2J")
    assert read(named)["name"] == "[red]Evil[/] \x1b[2J"
    assert session_json(named)["name"] == "[red]Evil[/] \x1b[2J"
