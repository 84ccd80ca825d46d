"""All loads that can be made around the present one, to climb up and down and to choose among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.screens.dialogs import LEAVE
from negtrain_tui.screens.list_dialog import MOVES, ListDialog
from negtrain_tui.training.equipment import Gear
from negtrain_tui.training.ladder import ladder
from negtrain_tui.training.load import Bodyweight, Load, plain, shown
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.plate_picture import plate_picture

_MUTED = "$foreground-muted"
_TENTH = Decimal("0.1")
_NOTHING = (
    "Nothing near this load can be made of what stands under Settings (4), Equipment. "
    "Add plates there, or leave this and type the load with s."
)


_BODY_MASS = "b on Today enters your body mass, then the steps are told in percent."
_FOLLOWS = "The load follows the 1RM, so these are here to look at."
_TAKE = Binding("enter", "take", "take this load", tooltip="Prescribe this load from now on")


class LadderDialog(ListDialog[Load]):
    """The loads, heaviest first, each with its distance from the present one and the gap to the one below.

    Where two loads are prescribed, the ladder is for the lowered one, and the answer keeps the other.
    """

    DEFAULT_CSS = """
    LadderDialog > .box { width: 72; height: 96%; max-height: 24; }
    LadderDialog #heads { height: 1; color: $foreground-muted; }
    LadderDialog OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    LadderDialog #made { height: auto; max-height: 3; margin-top: 1; }
    LadderDialog #advice { height: auto; max-height: 4; color: $text-primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _TAKE,
        *MOVES,
        LEAVE,
    ]

    def __init__(
        self,
        gear: Gear,
        load: Load,
        *,
        exercise: str = "",
        system: Fraction | None = None,
        weighable: bool = True,
        taking: str | None = _TAKE.tooltip,
    ) -> None:
        """Show what `gear` makes around `load`.

        Args:
            gear: What the loads are put together with.
            load: The present one.
            exercise: Whose loads they are.
            system: All that a bodyweight exercise moves, in kg; None where that isn't known.
            weighable: Whether the lifter's body mass would tell it.
            taking: What taking a load does; None where there is nothing but to look.
        """
        super().__init__()
        self._taking = taking
        self._lacks_body = weighable and system is None and isinstance(load.down, Bodyweight)
        if taking is not None:
            self._bindings.key_to_bindings[_TAKE.key] = [replace(_TAKE, tooltip=taking)]
        self._load = load
        self._exercise = exercise
        self._ladder = ladder(gear, load, system=system)
        # The place of each row's load on the ladder, which counts from the lightest.
        self._places: list[int | None] = list(reversed(range(len(self._ladder.loads))))
        if self._places and not self._ladder.present:
            self._places.insert(len(self._places) - self._ladder.place, None)

    def compose(self) -> ComposeResult:
        """The loads, how the highlighted one is put together, advice, keys."""
        with Vertical(classes="box") as box:
            of = f" of {literal(self._exercise)}" if self._exercise else ""
            box.border_title = Content(f"The loads{of} you can make")
            yield Static(f"{'load':<14}{'from now':>9}   gap below", id="heads", markup=False)
            options = OptionList(
                *(Option(self._row(place), disabled=place is None) for place in self._places), markup=False
            )
            options.can_focus = False
            yield options
            yield Static(id="made", markup=False)
            yield Static("\n".join(map(literal, self._advice())), id="advice", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the present load, or at the one below it."""
        if not self._places:
            self.query_one("#made", Static).update(_NOTHING)
        elif self._ladder.present:
            self.highlight(self._places.index(self._ladder.place))
        else:
            row = self._places.index(None)
            self.highlight(row + 1 if row + 1 < len(self._places) else row - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the plates for the new width."""
        del event
        self.call_after_refresh(self._tell)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take a load where there is one."""
        if action in ("take", "move"):
            return bool(self._places) and not (action == "take" and self._taking is None)
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Highlight another load, past the one that can't be made."""
        last = len(self._places) - 1
        row = max(0, min(last, self.highlighted_row + by))
        if self._places[row] is None:
            row += 1 if by > 0 else -1
        if 0 <= row <= last:
            self.highlight(row)

    def action_take(self) -> None:
        """Answer with the highlighted load."""
        self.take(self.highlighted_row)

    def take(self, row: int) -> None:
        """Answer with the load of a row."""
        place = self._places[row]
        if place is not None and self._taking is not None:
            self.dismiss(self._ladder.loads[place])

    def on_option_list_option_highlighted(self) -> None:
        """Show how it is put together."""
        self._tell()

    def _advice(self) -> Iterator[str]:
        if self._taking is None:
            yield _FOLLOWS
        if self._places and self._lacks_body:
            yield _BODY_MASS
        yield from filter(None, (self._ladder.finest, self._ladder.advice))

    def _tell(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        place = None if highlighted is None else self._places[highlighted]
        if place is not None:
            made = self.query_one("#made", Static)
            if made.size.width:
                made.update(plate_picture(self._ladder.rungs[place].made, made.size.width))

    def _row(self, place: int | None) -> Content:
        if place is None:
            return Content.assemble(
                (f"{shown(self._load.down):<14}", _MUTED), ("can't be made   ◂ now", "$text-warning")
            )
        now = self._ladder.present and place == self._ladder.place
        percent = self._ladder.rungs[place].percent
        share = "" if now or percent is None else f"{signed(percent)} %"
        gap = shown(self._ladder.gaps[place - 1]) if place > 0 else ""
        return Content.assemble(
            (f"{shown(self._ladder.loads[place].down):<14}", "bold" if now else ""),
            f"{share:>9}   ",
            (f"{gap:<11}", _MUTED),
            ("◂ now" if now else "", "bold $text-success"),
        )


def signed(percent: Decimal) -> str:
    """Write a percentage with its sign and one decimal, two where it is under 1: `+2.5`, `-0.42`."""
    rounded = percent.quantize(_TENTH if abs(percent) >= 1 else _TENTH / 10)
    return f"{'+' if rounded > 0 else ''}{plain(rounded)}"
