"""One curve of an exercise with its plateaus, drawn off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor, log10

from rich.text import Text
from textual import work
from textual.color import Color
from textual_plotext import Plot, PlotextPlot

from negtrain_tui.screens.stored import heard
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.trend_series import Point, Series

TARGET, PLATEAU = "·", "═"
# Of each line: what is measured is filled, what the clock led is hollow.
_MARKERS = (("●", "○"), ("■", "□"), ("▲", "△"), ("◆", "◇"), ("▼", "▽"))
_CURVE = "braille"
_CELLS_A_DATE = 11
_LONG_DAYS = 500
_NICE = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
# Plateaus take half of a plot at the most.
_ROWS_A_PLATEAU = 2
# What frame and dates take of a plot's height.
_FRAME = 3


def marker(strand: int, *, measured: bool) -> str:
    """Return what stands for a line's points; no two lines have the same: the sixth has a letter."""
    if strand < len(_MARKERS):
        return _MARKERS[strand][0 if measured else 1]
    letter = chr(ord("A") + strand % 26)
    return letter if measured else letter.lower()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are a plateau, of the line in that place; of none where no day of it is in sight."""

    begin: date
    end: date
    strand: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: a curve between two days, and the plateaus in it."""

    series: Series
    first: date
    last: date
    plateaus: tuple[Stretch, ...] = ()


Ink = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a picture, by the theme; no colour alone carries meaning."""

    words: Ink
    target: Ink
    plateau: Ink
    strands: tuple[Ink, ...]


class TrendPlot(PlotextPlot):
    """Shows a picture; a new one is drawn by another thread, and until then the one before stays."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: Picture | None = None
        self._drawn = Text("")

    def draw(self, picture: Picture | None) -> None:
        """Show a picture, or nothing."""
        self._picture = picture
        self._renew()

    def on_resize(self) -> None:
        """Draw it for the new size."""
        self._renew()

    def render(self) -> Text:
        """Return what was drawn last."""
        return self._drawn

    @property
    def text(self) -> str:
        """What was drawn last, without colours."""
        return self._drawn.plain

    def _register_theme(self, app_theme_name: str) -> None:
        super()._register_theme(app_theme_name)
        self._renew()

    @work(exclusive=True)
    async def _renew(self) -> None:
        width, height = self.size
        picture = self._picture
        if picture is None or not picture.series.points or width < 10 or height < 3:
            self._drawn = Text("")
        else:
            theme = self._get_plotext_theme_name(self.app.theme)
            drawing = asyncio.to_thread(drawn, picture, (width, height), theme, self._inks())
            self._drawn = await heard(drawing, self.screen)
        self.refresh()

    def _inks(self) -> Inks:
        known = self.app.theme_variables

        def ink(name: str) -> Ink:
            return Color.parse(known.get(name, known["foreground"])).rgb

        return Inks(
            words=ink("foreground"),
            target=ink("foreground-muted"),
            plateau=ink("warning"),
            strands=tuple(ink(name) for name in ("primary", "success", "accent", "secondary")),
        )


def drawn(picture: Picture, size: tuple[int, int], theme: str, inks: Inks) -> Text:
    """Draw a picture, so many cells wide and high."""
    width, height = size
    plt = Plot()
    plt.theme(theme)
    plt.plotsize(width, height)
    plt._set_size(width, height)
    series, first = picture.series, picture.first
    lowest, highest = _scale(series)
    # Rows of their own for the plateaus, above the curve: one for each line that has any.
    still = sorted({each.strand for each in picture.plateaus}, key=lambda strand: (strand is None, strand))
    rows = min(len(still), max(1, (height - _FRAME) // _ROWS_A_PLATEAU))
    a_row = (highest - lowest) / max(1, height - _FRAME - 1 - rows)
    # A picture's dots may be floats; no load is reckoned with them.
    plt.scatter(_days(series.targets, first), _values(series.targets), marker=TARGET, color=inks.target)
    for strand in range(len(series.strands)):
        ink = inks.strands[strand % len(inks.strands)]
        mine = [point for point in series.points if point.strand == strand]
        measured = [point for point in mine if point.measured]
        plt.plot(_days(measured, first), _values(measured), marker=_CURVE, color=ink)
        for is_measured in (True, False):
            points = [point for point in mine if point.measured is is_measured]
            how = marker(strand, measured=is_measured)
            plt.scatter(_days(points, first), _values(points), marker=how, color=ink)
    for each in picture.plateaus:
        height_of = float(highest + a_row * (rows - min(rows - 1, still.index(each.strand))))
        days = list(_stretch(picture, each, width))
        plt.scatter(days, [height_of] * len(days), marker=PLATEAU, color=inks.plateau)
        if each.strand is not None and len(series.strands) > 1:
            plt.scatter(days[:1], [height_of], marker=marker(each.strand, measured=True), color=inks.plateau)
    top = highest + a_row * rows
    plt.xlim(0, max(1, (picture.last - first).days))
    plt.ylim(float(lowest), float(top))
    ticks = _ticks(lowest, highest, max(3, height // 2))
    plt.yticks([float(value) for value in ticks], [_number(value) for value in ticks])
    dates = list(_dates(picture, max(2, min(8, width // _CELLS_A_DATE))))
    plt.xticks([float((day - first).days) for day in dates], [_date(picture, day) for day in dates])
    return Text.from_ansi(plt.build())


def _days(points: Sequence[Point], first: date) -> list[int]:
    return [(point.day - first).days for point in points]


def _values(points: Sequence[Point]) -> list[float]:
    return [float(point.value) for point in points]


def _scale(series: Series) -> tuple[Fraction, Fraction]:
    values = [point.value for point in (*series.points, *series.targets)]
    lowest, highest = min(values), max(values)
    if lowest == highest:
        margin = max(Fraction(1, 2), abs(lowest) / 20)
        return lowest - margin, highest + margin
    return lowest, highest


def _stretch(picture: Picture, plateau: Stretch, width: int) -> Iterator[int]:
    """Yield the days at which a plateau is drawn: two for each cell of it, so that none is missed."""
    days = max(1, (picture.last - picture.first).days)
    left = max(0, (plateau.begin - picture.first).days)
    right = min(days, (plateau.end - picture.first).days)
    cells = max(1, ceil((right - left) / days * width * 2))
    for cell in range(cells + 1):
        yield left + (right - left) * cell // cells


def _ticks(lowest: Fraction, highest: Fraction, most: int) -> list[Fraction]:
    """Return at most so many round numbers between two others; the two themselves where none lies there."""
    step = _step((highest - lowest) / most)
    begin = ceil(lowest / step)
    found = [step * number for number in range(begin, floor(highest / step) + 1)]
    return found if len(found) > 1 else [lowest, highest]


def _step(least: Fraction) -> Fraction:
    decade = Fraction(10) ** floor(log10(least))
    return next(decade * nice for nice in _NICE if decade * nice >= least)


def _number(value: Fraction) -> str:
    text = f"{float(value):.2f}"
    return text.rstrip("0").rstrip(".")


def _dates(picture: Picture, most: int) -> Iterator[date]:
    days = (picture.last - picture.first).days
    for place in range(most):
        yield date.fromordinal(picture.first.toordinal() + days * place // (most - 1))


def _date(picture: Picture, day: date) -> str:
    said = short_day(day, day)[4:]
    if (picture.last - picture.first).days > _LONG_DAYS:
        return f"{said.split()[1]} {day.year}"
    return said
