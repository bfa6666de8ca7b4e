"""usage: python -m evaluation.count_stems REPORTS.jsonl[.gz]...

Writes ``stem_frequencies.tsv``: how rare each of the commonest stems is in reports of conflicts.
"""

import math
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

from counterclaim.linking.stems import stems
from evaluation.predict import rows

KEPT = 5000
"""Stems in the table; rarer ones are all taken for equally rare."""

HEAD = """\
# How rare a word is in reports of conflicts: counted over {texts:,} of them by
# evaluation/count_stems.py. linking/stems.py takes what is not listed for rare.
# stem  Porter 2 stem of a word in lower case
# idf   natural logarithm of (reports / reports that hold it)
stem	idf
"""


def main() -> None:
    """Count and write."""
    counts: Counter[str] = Counter()
    texts = 0
    for name in sys.argv[1:]:
        for row in rows(Path(name)):
            texts += 1
            counts.update(s for s in set(stems(row["text"])) if s.isalpha() and s.isascii())
    table = Path(str(files("counterclaim.lexicons"))) / "stem_frequencies.tsv"
    kept = sorted(sorted(counts, key=lambda s: (-counts[s], s))[:KEPT])
    lines = (f"{s}\t{math.log(texts / counts[s]):.1f}\n" for s in kept)
    table.write_text(HEAD.format(texts=texts) + "".join(lines), "utf-8")
    print(f"{table.name}: {len(kept)} stems of {texts} texts")


if __name__ == "__main__":
    main()
