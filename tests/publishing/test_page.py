import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from counterclaim.lexicons import load_table
from counterclaim.publishing.page import render_page
from counterclaim.publishing.sides import name, slots
from tests.publishing import golden
from tests.publishing.readings import TEXT, hostile, overlapping, pier_fire


class Page(HTMLParser):
    """Elements with their attributes, and the text of the marked report."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def having(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.elements if attribute in a]


def marked_text(page: str) -> str:
    section = re.search(r'<section class="text.*?</section>', page, re.DOTALL)
    assert section is not None
    without_references = re.sub(r'<a class="ref.*?</a>', "", section.group(), flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", without_references).replace("&#39;", "'")


def test_page_is_as_agreed() -> None:
    expected = (golden.FOLDER / "pier-fire.html").read_text(encoding="utf-8")
    assert golden.page_body([pier_fire()]) == expected


def test_same_readings_give_the_same_page() -> None:
    assert render_page([pier_fire(), hostile()]) == render_page([pier_fire(), hostile()])


def test_all_words_of_the_report_are_on_the_page() -> None:
    assert marked_text(render_page([pier_fire()])).split() == TEXT.split()


def test_words_and_records_point_at_each_other() -> None:
    page = Page(render_page([pier_fire(), overlapping(3)]))
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in page.having("href") if href.startswith("#")]
    assert set(inside) <= set(ids)
    claims = {f"1-{n}" for n in range(1, 6)} | {f"2-{n}" for n in range(1, 4)}
    assert set(page.having("data-key")) == claims
    assert {key for keys in page.having("data-claims") for key in keys.split()} == claims
    assert set(page.having("data-claim")) == claims
    assert set(page.having("data-words")) == claims


def test_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    page = render_page([pier_fire()])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for element in ("style", "script"):
        found = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy.group(1)
    assert policy.group(1).startswith("default-src 'none';")


def test_page_asks_nothing_of_the_network() -> None:
    page = render_page([pier_fire()])
    parsed = Page(page)
    assert parsed.having("src") == []
    assert not any(tag in ("link", "img", "iframe", "object") for tag, _ in parsed.elements)
    assert parsed.having("style") == []
    outside = [href for href in parsed.having("href") if not href.startswith("#")]
    assert outside == ["https://northgate-wire.example.org/pier-fire"]
    assert "url(" not in page
    assert "@import" not in page


def test_hostile_text_stays_text() -> None:
    page = render_page([hostile()])
    parsed = Page(page)
    assert sum(tag == "script" for tag, _ in parsed.elements) == 1
    assert not any(tag in ("img", "i") for tag, _ in parsed.elements)
    assert not any(href.startswith("javascript") for href in parsed.having("href"))
    assert not any(a.startswith("on") for _, attrs in parsed.elements for a in attrs)
    assert not set(page) & set("\x00\x07\x1b\u202e\u202c")
    page.encode("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "⟨U+202E⟩gnp.exe" in page


def test_many_claims_on_the_same_words_are_all_reachable() -> None:
    page = Page(render_page([overlapping(40)]))
    assert len(page.having("data-claim")) == 40
    deepest = max(page.having("data-claims"), key=len)
    assert len(deepest.split()) == 40
    assert any("more" in (a.get("class") or "").split() for _, a in page.elements)


def test_page_without_claims_or_readings() -> None:
    assert "No claims found." in render_page([overlapping(0)])
    assert "0 claims in 0 reports" in render_page([])


def test_sides_keep_their_colours_from_page_to_page() -> None:
    assert slots(["UKR", "RUS"])["UKR"] == slots(["UKR", "SDN", "own voice"])["UKR"]
    many = slots(["UKR", "RUS", "ISR", "PSE", "SDN", "MMR", "USA", "GBR", "IND", "UNK"])
    assert len({many[side] for side in ("UKR", "RUS", "IND", "UNK")}) == 4
    assert many["UKR"] not in {many[s] for s in many if s != "UKR"}


def test_sides_are_named_for_people() -> None:
    assert name("UKR") == "Ukraine"
    assert name("XHB") == "Hezbollah"
    assert name("IND") == "independent"
    assert name("QQQ") == "QQQ"


@pytest.mark.parametrize("table", ["parties", "people"])
def test_every_side_in_the_tables_has_a_name(table: str) -> None:
    unnamed = {row["side"] for row in load_table(table) if name(row["side"]) == row["side"]}
    assert unnamed == set()
