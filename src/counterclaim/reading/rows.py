"""Reports as rows of ``.jsonl``: one JSON object a line.

The fields are ``text`` (required), ``id``, ``outlet``, ``url``, ``published``, ``title`` and
``language``; they may also sit under ``report``, as they do in this project's own output.
Other fields are ignored. A row that cannot be read is an error named ``file:line``.
"""

import json
from collections.abc import Iterable, Iterator

import msgspec

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.dates import checked_date


class Fields(msgspec.Struct):
    """The fields of a report as they may be given."""

    text: str
    id: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None


def reports_of_lines(
    lines: Iterable[bytes],
    source: str,
    seen: dict[str, str] | None,
    *,
    published: str | None = None,
) -> Iterator[Report | InputError]:
    """The report of each line, or what is wrong with the line; blank lines are passed over.

    ``seen`` holds the ids given so far and where, or is ``None`` if an id may be given again;
    ``published`` overrides the rows' own dates.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not content.strip():
            continue
        where = f"{source}:{number}"
        try:
            yield report_of_row(_parsed(content, where), where, seen, published=published)
        except InputError as error:
            yield error


def report_of_row(
    row: object, where: str, seen: dict[str, str] | None, *, published: str | None = None
) -> Report:
    """The report of one parsed row. Raises :class:`InputError`."""
    if not isinstance(row, dict):
        raise MalformedReport(where, 'no JSON object; give one report, {"text": ...}, a line')
    given = row.get("report", row)
    try:
        fields = msgspec.convert(given, Fields)
    except msgspec.ValidationError as error:
        raise MalformedReport(
            where, f"{_plain(error)}; give each report its text as a string"
        ) from None
    return report_of_fields(fields, where, seen, published)


def report_of_fields(
    fields: Fields, where: str, seen: dict[str, str] | None, published: str | None
) -> Report:
    """The report of a row's fields. Raises :class:`InputError`."""
    if not fields.text.strip():
        raise EmptyInput(where, "the report's text is empty; leave it out or give its text")
    if fields.published and not published:
        try:
            published = checked_date(fields.published)
        except ValueError as error:
            raise MalformedReport(where, f"published {error}, or leave it out") from None
    if fields.id is not None and seen is not None:
        earlier = seen.setdefault(fields.id, where)
        if earlier != where:
            raise MalformedReport(
                where, f"id {fields.id!r} was given at {earlier}; give each report its own id"
            )
    return Report.of(
        fields.text,
        id=fields.id or None,
        outlet=fields.outlet or None,
        url=fields.url or None,
        published=published,
        title=fields.title or None,
        language=fields.language or None,
        file=where,
    )


def _parsed(line: bytes, where: str) -> object:
    try:
        parsed: object = json.loads(line.rstrip().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise MalformedReport(
            where, f"byte {error.start} is not UTF-8; convert the file to UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise MalformedReport(
            where, f"broken JSON ({error.msg} at character {error.colno}); give one object a line"
        ) from None
    except ValueError:  # a number of thousands of digits
        raise MalformedReport(where, "a number too long to be one; give it as a string") from None
    except RecursionError:
        raise MalformedReport(where, "nested too deep; give one flat object a line") from None
    _refuse_half_characters(line, parsed, where)
    return parsed


def _refuse_half_characters(line: bytes, parsed: object, where: str) -> None:
    r"""A lone surrogate ("\ud800") is no character: it can neither be read nor written out."""
    if b"\\ud" not in line and b"\\uD" not in line:
        return
    try:
        json.dumps(parsed, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise MalformedReport(
            where, "half a character (a lone \\ud800...\\udfff); export the reports again as UTF-8"
        ) from None


def _plain(error: msgspec.ValidationError) -> str:
    """The message in the user's words: "text: expected `str`, got `int`"."""
    message, _, place = str(error).partition(" - at `$.")
    message = message[:1].lower() + message[1:]
    return f"{place.rstrip('`')}: {message}" if place else message
