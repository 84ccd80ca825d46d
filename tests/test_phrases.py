"""Totals on narrow terminals: a number stays with its unit."""

from __future__ import annotations

from rich.cells import cell_len

from negtrain_tui.training.metrics import work_sets
from negtrain_tui.widgets.phrases import phrases
from negtrain_tui.widgets.record_words import totals_said
from tests.shown_sessions import bench_day


def test_lines_are_broken_between_phrases_only() -> None:
    said = ["2 sets", *totals_said(work_sets(bench_day().sets)), ""]
    assert "tempo 92 %" in said
    for width in range(26, 80):
        rows = [row.plain for row in phrases(said, width, indent=2)]
        assert [phrase for row in rows for phrase in row[2:].split(" · ")] == said[:-1]
        assert max(map(cell_len, rows)) <= width


def test_a_phrase_longer_than_the_terminal_is_broken_all_the_same() -> None:
    rows = [row.plain for row in phrases(["short", "much longer than that"], 12, indent=0)]
    assert rows == ["short", "much longer", "than that"]
