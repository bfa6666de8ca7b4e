import pytest

from tests.grounding.parties.conftest import told


@pytest.mark.parametrize(
    ("words", "name", "side", "kind"),
    [
        ("Kyiv", "Ukraine", "UKR", "state"),
        ("the U.S.", "United States", "USA", "state"),
        ("the Kremlin", "Kremlin", "RUS", "state"),
        ("Whitehall", "United Kingdom", "GBR", "state"),
        ("Khartoum", "Sudan", "SDN", "state"),
        ("Zelenskiy", "Volodymyr Zelenskyy", "UKR", "official"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "UKR", "official"),
        ("Сергей Лавров", "Sergei Lavrov", "RUS", "official"),
        ("Лавров", "Sergei Lavrov", "RUS", "official"),
        ("Hemedti", "Mohamed Hamdan Dagalo", "XRS", "armed_group"),
        ("the Houthi rebels", "Houthis", "XHO", "armed_group"),
        ("Tass", "TASS", "RUS", "media"),
        ("Reuters news agency", "Reuters", "GBR", "media"),
        ("the ISW", "Institute for the Study of War", "IND", "expert"),
        ("the UN human rights office", "UN Human Rights Office", "INT", "intergovernmental"),
    ],
)
def test_names_of_the_tables(words: str, name: str, side: str, kind: str) -> None:
    assert told(words) == (name, side, kind)


@pytest.mark.parametrize(
    ("words", "name", "side"),
    [
        ("Russia’s ministry of defence", "Russian Ministry of Defence", "RUS"),
        ("the Defence Ministry of Russia", "Russian Ministry of Defence", "RUS"),
        ("Britain's MoD", "UK Ministry of Defence", "GBR"),
        ("Ecuador's defence ministry", "Ecuadorian Ministry of Defence", "ECU"),
        ("Ukraine's armed forces", "Ukrainian armed forces", "UKR"),
        ("Kyiv's troops", "Ukrainian armed forces", "UKR"),
        ("the Russian invading forces", "Russian armed forces", "RUS"),
        ("Wagner fighters", "Wagner Group", "RUS"),
        ("the Dutch government", "Netherlands", "NLD"),
    ],
)
def test_organs_have_one_name_however_they_are_written(words: str, name: str, side: str) -> None:
    assert told(words)[:2] == (name, side)


@pytest.mark.parametrize(
    ("words", "side", "kind"),
    [
        ("a Russian-installed official", "RUS", "anonymous"),
        ("Moscow-backed officials in Kherson", "RUS", "official"),
        ("pro-Kremlin bloggers", "RUS", "media"),
        ("Ukrainian separatists", "RUS", "armed_group"),
        ("Catalan separatists", "UNK", "armed_group"),
        ("separatist officials in Ukraine", "RUS", "official"),
        ("Russian volunteers fighting for Kyiv", "UKR", "armed_group"),
        ("anti-Kremlin Russian partisans", "UKR", "armed_group"),
        ("a Ukrainian military analyst", "UKR", "expert"),
        ("defence analysts", "IND", "expert"),
        ("a Berlin-based analyst", "DEU", "expert"),
        ("a spokesman for the Hezbollah group", "XHB", "armed_group"),
        ("aid groups", "IND", "ngo"),
        ("residents", "UNK", "witness"),
        ("an Israeli soldier", "ISR", "military"),
        ("a retired American general", "USA", "expert"),
        ("two people familiar with the talks", "UNK", "anonymous"),
        ("Western officials", "INT", "official"),
        ("footage", "UNK", "media"),
    ],
)
def test_side_and_kind_come_from_the_description(words: str, side: str, kind: str) -> None:
    assert told(words)[1:] == (side, kind)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Officials in Kyiv", "Ukrainian officials"),
        ("Top Ukrainian Commanders", "top Ukrainian commanders"),
        ("U.K. military officials", "British military officials"),
        ("The foreign ministers of the G7", "G7 foreign ministers"),
        ("the Larch Valley Institute", "Larch Valley Institute"),
        ("one of the soldiers", "soldiers"),
    ],
)
def test_descriptions_are_named_alike(words: str, name: str) -> None:
    assert told(words)[0] == name


