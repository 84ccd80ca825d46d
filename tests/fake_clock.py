"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Both clocks of the app, moved together by `advance`."""

    def __init__(self, now: float = 0.0, wall: datetime | None = None) -> None:
        self._now = now
        self._wall = wall or datetime(2026, 3, 2, 18, 0, tzinfo=UTC)

    def now(self) -> float:
        """Seconds since the test's own zero."""
        return self._now

    def when(self, monotonic: float) -> float:
        """Key presses happen at the fake present."""
        del monotonic
        return self._now

    def wall(self) -> datetime:
        """The date that goes with it."""
        return self._wall

    def advance(self, seconds: float) -> float:
        """Let time pass, and say what it is now."""
        self._now += seconds
        self._wall += timedelta(seconds=seconds)
        return self._now
