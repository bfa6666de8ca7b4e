"""From bytes to text, without changing the text.

In this order: a byte-order mark; UTF-8; the charset that the document declares; a guess among
the encodings that English and East European reports come in. UTF-8 stands before the declared
charset because text in another encoding is hardly ever valid UTF-8 by accident, while pages
that declare the wrong charset are common (so do browsers' own sniffers). A guess is logged; if
two guesses are as good as one another the encoding is unknown.

No line end is translated and nothing is normalised: the decoded characters are what offsets
count in. Only the byte-order mark itself, which is no part of the text, is cut off.
"""

import codecs
import functools
import logging
from dataclasses import dataclass
from typing import Literal

from counterclaim.errors import BinaryInput, EncodingUnknown
from counterclaim.lexicons import load_table
from counterclaim.reading.plausibility import is_latin, is_plausible, utf16_without_mark

log = logging.getLogger(__name__)

Evidence = Literal["mark", "utf-8", "declared", "guessed"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec it was decoded with, and what that choice rests on."""

    text: str
    encoding: str
    evidence: Evidence


MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic",
    "cp1253", "cp1254", "cp1255", "cp1256",
)  # fmt: skip
"""Encodings a guess may fall on, likeliest first."""

CHAOS_MARGIN = 0.02
COHERENCE_MARGIN = 0.1
"""How much better than the next (charset-normalizer's two measures) a guess must be."""

CONTROL_SHARE = 0.05
"""Share of control characters above which bytes are not text (random bytes: 0.11)."""

_SAME_PUNCTUATION = frozenset(
    b"\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa9\xab\xae\xb0\xb1\xb7\xbb"
)
"""Bytes that are the same quotation mark, dash or sign in cp1250, cp1251 and cp1252."""

_CONTROLS = bytes(b for b in range(32) if chr(b) not in "\t\n\v\f\r\b\x1b") + b"\x7f"

_TO_UTF8 = "convert it to UTF-8, for example with iconv"


def decode(data: bytes, source: str, *, declared: str | None = None) -> Decoded:
    """The text in ``data``; ``source`` names it in errors, ``declared`` is its own charset.

    Raises :class:`BinaryInput` when it is no text, :class:`EncodingUnknown` when its encoding
    cannot be told.
    """
    marked = _by_mark(data, source)
    if marked is not None:
        return marked
    _refuse_known_binary(data, source)
    wide = utf16_without_mark(data)
    if wide is not None:
        return _guessed(data.decode(wide), wide, source)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > CONTROL_SHARE * len(data):
        raise BinaryInput(source, "not text but binary data; give the text of the report")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        position = error.start
    text, encoding = _as_declared(data, declared)
    if text is not None:
        return Decoded(text, encoding, "declared")
    if _mostly_utf8(data):
        raise EncodingUnknown(
            source,
            f"damaged UTF-8: byte {position} does not fit; "
            "repair it, for example with iconv -c -f utf-8 -t utf-8",
        )
    return _guessed(*_guess(data, source), source)


def _by_mark(data: bytes, source: str) -> Decoded | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, "mark")
            except UnicodeDecodeError:
                raise EncodingUnknown(
                    source, f"begins as {encoding.upper()} but is damaged; {_TO_UTF8}"
                ) from None
    return None


@functools.cache
def _signatures() -> tuple[tuple[bytes, str, str], ...]:
    rows = load_table("signatures")
    return tuple((bytes.fromhex(r["prefix"]), r["kind"], r["advice"]) for r in rows)


def _refuse_known_binary(data: bytes, source: str) -> None:
    for prefix, kind, advice in _signatures():
        if data.startswith(prefix):
            raise BinaryInput(source, f"not text but {kind}; {advice}")


def _as_declared(data: bytes, declared: str | None) -> tuple[str | None, str]:
    if declared is None:
        return None, ""
    try:
        encoding = codecs.lookup(declared.strip().lower()).name
    except LookupError:
        return None, ""
    if encoding in {"iso8859-1", "ascii"}:
        encoding = "cp1252"  # what such a declaration means on the web (WHATWG Encoding)
    if encoding == "utf-7":  # never on the web: it hides markup
        return None, ""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # LookupError: a codec that is not for text
        return None, ""
    return text, encoding


def _mostly_utf8(data: bytes) -> bool:
    """Whether there are more good multi-byte sequences than broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(not c.isascii() for c in text) > 2 * broken


def _guess(data: bytes, source: str) -> tuple[str, str]:
    high = set(data) - set(range(128))
    if high <= _SAME_PUNCTUATION:
        return data.decode("cp1252"), "cp1252"
    fitting: dict[str, str] = {}
    for encoding in CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_plausible(text) and text not in fitting.values():
            fitting[encoding] = text
    best = _best(data, list(fitting))
    if best is None and fitting and all(is_latin(text) for text in fitting.values()):
        best = next(iter(fitting))  # West European is the likelier in an English report
    if best is None:
        raise EncodingUnknown(source, f"encoding cannot be told; {_TO_UTF8}")
    return fitting[best], best


def _best(data: bytes, encodings: list[str]) -> str | None:
    """The one of ``encodings`` that is clearly the best fit, if any is."""
    if len(encodings) <= 1:
        return encodings[0] if encodings else None
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    ranked = sorted(
        from_bytes(data, cp_isolation=encodings, preemptive_behaviour=False),
        key=lambda match: (match.chaos, -match.coherence, encodings.index(match.encoding)),
    )
    if not ranked:
        return None
    first, others = ranked[0], ranked[1:]
    clear = all(
        other.chaos - first.chaos >= CHAOS_MARGIN
        or first.coherence - other.coherence >= COHERENCE_MARGIN
        for other in others
    )
    return first.encoding if clear else None


def _guessed(text: str, encoding: str, source: str) -> Decoded:
    log.warning(
        "%s: encoding guessed to be %s; if its words look wrong, %s", source, encoding, _TO_UTF8
    )
    return Decoded(text, encoding, "guessed")
