"""The command line, and the composition root: opens the repository, builds the app."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from negtrain_tui import __version__
from negtrain_tui.cli_rules import DB, asked, checked, named_path, opened, plainly
from negtrain_tui.training.errors import Refused

if TYPE_CHECKING:
    from negtrain_tui.training.record import Session

_DRAIN_S = 10.0
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class _Commands(click.Group):
    """The commands, and one sentence where what they print can't be written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, the group of plans among them."""
        return sorted([*super().list_commands(ctx), "next", "plan", "plates"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; that of plans is imported when it is asked for, since opening the app isn't."""
        if cmd_name == "plan":
            from negtrain_tui.cli_plan import plan_group

            return plan_group
        if cmd_name == "next":
            from negtrain_tui.cli_next import next_command

            return next_command
        if cmd_name == "plates":
            from negtrain_tui.cli_plates import plates_command

            return plates_command
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as in click
        """Run a command; storage's own errors are sentences by now, and closed pipes are click's."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            if error.errno not in _UNWRITABLE:
                raise
            # What is still in the buffer would fail once more when Python ends.
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            with suppress(OSError):
                click.echo(f"The output couldn't be written: {error.strerror}; send it elsewhere.", err=True)
            sys.exit(1)


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="negtrain")
@DB
@click.pass_context
@plainly
def main(context: click.Context, db: Path | None) -> None:
    """Eccentric strength training in the terminal. Without a command, the app opens."""
    context.obj = db
    if context.invoked_subcommand is None:
        _run(named_path(db))


@main.command("set")
@click.argument("notation")
@click.option("--self-paced", is_flag=True, help="Your press turns, not the clock.")
@click.option("--json", "as_json", is_flag=True, help="Print what was recorded, as JSON.")
@DB
@click.pass_context
@plainly
def set_command(
    context: click.Context, notation: str, self_paced: bool, as_json: bool, db: Path | None
) -> None:
    """Run one guided set (or all sets of one line) now, without a plan.

    For example: negtrain set "Push-up negative 2x3 @bw 3-0-A-0 rest 1:00"
    """
    from dataclasses import replace

    from negtrain_tui.training.notation import format_prescription, parse_prescription
    from negtrain_tui.training.prescription import Pacing

    line = checked(notation, "The notation")
    prescription = parse_prescription(notation)
    if self_paced:
        line = format_prescription(replace(prescription, pacing=Pacing.SELF_PACED))
    _run(named_path(db or context.obj), single=line, as_json=as_json)


@main.command()
@click.argument("tempo", nargs=-1, required=True)
@click.option(
    "--starts",
    type=click.Choice(["lowering", "lifting"]),
    default="lowering",
    help="Which phase the exercise begins with.",
)
@click.option("--db", type=click.Path(readable=False), expose_value=False, help="Taken, but not needed here.")
@plainly
def tempo(tempo: tuple[str, ...], starts: str) -> None:
    """Say a tempo in words: negtrain tempo 5-1-X-0."""
    from negtrain_tui.training.tempo import Start, in_words, read_tempo

    start = Start(starts)
    reading = read_tempo(" ".join(tempo), starts=start)
    click.echo(f"{reading.tempo}: {in_words(reading.tempo, start)}")
    for note in reading.notes:
        click.echo(note, err=True)


@main.command()
@click.option("--exercise", help="Only sessions with this exercise.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many sessions.")
@click.option("--json", "as_json", is_flag=True, help="Everything that was recorded, as JSON.")
@DB
@click.pass_context
@plainly
def history(context: click.Context, exercise: str | None, limit: int, as_json: bool, db: Path | None) -> None:
    """List past sessions, newest first."""
    if exercise is not None:
        checked(exercise, "The exercise's name")
    sessions: tuple[Session, ...] = ()
    if (repository := asked(db or context.obj)) is not None:
        with repository:
            sessions = repository.sessions(limit=limit, exercise=exercise)
    if as_json:
        click.echo(_json(sessions))
        return
    if not sessions and exercise is not None:
        click.echo("No session has that exercise.", err=True)
    elif not sessions:
        click.echo("No sessions yet. `negtrain` opens the app; Today starts the first one.", err=True)
    for session in sessions:
        click.echo(_history_line(session))


def _history_line(session: Session) -> str:
    from negtrain_tui.training.metrics import work_sets
    from negtrain_tui.widgets.record_words import counted, date_said, status_said, title_said, totals_said

    sets = work_sets(session.sets)
    said = [counted(len(sets), "set"), *totals_said(sets)]
    if status := status_said(session.status):
        said.append(status)
    return f"{date_said(session.started_at)}  {title_said(session)}: {', '.join(said)}"


def _json(sessions: Sequence[Session]) -> str:
    from negtrain_tui.training.record_json import sessions_json

    return json.dumps(sessions_json(sessions), ensure_ascii=False, indent=2)


def _run(path: Path, *, single: str | None = None, as_json: bool = False) -> None:
    """Open the app on the terminal, wherever standard output goes, and write everything before leaving."""
    import gc

    from negtrain_tui.terminal import ScreenOnTerminal

    # What start-up makes stays: looking it through for garbage, again and again, is a tenth of the start.
    gc.disable()
    # The threads that write to terminal and disk get their turn within this time, not after 5 ms.
    sys.setswitchinterval(0.0005)
    with ScreenOnTerminal() as terminal:
        from negtrain_tui.app import NegtrainApp
        from negtrain_tui.clock import SystemClock
        from negtrain_tui.outbox import Outbox
        from negtrain_tui.training.exercise import load_catalogue

        outbox = Outbox(lambda: opened(path))
        try:
            app = NegtrainApp(outbox, SystemClock(), load_catalogue(), single=single)
            app.run()
            drained = outbox.drain(_DRAIN_S)
            trouble = outbox.trouble if app.failure is None else app.failure
        finally:
            outbox.close(_DRAIN_S)
        if as_json and app.recorded:
            click.echo(_json(app.recorded), file=terminal.out)
    if not drained:
        raise Refused(trouble or "Not everything could be saved; free some space and check the last session.")
    if app.failure is not None:
        raise Refused(app.failure)
    if app.return_code:
        raise SystemExit(app.return_code)
