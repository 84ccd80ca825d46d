"""The plan as it is drawn: its workouts, the lines of one of them, and what is selected or typed in words."""

from __future__ import annotations

from enum import Enum
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import OptionList, Static
from textual.widgets.input import Selection
from textual.widgets.option_list import Option

from negtrain_tui.screens.brief import minutes_brief
from negtrain_tui.screens.dialogs import AnswerInput
from negtrain_tui.screens.line_reading import Facts, meaning, plates_of, stands
from negtrain_tui.screens.plan_entry import Entry, EntryReading, NameEntry
from negtrain_tui.screens.plan_table import LinesTable
from negtrain_tui.training.durations import workout_seconds
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Hold, Plan, PlanHeading, PlanLine, Prescription, Workout
from negtrain_tui.training.schedule import Missed
from negtrain_tui.widgets.literal import literal

LIST_FROM = 76
WIDE_FROM = 110
_LIST_WIDTH = 16
_WIDE_LIST_WIDTH = 26
# The list's border and the padding of its rows.
_LIST_MARGIN = 3
_MARK = "▸ "
_LINELESS = Content.assemble(("a", "bold $text-accent"), " adds the first exercise.")
_DAYLESS = Content.assemble("\nIt isn't on any weekday yet: ", ("s", "bold $text-accent"), " gives it one.")
_BRACKETS = "The line names no tempo of its own: the usual one stands in brackets."

LOOKS = """
PlanScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
PlanScreen PlanView { height: 1fr; }
PlanScreen #room { height: 1fr; }
PlanScreen #left { display: none; width: 16; height: 1fr; border-right: solid $panel; }
PlanScreen.-listed #left { display: block; }
PlanScreen.-wide #left { display: block; width: 26; }
PlanScreen.-unlisted #room.-workouts #left { display: block; width: 1fr; border-right: none; }
PlanScreen.-unlisted #room.-workouts #right { display: none; }
PlanScreen #list-head { height: 1; }
PlanScreen #workouts { height: 1fr; border: none; padding: 0; background: $background; }
PlanScreen #workouts > .option-list--option { padding: 0 1; }
PlanScreen #workouts > .option-list--option-highlighted { background: $panel; color: $text; }
PlanScreen #room.-workouts #workouts > .option-list--option-highlighted {
    background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
}
PlanScreen #right { width: 1fr; height: 1fr; padding: 0 0 0 1; }
PlanScreen #workout { height: 1; link-color: $text-primary; link-style: bold; }
PlanScreen #lineless { display: none; padding: 1 2; }
PlanScreen.-lineless #lineless { display: block; }
PlanScreen.-lineless DataTable { display: none; }
PlanScreen DataTable { height: 1fr; min-height: 3; background: $background; }
PlanScreen #room.-workouts DataTable > .datatable--cursor {
    background: $panel; color: $text; text-style: none;
}
PlanScreen.-tall #right { padding-top: 1; }
PlanScreen.-tall #left { padding-top: 1; }
PlanScreen.-tall DataTable { margin-top: 1; }
PlanScreen.-tall #workouts { margin-top: 1; }
PlanScreen #empty { display: none; padding: 1; height: 1fr; }
PlanScreen.-empty #empty { display: block; }
PlanScreen.-empty #room { display: none; }
PlanScreen.-empty #below { display: none; }
PlanScreen.-empty.-editing #below { display: block; }
PlanScreen.-cramped #empty { display: none; }
PlanScreen #below { height: 7; padding: 0 1; border-top: solid $panel; }
PlanScreen.-tall #below { height: 9; }
PlanScreen.-wide #below { height: 12; }
PlanScreen.-editing #below { border-top: solid $accent; height: auto; min-height: 7; max-height: 60vh; }
PlanScreen.-tall.-editing #below { min-height: 9; }
PlanScreen #notation { display: none; background: $surface; }
PlanScreen.-editing #notation { display: block; }
PlanScreen #told { height: auto; }
"""


class Pane(Enum):
    """Which half of the plan the keys are for."""

    WORKOUTS = "workouts"
    LINES = "lines"


