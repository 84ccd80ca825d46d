from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.tempo import (
    Lifting,
    Part,
    Reading,
    Start,
    Tempo,
    in_words,
    parse_tempo,
    phases,
    read_tempo,
)

seconds = st.decimals(0, 60, places=3)
tempos = st.builds(
    Tempo, st.decimals("0.001", 60, places=3), seconds, st.sampled_from(Lifting) | seconds, seconds
)


def tempo(lowering: str, pause: str, lifting: str, last: str) -> Tempo:
    up = Lifting(lifting) if lifting in ("X", "A") else Decimal(lifting)
    return Tempo(Decimal(lowering), Decimal(pause), up, Decimal(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("51X0", ("5", "1", "X", "0")),
        ("301", ("3", "0", "1", "0")),
        ("30A1", ("3", "0", "A", "1")),
        ("5-1-X-0", ("5", "1", "X", "0")),
        ("10/0/X/0", ("10", "0", "X", "0")),
        ("10-0-X-0", ("10", "0", "X", "0")),
        ("2/0/X", ("2", "0", "X", "0")),
        ("2.5-0-1.5-0", ("2.5", "0", "1.5", "0")),
        ("60-0-60-60", ("60", "0", "60", "60")),
        ("8-0-A-1", ("8", "0", "A", "1")),
        ("30-10-30-0", ("30", "10", "30", "0")),
    ],
)
def test_a_tempo_is_the_same_on_a_line_and_in_the_command(text: str, expected: tuple[str, ...]) -> None:
    assert parse_tempo(text, line=True) == parse_tempo(text) == tempo(*expected)


@pytest.mark.parametrize(
    "text", ["5 1 X 0", "5–1–X–0", "51x0", "5-1-x-0", "51×0", "5 - 1 - X - 0", " 5/1/X/0 ", "5  1 X  0"]
)
def test_the_command_also_takes_spaces_dashes_and_small_letters(text: str) -> None:
    assert str(parse_tempo(text)) == "5-1-X-0"
    with pytest.raises(NotationError) as caught:
        parse_tempo(text, line=True)
    parse_tempo(caught.value.example, line=True)


@settings(deadline=None)
@given(tempos)
def test_every_tempo_reads_back_as_itself(value: Tempo) -> None:
    assert parse_tempo(str(value)) == value
    assert parse_tempo(str(value), line=True) == value
    assert str(parse_tempo(str(value))) == str(value)


@pytest.mark.parametrize(
    ("text", "column", "found", "example"),
    [
        ("10010", 1, "10010", "10-0-1-0"),
        ("51X00", 1, "51X00", None),
        ("5.1.X.0", 1, "5.1.X.0", "5-1-X-0"),
        ("X1X0", 1, "X", "4-1-X-0"),
        ("0-1-X-0", 1, "0", "4-1-X-0"),
        ("0.0-1-X-0", 1, "0.0", "4-1-X-0"),
        ("A0X0", 1, "A", "4-0-X-0"),
        ("5XX0", 2, "X", "5-0-X-0"),
        ("5-A-X-0", 3, "A", "5-0-X-0"),
        ("5-1-X-A", 7, "A", "5-1-X-0"),
        ("61-0-X-0", 1, "61", "60-0-X-0"),
        ("5-60.5-X-0", 3, "60.5", "5-60-X-0"),
        ("30-10-30", 1, "30-10-30", None),
        ("30/10/30", 1, "30/10/30", None),
        ("10/10", 1, "10/10", "10-0-10-0"),
        ("2/1", 1, "2/1", None),
        ("120/80", 1, "120/80", None),
        ("4-2", 1, "4-2", "4-0-2-0"),
        ("5", 1, "5", "5-0-X-0"),
        ("5-1", 1, "5-1", "5-0-1-0"),
        ("5-1/X-0", 4, "/", "5-1-X-0"),
        ("5--1-X-0", 2, "-", "5-1-X-0"),
        ("-5-1-X-0", 1, "-", "5-1-X-0"),
        ("5-1-X-0-", 8, "-", "5-1-X-0"),
        ("5-1-X-0-1", 1, "5-1-X-0-1", "5-1-X-0"),
        ("51-X0-1", 4, "X0", None),
        ("5-1.-X-0", 3, "1.", None),
        ("5.0001-0-X-0", 1, "5.0001", None),
        ("５-1-X-0", 1, "５", None),
        ("5,1,X,0", 2, ",", None),
        ("", 1, "", None),
    ],
)
def test_a_refusal_names_what_was_found_and_a_form_that_works(
    text: str, column: int, found: str, example: str | None
) -> None:
    for line in (False, True):
        with pytest.raises(NotationError) as caught:
            parse_tempo(text, line=line)
        error = caught.value
        assert (error.column, error.found) == (column, found)
        parse_tempo(error.example, line=line)
        if example is not None:
            assert error.example == example


