"""The questions of the check-in: what one weighs, and what one can lift once."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from negtrain_tui.screens.dialogs import AskDialog
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.load import Mass, Unit, parse_amount, plain

_BARE_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Nobody outside this range has stood on a scale; what lies outside is a slip of the finger or the unit.
_LIGHTEST_KG, _HEAVIEST_KG = Decimal(20), Decimal(500)


def parse_mass(text: str, unit: Unit) -> Mass:
    """Read a mass above 0; a number without a unit is taken in `unit`. Anything else raises Refused."""
    try:
        amount = parse_amount(f"{text}{unit}" if _BARE_NUMBER.fullmatch(text) else text)
    except NotationError as error:
        raise Refused(f"{text} isn't a mass; write it like {_example(error, unit)}.") from error
    if not isinstance(amount, Mass) or amount.value == 0:
        raise Refused(f"A mass is needed, such as 82.5{unit}.")
    return amount


def _example(error: NotationError, unit: Unit) -> str:
    return (
        error.example if error.example[-2:] in ("kg", "lb") and error.example[0].isdigit() else f"82.5{unit}"
    )


def ask_body_mass(unit: Unit) -> AskDialog[Mass]:
    """Make the question for the body mass."""

    def parse(text: str) -> Mass:
        mass = parse_mass(text, unit)
        if not _LIGHTEST_KG <= mass.in_kg() <= _HEAVIEST_KG:
            raise Refused(f"{mass} is no body mass; look at the number and its unit.")
        return mass

    return _ask("Body mass", "What do you weigh?", unit, parse)


def ask_one_rm(name: str, unit: Unit) -> AskDialog[Mass]:
    """Make the question for one exercise's 1RM."""
    prompt = f"{name}: the most you can lift once, at your ordinary tempo."
    return _ask("1RM", prompt, unit, lambda text: parse_mass(text, unit))


def _ask(title: str, prompt: str, unit: Unit, parse: Callable[[str], Mass]) -> AskDialog[Mass]:
    return AskDialog(title, prompt, parse=parse, words=_words, placeholder=f"such as 82.5{unit}")


def _words(mass: Mass) -> str:
    other: Unit = "lb" if mass.unit == "kg" else "kg"
    whole, tenths = divmod(round(mass.in_unit(other) * 10), 10)
    return f"{plain(mass.value)} {mass.unit}, about {whole}.{tenths} {other}"
