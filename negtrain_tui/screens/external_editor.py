"""The lifter's own editor, in which a text is edited while the app stands aside."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from textual.app import App, SuspendNotSupported

from negtrain_tui.training.errors import Refused

_SUFFIX = ".negtrain.txt"
_USUAL = ("sensible-editor", "nano", "vi", "notepad")
_INTERRUPTS = (signal.SIGINT, *((signal.SIGQUIT,) if hasattr(signal, "SIGQUIT") else ()))


def edit_outside(app: App[Any], text: str) -> str:
    """Let the lifter edit a text in $VISUAL, $EDITOR or a usual editor, and return what was written.

    Raises Refused with a sentence where there is no editor or the screen can't be put aside, and where
    the editor fails or leaves what can't be read; in those two cases it names the file, which is kept.
    """
    command, wish = _editor()
    path = _written(text)
    status = 0
    trouble: OSError | None = None
    try:
        with app.suspend():
            # The app takes the terminal back only where this block ends without an exception.
            try:
                status = _run([*command, str(path)])
            except OSError as error:
                trouble = error
    except SuspendNotSupported as error:
        path.unlink()
        raise Refused("This terminal can't be lent to an editor; ctrl+t edits the plan here.") from error
    if trouble is not None:
        path.unlink()
        why = trouble.strerror or trouble
        raise Refused(f"The editor {command[0]} couldn't be started: {why}; {wish}.") from trouble
    if status != 0:
        how = "was interrupted" if status < 0 else f"ended with status {status}"
        raise Refused(f"The editor {how}; what it left is kept in {path}.")
    try:
        edited = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"What the editor left can't be read as text; it is kept in {path}.") from error
    path.unlink()
    return edited.replace("\r\n", "\n")


def _editor() -> tuple[list[str], str]:
    """Find the command to run, and how the lifter would choose another one."""
    for name in ("VISUAL", "EDITOR"):
        wanted = os.environ.get(name, "").strip()
        if wanted:
            try:
                return shlex.split(wanted, posix=sys.platform != "win32"), f"set ${name} to another one"
            except ValueError as error:
                raise Refused(f"${name} can't be read as a command: {wanted}") from error
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual], "set $EDITOR to another one"
    raise Refused("No editor is known; set $EDITOR, or use ctrl+t to edit the plan here.")


def _written(text: str) -> Path:
    """Write a text to a file that only its owner may read; mkstemp makes it so."""
    try:
        descriptor, name = tempfile.mkstemp(suffix=_SUFFIX, prefix="plan-")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Refused(f"The text can't be lent to an editor: {error.strerror or error}.") from error
    return Path(name)


def _run(command: list[str]) -> int:
    """Run an editor on the terminal, wherever our own standard output leads; return its exit status."""
    with _uninterrupted():
        return subprocess.run(
            command,
            stdin=_descriptor(sys.__stdin__),
            stdout=_descriptor(sys.__stdout__),
            stderr=_descriptor(sys.__stderr__),
            check=False,
        ).returncode


def _descriptor(stream: TextIO | None) -> int | None:
    return None if stream is None else stream.fileno()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave ctrl+c to the editor. A handler that does nothing isn't inherited, as ignoring would be."""
    kept = [(each, signal.signal(each, lambda *_: None)) for each in _INTERRUPTS]
    try:
        yield
    finally:
        for each, handler in kept:
            signal.signal(each, handler)
