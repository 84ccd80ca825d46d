"""Offers an interrupted session at the next start: go on with it, keep what is there, or discard it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from negtrain_tui.screens.brief import day_brief
from negtrain_tui.screens.keyed import KeyedScreen
from negtrain_tui.training.metrics import summarise_session, work_sets
from negtrain_tui.training.record import RepKind, Session, SetRecord
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

_ASKED = "Press y to discard it, k to keep it."
_UNDONE = "Until you leave, the palette (^p) can bring it back."


class Choice(StrEnum):
    """What becomes of an interrupted session."""

    GO_ON = "go on"
    KEEP = "keep"
    DISCARD = "discard"
    LATER = "later"


class OfferScreen(KeyedScreen[Choice], ModalScreen[Choice]):
    """Says what was interrupted and when; one key decides, and only discarding asks for a second one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,enter", "choose('GO_ON')", "go on", key_display="g"),
        Binding("k", "choose('KEEP')", "finish: keep what is there"),
        Binding("d", "discard", "discard"),
        Binding("y", "choose('DISCARD')", "yes, discard"),
        Binding("escape", "choose('LATER')", "decide later"),
    ]

    DEFAULT_CSS = """
    OfferScreen { align: center middle; }
    OfferScreen #box {
        width: 58;
        max-width: 95%;
        height: auto;
        border: round $primary;
        padding: 0 1;
        background: $surface;
    }
    OfferScreen #asked { display: none; margin-top: 1; color: $text-warning; }
    OfferScreen.-asked #asked { display: block; }
    OfferScreen KeyBar { dock: none; margin-top: 1; }
    """

    def __init__(self, session: Session, today: date) -> None:
        """Offer this session; `today` tells how long ago it was."""
        super().__init__()
        self._session = session
        self._today = today

    def compose(self) -> ComposeResult:
        """What there is, and the keys."""
        with Vertical(id="box"):
            yield Static(self._text())
            yield Static(f"{_ASKED}\n{_UNDONE}", id="asked", markup=False)
            yield KeyBar()

    def _text(self) -> Content:
        session = self._session
        total = summarise_session(session)
        began = f"{day_brief(session.started_at.date(), self._today)}, {session.started_at:%H:%M}"
        name = literal(session.name) or "A session"
        done = [counted(total.sets, "set"), counted(total.reps, "rep")]
        if total.holds:
            done.append(counted(total.holds, "hold"))
        rows = [
            Content.styled(f"{name} of {began}, was interrupted.", "bold"),
            Content(f"On record: {', '.join(done)}."),
        ]
        if (planned := sum(line.sets for line in session.today)) > len(work_sets(session.sets)):
            rows[-1] = Content(f"On record: {', '.join(done)}; {counted(planned, 'set')} were planned.")
        if session.sets:
            rows.append(Content(_last_said(session.sets[-1])))
        return Content("\n").join(rows)

    def action_choose(self, name: str) -> None:
        """Answer."""
        self.dismiss(Choice[name])

    def action_discard(self) -> None:
        """Ask once more: another key, because this one may be held down."""
        self.add_class("-asked")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take a yes only once it was asked for."""
        if action == "discard" or parameters == (Choice.DISCARD.name,):
            return self.has_class("-asked") is (action != "discard")
        return True


def _last_said(last: SetRecord) -> str:
    holds = bool(last.reps) and all(rep.kind is RepKind.HOLD for rep in last.reps)
    done = counted(len(last.reps), "hold" if holds else "rep")
    return f"Last: {literal(last.exercise)}, set {last.number}, {done}."
