"""What a lifter does and what the set makes of it: the sentences of the design, each as a row of events."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negtrain_tui.training.guided_set import TABLE, IllegalEvent, Key, Stage, Standing, handle, next_turn
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Side
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Phase
from tests.guided_lift import Lift, ready, timetable

# Lowers at 10-13, 15-18 and 20-23; holds a second, lifts a second; over at 25.
PLAIN = "Press 1x3 @50kg 3-1-X-0"
# The same without a hold: lowers at 10-13, 14-17, 18-21.
BRISK = "Press 1x3 @50kg 3-0-X-0"
# The return takes 4 s (hands): lowers at 10-13, 17-20, 24-27, and that is the end.
NEGATIVE = "Push-up negative 1x3 @bw 3-0-A-0"
SELF = "Press 1x3 @50kg 3-1-X-0 self-paced"
LONG = "Press 1x3 @50kg 8-0-X-0"

PACED = [
    ("nobody presses: every rep is paced", PLAIN, "0 space", 26, "3 3 3", EndedBy.REPS_DONE),
    ("an early mark is measured", PLAIN, "0 space, 12.4 space", 13, "2.4/3", None),
    ("a late mark half a second after the turn", PLAIN, "0 space, 13.5 space", 14, "3.5/3", None),
    ("a late mark at the end of its window", PLAIN, "0 space, 13.8 space", 14, "3.8/3", None),
    ("a press after the window isn't a mark", PLAIN, "0 space, 13.81 space", 14, "3", None),
    ("only the first press marks", PLAIN, "0 space, 12.5 space, 13.3 space", 13.4, "2.5/3", None),
    ("presses in the lead-in don't count", PLAIN, "0 space, 4 space, 8 space", 13.1, "3", None),
    ("a held key counts once", PLAIN, "0 space, .3 space, .6 space, .9 space, 1.2 space", 13.1, "3", None),
    ("a bounce in the lowering is no mark", PLAIN, "0 space, 9.8 space, 10.3 space", 13.1, "3", None),
    ("0.7 s after the last press is no bounce", PLAIN, "0 space, 9.8 space, 10.5 space", 11, "0.5/3", None),
    ("a mark of the last rep, late", PLAIN, "0 space, 23.5 space", 26, "3 3 3.5/3", EndedBy.REPS_DONE),
    (
        "a late mark where nothing follows",
        NEGATIVE,
        "0 space, 27.6 space",
        28,
        "3 3 3.6/3",
        EndedBy.REPS_DONE,
    ),
    ("x in a lowering", PLAIN, "0 space, 12 x", 12, "2/3!", EndedBy.CONTROL_LOST),
    ("x up to 1.5 s after", NEGATIVE, "0 space, 14.5 x", 14.5, "3!", EndedBy.CONTROL_LOST),
    ("x later than that", NEGATIVE, "0 space, 14.51 x", 14.6, "3", None),
    ("x after a mark", NEGATIVE, "0 space, 12.9 space, 14.4 x", 14.4, "2.9/3!", EndedBy.CONTROL_LOST),
    ("x in the lead-in", PLAIN, "0 space, 5 x", 11, "", None),
    ("x after the set has ended by its reps", NEGATIVE, "0 space, 28 x", 28, "3 3 3!", EndedBy.CONTROL_LOST),
    ("x when it has just been paused", PLAIN, "0 space, 12 p, 12.9 x", 13, "2/3!", EndedBy.CONTROL_LOST),
    ("x when it was paused long ago", PLAIN, "0 space, 12 p, 14 x", 14, "", None),
    (
        "x when it was ended in the lowering",
        PLAIN,
        "0 space, 12 esc, 12.9 x",
        13,
        "2/3!",
        EndedBy.CONTROL_LOST,
    ),
    ("x once it goes on again", PLAIN, "0 space, 12 p, 12.5 space, 13 x", 13, "", None),
    ("x of a rep that u has just withdrawn", PLAIN, "0 space, 16 p, 16.3 u, 16.8 x", 17, "", None),
    ("x from before the lowering, seen in it", PLAIN, "0 space, 10.004 +, 9.998 x", 13.1, "3", None),
    ("x while pain is asked for", PLAIN, "0 space, 12 h, 13 x", 13, "2/3!", EndedBy.CONTROL_LOST),
    ("p in a lowering voids it", PLAIN, "0 space, 12 p, 20 space", 33, "3", None),
    ("p elsewhere keeps it", PLAIN, "0 space, 13.5 p, 20 space", 33, "3 3", None),
    ("p twice", PLAIN, "0 space, 12 p, 20 p", 33, "3", None),
    ("p in the lead-in", PLAIN, "0 space, 5 p, 20 space", 33, "3", None),
    ("p after the last lowering", PLAIN, "0 space, 24.5 p, 30 space", 30, "3 3 3", EndedBy.REPS_DONE),
    ("u withdraws the last rep", PLAIN, "0 space, 14.5 u, 20 space", 29.9, "", None),
    ("u, and the rep comes again", PLAIN, "0 space, 14.5 u, 20 space", 33, "3", None),
    ("u in the next lowering", PLAIN, "0 space, 21 u, 22 u", 22, "", None),
    ("u before anything was done", PLAIN, "0 space, 5 u", 13.1, "3", None),
    ("u takes an early mark back", LONG, "0 space, 12 space, 15 u", 18.1, "8", None),
    ("u takes an x back", LONG, "0 space, 12 x, 15 u", 18.1, "8", None),
    ("u after the turn that was to be", LONG, "0 space, 12 x, 18 u", 18.1, "", None),
    ("u after a mark, twice marked", LONG, "0 space, 12 space, 15 u, 17.9 space", 18.1, "7.9/8", None),
    ("u after x twice", LONG, "0 space, 12 x, 12.5 x, 13 u", 18.1, "8", None),
    ("u after a mark and p", LONG, "0 space, 12 space, 12.5 p, 13 u", 18.1, "", None),
    ("u after esc and x", LONG, "0 space, 12 esc, 12.5 x, 13 u", 18.1, "", None),
    ("u takes x back, not the mark before it", LONG, "0 space, 16 space, 16.5 x, 17 u", 17.1, "6/8", None),
    (
        "nor its verdict",
        "Press 1x2 @50kg 8-9-X-0",
        "0 space, 12 space, 13 x, 14 u",
        19,
        "2/8",
        EndedBy.STOP_RULE,
    ),
    ("u reopens a set that esc ended", PLAIN, "0 space, 16 esc, 17 u, 20 space", 33, "3 3", None),
    ("u reopens one that x ended", PLAIN, "0 space, 16 x, 19 u, 20 space", 33, "3 3", None),
    ("u reopens one that is done", PLAIN, "0 space, 27 u, 28 space", 50, "3 3 3", EndedBy.REPS_DONE),
    ("esc ends the set", PLAIN, "0 space, 16 esc", 30, "3", EndedBy.LIFTER),
    ("esc in Ready", PLAIN, "0 esc", 1, "", EndedBy.LIFTER),
    ("one under 70 %", PLAIN, "0 space, 12.0 space", 15, "2/3", EndedBy.STOP_RULE),
    ("one at 70 %", PLAIN, "0 space, 12.1 space", 14.2, "2.1/3", None),
    ("two in a row under 85 %", PLAIN, "0 space, 12.5 space, 17 space", 20, "2.5/3 2.5/3", EndedBy.STOP_RULE),
    ("two at 85 %", PLAIN, "0 space, 12.55 space, 17.1 space", 20, "2.55/3 2.55/3", None),
    ("a paced one between", PLAIN, "0 space, 12.5 space, 22 space", 25, "2.5/3 3 2.5/3", EndedBy.REPS_DONE),
    ("neither on a line with a pain limit", f"{PLAIN} pain<=5", "0 space, 11 space", 16.1, "1/3 3", None),
    ("x on such a line", f"{PLAIN} pain<=5", "0 space, 11 x", 15, "1/3!", EndedBy.CONTROL_LOST),
    ("h within the limit", PLAIN, "0 space, 14 h, 16 3", 30, "3", None),
    ("h over the limit", PLAIN, "0 space, 14 h, 16 4", 30, "3", EndedBy.PAIN),
    ("h over the line's own limit", f"{PLAIN} pain<=5", "0 space, 14 h, 16 6", 30, "3", EndedBy.PAIN),
    ("h at the line's own limit", f"{PLAIN} pain<=5", "0 space, 14 h, 16 5", 30, "3", None),
    ("h in a lowering voids it", PLAIN, "0 space, 12 h, 14 0, 15 space", 28.5, "3", None),
    ("h in Ready", PLAIN, "0 h, 1 9", 1, "", EndedBy.PAIN),
    ("u corrects the number", PLAIN, "0 space, 14 h, 16 9, 17 u, 18 2, 19 space", 33, "3 3", None),
    ("u takes the question back", PLAIN, "0 space, 14 h, 16 u, 19 space", 33, "3 3", None),
]


@pytest.mark.parametrize(
    ("line", "events", "until", "reps", "ended"), [p[1:] for p in PACED], ids=[p[0] for p in PACED]
)
def test_a_paced_set(line: str, events: str, until: float, reps: str, ended: EndedBy | None) -> None:
    lift = Lift(ready(line)).keys(events).until(until)
    assert (lift.reps, lift.state.ended_by) == (reps.split(), ended)
    assert (lift.state.stage is Stage.ENDED) is (ended is not None)


SELF_PACED = [
    ("a lowering waits and is measured", SELF, "0 space, 14.2 space", 15, "4.2/3", None),
    ("the pause by the clock, X by a press", SELF, "0 space, 13 space, 16 space, 19 space", 21,
     "3/3 3/3", None),
    ("a press in a numbered pause is ignored", SELF, "0 space, 13 space, 13.9 space", 30, "3/3", None),
    ("nobody presses", SELF, "0 space", 100, "", None),
    ("until the set is done", SELF, "0 space, 13 space, 15 space, 18 space, 20 space, 23 space, 25 space", 25,
     "3/3 3/3 3/3", EndedBy.REPS_DONE),
    ("x ends it", SELF, "0 space, 15 x", 15, "5/3!", EndedBy.CONTROL_LOST),
    ("one under 70 %", SELF, "0 space, 12 space", 14, "2/3", EndedBy.STOP_RULE),
    ("numbered lifting by the clock", "Press 1x2 @50kg 3-0-2-0 self-paced", "0 space, 13 space, 18 space", 19,
     "3/3 3/3", None),
    ("A by a press, then the high hold", "Chin-up negative 1x2 @bw 3-0-A-1 self-paced",
     "0 space, 13 space, 15 space, 19 space", 20, "3/3 3/3", EndedBy.REPS_DONE),
    ("a hold goes by the clock", "Wall sit 1x30s @bw self-paced", "0 space", 41, "30h", EndedBy.REPS_DONE),
    ("ordinary reps wait", "Curl 1x12 @25kg 30-10-30 self-paced", "0 space, 40 space, 41 space, 43 space", 60,
     "30/30 ·", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "events", "until", "reps", "ended"), [p[1:] for p in SELF_PACED], ids=[p[0] for p in SELF_PACED]
)
def test_a_self_paced_set(line: str, events: str, until: float, reps: str, ended: EndedBy | None) -> None:
    lift = Lift(ready(line)).keys(events).until(until)
    assert (lift.reps, lift.state.ended_by) == (reps.split(), ended)


# What runs at an instant, and since when: what follows a press is anchored to it.
ANCHORS = [
    ("Ready never starts by itself", PLAIN, "", 60, Stage.READY),
    ("a press starts the lead-in", PLAIN, "5 space", 14.9, (Phase.LEAD_IN, 5)),
    ("of ten seconds", PLAIN, "5 space", 15, (Phase.LOWERING, 15)),
    ("after an early mark", PLAIN, "0 space, 12.4 space", 13, (Phase.PAUSE_LOW, 12.4)),
    ("and on from there", PLAIN, "0 space, 12.4 space", 14.4, (Phase.LOWERING, 14.4)),
    ("after a late mark", PLAIN, "0 space, 13.5 space", 15.5, (Phase.LOWERING, 15.5)),
    ("a late mark in the next stretch", "Press 1x2 3-0.5-X-0", "0 space, 13.7 space", 13.8,
     (Phase.PAUSE_LOW, 13.7)),
    ("a second press in A starts the next", NEGATIVE, "0 space, 12.9 space, 14 space", 15,
     (Phase.LOWERING, 14)),
    ("a press in A after the window, too", NEGATIVE, "0 space, 14 space", 15, (Phase.LOWERING, 14)),
    ("a press in A within the window marks", NEGATIVE, "0 space, 13.5 space", 17.4, (Phase.RETURN, 13.5)),
    ("A skips the hold after it", "Pull-up negative 1x2 @bw 3-0-A-1", "0 space, 15 space", 16,
     (Phase.LOWERING, 15)),
    ("a press in the lifting is ignored", PLAIN, "0 space, 14.5 space", 14.6, (Phase.LIFTING, 14)),
    ("A by hands takes 4 s", NEGATIVE, "0 space", 16.9, (Phase.RETURN, 13)),
    ("A by a step takes 5 s", "Dip negative 1x2 @bw 3-0-A-0", "0 space", 17.9, (Phase.RETURN, 13)),
    ("A in any other way takes 3 s", "Slider curl 1x2 @bw 3-0-A-0", "0 space", 16, (Phase.LOWERING, 16)),
    ("also where only the exercise has the A", "Push-up negative 1x2 @bw", "0 space", 18.9,
     (Phase.RETURN, 15)),
    ("p pauses", PLAIN, "0 space, 12 p", 60, Stage.PAUSED),
    ("a press goes on after a lead-in", PLAIN, "0 space, 12 p, 20 space", 29, (Phase.LEAD_IN, 20)),
    ("the same rep", PLAIN, "0 space, 12 p, 20 space", 31, (Phase.LOWERING, 30)),
    ("u lets the lowering go on as it was", LONG, "0 space, 12 space, 15 u", 17, (Phase.LOWERING, 10)),
    ("x taken back after a mark", "Press 1x2 @50kg 8-6-X-0", "0 space, 16 space, 17 x, 17.5 u", 17.6,
     (Phase.PAUSE_LOW, 16)),
    ("m and the lowering waits", PLAIN, "0 space, 11 m", 20, (Phase.LOWERING, 10)),
    ("m and m again", PLAIN, "0 space, 11 m, 12 m", 13.1, (Phase.PAUSE_LOW, 13)),
    ("m in a lowering past its target", SELF, "0 space, 14 m", 20, (Phase.LOWERING, 10)),
    ("m in a lifting past its time", SELF, "0 space, 13 space, 18 m", 18, (Phase.LOWERING, 18)),
    ("m in A", NEGATIVE, "0 space, 14 m", 60, (Phase.RETURN, 13)),
    ("m in the lead-in", PLAIN, "0 space, 4 m", 20, (Phase.LOWERING, 10)),
    ("m in Ready", PLAIN, "0 m, 1 space", 20, (Phase.LOWERING, 11)),
    ("m while paused", PLAIN, "0 space, 12 p, 13 m, 14 space", 40, (Phase.LOWERING, 24)),
    ("u after esc in Ready", PLAIN, "0 esc, 1 u", 2, Stage.READY),
    ("x taken back where the lifting waits", f"{LONG} self-paced", "0 space, 16 space, 17 x, 17.5 u", 30,
     (Phase.LIFTING, 16)),
    ("a longer lowering takes longer", PLAIN, "0 space, 11 ]", 18.9, (Phase.LOWERING, 15)),
    ("and what follows comes later", PLAIN, "0 space, 11 ]", 19.1, (Phase.PAUSE_LOW, 19)),
    ("a press from before the lifting that waits", SELF, "0 space, 13 space, 14.004 +, 13.998 space", 15,
     (Phase.LIFTING, 14)),
    ("a press from before A", "Biceps curl 1x2 @bw 3-0-A-0", "0 space, 10.004 m, 9.998 space, 10.01 m", 11,
     (Phase.RETURN, 10)),
    ("A before a rest goes by the clock", "Skull-crusher 1x2 @30kg/20kg 3-0-A-0 accentuated cluster 5s",
     "0 y, 0 m, 0 space, 14 space", 14.5, (Phase.RETURN, 13)),
    ("a press from before the lowering", PLAIN, "0 space, 10.004 +, 9.998 space", 11, (Phase.LOWERING, 10)),
    ("a press from before the turn, seen after it", PLAIN, "0 space, 13.004 +, 12.998 space", 13.5,
     (Phase.PAUSE_LOW, 12.998)),
    ("a longest lowering", "Press 1x1 @50kg 60-0-X-0", "0 space", 69.9, (Phase.LOWERING, 10)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "events", "until", "leg"), [p[1:] for p in ANCHORS], ids=[p[0] for p in ANCHORS]
)
def test_what_runs(line: str, events: str, until: float, leg: tuple[Phase, float] | Stage) -> None:
    assert Lift(ready(line)).keys(events).until(until).leg() == leg


def test_a_lead_in_of_ones_own() -> None:
    lift = Lift(ready(PLAIN, settings=Settings(lead_in_s=Decimal(3)))).keys("0 space").until(3)
    assert lift.leg() == (Phase.LOWERING, 3)


def test_every_ignored_press_says_so() -> None:
    for events in (
        "0 space, 5 space",
        "0 space, 0.5 space",
        "0 space, 14.5 space",
        "0 space, 12 space, 13 space",
    ):
        assert Lift(ready(PLAIN)).keys(events).state.said.startswith("Ignored")


# 0.1 s at a time, as a clock of floats adds it up.
def test_instants_that_are_sums_of_tenths() -> None:
    state, now = handle(ready(PLAIN), Key.PRESS, 0.1), 0.1
    for _ in range(129):
        now += 0.1
        state = Lift(state, now).until(now).state
    assert Lift(state, now).leg() == (Phase.LOWERING, 10.1)
    turned = Lift(state, now).until(now + 0.1)
    assert (turned.leg(), turned.reps) == ((Phase.PAUSE_LOW, 13.1), ["3"])
    marked = Lift(turned.state, turned.now).key(13.1 + 0.1 + 0.7, "space")
    assert marked.reps == ["3.8/3"]
    assert marked.key(13.9 + 0.7, "space").state.said.startswith("Ignored: the hold")


def test_a_late_mark_where_the_next_lowering_has_begun_already() -> None:
    settings = Settings(fast_lifting_s=Decimal("0.5"))
    lift = Lift(ready(BRISK, settings=settings)).keys("0 space").until(13.6)
    assert lift.leg() == (Phase.LOWERING, 13.5)
    lift.key(13.7, "space")
    assert (lift.reps, lift.leg()) == (["3.7/3"], (Phase.LIFTING, 13.7))


def test_the_stop_rule_waits_until_a_mark_could_not_be_late_any_more() -> None:
    lift = Lift(ready("Press 1x3 @50kg 3-5-X-0")).keys("0 space, 11.5 space").until(13.7)
    assert lift.state.stage is Stage.RUNNING
    assert next_turn(lift.state) == pytest.approx(13.8)
    assert timetable(lift.state) == [(Phase.PAUSE_LOW, 11.5, 13.8)]
    assert lift.until(13.8).state.ended_by is EndedBy.STOP_RULE
    assert lift.state.ended_at == pytest.approx(13.8)


def test_the_stop_rule_at_the_latest_when_the_next_lowering_would_begin() -> None:
    lift = Lift(ready("Press 1x3 @50kg 8-0-X-0")).keys("0 space, 12 space")
    assert timetable(lift.state) == [(Phase.LIFTING, 12, 13)]
    assert lift.until(13).state.ended_by is EndedBy.STOP_RULE
    assert lift.state.ended_at == 13


def test_a_pause_does_not_hide_a_lowering_from_the_stop_rule() -> None:
    events = "0 space, 11 space, 11.5 p, 12 space"
    assert Lift(ready(LONG)).keys(events).until(18.7).state.stage is Stage.RUNNING
    assert Lift(ready(LONG)).keys(events).until(18.8).state.ended_by is EndedBy.STOP_RULE
    assert Lift(ready(LONG)).keys("0 space, 11 space, 11.5 p").until(19).state.ended_by is EndedBy.STOP_RULE


def test_u_withdraws_what_the_stop_rule_judged() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space, 12 space").until(15)
    lift.key(20, "u")
    assert (lift.leg(), lift.reps, lift.state.ended_by) == (Stage.PAUSED, [], None)
    assert lift.keys("21 space").until(34.5).reps == ["3"]


def test_a_mark_before_a_pause_is_withdrawn_and_not_gone_on_with() -> None:
    lift = Lift(ready(LONG)).keys("0 space, 12 space, 12.5 p, 13.5 space, 15 u")
    assert (lift.leg(), lift.reps) == (Stage.PAUSED, [])


def test_the_stop_rule_is_configurable() -> None:
    strict = Settings(stop_one_below=Decimal("0.90"))
    assert (
        Lift(ready(PLAIN, settings=strict)).keys("0 space, 12.5 space").until(15).state.ended_by
        is EndedBy.STOP_RULE
    )
    off = Settings(stop_rule=False)
    assert Lift(ready(PLAIN, settings=off)).keys("0 space, 11 space").until(20).state.stage is Stage.RUNNING


def test_a_rep_as_it_is_stored() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space, 12.4 space")
    assert lift.state.reps[0] == Rep(
        number=1,
        side=None,
        kind=RepKind.LOWERING,
        lowering_target_s=Decimal(3),
        lowering_actual_s=Decimal("2.400"),
        marked=True,
        load_down=lift.state.load.down if lift.state.load else None,
        load_up=lift.state.load.down if lift.state.load else None,
    )


STANDS = {
    Standing.READY: "",
    Standing.LEAD_IN: "0 space, 5 m",
    Standing.LOWERING: "0 space, 11 m",
    Standing.BETWEEN: "0 space, 13.9 m",
    Standing.PAUSED: "0 space, 11 p",
    Standing.ASKING_PAIN: "0 space, 11 h",
    Standing.ENDED: "0 space, 11 esc",
}


@pytest.mark.parametrize("standing", list(Standing))
def test_what_is_not_in_the_table_is_illegal_and_nothing_else(standing: Standing) -> None:
    hold = standing is Standing.TIMED
    lift = Lift(ready("Wall sit 1x30s @bw" if hold else PLAIN)).keys(
        "0 space, 11 m" if hold else STANDS[standing]
    )
    assert lift.state.standing is standing
    for key in Key:
        number, load = (2 if key is Key.PAIN else None), (lift.state.load if key is Key.LOAD else None)
        if key in TABLE[standing]:
            handle(lift.state, key, lift.now + 0.05, number=number, load=load)
        else:
            with pytest.raises(IllegalEvent):
                handle(lift.state, key, lift.now + 0.05, number=number, load=load)


def test_a_pain_that_is_no_number_from_0_to_10_is_illegal() -> None:
    with pytest.raises(IllegalEvent):
        Lift(ready(PLAIN)).keys("0 h, 1 11")
    with pytest.raises(IllegalEvent):
        handle(ready(PLAIN), Key.LOAD, 0)


def test_the_worst_pain_is_kept() -> None:
    lift = Lift(ready(PLAIN)).keys("0 h, 1 3, 2 h, 3 1")
    assert (lift.state.pain, lift.leg()) == (3, Stage.READY)
    assert not lift.state.exercise_over
    over = lift.keys("4 h, 5 8")
    assert (over.state.pain, over.state.exercise_over) == (8, True)
    assert over.keys("6 u").state.pain == 3


def test_x_after_too_much_pain_leaves_the_exercise_over() -> None:
    lift = Lift(ready(PLAIN)).keys("0 space, 12.9 space, 13.2 h, 13.4 9, 14 x")
    assert (lift.reps, lift.state.exercise_over) == (["2.9/3!"], True)


def test_a_key_held_since_the_set_before_does_not_start_this_one() -> None:
    state = replace(ready(PLAIN), last_press=9.5)
    held = handle(handle(state, Key.PRESS, 10), Key.PRESS, 10.6)
    assert (held.stage, held.said.startswith("Ignored")) == (Stage.READY, True)
    assert handle(held, Key.PRESS, 11.3).stage is Stage.RUNNING


def test_two_sides_are_told_apart() -> None:
    lift = Lift(ready("Split squat 1x2 @bw each 3-0-X-0")).keys("0 space").until(60)
    sides = [(rep.side, rep.number) for rep in lift.state.reps]
    assert sides == [(Side.LEFT, 1), (Side.LEFT, 2), (Side.RIGHT, 1), (Side.RIGHT, 2)]


def test_a_key_pressed_just_before_a_turn_and_handled_after_it_counts_at_its_own_instant() -> None:
    lift = Lift(ready("Push-up negative 1x3 @bw 3-1-A-0")).keys("0 space").until(13.012)
    assert lift.state.phase is not Phase.LOWERING
    marked = handle(lift.state, Key.PRESS, 12.995)
    assert (str(marked.reps[0].lowering_actual_s), marked.reps[0].marked) == ("2.995", True)
    assert marked.since == 12.995
    lost = handle(lift.state, Key.LOST, 12.995)
    assert lost.reps[0].control_lost
