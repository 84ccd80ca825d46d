"""How long after a key the screen shows what it did, in Ready and in the middle of a lowering."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Row, spread
from bench.pseudo_terminal import COLUMNS, LINES, PseudoTerminal, program
from bench.screen import replay

AIM_MS = 8.0
_KEYS = (b"]", b"m", b"[", b"m")


def measure(database: Path, ready: int, marks: int) -> list[Row]:
    """Press `ready` keys in Ready, then mark the turns of `marks` lowerings."""
    chance = random.Random(1)
    line = f"Push-up negative 1x{marks + 1} @bw 2-1-1-0"
    pressed: list[float] = []
    marked: list[float] = []
    with PseudoTerminal(*program(database, "set", line)) as terminal:
        terminal.wait_for("space when")
        time.sleep(0.5)
        for number in range(ready):
            pressed.append(terminal.press(_KEYS[number % len(_KEYS)]))
            time.sleep(chance.uniform(0.1, 0.2))
        if ready % 4:
            raise ValueError("the keys come in fours, which undo each other")
        terminal.press(b" ")
        for _ in range(marks):
            terminal.wait_for("LOWER", 15.0)
            time.sleep(chance.uniform(1.8, 1.9))
            marked.append(terminal.press(b" "))
            time.sleep(0.2)
            terminal.wait_for(lambda text: "LOWER" not in text)
    seen = list(replay(terminal.chunks, COLUMNS, LINES))
    return [
        spread("key to paint, in Ready", _delays(pressed, seen, ""), judged=95, aim=AIM_MS),
        spread("key to paint, a mark in a lowering", _delays(marked, seen, "HOLD"), judged=95, aim=AIM_MS),
    ]


def _delays(pressed: Sequence[float], seen: Sequence[tuple[float, str]], word: str) -> list[float]:
    """Seconds from each key to the first new screen that shows `word`; a key without effect is inf."""
    return [
        next((shown - at for shown, text in seen if shown > at and word in text), float("inf"))
        for at in pressed
    ]
