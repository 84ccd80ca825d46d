"""What a terminal shows after so many bytes, as far as Textual's driver writes them: text, no colours."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])"
    r"|(?P<text>[^\x00-\x1f]+)",
    re.DOTALL,
)


class Screen:
    """A grid of characters, each one cell wide."""

    def __init__(self, columns: int, lines: int) -> None:
        self._columns = columns
        self._grid = [[" "] * columns for _ in range(lines)]
        self._row = self._column = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    @property
    def text(self) -> str:
        """All lines, joined by newlines."""
        return "\n".join("".join(line) for line in self._grid)

    def feed(self, data: bytes) -> None:
        """Take the next bytes; an escape sequence that isn't complete waits for its end."""
        source = self._rest + self._decoder.decode(data)
        place = 0
        while place < len(source):
            token = _TOKEN.match(source, place)
            if token is None:
                break
            place = token.end()
            if (text := token["text"]) is not None:
                self._write(text)
            elif token["control"] is not None:
                self._control(token["control"])
            elif token["final"] is not None:
                self._obey(token["final"], token["parameters"])
        self._rest = source[place:]

    def _write(self, text: str) -> None:
        for character in text:
            if self._row < len(self._grid) and self._column < self._columns:
                self._grid[self._row][self._column] = character
            self._column += 1

    def _control(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._row += 1

    def _obey(self, final: str, parameters: str) -> None:
        if parameters[:1] in ("?", ">", "<", "="):
            return
        numbers = [int(number) if number else 0 for number in parameters.split(";")]
        first = max(1, numbers[0])
        if final in "Hf":
            self._row = first - 1
            self._column = max(1, numbers[1] if len(numbers) > 1 else 1) - 1
        elif final == "A":
            self._row = max(0, self._row - first)
        elif final == "B":
            self._row += first
        elif final == "C":
            self._column += first
        elif final == "D":
            self._column = max(0, self._column - first)
        elif final == "G":
            self._column = first - 1
        elif final == "J" and numbers[0] == 2:
            for line in self._grid:
                line[:] = " " * self._columns
        elif final == "K" and numbers[0] == 0 and self._row < len(self._grid):
            line = self._grid[self._row]
            line[self._column :] = " " * len(line[self._column :])


def replay(chunks: Iterable[tuple[float, bytes]], columns: int, lines: int) -> Iterator[tuple[float, str]]:
    """Tell what the screen showed from each instant at which its text changed, seconds on the clock."""
    screen = Screen(columns, lines)
    before = screen.text
    for at, data in chunks:
        screen.feed(data)
        after = screen.text
        if after != before:
            yield at, after
            before = after
