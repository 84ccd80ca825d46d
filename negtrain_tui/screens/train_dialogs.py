"""What Train asks between two sets: which exercise now, what is left out and why, what takes its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.add_exercise import AddExercise
from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.picking import PickDialog, RowsDialog
from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Hold, Prescription, Reps
from negtrain_tui.training.proposing import proposed
from negtrain_tui.training.reading import in_words
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

REASONS = ("no time", "too tired", "something hurts", "no equipment free", "not today")
"""What can be said with one key about a set that is left out."""


class JumpDialog(PickDialog):
    """Every line of the session with how far it has come; answers with the place of the one to do now."""

    def __init__(self, course: Course) -> None:
        rows = [_line_row(number, each) for number, each in enumerate(course.stretches, 1)]
        told = "The rest comes after it. One that is done gets a set more, one left out comes back."
        super().__init__("Which exercise now?", rows, told=Content(told), at=course.line)


def _line_row(number: int, each: Stretch) -> Content:
    where = f"{each.done} of {counted(each.sets, 'set')}"
    if each.over:
        where = "over for today"
    elif each.skipped:
        where = f"left out after {where}" if each.done else "left out"
    elif not each.left:
        where = f"✓ {where}"
    group = "" if each.prescription.group is None else f"{each.prescription.group} "
    name = f"{number} {group}{literal(each.prescription.exercise)}"
    return Content.assemble(f"{name}  ", (where, "$foreground-muted"))


@dataclass(frozen=True, slots=True)
class Skip:
    """What is left out: the next set, or with `exercise` all that its line has left; and why."""

    exercise: bool
    reason: str


class SkipDialog(RowsDialog[Skip]):
    """One key for the reason; `s` changes between the set and the whole exercise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "switch", "set / exercise", tooltip="Leave out the set, or the whole exercise"),
    ]

    def __init__(self, course: Course) -> None:
        self._course = course
        self._exercise = course.current.left == 1
        reasons = [*REASONS, "another reason …"]
        rows = [Content(f"{number} {reason}") for number, reason in enumerate(reasons, 1)]
        super().__init__("Skip", rows, told=self._asked())

    def _asked(self) -> Content:
        course = self._course
        name = literal(course.current.prescription.exercise)
        if self._exercise:
            of = f"{course.current.left} of {counted(course.current.sets, 'set')}"
            what = f"{name}, all that is left of it ({of})"
        elif course.warming:
            what = f"{name}, the rest of the warm-up"
        else:
            what = f"{name}, set {course.set_number} of {course.set_count}"
        return Content.assemble("Leave out ", (what, "bold"), ". Why?")

    def action_switch(self) -> None:
        """Change between the set and the whole exercise."""
        self._exercise = not self._exercise
        self.query_one("#told", Static).update(self._asked())

    def take(self, place: int) -> None:
        """Skip for the reason in this place; the last one is typed."""
        if place < len(REASONS):
            self.dismiss(Skip(self._exercise, REASONS[place]))
        else:
            dialog = AskDialog("Skip", "Why? It may stay empty.", parse=str, words=lambda _: "")
            self.app.push_screen(dialog, self._typed)

    def _typed(self, reason: str | None) -> None:
        if reason is not None:
            self.dismiss(Skip(self._exercise, reason))


@dataclass(frozen=True, slots=True)
class Replacement:
    """What takes the place of an exercise for today: its line, and the lifter's own exercise it may be of."""

    line: str
    own: Exercise | None = None


async def ask_replacement(app: App[object], now: Stretch, facts: Facts) -> Replacement | None:
    """Ask for the exercise that takes the place of `now` for today, and how it is done."""
    name = now.prescription.exercise
    search = AddExercise(facts, title=f"Instead of {literal(name)}, for today", like=now.exercise)
    added = await app.push_screen_wait(search)
    if added is None:
        return None
    if added.prescription is not None:
        # It takes the place of `now` among those it takes turns with.
        grouped = replace(added.prescription, group=now.prescription.group)
        return Replacement(format_prescription(grouped), added.own)
    named = added.name or ""
    exercise = added.own or facts.catalogue.resolve(named).exercise
    left = max(1, now.left)

    def words(p: Prescription) -> str:
        return in_words(p, facts.catalogue.resolve(p.exercise).exercise)

    dialog = AskDialog(
        "For today",
        f"{counted(left, 'set')} left. Write how it is done, with its load: @60kg, @bw …",
        parse=parse_prescription,
        words=words,
        value=format_prescription(_in_place_of(now.prescription, replace(exercise, name=named), left)),
    )
    answer = await app.push_screen_wait(dialog)
    return None if answer is None else Replacement(format_prescription(answer), added.own)


def _in_place_of(p: Prescription, exercise: Exercise, sets: int) -> Prescription:
    """Propose as many sets and reps of another exercise, with the same rest and turns."""
    asked = [p.reps_of_set(number) for number in range(1, p.set_count + 1)]
    counts = [each[1] for each in asked if not isinstance(each, Hold)]
    usual = replace(proposed(exercise), rest=p.rest, group=p.group)
    return replace(usual, sets=Reps(sets, counts[-1], counts[-1]) if counts else Reps(sets, 5, 5))
