from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.load import Bodyweight, Load, Mass, Percent
from negtrain_tui.training.notation import duration_text, format_prescription, parse_prescription
from negtrain_tui.training.prescription import (
    Hold,
    Method,
    Pacing,
    Prescription,
    RepList,
    Reps,
    SecondsProgress,
)
from negtrain_tui.training.tempo import Lifting, Tempo, parse_tempo
from tests.plans_made_up import TRICKY, prescriptions, texts


def kg(value: str) -> Mass:
    return Mass(Decimal(value), "kg")


def d(value: str) -> Decimal:
    return Decimal(value)


SAMPLES = {
    "Bench press       4x5     @82.5kg        5-1-X-0  rest 3:00  +1s..8s +0.5kg": Prescription(
        "Bench press",
        Reps(4, 5, 5),
        load=Load(kg("82.5")),
        tempo=Tempo(d("5"), d("1"), Lifting.FAST, d("0")),
        rest=d("180"),
        seconds_progress=SecondsProgress(d("1"), d("8")),
        load_progress=kg("0.5"),
    ),
    "Pull-up negative  3x3     @bw            8-0-A-1  rest 2:00  +1s..10s": Prescription(
        "Pull-up negative",
        Reps(3, 3, 3),
        load=Load(Bodyweight()),
        tempo=Tempo(d("8"), d("0"), Lifting.ASSISTED, d("1")),
        rest=d("120"),
        seconds_progress=SecondsProgress(d("1"), d("10")),
    ),
    "Dip negative      3x5     @bw-20kg       5-0-A-0  rest 120s            # 20 kg of help": Prescription(
        "Dip negative",
        Reps(3, 5, 5),
        load=Load(Bodyweight(kg("20"), helping=True)),
        tempo=parse_tempo("50A0"),
        rest=d("120"),
    ),
    "Leg press         3x6     @60kg  each    5-0-X-0  two-one": Prescription(
        "Leg press",
        Reps(3, 6, 6),
        load=Load(kg("60")),
        each=True,
        tempo=parse_tempo("50X0"),
        method=Method.TWO_ONE,
    ),
    "Back squat        4x3     @120kg/90kg    4-0-X-0  accentuated rest 4:00": Prescription(
        "Back squat",
        Reps(4, 3, 3),
        load=Load(kg("120"), kg("90")),
        tempo=parse_tempo("40X0"),
        method=Method.ACCENTUATED,
        rest=d("240"),
    ),
    "Back squat        3x5     @105%/80%      4-0-X-0  accentuated cluster 30s rest 5:00": Prescription(
        "Back squat",
        Reps(3, 5, 5),
        load=Load(Percent(d("105")), Percent(d("80"))),
        tempo=parse_tempo("40X0"),
        method=Method.ACCENTUATED,
        cluster=d("30"),
        rest=d("300"),
    ),
    "Bench press       3x2     @110%          6-0-A-0  negative    rest 5:00 self-paced": Prescription(
        "Bench press",
        Reps(3, 2, 2),
        load=Load(Percent(d("110"))),
        tempo=parse_tempo("60A0"),
        method=Method.NEGATIVE,
        rest=d("300"),
        pacing=Pacing.SELF_PACED,
    ),
    "Heel drop         3x15    @bw    each    3-0-A-0  rest 1:00   pain<=5": Prescription(
        "Heel drop",
        Reps(3, 15, 15),
        load=Load(Bodyweight()),
        each=True,
        tempo=parse_tempo("30A0"),
        rest=d("60"),
        pain_limit=5,
    ),
    "Biceps curl       1x12    @25kg          30-10-30": Prescription(
        "Biceps curl", Reps(1, 12, 12), load=Load(kg("25")), method=Method.THIRTY_TEN_THIRTY
    ),
    "Nordic curl       12,10,8 @bw            5-0-A-0  wk 5-10": Prescription(
        "Nordic curl",
        RepList((12, 10, 8)),
        load=Load(Bodyweight()),
        tempo=parse_tempo("50A0"),
        weeks=(5, 10),
    ),
    "Wall sit          3x30s   @bw": Prescription("Wall sit", Hold(3, d("30")), load=Load(Bodyweight())),
    'Romanian deadlift 3x8     @100kg rpe 8   4-0-X-0  group A  "straps from set 2"': Prescription(
        "Romanian deadlift",
        Reps(3, 8, 8),
        load=Load(kg("100")),
        rpe=d("8"),
        tempo=parse_tempo("40X0"),
        group="A",
        note="straps from set 2",
    ),
}


