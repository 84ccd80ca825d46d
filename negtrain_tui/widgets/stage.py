"""The shape of a phase, seen from across the room, and the bar that falls with the load."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from negtrain_tui.training.timetable import Phase

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


class PhaseShape(Widget, can_focus=False):
    """Shows the shape of `phase`, centred."""

    DEFAULT_CSS = "PhaseShape { width: 15; height: 1fr; }"

    phase: reactive[Phase] = reactive(Phase.READY, layout=False)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the shape."""
        width, height = self.size
        tall = max(0, min(height, (width + 1) // 2, 9))
        top = (height - tall) // 2
        rows = shape_rows(self.phase, tall) if tall else ()
        text = rows[y - top] if top <= y < top + tall else ""
        span = 2 * tall - 1
        margin = max(0, (width - span) // 2)
        return _strip(" " * margin + text.ljust(span), width, self.rich_style)


def bar_text(share: float, width: int) -> str:
    """A bar of `width` columns, filled from the left to `share` (0 to 1), in eighths of a column."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    text = "█" * full + (_EIGHTHS[part] if part else "")
    return text + "░" * (width - len(text))


class FallingBar(Widget, can_focus=False):
    """A bar as long as what is left of a lowering; empty where there is nothing to show."""

    DEFAULT_CSS = "FallingBar { width: 1fr; height: 1; }"

    text: reactive[str] = reactive("", layout=False)

    def show(self, share: float | None) -> None:
        """Show what is left, 0 to 1, or nothing."""
        self.text = "" if share is None else bar_text(share, self.size.width)

    def render_line(self, y: int) -> Strip:
        """Draw the bar; every row of it is the same."""
        del y
        return _strip(self.text, self.size.width, self.rich_style)


@lru_cache(maxsize=256)
def _strip(text: str, width: int, style: Style) -> Strip:
    return Strip([Segment(text.ljust(width)[:width], style)], width)
