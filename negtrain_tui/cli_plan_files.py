"""Files with a plan's text: read as far as they are text at all, and written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from negtrain_tui.training.errors import Refused

_NEW_FILE_MODE = 0o666


def text_in(file: str) -> str:
    """Read a file, or standard input where it is `-`; raise Refused for what can't be a plan's text."""
    from negtrain_tui.training.plan_text import LONGEST_TEXT

    called = "Standard input" if file == "-" else file
    # A character has at most four bytes.
    content = _content(file, 4 * LONGEST_TEXT + 1)
    if len(content) > 4 * LONGEST_TEXT:
        raise Refused(f"{called} is too long for a plan, which has at most {LONGEST_TEXT} characters.")
    if not content.strip():
        raise Refused(f"{called} is empty; a plan begins with “# ” and its name, such as: # Garage")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"{called} isn't text in UTF-8 (byte {error.start + 1}, in line {line}); save it as UTF-8."
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(f"{called} isn't text: there is a NUL character in line {line}.")
    return text


def _content(file: str, most: int) -> bytes:
    if file == "-":
        if sys.stdin is None:
            raise Refused("Standard input is closed; name a file.")
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as source:
            return source.read(most)
    except FileNotFoundError:
        raise Refused(f"There is no file {file}.") from None
    except IsADirectoryError:
        raise Refused(f"{file} is a folder; name a file in it.") from None
    except OSError as error:
        raise Refused(f"{file} can't be read: {error.strerror}.") from error


def write(output: str | None, content: bytes) -> None:
    """Write to standard output or to a file, which is replaced whole or left as it was."""
    if output is None or output == "-" or _is_standard_output(output):
        # Neither the terminal's encoding nor its line ends belong into a plan's text.
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(output))
    try:
        if path.exists() and not path.is_file():
            _write_through(path, content)
        else:
            _replace(path, content)
    except OSError as error:
        raise Refused(f"{output} can't be written: {error.strerror}.") from error


def _is_standard_output(output: str) -> bool:
    """Tell whether a name, such as /dev/stdout, leads to where standard output goes already."""
    try:
        return os.path.samestat(Path(output).stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as target:
        target.write(content)


def _replace(path: Path, content: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE_MODE & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return which rights new files don't get; asking means setting it for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
