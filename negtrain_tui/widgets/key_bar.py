"""The keys that work here, as one to three lines at the bottom, each of them also a mouse target."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size

_SHORT = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "esc",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "comma": ",",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
}


class KeyBar(Widget, can_focus=False):
    """Shows every binding of the screen that says `show=True` and applies now; wraps instead of scrolling."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
        max-height: 3;
        width: 1fr;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    def __init__(
        self,
        describe: Callable[[str, str], str] | None = None,
        *,
        id: str | None = None,
    ) -> None:
        """Take `describe(action, description)`, if what a key does depends on the moment."""
        super().__init__(id=id)
        self._describe = describe or (lambda _action, description: description)
        self._spans: list[tuple[int, int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings as they come and go."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._renew())

    def _renew(self) -> None:
        self.refresh(layout=True)

    def renew(self) -> None:
        """Draw again, because what the keys do has changed."""
        self._renew()

    def _offered(self) -> list[tuple[str, str, str]]:
        seen: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                key = binding.key_display or _SHORT.get(binding.key, binding.key)
                seen[binding.action] = (
                    key,
                    self._describe(binding.action, binding.description),
                    binding.action,
                )
        return list(seen.values())

    def _lay_out(self, width: int) -> list[list[tuple[str, str, str]]]:
        lines: list[list[tuple[str, str, str]]] = [[]]
        used = 0
        for key, description, action in self._offered():
            length = len(key) + 1 + len(description) + 2
            if lines[-1] and used + length > width:
                lines.append([])
                used = 0
            lines[-1].append((key, description, action))
            used += length
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the keys need at this width, three at the most."""
        return max(1, min(3, len(self._lay_out(width))))

    def render(self) -> Content:
        """Draw keys bold, what they do plain."""
        self._spans.clear()
        rows: list[Content] = []
        for y, line in enumerate(self._lay_out(self.size.width or 80)):
            parts: list[Content] = []
            x = 0
            for key, description, action in line:
                length = len(key) + 1 + len(description)
                self._spans.append((y, x, x + length, action))
                parts.append(Content.assemble((key, "bold $footer-key-foreground"), f" {description}  "))
                x += length + 2
            rows.append(Content("").join(parts))
        return Content("\n").join(rows)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for y, begins, ends, action in self._spans:
            if event.y == y and begins <= event.x < ends:
                event.stop()
                await self.app.run_action(action, default_namespace=self.screen)
                return
