"""The dialog that says when a plan's workouts come: on which days, from when on, and what a miss does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from negtrain_tui.screens.dialogs import LEAVE, Dialog
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.schedule import WEEKDAYS, Missed, Schedule, parse_start, weekday_numbers
from negtrain_tui.training.schedule_words import in_words
from negtrain_tui.widgets.choice import Choice
from negtrain_tui.widgets.day_grid import DayGrid
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_MOST_NAMES = 3


class _Kind(Enum):
    WEEKDAYS = "each workout on its own weekdays"
    IN_TURN = "in turn, on training days"
    ANY_DAY = "in turn, on any day"


_MISSED = (
    ("as usual", None),
    ("is dropped", Missed.DROP),
    ("moves all that follows on", Missed.SHIFT),
)


class _StartInput(Input):
    """A day as text; the arrows move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "screen.move_start(1)", "day", key_display="← →"),
        Binding("left", "screen.move_start(-1)", "day before", show=False),
    ]


class ScheduleDialog(Dialog[Plan]):
    """Answers with the plan as it is scheduled now; what it means is told while it is being changed."""

    DEFAULT_CSS = """
    ScheduleDialog > .box { width: 70; }
    ScheduleDialog Horizontal { height: 1; }
    ScheduleDialog Label { width: 14; }
    ScheduleDialog #start { margin-top: 0; width: 1fr; }
    ScheduleDialog .days { height: auto; }
    ScheduleDialog VerticalScroll { height: auto; max-height: 28vh; }
    ScheduleDialog .hidden { display: none; }
    ScheduleDialog .reading { min-height: 3; max-height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", tooltip="Save this schedule", priority=True),
        Binding("down", "field(1)", "next", key_display="↑ ↓", priority=True),
        Binding("up", "field(-1)", "before", show=False, priority=True),
        Binding("right,space", "change(1)", "change", key_display="← →"),
        Binding("left", "change(-1)", "change back", show=False),
        LEAVE,
    ]

    def __init__(self, plan: Plan, today: date) -> None:
        super().__init__()
        self._plan = plan
        self._today = today

    def compose(self) -> ComposeResult:
        """Kind, days, start, missed days, what it means, keys."""
        start = self._plan.schedule.start
        with Vertical(classes="box") as box:
            box.border_title = Content(f"Schedule of {literal(self._plan.name)}")
            with Horizontal():
                yield Label("Workouts")
                yield Choice([(kind.value, kind) for kind in _Kind], id="kind")
            rows = [(workout.name, weekday_numbers(workout.days)) for workout in self._plan.workouts]
            yield from _days("own", rows)
            yield from _days("turn", [("Training days", weekday_numbers(self._plan.schedule.days))])
            with Horizontal():
                yield Label("Week 1 from")
                yield _StartInput(
                    start.isoformat() if start else "",
                    placeholder="none; type a date, today or next Monday",
                    id="start",
                    compact=True,
                )
            with Horizontal():
                yield Label("A missed day")
                yield Choice(_MISSED, id="missed")
            yield Static(classes="reading", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin with what the plan says."""
        if self._plan.on_weekdays:
            kind = _Kind.WEEKDAYS
        else:
            kind = _Kind.IN_TURN if self._plan.schedule.days else _Kind.ANY_DAY
        self._kind_choice.place = list(_Kind).index(kind)
        missed = [value for _, value in _MISSED]
        self._missed_choice.place = missed.index(self._plan.schedule.missed)
        self._tell()
        self._kind_choice.focus()

    def on_choice_changed(self) -> None:
        """Show the days of this kind, and say what it means now."""
        self._tell()

    def on_day_grid_changed(self) -> None:
        """Say what it means now."""
        self._tell()

    def on_input_changed(self) -> None:
        """Say what it means now."""
        self._tell()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys depend on the field."""
        del event
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right belong to the days and to the date, where those have the focus."""
        del parameters
        return isinstance(self.focused, Choice) if action == "change" else True

    def action_change(self, by: int) -> None:
        """Change the field that has the focus."""
        if isinstance(self.focused, Choice):
            self.focused.move(by)

    def action_field(self, by: int) -> None:
        """Go to the next row of days, or the next field."""
        if isinstance(self.focused, DayGrid) and self.focused.move(by):
            return
        fields = [widget for widget in self._fields() if widget.display]
        place = next((number for number, widget in enumerate(fields) if widget is self.focused), 0)
        field = fields[(place + by) % len(fields)]
        if isinstance(field, DayGrid):
            field.enter_from(by)
        # A grid has its row in sight already; seen as a whole it would go back to its top.
        field.focus(scroll_visible=not isinstance(field, DayGrid))

    def action_move_start(self, by: int) -> None:
        """Move the start by a day; from none to today."""
        field = self.query_one("#start", _StartInput)
        try:
            day = parse_start(field.value, self._today)
            moved = self._today if day is None else parse_start(str(day + timedelta(days=by)), self._today)
        except (Refused, OverflowError):
            return
        field.value = moved.isoformat() if moved is not None else ""

    def action_save(self) -> None:
        """Answer with the plan, or say what can't be saved."""
        try:
            plan = self._scheduled()
        except Refused as refused:
            self._say(f"× {refused}", "$text-error")
        else:
            self.dismiss(plan)

    @property
    def _kind_choice(self) -> Choice[_Kind]:
        return self.query_one("#kind", Choice)

    @property
    def _missed_choice(self) -> Choice[Missed | None]:
        return self.query_one("#missed", Choice)

    def _fields(self) -> list[Widget]:
        kind = self._kind_choice.value
        days = {_Kind.WEEKDAYS: ["#own-days"], _Kind.IN_TURN: ["#turn-days"], _Kind.ANY_DAY: []}[kind]
        return [self.query_one(each) for each in ("#kind", *days, "#start", "#missed")]

    def _tell(self) -> None:
        kind = self._kind_choice.value
        self.query_one("#own").set_class(kind is not _Kind.WEEKDAYS, "hidden")
        self.query_one("#turn").set_class(kind is not _Kind.IN_TURN, "hidden")
        try:
            plan = self._scheduled()
        except Refused as refused:
            self._say(f"× {refused}", "$text-error")
        else:
            self._say(f"= {in_words(plan, self._today, most=_MOST_NAMES)}", "$text-success")

    def _scheduled(self) -> Plan:
        kind = self._kind_choice.value
        own = self.query_one("#own-days", DayGrid).days
        (turn,) = self.query_one("#turn-days", DayGrid).days
        if kind is _Kind.WEEKDAYS and not any(own):
            raise Refused("No weekday is chosen yet: space or a click switches one on, or choose “in turn”.")
        if kind is _Kind.IN_TURN and not turn:
            raise Refused(
                "No training day is chosen yet: space or a click switches one on, or choose “on any day”."
            )
        start = parse_start(self.query_one("#start", Input).value, self._today)
        days = [_written(each) if kind is _Kind.WEEKDAYS else () for each in own]
        workouts = tuple(
            # Days as they were written stay so, where they are the same days.
            workout if weekday_numbers(workout.days) == weekday_numbers(each) else replace(workout, days=each)
            for workout, each in zip(self._plan.workouts, days, strict=True)
        )
        in_turn = _written(turn) if kind is _Kind.IN_TURN else ()
        return replace(
            self._plan,
            workouts=workouts,
            schedule=Schedule(in_turn, start, self._missed_choice.value),
        )

    def _say(self, sentence: str, style: str) -> None:
        self.query_one(".reading", Static).update(Content.styled(literal(sentence), style))


def _days(name: str, rows: Sequence[tuple[str, Sequence[int]]]) -> ComposeResult:
    grid = DayGrid(rows, id=f"{name}-days")
    with Vertical(id=name, classes="days"):
        yield Static(grid.heads, markup=False)
        with VerticalScroll(can_focus=False):
            yield grid


def _written(days: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(WEEKDAYS[number] for number in days)
