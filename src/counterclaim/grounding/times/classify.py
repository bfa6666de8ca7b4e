"""From words to classes: the alphabet that the patterns of ``time_rules.tsv`` are written in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from counterclaim.grounding.times.lexicon import TimeLexicon, time_lexicon
from counterclaim.grounding.times.words import split

OTHER = "OTHER_WORD"
"""Class of a word that is part of no time expression."""

TagAt = Callable[[int], str]
"""The part-of-speech tag of the word at a code-point offset ("" where there is no parse)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or fixed phrase: extent, lower-case form, class, and the class's value."""

    start: int
    end: int
    text: str
    kind: str
    value: str


_CASED = {"MONTH", "WEEKDAY", "WEEKDAYS"}
_VERB_TAGS = {"MD", "VB", "VBP", "VBZ", "VBD", "VBG", "VBN"}
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:1\d|20|21)\d\d")
_DECADE = re.compile(r"(?:(?:1\d|20)\d0|['’]?[1-9]0)['’]?s")
_SHORT_YEAR = re.compile(r"['’]\d\d")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?::\d\d)?")
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d.*")
_PROCESSION = re.compile(
    r"\b(?:the|a|an|annual|this)\W{1,3}march (?:for|of|on|against) (?!\d|last|this|next)",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d+")


def classify(text: str, tag_at: TagAt) -> list[Word]:
    """The words of ``text`` with their classes, phrases and spelled-out numbers joined."""
    lexicon = time_lexicon()
    raw = list(split(text))
    words: list[Word] = []
    position = 0
    while position < len(raw):
        start, end, form = raw[position]
        found = _phrase(lexicon, raw, position) if form in lexicon.phrases else None
        if found is not None:
            length, kind, value = found
            last = raw[position + length - 1][1]
            phrase = " ".join(item[2] for item in raw[position : position + length])
            words.append(Word(start, last, phrase, kind, value))
            position += length
            continue
        entry = lexicon.words.get(form)
        if entry is None:
            entry = _numeral(form) if not form[0].isalpha() else None
        elif entry[0] in _CASED or form in ("fall", "spring"):
            entry = _checked(entry, text, start, form, tag_at)
        kind, value = entry or (OTHER, "")
        words.append(Word(start, end, form, kind, value))
        position += 1
    return join_numbers(words)


def _phrase(
    lexicon: TimeLexicon, raw: list[tuple[int, int, str]], position: int
) -> tuple[int, str, str] | None:
    for key, (kind, value) in lexicon.phrases[raw[position][2]]:
        if len(raw) - position >= len(key) and all(
            raw[position + i][2] == part for i, part in enumerate(key)
        ):
            return len(key), kind, value
    return None


def _checked(
    entry: tuple[str, str], text: str, start: int, form: str, tag_at: TagAt
) -> tuple[str, str] | None:
    """``entry`` unless the word is another word of the same spelling ("may", "march", "fall")."""
    if entry[0] in _CASED:
        if not text[start].isupper():
            return None
        if form in (
            "jan",
            "dec",
            "mar",
            "sun",
            "sat",
            "mon",
            "wed",
            "apr",
            "jun",
            "jul",
            "feb",
            "sep",
        ):
            return entry if _digit_beside(text, start, form) else None
        if form == "march" and _PROCESSION.search(text, max(start - 12, 0), start + 12):
            return None
        if form in ("may", "march"):
            tag = tag_at(start)
            return entry if tag not in _VERB_TAGS or _digit_beside(text, start, form) else None
        return entry
    return None if tag_at(start) in _VERB_TAGS else entry


def _digit_beside(text: str, start: int, form: str) -> bool:
    before, after = text[:start].rstrip()[-1:], text[start + len(form) :][:3].lstrip()[:1]
    return before.isdigit() or after.isdigit()


def _numeral(form: str) -> tuple[str, str] | None:  # noqa: PLR0911  (one return a kind)
    if _YEAR.fullmatch(form):
        return "YEAR", form
    if _NUMBER.fullmatch(form):
        return "NUMBER", form.replace(",", "")
    if match := _ORDINAL.fullmatch(form):
        return "ORDINAL", match[1]
    if _DECADE.fullmatch(form):
        return "DECADE", "".join(_DIGITS.findall(form))
    if _SHORT_YEAR.fullmatch(form):
        return "YEAR", form[1:]
    if match := _CLOCK.fullmatch(form):
        return "CLOCK", f"{int(match[1]):02d}:{match[2]}"
    if _ISO.fullmatch(form):
        return "ISODATE", form
    if _NUMERIC_DATE.fullmatch(form):
        return "NUMERICDATE", form
    return None


def join_numbers(words: list[Word]) -> list[Word]:
    """``words`` with spelled-out numbers joined ("twenty-four", "one hundred", "5 1/2")."""
    joined: list[Word] = []
    for word in words:
        joined.append(word)
        while len(joined) > 1 and (better := _joined(joined)) is not None:
            taken, new = better
            del joined[-taken:]
            joined.append(new)
    return joined


def _joined(words: list[Word]) -> tuple[int, Word] | None:
    last = words[-1]
    if last.kind not in ("NUMBER", "YEAR", "ORDINAL") or last.value == "x":
        return None
    if len(words) >= 4 and [w.text for w in words[-3:]] in (["1", "/", "2"], ["1", "/", "4"]):
        whole = words[-4]
        if whole.kind == "NUMBER" and whole.value.isdigit():
            fraction = 0.5 if last.text == "2" else 0.25
            return 4, _number(whole, last, int(whole.value) + fraction)
    before, taken = words[-2], 2
    if len(words) >= 3 and before.text in ("-", "and"):
        if before.text == "and" and words[-3].text not in ("hundred", "thousand", "a hundred"):
            return None
        before, taken = words[-3], 3
    if before.kind not in ("NUMBER", "YEAR") or not (
        before.value.isdigit() and last.value.isdigit()
    ):
        return None
    return _combined(before, last, taken)


def _combined(before: Word, last: Word, taken: int) -> tuple[int, Word] | None:  # noqa: PLR0911  (one return a kind)
    first, second = int(before.value), int(last.value)
    if last.text[0].isdigit():
        return None
    if before.kind == "YEAR":
        if before.text[0].isdigit() or first % 10 or not 0 < second < 10:
            return None
        return taken, Word(before.start, last.end, last.text, "YEAR", str(first + second))
    if last.text in ("hundred", "thousand", "hundredth", "thousandth") and first < 1000:
        return taken, _number(before, last, first * second)
    if before.text[0].isdigit():
        return None
    if 20 <= first < 100 and first % 10 == 0 and second < 10:
        return taken, _number(before, last, first + second)
    if first in range(13, 21) and 10 <= second < 100:
        return taken, Word(before.start, last.end, last.text, "YEAR", str(first * 100 + second))
    if first >= 100 and first % 100 == 0 and second < 100:
        return taken, _number(before, last, first + second)
    return None


def _number(first: Word, last: Word, value: float) -> Word:
    kind = last.kind if last.kind == "ORDINAL" else "NUMBER"
    text = f"{value:g}" if value < 1000000 else str(int(value))
    return Word(first.start, last.end, last.text, kind, text)
