"""How the suite is run."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice as many workers as cores: a good part of each test waits, for a screen or a terminal."""
    return 2 * (os.cpu_count() or 1)
