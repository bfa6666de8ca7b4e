"""Overview, events, one event told in full."""

import re
from datetime import date
from pathlib import Path

from counterclaim.ledger import Box, Ledger
from counterclaim.linking import EventQuery
from counterclaim.publishing.exports.blur import Blur
from counterclaim.web.atlas import Atlas, AtlasEvent
from counterclaim.web.charts.timeline import timeline
from counterclaim.web.settings import Settings
from tests.web.asking import Asker


def first_event(web: Asker) -> str:
    (event, *_) = re.findall(r'href="/events/(e-\w+)"', web.get("/events?order=disputes").text)
    return event


def test_overview_counts_events_and_origins_before_reports(web: Asker, ledger: Ledger) -> None:
    page = web.get("/").text
    events = ledger.events(EventQuery(limit=0))
    assert f'<b class="big">{len(events)}</b> events' in page
    assert f'<b class="big">{sum(e.origins for e in events)}</b> independent origins' in page
    assert re.search(r"<small>told \d+ times in reports</small>", page)


def test_days_and_box_narrow_the_list_down(web: Asker) -> None:
    part = {"hx-request": "true"}
    everything = web.get("/", headers=part).text
    assert "<html" not in everything
    narrowed = web.get("/?since=2024-05-14&until=2024-05-14", headers=part).text
    numbers = [int(re.findall(r'"big">(\d+)<', page)[0]) for page in (everything, narrowed)]
    assert numbers[0] > numbers[1] > 0
    nowhere = web.get("/?box=-60,-30,-50,-20", headers=part).text
    assert "No event in these days" in nowhere
    assert web.get("/?box=1").status_code == 400


def test_the_map_gets_places_and_events(web: Asker) -> None:
    data = web.get("/map.json").json()
    names = [place[0] for place in data["places"]]
    assert "Lipovka" in names
    assert "Kherson Oblast" in names
    at = names.index("Lipovka")
    assert any(at in event[4] for event in data["events"])


def test_an_event_is_told_in_lanes(web: Asker) -> None:
    event = first_event(web)
    page = web.get(f"/events/{event}").text
    assert "What each side claims" in page
    assert 'class="lane' in page
    assert "independent origin" in page
    assert "Origins: who has it from whom" in page
    for key in re.findall(r'href="#k(\d+)"', page):
        assert f'id="k{key}"' in page
    assert web.get("/events/e-nothing").status_code == 404


def test_disputed_lists_only_what_is_disputed(web: Asker, ledger: Ledger) -> None:
    shown = set(re.findall(r'href="/events/(e-\w+)"', web.get("/disputed").text))
    known = {e.id for e in ledger.events(EventQuery(limit=0, disputed=True))}
    assert shown
    assert shown <= known
    assert "newest first" in web.get("/disputed").text


def test_without_links_pages_say_what_to_do(tmp_path: Path) -> None:
    with (
        Ledger.open(str(tmp_path / "new.ledger"), create=True) as fresh,
        Asker(fresh, Settings(hosts=("testserver",))) as web,
    ):
        for path in ("/", "/events", "/disputed"):
            assert "counterclaim link" in web.get(path).text, path
        assert "No claim meets" in web.get("/claims").text


def events(days: list[int]) -> list[AtlasEvent]:
    return [AtlasEvent(f"e-{n}", day, n % 3, 1, 0, ()) for n, day in enumerate(days)]


def test_a_timeline_holds_every_event_once() -> None:
    start = date(2024, 1, 1).toordinal()
    for span in (1, 9, 100, 600, 4000):
        days = [start + n * 7 % span for n in range(200)]
        chart = timeline(events([*days, 0, start - 5000]), (min(days), max(days)))
        assert chart is not None
        assert sum(bar.events for bar in chart.bars) == 200
        assert chart.outside == 2
        assert len(chart.bars) <= 145
        assert all(a.last + 1 == b.first for a, b in zip(chart.bars, chart.bars[1:], strict=False))
        assert all(0 <= bar.x <= 1000 and bar.inner <= bar.height for bar in chart.bars)
    assert timeline([], None) is None


def test_places_are_blurred_on_the_map(ledger: Ledger) -> None:
    exact = Atlas.of(ledger.events(EventQuery(limit=0)), None)
    coarse = Atlas.of(ledger.events(EventQuery(limit=0)), Blur(50))
    spots = {(p.lat, p.lon) for p in exact.places if p.precision == "settlement"}
    assert spots
    assert not spots & {(p.lat, p.lon) for p in coarse.places}
    assert all(p.geonameid is None for p in coarse.places if p.precision == "approximate")
    assert exact.seen(None, None, Box(33, 47, 34, 48), 5).events
    assert not exact.seen(None, None, Box(0, 0, 1, 1), 5).events
    assert exact.seen(None, None, Box(33, 47, -170, 48), 5).events  # over the 180th meridian


def test_a_blurring_server_gives_no_exact_place(ledger: Ledger) -> None:
    with Asker(ledger, Settings(hosts=("testserver",), blur_km=50)) as web:
        for path in (
            "/api/v1/claims?words=Lipovka", "/api/v1/export/claims.csv", "/map.json",
            "/api/v1/export/claims.geojson", "/api/v1/reports/wire-1", "/reports/wire-1",
        ):  # fmt: skip
            answer = web.get(path)
            assert answer.status_code == 200, path
            assert "47.512" not in answer.text, path
            assert "33.254" not in answer.text, path
        assert web.get("/claims?box=33,47,34,48").status_code == 400
        assert "No event" in web.get("/?box=33.25,47.51,33.26,47.52").text


def test_a_brief_is_footnoted_and_can_be_taken_away(web: Asker) -> None:
    page = web.get("/brief?words=Lipovka").text
    notes = set(re.findall(r'href="#(note-\d+)"', page))
    assert notes
    assert all(f'id="{note}"' in page for note in notes)
    markdown = web.get("/brief.md?words=Lipovka")
    assert markdown.text.startswith("# Brief: Lipovka")
    assert "attachment" in markdown.headers["content-disposition"]
    assert "<script>alert" not in web.get("/brief.html").text
    assert web.get("/brief.docx").status_code == 404
    assert "No event to write about" in web.get("/brief?words=zebra").text
    assert web.get("/brief?since=soon").status_code == 400
