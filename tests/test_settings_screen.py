"""The settings as a lifter uses them: change a row, hear it, take it back."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from decimal import Decimal as D
from pathlib import Path
from typing import Any, cast

import pytest

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.equipment import EquipmentScreen
from negtrain_tui.screens.setting_rows import setting_groups
from negtrain_tui.screens.settings import SettingsScreen, TestCues
from negtrain_tui.training.equipment import Bar, Inventory, Plate
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Mass
from negtrain_tui.training.settings import Settings
from tests.dialog_host import click_on
from tests.lone_screen import SIZES, Visit, visiting


@dataclass
class Told:
    """Makes the screen, and remembers what it told the app."""

    settings: list[Settings] = field(default_factory=list)

    def __call__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> SettingsScreen:
        return SettingsScreen(outbox, clock, catalogue, self.settings.append)


def stored(visit: Visit) -> Settings:
    return visit.stored(lambda repository: repository.settings())


ROWS = [row for group in setting_groups(["textual-dark", "textual-light"]) for row in group.rows]


def down_to(name: str) -> list[str]:
    """The keys that lead from the first row to this one."""
    return ["down"] * [row.field for row in ROWS].index(name)


CHANGES: list[tuple[str, list[str], object]] = [
    ("sound", ["right"], False),
    ("bell", ["enter"], True),
    ("flash", ["left"], False),
    ("lead_in_s", ["right", "right"], D(12)),
    ("short_lead_in_s", ["left"], D(2)),
    ("change_over_s", ["right"], D(15)),
    ("default_rest_s", ["right"], D(135)),
    ("fast_lifting_s", ["right"], D(2)),
    ("return_step_s", ["right"], D(6)),
    ("return_hands_s", ["right"], D(5)),
    ("return_other_s", ["left"], D(2)),
    ("auto_start", ["enter"], True),
    ("stop_rule", ["enter"], False),
    ("stop_one_below", ["left"], D("0.65")),
    ("stop_two_below", ["right"], D("0.90")),
    ("step_cap", ["right"], D("0.06")),
    ("deload_weeks", ["left", "left"], 3),
    ("unit", ["right"], "lb"),
    ("theme", ["right"], "textual-light"),
]


async def test_each_row_is_changed_saved_at_once_told_to_the_app_and_undone(tmp_path: Path) -> None:
    told = Told()
    async with visiting(tmp_path / "a.db", told) as visit:
        for name, keys, value in CHANGES:
            await visit.rush("home", *down_to(name), *keys)
            assert stored(visit) == replace(Settings(), **cast(dict[str, Any], {name: value}))
            assert getattr(told.settings[-1], name) == value
            assert "undo" in visit.bar
            await visit.rush(*["u"] * len(keys))
            assert stored(visit) == Settings()
            assert "undo" not in visit.bar


def test_every_setting_has_a_row_but_the_notice() -> None:
    assert {row.field for row in ROWS if not row.opens} == {each.name for each in fields(Settings)} - {
        "notice_seen"
    }


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_can_be_reached_and_explains_itself(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "a.db", Told(), size=size) as visit:
        for row in ROWS:
            assert f"{row.label} " in visit.text
            assert row.why in visit.flat
            mark = "› nothing entered yet" if row.opens else "‹"
            assert mark in next(line for line in visit.text.splitlines() if f"  {row.label}" in line)
            await visit.rush("down")
        await visit.rush("home")
        assert "Cues" in visit.text


async def test_the_place_of_the_data_is_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / ("a-long-name-" * 6) / "negtrain.db"
    path.parent.mkdir()
    async with visiting(path, Told(), size=(60, 18)) as visit:
        assert str(path) in "".join(visit.text.split())


async def test_cues_are_tested_also_when_switched_off(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told()) as visit:
        for cue in ("sound", "bell", "flash"):
            assert "test this cue" in visit.bar
            await visit.press("t", "down")
            asked = visit.app.asked[-1]
            assert isinstance(asked, TestCues)
            assert asked.cue == cue
        assert "test this cue" not in visit.bar
        await visit.press("t")
        assert len(visit.app.asked) == 3


async def test_numbers_stop_at_sensible_ends(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told()) as visit:
        await visit.rush(*down_to("lead_in_s"), *["left"] * 20)
        assert stored(visit).lead_in_s == D(3)
        await visit.rush("home", *down_to("change_over_s"), *["left"] * 5)
        assert stored(visit).change_over_s == D(3)
        await visit.rush("right", "right")
        assert stored(visit).change_over_s == D(10)
        await visit.rush("home", *down_to("deload_weeks"), *["right"] * 12)
        assert stored(visit).deload_weeks == 12
        await visit.rush("home", *down_to("step_cap"), *["left"] * 9)
        assert stored(visit).step_cap == D("0.01")
        await visit.rush("home", *down_to("stop_two_below"), *["right"] * 20)
        assert stored(visit).stop_two_below == D(1)


async def test_a_change_keeps_what_another_window_changed_meanwhile(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told()) as visit:
        visit.stored(lambda repository: repository.save_settings(Settings(unit="lb", notice_seen=True)))
        await visit.press("right")
        assert stored(visit) == Settings(unit="lb", notice_seen=True, sound=False)


async def test_the_mouse_selects_a_row_and_changes_the_selected_one(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told()) as visit:
        # Row 0 of the list is a heading, row 2 the terminal bell.
        await visit.pilot.click("OptionList", offset=(6, 2))
        await visit.settled()
        assert stored(visit) == Settings()
        await visit.pilot.click("OptionList", offset=(6, 2))
        await visit.settled()
        assert stored(visit).bell
        await visit.click("undo")
        assert not stored(visit).bell


async def test_a_change_that_cannot_be_saved_is_told_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full; make room.")

    told = Told()
    async with visiting(tmp_path / "a.db", told) as visit:
        monkeypatch.setattr(Repository, "save_settings", full)
        await visit.press("right")
        assert "The disk is full; make room." in visit.notices
        assert told.settings[-1] == Settings()
        assert "Sound ‹ on ›" in visit.flat
        assert "undo" not in visit.bar


async def test_settings_from_elsewhere_off_our_steps_can_be_moved(tmp_path: Path) -> None:
    odd = replace(Settings(), default_rest_s=D("100.5"), theme="one-that-is-gone")
    async with visiting(
        tmp_path / "a.db", Told(), before=lambda repository: repository.save_settings(odd)
    ) as visit:
        await visit.rush(*down_to("default_rest_s"), "right")
        assert stored(visit).default_rest_s == D("115.5")
        await visit.press("end", "right")
        assert stored(visit).theme in visit.app.available_themes


async def test_every_key_offered_is_in_the_palette_too(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told()) as visit:
        assert set(visit.palette()) == {
            "Settings: row",
            "Settings: change",
            "Settings: equipment",
            "Settings: test this cue",
        }
        await visit.palette()["Settings: change"]()
        await visit.settled()
        assert not stored(visit).sound


def has_a_bar(repository: Repository) -> None:
    bar = Bar("01BAR", "Barbell", Mass(D(20), "kg"))
    repository.save_equipment(Inventory((Plate(Mass(D(5), "kg"), 2),), (bar,)))


async def test_equipment_is_told_in_short_and_opened_by_its_key_and_on_its_row(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told(), before=has_a_bar) as visit:
        place = [row.opens for row in ROWS].index(True)
        await visit.rush(*["down"] * place)
        assert "Equipment › a bar, a kind of plates" in visit.flat
        assert "change" not in visit.bar
        for key in ("enter", "e"):
            await visit.press(key)
            assert isinstance(visit.app.screen, EquipmentScreen)
            await visit.press("escape")
            assert isinstance(visit.app.screen, SettingsScreen)
        assert stored(visit) == Settings()


async def test_equipment_is_opened_by_the_mouse_and_told_anew_after_it(tmp_path: Path) -> None:
    async with visiting(tmp_path / "a.db", Told(), before=has_a_bar, size=(80, 40)) as visit:
        await click_on(visit, "a bar, a kind")
        assert isinstance(visit.app.screen, EquipmentScreen)
        await visit.press("d")
        await visit.click("settings")
        assert "Equipment › a kind of plates" in visit.flat
        await visit.click("equipment")
        assert isinstance(visit.app.screen, EquipmentScreen)
