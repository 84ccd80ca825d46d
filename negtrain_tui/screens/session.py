"""One session as it went: its totals, its sets, and every rep's seconds against what was prescribed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.screens.roomy import RoomyScreen
from negtrain_tui.training.metrics import Summary, summarise_session, work_sets
from negtrain_tui.training.record import Session, SetRecord, Status
from negtrain_tui.training.undone import sets_of_planned
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import (
    counted,
    date_said,
    offset_said,
    status_said,
    status_sign,
    title_said,
    totals_said,
    undone_said,
)
from negtrain_tui.widgets.rep_marks import LED, MEASURED, TARGET
from negtrain_tui.widgets.set_panel import SetPanel

_NO_SETS = "No set was begun in this session."


class Sets(VerticalScroll, can_focus=False):
    """What the screen's own keys scroll."""


class SessionScreen(RoomyScreen[None]):
    """Shows a session as it was when it was read; the keys scroll, `esc` goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back"),
        Binding("down", "scroll_by(1)", "scroll", key_display="↑ ↓"),
        Binding("up", "scroll_by(-1)", "scroll", show=False),
        Binding("pagedown,space", "page(1)", "page", key_display="PgUp PgDn"),
        Binding("pageup", "page(-1)", "page", show=False),
        Binding("home", "top", "top", key_display="home"),
        Binding("end", "bottom", "bottom", key_display="end"),
        Binding("k", "scroll_by(-1)", show=False),
        Binding("j", "scroll_by(1)", show=False),
    ]

    DEFAULT_CSS = """
    SessionScreen {
        #session-head { height: auto; max-height: 3; padding: 0 1; background: $panel; }
        #session-totals { height: auto; padding: 0 1; margin-bottom: 1; }
        #session-key { height: 1; padding: 0 1; color: $text-muted; }
        #session-note { height: auto; padding: 0 1; margin-bottom: 1; }
        #session-none { height: auto; padding: 0 1; }
        Sets { height: 1fr; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose_room(self) -> ComposeResult:
        """Head, legend, then the sets."""
        session = self._session
        yield Static(_head(session), id="session-head", markup=False)
        yield Static(_legend(summarise_session(session)), id="session-key", markup=False)
        with Sets():
            yield Static(_totals(session), id="session-totals", markup=False)
            if session.note:
                yield Static(Content(f"“{literal(session.note)}”"), id="session-note", markup=False)
            if not session.sets:
                yield Static(_NO_SETS, id="session-none", markup=False)
            for siblings in _by_line(session.sets):
                for one in siblings:
                    yield SetPanel(one, siblings)
        yield KeyBar()

    def commands(self) -> Iterable[tuple[str, str, Callable[[], object]]]:
        """What the palette offers here."""
        yield "Back to the history", "Leave this session", self.action_back
        yield "Top of the session", "Scroll to the first set", self.action_top
        yield "End of the session", "Scroll to the last set", self.action_bottom

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by lines; negative is up."""
        self.query_one(Sets).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages that keep one line in common."""
        body = self.query_one(Sets)
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False)

    def action_top(self) -> None:
        """Scroll to the first set."""
        self.query_one(Sets).scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Scroll to the last set."""
        self.query_one(Sets).scroll_end(animate=False)


def _by_line(sets: Iterable[SetRecord]) -> Iterable[tuple[SetRecord, ...]]:
    """Put the sets of one line together, also where those of another came between; each tells its time."""
    lines: dict[tuple[int, str], list[SetRecord]] = {}
    for one in sets:
        lines.setdefault((one.line_number, one.exercise), []).append(one)
    return (tuple(each) for each in lines.values())


def _head(session: Session) -> Content:
    started, finished = session.started_at, session.finished_at
    until = "" if finished is None else f" to {_until(started, finished.astimezone(started.tzinfo))}"
    when = f"{date_said(started, weekday=True)}{until} {offset_said(started)}".rstrip()
    status = status_said(session.status)
    style = "bold $text-warning" if session.status is not Status.FINISHED else ""
    return Content.assemble(
        (title_said(session), "bold"),
        f"\n{when}",
        (f"  {status_sign(session.status)} {status}" if status else "", style),
    )


def _until(started: datetime, finished: datetime) -> str:
    return f"{finished:%H:%M}" if finished.date() == started.date() else date_said(finished, weekday=True)


def _totals(session: Session) -> Content:
    done, planned = sets_of_planned(session)
    sets = counted(done, "set") if planned in (None, done) else f"{done} of {counted(planned or 0, 'set')}"
    totals = Content(" · ".join([sets, *totals_said(work_sets(session.sets))]))
    missing = undone_said(session)
    return totals if not missing else Content.assemble(totals, ("\nNot done: ", "bold"), missing)


def _legend(summary: Summary) -> str:
    said = []
    if summary.marked:
        said.append(f"{MEASURED} measured")
    if summary.paced:
        said.append(f"{LED} ~ paced: led by the clock")
    return " · ".join([*said, f"{TARGET} target"]) if said else ""
