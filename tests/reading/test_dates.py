import pytest

from counterclaim.reading import checked_date


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-02",
        "2023-03-02T10:00",
        "2023-03-02T10:00:00Z",
        "2023-03-02 10:00:00+00:00",
        "2023-03-02T10:00:00.25+0300",
        "2024-02-29",
    ],
)
def test_iso_dates_are_kept_as_written(value: str) -> None:
    assert checked_date(value) == value


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2023", "2023-03", "02.03.2023", "2023-02-29", "2023-13-01", "20230302",
     "2023-W09-4", "2023-03-02T25:00", "2023-03-02T10:00:00Z nonsense", "٢٠٢٣-٠٣-٠٢"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_write(value: str) -> None:
    with pytest.raises(ValueError, match="write a date such as 2023-03-02"):
        checked_date(value)
