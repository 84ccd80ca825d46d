"""Text in a column of so many cells, whose rows stay indented where a terminal would break them."""

from __future__ import annotations

from textwrap import wrap

from textual.content import Content

from negtrain_tui.widgets.literal import literal

_NARROWEST = 20


def hanging(text: str, room: int, style: str = "", *, indent: int = 2, first: int | None = None) -> Content:
    """Show outside text broken at `room` cells: its rows indented, the first of them by `first` cells."""
    rows = wrap(
        literal(text),
        max(_NARROWEST, room),
        initial_indent=" " * (indent if first is None else first),
        subsequent_indent=" " * indent,
    )
    return Content.styled("\n".join(rows), style)
