"""A glance at the session under the cursor: its totals, and its reps where there is room."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from negtrain_tui.training.metrics import work_sets
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.phrases import phrases
from negtrain_tui.widgets.record_words import (
    counted,
    heading_title,
    note_said,
    status_said,
    status_sign,
    summary_said,
)
from negtrain_tui.widgets.rep_strip import strip_text

if TYPE_CHECKING:
    from negtrain_tui.training.record import Session
    from negtrain_tui.training.session_heading import SessionHeading

# From so many lines on it shows reps, even if not all.
TALL_GLANCE = 12
_NOTE_LINES = 2


def glance_lines(heading: SessionHeading, session: Session | None, width: int, height: int) -> list[Content]:
    """A session in brief, on at most `height` lines: name, status, exercises and totals.

    Where there is room and `session` is known, its note and the reps of its sets take the exercises' place.
    """
    status = status_said(heading.status)
    head = Content.styled(heading_title(heading), "bold $text-primary")
    if status:
        head = Content.assemble((f"{status_sign(heading.status)} {status}  ", "bold $text-warning"), head)
    summary = heading.summary
    said = [counted(summary.sets, "set"), *summary_said(summary)]
    totals = phrases([(each, "") for each in said], width, indent=0)
    exercises = Content(", ".join(f"{literal(name)} ({number})" for name, number in heading.exercises))
    brief = [head.truncate(width, ellipsis=True), *totals]
    if height < TALL_GLANCE:
        return [brief[0], exercises.truncate(width, ellipsis=True), *brief[1:]][:height]
    note = Content(" ".join(note_said(heading.note)))
    brief += note.truncate(_NOTE_LINES * width, ellipsis=True).wrap(width) if note else []
    brief += [*exercises.wrap(width)] if session is None else _strips(session, width)
    if len(brief) <= height:
        return brief
    return [*brief[: height - 1], Content.styled("… and more: enter", "$foreground-muted")]


def _strips(session: Session, width: int) -> list[Content]:
    rows: list[Content] = []
    for name, sets in groupby(work_sets(session.sets), lambda one: one.exercise):
        rows += [Content(""), Content(literal(name)).truncate(width, ellipsis=True)]
        for one in sets:
            rows += strip_text(one.reps, width, label=f"{one.number:>2}", lines=3)
    return rows


class SessionGlance(Widget, can_focus=False):
    """Draws as much of a session's brief as it has lines for."""

    heading: reactive[SessionHeading | None] = reactive(None)
    session: reactive[Session | None] = reactive(None)

    @property
    def tall(self) -> bool:
        """Whether there is room for a session's reps."""
        return self.content_size.height >= TALL_GLANCE

    def render(self) -> Content:
        """Draw it."""
        if self.heading is None:
            return Content("")
        size = self.content_size
        whole = self.session if self.session is not None and self.session.id == self.heading.id else None
        lines = glance_lines(self.heading, whole, max(size.width, 10), max(size.height, 2))
        return Content("\n").join(lines)
