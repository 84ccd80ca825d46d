"""What made up a muscle's week: its exercises, and how much of each counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.training.week import Measure, MuscleWeek
from negtrain_tui.widgets import week_words as words
from negtrain_tui.widgets.key_bar import KeyBar

_MUTED = "$foreground-muted"


class PartsDialog(Dialog[None]):
    """The exercises of one muscle, as they were done and as they count."""

    DEFAULT_CSS = """
    PartsDialog > .box { width: 74; }
    PartsDialog VerticalScroll { height: auto; max-height: 75vh; }
    PartsDialog #parts { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "read on", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "back", show=False),
        Binding("pagedown,space", "scroll(8)", "further", show=False),
        Binding("pageup", "scroll(-8)", "back", show=False),
        Binding("escape,enter", "leave", "close", key_display="esc"),
    ]

    def __init__(self, muscle: MuscleWeek, before: str) -> None:
        """Show a muscle's week; `before` names what it is compared with."""
        super().__init__()
        self._muscle = muscle
        self._before = before

    def compose(self) -> ComposeResult:
        """The sums, the exercises, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content(words.muscle_said(self._muscle.muscle))
            with VerticalScroll(can_focus=False):
                yield Static(Content("\n").join(self._rows()), id="parts", markup=False)
            yield KeyBar()

    def on_resize(self) -> None:
        """See whether all of it fits."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        if action == "scroll":
            return self.query_one(VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_scroll(self, lines: int) -> None:
        """Show what doesn't fit."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def _rows(self) -> Iterator[Content]:
        each = self._muscle
        yield Content.styled(f"{'':<10}{'this week':>11}{self._before:>14}   change", _MUTED)
        for measure in Measure:
            now, before = (words.measure_said(measure, work) for work in (each.total, each.before))
            changed = words.change_said(each.change(measure))
            yield Content(f"{words.MEASURES[measure]:<10}{now:>11}{before:>14}   {changed}")
        yield Content("")
        for part in each.parts:
            yield Content.assemble(words.part_name(part), ("  " + words.counts_said(part), _MUTED))
            yield Content(f"  {words.work_said(part.done)}")
        if not each.parts:
            yield Content("No exercise trained it in this week.")
        if not each.muscle and each.parts:
            yield Content("")
            yield Content.styled("The catalogue doesn't know what these train.", _MUTED)
