import pytest

from counterclaim.errors import EmptyInput, InputError
from counterclaim.reading.html import MAX_ELEMENTS, declared_charset, report_of_page

PARAGRAPHS = (
    "The governor said on Tuesday that the ferry at Lipovka had not been hit by anything.",
    "His deputy told reporters that seven people were treated for cuts from broken glass.",
    "Residents heard three blasts before dawn, and the road to the landing stayed closed.",
)


def page(*, head: str = "", before: str = "", after: str = "", attributes: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html{attributes}><head><meta charset=utf-8>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/war'>War</a></nav>"
        f"<article>{before}{body}</article>{after}"
        "<footer>Copyright 2019. All rights reserved. 3 May 2021</footer></body></html>"
    )


FULL = page(
    attributes=' lang="en-GB"',
    head="<title>Ferry not hit, governor says | The Invented Post</title>"
    '<meta property="og:title" content="Ferry not hit, governor says">'
    '<meta property="og:site_name" content="The Invented Post">'
    '<meta property="article:published_time" content="2024-05-02T10:00:00+03:00">'
    '<link rel="canonical" href="https://post.example/war/ferry">',
    before="<h1>Ferry not hit, governor says</h1>",
)


def test_a_page_keeps_its_title_outlet_date_address_and_language() -> None:
    report = report_of_page(FULL, "a.html")
    assert report.title == "Ferry not hit, governor says"
    assert report.outlet == "The Invented Post"
    assert report.published == "2024-05-02T10:00:00+03:00"
    assert report.url == "https://post.example/war/ferry"
    assert report.language == "en-GB"
    assert report.file == "a.html"


def test_the_text_is_the_headline_and_the_paragraphs_apart() -> None:
    report = report_of_page(FULL, "a.html")
    assert report.text == "\n\n".join(["Ferry not hit, governor says", *PARAGRAPHS])


def test_a_headline_outside_the_article_is_put_before_it() -> None:
    head = '<meta property="og:title" content="Ferry not hit, governor says">'
    report = report_of_page(page(head=head), "a.html")
    assert report.text == "\n\n".join(["Ferry not hit, governor says", *PARAGRAPHS])


def test_what_a_page_does_not_state_is_unknown() -> None:
    report = report_of_page(page(), "a.html")
    assert (report.published, report.outlet, report.url, report.language) == (None,) * 4


@pytest.mark.parametrize(
    ("head", "before", "date"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
         '"datePublished": "2024-05-02T08:00:00Z"}]}</script>', "", "2024-05-02T08:00:00Z"),
        ('<script type="application/ld+json">{broken</script>'
         '<meta name="pubdate" content="2024-05-03">', "", "2024-05-03"),
        ('<meta name="date" content="yesterday">', "", None),
        ('<meta itemprop="datePublished" content="2024-05-04">', "", "2024-05-04"),
        ("", '<time datetime="2024-05-05T07:00Z">today</time>', "2024-05-05T07:00Z"),
        ("", "<time>5 May 2024</time>", None),
        ('<link rel="canonical" href="https://post.example/2024/05/06/ferry">', "", "2024-05-06"),
        ('<link rel="canonical" href="https://post.example/2024/05/ferry">', "", None),
        ('<link rel="canonical" href="https://post.example/2024/13/06/ferry">', "", None),
        ('<meta property="article:modified_time" content="2024-06-01">', "", None),
    ],
)  # fmt: skip
def test_only_a_stated_date_counts(head: str, before: str, date: str | None) -> None:
    assert report_of_page(page(head=head, before=before), "a.html").published == date


def test_a_teasers_date_is_not_the_pages() -> None:
    after = '<aside><time datetime="2020-01-01">2020</time> Read next</aside>'
    assert report_of_page(page(after=after), "a.html").published is None


def test_a_date_given_overrides_the_pages() -> None:
    assert report_of_page(FULL, "a.html", published="2024-01-01").published == "2024-01-01"


@pytest.mark.parametrize("markup", ["<html></html>", "<html><body><img src='a'></body></html>"])
def test_a_page_without_an_article_is_empty(markup: str) -> None:
    with pytest.raises(EmptyInput, match="no article found"):
        report_of_page(markup, "a.html")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><p>" + "<span>a </span>" * (MAX_ELEMENTS + 1) + "</p></body></html>",
        "<html><body><p " + " ".join(f"a{n}" for n in range(30_000)) + ">text</p></body></html>",
        "<html><body><p>" + "a " * 2_600_000 + "</p></body></html>",
    ],
)
def test_a_hostile_page_is_refused(markup: str) -> None:
    with pytest.raises(InputError, match="save its article as text"):
        report_of_page(markup, "a.html")


def test_deep_nesting_ends_in_a_report_or_a_reason() -> None:
    markup = "<html><body>" + "<div>" * 20_000 + PARAGRAPHS[0] + "</div>" * 20_000
    with pytest.raises(EmptyInput, match="save its article as text"):
        report_of_page(markup, "a.html")


@pytest.mark.parametrize(
    ("markup", "charset"),
    [
        (b'<html><head><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>', "iso-8859-1"),
        (b"<html><body>charset</body>", None),
    ],
)
def test_the_declared_charset(markup: bytes, charset: str | None) -> None:
    assert declared_charset(markup) == charset
