"""The stance of a claim: the cue's, unless the content's own words overrule it."""

from counterclaim.events.lexicon import charges, modality
from counterclaim.events.realis import is_negated, modal_of
from counterclaim.events.tree import Tree
from counterclaim.model.document import Attribution
from counterclaim.model.vocabulary import ClaimType, Stance

_HARMFUL: frozenset[ClaimType] = frozenset({
    "attack", "strike", "raid", "deception", "detention", "offensive", "clash",
})  # fmt: skip


def stance_of(
    tree: Tree,
    head: int,
    tokens: tuple[int, int],
    kind: ClaimType,
    attribution: Attribution | None,
) -> Stance:
    """Stance of the claim on ``tokens`` (first, last) whose head is ``head``."""
    first, last = tokens
    hedged = _hedge(tree, head, first, last)
    if attribution is None:
        return hedged or _modal_stance(tree, head) or "asserts"
    stance = attribution.stance
    if stance == "asserts":
        if kind in _HARMFUL and _charge(tree, first, last):
            return "accuses"
        if not attribution.sources and hedged:
            return hedged
        return (
            _likely(tree, head)
            or _own_plan(tree, head, kind)
            or _modal_stance(tree, head)
            or "asserts"
        )
    if stance == "denies" and kind == "deception":
        return "accuses"  # "dismissed it as a provocation"
    return stance


def _own_plan(tree: Tree, head: int, kind: ClaimType) -> Stance | None:
    """ "We will strike" threatens, "we will send aid" pledges."""
    if tree.pos[head] not in {"VERB", "AUX"} or modal_of(tree, head) not in {
        "will",
        "'ll",
        "’ll",
        "shall",
    }:
        return None
    subject = tree.subject(head)
    if subject is None or tree.lower[subject] not in {"we", "i"} or tree.is_passive(head):
        return None
    if kind in {"strike", "attack", "sanction"}:
        return "threatens"
    return "pledges" if kind in {"aid", "offensive", "control", "capture", "decision"} else None


def _charge(tree: Tree, first: int, last: int) -> bool:
    table = charges()
    for i in range(first, last + 1):
        for key in (tree.lemma[i], tree.lower[i]):
            for words, stance in table.get(key, ()):
                window = range(i, min(i + len(words), last + 1))
                if (
                    stance == "accuses"
                    and len(window) == len(words)
                    and all(
                        w in (tree.lemma[j], tree.lower[j])
                        for w, j in zip(words, window, strict=True)
                    )
                ):
                    return True
    return False


def _hedge(tree: Tree, head: int, first: int, last: int) -> Stance | None:
    """Doubt with nobody named: an adverb on the head, an adjective on the event noun."""
    table = modality()
    for i in (head, *tree.children[head], tree.head[head]):
        row = table.get(("hedge", tree.lower[i])) or table.get(("hedge", tree.lemma[i]))
        if row is not None and row.stance and first - 3 <= i <= last + 1:
            if tree.pos[i] in {"ADV", "ADJ"} or (
                tree.pos[i] == "VERB" and i in (head, tree.head[head])
            ):
                if tree.lemma[i] == "look" and tree.first(i, "acomp") is None:
                    continue
                if tree.lower[i] == "likely" and i != head and tree.pos[i] == "ADJ":
                    continue
                return "suspects"
    return None


def _likely(tree: Tree, head: int) -> Stance | None:
    for c in tree.children[head]:
        if tree.lower[c] in {
            "likely",
            "probably",
            "apparently",
            "allegedly",
            "possibly",
            "perhaps",
        }:
            return "suspects"
    return None


def _modal_stance(tree: Tree, head: int) -> Stance | None:
    if tree.pos[head] not in {"VERB", "AUX"}:
        return None
    modal = modal_of(tree, head)
    if modal == "could" and is_negated(tree, head):
        return None  # "could not be verified" speaks of the past
    row = modality().get(("modal", modal)) if modal else None
    return "predicts" if row is not None and row.stance == "predicts" else None
