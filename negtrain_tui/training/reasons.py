"""The sentences of progress: why a step is proposed, or none, and the figures that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from negtrain_tui.training.load import Bodyweight, Load, Mass, plain, shown
from negtrain_tui.training.metrics import kept_percent
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.proposal import Ask, Judged, Move, Proof
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.standing import Decision, Standing
from negtrain_tui.training.tempo import seconds_text

if TYPE_CHECKING:
    from negtrain_tui.training.ground import Makes, Rules

FIRST = "Not trained yet: it begins as the line says."
EASY = "An easier day on purpose: it counts neither way."
NEXT = "next"
UNKNOWN_EQUIPMENT = "Your equipment isn't entered, so the load is taken as it is prescribed."

_RULES = {
    Move.FIRST: "The first session begins with what the line says.",
    Move.SECONDS: "Seconds before load: a success adds the noted step of seconds, up to the top.",
    Move.LOAD: "At the top of the seconds a success adds the noted step of load; seconds begin anew only "
    "when more is really on the bar.",
    Move.REPS: "Reps before load: every set at the top of its range first.",
    Move.REPEAT: "A first miss, or anything at its limit, means the same again: one thing at a time.",
    Move.HALVED: "A second miss in a row halves the step, from what was last achieved.",
    Move.BACK: "Pain over the limit twice, or a lowering nobody governed, takes load off.",
    Move.WAIT: "Kilos need measured lowerings at 80 % of tempo or better, or an answered RPE of 8 or less, "
    "no more volume in the same week, and a yes where the step is over the cap.",
    Move.CHANGED: "What the lifter decides comes first; steps go on from there.",
    Move.TOP: "All that the line has noted is reached; what comes then is the lifter's choice.",
    Move.NONE: "Without steps on the line nothing is proposed.",
    Move.EASY: "A deload keeps the habit and takes off the load: fewer sets, 10 % lighter.",
}
_PLATEAU = "No gain in three exposures, or in three weeks, is a plateau: the lifter chooses a way on."


def no_steps(p: Prescription) -> str:
    """Say why nothing is proposed, and how to note a step."""
    if p.load is not None and "%" in str(p.load):
        return "The load follows the 1RM; the line notes no other step."
    return "The line notes no steps; +1s..8s or +0.5kg on it would."


def changed(before: Standing, base: Standing) -> str:
    """Say that the plan's line was edited since the last session."""
    return f"The line was changed from {before.shown} to {base.shown}; it begins from there."


def decided(decision: Decision, today: date) -> str:
    """Say what the lifter decided."""
    assert decision.standing is not None
    why = f": {decision.why}" if decision.why else ""
    return f"You set it to {decision.standing.shown} on {short_day(decision.at.date(), today)}{why}."


def seconds(each: Judged, before: Standing, after: Standing) -> str:
    """Say which seconds a success earned."""
    assert before.seconds is not None and after.seconds is not None
    return f"+{seconds_text(after.seconds - before.seconds)} s: {each.why}."


def load(
    each: Judged, before: Standing, after: Standing, makes: Makes | None, *, grows_in_seconds: bool
) -> str:
    """Say which load a success earned, and what the plates and the seconds do then."""
    assert before.load is not None and after.load is not None
    sentence = f"{_more(before.load, after.load)}: {each.why}"
    if before.seconds is None or after.seconds is None:
        return f"{sentence}."
    if after.seconds < before.seconds:
        return f"{sentence}; back to {seconds_text(after.seconds)} s, as more is on the bar."
    if makes is not None and makes.loadable(after.load) == makes.loadable(before.load):
        stay = f", so {seconds_text(after.seconds)} s stay" if grows_in_seconds else ""
        return f"{sentence}; the plates make no more yet{stay}."
    return f"{sentence}."


def _more(before: Load, after: Load) -> str:
    down, was = after.down, before.down
    if isinstance(down, Mass) and isinstance(was, Mass) and down.unit == was.unit:
        return f"+{plain(down.value - was.value)} {down.unit}"
    if isinstance(down, Bodyweight) and isinstance(was, Bodyweight):
        units = {each.extra.unit for each in (down, was) if each.extra is not None}
        if len(units) == 1:
            return f"+{plain(down.signed - was.signed)} {units.pop()}"
    return f"From {shown(before)} to {shown(after)}"


def hold(each: Judged) -> str:
    """Say what stood against a step, though nothing was missed."""
    return f"The same again: {each.why}."


def miss(each: Judged, misses: int) -> str:
    """Say what was missed, and which time in a row."""
    again = {1: "Once more", 2: "Once more, the second miss"}.get(misses, f"Missed {misses} times in a row")
    return f"{again}: {each.why}."


def halved(each: Judged, now: Standing, missed: Standing) -> str:
    """Say that the step was halved."""
    return (
        f"Half the step, {now.shown} instead of {missed.shown}: missed twice in a row, last time {each.why}."
    )


def top(each: Judged, standing: Standing) -> str:
    """Say that the line has reached what it was noted for."""
    return f"The top of {standing.shown} is reached: {each.why}."


def reps(each: Judged, high: int) -> str:
    """Say that reps come before load."""
    return f"Reps first, up to {high} in every set, then load: {each.why}."


