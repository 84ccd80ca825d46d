"""A dialog with a list in which one row is highlighted, by the arrows or by the mouse, and then taken."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from negtrain_tui.screens.dialogs import Dialog

Result = TypeVar("Result")

MOVES: list[BindingType] = [
    Binding("down", "move(1)", "row", key_display="↑ ↓"),
    Binding("up", "move(-1)", "row before", show=False),
    Binding("pagedown", "move(8)", "further", show=False),
    Binding("pageup", "move(-8)", "back", show=False),
]


class ListDialog(Dialog[Result], Generic[Result]):
    """A list in which one row is highlighted; a click highlights another, a click on that one takes it."""

    highlighted_row: int = 0

    def action_move(self, by: int) -> None:
        """Highlight another row."""
        count = self.query_one(OptionList).option_count
        if count:
            self.highlight(max(0, min(count - 1, self.highlighted_row + by)))

    def highlight(self, row: int) -> None:
        """Highlight a row."""
        self.highlighted_row = row
        self.query_one(OptionList).highlighted = row

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was highlighted before the click; else the list shows what can be done with it."""
        if event.option_index == self.highlighted_row:
            self.take(event.option_index)
        else:
            self.highlighted_row = event.option_index

    def take(self, row: int) -> None:
        """Answer with a row."""
        raise NotImplementedError
