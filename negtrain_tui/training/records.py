"""What a session achieved that none before it did, told apart by exercise, method and tempo.

A heaviest load counts where a lowering with it was kept under control; a longest lowering only where it
was measured, and against earlier ones with at least that load (domain-reference §1: another tempo is
another strength). The tempo is the one that the rep was to keep, whatever its line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.feats import Feat
from negtrain_tui.training.load import Amount, Bodyweight, Mass, among_its_like, shown
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import Rep, RepKind, SetRecord
from negtrain_tui.training.tempo import Tempo, seconds_text

Lowering = tuple[SetRecord, Rep]
"""A lowering under control, and the set it was done in."""


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
        seconds, before = seconds_text(self.seconds or Decimal(0)), seconds_text(Decimal(str(self.before)))
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
        if not _readable(done.line):
            continue
        name = done.exercise.casefold()
        for rep in done.reps:
            if _controlled(rep):
                tempo = _tempo(done.line, rep.lowering_target_s, name, catalogue)
                alike.setdefault((name, done.method, tempo), []).append((done, rep))
    for (name, method, tempo), mine in alike.items():
        before = [
            feat
            for feat in earlier.get(name, ())
            if feat.method == method
            and _readable(feat.line)
            and _tempo(feat.line, feat.target_s, name, catalogue) == tempo
        ]
        if before:
            found += _heaviest(mine, before, tempo)
            found += _longest(mine, before, tempo)
    return tuple(found)


def _readable(line: str) -> bool:
    """Whether the tempo is known: what was imported may have no line in our notation."""
    try:
        parse_prescription(line)
    except NotationError:
        return False
    return True


def _tempo(line: str, target_s: Decimal | None, name: str, catalogue: Catalogue) -> Tempo | None:
    """The tempo of a line, with the seconds that its lowering was to take."""
    tempo = effective_tempo(parse_prescription(line), catalogue.resolve(name).exercise)
    return tempo if tempo is None or target_s is None else replace(tempo, lowering=target_s)


def _heaviest(mine: Sequence[Lowering], before: Sequence[Feat], tempo: Tempo | None) -> Iterable[Record]:
    lowered = [load for done, rep in mine if (load := _load(done, rep))]
    first = mine[0][0]
    for like in (Mass, Bodyweight):
        now = _most([amount for amount in lowered if isinstance(amount, like)])
        then = _most([feat.load.down for feat in before if feat.load and isinstance(feat.load.down, like)])
        if now is not None and then is not None and among_its_like(now) > among_its_like(then):
            yield Record(Kind.HEAVIEST, first.exercise, first.method, tempo, now, None, then)


def _longest(mine: Sequence[Lowering], before: Sequence[Feat], tempo: Tempo | None) -> Iterable[Record]:
    measured = [
        (rep.lowering_actual_s, _load(done, rep))
        for done, rep in mine
        if rep.marked and rep.lowering_actual_s is not None
    ]
    if not measured:
        return
    seconds, load = max(measured, key=lambda each: each[0])
    then = [
        feat.longest_marked_s
        for feat in before
        if feat.longest_marked_s is not None and _at_least(feat, load)
    ]
    if then and seconds > max(then):
        first = mine[0][0]
        yield Record(Kind.LONGEST, first.exercise, first.method, tempo, load, seconds, max(then))


def _load(done: SetRecord, rep: Rep) -> Amount | None:
    """What was lowered in a rep: where the load of the set was corrected afterwards, that one."""
    if done.load_lifted is None:
        return rep.load_down
    known = {each.load_down for each in done.reps}
    return rep.load_down if done.load_lifted.down in known else done.load_lifted.down


def _controlled(rep: Rep) -> bool:
    return rep.kind is RepKind.LOWERING and not rep.control_lost


def _at_least(feat: Feat, load: Amount | None) -> bool:
    down = None if feat.load is None else feat.load.down
    if down is None or load is None:
        return down is None and load is None
    return type(down) is type(load) and among_its_like(down) >= among_its_like(load)


def _most(amounts: Sequence[Amount]) -> Amount | None:
    return max(amounts, key=among_its_like, default=None)
