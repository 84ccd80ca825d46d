"""What Today says: the workout's lines, the week, the check-in, and what to do while there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from negtrain_tui.screens.brief import (
    day_brief,
    lacks_one_rm,
    last_time_brief,
    limits_brief,
    load_brief,
    method_brief,
    minutes_brief,
    rest_brief,
    sets_brief,
    tempo_brief,
)
from negtrain_tui.training.agenda import Due, last_week, lines_in_week
from negtrain_tui.training.durations import workout_seconds
from negtrain_tui.training.exercise import Catalogue, name_key
from negtrain_tui.training.load import Mass, plain, resolved, shown
from negtrain_tui.training.maxima import one_rm_of
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import Plan, PlanLine, Prescription, Workout, turn_marks
from negtrain_tui.training.proposal import Move
from negtrain_tui.training.protocols import Template
from negtrain_tui.training.reading import effective_tempo
from negtrain_tui.training.record import Session, SetRecord
from negtrain_tui.training.safety import Lifter, judge
from negtrain_tui.training.script import effective_method
from negtrain_tui.training.sequence import has_weeks
from negtrain_tui.training.settings import Settings
from negtrain_tui.widgets.hanging import hanging
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.record_words import title_said

if TYPE_CHECKING:
    from negtrain_tui.coaching import Coached
    from negtrain_tui.screens.prescribed import Prescribed

_MUTED = "$foreground-muted"
_ONE_ROW_FROM = 70
_WIDEST_NAME = 30
_NOTHING_NEW = (Move.FIRST, Move.NONE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line has to be seen against: the exercises, the settings, the maxima, the latest sets.

    `lines` has each line as it is prescribed now, by its id; one that isn't there is trained as noted.
    """

    catalogue: Catalogue
    settings: Settings
    one_rms: Mapping[str, Mass]
    last: Mapping[str, tuple[SetRecord, ...]]
    lines: Mapping[str, Prescribed]


@dataclass(frozen=True, slots=True)
class Shown:
    """A workout as it is in a week of its plan; `week` is None where the plan has no start yet."""

    workout: Workout
    week: int | None

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """The lines for that week."""
        return lines_in_week(self.workout, self.week)


def now(line: PlanLine, lines: Mapping[str, Prescribed]) -> Prescription:
    """Return a line as it is to be trained: as prescribed now, else as noted."""
    there = lines.get(line.id)
    return line.prescription if there is None else there.now


def interrupted(session: Session, today: date) -> Content:
    """Say that a session was put off, and how to go on with it."""
    when = f"{day_brief(session.started_at.date(), today)}, {session.started_at:%H:%M}"
    return Content.assemble(
        (f"△ {title_said(session)} of {when}, was interrupted: ", "$text-warning"),
        ("i", "bold $text-accent"),
        (" goes on with it, or finishes it.", "$text-warning"),
    )


def heading(plan: Plan, shown: Shown, due: Due, facts: Facts) -> Iterator[Content]:
    """Name the workout, why it is this one, the plan's week, and how long it takes."""
    workout, lines = shown.workout, shown.lines
    place = [each.id for each in plan.workouts].index(workout.id)
    several = len(plan.workouts) > 1
    name = f"‹ {literal(workout.name)} ›" if several else literal(workout.name)
    why = due.reason if place == due.index else "chosen by you"
    where = (f"{place + 1} of {len(plan.workouts)}", why) if several else (why,)
    yield Content.assemble((name, "bold $text-primary"), (literal(f"  {', '.join(where)}"), _MUTED))
    exercises = [
        (now(line, facts.lines), facts.catalogue.resolve(line.prescription.exercise).exercise)
        for line in lines
    ]
    sets = sum(prescription.set_count for prescription, _ in exercises)
    parts = [_count(len(exercises), "exercise"), _count(sets, "set")]
    if lines:
        parts.append(minutes_brief(workout_seconds(exercises, facts.settings)))
    yield Content(", ".join(parts) + _week_words(plan, shown.week))
    if has_weeks(plan) and plan.schedule.start is None:
        yield Content.styled(
            "△ no start date, so it stays week 1: s under Plan (2) sets one", "$text-warning"
        )


def deload_rows(told: Coached, today: date, room: int) -> Iterator[Content]:
    """Say that an easier week is offered, with the keys that answer; or that it is one."""
    if told.easy_until is not None:
        until = day_brief(told.easy_until, today)
        yield Content.styled(f"~ Deload until {until}: fewer sets, 10 % lighter", "$text-success")
    elif told.deload is not None:
        keys = (("d", " takes it, "), ("m", " asks again in a week, "), ("x", " not now"))
        yield hanging(f"△ Deload? {told.deload.reason}", room, "$text-warning", first=0)
        yield Content.assemble(
            "  ", *(part for key, words in keys for part in ((key, "bold $text-accent"), words))
        )


