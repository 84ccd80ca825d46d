"""One recorded set: how it was meant, how it ended, and every rep's seconds as a bar against its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from negtrain_tui.training.load import Load, shown
from negtrain_tui.training.record import Rep, RepKind, SetRecord, Status
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.phrases import phrases
from negtrain_tui.widgets.record_words import (
    answers_said,
    counted,
    ending_said,
    judgement_said,
    loads_said,
    manner_said,
    note_said,
    rest_said,
    totals_said,
)
from negtrain_tui.widgets.rep_marks import (
    ORDINARY,
    against_target,
    error_said,
    longest_seconds,
    style_of,
    timed,
    wide_bar,
)

if TYPE_CHECKING:
    from negtrain_tui.training.rests_taken import RestTaken

_INDENT = "  "
_LONGEST_BAR = 72
_SHORTEST_BAR = 8


def line_heading(one: SetRecord, width: int) -> list[Content]:
    """The exercise, and under it the line as it stood when it was trained."""
    return [
        *Content.styled(literal(one.exercise), "bold $text-primary").wrap(width),
        *_indented(Content.styled(literal(one.line), "$foreground-muted"), width),
    ]


def set_head(one: SetRecord, width: int, rest: RestTaken | None = None) -> list[Content]:
    """Say what there is to say of a set as a whole, on lines of `width` cells; `rest` was before it."""
    # What was added by hand is finished without an end: when it began is only where it stands.
    known = one.finished_at is not None or one.status is not Status.FINISHED
    head: list[str | tuple[str, str]] = [
        (_name(one), "bold"),
        f"{one.started_at:%H:%M}" if known else "",
        loads_said(one),
        rest_said(rest),
    ]
    rows = phrases(head, width)
    if one.skipped:
        return [*rows, *phrases([ending_said(one)], width), *_quoted(one.note, width)]
    rows += phrases([*manner_said(one), (ending_said(one), _ending_style(one)), *answers_said(one)], width)
    if one.replaces:
        rows += phrases([f"in place of {literal(one.replaces)}"], width)
    if one.reps:
        rows += phrases([*totals_said([one]), *judgement_said(one.reps)], width)
    rows += _quoted(one.note, width)
    if not one.reps:
        rows.append(Content.styled(f"{_INDENT}no rep was done", "$foreground-muted"))
    return rows


def _quoted(note: str, width: int) -> list[Content]:
    return [row for paragraph in note_said(note) for row in _indented(Content(paragraph), width)]


def _name(one: SetRecord) -> str:
    return f"{'Warm-up' if one.warm_up else 'Set'} {one.number}"


def _ending_style(one: SetRecord) -> str:
    if one.ended_by is None:
        return "bold $text-warning" if one.status is not Status.FINISHED else ""
    return "" if one.ended_by.value in ("reps done", "lifter") else "bold $text-error"


def _indented(text: Content, width: int) -> list[Content]:
    return [Content.assemble(_INDENT, row) for row in text.wrap(max(1, width - len(_INDENT)))]


@dataclass(frozen=True, slots=True)
class RepLine:
    """How the reps from `first` to `last`, both included and by their place from 0, are drawn.

    That is one row, and another one where what is out of the ordinary has no room behind the bar.
    """

    rows: tuple[Content, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What the reps of some sets have in common when they are drawn below each other: cells, and seconds.

    `longest` seconds fill a bar. Words have room behind it where their rows would be `more` cells wide.
    """

    sides: int
    digits: int
    achieved: int
    error: int
    more: int
    longest: Decimal


def scale_of(sets: Iterable[SetRecord]) -> Scale:
    """Find the scale on which all reps of these sets can be drawn."""
    pairs = [(rep, _rep_said(one, rep)) for one in sets for rep in one.reps]
    reps = [rep for rep, _ in pairs]
    return Scale(
        sides=max((len(rep.side.value) + 1 for rep in reps if rep.side is not None), default=0),
        digits=max((len(str(rep.number)) for rep in reps), default=1),
        achieved=max((len(achieved) for _, (achieved, _, _) in pairs), default=0),
        error=max((len(error) for _, (_, error, _) in pairs), default=0),
        more=max((len(f"{error} {more}".rstrip()) for _, (_, error, more) in pairs), default=0),
        longest=longest_seconds(reps),
    )


