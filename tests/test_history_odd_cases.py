"""What is seldom in a history looks right on each of its screens: nothing is cut, misaligned or obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from rich.cells import cell_len

from negtrain_tui.repository import Repository
from negtrain_tui.screens.compare import CompareScreen
from negtrain_tui.screens.exercise import ExerciseScreen
from negtrain_tui.screens.history import HistoryScreen
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.screens.week import WeekScreen
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from tests.lone_screen import EVIL, VISIBLE_EVIL, Made, Visit, visiting

TWO_SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 18)])
# Thursday of the week of the fake clock's Monday before.
AT = datetime(2026, 2, 26, 18, 0, tzinfo=UTC)

FORTY = "Bulgarian split squat, rear foot up high"
SIGNS = "👩‍👩‍👧 🏋️‍♂️ שלום עולם مرحبا e\u0301a\u0308\u0323 [b]力[/b] "
NOTE = (SIGNS + "words of an ordinary note. ") * 200
NOTE = NOTE[: 10_000 - len(" the end of it")] + " the end of it"


def lowerings(*actual: str, target: str = "5", marked: bool = True) -> tuple[Rep, ...]:
    return tuple(
        Rep(number, None, RepKind.LOWERING, D(target), D(each), marked=marked)
        for number, each in enumerate(actual, 1)
    )


def done(name: str, load: str | None, reps: tuple[Rep, ...], *, line: str | None = None) -> SetRecord:
    lifted = None if load is None else parse_load(load)
    down = None if lifted is None else lifted.down
    return SetRecord(
        id="",
        exercise=name,
        line=f"{name} 3x5 @{load or 'bw'} 5-0-X-0" if line is None else line,
        line_number=1,
        number=1,
        method=None,
        pacing="paced",
        status=Status.FINISHED,
        started_at=AT,
        finished_at=AT + timedelta(seconds=40),
        ended_by=EndedBy.REPS_DONE,
        load_prescribed=lifted,
        load_lifted=lifted,
        reps=tuple(replace(rep, load_down=down) for rep in reps),
    )


def session(number: int, *sets: SetRecord, name: str = "Odd", note: str = "") -> Session:
    """A session of the workout that all of them are of, so many hours before the first."""
    at = AT - timedelta(hours=number)
    return Session(
        f"s{number}",
        Status.FINISHED,
        at,
        at + timedelta(minutes=40),
        name=name,
        note=note,
        workout_id="odd",
        sets=tuple(
            replace(one, id=f"s{number}-{place}", line_number=place, started_at=at)
            for place, one in enumerate(sets, 1)
        ),
    )


NO_REPS = session(
    1, replace(done("Bench press", "80kg", ()), ended_by=EndedBy.PAIN, pain=7), name="Given up at once"
)
NO_SETS = session(2, name="Nothing at all")
PACED = session(3, done("Bench press", "80kg", lowerings("5", "5", marked=False)), name="Never marked")
HEAVY = session(4, done("Leg press", "400kg", lowerings(*["59.9"] * 20, target="60")), name="Heavy")
POUNDS = session(
    5,
    done("Bench press", "182.5lb", lowerings("5", "4.9")),
    done("Bench press", "80kg", lowerings("5", "5.2")),
    done("Dip", "bw-17.5lb", lowerings("5")),
    name="Pounds",
)
LONG_NAME = session(6, done(FORTY, "1400.125kg", lowerings("5", "4")), name=f"{FORTY} and {FORTY}")
WIDE_NAME = session(7, done(SIGNS.strip(), "20kg", lowerings("5")), name=SIGNS * 3, note=SIGNS)
MARKUP = session(
    8,
    replace(done(EVIL, "20kg", lowerings("5"), line=f"{EVIL} is no line"), note=EVIL, method=EVIL),
    name=EVIL,
    note=EVIL,
)
NOTED = session(
    9, replace(done("Bench press", "80kg", lowerings("5")), note=NOTE), name="Long note", note=NOTE
)
ODD = (NO_REPS, NO_SETS, PACED, HEAVY, POUNDS, LONG_NAME, WIDE_NAME, MARKUP, NOTED)


def keep(*sessions: Session) -> Callable[[Repository], None]:
    def write(repository: Repository) -> None:
        for each in sessions:
            repository.start_session(each)

    return write


def right(visit: Visit) -> str:
    """See that every line of the terminal is as wide as it is and holds nothing that it would obey."""
    width = visit.app.size.width
    strips = visit.app.screen._compositor.render_strips()
    for strip in strips:
        line = "".join(segment.text for segment in strip)
        assert cell_len(line) == width, f"{cell_len(line)} cells: {line!r}"
        obeyed = [sign for sign in line if unicodedata.category(sign) == "Cc"]
        assert not obeyed, f"{obeyed!r} in {line!r}"
    return visit.text


async def walked(visit: Visit, *keys: str) -> str:
    """Press keys, see that each screen is right, and return all that was shown."""
    seen = [right(visit)]
    for key in keys:
        await visit.press(key)
        seen.append(right(visit))
    return "\n".join(seen)


def opened(session_id: str) -> Made:
    return lambda outbox, clock, catalogue: SessionScreen(outbox, clock, catalogue, session_id)


def compared(session_id: str) -> Made:
    return lambda outbox, clock, catalogue: CompareScreen(outbox, clock, catalogue, session_id)


def trend(exercise: str) -> Made:
    return lambda outbox, clock, catalogue: ExerciseScreen(outbox, clock, catalogue, exercise)


@TWO_SIZES
@pytest.mark.parametrize(
    "make", [HistoryScreen, WeekScreen, trend("Bench press"), opened("none"), compared("none")]
)
async def test_an_empty_history_says_so_on_every_screen(
    tmp_path: Path, size: tuple[int, int], make: Made
) -> None:
    async with visiting(tmp_path / "n.db", make, size=size) as visit:
        assert len((await walked(visit, "down", "enter")).strip()) > 80


@TWO_SIZES
@pytest.mark.parametrize(
    "make", [HistoryScreen, WeekScreen, trend("Bench press"), opened(PACED.id), compared(PACED.id)]
)
async def test_a_single_session_is_enough_for_every_screen(
    tmp_path: Path, size: tuple[int, int], make: Made
) -> None:
    async with visiting(tmp_path / "n.db", make, size=size, before=keep(PACED)) as visit:
        await walked(visit, "down", "left", "right", "end")


def ends(lines: list[str]) -> set[int]:
    """At which cells lines end, their scrollbar left out."""
    return {cell_len(re.sub("[▁-█]$", "", line.rstrip()).rstrip()) for line in lines}


@TWO_SIZES
async def test_the_list_shows_them_all_with_its_columns_in_line(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with visiting(tmp_path / "n.db", HistoryScreen, size=size, before=keep(*ODD)) as visit:
        assert len(ends([line for line in visit.text.splitlines() if "2026-02-26" in line])) == 1
        seen = await walked(visit, *["down"] * len(ODD), "c")
        for said in (
            "Given up at once",
            "Nothing at all",
            "Never marked",
            FORTY,
            SIGNS.strip(),
            VISIBLE_EVIL,
        ):
            assert said in seen


@TWO_SIZES
@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (NO_REPS, ["no rep was done", "pain 7 of 10"]),
        (NO_SETS, ["No set was begun"]),
        (PACED, ["~5.0 of 5 s  paced", "all paced"]),
        (HEAVY, ["400kg", "59.9 of 60 s  −0.1"]),
        (POUNDS, ["182.5lb", "80kg", "bw-17.5lb"]),
        (LONG_NAME, [FORTY, "1400.125kg"]),
        (WIDE_NAME, [SIGNS.strip()]),
        (MARKUP, [VISIBLE_EVIL, f"{VISIBLE_EVIL} is no line", f"“{VISIBLE_EVIL}”"]),
    ],
    ids=lambda each: each.id if isinstance(each, Session) else "",
)
async def test_each_session_is_shown_whole(
    tmp_path: Path, size: tuple[int, int], odd: Session, said: list[str]
) -> None:
    async with visiting(tmp_path / "n.db", opened(odd.id), size=size, before=keep(odd)) as visit:
        seen = await walked(visit, "pagedown", "pagedown", "end")
        for each in said:
            assert each in seen


@TWO_SIZES
async def test_bars_of_twenty_reps_end_in_line(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "n.db", opened(HEAVY.id), size=size, before=keep(HEAVY)) as visit:
        await walked(visit, "end")
        bars = [line for line in visit.text.splitlines() if "━│" in line]
        assert len(bars) > 10
        assert len({line.index("│") for line in bars}) == len(ends(bars)) == 1


@TWO_SIZES
async def test_each_of_them_stands_beside_another(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "n.db", compared(NO_REPS.id), size=size, before=keep(*ODD)) as visit:
        seen = await walked(visit, *(["end", "home", "left"] * len(ODD)))
        for said in (VISIBLE_EVIL, "400kg", "182.5lb", "bw-17.5lb", "1400.125kg", "1 ▒ ~5.0"):
            assert said in seen


@TWO_SIZES
@pytest.mark.parametrize(
    ("exercise", "said"),
    [
        ("Bench press", "182.5lb"),
        ("Leg press", "400kg"),
        ("Dip", "bw-17.5lb"),
        (FORTY, "1400.125kg"),
        (SIGNS.strip(), "20kg"),
        (EVIL, VISIBLE_EVIL),
    ],
)
async def test_each_exercise_has_its_course(
    tmp_path: Path, size: tuple[int, int], exercise: str, said: str
) -> None:
    async with visiting(tmp_path / "n.db", trend(exercise), size=size, before=keep(*ODD)) as visit:
        assert said in await walked(visit, "m", "m", "p", "end", "home")


@TWO_SIZES
async def test_the_week_counts_them_in_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "n.db", WeekScreen, size=size, before=keep(*ODD)) as visit:
        await walked(visit, "left", "down", "down", "end")
        rows = [line for line in visit.text.splitlines() if " s  +" in line]
        assert {"quads", "pecs", "muscle not known"} <= {line[:18].strip() for line in rows}
        assert len({line.index(" s  +") for line in rows}) == 1


@TWO_SIZES
async def test_a_long_note_is_there_to_its_end(tmp_path: Path, size: tuple[int, int]) -> None:
    async with visiting(tmp_path / "n.db", opened(NOTED.id), size=size, before=keep(NOTED)) as visit:
        pages = 10_000 // (size[0] * (size[1] - 6)) * 3
        seen = await walked(visit, *["pagedown"] * pages)
        assert seen.count("the end of it") >= 2
        assert "[b]力[/b]" in seen
