"""The command that says which plates make a load, or what comes nearest to it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from negtrain_tui.cli_rules import DB, asked, checked, named_path, plainly
from negtrain_tui.training.equipment import Bar, Gear, Inventory, Loading, Made, Plate
from negtrain_tui.training.equipment_presets import Preset, presets
from negtrain_tui.training.errors import Refused
from negtrain_tui.training.exercise import Catalogue, load_catalogue
from negtrain_tui.training.gear_choice import gear_for, gear_of
from negtrain_tui.training.load import (
    NOT_HEAVIER,
    Amount,
    Bodyweight,
    Load,
    Mass,
    Percent,
    is_too_heavy,
    parse_amount,
    parse_load,
    plain,
    shown,
)
from negtrain_tui.training.loading import (
    POUND,
    arrangement,
    changes,
    fewest_changes,
    hung_mass,
    made,
    nearest,
    reachable_from,
    said,
    side_by_side,
)
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.plate_picture import plate_picture

_WIDTH = 80
_NEGATIVE = re.compile(r"-[0-9.]")
_ENTER_IT = "enter it in the app under Settings, Equipment"


@dataclass(frozen=True, slots=True)
class _Answer:
    """One amount: as it is made, or what comes nearest below and above it (for help: more, and less)."""

    amount: Amount
    made: Made | None = None
    below: Made | None = None
    above: Made | None = None


class _Plates(click.Command):
    """Takes `-5kg` for the load that was meant, so that it is answered as a load and not as an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; options with a digit aren't any of ours."""
        ctx.ignore_unknown_options = any(_NEGATIVE.match(each) for each in args)
        return super().parse_args(ctx, args)


