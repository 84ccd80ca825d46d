"""Ten thousand made-up lifters, 52 weeks each, with small steps of load and with big ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import fmean, median
from time import perf_counter

from bench.figures import Row
from tests.lifters import STEPS
from tests.simulated_year import Year, live

_TOLD = 5
_BATCH = 20


@dataclass(frozen=True, slots=True)
class _Lived:
    """The years of one batch of lifters, without what needn't go between processes."""

    years: tuple[Year, ...]


def measure(lifters: int) -> Iterable[Row]:
    """Let so many lifters train on every core; those whose line has a step of load once with each step."""
    begun = perf_counter()
    batches = [range(first, min(first + _BATCH, lifters)) for first in range(0, lifters, _BATCH)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        years = [year for lived in pool.map(_live, batches) for year in lived.years]
    wrongs = [wrong for year in years for wrong in year.wrongs]
    proposals = sum(year.proposals for year in years)
    took = f"{len(years)} years, {proposals} proposals, {perf_counter() - begun:.0f} s"
    yield Row("simulation, made-up lifters", lifters, took)
    yield Row("simulation, broken promises", proposals, f"{len(wrongs)}", len(wrongs), 0, "aim 0")
    for number, wrong in enumerate(wrongs[:_TOLD], start=1):
        yield Row(f"  broken promise {number}", 1, wrong)
    by_lifter: dict[int, dict[str, Year]] = {}
    for year in years:
        by_lifter.setdefault(year.seed, {})[year.steps] = year
    both = [pair for pair in by_lifter.values() if set(pair) == set(STEPS)]
    groups = (
        ("", both),
        (", tempo or RPE told", [pair for pair in both if pair["micro"].proves]),
        (", led and silent", [pair for pair in both if not pair["micro"].proves]),
    )
    for steps, words in (("micro", "0.5 kg or 1 lb"), ("coarse", "2.5 kg or 5 lb")):
        for group, pairs in groups:
            yield from _of_steps(f"{words}{group}", [pair[steps] for pair in pairs])


def _live(seeds: Sequence[int]) -> _Lived:
    years: list[Year] = []
    for seed in seeds:
        first = live(seed, "micro")
        years.append(first)
        if first.has_load_step:
            years.append(live(seed, "coarse"))
    return _Lived(tuple(years))


def _of_steps(what: str, years: Sequence[Year]) -> Iterable[Row]:
    if not years:
        return
    met = [year for year in years if year.plateaus]
    weeks = [year.first_plateau_week for year in met if year.first_plateau_week is not None]
    first = f", the first in week {median(weeks):.0f} (median)" if weeks else ""
    yield Row(
        f"plateau met, steps of {what}",
        len(years),
        f"{len(met) / len(years):.1%}, {fmean(year.plateaus for year in years):.2f} a year{first}",
    )
    yield Row(
        "  stand on one after 52 weeks",
        len(years),
        f"{sum(year.ends_in_plateau for year in years) / len(years):.1%}",
    )
    missed = sum(year.misses for year in years) / max(1, sum(year.sessions for year in years))
    yield Row(
        "  misses, steps of load, gain",
        len(years),
        f"{missed:.1%} of sessions, {fmean(year.load_steps for year in years):.1f} a year, "
        f"{fmean(year.gain for year in years):+.1f} % of what is lowered",
    )
    yield Row(
        "  questions over the cap", len(years), f"{fmean(year.asks for year in years):.1f} proposals a year"
    )
