"""What is looked for in the history: `ex:bench method:accentuated after:2026-01 "left shoulder"`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negtrain_tui.training.date_words import dates_said, day_before_named, days_named, first_day_named
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.folding import folded
from negtrain_tui.training.prescription import Method
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.training.words import Word, quote, quoted_word

EXAMPLE = 'ex:bench method:accentuated after:2026-01 "left shoulder"'
METHODS = (*(method.value for method in Method), "tempo")
"""The methods that can be asked for; `tempo` is an ordinary set."""

_KEYS = {
    "ex": "exercise",
    "exercise": "exercise",
    "muscle": "muscle",
    "method": "method",
    "tempo": "tempo",
    "after": "after",
    "before": "before",
    "on": "on",
    "in": "on",
    "is": "is",
}
_KINDS = ("record", "interrupted")
_KEYED = re.compile(r"(?P<key>[^\W\d_]+):")
_SECONDS = re.compile(r"(?P<seconds>[0-9]{1,4}(?:\.[0-9]{1,3})?)s?")
_EXAMPLES = {
    "exercise": 'ex:bench or ex:"bench press"',
    "muscle": "muscle:hamstrings",
    "method": "method:accentuated",
    "tempo": "tempo:5",
    "after": "after:2026-01 or after:30d",
    "before": "before:2026-04 or before:6w",
    "on": "on:2026-01-15 or in:2026-01",
    "is": "is:record",
}


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Conditions that must all hold of a session; what is empty or None asks for nothing.

    Those about a set (`exercises`, `muscles`, `methods`, `lowering_s`) must hold of one and the same work
    set, for each of several exercises of one set each; of several methods, any will do. `exercises` and
    `texts` are as typed, to be found within names and notes whatever their case; `muscles` are names as in
    the catalogue, or how they begin; `methods` are those of the notation, `tempo` for an ordinary set.
    `lowering_s` are a prescribed lowering's seconds.
    `first_day` and `last_day` are local dates, both included. `records` leaves sessions that set a record,
    in such a set where one is asked for; `interrupted` those that were broken off.
    """

    exercises: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    lowering_s: Decimal | None = None
    first_day: date | None = None
    last_day: date | None = None
    texts: tuple[str, ...] = ()
    records: bool = False
    interrupted: bool = False

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out."""
        return self != HistoryQuery()


def parse_query(text: str, today: date) -> HistoryQuery:
    """Read what is looked for; of several dates the narrowest count, and ago is counted from `today`.

    Raises NotationError with the column of whatever can't be read.
    """
    return _Reading(text, today).read()


def format_query(query: HistoryQuery) -> str:
    """Write a query so that it reads back as the same; raises Refused for one that no words could say."""
    text = " ".join(_pieces(query))
    try:
        same = parse_query(text, date.max) == query
    except NotationError:
        same = False
    if not same:
        raise Refused(f"no words say exactly what is looked for; the nearest is {text}")
    return text


def both(one: HistoryQuery, other: HistoryQuery) -> HistoryQuery:
    """Return the query that asks for what both do; raise Refused where they name two tempos."""
    if one.lowering_s is not None and other.lowering_s not in (None, one.lowering_s):
        raise Refused("One tempo can be looked for at a time; name only one.")
    first = [day for day in (one.first_day, other.first_day) if day is not None]
    last = [day for day in (one.last_day, other.last_day) if day is not None]
    return HistoryQuery(
        exercises=one.exercises + other.exercises,
        muscles=one.muscles + other.muscles,
        methods=one.methods + other.methods,
        lowering_s=other.lowering_s if one.lowering_s is None else one.lowering_s,
        first_day=max(first, default=None),
        last_day=min(last, default=None),
        texts=one.texts + other.texts,
        records=one.records or other.records,
        interrupted=one.interrupted or other.interrupted,
    )


def condition(name: str, value: str, today: date) -> HistoryQuery:
    """Read the condition of a name, such as `after`, from a value of its own; `text` is some text.

    Raises NotationError as `parse_query` does.
    """
    quoted = quote(value)
    return parse_query(quoted if name == "text" else f"{name}:{quoted}", today)


def muscle_names(known: Catalogue) -> tuple[str, ...]:
    """Return every muscle that an exercise is known to train directly, by name."""
    return tuple(sorted({muscle for each in known.exercises for muscle in each.muscles}))


def check_muscles(query: HistoryQuery, known: Catalogue) -> None:
    """Raise Refused for a muscle that no exercise trains: a slip would find nothing and not say why."""
    for muscle in query.muscles:
        if not any(trains(exercise, muscle) for exercise in known.exercises):
            raise Refused(f"No exercise trains {muscle!r}; they train {', '.join(muscle_names(known))}.")


def trains(exercise: Exercise, muscle: str) -> bool:
    """Tell whether an exercise trains a muscle of that name or beginning, directly or beside others."""
    sought = folded(muscle)
    return any(folded(each).startswith(sought) for each in (*exercise.muscles, *exercise.indirect))


class _Reading:
    """One attempt at one query."""

    def __init__(self, source: str, today: date) -> None:
        self.source = source
        self.today = today
        self.query = HistoryQuery()

    def read(self) -> HistoryQuery:
        """Read all of it."""
        at = 0
        while at < len(self.source):
            if self.source[at].isspace():
                at += 1
                continue
            keyed = _KEYED.match(self.source, at)
            if keyed is None:
                word = self._word(at)
                self._add(texts=(self._something(word, "some text", '"left shoulder"'),))
            else:
                word = self._word(keyed.end())
                self._condition(keyed["key"], word, at)
            at = word.column - 1 + len(word.text)
        return self.query

    def _word(self, start: int) -> Word:
        """Return the word or the text in quotes that begins there; nothing where the line or a space is."""
        if self.source.startswith('"', start):
            try:
                return quoted_word(self.source, start)
            except NotationError as error:
                raise self._refusal(error.column, error.found, error.expected) from None
        end = start
        while end < len(self.source) and not self.source[end].isspace():
            if self.source[end] == '"':
                raise self._refusal(end + 1, '"', "a space before a quote")
            end += 1
        return Word(self.source[start:end], start + 1)

    def _condition(self, typed: str, word: Word, start: int) -> None:
        key = _KEYS.get(typed.casefold())
        if key is None:
            expected = f"{_meant(typed)} (a text with such a colon goes in quotes)"
            raise self._refusal(start + 1, f"{typed}:", expected)
        example = _EXAMPLES[key]
        match key:
            case "exercise":
                self._add(exercises=(self._something(word, "an exercise, or part of its name", example),))
            case "muscle":
                self._add(muscles=(self._something(word, "a muscle", example),))
            case "method":
                self._add(methods=(self._one_of(METHODS, word, example),))
            case "tempo":
                self._tempo(word, example)
            case "is":
                if self._one_of(_KINDS, word, example) == "record":
                    self._add(records=True)
                else:
                    self._add(interrupted=True)
            case _:
                self._days(key, word, example)

    def _add(self, **asked: object) -> None:
        self.query = both(self.query, HistoryQuery(**asked))  # type: ignore[arg-type]

    def _something(self, word: Word, expected: str, example: str) -> str:
        said = _said(word)
        if not said:
            raise self._refusal(word.column, word.text, expected, example)
        return said

    def _one_of(self, known: Sequence[str], word: Word, example: str) -> str:
        said = _said(word).casefold()
        meant = [each for each in known if said and each.startswith(said)]
        if len(meant) != 1:
            *most, last = known
            raise self._refusal(word.column, word.text, f"{', '.join(most)} or {last}", example)
        return meant[0]

    def _tempo(self, word: Word, example: str) -> None:
        match = _SECONDS.fullmatch(_said(word))
        if match is None:
            expected = "the seconds that a lowering was to take"
            raise self._refusal(word.column, word.text, expected, example)
        seconds = Decimal(match["seconds"])
        if self.query.lowering_s is not None:
            raise self._refusal(word.column, word.text, "only one tempo", example)
        self._add(lowering_s=seconds)

    def _days(self, key: str, word: Word, example: str) -> None:
        try:
            if key == "on":
                first, last = days_named(_said(word))
                self._add(first_day=first, last_day=last)
            elif key == "after":
                self._add(first_day=first_day_named(_said(word), self.today))
            else:
                self._add(last_day=day_before_named(_said(word), self.today))
        except Refused as error:
            raise self._refusal(word.column, word.text, str(error), example) from None

    def _refusal(self, column: int, found: str, expected: str, example: str = EXAMPLE) -> NotationError:
        found = found or self.source[column - 1 : column]
        return NotationError(
            source=self.source, column=column, found=found, expected=expected, example=example
        )


def _said(word: Word) -> str:
    return word.text if word.content is None else word.content


def _meant(typed: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(typed.casefold(), _KEYS, n=1)
    if near:
        return f"{near[0]}:"
    return "ex:, muscle:, method:, tempo:, after:, before:, on:, in: or is:"


def _pieces(query: HistoryQuery) -> Iterator[str]:
    yield from (f"ex:{_quoted(name)}" for name in query.exercises)
    yield from (f"muscle:{_quoted(name)}" for name in query.muscles)
    yield from (f"method:{_quoted(name)}" for name in query.methods)
    if query.lowering_s is not None:
        yield f"tempo:{seconds_text(query.lowering_s)}"
    yield from dates_said(query.first_day, query.last_day)
    if query.records:
        yield "is:record"
    if query.interrupted:
        yield "is:interrupted"
    yield from (_quoted(text, bare=True) for text in query.texts)


def _quoted(text: str, *, bare: bool = False) -> str:
    """Return a text as it can stand: in quotes where it would be taken for something else, or cut in two."""
    plain = text and not any(letter.isspace() or letter in '"\\' for letter in text) and text.isprintable()
    return text if plain and not (bare and _KEYED.match(text)) else quote(text)
