"""Where cues stand in the samples, against the timetable: in a rendered sheet, and as fed to a device."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from bench.figures import Row, spread
from bench.timing import Trace
from negtrain_tui.tones import RATE, render_sheet
from negtrain_tui.training.cue_sheet import Cue, CueKind, cue_sheet

AIM_MS = 1.0
_WINDOW_S = 0.2
_SILENCE_S = 0.05
_LATE_S = 0.3


def rendered(trace: Trace) -> Row:
    """Render the cues of a set that was run: where is the first sample that is there because of each?"""
    sheet = cue_sheet(trace.segments)
    errors = [_first_sample(sheet, cue) - cue.at for cue in sheet]
    return spread(
        "cue: its first sample, in the rendered sheet", [abs(each) for each in errors], judged=99, aim=AIM_MS
    )


def _first_sample(sheet: Sequence[Cue], cue: Cue) -> float:
    """The instant of the first sample that differs from the sheet without this cue; inf if none does."""
    start = cue.at - _WINDOW_S
    without = [each for each in sheet if each is not cue]
    both = (render_sheet(cues, start=start, seconds=2 * _WINDOW_S) for cues in (sheet, without))
    for position, (own, other) in enumerate(zip(*both, strict=True)):
        if own != other:
            return start + position / RATE
    return float("inf")


def played(trace: Trace) -> list[Row]:
    """Find in the samples that the null device took in real time the cues that break a silence.

    The device's own time is the straight line under all its requests: the instant of a frame is when the
    frame could be asked for at the earliest. Its output latency is apart from that, by definition.
    """
    if not trace.blocks:
        return []
    start = min(at - frame / RATE for frame, at, _ in trace.blocks)
    onsets = [start + position / RATE for position in _onsets(trace.samples)]
    cues = [
        cue
        for cue in cue_sheet(trace.segments)
        if cue.kind in (CueKind.LEAD_IN_TICK, CueKind.LOWERING, CueKind.LIFT)
        and any(abs(cue.at - onset) < _LATE_S for onset in onsets)
    ]
    nearest = [min((abs(onset - cue.at), onset - cue.at) for onset in onsets) for cue in cues]
    requests = [at - frame / RATE - start for frame, at, _ in trace.blocks]
    return [
        spread(
            "cue: its first sample, fed to miniaudio's null device",
            [error for error, _ in nearest],
            judged=99,
            aim=AIM_MS,
        ),
        spread("the device's requests: later than evenly", requests),
    ]


def _onsets(samples: array[int]) -> list[int]:
    """The positions of samples that aren't silent after a silence."""
    found = []
    silent = round(_SILENCE_S * RATE)
    last = -silent - 1
    for position in (place for place, value in enumerate(samples) if value):
        if position - last > silent:
            found.append(position)
        last = position
    return found
