from collections.abc import Iterator

import pytest

import counterclaim
from counterclaim import STORY, Reader, Report, Stage
from counterclaim.errors import MalformedReport, ReadingFailed, StageError
from counterclaim.model.document import Document
from counterclaim.pipeline.reader import BATCH, BATCH_CHARACTERS, batched
from counterclaim.pipeline.stages import check_contracts, load_stage
from counterclaim.publishing.jsonform import encode

TEXT = "Kyiv denied the strike. “We hit nothing,” a spokesman told reporters on Friday."

TIMES = "counterclaim.times.rules.v1"
RECORDS = "counterclaim.records.v1"


class NoTimes:
    """A stage that finds no times."""

    name = "example.no-times.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"times"})

    def __call__(self, document: Document) -> None:
        document.times = ()


class Stumbles:
    """A records stage that breaks on one word."""

    name = "example.stumbles.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"claims"})

    def __call__(self, document: Document) -> None:
        if "stumble" in document.text:
            raise KeyError("no such\nword")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def reports(count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report.of(f"{TEXT} Seen {number} times.", published="2024-05-02", id=f"r{number}")


def test_read_gives_typed_claims_on_exact_words() -> None:
    reading = counterclaim.read(TEXT, published="2024-05-02")
    assert reading.report.published == "2024-05-02"
    assert {claim.stance for claim in reading.claims} >= {"denies"}
    for claim in reading.claims:
        claim.quote.check(TEXT)


def test_the_same_text_is_read_the_same_every_time(reader: Reader) -> None:
    assert reader.read(TEXT) == reader.read(TEXT) == Reader().read(TEXT)


def test_without_a_date_nothing_is_anchored(reader: Reader) -> None:
    times = [claim.time for claim in reader.read(TEXT).claims if claim.time]
    assert all(time.start is None and not time.anchored for time in times)


def test_an_empty_text_has_no_claims(reader: Reader) -> None:
    assert reader.read("").claims == ()
    assert list(reader.read_many([])) == []


def test_half_a_character_is_refused_with_a_reason() -> None:
    with pytest.raises(MalformedReport, match="a lone surrogate"):
        counterclaim.read("Kyiv said \ud83d no.")


def test_many_are_read_in_order_and_lazily(reader: Reader) -> None:
    taken: list[str] = []

    def watched() -> Iterator[Report]:
        for report in reports(3 * BATCH):
            taken.append(report.id)
            yield report

    readings = reader.read_many(watched())
    assert next(readings).report.id == "r0"
    assert len(taken) <= 2 * BATCH
    assert [reading.report.id for reading in readings] == [f"r{n}" for n in range(1, 3 * BATCH)]


def test_batches_are_bounded_in_number_and_length() -> None:
    assert [len(batch) for batch in batched(reports(BATCH + 1))] == [BATCH, 1]
    long = [Report.of("x" * BATCH_CHARACTERS)] * 3
    assert [len(batch) for batch in batched(long)] == [1, 1, 1]


def test_one_process_and_two_give_the_same_bytes(reader: Reader) -> None:
    def written(processes: int) -> list[bytes]:
        found = reader.read_many(reports(2 * BATCH + 3), processes=processes)
        return [encode(reading, layers=True) for reading in found]

    assert written(1) == written(2)


def test_a_stage_can_be_replaced_by_an_object() -> None:
    dated = "Kyiv said that its troops had repelled an attack on 3 May 2024."
    assert any(claim.time for claim in Reader().read(dated).claims)
    reading = Reader(replace={TIMES: NoTimes()}).read(dated)
    assert reading.claims
    assert not any(claim.time for claim in reading.claims)


def test_a_replaced_stage_is_replaced_in_every_process() -> None:
    replaced = Reader(replace={TIMES: NoTimes()})
    readings = list(replaced.read_many(reports(3), processes=2))
    assert [r.claims for r in readings] == [r.claims for r in replaced.read_many(reports(3))]
    assert not any(claim.time for reading in readings for claim in reading.claims)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_report_on_which_a_stage_breaks_is_named_in_its_turn(processes: int) -> None:
    several = [Report.of(t, id=t) for t in ("one", "some stumble", "three")]
    order: list[str] = []
    failed: list[ReadingFailed] = []

    def on_failure(failure: ReadingFailed) -> None:
        failed.append(failure)
        order.append(failure.source)

    broken = Reader(replace={RECORDS: Stumbles()})
    for reading in broken.read_many(several, processes=processes, on_failure=on_failure):
        order.append(reading.report.id)
    assert order == ["one", "some stumble", "three"]
    assert "KeyError" in str(failed[0])
    assert "example.stumbles.v1" in str(failed[0])
    assert "\n" not in str(failed[0])


def test_without_a_handler_the_stages_own_error_comes_out() -> None:
    broken = Reader(replace={RECORDS: Stumbles()})
    with pytest.raises(KeyError) as caught:
        broken.read("some stumble")
    assert caught.value.__notes__ == ["in stage example.stumbles.v1"]


def test_the_story_keeps_its_contracts() -> None:
    check_contracts([load_stage(name) for name in STORY])


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        ([], "no stage assigns 'claims'"),
        (["counterclaim.attribution.rules.v1"], "needs 'parse'; put a stage that assigns it"),
        (["counterclaim.parse.spacy.v1"], "no stage assigns 'claims'"),
        (["no.such.stage.v1"], "no stage is named 'no.such.stage.v1'; use one of: counterclaim."),
    ],
)
def test_a_pipeline_that_cannot_work_is_refused_at_once(stages: list[str], said: str) -> None:
    with pytest.raises(StageError, match=said):
        Reader(stages)


def test_a_stage_that_names_an_unknown_layer_is_refused() -> None:
    class Odd(NoTimes):
        assigns = frozenset({"weather"})

    with pytest.raises(StageError, match="unknown layers 'weather'"):
        check_contracts([Odd()])


def test_a_stage_is_known_by_its_shape() -> None:
    assert isinstance(NoTimes(), Stage)
    assert not isinstance(object(), Stage)
