from counterclaim.ledger import Ledger
from counterclaim.ledger.judged import JudgedClaim
from counterclaim.ledger.reviews import Correction
from tests.ledger.stand_in import plain, reader, reports


def test_a_judged_claim_carries_the_judgements_that_stand(ledger: Ledger) -> None:
    ledger.add(reader().read_many(reports(2)))
    assert plain(list(ledger.judged_readings())) == plain(list(ledger.readings()))
    ledger.review(1, "accept", by="Ada")
    ledger.review(1, "reject", by="Ada")
    ledger.review(1, "correct", by="Bo", correction=Correction(side="RUS"))
    first, second = ledger.judged_readings()
    judged = first.claims[0]
    assert isinstance(judged, JudgedClaim)
    assert [(r.verdict, r.by) for r in judged.judged] == [("reject", "Ada"), ("correct", "Bo")]
    assert not any(isinstance(c, JudgedClaim) for c in (*first.claims[1:], *second.claims))
    assert judged.sources == next(ledger.readings()).claims[0].sources


def test_a_judgement_of_an_earlier_version_does_not_stand_for_a_later(ledger: Ledger) -> None:
    (report,) = reports(1)
    ledger.add(reader().read_many([report]))
    ledger.review(1, "accept", by="Ada")
    ledger.add(reader(version=2).read_many([report]))
    (reading,) = ledger.judged_readings()
    assert not any(isinstance(c, JudgedClaim) for c in reading.claims)
