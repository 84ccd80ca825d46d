"""The whole plan as text, read along while it is written, and saved only when all of it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, StorageError
from negtrain_tui.screens.brief import whole_minutes
from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.screens.external_editor import edit_outside
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.screens.stored import answered
from negtrain_tui.training.durations import workout_seconds
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Resolution, name_key
from negtrain_tui.training.plan_changes import change
from negtrain_tui.training.plan_changes_said import changes_said
from negtrain_tui.training.plan_matching import reconciled
from negtrain_tui.training.plan_text import PlanReading, PlanTextError, format_plan, read_plan
from negtrain_tui.training.prescription import Plan, Prescription
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.marked_text import MarkedText, spelt

# Long enough to let a fast typist finish a word, short enough to be felt as at once.
_PAUSE_S = 0.1
_MOST_LISTED = 100
_MOST_TIMES = 4
_NOT_SAVED = "This text isn't saved. The plan stands as it was. A draft is kept until Negtrain ends."


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that isn't saved, and the plan as it stood when it was begun."""

    base: Plan
    text: str


@dataclass(frozen=True, slots=True)
class TextLeft:
    """How the text was left: what was saved last, in words, and what is kept unsaved."""

    saved: str | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class _Hint:
    """Something to know about a line that can be read; lines and columns count from 1."""

    line: int
    column: int
    said: str


class Unsaved(Enum):
    """What becomes of text that isn't saved."""

    KEEP = auto()
    DROP = auto()


