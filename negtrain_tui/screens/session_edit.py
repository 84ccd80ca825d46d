"""The forms in which a past session, one of its sets or one of its reps is corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import partial
from typing import Any

from negtrain_tui.screens.entry_form import Chosen, EntryForm, Line, Typed, Written, Wrong
from negtrain_tui.screens.form_fields import decimal_of, whole
from negtrain_tui.screens.session_text import effort_said, when_said
from negtrain_tui.training import session_editing
from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Catalogue
from negtrain_tui.training.load import Load, parse_load, plain
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.plausible import check_load, check_pain, check_rpe, check_seconds
from negtrain_tui.training.prescription import Method
from negtrain_tui.training.reading import in_words
from negtrain_tui.training.record import Rep, RepKind, Session, SetRecord
from negtrain_tui.training.rep_editing import RepChanges
from negtrain_tui.training.session_editing import SessionChanges, SetChanges
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.widgets.record_words import (
    ENDINGS,
    answers_said,
    loads_said,
    offset_said,
    status_said,
    totals_said,
)
from negtrain_tui.widgets.rep_marks import against_target, error_said, timed

_WHEN = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[ T]+(\d\d?):(\d\d)\s*([+-]\d\d?:?\d\d)?")
_HOW = (("paced: led by the clock", False), ("measured, or given by you", True))
_YES = (("no", False), ("yes", True))
_EMPTY = "may stay empty"


def session_form(session: Session, now: datetime) -> EntryForm[Session]:
    """Correct name, date and time, session RPE and note; `now` is what nothing can lie behind."""
    started, finished = session.started_at, session.finished_at
    read_when = partial(_instant, zone=started.tzinfo)

    def make(values: Mapping[str, Any]) -> Session:
        changes: SessionChanges = {}
        if values["name"] != session.name:
            changes["name"] = values["name"]
        if values["note"] != session.note:
            changes["note"] = values["note"]
        if values["rpe"] != session.rpe:
            changes["rpe"] = values["rpe"]
        after = _tried("rpe", lambda: session_editing.with_session(session, **changes))
        if not _same_minute(values["started"], started):
            after = _tried("started", lambda: session_editing.moved(after, values["started"], now))
        if after.finished_at is not None and not _same_minute(values["ended"], after.finished_at):
            after = _tried("ended", lambda: session_editing.ended(after, values["ended"], now))
        return after

    def end_of(began: datetime) -> str:
        same = _same_minute(began, started)
        after = session if same else session_editing.moved(session, began, now)
        return "" if after.finished_at is None else _written(after.finished_at)

    end = [] if finished is None else [Typed("ended", "Ended", read_when, _written(finished))]
    moves = None if finished is None else ("ended", end_of)
    return EntryForm(
        "This session",
        (
            Typed("name", "Name", str, session.name, _EMPTY),
            Typed(
                "started", "Began", read_when, _written(started), "such as 2026-03-04 18:30", carries=moves
            ),
            *end,
            Typed("rpe", "Session RPE", _rpe, _number(session.rpe), "0 to 10, or empty", optional=True),
            Written("note", "Note", session.note),
        ),
        make,
        lambda after: " · ".join([*when_said(after), *effort_said(after)]),
    )


def set_form(session: Session, one: SetRecord) -> EntryForm[Session]:
    """Correct what a set says of itself; its line stays as it stood when it was trained."""

    def make(values: Mapping[str, Any]) -> Session:
        changes: SetChanges = {}
        for key, value in values.items():
            if value != getattr(one, key):
                changes[key] = value  # type: ignore[literal-required]
        # Each line's own value was found sound when it was read: what is refused now is how it ended.
        at = "ended_by"
        return _tried(at, lambda: session_editing.with_set(session, one.id, **changes))

    methods: list[tuple[str, object]] = [("tempo", None), *((each.value, each.value) for each in Method)]
    if one.method not in {value for _, value in methods}:
        methods.append((str(one.method), one.method))
    unknown = status_said(one.status) or "not known"
    endings: list[tuple[str, object]] = [(unknown, None), *((words, by) for by, words in ENDINGS.items())]

    def told(after: Session) -> str:
        edited = session_editing.found_set(after, one.id)
        return " · ".join([each for each in (loads_said(edited), *answers_said(edited)) if each])

    return EntryForm(
        f"{one.exercise}, {set_name(one).lower()}",
        (
            _load("load_lifted", "Lifted", one.load_lifted),
            *_answers(one.rpe, one.pain),
            Written("note", "Note", one.note),
            _chosen("ended_by", "It ended", endings, one.ended_by),
            _chosen("warm_up", "Warm-up", _YES, one.warm_up),
            _chosen("method", "Method", methods, one.method),
            Typed("exercise", "Exercise", _named, one.exercise),
            _load("load_prescribed", "Prescribed", one.load_prescribed, moved=False),
            _load("load_loadable", "Loadable", one.load_loadable, moved=False),
        ),
        make,
        told,
    )


def rep_form(session: Session, one: SetRecord, rep: Rep) -> EntryForm[Session]:
    """Correct a rep's seconds, whether they were measured, control and load."""
    kind = "hold" if rep.kind is RepKind.HOLD else "lowering"
    target, actual = (
        (rep.hold_target_s, rep.hold_actual_s)
        if rep.kind is RepKind.HOLD
        else (rep.lowering_target_s, rep.lowering_actual_s)
    )
    load = _pair(rep)

    def make(values: Mapping[str, Any]) -> Session:
        changes: RepChanges = {}
        if rep.kind is not RepKind.NORMAL:
            if values["actual"] != actual:
                changes[f"{kind}_actual_s"] = values["actual"]  # type: ignore[literal-required]
            if values["target"] != target:
                changes[f"{kind}_target_s"] = values["target"]  # type: ignore[literal-required]
            if values["marked"] != rep.marked:
                changes["marked"] = values["marked"]
        if values["lost"] != rep.control_lost:
            changes["control_lost"] = values["lost"]
        wanted: Load | None = values["load"]
        if wanted != load:
            changes["load_down"] = None if wanted is None else wanted.down
            changes["load_up"] = None if wanted is None else wanted.up or wanted.down
        at = "actual" if rep.kind is not RepKind.NORMAL else "load"
        return _tried(at, lambda: session_editing.with_rep(session, one.id, rep.number, rep.side, **changes))

    def told(after: Session) -> str:
        edited = session_editing.found_rep(session_editing.found_set(after, one.id), rep.number, rep.side)
        seconds = timed(edited)
        lost = "control lost" if edited.control_lost else ""
        said = () if seconds is None else (against_target(seconds), error_said(seconds))
        return "  ".join(each for each in (*said, lost) if each)

    lines: list[Line] = []
    if rep.kind is not RepKind.NORMAL:
        lines += [
            Typed(
                "actual",
                "Achieved, s",
                _read_seconds,
                _seconds(actual),
                "seconds, or empty",
                optional=True,
                # What the clock led has no seconds of its own.
                chooses=("marked", True),
            ),
            _chosen("marked", "They were", _HOW, rep.marked),
            Typed("target", "Target, s", _read_seconds, _seconds(target), "seconds, or empty", optional=True),
        ]
    lines += [_chosen("lost", "Control lost", _YES, rep.control_lost), _load("load", "Load", load)]
    return EntryForm(f"{one.exercise}, {rep_name(one, rep)}", lines, make, told)


