"""The places of one report: candidates found, weighed, resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import load_cues
from counterclaim.grounding.places.evidence import Scene, features
from counterclaim.grounding.places.facilities import with_seats
from counterclaim.grounding.places.gazetteer import Gazetteer
from counterclaim.grounding.places.recognition import Recogniser, Toponym
from counterclaim.grounding.places.resolution import Choice, Key, key_of, rank_all
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.weights import load_weights, logistic, weigh
from counterclaim.grounding.places.words import Words

TOPONYM = 0.5
"""Least probability at which a candidate counts as a toponym."""

LOCATED = 0.3
"""Least probability at which a toponym is located rather than left unresolved."""

LOOSELY_LOCATED = 0.6
"""The same for a name in a spelling that the gazetteer does not have."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A toponym and the place chosen for it (``None``: abstained).

    ``score`` is the probability of the choice among ``alternatives``; ``sure`` that of being a
    toponym at all. ``seat`` is true where ``entry`` is only the place the named thing is in.
    """

    toponym: Toponym
    entry: Entry | None
    score: float
    sure: float
    alternatives: tuple[Choice, ...] = ()
    seat: bool = False


class Geoparser:
    """Finds and resolves toponyms."""

    def __init__(
        self, gazetteer: Gazetteer, *, toponym: float = TOPONYM, located: float = LOCATED
    ) -> None:
        self._recognise = Recogniser(gazetteer)
        self._cues = load_cues()
        self._toponym = toponym
        self._located = located

    def __call__(self, words: Words, *, home: str | None = None) -> list[Resolution]:
        """The toponyms of a report, in order."""
        candidates = self._recognise(words)
        ranked = rank_all(candidates, home=home)
        sure = self._weigh(words, candidates, ranked)
        kept = [t for t, p in zip(candidates, sure, strict=True) if p >= self._toponym]
        probabilities = [p for p in sure if p >= self._toponym]
        ranked = rank_all(kept, home=home)
        resolved = [
            self._resolve(t, ranked.get(key_of(t), []), p)
            for t, p in zip(kept, probabilities, strict=True)
        ]
        return with_seats(resolved)

    def _weigh(
        self, words: Words, candidates: Sequence[Toponym], ranked: dict[Key, list[Choice]]
    ) -> list[float]:
        weights = load_weights("toponym")
        scene = Scene.of(words, candidates, ranked, self._cues)
        return [logistic(weigh(features(scene, at), weights)) for at in range(len(candidates))]

    def _resolve(self, toponym: Toponym, choices: list[Choice], sure: float) -> Resolution:
        least = LOOSELY_LOCATED if toponym.form == "loose" else self._located
        if not choices or choices[0].score < least:
            return Resolution(toponym, None, 0.0, sure, tuple(choices[:5]))
        return Resolution(toponym, choices[0].entry, choices[0].score, sure, tuple(choices[:5]))
