"""The core of a noun phrase: what is container, rank, modifier or name in it."""

from collections.abc import Sequence

from counterclaim.grounding.parties.lexemes import Named, Noun, Organ, State, Title
from counterclaim.grounding.parties.phrases import POSSESSIVES, Item, Segment
from counterclaim.grounding.parties.words import closed_class, given_names


def essence(segment: Segment) -> Segment:
    """The segment without containers and ranks; of "one of the units" that is "units"."""
    core = _before_and(segment.core)
    while core and core[0].is_class("container") and (len(core) > 1 or segment.tails):
        core = core[1:]
        if len(core) > 1 and core[0].lower in POSSESSIVES:  # "dozens of its troops"
            segment, core = Segment(core[0].lower, core, segment.tails), core[1:]
    if segment.tails and all(_counts(i) for i in core):
        core = []
    core = [i for i in core if not i.is_class("rank")]
    if core:
        return Segment(segment.determiner, _with_name(core, segment.tails), segment.tails)
    if segment.tails and segment.tails[0][0] == "of":
        inner = [i for i in segment.tails[0][1] if i.lower not in {"the", "a", "an"}]
        determiner = segment.determiner
        if inner and inner[0].lower in POSSESSIVES:
            determiner, inner = inner[0].lower, inner[1:]
        if inner:
            return Segment(determiner, inner, segment.tails[1:])
    return segment


def _counts(item: Item) -> bool:
    """Whether an item only says how many: "an unknown number", "20,000"."""
    return item.is_class("modifier", "container") or item.words[0].text[0].isdigit()


def _before_and(core: list[Item]) -> list[Item]:
    """Of two parties joined by "and", the first; "US and British officials" are one."""
    for n, item in enumerate(core):
        if n and item.lower in {"and", "or"}:
            left = core[n - 1]
            if len(core) > n + 2 and left.get(State) and core[n + 1].get(State):
                continue
            if left.get(Named) or (left.get(State) and not left.possessive):
                return core[:n]
    return core


def _with_name(core: list[Item], tails: Sequence[tuple[str, list[Item]]]) -> list[Item]:
    """The core, with the name that follows an office: "Minister of Defence Sergei Shoigu"."""
    if not tails or tails[-1][0] not in {"of", "for"} or not tails[-1][1]:
        return core
    items = tails[-1][1]
    start = name_start(items)
    row = items[-1].get(Named)
    if start is None and row is not None and row.entity.human:
        start = len(items) - 1
    if not start:
        return core
    before = items[start - 1]
    full = row is not None and not row.surname
    common = not before.lexemes and (full or not before.words[0].capital)
    if before.possessive or not (before.get(Organ) or before.is_class("body") or common):
        return core
    return [*core, *items]


def is_given_name(item: Item) -> bool:
    """Whether an item can be the given name before a surname."""
    written = item.words[0].text
    if item.possessive or (written.isupper() and len(written) > 1):
        return False
    row = item.get(Named)
    if item.nameable or (row is not None and row.surname and len(item.words) == 1):
        return True
    known = item.get(State) is not None and not item.alignment  # "Jordan", "Georgia"
    return known and len(item.words) == 1 and item.lower in given_names()


def name_start(core: Sequence[Item]) -> int | None:
    """Where in a core an unknown person's name begins; ``None`` if it ends in no name."""
    if not core:
        return None
    head, last = core[-1], len(core) - 1
    surname = head.get(Named)
    if head.alignment or not (head.nameable or (surname is not None and surname.surname)):
        return None
    if surname is None and head.lexemes and last == 0:
        return None  # a lone region is no person
    start = _first_name(core)
    if start == last and start > 0 and _names_a_thing(core[start - 1]):
        return None
    return start


def _first_name(core: Sequence[Item]) -> int:
    """Where the run of names and particles begins that ends a core."""
    start = last = len(core) - 1
    while start > 0 and not core[start - 1].possessive:
        before = core[start - 1]
        particle = len(before.words) == 1 and before.words[0].text in closed_class("particle")
        if not (particle or is_given_name(before)):
            break
        start -= 1
    while start < last and not core[start].words[0].capital:
        start += 1
    while start > 0 and core[start].words[0].glued:
        start -= 1
    return start


def _names_a_thing(before: Item) -> bool:
    """Whether the capital word after it is no surname: "Russian Region", "Missile Threat"."""
    if before.get(State) is not None and not before.possessive:
        return True
    return before.is_class("force", "words", "thing", "container")


def is_proper(core: Sequence[Item]) -> bool:
    """Whether a described organisation's words are its name: "Snake Island Institute"."""
    capital = all(w.capital for i in core for w in i.words)
    return len(core) > 1 and capital and not core[0].lexemes and not core[0].alignment


def is_retired(core: Sequence[Item]) -> bool:
    """Whether somebody no longer is what the words say."""
    return any(w.text.lower() in closed_class("retired") for i in core for w in i.words)


def is_special(item: Item) -> bool:
    """Whether a modifier makes troops a force of their own ("special", "separatist")."""
    if item.alignment:
        return True
    if item.get(State) or item.get(Named) or item.get(Title):
        return False
    noun = item.get(Noun)
    if noun is not None and noun.noun_class in {"many", "body", "one"} and noun.kind != "military":
        return True
    return item.lower in closed_class("special")


def stands_for_owner(core: Sequence[Item]) -> bool:
    """Whether "X fighters" is just X."""
    noun = core[-1].get(Noun)
    if noun is None or noun.kind not in {"armed_group", "military"}:
        return False
    plain = not any(is_special(i) for i in core[:-1])
    return plain and noun.noun_class in {"force", "many", "body"}
