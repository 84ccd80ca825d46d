"""The command that tells how an exercise went: its best, where it stood still, and every exposure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negtrain_tui.cli_rules import DB, asked, checked, plainly
from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.load import Unit
    from negtrain_tui.training.plateaus import Plateau
    from negtrain_tui.training.trend import Trend
    from negtrain_tui.training.trend_best import Best

_NONE_YET = "No sessions yet. `negtrain` opens the app; Today starts the first one."
_GAP = "  "
# Wide enough for every column: a pipe has no width, and a terminal wraps.
_WIDTH = 200
_MOST_MONTHS = 1200


@click.command("trend")
@click.argument("exercise")
@click.option("--months", type=click.IntRange(1, _MOST_MONTHS), help="Only so many months until today.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, whose fields stay what they are.")
@DB
@click.pass_context
@plainly
def trend_command(
    context: click.Context, exercise: str, months: int | None, *, as_json: bool, db: Path | None
) -> None:
    """Tell how an EXERCISE went: the best by method and tempo, where it stood still, and every exposure.

    An exposure is the exercise in one session by one method and tempo. Paced seconds, led by the clock,
    have a ~; what was measured stands alone.
    """
    from datetime import datetime

    wanted = checked(exercise, "The exercise").strip()
    if not wanted:
        raise Refused('Name an exercise: negtrain trend "bench press".')
    repository = asked(db or context.obj)
    if repository is None:
        raise Refused(_NONE_YET)
    with repository:
        _tell(repository, wanted, months, datetime.now().astimezone().date(), as_json=as_json)


def _tell(repository: Repository, wanted: str, months: int | None, today: date, *, as_json: bool) -> None:
    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.training.trend_best import best
    from negtrain_tui.trending import course, window, within

    known = load_catalogue()
    name = _named(repository, wanted, known.with_own(repository.own_exercises()))
    whole = course(repository, known, name, today)
    seen = window(today, months)
    found = whole.trend.within(seen.first, seen.last)
    bests = best(found.deeds, whole.ever)
    plateaus = within(whole.plateaus, seen)
    if as_json:
        import json

        from negtrain_tui.training.trend_json import trend_json

        click.echo(json.dumps(trend_json(name, found, bests, plateaus, today), ensure_ascii=False, indent=2))
        return
    for row in _rows(found, bests, plateaus, repository.settings().unit, today):
        click.echo(row)
    if not found.exposures and whole.trend.exposures:
        click.echo(f"Last trained on {whole.trend.exposures[-1].day}; leave --months out.", err=True)


def _named(repository: Repository, wanted: str, catalogue: Catalogue) -> str:
    """Return the trained exercise that is meant, by whatever name; Refused where there is none."""
    from negtrain_tui.training.exercise import name_key

    names = [each.name for each in repository.trained_exercises()]
    if not names:
        raise Refused(_NONE_YET)
    meant = name_key(catalogue.resolve(wanted).exercise.name)
    keys = (
        lambda name: name.casefold() == wanted.casefold(),
        lambda name: name_key(name) == name_key(wanted),
        lambda name: name_key(catalogue.resolve(name).exercise.name) == meant,
    )
    for fits in keys:
        for name in names:
            if fits(name):
                return name
    parts = [name for name in names if name_key(wanted) in name_key(name)]
    if len(parts) == 1:
        return parts[0]
    offered = ", ".join(parts or names[:5])
    raise Refused(f"{wanted} was never trained; {'it might be' if parts else 'there is'} {offered}.")


def _rows(
    found: Trend, bests: Sequence[Best], plateaus: Sequence[Plateau], unit: Unit, today: date
) -> Iterator[str]:
    from negtrain_tui.training.trend_series import lines
    from negtrain_tui.widgets.literal import literal
    from negtrain_tui.widgets.trend_rows import best_tables, exposure_columns, table

    if not found.exposures:
        yield "No exposures in this time."
        return
    for title, _, columns in best_tables(bests):
        yield title
        yield from (f"{_GAP}{row}" for row in table(columns, _WIDTH))
        yield ""
    if plateaus:
        yield "Where it stood still"
        named = lines(found.exposures)
        for each in reversed(plateaus):
            of = f"{literal(named[each.strand])}: " if len(named) > 1 and each.strand in named else ""
            yield f"{_GAP}{of}{each.words(today)}"
        yield ""
    yield "Exposures, newest first"
    newest_first = tuple(reversed(found.exposures))
    yield from (f"{_GAP}{row}" for row in table(exposure_columns(newest_first, unit), _WIDTH))
