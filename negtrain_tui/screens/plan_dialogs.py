"""What the plan's own dialogs are asked, and what becomes of their answers."""

from __future__ import annotations

import os
from abc import abstractmethod
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from textual.content import Content

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.screens.plan_edits import EditedPlanScreen
from negtrain_tui.screens.plan_entry import Entry, LineEntry, NameEntry, PlanEdit, next_name, short
from negtrain_tui.screens.plan_view import Pane, PlanView
from negtrain_tui.training import plan_editing
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription
from negtrain_tui.training.proposing import proposed
from negtrain_tui.training.week_start import first_weekday
from negtrain_tui.widgets.literal import literal

if TYPE_CHECKING:
    from negtrain_tui.screens.add_exercise import Added
    from negtrain_tui.screens.plan_text_screen import Draft, TextLeft
    from negtrain_tui.screens.plans_dialog import PlansAnswer
    from negtrain_tui.training.protocols import Template


class AskingPlanScreen(EditedPlanScreen):
    """Opens the dialogs over the plan; they are imported when they are first asked for."""

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock, catalogue)
        self._draft: Draft | None = None

    @abstractmethod
    def begin(self, entry: Entry, *, unsaved: bool = False) -> None:
        """Open the editor below the plan."""

    @property
    def drafted(self) -> bool:
        """Whether text of the plan is kept that isn't saved."""
        return self._draft is not None

    @property
    def unsaved(self) -> bool:
        """Whether leaving Negtrain would lose what was written."""
        return self.drafted or self.view.unsaved

    def action_leave(self) -> None:
        """Ask what becomes of what isn't saved before Negtrain is left."""
        from negtrain_tui.screens.leaving import Leaving, LeavingDialog

        typing, drafted = self.view.unsaved, self.drafted

        def answered(answer: Leaving | None) -> None:
            if answer is Leaving.DROP:
                self._draft = None
                self.app.exit()
            elif answer is Leaving.SHOW and drafted and not typing:
                self.action_text()

        self.app.push_screen(LeavingDialog(_unsaved_said(typing, drafted)), answered)

    @cached_property
    def view(self) -> PlanView:
        """Where the plan is drawn."""
        return self.query_one(PlanView)

    def today(self) -> date:
        """The lifter's day."""
        return self.clock.wall().date()

    def action_template(self) -> None:
        """Begin a plan with a template."""
        from negtrain_tui.screens.plans_dialog import Do, PlansAnswer, TemplateDialog

        def chosen(template: Template | None) -> None:
            if template is not None:
                self._plans_answered(PlansAnswer(Do.NEW, template=template))

        self.app.push_screen(TemplateDialog(), chosen)

    def action_add(self) -> None:
        """Add an exercise below the selected line, or a workout as the last one."""
        from negtrain_tui.screens.add_exercise import AddExercise

        if self.wait_with(self.action_add):
            return
        workout, facts = self.view.workout, self.facts
        if facts is None:
            return
        if workout is None or self.view.pane is Pane.WORKOUTS:
            self.begin(NameEntry(next_name(self.plan), None, self.new_id))
            return
        workout_id, at = workout.id, self.view.row + 1 if workout.lines else 0

        def chosen(added: Added | None) -> None:
            if added is not None:
                self._add(added, workout_id, at)

        self.app.push_screen(AddExercise(facts, self._planned()), chosen)

    def _planned(self) -> tuple[str, ...]:
        workouts = self.plan.workouts if self.plan is not None else ()
        return tuple({line.prescription.exercise: None for each in workouts for line in each.lines})

    def _add(self, added: Added, workout_id: str, at: int) -> None:
        if added.own is not None:
            self._keep_own(added.own)
        if added.prescription is not None:
            line = PlanLine(self.new_id(), added.prescription)
            self.edit(
                PlanEdit(
                    f"{short(line.prescription.exercise)} added",
                    lambda plan: plan_editing.add_line(plan, workout_id, line, at),
                    reveal=line.id,
                )
            )
        elif added.name is not None and self.facts is not None:
            exercise = added.own or self.facts.exercise(added.name)
            line_text = format_prescription(proposed(replace(exercise, name=added.name)))
            self.begin(LineEntry(line_text, workout_id, None, self.new_id, at))

    def _keep_own(self, exercise: Exercise) -> None:
        """Store an exercise of the lifter's own, and read lines by it from now on."""
        if self.facts is not None:
            self.facts = replace(self.facts, catalogue=self.facts.catalogue.with_own((exercise,)))
            self.redraw()
        self.change(lambda repository: repository.save_exercise(exercise))

    def action_form(self) -> None:
        """Edit the selected line in a form."""
        from negtrain_tui.screens.line_form import LineForm

        if self.wait_with(self.action_form):
            return
        line, facts = self.view.line, self.facts
        if line is None or facts is None:
            return

        def answered(prescription: Prescription | None) -> None:
            if prescription is not None:
                self.say_otherwise(line, prescription)

        self.app.push_screen(
            LineForm(line.prescription, facts, self._planned(), keep_own=self._keep_own), answered
        )

    def say_otherwise(self, line: PlanLine, prescription: Prescription) -> None:
        """Let a line say something else."""
        self.edit(
            PlanEdit(
                f"{short(prescription.exercise)} edited",
                lambda plan: plan_editing.edit_line(plan, line.id, prescription),
                reveal=line.id,
                typed=LineEntry(format_prescription(prescription), "", line.id, self.new_id),
            )
        )

    def action_to_workout(self) -> None:
        """Move the selected line to another workout."""
        from negtrain_tui.screens.picking import PickDialog

        if self.wait_with(self.action_to_workout):
            return
        line, workout = self.view.line, self.view.workout
        if line is None or workout is None or self.plan is None:
            return
        others = [each for each in self.plan.workouts if each.id != workout.id]
        exercise = short(line.prescription.exercise)

        def chosen(place: int | None) -> None:
            if place is not None:
                into = others[place]
                label = f"{exercise} moved to {short(into.name)}"
                self.edit(PlanEdit(label, lambda plan: plan_editing.line_to_workout(plan, line.id, into.id)))
                self.say(f"{label}.")

        rows = [Content(literal(each.name)) for each in others]
        self.app.push_screen(PickDialog(f"Move {exercise} to", rows), chosen)

    def action_schedule(self) -> None:
        """Say on which days the workouts are due."""
        from negtrain_tui.screens.schedule_form import ScheduleDialog

        if self.plan is None:
            return

        def answered(changed: Plan | None) -> None:
            if changed is not None:
                self.edit(PlanEdit("Schedule changed", lambda plan: _scheduled(plan, changed)))

        self.app.push_screen(ScheduleDialog(self.plan, self.today()), answered)

    def action_weeks(self) -> None:
        """Look at the next four weeks."""
        from negtrain_tui.screens.weeks import WeeksDialog

        if self.plan is not None and self.snapshot is not None:
            first = first_weekday(self.snapshot.settings.week_start, os.environ)
            self.app.push_screen(WeeksDialog(self.plan, self.today(), self.snapshot.trained, first))

    def action_plans(self) -> None:
        """Choose among the plans, and keep them in order."""
        from negtrain_tui.screens.plans_dialog import PlansDialog

        if self.snapshot is not None:
            shown = self.plan.id if self.plan is not None else None
            self.app.push_screen(PlansDialog(self.snapshot.headings, shown), self._plans_answered)

    def _plans_answered(self, answer: PlansAnswer | None) -> None:
        from negtrain_tui.screens.plan_shelf import carry_out
        from negtrain_tui.screens.plans_dialog import Do

        if answer is None:
            return
        if answer.do is Do.OPEN:
            self.open(answer.plan_id)
            self.reload()
            return
        today = self.today()
        told: list[tuple[str, str | None]] = []

        def done() -> None:
            said, shown = told[0]
            self.open(shown)
            self.say(said)

        self.hand_over(
            lambda repository: told.append(carry_out(answer, repository, self.new_id, today)), done=done
        )

    def action_text(self) -> None:
        """Edit the whole plan as text."""
        from negtrain_tui.screens.plan_text_screen import PlanTextScreen

        if self.plan is not None and self.facts is not None:
            line, workout = self.view.line, self.view.workout
            at = line.id if line is not None else workout.id if workout is not None else None
            self.app.push_screen(
                PlanTextScreen(self.outbox, self.clock, self.plan, self.facts, at=at, draft=self._draft),
                self._text_left,
            )

    def action_outside(self) -> None:
        """Edit the whole plan in the lifter's own editor."""
        from negtrain_tui.screens.external_editor import edit_outside
        from negtrain_tui.screens.plan_text_screen import Draft, PlanTextScreen
        from negtrain_tui.training.plan_text import format_plan

        if self.plan is None or self.facts is None:
            return
        draft = self._draft or Draft(self.plan, format_plan(self.plan))
        try:
            edited = edit_outside(self.app, draft.text)
        except Refused as refused:
            self.complain(str(refused))
            return
        if edited == draft.text:
            self.say("Nothing was changed in the editor.")
            return
        self.app.push_screen(
            PlanTextScreen(
                self.outbox,
                self.clock,
                self.plan,
                self.facts,
                draft=Draft(draft.base, edited),
                save_at_once=True,
            ),
            self._text_left,
        )

    def _text_left(self, left: TextLeft | None) -> None:
        self._draft = left.draft if left is not None else None
        self.redraw()
        if left is not None and left.saved is not None:
            self.say(left.saved)

    def action_describe(self) -> None:
        """Describe the exercise of the line as the lifter's own."""
        from negtrain_tui.screens.own_exercise import OwnExerciseDialog

        prescription, facts = self.view.prescription, self.facts
        if prescription is None or facts is None:
            return

        def described(exercise: Exercise | None) -> None:
            if exercise is not None:
                self._keep_own(exercise)

        self.app.push_screen(OwnExerciseDialog(facts.catalogue, prescription.exercise), described)


def _unsaved_said(typing: bool, drafted: bool) -> str:
    text = "the plan as text (^t), which is kept only until Negtrain ends"
    if typing:
        also = f" Neither is {text}." if drafted else ""
        return f"What you are typing isn't saved.{also}"
    return f"There is unsaved text: {text}."


def _scheduled(plan: Plan, changed: Plan) -> Plan:
    """Take over the schedule and the weekdays of those workouts that are still there."""
    plan = plan_editing.reschedule(plan, changed.schedule)
    standing = {workout.id for workout in plan.workouts}
    for workout in changed.workouts:
        if workout.id in standing:
            plan = plan_editing.workout_days(plan, workout.id, workout.days)
    return plan
