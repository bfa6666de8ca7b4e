"""WARC and WACZ: what is read of them, and what hostile ones do."""

import contextlib
import gzip
import io
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from counterclaim import Report
from counterclaim.errors import EmptyInput, InputError, MalformedReport, PackedTooTightly
from counterclaim.reading import Inputs
from counterclaim.reading.archives import reports_of_warc
from tests.reading.webarchives import ARTICLE, http, packed, page, record

ZEROS = bytes(1024 * 1024)


def read(path: Path, data: bytes) -> list[Report | InputError]:
    path.write_bytes(data)
    return list(Inputs([str(path)]))


def urls(found: Sequence[Report | InputError]) -> list[str]:
    return [str(f.url) for f in found if isinstance(f, Report)]


def errors(found: Sequence[Report | InputError]) -> list[str]:
    return [str(f) for f in found if isinstance(f, InputError)]


@pytest.mark.parametrize("form", ["plain", "members", "whole"])
def test_pages_and_texts_are_read_with_address_and_date(tmp_path: Path, form: str) -> None:
    records = [
        record(b"software: test\r\n", type_="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", type_="request"),
        page(1),
        record(http(b"\x89PNG", kind="image/png"), "https://post.example/i.png"),
        record(http("moved", status="301 Moved"), "https://post.example/old"),
        record(http("gone", status="404 Not Found"), "https://post.example/gone"),
        record(http("x", kind="text/plain"), "dns:post.example"),
        record(http("Kyiv denied it.", kind="text/plain"), "https://post.example/t.txt"),
        record(http("profile", kind=None), "https://post.example/untyped"),
    ]
    data = b"".join(records)
    if form != "plain":
        data = packed(records) if form == "members" else gzip.compress(data)
    name = "a.warc" if form == "plain" else "a.warc.gz"
    article, text = read(tmp_path / name, data)
    assert isinstance(article, Report)
    assert isinstance(text, Report)
    assert article.url == "https://post.example/1"
    assert article.captured == "2024-05-15T03:04:05Z"
    assert article.published == "2024-05-14T08:00:00Z"
    assert article.outlet == "post.example"
    assert article.text.startswith("Bridge stands\n\nThe mayor of Lipovka said")
    assert (text.text, text.published) == ("Kyiv denied it.", None)
    assert text.file == f"{tmp_path / name}:8"


def test_a_date_in_the_address_is_one(tmp_path: Path) -> None:
    body = ARTICLE.replace("article:published_time", "other")
    (report,) = read(tmp_path / "a.warc", record(http(body), "https://p.example/2024/05/13/bridge"))
    assert isinstance(report, Report)
    assert report.published == "2024-05-13"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "chunked", "both", "lie"])
