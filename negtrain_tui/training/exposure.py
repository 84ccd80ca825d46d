"""What was done of one line of the plan in one session: the facts that its next step rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from negtrain_tui.training.record import SetRecord


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session's work sets of one line.

    `line` is the notation as it was prescribed that day (with the seconds and the load of that day), `base`
    the plan's line that it came from, None where both are the same. `sets_asked` counts the work sets that
    day was to have; `sets` are those with a record, neither warm-ups nor skipped ones. `deload` says that
    the day was made easier on purpose. `at` is the local time, with its offset, at which the session began.
    `base_known` is False where nobody kept what the plan's line was, as another exercise took its place.
    """

    session_id: str
    at: datetime
    line: str
    base: str | None
    sets_asked: int
    sets: tuple[SetRecord, ...]
    deload: bool = False
    base_known: bool = True
