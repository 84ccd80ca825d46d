"""One line of text asked for over another screen: a load, a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from negtrain_tui.training.errors import Refused
from negtrain_tui.widgets.literal import literal


class AskLine(ModalScreen[str | None]):
    """Asks for one line; `check` raises Refused with the sentence to show. Escape answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "back")]

    DEFAULT_CSS = """
    AskLine { align: center middle; }
    AskLine #box {
        width: 56;
        max-width: 90%;
        height: auto;
        border: round $primary;
        padding: 0 1;
        background: $surface;
    }
    AskLine #wrong { color: $error; height: auto; }
    """

    def __init__(
        self, question: str, *, value: str = "", check: Callable[[str], object] | None = None
    ) -> None:
        """Ask `question` (plain text), beginning with `value`."""
        super().__init__()
        self._question = question
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """The question, the line, and what is wrong with it."""
        with Vertical(id="box"):
            yield Static(Content(self._question))
            yield Input(self._value)
            yield Static(id="wrong", markup=False)
            yield Static(Content("enter takes it, esc goes back"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line if it is sound, else say what is wrong."""
        event.stop()
        try:
            if self._check is not None:
                self._check(event.value)
        except Refused as error:
            self.query_one("#wrong", Static).update(literal(str(error)))
            return
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
