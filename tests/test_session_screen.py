"""A past session as a lifter goes through it: what is shown, what is corrected, and how it is taken back."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Input, Static, TextArea

from negtrain_tui.alive import Alive
from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.compare import CompareScreen
from negtrain_tui.screens.exercise import ExerciseScreen
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.screens.session_body import HEAD, Place, SessionBody
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.history_query import HistoryQuery, parse_query
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, Side, Status
from negtrain_tui.training.record_json import session_json
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.shown_sessions import START, bench_day, lowering, one_set, session

SET_2 = "set 1 2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "negtrain.db"


def opened(
    path: Path,
    *sessions: Session,
    size: tuple[int, int] = (80, 24),
    set_id: str | None = None,
    find: HistoryQuery | None = None,
) -> AbstractAsyncContextManager[Visit]:
    """The screen of the session called `session`, after these were written."""

    def make(outbox: Outbox, clock: Clock, catalogue: Catalogue) -> SessionScreen:
        return SessionScreen(outbox, clock, catalogue, "session", set_id=set_id, find=find)

    def before(repository: Repository) -> None:
        for each in sessions:
            repository.start_session(each)

    return visiting(path, make, size=size, before=before)


def body(visit: Visit) -> SessionBody:
    return _screen(visit).query_one(SessionBody)


def _screen(visit: Visit) -> SessionScreen:
    return next(screen for screen in visit.app.screen_stack if isinstance(screen, SessionScreen))


def page(visit: Visit) -> str:
    """Every row, also those out of view."""
    return "\n".join(row.text.plain.rstrip() for row in body(visit).rows)


def kept(visit: Visit) -> Session:
    """The session as it is on disk."""
    stored = visit.stored(lambda repository: repository.session("session"))
    assert stored is not None
    return stored


async def fill(visit: Visit, **values: str) -> None:
    """Write into lines of the form, by their keys, and save it."""
    for key, value in values.items():
        entry = visit.app.screen.query_one(f"#line-{key}")
        if isinstance(entry, TextArea):
            entry.text = value
        else:
            assert isinstance(entry, Input)
            entry.value = value
        await visit.settled()
    visit.app.screen.query(Input).first().focus()
    await visit.press("enter")


class TestWhatIsSeen:
    async def test_the_head_tells_when_how_long_how_hard_and_what_was_done(self, path: Path) -> None:
        async with opened(path, replace(bench_day(), rpe=D("7.5"), note="Slept\nbadly.")) as visit:
            text = " ".join(page(visit).split())
            assert "Push A Wed 2026-02-25 18:04 to 18:52 +01:00 · 48 min" in text
            # 7.5 × 48
            assert "session RPE 7.5 of 10 · session load 360" in text
            assert "2 sets · 6 reps · ~29.0 s lowering · tempo 92 % · 3 measured, 3 paced" in text
            assert "“Slept badly.”" in text
            assert "━ measured  ╍ ~ paced  │ target" in visit.text

    async def test_a_set_tells_its_loads_tempo_rest_and_how_it_went(self, path: Path) -> None:
        day = bench_day()
        second = replace(
            day.sets[1],
            load_prescribed=parse_load("84kg"),
            load_loadable=parse_load("83kg"),
            load_lifted=parse_load("82.5kg"),
            pacing="self-paced",
        )
        async with opened(path, replace(day, sets=(day.sets[0], second))) as visit:
            text = " ".join(page(visit).split())
            # that the clock leads is the usual thing, and each bar says so
            assert "Set 1 · 18:08 · 82.5kg tempo 5-1-X-0 · all reps done" in text
            assert "tempo 5-1-X-0 · self-paced · all reps done" in text
            # from 18:08:50 to 18:12:00
            assert "84kg prescribed, 83kg loadable, 82.5kg lifted rest 3:10 (3:00 asked)" in text
            assert "all reps done · RPE 8 · pain 0 of 10" in text
            # (0.98 + 0.98 + 0.8) / 3 = 0.92; (0.1 - 0.1 - 1.0) / 3 = -0.33; (5.1 + 4.9) / 2 - 4.0 = 1.0 of 5
            assert "tempo 92 % · 100 % within ±20 % mean error −0.3 s · fade 20 %" in text
            rows = [line for line in page(visit).splitlines() if "│" in line]
            assert "╍" in rows[0]
            assert "━" not in rows[0]
            assert rows[3].endswith("5.1 of 5 s  +0.1")
            assert rows[5].endswith("4.0 of 5 s  −1.0")

    async def test_the_figures_are_those_of_the_json(self, path: Path) -> None:
        async with opened(path, bench_day()) as visit:
            told: dict[str, Any] = session_json(kept(visit))
            whole, second = told["summary"], told["sets"][1]["summary"]
            head, sets = page(visit).split("Set 1 ")
            assert f"~{whole['lowering_s']:.1f} s lowering" in head
            assert f"tempo {whole['fidelity_percent']} %" in head
            assert f"{whole['marked']} measured, {whole['paced']} paced" in head
            assert f"tempo {second['fidelity_percent']} %" in sets
            assert f"mean error {second['mean_error_s']} s".replace("-", "−") in sets
            assert f"fade {second['fade_percent']} %" in sets

    async def test_a_record_is_told_on_the_head(self, path: Path) -> None:
        earlier = replace(
            bench_day(),
            id="earlier",
            started_at=START - timedelta(days=7),
            sets=(
                replace(one_set(lowering(1, "5", load="80kg")), id="older", load_lifted=parse_load("80kg")),
            ),
        )
        async with opened(path, earlier, bench_day()) as visit:
            assert "★ Bench press 5-1-X-0: 82.5kg, the heaviest so far (80kg before)" in page(visit)

    async def test_sides_holds_ordinary_reps_and_what_has_no_rep(self, path: Path) -> None:
        hold = Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("26.4"), marked=True)
        slow = [lowering(1, "31", target="30"), *(Rep(n, None, RepKind.NORMAL) for n in range(2, 12))]
        sides = [lowering(n, "3", target="3", side=side) for side in Side for n in (1, 2)]
        curl = one_set(*slow, name="Biceps curl", line="1x12 @25kg 30-10-30", of_line=2)
        squat = one_set(*sides, name="Split squat", line="1x2 @bw each 3-0-X-0", of_line=3)
        broken = replace(
            one_set(name="Nordic curl", line="Nordic curl", of_line=4),
            status=Status.INTERRUPTED,
            ended_by=None,
            finished_at=None,
        )
        squat, warm_up = replace(squat, load_lifted=None), replace(one_set(of_line=5), warm_up=True)
        wall = one_set(hold, name="Wall sit", line="1x30s @bw")
        async with opened(path, session(wall, curl, squat, broken, warm_up)) as visit:
            text = page(visit)
            assert "26.4 of 30 s  −3.6" in text
            assert "2 ✓ to 11: 10 ordinary reps" in text
            assert [line.split()[0] for line in text.splitlines() if "3.0 of 3 s" in line] == [
                "left",
                "2",
                "right",
                "2",
            ]
            assert "interrupted" in text
            assert "no rep was done" in text
            assert "Warm-up 1" in text
            # wall sit: one stop for the set, one for its rep; then to the row of ten reps
            await visit.press("down", "down", "down", "down", "down")
            assert body(visit).here == Place("set 2 1", 1, 10)
            assert "show each" in visit.bar
            await visit.press("enter")
            assert "2 ✓ ordinary rep" in page(visit)
            await visit.press("down", "enter")
            assert "biceps curl, set 1, rep 3" in visit.flat.lower()

    async def test_a_session_without_sets_can_be_given_one(self, path: Path) -> None:
        async with opened(path, session()) as visit:
            assert "No set was begun in this session." in visit.text
            await visit.press("a", "enter")
            assert "Write the line it was done by" in visit.flat
            await visit.write("Row 1 of 2")
            assert "expected" in visit.flat
            await visit.write("Row 1x2 @60kg 3-0-X-0")
            await visit.press("enter")
            assert "~3.0 of 3 s  paced" in page(visit)
            assert [one.exercise for one in kept(visit).sets] == ["Row"]

    async def test_that_it_is_gone_is_said_where_one_comes_from(self, path: Path) -> None:
        async with opened(path) as visit:
            assert "That session isn't in the history any more." in visit.notices
            assert not any(isinstance(screen, SessionScreen) for screen in visit.app.screen_stack)

    @pytest.mark.parametrize("size", SIZES)
    async def test_odd_texts_and_loads_fit_every_terminal(self, path: Path, size: tuple[int, int]) -> None:
        note = f"{EVIL}\n" + "Schulter 👩‍👩‍👧 שלום עולם é " * 300
        assert len(note) > 8000
        heavy = replace(
            one_set(
                lowering(1, "2", lost=True, load="400kg"),
                lowering(2, "10", target="10", load="180.25lb"),
                name=EVIL,
                line="Bench Press (Barbell)",
            ),
            load_lifted=parse_load("400kg/380.5kg"),
            load_prescribed=parse_load("402.5kg/380kg"),
            load_loadable=parse_load("881.849lb"),
            note=note,
            ended_by=EndedBy.STOP_RULE,
        )
        async with opened(path, replace(session(heavy, name=EVIL), note=note), size=size) as visit:
            rows = body(visit)
            width = rows.scrollable_content_region.width
            assert max(cell_len(row.text.plain) for row in rows.rows) <= width
            text = page(visit)
            assert text.count(VISIBLE_EVIL.split()[1]) >= 4
            assert "402.5kg/380kg prescribed" in text
            assert "! control lost" in text
            assert "@180.25lb" in text
            assert "\x1b" not in visit.text
            await visit.press("end")
            assert body(visit).here == Place("set 1 1", 1)
            assert "10.0 of 10 s" in visit.text


class TestTheCursor:
    async def test_it_goes_through_sets_and_reps_and_stays_in_view(self, path: Path) -> None:
        sets = [one_set(*(lowering(n, "5") for n in range(1, 9)), number=k, minute=4 * k) for k in (1, 2, 3)]
        async with opened(path, session(*sets), size=(60, 18)) as visit:
            assert body(visit).here == HEAD
            seen = [HEAD]
            for _ in range(27):
                await visit.press("down")
                here = body(visit).here
                assert here is not None
                seen.append(here)
                marked = [line for line in visit.text.splitlines() if line.startswith(" ▸")]
                assert len(marked) == 1
            assert seen[1:4] == [Place("set 1 1"), Place("set 1 1", 0), Place("set 1 1", 1)]
            assert len(set(seen)) == 28
            await visit.press("down")
            assert body(visit).here == Place("set 1 3", 7)
            await visit.press("home")
            assert body(visit).here == HEAD
            await visit.press("pagedown", "pagedown")
            assert body(visit).here != HEAD
            assert "▸" in visit.text
            await visit.press("pageup", "pageup", "pageup")
            assert body(visit).here == HEAD

    async def test_it_begins_on_the_set_that_was_asked_for(self, path: Path) -> None:
        sets = [one_set(*(lowering(n) for n in range(1, 9)), number=k, minute=4 * k) for k in range(1, 9)]
        async with opened(path, session(*sets), set_id="set 1 7", size=(60, 18)) as visit:
            assert body(visit).here == Place("set 1 7")
            assert "▸ Set 7" in visit.text
            assert visit.text.count(" of 5 s") >= 8
            await visit.press("pageup", "pageup")
            while body(visit).here != Place("set 1 5"):
                await visit.press("down")
            # the reps of the set under the cursor come into view with it
            assert "▸ Set 5" in visit.text
            assert (
                len([line for line in visit.text.split("▸ Set 5")[1].splitlines() if " of 5 s" in line]) == 8
            )

    async def test_it_goes_from_exercise_to_exercise(self, path: Path) -> None:
        press = [one_set(*(lowering(n) for n in range(1, 9)), number=k, minute=4 * k) for k in (1, 2, 3)]
        row = one_set(lowering(1), name="Row", line="1x1 @60kg 3-0-X-0", of_line=2, minute=30)
        async with opened(path, session(*press, row)) as visit:
            assert "tab next exercise" in visit.bar
            places = []
            for key in ("tab", "tab", "tab", "shift+tab", "down", "down", "shift+tab", "shift+tab"):
                await visit.press(key)
                places.append(body(visit).here)
            first, second = Place("set 1 1"), Place("set 2 1")
            assert places == [
                first,
                second,
                second,
                first,
                Place("set 1 1", 0),
                Place("set 1 1", 1),
                first,
                HEAD,
            ]

    async def test_it_begins_on_the_first_set_that_was_looked_for(self, path: Path) -> None:
        row = one_set(lowering(1, target="3"), name="Row", line="2x1 @60kg 3-0-X-0", of_line=2, minute=30)
        slow = replace(row, id="slow", number=2, reps=(lowering(1, target="4"),), method="negative")
        for query, found in (
            ("ex:row", Place("set 2 1")),
            ("ex:row tempo:4", Place("slow")),
            ("method:negative", Place("slow")),
            ("ex:row method:accentuated", HEAD),
            ("push", HEAD),
        ):
            find = parse_query(query, START.date())
            async with opened(path, session(*bench_day().sets, row, slow), find=find) as visit:
                assert body(visit).here == found, query
            path.unlink()

    async def test_the_date_is_told_whatever_else_there_is_to_tell(self, path: Path) -> None:
        long = [replace(one, exercise="Romanian deadlift with a pause") for one in bench_day().sets]
        async with opened(path, session(*long), size=(80, 24)) as visit:
            await visit.press("down", "down")
            top = visit.text.splitlines()[0]
            assert "Romanian deadlift with a pause · set 1, rep 1 · Wed 2026-02-25" in top
            assert "━ measured" in top
            assert "target" not in top

    async def test_the_mouse_moves_it_and_a_second_click_edits(self, path: Path) -> None:
        async with opened(path, bench_day()) as visit:
            y = next(at for at, line in enumerate(visit.text.splitlines()) if "   2 ╍" in line)
            await visit.mouse(10, y)
            assert body(visit).here == Place("set 1 1", 1)
            await visit.mouse(10, y)
            assert "Bench press, set 1, rep 2" in visit.flat

    async def test_a_note_longer_than_the_terminal_is_read_before_the_cursor_goes_on(
        self, path: Path
    ) -> None:
        note = "\n".join(f"paragraph {number}" for number in range(60))
        async with opened(path, replace(bench_day(), note=note)) as visit:
            await visit.press(*["down"] * 14)
            assert body(visit).here == HEAD
            assert "paragraph 59" in visit.text
            await visit.press("down")
            assert body(visit).here == Place("set 1 1")
            await visit.press("up")
            assert "paragraph 59" in visit.text


class TestCorrections:
    async def test_a_rep_a_set_and_the_session_are_edited_and_all_is_undone_after_a_restart(
        self, path: Path
    ) -> None:
        day = bench_day()
        async with opened(path, day, set_id=SET_2) as visit:
            before = kept(visit)
            await visit.press("down", "down", "down", "e")
            await fill(visit, actual="4.8")
            # 0.98 + 0.98 + 0.96 = 2.92; what is shown is that of the edited value
            assert "tempo 97 %" in page(visit)
            await visit.press("home", "down", "down", "down", "down", "down", "enter")
            await fill(visit, load_lifted="80kg", rpe="9", note="two\nlines")
            assert "82.5kg prescribed, 80kg lifted" in page(visit)
            assert "RPE 9" in page(visit)
            await visit.press("home", "e")
            await fill(visit, name="Push B", started="2026-02-24 7:30", rpe="6")
            assert "Tue 2026-02-24 07:30 to 08:18 +01:00" in page(visit)
            after = kept(visit)
            assert (after.name, after.rpe) == ("Push B", D(6))
            assert after.sets[1].started_at - after.sets[0].started_at == timedelta(minutes=4)
            assert after.sets[1].note == "two\nlines"
            assert after.sets[1].reps[2].lowering_actual_s == D("4.8")
        async with opened(path) as visit:
            assert "Push B" in page(visit)
            await visit.press("u")
            assert "Undone: Push A of 2026-02-25 edited." in visit.notices
            assert "Push A" in page(visit)
            await visit.press("u", "u")
            assert kept(visit) == before
            assert "u undo" not in visit.bar
            await visit.press("ctrl+r", "ctrl+r", "ctrl+r")
            assert kept(visit) == after

    async def test_a_rep_with_another_load_than_its_set_keeps_and_shows_it(self, path: Path) -> None:
        day = bench_day()
        first = replace(day.sets[0], load_lifted=parse_load("85kg"))
        async with opened(path, replace(day, sets=(first,)), set_id=first.id) as visit:
            count = len(first.reps)
            # Once more in the line of the plan.
            assert page(visit).count("@82.5kg") == count + 1
            await visit.press("down", "enter")
            assert visit.app.screen.query_one("#line-load", Input).value == "82.5kg"
            await fill(visit, load="85kg")
            loads = [str(rep.load_down) for rep in kept(visit).sets[0].reps]
            assert loads == ["85kg", *["82.5kg"] * (count - 1)]
            assert page(visit).count("@82.5kg") == count

    async def test_what_is_wrong_stays_in_the_form_with_the_reason(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id="set 1 1") as visit:
            await visit.press("down", "enter")
            assert "‹ paced: led by the clock ›" in visit.flat
            await fill(visit, actual="0")
            assert "A measured lowering has seconds: more than 0, at most 600." in visit.flat
            await fill(visit, actual="4,8")
            assert "Decimals are written with a point, such as 2.5." in visit.flat
            await visit.write("4.8")
            # what has seconds of its own wasn't led, until the lifter says otherwise
            assert "‹ measured, or given by you ›" in visit.flat
            await visit.press("down", "left")
            assert "A paced lowering has the seconds of its target" in visit.flat
            await visit.press("right", "enter")
            assert "4.8 of 5 s  −0.2" in page(visit)
            assert kept(visit).sets[0].reps[0].marked
            await visit.press("up", "enter")
            await fill(visit, rpe="11")
            assert "RPE goes from 0 to 10 in halves." in visit.flat
            await fill(visit, rpe="8.5", load_lifted="heavy")
            assert "an amount with its unit" in visit.flat
            await fill(visit, load_lifted="82,5kg")
            assert "Decimals are written with a point, such as 82.5kg." in visit.flat
            await visit.press("escape", "home", "enter")
            await fill(visit, started="2026-12-24 18:00")
            assert "A session can't lie in the future" in visit.flat

    async def test_each_line_of_a_set_has_its_own_complaint_below_it(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id="set 1 1") as visit:
            await visit.press("enter")
            await fill(visit, pain="11", rpe="11")
            for key, told in (("rpe", "RPE goes from 0"), ("pain", "Pain goes from 0"), ("load_lifted", "")):
                assert told in str(visit.app.screen.query_one(f"#wrong-{key}", Static).render())
            assert getattr(visit.app.focused, "id", "") == "line-rpe"

    async def test_up_and_down_end_at_the_first_and_last_line_of_a_form_and_stay_in_view(
        self, path: Path
    ) -> None:
        async with opened(path, bench_day(), set_id="set 1 1") as visit:
            await visit.press("enter", "up")
            assert getattr(visit.app.focused, "id", "") == "line-load_lifted"
            await visit.press(*["down"] * 20)
            assert getattr(visit.app.focused, "id", "") == "line-load_loadable"
            assert "Loadable" in visit.text

    async def test_the_end_moves_along_with_the_beginning_until_it_is_typed(self, path: Path) -> None:
        day = bench_day()
        assert day.finished_at is not None
        earlier = day.started_at - timedelta(hours=1)
        async with opened(path, day) as visit:
            await visit.press("enter")
            began = visit.app.screen.query_one("#line-started", Input)
            ended = visit.app.screen.query_one("#line-ended", Input)
            began.value = f"{earlier:%Y-%m-%d %H:%M}"
            await visit.pilot.pause()
            assert ended.value.startswith(f"{day.finished_at - timedelta(hours=1):%Y-%m-%d %H:%M}")
            await visit.press("enter")
            assert kept(visit).finished_at == day.finished_at - timedelta(hours=1)
            await visit.press("enter")
            await fill(
                visit, ended=f"{day.finished_at:%Y-%m-%d %H:%M}", started=f"{day.started_at:%Y-%m-%d %H:%M}"
            )
            after = kept(visit)
            assert after.started_at.replace(second=0) == day.started_at.replace(second=0)
            assert after.finished_at is not None
            assert after.finished_at.replace(second=0) == day.finished_at.replace(second=0)

    async def test_a_note_is_written_with_paragraphs_and_kept_as_it_is(self, path: Path) -> None:
        note = "a\x1b[2Jb\n" + "é👩‍👩‍👧 " * 2500
        async with opened(path, replace(bench_day(), note=note)) as visit:
            await visit.press("enter")
            await fill(visit, name="Other")
            assert kept(visit).note == note
            await visit.press("enter", "down", "down", "down", "down")
            assert isinstance(visit.app.focused, TextArea)
            assert "next line" in visit.bar
            await visit.press("enter", "x", "tab")
            assert visit.app.focused is not None
            assert visit.app.focused.id == "line-name"
            await visit.press("shift+tab", "👩", "\u200d", "👧", "[", "b", "]", "ctrl+s")
            assert kept(visit).note.startswith("\nx👩\u200d👧[b]a")

    async def test_reps_and_sets_are_added_and_deleted(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id=SET_2) as visit:
            before = kept(visit)
            await visit.press("down", "d")
            assert [rep.number for rep in kept(visit).sets[1].reps] == [2, 3]
            # two of three aren't all
            assert "tempo 5-1-X-0 · RPE 8" in page(visit)
            await visit.press("a")
            # nobody measured it
            added = kept(visit).sets[1].reps[0]
            assert (added.number, added.marked) == (1, False)
            assert "Bench press, set 2 of 2026-02-25: rep added; u takes it back." in visit.notices
            await visit.press("up", "a", "escape")
            assert len(kept(visit).sets) == 2
            await visit.press("a")
            assert "Bench press, set 3 · 3 reps · ~15.0 s lowering · all paced · 82.5kg" in visit.flat
            await fill(visit, reps="2", load="80kg", rpe="9", note="from memory")
            assert [one.number for one in kept(visit).sets] == [1, 2, 3]
            assert "▸ Set 3" in visit.text
            third = kept(visit).sets[2]
            assert (third.rpe, third.pain, third.ended_by, third.finished_at) == (D(9), None, None, None)
            assert [str(rep.load_down) for rep in third.reps] == ["80kg", "80kg"]
            # nobody knows when it was
            assert "Set 3 · 82.5kg prescribed, 80kg lifted · rest unknown" in " ".join(page(visit).split())
            await visit.press("d")
            assert [one.id for one in kept(visit).sets] == [one.id for one in before.sets]
            await visit.press("u", "u", "u", "u")
            assert kept(visit) == before

    async def test_quick_presses_meet_what_they_have_made_of_it(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id=SET_2) as visit:
            await visit.press("down")
            await visit.rush("d", "d")
            assert [rep.number for rep in kept(visit).sets[1].reps] == [3]
            await visit.rush("u", "u")
            assert len(kept(visit).sets[1].reps) == 3

    async def test_the_session_is_deleted_from_its_head_with_a_word_on_how_to_bring_it_back(
        self, path: Path
    ) -> None:
        async with opened(path, bench_day()) as visit:
            await visit.press("d")
            assert "Push A of 2026-02-25 deleted; u brings it back." in visit.notices
            assert not any(isinstance(screen, SessionScreen) for screen in visit.app.screen_stack)
            assert visit.stored(lambda repository: repository.session("session")) is None

    async def test_what_another_negtrain_changed_meanwhile_is_told_and_shown(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id=SET_2) as visit:
            mine = kept(visit)
            theirs = replace(mine, sets=(mine.sets[0],))
            visit.stored(lambda repository: repository.edit_session(mine, theirs, "theirs"))
            await visit.press("e")
            await fill(visit, rpe="9")
            assert "elsewhere" in visit.notices or "another" in visit.notices
            assert "Set 2" not in page(visit)
            assert kept(visit) == theirs

    async def test_a_session_that_is_being_trained_is_only_looked_at(self, path: Path) -> None:
        live = replace(bench_day(), status=Status.LIVE, finished_at=None)
        with Alive.hold(path, "session"):
            async with opened(path, live) as visit:
                assert "▶ live now" in visit.text
                for key in ("e", "a", "d"):
                    await visit.press(key)
                    assert "being trained right now" in visit.notices
                assert len(kept(visit).sets) == 2

    async def test_from_here_to_the_session_before_and_to_the_trend_of_the_exercise(self, path: Path) -> None:
        spring = replace(bench_day(), started_at=datetime(2025, 4, 2, 18, 4, tzinfo=UTC))
        async with opened(path, spring) as visit:
            # which exercise isn't said on the head
            assert "t trend" not in visit.bar
            await visit.press("c")
            assert isinstance(visit.app.screen, CompareScreen)
            await visit.press("escape", "down", "t")
            assert isinstance(visit.app.screen, ExerciseScreen)
            assert "Bench press  ·  Mar to May 2025  ·  1 exposure" in visit.text
            await visit.press("escape")
            assert body(visit).here == Place("set 1 1")

    async def test_figures_are_explained_with_their_values(self, path: Path) -> None:
        async with opened(path, bench_day(), set_id=SET_2) as visit:
            screen = _screen(visit)
            assert screen.values_now() == {
                "tut": "14.0 s",
                "fidelity": "92 %",
                "within_20": "100 %",
                "mean_error": "−0.3 s",
                "fade": "20 %",
                "load": "82.5kg",
                "rests": "rest 3:10 (3:00 asked)",
            }
            assert screen.topics_now()[0] == "tut"
            await visit.press("question_mark")
            assert "14.0 s" in visit.flat
            await visit.press("escape")
            offered = {"Session: edit set", "Session: delete set", "Session: trend", "Session: what is this"}
            assert offered <= set(visit.palette())
