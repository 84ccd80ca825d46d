"""The program itself, with a log of its timetable, its commits and its sound on the clock it runs by."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from negtrain_tui import cues, outbox
from negtrain_tui.clock import SystemClock
from negtrain_tui.training import guided_set
from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.timetable import Segment

_now = SystemClock().now


class Trace:
    """What is remembered while the program runs, and written when it ends."""

    def __init__(self) -> None:
        self.segments: dict[tuple[int, str, float], Segment] = {}
        self.commits: list[tuple[str, float, float]] = []
        self.blocks: list[tuple[int, float, array[int]]] = []

    def watch_timetable(self) -> None:
        """Remember each stretch that the app is told of."""
        upcoming = guided_set.upcoming

        def told(state: GuidedSet) -> tuple[Segment, ...]:
            coming = upcoming(state)
            for each in coming:
                self.segments[each.rep, each.phase, round(each.begins, 4)] = each
            return coming

        guided_set.upcoming = told

    def watch_commits(self) -> None:
        """Remember when something was handed to the outbox, and when it was on disk."""
        post = outbox.Outbox.post

        def posted(self_: outbox.Outbox, action: Callable[[Any], Any], describe: str) -> Any:
            at = _now()
            future = post(self_, action, describe)
            future.add_done_callback(lambda _: self.commits.append((describe, at, _now())))
            return future

        outbox.Outbox.post = posted  # type: ignore[method-assign,assignment]

    def watch_sound(self) -> None:
        """Play on miniaudio's null device, and remember the samples it was given."""
        opened = cues.Sound.open.__func__  # type: ignore[attr-defined]
        stream = cues.Sound.stream

        def open_null(cls: type[cues.Sound], clock: SystemClock) -> Any:
            return opened(cls, clock, backend="null")

        def taped(self_: cues.Sound) -> Generator[array[int], int, None]:
            source = stream(self_)
            samples = next(source)
            frame = 0
            while True:
                count = yield samples
                at = _now()
                samples = source.send(count)
                self.blocks.append((frame, at, samples))
                frame += len(samples)

        cues.Sound.open = classmethod(open_null)  # type: ignore[method-assign,assignment]
        cues.Sound.stream = taped  # type: ignore[method-assign,assignment]

    def write(self, path: Path) -> None:
        """Write everything as JSON, and the samples beside it."""
        segments = [
            (each.phase.value, each.rep, each.begins, each.ends, each.target)
            for each in self.segments.values()
        ]
        blocks = [(frame, at, len(samples)) for frame, at, samples in self.blocks]
        path.write_text(json.dumps({"segments": segments, "commits": self.commits, "blocks": blocks}))
        path.with_suffix(".pcm").write_bytes(b"".join(samples.tobytes() for _, _, samples in self.blocks))


def main() -> None:
    """Run the program: traced_app LOG null|off ARGUMENTS."""
    log, sound, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    trace = Trace()
    trace.watch_timetable()
    trace.watch_commits()
    if sound == "null":
        trace.watch_sound()
    from negtrain_tui.cli import main as negtrain

    try:
        negtrain(prog_name="negtrain")
    finally:
        trace.write(log)


if __name__ == "__main__":
    main()
