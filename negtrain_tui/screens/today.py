"""Where the app opens: the workout that is due, what was done of it last time, and the week so far."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negtrain_tui.clock import Clock
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens import today_text
from negtrain_tui.screens.requests import TakeUp
from negtrain_tui.screens.starting import shown_today, start_today
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.screens.today_snapshot import TodaySnapshot, today_snapshot
from negtrain_tui.training.agenda import due, week_of_plan
from negtrain_tui.training.exercise import Catalogue, Exercise
from negtrain_tui.training.load import Mass
from negtrain_tui.training.maxima import one_rm_of, same_exercise
from negtrain_tui.training.prescription import Workout
from negtrain_tui.training.protocols import Template, plan_of, starter
from negtrain_tui.training.safety import NOTICE
from negtrain_tui.training.week_start import days_of_week, first_weekday
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_SIDE_FROM = 110
_SIDE_WIDTH = 42
_WIDTHS = [(0, "-home"), (_SIDE_FROM, "-wide")]
# A second enter within this time is the same one, held too long.
_START_ONCE_S = 1.0


class TodayScreen(StoredScreen[TodaySnapshot]):
    """Shows one workout of the plan and starts it."""

    PALETTE = "Today"
    DEFAULT_CSS = """
    TodayScreen { layout: vertical; }
    TodayScreen #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    TodayScreen #room { height: 1fr; }
    TodayScreen #workout { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    TodayScreen #lines { height: auto; }
    TodayScreen #foot { height: auto; padding: 0 1; border-top: solid $panel; }
    TodayScreen #side { display: none; width: 42; height: 1fr; padding: 1 2; border-left: solid $panel; }
    TodayScreen.-wide #side { display: block; }
    TodayScreen.-wide #foot { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", tooltip="Start this workout"),
        Binding(
            "enter",
            "take_starter(True)",
            "start the starter plan",
            tooltip="Take it, and train its first day",
        ),
        Binding("s", "take_starter(False)", "only take it", tooltip="Take the starter plan and look at it"),
        Binding("t", "choose_template", "other plans", tooltip="Choose among the templates"),
        Binding(
            "i", "take_up", "the interrupted one", tooltip="Go on with the interrupted session, or finish it"
        ),
        Binding("d", "deload('DELOAD')", "deload", tooltip="Make this week easier: fewer sets, lighter"),
        Binding("m", "deload('DELOAD_MOVED')", "in a week", tooltip="Ask again in a week"),
        Binding("x", "deload('DELOAD_DECLINED')", "not now", tooltip="No easier week for now"),
        Binding("u", "undo", "undo", tooltip="Take back what you decided about the deload"),
        Binding("w", "why", "why", tooltip="Why it is prescribed so, and ways to decide otherwise"),
        Binding("o", "choose(1)", "other workout", tooltip="Show the plan's next workout"),
        Binding("right", "choose(1)", "next workout", show=False),
        Binding("left", "choose(-1)", "workout before", show=False),
        Binding("b", "body_mass", "body mass", tooltip="Enter what you weigh today"),
        Binding("r", "one_rm", "1RM", tooltip="Enter the one-repetition maximum of an exercise"),
        Binding("e", "own_exercise", "own exercise", tooltip="Add an exercise the catalogue doesn't know"),
        Binding("down", "scroll_lines(1)", "further", show=False),
        Binding("up", "scroll_lines(-1)", "back", show=False),
        Binding("pagedown", "scroll_lines(8)", "further", show=False),
        Binding("pageup", "scroll_lines(-8)", "back", show=False),
    ]

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self._known = catalogue
        self._catalogue = catalogue
        self._snapshot: TodaySnapshot | None = None
        self._chosen: str | None = None
        self._notice_shown = False
        self._started: float | None = None
        self._decided: list[str] = []

    def compose_room(self) -> ComposeResult:
        """A head line, the workout, beside or under it the week and the check-in, the keys."""
        yield Static(id="head", markup=False)
        with Horizontal(id="room"):
            with Vertical():
                with VerticalScroll(id="workout", can_focus=False):
                    yield Static(id="lines", markup=False)
                yield Static(id="foot", markup=False)
            yield Static(id="side", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the date before anything is read."""
        self._show_head()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        if self._snapshot is not None:
            self._draw(event.size.width)

    def on_screen_resume(self) -> None:
        """Be ready to start again."""
        self._started = None

    def read(self, repository: Repository) -> TodaySnapshot:
        """Gather plan, settings, maxima, what was done lately, and what is proposed."""
        return today_snapshot(repository, self._known, self.clock.wall())

    def show(self, snapshot: TodaySnapshot) -> None:
        """Show what was read; on a new file, the doctor-first notice over it."""
        self._snapshot = snapshot
        self._catalogue = self._known.with_own(snapshot.own)
        self._draw(self.size.width)
        if not snapshot.settings.notice_seen and not self._notice_shown and self.is_current:
            from negtrain_tui.screens.dialogs import NoticeDialog

            self._notice_shown = True
            self.app.push_screen(NoticeDialog("Before you train", NOTICE), self._notice_answered)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is no workout."""
        self.query_one("#lines", Static).update(literal(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Start what can be started; take the starter plan while there is none."""
        del parameters
        snapshot = self._snapshot
        if action == "start":
            shown = self._shown()
            return shown is not None and bool(shown.lines)
        if action == "why":
            shown = self._shown()
            return shown is not None and bool(shown.lines) and snapshot is not None and bool(snapshot.lines)
        if action == "deload":
            return (
                snapshot is not None and snapshot.coached is not None and snapshot.coached.deload is not None
            )
        if action == "undo":
            return bool(self._decided)
        if action in ("take_starter", "choose_template"):
            return snapshot is not None and snapshot.plan is None
        if action == "take_up":
            return snapshot is not None and bool(snapshot.interrupted)
        if action == "choose":
            return snapshot is not None and snapshot.plan is not None and len(snapshot.plan.workouts) > 1
        if action in ("body_mass", "one_rm", "own_exercise"):
            return snapshot is not None
        return True

    def action_start(self) -> None:
        """Ask the app to train the workout shown, each line as it is prescribed now."""
        shown, snapshot = self._shown(), self._snapshot
        now = self.clock.now()
        just_started = self._started is not None and now - self._started < _START_ONCE_S
        if snapshot is not None and shown is not None and shown.lines and not just_started:
            self._started = now
            self._chosen = None
            self.post_message(start_today(shown, snapshot))

    def action_why(self) -> None:
        """Show why the lines of the workout shown are prescribed as they are."""
        shown, snapshot = self._shown(), self._snapshot
        if shown is None or snapshot is None or snapshot.plan is None:
            return
        from negtrain_tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.outbox, self.clock, self._known, snapshot.plan.id, shown.lines))

    def action_deload(self, kind: str) -> None:
        """Answer the offer of an easier week."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.plan is None:
            return
        from negtrain_tui.coaching import answer_deload
        from negtrain_tui.training.standing import DecisionKind

        plan_id, at, decided = snapshot.plan.id, self.clock.wall(), DecisionKind[kind]
        made: list[str] = []

        def answer(repository: Repository) -> None:
            made.append(answer_deload(repository, plan_id, decided, at).id)

        self.change(answer, done=lambda: self._decided.extend(made))

    def action_undo(self) -> None:
        """Take the last decision made here back."""
        if self._decided:
            decision = self._decided.pop()
            self.change(lambda repository: repository.take_back_decision(decision))

    def action_take_starter(self, start: bool) -> None:
        """Show the starter plan and save it; with `start`, train its first workout once it is saved."""
        self._take(starter(), done=self.action_start if start else None)

    def action_choose_template(self) -> None:
        """Offer all the plans there are to begin with."""
        from negtrain_tui.screens.plans_dialog import TemplateDialog

        self.app.push_screen(TemplateDialog(), self._template_chosen)

    def _template_chosen(self, template: Template | None) -> None:
        if template is not None:
            self._take(template)

    def _take(self, template: Template, done: Callable[[], object] | None = None) -> None:
        snapshot = self._snapshot
        if snapshot is None or snapshot.plan is not None:
            return
        now = self.clock.wall()
        today = now.date()
        plan = plan_of(template, lambda: new_id(now), today)
        week = week_of_plan(plan, today, ())
        self._snapshot = replace(snapshot, plan=plan, due=due(plan, today, ()), week=week)
        self._draw(self.size.width)
        label = f"Plan {plan.name} begun from its template"
        self.change(lambda repository: repository.save_plan(plan, label=label), done=done)

    def action_take_up(self) -> None:
        """Have the newest interrupted session offered once more."""
        if self._snapshot is not None and self._snapshot.interrupted:
            self.post_message(TakeUp(self._snapshot.interrupted[0]))

    def action_choose(self, by: int) -> None:
        """Show another workout of the plan."""
        workout = self._workout()
        if self._snapshot is None or self._snapshot.plan is None or workout is None:
            return
        workouts = self._snapshot.plan.workouts
        place = [each.id for each in workouts].index(workout.id)
        self._chosen = workouts[(place + by) % len(workouts)].id
        self._draw(self.size.width)
        self.query_one("#workout", VerticalScroll).scroll_home(animate=False, immediate=True)

    def action_scroll_lines(self, rows: int) -> None:
        """Show what doesn't fit."""
        self.query_one("#workout", VerticalScroll).scroll_relative(y=rows, animate=False, immediate=True)

    def action_body_mass(self) -> None:
        """Ask for today's body mass."""
        from negtrain_tui.screens.check_in import ask_body_mass

        if self._snapshot is not None:
            self.app.push_screen(ask_body_mass(self._snapshot.settings.unit), self._weighed)

    def action_one_rm(self) -> None:
        """Ask for an exercise, then for its 1RM."""
        from negtrain_tui.screens.dialogs import PickExercise

        workout = self._workout()
        first = [line.prescription.exercise for line in workout.lines] if workout else []
        self.app.push_screen(PickExercise("1RM of which exercise?", self._catalogue, first), self._picked)

    def action_own_exercise(self) -> None:
        """Ask for an exercise of the lifter's own."""
        from negtrain_tui.screens.own_exercise import OwnExerciseDialog

        self.app.push_screen(OwnExerciseDialog(self._catalogue), self._made_up)

    def _notice_answered(self, accepted: bool | None) -> None:
        if accepted:
            self.change(
                lambda repository: repository.save_settings(replace(repository.settings(), notice_seen=True))
            )

    def _weighed(self, mass: Mass | None) -> None:
        if mass is not None:
            at = self.clock.wall()
            self.change(lambda repository: repository.save_body_mass(mass, at))

    def _picked(self, name: str | None) -> None:
        if name is None or self._snapshot is None:
            return

        def entered(mass: Mass | None) -> None:
            if mass is not None:
                self._save_one_rm(name, mass)

        from negtrain_tui.screens.check_in import ask_one_rm

        self.app.push_screen(ask_one_rm(name, self._snapshot.settings.unit), entered)

    def _save_one_rm(self, name: str, mass: Mass) -> None:
        at = self.clock.wall()
        plan = self._snapshot.plan if self._snapshot else None
        names = same_exercise(name, plan, self._catalogue)

        def save(repository: Repository) -> None:
            for each in names:
                repository.save_one_rm(each, mass, at)

        self.change(save)

    def _made_up(self, exercise: Exercise | None) -> None:
        if exercise is not None:
            said = f"{exercise.name} can now be used in a plan."
            self.change(
                lambda repository: repository.save_exercise(exercise),
                done=lambda: self.say(said),
            )

    def _workout(self) -> Workout | None:
        shown = self._shown()
        return None if shown is None else shown.workout

    def _shown(self) -> today_text.Shown | None:
        return None if self._snapshot is None else shown_today(self._snapshot, self._chosen)

    def _show_head(self) -> None:
        today = self.clock.wall().date()
        plan = self._snapshot.plan if self._snapshot else None
        head = Content.assemble(("Today", "bold"), f"  {today:%A} {today.day} {today:%B %Y}")
        if plan is not None:
            said = literal(plan.name)
            word = "" if "plan" in said.casefold() else " plan"
            head += Content.styled(f"  ·  {said}{word}", "$foreground-muted")
        self.query_one("#head", Static).update(head)

    def _draw(self, width: int) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        self._show_head()
        today = self.clock.wall().date()
        room = width - 4 - (_SIDE_WIDTH if width >= _SIDE_FROM else 0)
        self.query_one("#lines", Static).update(Content("\n").join(self._rows(snapshot, today, room)))
        week = days_of_week(today, first_weekday(snapshot.settings.week_start, os.environ))
        mine = today_text.check_in(snapshot.body_mass, snapshot.one_rms, self._catalogue)
        self.query_one("#foot", Static).update(
            Content("\n").join((today_text.week_strip(week, today, snapshot.trained), mine))
        )
        days = today_text.side_week(week, today, snapshot.trained)
        self.query_one("#side", Static).update(
            today_text.side(days, snapshot.body_mass, self._maxima(snapshot))
        )
        self.refresh_bindings()

    def _rows(self, snapshot: TodaySnapshot, today: date, room: int) -> Iterator[Content]:
        shown = self._shown()
        if snapshot.interrupted:
            yield today_text.interrupted(snapshot.interrupted[0], today)
        if snapshot.plan is None:
            yield from today_text.no_plan(starter())
        elif shown is None or snapshot.due is None:
            yield from today_text.no_workouts()
        else:
            facts = today_text.Facts(
                self._catalogue, snapshot.settings, snapshot.one_rms, snapshot.last, snapshot.lines
            )
            yield from today_text.heading(snapshot.plan, shown, snapshot.due, facts)
            if snapshot.coached is not None:
                yield from today_text.deload_rows(snapshot.coached, today, room)
            yield from today_text.workout_rows(shown, facts, today, room)

    def _maxima(self, snapshot: TodaySnapshot) -> list[tuple[str, Mass | None]]:
        shown = self._shown()
        names = [line.prescription.exercise for line in shown.lines] if shown else []
        return [(name, one_rm_of(name, self._catalogue, snapshot.one_rms)) for name in dict.fromkeys(names)]
