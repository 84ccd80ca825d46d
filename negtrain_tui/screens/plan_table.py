"""A workout's lines as a table that fits its width, and is drawn anew only where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rich.text import Text
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from negtrain_tui.screens.brief import (
    load_brief,
    method_brief,
    method_short,
    progress_brief,
    progress_short,
    rest_brief,
    sets_brief,
)
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.training.load import Load
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.prescription import PlanLine, Workout, turn_marks
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.widgets.literal import literal

_HEADS = ("Exercise", "Sets", "Load", "Tempo", "Weeks", "Rest", "Method", "Progress")
_NARROWEST_NAME = 16
# From here on a column is shown though every line leaves it empty, and a long name gives way to it.
_ALL_FROM = 80
_NARROWEST_NAME_OF_ALL = 12
# Shown only where a line has any.
_RARE = "Weeks"
# What goes, from the least loss on, where even short cells have no room; the words below the table have it.
_DISPENSABLE = (
    (),
    ("Rest",),
    ("Progress",),
    ("Rest", "Progress"),
    ("Rest", "Progress", "Method"),
    ("Rest", "Progress", "Method", "Weeks"),
)
# Cells between two columns, and between short ones.
_GAP = 2
_SHORT_GAP = 1
_SCROLLBAR = 2

Columns = list[tuple[str, int, list[str]]]


class LinesTable(DataTable[Text]):
    """One row for each line; what stays the same between two fillings is left alone."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False)
        self.can_focus = False
        self._lines: tuple[PlanLine, ...] = ()
        self._facts: Facts | None = None
        self._room = 0
        self._columns: Columns = []
        self._briefs: dict[PlanLine, tuple[str, ...]] = {}

    def fill(self, workout: Workout, facts: Facts, width: int, row: int) -> None:
        """Show a workout's lines in at most `width` cells, with the cursor on a row counted from 0."""
        if facts is not self._facts:
            self._briefs = {}
        if facts is not self._facts or workout.lines != self._lines or width != self._room:
            self._lines, self._facts, self._room = workout.lines, facts, width
            rows = self._rows(workout.lines, facts)
            shorter = [_shortened(row, line, facts) for row, line in zip(rows, workout.lines, strict=True)]
            columns, gap = _fitted(rows, shorter, width - _SCROLLBAR)
            self._show(columns, gap)
        self.put_cursor(row)

    def put_cursor(self, row: int) -> None:
        """Select a row counted from 0, or the nearest there is, and keep it in sight."""
        self.move_cursor(row=max(0, min(row, self.row_count - 1)), scroll=True)

    def _rows(self, lines: Sequence[PlanLine], facts: Facts) -> list[tuple[str, ...]]:
        rows = []
        briefs = {}
        for line, mark in zip(lines, turn_marks(lines), strict=True):
            cells = briefs[line] = self._briefs.get(line) or _cells(line, facts)
            rows.append((f"{mark} {cells[0]}".lstrip(), *cells[1:]))
        self._briefs = briefs
        return rows

    def _show(self, columns: Columns, gap: int) -> None:
        # A cell's padding is on both of its sides; a gap of one is a part of the column.
        padding = gap // 2
        columns = [(head, width + gap % 2, cells) for head, width, cells in columns]
        old = self._columns
        self._columns = columns
        rows = len(columns[0][2])
        laid_out = [column[:2] for column in old]
        if padding != self.cell_padding or [column[:2] for column in columns] != laid_out:
            self.clear(columns=True)
            self.cell_padding = padding
            old = []
            for head, width, _ in columns:
                self.add_column(head, width=width)
        stood = self.row_count
        # Rows are known by their place, so that a line that moves is two rows with other cells.
        for row in range(stood, rows):
            self.add_row(*(_text(cells[row]) for _, _, cells in columns), key=str(row))
        for row in range(stood - 1, rows - 1, -1):
            self.remove_row(str(row))
        for column, (_, _, cells) in enumerate(columns):
            for row in range(min(stood, rows)):
                if not old or old[column][2][row] != cells[row]:
                    self.update_cell_at(Coordinate(row, column), _text(cells[row]))


def _text(cell: str) -> Text:
    return Text(cell, no_wrap=True, overflow="ellipsis")


