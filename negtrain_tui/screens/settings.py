"""What can be adjusted, row by row, saved as it is changed; and where the data is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.equipment_words import summary
from negtrain_tui.screens.setting_rows import Row, setting_groups, with_value
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.settings import Settings
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_WHY_BESIDE_FROM = 76
_LABEL_WIDTH = 19
_VALUE_WIDTH = 12


class TestCues(Message):
    """Let one cue be heard or seen now, whether it is switched on or not: `sound`, `bell` or `flash`."""

    # Its name begins like that of a test; it isn't one.
    __test__ = False

    def __init__(self, cue: str) -> None:
        self.cue = cue
        super().__init__()


@dataclass(frozen=True, slots=True)
class SettingsSnapshot:
    """The settings, the path of the database, and in short what equipment there is."""

    settings: Settings
    path: str
    equipment: str


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    field: str
    before: Any


class SettingsScreen(StoredScreen[SettingsSnapshot]):
    """A list of rows; the selected one is changed with left and right."""

    PALETTE = "Settings"
    DEFAULT_CSS = """
    SettingsScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    SettingsScreen OptionList { height: 1fr; border: none; padding: 0; background: $background; }
    SettingsScreen OptionList > .option-list--option { padding: 0 1; }
    SettingsScreen OptionList > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    SettingsScreen #why { height: auto; padding: 0 1; border-top: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "select(1)", "row", key_display="↑ ↓", tooltip="Select the next row"),
        Binding("up", "select(-1)", "row above", show=False),
        Binding("pagedown", "select(6)", "further", show=False),
        Binding("pageup", "select(-6)", "back", show=False),
        Binding("home", "select(-99)", "first row", show=False),
        Binding("end", "select(99)", "last row", show=False),
        Binding("right", "move(1)", "change", key_display="← →", tooltip="Change the selected row"),
        Binding("enter", "move(1)", "change", show=False),
        Binding("left", "move(-1)", "change back", show=False),
        Binding("enter", "open", "open", tooltip="Open what the selected row stands for"),
        Binding("e", "equipment", "equipment", tooltip="Bars, plates, stacks, dumbbells; what exercises use"),
        Binding("t", "test", "test this cue", tooltip="Hear or see the selected cue now"),
        Binding("u", "undo", "undo", tooltip="Take the last change back"),
    ]

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        catalogue: Catalogue,
        on_settings: Callable[[Settings], None],
    ) -> None:
        super().__init__(outbox, clock)
        self._catalogue = catalogue
        self._on_settings = on_settings
        self._rows: tuple[Row, ...] = ()
        self._headings: dict[int, str] = {}
        self._selected = 0
        self._settings: Settings | None = None
        self._path = ""
        self._equipment = ""
        self._changes: list[_Change] = []
        self._unwritten = 0

    def compose_room(self) -> ComposeResult:
        """A head line, the rows, the data's place, the keys."""
        yield Static(Content.styled("Settings", "bold"), id="head", markup=False)
        rows = OptionList(markup=False)
        rows.can_focus = False
        yield rows
        yield Static(id="why", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Learn which themes there are."""
        groups = setting_groups(sorted(self.app.available_themes))
        self._rows = tuple(row for group in groups for row in group.rows)
        place = 0
        for group in groups:
            self._headings[place] = group.title
            place += len(group.rows)

    def on_resize(self, event: events.Resize) -> None:
        """Put the explanations beside the rows, or below the list, as there is room."""
        if self._settings is not None:
            self._draw(event.size.width)

    def read(self, repository: Repository) -> SettingsSnapshot:
        """Read the settings, where they are, and what equipment there is."""
        return SettingsSnapshot(repository.settings(), str(repository.path), summary(repository.equipment()))

    def show(self, snapshot: SettingsSnapshot) -> None:
        """Show what was read, unless changes are still on their way to the database."""
        self._path, self._equipment = snapshot.path, snapshot.equipment
        if self._unwritten == 0:
            if self._settings is not None and self._settings != snapshot.settings:
                self._on_settings(snapshot.settings)
            self._settings = snapshot.settings
        self._draw(self.size.width)

    def nothing_read(self, sentence: str) -> None:
        """Say why there are no rows."""
        self.query_one("#why", Static).update(literal(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cues can be tested, changes taken back, rows that stand for a screen opened."""
        del parameters
        if (
            action in ("move", "open")
            and self._rows
            and self._rows[self._selected].opens != (action == "open")
        ):
            return False
        if action == "test":
            return bool(self._rows) and bool(self._rows[self._selected].cue)
        if action == "undo":
            return bool(self._changes)
        return self._settings is not None

    def action_select(self, by: int) -> None:
        """Select another row."""
        self._select(max(0, min(len(self._rows) - 1, self._selected + by)))

    def action_move(self, steps: int) -> None:
        """Change the selected row and save it."""
        if self._settings is None:
            return
        row = self._rows[self._selected]
        changed = row.moved(self._settings, steps)
        if changed != self._settings:
            change = _Change(row.field, getattr(self._settings, row.field))
            self._changes.append(change)
            self._save(row.field, getattr(changed, row.field), change)

    def action_open(self) -> None:
        """Open the screen that the selected row stands for."""
        self.action_equipment()

    def action_equipment(self) -> None:
        """Open the equipment."""
        from negtrain_tui.screens.equipment import EquipmentScreen

        self.app.push_screen(EquipmentScreen(self.outbox, self.clock, self._catalogue))

    def action_test(self) -> None:
        """Ask the app for the selected cue."""
        if cue := self._rows[self._selected].cue:
            self.post_message(TestCues(cue))

    def action_undo(self) -> None:
        """Take the last change back, and select its row."""
        if self._changes:
            change = self._changes.pop()
            self._selected = [row.field for row in self._rows].index(change.field)
            self._save(change.field, change.before, change)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Select the row that was clicked; a click on the selected row changes it."""
        place = self._place_of(event.option_index)
        if place == self._selected or self._rows[place].opens:
            self._selected = place
            self._take()
        else:
            self._select(place)

    def _take(self) -> None:
        """Do what a click on the selected row is for."""
        if self._rows[self._selected].opens:
            self.action_open()
        else:
            self.action_move(1)

    def _save(self, field: str, value: object, change: _Change) -> None:
        assert self._settings is not None
        self._settings = with_value(self._settings, field, value)
        self._unwritten += 1
        self._on_settings(self._settings)
        self._draw(self.size.width)

        def done() -> None:
            self._unwritten -= 1

        def failed(trouble: StorageError) -> None:
            del trouble
            self._unwritten -= 1
            if change in self._changes:
                self._changes.remove(change)

        # Only this field: another window may have changed the others meanwhile.
        self.change(
            lambda repository: repository.save_settings(with_value(repository.settings(), field, value)),
            done=done,
            failed=failed,
        )

    def _select(self, place: int) -> None:
        self._selected = place
        self._draw(self.size.width)

    def _index_of(self, place: int) -> int:
        """Where a row stands in the list, headings counted."""
        return place + sum(heading <= place for heading in self._headings)

    def _place_of(self, index: int) -> int:
        return next(place for place in range(len(self._rows)) if self._index_of(place) == index)

    def _draw(self, width: int) -> None:
        settings = self._settings
        if settings is None or not self._rows:
            return
        options = self.query_one(OptionList)
        prompts: list[tuple[Content, bool]] = []
        for place, row in enumerate(self._rows):
            if place in self._headings:
                prompts.append((Content(self._headings[place]), True))
            prompts.append((self._prompt(row, settings, width, selected=place == self._selected), False))
        if options.option_count == len(prompts):
            for index, (prompt, _) in enumerate(prompts):
                options.replace_option_prompt_at_index(index, prompt)
        else:
            options.clear_options()
            options.add_options(Option(prompt, disabled=heading) for prompt, heading in prompts)
        options.highlighted = self._index_of(self._selected)
        if self._selected == 0:
            options.scroll_home(animate=False)
        why = f"{self._rows[self._selected].label}: {self._rows[self._selected].why}.\n"
        self.query_one("#why", Static).update(
            Content.assemble(
                "" if width >= _WHY_BESIDE_FROM else why,
                ("Your data: ", "$foreground-muted"),
                literal(self._path),
            )
        )
        self.refresh_bindings()

    def _prompt(self, row: Row, settings: Settings, width: int, *, selected: bool) -> Content:
        value = self._equipment if row.opens else literal(row.shown(settings))
        before, after = ("› ", "") if row.opens else ("‹ ", " ›")
        shown = f"{before}{value}{after}" if selected else f"  {value}"
        prompt = Content(f"  {row.label:<{_LABEL_WIDTH}}{shown:<{_VALUE_WIDTH}}  ")
        if width >= _WHY_BESIDE_FROM:
            prompt += Content.styled(row.why, "$foreground-muted")
        return prompt.truncate(width - 4, ellipsis=True)
