"""Finding toponyms: gazetteer names, held against the words around them.

No named-entity recogniser: the longest run of tokens that starts with a capital (or is written
in another script) and that the gazetteer knows is a toponym unless the words around it make it
a person, a common word or a part of a longer name. A name the gazetteer does not spell like
that counts only with a cue ("the village of X", "near X", "X region").
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from counterclaim.grounding.places.cues import Cues, load_cues
from counterclaim.grounding.places.gazetteer import Candidate, Gazetteer
from counterclaim.grounding.places.schema import Kind

LONGEST = 6
"""Tokens in the longest name tried."""

_JOINERS = frozenset("of de del la le les el al ad an ar as ash at az ez es en du da do di and the on upon sur am in na nad".split()) | {
    "-", "'", "’", "‑",
}  # fmt: skip
_ALL_CAPS_ALLOWED = frozenset({"US", "UK", "EU", "UAE", "USA", "DPRK", "UN"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in the text that denotes some of ``candidates``.

    ``first`` and ``last`` are token positions (``last`` exclusive), ``start`` and ``end`` code
    points. ``generic`` is the kind that a word beside it names ("province"). ``associative``
    is true where the name modifies or stands for somebody ("Russian troops").
    ``strength`` is how sure it is that this is a place name, 0 to 1.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    generic: Kind | None = None
    associative: bool = False
    cued: bool = False
    strength: float = 0.5


class Recogniser:
    """Finds the toponyms of a parse."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.cues = load_cues()

    def __call__(self, doc: Doc) -> list[Toponym]:
        """The toponyms of ``doc`` in order, none overlapping another."""
        found = list(self._scan(doc))
        surnames = _surnames(doc, self.cues)
        return [t for t in found if not self._is_person(doc, t, surnames)]

    def _scan(self, doc: Doc) -> Iterator[Toponym]:
        position = 0
        while position < len(doc):
            toponym = self._at(doc, position) if _may_start(doc[position]) else None
            if toponym is None:
                position += 1
            else:
                yield toponym
                position = toponym.last

    def _at(self, doc: Doc, first: int) -> Toponym | None:
        demonym = self._demonym(doc, first)
        for last in _ends(doc, first):
            text = doc.text[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])]
            if len(text) < 2 or not self.gazetteer.knows(text):
                continue
            if demonym and demonym.last >= last:
                break
            return self._accept(doc, first, last, text)
        if demonym:
            return demonym
        return self._loose(doc, first)

    def _demonym(self, doc: Doc, first: int) -> Toponym | None:
        for last in (first + 2, first + 1):
            if last > len(doc):
                continue
            text = doc.text[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])]
            place = self.cues.adjectives.get(text.lower())
            if place is None or self.gazetteer.sites.ids(text.lower()):
                continue
            candidates = self._places_of(place)
            if not candidates or not _modifies(doc, first, last):
                return None
            return _toponym(doc, first, last, candidates, associative=True, strength=0.9)
        return None

    def _places_of(self, place: str) -> tuple[Candidate, ...]:
        if place.isdigit():
            entry = self.gazetteer.entry(int(place))
            return (Candidate(entry, "name"),) if entry else ()
        return self.gazetteer.country(place)

    def _accept(self, doc: Doc, first: int, last: int, text: str) -> Toponym | None:
        cued = self._cued(doc, first, last)
        generic = self._generic(doc, first, last)
        lower = text.lower()
        single = last - first == 1
        if single and lower in self.cues.people:
            return None
        if (
            single
            and text not in _ALL_CAPS_ALLOWED
            and lower in self.cues.homographs
            and not (cued or generic)
        ):
            return None
        if single and lower in self.cues.titles | self.cues.first_names and not (cued or generic):
            return None
        if single and text.isupper() and len(text) < 4 and text not in _ALL_CAPS_ALLOWED:
            return None
        candidates = self.gazetteer.find(text)
        if single and not cued and not generic and doc[first].pos_ not in ("PROPN", "NOUN", "X"):
            return None
        return _toponym(
            doc, first, last, candidates, generic=generic, cued=cued,
            associative=False, strength=0.8 if cued or generic else 0.5,
        )  # fmt: skip

    def _loose(self, doc: Doc, first: int) -> Toponym | None:
        """A name in an unknown spelling, only with a cue beside it."""
        if not _is_name(doc[first]) or doc[first].lower_ in self.cues.homographs:
            return None
        last = _run_end(doc, first)
        for end in range(last, first, -1):
            if not (self._cued(doc, first, end) or self._generic(doc, first, end)):
                continue
            text = doc.text[doc[first].idx : doc[end - 1].idx + len(doc[end - 1])]
            if len(text) < 4 or text.isupper():
                continue
            candidates = self.gazetteer.find(text, loose=True)
            if candidates:
                return _toponym(
                    doc, first, end, candidates, generic=self._generic(doc, first, end),
                    cued=True, strength=0.6,
                )  # fmt: skip
        return None

    def _cued(self, doc: Doc, first: int, last: int) -> bool:
        before = first - 1
        while before >= 0 and (
            doc[before].lower_ in self.cues.directions or doc[before].lower_ == "the"
        ):
            before -= 1
        if before < 0:
            return False
        word = doc[before]
        if word.lower_ in self.cues.prepositions and word.pos_ in ("ADP", "SCONJ"):
            return word.lower_ not in ("of", "for", "on", "against", "by")
        return before != first - 1 and doc[first - 1].lower_ in self.cues.directions

    def _generic(self, doc: Doc, first: int, last: int) -> Kind | None:
        after = doc[last].lower_ if last < len(doc) else ""
        kind = self.cues.generics.get(after)
        if kind is None and after == "and" and last + 2 < len(doc):
            word = doc[last + 2].lower_  # "X and Y regions"
            kind = self.cues.generics.get(word) if word.endswith("s") else None
        if kind is None and first >= 2 and doc[first - 1].lower_ == "of":
            kind = self.cues.generics.get(doc[first - 2].lower_)
        if kind is None and first >= 1:
            kind = self.cues.generics.get(doc[first - 1].lower_)
        return kind  # type: ignore[return-value]

    def _is_person(self, doc: Doc, toponym: Toponym, surnames: frozenset[str]) -> bool:
        if toponym.associative or toponym.generic:
            return False
        first, last = toponym.first, toponym.last
        before = doc[first - 1] if first else None
        after = doc[last] if last < len(doc) else None
        if before is not None and before.whitespace_:
            if before.lower_ in self.cues.titles:
                return True
            if (
                before.lower_ in self.cues.first_names
                and before.is_title
                and before.pos_ == "PROPN"
            ):
                return True
        if (
            after is not None
            and doc[last - 1].lower_ in self.cues.first_names
            and after.pos_ == "PROPN"
            and after.is_title
            and not toponym.cued
        ):
            return True
        return last - first == 1 and not toponym.cued and doc[first].text in surnames


