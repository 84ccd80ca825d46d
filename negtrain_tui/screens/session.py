"""One session as it went: its totals, its sets, and every rep's seconds against what was prescribed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository, StorageError
from negtrain_tui.screens.dialogs import Dialog
from negtrain_tui.screens.explain import Explained
from negtrain_tui.screens.session_body import HEAD, Place, SessionBody, stands_on
from negtrain_tui.screens.session_edit import (
    new_set_form,
    rep_form,
    rep_name,
    session_form,
    set_form,
    set_name,
)
from negtrain_tui.screens.session_text import effort_said, legend, whereabouts
from negtrain_tui.screens.stored import StoredScreen, answered
from negtrain_tui.training import session_editing
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.found_set import first_found
from negtrain_tui.training.history_edits import HistoryEdits
from negtrain_tui.training.history_query import HistoryQuery
from negtrain_tui.training.metrics import summarise_session, work_sets
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import Rep, Session, SetRecord, Side, Status
from negtrain_tui.training.records import records
from negtrain_tui.training.rests_taken import rests_taken
from negtrain_tui.training.settings import Settings
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import date_said, figures_said, rest_said, session_named, with_day

_TRAINED_NOW = "This session is being trained right now; end it before you change it."
_LONGEST_NAME = 40
_GONE = "That session isn't in the history any more."


@dataclass(frozen=True, slots=True)
class SessionSnapshot:
    """A session, None where it is gone; what undo and redo would do; and what its lines are read by."""

    session: Session | None
    edits: HistoryEdits
    settings: Settings
    catalogue: Catalogue


class SessionScreen(Explained, StoredScreen[SessionSnapshot]):
    """Goes through a session rep by rep, and corrects whatever stands under the cursor."""

    PALETTE = "Session"
    EXPLAINS: ClassVar[tuple[str, ...]] = (
        "lowering",
        "tut",
        "fidelity",
        "within_20",
        "mean_error",
        "fade",
        "rests",
        "load",
        "session_load",
        "records",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "set, rep", key_display="↑ ↓", tooltip="Go to the next set or rep"),
        Binding("up", "move(-1)", "set, rep before", show=False),
        Binding("tab", "exercise(1)", "next exercise", tooltip="Go to the first set of the next exercise"),
        Binding("shift+tab", "exercise(-1)", "exercise before", show=False, tooltip="Go to the one before"),
        Binding("enter,e", "edit", "edit", key_display="e", tooltip="Correct what is under the cursor"),
        Binding("a", "add", "add", tooltip="Add a set such as this one, or a rep"),
        Binding("d,delete", "delete", "delete", tooltip="Delete what is under the cursor; u brings it back"),
        Binding("u", "undo", "undo", tooltip="Take back the last change of the history"),
        Binding("ctrl+r", "redo", "redo", tooltip="Do again what was taken back"),
        Binding("c", "compare", "compare", tooltip="Put it beside the session of this workout before it"),
        Binding("y", "copy", "copy", tooltip="Copy it into today's workout or into the plan"),
        Binding("t", "trend", "trend", tooltip="See how this exercise went over time"),
        Binding("escape", "back", "back"),
        Binding("pagedown,space", "page(1)", "page", show=False, tooltip="Read on by a page"),
        Binding("pageup", "page(-1)", "page back", show=False, tooltip="Read back by a page"),
        Binding("home", "end(-1)", "top", show=False, tooltip="Go to the top of the session"),
        Binding("end", "end(1)", "end", show=False, tooltip="Go to the last rep"),
        Binding("k", "move(-1)", show=False),
        Binding("j", "move(1)", show=False),
    ]

    DEFAULT_CSS = """
    SessionScreen {
        #session-top { height: 1; padding: 0 1; background: $panel; }
        #session-where { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #session-key { width: auto; height: 1; margin-left: 2; color: $text-muted; }
        #session-none { display: none; height: 1fr; padding: 1 2; }
        &.-none SessionBody, &.-none #session-top { display: none; }
        &.-none #session-none { display: block; }
        SessionBody { padding: 0 1; }
    }
    """

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        catalogue: Catalogue,
        session_id: str,
        *,
        set_id: str | None = None,
        find: HistoryQuery | None = None,
    ) -> None:
        """Show a session by its id: the cursor on a set, else the first that `find` asks for, else on top."""
        super().__init__(outbox, clock)
        self._known = catalogue
        self._session_id = session_id
        self._first = Place(set_id)
        self._find = find
        self._session: Session | None = None
        self._snapshot: SessionSnapshot | None = None
        self._records: tuple[str, ...] = ()
        self._under_way = 0

    def compose_room(self) -> ComposeResult:
        """Where the cursor is and what the bars mean; the session; the keys."""
        with Horizontal(id="session-top"):
            yield Static(id="session-where", markup=False)
            yield Static(id="session-key", markup=False)
        yield SessionBody()
        yield Static(id="session-none", markup=False)
        yield KeyBar(self.words_of)

    @property
    def body(self) -> SessionBody:
        """The rows of the session."""
        return self.query_one(SessionBody)

    @property
    def place(self) -> Place:
        """Where the cursor stands."""
        return self.body.here or HEAD

    @property
    def under_cursor(self) -> tuple[SetRecord | None, Rep | None]:
        """The set and the rep that the cursor stands on, each None where it is none."""
        return (None, None) if self._session is None else stands_on(self._session, self.place)

    def read(self, repository: Repository) -> SessionSnapshot:
        """Gather the session; its records rest on all that was before, and are read when it is shown."""
        return SessionSnapshot(
            repository.session(self._session_id),
            repository.history_edits(),
            repository.settings(),
            self._known.with_own(repository.own_exercises()),
        )

    def show(self, snapshot: SessionSnapshot) -> None:
        """Show what was read, unless changes made since are under way."""
        if self._under_way:
            return
        if snapshot.session is None:
            self._leave(_GONE)
            return
        first, self._snapshot = self._snapshot is None, snapshot
        self.remove_class("-none")
        self._draw(snapshot.session)
        if first:
            self.body.go(self._place_looked_for(snapshot))
        self.refresh_bindings()
        self._look_for_records(snapshot.session, snapshot.catalogue)

    def _place_looked_for(self, snapshot: SessionSnapshot) -> Place:
        if self._first != HEAD or self._find is None or snapshot.session is None:
            return self._first
        found = first_found(snapshot.session.sets, self._find, snapshot.catalogue)
        return HEAD if found is None else Place(found.id)

    # Without words of its own, a worker is described by all that it is given, written out.
    @work(exclusive=True, group="records", description="looks for records")
    async def _look_for_records(self, session: Session, catalogue: Catalogue) -> None:
        try:
            found = await answered(self.outbox.read(partial(_records_of, session, catalogue)), self)
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        if found != self._records:
            self._records = found
            if self._session is not None:
                self.body.show(self._session, found)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is no session."""
        self.add_class("-none")
        self.query_one("#session-none", Static).update(literal(sentence))

    def reload(self) -> None:
        """Read anew, unless changes are under way: the last of them does it."""
        if not self._under_way:
            super().reload()

    def _draw(self, session: Session) -> None:
        self._session = session
        self.body.show(session, self._records)
        self._tell_where()

    def _tell_where(self) -> None:
        if self._session is None:
            return
        one, rep = self.under_cursor
        name = here = ""
        if one is not None:
            name, here = literal(one.exercise), set_name(one).lower() if rep is None else rep_name(one, rep)
        # The cells of a row that has one free at either side.
        room = max(1, self.size.width - 2)
        day = date_said(self._session.started_at, weekday=True).rpartition(" ")[0]
        where = whereabouts(name, here, day, room)
        self.query_one("#session-where", Static).update(Content.styled(where, "bold"))
        key = legend(summarise_session(self._session), room - cell_len(where) - 2)
        self.query_one("#session-key", Static).update(key)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - of the base
        """Tell where the cursor is by the new width."""
        self._tell_where()

    def on_cursor_rows_moved(self) -> None:
        """Tell where the cursor is, and what its keys do there."""
        self._tell_where()
        self.refresh_bindings()

    async def on_cursor_rows_taken(self) -> None:
        """Edit what was clicked once more."""
        await self.run_action("edit")

    def words_of(self, action: str, description: str) -> str:
        """Name what a key does to what is under the cursor."""
        if action == "edit" and self.is_mounted and self.place.several:
            return "show each"
        if action in ("edit", "add", "delete") and self.is_mounted and self._session is not None:
            one, rep = self.under_cursor
            what = "session" if one is None else "set" if rep is None else "rep"
            if action == "add":
                what = "set" if one is None or (rep is None and one.reps) else "rep"
            return f"{description} {what}"
        return description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what is under the cursor."""
        if action in ("edit", "add", "delete", "compare", "copy", "trend", "explain"):
            if not self.is_mounted or self._session is None:
                return False
            one, _ = self.under_cursor
            if action == "trend":
                return one is not None
            if action == "add":
                return one is None or not one.skipped
            if action == "delete":
                return not self.place.several
            if action == "copy":
                return bool(self._copied())
        if action == "exercise":
            return self.is_mounted and self._session is not None and bool(self._session.sets)
        if action in ("undo", "redo"):
            edits = None if self._snapshot is None else self._snapshot.edits
            return edits is not None and (bool(self._under_way) or getattr(edits, action) is not None)
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()

    def action_move(self, by: int) -> None:
        """Go to the next set or rep, or the one before."""
        self.body.move(by)

    def action_exercise(self, by: int) -> None:
        """Go to the first set of the next exercise, or back."""
        self.body.next_exercise(by)

    def action_page(self, by: int) -> None:
        """Read on by a page."""
        self.body.page(by)

    def action_end(self, by: int) -> None:
        """Go to the top or to the end."""
        self.body.end(by)

    def action_edit(self) -> None:
        """Correct what is under the cursor; of ordinary reps in one row, show each first."""
        session = self._session
        if session is None:
            return
        one, rep = self.under_cursor
        if self.place.several:
            self.body.unfold()
        elif self._may_change():
            if one is None:
                form: Dialog[Session] = session_form(session, self.clock.wall())
            else:
                form = set_form(session, one) if rep is None else rep_form(session, one, rep)
            self._ask(form, f"{self._what(one, rep)} edited")

    def action_add(self) -> None:
        """Ask for a set more, such as the one under the cursor; on a rep add a rep."""
        session, snapshot = self._session, self._snapshot
        if session is None or snapshot is None or not self._may_change():
            return
        one, rep = self.under_cursor
        set_id = new_id(self.clock.wall())
        if one is None or (rep is None and one.reps):
            form = new_set_form(session, one, snapshot.catalogue, snapshot.settings, set_id)
            added = "Set added" if one is None else f"{_short(literal(one.exercise))}: set added"
            label = f"{added} to {session_named(session)}"
            self._ask(form, label, Place(set_id))
        else:
            self._edit(
                lambda: session_editing.with_new_rep(
                    session, one.id, _side(one) if rep is None else rep.side
                ),
                f"{self._what(one, None)}: rep added",
            )

    def action_delete(self) -> None:
        """Delete what is under the cursor."""
        session = self._session
        if session is None or not self._may_change():
            return
        one, rep = self.under_cursor
        label = f"{self._what(one, rep)} deleted"
        if one is None:
            self._under_way += 1
            self.change(
                lambda repository: repository.delete_session(session.id, label),
                done=partial(self._deleted, f"{label}; u brings it back."),
                failed=lambda _: self._over(),
            )
        elif rep is None:
            self._edit(lambda: session_editing.without_set(session, one.id), label)
        else:
            self._edit(lambda: session_editing.without_rep(session, one.id, rep.number, rep.side), label)

    def action_undo(self) -> None:
        """Take the last change of the history back, whatever it changed."""
        self._travel(Repository.undo_history, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(Repository.redo_history, "Done again", "There is nothing to do again.")

    def action_compare(self) -> None:
        """Put this session beside the one of its workout before it."""
        from negtrain_tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self.outbox, self.clock, self._known, self._session_id))

    def action_copy(self) -> None:
        """Copy the set under the cursor, on the head the whole session, to where the lifter says."""
        from negtrain_tui.screens.copying import ask_copy

        if self._session is not None and self._snapshot is not None:
            ask_copy(self, self._snapshot.catalogue, self._session, self._copied())

    def action_trend(self) -> None:
        """Show how the exercise under the cursor went over time."""
        from negtrain_tui.screens.exercise import ExerciseScreen

        one, _ = self.under_cursor
        if one is not None:
            day = None if self._session is None else self._session.started_at.date()
            self.app.push_screen(
                ExerciseScreen(self.outbox, self.clock, self._known, one.exercise, around=day)
            )

    def topics_now(self) -> Sequence[str]:
        """The figures that stand under the cursor come first."""
        here = self.values_now()
        return sorted(self.EXPLAINS, key=lambda topic: topic not in here)

    def values_now(self) -> Mapping[str, str]:
        """What stands on the screen under the cursor, by the topic that explains it."""
        session = self._session
        if session is None:
            return {}
        one, _ = self.under_cursor
        if one is None:
            values = figures_said(work_sets(session.sets))
            effort = " · ".join(effort_said(session))
            return {**values, "session_load": effort} if effort else values
        values = figures_said([one])
        rest = rest_said(rests_taken(session.sets).get(one.id))
        return {**values, "rests": rest} if rest else values

    def _copied(self) -> Sequence[SetRecord]:
        if self._session is None:
            return ()
        one, _ = self.under_cursor
        if one is not None:
            return () if one.skipped else (one,)
        return work_sets(self._session.sets)

    def _may_change(self) -> bool:
        if self._session is not None and self._session.status is Status.LIVE:
            self.complain(_TRAINED_NOW)
            return False
        return True

    def _what(self, one: SetRecord | None, rep: Rep | None) -> str:
        """Name what is under the cursor, and its day, for the log of changes."""
        if self._session is None:
            return "The session"
        if one is None:
            return session_named(self._session)
        which = set_name(one).lower() if rep is None else rep_name(one, rep)
        return with_day(f"{_short(literal(one.exercise))}, {which}", self._session.started_at)

    def _ask(self, form: Dialog[Session], label: str, place: Place | None = None) -> None:
        """Edit by what a form answers; it was made from the session as it is shown now."""
        before = self._session

        def answered(after: Session | None) -> None:
            if after is not None and before is not None:
                self._store(before, after, label, place)

        self.app.push_screen(form, answered)

    def _edit(self, make: Callable[[], Session], label: str, place: Place | None = None) -> None:
        before = self._session
        try:
            after = make()
        except Refused as refused:
            self.complain(str(refused))
        else:
            if before is not None:
                self._store(before, after, label, place)
                self.say(f"{label}; u takes it back.")

    def _store(self, before: Session, after: Session, label: str, place: Place | None) -> None:
        """Show a change at once, and store it."""
        if after == before:
            return
        self._draw(after)
        if place is not None:
            self.body.go(place)
        self._under_way += 1
        self.change(
            lambda repository: repository.edit_session(before, after, label),
            done=self._over,
            failed=lambda _: self._over(),
        )
        self.refresh_bindings()

    def _deleted(self, sentence: str) -> None:
        self._over()
        self._leave(sentence, trouble=False)

    def _over(self) -> None:
        self._under_way -= 1

    def _travel(self, go: Callable[[Repository], str | None], word: str, nothing: str) -> None:
        labels: list[str | None] = []
        self._under_way += 1

        def told() -> None:
            self._over()
            label = labels[0]
            self.say(nothing if label is None else f"{word}: {label}.")

        self.change(
            lambda repository: labels.append(go(repository)), done=told, failed=lambda _: self._over()
        )
        self.refresh_bindings()

    def _leave(self, sentence: str, *, trouble: bool = True) -> None:
        """Go back and say there why; under a dialog, as soon as that is closed."""
        app: App[Any] = self.app
        if app.screen is not self:
            return
        self.dismiss()
        app.notify(literal(sentence), severity="error" if trouble else "information", markup=False)


def _records_of(session: Session, catalogue: Catalogue, repository: Repository) -> tuple[str, ...]:
    """Say the records that a session set; runs on the outbox's thread."""
    names = {one.exercise.casefold() for one in session.sets}
    earlier = {name: repository.feats(name, session.started_at) for name in names}
    return tuple(each.words for each in records(session.sets, earlier, catalogue))


def _side(one: SetRecord) -> Side | None:
    """Say with which side a set begins that has no rep yet."""
    try:
        return Side.LEFT if parse_prescription(one.line).each else None
    except NotationError:
        return None


def _short(name: str) -> str:
    """Cut a name so that it fits into a sentence."""
    return Content(name).truncate(_LONGEST_NAME, ellipsis=True).plain
