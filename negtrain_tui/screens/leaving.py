"""The question about what isn't saved of the plan, when Negtrain is to be left."""

from __future__ import annotations

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal


class Leaving(Enum):
    """What becomes of what isn't saved."""

    SHOW = auto()
    DROP = auto()


class LeavingDialog(Dialog[Leaving]):
    """Asks before unsaved text is lost; no answer stays. Leaving once more from here is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('SHOW')", "show it", tooltip="Go back to it"),
        Binding("d", "answer('DROP')", "throw away and quit", tooltip="Forget it, and leave Negtrain"),
        Binding("escape", "leave", "stay"),
    ]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """What isn't saved, and the answers."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Not saved yet")
            yield Static(literal(self._sentence), markup=False)
            yield KeyBar()

    def action_answer(self, name: str) -> None:
        """Answer."""
        self.dismiss(Leaving[name])
