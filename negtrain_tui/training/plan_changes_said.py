"""What became of a plan, in one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negtrain_tui.training.prescription import Plan, PlanLine, Workout


def changes_said(old: Plan | None, new: Plan, comments: int = 0, standings: int = 0) -> str:
    """Say how a plan differs from before, and how many comments of its text were dropped.

    `standings` counts the lines that stand elsewhere by it.

    `Garage: 2 lines changed, 1 added, 1 workout renamed; 3 comments dropped.`
    """
    elsewhere = f"{_counted(standings, 'line')} {'stands' if standings == 1 else 'stand'} elsewhere"
    if old is None:
        lines = sum(len(workout.lines) for workout in new.workouts)
        parts = [f"a new plan of {_counted(len(new.workouts), 'workout')} and {_counted(lines, 'line')}"]
    else:
        parts = list(_differences(old, new))
    said = ", ".join([*parts, elsewhere] if standings else parts) or "nothing changed"
    dropped = f"; {_counted(comments, 'comment')} dropped" if comments else ""
    return f"{new.name}: {said}{dropped}."


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with the id of its workout."""

    line: PlanLine
    workout: str


def _differences(old: Plan, new: Plan) -> Iterator[str]:
    if old.name != new.name:
        yield f"renamed from {old.name}"
    if old.schedule != new.schedule:
        yield "schedule changed"
    yield from _counts("line", _line_counts(old, new))
    yield from _counts("workout", _workout_counts(old, new))


def _counts(thing: str, numbers: dict[str, int]) -> Iterator[str]:
    named = False
    for what, number in numbers.items():
        if number:
            yield f"{number} {what}" if named else f"{_counted(number, thing)} {what}"
            named = True


def _line_counts(old: Plan, new: Plan) -> dict[str, int]:
    before, after = _placed(old), _placed(new)
    kept = [(before[each], placed) for each, placed in after.items() if each in before]
    strayed = sum(was.workout != now.workout for was, now in kept)
    return {
        "changed": sum(was.line != now.line for was, now in kept),
        "added": len(after) - len(kept),
        "removed": len(before) - len(kept),
        "moved": strayed + sum(_out_of_order(was, now) for was, now in _workouts_kept(old, new)),
    }


def _workout_counts(old: Plan, new: Plan) -> dict[str, int]:
    kept = list(_workouts_kept(old, new))
    order = [workout.id for workout in old.workouts]
    return {
        "renamed": sum(was.name != now.name for was, now in kept),
        "added": len(new.workouts) - len(kept),
        "removed": len(old.workouts) - len(kept),
        "on other days": sum(was.days != now.days for was, now in kept),
        "moved": _moved([order.index(now.id) for _, now in kept]),
    }


def _placed(plan: Plan) -> dict[str, _Placed]:
    return {line.id: _Placed(line, workout.id) for workout in plan.workouts for line in workout.lines}


def _workouts_kept(old: Plan, new: Plan) -> Iterator[tuple[Workout, Workout]]:
    before = {workout.id: workout for workout in old.workouts}
    return ((before[workout.id], workout) for workout in new.workouts if workout.id in before)


def _out_of_order(was: Workout, now: Workout) -> int:
    order = {line.id: at for at, line in enumerate(was.lines)}
    return _moved([order[line.id] for line in now.lines if line.id in order])


def _moved(places: Sequence[int]) -> int:
    """Return how few have to be moved to get from the order of before to these places."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends)


def _counted(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
