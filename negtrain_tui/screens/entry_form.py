"""A form of a few lines to type or to choose on, each with its own complaint under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from negtrain_tui.screens.dialogs import LEAVE, Dialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.widgets.choice import Choice
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line to type on. `read` raises Refused with one sentence; an empty `optional` one is read as None."""

    key: str
    label: str
    read: Callable[[str], object]
    value: str = ""
    placeholder: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line with a few values, beginning at one of them."""

    key: str
    label: str
    values: Sequence[tuple[str, object]]
    at: int = 0


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
    EntryForm .wrong { display: none; height: auto; padding-left: 15; color: $text-error; }
    EntryForm .wrong.-told { display: block; }
    EntryForm .reading { min-height: 1; max-height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # An input scrolls by up and down and submits by enter, unless the form comes first.
        Binding("enter", "save", "save", tooltip="Keep what stands here", priority=True),
        Binding("down", "app.focus_next", "line", key_display="↑ ↓", priority=True),
        Binding("up", "app.focus_previous", "line before", show=False, priority=True),
        Binding("right,space", "change(1)", "change", key_display="← →"),
        Binding("left", "change(-1)", "change back", show=False),
        LEAVE,
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[Typed | Chosen],
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

    def compose(self) -> ComposeResult:
        """The lines, each with room for what is wrong with it; what they mean; keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(literal(self._title))
            with VerticalScroll(can_focus=False):
                for line in self._lines:
                    with Horizontal():
                        yield Label(line.label)
                        yield self._entry(line)
                    yield Static(id=f"wrong-{line.key}", classes="wrong", markup=False)
            yield Static(classes="reading", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Say what is understood of what stands there already."""
        self._tell(every=False)

    def on_input_changed(self) -> None:
        """Read along."""
        self._tell(every=False)

    def on_choice_changed(self) -> None:
        """Read along."""
        self._tell(every=False)

    def on_descendant_focus(self) -> None:
        """Left and right belong to the text while a text has the focus."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer left and right on a choice."""
        if action == "change":
            return isinstance(self.focused, Choice)
        return super().check_action(action, parameters)

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
            self.query_one(f"#line-{next(iter(wrong))}").focus()

    @staticmethod
    def _entry(line: Typed | Chosen) -> Widget:
        if isinstance(line, Typed):
            return Input(
                literal(line.value),
                id=f"line-{line.key}",
                placeholder=line.placeholder,
                compact=True,
                select_on_focus=False,
            )
        choice = Choice(line.values, id=f"line-{line.key}")
        choice.set_reactive(Choice.place, line.at)
        return choice

    def _text(self, line: Typed) -> str:
        entered = self.query_one(f"#line-{line.key}", Input).value
        # What nobody has touched stays as it was, also where it can't be shown as it is.
        return line.value if entered == literal(line.value) else entered

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

    def _value(self, line: Typed | Chosen) -> object:
        if isinstance(line, Chosen):
            choice: Choice[object] = self.query_one(f"#line-{line.key}", Choice)
            return choice.value
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
        told = f"= {literal(self._words(answer))}" if answer is not None else ""
        self.query_one(".reading", Static).update(Content.styled(told, "$text-success"))