def new_set_form(
    session: Session, like: SetRecord | None, catalogue: Catalogue, settings: Settings, new_set_id: str
) -> EntryForm[Session]:
    """Ask what was done in a set that the session is to have more, such as in `like` unless that is None.

    Nothing is taken over that only somebody who was there knows: seconds, answers, when it was.
    """

    def add(line: str) -> Session:
        if like is not None and line == like.line:
            return session_editing.with_new_set(session, like.id, new_set_id)
        exercise = catalogue.resolve(parse_prescription(line).exercise).exercise
        return session_editing.with_new_set_of_line(session, line, exercise, settings, new_set_id)

    def make(values: Mapping[str, Any]) -> Session:
        after = _tried("line", lambda: add(values["line"]))
        if values["reps"] is not None:
            after = _tried("reps", lambda: session_editing.with_reps(after, new_set_id, values["reps"]))
        changes: SetChanges = {"rpe": values["rpe"], "pain": values["pain"], "note": values["note"]}
        if values["load"] is not None or (like is not None and like.load_lifted is not None):
            changes["load_lifted"] = values["load"]
        return _tried("load", lambda: session_editing.with_set(after, new_set_id, **changes))

    def told(after: Session) -> str:
        fresh = session_editing.found_set(after, new_set_id)
        reps = [*totals_said([fresh]), loads_said(fresh), *answers_said(fresh)]
        said = " · ".join([f"{fresh.exercise}, {set_name(fresh).lower()}", *(each for each in reps if each)])
        if like is not None and fresh.line == like.line:
            return said
        p = parse_prescription(fresh.line)
        return f"{said}. {in_words(p, catalogue.resolve(p.exercise).exercise)}"

    return EntryForm(
        "One set more",
        (
            Typed("line", "Line", _line, "" if like is None else like.line, "Bench press 1x5 @60kg 4-0-X-0"),
            Typed(
                "reps",
                "Reps done",
                _count,
                "" if like is None else str(session_editing.reps_a_side(like)),
                "a number, or empty: as the line asks",
                optional=True,
            ),
            _load("load", "Lifted", None if like is None else like.load_lifted),
            *_answers(None, None),
            Written("note", "Note"),
        ),
        make,
        told,
    )


