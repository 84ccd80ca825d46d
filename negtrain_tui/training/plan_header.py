"""The two headers of a plan's text: `# plan (in turn mon thu; from 2026-11-23)` and `## workout (mon thu)`.

A name stands bare, its words parted by single spaces, or in quotes where it could be read otherwise:
brackets, quotes, backslashes, `#`, spaces at its ends or two in a row, whatever can't be seen. What
follows it in brackets is each given once and in any order; outside quotes `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.schedule import WEEKDAYS, Missed, Schedule
from negtrain_tui.training.words import Word, quote, split_words

PLAN_EXAMPLE = "# Garage"
WORKOUT_EXAMPLE = "## Push A (mon thu)"

_SCHEDULE_EXAMPLE = "# Garage (in turn mon wed fri; from 2026-11-23; missed days shift)"
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_NAME = 1000
_KEYS = {"in": "in turn", "from": "from", "missed": "missed days"}
_TOKEN = re.compile(r"[^\s;,]+|;")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What stands in a plan's header."""

    name: str
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class WorkoutHeader:
    """What stands in a workout's header; `bracket` is the column where its weekdays begin, or 0."""

    name: str
    days: tuple[str, ...]
    bracket: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    column: int

    @property
    def key(self) -> str:
        return self.text.casefold()


def read_plan_header(line: str) -> PlanHeader:
    """Read a line that begins with `# `; raise NotationError with the column of what can't be read."""
    return _Header(line, "#", PLAN_EXAMPLE).plan()


def read_workout_header(line: str) -> WorkoutHeader:
    """Read a line that begins with `## `; raise NotationError with the column of what can't be read."""
    return _Header(line, "##", WORKOUT_EXAMPLE).workout()


def plan_header_text(name: str, schedule: Schedule) -> str:
    """Write a plan's header as its one canonical line."""
    parts: list[str] = []
    if schedule.days:
        parts.append(" ".join(("in turn", *in_week_order(schedule.days))))
    if schedule.start is not None:
        parts.append(f"from {schedule.start.isoformat()}")
    if schedule.missed is not None:
        parts.append(f"missed days {schedule.missed.value}")
    return f"# {_name_text(name)}" + (f" ({'; '.join(parts)})" if parts else "")


def workout_header_text(name: str, days: Sequence[str]) -> str:
    """Write a workout's header as its one canonical line."""
    return f"## {_name_text(name)}" + (f" ({' '.join(in_week_order(days))})" if days else "")


def in_week_order(days: Iterable[str]) -> tuple[str, ...]:
    """Return weekdays as `mon` and the like, each once, Monday first; raise Refused for what is none."""
    places: set[int] = set()
    for day in days:
        place = _weekday(day)
        if place is None:
            raise Refused(f"“{day}” is no weekday; those are {', '.join(WEEKDAYS)}")
        places.add(place)
    return tuple(WEEKDAYS[place] for place in sorted(places))


def _weekday(text: str) -> int | None:
    """Return the place in the week of `mon`, `Tues` or `Wednesday`."""
    key = text.casefold()
    names = (place for place, name in enumerate(_FULL_NAMES) if len(key) >= 3 and name.startswith(key))
    return next(names, None)


def _name_text(name: str) -> str:
    bare = name.isprintable() and all(name.split(" ")) and not set('()"#\\') & set(name)
    return name if bare else quote(name)


