"""Who speaks: the noun phrase that stands as subject, agent or owner of a cue."""

from counterclaim.attribution.tree import NOMINAL, VERBAL, Tree
from counterclaim.attribution.words import words
from counterclaim.model.document import Extent, SourceMention

_SUBJECT = ("nsubj", "csubj")
_ANY_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_CLIMB = frozenset(
    {
        "conj",
        "xcomp",
        "advcl",
        "ccomp",
        "dep",
        "pcomp",
        "prep",
        "parataxis",
        "acomp",
        "oprd",
        "attr",
    }
)
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_CLAUSAL = frozenset({"relcl", "parataxis", "ccomp", "advcl"})
_DEPTH = 6
_LONGEST_NAME = 10


def speaker_of(tree: Tree, verb: int) -> SourceMention | None:
    """The speaker of ``verb``, or ``None`` when the text names nobody."""
    if _passive(tree, verb):
        by = agent_of(tree, verb)
        return mention(tree, by, verb) if by is not None else None
    node = verb
    for _ in range(_DEPTH):
        subject = _subject(tree, node, verb)
        if subject is not None and not (_mute(tree, subject) and _climbs(tree, node)):
            return _subject_mention(tree, subject, node, verb)
        controller = _object_control(tree, node)
        if controller is not None:
            return mention(tree, controller, verb)
        if not _climbs(tree, node):
            return _beside(tree, node, verb)
        node = tree.heads[node]
    return None


def _mute(tree: Tree, subject: int) -> bool:
    """Whether a subject is an event that says nothing ("fighting goes on and describes ...")."""
    return tree.lemmas[subject] in words("mute")


def _object_control(tree: Tree, node: int) -> int | None:
    """The object that an infinitive is said of ("prompting the army to think about ...")."""
    head = tree.heads[node]
    if tree.deps[node] != "xcomp" or not any(tree.tags[c] == "TO" for c in tree.children[node]):
        return None
    return next(
        (c for c in tree.children[head] if tree.deps[c] == "dobj" and head < c < node), None
    )


def _climbs(tree: Tree, node: int) -> bool:
    """Whether the clause of ``node`` may share the subject of the one above it."""
    dep, head = tree.deps[node], tree.heads[node]
    if head == node or dep not in _CLIMB or (dep == "ccomp" and not _controlled(tree, node)):
        return False
    return not (dep == "prep" and tree.pos[head] in NOMINAL)


def _beside(tree: Tree, node: int, verb: int) -> SourceMention | None:
    """The speaker of a clause that hangs under a noun ("officials saying", "his plan to")."""
    dep, head = tree.deps[node], tree.heads[node]
    if dep in ("acl", "relcl"):
        absolute = tree.tags[verb] == "VBG" and _after_comma(tree, node)
        return (_main_subject(tree, verb) if absolute else None) or _owner(tree, head, verb)
    if dep == "prep" and tree.child(head, "poss") is not None:
        return _owner(tree, head, verb)
    return None


def _subject(tree: Tree, node: int, verb: int) -> int | None:
    if node == verb:
        near = [c for c in tree.children[node] if tree.deps[c] in _SUBJECT]
        found = min(near, key=lambda c: abs(c - node), default=None)
        if found is None and tree.tags[node] == "VBG":
            found = tree.child(node, "poss")
        return found
    return tree.child(node, *_ANY_SUBJECT)


def _subject_mention(tree: Tree, subject: int, node: int, verb: int) -> SourceMention | None:
    if tree.words[subject] in _RELATIVE and tree.deps[node] == "relcl":
        extent = phrase(tree, tree.heads[node], verb)
        own = (tree.starts[subject], tree.ends[subject])
        return SourceMention(*(extent or own), relative=own)
    return mention(tree, subject, verb)


def _owner(tree: Tree, noun: int, verb: int) -> SourceMention | None:
    """The speaker of a clause that hangs under a noun: its possessor, or the noun itself."""
    if tree.pos[noun] not in NOMINAL:
        return None
    poss = tree.child(noun, "poss")
    if poss is not None and tree.tags[verb] == "VB":
        return mention(tree, poss, verb)
    return mention(tree, noun, verb) if tree.tags[verb] != "VB" else None


