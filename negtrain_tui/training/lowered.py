"""What a lowering counts as: its tempo, with the seconds it was to take, and the load really lowered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Amount, Load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import Rep, SetRecord
from negtrain_tui.training.tempo import Tempo


# An exercise of ten years has many sets, but few lines.
@lru_cache(maxsize=4096)
def prescription_read(line: str) -> Prescription | None:
    """Read the line a set was done by; None where it isn't in our notation, as of what was imported."""
    try:
        return parse_prescription(line)
    except NotationError:
        return None


def trained_tempo(p: Prescription, exercise: Exercise, target_s: Decimal | None) -> Tempo | None:
    """Return a line's tempo with the seconds that a lowering was to take, whatever the line says of them.

    None for a hold; without `target_s` the line's own seconds stand.
    """
    tempo = effective_tempo(p, exercise)
    return tempo if tempo is None or target_s is None else replace(tempo, lowering=target_s)


def lowered_load(
    lifted: Load | None, of_rep: Amount | None, of_reps: Iterable[Amount | None]
) -> Amount | None:
    """Return what was lowered in a rep: its own load, unless only that of its set was corrected afterwards.

    `lifted` is the set's load, `of_reps` are the loads its reps were recorded with: where none of them is
    it, it is what was really lowered, but for the lighter load that stays behind releasers.
    """
    if lifted is None or lifted.down in of_reps or (lifted.up is not None and of_rep == lifted.up):
        return of_rep
    return lifted.down


def as_lowered(done: SetRecord) -> tuple[Rep, ...]:
    """Return a set's reps, each with the load that was really lowered in it."""
    loads = {rep.load_down for rep in done.reps}
    down, up = _ways(done.load_lifted)
    return tuple(
        rep
        if lowered_load(done.load_lifted, rep.load_down, loads) == rep.load_down
        else replace(rep, load_down=down, load_up=up if rep.load_up == rep.load_down else rep.load_up)
        for rep in done.reps
    )


def reloaded(reps: Sequence[Rep], before: Load | None, after: Load | None) -> tuple[Rep, ...]:
    """Let reps follow their set's load, down and up; one that had a load of its own keeps it.

    Behind releasers what is lowered is what is lifted.
    """
    down, up = _ways(before)
    new_down, new_up = _ways(after)

    def follows(rep: Rep) -> Rep:
        lowered = new_down if rep.load_down == down else new_up if rep.load_down == up else rep.load_down
        return replace(rep, load_down=lowered, load_up=new_up if rep.load_up == up else rep.load_up)

    return tuple(follows(rep) for rep in reps)


def _ways(load: Load | None) -> tuple[Amount | None, Amount | None]:
    if load is None:
        return None, None
    return load.down, load.down if load.up is None else load.up
