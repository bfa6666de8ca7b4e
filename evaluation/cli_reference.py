"""usage: python -m evaluation.cli_reference [--check]

Writes docs/cli.md from the commands themselves; with ``--check`` only says whether it is stale.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from counterclaim.cli.main import cli

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"

INTRODUCTION = """# The command line

*Written from the commands by `make docs`; a test fails when it is stale.*

Data goes to stdout, talk to stderr. What can be read, and how, is told in
[Inputs](inputs.md). `--help` describes any command.

| exit code | meaning |
| --- | --- |
| 0 | fine |
| 1 | some inputs failed: each is named on stderr, the rest is read; or the command cannot be done |
| 2 | wrong usage; nothing was done |
| 130 | interrupted by Ctrl-C |
| 141 | the program that read our output went away |
"""


def commands(
    command: click.Command = cli, path: tuple[str, ...] = ("counterclaim",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command under ``command`` with the words that call it, groups first."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from commands(child, (*path, name))


def reference() -> str:
    """The text of docs/cli.md."""
    parts = [INTRODUCTION]
    for path, command in commands():
        parts.append(f"{'#' * (len(path) + 1)} {' '.join(path)}\n")
        parts.append(_section(path, command))
    return "\n".join(parts)


def _section(path: tuple[str, ...], command: click.Command) -> str:
    context = click.Context(command, info_name=" ".join(path))
    usage = " ".join([" ".join(path), *command.collect_usage_pieces(context)])
    lines = [f"`{usage}`", "", *_paragraphs(command.help or ""), ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                lines.append(f"- `{name}`: {child.get_short_help_str(200)}")
        lines.append("")
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        lines += ["| option | meaning |", "| --- | --- |"]
    records = [option.get_help_record(context) for option in options]
    lines += [_row(*record) for record in records if record is not None]
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(names: str, meaning: str) -> str:
    return "| " + " | ".join((f"`{names}`".replace("|", "\\|"), meaning.replace("|", "\\|"))) + " |"


def _paragraphs(text: str) -> Iterator[str]:
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    yield "\n\n".join(paragraphs)


def main() -> None:
    """Write the reference, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if not REFERENCE.exists() or REFERENCE.read_text("utf-8") != reference():
            sys.exit("docs/cli.md is stale; run: make docs")
        return
    REFERENCE.write_text(reference(), "utf-8")


if __name__ == "__main__":
    main()
