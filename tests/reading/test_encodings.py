import codecs
import logging
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import BinaryInput, EncodingUnknown, InputError
from counterclaim.reading.encodings import decode

ENGLISH = "The mayor’s office said “no bridge was hit” — a café lost its windows, and €40 was paid."
RUSSIAN = (
    "Губернатор заявил во вторник, что мост через реку не был повреждён. По его словам, "
    "семь человек получили ранения, и их доставили в больницу. Военные отрицают удар."
)
UKRAINIAN = (
    "Голова області заявив у вівторок, що міст через річку не пошкоджено. За його словами, "
    "семеро людей дістали поранення, їх доставили до лікарні. Військові заперечують удар."
)
MIXED = "The governor, Иван Петренко, said the bridge at Новая Речка still stood on Tuesday."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (MIXED, "cp1251"),
        (MIXED, "koi8-r"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
    ],
)
def test_an_undeclared_encoding_is_guessed_and_said(
    text: str, encoding: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "counterclaim"):
        decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.evidence == "guessed"
    assert "a.txt: encoding guessed" in caplog.text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_too_little_text_leaves_the_encoding_unknown(encoding: str) -> None:
    with pytest.raises(EncodingUnknown, match="convert it to UTF-8"):
        decode("Мост цел.".encode(encoding), "a.txt")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_decides_and_is_cut_off(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + MIXED.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.evidence) == (MIXED, encoding, "mark")


def test_a_broken_mark_is_said() -> None:
    with pytest.raises(EncodingUnknown, match="begins as UTF-16-LE but is damaged"):
        decode(codecs.BOM_UTF16_LE + b"abc", "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_returned_unchanged(text: str) -> None:
    if text.startswith("\ufeff"):
        text = "x" + text
    decoded = decode(text.encode(), "a.txt")
    assert (decoded.text, decoded.evidence) == (text, "utf-8")


def test_line_ends_are_not_translated() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "a.txt").text == "one\r\ntwo\rthree\n"


def test_a_declared_charset_is_used_when_the_bytes_are_not_utf8() -> None:
    decoded = decode("Мост цел.".encode("koi8-r"), "a.html", declared="KOI8-R")
    assert (decoded.text, decoded.evidence) == ("Мост цел.", "declared")


def test_latin1_declared_means_windows_1252_as_on_the_web() -> None:
    assert decode("“no”".encode("cp1252"), "a.html", declared="iso-8859-1").text == "“no”"


@pytest.mark.parametrize("declared", ["windows-1251", "no-such-charset", "utf-7", "hex", ""])
def test_utf8_wins_over_a_wrong_declaration(declared: str) -> None:
    assert decode(MIXED.encode(), "a.html", declared=declared).text == MIXED


@pytest.mark.parametrize("declared", ["no-such-charset", "utf-7", "hex", "zip"])
def test_a_useless_declaration_is_passed_over(declared: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), "a.html", declared=declared).text == RUSSIAN


def test_damaged_utf8_is_said_rather_than_taken_for_another_encoding() -> None:
    with pytest.raises(EncodingUnknown, match=r"damaged UTF-8: byte \d+ does not fit"):
        decode(RUSSIAN.encode() + b" \xff", "a.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF; save its text first"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"PK\x03\x04\x14\0\6\0", "a ZIP archive, or a word-processor file"),
        (b"{\\rtf1\\ansi The bridge stands.}", "a rich-text file"),
        (random.Random(7).randbytes(4000), "binary data"),
        (b"\0" * 100, "binary data"),
    ],
)
def test_binary_files_are_named_for_what_they_are(data: bytes, said: str) -> None:
    with pytest.raises(BinaryInput, match=said):
        decode(data, "a.txt")


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    text = "The mayor said that the bridge was\0 still standing."
    assert decode(text.encode(), "a.txt").text == text


@given(st.binary(max_size=400))
def test_whatever_the_bytes_the_outcome_is_a_text_or_a_said_reason(data: bytes) -> None:
    outcome: str | InputError
    try:
        outcome = decode(data, "a.txt").text
    except InputError as error:
        outcome = error
    if isinstance(outcome, InputError):
        assert str(outcome).startswith("a.txt: ")
        assert "\n" not in str(outcome)
