"""Something of the past trained once more, with today's workout or alone, or put into the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.ids import new_id
from negtrain_tui.repository import Conflict, Repository, StorageError
from negtrain_tui.screens.dialogs import LEAVE, READ_ON, WordyDialog
from negtrain_tui.screens.list_dialog import MOVES, ListDialog
from negtrain_tui.screens.plan_entry import short
from negtrain_tui.screens.requests import StartSession
from negtrain_tui.screens.starting import shown_today, start_today, with_more
from negtrain_tui.screens.stored import StoredScreen, answered
from negtrain_tui.screens.today_snapshot import today_snapshot
from negtrain_tui.training.copying import Copied, as_workout, copied, into_workout, new_plan
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.metrics import work_sets
from negtrain_tui.training.plan_changes import change
from negtrain_tui.training.prescription import Plan
from negtrain_tui.training.record import Session, SetRecord
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import counted

_MUTED = "$foreground-muted"
_LONGEST_NAME = 200
_SAID_LINES = 2


class To(Enum):
    """Where a copy can go."""

    NOW = auto()
    TODAY = auto()
    WORKOUT = auto()
    NEW_WORKOUT = auto()
    NEW_PLAN = auto()


@dataclass(frozen=True, slots=True)
class Way:
    """One place to copy to, in words; `workout_id` is the plan's workout where it is one."""

    to: To
    words: str
    told: str = ""
    workout_id: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is copied, under which name, and the ways it can go; `today` is the workout that Today shows."""

    name: str
    copied: Copied
    now: StartSession
    today: StartSession | None
    plan: Plan | None
    ways: tuple[Way, ...]


def ask_copy(
    screen: StoredScreen[Any], catalogue: Catalogue, session: Session, sets: Sequence[SetRecord]
) -> None:
    """Ask where these sets of a session are to be copied to, do it, and say so on the screen."""
    screen.run_worker(_ask(screen, catalogue, session, tuple(sets)), group="copy", exclusive=True)


async def _ask(
    screen: StoredScreen[Any], catalogue: Catalogue, session: Session, sets: tuple[SetRecord, ...]
) -> None:
    at = screen.clock.wall()
    try:
        offer = await answered(
            screen.outbox.read(partial(_offer, known=catalogue, session=session, sets=sets, at=at)), screen
        )
    except (StorageError, Refused) as trouble:
        screen.complain(str(trouble))
        return

    def chosen(way: Way | None) -> None:
        if way is not None:
            _go(screen, offer, way)

    screen.app.push_screen(CopyDialog(offer), chosen)


def _offer(
    repository: Repository, *, known: Catalogue, session: Session, sets: Sequence[SetRecord], at: datetime
) -> Offer:
    """Make lines of what was done, and see where they can go; raise `Refused` where there are none."""
    found = copied(sets, known.with_own(repository.own_exercises()))
    snapshot = today_snapshot(repository, known, at)
    plan, shown = snapshot.plan, shown_today(snapshot)
    today = start_today(shown, snapshot) if shown is not None and shown.lines else None
    whole = {each.id for each in work_sets(session.sets)} <= {each.id for each in sets}
    name = _name(session, found, whole=whole)
    # A whole session is its workout once more; a part of it is only what it is.
    workout_id = session.workout_id if whole else None
    now = StartSession(
        name if whole else "", found.notation, "set" if workout_id is None else "plan", workout_id=workout_id
    )
    ways = [Way(To.NOW, "Train it now")]
    if today is not None and snapshot.due is not None:
        ways.append(
            Way(To.TODAY, f"Train {short(today.name)} as Today has it, then this", snapshot.due.reason)
        )
    if plan is None:
        ways.append(Way(To.NEW_PLAN, "Make a plan of it"))
    else:
        ways += [
            Way(
                To.WORKOUT,
                f"Put it into the plan's {short(each.name)}",
                f"has {counted(len(each.lines), 'line')}",
                each.id,
            )
            for each in plan.workouts
        ]
        ways.append(Way(To.NEW_WORKOUT, "Put it into the plan as a new workout"))
    return Offer(name, found, now, today, plan, tuple(ways))


def _name(session: Session, found: Copied, *, whole: bool) -> str:
    name = " ".join(session.name.split()) if whole else ""
    return (name or found.lines[0].exercise)[:_LONGEST_NAME]


def _go(screen: StoredScreen[Any], offer: Offer, way: Way) -> None:
    at = screen.clock.wall()
    if way.to is To.NOW:
        screen.post_message(offer.now)
    elif way.to is To.TODAY and offer.today is not None:
        screen.post_message(with_more(offer.today, offer.copied.notation))
    else:
        said: list[str] = []

        def write(repository: Repository) -> None:
            try:
                said.append(_write(repository, offer, way, lambda: new_id(at)))
            except Refused as refused:
                raise Conflict(str(refused)) from refused

        screen.change(write, done=lambda: screen.say(said[0]))


def _write(repository: Repository, offer: Offer, way: Way, next_id: Callable[[], str]) -> str:
    """Put the lines into the plan as one edit of it, and say what was added; undone on Plan."""
    lines = offer.copied.lines
    if way.to is To.NEW_PLAN:
        plan = new_plan(offer.name, lines, next_id)
        repository.save_plan(plan, f"Plan {short(plan.name)} made of a session")
        return f"{short(plan.name)} is your plan now: {_added(offer)}. u on Plan takes it back."
    before = None if offer.plan is None else repository.plan(offer.plan.id)
    if before is None:
        raise Conflict("That plan is gone; nothing was added.")
    if way.workout_id is not None:
        after = into_workout(before, way.workout_id, lines, next_id)
        into = next(each.name for each in after.workouts if each.id == way.workout_id)
    else:
        after = as_workout(before, offer.name, lines, next_id)
        into = after.workouts[-1].name
    repository.change_plans(change(f"Copied into {short(into)}", before, after))
    days = ""
    if way.workout_id is None and before.on_weekdays:
        days = " It has no weekday yet: s on Plan gives it one."
    return f"In {short(into)} now: {_added(offer)}. u on Plan takes it back.{days}"


def _added(offer: Offer) -> str:
    notation = offer.copied.notation
    if len(notation) <= _SAID_LINES:
        return ", ".join(notation)
    return f"{counted(len(notation), 'line')}, from {short(offer.copied.lines[0].exercise)} on"


class CopyDialog(ListDialog[Way], WordyDialog[Way]):
    """The lines that come of what was done, and where they can go."""

    DEFAULT_CSS = """
    CopyDialog > .box { width: 76; }
    CopyDialog #copied { height: auto; max-height: 30vh; margin-bottom: 1; scrollbar-size-vertical: 1; }
    CopyDialog #lines { height: auto; }
    CopyDialog OptionList { height: auto; max-height: 40vh; border: none; background: $surface; padding: 0; }
    """
    BELOW = "#copied"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "do it", priority=True),
        *MOVES,
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
        READ_ON,
        LEAVE,
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def compose(self) -> ComposeResult:
        """The lines, the ways, the keys."""
        offer = self._offer
        with Vertical(classes="box") as box:
            box.border_title = Content(f"Copy {literal(short(offer.name))}")
            with VerticalScroll(id="copied", can_focus=False):
                rows = [Content(literal(line)) for line in offer.copied.notation]
                rows += [Content.styled(f"△ {literal(each)}", _MUTED) for each in offer.copied.left_out]
                yield Static(Content("\n").join(rows), id="lines", markup=False)
            options = OptionList(
                *(Option(_row(number, way)) for number, way in enumerate(offer.ways, 1)), markup=False
            )
            options.can_focus = False
            yield options
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first way; see whether all lines fit once they are laid out."""
        self.highlight(0)
        self.call_after_refresh(self.refresh_bindings)

    def action_choose(self) -> None:
        """Answer with the way highlighted."""
        self.take(self.highlighted_row)

    def action_pick(self, number: int) -> None:
        """Answer with a way by its number."""
        if number <= len(self._offer.ways):
            self.take(number - 1)

    def take(self, row: int) -> None:
        """Answer with a way."""
        self.dismiss(self._offer.ways[row])


def _row(number: int, way: Way) -> Content:
    key = f"{number} " if number < 10 else "  "
    told = f"  {literal(way.told)}" if way.told else ""
    return Content.assemble((key, "bold $text-accent"), literal(way.words), (told, _MUTED))
