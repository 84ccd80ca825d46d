"""History as a lifter uses it: look through the sessions, open one, delete one and bring it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal as D
from pathlib import Path
from threading import Event

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from negtrain_tui.alive import Alive
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.history import HistoryScreen
from negtrain_tui.screens.session import SessionScreen, Sets
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.session_table import SessionGlance, SessionTable
from negtrain_tui.widgets.set_panel import SetPanel
from tests.fake_clock import FakeClock

EVIL = "[red]Evil[/] \x1b[2J"
VISIBLE_EVIL = r"[red]Evil[/] \x1b[2J"
HOME = timezone(timedelta(hours=13))
# Still the third of March in UTC.
START = datetime(2026, 3, 4, 0, 30, tzinfo=HOME)

SIZES = [(80, 24), (60, 18), (120, 40)]


def lowering(
    number: int,
    actual: str | None = None,
    *,
    target: str = "3",
    side: Side | None = None,
    lost: bool = False,
    load: str | None = None,
) -> Rep:
    """A lowering: marked if `actual` is given, else led by the clock."""
    down = None if load is None else parse_load(load).down
    return Rep(
        number,
        side,
        RepKind.LOWERING,
        D(target),
        D(actual or target),
        marked=actual is not None,
        control_lost=lost,
        load_down=down,
    )


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


def session(number: int, *sets: SetRecord, name: str = "", status: Status = Status.FINISHED) -> Session:
    """Session 0 is the newest; each one is a day older than the one before."""
    at = START - timedelta(days=number)
    renamed = tuple(replace(one, id=f"{number}-{one.id}") for one in sets)
    return Session(
        f"s{9999 - number}",
        status,
        at,
        at + timedelta(minutes=20),
        name=name or f"Workout {number}",
        sets=renamed,
    )


def keep(path: Path, *sessions: Session) -> None:
    with Repository.open(path) as repository:
        for one in sessions:
            repository.start_session(one)


class Host(App[None]):
    def __init__(self, outbox: Outbox) -> None:
        super().__init__()
        self.history = HistoryScreen(outbox, FakeClock())

    def on_mount(self) -> None:
        self.push_screen(self.history)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    with Outbox(lambda: Repository.open(path)) as one:
        yield one


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for what comes from the outbox's thread."""
    for _ in range(500):
        await pilot.pause()
        if true():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("it didn't happen within five seconds")


@asynccontextmanager
async def opened(outbox: Outbox, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """The history, after its first reading."""
    app = Host(outbox)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: bool(table(app).sessions) or not empty(app).has_class("hidden"))
        yield app, pilot


def table(app: Host) -> SessionTable:
    return app.history.query_one(SessionTable)


def empty(app: Host) -> Static:
    return app.history.query_one("#history-empty", Static)


def title(app: Host) -> str:
    return str(app.history.query_one("#history-title", Static).visual)


def rows(app: Host) -> list[str]:
    """The list as it can be read, row by row."""
    listed = table(app)
    return [" ".join(cell.plain for cell in listed.get_row_at(row)) for row in range(listed.row_count)]


def names(app: Host) -> list[str]:
    return [one.name for one in table(app).sessions]


def said(app: App[None]) -> str:
    """What was told in passing, above the keys."""
    assert not app._notifications
    up = app.screen.has_class("-saying")
    return str(app.screen.query_one("#said", Static).visual) if up else ""


