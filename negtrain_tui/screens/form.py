"""What is asked after a set: reps and load prefilled, effort and pain only if the lifter answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.load import Load, shown
from negtrain_tui.training.script import heavier
from negtrain_tui.training.tempo import seconds_text

_HALF = Decimal("0.5")
_TEN = Decimal(10)


class Picker(StrEnum):
    """Which question the digit keys answer."""

    RPE = "RPE"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Form:
    """The answers so far; None is a question left alone, and is never stored as a value."""

    load: Load | None
    picker: Picker
    rpe: Decimal | None = None
    pain: int | None = None
    note: str = ""


def blank(state: GuidedSet) -> Form:
    """The form of a set that has just ended: where pain has a limit, pain is asked first."""
    asks_pain = state.prescription.pain_limit is not None
    return Form(state.lifted, Picker.PAIN if asks_pain else Picker.RPE, pain=state.pain)


def answered(form: Form, digit: int) -> Form:
    """Take a digit for the open question. For effort 0 means 10, and the same digit again adds a half."""
    if form.picker is Picker.PAIN:
        return replace(form, pain=digit)
    value = Decimal(digit or 10)
    if form.rpe == value and value < _TEN:
        value += _HALF
    return replace(form, rpe=value)


def ten(form: Form) -> Form:
    """Answer the open question with 10."""
    return replace(form, pain=10) if form.picker is Picker.PAIN else replace(form, rpe=_TEN)


def cleared(form: Form) -> Form:
    """Leave the open question unanswered after all."""
    return replace(form, pain=None) if form.picker is Picker.PAIN else replace(form, rpe=None)


def reloaded(form: Form, state: GuidedSet, steps: int) -> Form:
    """Correct the load that was lifted by so many steps of the line; raises Refused where that can't be."""
    if form.load is None:
        return form
    return replace(form, load=heavier(form.load, state.prescription, steps, state.settings.unit))


def form_lines(form: Form, state: GuidedSet) -> list[tuple[str, str]]:
    """What the form shows, as pairs of a label and a text."""
    rows = [
        _done(state),
        (
            "load",
            f"{'–' if form.load is None else shown(form.load)}"
            + ("   + and - correct it" if form.load is not None else ""),
        ),
        ("RPE", _row(form, Picker.RPE)),
        ("pain", _row(form, Picker.PAIN)),
        ("note", form.note or "n writes one"),
    ]
    if state.prescription.pain_limit is not None and form.pain is None:
        rows.append(("", "Without an answer for pain, progress on this line will hold."))
    return rows


def _done(state: GuidedSet) -> tuple[str, str]:
    held = [rep for rep in state.reps if rep.hold_actual_s is not None]
    if held:
        seconds = " and ".join(seconds_text(rep.hold_actual_s or Decimal(0)) for rep in held)
        return "held", f"{seconds} s of {seconds_text(state.script.reps[0].target)} s"
    return "reps", f"{len(state.reps)} of {len(state.script.reps)}"


def _row(form: Form, picker: Picker) -> str:
    value = form.rpe if picker is Picker.RPE else form.pain
    shown = "–" if value is None else seconds_text(Decimal(value))
    open_here = form.picker is picker
    if picker is Picker.RPE:
        keys = "1 to 9, 0 for 10, twice for a half"
        switch = "r, then a digit"
    else:
        keys = "0 to 9, t for 10"
        switch = "h, then a digit"
    return f"{shown:<4} {'◀ ' + keys if open_here else switch}"
