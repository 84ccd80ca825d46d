"""The list of sessions, newest first, and a glance at the one under the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import DataTable

from negtrain_tui.training.metrics import summarise_session, work_sets
from negtrain_tui.training.record import Session
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import (
    counted,
    date_said,
    lowering_said,
    status_said,
    status_sign,
    tempo_said,
    title_said,
    totals_said,
)
from negtrain_tui.widgets.rep_strip import strip_text

# From this many cells on a row has room for the weekday and for the status as a word.
_ROOMY = 74
_SCROLLBAR = 2
# From so many lines on a glance shows reps, even if not all.
_TALL = 12


class SessionTable(DataTable[Text]):
    """Rows that always fit the width there is; `home` and `end` go to the newest and the oldest session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", "Newest", show=False),
        Binding("end", "scroll_bottom", "Oldest", show=False),
    ]

    DEFAULT_CSS = """
    SessionTable { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; background: transparent; }
    SessionTable > .datatable--header { background: $panel; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cell_padding=0, zebra_stripes=False)
        self.sessions: list[Session] = []
        self._drawn_for = 0

    @property
    def highlighted(self) -> Session | None:
        """The session under the cursor."""
        row = self.cursor_row
        return self.sessions[row] if 0 <= row < len(self.sessions) else None

    def fill(self, sessions: Iterable[Session]) -> None:
        """Show these sessions, the cursor on the one it was on, or where that one was."""
        before, row = self.highlighted, self.cursor_row
        self.sessions = list(sessions)
        ids = [session.id for session in self.sessions]
        self._draw(ids.index(before.id) if before is not None and before.id in ids else row)

    def extend(self, sessions: Sequence[Session]) -> None:
        """Show older sessions below."""
        self.sessions.extend(sessions)
        self._add(sessions)

    def drop(self, session_id: str) -> None:
        """Take a session off the list."""
        if any(session.id == session_id for session in self.sessions):
            self.sessions = [session for session in self.sessions if session.id != session_id]
            self.remove_row(session_id)

    def on_resize(self, event: events.Resize) -> None:
        """Cut the rows anew where the width has changed."""
        if event.size.width != self._drawn_for:
            self._draw(self.cursor_row)

    @property
    def _room(self) -> int:
        return max(self.size.width - _SCROLLBAR, 20)

    def _name_width(self) -> int:
        rest = 2 + (21 if self._room >= _ROOMY else 17) + 5 + 5 + 9 + 6
        return max(self._room - rest - 1, 6)

    def _draw(self, row: int) -> None:
        self._drawn_for = self.size.width
        self.clear(columns=True)
        name = self._name_width()
        self.add_column(Text(""), width=2)
        self.add_column(Text("when"), width=21 if self._room >= _ROOMY else 17)
        self.add_column(Text("session"), width=name + 1)
        for heading, width in (("sets", 5), ("reps", 5), ("lowering", 9), ("tempo", 6)):
            self.add_column(Text(f"{heading:>{width - 1}}"), width=width)
        self._add(self.sessions)
        if self.sessions:
            self.move_cursor(row=min(max(row, 0), len(self.sessions) - 1))

    def _add(self, sessions: Iterable[Session]) -> None:
        roomy, name = self._room >= _ROOMY, self._name_width()
        for session in sessions:
            self.add_row(*_cells(session, name, roomy=roomy), key=session.id)


def _cells(session: Session, name: int, *, roomy: bool) -> tuple[Text, ...]:
    summary = summarise_session(session)
    status = status_said(session.status)
    word = f" {status}" if roomy and status else ""
    title = Text(title_said(session))
    title.truncate(max(name - len(word), 1), overflow="ellipsis")
    title.append(word, style="italic")
    return (
        Text(status_sign(session.status)),
        Text(date_said(session.started_at, weekday=roomy)),
        title,
        Text(f"{summary.sets:>4}"),
        Text(f"{summary.reps:>4}" if summary.reps or not summary.holds else f"{'–':>4}"),
        Text(f"{lowering_said(summary):>8}"),
        Text(f"{tempo_said(summary):>5}"),
    )


def glance_lines(session: Session, width: int, height: int) -> list[Content]:
    """A session in brief, on at most `height` lines: name, status and totals, then the reps of every set.

    Where there is no room for reps, the exercises are listed with their numbers of sets.
    """
    status = status_said(session.status)
    head = Content.styled(title_said(session), "bold $text-primary")
    if status:
        head = Content.assemble((f"{status_sign(session.status)} {status}  ", "bold $text-warning"), head)
    sets = work_sets(session.sets)
    totals = " · ".join([counted(len(sets), "set"), *totals_said(sets)])
    first, *wrapped = head.truncate(width, ellipsis=True), *Content(totals).wrap(width)
    in_full = [first, *wrapped, *_strips(session, width)]
    if len(in_full) <= height:
        return in_full
    if height >= _TALL:
        return [*in_full[: height - 1], Content.styled("… and more: enter", "$foreground-muted")]
    numbers = Counter(literal(one.exercise) for one in work_sets(session.sets))
    exercises = Content(", ".join(f"{name} ({number})" for name, number in numbers.items()))
    return [first, exercises.truncate(width, ellipsis=True), *wrapped][:height]


def _strips(session: Session, width: int) -> list[Content]:
    rows: list[Content] = []
    for name, sets in groupby(work_sets(session.sets), lambda one: one.exercise):
        rows += [Content(""), Content(literal(name)).truncate(width, ellipsis=True)]
        for one in sets:
            rows += strip_text(one.reps, width, label=f"{one.number:>2}", lines=3)
    return rows


class SessionGlance(Widget, can_focus=False):
    """Draws as much of a session's brief as it has lines for."""

    session: reactive[Session | None] = reactive(None)

    def render(self) -> Content:
        """Draw it."""
        if self.session is None:
            return Content("")
        size = self.content_size
        return Content("\n").join(glance_lines(self.session, max(size.width, 10), max(size.height, 2)))
