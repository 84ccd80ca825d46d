"""A week by muscle as rows of a list, for the width there is, and small pictures beside numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from textual.content import Content

from negtrain_tui.training.week import Measure, MuscleWeek
from negtrain_tui.widgets.week_words import MEASURES, change_said, measure_said, muscle_said

_MUTED = "$foreground-muted"
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_NUMBERS = (6, 7, 9)
_HEADS = ("sets", "reps", "lowering")
_ROOMY_FROM = 70
_CHANGE, _SHORT_CHANGE = 26, 16
_LEAST_NAME, _MOST_NAME = 10, 17
_MOST_BAR = 24


def bar(share: Fraction, cells: int) -> str:
    """Draw a share (0 to 1) of so many cells, to an eighth of one; something above 0 is never nothing."""
    eighths = max(int(share * cells * 8), 1 if share > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def sparkline(values: Sequence[Fraction]) -> str:
    """Draw values as heights, the least lowest; all alike they are of middle height."""
    least, span = min(values), max(values) - min(values)
    last = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[int((value - least) / span * last) if span else last // 2] for value in values)


def head_row(measure: Measure, width: int, before: str) -> Content:
    """Name the columns; that of the measure which bar and change are of stands out.

    `before` names what the week is compared with.
    """
    name, cells = _room(width)
    heads = [
        (f"{head:>{room}}", "bold" if measure is each else _MUTED)
        for each, head, room in zip(Measure, _HEADS, _NUMBERS, strict=True)
    ]
    of = f"{MEASURES[measure]} " if width >= _ROOMY_FROM else ""
    picture = " " * (cells + 1) if cells else ""
    return Content.assemble((f"{'muscle':<{name}}{picture}", _MUTED), *heads, (f"  {of}vs {before}", _MUTED))


def muscle_row(each: MuscleWeek, measure: Measure, most: Decimal, width: int) -> Content:
    """Tell a muscle's week in one row; bar and change are of one measure, `most` of which fill the bar."""
    name, cells = _room(width)
    said = Content(muscle_said(each.muscle)).truncate(name - 1, ellipsis=True)
    figures = "".join(
        f"{measure_said(one, each.total):>{room}}" for one, room in zip(Measure, _NUMBERS, strict=True)
    )
    share = Fraction(measure.of(each.total)) / Fraction(most) if most else Fraction(0)
    picture = f"{bar(share, cells)} " if cells else ""
    changed = each.change(measure)
    return Content.assemble(
        said.pad_right(max(0, name - said.cell_length)),
        (picture, "$primary"),
        (figures, "" if each.total.sets else _MUTED),
        (f"  {change_said(changed)}", "" if changed.absolute else _MUTED),
    )


def _room(width: int) -> tuple[int, int]:
    """Share the width out: cells for the name, and for the bar, which small terminals go without."""
    left = width - sum(_NUMBERS) - (_CHANGE if width >= _ROOMY_FROM else _SHORT_CHANGE)
    name = max(_LEAST_NAME, min(_MOST_NAME, left))
    cells = left - name - 1
    return name, min(_MOST_BAR, cells) if cells >= 4 else 0
