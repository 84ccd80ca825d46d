"""A year of one made-up lifter who follows, answers, ignores and overrules what is proposed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from negtrain_tui.training.exposure import Exposure
from negtrain_tui.training.ground import Ground, Rules
from negtrain_tui.training.load import Load
from negtrain_tui.training.notation import format_prescription, parse_prescription
from negtrain_tui.training.outcomes import judge
from negtrain_tui.training.prescription import PlanLine, Reps
from negtrain_tui.training.progression import propose
from negtrain_tui.training.proposal import Move, Offer, OfferKind, Outcome, Proposal
from negtrain_tui.training.recovery import deload_offer, deload_until, eased
from negtrain_tui.training.standing import Decision, DecisionKind, Standing, applied, base_of
from tests.lifters import INVENTORIES, Lifter, Loads, implement_unit, lifter, moving_kg, perform, share_of
from tests.progress_watch import Trained, Watch

BEGINS = date(2026, 1, 5)
DAYS = 52 * 7
# As many exposures as the app reads.
_LOOKS_BACK = 24
_WEEKDAYS = {1: (0,), 2: (0, 3), 3: (0, 2, 4)}
_RULES = Rules()
_DELOAD_WEEKS = 5
_ANSWERS = (DecisionKind.DELOAD, DecisionKind.DELOAD_MOVED, DecisionKind.DELOAD_DECLINED)


@dataclass
class Year:
    """What came out: everything wrong, and how progress went.

    `gain` is in percent of what moves; `proves` says that the lifter marks lowerings, or answers every RPE.
    """

    seed: int
    steps: str
    wrongs: list[str] = field(default_factory=list)
    proposals: int = 0
    sessions: int = 0
    misses: int = 0
    load_steps: int = 0
    asks: int = 0
    plateaus: int = 0
    first_plateau_week: int | None = None
    ends_in_plateau: bool = False
    gain: float = 0.0
    has_load_step: bool = False
    proves: bool = False


def live(seed: int, steps: str = "any", rules: Rules = _RULES) -> Year:
    """Let the lifter of a seed train for 52 weeks; `micro` or `coarse` are the steps of load."""
    run = _Run(lifter(seed, steps), Year(seed, steps), rules)
    run.train()
    return run.year


class _Run:
    """The lifter, what they have decided, and the days they trained on."""

    def __init__(self, who: Lifter, year: Year, rules: Rules) -> None:
        self.who, self.year, self.rules = who, year, rules
        self.watch = Watch(who)
        self.decisions: list[Decision] = []
        self.days: list[date] = []
        self.in_plateau = False
        year.wrongs = self.watch.wrongs
        year.has_load_step = who.line.prescription.load_progress is not None
        year.proves = who.habits.marks or who.habits.answers_rpe == 1

    def train(self) -> None:
        """Train on every day that isn't missed."""
        who = self.who
        off = Random(f"{who.seed} breaks")
        breaks = [(off.randrange(DAYS), off.randint(9, 21)) for _ in range(who.habits.breaks)]
        for day in range(DAYS):
            rng = Random(f"{who.seed} day {day}")
            if day % 7 not in _WEEKDAYS[who.habits.sessions] or rng.random() > who.habits.attends:
                continue
            if not any(start <= day < start + length for start, length in breaks):
                self.session(day, rng)
        last = self.propose(BEGINS + timedelta(DAYS))
        self.year.ends_in_plateau = last.plateau
        first = base_of(who.line.prescription, who.exercise).load
        if first is not None and last.standing.load is not None:
            was, now = (moving_kg(load, who.body_part, None) for load in (first, last.standing.load))
            self.year.gain = float(now / was - 1) * 100

    def propose(self, today: date) -> Proposal:
        """Ask for the next prescription, and look at it."""
        watch = self.watch
        known = self.who.body_part if self.who.knows_body else None
        ground = Ground(self.who.exercise, watch.makes, known, self.rules)
        line = PlanLine(self.who.line.id, watch.p)
        proposal = propose(line, watch.judged[-_LOOKS_BACK:], self.decisions, ground, today=today)
        self.year.proposals += 1
        watch.check(proposal, today)
        return proposal

    def session(self, day: int, rng: Random) -> None:
        """One session: what is proposed, what is answered to that, and what is done."""
        who, watch = self.who, self.watch
        today = BEGINS + timedelta(day)
        self.change_something(today, rng)
        proposal = self.propose(today)
        self.count(proposal, day)
        if self.answer(proposal, today, rng):
            proposal = self.propose(today)
        easy = self.takes_it_easy(today, rng)
        standing, sets = proposal.standing, watch.p.set_count
        if easy:
            standing, sets = eased(watch.p, standing, who.one_rm)
        p = applied(watch.p, who.exercise, standing, sets)
        loads = self.loads(proposal, p.load, standing, rng)
        seconds = standing.seconds
        if seconds is not None and rng.random() < who.habits.overrules:
            seconds = max(Decimal(1), seconds + rng.choice((-1, 1)))
        at = datetime.combine(today, time(18), UTC)
        text, base = format_prescription(p), format_prescription(watch.p)
        facts = perform(who, p, text, loads, seconds or Decimal(3), at, day)
        exposure = Exposure(
            f"s{day}", at, text, None if base == text else base, p.set_count, facts.sets, deload=easy
        )
        each = judge(exposure, who.exercise, self.rules)
        watch.judged.append(each)
        self.days.append(today)
        self.year.sessions += 1
        self.year.misses += each.outcome is Outcome.MISS
        if not easy:
            as_asked = standing.load is None or loads.lifted in (loads.loadable, standing.load)
            did = Standing(seconds, standing.load if as_asked else loads.lifted)
            done = Trained(today, standing, did, facts)
            watch.check_judged(each, done, proposal)
            watch.trained(done)

    def loads(self, proposal: Proposal, on_line: Load | None, standing: Standing, rng: Random) -> Loads:
        """What is prescribed, what can be made of it, and what the lifter puts on."""
        prescribed = standing.load if standing.load is not None else share_of(on_line, self.who)
        makes = self.watch.makes
        can = None if prescribed is None or makes is None else makes.loadable(prescribed)
        bar = can or prescribed
        if standing.load is not None:
            if proposal.above is not None and rng.random() < self.who.habits.takes_above:
                bar = proposal.above
            elif rng.random() < self.who.habits.overrules:
                bar = (makes and makes.above(standing.load)) or self.who.line.prescription.load
        return Loads(prescribed, can, bar)

    def change_something(self, today: date, rng: Random) -> None:
        """Now and then train in another place, or with a set more or less."""
        watch, sets = self.watch, self.watch.p.sets
        if watch.place is not None and rng.random() < self.who.habits.moves:
            places = [number for number in range(INVENTORIES) if implement_unit(number) == self.who.unit]
            watch.place = rng.choice(places)
        if rng.random() < self.who.habits.changes_volume and isinstance(sets, Reps):
            more = sets.sets + rng.choice((-1, 1))
            if 1 <= more <= 6:
                watch.p = replace(watch.p, sets=replace(sets, sets=more))
                # A cut that only an easier week has seen is no base to rise from.
                full = next(
                    (each for each in reversed(watch.judged) if each.outcome is not Outcome.EASY), None
                )
                if full is not None and more * sets.high > full.volume:
                    watch.volume_rose = today

    def count(self, proposal: Proposal, day: int) -> None:
        """Count what is proposed."""
        year = self.year
        year.asks += proposal.ask is not None
        year.load_steps += proposal.move is Move.LOAD
        if proposal.plateau and not self.in_plateau:
            year.plateaus += 1
            year.first_plateau_week = year.first_plateau_week or day // 7 + 1
        self.in_plateau = proposal.plateau

    def answer(self, proposal: Proposal, today: date, rng: Random) -> bool:
        """Answer a question or an offer, or stand elsewhere; False where all stays as proposed."""
        habits, seconds = self.who.habits, proposal.standing.seconds
        if proposal.ask is not None and rng.random() < habits.says_yes:
            self.decide(DecisionKind.SET, today, proposal.ask.standing)
            return True
        if proposal.offers and rng.random() < habits.answers_plateau:
            self.take(rng.choice(proposal.offers), today)
            return True
        if rng.random() < habits.overrules / 2 and seconds is not None:
            self.decide(
                DecisionKind.SET, today, replace(proposal.standing, seconds=max(Decimal(1), seconds - 1))
            )
            return True
        return False

    def take(self, offer: Offer, today: date) -> None:
        """Do what an offer says, as the app does."""
        watch = self.watch
        if offer.kind is OfferKind.DELOAD:
            self.decide(DecisionKind.DELOAD, today, day=today)
            return
        if offer.line is not None:
            edited = parse_prescription(offer.line)
            watch.base_edited = base_of(edited, self.who.exercise) != base_of(watch.p, self.who.exercise)
            watch.p = edited
        if offer.standing is None:
            self.decide(DecisionKind.KEPT, today)
        else:
            self.decide(DecisionKind.SET, today, offer.standing)

    def takes_it_easy(self, today: date, rng: Random) -> bool:
        """Answer the offer of an easier week, and say whether today is in one."""
        judged = self.watch.judged[-_LOOKS_BACK:]
        offer = deload_offer(today, self.days, judged, self.decisions, _DELOAD_WEEKS)
        if offer is not None and rng.random() < self.who.habits.answers_deload:
            kind = rng.choice(_ANSWERS)
            days = {DecisionKind.DELOAD: 0, DecisionKind.DELOAD_MOVED: 7}
            self.decide(kind, today, day=today + timedelta(days[kind]) if kind in days else None)
        return deload_until(today, self.decisions) is not None

    def decide(
        self, kind: DecisionKind, today: date, standing: Standing | None = None, day: date | None = None
    ) -> None:
        """Remember a decision made before the day's session."""
        number, watch = len(self.decisions), self.watch
        at = datetime.combine(today, time(17), UTC) + timedelta(seconds=number)
        of_line = kind in (DecisionKind.SET, DecisionKind.KEPT)
        line_id = self.who.line.id if of_line else None
        self.decisions.append(Decision(f"d{number}", kind, at, line_id=line_id, standing=standing, day=day))
        if of_line:
            watch.still = (watch.still[0], None, 0)
            watch.named = standing or watch.named
