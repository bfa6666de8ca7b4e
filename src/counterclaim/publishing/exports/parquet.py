"""Claims as Parquet: the rows of the CSV with types, lists whole, layers in the schema.

Needs pyarrow (``counterclaim[parquet]``). Rows are written in groups of :data:`GROUP`.
"""

from typing import TYPE_CHECKING, Any, BinaryIO

from counterclaim.errors import ExtraMissing
from counterclaim.model.records import Claim, Reading, Report
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.claim_rows import COLUMNS, cells
from counterclaim.publishing.exports.layers import ALWAYS_INFERRED, judged

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

GROUP = 20_000
"""Claims in a row group: bounds memory."""

_NUMBERS = {"lat", "lon", "low", "high"}
_OFFSETS = {"quote_start", "quote_end"}
_LISTS = {"inferred", "judged"}


class ParquetExporter:
    """Writes groups of rows as claims come; keeps one group."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            import pyarrow.parquet  # noqa: F401  (said now, not after the first claims)
        except ImportError:
            raise ExtraMissing("Parquet", "parquet") from None
        self._file = file
        self._rows: list[dict[str, Any]] = []
        self._writer: pq.ParquetWriter | None = None

    def setup(self) -> None:
        """Open the file."""
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(self._file, schema(), compression="zstd")

    def feed(self, reading: Reading) -> None:
        """Take a row for each claim of the reading."""
        for claim in reading.claims:
            self._rows.append(row(claim, reading.report))
            if len(self._rows) == GROUP:
                self._write()

    def finish(self) -> None:
        """Write the last group and the footer."""
        if self._rows:
            self._write()
        if self._writer is not None:
            self._writer.close()

    def _write(self) -> None:
        import pyarrow as pa

        if self._writer is not None:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=schema()))
        self._rows = []


def row(claim: Claim, report: Report) -> dict[str, Any]:
    """The claim's row: the columns of the CSV, and ``all_sources`` to ``all_figures`` in full."""
    flat: dict[str, Any] = dict(zip(COLUMNS, cells(claim, report), strict=True))
    flat["inferred"] = (flat["inferred"] or "").split()
    flat["judged"] = list(judged(claim))
    flat["all_sources"] = [
        {"text": s.text, "name": s.name, "side": s.side, "kind": s.kind, "role": s.role}
        for s in claim.sources
    ]
    for name in ("agents", "targets"):
        flat[f"all_{name}"] = [
            {"text": p.text, "name": p.name, "side": p.side} for p in getattr(claim, name)
        ]
    flat["all_places"] = [
        {
            "text": p.text, "name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon,
            "precision": precision_of(p), "geonameid": p.geonameid,
        }
        for p in claim.places
    ]  # fmt: skip
    flat["all_figures"] = [
        {"text": f.text, "low": f.low, "high": f.high, "unit": f.unit} for f in claim.figures
    ]
    return flat


def schema() -> "pa.Schema":
    """The Arrow schema; a field's metadata has its ``layer``: reported or inferred.

    In a list of structs ``text`` is reported and the rest inferred, but for a figure's bounds.
    """
    import pyarrow as pa

    def layered(name: str, kind: "pa.DataType") -> "pa.Field":
        layer = "inferred" if name in ALWAYS_INFERRED else "reported"
        if name == "judged":
            layer = "judged"
        return pa.field(name, kind, metadata={"layer": layer})

    def structs(*names: str) -> "pa.DataType":
        numbers = {"lat", "lon", "low", "high"}
        return pa.list_(
            pa.struct([(n, pa.float64() if n in numbers else pa.string()) for n in names])
        )

    fields = []
    for name in COLUMNS:
        kind = pa.string()
        if name in _NUMBERS:
            kind = pa.float64()
        elif name in _OFFSETS:
            kind = pa.int64()
        elif name in _LISTS:
            kind = pa.list_(pa.string())
        fields.append(layered(name, kind))
    fields += [
        layered("all_sources", structs("text", "name", "side", "kind", "role")),
        layered("all_agents", structs("text", "name", "side")),
        layered("all_targets", structs("text", "name", "side")),
        layered(
            "all_places",
            structs("text", "name", "country", "lat", "lon", "precision", "geonameid"),
        ),
        layered("all_figures", structs("text", "low", "high", "unit")),
    ]
    return pa.schema(fields)
