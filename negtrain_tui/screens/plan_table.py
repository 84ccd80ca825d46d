"""A workout's lines as a table that fits its width, and what stands there while there is no plan."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content
from textual.widgets import DataTable

from negtrain_tui.screens.brief import load_brief, method_brief, progress_brief, rest_brief, sets_brief
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.starter import starter_plan_text
from negtrain_tui.widgets.literal import literal

_HEADS = ("Exercise", "Sets", "Load", "Tempo", "Rest", "Method", "Progress")
_NARROWEST_NAME = 16
# From here on a column is shown though every line leaves it empty, and a long name gives way to it.
_ALL_FROM = 80
_NARROWEST_NAME_OF_ALL = 12
# What goes, from the least loss on, where there is no room for all; the words below the table have it.
_DISPENSABLE = (
    (),
    ("Progress",),
    ("Progress", "Rest"),
    ("Progress", "Method"),
    ("Progress", "Rest", "Method"),
)
_SCROLLBAR = 2


class LinesTable(DataTable[Text]):
    """One row for each line; the cursor stays on its row when the table is filled anew."""

    def fill(self, workout: Workout, facts: Facts, width: int) -> None:
        """Show a workout's lines in at most `width` cells."""
        row = self.cursor_row
        columns = _fitted([_cells(line, facts) for line in workout.lines], width - _SCROLLBAR)
        self.clear(columns=True)
        for head, column_width, _ in columns:
            self.add_column(head, width=column_width)
        for number, line in enumerate(workout.lines):
            cells = [Text(cells[number], no_wrap=True, overflow="ellipsis") for _, _, cells in columns]
            self.add_row(*cells, key=line.id)
        self.move_cursor(row=max(0, min(row, len(workout.lines) - 1)), scroll=True)


def _cells(line: PlanLine, facts: Facts) -> tuple[str, ...]:
    p = line.prescription
    exercise = facts.catalogue.resolve(p.exercise).exercise
    tempo = effective_tempo(p, exercise)
    # A tempo that the line doesn't say itself stands in brackets.
    shown = "" if tempo is None else str(tempo) if p.tempo is not None else f"({tempo})"
    return (
        literal(p.exercise),
        sets_brief(p),
        load_brief(p, one_rm_of(p.exercise, facts.catalogue, facts.one_rms)),
        shown,
        rest_brief(p),
        method_brief(p),
        progress_brief(p),
    )


def _fitted(rows: list[tuple[str, ...]], width: int) -> list[tuple[str, int, list[str]]]:
    columns: dict[str, list[str]] = {
        head: [row[place] for row in rows]
        for place, head in enumerate(_HEADS)
        if head == "Exercise" or width >= _ALL_FROM or any(row[place] for row in rows)
    }

    def natural(head: str) -> int:
        return max(Content(cell).cell_length for cell in (head, *columns[head]))

    def needed(name: int, without: tuple[str, ...]) -> int:
        return (
            name
            + 2
            + sum(natural(head) + 2 for head in columns if head != "Exercise" and head not in without)
        )

    least = _NARROWEST_NAME_OF_ALL if width >= _ALL_FROM else _NARROWEST_NAME
    narrowest = min(natural("Exercise"), least)
    gone = next((heads for heads in _DISPENSABLE if needed(narrowest, heads) <= width), _DISPENSABLE[-1])
    name = min(natural("Exercise"), max(narrowest, width - needed(0, gone)))
    return [
        (head, name if head == "Exercise" else natural(head), cells)
        for head, cells in columns.items()
        if head not in gone
    ]


def empty(plan: Plan | None) -> Content:
    """Say what can be done where there is nothing to show."""
    if plan is not None:
        return Content.assemble((literal(plan.name), "bold $text-primary"), "\nThis plan has no workouts.")
    starter = starter_plan_text()
    rows = [
        Content.styled("There is no plan yet", "bold $text-primary"),
        Content.assemble(
            ("enter", "bold $text-accent"), " takes the starter plan, which needs no equipment:"
        ),
        Content(""),
    ]
    for name, lines in starter.workouts:
        rows.append(Content.styled(literal(name), "bold"))
        rows += [Content(f"  {literal(parse_prescription(line).exercise)}") for line in lines]
    return Content("\n").join(rows)
