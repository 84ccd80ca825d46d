"""What is said of a session as a whole, above its sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from negtrain_tui.training.load import plain
from negtrain_tui.training.metrics import Summary, work_sets
from negtrain_tui.training.record import Session
from negtrain_tui.training.undone import sets_of_planned
from negtrain_tui.training.week import rounded, session_load, whole_minutes
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.phrases import phrases
from negtrain_tui.widgets.record_words import (
    counted,
    date_said,
    duration_said,
    note_said,
    offset_said,
    status_said,
    status_sign,
    title_said,
    totals_said,
    undone_said,
)
from negtrain_tui.widgets.rep_marks import LED, MEASURED, TARGET

INDENT = "  "


def head_rows(session: Session, records: Sequence[str], width: int) -> list[Content]:
    """Lay out name, time, effort, totals, what is missing, records and note, on lines of `width` cells."""

    def wrapped(text: Content) -> list[Content]:
        return [Content.assemble(INDENT, row) for row in text.wrap(max(1, width - len(INDENT)))]

    rows = wrapped(Content.styled(title_said(session), "bold"))
    status = status_said(session.status)
    sign = (f"{status_sign(session.status)} {status}" if status else "", "bold $text-warning")
    rows += phrases([*((part, "") for part in when_said(session)), sign], width)
    rows += phrases([(part, "") for part in (*_totals(session), *effort_said(session))], width)
    missing = undone_said(session)
    if missing:
        rows += wrapped(Content.assemble(("Not done: ", "bold"), missing))
    for each in records:
        rows += wrapped(Content.assemble(("★ ", "bold $text-accent"), literal(each)))
    for paragraph in note_said(session.note):
        rows += wrapped(Content(paragraph))
    return rows


def effort_said(session: Session) -> list[str]:
    """Say how hard the session was, and its session load where its length is known too."""
    if session.rpe is None:
        return []
    load = session_load(session)
    said = [f"session RPE {plain(session.rpe)} of 10"]
    return said if load is None else [*said, f"session load {rounded(load)}"]


def legend(summary: Summary, room: int) -> str:
    """Say what the bars are drawn with, as far as there are any, and as much of it as `room` cells hold."""
    said = []
    if summary.marked or summary.holds > summary.holds_paced:
        said.append(f"{MEASURED} measured")
    if summary.paced or summary.holds_paced:
        said.append(f"{LED} ~ paced")
    if said:
        said.append(f"{TARGET} target")
    while said and cell_len("  ".join(said)) > room:
        said.pop()
    return "  ".join(said)


def whereabouts(name: str, here: str, day: str, room: int) -> str:
    """Name exercise, set or rep, and date on `room` cells; where that is too little, the name is cut."""
    rest = " · ".join(each for each in (here, day) if each)
    if not name:
        return rest
    left = max(1, room - cell_len(rest) - 3)
    return f"{Content(name).truncate(left, ellipsis=True).plain} · {rest}"


def when_said(session: Session) -> list[str]:
    """Say when the session was, where it took place, and how long it took."""
    started, finished = session.started_at, session.finished_at
    until = "" if finished is None else f" to {_until(started, finished.astimezone(started.tzinfo))}"
    when = f"{date_said(started, weekday=True)}{until} {offset_said(started)}".rstrip()
    taken = whole_minutes(session)
    return [when] if taken is None else [when, duration_said(taken)]


def _until(started: datetime, finished: datetime) -> str:
    return f"{finished:%H:%M}" if finished.date() == started.date() else date_said(finished, weekday=True)


def _totals(session: Session) -> list[str]:
    done, planned = sets_of_planned(session)
    sets = counted(done, "set") if planned in (None, done) else f"{done} of {counted(planned or 0, 'set')}"
    return [sets, *totals_said(work_sets(session.sets))]
