"""What a lowering costs in processor time, against bare digits that change as often, and peak memory."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Row
from bench.pseudo_terminal import PseudoTerminal, now, program, traced
from bench.timing import LEAD_IN_S

CPU_AIM = 1.5
MEMORY_AIM_MIB = 45.0
_SETTLE_S = 2.0
_LINE = "Push-up negative 1x1 @bw 60-0-A-0"


def measure(folder: Path, silent: Path, seconds: float) -> list[Row]:
    """Watch bare digits, then a lowering of a minute without and with sound, `seconds` (at most 55) each.

    `silent` is a database whose settings have the sound switched off.
    """
    bare, bare_peak = _watch(("bench.bare", "digits"), seconds, guided=False)
    off, off_peak = _watch(program(silent, "set", _LINE), seconds, guided=True)
    on, on_peak = _watch(
        traced(folder / "cost.json", "null", folder / "cost.db", "set", _LINE), seconds, guided=True
    )
    described = [Row("processor: bare digits, 10 a second", 1, f"{bare:.2%} of a core in {seconds:g} s")]
    for name, share in (("without sound", off), ("with sound", on)):
        ratio = share / bare
        shown = f"{share:.2%} = {ratio:.2f}x"
        described.append(Row(f"processor: a lowering {name}", 1, shown, ratio, CPU_AIM, f"aim <= {CPU_AIM}x"))
    described.append(Row("peak memory: bare digits", 1, f"{bare_peak:.1f} MiB"))
    for name, peak in (("without sound", off_peak), ("with sound", on_peak)):
        described.append(
            Row(
                f"peak memory: a set {name}",
                1,
                f"{peak:.1f} MiB",
                peak,
                MEMORY_AIM_MIB,
                f"aim <= {MEMORY_AIM_MIB:g} MiB",
            )
        )
    return described


def _watch(command: Sequence[str], seconds: float, *, guided: bool) -> tuple[float, float]:
    """Return the share of a core that a program uses, and its peak of memory in MiB."""
    with PseudoTerminal(*command) as terminal:
        if guided:
            terminal.wait_for("space when")
            terminal.press(b" ")
            time.sleep(LEAD_IN_S)
            terminal.wait_for("LOWER")
        time.sleep(_SETTLE_S)
        began, used = now(), terminal.cpu_s()
        time.sleep(seconds)
        share = (terminal.cpu_s() - used) / (now() - began)
        return share, terminal.peak_memory_mib()
