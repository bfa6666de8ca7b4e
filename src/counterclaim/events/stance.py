"""The stance of a claim: the cue's, unless the content's own words overrule it."""

from dataclasses import dataclass

from counterclaim.events.findings import VERBAL
from counterclaim.events.lexicon import charges, modality, triggers
from counterclaim.events.realis import is_negated, modal_of
from counterclaim.events.subjects import implied_subject
from counterclaim.events.tree import SUBJECTS, Tree, is_infinitive
from counterclaim.model.document import Attribution
from counterclaim.model.vocabulary import ClaimType, Stance

_VIOLENT: frozenset[ClaimType] = frozenset({
    "attack", "strike", "raid", "deception", "detention", "offensive", "clash", "explosion",
})  # fmt: skip
_JUDGED: frozenset[ClaimType] = frozenset({"assessment", "other", "attack", "strike", "relation"})
_STANDING: frozenset[ClaimType] = frozenset({"condition", "control", "encirclement", "relation"})
_DOUBT: frozenset[Stance] = frozenset({"denies", "suspects", "asserts"})
_OWN = frozenset({"its", "our", "their", "his", "her", "my"})
_SELF = frozenset({"we", "i", "it", "he", "she", "they"})
_PREFIX = 5
"""Letters in which a country and its adjective agree ("Ukraine", "Ukrainian")."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the stance of a claim is read from: heads, tokens (first, last) and type."""

    head: int
    event: int
    first: int
    last: int
    type: ClaimType


def stance_of(tree: Tree, claim: Claimed, attribution: Attribution | None) -> Stance:
    """Stance of ``claim`` in the words of ``attribution`` (``None``: the outlet's own voice)."""
    if attribution is None:
        return _hedged(tree, claim) or _modal(tree, claim) or "asserts"
    stance = attribution.stance
    if claim.type == "deception" and stance in _DOUBT:
        return "accuses"  # "dismissed it as a provocation"
    if stance == "pledges":
        threat = claim.type in {"attack", "strike", "raid"} or _charged(tree, claim, "threatens")
        return "threatens" if threat else "pledges"
    if stance == "predicts":
        return _warned(tree, claim)
    if stance != "asserts":
        return stance
    return _said(tree, claim, attribution)


