"""How the domain's values stand in columns, exactly and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from negtrain_tui.training.load import Amount, Load, Mass, parse_amount, parse_load
from negtrain_tui.training.tempo import Lifting, Tempo

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows

Row = dict[str, Any]


def put(
    db: Rows, table: str, row: Row, *, key: Sequence[str], once: Sequence[str] = (), where: str = ""
) -> None:
    """Insert `row`, or change the one with the same `key`; columns in `once` keep their first value.

    `where` is the condition of the unique index that `key` belongs to, if that index is a partial one.
    """
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    fresh = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key and name not in once)
    target = f"({', '.join(key)}){' WHERE ' + where if where else ''}"
    db.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT {target} DO UPDATE SET {fresh}", row
    )


def utc_text(at: datetime) -> str:
    """Write an instant in UTC, at a fixed width, so that text order is time order."""
    if at.utcoffset() is None:
        raise ValueError("an instant without its offset from UTC can't be stored")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def offset_minutes(at: datetime) -> int:
    """Return by how many minutes local time was ahead of UTC."""
    return round((at.utcoffset() or timedelta()) / timedelta(minutes=1))


def instant(utc: str, offset: int) -> datetime:
    """Read an instant back, in the local time of then."""
    return datetime.fromisoformat(utc).astimezone(timezone(timedelta(minutes=offset)))


def instant_columns(prefix: str, at: datetime | None) -> Row:
    """Return the two columns of an instant."""
    if at is None:
        return {f"{prefix}_utc": None, f"{prefix}_offset": None}
    return {f"{prefix}_utc": utc_text(at), f"{prefix}_offset": offset_minutes(at)}


def instant_of(row: Mapping[str, Any], prefix: str) -> datetime | None:
    """Read an instant that may be missing."""
    utc = row[f"{prefix}_utc"]
    return None if utc is None else instant(utc, row[f"{prefix}_offset"])


def milliseconds(seconds: Decimal | None) -> int | None:
    """Return seconds as whole milliseconds."""
    return None if seconds is None else int((seconds * 1000).to_integral_value(ROUND_HALF_EVEN))


def seconds_of(value: int | None) -> Decimal | None:
    """Return milliseconds as exact seconds."""
    return None if value is None else Decimal(value) / 1000


def amount_text(amount: Amount | None) -> str | None:
    """Write an amount of load with its unit."""
    return None if amount is None else str(amount)


# Many reps of many sets have the same few loads.
@lru_cache(maxsize=1024)
def amount_of(text: str | None) -> Amount | None:
    """Read an amount of load."""
    return None if text is None else parse_amount(text)


def load_text(load: Load | None) -> str | None:
    """Write a load, down and up."""
    return None if load is None else str(load)


@lru_cache(maxsize=1024)
def load_of(text: str | None) -> Load | None:
    """Read a load."""
    return None if text is None else parse_load(text)


def mass_of(text: str) -> Mass:
    """Read a mass."""
    amount = parse_amount(text)
    if not isinstance(amount, Mass):
        raise ValueError(f"{text!r} is no mass")  # noqa: TRY004 - the text is wrong, not a type
    return amount


def decimal_text(value: Decimal | None) -> str | None:
    """Write a decimal as typed, without an exponent."""
    return None if value is None else format(value, "f")


def decimal_of(text: str | None) -> Decimal | None:
    """Read a decimal."""
    return None if text is None else Decimal(text)


def list_text(items: Iterable[str]) -> str:
    """Write a list of texts."""
    return json.dumps(list(items), ensure_ascii=False)


def list_of(text: str) -> tuple[str, ...]:
    """Read a list of texts."""
    return tuple(str(item) for item in json.loads(text))


def tempo_text(tempo: Tempo | None) -> str | None:
    """Write a tempo's four phases in their stored order; nothing of it depends on the notation's rules."""
    if tempo is None:
        return None
    lifting = tempo.lifting.value if isinstance(tempo.lifting, Lifting) else format(tempo.lifting, "f")
    phases = (tempo.lowering, tempo.pause_after_lowering, lifting, tempo.pause_after_lifting)
    return "-".join(phase if isinstance(phase, str) else format(phase, "f") for phase in phases)


def tempo_of(text: str | None) -> Tempo | None:
    """Read a tempo."""
    if text is None:
        return None
    lowering, low_pause, lifting, high_pause = text.split("-")
    return Tempo(
        Decimal(lowering),
        Decimal(low_pause),
        Lifting(lifting) if lifting in set(Lifting) else Decimal(lifting),
        Decimal(high_pause),
    )
