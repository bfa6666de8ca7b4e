"""Source chains: where the words were said (venue) and who passed them on (relay).

The speaker stays first, nearest to the content; a venue ("told CNN", "in a video address",
"on Telegram", "at the summit") and a relay ("TASS quoted him as saying", "citing officials,
the paper reported") follow.
"""

import functools

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.clauses import subtree
from counterclaim.attribution.direct import DirectSpeech
from counterclaim.attribution.sources import agent_of, mention, phrase, speaker_of
from counterclaim.attribution.tree import Tree
from counterclaim.attribution.words import words
from counterclaim.lexicons import load_table
from counterclaim.model.document import Extent, SourceMention

_PLACES_OF_SPEECH = frozenset({"in", "on", "at", "via", "through", "during", "over", "to"})
_CITING = frozenset({"cite", "quote"})
_CARRYING = frozenset({"carry", "quote", "cite", "relay", "broadcast", "report"})
_REACH = 40
"""Tokens from a cue to a venue of its sentence, at most."""


def chained(tree: Tree, speech: DirectSpeech, found: list[Candidate]) -> list[Candidate]:
    """``found`` with venues and relays in their sources; relayed pairs made one."""
    anchors = {c.anchor: c for c in found}
    dropped: set[int] = set()
    for c in found:
        lemma = tree.lemmas[c.anchor]
        if lemma in _CITING:
            dropped |= _cited(tree, c, anchors)
        elif c.sources:
            _carried(tree, c)
            _shown(tree, c)
        if c.construction != "colon" and c.anchor not in dropped:
            _venues(tree, speech, c)
    return [c for c in found if c.anchor not in dropped]


def _cited(tree: Tree, c: Candidate, anchors: dict[int, Candidate]) -> set[int]:
    """Join "TASS quoted him as saying X" and "citing officials, TASS said X" to one chain."""
    verb = c.anchor
    saying = _saying(tree, verb)
    other = anchors.get(saying) if saying is not None else None
    if other is not None:
        relay = agent_of(tree, verb) if tree.child(verb, "auxpass") is not None else None
        quoted = tree.child(verb, "nsubjpass", "dobj")
        via = mention(tree, relay, verb) if relay is not None else None
        if via is None and tree.child(verb, "auxpass") is None:
            via = speaker_of(tree, verb)
        if quoted is not None:
            speaker = mention(tree, quoted, verb)
            other.sources = _chain(speaker, via)
            return {verb}
    if saying is not None and _quoted_after(tree, c, saying):
        return set()
    reporting = anchors.get(tree.heads[verb])
    cited = tree.child(verb, "dobj")
    if (
        tree.tags[verb] == "VBG"
        and tree.deps[verb] in ("advcl", "prep", "acl")
        and cited is not None
        and reporting is not None
        and reporting.sources
        and reporting.content
    ):
        speaker = mention(tree, cited, verb)
        first = reporting.sources[0]
        reporting.sources = _chain(
            speaker, SourceMention(first.start, first.end, "relay", first.relative)
        )
        return {verb}
    return set()


def _quoted_after(tree: Tree, c: Candidate, saying: int) -> bool:
    """Read "P, N was quoted as saying by TASS", "P, TASS quoted N as saying": P is the content."""
    verb = c.anchor
    passive = tree.child(verb, "auxpass") is not None
    subject = tree.child(verb, "nsubjpass" if passive else "nsubj")
    quoted = subject if passive else tree.child(verb, "dobj")
    if subject is None or quoted is None or saying != max(saying, verb, quoted):
        return False
    before = [e for e in c.content if e[1] <= tree.starts[tree.left[subject]]]
    comma, first = tree.left[subject] - 1, tree.sentence[verb]
    if not before and comma > first and tree.words[comma] in (",", "”", '"', "’"):
        extent = tree.extent(first, comma - (tree.words[comma] == ","))
        before = [extent] if extent is not None else []
    if not before:
        return False
    by = _by(tree, saying) if passive else subject
    speaker = mention(tree, quoted, verb)
    c.sources = _chain(speaker, mention(tree, by, verb) if by is not None else None)
    c.content = tuple(before)
    return speaker is not None


def _by(tree: Tree, saying: int) -> int | None:
    """Who is named after the "by" that follows "was quoted as saying"."""
    for i in range(saying + 1, min(saying + 3, tree.size)):
        if tree.words[i] == "by":
            return tree.child(i, "pobj")
    return agent_of(tree, tree.heads[saying])


def _saying(tree: Tree, verb: int) -> int | None:
    """The verb of "quoted X as saying"."""
    for c in tree.children[verb]:
        if tree.words[c] == "as":
            for inner in tree.children[c]:
                if tree.tags[inner] == "VBG":
                    return inner
        if tree.deps[c] in ("advcl", "pcomp", "xcomp") and tree.tags[c] == "VBG":
            return c
    return None


def _chain(speaker: SourceMention | None, via: SourceMention | None) -> tuple[SourceMention, ...]:
    hops = [speaker] if speaker is not None else []
    if via is not None and (
        speaker is None or (via.start, via.end) != (speaker.start, speaker.end)
    ):
        hops.append(SourceMention(via.start, via.end, "relay", via.relative))
    return tuple(hops)


def _carried(tree: Tree, c: Candidate) -> None:
    """Make the agent of "a statement carried by TASS" a relay."""
    source = c.sources[0]
    first, last = tree.token_at(source.start), tree.token_at(source.end - 1)
    for i in range(first, min(last + 1, tree.size)):
        if tree.lemmas[i] not in _CARRYING or tree.tags[i] != "VBN":
            continue
        by = agent_of(tree, i)
        extent = phrase(tree, by) if by is not None else None
        if extent is not None:
            stop = tree.extent(first, i - 1)
            if stop is not None:
                c.sources = (SourceMention(*stop), SourceMention(*extent, "relay"))
            return


