"""When seconds and phases appear on the screen, against the timetable that the program itself followed."""

from __future__ import annotations

import json
import re
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Row, percentile, residuals, slope, spread
from bench.pseudo_terminal import COLUMNS, LINES, Chunk, PseudoTerminal, now, traced
from bench.screen import replay
from negtrain_tui.training.timetable import Phase, Segment

LEAD_IN_S = 10.0
_EARLY_S = 0.05
_LATE_S = 1.0
_SECONDS_LEFT = re.compile(r"(\d+)\.\d s left")
_WORDS = {
    Phase.LEAD_IN: "GET SET",
    Phase.LOWERING: "LOWER",
    Phase.PAUSE_LOW: "HOLD",
    Phase.PAUSE_HIGH: "HOLD",
    Phase.LIFTING: "LIFT",
    Phase.RETURN: "BACK UP",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """A set as it was shown and as it was meant; all instants on one clock."""

    seen: tuple[tuple[float, str], ...]
    segments: tuple[Segment, ...]
    commits: tuple[tuple[str, float, float], ...]
    blocks: tuple[tuple[int, float, int], ...]
    samples: array[int]
    wakes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A displayed second that changed: which lowering, which second of it, when, and when it should have."""

    lowering: int
    second: int
    at: float
    due: float


def run_set(folder: Path, name: str, notation: str, seconds: float, *, sound: str = "null") -> Trace:
    """Run one set of `notation`, whose timetable lasts `seconds` without its lead-in, and read its trace."""
    log = folder / f"{name}.json"
    with PseudoTerminal(*traced(log, sound, folder / f"{name}.db", "set", notation)) as terminal:
        terminal.wait_for("space when")
        time.sleep(0.5)
        terminal.press(b" ")
        wakes = _sleep(LEAD_IN_S + seconds + 1.0)
    return read_trace(log, terminal.chunks, wakes)


def _sleep(seconds: float) -> list[float]:
    """Sleep in tenths of a second, and return by how many seconds each ended late."""
    began, late = now(), []
    for tenth in range(1, round(seconds * 10) + 1):
        due = began + tenth / 10
        time.sleep(max(0.0, due - now()))
        late.append(now() - due)
    return late


def read_trace(log: Path, chunks: Iterable[Chunk], wakes: Sequence[float]) -> Trace:
    """Put what the terminal saw beside what the program logged."""
    told = json.loads(log.read_text())
    segments = [
        Segment(Phase(phase), rep, begins, ends, target)
        for phase, rep, begins, ends, target in told["segments"]
        if ends is None or ends > begins
    ]
    samples = array("h")
    samples.frombytes(log.with_suffix(".pcm").read_bytes())
    return Trace(
        tuple(replay(chunks, COLUMNS, LINES)),
        tuple(sorted(segments, key=lambda each: each.begins)),
        tuple((what, posted, done) for what, posted, done in told["commits"]),
        tuple((frame, at, count) for frame, at, count in told["blocks"]),
        samples,
        tuple(wakes),
    )


def second_changes(trace: Trace) -> list[Change]:
    """List every change of the whole seconds that a lowering shows as left, but the one at its start."""
    changes = []
    lowerings = [each for each in trace.segments if each.phase is Phase.LOWERING and each.ends is not None]
    for number, lowering in enumerate(lowerings):
        ends = lowering.begins + lowering.target
        before: int | None = None
        for at, text in _between(trace.seen, lowering.begins - _EARLY_S, ends + _EARLY_S):
            found = _SECONDS_LEFT.search(text)
            whole = int(found[1]) if found else None
            if before is not None and whole == before - 1 and before < lowering.target:
                changes.append(Change(number, round(lowering.target) - before, at, ends - before))
            before = whole
    return changes


def turn_delays(trace: Trace) -> list[float]:
    """How many seconds after each turn of the timetable its word was on the screen; a missing one is inf."""
    delays = []
    for segment in trace.segments:
        word = _WORDS.get(segment.phase)
        if word is None or segment.phase is Phase.LEAD_IN or segment.begins > trace.seen[-1][0]:
            continue
        near = _between(trace.seen, segment.begins - _EARLY_S, segment.begins + _LATE_S)
        delays.append(next((at - segment.begins for at, text in near if word in text), float("inf")))
    return delays


def _between(seen: Sequence[tuple[float, str]], first: float, last: float) -> Iterator[tuple[float, str]]:
    return ((at, text) for at, text in seen if first <= at <= last)


def rows(trace: Trace) -> list[Row]:
    """Describe seconds and turns."""
    changes = second_changes(trace)
    lowerings = sorted({change.lowering for change in changes})
    grid = [
        abs(residual)
        for lowering in lowerings
        for residual in residuals([(each.second, each.at) for each in changes if each.lowering == lowering])
    ]
    offsets = [each.at - each.due for each in changes]
    turns = turn_delays(trace)
    return [
        spread("this computer: a thread that sleeps wakes late by", trace.wakes),
        spread("second shown: residual from a 1 s grid", grid, judged=95, aim=1.0),
        spread("second shown: offset from its instant", [abs(each) for each in offsets], judged=95, aim=5.0),
        drift(changes),
        spread("phase's word shown: after its turn", [abs(each) for each in turns], judged=99, aim=5.0),
    ]


def drift(changes: Sequence[Change]) -> Row:
    """Say how the offset wanders over the whole set: its trend, and its second half against its first."""
    if len(changes) < 2:
        return Row("drift", 0, "no samples")
    points = [(each.due, each.at - each.due) for each in changes]
    half = len(points) // 2
    first_ms, last_ms = (
        percentile([offset for _, offset in part], 50) * 1e3 for part in (points[:half], points[half:])
    )
    return Row(
        f"drift over {len({each.lowering for each in changes})} lowerings",
        len(points),
        f"{slope(points) * 60 * 1e3:+.3f} ms a minute; p50 by halves {first_ms:.2f}, {last_ms:.2f} ms",
        abs(last_ms - first_ms),
        1.0,
        "aim between halves <= 1 ms",
    )
