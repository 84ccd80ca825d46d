"""What a line of notation means for this lifter, or what is wrong with it, as told while it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from textual.content import Content

from negtrain_tui.screens.brief import lacks_one_rm, load_brief, minutes_brief
from negtrain_tui.screens.prescribed import standing_said
from negtrain_tui.training.durations import lowering_seconds, set_seconds, workout_seconds
from negtrain_tui.training.equipment import Gear, Inventory
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue, Exercise, Resolution
from negtrain_tui.training.gear_choice import gear_for
from negtrain_tui.training.load import Bodyweight, Load, Mass, plain, resolved, shown
from negtrain_tui.training.loading import above, arrangement, loadable, said, side_by_side
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.notation import duration_text, parse_prescription
from negtrain_tui.training.prescription import PlanLine, Prescription
from negtrain_tui.training.proposal import Move, Proposal
from negtrain_tui.training.reading import in_words
from negtrain_tui.training.safety import Lifter, judge
from negtrain_tui.training.script import effective_method
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.words import comment_in
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.plate_picture import plate_picture

_MUTED = "$foreground-muted"
_WARNING = "$text-warning"
_ERROR = "$text-error"
# Longer names don't fit beside a line's other columns, however wide the terminal.
LONG_NAME = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line is read against; `heavy` counts sessions over 105 % by the exercise's casefolded name.

    `inventory` is what loads are made of; `proposals` say by the line's id where the plan's lines stand.
    """

    catalogue: Catalogue
    settings: Settings
    one_rms: Mapping[str, Mass]
    heavy: Mapping[str, int]
    inventory: Inventory = field(default_factory=Inventory)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name, quickly: nobody looks for a name that is near."""
        return self.catalogue.find(name) or Exercise(name=name)


@dataclass(frozen=True, slots=True)
class LineReading:
    """The prescription, or None where the line can't be read; either way what to tell of it.

    `nearest` is a known name like the line's own, where that isn't known.
    """

    prescription: Prescription | None
    told: Content
    nearest: str | None = None


def read_line(text: str, facts: Facts, width: int, *, refused: bool = False) -> LineReading:
    """Read a line and tell what it means, or where it goes wrong, under an input of `width` cells.

    `refused` is for a line that was to be saved as it is: what is wrong then says so with more weight.
    """
    if not text.strip():
        told = fault("A line needs at least an exercise and its sets: Squat 3x5", refused)
        return LineReading(None, told)
    try:
        prescription = parse_prescription(text)
    except NotationError as error:
        return LineReading(None, Content("\n").join(_wrong(error, width, refused)))
    except Refused as trouble:
        return LineReading(None, fault(literal(str(trouble)), refused))
    reading = meaning(prescription, facts)
    comment = comment_in(text)
    if not comment:
        return reading
    dropped = Content.styled(f"△ The comment from # on is dropped: {literal(comment)}", _WARNING)
    return replace(reading, told=Content("\n").join((dropped, reading.told)))


def tell(prescription: Prescription, facts: Facts) -> Content:
    """Tell a prescription in words, with its duration, its safety and whose exercise it is."""
    return meaning(prescription, facts).told


def meaning(prescription: Prescription, facts: Facts, *, now: Load | None = None) -> LineReading:
    """Tell a prescription as `tell` does, and name the known exercise that may be meant by an unknown one.

    What can be loaded is told of the load at which the line stands `now`, where that isn't its own.
    """
    resolution = facts.catalogue.resolve(prescription.exercise)
    told = Content("\n").join(_meaning(prescription, facts, resolution, now or prescription.load))
    return LineReading(prescription, told, resolution.nearest)


def _meaning(p: Prescription, facts: Facts, resolution: Resolution, load: Load | None) -> Iterator[Content]:
    exercise = resolution.exercise
    yield Content(literal(in_words(p, exercise)))
    if not resolution.known:
        near = f" Did you mean {literal(resolution.nearest)}?" if resolution.nearest else ""
        yield Content.styled(
            f"△ {literal(p.exercise)} isn't in the catalogue: taken as your own, lowering first.{near}",
            _WARNING,
        )
    yield from _safety(p, exercise, facts)
    yield from _unusual_text(p)
    yield Content.styled(
        f"{_durations(p, exercise, facts.settings)}{_loadable(p, exercise, facts, load)}", _MUTED
    )
    if exercise.row is not None and exercise.name.casefold() != p.exercise.casefold():
        yield Content.styled(f"In the catalogue: {literal(exercise.name)}.", _MUTED)
    if exercise.caution:
        yield Content.styled(f"Caution: {literal(exercise.caution)}.", _MUTED)


def _durations(p: Prescription, exercise: Exercise, settings: Settings) -> str:
    one_set = set_seconds(p, exercise, 1, settings)
    under_tension = lowering_seconds(p, exercise, 1, settings)
    total = minutes_brief(workout_seconds([(p, exercise)], settings))
    first = (
        "A set"
        if len({p.reps_of_set(number) for number in range(1, p.set_count + 1)}) == 1
        else "The first set"
    )
    lowering = f", {_clock(under_tension)} of it lowering" if under_tension else ""
    in_all = sum(
        (lowering_seconds(p, exercise, number, settings) for number in range(1, p.set_count + 1)), Decimal(0)
    )
    tension = f" and {_clock(in_all)} of time under tension" if under_tension and p.set_count > 1 else ""
    return f"{first} takes {_clock(one_set)}{lowering}; with lead-ins and rests {total}{tension}."


def _loadable(p: Prescription, exercise: Exercise, facts: Facts, load: Load | None) -> str:
    """Say what of a load of this line can be made with the lifter's equipment, and how."""
    if load is None:
        return ""
    load = resolved(load, one_rm_of(p.exercise, facts.catalogue, facts.one_rms)) or load
    amounts = [amount for amount in (load.down, load.up) if amount is not None]
    if all(isinstance(amount, Bodyweight) and amount.extra is None for amount in amounts):
        return " Always loadable."
    gear = gear_for(facts.inventory, exercise, p.exercise, load)
    if gear is not None:
        return f" {load_made(load, gear)}"
    if any(isinstance(amount, Bodyweight) and amount.helping for amount in amounts):
        return " The help comes from a band or a stack."
    if facts.inventory.known:
        return " Loadable: no equipment of yours is known for this exercise; 4, then e, says which."
    return " Loadable: your plates aren't known yet; 4, then e, enters them."


