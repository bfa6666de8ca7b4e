"""``counterclaim``: the group of commands, and what happens when one goes wrong.

Data goes to stdout, talk to stderr. Exit codes: 0 fine; 1 some inputs failed, or the command
could not be carried out; 2 wrong usage; 130 after Ctrl-C; 141 when the reader of our output
went away. A user sees a traceback only with ``-vv``.

Commands import what they need when they run: ``--help`` and usage errors answer at once.
"""

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from counterclaim.cli.brief import brief_command
from counterclaim.cli.events import event_command, events_command
from counterclaim.cli.export import export_command
from counterclaim.cli.ingest import ingest_command
from counterclaim.cli.link import link_command
from counterclaim.cli.read import read_command
from counterclaim.cli.search import search_command
from counterclaim.cli.serve import serve_command
from counterclaim.cli.show import show_command
from counterclaim.cli.stages import stages_command
from counterclaim.cli.stats import stats_command
from counterclaim.cli.watch import watch_command
from counterclaim.cli.withdraw import withdraw_command
from counterclaim.errors import CounterclaimError
from counterclaim.model.version import EXTRACTOR

FAILED = 1
INTERRUPTED = 130
BROKEN_PIPE = 141


class DeferredGroup(click.Group):
    """A group whose module is imported only when one of its commands is asked for."""

    def __init__(self, name: str, target: str, help: str) -> None:  # noqa: A002 (click's name)
        super().__init__(name, help=help)
        self._target = target

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the group's commands."""
        return self._group().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of the group's commands."""
        return self._group().get_command(ctx, cmd_name)

    def _group(self) -> click.Group:
        module, _, attribute = self._target.partition(":")
        group: click.Group = getattr(import_module(module), attribute)
        return group


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    package_name="counterclaim", message=f"%(prog)s %(version)s (reading {EXTRACTOR})"
)
def cli() -> None:
    """Who claims what about an armed conflict, on exactly which words."""


cli.add_command(read_command)
cli.add_command(ingest_command)
cli.add_command(watch_command)
cli.add_command(link_command)
cli.add_command(events_command)
cli.add_command(event_command)
cli.add_command(brief_command)
cli.add_command(search_command)
cli.add_command(show_command)
cli.add_command(stats_command)
cli.add_command(export_command)
cli.add_command(withdraw_command)
cli.add_command(serve_command)
cli.add_command(
    DeferredGroup(
        "users",
        "counterclaim.cli.users:users_group",
        "Who may use a server: enter, list and remove users.",
    )
)
cli.add_command(stages_command)
cli.add_command(
    DeferredGroup(
        "gazetteer",
        "counterclaim.cli.gazetteer:gazetteer_group",
        "The place names that reports are read with: build, import, look up.",
    )
)


def main() -> NoReturn:
    """Entry point of the ``counterclaim`` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; its exit code. Nothing but ``SystemExit`` is raised."""
    try:
        with cli.make_context("counterclaim", list(arguments)) as context:
            cli.invoke(context)
            sys.stdout.flush()
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("counterclaim: interrupted", err=True)
        return INTERRUPTED
    except Exception as error:
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    """Tell what went wrong in one line, with a traceback where the user asked for one."""
    if isinstance(error, BrokenPipeError):
        _silence_stdout()
        return BROKEN_PIPE
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, CounterclaimError):
        message = str(error)
    elif isinstance(error, OSError):
        message = f"{error.filename or 'output'}: {error.strerror or error}"
    else:
        reason = f"{type(error).__name__}: {error}"
        message = f"a defect of counterclaim ({reason}); -vv says where, please report it"
    if logging.getLogger("counterclaim").isEnabledFor(logging.DEBUG):
        traceback.print_exception(error)
    click.echo(f"counterclaim: {' '.join(message.split())}", err=True)
    return FAILED


def _silence_stdout() -> None:
    """Let the interpreter's last flush of stdout go nowhere instead of failing once more."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
