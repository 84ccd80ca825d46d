"""Which workouts and lines of an edited plan are those of before, so that they keep their identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Generic, TypeVar

from negtrain_tui.training.exercise import name_key
from negtrain_tui.training.plan_text import PlanSketch, WorkoutSketch
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout
from negtrain_tui.training.standing import Standing

K = TypeVar("K", bound=Hashable)


def reconciled(old: Plan | None, sketch: PlanSketch, new_id: Callable[[], str]) -> Plan:
    """Give a sketch the identities of the plan that it was made from; what is new gets a new id.

    Workouts are matched by name and, of several with one name, by what is in them, then in order. One
    that is left is a renamed one where at least half of its lines stand in it still, or where it is the
    only one left on both sides. Lines are matched by workout, exercise and order, equal ones first; one
    that is left has moved to another workout if it stands there as it was, or had the exercise's name
    corrected if the rest of it is equal. Without `old` everything is new.
    """
    if old is None:
        old = Plan(new_id(), sketch.name, ())
    homes = _workouts_matched(old.workouts, sketch.workouts)
    origins = _lines_matched(old.workouts, sketch.workouts, homes)

    def line_id(place: tuple[int, int]) -> str:
        if place not in origins:
            return new_id()
        workout, line = origins[place]
        return old.workouts[workout].lines[line].id

    return Plan(
        old.id,
        sketch.name,
        tuple(
            Workout(
                old.workouts[homes[place]].id if place in homes else new_id(),
                workout.name,
                tuple(PlanLine(line_id((place, at)), line) for at, line in enumerate(workout.lines)),
                workout.days,
            )
            for place, workout in enumerate(sketch.workouts)
        ),
        sketch.schedule,
    )


def standings_by_line(plan: Plan, sketch: PlanSketch) -> dict[str, Standing]:
    """Return where a sketch says that lines stand, by their ids in `plan`, which was made from it."""
    return {
        line.id: standing
        for workout, sketched in zip(plan.workouts, sketch.workouts, strict=True)
        for line, standing in zip(workout.lines, sketched.standings, strict=False)
        if standing is not None
    }


class _Pairs(Generic[K]):
    """Places before and after, of which pairs are made; no place is in two of them."""

    def __init__(self, before: Iterable[K], after: Iterable[K]) -> None:
        self.before = dict.fromkeys(before)
        self.after = dict.fromkeys(after)
        self.made: dict[K, K] = {}

    def make(self, before: K, after: K) -> None:
        """Pair two places, if both are free still."""
        if before in self.before and after in self.after:
            del self.before[before], self.after[after]
            self.made[after] = before

    def alike(self, key_before: Callable[[K], Hashable], key_after: Callable[[K], Hashable]) -> None:
        """Pair the free places whose keys are equal, in their order; the key None is like no other."""
        waiting: dict[Hashable, list[K]] = {}
        for before in reversed(self.before):
            waiting.setdefault(key_before(before), []).append(before)
        for after in tuple(self.after):
            key = key_after(after)
            if key is not None and waiting.get(key):
                self.make(waiting[key].pop(), after)


def _workouts_matched(before: Sequence[Workout], after: Sequence[WorkoutSketch]) -> dict[int, int]:
    """Return the place before of each workout that was there, by its place now."""
    lines_before = [Counter(line.prescription for line in workout.lines) for workout in before]
    lines_after = [Counter(workout.lines) for workout in after]
    names_before = [workout.name.casefold() for workout in before]
    names_after = [workout.name.casefold() for workout in after]
    pairs = _Pairs(range(len(before)), range(len(after)))

    def most_shared_first(may_pair: Callable[[int, int, int], bool]) -> None:
        found = []
        for old, new in product(pairs.before, pairs.after):
            shared = (lines_before[old] & lines_after[new]).total()
            if shared and may_pair(old, new, shared):
                found.append((-shared, new, old))
        for _, new, old in sorted(found):
            pairs.make(old, new)

    pairs.alike(
        lambda old: (names_before[old], tuple(line.prescription for line in before[old].lines)),
        lambda new: (names_after[new], after[new].lines),
    )
    most_shared_first(lambda old, new, _: names_before[old] == names_after[new])
    pairs.alike(names_before.__getitem__, names_after.__getitem__)
    most_shared_first(lambda old, _, shared: 2 * shared >= lines_before[old].total())
    if len(pairs.before) == len(pairs.after) == 1:
        pairs.make(*pairs.before, *pairs.after)
    return pairs.made


def _lines_matched(
    before: Sequence[Workout], after: Sequence[WorkoutSketch], homes: Mapping[int, int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the place before (workout, line) of each line that was there, by its place now."""
    lines_before = {
        (place, at): line.prescription
        for place, workout in enumerate(before)
        for at, line in enumerate(workout.lines)
    }
    lines_after = {
        (place, at): line for place, workout in enumerate(after) for at, line in enumerate(workout.lines)
    }
    pairs = _Pairs(lines_before, lines_after)

    def alike_within(key: Callable[[Prescription], Hashable]) -> None:
        pairs.alike(
            lambda old: (old[0], key(lines_before[old])),
            lambda new: (homes[new[0]], key(lines_after[new])) if new[0] in homes else None,
        )

    alike_within(lambda line: line)
    alike_within(lambda line: name_key(line.exercise))
    pairs.alike(lines_before.__getitem__, lines_after.__getitem__)
    alike_within(lambda line: replace(line, exercise=""))
    return pairs.made
