"""One recorded set: how it was meant, how it ended, and every rep's seconds as a bar against its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from negtrain_tui.training.load import Amount, Load
from negtrain_tui.training.metrics import fade, mean_error_s, within_20
from negtrain_tui.training.record import Rep, RepKind, SetRecord, Status
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import (
    answers_said,
    counted,
    ending_said,
    loads_said,
    percent,
    totals_said,
)
from negtrain_tui.widgets.rep_marks import (
    ORDINARY,
    against_target,
    error_said,
    longest_seconds,
    style_of,
    tenths,
    timed,
    wide_bar,
)

_INDENT = "  "
_LONGEST_BAR = 72
_SHORTEST_BAR = 8


def line_heading(one: SetRecord, width: int) -> list[Content]:
    """The exercise, and under it the line as it stood when it was trained."""
    return [
        *Content.styled(literal(one.exercise), "bold $text-primary").wrap(width),
        *_indented(Content.styled(literal(one.line), "$foreground-muted"), width),
    ]


def set_lines(one: SetRecord, width: int, siblings: Sequence[SetRecord] = ()) -> list[Content]:
    """Lay out a set on lines of at most `width` cells, its bars on one scale with those of its siblings."""
    method = one.method or "tempo"
    rows = [
        *_phrases([(_name(one), "bold"), f"{one.started_at:%H:%M}", loads_said(one)], width),
    ]
    if one.skipped:
        return [*rows, *_phrases([ending_said(one), one.note and f"“{literal(one.note)}”"], width)]
    rows += _phrases([method, one.pacing, (ending_said(one), _ending_style(one)), *answers_said(one)], width)
    if one.replaces:
        rows += _phrases([f"in place of {literal(one.replaces)}"], width)
    if one.reps:
        rows += _phrases([*totals_said([one]), *_judgement(one.reps)], width)
    if one.note:
        rows += _indented(Content(f"“{literal(one.note)}”"), width)
    if not one.reps:
        rows.append(Content.styled(f"{_INDENT}no rep was done", "$foreground-muted"))
    return [*rows, *_rep_lines(one, width, siblings or (one,))]


def _name(one: SetRecord) -> str:
    return f"{'Warm-up' if one.warm_up else 'Set'} {one.number}"


def _judgement(reps: Sequence[Rep]) -> list[str]:
    said: list[str] = []
    near, error, faded = within_20(reps), mean_error_s(reps), fade(reps)
    if near is not None:
        said.append(f"{percent(near)} within ±20 %")
    if error is not None:
        said.append(f"mean error {_signed(error)} s")
    if faded is not None:
        said.append(f"fade {percent(faded).replace('-', '−')}")
    return said


def _signed(seconds: Decimal) -> str:
    text = tenths(abs(seconds))
    return "±0.0" if text == "0.0" else f"{'−' if seconds < 0 else '+'}{text}"


def _ending_style(one: SetRecord) -> str:
    if one.ended_by is None:
        return "bold $text-warning" if one.status is not Status.FINISHED else ""
    return "" if one.ended_by.value in ("reps done", "lifter") else "bold $text-error"


def _phrases(phrases: Iterable[str | tuple[str, str]], width: int) -> list[Content]:
    """Join phrases by middle dots and break lines only between them, where they fit at all."""
    rows: list[Content] = []
    line = Content("")
    for phrase in phrases:
        piece = (
            Content.styled(phrase, "$foreground-muted")
            if isinstance(phrase, str)
            else Content.styled(*phrase)
        )
        if not piece.plain:
            continue
        if line.plain and len(_INDENT) + line.cell_length + 3 + piece.cell_length > width:
            rows += _indented(line, width)
            line = Content("")
        line = Content.assemble(line, (" · ", "$foreground-muted"), piece) if line.plain else piece
    return [*rows, *_indented(line, width)] if line.plain else rows


def _indented(text: Content, width: int) -> list[Content]:
    return [Content.assemble(_INDENT, row) for row in text.wrap(max(1, width - len(_INDENT)))]


def _rep_lines(one: SetRecord, width: int, siblings: Sequence[SetRecord]) -> list[Content]:
    reps = one.reps
    everyone = [rep for sibling in siblings for rep in sibling.reps]
    sides = max((len(rep.side.value) + 1 for rep in everyone if rep.side is not None), default=0)
    digits = max((len(str(rep.number)) for rep in everyone), default=1)
    said = [_rep_said(one, rep) for rep in reps]
    all_said = [_rep_said(sibling, rep) for sibling in siblings for rep in sibling.reps]
    first = max((len(achieved) for achieved, _, _ in all_said), default=0)
    rest = max((len(f"{error} {more}".rstrip()) for _, error, more in all_said), default=0)
    room = width - len(_INDENT) - sides - digits - 1 - 2 - first - 2 - rest
    bar = min(max(room, _SHORTEST_BAR), _LONGEST_BAR)
    longest = longest_seconds(everyone)
    rows: list[Content] = []
    for index, (rep, (achieved, error, more)) in enumerate(zip(reps, said, strict=True)):
        if _inside_ordinary(reps, index):
            continue
        new_side = rep.side is not None and (index == 0 or reps[index - 1].side is not rep.side)
        side = rep.side.value if new_side and rep.side is not None else ""
        lead = f"{_INDENT}{side:<{sides}}"
        if timed(rep) is None:
            last = _end_of_ordinary(reps, index)
            rows.append(
                Content.assemble((lead, "bold"), (_untimed(rep, reps[last], digits), "$foreground-muted"))
            )
            continue
        row = Content.assemble(
            (lead, "bold"),
            (f"{rep.number:>{digits}} ", "$foreground-muted"),
            wide_bar(rep, bar, longest),
            f"  {achieved:>{first}}  ",
            (error, style_of(rep)),
            (f" {more}" if more else "", "bold $text-error" if rep.control_lost else "$foreground-muted"),
        )
        rows.append(row)
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
    """The load of a rep that carried something other than its set."""
    if rep.load_down is None:
        return ""
    lifted = one.load_lifted
    return (
        "" if lifted is not None and rep.load_down == lifted.down else f"@{_pair(rep.load_down, rep.load_up)}"
    )


def _pair(down: Amount, up: Amount | None) -> Load:
    return Load(down, None if up == down else up)


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


class SetPanel(Widget, can_focus=False):
    """Draws a set at whatever width there is; the first of the siblings of its line has the line above it."""

    DEFAULT_CSS = """
    SetPanel { height: auto; width: 1fr; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(self, one: SetRecord, siblings: Sequence[SetRecord]) -> None:
        super().__init__()
        self._one = one
        self._siblings = siblings

    def _lines(self, width: int) -> list[Content]:
        named = next((each for each in self._siblings if not each.warm_up), self._one)
        above = line_heading(named, width) if self._one is self._siblings[0] else []
        return [*above, *set_lines(self._one, width, self._siblings)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the set takes at this width."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw it."""
        return Content("\n").join(self._lines(self.content_size.width or 78))
