"""The words of Train: what Ready, the form and the summary say, and the column beside the stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from negtrain_tui.screens.brief import minutes_brief
from negtrain_tui.screens.form import Form, form_lines
from negtrain_tui.screens.train_face import minutes
from negtrain_tui.screens.train_plates import OnBar, change_said, lightest_said, plate_lines, plate_rows
from negtrain_tui.training.course import Course
from negtrain_tui.training.equipment import Made
from negtrain_tui.training.exercise import Return
from negtrain_tui.training.guided_set import GuidedSet, Stage
from negtrain_tui.training.load import Load, Mass, shown
from negtrain_tui.training.metrics import Summary, fidelity, kept_percent, summarise, work_sets
from negtrain_tui.training.prescription import Hold, Method, Pacing, PlanLine, Prescription
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import RepKind, Session, SetRecord
from negtrain_tui.training.rest import Rest
from negtrain_tui.training.script import effective_method
from negtrain_tui.training.tempo import Lifting, Start, in_words, seconds_text
from negtrain_tui.training.undone import sets_of_planned
from negtrain_tui.widgets.record_words import (
    ENDINGS,
    counted,
    date_said,
    holds_exactly_said,
    reps_said,
    undone_said,
)
from negtrain_tui.widgets.rep_marks import tenths

_PACING = {
    Pacing.PACED: "the clock leads; a press at the turn measures it",
    Pacing.SELF_PACED: "you press at every turn",
}
_ANY_HELP = "with any help: a step, your hands, a spotter"

_BAR = 8

Row = tuple[str, str | Made]
"""A label, and a text or an arrangement of plates, which is drawn."""

SAID_FOR_S = 6.0
"""How long the answer to a key stays on screen."""

RACK = (
    "████   ███   ████ █   █",
    "█   █ █   █ █     █  █ ",
    "████  █████ █     ███  ",
    "█  █  █   █ █     █  █ ",
    "█   █ █   █  ████ █   █",
)


def rep_count(state: GuidedSet) -> str:
    """`rep 3 of 5`, with the side where there are two; a range says so."""
    reps = state.script.reps
    index = min(state.rep, len(reps) - 1)
    rep = reps[index]
    high = max(each.number for each in reps)
    low = state.script.low_reps
    count = f"{low}–{high}" if low < high and rep.kind is not RepKind.HOLD else str(high)
    side = f" {rep.side.value}" if rep.side is not None else ""
    return f"rep {rep.number} of {count}{side}"


def load_text(load: Load | None) -> str:
    """The load as noted, or a dash where none is asked for."""
    return "–" if load is None else shown(load)


def ready_lines(
    course: Course, state: GuidedSet, bar: OnBar | None = None, higher: Load | None = None
) -> list[Row]:
    """What Ready tells; `higher` is the next load above the one on the bar that can be made."""
    stretch = course.current
    prescription = course.prescription
    tempo = effective_tempo(prescription, stretch.exercise)
    rows: list[Row] = []
    method = effective_method(prescription, stretch.exercise)
    if course.warming:
        rows.append(("warm-up", _ramp(course)))
    rows.append(("do", _amount(prescription, course.number_in_line, method)))
    rows.append(("load", _ready_load(course, state, higher)))
    rows += plate_rows(bar)
    if tempo is not None and method is not Method.THIRTY_TEN_THIRTY:
        more = state.seconds_more
        added = f" ({'+' if more > 0 else ''}{seconds_text(more)} s today)" if more else ""
        first = next((each for each in state.script.reps if each.kind is RepKind.LOWERING), None)
        if first is not None and more:
            tempo = replace(tempo, lowering=first.target)
        rows.append(("tempo", f"{tempo}{added}: {in_words(tempo, stretch.exercise.starts)}"))
    if tempo is None:
        rows.append(("pacing", "the clock leads; a press ends the hold early"))
    else:
        rows.append(("back up", back_up(state, method)))
        rows.append(("pacing", _PACING[state.pacing]))
    if stretch.exercise.row is None and not stretch.exercise.muscles:
        near = f"; did you mean {stretch.nearest}?" if stretch.nearest else ""
        rows.append(("yours", f"not in the catalogue, so taken as your own{near}"))
    if stretch.exercise.caution:
        rows.append(("mind", stretch.exercise.caution))
    if stretch.replaces:
        rows.append(("today", f"in place of {stretch.replaces}"))
    partners = [place for place in course.partners(course.line) if course.stretches[place].left]
    if len(partners) > 1:
        names = [course.stretches[place].prescription.exercise for place in partners]
        rows.append(("superset", f"in turn: {', '.join(names)}"))
    if prescription.note:
        rows.append(("note", prescription.note))
    return rows


def _ramp(course: Course) -> str:
    ramp = course.current.ramp
    count = f"{course.set_number} of {course.set_count}"
    rounded = ", rounded down" if ramp.rounded else ""
    return f"{count}: {ramp.percent} % of {load_text(course.current.load)}{rounded}"


def _amount(prescription: Prescription, set_number: int, method: Method | None) -> str:
    asked = prescription.reps_of_set(set_number)
    if isinstance(asked, Hold):
        amount = f"hold for {seconds_text(asked.seconds)} s"
    else:
        low, high = asked
        amount = f"{low}–{high} reps" if low < high else f"{high} rep{'s' if high > 1 else ''}"
        if method is Method.THIRTY_TEN_THIRTY:
            amount += ": the first and the last lowered for 30 s, ten ordinary ones between"
    return f"{amount} a side, left first" if prescription.each else amount


def _ready_load(course: Course, state: GuidedSet, higher: Load | None) -> str:
    stretch, noted = course.current, course.prescription.load
    if state.needs_load:
        asked = load_text(noted)
        return asked if state.verdict.refusal else f"{asked}: press l and enter what is on the bar"
    load = load_text(state.load)
    if state.verdict.percent is not None and isinstance(getattr(state.load, "down", None), Mass):
        load += f" = {seconds_text(state.verdict.percent)} % of 1RM"
    prescribed = noted if course.warming else stretch.prescribed or noted
    if prescribed is not None and state.load != prescribed:
        load += f" ({prescribed} prescribed)"
    if noted is not None and noted != prescribed:
        guess = "" if stretch.estimated is None else f" of an estimated 1RM of {stretch.estimated}"
        load += f" (the line says {noted}{guess})"
    if not course.warming and (lightest := lightest_said(stretch)):
        load += f": {lightest}"
    elif higher is not None and prescribed != state.load == stretch.loadable:
        load += f", > for {shown(higher)}"
    return load


def back_up(state: GuidedSet, method: Method | None) -> str:
    """How the load gets back up, in words that fit the method."""
    if method is Method.TWO_ONE:
        return "lift with both, lower with one"
    returns = state.script.returns
    if returns is Return.SELF and any(rep.lifting is Lifting.ASSISTED for rep in state.script.reps):
        return _ANY_HELP
    return returns.words


def info_lines(course: Course, state: GuidedSet, last_time: str, bar: OnBar | None = None) -> list[str]:
    """The column beside the stage."""
    stretch, prescription = course.current, course.prescription
    reps = state.script.reps
    rep = reps[min(state.rep, len(reps) - 1)]
    lines = []
    if rep.load_down is not None:
        lines.append(shown(rep.load_down) + (" down" if rep.load_up not in (None, rep.load_down) else ""))
        if rep.load_up not in (None, rep.load_down):
            lines.append(f"{shown(rep.load_up)} up")
    elif state.load is None:
        lines.append("no load noted")
    lines += plate_lines(bar)
    if (method := effective_method(prescription, stretch.exercise)) is not None:
        lines.append(method.value)
    tempo = effective_tempo(prescription, stretch.exercise)
    if rep.kind is RepKind.LOWERING and tempo is not None:
        lines.append(str(replace(tempo, lowering=rep.target)))
        lines.append("lifting first" if stretch.exercise.starts is Start.LIFTING else "lowering first")
    elif rep.kind is RepKind.HOLD:
        lines.append(f"hold {seconds_text(rep.target)} s")
    lines.append(state.pacing.value)
    if last_time:
        lines += ["", "last time", last_time]
    if stretch.why and not course.warming:
        lines += ["", stretch.why]
    return lines


def sets_so_far(session: Session, course: Course) -> list[str]:
    """A line for each earlier set of the present line in this session."""
    earlier = [
        each
        for each in session.sets
        if each.line_number == course.line + 1 and not each.warm_up and each.number <= course.current.done
    ]
    return ["", *(f"set {each.number}: {_set_so_far(each)}" for each in earlier)] if earlier else []


def _set_so_far(done: SetRecord) -> str:
    if done.skipped:
        return "left out"
    kept = fidelity(done.reps)
    pace = "paced" if kept is None else f"{kept_percent(kept)} on tempo"
    return f"{len(done.reps)} x {load_text(done.load_lifted)}, {pace}"


class Part(StrEnum):
    """What Train is showing."""

    SET = "set"
    FORM = "form"
    REST = "rest"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class View:
    """Everything that Train shows is told from this."""

    part: Part
    course: Course
    state: GuidedSet
    form: Form
    rest: Rest | None
    session: Session
    last_time: str = ""
    no_sound: str | None = None
    seconds_left: Decimal | None = None
    look_back: LookBack | None = None
    bar: OnBar | None = None
    higher: Load | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a line comes to next: in `words` with the reason, and in `short` without."""

    words: str
    short: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a session brought, what of it differs from the plan, and what comes next time; all in words.

    `trained` are the plan's lines that were trained, by the id of their plan.
    """

    records: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    next_when: str = ""
    next_lines: tuple[str, ...] = ()
    trouble: str = ""
    trained: tuple[tuple[str, tuple[PlanLine, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Words in place of the stage: a title, rows, what to press. With `whole`, nothing stands beside them.

    A row without a label goes on with the one before it. Where not all rows fit, those under a label are
    put `shorter`, one label after the other.
    """

    title: str
    rows: tuple[Row, ...]
    foot: str
    art: tuple[str, ...] = ()
    whole: bool = False
    shorter: tuple[tuple[str, tuple[Row, ...]], ...] = ()


