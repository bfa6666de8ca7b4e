"""WACZ packages (Web Archive Collection Zipped 1.1.1): the WARC files in a ZIP archive.

Nothing is unpacked to the disk, so that no name in the archive can lead anywhere; names that try
to are refused all the same, because an archive that holds them was made to harm.
"""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from counterclaim.errors import EmptyInput, InputError, MalformedReport, PackedTooTightly
from counterclaim.model.records import Report
from counterclaim.reading.archives import reports_of_warc
from counterclaim.reading.folders import printable
from counterclaim.reading.packed import MAX_RATIO, STRETCH, Peekable

MAX_DIRECTORY = 8 * 1024 * 1024
"""Largest table of contents, in bytes: some 100,000 files. A WACZ holds a few dozen."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_IN_END64 = 2**32 - 1
_ENCRYPTED = 1


def reports_of_wacz(
    file: BinaryIO, size: int, name: str, *, published: str | None = None
) -> Iterator[Report | InputError]:
    """The reports in the WARC files of a package, and what is wrong with it.

    ``size`` is the file's in bytes. Raises :class:`InputError` when nothing of it can be read.
    """
    if not size:
        raise InputError(name, "a WACZ package cannot be read from a pipe; name its file")
    _check_directory(file, size, name)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise MalformedReport(
            name, f"no WACZ package, or a damaged one ({_said(error)}); make it again"
        ) from None
    with package:
        entries = [e for e in package.infolist() if _is_warc(e.filename)]
        if sum(e.compress_size for e in package.infolist()) > size:
            raise PackedTooTightly(name, "its files overlap in the archive; make it again")
        if not entries:
            raise EmptyInput(name, "no WARC file in the package; give a WACZ of a crawl")
        for entry in entries:
            yield from _of_entry(package, entry, f"{name}!{printable(entry.filename)}", published)


def _of_entry(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, published: str | None
) -> Iterator[Report | InputError]:
    fault = _fault(entry)
    if fault is not None:
        yield type(fault)(where, fault.reason)
        return
    try:
        with package.open(entry) as stream:
            warc = cast(Peekable, stream)
            yield from reports_of_warc(warc, entry.file_size, where, published=published)
    except InputError as error:
        yield error
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        yield MalformedReport(where, f"broken in the archive ({_said(error)}); make it again")


def _fault(entry: zipfile.ZipInfo) -> InputError | None:
    """Why ``entry`` is not read, if it is not."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if ".." in parts or parts[:1] == ("/",) or ":" in parts[0]:
        return MalformedReport("", "its name leads out of the archive; make it again")
    if entry.flag_bits & _ENCRYPTED:
        return InputError("", "encrypted; unpack it first")
    if entry.file_size > STRETCH and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        return PackedTooTightly(
            "", f"would unpack to more than {MAX_RATIO} times its size; unpack it yourself if "
            "you trust it"
        )  # fmt: skip
    return None


def _is_warc(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz"))


def _check_directory(file: BinaryIO, size: int, name: str) -> None:
    """Refuse a table of contents that is too large before it is read into memory."""
    file.seek(max(0, size - 65_535 - _END.size))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise MalformedReport(name, "no WACZ package, or one that ends early; copy it again")
    length = _END.unpack_from(tail, at)[5]
    at = tail.rfind(b"PK\x06\x06", 0, at)
    if length == _IN_END64 and at >= 0:
        length = _END64.unpack_from(tail, at)[8]
    if length > MAX_DIRECTORY:
        raise PackedTooTightly(name, "holds too many files for a WACZ package; unpack it")


def _said(error: BaseException) -> str:
    return printable(" ".join(str(error).split()))[:120] or type(error).__name__