@pytest.mark.parametrize("line", SAMPLES)
def test_the_sample_lines_mean_what_they_say_and_print_back(line: str) -> None:
    prescription = parse_prescription(line)
    assert prescription == SAMPLES[line]
    tidy = " ".join(line.split("#", maxsplit=1)[0].split()).replace("rest 120s", "rest 2:00")
    assert format_prescription(prescription) == tidy


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("Squat\t3x6-8 rest 60s", "Squat 3x6-8 rest 1:00"),
        ("Squat 3x5 rest 0:10", "Squat 3x5 rest 10s"),
        ("Squat 3x5 rest 90.50s", "Squat 3x5 rest 90.5s"),
        ("Squat 3x5 rest 0s", "Squat 3x5 rest 0s"),
        ("Squat 3x5 rest 60:00", "Squat 3x5 rest 60:00"),
        ("Squat 03x05 wk 3-3 rpe 8.0", "Squat 3x5 rpe 8 wk 3"),
        ("Squat 3x5 51X0 group a", "Squat 3x5 5-1-X-0 group A"),
        ("Squat 3x5 4-0-0-0", "Squat 3x5 4-0-X-0"),
        ('"Squat" 3x5 "" # "no note"', 'Squat 3x5 ""'),
        ("Leg press 2/1 3x6 two-one", "Leg press 2/1 3x6 two-one"),
        ("Curl 21 rest each negative 3x6 negative", "Curl 21 rest each negative 3x6 negative"),
        (
            "Squat 3x5 pain<=5 wk 2 rest 1:00 51X0 each rpe 9 @50kg",
            "Squat 3x5 @50kg each rpe 9 5-1-X-0 rest 1:00 wk 2 pain<=5",
        ),
        ("Squat\u00a03x5", "Squat 3x5"),
        ("Squat 3x5\r\n", "Squat 3x5"),
        (r'"[red]Evil[/] \x1b[2J" 2x3', r'"[red]Evil[/] \x1b[2J" 2x3'),
        ("[red]Evil[/]\x1b[2J 2x3", r'"[red]Evil[/]\x1b[2J" 2x3'),
        (r'"3x5 \"wide\" \\ #1" 3x5', r'"3x5 \"wide\" \\ #1" 3x5'),
        ("Wall sit 2x20.5s +5s..60s", "Wall sit 2x20.5s +5s..60s"),
    ],
)
def test_a_line_has_one_canonical_form(line: str, canonical: str) -> None:
    assert format_prescription(parse_prescription(line)) == canonical
    assert format_prescription(parse_prescription(canonical)) == canonical


def test_escapes_in_quotes_are_undone() -> None:
    p = parse_prescription(r'"a\x1b\"b\\" 3x5 "one\ntwo \xe9"')
    assert p.exercise == 'a\x1b"b\\'
    assert p.note == "one\ntwo é"


BASE = "Bench press 3x5 "


