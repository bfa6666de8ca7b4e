"""``counterclaim stats``: what is in a ledger, counted."""

from typing import Literal, get_args

import click

from counterclaim.cli.options import ledger_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk

Format = Literal["text", "json"]


@click.command("stats")
@ledger_option
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="text", show_default=True,
    help="text: for people. json: one object, `reports` and `claims` in it.",
)  # fmt: skip
@verbose_option
def stats_command(target: str, format_: Format, verbose: int) -> None:
    """Count what is in a ledger: reports, versions, claims, by stance, type and side."""
    from counterclaim.ledger import Ledger

    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        stats = ledger.stats()
    with data_output(None) as file:
        if format_ == "json":
            import msgspec

            file.write(msgspec.json.format(msgspec.json.encode(stats), indent=2) + b"\n")
            return
        from counterclaim.cli.writers import console_on
        from counterclaim.publishing.claimlist import render_stats

        with console_on(file) as console:
            render_stats(stats, console)
