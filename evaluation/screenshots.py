"""usage: python -m evaluation.screenshots [PAGE ...]

Makes the pictures of ``docs/web.md`` anew, ``docs/images/web/*.png``: takes the example dispatches
into a ledger, links them, serves it, and looks at every page with Chromium.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation.web_speed import serve

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "reports.jsonl"
FOLDER = ROOT / "docs" / "images" / "web"
WIDTH, HEIGHT = 1200, 760
COLOURS = 96


def prepared(ledger: Path) -> None:
    """A ledger of the examples, linked, with some judgements."""
    program = "from counterclaim.cli.main import main; main()"
    for arguments in (["ingest", str(EXAMPLES)], ["link"]):
        command = [sys.executable, "-c", program, *arguments, "--ledger", str(ledger)]
        subprocess.run(command, check=True)


def overview(page: Any) -> None:
    """Map and timeline, some days chosen."""
    page.goto("/")
    page.wait_for_selector("#map[data-ready]")


def event(page: Any) -> None:
    """The event that most reports tell of."""
    page.goto("/events?order=reports")
    page.locator(".event a").first.click()
    page.wait_for_selector(".lane")


def figures(page: Any) -> None:
    """An event's figures and origins."""
    page.goto("/events?order=reports&family=harm")
    page.locator(".event a").first.click()
    page.locator("#figures").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('figures').scrollIntoView()")


def report(page: Any) -> None:
    """A report, one claim shown with its fields."""
    page.goto("/reports/northgate-wire")
    page.locator("#c1-2 summary").click()
    page.locator("#c1-2 a[data-jump]").first.click()


def review(page: Any) -> None:
    """A claim being corrected."""
    page.goto("/review")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("#judge")
    page.goto("/review?stance=denies")
    page.keyboard.press("c")


def claims(page: Any) -> None:
    """Claims, narrowed down."""
    page.goto("/claims?stance=denies")


PAGES: dict[str, Callable[[Any], None]] = {
    "overview": overview,
    "events": lambda page: page.goto("/events?order=reports"),
    "event": event,
    "figures": figures,
    "disputed": lambda page: page.goto("/disputed"),
    "claims": claims,
    "report": report,
    "sources": lambda page: page.goto("/sources"),
    "brief": lambda page: page.goto("/brief"),
    "review": review,
    "api": lambda page: page.goto("/api"),
}


def smaller(picture: bytes) -> bytes:
    """The picture with few colours, which is enough for pages."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    packed = io.BytesIO()
    image.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main() -> int:
    """Look at every page."""
    from playwright.sync_api import sync_playwright

    wanted = sys.argv[1:] or list(PAGES)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None or not set(wanted) <= set(PAGES):
        print(__doc__)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        ledger = Path(scratch) / "examples.ledger"
        prepared(ledger)
        process, address = serve(str(ledger))
        try:
            browser = driver.chromium.launch(executable_path=program)
            for name in wanted:
                page = browser.new_page(base_url=address, reduced_motion="reduce")
                page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
                PAGES[name](page)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)
                content = smaller(page.screenshot())
                (FOLDER / f"{name}.png").write_bytes(content)
                print(f"{name}.png: {len(content):,} bytes", flush=True)
                page.close()
            browser.close()
        finally:
            process.terminate()
            process.wait(10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
