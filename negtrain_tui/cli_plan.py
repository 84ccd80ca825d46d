"""The commands about plans: to show one, to write one as text, and to apply a text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negtrain_tui.cli_plan_files import text_in, write
from negtrain_tui.cli_plan_standing import decisions, moved_away, moves, moves_said
from negtrain_tui.cli_plan_told import others, told
from negtrain_tui.cli_rules import DB, asked, checked, named_path, opened, plainly
from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from negtrain_tui.repository import Repository
    from negtrain_tui.training.exercise import Catalogue
    from negtrain_tui.training.plan_changes import Item
    from negtrain_tui.training.plan_text import PlanSketch
    from negtrain_tui.training.prescription import Plan, PlanHeading

_PLAN = click.option("--plan", "name", help="Another plan than the one that is followed now.")
_NONE = (
    "No plan yet. `negtrain` opens the app with one to begin with; `negtrain plan apply FILE` brings yours."
)


@click.group("plan")
@DB
@click.pass_context
def plan_group(context: click.Context, db: Path | None) -> None:
    """Show a plan, write it as text, or apply a text."""
    context.obj = db or context.obj


@plan_group.command()
@_PLAN
@DB
@click.pass_context
@plainly
def show(context: click.Context, name: str | None, db: Path | None) -> None:
    """Show the plan: its schedule, its workouts, what each line means, and where it stands now."""
    from negtrain_tui.clock import SystemClock
    from negtrain_tui.training.exercise import load_catalogue

    repository = _asked(db or context.obj)
    if repository is None:
        click.echo(_NONE, err=True)
        return
    with repository:
        headings = repository.plan_headings()
        heading = _chosen(headings, name)
        plan = None if heading is None else repository.plan(heading.id)
        catalogue = load_catalogue().with_own(repository.own_exercises())
        settings = repository.settings()
        moved = {} if plan is None else moved_away(repository, catalogue, plan, SystemClock().wall())
    if heading is None or plan is None:
        click.echo(_no_active(headings), err=True)
        return
    for line in told(plan, heading, catalogue, settings, moved):
        click.echo(line)
    for line in others(headings, plan.id):
        click.echo(line)


@plan_group.command()
@_PLAN
@click.option("-o", "--output", type=click.Path(readable=False), help="A file, in place of standard output.")
@DB
@click.pass_context
@plainly
def export(context: click.Context, name: str | None, output: str | None, db: Path | None) -> None:
    """Write the plan as text, from which `negtrain plan apply` makes it again.

    `now 7s 83kg` after a line is where you stand with it, if that isn't where it begins.
    """
    from negtrain_tui.clock import SystemClock
    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.training.plan_text import format_plan

    repository = _asked(db or context.obj)
    if repository is None:
        raise Refused(_NONE)
    with repository:
        headings = repository.plan_headings()
        heading = _chosen(headings, name)
        plan = None if heading is None else repository.plan(heading.id)
        if plan is None:
            raise Refused(_no_active(headings))
        catalogue = load_catalogue().with_own(repository.own_exercises())
        moved = moved_away(repository, catalogue, plan, SystemClock().wall())
    write(output, format_plan(plan, moved).encode())


@plan_group.command()
@click.argument("file", type=click.Path(readable=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--activate", "follow", is_flag=True, help="Make it the plan that is followed from now on.")
@DB
@click.pass_context
@plainly
def apply(context: click.Context, file: str, dry_run: bool, follow: bool, db: Path | None) -> None:
    """Make the plan of this name what FILE says (`-` reads standard input).

    Workouts and lines keep their identities, and so their history. A plan that isn't there yet is made,
    and followed from now on. Where FILE has errors, each is told with its line and column, and nothing
    changes. The app can undo it.

    `now 7s 83kg` after a line says where you stand with it: its seconds, its load, or both. Of a line
    without `now` nothing changes in that; nor does undoing the plan take it back.
    """
    from negtrain_tui.clock import SystemClock
    from negtrain_tui.ids import new_id
    from negtrain_tui.repository import Conflict
    from negtrain_tui.training.exercise import load_catalogue
    from negtrain_tui.training.plan_changes import Change, difference
    from negtrain_tui.training.plan_changes_said import changes_said
    from negtrain_tui.training.plan_matching import reconciled, standings_by_line

    sketch, comments = _sketch_in(file)
    path = named_path(db or context.obj)
    repository = None if dry_run and not os.path.lexists(path) else opened(path, create=not dry_run)
    headings: tuple[PlanHeading, ...] = ()
    old: Plan | None = None
    catalogue = load_catalogue()
    at = SystemClock().wall()
    with repository or nullcontext():
        if repository is not None:
            # Nothing is written to a damaged file, as large as it may be.
            repository.check(path)
            catalogue = catalogue.with_own(repository.own_exercises())
            headings = repository.plan_headings()
            if (heading := _called(headings, sketch.name)) is not None:
                old = repository.plan(heading.id)
        new = reconciled(old, sketch, lambda: new_id(at))
        items = difference(old, new)
        if old is None or follow:
            items = _followed(items, headings, new)
        moved = moves(repository, catalogue, new, standings_by_line(new, sketch), at, old=old)
        if repository is not None and (items or moved) and not dry_run:
            try:
                edit = Change(f"Plan applied from {_label(file)}", items)
                repository.change_plans(edit, decisions(moved, at))
            except Conflict as conflict:
                raise Refused(f"{conflict} Nothing is applied; try again.") from conflict
    said = changes_said(old, new, comments, len(moved))
    _say(f"Nothing is saved; it would be: {said}" if dry_run else said)
    for sentence in chain(
        moves_said(moved, dry_run=dry_run),
        _unknown(old, new, catalogue),
        _followed_said(headings, new, old is None or follow, dry_run),
    ):
        _say(sentence)


def _asked(db: Path | None) -> Repository | None:
    """Open the database for a question about plans, as `asked` does."""
    path = named_path(db)
    if db is not None and not os.path.lexists(path):
        raise Refused(
            f"There is no database at {path} yet; `negtrain plan apply FILE` makes one with your plan, "
            "or check --db."
        )
    return asked(db)


def _followed(items: tuple[Item, ...], headings: Sequence[PlanHeading], plan: Plan) -> tuple[Item, ...]:
    """Add to an edit that its plan is the one followed from now on; each plan stands in it once."""
    from negtrain_tui.training.plan_changes import Item, activate
    from negtrain_tui.training.prescription import PlanHeading

    if all(heading.id != plan.id for heading in headings):
        headings = (
            *headings,
            PlanHeading(plan.id, plan.name, active=False, archived=False, workouts=0, lines=0),
        )
    whole = {(item.kind, item.id): item for item in items}
    for item in activate(headings, plan.id):
        key = (item.kind, item.id)
        if (other := whole.get(key)) is not None:
            before = None if other.before is None else {**other.before, **(item.before or {})}
            whole[key] = Item(*key, before, {**(other.after or {}), **(item.after or {})})
        else:
            whole[key] = item
    return tuple(whole.values())


def _unknown(old: Plan | None, new: Plan, catalogue: Catalogue) -> Iterator[str]:
    """Say which exercises came with an edit that nobody has described yet."""
    before = _exercises(old) if old is not None else {}
    for name in _exercises(new):
        resolution = catalogue.resolve(name)
        if not resolution.known and name not in before:
            near = f" Did you mean {resolution.nearest}?" if resolution.nearest else ""
            yield f"{name} isn't in the catalogue: taken as your own exercise.{near}"


def _exercises(plan: Plan) -> dict[str, None]:
    return dict.fromkeys(line.prescription.exercise for workout in plan.workouts for line in workout.lines)


def _followed_said(
    headings: Sequence[PlanHeading], plan: Plan, followed: bool, dry_run: bool
) -> Iterator[str]:
    """Say which plan is followed, where that isn't the one applied all along."""
    active = next((heading for heading in headings if heading.active), None)
    if active is not None and active.id == plan.id:
        return
    if followed:
        yield f"{plan.name} {'would be' if dry_run else 'is'} the plan that is followed now."
        if active is not None:
            yield f"{active.name} stays among the plans; `negtrain plan show --plan` and its name shows it."
    elif active is not None:
        yield f"{active.name} is followed still; with --activate, {plan.name} would be."
    else:
        yield f"No plan is followed; with --activate, {plan.name} would be."


