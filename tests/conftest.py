"""How the suite is run."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: a good part of each test waits, for a screen or a terminal."""
    return 1 + (os.cpu_count() or 1)
