"""What is typed below the plan: a line's notation or a workout's name, and the edit that it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual.content import Content

from negtrain_tui.screens.line_reading import Facts, fault, read_line
from negtrain_tui.training import plan_editing
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout
from negtrain_tui.widgets.literal import literal

NewId = Callable[[], str]

_LABEL_LENGTH = 40
_LOADS = "Its load, if any: @60kg, @135lb, @bw, @bw+5kg or @80%."


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """One edit of the plan shown: its label, what it makes of a plan, and the line or workout to show then.

    `typed` is what the lifter wrote for it, to go on from if it can't be stored.
    """

    label: str
    make: Callable[[Plan], Plan]
    reveal: str | None = None
    typed: Entry | None = None


@dataclass(frozen=True, slots=True)
class EntryReading:
    """The edit that the text makes, or None where it can't be read; either way what to tell of it."""

    edit: PlanEdit | None
    told: Content
    prescription: Prescription | None = None
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class LineEntry:
    """The notation of a line, or of a new one, which comes at the index `at` of its workout."""

    text: str
    workout_id: str
    line_id: str | None
    new_id: NewId
    at: int | None = None

    @property
    def title(self) -> str:
        """What is typed here."""
        return "new line" if self.line_id is None else "line"

    def with_text(self, text: str) -> LineEntry:
        """The same entry with what was typed meanwhile."""
        return replace(self, text=text)

    def standing(self, plan: Plan) -> LineEntry | None:
        """The entry as it can go on in `plan`: a line that is gone is added anew; None without a workout."""
        if not plan.workouts:
            return None
        homes = [each for each in plan.workouts if any(line.id == self.line_id for line in each.lines)]
        if homes:
            return replace(self, workout_id=homes[0].id)
        if any(each.id == self.workout_id for each in plan.workouts):
            return replace(self, line_id=None)
        return replace(self, line_id=None, workout_id=plan.workouts[0].id, at=None)

    def read(self, plan: Plan | None, facts: Facts, width: int, *, refused: bool = False) -> EntryReading:
        """Read the text under an input of `width` cells."""
        reading = read_line(self.text, facts, width, refused=refused)
        prescription = reading.prescription
        if prescription is None or plan is None:
            return EntryReading(None, reading.told)
        name = short(prescription.exercise)
        if self.line_id is None:
            line = PlanLine(self.new_id(), prescription)
            edit = PlanEdit(
                f"{name} added",
                lambda plan: plan_editing.add_line(plan, self.workout_id, line, self.at),
                reveal=line.id,
                typed=self,
            )
        else:
            line_id = self.line_id
            edit = PlanEdit(
                f"{name} edited",
                lambda plan: plan_editing.edit_line(plan, line_id, prescription),
                reveal=line_id,
                typed=self,
            )
        told = reading.told
        if self.line_id is None and prescription.load is None:
            told = Content("\n").join((told, Content.styled(_LOADS, "$foreground-muted")))
        return EntryReading(edit, told, prescription, reading.nearest)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """The name of a workout, or of a new one, which comes at the index `at` of its plan."""

    text: str
    workout_id: str | None
    new_id: NewId
    at: int | None = None

    @property
    def title(self) -> str:
        """What is typed here."""
        return "new workout" if self.workout_id is None else "workout's name"

    def with_text(self, text: str) -> NameEntry:
        """The same entry with what was typed meanwhile."""
        return replace(self, text=text)

    def standing(self, plan: Plan) -> NameEntry | None:
        """The entry as it can go on in `plan`: a workout that is gone is added anew."""
        if any(workout.id == self.workout_id for workout in plan.workouts):
            return self
        return replace(self, workout_id=None, at=None)

    def read(self, plan: Plan | None, facts: Facts, width: int, *, refused: bool = False) -> EntryReading:
        """Read the text; `facts` and `width` don't matter to a name."""
        del facts, width
        name = self.text.strip()
        if not name:
            return EntryReading(None, fault("A workout needs a name, such as Push or Day A.", refused))
        others = () if plan is None else plan.workouts
        again = any(other.name == name and other.id != self.workout_id for other in others)
        warnings = [f"△ Another workout is called {literal(name)} too."] if again else []
        if _is_line(name):
            warnings.append("△ That is a line, not a name. To add it to a workout: esc, tab, then a.")
        content = Content.styled("\n".join(warnings), "$text-warning")
        if self.workout_id is None:
            if plan is not None and plan.on_weekdays:
                dayless = Content.styled("It isn't on any weekday yet: s gives it one.", "$foreground-muted")
                content = Content("\n").join((content, dayless)) if warnings else dayless
            workout = Workout(self.new_id(), name, ())
            make: Callable[[Plan], Plan] = lambda plan: plan_editing.add_workout(plan, workout, self.at)  # noqa: E731
            return EntryReading(PlanEdit(f"{short(name)} added", make, workout.id, self), content)
        workout_id = self.workout_id
        was = next((other.name for other in others if other.id == workout_id), name)
        return EntryReading(
            PlanEdit(
                f"{short(was)} renamed {short(name)}",
                lambda plan: plan_editing.rename_workout(plan, workout_id, name),
                workout_id,
                self,
            ),
            content,
        )


def _is_line(name: str) -> bool:
    """Whether a name is likely to be meant as a line."""
    try:
        parse_prescription(name)
    except Refused:
        return False
    return True


Entry = LineEntry | NameEntry


def line_entry(plan_line: PlanLine, workout: Workout, new_id: NewId) -> LineEntry:
    """Begin with a line as it stands."""
    at = next(place for place, line in enumerate(workout.lines) if line.id == plan_line.id)
    return LineEntry(format_prescription(plan_line.prescription), workout.id, plan_line.id, new_id, at)


def next_name(plan: Plan | None) -> str:
    """Propose a name for the next workout: the letter or number after the last one's, else its number."""
    workouts = () if plan is None else plan.workouts
    taken = {workout.name for workout in workouts}
    proposed = f"Workout {len(workouts) + 1}"
    if workouts:
        stem, space, last = workouts[-1].name.rpartition(" ")
        if space and last.isascii() and last.isdigit() and len(last) < 4:
            proposed = f"{stem} {int(last) + 1}"
        elif space and len(last) == 1 and last.isascii() and last.isalpha() and last not in "zZ":
            proposed = f"{stem} {chr(ord(last) + 1)}"
    number = len(workouts) + 1
    while proposed in taken:
        number += 1
        proposed = f"Workout {number}"
    return proposed


def short(name: str) -> str:
    """Cut a name so that it fits into a sentence."""
    return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1]}…"
