"""A line of a plan as a form, for those who don't like notation: the same value, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from negtrain_tui.screens.add_exercise import Added, AddExercise
from negtrain_tui.screens.dialogs import LEAVE, READ_ON, WordyDialog
from negtrain_tui.screens.form_fields import Field
from negtrain_tui.screens.line_fields import fields
from negtrain_tui.screens.line_reading import Facts, read_line
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.spelling import pieces
from negtrain_tui.widgets.field_row import LABEL_WIDTH, FieldRow
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_EXERCISE = "exercise"
_ROOM = 4


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The rows; left and right are theirs, not for scrolling."""


class LineForm(WordyDialog[Prescription]):
    """Every field of a prescription; the notation it makes and what that means stand below them."""

    DEFAULT_CSS = f"""
    LineForm > .box {{ width: 84; height: 96%; max-height: 44; }}
    LineForm #fields {{ height: 1fr; min-height: 3; }}
    LineForm #note-row {{ height: 1; }}
    LineForm Label {{ width: {LABEL_WIDTH}; }}
    LineForm Input {{ margin-top: 0; width: 1fr; }}
    LineForm #below {{ height: auto; max-height: 6; border-top: solid $panel; }}
    LineForm #told {{ height: auto; }}
    LineForm .-senseless {{ display: none; }}
    """
    BELOW = "#below"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", tooltip="Save this line", priority=True),
        Binding("down", "app.focus_next", "next field", key_display="↑ ↓", priority=True),
        Binding("up", "app.focus_previous", "field before", show=False, priority=True),
        Binding("right", "step(1)", "change", key_display="← →", tooltip="Change the value a little"),
        Binding("left", "step(-1)", "change back", show=False),
        Binding("shift+right", "step(10)", "more", key_display="⇧← ⇧→", tooltip="Change the value a lot"),
        Binding("shift+left", "step(-10)", "less", show=False),
        Binding("space", "cycle", "on or off", tooltip="Do what a click on the value does"),
        Binding("f2", "pick", "exercise", tooltip="Pick another exercise"),
        READ_ON,
        LEAVE,
    ]

    def __init__(
        self,
        prescription: Prescription,
        facts: Facts,
        planned: Collection[str] = (),
        *,
        keep_own: Callable[[Exercise], object] | None = None,
    ) -> None:
        """Edit a prescription; `keep_own` is called with an exercise that is described meanwhile."""
        super().__init__()
        self._p = prescription
        self._facts = facts
        self._planned = planned
        self._keep_own = keep_own
        self._fields: dict[str, Field] = {
            _EXERCISE: Field(_EXERCISE, "Exercise", lambda p: p.exercise, lambda p, _by: p, lambda p: p)
        }
        self._fields.update((field.key, field) for field in fields(self._exercise_of))
        self._read: Prescription | None = None
        self._trouble = ""
        self._note_shown = literal(prescription.note or "")

    def compose(self) -> ComposeResult:
        """The fields, what they make, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("A line of the plan")
            with _Fields(id="fields"):
                for field in self._fields.values():
                    yield FieldRow(
                        field.key, field.label, coarse=field.coarse, typable=field.typed is not None
                    )
                with Horizontal(id="note-row"):
                    yield Label("  Note")
                    yield Input(
                        self._note_shown, id="note", compact=True, select_on_focus=False, placeholder="—"
                    )
            with VerticalScroll(id="below", can_focus=False):
                yield Static(id="told", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Show every field."""
        self._tell()

    def on_resize(self) -> None:
        """Point at errors by the new width."""
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of a value belong to the text while the note has the focus."""
        if action in ("step", "cycle"):
            return isinstance(self.focused, FieldRow)
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        """Change the value that has the focus."""
        if isinstance(self.focused, FieldRow):
            self._step(self.focused, by)

    def action_cycle(self) -> None:
        """Do what a click on the value does."""
        if isinstance(self.focused, FieldRow):
            self._cycle(self.focused)

    def action_pick(self) -> None:
        """Search another exercise."""

        def picked(added: Added | None) -> None:
            if added is None or added.name is None:
                return
            if added.own is not None:
                catalogue = self._facts.catalogue.with_own((added.own,))
                self._facts = replace(self._facts, catalogue=catalogue)
                if self._keep_own is not None:
                    self._keep_own(added.own)
            self._take(replace(self._p, exercise=added.name))

        self.app.push_screen(
            AddExercise(self._facts, self._planned, title="Which exercise?", notation=False), picked
        )

    def action_save(self) -> None:
        """Answer with the line, or say with more weight what is wrong."""
        if self._read is not None and not self._trouble:
            self.dismiss(self._read)
        else:
            self._tell(refused=True)

    def on_field_row_stepped(self, event: FieldRow.Stepped) -> None:
        """Step the field whose arrow was clicked."""
        self._step(event.row, event.by)

    def on_field_row_cycled(self, event: FieldRow.Cycled) -> None:
        """Change the value that was clicked."""
        self._cycle(event.row)

    def on_field_row_typed(self, event: FieldRow.Typed) -> None:
        """Take what was typed as soon as it means something."""
        typed = self._fields[event.row.key].typed
        if typed is None:
            return
        try:
            p = typed(self._p, event.text)
        except NotationError as error:
            self._trouble = f"Expected {error.expected}; for example {error.example}."
            self._tell()
        except Refused as refused:
            self._trouble = str(refused)
            self._tell()
        else:
            self._take(p)

    def on_descendant_blur(self) -> None:
        """What was typed and couldn't be read is gone with the focus."""
        if self._trouble:
            self._trouble = ""
            self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the note."""
        if event.value != self._note_shown:
            self._note_shown = event.value
            self._take(replace(self._p, note=event.value or None))

    def _exercise_of(self, p: Prescription) -> Exercise:
        return self._facts.catalogue.resolve(p.exercise).exercise

    def _step(self, row: FieldRow, by: int) -> None:
        row.settle()
        if row.key == _EXERCISE:
            self.action_pick()
        else:
            field = self._fields[row.key]
            self._take(field.step(self._p, by if field.coarse else max(-1, min(1, by))))

    def _cycle(self, row: FieldRow) -> None:
        row.settle()
        if row.key == _EXERCISE:
            self.action_pick()
        else:
            self._take(self._fields[row.key].cycle(self._p))

    def _take(self, p: Prescription) -> None:
        self._p = p
        self._trouble = ""
        self._tell()

    def _tell(self, *, refused: bool = False) -> None:
        for row in self.query(FieldRow):
            field = self._fields[row.key]
            row.set_class(not field.shown(self._p), "-senseless")
            row.tell(field.text(self._p))
        text = " ".join(pieces(self._p))
        width = max(20, self.query_one(".box").size.width - _ROOM)
        reading = read_line(text, self._facts, width, refused=refused)
        self._read = reading.prescription
        told = reading.told
        if self._trouble:
            style = "bold reverse $text-error" if refused else "$text-error"
            told = Content.styled(f"× {literal(self._trouble)}", style)
        line = Content.styled(literal(text), "bold")
        self.query_one("#told", Static).update(Content("\n").join((line, told)))
        self.read_anew()
