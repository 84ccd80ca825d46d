"""The forms in which bars, stacks, dumbbells and plates are described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.entry_form import Chosen, EntryForm, Typed, Wrong
from negtrain_tui.screens.equipment_changes import count_step, kind_of
from negtrain_tui.screens.equipment_typed import (
    ON_A_PIN,
    count_of,
    name_of,
    pins,
    plates_of,
    plates_text,
    weight,
    weights_of,
    weights_text,
)
from negtrain_tui.screens.equipment_words import implement_told, plates_told
from negtrain_tui.training.equipment import Bar, Dumbbells, Implement, Inventory, Loading, Plate, Stack
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import Mass, Unit

_LOADINGS = (("on both ends", Loading.PAIRED), ("in one place", Loading.SINGLE))
_AT_ONCE = (("one", 1), ("a pair, loaded alike", 2))
_PAIRS = (("in pairs", 2), ("single ones", 1))


def bar_form(bar: Bar, unit: Unit, *, title: str, blank: bool = False) -> EntryForm[Implement]:
    """Describe a bar, a handle or a belt, beginning with `bar`; `blank` leaves its weight to be typed."""

    def make(values: Mapping[str, Any]) -> Implement:
        collars: Mass | None = values["collars"]
        return Bar(
            bar.id,
            values["name"],
            values["mass"],
            collars if collars is not None and collars.value else None,
            values["loading"],
            values["at_once"],
        )

    def mass(text: str) -> Mass:
        return weight(text, unit, nothing=True, example=f"20{unit}")

    return EntryForm(
        title,
        (
            Typed("name", "Name", name_of, bar.name),
            Typed("mass", "Weight", mass, "" if blank else str(bar.mass), f"such as 20{unit}; 0 for a belt"),
            Typed(
                "collars",
                "Collars",
                mass,
                "" if bar.collars is None else str(bar.collars),
                "all of them together; may stay empty",
                optional=True,
            ),
            Chosen("loading", "Plates go", _LOADINGS, _place(_LOADINGS, bar.loading)),
            Chosen("at_once", "At once", _AT_ONCE, _place(_AT_ONCE, bar.at_once)),
        ),
        make,
        lambda made: f"{made.name}: {implement_told(made)}",
    )


def stack_form(stack: Stack, unit: Unit, *, title: str, blank: bool = False) -> EntryForm[Implement]:
    """Describe a stack, beginning with `stack`; `blank` leaves its weights to be typed."""

    def make(values: Mapping[str, Any]) -> Implement:
        start, step, end = values["start"], values["step"], values["end"]
        try:
            pins(start, step, end)
        except Refused as refused:
            raise Wrong("step" if step.unit != start.unit else "end", str(refused)) from refused
        return Stack(stack.id, values["name"], start, step, end, values["add_ons"] or ())

    def mass(text: str, *, nothing: bool = False) -> Mass:
        return weight(text, unit, most=ON_A_PIN, nothing=nothing, example=f"5{unit}")

    def written(value: Mass) -> str:
        return "" if blank else str(value)

    return EntryForm(
        title,
        (
            Typed("name", "Name", name_of, stack.name),
            Typed(
                "start",
                "First weight",
                lambda text: mass(text, nothing=True),
                written(stack.start),
                f"such as 5{unit}",
            ),
            Typed("step", "Step", mass, written(stack.step), f"such as 5{unit}"),
            Typed("end", "Last weight", mass, written(stack.end), f"such as 100{unit}"),
            Typed(
                "add_ons",
                "Add-ons",
                lambda text: plates_of(text, unit, each=1),
                plates_text(stack.add_ons),
                f"such as 2.5{unit}, 1{unit} x2; may stay empty",
                optional=True,
            ),
        ),
        make,
        lambda made: f"{made.name}: {implement_told(made)}",
    )


def dumbbells_form(dumbbells: Dumbbells, unit: Unit, *, title: str) -> EntryForm[Implement]:
    """Describe fixed dumbbells, beginning with `dumbbells`."""

    def make(values: Mapping[str, Any]) -> Implement:
        return Dumbbells(
            dumbbells.id, values["name"], values["masses"], values["magnets"] or (), values["at_once"]
        )

    return EntryForm(
        title,
        (
            Typed("name", "Name", name_of, dumbbells.name),
            Typed(
                "masses",
                "Weights of one",
                lambda text: weights_of(text, unit),
                weights_text(dumbbells.masses),
                f"such as 2-20{unit} by 2, or 2, 4, 6.5{unit}",
            ),
            Chosen("at_once", "They are", _PAIRS, _place(_PAIRS, dumbbells.at_once)),
            Typed(
                "magnets",
                "Magnets",
                lambda text: plates_of(text, unit, each=2),
                plates_text(dumbbells.magnets),
                f"such as 0.5{unit} x2; may stay empty",
                optional=True,
            ),
        ),
        make,
        lambda made: f"{made.name}: {implement_told(made)}",
    )


def implement_form(implement: Implement, unit: Unit) -> EntryForm[Implement]:
    """Describe anew what stands."""
    if isinstance(implement, Bar):
        return bar_form(implement, unit, title=implement.name)
    if isinstance(implement, Stack):
        return stack_form(implement, unit, title=implement.name)
    return dumbbells_form(implement, unit, title=implement.name)


def plate_form(plate: Plate, inventory: Inventory, unit: Unit) -> EntryForm[Plate]:
    """Say how many there are of a kind, and what one really weighs."""
    others = {kind_of(each) for each in inventory.plates} - {kind_of(plate)}

    def make(values: Mapping[str, Any]) -> Plate:
        made = Plate(values["mass"], values["count"], values["weighed"])
        if kind_of(made) in others:
            raise Wrong("mass", f"There are {made.mass} plates already; change their count instead.")
        return made

    return EntryForm(
        f"{plate.mass} plates",
        (
            Typed("count", "Count", count_of, str(plate.count), "how many there are in all"),
            Typed("mass", "Written on it", lambda text: weight(text, unit), str(plate.mass)),
            Typed(
                "weighed",
                "Weighed",
                lambda text: weight(text, unit),
                "" if plate.weighed is None else str(plate.weighed),
                "what one weighs on scales; may stay empty",
                optional=True,
            ),
        ),
        make,
        lambda made: plates_told((made,)),
    )


def plates_question(inventory: Inventory, unit: Unit) -> AskDialog[tuple[Plate, ...]]:
    """Ask which plates to add, as many kinds at once as the lifter likes."""
    each = count_step(inventory)

    def parse(text: str) -> tuple[Plate, ...]:
        plates = plates_of(text, unit, each=each)
        if not plates:
            raise Refused(f"Plates belong here, such as 20{unit} x4, 1.25{unit} x2.")
        return plates

    return AskDialog(
        "Plates",
        f"Which plates, and how many of each? Without a count it is {each}.",
        parse=parse,
        words=plates_told,
        placeholder=f"such as 20{unit} x4, 10{unit} x2, 1.25{unit} x2",
    )


def _place(values: tuple[tuple[str, Any], ...], wanted: object) -> int:
    return next((place for place, (_, value) in enumerate(values) if value == wanted), 0)


New = Callable[[str, Unit], EntryForm[Implement]]


def _bar(name: str, mass: str, loading: Loading, at_once: int, title: str) -> New:
    def form(new_id: str, unit: Unit) -> EntryForm[Implement]:
        bar = Bar(new_id, name, weight(mass or "0", unit, nothing=True), None, loading, at_once)
        return bar_form(bar, unit, title=title, blank=not mass)

    return form


def _stack(new_id: str, unit: Unit) -> EntryForm[Implement]:
    five = weight("5", unit)
    return stack_form(Stack(new_id, "Stack", five, five, five), unit, title="A stack", blank=True)


def _dumbbells(new_id: str, unit: Unit) -> EntryForm[Implement]:
    return dumbbells_form(Dumbbells(new_id, "Dumbbells", ()), unit, title="Fixed dumbbells")


KINDS: tuple[tuple[str, New], ...] = (
    ("Barbell, loaded on both ends", _bar("Barbell", "", Loading.PAIRED, 1, "A bar")),
    ("Dumbbell handles, a pair at once", _bar("Dumbbell handles", "", Loading.PAIRED, 2, "Handles")),
    ("Belt or pin, loaded in one place", _bar("Belt", "0", Loading.SINGLE, 1, "A belt")),
    ("Stack of a machine", _stack),
    ("Fixed dumbbells", _dumbbells),
)
"""What can be added beside plates, each with the form that asks for it."""