class PlanView(Vertical):
    """Workouts on the left, the chosen one's lines in a table, and the selection or the editor below.

    `prescription` is what the selected or typed line says, `nearest` a known name where its own isn't known.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pane = Pane.LINES
        self.entry: Entry | None = None
        self.refused = False
        self._unsaved = False
        self.prescription: Prescription | None = None
        self.nearest: str | None = None
        self._plan: Plan | None = None
        self._facts: Facts | None = None
        self._place = 0
        self._left = self._room = 0
        self._listed: tuple[str, ...] = ()
        self._told: tuple[object, ...] = ()
        self._timed: tuple[object, ...] = ()
        self._time = ""

    def compose(self) -> ComposeResult:
        """What there is instead of a plan, list and table, the words or the editor."""
        yield Static(id="empty", markup=False)
        with Horizontal(id="room"):
            with Vertical(id="left"):
                yield Static(id="list-head", markup=False)
                workouts = OptionList(id="workouts", markup=False)
                workouts.can_focus = False
                yield workouts
            with Vertical(id="right"):
                yield Static(id="workout", markup=False)
                yield Static(_LINELESS, id="lineless", markup=False)
                yield LinesTable()
        with VerticalScroll(id="below", can_focus=False):
            yield AnswerInput(id="notation", compact=True, select_on_focus=False)
            yield Static(id="told", markup=False)

    @property
    def workout(self) -> Workout | None:
        """The workout whose lines are shown."""
        plan = self._plan
        if plan is None or not plan.workouts:
            return None
        return plan.workouts[min(self._place, len(plan.workouts) - 1)]

    @property
    def place(self) -> int:
        """The place of that workout in its plan, from 0."""
        return self._place

    @property
    def row(self) -> int:
        """The place of the selected line in its workout, from 0."""
        return self.query_one(LinesTable).cursor_row

    @property
    def line(self) -> PlanLine | None:
        """The selected line."""
        workout = self.workout
        row = self.row
        return workout.lines[row] if workout is not None and 0 <= row < len(workout.lines) else None

    def draw(self, plan: Plan | None, facts: Facts, width: int) -> None:
        """Show a plan in so many cells, the selection staying on what was selected."""
        workout, line, row = self.workout, self.line, self.row
        self._plan, self._facts = plan, facts
        places = [] if plan is None else [each.id for each in plan.workouts]
        stays = workout is not None and workout.id in places
        if workout is not None and stays:
            self._place = places.index(workout.id)
        self._place = max(0, min(self._place, len(places) - 1))
        shown = self.workout
        if shown is not None and line is not None:
            rows = [each.id for each in shown.lines]
            row = rows.index(line.id) if line.id in rows else row
        self._draw_room(width, row if stays else 0)

    def _draw_room(self, width: int, row: int) -> None:
        workout, facts, plan = self.workout, self._facts, self._plan
        self.screen.set_class(workout is None, "-empty")
        if workout is None or facts is None or plan is None:
            self._listed = ()
            self.tell(width)
            return
        self._left = _WIDE_LIST_WIDTH if width >= WIDE_FROM else _LIST_WIDTH if width >= LIST_FROM else 0
        self._draw_workouts(plan, (self._left or width) - _LIST_MARGIN)
        self._room = width - 1 - self._left
        self._draw_heading(plan, workout, facts)
        self.query_one(LinesTable).fill(workout, facts, self._room, row)
        self.screen.set_class(not workout.lines, "-lineless")
        self.query_one("#lineless", Static).update(
            Content.assemble(_LINELESS, _DAYLESS if _dayless(workout, plan) else Content())
        )
        self.tell(width)

    def _draw_workouts(self, plan: Plan, width: int) -> None:
        workouts = self.query_one("#workouts", OptionList)
        rows = tuple(_listed(workout, plan, width) for workout in plan.workouts)
        if len(rows) == len(self._listed):
            for place, (old, new) in enumerate(zip(self._listed, rows, strict=True)):
                if old != new:
                    workouts.replace_option_prompt_at_index(place, Content(new))
        else:
            workouts.clear_options()
            workouts.add_options(Option(Content(row)) for row in rows)
        self._listed = rows
        workouts.highlighted = self._place

    def _draw_heading(self, plan: Plan, workout: Workout, facts: Facts) -> None:
        here = self.pane is Pane.LINES
        several = len(plan.workouts) > 1
        before, after = (_arrow("‹ ", -1), _arrow(" ›", 1)) if several else (Content(), Content())
        where = f"  {self._place + 1} of {len(plan.workouts)}" if several else ""
        length = self._length(workout, facts)
        around = len(_MARK) + len(before) + len(after) + len(where) + 2 + len(length)
        shown = Content(literal(workout.name)).truncate(max(1, self._room - around), ellipsis=True)
        name = Content.assemble(_MARK if here else "  ", before, shown, after)
        self.query_one("#workout", Static).update(
            Content.assemble(
                name.stylize("bold $text-primary" if here else "$text-primary"),
                (f"{where}  {length}", "$foreground-muted"),
            )
        )
        self.query_one("#list-head", Static).update(
            Content.styled(
                f"{'  ' if here else _MARK}Workouts", "$text-primary" if here else "bold $text-primary"
            )
        )

    def _length(self, workout: Workout, facts: Facts) -> str:
        """Say how long a workout takes, worked out once as long as it stays the same."""
        if self._timed != (workout, facts):
            self._timed, self._time = (workout, facts), _length(workout, facts)
        return self._time

    def turn_to(self, pane: Pane, width: int) -> None:
        """Let the keys be for the workouts or for the lines."""
        self.pane = pane
        self.query_one("#room").set_class(pane is Pane.WORKOUTS, "-workouts")
        if self._plan is not None and self._facts is not None and self.workout is not None:
            self._draw_heading(self._plan, self.workout, self._facts)
        self.tell(width)

    def choose(self, place: int, width: int) -> None:
        """Show another workout."""
        self._place = place
        self._draw_room(width, 0)

    def select(self, row: int) -> None:
        """Select another line."""
        self.query_one(LinesTable).put_cursor(row)

    def reveal(self, part_id: str, width: int) -> None:
        """Show a line or a workout of the plan, and select it."""
        for place, workout in enumerate(self._plan.workouts if self._plan is not None else ()):
            rows = [line.id for line in workout.lines]
            if part_id in rows or workout.id == part_id:
                row = rows.index(part_id) if part_id in rows else self.row if place == self._place else 0
                self._place = place
                self._draw_room(width, row)
                return

    @property
    def unsaved(self) -> bool:
        """Whether the editor holds what isn't saved: changed text, or what couldn't be stored."""
        typed = self.typed()
        return typed is not None and (self._unsaved or typed != self.entry)

    def begin(self, entry: Entry, width: int, *, unsaved: bool = False) -> None:
        """Open the editor with what `entry` begins with; `unsaved` where that couldn't be stored."""
        self.entry = entry
        self._unsaved = unsaved
        self.refused = False
        self.screen.add_class("-editing")
        notation = self.query_one("#notation", AnswerInput)
        notation.value = entry.text
        # A name is typed over, a line is gone on with.
        begins = 0 if isinstance(entry, NameEntry) else len(entry.text)
        notation.selection = Selection(begins, len(entry.text))
        notation.focus()
        self.tell(width)

    def write(self, text: str) -> None:
        """Put another text into the open editor."""
        notation = self.query_one("#notation", AnswerInput)
        notation.value = text
        notation.cursor_position = len(text)

    def typed(self) -> Entry | None:
        """What is in the editor, where it is open."""
        if self.entry is None:
            return None
        return self.entry.with_text(self.query_one("#notation", AnswerInput).value)

    def end(self, width: int) -> None:
        """Close the editor."""
        self.entry = None
        self.screen.remove_class("-editing")
        self.screen.set_focus(None)
        self.tell(width)

    def read_typed(self, width: int) -> EntryReading | None:
        """Read what is in the editor, where it is open."""
        typed = self.typed()
        if typed is None or self._facts is None:
            return None
        return typed.read(self._plan, self._facts, width - 4, refused=self.refused)

    def tell(self, width: int) -> None:
        """Say below what is typed or selected means, where that has changed."""
        facts, line, workout = self._facts, self.line, self.workout
        if facts is None:
            return
        typed = self.typed()
        about: tuple[object, ...] = (facts, typed, self.refused, width, self._plan if typed else None)
        if typed is None:
            about = (facts, self.pane, line if self.pane is Pane.LINES else (workout, self._plan), width)
        if about == self._told:
            return
        self._told = about
        self.prescription = self.nearest = None
        if typed is not None:
            told = self._tell_typed(width)
        elif workout is None:
            told = Content("")
        elif self.pane is Pane.WORKOUTS:
            told = _about(workout, self._plan, self._length(workout, facts))
        elif line is not None:
            told = self._tell_line(line, facts, width - 4)
        else:
            told = Content("")
        self.query_one("#told", Static).update(told)
        below = self.query_one("#below", VerticalScroll)
        below.border_title = None if typed is None else Content(typed.title)
        below.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self._settle)

    def _tell_typed(self, width: int) -> Content:
        reading = self.read_typed(width)
        if reading is None:
            return Content("")
        self.prescription, self.nearest = reading.prescription, reading.nearest
        return reading.told

    def _tell_line(self, line: PlanLine, facts: Facts, width: int) -> Content:
        proposal = facts.proposals.get(line.id)
        reading = meaning(line.prescription, facts, now=None if proposal is None else proposal.standing.load)
        self.prescription, self.nearest = reading.prescription, reading.nearest
        notation = Content.styled(literal(format_prescription(line.prescription)), "bold")
        rows = [notation]
        if (stand := stands(line, facts)) is not None:
            rows.append(stand)
        rows += plates_of(line, facts, width)
        rows.append(reading.told)
        if line.prescription.tempo is None and not isinstance(line.prescription.sets, Hold):
            rows.append(Content.styled(_BRACKETS, "$foreground-muted"))
        return Content("\n").join(rows)

    def _settle(self) -> None:
        """Once the room is laid out anew: keep the cursor in sight, offer to read on if there is more."""
        table = self.query_one(LinesTable)
        table.put_cursor(table.cursor_row)
        self.screen.refresh_bindings()


