"""What the stores ask of a connection; reading goes to SQLite directly, writing through sqlite-utils.

sqlite-utils takes a good part of the time that a first screen needs, and nothing is written before that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import sqlite3

Parameters = Sequence[Any] | dict[str, Any] | None


class Rows(Protocol):
    """Both a `Reader` and sqlite-utils' `Database`."""

    def execute(self, sql: str, parameters: Parameters = None, /) -> sqlite3.Cursor:
        """Run a statement."""

    def query(self, sql: str, params: Parameters = None, /) -> Iterator[dict[str, Any]]:
        """Run a query, and return its rows by the names of their columns."""


class Reader:
    """An open connection, as far as reading goes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, sql: str, parameters: Parameters = None, /) -> sqlite3.Cursor:
        """Run a statement."""
        return (
            self.connection.execute(sql) if parameters is None else self.connection.execute(sql, parameters)
        )

    def query(self, sql: str, params: Parameters = None, /) -> Iterator[dict[str, Any]]:
        """Run a query at once; its rows are fetched as they are asked for."""
        cursor = self.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)
