"""History as a lifter uses it: look through the sessions, find one, open it, delete it and bring it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal as D
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Static

from negtrain_tui.alive import Alive
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.exercise import ExerciseScreen
from negtrain_tui.screens.history import HistoryScreen
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.screens.trash import TrashScreen
from negtrain_tui.screens.week import WeekScreen
from negtrain_tui.training.history_query import HistoryQuery
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.widgets import session_table
from negtrain_tui.widgets.query_line import completed
from negtrain_tui.widgets.session_glance import SessionGlance
from negtrain_tui.widgets.session_table import SessionTable
from negtrain_tui.widgets.year_calendar import YearCalendar
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting

HOME = timezone(timedelta(hours=13))
# Still the first of March in UTC; the tests' clock shows the second.
START = datetime(2026, 3, 2, 0, 30, tzinfo=HOME)
STRANGE = "👩‍🏋️ שלום é" * 9


def lowering(number: int, actual: str | None = None, *, target: str = "3", lost: bool = False) -> Rep:
    """A lowering: marked if `actual` is given, else led by the clock."""
    seconds = D(actual or target)
    return Rep(number, None, RepKind.LOWERING, D(target), seconds, actual is not None, lost)


def one_set(*reps: Rep, name: str = "Push-up negative", number: int = 1, line: int = 1) -> SetRecord:
    return SetRecord(
        id=f"set-{name}-{line}-{number}",
        exercise=name,
        line=f"{name} 3x3 @bw 3-1-A-0 rest 0:10",
        line_number=line,
        number=number,
        method="negative",
        pacing="paced",
        status=Status.FINISHED,
        started_at=START,
        finished_at=START + timedelta(seconds=40),
        ended_by=EndedBy.REPS_DONE,
        load_prescribed=parse_load("bw"),
        load_lifted=parse_load("bw"),
        reps=reps,
    )


def session(
    number: int,
    *sets: SetRecord,
    name: str = "",
    status: Status = Status.FINISHED,
    days_ago: int | None = None,
) -> Session:
    """Session 0 is the newest; each one is a day older than the one before."""
    at = START - timedelta(days=number if days_ago is None else days_ago, minutes=number)
    renamed = tuple(replace(one, id=f"{number}-{one.id}") for one in sets)
    return Session(
        f"s{9999 - number}",
        status,
        at,
        at + timedelta(minutes=20),
        name=name or f"Workout {number}",
        sets=renamed,
    )


def done(number: int, exercise: str = "Push-up negative", **changes: object) -> Session:
    """A session of one set of three paced lowerings."""
    one = session(number, one_set(*(lowering(each) for each in (1, 2, 3)), name=exercise))
    return replace(one, **changes)  # type: ignore[arg-type]


def opened(
    path: Path, *sessions: Session, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Visit]:
    """History on a file with these sessions."""

    def keep(repository: Repository) -> None:
        repository.add_sessions(sessions)

    return visiting(path / "negtrain.db", HistoryScreen, size=size, before=keep)


def screen(visit: Visit) -> HistoryScreen:
    found = visit.app.screen_stack[1]
    assert isinstance(found, HistoryScreen)
    return found


def front(visit: Visit) -> Screen[Any]:
    return visit.app.screen


def table(visit: Visit) -> SessionTable:
    return screen(visit).query_one(SessionTable)


def names(visit: Visit) -> list[str]:
    """The sessions that are in the list, seen or not."""
    return [each.name for each in table(visit).headings]


def here(visit: Visit) -> str | None:
    """The session under the cursor."""
    heading = table(visit).highlighted
    return heading.name if heading else None


def title(visit: Visit) -> str:
    return str(screen(visit).query_one("#history-title", Static).visual)


def rows(visit: Visit) -> list[str]:
    """The rows in the window, as they are drawn."""
    listed = table(visit)
    lines = [listed.render_line(y).text for y in range(1, listed.size.height)]
    return [line for line in lines if line.strip()]


async def until(visit: Visit, true: Callable[[], bool]) -> None:
    """Wait for what a short timer brings."""
    for _ in range(500):
        await visit.settled()
        if true():
            return
        await visit.pilot.pause(0.01)
    raise AssertionError("it didn't happen within five seconds")


@asynccontextmanager
async def listed(path: Path, count: int, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Visit]:
    """History on so many sessions."""
    async with opened(path, *(done(number) for number in range(count)), size=size) as visit:
        yield visit


async def test_a_new_file_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path) as visit:
        assert "Nothing trained yet." in visit.text
        assert "Today (1)" in visit.text
        assert "find" not in visit.bar and "calendar" not in visit.bar
        await visit.press("enter", "d", "u", "ctrl+r", "down", "slash", "c", "e", "escape", "r")
        assert visit.app.screen is screen(visit)
        assert visit.notices == ""


@pytest.mark.parametrize("size", SIZES)
async def test_sessions_newest_first_with_their_totals(tmp_path: Path, size: tuple[int, int]) -> None:
    marked = one_set(lowering(1, "3"), lowering(2, "2.7"))
    paced = one_set(lowering(1), lowering(2), lowering(3), number=2)
    older = session(1, one_set(lowering(1), lowering(2)), name="Older")
    async with opened(tmp_path, older, session(0, marked, paced, name="Newer"), size=size) as visit:
        newer, older_row = rows(visit)
        # the date where it was trained, not the one in UTC
        assert "2026-03-02 00:30" in newer
        assert newer.split()[-6:] == ["2", "5", "~15", "s", "95", "%"]
        assert older_row.split()[-5:] == ["1", "2", "~6", "s", "paced"]
        assert newer[0] == "▸" and older_row[0] == " "
        assert title(visit) == "History  ·  2 sessions  ·  last trained today"
        for told in ("Newer", "Older", "lowering", "95 %", "2 sessions"):
            assert told in visit.text


async def test_unfinished_sessions_are_marked(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0, status=Status.LIVE), done(1)) as visit:
        interrupted, finished = rows(visit)
        assert interrupted[1] == "!" and "(interrupted)" in interrupted
        assert "interrupted" not in finished
        await visit.pilot.resize_terminal(60, 18)
        await visit.settled()
        assert rows(visit)[0][1] == "!"
        assert "! interrupted" in visit.text


@pytest.mark.parametrize("size", SIZES)
async def test_an_evil_name_is_shown_letter_by_letter(tmp_path: Path, size: tuple[int, int]) -> None:
    evil = session(0, one_set(lowering(1, "2.4"), name=EVIL), name=EVIL)
    nameless = replace(session(1, one_set(lowering(1), name=EVIL)), name="", note=EVIL)
    async with opened(tmp_path, evil, nameless, size=size) as visit:
        assert VISIBLE_EVIL[:8] in rows(visit)[0] and VISIBLE_EVIL[:8] in rows(visit)[1]
        assert VISIBLE_EVIL in visit.text
        await visit.press("d")
        assert VISIBLE_EVIL in visit.flat
        await visit.press("u")
        assert "\x1b" not in visit.text
        for told, explanation, _ in screen(visit).commands():
            assert "\x1b" not in told + explanation


@pytest.mark.parametrize("size", SIZES)
async def test_columns_stand_below_each_other_whatever_is_in_a_name(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    heavy = replace(done(2, name="x" * 300), note=STRANGE * 100)
    strange = done(1, STRANGE, name=STRANGE, status=Status.INTERRUPTED)
    async with opened(tmp_path, done(0), strange, heavy, size=size) as visit:
        listed = table(visit)
        width = listed.scrollable_content_region.width
        assert [listed.render_line(y).cell_length for y in range(4)] == [width] * 4
        # cut by cells, and so that the figures stay whole
        assert [row.split()[-5:] for row in rows(visit)] == [["1", "3", "~9", "s", "paced"]] * 3
        await visit.press("end")
        assert "x…" in visit.text


async def test_older_pages_come_as_one_scrolls_and_the_count_at_once(tmp_path: Path) -> None:
    async with listed(tmp_path, 120) as visit:
        assert len(names(visit)) == 50
        assert title(visit).startswith("History  ·  120 sessions")
        await visit.rush(*["pagedown"] * 4)
        assert len(names(visit)) == 100
        seen = here(visit)
        assert seen is not None and seen in visit.text
        await visit.press("end")
        assert names(visit) == [f"Workout {number}" for number in range(120)]
        assert here(visit) == "Workout 119"
        assert "Workout 119" in rows(visit)[-1]
        await visit.press("home")
        assert here(visit) == "Workout 0"
        assert "Workout 0" in rows(visit)[0]


async def test_the_mouse_wheel_fetches_older_pages_too(tmp_path: Path) -> None:
    async with listed(tmp_path, 70) as visit:
        table(visit).scroll_to(y=40, animate=False)
        await visit.settled()
        assert len(names(visit)) == 70
        assert table(visit).cursor == 0


async def test_only_rows_that_changed_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    write = session_table.row_text

    def counted(*args: object, **options: object) -> str:
        drawn.append(write(*args, **options))  # type: ignore[arg-type]
        return drawn[-1]

    async with listed(tmp_path, 120) as visit:
        await visit.press("down")
        rows(visit)
        monkeypatch.setattr(session_table, "row_text", counted)
        await visit.press("down")
        rows(visit)
        assert [row.split()[-7:-5] for row in drawn] == [["Workout", "1"], ["Workout", "2"]]


async def test_a_session_opens_by_key_and_by_mouse_and_esc_goes_back(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1)) as visit:
        await visit.press("down", "enter")
        assert isinstance(visit.app.screen, SessionScreen)
        assert "Workout 1" in visit.text
        await visit.press("escape")
        assert front(visit) is screen(visit)
        assert here(visit) == "Workout 1"
        first = table(visit).region.y + 1
        await visit.mouse(10, first)
        assert here(visit) == "Workout 0"
        await visit.mouse(10, first)
        assert isinstance(visit.app.screen, SessionScreen)
        assert "Workout 0" in visit.text


async def test_delete_undo_and_do_again(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1), done(2)) as visit:
        await visit.press("down", "d")
        assert names(visit) == ["Workout 0", "Workout 2"]
        assert here(visit) == "Workout 2"
        assert title(visit).startswith("History  ·  2 sessions")
        assert "Workout 1 of 2026-03-01 deleted; u brings it back." in visit.notices
        await visit.rush("d", "d")
        assert "Nothing trained yet." in visit.text
        assert visit.stored(lambda repository: repository.sessions()) == ()
        await visit.press("u")
        assert "Undone: Workout 0 of 2026-03-02 deleted." in visit.notices
        await visit.press("u", "u")
        assert names(visit) == ["Workout 0", "Workout 1", "Workout 2"]
        # the cursor is on what came back
        assert here(visit) == "Workout 1"
        assert "undo" not in visit.bar
        await visit.press("ctrl+r")
        assert "Done again: Workout 1 of 2026-03-01 deleted." in visit.notices
        assert names(visit) == ["Workout 0", "Workout 2"]
        assert len(visit.stored(lambda repository: repository.sessions())) == 2


async def test_the_cursor_goes_to_the_session_that_was_changed(tmp_path: Path) -> None:
    def keep(repository: Repository) -> None:
        repository.add_sessions([done(number) for number in range(120)])
        for number in (60, 70):
            repository.delete_session(done(number).id, f"Workout {number} deleted")
        before = repository.session(done(80).id)
        assert before is not None
        repository.edit_session(before, replace(before, note="sore"), "Workout 80 edited")

    async with visiting(tmp_path / "negtrain.db", HistoryScreen, before=keep) as visit:
        assert "Workout 80" not in names(visit)
        await visit.press("u")
        assert "Undone: Workout 80 edited." in visit.notices
        # not listed before, and nothing of its row has changed
        assert here(visit) == "Workout 80" and "Workout 80" in visit.text
        await visit.press("home", "u")
        assert here(visit) == "Workout 70" and "Workout 70" in visit.text
        await visit.press("home", "ctrl+r", "ctrl+r")
        assert here(visit) == "Workout 80"
        await visit.press("home", "t", "down", "r", "escape")
        assert here(visit) == "Workout 60" and "Workout 60" in visit.text
        await visit.press("home", "t", "u", "escape")
        assert here(visit) == "Workout 0"
        # where it isn't among what is looked for, the cursor stays
        await visit.press("slash")
        await visit.write('"workout 1"')
        await visit.press("enter", "down", "u")
        assert "Undone: Workout 80 edited." in visit.notices
        assert here(visit) == "Workout 10"


async def test_a_change_of_before_the_start_can_be_undone(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1)) as visit:
        await visit.press("d")
    async with opened(tmp_path) as visit:
        assert names(visit) == ["Workout 1"]
        assert "u undo" in visit.bar
        await visit.palette()["History: undo"]()
        await visit.settled()
        assert names(visit) == ["Workout 0", "Workout 1"]


async def test_what_is_deleted_while_the_list_is_being_read_does_not_come_back(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1)) as visit:
        go_on = Event()
        visit.outbox.submit(lambda _: go_on.wait(5))
        screen(visit).action_reload()
        screen(visit).action_delete()
        assert names(visit) == ["Workout 1"]
        go_on.set()
        await visit.settled()
        assert names(visit) == ["Workout 1"]
        assert "deleted" in visit.notices


async def test_the_glance_lists_exercises_where_reps_have_no_room(tmp_path: Path) -> None:
    sets = [
        one_set(lowering(1, "3"), name=name, line=line) for line, name in enumerate(("Dip", "Row", "Curl"), 1)
    ]
    lost = one_set(lowering(1, lost=True), name="Curl", line=3, number=2)
    async with opened(tmp_path, session(0, *sets, lost), size=(60, 18)) as visit:
        glance = screen(visit).query_one(SessionGlance)
        told = glance.render().plain.splitlines()
        assert told[:2] == ["Workout 0", "Dip (1), Row (1), Curl (2)"]
        assert told[2].startswith("4 sets · 4 reps · ~12.0 s lowering")
        assert len(told) <= glance.content_size.height


async def test_a_wide_screen_shows_the_reps_of_the_session_on_which_the_cursor_rests(tmp_path: Path) -> None:
    first = session(0, one_set(lowering(1, "3")))
    second = replace(session(1, one_set(lowering(1, "2.1"))), note="left shoulder")
    async with opened(tmp_path, first, second, size=(120, 40)) as visit:
        await until(visit, lambda: "1 ▇ 3.0" in visit.text)
        await visit.press("down")
        assert "“left shoulder”" in visit.text
        assert "1 ▇ 3.0" not in visit.text
        await until(visit, lambda: "2.1" in visit.text)


async def test_keys_are_offered_only_where_they_do_something(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1)) as visit:
        assert "enter open" in visit.bar and "d delete" in visit.bar and "/ find" in visit.bar
        for absent in ("undo", "redo", "show all", "try again"):
            assert absent not in visit.bar
        await visit.click("delete")
        assert "u undo" in visit.bar
        await visit.click("undo")
        assert len(names(visit)) == 2
        assert "^r redo" in visit.bar
        await visit.click("find")
        # what is typed now are letters
        assert "delete" not in visit.bar and "find" not in visit.bar
        assert "enter to the list  esc to the list" in visit.bar


async def test_a_session_that_is_being_trained_is_left_alone(tmp_path: Path) -> None:
    with Alive.hold(tmp_path / "negtrain.db", done(0).id):
        async with opened(tmp_path, done(0, status=Status.LIVE), done(1)) as visit:
            assert rows(visit)[0][1] == "▶" and "live now" in rows(visit)[0]
            await visit.press("d")
            assert "being trained right now" in visit.flat
            assert names(visit) == ["Workout 0", "Workout 1"]
            assert visit.stored(lambda repository: len(repository.sessions())) == 2


async def test_what_cannot_be_deleted_stays_and_says_why(tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageError("The disk is full [b]now[/b].")

    async with opened(tmp_path, done(0), done(1)) as visit:
        visit.outbox.submit(lambda repository: setattr(repository, "delete_session", fail)).result(5)
        await visit.press("d")
        assert names(visit) == ["Workout 0", "Workout 1"]
        assert "2 sessions" in title(visit)
        assert "The disk is full [b]now[/b]." in visit.notices
        assert "undo" not in visit.bar


async def test_a_database_that_cannot_be_read_says_so_and_r_tries_again(tmp_path: Path) -> None:
    path = tmp_path / "negtrain.db"
    path.mkdir()
    async with visiting(path, HistoryScreen, factory=lambda: Repository.open(path)) as visit:
        assert "Press r to try again." in visit.text
        path.rmdir()
        with Repository.open(path) as repository:
            repository.add_sessions([done(0)])
        await visit.press("r")
        assert names(visit) == ["Workout 0"]
        assert "try again" not in visit.text


async def test_coming_back_shows_what_was_trained_meanwhile_and_keeps_the_place(tmp_path: Path) -> None:
    async with opened(tmp_path, *(done(number) for number in range(1, 80))) as visit:
        await visit.rush(*["down"] * 60, *["up"] * 4)
        before, window = here(visit), rows(visit)
        await visit.press("enter")
        visit.outbox.submit(lambda repository: repository.start_session(done(0))).result(5)
        await visit.press("escape")
        assert names(visit)[0] == "Workout 0"
        assert here(visit) == before
        assert rows(visit) == window
        assert "80 sessions" in title(visit)


async def test_coming_back_reads_one_page_again_unless_something_older_has_changed(tmp_path: Path) -> None:
    async with listed(tmp_path, 120) as visit:
        limits: list[int] = []

        def watch(repository: Repository) -> None:
            read = repository.history

            def counting(*asked: Any, limit: int, **more: Any) -> object:
                limits.append(limit)
                return read(*asked, limit=limit, **more)

            setattr(repository, "history", counting)  # noqa: B010 - of this one object

        visit.outbox.submit(watch).result(5)
        await visit.press("end")
        limits.clear()
        await visit.press("enter", "escape")
        assert limits == [50]
        assert len(names(visit)) == 120 and here(visit) == "Workout 119"
        visit.outbox.submit(lambda repository: repository.delete_session(done(80).id, "elsewhere")).result(5)
        await visit.press("enter", "escape")
        assert "Workout 80" not in names(visit) and here(visit) == "Workout 119"
        assert title(visit).startswith("History  ·  119 sessions")
        # a session more at the top moves the others
        visit.outbox.submit(lambda repository: repository.undo_history()).result(5)
        visit.outbox.submit(lambda repository: repository.start_session(done(-1))).result(5)
        await visit.press("enter", "escape")
        assert names(visit) == [f"Workout {number}" for number in range(-1, 120)]
        assert here(visit) == "Workout 119"


async def test_the_list_is_narrowed_by_what_is_typed(tmp_path: Path) -> None:
    sore = done(1, "Bench press", note="left shoulder")
    async with opened(tmp_path, done(0), sore, done(2, "Bench press"), done(3)) as visit:
        assert 'ex:bench method:accentuated after:2026-01 "left shoulder"' in visit.text
        await visit.press("down", "down", "slash")
        await visit.write("ex:bench")
        await visit.press("enter")
        assert names(visit) == ["Workout 1", "Workout 2"]
        assert title(visit) == "History  ·  2 of 4 sessions"
        # on the session that it was on before
        assert here(visit) == "Workout 2"
        await visit.press("slash")
        await visit.write('ex:bench "left shoulder"')
        await visit.press("enter", "enter")
        assert isinstance(visit.app.screen, SessionScreen)
        await visit.press("escape")
        assert names(visit) == ["Workout 1"]
        assert "esc show all" in visit.bar
        await visit.press("escape")
        assert len(names(visit)) == 4
        assert title(visit).startswith("History  ·  4 sessions")
        assert here(visit) == "Workout 1"


@pytest.mark.parametrize("size", SIZES)
async def test_typing_is_read_along_without_enter_and_esc_clears_it_and_leaves(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    words = "ex: muscle: method: tempo: after: before:"
    async with opened(tmp_path, done(0), done(1, "Dip"), size=size) as visit:
        assert words not in visit.text
        await visit.press("slash")
        assert words in visit.text and "esc to the list" in visit.bar
        await visit.press(*"ex:dip")
        await until(visit, lambda: names(visit) == ["Workout 1"])
        assert screen(visit).line.typing
        assert "esc clear" in visit.bar
        await visit.press("escape")
        assert len(names(visit)) == 2
        assert table(visit).has_focus
        assert words not in visit.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_muscle_that_no_exercise_trains_is_told(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, done(0), done(1, "Dip"), size=size) as visit:
        await visit.press("slash")
        await visit.write("muscle:tricps")
        await visit.press("enter")
        assert "× No exercise trains 'tricps'; they train " in visit.flat
        # all of them can be read
        assert "wrist flexors." in visit.flat
        assert names(visit) == ["Workout 0", "Workout 1"]
        await visit.write("muscle:tric")
        await visit.press("enter")
        assert "×" not in visit.text and names(visit) == ["Workout 0"]


@pytest.mark.parametrize("size", SIZES)
async def test_what_cannot_be_read_says_so_and_leaves_the_list_as_it_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, done(0), done(1, "Dip"), size=size) as visit:
        await visit.press("slash")
        await visit.write("ex:dip")
        await visit.press("enter", "slash")
        await visit.write("ex:dip method:[b]\x1b")
        await visit.press("enter")
        assert "× Column 15: found “[b]”, expected" in visit.flat
        assert "for example method:accentuated" in visit.flat
        assert screen(visit).line.typing
        assert names(visit) == ["Workout 1"]
        await visit.write("ex:dip")
        await visit.press("enter")
        assert "×" not in visit.text
        assert table(visit).has_focus


async def test_a_form_writes_what_to_look_for(tmp_path: Path) -> None:
    sore = done(1, "Bench press", note="left shoulder")
    async with opened(tmp_path, done(0), sore, done(2, "Bench press", status=Status.INTERRUPTED)) as visit:
        await visit.press("slash")
        await visit.write("tempo:3 after:2025-12-24")
        await visit.press("enter", "f")
        assert "2025-12-24" in visit.text and "‹ any time ›" in visit.text
        assert "enter show" in visit.flat and "enter save" not in visit.flat
        # the exercise trained last comes first
        await visit.press("right", "right", *["down"] * 4, "right", *["down"] * 3, "right", "right")
        assert '= ex:"Bench press" tempo:3' in visit.flat and "is:interrupted" in visit.flat
        await visit.press("enter")
        # of several dates the narrowest count
        assert screen(visit).line.text == 'ex:"Bench press" tempo:3 after:2026-01-31 is:interrupted'
        assert names(visit) == ["Workout 2"]
        await visit.press("f", *["down"] * 3, "backspace", "x", "enter")
        assert "× Expected the seconds that a lowering was to take." in visit.flat
        await visit.press("backspace", "down", "left", "down", *"2026-02", "down", *"2026-03-02")
        await visit.press("down", "left", "left", "down", *"left shoulder", "enter")
        assert names(visit) == ["Workout 1"]
        told = 'ex:"Bench press" after:2026-02 before:2026-03-02 "left shoulder"'
        assert screen(visit).line.text == told
        await visit.press("f", "enter")
        assert screen(visit).line.text == told
        await visit.press("f", "escape")
        assert names(visit) == ["Workout 1"]


async def test_nothing_fits_and_esc_shows_all_again(tmp_path: Path) -> None:
    async with listed(tmp_path, 3) as visit:
        await visit.press("slash")
        await visit.write('"no such note')
        await visit.press("enter")
        assert "No session fits what is looked for." in visit.text
        assert title(visit) == "History  ·  0 of 3 sessions"
        assert "delete" not in visit.bar
        await visit.press("escape")
        assert len(names(visit)) == 3
        assert table(visit).has_focus


async def test_pages_of_what_is_looked_for_come_as_one_scrolls(tmp_path: Path) -> None:
    dips = [done(number, "Dip" if number % 2 else "Row") for number in range(140)]
    async with opened(tmp_path, *dips) as visit:
        await visit.press("slash")
        await visit.write("ex:dip")
        await visit.press("enter")
        assert title(visit) == "History  ·  70 of 140 sessions"
        assert len(names(visit)) == 50
        await visit.press("end")
        assert names(visit) == [f"Workout {number}" for number in range(1, 140, 2)]
        assert here(visit) == "Workout 139"


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("", None),
        ("me", "method:"),
        ("method:acc", "method:accentuated"),
        ("ex:dip is:rec", "ex:dip is:record"),
        ("ex:ben", "ex:bench"),
        ('ex:"Ben', 'ex:"Bench press"'),
        ('ex:"bench p', 'ex:"bench press"'),
        ('ex:"bench press', 'ex:"bench press"'),
        ("ex:", None),
        ("ex:bench", None),
        ("ex:zz", None),
        ('"ex:ben', None),
        ("muscle:", None),
        ("after:20", None),
    ],
)
def test_completions(line: str, whole: str | None) -> None:
    values = {"ex": ("Dip", "Bench press"), "method": ("negative", "accentuated"), "is": ("record",)}
    assert completed(line, values) == whole


async def test_an_exercise_is_completed_by_the_arrow(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0), done(1, "Bench press")) as visit:
        await visit.press("slash", *'ex:"ben')
        assert 'ex:"bench press"' in visit.text
        await visit.press("right", "enter")
        assert screen(visit).line.text == 'ex:"bench press"'
        assert names(visit) == ["Workout 1"]


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_the_calendar_stands_above_the_list_when_asked_for(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    two = [session(3, one_set(lowering(1)), days_ago=2), session(4, one_set(lowering(1)), days_ago=2)]
    async with opened(tmp_path, done(0), *two, size=size) as visit:
        assert "Feb Mar" not in visit.text
        await visit.press("c")
        assert "Jan Feb Mar" in visit.text
        assert "Mon 2 Mar 2026, today: 1 session, ~9 s lowering" in visit.text
        assert "▓ to 6  █ over 6 s lowering" in visit.text
        assert "Workout 0" in rows(visit)[0]
        await visit.press("f1")
        assert "← ↑ ↓ → day Go" in visit.flat and "PgUp PgDn year Show" in visit.flat
        await visit.press("escape")
        await visit.press("up", "enter")
        assert "Nothing was trained on that day." in visit.flat
        await visit.press("up", "enter")
        assert screen(visit).line.text == "on:2026-02-28"
        assert names(visit) == ["Workout 3", "Workout 4"]
        assert table(visit).has_focus
        await visit.press("c")
        assert screen(visit).query_one(YearCalendar).has_focus
        await visit.press("c")
        assert "Feb Mar" not in visit.text
        assert table(visit).has_focus


async def test_the_calendar_has_the_days_of_what_is_looked_for(tmp_path: Path) -> None:
    dips = [replace(done(number, "Dip"), started_at=START - timedelta(minutes=number)) for number in (1, 2)]
    async with opened(tmp_path, done(0), *dips, done(3, "Dip"), done(4)) as visit:
        await visit.press("slash")
        await visit.write("ex:dip")
        await visit.press("enter", "c")
        assert "Mon 2 Mar 2026: 2 of the sessions found, ~18 s lowering" in visit.text
        await visit.press("enter")
        # of what is looked for, those of that day
        assert screen(visit).line.text == "ex:dip on:2026-03-02"
        assert names(visit) == ["Workout 1", "Workout 2"]
        await visit.press("slash")
        await visit.write("ex:dip")
        await visit.press("enter", "c", "up", "up", "up")
        assert "Fri 27 Feb 2026: 1 of the sessions found, ~9 s lowering" in visit.text
        await visit.press("up", "enter")
        assert "Thu 26 Feb 2026: none of the sessions found" in visit.text
        assert "None of the sessions found is of that day." in visit.flat
        await visit.press("down", "enter")
        assert isinstance(visit.app.screen, SessionScreen)
        assert "Workout 3" in visit.text
        await visit.press("escape", "escape")
        # what was looked for stands
        assert screen(visit).line.text == "ex:dip"
        assert "Jan Feb" in visit.text


async def test_a_wide_screen_always_has_the_calendar_and_years_are_turned(tmp_path: Path) -> None:
    last_year = done(1, started_at=datetime(2025, 3, 2, 9, 0, tzinfo=HOME))
    async with opened(tmp_path, done(0), last_year, size=(120, 40)) as visit:
        assert "2026 Jan Feb Mar" in visit.text
        await visit.press("c", "pageup")
        assert "2025 Jan Feb Mar" in visit.text
        assert "Sun 2 Mar 2025: 1 session, ~9 s lowering" in visit.text
        # nothing is older, and nothing newer
        await visit.press("pageup", "left")
        assert "Sun 23 Feb 2025: nothing trained" in visit.text
        await visit.press("right", "pagedown", "pagedown", "escape")
        assert "2026 Jan Feb Mar" in visit.text
        assert table(visit).has_focus


async def test_a_click_on_a_day_takes_it(tmp_path: Path) -> None:
    async with listed(tmp_path, 3, size=(120, 40)) as visit:
        calendar = screen(visit).query_one(YearCalendar).content_region
        row = next(y for y, line in enumerate(visit.text.splitlines()) if "Sun " in line)
        column = visit.text.splitlines()[row].index("█", calendar.x)
        await visit.mouse(column, row)
        assert isinstance(visit.app.screen, SessionScreen)
        assert "Workout 1" in visit.text


async def test_a_year_is_read_once_until_something_changes(tmp_path: Path) -> None:
    old = done(300, started_at=START - timedelta(days=300))
    async with opened(tmp_path, done(0), old, size=(120, 40)) as visit:
        asked: list[int] = []

        def watch(repository: Repository) -> None:
            read = repository.training_days

            def counting(query: HistoryQuery, *known: Any) -> object:
                asked.append(query.first_day.year if query.first_day else 0)
                return read(query, *known)

            setattr(repository, "training_days", counting)  # noqa: B010 - of this one object

        visit.outbox.submit(watch).result(5)
        await visit.press("c", "pageup", "pagedown", "pageup", "pagedown")
        assert asked == [2025]
        await visit.press("escape", "d")
        assert asked == [2025, 2026]
        assert "Mon 2 Mar 2026, today: nothing trained" in visit.text


async def test_the_count_is_told_when_it_is_known_and_the_list_before(tmp_path: Path) -> None:
    async with listed(tmp_path, 60) as visit:
        go_on = Event()

        def slow(repository: Repository) -> None:
            count = repository.history_count

            def waiting(query: HistoryQuery, *known: object) -> int:
                go_on.wait(5)
                return count(query, *known)  # type: ignore[arg-type]

            setattr(repository, "history_count", waiting)  # noqa: B010 - of this one object

        visit.outbox.submit(slow).result(5)
        screen(visit).line.write("ex:push-up")
        while not visit.text.count("counting …") or len(names(visit)) < 50:
            await visit.pilot.pause(0.01)
        assert title(visit) == "History  ·  counting …"
        go_on.set()
        await visit.settled()
        assert title(visit) == "History  ·  60 of 60 sessions"


async def test_too_small_a_terminal_asks_for_room_and_recovers(tmp_path: Path) -> None:
    async with opened(tmp_path, session(0, one_set(lowering(1, "3")))) as visit:
        await visit.pilot.resize_terminal(40, 10)
        await visit.settled()
        assert "Negtrain needs 60 x 18; this is 40 x 10." in visit.flat
        await visit.pilot.resize_terminal(120, 40)
        await until(visit, lambda: "1 ▇ 3.0" in visit.text)
        assert "Workout 0" in visit.text
        assert "Jan Feb Mar" in visit.text


async def test_the_mouse_wheel_over_the_list_scrolls_it(tmp_path: Path) -> None:
    async with listed(tmp_path, 60) as visit:
        region = table(visit).region
        await visit.mouse(region.x + 5, region.y + 4, events.MouseScrollDown)
        await until(visit, lambda: table(visit).scroll_offset.y > 0)
        assert table(visit).cursor == 0


async def test_exercises_weeks_and_the_trash_are_a_key_away(tmp_path: Path) -> None:
    async with opened(tmp_path, done(0, "Bench press"), done(1, "Dip"), done(2)) as visit:
        await visit.press("down", "d", "e")
        assert "Bench press" in visit.text
        await visit.press("enter")
        assert isinstance(front(visit), ExerciseScreen)
        await visit.press("escape", "w")
        assert isinstance(front(visit), WeekScreen)
        await visit.press("escape", "t")
        assert isinstance(front(visit), TrashScreen)
        assert "Workout 1" in visit.text
        await visit.press("escape")
        assert front(visit) is screen(visit)
        assert names(visit) == ["Workout 0", "Workout 2"]
