"""Whatever keys come whenever, and however often anybody looks, a set stays in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training import guided_set
from negtrain_tui.training.guided_set import TABLE, GuidedSet, IllegalEvent, Key, Stage
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, RepKind
from negtrain_tui.training.timetable import Phase
from tests.guided_lift import STRONG, UNKNOWN, ready

LINES = [
    "Press 1x3 @50kg 3-1-X-0",
    "Press 1x4 @50kg 2-0-X-0 self-paced",
    "Press 1x3 @103kg 3-0-A-0",
    "Press 1x2-4 @80% 2-0-1-0",
    "Push-up negative 1x3 @bw 3-0-A-0",
    "Chin-up negative 1x3 @bw-20kg 3-0-A-1 pain<=5",
    "Biceps curl 1x2 @20kg each 2-0-A-0",
    "Inverted row 1x3 @bw 2-1-X-1",
    "Back squat 1x3 @105%/80% 2-0-X-0 accentuated cluster 5s",
    "Back squat 1x3 @90kg/60kg 2-0-X-0 accentuated",
    "Biceps curl 1x12 @25kg 30-10-30",
    "Side plank 1x4s each",
    "Press 1x1 @bw+20kg 60-0-X-0 negative",
]

OFTEN = [Key.PRESS] * 8 + [Key.PAIN] * 4 + [Key.CONFIRM] * 3 + [Key.UNDO, Key.LOAD, Key.PAUSE]
KEYS = st.sampled_from(OFTEN + list(Key))
GAPS = st.one_of(st.floats(0.0, 0.9), st.floats(0.0, 8.0), st.sampled_from([0.1, 0.7, 0.8, 1.0, 1.5, 10.0]))
HAPPENINGS = st.lists(st.tuples(GAPS, KEYS, st.integers(0, 10)), max_size=40)
STATES = st.builds(
    lambda line, lifter: ready(line, lifter=lifter),
    st.sampled_from(LINES),
    st.sampled_from([STRONG, UNKNOWN]),
)


@dataclass
class Watched:
    """A set with the instant of the last look, and everything it has been."""

    state: GuidedSet
    now: float = 0.0

    def wait(self, seconds: float, look_s: float) -> None:
        """Look on every `look_s` seconds."""
        end = self.now + seconds
        while self.now + look_s < end:
            self.now += look_s
            self.take(guided_set.at(self.state, self.now))
        self.now = end

    def key(self, key: Key, number: int) -> None:
        """Press a key now; what the table doesn't have raises, and changes nothing."""
        load = parse_load("60kg")
        standing = guided_set.at(self.state, self.now).standing
        try:
            after = guided_set.handle(self.state, key, self.now, number=number, load=load)
        except IllegalEvent:
            assert key not in TABLE[standing]
            return
        before = self.state
        self.take(after, undo=key is Key.UNDO)
        if before.stage is Stage.ENDED and key is not Key.UNDO:
            assert after.stage is Stage.ENDED

    def take(self, after: GuidedSet, *, undo: bool = False) -> None:
        """Go on to the next state, and hold it against the one before."""
        before, self.state = self.state, after
        if not undo:
            numbered = [(rep.side, rep.number) for rep in before.reps]
            assert [(rep.side, rep.number) for rep in after.reps[: len(numbered)]] == numbered
        if before.stage is Stage.ENDED and not undo:
            assert after.stage is Stage.ENDED
        in_order(after)


def in_order(state: GuidedSet) -> None:
    """Check what holds for every state."""
    script = state.script.reps
    assert len(state.reps) <= len(script)
    for rep, asked in zip(state.reps, script, strict=False):
        assert (rep.side, rep.number, rep.kind) == (asked.side, asked.number, asked.kind)
        target, actual = rep.lowering_target_s, rep.lowering_actual_s
        if rep.kind is RepKind.LOWERING:
            assert target is not None
            assert actual is not None
            assert actual >= 0
            assert rep.marked or actual == target
        elif rep.kind is RepKind.NORMAL:
            assert (target, actual, rep.marked) == (None, None, False)
        else:
            assert rep.marked or rep.hold_actual_s == rep.hold_target_s
    assert (state.stage is Stage.ENDED) is (state.ended_by is not None)
    assert (state.ended_at is not None) is (state.ended_by is not None)
    assert not state.rack or state.exercise_over
    assert state.last is None or state.last.rep == len(state.reps) - 1
    if state.exercise_over:
        assert state.ended_by in (EndedBy.PAIN, EndedBy.CONTROL_LOST, EndedBy.TOO_FAST)
    if state.ended_by is EndedBy.REPS_DONE:
        assert len(state.reps) == len(script)
    if state.stage is Stage.RUNNING:
        in_time(state)


