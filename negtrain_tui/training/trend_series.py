"""An exercise's course as curves: one figure of each exposure against its day, ready to be plotted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from negtrain_tui.training.load import Bodyweight, Mass, Unit, among_its_like
from negtrain_tui.training.schedule import monday_of
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.training.trend import TrendExposure


class Measure(StrEnum):
    """What can be plotted of exposures."""

    LOAD = "load"
    SECONDS = "seconds"
    FIDELITY = "fidelity"
    TENSION = "tension"
    LOAD_SECONDS = "load-seconds"
    ONE_RM = "e1RM"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure; `measured` is False where the clock led some or all of the lowerings it rests on.

    `strand` is the place of the line that it belongs to, in `lines`.
    """

    day: date
    value: Fraction
    measured: bool
    strand: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A curve. `title` names figure and unit; `means` says of what the points are means, if they are.

    `targets` are what was prescribed, where that is another figure. `note` says what is missing and why.
    `strands` name the lines that exposures belong to, those without points too: a line has the same place in
    every curve.
    """

    measure: Measure
    title: str
    points: tuple[Point, ...]
    targets: tuple[Point, ...] = ()
    means: str = ""
    note: str = ""
    strands: tuple[str, ...] = ()


def series(measure: Measure, exposures: Sequence[TrendExposure], unit: Unit, most: int) -> Series:
    """Return the curve of a figure, of `most` points at most: of more the means of weeks, then of months.

    Loads are told in `unit`, whatever they were entered in; those of bodyweight by what is added.
    """
    title, valued, note = _PLOTTED[measure](exposures, unit)
    named = lines(exposures)
    places = {strand: place for place, strand in enumerate(named)}
    single: list[Point] = []
    aims: list[Point] = []
    for each, value, measured in valued:
        place = places[each.strand]
        single.append(Point(each.day, Fraction(value), measured, place))
        if measure is Measure.SECONDS and each.target_s is not None:
            aims.append(Point(each.day, Fraction(each.target_s), True, place))
    points, targets, means = single, aims, ""
    for means_of, begin in (("weekly means", monday_of), ("monthly means", _first_of_month)):
        if len(points) > most:
            points, targets, means = _means(single, begin), _means(aims, begin), means_of
    return Series(measure, title, tuple(points), tuple(targets), means, note, tuple(named.values()))


Strand = tuple[object, ...]


def lines(exposures: Sequence[TrendExposure]) -> Mapping[Strand, str]:
    """Name the lines that exposures belong to, `6 to 8-1-X-0`: the plan's first, in every window alike."""
    found: dict[Strand, list[TrendExposure]] = {}
    for each in exposures:
        found.setdefault(each.strand, []).append(each)
    in_order = sorted(found, key=lambda strand: (len(strand) > 1, *map(str, strand)))
    return {strand: _name(found[strand]) for strand in in_order}


def _name(exposures: Sequence[TrendExposure]) -> str:
    """Name a line by its methods and tempos, those that differ in the seconds of the lowering as a span."""
    spans: dict[tuple[str, str], list[Decimal]] = {}
    for method, tempo, is_held in dict.fromkeys(
        (each.method or "", each.tempo, each.holds > 0) for each in exposures
    ):
        if tempo is None:
            spans.setdefault((method, "hold" if is_held else ""), [])
            continue
        _, dash, rest = str(tempo).partition("-")
        spans.setdefault((method, dash + rest), []).append(tempo.lowering)
    named = [_span(seconds) + rest for (_, rest), seconds in spans.items()]
    methods = [method for method, _ in spans]
    return ", ".join(
        " ".join(part for part in pair if part) or "no tempo" for pair in zip(methods, named, strict=True)
    )


def _span(seconds: Sequence[Decimal]) -> str:
    if not seconds:
        return ""
    least, most = seconds_text(min(seconds)), seconds_text(max(seconds))
    return least if least == most else f"{least} to {most}"


_Valued = tuple[TrendExposure, Fraction | Decimal, bool]
_Plotted = tuple[str, list[_Valued], str]


