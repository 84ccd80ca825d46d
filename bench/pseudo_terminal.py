"""A program on a pseudo-terminal of its own, with the instant at which each of its bytes came out."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.screen import Screen
from negtrain_tui.clock import SystemClock

Chunk = tuple[float, bytes]
COLUMNS, LINES = 80, 24
_ROOT = Path(__file__).resolve().parent.parent
_ASIDE = ("COLUMNS", "LINES", "NO_COLOR", "NEGTRAIN_DB")
_LEAVE = b"\x11"
_POLL_S = 0.02

now = SystemClock().now


class NotSeen(RuntimeError):
    """What a measurement waited for didn't come on the screen."""


def environment() -> dict[str, str]:
    """This process's environment, with a plain terminal's description and nobody's preferences."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _ASIDE and not name.startswith("TEXTUAL")
    }
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor"}


class PseudoTerminal:
    """Runs `python -m MODULE ARGUMENTS` at 80 x 24; `chunks` has its output, each read with its instant."""

    def __init__(self, module: str, *arguments: str, extra: Mapping[str, str] | None = None) -> None:
        self.chunks: list[Chunk] = []
        self._screen = Screen(COLUMNS, LINES)
        self._fed = 0
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._ours = ours
        self.started = now()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=_ROOT,
            env={**environment(), **(extra or {})},
            start_new_session=True,
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._ours, 65_536)
            except OSError:
                return
            at = now()
            if not data:
                return
            self.chunks.append((at, data))

    def press(self, keys: bytes) -> float:
        """Write keys, and return the instant just before."""
        at = now()
        os.write(self._ours, keys)
        return at

    def text(self) -> str:
        """What is on the screen now."""
        while self._fed < len(self.chunks):
            self._screen.feed(self.chunks[self._fed][1])
            self._fed += 1
        return self._screen.text

    def wait_for(self, seen: str | Callable[[str], bool], timeout_s: float = 20.0) -> None:
        """Wait until the screen shows `seen`; looks seldom, so as not to disturb what is measured."""
        until = now() + timeout_s
        looked = -1
        while now() < until:
            if len(self.chunks) != looked:
                looked = len(self.chunks)
                shown = self.text()
                if seen in shown if isinstance(seen, str) else seen(shown):
                    return
            if self._process.poll() is not None:
                break
            time.sleep(_POLL_S)
        raise NotSeen(f"waited in vain for {seen!r}; the screen shows:\n{self.text()}")

    def wait_quiet(self, quiet_s: float, timeout_s: float = 20.0) -> float:
        """Wait until nothing has been written for `quiet_s` seconds; return the instant of the last byte."""
        until = now() + timeout_s
        while now() < until:
            last = self.chunks[-1][0] if self.chunks else None
            if last is not None and now() - last >= quiet_s:
                return last
            time.sleep(_POLL_S)
        raise NotSeen("the screen never came to rest")

    def wait_end(self, timeout_s: float) -> None:
        """Wait until the program has left by itself."""
        self._process.wait(timeout_s)
        self._reader.join(1.0)

    def cpu_s(self) -> float:
        """Seconds of processor time the program has used, in all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_memory_mib(self) -> float:
        """The most memory that was resident, in MiB."""
        return self._memory_mib("VmHWM")

    def memory_mib(self) -> float:
        """The memory that is resident now, in MiB."""
        return self._memory_mib("VmRSS")

    def _memory_mib(self, name: str) -> float:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
        raise NotSeen(f"the system doesn't tell {name}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ask the program to leave, and end it if it doesn't."""
        if self._process.poll() is None:
            self.press(_LEAVE)
            try:
                self._process.wait(5.0)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._reader.join(1.0)
        os.close(self._ours)


def program(database: Path, *arguments: str) -> tuple[str, ...]:
    """The command line that runs Negtrain on a database file."""
    return ("negtrain_tui", *arguments, "--db", str(database))


def traced(log: Path, sound: str, database: Path, *arguments: str) -> Sequence[str]:
    """The command line that runs it and logs its timetable; `sound` is "null" or "off"."""
    return ("bench.traced_app", str(log), sound, *arguments, "--db", str(database))
