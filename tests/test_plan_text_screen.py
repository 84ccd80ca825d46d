"""The whole plan as text: read along, marked, saved whole or not at all, and lent to another editor."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.widgets import TextArea

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.plan_text_screen import Draft, PlanTextScreen, TextLeft, UnsavedDialog
from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plan_changes import change
from negtrain_tui.training.plan_text import format_plan, read_plan
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from tests.dialog_host import FACTS, click_on
from tests.lone_screen import Visit, visiting


def _line(line_id: str, notation: str) -> PlanLine:
    return PlanLine(line_id, parse_prescription(notation))


PUSH = Workout(
    "push",
    "Push A",
    (
        _line("bench", "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"),
        _line("dip", "Dip negative 3x5 @bw-20kg 5-0-A-0 rest 2:00"),
    ),
    ("mon", "thu"),
)
PULL = Workout("pull", "Pull", (_line("pullup", "Pull-up negative 3x3 @bw 8-0-A-1"),), ("tue",))
PLAN = Plan("garage", "Garage", (PUSH, PULL))
TEXT = format_plan(PLAN)


class Behind(RoomyScreen[None]):
    """Opens the text, and keeps how it was left."""

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue, **how: Any) -> None:
        super().__init__()
        del catalogue
        plan = how.pop("plan", PLAN)
        self.text_screen = PlanTextScreen(outbox, clock, plan, FACTS, **how)
        self.left: list[TextLeft | None] = []

    def compose_room(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self.app.push_screen(self.text_screen, self.left.append)


@asynccontextmanager
async def writing(
    path: Path, size: tuple[int, int] = (80, 24), **how: Any
) -> AsyncIterator[tuple[Visit, list[TextLeft | None]]]:
    """Open the text of the plan, which is in the database as it is."""
    async with visiting(
        path / "negtrain.db",
        lambda outbox, clock, catalogue: Behind(outbox, clock, catalogue, **how),
        size=size,
        before=lambda repository: repository.save_plan(PLAN),
    ) as visit:
        behind = visit.app.screen_stack[1]
        assert isinstance(behind, Behind)
        yield visit, behind.left


def _area(visit: Visit) -> TextArea:
    return visit.app.screen.query_one(TextArea)


async def _rewrite(visit: Visit, text: str) -> None:
    area = _area(visit)
    area.replace(text, (0, 0), area.document.end)
    await visit.pilot.pause(0.15)
    await visit.settled()


def _kept(visit: Visit) -> Plan | None:
    return visit.stored(lambda repository: repository.plan("garage"))


def _underlined(visit: Visit) -> list[str]:
    strips = visit.app.screen._compositor.render_strips()
    return [
        segment.text for strip in strips for segment in strip if segment.style and segment.style.underline
    ]


async def test_the_cursor_begins_at_the_selected_line_or_workout(tmp_path: Path) -> None:
    async with writing(tmp_path, at="dip") as (visit, _):
        row, _column = _area(visit).cursor_location
        assert TEXT.splitlines()[row].startswith("Dip negative")
    async with writing(tmp_path, at="pull") as (visit, _):
        row, _column = _area(visit).cursor_location
        assert TEXT.splitlines()[row] == "## Pull (tue)"


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (120, 40)])
async def test_a_valid_text_says_how_much_it_holds(tmp_path: Path, size: tuple[int, int]) -> None:
    async with writing(tmp_path, size) as (visit, _):
        assert "✓ valid: 2 workouts, 3 lines, about 22 + 7 min" in visit.flat
        assert "^s save" in visit.bar
        assert "^u undo" in visit.bar
        assert "next error" not in visit.bar


async def test_an_edited_line_is_saved_under_its_identity(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, left):
        await _rewrite(visit, TEXT.replace("@82.5kg", "@85kg"))
        await visit.press("ctrl+s")
        assert "1 line changed" in visit.notices
        edited = _line("bench", "Bench press 4x5 @85kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg")
        assert _kept(visit) == replace(PLAN, workouts=(replace(PUSH, lines=(edited, PUSH.lines[1])), PULL))
        await visit.press("escape")
        (how,) = left
        assert how is not None
        assert how.saved is not None
        assert how.draft is None


async def test_errors_are_underlined_listed_and_nothing_is_saved(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, TEXT.replace("@82.5kg", "82.5kg").replace("3x3", "0x3"))
        assert "× 2 errors: nothing is saved until they are gone" in visit.flat
        assert "4:17 found “82.5kg”, expected an @ before a load" in visit.flat
        assert "82.5kg" in _underlined(visit)
        assert "0x3" in _underlined(visit)
        await visit.press("ctrl+s")
        assert _kept(visit) == PLAN


async def test_f8_goes_from_error_to_error_and_round(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, TEXT.replace("@82.5kg", "82.5kg").replace("3x3", "0x3"))
        places = []
        for key in ("f8", "ctrl+n", "f8"):
            await visit.press(key)
            places.append(_area(visit).cursor_location)
        assert places == [(3, 16), (7, 17), (3, 16)]


async def test_a_click_on_an_error_goes_there(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, TEXT.replace("3x3", "0x3"))
        await click_on(visit, "8:18")
        assert _area(visit).cursor_location == (7, 17)


async def test_what_is_missing_at_the_end_of_a_line_is_marked_at_its_last_letter(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, "# Garage\n\n## Push\nBench\n")
        assert "4:6 the line ends, expected sets" in visit.flat
        assert "h" in _underlined(visit)


async def test_typing_can_be_undone_and_done_again(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await visit.press("x", "ctrl+u")
        assert _area(visit).text == TEXT
        await visit.press("ctrl+y")
        assert _area(visit).text == f"x{TEXT}"


async def test_comments_are_counted_before_they_are_dropped(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, f"{TEXT}#mine\n")
        assert "△ 1 comment will be dropped" in visit.flat


async def test_unknown_names_and_comments_are_told_with_their_lines_and_f8_goes_there(tmp_path: Path) -> None:
    text = TEXT.replace("Bench press", "Bensh press").replace("5-0-A-0 rest 2:00", "5-0-A-0 # help")
    async with writing(tmp_path, draft=Draft(PLAN, text)) as (visit, left):
        assert "△ 1 exercise isn't in the catalogue" in visit.flat
        assert "“Bensh press” isn't in the catalogue" in visit.flat
        assert "Did you mean Bench press?" in visit.flat
        assert "5:35" in visit.text
        assert "dropped: # help" in visit.flat
        assert "next hint" in visit.bar
        await visit.press("f8")
        assert _area(visit).cursor_location == (3, 0)
        await visit.press("f8")
        assert _area(visit).cursor_location[0] == 4
        await visit.press("ctrl+s", "escape")
        assert len(left) == 1


async def test_control_characters_are_spelt_out_on_the_way_in(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        await _rewrite(visit, TEXT.replace("## Pull", "## \x1b[2JPull\u202e"))
        assert "\x1b" not in _area(visit).text
        assert r"## \x1b[2JPull" in visit.text
        assert "\u202e" not in visit.text
        assert "spelt out" in visit.notices


async def test_an_unchanged_text_is_left_without_a_question(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, left):
        await visit.press("escape")
        assert left == [TextLeft()]


async def test_a_text_that_says_the_same_in_other_words_is_left_without_a_question(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, left):
        await _rewrite(visit, TEXT.replace("rest 3:00", "rest  180s").replace("(mon thu)", "(thu mon)"))
        await visit.press("escape")
        assert left == [TextLeft()]


async def test_unsaved_text_is_kept_as_a_draft_thrown_away_or_gone_on_with(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, left):
        await visit.press("x", "escape")
        assert isinstance(visit.app.screen, UnsavedDialog)
        await visit.press("escape")
        assert _area(visit).text == f"x{TEXT}"
        await visit.press("escape", "enter")
        assert left == [TextLeft(None, Draft(PLAN, f"x{TEXT}"))]
    async with writing(tmp_path, draft=Draft(PLAN, f"x{TEXT}")) as (visit, left):
        assert _area(visit).text == f"x{TEXT}"
        await visit.press("escape", "d")
        assert left == [TextLeft()]
        assert _kept(visit) == PLAN


def _elsewhere(path: Path) -> Plan:
    """Another Negtrain renames the first workout."""
    theirs = replace(PLAN, workouts=(replace(PUSH, name="Pushes"), PULL))
    with Repository.open(path / "negtrain.db") as repository:
        repository.change_plans(change("Push A renamed", PLAN, theirs))
    return theirs


async def test_a_plan_changed_elsewhere_is_told_and_a_second_save_goes_over_it(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        theirs = _elsewhere(tmp_path)
        text = TEXT.replace("Push A", "Push B")
        await _rewrite(visit, text)
        await visit.press("ctrl+s")
        assert "changed in another Negtrain" in visit.notices
        assert _area(visit).text == text
        assert _kept(visit) == theirs
        assert "^r show theirs" in visit.bar
        await visit.press("ctrl+s")
        kept = _kept(visit)
        assert kept is not None
        assert format_plan(kept) == text
        assert [workout.id for workout in kept.workouts] == ["push", "pull"]


async def test_theirs_can_be_looked_at_and_ones_own_text_brought_back(tmp_path: Path) -> None:
    async with writing(tmp_path) as (visit, _):
        theirs = _elsewhere(tmp_path)
        text = TEXT.replace("Push A", "Push B")
        await _rewrite(visit, text)
        await visit.press("ctrl+s", "ctrl+r")
        assert _area(visit).text == format_plan(theirs)
        await visit.press("ctrl+u")
        assert _area(visit).text == text


async def test_what_an_editor_gave_is_saved_at_once_where_it_can_be_read(tmp_path: Path) -> None:
    text = TEXT.replace("3x3", "3x4")
    async with writing(tmp_path, draft=Draft(PLAN, text), save_at_once=True) as (visit, left):
        await visit.settled()
        (how,) = left
        assert how is not None
        assert how.saved is not None
        kept = _kept(visit)
        assert kept is not None
        assert format_plan(kept) == text


async def test_what_an_editor_gave_with_errors_stays_open_at_the_first_one(tmp_path: Path) -> None:
    text = TEXT.replace("3x3", "0x3")
    async with writing(tmp_path, draft=Draft(PLAN, text), save_at_once=True) as (visit, left):
        assert _area(visit).text == text
        assert _area(visit).cursor_location == (7, 17)
        assert left == []
        assert _kept(visit) == PLAN


def _editor(path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Make $EDITOR a script; it gets the file's name as its first argument and notes it."""
    noted = path / "noted"
    program = path / "editor.py"
    program.write_text(
        "import os, sys, pathlib\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        f"pathlib.Path({str(noted)!r}).write_text(f'{{file}} {{oct(file.stat().st_mode & 0o777)}}')\n"
        f"{script}\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}' --wait")
    return noted


