"""How the suite is run."""

from __future__ import annotations

import gc
import os
import sys

import hypothesis
import pytest
import textual.pilot
import textual.screen

from tests.quiet import QuietPilot, seen_when_looked_at
from tests.style_sheets import rules_found_once, sheets_read_once

# Weeks begin on Monday here, wherever the suite is run; a test that wants otherwise says so.
for name in ("LC_ALL", "LC_TIME"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"

# What was compiled is kept, also where the environment says otherwise: the 5,000 asserts take each worker
# five seconds.
sys.dont_write_bytecode = False

# What a run finds is owed to the change, not to luck; with `--hypothesis-profile=default` it looks elsewhere.
hypothesis.settings.register_profile("same everywhere", derandomize=True)
hypothesis.settings.load_profile("same everywhere")
# Nobody looks at most frames: they are drawn when a test does. A third of all its time went there.
textual.screen.Screen._compositor_refresh = seen_when_looked_at  # type: ignore[method-assign,assignment]
# Style sheets are read once for all apps: each app, and each of its screens, would read them all again.
sheets_read_once()
rules_found_once()
# Every `run_test` makes its pilot of this.
textual.pilot.Pilot = QuietPilot  # type: ignore[misc]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: a good part of each test waits, for a screen or a terminal."""
    return 1 + (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what was imported: it took a quarter of each test of a screen."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Spare pytest four of its five searches for what was left behind, 0.2 s each: the first finds all."""
    gc.collect()
    gc.freeze()
