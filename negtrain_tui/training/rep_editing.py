"""A rep as the lifter corrects it: what was measured is never made of what wasn't."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypedDict, Unpack

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.load import Amount
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plausible import LONGEST_S, check_amount, check_seconds
from negtrain_tui.training.prescription import Hold, Prescription
from negtrain_tui.training.record import Rep, RepKind, SetRecord, Side

_NAMES = {RepKind.LOWERING: "lowering", RepKind.HOLD: "hold", RepKind.NORMAL: "rep"}
_LOWERING = ("lowering_target_s", "lowering_actual_s")
_HOLD = ("hold_target_s", "hold_actual_s")


class RepChanges(TypedDict, total=False):
    """What can be corrected of a rep: seconds, whether it was marked, control, loads."""

    lowering_target_s: Decimal | None
    lowering_actual_s: Decimal | None
    marked: bool
    control_lost: bool
    hold_target_s: Decimal | None
    hold_actual_s: Decimal | None
    load_down: Amount | None
    load_up: Amount | None


def changed_rep(rep: Rep, **changes: Unpack[RepChanges]) -> Rep:
    """Return a rep with other values; seconds from 0 to 600, loads as heavy as anybody lowers.

    Whether it was marked is a truth of its own: nobody measured a paced rep, so its seconds are those of
    its target and follow that, and other seconds are refused unless `marked` is given as True with them.
    A rep that is said to be paced after all takes the seconds of its target.
    """
    after = replace(rep, **changes)
    for seconds in (
        after.lowering_target_s,
        after.lowering_actual_s,
        after.hold_target_s,
        after.hold_actual_s,
    ):
        check_seconds(seconds)
    if "load_down" in changes:
        check_amount(after.load_down)
    if "load_up" in changes:
        check_amount(after.load_up)
    given = set(changes)
    if not given & {*_LOWERING, *_HOLD, "marked"}:
        return after
    _check_kind(after)
    if not after.marked:
        if "lowering_actual_s" not in given:
            after = replace(after, lowering_actual_s=after.lowering_target_s)
        if "hold_actual_s" not in given:
            after = replace(after, hold_actual_s=after.hold_target_s)
    _check_marked(after)
    return after


def paced(rep: Rep) -> Rep:
    """Return a rep such as this one, that nobody measured."""
    return replace(
        rep,
        lowering_actual_s=rep.lowering_target_s,
        hold_actual_s=rep.hold_target_s,
        marked=False,
        control_lost=False,
    )


def new_rep(done: SetRecord, side: Side | None = None, **changes: Unpack[RepChanges]) -> tuple[Rep, ...]:
    """Return a set's reps with one more: the lowest number that its side has free, in its place.

    It is paced and such as the last one of its side, else of the other, else as the set's line says;
    `changes` are what differs. A set told by sides needs the side.
    """
    line = _line(done)
    sided = any(rep.side is not None for rep in done.reps) or (
        not done.reps and line is not None and line.each
    )
    if sided and side is None:
        raise Refused("Say which side the rep was done with: left or right.")
    if side is not None and not sided:
        raise Refused("The reps of that set aren't told by sides.")
    if done.skipped:
        raise Refused("A set that was left out has no reps; say first how it ended.")
    same = [rep for rep in done.reps if rep.side is side]
    taken = {rep.number for rep in same}
    number = next(each for each in range(1, len(taken) + 2) if each not in taken)
    like = (same or list(done.reps) or [_of_line(done, line)])[-1]
    fresh = changed_rep(replace(paced(like), number=number, side=side), **changes)
    earlier = [rep for rep in same if rep.number < number]
    if earlier:
        at = done.reps.index(earlier[-1]) + 1
    elif same:
        at = done.reps.index(same[0])
    else:
        at = 0 if side is Side.LEFT else len(done.reps)
    return (*done.reps[:at], fresh, *done.reps[at:])


def _check_kind(rep: Rep) -> None:
    lowering = rep.lowering_target_s is not None or rep.lowering_actual_s is not None
    hold = rep.hold_target_s is not None or rep.hold_actual_s is not None
    if rep.kind is RepKind.NORMAL and (lowering or hold or rep.marked):
        raise Refused("An ordinary rep between slow ones has no seconds of its own, and isn't measured.")
    if rep.kind is RepKind.LOWERING and hold:
        raise Refused("That rep was a lowering; it has no seconds of a hold.")
    if rep.kind is RepKind.HOLD and lowering:
        raise Refused("That rep was a hold; it has no seconds of a lowering.")


def _check_marked(rep: Rep) -> None:
    if rep.kind is RepKind.NORMAL:
        return
    name = _NAMES[rep.kind]
    held = rep.kind is RepKind.HOLD
    target = rep.hold_target_s if held else rep.lowering_target_s
    actual = rep.hold_actual_s if held else rep.lowering_actual_s
    if rep.marked and not actual:
        raise Refused(f"A measured {name} has seconds: more than 0, at most {LONGEST_S}.")
    if not rep.marked and actual != target:
        raise Refused(
            f"A paced {name} has the seconds of its target, for nobody measured it; "
            "say that they were measured, or given by you, if they are others."
        )


def _line(done: SetRecord) -> Prescription | None:
    try:
        return parse_prescription(done.line)
    except NotationError:
        return None


def _of_line(done: SetRecord, line: Prescription | None) -> Rep:
    down = None if done.load_lifted is None else done.load_lifted.down
    up = None if done.load_lifted is None else done.load_lifted.up or down
    if line is not None and isinstance(line.sets, Hold):
        return Rep(1, None, RepKind.HOLD, hold_target_s=line.sets.seconds, load_down=down, load_up=up)
    target = None if line is None or line.tempo is None else line.tempo.lowering
    return Rep(1, None, RepKind.LOWERING, target, load_down=down, load_up=up)