def _said(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance:
    """After a neutral cue the words decide: a charge, a judgement, a threat, doubt, a plan."""
    naming = ("naming", attribution.cue_lemma) in modality()
    if claim.type in _VIOLENT and (_charged(tree, claim, "accuses") or _on_civilians(tree, claim)):
        return "condemns" if naming else "accuses"
    if claim.type in _JUDGED and _charged(tree, claim, "condemns"):
        return "condemns"
    if claim.type == "aid" and ("promise", attribution.cue_lemma) in modality():
        return "pledges"
    if not attribution.sources:
        doubted = ("doubt", attribution.cue_lemma) in modality()
        if (hedged := _hedged(tree, claim)) is not None or doubted:
            return hedged or "suspects"
    if _own_loss(tree, claim) or _own_deed(tree, claim, attribution):
        return "admits"
    if calls_false(tree, claim.head):
        return "denies"
    if _directs(tree, claim.head):
        return "demands"
    return (
        _doubted(tree, claim)
        or _announced(tree, claim, attribution)
        or _modal(tree, claim)
        or "asserts"
    )


def _warned(tree: Tree, claim: Claimed) -> Stance:
    """ "Warned that a missile had come close" tells of the past and asserts it."""
    if _charged(tree, claim, "threatens"):
        return "threatens"
    head = claim.head
    if tree.pos[head] in VERBAL and modal_of(tree, head) is None:
        perfect = any(tree.dep[c] == "aux" and tree.lemma[c] == "have" for c in tree.children[head])
        if perfect or tree.tag[head] == "VBD" or tree.is_passive(head):
            return "asserts"
    return "predicts"


def _charged(tree: Tree, claim: Claimed, stance: Stance) -> bool:
    """Whether words of ``charges.tsv`` with that stance stand in the claim."""
    table = charges()
    for i in range(claim.first, claim.last + 1):
        for key in tree.keys[i]:
            for words, charge in table.get(key, ()):
                if (
                    charge == stance
                    and i + len(words) - 1 <= claim.last
                    and all(word in tree.keys[i + k] for k, word in enumerate(words))
                ):
                    return True
    return False


def _on_civilians(tree: Tree, claim: Claimed) -> bool:
    return claim.type == "attack" and any(
        tree.lemma[i] == "civilian" for i in range(claim.first, claim.last + 1)
    )


def calls_false(tree: Tree, head: int) -> bool:
    """ "The claims are false": a denial of what was claimed before."""
    if tree.lemma[head] != "be":
        return False
    subject = tree.subject(head)
    return (
        subject is not None
        and any(key in triggers().classes["claim"] for key in tree.keys[subject])
        and any(("falsity", tree.lower[c]) in modality() for c in tree.children[head])
    )


def _directs(tree: Tree, head: int) -> bool:
    """ "Told them to leave", "Leave now", "the siege must end": a demand after a neutral cue."""
    if tree.pos[head] not in VERBAL:
        return False
    modal = modal_of(tree, head)
    if modal is not None:
        return ("duty", modal) in modality()
    if is_infinitive(tree, head):
        up = tree.head[head]
        return tree.dep[head] in {"xcomp", "ccomp"} and (
            tree.object(up) is not None
            or tree.first(up, "dative") is not None
            or tree.subject(head) is not None
        )
    return (
        tree.tag[head] == "VB"
        and tree.dep[head] in {"ROOT", "ccomp"}
        and tree.subject(head) is None
        and not any(tree.dep[c] == "aux" for c in tree.children[head])
    )


def _own_deed(tree: Tree, claim: Claimed, attribution: Attribution) -> bool:
    """ "Acknowledged that it had hit the market"."""
    if ("admission", attribution.cue_lemma) not in modality() or tree.pos[claim.head] not in VERBAL:
        return False
    subject = tree.subject(claim.head)
    return (
        claim.type in _VIOLENT and subject is not None and _is_speaker(tree, subject, attribution)
    )


def _hedged(tree: Tree, claim: Claimed) -> Stance | None:
    """Doubt with nobody named: an adverb on the verb, an adjective on the event noun."""
    table = modality()
    looming = table.get(("looming", tree.lemma[claim.head]))
    if looming is not None:
        return "predicts"
    for i in (*tree.children[claim.head], *tree.children[claim.event]):
        if tree.dep[i] in {"advmod", "amod"}:
            row = table.get(("hedge", tree.lower[i]))
            if row is not None and row.stance:
                return "predicts" if row.stance == "predicts" else "suspects"
    up = tree.head[claim.head]
    for i in (claim.head, up):
        raising = i == claim.head or tree.dep[claim.head] in {"xcomp", "acomp", "oprd"}
        if raising and tree.pos[i] == "VERB" and ("raising", tree.lemma[i]) in table:
            if tree.first(i, "xcomp", "acomp", "oprd") is not None:
                return "suspects"
    return None


def _doubted(tree: Tree, claim: Claimed) -> Stance | None:
    for i in (*tree.children[claim.head], *tree.children[claim.event]):
        row = modality().get(("hedge", tree.lower[i]))
        if row is None or tree.lower[i] == "alleged" or not row.stance:
            continue
        if tree.dep[i] == "advmod" or row.stance == "predicts":
            return "predicts" if row.stance == "predicts" else "suspects"
    return None


def _modal(tree: Tree, claim: Claimed) -> Stance | None:
    head = claim.head
    if tree.pos[head] not in VERBAL:
        return None
    modal = modal_of(tree, head)
    row = modality().get(("modal", modal)) if modal else None
    if row is None or row.stance != "predicts":
        return None
    perfect = any(tree.dep[c] == "aux" and tree.lemma[c] == "have" for c in tree.children[head])
    if modal == "could" and is_negated(tree, head):
        return None  # "could not be verified" speaks of the past
    if perfect or (modal in {"may", "might"} and claim.type in _STANDING):
        return "suspects"
    return "predicts"


def _announced(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """ "We will strike" threatens, "we will send aid" pledges, "it will fall" predicts."""
    head = claim.head
    if tree.pos[head] not in VERBAL:
        return None
    if modal_of(tree, head) not in {"will", "'ll", "’ll", "shall", "would", "wo"}:
        return None
    subject = implied_subject(tree, head)
    own = (
        subject is not None
        and not tree.is_passive(head)
        and _is_speaker(tree, subject, attribution)
    )
    if own and (
        claim.type in {"strike", "attack", "sanction"} or _charged(tree, claim, "threatens")
    ):
        return "threatens"
    if own and claim.type in {"aid", "offensive", "control", "capture", "decision", "mobilization"}:
        return "pledges"
    return "predicts"


def _is_speaker(tree: Tree, noun: int, attribution: Attribution) -> bool:
    """Whether ``noun`` is the speaker or the speaker's country, as far as the words show."""
    if tree.lower[noun] in _SELF:
        return True
    names = {
        word[:_PREFIX].lower()
        for source in attribution.sources[:1]
        for word in tree.text[source.start : source.end].replace("’", " ").replace("'", " ").split()
        if word[:1].isupper() and len(word) > 1
    }
    return tree.word[noun][:1].isupper() and tree.lower[noun][:_PREFIX] in names


def _own_loss(tree: Tree, claim: Claimed) -> bool:
    """ "His country had lost control", "20,000 of its troops have died"."""
    if claim.type not in {"casualties", "control"} or tree.pos[claim.event] not in VERBAL:
        return False
    if claim.type == "control" and tree.lemma[claim.event] != "lose":
        return False
    if is_negated(tree, claim.head):
        return False
    for c in tree.children[claim.event]:
        loser = tree.dep[c] in SUBJECTS and (
            tree.is_passive(claim.event) or tree.object(claim.event) is None
        )
        if loser or (claim.type == "control" and tree.dep[c] in SUBJECTS):
            return any(
                tree.lower[i] in _OWN and tree.dep[i] == "poss"
                for i in range(tree.left[c], tree.right[c] + 1)
            )
    return False
