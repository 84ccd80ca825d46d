"""What Why shows: one line of the plan at a time, what is prescribed of it, and the trail behind that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negtrain_tui.clock import Clock
from negtrain_tui.coaching import Coached, coached
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.screens.prescribed import Prescribed, offer_said, prescribed
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.screens.why_text import ground_rows, prescribed_rows, reason_rows, trail_rows
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.notation import format_prescription
from negtrain_tui.training.prescription import Plan, PlanLine
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.standing import Standing
from negtrain_tui.widgets.key_bar import KeyBar
from negtrain_tui.widgets.literal import literal

_LIST_FROM = 100
_LIST_WIDTH = 30
MOST_OFFERS = 5


@dataclass(frozen=True, slots=True)
class WhySnapshot:
    """What Why knows: the lines as they stand in the plan now, and what is proposed for each."""

    settings: Settings
    plan: Plan | None
    lines: tuple[PlanLine, ...]
    coached: Coached | None


class OfferRow(Static):
    """An offer as a row that can be clicked."""

    class Taken(Message):
        """This offer is wanted; they count from 1."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, number: int) -> None:
        super().__init__(markup=False, classes="offer")
        self._number = number

    def on_click(self) -> None:
        """Want it."""
        self.post_message(self.Taken(self._number))


class WhyView(StoredScreen[WhySnapshot]):
    """Shows one of the lines; the screen's keys and what they do come on top."""

    PALETTE = "Why"
    DEFAULT_CSS = """
    WhyView { layout: vertical; }
    WhyView #head { height: 1; padding: 0 1; background: $panel; color: $text; }
    WhyView #room { height: 1fr; }
    WhyView OptionList {
        display: none; width: 30; height: 1fr; border: none; border-right: solid $panel; padding: 1 1 0 1;
        background: $background;
    }
    WhyView.-listed OptionList { display: block; }
    WhyView #trail { width: 1fr; height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    WhyView #trail Static { height: auto; }
    WhyView #offers { height: auto; margin-bottom: 1; }
    WhyView .offer { display: none; }
    WhyView .offer.-there { display: block; }
    WhyView .offer:hover { background: $boost; }
    """

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
        super().__init__(outbox, clock)
        self._known = catalogue
        self._plan_id = plan_id
        self._ids = tuple(line.id for line in lines)
        self._line_id = first if first in self._ids else next(iter(self._ids), None)
        self._snapshot: WhySnapshot | None = None
        self._sight: tuple[WhySnapshot, str, Prescribed | None] | None = None
        # Where a line was put a moment ago: a second press goes on from there, not from what was read last.
        self._wanted: dict[str, Standing] = {}
        self._under_way = 0

    def compose_room(self) -> ComposeResult:
        """Head, the lines to choose among where there is room, the trail of one of them, keys."""
        yield Static(id="head", markup=False)
        with Horizontal(id="room"):
            lines = OptionList(markup=False)
            lines.can_focus = False
            yield lines
            with VerticalScroll(id="trail", can_focus=False):
                yield Static(id="top", markup=False)
                with Vertical(id="offers"):
                    for number in range(1, MOST_OFFERS + 1):
                        yield OfferRow(number)
                yield Static(id="rest", markup=False)
        yield KeyBar()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the trail out for the new width."""
        self.set_class(event.size.width >= _LIST_FROM and len(self._ids) > 1, "-listed")
        self._draw(event.size.width)

    def read(self, repository: Repository) -> WhySnapshot:
        """Gather the lines as they are now, and what is proposed for each."""
        plan = repository.plan(self._plan_id)
        there = {} if plan is None else {line.id: line for each in plan.workouts for line in each.lines}
        lines = tuple(there[line_id] for line_id in self._ids if line_id in there)
        return WhySnapshot(
            settings=repository.settings(),
            plan=plan,
            lines=lines,
            coached=None
            if plan is None
            else coached(repository, self._known, plan, lines, self.clock.wall()),
        )

    def show(self, snapshot: WhySnapshot) -> None:
        """Show what was read."""
        self._snapshot = snapshot
        if self._under_way == 0:
            self._wanted.clear()
        if all(line.id != self._line_id for line in snapshot.lines):
            self._line_id = snapshot.lines[0].id if snapshot.lines else None
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._listed(line), id=line.id) for line in snapshot.lines)
        self._draw(self.size.width)

    def nothing_read(self, sentence: str) -> None:
        """Say why there is nothing to explain."""
        self.query_one("#top", Static).update(literal(sentence))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the line that was clicked."""
        self._line_id = event.option.id
        self._draw_from_the_top()

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()

    def action_scroll_trail(self, rows: int) -> None:
        """Show what doesn't fit."""
        self.query_one("#trail", VerticalScroll).scroll_relative(y=rows, animate=False, immediate=True)

    def action_choose(self, by: int) -> None:
        """Show another line."""
        lines = self._snapshot.lines if self._snapshot else ()
        place = next((at for at, line in enumerate(lines) if line.id == self._line_id), None)
        if place is not None:
            self._line_id = lines[(place + by) % len(lines)].id
            self._draw_from_the_top()

    def _draw_from_the_top(self) -> None:
        self._draw(self.size.width)
        self.query_one("#trail", VerticalScroll).scroll_home(animate=False, immediate=True)

    def _line(self) -> PlanLine | None:
        """The line shown."""
        lines = self._snapshot.lines if self._snapshot else ()
        return next((each for each in lines if each.id == self._line_id), None)

    def _seen(self) -> Prescribed | None:
        """The line shown with what is proposed for it, where both are known."""
        snapshot, line = self._snapshot, self._line()
        if snapshot is None or line is None or snapshot.coached is None:
            return None
        # Each key asks for it, and plates are searched for it.
        if self._sight is None or self._sight[0] is not snapshot or self._sight[1] != line.id:
            self._sight = (snapshot, line.id, prescribed(line, snapshot.coached))
        return self._sight[2]

    def _draw(self, width: int) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        lines, seen = snapshot.lines, self._seen()
        place = next((at for at, line in enumerate(lines) if line.id == self._line_id), None)
        head = Content.styled("Why", "bold")
        if place is not None:
            name = literal(lines[place].prescription.exercise)
            head += Content.styled(f"  {name}" if len(lines) == 1 else f"  ‹ {name} ›", "bold $text-primary")
            if len(lines) > 1:
                head += Content.styled(f"  {place + 1} of {len(lines)}", "$foreground-muted")
            self.query_one(OptionList).highlighted = place
        self.query_one("#head", Static).update(head)
        room = width - 3 - (_LIST_WIDTH if self.has_class("-listed") else 0)
        if seen is None:
            self._show_parts([Content("There is no line here any more; esc leads back.")], (), [])
        else:
            self._show_parts(
                list(self._top(seen, room)), self._offers(seen, room), list(self._rest(seen, room))
            )
        self.refresh_bindings()

    def _show_parts(self, top: list[Content], offers: Sequence[Content], rest: list[Content]) -> None:
        self.query_one("#top", Static).update(Content("\n").join(top))
        for row, offer in zip(self.query(OfferRow), (*offers, *[None] * MOST_OFFERS), strict=False):
            row.set_class(offer is not None, "-there")
            row.update(offer or "")
        self.query_one("#offers").display = bool(offers)
        self.query_one("#rest", Static).update(Content("\n").join(rest))

    def _top(self, seen: Prescribed, room: int) -> Iterator[Content]:
        yield Content.styled(literal(format_prescription(seen.base)), "$foreground-muted")
        yield from prescribed_rows(seen, room)
        yield Content("")
        yield from reason_rows(seen.proposal, room)
        yield Content("")

    def _offers(self, seen: Prescribed, room: int) -> list[Content]:
        return [offer_said(number, offer, room) for number, offer in enumerate(seen.proposal.offers, 1)]

    def _rest(self, seen: Prescribed, room: int) -> Iterator[Content]:
        yield from ground_rows(seen, room)
        yield Content("")
        yield from trail_rows(seen, self.clock.wall().date(), room)

    def _listed(self, line: PlanLine) -> Content:
        snapshot = self._snapshot
        proposal = snapshot.coached.proposals.get(line.id) if snapshot and snapshot.coached else None
        mark = "" if proposal is None else "? " if proposal.ask else "△ " if proposal.plateau else ""
        return Content(f"{mark}{literal(line.prescription.exercise)}")
