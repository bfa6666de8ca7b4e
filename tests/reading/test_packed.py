import gzip
import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import Report
from counterclaim.errors import InputError, PackedTooTightly
from counterclaim.reading import Inputs
from counterclaim.reading.packed import Allowance, Unpacked, inflated, unpacked

MEBIBYTE = 1024 * 1024


@given(st.lists(st.binary()), st.booleans())
def test_members_come_one_after_another(parts: list[bytes], padded: bool) -> None:
    data = b"".join(gzip.compress(part) for part in parts) + bytes(40 * padded)
    assert unpacked(io.BytesIO(data), "a.gz").read() == b"".join(parts)


@given(st.lists(st.binary(), min_size=1))
def test_members_come_one_at_a_time(parts: list[bytes]) -> None:
    file = Unpacked(io.BytesIO(b"".join(gzip.compress(part) for part in parts)), "a", single=True)
    got = [file.readall()]
    while file.advance():
        got.append(file.readall())
    assert got == parts


def test_broken_data_is_told_from_data_that_ends_early() -> None:
    data = gzip.compress(bytes(range(256)) * 40)
    with pytest.raises(EOFError):
        unpacked(io.BytesIO(data[:-9]), "a.gz").read()
    with pytest.raises(zlib.error):
        unpacked(io.BytesIO(data[:-6] + b"abcdef"), "a.gz").read()


def bomb(size: int) -> bytes:
    return gzip.compress(bytes(size), 9)


def test_a_bomb_of_blank_lines_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "Kyiv said so."}\n' + b"\n" * 100 * MEBIBYTE))
    first, error = Inputs([str(path)])
    assert isinstance(first, Report)
    assert isinstance(error, PackedTooTightly)
    assert str(error).startswith(f"{path}: would unpack to more than 200 times its size")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.csv.gz", "a.gz"])
def test_bombs_of_any_name_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bomb(100 * MEBIBYTE))
    (error,) = Inputs([str(tmp_path / name)])
    assert isinstance(error, InputError)


def test_a_bomb_behind_much_honest_data_is_refused() -> None:
    allowance = Allowance("a")
    for _ in range(40):
        allowance.count(MEBIBYTE, 9 * MEBIBYTE)
    with pytest.raises(PackedTooTightly):
        _ = [allowance.count(MEBIBYTE // 1000, MEBIBYTE) for _ in range(80)]


@given(st.binary(), st.sampled_from(["gzip", "deflate", "", "identity"]))
def test_codings_are_taken_off(data: bytes, coding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)
    assert inflated(pack(data), coding, "a", 10_000) == data


def test_no_more_is_inflated_than_was_asked_for() -> None:
    assert len(inflated(bomb(20 * MEBIBYTE), "gzip", "a", 1000)) == 1001
    with pytest.raises(PackedTooTightly):
        inflated(bomb(40 * MEBIBYTE), "gzip", "a", 40 * MEBIBYTE)
