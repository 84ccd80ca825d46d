"""The line that a newly chosen exercise begins with."""

from __future__ import annotations

from negtrain_tui.training.exercise import Exercise, Unilateral
from negtrain_tui.training.load import Bodyweight, Load
from negtrain_tui.training.prescription import Prescription, Reps


def proposed(exercise: Exercise) -> Prescription:
    """Propose 3 sets of 5 of an exercise at its usual tempo, with bodyweight where it is what goes down."""
    # The catalogue's fraction is 0 where only a machine or a bar is moved; a flywheel has no tempo.
    bodyweight = (
        exercise.row is not None
        and not exercise.free_weight
        and exercise.body_mass_fraction != 0
        and exercise.tempo is not None
    )
    return Prescription(
        exercise.name,
        Reps(3, 5, 5),
        load=Load(Bodyweight()) if bodyweight else None,
        each=exercise.unilateral is Unilateral.YES,
        tempo=exercise.tempo,
    )
