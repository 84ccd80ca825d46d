"""What the figures on a screen mean, with the values that stand there; `?` opens it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.screens.stored import Command, StoredScreen
from negtrain_tui.training.explained import TOPICS, Topic
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_MUTED = "$foreground-muted"
_NO_VALUES: Mapping[str, str] = MappingProxyType({})


class ExplainDialog(Dialog[None]):
    """Topics one below the other, each with its value; scrolls where they don't fit."""

    DEFAULT_CSS = """
    ExplainDialog > .box { width: 76; }
    ExplainDialog VerticalScroll { height: auto; max-height: 75vh; }
    ExplainDialog .topic { height: auto; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "read on", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "back", show=False),
        Binding("pagedown,space", "scroll(8)", "further", show=False),
        Binding("pageup", "scroll(-8)", "back", show=False),
        Binding("escape,enter,question_mark", "leave", "close", key_display="esc"),
    ]

    def __init__(self, topics: Sequence[str], values: Mapping[str, str] = _NO_VALUES) -> None:
        """Explain these topics, by their keys; `values` are what stands on the screen for some of them."""
        super().__init__()
        self._topics = tuple(TOPICS[key] for key in topics)
        self._values = dict(values)

    def compose(self) -> ComposeResult:
        """The topics and the keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("What is this?")
            with VerticalScroll(can_focus=False):
                for topic in self._topics:
                    yield Static(_told(topic, self._values.get(topic.key)), classes="topic", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """See whether all of it fits, once it has been laid out."""
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        """See again."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more."""
        if action == "scroll":
            return self.query_one(VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_scroll(self, lines: int) -> None:
        """Show what doesn't fit."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)


class Explained(StoredScreen[Any]):
    """Mixin of a screen with figures, named before `StoredScreen`: `?` explains them, `f1` lists the keys.

    `EXPLAINS` are the keys of its topics; a screen that knows what stands under its cursor overrides
    `topics_now` and `values_now`.
    """

    EXPLAINS: ClassVar[tuple[str, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "explain", "what is this", tooltip="Explain the figures on this screen")
    ]

    def topics_now(self) -> Sequence[str]:
        """Return the keys of what is to be explained now, what matters most first."""
        return self.EXPLAINS

    def values_now(self) -> Mapping[str, str]:
        """Return what stands on the screen for some of these topics, in words."""
        return _NO_VALUES

    def action_explain(self) -> None:
        """Explain what is on the screen."""
        self.app.push_screen(ExplainDialog(self.topics_now(), self.values_now()))

    def commands(self) -> Iterable[Command]:
        """Offer the explanation to the palette too."""
        yield from super().commands()
        yield f"{self.PALETTE}: what is this", "Explain the figures on this screen", self.action_explain


def _told(topic: Topic, value: str | None) -> Content:
    head = Content.styled(topic.name, "bold $text-primary")
    if value is not None:
        head = Content.assemble(head, (f"  {literal(value)}", "bold"))
    rows = [head, Content(topic.what), Content(topic.how)]
    if topic.caution:
        rows.append(Content.assemble(("! ", "bold $text-warning"), topic.caution))
    return Content("\n").join([*rows, Content.styled(f"Source: {topic.source}", _MUTED)])