def test_a_refusal_quotes_letters_as_they_were_typed() -> None:
    with pytest.raises(NotationError, match="found 'x'"):
        parse_tempo("5-x-1-0")


def test_a_lifting_of_no_seconds_is_as_fast_as_possible_and_says_so() -> None:
    reading = read_tempo("4-0-0-0")
    assert reading.tempo == tempo("4", "0", "X", "0")
    assert "read as X" in reading.notes[0]
    assert tempo("4", "0", "0", "0") == tempo("4", "0", "X", "0")


def test_only_a_ballistic_exercise_may_be_dropped() -> None:
    dropped = tempo("0", "0", "X", "0")
    assert read_tempo("00X0", ballistic=True) == Reading(dropped)
    reading = read_tempo("X-0-X-0", ballistic=True)
    assert reading.tempo == dropped
    assert "0 s" in reading.notes[0]
    assert parse_tempo(str(dropped), ballistic=True) == dropped
    with pytest.raises(NotationError):
        parse_tempo("A-0-X-0", ballistic=True)


def test_an_exercise_that_starts_with_the_lifting_keeps_the_order_of_the_digits() -> None:
    reading = read_tempo("30X1", starts=Start.LIFTING)
    assert reading.tempo == tempo("3", "0", "X", "1")
    assert "order" in reading.notes[0]
    assert [part for part, _ in phases(reading.tempo, Start.LIFTING)] == [
        Part.LIFTING,
        Part.PAUSE_AFTER_LIFTING,
        Part.LOWERING,
        Part.PAUSE_AFTER_LOWERING,
    ]
    assert [value for _, value in phases(reading.tempo, Start.LOWERING)] == [3, 0, Lifting.FAST, 1]


@pytest.mark.parametrize(
    ("text", "starts", "words"),
    [
        ("5-1-X-0", Start.LOWERING, "lower for 5 s, hold 1 s, lift as fast as control allows"),
        ("5-1-X-0", Start.LIFTING, "lift as fast as control allows, lower for 5 s, hold 1 s"),
        ("8-0-A-1", Start.LOWERING, "lower for 8 s, get back up with help, hold 1 s"),
        ("2.5-0-10-0", Start.LOWERING, "lower for 2.5 s, lift for 10 s"),
    ],
)
def test_a_tempo_in_words_follows_the_order_of_execution(text: str, starts: Start, words: str) -> None:
    assert in_words(parse_tempo(text), starts) == words


@settings(max_examples=600, deadline=None)
@given(st.text("0123456789.-/ XAxa", max_size=12))
def test_no_string_crashes_or_is_read_in_two_ways(text: str) -> None:
    readings = set()
    for line in (False, True):
        try:
            value = parse_tempo(text, line=line)
        except NotationError as error:
            assert error.found == text[error.column - 1 : error.column - 1 + len(error.found)]
            assert error.found or not text
            parse_tempo(error.example, line=line)
        else:
            readings.add(value)
            assert parse_tempo(str(value), line=line) == value
    assert len(readings) <= 1


@settings(deadline=None)
@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_any_text_is_read_or_refused(text: str, line: bool, ballistic: bool) -> None:
    try:
        parse_tempo(text, line=line, ballistic=ballistic)
    except NotationError as error:
        parse_tempo(error.example, line=line)
