"""`python -m bench`: measures everything in one run, and prints each figure beside its aim."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bench import commits, cost, history, keys, plan_keys, plates, simulation, sound, startup, timing
from bench.figures import Row
from negtrain_tui import __version__
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Repository
from negtrain_tui.training.protocols import plan_of, starter

PARTS = ("startup", "timing", "commits", "keys", "plan", "cost", "plates")
# Only where it is asked for: each takes longer than all the rest.
SIMULATION = "simulation"
HISTORY = "history"
YEARS = (1, 10)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    pairs: int
    reps: int
    lowering_s: int
    commits: int
    keys: int
    marks: int
    watched_s: float
    loads: int
    lifters: int
    asked: int


FULL = Sizes(
    pairs=15,
    reps=12,
    lowering_s=8,
    commits=300,
    keys=120,
    marks=15,
    watched_s=30.0,
    loads=4000,
    lifters=10_000,
    asked=21,
)
QUICK = Sizes(
    pairs=5,
    reps=4,
    lowering_s=4,
    commits=100,
    keys=40,
    marks=4,
    watched_s=8.0,
    loads=1000,
    lifters=200,
    asked=7,
)


def main() -> int:
    """Measure what is asked for; exit status 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute or two instead of about six")
    parser.add_argument(
        "--only",
        choices=(*PARTS, SIMULATION, HISTORY),
        action="append",
        help="measure this part (may be repeated)",
    )
    parser.add_argument(
        "--drift-minutes", type=int, metavar="N", help="only this: a set of N lowerings of one minute each"
    )
    parser.add_argument("--lifters", type=int, metavar="N", help="so many made-up lifters in the simulation")
    parser.add_argument(
        "--years", type=int, nargs="+", default=YEARS, metavar="N", help="histories of so many years each"
    )
    wanted = parser.parse_args()
    # The thread that notes when bytes came mustn't wait for the one that looks at them.
    sys.setswitchinterval(0.0002)
    print(f"Negtrain {__version__}, {computer()}", flush=True)
    # The working folder rather than the usual place for temporary files, which may be memory.
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:
        if wanted.drift_minutes is not None:
            return report(_long(Path(folder), wanted.drift_minutes))
        sizes = QUICK if wanted.quick else FULL
        if wanted.lifters is not None:
            sizes = replace(sizes, lifters=wanted.lifters)
        return report(_parts(Path(folder), sizes, wanted.only or PARTS, wanted.years))


def computer() -> str:
    """Name the computer that measures."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = next(
        (line.partition("=")[2].strip('"') for line in _lines("/etc/os-release") if "PRETTY_NAME" in line),
        platform.system(),
    )
    cores = os.cpu_count()
    return f"{model}, {cores} cores, {memory:.0f} GiB, {system}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def report(rows: Iterable[Row]) -> int:
    """Print rows as they come; return 1 if an aim is missed."""
    missed = 0
    for row in rows:
        print(row, flush=True)
        missed += row.met is False
    print(f"{missed} aims missed." if missed else "All aims met.")
    return int(bool(missed))


def seeded(path: Path, *, audible: bool = True) -> Path:
    """Make a database as it is after the first launch: the notice read, the starter plan taken."""
    now = datetime.now().astimezone()
    with Repository.open(path) as repository:
        repository.save_settings(replace(repository.settings(), notice_seen=True, sound=audible))
        repository.save_plan(plan_of(starter(), lambda: new_id(now), now.date()))
    return path


def _parts(folder: Path, sizes: Sizes, wanted: Iterable[str], years: Sequence[int]) -> Iterable[Row]:
    if "startup" in wanted:
        yield from startup.measure(seeded(folder / "startup.db"), sizes.pairs)
    if "timing" in wanted:
        line = f"Push-up negative 1x{sizes.reps} @bw {sizes.lowering_s}-1-1-1"
        trace = timing.run_set(folder, "timing", line, sizes.reps * (sizes.lowering_s + 3))
        yield from timing.rows(trace)
        yield sound.rendered(trace)
        yield from sound.played(trace)
        yield commits.from_set(trace.commits)
    if "commits" in wanted:
        yield from commits.measure(folder / "commits.db", sizes.commits)
    if "keys" in wanted:
        yield from keys.measure(seeded(folder / "keys.db"), sizes.keys, sizes.marks)
    if "plan" in wanted:
        yield from plan_keys.measure(folder, sizes.keys // 2)
    if "plates" in wanted:
        yield from plates.measure(sizes.loads)
    if SIMULATION in wanted:
        yield from simulation.measure(sizes.lifters)
    if HISTORY in wanted:
        yield from history.measure(folder, years, sizes.asked)
    if "cost" in wanted:
        yield from cost.measure(folder, seeded(folder / "silent.db", audible=False), sizes.watched_s)


def _long(folder: Path, minutes: int) -> Iterable[Row]:
    trace = timing.run_set(folder, "long", f"Push-up negative 1x{minutes} @bw 60-1-1-1", minutes * 63)
    yield from timing.rows(trace)
    yield commits.from_set(trace.commits)


if __name__ == "__main__":
    sys.exit(main())
