"""What is worked out once: for how long it is good, and for whom."""

import threading
from collections.abc import Iterator

import pytest

from counterclaim.ledger import Ledger
from counterclaim.web.filters import Links, address, query_of
from counterclaim.web.memory import Memory
from counterclaim.web.security.users import Users
from counterclaim.web.settings import Settings
from tests.web.asking import Asker
from tests.web.conftest import PASSWORD
from tests.web.test_events import first_event

PAGES = ("/", "/events", "/disputed", "/claims", "/claims?stance=denies", "/sources", "/brief")


def test_an_answer_is_worked_out_once_a_revision() -> None:
    memory: Memory[str] = Memory(3)
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return f"answer {len(asked)}"

    assert [memory.once("key", 1, ask) for _ in range(3)] == ["answer 1"] * 3
    assert memory.once("key", 2, ask) == "answer 2"
    assert memory.find("key", 1) is None
    assert memory.find("key", 2) == "answer 2"


def test_those_longest_unused_go() -> None:
    memory: Memory[str] = Memory(3, heaviest=10, weigh=len)
    for key in "abcd":
        memory.once(key, 1, lambda: "x")
    assert [memory.find(key, 1) for key in "abcd"] == [None, "x", "x", "x"]
    memory.once("long", 1, lambda: "x" * 9)
    assert [memory.find(key, 1) for key in "bcd"] == [None, None, "x"]
    memory.once("longest", 1, lambda: "x" * 11)
    assert len(memory) == 0
    memory.once("d", 1, lambda: "x" * 10)
    assert memory.find("d", 1) == "x" * 10


def test_what_raises_is_asked_again() -> None:
    memory: Memory[str] = Memory(3)

    def fails() -> str:
        raise KeyError("no")

    with pytest.raises(KeyError):
        memory.once("key", 1, fails)
    assert memory.once("key", 1, lambda: "now") == "now"


def test_threads_wait_for_the_first_one() -> None:
    memory: Memory[int] = Memory(3)
    begun, go_on, asked = threading.Event(), threading.Event(), []

    def ask() -> int:
        asked.append(1)
        begun.set()
        assert go_on.wait(10)
        return 7

    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(memory.once("key", 1, ask))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (found, len(asked)) == ([7] * 5, 1)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sent_again_is_the_same(web: Asker, path: str) -> None:
    first, second = web.get(path), web.get(path)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert {k: v for k, v in first.headers.items() if k != "server-timing"} == {
        k: v for k, v in second.headers.items() if k != "server-timing"
    }


def test_pages_follow_the_ledger(
    web: Asker, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterclaim.web.library.FRESH", -1.0)  # looked up at every request
    event = f"/events/{first_event(web)}"
    before = {path: web.get(path).text for path in (*PAGES, event)}
    (gone, *_) = {f.report.id for f in ledger.search(query_of({"stance": "denies"}))}
    assert ledger.withdraw(gone, "to see") == 1
    ledger.link()
    after = {path: web.get(path).text for path in before}
    assert [path for path in PAGES if after[path] == before[path]] == []


@pytest.fixture
def guarded(ledger: Ledger, users: Users) -> Iterator[Asker]:
    users.put("grace", "reviewer", PASSWORD)
    with Asker(ledger, Settings(hosts=("testserver",), users=users)) as asker:
        yield asker


def test_nobody_gets_the_page_of_another(guarded: Asker) -> None:
    pages, tokens = {}, set()
    for name in ("ada", "grace"):
        guarded.post("/login", {"name": name, "password": PASSWORD, "then": "/"})
        pages[name] = guarded.get("/claims").text
        tokens.add(guarded.csrf("/claims"))
        event = guarded.get(f"/events/{first_event(guarded)}").text
        assert ("belongs here?" in event) is (name == "grace")
        assert guarded.post("/logout", {"csrf": guarded.csrf("/claims")}).status_code == 303
        assert guarded.get("/claims").status_code == 303
    assert ">grace<" not in pages["ada"]
    assert ">ada<" not in pages["grace"]
    assert len(tokens) == 2


@pytest.mark.parametrize("name", ["stance", "side", "outlet"])
@pytest.mark.parametrize("value", ["denies", "a & b", None])
def test_links_are_as_addresses(name: str, value: str | None) -> None:
    query = query_of({"words": "drone -x", "side": "RUS", "box": "1,2,3,4", "stance": "admits"})
    assert Links("/claims", query)(name, value) == address("/claims", query, {name: value})
