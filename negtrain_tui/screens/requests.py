"""What a screen asks of the app; the app alone knows how to grant it."""

from __future__ import annotations

from textual.message import Message

from negtrain_tui.training.record import Session


class StartSession(Message):
    """Train these lines (in notation) now, under this name; `source` is `plan` or `set`.

    `workout_id` and `line_ids`, one for each line, say which workout and lines of the plan they are (None
    for a line that is none of it); `bases` are the plan's lines where progress has moved today's away from
    them. `deload` says that all were made easier on purpose.
    """

    def __init__(
        self,
        name: str,
        lines: tuple[str, ...],
        source: str = "plan",
        *,
        workout_id: str | None = None,
        line_ids: tuple[str | None, ...] = (),
        bases: tuple[str | None, ...] = (),
        deload: bool = False,
    ) -> None:
        self.name = name
        self.lines = lines
        self.source = source
        self.workout_id = workout_id
        self.line_ids = line_ids
        self.bases = bases
        self.deload = deload
        super().__init__()


class TakeUp(Message):
    """Offer this interrupted session once more: to go on with, to keep, to discard."""

    def __init__(self, session: Session) -> None:
        self.session = session
        super().__init__()
