"""``counterclaim link``: ties the claims of a ledger together."""

import click

from counterclaim.cli.options import ledger_option
from counterclaim.cli.talk import Talk


@click.command("link")
@ledger_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks.")
def link_command(target: str, quiet: bool, verbose: int) -> None:
    """Find which claims speak of one event, and which rest on one saying.

    Links what came in since the last time; what it costs goes by that, not by the ledger's
    size, and the result is the same whatever the order in which reports came. `export` then
    gives `event` and `origin`; `events` and `event` show them.
    """
    from counterclaim.ledger import Ledger

    with Talk(-1 if quiet else verbose, bar=True) as talk, Ledger.open(target) as ledger:
        done = ledger.link(on_progress=lambda n, of: talk.advance(n, n, of))
        talk.hide()
        if not quiet:
            talk.say(f"{ledger.name}: {done.new:,} claims linked, {done.changed:,} ids changed")
