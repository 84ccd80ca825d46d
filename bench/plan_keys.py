"""How long after a key the Plan screen shows what it did, on an empty plan, a small one and a large one."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench.figures import Row, percentile
from bench.pseudo_terminal import COLUMNS, LINES, PseudoTerminal, program
from bench.screen import replay
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Repository
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.settings import Settings

AIM = 1.5
_SIZES = {"empty": (1, 0), "5 x 5": (5, 5), "30 x 20": (30, 20)}
_LINES = (
    "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg",
    "Pull-up negative 3x3 @bw 8-0-A-1 rest 2:00 +1s..10s",
    "Split squat 3x8 @16kg each 4-0-X-0 rest 1:30 group A",
    "Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated rest 4:00",
)
_SETTLED_S = 1.0


def _made(path: Path, workouts: int, lines: int) -> Path:
    now = datetime.now().astimezone()
    made = tuple(
        Workout(
            new_id(now),
            f"Workout {number}",
            tuple(
                PlanLine(new_id(now), parse_prescription(_LINES[each % len(_LINES)])) for each in range(lines)
            ),
        )
        for number in range(1, workouts + 1)
    )
    with Repository.open(path) as repository:
        repository.save_settings(Settings(notice_seen=True, sound=False))
        repository.save_plan(Plan(new_id(now), "Bench", made))
    return path


def _delays(terminal: PseudoTerminal, keys: Sequence[bytes], presses: int) -> list[float]:
    """Seconds from each key to the first screen that differs from the one before it."""
    chance = random.Random(1)
    pressed = []
    for number in range(presses):
        pressed.append(terminal.press(keys[number % len(keys)]))
        time.sleep(chance.uniform(0.15, 0.25))
    seen = [at for at, _ in replay(terminal.chunks, COLUMNS, LINES)]
    return [next((at - press for at in seen if at > press), float("inf")) for press in pressed]


def measure(folder: Path, presses: int) -> list[Row]:
    """Press keys on each plan: the pane, the line, the workout, and a letter in the editor."""
    taken: dict[str, dict[str, list[float]]] = {}
    for size, (workouts, lines) in _SIZES.items():
        database = _made(folder / f"plan-{workouts}.db", workouts, lines)
        with PseudoTerminal(*program(database)) as terminal:
            terminal.wait_for("Today")
            terminal.press(b"2")
            terminal.wait_for("tab workouts")
            time.sleep(_SETTLED_S)
            found = {"pane": _delays(terminal, (b"\t",), presses)}
            if lines:
                found["line"] = _delays(terminal, (b"\x1b[B", b"\x1b[A"), presses)
                found["workout"] = _delays(terminal, (b"\x1b[C", b"\x1b[D"), presses)
                terminal.press(b"\r")
                terminal.wait_for("save")
                time.sleep(_SETTLED_S)
                found["letter"] = _delays(terminal, (b"q", b"\x7f"), presses)
                terminal.press(b"\x1b")
                time.sleep(_SETTLED_S)
            taken[size] = found
    empty = percentile(taken["empty"]["pane"], 95)
    rows = [_told("plan: pane, empty plan", taken["empty"]["pane"])]
    for size in ("5 x 5", "30 x 20"):
        rows += [_told(f"plan: {key}, {size} lines", taken[size][key], empty) for key in taken[size]]
    return rows


def _told(what: str, samples: Sequence[float], empty: float | None = None) -> Row:
    shown = "  ".join(f"p{share} {percentile(samples, share) * 1e3:.1f}" for share in (50, 95)) + " ms"
    if empty is None:
        return Row(what, len(samples), shown)
    ratio = percentile(samples, 95) / empty
    return Row(what, len(samples), f"{shown} = {ratio:.2f}x", ratio, AIM, f"aim p95 ratio <= {AIM}x")
