"""Tiles out of an archive, laid out as the specification says."""

import gzip
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from counterclaim.web.geo.tiles import TileArchive, TilesError, tile_id
from counterclaim.web.settings import Settings
from tests.web.asking import Asker


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def directory(entries: list[tuple[int, int, int, int]]) -> bytes:
    columns = [[len(entries)], [], [], [], []]
    last = 0
    for id_, run, offset, length in entries:
        columns[1].append(id_ - last)
        columns[2].append(run)
        columns[3].append(length)
        columns[4].append(offset + 1)
        last = id_
    return gzip.compress(b"".join(varint(v) for column in columns for v in column))


def archive(path: Path, *, kind: int = 2) -> Path:
    """Zoom 0 in the root; zoom 2 in a directory of its own, the last two tiles the same."""
    tiles = b"whole" + b"first" + b"again"
    leaf = directory([(5, 1, 5, 5), (6, 15, 10, 5)])
    root = directory([(0, 1, 0, 5), (5, 0, 0, len(leaf))])
    at = 127
    numbers = [at, len(root), 0, 0, at + len(root), len(leaf), at + len(root) + len(leaf)]
    head = b"PMTiles\x03" + b"".join(n.to_bytes(8, "little") for n in [*numbers, len(tiles)])
    head += bytes(97 - len(head)) + bytes([2, 1, kind, 0, 2])
    path.write_bytes(head + bytes(127 - len(head)) + root + leaf + tiles)
    return path


def test_numbers_follow_the_curve() -> None:
    # the specification's own examples
    assert [tile_id(0, 0, 0), tile_id(1, 0, 0), tile_id(1, 0, 1), tile_id(1, 1, 1)] == [0, 1, 2, 3]
    assert [tile_id(1, 1, 0), tile_id(2, 0, 0), tile_id(12, 3423, 1763)] == [4, 5, 19078479]
    side = range(8)
    assert sorted(tile_id(3, x, y) for x in side for y in side) == list(range(21, 85))


def test_tiles_are_found(tmp_path: Path) -> None:
    tiles = TileArchive(archive(tmp_path / "a.pmtiles"))
    assert tiles.kind == "image/png"
    assert tiles.tile(0, 0, 0) == b"whole"
    assert tiles.tile(1, 0, 0) is None
    assert tiles.tile(2, 0, 0) == b"first"
    assert tiles.tile(2, 3, 0) == b"again"
    assert tiles.tile(2, 4, 0) is None
    assert tiles.tile(99, 0, 0) is None
    tiles.close()


def test_what_is_no_archive_of_raster_tiles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"no")
    with pytest.raises(TilesError, match="no PMTiles"):
        TileArchive(tmp_path / "x")
    with pytest.raises(TilesError, match="vector"):
        TileArchive(archive(tmp_path / "v", kind=1))


def test_the_server_gives_tiles(ledger: Ledger, tmp_path: Path) -> None:
    tiles = TileArchive(archive(tmp_path / "a.pmtiles"))
    with Asker(ledger, Settings(hosts=("testserver",), tiles=tiles)) as web:
        assert web.get("/tiles/0/0/0").content == b"whole"
        assert web.get("/tiles/0/0/0").headers["content-type"] == "image/png"
        assert web.get("/tiles/1/0/0").status_code == 204
        assert 'data-tiles="1"' in web.get("/").text
    tiles.close()
