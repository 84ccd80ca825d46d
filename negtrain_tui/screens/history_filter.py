"""The form for those who don't type what to look for in the history: it writes the query line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from negtrain_tui.screens.entry_form import Chosen, EntryForm, Typed, Wrong
from negtrain_tui.training.date_words import dates_said, first_day_named
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.history_query import (
    METHODS,
    HistoryQuery,
    both,
    condition,
    format_query,
    muscle_names,
)
from negtrain_tui.training.session_heading import TrainedExercise
from negtrain_tui.training.tempo import seconds_text

Days = tuple[date | None, date | None]
_ANY = 0
_SUCH_DAYS = "such as 2026, 2026-01 or 30d"


class FilterForm(EntryForm[str]):
    """What to look for; nothing is kept, the sessions found are shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "show", tooltip="Show the sessions that are like this", priority=True)
    ]


def filter_form(
    query: HistoryQuery, trained: Sequence[TrainedExercise], known: Catalogue, today: date
) -> EntryForm[str]:
    """Return the form, beginning with `query`. Of several dates the narrowest count, as in the line."""
    days = query.first_day, query.last_day
    period = _period(days, today)
    first, last = days if period.at == _ANY and any(days) else (None, None)
    lines = (
        _choice("exercises", "Exercise", "any", query.exercises, [each.name for each in trained]),
        _choice("muscles", "Muscle", "any", query.muscles, muscle_names(known)),
        _choice("methods", "Method", "any", query.methods, METHODS),
        _typed("tempo", "Lowering, s", _seconds(query), "such as 5", today),
        period,
        _typed("after", "From", _after(first), _SUCH_DAYS, today),
        _typed("before", "Before", _before(last), _SUCH_DAYS, today),
        Chosen(
            "only",
            "Sessions",
            (("all", (False, False)), ("with a record", (True, False)), ("interrupted", (False, True))),
            at=1 if query.records else 2 if query.interrupted else 0,
        ),
        Typed("text", "Text in notes", str.strip, placeholder="such as left shoulder", optional=True)
        if not query.texts
        else _choice("texts", "Text in notes", "any", query.texts, ()),
    )

    def make(values: Mapping[str, Any]) -> str:
        first, last = values["days"]
        typed = [values[key] for key in ("tempo", "after", "before") if values[key] is not None]
        records, interrupted = values["only"]
        texts = values.get("texts", (values["text"],) if values.get("text") else ())
        try:
            chosen = HistoryQuery(
                exercises=values["exercises"],
                muscles=values["muscles"],
                methods=values["methods"],
                first_day=first,
                last_day=last,
                records=records,
                interrupted=interrupted,
                texts=texts,
            )
            return format_query(reduce(both, typed, chosen))
        except Refused as refused:
            raise Wrong("exercises", str(refused)) from None

    return FilterForm("What to look for", lines, make, lambda text: text or "every session")


def _choice(key: str, label: str, none: str, now: tuple[str, ...], names: Sequence[str]) -> Chosen:
    """Return a line on which one of some names is chosen, or what stands there now, or none."""
    values: list[tuple[str, tuple[str, ...]]] = [(none, ()), *((name, (name,)) for name in names)]
    places = [place for place, (_, each) in enumerate(values) if _folded(each) == _folded(now)]
    if not places:
        values.insert(1, (", ".join(now), now))
    return Chosen(key, label, values, at=places[0] if places else 1)


def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)


def _typed(key: str, label: str, value: str, such: str, today: date) -> Typed:
    """Return a line on which is typed what the query has behind the colon of `key`."""

    def read(text: str) -> HistoryQuery:
        try:
            return condition(key, text.strip(), today)
        except NotationError as error:
            raise Refused(f"Expected {error.expected}.") from None

    return Typed(key, label, read, value, placeholder=such, optional=True)


def _seconds(query: HistoryQuery) -> str:
    return "" if query.lowering_s is None else seconds_text(query.lowering_s)


def _after(first: date | None) -> str:
    return "".join(said.partition(":")[2] for said in dates_said(first, None))


def _before(last: date | None) -> str:
    return "".join(said.partition(":")[2] for said in dates_said(None, last))


def _period(now: Days, today: date) -> Chosen:
    """Return the usual periods, beginning at the one that stands there, else at any time."""
    year = today.year
    periods: list[tuple[str, Days]] = [
        ("any time", (None, None)),
        ("the last 30 days", (first_day_named("30d", today), None)),
        ("the last 3 months", (first_day_named("3m", today), None)),
        ("the last 12 months", (first_day_named("1y", today), None)),
        (f"{year}", (date(year, 1, 1), date(year, 12, 31))),
        (f"{year - 1}", (date(year - 1, 1, 1), date(year - 1, 12, 31))),
    ]
    return Chosen(
        "days", "When", periods, at=next((at for at, (_, days) in enumerate(periods) if days == now), _ANY)
    )
