"""Textual's driver for Unix terminals, made to survive being stopped and to show a frame at its instant."""

from __future__ import annotations

import time
from typing import TextIO

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

LONGEST_HOLD_S = 0.02


class Held:
    """The terminal as the driver's thread sees it: it waits for the instant that a frame was drawn for."""

    def __init__(self, terminal: TextIO | None) -> None:
        if terminal is None:
            raise ValueError("there is no terminal to write to")
        self._terminal = terminal
        self.until = 0.0

    def write(self, text: str) -> int:
        """Write, not before `until` (of `time.monotonic`) if that is near."""
        delay = self.until - time.monotonic()
        if 0 < delay <= LONGEST_HOLD_S:
            time.sleep(delay)
        return self._terminal.write(text)

    def flush(self) -> None:
        """Send what was written."""
        self._terminal.flush()

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._terminal.isatty()


class SteadyDriver(LinuxDriver):
    """Puts the screen away before it takes the terminal again, if nobody did so when the process stopped.

    Ctrl-Z does. SIGSTOP can't be caught, though: the driver would start its threads a second time, the
    first ones would go on reading keys, and the program could never end.

    What is drawn ahead of an instant is held until then by the thread that writes, so that neither the
    event loop's rounding of wake-ups nor the time a frame takes is seen.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._held = Held(self._file)
        self._file = self._held  # type: ignore[assignment]

    def hold(self, seconds: float) -> None:
        """Let what is written from now on reach the terminal in so many seconds, if they are few."""
        self._held.until = time.monotonic() + seconds

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()