@pytest.mark.parametrize(
    ("words", "published", "name"),
    [
        ("Ukraine's president", "2018-05-01", "Petro Poroshenko"),
        ("Ukraine's president", "2023-03-05", "Volodymyr Zelenskyy"),
        ("the US president", "2019-03-05T10:00:00Z", "Donald Trump"),
        ("the US president", "2022-03-05", "Joe Biden"),
        ("Russia's defence minister", "2024-01-01", "Sergei Shoigu"),
        ("Russia's defence minister", "2024-07-01", "Andrei Belousov"),
        ("the mayor of Melitopol", "2023-03-05", "Ivan Fedorov"),
        ("the Moscow-installed mayor of Melitopol", "2023-03-05", "Galina Danilchenko"),
        ("the head of Russia's Wagner mercenary group", "2023-03-05", "Yevgeny Prigozhin"),
        ("Wagner chief", "2023-03-05", "Yevgeny Prigozhin"),
        ("the Kremlin spokesman", "2023-03-05", "Dmitry Peskov"),
        ("the UN human rights chief", "2023-03-05", "Volker Türk"),
        ("Minister of Defence Sergei Shoigu", "2023-03-05", "Sergei Shoigu"),
    ],
)
def test_an_office_is_its_holder_on_the_reports_date(words: str, published: str, name: str) -> None:
    assert told(words, published)[0] == name


@pytest.mark.parametrize(
    "words",
    [
        "Ukraine's former president",
        "a Kremlin spokesman",
        "an adviser to Ukraine's president",
        "the Ukrainian head of intelligence",
        "Ukraine's deputy mayor",
    ],
)
def test_other_titles_are_nobody_in_particular(words: str) -> None:
    name, side, _ = told(words)
    assert name.split()[-1].islower()
    assert side in {"UKR", "RUS"}


def test_without_a_date_a_changing_office_stays_a_description() -> None:
    assert told("the US president", None)[0] == "US president"


def test_a_name_is_read_out_of_titles_and_appositions() -> None:
    assert told("Mara Velis, an adviser to Ukraine's president") == (
        "Mara Velis",
        "UKR",
        "official",
    )
    assert told("Ukrainian military analyst Taras Holub") == ("Taras Holub", "UKR", "expert")
    assert told("an adviser to the Ukrainian president, Volodymyr Zelenskyy")[0] != (
        "Volodymyr Zelenskyy"
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Oleg Nikolenko", "Oleh Nikolenko"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
        ("Ukrainian President Volodmir Zelensky", "Volodymyr Zelenskyy"),
        ("Janet L. Yellen", "Janet Yellen"),
        ("Adam Kadyrov", "Adam Kadyrov"),
        ("Kim Il Park", "Kim Il Park"),
    ],
)
def test_spellings_and_namesakes(words: str, name: str) -> None:
    assert told(words)[0] == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("a statement by the Kremlin press service", "Kremlin press service"),
        ("Putin's latest remarks", "Vladimir Putin"),
        ("Putin's spokesman", "Dmitry Peskov"),
        ("a Reuters report", "Reuters"),
        ("Haiti's National Police", "Haitian police"),
        ("National Police", "National Police of Ukraine"),
    ],
)
def test_authors_and_owners(words: str, name: str) -> None:
    assert told(words)[0] == name


@pytest.mark.parametrize(
    ("words", "name", "side"),
    [
        ("US and Canadian officials", "US and Canadian officials", "INT"),
        ("Russian and Ukrainian officials", "Russian and Ukrainian officials", "UNK"),
        ("Russia and Ukraine", "Russia", "RUS"),
        ("Putin and Xi Jinping", "Vladimir Putin", "RUS"),
    ],
)
def test_two_joined(words: str, name: str, side: str) -> None:
    assert told(words)[:2] == (name, side)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ann Orr, the wife of a baker", "person"),
        ("Ann Orr, the director of a film", "person"),
        ("Ann Orr, manager of a choir", "person"),
        ("Ann Orr, the director of the Ukrainian power plant", "official"),
        ("Ann Orr, a resident of Kherson", "witness"),
        ("Kaspersky", "company"),
    ],
)
def test_kinds_of_those_who_hold_no_office(words: str, kind: str) -> None:
    assert told(words)[2] == kind


@pytest.mark.parametrize(
    "words",
    [
        "the Moscow-installed head of the town",
        "Ann Orr, the Russian-installed head of the town",
        "the Kremlin-appointed mayor",
        "the occupation head of Kherson region",
        "the Russian occupation authorities",
    ],
)
def test_the_occupiers_officials_are_theirs(words: str) -> None:
    assert told(words)[1:] == ("RUS", "official")
