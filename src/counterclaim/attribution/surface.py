"""Cues by surface order where the parse fails: "Kyiv denies ...", "..., Moscow Claims".

Headlines drop words and capitalise the rest, and the tagger takes "claims" or "says" for
nouns. Here a cue needs a name or noun phrase right before it from the start of its part of
the line (or after a comma or conjunction), and what follows is its content.
"""

import functools
from collections.abc import Iterator

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.cues import Cue, cues
from counterclaim.attribution.lines import Line, parts
from counterclaim.attribution.tree import NOMINAL, Tree
from counterclaim.lexicons import load_table
from counterclaim.model.document import SourceMention

_BOUNDARY = frozenset(
    {",", "but", "and", "as", "after", "while", "amid", "when", "though", "although", "before",
     "—", "–", "-", ":", "because", "if", "where", "whereas", "yet", "what", "which", "that"}
)  # fmt: skip
_INNER = NOMINAL | {"ADJ", "DET", "PART", "ADP", "PUNCT", "VERB", "ADV", "INTJ", "X"}
_DEMONYM = ("an", "ish", "ese", "ch", "qi", "ni", "li", "ek", "al", "ic", "ive", "ous", "ed")
_OPENERS = frozenset({"“", '"', "‘", "'", "``"})
_CLOSERS = frozenset({",", "”", '"', "’", "'", "''", "—", "–", "-"})
_LONGEST = 9
_NOUN_FOLLOWS = frozenset(
    {"of", "by", "about", "on", "over", "against", "from", "is", "are", "was", "were"}
)
_BE = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re"})
_OBJECTIVE = frozenset({"him", "her", "them", "it", "his", "its", "their"})


def settled(tree: Tree, found: list[Line], candidates: list[Candidate]) -> set[int]:
    """Anchors of ``candidates`` that the parse has read well enough.

    In a headline a cue whose content stands before it, though a clause follows it, is not.
    """
    done = {c.anchor for c in candidates if c.content and c.sources}
    ends = {
        i: last
        for line in found
        if line.headline
        for first, last in parts(tree, line)
        for i in range(first, last + 1)
    }
    for c in candidates:
        last = ends.get(c.anchor)
        if last is None or not c.content or c.content[-1][1] > tree.starts[c.anchor]:
            continue
        rest = last - c.anchor
        if rest >= 2 and tree.pos[c.anchor + 1] not in ("ADP", "PUNCT", "ADV", "SCONJ"):
            done.discard(c.anchor)
    return done


def surface_candidates(tree: Tree, found: list[Line], done: set[int]) -> list[Candidate]:
    """Candidates for cue words that are not in ``done`` (anchors the parse has settled)."""
    out: list[Candidate] = []
    for line in found:
        for first, last in parts(tree, line):
            out.extend(_in_part(tree, first, last, done, headline=line.headline))
    return out


def _in_part(
    tree: Tree, first: int, last: int, done: set[int], *, headline: bool
) -> list[Candidate]:
    """Candidates of one part of a line."""
    hits: list[tuple[int, int, Cue]] = []
    out: list[Candidate] = []
    known = forms()
    for i in range(first, last + 1):
        if i not in done:
            out.extend(_progressive(tree, first, i, last))
        entry = known.get(tree.words[i])
        if entry is None or i in done or not (headline or _finite_tag(tree, i)):
            continue
        cue, singular = entry
        if hits and singular and tree.words[i - 1] in (",", "and", "but") and i < last:
            hits.append((i, i, cue))  # the speaker before speaks on: "X rejects it, says ..."
            continue
        start = _phrase_before(tree, first, i)
        if start is None or _noun_use(tree, i, last, singular=singular):
            out.extend(_inverted(tree, first, i, last, cue))
        elif i == last or tree.words[i + 1] in (",", "."):
            out.extend(_closing(tree, first, start, i, cue))
        elif tree.words[i + 1] not in ("and", "but", "or"):
            hits.append((start, i, cue))
    out.extend(_opening(tree, first, last, hits))
    return [c for c in out if c.content and c.sources]


def _opening(
    tree: Tree, first: int, last: int, hits: list[tuple[int, int, Cue]]
) -> Iterator[Candidate]:
    """The candidates of "Kyiv says ...": each content ends where the next speaker begins."""
    source = (first, first)
    for n, (start, i, cue) in enumerate(hits):
        source = (start, i - 1) if start < i else source
        later = (hits[k][0] for k in range(n + 1, len(hits)) if hits[k][0] > i + 1)
        stop = next(later, last + 1) - 1
        yield _made(tree, i, cue, source, (i + 1, _trim(tree, i + 1, stop, hits, n)))


def _trim(tree: Tree, first: int, stop: int, hits: list[tuple[int, int, Cue]], n: int) -> int:
    """The content's last token: a conjunction before the next speaker is not part of it."""
    if n + 1 < len(hits):
        while stop > first and tree.words[stop] in _BOUNDARY:
            stop -= 1
    return stop


