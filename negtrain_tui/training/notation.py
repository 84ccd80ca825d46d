"""The notation of a prescription: one line that says exercise, sets, load, tempo, method and progress.

The canonical form has single spaces and the order of `format_prescription`; a duration is `Ns` below
a minute or with decimals and `m:ss` otherwise, a range of one is a number, `wk 5-5` is `wk 5`, a tempo
has its four phases joined by `-`, and comments are gone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.load import Mass, is_too_heavy, parse_amount, parse_load
from negtrain_tui.training.prescription import (
    Hold,
    Method,
    Pacing,
    Prescription,
    RepList,
    Reps,
    SecondsProgress,
    Sets,
)
from negtrain_tui.training.spelling import ALMOST_SETS, duration_text, must_be_quoted, pieces, reads_as_tempo
from negtrain_tui.training.tempo import LONGEST_PHASE_S, Tempo, parse_tempo
from negtrain_tui.training.words import Word, quote, split_words

__all__ = ["EXAMPLE", "MOST_REPS", "are_sets", "duration_text", "format_prescription", "parse_prescription"]

EXAMPLE = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00"
_MOST_SETS = 99
MOST_REPS = 999
"""The most reps that a set can have."""
_LONGEST_S = 3600
_LONGEST_TEXT = 1000
_LAST_WEEK = 999

_SECONDS = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_SETS = re.compile(rf"(?P<sets>[0-9]+)x(?:(?P<hold>{_SECONDS})s|(?P<low>[0-9]+)(?:-(?P<high>[0-9]+))?)")
_LIST = re.compile(r"[0-9]+(?:,[0-9]+)+")
_DURATION = re.compile(rf"(?P<seconds>{_SECONDS})s|(?P<minutes>[0-9]{{1,3}}):(?P<rest>[0-5][0-9])")
_SECONDS_STEP = re.compile(rf"\+(?P<step>{_SECONDS})s\.\.(?P<cap>{_SECONDS})s")
_RPE = re.compile(r"[0-9]{1,2}(?:\.[05])?")
_WEEKS = re.compile(r"(?P<first>[0-9]{1,3})(?:-(?P<last>[0-9]{1,3}))?")
_PAIN = re.compile(r"pain<=(?P<limit>[0-9]{1,2})")
_TEMPO_LIKE = re.compile(r"[0-9XAxa][0-9XAxa×./–-]*")
_MASS_LIKE = re.compile(r"(?:bw.*|[0-9]+(?:\.[0-9]+)?(?:kg|lb|%).*)")
_ATTRIBUTES = (
    "each, a tempo (5-1-X-0), a method (negative, accentuated, two-one, 30-10-30, super-slow), paced, "
    'self-paced, rest 3:00, cluster 30s, +1s..8s, +0.5kg, rpe 8, wk 5-10, group A, pain<=5 or a "note"'
)
_SETS_EXPECTED = "sets: 3x5, 3x6-8, 3x30s or 12,10,8"


# The same line is read wherever it was trained, and a line that is written is read once more.
@lru_cache(maxsize=2048)
def parse_prescription(line: str) -> Prescription:
    """Read one line of notation; an optional comment begins with `#`.

    Raises NotationError with the column of whatever can't be read, is repeated or contradicts the rest.
    """
    return _Line(line).read()


def format_prescription(prescription: Prescription) -> str:
    """Write a prescription as its one canonical line, which reads back as the same prescription.

    Raises Refused for one that no line could say (no sets, a tempo on a hold, an empty name ...).
    """
    line = " ".join(pieces(prescription))
    if parse_prescription(line) != prescription:
        raise Refused(f"no line of notation says exactly this prescription; the nearest is {line}")
    return line


class _Line:
    """One attempt at one line: its words, what they have said so far, and where each thing was said."""

    def __init__(self, line: str) -> None:
        self.source = line
        self.words = split_words(line)
        self.next = 0
        self.said: dict[str, Word] = {}

    def read(self) -> Prescription:
        """Read the whole line."""
        name = self._name()
        p = Prescription(exercise=name, sets=self._sets(self._taken()))
        while self.next < len(self.words):
            p = self._attribute(p, self._taken())
        self._check_together(p)
        return p

    def _taken(self) -> Word:
        self.next += 1
        return self.words[self.next - 1]

    def _refusal(self, word: Word | None, expected: str, example: str = EXAMPLE) -> NotationError:
        column = len(self.source.rstrip()) + 1 if word is None else word.column
        found = "" if word is None else word.text
        return NotationError(
            source=self.source, column=column, found=found, expected=expected, example=example
        )

    def _pointing(self, error: NotationError, word: Word, offset: int, example: str) -> NotationError:
        """Turn an error inside a word into one of the line."""
        return NotationError(
            source=self.source,
            column=word.column + offset + error.column - 1,
            found=error.found or word.text,
            expected=error.expected,
            example=example.format(error.example),
        )

    def _name(self) -> str:
        if not self.words:
            raise self._refusal(None, "the name of an exercise")
        first = self.words[0]
        if first.content is not None:
            self.next = 1
            name = first.content
        else:
            while self.next < len(self.words) and not are_sets(self.words[self.next]):
                self._check_in_name(self.words[self.next])
                self.next += 1
            name = " ".join(word.text for word in self.words[: self.next])
        if not name.strip():
            raise self._refusal(
                first, "the name of an exercise first (in quotes if it looks like something else)"
            )
        if len(name) > _LONGEST_TEXT:
            raise self._refusal(first, f"a name of at most {_LONGEST_TEXT} characters")
        if self.next == len(self.words):
            raise self._refusal(None, _SETS_EXPECTED)
        return name

    def _check_in_name(self, word: Word) -> None:
        example = EXAMPLE
        if word.quoted or must_be_quoted(word.text):
            if ALMOST_SETS.fullmatch(word.text):
                mended = Word(re.sub("[X×*]", "x", word.text).strip(","), 1)
                if are_sets(mended) and _are_sound(mended):
                    example = f"Bench press {mended.text}"
            expected = f"{_SETS_EXPECTED}, before anything but the name"
            raise self._refusal(word, f"{expected} (a name with such words goes in quotes)", example)

    def _sets(self, word: Word) -> Sets:
        example = "Bench press 3x5"
        if _LIST.fullmatch(word.text):
            reps = tuple(
                self._number(word, text, MOST_REPS, "reps", example) for text in word.text.split(",")
            )
            if len(reps) > _MOST_SETS:
                raise self._refusal(word, f"at most {_MOST_SETS} sets", example)
            return RepList(reps)
        match = _SETS.fullmatch(word.text)
        if match is None or word.quoted:
            raise self._refusal(word, _SETS_EXPECTED, example)
        sets = self._number(word, match["sets"], _MOST_SETS, "sets", example)
        if match["hold"]:
            seconds = Decimal(match["hold"])
            if not 0 < seconds <= _LONGEST_S:
                raise self._refusal(
                    word, f"a hold of more than 0 and at most {_LONGEST_S} s", "Wall sit 3x30s"
                )
            return Hold(sets, seconds)
        low = self._number(word, match["low"], MOST_REPS, "reps", example)
        if match["high"] is None:
            return Reps(sets, low, low)
        high = self._number(word, match["high"], MOST_REPS, "reps", example)
        if low >= high:
            raise self._refusal(word, "a range from fewer to more reps", "Bench press 3x6-8")
        return Reps(sets, low, high)

    def _number(self, word: Word, text: str, most: int, what: str, example: str) -> int:
        if len(text) > 4 or not 1 <= int(text) <= most:
            raise self._refusal(word, f"1 to {most} {what}", example)
        return int(text)

    def _attribute(self, p: Prescription, word: Word) -> Prescription:
        text = word.text
        if word.content is not None:
            self._once("note", word, "one note", f"{EXAMPLE} {quote('straps from set 2')}")
            if len(word.content) > _LONGEST_TEXT:
                raise self._refusal(word, f"a note of at most {_LONGEST_TEXT} characters")
            return replace(p, note=word.content)
        if text == "each":
            self._once("each", word, "each only once", "Leg press 3x6 @60kg each 5-0-X-0 two-one")
            return replace(p, each=True)
        if text in tuple(Method):
            self._once("method", word, "one method", "Pull-up 3x3 @bw negative")
            return replace(p, method=Method(text))
        if text in tuple(Pacing):
            self._once("pacing", word, "either paced or self-paced", f"{EXAMPLE} self-paced")
            return replace(p, pacing=Pacing(text))
        if text.startswith("@"):
            return self._load(p, word)
        if text.startswith("+"):
            return self._step(p, word)
        if text.startswith("pain"):
            return self._pain(p, word)
        if text in ("rest", "cluster", "rpe", "wk", "group"):
            return self._pair(p, word)
        return self._tempo(p, word)

    def _once(self, field: str, word: Word, expected: str, example: str = EXAMPLE) -> None:
        if field in self.said:
            raise self._refusal(word, f"{expected} (it is given twice)", example)
        self.said[field] = word

    def _load(self, p: Prescription, word: Word) -> Prescription:
        self._once("load", word, "one load, of one or two amounts")
        slashes = word.text.count("/")
        if slashes > 1:
            raise self._refusal(word, "one amount, or two: lowered/lifted", EXAMPLE)
        try:
            return replace(p, load=parse_load(word.text[1:]))
        except NotationError as error:
            method = " accentuated" if slashes else ""
            example = "Back squat 4x3 @120kg/90kg accentuated" if method else "Bench press 3x5 @{}"
            raise self._pointing(error, word, 1, example) from error

    def _step(self, p: Prescription, word: Word) -> Prescription:
        match = _SECONDS_STEP.fullmatch(word.text)
        if match:
            example = f"{EXAMPLE} +1s..8s"
            self._once("seconds_progress", word, "one progress in seconds", example)
            step, cap = Decimal(match["step"]), Decimal(match["cap"])
            most = _LONGEST_S if isinstance(p.sets, Hold) else LONGEST_PHASE_S
            if not 0 < step <= cap <= most:
                raise self._refusal(word, f"a step above 0 s and a limit from there up to {most} s", example)
            return replace(p, seconds_progress=SecondsProgress(step, cap))
        example = f"{EXAMPLE} +0.5kg"
        if word.text.endswith("s"):
            raise self._refusal(word, "a step and its limit in seconds: +1s..8s", f"{EXAMPLE} +1s..8s")
        try:
            amount = parse_amount(word.text[1:])
        except NotationError as error:
            raise self._refusal(
                word, "a step with its unit: +0.5kg, +1lb or +1s..8s", self._step_example(error.example)
            ) from error
        self._once("load_progress", word, "one step of load", example)
        if not isinstance(amount, Mass) or amount.value == 0:
            raise self._refusal(word, "a step above 0 in kg or lb", example)
        return replace(p, load_progress=amount)

    @staticmethod
    def _step_example(nearest: str) -> str:
        unit = "lb" if nearest.endswith("lb") else "kg"
        return f"Bench press 4x5 @100{unit} +1{unit}"

    def _pain(self, p: Prescription, word: Word) -> Prescription:
        example = "Heel drop 3x15 @bw each 3-0-A-0 pain<=5"
        self._once("pain", word, "one pain limit", example)
        match = _PAIN.fullmatch(word.text)
        if match is None or int(match["limit"]) > 10:
            raise self._refusal(word, "a limit on the scale of 0 to 10, without spaces: pain<=5", example)
        return replace(p, pain_limit=int(match["limit"]))

    def _pair(self, p: Prescription, key: Word) -> Prescription:
        name = key.text
        example = {
            "rest": EXAMPLE,
            "cluster": "Back squat 3x5 @105%/80% accentuated cluster 30s",
            "rpe": "Romanian deadlift 3x8 @100kg rpe 8",
            "wk": "Nordic curl 12,10,8 @bw wk 5-10",
            "group": "Biceps curl 3x8 @25kg group A",
        }[name]
        self._once(name, key, f"{name} only once", example)
        word = self._taken() if self.next < len(self.words) else None
        text = "" if word is None or word.quoted else word.text
        if name == "rpe":
            if not _RPE.fullmatch(text) or not 1 <= Decimal(text) <= 10:
                raise self._refusal(word, "an effort of 1 to 10, in halves: rpe 8 or rpe 8.5", example)
            return replace(p, rpe=Decimal(text))
        if name == "group":
            if len(text) != 1 or not (text.isascii() and text.isalpha()):
                raise self._refusal(word, "a letter: group A", example)
            return replace(p, group=text.upper())
        if name == "wk":
            weeks = _WEEKS.fullmatch(text)
            first, last = (int(weeks["first"]), int(weeks["last"] or weeks["first"])) if weeks else (0, 0)
            if not 1 <= first <= last <= _LAST_WEEK:
                raise self._refusal(word, "a week, or the first and last: wk 3 or wk 5-10", example)
            return replace(p, weeks=(first, last))
        seconds = self._duration(word, text, example)
        if name == "rest":
            return replace(p, rest=seconds)
        if seconds == 0:
            raise self._refusal(word, "more than 0 s of rest inside the cluster", example)
        return replace(p, cluster=seconds)

    def _duration(self, word: Word | None, text: str, example: str) -> Decimal:
        match = _DURATION.fullmatch(text)
        if match is None:
            raise self._refusal(word, "a duration: 90s or 3:00", example)
        if match["seconds"]:
            seconds = Decimal(match["seconds"])
        else:
            seconds = Decimal(int(match["minutes"]) * 60 + int(match["rest"]))
        if seconds > _LONGEST_S:
            raise self._refusal(word, "at most an hour (60:00)", example)
        return seconds

    def _tempo(self, p: Prescription, word: Word) -> Prescription:
        if are_sets(word) or (ALMOST_SETS.fullmatch(word.text) and not reads_as_tempo(word.text)):
            expected, example = "sets only once, in one word, right after the name", "Nordic curl 12,10,8"
            capitals = word.text.upper()
            if reads_as_tempo(capitals):
                expected, example = f"{expected}, or a tempo in capitals", f"Bench press 4x5 {capitals}"
            raise self._refusal(word, expected, example)
        if _MASS_LIKE.fullmatch(word.text):
            nearest = self._nearest_load(word.text)
            raise self._refusal(word, "an @ before a load", f"Bench press 3x5 @{nearest}")
        if not _TEMPO_LIKE.fullmatch(word.text):
            known = word.text.lower()
            example = EXAMPLE
            if known in tuple(Pacing):
                example = f"{EXAMPLE} {known}"
            elif known == Method.NEGATIVE:
                example = "Pull-up 3x3 @bw negative"
            raise self._refusal(word, _ATTRIBUTES, example)
        self._once("tempo", word, "one tempo")
        try:
            tempo: Tempo = parse_tempo(word.text, line=True)
        except NotationError as error:
            raise self._pointing(error, word, 0, "Bench press 4x5 @82.5kg {}") from error
        return replace(p, tempo=tempo)

    @staticmethod
    def _nearest_load(text: str) -> str:
        try:
            load = parse_load(text)
        except NotationError:
            return "82.5kg"
        return "82.5kg" if is_too_heavy(load.down) else str(load.down)

    def _check_together(self, p: Prescription) -> None:
        """Refuse what is well said by itself and makes no sense together."""
        wrong = contradiction(p)
        if wrong is not None:
            raise self._refusal(self.said[wrong.field], wrong.expected, wrong.example)


def are_sets(word: Word) -> bool:
    """Tell whether a word says sets and reps, and so ends a name that stands bare."""
    return not word.quoted and bool(_SETS.fullmatch(word.text) or _LIST.fullmatch(word.text))


def _are_sound(word: Word) -> bool:
    try:
        parse_prescription(f"Bench press {word.text}")
    except NotationError:
        return False
    return True