def kilos_not_earned(each: Judged, rules: Rules) -> str:
    """Say what is missing for a step of load."""
    if each.rpe is not None and each.rpe > rules.rpe_full:
        return f"No kilos yet: RPE {plain(each.rpe)} leaves no rep in reserve; {each.why}."
    if each.rpe is not None:
        return (
            f"No kilos yet: RPE {plain(each.rpe)} is over {plain(rules.rpe_for_load)}, and too little was "
            "measured to know the tempo."
        )
    if each.proof is Proof.PACED and each.fidelity is not None:
        return "No kilos yet: less than one set's worth of lowerings was measured, and no RPE was answered."
    return (
        "No kilos yet: the clock led, so the tempo isn't known; mark a set's lowerings, "
        f"or answer an RPE of {plain(rules.rpe_for_load)} or less."
    )


def pain(each: Judged) -> str:
    """Say that pain stands against a step."""
    return f"No step: {each.why}."


def pain_rose(each: Judged, pains: Sequence[int | None]) -> str:
    """Say that pain rises, though it is within its limit."""
    path = ", then ".join(str(pain) for pain in pains if pain is not None)
    return f"No step while pain rises ({path}): {each.why}."


def pain_back(each: Judged, lower: Standing, *, again: bool) -> str:
    """Say that pain takes a step back: for the second time in a row, or as it has risen in two sessions."""
    why = "for the second time in a row" if again else "and it has risen in two sessions"
    return f"A step back to {lower.shown}: {each.why}, {why}."


def too_fast(each: Judged, standing: Standing) -> str:
    """Say that a heavy lowering was not governed."""
    return f"5 % lighter, {standing.shown}: {each.why}."


def volume(each: Judged, until: date, today: date) -> str:
    """Say that load waits, because there are more sets or reps this week."""
    return f"Load waits until {short_day(until, today)}, as sets or reps were added this week; {each.why}."


def ask(will: Load, was: Load, percent: Decimal) -> str:
    """Ask for a step over the cap."""
    return f"{shown(will)} on the bar would be {plain(percent)} % more than {shown(was)}: take it?"


def waits_for_yes(each: Judged, question: Ask) -> str:
    """Say that a step over the cap waits for an answer."""
    return f"{question.standing.shown} is earned: {each.why}. {question.words}"


def not_taken(each: Judged) -> str:
    """Say that an earned step wasn't taken the next time."""
    return f"A step was earned, and not taken: {each.why}."


def no_load_step(trouble: str) -> str:
    """Say why the noted step can't be added."""
    return f"No step of load: {trouble.rstrip('.')}."


def shown_percent(percent: Fraction, over: Decimal) -> Decimal:
    """Round a rise to a tenth of a percent; upwards where it would look as if it weren't `over` that many."""
    tenths = Decimal(round(percent * 10)).scaleb(-1)
    return tenths if tenths > over else Decimal(ceil(percent * 10)).scaleb(-1)


def plateau(still: int, since: datetime | None, today: date) -> str:
    """Say how long nothing has moved."""
    if since is None:
        return f"Nothing gained in {still} sessions."
    weeks = (today - since.date()).days // 7
    if weeks >= 3:
        return f"Load and seconds have stood still for {weeks} weeks."
    return f"Nothing gained in {still} sessions."


def rule(move: Move, *, plateau: bool) -> str:
    """Say the rule that was followed."""
    return f"{_RULES[move]} {_PLATEAU}" if plateau else _RULES[move]


def eased_reason(stands: Standing, easier: Standing, sets: int, of: int) -> str:
    """Say what an easier week makes of a line: only what is really easier."""
    parts = [f"{sets} of {of} sets"] if sets < of else []
    if easier.load is not None and easier.load != stands.load:
        parts.append("10 % lighter" if stands.load is None else f"10 % lighter than {shown(stands.load)}")
    if easier.seconds is not None and easier.seconds != stands.seconds:
        parts.append(f"{seconds_text(easier.seconds)} s")
    what = ", ".join(parts) or "nothing of this line can be taken off"
    return f"Easier week: {what}; it goes on from {stands.shown or 'where it stood'} afterwards."


def rounding(prescribed: Load, made: Load | None, above: Load | None, *, easy: bool) -> str:
    """Say what the equipment makes of the prescribed load; that of an easier week isn't remembered."""
    higher = "" if above is None else f"; the next it makes is {shown(above)}"
    if made is None:
        return f"Your equipment makes nothing as light as {shown(prescribed)}{higher}."
    remembered = "" if easy else " and remembered"
    return f"{shown(prescribed)} is prescribed{remembered}; your equipment makes {shown(made)}{higher}."


def figures(
    p: Prescription, last: Judged | None, standing: Standing, today: date
) -> tuple[tuple[str, str], ...]:
    """Return the figures that a proposal rests on, as pairs of a label and a text."""
    rows: list[tuple[str, str]] = []
    if last is not None:
        rows.append(("last time", f"{short_day(last.at.date(), today)} at {last.prescribed.shown}"))
        rows.append(("judged", f"{last.outcome.value}: {last.why}"))
        rows.append(("reps", f"{last.reps} of {last.volume}"))
        if last.reps:
            rows.append(("tempo", tempo_kept(last)))
        if last.lifted is not None and last.reps:
            rows.append(("lifted", shown(last.lifted)))
        if last.rpe is not None:
            rows.append(("RPE", plain(last.rpe)))
        if last.pain is not None:
            limit = "" if p.pain_limit is None else f", {p.pain_limit} allowed"
            rows.append(("pain", f"{last.pain} of 10{limit}"))
    if next_one := standing.shown:
        rows.append((NEXT, next_one))
    return tuple(rows)


def tempo_kept(each: Judged) -> str:
    """Say how the tempo was kept where that was measured, and that it wasn't where it wasn't."""
    if each.fidelity is None:
        return "paced, not measured"
    return f"{kept_percent(each.fidelity)} kept by measured lowerings"