def _chosen(headings: Sequence[PlanHeading], name: str | None) -> PlanHeading | None:
    """Return the plan of that name, which there has to be; without a name the active one, if any."""
    if name is None:
        return next((heading for heading in headings if heading.active), None)
    heading = _called(headings, checked(name, "The plan's name"))
    if heading is None:
        there = f"there is {_listed(headings)}" if headings else "there is no plan yet"
        raise Refused(f"No plan is called “{name}”; {there}.")
    return heading


def _called(headings: Sequence[PlanHeading], name: str) -> PlanHeading | None:
    """Return the plan of a name in whatever case: the active one, else one that isn't archived, else any."""
    same = [heading for heading in headings if heading.name.casefold() == name.casefold()]
    same.sort(key=lambda heading: (not heading.active, heading.archived))
    if len(same) > 1 and not same[0].active and same[0].archived == same[1].archived:
        raise Refused(f"{len(same)} plans are called “{name}”; rename all but one of them in the app first.")
    return same[0] if same else None


def _listed(headings: Sequence[PlanHeading]) -> str:
    return ", ".join(f"“{heading.name}”" for heading in headings)


def _no_active(headings: Sequence[PlanHeading]) -> str:
    if not headings:
        return _NONE
    return f"No plan is followed now; choose one with --plan: {_listed(headings)}."


def _say(sentence: str) -> None:
    from negtrain_tui.widgets.literal import literal

    click.echo(literal(sentence), err=True)


def _label(file: str) -> str:
    from negtrain_tui.widgets.literal import literal

    return "standard input" if file == "-" else literal(Path(file).name)


def _sketch_in(file: str) -> tuple[PlanSketch, int]:
    """Read a file; where it has errors, tell each of them and end with exit status 1."""
    from negtrain_tui.training.plan_text import read_plan

    reading = read_plan(text_in(file), standings=True)
    if reading.sketch is not None:
        return reading.sketch, reading.comments
    place = "Standard input" if file == "-" else file
    for error in reading.errors:
        _say(f"{place}:{error.line}:{error.column}: {error.said}")
    raise SystemExit(1)
