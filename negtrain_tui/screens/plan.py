"""The plan: its workouts, their prescriptions, and each line's notation to edit in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.screens import plan_table
from negtrain_tui.screens.brief import minutes_brief
from negtrain_tui.screens.dialogs import AnswerInput
from negtrain_tui.screens.line_reading import Facts, read_line, tell
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.agenda import plan_of
from negtrain_tui.training.durations import workout_seconds
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Mass
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.starter import starter_plan_text
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_LIST_FROM = 76
_LIST_WIDTH = 16
_WIDTHS = [(0, "-unlisted"), (_LIST_FROM, "-listed")]
_HEIGHTS = [(0, "-low"), (22, "-tall")]
_HEAVY_PERCENT = 105


@dataclass(frozen=True, slots=True)
class PlanSnapshot:
    """What the plan is shown from; `heavy` counts sessions over 105 % by the casefolded name."""

    plan: Plan | None
    settings: Settings
    own: tuple[Exercise, ...]
    one_rms: Mapping[str, Mass]
    heavy: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a line, to be taken back."""

    line_id: str
    before: Prescription
    after: Prescription


class PlanScreen(StoredScreen[PlanSnapshot]):
    """Workouts on the left, the chosen one's lines in a table, and the selected line in words below."""

    PALETTE = "Plan"
    DEFAULT_CSS = """
    PlanScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    PlanScreen #room { height: 1fr; }
    PlanScreen #workouts {
        display: none; width: 16; height: 1fr; border: none; border-right: solid $panel;
        padding: 1 0; background: $background;
    }
    PlanScreen.-listed #workouts { display: block; }
    PlanScreen #right { width: 1fr; height: 1fr; padding: 0 0 0 1; }
    PlanScreen #workouts > .option-list--option { padding: 0 1; }
    PlanScreen #workout { height: auto; }
    PlanScreen DataTable { height: 1fr; min-height: 3; background: $background; }
    PlanScreen.-tall #workout { margin-top: 1; }
    PlanScreen.-tall DataTable { margin-top: 1; }
    PlanScreen #empty { display: none; padding: 1; height: 1fr; }
    PlanScreen.-empty #empty { display: block; }
    PlanScreen.-empty #room { display: none; }
    PlanScreen.-empty #below { display: none; }
    PlanScreen.-cramped #empty { display: none; }
    PlanScreen #below { height: auto; max-height: 45vh; padding: 0 1; border-top: solid $panel; }
    PlanScreen.-editing #below { border-top: solid $accent; max-height: 60vh; }
    PlanScreen #notation { display: none; background: $surface; }
    PlanScreen.-editing #notation { display: block; }
    PlanScreen #told { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "edit", tooltip="Edit the selected line's notation"),
        Binding("enter", "take_starter", "take the starter plan", tooltip="Begin with the starter plan"),
        Binding("down", "select(1)", "line", key_display="↑ ↓", tooltip="Select the next line"),
        Binding("up", "select(-1)", "line before", show=False),
        Binding("w", "choose(1)", "workout", tooltip="Show the plan's next workout", key_display="← → w"),
        Binding("right", "choose(1)", "next workout", show=False),
        Binding("left", "choose(-1)", "workout before", show=False),
        Binding("u", "undo", "undo", tooltip="Take back the last edit"),
        Binding("pagedown", "read_on(4)", "read on", tooltip="Show the rest of what stands below the table"),
        Binding("pageup", "read_on(-4)", "read back", show=False),
        Binding("escape", "leave", "leave it unchanged", tooltip="Close the editor without saving"),
    ]

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self._known = catalogue
        self._snapshot: PlanSnapshot | None = None
        self._facts: Facts | None = None
        self._place = 0
        self._edited: PlanLine | None = None
        self._edits: list[Edit] = []
        self._refused = False

    def compose_room(self) -> ComposeResult:
        """A head line, list and table, the line in words or its editor, the keys."""
        yield Static(Content.styled("Plan", "bold"), id="head", markup=False)
        yield Static(id="empty", markup=False)
        with Horizontal(id="room"):
            workouts = OptionList(id="workouts", markup=False)
            workouts.can_focus = False
            yield workouts
            with Vertical(id="right"):
                yield Static(id="workout", markup=False)
                table = plan_table.LinesTable(cursor_type="row", zebra_stripes=False)
                table.can_focus = False
                yield table
        with VerticalScroll(id="below", can_focus=False):
            yield AnswerInput(id="notation", compact=True, select_on_focus=False)
            yield Static(id="told", markup=False)
        yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the table to the new width."""
        if self._snapshot is not None:
            self._draw(event.size.width)

    def read(self, repository: Repository) -> PlanSnapshot:
        """Gather the plan and what its lines are read against."""
        plan = repository.active_plan()
        names = {line.prescription.exercise for each in plan.workouts for line in each.lines} if plan else ()
        return PlanSnapshot(
            plan=plan,
            settings=repository.settings(),
            own=repository.own_exercises(),
            one_rms=repository.one_rms(),
            heavy={name.casefold(): repository.times_lowered_over(name, _HEAVY_PERCENT) for name in names},
        )

    def show(self, snapshot: PlanSnapshot) -> None:
        """Show what was read; an open editor keeps what was typed."""
        self._snapshot = snapshot
        catalogue = self._known.with_own(snapshot.own)
        self._facts = Facts(catalogue, snapshot.settings, snapshot.one_rms, snapshot.heavy)
        self._draw(self.size.width)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is no plan."""
        self.add_class("-empty")
        self.query_one("#empty", Static).update(literal(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a line is edited only its own keys work."""
        del parameters
        plan = self._snapshot.plan if self._snapshot else None
        if action == "leave":
            return self._edited is not None
        if action == "read_on":
            return self.query_one("#below", VerticalScroll).max_scroll_y > 0
        if action == "take_starter":
            return self._snapshot is not None and plan is None
        if action in ("edit", "select", "choose", "undo") and self._edited is not None:
            return False
        if action in ("edit", "select"):
            return self._selected() is not None
        if action == "choose":
            return plan is not None and len(plan.workouts) > 1
        if action == "undo":
            return bool(self._edits)
        return True

    def action_take_starter(self) -> None:
        """Show the starter plan at once, and save it."""
        if self._snapshot is None or self._snapshot.plan is not None:
            return
        now = self.clock.wall()
        plan = plan_of(starter_plan_text(), lambda: new_id(now))
        self.change(lambda repository: repository.save_plan(plan))

    def action_select(self, by: int) -> None:
        """Select another line of the workout."""
        table = self.query_one(DataTable)
        table.move_cursor(row=max(0, min(table.row_count - 1, table.cursor_row + by)))

    def action_read_on(self, by: int) -> None:
        """Show what doesn't fit below the table."""
        self.query_one("#below", VerticalScroll).scroll_relative(y=by, animate=False, immediate=True)

    def action_choose(self, by: int) -> None:
        """Show another workout."""
        plan = self._snapshot.plan if self._snapshot else None
        if plan is not None and plan.workouts:
            self._go_to((self._place + by) % len(plan.workouts))

    def action_edit(self) -> None:
        """Open the selected line's notation."""
        line = self._selected()
        if line is None:
            return
        self._edited = line
        self._refused = False
        self.add_class("-editing")
        notation = self.query_one("#notation", AnswerInput)
        notation.value = format_prescription(line.prescription)
        notation.cursor_position = len(notation.value)
        notation.focus()
        self._tell(self.size.width)
        self.refresh_bindings()

    def action_submit(self) -> None:
        """Save the line, if it can be read; what is wrong with it stands under it already."""
        edited, facts = self._edited, self._facts
        if edited is None or facts is None:
            return
        reading = read_line(self.query_one("#notation", AnswerInput).value, facts, self.size.width)
        if reading.prescription is None:
            self._refused = True
            self._tell(self.size.width)
        elif reading.prescription == edited.prescription:
            self.action_leave()
        else:
            self._save(Edit(edited.id, edited.prescription, reading.prescription))

    def action_leave(self) -> None:
        """Close the editor and leave the line as it is."""
        self._edited = None
        self.remove_class("-editing")
        self.set_focus(None)
        self._tell(self.size.width)
        self.refresh_bindings()

    def action_undo(self) -> None:
        """Take the last edit back, unless the line was changed elsewhere since."""
        if not self._edits:
            return
        edit = self._edits.pop()
        what = edit.before.exercise

        def failed(trouble: StorageError) -> None:
            if not isinstance(trouble, Conflict):
                self._edits.append(edit)
                self.refresh_bindings()

        self.change(
            lambda repository: repository.save_line(edit.line_id, edit.before, expected=edit.after),
            done=lambda: self.say(f"{what}: as it was before."),
            failed=failed,
        )
        self.refresh_bindings()

    def on_input_changed(self) -> None:
        """Read along."""
        self._refused = False
        self._tell(self.size.width)

    def on_data_table_row_highlighted(self) -> None:
        """Tell the selected line in words; while one is edited, leaving it is what `esc` is for."""
        workout = self._workout()
        if self._edited is None:
            self._tell(self.size.width)
        elif workout is not None and self._selected() != self._edited:
            places = [line.id for line in workout.lines]
            if self._edited.id in places:
                self.query_one(DataTable).move_cursor(row=places.index(self._edited.id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the workout that was clicked."""
        if self._edited is None:
            self._go_to(event.option_index)

    def _save(self, edit: Edit) -> None:
        def saved() -> None:
            self._edits.append(edit)
            self.action_leave()

        self.change(
            lambda repository: repository.save_line(edit.line_id, edit.after, expected=edit.before),
            done=saved,
        )

    def _workout(self) -> Workout | None:
        plan = self._snapshot.plan if self._snapshot else None
        if plan is None or not plan.workouts:
            return None
        return plan.workouts[min(self._place, len(plan.workouts) - 1)]

    def _selected(self) -> PlanLine | None:
        workout = self._workout()
        row = self.query_one(DataTable).cursor_row
        return workout.lines[row] if workout is not None and 0 <= row < len(workout.lines) else None

    def _go_to(self, place: int) -> None:
        self._place = place
        self.query_one(DataTable).move_cursor(row=0)
        self._draw(self.size.width)

    def _draw(self, width: int) -> None:
        snapshot, workout, facts = self._snapshot, self._workout(), self._facts
        if snapshot is None or facts is None:
            return
        self.set_class(workout is None, "-empty")
        if snapshot.plan is None or workout is None:
            self.query_one("#empty", Static).update(plan_table.empty(snapshot.plan))
            self.refresh_bindings()
            return
        head = Content.assemble(("Plan", "bold"), f"  {literal(snapshot.plan.name)}")
        self.query_one("#head", Static).update(head)
        self._draw_workouts(snapshot.plan)
        self._draw_heading(snapshot.plan, workout, facts)
        room = width - 1 - (_LIST_WIDTH if width >= _LIST_FROM else 0)
        self.query_one(plan_table.LinesTable).fill(workout, facts, room)
        self._tell(width)
        self.refresh_bindings()

    def _draw_workouts(self, plan: Plan) -> None:
        workouts = self.query_one("#workouts", OptionList)
        workouts.clear_options()
        for workout in plan.workouts:
            days = f"\n  {literal(' '.join(workout.days))}" if workout.days else ""
            workouts.add_option(Option(Content(f"{literal(workout.name)}{days}")))
        workouts.highlighted = min(self._place, len(plan.workouts) - 1)

    def _draw_heading(self, plan: Plan, workout: Workout, facts: Facts) -> None:
        lines = [
            (line.prescription, facts.catalogue.resolve(line.prescription.exercise).exercise)
            for line in workout.lines
        ]
        length = minutes_brief(workout_seconds(lines, facts.settings)) if lines else "no lines yet"
        several = len(plan.workouts) > 1
        name = f"‹ {literal(workout.name)} ›" if several else literal(workout.name)
        where = f"  {self._place + 1} of {len(plan.workouts)}" if several else ""
        self.query_one("#workout", Static).update(
            Content.assemble((name, "bold $text-primary"), (f"{where}  {length}", "$foreground-muted"))
        )

    def _tell(self, width: int) -> None:
        facts, line = self._facts, self._selected()
        if facts is None:
            return
        if self._edited is not None:
            text = self.query_one("#notation", AnswerInput).value
            told = read_line(text, facts, width - 4, refused=self._refused).told
        elif line is not None:
            notation = Content.styled(literal(format_prescription(line.prescription)), "bold")
            told = Content("\n").join((notation, tell(line.prescription, facts)))
        else:
            told = Content("")
        self.query_one("#told", Static).update(told)
        self.query_one("#below", VerticalScroll).scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Once the room is laid out anew: keep the cursor in sight, offer to read on if there is more."""
        table = self.query_one(DataTable)
        table.move_cursor(row=table.cursor_row)
        self.refresh_bindings()
