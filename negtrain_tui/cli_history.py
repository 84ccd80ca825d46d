"""The command that lists past sessions: found by a query, as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negtrain_tui.cli_rules import DB, asked, checked, plainly
from negtrain_tui.training.errors import NotationError, Refused

if TYPE_CHECKING:
    from datetime import date

    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.history_query import HistoryQuery
    from negtrain_tui.training.record import Session
    from negtrain_tui.training.session_heading import SessionHeading

_PAGE = 50
_HEAD = ("Began", "Session", "", "", "Lowering", "Tempo", "")
_NAME = 1
_NARROWEST = 12
_GAP = "  "
_NONE_YET = "No sessions yet. `negtrain` opens the app; Today starts the first one."


@click.command("history")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--exercise", multiple=True, help="With an exercise of such a name, or a part of it.")
@click.option("--muscle", multiple=True, help="With a set for this muscle.")
@click.option("--method", multiple=True, help="With a set by one of these methods; tempo is an ordinary set.")
@click.option("--after", help="Since 2026, 2026-01, 2026-01-15, or 30d, 6w, 3m or 1y ago.")
@click.option("--before", help="Before then.")
@click.option("--text", multiple=True, help="With this text in a name or a note.")
@click.option("--records", is_flag=True, help="Only those that set a record.")
@click.option("--interrupted", is_flag=True, help="Only those that were broken off.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Everything that was recorded, as JSON.")
@DB
@click.pass_context
@plainly
def history_command(
    context: click.Context,
    *,
    words: tuple[str, ...],
    exercise: tuple[str, ...],
    muscle: tuple[str, ...],
    method: tuple[str, ...],
    after: str | None,
    before: str | None,
    text: tuple[str, ...],
    records: bool,
    interrupted: bool,
    limit: int,
    as_json: bool,
    db: Path | None,
) -> None:
    """List past sessions, newest first; with a QUERY or options, those of which all of it holds.

    For example: negtrain history ex:bench method:accentuated after:2026-01 '"left shoulder"'

    The words of a QUERY: ex: muscle: method: tempo: (seconds) after: before: on: in: is:record
    is:interrupted, and texts of names and notes.
    """
    from datetime import datetime

    from negtrain_tui.training.history_query import HistoryQuery, both, parse_query

    today = datetime.now().astimezone().date()
    query = parse_query(checked(" ".join(words), "The query"), today)
    options = {"exercise": exercise, "muscle": muscle, "method": method, "text": text}
    options |= {"after": () if after is None else (after,), "before": () if before is None else (before,)}
    for name, values in options.items():
        for value in values:
            query = both(query, _option(name, value, today))
    query = both(query, HistoryQuery(records=records, interrupted=interrupted))
    repository = asked(db or context.obj)
    if repository is None:
        if as_json:
            _print_json(())
        else:
            click.echo(_NONE_YET, err=True)
        return
    with repository:
        _list(repository, query, limit, as_json=as_json)


def _option(name: str, value: str, today: date) -> HistoryQuery:
    """Read an option as the query reads the condition of that name."""
    from negtrain_tui.training.history_query import condition

    try:
        return condition(name, checked(value, f"The value of --{name}"), today)
    except NotationError as error:
        raise Refused(f"--{name}: found {value!r}, expected {error.expected}.") from error


def _list(repository: Repository, query: HistoryQuery, limit: int, *, as_json: bool) -> None:
    """Print the sessions, then tell on standard error how many there are; with JSON, if some are left out."""
    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.training.history_query import HistoryQuery, check_muscles

    known = load_catalogue()
    check_muscles(query, known.with_own(repository.own_exercises()))
    everything = repository.history_count(HistoryQuery(), known)
    found = repository.history_count(query, known) if query.asks else everything
    pages = _pages(repository, query, known, limit)
    if as_json:
        _print_json(session for page in pages for session in _whole(repository, page))
    else:
        _print_table([heading for page in pages for heading in page])
    if not as_json or found > limit:
        click.echo(_counted(found, everything, limit), err=True)


def _pages(
    repository: Repository, query: HistoryQuery, known: Catalogue, limit: int
) -> Iterator[tuple[SessionHeading, ...]]:
    after = None
    while limit > 0:
        page = repository.history(query, known, limit=min(limit, _PAGE), after=after)
        if not page:
            return
        yield page
        after = page[-1].id
        limit -= len(page)


def _whole(repository: Repository, page: Sequence[SessionHeading]) -> tuple[Session, ...]:
    return repository.whole_sessions([heading.id for heading in page])


def _counted(found: int, everything: int, limit: int) -> str:
    from negtrain_tui.widgets.record_words import counted

    if not everything:
        return _NONE_YET
    said = counted(everything, "session")
    if found < everything:
        said = f"{found} of {said}"
    return f"{said}; --limit {limit} shows the newest" if limit < found else said


def _print_json(sessions: Iterable[Session]) -> None:
    from negtrain_tui.training.record_json import sessions_lines

    for line in sessions_lines(sessions):
        click.echo(line)


def _print_table(headings: Sequence[SessionHeading]) -> None:
    """Print a line for each session; on a terminal it fits the width, and a head says what is what."""
    from shutil import get_terminal_size

    from rich.cells import cell_len

    rows = [_row(heading) for heading in headings]
    room = None
    if sys.stdout.isatty():
        room = get_terminal_size().columns
        if rows:
            rows.insert(0, _HEAD)
    widths = [max((cell_len(row[place]) for row in rows), default=0) for place in range(len(_HEAD))]
    if room is not None:
        others = sum(widths) - widths[_NAME] + len(_GAP) * (len(_HEAD) - 1)
        widths[_NAME] = max(_NARROWEST, min(widths[_NAME], room - others))
    for row in rows:
        click.echo(_GAP.join(_cells(row, widths)).rstrip())


def _row(heading: SessionHeading) -> tuple[str, ...]:
    from negtrain_tui.widgets.record_words import (
        counted,
        date_said,
        heading_title,
        lowering_said,
        status_said,
        tempo_said,
    )

    summary = heading.summary
    reps = counted(summary.reps, "rep") if summary.reps or not summary.holds else ""
    holds = counted(summary.holds, "hold") if summary.holds else ""
    return (
        date_said(heading.started_at),
        heading_title(heading),
        counted(summary.sets, "set"),
        ", ".join(part for part in (reps, holds) if part),
        lowering_said(summary),
        tempo_said(summary),
        status_said(heading.status),
    )


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield cells at their widths: a name that is too long is cut, numbers stand at the right."""
    from rich.cells import cell_len, set_cell_size

    for place, (text, width) in enumerate(zip(row, widths, strict=True)):
        if cell_len(text) > width:
            yield set_cell_size(text, width - 1) + "…"
        elif _NAME < place < len(row) - 1:
            yield " " * (width - cell_len(text)) + text
        else:
            yield text + " " * (width - cell_len(text))
