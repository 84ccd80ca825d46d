"""Two sessions laid out beside each other, or below each other where it is narrow, with their differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual.content import Content

from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.metrics import summarise, work_sets
from negtrain_tui.training.record import EndedBy, Session, SetRecord, Status
from negtrain_tui.training.side_by_side import ExercisePair, SetPair, SideBySide
from negtrain_tui.training.week import whole_minutes
from negtrain_tui.widgets.cursor_rows import Row
from negtrain_tui.widgets.difference_words import REMARK, SAME, Said, session_words, set_words
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.phrases import phrases
from negtrain_tui.widgets.record_words import (
    answers_said,
    counted,
    date_said,
    duration_said,
    ending_said,
    offset_said,
    reps_said,
    status_said,
    tempo_said,
    title_said,
    totals_said,
)
from negtrain_tui.widgets.rep_marks import LED_SMALL, LOST, ON_TARGET, timed
from negtrain_tui.widgets.rep_strip import rep_rows

COLUMNS_FROM = 74
"""Below this width the two sessions stand below each other."""

_MUTED = "$foreground-muted"
_BEFORE, _AFTER = "‹", "›"
_BETWEEN = " │ "
_LEAD = 1
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor can stand: on a pair of sets, or with `set` below 0 on the sessions as a whole."""

    exercise: int = -1
    set: int = -1


WHOLE = Place()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The width there is, and whether it is enough for two columns."""

    width: int

    @property
    def columns(self) -> bool:
        return self.width >= COLUMNS_FROM

    @property
    def column(self) -> int:
        """Cells for one session's text."""
        if self.columns:
            return (self.width - _LEAD - len(_BETWEEN)) // 2
        return self.width - _LEAD - 2

    def both(self, before: Sequence[Content], after: Sequence[Content]) -> Iterator[Content]:
        """Put what is said of both sessions where it belongs, each line filling its column."""
        lead = " " * _LEAD
        if self.columns:
            for left, right in zip_longest(before, after, fillvalue=Content("")):
                gap = " " * (self.column - left.cell_length)
                yield Content.assemble(lead, left, gap, (_BETWEEN, _MUTED), right)
            return
        for sign, lines in ((_BEFORE, before), (_AFTER, after)):
            for number, line in enumerate(lines):
                yield Content.assemble(lead, (sign if number == 0 else " ", "bold"), " ", line)

    def across(self, text: Content) -> Iterator[Content]:
        """Put a text over both columns."""
        for row in text.wrap(self.width - _LEAD):
            yield Content.assemble(" " * _LEAD, row)


def compared_rows(found: SideBySide, width: int) -> list[Row[Place]]:
    """Lay out two sessions on rows of at most `width` cells: the totals, then set by set."""
    sheet = _Sheet(width)
    rows = [Row(text, WHOLE, marked=number == 0) for number, text in enumerate(_sessions(found, sheet))]
    for at, pair in enumerate(found.exercises):
        rows += [Row(text, Place(at, 0), plain=True) for text in _heading(pair, sheet)]
        for number, sets in enumerate(pair.sets):
            place = Place(at, number)
            rows += [Row(text, place, marked=line == 0) for line, text in enumerate(_sets(pair, sets, sheet))]
    return rows


def head_rows(session: Session, other: Session | None, width: int) -> list[Content]:
    """Name the workout, and tell when both sessions were, each over its column; both in their local time."""
    sheet = _Sheet(width)
    title = Content.assemble(" ", (title_said(session), "bold"), (" · side by side", _MUTED))
    rows = [title.truncate(width, ellipsis=True)]
    if other is not None:
        rows += sheet.both(
            phrases([(_when(other), "bold"), _apart_said(other, session)], sheet.column, indent=0),
            phrases([(_when(session), "bold")], sheet.column, indent=0),
        )
    return rows


def _when(session: Session) -> str:
    said = f"{date_said(session.started_at, weekday=True)} {offset_said(session.started_at)}".rstrip()
    status = status_said(session.status)
    return f"{said}, {status}" if status else said


def _apart_said(other: Session, session: Session) -> str:
    """Say how many days lie between two sessions, each date as its own place had it."""
    days = (session.started_at.date() - other.started_at.date()).days
    if not days:
        return "the same day"
    return f"{counted(abs(days), 'day')} {'before' if days > 0 else 'later'}"


def _sessions(found: SideBySide, sheet: _Sheet) -> Iterator[Content]:
    yield from sheet.both(_total_lines(found.before, sheet), _total_lines(found.after, sheet))
    yield from _difference_rows(session_words(found.change), sheet)
    reps = [rep for one in (found.before, found.after) for each in work_sets(one.sets) for rep in each.reps]
    said = [
        words
        for words, there in (
            (f"{ON_TARGET} measured, so high on target", any(rep.marked for rep in reps)),
            (
                f"{LED_SMALL} ~ led by the clock",
                any(not rep.marked and timed(rep) is not None for rep in reps),
            ),
            (f"{LOST} control lost", any(rep.control_lost for rep in reps)),
        )
        if there
    ]
    yield from phrases(said, sheet.width, indent=_LEAD)


