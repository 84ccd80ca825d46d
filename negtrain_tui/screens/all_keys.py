"""Every key that works on the screen in front, with what it does, to read or to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.widgets.key_bar import KeyBar, key_name

_KEYS_WIDTH = 14
# What is usual everywhere, and said in Textual's own words: to go from field to field, to edit a text.
_USUAL = frozenset(
    f"textual.{each}"
    for each in ("screen", "app", "widget", "containers", "widgets._input", "widgets._text_area")
)
_LEFT_OUT = frozenset({"all_keys", "suspend_process"})
_PALETTE = "find an action", "Find anything that can be done here by its name"


@dataclass(frozen=True, slots=True)
class Offered:
    """Keys that do one thing, in words, and whose action it is."""

    keys: str
    words: str
    help: str
    action: str
    owner: DOMNode


def offered(screen: Screen[Any]) -> tuple[Offered, ...]:
    """What works on a screen now: shown keys first, in their order, then those that the bar doesn't show."""
    found: dict[tuple[str, str], list[Binding]] = {}
    owners: dict[tuple[str, str], DOMNode] = {}
    ours = [
        active
        for active in screen.active_bindings.values()
        if active.enabled
        and _name(active.binding) not in _LEFT_OUT
        and not _is_usual(active.node, active.binding)
    ]
    words: dict[str, str] = {}
    for active in ours:
        words[active.binding.action] = words.get(active.binding.action) or active.binding.description
    for active in ours:
        binding, name = active.binding, _name(active.binding)
        said = words[binding.action] or name.replace("_", " ")
        # Keys that do the same, only more or less of it, stand in one row.
        found.setdefault((name, said), []).append(binding)
        owners.setdefault((name, said), active.node)
    ordered = sorted(found.items(), key=lambda entry: not any(binding.show for binding in entry[1]))
    return tuple(_offered(said, bindings, owners[name, said]) for (name, said), bindings in ordered)


def _name(binding: Binding) -> str:
    return binding.action.partition("(")[0].rpartition(".")[2]


def _is_usual(owner: DOMNode, binding: Binding) -> bool:
    """Tell whether a key is Textual's own, not ours."""
    return not binding.show and any(
        isinstance(own, Binding) and (own.action, own.description) == (binding.action, binding.description)
        for each in type(owner).__mro__
        if each.__module__ in _USUAL
        for own in each.__dict__.get("BINDINGS", ())
    )


def _offered(words: str, bindings: Sequence[Binding], owner: DOMNode) -> Offered:
    # The first one's name may stand for all of them: `↑ ↓`.
    keys = " ".join(dict.fromkeys(" ".join(map(key_name, bindings)).split()))
    told = next((binding.tooltip for binding in bindings if binding.tooltip), "")
    if _name(bindings[0]) == "command_palette":
        words, told = _PALETTE
    return Offered(keys, words, told, bindings[0].action, owner)


class AllKeys(Dialog[Offered]):
    """A list of keys; the one chosen is done on the screen below."""

    DEFAULT_CSS = """
    AllKeys > .box { width: 76; }
    AllKeys OptionList { height: auto; max-height: 70vh; border: none; background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do", "do it", tooltip="Do what the highlighted key does"),
        Binding("down", "move(1)", "read on", key_display="↑ ↓"),
        Binding("up", "move(-1)", "back", show=False),
        Binding("pagedown", "move(8)", "further", show=False),
        Binding("pageup", "move(-8)", "back", show=False),
        Binding("escape", "leave", "close"),
    ]

    def __init__(self, keys: Sequence[Offered]) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """The keys, and those of the list itself."""
        with Vertical(classes="box") as box:
            box.border_title = Content("All keys")
            options = OptionList(*(Option(_row(key)) for key in self._keys), markup=False)
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first key."""
        if self._keys:
            self.query_one(OptionList).highlighted = 0

    def action_move(self, by: int) -> None:
        """Highlight another key."""
        options = self.query_one(OptionList)
        if self._keys:
            options.highlighted = max(0, min(len(self._keys) - 1, (options.highlighted or 0) + by))

    def action_do(self) -> None:
        """Do what the highlighted key does."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._keys[highlighted])

    def action_all_keys(self) -> None:
        """Close: the same key opened it."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was clicked."""
        self.dismiss(self._keys[event.option_index])


def _row(key: Offered) -> Content:
    gap = " " * max(1, _KEYS_WIDTH - Content(key.keys).cell_length)
    more = f"  {key.help}" if key.help and key.help != key.words else ""
    return Content.assemble((key.keys, "bold"), gap, key.words, (more, "$foreground-muted"))
