"""``counterclaim events`` and ``event``: what claims of many reports speak of."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from counterclaim.cli.options import day_or_usage, ledger_option, output_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk
from counterclaim.model.vocabulary import CLAIM_TYPES

if TYPE_CHECKING:
    from counterclaim.linking.story import Family, FlagKind, Order
    from counterclaim.model.vocabulary import ClaimType

Format = Literal["text", "json"]

FAMILIES = ("fighting", "harm", "states", "politics", "words")
FLAGS = ("attribution lost", "drift", "admission")
ORDERS = ("newest", "reports", "origins", "disputes")

format_option = click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="text", show_default=True,
    help="text: for people. json: the whole record.",
)  # fmt: skip


@click.command("events")
@click.argument("words", required=False, metavar="[QUERY]")
@ledger_option
@click.option("--place", help="Words of a place's name, or its GeoNames id.")
@click.option("--speaker", help="Words of a speaker's name.")
@click.option("--side", help="A side that speaks (UKR, RUS, IND, ...).")
@click.option("--family", type=click.Choice(FAMILIES), help="A group of claim types.")
@click.option("--type", "type_", type=click.Choice(CLAIM_TYPES), help="A claim type.")
@click.option("--since", metavar="DATE", callback=day_or_usage, help="The event's first day.")
@click.option("--until", metavar="DATE", callback=day_or_usage, help="The event's last day.")
@click.option("--disputed/--undisputed", default=None, help="Only events (not) in dispute.")
@click.option("--flag", type=click.Choice(FLAGS), help="Only events with such a flag.")
@click.option(
    "--reports", type=click.IntRange(min=1), default=1, show_default=True,
    help="Least number of reports.",
)  # fmt: skip
@click.option(
    "--origins", type=click.IntRange(min=0), default=0, show_default=True,
    help="Least number of independent origins.",
)  # fmt: skip
@click.option(
    "--order", type=click.Choice(ORDERS), default="newest", show_default=True,
    help="What comes first: the latest, or those with most of something.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, help="0: no limit."
)
@format_option
@output_option
@verbose_option
def events_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    words: str | None,
    target: str,
    place: str | None,
    speaker: str | None,
    side: str | None,
    family: "Family | None",
    type_: "ClaimType | None",
    since: str | None,
    until: str | None,
    disputed: bool | None,
    flag: "FlagKind | None",
    reports: int,
    origins: int,
    order: "Order",
    limit: int,
    format_: Format,
    output: Path | None,
    verbose: int,
) -> None:
    """List events: what claims of many reports speak of, and on how many origins they rest.

    QUERY, --place, --speaker, --side and --type are met by an event of which one claim meets
    them. Run `link` first, and again after `ingest`.
    """
    from counterclaim.ledger import Ledger
    from counterclaim.linking.story import EventQuery

    query = EventQuery(
        words=words, place=place, side=side, speaker=speaker, family=family, type=type_,
        since=since, until=until, disputed=disputed, flag=flag, reports=reports,
        origins=origins, order=order, limit=limit,
    )  # fmt: skip
    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        found = ledger.events(query)
    with data_output(output) as file:
        if format_ == "json":
            from counterclaim.publishing.jsonform import encode_events

            file.write(encode_events(found))
        else:
            from counterclaim.cli.writers import console_on
            from counterclaim.publishing.eventlist import render_events

            with console_on(file) as console:
                render_events(found, console)


@click.command("event")
@click.argument("id", metavar="EVENT")
@ledger_option
@format_option
@output_option
@verbose_option
def event_command(id: str, target: str, format_: Format, output: Path | None, verbose: int) -> None:
    """Tell one event: each side's claims, their origins, figures, disputes and why.

    EVENT is an id that `events` shows, one that the event had before, or its beginning.
    """
    from counterclaim.ledger import Ledger

    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        story = ledger.event(id)
    with data_output(output) as file:
        if format_ == "json":
            from counterclaim.publishing.jsonform import encode_story

            file.write(encode_story(story))
        else:
            from counterclaim.cli.writers import console_on
            from counterclaim.publishing.eventlist import render_event

            with console_on(file) as console:
                render_event(story, console)
