import re

import pytest

from counterclaim.ledger.answers import Digest
from counterclaim.linking.telling import story_of
from counterclaim.publishing.brief import brief_of, render_html, render_markdown, render_pdf
from tests.linking.event import event, said


def digest(since: int | None = None) -> Digest:
    items = event(
        ("Post <b>", "2024-05-01", [
            said("northern boats shelled the *pier*", "Southport", stance="accuses",
                 agents=["UKR"], origin="o-1"),
            said("northern boats shelled the *pier* at night", "Northgate", stance="denies",
                 agents=["UKR"], origin="o-2"),
        ]),
        ("Mail", "2024-05-03", [
            said("4 died at the pier", type_="casualties", figure=("4", 4, 4, "killed")),
        ]),
    )  # fmt: skip
    return Digest(
        revision=7, since=since, stories=(story_of("e-1", items),), more=0,
        changed=frozenset({"e-1"}), new_claims=frozenset({3}),
    )  # fmt: skip


def test_every_footnote_is_there_once_and_every_claim_quoted_has_one() -> None:
    page = render_markdown(brief_of(digest(), "the pier"))
    used = set(re.findall(r"\[\^(\d+)\](?!:)", page))
    defined = re.findall(r"^\[\^(\d+)\]: ", page, re.MULTILINE)
    assert used == set(defined)
    assert len(defined) == len(set(defined)) == 3
    quoting = [line for line in page.splitlines() if line.startswith("- ") and "“" in line]
    assert quoting
    assert all("[^" in line for line in quoting)


def test_words_of_reports_stay_words() -> None:
    page = render_markdown(brief_of(digest(), "the pier"))
    assert "the \\*pier\\*" in page
    assert "Post \\<b\\>" in page
    html = render_html(brief_of(digest(), "the pier"))
    assert "Post &lt;b&gt;" in html
    assert "<b>" not in html


def test_the_page_fetches_nothing() -> None:
    html = render_html(brief_of(digest(), "the pier"))
    assert not re.search(r"<(script|img|link|iframe)\b|url\(", html)
    assert len(re.findall(r'<li id="note-\d+"', html)) == 3
    assert html.count("<svg") == 2


def test_what_changed_is_told_from_a_revision_on() -> None:
    assert brief_of(digest(), "the pier").changes == ()
    (change,) = brief_of(digest(since=5), "the pier").changes
    assert change.text.endswith("has one new claim.")
    assert change.notes


def test_the_same_ledger_gives_the_same_brief() -> None:
    first, second = (brief_of(digest(), "the pier") for _ in range(2))
    assert render_markdown(first) == render_markdown(second)
    assert render_html(first) == render_html(second)


def test_a_pdf_is_made_and_is_the_same_again() -> None:
    pytest.importorskip("fpdf", reason="counterclaim[pdf] is not installed")
    first, second = (render_pdf(brief_of(digest(), "the pier")) for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_nothing_found_is_a_brief_too() -> None:
    empty = Digest(revision=1, since=None, stories=(), more=0)
    assert "0 events out of 0 reports" in render_markdown(brief_of(empty, "nowhere"))
