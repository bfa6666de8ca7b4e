"""The story of the pipeline, top to bottom.

::

    reading ─► language ─► attribution ─► events ─► grounding ─► publishing
    bytes →    sentences,   who says       claims    places,      table, JSON,
    Report     parse,       which words    in them   times,       page
               encoder                               parties

:func:`read` is the whole of it for one text; a :class:`Reader` keeps the models loaded.
"""

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

from counterclaim.errors import EndpointError, ReadingFailed
from counterclaim.model.document import Document
from counterclaim.model.records import Reading, Report
from counterclaim.model.version import EXTRACTOR, FAST_EXTRACTOR
from counterclaim.pipeline.evidence import layers_of
from counterclaim.pipeline.parallel import ReadBatch, map_in_processes
from counterclaim.pipeline.stages import Stage, check_contracts, load_stage, run

log = logging.getLogger(__name__)

STORY: tuple[str, ...] = (
    "counterclaim.parse.spacy.v1",  # language: sentences, tags, dependency parse
    "counterclaim.encoder.minilm.v1",  # language: a vector for each word piece
    "counterclaim.attribution.encoder.v1",  # attribution: who says which words
    "counterclaim.events.offers.v1",  # events: the claims in them, as words
    "counterclaim.events.voices.v1",  # events: whose they are
    "counterclaim.events.classifier.v1",  # events: which stand, with what stance, type, realis
    "counterclaim.times.rules.v1",  # grounding: when
    "counterclaim.places.gazetteer.v1",  # grounding: where
    "counterclaim.parties.tables.v1",  # grounding: who, and for which side
    "counterclaim.records.v1",  # grounding: words and meanings joined to claim records
)
"""The default stages, by registered name, in the order in which they run."""

_LEARNED = {
    "counterclaim.encoder.minilm.v1": None,
    "counterclaim.attribution.encoder.v1": "counterclaim.attribution.rules.v1",
    "counterclaim.events.offers.v1": "counterclaim.events.rules.v1",
    "counterclaim.events.voices.v1": None,
    "counterclaim.events.classifier.v1": None,
}
FAST: tuple[str, ...] = tuple(s for stage in STORY if (s := _LEARNED.get(stage, stage)))
"""The stages without the trained networks: ``--fast``."""

BATCH = 32
BATCH_CHARACTERS = 100_000
"""Reports, and their code points, read together: a batch ends where either is reached.

Bounds memory whatever the number and the size of the reports."""

OnFailure = Callable[[ReadingFailed], None]


class Reader:
    """Reads reports; keeps its models loaded.

    ``stages`` are registered names or stage objects; by default :data:`STORY`. ``replace``
    swaps single stages of the story: ``Reader(replace={"counterclaim.times.rules.v1": mine})``.
    :func:`~counterclaim.pipeline.stages.in_place` lets one stage stand for several.
    ``extractor``, which every reading carries, names the stages that are not of the story.
    """

    def __init__(
        self,
        stages: Sequence[str | Stage] = STORY,
        *,
        replace: dict[str, str | Stage] | None = None,
    ) -> None:
        swap = replace or {}
        self._chosen = tuple(swap.get(s, s) if isinstance(s, str) else s for s in stages)
        self.stages = tuple(load_stage(s) if isinstance(s, str) else s for s in self._chosen)
        check_contracts(self.stages)
        self.extractor = extractor_of(tuple(stage.name for stage in self.stages))

    def read(self, report: Report | str, *, published: str | None = None) -> Reading:
        """The claims of one report. ``published`` is used for a plain text only."""
        if isinstance(report, str):
            report = Report.of(report, published=published)
        return next(self.read_batch([report]))

    def read_many(
        self,
        reports: Iterable[Report],
        *,
        processes: int = 1,
        on_failure: OnFailure | None = None,
    ) -> Iterator[Reading]:
        """The readings of ``reports``, in their order, a batch at a time.

        With ``processes`` > 1 batches are read in that many worker processes, each with its
        own models; the result is the same. Memory does not grow with the number of reports.
        A worker that dies costs no report but the one it dies of (:mod:`.parallel`).
        Stages given as objects rather than names must be picklable then.

        A report on which a stage breaks is handed to ``on_failure``, in its turn, and the rest
        is read; without ``on_failure`` the stage's exception ends the reading.
        """
        batches = batched(reports)
        outcomes: Iterator[Reading | ReadingFailed]
        if processes > 1:
            make_worker = functools.partial(_reader_of_batches, self._chosen, on_failure is None)
            outcomes = map_in_processes(make_worker, batches, processes)
        else:
            read = self.read_batch if on_failure is None else self.try_batch
            outcomes = (outcome for batch in batches for outcome in read(batch))
        for outcome in outcomes:
            if isinstance(outcome, Reading):
                yield outcome
            elif on_failure is None:
                raise outcome
            else:
                on_failure(outcome)

    def read_batch(self, reports: Sequence[Report]) -> Iterator[Reading]:
        """Read ``reports`` together: one pass of each stage over all of them."""
        documents = [Document(report) for report in reports]
        run(self.stages, documents)
        for document in documents:
            yield self._finish(document)

    def try_batch(self, reports: Sequence[Report]) -> Iterator[Reading | ReadingFailed]:
        """Read ``reports`` together or, where a stage breaks on one of them, each on its own.

        Raises :class:`EndpointError` where a stage cannot reach what every report needs.
        """
        try:
            outcomes: list[Reading | ReadingFailed] = list(self.read_batch(reports))
        except EndpointError:
            raise
        except Exception as error:
            if len(reports) == 1:
                yield _failure(reports[0], error)
                return
            outcomes = [outcome for report in reports for outcome in self.try_batch([report])]
        yield from outcomes

    def _finish(self, document: Document) -> Reading:
        for claim in document.claims:
            claim.quote.check(document.text)
        reading = Reading(
            report=document.report,
            claims=document.claims,
            extractor=self.extractor,
            layers=layers_of(document),
        )
        document.parse = document.encoding = None  # by far the largest layers
        return reading


def extractor_of(names: tuple[str, ...]) -> str:
    """The version of a reading by these stages."""
    if names == FAST:
        return FAST_EXTRACTOR
    return "+".join([EXTRACTOR, *(name for name in names if name not in STORY)])


def _reader_of_batches(stages: Sequence[str | Stage], strict: bool) -> ReadBatch:
    """Make a worker process's reader."""
    reader = Reader(stages)
    return reader.read_batch if strict else reader.try_batch


def _failure(report: Report, error: Exception) -> ReadingFailed:
    if isinstance(error, ReadingFailed):
        return error
    log.debug("%s could not be read", report.id, exc_info=error)
    words = [type(error).__name__, str(error), *getattr(error, "__notes__", [])]
    reason = " ".join(" ".join(words).split())
    return ReadingFailed(
        report.file or report.id, f"a stage broke on it ({reason}); please report this defect"
    )


@functools.cache
def default_reader() -> Reader:
    """The process-wide :class:`Reader` behind :func:`read`."""
    return Reader()


def read(text: str, *, published: str | None = None) -> Reading:
    """Read one text: ``published`` is its ISO date, or ``None`` when unknown.

    >>> reading = counterclaim.read("Kyiv denied the strike.", published="2024-05-02")
    >>> reading.claims[0].stance
    'denies'
    """
    return default_reader().read(text, published=published)


def batched(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """``reports`` in batches bounded in number and length."""
    batch: list[Report] = []
    characters = 0
    for report in reports:
        batch.append(report)
        characters += len(report.text)
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
