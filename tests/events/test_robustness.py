"""Every text is survived, and every extent lies on words of it."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.events.stage import EventStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Attribution, ClaimDraft, Document, Extent, SourceMention
from counterclaim.model.records import Report

_WORDS = [
    "attack", "said", "killed", "14", "the", "“", "”", "—", "rebels", "will", "not", "denied",
    "shelling", "of", "and", "$3", "million", "no", "one", "🙂", "e\u0301", "\u200f", ".",
    "\r\nthe",
    "dozens", "Orlin", "’s", "(", "to", "strike", "?", "-", "half",
]  # fmt: skip


def _extents(draft: ClaimDraft) -> list[tuple[int, int]]:
    extents = [draft.quote, draft.clause, *draft.agents, *draft.targets]
    extents += [(f.span.start, f.span.end) for f in draft.figures]
    return extents + ([draft.trigger] if draft.trigger is not None else [])


def _check(document: Document) -> None:
    EventStage()(document)
    for draft in document.drafts:
        for start, end in _extents(draft):
            assert 0 <= start < end <= len(document.text)
            assert document.text[start:end].strip()
        assert draft.clause[0] <= draft.quote[0] < draft.quote[1] <= draft.clause[1]
        for figure in draft.figures:
            figure.span.check(document.text)


@pytest.mark.parametrize(
    "text", ["", " ", "\r\n", "War", "🙂", "\u200f\u0647\u062c\u0648\u0645", "“", "…?!", "1" * 400]
)
def test_odd_texts(parser: ParseStage, text: str) -> None:
    document = Document(Report.of(text))
    parser(document)
    _check(document)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_words_under_any_attributions(parser: ParseStage, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=24))
    document = Document(Report.of(" ".join(words)))
    parser(document)
    stops = list(itertools.accumulate(len(word) + 1 for word in words))
    index = st.integers(min_value=0, max_value=len(words) - 1)

    def extent() -> Extent:
        first, last = sorted((data.draw(index), data.draw(index)))
        return stops[first] - len(words[first]) - 1, stops[last] - 1

    document.attributions = tuple(
        Attribution(
            sources=(SourceMention(*extent()),),
            cue=(extent(),),
            content=(extent(),),
            construction="indirect",
            stance=data.draw(st.sampled_from(["asserts", "denies", "accuses", "pledges"])),
        )
        for _ in range(data.draw(st.integers(min_value=0, max_value=3)))
    )
    _check(document)


def test_the_same_text_gives_the_same_drafts(parser: ParseStage) -> None:
    drafts = []
    for _ in range(2):
        document = Document(Report.of("Shells killed six people in Orlin. Rebels fled."))
        parser(document)
        EventStage()(document)
        drafts.append(document.drafts)
    assert drafts[0] == drafts[1]
    assert len(drafts[0]) == 2
