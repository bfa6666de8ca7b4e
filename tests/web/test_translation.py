"""Every word that a template shows goes through gettext."""

import re
from importlib.resources import files

import pytest

from counterclaim.lexicons import load_table
from counterclaim.web.language import chosen, languages
from evaluation import catalogue
from tests.web.asking import Asker

TEMPLATES = {
    item.name: item.read_text("utf-8")
    for item in files("counterclaim.web").joinpath("templates").iterdir()
    if item.name.endswith(".html")
}
TEMPLATES["records.html"] = (
    files("counterclaim.publishing").joinpath("templates", "records.html").read_text("utf-8")
)

NAMES = r"counter|claim|JSON|CSV|GeoJSON|openapi\.json|curl|Authorization: Bearer TOKEN|×"
COMMANDS = r"counterclaim link --ledger|"
SHOWN = re.compile(r"(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_word_is_left_out(name: str) -> None:
    text = re.sub(r"\{#.*?#\}", "", TEMPLATES[name], flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    words = SHOWN.findall(text)
    text = re.sub(r"<(kbd|datalist)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"<pre\b.*?</pre>|<!DOCTYPE html>", "", text, flags=re.DOTALL)
    words += re.sub(r"<[^>]*>|&\w+;", "\n", text).splitlines()
    left = [re.sub(COMMANDS + NAMES, "", word).strip() for word in words]
    assert [word for word in left if re.search(r"[A-Za-z]{2}", word)] == []


def test_every_catalogue_is_fresh_and_complete() -> None:
    for path, content, problems in catalogue.files():
        assert problems == []
        assert path.read_bytes() == content, "stale; run: python -m evaluation.catalogue"


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 подія"), (2, "2 події"), (5, "5 подій"), (11, "11 подій"), (12, "12 подій"),
     (21, "21 подія"), (22, "22 події"), (25, "25 подій"), (111, "111 подій"), (0, "0 подій")],
)  # fmt: skip
def test_ukrainian_counts_in_three_forms(number: int, told: str) -> None:
    words = languages()["uk"].words
    assert words.ngettext("%(num)s event", "%(num)s events", number) % {"num": number} == told


def test_script_gets_the_forms_by_plural_category() -> None:
    assert languages()["en"].forms("event", "events") == {"one": "event", "other": "events"}
    forms = languages()["uk"].forms("event", "events")
    assert forms == {"one": "подія", "few": "події", "many": "подій"}


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "code"),
    [
        (None, None, None, "en"),
        (None, None, "uk-UA,uk;q=0.9,en;q=0.5", "uk"),
        (None, None, "de, en;q=0.4, uk;q=0.6", "uk"),
        (None, None, "uk;q=0, en", "en"),
        (None, None, "uk;q=nonsense, ;;q=,*", "en"),
        (None, "uk", "en", "uk"),
        ("en", "uk", "uk", "en"),
        ("tlh", None, "uk", "uk"),
        ("../../etc", "\x00", "x" * 9999, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_kept_or_accepted(
    asked: str | None, kept: str | None, accepted: str | None, code: str
) -> None:
    assert chosen(asked, kept, accepted).code == code


def test_a_browser_gets_its_language_and_can_choose(web: Asker) -> None:
    english = web.get("/claims")
    assert '<html lang="en" dir="ltr">' in english.text
    ukrainian = web.get("/claims", headers={"accept-language": "uk"})
    assert '<html lang="uk" dir="ltr">' in ukrainian.text
    assert "заперечує" in ukrainian.text
    assert ukrainian.headers["content-language"] == "uk"
    assert "Accept-Language" in ukrainian.headers["vary"]
    (switch,) = re.findall(r'href="([^"]*lang=uk)"', web.get("/claims?stance=denies").text)
    answer = web.get(switch.replace("&amp;", "&"))
    assert "заперечує" in answer.text
    assert re.search(r"<b>\d+</b> тверд", answer.text)
    assert 'lang="uk"' in web.get("/events").text  # the cookie says so from now on
    assert 'lang="uk"' in web.get("/events?lang=nonsense").text
    assert 'lang="en"' in web.get("/events?lang=en").text
    assert 'lang="en"' in web.get("/events").text


def test_addresses_and_data_do_not_follow_the_language(web: Asker) -> None:
    page = web.get("/claims?lang=uk").text
    assert 'href="/claims?stance=denies"' in page
    for address in ("/api/v1/claims?limit=3", "/map.json"):
        assert web.get(address).content == web.get(f"{address}", headers={}).content


@pytest.mark.parametrize("path", ["/", "/events", "/claims", "/sources", "/brief", "/help"])
def test_pages_hold_no_english_of_ours_in_ukrainian(web: Asker, path: str) -> None:
    page = web.get(path, headers={"accept-language": "uk"}).text
    shown = re.sub(r"<[^>]*>", "\n", re.sub(r"<(q|code|svg|title)\b.*?</\1>", "", page, flags=re.S))
    states = {row["name"] for row in load_table("demonyms")}  # they speak, too, by these names
    english = {m.id for m in catalogue.collected() if isinstance(m.id, str) and len(m.id) > 6}
    same = {m for m in english if languages()["uk"].words.gettext(m) == m}
    left = english - same - states
    assert [line.strip() for line in shown.splitlines() if line.strip() in left] == []
