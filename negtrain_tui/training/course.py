"""The sets of a session in their order, and where the lifter stands in them.

Lines come one after the other; those of one group take turns, a set each. Whatever the lifter changes
for today gives a new course, so that the one before can be gone back to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training import guided_set
from negtrain_tui.training.durations import set_seconds
from negtrain_tui.training.equipment import Gear
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Exercise
from negtrain_tui.training.guided_set import GuidedSet
from negtrain_tui.training.load import Bodyweight, Load, Mass, among_its_like, resolved
from negtrain_tui.training.loading import above, loadable
from negtrain_tui.training.prescription import Pacing, Prescription
from negtrain_tui.training.ramp import STEPS, WarmUp, warm_up
from negtrain_tui.training.record import LineToday, Rep
from negtrain_tui.training.safety import Lifter, Question
from negtrain_tui.training.settings import Settings

WARM_UP_REST_S = Decimal(60)
"""Seconds of rest after a warm-up set, unless the line has less: our own default."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of the session with what this lifter has made of it today.

    `prescribed` is the line's load with percentages resolved, `loadable` the highest that `gear` makes at
    or below it, and `load` what goes on the bar now: the loadable one, else the prescribed one, or what
    the lifter changed it to; each None where it isn't known yet. `estimated` is the 1RM that a percentage
    was resolved with where nobody has entered one, `body_kg` the part of the body that moves too.

    `line` is the notation as it stood, `base` the plan's own where progress has moved this one away from
    it, and `why` the reason for that in short; `deload` says that it was made easier on purpose. `over`
    says that its exercise has ended for today, whatever sets are left, and `skipped` that the lifter left
    the rest of it out. `pacing` is what the lifter switched to, None while the line decides. `nearest` is
    the known name nearest to one that nobody knows. `sets` are the work sets of today and `done` those
    behind, skipped ones too; `warm_ups` and `warmed` are the same of the ramp before them. Where another
    exercise took the place of the plan's, `replaces` names that one, and `begun` is how many sets, `ramped`
    how many warm-ups, of what stood there were done before.
    """

    line: str
    prescription: Prescription
    exercise: Exercise
    lifter: Lifter
    load: Load | None
    seconds_more: Decimal = Decimal(0)
    confirmed: frozenset[Question] = frozenset()
    over: bool = False
    skipped: bool = False
    nearest: str | None = None
    pacing: Pacing | None = None
    sets: int = 0
    done: int = 0
    warm_ups: int = 0
    warmed: int = 0
    line_id: str | None = None
    replaces: str | None = None
    begun: int = 0
    ramped: int = 0
    base: str | None = None
    deload: bool = False
    prescribed: Load | None = None
    loadable: Load | None = None
    gear: Gear | None = None
    estimated: Mass | None = None
    body_kg: Fraction | None = None
    why: str = ""

    @property
    def left(self) -> int:
        """How many work sets are still to come."""
        return 0 if self.over or self.skipped else max(0, self.sets - self.done)

    @property
    def system_kg(self) -> Fraction | None:
        """All that moves with the body, in kg; None for an external load, or as long as nobody knows."""
        bodily = self.load is not None and isinstance(self.load.down, Bodyweight)
        if not bodily or self.load is None or self.body_kg is None:
            return None
        return self.body_kg + among_its_like(self.load.down)

    @property
    def warming(self) -> bool:
        """Whether a warm-up set comes next."""
        return self.left > 0 and self.warmed < self.warm_ups

    @property
    def ramp(self) -> WarmUp:
        """The warm-up set that comes next, its load one that can be made; raises Refused where none is."""
        ramp = warm_up(self.prescription, self.exercise, self.load, self.warmed + 1)
        asked = ramp.prescription.load
        if asked is None or self.gear is None:
            return ramp
        can = loadable(asked, self.gear) or above(asked, self.gear) or asked
        if can == asked:
            return ramp
        return replace(ramp, prescription=replace(ramp.prescription, load=can), rounded=True)

    @property
    def rest_s(self) -> Decimal | None:
        """Seconds of rest after each work set, if the line says so."""
        return self.prescription.rest

    def number_in_line(self, number: int) -> int:
        """Which set of its line tells the reps of work set `number` of today: sets added repeat the last."""
        return min(number - self.begun, self.prescription.set_count)


def stretch(
    line: str,
    prescription: Prescription,
    exercise: Exercise,
    lifter: Lifter,
    *,
    nearest: str | None = None,
    today: LineToday | None = None,
    gear: Gear | None = None,
    estimated: Mass | None = None,
    body_kg: Fraction | None = None,
    why: str = "",
) -> Stretch:
    """Put a line at its start: the prescribed load as far as the maximum is known, as far as it can be made.

    `gear` is what the exercise is loaded with, None where that isn't known. An `estimated` 1RM resolves
    percentages where the lifter has entered none, and answers no question of safety.
    """
    maximum = lifter.one_rm or estimated
    prescribed = None if prescription.load is None else resolved(prescription.load, maximum)
    can = None if prescribed is None else loadable(prescribed, gear)
    guessed = lifter.one_rm is None and prescribed != prescription.load
    begun = Stretch(
        line,
        prescription,
        exercise,
        lifter,
        can or prescribed,
        nearest=nearest,
        sets=prescription.set_count,
        prescribed=prescribed,
        loadable=can,
        gear=gear,
        estimated=estimated if guessed else None,
        body_kg=body_kg,
        why=why,
    )
    if today is None:
        return begun
    return replace(
        begun,
        sets=today.sets,
        line_id=today.line_id,
        warm_ups=today.warm_ups,
        warmed=today.warmed,
        replaces=today.replaces,
        begun=today.begun,
        ramped=today.ramped,
        base=today.base,
        deload=today.deload,
    )


@dataclass(frozen=True, slots=True)
class Course:
    """All lines of a session; `line` says which comes next."""

    stretches: tuple[Stretch, ...]
    line: int = 0

    @property
    def done(self) -> bool:
        """Whether no set is left."""
        return self.line >= len(self.stretches)

    @property
    def current(self) -> Stretch:
        """The line whose set comes next."""
        return self.stretches[self.line]

    @property
    def warming(self) -> bool:
        """Whether the next set is one of warming up."""
        return not self.done and self.current.warming

    @property
    def prescription(self) -> Prescription:
        """What the next set is: the line's own prescription, or that of its warm-up."""
        return self.current.ramp.prescription if self.warming else self.current.prescription

    @property
    def set_number(self) -> int:
        """The number of the next set, from 1, among the work sets of its line or among its warm-ups."""
        return (self.current.warmed if self.warming else self.current.done) + 1

    @property
    def set_count(self) -> int:
        """How many sets of that kind its line has today."""
        return self.current.warm_ups if self.warming else self.current.sets

    @property
    def number_in_line(self) -> int:
        """Which set of `prescription` comes next, from 1."""
        return 1 if self.warming else self.current.number_in_line(self.set_number)

    @property
    def sets_left(self) -> int:
        """How many work sets are still to come, the next one included."""
        return 0 if self.done else sum(each.left for each in self.stretches)

    @property
    def sets_done(self) -> int:
        """How many work sets are behind, skipped ones too."""
        return sum(each.done for each in self.stretches)

    def partners(self, line: int) -> tuple[int, ...]:
        """The places of all lines that take turns with this one, itself included."""
        group = self.stretches[line].prescription.group
        if group is None:
            return (line,)
        return tuple(place for place, each in enumerate(self.stretches) if each.prescription.group == group)

    @property
    def rest_s(self) -> Decimal | None:
        """Seconds of rest after the next set; None leaves it to the settings."""
        rest = self.current.rest_s
        return warm_up_rest(rest) if self.warming else rest

    def ready(
        self, settings: Settings, *, reps: tuple[Rep, ...] = (), last_press: float | None = None
    ) -> GuidedSet:
        """Put the next set in Ready; `reps` are those already done of an interrupted one."""
        now = self.current
        warming = self.warming
        return guided_set.prepare(
            self.prescription,
            now.exercise,
            self.number_in_line,
            load=self.prescription.load if warming else now.load,
            lifter=now.lifter,
            settings=settings,
            seconds_more=Decimal(0) if warming else now.seconds_more,
            confirmed=now.confirmed,
            reps=reps,
            last_press=last_press,
            pacing=None if warming else now.pacing,
        )

    def carried(self, state: GuidedSet) -> Course:
        """Keep what the lifter changed in this set for the later sets of its line; a warm-up changes none."""
        if self.warming:
            return self
        return self.with_current(
            replace(
                self.current,
                load=state.load,
                seconds_more=state.seconds_more,
                confirmed=state.confirmed,
                # A heavy set is self-paced whatever was chosen, and chooses for no other.
                pacing=self.current.pacing if state.heavy else state.pacing,
            )
        )

    def after(self, state: GuidedSet) -> Course:
        """Go on behind an ended set: to the next set, or to the next line whose exercise isn't over."""
        course = self.carried(state).counted()
        if state.exercise_over:
            course = course.without(self.current.exercise)
        return course.following(self.line, warm_up=self.warming)

    def counted(self) -> Course:
        """Count the set that came next as done."""
        now = self.current
        if now.warming:
            return self.with_current(replace(now, warmed=now.warmed + 1))
        return self.with_current(replace(now, done=now.done + 1))

    def with_current(self, changed: Stretch) -> Course:
        """Put a changed line in place of the one whose set comes next."""
        return replace(
            self, stretches=(*self.stretches[: self.line], changed, *self.stretches[self.line + 1 :])
        )

    def without(self, exercise: Exercise) -> Course:
        """End an exercise for today, on all its lines."""
        stretches = (replace(each, over=each.over or each.exercise == exercise) for each in self.stretches)
        return replace(self, stretches=tuple(stretches))

    def following(self, line: int, *, warm_up: bool = False) -> Course:
        """Go to what comes behind a set of `line`: its partners in turn, the lines after them, then any left.

        Lines that stand between partners come after them. Behind a warm-up its own line goes on.
        """
        if warm_up and self.stretches[line].left:
            return replace(self, line=line)
        turn = self.partners(line)
        at = turn.index(line)
        later = range(turn[0] + 1, len(self.stretches))
        for place in (*turn[at + 1 :], *turn[: at + 1], *later, *range(turn[0])):
            if self.stretches[place].left:
                return replace(self, line=place)
        return replace(self, line=len(self.stretches))

    def jumped(self, line: int) -> Course:
        """Go to another line now; what is left of the others comes after it.

        One that was left out comes back, and one that is done gets a set more. Raises Refused for one that
        pain or lost control has ended for today.
        """
        course = replace(self, line=line)
        now = course.current
        if now.over:
            raise _over(now)
        more = 1 if now.done >= now.sets else 0
        return course.with_current(replace(now, skipped=False, sets=now.sets + more))

    def with_a_set_more(self, line: int) -> Course:
        """Add a work set to a line for today, and go on with it where nothing else is left.

        Raises Refused for an exercise that is over.
        """
        now = self.stretches[line]
        if now.over:
            raise _over(now)
        course = replace(self, line=line).with_current(replace(now, sets=now.sets + 1))
        return course if self.done else replace(course, line=self.line)

    def skipped_set(self) -> Course:
        """Leave the next set out; of a ramp, all that is left of it."""
        now = self.current
        if now.warming:
            return self.with_current(replace(now, warm_ups=now.warmed))
        return self.counted().following(self.line)

    def skipped_line(self) -> Course:
        """Leave out all sets that the current line still has."""
        return self.with_current(replace(self.current, skipped=True)).following(self.line)

    def warmed_up(self) -> Course:
        """Put a ramp before the next work set of the current line, or what was left out of it.

        Raises Refused where there can be none.
        """
        now = self.current
        if now.warming:
            raise Refused("The warm-up sets are there already; s skips them.")
        if now.warmed >= STEPS:
            raise Refused("The warm-up is done.")
        for number in range(now.warmed + 1, STEPS + 1):
            warm_up(now.prescription, now.exercise, now.load, number)
        return self.with_current(replace(now, warm_ups=STEPS))

    def replaced(self, by: Stretch) -> Course:
        """Do another exercise in place of the current one for today; its sets come in place of those left.

        The very line that stands there changes nothing. Raises Refused for an exercise that is over.
        """
        now = self.current
        if by.line == now.line:
            return self
        if any(each.over and each.exercise == by.exercise for each in self.stretches):
            raise _over(by)
        planned = now.replaces or now.prescription.exercise
        same = by.prescription.exercise.casefold() == planned.casefold()
        stood = now.line if now.replaces is None else None
        return self.with_current(
            replace(
                by,
                sets=now.done + by.prescription.set_count,
                done=now.done,
                begun=now.done,
                ramped=now.ramped + now.warmed,
                line_id=now.line_id,
                replaces=None if same else planned,
                base=now.base or stood,
                deload=now.deload,
            )
        )

    def seconds_left(self, settings: Settings) -> Decimal:
        """Estimate, in seconds, how long what is left will take: sets with their lead-ins, and rests."""
        total, rests = Decimal(0), Decimal(0)
        for each in self.stretches:
            rest = settings.default_rest_s if each.rest_s is None else each.rest_s
            for number in range(each.warmed + 1, each.warm_ups + 1) if each.left else ():
                ramp = warm_up(each.prescription, each.exercise, each.load, number).prescription
                work = set_seconds(ramp, each.exercise, 1, settings)
                total += settings.lead_in_s + work + warm_up_rest(each.rest_s)
            for number in range(each.done + 1, each.done + each.left + 1):
                work = set_seconds(each.prescription, each.exercise, each.number_in_line(number), settings)
                total += settings.lead_in_s + work + rest
                rests = rest
        return max(Decimal(0), total - rests)

    def today(self) -> tuple[LineToday, ...]:
        """Tell what today's lines are, for the record and for going on after an interruption."""
        return tuple(
            LineToday(
                each.line,
                each.sets,
                each.line_id,
                each.warm_ups,
                each.replaces,
                each.begun,
                each.warmed,
                # What took the place of the plan's exercise comes from no line of the plan.
                each.base if each.replaces is None else None,
                each.deload and each.replaces is None,
                each.ramped,
            )
            for each in self.stretches
        )


def warm_up_rest(rest_s: Decimal | None) -> Decimal:
    """Return the seconds of rest after a warm-up set of a line with this rest."""
    return WARM_UP_REST_S if rest_s is None else min(rest_s, WARM_UP_REST_S)


def _over(now: Stretch) -> Refused:
    return Refused(f"{now.prescription.exercise} is over for today: pain or lost control ended it.")
