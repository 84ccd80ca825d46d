"""What lowerings count as: their tempo, with the seconds they were to take, and the load of their set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Amount, Load
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import Rep
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


def load_of_last(reps: Sequence[Rep], prescribed: Load | None) -> Load | None:
    """Return the load of the last rep on record that tells one, down and up; None where none does.

    Where two loads are prescribed, the heavy one may stand on the first rep of a side alone, as with
    releasers: then that rep tells.
    """
    two_loads = prescribed is not None and prescribed.up is not None
    for rep in reversed(reps):
        whole = not two_loads or rep.load_down != rep.load_up or rep.number == 1
        if whole and rep.load_down is not None:
            return Load(rep.load_down, None if rep.load_up == rep.load_down else rep.load_up)
    return None


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
