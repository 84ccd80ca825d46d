"""The plan on the command line: shown, written as text, and made from a text with its identities kept."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from negtrain_tui.cli import main
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Conflict, Repository
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.plan_text import format_plan, read_plan
from negtrain_tui.training.prescription import Plan, PlanHeading
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.standing import Decision, DecisionKind, Standing
from tests.children import ROOT

GARAGE = """\
# Garage (from 2026-11-23; missed days shift)

## Push A (mon thu)
Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg
Leg press 3x6 @60kg each 5-0-X-0 two-one group A

## Pull (tue)
Back squat 4x3 @120kg/90kg 4-0-X-0 accentuated rest 4:00
Nordic curl 12,10,8 @bw 5-0-A-0 wk 5-10 "slowly"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(GARAGE, encoding="utf-8")
    return file


def run(*arguments: str | Path, db: Path | None = None, stdin: str | None = None, env: str = "") -> Result:
    named = () if db is None else ("--db", str(db))
    return CliRunner().invoke(
        main,
        ["plan", *map(str, arguments), *named],
        input=stdin,
        env={"NEGTRAIN_DB": env} if env else None,
        catch_exceptions=False,
    )


def refusal(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def done(result: Result) -> list[str]:
    """What was said on standard error of a command that did its work and printed nothing."""
    assert (result.exit_code, result.stdout) == (0, "")
    return result.stderr.splitlines()


def active(path: Path) -> Plan:
    with Repository.open(path, create=False) as repository:
        plan = repository.active_plan()
        assert plan is not None
        return plan


def headings(path: Path) -> list[PlanHeading]:
    with Repository.open(path, create=False) as repository:
        return list(repository.plan_headings())


def dump(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    try:
        return list(db.iterdump())
    finally:
        db.close()


def test_a_plan_applied_is_followed_and_exported_as_it_was(path: Path, file: Path) -> None:
    said = done(run("apply", file, db=path))
    assert said == [
        "Garage: a new plan of 2 workouts and 4 lines.",
        "Garage is the plan that is followed now.",
    ]
    assert format_plan(active(path)) == GARAGE
    result = run("export", db=path)
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, GARAGE.encode(), "")


def test_a_round_trip_changes_nothing_in_the_database(path: Path, file: Path, tmp_path: Path) -> None:
    run("apply", file, db=path)
    out = tmp_path / "out.txt"
    assert done(run("export", "-o", out, db=path)) == []
    before = dump(path)
    assert done(run("apply", out, db=path)) == ["Garage: nothing changed."]
    assert dump(path) == before


def test_an_edited_line_keeps_its_identity_and_the_app_can_undo_it(path: Path, file: Path) -> None:
    run("apply", file, db=path)
    before = active(path)
    file.write_text(GARAGE.replace("82.5kg", "85kg").replace("## Pull (tue)", "## Back (tue)  # mine"))
    assert done(run("apply", file, db=path)) == [
        "Garage: 1 line changed, 1 workout renamed; 1 comment dropped.",
    ]
    after = active(path)
    assert [workout.id for workout in after.workouts] == [workout.id for workout in before.workouts]
    assert after.workouts[0].lines[0].id == before.workouts[0].lines[0].id
    assert format_plan(after) == GARAGE.replace("82.5kg", "85kg").replace("## Pull", "## Back")
    with Repository.open(path) as repository:
        assert repository.undo_plans() == "Plan applied from plan.txt"
    assert active(path) == before


def test_another_plan_is_made_beside_the_first_and_followed(path: Path, file: Path) -> None:
    run("apply", file, db=path)
    said = done(run("apply", "-", db=path, stdin="# Home\n## A\nPush-up negative 3x8\n"))
    assert said[0] == "Home: a new plan of 1 workout and 1 line."
    assert said[1] == "Home is the plan that is followed now."
    assert said[2].startswith("Garage stays among the plans")
    assert [(each.name, each.active) for each in headings(path)] == [("Garage", False), ("Home", True)]
    with Repository.open(path) as repository:
        assert repository.undo_plans() == "Plan applied from standard input"
    assert [(each.name, each.active) for each in headings(path)] == [("Garage", True)]


def test_a_plan_that_is_not_followed_is_changed_only(path: Path, file: Path) -> None:
    run("apply", file, db=path)
    run("apply", "-", db=path, stdin="# Home\n## A\nPush-up negative 3x8\n")
    file.write_text(GARAGE.replace("# Garage", "# GARAGE").replace("82.5kg", "85kg"))
    said = done(run("apply", file, db=path))
    assert said[0] == "GARAGE: renamed from Garage, 1 line changed."
    assert said[1].startswith("Home is followed still")
    assert [(each.name, each.active) for each in headings(path)] == [("GARAGE", False), ("Home", True)]
    run("apply", file, "--activate", db=path)
    assert [(each.name, each.active) for each in headings(path)] == [("GARAGE", True), ("Home", False)]


def test_a_dry_run_says_what_would_be_and_does_nothing(path: Path, file: Path) -> None:
    assert done(run("apply", file, "--dry-run", db=path))[0] == (
        "Nothing is saved; it would be: Garage: a new plan of 2 workouts and 4 lines."
    )
    assert not path.exists()
    run("apply", file, db=path)
    before = dump(path)
    file.write_text(GARAGE.replace("82.5kg", "85kg"))
    said = done(run("apply", file, "--dry-run", db=path))
    assert said == ["Nothing is saved; it would be: Garage: 1 line changed."]
    assert dump(path) == before


def test_an_unknown_exercise_is_accepted_with_the_nearest_named(path: Path, file: Path) -> None:
    file.write_text("# Garage\n## A\nBech press 3x5\nMy lift 3x5\n")
    with Repository.open(path) as repository:
        repository.save_exercise(Exercise("My lift"))
    said = done(run("apply", file, db=path))
    assert said[1] == (
        "Bech press isn't in the catalogue: taken as your own exercise. Did you mean Bench press?"
    )
    assert not any("My lift" in sentence for sentence in said)
    assert len(done(run("apply", file, db=path))) == 1
    shown = run("show", db=path).stdout
    assert "Did you mean Bench press?" in shown
    assert shown.count("△") == 1


def test_every_error_is_told_with_its_place_and_nothing_changes(path: Path, file: Path) -> None:
    run("apply", file, db=path)
    before = dump(path)
    file.write_text("# Garage (from never)\n## A (mon)\nPush-up\n\x1b[2J\n")
    result = run("apply", file, db=path)
    assert (result.exit_code, result.stdout) == (1, "")
    first, second, third = result.stderr.splitlines()
    assert first.startswith(f"{file}:1:16: found “never”, expected ")
    assert second.startswith(f"{file}:3:8: the line ends, expected sets")
    assert third.startswith(f"{file}:4:1: found “\\x1b”, expected ")
    assert "; for example " in first
    assert "\x1b" not in result.stderr
    assert dump(path) == before


def mutated(chance: random.Random) -> str:
    """The plan's text with one to three slips in it."""
    text = GARAGE
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        what = chance.choice(["cut", "insert", "replace", "swap"])
        if what == "swap":
            words = text.split(" ")
            one, other = chance.randrange(len(words)), chance.randrange(len(words))
            words[one], words[other] = words[other], words[one]
            text = " ".join(words)
        else:
            new = "" if what == "cut" else chance.choice('#"(;x@0-A)\\\n \0é')
            text = text[:at] + new + text[at if what == "insert" else at + chance.randint(1, 4) :]
    return text


def broken_texts(number: int) -> Iterator[tuple[str, bool]]:
    """So many texts that can't be read, and those between them that can."""
    chance = random.Random(20261122)
    while number:
        text = mutated(chance)
        good = read_plan(text).sketch is not None
        number -= not good
        yield text, good


def test_two_hundred_broken_plans_are_refused_with_a_place_and_change_nothing(path: Path, file: Path) -> None:
    run("apply", file, db=path)
    before = dump(path)
    good_ones = 0
    for text, good in broken_texts(200):
        if good:
            good_ones += 1
            continue
        file.write_bytes(text.encode())
        result = run("apply", file, db=path)
        assert (result.exit_code, result.stdout) == (1, ""), text
        for line in result.stderr.splitlines():
            if "\0" in text:
                assert "NUL character in line" in line
                continue
            place = line.removeprefix(f"{file}:").split(":")
            assert int(place[0]) >= 1, text
            assert int(place[1]) >= 1, text
            assert ", expected " in line
    assert dump(path) == before
    assert good_ones > 5


def test_slips_that_still_say_a_plan_are_applied(path: Path, file: Path) -> None:
    good = [text for text, good in broken_texts(60) if good and text != GARAGE][:5]
    assert len(good) == 5
    for text in good:
        sketch = read_plan(text).sketch
        assert sketch is not None
        assert run("apply", "-", "--activate", db=path, stdin=text).exit_code == 0
        again = read_plan(run("export", db=path).stdout)
        assert again.sketch == sketch


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"# Garage\n## A\nPush\xff-up 3x8\n", "isn't text in UTF-8 (byte 19, in line 3)"),
        (b"# Garage\n\0", "NUL character in line 2"),
        ("# Garage".encode("utf-16"), "isn't text in UTF-8 (byte 1, in line 1)"),
        (b"x" * 4_200_000, "is too long"),
        (b"x" * 1_100_000, ":1:1: found “1100000 characters”"),
    ],
    ids=["empty", "blank", "latin", "nul", "utf-16", "longer than read", "too long"],
)
def test_what_is_no_text_of_a_plan_is_refused_in_a_sentence(
    path: Path, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    assert said in refusal(run("apply", file, db=path))
    assert not path.exists()


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(path: Path, tmp_path: Path) -> None:
    assert "There is no file" in refusal(run("apply", tmp_path / "none.txt", db=path))
    assert "is a folder" in refusal(run("apply", tmp_path, db=path))
    assert "is empty" in refusal(run("apply", "-", db=path, stdin=""))
    assert not path.exists()


def test_a_byte_order_mark_and_carriage_returns_are_taken(path: Path, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + GARAGE.replace("\n", "\r\n").encode())
    assert run("apply", file, db=path).exit_code == 0
    assert format_plan(active(path)) == GARAGE


def test_a_change_elsewhere_meanwhile_says_to_try_again(
    path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("apply", file, db=path)
    before = dump(path)

    def in_between(self: Repository, change: object, decisions: object) -> None:
        raise Conflict("Bench press was changed elsewhere meanwhile.")

    monkeypatch.setattr(Repository, "change_plans", in_between)
    file.write_text(GARAGE.replace("82.5kg", "85kg"))
    assert refusal(run("apply", file, db=path)).endswith("Nothing is applied; try again.")
    assert dump(path) == before


def test_asking_makes_no_file(tmp_path: Path) -> None:
    typo = tmp_path / "typo" / "x.db"
    for command in ("show", "export"):
        told = refusal(run(command, db=typo))
        assert told.startswith(f"There is no database at {typo}")
        assert "`negtrain plan apply FILE` makes one" in told
    (none_yet,) = done(run("show", env=str(typo)))
    assert none_yet.startswith("No plan yet.")
    assert refusal(run("export", env=str(typo))).startswith("No plan yet.")
    assert list(tmp_path.iterdir()) == []


def test_without_a_plan_it_is_said_how_to_get_one(path: Path) -> None:
    Repository.open(path).close()
    assert done(run("show", db=path))[0].startswith("No plan yet.")
    assert refusal(run("export", db=path)).startswith("No plan yet.")
    assert (
        refusal(run("show", "--plan", "Home", db=path)) == "No plan is called “Home”; there is no plan yet."
    )


def test_the_plan_is_shown_with_its_meaning(path: Path, file: Path) -> None:
    run("apply", "-", db=path, stdin="# [red]Home[/]\n## A\nPush-up 3x8\n")
    run("apply", file, db=path)
    lines = run("show", db=path).stdout.splitlines()
    assert lines[0] == "Garage, followed now"
    assert "2026-11-23" in lines[1]
    assert lines[3].startswith("Push A (mon thu): 2 lines, about ")
    assert lines[4] == "  Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"
    assert lines[5].startswith("    4 sets of 5 reps with 82.5 kg. Lower for 5 s")
    assert lines[-1] == "  [red]Home[/]: 1 workout"
    other = run("show", "--plan", "[RED]home[/]", db=path).stdout
    assert "in turn, on any day" in other
    assert "Garage: 2 workouts, followed now" in other
    assert "there is “[red]Home[/]”, “Garage”" in refusal(run("show", "--plan", "x", db=path))


def test_two_plans_of_one_name_are_told_apart_by_which_is_followed(path: Path, file: Path) -> None:
    with Repository.open(path) as repository:
        for number in "12":
            plan = Plan(number, "Twin", ())
            repository.save_plan(plan)
        repository.save_plan(Plan("3", "Other", ()))
    assert "2 plans are called “twin”" in refusal(run("export", "--plan", "twin", db=path))
    with Repository.open(path) as repository:
        repository.save_plan(replace(plan, name="TWIN"))
    assert run("export", "--plan", "twin", db=path).stdout == "# TWIN\n"


def test_the_database_may_be_named_before_the_command(path: Path, file: Path) -> None:
    for arguments in (["--db", path, "plan", "apply", file], ["plan", "--db", path, "apply", file]):
        assert CliRunner().invoke(main, list(map(str, arguments))).exit_code == 0
    assert active(path).name == "Garage"


def test_a_file_is_replaced_whole_with_its_rights_or_left(
    path: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("apply", file, db=path)
    out, link = tmp_path / "out.txt", tmp_path / "link.txt"
    out.write_text("before")
    out.chmod(0o640)
    link.symlink_to(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert refusal(run("export", "-o", out, db=path)) == (
            f"{out} can't be written: No space left on device."
        )
    assert out.read_text() == "before"
    assert done(run("export", "-o", link, db=path)) == []
    assert (out.read_text(), out.stat().st_mode & 0o777, link.is_symlink()) == (GARAGE, 0o640, True)
    assert "can't be written" in refusal(run("export", "-o", tmp_path, db=path))
    assert "can't be written" in refusal(run("export", "-o", tmp_path / "no" / "out.txt", db=path))
    assert {each.name for each in tmp_path.iterdir()} == {path.name, file.name, out.name, link.name}


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_a_name_of_standard_output_is_no_file_to_replace(path: Path, file: Path, tmp_path: Path) -> None:
    run("apply", file, db=path)
    out = tmp_path / "out.txt"
    with out.open("w", encoding="utf-8") as led:
        led.write("kept\n")
        led.flush()
        command = [
            sys.executable,
            "-m",
            "negtrain_tui",
            "plan",
            "export",
            "-o",
            "/dev/stdout",
            "--db",
            str(path),
        ]
        subprocess.run(command, stdout=led, cwd=ROOT, timeout=30, check=True)
    assert out.read_text(encoding="utf-8") == f"kept\n{GARAGE}"


def test_errors_in_standard_input_name_it(tmp_path: Path) -> None:
    result = run("apply", "-", db=tmp_path / "a.db", stdin="# Home\n## A\nPush-up negative 3y8\n")
    assert result.exit_code == 1
    assert result.stderr.startswith("Standard input:3:")


def train(path: Path, *, days_ago: int, lowering: str = "5") -> str:
    """Train the first line of the active plan, on tempo, at so many seconds; return the line's id."""
    at = datetime.now().astimezone() - timedelta(days=days_ago)
    line = active(path).workouts[0].lines[0]
    notation = format_prescription(line.prescription)
    seconds = Decimal(lowering)
    reps = tuple(
        Rep(number, None, RepKind.LOWERING, seconds, seconds, marked=True, load_down=parse_amount("82.5kg"))
        for number in range(1, 6)
    )
    load = parse_load("82.5kg")
    sets = tuple(
        SetRecord(
            id=new_id(at),
            exercise="Bench press",
            line=notation.replace("5-1-X-0", f"{lowering}-1-X-0"),
            line_number=1,
            number=number,
            method=None,
            pacing="paced",
            status=Status.FINISHED,
            started_at=at,
            finished_at=at,
            ended_by=EndedBy.REPS_DONE,
            load_prescribed=load,
            load_loadable=load,
            load_lifted=load,
            rpe=Decimal(7),
            reps=reps,
            line_id=line.id,
        )
        for number in range(1, 5)
    )
    today = (LineToday(sets[0].line, 4, line.id, base=notation),)
    session = Session(
        new_id(at), Status.FINISHED, at, at, source="plan", lines=(sets[0].line,), sets=sets, today=today
    )
    with Repository.open(path) as repository:
        repository.start_session(session)
    return line.id


def decided(path: Path) -> list[tuple[DecisionKind, str | None, str, str]]:
    """What the lifter has decided about the lines of the active plan."""
    plan = active(path)
    lines = [line.id for workout in plan.workouts for line in workout.lines]
    with Repository.open(path) as repository:
        return [
            (each.kind, each.line_id, str(each.standing), each.why)
            for each in repository.decisions(plan.id, lines)
        ]


BENCH = "Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg"
FROM_TEXT = "from the plan's text"


class TestStandings:
    """Where the lifter stands with a line goes out with the plan's text, and comes in with it."""

    def test_a_line_that_moved_is_exported_with_where_it_stands(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        train(path, days_ago=3)
        assert run("export", db=path).stdout == GARAGE.replace(BENCH, f"{BENCH} now 6s 82.5kg")
        shown = run("show", db=path).stdout.splitlines()
        assert [line for line in shown if line.startswith("    now")] == ["    now 6 s, 82.5kg"]
        assert shown[shown.index("    now 6 s, 82.5kg") - 2] == f"  {BENCH}"

    def test_a_round_trip_changes_nothing_in_the_database(
        self, path: Path, file: Path, tmp_path: Path
    ) -> None:
        run("apply", file, db=path)
        train(path, days_ago=5)
        train(path, days_ago=3, lowering="6")
        file.write_text(GARAGE.replace("two-one group A", "two-one group A now 7.5s 61.25kg"))
        run("apply", file, db=path)
        assert len(decided(path)) == 1
        out = tmp_path / "out.txt"
        run("export", "-o", out, db=path)
        assert out.read_text().count(" now ") == 2
        before = dump(path)
        assert done(run("apply", out, db=path)) == ["Garage: nothing changed."]
        assert dump(path) == before

    def test_a_standing_in_the_text_is_a_decision(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        bench = train(path, days_ago=3)
        file.write_text(GARAGE.replace(BENCH, f"{BENCH} now 7s 83kg"))
        assert done(run("apply", file, db=path)) == [
            "Garage: 1 line stands elsewhere.",
            "Bench press stands at 7 s, 83kg now; before, at 6 s, 82.5kg.",
        ]
        assert decided(path) == [(DecisionKind.SET, bench, "7s 83kg", FROM_TEXT)]
        assert run("export", db=path).stdout == file.read_text()
        assert done(run("apply", file, db=path)) == ["Garage: nothing changed."]
        assert len(decided(path)) == 1

    def test_an_edit_of_something_else_decides_nothing(self, path: Path, file: Path, tmp_path: Path) -> None:
        run("apply", file, db=path)
        train(path, days_ago=3)
        text = run("export", db=path).stdout
        for edited in (text.replace("4x5 @82.5kg", "5x5 @82.5kg"), text.replace("+0.5kg now", "+1kg now")):
            assert " now 6s 82.5kg" in edited
            file.write_text(edited)
            done(run("apply", file, db=path))
        assert decided(path) == []

    def test_what_is_not_said_stays(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        bench = train(path, days_ago=3)
        file.write_text(GARAGE.replace(BENCH, f"{BENCH} now 83kg"))
        run("apply", file, db=path)
        file.write_text(GARAGE.replace("rest 4:00", "rest 5:00"))
        assert done(run("apply", file, db=path)) == ["Garage: 1 line changed."]
        assert decided(path) == [(DecisionKind.SET, bench, "6s 83kg", FROM_TEXT)]

    def test_back_to_where_the_line_begins(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        train(path, days_ago=3)
        file.write_text(GARAGE.replace(BENCH, f"{BENCH} now 5s"))
        run("apply", file, db=path)
        assert run("export", db=path).stdout == GARAGE

    def test_a_new_plan_begins_where_its_text_says(self, path: Path, file: Path, tmp_path: Path) -> None:
        run("apply", file, db=path)
        train(path, days_ago=3)
        text = run("export", db=path).stdout
        other = tmp_path / "other.db"
        said = done(run("apply", "-", db=other, stdin=text))
        assert said[:2] == [
            "Garage: a new plan of 2 workouts and 4 lines, 1 line stands elsewhere.",
            "Bench press stands at 6 s, 82.5kg now; before, at 5 s, 82.5kg.",
        ]
        assert run("export", db=other).stdout == text

    @pytest.mark.parametrize("there", [True, False])
    def test_a_dry_run_tells_it_and_does_nothing(self, path: Path, file: Path, there: bool) -> None:
        if there:
            run("apply", file, db=path)
        before = dump(path) if there else None
        file.write_text(GARAGE.replace(BENCH, f"{BENCH} now 7s"))
        said = done(run("apply", "--dry-run", file, db=path))
        assert said[0].startswith("Nothing is saved; it would be: Garage: ")
        assert said[0].endswith("1 line stands elsewhere.")
        assert said[1] == "Bench press would stand at 7 s, 82.5kg now; before, at 5 s, 82.5kg."
        assert (dump(path) if there else None) == before
        assert path.exists() == there

    def test_an_easier_week_is_no_step_back(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        train(path, days_ago=3)
        text = run("export", db=path).stdout
        at = datetime.now().astimezone()
        with Repository.open(path) as repository:
            repository.decide(
                Decision(new_id(at), DecisionKind.DELOAD, at, plan_id=active(path).id, day=at.date())
            )
        assert run("export", db=path).stdout == text
        before = dump(path)
        assert done(run("apply", "-", db=path, stdin=text)) == ["Garage: nothing changed."]
        assert dump(path) == before

    @pytest.mark.parametrize(
        ("now", "found", "expected"),
        [
            ("4s bw+5kg", "bw+5kg", "a weight, as the line has, not bodyweight"),
            ("4s 90kg/80kg", "90kg/80kg", "one load, as the line has"),
            ("61s 83kg", "61s", "a lowering of more than 0 and at most 60 s"),
            ("4s 1501kg", "1501kg", "at most 1500kg or 3300lb: nobody lowers more"),
        ],
    )
    def test_a_standing_the_line_has_no_place_for_is_refused(
        self, path: Path, file: Path, now: str, found: str, expected: str
    ) -> None:
        run("apply", file, db=path)
        before = dump(path)
        file.write_text(GARAGE.replace(BENCH, f"{BENCH} now {now}"))
        told = refusal(run("apply", file, db=path))
        column = len(f"{BENCH} now {now}") - len(now) + now.index(found) + 1
        assert told.startswith(f"{file}:4:{column}: found “{found}”, expected {expected}; for example ")
        assert dump(path) == before

    def test_what_a_line_edited_since_has_no_place_for_is_not_exported(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        line, at = active(path).workouts[0].lines[0], datetime.now().astimezone()
        astray = Standing(Decimal(5), parse_load("bw+5kg"))
        with Repository.open(path) as repository:
            repository.decide(Decision(new_id(at), DecisionKind.SET, at, line.id, standing=astray))
        assert " now " not in run("export", db=path).stdout

    def test_an_error_in_it_is_told_with_its_place_and_nothing_changes(self, path: Path, file: Path) -> None:
        run("apply", file, db=path)
        before = dump(path)
        file.write_text(
            GARAGE.replace(BENCH, f"{BENCH} now 83kg 7s").replace("two-one group A", "two-one now 61kg")
        )
        told = refusal(run("apply", file, db=path))
        column = len(f"{BENCH} now 83kg ") + 1
        assert told.startswith(
            f"{file}:4:{column}: found “7s”, expected the seconds before the load; for example "
        )
        assert dump(path) == before
