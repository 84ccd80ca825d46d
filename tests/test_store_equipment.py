"""The lifter's equipment is kept exactly, and only what differs is written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Bar, Dumbbells, Implement, Inventory, Loading, Plate, Stack
from negtrain_tui.training.load import Mass, Unit
from negtrain_tui.training.settings import Settings


def kg(text: str) -> Mass:
    return Mass(Decimal(text), "kg")


def lb(text: str) -> Mass:
    return Mass(Decimal(text), "lb")


BAR = Bar("bar", "Olympic [bar]", kg("20"), collars=kg("0.5"))
BELT = Bar("belt", "Belt", kg("0"), loading=Loading.SINGLE)
HANDLES = Bar("handles", "Griffe ü", lb("5.5"), at_once=2)
STACK = Stack("stack", "Lat stack", kg("5"), kg("7.5"), kg("95"), add_ons=(Plate(kg("2.5"), 1),))
FIXED = Dumbbells(
    "fixed", "Dumbbells", (kg("2.5"), lb("10"), kg("12")), magnets=(Plate(kg("0.625"), 4, kg("0.61")),)
)
GARAGE = Inventory(
    plates=(Plate(kg("20"), 4), Plate(kg("1.25"), 2, kg("1.2375")), Plate(lb("45"), 6), Plate(kg("1.25"), 2)),
    implements=(BAR, BELT, HANDLES, STACK, FIXED),
    uses={"benchpress": "bar", "pullup": "belt", "heeldrop": ""},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@pytest.fixture
def repository(path: Path) -> Iterator[Repository]:
    with Repository.open(path) as repository:
        yield repository


def rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT {columns} FROM equipment ORDER BY id").fetchall()


def gone(path: Path) -> set[object]:
    return {row_id for row_id, at in rows(path, "id, deleted_at") if at is not None}


def writes(path: Path, repository: Repository, inventory: Inventory) -> set[object]:
    """The ids of the rows that saving an inventory touched."""
    before = set(rows(path))
    repository.save_equipment(inventory)
    return {row[0] for row in set(rows(path)) ^ before}


def test_without_any_equipment_nothing_is_known(repository: Repository) -> None:
    assert repository.equipment() == Inventory()
    assert not repository.equipment().known


def test_all_equipment_comes_back_exactly_and_in_order(path: Path, repository: Repository) -> None:
    repository.save_equipment(GARAGE)
    repository.close()
    with Repository.open(path) as again:
        found = again.equipment()
    assert found == GARAGE
    assert [str(plate.true) for plate in found.plates] == ["20kg", "1.2375kg", "45lb", "1.25kg"]


def test_saving_the_same_again_writes_nothing(path: Path, repository: Repository) -> None:
    repository.save_equipment(GARAGE)
    assert writes(path, repository, GARAGE) == set()


def test_only_what_changed_is_written(path: Path, repository: Repository) -> None:
    repository.save_equipment(GARAGE)
    more = replace(GARAGE, plates=(Plate(kg("20"), 6), *GARAGE.plates[1:]))
    assert writes(path, repository, more) == {"plate:20kg"}
    renamed = replace(
        more, implements=(replace(BAR, name="Women's bar", mass=kg("15")), *more.implements[1:])
    )
    assert writes(path, repository, renamed) == {"bar"}
    used = replace(renamed, uses={"benchpress": "belt", "pullup": "belt", "heeldrop": "", "dip": "belt"})
    assert writes(path, repository, used) == {"use:benchpress", "use:dip"}
    assert repository.equipment() == used
    assert gone(path) == set()


def test_what_is_removed_is_kept_hidden_and_comes_back_as_the_same(
    path: Path, repository: Repository
) -> None:
    repository.save_equipment(GARAGE)
    fewer = Inventory(GARAGE.plates[:-1], GARAGE.implements[:-1], {"benchpress": "bar"})
    assert writes(path, repository, fewer) == {"plate:1.25kg", "fixed", "use:pullup", "use:heeldrop"}
    assert repository.equipment() == fewer
    assert gone(path) == {"plate:1.25kg", "fixed", "use:pullup", "use:heeldrop"}
    repository.save_equipment(GARAGE)
    assert repository.equipment() == GARAGE
    assert gone(path) == set()
    assert len(rows(path)) == len(GARAGE.plates) + len(GARAGE.implements) + len(GARAGE.uses)


def test_a_removal_is_not_written_anew_with_each_saving(path: Path, repository: Repository) -> None:
    repository.save_equipment(GARAGE)
    repository.save_equipment(Inventory())
    assert writes(path, repository, Inventory()) == set()


def test_two_kinds_of_plate_that_look_the_same_stay_two(repository: Repository) -> None:
    twice = Inventory(plates=(Plate(kg("10"), 2), Plate(kg("10"), 4)))
    repository.save_equipment(twice)
    assert repository.equipment() == twice


def test_an_implement_may_become_another_kind(repository: Repository) -> None:
    repository.save_equipment(Inventory(implements=(BAR,)))
    other = Inventory(implements=(replace(STACK, id=BAR.id),))
    repository.save_equipment(other)
    assert repository.equipment() == other


def test_two_implements_with_one_id_change_nothing(path: Path, repository: Repository) -> None:
    repository.save_equipment(GARAGE)
    before = rows(path)
    with pytest.raises(ValueError, match="two implements"):
        repository.save_equipment(Inventory(implements=(BAR, replace(BELT, id=BAR.id))))
    assert rows(path) == before


def test_two_databases_call_the_same_things_the_same(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    for each in (path, other):
        with Repository.open(each) as repository:
            repository.save_equipment(GARAGE)
    assert rows(path) == rows(other)


def test_the_settings_of_progress_are_kept_exactly(repository: Repository) -> None:
    chosen = Settings(step_cap=Decimal("0.025"), deload_weeks=0)
    repository.save_settings(chosen)
    assert repository.settings() == chosen


UNITS: tuple[Unit, ...] = ("kg", "lb")
masses = st.builds(Mass, st.decimals(0, 500, places=4), st.sampled_from(UNITS))
plates = st.builds(Plate, masses, st.integers(1, 40), st.none() | masses)
several = st.lists(plates, max_size=4).map(tuple)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
implements: st.SearchStrategy[Implement] = st.one_of(
    st.builds(
        Bar, names, names, masses, st.none() | masses, st.sampled_from(Loading), st.sampled_from((1, 2))
    ),
    st.builds(Stack, names, names, masses, masses, masses, several),
    st.builds(Dumbbells, names, names, st.lists(masses, max_size=5).map(tuple), several),
)
inventories = st.builds(
    lambda plates, implements, uses: Inventory(
        plates,
        tuple(replace(each, id=f"i{number}") for number, each in enumerate(implements)),
        uses,
    ),
    several,
    st.lists(implements, max_size=4),
    st.dictionaries(names, names, max_size=4),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(inventories, min_size=1, max_size=6))
def test_whatever_is_saved_after_whatever_comes_back(
    tmp_path_factory: pytest.TempPathFactory, saved: list[Inventory]
) -> None:
    path = tmp_path_factory.mktemp("equipment") / "negtrain.db"
    with Repository.open(path) as repository:
        for inventory in saved:
            repository.save_equipment(inventory)
            assert repository.equipment() == inventory
