"""What every command keeps to: where the database is, and one sentence for each refusal."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository

P = ParamSpec("P")
R = TypeVar("R")

DB = click.option(
    "--db",
    # Whether it can be read is found out on opening it, which says so as every refusal is said.
    type=click.Path(path_type=Path, readable=False),
    help="The database file, instead of NEGTRAIN_DB or the usual place.",
)


def plainly(function: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into its one sentence on standard error and exit status 1."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from negtrain_tui.repository import StorageError
        from negtrain_tui.widgets.literal import literal

        try:
            return function(*args, **kwargs)
        except (Refused, StorageError) as error:
            click.echo(literal(str(error)), err=True)
            raise SystemExit(1) from error

    return wrapped


def named_path(db: Path | None) -> Path:
    """Return the file that `--db` names, else the one of NEGTRAIN_DB or the usual place."""
    from negtrain_tui.repository import default_path

    return default_path() if db is None else db


def opened(path: Path, *, create: bool = True) -> Repository:
    """Open a database; without `create`, there has to be one."""
    from negtrain_tui.repository import Repository

    return Repository.open(path, create=create)


def checked(text: str, what: str) -> str:
    """Return text from the command line; what isn't text in UTF-8 arrives here in surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused(f"{what} isn't text in UTF-8; type it again.") from None
    return text


def asked(db: Path | None) -> Repository | None:
    """Open the database for a question, which makes no file; None where none was named and there is none."""
    path = named_path(db)
    if db is None and not os.path.lexists(path):
        return None
    return opened(path, create=False)