def test_codings_of_http_are_taken_off(tmp_path: Path, coding: str) -> None:
    body = ARTICLE.encode()
    headers = []
    if coding in {"gzip", "both", "lie"}:
        headers.append("Content-Encoding: gzip")
        body = gzip.compress(body) if coding != "lie" else body
    if "deflate" in coding:
        headers.append("Content-Encoding: deflate")
        body = zlib.compress(body)[2:-4] if "raw" in coding else zlib.compress(body)
    if coding in {"chunked", "both"}:
        headers.append("Transfer-Encoding: chunked")
        pieces = [body[i : i + 100] for i in range(0, len(body), 100)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"
    (report,) = read(tmp_path / "a.warc", record(http(body, *headers)))
    assert isinstance(report, Report)
    assert "mayor of Lipovka" in report.text


def test_a_coding_that_is_not_known_is_named(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "a.warc", record(http(b"\x01\x02", "Content-Encoding: br")))
    assert "'br' is not supported" in str(error)
    assert "post.example/bridge" in str(error)


@pytest.mark.parametrize("form", ["plain", "members"])
@pytest.mark.parametrize(
    "bad",
    [
        record(http(ARTICLE), length="many"),
        record(http(ARTICLE), length=-5),
        record(http(ARTICLE), length=10**15),
        record(b"no http at all"),
        record(b""),
        record(http(ARTICLE)).replace(b"WARC/1.0", b"WURC/1.0"),
        record(http(ARTICLE)).replace(b"Content-Length", b"Content-Langth"),
        b"WARC/1.0\r\n" + b"x: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["length", "negative", "endless", "nohttp", "empty", "version", "unsized", "header"],
)
def test_a_broken_record_is_named_and_the_rest_is_read(
    tmp_path: Path, form: str, bad: bytes
) -> None:
    records = [page(1), bad, page(3), page(4)]
    data = b"".join(records) if form == "plain" else packed(records)
    found = read(tmp_path / ("a.warc" if form == "plain" else "a.warc.gz"), data)
    assert urls(found) == [f"https://post.example/{n}" for n in (1, 3, 4)]
    assert len(errors(found)) == 1
    assert "a.warc" in errors(found)[0]


def test_damage_inside_packed_data_costs_one_record(tmp_path: Path) -> None:
    members = [gzip.compress(page(n)) for n in range(5)]
    members[2] = members[2][:40] + bytes(60) + members[2][100:]
    found = read(tmp_path / "a.warc.gz", b"".join(members))
    assert urls(found) == [f"https://post.example/{n}" for n in (0, 1, 3, 4)]
    assert errors(found)


@pytest.mark.parametrize("form", ["plain", "members"])
def test_a_truncated_file_gives_what_stands_before(tmp_path: Path, form: str) -> None:
    records = [page(n) for n in range(4)]
    data = b"".join(records) if form == "plain" else packed(records)
    found = read(tmp_path / ("a.warc" if form == "plain" else "a.warc.gz"), data[:-200])
    assert urls(found) == [f"https://post.example/{n}" for n in range(3)]
    assert len(errors(found)) == 1


def test_a_bomb_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=1) as file:
        file.write(record(b"", type_="resource", length=10**12)[:-4])
        for _ in range(80):
            file.write(ZEROS)
    found = read(
        tmp_path / "a.warc.gz", gzip.compress(page(1)) + bomb.getvalue() + gzip.compress(page(2))
    )
    assert urls(found) == ["https://post.example/1", "https://post.example/2"]
    assert any(isinstance(f, PackedTooTightly) for f in found)
    assert "would unpack to more than 200 times its size" in errors(found)[0]


def test_a_page_that_unpacks_to_a_bomb_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(ZEROS * 64, 1)
    found = read(tmp_path / "a.warc", record(http(body, "Content-Encoding: gzip")) + page(2))
    assert urls(found) == ["https://post.example/2"]
    assert "more than 16 MiB" in errors(found)[0]


def test_a_page_that_is_too_large_is_named(tmp_path: Path) -> None:
    found = read(tmp_path / "a.warc", record(http(b" " * 17_000_000)) + page(2))
    assert urls(found) == ["https://post.example/2"]
    assert "more than 16 MiB (https://post.example/bridge)" in errors(found)[0]


def test_memory_does_not_grow_with_what_is_passed_over() -> None:
    class Endless(io.RawIOBase):
        """A record of a 500 MB film, then a page."""

        def __init__(self) -> None:
            film = http(b"", kind="video/mp4")
            self.start = record(film, length=len(film) + 500_000_000)[:-4]
            self.left = 500_000_000
            self.end = b"\r\n\r\n" + page(2)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if self.start:
                data, self.start = self.start[: len(buffer)], self.start[len(buffer) :]
            elif self.left:
                data = bytes(min(len(buffer), self.left))
                self.left -= len(data)
            else:
                data, self.end = self.end[: len(buffer)], self.end[len(buffer) :]
            buffer[: len(data)] = data
            return len(data)

    tracemalloc.start()
    try:
        found = list(reports_of_warc(io.BufferedReader(Endless()), 0, "a.warc"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert urls(found) == ["https://post.example/2"]
    assert peak < 30_000_000


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"\n\n", gzip.compress(b"")):
        (error,) = read(tmp_path / "a.warc.gz", data)
        assert isinstance(error, InputError)
    for data in (b"just words", b"x" * 300_000, gzip.compress(b"words")):
        found = read(tmp_path / "a.warc.gz", data)
        assert found
        assert all(isinstance(f, InputError) for f in found)


def test_random_damage_never_crashes() -> None:
    chance = random.Random(3)
    good = packed([page(n) for n in range(3)]), b"".join(page(n) for n in range(3))
    for _ in range(150):
        data = bytearray(chance.choice(good))
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file = io.BufferedReader(io.BytesIO(bytes(data)))  # type: ignore[arg-type]
        with contextlib.suppress(InputError):
            list(reports_of_warc(file, len(data), "a.warc"))


def package(files: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


WARC = packed([page(1), page(2)])
PAGES = {"datapackage.json": b"{}", "pages/pages.jsonl": b"{}", "indexes/index.cdx.gz": b""}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_gives_what_its_archives_hold(tmp_path: Path, method: int) -> None:
    files = {**PAGES, "archive/a.warc.gz": WARC, "archive/b.warc": page(3)}
    found = read(tmp_path / "a.wacz", package(files, method=method))
    assert urls(found) == [f"https://post.example/{n}" for n in (1, 2, 3)]
    assert isinstance(found[0], Report)
    assert found[0].file == f"{tmp_path / 'a.wacz'}!archive/a.warc.gz:1"


@pytest.mark.parametrize(
    "name",
    [
        "../../x.warc.gz",
        "/etc/x.warc",
        "archive/../../../x.warc",
        "a\\..\\..\\x.warc",
        "c:\\x.warc",
    ],
)
def test_a_name_that_leads_out_of_the_package_is_refused(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / "a.wacz", package({name: WARC, "archive/a.warc.gz": WARC}))
    assert len(urls(found)) == 2
    assert "leads out of the archive" in errors(found)[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wacz"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = package({"archive/a.warc": ZEROS * 100}, method=zipfile.ZIP_DEFLATED)
    (error,) = read(tmp_path / "a.wacz", bomb)
    assert isinstance(error, PackedTooTightly)
    assert "200 times" in str(error)


def test_a_bomb_in_a_package_in_a_package_is_not_opened(tmp_path: Path) -> None:
    inner = package({"archive/a.warc": ZEROS}, method=zipfile.ZIP_DEFLATED)
    (error,) = read(tmp_path / "a.wacz", package({"archive/inner.wacz": inner}))
    assert isinstance(error, EmptyInput)


def test_overlapping_files_are_refused(tmp_path: Path) -> None:
    data = package({"archive/a.warc": page(1), "archive/b.warc": page(2) * 3})
    at = data.index(b"PK\x01\x02")
    entry = data[at : data.index(b"PK\x01\x02", at + 4)]
    end = data.index(b"PK\x05\x06")
    many = entry * 9
    tail = bytearray(data[end:])
    tail[8:12] = (9).to_bytes(2, "little") * 2
    tail[12:16] = len(many).to_bytes(4, "little")
    (error,) = read(tmp_path / "a.wacz", data[:at] + many + bytes(tail))
    assert isinstance(error, PackedTooTightly)
    assert "overlap" in str(error)


def test_damaged_packages_are_named(tmp_path: Path) -> None:
    data = package({"archive/a.warc.gz": WARC})
    for broken in (b"", b"PK", data[:-10], data[: len(data) // 2], b"\0" * 500, b"PK\x05\x06" * 9):
        found = read(tmp_path / "a.wacz", broken)
        assert len(errors(found)) == 1
    many = package({f"{n}.txt": b"" for n in range(2)})
    end = bytearray(many)
    at = many.rindex(b"PK\x05\x06")
    end[at + 12 : at + 16] = (50_000_000).to_bytes(4, "little")
    (error,) = read(tmp_path / "a.wacz", bytes(end))
    assert "too many files" in str(error)


def test_random_damage_to_a_package_never_crashes(tmp_path: Path) -> None:
    chance = random.Random(4)
    good = package({**PAGES, "archive/a.warc.gz": WARC}, method=zipfile.ZIP_DEFLATED)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        read(tmp_path / "a.wacz", bytes(data))


def test_the_first_bytes_tell_an_archive(tmp_path: Path) -> None:
    assert urls(read(tmp_path / "crawl", page(1))) == ["https://post.example/1"]
    assert isinstance(read(tmp_path / "b.warc", b"words" * 9)[0], MalformedReport)
