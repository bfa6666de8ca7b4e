"""``counterclaim show``: one claim, with its words in context."""

from typing import Literal, get_args

import click

from counterclaim.cli.options import ledger_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk

Format = Literal["text", "json"]


@click.command("show")
@click.argument("claim", metavar="CLAIM")
@ledger_option
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="text", show_default=True,
    help="json: a list, for the same text in two reports holds the same claim.",
)  # fmt: skip
@verbose_option
def show_command(claim: str, target: str, format_: Format, verbose: int) -> None:
    """Show the claim with the id CLAIM: its fields, and its words in their context.

    The beginning of an id will do if it is eight characters or longer and only one id begins
    so. Claims that a later version took the place of are shown too, and said to be.
    """
    from counterclaim.errors import LedgerError
    from counterclaim.ledger import Ledger

    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        shown = ledger.show(claim)
    if not shown:
        raise LedgerError(f"{claim}: no claim has this id; `search --format json` gives ids")
    with data_output(None) as file:
        if format_ == "json":
            from counterclaim.publishing.jsonform import encode_shown

            file.write(encode_shown(shown))
            return
        from counterclaim.cli.writers import console_on
        from counterclaim.publishing.context import render_shown

        with console_on(file) as console:
            for number, item in enumerate(shown):
                if number:
                    console.print()
                render_shown(item, console)
