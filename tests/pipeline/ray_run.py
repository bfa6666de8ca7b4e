"""Reads the shards in a folder on a local Ray of two workers; the first of them is killed once.

Run as a program, so that what it defines is pickled whole: FOLDER OUTPUT FLAG.
"""

import os
import signal
import sys
from pathlib import Path

from counterclaim import Reader
from counterclaim.model.document import Document
from counterclaim.pipeline.cluster import read_on_ray
from counterclaim.pipeline.shards import Shard
from tests.ledger.stand_in import SentenceStage


class DeadlyStage(SentenceStage):
    """Kills its process in the middle of a shard, the first time that one does."""

    def __init__(self, flag: str) -> None:
        super().__init__()
        self._flag = flag

    def __call__(self, document: Document) -> None:
        if "strike number 5." in document.text:
            try:
                os.close(os.open(self._flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        super().__call__(document)


def main(folder: str, output: str, flag: str) -> None:
    """Read, and print what came of each shard."""
    paths = sorted(str(path) for path in Path(folder).resolve().iterdir())
    shards = [Shard(path) for path in paths]
    done = read_on_ray(shards, output, actors=2, make_reader=lambda: Reader([DeadlyStage(flag)]))
    for item in done:
        sys.stdout.write(f"{item.reports} {item.claims}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
