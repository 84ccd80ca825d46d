"""What is looked for in the history, as conditions on the rows of sessions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from negtrain_tui._store_lifter import own_exercises
from negtrain_tui._store_sessions import HAPPENED, IsHeld
from negtrain_tui._store_values import milliseconds
from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.folding import folded, holds
from negtrain_tui.training.history_query import HistoryQuery, trains
from negtrain_tui.training.record import Status

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows
    from negtrain_tui.training.record_book import Alike

# Steps from one exercise to the next in the index, however many sets there are of each.
FOUND_KEYS = """
    WITH RECURSIVE found (key) AS (
        SELECT min(exercise_key) FROM sets
        UNION ALL
        SELECT (SELECT min(exercise_key) FROM sets WHERE exercise_key > key) FROM found WHERE key IS NOT NULL
    )
"""
EXERCISE_KEYS = f"{FOUND_KEYS} SELECT key FROM found WHERE key IS NOT NULL"
UNFINISHED = "SELECT id, status FROM sessions WHERE status <> 'finished' AND deleted_at IS NULL"


class Where:
    """The conditions of one query: `sql` over the table of sessions, and its `values`."""

    def __init__(self, db: Rows, query: HistoryQuery, known: Catalogue, is_held: IsHeld) -> None:
        self._db = db
        self._known = known
        self._is_held = is_held
        self.values: dict[str, Any] = {}
        self.sql = " AND ".join(["sessions.deleted_at IS NULL", *self._conditions(query)])

    @cached_property
    def _catalogue(self) -> Catalogue:
        return self._known.with_own(own_exercises(self._db))

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.execute(EXERCISE_KEYS))

    def _value(self, value: object) -> str:
        name = f"value{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _among(self, values: Iterable[str]) -> str:
        return f"IN (SELECT value FROM json_each({self._value(json.dumps(list(values)))}))"

    def _conditions(self, query: HistoryQuery) -> Iterator[str]:
        # The index is by instants: a local day is at most one day away from that of UTC.
        if query.first_day is not None:
            yield f"started_utc >= {self._value(_shifted(query.first_day, -1))}"
            yield f"local_day >= {self._value(query.first_day.isoformat())}"
        if query.last_day is not None:
            yield f"started_utc < {self._value(_shifted(query.last_day, 1) + 'U')}"
            yield f"local_day <= {self._value(query.last_day.isoformat())}"
        yield from self._about_sets(query)
        for text in query.texts:
            yield self._says(folded(text))
        if query.interrupted:
            yield f"sessions.id {self._among(self._interrupted())}"
        if query.records:
            yield f"sessions.id {self._among(self._with_record(query))}"

    def _about_sets(self, query: HistoryQuery) -> Iterator[str]:
        asked: list[str] = []
        if query.methods:
            asked.append(f"coalesce(method, 'tempo') {self._among(query.methods)}")
        if query.lowering_s is not None:
            # Whatever the line says: a rep was to take so long, and was done.
            asked.append(f"""EXISTS (
                SELECT 1 FROM reps WHERE set_id = sets.id AND withdrawn_at IS NULL
                AND kind = 'lowering' AND lowering_target_ms = {self._value(milliseconds(query.lowering_s))}
            )""")
        if not (asked or query.exercises or query.muscles):
            return
        for keys in self._wanted(query):
            mine = list(asked)
            if query.exercises or query.muscles:
                mine.append(f"exercise_key {self._among(sorted(keys))}")
            yield f"""EXISTS (
                SELECT 1 FROM sets WHERE session_id = sessions.id AND sets.deleted_at IS NULL
                AND warm_up = 0 AND {HAPPENED} AND {" AND ".join(mine)}
            )"""

    def _with_record(self, query: HistoryQuery) -> list[str]:
        """Return the sessions that set a record in whatever is asked for of sets."""
        from negtrain_tui._store_record_sessions import record_sessions

        found = record_sessions(self._db, self._catalogue)
        wanted = self._wanted(query)
        return sorted(
            session_id
            for session_id, records in found.items()
            if all(any(each[0] in keys and _is_asked(each, query) for each in records) for keys in wanted)
        )

    def _wanted(self, query: HistoryQuery) -> list[set[str]]:
        """Return which exercises may be meant by each that is asked for, or if none is, by any."""
        trained = self._training(query.muscles)
        return [self._called(exercise) & trained for exercise in query.exercises] or [trained]

    def _called(self, typed: str) -> set[str]:
        """Return the exercises that have this in their name, or are the one that is known by it."""
        part = name_key(folded(typed))
        meant = self._catalogue.find(typed)
        return {
            key
            for key in self._keys
            if part in name_key(folded(key)) or (meant is not None and self._catalogue.find(key) is meant)
        }

    def _training(self, muscles: Sequence[str]) -> set[str]:
        """Return the exercises that train all of these muscles, directly or beside others."""
        return {
            key
            for key in self._keys
            if all(trains(self._catalogue.resolve(key).exercise, muscle) for muscle in muscles)
        }

    def _says(self, part: str) -> str:
        """Look for a text in what a session and its exercises are called, and in all notes."""
        text = self._value(part)
        places = [
            f"found_in(sessions.name, {text})",
            f"(sessions.note <> '' AND found_in(sessions.note, {text}))",
            f"""EXISTS (
                SELECT 1 FROM sets INDEXED BY sets_with_note WHERE session_id = sessions.id
                AND sets.note <> '' AND sets.deleted_at IS NULL AND found_in(sets.note, {text})
            )""",
        ]
        keys = [key for key in self._keys if holds(key, part)]
        if keys:
            places.append(f"""EXISTS (
                SELECT 1 FROM sets WHERE session_id = sessions.id AND sets.deleted_at IS NULL
                AND exercise_key {self._among(keys)}
            )""")
        return f"({' OR '.join(places)})"

    def _interrupted(self) -> list[str]:
        """Return the unfinished sessions that nobody trains with, as `Session.status` has them."""
        return [
            session_id
            for session_id, status in self._db.execute(UNFINISHED)
            if status != Status.LIVE or not self._is_held(session_id)
        ]


def _is_asked(record: Alike, query: HistoryQuery) -> bool:
    """Tell whether a record is one of the methods and the tempo that are asked for."""
    _, method, tempo = record
    return (not query.methods or (method or "tempo") in query.methods) and (
        query.lowering_s is None or (tempo is not None and tempo.lowering == query.lowering_s)
    )


def _shifted(day: date, days: int) -> str:
    """Return a day before or after, as far as there are any."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal())).isoformat()
