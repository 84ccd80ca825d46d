"""A week of training: what each muscle did, how hard the sessions were, and the body mass."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual_plotext import PlotextPlot

from negtrain_tui.clock import Clock
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.explain import Explained
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.screens.week_parts import PartsDialog
from negtrain_tui.training.body_mass import BodyMassWeek, in_tenths, trend_on
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Mass, Unit, plain
from negtrain_tui.training.schedule import short_day
from negtrain_tui.training.week import Measure, MuscleWeek, Week, session_load
from negtrain_tui.weekly import week_and_body
from negtrain_tui.widgets import week_words as words
from negtrain_tui.widgets.hanging import hanging
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted
from negtrain_tui.widgets.week_table import bar, head_row, muscle_row, sparkline

_MUTED = "$foreground-muted"
_WIDE_FROM = 110
_SIDE = 44
_LABEL = 13
_LEAST_PICTURE = 3
_WEEKS_SHOWN = 13
_WEEK = timedelta(days=7)
_KEEP = "\N{NO-BREAK SPACE}"
_FIRST_YEAR = 1900
_EMPTY_WEEK = "No eccentric sets in this week, nor in the days before that it is compared with."
_NOTHING_YET = (
    "Nothing trained in this week.\n\n"
    "Every set with lowerings counts here for the muscles that its exercise trains: 1 for a muscle trained "
    "directly, 0.5 for one trained indirectly. Today (1) starts a workout; ← shows earlier weeks."
)


@dataclass(frozen=True, slots=True)
class WeekSnapshot:
    """The week shown, the body mass until its end, and the unit in which a mass is typed."""

    week: Week
    body: BodyMassWeek
    unit: Unit


class WeekScreen(Explained, StoredScreen[WeekSnapshot]):
    """Muscles by their sets; session loads and body mass below, or beside them where there is room."""

    PALETTE = "Week"
    EXPLAINS = ("weekly_sets", "weekly_reps", "weekly_seconds", "change", "session_load", "body_mass")
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (_WIDE_FROM, "-wide")]  # noqa: RUF012 - as in Screen
    DEFAULT_CSS = """
    WeekScreen {
        #head { height: 1; padding: 0 1; background: $panel; color: $text; }
        #room { height: 1fr; }
        #table { height: 1fr; width: 1fr; }
        #columns { height: 1; padding: 0 1; }
        OptionList { height: 1fr; border: none; padding: 0; background: $background; }
        OptionList > .option-list--option { padding: 0 1; }
        #empty { display: none; height: 1fr; padding: 1 2; }
        &.-empty #empty { display: block; }
        &.-empty OptionList { display: none; }
        &.-empty #columns { display: none; }
        #side { height: auto; padding: 0 1; border-top: solid $panel; }
        #figures { height: auto; }
        PlotextPlot { display: none; height: 14; }
        &.-wide #room { layout: horizontal; }
        &.-wide #side { width: 44; height: 1fr; border-top: none; border-left: solid $panel; }
        &.-wide.-weighed PlotextPlot { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "week", key_display="← →", tooltip="The week before"),
        Binding("right", "go(1)", "week after", show=False),
        Binding("home", "this_week", "this week", tooltip="Back to the week that runs now"),
        Binding("down", "select(1)", "muscle", key_display="↑ ↓", tooltip="Select the next muscle"),
        Binding("up", "select(-1)", "muscle above", show=False),
        Binding("pagedown", "select(6)", "further", show=False),
        Binding("pageup", "select(-6)", "back", show=False),
        Binding("m", "measure", "measure", tooltip="Bars and changes of the next measure"),
        Binding("tab", "measure", "next measure", show=False),
        Binding("enter", "parts", "exercises", tooltip="Which exercises made it up"),
        Binding("b", "body_mass", "body mass", tooltip="Enter what you weigh today"),
        Binding("escape", "back", "back", tooltip="Back to where you came from"),
    ]

    def __init__(self, outbox: Outbox, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(outbox, clock)
        self._known = catalogue
        self._snapshot: WeekSnapshot | None = None
        self._day: date | None = None
        self._muscle = ""
        self._place = 0
        self._measure = Measure.SETS

    def compose_room(self) -> ComposeResult:
        """A head line, the muscles or why there are none, loads and body mass, the keys."""
        yield Static(id="head", markup=False)
        with Container(id="room"):
            with Vertical(id="table"):
                yield Static(id="columns", markup=False)
                muscles = OptionList(markup=False)
                muscles.can_focus = False
                yield muscles
                yield Static(id="empty", markup=False)
            with Vertical(id="side"):
                yield Static(id="figures", markup=False)
                yield PlotextPlot()
        yield KeyBar()

    @property
    def _today(self) -> date:
        return self.clock.wall().date()

    def read(self, repository: Repository) -> WeekSnapshot:
        """Read the week that is asked for, this one unless another is."""
        today = self._today
        week, body = week_and_body(repository, self._known, self._day or today, today, os.environ)
        return WeekSnapshot(week, body, repository.settings().unit)

    def show(self, snapshot: WeekSnapshot) -> None:
        """Show what was read, with the same muscle selected."""
        self._snapshot = snapshot
        names = [each.muscle for each in snapshot.week.muscles]
        if self._muscle in names:
            self._place = names.index(self._muscle)
        self._place = max(0, min(self._place, len(names) - 1))
        self._draw()

    def nothing_read(self, sentence: str) -> None:
        """Say why there is nothing."""
        self.query_one("#empty", Static).update(literal(sentence))
        self.add_class("-empty")

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        del event
        self.call_after_refresh(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        snapshot = self._snapshot
        if action in ("select", "parts", "measure"):
            return snapshot is not None and bool(snapshot.week.muscles)
        if action == "this_week":
            return snapshot is not None and self._today not in snapshot.week.days
        if action == "go" and parameters == (1,):
            return snapshot is not None and snapshot.week.days[-1] < self._newest
        if action == "go":
            return snapshot is not None and snapshot.week.first.year > _FIRST_YEAR
        if action == "body_mass":
            return snapshot is not None
        return super().check_action(action, parameters)

    @property
    def _newest(self) -> date:
        # Elsewhere on Earth it is tomorrow already, and a session may have been there.
        return self._today + timedelta(days=1)

    def action_go(self, weeks: int) -> None:
        """Show another week, as far as there are any, however fast the key is pressed."""
        if self._snapshot is None:
            return
        wanted = (self._day or self._snapshot.week.first) + weeks * _WEEK
        self._day = max(date(_FIRST_YEAR, 1, 1), min(wanted, self._newest))
        self.reload()

    def action_this_week(self) -> None:
        """Show the week that runs now."""
        self._day = None
        self.reload()

    def action_select(self, by: int) -> None:
        """Select another muscle."""
        assert self._snapshot is not None
        last = len(self._snapshot.week.muscles) - 1
        self._select(max(0, min(last, self._place + by)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Select the muscle that was clicked; a click on the selected one shows its exercises."""
        if event.option_index == self._place:
            self.action_parts()
        else:
            self._select(event.option_index)

    def _select(self, place: int) -> None:
        self._place = place
        self._muscle = self._selected.muscle if self._selected else ""
        options = self.query_one(OptionList)
        options.highlighted = place
        if place == 0:
            options.scroll_home(animate=False)

    @property
    def _selected(self) -> MuscleWeek | None:
        muscles = self._snapshot.week.muscles if self._snapshot else ()
        return muscles[self._place] if muscles else None

    def action_measure(self) -> None:
        """Let bars and changes be of the next measure."""
        every = tuple(Measure)
        self._measure = every[(every.index(self._measure) + 1) % len(every)]
        self._draw()

    def action_parts(self) -> None:
        """Show which exercises made the selected muscle's week up."""
        if self._snapshot is not None and self._selected is not None:
            self.app.push_screen(PartsDialog(self._selected, words.before_said(self._snapshot.week)))

    def action_body_mass(self) -> None:
        """Ask for today's body mass."""
        from negtrain_tui.screens.check_in import ask_body_mass

        if self._snapshot is not None:
            self.app.push_screen(ask_body_mass(self._snapshot.unit), self._weighed)

    def _weighed(self, mass: Mass | None) -> None:
        if mass is not None:
            at = self.clock.wall()
            self.change(lambda repository: repository.save_body_mass(mass, at))

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def values_now(self) -> Mapping[str, str]:
        """Return the figures of the selected muscle and of the week."""
        snapshot, each = self._snapshot, self._selected
        if snapshot is None:
            return {}
        values = {"session_load": words.loads_said(snapshot.week)}
        values["body_mass"] = words.body_said(snapshot.body, self._today)
        if each is not None:
            of = words.muscle_said(each.muscle)
            values["weekly_sets"] = f"{of}: {plain(each.total.sets)}"
            values["weekly_reps"] = f"{of}: {plain(each.total.reps)}"
            values["weekly_seconds"] = f"{of}: {words.seconds_said(each.total)}"
            changes = (f"{words.MEASURES[one]} {words.change_said(each.change(one))}" for one in Measure)
            values["change"] = f"{of}: {', '.join(changes)}"
        return values

    def _draw(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        week = snapshot.week
        wide = self.size.width >= _WIDE_FROM
        room = self.size.width - 4 - (_SIDE if wide else 0)
        self._draw_head(week)
        self.set_class(not week.muscles, "-empty")
        self.query_one("#empty", Static).update(_NOTHING_YET if not week.sessions else _EMPTY_WEEK)
        measure = self._measure
        self.query_one("#columns", Static).update(head_row(measure, room, words.before_said(week)))
        most = max((measure.of(each.total) for each in week.muscles), default=Decimal(0))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(muscle_row(each, measure, most, room)) for each in week.muscles)
        if week.muscles:
            options.highlighted = self._place
        side = _side(snapshot, self._today) if wide else _foot(snapshot, self._today, room)
        self.query_one("#figures", Static).update(Content("\n").join(side))
        self.set_class(len(snapshot.body.days) > 1, "-weighed")
        if wide:
            self.call_after_refresh(self._plot)
        self.refresh_bindings()

    def _draw_head(self, week: Week) -> None:
        parts = [words.span_said(week, self._today)]
        if self._today in week.days:
            parts.append("so far")
        parts.append(counted(len(week.sessions), "session"))
        said = Content.styled(f"  {' · '.join(parts)}", _MUTED)
        self.query_one("#head", Static).update(Content.assemble(("Week", "bold"), said))

    def _plot(self) -> None:
        """Draw weights as points and the trend as a line, over the weeks shown."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        widget = self.query_one(PlotextPlot)
        since = snapshot.week.days[-1] - _WEEKS_SHOWN * _WEEK
        days = [each for each in snapshot.body.days if each.day > since]
        plt = widget.plt
        plt.clear_figure()
        if not days:
            widget.refresh()
            return
        unit = snapshot.body.unit
        at = [(each.day - since).days for each in days]
        # A picture's dots may be floats; nothing is reckoned with them.
        weights = [float(in_tenths(each.mean_kg, unit)) for each in days]
        trend = [float(in_tenths(each.trend_kg, unit)) for each in days]
        plt.plot(at, trend, marker="braille")
        plt.scatter(at, weights, marker="●")
        lowest, highest = min(*weights, *trend), max(*weights, *trend)
        margin = 0.5 if lowest == highest else 0
        plt.yticks([lowest, highest], [f"{lowest:.1f}", f"{highest:.1f}"])
        plt.ylim(lowest - margin, highest + margin)
        plt.xlim(0, _WEEKS_SHOWN * 7)
        ends = (since + timedelta(days=1), snapshot.week.days[-1])
        plt.xticks([1, _WEEKS_SHOWN * 7], [short_day(day, day)[4:] for day in ends])
        widget.refresh()


def _foot(snapshot: WeekSnapshot, today: date, room: int) -> Iterator[Content]:
    """Tell loads and body mass in a few rows, each cut where it doesn't fit."""
    week = snapshot.week
    yield _labelled("Session load", words.loads_said(week), room)
    if days := _loads_by_day(week):
        yield hanging("  ".join(f"{day}{_KEEP}{load}" for day, load in days), room, indent=_LABEL)
    latest = words.latest_said(snapshot.body, today)
    yield _labelled("Body mass", f"{latest}  {_picture(snapshot, room - _LABEL - len(latest) - 8)}", room)
    if trend := words.trend_said(snapshot.body):
        yield _labelled("", trend, room)


def _labelled(label: str, said: str, room: int) -> Content:
    text = hanging(said, room, indent=_LABEL)
    return Content.assemble((label.ljust(_LABEL), _MUTED), text[_LABEL:])


def _loads_by_day(week: Week) -> list[tuple[str, str]]:
    """Return the days with sessions, and what is known of their loads."""
    found: list[tuple[str, str]] = []
    for day in week.days:
        if sessions := week.on(day):
            known = [load for load in map(session_load, sessions) if load is not None]
            found.append((f"{day:%a}", words.load_said(sum(known, Fraction(0)) if known else None)))
    return found


def _picture(snapshot: WeekSnapshot, cells: int) -> str:
    """Draw the trend at the end of each week since the first weight, as many as there is room for."""
    last = snapshot.week.days[-1]
    ends = (last - number * _WEEK for number in reversed(range(min(_WEEKS_SHOWN, cells))))
    known = [trend for day in ends if (trend := trend_on(snapshot.body.days, day)) is not None]
    return f"{sparkline(known)} {len(known)} weeks" if len(known) >= _LEAST_PICTURE else ""


def _side(snapshot: WeekSnapshot, today: date) -> Iterator[Content]:
    """Tell loads session by session with bars, and the body mass above its plot."""
    week, room = snapshot.week, _SIDE - 4
    yield Content.styled("Session load", "bold")
    yield Content(words.loads_said(week))
    loads = [session_load(session) for session in week.sessions]
    most = max((load for load in loads if load is not None), default=Fraction(0))
    for session, load in zip(week.sessions, loads, strict=True):
        share = load / most if load is not None and most else Fraction(0)
        yield Content.assemble(
            f"{session.day:%a} {session.day.day:>2}  ",
            (bar(share, 12), "$primary"),
            f"{words.load_said(load):>6}",
        )
        yield Content.styled(f"        {words.session_said(session)}", _MUTED).truncate(room, ellipsis=True)
    yield Content("")
    yield Content.styled("Body mass", "bold")
    yield Content(words.body_said(snapshot.body, today))
    if snapshot.body.latest is None:
        yield Content.styled("b enters what you weigh today.", _MUTED)
    elif len(snapshot.body.days) > 1:
        yield Content.styled(f"● weighed   ⠒ trend   the last {_WEEKS_SHOWN} weeks", _MUTED)
