"""What the domain says when it refuses: always a sentence that tells the lifter what to do."""

from __future__ import annotations


class Refused(ValueError):
    """A request that can't be honoured; `str()` of it is one sentence for the user."""


class NotationError(Refused):
    """A piece of notation that can't be read, told precisely enough to be corrected.

    `column` counts from 1 in `source`; `found` is the offending text as typed (never escaped here:
    whoever shows it makes it harmless), `expected` says what may stand there and `example` is a
    piece of notation that works.
    """

    def __init__(self, *, source: str, column: int, found: str, expected: str, example: str) -> None:
        self.source = source
        self.column = column
        self.found = found
        self.expected = expected
        self.example = example
        what = f"found {found!r}" if found else "the line ends"
        super().__init__(f"column {column}: {what}, expected {expected}; for example {example}")
