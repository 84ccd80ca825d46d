"""A plan in a database whose lines are trained session by session, as proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from negtrain_tui.coaching import Coached, coached, resolved_load
from negtrain_tui.ids import new_id
from negtrain_tui.repository import Repository
from negtrain_tui.training.equipment import Bar, Inventory, Plate
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.load import Mass, parse_amount, parse_load
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Workout
from negtrain_tui.training.proposal import Proposal
from negtrain_tui.training.record import (
    EndedBy,
    LineToday,
    Rep,
    RepKind,
    Session,
    SetRecord,
    Status,
)
from negtrain_tui.training.standing import base_of

BENCH = "Bench press 4x5 @60kg 4-0-X-0 +1s..6s +0.5kg"
MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=timezone(timedelta(hours=1)))


def mass(text: str) -> Mass:
    """Read a mass, such as 20kg."""
    found = parse_amount(text)
    assert isinstance(found, Mass)
    return found


def plates(*pairs: str) -> Inventory:
    """A 20 kg bar with two pairs of 20 kg and one pair of each of these."""
    kinds = (Plate(mass("20kg"), 4), *(Plate(mass(text), 2) for text in pairs))
    return Inventory(kinds, (Bar("bar", "Bar", mass("20kg")),))


COARSE = plates("10kg", "5kg", "2.5kg", "1.25kg")
FINE = plates("10kg", "5kg", "2.5kg", "1.25kg", "0.5kg", "0.25kg")


@dataclass
class Trained:
    """A plan of one workout, followed week by week."""

    repository: Repository
    notations: tuple[str, ...] = (BENCH,)
    at: datetime = MONDAY
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        lines = tuple(
            PlanLine(f"line-{number}", parse_prescription(line)) for number, line in enumerate(self.notations)
        )
        self.plan = Plan("plan", "Strength", (Workout("workout", "Push", lines),))
        self.repository.save_plan(self.plan)

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """The lines of the workout as they stand in the database."""
        plan = self.repository.plan("plan")
        assert plan is not None
        return plan.workouts[0].lines

    def coached(self) -> Coached:
        """What is proposed for the next session."""
        plan = self.repository.plan("plan")
        assert plan is not None
        return coached(self.repository, load_catalogue(), plan, self.lines, self.at)

    def next(self, line: int = 0) -> Proposal:
        """What is proposed for a line."""
        return self.coached().proposals[f"line-{line}"]

    def train(
        self,
        reps: tuple[int, ...] | None = None,
        *,
        share: str | None = "0.95",
        lost: int | None = None,
        rpe: str | None = None,
        pain: int | None = None,
        lifted: str | None = None,
        days: int = 7,
    ) -> Proposal:
        """Do all lines as proposed, and return what is then proposed for the first.

        `reps` are those of each set; lowerings last `share` of their target, or are paced where it is None;
        control is lost in set `lost`.
        """
        told = self.coached()
        sets: list[SetRecord] = []
        today: list[LineToday] = []
        for number, line in enumerate(self.lines, 1):
            proposal = told.proposals[line.id]
            p = parse_prescription(proposal.line)
            exercise = load_catalogue().resolve(p.exercise).exercise
            target = base_of(p, exercise).seconds
            load = resolved_load(proposal, told.one_rms[line.id])
            on_bar = parse_load(lifted) if lifted else proposal.loadable or load
            base = format_prescription(line.prescription)
            today.append(LineToday(proposal.line, p.set_count, line.id, base=base, deload=proposal.easy))
            for each in range(1, p.set_count + 1):
                asked = p.reps_of_set(each)
                assert isinstance(asked, tuple)
                done = asked[1] if reps is None else reps[each - 1]
                at = self.at + timedelta(minutes=4 * len(sets))
                actual = target if share is None or target is None else target * Decimal(share)
                sets.append(
                    SetRecord(
                        id=new_id(at),
                        exercise=p.exercise,
                        line=proposal.line,
                        line_number=number,
                        number=each,
                        method=None,
                        pacing="paced",
                        status=Status.FINISHED,
                        started_at=at,
                        finished_at=at + timedelta(minutes=1),
                        ended_by=EndedBy.CONTROL_LOST if lost == each else EndedBy.REPS_DONE,
                        load_prescribed=load,
                        load_loadable=proposal.loadable,
                        load_lifted=on_bar,
                        rpe=None if rpe is None else Decimal(rpe),
                        pain=pain,
                        line_id=line.id,
                        reps=tuple(
                            Rep(
                                rep,
                                None,
                                RepKind.LOWERING,
                                target,
                                actual,
                                marked=share is not None,
                                control_lost=lost == each and rep == done,
                                load_down=None if on_bar is None else on_bar.down,
                            )
                            for rep in range(1, done + 1)
                        ),
                    )
                )
        session = Session(
            id=new_id(self.at),
            status=Status.FINISHED,
            started_at=self.at,
            finished_at=self.at + timedelta(hours=1),
            name="Push",
            source="plan",
            lines=tuple(each.line for each in today),
            sets=tuple(sets),
            workout_id="workout",
            today=tuple(today),
        )
        self.repository.start_session(session)
        self.at += timedelta(days=days)
        return self.next()
