"""``counterclaim export``: a ledger's contents for other programs."""

from pathlib import Path

import click
from msgspec import structs

from counterclaim.cli.options import ledger_option, output_option, verbose_option
from counterclaim.cli.output import data_output
from counterclaim.cli.talk import Talk
from counterclaim.publishing.exports.blur import Blur
from counterclaim.publishing.exports.formats import FORMATS, Format


def _blur(context: click.Context, parameter: click.Parameter, value: float | None) -> Blur | None:
    try:
        return None if value is None else Blur(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("export")
@ledger_option
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="jsonl", show_default=True,
    help="jsonl: the record of `read`, a report a line. csv: a row a claim. geojson, kml: a point "
    "for each located place of a claim. coding: a row a claim for event coders, with PLOVER, "
    "CAMEO, ACLED-like and UCDP-like codes.",
)  # fmt: skip
@click.option(
    "--blur", type=float, metavar="KM", callback=_blur,
    help="Move every point to the middle of a fixed cell KM km wide; its precision says so.",
)  # fmt: skip
@click.option(
    "--since-revision", type=click.IntRange(min=0), metavar="N",
    help="Only what changed since revision N: each line says ADD, MOD or DEL (jsonl only).",
)  # fmt: skip
@output_option
@verbose_option
def export_command(
    target: str,
    format_: Format,
    blur: Blur | None,
    since_revision: int | None,
    output: Path | None,
    verbose: int,
) -> None:
    """Write out what is current in a ledger, as of one moment.

    Earlier versions and readings stay in the ledger and are not exported; nor are reports that
    could not be read, which `stats` counts. `stats` also tells the revision to give to
    --since-revision the next time.
    """
    if since_revision is not None and format_ != "jsonl":
        raise click.UsageError("--since-revision goes with --format jsonl; leave one of them out")
    from counterclaim.ledger import Ledger
    from counterclaim.publishing.exports.exporter import export
    from counterclaim.publishing.exports.formats import exporter_for

    with Talk(verbose, bar=False), Ledger.open(target) as ledger, data_output(output) as file:
        if since_revision is None:
            export(ledger.readings(), exporter_for(format_, file), blur=blur)
            return
        from counterclaim.publishing.jsonform import encode_change

        for change in ledger.changes(since_revision):
            reading = change.reading and (blur.reading(change.reading) if blur else change.reading)
            file.write(encode_change(structs.replace(change, reading=reading)) + b"\n")
