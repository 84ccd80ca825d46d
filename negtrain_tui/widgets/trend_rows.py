"""An exercise's best and its exposures as rows of a table, for as many cells as there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rich.cells import cell_len

from negtrain_tui.training.load import Mass, Unit, plain, shown
from negtrain_tui.training.metrics import kept_percent
from negtrain_tui.training.records import Kind
from negtrain_tui.training.tempo import Tempo
from negtrain_tui.training.trend import TrendExposure
from negtrain_tui.training.trend_best import Best
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import whole
from negtrain_tui.widgets.rep_marks import tenths

RECORD = "★"
_NOT_KNOWN = "–"
_BESTS = {
    Kind.HEAVIEST: "Best by method and tempo: heaviest",
    Kind.LONGEST: "Best by method and tempo: longest measured",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands over it and in it; the ones with a higher `rank` go first where room is short."""

    head: str
    cells: tuple[str, ...]
    rank: int = 0
    right: bool = True


def table(columns: Sequence[Column], width: int) -> list[str]:
    """Return the head and the rows, each at most `width` cells, with as many columns as there is room for.

    Columns of rank 0 always stay.
    """
    kept = [(column, _width(column)) for column in columns if any(column.cells) or column.rank == 0]
    while _across(kept, 1) > width and any(column.rank for column, _ in kept):
        kept.remove(max(kept, key=lambda each: each[0].rank))
    gap = " " * (2 if _across(kept, 2) <= width else 1)
    filled = [_filled(column, wide) for column, wide in kept]
    return [gap.join(line).rstrip() for line in zip(*filled, strict=True)]


def _width(column: Column) -> int:
    """How many cells the widest entry takes."""
    return max(cell_len(text) for text in {column.head, *column.cells})


def _across(kept: Sequence[tuple[Column, int]], gap: int) -> int:
    return sum(wide + gap for _, wide in kept) - gap


def _filled(column: Column, wide: int) -> list[str]:
    """Return head and cells at one width."""
    filled: list[str] = []
    for text in (column.head, *column.cells):
        space = " " * (wide - cell_len(text))
        filled.append(f"{space}{text}" if column.right else f"{text}{space}")
    return filled


def best_tables(bests: Sequence[Best]) -> list[tuple[str, tuple[Best, ...], list[Column]]]:
    """Return a table for each kind of best: its title, what stands in it, and its columns."""
    found = []
    for kind, title in _BESTS.items():
        mine = tuple(each for each in bests if each.kind is kind)
        legend = f"  {RECORD} never more" if any(each.is_record for each in mine) else ""
        if mine:
            found.append((f"{title}{legend}", mine, _best_columns(mine)))
    return found


def _best_columns(bests: Sequence[Best]) -> list[Column]:
    return [
        Column("", tuple(RECORD if each.is_record else " " for each in bests), right=False),
        Column("tempo", tuple(how_said(each.method, each.tempo) for each in bests), right=False),
        Column("", tuple(best_said(each) for each in bests), right=False),
        Column("on", tuple(each.day.isoformat() for each in bests)),
    ]


def best_said(best: Best) -> str:
    """Say the most of a time: `5 x 82.5kg`, `5.4 s with 80kg`."""
    load = "" if best.load is None else shown(best.load)
    if best.kind is Kind.HEAVIEST:
        return f"{best.reps} x {load}"
    seconds = f"{tenths(best.seconds or Decimal(0))} s"
    return f"{seconds} with {load}" if load else seconds