class _Header:
    """One attempt at one header: its words, and what it takes for an example."""

    def __init__(self, line: str, mark: str, example: str) -> None:
        self.line = line
        self.mark = mark
        self.example = example

    def plan(self) -> PlanHeader:
        """Read it as a plan's."""
        name, tokens, bracket = self._taken_apart()
        self.example = _SCHEDULE_EXAMPLE
        days: tuple[str, ...] = ()
        start: date | None = None
        missed: Missed | None = None
        said: set[str] = set()
        for part in self._parts(tokens, bracket):
            key = part[0].key
            if key in said:
                raise self._refusal(part[0], f"“{_KEYS[key]}” only once")
            said.add(key)
            if key == "in":
                days = self._in_turn(part)
            elif key == "from":
                start = self._start(part)
            elif key == "missed":
                missed = self._missed(part)
            else:
                expected = "when the plan is due: in turn mon wed fri, from 2026-11-23, missed days shift"
                raise self._refusal(
                    part[0], f"{expected} (parted by semicolons; a name with brackets goes in quotes)"
                )
        return PlanHeader(name, Schedule(days, start, missed))

    def workout(self) -> WorkoutHeader:
        """Read it as a workout's."""
        name, tokens, bracket = self._taken_apart()
        if not bracket:
            return WorkoutHeader(name, ())
        return WorkoutHeader(name, self._weekdays(tokens, bracket + 1), bracket)

    def _refusal(self, at: _Token | Word | int, expected: str) -> NotationError:
        column, found = (at, self.line[at - 1 : at]) if isinstance(at, int) else (at.column, at.text)
        return NotationError(
            source=self.line, column=column, found=found, expected=expected, example=self.example
        )

    def _words(self) -> list[Word]:
        try:
            # Spaces in place of the mark keep the columns.
            return split_words(" " * len(self.mark) + self.line[len(self.mark) :])
        except NotationError as error:
            raise NotationError(
                source=self.line,
                column=error.column,
                found=error.found,
                expected=error.expected,
                example=self.example,
            ) from error

    def _taken_apart(self) -> tuple[str, list[_Token], int]:
        """Return the name, what stands in brackets after it, and the column of the bracket (0: none)."""
        words = self._words()
        expected = f"a name after “{self.mark}”"
        if not words:
            raise self._refusal(len(self.line.rstrip()) + 1, expected)
        first = words[0]
        if first.content is not None:
            name, after = first.content, words[1:]
        else:
            before = list(takewhile(lambda word: not word.quoted and "(" not in word.text, words))
            after = words[len(before) :]
            pieces = [word.text for word in before]
            if after and not after[0].quoted:
                word = after[0]
                piece, _, _ = word.text.partition("(")
                if piece:
                    pieces.append(piece)
                after[0] = Word(word.text[len(piece) :], word.column + len(piece))
            self._check_bare(before)
            name = " ".join(pieces)
        if not name.strip():
            raise self._refusal(first, expected)
        if len(name) > _LONGEST_NAME:
            raise self._refusal(first, f"a name of at most {_LONGEST_NAME} characters")
        if not after:
            return name, [], 0
        if after[0].quoted or not after[0].text.startswith("("):
            raise self._refusal(
                after[0], "nothing after the name but brackets (other names go in quotes as a whole)"
            )
        return name, self._bracketed(after), after[0].column

    def _check_bare(self, words: Iterable[Word]) -> None:
        for word in words:
            at = word.text.find(")")
            if at >= 0:
                raise self._refusal(
                    _Token(")", word.column + at), "an opening bracket before it, or the whole name in quotes"
                )

    def _bracketed(self, words: Sequence[Word]) -> list[_Token]:
        for word in words:
            if word.quoted:
                raise self._refusal(
                    word, "nothing in quotes here (a name with brackets goes in quotes as a whole)"
                )
        start = words[0].column
        end = words[-1].column - 1 + len(words[-1].text)
        text = self.line[start:end]
        close = text.find(")")
        if close < 0:
            raise self._refusal(end + 1, "a closing bracket")
        if "(" in text[:close]:
            at = text.index("(")
            raise self._refusal(_Token("(", start + at + 1), "one pair of brackets")
        if rest := text[close + 1 :].strip():
            raise self._refusal(
                _Token(rest, start + text.index(rest, close + 1) + 1),
                "nothing after the brackets (a name with brackets goes in quotes)",
            )
        tokens = [_Token(match[0], start + match.start() + 1) for match in _TOKEN.finditer(text[:close])]
        if not tokens:
            raise self._refusal(_Token(text[: close + 1].strip(), start + 1), "something in the brackets")
        return tokens

    def _parts(self, tokens: Iterable[_Token], bracket: int) -> Iterator[list[_Token]]:
        """Yield the parts between the semicolons, none of them empty."""
        part: list[_Token] = []
        before = bracket
        for token in (*tokens, None) if bracket else ():
            if token is not None and token.text != ";":
                part.append(token)
                continue
            if not part:
                raise self._refusal(before if token is None else token, "something between the semicolons")
            yield part
            part, before = [], before if token is None else token.column

    def _in_turn(self, part: Sequence[_Token]) -> tuple[str, ...]:
        self._spelt(part, 1, "turn")
        return self._weekdays(part[2:], self._end(part))

    def _start(self, part: Sequence[_Token]) -> date:
        expected = "the day on which week 1 begins: from 2026-11-23"
        if len(part) < 2:
            raise self._refusal(self._end(part), expected)
        if not _DATE.fullmatch(part[1].text):
            raise self._refusal(part[1], expected)
        try:
            start = date.fromisoformat(part[1].text)
        except ValueError:
            raise self._refusal(part[1], "a day that the calendar has") from None
        self._nothing_more(part[2:])
        return start

    def _missed(self, part: Sequence[_Token]) -> Missed:
        self._spelt(part, 1, "days")
        expected = "what a missed day does: missed days shift, or missed days drop"
        if len(part) < 3:
            raise self._refusal(self._end(part), expected)
        if part[2].key not in tuple(Missed):
            raise self._refusal(part[2], expected)
        self._nothing_more(part[3:])
        return Missed(part[2].key)

    def _spelt(self, part: Sequence[_Token], place: int, word: str) -> None:
        if len(part) <= place or part[place].key != word:
            at = part[place] if len(part) > place else self._end(part)
            raise self._refusal(at, f"“{word}” after “{part[place - 1].key}”")

    def _nothing_more(self, rest: Sequence[_Token]) -> None:
        if rest:
            raise self._refusal(rest[0], "a semicolon before the next, or a closing bracket")

    @staticmethod
    def _end(part: Sequence[_Token]) -> int:
        return part[-1].column + len(part[-1].text)

    def _weekdays(self, tokens: Sequence[_Token], at: int) -> tuple[str, ...]:
        expected = f"weekdays: {' '.join(WEEKDAYS)}"
        if not tokens:
            raise self._refusal(at, expected)
        places: set[int] = set()
        for token in tokens:
            place = _weekday(token.text)
            if place is None:
                raise self._refusal(token, f"{expected} (a name with brackets goes in quotes)")
            if place in places:
                raise self._refusal(token, "each weekday once")
            places.add(place)
        return tuple(WEEKDAYS[place] for place in sorted(places))