def _load(exposures: Sequence[TrendExposure], unit: Unit) -> _Plotted:
    masses: list[_Valued] = []
    body: list[_Valued] = []
    for each in exposures:
        if isinstance(each.load, Mass):
            masses.append((each, each.load.in_unit(unit), True))
        elif isinstance(each.load, Bodyweight):
            body.append((each, among_its_like(each.load) / Mass(Decimal(1), unit).in_kg(), True))
    if masses:
        note = f"{len(body)} with bodyweight can't be plotted beside these." if body else ""
        return f"load, {unit}", masses, note
    return f"added to bodyweight, {unit}", body, "" if body else "No load was noted."


def _seconds(exposures: Sequence[TrendExposure], _: Unit) -> _Plotted:
    found: list[_Valued] = []
    for each in exposures:
        if each.actual_s is not None:
            found.append((each, each.actual_s, True))
        elif each.paced and each.target_s is not None:
            found.append((each, each.target_s, False))
        elif each.holds:
            found.append((each, each.hold_s / each.holds, not each.holds_paced))
    return "seconds of a lowering or hold", found, "" if found else "No lowering was timed."


def _fidelity(exposures: Sequence[TrendExposure], _: Unit) -> _Plotted:
    found: list[_Valued] = [
        (each, each.fidelity * 100, True) for each in exposures if each.fidelity is not None
    ]
    why = "Nothing was measured: a press at each turn does that; what the clock led says nothing."
    return "tempo fidelity, % of measured lowerings", found, "" if found else why


def _tension(exposures: Sequence[TrendExposure], _: Unit) -> _Plotted:
    found: list[_Valued] = [
        (each, each.time_under_tension, not each.led) for each in exposures if each.time_under_tension
    ]
    return "time under tension, s", found, "" if found else "No lowering was timed."


def _load_seconds(exposures: Sequence[TrendExposure], unit: Unit) -> _Plotted:
    kg = Mass(Decimal(1), unit).in_kg()
    found: list[_Valued] = [
        (each, each.load_seconds / kg, not each.paced) for each in exposures if each.load_seconds is not None
    ]
    why = "Of external loads only, and there was none: the body's part isn't weighed."
    return f"load-seconds, {unit}·s", found, "" if found else why


def _one_rm(exposures: Sequence[TrendExposure], unit: Unit) -> _Plotted:
    found: list[_Valued] = [
        (each, each.one_rm.mass.in_unit(unit), True) for each in exposures if each.one_rm is not None
    ]
    return f"estimated 1RM, {unit}", found, "" if found else why_no_one_rm(exposures)


_PLOTTED: dict[Measure, Callable[[Sequence[TrendExposure], Unit], _Plotted]] = {
    Measure.LOAD: _load,
    Measure.SECONDS: _seconds,
    Measure.FIDELITY: _fidelity,
    Measure.TENSION: _tension,
    Measure.LOAD_SECONDS: _load_seconds,
    Measure.ONE_RM: _one_rm,
}


def why_no_one_rm(exposures: Sequence[TrendExposure]) -> str:
    """Say why none of these exposures tells a 1RM: what stands in the way of how many, most first."""
    reasons = Counter(each.untold for each in exposures if each.untold is not None)
    if not reasons:
        return "No exposure tells a 1RM."
    if len(reasons) == 1:
        said = "it was" if len(exposures) == 1 else f"all {len(exposures)} were"
        return f"No exposure tells a 1RM: {said} {next(iter(reasons))}."
    told = "; ".join(f"{number} {why}" for why, number in reasons.most_common())
    return f"No exposure tells a 1RM. Of {len(exposures)}: {told}."


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _means(points: Sequence[Point], begin: Callable[[date], date]) -> list[Point]:
    """Put the points of each stretch of days and each line together; measured and paced ones stay apart."""
    stretches: dict[tuple[date, int, bool], list[Point]] = {}
    for point in points:
        stretches.setdefault((begin(point.day), point.strand, point.measured), []).append(point)
    return [
        Point(
            mine[len(mine) // 2].day,
            sum((point.value for point in mine), Fraction(0)) / len(mine),
            measured,
            strand,
        )
        for (_, strand, measured), mine in stretches.items()
    ]
