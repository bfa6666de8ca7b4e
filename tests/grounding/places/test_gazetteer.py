from pathlib import Path

import pytest

from counterclaim.errors import GazetteerError, LexiconError
from counterclaim.grounding.places.gazetteer import (
    ENVIRONMENT,
    SITES_ENVIRONMENT,
    Gazetteer,
    default_gazetteer,
    user_gazetteer,
)
from counterclaim.grounding.places.sites import SiteTable
from counterclaim.lexicons import load_table


def names(gazetteer: Gazetteer, name: str, *, loose: bool = False) -> list[str]:
    return [c.entry.name for c in gazetteer.find(name, loose=loose)]


def test_finds_by_own_and_alternate_names(tiny: Path, no_sites: SiteTable) -> None:
    gazetteer = Gazetteer(tiny, no_sites)
    assert names(gazetteer, "VERKHIVKA") == ["Verkhivka"]
    assert [c.match for c in gazetteer.find("Верхівка")] == ["alternate"]
    assert names(gazetteer, "Nowhere") == []
    assert not gazetteer.knows("Nowhere")


def test_loose_finds_other_transliterations_last(tiny: Path, no_sites: SiteTable) -> None:
    gazetteer = Gazetteer(tiny, no_sites)
    assert names(gazetteer, "Verhyvka") == []
    assert names(gazetteer, "Verhyvka", loose=True) == ["Verkhivka"]
    assert [c.match for c in gazetteer.find("Dubrovka", loose=True)] == ["consonants"]


def test_the_environment_names_the_users_sites(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(
        "name\tkind\tcountry\tlat\tlon\tweight\tnames\tsource\n"
        "Ridge Post\tsite\tUA\t48.2\t37.9\t900\tPost on the Ridge\town\n",
        "utf-8",
    )
    monkeypatch.setenv(ENVIRONMENT, str(tiny))
    monkeypatch.setenv(SITES_ENVIRONMENT, str(table))
    default_gazetteer.cache_clear()
    try:
        assert names(default_gazetteer(), "Post on the Ridge") == ["Ridge Post"]
    finally:
        default_gazetteer.cache_clear()


def test_a_user_site_overrides_a_shipped_one(tmp_path: Path, tiny: Path) -> None:
    table = tmp_path / "mine.tsv"
    header = "name\tkind\tcountry\tlat\tlon\tweight\tnames\tsource\n"
    table.write_text(header + "Snake Island\tsite\tUA\t1.0\t2.0\t5\tIsle of Snakes\town\n", "utf-8")
    gazetteer = Gazetteer(tiny, SiteTable.with_user_table(table))
    (found,) = gazetteer.find("Isle of Snakes")
    assert (found.entry.lat, found.entry.lon) == (1.0, 2.0)
    assert {c.entry.lat for c in gazetteer.find("Snake Island")} == {1.0}


def test_a_site_without_numbers_says_which(tmp_path: Path) -> None:
    row = dict.fromkeys(("names", "country", "weight", "source"), "") | {
        "name": "Old Mill", "kind": "site", "lat": "north", "lon": "1",
    }  # fmt: skip
    with pytest.raises(LexiconError, match="Old Mill"):
        SiteTable([row])


def test_a_site_and_its_gazetteer_entry_are_one(tiny: Path) -> None:
    row = {
        "name": "Verkhivka", "kind": "settlement", "country": "UA", "lat": "48.51",
        "lon": "37.52", "weight": "70000", "names": "Upper Farm", "source": "own",
    }  # fmt: skip
    (found,) = Gazetteer(tiny, SiteTable([row])).find("Verkhivka")
    assert (found.entry.geonameid, found.entry.admin1, found.entry.population) == (11, 10, 70000)


def test_no_file_and_no_database_are_said(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no gazetteer there"):
        Gazetteer(tmp_path / "none.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database, whatever its name says" * 50)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer(broken)


def test_the_environment_names_the_users_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "/somewhere/else.sqlite")
    assert user_gazetteer() == Path("/somewhere/else.sqlite")


@pytest.mark.parametrize(
    ("spelling", "lat", "lon"),
    [
        ("Kiev", 50.45, 30.52),
        ("Київ", 50.45, 30.52),
        ("Odessa", 46.48, 30.73),
        ("Kharkov", 49.99, 36.23),
        ("Artemivsk", 48.59, 38.0),
        ("خان يونس", 31.34, 34.3),
        ("Saigon", 10.82, 106.63),
    ],
)
def test_shipped_spellings_old_and_new(
    shipped: Gazetteer, spelling: str, lat: float, lon: float
) -> None:
    places = [c.entry for c in shipped.find(spelling)]
    assert any(
        e.lat is not None
        and e.lon is not None
        and abs(e.lat - lat) < 0.2
        and abs(e.lon - lon) < 0.2
        for e in places
    )


def test_every_ukrainian_village_is_there_approximately(shipped: Gazetteer) -> None:
    (found,) = [c.entry for c in shipped.find("Кийлів") if c.entry.country == "UA"]
    assert found.name == "Kyiliv"
    assert found.lat is not None
    assert abs(found.lat - 50.2) < 0.4


def test_shipped_gazetteer_keeps_its_notice(shipped: Gazetteer) -> None:
    assert "CC BY 4.0" in shipped.meta["notice"]


def test_sites_are_on_the_map_and_sourced() -> None:
    for row in load_table("place_sites"):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["source"] == "own" or row["source"].startswith(("geonames:", "wikidata:")), row
        assert len(row["country"]) in (0, 2), row


def test_site_names_do_not_repeat() -> None:
    seen = [(row["name"], row["country"], row["kind"]) for row in load_table("place_sites")]
    assert len(seen) == len(set(seen))
