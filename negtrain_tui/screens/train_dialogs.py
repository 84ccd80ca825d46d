"""What Train asks between two sets: which exercise now, what is left out and why, what takes its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.add_exercise import AddExercise
from negtrain_tui.screens.dialogs import LEAVE, AskDialog, Dialog
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.picking import PickDialog
from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Hold, Prescription, Reps
from negtrain_tui.training.proposing import proposed
from negtrain_tui.training.reading import in_words
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

REASONS = ("no time", "too tired", "something hurts", "no equipment free", "not today")
"""What can be said with one key about a set that is left out."""


class JumpDialog(PickDialog):
    """Every line of the session with how far it has come; answers with the place of the one to do now."""

    def __init__(self, course: Course) -> None:
        rows = [_line_row(number, each) for number, each in enumerate(course.stretches, 1)]
        told = "The rest comes after it. One that is done gets a set more, one left out comes back."
        super().__init__("Which exercise now?", rows, told=told, at=course.line)


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


class SkipDialog(Dialog[Skip]):
    """One key for the reason; `s` changes between the set and the whole exercise."""

    DEFAULT_CSS = """
    SkipDialog OptionList { height: auto; max-height: 8; border: none; background: $surface; padding: 0; }
    SkipDialog #told { height: auto; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "skip", priority=True),
        Binding("down", "move(1)", "reason", key_display="↑ ↓ 1-6", priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("s", "switch", "set / exercise", tooltip="Leave out the set, or the whole exercise"),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
        LEAVE,
    ]

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._exercise = course.current.left == 1

    def compose(self) -> ComposeResult:
        """What would be left out, the reasons, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Skip")
            yield Static(id="told", markup=False)
            rows = [*REASONS, "another reason …"]
            options = OptionList(
                *(Option(Content(f"{number} {row}")) for number, row in enumerate(rows, 1)), markup=False
            )
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the first reason."""
        self.query_one(OptionList).highlighted = 0
        self._tell()

    def _tell(self) -> None:
        course = self._course
        name = literal(course.current.prescription.exercise)
        if self._exercise:
            of = f"{course.current.left} of {counted(course.current.sets, 'set')}"
            what = f"{name}, all that is left of it ({of})"
        elif course.warming:
            what = f"{name}, the rest of the warm-up"
        else:
            what = f"{name}, set {course.set_number} of {course.set_count}"
        self.query_one("#told", Static).update(Content.assemble("Leave out ", (what, "bold"), ". Why?"))

    def action_switch(self) -> None:
        """Change between the set and the whole exercise."""
        self._exercise = not self._exercise
        self._tell()

    def action_move(self, by: int) -> None:
        """Move the choice."""
        options = self.query_one(OptionList)
        options.highlighted = max(0, min(len(REASONS), (options.highlighted or 0) + by))

    def action_choose(self) -> None:
        """Skip for the reason highlighted."""
        self.action_pick((self.query_one(OptionList).highlighted or 0) + 1)

    def action_pick(self, number: int) -> None:
        """Skip for a reason by its number; the last one is typed."""
        if number <= len(REASONS):
            self.dismiss(Skip(self._exercise, REASONS[number - 1]))
        elif number == len(REASONS) + 1:
            dialog = AskDialog("Skip", "Why? It may stay empty.", parse=str, words=lambda _: "")
            self.app.push_screen(dialog, self._typed)

    def _typed(self, reason: str | None) -> None:
        if reason is not None:
            self.dismiss(Skip(self._exercise, reason))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Skip for the reason that was clicked."""
        self.action_pick(event.option_index + 1)


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
