"""The rests between sets as they were taken: from the end of one set to the start of the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from negtrain_tui.training.course import warm_up_rest
from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import SetRecord

LONGEST_REST = timedelta(hours=3)
"""What is longer was no rest between two sets of one workout; ours."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class RestTaken:
    """The whole seconds between the set before and this one, None if unknown; `asked_s` as the line said."""

    seconds: int | None
    asked_s: Decimal | None


def rests_taken(sets: Sequence[SetRecord]) -> Mapping[str, RestTaken]:
    """Return the rest before each set but the first, by the set's id, in the order in which they began.

    A rest is the difference of two instants, cut to whole seconds: neither a clock that was put forward
    nor another time zone changes it. It is unknown where the set before has no end, where it ended after
    this one began, and over `LONGEST_REST`; and where the set that its line had before it isn't there any
    more, for the work of that one was no rest. Sets that were left out or given up don't part two rests.
    What was asked for is the rest that the line of the set before says (design §5).
    """
    begun = sorted((one for one in sets if not one.skipped), key=lambda one: _instant(one.started_at))
    found: dict[str, RestTaken] = {}
    before: SetRecord | None = None
    for one in begun:
        if before is not None:
            if _lacks_its_former(one, sets):
                asked = _asked(before) if before.line_number == one.line_number else None
                found[one.id] = RestTaken(None, asked)
            else:
                found[one.id] = RestTaken(_between(before.finished_at, one.started_at), _asked(before))
        if one.happened:
            before = one
    return found


def _lacks_its_former(one: SetRecord, sets: Sequence[SetRecord]) -> bool:
    """Whether a set of the same line was deleted from before this one."""
    former = (one.line_number, one.warm_up, one.number - 1)
    return one.number > 1 and all((each.line_number, each.warm_up, each.number) != former for each in sets)


def _between(ended: datetime | None, began: datetime) -> int | None:
    if ended is None:
        return None
    taken = _instant(began) - _instant(ended)
    return taken // _SECOND if timedelta(0) <= taken <= LONGEST_REST else None


def _instant(at: datetime) -> datetime:
    # Two times of one zone are subtracted as its wall clock shows them, unless they are in UTC.
    return at.astimezone(UTC)


def _asked(one: SetRecord) -> Decimal | None:
    try:
        rest = parse_prescription(one.line).rest
    except NotationError:
        return None
    return warm_up_rest(rest) if one.warm_up and rest is not None else rest
