"""Admiralty credibility, as a suggestion from counted origins; only an analyst sets one.

The scale is that of the NATO system (AJP-2.1): 1 confirmed by other sources, 2 probably true,
3 possibly true, 4 doubtful, 5 improbable, 6 truth cannot be judged. 1 and 5 say what counting
cannot: they are never suggested.
"""

from collections.abc import Sequence

from counterclaim.linking.facts import adversaries
from counterclaim.linking.items import counted, side_name
from counterclaim.linking.story import Dispute, Origin, Suggestion

NOT_PARTIES = frozenset({"IND", "INT"})


def suggestions(origins: Sequence[Origin], disputes: Sequence[Dispute]) -> tuple[Suggestion, ...]:
    """For each side that speaks, what its account and the others' would allow."""
    counting = [o for o in origins if o.counts and o.side != "UNK"]
    found = []
    for side in dict.fromkeys(o.side for o in counting):
        own = sum(o.side == side for o in counting)
        outside = sum(o.side in NOT_PARTIES and o.side != side for o in counting)
        against = any(side in d.sides and d.sides[0] != d.sides[1] for d in disputes)
        found.append(_suggested(side, own, outside, against=against))
    return tuple(found)


def _suggested(side: str, own: int, outside: int, *, against: bool) -> Suggestion:
    name = side_name(side)
    counts = f"{counted(own, 'origin')} of {name}"
    if against:
        enemy = side_name(adversaries()[side]) if side in adversaries() else "another side"
        because = f"{counts}; disputed, and counting cannot settle it ({enemy} speaks otherwise)."
        return Suggestion(side=side, credibility=4 if not outside else 6, because=because)
    if outside:
        because = f"{counts} and {counted(outside, 'origin')} of no party, undisputed."
        return Suggestion(side=side, credibility=2, because=because)
    if own > 1:
        return Suggestion(side=side, credibility=3, because=f"{counts}, undisputed.")
    return Suggestion(side=side, credibility=6, because=f"Only {counts}: nothing to compare with.")
