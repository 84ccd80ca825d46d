"""The past on the screen: opened, scrolled, searched and plotted by keys in a pseudo-terminal."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import histories
from bench.figures import Row, percentile
from bench.pseudo_terminal import COLUMNS, LINES, PseudoTerminal, program
from bench.screen import replay

OLDEST = "going to the oldest"
WHOLE = "an exercise's plot, all years"
OPENS_AIM_MS = 100.0
PLOT_AIM_MS = 300.0
RATIO_AIM = 1.5
_OPENED = 5
_AGAIN = 4
_DOWN = 120
_PAGES = 30
_SETTLED_S = 2.5
_QUIET_S = 0.4
_UNTIL_S = 10.0
_OPENINGS = ("opening, the first page shown", "opening again")
_SHADES = "░▒▓█"

Seen = Callable[[str], bool]


@dataclass
class _Taken:
    """Samples in seconds by what was measured, and memory in MiB by when, of one history."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)


def measure(files: dict[int, Path]) -> Iterable[Row]:
    """Use the History of each file by its keys, and compare with the one of the fewest years."""
    least = min(files)
    taken: dict[int, _Taken] = {}
    for years, path in files.items():
        mine = taken[years] = _Taken()
        for number in range(_OPENED):
            with PseudoTerminal(*program(path)) as terminal:
                _open(terminal, mine)
                if number == _OPENED - 1:
                    _use(terminal, mine, years)
    for what in taken[least].seconds:
        for years, mine in taken.items():
            yield _told(what, years, mine.seconds[what], taken[least].seconds[what], least)
    for what in taken[least].memory:
        for years, mine in taken.items():
            grown = mine.memory[what] / taken[least].memory[what]
            ratio = "" if years == least else f" = {grown:.2f}x"
            yield Row(f"history: memory {what}, {_years(years)}", 1, f"{mine.memory[what]:.1f} MiB{ratio}")


def _open(terminal: PseudoTerminal, taken: _Taken) -> None:
    terminal.wait_for("Today")
    time.sleep(_SETTLED_S)
    taken.memory["at the start"] = terminal.memory_mib()
    newest = _newest()
    _time(terminal, taken, "opening Settings, to compare with", b"4", lambda text: "Lead-in" in text)
    _time(terminal, taken, "opening, the first page shown", b"3", lambda text: newest in text)
    taken.memory["with History open"] = terminal.memory_mib()
    for _ in range(_AGAIN):
        _press(terminal, b"1")
        _time(terminal, taken, "opening again", b"3", lambda text: newest in text)


def _use(terminal: PseudoTerminal, taken: _Taken, years: int) -> None:
    newest = _newest()
    taken.seconds["key to paint, next row"] = _delays(terminal, (b"\x1b[B",), _DOWN)
    _press(terminal, b"\x1b[H")
    taken.seconds["key to paint, next window of rows"] = _delays(terminal, (b"\x1b[6~",), _PAGES)
    taken.memory[f"after {_PAGES} windows of rows"] = terminal.memory_mib()
    _press(terminal, b"\x1b[H")
    oldest = _oldest(years)
    _time(terminal, taken, OLDEST, b"\x1b[F", lambda text: oldest in text)
    taken.memory["with all of them in the list"] = terminal.memory_mib()
    _press(terminal, b"\x1b[H")
    for what, typed in (("an exercise", b"ex:squat"), ("a rare note", b"zeppelin")):
        _press(terminal, b"/")
        _time(terminal, taken, f"searching {what}", typed, lambda text: newest not in text)
        _press(terminal, b"\r")
        _press(terminal, b"\x1b")
        _press(terminal, b"\x1b[H")
    _time(terminal, taken, "a year's calendar", b"c", lambda text: sum(map(text.count, _SHADES)) > 100)
    _press(terminal, b"\x1b")
    _time(terminal, taken, "the exercises to choose from", b"e", lambda text: "Wall sit" in text)
    _time(terminal, taken, "an exercise's plot, first", b"\r", lambda text: _plots(text, "3 months"))
    _time(terminal, taken, "an exercise's plot, a year", b"p", lambda text: _plots(text, "12 months"))
    _time(terminal, taken, WHOLE, b"p", lambda text: _plots(text, "all"))


def _plots(text: str, period: str) -> bool:
    title = text.split("\n", 1)[0]
    return period in title and "exposures" in title and "●" in text


def _newest() -> str:
    *_, newest = histories.sessions(1)
    return newest.started_at.date().isoformat()


def _oldest(years: int) -> str:
    return next(histories.sessions(years)).started_at.date().isoformat()


def _time(terminal: PseudoTerminal, taken: _Taken, what: str, keys: bytes, seen: Seen) -> None:
    """Take the time from keys to the first screen that shows what they ask for, and wait for quiet."""
    pressed = terminal.press(keys)
    terminal.wait_for(seen, _UNTIL_S)
    terminal.wait_quiet(_QUIET_S)
    frames = replay(terminal.chunks, COLUMNS, LINES)
    delay = next((at - pressed for at, text in frames if at > pressed and seen(text)), float("inf"))
    taken.seconds.setdefault(what, []).append(delay)


def _press(terminal: PseudoTerminal, keys: bytes) -> None:
    """Press a key, and wait for all that comes of it."""
    drawn = len(terminal.chunks)
    terminal.press(keys)
    terminal.wait_for(lambda _: len(terminal.chunks) > drawn, _UNTIL_S)
    terminal.wait_quiet(_QUIET_S)


def _delays(terminal: PseudoTerminal, keys: Sequence[bytes], presses: int) -> list[float]:
    """Seconds from each key to the first screen that differs; a key at the end of the list has none."""
    chance = random.Random(1)
    pressed = []
    for number in range(presses):
        pressed.append(terminal.press(keys[number % len(keys)]))
        time.sleep(chance.uniform(0.12, 0.2))
    seen = [at for at, _ in replay(terminal.chunks, COLUMNS, LINES)]
    found = [
        next((at - press for at in seen if press < at < after), None)
        for press, after in zip(pressed, [*pressed[1:], float("inf")], strict=True)
    ]
    return [each for each in found if each is not None]


def _told(what: str, years: int, samples: Sequence[float], least: Sequence[float], fewest: int) -> Row:
    shown = "  ".join(f"p{share} {percentile(samples, share) * 1e3:.1f}" for share in (50, 95)) + " ms"
    name = f"history: {what}, {_years(years)}"
    worst = percentile(samples, 95) * 1e3
    if what == WHOLE and years <= 10:
        return Row(name, len(samples), shown, worst, PLOT_AIM_MS, f"aim <= {PLOT_AIM_MS:g} ms")
    if what in _OPENINGS and years <= 10:
        return Row(name, len(samples), shown, worst, OPENS_AIM_MS, f"aim p95 <= {OPENS_AIM_MS:g} ms")
    if years == fewest:
        return Row(name, len(samples), shown)
    ratio = percentile(samples, 50) / percentile(least, 50)
    shown += f" = {ratio:.2f}x"
    if years > 10 or what == OLDEST:
        return Row(name, len(samples), shown)
    return Row(name, len(samples), shown, ratio, RATIO_AIM, f"aim p50 ratio <= {RATIO_AIM}x")


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
