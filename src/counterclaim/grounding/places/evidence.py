"""Is it a toponym? The words around a candidate, weighed by a logistic model.

Features are named; weights stand in ``place_weights.tsv`` (model ``toponym``) and are learned
by ``python -m evaluation.tune_places``. A feature without a weight counts nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import Cues, capitals
from counterclaim.grounding.places.recognition import Toponym
from counterclaim.grounding.places.resolution import Choice, Features, Key, key_of
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.words import ADJ, NOUN, PROPN, VERB, Words

Ranking = Mapping[Key, Sequence[Choice]]

_APOSTROPHES = ("'s", "’s", "'", "’")
_NEAR = frozenset("in near at outside around inside".split())
_TO = frozenset("from to into toward towards across through throughout over between".split())


@dataclass(frozen=True, slots=True)
class Report:
    """What the whole report says of each spelling."""

    people: frozenset[str]
    located: frozenset[str]
    counts: Mapping[str, int]
    titled: frozenset[int]
    countries: Mapping[str, float]
    spellings: int


def survey(
    words: Words, toponyms: Sequence[Toponym], cues: Cues, ranked: Ranking
) -> Report:
    """Spellings that are people's names, or surely places', somewhere in the report."""
    people: set[str] = set()
    for at in range(1, len(words)):
        if words.name[at] and words.name[at - 1] and words.spaced[at - 1]:
            before = words.lower[at - 1]
            if before in cues.titles or before in cues.first_names:
                people.add(words.text[at])
                if at + 1 < len(words) and words.name[at + 1] and words.pos[at + 1] == PROPN:
                    people.add(words.text[at + 1])
    located = {t.text for t in toponyms if t.locative in _NEAR or t.generic or t.direction}
    return Report(
        frozenset(people),
        frozenset(located),
        Counter(t.text for t in toponyms),
        frozenset(_title_case(words)),
        _countries(ranked),
        len(ranked),
    )


def _countries(ranked: Ranking) -> dict[str, float]:
    """How many spellings lead to each country."""
    countries: dict[str, float] = defaultdict(float)
    for choices in ranked.values():
        if choices and choices[0].entry.country:
            weight = 2.0 if choices[0].entry.kind == "country" else 1.0
            countries[choices[0].entry.country] += weight * choices[0].score
    return countries


def _title_case(words: Words) -> Iterator[int]:
    """Positions of words in sentences that are written in title case."""
    first = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and not words.opens[at]:
            continue
        long = [i for i in range(first, at) if len(words.text[i]) > 3 and words.text[i].isalpha()]
        if len(long) > 3 and sum(words.name[i] for i in long) > 0.75 * len(long):
            yield from range(first, at)
        first = at


def features(
    words: Words,
    toponyms: Sequence[Toponym],
    at: int,
    report: Report,
    cues: Cues,
    ranked: Ranking,
) -> Features:
    """The features of candidate ``at``; ``ranked`` are the places each candidate may denote."""
    toponym = toponyms[at]
    choices = ranked.get(key_of(toponym))
    best = choices[0].entry if choices else None
    found: Features = [("bias", 1.0), (f"form={toponym.form}", 1.0)]
    found += _of_place(toponym, best)
    if best is not None and best.country and best.kind != "country":
        others = report.countries.get(best.country, 0.0) - (choices[0].score if choices else 0.0)
        found.append(("country-evidence", min(1.0, max(0.0, others) / 3)))
        found.append(("country-share", max(0.0, others) / max(1, report.spellings)))
    found += _of_report(toponym, report, cues)
    found += _before(words, toponyms, at, report, cues)
    found += _after(words, toponyms, at, report, cues, best)
    found += _itself(words, toponym, cues)
    return found


def _of_place(toponym: Toponym, best: Entry | None) -> Features:
    if best is None:
        return [("unknown", 1.0)]
    people = math.log10(best.population + 1)
    found = [
        (f"kind={best.kind}", 1.0),
        ("population", people / 4),
        ("namesakes", math.log2(max(1, len(toponym.candidates))) / 4),
    ]
    if best.geonameid in capitals():
        found.append(("capital", 1.0))
    match = next((c.match for c in toponym.candidates if c.entry.id == best.id), "name")
    if match != "name":
        found.append((f"match={match}", 1.0))
    if best.kind == "settlement":
        found.append((f"settlement>{min(6, int(people))}", 1.0))
    return found


def _of_report(toponym: Toponym, report: Report, cues: Cues) -> Features:
    found: Features = []
    lower = toponym.text.lower()
    for name, true in (
        ("person-elsewhere", toponym.text in report.people),
        ("located-elsewhere", toponym.text in report.located and not toponym.locative),
        ("repeated", report.counts[toponym.text] > 1),
        ("homograph", lower in cues.homographs),
        ("first-name", lower in cues.first_names),
        ("titled-sentence", toponym.first in report.titled),
    ):
        if true:
            found.append((name, 1.0))
    return found


def _before(
    words: Words, toponyms: Sequence[Toponym], at: int, report: Report, cues: Cues
) -> Features:
    toponym = toponyms[at]
    found: Features = []
    if toponym.locative:
        group = "in" if toponym.locative in _NEAR else "to" if toponym.locative in _TO else toponym.locative
        found.append((f"locative={group}", 1.0))
    if toponym.direction:
        found.append(("direction", 1.0))
    if toponym.generic:
        found.append((f"generic={toponym.generic}", 1.0))
    before = toponym.first - 1
    if before < 0:
        return [*found, ("opens-text", 1.0)]
    previous = toponyms[at - 1] if at else None
    lower = words.lower[before]
    if lower == "the":
        found.append(("the", 1.0))
    if lower == "," and previous is not None and previous.last == before:
        found.append(("after-place-comma", 1.0))
    if lower in cues.speaking:
        found.append(("after-speaking", 1.0))
    if words.spaced[before] and not words.opens[toponym.first]:
        if lower in cues.titles and words.name[before]:
            found.append(("after-title", 1.0))
        elif lower in cues.first_names and words.name[before]:
            found.append(("after-first-name", 1.0))
        elif words.name[before] and words.pos[before] == PROPN and lower not in cues.directions:
            place = previous is not None and previous.last == toponym.first
            where = "-titled" if toponym.first in report.titled else ""
            found.append((f"after-{'place' if place else 'name'}{where}", 1.0))
    elif not words.spaced[before]:
        found.append(("tight-before", 1.0))
    return found


def _after(
    words: Words,
    toponyms: Sequence[Toponym],
    at: int,
    report: Report,
    cues: Cues,
    best: Entry | None,
) -> Features:
    toponym = toponyms[at]
    after = toponym.last
    if after >= len(words):
        return [("closes-text", 1.0)]
    found: Features = []
    following = toponyms[at + 1] if at + 1 < len(toponyms) else None
    lower = words.lower[after]
    if lower == "," and following is not None and following.first == after + 1:
        contains = _contains(following, toponym)
        found.append(("comma-container" if contains else "comma-place", 1.0))
    elif lower == ",":
        number = after + 1 < len(words) and words.text[after + 1].isdigit()
        found.append(("comma-number" if number else "comma", 1.0))
    if words.text[after] in _APOSTROPHES:
        found.append(("possessive", 1.0))
    if lower in cues.speaking:
        state = best is not None and (best.kind == "country" or best.geonameid in capitals())
        found.append((f"{'state' if state else 'name'}-before-speaking", 1.0))
    elif words.pos[after] == VERB:
        found.append(("before-verb", 1.0))
    if not words.spaced[after - 1]:
        found.append(("tight-after", 1.0))
    elif lower in cues.organisations and words.name[after]:
        found.append(("before-organisation", 1.0))
    elif lower in cues.facilities:
        found.append(("before-facility", 1.0))
    elif words.name[after] and words.pos[after] == PROPN:
        place = following is not None and following.first == after
        where = "-titled" if toponym.first in report.titled else ""
        found.append((f"before-{'place' if place else 'name'}{where}", 1.0))
    elif words.pos[after] in (NOUN, ADJ):
        found.append(("before-noun", 1.0))
    return found


def _itself(words: Words, toponym: Toponym, cues: Cues) -> Features:
    found: Features = []
    if len(words) <= toponym.last - toponym.first + 2:
        found.append(("whole-text", 1.0))
    if toponym.last - toponym.first > 1:
        found.append(("several-words", 1.0))
    elif words.pos[toponym.first] != PROPN:
        found.append(("not-a-proper-noun", 1.0))
    if words.opens[toponym.first]:
        found.append(("opens-sentence", 1.0))
    if toponym.text.isupper():
        found.append(("capitals", 1.0))
    if len(toponym.text) < 5:
        found.append(("short", 1.0))
    if any(words.lower[i] in cues.organisations for i in range(toponym.first, toponym.last)):
        found.append(("organisation-inside", 1.0))
    if toponym.form == "facility":
        found.append((f"facility={words.lower[toponym.last - 1]}", 1.0))
    return found


def _contains(outer: Toponym, inner: Toponym) -> bool:
    ids = {c.entry.id for c in outer.candidates}
    codes = {c.entry.country for c in outer.candidates if c.entry.kind == "country"}
    return any(
        c.entry.admin1 in ids or c.entry.admin2 in ids or c.entry.country in codes
        for c in inner.candidates
    )