async def _edit_outside(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit.app, "suspend", nullcontext)
    await visit.press("f4")


async def test_the_text_is_lent_to_an_editor_in_a_private_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = _editor(
        tmp_path, monkeypatch, "file.write_text(file.read_text().replace('3x3', '3x4'), newline='\\r\\n')"
    )
    async with writing(tmp_path) as (visit, _):
        await _edit_outside(visit, monkeypatch)
        assert _area(visit).text == TEXT.replace("3x3", "3x4")
        name, mode = noted.read_text().split()
        assert name.endswith(".negtrain.txt")
        assert not Path(name).exists()
        if os.name == "posix":
            assert mode == oct(stat.S_IRUSR | stat.S_IWUSR)


async def test_an_editor_that_changes_nothing_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(tmp_path, monkeypatch, "")
    async with writing(tmp_path) as (visit, _):
        await _edit_outside(visit, monkeypatch)
        assert "Nothing was changed in the editor." in visit.notices


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("file.write_text('half'); sys.exit(3)", "The editor ended with status 3; what it left is kept in"),
        (
            "import signal; os.kill(os.getpid(), signal.SIGTERM)",
            "The editor was interrupted; what it left is kept",
        ),
        ("file.write_bytes(b'\\xff\\xfe\\x00')", "can't be read as text; it is kept in"),
    ],
)
async def test_what_a_failing_editor_left_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
) -> None:
    noted = _editor(tmp_path, monkeypatch, script)
    async with writing(tmp_path) as (visit, _):
        await _edit_outside(visit, monkeypatch)
        assert sentence in visit.notices
        kept = Path(noted.read_text().split()[0])
        assert str(kept) in visit.notices
        assert kept.exists()
        kept.unlink()
        assert _area(visit).text == TEXT


