"""What a screen asks of the app; the app alone knows how to grant it."""

from __future__ import annotations

from textual.message import Message


class StartSession(Message):
    """Train these lines (in notation) now, under this name; `source` is `plan` or `set`."""

    def __init__(self, name: str, lines: tuple[str, ...], source: str = "plan") -> None:
        self.name = name
        self.lines = lines
        self.source = source
        super().__init__()