def screen_text(app: App[None]) -> str:
    """All that stands on the screen."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


def page_of(app: App[None]) -> str:
    """All of a session, what is scrolled out of sight included."""
    assert isinstance(app.screen, SessionScreen)
    return "\n".join(panel.render().plain for panel in app.screen.query(SetPanel))


async def test_a_new_file_says_what_to_do(outbox: Outbox) -> None:
    async with opened(outbox) as (app, pilot):
        assert "Nothing trained yet." in screen_text(app)
        assert "Today (1)" in screen_text(app)
        await pilot.press("enter", "d", "u", "down")
        assert app.screen is app.history


@pytest.mark.parametrize("size", SIZES)
async def test_sessions_newest_first_with_their_totals(
    path: Path, outbox: Outbox, size: tuple[int, int]
) -> None:
    marked = one_set(lowering(1, "3"), lowering(2, "2.7"))
    paced = one_set(lowering(1), lowering(2), lowering(3), number=2)
    keep(
        path,
        session(1, one_set(lowering(1), lowering(2)), name="Older"),
        session(0, marked, paced, name="Newer"),
    )
    async with opened(outbox, size) as (app, _):
        newer, older = rows(app)
        # the date where it was trained, not the one in UTC
        assert "2026-03-04 00:30" in newer
        for text, parts in (
            (newer, ("Newer", "2", "5", "~15 s", "95 %")),
            (older, ("Older", "1", "2", "~6 s", "paced")),
        ):
            assert text.split()[-len(" ".join(parts).split()) :] == " ".join(parts).split()
        assert "2 sessions" in title(app)
        assert "Newer" in screen_text(app)
        assert "lowering" in screen_text(app)
        assert "95 %" in screen_text(app)


async def test_unfinished_sessions_are_marked(path: Path, outbox: Outbox) -> None:
    keep(path, session(0, one_set(lowering(1)), status=Status.LIVE), session(1))
    async with opened(outbox) as (app, pilot):
        interrupted, finished = rows(app)
        assert interrupted.startswith("!")
        assert "interrupted" in interrupted
        assert "interrupted" not in finished
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert rows(app)[0].startswith("!")
        assert "! interrupted" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_an_evil_name_is_shown_letter_by_letter(
    path: Path, outbox: Outbox, size: tuple[int, int]
) -> None:
    one = replace(one_set(lowering(1, "2.4"), name=EVIL), note=EVIL)
    keep(path, replace(session(0, one), name="", note=EVIL), session(1, name=EVIL))
    async with opened(outbox, size) as (app, pilot):
        assert VISIBLE_EVIL[:8] in screen_text(app)
        assert VISIBLE_EVIL in app.history.query_one(SessionGlance).render().plain
        assert "\x1b" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert screen_text(app).count(VISIBLE_EVIL) >= 4
        assert f"“{VISIBLE_EVIL}”" in page_of(app)
        assert "\x1b" not in screen_text(app)
        await pilot.press("escape", "d")
        await until(pilot, lambda: bool(said(app)))
        assert VISIBLE_EVIL in said(app)
        assert VISIBLE_EVIL in screen_text(app)
        for _, explanation, _ in app.history.commands():
            assert "\x1b" not in explanation


async def test_older_pages_come_as_one_scrolls(path: Path, outbox: Outbox) -> None:
    keep(path, *(session(number) for number in range(120)))
    async with opened(outbox) as (app, pilot):
        assert len(names(app)) == 50
        assert "newest 50 sessions" in title(app)
        await pilot.press("end")
        await until(pilot, lambda: len(names(app)) == 100)
        await pilot.press("end")
        await until(pilot, lambda: len(names(app)) == 120)
        assert names(app) == [f"Workout {number}" for number in range(120)]
        assert "120 sessions" in title(app)
        await pilot.press("end", "enter")
        await pilot.pause()
        assert "Workout 119" in screen_text(app)
        await pilot.press("escape", "home", "enter")
        await pilot.pause()
        assert "Workout 0" in screen_text(app)


async def test_the_mouse_wheel_fetches_older_pages_too(path: Path, outbox: Outbox) -> None:
    keep(path, *(session(number) for number in range(70)))
    async with opened(outbox) as (app, pilot):
        table(app).scroll_to(y=40, animate=False)
        await until(pilot, lambda: len(names(app)) == 70)
        assert table(app).cursor_row == 0


async def test_a_session_opens_by_key_and_by_mouse_and_esc_goes_back(path: Path, outbox: Outbox) -> None:
    keep(path, session(0), session(1))
    async with opened(outbox) as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 3
        assert "Workout 1" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.history
        await pilot.click(SessionTable, offset=(10, 1))
        await pilot.click(SessionTable, offset=(10, 1))
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert "Workout 0" in screen_text(app)


async def test_delete_and_undo(path: Path, outbox: Outbox) -> None:
    keep(path, *(session(number) for number in range(3)))
    async with opened(outbox) as (app, pilot):
        await pilot.press("down", "d")
        await until(pilot, lambda: bool(said(app)))
        assert names(app) == ["Workout 0", "Workout 2"]
        assert "2 sessions" in title(app)
        await pilot.press("d", "d")
        await until(pilot, lambda: not names(app))
        assert "Nothing trained yet." in screen_text(app)
        assert outbox.submit(lambda repository: repository.sessions()).result(5) == ()
        for count in (1, 2, 3):
            await pilot.press("u")
            await until(pilot, lambda count=count: len(names(app)) == count)  # type: ignore[misc]
        assert names(app) == ["Workout 0", "Workout 1", "Workout 2"]
        assert len(outbox.submit(lambda repository: repository.sessions()).result(5)) == 3
        await pilot.press("u")
        assert "undo" not in app.history.query_one(KeyBar).render().plain


async def test_what_is_deleted_while_the_list_is_being_read_does_not_come_back(
    path: Path, outbox: Outbox
) -> None:
    keep(path, session(0), session(1))
    async with opened(outbox) as (app, pilot):
        go_on = Event()
        outbox.submit(lambda _: go_on.wait(5))
        await pilot.press("r", "d")
        assert names(app) == ["Workout 1"]
        go_on.set()
        await until(pilot, lambda: "Deleted" in said(app))
        assert names(app) == ["Workout 1"]


async def test_the_title_says_how_long_ago_the_last_session_was(path: Path, outbox: Outbox) -> None:
    keep(path, session(3))
    async with opened(outbox) as (app, _):
        # FakeClock: the second of March; the session: the first
        assert title(app).endswith("1 session  ·  last trained yesterday")


async def test_the_glance_lists_exercises_where_reps_have_no_room(path: Path, outbox: Outbox) -> None:
    sets = [
        one_set(lowering(1, "3"), name=name, line=line) for line, name in enumerate(("Dip", "Row", "Curl"), 1)
    ]
    keep(path, session(0, *sets, one_set(lowering(1, lost=True), name="Curl", line=3, number=2)))
    async with opened(outbox, (60, 18)) as (app, _):
        glance = app.history.query_one(SessionGlance)
        assert glance.render().plain.splitlines()[:2] == ["Workout 0", "Dip (1), Row (1), Curl (2)"]
        assert len(glance.render().plain.splitlines()) <= glance.content_size.height


async def test_keys_are_offered_only_where_they_do_something(path: Path, outbox: Outbox) -> None:
    keep(path, session(0), session(1))
    async with opened(outbox) as (app, pilot):
        bar = app.history.query_one(KeyBar)
        assert "enter open" in bar.render().plain
        assert "d delete" in bar.render().plain
        assert "undo" not in bar.render().plain
        await pilot.press("d")
        await until(pilot, lambda: "u undo delete" in bar.render().plain)
        offered = {name: callback for name, _, callback in app.history.commands()}
        offered["Undo delete"]()
        await until(pilot, lambda: len(names(app)) == 2)
        assert "Undo delete" not in {name for name, _, _ in app.history.commands()}


async def test_a_session_that_is_being_trained_is_left_alone(path: Path, outbox: Outbox) -> None:
    keep(path, session(0, status=Status.LIVE), session(1))
    with Alive.hold(path, session(0).id):
        async with opened(outbox) as (app, pilot):
            assert rows(app)[0].startswith("▶")
            assert "live now" in rows(app)[0]
            await pilot.press("d")
            await until(pilot, lambda: "being trained right now" in said(app))
            assert names(app) == ["Workout 0", "Workout 1"]
        assert len(outbox.submit(lambda repository: repository.sessions()).result(5)) == 2


async def test_what_cannot_be_deleted_stays_and_says_why(path: Path, outbox: Outbox) -> None:
    keep(path, session(0), session(1))

    def fail(*_: object, **__: object) -> None:
        raise StorageError("The disk is full [b]now[/b].")

    async with opened(outbox) as (app, pilot):
        outbox.submit(lambda repository: setattr(repository, "settle", fail)).result(5)
        await pilot.press("d")
        await until(pilot, lambda: bool(said(app)) and len(names(app)) == 2)
        assert names(app) == ["Workout 0", "Workout 1"]
        await until(pilot, lambda: "The disk is full [b]now[/b]." in screen_text(app))
        assert "undo" not in app.history.query_one(KeyBar).render().plain


async def test_a_database_that_cannot_be_read_says_so_and_r_tries_again(tmp_path: Path) -> None:
    path = tmp_path / "negtrain.db"
    path.mkdir()
    with Outbox(lambda: Repository.open(path)) as outbox:
        async with opened(outbox) as (app, pilot):
            assert "Press r to try again." in screen_text(app)
            path.rmdir()
            keep(path, session(0))
            await pilot.press("r")
            await until(pilot, lambda: names(app) == ["Workout 0"])
            assert "try again" not in str(empty(app).visual)


async def test_coming_back_shows_what_was_trained_meanwhile(path: Path, outbox: Outbox) -> None:
    keep(path, session(1), session(2))
    async with opened(outbox) as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        outbox.submit(lambda repository: repository.start_session(session(0))).result(5)
        await pilot.press("escape")
        await until(pilot, lambda: len(names(app)) == 3)
        assert table(app).highlighted == table(app).sessions[2]


async def test_every_rep_with_prescribed_and_achieved_seconds(path: Path, outbox: Outbox) -> None:
    first = replace(
        one_set(lowering(1, "2.4"), lowering(2), lowering(3, "3.5")), rpe=D("8.5"), pain=2, note="steady"
    )
    second = replace(
        one_set(lowering(1, "1.2", lost=True), number=2),
        ended_by=EndedBy.CONTROL_LOST,
        pacing="self-paced",
    )
    keep(path, session(0, first, second, name="Push"))
    async with opened(outbox) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        lines = page_of(app).splitlines()
        # the line once, above its first set
        assert sum("Push-up negative 3x3 @bw 3-1-A-0 rest 0:10" in line for line in lines) == 1
        text = page_of(app)
        assert "negative · paced · all reps done · RPE 8.5 · pain 2 of 10" in text
        assert "“steady”" in text
        assert "negative · self-paced · control lost" in text
        reps = [line for line in lines if "│" in line]
        assert [line.split("│")[1].split() for line in reps] == [
            ["2.4", "of", "3", "s", "−0.6"],
            ["~3.0", "of", "3", "s", "paced"],
            ["━━━━━╸", "3.5", "of", "3", "s", "+0.5"],
            ["1.2", "of", "3", "s", "−1.8", "!", "control", "lost"],
        ]
        # both sets on one scale: targets stand below each other
        assert len({line.index("│") for line in reps}) == 1
        assert "━" in reps[0]
        assert "╍" in reps[1]
        assert "━" not in reps[1]
        head = screen_text(app)
        assert "Wed 2026-03-04 00:30 to 00:50 +13:00" in head
        assert "2 sets · 4 of 6 reps · ~10.1 s lowering" in head
        assert "3 measured, 1 paced" in head
        assert "control lost once" in head


async def test_every_kind_of_set(path: Path, outbox: Outbox) -> None:
    sides = [lowering(number, "3.0", side=side) for side in (Side.LEFT, Side.RIGHT) for number in (1, 2)]
    hold = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("26.4"), marked=True)
    slow = [lowering(1, "31", target="30"), *(Rep(n, None, RepKind.NORMAL) for n in range(2, 12))]
    heavy = replace(
        one_set(lowering(1, "3", load="126kg"), lowering(2, "3", load="96kg"), name="Back squat", line=4),
        load_prescribed=parse_load("126.5kg/96kg"),
        load_loadable=parse_load("126kg/96kg"),
        load_lifted=parse_load("126kg/96kg"),
    )
    unfinished = replace(
        one_set(name="Nordic curl", line=5), status=Status.INTERRUPTED, ended_by=None, finished_at=None
    )
    keep(
        path,
        session(
            0,
            one_set(*sides, name="Split squat", line=1),
            one_set(hold, name="Wall sit", line=2),
            one_set(*slow, lowering(12, target="30"), name="Biceps curl", line=3),
            heavy,
            unfinished,
        ),
    )
    async with opened(outbox) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        text = page_of(app)
        lines = text.splitlines()
        assert [line.split()[:2] for line in lines if "━│" in line][:4] == [
            ["left", "1"],
            ["2", "━" * 48 + "│"],
            ["right", "1"],
            ["2", "━" * 48 + "│"],
        ]
        assert "26.4 of 30 s  −3.6" in text
        assert "1 hold of 26.4 s in all" in text
        assert "2 ✓ to 11: 10 ordinary reps" in text
        assert "~30.0 of 30 s  paced" in text
        assert "126.5kg/96kg prescribed, 126kg/96kg lifted" in text
        assert "@96kg" in text
        assert "@126kg" not in text
        assert "interrupted" in text
        assert "no rep was done" in text


async def test_a_session_without_sets(path: Path, outbox: Outbox) -> None:
    keep(path, session(0))
    async with opened(outbox) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert "No set was begun in this session." in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_session_is_scrolled_by_keys_and_fits_the_terminal(
    path: Path, outbox: Outbox, size: tuple[int, int]
) -> None:
    sets = [one_set(*(lowering(n, "3.2") for n in range(1, 13)), number=k) for k in range(1, 9)]
    keep(path, session(0, *sets))
    async with opened(outbox, size) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        body = app.screen.query_one(Sets)
        await pilot.press("down", "down", "up")
        assert body.scroll_y == 1
        await pilot.press("pagedown")
        assert body.scroll_y == body.size.height
        await pilot.press("pageup", "end")
        assert body.scroll_y == body.max_scroll_y > 0
        assert "3.2 of 3 s  +0.2" in screen_text(app)
        await pilot.press("home")
        assert body.scroll_y == 0
        for panel in app.screen.query(SetPanel):
            assert max(len(line) for line in panel.render().plain.splitlines()) <= panel.content_size.width
        assert {title for title, _, _ in app.screen.commands()} >= {"Back to the history"}  # type: ignore[attr-defined]


async def test_too_small_a_terminal_asks_for_room_and_recovers(path: Path, outbox: Outbox) -> None:
    keep(path, session(0, one_set(lowering(1, "3"))))
    async with opened(outbox) as (app, pilot):
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "Negtrain needs 60 x 18; this is 40 x 10." in " ".join(screen_text(app).split())
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "Workout 0" in screen_text(app)
        # the wide screen shows the reps beside the list
        assert "1 ▇ 3.0" in screen_text(app)
