import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from negtrain_tui.screens.session_text import effort_said
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.metrics import summarise_session
from negtrain_tui.training.record import Rep, RepKind, Session, Side
from negtrain_tui.training.record_json import session_json, sessions_lines
from negtrain_tui.training.rests_taken import rests_taken
from negtrain_tui.widgets.record_words import judgement_said, rest_said, summary_said
from tests.stored_samples import START, finished_session, finished_set, live_session, live_set, rep

SESSION_FIELDS = "id status started_at finished_at name note source rpe summary sets"
SET_FIELDS = (
    "exercise line method pacing status ended_by load_prescribed load_loadable load_lifted rpe pain note "
    "warm_up replaces summary reps"
)
REP_FIELDS = (
    "number side kind lowering_target_s lowering_actual_s marked control_lost hold_actual_s load_down load_up"
)


def read(session: Session) -> Any:
    """The session as a script that reads the command's output sees it."""
    (told,) = document([session])["sessions"]
    return told


def document(sessions: Iterable[Session]) -> Any:
    return json.loads("\n".join(sessions_lines(sessions)))


def test_it_has_exactly_the_documented_fields() -> None:
    told = read(finished_session())
    assert list(told) == SESSION_FIELDS.split()
    assert list(told["sets"][0]) == SET_FIELDS.split()
    assert list(told["sets"][0]["reps"][0]) == REP_FIELDS.split()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_document_of_so_many_sessions(number: int) -> None:
    sessions = [replace(finished_session(), name=f"a\u2028b\u0085 {each}\n") for each in range(number)]
    assert document(sessions) == {"sessions": [session_json(each) for each in sessions]}


def test_the_figures_are_those_of_the_screen() -> None:
    # By hand: of 3 s each, 2.4 s kept 80 % and 3.5 s 83.3 %, a mean of 81.67 %, rounded down; the error is
    # -0.6 and +0.5 s, a mean of -0.05 s, which is -0.1 s on screen; two marked lowerings tell no fade.
    session = finished_session()
    told = read(session)
    of_a_set = {
        "reps": 3,
        "holds": 0,
        "hold_s": 0,
        "holds_paced": 0,
        "lowering_s": 8.9,
        "marked": 2,
        "paced": 1,
        "fidelity_percent": 81,
        "control_lost": 1,
    }
    # Both are within 20 % of 3 s, and what a session needs for a load, its RPE, nobody gave.
    judged = {"within_20_percent": 100, "fade_percent": None, "mean_error_s": -0.1}
    assert told["sets"][0]["summary"] == {**of_a_set, **judged, "rest_s": None, "rest_asked_s": None}
    assert told["summary"] == {
        "sets": 2,
        **{name: 2 * of_a_set[name] for name in of_a_set},
        "fidelity_percent": 81,
        "minutes": 30,
        "session_load": None,
    }
    assert summary_said(summarise_session(session))[1:3] == ["~17.8 s lowering", "tempo 81 %"]
    assert "mean error −0.1 s" in judgement_said(session.sets[0].reps)


def test_rests_and_session_load_are_those_of_the_screen() -> None:
    # By hand: the first set ends 1:40 in and the second begins 4:00 in, 140 s; RPE 7 x 30 minutes is 210.
    session = replace(finished_session(), rpe=Decimal(7))
    told = read(session)
    assert [each["summary"]["rest_s"] for each in told["sets"]] == [None, 140]
    assert rest_said(rests_taken(session.sets)[session.sets[1].id]) == "rest 2:20"
    assert (told["summary"]["minutes"], told["summary"]["session_load"]) == (30, 210)
    assert effort_said(session) == ["session RPE 7 of 10", "session load 210"]


def test_fade_is_a_whole_percentage_as_on_screen() -> None:
    # By hand: 3 and 3 s, then 2 s of 3: the last is a third of its target shorter.
    reps = tuple(rep(number, actual=actual, marked=True) for number, actual in enumerate(("3", "3", "2"), 1))
    told = read(replace(finished_session(), sets=(replace(finished_set(), reps=reps),)))
    assert told["sets"][0]["summary"]["fade_percent"] == 33
    assert "fade 33 %" in judgement_said(reps)


def test_nothing_marked_is_no_fidelity() -> None:
    told = read(replace(finished_session(), sets=(replace(finished_set(), reps=(rep(1),)),)))
    figures = told["sets"][0]["summary"]
    assert (figures["fidelity_percent"], figures["mean_error_s"], figures["paced"]) == (None, None, 1)


def test_warm_ups_are_in_no_total_but_their_own() -> None:
    told = read(replace(finished_session(), sets=(replace(finished_set(), warm_up=True),)))
    assert (told["summary"]["sets"], told["summary"]["reps"]) == (0, 0)
    assert told["sets"][0]["summary"]["reps"] == 3


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