def _week_words(plan: Plan, week: int | None) -> str:
    if week is None:
        return ""
    last = last_week(plan)
    return f" · week {week}" if last is None else f" · week {week} of {last}"


def workout_rows(shown: Shown, facts: Facts, today: date, room: int) -> Iterator[Content]:
    """Show each line: what to do, what was done last time, and what stands in the way."""
    lines = shown.lines
    if not lines:
        yield Content("")
        yield Content.styled(_why_nothing(shown), _MUTED)
        return
    if room < _ONE_ROW_FROM:
        yield Content("")
    longest = max(Content(literal(line.prescription.exercise)).cell_length for line in lines)
    marks = turn_marks(lines)
    longest += max(len(mark) for mark in marks) + 1 if any(marks) else 0
    for line, mark in zip(lines, marks, strict=True):
        if room >= _ONE_ROW_FROM:
            yield Content("")
        yield from _line_rows(line, mark, facts, today, room=room, name_width=min(longest, _WIDEST_NAME))


def _line_rows(
    line: PlanLine, mark: str, facts: Facts, today: date, *, room: int, name_width: int
) -> Iterator[Content]:
    p = now(line, facts.lines)
    there = facts.lines.get(line.id)
    exercise = facts.catalogue.resolve(p.exercise).exercise
    one_rm = one_rm_of(p.exercise, facts.catalogue, facts.one_rms) or (there.one_rm if there else None)
    name = Content.styled(f"{mark} {literal(p.exercise)}".lstrip(), "bold")
    what = "  ".join(part for part in (sets_brief(p), load_brief(p, one_rm)) if part)
    rest = f"rest {rest_brief(p)}" if p.rest is not None else ""
    tempo = tempo_brief(effective_tempo(p, exercise), exercise.starts)
    parts = [part for part in (tempo, method_brief(p), limits_brief(p), rest) if part]
    how = " · ".join(parts)
    loadable = _loadable(there)
    if loadable and name.cell_length + len(what) + len(loadable) + 4 <= room:
        what, loadable = f"{what}, {loadable}", ""
    on_one_row = name.cell_length <= name_width and room >= _ONE_ROW_FROM
    if on_one_row and name_width + 4 + len(what.ljust(14)) + len(how) <= room:
        yield Content.assemble(name.pad_right(name_width - name.cell_length), f"  {what:<14}  {how}")
    else:
        yield Content.assemble(name, f"  {what}")
        # Broken here rather than by the terminal, which would lose the indent.
        fits = len(how) + 2 <= room
        for row in [how] if fits else [parts[0], " · ".join(parts[1:])]:
            if row:
                yield Content(f"  {row}")
    if loadable:
        yield Content(f"  {loadable}")
    if there is not None:
        yield from _proposed_rows(there, room)
    done = facts.last.get(p.exercise, ())
    last = f"last time {last_time_brief(done, today)}" if done else "not trained yet"
    yield hanging(last, room, _MUTED)
    yield from _obstacles(p, facts, one_rm)
    if p.note:
        yield Content.styled(f"  “{literal(p.note)}”", "italic $foreground-muted")


def _loadable(there: Prescribed | None) -> str:
    """Say what can be made of the load, where that isn't what is prescribed."""
    if there is None or there.as_it_is:
        return ""
    loadable, above = there.proposal.loadable, there.proposal.above
    next_above = "" if above is None else f" (next above {shown(above)})"
    if loadable is None:
        return f"can't be made so light{next_above}"
    return f"loadable {shown(loadable)}{next_above}"


def _proposed_rows(there: Prescribed, room: int) -> Iterator[Content]:
    """Show the plates, the reason in a sentence, and what waits for an answer."""
    from negtrain_tui.screens.prescribed import open_rows
    from negtrain_tui.training.loading import said, side_by_side
    from negtrain_tui.widgets.plate_picture import plate_picture

    down, up = there.made.down, there.made.up
    for which, other, mark in ((down, up, ""), (up, down, "up ")):
        if which is not None:
            made = side_by_side(which, other)
            drawn = (
                plate_picture(made, room - 2 - len(mark)) if room >= _ONE_ROW_FROM else Content(said(made))
            )
            yield Content.assemble(f"  {mark}", drawn)
    proposal = there.proposal
    if proposal.move not in _NOTHING_NEW:
        yield hanging(proposal.reason, room, "$text-primary")
    yield from open_rows(proposal, room, yes="w decides.", ways="w offers ways on", indent=2)


