"""A workout's lines as a table that fits its width, and is drawn anew only where it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.text import Text
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from negtrain_tui.screens.brief import load_brief, method_brief, progress_brief, rest_brief, sets_brief
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.prescription import PlanLine, Workout
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.widgets.literal import literal

_HEADS = ("Exercise", "Sets", "Load", "Tempo", "Weeks", "Rest", "Method", "Progress")
_NARROWEST_NAME = 16
# From here on a column is shown though every line leaves it empty, and a long name gives way to it.
_ALL_FROM = 80
_NARROWEST_NAME_OF_ALL = 12
# Shown only where a line has any.
_RARE = "Weeks"
# What goes, from the least loss on, where there is no room for all; the words below the table have it.
_DISPENSABLE = (
    (),
    ("Progress",),
    ("Progress", "Rest"),
    ("Progress", "Method"),
    ("Progress", "Rest", "Method"),
    ("Progress", "Rest", "Method", "Weeks"),
)
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
            self._show(_fitted(self._rows(workout.lines, facts), width - _SCROLLBAR))
        self.put_cursor(row)

    def put_cursor(self, row: int) -> None:
        """Select a row counted from 0, or the nearest there is, and keep it in sight."""
        self.move_cursor(row=max(0, min(row, self.row_count - 1)), scroll=True)

    def _rows(self, lines: Sequence[PlanLine], facts: Facts) -> list[tuple[str, ...]]:
        rows = []
        members: Counter[str] = Counter()
        briefs = {}
        for line in lines:
            cells = briefs[line] = self._briefs.get(line) or _cells(line, facts)
            group = line.prescription.group
            if group is not None:
                members[group] += 1
                cells = (f"{group}{members[group]} {cells[0]}", *cells[1:])
            rows.append(cells)
        self._briefs = briefs
        return rows

    def _show(self, columns: Columns) -> None:
        old = self._columns
        self._columns = columns
        rows = len(columns[0][2])
        if [column[:2] for column in columns] != [column[:2] for column in old]:
            self.clear(columns=True)
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
    weeks = "" if p.weeks is None else "-".join(str(week) for week in dict.fromkeys(p.weeks))
    return (
        literal(p.exercise),
        sets_brief(p),
        load_brief(p, one_rm_of(p.exercise, facts.catalogue, facts.one_rms)),
        shown,
        weeks,
        rest_brief(p),
        method_brief(p),
        progress_brief(p),
    )


def _fitted(rows: list[tuple[str, ...]], width: int) -> Columns:
    columns: dict[str, list[str]] = {
        head: [row[place] for row in rows]
        for place, head in enumerate(_HEADS)
        if head == "Exercise" or (width >= _ALL_FROM and head != _RARE) or any(row[place] for row in rows)
    }
    natural = {
        head: max(Content(cell).cell_length if not cell.isascii() else len(cell) for cell in (head, *cells))
        for head, cells in columns.items()
    }

    def needed(name: int, without: tuple[str, ...]) -> int:
        rest = (natural[head] + 2 for head in columns if head != "Exercise" and head not in without)
        return name + 2 + sum(rest)

    least = _NARROWEST_NAME_OF_ALL if width >= _ALL_FROM else _NARROWEST_NAME
    narrowest = min(natural["Exercise"], least)
    gone = next((heads for heads in _DISPENSABLE if needed(narrowest, heads) <= width), _DISPENSABLE[-1])
    name = min(natural["Exercise"], max(narrowest, width - needed(0, gone)))
    return [
        (head, name if head == "Exercise" else natural[head], cells)
        for head, cells in columns.items()
        if head not in gone
    ]
