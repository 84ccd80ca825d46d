"""Sortable unique ids, so that rows keep their order and two databases can be merged."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH = 26
_TIME_BITS = 48
_RANDOM_BITS = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_lock = threading.Lock()
_last = 0


def new_id(at: datetime) -> str:
    """Return a new 26-character id for something that happens at `at`, which must know its offset.

    The first 10 characters are the milliseconds since 1970 (the layout of a ULID), the rest is random.
    Every id is greater than those that this process made before, also when the clock was set back.
    """
    global _last  # noqa: PLW0603 - the order of ids is a property of the process
    if at.utcoffset() is None:
        raise ValueError("an instant without its offset from UTC has no id")
    milliseconds = max(0, (at - _EPOCH) // timedelta(milliseconds=1))
    if milliseconds >= 1 << _TIME_BITS:
        raise ValueError(f"no id can be made for the year {at.year}")
    with _lock:
        value = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        if value <= _last:
            # A random stride keeps two processes forked from this one apart.
            value = _last + 1 + secrets.randbits(32)
        _last = value
    return _encoded(value)


def _encoded(value: int) -> str:
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
