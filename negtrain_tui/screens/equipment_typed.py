"""What is typed about equipment: weights, counts, lists of plates and of dumbbells, read and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from negtrain_tui.training.equipment import Plate
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.load import HEAVIEST, Mass, Unit, plain

LONGEST_NAME = 40
MOST_COUNT = 200
MOST_WEIGHTS = 200
"""The most weights of a rack of dumbbells, and pins of a stack."""
# Ours: no bar, plate or dumbbell weighs more, so that only a slip of the finger is over.
BY_HAND: Mapping[Unit, Decimal] = {"kg": Decimal(100), "lb": Decimal(220)}
ON_A_PIN = HEAVIEST
# A gram: finer than a lifter's scales.
_DECIMALS = 3

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = r"kgs?|lbs?"
_WEIGHT = re.compile(rf"({_NUMBER})\s*({_UNIT})?", re.IGNORECASE)
_PLATES = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?"
    rf"(?:\s*=\s*(?P<true>{_NUMBER})\s*(?P<true_unit>{_UNIT})?)?"
    r"(?:\s*[x×*]\s*(?P<count>[0-9]+))?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"({_NUMBER})\s*({_UNIT})?\s*(?:-|–|to)\s*({_NUMBER})\s*({_UNIT})?\s*by\s*({_NUMBER})\s*({_UNIT})?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;]\s*")


def name_of(text: str) -> str:
    """Read a name of 1 to 40 characters, or raise Refused."""
    name = " ".join(text.split())
    if not name:
        raise Refused("Give it a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} characters; this has {len(name)}.")
    return name


def weight(
    text: str, unit: Unit, *, most: Mapping[Unit, Decimal] = BY_HAND, nothing: bool = False, example: str = ""
) -> Mass:
    """Read `20kg`, `45 lb` or `20`, which is taken in `unit`; `nothing` is whether it may be 0.

    Raises Refused for what isn't a weight, has more than 3 decimals, is 0 or over the most of its unit.
    """
    match = _WEIGHT.fullmatch(text.strip())
    if match is None:
        raise Refused(f"A weight with its unit belongs here, such as {example or f'1.25{unit}'}.")
    return _mass(match[1], match[2], unit, most, nothing=nothing)


def count_of(text: str) -> int:
    """Read how many there are, 0 to 200, or raise Refused."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit()) or len(stripped) > 9 or int(stripped) > MOST_COUNT:
        raise Refused(f"A whole number from 0 to {MOST_COUNT} belongs here.")
    return int(stripped)


def plates_of(text: str, unit: Unit, *, each: int) -> tuple[Plate, ...]:
    """Read `20kg x4, 1.25kg x2`, heaviest first; where no count is written there are `each`.

    `1.25kg=1.243kg x2` also tells what one weighs on scales. Raises Refused for what isn't such a list.
    """
    plates: list[Plate] = []
    for piece in _pieces(text):
        match = _PLATES.fullmatch(piece)
        if match is None:
            raise Refused(f"“{piece}” isn't a weight with a count, such as 20{unit} x4.")
        mass = _mass(match["number"], match["unit"], unit, BY_HAND)
        weighed = None
        if match["true"] is not None:
            weighed = _mass(match["true"], match["true_unit"] or mass.unit, unit, BY_HAND)
        count = count_of(match["count"]) if match["count"] is not None else each
        if any((mass, weighed) == (plate.mass, plate.weighed) for plate in plates):
            raise Refused(f"{mass} stands there twice; write how many there are in all.")
        plates.append(Plate(mass, count, weighed))
    return heaviest_first(plates)


def plates_text(plates: Iterable[Plate]) -> str:
    """Write plates so that `plates_of` reads them again."""
    return ", ".join(
        f"{plate.mass}{'' if plate.weighed is None else f'={plate.weighed}'} x{plate.count}"
        for plate in plates
    )


def heaviest_first(plates: Iterable[Plate]) -> tuple[Plate, ...]:
    """Put plates in order by what is written on them."""
    return tuple(sorted(plates, key=lambda plate: plate.mass.in_kg(), reverse=True))


