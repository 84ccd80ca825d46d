"""What is changed of the history from its list: sessions deleted, and edits taken back or made again."""

from __future__ import annotations

from collections.abc import Callable

from negtrain_tui.repository import Repository
from negtrain_tui.screens.history_reading import ReadHistory
from negtrain_tui.training.record import Status
from negtrain_tui.widgets.record_words import session_named


class ChangedHistory(ReadHistory):
    """Shows a deletion at once; what comes of undo and redo is read, as everybody shares their log."""

    _under_way = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back, as far as is known."""
        return self.edits is not None and (self._under_way > 0 or self.edits.undo is not None)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again, as far as is known."""
        return self.edits is not None and (self._under_way > 0 or self.edits.redo is not None)

    def action_delete(self) -> None:
        """Put the session under the cursor into the trash."""
        heading = self.table.highlighted
        if heading is None:
            return
        if heading.status is Status.LIVE:
            self.complain("That session is being trained right now; end it before you delete it.")
            return
        label = f"{session_named(heading)} deleted"
        self._deleting.add(heading.id)
        self.table.drop(heading.id)
        self._found = None if self._found is None else self._found - 1
        self._total = None if self._total is None else self._total - 1
        self.tell()
        self._hand_over(
            lambda repository: repository.delete_session(heading.id, label),
            done=lambda: self.say(f"{label}; u brings it back."),
            over=lambda: self._deleting.discard(heading.id),
        )

    def action_undo(self) -> None:
        """Take back the last change of the history, whoever made it and whenever."""
        self._travel(Repository.undo_history, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(Repository.redo_history, "Done again", "There is nothing to do again.")

    def _travel(self, go: Callable[[Repository], str | None], word: str, nothing: str) -> None:
        labels: list[str | None] = []
        self.follow_edits()

        def done() -> None:
            label = labels[0]
            self.say(nothing if label is None else f"{word}: {label}.")

        self._hand_over(lambda repository: labels.append(go(repository)), done=done)

    def _hand_over(
        self,
        action: Callable[[Repository], object],
        *,
        done: Callable[[], object],
        over: Callable[[], object] = lambda: None,
    ) -> None:
        """Store a change; `over` is called when it is known whether it stands, `done` if it does."""
        self._under_way += 1

        def ended() -> None:
            self._under_way -= 1
            over()

        def stands() -> None:
            ended()
            done()

        self.change(action, done=stands, failed=lambda _trouble: ended())
        self.refresh_bindings()
