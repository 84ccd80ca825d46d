"""One set as a value: where it stands, what has been done in it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.training import safety
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.load import Load, Percent
from negtrain_tui.training.lowered import load_of_last
from negtrain_tui.training.prescription import Pacing, Prescription
from negtrain_tui.training.record import EndedBy, Rep
from negtrain_tui.training.script import SetScript, effective_method
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.timetable import Leg, Phase


class Stage(StrEnum):
    """How far the set has come."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ASKING_PAIN = "asking for pain"
    ENDED = "ended"


class Standing(StrEnum):
    """Where a set stands, as far as keys are concerned."""

    READY = "ready"
    LEAD_IN = "lead-in"
    LOWERING = "lowering"
    TIMED = "hold or ordinary rep"
    BETWEEN = "between two lowerings"
    PAUSED = "paused"
    ASKING_PAIN = "asking for pain"
    ENDED = "ended"


_STANDINGS = {
    Phase.LEAD_IN: Standing.LEAD_IN,
    Phase.LOWERING: Standing.LOWERING,
    Phase.HOLD: Standing.TIMED,
    Phase.ORDINARY: Standing.TIMED,
}


class Closed(StrEnum):
    """What closed a lowering: the clock, a press, or `x`."""

    CLOCK = "clock"
    PRESS = "press"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Closing:
    """How the last rep on record was closed; `leg` is None once the timetable has been written anew."""

    rep: int
    leg: int | None
    began: float
    target: float
    turned: float
    by: Closed


@dataclass(frozen=True, slots=True)
class Cut:
    """A rep broken off by a pause, a gap or the end of the set; noticed later than it was cut by a gap."""

    leg: int
    began: float
    cut: float
    noticed: float


@dataclass(frozen=True, slots=True)
class GuidedSet:
    """The state of one set. Instants are seconds on the caller's clock.

    `leg` is the stretch that runs since `since`; one that is `waiting` ends by a press. `judged` says
    that the last measured lowering needs no verdict of the stop rule any more; `begun` that the set has come
    behind its first lead-in.
    """

    prescription: Prescription
    exercise: Exercise
    lifter: safety.Lifter
    settings: Settings
    script: SetScript
    load: Load | None
    pacing: Pacing
    confirmed: frozenset[safety.Question] = frozenset()
    was_heavy: bool = False
    stage: Stage = Stage.READY
    legs: tuple[Leg, ...] = ()
    leg: int = 0
    since: float = 0.0
    waiting: bool = False
    begun: bool = False
    reps: tuple[Rep, ...] = ()
    load_begun: Load | None = None
    last: Closing | None = None
    cut: Cut | None = None
    judged: bool = True
    last_press: float | None = None
    last_seen: float = 0.0
    said: str = ""
    said_at: float = 0.0
    pains: tuple[int, ...] = ()
    seconds_more: Decimal = Decimal(0)
    ended_by: EndedBy | None = None
    ended_from: Stage = Stage.READY
    ended_at: float | None = None
    exercise_over: bool = False
    rack: bool = False

    @property
    def verdict(self) -> safety.Verdict:
        """What is to be asked, or refused, before this load is lowered.

        Without a 1RM a percentage is judged by its number; where that alone isn't heavy, the mass that
        was entered for it is judged like any other.
        """
        method = effective_method(self.prescription, self.exercise)
        asked = self.prescription.load
        if asked is not None and isinstance(asked.down, Percent) and self.lifter.one_rm is None:
            verdict = safety.judge(asked, method, self.exercise, self.lifter)
            if verdict.heavy or self.load is None:
                return verdict
        return safety.judge(self.load, method, self.exercise, self.lifter)

    @property
    def questions(self) -> tuple[safety.Question, ...]:
        """The safety questions that still wait for a yes."""
        return tuple(question for question in self.verdict.questions if question not in self.confirmed)

    @property
    def heavy(self) -> bool:
        """Whether the set had to be confirmed as heavy; it stays so when it is made lighter on the way."""
        return self.was_heavy or self.verdict.heavy

    @property
    def needs_load(self) -> bool:
        """Whether the line asks for a percentage of a maximum that nobody has entered."""
        return self.load is None and self.prescription.load is not None

    @property
    def lifted(self) -> Load | None:
        """The load of the last rep on record; before the first that of the one begun, else that in Ready.

        Of a load that was put on for a rep that isn't on record nobody knows that it was lowered.
        """
        if self.reps:
            return load_of_last(self.reps, self.prescription.load)
        return self.load_begun if self.load_begun is not None else self.load

    @property
    def pain(self) -> int | None:
        """The worst pain that was named in this set, 0 to 10; None if nobody did."""
        return max(self.pains, default=None)

    @property
    def phase(self) -> Phase:
        """What the lifter is doing, as of the last look."""
        if self.stage is Stage.RUNNING:
            return self.legs[self.leg].phase
        return {Stage.READY: Phase.READY, Stage.ENDED: Phase.ENDED}.get(self.stage, Phase.PAUSED)

    @property
    def standing(self) -> Standing:
        """Where the set stands in the transition table."""
        if self.stage is Stage.RUNNING:
            return _STANDINGS.get(self.phase, Standing.BETWEEN)
        return Standing(self.stage.value)

    @property
    def rep(self) -> int:
        """The index of the rep under way, or of the next one; the number of reps when all are done."""
        if self.stage is Stage.RUNNING:
            return self.legs[self.leg].rep
        return len(self.reps)

    @property
    def current(self) -> Leg | None:
        """The stretch that runs now."""
        return self.legs[self.leg] if self.stage is Stage.RUNNING else None

    def saying(self, sentence: str, now: float) -> GuidedSet:
        """The same set with a sentence to show."""
        return replace(self, said=sentence, said_at=now)

    def waits_in(self, leg: Leg) -> bool:
        """Whether that stretch ends by a press rather than by the clock."""
        if leg.phase in (Phase.CHANGE_OVER, Phase.CLUSTER_REST):
            return self.heavy
        return self.pacing is Pacing.SELF_PACED and not leg.by_clock
