"""How the suite is run."""

from __future__ import annotations

import gc
import os

import pytest
import textual.pilot
import textual.screen

from tests.quiet import QuietPilot, seen_when_looked_at

# Nobody looks at most frames: they are drawn when a test does. A third of all its time went there.
textual.screen.Screen._compositor_refresh = seen_when_looked_at  # type: ignore[method-assign,assignment]
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
