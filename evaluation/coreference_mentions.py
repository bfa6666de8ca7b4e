"""Event mentions of ECB+ (Cybulska & Vossen 2014) with what two of them are compared by."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from counterclaim.language.parse import load_model
from counterclaim.linking.stems import function_words, stem
from evaluation.predict import rows

Vector = dict[str, float]

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "poss"}
OBJECTS = {"dobj", "pobj", "attr", "oprd"}
AROUND = 1
"""Sentences before and after that count as context."""


@dataclass
class Mention:
    """A mention: its head's lemma, its participants, the words around it."""

    id: tuple[str, str]
    chain: str
    topic: str
    document: str
    sentence: int
    lemma: str
    stem: str
    pos: str
    words: frozenset[str]
    participants: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    near: Vector
    wide: Vector
    text: Vector


def mentions_of(path: Path) -> list[Mention]:
    """All mentions in a file of the benchmark."""
    model = load_model()
    texts = list(rows(path))
    documents = [
        Doc(model.vocab, words=row["tokens"], sent_starts=_starts(row["sent"])) for row in texts
    ]
    parsed = list(model.pipe(documents))
    stemmed = [[_content(token) for token in doc] for doc in parsed]
    seen = Counter(s for found in stemmed for s in {x for x in found if x})
    idf = {s: math.log(len(parsed) / n) for s, n in seen.items()}
    out = []
    for row, doc, found in zip(texts, parsed, stemmed, strict=True):
        whole = vector(found, idf)
        sentences = _sentences(row["sent"])
        for given in row["mentions"]:
            out.append(_mention(row, given, doc, found, sentences, idf, whole))
    return out


def vector(stems: Iterable[str], idf: dict[str, float]) -> Vector:
    """Tf-idf weights of unit length."""
    weights = {s: (1 + math.log(n)) * idf[s] for s, n in Counter(stems).items() if s}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {s: w / length for s, w in weights.items()} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two vectors of unit length."""
    if len(b) < len(a):
        a, b = b, a
    return sum(w * b[s] for s, w in a.items() if s in b)


def _mention(
    row: dict[str, Any],
    given: dict[str, Any],
    doc: Doc,
    stems: Sequence[str],
    sentences: dict[int, list[int]],
    idf: dict[str, float],
    whole: Vector,
) -> Mention:
    places = given["toks"]
    span = [doc[n] for n in places]
    head = _head(span)
    own, number = set(places), given["sent"]
    beside = [n for s in range(number - AROUND, number + AROUND + 1) for n in sentences.get(s, ())]
    sentence = sentences[number]
    return Mention(
        id=(row["id"], given["mid"]),
        chain=given["chain"],
        topic=row["topic"],
        document=row["id"],
        sentence=number,
        lemma=head.lemma_.casefold(),
        stem=stem(head.text.casefold()),
        pos=head.pos_,
        words=frozenset(s for n in places if (s := stems[n])),
        participants=frozenset(_participants(head, own)),
        names=frozenset(doc[n].lower_ for n in sentence if doc[n].pos_ == "PROPN"),
        numbers=frozenset(doc[n].lower_ for n in sentence if doc[n].like_num),
        near=vector((stems[n] for n in sentence if n not in own), idf),
        wide=vector((stems[n] for n in beside if n not in own), idf),
        text=whole,
    )


def _head(span: Sequence[Token]) -> Token:
    """The token that governs the others; the last content word of a light-verb phrase."""
    inside = {token.i for token in span}
    heads = [token for token in span if token.head.i not in inside or token.head is token]
    content = [t for t in heads if t.pos_ in {"VERB", "NOUN", "PROPN", "ADJ"}]
    return (content or heads or list(span))[-1]


def _participants(head: Token, own: set[int]) -> Iterable[str]:
    roles = SUBJECTS | OBJECTS | {"compound", "amod"}
    for child in head.subtree:
        if child.i not in own and child.dep_ in roles and child.lower_ not in function_words():
            yield child.lemma_.casefold()
    for child in head.head.children if head.pos_ != "VERB" else ():
        if child.dep_ in SUBJECTS and child.lower_ not in function_words():
            yield child.lemma_.casefold()


def _content(token: Token) -> str:
    plain = token.lower_
    return "" if plain in function_words() or not any(c.isalnum() for c in plain) else stem(plain)


def _starts(sentences: Sequence[int]) -> list[bool | int | None]:
    return [n == 0 or s != sentences[n - 1] for n, s in enumerate(sentences)]


def _sentences(numbers: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for position, number in enumerate(numbers):
        found[number].append(position)
    return found
