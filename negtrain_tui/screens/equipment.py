"""What loads are made of: bars, plates with counts, stacks, dumbbells, and which of them exercises use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens import equipment_changes as changes
from negtrain_tui.screens.dialogs import PickExercise
from negtrain_tui.screens.equipment_changes import Edit, Past
from negtrain_tui.screens.equipment_forms import KINDS, implement_form, plate_form, plates_question
from negtrain_tui.screens.equipment_presets import PresetChosen, PresetsDialog
from negtrain_tui.screens.equipment_rows import Group, Key, Row, Use, groups_of, key_of
from negtrain_tui.screens.equipment_words import plates_told, smallest_step, summary, use_told
from negtrain_tui.screens.picking import PickDialog
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.equipment import Implement, Inventory, Plate
from negtrain_tui.training.equipment_presets import presets
from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.load import Unit
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_LEAST_LABEL = 14
_MOST_LABEL = 40
_MUTED = "$foreground-muted"
_WHY = (
    "Say what there is, and Negtrain proposes only loads that your plates make, tells how to put them "
    "together, and never rounds a small step away."
)
_SETS = "Sets that many have: IWF, home kg, home lb, fractional."
_ONE_BY_ONE = "One by one: a bar, plates, a stack, dumbbells."


@dataclass(frozen=True, slots=True)
class EquipmentSnapshot:
    """Everything there is, in rows; the unit for what is typed without one.

    `steps` are the smallest ones in words, by the id of what they are on; of the first bar by none.
    """

    inventory: Inventory
    unit: Unit
    groups: tuple[Group, ...]
    catalogue: Catalogue
    steps: Mapping[str, str]
    can_undo: bool
    can_redo: bool


class _Rows(OptionList, can_focus=False):
    """The list, which keeps the selected row in sight when what stands below it needs more room."""

    def on_resize(self) -> None:
        """Scroll to the selected row."""
        self.scroll_to_highlight()


class EquipmentScreen(StoredScreen[EquipmentSnapshot]):
    """Rows under headings; counts are changed at once, everything else in a small form."""

    PALETTE = "Equipment"
    DEFAULT_CSS = """
    EquipmentScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    EquipmentScreen OptionList { height: 1fr; border: none; padding: 0; background: $background; }
    EquipmentScreen OptionList > .option-list--option { padding: 0 1; }
    EquipmentScreen OptionList > .option-list--option-disabled { color: $text-primary; text-style: bold; }
    EquipmentScreen #about { height: auto; max-height: 5; padding: 0 1; border-top: solid $panel; }
    EquipmentScreen #empty { display: none; height: 1fr; padding: 1 2; }
    EquipmentScreen.-empty #empty { display: block; }
    EquipmentScreen.-empty OptionList { display: none; }
    EquipmentScreen.-empty #about { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "select(1)", "row", key_display="↑ ↓", tooltip="Select the next row"),
        Binding("up", "select(-1)", "row above", show=False),
        Binding("pagedown", "select(6)", "further", show=False),
        Binding("pageup", "select(-6)", "back", show=False),
        Binding("home", "select(-999)", "first row", show=False),
        Binding("end", "select(999)", "last row", show=False),
        Binding("tab", "group(1)", "group", tooltip="Go to the next heading"),
        Binding("shift+tab", "group(-1)", "group before", show=False),
        Binding(
            "plus,right,equals_sign", "count(1)", "more", key_display="+", tooltip="More of these plates"
        ),
        Binding("minus,left", "count(-1)", "fewer", key_display="-", tooltip="Fewer of these plates"),
        Binding("shift+right", "count_one(1)", "one more", show=False),
        Binding("shift+left", "count_one(-1)", "one fewer", show=False),
        Binding("enter", "edit", "edit", tooltip="Change what the selected row says"),
        Binding("a", "add", "add", tooltip="Add plates, a bar, a stack, dumbbells, or what an exercise uses"),
        Binding("p", "presets", "sets", tooltip="Add a set of equipment that many have"),
        Binding("delete,d,backspace", "delete", "delete", tooltip="Delete it; undo brings it back"),
        Binding("u", "undo", "undo", tooltip="Take the last change back, until you leave this screen"),
        Binding("r", "redo", "redo", tooltip="Do again what was taken back"),
        Binding("escape", "back", "settings", tooltip="Back to the settings; all is saved"),
    ]

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self._known = catalogue
        self._past = Past()
        self._snapshot: EquipmentSnapshot | None = None
        self._selected: Key = ()
        self._place = 0
        self._wanted: Key = ()
        self._drawn: list[Key | str] = []
        self._pending = 0

    def compose_room(self) -> ComposeResult:
        """A head line, the rows or why there are none, what the selected one says, the keys."""
        yield Static(id="head", markup=False)
        yield _Rows(markup=False)
        yield Static(id="empty", markup=False)
        yield Static(id="about", markup=False)
        yield KeyBar(self.words_of)

    def words_of(self, action: str, description: str) -> str:
        """Name what enter and delete do on the selected row."""
        subject = self._subject
        if isinstance(subject, Use):
            return {"edit": "choose", "delete": "our default"}.get(action, description)
        return description

    def read(self, repository: Repository) -> EquipmentSnapshot:
        """Read what there is and what the plan's exercises make of it."""
        inventory = repository.equipment()
        catalogue = self._known.with_own(repository.own_exercises())
        return EquipmentSnapshot(
            inventory,
            repository.settings().unit,
            groups_of(inventory, repository.active_plan(), catalogue) if inventory.known else (),
            catalogue,
            {
                "": smallest_step(inventory),
                **{each.id: smallest_step(inventory, each) for each in inventory.implements},
            },
            self._past.can_undo,
            self._past.can_redo,
        )

    def show(self, snapshot: EquipmentSnapshot) -> None:
        """Show what was read."""
        self._snapshot = snapshot
        self._draw()

    def nothing_read(self, sentence: str) -> None:
        """Say why there are no rows."""
        self.add_class("-empty")
        self.query_one("#empty", Static).update(literal(sentence))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new width."""
        del event
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the selected row."""
        del parameters
        if action in ("back", "all_keys"):
            return True
        if not self.is_mounted or not hasattr(EquipmentScreen, f"action_{action}"):
            return True
        snapshot, subject = self._snapshot, self._subject
        if snapshot is None:
            return False
        match action:
            case "undo":
                return snapshot.can_undo or self._pending > 0
            case "redo":
                return snapshot.can_redo
            case "count" | "count_one":
                return isinstance(subject, Plate)
            case "delete":
                return subject.chosen if isinstance(subject, Use) else subject is not None
            case "select" | "edit":
                return subject is not None
            case "group":
                return len(snapshot.groups) > 1
        return True

    def action_back(self) -> None:
        """Go back to the settings."""
        self.dismiss()

    def action_select(self, by: int) -> None:
        """Select another row."""
        self._select(max(0, min(len(self._rows) - 1, self._place + by)))

    def action_group(self, by: int) -> None:
        """Select the first row under the next heading, or under the one before."""
        starts = [0]
        for group in self._groups[:-1]:
            starts.append(starts[-1] + len(group.rows))
        now = sum(start <= self._place for start in starts) - 1
        self._select(starts[(now + by) % len(starts)])

    def action_count(self, by: int) -> None:
        """Change the count of the selected plates, by a pair where a bar takes them on both ends."""
        if self._snapshot is not None:
            self.action_count_one(by * changes.count_step(self._snapshot.inventory))

    def action_count_one(self, by: int) -> None:
        """Change the count of the selected plates by so many."""
        plate = self._subject
        if isinstance(plate, Plate):
            edit: Edit = partial(changes.with_count_moved, kind=changes.kind_of(plate), by=by)
            self._do(f"The count of {plate.mass} plates", edit, told=False)

    def action_edit(self) -> None:
        """Open the form of the selected row, or the choice of what an exercise uses."""
        snapshot, subject = self._snapshot, self._subject
        if snapshot is None or subject is None:
            return
        if isinstance(subject, Use):
            self._choose_use(subject)
        elif isinstance(subject, Plate):
            self.app.push_screen(
                plate_form(subject, snapshot.inventory, snapshot.unit), partial(self._plate_changed, subject)
            )
        else:
            self.app.push_screen(
                implement_form(subject, snapshot.unit), partial(self._implement_changed, subject)
            )

    def action_add(self) -> None:
        """Ask what to add."""
        kinds = ("Plates", *(name for name, _ in KINDS), "A set that many have", "What an exercise uses")
        rows = [Content(f"{number} {kind}") for number, kind in enumerate(kinds, 1)]
        self.app.push_screen(PickDialog("Add", rows), self._adding)

    def action_presets(self) -> None:
        """Offer sets of equipment."""
        if self._snapshot is not None:
            something = self._snapshot.inventory.known
            self.app.push_screen(PresetsDialog(presets(), something=something), self._preset_chosen)

    def action_delete(self) -> None:
        """Delete what the selected row is about; an exercise goes back to its default."""
        subject = self._subject
        if subject is None or self._pending:
            return
        if isinstance(subject, Use):
            self._use(subject, None)
        elif isinstance(subject, Plate):
            kind = changes.kind_of(subject)
            self._do(f"{subject.mass} plates deleted", partial(changes.without_plate, kind=kind))
        else:
            self._do(f"{subject.name} deleted", partial(changes.without_implement, implement_id=subject.id))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._change(self._past.undo)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._change(self._past.redo)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Select the row that was clicked; a click on the selected row opens it."""
        key = self._drawn[event.option_index]
        if key == self._selected:
            self.action_edit()
        else:
            self._select([row.key for row in self._rows].index(tuple(key)))

    def _adding(self, kind: int | None) -> None:
        snapshot = self._snapshot
        if kind is None or snapshot is None:
            return
        if kind == 0:
            self.app.push_screen(plates_question(snapshot.inventory, snapshot.unit), self._plates_added)
        elif kind <= len(KINDS):
            form = KINDS[kind - 1][1](new_id(self.clock.wall()), snapshot.unit)
            self.app.push_screen(form, self._implement_added)
        elif kind == len(KINDS) + 1:
            self.action_presets()
        else:
            picking = PickExercise(
                "What does which exercise use?",
                snapshot.catalogue,
                nothing="Nothing fits. Your own exercises are described on Plan.",
            )
            self.app.push_screen(picking, self._exercise_picked)

    def _plates_added(self, plates: tuple[Plate, ...] | None) -> None:
        if plates:
            self._wanted = key_of(plates[0])
            self._do(f"{plates_told(plates)} added", partial(changes.with_plates_added, plates=plates))

    def _plate_changed(self, before: Plate, after: Plate | None) -> None:
        if after is not None and after != before:
            self._wanted = key_of(after)
            edit: Edit = partial(changes.with_plate_changed, before=before, after=after)
            self._do(f"{before.mass} plates changed", edit)

    def _implement_added(self, implement: Implement | None) -> None:
        if implement is not None:
            self._wanted = key_of(implement)
            self._do(f"{implement.name} added", partial(changes.with_implement_added, implement=implement))

    def _implement_changed(self, before: Implement, after: Implement | None) -> None:
        if after is not None and after != before:
            edit: Edit = partial(changes.with_implement_changed, before=before, after=after)
            self._do(f"{after.name} changed", edit)

    def _preset_chosen(self, chosen: PresetChosen | None) -> None:
        if chosen is None:
            return
        join = changes.with_preset_alone if chosen.alone else changes.with_preset
        edit: Edit = partial(join, preset=chosen.preset.inventory, ids=lambda: new_id(self.clock.wall()))
        how = "in place of all" if chosen.alone else "added"
        self._do(f"“{chosen.preset.name}” {how}", edit)

    def _exercise_picked(self, name: str | None) -> None:
        if name is None or self._snapshot is None:
            return
        exercise = self._snapshot.catalogue.resolve(name).exercise
        chosen = name_key(exercise.name) in self._snapshot.inventory.uses
        self._choose_use(Use(exercise, None, chosen))

    def _choose_use(self, use: Use) -> None:
        if self._snapshot is None:
            return
        inventory = self._snapshot.inventory
        choices: list[str | None] = [None, *(each.id for each in inventory.implements), ""]
        names = ["Our default", *(each.name for each in inventory.implements), "Nothing of this"]
        now = inventory.uses.get(use.key)

        def picked(place: int | None) -> None:
            if place is not None and choices[place] != now:
                self._use(use, choices[place])

        self.app.push_screen(
            PickDialog(
                use.exercise.name,
                [Content(literal(name)) for name in names],
                told=Content("What its loads are made of."),
                at=choices.index(now) if now in choices else 0,
            ),
            picked,
        )

    def _use(self, use: Use, used: str | None) -> None:
        if self._snapshot is None:
            return
        self._wanted = key_of(use)
        inventory = self._snapshot.inventory
        uses = {key: there for key, there in inventory.uses.items() if key != use.key}
        then = replace(inventory, uses=uses if used is None else {**uses, use.key: used})
        edit: Edit = partial(changes.with_use, exercise_key=use.key, used=used)
        self._do(f"{use.exercise.name}: {use_told(then, use.exercise, use.load)}", edit)

    def _do(self, said: str, edit: Edit, *, told: bool = True) -> None:
        self._change(lambda repository: self._past.do(repository, said, edit), told=told)

    def _change(self, action: changes.Step, *, told: bool = True) -> None:
        self._pending += 1

        def done() -> None:
            self._pending -= 1
            if told:
                self.say(f"{self._past.said}.")

        def failed(trouble: StorageError) -> None:
            del trouble
            self._pending -= 1
            self._wanted = ()

        self.change(action, done=done, failed=failed)

    @property
    def _groups(self) -> tuple[Group, ...]:
        return self._snapshot.groups if self._snapshot is not None else ()

    @property
    def _rows(self) -> list[Row]:
        return [row for group in self._groups for row in group.rows]

    @property
    def _subject(self) -> Implement | Plate | Use | None:
        rows = self._rows
        return rows[self._place].subject if self._place < len(rows) else None

    def _select(self, place: int) -> None:
        rows = self._rows
        if place < len(rows):
            self._place, self._selected = place, rows[place].key
            self._draw()

    def _draw(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        self.set_class(not snapshot.inventory.known, "-empty")
        head = Content.assemble(("Equipment", "bold"), ("  " + summary(snapshot.inventory), _MUTED))
        self.query_one("#head", Static).update(head)
        if not snapshot.inventory.known:
            self._place = 0
            self.query_one("#empty", Static).update(
                Content.assemble(
                    f"{_WHY}\n\n", ("p", "bold"), f"  {_SETS}\n", ("a", "bold"), f"  {_ONE_BY_ONE}"
                )
            )
        else:
            self._find_place()
            self._draw_rows()
            row = self._rows[self._place]
            told = f": {row.told}" if row.told else ""
            step = snapshot.steps.get(getattr(row.subject, "id", ""), snapshot.steps[""])
            self.query_one("#about", Static).update(
                Content.assemble((literal(row.label), "bold"), literal(told), "\n", literal(step))
            )
        self.refresh_bindings()

    def _find_place(self) -> None:
        """Stay on the row that was selected, or go to what was just added; where it is gone, to the next."""
        keys = [row.key for row in self._rows]
        if self._wanted in keys:
            self._selected, self._wanted = self._wanted, ()
        if self._selected in keys:
            self._place = keys.index(self._selected)
        self._place = min(self._place, len(keys) - 1)
        self._selected = keys[self._place]

    def _draw_rows(self) -> None:
        options = self.query_one(OptionList)
        drawn: list[tuple[Key | str, Content]] = []
        for group in self._groups:
            drawn.append((group.title, Content(group.title)))
            widest = max(_LEAST_LABEL, *(len(literal(row.label)) for row in group.rows))
            widest = min(widest, _MOST_LABEL, (self.size.width - 4) // 2)
            drawn += [(row.key, self._prompt(row, widest)) for row in group.rows]
        keys = [key for key, _ in drawn]
        if keys == self._drawn:
            for index, (_, prompt) in enumerate(drawn):
                options.replace_option_prompt_at_index(index, prompt)
        else:
            self._drawn = keys
            options.clear_options()
            options.add_options(Option(prompt, disabled=isinstance(key, str)) for key, prompt in drawn)
        options.highlighted = keys.index(self._selected)
        if self._place == 0:
            options.scroll_home(animate=False)

    def _prompt(self, row: Row, widest: int) -> Content:
        label = Content(literal(row.label)).truncate(widest, ellipsis=True, pad=True)
        told = Content.styled(literal(row.told), _MUTED)
        if isinstance(row.subject, Plate):
            count = f"{row.subject.count:>3}"
            shown = f"‹{count} ›" if row.key == self._selected else f" {count}  "
            told = Content.assemble(shown, "  ", told)
        return Content.assemble("  ", label, "  ", told).truncate(self.size.width - 4, ellipsis=True)
