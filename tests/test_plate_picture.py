"""Plates drawn in one row: the numbers can always be read, whatever the width and without any colour."""

from __future__ import annotations

import pytest

from negtrain_tui.training.equipment import Bar, Dumbbells, Gear, Loading, Made, Plate, Stack
from negtrain_tui.training.load import Mass, parse_amount
from negtrain_tui.training.loading import made, side_by_side
from negtrain_tui.widgets.plate_picture import plate_picture


def mass(text: str) -> Mass:
    amount = parse_amount(text)
    assert isinstance(amount, Mass)
    return amount


def plates(*texts: str, count: int = 12) -> tuple[Plate, ...]:
    return tuple(Plate(mass(text), count) for text in texts)


def bar(text: str, name: str, loading: Loading = Loading.PAIRED, at_once: int = 1) -> Gear:
    return Gear(
        Bar("b", name, mass(text), loading=loading, at_once=at_once), plates("25kg", "20kg", "5kg", "1.25kg")
    )


def built(gear: Gear, text: str) -> Made:
    found = made(gear, mass(text))
    assert found is not None
    return found


BARBELL = bar("20kg", "20kg bar")
TOWER = Gear(Stack("s", "Lat tower", mass("5kg"), mass("5kg"), mass("80kg"), plates("2.5kg", count=1)))
RACK = Gear(Dumbbells("d", "Rack", (mass("10kg"), mass("12kg")), plates("0.5kg")))


@pytest.mark.parametrize(
    ("gear", "text", "picture"),
    [
        (BARBELL, "62.5kg", "━━┫20┃1.25┣━ each side · 20kg bar"),
        (BARBELL, "20kg", "━━━━ the bar alone · 20kg bar"),
        (bar("2kg", "handles", at_once=2), "14.5kg", "2 × ━━┫5┃1.25┣━ each side · handles"),
        (bar("0kg", "belt", Loading.SINGLE), "6.25kg", "┯━┫5┃1.25┣ hung on · belt"),
        (bar("0kg", "belt", Loading.SINGLE), "0kg", "nothing hung on · belt"),
        (bar("10kg", "T-bar", Loading.SINGLE), "30kg", "━━┫20┣ one end · T-bar"),
        (TOWER, "45kg", "pin ▐45kg▌ · Lat tower"),
        (TOWER, "47.5kg", "pin ▐45kg▌ + ┫2.5┣ · Lat tower"),
        (RACK, "12kg", "2 × ▐12kg▌ · Rack"),
        (RACK, "12.5kg", "2 × ▐12kg▌ + ┫0.5┣ · Rack"),
    ],
)
def test_each_implement_has_its_picture(gear: Gear, text: str, picture: str) -> None:
    assert plate_picture(built(gear, text), 80).plain == picture


def test_of_two_loads_what_changes_is_outermost() -> None:
    down, up = built(BARBELL, "130kg"), built(BARBELL, "122.5kg")
    assert plate_picture(side_by_side(down, up), 80).plain.startswith("━━┫25┃25┃5┣━")
    assert plate_picture(side_by_side(built(BARBELL, "112.5kg"), built(BARBELL, "72.5kg")), 80).plain == (
        "━━┫25┃1.25┃20┣━ each side · 20kg bar"
    )
    assert up.plates == side_by_side(up, None).plates


def test_plates_of_another_unit_say_which() -> None:
    gear = Gear(Bar("b", "bar", mass("45lb")), plates("20kg"))
    assert "┫20kg┣" in plate_picture(built(gear, "60.41165665kg"), 80).plain


@pytest.mark.parametrize(
    ("width", "picture"),
    [
        (60, "━━┫25┃25┃25┃25┃5┃1.25┣━ each side · 20kg bar"),
        (40, "━━┫25┃25┃25┃25┃5┃1.25┣━ each side"),
        (32, "━━┫4×25┃5┃1.25┣━ each side"),
        (24, "━━┫25┃25┃25┃25┃5┃1.25┣━"),
        (18, "━━┫4×25┃5┃1.25┣━"),
        (12, "25 + 25 + 2…"),
    ],
)
def test_what_is_left_out_when_it_gets_narrow(width: int, picture: str) -> None:
    assert plate_picture(built(BARBELL, "232.5kg"), width).plain == picture


def test_where_drawing_does_not_fit_but_words_do_they_are_said() -> None:
    assert plate_picture(built(bar("20kg", "b"), "20kg"), 13).plain == "the bar alone"


@pytest.mark.parametrize("width", range(1, 81))
def test_it_never_grows_wider_and_never_drops_a_plate_in_silence(width: int) -> None:
    picture = plate_picture(built(BARBELL, "232.5kg"), width)
    assert picture.cell_length <= width
    assert "\n" not in picture.plain
    assert "1.25" in picture.plain or picture.plain.endswith("…")


def test_a_name_is_shown_letter_by_letter() -> None:
    picture = plate_picture(built(bar("20kg", "[red]Evil[/] \x1b[2J"), "20kg"), 80).plain
    assert picture.endswith("· [red]Evil[/] \\x1b[2J")


def test_a_name_of_forty_letters_is_shown_whole_or_not_at_all() -> None:
    there = built(bar("20kg", "x" * 40), "62.5kg")
    assert plate_picture(there, 80).plain.endswith("x" * 40)
    assert plate_picture(there, 60).plain == "━━┫20┃1.25┣━ each side"


def test_the_colours_say_nothing_that_the_numbers_do_not() -> None:
    picture = plate_picture(built(BARBELL, "62.5kg"), 80)
    styles = {str(span.style) for span in picture.spans}
    assert any("primary" in style for style in styles)
    assert not any("#" in style for style in styles)
