"""The terminal as the app must find it, whatever the shell has done with standard input, output and error."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self, TextIO

from negtrain_tui.training.errors import Refused

_SIZE_VARIABLES = ("COLUMNS", "LINES")


class ScreenOnTerminal:
    """Puts the app's screen on the terminal for the length of a `with` block, around building and running it.

    Textual writes to `sys.__stderr__`, reads file descriptor 0 and asks `sys.__stdout__` for its size (after
    `COLUMNS` and `LINES`, which no resize changes). Inside the block all three are the terminal. File
    descriptor 2 leads nowhere, so that a C library's complaints land neither on the screen nor in the
    user's file; `sys.stderr` still leads to that file, for what Python itself has to say. What is written
    to `out` goes where the shell sent standard output. Afterwards all is as it was. On Windows the
    block changes nothing.
    """

    out: TextIO

    def __init__(self) -> None:
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        """Take the terminal; raises Refused where there is none, with nothing changed."""
        if sys.platform == "win32":
            self.out = sys.stdout
            return self
        with ExitStack() as undo:
            self._take_terminal(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give everything back, in reverse order."""
        self._undo.close()

    if sys.platform != "win32":

        def _take_terminal(self, undo: ExitStack) -> None:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            terminal = _find_terminal()
            screen = undo.enter_context(
                os.fdopen(terminal, "w", encoding=_encoding(), errors="backslashreplace")
            )
            _keep_modes(undo, terminal)
            self._keep_output(undo)
            if not os.isatty(0):
                _point(undo, 0, _find_keyboard(terminal))
                _replace(
                    undo,
                    "__stdin__",
                    undo.enter_context(os.fdopen(0, encoding="utf-8", closefd=False)),
                )
            _replace(undo, "stderr", screen if os.isatty(2) else _errors(undo))
            _point(undo, 2, os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC))
            _replace(undo, "__stderr__", screen)
            _replace(undo, "__stdout__", screen)
            for name in _SIZE_VARIABLES:
                if name in os.environ:
                    undo.callback(os.environ.__setitem__, name, os.environ.pop(name))

        def _keep_output(self, undo: ExitStack) -> None:
            try:
                kept = _copy(1)
            except OSError as error:
                raise Refused("Standard output is closed; run Negtrain with it open.") from error
            self.out = undo.enter_context(os.fdopen(kept, "w", encoding=_encoding()))


if sys.platform != "win32":
    import fcntl
    import termios

    def _find_terminal() -> int:
        """Return a new file descriptor of the terminal to draw on."""
        for standard in (2, 1):
            if os.isatty(standard):
                return _copy(standard)
        return _controlling_terminal()

    def _find_keyboard(terminal: int) -> int:
        """Return a new file descriptor to read keys from where standard input is no terminal."""
        try:
            return _controlling_terminal()
        except Refused:
            if fcntl.fcntl(terminal, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDWR:
                raise
            return _copy(terminal)

    def _controlling_terminal() -> int:
        try:
            opened = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise Refused(
                "Negtrain needs a terminal to draw on and to read keys from; run it in one."
            ) from error
        try:
            return _copy(opened)
        finally:
            os.close(opened)

    def _copy(descriptor: int) -> int:
        """Duplicate, never into 0, 1 or 2, which a shell may have closed."""
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)

    def _point(undo: ExitStack, standard: int, target: int) -> None:
        """Let a standard descriptor lead to `target`, which is used up, until the end of the block."""
        try:
            kept = _copy(standard)
        except OSError:
            undo.callback(os.close, standard)
        else:
            undo.callback(os.close, kept)
            undo.callback(os.dup2, kept, standard)
        if target != standard:
            os.dup2(target, standard)
            os.close(target)

    def _errors(undo: ExitStack) -> TextIO | None:
        """Return a stream to where the shell has sent standard error; None if it is closed."""
        try:
            kept = _copy(2)
        except OSError:
            return None
        return undo.enter_context(
            os.fdopen(kept, "w", buffering=1, encoding=_encoding(), errors="backslashreplace")
        )

    def _keep_modes(undo: ExitStack, terminal: int) -> None:
        """Put the terminal's line modes back at the end, should the app have died without doing so."""
        modes = termios.tcgetattr(terminal)

        def restore() -> None:
            # A terminal that was closed meanwhile has no modes any more.
            with suppress(termios.error):
                if termios.tcgetattr(terminal) != modes:
                    termios.tcsetattr(terminal, termios.TCSADRAIN, modes)

        undo.callback(restore)

    def _replace(undo: ExitStack, name: str, stream: TextIO | None) -> None:
        undo.callback(setattr, sys, name, getattr(sys, name))
        setattr(sys, name, stream)

    def _encoding() -> str:
        return getattr(sys.__stdout__, "encoding", None) or "utf-8"
