"""A set's reps in a line, and a rep as a bar: what a lifter can tell from them without any colour."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal as D

import pytest
from textual.app import App, ComposeResult

from negtrain_tui.training.record import Rep, RepKind, Side
from negtrain_tui.widgets.rep_marks import longest_seconds, small_mark, wide_bar
from negtrain_tui.widgets.rep_strip import RepStrip, strip_text


def rep(
    number: int, actual: str | None = None, *, target: str = "5", side: Side | None = None, lost: bool = False
) -> Rep:
    """A lowering: marked if `actual` is given, else led by the clock."""
    return Rep(
        number,
        side,
        RepKind.LOWERING,
        D(target),
        D(actual or target),
        marked=actual is not None,
        control_lost=lost,
    )


def shown(
    reps: Sequence[Rep],
    width: int = 80,
    *,
    planned: int = 0,
    current: int | None = None,
    each: bool = False,
    lines: int = 1,
) -> list[str]:
    rows = strip_text(reps, width, planned=planned, current=current, each=each, lines=lines)
    return [row.plain.rstrip() for row in rows]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (rep(1, "5.1"), "▇ 5.1"),
        (rep(1, "5.04"), "▇ 5.0"),
        (rep(1, "5.05"), "▇ 5.1"),
        (rep(1, "6"), "█ 6.0"),
        (rep(1, "20"), "█ 20.0"),
        (rep(1, "2.5"), "▄ 2.5"),
        (rep(1, "0"), "▁ 0.0"),
        (rep(1), "▒ ~5.0"),
        (rep(1, "2", lost=True), "▃ 2.0!"),
        (rep(1, lost=True), "▒ ~5.0!"),
        (Rep(2, None, RepKind.NORMAL), "✓"),
        (Rep(2, None, RepKind.NORMAL, control_lost=True), "✓!"),
        (
            Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D("28.5"), marked=True),
            "▇ 28.5",
        ),
        (Rep(1, None, RepKind.HOLD, hold_target_s=D(30), hold_actual_s=D(30)), "▒ ~30.0"),
        (Rep(1, None, RepKind.LOWERING, D(5), None), "?"),
        (Rep(1, None, RepKind.LOWERING, None, D("4.5"), marked=True), "▇ 4.5"),
    ],
)
def test_marked_paced_and_lost_reps_differ_in_shape_and_sign(one: Rep, expected: str) -> None:
    assert small_mark(one) == expected


def test_a_set_under_way() -> None:
    assert shown([rep(1, "5.1"), rep(2)], planned=5, current=2) == [" reps  1 ▇ 5.1  2 ▒ ~5.0 ▸3 ·  4 ·  5 ·"]


def test_a_late_mark_updates_a_rep_that_is_done() -> None:
    assert shown([rep(1, "5.1")], planned=2, current=0) == [" reps ▸1 ▇ 5.1  2 ·"]


def test_sides_are_told_by_letters_and_their_numbers_restart() -> None:
    left = [rep(1, "4.9", side=Side.LEFT), rep(2, "5.0", side=Side.LEFT)]
    assert shown(left, planned=4, current=2, each=True) == [" reps L  1 ▇ 4.9  2 ▇ 5.0 R ▸1 ·  2 ·"]
    right = [rep(1, "5.0", side=Side.RIGHT)]
    assert shown([*left, *right]) == [" reps L  1 ▇ 4.9  2 ▇ 5.0 R  1 ▇ 5.0"]
    assert shown([], planned=2, current=0, each=True) == [" reps L ▸1 · R  1 ·"]


def test_30_10_30_at_60_columns() -> None:
    reps = [rep(1, "31.2", target="30")] + [Rep(number, None, RepKind.NORMAL) for number in range(2, 12)]
    assert shown(reps, 60, planned=12, current=11, lines=2) == [
        " reps  1 ▇ 31.2  2 ✓  3 ✓  4 ✓  5 ✓  6 ✓  7 ✓  8 ✓  9 ✓",
        "       10 ✓  11 ✓ ▸12 ·",
    ]


@pytest.mark.parametrize("done", [0, 1, 7, 14])
@pytest.mark.parametrize("lines", [1, 2])
def test_what_does_not_fit_is_left_out_around_the_current_rep(done: int, lines: int) -> None:
    reps = [rep(number, "10.2", target="10") for number in range(1, done + 1)]
    rows = shown(reps, 60, planned=15, current=done, lines=lines)
    assert len(rows) <= lines
    assert all(len(row) <= 60 for row in rows)
    assert f"▸{done + 1} ·" in " ".join(rows)
    if done:
        assert f"{done} ▇ 10.2" in " ".join(rows)


def test_left_out_reps_are_owned_up_to() -> None:
    reps = [rep(number, "5.0") for number in range(1, 13)]
    (row,) = shown(reps, 60, planned=40, current=12)
    assert row.startswith(" reps …")
    assert row.endswith("more")


def test_a_set_without_reps() -> None:
    assert shown([]) == [" reps"]


def bar(one: Rep, width: int = 21, *, longest: str = "5") -> str:
    drawn = wide_bar(one, width, D(longest)).plain
    assert len(drawn) == width
    return drawn


def test_a_bar_ends_where_the_rep_did_and_the_target_stays_in_sight() -> None:
    assert bar(rep(1, "5")) == "━" * 20 + "│"
    assert bar(rep(1, "2.5")) == "━" * 10 + "·" * 10 + "│"
    assert bar(rep(1, "2.6")) == "━" * 10 + "╸" + "·" * 9 + "│"
    assert bar(rep(1)) == "╍" * 20 + "│"
    assert bar(rep(1, "10"), longest="10") == "━" * 10 + "│" + "━" * 10
    assert bar(rep(1, "6"), longest="10") == "━" * 10 + "│" + "━━" + " " * 8
    assert bar(rep(1, "0")) == "·" * 20 + "│"
    assert bar(rep(1, "0.4", target="0")) == "│━╸" + " " * 18
    assert bar(Rep(2, None, RepKind.NORMAL)) == " " * 21
    assert bar(Rep(1, None, RepKind.LOWERING, None, D("2.5"), marked=True)) == "━" * 10 + "╸" + " " * 10


def test_the_scale_of_a_set_ends_at_its_longest_rep_or_target() -> None:
    assert longest_seconds([rep(1, "4"), rep(2, "6.5"), Rep(3, None, RepKind.NORMAL)]) == D("6.5")
    assert longest_seconds([rep(1, "4")]) == 5
    assert longest_seconds([]) == 1


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield RepStrip()


async def test_the_widget_shows_what_it_is_told_and_fits_when_the_terminal_shrinks() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        strip = app.query_one(RepStrip)
        strip.show([rep(1, "5.1")], planned=3, current=1)
        await pilot.pause()
        assert strip.render().plain.rstrip() == " reps  1 ▇ 5.1 ▸2 ·  3 ·"
        strip.show([rep(number, "5.1") for number in range(1, 10)], planned=10, current=9)
        await pilot.resize_terminal(40, 18)
        await pilot.pause()
        shown_now = strip.render().plain
        assert len(shown_now.splitlines()) == 1
        assert shown_now.rstrip().endswith("▸10 ·")
        assert len(shown_now) <= 40
        assert not strip.can_focus
