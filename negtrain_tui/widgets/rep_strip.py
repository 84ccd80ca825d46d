"""A set's reps in a line or two: those done with their seconds, the one under way, and those to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from negtrain_tui.training.record import Rep, Side
from negtrain_tui.widgets.rep_marks import small_mark, style_of

_TO_COME = "·"
_MORE = "…"
_LETTERS = {Side.LEFT: "L", Side.RIGHT: "R"}


@dataclass(frozen=True, slots=True)
class Strip:
    """What a strip shows: the reps done, how many are planned in all, and the index of the one under way.

    With `each`, half of the planned reps are the left side's. `planned` may be 0 for a set that is over.
    """

    reps: tuple[Rep, ...] = ()
    planned: int = 0
    current: int | None = None
    each: bool = False


def strip_text(
    reps: Sequence[Rep],
    width: int,
    *,
    planned: int = 0,
    current: int | None = None,
    each: bool = False,
    lines: int = 1,
    label: str = " reps",
) -> list[Content]:
    """Lay out reps on at most `lines` lines of `width` cells, leaving out what is far from the current one.

    `1 ▇ 5.1` was measured, `2 ▒ ~5.0` led by the clock, `3 ▃ 2.0!` lost control, `▸4 ·` is under way,
    `5 ·` is to come. Letters L and R begin a side.
    """
    strip = Strip(tuple(reps), planned, current, each)
    cells = _cells(strip)
    if not cells:
        return [Content(label[:width])]
    focus = min(max(len(reps) - 1 if current is None else current, 0), len(cells) - 1)
    first, last = _window(cells, focus, width - len(label), lines)
    rows = _wrapped(cells, first, last, width - len(label))
    return [
        Content.assemble((label if index == 0 else " " * len(label), "$foreground-muted"), row)
        for index, row in enumerate(rows[:lines])
    ]


def rep_rows(reps: Sequence[Rep], width: int, *, indent: int = 0) -> list[Content]:
    """Lay out every rep of a set that is over on as many lines of `width` cells as it takes."""
    cells = _cells(Strip(tuple(reps)))
    room = max(1, width - indent)
    return [Content.assemble(" " * indent, row) for row in _wrapped(cells, 0, len(cells), room) if cells]


def _cells(strip: Strip) -> list[Content]:
    """One piece of text for each rep, with the gap before it."""
    per_side = max(strip.planned // 2, 1)
    cells: list[Content] = []
    side: Side | None = None
    for index in range(max(strip.planned, len(strip.reps))):
        if index < len(strip.reps):
            rep = strip.reps[index]
            number, its_side, style = rep.number, rep.side, style_of(rep)
            mark = small_mark(rep)
        else:
            number = index % per_side + 1 if strip.each else index + 1
            its_side = (Side.LEFT if index < per_side else Side.RIGHT) if strip.each else None
            mark, style = _TO_COME, "$foreground-muted"
        letter = f"{_LETTERS[its_side]} " if its_side is not None and its_side is not side else ""
        side = its_side
        if index == strip.current:
            cells.append(Content.assemble(f" {letter}", (f"▸{number} {mark}", "bold $text-accent")))
        else:
            cells.append(Content.assemble(f" {letter} ", (f"{number} ", "$foreground-muted"), (mark, style)))
    return cells


def _wrapped(cells: Sequence[Content], first: int, last: int, width: int) -> list[Content]:
    """Put the cells from `first` to `last` (excluded) on as many lines as they need."""
    shown = [*cells[first:last]]
    if first > 0:
        shown.insert(0, Content.styled(f" {_MORE}", "$foreground-muted"))
    if last < len(cells):
        shown.append(Content.styled(f"  {_MORE}{len(cells) - last} more", "$foreground-muted"))
    rows: list[list[Content]] = [[]]
    used = 0
    for cell in shown:
        if rows[-1] and used + cell.cell_length > width:
            rows.append([])
            used = 0
        rows[-1].append(cell)
        used += cell.cell_length
    return [Content("").join(row) for row in rows]


def _window(cells: Sequence[Content], focus: int, width: int, lines: int) -> tuple[int, int]:
    """Choose what to show: the rep in focus, the next one, as many before it as fit, then those to come."""

    def fits(first: int, last: int) -> bool:
        return len(_wrapped(cells, first, last, width)) <= lines

    first, last = focus, focus + 1
    if last < len(cells) and fits(first, last + 1):
        last += 1
    while first > 0 and fits(first - 1, last):
        first -= 1
    while last < len(cells) and fits(first, last + 1):
        last += 1
    return first, last


class RepStrip(Widget, can_focus=False):
    """Draws a strip within the lines that its `height` gives it; equal strips aren't drawn again."""

    DEFAULT_CSS = """
    RepStrip { height: 1; width: 1fr; }
    """

    strip: reactive[Strip] = reactive(Strip())

    def __init__(self, strip: Strip | None = None, *, label: str = " reps", id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self.set_reactive(RepStrip.strip, strip or Strip())

    def show(
        self, reps: Sequence[Rep], *, planned: int = 0, current: int | None = None, each: bool = False
    ) -> None:
        """Show these reps from now on."""
        self.strip = Strip(tuple(reps), planned, current, each)

    def render(self) -> Content:
        """Draw what fits."""
        strip = self.strip
        rows = strip_text(
            strip.reps,
            self.size.width or 80,
            planned=strip.planned,
            current=strip.current,
            each=strip.each,
            lines=max(1, self.size.height),
            label=self._label,
        )
        return Content("\n").join(rows)