def _cells(line: PlanLine, facts: Facts) -> tuple[str, ...]:
    p = line.prescription
    tempo = effective_tempo(p, facts.exercise(p.exercise))
    # A tempo that the line doesn't say itself stands in brackets.
    shown = "" if tempo is None else str(tempo) if p.tempo is not None else f"({tempo})"
    load = load_brief(p, one_rm_of(p.exercise, facts.catalogue, facts.one_rms))
    seconds_now, load_now = _moved(line, facts)
    if seconds_now is not None:
        shown = f"{shown} → {seconds_text(seconds_now)} s"
    if load_now is not None:
        load = f"{load} → {load_now}"
    weeks = "" if p.weeks is None else "-".join(str(week) for week in dict.fromkeys(p.weeks))
    return (
        literal(p.exercise),
        sets_brief(p),
        load,
        shown,
        weeks,
        rest_brief(p),
        method_brief(p),
        progress_brief(p),
    )


def _shortened(row: tuple[str, ...], line: PlanLine, facts: Facts) -> tuple[str, ...]:
    """The cells of a line in fewer letters: of what has moved, only where it stands now."""
    p = line.prescription
    name, sets, load, tempo, *others = row[:-2]
    seconds_now, load_now = _moved(line, facts)
    stood = effective_tempo(p, facts.exercise(p.exercise))
    if seconds_now is not None and stood is not None:
        tempo = f"→{replace(stood, lowering=seconds_now)}"
    if load_now is not None:
        load = f"→{load_now}"
    return (name, sets, load, tempo, *others, method_short(p), progress_short(p))


def _moved(line: PlanLine, facts: Facts) -> tuple[Decimal | None, Load | None]:
    """The seconds and the load at which a line stands now, each only where it isn't the plan's own."""
    proposal, p = facts.proposals.get(line.id), line.prescription
    if proposal is None:
        return None, None
    tempo = effective_tempo(p, facts.exercise(p.exercise))
    seconds, load = proposal.standing.seconds, proposal.standing.load
    return (
        seconds if tempo is not None and seconds != tempo.lowering else None,
        load if p.load is not None and load != p.load else None,
    )


def _fitted(rows: list[tuple[str, ...]], shorter: list[tuple[str, ...]], width: int) -> tuple[Columns, int]:
    """Choose the columns that fit, in full or in short words, and the gap between them."""
    least = _NARROWEST_NAME_OF_ALL if width >= _ALL_FROM else _NARROWEST_NAME
    whole = _columns(rows, width)
    if _needed(whole, least, _GAP) <= width:
        return _with_name(whole, width, _GAP), _GAP
    short = _columns(shorter, width)
    for gone in _DISPENSABLE:
        left = {head: column for head, column in short.items() if head not in gone}
        if _needed(left, _NARROWEST_NAME_OF_ALL, _SHORT_GAP) <= width:
            break
    return _with_name(left, width, _SHORT_GAP), _SHORT_GAP


def _columns(rows: list[tuple[str, ...]], width: int) -> dict[str, tuple[int, list[str]]]:
    """The columns worth showing, each with the cells that its head and its longest cell take."""
    columns = {}
    for place, head in enumerate(_HEADS):
        cells = [row[place] for row in rows]
        if head == "Exercise" or (width >= _ALL_FROM and head != _RARE) or any(cells):
            columns[head] = max(map(_length, (head, *cells))), cells
    return columns


def _length(text: str) -> int:
    return len(text) if text.isascii() else Content(text).cell_length


def _needed(columns: dict[str, tuple[int, list[str]]], least: int, gap: int) -> int:
    """The cells that columns take, names being cut to `least`."""
    return sum(
        (min(natural, least) if head == "Exercise" else natural) + gap
        for head, (natural, _) in columns.items()
    )


def _with_name(columns: dict[str, tuple[int, list[str]]], width: int, gap: int) -> Columns:
    """Let names have what the other columns leave."""
    others = sum(natural + gap for head, (natural, _) in columns.items() if head != "Exercise")
    room = max(1, width - others - gap)
    return [
        (head, min(natural, room) if head == "Exercise" else natural, cells)
        for head, (natural, cells) in columns.items()
    ]
