"""How one rep is drawn: solid what was measured, shaded or dashed what the clock led, against its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from textual.content import Content

from negtrain_tui.training.metrics import TOLERANCE
from negtrain_tui.training.record import Rep, RepKind
from negtrain_tui.training.rounding import tenth
from negtrain_tui.training.tempo import seconds_text

MEASURED = "━"
LED = "╍"
MISSING = "·"
TARGET = "│"
LOST = "!"
ORDINARY = "✓"

_RISING = "▁▂▃▄▅▆▇█"
# On target the column stands one step below full, so that what is over it can still be seen.
_ON_TARGET = 7
ON_TARGET = _RISING[_ON_TARGET - 1]
LED_SMALL = "▒"
_HALF = "╸"


@dataclass(frozen=True, slots=True)
class Timed:
    """The seconds of a rep that has any, whether it was a lowering or a hold."""

    target: Decimal | None
    actual: Decimal
    measured: bool

    @property
    def share(self) -> Decimal:
        """Actual over target; 1 where there was no target."""
        return self.actual / self.target if self.target else Decimal(1)

    @property
    def on_tempo(self) -> bool:
        """Whether it came within 20 % of its target; the clock always does."""
        return not self.measured or abs(self.share - 1) <= TOLERANCE


def timed(rep: Rep) -> Timed | None:
    """Return the seconds that count for this kind of rep; None for an ordinary one, or if none are known."""
    target, actual = rep.lowering_target_s, rep.lowering_actual_s
    if rep.kind is RepKind.HOLD:
        target, actual = rep.hold_target_s, rep.hold_actual_s
    return None if actual is None else Timed(target, actual, rep.marked)


def tenths(seconds: Decimal) -> str:
    """Write seconds with one decimal, halves away from zero: `5.1`."""
    return format(tenth(seconds), "f")


def style_of(rep: Rep) -> str:
    """Return the colour of a rep, which never says anything that a shape or word doesn't say too."""
    seconds = timed(rep)
    if rep.control_lost:
        return "bold $text-error"
    if seconds is None or not seconds.measured:
        return "$foreground-muted"
    return "$text-success" if seconds.on_tempo else "$text-warning"


def small_mark(rep: Rep) -> str:
    """Return a rep in a few cells: `▇ 5.1` measured, `▒ ~5.0` led by the clock, `▃ 2.0!` control lost."""
    seconds = timed(rep)
    lost = LOST if rep.control_lost else ""
    if seconds is None:
        return (ORDINARY if rep.kind is RepKind.NORMAL else "?") + lost
    if not seconds.measured:
        return f"{LED_SMALL} ~{tenths(seconds.actual)}{lost}"
    level = int((seconds.share * _ON_TARGET).quantize(Decimal(1), ROUND_HALF_UP))
    return f"{_RISING[min(max(level, 1), len(_RISING)) - 1]} {tenths(seconds.actual)}{lost}"


def longest_seconds(reps: Iterable[Rep]) -> Decimal:
    """Return the longest target or achieved time among these reps, at least a moment: the end of a scale."""
    known = [seconds for rep in reps if (seconds := timed(rep)) is not None]
    return max(
        (max(each.actual, each.target or Decimal(0)) for each in known), default=Decimal(0)
    ) or Decimal(1)


def wide_bar(rep: Rep, width: int, longest: Decimal) -> Content:
    """Draw a rep as a bar of `width` cells in all, of which one is the target's own line.

    `longest` seconds fill it. What is missing up to the target is dotted; what goes beyond it goes on
    behind the line.
    """
    seconds = timed(rep)
    if seconds is None:
        return Content(" " * width)
    style = style_of(rep)
    if seconds.target is None:
        return _run(seconds, seconds.actual / longest * width, width).stylize(style)
    room = width - 1
    at = int((seconds.target / longest * room).quantize(Decimal(1), ROUND_HALF_UP))
    before = _run(seconds, min(seconds.share, Decimal(1)) * at, at, MISSING)
    over = max(seconds.actual - seconds.target, Decimal(0)) / longest * room
    return Content.assemble(
        before.stylize(style), (TARGET, "bold $foreground"), _run(seconds, over, room - at).stylize(style)
    )


def against_target(seconds: Timed) -> str:
    """Say what was achieved and what was prescribed: `5.1 of 5 s`, led by the clock `~5.0 of 5 s`."""
    sign = "" if seconds.measured else "~"
    of = "" if seconds.target is None else f" of {seconds_text(seconds.target)}"
    return f"{sign}{tenths(seconds.actual)}{of} s"


def error_said(seconds: Timed) -> str:
    """Say by how much a measured time missed its target (`+0.1`), or that the clock led (`paced`)."""
    if not seconds.measured:
        return "paced"
    if seconds.target is None:
        return ""
    error = (seconds.actual - seconds.target).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return "±0.0" if error == 0 else f"{'−' if error < 0 else '+'}{abs(error)}"


def _run(seconds: Timed, cells: Decimal, room: int, rest: str = " ") -> Content:
    """Fill `cells` of `room` cells, to half a cell where it was measured."""
    halves = min(int((cells * 2).quantize(Decimal(1), ROUND_HALF_UP)), room * 2)
    whole, part = divmod(halves, 2)
    if not seconds.measured:
        return Content(LED * whole + rest * (room - whole))
    tip = _HALF * part
    return Content(MEASURED * whole + tip + rest * (room - whole - len(tip)))
