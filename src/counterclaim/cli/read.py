"""``counterclaim read``: reports in, readings out."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from counterclaim.cli.llm import Llm, accounted, llm_options
from counterclaim.cli.options import KINDS, fast_option, log_format_option, processes_option
from counterclaim.cli.output import checked_folder, checked_output, data_output
from counterclaim.cli.talk import LogFormat, Talk
from counterclaim.cli.writers import Format, Writer, writer_for
from counterclaim.errors import InputError, StageError
from counterclaim.reading.dates import checked_date

if TYPE_CHECKING:
    from counterclaim.model.records import Reading, Report
    from counterclaim.pipeline.reader import Reader
    from counterclaim.reading.inputs import Inputs, Kind

SOME_FAILED = 1


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else checked_date(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _replacements(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for stage, _, other in pairs:
        if not stage or not other:
            raise click.BadParameter("write STAGE=OTHER; `counterclaim stages` lists the names")
    return {stage: other for stage, _, other in pairs}


def _output(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if context.params["engine"] == "ray":
        return checked_folder(value)
    return checked_output(value)


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "--published",
    metavar="DATE",
    callback=_date,
    help="ISO date or date-time of publication, for every report read, whatever it says itself.",
)
@click.option(
    "--format", "format_", type=click.Choice(get_args(Format)), default="text", show_default=True,
    help="text: a table. json: one object, or an array when there is more than one report. "
    "jsonl: one record a line. html: one self-contained page.",
)  # fmt: skip
@click.option("--layers", is_flag=True, help="Add the evidence under the claims (json, jsonl).")
@click.option(
    "--output", type=click.Path(path_type=Path), callback=_output,
    help="File to write instead of stdout; it appears whole or not at all. With --engine ray the "
    "folder for shards of readings.",
)  # fmt: skip
@click.option(
    "--from", "kind", type=click.Choice(KINDS),
    help="What the inputs hold; by default their names and first bytes tell.",
)  # fmt: skip
@processes_option
@fast_option
@click.option(
    "--engine", type=click.Choice(["here", "ray"]), default="here", show_default=True,
    is_eager=True, metavar="ENGINE",
    help="here: on this machine. ray: each input file is a shard, which an actor of a Ray cluster "
    "reads to a Parquet file in the folder --output; --processes is the number of actors. The "
    "same command again reads what is not done; `ingest --from readings` takes the folder in.",
)  # fmt: skip
@click.option(
    "--ray-address", metavar="ADDRESS",
    help="The Ray cluster: auto, or ray://HOST:10001; by default Ray is started on this machine.",
)  # fmt: skip
@click.option(
    "--replace", multiple=True, metavar="STAGE=OTHER", callback=_replacements,
    help="Use another installed stage; may be given several times.",
)  # fmt: skip
@llm_options
@log_format_option
@click.option("-q", "--quiet", is_flag=True, help="On stderr name failed inputs and nothing else.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks.")
@click.pass_context
def read_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    format_: Format,
    layers: bool,
    output: Path | None,
    kind: "Kind | None",
    processes: int,
    fast: bool,
    engine: Literal["here", "ray"],
    ray_address: str | None,
    replace: dict[str, str],
    llm: Llm | None,
    log_format: LogFormat,
    quiet: bool,
    verbose: int,
) -> None:
    """Read reports: who claims what, on which words.

    Takes text files, HTML pages, tables of reports (.jsonl, .csv, .parquet), saved feeds
    (.rss, .atom, .xml), web archives (.warc, .wacz), folders of all these, gzipped or not, and -
    for standard input. An input that cannot be read is named on stderr, the rest is read, and
    the exit code is 1.
    """
    if layers and format_ not in {"json", "jsonl"}:
        raise click.UsageError("--layers goes with --format json or jsonl; choose one of them")
    if engine == "ray":
        from counterclaim.cli.shards import read_shards

        if llm is not None:
            raise click.UsageError("--llm reads on this machine; leave --engine ray out")
        if output is None or format_ != "text" or kind is not None:
            raise click.UsageError(
                "--engine ray writes shards of readings: give --output FOLDER, and neither "
                "--format nor --from"
            )
        with Talk(-1 if quiet else verbose, bar=False, log_format=log_format) as talk:
            failed = read_shards(
                inputs, output, talk, published=published, actors=processes, address=ray_address,
                replace=replace, fast=fast,
            )  # fmt: skip
        context.exit(SOME_FAILED if failed else 0)
    from counterclaim.reading.inputs import Inputs

    stdin = getattr(sys.stdin, "buffer", None)  # there is none where stdin was closed
    leave_out = () if output is None else (output,)
    found = Inputs(inputs, published=published, kind=kind, stdin=stdin, leave_out=leave_out)
    own_terminal = output is not None or not sys.stdout.isatty()
    with (
        Talk(-1 if quiet else verbose, bar=True, log_format=log_format) as talk,
        accounted(llm, talk),
    ):
        job = _Job(found, talk, bar_beside_data=own_terminal)
        job.run(lambda: _reader(replace, llm, fast=fast), format_, layers, output, processes)
        if job.failed and not quiet:
            talk.hide()
            talk.say(
                f"{job.failed} failed, {job.done} read", event="done", failed=job.failed,
                read=job.done,
            )  # fmt: skip
    if job.failed:
        context.exit(SOME_FAILED)


def _reader(replace: dict[str, str], llm: Llm | None, *, fast: bool) -> "Reader":
    from counterclaim.pipeline.reader import FAST, STORY, Reader

    stages = FAST if fast else STORY
    unknown = sorted(set(replace) - set(stages))
    if unknown:
        raise click.UsageError(f"--replace: no stage {unknown[0]!r} to replace; one of {stages}")
    try:
        if llm is not None:
            return llm.reader(replace)
        return Reader(stages, replace=dict(replace))
    except StageError as error:
        if replace:
            raise click.UsageError(f"--replace: {error}") from None
        raise


class _Job:
    """One run of ``read``: inputs through a reader into a writer, failures counted aside."""

    def __init__(self, inputs: "Inputs", talk: Talk, *, bar_beside_data: bool) -> None:
        self._inputs = inputs
        self._talk = talk
        self._bar_beside_data = bar_beside_data
        self._positions: deque[int] = deque()
        self.failed = 0
        self.done = 0

    def run(
        self,
        make_reader: Callable[[], "Reader"],
        format_: Format,
        layers: bool,
        output: Path | None,
        processes: int,
    ) -> None:
        """Read everything. Models are loaded, and output opened, for the first good report."""
        found = iter(self._inputs)
        start = list(islice(found, 2))
        reports = self._good(chain(start, found))
        first = next(reports, None)
        if first is None:
            return
        readings = make_reader().read_many(
            chain([first], reports), processes=processes, on_failure=self._fail
        )
        reading = next(readings, None)
        if reading is None:
            return
        with data_output(output) as file:
            writer = writer_for(format_, file, layers=layers, many=len(start) > 1)
            self._write(chain([reading], readings), writer)
            writer.finish()

    def _write(self, readings: "Iterable[Reading]", writer: Writer) -> None:
        for reading in readings:
            if not self._bar_beside_data:
                self._talk.hide()
            writer.feed(reading)
            self.done += 1
            self._talk.advance(self.done, self._positions.popleft(), self._inputs.total)

    def _good(self, found: "Iterable[Report | InputError]") -> "Iterator[Report]":
        for outcome in found:
            if isinstance(outcome, InputError):
                self._name(outcome)
            else:
                self._positions.append(self._inputs.position)
                yield outcome

    def _fail(self, error: InputError) -> None:
        self._positions.popleft()
        self._name(error)

    def _name(self, error: InputError) -> None:
        self.failed += 1
        self._talk.fail(error)