# While a line is typed, most letters leave its load as it is.
@lru_cache(maxsize=64)
def load_made(load: Load, gear: Gear) -> str:
    """Say how a load is put together, or the highest one below it, and what comes next above it.

    Nothing is said of a percentage whose 1RM isn't known.
    """
    can, higher = loadable(load, gear), above(load, gear)
    if can is None:
        return "" if higher is None else f"It can't be loaded: your lightest here is {shown(higher)}."
    put = arrangement(can, gear)
    told = [said(made) for made in (put.down, put.up) if made is not None]
    how = f" ({', then '.join(told)} to lift)" if len(told) > 1 else f" ({told[0]})" if told else ""
    next_up = "" if higher is None else f", next above {shown(higher)}"
    return f"Loadable: {shown(can)}{how}{next_up}."


def plates_of(line: PlanLine, facts: Facts, width: int) -> list[Content]:
    """Picture how the load is put together at which a line stands now, in rows of `width` cells at the most.

    Nothing is pictured where that isn't known, or nothing needs to be put together.
    """
    p, proposal = line.prescription, facts.proposals.get(line.id)
    load = p.load if proposal is None or proposal.standing.load is None else proposal.standing.load
    load = None if load is None else resolved(load, one_rm_of(p.exercise, facts.catalogue, facts.one_rms))
    gear = None if load is None else gear_for(facts.inventory, facts.exercise(p.exercise), p.exercise, load)
    can = None if load is None or gear is None else loadable(load, gear)
    if can is None:
        return []
    put = arrangement(can, gear)
    if put.down is None or put.up is None:
        return [plate_picture(made, width) for made in (put.down, put.up) if made is not None]
    labelled = (("down ", side_by_side(put.down, put.up)), ("up   ", side_by_side(put.up, put.down)))
    return [
        Content.assemble((label, _MUTED), plate_picture(made, width - len(label))) for label, made in labelled
    ]


