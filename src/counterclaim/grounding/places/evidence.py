"""Is it a toponym? The words around a candidate, weighed by a logistic model.

Features are named; weights stand in ``place_weights.tsv`` (model ``toponym``) and are learned
by ``python -m evaluation.tune_places``. A feature without a weight counts nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import Cues, capitals
from counterclaim.grounding.places.keys import THEATRES
from counterclaim.grounding.places.recognition import HYPHENS, Toponym
from counterclaim.grounding.places.resolution import Choice, Features, Key, key_of
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.words import ADJ, NOUN, PROPN, ROLES, VERB, Words

Ranking = Mapping[Key, Sequence[Choice]]

_APOSTROPHES = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True)
class Scene:
    """A report's words and candidates, and what the whole of it says of each spelling."""

    words: Words
    toponyms: Sequence[Toponym]
    ranked: Ranking
    cues: Cues
    people: frozenset[str]
    located: frozenset[str]
    counts: Mapping[str, int]
    titled: frozenset[int]
    countries: Mapping[str, float]

    @classmethod
    def of(
        cls,
        words: Words,
        toponyms: Sequence[Toponym],
        ranked: Ranking,
        cues: Cues,
    ) -> "Scene":
        """Survey the report; ``ranked`` are the places each candidate may denote."""
        located = {t.text for t in toponyms if t.locative == "in" or t.generic or t.direction}
        return cls(
            words,
            toponyms,
            ranked,
            cues,
            frozenset(_people(words, cues)),
            frozenset(located),
            Counter(t.text for t in toponyms),
            frozenset(_title_case(words)),
            _countries(ranked),
        )

    def where(self, toponym: Toponym) -> str:
        """A suffix for features that mean less where every word has a capital."""
        return "-titled" if toponym.first in self.titled else ""


def _people(words: Words, cues: Cues) -> Iterator[str]:
    """Words that follow a title or a first name somewhere in the report."""
    for at in range(1, len(words)):
        if not (words.name[at] and words.name[at - 1] and words.spaced[at - 1]):
            continue
        if words.lower[at - 1] in cues.titles or words.lower[at - 1] in cues.first_names:
            yield words.text[at]
            if at + 1 < len(words) and words.name[at + 1] and words.pos[at + 1] == PROPN:
                yield words.text[at + 1]


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


def features(scene: Scene, at: int) -> Features:
    """The features of candidate ``at``."""
    toponym = scene.toponyms[at]
    choices = scene.ranked.get(key_of(toponym))
    best = choices[0] if choices else None
    entry = best.entry if best else None
    return [
        ("bias", 1.0),
        (f"form={toponym.form}", 1.0),
        *_of_place(toponym, entry),
        *_of_country(scene, best),
        *_of_report(scene, toponym),
        *_before(scene, at),
        *_after(scene, at, entry),
        *_itself(scene.words, toponym, scene.cues),
    ]


def _of_country(scene: Scene, best: Choice | None) -> Features:
    """Whether the report's other names lead to the country of the likeliest place."""
    if best is None or not best.entry.country or best.entry.kind == "country":
        return []
    others = max(0.0, scene.countries.get(best.entry.country, 0.0) - best.score)
    theatre = best.entry.country in THEATRES
    return [
        ("theatre", float(theatre)),
        ("country-evidence", min(1.0, others / 3)),
        ("country-share", others / max(1, len(scene.ranked))),
    ]


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
    if best.site:
        found.append(("site-table", 1.0))
    match = next((c.match for c in toponym.candidates if c.entry.id == best.id), "name")
    if match != "name":
        found.append((f"match={match}", 1.0))
    if best.kind == "settlement":
        found.append((f"settlement>{min(6, int(people))}", 1.0))
    return found


def _of_report(scene: Scene, toponym: Toponym) -> Features:
    found: Features = []
    cues = scene.cues
    lower = toponym.text.lower()
    for name, true in (
        ("person-elsewhere", toponym.text in scene.people),
        ("located-elsewhere", toponym.text in scene.located and not toponym.locative),
        ("repeated", scene.counts[toponym.text] > 1),
        ("homograph", lower in cues.homographs),
        ("first-name", lower in cues.first_names),
        ("titled-sentence", toponym.first in scene.titled),
    ):
        if true:
            found.append((name, 1.0))
    return found


