"""A history of every kind of session, made up by dice: many exercises, each done a few times in few ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from negtrain_tui.training.load import parse_amount, parse_load
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from tests.stored_samples import START

_WAYS = (
    ("3x5 @80kg 3-1-X-0", None),
    ("3x5 @80kg 3-1-X-0 accentuated", "accentuated"),
    ("of another app", None),
)
_ACTUAL = (None, *(Decimal(each) for each in ("0", "2.4", "2.4", "2.8", "3", "3.001", "3.6", "4")))
_LIFTED = (None, "80kg", "82.5kg", "85kg", "90kg", "180lb", "bw-20kg", "bw", "82.5kg/60kg", "70%")
_DOWN = (None, "80kg", "82.5kg", "85kg", "90kg", "bw-20kg")
_ENDINGS = (None, EndedBy.REPS_DONE, EndedBy.REPS_DONE, EndedBy.LIFTER, EndedBy.SKIPPED)


def made_up(seed: int, number: int) -> list[Session]:
    """So many sessions, now and then two of one instant."""
    dice = Random(seed)
    return [
        Session(
            id=f"session {each}",
            status=Status.FINISHED,
            started_at=START + timedelta(days=dice.randrange(number)),
            sets=tuple(_sets(dice, f"set {each}")),
        )
        for each in range(number)
    ]


def _sets(dice: Random, name: str) -> Iterator[SetRecord]:
    for place in range(dice.randrange(5)):
        exercise = dice.choice(("Lift", "lift")) + f" {dice.randrange(15)}"
        rest, method = dice.choices(_WAYS, (9, 1, 1))[0]
        lifted = dice.choice(_LIFTED)
        yield SetRecord(
            id=f"{name} {place}",
            exercise=exercise,
            line=f"{exercise} {rest}",
            line_number=1,
            number=1,
            method=method,
            pacing="paced",
            status=Status.FINISHED,
            started_at=START,
            ended_by=dice.choice(_ENDINGS),
            load_lifted=None if lifted is None else parse_load(lifted),
            rpe=dice.choice((None, None, Decimal(8))),
            reps=tuple(_rep(dice, rep) for rep in range(1, dice.randrange(5))),
            warm_up=dice.random() < 0.1,
        )


def _rep(dice: Random, number: int) -> Rep:
    kind = dice.choices(list(RepKind), (8, 1, 1))[0]
    lowering = kind is RepKind.LOWERING
    down = dice.choice(_DOWN)
    return Rep(
        number,
        None,
        kind,
        lowering_target_s=Decimal(dice.choice((3, 3, 3, 3, 3, 5, 0)))
        if lowering and dice.random() < 0.9
        else None,
        lowering_actual_s=dice.choice(_ACTUAL) if lowering else None,
        marked=lowering and dice.random() < 0.7,
        control_lost=dice.random() < 0.2,
        hold_actual_s=dice.choice(_ACTUAL) if kind is RepKind.HOLD else None,
        load_down=None if down is None else parse_amount(down),
    )