def _obstacles(p: Prescription, facts: Facts, one_rm: Mass | None) -> Iterator[Content]:
    if lacks_one_rm(p, one_rm):
        yield Content.styled(
            "  △ its 1RM isn't known: r enters it, or Ready asks for the load", "$text-warning"
        )
    load = None if p.load is None else resolved(p.load, one_rm) or p.load
    exercise = facts.catalogue.resolve(p.exercise).exercise
    verdict = judge(load, effective_method(p, exercise), exercise, Lifter(one_rm, heavy_sessions=0))
    if verdict.refusal is not None:
        yield Content.styled(f"  × {verdict.refusal}", "$text-error")
    elif verdict.heavy:
        share = f"{plain(verdict.percent)} % of 1RM" if verdict.percent is not None else "1RM not known"
        yield Content.styled(f"  △ heavy ({share}): spotters, pins or stops first", "$text-warning")


def _why_nothing(shown: Shown) -> str:
    if not shown.workout.lines:
        return "This workout has no lines yet: 2 opens the plan, where a adds one."
    ranges = sorted({line.prescription.weeks for line in shown.workout.lines if line.prescription.weeks})
    weeks = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)
    return f"Nothing of this workout is for week {shown.week or 1}; its lines are for weeks {weeks}."


def no_plan(starter: Template) -> Iterator[Content]:
    """Welcome somebody new, and say what one key away there is."""
    yield Content.styled("Welcome to Negtrain", "bold $text-primary")
    yield Content(f"There is no plan yet. The starter plan needs {literal(starter.needs)}:")
    yield Content("")
    for workout in starter.workouts:
        exercises = ", ".join(parse_prescription(line).exercise for line in workout.lines)
        yield Content.styled(literal(workout.name), "bold")
        yield Content(f"  {literal(exercises)}")
    yield Content("")
    yield Content.assemble(
        "Lowerings of 3 to 4 s, few reps, no load: made for a first week. ",
        ("enter", "bold $text-accent"),
        " takes it and opens Day A; ",
        ("t", "bold $text-accent"),
        " offers other plans; ",
        ("2", "bold $text-accent"),
        " makes one of your own.",
    )


def no_workouts() -> Iterator[Content]:
    """Say why there is nothing to start."""
    yield Content.styled("This plan has no workouts", "bold $text-primary")
    yield Content.assemble(("2", "bold $text-accent"), " opens it; there a adds the first one.")


def week_strip(week: Sequence[date], today: date, trained: AbstractSet[date]) -> Content:
    """Draw the days of the week: a tick on days trained, today in brackets."""
    parts: list[Content] = [Content.styled("Week ", _MUTED)]
    for day in week:
        mark = "✓" if day in trained else "·"
        text = f"{day:%a} {mark}"
        style = "bold $text-success" if day in trained else _MUTED
        if day == today:
            parts.append(Content.assemble(("[", "bold"), (text, f"{style} bold"), ("]", "bold")))
        else:
            parts.append(Content.styled(f" {text} ", style))
    return Content("").join(parts)


def check_in(body_mass: Mass | None, one_rms: Mapping[str, Mass], catalogue: Catalogue) -> Content:
    """Say in one line what is known of the lifter; an exercise counts once, whatever its names are."""
    weight = f"body mass {body_mass}" if body_mass else "body mass not entered"
    known = {name_key(catalogue.resolve(name).exercise.name) for name in one_rms}
    maxima = f"1RM of {_count(len(known), 'exercise')}" if known else "no 1RM entered"
    return Content.assemble(("Check-in ", _MUTED), f"{weight} · {maxima}")


def side_week(week: Sequence[date], today: date, trained: AbstractSet[date]) -> Iterator[Content]:
    """Tell the week day by day, for the panel of a wide terminal."""
    yield Content.styled("This week", "bold")
    for day in week:
        mark = "✓ trained" if day in trained else "· today" if day == today else "·"
        style = "bold $text-success" if day in trained else "" if day == today else _MUTED
        yield Content.styled(f"  {day:%a} {day.day:>2}  {mark}", style)


def side(
    week: Iterable[Content], body_mass: Mass | None, maxima: Sequence[tuple[str, Mass | None]]
) -> Content:
    """Fill the panel of a wide terminal: the week day by day, the check-in, this workout's maxima."""
    rows = [*week, Content(""), Content.styled("Check-in", "bold")]
    rows.append(Content(f"  body mass  {body_mass or 'not entered (b)'}"))
    rows += [Content(""), Content.styled("1RM of this workout's exercises", "bold")]
    for name, mass in maxima:
        rows.append(
            Content.assemble(f"  {literal(name)}  ", (str(mass or "not entered (r)"), "" if mass else _MUTED))
        )
    return Content("\n").join(rows)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
