"""What is shown of an exercise's window, put together: rows, curves, and what stands over each curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from negtrain_tui.screens.exercise_plot import PLATEAU, TARGET, Stretch, marker
from negtrain_tui.training.load import Unit
from negtrain_tui.training.trend import Trend
from negtrain_tui.training.trend_best import best
from negtrain_tui.training.trend_series import Measure, Series, lines, series
from negtrain_tui.trending import Course, Window, within
from negtrain_tui.widgets.course_rows import Told
from negtrain_tui.widgets.literal import literal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is put together from: the window, what is known, figures with the most points of each."""

    seen: Window
    found: Trend
    whole: Course | None
    curves: tuple[tuple[Measure, int], ...]
    unit: Unit
    today: date


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a window: rows, curves between two days, and the plateaus."""

    told: Told
    curves: tuple[Series, ...]
    first: date
    last: date
    marks: tuple[Stretch, ...]


def put_together(asked: Asked) -> View:
    """Put together what is shown of a window with exposures; where there are many, off the event loop."""
    seen, exposures, whole = asked.seen, asked.found.exposures, asked.whole
    stood_still = () if whole is None else within(whole.plateaus, seen)
    places = {strand: place for place, strand in enumerate(lines(exposures))}
    return View(
        told=Told(
            bests=best(asked.found.deeds, None if whole is None else whole.ever),
            plateaus=stood_still,
            markers={strand: marker(place, measured=True) for strand, place in places.items()}
            if len(places) > 1
            else {},
            exposures=tuple(reversed(exposures)),
            unit=asked.unit,
            today=asked.today,
        ),
        curves=tuple(series(measure, exposures, asked.unit, most) for measure, most in asked.curves),
        first=seen.first or exposures[0].day,
        last=seen.last or asked.today,
        marks=tuple(
            Stretch(each.since, each.ended or max(each.last, each.marked), places.get(each.strand))
            for each in stood_still
        ),
    )


def title(curve: Series, marks: Sequence[Stretch], width: int) -> Content:
    """Name a curve with what its marks mean and which line has which, or say why there is none."""
    if not curve.points:
        return Content.assemble((curve.title, "bold"), f"\n{curve.note}")
    measured = {each: _markers(curve, measured=each) for each in (True, False)}
    meanings = [curve.means] if curve.means else []
    if measured[False]:
        meanings += [f"{measured[True]} measured"] if measured[True] else []
        meanings.append(f"{measured[False]} paced: led by the clock")
    if curve.targets:
        meanings.append(f"{TARGET} target")
    if marks:
        meanings.append(f"{PLATEAU} plateau")
    head, *below = _wrapped((curve.title, *meanings), width)
    below += [line for line in (_legend(curve, width), curve.note) if line]
    told = "".join(f"\n{line}" for line in below)
    return Content.assemble(
        (curve.title, "bold"), (f"{head.removeprefix(curve.title)}{told}", "$foreground-muted")
    )


def _wrapped(parts: Iterable[str], width: int) -> list[str]:
    """Put parts into lines; none is broken but one that is wider than that."""
    found: list[str] = []
    for part in parts:
        if found and cell_len(f"{found[-1]}  {part}") <= width:
            found[-1] += f"  {part}"
        else:
            found.append(part)
    return found


def _markers(curve: Series, *, measured: bool) -> str:
    places = sorted({point.strand for point in curve.points if point.measured is measured})
    return "".join(marker(place, measured=measured) for place in places)


def _legend(curve: Series, width: int) -> str:
    """Name the lines by their markers, as many as there is room for; nothing where there is only one."""
    if len(curve.strands) < 2:
        return ""
    of = {point.strand: point.measured for point in sorted(curve.points, key=lambda each: each.measured)}
    named = [f"{marker(place, measured=of[place])} {literal(curve.strands[place])}" for place in sorted(of)]
    for number in range(len(named), 0, -1):
        more = [f"+{len(named) - number} more"] if number < len(named) else []
        said = "  ".join([*named[:number], *more])
        if cell_len(said) <= width:
            return said
    return Content(named[0]).truncate(max(1, width), ellipsis=True).plain
