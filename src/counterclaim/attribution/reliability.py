"""How likely a candidate is an attribution that a reader would mark.

Many cue words mostly serve other ends ("see", "want", "support"). A candidate is kept when the
log-odds of its features (who speaks, what form the cue has, what the content is) and of its cue
reach a threshold. The weights are data (``lexicons/attribution_weights.tsv`` and the ``weight``
column of ``lexicons/cues.tsv``), fitted by logistic regression on labelled news.
"""

import functools

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.tree import Tree
from counterclaim.lexicons import load_table

_PRONOUNS = {
    "first": ("i", "we", "me", "us", "my", "our"),
    "second": ("you", "your"),
    "singular": ("he", "she", "his", "her", "who"),
    "they": ("they", "their"),
    "thing": ("it", "its", "this", "that", "which", "these"),
}
_PRONOUN = {word: group for group, members in _PRONOUNS.items() for word in members}
_LEADING = {"TO": "infinitive", "VBG": "gerund"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VAGUE = frozenset(
    {"people", "everyone", "everybody", "anyone", "someone", "nobody", "one", "those"}
)
_IRREALIS = frozenset({"would", "could", "should", "may", "might", "can", "must", "'d", "’d"})
_SUBORDINATE = frozenset(
    {"if", "whether", "unless", "when", "because", "while", "although", "until", "before", "after"}
)
_FEW_WORDS = 3
_MANY_WORDS = 12


def kept(tree: Tree, c: Candidate) -> bool:
    """Whether ``c`` is likely enough to be an attribution."""
    if undone(tree, c):
        return False
    if c.sure and _speaker(tree, c) not in ("first", "second"):
        return True
    return log_odds(tree, c) >= _weights()[1]


def log_odds(tree: Tree, c: Candidate) -> float:
    """The log-odds, by form and cue, that ``c`` is an attribution."""
    weights, _ = _weights()
    return c.weight + sum(weights.get(f, 0.0) for f in features(tree, c))


def undone(tree: Tree, c: Candidate) -> bool:
    """Whether nothing is said: "neither confirmed nor denied", "did not deny"."""
    if tree.words[max(c.anchor - 1, 0)] in ("neither", "nor"):
        return True
    return (
        c.stance == "denies"
        and tree.pos[c.anchor] in ("VERB", "AUX")
        and any(tree.deps[child] == "neg" for child in tree.children[c.anchor])
    )


def features(tree: Tree, c: Candidate) -> list[str]:
    """Names of the features of ``c`` (the rows of ``attribution_weights.tsv``)."""
    out = ["bias", f"kind={c.kind}", f"construction={c.construction}", f"pos={c.pos}"]
    out.append(f"speaker={_speaker(tree, c)}")
    if c.sources and c.sources[0].relative is not None:
        out.append("relative")
    i = c.anchor
    tag, dep = tree.tags[i], tree.deps[i]
    out.append(f"tag={tag}")
    out.append(f"dep={dep if dep in _DEPS else 'other'}")
    if c.pos == "verb":
        out.extend(_verb_features(tree, i))
    out.append(f"content={_content(tree, c)}")
    out.append(f"kind+content={c.kind}+{_content(tree, c)}")
    out.append(f"kind+speaker={c.kind}+{_speaker(tree, c)}")
    if len(c.content) > 1:
        out.append("pieces")
    size = len(tree.text[c.content[0][0] : c.content[-1][1]].split())
    out.append("short" if size <= _FEW_WORDS else "long" if size >= _MANY_WORDS else "middling")
    if c.quoted:
        out.append("quoted")
    return out


_DEPS = frozenset(
    {
        "ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "pcomp", "parataxis", "csubj",
        "dobj", "pobj", "nsubj", "amod", "acomp", "advmod",
    }
)  # fmt: skip


def _verb_features(tree: Tree, i: int) -> list[str]:
    out = []
    deps = {tree.deps[c] for c in tree.children[i]}
    if "neg" in deps:
        out.append("negated")
    if "auxpass" in deps:
        out.append("passive")
    if "nsubj" not in deps and "nsubjpass" not in deps:
        out.append("no own subject")
    for c in tree.children[i]:
        if tree.deps[c] == "aux":
            if tree.words[c] in _IRREALIS:
                out.append("irrealis")
            elif tree.words[c] in ("will", "'ll", "’ll"):
                out.append("future")
            elif tree.tags[c] == "TO":
                out.append("infinitive")
        elif tree.deps[c] in ("mark", "advmod") and tree.words[c] in _SUBORDINATE:
            out.append("subordinate")
    return out


def _speaker(tree: Tree, c: Candidate) -> str:
    """Who speaks: nobody, a group of pronouns, somebody vague, a name or a noun."""
    if not c.sources:
        return "none"
    text = tree.text[c.sources[0].start : c.sources[0].end]
    words = text.lower().split()
    if len(words) == 1 and words[0] in _PRONOUN:
        return _PRONOUN[words[0]]
    if any(w in _VAGUE for w in words[:2]):
        return "vague"
    return "name" if any(ch.isupper() for ch in text) else "noun"


def _content(tree: Tree, c: Candidate) -> str:
    """The form of the content: quotation, finite clause, infinitive, gerund or phrase."""
    if c.construction == "direct" or c.quoted:
        return "quotation"
    first, last = tree.token_at(c.content[0][0]), tree.token_at(c.content[-1][1] - 1)
    if tree.tags[first] in _LEADING:
        return _LEADING[tree.tags[first]]
    if tree.words[first] in ("that", "whether", "how", "why", "what", "if"):
        return "that"
    if any(tree.tags[t] in _FINITE for t in range(first, min(last, first + 15) + 1)):
        return "finite"
    return "pronoun" if last == first and tree.pos[first] == "PRON" else "phrase"


@functools.cache
def _weights() -> tuple[dict[str, float], float]:
    rows = {row["feature"]: float(row["weight"]) for row in load_table("attribution_weights")}
    return rows, rows.pop("threshold")
