"""``counterclaim export``: a ledger's contents for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, get_args

import click

from counterclaim.cli.options import ledger_option, output_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk

if TYPE_CHECKING:
    from counterclaim.ledger.store import Ledger

Format = Literal["jsonl", "csv", "geojson"]


@click.command("export")
@ledger_option
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="jsonl", show_default=True,
    help="jsonl: the record of `read`, a report a line. csv: a row a claim. geojson: a point "
    "for each located place of a claim.",
)  # fmt: skip
@click.option(
    "--since-revision", type=click.IntRange(min=0), metavar="N",
    help="Only what changed since revision N: each line says ADD, MOD or DEL (jsonl only).",
)  # fmt: skip
@output_option
@verbose_option
def export_command(
    target: str, format_: Format, since_revision: int | None, output: Path | None, verbose: int
) -> None:
    """Write out what is current in a ledger, as of one moment.

    Earlier versions and readings stay in the ledger and are not exported; nor are reports that
    could not be read, which `stats` counts. `stats` also tells the revision to give to
    --since-revision the next time.
    """
    if since_revision is not None and format_ != "jsonl":
        raise click.UsageError("--since-revision goes with --format jsonl; leave one of them out")
    from counterclaim.ledger import Ledger

    with Talk(verbose, bar=False), Ledger.open(target) as ledger, data_output(output) as file:
        if since_revision is not None:
            _changes(ledger, since_revision, file)
        elif format_ == "csv":
            _csv(ledger, file)
        elif format_ == "geojson":
            _geojson(ledger, file)
        else:
            _jsonl(ledger, file)


def _jsonl(ledger: "Ledger", file: BinaryIO) -> None:
    from counterclaim.publishing.jsonform import encode

    for reading in ledger.readings():
        file.write(encode(reading, layers=False) + b"\n")


def _changes(ledger: "Ledger", since: int, file: BinaryIO) -> None:
    from counterclaim.publishing.jsonform import encode_change

    for change in ledger.changes(since):
        file.write(encode_change(change) + b"\n")


def _csv(ledger: "Ledger", file: BinaryIO) -> None:
    from counterclaim.publishing.spreadsheet import CsvWriter

    table = CsvWriter(file)
    for reading in ledger.readings():
        for claim in reading.claims:
            table.feed(claim, reading.report)


def _geojson(ledger: "Ledger", file: BinaryIO) -> None:
    from counterclaim.publishing.geojson import GeoJsonWriter

    collection = GeoJsonWriter(file)
    for reading in ledger.readings():
        for claim in reading.claims:
            collection.feed(claim, reading.report)
    collection.finish()