def stands(line: PlanLine, facts: Facts) -> Content | None:
    """Tell where a line of the plan stands now and why, where progress has anything to say of it."""
    proposal = facts.proposals.get(line.id)
    if proposal is None or proposal.move in (Move.FIRST, Move.NONE):
        return None
    where = standing_said(proposal.standing) or "what the plan notes"
    can = proposal.loadable
    rounded = f" (loadable {shown(can)})" if can is not None and can != proposal.standing.load else ""
    at = f"Stands at {where}{rounded}: "
    return Content.assemble((at, "bold"), literal(proposal.reason), (" w tells why.", _MUTED))


def _unusual_text(p: Prescription) -> Iterator[Content]:
    """Tell of text that is kept but not shown as it is elsewhere."""
    if len(p.exercise) > LONG_NAME:
        yield Content.styled(f"△ A name of {len(p.exercise)} characters: tables cut it.", _WARNING)
    for what, text in (("name", p.exercise), ("note", p.note or "")):
        if not text.isprintable():
            yield Content.styled(
                f"△ The {what} has characters that can't be seen; they are shown as they are written here.",
                _WARNING,
            )


def _clock(seconds: Decimal) -> str:
    return duration_text(seconds.to_integral_value()) if seconds >= 60 else f"{seconds.normalize():f} s"


def _safety(p: Prescription, exercise: Exercise, facts: Facts) -> Iterator[Content]:
    if p.load is None:
        return
    one_rm = one_rm_of(p.exercise, facts.catalogue, facts.one_rms)
    comes_to = resolved(p.load, one_rm)
    if lacks_one_rm(p, one_rm):
        yield Content.styled("△ Its 1RM isn't known: enter it on Today with r.", _WARNING)
    elif comes_to != p.load:
        yield Content.styled(f"{load_brief(p, one_rm)} with a 1RM of {one_rm}.", _MUTED)
    lifter = Lifter(one_rm, facts.heavy.get(p.exercise.casefold(), 0))
    verdict = judge(comes_to or p.load, effective_method(p, exercise), exercise, lifter)
    if verdict.refusal is not None:
        yield Content.styled(f"× Not led: {verdict.refusal}", _ERROR)
    elif verdict.heavy:
        share = (
            f"{plain(verdict.percent)} % of 1RM" if verdict.percent is not None else "share of 1RM not known"
        )
        asked = " ".join(question.text for question in verdict.questions)
        yield Content.styled(f"△ Heavy ({share}). Ready will ask: {asked}", _WARNING)
    elif verdict.percent is not None:
        yield Content.styled(f"✓ {plain(verdict.percent)} % of your 1RM.", _MUTED)


def fault(sentence: str, refused: bool) -> Content:
    """Tell what is wrong with what is typed, with more weight once it was to be saved."""
    if not refused:
        return Content.styled(f"× {sentence}", _ERROR)
    return Content.assemble(
        ("× Can't be saved yet.", f"bold reverse {_ERROR}"), (f" {sentence}", f"bold {_ERROR}")
    )


def _wrong(error: NotationError, width: int, refused: bool) -> Iterator[Content]:
    before = literal(error.source[: error.column - 1])
    after = literal(error.source[error.column - 1 :])
    line = Content(before + after)
    # The line stands in the input just above; where that had to scroll, show the part around the caret.
    if line.cell_length >= width or line.plain != error.source:
        while Content(before).cell_length > width // 2:
            before = before[1:]
        yield Content.styled(before + after, _MUTED).truncate(width, ellipsis=True)
    yield Content.styled(f"{' ' * Content(before).cell_length}^", f"bold {_ERROR}")
    found = f"found “{literal(error.found)}”" if error.found else "the line ends"
    yield fault(f"Column {error.column}: {found}, expected {literal(error.expected)}.", refused)
    yield Content.styled(f"For example: {literal(error.example)}", _MUTED)