@pytest.mark.parametrize(
    ("line", "column", "found", "expected"),
    [
        ("", 1, "", "name"),
        ("   # only a comment", 20, "", "name"),
        ("3x5 @80kg", 1, "3x5", "name"),
        ('"" 3x5', 1, '""', "name"),
        ('"  " 3x5', 1, '"  "', "name"),
        ("Bench press", 12, "", "sets"),
        ("Bench press @80kg 3x5", 13, "@80kg", "sets"),
        ("Bench press 5-1-X-0 3x5", 13, "5-1-X-0", "sets"),
        ("Bench press 3X5", 13, "3X5", "sets"),
        ("Bench press 12, 10, 8", 13, "12,", "sets"),
        ('"Bench" press 3x5', 9, "press", "sets"),
        ('Bench "press" 3x5', 7, '"press"', "sets"),
        ("Bench press 0x5", 13, "0x5", "1 to 99 sets"),
        ("Bench press 3x0", 13, "3x0", "reps"),
        ("Bench press 100x5", 13, "100x5", "sets"),
        ("Bench press 3x1000", 13, "3x1000", "reps"),
        ("Bench press 3x8-6", 13, "3x8-6", "range"),
        ("Bench press 3x6-6", 13, "3x6-6", "range"),
        ("Wall sit 3x0s", 10, "3x0s", "hold"),
        ("Wall sit 3x3601s", 10, "3x3601s", "hold"),
        (BASE + "3x6", 17, "3x6", "once"),
        (BASE + "@82,5kg", 18, "82,5kg", "amount"),
        (BASE + "@120kg/90", 24, "90", "amount"),
        (BASE + "@", 18, "@", "amount"),
        (BASE + "@80 kg", 18, "80", "unit"),
        (BASE + "80kg", 17, "80kg", "@"),
        (BASE + "bw", 17, "bw", "@"),
        (BASE + "@80kg @90kg", 23, "@90kg", "twice"),
        (BASE + "each each", 22, "each", "twice"),
        (BASE + "51X0 5-1-X-0", 22, "5-1-X-0", "twice"),
        (BASE + "51x0", 17, "51x0", "capitals"),
        (BASE + "5-1-x-0", 21, "x", "capitals"),
        (BASE + "3X5", 17, "3X5", "once"),
        (BASE + "5-X-X-0", 19, "X", "pause"),
        (BASE + "10/10", 17, "10/10", "super-slow"),
        (BASE + "2/1", 17, "2/1", "two-one"),
        (BASE + "120/80", 17, "120/80", "loads"),
        (BASE + "10010", 17, "10010", "separators"),
        (BASE + "negative negative", 26, "negative", "twice"),
        (BASE + "negative two-one", 26, "two-one", "one method"),
        (BASE + "paced self-paced", 23, "self-paced", "paced"),
        (BASE + "rest", 21, "", "duration"),
        (BASE + "rest 3", 22, "3", "duration"),
        (BASE + "rest 3:60", 22, "3:60", "duration"),
        (BASE + "rest 3601s", 22, "3601s", "hour"),
        (BASE + "rest 1:00 rest 2:00", 27, "rest", "once"),
        (BASE + 'rest "90s"', 22, '"90s"', "duration"),
        (BASE + "rpe 11", 21, "11", "1 to 10"),
        (BASE + "rpe 8.3", 21, "8.3", "halves"),
        (BASE + "wk 0", 20, "0", "week"),
        (BASE + "wk 5-3", 20, "5-3", "week"),
        (BASE + "group AB", 23, "AB", "letter"),
        (BASE + "group ä", 23, "ä", "letter"),
        (BASE + "pain<=11", 17, "pain<=11", "0 to 10"),
        (BASE + "pain <= 5", 17, "pain", "without spaces"),
        (BASE + "+1s", 17, "+1s", "limit"),
        (BASE + "+0s..8s", 17, "+0s..8s", "above 0"),
        (BASE + "+1s..61s", 17, "+1s..61s", "60 s"),
        (BASE + "@80kg +0kg", 23, "+0kg", "above 0"),
        (BASE + "@80kg +5%", 23, "+5%", "kg or lb"),
        (BASE + "@80kg +0,5kg", 23, "+0,5kg", "unit"),
        (BASE + "@80kg +5lb", 23, "+5lb", "kg"),
        (BASE + "@bw-20lb +0.5kg", 26, "+0.5kg", "lb"),
        (BASE + "@80% +0.5kg", 22, "+0.5kg", "percentages"),
        (BASE + "+0.5kg", 17, "+0.5kg", "load"),
        (BASE + "@80kg 5-0-X-0 +1s..4s", 31, "+1s..4s", "5 s"),
        (BASE + "@80kg accentuated", 17, "@80kg", "two loads"),
        (BASE + "accentuated", 17, "accentuated", "two loads"),
        (BASE + "@120kg/90kg", 17, "@120kg/90kg", "accentuated"),
        (BASE + "@90kg/120kg accentuated", 17, "@90kg/120kg", "heavier load first"),
        (BASE + "@200lb/90kg accentuated", 17, "@200lb/90kg", "same unit"),
        (BASE + "@1kg/2kg/3kg accentuated", 17, "@1kg/2kg/3kg", "two"),
        (BASE + "@80kg cluster 30s", 23, "cluster", "accentuated"),
        (BASE + "@9kg/8kg accentuated cluster 0s", 46, "0s", "more than 0"),
        (BASE + "30-10-30", 17, "30-10-30", "12 reps"),
        ("Curl 12,12 30-10-30", 12, "30-10-30", "12 reps"),
        ("Curl 1x12 30-10-30 5-1-X-0", 20, "5-1-X-0", "30-10-30"),
        ("Curl 1x12 30-10-30 +1s..8s", 20, "+1s..8s", "30-10-30"),
        (BASE + "10-0-X-0 super-slow", 17, "10-0-X-0", "lifting in seconds"),
        ("Wall sit 3x30s 5-0-X-0", 16, "5-0-X-0", "no tempo"),
        ("Wall sit 3x30s negative", 16, "negative", "no method"),
        ("Wall sit 3x30s +5s..20s", 16, "+5s..20s", "held"),
        (BASE + "slowly", 17, "slowly", "each"),
        (BASE + "Negative", 17, "Negative", "negative"),
        (BASE + "now 7s 83kg", 17, "now", "each"),
        (BASE + '"a" "b"', 21, '"b"', "twice"),
        (BASE + '"a', 17, '"a', "closing quote"),
        (BASE + '"a"b', 20, "b", "space"),
        (BASE + 'a"b"', 18, '"', "space"),
        (BASE + r'"a\tb"', 19, r"\t", "xNN"),
        (BASE + r'"a\x1"', 19, r"\x", "xNN"),
        (BASE + '"a\nb"', 19, "\n", "single line"),
        ("Bench\npress 3x5", 6, "\n", "single line"),
        ("Bench \ud800 3x5", 7, "\ud800", "text"),
    ],
)
def test_a_refusal_names_column_found_and_expected_with_an_example_that_works(
    line: str, column: int, found: str, expected: str
) -> None:
    with pytest.raises(NotationError) as caught:
        parse_prescription(line)
    error = caught.value
    assert (error.source, error.column, error.found) == (line, column, found)
    assert expected in error.expected
    parse_prescription(error.example)


