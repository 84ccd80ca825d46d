"""A form of a few lines to type or to choose on, each with its own complaint under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static, TextArea

from negtrain_tui.screens.dialogs import LEAVE, Dialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.widgets.choice import Choice
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import JOINERS, literal
from negtrain_tui.widgets.marked_text import MarkedText, spelt

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line to type on. `read` raises Refused with one sentence; an empty `optional` one is read as None.

    Where something else than `value` is read on it, `chooses` is chosen: a line's key, and a value there.
    `carries` names another line that is typed on, and says what stands there by what is read here, as long
    as nobody has typed on it.
    """

    key: str
    label: str
    read: Callable[[str], object]
    value: str = ""
    placeholder: str = ""
    optional: bool = False
    chooses: tuple[str, object] | None = None
    carries: tuple[str, Callable[[Any], str]] | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line with a few values, beginning at one of them."""

    key: str
    label: str
    values: Sequence[tuple[str, object]]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A text of as many lines as one likes; it is taken as it is."""

    key: str
    label: str
    value: str = ""


Line = Typed | Chosen | Written


class Wrong(Refused):
    """Values that don't go together: the sentence belongs under the line `key`."""

    def __init__(self, key: str, sentence: str) -> None:
        self.key = key
        super().__init__(sentence)


class EntryForm(Dialog[Result], Generic[Result]):
    """Lines to fill in; below them what they mean. It only closes with an answer that can be read."""

    DEFAULT_CSS = """
    EntryForm VerticalScroll { height: auto; max-height: 11; }
    EntryForm Horizontal { height: 1; }
    EntryForm Label { width: 15; }
    EntryForm Input { margin-top: 0; width: 1fr; }
    EntryForm Horizontal.-written { height: 5; }
    EntryForm MarkedText { height: 1fr; width: 1fr; background: $boost; }
    EntryForm .wrong { display: none; height: auto; padding-left: 15; color: $text-error; }
    EntryForm .wrong.-told { display: block; }
    EntryForm .reading { min-height: 1; max-height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # An input scrolls by up and down and submits by enter, unless the form comes first.
        Binding("enter", "save", "save", tooltip="Keep what stands here", priority=True),
        Binding("ctrl+s", "save_text", "save", tooltip="Keep what stands here", priority=True),
        Binding("tab", "leave_text", "next line", priority=True),
        Binding("down", "line(1)", "line", key_display="↑ ↓", priority=True),
        Binding("up", "line(-1)", "line before", show=False, priority=True),
        Binding("right,space", "change(1)", "change", key_display="← →"),
        Binding("left", "change(-1)", "change back", show=False),
        LEAVE,
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        make: Callable[[Mapping[str, Any]], Result],
        words: Callable[[Result], str],
    ) -> None:
        """Ask for `lines`; `make` turns their values, by key, into the answer, or raises Wrong.

        `words` says what an answer means.
        """
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._make = make
        self._words = words
        self._carried: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The lines, each with room for what is wrong with it; what they mean; keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(literal(self._title))
            with VerticalScroll(can_focus=False):
                for line in self._lines:
                    with Horizontal(classes="-written" if isinstance(line, Written) else ""):
                        yield Label(line.label)
                        yield self._entry(line)
                    yield Static(id=f"wrong-{line.key}", classes="wrong", markup=False)
            yield Static(classes="reading", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Say what is understood of what stands there already."""
        self._tell(every=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read along, and let another line follow what was typed."""
        self._follow(event.input)
        self._tell(every=False)

    def on_choice_changed(self) -> None:
        """Read along."""
        self._tell(every=False)

    def on_text_area_changed(self) -> None:
        """Read along."""
        self._tell(every=False)

    def on_key(self, event: events.Key) -> None:
        """Type the joiners of emoji and scripts: nothing prints them, and so no entry takes them as text."""
        if event.character is not None and event.character in JOINERS:
            if isinstance(self.focused, TextArea):
                self.focused.insert(event.character)
            elif isinstance(self.focused, Input):
                self.focused.insert_text_at_cursor(event.character)

    def on_descendant_focus(self) -> None:
        """Left and right belong to the text while a text has the focus."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer left and right on a choice; in a text enter and the arrows belong to it, but at its edges."""
        text = self.focused if isinstance(self.focused, TextArea) else None
        if action == "change":
            return isinstance(self.focused, Choice)
        if action == "save":
            return text is None
        if action in ("save_text", "leave_text"):
            return text is not None
        if action == "line" and text is not None and parameters:
            return text.cursor_at_last_line if parameters[0] == 1 else text.cursor_at_first_line
        return super().check_action(action, parameters)

    def action_line(self, by: int) -> None:
        """Go to the next line or the one before; at the first and the last one it stays."""
        entries = [self._entry_of(line.key) for line in self._lines]
        here = next((place for place, entry in enumerate(entries) if entry is self.focused), 0)
        entries[min(max(here + by, 0), len(entries) - 1)].focus()

    def action_change(self, by: int) -> None:
        """Change the choice that has the focus."""
        if isinstance(self.focused, Choice):
            self.focused.move(by)

    def action_save(self) -> None:
        """Answer, or go to the first line that can't be read."""
        answer, wrong = self._read()
        if answer is not None:
            self.dismiss(answer)
            return
        self._tell(every=True)
        if wrong:
            self._entry_of(next(iter(wrong))).focus()

    def action_leave_text(self) -> None:
        """Go from a text to the next line."""
        self.focus_next()

    def action_save_text(self) -> None:
        """Answer from within a text, whose enter begins a new paragraph."""
        self.action_save()

    def _entry_of(self, key: str) -> Widget:
        return self.query_one(f"#line-{key}")

    def _show_focused(self) -> None:
        """Scroll to where the focus is, whatever has been told above it."""
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    @staticmethod
    def _entry(line: Line) -> Widget:
        if isinstance(line, Typed):
            return Input(
                literal(line.value),
                id=f"line-{line.key}",
                placeholder=line.placeholder,
                compact=True,
                select_on_focus=False,
            )
        if isinstance(line, Written):
            text = MarkedText(line.value, id=f"line-{line.key}")
            text.show_line_numbers = False
            return text
        choice = Choice(line.values, id=f"line-{line.key}")
        choice.set_reactive(Choice.place, line.at)
        return choice

    def _text(self, line: Typed) -> str:
        entered = self.query_one(f"#line-{line.key}", Input).value
        # What nobody has touched stays as it was, also where it can't be shown as it is.
        return line.value if entered == literal(line.value) else entered

    def _follow(self, entry: Input) -> None:
        line = next(each for each in self._lines if f"line-{each.key}" == entry.id)
        if not isinstance(line, Typed):
            return
        if line.carries is not None:
            self._carry(line, *line.carries)
        if line.chooses is None:
            return
        key, value = line.chooses
        try:
            changed = self._value(line) not in (None, line.read(line.value) if line.value else None)
        except Refused:
            return
        if changed:
            self.query_one(f"#line-{key}", Choice).choose(value)

    def _carry(self, line: Typed, key: str, words: Callable[[Any], str]) -> None:
        other = next(each for each in self._lines if each.key == key)
        entry = self.query_one(f"#line-{key}", Input)
        if not isinstance(other, Typed) or entry.value != self._carried.get(key, literal(other.value)):
            return
        try:
            text = words(self._value(line))
        except Refused:
            return
        self._carried[key] = entry.value = literal(text)

    def _read(self) -> tuple[Result | None, dict[str, str]]:
        """The answer, or else what is wrong with which lines, first things first."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for line in self._lines:
            try:
                values[line.key] = self._value(line)
            except Refused as refused:
                wrong[line.key] = str(refused)
        if wrong:
            return None, wrong
        try:
            return self._make(values), {}
        except Wrong as refused:
            return None, {refused.key: str(refused)}

    def _value(self, line: Line) -> object:
        if isinstance(line, Chosen):
            choice: Choice[object] = self.query_one(f"#line-{line.key}", Choice)
            return choice.value
        if isinstance(line, Written):
            written = self.query_one(f"#line-{line.key}", MarkedText).text
            return line.value if written == spelt(line.value) else written
        text = self._text(line)
        return None if line.optional and not text.strip() else line.read(text)

    def _untouched(self) -> Iterator[str]:
        """Lines on which nothing is typed yet: they aren't wrong before the answer is wanted."""
        for line in self._lines:
            if isinstance(line, Typed) and not self._text(line).strip():
                yield line.key

    def _tell(self, *, every: bool) -> None:
        answer, wrong = self._read()
        silent = () if every else tuple(self._untouched())
        for line in self._lines:
            sentence = "" if line.key in silent else wrong.get(line.key, "")
            under = self.query_one(f"#wrong-{line.key}", Static)
            under.update(f"× {literal(sentence)}" if sentence else "")
            under.set_class(bool(sentence), "-told")
        self.call_after_refresh(self._show_focused)
        told = f"= {literal(self._words(answer))}" if answer is not None else ""
        self.query_one(".reading", Static).update(Content.styled(told, "$text-success"))
