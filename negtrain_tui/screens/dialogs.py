"""Small questions over a screen: a notice to accept, one value to type, an exercise to pick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.keyed import KeyedScreen
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

Value = TypeVar("Value")
Result = TypeVar("Result")

# Stands last in the bindings of each dialog: the key bar keeps their order.
LEAVE = Binding("escape", "leave", "cancel")
READ_ON = Binding("f4", "read_on", "read on", tooltip="Show what doesn't fit")


class Dialog(KeyedScreen[Result], ModalScreen[Result], Generic[Result]):
    """A framed box in the middle with its keys at its foot; `esc` leaves it without an answer."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background; }
    Dialog > .box {
        width: 64; max-width: 96%; height: auto; max-height: 96%;
        border: round $primary; border-title-color: $text-primary; border-title-style: bold;
        background: $surface; padding: 0 1;
    }
    Dialog Input { margin-top: 1; }
    Dialog .reading { height: auto; min-height: 2; margin-top: 1; }
    """

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class WordyDialog(Dialog[Result], Generic[Result]):
    """A dialog with words below that may not fit; `READ_ON` shows their rest, where there is more."""

    BELOW: ClassVar[str] = "VerticalScroll"

    @property
    def below(self) -> VerticalScroll:
        """What may not fit."""
        return self.query_one(self.BELOW, VerticalScroll)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        if action == "read_on":
            return self.is_mounted and self.below.max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Show what doesn't fit, and after its end the beginning."""
        below = self.below
        if below.scroll_y >= below.max_scroll_y:
            below.scroll_home(animate=False)
        else:
            below.scroll_relative(y=3, animate=False, immediate=True)

    def read_anew(self) -> None:
        """Begin at the top of other words, and see whether they fit once they are laid out."""
        self.below.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.refresh_bindings)


class NoticeDialog(Dialog[bool]):
    """Text that has to be seen once; True when it was accepted."""

    DEFAULT_CSS = """
    NoticeDialog > .box { width: 76; }
    NoticeDialog VerticalScroll { height: auto; max-height: 70vh; }
    NoticeDialog #text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "I have read this", tooltip="Accept, and don't show it again"),
        Binding("down", "scroll(1)", "read on", key_display="↑ ↓"),
        Binding("escape", "leave", "not now", tooltip="Close; it comes again at the next start"),
        Binding("up", "scroll(-1)", "back", show=False),
        Binding("pagedown", "scroll(8)", "further", show=False),
        Binding("pageup", "scroll(-8)", "back", show=False),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, scrolling where it doesn't fit, and the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title)
            with VerticalScroll(can_focus=False):
                yield Static(_unfolded(self._text), id="text", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """See whether all of it fits, once it has been laid out."""
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        """See again."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        del parameters
        return self.query_one(VerticalScroll).max_scroll_y > 0 if action == "scroll" else True

    def action_accept(self) -> None:
        """It has been read."""
        self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        """Show what doesn't fit."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)


def _unfolded(text: str) -> str:
    """Join lines that go on indented, so that they wrap at any width."""
    return text.replace("\n  ", " ")


class AnswerInput(Input):
    """An input whose enter is the screen's `submit`, and stands in the key bar as `save`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.submit", "save", show=True)]


class AskDialog(Dialog[Value], Generic[Value]):
    """One value as text; what it is taken for, or why it can't be taken, stands under it while typing."""

    BINDINGS: ClassVar[list[BindingType]] = [LEAVE]

    def __init__(
        self,
        title: str,
        prompt: str,
        *,
        parse: Callable[[str], Value],
        words: Callable[[Value], str],
        placeholder: str = "",
        value: str = "",
    ) -> None:
        """Ask for what `parse` can read, beginning with `value`; `words` reads it back.

        `parse` raises Refused for what it can't read. Where `words` has nothing to add, it says nothing.
        """
        super().__init__()
        self._title = title
        self._prompt = prompt
        self._parse = parse
        self._words = words
        self._placeholder = placeholder
        self._value = value

    def compose(self) -> ComposeResult:
        """Prompt, input, reading, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(literal(self._title))
            yield Static(literal(self._prompt), markup=False)
            yield AnswerInput(self._value, placeholder=self._placeholder, compact=True)
            yield Static(classes="reading", markup=False)
            yield KeyBar()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read along."""
        reading = self.query_one(".reading", Static)
        if not event.value.strip():
            reading.update("")
            return
        try:
            value = self._parse(event.value.strip())
        except Refused as refused:
            reading.update(Content.styled(f"× {literal(str(refused))}", "$text-error"))
        else:
            told = self._words(value)
            reading.update(Content.styled(f"= {literal(told)}" if told else "", "$text-success"))

    def action_submit(self) -> None:
        """Answer with what can be read, or say why it can't be."""
        try:
            value = self._parse(self.query_one(AnswerInput).value.strip())
        except Refused as refused:
            self.query_one(".reading", Static).update(
                Content.styled(f"× {literal(str(refused))}", "$text-error")
            )
        else:
            self.dismiss(value)


class SearchInput(Input):
    """An input whose enter is the screen's `submit`, and stands in the key bar as `choose`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.submit", "choose", show=True)]


class PickExercise(Dialog[str]):
    """The name of an exercise, found by typing parts of it; those of the plan come first."""

    DEFAULT_CSS = """
    PickExercise OptionList { height: 10; margin-top: 1; border: none; background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False, priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("pagedown", "move(8)", "further", show=False, priority=True),
        Binding("pageup", "move(-8)", "back", show=False, priority=True),
        LEAVE,
    ]

    def __init__(
        self,
        title: str,
        catalogue: Catalogue,
        first: Sequence[str] = (),
        *,
        nothing: str = "Nothing fits. Your own exercise: esc, then e.",
    ) -> None:
        """Offer the exercises of `catalogue`, `first` before others; `nothing` is said where none fits."""
        super().__init__()
        self._title = title
        self._catalogue = catalogue
        self._first = tuple(first)
        self._nothing = nothing
        self._names: list[str] = []

    def compose(self) -> ComposeResult:
        """Search text, what fits it, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self._title)
            yield SearchInput(placeholder="type parts of its name or muscle", compact=True)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Offer something before anything is typed."""
        self._offer("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        wanted = name_key(text.strip())
        mine = (name for name in self._first if wanted in name_key(name))
        found = (exercise.name for exercise in self._catalogue.search(text.strip(), limit=60))
        self._names = _each_once((*mine, *found))
        options = self.query_one(OptionList)
        options.clear_options()
        if self._names:
            options.add_options(Option(Content(literal(name))) for name in self._names)
            options.highlighted = 0
        else:
            options.add_option(Option(Content(self._nothing), disabled=True))

    def action_move(self, by: int) -> None:
        """Move the choice while typing goes on."""
        options = self.query_one(OptionList)
        if self._names:
            options.highlighted = max(0, min(len(self._names) - 1, (options.highlighted or 0) + by))

    def action_submit(self) -> None:
        """Choose what is highlighted."""
        highlighted = self.query_one(OptionList).highlighted
        if self._names and highlighted is not None:
            self.dismiss(self._names[highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self.dismiss(self._names[event.option_index])


def _each_once(names: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name_key(name), name)
    return list(seen.values())
