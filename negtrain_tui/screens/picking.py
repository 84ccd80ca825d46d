"""A choice among a few things, each on a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE, Dialog
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

Result = TypeVar("Result")


class RowsDialog(Dialog[Result], Generic[Result]):
    """A list to choose from by arrows, digits or mouse; `take` makes the answer of the place chosen."""

    DEFAULT_CSS = """
    RowsDialog OptionList { height: auto; max-height: 12; border: none; background: $surface; padding: 0; }
    RowsDialog #told { height: auto; color: $text-muted; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", priority=True),
        Binding("down", "move(1)", "line", key_display="↑ ↓", priority=True),
        Binding("up", "move(-1)", "line", show=False, priority=True),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
        LEAVE,
    ]

    def __init__(
        self, title: str, rows: Sequence[Content], *, told: Content | None = None, at: int = 0
    ) -> None:
        """Offer `rows`, beginning at one of them; `told` stands above them."""
        super().__init__()
        self._title = title
        self._told = told
        self._rows = tuple(rows)
        self._at = at

    def compose(self) -> ComposeResult:
        """What is asked, the choices, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(literal(self._title))
            if self._told:
                yield Static(self._told, id="told", markup=False)
            options = OptionList(*(Option(row) for row in self._rows), markup=False)
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the first choice, or on the one that stands now."""
        self.query_one(OptionList).highlighted = self._at

    def action_move(self, by: int) -> None:
        """Move the choice."""
        options = self.query_one(OptionList)
        options.highlighted = max(0, min(len(self._rows) - 1, (options.highlighted or 0) + by))

    def action_choose(self) -> None:
        """Answer with what is highlighted."""
        self.take(self.query_one(OptionList).highlighted or 0)

    def action_pick(self, number: int) -> None:
        """Answer with a choice by its number."""
        if number <= len(self._rows):
            self.take(number - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with what was clicked."""
        self.take(event.option_index)

    def take(self, place: int) -> None:
        """Answer with what stands in this place, from 0."""
        raise NotImplementedError(type(self).__name__)


class PickDialog(RowsDialog[int]):
    """A list that answers with the place of what was chosen."""

    def take(self, place: int) -> None:
        """Answer with the place."""
        self.dismiss(place)
