"""What Train says of plates: how the load on the bar is put together, what changes, what could be next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from negtrain_tui.training.course import Course, Stretch
from negtrain_tui.training.equipment import Gear, Loading, Made, Plate
from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.load import Bodyweight, Load, plain, shown
from negtrain_tui.training.loading import (
    Arrangement,
    above,
    arrangement,
    changes,
    fewest_changes,
    loadable,
    said,
    side_by_side,
)
from negtrain_tui.training.record import Session

# A search may take milliseconds, and the same few loads are asked for with every repaint.
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class OnBar:
    """A load put together: lowered with `down`, and lifted with `up` where that is loaded differently.

    `before` is how the same implement was loaded in the set before, None where nobody knows. Neither is
    there for a load that can't be made; then `below` and `above` are the nearest that can.
    """

    down: Made | None
    up: Made | None = None
    before: Made | None = None
    below: Load | None = None
    above: Load | None = None


def on_bar(course: Course, session: Session, load: Load | None) -> OnBar | None:
    """Put the load of the set that comes next, or runs, together; None where the gear isn't known."""
    gear = None if course.done else course.current.gear
    if gear is None or load is None or load == Load(Bodyweight()):
        return None
    before = _left_on(course, session, gear)
    put = _put(gear, load, before)
    if put.down is None:
        return OnBar(None, below=_loadable(load, gear), above=_above(load, gear))
    return OnBar(put.down, put.up, before)


def next_above(course: Course, state: GuidedSet) -> Load | None:
    """The next load above the one on the bar that can be made; None where there is none, or nobody knows."""
    if course.done or course.warming or course.current.gear is None or state.load is None:
        return None
    return _above(state.load, course.current.gear)


def plate_rows(bar: OnBar | None) -> list[tuple[str, str | Made]]:
    """Rows for Ready: the plates, both arrangements where there are two, and what to change."""
    if bar is None:
        return []
    if bar.down is None:
        return [("plates", _unmade(bar))]
    if bar.up is not None and bar.up != bar.down:
        rows: list[tuple[str, str | Made]] = [
            ("down", side_by_side(bar.down, bar.up)),
            ("up", side_by_side(bar.up, bar.down)),
        ]
        between = _changed(bar.down, bar.up)
        return [*rows, ("then", f"{between} to lift")] if between else rows
    rows = [("plates", bar.down)]
    return [*rows, ("change", change)] if (change := change_said(bar)) else rows


def change_said(bar: OnBar | None) -> str:
    """Say what comes off and goes on since the set before, where that is known and anything does."""
    return "" if bar is None or bar.before is None or bar.down is None else _changed(bar.before, bar.down)


def plate_lines(bar: OnBar | None) -> list[str]:
    """The column beside the stage: `each side 20 10 1.25`."""
    if bar is None or bar.down is None:
        return []
    if bar.up is not None and bar.up != bar.down:
        down, up = side_by_side(bar.down, bar.up), side_by_side(bar.up, bar.down)
        return [f"down: {plates_said(down)}", f"up: {plates_said(up)}"]
    return [plates_said(bar.down)]


def plates_said(made: Made) -> str:
    """Say an arrangement with as few characters as can be: `each side 20 10 1.25`."""
    if made.loading is Loading.PAIRED and made.plates:
        return f"each side {_masses(made.plates)}"
    return said(made)


def lightest_said(stretch: Stretch) -> str:
    """Say what is possible where the prescribed load is below everything that can be made, else nothing."""
    if stretch.gear is None or stretch.prescribed is None or stretch.loadable is not None:
        return ""
    lightest = _above(stretch.prescribed, stretch.gear)
    return "" if lightest is None else f"your lightest here is {shown(lightest)}"


def _unmade(bar: OnBar) -> str:
    if bar.below is None:
        lightest = "" if bar.above is None else f": your lightest here is {shown(bar.above)}"
        return f"can't be made{lightest}"
    if bar.above is None:
        return f"can't be made: your heaviest here is {shown(bar.below)}"
    return f"can't be made: {shown(bar.below)} or {shown(bar.above)} can"


def _changed(before: Made, after: Made) -> str:
    """Say what comes off and goes on; where the base is another one, the arrangement says it all."""
    if before.base != after.base:
        return ""
    off, on = changes(before, after)
    parts = [f"{word} {_masses(plates)}" for word, plates in (("off", off), ("on", on)) if plates]
    return ", ".join(parts)


def _masses(plates: tuple[Plate, ...]) -> str:
    units = {plate.mass.unit for plate in plates}
    if len(units) == 1:
        return " ".join(plain(plate.mass.value) for plate in plates)
    return " ".join(str(plate.mass) for plate in plates)


def _left_on(course: Course, session: Session, gear: Gear) -> Made | None:
    """How the implement was left by the sets so far, each loaded with the fewest changes."""
    left: Made | None = None
    for done in session.sets:
        stretch = course.stretches[min(done.line_number, len(course.stretches)) - 1]
        loaded = stretch.gear is not None and stretch.gear.implement == gear.implement
        exchanged = done.exercise != stretch.prescription.exercise
        if loaded and not exchanged and not done.skipped and done.load_lifted is not None:
            left = _put(gear, done.load_lifted, left).down or left
    return left


@lru_cache(maxsize=_REMEMBERED)
def _put(gear: Gear, load: Load, before: Made | None) -> Arrangement:
    fresh = arrangement(load, gear)
    if fresh.down is None or before is None or load.up is not None:
        return fresh
    fewest = fewest_changes(gear, fresh.down.mass, before)
    return fresh if fewest is None else Arrangement(fewest, fresh.up)


@lru_cache(maxsize=_REMEMBERED)
def _above(load: Load, gear: Gear) -> Load | None:
    return above(load, gear)


@lru_cache(maxsize=_REMEMBERED)
def _loadable(load: Load, gear: Gear) -> Load | None:
    return loadable(load, gear)
