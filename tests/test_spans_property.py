"""Every span of a reading is exact, whatever the text.

Texts are composed of reporting sentences in all the constructions the attribution room knows,
with slots filled at random, joined by odd line ends and broken by noise: quotation marks
opened and never closed, dashes, emoji, combining marks, soft hyphens, right-to-left words.
"""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from counterclaim import Reader, Reading, Report
from counterclaim.pipeline.reader import default_reader
from evaluation.spans import inexact_spans

SPEAKERS = [
    "Kyiv", "the Russian Defence Ministry", "Governor Oleh Sorokin", "he", "two officials",
    "a spokesman for the Lower Dnipro Command", "Israel's army", "\u202bالجيش\u202c", "Reuters",
    "Zelen\u00adskyy", "the mayor of Chasiv Yar, who fled,", "Jose\u0301 Marti\u0301nez",
    "M. Ç\u0327elik",
]  # fmt: skip
CONTENTS = [
    "its forces had repelled 12 attacks near Bakhmut on Thursday",
    "at least three people were killed and dozens hurt in Odesa",
    "no missile struck the bridge",
    "the enemy may attack again in the coming days",
    "we will never give up this town",
    "200 000 people fled north of the city last week",
    "it had lost control of Robotyne 🙂 on 3 May 2024",
    "העיר נפלה",
]
TEMPLATES = [
    "{s} said that {c}.",
    "{s} said on Tuesday {c}.",
    "“{c},” said {s}.",
    '"{c}," {s} told CNN.',
    "``{c},'' {s} added.",
    "“{c},” {s} said, “and {d}.”",
    "According to {s}, {c}.",
    "{c}, according to {s}.",
    "{s}: {c}",
    "{c}: {s}",
    "{s} denied that {c} and accused {t} of lying.",
    "{s} said {t} claimed {c}.",
    "«{c}» — {s}",
    "{s} did not say whether {c} — {d}.",
    "{s} confirmed reports by {t} that {c}.",
    "'{c}', {s} wrote on Telegram; {d}.",
    "{c}. {d}.",
    "{s} vowed to retaliate after {c}",
]
NOISE = [
    "“", "”", '"', "‘", "’", "«", "»", "(", ")", "[", "—", "–", "…", "...", "-", "--", "%", "#",
    "🙂", "👩\u200d👩\u200d👧", "🇺🇦", "e\u0301", "\u0301", "\u00ad", "\u200b", "\u200f", "\u202e",
    "\ufeff", "\u00a0", "\t", "\0", "\x0b", "\u2028", "ﷺ", "𝔎𝔶𝔦𝔳", "ß", "İ", "ﬁ", "½", "²",
    "@kyiv", "https://t.example/x?a=1", "&amp;", "<b>", "1,000.50",
]  # fmt: skip
BREAKS = [
    " ",
    " ",
    "\n\n",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "  ",
    "\t",
    "",
    "\u2029",
    "\x85",
    "\n \n",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    slots = {
        "s": draw(st.sampled_from(SPEAKERS)),
        "t": draw(st.sampled_from(SPEAKERS)),
        "c": draw(st.sampled_from(CONTENTS)),
        "d": draw(st.sampled_from(CONTENTS)),
    }
    sentence = draw(st.sampled_from(TEMPLATES)).format_map(slots)
    changes = draw(
        st.lists(st.tuples(st.integers(0, len(sentence)), st.sampled_from(NOISE)), max_size=3)
    )
    for place, noise in changes:
        sentence = sentence[:place] + noise + sentence[place:]
    return draw(st.sampled_from([str, str, str, str.upper, str.title]))(sentence)


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(sentences(), sentences(), st.text(max_size=30)), max_size=6))
    return "".join(piece + draw(st.sampled_from(BREAKS)) for piece in pieces)


def check(reading: Reading, text: str) -> None:
    assert reading.report.text == text
    assert inexact_spans(reading) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts(), published=st.sampled_from([None, "2024-05-02", "2023-01-31T23:59:59-05:00"]))
@example(text="", published=None)
@example(text=" \n", published=None)
@example(text="\0", published=None)
@example(text="“", published=None)
@example(text="said", published=None)
@example(text="\u0301said Kyiv", published="2024-02-29")
def test_every_span_is_exact(text: str, published: str | None) -> None:
    check(default_reader().read(text, published=published), text)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts(), min_size=2, max_size=5))
def test_a_report_is_read_the_same_alone_and_among_others(several: list[str]) -> None:
    reader: Reader = default_reader()
    together = list(reader.read_many(Report.of(text) for text in several))
    assert together == [reader.read(text) for text in several]


@pytest.mark.parametrize(
    "unit",
    [
        "Kyiv said that no missile struck the bridge, and ",
        "“we will ",
        "(",
        "a",
        "12 ",
        "in May 2024 ",
        "near Bakhmut, ",
        "\u0301",
    ],
)
def test_a_long_line_without_an_end_is_read(unit: str) -> None:
    text = unit * (16_000 // len(unit))
    check(default_reader().read(text), text)
