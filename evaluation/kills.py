"""usage: python -m evaluation.kills [--kills 50] [--reports 400] [--longest 8] [--ledger URL]

Kills `counterclaim ingest` (SIGKILL, with its workers) at random moments and starts the same
command again, until it has been killed so often; then lets it finish. The ledger must then
hold what a ledger of an undisturbed run holds. Prints what was lost, doubled or torn; exit
code 1 if anything was. ``--ledger`` is the URL of an empty PostgreSQL database; by default a
SQLite file in a temporary folder.

A kill comes ``--longest`` seconds after the start at the latest; ``--fast`` reads by rules alone,
and so writes more often. Whenever a ledger is finished before all kills are spent, its reports
get a new last word, so that they are new versions and there is something to do again.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from counterclaim.ledger import Ledger
from counterclaim.publishing.jsonform import encode

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports.jsonl"

COMMAND = [sys.executable, "-c", "from counterclaim.cli.main import main; main()", "ingest", "-q"]

SEED = 2024


def write_reports(path: Path, count: int, edition: int) -> None:
    """The example reports again and again, each time with another last line."""
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = dict(rows[number % len(rows)])
            row["id"] = f"{row.get('id', 'report')}-{number}"
            row["text"] = f"{row['text'].rstrip()}\n\nDispatch {number}, edition {edition}.\n"
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def ingest(source: Path, target: str, options: argparse.Namespace) -> "subprocess.Popen[bytes]":
    """Start the command in a process group of its own."""
    command = [*COMMAND, str(source), "--ledger", target, "--processes", str(options.processes)]
    command += ["--fast"] if options.fast else []
    return subprocess.Popen(command, start_new_session=True)


def killed(process: "subprocess.Popen[bytes]", after: float) -> bool:
    """Kill ``process`` and its workers ``after`` seconds; whether it was still running."""
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    if process.returncode:
        raise SystemExit(f"ingest failed by itself with {process.returncode}")
    return False


def contents(target: str) -> list[bytes]:
    """Every current reading, in an order of its own."""
    with Ledger.open(target) as ledger:
        return sorted(encode(reading, layers=False) for reading in ledger.readings())


def faults(target: str) -> list[str]:
    """What is torn: rows that do not fit one another."""
    checks = {
        "claims of a reading": "SELECT count(*) FROM reading WHERE claims <> "
        "(SELECT count(*) FROM claim WHERE claim.reading = reading.key)",
        "report without text": "SELECT count(*) FROM report WHERE sha256 NOT IN "
        "(SELECT sha256 FROM text)",
        "report unread": "SELECT count(*) FROM report WHERE key NOT IN "
        "(SELECT report FROM reading)",
        "two current versions": "SELECT count(*) FROM (SELECT identity FROM report WHERE removed "
        "IS NULL GROUP BY identity HAVING count(*) > 1) AS doubled",
    }
    with Ledger.open(target, create=True) as ledger, ledger.connection() as connection:
        found = [
            f"{name}: {number}"
            for name, check in checks.items()
            if (number := connection.exec_driver_sql(check).scalar())
        ]
        if ledger.dialect == "sqlite":
            state = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            found += [] if state == "ok" else [str(state)]
    return found


def main() -> None:
    """Kill, finish, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--longest", type=float, default=8.0)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--ledger")
    options = parser.parse_args()
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        target = options.ledger or str(Path(folder) / "killed.ledger")
        kills, edition, torn = 0, 0, []
        write_reports(source, options.reports, edition)
        started = time.perf_counter()
        while kills < options.kills:
            if killed(ingest(source, target, options), chance.uniform(0.2, options.longest)):
                kills += 1
                if options.ledger or Path(target).exists():
                    torn += faults(target)
            else:
                edition += 1
                write_reports(source, options.reports, edition)
        if killed(ingest(source, target, options), 3600):
            raise SystemExit("the last run did not end within an hour")
        undisturbed = str(Path(folder) / "undisturbed.ledger")
        killed(ingest(source, undisturbed, options), 3600)
        got, wanted = contents(target), contents(undisturbed)
        lost = len(set(wanted) - set(got))
        doubled = len(got) - len(set(got))
        strange = len(set(got) - set(wanted))
        print(
            f"{kills} kills, {edition + 1} editions of {options.reports} reports in "
            f"{time.perf_counter() - started:.0f} s: {lost} lost, {doubled} doubled, "
            f"{strange} strange, {len(torn)} torn {torn[:3]}"
        )
        sys.exit(bool(lost or doubled or strange or torn))


if __name__ == "__main__":
    main()
