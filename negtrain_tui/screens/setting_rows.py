"""The rows of the settings: what each is called, what it does, and how it is moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypedDict, cast

from negtrain_tui.training.load import plain
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.week_start import WEEK_STARTS


@dataclass(frozen=True, slots=True)
class Row:
    """One setting. `moved` gives the settings after that many steps; `cue` is set where it can be tested.

    A row that `opens` is no setting: it stands for a screen of its own, and tells what is there.
    """

    field: str
    label: str
    why: str
    shown: Callable[[Settings], str]
    moved: Callable[[Settings, int], Settings]
    cue: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


class _Span(TypedDict):
    span: tuple[str, str]
    step: str


def setting_groups(themes: Sequence[str]) -> tuple[Group, ...]:
    """Return all rows; `themes` are the looks to choose from, in order."""
    theme = _choice("theme", "Theme", "how it looks", themes)
    return (
        Group("Cues", _CUES),
        Group("Guided set", _GUIDED),
        Group("Stop rule", _STOP),
        Group("Progress", _PROGRESS),
        Group("The rest", (_UNIT, _WEEK_START, theme)),
    )


def with_value(settings: Settings, field: str, value: object) -> Settings:
    """Return the settings with one field changed."""
    return replace(settings, **cast(dict[str, Any], {field: value}))


def _switch(field: str, label: str, why: str, cue: str = "") -> Row:
    def shown(settings: Settings) -> str:
        return "on" if getattr(settings, field) else "off"

    def moved(settings: Settings, steps: int) -> Settings:
        return with_value(settings, field, bool(getattr(settings, field)) ^ bool(steps % 2))

    return Row(field, label, why, shown, moved, cue)


def _number(
    field: str, label: str, why: str, *, span: tuple[str, str], step: str, shown: Callable[[Decimal], str]
) -> Row:
    least, most, by = Decimal(span[0]), Decimal(span[1]), Decimal(step)

    def moved(settings: Settings, steps: int) -> Settings:
        value: Decimal = getattr(settings, field)
        if value == least and steps > 0:
            # From an end between two steps, go on to where the steps are.
            value -= value % by
        return with_value(settings, field, min(most, max(least, value + by * steps)))

    return Row(field, label, why, lambda settings: shown(getattr(settings, field)), moved)


def _seconds(field: str, label: str, why: str, span: tuple[int, int], step: int = 1) -> Row:
    return _number(
        field,
        label,
        why,
        span=(str(span[0]), str(span[1])),
        step=str(step),
        shown=lambda value: f"{plain(value)} s",
    )


def _share(field: str, label: str, why: str, *, span: tuple[str, str], step: str) -> Row:
    return _number(field, label, why, span=span, step=step, shown=lambda value: f"{plain(value * 100)} %")


def _weeks(field: str, label: str, why: str, span: tuple[int, int]) -> Row:
    least, most = span

    def moved(settings: Settings, steps: int) -> Settings:
        return with_value(settings, field, min(most, max(least, getattr(settings, field) + steps)))

    return Row(field, label, why, lambda settings: f"{getattr(settings, field)} weeks", moved)


def _door(label: str, why: str) -> Row:
    return Row("", label, why, lambda _: "", lambda settings, _: settings, opens=True)


def _choice(field: str, label: str, why: str, values: Sequence[str]) -> Row:
    def moved(settings: Settings, steps: int) -> Settings:
        now = getattr(settings, field)
        place = values.index(now) + steps if now in values else 0
        return with_value(settings, field, values[place % len(values)])

    return Row(field, label, why, lambda settings: str(getattr(settings, field)), moved)


_CUES = (
    _switch("sound", "Sound", "tones, one falling with the load", "sound"),
    _switch("bell", "Terminal bell", "the terminal's own bell at every turn", "bell"),
    _switch("flash", "Flash", "the screen lights up at every turn", "flash"),
)
_GUIDED = (
    _seconds("lead_in_s", "Lead-in", "before each set, and a rep done again", (3, 60)),
    _seconds("short_lead_in_s", "Short lead-in", "after a change-over or a cluster's rest", (1, 30)),
    _seconds("change_over_s", "Change-over", "to get to the other side", (3, 120), 5),
    _seconds("default_rest_s", "Rest", "after a set whose line doesn't say", (0, 900), 15),
    _seconds("fast_lifting_s", "Lifting at X", "what X is taken to last", (1, 5)),
    _seconds("return_step_s", "Return by a step", "to step back up after an A", (1, 30)),
    _seconds("return_hands_s", "Return by hands", "to push back up after an A", (1, 30)),
    _seconds("return_other_s", "Other returns", "spotter, other limb, releasers, reset", (1, 30)),
    _switch("auto_start", "Auto-start", "start the next set when the rest is over"),
)
_STOPS: _Span = {"span": ("0.30", "1.00"), "step": "0.05"}
_STOP = (
    _switch("stop_rule", "Stop rule", "end a set when lowerings get too short"),
    _share("stop_one_below", "One rep below", "of its target ends the set (measured)", **_STOPS),
    _share("stop_two_below", "Two in a row below", "of their targets end it too", **_STOPS),
)
_PROGRESS = (
    _door("Equipment", "what your loads are made of"),
    _share(
        "step_cap", "Step cap", "a bigger step in load is asked for first", span=("0.01", "0.20"), step="0.01"
    ),
    _weeks("deload_weeks", "Deload every", "an easier week is offered then", (3, 12)),
)
_UNIT = _choice("unit", "Unit", "taken where you type a mass without one", ("kg", "lb"))
_WEEK_START = _choice("week_start", "Week begins", "locale is as usual where you live", WEEK_STARTS)
