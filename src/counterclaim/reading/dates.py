"""Publication dates: checked, never guessed, kept as they were written."""

import re
from datetime import datetime

_EXTENDED = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.I
)

WANTED = "write a date such as 2023-03-02 or a date-time such as 2023-03-02T10:00:00Z"


def checked_date(value: str) -> str:
    """``value`` if it is an ISO 8601 calendar date or date-time in the extended form.

    Raises :class:`ValueError` with a message for the user otherwise.
    """
    candidate = value.strip()
    if _EXTENDED.fullmatch(candidate) is None:
        raise ValueError(f"{value!r} is no ISO 8601 date; {WANTED}")
    try:
        datetime.fromisoformat(candidate.replace(",", "."))
    except ValueError as error:
        raise ValueError(f"{value!r} is no date ({error}); {WANTED}") from None
    return candidate
