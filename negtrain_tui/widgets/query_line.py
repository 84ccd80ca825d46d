"""The line in which is typed what to look for in the history, with what is wrong with it beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar
from unicodedata import category

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.history_query import (
    METHODS,
    HistoryQuery,
    check_muscles,
    muscle_names,
    parse_query,
)
from negtrain_tui.widgets.literal import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from negtrain_tui.training.exercise import Catalogue

PAUSE_S = 0.2
"""How long nothing has to be typed before what stands there is looked for."""

CONDITIONS = ("ex", "muscle", "method", "tempo", "after", "before", "on", "in", "is")
_FIXED: Mapping[str, Sequence[str]] = {"method": METHODS, "is": ("record", "interrupted")}
_HINT = 'ex:bench method:accentuated after:2026-01 "left shoulder"'
_SHORT_HINT = 'ex:bench after:2026-01 "left shoulder"'
_ROUND_ABOUT = 4
# What can be typed, told as fully as there is room on one line.
_WORDS = (
    "ex: muscle: method: tempo: after: before: on: in: is:record is:interrupted, or any text",
    "ex: muscle: method: tempo: after: before: in: is:record, or any text",
    "ex: muscle: method: tempo: after: before: in: is: or text",
)


class Completions(Suggester):
    """Completes the word at the end of the line: a condition's name, or what may stand behind it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.values: Mapping[str, Sequence[str]] = _FIXED

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed; None where nothing fits."""
        return completed(value, self.values)


def completed(line: str, values: Mapping[str, Sequence[str]]) -> str | None:
    """Complete the last word of a line by what may stand behind each name, such as `ex`.

    A value with a space is offered once its quotation mark stands there: without it the word ends there.
    """
    begins = _last_word(line)
    word = line[begins:]
    name, colon, typed = word.partition(":")
    if not colon:
        names = (f"{each}:" for each in CONDITIONS if word and each.startswith(word))
        return next((line + each[len(word) :] for each in names), None)
    quoted = typed.startswith('"')
    sought = typed.removeprefix('"').casefold()
    for value in values.get(name.casefold(), ()) if sought else ():
        if not value.casefold().startswith(sought) or '"' in value:
            continue
        rest = value[len(sought) :]
        if quoted:
            return f'{line}{rest}"'
        first = rest.split(" ")[0]
        if first:
            return line + first
    return None


def _last_word(line: str) -> int:
    """Return where the word at the end of a line begins; spaces within quotation marks belong to a word."""
    begins, quoted = 0, False
    for place, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character.isspace() and not quoted:
            begins = place + 1
    return begins


class _QueryInput(Input):
    """An input that is left downwards, to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "to the list"),
        Binding("down", "leave", "to the list", show=False),
        Binding("escape", "forget", "clear", tooltip="Look for nothing, and go to the list"),
    ]

    class Left(Message):
        """The lifter has typed enough."""

    class Forgotten(Message):
        """What is typed isn't wanted any more."""

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left())

    def action_forget(self) -> None:
        """Forget what is typed."""
        self.post_message(self.Forgotten())


