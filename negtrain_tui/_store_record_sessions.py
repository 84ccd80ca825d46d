"""Which sessions set a record: worked out in one pass over the history, and kept until it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from negtrain_tui._store_kept import Kept
from negtrain_tui._store_values import amount_of, seconds_of
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.lowered import prescription_read, trained_tempo
from negtrain_tui.training.record_book import Alike, Lowerings, RecordBook

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

# A set with a rep happened, unless it was left out.
SETS = """
    SELECT sessions.started_utc, session_id, sets.id, exercise_key, method, line
    FROM sessions CROSS JOIN sets ON session_id = sessions.id
    WHERE warm_up = 0 AND sessions.deleted_at IS NULL AND sets.deleted_at IS NULL
    AND coalesce(ended_by, '') NOT IN ('skipped', 'exercise skipped')
    ORDER BY sessions.started_utc, sessions.id
"""
# A set's lowerings under control that are alike make one row. Joined with their sets they would take thrice
# as long.
LOWERED = """
    SELECT set_id, lowering_target_ms, load_down, max(CASE marked WHEN 1 THEN lowering_actual_ms END)
    FROM reps INDEXED BY reps_of_set
    WHERE withdrawn_at IS NULL AND kind = 'lowering' AND NOT control_lost
    GROUP BY set_id, lowering_target_ms, load_down
"""

_Rep = tuple[int | None, str | None, int | None]
# Exercise, method, line, target, load.
_Like = tuple[str, str | None, str, int | None, str | None]
_kept: Kept[tuple[tuple[Exercise, ...], ...], Mapping[str, frozenset[Alike]]] = Kept()


def record_sessions(db: Rows, catalogue: Catalogue) -> Mapping[str, frozenset[Alike]]:
    """Return the ids of the sessions that set a record, each with what it was one of.

    The catalogue has the lifter's own exercises.
    """
    question = (catalogue.known, catalogue.own)
    return _kept.answer(db, question, lambda: dict(_with_record(db, _Read(catalogue))))


def _with_record(db: Rows, read: _Read) -> Iterator[tuple[str, frozenset[Alike]]]:
    book = RecordBook()
    reps = _reps_by_set(db)
    for _, of_instant in groupby(db.execute(SETS), itemgetter(0)):
        # What began at the same instant isn't earlier.
        told: list[Lowerings] = []
        for session_id, sets in groupby(of_instant, itemgetter(1)):
            mine = _lowerings(sets, reps, read)
            if beaten := book.beaten(mine):
                yield session_id, beaten
            told += mine
        book.add(told)


def _reps_by_set(db: Rows) -> dict[str, list[_Rep]]:
    found: dict[str, list[_Rep]] = {}
    for set_id, target_ms, down, longest_ms in db.execute(LOWERED):
        found.setdefault(set_id, []).append((target_ms, down, longest_ms))
    return found


def _lowerings(sets: Iterable[tuple[Any, ...]], reps: dict[str, list[_Rep]], read: _Read) -> list[Lowerings]:
    """Return what a session came to; what is alike in several of its sets is told once."""
    found: dict[_Like, int | None] = {}
    for _, _, set_id, key, method, line in sets:
        for target_ms, down, longest in reps.get(set_id, []):
            like = (key, method, line, target_ms, down)
            before = found.get(like)
            found[like] = before if longest is None or (before or 0) > longest else longest
    told = (read.lowerings(like, longest) for like, longest in found.items())
    return [each for each in told if each is not None]


class _Read:
    """What rows mean, found out once for those that are alike."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[_Like, Lowerings | None] = {}

    def lowerings(self, like: _Like, longest_marked_ms: int | None) -> Lowerings | None:
        """Return them, or None for a line that isn't in our notation."""
        if like not in self._read:
            self._read[like] = self._meant(like)
        meant = self._read[like]
        if meant is None or meant.longest_marked_ms == longest_marked_ms:
            return meant
        return replace(meant, longest_marked_ms=longest_marked_ms)

    def _meant(self, like: _Like) -> Lowerings | None:
        key, method, line, target_ms, down = like
        p = prescription_read(line)
        if p is None:
            return None
        exercise = self._catalogue.resolve(key).exercise
        return Lowerings(
            (key, method, trained_tempo(p, exercise, seconds_of(target_ms))),
            amount_of(down),
            longest_marked_ms=None,
        )
