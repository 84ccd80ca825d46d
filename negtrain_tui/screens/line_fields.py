"""The fields of a prescription, in the order of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from negtrain_tui.screens.form_fields import (
    LONGEST_S,
    NOTHING,
    Field,
    Number,
    choice,
    decimal_of,
    duration,
    number,
    whole,
)
from negtrain_tui.screens.line_fields_load import load_fields, unit_of
from negtrain_tui.screens.line_fields_sets import sets_fields
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Mass, plain
from negtrain_tui.training.prescription import (
    Hold,
    Method,
    Pacing,
    Prescription,
    SecondsProgress,
)
from negtrain_tui.training.reading import ORDINARY_TEMPO, effective_tempo
from negtrain_tui.training.spelling import duration_text
from negtrain_tui.training.tempo import LONGEST_PHASE_S, Lifting, Tempo, seconds_text

_P = Prescription

_LAST_WEEK = 999


def fields(exercise: Callable[[_P], Exercise]) -> tuple[Field, ...]:
    """Every field in the order of the form; `exercise` finds whose tempo counts."""
    return (
        *sets_fields(),
        *load_fields(),
        choice(
            "each",
            "Sides",
            (("as the exercise has it", False), ("each side by itself", True)),
            lambda p: p.each,
            lambda p, value: replace(p, each=value),
        ),
        *_tempo_fields(exercise),
        choice(
            "method",
            "Method",
            (("an ordinary set", None), *((method.value, method) for method in Method)),
            lambda p: p.method,
            lambda p, value: replace(p, method=value),
        ),
        choice(
            "pacing",
            "Pace",
            (
                ("as the set asks", None),
                ("paced by the clock", Pacing.PACED),
                ("self-paced", Pacing.SELF_PACED),
            ),
            lambda p: p.pacing,
            lambda p, value: replace(p, pacing=value),
        ),
        *_time_fields(),
        *_progress_fields(),
        *_other_fields(),
    )


def _tempo_fields(exercise: Callable[[_P], Exercise]) -> Iterator[Field]:
    def usual(p: _P) -> Tempo:
        return effective_tempo(replace(p, tempo=None), exercise(p)) or ORDINARY_TEMPO

    def toggled(p: _P) -> _P:
        return replace(p, tempo=usual(p) if p.tempo is None else None)

    yield Field(
        "tempo",
        "Tempo",
        lambda p: f"the usual one, {usual(p)}" if p.tempo is None else "its own",
        lambda p, _by: toggled(p),
        toggled,
        shown=lambda p: not isinstance(p.sets, Hold) or p.tempo is not None,
    )
    seconds = Number(Decimal(0), Decimal(LONGEST_PHASE_S), Decimal(1), Decimal(5))

    def phase(
        key: str, label: str, get: Callable[[Tempo], Decimal], put: Callable[[Tempo, Decimal], Tempo]
    ) -> Field:
        return number(
            key,
            label,
            seconds,
            lambda p: get(p.tempo) if p.tempo else Decimal(0),
            lambda p, value: p if p.tempo is None else replace(p, tempo=put(p.tempo, value or Decimal(0))),
            text=lambda value: f"{seconds_text(value)} s",
            shown=lambda p: p.tempo is not None,
        )

    yield phase("lowering", "  lower for", lambda t: t.lowering, lambda t, s: replace(t, lowering=s))
    yield phase(
        "pause",
        "  pause then",
        lambda t: t.pause_after_lowering,
        lambda t, s: replace(t, pause_after_lowering=s),
    )
    yield Field(
        "lifting",
        "  lift for",
        lambda p: _lifting_text(p.tempo.lifting) if p.tempo else NOTHING,
        _step_lifting,
        lambda p: _step_lifting(p, 1),
        _type_lifting,
        lambda p: p.tempo is not None,
        coarse=True,
    )
    yield phase(
        "top",
        "  pause then",
        lambda t: t.pause_after_lifting,
        lambda t, s: replace(t, pause_after_lifting=s),
    )


def _lifting_text(lifting: Decimal | Lifting) -> str:
    if lifting is Lifting.FAST:
        return "X, as fast as control allows"
    return "A, with help" if isinstance(lifting, Lifting) else f"{seconds_text(lifting)} s"


def _step_lifting(p: _P, by: int) -> _P:
    """In order: A, X, 1 s, 2 s, and so on."""
    if p.tempo is None:
        return p
    now = p.tempo.lifting
    place = -1 if now is Lifting.ASSISTED else 0 if isinstance(now, Lifting) else int(now)
    by = by // 2 if abs(by) >= 10 else by
    place = max(-1, min(LONGEST_PHASE_S, place + by))
    to = Lifting.ASSISTED if place < 0 else Decimal(place) if place else Lifting.FAST
    return replace(p, tempo=replace(p.tempo, lifting=to))


def _type_lifting(p: _P, entered: str) -> _P:
    if p.tempo is None:
        return p
    letter = entered.strip().upper()
    if letter in tuple(Lifting):
        return replace(p, tempo=replace(p.tempo, lifting=Lifting(letter)))
    seconds = Number(Decimal(0), Decimal(LONGEST_PHASE_S), Decimal(1), Decimal(5)).within(decimal_of(letter))
    return replace(p, tempo=replace(p.tempo, lifting=seconds))


def _time_fields() -> Iterator[Field]:
    most = Decimal(LONGEST_S)
    yield number(
        "rest",
        "Rest",
        Number(Decimal(0), most, Decimal(15), Decimal(60), Decimal(120)),
        lambda p: p.rest,
        lambda p, value: replace(p, rest=value),
        text=duration_text,
        read=duration,
    )
    yield number(
        "cluster",
        "Between reps",
        Number(Decimal(5), most, Decimal(5), Decimal(30), Decimal(30)),
        lambda p: p.cluster,
        lambda p, value: replace(p, cluster=value),
        text=duration_text,
        read=duration,
        shown=lambda p: p.method is Method.ACCENTUATED or p.cluster is not None,
    )


def _progress_fields() -> Iterator[Field]:
    half, one = Decimal("0.5"), Decimal(1)
    most = Decimal(LONGEST_S)

    def seconds(p: _P, value: Decimal | None) -> _P:
        if value is None:
            return replace(p, seconds_progress=None)
        cap = p.seconds_progress.cap if p.seconds_progress else _first_cap(p)
        return replace(p, seconds_progress=SecondsProgress(value, max(cap, value)))

    yield number(
        "more",
        "Seconds more",
        Number(half, most, half, Decimal(5), one),
        lambda p: p.seconds_progress.step if p.seconds_progress else None,
        seconds,
        text=lambda value: f"{seconds_text(value)} s each time",
    )
    yield number(
        "cap",
        "  up to",
        Number(one, most, one, Decimal(5)),
        lambda p: p.seconds_progress.cap if p.seconds_progress else one,
        lambda p, value: (
            p
            if p.seconds_progress is None
            else replace(
                p,
                seconds_progress=replace(p.seconds_progress, cap=max(value or one, p.seconds_progress.step)),
            )
        ),
        text=lambda value: f"{seconds_text(value)} s",
        shown=lambda p: p.seconds_progress is not None,
    )

    def load(p: _P, value: Decimal | None) -> _P:
        return replace(p, load_progress=None if value is None else Mass(value, unit_of(p)))

    yield number(
        "step",
        "Load more",
        Number(Decimal("0.25"), Decimal(50), Decimal("0.25"), Decimal(1), half),
        lambda p: p.load_progress.value if p.load_progress else None,
        load,
        text=lambda value: f"{plain(value)} each time",
    )


def _first_cap(p: _P) -> Decimal:
    if isinstance(p.sets, Hold):
        return p.sets.seconds + 30
    return Decimal(8) if p.tempo is None else min(p.tempo.lowering + 3, Decimal(LONGEST_PHASE_S))


def _other_fields() -> Iterator[Field]:
    one = Decimal(1)
    yield number(
        "rpe",
        "Effort",
        Number(one, Decimal(10), Decimal("0.5"), one, Decimal(8)),
        lambda p: p.rpe,
        lambda p, value: replace(p, rpe=value),
        text=lambda value: f"{seconds_text(value)} of 10",
        read=_half,
    )
    weeks = Number(one, Decimal(_LAST_WEEK), one, Decimal(5), one)
    yield number(
        "week",
        "From week",
        weeks,
        lambda p: Decimal(p.weeks[0]) if p.weeks else None,
        lambda p, value: replace(
            p, weeks=None if value is None else (int(value), max(int(value), p.weeks[1] if p.weeks else 1))
        ),
        read=whole,
    )
    yield number(
        "until",
        "  to week",
        replace(weeks, first=None),
        lambda p: Decimal(p.weeks[1]) if p.weeks else one,
        lambda p, value: (
            p if p.weeks is None else replace(p, weeks=(p.weeks[0], max(p.weeks[0], int(value or 1))))
        ),
        read=whole,
        shown=lambda p: p.weeks is not None,
    )
    letters = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    yield replace(
        choice(
            "group",
            "Superset",
            (("by itself", None), *((f"group {letter}", letter) for letter in letters)),
            lambda p: p.group,
            lambda p, value: replace(p, group=value),
        ),
        typed=_type_group,
    )
    yield number(
        "pain",
        "Pain at most",
        Number(Decimal(0), Decimal(10), one, Decimal(5), Decimal(5)),
        lambda p: None if p.pain_limit is None else Decimal(p.pain_limit),
        lambda p, value: replace(p, pain_limit=None if value is None else int(value)),
        text=lambda value: f"{seconds_text(value)} of 10",
        read=whole,
    )


def _half(text: str) -> Decimal:
    number = decimal_of(text)
    if number * 2 != (number * 2).to_integral_value():
        raise Refused("Effort goes in halves: 8 or 8.5.")
    return number


def _type_group(p: _P, entered: str) -> _P:
    letter = entered.strip().upper()
    if letter and not (len(letter) == 1 and letter.isascii() and letter.isalpha()):
        raise Refused("A letter belongs here: A.")
    return replace(p, group=letter or None)
