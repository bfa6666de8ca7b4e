"""The pages in a real browser: what people do with them, and what they must never do."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Ledger
from counterclaim.ledger.reviews import reviews_on
from counterclaim.linking import EventQuery
from counterclaim.web.settings import Settings
from tests.web.readings import HOSTILE
from tests.web.serving import Serving

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

BROWSER = os.environ.get("COUNTERCLAIM_TEST_BROWSER") or next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium; install it, or name one in COUNTERCLAIM_TEST_BROWSER"
)

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
SERIOUS = {"serious", "critical"}
HOSTILE_PATH = "/reports/%3Cb%3Ebad%3C%2Fb%3E%2F..%2Fx"
PAGES = (
    "/", "/events", "/disputed", "/claims", "/claims?stance=denies", "/claims?words=zebra",
    "/reports/wire-1", HOSTILE_PATH, "/sources", "/sources?show=outlets", "/brief", "/help", "/api",
    "/review", "/review/log", "/nothing",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER)
        yield browser
        browser.close()


@pytest.fixture
def server(ledger: Ledger) -> Iterator[Serving]:
    with Serving(ledger, Settings()) as serving:
        yield serving


class Watched:
    """A page of a browser that notes what must not happen."""

    def __init__(self, chromium: Any, address: str, **options: Any) -> None:
        self.context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)
        self.page = self.context.new_page()
        self.trouble: list[str] = []
        self._address = address
        self.page.on("request", self._requested)
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("console", self._told)
        self.page.on("dialog", self._dialog)

    def _requested(self, request: Any) -> None:
        if not request.url.startswith((self._address + "/", "blob:", "data:")):
            self.trouble.append(f"asked elsewhere: {request.url}")

    def _told(self, message: Any) -> None:
        if message.type == "error" and "404" not in message.text and "400" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def watched(chromium: Any, server: Serving) -> Iterator[Watched]:
    """Every test with a page fails on a request off the machine, a script error, a dialog."""
    one = Watched(chromium, server.address)
    yield one
    one.context.close()
    assert one.trouble == []


def say_name(page: Any, name: str) -> None:
    page.goto("/review")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("#judge")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_accessible(watched: Watched, ledger: Ledger, path: str) -> None:
    page = watched.page
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() >= 1
    assert_accessible(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_one_event_is_whole_and_accessible(watched: Watched, ledger: Ledger) -> None:
    event = max(ledger.events(EventQuery(limit=0)), key=lambda e: (e.disputes, e.claims))
    page = watched.page
    page.goto(f"/events/{event.id}")
    assert page.locator(".lane").count() >= 2
    assert page.locator("#origins svg .box").count() >= 2
    assert_accessible(page)
    page.locator("#disputes .claimref").first.click()
    assert page.locator(".claim:target").count() == 1


def assert_accessible(page: Any) -> None:
    page.evaluate(AXE.read_text("utf-8"))  # past the policy, as an extension would
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    bad = [
        (v["id"], v["help"], [n["target"] for n in v["nodes"]][:3])
        for v in found["violations"]
        if v["impact"] in SERIOUS
    ]
    assert bad == []


def test_narrow_and_dark_pages_fit(chromium: Any, server: Serving) -> None:
    one = Watched(
        chromium, server.address, viewport={"width": 360, "height": 740}, color_scheme="dark"
    )
    for path in ("/", "/events", "/claims", "/reports/wire-1", HOSTILE_PATH, "/sources"):
        one.page.goto(path)
        one.page.wait_for_load_state("networkidle")
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert_accessible(one.page)
    one.context.close()
    assert one.trouble == []


def total(page: Any) -> int:
    return int(page.locator("#list .tally .big").first.inner_text().replace(",", ""))


def wait_for_total(page: Any, number: int, *, other: bool) -> None:
    page.wait_for_function(
        "([number, other]) => (document.querySelector('#list .tally .big').textContent"
        ".replaceAll(',', '') == number) != other",
        arg=[number, other],
    )


def test_brushing_the_days_narrows_map_and_list_and_back(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    page.wait_for_selector("#map[data-ready]")
    everything, drawn = total(page), int(page.locator("#map").get_attribute("data-drawn"))
    page.locator("#timeline").scroll_into_view_if_needed()
    box = page.locator("#timeline").bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 40, steps=4)
    page.mouse.up()
    wait_for_total(page, everything, other=True)
    assert 0 < total(page) < everything
    assert int(page.locator("#map").get_attribute("data-drawn")) <= drawn
    assert page.locator("#since").input_value()
    page.get_by_role("button", name="All days").click()
    page.wait_for_function(
        f"() => document.querySelector('#list .big').textContent == '{everything}'"
    )
    # and back: the map's view counts in the timeline
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#in-view:not([hidden])")
    heights = page.eval_on_selector_all(
        "#timeline .view", "all => all.map(one => Number(one.getAttribute('height')))"
    )
    assert any(heights)


def test_the_brush_has_keys(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    page.wait_for_selector("#map[data-ready]")
    before = total(page)
    handle = page.get_by_role("slider", name="last day")
    handle.focus()
    page.keyboard.press("Home")
    wait_for_total(page, before, other=True)
    assert handle.get_attribute("aria-valuetext") == page.locator("#until").input_value()


def test_borders_have_two_viewpoints(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    page.wait_for_selector("#map[data-ready]")
    choice = page.get_by_label("Borders as")
    first = page.locator("#map canvas").screenshot()
    choice.select_option("de-facto")
    page.wait_for_timeout(200)
    assert choice.input_value() == "de-facto"
    assert first


def test_a_field_leads_to_its_words_and_back(watched: Watched) -> None:
    page = watched.page
    page.goto("/reports/wire-1")
    page.locator("#c1-2 summary").click()
    page.locator("#c1-2 a[data-jump='source0-1-2']").click()
    words = page.evaluate("document.activeElement.textContent")
    assert words == "Lazarenko"
    assert page.locator("mark.flash").inner_text() == "Lazarenko"
    page.locator("mark.flash").click()
    assert page.locator("#c1-2 a.flash").get_attribute("data-jump") == "source0-1-2"
    page.locator("#c1-3 summary").click()
    assert "on" in page.locator("#c1-3").get_attribute("class").split()
    page.locator(".ref[data-claim='1-1']").click()
    assert "on" in page.locator("#c1-1").get_attribute("class").split()


def test_words_and_fields_lead_to_one_another_without_script(
    chromium: Any, server: Serving
) -> None:
    context = chromium.new_context(base_url=server.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/reports/wire-1")
    page.locator(".ref").first.click()
    assert page.url.endswith("#c1-1")
    page.locator("#c1-1 summary").click()
    page.locator("#c1-1 a[data-jump]").first.click()
    assert "#e" in page.url
    page.goto("/claims")
    page.get_by_role("link", name="Show more").click()
    assert page.locator(".claim").count() > 0
    page.goto("/")
    assert page.locator(".event").count() > 0
    context.close()


def test_claims_change_without_being_loaded_anew(watched: Watched) -> None:
    page = watched.page
    page.goto("/claims")
    page.evaluate("window.same = true")
    page.locator(".filters").get_by_label("Words").fill("drone")
    page.keyboard.press("Tab")
    page.wait_for_url("**/claims?words=drone")
    page.wait_for_selector(".chip")
    assert page.evaluate("window.same") is True
    before = page.locator(".claim").count()
    if page.get_by_role("link", name="Show more").count():
        page.get_by_role("link", name="Show more").click()
        page.wait_for_function(f"() => document.querySelectorAll('.claim').length > {before}")
    page.keyboard.press("Escape")
    page.locator("body").press("j")
    assert page.evaluate("document.activeElement.closest('.claim') !== null")


def test_ten_claims_are_judged_by_keyboard(watched: Watched, ledger: Ledger) -> None:
    page = watched.page
    say_name(page, "Ada")
    keys = []
    for number in range(10):
        form = page.locator("#judge").get_attribute("action")
        keys.append(int(form.rpartition("/")[2]))
        if number == 4:
            page.keyboard.press("c")
            page.locator("#correction select").first.select_option("predicts")
            page.get_by_role("button", name="Keep the correction").press("Enter")
        else:
            page.keyboard.press("a" if number % 2 else "r")
        page.wait_for_function(
            "form => { const now = document.querySelector('#judge');"
            "return now && now.getAttribute('action') != form; }",
            arg=form,
        )
    assert len(set(keys)) == 10
    with ledger.connection() as connection:
        found = reviews_on(connection, keys)
    verdicts = [found[key][0].verdict for key in keys]
    assert verdicts == ["reject", "accept"] * 2 + ["correct"] + ["accept", "reject"] * 2 + [
        "accept"
    ]
    assert "10 in a row" in page.locator(".progress").inner_text()


def test_words_selected_in_the_text_become_the_correction(watched: Watched, ledger: Ledger) -> None:
    page = watched.page
    page.goto("/review")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.goto("/review?words=barges")
    page.keyboard.press("c")
    page.evaluate(
        """() => {
          const run = [...document.querySelectorAll('[data-start]')].find(
            one => one.textContent.includes('Lipovka'));
          const text = document.createTreeWalker(run, NodeFilter.SHOW_TEXT).nextNode();
          const range = document.createRange();
          const at = text.data.indexOf('Lipovka');
          range.setStart(text, at); range.setEnd(text, at + 7);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    page.wait_for_function("() => document.querySelector('[name=to_quote_start]').value != ''")
    start = int(page.locator("[name=to_quote_start]").input_value())
    end = int(page.locator("[name=to_quote_end]").input_value())
    with ledger.connection():
        text = next(r.report.text for r in ledger.readings() if r.report.id == "courier-2")
    assert text[start:end] == "Lipovka"


def test_a_hostile_report_does_nothing(watched: Watched) -> None:
    page = watched.page
    page.goto(HOSTILE_PATH)
    shown = page.locator(".text").inner_text()
    assert "<script>alert('bar')</script>" in shown
    assert "⟨U+202E⟩" in shown
    assert "W" * 1000 in shown.replace("\n", "")
    assert page.locator(".text img, .text script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator(".ref").first.click()
    assert page.title().startswith('"><script>')
    assert "{{ 7*7 }}" in HOSTILE


def test_two_users_judge_at_once(chromium: Any, server: Serving, ledger: Ledger) -> None:
    people = [Watched(chromium, server.address) for _ in range(2)]
    for one, name in zip(people, ("Ada", "Bea"), strict=True):
        say_name(one.page, name)
    for _ in range(3):
        forms = [one.page.locator("#judge").get_attribute("action") for one in people]
        for one in people:
            one.page.keyboard.press("a")
        for one, form in zip(people, forms, strict=True):
            one.page.wait_for_function(
                "form => { const now = document.querySelector('#judge');"
                "return now && now.getAttribute('action') != form; }",
                arg=form,
            )
    with ledger.connection() as connection:
        every = reviews_on(connection, range(1, 200))
    by = [r.by for reviews in every.values() for r in reviews]
    assert sorted(by) == ["Ada"] * 3 + ["Bea"] * 3
    for one in people:
        one.context.close()
        assert one.trouble == []


def test_people_without_a_password_stay_outside(chromium: Any, ledger: Ledger, users: Any) -> None:
    with Serving(ledger, Settings(users=users)) as serving:
        one = Watched(chromium, serving.address)
        one.page.goto("/claims?stance=denies")
        assert "Lazarenko" not in one.page.content()
        assert_accessible(one.page)
        one.page.get_by_label("Name").fill("ada")
        one.page.get_by_label("Password").fill("correct horse battery")
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/claims?stance=denies")
        one.page.get_by_role("button", name="Log out").click()
        one.page.wait_for_url("**/login**")
        one.context.close()
        assert one.trouble == []
