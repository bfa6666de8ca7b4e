"""Nouns, adjectives and adverbs as cues: "claims of", "confident that", "reportedly"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.clauses import infinitive, subtree, under_preposition
from counterclaim.attribution.cues import Cue, cues, matched
from counterclaim.attribution.sources import mention, speaker_of
from counterclaim.attribution.tree import VERBAL, Tree, pieces
from counterclaim.attribution.words import words
from counterclaim.model.document import SourceMention


def nominal_candidates(tree: Tree) -> list[Candidate]:
    """Candidates of cue nouns, adjectives and adverbs that have a content."""
    tables = {"NOUN": cues("noun"), "ADJ": cues("adjective"), "ADV": cues("adverb")}
    adjectives = tables["ADJ"]
    found = []
    for i in range(tree.size):
        pos = tree.pos[i]
        lexicon = tables.get(pos)
        entries = lexicon.get(tree.lemmas[i]) if lexicon is not None else None
        if pos == "PROPN":  # "Russia's Claim to ..." of headlines
            entries, pos = tables["NOUN"].get(tree.words[i].removesuffix("s")), "NOUN"
        if entries is None and tree.pos[i] in ("VERB", "PROPN"):  # participles, headline capitals
            entries = adjectives.get(tree.words[i])
            pos = "ADJ"
        if entries is None:
            continue
        match = matched(tree, i, entries)
        candidate = None
        if match is not None and pos == "NOUN":
            candidate = _noun(tree, i, match[0])
        elif match is not None and pos == "ADJ":
            candidate = _adjective(tree, i, match[0])
        elif match is not None:
            candidate = _adverb(tree, i, match[0])
        if candidate is not None:
            found.append(candidate)
    return found


def _noun(tree: Tree, noun: int, cue: Cue) -> Candidate | None:
    found = _complement(tree, noun, cue)
    if found is None:
        return None
    tokens, joint = found
    if any(tree.words[c] == "no" for c in tree.children[noun]):
        return None  # "no reports of" says that nobody reports it
    speaker = _noun_speaker(tree, noun, tokens)
    if speaker is None and "self" in cue.frames:
        first = tree.left[noun]
        last = min(tokens) - 1
        while last > noun and (last == joint or tree.deps[last] in ("punct", "mark")):
            last -= 1
        extent = tree.extent(first, last)
        speaker = SourceMention(*extent) if extent is not None else None
    if speaker is None and cue.kind == "attitude":
        return None
    cue_tokens = {noun} | ({joint} if joint is not None else set())
    return _made(tree, noun, cue, cue_tokens, tokens, speaker, "noun")


def _complement(tree: Tree, noun: int, cue: Cue) -> tuple[set[int], int | None] | None:
    """The content under a noun or adjective, and the preposition that leads to it."""
    for c in tree.children[noun]:
        if c < noun:
            continue
        dep = tree.deps[c]
        if dep in ("acl", "ccomp", "xcomp", "relcl", "advcl") and tree.pos[c] in VERBAL | {
            "ADJ",
            "NOUN",
        }:
            if infinitive(tree, c):
                if "to" in cue.frames:
                    return subtree(tree, c), None
            elif "that" in cue.frames and _that(tree, c):
                return subtree(tree, c), None
        elif dep == "prep" and tree.words[c] in cue.frames:
            tokens = under_preposition(tree, noun, c)
            if tokens:
                return tokens, c
    return _that_after(tree, noun, cue) or _that_through_verb(tree, noun, cue)


def _that_through_verb(tree: Tree, noun: int, cue: Cue) -> tuple[set[int], int | None] | None:
    """The clause of "fears grow that ...", which hangs under the verb."""
    head = tree.heads[noun]
    if (
        "that" not in cue.frames
        or tree.deps[noun] != "nsubj"
        or tree.lemmas[head] not in words("grow")
    ):
        return None
    for c in tree.children[head]:
        if c > head and tree.deps[c] in ("ccomp", "advcl") and tree.words[tree.left[c]] == "that":
            return subtree(tree, c), None
    return None


def _that_after(tree: Tree, noun: int, cue: Cue) -> tuple[set[int], int | None] | None:
    """A "that" clause right after the noun, which the parser hung elsewhere."""
    mark = noun + 1
    if "that" not in cue.frames or mark >= tree.size or tree.words[mark] != "that":
        return None
    clause = tree.heads[mark]
    if tree.deps[mark] != "mark" or clause < mark:
        return None
    return set(range(mark, tree.right[clause] + 1)), None


def _that(tree: Tree, clause: int) -> bool:
    """Whether ``clause`` is a finite clause that completes its head, not one about it."""
    if tree.deps[clause] in ("relcl", "advcl"):
        pronoun = any(
            tree.words[c] in ("that", "which", "who") and tree.deps[c] in ("nsubj", "dobj", "pobj")
            for c in tree.children[clause]
        )
        return not pronoun and tree.words[tree.left[clause]] == "that"
    return tree.tags[clause] not in ("VBG", "VBN") or any(
        tree.deps[c] in ("aux", "auxpass", "nsubj", "nsubjpass") for c in tree.children[clause]
    )


def _named_under(tree: Tree, noun: int, tokens: set[int]) -> int | None:
    """Who is named by a preposition: "claims by rebels", "fears in Kyiv", "grow among allies"."""
    for c in tree.children[noun]:
        pobj = tree.child(c, "pobj")
        if tree.words[c] in ("by", "from") and pobj is not None and c not in tokens:
            return pobj
    head = tree.heads[noun]
    holders = [noun, head] if tree.deps[noun] == "nsubj" else [noun]
    for c in (c for h in holders for c in tree.children[h]):
        pobj = tree.child(c, "pobj") if tree.words[c] in ("in", "among") else None
        if pobj is not None and c > noun and pobj not in tokens and tree.pos[pobj] == "PROPN":
            return pobj
    return None


def _noun_speaker(tree: Tree, noun: int, tokens: set[int]) -> SourceMention | None:
    poss = tree.child(noun, "poss")
    if poss is not None:
        return mention(tree, poss, noun)
    named = _named_under(tree, noun, tokens)
    if named is not None:
        return mention(tree, named, noun)
    head = tree.heads[noun]
    if tree.deps[noun] in ("dobj", "pobj") and tree.lemmas[head] in words("light"):
        speaker = speaker_of(tree, head)
        if speaker is not None:
            return speaker
    for c in tree.children[noun]:
        named = tree.deps[c] in ("compound", "amod") and tree.words[c][:1].isalpha()
        if named and tree.text[tree.starts[c]].isupper() and tree.pos[c] in ("PROPN", "ADJ"):
            extent = tree.extent(tree.left[c], tree.right[c])
            return SourceMention(*extent) if extent is not None else None
    return None


def _adjective(tree: Tree, i: int, cue: Cue) -> Candidate | None:
    if "np" in cue.frames:
        head = tree.heads[i]
        if tree.deps[i] != "amod" or head < i:
            return None
        tokens = set(range(i + 1, tree.right[head] + 1))
        return _made(tree, i, cue, {i}, tokens, None, "attributive")
    if tree.deps[i] == "amod":
        return None
    found = _complement(tree, i, cue)
    if found is None:
        return None
    tokens, joint = found
    speaker = speaker_of(tree, i)
    if speaker is None:
        return None
    head = tree.heads[i]
    cue_tokens = {i} | ({joint} if joint is not None else set())
    if tree.lemmas[head] in ("be", "remain", "become", "feel", "seem"):
        cue_tokens |= {head, *(c for c in tree.children[head] if tree.deps[c] in ("neg", "aux"))}
    return _made(tree, i, cue, cue_tokens, tokens, speaker, "adjective")


def _adverb(tree: Tree, i: int, cue: Cue) -> Candidate | None:
    head = tree.heads[i]
    if head == i:
        return None
    if tree.pos[head] not in VERBAL:
        head = next((a for a in tree.ancestors(i) if tree.pos[a] in VERBAL), head)
    return _made(tree, i, cue, {i}, subtree(tree, head) - {i}, None, "adverb")


def _made(
    tree: Tree,
    anchor: int,
    cue: Cue,
    cue_tokens: set[int],
    tokens: set[int],
    speaker: SourceMention | None,
    pos: str,
) -> Candidate | None:
    content = pieces(tree, tokens - cue_tokens)
    if not content:
        return None
    return Candidate(
        anchor=anchor,
        cue=pieces(tree, cue_tokens),
        content=content,
        sources=(speaker,) if speaker is not None else (),
        construction="indirect" if pos == "adverb" else "noun",
        stance=cue.stance,
        lemma=cue.lemma,
        kind=cue.kind,
        weight=cue.weight,
        sure=cue.sure,
        pos=pos,
    )
