"""The forms a ledger can be exported in, by name. Imports nothing until one is made."""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, Literal, get_args

from counterclaim.publishing.exports.exporter import Exporter

Format = Literal[
    "jsonl", "csv", "parquet", "geojson", "kml", "coding", "ftm", "timemap", "jsonld", "claimreview"
]

FORMATS: tuple[Format, ...] = get_args(Format)

_EXPORTERS: dict[Format, str] = {
    "jsonl": "jsonl:JsonLinesExporter",
    "csv": "claim_rows:CsvExporter",
    "geojson": "geojson:GeoJsonExporter",
    "kml": "kml:KmlExporter",
    "coding": "coding:CodingSheetExporter",
    "parquet": "parquet:ParquetExporter",
    "ftm": "ftm:FtmExporter",
    "timemap": "timemap:TimeMapExporter",
    "jsonld": "jsonld:JsonLdExporter",
    "claimreview": "claimreview:ClaimReviewExporter",
}


def exporter_for(name: Format, file: BinaryIO) -> Exporter:
    """The exporter of form ``name`` on ``file``."""
    module, _, attribute = _EXPORTERS[name].partition(":")
    make: Callable[[BinaryIO], Exporter] = getattr(
        import_module(f"counterclaim.publishing.exports.{module}"), attribute
    )
    return make(file)