def set_name(one: SetRecord) -> str:
    """Name a set within its exercise."""
    return f"{'Warm-up' if one.warm_up else 'Set'} {one.number}"


def rep_name(one: SetRecord, rep: Rep) -> str:
    """Name a rep within its exercise: `set 2, left rep 3`."""
    side = "" if rep.side is None else f"{rep.side.value} "
    return f"{set_name(one).lower()}, {side}rep {rep.number}"


def _tried(key: str, make: Callable[[], Session]) -> Session:
    """Say what is refused under the line `key`."""
    try:
        return make()
    except Refused as refused:
        raise Wrong(key, str(refused)) from refused


def _instant(text: str, zone: tzinfo | None) -> datetime:
    match = _WHEN.fullmatch(text.strip())
    if match is None:
        raise Refused("A date and a time belong here, such as 2026-03-04 18:30.")
    year, month, day, hour, minute = (int(each) for each in match.groups()[:5])
    try:
        return datetime(year, month, day, hour, minute, tzinfo=_zone(match[6], zone))
    except ValueError as error:
        raise Refused("There is no such day or time; write 2026-03-04 18:30.") from error


def _zone(text: str | None, zone: tzinfo | None) -> tzinfo | None:
    if text is None:
        return zone
    digits = text[1:].replace(":", "").zfill(4)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} {offset_said(at)}".rstrip()


def _same_minute(one: datetime, other: datetime) -> bool:
    """Whether nothing was changed: seconds aren't shown, and stay as they are."""
    return one == other.replace(second=0, microsecond=0) and one.utcoffset() == other.utcoffset()


def _named(text: str) -> str:
    if not text.strip():
        raise Refused("An exercise needs a name.")
    return text


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _seconds(value: Decimal | None) -> str:
    return "" if value is None else seconds_text(value)


def _pair(rep: Rep) -> Load | None:
    if rep.load_down is None:
        return None
    return Load(rep.load_down, None if rep.load_up == rep.load_down else rep.load_up)


def _answers(rpe: Decimal | None, pain: int | None) -> tuple[Line, Line]:
    said = "0 to 10, or empty"
    return (
        Typed("rpe", "RPE", _rpe, _number(rpe), said, optional=True),
        Typed("pain", "Pain", _pain, "" if pain is None else str(pain), said, optional=True),
    )


def _rpe(text: str) -> Decimal:
    rpe = decimal_of(text)
    check_rpe(rpe)
    return rpe


def _pain(text: str) -> int:
    pain = _count(text)
    check_pain(pain)
    return pain


def _read_seconds(text: str) -> Decimal:
    seconds = decimal_of(text)
    check_seconds(seconds)
    return seconds


def _count(text: str) -> int:
    return int(whole(text))


def _line(text: str) -> str:
    if not text.strip():
        raise Refused("Write the line it was done by, such as Bench press 1x5 @60kg 4-0-X-0.")
    return text


def _load(key: str, label: str, load: Load | None, *, moved: bool = True) -> Typed:
    text = "" if load is None else str(load)
    read = partial(_read_load, moved=moved)
    return Typed(key, label, read, text, f"82.5kg, 180lb or bw; {_EMPTY}", optional=True)


def _read_load(text: str, *, moved: bool) -> Load:
    try:
        load = parse_load(text)
    except NotationError as error:
        if "," in text:
            raise Refused(f"Decimals are written with a point, such as {error.example}.") from error
        raise Refused(f"Expected {error.expected}.") from error
    check_load(load, moved=moved)
    return load


def _chosen(key: str, label: str, values: Sequence[tuple[str, object]], now: object) -> Chosen:
    return Chosen(key, label, values, next(at for at, (_, value) in enumerate(values) if value == now))