def _after_comma(tree: Tree, node: int) -> bool:
    first = tree.left[node]
    return first > 0 and tree.words[first - 1] == ","


def _main_subject(tree: Tree, verb: int) -> SourceMention | None:
    """The subject of the clause that a participle after a comma goes on (", calling it ...")."""
    for node in tree.ancestors(verb):
        if tree.pos[node] in VERBAL:
            subject = tree.child(node, *_ANY_SUBJECT)
            if subject is not None and subject < verb:
                return _subject_mention(tree, subject, node, verb)
    return None


def _controlled(tree: Tree, node: int) -> bool:
    return tree.tags[node] in ("VBG", "VB") and tree.child(node, "nsubj") is None


def _passive(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "nsubjpass", "auxpass", "csubjpass") is not None or (
        tree.tags[verb] == "VBN" and tree.child(verb, "agent") is not None
    )


def agent_of(tree: Tree, verb: int) -> int | None:
    """The noun under "by" of a passive."""
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def mention(tree: Tree, noun: int, verb: int) -> SourceMention | None:
    """The phrase of ``noun`` as a speaker."""
    extent = phrase(tree, noun, verb)
    return SourceMention(*extent) if extent is not None else None


def _is_time(tree: Tree, c: int, noun: int) -> bool:
    """Whether a dependent after the noun only says when ("officials on Tuesday")."""
    if c < noun:
        return False
    if tree.deps[c] == "prep":
        pobj = tree.child(c, "pobj")
        return pobj is not None and tree.lemmas[pobj] in words("when") and tree.right[c] == pobj
    return tree.deps[c] == "npadvmod" and tree.lemmas[c] in words("when")


def phrase(tree: Tree, noun: int, verb: int | None = None) -> Extent | None:
    """The extent of the noun phrase of ``noun``: appositions in, clauses after a comma out.

    ``verb`` is the cue; a dependent that holds it is cut off.
    """
    first, last = tree.left[noun], tree.right[noun]
    for c in tree.children[noun]:
        holds = verb is not None and tree.left[c] <= verb <= tree.right[c]
        comma = tree.words[max(tree.left[c] - 1, 0)] in (",", "—", "–", "-")
        loose = tree.deps[c] in _CLAUSAL and (tree.deps[c] != "relcl" or comma)
        if not (holds or loose or _is_time(tree, c, noun)):
            continue
        if c > noun:
            last = min(last, tree.left[c] - 1)
        else:
            first = max(first, tree.right[c] + 1)
    if verb is not None and first <= verb <= last:
        first, last = (first, min(last, verb - 1)) if noun < verb else (max(first, verb + 1), last)
    while last > noun and tree.deps[last] in ("punct", "cc"):
        last -= 1
    while first < noun and tree.deps[first] in ("punct", "cc", "mark"):
        first += 1
    return tree.name(first, last)


def mention_of(tree: Tree, first: int, last: int) -> SourceMention | None:
    """Tokens ``first..last`` as a speaker."""
    extent = tree.name(first, last)
    return SourceMention(*extent) if extent is not None else None


def trailing_name(tree: Tree, first: int, verb: int) -> tuple[int, int] | None:
    """The noun phrase between the last comma and a closing cue, with an apposition.

    "..., the regional governor, Anna Kovach, said": the parser may take both phrases into the
    sentence before them.
    """
    last = verb - 1 - (tree.words[verb - 1] == ",")
    start = last
    while start > first and tree.words[start - 1] != ",":
        start -= 1
    if start <= first + 1 or not _nominal(tree, start, last):
        return None
    outer = start - 1
    while outer > first and tree.words[outer - 1] != ",":
        outer -= 1
    titled = tree.words[verb - 1] == "," and outer > first + 1 and _nominal(tree, outer, start - 2)
    return (outer, last) if titled else (start, last)


def _nominal(tree: Tree, first: int, last: int) -> bool:
    """Whether the tokens are a noun phrase and no clause."""
    inner = NOMINAL | {"ADJ", "DET", "PART", "ADP", "PUNCT"}
    return (
        0 <= last - first < _LONGEST_NAME
        and tree.pos[last] in NOMINAL
        and all(tree.pos[t] in inner for t in range(first, last + 1))
    )