@click.command("plates", cls=_Plates)
@click.argument("load")
@click.option("--bar", help="Reckon with a bar of this weight, such as 20kg.")
@click.option("--from", "there", metavar="LOAD", help="What is on now: say what to take off and put on.")
@click.option("--exercise", metavar="NAME", help="Reckon with what this exercise is done with.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@DB
@click.pass_context
@plainly
def plates_command(
    context: click.Context,
    load: str,
    *,
    bar: str | None,
    there: str | None,
    exercise: str | None,
    as_json: bool,
    db: Path | None,
) -> None:
    """Say which plates make LOAD, or the nearest loads that can be made: negtrain plates 62.5kg.

    LOAD is written as on a line of a plan: 62.5kg, 180lb, bw+5kg, bw-20kg, or 120kg/90kg where more is
    lowered than lifted. It reckons with the equipment that is entered in the app; without any, --bar 20kg
    reckons with a usual home set.

    With --json: {load, equipment, assumed, down, up, from}. `down` and `up` (null without a second load)
    are {load, made, below, above}; each of these is {load, base, plates, loading, at_once, said} or null,
    `plates` being those of one end. `below` and `above` stand where the load can't be made. `assumed` is the
    preset that stood in for equipment, or null. `from` is {load, off, on}, the plates of one end, or null.
    """
    if bar is not None and exercise is not None:
        raise click.UsageError("Give --bar or --exercise, not both.")
    wanted = parse_load(checked(load, "The load"))
    _check(wanted)
    if bar is not None:
        _check_for_bar(wanted)
    named = db or context.obj
    missing = named is not None and not os.path.lexists(named_path(named))
    repository = None if missing else asked(named)
    catalogue, inventory = load_catalogue(), None
    if repository is not None:
        with repository:
            inventory = repository.equipment()
            catalogue = catalogue.with_own(repository.own_exercises())
    assumed = None
    nothing = "No equipment is entered"
    if missing:
        nothing = f"There is no database at {named}, so no equipment is entered"
    if bar is not None and (inventory is None or not inventory.known):
        assumed = _usual(_bar_mass(bar))
        inventory = assumed.inventory
        click.echo(f"{literal(nothing)}: reckoned with the plates of “{assumed.name}”.", err=True)
    elif _needs_equipment(wanted) and (inventory is None or not inventory.known):
        raise Refused(f"{nothing} yet: {_ENTER_IT}{_or_bar(wanted)}.")
    gear = _gear(wanted, inventory, bar, exercise, catalogue)
    answers = _answers(wanted, gear)
    moved = None if there is None else _moved(there, answers, gear)
    if as_json:
        click.echo(_json(wanted, gear, assumed, answers, moved))
        return
    for line in _told(answers, gear, moved):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class _Moved:
    """How to come from what is on to what is wanted: plates of one end."""

    on: Amount
    off: tuple[Plate, ...]
    put: tuple[Plate, ...]


def _check(load: Load) -> None:
    for amount in (load.down, load.up):
        if isinstance(amount, Percent):
            raise Refused(f"{amount} is a share of a 1RM; give the weight itself, such as 62.5kg.")
        if is_too_heavy(amount):
            raise Refused(f"{amount} is more than a load here may be: {NOT_HEAVIER}.")


def _check_for_bar(load: Load) -> None:
    for amount in (load.down, load.up):
        if isinstance(amount, Bodyweight) and amount.helping:
            raise Refused(
                f"Help such as {amount} comes from a band or a stack, not from a bar: leave out --bar, and "
                "name the exercise with --exercise."
            )
        if isinstance(amount, Bodyweight) and amount.extra is not None:
            raise Refused(f"{amount} hangs on a belt, not on a bar: leave out --bar.")


def _needs_equipment(load: Load) -> bool:
    return any(amount is not None and hung_mass(amount) is not None for amount in (load.down, load.up))


def _or_bar(load: Load) -> str:
    return "" if isinstance(load.down, Bodyweight) else ", or add --bar 20kg"


def _bar_mass(bar: str) -> Mass:
    amount = parse_amount(checked(bar, "The bar"))
    if not isinstance(amount, Mass):
        raise Refused(f"--bar takes a bar's weight such as 20kg, not {amount}.")
    return amount


def _usual(bar: Mass) -> Preset:
    return next(preset for preset in presets() if preset.key == f"home-{bar.unit}")


def _gear(
    load: Load, inventory: Inventory | None, bar: str | None, exercise: str | None, catalogue: Catalogue
) -> Gear | None:
    """Return what to reckon with; None where the load needs no equipment."""
    if inventory is None or not _needs_equipment(load):
        return None
    if bar is not None:
        mass = _bar_mass(bar)
        own = (each for each in inventory.implements if isinstance(each, Bar) and each.mass == mass)
        return gear_of(inventory, next(own, Bar("", f"{mass} bar", mass)))
    name = "" if exercise is None else checked(exercise, "The exercise's name")
    resolution = catalogue.resolve(name)
    if name and not resolution.known:
        near = f" Did you mean {resolution.nearest}?" if resolution.nearest else ""
        click.echo(f"{literal(name)} isn't in the catalogue: taken as your own exercise.{near}", err=True)
    gear = gear_for(inventory, resolution.exercise, name, load)
    if gear is None:
        raise Refused(_unknown(load, name))
    return gear


def _unknown(load: Load, name: str) -> str:
    choose = "choose it in the app under Settings, Equipment"
    if isinstance(load.down, Bodyweight) and load.down.helping:
        which = f"{name} is helped with" if name else "an exercise is helped with"
        return f"It isn't known which stack {which}: {choose}" + ("." if name else ", and add --exercise.")
    if isinstance(load.down, Bodyweight):
        return f"There are no plates to hang on: {_ENTER_IT}."
    if name:
        return f"It isn't known what {name} is done with: {choose}, or add --bar 20kg."
    return f"No bar is entered: {_ENTER_IT}, or add --bar 20kg."


def _answers(load: Load, gear: Gear | None) -> list[_Answer]:
    both = arrangement(load, gear)
    answers = []
    for amount, together in ((load.down, both.down), (load.up, both.up)):
        mass = None if amount is None else hung_mass(amount)
        if amount is None:
            continue
        if gear is None or mass is None or together is not None:
            answers.append(_Answer(amount, together))
        elif isinstance(amount, Bodyweight) and amount.helping:
            less, more = reachable_from(gear, mass, 1, 1)
            below, above = (made(gear, each[0]) if each else None for each in (more, less))
            answers.append(_Answer(amount, None, below, above))
        else:
            answers.append(_Answer(amount, None, *nearest(gear, mass)))
    return answers


def _moved(there: str, answers: list[_Answer], gear: Gear | None) -> _Moved | None:
    """Say what comes off and goes on, and make the answer with the fewest changes of what is on."""
    on = parse_amount(checked(there, "What is on"))
    if len(answers) > 1:
        raise Refused("--from goes with one load; ask for the lowered and the lifted one by themselves.")
    wanted = answers[0].made
    if gear is None or wanted is None:
        return None
    before = made(gear, hung_mass(on) or Mass(Decimal(0), "kg"))
    if before is None:
        raise Refused(f"{on} can't be made with the {gear.implement.name}, so it can't be on it now.")
    after = fewest_changes(gear, wanted.mass, before) or wanted
    answers[0] = replace(answers[0], made=after)
    return _Moved(on, *changes(before, after))


def _told(answers: list[_Answer], gear: Gear | None, moved: _Moved | None) -> Iterator[str]:
    """The answer in lines: each load with its plates and a picture of them."""
    for answer, role in zip(answers, ("lower ", "lift ") if len(answers) > 1 else ("",), strict=True):
        wanted = hung_mass(answer.amount)
        if answer.made is not None:
            there = side_by_side(answer.made, _other(answers, answer))
            yield from _put_together(f"{role}{answer.amount}", there)
        elif wanted is None or gear is None:
            yield f"{role}{answer.amount}: nothing to put together"
        else:
            yield f"{role}{answer.amount} can't be made with the {literal(gear.implement.name)}."
            body = answer.amount if isinstance(answer.amount, Bodyweight) else None
            for near, word in ((answer.below, "below"), (answer.above, "above")):
                if near is None:
                    yield f"nearest {word}: none"
                    continue
                load = near.mass if body is None else Bodyweight(near.mass, helping=body.helping)
                apart = abs(near.mass.in_kg() - wanted.in_kg())
                yield from _put_together(f"nearest {word}: {shown(load)} ({_distance(apart, wanted)})", near)
    if moved is not None:
        off, put = (" + ".join(str(plate.mass) for plate in plates) for plates in (moved.off, moved.put))
        moves = [f"take off {off}"] if off else []
        moves += [f"put on {put}"] if put else []
        paired = answers[0].made is not None and answers[0].made.loading is Loading.PAIRED
        ends = " (each side)" if moves and paired else ""
        yield f"from {moved.on}: {', '.join(moves) or 'leave the plates as they are'}{ends}"


def _other(answers: list[_Answer], answer: _Answer) -> Made | None:
    """How the other of two loads is made."""
    return next((each.made for each in answers if each is not answer), None)


def _put_together(head: str, there: Made) -> Iterator[str]:
    yield literal(f"{head}: {said(there)}")
    yield f"  {plate_picture(there, _WIDTH - 2).plain}"


def _distance(apart: Fraction, wanted: Mass) -> str:
    """Say how far off, in the unit that was asked in; exactly, or to the gram."""
    exact = apart / (POUND if wanted.unit == "lb" else 1)
    grams = round(exact * 1000)
    text = f"{plain(Decimal(grams).scaleb(-3))}{wanted.unit}"
    return f"{text} off" if exact * 1000 == grams else f"about {text} off"


def _json(
    load: Load, gear: Gear | None, assumed: Preset | None, answers: list[_Answer], moved: _Moved | None
) -> str:
    told = [
        {
            "load": str(answer.amount),
            "made": _made_json(answer.made, _other(answers, answer)),
            "below": _made_json(answer.below),
            "above": _made_json(answer.above),
        }
        for answer in answers
    ]
    whole = {
        "load": str(load),
        "equipment": None if gear is None else gear.implement.name,
        "assumed": None if assumed is None else assumed.key,
        "down": told[0],
        "up": told[1] if len(told) > 1 else None,
        "from": None
        if moved is None
        else {
            "load": str(moved.on),
            "off": [str(plate.mass) for plate in moved.off],
            "on": [str(plate.mass) for plate in moved.put],
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _made_json(there: Made | None, other: Made | None = None) -> dict[str, object] | None:
    if there is None:
        return None
    return {
        "load": str(there.mass),
        "base": str(there.base),
        "plates": [str(plate.mass) for plate in there.plates],
        "loading": str(there.loading),
        "at_once": there.at_once,
        "said": said(side_by_side(there, other)),
    }
