"""The form for an exercise that the catalogue doesn't know."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from negtrain_tui.screens.dialogs import LEAVE, Dialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise, Return, Unilateral
from negtrain_tui.training.tempo import Start, Tempo, in_words, parse_tempo
from negtrain_tui.widgets.choice import Choice
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_STARTS = (("lowering it, as in a squat", Start.LOWERING), ("lifting it, as in a pull-up", Start.LIFTING))
_RETURNS = tuple((way.words, way) for way in Return)
_SIDES = (
    ("either way", Unilateral.EITHER),
    ("both sides together", Unilateral.NO),
    ("one side at a time", Unilateral.YES),
)


class OwnExerciseDialog(Dialog[Exercise]):
    """Name, what it starts with, how it gets back up, sides and tempo of the lifter's own exercise."""

    DEFAULT_CSS = """
    OwnExerciseDialog .box { width: 68; }
    OwnExerciseDialog Horizontal { height: 1; margin-top: 1; }
    OwnExerciseDialog Label { width: 15; }
    OwnExerciseDialog Input { margin-top: 0; width: 1fr; }
    OwnExerciseDialog .reading { min-height: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # An input scrolls by up and down and submits by enter, unless the form comes first.
        Binding("enter", "save", "save", tooltip="Save this exercise", priority=True),
        Binding("down", "app.focus_next", "next field", key_display="↑ ↓", priority=True),
        Binding("up", "app.focus_previous", "field before", show=False, priority=True),
        Binding("right,space", "change(1)", "change", key_display="← →"),
        Binding("left", "change(-1)", "change back", show=False),
        LEAVE,
    ]

    def __init__(self, catalogue: Catalogue, name: str = "") -> None:
        """Describe an exercise that `catalogue` may not know, beginning with `name` where it has one."""
        super().__init__()
        self._catalogue = catalogue
        self._name_so_far = name

    def compose(self) -> ComposeResult:
        """A row for each field, what is understood, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Your own exercise")
            with Horizontal():
                yield Label("Name")
                yield Input(
                    self._name_so_far,
                    id="name",
                    compact=True,
                    select_on_focus=False,
                    placeholder="as you will write it in a plan",
                )
            with Horizontal():
                yield Label("Starts with")
                yield Choice(_STARTS, id="starts")
            with Horizontal():
                yield Label("To get back up")
                yield Choice(_RETURNS, id="returns")
            with Horizontal():
                yield Label("Sides")
                yield Choice(_SIDES, id="sides")
            with Horizontal():
                yield Label("Usual tempo")
                yield Input(id="tempo", compact=True, placeholder="such as 4-0-X-0; may stay empty")
            yield Static(classes="reading", markup=False)
            yield KeyBar()

    def on_input_changed(self) -> None:
        """Read along."""
        self._read_along()

    def on_choice_changed(self) -> None:
        """Read along."""
        self._read_along()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right belong to the text while a text has the focus."""
        del parameters
        return isinstance(self.focused, Choice) if action == "change" else True

    def action_change(self, by: int) -> None:
        """Change the field that has the focus."""
        if isinstance(self.focused, Choice):
            self.focused.move(by)

    def action_save(self) -> None:
        """Answer with the exercise, or say what is missing."""
        try:
            exercise = self._exercise()
        except Refused as refused:
            self._say(f"× {refused}", "$text-error")
        else:
            self.dismiss(exercise)

    def _read_along(self) -> None:
        if not self.query_one("#name", Input).value.strip():
            self._say("", "")
            return
        try:
            exercise = self._exercise()
        except Refused as refused:
            self._say(f"× {refused}", "$text-error")
            return
        words = [in_words(exercise.tempo, exercise.starts)] if exercise.tempo else []
        words.extend(self._clash(exercise))
        self._say(". ".join(words), "$text-success")

    def _clash(self, exercise: Exercise) -> list[str]:
        known = self._catalogue.find(exercise.name)
        if known is None:
            return []
        whose = "the catalogue's" if known.row is not None else "your"
        return [f"It takes the place of {whose} {known.name}"]

    def _exercise(self) -> Exercise:
        name = self.query_one("#name", Input).value.strip()
        if not name:
            raise Refused("Give it a name.")
        starts: Choice[Start] = self.query_one("#starts", Choice)
        returns: Choice[Return] = self.query_one("#returns", Choice)
        sides: Choice[Unilateral] = self.query_one("#sides", Choice)
        return Exercise(
            name=name,
            starts=starts.value,
            returns=(returns.value,),
            unilateral=sides.value,
            tempo=self._tempo(starts.value),
        )

    def _tempo(self, starts: Start) -> Tempo | None:
        text = self.query_one("#tempo", Input).value.strip()
        return parse_tempo(text, starts=starts) if text else None

    def _say(self, sentence: str, style: str) -> None:
        self.query_one(".reading", Static).update(Content.styled(literal(sentence), style))
