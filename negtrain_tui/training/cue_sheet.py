"""The instants of a set at which something is to be heard or seen, worked out from its timetable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from negtrain_tui.training.timetable import Phase, Segment

COUNTED_IN = 3
"""How many whole seconds before a start are ticked."""

OPEN_SECONDS = 60.0
"""How far past its target, in seconds, a lowering that waits for a press goes on ticking."""

# Two instants closer than this are one: they come from sums of floats.
_SAME_S = 1e-6


class CueKind(StrEnum):
    """What a cue tells the lifter."""

    LEAD_IN_TICK = "lead-in tick"
    LOWERING = "lowering"
    SECOND = "second"
    TURN = "turn"
    LIFT = "lift"
    RETURN = "return"
    HOLD = "hold"
    CHANGE = "change"
    REST_TICK = "rest tick"
    SET_END = "set end"
    CONTROL_LOST = "control lost"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at an instant on the clock; `seconds` is the length of the lowering's falling tone, else 0."""

    kind: CueKind
    at: float
    seconds: float = 0.0


_AT_START = {
    Phase.LIFTING: CueKind.LIFT,
    Phase.ORDINARY: CueKind.LIFT,
    Phase.RETURN: CueKind.RETURN,
    Phase.PAUSE_LOW: CueKind.HOLD,
    Phase.PAUSE_HIGH: CueKind.HOLD,
    Phase.HOLD: CueKind.HOLD,
    Phase.CHANGE_OVER: CueKind.CHANGE,
    Phase.CLUSTER_REST: CueKind.CHANGE,
}


def cue_sheet(segments: Sequence[Segment]) -> tuple[Cue, ...]:
    """List the cues of a timetable in order of time.

    The timetable reaches from the present stretch to the first that waits for a press, or to the set's
    end. The end of a lowering and the start of what follows it are two cues at one instant. A stretch
    without length is silent. A lowering that waits for a press has no turn; its tone lasts its target,
    and its seconds tick on for `OPEN_SECONDS`.
    """
    cues = [cue for segment in segments for cue in _cues_of(segment)]
    if segments and (end := segments[-1].ends) is not None:
        cues.append(Cue(CueKind.SET_END, end))
    return tuple(sorted(cues, key=lambda cue: cue.at))


def rest_cues(deadline: float) -> tuple[Cue, ...]:
    """List the ticks of a rest's last three seconds; `deadline` is its end on the clock."""
    return tuple(Cue(CueKind.REST_TICK, deadline - left) for left in range(COUNTED_IN, 0, -1))


def _cues_of(segment: Segment) -> Iterator[Cue]:
    begins, ends = segment.begins, segment.ends
    if ends is not None and ends - begins < _SAME_S:
        return
    if segment.phase is Phase.LEAD_IN and ends is not None:
        for left in range(COUNTED_IN, 0, -1):
            if ends - left >= begins - _SAME_S:
                yield Cue(CueKind.LEAD_IN_TICK, ends - left)
    elif segment.phase is Phase.LOWERING:
        yield Cue(CueKind.LOWERING, begins, segment.target if ends is None else ends - begins)
        last = begins + segment.target + OPEN_SECONDS if ends is None else ends
        for at in takewhile(lambda at: at < last - _SAME_S, _whole_seconds_after(begins)):
            yield Cue(CueKind.SECOND, at)
        if ends is not None:
            yield Cue(CueKind.TURN, ends)
    elif segment.phase in _AT_START:
        yield Cue(_AT_START[segment.phase], begins)


def _whole_seconds_after(begins: float) -> Iterator[float]:
    second = 1
    while True:
        yield begins + second
        second += 1
