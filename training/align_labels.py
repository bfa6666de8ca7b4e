"""Turn scratch labels into offsets: training.align_labels SHARED NAMES OUT ANNOTATOR SCRATCH.

Turns labels written as quoted words (scratch files, kept outside the repository) into offsets and
hashes, the only form that is committed. ``training/README.md`` describes the scratch form. Words
that are not found, or not unambiguous where they must be, stop the run with a line that says where.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.shared_texts import CORPUS_FILES, texts_of

STANCES = frozenset(
    (
        "asserts",
        "denies",
        "accuses",
        "admits",
        "suspects",
        "predicts",
        "threatens",
        "pledges",
        "demands",
        "condemns",
    )
)
TYPES = frozenset(
    (
        "attack",
        "clash",
        "strike",
        "explosion",
        "raid",
        "offensive",
        "advance",
        "capture",
        "repulsion",
        "interception",
        "withdrawal",
        "mobilization",
        "casualties",
        "damage",
        "detention",
        "displacement",
        "control",
        "encirclement",
        "condition",
        "aid",
        "sanction",
        "meeting",
        "agreement",
        "sovereignty",
        "decision",
        "prosecution",
        "unrest",
        "deception",
        "statement",
        "relation",
        "assessment",
        "other",
    )
)
REALIS = frozenset(("occurred", "ongoing", "planned", "possible", "negated"))
KINDS = frozenset(
    (
        "state",
        "official",
        "military",
        "armed_group",
        "intergovernmental",
        "ngo",
        "media",
        "expert",
        "witness",
        "anonymous",
        "company",
        "person",
        "other",
    )
)
ROLES = frozenset(("speaker", "venue", "relay"))
FIELDS = frozenset("csatpwfe")  # cue sources agents targets places when figures event

Label = dict[str, Any]
Extent = tuple[int, int]


class LabelError(Exception):
    """A label that does not fit its text or the guidelines' vocabulary."""


def occurrences(text: str, words: str) -> list[Extent]:
    """Every place of the words in the text, at word boundaries, in order."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]


def gap(one: Extent, other: Extent) -> int:
    """Characters between two extents; 0 where they touch or overlap."""
    return max(0, one[0] - other[1], other[0] - one[1])


@dataclass(frozen=True)
class Aligner:
    """Finds the words of one claim in its report."""

    text: str
    quote: Extent

    def find(self, words: str, *, inside: bool, near: Extent | None = None) -> Extent:
        """Extent of the words: in the quote's paragraph, in or out of it, nearest to both."""
        words, _, nth = words.strip().partition("@@")
        found = occurrences(self.text, words)
        if not found:
            raise LabelError(f"not in the text: {words!r}")
        if nth:
            return found[int(nth) - 1]

        def rank(extent: Extent) -> tuple[bool, bool, int]:
            within = self.quote[0] <= extent[0] and extent[1] <= self.quote[1]
            between = self.text[min(extent[1], self.quote[1]) : max(extent[0], self.quote[0])]
            distance = gap(extent, self.quote) + gap(extent, near or self.quote)
            return "\n" in between, within != inside, distance

        return min(found, key=rank)


@dataclass(frozen=True)
class Names:
    """Canonical names that scratch labels refer to by key: parties and places."""

    parties: dict[str, tuple[str, str, str]]  # key -> kind, name, side
    places: dict[str, tuple[str, str]]  # key -> name, country

    @classmethod
    def load(cls, path: Path) -> "Names":
        """Rows ``party key kind name side`` or ``place key name country``, tab-separated."""
        parties, places = {}, {}
        for line in path.read_text("utf-8").splitlines():
            table, key, *values = line.split("\t")
            if table == "party":
                parties[key] = (values[0], values[1], values[2])
            else:
                places[key] = (values[0], values[1])
        return cls(parties, places)

    def party(self, item: str) -> tuple[str, list[str]]:
        """Words of a party and [kind, name, side, role]."""
        words, equals, value = item.partition("=")
        if equals:
            *name, last = value.split("/")
            if last not in ROLES:
                name, last = [*name, last], "speaker"
            full = ["other", *name] if len(name) == 2 else [name[1], name[0], name[2]]
            return words, [*full, last]
        words, _, key = item.partition("~")
        key, _, role = key.partition("/")
        entry = self.parties.get(key or plain(words))
        if entry is None:
            raise LabelError(f"no party: {item!r}")
        return words, [*entry, role or "speaker"]

    def place(self, item: str) -> tuple[str, tuple[str, str]]:
        """Words of a place and its name and country."""
        words, equals, value = item.partition("=")
        if equals:
            name, _, country = value.rpartition("/")
            return words, (name, country)
        words, _, key = item.partition("~")
        entry = self.places.get(key or plain(words))
        if entry is None:
            raise LabelError(f"no place: {item!r}")
        return words, entry


def plain(words: str) -> str:
    """Key of words: case-folded, without an occurrence number."""
    return words.partition("@@")[0].strip().casefold()


def items(field: str) -> list[str]:
    """Items of a field."""
    return [item.strip() for item in field.split(" ; ") if item.strip()]


