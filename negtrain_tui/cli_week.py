"""The command that tells a week: eccentric sets, reps and seconds by muscle, session load, body mass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negtrain_tui.cli_rules import DB, asked, checked, plainly
from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.body_mass import BodyMassWeek
    from negtrain_tui.training.week import Week

_FIRST_YEAR, _LAST_YEAR = 1900, 9000


@click.command("week")
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, whose fields stay what they are.")
@DB
@click.pass_context
@plainly
def week_command(context: click.Context, day: str | None, as_json: bool, db: Path | None) -> None:
    """Tell what this week amounted to, or the one of a DATE (2026-11-20, or how long ago: 2w).

    For each muscle its eccentric sets, lowerings and seconds, a direct one counted 1 and an indirect one
    0.5, with the change against the week before, or against the same days of it while the week runs; how
    hard the sessions were; and the body mass.
    """
    from datetime import datetime

    today = datetime.now().astimezone().date()
    wanted = today if day is None else _read(checked(day, "The date"), today)
    repository = asked(db or context.obj)
    if repository is not None:
        with repository:
            week, body = _found(repository, wanted, today)
    elif as_json:
        week, body = _empty(wanted, today)
    else:
        raise Refused("No sessions yet. `negtrain` opens the app; Today starts the first one.")
    if as_json:
        import json

        from negtrain_tui.training.week_json import week_json

        click.echo(json.dumps(week_json(week, body), ensure_ascii=False, indent=2))
        return
    for row in _told(week, body, today):
        click.echo(row)


def _read(text: str, today: date) -> date:
    from negtrain_tui.training.date_words import first_day_named

    try:
        day = first_day_named(text.strip(), today)
    except Refused as refused:
        raise Refused(f"{text!r} is no day; write {refused}.") from refused
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Refused(f"Nobody trained with Negtrain in {day.year}; is the year right?")
    return day


def _found(repository: Repository, day: date, today: date) -> tuple[Week, BodyMassWeek]:
    import os

    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.weekly import week_and_body

    return week_and_body(repository, load_catalogue(), day, today, os.environ)


def _empty(day: date, today: date) -> tuple[Week, BodyMassWeek]:
    import os

    from negtrain_tui.weekly import empty_week

    return empty_week(day, today, os.environ)


def _told(week: Week, body: BodyMassWeek, today: date) -> Iterator[str]:
    from rich.cells import cell_len

    from negtrain_tui.training.load import plain
    from negtrain_tui.training.schedule import short_day
    from negtrain_tui.training.week import Measure, session_load
    from negtrain_tui.widgets import week_words as words
    from negtrain_tui.widgets.record_words import counted

    yield f"Week of {words.span_said(week, today)}: {counted(len(week.sessions), 'session')}"
    if week.muscles:
        before = "the same days of the week before" if week.runs else "the week before"
        rows = [("muscle", "sets", "lowerings", "seconds", f"sets against {before}")]
        rows += [
            (
                words.muscle_said(each.muscle),
                plain(each.total.sets),
                plain(each.total.reps),
                words.seconds_said(each.total),
                words.change_said(each.change(Measure.SETS)),
            )
            for each in week.muscles
        ]
        widths = [max(cell_len(row[place]) for row in rows) for place in range(4)]
        yield ""
        for name, *numbers, changed in rows:
            figures = "  ".join(
                f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=True)
            )
            yield f"{name}{' ' * (widths[0] - cell_len(name))}  {figures}  {changed}"
    yield ""
    yield f"Session load: {words.loads_said(week)}"
    days = [short_day(session.day, today) for session in week.sessions]
    for day, session in zip(days, week.sessions, strict=True):
        load = words.load_said(session_load(session))
        yield f"  {day:<{max(map(len, days))}}  {load:>5}  {words.session_said(session)}"
    yield f"Body mass: {words.body_said(body, today)}"
