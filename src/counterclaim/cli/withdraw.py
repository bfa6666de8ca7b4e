"""``counterclaim withdraw``: a report that is no longer to be told."""

import click

from counterclaim.cli.options import ledger_option, verbose_option
from counterclaim.cli.talk import Talk


@click.command("withdraw")
@click.argument("report", metavar="REPORT")
@ledger_option
@click.option("--because", required=True, metavar="TEXT", help="Why; it is kept beside the report.")
@verbose_option
def withdraw_command(report: str, target: str, because: str, verbose: int) -> None:
    """Mark the report with the id REPORT, and its claims, as withdrawn.

    Nothing is deleted: `show` still shows its claims and says what became of them, and
    `export --since-revision` names the report as DEL. It is not found or exported any more, and
    does not come back when the same text is ingested again.
    """
    from counterclaim.errors import LedgerError
    from counterclaim.ledger import Ledger

    with Talk(verbose, bar=False) as talk, Ledger.open(target) as ledger:
        if not ledger.withdraw(report, because):
            raise LedgerError(
                f"{report}: no report that is current has this id; `search --format json` gives ids"
            )
        if ledger.linked:
            ledger.link()
        talk.say(f"{ledger.name}: {report} withdrawn")