def test_an_example_is_near_to_what_was_typed() -> None:
    examples = {
        "Bench press 3X5": "Bench press 3x5",
        "Bench press 3x5 @82,5kg": "Bench press 3x5 @82.5kg",
        "Bench press 3x5 80kg": "Bench press 3x5 @80kg",
        "Bench press 3x5 5.1.X.0": "Bench press 4x5 @82.5kg 5-1-X-0",
    }
    for line, example in examples.items():
        with pytest.raises(NotationError) as caught:
            parse_prescription(line)
        assert caught.value.example == example


# The lines of a thousand plans come back in tests/test_plan_text.py.
@settings(max_examples=120, deadline=None)
@given(prescriptions(), st.integers(0, 1 << 32))
def test_every_prescription_reads_back_as_itself_its_attributes_in_any_order(
    p: Prescription, seed: int
) -> None:
    line = format_prescription(p)
    assert parse_prescription(line) == p
    assert "\n" not in line
    assert "\x1b" not in line
    assert format_prescription(parse_prescription(line)) == line

    plainly_named = replace(p, exercise="Bench press", note=None)
    pieces = format_prescription(plainly_named).split(" ")
    attributes: list[str] = []
    for piece in pieces[3:]:
        if attributes and attributes[-1] in ("rest", "cluster", "rpe", "wk", "group"):
            attributes[-1] += f" {piece}"
        else:
            attributes.append(piece)
    random.Random(seed).shuffle(attributes)
    assert parse_prescription(" ".join([*pieces[:3], *attributes])) == plainly_named


@pytest.mark.parametrize("name", TRICKY)
def test_any_name_and_any_note_survive(name: str) -> None:
    p = Prescription(name, Reps(3, 5, 5), note=name)
    assert parse_prescription(format_prescription(p)) == p


