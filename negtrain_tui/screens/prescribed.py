"""A line of the plan as it is prescribed now, and what the equipment makes of it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from negtrain_tui.training.equipment import Gear, Inventory
from negtrain_tui.training.load import Mass, resolved, shown
from negtrain_tui.training.loading import Arrangement, arrangement
from negtrain_tui.training.prescription import PlanLine, Prescription
from negtrain_tui.training.proposal import Offer, Proposal
from negtrain_tui.training.standing import Standing
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.widgets.hanging import hanging
from negtrain_tui.widgets.record_words import counted

if TYPE_CHECKING:
    from negtrain_tui.coaching import Coached


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A line: `base` as it stands in the plan, `now` as it is to be trained, and the plates it takes."""

    base: Prescription
    now: Prescription
    proposal: Proposal
    made: Arrangement
    gear: Gear | None
    one_rm: Mass | None
    inventory: Inventory

    @property
    def as_it_is(self) -> bool:
        """Whether the load prescribed can be made, or nobody knows what can."""
        load = None if self.now.load is None else resolved(self.now.load, self.one_rm)
        loadable = self.proposal.loadable
        return self.proposal.above is None and (loadable is None or load is None or loadable == load)


def prescribed(line: PlanLine, told: Coached) -> Prescribed | None:
    """Bring together what is known of a line; None where nothing is proposed for it."""
    from negtrain_tui.coaching import today_line

    proposal = told.proposals.get(line.id)
    if proposal is None:
        return None
    gear = told.gears.get(line.id)
    return Prescribed(
        base=line.prescription,
        now=today_line(line, proposal),
        proposal=proposal,
        made=Arrangement(None) if proposal.loadable is None else arrangement(proposal.loadable, gear),
        gear=gear,
        one_rm=told.one_rms.get(line.id),
        inventory=told.inventory,
    )


def standing_said(standing: Standing) -> str:
    """Say where a line stands: `5 s, 60.5kg`."""
    seconds = "" if standing.seconds is None else f"{seconds_text(standing.seconds)} s"
    return ", ".join(filter(None, (seconds, "" if standing.load is None else shown(standing.load))))


def reason_said(reason: str, proposal: Proposal) -> str:
    """Say a reason without the question at its end, for where `open_rows` asks that."""
    return reason if proposal.ask is None else reason.removesuffix(proposal.ask.words).rstrip()


def open_rows(proposal: Proposal, room: int, *, yes: str, ways: str, indent: int = 0) -> Iterator[Content]:
    """Say what waits for an answer: a step over the cap (`yes` takes it), a standstill (`ways` lead on)."""
    said = []
    if proposal.ask is not None:
        said.append(f"? {proposal.ask.words} {yes}")
    if proposal.plateau:
        said.append(f"△ {_stands_still(proposal)}: {ways}")
    elif proposal.offers:
        said.append(f"· what comes next is your choice: {ways}")
    for each in said:
        yield hanging(each, room, "$text-warning", indent=indent + 2, first=indent)


def _stands_still(proposal: Proposal) -> str:
    sessions = 0
    if proposal.since is not None:
        sessions = sum(1 for judged, _ in proposal.steps if judged.at >= proposal.since)
    return f"stands still for {counted(sessions, 'session')}" if sessions > 1 else "stands still"


def offer_said(number: int, offer: Offer, room: int) -> Content:
    """Say one offer, with the number that takes it and what comes of it."""
    words = hanging(offer.words, room - 3, indent=1)
    said = Content.assemble((f" {number} ", "bold reverse"), words)
    if offer.line is None:
        return said
    becomes = hanging(f"the line becomes {offer.line}", room, "$foreground-muted", indent=6, first=4)
    return Content("\n").join((said, becomes))
