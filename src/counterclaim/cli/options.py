"""Options that several commands have."""

from pathlib import Path

import click

from counterclaim.cli.output import checked_output
from counterclaim.reading.dates import checked_date

KINDS = ("text", "html", "jsonl", "json", "csv", "parquet", "feed", "warc", "wacz")
"""What an input may be said to hold: :data:`counterclaim.reading.inputs.Kind`, spelt out here so
that usage errors need not import it."""

ledger_option = click.option(
    "--ledger", "target", required=True, metavar="PATH|postgresql://...",
    envvar="COUNTERCLAIM_LEDGER", show_envvar=True,
    help="The ledger: a SQLite file, or a PostgreSQL database.",
)  # fmt: skip

verbose_option = click.option(
    "-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks."
)


def date_or_usage(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """An ISO date or date-time, or wrong usage."""
    try:
        return None if value is None else checked_date(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def day_or_usage(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """The day of an ISO date, or wrong usage."""
    checked = date_or_usage(context, parameter, value)
    return None if checked is None else checked[:10]


def _output(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    return checked_output(value)


output_option = click.option(
    "--output", type=click.Path(path_type=Path), callback=_output,
    help="File to write instead of stdout; it appears whole or not at all.",
)  # fmt: skip

log_format_option = click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="json: every line on stderr is a JSON object (at, level, event, message, ...).",
)  # fmt: skip

processes_option = click.option(
    "--processes", type=click.IntRange(min=1), default=1, show_default=True,
    help="Processes to read with; the result is the same. Each takes some 400 MB of memory.",
)  # fmt: skip

private_option = click.option(
    "--allow-private", is_flag=True,
    help="Follow addresses into private networks, other than the hosts that you name.",
)  # fmt: skip

timeout_option = click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
    metavar="SECONDS",
    help="How long a server may stay silent; an answer may take four times as long in all.",
)  # fmt: skip

pause_option = click.option(
    "--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS",
    help="Least time between two requests to one host; a longer one in its robots.txt counts.",
)  # fmt: skip

link_option = click.option(
    "--link/--no-link", "link", default=None,
    help="Link what came in, as `link` does; by default where the ledger was linked before.",
)  # fmt: skip

fast_option = click.option(
    "--fast", is_flag=True,
    help="Read by rules alone, without the trained networks: quicker, and more often wrong.",
)  # fmt: skip
