"""What can be done to the equipment that stands, one difference at a time, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.screens.equipment_typed import MOST_COUNT, heaviest_first
from negtrain_tui.training.equipment import Bar, Implement, Inventory, Loading, Plate
from negtrain_tui.training.load import Mass

Edit = Callable[[Inventory], Inventory]
Step = Callable[[Repository], object]
Kind = tuple[Mass, Mass | None]
"""What tells plates apart: what is written on them, and what one weighs where it was weighed."""
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)

_CHANGED = "It was changed elsewhere meanwhile, and stays as it is now."


def kind_of(plate: Plate) -> Kind:
    """Return what tells this kind of plates apart from others."""
    return plate.mass, plate.weighed


def count_step(inventory: Inventory) -> int:
    """By how many plates a count moves: two where a bar is loaded at both ends, else one."""
    paired = any(isinstance(each, Bar) and each.loading is Loading.PAIRED for each in inventory.implements)
    return 2 if paired else 1


def with_count_moved(inventory: Inventory, kind: Kind, by: int) -> Inventory:
    """Make the plates of a kind more or fewer, 0 to 200; raises Conflict where the kind is gone."""
    plate = _plate(inventory, kind)
    moved = replace(plate, count=max(0, min(MOST_COUNT, plate.count + by)))
    return _with_plates(inventory, {**_kinds(inventory.plates), kind: moved})


def with_plates_added(inventory: Inventory, plates: Iterable[Plate]) -> Inventory:
    """Add plates; of a kind that is there already there are more then, at most 200."""
    kinds = _kinds((*inventory.plates, *plates))
    return _with_plates(
        inventory, {kind: replace(each, count=min(MOST_COUNT, each.count)) for kind, each in kinds.items()}
    )


def with_plate_changed(inventory: Inventory, before: Plate, after: Plate) -> Inventory:
    """Put one kind of plates in the place of another; raises Conflict where that isn't there as it was."""
    kinds = _kinds(inventory.plates)
    if kinds.pop(kind_of(before), None) != before or kind_of(after) in kinds:
        raise Conflict(_CHANGED)
    return _with_plates(inventory, {**kinds, kind_of(after): after})


def without_plate(inventory: Inventory, kind: Kind) -> Inventory:
    """Take a kind of plates away; raises Conflict where it is gone."""
    _plate(inventory, kind)
    kinds = _kinds(inventory.plates)
    del kinds[kind]
    return _with_plates(inventory, kinds)


def with_implement_added(inventory: Inventory, implement: Implement) -> Inventory:
    """Add a bar, a stack or dumbbells."""
    return replace(inventory, implements=(*inventory.implements, implement))


def with_implement_changed(inventory: Inventory, before: Implement, after: Implement) -> Inventory:
    """Change one in its place; raises Conflict where it isn't there as it was."""
    if before not in inventory.implements:
        raise Conflict(_CHANGED)
    return replace(
        inventory, implements=tuple(after if each == before else each for each in inventory.implements)
    )


def without_implement(inventory: Inventory, implement_id: str) -> Inventory:
    """Take one away, and let exercises that used it have their default; raises Conflict where it is gone."""
    kept = tuple(each for each in inventory.implements if each.id != implement_id)
    if len(kept) == len(inventory.implements):
        raise Conflict("It isn't there any more; it was deleted elsewhere.")
    uses = {key: used for key, used in inventory.uses.items() if used != implement_id}
    return replace(inventory, implements=kept, uses=uses)


def with_use(inventory: Inventory, exercise_key: str, used: str | None) -> Inventory:
    """Say what an exercise is done with: an implement's id, empty for none, None for its default.

    Raises Conflict where that implement is gone.
    """
    if used and all(each.id != used for each in inventory.implements):
        raise Conflict("It isn't there any more; it was deleted elsewhere.")
    uses = {key: there for key, there in inventory.uses.items() if key != exercise_key}
    return replace(inventory, uses=uses if used is None else {**uses, exercise_key: used})


def with_preset(inventory: Inventory, preset: Inventory, ids: Callable[[], str]) -> Inventory:
    """Add the plates and implements of a preset: plates add up, a bar like one that is there isn't doubled.

    What is added keeps the preset's id, so that two databases have the same one; where something else has
    that id already, `ids` makes a new one.
    """
    there = {_unnamed(each) for each in inventory.implements}
    taken = {each.id for each in inventory.implements}
    added = (
        replace(each, id=ids()) if each.id in taken else each
        for each in preset.implements
        if _unnamed(each) not in there
    )
    return with_plates_added(replace(inventory, implements=(*inventory.implements, *added)), preset.plates)


