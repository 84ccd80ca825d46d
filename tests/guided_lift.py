"""Drives a guided set through a list of what a lifter does, looking at it every quarter of a second."""

from __future__ import annotations

from decimal import Decimal

from negtrain_tui.training import guided_set
from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.guided_set import GuidedSet, Key, Stage
from negtrain_tui.training.load import Mass, parse_load, resolved
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.record import Rep
from negtrain_tui.training.safety import Lifter
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Phase

UNKNOWN = Lifter(one_rm=None, heavy_sessions=0)
STRONG = Lifter(one_rm=Mass(Decimal(100), "kg"), heavy_sessions=3)

KEYS = {
    "space": Key.PRESS,
    "x": Key.LOST,
    "h": Key.HURTS,
    "p": Key.PAUSE,
    "u": Key.UNDO,
    "+": Key.HEAVIER,
    "-": Key.LIGHTER,
    "]": Key.SLOWER,
    "[": Key.FASTER,
    "m": Key.SWITCH,
    "y": Key.CONFIRM,
    "esc": Key.END,
}


def ready(
    line: str,
    *,
    lifter: Lifter = UNKNOWN,
    settings: Settings | None = None,
    exercise: Exercise | None = None,
    set_number: int = 1,
) -> GuidedSet:
    """A set of this line in Ready, for a known exercise or the lifter's own."""
    prescription = parse_prescription(line)
    known = exercise or load_catalogue().resolve(prescription.exercise).exercise
    load = None if prescription.load is None else resolved(prescription.load, lifter.one_rm)
    return guided_set.prepare(
        prescription, known, set_number, load=load, lifter=lifter, settings=settings or Settings()
    )


class Lift:
    """A set in somebody's hands, on a clock that tests move."""

    def __init__(self, state: GuidedSet, now: float = 0.0) -> None:
        """Take a set in Ready at `now`."""
        self.state = state
        self.now = now

    def until(self, when: float) -> Lift:
        """Look on, four times a second, until `when`."""
        while self.now + 0.25 < when:
            self.now += 0.25
            self.state = guided_set.at(self.state, self.now)
        self.now = when
        self.state = guided_set.at(self.state, when)
        return self

    def key(self, when: float, key: str) -> Lift:
        """Press a key at `when`; a number answers for pain, `load:60kg` is typed in Ready."""
        while self.now + 0.25 < when:
            self.now += 0.25
            self.state = guided_set.at(self.state, self.now)
        self.now = max(self.now, when)
        if key.isdigit():
            self.state = guided_set.handle(self.state, Key.PAIN, when, number=int(key))
        elif key.startswith("load:"):
            self.state = guided_set.handle(self.state, Key.LOAD, when, load=parse_load(key[5:]))
        else:
            self.state = guided_set.handle(self.state, KEYS[key], when)
        return self

    def keys(self, events: str) -> Lift:
        """Do what `0 space, 12.4 space, 15 p` says."""
        for event in events.split(","):
            if event.strip():
                when, key = event.split()
                self.key(float(when), key)
        return self

    def asleep(self, until: float) -> Lift:
        """Let time go by without anybody looking, then look."""
        self.now = until
        self.state = guided_set.at(self.state, until)
        return self

    @property
    def reps(self) -> list[str]:
        """The reps in short: `2.4/3` marked, `3` paced, `30h` a hold, `·` ordinary; `!` control lost."""
        return [_short(rep) for rep in self.state.reps]

    def leg(self) -> tuple[Phase, float] | Stage:
        """The phase that runs and when it began; what the set is doing instead where none runs."""
        if self.state.stage is not Stage.RUNNING:
            return self.state.stage
        return self.state.phase, round(self.state.since, 6)


def _short(rep: Rep) -> str:
    if rep.hold_actual_s is not None:
        text = f"{rep.hold_actual_s.normalize():f}h" + (f"/{rep.hold_target_s}" if rep.marked else "")
    elif rep.lowering_actual_s is None:
        text = "·"
    elif rep.marked:
        text = f"{rep.lowering_actual_s.normalize():f}/{rep.lowering_target_s}"
    else:
        assert rep.lowering_actual_s == rep.lowering_target_s
        text = f"{rep.lowering_actual_s}"
    return text + ("!" if rep.control_lost else "")


def timetable(state: GuidedSet) -> list[tuple[Phase, float, float | None]]:
    """The stretches to come as they stand: phase, beginning, end."""
    return [
        (each.phase, round(each.begins, 6), None if each.ends is None else round(each.ends, 6))
        for each in guided_set.upcoming(state)
    ]