def _shown(tree: Tree, c: Candidate) -> None:
    """Give "posted a video showing X" and "a video posted by Y shows X" a speaker and a venue."""
    source = c.sources[0]
    first, last = tree.token_at(source.start), tree.token_at(source.end - 1)
    span = range(first, min(last + 1, tree.size))
    noun = next((t for t in span if tree.heads[t] not in span), first)
    if tree.lemmas[noun] not in venues("medium") or tree.pos[noun] == "PROPN":
        return
    venue = SourceMention(source.start, source.end, "venue")
    holder = tree.heads[noun]
    if tree.deps[noun] == "dobj" and tree.lemmas[holder] in words("light"):
        speaker = speaker_of(tree, holder)
        if speaker is not None and c.anchor > noun:
            c.sources = (speaker, venue)
        return
    for t in span:
        author = agent_of(tree, t) if tree.lemmas[t] in words("light") else None
        extent = phrase(tree, author) if author is not None else None
        before = tree.extent(first, t - 1)
        if extent is not None and before is not None and tree.deps[t] == "acl":
            c.sources = (SourceMention(*extent), SourceMention(*before, "venue"))
            return


def _venues(tree: Tree, speech: DirectSpeech, c: Candidate) -> None:
    found = _told(tree, c)
    verb = c.anchor
    first = max(tree.sentence[verb], verb - _REACH)
    last = min(tree.sentence_end[verb], verb + _REACH)
    taken = list(c.content)
    for i in range(first, last - 1):
        if tree.words[i] not in _PLACES_OF_SPEECH or tree.pos[i] not in (
            "ADP",
            "SCONJ",
            "PART",
            "ADV",
        ):
            continue
        inside = any(a <= tree.starts[i] < b for a, b in taken)
        extent = _venue_after(tree, i, inside=inside)
        if extent is None or speech.inside(tree.starts[i]) is not None:
            continue
        if inside:
            cut = _cut_tail(tree, c, i, extent)
            if not cut:
                continue
        elif not _governs(tree, verb, i):
            continue
        found.append(SourceMention(*extent, "venue"))
        break
    known = {(s.start, s.end) for s in c.sources}
    if c.sources or any(not _overlaps(m, c.content) for m in found):
        c.sources += tuple(m for m in found if (m.start, m.end) not in known)


def _overlaps(m: SourceMention, content: tuple[Extent, ...]) -> bool:
    return any(a < m.end and m.start < b for a, b in content)


def _told(tree: Tree, c: Candidate) -> list[SourceMention]:
    """The outlet that was told."""
    if tree.lemmas[c.anchor] not in ("tell", "inform"):
        return []
    told = tree.child(c.anchor, "dobj", "dative")
    if told is None or told < c.anchor:
        return []
    outlets = venues("outlet")
    names = range(tree.left[told], tree.right[told] + 1)
    head = min(names.stop - 1, told)
    if tree.words[head] in outlets or any(
        tree.words[t] in outlets and tree.text[tree.starts[t]].isupper() for t in names
    ):
        extent = phrase(tree, told, c.anchor)
        if extent is not None and not any(a <= extent[0] < b for a, b in c.content):
            return [SourceMention(*extent, "venue")]
    return []


def _venue_after(tree: Tree, i: int, *, inside: bool) -> Extent | None:
    """The venue phrase under the preposition at ``i``, if its head is a venue word."""
    noun = tree.child(i, "pobj")
    if noun is None:
        nxt = i + 1
        if tree.words[nxt] in venues("platform") and tree.text[tree.starts[nxt]].isupper():
            noun = nxt
        else:
            return None
    if noun < i:
        return None
    word = tree.lemmas[noun]
    medium = (
        word in venues("medium")
        or tree.words[noun] in venues("platform")
        or word in venues("platform")
    )
    if tree.words[i] == "to":
        return None
    if inside:
        if not medium or word in ("call", "report", "note", "document", "letter"):
            return None
    elif not medium and word not in venues("occasion"):
        return None
    return phrase(tree, noun)


def _governs(tree: Tree, verb: int, preposition: int) -> bool:
    """Whether the phrase at ``preposition`` hangs under the cue or its own clause."""
    head = tree.heads[preposition]
    if head == verb or tree.heads[verb] == head:
        return True
    subject = tree.child(verb, "nsubj")
    noun = tree.child(preposition, "pobj")
    if subject is not None and noun is not None and tree.right[noun] + 2 == tree.left[subject]:
        return tree.words[tree.right[noun] + 1] == ","
    if abs(preposition - verb) == 1 or preposition == tree.sentence[verb]:
        return True
    return subject is not None and preposition in subtree(tree, subject) and head == subject


def _cut_tail(tree: Tree, c: Candidate, i: int, extent: Extent) -> bool:
    """Cut "... in a statement" off the end of a content that swallowed it."""
    start, end = c.content[-1]
    if start == tree.starts[i] and extent[1] >= end - 2 and len(c.content) > 1:
        c.content = c.content[:-1]
        return True
    if not (start < tree.starts[i] and extent[1] >= end - 2):
        return False
    kept = tree.extent(tree.token_at(start), i - 1)
    if kept is None or kept[1] - kept[0] < 3:
        return False
    c.content = (*c.content[:-1], (start, kept[1]))
    return True


@functools.cache
def venues(kind: str) -> frozenset[str]:
    """Venue words of one type (``lexicons/venues.tsv``)."""
    return frozenset(row["word"] for row in load_table("venues") if row["type"] == kind)
