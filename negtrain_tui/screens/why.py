"""Why a line is prescribed as it is: the trail behind the next step, and every way to decide otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from negtrain_tui.clock import Clock
from negtrain_tui.coaching import Taken, accept, stand, take
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.screens.prescribed import Prescribed, standing_said
from negtrain_tui.screens.stored import Command, answered
from negtrain_tui.screens.why_view import MOST_OFFERS, OfferRow, WhyView
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Bodyweight, Load, resolved
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Hold, PlanLine, Prescription
from negtrain_tui.training.script import heavier, lowering_with
from negtrain_tui.training.standing import Standing
from negtrain_tui.training.standing_text import NOW, parse_standing_line
from negtrain_tui.widgets.literal import literal

_WEEKS = 12
_TAKE_ONE = "take an offer"
_FIRST_OFFER = Binding("1", "offer(1)", _TAKE_ONE, tooltip="Take one of the offers")
_OF_A_LINE = ("offer", "accept", "load", "seconds", "type", "next_above", "ladder", "projection")
# In an easier week what is prescribed isn't where the line stands, so nothing can be put from there.
_NOT_IN_AN_EASIER_WEEK = ("load", "seconds", "type", "next_above", "ladder")


@dataclass(slots=True, eq=False)
class _Back:
    """What takes a decision back, filled in when it is written, in the order of the keys.

    It is the decision's id, and where the line was edited, the stamp of the plan's edits after that.
    `before` is where the line `line_id` stood as far as anybody had seen. `lasting` is whether its words are
    a standing, which is told as holding from now on.
    """

    line_id: str
    before: Standing
    lasting: bool = False
    words: str = ""
    decision_id: str | None = None
    stamp: str | None = None


class WhyScreen(WhyView):
    """Shows one line at a time; whatever is decided here, the next proposal starts from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right", "choose(1)", "next line", key_display="tab", tooltip="Show the next line"),
        Binding("shift+tab,left", "choose(-1)", "line before", show=False),
        _FIRST_OFFER,
        *(
            replace(_FIRST_OFFER, key=str(number), action=f"offer({number})", show=False)
            for number in range(2, MOST_OFFERS + 1)
        ),
        Binding("y", "accept", "take the step", tooltip="Take the step that is over the cap"),
        Binding("plus,equals_sign", "load(1)", "load", key_display="+ -", tooltip="A step more or less"),
        Binding("minus", "load(-1)", "less load", show=False),
        Binding(
            "right_square_bracket",
            "seconds(1)",
            "seconds",
            key_display="[ ]",
            tooltip="Longer or shorter lowerings",
        ),
        Binding("left_square_bracket", "seconds(-1)", "shorter", show=False),
        Binding("s", "type", "stand at", tooltip="Type where this line stands: 7s 83kg"),
        Binding("n", "next_above", "next above", tooltip="Take the next load that can be made"),
        Binding("l", "ladder", "ladder", tooltip="All loads that can be made around this one"),
        Binding("p", "projection", "projection", tooltip="The next 12 weeks, if all goes well"),
        Binding("u", "undo", "undo", tooltip="Take the last decision made here back"),
        Binding("down", "scroll_trail(1)", "scroll", key_display="↑ ↓"),
        Binding("up", "scroll_trail(-1)", "scroll", show=False),
        Binding("pagedown,space", "scroll_trail(8)", "further", show=False),
        Binding("pageup", "scroll_trail(-8)", "back", show=False),
        Binding("escape", "back", "back"),
    ]

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        catalogue: Catalogue,
        plan_id: str,
        lines: Sequence[PlanLine],
        *,
        first: str | None = None,
    ) -> None:
        """Look at these lines of a plan, beginning with the one whose id is `first`."""
        super().__init__(outbox, clock, catalogue, plan_id, lines, first=first)
        self._undo: list[_Back] = []

    def _draw(self, width: int) -> None:
        """Show the line, with the keys of as many offers as there are."""
        seen = self._seen()
        most = max(1, len(seen.proposal.offers)) if seen is not None else 1
        shown = "1" if most == 1 else f"1-{most}"
        self._bindings.key_to_bindings["1"] = [replace(_FIRST_OFFER, key_display=shown)]
        super()._draw(width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the line shown."""
        del parameters
        seen = self._seen()
        match action:
            case "back" | "scroll_trail" | "all_keys":
                return True
            case "choose":
                return self._snapshot is not None and len(self._snapshot.lines) > 1
            case "undo":
                return bool(self._undo)
        if seen is None:
            return action not in _OF_A_LINE
        proposal = seen.proposal
        if proposal.easy and action in _NOT_IN_AN_EASIER_WEEK:
            return False
        match action:
            case "offer":
                return bool(proposal.offers)
            case "accept":
                return proposal.ask is not None
            case "load":
                return proposal.standing.load is not None
            case "seconds":
                return proposal.standing.seconds is not None
            case "next_above":
                return proposal.above is not None and proposal.standing.load is not None
            case "ladder":
                return seen.gear is not None and self._to_climb(seen) is not None
        return True

    def on_offer_row_taken(self, message: OfferRow.Taken) -> None:
        """Take the offer that was clicked."""
        self.action_offer(message.number)

    def commands(self) -> Iterable[Command]:
        """Offer every key that works now, and each offer by its own words."""
        seen = self._seen()
        for title, help_text, callback in super().commands():
            if title != f"{self.PALETTE}: {_TAKE_ONE}":
                yield title, help_text, callback
        for number, offer in enumerate(seen.proposal.offers if seen is not None else (), 1):
            yield f"{self.PALETTE}: {literal(offer.words)}", _TAKE_ONE, partial(self.action_offer, number)
        for action, title in (("load", "less load"), ("seconds", "fewer seconds")):
            if self.check_action(action, (-1,)):
                yield f"{self.PALETTE}: {title}", title, partial(self.run_action, f"{action}(-1)")

    def words_of(self, action: str, description: str) -> str:
        """Say which way a key goes that stands for two."""
        return {"load(1)": "more load", "seconds(1)": "more seconds"}.get(action, description)

    def action_load(self, steps: int) -> None:
        """Prescribe a step of the line more or less."""
        seen, snapshot = self._seen(), self._snapshot
        if seen is None or snapshot is None:
            return
        standing = self._standing(seen)
        if standing.load is None:
            return
        try:
            load = heavier(standing.load, seen.base, steps, snapshot.settings.unit)
        except Refused as refused:
            self.complain(f"The load stays: {refused}.")
            return
        if load == standing.load:
            self.complain("It can't be lighter than nothing.")
        else:
            self._stand(seen, replace(standing, load=load), "changed by hand")

    def action_seconds(self, steps: int) -> None:
        """Prescribe longer or shorter lowerings, by the line's step or a second."""
        seen = self._seen()
        if seen is None:
            return
        standing = self._standing(seen)
        if standing.seconds is None:
            return
        progress = seen.base.seconds_progress
        more = steps * (progress.step if progress else Decimal(1))
        held = isinstance(seen.base.sets, Hold)
        seconds = max(standing.seconds + more, Decimal(1)) if held else lowering_with(standing.seconds, more)
        if seconds == standing.seconds:
            self.complain(f"{standing_said(Standing(seconds, None))} is the limit.")
        else:
            self._stand(seen, replace(standing, seconds=seconds), "changed by hand")

    def action_type(self) -> None:
        """Ask where the line stands."""
        seen = self._seen()
        if seen is None:
            return
        standing = self._standing(seen)

        def typed(answer: Standing | None) -> None:
            if answer is not None and answer != standing:
                self._stand(seen, answer, "typed")

        self.app.push_screen(
            AskDialog(
                f"Where {seen.base.exercise} stands",
                "Seconds of the lowering, load, or both; the next proposal starts from there.",
                parse=lambda text: _typed(text, seen.base, standing),
                words=standing_said,
                placeholder="such as 7s 83kg",
                value=str(standing),
            ),
            typed,
        )

    def action_next_above(self) -> None:
        """Prescribe the next higher load that can be made."""
        seen = self._seen()
        if seen is not None and seen.proposal.above is not None:
            standing = replace(seen.proposal.standing, load=seen.proposal.above)
            self._stand(seen, standing, "next load taken")

    def action_ladder(self) -> None:
        """Show all loads that can be made, to take one where the load doesn't follow the 1RM."""
        from negtrain_tui.screens.ladder import LadderDialog

        seen, snapshot = self._seen(), self._snapshot
        if seen is None or snapshot is None or seen.gear is None:
            return
        standing, load = self._standing(seen), self._to_climb(seen)
        if load is None:
            return

        def chosen(load: Load | None) -> None:
            if load is not None and load != standing.load:
                self._stand(seen, replace(standing, load=load), "taken from the ladder")

        ground = None if snapshot.coached is None else snapshot.coached.grounds.get(seen.proposal.line_id)
        exercise = seen.base.exercise
        if standing.load is None:
            self.app.push_screen(LadderDialog(seen.gear, load, exercise=exercise, taking=None))
            return
        system = None if ground is None else _system_kg(load, ground.body_kg)
        weighable = ground is not None and bool(ground.exercise.body_mass_fraction)
        self.app.push_screen(
            LadderDialog(seen.gear, load, exercise=exercise, system=system, weighable=weighable), chosen
        )

    def _to_climb(self, seen: Prescribed) -> Load | None:
        """The load that the ladder is about: where the line stands, or what a percentage comes to."""
        load = self._standing(seen).load
        if load is None and seen.now.load is not None:
            load = resolved(seen.now.load, seen.one_rm)
        return load

    def action_offer(self, number: int) -> None:
        """Take an offer."""
        seen = self._seen()
        if seen is None:
            return
        offers = seen.proposal.offers
        if number > len(offers):
            self.complain(f"There is no offer {number}.")
            return
        offer, plan_id, at = offers[number - 1], self._plan_id, self.clock.wall()
        line_id = seen.proposal.line_id
        back = _Back(line_id, self._standing(seen))
        self._decide(back, lambda repository: take(repository, plan_id, line_id, offer, at))

    def action_accept(self) -> None:
        """Take the step that is over the cap."""
        seen = self._seen()
        if seen is None or seen.proposal.ask is None:
            return
        line_id, ask, at = seen.proposal.line_id, seen.proposal.ask, self.clock.wall()
        said = standing_said(ask.standing)
        self._decide(
            _Back(line_id, self._standing(seen), lasting=True),
            lambda repository: Taken(said, accept(repository, line_id, ask, at), edited=False),
        )

    def _standing(self, seen: Prescribed) -> Standing:
        return self._wanted.get(seen.proposal.line_id, seen.proposal.standing)

    def _stand(self, seen: Prescribed, standing: Standing, why: str) -> None:
        """Put the line there, whatever was proposed."""
        line_id, at = seen.proposal.line_id, self.clock.wall()
        before, self._wanted[line_id] = self._standing(seen), standing
        said = standing_said(standing)
        self._decide(
            _Back(line_id, before, lasting=True),
            lambda repository: Taken(said, stand(repository, line_id, standing, at, why), edited=False),
        )

    def _decide(self, back: _Back, action: Callable[[Repository], Taken]) -> None:
        """Have something decided off the event loop, say what it was, and remember how it is taken back."""
        self._undo.append(back)
        self._under_way += 1

        def write(repository: Repository) -> None:
            try:
                taken = action(repository)
            except Refused as refused:
                raise Conflict(str(refused)) from refused
            back.words = taken.words
            back.decision_id = None if taken.decision is None else taken.decision.id
            back.stamp = repository.plan_edits().stamp if taken.edited else None

        def done() -> None:
            self._under_way -= 1
            self.say(f"{back.words} from now on." if back.lasting else back.words)

        def failed(trouble: StorageError) -> None:
            del trouble
            self._under_way -= 1
            self._wanted.clear()
            if back in self._undo:
                self._undo.remove(back)

        self.change(write, done=done, failed=failed)

    def action_undo(self) -> None:
        """Take the last decision made here back."""
        if self._undo:
            back = self._undo.pop()
            self._wanted[back.line_id] = back.before
            self._under_way += 1

            def over() -> None:
                self._under_way -= 1

            def done() -> None:
                over()
                self.say(f"Taken back: {back.words}{'.' if back.lasting else ''}")

            self.change(lambda repository: _take_back(repository, back), done=done, failed=lambda _: over())

    def action_projection(self) -> None:
        """Show the coming weeks, if all goes well."""
        self._project()

    @work(exclusive=True, group="projection")
    async def _project(self) -> None:
        from negtrain_tui.screens.projection_plot import ProjectionScreen
        from negtrain_tui.training.coming_days import coming_days
        from negtrain_tui.training.projection import Projection, projection

        snapshot, line = self._snapshot, self._line()
        if snapshot is None or line is None or snapshot.plan is None or snapshot.coached is None:
            return
        plan, told, today = snapshot.plan, snapshot.coached, self.clock.wall().date()
        judged = told.judged.get(line.id, ())

        def look(repository: Repository) -> Projection:
            done = [each.at.date() for each in judged]
            found = coming_days(plan, line.id, today, repository.trained(), done=done, weeks=_WEEKS)
            ground = told.grounds[line.id]
            return projection(line, judged, told.decisions, ground, days=found.days, rhythm=found.rhythm)

        try:
            found = await answered(self.outbox.read(look), self)
        except StorageError as trouble:
            self.complain(str(trouble))
        else:
            self.app.push_screen(ProjectionScreen(line.prescription.exercise, found))


def _take_back(repository: Repository, back: _Back) -> None:
    if back.stamp is not None:
        if repository.plan_edits().stamp != back.stamp:
            raise Conflict("The plan was changed since then: take it back on Plan, with u.")
        repository.undo_plans()
    if back.decision_id is not None:
        repository.take_back_decision(back.decision_id)


def _typed(text: str, line: Prescription, standing: Standing) -> Standing:
    """Read where the line stands: what isn't told stays as it is. Raises Refused for what it can't be."""
    try:
        _, typed, _ = parse_standing_line(f"{format_prescription(line)} {NOW} {text}")
    except NotationError as error:
        like = error.example.rpartition(f" {NOW} ")[2]
        raise Refused(f"That can't be read; expected {error.expected}. Write it like {like}.") from error
    assert typed is not None
    if typed.seconds is not None and standing.seconds is None:
        raise Refused("This line has no lowering to count; tell a load alone.")
    return Standing(
        standing.seconds if typed.seconds is None else typed.seconds,
        standing.load if typed.load is None else typed.load,
    )


def _system_kg(load: Load, body_kg: Fraction | None) -> Fraction | None:
    """All that a bodyweight exercise moves, in kg; None where that isn't known, or the load is external."""
    down = load.down
    if not isinstance(down, Bodyweight) or body_kg is None:
        return None
    extra = Fraction(0) if down.extra is None else down.extra.in_kg()
    return body_kg - extra if down.helping else body_kg + extra
