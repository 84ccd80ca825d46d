"""The four phases of a rep: their notation, their words, and the order in which they are carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.errors import NotationError

LONGEST_PHASE_S = 60
_SHOWN = 40


class Start(StrEnum):
    """Which phase an exercise begins with; it decides the order of execution, never the notation."""

    LOWERING = "lowering"
    LIFTING = "lifting"


class Lifting(StrEnum):
    """A lifting phase that isn't counted in seconds."""

    FAST = "X"
    ASSISTED = "A"


class Part(StrEnum):
    """The four phases, in the order of the notation."""

    LOWERING = "lowering"
    PAUSE_AFTER_LOWERING = "pause after lowering"
    LIFTING = "lifting"
    PAUSE_AFTER_LIFTING = "pause after lifting"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of lowering, of the pause after it, of lifting (or X, A), and of the pause after that.

    Canonical order E / P1 / C / P2 (domain: Poliquin, King); decimals are exact, each phase at most 60 s.
    A lifting of 0 s is X. `str()` is `5-1-X-0`.
    """

    lowering: Decimal
    pause_after_lowering: Decimal
    lifting: Decimal | Lifting
    pause_after_lifting: Decimal

    def __post_init__(self) -> None:
        if self.lifting == 0:
            object.__setattr__(self, "lifting", Lifting.FAST)

    def __str__(self) -> str:
        return "-".join(_cell(value) for _, value in phases(self, Start.LOWERING))


@dataclass(frozen=True, slots=True)
class Reading:
    """A tempo as understood, with notes on whatever was not taken word for word."""

    tempo: Tempo
    notes: tuple[str, ...] = ()


def seconds_text(seconds: Decimal) -> str:
    """Write seconds without exponent or trailing zeros: `5`, `2.5`."""
    text = format(seconds, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell(value: Decimal | Lifting) -> str:
    return value.value if isinstance(value, Lifting) else seconds_text(value)


def phases(tempo: Tempo, starts: Start) -> tuple[tuple[Part, Decimal | Lifting], ...]:
    """Return the four phases in the order of execution: lowering first, or lifting and its pause first."""
    down = (Part.LOWERING, tempo.lowering), (Part.PAUSE_AFTER_LOWERING, tempo.pause_after_lowering)
    up = (Part.LIFTING, tempo.lifting), (Part.PAUSE_AFTER_LIFTING, tempo.pause_after_lifting)
    return (*down, *up) if starts is Start.LOWERING else (*up, *down)


def in_words(tempo: Tempo, starts: Start) -> str:
    """Say a tempo in the order of execution: `lower for 5 s, hold 1 s, lift as fast as control allows`."""
    words: list[str] = []
    for part, value in phases(tempo, starts):
        if part is Part.LOWERING:
            words.append("lower without braking" if value == 0 else f"lower for {_cell(value)} s")
        elif part is not Part.LIFTING:
            if value != 0:
                words.append(f"hold {_cell(value)} s")
        elif value is Lifting.FAST:
            words.append("lift as fast as control allows")
        elif value is Lifting.ASSISTED:
            words.append("get back up with help")
        else:
            words.append(f"lift for {_cell(value)} s")
    return ", ".join(words)


def parse_tempo(
    text: str, *, starts: Start = Start.LOWERING, ballistic: bool = False, line: bool = False
) -> Tempo:
    """Read a tempo as `read_tempo` does, without its notes."""
    return read_tempo(text, starts=starts, ballistic=ballistic, line=line).tempo


def read_tempo(
    text: str, *, starts: Start = Start.LOWERING, ballistic: bool = False, line: bool = False
) -> Reading:
    """Read a tempo: `51X0`, `301`, `5-1-X-0`, `10/0/X/0`, `2.5-0-X-0`; three phases leave the last at 0.

    Args:
        text: What was typed.
        starts: How the exercise begins; a note reminds that this doesn't reorder the digits.
        ballistic: Whether an uncontrolled lowering (`0` or `X`, both 0 s) is allowed.
        line: The one-token grammar of a prescription's line; otherwise also spaces, en dashes,
            small letters and the multiplication sign.

    Raises:
        NotationError: for whatever can't be read, or could be read in two ways; its example works.
    """
    return _Reader(text, ballistic=ballistic, line=line).read(starts)


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{1,3})?")
_SEPARATORS = {"-": re.compile(r" *- *"), "/": re.compile(r" */ *"), " ": re.compile(r" +")}
_CELLS = "seconds up to 60, X or A"
_FORM = "3 or 4 phases: lowering, pause, lifting (seconds, X or A), pause"
_NAMES = {
    ("10", "10"): ("3 or 4 phases; 10/10 is the method super-slow", "10-0-10-0"),
    ("10", "5"): ("3 or 4 phases; 10/5 is a variant of the method super-slow", "10-0-5-0"),
    ("10", "4"): ("3 or 4 phases; 10/4 is a variant of the method super-slow", "10-0-4-0"),
    ("2", "1"): ("3 or 4 phases; 2/1 is the method two-one", "4-0-X-0"),
    ("120", "80"): ("3 or 4 phases; 120/80 are two loads, written @120%/80%", "4-0-X-0"),
    ("30", "10", "30"): ("a tempo, not the method of that name (seconds, reps, seconds)", "30-0-X-0"),
}


class _Reader:
    """One attempt at one text, so that every refusal can point into it."""

    def __init__(self, text: str, *, ballistic: bool, line: bool) -> None:
        self.source = text
        self.ballistic = ballistic
        self.line = line
        self.notes: list[str] = []
        self.text = text if line else text.translate(str.maketrans("xa×–", "XAX-"))

    def read(self, starts: Start) -> Reading:
        """Read the whole text."""
        cells = self._cells()
        lowering = self._lowering(cells)
        pause = self._pause(cells, 1)
        lifting = self._lifting(cells)
        last = self._pause(cells, 3) if len(cells) == 4 else Decimal(0)
        tempo = Tempo(lowering, pause, lifting, last)
        if starts is Start.LIFTING:
            self.notes.append(
                "the digits keep their order (lowering first) though the exercise begins with the lifting"
            )
        return Reading(tempo, tuple(self.notes))

    def _refusal(
        self, column: int, found: str, expected: str, *candidates: Sequence[str] | str
    ) -> NotationError:
        for candidate in candidates:
            cells = candidate.split("-") if isinstance(candidate, str) else candidate
            if _is_sound(cells):
                lifting = "X" if cells[2] == "0" else cells[2]
                example = "-".join((*cells[:2], lifting, *cells[3:]))
                break
        else:
            example = "4-0-X-0"
        found = self.source[column - 1 : column - 1 + len(found)]
        if len(found) > _SHOWN:
            found = found[:_SHOWN] + "…"
        return NotationError(
            source=self.source, column=column, found=found, expected=expected, example=example
        )

    def _cells(self) -> list[tuple[int, str]]:
        """Cut the text into phases, each with its column."""
        text = self.text if self.line else self.text.rstrip(" ")
        start = 0 if self.line else len(text) - len(text.lstrip(" "))
        body = text[start:]
        if not body:
            raise self._refusal(1, self.source, f"a tempo: {_FORM}")
        capitals = body.upper().replace("×", "X").replace("–", "-").replace(" ", "-").replace("/", "-")
        for index, character in enumerate(body):
            if character not in "0123456789XA.-/ " or (self.line and character == " "):
                expected = "only digits, X and A in capitals, joined by - or /"
                if not self.line:
                    expected = "only digits, X and A, and - / or spaces between them"
                raise self._refusal(
                    start + index + 1, self.source[start + index], expected, capitals, tuple(capitals)
                )
        kinds = [kind for kind in "-/" if kind in body] or ([" "] if " " in body else [])
        if not kinds:
            return self._compact(body, start)
        if len(kinds) > 1:
            column = start + max(body.index(kind) for kind in kinds) + 1
            raise self._refusal(
                column, self.source[column - 1], "the same separator throughout", body.replace("/", "-")
            )
        cells: list[tuple[int, str]] = []
        at = start
        for piece in _SEPARATORS[kinds[0]].finditer(body):
            cells.append((at + 1, text[at : start + piece.start()]))
            at = start + piece.end()
        cells.append((at + 1, text[at:]))
        return self._counted(cells, body)

    def _counted(self, cells: list[tuple[int, str]], body: str) -> list[tuple[int, str]]:
        texts = tuple(text for _, text in cells)
        filled = tuple(text for text in texts if text)
        named = _NAMES.get(texts)
        if named is not None:
            raise self._refusal(cells[0][0], body, *named)
        for index, (column, text) in enumerate(cells):
            if not text:
                at = min(max(column - 1, 1), len(self.source)) if index else column
                raise self._refusal(
                    at, self.source[at - 1], "a number, X or A on both sides of a separator", filled
                )
        if len(cells) not in (3, 4):
            guess = (texts[0], "0", texts[1], "0") if len(texts) == 2 else texts[:4]
            raise self._refusal(cells[0][0], body, _FORM, guess)
        for index, (column, text) in enumerate(cells):
            if text not in ("X", "A") and not _NUMBER.fullmatch(text):
                expected = f"one phase here ({_CELLS}; at most three decimals)"
                apart = (*texts[:index], *_apart(text), *texts[index + 1 :])
                raise self._refusal(column, text, expected, apart, (*texts[:index], "0", *texts[index + 1 :]))
        return cells

    def _compact(self, body: str, start: int) -> list[tuple[int, str]]:
        if "." in body:
            expected = "phases joined by - or / (a point isn't a separator)"
            raise self._refusal(
                start + 1, body, expected, body.replace(".", "-"), tuple(body.replace(".", ""))
            )
        if len(body) < 3:
            raise self._refusal(start + 1, body, _FORM, f"{body}-0-X-0", (*body, "X"), (body[0], "0", "X"))
        if len(body) > 4:
            expected = "3 or 4 characters; longer phases need separators"
            raise self._refusal(
                start + 1, body, expected, (body[:2], *body[2:]), (body[:2], body[2], body[3:])
            )
        return [(start + index + 1, character) for index, character in enumerate(body)]

    def _mended(self, cells: list[tuple[int, str]], index: int, cell: str) -> tuple[str, ...]:
        texts = [text for _, text in cells]
        texts[index] = cell
        return tuple(texts)

    def _seconds(self, cells: list[tuple[int, str]], index: int) -> Decimal:
        column, text = cells[index]
        seconds = Decimal(text) if len(text) <= _SHOWN else Decimal("Infinity")
        if seconds > LONGEST_PHASE_S:
            expected = f"at most {LONGEST_PHASE_S} s in a phase"
            raise self._refusal(column, text, expected, self._mended(cells, index, str(LONGEST_PHASE_S)))
        return seconds

    def _lowering(self, cells: list[tuple[int, str]]) -> Decimal:
        column, text = cells[0]
        example = self._mended(cells, 0, "4")
        if text == "A":
            raise self._refusal(column, text, "the lowering in seconds: nobody else does that part", example)
        seconds = Decimal(0) if text == "X" else self._seconds(cells, 0)
        if seconds == 0:
            if not self.ballistic:
                raise self._refusal(column, text, "a lowering of more than 0 s: dropping hurts", example)
            if text == "X":
                self.notes.append("X as the lowering: read as 0 s, without braking")
        return seconds

    def _pause(self, cells: list[tuple[int, str]], index: int) -> Decimal:
        column, text = cells[index]
        if text in ("X", "A"):
            expected = "a pause in seconds; X and A only stand for the lifting, in third place"
            raise self._refusal(column, text, expected, self._mended(cells, index, "0"))
        return self._seconds(cells, index)

    def _lifting(self, cells: list[tuple[int, str]]) -> Decimal | Lifting:
        text = cells[2][1]
        if text in ("X", "A"):
            return Lifting(text)
        seconds = self._seconds(cells, 2)
        if seconds == 0:
            self.notes.append("0 as the lifting: read as X, as fast as control allows")
            return Lifting.FAST
        return seconds


def _apart(text: str) -> list[str]:
    return re.findall(r"[0-9]+(?:\.[0-9]{1,3})?|[XA]", text)


def _is_sound(cells: Sequence[str]) -> bool:
    """Tell whether these phases, joined, would be read without any refusal."""
    if len(cells) not in (3, 4) or tuple(cells) in _NAMES:
        return False
    for index, cell in enumerate(cells):
        if index == 2 and cell in ("X", "A"):
            continue
        if len(cell) > 8 or not _NUMBER.fullmatch(cell) or Decimal(cell) > LONGEST_PHASE_S:
            return False
    return Decimal(cells[0]) > 0
