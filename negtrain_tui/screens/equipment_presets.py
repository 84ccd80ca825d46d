"""Sets of equipment that many have, to begin with or to add to what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE, READ_ON, WordyDialog
from negtrain_tui.screens.equipment_words import inventory_told
from negtrain_tui.screens.list_dialog import MOVES, ListDialog
from negtrain_tui.training.equipment_presets import Preset
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal


@dataclass(frozen=True, slots=True)
class PresetChosen:
    """A preset to add, or to put in the place of all there is."""

    preset: Preset
    alone: bool = False


class PresetsDialog(ListDialog[PresetChosen], WordyDialog[PresetChosen]):
    """The presets, and of the highlighted one all that comes with it."""

    DEFAULT_CSS = """
    PresetsDialog > .box { width: 76; height: 96%; max-height: 22; }
    PresetsDialog OptionList {
        height: auto; max-height: 7; border: none; background: $surface; padding: 0;
    }
    PresetsDialog VerticalScroll { height: 1fr; border-top: solid $panel; }
    PresetsDialog #about { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "add it", tooltip="Add all of it to what there is"),
        Binding("x", "replace", "in place of all", tooltip="Put it in the place of all that stands now"),
        *MOVES,
        READ_ON,
        LEAVE,
    ]

    def __init__(self, offered: Sequence[Preset], *, something: bool) -> None:
        """Offer presets; `something` is whether there is equipment already."""
        super().__init__()
        self._presets = tuple(offered)
        self._something = something

    def compose(self) -> ComposeResult:
        """The presets, what comes with the highlighted one, keys."""
        with Vertical(classes="box") as box:
            box.border_title = Content("Add a set of equipment")
            options = OptionList(
                *(Option(Content(literal(each.name))) for each in self._presets), markup=False
            )
            options.can_focus = False
            yield options
            with VerticalScroll(can_focus=False):
                yield Static(id="about", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first."""
        self.highlight(0)

    def on_resize(self) -> None:
        """See again whether it fits."""
        self.read_anew()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what comes with it."""
        preset = self._presets[event.option_index]
        told = Content("\n").join(
            (
                Content(literal(preset.about)),
                *(
                    Content.assemble((f"{literal(name)}: ", "bold"), literal(what))
                    for name, what in inventory_told(preset.inventory)
                ),
            )
        )
        self.query_one("#about", Static).update(told)
        self.read_anew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be replaced where nothing stands."""
        if action == "replace":
            return self._something
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Answer with the highlighted one, to be added."""
        self.take(self.highlighted_row)

    def action_replace(self) -> None:
        """Answer with the highlighted one, in place of all."""
        self.dismiss(PresetChosen(self._presets[self.highlighted_row], alone=True))

    def take(self, row: int) -> None:
        """Answer with a preset, to be added."""
        self.dismiss(PresetChosen(self._presets[row]))
