"""Where a line stands, as the text of a plan file says it after the line: `now 7s 83kg`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.training.contradictions import contradiction
from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.load import NOT_HEAVIER, Bodyweight, Load, Percent, parse_load
from negtrain_tui.training.notation import are_sets, parse_prescription
from negtrain_tui.training.prescription import Hold, Method, Prescription
from negtrain_tui.training.standing import Standing
from negtrain_tui.training.tempo import LONGEST_PHASE_S
from negtrain_tui.training.words import Word, split_words

NOW = "now"
_EXAMPLE = "Bench press 4x5 @82.5kg 5-1-X-0 +1s..8s +0.5kg now 7s 83kg"
_OF_TWO = "Back squat 4x3 @120kg/90kg accentuated now 121kg/90kg"
_OF_BODYWEIGHT = "Dip 3x5 @bw+5kg 4-0-X-0 +1s..8s now 6s bw+7.5kg"
_SECONDS = re.compile(r"(?P<seconds>[0-9]{1,6}(?:\.[0-9]{1,3})?)s")
_LONGEST_HOLD_S = 3600
_NEITHER = f"where the line stands after “{NOW}”: seconds, a load, or both (7s 83kg)"


def parse_standing_line(text: str) -> tuple[Prescription, Standing | None, int]:
    """Read a line, and after it where it stands, with the column of its `now`; None and 0 without one.

    Anything that can't be read, or that the line has no place for, raises NotationError.
    """
    words = split_words(text)
    at = _place_of_now(words)
    if at is None:
        return parse_prescription(text), None, 0
    now = words[at]
    try:
        p = parse_prescription(text[: now.column - 1])
    except NotationError as error:
        found, column = (error.found, error.column) if error.found else (NOW, now.column)
        raise NotationError(
            source=text, column=column, found=found, expected=error.expected, example=error.example
        ) from error
    return p, _Standing(text, p).read(words[at + 1 :]), now.column


def _place_of_now(words: Sequence[Word]) -> int | None:
    """Return the place of the `now` after the line; one before the sets belongs to the name."""
    if not words:
        return None
    sets = 1 if words[0].quoted else next((at for at, word in enumerate(words) if are_sets(word)), len(words))
    return next((at for at in range(sets + 1, len(words)) if words[at].text == NOW), None)


class _Standing:
    """One attempt at what follows the `now` of one line."""

    def __init__(self, source: str, p: Prescription) -> None:
        self.source = source
        self.p = p

    def read(self, words: Sequence[Word]) -> Standing:
        """Read all words: seconds first, then the load, either of which may be missing."""
        rest = list(words)
        seconds = load = None
        if rest and (match := _SECONDS.fullmatch(rest[0].text)):
            seconds = self._seconds(rest.pop(0), Decimal(match["seconds"]))
        if rest and not _SECONDS.fullmatch(rest[0].text):
            load = self._load(rest.pop(0), first=seconds is None)
        if rest:
            expected = "the end of the line"
            if seconds is None and _SECONDS.fullmatch(rest[0].text):
                expected = "the seconds before the load"
            raise self._refusal(rest[0], expected)
        if seconds is None and load is None:
            raise self._refusal(None, _NEITHER)
        return Standing(seconds, load)

    def _seconds(self, word: Word, seconds: Decimal) -> Decimal:
        if self.p.method is Method.THIRTY_TEN_THIRTY:
            raise self._refusal(word, "no seconds, as 30-10-30 sets them", "Biceps curl 1x12 @25kg now 26kg")
        is_hold = isinstance(self.p.sets, Hold)
        most = _LONGEST_HOLD_S if is_hold else LONGEST_PHASE_S
        if not 0 < seconds <= most:
            what = "a hold" if is_hold else "a lowering"
            raise self._refusal(word, f"{what} of more than 0 and at most {most} s")
        return seconds

    def _load(self, word: Word, *, first: bool) -> Load:
        try:
            load = parse_load(word.text)
        except NotationError as error:
            expected = _NEITHER if first else "a load, as 83kg, or the end of the line"
            if error.expected == NOT_HEAVIER:
                expected = NOT_HEAVIER
            raise self._refusal(word, expected) from error
        planned = self.p.load
        if planned is None:
            raise self._refusal(word, "no load, as the line has none", "Push-up 3x8 3-0-1-0 +1s..8s now 4s")
        if _has_percent(load):
            raise self._refusal(word, "a load in kg, lb or bw")
        if _has_percent(planned):
            raise self._refusal(
                word, "no load, as a percentage follows the 1RM", "Bench press 3x5 @80% 5-0-X-0 now 6s"
            )
        if (load.up is None) != (planned.up is None):
            raise self._refusal(
                word,
                "one load, as the line has" if planned.up is None else "two loads, lowered/lifted",
                _EXAMPLE if planned.up is None else _OF_TWO,
            )
        for amount, meant in ((load.down, planned.down), (load.up, planned.up)):
            if isinstance(meant, Bodyweight) and not isinstance(amount, Bodyweight):
                expected = "bodyweight, as the line has: bw, bw+5kg or bw-20kg"
                raise self._refusal(word, expected, _OF_BODYWEIGHT)
            if isinstance(amount, Bodyweight) and not isinstance(meant, Bodyweight):
                raise self._refusal(word, "a weight, as the line has, not bodyweight")
        wrong = contradiction(replace(self.p, load=load, load_progress=None))
        if wrong is not None and wrong.field == "load":
            raise self._refusal(word, wrong.expected, _EXAMPLE if load.up is None else _OF_TWO)
        return load

    def _refusal(self, word: Word | None, expected: str, example: str = _EXAMPLE) -> NotationError:
        last = split_words(self.source)[-1]
        column = last.column + len(last.text) if word is None else word.column
        return NotationError(
            source=self.source,
            column=column,
            found="" if word is None else word.text,
            expected=expected,
            example=example,
        )


def _has_percent(load: Load) -> bool:
    return any(isinstance(amount, Percent) for amount in (load.down, load.up))