def number(digits: str) -> float | int | None:
    """Bound of a figure; an empty one is open."""
    if not digits:
        return None
    value = float(digits)
    return int(value) if value.is_integer() else value


def checked(value: str, allowed: frozenset[str]) -> str:
    """The value, if the guidelines have it."""
    if value not in allowed:
        raise LabelError(f"not in the guidelines: {value!r}")
    return value


def quote_of(text: str, words: str) -> Extent:
    """Extent of a quote, which must be unambiguous."""
    words, _, nth = words.strip().partition("@@")
    found = occurrences(text, words)
    if not found or (len(found) > 1 and not nth):
        raise LabelError(f"{len(found)} times in the text: {words!r}")
    return found[int(nth or 1) - 1]


def parties(aligner: Aligner, names: Names, field: str) -> list[Label]:
    """Agents or targets."""
    rows = []
    for item in items(field):
        words, (_, name, side, _) = names.party(item)
        rows.append({"span": aligner.find(words, inside=True), "name": name, "side": side})
    return rows


def sources(aligner: Aligner, names: Names, field: str) -> list[Label]:
    """The chain of sources."""
    rows = []
    for item in items(field):
        words, (kind, name, side, role) = names.party(item)
        span = aligner.find(words, inside=False)
        rows.append({"span": span, "name": name, "kind": checked(kind, KINDS), "side": side})
        rows[-1]["role"] = checked(role, ROLES)
    return rows


def places(aligner: Aligner, names: Names, field: str) -> list[Label]:
    """Places; ``-`` stands for no country."""
    rows = []
    for item in items(field):
        words, (name, country) = names.place(item)
        span = aligner.find(words, inside=True)
        rows.append({"span": span, "name": name, "country": None if country == "-" else country})
    return rows


def when(aligner: Aligner, field: str) -> Label | None:
    """The time, ``words=start..end``."""
    if not field:
        return None
    words, _, value = field.rpartition("=")
    start, _, end = value.strip().partition("..")
    span = aligner.find(words, inside=True)
    return {"span": span, "start": start or None, "end": end or start or None}


def figures(aligner: Aligner, field: str) -> list[Label]:
    """Figures, ``words=low..high unit``."""
    rows = []
    for item in items(field):
        words, _, value = item.rpartition("=")
        bounds, _, unit = value.partition(" ")
        low, dots, high = bounds.partition("..")
        row: Label = {"span": aligner.find(words, inside=True)}
        row |= {"low": number(low), "high": number(high if dots else low), "unit": unit}
        rows.append(row)
    return rows


def claim_of(text: str, line: str, names: Names) -> Label:
    """One claim from its scratch line."""
    words, head, *rest = line.split(" | ")
    fields = {part.strip()[0]: part.strip()[2:] for part in rest}
    if any(part.strip()[1:2] != "=" for part in rest) or not fields.keys() <= FIELDS:
        raise LabelError(f"unknown field in {rest}")
    stance, type_, realis, *trigger = head.strip().split(" ", 3)
    aligner = Aligner(text, quote_of(text, words))
    cue, chain = fields.get("c", ""), sources(aligner, names, fields.get("s", ""))
    speaker = chain[0]["span"] if chain else None
    return {
        "quote": aligner.quote,
        "cue": aligner.find(cue, inside=False, near=speaker) if cue else None,
        "sources": chain,
        "stance": checked(stance, STANCES),
        "type": checked(type_, TYPES),
        "trigger": aligner.find(trigger[0], inside=True) if trigger else None,
        "realis": checked(realis, REALIS),
        "agents": parties(aligner, names, fields.get("a", "")),
        "targets": parties(aligner, names, fields.get("t", "")),
        "places": places(aligner, names, fields.get("p", "")),
        "time": when(aligner, fields.get("w", "")),
        "figures": figures(aligner, fields.get("f", "")),
        "event": fields.get("e"),
    }


def reports_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Id and claim lines of each report of a scratch file."""
    report, lines = "", list[str]()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            if report:
                yield report, lines
            report, lines = line[2:].split()[0], []
        elif line.strip():
            lines.append(line)
    if report:
        yield report, lines


def main() -> None:
    """Write the offsets; on any misfit print all of them and exit with 1."""
    shared, names, out = Path(sys.argv[1]), Names.load(Path(sys.argv[2])), Path(sys.argv[3])
    file = CORPUS_FILES[out.stem.partition("-")[0]]
    texts, rows, misfits = texts_of(shared, file), [], 0
    for path in map(Path, sys.argv[5:]):
        for report, lines in reports_in(path):
            text, claims = texts[report]["text"], []
            for line in lines:
                try:
                    claims.append(claim_of(text, line, names))
                except (LabelError, ValueError, IndexError) as error:
                    misfits += 1
                    sys.stderr.write(f"{path.name} {report}: {error} in {line[:60]!r}\n")
            digest = hashlib.sha256(text.encode()).hexdigest()
            row = {"file": file, "id": report, "sha256": digest, "annotator": sys.argv[4]}
            rows.append(json.dumps(row | {"claims": claims}) + "\n")
    if misfits:
        sys.exit(1)
    out.write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main()
