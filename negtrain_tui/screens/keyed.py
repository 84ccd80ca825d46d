"""A screen on which `?` lists every key that works there."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

Result = TypeVar("Result")


class KeyedScreen(Screen[Result]):
    """Base of every screen and dialog; `f1` does the same where a text takes the question mark."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1", "all_keys", "all keys", show=False, tooltip="List every key of this screen"
        )
    ]

    def action_all_keys(self) -> None:
        """List every key that works now, over this screen."""
        from negtrain_tui.screens.all_keys import AllKeys, Offered, offered

        def chosen(answer: Offered | None) -> None:
            if answer is not None:
                self.app.call_later(self.app.run_action, answer.action, answer.owner)

        self.app.push_screen(AllKeys(offered(self)), chosen)
