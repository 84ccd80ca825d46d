"""Offers an interrupted session at the next start: go on with it, keep what is there, or discard it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from negtrain_tui.training.metrics import summarise
from negtrain_tui.training.record import Session
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal


class Choice(StrEnum):
    """What becomes of an interrupted session."""

    GO_ON = "go on"
    KEEP = "keep"
    DISCARD = "discard"
    LATER = "later"


class OfferScreen(ModalScreen[Choice]):
    """Says what was interrupted and when; one key decides, none of them loses anything for good."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,enter", "choose('GO_ON')", "go on", key_display="g"),
        Binding("k", "choose('KEEP')", "keep what is there"),
        Binding("d", "choose('DISCARD')", "discard"),
        Binding("escape", "choose('LATER')", "decide later"),
        Binding("ctrl+c", "app.leave", show=False),
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
    OfferScreen KeyBar { dock: none; margin-top: 1; }
    """

    def __init__(self, session: Session) -> None:
        """Offer this session."""
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """What there is, and the keys."""
        with Vertical(id="box"):
            yield Static(self._text())
            yield KeyBar()

    def _text(self) -> Content:
        session = self._session
        total = summarise(session.sets)
        began = session.started_at.strftime("%a %d %b %Y, %H:%M")
        name = literal(session.name) or "A session"
        counts = [(total.sets, "set"), (total.reps, "rep"), (total.holds, "hold")]
        done = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n or what != "hold")
        parts: list[str | tuple[str, str]] = [
            (f"{name} of {began} was interrupted.\n", "bold"),
            f"On record: {done}.\n",
        ]
        if session.sets:
            last = session.sets[-1]
            parts.append(f"Last: {literal(last.exercise)}, set {last.number}, {len(last.reps)} reps.\n")
        return Content.assemble(*parts)

    def action_choose(self, name: str) -> None:
        """Answer."""
        self.dismiss(Choice[name])
