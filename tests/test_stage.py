"""The stage: shapes that tell the phases apart without colour, the bar, and what a change repaints."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region, Size

from negtrain_tui.training.timetable import Phase
from negtrain_tui.widgets.stage import Picture, StageView, bar_text, shape_rows

SHAPED = (
    Phase.LOWERING,
    Phase.LIFTING,
    Phase.RETURN,
    Phase.PAUSE_LOW,
    Phase.PAUSED,
    Phase.CHANGE_OVER,
)
FIRST = Picture("▼ LOWER", "2.9 s left", "2", ".9", 0.97, "then hold 1", Phase.LOWERING)


@pytest.mark.parametrize("height", [5, 7, 9])
def test_no_two_shapes_look_alike(height: int) -> None:
    drawn = [shape_rows(phase, height) for phase in SHAPED]
    assert len(set(drawn)) == len(SHAPED)
    assert all(len(rows) == height for rows in drawn)


def test_the_lowering_points_down_and_the_lifting_up() -> None:
    down, up = shape_rows(Phase.LOWERING, 7), shape_rows(Phase.LIFTING, 7)
    assert [row.count("█") for row in down] == [13, 11, 9, 7, 5, 3, 1]
    assert up == down[::-1]


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "████"), (0.5, "██░░"), (0.0, "░░░░"), (0.40625, "█▋░░"), (2.0, "████"), (-1.0, "░░░░")],
)
def test_the_bar_is_exact_to_an_eighth_of_a_column(share: float, text: str) -> None:
    assert bar_text(share, 4) == text


class Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield StageView()


async def test_an_equal_picture_is_not_drawn_again_and_no_change_asks_for_a_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[tuple[Region, ...], bool]] = []

    def refresh(
        self: StageView, *regions: Region, repaint: bool = True, layout: bool = False, **_: bool
    ) -> StageView:
        asked.append((regions, layout))
        return self

    app = Shown()
    async with app.run_test(size=(60, 14)) as pilot:
        stage = app.query_one(StageView)
        stage.show(FIRST, "stage--lower")
        await pilot.pause()
        monkeypatch.setattr(StageView, "refresh", refresh)
        stage.show(FIRST, "stage--lower")
        assert asked == []
        stage.show(replace(FIRST, tenths=".8", seconds="2.8 s left"), "stage--lower")
        ((regions, layout),) = asked
        assert not layout
        assert regions
        assert sum(region.area for region in regions) < stage.size.area / 4
        monkeypatch.undo()


async def test_a_change_between_a_new_width_and_its_resize_is_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Shown()
    async with app.run_test(size=(60, 14)) as pilot:
        stage = app.query_one(StageView)
        stage.show(FIRST, "stage--lower")
        await pilot.pause()
        monkeypatch.setattr(StageView, "size", Size(80, 14))
        stage.show(replace(FIRST, tenths=".8"), "stage--lower")
        monkeypatch.undo()
