"""`negtrain plates`: how to load a bar, what comes nearest and what to change, with one's own equipment."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Inventory, Plate, Stack
from negtrain_tui.training.equipment_presets import presets
from negtrain_tui.training.load import Mass, parse_amount


def mass(text: str) -> Mass:
    amount = parse_amount(text)
    assert isinstance(amount, Mass)
    return amount


TOWER = Stack("tower", "Lat tower", mass("5kg"), mass("5kg"), mass("80kg"), (Plate(mass("2.5kg"), 1),))
HOME = replace(
    presets()[1].inventory,
    implements=(*presets()[1].inventory.implements, TOWER),
    uses={"dipnegative": "tower"},
)


def stored(path: Path, inventory: Inventory) -> Path:
    with Repository.open(path) as repository:
        repository.save_equipment(inventory)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return stored(tmp_path / "negtrain.db", HOME)


def presets_of(key: str) -> Inventory:
    return next(preset.inventory for preset in presets() if preset.key == key)


def run(*arguments: str, db: Path | None = None, env: str | None = None) -> Result:
    named = () if db is None else ("--db", str(db))
    return CliRunner().invoke(
        main,
        ["plates", *arguments, *named],
        env=None if env is None else {"NEGTRAIN_DB": env},
        catch_exceptions=False,
    )


def answer(*arguments: str, db: Path) -> list[str]:
    result = run(*arguments, db=db)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def parsed(*arguments: str, db: Path) -> dict[str, Any]:
    result = run(*arguments, "--json", db=db)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def refusal(*arguments: str, db: Path | None = None, env: str | None = None) -> str:
    result = run(*arguments, db=db, env=env)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def test_a_load_that_can_be_made_with_its_picture(home: Path) -> None:
    assert answer("62.5kg", db=home) == ["62.5kg: 20 + 1.25 each side", "  ━━┫20┃1.25┣━ each side · 20kg bar"]


def test_the_nearest_loads_with_their_distance(home: Path) -> None:
    assert answer("61kg", db=home) == [
        "61kg can't be made with the 20kg bar.",
        "nearest below: 60kg (1kg off): 20 each side",
        "  ━━┫20┣━ each side · 20kg bar",
        "nearest above: 62.5kg (1.5kg off): 20 + 1.25 each side",
        "  ━━┫20┃1.25┣━ each side · 20kg bar",
    ]


def test_pounds_on_kg_plates_are_told_as_far_off_as_they_are(home: Path) -> None:
    assert "nearest above: 82.5kg (about 1.881lb off): 20 + 10 + 1.25 each side" in answer("180lb", db=home)


def test_nothing_is_below_the_bar_alone(home: Path) -> None:
    lines = answer("10kg", db=home)
    assert "nearest below: none" in lines
    assert "nearest above: 20kg (10kg off): the bar alone" in lines


def test_what_comes_off_and_what_goes_on(home: Path) -> None:
    assert answer("62.5kg", "--from", "60kg", db=home)[-1] == "from 60kg: put on 1.25kg (each side)"
    assert answer("60kg", "--from", "62.5kg", db=home)[-1] == "from 62.5kg: take off 1.25kg (each side)"
    assert answer("50kg", "--from", "60kg", db=home)[-1] == (
        "from 60kg: take off 20kg, put on 15kg (each side)"
    )
    assert answer("60kg", "--from", "60kg", db=home)[-1] == "from 60kg: leave the plates as they are"
    assert answer("bw+5kg", "--from", "bw", db=home)[-1] == "from bw: put on 5kg"


def test_few_changes_come_before_few_plates(home: Path) -> None:
    assert answer("72.5kg", "--from", "67.5kg", db=home) == [
        "72.5kg: 20 + 2.5 + 2.5 + 1.25 each side",
        "  ━━┫20┃2.5┃2.5┃1.25┣━ each side · 20kg bar",
        "from 67.5kg: put on 2.5kg (each side)",
    ]


def test_what_cannot_be_on_now_is_said(home: Path) -> None:
    assert refusal("60kg", "--from", "61kg", db=home) == (
        "61kg can't be made with the 20kg bar, so it can't be on it now."
    )
    assert "one load" in refusal("120kg/90kg", "--from", "60kg", db=home)


def test_both_loads_of_an_accentuated_set(home: Path) -> None:
    lines = answer("120kg/90kg", db=home)
    assert [lines[0], lines[2]] == [
        "lower 120kg: 20 + 10 + 5 + 15 each side",
        "lift 90kg: 20 + 10 + 5 each side",
    ]
    assert lines[1].strip().startswith("━━┫20┃10┃5┃15┣━")
    assert parsed("120kg/90kg", db=home)["down"]["made"]["plates"] == ["20kg", "15kg", "10kg", "5kg"]


def test_one_of_two_loads_that_cannot_be_made(home: Path) -> None:
    lines = answer("121kg/90kg", db=home)
    assert lines[0] == "lower 121kg can't be made with the 20kg bar."
    assert lines[-2] == "lift 90kg: 20 + 15 each side"


def test_the_exercise_picks_what_it_is_done_with(home: Path) -> None:
    assert answer("42.5kg", "--exercise", "Lat pulldown", db=home)[0] == "42.5kg: pin at 40kg + 2.5"
    assert answer("12kg", "--exercise", "Dumbbell press", db=home)[0] == "12kg: 5 each side of each handle"
    assert answer("bw-20kg", "--exercise", "Dip negative", db=home)[0] == "bw-20kg: pin at 20kg"


def test_help_is_nearest_below_where_there_is_more_of_it(home: Path) -> None:
    lines = answer("bw-21kg", "--exercise", "Dip negative", db=home)
    assert lines[1] == "nearest below: bw-22.5kg (1.5kg off): pin at 20kg + 2.5"
    assert lines[3] == "nearest above: bw-20kg (1kg off): pin at 20kg"


def test_an_exercise_nobody_described_is_done_with_the_bar_and_said_so(home: Path) -> None:
    result = run("60kg", "--exercise", "Benchpres", db=home)
    assert result.exit_code == 0
    assert result.stdout.startswith("60kg: 20 each side")
    assert result.stderr == (
        "Benchpres isn't in the catalogue: taken as your own exercise. Did you mean Bench press?\n"
    )


def test_what_is_not_known_is_asked_for(home: Path) -> None:
    assert "It isn't known what Nordic curl is done with" in refusal(
        "10kg", "--exercise", "Nordic curl", db=home
    )
    assert "It isn't known which stack" in refusal("bw-20kg", db=home)
    assert "Pull-up negative is helped with" in refusal("bw-20kg", "--exercise", "Pull-up negative", db=home)


def test_another_bar(home: Path) -> None:
    assert answer("62.5kg", "--bar", "15kg", db=home)[0] == "62.5kg: 20 + 2.5 + 1.25 each side"
    assert answer("20kg", "--bar", "20kg", db=home)[0] == "20kg: the bar alone"


def test_bodyweight_needs_nothing(home: Path, tmp_path: Path) -> None:
    assert answer("bw", db=home) == ["bw: nothing to put together"]
    assert run("bw", env=str(tmp_path / "none.db")).stdout == "bw: nothing to put together\n"


def test_without_equipment_it_says_how_to_get_an_answer(tmp_path: Path) -> None:
    none = str(tmp_path / "none.db")
    assert refusal("62.5kg", env=none) == (
        "No equipment is entered yet: enter it in the app under Settings, Equipment, or add --bar 20kg."
    )
    assert not Path(none).exists()
    empty = stored(tmp_path / "empty.db", Inventory())
    assert "No equipment is entered yet" in refusal("62.5kg", db=empty)


def test_without_equipment_a_bar_is_loaded_from_a_usual_home_set_and_that_is_said(tmp_path: Path) -> None:
    none = str(tmp_path / "none.db")
    result = run("22.5kg", "--bar", "20kg", env=none)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "22.5kg: 1.25 each side")
    assert result.stderr == "No equipment is entered: reckoned with the plates of “Home, kg”.\n"
    result = run("180lb", "--bar", "45lb", env=none)
    assert result.stdout.splitlines()[0] == "180lb: 45 + 10 + 10 + 2.5 each side"
    assert "“Home, lb”" in result.stderr
    assert json.loads(run("22.5kg", "--bar", "20kg", "--json", env=none).stdout)["assumed"] == "home-kg"


def test_plates_without_a_bar_ask_for_one(tmp_path: Path) -> None:
    path = stored(tmp_path / "plates.db", Inventory(plates=(Plate(mass("10kg"), 4),)))
    assert refusal("40kg", db=path).startswith("No bar is entered")
    assert answer("40kg", "--bar", "20kg", db=path)[0] == "40kg: 10 each side"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("62,5kg",), "for example 62.5kg"),
        (("62.5",), "for example 62.5kg"),
        (("105%",), "give the weight itself"),
        (("2000kg",), "nobody lowers more"),
        (("60kg", "--bar", "bw"), "--bar takes a bar's weight"),
        (("60kg", "--bar", "20"), "for example 20kg"),
        (("60kg", "--from", "much"), "for example"),
        (("\x1b[2J",), "\\x1b[2J"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    arguments: tuple[str, ...], words: str, home: Path
) -> None:
    assert words in refusal(*arguments, db=home)


def test_wrong_usage(home: Path) -> None:
    assert run("60kg", "--bar", "20kg", "--exercise", "Bench press", db=home).exit_code == 2
    assert run(db=home).exit_code == 2


def test_without_the_file_that_is_named_a_bar_is_enough_and_no_file_is_made(tmp_path: Path) -> None:
    none = tmp_path / "none.db"
    result = run("62.5kg", "--bar", "20kg", db=none)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "62.5kg: 20 + 1.25 each side"
    assert result.stderr == (
        f"There is no database at {none}, so no equipment is entered: reckoned with the plates of "
        "“Home, kg”.\n"
    )
    assert refusal("62.5kg", db=none) == (
        f"There is no database at {none}, so no equipment is entered yet: enter it in the app under "
        "Settings, Equipment, or add --bar 20kg."
    )
    assert not none.exists()


def test_help_and_what_is_added_go_on_no_bar(home: Path, tmp_path: Path) -> None:
    assert "comes from a band or a stack, not from a bar" in refusal("bw-20kg", "--bar", "20kg", db=home)
    assert "hangs on a belt, not on a bar" in refusal("bw+10kg", "--bar", "20kg", db=home)
    assert "hangs on a belt" in refusal("bw+10kg/bw", "--bar", "20kg", db=tmp_path / "none.db")
    assert "--bar" not in refusal("bw+10kg", db=tmp_path / "none.db")


def test_less_than_nothing_is_answered_as_a_load(home: Path) -> None:
    assert "an amount with its unit" in refusal("-5kg", db=home)
    assert "an amount with its unit" in refusal("--from", "-5kg", "60kg", db=home)
    result = run("60kg", "--bra", "20kg", db=home)
    assert (result.exit_code, "No such option" in result.stderr) == (2, True)


def test_converted_loads_are_told_to_the_gram_and_kept_whole_in_json(tmp_path: Path) -> None:
    pounds = stored(tmp_path / "lb.db", presets_of("home-lb"))
    lines = answer("118kg", db=pounds)
    assert lines[1].startswith("nearest below: ≈117.934kg (")
    below = parsed("118kg", db=pounds)["down"]["below"]
    assert below["load"] == "117.9340162kg"


def test_json_of_a_load_that_can_be_made(home: Path) -> None:
    assert parsed("62.5kg", "--from", "65kg", db=home) == {
        "load": "62.5kg",
        "equipment": "20kg bar",
        "assumed": None,
        "down": {
            "load": "62.5kg",
            "made": {
                "load": "62.5kg",
                "base": "20kg",
                "plates": ["20kg", "1.25kg"],
                "loading": "both ends",
                "at_once": 1,
                "said": "20 + 1.25 each side",
            },
            "below": None,
            "above": None,
        },
        "up": None,
        "from": {"load": "65kg", "off": ["2.5kg"], "on": ["1.25kg"]},
    }


def test_json_of_one_that_cannot_and_of_two(home: Path) -> None:
    found = parsed("121kg/90kg", db=home)
    assert found["down"]["made"] is None
    assert (found["down"]["below"]["load"], found["down"]["above"]["load"]) == ("120kg", "122.5kg")
    assert found["up"]["made"]["load"] == "90kg"
    assert parsed("61kg", "--from", "60kg", db=home)["from"] is None
    bare = parsed("bw", db=home)
    assert (bare["equipment"], bare["down"]["made"]) == (None, None)


def test_a_name_of_forty_letters_is_shown_literally(tmp_path: Path) -> None:
    name = "[red]\x1b[2J" + "x" * 30
    path = stored(
        tmp_path / "odd.db",
        replace(HOME, implements=tuple(replace(each, name=name) for each in HOME.implements)),
    )
    lines = answer("61kg", db=path)
    assert lines[0] == "61kg can't be made with the [red]\\x1b[2J" + "x" * 30 + "."
    assert "\x1b" not in "".join(lines)


def test_the_command_is_listed() -> None:
    assert "plates" in CliRunner().invoke(main, ["--help"]).stdout
    assert "{load, equipment, assumed, down, up, from}" in run("--help").stdout.replace("\n  ", " ")
