"""The command line, and the composition root: opens the repository, builds the app."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from negtrain_tui import __version__
from negtrain_tui.cli_rules import DB, checked, named_path, opened, plainly
from negtrain_tui.training.errors import Refused

_DRAIN_S = 10.0
_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


_LATER = {
    "history": ("negtrain_tui.cli_history", "history_command"),
    "next": ("negtrain_tui.cli_next", "next_command"),
    "plan": ("negtrain_tui.cli_plan", "plan_group"),
    "plates": ("negtrain_tui.cli_plates", "plates_command"),
    "trend": ("negtrain_tui.cli_trend", "trend_command"),
    "week": ("negtrain_tui.cli_week", "week_command"),
}
"""Modules and names of the commands that are imported only when one is asked for: opening the app isn't."""


class _Commands(click.Group):
    """The commands, and one sentence where what they print can't be written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, those that are imported later among them."""
        return sorted([*super().list_commands(ctx), *_LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, and import it where that has to be."""
        if cmd_name not in _LATER:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        module, name = _LATER[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

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
@DB
@click.pass_context
@plainly
def demo(context: click.Context, db: Path | None) -> None:
    """Open the app on a made-up year of training; nothing of it is kept, and your own data isn't touched."""
    from negtrain_tui.cli_demo import BANNER, made_up
    from negtrain_tui.clock import SystemClock

    if db or context.obj:
        raise Refused("The demo makes up its own database, so leave --db out.")
    with made_up(SystemClock().wall()) as path:
        _run(path, banner=BANNER)


def _run(path: Path, *, single: str | None = None, as_json: bool = False, banner: str = "") -> None:
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
            app = NegtrainApp(outbox, SystemClock(), load_catalogue(), single=single, banner=banner)
            app.run()
            drained = outbox.drain(_DRAIN_S)
            trouble = outbox.trouble if app.failure is None else app.failure
        finally:
            outbox.close(_DRAIN_S)
        if as_json and app.recorded:
            from negtrain_tui.training.record_json import sessions_lines

            for line in sessions_lines(app.recorded):
                click.echo(line, file=terminal.out)
    if not drained:
        raise Refused(trouble or "Not everything could be saved; free some space and check the last session.")
    if app.failure is not None:
        raise Refused(app.failure)
    if app.return_code:
        raise SystemExit(app.return_code)
