"""A past session as the lifter corrects it: each change gives a new session, or is refused in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TypedDict, Unpack

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.exercise import Exercise, name_key
from negtrain_tui.training.load import Amount, Load, Percent
from negtrain_tui.training.lowered import reloaded
from negtrain_tui.training.notation import MOST_REPS, format_prescription, parse_prescription
from negtrain_tui.training.plausible import check_load, check_pain, check_rpe
from negtrain_tui.training.prescription import Pacing, Prescription
from negtrain_tui.training.record import EndedBy, LineToday, Rep, RepKind, Session, SetRecord, Side, Status
from negtrain_tui.training.rep_editing import RepChanges, changed_rep, new_rep, paced
from negtrain_tui.training.script import compile_set, effective_method
from negtrain_tui.training.settings import Settings
from negtrain_tui.training.undone import reps_missed_of

_FIRST_YEAR = 1900
_DAY = timedelta(days=1)


class SessionChanges(TypedDict, total=False):
    """What can be corrected of a session itself; its date by `moved`, its end by `ended`."""

    name: str
    note: str
    rpe: Decimal | None


class SetChanges(TypedDict, total=False):
    """What can be corrected of a set."""

    exercise: str
    method: str | None
    ended_by: EndedBy | None
    load_prescribed: Load | None
    load_loadable: Load | None
    load_lifted: Load | None
    rpe: Decimal | None
    pain: int | None
    note: str
    warm_up: bool


def with_session(session: Session, **changes: Unpack[SessionChanges]) -> Session:
    """Return the session with another name, note or RPE (0 to 10 in halves)."""
    check_rpe(changes.get("rpe"))
    return replace(session, **changes)


def moved(session: Session, to: datetime, now: datetime) -> Session:
    """Return the session as if it had begun at `to`; refused unless all of it is over by `now`.

    `to` knows its offset from UTC. Every instant of the session and of its sets moves by the same duration,
    and every offset by as many minutes as that of its beginning: rests and durations stay, and moving it
    back gives the same session again.
    """
    if to.year < _FIRST_YEAR:
        raise Refused(f"A session can be as old as the year {_FIRST_YEAR}.")
    if to > now:
        raise Refused("A session can't lie in the future.")
    by = to.astimezone(UTC) - session.started_at.astimezone(UTC)
    turn = _offset(to) - _offset(session.started_at)
    if max(_instants(session)) + by > now:
        raise Refused("A session can't lie in the future; all of it has to be over by now.")

    def shifted(at: datetime) -> datetime:
        offset = _offset(at) + turn
        if abs(offset) >= _DAY:
            raise Refused("Its sets would be more than a day off the time in Greenwich; move it otherwise.")
        return (at.astimezone(UTC) + by).astimezone(timezone(offset))

    def end(at: datetime | None) -> datetime | None:
        return None if at is None else shifted(at)

    sets = tuple(
        replace(done, started_at=shifted(done.started_at), finished_at=end(done.finished_at))
        for done in session.sets
    )
    return replace(
        session, started_at=shifted(session.started_at), finished_at=end(session.finished_at), sets=sets
    )


def ended(session: Session, at: datetime, now: datetime) -> Session:
    """Return the session as if it had ended at `at`: not before its last set began, and not after `now`."""
    if at < max([session.started_at, *(done.started_at for done in session.sets)]):
        raise Refused("A session ends after its last set has begun.")
    if at > now:
        raise Refused("A session can't end in the future.")
    return replace(session, finished_at=at)


def with_set(session: Session, set_id: str, **changes: Unpack[SetChanges]) -> Session:
    """Return the session with other values of one set.

    Reps that moved what the set says was lifted move what it says now, down and up, so that records and
    load-seconds are right; a rep that was given a load of its own on the way keeps it. Under another
    exercise the set is no longer one of the plan's line, and tells which exercise it replaces.
    """
    before = found_set(session, set_id)
    check_rpe(changes.get("rpe"))
    check_pain(changes.get("pain"))
    check_load(changes.get("load_lifted"))
    check_load(changes.get("load_loadable"), moved=False)
    check_load(changes.get("load_prescribed"), moved=False)
    after = replace(before, **changes)
    if after.exercise != before.exercise:
        after = _of_exercise(after, before)
    if after.load_lifted != before.load_lifted:
        after = replace(after, reps=reloaded(before.reps, before.load_lifted, after.load_lifted))
    if after.skipped and after.reps:
        raise Refused("A set that was left out has no reps; delete its reps first.")
    return _with_set(session, after)


def without_set(session: Session, set_id: str) -> Session:
    """Return the session without one set; the others keep their numbers."""
    gone = found_set(session, set_id)
    return replace(session, sets=tuple(done for done in session.sets if done is not gone))


def with_new_set(session: Session, set_id: str, new_set_id: str) -> Session:
    """Return the session with another set such as `set_id`, its reps paced and its answers left open.

    Nobody measured it: so its seconds are the targets, never those of the set it is a copy of. It has the
    lowest number that is free among the sets of its line, and its place by that. Nor does anybody know how
    it ended and when it was: it begins with the set before it, and has no end, so that no rest is told of it.
    """
    like = found_set(session, set_id)
    fresh = replace(
        like,
        id=new_set_id,
        status=Status.FINISHED,
        ended_by=None,
        rpe=None,
        pain=None,
        note="",
        reps=tuple(paced(rep) for rep in like.reps),
    )
    return _with_new_set(session, fresh)


def with_new_set_of_line(
    session: Session, line: str, exercise: Exercise, settings: Settings, new_set_id: str
) -> Session:
    """Return the session with a set of a line in notation, with the fewest reps that the line asks for.

    As in `with_new_set` its reps are paced, and nobody knows when it was. A line that the session doesn't
    have becomes its last one, with this one set. Raise `NotationError` for what can't be read.
    """
    p = parse_prescription(line)
    text = format_prescription(p)
    number = _line_number(session, text)
    if text not in session.lines:
        today = (*session.today, LineToday(text, 1)) if session.today or not session.lines else ()
        session = replace(session, lines=(*session.lines, text), today=today)
    today_line = session.today[number - 1] if len(session.today) >= number else None
    method = effective_method(p, exercise)
    load = None if _in_percent(p.load) else p.load
    fresh = SetRecord(
        id=new_set_id,
        exercise=p.exercise,
        line=text,
        line_number=number,
        number=1,
        method=None if method is None else method.value,
        pacing=(p.pacing or Pacing.PACED).value,
        status=Status.FINISHED,
        started_at=session.started_at,
        load_prescribed=p.load,
        load_lifted=load,
        line_id=None if today_line is None or today_line.replaces else today_line.line_id,
        replaces=None if today_line is None else today_line.replaces,
    )
    fresh = replace(fresh, number=_free_number(_fellows(session, fresh)))
    fresh = replace(fresh, reps=_asked_reps(p, exercise, fresh.number, load, settings))
    return _with_new_set(session, fresh)


def with_rep(
    session: Session, set_id: str, number: int, side: Side | None, **changes: Unpack[RepChanges]
) -> Session:
    """Return the session with other values of one rep, as `rep_editing.changed_rep` takes them.

    With another load only this rep has it, whatever the set says was lifted.
    """
    done = found_set(session, set_id)
    before = found_rep(done, number, side)
    after = changed_rep(before, **changes)
    reps = tuple(after if rep is before else rep for rep in done.reps)
    if changes.keys() & {"load_down", "load_up"}:
        return _with_reps(session, done, reps)
    return _with_set(session, replace(done, reps=reps))


def without_rep(session: Session, set_id: str, number: int, side: Side | None) -> Session:
    """Return the session without one rep; the others keep their numbers and their loads.

    Of a set that ended with all reps done and now lacks some, it isn't known any more how it ended.
    """
    done = found_set(session, set_id)
    gone = found_rep(done, number, side)
    left = tuple(rep for rep in done.reps if rep is not gone)
    if done.ended_by is EndedBy.REPS_DONE and (not left or reps_missed_of([replace(done, reps=left)])):
        done = replace(done, ended_by=None)
    return _with_reps(session, done, left)


def with_new_rep(
    session: Session, set_id: str, side: Side | None = None, **changes: Unpack[RepChanges]
) -> Session:
    """Return the session with one rep more in a set, as `rep_editing.new_rep` makes it."""
    done = found_set(session, set_id)
    return _with_reps(session, done, new_rep(done, side, **changes))


def with_reps(session: Session, set_id: str, count: int) -> Session:
    """Return the session with so many reps in a set, on each side where it has sides, at least one.

    The first ones stay; what is missing of them comes as `rep_editing.new_rep` makes it.
    """
    if not 1 <= count <= MOST_REPS:
        raise Refused(f"A set has 1 to {MOST_REPS} reps.")
    done = found_set(session, set_id)
    sides = tuple(dict.fromkeys(rep.side for rep in done.reps))
    kept = {side: [rep for rep in done.reps if rep.side is side][:count] for side in sides}
    reps = tuple(rep for rep in done.reps if any(rep is each for each in kept[rep.side]))
    for side in sides or (None,):
        for _ in range(count - len(kept.get(side, ()))):
            reps = new_rep(replace(done, reps=reps), side)
    return _with_reps(session, done, reps)


def reps_a_side(done: SetRecord) -> int:
    """Count a set's reps; where it has sides, those of the side with more of them."""
    return max(Counter(rep.side for rep in done.reps).values(), default=0)


