"""How long the program takes until its first screen stands, against a bare Textual app with 50 rows."""

from __future__ import annotations

from pathlib import Path

from bench.figures import Row, percentile
from bench.pseudo_terminal import PseudoTerminal, program

AIM = 1.3
_QUIET_S = 0.4


def settle_s(*command: str, says: str) -> float:
    """Seconds from starting a program to the last byte of its first screen, which must show `says`."""
    with PseudoTerminal(*command) as terminal:
        began = terminal.started
        terminal.wait_for(says)
        last = terminal.wait_quiet(_QUIET_S)
        if says not in terminal.text():
            raise RuntimeError(f"the screen came to rest without {says!r}")
        return last - began


def measure(database: Path, pairs: int) -> list[Row]:
    """Start the bare app, Today and one set in turn, `pairs` times each; `database` exists and has a plan."""
    commands = {
        "bare": (("bench.bare", "list"), "Row 1"),
        "Today": (program(database), "Push-up"),
        "set": (program(database, "set", "Push-up negative 2x3 @bw 3-1-A-0"), "space when"),
    }
    for command, says in commands.values():
        settle_s(*command, says=says)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(pairs):
        for name, (command, says) in commands.items():
            taken[name].append(settle_s(*command, says=says))
    bare = taken["bare"]
    described = [Row("start: bare Textual app, 50 rows", pairs, _milliseconds(bare))]
    for name in ("Today", "set"):
        ratio = percentile([own / other for own, other in zip(taken[name], bare, strict=True)], 50)
        shown = f"{_milliseconds(taken[name])} = {ratio:.2f}x"
        described.append(
            Row(f"start: {name}, to a stable screen", pairs, shown, ratio, AIM, f"aim median ratio <= {AIM}x")
        )
    return described


def _milliseconds(samples: list[float]) -> str:
    return "  ".join(f"p{share} {percentile(samples, share) * 1e3:.0f}" for share in (50, 95)) + " ms"
