"""A line of the plan as a form: every field by keyboard and by mouse, always telling what it makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.widgets import Static

from negtrain_tui.screens.add_exercise import AddExercise
from negtrain_tui.screens.line_fields import fields
from negtrain_tui.screens.line_form import LineForm
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.spelling import pieces
from negtrain_tui.widgets.field_row import FieldRow
from tests.dialog_host import FACTS, asked, click_on
from tests.lone_screen import Visit

BENCH = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"
FIELDS = {field.key: field for field in fields(lambda p: FACTS.catalogue.resolve(p.exercise).exercise)}


def _form(line: str) -> Callable[[], LineForm]:
    return lambda: LineForm(parse_prescription(line), FACTS)


async def _use(visit: Visit, presses: str) -> None:
    """Press keys; what stands after an = is typed letter by letter."""
    for press in presses.split():
        if press.startswith("="):
            for letter in press[1:]:
                visit.app.post_message(events.Key(letter if letter.isalnum() else "typed", letter))
            await visit.settled()
        else:
            await visit.press(press)


async def _go_to(visit: Visit, key: str) -> None:
    """Move down to a field, as quickly as the keyboard allows."""
    rows = visit.app.screen.focus_chain
    keys = [getattr(row, "key", None) for row in rows]
    here = rows.index(visit.app.focused) if visit.app.focused in rows else -1
    await visit.rush(*["down"] * ((keys.index(key) - here) % len(rows)))
    focused = visit.app.focused
    assert isinstance(focused, FieldRow) and focused.key == key


def _told(visit: Visit) -> str:
    """The whole line that is told, which is what would be saved."""
    return str(visit.app.screen.query_one("#told", Static).visual).splitlines()[0]


# A line, and what is done to it in one form: a field, the keys pressed on it, and the line they make.
STEPS: dict[str, list[tuple[str, str, str]]] = {
    "Squat 3x5": [
        ("sets", "right", "Squat 4x5"),
        ("sets", "=12", "Squat 12x5"),
        ("reps", "shift+right left", "Squat 12x9"),
        ("kind", "right", "Squat 12x9-11"),
        ("most", "right", "Squat 12x9-12"),
        ("reps", "=15", "Squat 12x15-16"),
        ("kind", "right", "Squat 12x30s"),
        ("hold", "=1.5", "Squat 12x1.5s"),
    ],
    "Wall sit 3x5": [
        ("kind", "right right", "Wall sit 3x30s"),
        ("each", "space", "Wall sit 3x30s each"),
    ],
    "Dip 3x5": [
        ("kind", "left", "Dip 5,5,5"),
        ("list", "=12,10,8", "Dip 12,10,8"),
        ("load", "right", "Dip 12,10,8 @bw"),
        ("list", "shift+right left", "Dip 12,10,8,7 @bw"),
        ("down", "=5", "Dip 12,10,8,7 @bw+5kg"),
        ("list", "=8,6", "Dip 8,6 @bw+5kg"),
    ],
    "Dip 3x5 @bw-0.5kg": [
        ("down", "right right", "Dip 3x5 @bw+0.5kg"),
        ("group", "b", "Dip 3x5 @bw+0.5kg group B"),
    ],
    "Squat 3x5 @60kg": [
        ("load", "right", "Squat 3x5 @45lb"),
        ("down", "=105%", "Squat 3x5 @105%"),
        ("group", "right", "Squat 3x5 @105% group A"),
    ],
    "Bench press 3x5 @60kg": [
        ("down", "right", "Bench press 3x5 @60.5kg"),
        ("down", "=82.5", "Bench press 3x5 @82.5kg"),
        ("step", "right right", "Bench press 3x5 @82.5kg +0.75kg"),
        ("load", "right", "Bench press 3x5 @45lb +0.75lb"),
    ],
    "Squat 3x5 @120kg/90kg accentuated": [
        ("up", "left", "Squat 3x5 @120kg/89.5kg accentuated"),
        ("up", "=85", "Squat 3x5 @120kg/85kg accentuated"),
        ("cluster", "right", "Squat 3x5 @120kg/85kg accentuated cluster 30s"),
    ],
    "Squat 3x5 5-0-X-0": [
        ("more", "right", "Squat 3x5 5-0-X-0 +1s..8s"),
        ("cap", "right", "Squat 3x5 5-0-X-0 +1s..9s"),
        ("lowering", "8", "Squat 3x5 8-0-X-0 +1s..9s"),
        ("lifting", "left", "Squat 3x5 8-0-A-0 +1s..9s"),
        ("lifting", "2", "Squat 3x5 8-0-2-0 +1s..9s"),
        ("top", "right", "Squat 3x5 8-0-2-1 +1s..9s"),
    ],
    "Squat 3x5 4-0-X-0": [
        ("tempo", "space", "Squat 3x5"),
        ("each", "space", "Squat 3x5 each"),
        ("method", "right", "Squat 3x5 each negative"),
        ("pacing", "left", "Squat 3x5 each negative self-paced"),
    ],
    "Bench press 3x5": [
        ("rest", "right right", "Bench press 3x5 rest 2:15"),
        ("rpe", "right right", "Bench press 3x5 rpe 8.5 rest 2:15"),
        ("rest", "=3:00", "Bench press 3x5 rpe 8.5 rest 3:00"),
        ("pain", "right", "Bench press 3x5 rpe 8.5 rest 3:00 pain<=5"),
        ("rest", "delete", "Bench press 3x5 rpe 8.5 pain<=5"),
        ("week", "5", "Bench press 3x5 rpe 8.5 wk 5 pain<=5"),
        ("until", "shift+right", "Bench press 3x5 rpe 8.5 wk 5-10 pain<=5"),
    ],
}


@pytest.mark.parametrize("line", STEPS)
async def test_each_field_changes_the_same_line(tmp_path: Path, line: str) -> None:
    async with asked(tmp_path, _form(line)) as (visit, answers):
        for key, presses, becomes in STEPS[line]:
            await _go_to(visit, key)
            await _use(visit, presses)
            assert becomes in visit.flat
            assert _told(visit) == becomes
        await visit.press("enter")
        assert answers == [parse_prescription(becomes)]


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (120, 40)])
async def test_the_line_it_makes_and_its_meaning_are_always_seen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with asked(tmp_path, _form(BENCH), size) as (visit, answers):
        assert BENCH in visit.flat
        assert "4 sets of 5 reps with 82.5 kg." in visit.flat
        await visit.rush(*["down"] * 30)
        assert BENCH in visit.flat
        await visit.press("enter")
        assert answers == [parse_prescription(BENCH)]


async def test_that_values_can_be_typed_is_told_and_the_row_is_marked(tmp_path: Path) -> None:
    async with asked(tmp_path, _form(BENCH)) as (visit, answers):
        assert "▸ Exercise" in visit.text
        assert "type it" not in visit.bar
        await _go_to(visit, "rest")
        assert "▸ Rest" in visit.text
        assert visit.text.count("▸") == 1
        assert "0…9 type it" in visit.bar
        await visit.click("0…9 type it")
        assert "▏" in visit.text
        await _use(visit, "=90 enter")
        assert answers == [parse_prescription(BENCH.replace("rest 3:00", "rest 1:30"))]


async def test_what_cant_be_typed_says_why_and_isnt_taken(tmp_path: Path) -> None:
    async with asked(tmp_path, _form("Squat 3x5")) as (visit, answers):
        await _go_to(visit, "sets")
        await visit.press("0")
        assert "A number from 1 to 99 belongs here." in visit.flat
        await visit.press("enter")
        assert answers == []
        await visit.press("backspace", "4", "enter")
        assert answers == [parse_prescription("Squat 4x5")]


async def test_a_contradiction_has_its_sentence_and_isnt_saved(tmp_path: Path) -> None:
    async with asked(tmp_path, _form("Squat 3x5 @60kg 4-0-X-0")) as (visit, answers):
        await _go_to(visit, "method")
        await visit.press("right", "right")
        assert "two loads with accentuated" in visit.flat
        await visit.press("enter")
        assert "Can't be saved yet." in visit.flat
        assert answers == []


async def test_a_note_is_typed_as_text(tmp_path: Path) -> None:
    async with asked(tmp_path, _form("Squat 3x5")) as (visit, answers):
        await visit.press("up")
        while getattr(visit.app.focused, "id", "") != "note":
            await visit.press("up")
        await visit.write('straps "from" set 2')
        await visit.press("enter")
        (p,) = answers
        assert p.note == 'straps "from" set 2'


async def test_the_exercise_is_picked_by_the_search(tmp_path: Path) -> None:
    async with asked(tmp_path, _form("Squat 3x5")) as (visit, answers):
        await visit.press("f2")
        assert isinstance(visit.app.screen, AddExercise)
        await visit.write("nord")
        await visit.press("enter", "enter")
        assert answers == [parse_prescription("Nordic hamstring 3x5")]


async def test_an_exercise_described_on_the_way_is_handed_on_at_once(tmp_path: Path) -> None:
    kept: list[Exercise] = []

    def form() -> LineForm:
        return LineForm(parse_prescription("Squat 3x5"), FACTS, keep_own=kept.append)

    async with asked(tmp_path, form) as (visit, answers):
        await visit.press("f2")
        await visit.write("Foo press")
        await visit.press("enter", "enter", "enter")
        assert [exercise.name for exercise in kept] == ["Foo press"]
        assert answers == [parse_prescription("Foo press 3x5")]


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_line_can_be_made_by_mouse_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    async with asked(tmp_path, _form("Squat 3x5"), size) as (visit, answers):
        await click_on(visit, "Sets           « ‹ 3 › »", right=21)
        await click_on(visit, "Reps           « ‹ 5 › »", right=23)
        await click_on(visit, "Load           ‹ not said ›", right=17)
        await click_on(visit, "Load           ‹ your bodyweight ›", right=17)
        await click_on(visit, "Lowered        « ‹ 20kg › »", right=26)
        await click_on(visit, "Lowered        « ‹ 25kg › »", right=17)
        visit.app.screen.query_one("#fields").scroll_relative(y=3, animate=False)
        await visit.settled()
        await click_on(visit, "Sides          ‹ as", right=19)
        await visit.click("save")
        assert answers == [parse_prescription("Squat 4x10 @24.5kg each")]


async def test_escape_answers_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path, _form(BENCH)) as (visit, answers):
        await visit.press("down", "down", "right", "escape")
        assert answers == [None]


_STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(FIELDS)), st.sampled_from([-10, -1, 0, 1, 10])), max_size=25
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [BENCH, "Dip 12,10,8 @bw-20kg each", "Wall sit 3x30s @bw", "Leg press 3x6-8 @105%/80% accentuated"]
    ),
    _STEPS,
)
def test_whatever_is_stepped_through_makes_a_line_or_says_why_not(
    line: str, steps: list[tuple[str, int]]
) -> None:
    p: Prescription = parse_prescription(line)
    for key, by in steps:
        field = FIELDS[key]
        if field.shown(p):
            p = field.step(p, by) if by else field.cycle(p)
            assert field.text(p)
    text = " ".join(pieces(p))
    try:
        said = parse_prescription(text)
    except Refused as refused:
        assert str(refused)
    else:
        assert said == p
        assert format_prescription(said) == text


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FIELDS)), st.text(alphabet="0123456789.,:skgbw+-%Ax²١", max_size=8))
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(key: str, text: str) -> None:
    typed = FIELDS[key].typed
    p = parse_prescription("Leg press 3x6-8 @105%/80% accentuated 3-0-X-0 rest 90s")
    if typed is None:
        return
    try:
        assert isinstance(typed(p, text), Prescription)
    except Refused as refused:
        assert str(refused)


async def test_a_second_load_begins_below_the_first(tmp_path: Path) -> None:
    async with asked(tmp_path, _form("Squat 3x5 @120kg")) as (visit, answers):
        await _go_to(visit, "method")
        await visit.press("right", "right")
        assert "two loads with accentuated" in visit.flat
        while not (isinstance(row := visit.app.focused, FieldRow) and row.key == "up"):
            await visit.press("up")
        await visit.press("left", "enter")
        assert answers == [parse_prescription("Squat 3x5 @120kg/115kg accentuated")]
