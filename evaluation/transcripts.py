"""Runs the commands shown in README.md and puts their real output there.

Between ``<!-- transcript -->`` and ``<!-- /transcript -->`` stands a fenced block whose first
line is ``$ counterclaim ...``; everything after that line is what the command prints on a
terminal of 80 columns.

::

    python -m evaluation.transcripts           write README.md anew
    python -m evaluation.transcripts --check   exit 1 if that would change it
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
COLUMNS = 80

_BLOCK = re.compile(
    r"(<!-- transcript -->\n```\w*\n\$ (counterclaim [^\n]+)\n).*?(```\n<!-- /transcript -->)",
    re.DOTALL,
)


def refreshed(page: str) -> str:
    """``page`` with the output of every transcript as it is now."""
    return _BLOCK.sub(lambda m: m[1] + _output(m[2]) + m[3], page)


def _output(command: str) -> str:
    program = "from counterclaim.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *shlex.split(command)[1:]],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    printed = done.stdout.decode("utf-8")
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def main() -> int:
    """Refresh README.md, or check it."""
    page = README.read_text(encoding="utf-8")
    fresh = refreshed(page)
    if "--check" in sys.argv[1:]:
        if fresh != page:
            print("README.md is out of date; run: python -m evaluation.transcripts")
        return int(fresh != page)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