def found_set(session: Session, set_id: str) -> SetRecord:
    """Return a set of the session by its id; refused where it has none."""
    for done in session.sets:
        if done.id == set_id:
            return done
    raise Refused("That set isn't in the session any more; look at it again.")


def found_rep(done: SetRecord, number: int, side: Side | None) -> Rep:
    """Return a rep of a set; refused where it has none."""
    for rep in done.reps:
        if (rep.number, rep.side) == (number, side):
            return rep
    raise Refused("That rep isn't in the set any more; look at it again.")


def _with_set(session: Session, after: SetRecord) -> Session:
    return replace(session, sets=tuple(after if done.id == after.id else done for done in session.sets))


def _instants(session: Session) -> list[datetime]:
    sets = session.sets
    told = [session.started_at, session.finished_at, *(done.started_at for done in sets)]
    return [at for at in (*told, *(done.finished_at for done in sets)) if at is not None]


def _offset(at: datetime) -> timedelta:
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("an instant of a session needs its offset from UTC")
    return offset


def _of_exercise(done: SetRecord, before: SetRecord) -> SetRecord:
    if not done.exercise.strip():
        raise Refused("An exercise needs a name.")
    try:
        line = format_prescription(replace(parse_prescription(before.line), exercise=done.exercise))
    except NotationError:
        line = before.line
    if name_key(done.exercise) == name_key(before.exercise):
        return replace(done, line=line)
    replaces = before.exercise if before.line_id is not None else before.replaces
    return replace(done, line=line, line_id=None, replaces=replaces)


