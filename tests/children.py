"""Programs that tests start beside themselves, listened to and spoken to by line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start Python on `code`, where the package and the tests can be imported."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def finished(code: str, *arguments: str) -> str:
    """Run Python on `code` to its good end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    return done.stdout


def heard(child: subprocess.Popen[str]) -> str:
    """Wait for the child's next line."""
    assert child.stdout is not None
    return child.stdout.readline()


def rest_heard(child: subprocess.Popen[str]) -> list[str]:
    """Wait for the child's end and return the lines it left."""
    assert child.stdout is not None
    return child.stdout.readlines()


def say(child: subprocess.Popen[str]) -> None:
    """Send the child an empty line, which it waits for."""
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()
