"""The stance of a claim: the cue's, unless the content's own words overrule it."""

from collections.abc import Callable
from dataclasses import dataclass

from counterclaim.events.findings import VERBAL
from counterclaim.events.lexicon import charges, modality, triggers
from counterclaim.events.realis import is_negated, is_perfect, modal_of
from counterclaim.events.subjects import implied_subject
from counterclaim.events.tree import SUBJECTS, Tree, is_infinitive
from counterclaim.model.document import Attribution
from counterclaim.model.vocabulary import ClaimType, Stance

_VIOLENT: frozenset[ClaimType] = frozenset({
    "attack", "strike", "raid", "deception", "detention", "offensive", "clash", "explosion",
})  # fmt: skip
_JUDGED: frozenset[ClaimType] = frozenset({"assessment", "other", "attack", "strike", "relation"})
_STANDING: frozenset[ClaimType] = frozenset({"condition", "control", "encirclement", "relation"})
_THREATENED: frozenset[ClaimType] = frozenset({"attack", "strike", "raid", "sanction"})
_PLEDGED: frozenset[ClaimType] = frozenset({
    "aid", "offensive", "control", "capture", "decision", "mobilization",
})  # fmt: skip
_DOUBT: frozenset[Stance] = frozenset({"denies", "suspects", "asserts"})
_OWN = frozenset({"its", "our", "their", "his", "her", "my"})
_SELF = frozenset({"we", "i", "it", "he", "she", "they"})
_INTENTION = frozenset({"will", "'ll", "’ll", "shall", "would", "wo"})
_PREFIX = 5
"""Letters in which a country and its adjective agree ("Norway" and "Norwegian" do not)."""


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
    alleged = stance == "suspects" and ("charging", attribution.cue_lemma) in modality()
    if alleged and claim.type in _VIOLENT and attribution.sources:
        return "accuses"
    if stance == "pledges" and _is_threat(tree, claim):
        return "threatens"
    if stance == "predicts":
        return _warned(tree, claim)
    return _said(tree, claim, attribution) if stance == "asserts" else stance


