"""usage: python -m evaluation.linking [gold|ours]...

Events and origins (B-cubed F1, by the claim scorer) of a ledger that is ingested, linked and
exported: on the labelled claims themselves (``gold``: links only; the shipped weights have seen
them, ``python -m evaluation.fit_linking`` leaves one window out) and on claims we read (``ours``).
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from counterclaim import Reader
from counterclaim.ledger import Ledger
from counterclaim.model.records import Reading
from counterclaim.publishing.jsonform import encode
from evaluation.fit_linking import left_out
from evaluation.linking_gold import GOLD, claim_of
from evaluation.measures import WORK, Scores, score
from evaluation.predict import report_of, rows


def main() -> None:
    """Score what is asked for."""
    for which in sys.argv[1:] or ("gold", "ours"):
        for path in GOLD:
            out = WORK / "linked" / which / path.name
            linked(labelled(path) if which == "gold" else read(path), out)
            found = score(("score_claims.py",), path, out)
            shown = " ".join(f"{k} {found[k]:.3f}" for k in ("events", "origins", "RECORD.f1"))
            print(f"{which} {path.stem:16} {shown}", flush=True)


def links_left_out(reader: Reader, gold: Path) -> Scores:
    """Links of labelled claims, each window left out of the fitting in its turn."""
    return dict(left_out())


def links_of_ours(reader: Reader, gold: Path) -> Scores:
    """Links of the claims that ``reader`` finds."""
    out = WORK / "linked" / "ours" / gold.name
    linked(reader.read_many(report_of(row) for row in rows(gold)), out)
    return score(("score_claims.py",), gold, out)


def linked(readings: Iterator[Reading], out: Path) -> None:
    """Write what a ledger of ``readings`` exports after linking."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(f"{folder}/evaluation.ledger", create=True) as ledger,
    ):
        ledger.add(readings)
        ledger.link()
        lines = [encode(reading, layers=False) for reading in ledger.readings()]
    out.write_bytes(b"".join(line + b"\n" for line in lines))


def labelled(path: Path) -> Iterator[Reading]:
    """The labelled claims as if read."""
    for row in rows(path):
        claims = tuple(map(claim_of, row["claims"]))
        yield Reading(report=report_of(row), claims=claims, extractor="gold")


def read(path: Path) -> Iterator[Reading]:
    """What we read."""
    yield from Reader().read_many(report_of(row) for row in rows(path))


if __name__ == "__main__":
    main()
