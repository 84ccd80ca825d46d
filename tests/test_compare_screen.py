"""Two sessions of a workout side by side, as a lifter looks at them."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest

from negtrain_tui.repository import Repository
from negtrain_tui.screens.compare import CompareScreen
from negtrain_tui.screens.compare_text import compared_rows
from negtrain_tui.screens.session import SessionScreen
from negtrain_tui.training.record import EndedBy, Session, SetRecord
from negtrain_tui.training.side_by_side import side_by_side
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, Visit, visiting
from tests.test_side_by_side import AT, done, lowerings
from tests.test_side_by_side import session as session_of

LAST_WEEK = AT - timedelta(days=7)


def push(at: datetime, *sets: SetRecord, name: str = "Push", workout_id: str | None = "w") -> Session:
    own = (replace(each, id=f"{at:%Y%m%d} {each.id}") for each in sets)
    return replace(session_of(*own, at=at), name=name, workout_id=workout_id)


BEFORE = push(
    LAST_WEEK,
    done(load="80kg", reps=lowerings("5", "4.8", "4.6"), rpe="8"),
    done(number=2, load="80kg", reps=lowerings("5", "5", marked=False)),
    done("Row", line=2, load="60kg", reps=lowerings("3", target="3")),
)
NOW = push(
    AT,
    done(load="82.5kg", reps=lowerings("5.1", "5"), rpe="8.5"),
    done(number=2, load="82.5kg", reps=lowerings("5", "4")),
    done("Curl", line=2, load="25lb", reps=lowerings("4", target="4")),
)


def comparing(
    path: Path, session: Session, *others: Session, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Visit]:
    def fill(repository: Repository) -> None:
        for each in (session, *others):
            repository.start_session(each)

    return visiting(
        path / "n.db",
        lambda outbox, clock, catalogue: CompareScreen(outbox, clock, catalogue, session.id),
        size=size,
        before=fill,
    )


@pytest.mark.parametrize("size", SIZES)
async def test_the_one_before_stands_beside_it_with_the_differences_in_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with comparing(tmp_path, NOW, BEFORE, size=size) as visit:
        assert "2026-02-23" in visit.text.split("2026-03-02")[0]
        assert "7 days before" in visit.flat
        await visit.press("down")
        assert "▲ 2.5kg more" in visit.flat
        assert "▼ 1 rep fewer" in visit.flat
        assert "▲ 0.3 s longer per lowering" in visit.flat
        assert "▲ tempo 3 points closer" in visit.flat
        assert "▲ RPE 0.5 higher" in visit.flat
        await visit.press("down")
        assert "1 ▒ ~5.0" in visit.text
        assert "2 ▆ 4.0" in visit.text
        assert "seconds not compared: one was led by the clock" in visit.flat
        await visit.press("end")
        assert "Curl" in visit.text
        assert "not in this session" in visit.text


async def test_minutes_are_those_of_the_session_itself(tmp_path: Path) -> None:
    longer = replace(NOW, finished_at=NOW.started_at + timedelta(minutes=52, seconds=40))
    shorter = replace(BEFORE, finished_at=BEFORE.started_at + timedelta(minutes=51, seconds=20))
    async with comparing(tmp_path, longer, shorter) as visit:
        assert "53 min" in visit.flat and "51 min" in visit.flat
        assert "2 min longer" in visit.flat


async def test_arrows_choose_an_older_or_newer_partner_as_far_as_there_are_any(tmp_path: Path) -> None:
    older = push(AT - timedelta(days=14), done())
    newer = push(AT + timedelta(days=3), done())
    other_workout = push(AT - timedelta(days=1), done(), name="Pull", workout_id="v")
    async with comparing(tmp_path, NOW, BEFORE, older, newer, other_workout) as visit:
        assert "← older" in visit.bar
        await visit.press("left")
        assert "14 days before" in visit.text
        assert "← older" not in visit.bar
        await visit.press("left", "right", "right")
        assert "3 days later" in visit.text
        assert "→ newer" not in visit.bar


async def test_with_none_before_it_the_next_one_stands_there(tmp_path: Path) -> None:
    async with comparing(tmp_path, BEFORE, NOW) as visit:
        assert "7 days later" in visit.text
        await visit.press("down")
        assert "▼ 2.5kg less" in visit.flat


async def test_enter_opens_the_one_on_the_left_at_that_set(tmp_path: Path) -> None:
    async with comparing(tmp_path, NOW, BEFORE) as visit:
        await visit.press("down", "down", "enter")
        assert isinstance(visit.app.screen, SessionScreen)
        assert "2026-02-23" in visit.text
        await visit.press("escape")
        assert isinstance(visit.app.screen, CompareScreen)


@pytest.mark.parametrize(
    ("alone", "said"),
    [
        (NOW, "no other session of Push yet"),
        (push(AT, done(), name=" ", workout_id=None), "This one has neither"),
    ],
)
async def test_where_nothing_can_stand_beside_it_it_says_so(
    tmp_path: Path, alone: Session, said: str
) -> None:
    another = push(LAST_WEEK, done(), name="Pull", workout_id="v")
    async with comparing(tmp_path, alone, another, size=(60, 18)) as visit:
        assert said in visit.flat
        assert "open" not in visit.bar
        await visit.press("enter", "down", "left", "question_mark", "escape")
        assert visit.app.screen is not None


async def test_a_partner_that_was_deleted_meanwhile_gives_way_to_another(tmp_path: Path) -> None:
    older = push(AT - timedelta(days=14), done())
    async with comparing(tmp_path, NOW, BEFORE, older) as visit:
        await visit.press("left")
        visit.stored(lambda repository: repository.settle(older.id, keep=False))
        await visit.press("left")
        screen = visit.app.screen
        assert isinstance(screen, CompareScreen)
        screen.reload()
        await visit.settled()
        assert "7 days before" in visit.text


async def test_question_mark_explains_the_figures_and_all_keys_are_in_the_palette(tmp_path: Path) -> None:
    async with comparing(tmp_path, NOW, BEFORE) as visit:
        titles = visit.palette()
        assert {"Compare: open left", "Compare: what is this", "Compare: back"} <= titles.keys()
        await visit.press("question_mark")
        assert "Tempo fidelity" in visit.text or "Load" in visit.text


@pytest.mark.parametrize("width", [58, 60, 79, 80, 119])
def test_every_row_fits_and_columns_stay_in_line_whatever_is_written(width: int) -> None:
    odd = ["👩‍👩‍👧 سحب e\u0301 " * 9, EVIL, "x" * 150, "力" * 40]
    before = [done(name, line=at, reps=lowerings(*["5"] * 25)) for at, name in enumerate(odd, 1)]
    after = [
        replace(
            done(name, line=at, load="1400.125kg/900.5kg", reps=()), ended_by=EndedBy.PAIN, pain=9, rpe=D(10)
        )
        for at, name in enumerate(odd, 1)
    ]
    found = side_by_side(push(LAST_WEEK, *before), push(AT, *after))
    rows = compared_rows(found, width)
    assert max(row.text.cell_length for row in rows) <= width
    bars = {row.text[: row.text.plain.index("│")].cell_length for row in rows if "│" in row.text.plain}
    assert len(bars) == (1 if width >= 74 else 0)
    assert VISIBLE_EVIL in "\n".join(row.text.plain for row in rows)
