"""What is typed to look for something in the history, and the same written again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.folding import folded, holds
from negtrain_tui.training.history_query import METHODS, HistoryQuery, both, format_query, parse_query

TODAY = date(2026, 5, 31)


def read(text: str) -> HistoryQuery:
    return parse_query(text, TODAY)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", HistoryQuery()),
        (" \t ", HistoryQuery()),
        (
            'ex:bench method:accentuated after:2026-01 "left shoulder"',
            HistoryQuery(
                exercises=("bench",),
                methods=("accentuated",),
                first_day=date(2026, 1, 1),
                texts=("left shoulder",),
            ),
        ),
        ('exercise:"bench press" EX:dip', HistoryQuery(exercises=("bench press", "dip"))),
        ("muscle:hamstrings tempo:2.5s", HistoryQuery(muscles=("hamstrings",), lowering_s=Decimal("2.5"))),
        ("method:Acc method:two", HistoryQuery(methods=("accentuated", "two-one"))),
        ("is:rec is:interrupted", HistoryQuery(records=True, interrupted=True)),
        (r'"say \"up\"" "C:\\"', HistoryQuery(texts=('say "up"', "C:\\"))),
        ("3:00 a-b it's 100%", HistoryQuery(texts=("3:00", "a-b", "it's", "100%"))),
        ('"note:belt"', HistoryQuery(texts=("note:belt",))),
    ],
)
def test_what_is_typed_is_what_is_looked_for(text: str, asked: HistoryQuery) -> None:
    assert read(text) == asked
    assert read(text).asks == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("after:2026", date(2026, 1, 1), None),
        ("after:2026-3", date(2026, 3, 1), None),
        ("after:2026-01-15", date(2026, 1, 15), None),
        ("before:2026", None, date(2025, 12, 31)),
        ("before:2026-03", None, date(2026, 2, 28)),
        ("before:2026-01-15", None, date(2026, 1, 14)),
        ("on:2026-01-15", date(2026, 1, 15), date(2026, 1, 15)),
        ("in:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("in:2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("after:30d", date(2026, 5, 1), None),
        ("after:6w", date(2026, 4, 19), None),
        ("after:3m", date(2026, 2, 28), None),
        ("after:2y before:1y", date(2024, 5, 31), date(2025, 5, 30)),
        ('after:"2026-01" after:2025', date(2026, 1, 1), None),
        ("in:2026 before:2026-07 before:2027", date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_days_are_named_whole_or_by_how_long_ago(text: str, first: date | None, last: date | None) -> None:
    assert read(text) == HistoryQuery(first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("exercice:bench", 1, "exercise: (a text with such a colon goes in quotes)"),
        ("ex:dip note:belt", 8, "ex:, muscle:, method:, tempo:, after:, before:, on:, in: or is:"),
        ("ex:", 4, "an exercise"),
        ("ex: dip", 4, "an exercise"),
        ('ex:""', 4, "an exercise"),
        ('""', 1, "some text"),
        ('dip "left shoul', 5, "a closing quote"),
        ('ex:"bench', 4, "a closing quote"),
        ('left"shoulder"', 5, "a space before a quote"),
        ('"left"shoulder', 7, "a space after the closing quote"),
        ("method:t", 8, "two-one, 30-10-30, super-slow or tempo"),
        ("tempo:5-1-X-0", 7, "the seconds"),
        ("tempo:5 tempo:3", 15, "only one tempo"),
        ("is:best", 4, "record or interrupted"),
        ("after:spring", 7, "or how long ago (30d, 6w, 3m or 1y)"),
        ("after:2026-02-30", 7, "a date that there is"),
        ("after:9999y", 7, "a time since the year 1"),
        ("before:0001", 8, "a day with another before it"),
        ("on:30d", 4, "a date: 2026, 2026-01 or 2026-01-15"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_may_stand_there(
    text: str, column: int, expected: str
) -> None:
    with pytest.raises(NotationError) as error:
        read(text)
    assert (error.value.source, error.value.column) == (text, column)
    assert expected in error.value.expected
    for example in error.value.example.split(" or "):
        assert read(example).asks


_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_DAYS = st.none() | st.dates(max_value=date(9999, 12, 30))
_QUERIES = st.builds(
    HistoryQuery,
    exercises=st.lists(_NAMES, max_size=2).map(tuple),
    muscles=st.lists(_NAMES, max_size=2).map(tuple),
    methods=st.lists(st.sampled_from(METHODS), max_size=2).map(tuple),
    lowering_s=st.none() | st.decimals(0, 60, places=3),
    first_day=_DAYS,
    last_day=_DAYS,
    texts=st.lists(_NAMES | st.sampled_from(("is:record", "ex:", '"', "a b")), max_size=3).map(tuple),
    records=st.booleans(),
    interrupted=st.booleans(),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_QUERIES)
def test_what_is_written_reads_back_as_the_same(query: HistoryQuery) -> None:
    assert parse_query(format_query(query), TODAY) == query


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(('"', "\\", " ", "ex:", "on:", "after:", "tempo:", "is:", "2026-0", "5", "rec", "é")),
        max_size=8,
    ).map("".join)
)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        query = read(text)
    except NotationError as error:
        assert 1 <= error.column <= len(text) + 1
    else:
        assert read(format_query(query)) == query


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("after:2026-01-01 before:2027-01-01", "in:2026"),
        ("after:2026-02-01 before:2026-03-01", "in:2026-02"),
        ("after:2026-02-03 before:2026-02-04", "on:2026-02-03"),
        ("after:2026-02-01 before:2026-05-01", "after:2026-02 before:2026-05"),
        ("after:9999-06-15 in:9999", "after:9999-06-15 in:9999"),
        ("in:9999-12 after:2026", "in:9999-12"),
        ('"left" "left shoulder" is:record tempo:5.0', 'tempo:5 is:record left "left shoulder"'),
    ],
)
def test_it_is_written_as_briefly_as_it_can_be_said(text: str, written: str) -> None:
    assert format_query(read(text)) == written


@pytest.mark.parametrize(
    "query",
    [
        HistoryQuery(texts=("",)),
        HistoryQuery(last_day=date.max),
        HistoryQuery(methods=("bench",)),
        HistoryQuery(lowering_s=Decimal("0.0001")),
    ],
)
def test_what_no_words_could_say_is_refused(query: HistoryQuery) -> None:
    with pytest.raises(Refused, match="no words say"):
        format_query(query)


def test_two_queries_that_name_two_tempos_are_refused() -> None:
    assert both(read("tempo:5"), read("ex:dip")) == both(read("ex:dip"), read("tempo:5"))
    with pytest.raises(Refused, match="name only one"):
        both(read("tempo:5"), read("tempo:3"))


def test_text_is_compared_whatever_its_case_and_make() -> None:
    assert holds("Développé à la barre", folded("DE\u0301VELOPPE\u0301"))
    assert holds("De\u0301veloppe\u0301", folded("développé"))
    assert holds("GROSSE", folded("große"))
    assert not holds("developpe", folded("développé"))