def _before(scene: Scene, at: int) -> Features:
    words, toponyms, cues = scene.words, scene.toponyms, scene.cues
    toponym = toponyms[at]
    found = _led_to(toponym)
    before = toponym.first - 1
    if before < 0:
        return [*found, ("opens-text", 1.0)]
    lower = words.lower[before]
    previous = toponyms[at - 1] if at else None
    if lower == "the":
        found.append(("the", 1.0))
    if lower == "," and previous is not None and previous.last == before:
        found.append(("after-place-comma", 1.0))
    if lower in cues.speaking:
        found.append(("after-speaking", 1.0))
    if not words.spaced[before]:
        found.append(("tight-before", 1.0))
    elif words.name[before] and not words.opens[toponym.first]:
        found += _after_name(scene, toponym, previous)
    return found


def _led_to(toponym: Toponym) -> Features:
    found: Features = []
    if toponym.locative:
        found.append((f"locative={toponym.locative}", 1.0))
    if toponym.direction:
        found.append(("direction", 1.0))
    if toponym.generic:
        found.append((f"generic={toponym.generic}", 1.0))
    return found


def _after_name(scene: Scene, toponym: Toponym, previous: Toponym | None) -> Features:
    """What the name-like word before says: a title, a first name, another name."""
    before = toponym.first - 1
    lower = scene.words.lower[before]
    if lower in scene.cues.titles:
        return [("after-title", 1.0)]
    if lower in scene.cues.first_names:
        return [("after-first-name", 1.0)]
    if scene.words.pos[before] != PROPN or lower in scene.cues.directions:
        return []
    place = previous is not None and previous.last == toponym.first
    return [(f"after-{'place' if place else 'name'}{scene.where(toponym)}", 1.0)]


def _after(scene: Scene, at: int, best: Entry | None) -> Features:
    words, toponyms, cues = scene.words, scene.toponyms, scene.cues
    toponym = toponyms[at]
    after = toponym.last
    if after >= len(words):
        return [("closes-text", 1.0)]
    following = toponyms[at + 1] if at + 1 < len(toponyms) else None
    lower = words.lower[after]
    found: Features = []
    if lower == ",":
        found.append((_after_comma(words, toponym, following), 1.0))
    if words.text[after] in _APOSTROPHES:
        found.append(("possessive", 1.0))
    if lower in cues.speaking:
        state = best is not None and (best.kind == "country" or best.geonameid in capitals())
        found.append((f"{'state' if state else 'name'}-before-speaking", 1.0))
    elif words.pos[after] == VERB:
        found.append(("before-verb", 1.0))
    return found + _before_word(scene, toponym, following)


def _after_comma(words: Words, toponym: Toponym, following: Toponym | None) -> str:
    if following is not None and following.first == toponym.last + 1:
        return "comma-container" if _contains(following, toponym) else "comma-place"
    number = toponym.last + 1 < len(words) and words.text[toponym.last + 1].isdigit()
    return "comma-number" if number else "comma"


def _before_word(scene: Scene, toponym: Toponym, following: Toponym | None) -> Features:
    """What the word after the name is: part of a longer name, or a noun it modifies."""
    words, cues, after = scene.words, scene.cues, toponym.last
    lower = words.lower[after]
    if not words.spaced[after - 1]:
        return [("runs-on" if _runs_on(scene, after, following) else "tight-after", 1.0)]
    if lower in ("al", "el") and after + 1 < len(words) and words.name[after + 1]:
        return [("runs-on", 1.0)]
    if lower in cues.organisations and words.name[after]:
        return [("before-organisation", 1.0)]
    if lower in cues.facilities:
        return [("before-facility", 1.0)]
    if words.name[after] and words.pos[after] == PROPN:
        place = following is not None and following.first == after
        return [(f"before-{'place' if place else 'name'}{scene.where(toponym)}", 1.0)]
    return [("before-noun", 1.0)] if words.pos[after] in (NOUN, ADJ) else []


def _runs_on(scene: Scene, after: int, following: Toponym | None) -> bool:
    """Whether a hyphen joins the name to a word that is no place: it is part of a longer name."""
    words, beyond = scene.words, after + 1
    if words.text[after] not in HYPHENS or beyond >= len(words) or words.spaced[after]:
        return False
    if words.lower[beyond] in scene.cues.articles:
        return True
    return words.name[beyond] and (following is None or following.first != beyond)


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
    role = ROLES.get(words.dep[toponym.last - 1])
    if role is not None:
        found.append((f"role={role}", 1.0))
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
