"""An exercise's course as the JSON that the command line prints; its fields are documented and stable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training.load import Amount, plain
from negtrain_tui.training.metrics import whole_percent_kept
from negtrain_tui.training.plateaus import Plateau
from negtrain_tui.training.tempo import Tempo
from negtrain_tui.training.trend import Trend, TrendExposure
from negtrain_tui.training.trend_best import Best


def trend_json(
    exercise: str, found: Trend, bests: Iterable[Best], plateaus: Iterable[Plateau], today: date
) -> dict[str, object]:
    """Return one exercise: seconds and shares as numbers, days as ISO 8601, loads as strings, unknowns None.

    Load-seconds and volume-load are told exactly, in kg.
    """
    return {
        "exercise": exercise,
        "exposures": [exposure_json(each) for each in found.exposures],
        "best": [_best(each) for each in bests],
        "plateaus": [_plateau(each, today) for each in plateaus],
    }


def exposure_json(each: TrendExposure) -> dict[str, object]:
    """Return one exposure."""
    return {
        "day": each.day.isoformat(),
        "session_id": each.session_id,
        "method": each.method,
        "tempo": _tempo(each.tempo),
        "sets": each.sets,
        "reps": each.reps,
        "holds": each.holds,
        "load": _load(each.load),
        "target_s": _number(each.target_s),
        "mean_lowering_s": _number(each.actual_s),
        "longest_s": _number(each.longest_s),
        "fidelity_percent": None if each.fidelity is None else whole_percent_kept(each.fidelity),
        "time_under_tension_s": _number(each.time_under_tension),
        "load_seconds": _exact(each.load_seconds, "kg·s"),
        "volume_load": _exact(each.volume_load, "kg"),
        "e1rm": None if each.one_rm is None else str(each.one_rm.mass),
        "no_e1rm": None if each.untold is None else each.untold.value,
        "rpe": _number(each.rpe),
        "pain": each.pain,
        "control_lost": each.control_lost,
        "marked": each.marked,
        "paced": each.paced,
        "holds_paced": each.holds_paced,
        "deload": each.easy,
    }


def _best(each: Best) -> dict[str, object]:
    return {
        "kind": each.kind.value,
        "method": each.method,
        "tempo": _tempo(each.tempo),
        "load": _load(each.load),
        "seconds": _number(each.seconds),
        "reps": each.reps,
        "day": each.day.isoformat(),
        "session_id": each.session_id,
        "set_id": each.set_id,
        "record": each.is_record,
    }


def _plateau(each: Plateau, today: date) -> dict[str, object]:
    return {
        "method": each.method,
        "tempo": _tempo(each.tempo),
        "at": str(each.at) or None,
        "since": each.since.isoformat(),
        "marked": each.marked.isoformat(),
        "exposures": each.exposures,
        "ended": None if each.ended is None else each.ended.isoformat(),
        "gain": each.gain or None,
        "after": list(each.after),
        "words": each.words(today),
    }


def _tempo(tempo: Tempo | None) -> str | None:
    return None if tempo is None else str(tempo)


def _load(load: Amount | None) -> str | None:
    return None if load is None else str(load)


def _number(value: Decimal | None) -> float | None:
    # Seconds, shares and ratings only; a load is never a number.
    return None if value is None else float(value)


def _exact(value: Fraction | None, unit: str) -> str | None:
    """Write what a sum of decimals is, exactly: tenths of milligrams are the finest of it."""
    return None if value is None else f"{plain(Decimal(value.numerator) / Decimal(value.denominator))}{unit}"
