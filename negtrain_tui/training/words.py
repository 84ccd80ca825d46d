"""How a line of notation falls into words and quoted strings, and how strings are quoted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from negtrain_tui.training.errors import NotationError

_NAME_EXAMPLE = '"Press, 2\\" board" 3x5'
_NOTE_EXAMPLE = 'Bench press 3x5 "belt on"'
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line: as typed, where it begins (from 1), and the content of a quoted one."""

    text: str
    column: int
    content: str | None = None

    @property
    def quoted(self) -> bool:
        """Whether the word stood in quotes."""
        return self.content is not None


def is_space(character: str) -> bool:
    """Tell whether a character parts words: a tab, or any of Unicode's spaces, but no line break."""
    return character == "\t" or unicodedata.category(character) == "Zs"


def split_words(line: str) -> list[Word]:
    """Cut a line into its words, leaving out the comment; refuse what can't be one with NotationError."""
    line = line.rstrip("\r\n")
    words: list[Word] = []
    at = 0
    while at < len(line) and line[at] != "#":
        if is_space(line[at]):
            at += 1
            continue
        word = quoted_word(line, at) if line[at] == '"' else _bare(line, at)
        words.append(word)
        at += len(word.text)
    return words


def comment_in(text: str) -> str:
    """Return the comment of a line whose words can be read: from its `#` on, or nothing."""
    words = split_words(text)
    end = words[-1].column - 1 + len(words[-1].text) if words else 0
    return text[end:].strip()


def _bare(line: str, start: int) -> Word:
    end = start
    while end < len(line) and line[end] != "#" and not is_space(line[end]):
        if line[end] == '"':
            raise _refusal(line, end, '"', "a space before a quote", _NOTE_EXAMPLE)
        _check(line, end)
        end += 1
    return Word(line[start:end], start + 1)


def quoted_word(line: str, start: int) -> Word:
    """Return the word in quotes that begins at an index; refuse one that isn't whole with NotationError."""
    content: list[str] = []
    at = start + 1
    while at < len(line):
        character = line[at]
        if character == '"':
            after = line[at + 1 : at + 2]
            if after and after != "#" and not is_space(after):
                raise _refusal(line, at + 1, after, "a space after the closing quote", _NOTE_EXAMPLE)
            return Word(line[start : at + 1], start + 1, "".join(content))
        if character == "\\":
            character, length = _escaped(line, at)
            content.append(character)
            at += length
            continue
        _check(line, at)
        content.append(character)
        at += 1
    raise _refusal(line, start, line[start:], "a closing quote", _NOTE_EXAMPLE)


def _escaped(line: str, at: int) -> tuple[str, int]:
    letter = line[at + 1 : at + 2]
    if letter in _ESCAPES:
        return _ESCAPES[letter], 2
    digits = line[at + 2 : at + 4]
    if letter == "x" and len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return chr(int(digits, 16)), 4
    expected = 'one of \\" \\\\ \\n \\xNN (two hexadecimal digits) after a backslash in quotes'
    raise _refusal(line, at, line[at : at + 2], expected, _NAME_EXAMPLE)


def _check(line: str, at: int) -> None:
    if line[at] in "\r\n":
        raise _refusal(line, at, line[at], "a single line (in quotes, \\n is a line break)", _NOTE_EXAMPLE)
    if unicodedata.category(line[at]) == "Cs":
        raise _refusal(line, at, line[at], "text (this is half a character)", _NOTE_EXAMPLE)


def _refusal(line: str, at: int, found: str, expected: str, example: str) -> NotationError:
    return NotationError(source=line, column=at + 1, found=found, expected=expected, example=example)


def quote(text: str) -> str:
    """Put a text in quotes so that `split_words` gives it back; what can't be seen is escaped."""
    return '"' + "".join(_safe(character) for character in text) + '"'


def _safe(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if ord(character) < 0x100 and not character.isprintable():
        return f"\\x{ord(character):02x}"
    return character