def head(view: View) -> tuple[str, str]:
    """What is trained, and how far it has come."""
    if view.part is Part.SUMMARY or view.course.done:
        trained = view.session.sets[-1].exercise if view.session.sets else "Session"
        return view.session.name or trained, "done"
    stretch = view.course.current
    name = stretch.prescription.exercise
    title = f"{view.session.name} · {name}" if view.session.name else name
    kind = "warm-up" if view.course.warming else "set"
    sets = f" {kind} {view.course.set_number} of {view.course.set_count}"
    return title, sets if view.part is Part.FORM else f"{sets} · {rep_count(view.state)}"


def panel(view: View, now: float) -> Panel | None:
    """The words in place of the stage, or None while figures are shown."""
    state, rest = view.state, view.rest
    running_rest = "" if rest is None else f"   rest {minutes(rest.left(now))}"
    if view.part is Part.FORM:
        why = "" if state.ended_by is None else f": {ENDINGS[state.ended_by]}"
        asked: list[Row] = [*form_lines(view.form, state)]
        if rest is not None:
            asked.insert(1, ("rest", f"{minutes(rest.left(now))}   . and , move its end"))
        kind = "Warm-up" if view.course.warming else "Set"
        title = f"{kind} {view.course.set_number}{why}"
        return Panel(title, tuple(asked), "space accepts", RACK if state.rack else ())
    if view.part is Part.SUMMARY:
        told = (*summary_lines(view.session), *look_back_lines(view.look_back))
        shorter = _shorter_summary(view.look_back)
        return Panel("Session done", told, "space leaves, u goes back", whole=True, shorter=shorter)
    if view.part is Part.REST:
        return None
    if state.stage is Stage.ASKING_PAIN:
        scale = ("", "0 none … 10 the worst there is")
        limit = ("", f"Over {state.script.pain_limit} ends the exercise.")
        return Panel("How much does it hurt?", (scale, limit), "0 to 9, t for 10, esc goes back")
    if state.stage is Stage.READY:
        rows = tuple(ready_lines(view.course, state, view.bar, view.higher))
        return Panel(f"READY{running_rest}", rows, _foot(state), shorter=_shorter_ready(rows))
    return None


