"""A session beside another one of the same workout, set by set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.compare_text import Place, compared_rows, head_rows
from negtrain_tui.screens.explain import Explained
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.record import Session, SetRecord
from negtrain_tui.training.side_by_side import SideBySide, side_by_side
from negtrain_tui.widgets.cursor_rows import CursorRows, Row
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.record_words import title_said

# The other session itself may stand among those around it.
_AROUND = 2


@dataclass(frozen=True, slots=True)
class CompareSnapshot:
    """The session, the other one beside it, and what comes before and after that one; None where nothing."""

    session: Session | None
    other: Session | None = None
    older: str | None = None
    newer: str | None = None


class Compared(CursorRows[Place]):
    """Shows two sessions, the cursor on a pair of sets."""

    def __init__(self) -> None:
        super().__init__()
        self._found: SideBySide | None = None

    def show(self, found: SideBySide | None) -> None:
        """Show these two from now on."""
        self._found = found
        self.renew()

    def lay_out(self, width: int) -> list[Row[Place]]:
        """Totals, then exercise by exercise."""
        return [] if self._found is None else compared_rows(self._found, width)


class CompareScreen(Explained):
    """Shows the session on the right and one of the same workout on the left: at first the one before it."""

    PALETTE = "Compare"
    EXPLAINS = ("load", "lowering", "fidelity", "tut")
    DEFAULT_CSS = """
    CompareScreen {
        #compare-head { height: auto; max-height: 4; background: $panel; }
        #compare-none { height: auto; padding: 1 2; display: none; }
        &.-alone #compare-none { display: block; }
        &.-alone Compared { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "partner('older')", "older", tooltip="Compare with the one before that"),
        Binding("right", "partner('newer')", "newer", tooltip="Compare with the one after that"),
        Binding("down", "move(1)", "set", key_display="↑ ↓", tooltip="Go from set to set"),
        Binding("up", "move(-1)", "set before", show=False),
        Binding("pagedown,space", "page(1)", "further", show=False),
        Binding("pageup", "page(-1)", "back", show=False),
        Binding("home", "end(-1)", "top", show=False),
        Binding("end", "end(1)", "bottom", show=False),
        Binding("enter", "open", "open left", tooltip="Open the session on the left, at this set"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue, session_id: str) -> None:
        super().__init__(outbox, clock)
        self._catalogue = catalogue
        self._session_id = session_id
        self._other_id: str | None = None
        self._snapshot: CompareSnapshot | None = None
        self._found: SideBySide | None = None

    def compose_room(self) -> ComposeResult:
        """Which two, then their sets, the keys."""
        yield Static(id="compare-head", markup=False)
        yield Static(id="compare-none", markup=False)
        yield Compared()
        yield KeyBar()

    def read(self, repository: Repository) -> CompareSnapshot:
        """Read both sessions whole, and which ones are around the other."""
        session = repository.session(self._session_id)
        if session is None:
            return CompareSnapshot(None)
        other = None if self._other_id is None else repository.session(self._other_id)
        if other is None:
            older, newer = _around(repository, session, session)
            found = older or newer
            other = None if found is None else repository.session(found)
        if other is None:
            return CompareSnapshot(session)
        return CompareSnapshot(session, other, *_around(repository, other, session))

    def show(self, snapshot: CompareSnapshot) -> None:
        """Draw them side by side."""
        self._snapshot = snapshot
        session, other = snapshot.session, snapshot.other
        self._other_id = None if other is None else other.id
        self._found = None if session is None or other is None else side_by_side(other, session)
        self.set_class(self._found is None, "-alone")
        self.query_one("#compare-none", Static).update(_alone(session))
        self._draw_head()
        self.query_one(Compared).show(self._found)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Draw the head for the new width, once it is laid out."""
        del event
        self.call_after_refresh(self._draw_head)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is nothing."""
        self.set_class(True, "-alone")
        self.query_one("#compare-none", Static).update(Content(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only partners that are there."""
        snapshot = self._snapshot
        if action == "partner":
            side = parameters[0] if parameters else "older"
            return snapshot is not None and getattr(snapshot, str(side)) is not None
        if action in ("move", "page", "end", "open", "explain"):
            return self._found is not None
        return super().check_action(action, parameters)

    def action_partner(self, side: str) -> None:
        """Compare with an older or newer one."""
        if self._snapshot is not None:
            self._other_id = getattr(self._snapshot, side) or self._other_id
            self.reload()

    def action_move(self, by: int) -> None:
        """Go to another set."""
        self.query_one(Compared).move(by)

    def action_page(self, by: int) -> None:
        """Go a window on."""
        self.query_one(Compared).page(by)

    def action_end(self, by: int) -> None:
        """Go to an end."""
        self.query_one(Compared).end(by)

    def action_open(self) -> None:
        """Open the session on the left at the set under the cursor."""
        from negtrain_tui.screens.session import SessionScreen

        if self._other_id is not None:
            one = self._set_here()
            self.app.push_screen(
                SessionScreen(
                    self.outbox,
                    self.clock,
                    self._catalogue,
                    self._other_id,
                    set_id=None if one is None else one.id,
                )
            )

    def on_compared_taken(self) -> None:
        """Open what was clicked twice."""
        self.action_open()

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()

    def _set_here(self) -> SetRecord | None:
        place = self.query_one(Compared).here
        if self._found is None or place is None or place.set < 0:
            return None
        return self._found.exercises[place.exercise].sets[place.set].before

    def _draw_head(self) -> None:
        session = None if self._snapshot is None else self._snapshot.session
        if session is None:
            return
        width = self.query_one(Compared).scrollable_content_region.width or self.size.width
        rows = head_rows(session, None if self._snapshot is None else self._snapshot.other, width)
        self.query_one("#compare-head", Static).update(Content("\n").join(rows))


def _around(repository: Repository, session: Session, but: Session) -> tuple[str | None, str | None]:
    """The ids of the nearest sessions of the workout before and after one, `but` not among them."""
    near = [each for each in repository.same_workout(session.id, limit=_AROUND) if each.id != but.id]
    place = (session.started_at, session.id)
    older = [each.id for each in near if (each.started_at, each.id) < place]
    newer = [each.id for each in near if (each.started_at, each.id) > place]
    return older[0] if older else None, newer[-1] if newer else None


def _alone(session: Session | None) -> Content:
    """Say why nothing stands beside it."""
    if session is None:
        return Content("This session was deleted; the trash of the history may have it still.")
    if session.workout_id is None and not session.name.strip():
        return Content(
            "Sessions are compared by their workout, or else by their name. This one has neither, so nothing "
            "can be put beside it."
        )
    return Content(
        f"There is no other session of {title_said(session)} yet. When you have trained it again, both stand "
        "here side by side, set by set."
    )
