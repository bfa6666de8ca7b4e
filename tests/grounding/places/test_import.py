import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from counterclaim.cli.gazetteer import gazetteer_group
from counterclaim.errors import GazetteerError
from counterclaim.grounding.places import importer
from counterclaim.grounding.places.gazetteer import ENVIRONMENT, Gazetteer, default_gazetteer
from counterclaim.grounding.places.importer import import_dump
from counterclaim.grounding.places.sites import SiteTable


def line(id: int, name: str, alternates: str, lat: float, code: str, admin1: str = "05") -> str:
    feature, feature_code = code.split(".")
    cells = [
        id, name, name, alternates, lat, 37.6, feature, feature_code, "UA", "", admin1, "", "", "",
        120, "", "", "Europe/Kyiv", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells))


ROWS = [
    line(500, "Dubrivka", "Дубрівка", 48.41, "P.PPL"),
    line(501, "Stara Hreblia", "Стара Гребля,lotus", 48.42, "S.DAM"),
    line(502, "Verkhivka", "", 48.51, "P.PPL"),
    line(503, "Some Hill", "", 48.6, "T.HLL"),
    line(10, "Donetsk Oblast", "", 48.0, "A.ADM1"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about the format")
        archive.writestr("UA.txt", "\n".join(ROWS) + "\n")
    return path


@pytest.fixture
def target(tmp_path: Path, tiny: Path) -> Path:
    path = tmp_path / "user" / "gazetteer.sqlite"
    path.parent.mkdir()
    path.write_bytes(tiny.read_bytes())
    return path


def found(path: Path, name: str) -> list[tuple[int, bool]]:
    gazetteer = Gazetteer(path, SiteTable([]))
    return [(c.entry.id, c.entry.approximate) for c in gazetteer.find(name)]


def test_a_dump_replaces_what_was_inferred(dump: Path, tiny: Path, target: Path) -> None:
    assert found(tiny, "Дубрівка")[0][1]
    done = import_dump(dump, tiny, target)
    assert found(target, "Дубрівка") == [(500, False)]
    assert done.replaced == 1
    assert not list(target.parent.glob("*.partial*"))


def test_sites_are_taken_and_hills_are_not(dump: Path, tiny: Path, target: Path) -> None:
    import_dump(dump, tiny, target)
    assert found(target, "Stara Hreblia") == [(501, False)]
    assert found(target, "Some Hill") == []


def test_divisions_are_those_of_the_dump(dump: Path, tiny: Path, target: Path) -> None:
    import_dump(dump, tiny, target)
    gazetteer = Gazetteer(target, SiteTable([]))
    assert {c.entry.admin1 for c in gazetteer.find("Dubrivka")} == {10}


def test_countries_keep_only_theirs(dump: Path, tiny: Path, target: Path) -> None:
    import_dump(dump, tiny, target, countries=frozenset({"RU"}))
    assert found(target, "Stara Hreblia") == []


def test_alternate_names_are_added(dump: Path, tiny: Path, target: Path, tmp_path: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(
        "1\t501\ten\tOld Weir\t\t\t\t\t\t\n2\t501\tlink\thttps://example.org\t\t\t\t\t\t\n", "utf-8"
    )
    import_dump(dump, tiny, target, alternate_names=names)
    assert found(target, "Old Weir") == [(501, False)]


@pytest.mark.parametrize("keep", [10, 200])
def test_a_truncated_zip_leaves_the_old_gazetteer(
    dump: Path, tiny: Path, target: Path, keep: int
) -> None:
    before = target.read_bytes()
    dump.write_bytes(dump.read_bytes()[:keep])
    with pytest.raises(GazetteerError, match="truncated or no zip"):
        import_dump(dump, tiny, target)
    assert target.read_bytes() == before
    assert not list(target.parent.glob("*.partial*"))


def test_damaged_bytes_inside_a_zip_are_noticed(dump: Path, tiny: Path, target: Path) -> None:
    before = target.read_bytes()
    data = bytearray(dump.read_bytes())
    middle = data.find(b"UA.txt") + 40
    data[middle : middle + 20] = bytes(20)
    dump.write_bytes(bytes(data))
    with pytest.raises(GazetteerError, match="download it again"):
        import_dump(dump, tiny, target)
    assert target.read_bytes() == before


def test_wrong_columns_name_the_line(tmp_path: Path, tiny: Path, target: Path) -> None:
    before = target.read_bytes()
    wrong = tmp_path / "UA.txt"
    wrong.write_text(ROWS[0] + "\n1;2;3\n", "utf-8")
    with pytest.raises(GazetteerError, match="line 2 has 1 columns instead of 19"):
        import_dump(wrong, tiny, target)
    assert target.read_bytes() == before


def test_a_killed_import_goes_on(
    dump: Path, tiny: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = target.read_bytes()
    monkeypatch.setattr(importer, "BATCH", 2)
    seen: list[int] = []

    def killed(phase: str, lines: int) -> None:
        if phase == "places":
            seen.append(lines)
            if lines == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_dump(dump, tiny, target, progress=killed)
    assert target.read_bytes() == before
    seen.clear()
    import_dump(dump, tiny, target, progress=killed)
    assert seen[0] == 4  # the first two lines were not read in again
    assert found(target, "Дубрівка") == [(500, False)]


@pytest.fixture
def user(target: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(ENVIRONMENT, str(target))
    default_gazetteer.cache_clear()
    yield target
    default_gazetteer.cache_clear()


def test_commands_import_look_up_and_describe(dump: Path, user: Path) -> None:
    run = CliRunner().invoke
    imported = run(gazetteer_group, ["import", str(dump), "--countries", "ua"])
    assert imported.exit_code == 0, imported.output
    default_gazetteer.cache_clear()
    assert "501" in run(gazetteer_group, ["lookup", "Stara Hreblia"]).output
    assert str(user) in run(gazetteer_group, ["info"]).output
    missing = run(gazetteer_group, ["lookup", "Qqqqq"])
    assert missing.exit_code == 1
    assert "--loose" in missing.output
