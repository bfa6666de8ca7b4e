"""usage: python -m evaluation.web_speed LEDGER [--users 20] [--requests 40] [--pause 0]

Serves LEDGER, lets users ask for every kind of page at once, and prints for each the median and
the 95th percentile of the server's own time in milliseconds (``Server-Timing``: from the request's
arrival to the answer's first byte, so waiting for one another counts). Each user walks through
the pages in an order of their own, with filters, claims, reports and events picked at random;
``--pause`` seconds are spent looking at each (0: the hardest). Then the first map view is timed in
a headless Chromium, from asking for the page to the map being drawn, if one is installed. The
exit status is 1 where a page's 95th percentile reaches 300 ms, or the map 2 s.
"""

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from urllib.parse import quote

import httpx

from counterclaim.ledger import Ledger, Query
from counterclaim.linking import EventQuery

SEED = 2024
LIMIT_MS = 300.0
MAP_LIMIT_S = 2.0

Pick = Callable[[random.Random], str]


def pages(ledger: Ledger) -> dict[str, Pick]:
    """What is asked for, by kind."""
    found = ledger.search(Query(limit=3000))
    split = {w for f in found for w in f.claim.quote.text.split()}
    words = sorted(w for w in split if len(w) > 4 and w.isalpha())
    reports = sorted({f.report.id for f in found})
    claims = sorted({f.claim.id for f in found})
    events = ledger.events(EventQuery(order="reports", limit=300)) + ledger.events(
        EventQuery(limit=1000)
    )
    stances = ("denies", "admits", "accuses", "suspects", "pledges")
    days = [e.first_day[:10] for e in events if e.first_day]

    def boxed(chance: random.Random) -> str:
        west, south = chance.uniform(28, 36), chance.uniform(45, 49)
        return f"{west:.2f},{south:.2f},{west + 3:.2f},{south + 2:.2f}"

    def brushed(chance: random.Random) -> str:
        since, until = sorted((chance.choice(days), chance.choice(days)))
        return f"/?since={since}&until={until}&box={boxed(chance)}"

    return {
        "/": lambda c: "/",
        "/ brushed": brushed,
        "/map.json": lambda c: "/map.json",
        "/events": lambda c: f"/events?offset={c.randrange(10) * 40}",
        "/events filtered": lambda c: f"/events?words={c.choice(words)}",
        "/events/ID": lambda c: f"/events/{c.choice(events).id}",
        "/disputed": lambda c: "/disputed",
        "/claims": lambda c: "/claims",
        "/claims by facet": lambda c: f"/claims?stance={c.choice(stances)}",
        "/claims by words": lambda c: f"/claims?words={c.choice(words)}",
        "/claims/ID": lambda c: f"/claims/{c.choice(claims)}",
        "/reports/ID": lambda c: f"/reports/{quote(c.choice(reports), safe='')}",
        "/sources": lambda c: f"/sources?offset={c.randrange(10) * 100}",
        "/brief": lambda c: f"/brief?since={(d := c.choice(days))}&until={d}",
        "/review": lambda c: "/review",
        "/api/v1/claims": lambda c: f"/api/v1/claims?words={c.choice(words)}",
        "/api/v1/events": lambda c: "/api/v1/events",
    }


def user(
    address: str, kinds: dict[str, Pick], seed: int, requests: int, pause: float
) -> Iterator[tuple[str, float]]:
    """One user's walk: kind and server time of each answer."""
    chance = random.Random(seed)
    names = list(kinds)
    cookie = named(address, f"user {seed}")
    # the plainest client there is: what users' machines do is not to take the server's cores
    connection = HTTPConnection(address.partition("://")[2], timeout=60)
    for number in range(requests):
        name = names[(number + seed * 7) % len(names)]
        path = kinds[name](chance)
        connection.request("GET", path, headers={"cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status}")
        yield name, float((answer.getheader("server-timing") or "").partition("dur=")[2])
        time.sleep(pause)
    connection.close()


def named(address: str, name: str) -> str:
    """The cookie of a session under this name."""
    answer = httpx.post(f"{address}/name", data={"name": name}, headers={"origin": address})
    return "; ".join(f"{key}={value}" for key, value in answer.cookies.items())


def measure(
    address: str, kinds: dict[str, Pick], users: int, requests: int, pause: float
) -> dict[str, list[float]]:
    """All users at once."""
    taken: dict[str, list[float]] = defaultdict(list)
    lock = threading.Lock()

    def walk(seed: int) -> None:
        for name, milliseconds in user(address, kinds, seed, requests, pause):
            with lock:
                taken[name].append(milliseconds)

    threads = [threading.Thread(target=walk, args=(seed,)) for seed in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def first_map(address: str) -> float | None:
    """Seconds until the map is drawn, in a browser that has never been here."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program)
        page = browser.new_page()
        started = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("#map[data-ready]")
        taken = time.perf_counter() - started
        browser.close()
    return taken


def serve(ledger: str) -> tuple[subprocess.Popen[bytes], str]:
    """A server of its own, as users start it, once it answers."""
    port = 8790
    program = "from counterclaim.cli.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--ledger", ledger, "--port", str(port)]
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return process, address
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def main() -> int:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--pause", type=float, default=0.0)
    options = parser.parse_args()
    with Ledger.open(options.ledger) as ledger:
        kinds = pages(ledger)
        stats = ledger.stats()
    print(f"{stats.reports:,} reports, {stats.claims:,} claims; {options.users} users at once")
    process, address = serve(options.ledger)
    slow = False
    try:
        for name, pick in kinds.items():  # the first of each kind, alone: what is worked out once
            milliseconds = float(
                httpx.get(address + pick(random.Random(SEED)), timeout=60)
                .headers["server-timing"]
                .partition("dur=")[2]
            )
            print(f"{name:20} first {milliseconds:8.1f} ms", flush=True)
        taken = measure(address, kinds, options.users, options.requests, options.pause)
        for name, times in taken.items():
            p95 = statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]
            slow |= p95 >= LIMIT_MS
            print(
                f"{name:20} median {statistics.median(times):7.1f}  p95 {p95:7.1f}  "
                f"most {max(times):7.1f} ms  {len(times):4} answers"
            )
        drawn = first_map(address)
        if drawn is not None:
            slow |= drawn >= MAP_LIMIT_S
            print(f"first map view       {drawn:.2f} s")
    finally:
        process.terminate()
        process.wait(10)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