def _arrow(drawn: str, by: int) -> Content:
    """An arrow that shows another workout when it is clicked."""
    return Content(drawn).stylize(Style.from_meta({"@click": f"screen.choose({by})"}))


def head(plan: Plan | None, headings: tuple[PlanHeading, ...], *, draft: bool = False) -> Content:
    """Name the plan shown, say whether it is the one that is followed, and when its workouts are due.

    With `draft`, say that there is text of the plan that isn't saved.
    """
    kept = Content.styled("  △ unsaved text: ^t" if draft else "", "$text-warning")
    if plan is None:
        return Content.assemble(("Plan", "bold"), kept)
    heading = next((each for each in headings if each.id == plan.id), None)
    status = ""
    if heading is not None and not heading.active:
        status = "  archived" if heading.archived else "  not active: p, then a"
    return Content.assemble(
        ("Plan", "bold"),
        f"  {literal(plan.name)}",
        kept,
        (f"{status}  {_schedule(plan)}", "$foreground-muted"),
    )


def empty(plan: Plan | None, headings: tuple[PlanHeading, ...], starter: Plan) -> Content:
    """Say what can be done where there is nothing to show."""
    key = "bold $text-accent"
    if plan is not None:
        return Content.assemble(
            (literal(plan.name), "bold $text-primary"),
            "\nThis plan has no workouts.\n",
            ("a", key),
            " adds the first one.",
        )
    rows = [
        Content.styled("None of your plans is active", "bold $text-primary")
        if headings
        else Content.styled("There is no plan yet", "bold $text-primary")
    ]
    if headings:
        rows.append(Content.assemble(("p", key), " opens your plans."))
    rows += [
        Content.assemble(("a", key), " begins one of your own with its first workout."),
        Content.assemble(("n", key), " chooses among templates."),
        Content.assemble(("enter", key), " takes the starter plan, which needs no equipment:"),
    ]
    for workout in starter.workouts:
        rows.append(Content.styled(literal(workout.name), "bold"))
        rows += [Content(f"  {literal(line.prescription.exercise)}") for line in workout.lines]
    return Content("\n").join(rows)


