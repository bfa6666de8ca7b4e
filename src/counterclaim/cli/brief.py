"""``counterclaim brief``: a situation brief out of a ledger."""

from pathlib import Path
from typing import Literal, get_args

import click

from counterclaim.cli.options import day_or_usage, ledger_option, output_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk

Format = Literal["markdown", "html", "pdf"]


@click.command("brief")
@click.argument("words", required=False, metavar="[QUERY]")
@ledger_option
@click.option("--place", help="Words of a place's name, or its GeoNames id.")
@click.option("--party", "side", help="A side that speaks (UKR, RUS, IND, ...).")
@click.option("--speaker", help="Words of a speaker's name.")
@click.option("--since", metavar="DATE", callback=day_or_usage, help="The period's first day.")
@click.option("--until", metavar="DATE", callback=day_or_usage, help="The period's last day.")
@click.option(
    "--since-revision", type=click.IntRange(min=0), metavar="N",
    help="Say what changed since the ledger's revision N: that of the last brief.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=12, show_default=True,
    help="Events told, those of most reports first.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="markdown",
    show_default=True, help="pdf needs counterclaim[pdf].",
)  # fmt: skip
@output_option
@verbose_option
def brief_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    words: str | None,
    target: str,
    place: str | None,
    side: str | None,
    speaker: str | None,
    since: str | None,
    until: str | None,
    since_revision: int | None,
    limit: int,
    format_: Format,
    output: Path | None,
    verbose: int,
) -> None:
    """Write a brief: what is claimed, by whom, what is disputed, figures by claimant.

    For a place, a party, a period or a QUERY, out of what is linked. Every sentence is a
    template filled with the claims' own words, and has footnotes to where these stand.
    """
    from counterclaim.ledger import Ledger
    from counterclaim.linking.story import EventQuery
    from counterclaim.publishing.brief import brief_of, render_html, render_markdown, render_pdf

    query = EventQuery(
        words=words, place=place, side=side, speaker=speaker, since=since, until=until,
        order="reports", limit=limit,
    )  # fmt: skip
    asked = ", ".join(part for part in (words, place, side, speaker, _period(since, until)) if part)
    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        brief = brief_of(ledger.digest(query, since_revision), asked or "everything")
    if format_ == "pdf":
        data = render_pdf(brief)
    else:
        data = (render_html(brief) if format_ == "html" else render_markdown(brief)).encode()
    with data_output(output) as file:
        file.write(data)


def _period(since: str | None, until: str | None) -> str:
    if since is None:
        return f"until {until}" if until else ""
    return f"{since} to {until}" if until else f"since {since}"
