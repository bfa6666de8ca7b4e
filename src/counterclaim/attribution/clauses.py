"""What is said: the complements of a cue, as sets of token positions."""

from counterclaim.attribution.cues import Cue
from counterclaim.attribution.tree import NOMINAL, SUBJECTS, VERBAL, Tree
from counterclaim.attribution.words import words

_PREDICATES = ("oprd", "acomp", "attr")
_MODIFIERS = frozenset({"acl", "relcl", "xcomp"})
_OPENS = frozenset({"DET", "PROPN", "NOUN", "PRON", "NUM", "ADJ", "ADV"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MEANWHILE = frozenset({"as"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})
_CIRCUMSTANCE = frozenset({"during", "after", "before", "by", "via", "through", "amid", "since"})


def complements(tree: Tree, verb: int, cue: Cue, further: list[int]) -> set[int]:
    """Tokens of the content that the parse hangs under ``verb``; empty when there is none."""
    if (
        further
        and tree.pos[further[-1]] in ("ADP", "SCONJ", "PART")
        and tree.deps[further[-1]] != "prt"
    ):
        tokens = under_preposition(tree, verb, further[-1])
        return tokens | {
            t
            for c in tree.children[verb]
            if c > further[-1] and _leads_on(tree, c, cue)
            for t in subtree(tree, c)
        }
    clause = _clause(tree, verb, cue)
    objects = _objects(tree, verb, further)
    obj = objects[0] if objects else None
    if clause is not None and not _object_first(tree, verb, clause, obj, cue):
        tokens = subtree(tree, clause) | _second_clause(tree, verb, clause, cue)
        addressee = tree.child(verb, "dobj", "dative")
        if (
            addressee is not None
            and "+to" in cue.frames
            and infinitive(tree, clause)
            and verb < addressee < clause
        ):
            tokens |= subtree(tree, addressee)
        return tokens
    if "tell" in cue.frames and objects:
        told = _told_clause(tree, objects[-1])
        if told:
            return told
    tokens = _object(tree, verb, objects, cue)
    if "small" in cue.frames:
        predicate = tree.child(verb, *_PREDICATES)
        if predicate is not None and predicate > verb:
            tokens |= subtree(tree, predicate)
            if obj is not None:
                tokens |= subtree(tree, obj)
    return tokens or _prepositional(tree, verb, cue)


def _told_clause(tree: Tree, addressee: int) -> set[int]:
    """The clause of "told a visitor that ...", which the parser takes to describe the visitor."""
    for c in tree.children[addressee]:
        first = tree.left[c]
        if tree.deps[c] in ("relcl", "acl", "ccomp") and tree.words[first] == "that":
            return subtree(tree, c)
    return set()


def _object_first(tree: Tree, verb: int, clause: int, obj: int | None, cue: Cue) -> bool:
    """Whether the object is the content and the clause something that follows or precedes it."""
    if obj is None or "np" not in cue.frames:
        return False
    if clause < verb:
        return True
    loose = tree.deps[clause] == "ccomp" and not infinitive(tree, clause)
    marked = tree.words[tree.left[clause]] in ("that", "as", "how", "why", "what", "whether")
    return obj < clause and loose and not marked and "," in tree.words[obj : tree.left[clause] + 1]


def _objects(tree: Tree, verb: int, further: list[int]) -> list[int]:
    """Direct objects of ``verb`` up to a comma (the parser may split one in two)."""
    found: list[int] = []
    for c in tree.children[verb]:
        if tree.deps[c] != "dobj" or c in further or tree.left[c] in further:
            continue
        if found and (c < verb or "," in tree.words[found[-1] : c]):
            continue
        found.append(c)
    return found


def _object(tree: Tree, verb: int, objects: list[int], cue: Cue) -> set[int]:
    if not objects or not ("np" in cue.frames or cue.trailing):
        return set()
    last = objects[-1]
    end = _without_comment(tree, last)
    tokens = set(range(tree.left[objects[0]], end + 1))
    led = "np" in cue.frames or any(
        tree.deps[c] == "prep" and tree.words[c] in cue.trailing for c in tree.children[last]
    )
    for c in tree.children[verb]:
        if c <= last or c <= verb:
            continue
        leads = _leads_on(tree, c, cue)
        if leads or (tree.left[c] == end + 1 and _belongs(tree, c)):
            tokens |= subtree(tree, c)
            end = tree.right[c]
            led = led or leads
    return tokens if led else set()


def _without_comment(tree: Tree, noun: int) -> int:
    """The last token of a noun phrase without a relative clause after a comma."""
    for c in tree.children[noun]:
        first = tree.left[c]
        if c > noun and tree.deps[c] == "relcl" and tree.words[first - 1] in (",", "—", "–"):
            return max(noun, first - 2)
    return tree.right[noun]


def _belongs(tree: Tree, c: int) -> bool:
    """Whether a dependent right after an object more likely belongs to that object."""
    if tree.deps[c] in _MODIFIERS:
        return True
    if tree.deps[c] != "prep" or tree.words[c] in _CIRCUMSTANCE:
        return False
    elsewhere = words("when") | words("venue")
    return not any(
        tree.lemmas[t] in elsewhere or tree.pos[t] == "NUM"
        for t in range(tree.left[c], tree.right[c] + 1)
    )


def _prepositional(tree: Tree, verb: int, cue: Cue) -> set[int]:
    for preposition in cue.prepositions:
        for c in tree.children[verb]:
            if c > verb and tree.words[c] == preposition and tree.deps[c] in ("prep", "agent"):
                tokens = under_preposition(tree, verb, c)
                if tokens:
                    return tokens
    return set()


def _leads_on(tree: Tree, c: int, cue: Cue) -> bool:
    if tree.deps[c] == "prep":
        return tree.words[c] in cue.trailing
    if tree.deps[c] == "advcl" and tree.words[tree.left[c]] in cue.trailing:
        # "described it as destroyed", but not "... as his forces withdrew"
        return tree.words[tree.left[c]] == "as" and tree.child(c, *SUBJECTS) is None
    return tree.deps[c] in ("xcomp", "advcl") and "to" in cue.trailing and infinitive(tree, c)


def _clause(tree: Tree, verb: int, cue: Cue) -> int | None:
    """The dependent that is the content, one after the cue before one in front of it."""
    found = [c for c in tree.children[verb] if _is_content(tree, verb, c, cue)]
    return min(found, key=lambda c: (c < verb, c), default=None)


def _second_clause(tree: Tree, verb: int, clause: int, cue: Cue) -> set[int]:
    """A further clause of the same content on the same side, with what joins them."""
    last = clause
    for c in tree.children[verb]:
        same = tree.deps[c] == "ccomp" and "that" in cue.frames and (c < verb) == (clause < verb)
        if c > clause and same and not infinitive(tree, c):
            last = c
    if last == clause or tree.right[last] < tree.left[clause]:
        return set()
    return set(range(tree.left[clause], tree.right[last] + 1))


def _is_content(tree: Tree, verb: int, c: int, cue: Cue) -> bool:
    dep = tree.deps[c]
    if dep == "ccomp":
        return _clausal(tree, verb, c, cue.frames)
    if dep == "xcomp" and c > verb:
        return _open_clausal(tree, verb, c, cue.frames)
    return dep == "csubj" and "that" in cue.frames and c > verb


def _clausal(tree: Tree, verb: int, c: int, frames: frozenset[str]) -> bool:
    """Whether a clausal complement is of a form that the cue takes."""
    if infinitive(tree, c):
        return bool({"+to", "to"} & frames) or ("that" in frames and _question(tree, c))
    if tree.tags[c] == "VBG" and not _finite(tree, c):
        return bool({"ing", "np", "that"} & frames)
    if {"that", "small"} & frames:
        return True
    return ("np" in frames and tree.left[c] == verb + 1) or ("quote" in frames and c < verb)


def _open_clausal(tree: Tree, verb: int, c: int, frames: frozenset[str]) -> bool:
    """The same of a complement without a subject of its own."""
    if infinitive(tree, c):
        addressed = tree.child(verb, "dobj", "dative", "nsubjpass") is not None
        return bool({"to", "raise"} & frames) or ("+to" in frames and addressed)
    if tree.tags[c] == "VBG" and "ing" in frames:
        return True
    small = "small" in frames and tree.child(verb, "dobj") is None
    return small and tree.pos[c] not in VERBAL


def _question(tree: Tree, i: int) -> bool:
    return tree.tags[tree.left[i]] in ("WP", "WRB", "WDT") or tree.words[tree.left[i]] == "whether"


def _finite(tree: Tree, i: int) -> bool:
    return any(
        tree.deps[c] in ("aux", "auxpass") and tree.tags[c] != "TO" for c in tree.children[i]
    )


def infinitive(tree: Tree, i: int) -> bool:
    """Whether ``i`` heads a to-infinitive."""
    return any(tree.tags[c] == "TO" for c in tree.children[i])


def under_preposition(tree: Tree, holder: int, preposition: int) -> set[int]:
    """The complement of a preposition, with the infinitive that follows ("for X to end")."""
    head = tree.heads[preposition]
    if tree.deps[preposition] == "mark" and head != holder:
        return subtree(tree, head) - set(range(tree.left[head], preposition + 1))
    tokens: set[int] = set()
    for c in tree.children[preposition]:
        if c > preposition:
            tokens |= subtree(tree, c)
    if tokens:
        for c in tree.children[holder]:
            follows = tree.left[c] == max(tokens) + 1
            if c > preposition and follows and tree.deps[c] in ("xcomp", "ccomp", "advcl"):
                tokens |= subtree(tree, c)
    return tokens


def passive_content(tree: Tree, verb: int, cue: Cue) -> set[int]:
    """What is said of the subject of a passive ("dismissed by X as ...", "asked to leave")."""
    tokens: set[int] = set()
    for c in tree.children[verb]:
        if c > verb and _leads_on(tree, c, cue):
            tokens |= subtree(tree, c)
    return tokens


def reduced_passive(tree: Tree, verb: int, cue: Cue) -> set[int]:
    """The noun phrase before a participle with an agent ("claims dismissed by Kyiv as ...")."""
    head = tree.heads[verb]
    if tree.tags[verb] != "VBN" or tree.deps[verb] != "acl" or tree.child(verb, "agent") is None:
        return set()
    tokens = subtree(tree, head) - set(range(tree.left[verb], tree.right[head] + 1))
    return tokens | passive_content(tree, verb, cue)


def relative_head(tree: Tree, verb: int) -> set[int]:
    """The noun phrase that a relative clause without object says something of.

    "a claim that Kyiv denies": the phrase before the clause is the content.
    """
    head = tree.heads[verb]
    if tree.deps[verb] != "relcl" or tree.pos[head] not in NOMINAL:
        return set()
    pronoun = tree.child(verb, "dobj")
    if pronoun is not None and tree.words[pronoun] not in ("that", "which", "whom", "who"):
        return set()
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.words[subject] in ("that", "which", "who"):
        return set()
    return subtree(tree, head) - set(range(tree.left[verb], tree.right[head] + 1))


def surrounding(tree: Tree, verb: int, cue: Cue) -> set[int]:
    """The clause around a parenthetical cue ("The raid, officials said, failed")."""
    if "that" not in cue.frames or tree.child(verb, "nsubj") is None:
        return set()
    as_clause = tree.words[tree.left[verb]] in ("as", "so")
    marked = any(tree.deps[c] == "mark" for c in tree.children[verb])
    if tree.deps[verb] == "advcl" and not as_clause:
        return set()
    if tree.deps[verb] not in ("parataxis", "ccomp", "advcl") or (marked and not as_clause):
        return set()
    return subtree(tree, tree.heads[verb]) - subtree(tree, verb)


def without_circumstance(tree: Tree, verb: int, tokens: set[int]) -> set[int]:
    """``tokens`` without a clause at their end that tells what else goes on meanwhile.

    "vowed to hold the town as troops closed in": the last clause is the report's own. Only
    clauses with a subject of their own and outside quotation marks are cut.
    """
    if not tokens:
        return tokens
    first, last = min(tokens), max(tokens)
    if last < verb:
        return tokens
    for i in range(max(first, verb) + 2, last):
        if tree.words[i] not in _MEANWHILE or tree.deps[i] != "mark":
            continue
        clause = tree.heads[i]
        subject = tree.child(clause, *SUBJECTS)
        whole = tree.right[clause] >= last - 1 and tree.left[clause] == i
        marks = any(tree.words[t] in _QUOTES for t in range(first, last + 1))
        if subject is not None and tree.deps[clause] == "advcl" and whole and not marks:
            return {t for t in tokens if t < i}
    return tokens


def by_order(tree: Tree, verb: int) -> set[int]:
    """The rest of the sentence after a cue of speech that the parse gave no complement.

    Only where it reads as a clause: a finite verb in it and no punctuation before it.
    """
    last = tree.sentence_end[verb] - 1
    first = verb + 1
    if first < last and tree.words[first] == "that":
        first += 1
    if first >= last or not (tree.pos[first] in _OPENS or tree.words[verb + 1] == "that"):
        return set()
    stop = first
    finite = False
    while stop <= last and tree.words[stop] not in (";", ":"):
        finite = finite or (tree.tags[stop] in _FINITE and tree.deps[stop] != "amod")
        stop += 1
    return set(range(verb + 1, stop)) if finite else set()


def before(tree: Tree, verb: int, subject: int) -> set[int]:
    """The sentence in front of a closing cue (".., officials said on Sunday")."""
    first = tree.sentence[verb]
    stop = min(tree.left[subject], verb)
    while stop > first and tree.pos[stop - 1] == "SPACE":
        stop -= 1
    if stop - 1 <= first or tree.words[stop - 1] != ",":
        return set()
    if not any(tree.tags[t] in _FINITE for t in range(first, stop)):
        return set()
    return set(range(first, stop - 1))


def subtree(tree: Tree, i: int) -> set[int]:
    """All tokens under ``i``, with ``i``."""
    return set(range(tree.left[i], tree.right[i] + 1))
