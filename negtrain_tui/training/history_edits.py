"""What can be undone in the history, and what lies in its trash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TRASH_DAYS = 30
"""How long what was deleted is kept before it is erased; ours."""


@dataclass(frozen=True, slots=True)
class HistoryEdits:
    """What undo and redo would do, each as a label or None, and to which session.

    `stamp` changes with every edit.
    """

    undo: str | None
    redo: str | None
    stamp: str
    undo_session: str | None
    redo_session: str | None

    def session_since(self, before: HistoryEdits) -> str | None:
        """Return the session that was changed last since `before`, be it by undo; None if none was."""
        if self.stamp == before.stamp:
            return None
        undo, redo = self.stamp.split("/")
        _, to_redo = before.stamp.split("/")
        # An edit forgets what could be redone: what is new to redo was undone, or stands behind what was.
        undone = redo not in ("", to_redo) and undo != (to_redo or None)
        return self.redo_session if undone else self.undo_session


@dataclass(frozen=True, slots=True)
class Trashed:
    """A deleted session, or with `set_id` a deleted set of a session that stands.

    `words` name it, to be shown through `literal`; `started_at` is when it was trained.
    """

    session_id: str
    set_id: str | None
    words: str
    started_at: datetime
    deleted_at: datetime
