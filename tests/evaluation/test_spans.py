import msgspec

from counterclaim import Claim, Layers, Reading, Report, Span, Time
from counterclaim.model.records import TimeExpression
from evaluation.spans import inexact_spans

TEXT = "Kyiv denied it on Monday."


def reading(*, time: Span, layer: tuple[int, int]) -> Reading:
    claim = Claim(
        id="c",
        quote=Span.of(TEXT, 12, 14),
        cue=None,
        sources=(),
        stance="denies",
        type="other",
        trigger=None,
        realis="occurred",
        time=Time(text=time.text, start=None, end=None, span=time, anchored=False),
    )
    times = (TimeExpression(*layer, "DATE", "XXXX-WXX-1"),)
    return Reading(
        report=Report.of(TEXT), claims=(claim,), extractor="test", layers=Layers(times=times)
    )


def test_exact_spans_pass() -> None:
    exact = reading(time=Span.of(TEXT, 18, 24), layer=(18, 24))
    assert inexact_spans(exact) == []
    assert inexact_spans(msgspec.structs.replace(exact, layers=None)) == []


def test_a_span_deep_in_a_claim_is_found_out() -> None:
    (wrong,) = inexact_spans(reading(time=Span(17, 23, "Monday"), layer=(18, 24)))
    assert wrong == "claims[0].time.span: 'Monday' is not at 17:23"


def test_an_empty_span_and_an_extent_outside_the_text_are_found_out() -> None:
    first, second = inexact_spans(reading(time=Span(3, 3, ""), layer=(18, 99)))
    assert first.startswith("claims[0].time.span: ''")
    assert second == "layers.times[0]: 18:99 is no stretch of 25 characters"
