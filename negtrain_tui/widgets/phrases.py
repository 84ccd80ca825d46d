"""Phrases that follow each other by middle dots, on lines that are broken only between them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

_MUTED = "$foreground-muted"


def phrases(said: Iterable[str | tuple[str, str]], width: int, *, indent: int = 2) -> list[Content]:
    """Join phrases, muted unless a style is given, on lines of `width` cells in all.

    A line is broken within a phrase only where that has no room on a line of its own.
    """
    room = max(1, width - indent)
    rows: list[Content] = []
    line = Content("")
    for phrase in said:
        piece = Content.styled(phrase, _MUTED) if isinstance(phrase, str) else Content.styled(*phrase)
        if not piece.plain:
            continue
        if line.plain and line.cell_length + 3 + piece.cell_length > room:
            rows += line.wrap(room)
            line = Content("")
        line = Content.assemble(line, (" · ", _MUTED), piece) if line.plain else piece
    if line.plain:
        rows += line.wrap(room)
    return [Content.assemble(" " * indent, row) for row in rows]
