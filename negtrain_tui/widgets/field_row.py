"""One row of a form: a label and a value between arrows, to step, to click or to type over."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from negtrain_tui.widgets.literal import literal

LABEL_WIDTH = 17
_LONGEST_TYPED = 60


class FieldRow(Widget, can_focus=True):
    """Shows what it is told to; says what the lifter wants of it."""

    DEFAULT_CSS = """
    FieldRow { height: 1; width: 1fr; }
    FieldRow:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "type", "type it", key_display="0…9", tooltip="Type over the value: 7, 2.5 or 1:30")
    ]

    class Stepped(Message):
        """A step was asked for: ±1, or ±10 for a great one."""

        def __init__(self, row: FieldRow, by: int) -> None:
            super().__init__()
            self.row = row
            self.by = by

    class Cycled(Message):
        """The value itself was clicked."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    class Typed(Message):
        """Something was typed over the value; it may be empty."""

        def __init__(self, row: FieldRow, text: str) -> None:
            super().__init__()
            self.row = row
            self.text = text

    def __init__(self, key: str, label: str, *, coarse: bool, typable: bool) -> None:
        super().__init__(id=f"field-{key}")
        self.key = key
        self._label = label
        self._coarse = coarse
        self._typable = typable
        self._value = ""
        self._typing: str | None = None

    @property
    def typing(self) -> bool:
        """Whether something typed stands in place of the value."""
        return self._typing is not None

    def tell(self, value: str) -> None:
        """Show a value."""
        if value != self._value:
            self._value = value
            self.refresh()

    def settle(self) -> None:
        """Show the value again in place of what was typed."""
        if self._typing is not None:
            self._typing = None
            self.refresh()

    def render(self) -> Content:
        """The label, and the value between its arrows."""
        # Colour alone doesn't tell where the keys go.
        label = f"{'▸ ' if self.has_focus else '  '}{self._label}".ljust(LABEL_WIDTH)
        if self._typing is not None:
            return Content.assemble(label, (f"{literal(self._typing)}▏", "bold underline"))
        before, after = ("« ‹ ", " › »") if self._coarse else ("‹ ", " ›")
        return Content.assemble(label, before, self._shown, after)

    @property
    def _arrows(self) -> int:
        """The cells of the arrows on one side."""
        return 4 if self._coarse else 2

    @property
    def _shown(self) -> Content:
        """The value, cut where the arrows behind it would have no room."""
        room = self.size.width - LABEL_WIDTH - 2 * self._arrows
        return Content(literal(self._value)).truncate(max(1, room), ellipsis=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer typing only where the value can be typed."""
        return self._typable if action == "type" else super().check_action(action, parameters)

    def action_type(self) -> None:
        """Show where what is typed would stand, for those who clicked on the key."""
        if self._typing is None:
            self._typing = ""
            self.refresh()

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take digits and letters as typing, where the value can be typed."""
        if not self._typable:
            return
        if event.key in ("backspace", "delete"):
            self._typing = (self._typing or "")[:-1]
        elif event.character is not None and event.is_printable and event.character != " ":
            if len(self._typing or "") < _LONGEST_TYPED:
                self._typing = (self._typing or "") + event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh()
        self.post_message(self.Typed(self, self._typing or ""))

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Claim what can be typed over the value."""
        del key
        return self._typable and character is not None and character.isprintable() and character != " "

    def on_blur(self) -> None:
        """What was typed is taken by now, or was nothing."""
        self.settle()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Step by the arrow under the mouse; on the value, do what a click on it does."""
        event.stop()
        self.settle()
        arrows = self._arrows
        at = event.x - LABEL_WIDTH
        end = arrows + self._shown.cell_length
        if 0 <= at < arrows:
            self.post_message(self.Stepped(self, -10 if self._coarse and at < 2 else -1))
        elif end <= at < end + arrows:
            self.post_message(self.Stepped(self, 10 if self._coarse and at >= end + 2 else 1))
        elif arrows <= at < end:
            self.post_message(self.Cycled(self))
