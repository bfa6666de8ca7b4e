"""``counterclaim export``: a ledger's contents for other programs."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click
from msgspec import structs

from counterclaim.cli.options import ledger_option, verbose_option
from counterclaim.cli.output import checked_output, data_output
from counterclaim.cli.talk import Talk
from counterclaim.publishing.exports.blur import Blur
from counterclaim.publishing.exports.formats import FORMATS, Format

if TYPE_CHECKING:
    from counterclaim.ledger.store import Ledger
    from counterclaim.publishing.exports.exporter import Exporter


def _blur(context: click.Context, parameter: click.Parameter, value: float | None) -> Blur | None:
    try:
        return None if value is None else Blur(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _target(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """A file, or a folder that is there: TimeMap's arrays are files in it."""
    if value is not None and value.is_dir() and context.params["format_"] == "timemap":
        return value
    return checked_output(value)


@click.command("export")
@ledger_option
@click.option(
    "--format", "format_", type=click.Choice([*FORMATS, "datasette"]), default="jsonl",
    show_default=True, is_eager=True, metavar="FORM",
    help="jsonl: the record of `read`, a report a line. csv, parquet: a row a claim. geojson, "
    "kml: a point for each located place of a claim. coding: a row a claim for event coders, "
    "with PLOVER, CAMEO, ACLED-like and UCDP-like codes. ftm: FollowTheMoney entities. timemap: "
    "TimeMap's events, sources and associations. jsonld: schema.org Claim, Web Annotation and "
    "PROV. claimreview: drafts without a rating, one a line. datasette: a SQLite file (--output) "
    "and, beside it, metadata for Datasette.",
)  # fmt: skip
@click.option(
    "--blur", type=float, metavar="KM", callback=_blur,
    help="Move every point to the middle of a fixed cell KM km wide; its precision says so.",
)  # fmt: skip
@click.option(
    "--since-revision", type=click.IntRange(min=0), metavar="N",
    help="Only what changed since revision N: each line says ADD, MOD or DEL (jsonl only).",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), callback=_target,
    help="File to write instead of stdout; it appears whole or not at all. For timemap it may be "
    "a folder, for events.json, sources.json and associations.json.",
)  # fmt: skip
@verbose_option
def export_command(
    target: str,
    format_: Format | Literal["datasette"],
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
    if format_ == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format parquet is not for a terminal; name a file with --output")
    from counterclaim.ledger import Ledger
    from counterclaim.publishing.exports.exporter import export

    with Talk(verbose, bar=False), Ledger.open(target) as ledger, ExitStack() as files:
        if since_revision is not None:
            _changes(ledger, since_revision, blur, files.enter_context(data_output(output)))
        else:
            export(ledger.judged_readings(), _exporter(format_, output, files), blur=blur)


def _exporter(
    format_: Format | Literal["datasette"], output: Path | None, files: ExitStack
) -> "Exporter":
    if format_ == "datasette":
        from counterclaim.publishing.exports.datasette import DatasetteExporter

        if output is None:
            raise click.UsageError("--format datasette writes a file; name it with --output")
        return DatasetteExporter(output)
    if output is not None and output.is_dir():
        from counterclaim.publishing.exports.timemap import ARRAYS, TimeMapArrays

        paths = (checked_output(output / f"{name}.json") for name in ARRAYS)
        return TimeMapArrays(*(files.enter_context(data_output(path)) for path in paths))
    from counterclaim.publishing.exports.formats import exporter_for

    return exporter_for(format_, files.enter_context(data_output(output)))


def _changes(ledger: "Ledger", since: int, blur: Blur | None, file: BinaryIO) -> None:
    from counterclaim.publishing.jsonform import encode_change

    for change in ledger.changes(since):
        reading = change.reading and (blur.reading(change.reading) if blur else change.reading)
        file.write(encode_change(structs.replace(change, reading=reading)) + b"\n")