class UnsavedDialog(Dialog[Unsaved]):
    """Asks about unsaved text; no answer goes on writing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "answer('KEEP')",
            "keep as a draft",
            tooltip="^t on Plan opens it again, until Negtrain ends",
        ),
        Binding("d", "answer('DROP')", "throw away", tooltip="Leave the plan as it is and forget this text"),
        Binding("escape", "leave", "go on writing"),
    ]

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Not saved yet")
            yield Static(_NOT_SAVED, markup=False)
            yield KeyBar()

    def action_answer(self, name: str) -> None:
        """Answer."""
        self.dismiss(Unsaved[name])


class PlanTextScreen(RoomyScreen[TextLeft]):
    """A plan to write: what is wrong is underlined and listed, and nothing is saved until it is whole."""

    DEFAULT_CSS = """
    PlanTextScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    PlanTextScreen MarkedText { height: 1fr; }
    PlanTextScreen #wrong {
        height: auto; max-height: 4; border: none; padding: 0; background: $surface; display: none;
    }
    PlanTextScreen.-wrong #wrong { display: block; }
    PlanTextScreen #status { height: auto; max-height: 3; padding: 0 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", tooltip="Save the whole plan"),
        Binding(
            "f8,ctrl+n", "next_error", "next error", tooltip="Go to the next place with an error or a hint"
        ),
        Binding("ctrl+r", "theirs", "show theirs", tooltip="Show the plan as the other Negtrain left it"),
        Binding("f4", "outside", "$EDITOR", tooltip="Go on with this text in your own editor"),
        Binding("escape", "leave", "leave"),
    ]

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        plan: Plan,
        facts: Facts,
        *,
        at: str | None = None,
        draft: Draft | None = None,
        save_at_once: bool = False,
    ) -> None:
        """Write `plan`, or go on with `draft`; the cursor begins at the line or workout with the id `at`.

        With `save_at_once` a draft that can be read is saved and left without a further key.
        """
        super().__init__()
        self._outbox = outbox
        self._clock = clock
        self._facts = facts
        self._base: Plan | None = draft.base if draft else plan
        self._drafted_from = draft.base if draft else plan
        self._unchanged = spelt(format_plan(self._drafted_from))
        self._first = spelt(draft.text) if draft else self._unchanged
        self._row = _row_of(plan, self._first, at) if at is not None and draft is None else 0
        self._save_at_once = save_at_once
        self._reading: PlanReading = read_plan(self._first)
        self._theirs: Plan | None = None
        self._saved: str | None = None
        self._saving = False
        self._pause: Timer | None = None
        self._times: dict[tuple[Prescription, ...], int] = {}
        self._known: dict[str, Resolution] = {}
        self._hints: tuple[_Hint, ...] = ()
        self._unknown = 0

    def compose_room(self) -> ComposeResult:
        """Head, text, what is wrong, how it stands, keys."""
        yield Static(id="head", markup=False)
        yield MarkedText(self._first, id="text")
        wrong = OptionList(id="wrong", markup=False)
        wrong.can_focus = False
        yield wrong
        yield Static(id="status", markup=False)
        yield KeyBar(self._words_of)

    def on_mount(self) -> None:
        """Show how the text stands, and begin where the lifter was."""
        area = self._area
        area.focus()
        area.move_cursor((self._row, 0), center=True)
        self._show_reading()
        if not self._save_at_once:
            return
        if self._reading.sketch is not None:
            self.action_save()
        else:
            self.action_next_error()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to jump only where something is wrong, and theirs only where there is another state."""
        del parameters
        if action == "next_error":
            return bool(self._places)
        if action == "theirs":
            return self._theirs is not None
        return True

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """Offer every key to the command palette."""
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and self.check_action(binding.action, ()):
                told = binding.tooltip or binding.description
                yield f"Plan as text: {binding.description}", told, partial(self.run_action, binding.action)
        area = self._area
        yield "Plan as text: undo", "Take the last typing back", area.undo
        yield "Plan as text: redo", "Type it again", area.redo

    def on_text_area_changed(self) -> None:
        """Read along, a moment after the last key."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE_S, self._read)

    def on_marked_text_spelt(self) -> None:
        """Say what became of pasted control characters."""
        self.say(
            "Characters that can't be seen were spelt out, such as \\x1b: in quotes they stand for them."
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the error that was clicked."""
        if event.option_index < len(self._listed):
            self._go_to(self._listed[event.option_index])

    def action_next_error(self) -> None:
        """Go to the next error after the cursor, and from the last to the first; without any, to a hint."""
        self._read()
        places = self._places
        if not places:
            return
        row, column = self._area.cursor_location
        here = (row + 1, column + 1)
        self._go_to(next((place for place in places if (place.line, place.column) > here), places[0]))

    def action_save(self) -> None:
        """Save the plan, if all of its text can be read."""
        self._read()
        sketch, base = self._reading.sketch, self._base
        if sketch is None:
            self.action_next_error()
            self._show_status(refused=True)
            return
        if self._saving:
            return
        now = self._clock.wall()
        self._save(base, reconciled(base, sketch, lambda: new_id(now)), self._area.text)

    def action_theirs(self) -> None:
        """Put the plan as it stands now in place of the text; undo brings the text back."""
        if self._theirs is None:
            return
        self._base = self._drafted_from = self._theirs
        self._theirs = None
        self._unchanged = spelt(format_plan(self._base))
        area = self._area
        area.replace(self._unchanged, (0, 0), area.document.end)
        area.move_cursor((0, 0))
        self.refresh_bindings()

    def action_outside(self) -> None:
        """Go on in the lifter's own editor, and come back with what was written there."""
        area = self._area
        try:
            edited = edit_outside(self.app, area.text)
        except Refused as refused:
            self.say(str(refused), trouble=True)
            return
        if edited == area.text:
            self.say("Nothing was changed in the editor.")
        else:
            area.replace(edited, (0, 0), area.document.end)
            self._read()

    def action_leave(self) -> None:
        """Leave; ask what becomes of text that isn't saved."""
        text = self._area.text
        if not self.unsaved:
            self.dismiss(TextLeft(self._saved))
            return

        def answered_with(answer: Unsaved | None) -> None:
            if answer is Unsaved.KEEP:
                self.dismiss(TextLeft(self._saved, Draft(self._drafted_from, text)))
            elif answer is Unsaved.DROP:
                self.dismiss(TextLeft(self._saved))

        self.app.push_screen(UnsavedDialog(), answered_with)

    @property
    def unsaved(self) -> bool:
        """Whether the text says, or notes in comments, what isn't saved."""
        if self._area.text == self._unchanged:
            return False
        self._read()
        standing = read_plan(self._unchanged).sketch
        return bool(self._reading.comments) or self._reading.sketch != standing

    @property
    def _area(self) -> MarkedText:
        return self.query_one(MarkedText)

    @work(exclusive=True, group="save")
    async def _save(self, base: Plan | None, after: Plan, text: str) -> None:
        comments = self._reading.comments
        said = changes_said(base, after, comments)
        edit = change("Plan edited as text", base, after)
        self._saving = True
        try:
            if edit.items:
                await answered(self._outbox.submit(lambda repository: repository.change_plans(edit)), self)
        except Conflict:
            await self._changed_elsewhere()
        except (StorageError, Refused) as trouble:
            self.say(str(trouble), trouble=True)
        else:
            self._base = self._drafted_from = after
            self._unchanged = text
            self._theirs = None
            self._saved = said
            self.say(f"Saved. {said}" if edit.items else said)
            if self._save_at_once:
                self.dismiss(TextLeft(said))
        finally:
            self._saving = False
            # Only the first attempt leaves by itself: after a conflict the lifter has to see what was saved.
            self._save_at_once = False
            self.refresh_bindings()

    async def _changed_elsewhere(self) -> None:
        plan_id = self._drafted_from.id
        try:
            theirs = await answered(self._outbox.read(lambda repository: repository.plan(plan_id)), self)
        except StorageError as trouble:
            self.say(str(trouble), trouble=True)
            return
        self._base, self._theirs = theirs, theirs
        if theirs is None:
            sentence = (
                "The plan was deleted in another Negtrain. Your text is kept: ^s saves it as a new plan."
            )
        else:
            sentence = (
                "The plan was changed in another Negtrain meanwhile. Your text is kept: "
                "^s saves it over theirs, ^r shows theirs."
            )
        self.say(sentence, trouble=True)

    def _read(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        reading = read_plan(self._area.text)
        if reading != self._reading:
            self._reading = reading
            self._show_reading()

    def _show_reading(self) -> None:
        errors, hints = self._reading.errors, self._found_hints()
        self._hints = hints
        marks: dict[int, list[tuple[int, int]]] = {}
        for error in errors:
            begin = error.column - 1
            marks.setdefault(error.line - 1, []).append((begin, begin + max(1, len(error.found))))
        self._area.mark(marks)
        self.set_class(bool(errors or hints), "-wrong")
        listed = self.query_one("#wrong", OptionList)
        listed.clear_options()
        listed.add_options(Option(_row(place)) for place in self._listed)
        more = max(0, len(errors) - _MOST_LISTED) + max(0, len(hints) - _MOST_LISTED)
        if more:
            listed.add_option(Option(f"and {more} more", disabled=True))
        name = self._reading.sketch.name if self._reading.sketch else self._drafted_from.name
        self.query_one("#head", Static).update(
            Content.assemble(("Plan as text", "bold"), f"  {literal(name)}")
        )
        self._show_status()
        self.refresh_bindings()

    def _show_status(self, *, refused: bool = False) -> None:
        errors, sketch = self._reading.errors, self._reading.sketch
        status = self.query_one("#status", Static)
        if sketch is None:
            said = f"× {_count(len(errors), 'error')}: nothing is saved until {_gone(len(errors))}"
            status.update(Content.styled(said, f"bold {'reverse ' if refused else ''}$text-error"))
            return
        lines = sum(len(workout.lines) for workout in sketch.workouts)
        said = f"✓ valid: {_count(len(sketch.workouts), 'workout')}, {_count(lines, 'line')}"
        times = [self._minutes(workout.lines) for workout in sketch.workouts if workout.lines]
        if len(times) > _MOST_TIMES:
            said += f", about {min(times)} to {max(times)} min each"
        elif times:
            said += f", about {' + '.join(map(str, times))} min"
        noted = ""
        if self._unknown:
            isnt = "isn't" if self._unknown == 1 else "aren't"
            noted = f"  △ {_count(self._unknown, 'exercise')} {isnt} in the catalogue"
        if comments := self._reading.comments:
            noted += f"  △ {_count(comments, 'comment')} will be dropped"
        status.update(Content.assemble((said, "$text-success"), (noted, "$text-warning")))

    def _words_of(self, action: str, description: str) -> str:
        return "next hint" if action == "next_error" and not self._reading.errors else description

    @property
    def _places(self) -> tuple[PlanTextError, ...] | tuple[_Hint, ...]:
        """Where to look next: at what is wrong, else at what has to be known."""
        return self._reading.errors or self._hints

    @property
    def _listed(self) -> tuple[PlanTextError | _Hint, ...]:
        return (*self._reading.errors[:_MOST_LISTED], *self._hints[:_MOST_LISTED])

    def _found_hints(self) -> tuple[_Hint, ...]:
        """What has to be known of the lines: names that nobody knows, each once, and comments."""
        rows = self._area.text.split("\n")
        unknown: dict[str, _Hint] = {}
        for number, line in self._reading.lines:
            name = line.exercise
            if name_key(name) not in unknown and not (resolution := self._resolved(name)).known:
                near = f" Did you mean {resolution.nearest}?" if resolution.nearest else ""
                said = f"“{name}” isn't in the catalogue: taken as your own exercise.{near}"
                row = rows[number - 1]
                unknown[name_key(name)] = _Hint(number, len(row) - len(row.lstrip()) + 1, said)
        self._unknown = len(unknown)
        comments = (
            _Hint(
                number, rows[number - 1].rindex(comment) + 1, f"the comment from # on is dropped: {comment}"
            )
            for number, comment in self._reading.commented
        )
        return tuple(sorted((*unknown.values(), *comments), key=lambda hint: (hint.line, hint.column)))

    def _resolved(self, name: str) -> Resolution:
        """Look a name up once: seeking one that is near takes time."""
        if name not in self._known:
            self._known[name] = self._facts.catalogue.resolve(name)
        return self._known[name]

    def _minutes(self, lines: tuple[Prescription, ...]) -> int:
        if lines not in self._times:
            known = [(line, self._resolved(line.exercise).exercise) for line in lines]
            self._times[lines] = whole_minutes(workout_seconds(known, self._facts.settings))
        return self._times[lines]

    def _go_to(self, to: PlanTextError | _Hint) -> None:
        self._area.move_cursor((to.line - 1, to.column - 1), center=True)
        self._area.focus()
        if to in self._listed:
            self.query_one("#wrong", OptionList).highlighted = self._listed.index(to)


def _row(place: PlanTextError | _Hint) -> Content:
    at = (f"{place.line}:{place.column}", "bold")
    if isinstance(place, _Hint):
        return Content.assemble(at, (f"  △ {literal(place.said)}", "$text-warning"))
    return Content.assemble(at, (f"  {literal(place.said)}", "$text-error"))


def _row_of(plan: Plan, text: str, at: str) -> int:
    """The row, from 0, on which the line or workout of that id stands in the plan's own text."""
    row = 0
    rows = text.split("\n")
    for workout in plan.workouts:
        row = next(number for number in range(row + 1, len(rows)) if rows[number].startswith("## "))
        if workout.id == at:
            return row
        for place, line in enumerate(workout.lines, 1):
            if line.id == at:
                return row + place
    return 0


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _gone(number: int) -> str:
    return "it is gone" if number == 1 else "they are gone"
