"""Shards: files of many reports, each read to one file of readings, whole or not at all.

A shard ``may.jsonl`` becomes ``may.jsonl-1a2b3c4d.readings.parquet`` and then
``may.jsonl-1a2b3c4d.done``, which says what came of it. Both appear by an atomic rename, the
marker last, so that whatever stops a run, the same run again reads what has no marker yet.
"""

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from counterclaim.errors import ExtraMissing, InputError, MalformedReport
from counterclaim.model.records import Reading, Report
from counterclaim.pipeline.reader import OnFailure, Reader, batched
from counterclaim.pipeline.tables import (
    outcomes_of,
    read_table,
    readings_schema,
    table_of_errors,
    table_of_reports,
)
from counterclaim.reading.inputs import Inputs

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

READINGS = ".readings.parquet"
DONE = ".done"
PART = ".part"

ERRORS_KEPT = 1000
"""Errors that a marker names; all of them are in the readings."""


class Shard(msgspec.Struct, frozen=True):
    """One file of reports, by its absolute path.

    ``published`` overrides the date of every report in it.
    """

    path: str
    published: str | None = None

    @property
    def name(self) -> str:
        """The beginning of its output's names: the same file always gives the same."""
        digest = hashlib.sha256(self.path.encode("utf-8", "surrogateescape"))
        return f"{Path(self.path).name}-{digest.hexdigest()[:8]}"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a shard. ``size`` is the file's, in bytes, when it was read."""

    shard: str
    size: int
    published: str | None
    extractor: str
    reports: int
    claims: int
    failed: int
    errors: tuple[str, ...] = ()


class ShardReader:
    """Reads shards with one reader, whose models stay loaded."""

    def __init__(self, output: str, reader: Reader) -> None:
        self._output = Path(output)
        self._reader = reader

    def read(self, shard: Shard) -> Done:
        """Read ``shard``, write its readings and then its marker."""
        target = self._output / (shard.name + READINGS)
        counts = {"reports": 0, "claims": 0, "failed": 0}
        errors: list[str] = []
        with _whole(target) as part, _writer(part) as writer:
            for table in self._tables(shard):
                writer.write_table(table)
                for _, outcome in outcomes_of(table):
                    if isinstance(outcome, Reading):
                        counts["reports"] += 1
                        counts["claims"] += len(outcome.claims)
                    else:
                        counts["failed"] += 1
                        errors += [str(outcome)] if len(errors) < ERRORS_KEPT else []
        done = Done(
            shard=shard.path, size=Path(shard.path).stat().st_size, published=shard.published,
            extractor=self._reader.extractor, errors=tuple(errors), **counts,
        )  # fmt: skip
        with _whole(self._output / (shard.name + DONE)) as part:
            part.write_bytes(msgspec.json.encode(done) + b"\n")
        return done

    def _tables(self, shard: Shard) -> Iterator["pa.Table"]:
        errors: list[InputError] = []

        def good() -> Iterator[Report]:
            for outcome in Inputs([shard.path], published=shard.published, versions=True):
                if isinstance(outcome, InputError):
                    errors.append(outcome)
                else:
                    yield outcome

        for batch in batched(good()):
            yield read_table(self._reader, table_of_reports(batch))
        yield table_of_errors(errors, self._reader.extractor)


def sweep(output: str) -> None:
    """Remove what killed workers left half-written. No run may be at work on ``output``."""
    for part in Path(output).glob(f".*{PART}"):
        part.unlink(missing_ok=True)


def done_with(shard: Shard, output: str, extractor: str) -> Done | None:
    """What came of ``shard`` if it, as it is now, was read by ``extractor`` already."""
    try:
        done = msgspec.json.decode(Path(output, shard.name + DONE).read_bytes(), type=Done)
        size = Path(shard.path).stat().st_size
    except (OSError, msgspec.DecodeError):
        return None
    same = (done.size, done.published, done.extractor) == (size, shard.published, extractor)
    return done if same and Path(output, shard.name + READINGS).exists() else None


class ShelvedReadings:
    """The readings of a shard in place of a reader: what asks for them gets what was read.

    Reports must be read in the order in which :meth:`reports` gives them; any may be left out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: deque[tuple[Report, Reading | InputError]] = deque()

    def extractor(self) -> str | None:
        """The version that read the shard; ``None`` when nothing is in it."""
        for batch in self._batches():
            names: Sequence[str] = batch.column("extractor").to_pylist()
            if names:
                return names[0]
        return None

    def reports(self) -> Iterator[Report | InputError]:
        """The shard's reports, and the errors of what was none."""
        for batch in self._batches():
            for report, outcome in outcomes_of(batch):
                if report is not None:
                    self._waiting.append((report, outcome))
                    yield report
                elif isinstance(outcome, InputError):
                    yield outcome

    def read_many(
        self, reports: Iterator[Report], *, processes: int = 1, on_failure: OnFailure | None = None
    ) -> Iterator[Reading]:
        """The readings of ``reports``, as :meth:`Reader.read_many` gives them."""
        for report in reports:
            while self._waiting[0][0] is not report:  # known, and so not asked for
                self._waiting.popleft()
            _, outcome = self._waiting.popleft()
            if isinstance(outcome, Reading):
                yield outcome
            elif on_failure is not None:
                on_failure(outcome)  # type: ignore[arg-type]  # a report's error is a failure

    def _batches(self) -> Iterator["pa.Table"]:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise ExtraMissing("A shard of readings", "parquet") from None
        try:
            with pq.ParquetFile(self._path) as file:
                if not set(readings_schema().names) <= set(file.schema_arrow.names):
                    raise MalformedReport(
                        str(self._path), "no shard of readings; `read --engine ray` makes them"
                    )
                for batch in file.iter_batches(batch_size=64):
                    yield pa.Table.from_batches([batch])
        except (OSError, pa.ArrowException) as error:
            reason = " ".join(str(error).split())[:200]
            raise MalformedReport(
                str(self._path), f"no shard of readings ({reason}); read it again"
            ) from None


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes ``target`` when the block ends well."""
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _writer(path: Path) -> Iterator["pq.ParquetWriter"]:
    import pyarrow.parquet as pq

    writer: Any = pq.ParquetWriter(path, readings_schema(), compression="zstd")
    with writer:
        yield writer
