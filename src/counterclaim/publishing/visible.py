"""Third-party text made harmless to show: what is invisible or commands the display is named.

A report's text may hold escape sequences that drive a terminal, bidirectional overrides that
make words read in another order than they stand in (the "Trojan Source" trick, CVE-2021-42574),
or lone surrogates that no encoding can carry. They are shown, not obeyed and not dropped.
"""

import re
import unicodedata

ELLIPSIS = "…"

_JOINERS = "\u00ad\u200c\u200d\u200e\u200f\u061c"
"""Format characters that ordinary text needs: soft hyphen, joiners, direction marks."""

_CONTROL_PICTURES = 0x2400
_SUSPECTS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufff0-\ufffb\ufeff"
    r"\ud800-\udfff\u061c\u180e\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"[ \t\r\n\x0b\x0c\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """``text`` with control and bidi characters as signs one can see; tab and newline stay."""
    return _SUSPECTS.sub(_sign, text)


def one_line(text: str, limit: int | None = None) -> str:
    """``visible`` text on one line; over ``limit`` characters its middle becomes ``…``.

    The middle goes, not the end: figures and places often close a clause.
    """
    line = visible(_BLANKS.sub(" ", text).strip())
    if limit is None or len(line) <= limit:
        return line
    head = (limit - 1) * 2 // 3
    return f"{line[:head]}{ELLIPSIS}{line[len(line) - (limit - 1 - head) :]}"


def _sign(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character in _JOINERS:
        return character
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) == "Zs":
        return character
    return f"⟨U+{code:04X}⟩"
