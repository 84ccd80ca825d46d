from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.trash import TrashScreen, days_left
from negtrain_tui.training.history_edits import Trashed
from negtrain_tui.training.session_editing import with_new_set
from tests.fake_clock import FakeClock
from tests.gym import built, prepared
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.new_file import new_file
from tests.quiet import at_rest
from tests.stored_samples import START, finished_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "negtrain.db"
    new_file(path)
    return path


@asynccontextmanager
async def looking(path: Path, deleted: Callable[[Repository], object], **how: Any) -> AsyncIterator[Visit]:
    """The trash two hours after something was deleted."""
    clock = FakeClock(100.0, datetime.now(UTC) + timedelta(hours=2))
    async with visiting(
        path, lambda outbox, clock, _: TrashScreen(outbox, clock), before=deleted, clock=clock, **how
    ) as visit:
        yield visit


def one_of_each(repository: Repository) -> None:
    """A deleted set of a session that stands, then two deleted sessions."""
    sessions = [
        replace(finished_session(START + timedelta(days=day)), name=name)
        for day, name in enumerate(("Push A", EVIL, "Pull B"))
    ]
    for session in sessions:
        repository.start_session(session)
    repository.edit_session(sessions[0], replace(sessions[0], sets=sessions[0].sets[1:]), "set deleted")
    for session in sessions[1:]:
        repository.delete_session(session.id, f"{session.name} deleted")


PULL_B_DELETED = "Pull B deleted"


def names(path: Path) -> list[str]:
    with Repository.open(path) as repository:
        return [session.name for session in repository.sessions()]


