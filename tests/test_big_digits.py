"""Digits that can be read from the other end of the gym."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from negtrain_tui.widgets.big_digits import changed, rows


def ink(drawn: list[str]) -> tuple[int, int, int, int]:
    """Left, right, top and bottom margins of what is drawn."""
    lines = [line for line in drawn if line.strip()]
    return (
        min(len(line) - len(line.lstrip()) for line in lines),
        min(len(line) - len(line.rstrip()) for line in lines),
        next(y for y, line in enumerate(drawn) if line.strip()),
        next(y for y, line in enumerate(reversed(drawn)) if line.strip()),
    )


def tall(drawn: list[str]) -> int:
    _, _, top, bottom = ink(drawn)
    return len(drawn) - top - bottom


@pytest.mark.parametrize(
    ("height", "width", "expected"),
    [
        (1, 40, 1),
        (2, 40, 1),
        (3, 40, 3),
        (4, 40, 3),
        (5, 40, 5),
        (6, 40, 5),
        (7, 40, 7),
        (13, 80, 7),
        (14, 80, 14),
        (21, 80, 21),
        (30, 120, 28),
        (14, 40, 7),
        (14, 20, 5),
        (14, 10, 3),
        (14, 4, 1),
    ],
)
def test_digits_take_the_largest_size_that_fits(height: int, width: int, expected: int) -> None:
    drawn = rows("28", height, width)
    assert tall(drawn) == expected
    assert len(drawn) == height
    assert {len(line) for line in drawn} == {width}


@pytest.mark.parametrize(
    ("height", "width"), [(1, 41), (3, 41), (5, 41), (7, 41), (9, 60), (16, 90), (24, 100)]
)
def test_digits_stand_in_the_middle(height: int, width: int) -> None:
    left, right, top, bottom = ink(rows("88", height, width))
    assert abs(left - right) <= 1
    assert abs(top - bottom) <= 1


@pytest.mark.parametrize("height", [1, 3, 5, 7, 14])
def test_no_two_characters_look_alike_at_any_size(height: int) -> None:
    characters = "0123456789+-:. "
    assert len({tuple(rows(character, height, 30)) for character in characters}) == len(characters)


@pytest.mark.parametrize("height", [3, 5, 7, 14])
def test_every_digit_is_as_wide_as_every_other_and_as_a_space(height: int) -> None:
    assert len({len("".join(rows(f"{digit}8", height, 60)[0])) for digit in "0123456789 "}) == 1
    right = {ink(rows(f"{digit}8", height, 60))[1] for digit in "0123456789 "}
    assert len(right) == 1


def test_the_seven_row_font_is_drawn_two_columns_to_a_pixel() -> None:
    assert rows("7", 7, 10) == [
        "██████████",
        "        ██",
        "      ██  ",
        "      ██  ",
        "    ██    ",
        "    ██    ",
        "    ██    ",
    ]


def test_tenths_stand_at_the_bottom_right_and_small() -> None:
    assert rows("1", 7, 17, ".4") == [
        "    ██           ",
        "  ████           ",
        "    ██           ",
        "    ██           ",
        "    ██        ╻ ╻",
        "    ██        ┗━┫",
        "  ██████    ▖   ╹",
    ]


def test_tenths_go_before_the_digits_shrink() -> None:
    assert rows("28", 7, 22, ".4") == rows("28", 7, 22)
    assert tall(rows("28", 14, 44, ".4")) == 7
    assert rows("3", 1, 5, ".4") == [" 3.4 "]


def test_a_character_without_a_glyph_leaves_a_gap() -> None:
    assert rows("1?1", 7, 40) == rows("1 1", 7, 40)


@pytest.mark.parametrize(("height", "width"), [(0, 10), (3, 0), (1, 1)])
def test_no_room_is_no_error(height: int, width: int) -> None:
    assert [len(line) for line in rows("12", height, width, ".3")] == [width] * height


def test_only_what_differs_is_repainted() -> None:
    before, after = rows("12", 7, 60, ".3"), rows("12", 7, 60, ".4")
    region = changed(before, after)
    assert region
    assert region.y >= 4
    assert region.width <= 3
    assert changed(before, before) == Region()
