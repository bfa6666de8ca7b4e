"""What the web browses, on either database."""

from counterclaim.ledger import Ledger, Query
from counterclaim.ledger.browse import (
    facet_rows,
    facets_of,
    outlets,
    page_of,
    report_on_file,
    speakers,
)
from counterclaim.ledger.reviews import log_of, next_to_review, review_counts, reviews_on
from tests.ledger.stand_in import reader, reports


def test_pages_facets_and_sources_agree(ledger: Ledger) -> None:
    ledger.add(reader().read_many(reports(5)))
    query = Query(side="UKR", limit=3)
    with ledger.connection() as connection:
        first = page_of(connection, query)
        rest = page_of(connection, query, first.next)
        facets = facets_of(facet_rows(connection, query), query)
        found = page_of(connection, Query(words="boats", limit=2))
        heard, published = speakers(connection), outlets(connection)
        on_file = report_on_file(connection, "r1")
    keys = [c.key for c in (*first.claims, *rest.claims)]
    assert len(set(keys)) == len(keys) == facets.total == 5
    assert rest.next is None
    assert facets.counts["side"] == {"RUS": 5, "UKR": 5}
    assert facets.counts["stance"] == {"denies": 5}
    assert found.next is not None
    assert [(s.name, s.claims, s.denials) for s in heard] == [("Kyiv", 5, 5), ("Moscow", 5, 0)]
    assert [(o.name, o.reports, o.claims) for o in published] == [("Meridian Post", 5, 10)]
    assert on_file is not None
    assert len(on_file.claims) == 2


def test_judgements_are_queued_counted_and_logged(ledger: Ledger) -> None:
    ledger.add(reader().read_many(reports(2)))
    with ledger.connection() as connection:
        item = next_to_review(connection, Query(words="boats"), "Ada", "first")
    assert item is not None
    ledger.review(item.key, "accept", by="Ada", note="so it is")
    ledger.review(item.key, "reject", by="Bea")
    with ledger.connection() as connection:
        third = next_to_review(connection, Query(), "Cyd", "disagreed")
        counts = review_counts(connection)
        log = log_of(connection)
        standing = reviews_on(connection, [item.key])
    assert third is not None
    assert third.key == item.key
    assert (counts.once, counts.twice, counts.disagreed) == (1, 1, 1)
    assert {(e.by, e.verdict, e.note) for e in log} == {
        ("Ada", "accept", "so it is"), ("Bea", "reject", ""),
    }  # fmt: skip
    assert [r.by for r in standing[item.key]] == ["Ada", "Bea"]
