"""The differences between two sessions or sets in words, each with a sign that says which way it went."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training.load import plain, shown_number
from negtrain_tui.training.metrics import paced_and_marked
from negtrain_tui.training.record import SetRecord
from negtrain_tui.training.side_by_side import LoadChange, SessionChange, SetChange
from negtrain_tui.widgets.record_words import counted
from negtrain_tui.widgets.rep_marks import tenths

MORE, LESS, SAME, REMARK = "▲", "▼", "=", ""
"""Signs; what stands behind `SAME` only names what didn't change."""

Said = tuple[str, str]
"""A sign, and what it is about."""


def session_words(change: SessionChange) -> list[Said]:
    """Say how the totals of a session differ."""
    words = [
        _count(change.sets, "set", "sets"),
        _count(change.reps, "rep", "reps"),
    ]
    if change.holds:
        words.append(_count(change.holds, "hold", "holds"))
    words += _seconds(change.lowering_s, "more lowering", "less lowering", "seconds of lowering")
    words += _points(change.fidelity_points)
    words += _number(change.rpe, "session RPE")
    if change.minutes is not None:
        words.append(
            _worded(
                change.minutes,
                f"{abs(change.minutes)} min longer",
                f"{abs(change.minutes)} min shorter",
                "minutes",
            )
        )
    return words


def set_words(change: SetChange, before: SetRecord, after: SetRecord) -> list[Said]:
    """Say how a set differs, and where seconds aren't compared, why."""
    words: list[Said] = []
    if change.load is not None:
        down = "" if change.load_up is None else " down"
        words.append(_load(change.load, down))
    if change.load_up is not None:
        words.append(_load(change.load_up, " up"))
    if change.reps is not None:
        words.append(_count(change.reps, "rep", "reps"))
    if change.target_s:
        words += _seconds(change.target_s, "longer prescribed", "shorter prescribed", "prescribed lowering")
    words += _seconds(
        change.lowering_s, "longer per lowering", "shorter per lowering", "seconds per lowering"
    )
    words += _seconds(change.hold_s, "longer held", "shorter held", "seconds held")
    words += _points(change.fidelity_points)
    words += _number(change.rpe, "RPE")
    if change.pain is not None:
        words += _number(Decimal(change.pain), "pain")
    if change.lowering_s is None and _led_once(before, after):
        words.append((REMARK, "seconds not compared: one was led by the clock"))
    return words


def _led_once(before: SetRecord, after: SetRecord) -> bool:
    """Whether one set was measured and the other one wasn't."""
    marked = [paced_and_marked(each.reps) for each in (before, after)]
    return any(paced and not ours for paced, ours in marked) and any(ours for _, ours in marked)


def _load(change: LoadChange, which: str) -> Said:
    amount = _amount(abs(change.by), change.unit)
    return _worded(change.by, f"{amount} more{which}", f"{amount} less{which}", f"load{which}")


def _amount(by: Fraction, unit: str) -> str:
    # Ten decimals are more than any comparison of kilograms and pounds is looked at for.
    number = shown_number(Decimal(by.numerator) / Decimal(by.denominator))
    return f"{number}{unit}"


def _count(by: int, one: str, many: str) -> Said:
    things = counted(abs(by), one, many)
    return _worded(by, f"{things} more", f"{things} fewer", many)


def _seconds(by: Decimal | None, longer: str, shorter: str, what: str) -> list[Said]:
    if by is None:
        return []
    size = tenths(abs(by))
    if size == "0.0":
        return [(SAME, what)]
    return [_worded(by, f"{size} s {longer}", f"{size} s {shorter}", what)]


def _points(by: int | None) -> list[Said]:
    if by is None:
        return []
    points = counted(abs(by), "point")
    return [_worded(by, f"tempo {points} closer", f"tempo {points} further off", "fidelity")]


def _number(by: Decimal | None, what: str) -> list[Said]:
    if by is None:
        return []
    return [_worded(by, f"{what} {plain(abs(by))} higher", f"{what} {plain(abs(by))} lower", what)]


def _worded(by: Fraction | Decimal | int, more: str, less: str, same: str) -> Said:
    return (MORE, more) if by > 0 else (LESS, less) if by < 0 else (SAME, same)
