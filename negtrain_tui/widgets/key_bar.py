"""The keys that work here, as one to three lines at the bottom, each of them also a mouse target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.dom import DOMNode
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
    "delete": "del",
    "backspace": "⌫",
}
_PARTS = {"ctrl": "^", "shift": "⇧", "up": "↑", "down": "↓", "left": "←", "right": "→"}
_MOST_LINES = 3


# Below this width the keys of these actions share one word.
_ROOMY_FROM = 70
_TOGETHER = {"switch_mode": "screens"}


def key_name(binding: Binding) -> str:
    """How a key is written for the lifter: its own display, or `esc`, `^t`, `⇧↑`, `del`."""
    if binding.key_display:
        return binding.key_display
    return _written(binding.key)


def _written(key: str) -> str:
    if key in _SHORT:
        return _SHORT[key]
    return "".join(_PARTS.get(part, _SHORT.get(part, part)) for part in key.split("+"))


@dataclass(frozen=True, slots=True)
class _Key:
    """A key as shown; `words` may be empty, where the next key's words stand for both."""

    shown: str
    words: str
    action: str
    owner: DOMNode

    @property
    def text(self) -> str:
        return f"{self.shown} {self.words}" if self.words else self.shown

    @property
    def gap(self) -> int:
        """Cells to the next key."""
        return 2 if self.words else 1


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
        self._spans: list[tuple[int, int, int, _Key]] = []
        self._lines: list[list[_Key]] = []
        self._stale = False

    def on_mount(self) -> None:
        """Follow the bindings as they come and go."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._renew_soon())

    def _renew_soon(self) -> None:
        # What one key does changes the bindings several times over: they are looked at once, after that.
        if not self._stale:
            self._stale = True
            self.call_later(self._renew)

    def _renew(self) -> None:
        self._stale = False
        lines = self._lay_out(self.size.width or 80)
        # What was drawn last says nothing of the room there is: it may have been drawn into too little.
        fits = len(lines) == self.size.height
        if lines != self._lines or not fits:
            self.refresh(layout=not fits)

    def _offered(self) -> list[_Key]:
        seen: dict[str, _Key] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                words = self._describe(binding.action, binding.description)
                seen[binding.action] = _Key(key_name(binding), words, binding.action, active.node)
        return list(seen.values())

    def _all_keys(self) -> _Key | None:
        """The key that lists all of them, where it works now."""
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.action == "all_keys" and active.enabled:
                return _Key(key_name(binding), binding.description, binding.action, active.node)
        return None

    def _groups(self, width: int) -> list[list[_Key]]:
        """The keys offered, those that are never parted by a line break together."""
        groups: list[list[_Key]] = []
        for key in self._offered():
            name = key.action.partition("(")[0]
            if width >= _ROOMY_FROM or name not in _TOGETHER:
                groups.append([key])
            elif groups and groups[-1][-1].action.partition("(")[0] == name:
                groups[-1][-1] = replace(groups[-1][-1], words="")
                groups[-1].append(replace(key, words=_TOGETHER[name]))
            else:
                groups.append([replace(key, words=_TOGETHER[name])])
        return groups

    def _lay_out(self, width: int) -> list[list[_Key]]:
        lines: list[list[_Key]] = [[]]
        used = 0
        for group in self._groups(width):
            length = sum(len(key.text) + key.gap for key in group)
            if lines[-1] and used + length - group[-1].gap > width:
                lines.append([])
                used = 0
            lines[-1] += group
            used += length
        return lines if len(lines) <= _MOST_LINES else self._cut(lines[:_MOST_LINES], width)

    def _cut(self, lines: list[list[_Key]], width: int) -> list[list[_Key]]:
        """Let the last of three full lines end with the key that lists what has no room."""
        every = self._all_keys()
        if every is not None:
            last = lines[-1]
            while last and sum(len(key.text) + key.gap for key in last) + len(every.text) > width:
                last.pop()
            last.append(every)
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the keys need at this width, three at the most."""
        return max(1, len(self._lay_out(width)))

    def render(self) -> Content:
        """Draw keys bold, what they do plain."""
        self._spans.clear()
        rows: list[Content] = []
        self._lines = self._lay_out(self.size.width or 80)
        if self.size.height and len(self._lines) != self.size.height:
            self.call_after_refresh(self._renew)
        for y, line in enumerate(self._lines):
            parts: list[Content] = []
            x = 0
            for key in line:
                length = len(key.text)
                self._spans.append((y, x, x + length, key))
                words = key.text[len(key.shown) :]
                parts.append(
                    Content.assemble((key.shown, "bold $footer-key-foreground"), f"{words}{' ' * key.gap}")
                )
                x += length + key.gap
            rows.append(Content("").join(parts).rstrip())
        return Content("\n").join(rows)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for y, begins, ends, key in self._spans:
            if event.y == y and begins <= event.x < ends:
                event.stop()
                action, owner = self._meant(key, event.x - begins)
                await self.app.run_action(action, default_namespace=owner)
                return

    def _meant(self, key: _Key, at: int) -> tuple[str, DOMNode]:
        """What a click so many cells into a key asks for: of a pair such as `← →` each does its own."""
        parts = key.shown.split(" ")
        begins = 0
        for part in parts if len(parts) > 1 else ():
            if begins <= at < begins + len(part):
                for name, active in self.screen.active_bindings.items():
                    if active.enabled and _written(name) == part:
                        return active.binding.action, active.node
            begins += len(part) + 1
        return key.action, key.owner