def in_time(state: GuidedSet) -> None:
    """Check what holds for every set that runs."""
    leg = state.current
    assert leg is not None
    if leg.phase in (Phase.LOWERING, Phase.HOLD, Phase.ORDINARY):
        assert leg.rep == len(state.reps)
    segments = guided_set.upcoming(state)
    assert segments
    for one, next_one in pairwise(segments):
        assert one.ends == next_one.begins
    assert all(each.ends is not None for each in segments[:-1])
    turn = guided_set.next_turn(state)
    assert turn is None or turn > state.last_seen - 1e-3


def outcome(state: GuidedSet) -> GuidedSet:
    """The set without the instant at which somebody happened to look last."""
    return replace(state, last_seen=0.0)


@settings(max_examples=150, deadline=None)
@given(STATES, HAPPENINGS, st.floats(0, 1e6))
def test_any_keys_at_any_time_leave_the_set_in_order(
    state: GuidedSet, happenings: list[tuple[float, Key, int]], began: float
) -> None:
    watched = Watched(state, began)
    for seconds, key, number in happenings:
        watched.wait(seconds, 0.5)
        watched.key(key, number)


@settings(max_examples=60, deadline=None)
@given(STATES, HAPPENINGS)
def test_it_does_not_matter_how_often_anybody_looks(
    state: GuidedSet, happenings: list[tuple[float, Key, int]]
) -> None:
    often, seldom = Watched(state), Watched(state)
    for seconds, key, number in happenings:
        often.wait(seconds, 0.0625)
        seldom.wait(seconds, 0.9375)
        often.take(guided_set.at(often.state, often.now), undo=True)
        seldom.take(guided_set.at(seldom.state, seldom.now), undo=True)
        assert outcome(often.state) == outcome(seldom.state)
        often.key(key, number)
        seldom.key(key, number)
        assert outcome(often.state) == outcome(seldom.state)


@settings(max_examples=60, deadline=None)
@given(STATES, HAPPENINGS, st.floats(1.01, 1e5))
def test_whenever_nobody_looks_nothing_is_counted_on(
    state: GuidedSet, happenings: list[tuple[float, Key, int]], asleep: float
) -> None:
    watched = Watched(state)
    for seconds, key, number in happenings:
        watched.wait(seconds, 0.5)
        watched.key(key, number)
    if watched.state.stage is Stage.RUNNING:
        slept = guided_set.at(watched.state, watched.now + asleep)
        assert (slept.stage, slept.reps) == (Stage.PAUSED, watched.state.reps)


@pytest.mark.parametrize("line", LINES)
def test_left_alone_a_paced_set_does_all_its_reps(line: str) -> None:
    watched = Watched(ready(line, lifter=STRONG))
    for key in (Key.CONFIRM, Key.CONFIRM, Key.LOAD, Key.PRESS):
        if key is not Key.LOAD or watched.state.needs_load:
            watched.key(key, 0)
    paced = watched.state.pacing.value == "paced"
    watched.wait(200, 0.9)
    if paced:
        assert watched.state.ended_by is EndedBy.REPS_DONE
        assert not any(rep.marked for rep in watched.state.reps)
        assert all(rep.lowering_actual_s in (None, rep.lowering_target_s) for rep in watched.state.reps)
        assert Decimal(0) not in [rep.lowering_target_s for rep in watched.state.reps]
    else:
        assert (watched.state.stage, watched.state.reps) == (Stage.RUNNING, ())
