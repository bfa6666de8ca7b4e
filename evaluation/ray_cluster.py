"""usage: python -m evaluation.ray_cluster [SOURCE.jsonl] [--reports 5000] [--shards 20] [--fast]

Reads the same reports with the process pool and, as shards, with Ray on this machine; then with
Ray once more while one of its workers is killed (SIGKILL) in the middle. Compares the claims,
byte for byte after sorting, and prints how long each took. Exit code 1 where they differ.
SOURCE is by default the example reports, again and again, each with a line of its own.
``--fast`` reads by rules alone.
"""

import argparse
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from counterclaim.model.records import Reading
from counterclaim.pipeline.shards import READINGS
from counterclaim.pipeline.tables import outcomes_of
from counterclaim.publishing.jsonform import encode
from evaluation.kills import write_reports

COMMAND = [sys.executable, "-c", "from counterclaim.cli.main import main; main()", "read", "-q"]


def cut(source: Path | None, folder: Path, reports: int, shards: int) -> list[Path]:
    """Write ``reports`` lines of ``source`` as shards of about one size."""
    if source is None:
        source = folder.parent / "all.jsonl"
        write_reports(source, reports, 0)
    with source.open("rb") as file:
        lines = list(itertools.islice(file, reports))
    size = -(-len(lines) // shards)
    paths = []
    for number, start in enumerate(range(0, len(lines), size)):
        paths.append(folder / f"{number:04}.jsonl")
        paths[-1].write_bytes(b"".join(lines[start : start + size]))
    return paths


def plain(paths: list[Path], workers: int) -> tuple[float, list[bytes]]:
    """Seconds and readings of the process pool."""
    command = [*COMMAND, *map(str, paths), "--format", "jsonl", "--processes", str(workers)]
    started = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - started, sorted(run.stdout.splitlines())


def on_ray(folder: Path, output: Path, workers: int, *, kill: bool) -> tuple[float, list[bytes]]:
    """Seconds and readings of Ray; with ``kill`` a worker dies when a third is done."""
    import pyarrow.parquet as pq

    wanted = len(list(folder.iterdir()))
    command = [*COMMAND, str(folder), "--engine", "ray", "--output", str(output)]
    started = time.perf_counter()
    run = subprocess.Popen([*command, "--processes", str(workers)], stdout=subprocess.DEVNULL)
    while kill and run.poll() is None:
        if len(list(output.glob("*.done"))) >= wanted / 3:
            victims = [pid for pid, line in descendants(run.pid) if line.startswith("ray::MapWor")]
            if victims:
                os.kill(victims[0], signal.SIGKILL)
                print(f"killed worker {victims[0]} with {wanted} shards to read", flush=True)
                break
        time.sleep(0.1)
    if run.wait():
        raise SystemExit(f"read --engine ray failed with {run.returncode}")
    seconds = time.perf_counter() - started
    found = [
        encode(outcome, layers=False)
        for path in output.glob(f"*{READINGS}")
        for _, outcome in outcomes_of(pq.read_table(path))
        if isinstance(outcome, Reading)
    ]
    return seconds, sorted(found)


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """Every process under ``pid``, with its command line (Linux)."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            waiting.append(child)
            try:
                line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            yield child, line


def main() -> None:
    """Read, kill, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--fast", action="store_true")
    options = parser.parse_args()
    if options.fast:
        COMMAND.append("--fast")
    with tempfile.TemporaryDirectory() as folder:
        shards = Path(folder) / "shards"
        shards.mkdir()
        paths = cut(options.source, shards, options.reports, options.shards)
        pool_seconds, wanted = plain(paths, options.workers)
        claims = sum(len(json.loads(line)["claims"]) for line in wanted)
        print(
            f"process pool: {len(wanted):,} reports, {claims:,} claims in {pool_seconds:.1f} s",
            flush=True,
        )
        different = False
        for name, kill in (("ray", False), ("ray, a worker killed", True)):
            seconds, got = on_ray(shards, Path(folder) / name, options.workers, kill=kill)
            same = got == wanted
            different |= not same
            print(
                f"{name}: {len(got):,} reports in {seconds:.1f} s, "
                f"{seconds / pool_seconds - 1:+.0%} against the pool; "
                f"{'the same' if same else 'OTHER'} bytes",
                flush=True,
            )
    sys.exit(different)


if __name__ == "__main__":
    main()