def rep_lines(
    one: SetRecord, width: int, scale: Scale | None = None, *, folded: bool = True
) -> list[RepLine]:
    """Draw a set's reps, on its own scale unless given; `folded`, ordinary ones in a row are drawn as one."""
    reps = one.reps
    scale = scale or scale_of([one])
    sides, digits, first = scale.sides, scale.digits, scale.achieved
    room = width - len(_INDENT) - sides - digits - 1 - 2 - first - 2
    below = room - scale.more < _SHORTEST_BAR
    bar = min(max(room - (scale.error if below else scale.more), _SHORTEST_BAR), _LONGEST_BAR)
    rows: list[RepLine] = []
    for index, rep in enumerate(reps):
        if folded and _inside_ordinary(reps, index):
            continue
        achieved, error, more = _rep_said(one, rep)
        new_side = rep.side is not None and (index == 0 or reps[index - 1].side is not rep.side)
        side = rep.side.value if new_side and rep.side is not None else ""
        lead = f"{_INDENT}{side:<{sides}}"
        if timed(rep) is None:
            last = _end_of_ordinary(reps, index) if folded else index
            untimed = (_untimed(rep, reps[last], digits), "$foreground-muted")
            rows.append(RepLine((Content.assemble((lead, "bold"), untimed),), index, last))
            continue
        row = Content.assemble(
            (lead, "bold"),
            (f"{rep.number:>{digits}} ", "$foreground-muted"),
            wide_bar(rep, bar, scale.longest),
            f"  {achieved:>{first}}  ",
            (error, style_of(rep)),
        )
        told = Content.styled(more, "bold $text-error" if rep.control_lost else "$foreground-muted")
        if not more:
            drawn: tuple[Content, ...] = (row,)
        elif below:
            drawn = (row, Content.assemble(" " * (len(lead) + digits + 1), told))
        else:
            drawn = (Content.assemble(row, " ", told),)
        rows.append(RepLine(drawn, index, index))
    return rows


def _rep_said(one: SetRecord, rep: Rep) -> tuple[str, str, str]:
    """What stands behind a rep's bar: achieved and prescribed, the error, and what is out of the ordinary."""
    seconds = timed(rep)
    more = ["! control lost"] if rep.control_lost else []
    load = _own_load(one, rep)
    if load:
        more.append(load)
    if seconds is None:
        return "", "", ""
    return against_target(seconds), error_said(seconds), " ".join(more)


def _own_load(one: SetRecord, rep: Rep) -> str:
    """The load of a rep in which something else was lowered than its set says."""
    if rep.load_down is None or (one.load_lifted is not None and rep.load_down == one.load_lifted.down):
        return ""
    return f"@{shown(Load(rep.load_down, None if rep.load_up == rep.load_down else rep.load_up))}"


def _same_ordinary(one: Rep, other: Rep) -> bool:
    return (
        one.kind is other.kind is RepKind.NORMAL
        and one.side is other.side
        and not one.control_lost
        and not other.control_lost
    )


def _inside_ordinary(reps: Sequence[Rep], index: int) -> bool:
    return index > 0 and _same_ordinary(reps[index - 1], reps[index])


def _end_of_ordinary(reps: Sequence[Rep], index: int) -> int:
    while index + 1 < len(reps) and _same_ordinary(reps[index], reps[index + 1]):
        index += 1
    return index


def _untimed(first: Rep, last: Rep, digits: int) -> str:
    number = f"{first.number:>{digits}}"
    if first.kind is not RepKind.NORMAL:
        return f"{number} no seconds on record" + (" ! control lost" if first.control_lost else "")
    lost = " ! control lost" if first.control_lost else ""
    count = last.number - first.number + 1
    if count == 1:
        return f"{number} {ORDINARY} ordinary rep{lost}"
    return f"{number} {ORDINARY} to {last.number}: {counted(count, 'ordinary rep')}"
