"""What was worked out of a whole history, kept until anything in the database changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Kept(Generic[Question, Answer]):
    """Keeps the answer to the question asked last, for each connection its own."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Rows, tuple[tuple[int, int], Question, Answer]] = WeakKeyDictionary()

    def answer(self, db: Rows, question: Question, work_out: Callable[[], Answer]) -> Answer:
        """Return what is kept, if the question equals the last one and nothing was written since then."""
        state = _state(db)
        kept = self._kept.get(db)
        if kept is None or kept[:2] != (state, question):
            kept = self._kept[db] = (state, question, work_out())
        return kept[2]


def _state(db: Rows) -> tuple[int, int]:
    """Return what differs after others wrote to the file, and after this connection did."""
    others: int = db.execute("PRAGMA data_version").fetchone()[0]
    own: int = db.execute("SELECT total_changes()").fetchone()[0]
    return others, own