def _said(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance:
    """After a neutral cue the words decide; the first rule that speaks is followed."""
    for rule in _RULES:
        stance = rule(tree, claim, attribution)
        if stance is not None:
            return stance
    return _modal(tree, claim) or "asserts"


def _charge(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """A charge in the words is an accusation; given as a name ("called it terror") a judgement."""
    if claim.type in _VIOLENT and (
        _has_charge(tree, claim, "accuses") or _on_civilians(tree, claim)
    ):
        return "condemns" if ("naming", attribution.cue_lemma) in modality() else "accuses"
    if claim.type in _JUDGED and _has_charge(tree, claim, "condemns"):
        return "condemns"
    return None


def _promise(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """Aid that is announced is pledged."""
    promised = claim.type == "aid" and ("promise", attribution.cue_lemma) in modality()
    return "pledges" if promised else None


def _unsourced(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """Nobody named: "is believed to", "reportedly"."""
    if attribution.sources:
        return None
    doubted = ("doubt", attribution.cue_lemma) in modality()
    return _hedged(tree, claim) or ("suspects" if doubted else None)


def _admission(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """A loss of one's own, or a deed of one's own that is acknowledged."""
    if _is_own_loss(tree, claim):
        return "admits"
    if ("admission", attribution.cue_lemma) not in modality() or claim.type not in _VIOLENT:
        return None
    subject = tree.subject(claim.head) if tree.pos[claim.head] in VERBAL else None
    own = subject is not None and _is_speaker(tree, subject, attribution)
    return "admits" if own else None


def _falsity(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """Calling an earlier claim false denies it, and so does "we do not attack civilians"."""
    if calls_false(tree, claim.head):
        return "denies"
    if claim.type not in _VIOLENT or tree.pos[claim.head] not in VERBAL:
        return None
    subject = tree.subject(claim.head)
    innocent = subject is not None and tree.lower[subject] in {"we", "i"}
    return "denies" if innocent and is_negated(tree, claim.head) else None


def _directive(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """A demand after a neutral cue: "told them to leave", "Leave now", "the siege must end"."""
    head = claim.head
    if tree.pos[head] not in VERBAL:
        return None
    modal = modal_of(tree, head)
    if modal is not None:
        return "demands" if ("duty", modal) in modality() else None
    if is_infinitive(tree, head):
        up = tree.head[head]
        told = tree.dep[head] in {"xcomp", "ccomp"} and (
            tree.object(up) is not None
            or tree.first(up, "dative") is not None
            or tree.subject(head) is not None
        )
        return "demands" if told else None
    imperative = (
        tree.tag[head] == "VB"
        and tree.dep[head] in {"ROOT", "ccomp"}
        and tree.subject(head) is None
        and not any(tree.dep[c] == "aux" for c in tree.children[head])
    )
    return "demands" if imperative else None


def _doubt(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """An adverb of doubt in what is said: "probably", "a potential withdrawal"."""
    for i in (*tree.children[claim.head], *tree.children[claim.event]):
        row = modality().get(("hedge", tree.lower[i]))
        if row is None or tree.lower[i] == "alleged" or not row.stance:
            continue
        if row.stance == "predicts":
            return "predicts"
        if tree.dep[i] == "advmod":
            return "suspects"
    return None


def _intention(tree: Tree, claim: Claimed, attribution: Attribution) -> Stance | None:
    """One's own future act is a threat or a pledge, anything else to come a prediction."""
    head = claim.head
    if tree.pos[head] not in VERBAL or modal_of(tree, head) not in _INTENTION:
        return None
    subject = implied_subject(tree, head)
    if subject is None or tree.is_passive(head) or not _is_speaker(tree, subject, attribution):
        return "predicts"
    if claim.type in _THREATENED or _has_charge(tree, claim, "threatens"):
        return "threatens"
    return "pledges" if claim.type in _PLEDGED else "predicts"


_RULES: tuple[Callable[[Tree, Claimed, Attribution], Stance | None], ...] = (
    _charge, _promise, _unsourced, _admission, _falsity, _directive, _doubt, _intention,
)  # fmt: skip


def _warned(tree: Tree, claim: Claimed) -> Stance:
    """A warning of what will be predicts; one that tells of the past asserts it."""
    if _has_charge(tree, claim, "threatens"):
        return "threatens"
    head = claim.head
    if tree.pos[head] not in VERBAL or modal_of(tree, head) is not None:
        return "predicts"
    past = is_perfect(tree, head) or tree.tag[head] == "VBD" or tree.is_passive(head)
    return "asserts" if past else "predicts"


def _is_threat(tree: Tree, claim: Claimed) -> bool:
    return claim.type in {"attack", "strike", "raid"} or _has_charge(tree, claim, "threatens")


def _has_charge(tree: Tree, claim: Claimed, stance: Stance) -> bool:
    """Whether words of ``charges.tsv`` with that stance stand in the claim."""
    return any(
        charge == stance
        and i + len(words) - 1 <= claim.last
        and all(word in tree.keys[i + k] for k, word in enumerate(words))
        for i in range(claim.first, claim.last + 1)
        for key in tree.keys[i]
        for words, charge in charges().get(key, ())
    )


def _on_civilians(tree: Tree, claim: Claimed) -> bool:
    return claim.type == "attack" and any(
        tree.lemma[i] == "civilian" for i in range(claim.first, claim.last + 1)
    )


def calls_false(tree: Tree, head: int) -> bool:
    """Whether ``head`` says of a claim that it is false: "the reports are baseless"."""
    subject = tree.subject(head) if tree.lemma[head] == "be" else None
    return (
        subject is not None
        and any(key in triggers().classes["claim"] for key in tree.keys[subject])
        and any(("falsity", tree.lower[c]) in modality() for c in tree.children[head])
    )


def _hedged(tree: Tree, claim: Claimed) -> Stance | None:
    """Doubt with nobody named: an adverb on the verb, an adjective on the event noun."""
    table = modality()
    if ("looming", tree.lemma[claim.head]) in table:
        return "predicts"
    for i in (*tree.children[claim.head], *tree.children[claim.event]):
        row = table.get(("hedge", tree.lower[i]))
        if row is not None and row.stance and tree.dep[i] in {"advmod", "amod"}:
            return "predicts" if row.stance == "predicts" else "suspects"
    seeming = [claim.head]
    if tree.dep[claim.head] in {"xcomp", "acomp", "oprd"}:
        seeming.append(tree.head[claim.head])
    for i in seeming:
        if ("raising", tree.lemma[i]) in table and _seems(tree, i, claim.event):
            return (
                "predicts" if table["raising", tree.lemma[i]].stance == "predicts" else "suspects"
            )
    return None


def _seems(tree: Tree, v: int, event: int) -> bool:
    """Whether "appear", "seem", "look" say how a thing seems; "look to V" is an aim."""
    if tree.lemma[v] == "look":
        return tree.first(v, "acomp", "oprd") is not None
    return v != event or tree.first(v, "xcomp", "acomp", "oprd") is not None


def _modal(tree: Tree, claim: Claimed) -> Stance | None:
    """A modal in the words themselves; "could not be verified" speaks of the past."""
    head = claim.head
    modal = modal_of(tree, head) if tree.pos[head] in VERBAL else None
    row = modality().get(("modal", modal)) if modal else None
    if modal == "will" and claim.type == "assessment":
        return "predicts"  # what would come of it
    if row is None or row.stance != "predicts" or (modal == "could" and is_negated(tree, head)):
        return None
    if is_perfect(tree, head) or (modal in {"may", "might"} and claim.type in _STANDING):
        return "suspects"
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


def _is_own_loss(tree: Tree, claim: Claimed) -> bool:
    """Whether the speaker's own people are lost: "four of our men died"."""
    event = claim.event
    if claim.type not in {"casualties", "control"} or tree.pos[event] not in VERBAL:
        return False
    loses = claim.type == "control" and tree.lemma[event] == "lose"
    suffers = claim.type == "casualties" and (tree.is_passive(event) or tree.object(event) is None)
    if not (loses or suffers) or is_negated(tree, claim.head):
        return False
    subject = next((c for c in tree.children[event] if tree.dep[c] in SUBJECTS), None)
    return subject is not None and any(
        tree.lower[i] in _OWN and tree.dep[i] == "poss"
        for i in range(tree.left[subject], tree.right[subject] + 1)
    )
