"""The figures that can be plotted of an exercise, in a row to be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from negtrain_tui.training.trend_series import Measure


class Measures(Widget, can_focus=False):
    """The figures that can be plotted, each to be clicked; the one shown stands in brackets."""

    DEFAULT_CSS = "Measures { height: 1; width: 1fr; padding: 0 1; }"

    class Chosen(Message):
        """A figure was clicked."""

        def __init__(self, measure: Measure) -> None:
            self.measure = measure
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._shown: frozenset[Measure] = frozenset({Measure.LOAD})

    def tell(self, shown: Sequence[Measure]) -> None:
        """Show which figures are plotted."""
        self._shown = frozenset(shown)
        self.refresh()

    def render(self) -> Content:
        """Draw their names in a row."""
        return Content("").join(
            Content.styled(f"[{each}]", "bold $text-accent")
            if each in self._shown
            else Content.styled(f" {each} ", "$foreground-muted")
            for each in Measure
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the one under the mouse."""
        event.stop()
        at = event.x - 1
        for each in Measure:
            if 0 <= at < len(each) + 2:
                self.post_message(self.Chosen(each))
            at -= len(each) + 2