@pytest.mark.parametrize(
    "p",
    [
        Prescription("", Reps(3, 5, 5)),
        Prescription("Press", Reps(0, 5, 5)),
        Prescription("Press", Reps(3, 8, 6)),
        Prescription("Press", RepList((5,))),
        Prescription("Press", Hold(3, Decimal(30)), tempo=parse_tempo("51X0")),
        Prescription("Press", Reps(3, 5, 5), method=Method.ACCENTUATED, load=Load(kg("80"))),
        Prescription("Press", Reps(3, 5, 5), rest=Decimal("0.0001")),
        Prescription("Press", Reps(3, 5, 5), note="\ud800"),
        Prescription("Press", Reps(3, 5, 5), group="rest 3:00"),
    ],
)
def test_a_prescription_that_no_line_can_say_is_refused(p: Prescription) -> None:
    with pytest.raises(Refused):
        format_prescription(p)


FRAGMENTS = [
    *(word for line in SAMPLES for word in line.split()),
    *TRICKY,
    "+1s..8s",
    "cluster",
    "0x5",
    "10/10",
    "3x",
    "@",
    "+",
    '"',
    "#",
]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS) | texts, max_size=8).map(" ".join)
    | st.text(max_size=40)
    | st.text('Bench 3x5,0@kg+-s./XA"\\#:rest%bw<=', max_size=30)
)
def test_random_lines_are_read_or_refused_and_nothing_else(line: str) -> None:
    check(line)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(list(SAMPLES)), st.data())
def test_mutated_lines_are_read_or_refused_and_nothing_else(line: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(line)))
        removed = data.draw(st.integers(0, 3))
        inserted = data.draw(st.text(max_size=2) | st.sampled_from(list('0123456789xXA@+-/,."#\\ s%:')))
        line = line[:at] + inserted + line[at + removed :]
    check(line)


def check(line: str) -> None:
    try:
        p = parse_prescription(line)
    except NotationError as error:
        assert 1 <= error.column <= len(line) + 1
        assert error.expected
        parse_prescription(error.example)
    else:
        assert parse_prescription(format_prescription(p)) == p


def test_the_method_that_counts_is_negative_where_the_lifting_is_assisted() -> None:
    kinds = {line.split()[0]: parse_prescription(line).kind for line in SAMPLES}
    assert kinds["Pull-up"] is Method.NEGATIVE
    assert kinds["Leg"] is Method.TWO_ONE
    assert kinds["Romanian"] is None
    assert parse_prescription("Leg press 3x6 5-0-A-0 two-one").kind is Method.TWO_ONE


def test_a_line_knows_the_reps_of_each_of_its_sets() -> None:
    nordic = parse_prescription("Nordic curl 12,10,8")
    assert [nordic.reps_of_set(n) for n in (1, 2, 3)] == [(12, 12), (10, 10), (8, 8)]
    assert nordic.set_count == 3
    ranged = parse_prescription("Squat 4x6-8")
    assert (ranged.set_count, ranged.reps_of_set(4)) == (4, (6, 8))
    assert parse_prescription("Wall sit 2x30s").reps_of_set(1) == Hold(2, Decimal(30))
    for outside in (0, 4):
        with pytest.raises(IndexError):
            nordic.reps_of_set(outside)


@pytest.mark.parametrize(
    ("seconds", "text"), [("0", "0s"), ("59", "59s"), ("60", "1:00"), ("125", "2:05"), ("90.5", "90.5s")]
)
def test_a_duration_has_one_form(seconds: str, text: str) -> None:
    assert duration_text(Decimal(seconds)) == text


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("Squat 3x5 @1500kg", True),
        ("Squat 3x5 @1500.01kg", False),
        ("Squat 3x5 @3300lb", True),
        ("Squat 3x5 @3300.5lb", False),
        ("Squat 3x5 @bw+1501kg", False),
        ("Squat 3x5 @100000kg", False),
        ("Squat 3x5 @1000000lb", False),
        ("Squat 3x5 @1501kg/100kg accentuated", False),
        ("Squat 3x5 @60kg +1501kg", False),
    ],
)
def test_nobody_lowers_more_than_the_heaviest(line: str, allowed: bool) -> None:
    if allowed:
        parse_prescription(line)
        return
    with pytest.raises(NotationError, match="at most 1500kg or 3300lb: nobody lowers more"):
        parse_prescription(line)
