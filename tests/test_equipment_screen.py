"""The equipment as a lifter describes it: sets to begin with, counts, forms, uses, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.equipment import EquipmentScreen
from negtrain_tui.screens.equipment_words import smallest_step
from negtrain_tui.training.equipment import Bar, Dumbbells, Inventory, Loading, Plate, Stack
from negtrain_tui.training.equipment_presets import presets
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Mass, Unit
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.settings import Settings
from tests.dialog_host import click_on
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting

LINES = (
    "Bench press 4x5 @60kg 4-0-X-0",
    "Dip negative 3x4 @bw 6-0-A-0",
    "Biceps curl negative 3x8 @12kg 4-0-X-0",
)


def kg(value: str) -> Mass:
    return Mass(D(value), "kg")


def lb(value: str) -> Mass:
    return Mass(D(value), "lb")


BAR = Bar("01BAR", "Barbell", kg("20"))
GARAGE = Inventory((Plate(kg("20"), 4), Plate(kg("1.25"), 2), Plate(kg("0.25"), 2)), (BAR,))


def screen(outbox: Outbox, clock: Clock, catalogue: Catalogue) -> EquipmentScreen:
    return EquipmentScreen(outbox, clock, catalogue)


def having(inventory: Inventory, *, unit: Unit = "kg") -> Callable[[Repository], object]:
    def fill(repository: Repository) -> None:
        repository.save_equipment(inventory)
        repository.save_settings(Settings(unit=unit))
        lines = tuple(PlanLine(f"01L{n}", parse_prescription(line)) for n, line in enumerate(LINES))
        repository.save_plan(Plan("01PLAN", "Garage", (Workout("01W", "A", lines, ()),)))

    return fill


def stored(visit: Visit) -> Inventory:
    return visit.stored(lambda repository: repository.equipment())


def counts(visit: Visit) -> dict[str, int]:
    return {str(plate.mass): plate.count for plate in stored(visit).plates}


async def fill_in(visit: Visit, *texts: str | None) -> None:
    """Type into the lines of a form from the first on; None leaves one as it is."""
    for text in texts:
        if text is not None and isinstance(visit.app.focused, Input):
            await visit.write(text)
        await visit.press("down")


@pytest.mark.parametrize("size", SIZES)
async def test_without_equipment_it_says_what_it_is_for_and_a_set_is_two_keys_away(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with visiting(tmp_path / "a.db", screen, size=size) as visit:
        assert "proposes only loads that your plates make" in visit.flat
        assert {"add", "sets", "settings"} <= set(visit.bar.split())
        await visit.press("p")
        assert "Bars of 20 and 15 kg" in visit.flat
        assert "in place of all" not in visit.bar
        await visit.press("down")
        assert "20kg bar: 20kg, plates on both ends" in visit.flat
        await visit.press("enter")
        home = presets()[1].inventory
        assert stored(visit).plates == home.plates
        assert [each.name for each in stored(visit).implements] == [each.name for each in home.implements]
        assert "3 bars, 6 kinds of plates" in visit.text
        assert "Smallest step on 20kg bar: 2.5kg, a pair of 1.25kg." in visit.flat
        await visit.press("u")
        assert not stored(visit).known
        await visit.press("r")
        assert stored(visit).plates == home.plates


async def test_a_fractional_set_is_added_to_what_is_there_and_makes_smaller_steps(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        assert "Smallest step on Barbell: 0.5kg, a pair of 0.25kg." in visit.flat
        await visit.press("p", "down", "down", "down", "enter")
        assert stored(visit).implements == (BAR,)
        assert counts(visit) == {
            "20kg": 4, "1.25kg": 2, "1kg": 2, "0.75kg": 2, "0.5kg": 2, "0.25kg": 4, "0.125kg": 2
        }  # fmt: skip
        assert "Smallest step on Barbell: 0.25kg, a pair of 0.125kg." in visit.flat


async def test_a_set_in_place_of_all_replaces_it_and_undo_brings_everything_back(tmp_path: Path) -> None:
    before = replace(GARAGE, uses={"benchpress": "01BAR", "dipnegative": ""})
    async with visiting(tmp_path / "a.db", screen, before=having(before)) as visit:
        await visit.press("p", "down", "down", "x")
        after = stored(visit)
        assert after.plates == presets()[2].inventory.plates
        assert BAR not in after.implements
        assert after.uses == {"dipnegative": ""}
        await visit.press("u")
        assert stored(visit) == before


async def test_the_same_set_twice_doubles_the_plates_and_not_the_bars(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen) as visit:
        await visit.press("p", "enter", "p", "enter")
        assert stored(visit).implements == presets()[0].inventory.implements
        assert counts(visit)["25kg"] == 16
        await visit.press("enter")
        await fill_in(visit, None, "19")
        await visit.press("enter", "p", "enter")
        assert [each.name for each in stored(visit).implements] == [
            "20kg bar with collars",
            "15kg bar with collars",
            "20kg bar with collars",
        ]


async def test_counts_go_by_pairs_where_a_bar_has_two_ends_and_stop_at_their_ends(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab", "plus")
        assert "20kg ‹ 6 ›" in visit.flat
        await visit.rush("right", "equals_sign", "left")
        assert counts(visit)["20kg"] == 8
        await visit.rush("down", "minus", "minus")
        assert counts(visit) == {"20kg": 8, "1.25kg": 0, "0.25kg": 2}
        await visit.press("shift+right")
        assert counts(visit)["1.25kg"] == 1
        assert "1.25kg ‹ 1 › one has no partner" in visit.flat
        await visit.rush(*["u"] * 6)
        assert stored(visit) == GARAGE
        await visit.rush("home", "tab", *["plus"] * 120)
        assert counts(visit)["20kg"] == 200


async def test_counts_go_one_by_one_where_plates_hang_in_one_place(tmp_path: Path) -> None:
    belt = Bar("01BELT", "Belt", kg("0"), loading=Loading.SINGLE)
    async with visiting(
        tmp_path / "a.db", screen, before=having(replace(GARAGE, implements=(belt,)))
    ) as visit:
        await visit.press("tab", "plus")
        assert counts(visit)["20kg"] == 5


async def test_plates_are_typed_many_at_once_in_either_unit(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE, unit="lb")) as visit:
        await visit.press("a", "1")
        await visit.write("45 x4, 2.5lb, 20kg x2, 1.25kg=1.243kg x2")
        assert "4 of 45lb, 2 of 20kg, 2 of 1.25kg that weigh 1.243kg, 2 of 2.5lb" in visit.flat
        await visit.press("enter")
        assert stored(visit).plates == (
            Plate(lb("45"), 4),
            Plate(kg("20"), 6),
            Plate(kg("1.25"), 2),
            Plate(kg("1.25"), 2, kg("1.243")),
            Plate(lb("2.5"), 2),
            Plate(kg("0.25"), 2),
        )
        assert "‹" in next(line for line in visit.text.splitlines() if "45lb" in line)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20 stones", "“20 stones” isn't a weight with a count, such as 20kg x4."),
        ("0kg x2", "It must weigh more than nothing."),
        ("1.2345kg", "At most 3 decimals"),
        ("101kg", "At most 100kg belongs here."),
        ("221lb", "At most 220lb belongs here."),
        ("20kg x201", "A whole number from 0 to 200 belongs here."),
        ("20kg x2, 20kg x4", "20kg stands there twice"),
        ("-5kg", "“-5kg” isn't a weight"),
        ("[red]5[/]", "“[red]5[/]” isn't a weight"),
    ],
)
async def test_plates_that_make_no_sense_are_refused_beside_what_was_typed(
    tmp_path: Path, typed: str, said: str
) -> None:
    async with visiting(tmp_path / "a.db", screen, size=(60, 18)) as visit:
        await visit.press("a", "1")
        await visit.write(typed)
        await visit.press("enter")
        assert said in visit.flat
        assert isinstance(visit.app.focused, Input)
        assert visit.app.focused.value == typed
        await visit.press("escape")
        assert not stored(visit).known


async def test_a_plate_is_counted_weighed_and_deleted_in_its_form_and_row(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab", "down", "enter")
        await fill_in(visit, "201", "20kg", "1.243")
        assert "A whole number from 0 to 200 belongs here." in visit.flat
        await visit.press("enter")
        await fill_in(visit, "6")
        await visit.press("enter")
        assert "There are" not in visit.flat
        assert Plate(kg("20"), 6, kg("1.243")) in stored(visit).plates
        await visit.press("d")
        assert stored(visit).plates == (Plate(kg("20"), 4), Plate(kg("0.25"), 2))
        await visit.press("u", "u")
        assert stored(visit) == GARAGE


async def test_a_kind_of_plates_that_stands_already_is_not_made_twice(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab", "down", "enter")
        await fill_in(visit, None, "20kg")
        await visit.press("enter")
        assert "There are 20kg plates already; change their count instead." in visit.flat
        await visit.press("escape")
        assert stored(visit) == GARAGE


@pytest.mark.parametrize("size", SIZES)
async def test_a_bar_is_added_changed_and_deleted(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "a.db", screen, size=size) as visit:
        await visit.press("a", "2", "enter")
        assert "A weight with its unit belongs here, such as 20kg." in visit.flat
        await visit.write("20")
        await visit.press("enter")
        (bar,) = stored(visit).implements
        assert bar == Bar(bar.id, "Barbell", kg("20"))
        await visit.press("enter")
        await fill_in(visit, EVIL.replace("\x1b", "x"), "45lb", "2.5kg")
        await visit.press("right", "down", "right")
        assert "45lb, collars 2.5kg together, plates in one place, two at once" in visit.flat
        await visit.press("enter")
        name = " ".join(EVIL.replace("\x1b", "x").split())
        assert stored(visit).implements == (Bar(bar.id, name, lb("45"), kg("2.5"), Loading.SINGLE, 2),)
        await visit.press("delete")
        assert not stored(visit).known
        await visit.press("u", "u")
        assert stored(visit).implements == (bar,)


async def test_a_stack_is_described_and_complaints_stay_beside_their_lines(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, size=(60, 18)) as visit:
        await visit.press("a", "5")
        assert visit.flat.count("such as 5kg") == 2
        await fill_in(visit, "Cable tower", "5", "5lb", "100", "2.5 x2, 1kg")
        assert "Write it in kg too, as the first weight." in visit.flat
        await visit.press("enter")
        await fill_in(visit, "0.1")
        assert "At most 200 weights; by 0.1kg these would be 951." in visit.flat
        await visit.press("up")
        await fill_in(visit, "5", "4")
        assert "The last weight can't be below the first, 5kg." in visit.flat
        await visit.press("up")
        await fill_in(visit, "101")
        assert "the steps end at 100kg or 105kg, not at 101kg" in visit.flat
        await visit.press("up")
        await fill_in(visit, "100")
        assert "Cable tower: 5kg to 100kg by 5kg, add-ons 2.5kg x2, 1kg x1" in visit.flat
        await visit.press("enter")
        (stack,) = stored(visit).implements
        add_ons = (Plate(kg("2.5"), 2), Plate(kg("1"), 1))
        assert stack == Stack(stack.id, "Cable tower", kg("5"), kg("5"), kg("100"), add_ons)
        assert "Smallest step on Cable tower: 1kg" in visit.flat
        await visit.press("enter", "enter")
        assert stored(visit).implements == (stack,)


async def test_dumbbells_are_described_by_a_range_and_single_weights(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen) as visit:
        await visit.press("a", "6")
        await fill_in(visit, None, "2-6kg by 2, 7.5kg, 10lb", None, "0.5 x4")
        await visit.press("enter")
        (dumbbells,) = stored(visit).implements
        masses = (kg("2"), kg("4"), lb("10"), kg("6"), kg("7.5"))
        assert dumbbells == Dumbbells(dumbbells.id, "Dumbbells", masses, (Plate(kg("0.5"), 4),), 2)
        await visit.press("enter")
        await fill_in(visit, None, "2-7kg by 2")
        assert "By 2kg from 2kg the steps end at 6kg or 8kg, not at 7kg." in visit.flat


async def test_names_are_shown_letter_by_letter_and_kept_where_nobody_touched_them(tmp_path: Path) -> None:
    evil = Bar("01EVIL", EVIL, kg("20"))
    async with visiting(
        tmp_path / "a.db", screen, before=having(replace(GARAGE, implements=(evil,)))
    ) as visit:
        assert VISIBLE_EVIL in visit.text
        await visit.press("enter")
        assert VISIBLE_EVIL in visit.text
        await fill_in(visit, None, "15kg")
        await visit.press("enter")
        (bar,) = stored(visit).implements
        assert bar == replace(evil, name=" ".join(EVIL.split()), mass=kg("15"))


async def test_a_name_has_at_most_forty_characters_and_all_of_them_are_shown(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, size=(60, 18)) as visit:
        await visit.press("a", "2")
        await fill_in(visit, "b" * 41, "20")
        assert "A name has at most 40 characters; this has 41." in visit.flat
        await visit.press("enter")
        await visit.write("b" * 40)
        await visit.press("enter")
        assert "b" * 40 in visit.text


async def test_what_exercises_use_is_told_chosen_and_given_back(tmp_path: Path) -> None:
    rack = Dumbbells("02DB", "Rack", (kg("10"), kg("12")))
    before = replace(GARAGE, implements=(BAR, rack))
    async with visiting(tmp_path / "a.db", screen, before=having(before)) as visit:
        assert "Bench press Barbell, our default" in visit.flat
        assert "Dip negative your own body" in visit.flat
        assert "Biceps curl negative Rack, our default" in visit.flat
        await visit.press("end", "enter", "down", "enter")
        assert stored(visit).uses == {"bicepscurlnegative": "01BAR"}
        assert "Biceps curl negative Barbell, as you chose" in visit.flat
        assert "Biceps curl negative: Barbell, as you chose." in visit.notices
        await visit.click("our default")
        assert stored(visit).uses == {}
        assert "Biceps curl negative: Rack, our default." in visit.notices
        await visit.press("enter", "down", "down", "down", "enter")
        assert stored(visit).uses == {"bicepscurlnegative": ""}
        assert "nothing of this, as you chose" in visit.flat


async def test_the_smallest_step_is_that_of_the_selected_one(tmp_path: Path) -> None:
    stack = Stack("02S", "my tower", kg("5"), kg("7"), kg("96"))
    before = replace(GARAGE, implements=(BAR, stack))
    async with visiting(tmp_path / "a.db", screen, before=having(before)) as visit:
        assert "Smallest step on Barbell: 0.5kg" in visit.flat
        await visit.press("tab", "tab")
        assert "Smallest step on my tower: 7kg" in visit.flat
        await visit.press("tab")
        assert "Smallest step on Barbell: 0.5kg" in visit.flat


async def test_a_name_is_told_in_the_letters_it_was_given(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen) as visit:
        await visit.press("a", "2")
        await fill_in(visit, "xxxx", "20")
        await visit.press("enter")
        assert "xxxx added." in visit.notices


async def test_the_labels_of_a_form_stand_apart_from_what_is_typed(tmp_path: Path) -> None:
    rack = Dumbbells("02DB", "Rack", (kg("2"), kg("4"), kg("6")))
    before = replace(GARAGE, implements=(rack,))
    async with visiting(tmp_path / "a.db", screen, before=having(before)) as visit:
        await visit.press("tab", "enter")
        assert "Weights of one 2-6kg by 2" in visit.text


async def test_an_exercise_outside_the_plan_is_found_by_searching(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("a", "8")
        await visit.write("back squat")
        await visit.press("enter", "2")
        assert list(stored(visit).uses.values()) == ["01BAR"]
        assert "Barbell, as you chose" in visit.flat


async def test_a_deleted_bar_is_forgotten_by_its_exercises_until_undo(tmp_path: Path) -> None:
    before = replace(GARAGE, uses={"benchpress": "01BAR"})
    async with visiting(tmp_path / "a.db", screen, before=having(before)) as visit:
        await visit.press("d")
        assert stored(visit).uses == {}
        assert "Bench press not known" in visit.flat
        await visit.press("u")
        assert stored(visit) == before


async def test_what_another_window_changed_meanwhile_stays(tmp_path: Path) -> None:
    stack = Stack("02S", "Tower", kg("5"), kg("5"), kg("50"))
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab", "plus")
        elsewhere = replace(stored(visit), implements=(BAR, stack))
        visit.stored(lambda repository: repository.save_equipment(elsewhere))
        await visit.press("plus")
        assert counts(visit)["20kg"] == 8
        assert "Tower" in visit.text
        await visit.press("u", "u")
        assert stored(visit) == replace(GARAGE, implements=(BAR, stack))


async def test_an_edit_of_what_was_changed_elsewhere_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab", "plus")
        elsewhere = replace(GARAGE, plates=(Plate(kg("20"), 40), *GARAGE.plates[1:]))
        visit.stored(lambda repository: repository.save_equipment(elsewhere))
        await visit.press("u")
        assert "changed elsewhere meanwhile" in visit.notices
        assert stored(visit) == elsewhere
        assert "undo" not in visit.bar


async def test_what_cannot_be_saved_is_told_and_not_shown_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full; make room.")

    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        with monkeypatch.context() as patched:
            patched.setattr(Repository, "save_equipment", full)
            await visit.press("tab", "plus")
            assert "The disk is full; make room." in visit.notices
            assert "20kg ‹ 4 ›" in visit.flat
            assert "undo" not in visit.bar
        await visit.press("plus")
        assert counts(visit)["20kg"] == 6


async def test_all_of_it_can_be_done_with_the_mouse(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen) as visit:
        await visit.click("sets")
        await click_on(visit, "Home, kg")
        await click_on(visit, "Home, kg")
        await click_on(visit, "10kg  ")
        await visit.click("more")
        assert counts(visit)["10kg"] == 6
        await visit.click("fewer")
        await visit.click("undo")
        assert counts(visit)["10kg"] == 6
        await click_on(visit, "10kg  ")
        assert "Written on it" in visit.text
        await visit.click("cancel")
        await visit.click("add")
        await click_on(visit, "Fixed dumbbells")
        await click_on(visit, "in pairs")
        assert "single ones" in visit.text
        await visit.click("cancel")
        await visit.click("delete")
        assert "10kg" not in counts(visit)


async def test_the_palette_offers_what_the_keys_do(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", screen, before=having(GARAGE)) as visit:
        await visit.press("tab")
        assert set(visit.palette()) == {
            f"Equipment: {words}"
            for words in ("row", "group", "more", "fewer", "edit", "add", "sets", "delete", "settings")
        }
        await visit.palette()["Equipment: more"]()
        await visit.settled()
        assert counts(visit)["20kg"] == 6


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_can_be_reached_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    stack = Stack("02S", "A tower with a name of forty characters.", lb("5"), lb("2.5"), lb("50"))
    inventory = replace(presets()[0].inventory, implements=(BAR, stack))
    async with visiting(tmp_path / "a.db", screen, size=size, before=having(inventory)) as visit:
        for label in ("Barbell", *(str(plate.mass) for plate in inventory.plates), stack.name, "Bench press"):
            about = visit.app.screen.query_one("#about", Static)
            assert str(about.visual).startswith(label)
            shown = visit.app.screen.query_one(OptionList).region
            assert any(label[:20] in line for line in visit.text.splitlines()[shown.y : shown.bottom]), (
                label,
                visit.text,
            )
            await visit.press("down")
        await visit.press("home")
        assert "Bars, handles, belts" in visit.text


@pytest.mark.parametrize(
    ("inventory", "said"),
    [
        (replace(GARAGE, implements=()), "A bar, a stack or dumbbells are still missing; a adds them."),
        (replace(GARAGE, plates=(Plate(kg("5"), 1),)), "Barbell makes 20kg and nothing else yet."),
        (GARAGE, "Smallest step on Barbell: 0.5kg, a pair of 0.25kg."),
        (
            replace(GARAGE, plates=(Plate(kg("2"), 2), Plate(kg("1.5"), 2))),
            "Smallest step on Barbell: 1kg, from 23kg to 24kg.",
        ),
        (
            replace(GARAGE, plates=(Plate(kg("20"), 20), Plate(kg("15"), 20), Plate(lb("45"), 20))),
            "Smallest step near the empty Barbell: ≈0.823kg, from 60kg to ≈60.823kg.",
        ),
        (
            replace(GARAGE, implements=(Bar("01H", "Handles", kg("2"), at_once=2),)),
            "Smallest step on Handles: 40kg, a pair of 20kg on each of the two.",
        ),
        (
            Inventory((), (Dumbbells("01D", "Rack", (lb("5"), lb("8"))),)),
            "Smallest step on Rack: 3lb, from 5lb",
        ),
    ],
)
def test_the_smallest_step_is_told_truly(inventory: Inventory, said: str) -> None:
    assert smallest_step(inventory).startswith(said)