class QueryLine(Widget):
    """Reads along a moment after the last key. What can't be read changes nothing and says why."""

    DEFAULT_CSS = """
    QueryLine { height: auto; padding: 0 1; layout: vertical; }
    QueryLine Horizontal { height: 1; }
    QueryLine #query-mark { width: 2; color: $text-muted; }
    QueryLine Input { height: 1; width: 1fr; padding: 0; margin: 0; background: transparent; border: none; }
    QueryLine Input:focus { background: $boost; }
    QueryLine #query-told { height: auto; max-height: 6; color: $text-muted; display: none; }
    QueryLine.-typing #query-told, QueryLine.-wrong #query-told { display: block; }
    QueryLine.-wrong #query-told { color: $text-error; }
    """

    class Asked(Message):
        """Something else is looked for."""

        def __init__(self, query: HistoryQuery) -> None:
            self.query = query
            super().__init__()

    class Begun(Message):
        """Something is to be typed."""

    class Left(Message):
        """The keys are for the list again."""

    def __init__(self, today: Callable[[], date], known: Catalogue) -> None:
        """Count ago from `today`, and know the muscles of these exercises."""
        super().__init__()
        self.known = known
        self.asked = HistoryQuery()
        self._today = today
        self._pause: Timer | None = None
        self._completions = Completions()
        self._words = _WORDS[-1]

    def compose(self) -> ComposeResult:
        """What is typed, and what is wrong with it."""
        with Horizontal():
            yield Static("/", id="query-mark", markup=False)
            yield _QueryInput(placeholder=_HINT, compact=True, suggester=self._completions)
        yield Static(id="query-told", markup=False)

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    @property
    def typing(self) -> bool:
        """Whether keys are typed into it."""
        return self._input.has_focus

    @property
    def _input(self) -> _QueryInput:
        return self.query_one(_QueryInput)

    def offer(self, exercises: Sequence[str]) -> None:
        """Complete by these exercises and by the muscles of the known ones from now on."""
        names = {"ex": exercises, "exercise": exercises, "muscle": muscle_names(self.known)}
        self._completions.values = {**names, **_FIXED}

    def begin(self) -> None:
        """Let keys be typed."""
        self._input.focus()

    def write(self, text: str) -> None:
        """Look for this at once, in place of what was typed."""
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self._read()

    def on_descendant_focus(self) -> None:
        """Tell that something is to be typed, by key or by mouse, and what can be."""
        self.add_class("-typing")
        self.post_message(self.Begun())

    def on_descendant_blur(self) -> None:
        """Tell no more what can be typed."""
        self.remove_class("-typing")

    def on_resize(self, event: events.Resize) -> None:
        """Give a hint and words that fit."""
        self._input.placeholder = _HINT if len(_HINT) + _ROUND_ABOUT < event.size.width else _SHORT_HINT
        room = event.size.width - 2
        self._words = next((each for each in _WORDS if len(each) <= room), _WORDS[-1])
        if not self.has_class("-wrong"):
            self._tell(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read along, a moment after the last key; a paste's control characters are left out."""
        event.stop()
        seen = "".join(character for character in event.value if category(character) != "Cc")
        if seen != event.value:
            self._input.value = seen
            return
        self.screen.refresh_bindings()
        self._wait_no_more()
        self._pause = self.set_timer(PAUSE_S, self._read)

    def on__query_input_left(self, event: _QueryInput.Left) -> None:
        """Read what is typed at once; leave, unless it is wrong."""
        event.stop()
        if self._read():
            self.post_message(self.Left())

    def on__query_input_forgotten(self, event: _QueryInput.Forgotten) -> None:
        """Look for nothing any more, and leave."""
        event.stop()
        self.write("")
        self.post_message(self.Left())

    def _wait_no_more(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _read(self) -> bool:
        """Ask for what is typed, or say why it can't be read; True if it can be."""
        self._wait_no_more()
        try:
            # A text whose quotation mark is still open is looked for as far as it is written.
            query = parse_query(self.text + '"' * (self.text.count('"') % 2), self._today())
            check_muscles(query, self.known)
        except Refused as refused:
            self._tell(_fault(refused))
            return False
        self._tell(None)
        if query != self.asked:
            self.asked = query
            self.post_message(self.Asked(query))
        return True

    def _tell(self, fault: Content | None) -> None:
        """Say what is wrong, or else what can be typed."""
        self.set_class(fault is not None, "-wrong")
        self.query_one("#query-told", Static).update(self._words if fault is None else fault)


def _fault(refused: Refused) -> Content:
    """Say in one sentence what is wrong, and what would work."""
    if not isinstance(refused, NotationError):
        return Content(f"× {literal(str(refused))}")
    found = f"found “{literal(refused.found)}”" if refused.found else "the line ends"
    expected = f"expected {literal(refused.expected)}; for example {literal(refused.example)}"
    return Content(f"× Column {refused.column}: {found}, {expected}")