def _surnames(doc: Doc, cues: Cues) -> frozenset[str]:
    """Words that follow a title or a first name somewhere in the report."""
    found = set()
    for token in doc[1:]:
        before = doc[token.i - 1]
        if token.is_title and before.is_title and token.pos_ == "PROPN" and before.whitespace_:
            if before.lower_ in cues.first_names or before.lower_ in cues.titles:
                found.add(token.text)
    return frozenset(found)


def _may_start(token: Token) -> bool:
    return _is_name(token) and not token.is_stop or token.text in _ALL_CAPS_ALLOWED


def _is_name(token: Token) -> bool:
    head = token.text[0]
    return head.isupper() or (head.isalpha() and not head.islower())


def _ends(doc: Doc, first: int) -> list[int]:
    """Ends of the token runs from ``first`` that may be one name, longest first."""
    ends = [first + 1]
    position = first + 1
    while position < len(doc) and position - first < LONGEST:
        token = doc[position]
        if token.is_space or "\n" in doc[position - 1].whitespace_:
            break
        if _is_name(token) or token.is_digit:
            ends.append(position + 1)
        elif token.lower_ not in _JOINERS and not (token.is_alpha and _hyphenated(doc, position)):
            generic = token.lower_ in load_cues().generics or token.lower_ in load_cues().facilities
            if generic:
                ends.append(position + 1)
            break
        elif token.is_alpha and _hyphenated(doc, position):
            ends.append(position + 1)
        position += 1
    return ends[::-1]


def _hyphenated(doc: Doc, position: int) -> bool:
    return doc[position - 1].text in "-‑" and not doc[position - 1].whitespace_


def _run_end(doc: Doc, first: int) -> int:
    position = first + 1
    while position < len(doc) and position - first < LONGEST:
        token = doc[position]
        if token.text in ("-", "'", "’", "‑") and not doc[position - 1].whitespace_:
            position += 1
        elif _is_name(token) or (token.is_alpha and _hyphenated(doc, position)):
            position += 1
        else:
            break
    while position > first + 1 and not doc[position - 1].is_alpha:
        position -= 1
    return position


def _modifies(doc: Doc, first: int, last: int) -> bool:
    """Whether a demonym goes before a noun rather than being one."""
    if last >= len(doc):
        return False
    head, after = doc[last - 1], doc[last]
    if head.dep_ in ("amod", "compound", "nmod") and head.head.i >= last:
        return True
    return after.pos_ in ("NOUN", "PROPN", "ADJ") or after.text in "-‑"


def _toponym(
    doc: Doc,
    first: int,
    last: int,
    candidates: tuple[Candidate, ...],
    *,
    generic: Kind | None = None,
    cued: bool = False,
    associative: bool = False,
    strength: float = 0.5,
) -> Toponym:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    return Toponym(
        first, last, start, end, doc.text[start:end], candidates,
        generic, associative, cued, strength,
    )  # fmt: skip
