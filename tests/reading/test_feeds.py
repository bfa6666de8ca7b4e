"""Feeds as publishers and aggregators make them, and as others break them."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import Report
from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.reading import Inputs
from counterclaim.reading.feeds import looks_like_feed, reports_of_feed
from counterclaim.reading.fragments import text_of_fragment
from counterclaim.reading.links import unwrapped
from counterclaim.reading.opml import feeds_of_opml

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def rss(
    items: str, *, title: str = "Steppe Courier", prolog: str = '<?xml version="1.0"?>'
) -> bytes:
    return (
        f"{prolog}<rss version='2.0' {SPACES}><channel><title>{title}</title>"
        f"<link>https://steppe.example/</link><language>en-GB</language>{items}</channel></rss>"
    ).encode()


def atom(entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Delta Wire</title>'
        f"<id>tag:delta.example,2024:feed</id>{entries}</feed>"
    ).encode()


def read(data: bytes, **options: str) -> list[Report | InputError]:
    return list(reports_of_feed(data, "f.xml", **options))  # type: ignore[arg-type]


def only(data: bytes, **options: str) -> Report:
    (report,) = read(data, **options)
    assert isinstance(report, Report), report
    return report


def test_an_item_of_rss() -> None:
    report = only(
        rss(
            "<item><title>Bridge &amp;amp; ferry</title><guid>https://steppe.example/1</guid>"
            "<link>https://steppe.example/1?s=rss</link><pubDate>Tue, 14 May 2024 08:00:00 +0200"
            "</pubDate><description>&lt;p&gt;The mayor&#160;spoke.&lt;/p&gt;&lt;p&gt;Kyiv denied"
            "&lt;br/&gt;it.&lt;/p&gt;</description></item>"
        )
    )
    assert report.text == "Bridge & ferry\n\nThe mayor\xa0spoke.\n\nKyiv denied it."
    assert (report.id, report.url) == ("https://steppe.example/1", "https://steppe.example/1?s=rss")
    assert (report.outlet, report.title) == ("Steppe Courier", "Bridge & ferry")
    assert (report.published, report.language) == ("2024-05-14T06:00:00Z", "en-GB")
    assert report.file == "f.xml:1"


def test_full_content_comes_before_the_summary() -> None:
    report = only(
        rss(
            "<item><title>Bridge</title><description>In short.</description><content:encoded>"
            "<![CDATA[<p>At length.</p><script>x()</script>]]></content:encoded></item>"
        )
    )
    assert report.text == "Bridge\n\nAt length."


def test_an_entry_of_atom() -> None:
    report = only(
        atom(
            "<entry><id>tag:delta.example,2024:1</id><title type='html'>&lt;b&gt;Bridge&lt;/b&gt;"
            "</title><link href='https://delta.example/1'/><published>2024-05-14T08:00:00+02:00"
            "</published><updated>2024-06-01T00:00:00Z</updated><summary>Short.</summary>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Long.</p></div>"
            "</content></entry>"
        )
    )
    assert (report.text, report.id) == ("Bridge\n\nLong.", "tag:delta.example,2024:1")
    assert (report.published, report.outlet) == ("2024-05-14T08:00:00+02:00", "Delta Wire")


def test_aggregators_name_the_publisher() -> None:
    report = only(
        rss(
            "<item><title>Bridge stands - Meridian Post</title><link>https://news.google.com/rss/"
            "articles/opaque?oc=5</link><guid isPermaLink='false'>CBMiopaque</guid><description>"
            "&lt;a href='x'&gt;Bridge stands&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font&gt;Meridian Post"
            "&lt;/font&gt;</description><source url='https://meridian.example'>Meridian Post"
            "</source></item>",
            title="Search - Aggregator",
        ),
        address="https://news.google.com/rss/search?q=x",
    )
    assert (report.outlet, report.title, report.text) == (
        "Meridian Post", "Bridge stands", "Bridge stands",
    )  # fmt: skip
    assert report.id == "https://news.google.com/rss/search?q=x#CBMiopaque"


def test_ids_that_are_unique_in_their_feed_only_do_not_meet() -> None:
    item = "<item><title>{}</title><guid>7</guid></item>"
    one = only(rss(item.format("One")), address="https://a.example/f")
    two = only(rss(item.format("Two")), address="https://b.example/f")
    assert one.id != two.id


def test_entries_without_id_are_known_by_their_link() -> None:
    report = only(rss("<item><title>Bridge</title><link>https://x.example/1</link></item>"))
    assert report.id.startswith("r-")
    assert report.url == "https://x.example/1"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("<pubDate>2024-05-14</pubDate>", "2024-05-14"),
        ("<dc:date>2024-05-14T08:00Z</dc:date>", "2024-05-14T08:00Z"),
        ("<pubDate>14 May 2024 23:30 EST</pubDate>", "2024-05-15T04:30:00Z"),
        ("<pubDate>last Tuesday</pubDate>", None),
        ("<pubDate>Tue, 99 May 2024 99:00:00 GMT</pubDate>", None),
        ("", None),
    ],
)
def test_dates(written: str, date: str | None) -> None:
    assert only(rss(f"<item><title>Bridge</title>{written}</item>")).published == date


def test_an_entry_that_is_empty_is_named_and_the_rest_is_read() -> None:
    first, error, last = read(
        rss(
            "<item><title>One</title></item><item><link>x</link></item><item><title>3</title></item>"
        )
    )
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(error, EmptyInput)
    assert error.source == "f.xml:2"


def test_an_id_given_twice_is_a_mistake_or_a_version(tmp_path: Path) -> None:
    path = tmp_path / "f.rss"
    path.write_bytes(rss("<item><guid>urn:1</guid><title>A</title></item>" * 2))
    assert [type(f) for f in Inputs([str(path)])] == [Report, MalformedReport]
    assert [type(f) for f in Inputs([str(path)], versions=True)] == [Report, Report]


@pytest.mark.parametrize("name", ["f.rss", "f.atom", "f.xml", "feed", "f.xml.gz"])
def test_feeds_in_files_are_found(tmp_path: Path, name: str) -> None:
    import gzip

    data = rss("<item><title>Bridge</title></item>")
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (report,) = Inputs([str(tmp_path)])
    assert isinstance(report, Report)
    assert report.text == "Bridge"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_encodings(encoding: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = rss("<item><title>Мост стоит</title></item>", prolog=prolog).decode().encode(encoding)
    assert looks_like_feed(data)
    assert only(data).text == "Мост стоит"


@pytest.mark.parametrize(
    ("start", "yes"),
    [
        (b"<rss version='2.0'>", True),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- a -->\n<feed xmlns='x'>", True),
        (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", True),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", False),
        (b"<opml>", False),
        (b"rss", False),
        (b"<!--" * 1000, False),
        (b"", False),
    ],
)
def test_what_looks_like_a_feed(start: bytes, yes: bool) -> None:
    assert looks_like_feed(start) is yes


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, QUADRATIC, EXTERNAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(prolog: str, encoding: str) -> None:
    data = rss(f"<item><title>{'&a;' * 10_000}&i;</title></item>", prolog=prolog)
    with pytest.raises(MalformedReport, match="declares XML entities"):
        read(data.decode().encode(encoding))


def test_encodings_that_hide_markup_are_refused() -> None:
    for name in ("utf-7", "unicode_escape", "zlib", "rot13"):
        prolog = f'<?xml version="1.0" encoding="{name}"?>'
        with pytest.raises(MalformedReport, match="hides its markup"):
            read(rss("<item><title>x</title></item>", prolog=prolog))
    with pytest.raises(MalformedReport, match="hides its markup"):
        read(rss("<item><title>x</title></item>"), content_type="text/xml; charset=utf-7")


def test_a_tag_of_endless_attributes_is_refused() -> None:
    tag = "<x " + " ".join(f'a{n}="1"' for n in range(5000)) + "/>"
    with pytest.raises(MalformedReport, match="300 attributes"):
        read(rss(f"<item>{tag}</item>"))


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("&lt;p&gt;Kyiv said so. ", 400_000),
        ("&lt;div&gt;", 400_000),
        ("&lt;", 400_000),
        ("\n", 10**7),
    ],
)
def test_an_entry_of_ten_megabytes_is_read(piece: str, count: int) -> None:
    (outcome,) = read(
        rss(f"<item><title>Long</title><description>{piece * count}</description></item>")
    )
    assert isinstance(outcome, Report)


def test_broken_xml_is_mended_if_it_is_small(caplog: pytest.LogCaptureFixture) -> None:
    data = rss("<item><title>One</title></item><item><title>Two <b></title></item>")[:-30]
    assert [str(f.title) for f in read(data) if isinstance(f, Report)][:1] == ["One"]
    assert "broken XML" in caplog.text
    large = rss("<item><title>One</title></item>" * 80_000)[:-30]
    with pytest.raises(MalformedReport, match="a large feed of broken XML"):
        read(large)


@pytest.mark.parametrize("data", [b"", b"<rss", b"words", b"<html><p>page", b"\0" * 50, b"<feed/>"])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


@given(st.binary(max_size=300))
def test_no_bytes_crash(data: bytes) -> None:
    for start in (b"<rss><channel><item>", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"):
        try:
            read(start + data)
        except InputError:
            continue


@pytest.mark.parametrize(
    ("address", "proper"),
    [
        ("https://www.google.com/url?rct=j&url=https://a.example/x%3Fy&ct=ga", "https://a.example/x?y"),
        ("https://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2fa.example%2f1",
         "https://a.example/1"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=1", "https://a.example/"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F1",
         "https://a.example/1"),
        ("https://www.google.com/url?q=https://l.facebook.com/l.php?u%3Dhttps%253A%252F%252Fa.example",
         "https://a.example"),
        ("https://a.example/url?url=https://b.example/", "https://a.example/url?url=https://b.example/"),
        ("https://www.google.com/url?q=javascript:x", "https://www.google.com/url?q=javascript:x"),
        ("https://evilgoogle.com/url?q=https://b.example", "https://evilgoogle.com/url?q=https://b.example"),
        ("https://[", "https://["),
        ("", ""),
    ],
)  # fmt: skip
def test_links_are_unwrapped(address: str, proper: str) -> None:
    assert unwrapped(address) == proper


def test_old_links_of_google_news_are_unwrapped() -> None:
    inner = b"\x08\x13\x22\x1ahttps://a.example/articles\xd2\x01\x00"
    code = base64.urlsafe_b64encode(inner).decode().rstrip("=")
    address = f"https://news.google.com/rss/articles/{code}?oc=5"
    assert unwrapped(address) == "https://a.example/articles"
    opaque = "https://news.google.com/rss/articles/CBMiAUFfeXFMTmFiY2RlZmdo?oc=5"
    assert unwrapped(opaque) == opaque


def test_feedburner_says_what_it_wraps() -> None:
    report = only(
        rss(
            "<item><title>x</title><link>http://feedproxy.example/1</link><feedburner:origLink>"
            "https://a.example/1</feedburner:origLink></item>"
        )
    )
    assert report.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain\n words", "plain words"),
        ("3 < 5 & 7 > 2", "3 < 5 & 7 > 2"),
        ("<p>One</p><p>Two <b>bold</b></p>", "One\n\nTwo bold"),
        ("a<br>b<br><br>c", "a b\n\nc"),
        ("<ul><li>x<li>y</ul>", "x\n\ny"),
        ("<style>p{}</style>seen<!-- not --><script>no</script>", "seen"),
        ("<p>&lt;tag&gt; &amp; &#x41;</p>", "<tag> & A"),
        ("<p></p>", ""),
        ("<p>zero\0byte", "zerobyte"),
        ("", ""),
    ],
)
def test_fragments(markup: str, text: str) -> None:
    assert text_of_fragment(markup) == text


@given(st.text())
def test_fragments_never_crash(markup: str) -> None:
    text_of_fragment(f"<p>{markup}")


def opml(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_text(f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>')
    return path


def test_a_list_of_feeds(tmp_path: Path) -> None:
    path = opml(
        tmp_path,
        "<outline text='War'><outline type='rss' xmlUrl='https://a.example/f'/><outline "
        "xmlurl='https://b.example/f'/></outline><outline xmlUrl='https://a.example/f'/>"
        "<outline text='none'/>",
    )
    assert feeds_of_opml(path) == ["https://a.example/f", "https://b.example/f"]


def test_lists_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput):
        feeds_of_opml(opml(tmp_path, ""))
    with pytest.raises(InputError, match="no such file"):
        feeds_of_opml(tmp_path / "none.opml")
    for data in (b"", b"words", b"<html/>", LAUGHS.encode() + b"<opml>&i;</opml>", b"\0"):
        (tmp_path / "x.opml").write_bytes(data)
        with pytest.raises(MalformedReport):
            feeds_of_opml(tmp_path / "x.opml")


def test_other_xml_is_no_report(tmp_path: Path) -> None:
    listed, sitemap = tmp_path / "a.opml", tmp_path / "b.xml"
    opml(tmp_path, "<outline xmlUrl='https://a.example/f'/>").rename(listed)
    sitemap.write_text('<?xml version="1.0"?><urlset><url/></urlset>')
    first, second = Inputs([str(listed), str(sitemap)])
    assert "`counterclaim watch` asks the feeds in it" in str(first)
    assert "neither a feed nor a page" in str(second)
    page = tmp_path / "c.xml"
    page.write_text(
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><body><p>The mayor said on Monday '
        "that the bridge still stood after the night.</p></body></html>"
    )
    (report,) = Inputs([str(page)])
    assert isinstance(report, Report)
