"""What must be true of every single proposal, watched through one made-up lifter's year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from negtrain_tui.training.load import Bodyweight, Load, among_its_like, lowers_more
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Prescription
from negtrain_tui.training.proposal import Judged, Move, Outcome, Proposal
from negtrain_tui.training.standing import Standing, base_of
from negtrain_tui.training.steps import has_steps
from tests.kits import Kit, kit
from tests.lifters import Facts, Lifter, moving_kg

_STILL_DAYS = 42
_STILL_EXPOSURES = 3
_VOLUME_DAYS = 7
_CAP = Fraction(105, 100)
_A_GRAM = Fraction(1, 1000)
_TOO_FAST_CUT = Fraction(95, 100)
_RPE_FOR_LOAD = 8
_LEAST_HALF_S = Decimal("0.5")
# 80 %, and room for the difference between a lifter's binary fractions and the app's decimals.
_JUST_ON_TEMPO = 0.7999


@dataclass(frozen=True, slots=True)
class Trained:
    """A session as it was: what was asked, what was done, and what the lifter knows of it."""

    day: date
    prescribed: Standing
    did: Standing
    facts: Facts


class Watch:
    """A lifter's line, place and last session, beside what the rules make of them.

    `named` is where the lifter has put the line since the last session, `still` since when and for how many
    sessions the prescription hasn't moved. `wrongs` tells what was wrong, one sentence each.
    """

    def __init__(self, who: Lifter) -> None:
        self.who = who
        self.p: Prescription = who.line.prescription
        self.place = who.inventory
        self.judged: list[Judged] = []
        self.last: Trained | None = None
        self.named: Standing | None = None
        self.base_edited = False
        self.still: tuple[Standing, date | None, int] = (base_of(self.p, who.exercise), None, 0)
        self.volume_rose: date | None = None
        self.wrongs: list[str] = []

    @property
    def makes(self) -> Kit | None:
        """The equipment of the place where the lifter trains now; None where nothing is known of it."""
        if self.place is None:
            return None
        return kit(self.place, self.who.exercise, self.p.exercise, self.p.load)

    def on_bar(self, load: Load) -> Load:
        """What is put on for a load."""
        return load if self.makes is None else self.makes.loadable(load) or load

    def trained(self, session: Trained) -> None:
        """Take note of a session that wasn't made easier, before the next proposal."""
        before, since, count = self.still
        if session.prescribed != before:
            since, count = None, 0
        # What the lifter chose to do instead moves the line, and it may come back to where it was.
        asked = session.did == session.prescribed
        self.still = (
            session.prescribed,
            (since or session.day) if asked else None,
            count + 1 if asked else 0,
        )
        self.last, self.named, self.base_edited = session, None, False

    def check_judged(self, each: Judged, session: Trained, proposal: Proposal) -> None:
        """See whether the judgement agrees with what the lifter knows."""
        facts, today = session.facts, session.day
        if facts.over_pain and each.outcome is not Outcome.PAIN:
            self._wrong(today, proposal, f"pain over the limit was judged {each.outcome.value}")
        elif facts.lost and each.outcome not in (Outcome.MISS, Outcome.PAIN):
            self._wrong(today, proposal, f"lost control was judged {each.outcome.value}")
        if not facts.all_reps and each.outcome is Outcome.SUCCESS:
            self._wrong(today, proposal, "missing reps were judged a success")
        if each.did != session.did:
            self._wrong(today, proposal, f"{session.did} was done, {each.did} was understood")

    def check(self, proposal: Proposal, today: date) -> None:
        """See whether everything is true that must be true of any proposal."""
        standing, makes = proposal.standing, self.makes
        if standing.load is not None and makes is not None:
            if proposal.loadable != makes.loadable(standing.load):
                self._wrong(today, proposal, f"{proposal.loadable} isn't what can be loaded")
            if trouble := makes.trouble(standing.load):
                self._wrong(today, proposal, trouble)
        self._check_still(proposal, today)
        if self.last is None:
            if self.named is None and standing != base_of(self.p, self.who.exercise):
                self._wrong(today, proposal, "it doesn't begin as the line says")
            return
        self._check_cap(proposal, today, self.last)
        if self.named is None and not self.base_edited:
            self._check_step(proposal, today, self.last)
            self._check_no_easier(proposal, today, self.last)

    def _wrong(self, today: date, proposal: Proposal, what: str) -> None:
        last = "" if self.last is None else f"; last {self.last.prescribed}, did {self.last.did}"
        self.wrongs.append(
            f"lifter {self.who.seed} on {today}: {what}: {format_prescription(self.p)} at "
            f"{proposal.standing} [{proposal.move.value}] {proposal.reason}{last}"
        )

    def _check_still(self, proposal: Proposal, today: date) -> None:
        standing, since, count = self.still
        if not has_steps(self.p) or since is None or count < _STILL_EXPOSURES:
            return
        if proposal.standing != standing or (today - since).days < _STILL_DAYS:
            return
        if not (proposal.plateau or proposal.ask is not None or proposal.move is Move.TOP):
            self._wrong(today, proposal, f"it stands still since {since}, and nothing is offered")

    def _check_cap(self, proposal: Proposal, today: date, last: Trained) -> None:
        load, lifted = proposal.standing.load, last.facts.lifted
        if load is None or lifted is None or self.base_edited:
            return
        if self.named is not None and self.named.load == load:
            return
        if isinstance(load.down, Bodyweight) and not self.who.knows_body:
            return
        was = moving_kg(lifted, self.who.body_part, None)
        will = moving_kg(self.on_bar(load), self.who.body_part, None)
        # With more help than the body weighs nothing is lowered that a share could be told of.
        if was > 0 and will > was * _CAP:
            self._wrong(today, proposal, f"{float(will / was - 1):.1%} more than was lifted, unasked")

    def _check_step(self, proposal: Proposal, today: date, last: Trained) -> None:
        # With a question open the last lifted load is trained meanwhile; the line itself stands elsewhere.
        now = proposal.standing if proposal.ask is None or proposal.stands is None else proposal.stands
        was, facts = last.did, last.facts
        change = _kg(now) - _kg(was)
        longer = now.seconds is not None and was.seconds is not None and now.seconds > was.seconds
        if change > 0 or (longer and change == 0):
            if facts.lost or facts.over_pain:
                self._wrong(today, proposal, "a step after control was lost, or pain over the limit")
            if not facts.all_reps:
                self._wrong(today, proposal, "a step though reps were missed")
        if change > 0:
            marked = facts.kept is not None and facts.kept > _JUST_ON_TEMPO
            if not marked and (facts.rpe is None or facts.rpe > _RPE_FOR_LOAD):
                self._wrong(today, proposal, "kilos without known tempo or reserve")
            if self.volume_rose is not None and (today - self.volume_rose).days < _VOLUME_DAYS:
                self._wrong(today, proposal, "load and volume in the same week")
        if change != 0 and not self._is_noted(change, now, was):
            self._wrong(today, proposal, f"the load moves by {float(change)} kg, not by the noted step")
        if longer and change == 0 and not self._are_noted(now, was):
            self._wrong(today, proposal, f"seconds move from {was.seconds} to {now.seconds}")

    def _check_no_easier(self, proposal: Proposal, today: date, last: Trained) -> None:
        """A step never takes away: with no more on the bar the seconds stay."""
        now, was, lifted = proposal.standing, last.did, last.facts.lifted
        if proposal.move not in (Move.SECONDS, Move.LOAD, Move.REPS, Move.WAIT, Move.TOP):
            return
        if now.load is None or lifted is None or now.seconds is None or was.seconds is None:
            return
        if now.seconds < was.seconds and not lowers_more(self.on_bar(now.load), lifted):
            self._wrong(today, proposal, f"fewer seconds with {self.on_bar(now.load)} on the bar")

    def _is_noted(self, change: Fraction, now: Standing, was: Standing) -> bool:
        """Whether a change in kg is the step up or down, half of it, what half steps lead to, or 5 % off."""
        if 0 <= _kg(was) * _TOO_FAST_CUT - _kg(now) < _A_GRAM:
            return True
        if self.p.load_progress is None:
            return False
        step = self.p.load_progress.in_kg()
        if change in (step, step / 2, -step):
            return True
        if change > 0:
            return change < step and any(_kg(now) == _kg(each.prescribed) for each in self.judged)
        achieved = {_kg(each.did) for each in self.judged if each.outcome is Outcome.SUCCESS}
        return _kg(now) - step / 2 in achieved

    def _are_noted(self, now: Standing, was: Standing) -> bool:
        """Whether seconds move by the step, half of it, or less to the top or to what half steps lead to."""
        progress = self.p.seconds_progress
        if progress is None or now.seconds is None or was.seconds is None:
            return False
        change = now.seconds - was.seconds
        half = max(progress.step / 2, _LEAST_HALF_S)
        earlier = {each.prescribed.seconds for each in self.judged}
        towards = now.seconds == progress.cap or now.seconds in earlier
        return change in (progress.step, half) or (change < progress.step and towards)


def _kg(standing: Standing) -> Fraction:
    return Fraction(0) if standing.load is None else among_its_like(standing.load.down)
