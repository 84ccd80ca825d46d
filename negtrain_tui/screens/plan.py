"""The plan: everything in it edited by keys or by mouse, with what each line means."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar
from unicodedata import category

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input, OptionList, Static

from negtrain_tui.coaching import today_line
from negtrain_tui.screens import plan_view
from negtrain_tui.screens.plan_dialogs import AskingPlanScreen
from negtrain_tui.screens.plan_entry import (
    Entry,
    LineEntry,
    NameEntry,
    PlanEdit,
    line_entry,
    short,
)
from negtrain_tui.screens.plan_keys import KEYS
from negtrain_tui.screens.plan_view import LIST_FROM, WIDE_FROM, Pane, PlanView
from negtrain_tui.screens.starting import start_of
from negtrain_tui.training import plan_editing
from negtrain_tui.training.agenda import lines_in_week, week_of_plan
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.protocols import plan_of, starter
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_OWN_PLAN = "My plan"
_WHILE_TYPING = frozenset({"close", "read_on", "take_nearest", "describe"})
_ONLY_TYPING = frozenset({"close"})
_LINE_ACTIONS = frozenset({"form", "to_workout", "why"})
_PART_ACTIONS = frozenset({"copy", "delete", "move"})
_PLAN_ACTIONS = frozenset({"schedule", "weeks", "text", "outside"})


class PlanScreen(AskingPlanScreen):
    """Workouts on the left, the chosen one's lines in a table, the selected one in words below."""

    _pane_clicked = False
    PALETTE = "Plan"
    DEFAULT_CSS = plan_view.LOOKS
    HORIZONTAL_BREAKPOINTS = [(0, "-unlisted"), (LIST_FROM, "-listed"), (WIDE_FROM, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def compose_room(self) -> ComposeResult:
        """A head line, the plan, the keys."""
        yield Static(Content.styled("Plan", "bold"), id="head", markup=False)
        yield PlanView()
        yield KeyBar(self.words_of)

    @property
    def typing(self) -> bool:
        """Whether the editor is open."""
        return self.view.entry is not None

    def words_of(self, action: str, description: str) -> str:
        """Name what a key does in the half of the plan that the keys are for."""
        workouts = self.view.pane is Pane.WORKOUTS
        if action == "turn":
            return "lines" if workouts else "workouts"
        if action == "edit":
            return "rename" if workouts else "edit"
        if action == "select(1)":
            return "workout" if workouts else "line"
        return description

    def on_resize(self, event: events.Resize) -> None:
        """Fit the table to the new width."""
        if self.facts is not None:
            self.view.draw(self.plan, self.facts, event.size.width)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is no plan."""
        self.add_class("-empty")
        self.query_one("#empty", Static).update(literal(sentence))

    def redraw(self) -> None:
        """Draw what changed of the plan."""
        if self.facts is None or self.snapshot is None:
            return
        headings = self.snapshot.headings
        self.query_one("#head", Static).update(plan_view.head(self.plan, headings, draft=self.drafted))
        self.view.draw(self.plan, self.facts, self.size.width)
        if self.view.workout is None:
            self.query_one("#empty", Static).update(plan_view.empty(self.plan, headings, self._starter()))
        self.refresh_bindings()

    def reveal(self, part_id: str) -> None:
        """Show and select a line or a workout."""
        self.view.reveal(part_id, self.size.width)

    def go_on_typing(self, entry: Entry) -> None:
        """Open what was typed once more; where something else is being typed, say what wasn't saved."""
        if self.typing:
            self.complain(f"Not saved: {entry.text}")
            return
        standing = entry.standing(self.plan) if self.plan is not None else None
        if standing is not None:
            part_id = standing.line_id if isinstance(standing, LineEntry) else None
            self.reveal(part_id or standing.workout_id or "")
            self.begin(standing, unsaved=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed only the editor's own keys work."""
        del parameters
        if not self.is_mounted or not hasattr(PlanScreen, f"action_{action}"):
            return True
        view = self.view
        if action == "leave":
            return self.unsaved
        if view.entry is not None:
            return action == "submit" or (action in _WHILE_TYPING and self._applies(action))
        return action not in _ONLY_TYPING and self._applies(action)

    def _applies(self, action: str) -> bool:
        view, plan = self.view, self.plan
        lines = view.pane is Pane.LINES
        if action == "close":
            return True
        if action == "read_on":
            return self.query_one("#below", VerticalScroll).max_scroll_y > 0
        if self.snapshot is None:
            return action == "all_keys"
        if action in ("take_starter", "template"):
            return plan is None
        if action == "undo":
            return self.can_undo
        if action == "redo":
            return self.can_redo
        if action in ("take_nearest", "describe"):
            known = view.prescription is None or self._knows(view.prescription.exercise)
            return view.nearest is not None if action == "take_nearest" else not known
        if action in _PLAN_ACTIONS:
            return plan is not None
        if action in ("turn", "train"):
            return view.workout is not None
        if action in _LINE_ACTIONS:
            enough = action != "to_workout" or (plan is not None and len(plan.workouts) > 1)
            return lines and view.line is not None and enough
        if action == "edit" or action in _PART_ACTIONS:
            return (view.line if lines else view.workout) is not None
        if action in ("choose", "select"):
            several = plan is not None and len(plan.workouts) > 1
            return view.line is not None if action == "select" and lines else several
        return True

    def _knows(self, name: str) -> bool:
        return self.facts is None or self.facts.catalogue.find(name) is not None

    def _starter(self) -> Plan:
        return plan_of(starter(), self.new_id, self.today())

    def action_take_starter(self) -> None:
        """Show the starter plan at once, and save it."""
        if self.plan is None:
            plan = self._starter()
            self.begin_with(plan, f"{plan.name} begun")

    def action_turn(self) -> None:
        """Let the keys be for the other side."""
        if self.wait_with(self.action_turn):
            return
        self._turn_to(Pane.LINES if self.view.pane is Pane.WORKOUTS else Pane.WORKOUTS)

    def _turn_to(self, pane: Pane) -> None:
        self.view.turn_to(pane, self.size.width)
        self.refresh_bindings()

    def action_select(self, by: int) -> None:
        """Select another line, or another workout."""
        if self.wait_with(partial(self.action_select, by)):
            return
        view = self.view
        if view.pane is Pane.LINES:
            view.select(view.row + by)
            # In the same frame as the cursor, not in the one after the table's own message.
            view.tell(self.size.width)
        elif self.plan is not None and 0 <= view.place + by < len(self.plan.workouts):
            view.choose(view.place + by, self.size.width)

    def action_choose(self, by: int) -> None:
        """Show another workout."""
        if self.wait_with(partial(self.action_choose, by)):
            return
        if self.plan is not None and self.plan.workouts:
            self.view.choose((self.view.place + by) % len(self.plan.workouts), self.size.width)

    def action_read_on(self, by: int) -> None:
        """Show what doesn't fit below the table."""
        self.query_one("#below", VerticalScroll).scroll_relative(y=by, animate=False, immediate=True)

    def action_edit(self) -> None:
        """Open the selected line's notation, or the workout's name."""
        if self.wait_with(self.action_edit):
            return
        view = self.view
        workout, line = view.workout, view.line
        if workout is None or view.entry is not None:
            return
        if view.pane is Pane.WORKOUTS:
            self.begin(NameEntry(workout.name, workout.id, self.new_id))
        elif line is not None:
            self.begin(line_entry(line, workout, self.new_id))

    def begin(self, entry: Entry, *, unsaved: bool = False) -> None:
        """Open the editor; `unsaved` with what couldn't be stored."""
        self.view.begin(entry, self.size.width, unsaved=unsaved)
        self.refresh_bindings()

    def action_submit(self) -> None:
        """Save what is typed, if it can be read; what is wrong with it stands under it already."""
        view = self.view
        reading, entry = view.read_typed(self.size.width), view.entry
        if reading is None:
            return
        if reading.edit is None:
            view.refused = True
            view.tell(self.size.width)
            return
        self.action_close()
        if self.plan is None:
            plan = reading.edit.make(Plan(self.new_id(), _OWN_PLAN, ()))
            self.begin_with(plan, f"{_OWN_PLAN} begun", reading.edit.reveal)
        else:
            self.edit(reading.edit)
        if isinstance(entry, NameEntry) and entry.workout_id is None:
            self._turn_to(Pane.LINES)

    def action_close(self) -> None:
        """Close the editor and leave the plan as it is."""
        self.view.end(self.size.width)
        self.refresh_bindings()

    def action_copy(self) -> None:
        """Put a copy of the selected line or workout below it."""
        if self.wait_with(self.action_copy):
            return
        line, workout = self.view.line, self.view.workout
        if self.view.pane is Pane.LINES and line is not None:
            label = f"{short(line.prescription.exercise)} copied"
            self.edit(PlanEdit(label, lambda plan: plan_editing.copy_line(plan, line.id, self.new_id)))
            self.action_select(1)
        elif self.view.pane is Pane.WORKOUTS and workout is not None:
            label = f"{short(workout.name)} copied"
            self.edit(PlanEdit(label, lambda plan: plan_editing.copy_workout(plan, workout.id, self.new_id)))
            self.action_select(1)

    def action_delete(self) -> None:
        """Delete the selected line, or the workout with its lines."""
        if self.wait_with(self.action_delete):
            return
        line, workout = self.view.line, self.view.workout
        if self.view.pane is Pane.LINES and line is not None:
            label = f"{short(line.prescription.exercise)} deleted"
            self.edit(PlanEdit(label, lambda plan: plan_editing.delete_line(plan, line.id)))
        elif self.view.pane is Pane.WORKOUTS and workout is not None:
            label = f"{short(workout.name)} deleted"
            self.edit(PlanEdit(label, lambda plan: plan_editing.delete_workout(plan, workout.id)))
        else:
            return
        self.say(f"{label}; u brings it back.")

    def action_move(self, by: int) -> None:
        """Move the selected line or workout up or down."""
        if self.wait_with(partial(self.action_move, by)):
            return
        line, workout = self.view.line, self.view.workout
        if self.view.pane is Pane.LINES and line is not None:
            label = f"{short(line.prescription.exercise)} moved"
            self.edit(PlanEdit(label, lambda plan: plan_editing.move_line(plan, line.id, by), line.id))
        elif self.view.pane is Pane.WORKOUTS and workout is not None:
            label = f"{short(workout.name)} moved"
            self.edit(
                PlanEdit(label, lambda plan: plan_editing.move_workout(plan, workout.id, by), workout.id)
            )

    def action_why(self) -> None:
        """Explain where the selected line stands, and what comes next."""
        from negtrain_tui.screens.why import WhyScreen

        if self.wait_with(self.action_why):
            return
        plan, workout, line = self.plan, self.view.workout, self.view.line
        if plan is not None and workout is not None and line is not None:
            known = self._known
            self.app.push_screen(
                WhyScreen(self.outbox, self.clock, known, plan.id, workout.lines, first=line.id)
            )

    def action_train(self) -> None:
        """Train the workout shown, with the lines that its programme has this week."""
        plan, workout, snapshot = self.plan, self.view.workout, self.snapshot
        if plan is None or workout is None or snapshot is None:
            return
        week = week_of_plan(plan, self.today(), snapshot.trained)
        lines = lines_in_week(workout, week)
        if not lines:
            this_week = f" in week {week}" if workout.lines else ""
            self.complain(f"{workout.name} has no lines{this_week}; add some, or train another workout.")
            return
        proposals = {} if self.facts is None else self.facts.proposals
        trained = [(line, today_line(line, proposals.get(line.id))) for line in lines]
        self.post_message(start_of(workout, trained, deload=any(each.easy for each in proposals.values())))

    def action_take_nearest(self) -> None:
        """Take the known name that is nearest to the one written."""
        view = self.view
        if view.prescription is None or view.nearest is None:
            return
        named = replace(view.prescription, exercise=view.nearest)
        if view.entry is not None:
            view.write(format_prescription(named))
        elif view.line is not None:
            self.say_otherwise(view.line, named)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read along; a paste's control characters, which the terminal would obey, are left out."""
        seen = "".join(character for character in event.value if category(character) != "Cc")
        if seen != event.value:
            self.view.write(seen)
            self.say("Characters that can't be seen were left out.")
            return
        self.view.refused = False
        self.view.tell(self.size.width)

    def on_data_table_row_highlighted(self) -> None:
        """Tell the selected line in words; while one is edited, leaving it is what `esc` is for."""
        view = self.view
        entry = view.entry
        if entry is None:
            view.tell(self.size.width)
        elif isinstance(entry, LineEntry) and entry.line_id is not None and self._selected() != entry.line_id:
            self.reveal(entry.line_id)

    def _selected(self) -> str | None:
        line = self.view.line
        return line.id if line is not None else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Let the keys be for the side that is clicked."""
        if self.typing or self.view.workout is None or event.widget is None:
            return
        sides = {node.id for node in event.widget.ancestors_with_self}
        pane = Pane.WORKOUTS if "left" in sides else Pane.LINES if "right" in sides else self.view.pane
        self._pane_clicked = pane is not self.view.pane
        if self._pane_clicked:
            self._turn_to(pane)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Edit the line that is clicked again."""
        del event
        if not self._pane_clicked and not self.typing:
            self.action_edit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the workout that was clicked; clicked again, go to its lines."""
        view = self.view
        if self.typing:
            event.option_list.highlighted = view.place
        elif event.option_index != view.place:
            view.choose(event.option_index, self.size.width)
        elif not self._pane_clicked:
            self._turn_to(Pane.LINES)
