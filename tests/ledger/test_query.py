from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import LedgerError
from counterclaim.ledger import Box, Ledger, Query
from counterclaim.model.records import Report
from tests.ledger.stand_in import reader

TEXTS = {
    "a": ("Kyiv denied the strikes on Lipovka", "2024-05-01"),
    "b": ("Moscow counted 12 boats burnt at Ostrov", "2024-05-10T23:59:00Z"),
    "c": ("Observers heard explosions since dawn", "2024-05-20"),
    "d": ("Kyiv promised boats", None),
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    items = [
        Report.of(text, id=id_, published=published, outlet="Meridian Post" if id_ < "c" else None)
        for id_, (text, published) in TEXTS.items()
    ]
    ledger.add(reader().read_many(items))
    return ledger


def ids(ledger: Ledger, query: Query) -> str:
    return "".join(found.report.id for found in ledger.search(query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), "dcba"),
        (Query(limit=2), "dc"),
        (Query(limit=0), "dcba"),
        (Query(words="strike"), "a"),
        (Query(words="BOATS"), "db"),
        (Query(words="boat counting"), "b"),
        (Query(words='"boats burnt"'), "b"),
        (Query(words='"burnt boats"'), ""),
        (Query(words="boats -burnt"), "d"),
        (Query(words="explosion OR strike"), "ca"),
        (Query(words="Target"), "dcba"),
        (Query(speaker="kyiv"), "da"),
        (Query(speaker="Target"), ""),
        (Query(words="boats", speaker="moscow"), "b"),
        (Query(side="RUS"), "cb"),
        (Query(stance="denies"), "a"),
        (Query(type="strike"), "a"),
        (Query(realis="planned"), ""),
        (Query(place="lipovka"), "a"),
        (Query(place="77"), "a"),
        (Query(box=Box(33, 47, 34, 48)), "a"),
        (Query(box=Box(33.26, 47, 34, 48)), ""),
        (Query(box=Box(179, -13, -179, -11)), "b"),
        (Query(box=Box(-180, -90, 180, 90)), "ba"),
        (Query(box=Box(33, 47, 34, 48), words="strikes"), "a"),
        (Query(since="2024-05-10"), "cb"),
        (Query(until="2024-05-10"), "ba"),
        (Query(since="2030-01-01"), "c"),
        (Query(since="2024-05-01", until="2024-05-01"), "a"),
        (Query(unit="killed"), "b"),
        (Query(unit="wounded"), ""),
        (Query(figure_min=12, figure_max=12), "b"),
        (Query(figure_min=1000), "b"),  # "12" is read as at least 12 by the stand-in
        (Query(figure_max=11), ""),
        (Query(figure_min=5, unit="killed", speaker="moscow", place="ostrov"), "b"),
        (Query(figure_min=5, unit="killed", speaker="kyiv"), ""),
        (Query(box=Box(-180, -90, 180, 90), since="2024-05-02"), "b"),
        (Query(outlet="meridian post"), "ba"),
        (Query(outlet="meridian"), ""),
    ],
)
def test_a_query_finds(filled: Ledger, query: Query, expected: str) -> None:
    assert ids(filled, query) == expected


def test_what_is_no_longer_current_is_not_found(filled: Ledger) -> None:
    filled.add(reader().read_many([Report.of("Kyiv withdrew its denial", id="a")]))
    assert ids(filled, Query(words="strike")) == ""
    assert ids(filled, Query(words="denial")) == "a"


@pytest.mark.parametrize("words", ["", " ", "-boats", '""', "???", "OR"])
def test_a_query_without_a_word_is_refused(filled: Ledger, words: str) -> None:
    with pytest.raises(LedgerError, match="no word to look for"):
        filled.search(Query(words=words))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("query") / "shared.ledger"
    with Ledger.open(str(path), create=True) as ledger:
        ledger.add(reader().read_many([Report.of("Kyiv denied it", id="a")]))
        yield ledger


@given(st.text(alphabet=st.sampled_from("ab \"'-*():^{}+OR NEAR,.;\\%_é\n\x00"), max_size=30))
def test_no_query_breaks_the_search(shared: Ledger, words: str) -> None:
    try:
        shared.search(Query(words=words, speaker=words, place=words))
    except LedgerError as error:
        assert "no word to look for" in str(error)  # noqa: PT017


@pytest.mark.parametrize("box", [(0, 50, 1, 40), (0, -91, 1, 0), (0, 0, 181, 1), (0, 0, 1, 91)])
def test_what_is_no_box_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="must lie within"):
        Box(*box)


def test_a_claim_is_shown_by_the_beginning_of_its_id(filled: Ledger) -> None:
    (found,) = filled.search(Query(words="strike"))
    (shown,) = filled.show(found.claim.id[:10])
    assert (shown.claim, shown.text, shown.removed) == (found.claim, TEXTS["a"][0], None)
    assert filled.show(found.claim.id[:7]) == []
    assert filled.show("c-%%%%%%%%") == []


def test_the_same_text_in_two_reports_is_shown_twice(ledger: Ledger) -> None:
    ledger.add(reader().read_many([Report.of("Kyiv said so", id=i) for i in "ab"]))
    found = ledger.search(Query())
    assert len({f.claim.id for f in found}) == 1
    assert [s.report.id for s in ledger.show(found[0].claim.id)] == ["a", "b"]
