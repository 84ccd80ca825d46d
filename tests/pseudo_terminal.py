"""The real program in a real pseudo-terminal: keys go in, and what it draws is listened to."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.children import ROOT

_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z\\-_=>])"
)
_PATIENCE_S = 30.0
KEYS = {
    "space": " ",
    "pagedown": "\x1b[6~",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
    "escape": "\x1b",
    "enter": "\r",
}


# Makes standard input the controlling terminal, and then becomes the program.
_LAUNCH = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "negtrain_tui", *sys.argv[1:]])
"""


class Terminal:
    """A terminal with the program on it; both are gone at the end of the block."""

    def __init__(
        self,
        *arguments: str,
        db: Path,
        size: tuple[int, int] = (80, 24),
        out: IO[bytes] | None = None,
        err: IO[bytes] | None = None,
    ) -> None:
        """Start `negtrain` with these arguments; `out` and `err` take its output and errors off it."""
        self._ours, theirs = pty.openpty()
        width, height = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        environment = {**os.environ, "NEGTRAIN_DB": str(db), "TERM": "xterm-256color"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *arguments],
            stdin=theirs,
            stdout=theirs if out is None else out,
            stderr=theirs if err is None else err,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.raw = ""
        self._heard = threading.Condition()
        self._read_to = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait(_PATIENCE_S)
        self._listener.join(_PATIENCE_S)
        os.close(self._ours)

    def press(self, key: str) -> float:
        """Press a key, and say when."""
        at = time.monotonic()
        os.write(self._ours, KEYS.get(key, key).encode())
        return at

    def wait_for(self, words: str) -> float:
        """Wait until these words are drawn anew, and say when they were."""
        deadline = time.monotonic() + _PATIENCE_S
        with self._heard:
            while True:
                drawn = plain(self.raw[self._read_to :])
                if words in drawn:
                    at = time.monotonic()
                    self._read_to = len(self.raw)
                    return at
                left = deadline - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self._listener.is_alive()):
                    raise AssertionError(f"{words!r} wasn't drawn; this was:\n{drawn[-3000:]}")
                self._heard.wait(min(left, 0.5))

    def ended(self) -> int:
        """Wait for the program's end and return its exit status; `left_behind` then is whole."""
        status = self.process.wait(_PATIENCE_S)
        self._listener.join(_PATIENCE_S)
        return status

    @property
    def left_behind(self) -> str:
        """What stands on the terminal after the screen was given back."""
        return plain(self.raw.rpartition("\x1b[?1049l")[2]).strip()

    def _listen(self) -> None:
        while True:
            try:
                heard = os.read(self._ours, 65536)
            except OSError:
                heard = b""
            with self._heard:
                self.raw += heard.decode("utf-8", "replace")
                self._heard.notify_all()
            if not heard:
                return


def plain(text: str) -> str:
    """Text without the sequences that move and colour it."""
    return _SEQUENCE.sub("", text)
