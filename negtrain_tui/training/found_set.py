"""Which set of a session is meant by what was looked for in the history."""

from __future__ import annotations

from collections.abc import Iterable

from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.folding import folded
from negtrain_tui.training.history_query import HistoryQuery, trains
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.record import RepKind, SetRecord


def first_found(sets: Iterable[SetRecord], query: HistoryQuery, catalogue: Catalogue) -> SetRecord | None:
    """Return the first work set of which all holds that the query asks of one set; None where none does.

    Of several exercises any will do, for each may have been another set. None too where the query asks
    nothing of a set.
    """
    if not (query.exercises or query.muscles or query.methods or query.lowering_s is not None):
        return None
    return next((one for one in work_sets(sets) if _fits(one, query, catalogue)), None)


def _fits(one: SetRecord, query: HistoryQuery, catalogue: Catalogue) -> bool:
    exercise = catalogue.resolve(one.exercise).exercise
    return (
        (not query.exercises or any(_called(one.exercise, typed, catalogue) for typed in query.exercises))
        and all(trains(exercise, muscle) for muscle in query.muscles)
        and (not query.methods or (one.method or "tempo") in query.methods)
        and (
            query.lowering_s is None
            or any(
                rep.kind is RepKind.LOWERING and rep.lowering_target_s == query.lowering_s for rep in one.reps
            )
        )
    )


def _called(name: str, typed: str, catalogue: Catalogue) -> bool:
    meant = catalogue.find(typed)
    return name_key(folded(typed)) in name_key(folded(name)) or (
        meant is not None and catalogue.find(name) is meant
    )
