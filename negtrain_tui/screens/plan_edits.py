"""The plan as it is edited: shown at once, stored in order, and put right by what really stands."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from textual import work

from negtrain_tui.clock import Clock
from negtrain_tui.coaching import coached
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.screens.line_reading import Facts
from negtrain_tui.screens.plan_entry import Entry, PlanEdit
from negtrain_tui.screens.stored import StoredScreen, answered
from negtrain_tui.training.agenda import Trained
from negtrain_tui.training.equipment import Inventory
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Mass
from negtrain_tui.training.plan_changes import PlanEdits, change
from negtrain_tui.training.prescription import Plan, PlanHeading, PlanLine
from negtrain_tui.training.proposal import Proposal
from negtrain_tui.training.settings import Settings

HEAVY_PERCENT = 105
LOOK_S = 2.0
ELSEWHERE = "The plan was changed in another Negtrain meanwhile; it is shown as it stands now."


@dataclass(frozen=True, slots=True)
class PlanSnapshot:
    """What the plan is shown from; `heavy` counts sessions over 105 % by the casefolded name.

    `proposals` say for each line where it stands.
    """

    headings: tuple[PlanHeading, ...]
    plan: Plan | None
    settings: Settings
    own: tuple[Exercise, ...]
    one_rms: Mapping[str, Mass]
    heavy: Mapping[str, int]
    trained: tuple[Trained, ...]
    edits: PlanEdits
    inventory: Inventory
    proposals: Mapping[PlanLine, Proposal]


class EditedPlanScreen(StoredScreen[PlanSnapshot]):
    """Keeps the plan that is shown, with edits under way already in it; a subclass draws it.

    While edits are under way no older reading is shown; the last one that is over reads anew. After undo
    or redo, edits wait until it is known what they made of the plan.
    """

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self.plan: Plan | None = None
        self.snapshot: PlanSnapshot | None = None
        self.facts: Facts | None = None
        self._known = catalogue
        self._opened: str | None = None
        self._under_way = 0
        self._stale = True
        self._unsure = False
        self._ours_alone = False
        self._waiting: deque[Callable[[], object]] = deque()
        self._once_shown: Callable[[Plan | None], object] | None = None
        self._noticed = ""
        self._heavy: dict[str, int] = {}
        self._trained: tuple[Trained, ...] | None = None
        self._proposals: Mapping[PlanLine, Proposal] = {}

    @abstractmethod
    def redraw(self) -> None:
        """Draw the plan anew, as far as it changed."""

    @abstractmethod
    def reveal(self, part_id: str) -> None:
        """Show and select a line or a workout of the plan."""

    @abstractmethod
    def go_on_typing(self, entry: Entry) -> None:
        """Open what was typed once more, unless something else is being typed."""

    @property
    @abstractmethod
    def typing(self) -> bool:
        """Whether something is being typed."""

    def new_id(self) -> str:
        """Return an id for something new."""
        return new_id(self.clock.wall())

    def on_mount(self) -> None:
        """Begin to notice what other programs change."""
        self.set_interval(LOOK_S, self.look_elsewhere)

    def on_screen_resume(self) -> None:
        """Look what has changed while another screen was in front, also in what was trained."""
        self._heavy = {}
        self._trained = None
        self._proposals = {}
        super().on_screen_resume()

    def reload(self) -> None:
        """Read anew, unless edits are under way: the last of them does it."""
        if not self._under_way:
            super().reload()

    def read(self, repository: Repository) -> PlanSnapshot:
        """Gather the plan and what its lines are read against."""
        plan = repository.plan(self._opened) if self._opened is not None else None
        if plan is None:
            plan = repository.active_plan()
        lines = [line for each in plan.workouts for line in each.lines] if plan else []
        names = {line.prescription.exercise for line in lines}
        heavy = dict(self._heavy)
        for name in names:
            if name.casefold() not in heavy:
                heavy[name.casefold()] = repository.times_lowered_over(name, HEAVY_PERCENT)
        return PlanSnapshot(
            headings=repository.plan_headings(),
            plan=plan,
            settings=repository.settings(),
            own=repository.own_exercises(),
            one_rms=repository.one_rms(),
            heavy=heavy,
            trained=repository.trained() if self._trained is None else self._trained,
            edits=repository.plan_edits(),
            inventory=repository.equipment(),
            proposals={} if plan is None else self._propose(repository, plan, lines),
        )

    def _propose(
        self, repository: Repository, plan: Plan, lines: Sequence[PlanLine]
    ) -> Mapping[PlanLine, Proposal]:
        """Where each line stands; one that is as it was needn't be gone through again."""
        known = self._proposals
        new = [line for line in lines if line not in known]
        # The others would be looked at only for whether an easier week is due, which is told on Today.
        alone = replace(plan, workouts=())
        told = coached(repository, self._known, alone, new, self.clock.wall()).proposals if new else {}
        there = {line: told.get(line.id) or known.get(line) for line in lines}
        return {line: proposal for line, proposal in there.items() if proposal is not None}

    def show(self, snapshot: PlanSnapshot) -> None:
        """Show what was read, unless edits made since are under way; what is typed stays."""
        if self._under_way:
            return
        self._learn(snapshot)
        self._stale = self._unsure = False
        if self.plan != snapshot.plan or self.plan is None:
            ours_too = self._ours_alone and self.plan is not None and snapshot.plan is not None
            if ours_too and self.plan is not None and self.plan.id == getattr(snapshot.plan, "id", None):
                self.say("The plan was changed in another Negtrain too; both changes stand.")
            self.plan = snapshot.plan
        self._ours_alone = False
        if self._opened is not None and (self.plan is None or self.plan.id != self._opened):
            self._opened = None
        self.redraw()
        if self._once_shown is not None:
            told, self._once_shown = self._once_shown, None
            told(self.plan)
        waiting, self._waiting = self._waiting, deque()
        while waiting:
            # After an undo among them, edits wait once more.
            waiting.popleft()()

    def _learn(self, snapshot: PlanSnapshot) -> None:
        """Keep what is unchanged, so that what was drawn of it needn't be drawn again."""
        old, facts = self.snapshot, self.facts
        if old is None or facts is None or old.own != snapshot.own:
            catalogue = self._known.with_own(snapshot.own)
        else:
            catalogue = facts.catalogue
        proposals = {line.id: proposal for line, proposal in snapshot.proposals.items()}
        new = Facts(
            catalogue, snapshot.settings, snapshot.one_rms, snapshot.heavy, snapshot.inventory, proposals
        )
        if facts is None or new != facts:
            self.facts = new
        self._heavy = dict(snapshot.heavy)
        self._trained = snapshot.trained
        self._proposals = snapshot.proposals
        self.snapshot = snapshot

    def wait_with(self, action: Callable[[], object]) -> bool:
        """Do something later, if it isn't known yet what undo or redo make of the plan; say whether so."""
        waits = self._unsure or bool(self._waiting)
        if waits:
            self._waiting.append(action)
        return waits

    def edit(self, edit: PlanEdit) -> None:
        """Show an edit at once, and store it."""
        if self.wait_with(partial(self.edit, edit)):
            return
        before = self.plan
        if before is None:
            return
        try:
            after = edit.make(before)
        except Refused as refused:
            self.complain(str(refused))
            if edit.typed is not None:
                self.go_on_typing(edit.typed)
            return
        if after == before:
            return
        self._show_at_once(after, edit.reveal)
        made = change(edit.label, before, after)
        self.hand_over(
            lambda repository: repository.change_plans(made),
            failed=partial(self._not_stored, edit),
            ours=True,
        )

    def open(self, plan_id: str | None) -> None:
        """Show another plan at the next reading; None is the active one."""
        self._opened = plan_id

    def begin_with(self, plan: Plan, label: str, reveal: str | None = None) -> None:
        """Show a new plan at once, store it, and make it the active one."""
        self._show_at_once(plan, reveal)
        self.hand_over(lambda repository: repository.save_plan(plan, label))

    def _show_at_once(self, plan: Plan, reveal: str | None) -> None:
        self.plan = plan
        self._stale = True
        self.redraw()
        if reveal is not None:
            self.reveal(reveal)

    def hand_over(
        self,
        action: Callable[[Repository], object],
        *,
        done: Callable[[], object] | None = None,
        failed: Callable[[StorageError], object] | None = None,
        ours: bool = False,
    ) -> None:
        """Store something of the plans; `ours` where the plan shown is then what should stand."""
        self._under_way += 1
        self._stale = True
        self._ours_alone = ours

        def over() -> None:
            self._under_way -= 1
            if done is not None:
                done()

        def broken(trouble: StorageError) -> None:
            self._under_way -= 1
            self._ours_alone = self._unsure = False
            # What was pressed meanwhile was meant for a plan that there won't be.
            self._waiting.clear()
            if self.snapshot is not None:
                shown, self.plan = self.plan, self.snapshot.plan
                self.redraw()
                self._reveal_change(shown, self.plan)
            if failed is not None:
                failed(trouble)

        def do(repository: Repository) -> None:
            try:
                action(repository)
            except Refused as refused:
                raise Conflict(str(refused)) from refused

        self.change(do, done=over, failed=broken)
        self.refresh_bindings()

    def _not_stored(self, edit: PlanEdit, trouble: StorageError) -> None:
        typed = edit.typed
        if isinstance(trouble, Conflict):
            again = (
                "The same key does it again."
                if typed is None
                else "enter saves your line over it, esc leaves it."
            )
            self.complain(f"{ELSEWHERE} {again}")
        if typed is not None:
            self._once_shown = lambda _plan: self.go_on_typing(typed)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back, as far as is known."""
        return self.snapshot is not None and (self._stale or self.snapshot.edits.undo is not None)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again, as far as is known."""
        return self.snapshot is not None and (self._unsure or self.snapshot.edits.redo is not None)

    def action_undo(self) -> None:
        """Take the last change of the plans back, whoever made it and whenever."""
        self._travel(Repository.undo_plans, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(Repository.redo_plans, "Done again", "There is nothing to do again.")

    def _travel(self, go: Callable[[Repository], str | None], word: str, nothing: str) -> None:
        if self._waiting:
            self._waiting.append(partial(self._travel, go, word, nothing))
            return
        before = self.plan
        labels: list[str | None] = []

        def told() -> None:
            label = labels[0]
            if label is None:
                self.say(nothing)
                return
            self._once_shown = partial(self._travelled, before, f"{word}: {label}")

        self._unsure = True
        # With a text of the plan, where its lines stand may be taken back too.
        self._proposals = {}
        self.hand_over(lambda repository: labels.append(go(repository)), done=told)

    def _travelled(self, before: Plan | None, sentence: str, after: Plan | None) -> None:
        same = before == after
        self.say(f"{sentence}, in another plan." if same else f"{sentence}.")
        self._reveal_change(before, after)

    def _reveal_change(self, before: Plan | None, after: Plan | None) -> None:
        if before is not None and after is not None and before.id == after.id:
            part_id = changed_part(before, after)
            if part_id is not None:
                self.reveal(part_id)

    def look_elsewhere(self) -> None:
        """See whether another program has changed the plans, while this screen is in front."""
        if self.app.screen is self and self.snapshot is not None and not self._stale:
            self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        try:
            edits = await answered(self.outbox.read(lambda repository: repository.plan_edits()), self)
        except StorageError as trouble:
            self.complain(str(trouble))
            return
        if self._stale or self.snapshot is None or edits.stamp == self.snapshot.edits.stamp:
            return
        if not self.typing:
            self._once_shown = lambda _plan: self.say(ELSEWHERE)
            self.reload()
        elif edits.stamp != self._noticed:
            self._noticed = edits.stamp
            self.say("The plan was changed in another Negtrain meanwhile; what you type stays.")


def changed_part(before: Plan, after: Plan) -> str | None:
    """Return the first line that differs between two moments of a plan, else the first such workout."""
    old_lines = {line.id: (workout.id, line) for workout in before.workouts for line in workout.lines}
    for workout in after.workouts:
        for line in workout.lines:
            if old_lines.get(line.id) != (workout.id, line):
                return line.id
    old = {workout.id: workout for workout in before.workouts}
    for workout in after.workouts:
        stood = old.get(workout.id)
        if stood is None:
            return workout.id
        if stood != workout:
            moved = _first_moved([line.id for line in stood.lines], [line.id for line in workout.lines])
            return moved or workout.id
    return _first_moved(list(old), [workout.id for workout in after.workouts])


def _first_moved(before: list[str], after: list[str]) -> str | None:
    places = {part_id: place for place, part_id in enumerate(before)}
    return next((part_id for place, part_id in enumerate(after) if places.get(part_id) != place), None)
