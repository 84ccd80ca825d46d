"""A text to edit in which places can be marked as wrong, and which no control character gets into."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult

from negtrain_tui.widgets.literal import literal

_HIDDEN = "\N{REPLACEMENT CHARACTER}"


class MarkedText(TextArea):
    r"""Underlines `marks`; a control character becomes what stands for it in quotes, such as `\x1b`.

    `ctrl+z` suspends the program, so undo is `ctrl+u` here.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"marked-text--wrong"}
    DEFAULT_CSS = """
    MarkedText { border: none; padding: 0; }
    MarkedText:focus { border: none; }
    MarkedText .marked-text--wrong { color: $text-error; text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u", "undo", "undo"),
        Binding("ctrl+y", "redo", "redo"),
    ]

    class Spelt(Message):
        """Control characters came in, and are spelt out now."""

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(spelt(text), id=id, soft_wrap=True, show_line_numbers=True)
        self._marks: Mapping[int, Sequence[tuple[int, int]]] = {}

    def mark(self, marks: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """Mark these spans of columns in these rows, all from 0, and no others."""
        if marks != self._marks:
            self._marks = marks
            self.notify_style_update()
            self.refresh()

    def edit(self, edit: Edit) -> EditResult:
        """Let no control character in, wherever it comes from."""
        harmless = spelt(edit.text)
        if harmless != edit.text.replace("\r\n", "\n"):
            self.post_message(self.Spelt())
        edit.text = harmless
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        """Show what would reorder the line as a sign, and underline what is wrong."""
        line = super().get_line(line_index)
        if not line.plain.isprintable():
            line.plain = "".join(_shown(character) for character in line.plain)
        style = self.get_component_rich_style("marked-text--wrong", partial=True)
        last = max(0, len(line.plain) - 1)
        for begin, end in self._marks.get(line_index, ()):
            # What is missing at the end is told by the last character there is.
            line.stylize(style, min(begin, last), max(end, last + 1) if begin > last else end)
        return line


def spelt(text: str) -> str:
    """Return a text whose line breaks are line feeds, and whose control characters are spelt out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if all(character.isprintable() or character in "\n\t" for character in text):
        return text
    return "".join(
        literal(character)
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
        else character
        for character in text
    )


def _shown(character: str) -> str:
    return _HIDDEN if literal(character) != character and character != "\t" else character
