import pytest

from counterclaim.model.records import Claim, Place, Report, Span
from counterclaim.publishing.exports.claim_rows import COLUMNS, Cell, cells, inert

REPORT = Report.of("Shells fell on Lipovka.\nAnd on Ostrov.", id="a", outlet="@post")


def claim(*places: Place) -> Claim:
    return Claim(
        id="c-1", quote=Span.of(REPORT.text, 0, 22), cue=None, sources=(), stance="asserts",
        type="strike", trigger=None, realis="occurred", places=places,
    )  # fmt: skip


LOCATED = Place(
    text="Lipovka", name="Lipovka", country="UA", span=Span.of(REPORT.text, 15, 22),
    lat=-12.5, lon=33.0, precision="settlement",
)  # fmt: skip
UNRESOLVED = Place(text="Ostrov", name="Ostrov", country=None, span=Span.of(REPORT.text, 31, 37))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+7 900", "'+7 900"),
        ("-2", "'-2"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("“-5”", "“-5”"),
        (-12.5, -12.5),
        (None, None),
        ("a\x00b", "a␀b"),
    ],
)
def test_what_a_spreadsheet_would_run_is_text(cell: Cell, expected: Cell) -> None:
    assert inert(cell) == expected


def test_a_row_has_a_cell_for_every_column() -> None:
    row = dict(zip(COLUMNS, cells(claim(UNRESOLVED, LOCATED), REPORT), strict=True))
    assert row["places"] == "Ostrov; Lipovka"
    assert (row["place"], row["lat"], row["lon"]) == ("Lipovka", -12.5, 33.0)
    assert (row["speaker"], row["time"], row["low"]) == (None, None, None)