def _shorter_ready(rows: tuple[Row, ...]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What a small terminal leaves out of Ready: what stands beside it too, then words of the tempo."""
    tempo = tuple(
        (label, text.partition(": ")[0]) for label, text in rows if label == "tempo" and isinstance(text, str)
    )
    return ("pacing", ()), ("then", ()), ("tempo", tempo)


def _foot(state: GuidedSet) -> str:
    if (refusal := state.verdict.refusal) is not None:
        return refusal
    if state.questions:
        return f"{state.questions[0].text} y for yes"
    if state.needs_load:
        return "l enters the load"
    return "▶ space when in position"


def beside(view: View) -> list[str]:
    """The column beside the stage: load, tempo, pacing, earlier sets, and what can't be heard."""
    if view.part is Part.SUMMARY or view.course.done:
        return []
    lines = info_lines(view.course, view.state, view.last_time, view.bar)
    if view.part is Part.REST:
        change = change_said(view.bar)
        lines = [view.course.current.prescription.exercise, *([change] if change else []), *lines]
    if view.seconds_left is not None:
        lines += ["", *progress_lines(view.course, view.seconds_left)]
    lines += sets_so_far(view.session, view.course)
    if view.no_sound:
        lines += ["", f"no sound: {view.no_sound}"]
    return lines


def progress_lines(course: Course, seconds_left: Decimal) -> list[str]:
    """How far the session has come: a bar, sets behind and in all, and what is left of it by the plan."""
    behind = course.sets_done
    total = behind + course.sets_left
    full = _BAR * behind // total if total else _BAR
    return [
        f"{'█' * full}{'░' * (_BAR - full)} {behind} of {counted(total, 'set')}",
        f"{minutes_brief(seconds_left)} left",
    ]


def look_back_lines(look_back: LookBack | None) -> list[tuple[str, str]]:
    """What the session brought beyond its totals, and what next time will be."""
    if look_back is None:
        return []
    if look_back.trouble:
        return [("", look_back.trouble)]
    rows = [("record" if not place else "", words) for place, words in enumerate(look_back.records)]
    rows += [("k keeps" if not place else "", words) for place, words in enumerate(look_back.changed)]
    rows += [("w: why" if not place else "", step.words) for place, step in enumerate(look_back.next_steps)]
    if look_back.next_when:
        rows.append(("next time", look_back.next_when))
        rows += [("", line) for line in look_back.next_lines]
    return rows


def _shorter_summary(look_back: LookBack | None) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What a small terminal leaves out of the summary, the least loss first."""
    if look_back is None:
        return ()
    steps = tuple(
        ("w: why" if not place else "", each.short) for place, each in enumerate(look_back.next_steps)
    )
    return (
        ("when", ()),
        ("w: why", steps),
        ("reps", ()),
        ("lowering", ()),
        (
            "next time",
            (("next time", look_back.next_when),),
        ),
    )


def message(view: View, now: float) -> str:
    """The sentence under the reps: what the last key did, for a while."""
    state = view.state
    if view.part is Part.SUMMARY:
        return ""
    if state.said and now - state.said_at < SAID_FOR_S and view.part is not Part.REST:
        return state.said
    if view.part is Part.SET and state.stage is Stage.PAUSED:
        return "Paused. space goes on after a lead-in."
    return ""


def summary_lines(session: Session) -> list[tuple[str, str]]:
    """The totals of a session; paced reps are never counted as measured."""
    done = work_sets(session.sets)
    total = summarise(done)
    rows = [("when", _when(session))] if session.finished_at is not None else []
    rows.append(("sets", _counts(session, total.sets)))
    if missing := undone_said(session):
        rows.append(("not done", missing))
    rows.append(("reps", reps_said(done, total.reps)))
    if total.holds:
        rows.append(("holds", f"{total.holds}, {holds_exactly_said(total)} in all"))
    if total.marked + total.paced:
        lowering = f"{tenths(total.lowering_s)} s under tension"
        count = total.marked + total.paced
        how = f"{total.paced} of {count} reps paced, not measured" if total.paced else "measured"
        rows.append(("lowering", f"{lowering}, {how}"))
    if total.fidelity is not None:
        rows.append(("on tempo", f"{kept_percent(total.fidelity)}, from {_measured(total)}"))
    if total.control_lost:
        rows.append(
            ("control", "lost once" if total.control_lost == 1 else f"lost {total.control_lost} times")
        )
    return rows


def _measured(total: Summary) -> str:
    """Say how many reps were measured, and how many of them `x` ended."""
    lost = f", {total.marked_lost} of them lost" if total.marked_lost else ""
    return f"{counted(total.marked, 'measured rep')}{lost}"


def _when(session: Session) -> str:
    """Say from when to when, in the time of the place where it began; over midnight with both dates."""
    began = session.started_at
    ended = (session.finished_at or began).astimezone(began.tzinfo)
    took = f"{max(1, round((ended - began) / timedelta(minutes=1)))} min"
    if began.date() == ended.date():
        return f"{began:%H:%M} to {ended:%H:%M}, {took}"
    return f"{date_said(began)} to {date_said(ended)}, {took}"


def _counts(session: Session, sets: int) -> str:
    warm_ups = sum(each.warm_up for each in session.sets)
    skipped = sum(each.skipped for each in session.sets)
    _, planned = sets_of_planned(session)
    parts = [str(sets) if planned in (None, sets) else f"{sets} of {planned}"]
    if warm_ups:
        parts.append(f"{warm_ups} to warm up")
    if skipped:
        parts.append(f"{skipped} left out")
    return ", ".join(parts)
