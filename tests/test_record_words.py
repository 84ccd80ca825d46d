"""Totals in words: what the clock led is never said as if it was measured, and counts add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from negtrain_tui.screens.session_text import legend
from negtrain_tui.training.metrics import summarise
from negtrain_tui.training.record import Rep, RepKind, SetRecord
from negtrain_tui.training.rounding import tenth
from negtrain_tui.training.side_by_side import set_change
from negtrain_tui.widgets.difference_words import SAME, set_words
from negtrain_tui.widgets.record_words import manner_said, summary_said
from tests.stored_samples import finished_set


def done(*reps: Rep, **changes: str | None) -> SetRecord:
    return replace(finished_set(), reps=reps, **changes)  # type: ignore[arg-type]


def hold(seconds: str, *, marked: bool = False) -> Rep:
    actual = D(seconds)
    return Rep(1, None, RepKind.HOLD, marked=marked, hold_target_s=D(40), hold_actual_s=actual)


def lowering(*, marked: bool) -> Rep:
    return Rep(1, None, RepKind.LOWERING, D(30), D(30), marked)


def test_holds_are_measured_only_where_each_was_ended_by_a_press() -> None:
    led = summarise([done(hold("40"))])
    assert summary_said(led) == ["1 hold of ~40.0 s in all"]
    assert "paced" in legend(led, 80) and "measured" not in legend(led, 80)
    both = summarise([done(hold("40"), hold("31.5", marked=True))])
    assert both.holds_paced == 1 and summary_said(both) == ["2 holds of ~71.5 s in all"]
    pressed = summarise([done(hold("31.5", marked=True))])
    assert summary_said(pressed) == ["1 hold of 31.5 s in all"]
    assert "measured" in legend(pressed, 80) and "paced" not in legend(pressed, 80)


def test_ordinary_reps_are_counted_so_that_reps_add_up() -> None:
    ordinary = [Rep(number, None, RepKind.NORMAL) for number in range(2, 12)]
    half = summarise([done(lowering(marked=True), *ordinary, lowering(marked=False))])
    assert summary_said(half)[0] == "12 reps" and summary_said(half)[-1] == "1 measured, 1 paced, 10 ordinary"
    led = summarise([done(lowering(marked=False), *ordinary)])
    assert summary_said(led)[-1] == "1 paced, 10 ordinary"
    assert summary_said(summarise([done(lowering(marked=False))]))[-1] == "all paced"


def test_a_line_without_a_tempo_is_not_said_to_have_one() -> None:
    assert manner_said(done(hold("40"), line="Wall sit 2x40s", method=None)) == []
    said = manner_said(done(hold("40"), line="Wall sit 2x40s self-paced", method=None, pacing="self-paced"))
    assert said == ["self-paced"]
    assert manner_said(done(line="Bench press 1x5 @60kg 4-0-X-0", method=None)) == ["tempo 4-0-X-0"]


def test_the_same_fidelity_is_not_called_the_same_tempo() -> None:
    slow = done(lowering(marked=True))
    quick = done(Rep(1, None, RepKind.LOWERING, D(15), D(15), marked=True))
    same = [said for sign, said in set_words(set_change(slow, quick), slow, quick) if sign == SAME]
    assert "fidelity" in same and "tempo" not in same


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert str(tenth(D("-0.04"))) == "0.0"
