"""How the parts of a prescription are spelled in its canonical line, and which names need quotes there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from negtrain_tui.training.errors import NotationError
from negtrain_tui.training.prescription import Hold, Prescription, RepList, Sets
from negtrain_tui.training.tempo import parse_tempo, seconds_text
from negtrain_tui.training.words import quote

ALMOST_SETS = re.compile(r"[0-9]+[xX×*](?:[0-9].*)?|[0-9]+,[0-9,]*")


def duration_text(seconds: Decimal) -> str:
    """Write a duration: `45s`, `90.5s`, `2:00`."""
    if seconds < 60 or seconds != seconds.to_integral_value():
        return f"{seconds_text(seconds)}s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def pieces(p: Prescription) -> Iterator[str]:
    """Yield the words of the line, in the canonical order of attributes."""
    yield p.exercise if _may_stand_bare(p.exercise) else quote(p.exercise)
    yield _sets_text(p.sets)
    if p.load is not None:
        yield f"@{p.load}"
    if p.each:
        yield "each"
    if p.rpe is not None:
        yield f"rpe {seconds_text(p.rpe)}"
    if p.tempo is not None:
        yield str(p.tempo)
    if p.method is not None:
        yield p.method.value
    if p.cluster is not None:
        yield f"cluster {duration_text(p.cluster)}"
    if p.rest is not None:
        yield f"rest {duration_text(p.rest)}"
    if p.pacing is not None:
        yield p.pacing.value
    if p.seconds_progress is not None:
        yield f"+{seconds_text(p.seconds_progress.step)}s..{seconds_text(p.seconds_progress.cap)}s"
    if p.load_progress is not None:
        yield f"+{p.load_progress}"
    if p.weeks is not None:
        first, last = p.weeks
        yield f"wk {first}" if first == last else f"wk {first}-{last}"
    if p.group is not None:
        yield f"group {p.group}"
    if p.pain_limit is not None:
        yield f"pain<={p.pain_limit}"
    if p.note is not None:
        yield quote(p.note)


def _sets_text(sets: Sets) -> str:
    if isinstance(sets, RepList):
        return ",".join(str(reps) for reps in sets.reps)
    if isinstance(sets, Hold):
        return f"{sets.sets}x{seconds_text(sets.seconds)}s"
    return f"{sets.sets}x{sets.low}" if sets.low == sets.high else f"{sets.sets}x{sets.low}-{sets.high}"


def _may_stand_bare(name: str) -> bool:
    words = name.split(" ")
    return name.isprintable() and all(
        word and not set('"#\\') & set(word) and not must_be_quoted(word) for word in words
    )


def must_be_quoted(word: str) -> bool:
    """Tell whether a word in a name would read as sets, load, step or tempo that came too early."""
    if word.startswith(("@", "+", "pain<=")) or ALMOST_SETS.fullmatch(word):
        return True
    return not word.isdigit() and reads_as_tempo(word)


def reads_as_tempo(word: str) -> bool:
    """Tell whether a word of a line is a tempo."""
    try:
        parse_tempo(word, line=True)
    except NotationError:
        return False
    return True
