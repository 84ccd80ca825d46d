"""The exercises that were trained, the last one first, to look at the course of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE, Dialog, SearchInput
from negtrain_tui.training.exercise import name_rank
from negtrain_tui.training.session_heading import TrainedExercise
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

_NOTHING_YET = "Nothing trained yet: Today (1) starts a workout."
_NO_FIT = "No exercise you trained is called so."
_LEAST_NAME = 12


class ExercisesDialog(Dialog[str]):
    """Their names with how often and when last; typing leaves those whose name fits, enter takes one."""

    DEFAULT_CSS = """
    ExercisesDialog > .box { width: 76; }
    ExercisesDialog OptionList {
        height: auto; max-height: 60vh; min-height: 1; margin-top: 1; border: none; background: $surface;
        padding: 0; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "row", key_display="↑ ↓", priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("pagedown", "move(8)", "further", show=False, priority=True),
        Binding("pageup", "move(-8)", "back", show=False, priority=True),
        LEAVE,
    ]

    def __init__(self, trained: Sequence[TrainedExercise], today: date) -> None:
        """Offer what was trained; `today` tells how long ago that was."""
        super().__init__()
        self._trained = tuple(trained)
        self._today = today
        self._offered: tuple[TrainedExercise, ...] = ()

    def compose(self) -> ComposeResult:
        """Search text, the exercises, keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Which exercise?"
            yield SearchInput(placeholder="type parts of its name", compact=True)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        event.stop()
        self._offer()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the rows out for their width, once it is known."""
        del event
        self.call_after_refresh(self._offer)

    def _offer(self) -> None:
        wanted = self.query_one(SearchInput).value.strip()
        ranked = ((name_rank(wanted, each.name), each) for each in self._trained)
        fits = [(rank, each) for rank, each in ranked if rank is not None]
        self._offered = tuple(each for _, each in sorted(fits, key=lambda fit: fit[0]))
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width or 56
        options.clear_options()
        if self._offered:
            options.add_options(Option(row) for row in _rows(self._offered, self._today, width))
            options.highlighted = 0
        else:
            options.add_option(Option(Content(_NO_FIT if self._trained else _NOTHING_YET), disabled=True))

    def action_move(self, by: int) -> None:
        """Move the choice while typing goes on."""
        options = self.query_one(OptionList)
        if self._offered:
            options.highlighted = max(0, min(len(self._offered) - 1, (options.highlighted or 0) + by))

    def action_submit(self) -> None:
        """Choose what is highlighted."""
        highlighted = self.query_one(OptionList).highlighted
        if self._offered and highlighted is not None:
            self.dismiss(self._offered[highlighted].name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self.dismiss(self._offered[event.option_index].name)


def _rows(trained: Sequence[TrainedExercise], today: date, width: int) -> list[Content]:
    """Lay names out before how often and when: names are cut where they leave no room for that."""
    facts = [
        f"{counted(each.sessions, 'session'):>13}  {_last(each.last_day, today):<10}" for each in trained
    ]
    room = max(_LEAST_NAME, width - max(map(len, facts), default=0) - 1)
    rows = []
    for each, fact in zip(trained, facts, strict=True):
        name = Content(literal(each.name)).truncate(room, ellipsis=True)
        space = " " * (room - cell_len(name.plain) + 1)
        rows.append(Content.assemble(name, (f"{space}{fact.rstrip()}", "$foreground-muted")))
    return rows


def _last(day: date, today: date) -> str:
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days, day.isoformat())
