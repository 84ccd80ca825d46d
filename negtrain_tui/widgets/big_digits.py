"""Digits that fill the room they have, to be read from two metres away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from textual.geometry import Region

_SEVEN = {
    "0": " ### |#   #|#   #|#   #|#   #|#   #| ### ",
    "1": "  #  | ##  |  #  |  #  |  #  |  #  | ### ",
    "2": " ### |#   #|    #|   # |  #  | #   |#####",
    "3": " ### |#   #|    #|  ## |    #|#   #| ### ",
    "4": "   # |  ## | # # |#  # |#####|   # |   # ",
    "5": "#####|#    |#### |    #|    #|#   #| ### ",
    "6": " ### |#    |#    |#### |#   #|#   #| ### ",
    "7": "#####|    #|   # |   # |  #  |  #  |  #  ",
    "8": " ### |#   #|#   #| ### |#   #|#   #| ### ",
    "9": " ### |#   #|#   #| ####|    #|    #| ### ",
    "+": "     |     |  #  |#####|  #  |     |     ",
    "-": "     |     |     |#####|     |     |     ",
    ":": " |#| | | |#| ",
    ".": " | | | | | |#",
}
_FIVE = {
    "0": "###|# #|# #|# #|###",
    "1": " # |## | # | # |###",
    "2": "###|  #|###|#  |###",
    "3": "###|  #|###|  #|###",
    "4": "# #|# #|###|  #|  #",
    "5": "###|#  |###|  #|###",
    "6": "###|#  |###|# #|###",
    "7": "###|  #|  #|  #|  #",
    "8": "###|# #|###|# #|###",
    "9": "###|# #|###|  #|###",
    "+": "   | # |###| # |   ",
    "-": "   |   |###|   |   ",
    ":": " |#| |#| ",
    ".": " | | | |#",
}
_THREE = {
    "0": "┏━┓|┃ ┃|┗━┛",
    "1": "╺┓ | ┃ |╺┻╸",
    "2": "╺━┓|┏━┛|┗━╸",
    "3": "╺━┓| ━┫|╺━┛",
    "4": "╻ ╻|┗━┫|  ╹",
    "5": "┏━╸|┗━┓|╺━┛",
    "6": "┏━╸|┣━┓|┗━┛",
    "7": "╺━┓|  ┃|  ╹",
    "8": "┏━┓|┣━┫|┗━┛",
    "9": "┏━┓|┗━┫|╺━┛",
    "+": "   |╺╋╸|   ",
    "-": "   |╺━╸|   ",
    ":": " |╏| ",
    ".": " | |▖",
}

Glyphs = dict[str, tuple[str, ...]]


def _enlarged(pixels: dict[str, str], scale: int) -> Glyphs:
    """Draw each pixel two columns wide and one row tall, which is about square, times `scale`."""
    return {
        character: tuple(
            "".join(("█" if pixel == "#" else " ") * 2 * scale for pixel in line)
            for line in rows.split("|")
            for _ in range(scale)
        )
        for character, rows in pixels.items()
    }


@dataclass(frozen=True, slots=True)
class _Font:
    """Glyphs `height` rows tall; anything that isn't among them leaves a gap as wide as a digit."""

    height: int
    gap: int
    glyphs: Glyphs | None

    def draw(self, text: str) -> list[str]:
        """Return `height` rows of equal length; without glyphs the text stands for itself."""
        glyphs = self.glyphs
        if glyphs is None:
            return [text]
        blank = (" " * len(glyphs["0"][0]),) * self.height
        drawn = [glyphs.get(character, blank) for character in text]
        return [(" " * self.gap).join(glyph[row] for glyph in drawn) for row in range(self.height)]

    def width(self, text: str) -> int:
        return len(self.draw(text)[0])


_LINES = _Font(3, 1, {character: tuple(rows.split("|")) for character, rows in _THREE.items()})
_PLAIN = _Font(1, 0, None)


@lru_cache(maxsize=8)
def _fonts(height: int) -> tuple[_Font, ...]:
    """List the fonts no taller than `height`, the tallest first."""
    fonts = [_Font(7 * scale, 2 * scale, _enlarged(_SEVEN, scale)) for scale in range(height // 7, 0, -1)]
    if height >= 5:
        fonts.append(_Font(5, 2, _enlarged(_FIVE, 1)))
    if height >= 3:
        fonts.append(_LINES)
    return (*fonts, _PLAIN)


def _drawing(text: str, suffix: str, height: int, width: int) -> list[str]:
    for font in _fonts(height):
        big = font.draw(text)
        # Large digits matter more than tenths, except between sizes that can all be read from afar.
        for small in (suffix, "") if font.height <= 7 else (suffix,):
            added = _beside(big, small, font)
            if len(added[0]) <= width:
                return added
    return [text[:width]]


def _beside(big: list[str], suffix: str, font: _Font) -> list[str]:
    if not suffix:
        return big
    small = (_LINES if font.height >= _LINES.height else _PLAIN).draw(suffix)
    above = [" " * len(small[0])] * (len(big) - len(small))
    gap = " " * font.gap
    return [left + gap + right for left, right in zip(big, above + small, strict=True)]


@lru_cache(maxsize=64)
def rows(text: str, height: int, width: int, suffix: str = "") -> list[str]:
    """Draw `text` as large as it fits, centred, as `height` strings of `width` columns each.

    Digits are 7, 14, 21 ... rows tall where there is room, else 5 or 3, else one. `suffix` stands small
    at the bottom right of them, and is left out before the digits shrink below seven rows. What the
    fonts don't have (everything but digits, space and `.+-:`) leaves a gap, save in the one-row size.
    """
    if height < 1 or width < 1:
        return [""] * max(0, height)
    drawn = _drawing(text, suffix, height, width)
    left = (width - len(drawn[0])) // 2
    above = (height - len(drawn)) // 2
    lines = [(" " * left + line).ljust(width) for line in drawn]
    blank = " " * width
    return [blank] * above + lines + [blank] * (height - above - len(lines))


def changed(before: list[str], after: list[str]) -> Region:
    """Return the smallest region in which two drawings of one size differ; empty where they don't."""
    lines = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    columns = [
        x for y in lines for x, (old, new) in enumerate(zip(before[y], after[y], strict=True)) if old != new
    ]
    if not columns:
        return Region()
    left, right = min(columns), max(columns) + 1
    return Region(left, lines[0], right - left, lines[-1] + 1 - lines[0])