def _total_lines(session: Session, sheet: _Sheet) -> list[Content]:
    sets = work_sets(session.sets)
    taken = whole_minutes(session)
    said = [counted(len(sets), "set"), *totals_said(sets)]
    if taken is not None:
        said.append(duration_said(taken))
    if session.rpe is not None:
        said.append(f"session RPE {plain(session.rpe)}")
    return phrases([(each, "") for each in said], sheet.column, indent=0)


def _heading(pair: ExercisePair, sheet: _Sheet) -> Iterator[Content]:
    """Name the exercise, and tell the line it was trained by, on each side where it isn't the same."""
    yield Content("")
    names = (pair.before, pair.after)
    lines = [_line_of(each.before for each in pair.sets), _line_of(each.after for each in pair.sets)]
    name = Content.styled(literal(pair.after or pair.before or ""), "bold $text-primary")
    if None in names or pair.before == pair.after:
        yield from sheet.across(name)
    else:
        yield from sheet.both(*(_wrapped(literal(each or ""), "bold $text-primary", sheet) for each in names))
    there = [each for each in lines if each]
    if len(set(there)) == 1 and len(there) == 2:
        yield from sheet.across(Content.styled(literal(there[0]), _MUTED))
    else:
        yield from sheet.both(*(_wrapped(literal(each), _MUTED, sheet) for each in lines))


def _line_of(sets: Iterable[SetRecord | None]) -> str:
    return next((each.line for each in sets if each is not None), "")


def _wrapped(text: str, style: str, sheet: _Sheet) -> list[Content]:
    return list(Content.styled(text, style).wrap(sheet.column)) if text else []


def _sets(pair: ExercisePair, sets: SetPair, sheet: _Sheet) -> Iterator[Content]:
    one = sets.after or sets.before
    number = 0 if one is None else one.number
    sides = (
        _set_lines(sets.before, pair.before is None, number, sheet),
        _set_lines(sets.after, pair.after is None, number, sheet),
    )
    if not sheet.columns:
        yield Content.assemble(" " * _LEAD, (f"Set {number}", "bold"))
    yield from sheet.both(*sides)
    if sets.change is not None and sets.before is not None and sets.after is not None:
        yield from _difference_rows(set_words(sets.change, sets.before, sets.after), sheet)


def _set_lines(one: SetRecord | None, nowhere: bool, number: int, sheet: _Sheet) -> list[Content]:
    """Say one side's set, and draw its reps."""
    if one is None:
        missing = "not in this session" if nowhere else f"no set {number}"
        return phrases([missing], sheet.column, indent=0)
    name = [(f"Set {one.number}", "bold")] if sheet.columns else []
    if one.skipped:
        return phrases([*name, ending_said(one)], sheet.column, indent=0)
    said = [*name]
    if one.load_lifted is not None:
        said.append((shown(one.load_lifted), ""))
    said += [(each, "") for each in _short(one)]
    if one.ended_by is not EndedBy.REPS_DONE and ending_said(one):
        said.append((ending_said(one), "$text-warning" if one.status is Status.INTERRUPTED else ""))
    said += [(each, "") for each in answers_said(one)]
    return [*phrases(said, sheet.column, indent=0), *rep_rows(one.reps, sheet.column, indent=1)]


def _short(one: SetRecord) -> list[str]:
    """How much was done, and how close to its tempo; each rep's seconds stand below."""
    summary = summarise([one])
    said = []
    if summary.reps or not summary.holds:
        reps = reps_said([one], summary.reps)
        said.append(f"{reps} rep{'' if reps == '1' else 's'}")
    if summary.holds:
        said.append(counted(summary.holds, "hold"))
    if summary.fidelity is not None or summary.paced:
        said.append(f"{'' if summary.fidelity is None else 'tempo '}{tempo_said(summary)}")
    return said


def _difference_rows(words: Sequence[Said], sheet: _Sheet) -> Iterator[Content]:
    """Tell differences over both columns, each by a sign and in words; what is the same comes last."""
    told = [(f"{sign} {said}", "bold") for sign, said in words if sign not in (SAME, REMARK)]
    same = [said for sign, said in words if sign == SAME]
    if same:
        told.append((f"{SAME} same {', '.join(same)}", _MUTED))
    told += [(said, "bold") for sign, said in words if sign == REMARK]
    yield from phrases(told, sheet.width, indent=_INDENT)
