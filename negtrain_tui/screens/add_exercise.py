"""A search for the exercise of a new line: by name, by muscle, or by typing the whole line at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE, READ_ON, SearchInput, WordyDialog
from negtrain_tui.screens.line_reading import Facts, read_line
from negtrain_tui.screens.own_exercise import OwnExerciseDialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise, Unilateral, name_key
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.tempo import in_words
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_MOST_FOUND = 60
_INSET = 4
_SIDES = {
    Unilateral.YES: "one side at a time",
    Unilateral.NO: "both sides together",
    Unilateral.EITHER: "one side or both",
}
_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Added:
    """A whole prescription, or the name of an exercise; `own` was described just now and isn't kept yet."""

    prescription: Prescription | None = None
    name: str | None = None
    own: Exercise | None = None


@dataclass(frozen=True, slots=True)
class _Offer:
    """One row: a whole line, a known exercise, or a name that is to become the lifter's own exercise."""

    line: Prescription | None = None
    known: Exercise | None = None
    own: str | None = None


class AddExercise(WordyDialog[Added]):
    """Offers what fits while typing, and tells at once what the highlighted row means."""

    DEFAULT_CSS = """
    AddExercise > .box { width: 100; height: 96%; max-height: 30; }
    AddExercise Input { margin-top: 0; }
    AddExercise OptionList {
        height: 1fr; min-height: 4; border: none; background: $surface; padding: 0; margin-top: 1;
    }
    AddExercise VerticalScroll { height: auto; max-height: 7; border-top: solid $panel; }
    AddExercise #about { height: auto; min-height: 4; }
    AddExercise.-wrong OptionList { display: none; }
    AddExercise.-wrong VerticalScroll { height: 1fr; max-height: 100%; border-top: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "row", key_display="↑ ↓", priority=True),
        Binding("up", "move(-1)", "row before", show=False, priority=True),
        Binding("pagedown", "move(8)", "further", show=False, priority=True),
        Binding("pageup", "move(-8)", "back", show=False, priority=True),
        Binding("ctrl+o", "describe", "own exercise", tooltip="Describe what is typed as your own exercise"),
        READ_ON,
        LEAVE,
    ]

    def __init__(
        self,
        facts: Facts,
        planned: Collection[str] = (),
        *,
        title: str = "Add an exercise",
        notation: bool = True,
        like: Exercise | None = None,
    ) -> None:
        """Search what `facts` know; `planned` are marked. Without `notation` only an exercise is picked.

        Before anything is typed, exercises for the muscles of `like` come first, and not that one itself.
        """
        super().__init__()
        self._facts = facts
        self._planned = {name_key(name) for name in planned}
        self._title = title
        self._notation = notation
        self._like = like
        self._offers: list[_Offer] = []

    def compose(self) -> ComposeResult:
        """Search text, what fits it, what the highlighted row means, keys."""
        asked = "a name, a muscle, or a whole line: Squat 3x5 @60kg" if self._notation else "a name, a muscle"
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title)
            yield SearchInput(placeholder=asked, compact=True)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            with VerticalScroll(can_focus=False):
                yield Static(id="about", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Offer something before anything is typed."""
        self._offer("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a description only where there is a name."""
        if action == "describe":
            return self.is_mounted and bool(self._name_typed())
        return super().check_action(action, parameters)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self._offer(event.value)

    def on_option_list_option_highlighted(self) -> None:
        """Tell what the highlighted row means."""
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        self._take(self._offers[event.option_index])

    def action_move(self, by: int) -> None:
        """Move the choice while typing goes on."""
        options = self.query_one(OptionList)
        if self._offers:
            options.highlighted = max(0, min(len(self._offers) - 1, (options.highlighted or 0) + by))

    def action_submit(self) -> None:
        """Take what is highlighted."""
        highlighted = self.query_one(OptionList).highlighted
        if self._offers and highlighted is not None:
            self._take(self._offers[highlighted])

    def action_describe(self) -> None:
        """Describe what is typed as the lifter's own exercise."""
        name = self._name_typed()
        if name:
            self._take(_Offer(own=name))

    def _typed(self) -> str:
        return self.query_one(SearchInput).value.strip()

    def _name_typed(self) -> str:
        """The name in what is typed: all of it, or what stands before the sets."""
        typed = self._typed()
        line, wrong = self._line(typed)
        if line is not None:
            return line.exercise
        return "" if wrong else typed

    def _line(self, typed: str) -> tuple[Prescription | None, bool]:
        """What is typed as a whole line, and whether a line was meant that can't be read."""
        if not self._notation or not typed:
            return None, False
        try:
            return parse_prescription(typed), False
        except Refused:
            return None, not _may_be_name(typed)

    def _offer(self, text: str) -> None:
        typed = text.strip()
        line, wrong = self._line(typed)
        # The mark of an error stands right under what is typed.
        self.set_class(wrong, "-wrong")
        sought = line.exercise if line is not None else typed
        catalogue = self._facts.catalogue
        self._offers = [_Offer(line=line)] if line is not None else []
        if not wrong:
            found = catalogue.search(sought, limit=_MOST_FOUND)
            self._offers += [_Offer(known=each) for each in (found if sought else self._alike(found))]
        if sought and not wrong and catalogue.find(sought) is None:
            self._offers.append(_Offer(own=sought))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._row(offer)) for offer in self._offers)
        options.highlighted = 0 if self._offers else None
        self._tell()

    def _alike(self, exercises: list[Exercise]) -> list[Exercise]:
        like = self._like
        if like is None:
            return exercises
        others = [each for each in exercises if each.name != like.name]
        return sorted(others, key=lambda each: -len({*each.muscles} & {*like.muscles}))

    def _row(self, offer: _Offer) -> Content:
        if offer.line is not None:
            return Content.assemble(("add: ", "bold $text-success"), literal(format_prescription(offer.line)))
        if offer.known is not None:
            muscles = ", ".join(offer.known.muscles)
            marks = "  in the plan" if name_key(offer.known.name) in self._planned else ""
            own = "  your own" if offer.known.row is None else ""
            said = f"{own}  {literal(muscles)}" if muscles else own
            return Content.assemble(literal(offer.known.name), (marks, "$text-success"), (said, _MUTED))
        name = offer.own or ""
        near = self._facts.catalogue.resolve(name).nearest
        asked = f"  (did you mean {literal(near)}?)" if near else ""
        return Content.assemble(f"“{literal(name)}” as your own exercise", (asked, "$text-warning"))

    def _tell(self) -> None:
        options = self.query_one(OptionList)
        offer = (
            self._offers[options.highlighted] if self._offers and options.highlighted is not None else None
        )
        about = self.query_one("#about", Static)
        if offer is None or offer.line is not None:
            typed = self._typed()
            width = max(20, self.query_one(".box").size.width - _INSET)
            about.update(read_line(typed, self._facts, width).told if typed else "")
        elif offer.known is not None:
            about.update(Content("\n").join(self._facts_of(offer.known)))
        else:
            said = "Nobody knows it yet: a few questions about it follow, and then it is yours."
            about.update(Content.styled(said, _MUTED))
        self.read_anew()

    def _facts_of(self, exercise: Exercise) -> Iterator[Content]:
        muscles = ", ".join(exercise.muscles) or "not said"
        yield Content.assemble(("Muscles: ", "bold"), literal(muscles), f"; {_SIDES[exercise.unilateral]}")
        yield Content.assemble(("Back up: ", "bold"), literal(self._facts.catalogue.way_back(exercise)))
        if exercise.tempo is not None:
            told = in_words(exercise.tempo, exercise.starts)
            yield Content.assemble(("Tempo: ", "bold"), f"{exercise.tempo}, {told}")
        if exercise.caution:
            yield Content.assemble(("Caution: ", "bold $text-warning"), literal(exercise.caution))

    def _take(self, offer: _Offer) -> None:
        if offer.line is not None:
            self.dismiss(Added(prescription=offer.line))
        elif offer.known is not None:
            self.dismiss(Added(name=offer.known.name))
        else:
            self._describe(offer.own or "")

    def _describe(self, name: str) -> None:
        line, _ = self._line(self._typed())

        def described(own: Exercise | None) -> None:
            if own is None:
                return
            if line is None:
                self.dismiss(Added(name=own.name, own=own))
            else:
                self.dismiss(Added(prescription=replace(line, exercise=own.name), own=own))

        self.app.push_screen(OwnExerciseDialog(self._facts.catalogue, name), described)


def _may_be_name(typed: str) -> bool:
    """Tell whether only the sets are missing, as while a name is still typed."""
    try:
        parse_prescription(f"{typed} 1x1")
    except Refused:
        return False
    return True