def _with_reps(session: Session, done: SetRecord, reps: tuple[Rep, ...]) -> Session:
    """Give a set other reps; where none of them has its load any more, the last one's is what was lifted.

    Behind releasers that is the last one with the heavy load.
    """
    lifted = done.load_lifted
    if lifted is not None and reps and lifted.down not in {rep.load_down for rep in reps}:
        told = [_load(rep.load_down, rep.load_up or lifted.up) for rep in reps if rep.load_down is not None]
        lifted = next(iter([load for load in told if load.up is not None][-1:] or told[-1:]), None)
    return _with_set(session, replace(done, reps=reps, load_lifted=lifted))


def _load(down: Amount, up: Amount | None) -> Load:
    return Load(down, None if up == down else up)


def _line_number(session: Session, text: str) -> int:
    """Return the number of a line in notation; of a new one the next that no set has.

    Sets may be of more lines than their session tells of; then they know best.
    """
    if text not in session.lines:
        return max([len(session.lines), *(done.line_number for done in session.sets)]) + 1
    number = session.lines.index(text) + 1
    of_sets = {done.line_number for done in session.sets if done.line == text and not done.warm_up}
    return number if number in of_sets or not of_sets else min(of_sets)


def _fellows(session: Session, one: SetRecord) -> list[SetRecord]:
    """Return the sets that are numbered together with this one."""
    return [
        done for done in session.sets if (done.line_number, done.warm_up) == (one.line_number, one.warm_up)
    ]


def _free_number(fellows: Sequence[SetRecord]) -> int:
    taken = {done.number for done in fellows}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _with_new_set(session: Session, fresh: SetRecord) -> Session:
    if any(done.id == fresh.id for done in session.sets):
        raise ValueError(f"there is a set {fresh.id!r} already")
    fellows = _fellows(session, fresh)
    number = _free_number(fellows)
    earlier = [done for done in fellows if done.number < number]
    later = [done for done in fellows if done.number > number]
    at = len(session.sets)
    if earlier:
        at = session.sets.index(earlier[-1]) + 1
    elif later:
        at = session.sets.index(later[0])
    begun = session.sets[at - 1].started_at if at else session.started_at
    fresh = replace(fresh, number=number, started_at=begun, finished_at=None)
    return replace(session, sets=(*session.sets[:at], fresh, *session.sets[at:]))


def _in_percent(load: Load | None) -> bool:
    return load is not None and any(isinstance(amount, Percent) for amount in (load.down, load.up))


def _asked_reps(
    p: Prescription, exercise: Exercise, number: int, load: Load | None, settings: Settings
) -> tuple[Rep, ...]:
    script = compile_set(p, exercise, min(number, p.set_count), load=load, settings=settings)
    return tuple(
        paced(
            Rep(
                asked.number,
                asked.side,
                asked.kind,
                lowering_target_s=asked.target if asked.kind is RepKind.LOWERING else None,
                hold_target_s=asked.target if asked.kind is RepKind.HOLD else None,
                load_down=asked.load_down,
                load_up=asked.load_up,
            )
        )
        for asked in script.reps
        if asked.number <= script.low_reps
    )
