"""The time of day, and a clock that runs on while the machine sleeps; everybody else is told the time."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where instants come from; tests pass a fake one."""

    def now(self) -> float:
        """Seconds on a clock that never jumps and doesn't stop in suspend; its zero means nothing."""

    def when(self, monotonic: float) -> float:
        """The same instant as `time.monotonic() == monotonic`, for events that carry such a time."""

    def wall(self) -> datetime:
        """The local date and time, with its offset from UTC."""


# Linux stops CLOCK_MONOTONIC in suspend and keeps CLOCK_BOOTTIME running; macOS counts suspend in
# CLOCK_MONOTONIC; Windows' monotonic clock counts it too.
_CLOCK_ID: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> float:
        """Seconds since some instant in the past, counting time spent asleep."""
        return time.monotonic() if _CLOCK_ID is None else time.clock_gettime(_CLOCK_ID)

    def when(self, monotonic: float) -> float:
        """Carry an instant over from `time.monotonic`; exact while the machine hasn't slept since."""
        return self.now() - (time.monotonic() - monotonic)

    def wall(self) -> datetime:
        """The local date and time, with its offset from UTC."""
        return datetime.now().astimezone()