def weights_of(text: str, unit: Unit) -> tuple[Mass, ...]:
    """Read `2-20kg by 2, 22.5kg, 25kg`, lightest first.

    What has no unit takes that of the next that has one, as in `2, 4, 6lb`, else of the one before.
    Raises Refused for what isn't such a list, for a range that doesn't end on a step, and for over 200.
    """
    pieces = _pieces(text)
    if not pieces:
        raise Refused(f"Their weights belong here, such as 2-20{unit} by 2.")
    masses: dict[Mass, None] = {}
    for piece, meant in zip(pieces, _units(pieces, unit), strict=True):
        span = _RANGE.fullmatch(piece)
        if span is not None:
            masses.update(dict.fromkeys(_range(span, meant)))
        else:
            masses[weight(piece, meant, example=f"2-20{unit} by 2 or 2, 4, 6{unit}")] = None
    if len(masses) > MOST_WEIGHTS:
        raise Refused(f"At most {MOST_WEIGHTS} weights; these are {len(masses)}.")
    return tuple(sorted(masses, key=Mass.in_kg))


def _units(pieces: Sequence[str], otherwise: Unit) -> list[Unit]:
    """The unit of each piece, its own or that of a neighbour."""
    written = [re.search(r"kg|lb", piece, re.IGNORECASE) for piece in pieces]
    units = [_unit(each[0], otherwise) if each else None for each in written]
    return [
        next((each for each in (*units[place:], *reversed(units[:place])) if each is not None), otherwise)
        for place in range(len(pieces))
    ]


def weights_text(masses: Sequence[Mass]) -> str:
    """Write the weights of dumbbells so that `weights_of` reads them again: runs of one step as ranges."""
    pieces: list[str] = []
    rest = list(masses)
    while rest:
        run = _run(rest)
        first, after = rest[0], rest[run - 1]
        if run >= 3:
            pieces.append(f"{plain(first.value)}-{after} by {plain(rest[1].value - first.value)}{first.unit}")
        else:
            run = 1
            pieces.append(str(first))
        rest = rest[run:]
    return ", ".join(pieces)


def pins(start: Mass, step: Mass, end: Mass) -> int:
    """Count the pins of a stack, or raise Refused.

    That is where they aren't of one unit, are out of order, don't come to the last weight, or are over 200.
    """
    if not start.unit == step.unit == end.unit:
        raise Refused(f"Write it in {start.unit} too, as the first weight.")
    if end.value < start.value:
        raise Refused(f"The last weight can't be below the first, {start}.")
    steps, over = divmod(end.value - start.value, step.value)
    if over:
        below = Mass(start.value + steps * step.value, start.unit)
        beyond = Mass(below.value + step.value, start.unit)
        raise Refused(f"By {step} from {start} the steps end at {below} or {beyond}, not at {end}.")
    number = int(steps) + 1
    if number > MOST_WEIGHTS:
        raise Refused(f"At most {MOST_WEIGHTS} weights; by {step} these would be {number}.")
    return number


def _run(masses: Sequence[Mass]) -> int:
    """How many from the first on have one unit and one step."""
    run = 1
    while (
        run < len(masses)
        and masses[run].unit == masses[0].unit
        and masses[run].value - masses[run - 1].value == masses[1].value - masses[0].value
    ):
        run += 1
    return run


def _range(span: re.Match[str], unit: Unit) -> Iterable[Mass]:
    meant = _unit(span[2] or span[4] or span[6] or unit, unit)
    for written in (span[2], span[4], span[6]):
        if written and _unit(written, unit) != meant:
            raise Refused("A range is in one unit; write the others after a comma.")
    first, last = (_mass(span[place], None, meant, BY_HAND) for place in (1, 3))
    step = _mass(span[5], None, meant, BY_HAND)
    number = pins(first, step, last)
    return (Mass(first.value + place * step.value, meant) for place in range(number))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(text.strip()) if piece]


def _unit(written: str | None, otherwise: Unit) -> Unit:
    if not written:
        return otherwise
    return "lb" if written[0] in "lL" else "kg"


def _mass(
    number: str, written: str | None, unit: Unit, most: Mapping[Unit, Decimal], *, nothing: bool = False
) -> Mass:
    meant = _unit(written, unit)
    if len(number.partition(".")[2]) > _DECIMALS:
        raise Refused(f"At most {_DECIMALS} decimals: a thousandth of a {meant} is enough.")
    value = Decimal(number)
    if value > most[meant]:
        raise Refused(f"At most {plain(most[meant])}{meant} belongs here.")
    if value == 0 and not nothing:
        raise Refused("It must weigh more than nothing.")
    return Mass(value, meant)
