"""What is kept about the lifter: settings, own exercises, what they can lift once, and what they weigh."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from negtrain_tui._store_values import (
    Row,
    decimal_of,
    decimal_text,
    instant_columns,
    list_of,
    list_text,
    mass_of,
    put,
    tempo_of,
    tempo_text,
)
from negtrain_tui.ids import new_id
from negtrain_tui.training.exercise import Exercise, Return, Unilateral
from negtrain_tui.training.load import Mass
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import Start

if TYPE_CHECKING:
    from negtrain_tui._store_rows import Rows


def settings(db: Rows) -> Settings:
    """Return the settings; what was never saved has its default, what we don't know is left alone."""
    stored = {row["name"]: row["value"] for row in db.query("SELECT name, value FROM settings")}
    chosen: dict[str, Any] = {}
    for field in fields(Settings):
        if field.name in stored:
            chosen[field.name] = _setting_of(stored[field.name], field.default)
    return Settings(**chosen)


def save_settings(db: Rows, wanted: Settings) -> None:
    """Save every setting."""
    for field in fields(Settings):
        value = getattr(wanted, field.name)
        put(db, "settings", {"name": field.name, "value": _setting_text(value)}, key=("name",))


def _setting_text(value: bool | Decimal | str | int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _setting_of(text: str, default: object) -> bool | Decimal | str | int:
    if isinstance(default, bool):
        return text == "yes"
    if isinstance(default, int):
        return int(text)
    return Decimal(text) if isinstance(default, Decimal) else text


def own_exercises(db: Rows) -> tuple[Exercise, ...]:
    """Return the lifter's own exercises by name."""
    rows = db.query("SELECT * FROM exercises WHERE deleted_at IS NULL ORDER BY name_key")
    return tuple(_exercise(row) for row in rows)


def save_exercise(db: Rows, exercise: Exercise, at: datetime) -> None:
    """Save an exercise in place of one of the same name, whatever its case."""
    row: Row = {
        "id": new_id(at),
        "name_key": exercise.name.casefold(),
        "name": exercise.name,
        "catalogue_row": exercise.row,
        "muscles": list_text(exercise.muscles),
        "equipment": list_text(exercise.equipment),
        "starts": exercise.starts.value,
        "returns": list_text(exercise.returns),
        "unilateral": exercise.unilateral.value,
        "body_mass_fraction": decimal_text(exercise.body_mass_fraction),
        "tempo": tempo_text(exercise.tempo),
        "caution": exercise.caution,
        "aliases": list_text(exercise.aliases),
        "ballistic": exercise.ballistic,
        "free_weight": exercise.free_weight,
        "deleted_at": None,
    }
    put(db, "exercises", row, key=("name_key",), once=("id",))


def _exercise(row: Row) -> Exercise:
    return Exercise(
        name=row["name"],
        row=row["catalogue_row"],
        muscles=list_of(row["muscles"]),
        equipment=list_of(row["equipment"]),
        starts=Start(row["starts"]),
        returns=tuple(Return(name) for name in list_of(row["returns"])),
        unilateral=Unilateral(row["unilateral"]),
        body_mass_fraction=decimal_of(row["body_mass_fraction"]),
        tempo=tempo_of(row["tempo"]),
        caution=row["caution"],
        aliases=list_of(row["aliases"]),
        ballistic=bool(row["ballistic"]),
        free_weight=bool(row["free_weight"]),
    )


_NEWEST_ONE_RM = """
    SELECT mass FROM one_rms WHERE exercise_key = ? AND deleted_at IS NULL ORDER BY at_utc DESC LIMIT 1
"""


def one_rm(db: Rows, exercise: str) -> Mass | None:
    """Return the newest 1RM of an exercise."""
    row = next(db.query(_NEWEST_ONE_RM, [exercise.casefold()]), None)
    return None if row is None else mass_of(row["mass"])


def one_rms(db: Rows) -> dict[str, Mass]:
    """Return the newest 1RM of every exercise, by its name with the case folded."""
    rows = db.query("SELECT exercise_key, mass FROM one_rms WHERE deleted_at IS NULL ORDER BY at_utc")
    return {row["exercise_key"]: mass_of(row["mass"]) for row in rows}


def one_rm_history(db: Rows, exercise: str) -> list[tuple[str, Mass]]:
    """Return all 1RMs of an exercise with their instants in UTC, oldest first."""
    rows = db.query(
        "SELECT at_utc, mass FROM one_rms WHERE exercise_key = ? AND deleted_at IS NULL ORDER BY at_utc",
        [exercise.casefold()],
    )
    return [(row["at_utc"], mass_of(row["mass"])) for row in rows]


def save_one_rm(db: Rows, exercise: str, mass: Mass, at: datetime) -> None:
    """Add to the history of an exercise's 1RM; the same instant again corrects it."""
    row: Row = {
        "id": new_id(at),
        "exercise_key": exercise.casefold(),
        "exercise": exercise,
        "mass": str(mass),
        **instant_columns("at", at),
        "deleted_at": None,
    }
    put(db, "one_rms", row, key=("exercise_key", "at_utc"), once=("id",))


def body_mass(db: Rows) -> Mass | None:
    """Return the newest body mass."""
    row = next(
        db.query("SELECT mass FROM body_masses WHERE deleted_at IS NULL ORDER BY at_utc DESC LIMIT 1"), None
    )
    return None if row is None else mass_of(row["mass"])


def save_body_mass(db: Rows, mass: Mass, at: datetime) -> None:
    """Add to the history of the body mass; the same instant again corrects it."""
    row: Row = {"id": new_id(at), "mass": str(mass), **instant_columns("at", at), "deleted_at": None}
    put(db, "body_masses", row, key=("at_utc",), once=("id",))
