"""What is heard at which instant of a set."""

from __future__ import annotations

import pytest

from negtrain_tui.training.cue_sheet import OPEN_SECONDS, Cue, CueKind, cue_sheet, rest_cues
from negtrain_tui.training.timetable import Phase, Segment

T = 1000.0


def stretch(phase: Phase, begins: float, ends: float | None, *, target: float | None = None) -> Segment:
    length = target if target is not None else (0.0 if ends is None else ends - begins)
    return Segment(phase, 0, T + begins, None if ends is None else T + ends, length)


WAITS = stretch(Phase.CLUSTER_REST, 100, None)


def told(*segments: Segment) -> list[tuple[str, float]]:
    return [(cue.kind.name, round(cue.at - T, 6)) for cue in cue_sheet(segments)]


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        (
            stretch(Phase.LEAD_IN, 0, 10),
            [("LEAD_IN_TICK", 7), ("LEAD_IN_TICK", 8), ("LEAD_IN_TICK", 9)],
        ),
        (
            stretch(Phase.LEAD_IN, 0, 3),
            [("LEAD_IN_TICK", 0), ("LEAD_IN_TICK", 1), ("LEAD_IN_TICK", 2)],
        ),
        (stretch(Phase.LEAD_IN, 0, 1.5), [("LEAD_IN_TICK", 0.5)]),
        (
            stretch(Phase.LOWERING, 0, 3),
            [("LOWERING", 0), ("SECOND", 1), ("SECOND", 2), ("TURN", 3)],
        ),
        (
            stretch(Phase.LOWERING, 0.25, 2.65),
            [("LOWERING", 0.25), ("SECOND", 1.25), ("SECOND", 2.25), ("TURN", 2.65)],
        ),
        (stretch(Phase.LOWERING, 0, 1), [("LOWERING", 0), ("TURN", 1)]),
        (stretch(Phase.PAUSE_LOW, 0, 2), [("HOLD", 0)]),
        (stretch(Phase.PAUSE_LOW, 0, 0), []),
        (stretch(Phase.PAUSE_HIGH, 0, 1), [("HOLD", 0)]),
        (stretch(Phase.LIFTING, 0, 1), [("LIFT", 0)]),
        (stretch(Phase.LIFTING, 0, None, target=1), [("LIFT", 0)]),
        (stretch(Phase.RETURN, 0, 4), [("RETURN", 0)]),
        (stretch(Phase.ORDINARY, 0, 2), [("LIFT", 0)]),
        (stretch(Phase.HOLD, 0, 30), [("HOLD", 0)]),
        (stretch(Phase.CHANGE_OVER, 0, 10), [("CHANGE", 0)]),
        (stretch(Phase.CLUSTER_REST, 0, 30), [("CHANGE", 0)]),
        (stretch(Phase.CLOSING, 0, 0.8), []),
        (stretch(Phase.ENDED, 0, None), []),
        (stretch(Phase.READY, 0, None), []),
        (stretch(Phase.PAUSED, 0, None), []),
    ],
)
def test_each_stretch_has_its_cues(segment: Segment, expected: list[tuple[str, float]]) -> None:
    assert told(segment, WAITS) == [*expected, ("CHANGE", 100)]


def test_a_whole_rep_is_told_in_order_of_time() -> None:
    assert told(
        stretch(Phase.LEAD_IN, 0, 3),
        stretch(Phase.LOWERING, 3, 5),
        stretch(Phase.PAUSE_LOW, 5, 6),
        stretch(Phase.LIFTING, 6, 7),
        stretch(Phase.CLOSING, 7, 7.5),
    ) == [
        ("LEAD_IN_TICK", 0),
        ("LEAD_IN_TICK", 1),
        ("LEAD_IN_TICK", 2),
        ("LOWERING", 3),
        ("SECOND", 4),
        ("TURN", 5),
        ("HOLD", 5),
        ("LIFT", 6),
        ("SET_END", 7.5),
    ]


def test_the_end_is_told_only_when_the_clock_alone_leads_to_it() -> None:
    assert told(stretch(Phase.PAUSE_HIGH, 0, 1)) == [("HOLD", 0), ("SET_END", 1)]
    assert told(stretch(Phase.PAUSE_HIGH, 0, 1), WAITS) == [("HOLD", 0), ("CHANGE", 100)]
    assert told() == []


def test_the_falling_tone_lasts_as_long_as_the_lowering() -> None:
    (tone, *_) = cue_sheet([stretch(Phase.LOWERING, 0, 2.4, target=3)])
    assert tone.kind is CueKind.LOWERING
    assert tone.seconds == pytest.approx(2.4)


def test_a_self_paced_lowering_sounds_for_its_target_and_ticks_on_without_a_turn() -> None:
    tone, *ticks = cue_sheet([stretch(Phase.LOWERING, 0, None, target=3)])
    assert tone == Cue(CueKind.LOWERING, T, 3)
    assert {cue.kind for cue in ticks} == {CueKind.SECOND}
    assert [cue.at - T for cue in ticks] == list(range(1, int(3 + OPEN_SECONDS)))


def test_seconds_do_not_drift_in_a_minute_long_lowering() -> None:
    begins = 86_400.1
    cues = cue_sheet([Segment(Phase.LOWERING, 0, begins, begins + 60, 60)])
    assert [cue.at for cue in cues if cue.kind is CueKind.SECOND] == [begins + n for n in range(1, 60)]


def test_rest_is_counted_out() -> None:
    assert rest_cues(T) == tuple(Cue(CueKind.REST_TICK, T - left) for left in (3, 2, 1))
