"""Everything the gate measures, in the order of the printed table."""

from evaluation.certainty import certainty
from evaluation.conflict_names import front_line_names
from evaluation.cue_classes import RARE, by_cue_class
from evaluation.event_types import DATA, event_types
from evaluation.labels import LABELS, labels_of_ours
from evaluation.linking import links_left_out, links_of_ours
from evaluation.measures import Figure, Measure, by_scorer
from evaluation.parties import strict_speakers


def _claims(
    found: float | None, record: float | None, source: float | None, attributed: float | None
) -> tuple[Figure, ...]:
    """Every line of the claim scorer that links within one report do not need."""
    return (
        Figure("RECORD.f1", record, people=".88"),
        Figure("RECORD.p"),
        Figure("RECORD.r"),
        Figure("found.f1", found),
        Figure("found.p"),
        Figure("found.r"),
        Figure("source", source),
        Figure("source_attributed", attributed),
        Figure("stance"),
        Figure("stance_macro"),
        Figure("type"),
        Figure("type_macro"),
        Figure("realis"),
        Figure("realis_macro"),
        Figure("agents"),
        Figure("targets"),
        Figure("places"),
        Figure("figures"),
        Figure("time"),
    )


_CLAIMS = by_scorer("score_claims.py")

MEASURES: tuple[Measure, ...] = (
    Measure(
        "claims: round-up", "corpus/gold/bakhmut.jsonl", _CLAIMS, _claims(0.85, 0.60, 0.90, None)
    ),
    Measure(
        "claims: feed items",
        "corpus/gold/train-items.jsonl",
        _CLAIMS,
        _claims(None, 0.30, None, 0.75),
    ),
    Measure(
        "claims: articles",
        "corpus/gold/train-articles.jsonl",
        _CLAIMS,
        _claims(None, 0.30, None, 0.75),
    ),
    *(
        Measure(
            f"claims: more {name}",
            LABELS / f"{name}.jsonl",
            labels_of_ours,
            _claims(None, None, None, None),
            needs=("tools/score_claims.py", "corpus/reports/articles-2022.jsonl.gz"),
        )
        for name in ("feeds", "articles", "feeds-held-out")
    ),
    Measure(
        "speakers (strict)",
        "corpus/gold/train-items.jsonl",
        strict_speakers,
        (Figure("name", 0.85), Figure("side", 0.90), Figure("kind")),
    ),
    *(
        Measure(
            f"links: {name}",
            "corpus/gold/train-items.jsonl",
            take,
            (Figure("events", 0.75), Figure("origins", 0.75)),
            needs=("corpus/gold/bakhmut.jsonl", "corpus/gold/train-articles.jsonl"),
        )
        for name, take in (
            ("labelled claims, window left out", links_left_out),
            ("our claims", links_of_ours),
        )
    ),
    Measure(
        "attribution",
        "benchmarks/attribution.dev.jsonl.gz",
        by_scorer("score_layers.py", "attribution"),
        (
            Figure("soft", 75.0, "71.4 draft (test)", "75.1"),
            Figure("exact", 50.0, "", "59.9"),
            Figure("content"),
            Figure("cue"),
        ),
    ),
    Measure(
        "cues of attribution",
        "benchmarks/attribution.dev.jsonl.gz",
        by_cue_class,
        (
            *(Figure(f"{stance}.recall", 75.0) for stance in RARE),
            Figure("speech.soft"),
            Figure("speech.exact"),
        ),
    ),
    Measure(
        "certainty",
        "benchmarks/certainty.uw.dev.jsonl.gz",
        certainty,
        (
            Figure("mae", 0.38, ".418 draft (test)", lower_is_better=True),
            Figure("r", 0.83, ".783 draft (test)"),
        ),
    ),
    *(
        Measure(
            f"time: {name}",
            f"benchmarks/{file}",
            by_scorer("score_layers.py", "time"),
            (
                Figure("value", 77.0, "78.1 HeidelTime (platinum)"),
                Figure("relaxed", 90.0),
                Figure("strict"),
            ),
        )
        for name, file in (
            ("AQUAINT", "time.aquaint.dev.jsonl.gz"),
            ("TimeBank", "time.timebank.train.jsonl.gz"),
        )
    ),
    *(
        Measure(
            f"places: {name}",
            f"benchmarks/{file}",
            by_scorer("score_layers.py", "places"),
            (
                Figure("end_to_end", end_to_end),
                Figure("detection"),
                Figure("acc161", acc161, peer),
                Figure("acc25"),
                Figure("acc10"),
                Figure("wrong_pins", 8.0, lower_is_better=True),
                Figure("abstained", lower_is_better=True),
            ),
        )
        for name, file, acc161, end_to_end, peer in (
            ("GeoWebNews", "places.geowebnews.dev.jsonl.gz", 80.0, 70.0, "70.4 draft"),
            ("TR-News-a", "places.trnews-a.dev.jsonl.gz", 85.0, 80.0, "76.1 published (all)"),
        )
    ),
    Measure(
        "places: front-line names",
        "benchmarks/places.conflict-a.dev.jsonl.gz",
        front_line_names,
        (
            Figure("right", 90.0),
            Figure("wrong", 2.0, lower_is_better=True),
            Figure("abstained", lower_is_better=True),
        ),
    ),
    *(
        Measure(f"event types: {title}", DATA[name][0], event_types(name), figures)
        for name, title, figures in (
            (
                "case",
                "CASE-a",
                (
                    Figure("case.weighted_f1", 0.80),
                    Figure("case.macro_f1"),
                ),
            ),
            (
                "plover",
                "PLOVER-a",
                (
                    Figure("plover.f1", 0.55, "UniversalPetrarch .484"),
                    Figure("plover.weighted_f1"),
                    Figure("plover.macro_f1"),
                ),
            ),
        )
    ),
)
