"""The best of an exercise by method and tempo: the heaviest under control, the longest measured lowering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negtrain_tui.training.load import Amount, Bodyweight, Mass, among_all, among_its_like, is_at_least
from negtrain_tui.training.records import LONGER_BY_MS, Kind
from negtrain_tui.training.tempo import Tempo
from negtrain_tui.training.trend import Deed

_Key = tuple[str | None, Tempo | None]
DeedsByStrength = Mapping[_Key, Sequence[Deed]]


@dataclass(frozen=True, slots=True)
class Best:
    """The most of a time, and the first set that reached it.

    `load` was lowered, for `seconds` where that is what was the most; `reps` are those of the set with that
    load under control. `is_record` says that there never was more, None where the rest isn't known yet.
    """

    kind: Kind
    method: str | None
    tempo: Tempo | None
    load: Amount | None
    seconds: Decimal | None
    reps: int
    day: date
    session_id: str
    set_id: str
    is_record: bool | None = None


def best(deeds: Iterable[Deed], ever: DeedsByStrength | None = None) -> tuple[Best, ...]:
    """Return the heaviest of each method and tempo, ordinary sets first, then by seconds; then the longest.

    The rules are those of `records`: a heaviest load counts under control, bodyweight apart from external
    loads; a longest lowering where it was measured, of equally long ones that with the most load. `ever`
    are the deeds of all time, None if not known.
    """
    heaviest: list[Best] = []
    longest: list[Best] = []
    for key, mine in sorted(by_strength(deeds).items(), key=lambda each: _order(each[0])):
        all_time = None if ever is None else ever.get(key, [])
        heaviest += _heaviest(mine, all_time)
        longest += _longest(mine, all_time)
    return (*heaviest, *longest)


def by_strength(deeds: Iterable[Deed]) -> DeedsByStrength:
    """Put together what was done by the same method and tempo."""
    found: dict[_Key, list[Deed]] = {}
    for deed in deeds:
        found.setdefault((deed.method, deed.tempo), []).append(deed)
    return found


def _order(key: _Key) -> tuple[str, Decimal, str]:
    method, tempo = key
    return method or "", Decimal(0) if tempo is None else tempo.lowering, str(tempo)


def _heaviest(deeds: Sequence[Deed], ever: Sequence[Deed] | None) -> Iterator[Best]:
    for like in (Mass, Bodyweight):
        mine = [deed for deed in deeds if isinstance(deed.load, like)]
        if not mine:
            continue
        top = max(mine, key=lambda deed: among_its_like(deed.load) if deed.load else 0)
        heavier = None if ever is None else any(_is_heavier(deed.load, top.load) for deed in ever)
        yield _best(Kind.HEAVIEST, top, None, is_record=None if heavier is None else not heavier)


def _is_heavier(one: Amount | None, other: Amount | None) -> bool:
    return type(one) is type(other) and not is_at_least(other, one)


def _longest(deeds: Sequence[Deed], ever: Sequence[Deed] | None) -> Iterator[Best]:
    mine = [deed for deed in deeds if deed.longest_ms is not None]
    if not mine:
        return
    top = max(mine, key=lambda deed: (deed.longest_ms or 0, among_all(deed.load)))
    longer = None
    if ever is not None:
        # As in `records`: what was lowered with less load is no measure for it.
        longer = any(
            (deed.longest_ms or 0) - (top.longest_ms or 0) >= LONGER_BY_MS
            and is_at_least(deed.load, top.load)
            for deed in ever
        )
    seconds = Decimal(top.longest_ms or 0) / 1000
    yield _best(Kind.LONGEST, top, seconds, is_record=None if longer is None else not longer)


def _best(kind: Kind, deed: Deed, seconds: Decimal | None, *, is_record: bool | None) -> Best:
    return Best(
        kind=kind,
        method=deed.method,
        tempo=deed.tempo,
        load=deed.load,
        seconds=seconds,
        reps=deed.reps,
        day=deed.day,
        session_id=deed.session_id,
        set_id=deed.set_id,
        is_record=is_record,
    )
