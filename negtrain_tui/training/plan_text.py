"""A whole plan as text: a header for the plan, one for each workout, and a line of notation for each line.

```
# Garage (from 2026-11-23; missed days shift)

## Push A (mon thu)
Bench press 4x5 @82.5kg 5-1-X-0 rest 3:00 +1s..8s +0.5kg now 7s 83kg
```

A line holds what the plan asks to begin with; `now` after it, in plan files only, where the lifter stands.

What begins in the first column with `# ` is the plan, which comes first and once; with `## `, a workout.
A comment is a `#` there with anything else directly after it (`#like this`), one that is indented, or
one after a header or a line. `##` is never a comment, and so no header is lost by a slip. Blank lines
mean nothing; lines end with a line feed, and a carriage return before it doesn't matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from negtrain_tui.training.errors import NotationError, Refused
from negtrain_tui.training.notation import EXAMPLE, format_prescription
from negtrain_tui.training.plan_header import (
    PLAN_EXAMPLE,
    WORKOUT_EXAMPLE,
    PlanHeader,
    WorkoutHeader,
    in_week_order,
    plan_header_text,
    read_plan_header,
    read_workout_header,
    workout_header_text,
)
from negtrain_tui.training.prescription import Plan, Prescription
from negtrain_tui.training.schedule import Schedule
from negtrain_tui.training.standing import Standing
from negtrain_tui.training.standing_text import NOW, parse_standing_line
from negtrain_tui.training.words import comment_in, is_space, quote

LONGEST_TEXT = 1 << 20
"""How many characters a plan's text may have."""
MOST_LINES = 20_000
# A line of notation with everything in it escaped stays below this.
_LONGEST_LINE = 10_000
_FOUND_SHOWN = 60
_NO_PLAN = "the plan first: “# ”, a space after it, and its name"


@dataclass(frozen=True, slots=True)
class PlanTextError:
    """Something in a plan's text that can't be read; line and column count from 1."""

    line: int
    column: int
    found: str
    expected: str
    example: str

    @property
    def said(self) -> str:
        """What is wrong, without the place; `found` stands in it as typed, shortened if it is long."""
        cut = f"{self.found[:_FOUND_SHOWN]}…" if len(self.found) > _FOUND_SHOWN else self.found
        what = f"found “{cut}”" if self.found else "the line ends"
        return f"{what}, expected {self.expected}; for example {self.example}"

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.said}"


