"""What a session achieved that none before it did, told apart by exercise, method and tempo.

A heaviest load counts where a lowering with it was kept under control; a longest lowering only where it
was measured, and against earlier ones with at least that load (domain-reference §1: another tempo is
another strength); of equally long ones that with the most load. One is longer from a tenth of a second more
on: that is ours, for a key press isn't surer than that. What was lowered in a rep counts, now and
earlier, whatever the rest of its set had: `record_book` and `trend_best` go by this rule too. The tempo is
the one that the rep was to keep, whatever its line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import (
    Amount,
    Bodyweight,
    Mass,
    among_all,
    among_its_like,
    is_at_least,
    shown,
)
from negtrain_tui.training.lowered import prescription_read, trained_tempo
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.record import Rep, RepKind, SetRecord
from negtrain_tui.training.rounding import tenth
from negtrain_tui.training.tempo import Tempo

Lowering = tuple[SetRecord, Rep]
"""A lowering under control, and the set it was done in."""

LONGER_BY_MS = 100
"""So many milliseconds more make a lowering a longer one."""


class Kind(StrEnum):
    """What was more than ever before."""

    HEAVIEST = "heaviest"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `load` is what was lowered, `seconds` how long; `before` is what it was until then."""

    kind: Kind
    exercise: str
    method: str | None
    tempo: Tempo | None
    load: Amount | None
    seconds: Decimal | None
    before: Amount | Decimal

    @property
    def words(self) -> str:
        """Say the record: `Bench press 5-1-X-0: 82.5kg, the heaviest so far (80kg before)`."""
        how = " ".join(str(part) for part in (self.method, self.tempo) if part is not None)
        head = f"{self.exercise} {how}".rstrip()
        if self.kind is Kind.HEAVIEST:
            return f"{head}: {_shown(self.load)}, the heaviest so far ({_shown(self.before)} before)"
        with_load = "" if self.load is None else f" with {_shown(self.load)}"
        seconds, before = tenth(self.seconds or Decimal(0)), tenth(Decimal(str(self.before)))
        return f"{head}: {seconds} s{with_load}, the longest measured lowering so far ({before} s before)"


def _shown(what: Amount | Decimal | None) -> str:
    return "" if what is None else str(what) if isinstance(what, Decimal) else shown(what)


def records(
    sets: Sequence[SetRecord], earlier: Mapping[str, Sequence[Feat]], catalogue: Catalogue
) -> tuple[Record, ...]:
    """Return the records of a session's sets; `earlier` are the feats before it, by casefolded exercise.

    An exercise, method and tempo that is done for the first time sets none: there is nothing to beat.
    """
    found: list[Record] = []
    alike: dict[tuple[str, str | None, Tempo | None], list[Lowering]] = {}
    for done in work_sets(sets):
        p = prescription_read(done.line)
        if p is None:
            continue
        name = done.exercise.casefold()
        exercise = catalogue.resolve(name).exercise
        for rep in done.reps:
            if _controlled(rep):
                tempo = trained_tempo(p, exercise, rep.lowering_target_s)
                alike.setdefault((name, done.method, tempo), []).append((done, rep))
    for (name, method, tempo), mine in alike.items():
        exercise = catalogue.resolve(name).exercise
        before = [
            feat
            for feat in earlier.get(name, ())
            if feat.method == method
            and (p := prescription_read(feat.line)) is not None
            and trained_tempo(p, exercise, feat.target_s) == tempo
        ]
        if before:
            found += _heaviest(mine, before, tempo)
            found += _longest(mine, before, tempo)
    return tuple(found)


def _heaviest(mine: Sequence[Lowering], before: Sequence[Feat], tempo: Tempo | None) -> Iterable[Record]:
    lowered = [rep.load_down for _, rep in mine]
    first = mine[0][0]
    for like in (Mass, Bodyweight):
        now = _most([amount for amount in lowered if isinstance(amount, like)])
        then = _most([feat.load for feat in before if isinstance(feat.load, like)])
        if now is not None and then is not None and among_its_like(now) > among_its_like(then):
            yield Record(Kind.HEAVIEST, first.exercise, first.method, tempo, now, None, then)


def _longest(mine: Sequence[Lowering], before: Sequence[Feat], tempo: Tempo | None) -> Iterable[Record]:
    measured = [
        (rep.lowering_actual_s, rep.load_down)
        for _, rep in mine
        if rep.marked and rep.lowering_actual_s is not None
    ]
    if not measured:
        return
    seconds, load = max(measured, key=lambda each: (each[0], among_all(each[1])))
    then = [
        feat.longest_marked_s
        for feat in before
        if feat.longest_marked_s is not None and is_at_least(feat.load, load)
    ]
    if then and (seconds - max(then)) * 1000 >= LONGER_BY_MS:
        first = mine[0][0]
        yield Record(Kind.LONGEST, first.exercise, first.method, tempo, load, seconds, max(then))


def _controlled(rep: Rep) -> bool:
    return rep.kind is RepKind.LOWERING and not rep.control_lost


def _most(amounts: Sequence[Amount]) -> Amount | None:
    return max(amounts, key=among_its_like, default=None)
