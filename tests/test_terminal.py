"""The screen stays on the terminal, and what is redirected goes where it was sent."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import fcntl
import pty
import struct
import termios

# The first argument is a terminal to be made the controlling one, or "-" for none.
CHILD = r"""
import ctypes, json, os, sys, termios
if sys.argv[1] != "-":
    os.close(os.open(sys.argv[1], os.O_RDWR))

from textual.app import App, ComposeResult
from textual.widgets import Static
from negtrain_tui.terminal import ScreenOnTerminal
from negtrain_tui.training.errors import Refused

class Tiny(App[None]):
    sizes: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield Static("tiny")

    def on_resize(self, event) -> None:
        if tuple(event.size) not in self.sizes:
            self.sizes.append(tuple(event.size))
        self.query_one(Static).update("now %d by %d" % tuple(event.size))

    def on_mount(self) -> None:
        ctypes.CDLL(None).write(2, b"COMPLAINT", 9)

    def on_key(self, event) -> None:
        if event.key == "q":
            self.exit()
        if event.key == "b":
            raise RuntimeError("the app broke")

def standing():
    files = [os.fstat(fd) for fd in (0, 1, 2)]
    modes = next((termios.tcgetattr(fd)[:4] for fd in (0, 1, 2) if os.isatty(fd)), None)
    return (
        [(file.st_dev, file.st_ino) for file in files],
        [id(getattr(sys, name % std)) for name in ("%s", "__%s__") for std in ("stdin", "stdout", "stderr")],
        dict(os.environ),
        sorted(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else None,
        modes,
    )

before = standing()
try:
    with ScreenOnTerminal() as terminal:
        inside = [os.isatty(sys.__stdin__.fileno()), sys.__stderr__.isatty(), sys.__stdout__.isatty()]
        app = Tiny()
        app.run()
        result = {"sizes": app.sizes, "inside": inside, "columns": os.environ.get("COLUMNS")}
        terminal.out.write(json.dumps(result) + "\n")
        if "say" in sys.argv:
            print("said inside", file=sys.stderr)
        if "raise" in sys.argv:
            modes = termios.tcgetattr(0)
            modes[3] &= ~termios.ECHO
            termios.tcsetattr(0, termios.TCSANOW, modes)
            raise KeyError("in the block")
except KeyError:
    pass
except Refused as refusal:
    print(refusal, file=sys.stderr)
    sys.exit(1)
print(json.dumps({"as before": standing() == before}))
print("plain", file=sys.stderr)
"""


class Terminal:
    """A pseudo-terminal and the program that runs on it."""

    def __init__(self) -> None:
        self._ours, self.theirs = pty.openpty()
        self.resize(100, 30)
        self.seen = ""
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str, controlling: bool = True, **streams: Any) -> None:
        environment = {**os.environ, "COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
        self._child = subprocess.Popen(
            [sys.executable, "-c", CHILD, os.ttyname(self.theirs) if controlling else "-", *arguments],
            start_new_session=True,
            env=environment,
            **{"stdin": self.theirs, "stdout": self.theirs, "stderr": self.theirs, **streams},
        )

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def wait_for(self, text: str) -> None:
        until = time.monotonic() + 20
        while text not in self.seen:
            assert time.monotonic() < until, self.seen
            self._read(0.05)

    def end(self) -> int:
        assert self._child is not None
        until = time.monotonic() + 20
        while self._child.poll() is None:
            assert time.monotonic() < until, self.seen
            self._read(0.05)
        while self._read(0):
            pass
        return self._child.returncode

    def close(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        os.close(self._ours)
        os.close(self.theirs)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        self.seen += re.sub(
            r"\x1b\[[\d;:?<>]*[a-zA-Z]", "", os.read(self._ours, 65536).decode(errors="replace")
        )
        return True


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    it = Terminal()
    yield it
    it.close()


def results(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    first, second = file.read_text().splitlines()
    return json.loads(first), json.loads(second)


def test_with_output_in_a_file_the_screen_has_the_terminals_size_and_follows_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    with file.open("w") as out:
        terminal.start(stdout=out)
        terminal.wait_for("now 100 by 30")
        terminal.resize(120, 40)
        terminal.wait_for("now 120 by 40")
        terminal.press("q")
        assert terminal.end() == 0

    told, after = results(file)
    assert told == {"sizes": [[100, 30], [120, 40]], "inside": [True, True, True], "columns": None}
    assert after == {"as before": True}
    assert "COMPLAINT" not in terminal.seen
    assert terminal.seen.endswith("plain\r\n")
    assert "as before" not in terminal.seen


def test_keys_come_from_the_terminal_when_input_does_not(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with file.open("w") as out:
        terminal.start(stdin=subprocess.DEVNULL, stdout=out)
        terminal.wait_for("now 100 by 30")
        terminal.press("q")
        assert terminal.end() == 0
    told, after = results(file)
    assert told["sizes"] == [[100, 30]]
    assert after == {"as before": True}


def test_with_errors_in_a_file_only_what_python_says_goes_there(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "errors"
    with file.open("w") as errors:
        terminal.start("say", stderr=errors)
        terminal.wait_for("now 100 by 30")
        terminal.press("q")
        assert terminal.end() == 0
    assert file.read_text() == "said inside\nplain\n"
    assert '"as before": true' in terminal.seen


def test_with_everything_redirected_the_controlling_terminal_serves(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    with file.open("w") as out:
        terminal.start(stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        terminal.wait_for("now 100 by 30")
        terminal.press("q")
        assert terminal.end() == 0
    told, after = results(file)
    assert told["inside"] == [True, True, True]
    assert after == {"as before": True}


def test_without_any_terminal_a_sentence_says_so(tmp_path: Path) -> None:
    terminal = Terminal()
    file = tmp_path / "errors"
    with file.open("w") as errors:
        terminal.start(controlling=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        assert terminal.end() == 1
    terminal.close()
    assert file.read_text().startswith("Negtrain needs a terminal")


def test_an_error_in_the_block_leaves_everything_as_it_was(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with file.open("w") as out:
        terminal.start("raise", stdout=out)
        terminal.wait_for("now 100 by 30")
        terminal.press("q")
        assert terminal.end() == 0
    assert results(file)[1] == {"as before": True}


def test_what_a_broken_app_has_to_say_reaches_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with file.open("w") as out:
        terminal.start(stdout=out)
        terminal.wait_for("now 100 by 30")
        terminal.press("b")
        assert terminal.end() == 0
    assert "RuntimeError: the app broke" in terminal.seen
    assert results(file)[1] == {"as before": True}