def with_preset_alone(inventory: Inventory, preset: Inventory, ids: Callable[[], str]) -> Inventory:
    """Put a preset in place of everything; exercises that are done with nothing stay so."""
    uses = {key: used for key, used in inventory.uses.items() if not used}
    return with_preset(Inventory(uses=uses), preset, ids)


def turned(now: Inventory, was: Inventory, then: Inventory) -> Inventory:
    """Make of `now` what leads from `was` to `then`; what else has changed meanwhile stays.

    Raises Conflict where just what is to be changed isn't any more as it was.
    """
    if now == was:
        return then
    kinds = _turned(_kinds(now.plates), _kinds(was.plates), _kinds(then.plates))
    implements = _turned(_by_id(now.implements), _by_id(was.implements), _by_id(then.implements))
    uses = _turned(now.uses, was.uses, then.uses)
    if any(used and used not in implements for used in uses.values()):
        raise Conflict(_CHANGED)
    return _with_plates(replace(now, implements=tuple(implements.values()), uses=uses), kinds)


@dataclass(frozen=True, slots=True)
class _Done:
    said: str
    before: Inventory
    after: Inventory


class Past:
    """What was done on one screen, newest last; to be used on the outbox's thread, where all is in order.

    `said` is the last thing that was done, in words.
    """

    def __init__(self) -> None:
        self.said = ""
        self._done: list[_Done] = []
        self._undone: list[_Done] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._undone)

    def do(self, repository: Repository, said: str, edit: Edit) -> None:
        """Apply one edit to what stands now, and save it."""
        before = repository.equipment()
        after = edit(before)
        self.said = said
        if after != before:
            repository.save_equipment(after)
            self._done.append(_Done(said, before, after))
            self._undone.clear()

    def undo(self, repository: Repository) -> None:
        """Take the last edit back; raises Conflict, and forgets it, where that isn't possible any more."""
        self.said = "Nothing to undo"
        if self._done:
            last = self._done[-1]
            self._turn(repository, self._done, last.after, last.before)
            self._undone.append(last)
            self.said = f"Undone: {last.said}"

    def redo(self, repository: Repository) -> None:
        """Do again what was taken back last; raises Conflict, and forgets it, like `undo`."""
        self.said = "Nothing to do again"
        if self._undone:
            last = self._undone[-1]
            self._turn(repository, self._undone, last.before, last.after)
            self._done.append(last)
            self.said = f"Done again: {last.said}"

    @staticmethod
    def _turn(repository: Repository, from_: list[_Done], was: Inventory, then: Inventory) -> None:
        try:
            repository.save_equipment(turned(repository.equipment(), was, then))
        except Conflict:
            from_.pop()
            raise
        from_.pop()


def _plate(inventory: Inventory, kind: Kind) -> Plate:
    plate = _kinds(inventory.plates).get(kind)
    if plate is None:
        raise Conflict(f"There are no such {kind[0]} plates any more; they were changed elsewhere.")
    return plate


def _kinds(plates: Iterable[Plate]) -> dict[Kind, Plate]:
    kinds: dict[Kind, Plate] = {}
    for plate in plates:
        there = kinds.get(kind_of(plate))
        kinds[kind_of(plate)] = plate if there is None else replace(plate, count=there.count + plate.count)
    return kinds


def _by_id(implements: Iterable[Implement]) -> dict[str, Implement]:
    return {each.id: each for each in implements}


def _with_plates(inventory: Inventory, kinds: Mapping[Kind, Plate]) -> Inventory:
    return replace(inventory, plates=heaviest_first(kinds.values()))


def _unnamed(implement: Implement) -> Implement:
    """All of an implement but its id; nothing weighs the same in kg and lb."""
    if isinstance(implement, Bar) and not implement.mass.value:
        return replace(implement, id="", mass=replace(implement.mass, unit="kg"))
    return replace(implement, id="")


def _turned(
    now: Mapping[Key, Value], was: Mapping[Key, Value], then: Mapping[Key, Value]
) -> dict[Key, Value]:
    turned = dict(now)
    for key in (*was, *then):
        before, after = was.get(key), then.get(key)
        if before == after:
            continue
        if now.get(key) != before:
            raise Conflict(_CHANGED)
        if after is None:
            turned.pop(key, None)
        else:
            turned[key] = after
    return turned