def _listed(workout: Workout, plan: Plan, width: int) -> str:
    """A workout in the list of so many cells: its name in two rows at most, and its days below it."""
    rows = wrap(literal(workout.name), width, max_lines=2, placeholder="…") or [""]
    if workout.days:
        rows.append(f"  {literal(' '.join(workout.days))}")
    elif _dayless(workout, plan):
        rows.append("  no day yet")
    return "\n".join(rows)


def _dayless(workout: Workout, plan: Plan | None) -> bool:
    """Whether a workout never comes, though others come on weekdays."""
    return plan is not None and plan.on_weekdays and not workout.days


def _length(workout: Workout, facts: Facts) -> str:
    if not workout.lines:
        return "no lines yet"
    lines = [(line.prescription, facts.exercise(line.prescription.exercise)) for line in workout.lines]
    return minutes_brief(workout_seconds(lines, facts.settings))


def _about(workout: Workout, plan: Plan | None, length: str) -> Content:
    count = len(workout.lines)
    lines = "" if not count else "1 line, " if count == 1 else f"{count} lines, "
    when = "in turn with the others" if plan is not None and not plan.on_weekdays else "on no weekday yet (s)"
    if workout.days:
        when = f"on {literal(' '.join(workout.days))}"
    return Content.assemble(
        (literal(workout.name), "bold"),
        f"\n{lines}{length}; {when}.",
        (
            "\ntab goes to its lines." if count else "\ntab, then a, adds its first exercise.",
            "$foreground-muted",
        ),
    )


def _schedule(plan: Plan) -> str:
    schedule = plan.schedule
    kind = "on weekdays" if plan.on_weekdays else "in turn"
    if schedule.days and not plan.on_weekdays:
        kind += f" on {literal(' '.join(schedule.days))}"
    start = schedule.start
    begin = "" if start is None else f" from {start.day} {start:%b %Y}"
    missed = {Missed.SHIFT: ", a missed day shifts", Missed.DROP: ", a missed day is dropped", None: ""}
    return f"{kind}{begin}{missed[schedule.missed]}"