def _finite_tag(tree: Tree, i: int) -> bool:
    if tree.tags[i] in ("NNS", "NNPS"):
        if i + 1 < tree.size and tree.words[i + 1] in _OPENERS:
            return i > 0 and tree.text[tree.starts[i - 1]].isupper()
        return i > 0 and tree.tags[i - 1] in ("NNP", "NNPS", "PRP")
    return tree.tags[i] in ("VBD", "VBZ", "VBP")


def _phrase_before(tree: Tree, first: int, i: int) -> int | None:
    """The first token of the noun phrase that ends right before ``i``, or ``None``."""
    start = i
    while start > first and i - start < _LONGEST:
        word = tree.words[start - 1]
        if word in _BOUNDARY and not (word == "-" and start - 2 >= first):
            break
        if tree.pos[start - 1] not in _INNER or (
            tree.pos[start - 1] in ("VERB", "AUX", "ADV")
            and not tree.text[tree.starts[start - 1]].isupper()
        ):
            break
        start -= 1
    if start == i:
        return None
    at_edge = start == first or tree.words[start - 1] in _BOUNDARY
    head = i - 1
    if not at_edge or tree.words[head] in _OBJECTIVE - {"it"}:
        return None
    upper = tree.text[tree.starts[head]].isupper()
    if tree.words[head] in ("'s", "’s", "’", "'") or not (tree.pos[head] in NOMINAL or upper):
        return None
    return start


def _noun_use(tree: Tree, i: int, last: int, *, singular: bool) -> bool:
    """Whether the form is more likely a noun here ("Russian claims of ...")."""
    if i < last and tree.words[i + 1] in _NOUN_FOLLOWS:
        return True
    before = tree.words[i - 1]
    demonym = tree.pos[i - 1] == "ADJ" and tree.pos[i] == "NOUN" and before.endswith(_DEMONYM)
    return demonym or (not singular and tree.pos[i] == "NOUN")


def _closing(tree: Tree, first: int, start: int, i: int, cue: Cue) -> Iterator[Candidate]:
    """The candidate of "..., Moscow claims": what stands before the comma is the content."""
    stop = start - 1
    if stop > first and tree.words[stop] in (",", "—", "–", "-") and {"that", "quote"} & cue.frames:
        yield _made(tree, i, cue, (start, i - 1), (first, stop - 1))


def _progressive(tree: Tree, first: int, i: int, last: int) -> Iterator[Candidate]:
    """The candidate of "..., the ministry is reporting": the parse makes it a second clause."""
    entry = forms().get(tree.lemmas[i])
    ends = i == last or tree.words[i + 1] in (",", ".")
    if tree.tags[i] != "VBG" or entry is None or not ends or i - 1 <= first:
        return
    start = _phrase_before(tree, first, i - 1) if tree.words[i - 1] in _BE else None
    stop = (start or 0) - 1
    if start is not None and stop > first and tree.words[stop] in (",", "—", "–", "-"):
        yield _made(tree, i, entry[0], (start, i - 2), (first, stop - 1))


def _inverted(tree: Tree, first: int, i: int, last: int, cue: Cue) -> Iterator[Candidate]:
    """The candidate of "..., says Kyiv": the name speaks, what stands before is the content."""
    if "quote" not in cue.frames or i - first < 3 or not 0 < last - i <= _LONGEST:
        return
    if tree.words[i - 1] not in _CLOSERS:
        return
    stop = i + 1
    while stop <= last and tree.words[stop] not in _BOUNDARY:
        stop += 1
    named = all(
        tree.pos[t] in _INNER - {"VERB", "ADV"} or tree.text[tree.starts[t]].isupper()
        for t in range(i + 1, stop)
    )
    if stop > i + 1 and named:
        yield _made(tree, i, cue, (i + 1, stop - 1), (first, i - 1))


def _made(
    tree: Tree, i: int, cue: Cue, source: tuple[int, int], content: tuple[int, int]
) -> Candidate:
    speaker, said = tree.name(*source), tree.extent(*content)
    return Candidate(
        anchor=i,
        cue=((tree.starts[i], tree.ends[i]),),
        content=(said,) if said is not None else (),
        sources=(SourceMention(*speaker),) if speaker is not None else (),
        construction="indirect",
        stance=cue.stance,
        lemma=cue.lemma,
        kind=cue.kind,
        weight=cue.weight,
        sure=cue.sure,
        quotable="quote" in cue.frames,
    )


@functools.cache
def forms() -> dict[str, tuple[Cue, bool]]:
    """Present and past forms of the verbs of speech; whether a form is third person singular."""
    out: dict[str, tuple[Cue, bool]] = {}
    irregular = {row["lemma"]: row["past"] for row in load_table("irregular_verbs")}
    for lemma, entries in cues("verb").items():
        cue = next((c for c in entries if len(c.words) == 1), None)
        if cue is None or cue.kind != "speech" or not {"that", "np", "small"} & cue.frames:
            continue
        out.setdefault(lemma, (cue, False))
        out[third_person(lemma)] = (cue, True)
        out.setdefault(irregular.get(lemma, past(lemma)), (cue, True))
    return out


def third_person(lemma: str) -> str:
    """The third person singular present of a regular verb."""
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def past(lemma: str) -> str:
    """The past of a regular verb."""
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"
