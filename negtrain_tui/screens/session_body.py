"""A session as rows to go through: what is said of it as a whole, then its sets, each with its reps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from negtrain_tui.screens.session_text import INDENT, head_rows
from negtrain_tui.training.record import Rep, Session, SetRecord
from negtrain_tui.training.rests_taken import RestTaken, rests_taken
from negtrain_tui.widgets.cursor_rows import CursorRows, Row
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.set_panel import Scale, line_heading, rep_lines, scale_of, set_head

_NO_SETS = f"{INDENT}No set was begun in this session."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor can stand: on the session, with `set_id` on a set, with `rep` on its rep, from 0.

    `last` is the last of several ordinary reps that are drawn as one row.
    """

    set_id: str | None = None
    rep: int | None = None
    last: int | None = None

    @property
    def several(self) -> bool:
        """Whether it is a row of several reps."""
        return self.last is not None and self.last != self.rep


HEAD = Place()


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the rows of a set depend on; `heading` is told above the first set of its line."""

    one: SetRecord
    heading: SetRecord
    first: bool
    scale: Scale
    rest: RestTaken | None
    unfolded: bool
    width: int


class SessionBody(CursorRows[Place]):
    """Shows a session; the sets of a line stand together, also where those of another came between."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._records: tuple[str, ...] = ()
        self._unfolded: frozenset[str] = frozenset()
        self._known: dict[_Asked, tuple[Row[Place], ...]] = {}

    def show(self, session: Session, records: Sequence[str]) -> None:
        """Show a session, and the records it set, in words."""
        self._session, self._records = session, tuple(records)
        self.renew()

    def unfold(self) -> None:
        """Give every ordinary rep of the set under the cursor a row of its own."""
        here = self.here
        if here is not None and here.set_id is not None:
            self._unfolded |= {here.set_id}
            self.renew()
            self.go(Place(here.set_id, here.rep))

    def last_of(self, place: Place) -> Place:
        """The reps of a set belong to it."""
        if place.set_id is None or place.rep is not None:
            return place
        mine = [row.place for row in self.rows if row.place.set_id == place.set_id]
        return mine[-1] if mine else place

    def next_exercise(self, by: int) -> None:
        """Go to the first set of the exercise after this one; with -1 to that of this one or the one before.

        Above the first exercise is the session itself.
        """
        here = self.here
        if here is None or self._session is None:
            return
        lines = by_line(self._session.sets)
        firsts = [HEAD, *(Place(each[0].id) for each in lines)]
        at = next((n for n, each in enumerate(lines, 1) if any(one.id == here.set_id for one in each)), 0)
        if by > 0:
            at += 1
        elif here == firsts[at]:
            at -= 1
        if 0 <= at < len(firsts):
            self.go(firsts[at])

    def lay_out(self, width: int) -> list[Row[Place]]:
        """Head, then set by set; a set that is as it was keeps its rows."""
        session = self._session
        if session is None:
            return []
        head = head_rows(session, self._records, width)
        rows = [Row(text, HEAD, marked=not y) for y, text in enumerate(head)]
        if not session.sets:
            rows += [Row(Content(""), HEAD, plain=True), Row(Content(_NO_SETS), HEAD, plain=True)]
        rests = rests_taken(session.sets)
        known, self._known = self._known, {}
        for siblings in by_line(session.sets):
            scale = scale_of(siblings)
            heading = next((each for each in siblings if not each.warm_up), siblings[0])
            for one in siblings:
                asked = _Asked(
                    one,
                    heading,
                    one is siblings[0],
                    scale,
                    rests.get(one.id),
                    one.id in self._unfolded,
                    width,
                )
                mine = self._known[asked] = known.get(asked) or tuple(_set_rows(asked))
                rows += mine
        return rows


def by_line(sets: Iterable[SetRecord]) -> list[tuple[SetRecord, ...]]:
    """Put the sets of one line together, in the order in which the lines were begun."""
    lines: dict[tuple[int, str], list[SetRecord]] = {}
    for one in sets:
        lines.setdefault((one.line_number, one.exercise), []).append(one)
    return [tuple(each) for each in lines.values()]


def stands_on(session: Session, place: Place) -> tuple[SetRecord | None, Rep | None]:
    """Return the set and the rep of a place, each None where it is none or isn't there any more."""
    one = next((each for each in session.sets if each.id == place.set_id), None)
    if one is None or place.rep is None or place.rep >= len(one.reps):
        return one, None
    return one, one.reps[place.rep]


def _set_rows(asked: _Asked) -> Iterable[Row[Place]]:
    one, heading, width = asked.one, asked.heading, asked.width
    place = Place(one.id)
    above = [Content(""), *(line_heading(heading, width) if asked.first else ())]
    yield from (Row(text, place, plain=True) for text in above)
    if one.line != heading.line and not one.warm_up:
        other = Content.styled(f"{INDENT}{literal(one.line)}", "$foreground-muted")
        yield from (Row(text, place, plain=True) for text in other.wrap(width))
    yield from (Row(text, place, marked=not y) for y, text in enumerate(set_head(one, width, asked.rest)))
    for each in rep_lines(one, width, asked.scale, folded=not asked.unfolded):
        here = Place(one.id, each.first, each.last if each.last > each.first else None)
        yield from (Row(text, here, marked=not y) for y, text in enumerate(each.rows))
