"""The stage of a set, drawn by one widget: sign, seconds, shape, large digits and the falling bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.big_digits import changed, rows

_SHAPE_WIDTH = 15
_EIGHTHS = " ▏▎▍▌▋▊▉"


def shape_rows(phase: Phase, height: int) -> tuple[str, ...]:
    """Draw the shape of a phase, `height` rows tall and at most twice as wide.

    A full triangle points the way the load moves, a hollow one means help on the way up, a square
    stands still, two bars are a pause, two arrow heads a change of sides.
    """
    width = 2 * height - 1
    match phase:
        case Phase.LOWERING:
            return tuple(" " * row + "█" * (width - 2 * row) for row in range(height))
        case Phase.LIFTING | Phase.ORDINARY:
            return tuple(" " * row + "█" * (width - 2 * row) for row in reversed(range(height)))
        case Phase.RETURN:
            return tuple(_hollow(" " * row, width - 2 * row) for row in reversed(range(height)))
        case Phase.PAUSE_LOW | Phase.PAUSE_HIGH | Phase.HOLD:
            return ("█" * width,) * height
        case Phase.PAUSED:
            bar = "█" * (width // 3)
            return (bar + " " * (width - 2 * len(bar)) + bar,) * height
        case Phase.CHANGE_OVER:
            middle = height // 2
            return tuple(_heads(abs(row - middle), middle, width) for row in range(height))
        case _:
            return ("",) * height


def _hollow(margin: str, width: int) -> str:
    return margin + ("█" if width == 1 else "█" + " " * (width - 2) + "█")


def _heads(off: int, middle: int, width: int) -> str:
    length = middle - off + 1
    left = " " * off + "█" * length
    return left + " " * (width - 2 * len(left)) + "█" * length


def bar_text(share: float, width: int) -> str:
    """A bar of `width` columns, filled from the left to `share` (0 to 1), in eighths of a column."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    text = "█" * full + (_EIGHTHS[part] if part else "")
    return text + "░" * (width - len(text))


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the stage shows; without a shape, the digits have the whole width."""

    sign: str = ""
    seconds: str = ""
    digits: str = ""
    tenths: str = ""
    bar: float | None = None
    then: str = ""
    shape: Phase | None = None


class StageView(Widget, can_focus=False):
    """Draws itself line by line, and repaints only what a change touches: it changes ten times a second.

    Its looks are component classes rather than classes of its own, and it has no children, because a turn
    that has to match style sheets anew comes several milliseconds late.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "stage--lower",
        "stage--lift",
        "stage--still",
        "stage--calm",
        "stage--flash",
    }
    DEFAULT_CSS = """
    StageView { width: 1fr; height: 1fr; }
    StageView > .stage--lower { color: $text-error; background: $error 25%; }
    StageView > .stage--lift { color: $text-success; background: $success 20%; }
    StageView > .stage--still { color: $text-warning; background: $warning 20%; }
    StageView > .stage--calm { color: $text-primary; background: $surface; }
    StageView > .stage--flash { color: $background; background: $foreground; }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture = Picture()
        self._look = "stage--calm"
        self._bright = False
        self._drawn: list[str] = []

    @property
    def picture(self) -> Picture:
        """What is shown now."""
        return self._picture

    @property
    def bright(self) -> bool:
        """Whether it is flashing."""
        return self._bright

    def show(self, picture: Picture, look: str) -> None:
        """Show this from now on; `look` names one of the component classes."""
        if picture == self._picture and look == self._look:
            return
        before, self._picture = self._drawn, picture
        self._drawn = self._draw()
        # The size may be new before its Resize event has come.
        resized = len(before) != len(self._drawn) or [*map(len, before[1:-2])] != [
            *map(len, self._drawn[1:-2])
        ]
        if look != self._look or resized:
            self._look = look
            self.refresh()
            return
        width = self.size.width
        figures = slice(1, len(before) - 2)
        regions = [
            Region(0, y, width, 1)
            for y in (0, len(before) - 2, len(before) - 1)
            if 0 <= y < len(before) and before[y] != self._drawn[y]
        ]
        if touched := changed(before[figures], self._drawn[figures]):
            regions.append(touched.translate((0, 1)))
        if regions:
            self.refresh(*regions)

    def flash(self, bright: bool) -> None:
        """Turn bright, or back."""
        if bright is not self._bright:
            self._bright = bright
            self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._drawn = self._draw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row as it was drawn."""
        style = self.get_component_rich_style("stage--flash" if self._bright else self._look)
        if y >= len(self._drawn):
            return Strip.blank(self.size.width, style)
        if y == 0:
            style += Style(bold=True)
        return Strip([Segment(self._drawn[y], style)], self.size.width)

    def _draw(self) -> list[str]:
        picture, (width, height) = self._picture, self.size
        room = width - 2
        if room < 1 or height < 4:
            return [set_cell_size(f" {picture.sign} {picture.seconds}", width)] * height
        sign = set_cell_size(picture.sign, max(0, room - len(picture.seconds) - 1))
        bar = "" if picture.bar is None else bar_text(picture.bar, room)
        return [
            f" {set_cell_size(f'{sign} {picture.seconds}', room)} ",
            *(f" {row} " for row in self._figures(room, height - 3)),
            f" {bar:<{room}} ",
            f" {set_cell_size(picture.then, room)} ",
        ]

    def _figures(self, width: int, height: int) -> list[str]:
        picture = self._picture
        if picture.shape is None:
            return rows(picture.digits, height, width, picture.tenths)
        tall = min(height, (_SHAPE_WIDTH + 1) // 2, 9)
        shape = shape_rows(picture.shape, tall)
        above = (height - tall) // 2
        blank = " " * _SHAPE_WIDTH
        beside = [blank] * above + [f"{row:^{_SHAPE_WIDTH}}" for row in _squared(shape)]
        beside += [blank] * (height - len(beside))
        digits = rows(picture.digits, height, width - _SHAPE_WIDTH, picture.tenths)
        return [left + right for left, right in zip(beside, digits, strict=True)]


def _squared(shape: tuple[str, ...]) -> list[str]:
    """Pad the rows of a shape to one width, so that each is centred alike."""
    width = max((len(row) for row in shape), default=0)
    return [row.ljust(width) for row in shape]