async def test_an_editor_that_isnt_there_and_none_at_all_get_their_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path) as (visit, _):
        monkeypatch.setenv("VISUAL", str(tmp_path / "nowhere"))
        await _edit_outside(visit, monkeypatch)
        assert (
            "nowhere couldn't be started: No such file or directory; set $VISUAL to another one."
            in visit.notices
        )
        monkeypatch.delenv("VISUAL")
        monkeypatch.delenv("EDITOR", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        await visit.press("f4")
        assert "No editor is known; set $EDITOR" in visit.notices


async def test_a_terminal_that_cant_be_lent_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, monkeypatch, "")
    async with writing(tmp_path) as (visit, _):
        await visit.press("f4")
        assert "can't be lent to an editor" in visit.notices


async def test_a_long_plan_costs_a_keystroke_no_more_than_its_line(tmp_path: Path) -> None:
    workouts = tuple(
        Workout(
            f"w{w}", f"Day {w}", tuple(_line(f"{w}.{n}", f"Squat 3x5 @{20 + n}.{w}kg") for n in range(20))
        )
        for w in range(30)
    )
    async with writing(tmp_path, plan=Plan("long", "Long", workouts), at="29.19") as (visit, _):
        text = _area(visit).text
        assert text.count("\n") == 690 - 30 + 1
        began = time.perf_counter()
        for number in range(20):
            assert not read_plan(text.replace("@20.0kg", f"@20.{number}1kg")).errors
        # Reading anew takes a hundred times as long.
        assert (time.perf_counter() - began) / 20 < 0.05
        await visit.press("end", "x")
        await visit.pilot.pause(0.2)
        assert "× 1 error" in visit.flat