class TestTrash:
    async def test_it_lists_what_was_deleted_and_how_long_it_is_kept(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            rows = visit.text.splitlines()
            assert "3 things, kept for 30 days" in rows[0]
            assert "Pull B" in rows[2]
            assert VISIBLE_EVIL in rows[3]
            assert "Dip negative, set 1 of Push A" in rows[4]
            assert all(row.endswith("30 days") for row in rows[2:5])
            assert "A session, trained Mon 2026-07-06 18:30" in visit.flat
            await visit.press("end")
            assert "A set, trained Sat 2026-07-04 18:31" in visit.flat

    @pytest.mark.parametrize("key", ["enter", "r"])
    async def test_what_is_restored_is_back_and_u_undoes_it(self, path: Path, key: str) -> None:
        async with looking(path, one_of_each) as visit:
            await visit.press("down", key)
            assert "is back; u undoes that" in visit.notices
            assert "2 things" in visit.text
            assert names(path) == [EVIL, "Push A"]
            await visit.press("u")
            assert f"Undone: {VISIBLE_EVIL} of 2026-07-05 restored." in visit.notices
            assert "3 things" in visit.text
            await visit.press("ctrl+r")
            assert names(path) == [EVIL, "Push A"]

    async def test_a_key_held_down_restores_one_thing(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            await visit.rush("r", "r", "r")
            assert "Pull B of 2026-07-06 is back" in visit.notices
            assert names(path) == ["Pull B", "Push A"]

    async def test_the_mouse_chooses_and_then_restores(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            await visit.mouse(10, 4)
            assert "A set, trained" in visit.flat
            await visit.mouse(10, 4)
            assert visit.stored(lambda repository: len(repository.trash())) == 2
            await visit.click("undo")
            assert visit.stored(lambda repository: len(repository.trash())) == 3

    async def test_erasing_asks_first_and_keeps_unless_it_is_meant(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            await visit.press("x", "enter")
            assert "3 things" in visit.text
            await visit.press("x", "escape")
            assert "3 things" in visit.text
            await visit.press("x", "2")
            assert "Erased: 3 things." in visit.notices
            assert "The trash is empty" in visit.flat
            assert visit.stored(lambda repository: repository.empty_trash(datetime.now(UTC))) == 0
            assert names(path) == ["Push A"]

    async def test_what_is_deleted_while_it_asks_stays(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            await visit.press("x")
            left = visit.stored(lambda repository: repository.sessions()[0])
            visit.stored(lambda repository: repository.delete_session(left.id, "later"))
            await visit.press("2")
            assert [each.words for each in visit.stored(Repository.trash)] == ["Push A"]

    async def test_what_was_restored_elsewhere_is_told(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            visit.stored(lambda repository: repository.restore(repository.trash()[0]))
            await visit.press("r")
            assert "isn't in the trash any more" in visit.notices
            assert "2 things" in visit.text

    async def test_a_number_that_was_taken_is_told(self, path: Path) -> None:
        def taken(repository: Repository) -> None:
            one_of_each(repository)
            (session,) = repository.sessions()
            repository.edit_session(session, with_new_set(session, session.sets[0].id, "new"), "set added")

        async with looking(path, taken) as visit:
            await visit.press("end", "r")
            assert "is back as set 3, for its number was taken; u undoes that" in visit.notices

    async def test_an_undo_that_doesn_t_fit_names_the_next_one(self, path: Path) -> None:
        def changed_since(repository: Repository) -> None:
            one_of_each(repository)
            (session,) = repository.sessions()
            repository.edit_session(session, replace(session, note="x"), "note edited")
            repository.save_session(replace(session, note="y"))

        async with looking(path, changed_since) as visit:
            await visit.press("u")
            assert "“note edited” can't be undone any more" in visit.notices
            assert f"u again undoes the one before it, “{PULL_B_DELETED}”" in visit.notices
            await visit.press("u")
            assert f"Undone: {PULL_B_DELETED}." in visit.notices
            assert names(path) == ["Pull B", "Push A"]

    async def test_an_empty_one_says_what_it_is_for_and_offers_nothing(self, path: Path) -> None:
        async with looking(path, lambda _: None) as visit:
            assert "What you delete in the history lies here for 30 days" in visit.flat
            assert visit.bar == "esc back"
            await visit.press("enter", "x", "down")
            assert "The trash is empty" in visit.flat
            assert list(visit.palette()) == ["Trash: back"]

    async def test_every_key_is_in_the_palette(self, path: Path) -> None:
        async with looking(path, one_of_each) as visit:
            offered = {title.removeprefix("Trash: ") for title in visit.palette()}
            assert offered == {"row", "restore", "undo", "erase all now", "back"}
            await visit.press("escape")
            assert not isinstance(visit.app.screen, TrashScreen)

    @pytest.mark.parametrize("size", SIZES)
    async def test_it_fits(self, path: Path, size: tuple[int, int]) -> None:
        def long(repository: Repository) -> None:
            for day in range(30):
                name = "💪 كتف " + "a long name " * day
                session = replace(finished_session(START + timedelta(days=day)), name=name)
                repository.start_session(session)
                repository.delete_session(session.id, "deleted")

        async with looking(path, long, size=size) as visit:
            rows = [row for row in visit.text.splitlines() if row.rstrip(" ▇█").endswith("30 days")]
            assert len(rows) >= size[1] // 3
            assert "erases it" in visit.flat
            assert "erase all now" in visit.text
            await visit.press("end")
            assert "2026-07-04" in visit.text


@pytest.mark.parametrize(
    ("hours", "days"), [(0, 30), (1, 30), (24, 29), (25, 29), (29 * 24 + 1, 1), (30 * 24, 0), (31 * 24, 0)]
)
def test_a_day_begun_is_a_day_left(hours: int, days: int) -> None:
    trashed = Trashed("id", None, "words", START, START)
    assert days_left(trashed, START + timedelta(hours=hours)) == days


@asynccontextmanager
async def started(path: Path, clock: FakeClock | None = None) -> AsyncIterator[Visit]:
    """The app, some seconds after its start."""
    prepared(path)
    with built(path, None, clock) as (app, clock, outbox):
        async with app.run_test(size=(80, 24)) as pilot:
            await at_rest(app)
            app._started()
            await at_rest(app)
            yield Visit(app, pilot, outbox, clock, path)  # type: ignore[arg-type]


class TestAtTheStart:
    @pytest.fixture(autouse=True)
    def _garbage_is_collected_as_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("negtrain_tui.app._collect_from_now_on", lambda: None)

    @pytest.mark.parametrize(("days", "left"), [(29, 3), (31, 0)])
    async def test_what_lay_there_for_30_days_is_erased(self, path: Path, days: int, left: int) -> None:
        now = datetime.now(UTC) + timedelta(days=days)
        with Repository.open(path) as repository:
            one_of_each(repository)
            repository.start_session(replace(finished_session(now), name="Today"))
        async with started(path, FakeClock(100.0, now)) as visit:
            assert visit.stored(lambda repository: len(repository.trash())) == left
        assert names(path) == ["Today", "Push A"]

    async def test_that_it_failed_is_told_softly(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> int:
            raise StorageError("The disk is odd.")

        monkeypatch.setattr(Repository, "empty_old_trash", broken)
        async with started(path) as visit:
            assert "The trash couldn't be emptied: The disk is odd." in visit.notices
