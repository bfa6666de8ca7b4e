"""``counterclaim search``: claims in a ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from counterclaim.cli.options import day_or_usage, ledger_option, output_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

if TYPE_CHECKING:
    from counterclaim.ledger.query import Box
    from counterclaim.model.vocabulary import ClaimType, Realis, Stance

Format = Literal["table", "json", "csv"]


def _box(context: click.Context, parameter: click.Parameter, value: str | None) -> "Box | None":
    if value is None:
        return None
    from counterclaim.ledger.query import Box

    parts = value.split(",")
    try:
        if len(parts) != len(Box.__struct_fields__):
            raise ValueError(f"{len(parts)} of 4 numbers")
        return Box(*map(float, parts))
    except ValueError as error:
        wanted = "write WEST,SOUTH,EAST,NORTH in degrees, for example 30.5,46.2,34.1,47.8"
        raise click.BadParameter(f"{value!r} is no box ({error}); {wanted}") from None


def _code(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return None if value is None else value.upper()


def _in_order(low: float | str | None, high: float | str | None, names: tuple[str, str]) -> None:
    """Raise wrong usage where nothing can lie between two bounds."""
    if low is not None and high is not None and low > high:  # type: ignore[operator]  # one type
        first, last = names
        raise click.UsageError(f"{first} {low} lies above {last} {high}; change them round")


@click.command("search")
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@ledger_option
@click.option("--speaker", metavar="WORDS", help="Words of the name of anybody in its chain.")
@click.option(
    "--side", metavar="CODE", callback=_code, help="Side of the nearest speaker: UKR, RUS, UNK, ..."
)
@click.option("--stance", type=click.Choice(STANCES), metavar="STANCE", help="denies, admits, ...")
@click.option("--type", "type_", type=click.Choice(CLAIM_TYPES), metavar="TYPE", help="strike, ...")
@click.option(
    "--realis", type=click.Choice(REALIS), metavar="REALIS", help="occurred, planned, ..."
)
@click.option("--place", metavar="WORDS", help="Words of a place's name, or a GeoNames id.")
@click.option(
    "--box", metavar="WEST,SOUTH,EAST,NORTH", callback=_box,
    help="Degrees; with a place of the claim in it. West over east crosses the 180th meridian.",
)  # fmt: skip
@click.option(
    "--since", metavar="DATE", callback=day_or_usage,
    help="The claimed event's time (else the report's date) reaches this day or a later one.",
)  # fmt: skip
@click.option(
    "--until", metavar="DATE", callback=day_or_usage, help="Likewise, this day or an earlier one."
)
@click.option("--outlet", metavar="NAME", help="The report's outlet, in any case.")
@click.option(
    "--figure-min", type=float, metavar="NUMBER",
    help="With a figure that may be this or more: “over 170” may be 200.",
)  # fmt: skip
@click.option(
    "--figure-max", type=float, metavar="NUMBER",
    help="With a figure that may be this or less: “up to 20” may be 5.",
)  # fmt: skip
@click.option(
    "--unit", metavar="UNIT", help="With a figure that counts these: killed, drones, USD, ..."
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=100, show_default=True,
    help="Most claims to give, those taken in last first; 0: all.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="table", show_default=True,
    help="table: for people. json: a list of claims, each with its report. csv: a row a claim.",
)  # fmt: skip
@output_option
@verbose_option
def search_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    words: tuple[str, ...],
    target: str,
    speaker: str | None,
    side: str | None,
    stance: "Stance | None",
    type_: "ClaimType | None",
    realis: "Realis | None",
    place: str | None,
    box: "Box | None",
    since: str | None,
    until: str | None,
    outlet: str | None,
    figure_min: float | None,
    figure_max: float | None,
    unit: str | None,
    limit: int,
    format_: Format,
    output: Path | None,
    verbose: int,
) -> None:
    """Find claims: those that hold all words of QUERY and meet every option.

    Words are looked for in the claim and in the names of its speakers, parties and places,
    whatever their inflection. "In quotes" they must follow one another; -word must not occur;
    OR between two takes either. Put -- before a QUERY that begins with a dash.
    """
    from counterclaim.ledger import Ledger, Query
    from counterclaim.publishing.claimlist import render_found
    from counterclaim.publishing.exports.claim_rows import CsvExporter

    _in_order(since, until, ("--since", "--until"))
    _in_order(figure_min, figure_max, ("--figure-min", "--figure-max"))
    query = Query(
        words=" ".join(words) or None, speaker=speaker, side=side, stance=stance, type=type_,
        realis=realis, place=place, box=box, since=since, until=until, outlet=outlet,
        figure_min=figure_min, figure_max=figure_max, unit=unit, limit=limit,
    )  # fmt: skip
    with Talk(verbose, bar=False), Ledger.open(target) as ledger:
        found = ledger.search(query)
    with data_output(output) as file:
        if format_ == "csv":
            table = CsvExporter(file)
            table.setup()
            for item in found:
                table.claim(item.claim, item.report)
        elif format_ == "json":
            from counterclaim.publishing.jsonform import encode_found

            file.write(encode_found(found))
        else:
            from counterclaim.cli.writers import console_on

            with console_on(file) as console:
                render_found(found, console, limit=limit)