@dataclass(frozen=True, slots=True)
class WorkoutSketch:
    """A workout as text says it: without identities.

    `standings` says of each line where it stands, as far as it is said; it is empty where no line says it.
    """

    name: str
    days: tuple[str, ...]
    lines: tuple[Prescription, ...]
    standings: tuple[Standing | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSketch:
    """A plan as text says it: without identities."""

    name: str
    schedule: Schedule
    workouts: tuple[WorkoutSketch, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a text says: a plan where nothing is wrong, and what has to be known of its lines.

    `commented` are the comments, which a plan doesn't keep, and `lines` the prescriptions that can be read,
    both with the number of their line, counted from 1.
    """

    sketch: PlanSketch | None
    errors: tuple[PlanTextError, ...]
    commented: tuple[tuple[int, str], ...] = ()
    lines: tuple[tuple[int, Prescription], ...] = ()

    @property
    def comments(self) -> int:
        """How many comments there are, which a plan doesn't keep."""
        return len(self.commented)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line by itself: what it says or what is wrong with it."""

    said: PlanHeader | WorkoutHeader | Prescription | None
    error: NotationError | None = None
    comment: str = ""
    header: str = ""
    standing: Standing | None = None
    standing_column: int = 0


_NOWHERE: Mapping[str, Standing] = {}


def sketch_of(plan: Plan, standings: Mapping[str, Standing] = _NOWHERE) -> PlanSketch:
    """Return a plan without its identities, weekdays in the order of the week.

    `standings` says by their ids where lines stand. Raises Refused where a weekday is none.
    """
    schedule = plan.schedule
    return PlanSketch(
        plan.name,
        Schedule(in_week_order(schedule.days), schedule.start, schedule.missed),
        tuple(
            WorkoutSketch(
                workout.name,
                in_week_order(workout.days),
                tuple(line.prescription for line in workout.lines),
                _if_any(tuple(standings.get(line.id) for line in workout.lines)),
            )
            for workout in plan.workouts
        ),
    )


def _if_any(standings: tuple[Standing | None, ...]) -> tuple[Standing | None, ...]:
    return standings if any(standings) else ()


def format_plan(plan: Plan, standings: Mapping[str, Standing] = _NOWHERE) -> str:
    """Write a plan as its one canonical text, which reads back as the same plan.

    `standings` says by their ids where lines stand; of those that it doesn't name nothing is written. Raises
    Refused for one that no text could say: an empty name, a line that notation can't say, or workouts that
    come in turn and have weekdays of their own.
    """
    sketch = sketch_of(plan, standings)
    if plan.schedule.days and plan.on_weekdays:
        raise Refused(
            "The plan's workouts come in turn and some have weekdays of their own; settle its schedule first."
        )
    text = "".join(f"{line}\n" for line in _written(sketch))
    reading = read_plan(text, standings=True)
    if reading.errors:
        raise Refused(f"The plan can't be written as text; in {reading.errors[0]}.")
    if reading.sketch != sketch:
        raise Refused("The plan can't be written as text: not all of it reads back as it is.")
    return text


def _written(sketch: PlanSketch) -> Iterator[str]:
    yield plan_header_text(sketch.name, sketch.schedule)
    for workout in sketch.workouts:
        yield ""
        yield workout_header_text(workout.name, workout.days)
        for line, standing in zip_longest(workout.lines, workout.standings):
            yield _canonical(line) if standing is None else f"{_canonical(line)} {NOW} {standing}"


@lru_cache(maxsize=4096)
def _canonical(line: Prescription) -> str:
    return format_prescription(line)


def read_plan(text: str, *, standings: bool = False) -> PlanReading:
    """Read a plan's text as far as it can be read, with every error in it, in their order.

    `standings` is for a plan file, whose lines may say where they stand.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST_TEXT:
        return _too_long(1, f"{len(text)} characters", f"at most {LONGEST_TEXT} characters in a plan")
    lines = text.split("\n")
    if len(lines) > MOST_LINES + 1:
        return _too_long(MOST_LINES + 1, f"{len(lines)} lines", f"at most {MOST_LINES} lines in a plan")
    return _Reader(standings=standings).read([line.removesuffix("\r") for line in lines])


def _too_long(line: int, found: str, expected: str) -> PlanReading:
    return PlanReading(None, (PlanTextError(line, 1, found, expected, PLAN_EXAMPLE),))


class _Reader:
    """One reading of one text, line after line."""

    def __init__(self, *, standings: bool) -> None:
        self.standings = standings
        self.errors: list[PlanTextError] = []
        self.commented: list[tuple[int, str]] = []
        self.lines: list[tuple[int, Prescription]] = []
        self.plan: PlanHeader | None = None
        self.workouts: list[tuple[int, str, WorkoutHeader, list[tuple[Prescription, Standing | None]]]] = []
        self.headed = False
        self.in_workout = False
        self.early: tuple[int, str] | None = None
        self.astray = False

    def read(self, lines: list[str]) -> PlanReading:
        """Read all lines."""
        for number, text in enumerate(lines, 1):
            self._take(number, text)
        if not self.headed:
            self._wrong(1, 1, lines[0].strip(), _NO_PLAN, PLAN_EXAMPLE)
        elif self.early is not None:
            self._wrong(self.early[0], 1, self.early[1], _NO_PLAN, PLAN_EXAMPLE)
        if self.plan is not None and self.plan.schedule.days:
            self._check_in_turn()
        self.errors.sort(key=lambda error: (error.line, error.column))
        sketch = None if self.errors else self._sketch()
        return PlanReading(sketch, tuple(self.errors), tuple(self.commented), tuple(self.lines))

    def _sketch(self) -> PlanSketch | None:
        if self.plan is None:
            return None
        workouts = (
            WorkoutSketch(
                header.name,
                header.days,
                tuple(line for line, _ in lines),
                _if_any(tuple(standing for _, standing in lines)),
            )
            for *_, header, lines in self.workouts
        )
        return PlanSketch(self.plan.name, self.plan.schedule, tuple(workouts))

    def _wrong(self, line: int, column: int, found: str, expected: str, example: str) -> None:
        self.errors.append(PlanTextError(line, column, found, expected, example))

    def _take(self, number: int, text: str) -> None:
        line = _read_line(text) if len(text) <= _LONGEST_LINE else _over_long(text)
        if line.comment:
            self.commented.append((number, line.comment))
        if line.error is not None:
            error = line.error
            self._wrong(number, error.column, error.found, error.expected, error.example)
        if line.header == "#":
            self._take_plan(number, text, line.said)
        elif line.header == "##":
            self._note_early(number, text)
            # A broken header opens its workout too, so that the lines under it aren't called astray.
            self.in_workout = True
            if isinstance(line.said, WorkoutHeader):
                self.workouts.append((number, text, line.said, []))
        elif isinstance(line.said, Prescription):
            self._take_line(number, text, line.said, line)

    def _take_plan(self, number: int, text: str, said: object) -> None:
        if self.headed:
            expected = (
                "one plan in a text (a workout begins with “## ”, a comment has no space after its “#”)"
            )
            comment = text.lstrip("#").strip() or "like this"
            self._wrong(number, 1, text.strip(), expected, f"#{comment}")
            return
        self.headed = True
        if isinstance(said, PlanHeader):
            self.plan = said

    def _take_line(self, number: int, text: str, said: Prescription, line: _Line) -> None:
        self.lines.append((number, said))
        if self.workouts:
            self.workouts[-1][3].append((said, line.standing))
        if line.standing is not None and not self.standings:
            expected = "the end of the line (where it stands is for files: negtrain plan apply FILE)"
            self._wrong(
                number, line.standing_column, f"{NOW} {line.standing}", expected, format_prescription(said)
            )
        if self.in_workout:
            return
        self._note_early(number, text)
        if self.headed and not self.astray:
            self.astray = True
            expected = "a workout before its lines: “## ” and its name"
            self._wrong(number, 1, text.strip(), expected, WORKOUT_EXAMPLE)

    def _note_early(self, number: int, text: str) -> None:
        if not self.headed and self.early is None:
            self.early = (number, text.strip())

    def _check_in_turn(self) -> None:
        for number, text, header, _ in self.workouts:
            if header.days:
                expected = "no weekdays of a workout's own in a plan whose workouts come in turn"
                found = text[header.bracket - 1 : text.index(")", header.bracket) + 1]
                self._wrong(number, header.bracket, found, expected, f"## {quote(header.name)}")


@lru_cache(maxsize=4096)
def _read_line(text: str) -> _Line:
    """Read one line by itself. At a keystroke only the line that changed isn't known yet."""
    header = _header_mark(text)
    try:
        _check_text(text)
        bare = text.strip()
        if not bare:
            return _Line(None)
        if header == "#":
            return _Line(read_plan_header(text), None, comment_in(text[1:]), header)
        if header == "##":
            _check_workout_mark(text)
            return _Line(read_workout_header(text), None, comment_in(text[2:]), header)
        if bare.startswith("#"):
            _check_comment(text)
            return _Line(None, comment=bare)
        p, standing, column = parse_standing_line(text)
        return _Line(p, None, comment_in(text), "", standing, column)
    except NotationError as error:
        return _Line(None, error, header=header)
    except Refused as refused:
        return _Line(
            None, NotationError(source=text, column=1, found=text, expected=str(refused), example=EXAMPLE)
        )


def _over_long(text: str) -> _Line:
    error = NotationError(
        source="",
        column=_LONGEST_LINE + 1,
        found=text[_LONGEST_LINE:],
        expected=f"at most {_LONGEST_LINE} characters in a line",
        example=EXAMPLE,
    )
    return _Line(None, error, header=_header_mark(text))


def _header_mark(text: str) -> str:
    """Return what kind of header a line is or was meant to be, by its first column."""
    if text.startswith("##"):
        return "##"
    return "#" if text.startswith("#") and (len(text) == 1 or is_space(text[1])) else ""


def _check_text(text: str) -> None:
    for at, character in enumerate(text):
        if character != "\t" and unicodedata.category(character) in ("Cc", "Cs"):
            spelt = quote(character)[1:-1]
            expected = f"text that can be seen (in quotes, {spelt} would stand for it)"
            if unicodedata.category(character) == "Cs":
                expected = "text (this is half a character)"
            raise NotationError(
                source=text, column=at + 1, found=character, expected=expected, example=EXAMPLE
            )


def _check_workout_mark(text: str) -> None:
    after = text[2:3]
    if after and not is_space(after):
        expected = "a space after “##” (a comment begins with one “#”, directly followed by its text)"
        raise NotationError(
            source=text, column=3, found=text[2:].strip(), expected=expected, example=WORKOUT_EXAMPLE
        )


def _check_comment(text: str) -> None:
    """Refuse an indented workout's header: as a comment, it would give its lines to the workout above."""
    column = len(text) - len(text.lstrip()) + 1
    if text[column - 1 :].startswith("##"):
        expected = "a header at the beginning of its line"
        raise NotationError(
            source=text, column=column, found=text.strip(), expected=expected, example=text.strip()
        )