def exposure_columns(exposures: Sequence[TrendExposure], unit: Unit) -> list[Column]:
    """Return the columns of exposures; loads stand as they were entered, sums in `unit`."""
    return [
        Column("day", tuple(each.day.isoformat() for each in exposures), right=False),
        Column("tempo", tuple(exposure_how(each) for each in exposures), right=False),
        Column("sets", tuple(str(each.sets) for each in exposures), rank=5),
        Column("reps", tuple(str(each.reps or each.holds) for each in exposures), rank=1),
        Column("load", tuple(_NOT_KNOWN if each.load is None else shown(each.load) for each in exposures)),
        Column("lowered", tuple(lowered_said(each) for each in exposures)),
        Column("kept", tuple(kept_said(each) for each in exposures)),
        Column("RPE", tuple("" if each.rpe is None else plain(each.rpe) for each in exposures), rank=2),
        Column("pain", tuple("" if each.pain is None else str(each.pain) for each in exposures), rank=3),
        Column("lost", tuple(str(each.control_lost or "") for each in exposures), rank=4),
        Column("tension", tuple(tension_said(each) for each in exposures), rank=6),
        Column(f"{unit}·s", tuple(load_seconds_said(each, unit) for each in exposures), rank=7),
        Column("volume", tuple(volume_said(each, unit) for each in exposures), rank=9),
        Column("e1RM", tuple(one_rm_said(each) for each in exposures), rank=8),
    ]


def how_said(method: str | None, tempo: Tempo | None) -> str:
    """Name method and tempo: `5-1-X-0`, `negative 8-0-A-1`; a dash where neither is known."""
    return " ".join(literal(str(part)) for part in (method, tempo) if part is not None) or _NOT_KNOWN


def exposure_how(each: TrendExposure) -> str:
    """Name method and tempo of an exposure, or that it was a hold."""
    if each.tempo is None and each.holds and each.target_s is not None:
        return f"hold {plain(each.target_s)} s"
    return how_said(each.method, each.tempo)


def lowered_said(each: TrendExposure) -> str:
    """Say the mean of measured lowerings, else the target with the sign of what the clock led."""
    if each.actual_s is not None:
        return f"{tenths(each.actual_s)} s"
    if each.paced and each.target_s is not None:
        return f"~{plain(each.target_s)} s"
    led = "~" if each.holds_paced else ""
    return f"{led}{tenths(each.hold_s / each.holds)} s" if each.holds else _NOT_KNOWN


def kept_said(each: TrendExposure) -> str:
    """Say how close measured lowerings came to tempo, or that the clock led them all."""
    if each.fidelity is not None:
        return kept_percent(each.fidelity)
    return "paced" if each.led else _NOT_KNOWN


def tension_said(each: TrendExposure) -> str:
    """Say the seconds of lowerings and holds; `~` where the clock led some."""
    if not each.time_under_tension:
        return _NOT_KNOWN
    return f"{'~' if each.led else ''}{whole(each.time_under_tension)} s"


def load_seconds_said(each: TrendExposure, unit: Unit) -> str:
    """Say load-seconds in whole units: `≈` where they are rounded, `~` where the clock led some lowerings."""
    said = _mass_sum(each.load_seconds, unit)
    return f"~{said.removeprefix('≈')}" if said and each.paced else said


def volume_said(each: TrendExposure, unit: Unit) -> str:
    """Say the volume-load in whole units, `≈` where it is rounded."""
    said = _mass_sum(each.volume_load, unit)
    return f"{said}{unit}" if said else ""


def one_rm_said(each: TrendExposure) -> str:
    """Say the estimated 1RM, where a set tells one."""
    return "" if each.one_rm is None else shown(each.one_rm.mass)


def figures_said(each: TrendExposure, unit: Unit) -> dict[str, str]:
    """Say an exposure's figures as the table does, each with its day, by the topics that explain them."""
    said = {
        "load": "" if each.load is None else shown(each.load),
        "lowering": lowered_said(each),
        "fidelity": kept_said(each),
        "tut": tension_said(each),
        "load_seconds": f"{summed} {unit}·s" if (summed := load_seconds_said(each, unit)) else "",
        "volume_load": volume_said(each, unit),
        "e1rm": one_rm_said(each),
    }
    return {topic: f"{text} on {each.day}" for topic, text in said.items() if text not in ("", _NOT_KNOWN)}


def _mass_sum(kg: Fraction | None, unit: Unit) -> str:
    if kg is None:
        return ""
    exact = kg / Mass(Decimal(1), unit).in_kg()
    said = whole(Decimal(exact.numerator) / Decimal(exact.denominator))
    return said if Fraction(said) == exact else f"≈{said}"
