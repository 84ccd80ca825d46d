"""A set as it runs: what can happen to it, and the one table that says what each key does where it stands.

A set is one frozen value. `handle` takes it, a key and the instant of that key, and returns the next
value; `at` brings it to an instant at which nothing was pressed, and wants to be called at least once a
second. Nothing counts ticks: the stretch that runs now is known by its beginning and its length, and
every later one begins where the one before it ends, so that however late or seldom anybody looks, the
timetable stays where it was.

A paced lowering turns by the clock and is on record at its turn; a press up to 0.8 s later rewrites it
and moves everything after it. Where the lifter decides (self-paced), a stretch waits. The stop rule
judges a measured lowering once its mark can no longer be late, so that a press by mistake can be taken
back first; a heavy load that was all but dropped ends the exercise at once.

Standings and keys that don't stand in `TABLE` are illegal and raise `IllegalEvent`; what is legal but
has no effect answers with `said`, a sentence to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training import adjusting, safety, turning
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Load
from negtrain_tui.training.prescription import Pacing, Prescription
from negtrain_tui.training.record import Rep
from negtrain_tui.training.running import SAME_S, at, begin, following, next_turn, upcoming
from negtrain_tui.training.script import compile_set
from negtrain_tui.training.set_state import GuidedSet, Stage, Standing
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Leg

__all__ = [
    "TABLE",
    "GuidedSet",
    "IllegalEvent",
    "Key",
    "Leg",
    "Rule",
    "Stage",
    "Standing",
    "answered",
    "at",
    "bounces",
    "following",
    "handle",
    "next_turn",
    "prepare",
    "upcoming",
]

BOUNCE_S = 0.7


class Key(StrEnum):
    """What can happen to a set from outside."""

    PRESS = "press"
    LOST = "control lost"
    HURTS = "hurts"
    PAIN = "pain"
    PAUSE = "pause"
    UNDO = "undo"
    HEAVIER = "heavier"
    LIGHTER = "lighter"
    SLOWER = "slower"
    FASTER = "faster"
    SWITCH = "switch pacing"
    CONFIRM = "confirm"
    LOAD = "load"
    END = "end"


class Rule(StrEnum):
    """What a key does."""

    START = "start the lead-in"
    WAIT = "nothing yet: the lead-in runs"
    MARK = "close the lowering"
    FINISH = "finish the hold or the rep"
    TURN = "late mark, next phase, or nothing"
    RESUME = "go on after a lead-in"
    LOSE = "flag the rep and end the set"
    LOSE_LATE = "flag the last rep if it was just now"
    ASK = "pause and ask for a number"
    RATE = "take the number"
    HALT = "pause"
    BACK = "take back"
    LOADS = "change the load"
    SECONDS = "change the seconds"
    PACE = "switch who turns"
    AGREE = "answer the question"
    FILL = "take the load"
    STOP = "end the set"
    STAY = "nothing to do here"


_CHANGES = {
    Key.HEAVIER: Rule.LOADS,
    Key.LIGHTER: Rule.LOADS,
    Key.SLOWER: Rule.SECONDS,
    Key.FASTER: Rule.SECONDS,
    Key.SWITCH: Rule.PACE,
    Key.HURTS: Rule.ASK,
    Key.END: Rule.STOP,
}
_BEGUN = {**_CHANGES, Key.UNDO: Rule.BACK, Key.PAUSE: Rule.HALT, Key.CONFIRM: Rule.STAY}

TABLE: dict[Standing, dict[Key, Rule]] = {
    Standing.READY: {
        **_CHANGES,
        Key.PRESS: Rule.START,
        Key.CONFIRM: Rule.AGREE,
        Key.LOAD: Rule.FILL,
        Key.LOST: Rule.STAY,
        Key.PAUSE: Rule.STAY,
        Key.UNDO: Rule.STAY,
    },
    Standing.LEAD_IN: {**_BEGUN, Key.PRESS: Rule.WAIT, Key.LOST: Rule.LOSE_LATE},
    Standing.LOWERING: {**_BEGUN, Key.PRESS: Rule.MARK, Key.LOST: Rule.LOSE},
    Standing.TIMED: {**_BEGUN, Key.PRESS: Rule.FINISH, Key.LOST: Rule.LOSE},
    Standing.BETWEEN: {**_BEGUN, Key.PRESS: Rule.TURN, Key.LOST: Rule.LOSE_LATE},
    Standing.PAUSED: {
        **_BEGUN,
        Key.PRESS: Rule.RESUME,
        Key.PAUSE: Rule.RESUME,
        Key.LOST: Rule.LOSE_LATE,
    },
    Standing.ASKING_PAIN: {Key.PAIN: Rule.RATE, Key.LOST: Rule.LOSE_LATE, Key.UNDO: Rule.BACK},
    Standing.ENDED: {Key.UNDO: Rule.BACK, Key.LOST: Rule.LOSE_LATE},
}

_RULES: dict[Rule, Callable[[GuidedSet, float], GuidedSet]] = {
    Rule.START: turning.start,
    Rule.WAIT: turning.wait,
    Rule.MARK: turning.mark,
    Rule.FINISH: turning.finish,
    Rule.TURN: turning.turn,
    Rule.RESUME: begin,
    Rule.LOSE: turning.lose,
    Rule.LOSE_LATE: turning.lose_late,
    Rule.ASK: turning.ask_pain,
    Rule.HALT: turning.pause,
    Rule.BACK: turning.take_back,
    Rule.PACE: adjusting.switch_pacing,
    Rule.AGREE: adjusting.agree,
    Rule.STOP: turning.stop,
    Rule.STAY: turning.stay,
}

# After a gap that nobody saw, a queued press must not set the lifter going again.
_SURVIVES_A_GAP = {Key.LOST, Key.HURTS, Key.END}


class IllegalEvent(RuntimeError):
    """A key that has no meaning where the set stands: a mistake of the caller, not of the lifter."""


def prepare(
    prescription: Prescription,
    exercise: Exercise,
    set_number: int,
    *,
    load: Load | None,
    lifter: safety.Lifter,
    settings: Settings,
    seconds_more: Decimal = Decimal(0),
    confirmed: frozenset[safety.Question] = frozenset(),
    reps: tuple[Rep, ...] = (),
    last_press: float | None = None,
    pacing: Pacing | None = None,
) -> GuidedSet:
    """Put a set in Ready.

    `reps` are those already done when an interrupted set is gone on with; `confirmed` the questions
    answered earlier in this session; `pacing` what the lifter chose in an earlier set of the line, which a
    heavy set doesn't ask about; `last_press` the instant of the last press of all, so that a key
    held since the set before doesn't start this one.
    """
    script = compile_set(
        prescription, exercise, set_number, load=load, settings=settings, seconds_more=seconds_more
    )
    state = GuidedSet(
        prescription=prescription,
        exercise=exercise,
        lifter=lifter,
        settings=settings,
        script=script,
        load=load,
        pacing=pacing or script.pacing,
        confirmed=confirmed,
        reps=reps,
        last_press=last_press,
        seconds_more=seconds_more,
    )
    return replace(state, pacing=Pacing.SELF_PACED) if state.heavy else state


def handle(
    state: GuidedSet, key: Key, now: float, *, number: int | None = None, load: Load | None = None
) -> GuidedSet:
    """Let `key` happen at `now`. `number` goes with PAIN (0 to 10, None: not answered), `load` with LOAD.

    Raises:
        IllegalEvent: if the key has no meaning where the set stands, or lacks what goes with it.
    """
    before = state
    state = at(state, now)
    if before.stage is Stage.RUNNING and state.stage is Stage.PAUSED and key not in _SURVIVES_A_GAP:
        return replace(state, last_press=now if key is Key.PRESS else state.last_press)
    rule = TABLE[state.standing].get(key)
    if rule is None and before.stage is not state.stage:
        return state.saying("The set is over.", now)
    if rule is None:
        raise IllegalEvent(f"{key.value} while {state.standing.value}")
    if key is Key.PRESS:
        bounced, state = bounces(state, now), replace(state, last_press=now)
        if bounced and state.standing is not Standing.LEAD_IN:
            return state.saying("Ignored: too soon after the last press, or a key held down.", now)
    if rule is Rule.RATE:
        if number is not None and not 0 <= number <= 10:
            raise IllegalEvent(f"pain {number} isn't between 0 and 10")
        return turning.rate_pain(state, number, now)
    if rule is Rule.FILL:
        if load is None:
            raise IllegalEvent("a load without a load")
        return adjusting.fill_load(state, load, now)
    if rule is Rule.LOADS:
        return adjusting.change_load(state, 1 if key is Key.HEAVIER else -1, now)
    if rule is Rule.SECONDS:
        return adjusting.change_seconds(state, 1 if key is Key.SLOWER else -1, now)
    return _RULES[rule](state, now)


def bounces(state: GuidedSet, now: float) -> bool:
    """Whether a press at `now` is a bounce or a held key: less than 0.7 s after the last one received."""
    return state.last_press is not None and now - state.last_press < BOUNCE_S - SAME_S


def answered(state: GuidedSet, pain: int | None) -> GuidedSet:
    """An ended set whose form named this pain, 0 to 10 or None: over the limit the exercise is over."""
    over = pain is not None and pain > state.script.pain_limit
    return replace(state, exercise_over=True) if over else state
