"""Textual's driver for Unix terminals, made to come back whole when the process was stopped from outside."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver


class SteadyDriver(LinuxDriver):
    """Puts the screen away before it takes the terminal again, if nobody did so when the process stopped.

    Ctrl-Z does. SIGSTOP can't be caught, though: the driver would start its threads a second time, the
    first ones would go on reading keys, and the program could never end.
    """

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()
