"""How long the past takes to be found and shown, and what memory, with 1, 10 and 100 years of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bench import histories, history_screens
from bench.figures import Row, percentile
from negtrain_tui.repository import Repository
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.history_query import HistoryQuery, parse_query
from negtrain_tui.training.session_heading import SessionHeading

RATIO_AIM = 1.5
PLOT_AIM_MS = 300.0
_PAGE = 50
_PAGES_BACK = 8
_DAYS_OF_A_YEAR = 365
_QUERIES = {
    "an exercise": "ex:bench",
    "a method": "method:accentuated",
    "a common note": '"left shoulder"',
    "a rare note": "zeppelin",
    "exercise, dates, note": 'ex:bench after:2026-01 "left shoulder"',
    "a muscle": "muscle:quads",
    "records": "is:record",
}


@dataclass(frozen=True, slots=True)
class _Call:
    """A question to the database; `whole` looks through all years, so that no ratio is aimed at."""

    name: str
    ask: Callable[[], object]
    whole: bool = False


def measure(folder: Path, years: Sequence[int], times: int) -> Iterable[Row]:
    """Make the histories and measure each: the calls of the database, then the program in a terminal."""
    files: dict[int, Path] = {}
    for each in sorted(years):
        began = time.perf_counter()
        files[each] = folder / f"history-{each}.db"
        histories.write(files[each], each)
        size = files[each].stat().st_size / 2**20
        yield Row(f"history: {_years(each)} made", 1, f"{time.perf_counter() - began:.1f} s, {size:.1f} MiB")
    yield from _calls(files, times)
    yield from history_screens.measure(files)


def _calls(files: dict[int, Path], times: int) -> Iterable[Row]:
    taken: dict[str, dict[int, list[float]]] = {}
    wholes: set[str] = set()
    for years, path in files.items():
        opened = taken.setdefault("the file opened", {})
        opened[years] = [_seconds(partial(_open, path)) for _ in range(times)]
        with Repository.open(path) as repository:
            for call in _questions(repository):
                taken.setdefault(call.name, {})[years] = [_seconds(call.ask) for _ in range(times)]
                if call.whole or _found_few(call.ask()):
                    wholes.add(call.name)
    least = min(files)
    for name, by_years in taken.items():
        for years, samples in by_years.items():
            yield _told(name, years, samples, by_years[least], least, whole=name in wholes)


def _open(path: Path) -> None:
    Repository.open(path).close()


def _found_few(answer: object) -> bool:
    """Whether a page isn't full: then all years were looked through, and more years have more to show."""
    return isinstance(answer, tuple) and 0 < len(answer) < _PAGE and isinstance(answer[0], SessionHeading)


def _seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _told(
    name: str, years: int, samples: Sequence[float], least: Sequence[float], fewest: int, *, whole: bool
) -> Row:
    what = f"history: {name}, {_years(years)}"
    shown = f"first {samples[0] * 1e3:.1f}  "
    shown += "  ".join(f"p{share} {percentile(samples, share) * 1e3:.1f}" for share in (50, 95)) + " ms"
    if years == fewest:
        return Row(what, len(samples), shown)
    ratio = percentile(samples, 50) / percentile(least, 50)
    shown += f" = {ratio:.2f}x"
    if years > 10:
        return Row(what, len(samples), shown)
    if whole:
        worst = percentile(samples, 95) * 1e3
        return Row(what, len(samples), shown, worst, PLOT_AIM_MS, f"aim p95 <= {PLOT_AIM_MS:g} ms")
    return Row(what, len(samples), shown, ratio, RATIO_AIM, f"aim p50 ratio <= {RATIO_AIM}x")


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"


def _questions(repository: Repository) -> Iterable[_Call]:
    known, ends = load_catalogue(), histories.ENDS
    everything = HistoryQuery()
    first = repository.history(everything, known, limit=_PAGE)
    older = _far_back(repository, first[-1].id)
    newest = first[0].id
    of_year = HistoryQuery(first_day=date(ends.year, 1, 1), last_day=ends)
    year, month = ends - timedelta(_DAYS_OF_A_YEAR), ends - timedelta(30)
    yield _Call("first page", lambda: repository.history(everything, known, limit=_PAGE))
    yield _Call("next page", lambda: repository.history(everything, known, limit=_PAGE, after=first[-1].id))
    yield _Call("a page further on", lambda: repository.history(everything, known, limit=_PAGE, after=older))
    yield _Call("a session with its reps", lambda: repository.session(newest))
    yield _Call("a year's calendar", lambda: repository.training_days(of_year, known))
    yield _Call("four weeks of sets", lambda: repository.week_sessions(month, ends))
    yield _Call("a year of an exercise", lambda: repository.trend_sets("Bench press", year, ends))
    yield _Call("all of an exercise", lambda: repository.trend_sets("Bench press"), whole=True)
    yield _Call("names of all exercises", repository.trained_exercises, whole=True)
    yield _Call("count of all sessions", lambda: repository.history_count(everything, known), whole=True)
    for name, text in _QUERIES.items():
        query = parse_query(text, ends)
        yield _Call(f"first page of {name}", partial(repository.history, query, known, limit=_PAGE))
        yield _Call(f"count of {name}", partial(repository.history_count, query, known), whole=True)


def _far_back(repository: Repository, last: str) -> str:
    """Return a session some pages back after which there is another whole page."""
    known = load_catalogue()
    for _ in range(_PAGES_BACK):
        page = repository.history(HistoryQuery(), known, limit=2 * _PAGE, after=last)
        if len(page) < 2 * _PAGE:
            break
        last = page[_PAGE - 1].id
    return last
