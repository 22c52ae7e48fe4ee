import pytest

from network.models import Project
from reports.report.outline import find_section, outline

SUBS = [Project(pk=7, name="Sisä-Savo"), Project(pk=9, name="Palvelut")]


def labels(*args, **kwargs) -> list[str]:
    return [section.label for section in outline(*args, **kwargs) if section.printed]


def test_the_narrative_layout_without_sub_projects():
    assert labels("narrative", "fi") == [
        "Tiivistelmä",
        "Hankkeen tavoitteet",
        "Hankkeen toiminta",
        "Hankkeen strateginen lisäarvo",
        "Hankkeen tulokset ja jatkuvuus",
        "1 Projektin lähtökohta, tavoitteet ja kohderyhmä",
        "1.1 Lähtökohta ja tavoitteet",
        "1.2 Projektin kohderyhmä",
        "2 Projektin toteutus ja yhteistyö",
        "2.1 Toteutus",
        "2.2 Yhteistyö",
        "3 Julkisuus ja tiedottaminen",
        "4 Ongelmat ja suositukset",
        "5 Projektin tulokset",
        "5.1 Määrällisten tavoitteiden saavuttaminen",
        "5.2 Kehittämistavoitteiden saavuttaminen",
        "5.3 Kustannukset ja palkkatuen käyttö",
        "6 Projektin innovatiivisuus",
        "7 Projektin tasa-arvovaikutukset",
        "8 Hyvät käytännöt",
        "9 Toiminnan jatkuvuus",
        "Liite 1: Hankkeen päättäneet kunnittain",
    ]


def test_each_sub_project_has_its_own_numbered_chapters():
    found = labels("narrative", "fi", SUBS)
    assert [label for label in found if "Savo" in label or "Palvelut" in label] == [
        "1.3 Osahanke: Sisä-Savo",
        "1.4 Osahanke: Palvelut",
        "2.1.1 Sisä-Savo",
        "2.1.2 Palvelut",
        "2.2.1 Sisä-Savo",
        "2.2.2 Palvelut",
        "4.1 Sisä-Savo",
        "4.2 Palvelut",
    ]
    sections = outline("narrative", "en", SUBS)
    assert [s.label for s in sections if s.slug == "carrying-out"] == ["2.1 Implementation, per sub-project"]
    assert find_section(sections, "carrying-out") is None
    assert find_section(sections, "carrying-out-9").label == "2.1.2 Palvelut"
    assert find_section(outline("narrative", "en"), "carrying-out").label == "2.1 Implementation"


def test_written_annexes_are_printed_and_numbered_in_their_order():
    found = labels("narrative", "sv", written={"final-evaluation", "client-process"})
    assert found[-3:] == ["Bilaga 1: Klientprocess", "Bilaga 2: Avslutade per kommun", "Bilaga 3: Slututvärdering"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fi",
            ["1 Yleistiedot hankkeesta", "2 Lyhyt selostus hankkeesta", "3 Tulokset", "4 Ratkaisun kuvaus",
             "5 Hyvät käytännöt", "6 Hyvän käytännön siirtotapa", "7 Onko malli siirretty?",
             "8 Kehittymisen paikat", "9 Toimintatavat", "10 Eri tahojen merkitys"],
        ),
        (
            "sv",
            ["1 Allmän information", "2 Kort beskrivning", "3 Resultat", "4 Beskrivning av lösningen",
             "5 God praxis", "6 Sätt att sprida god praxis", "7 Har modellen spridits?", "8 Utvecklingsbehov",
             "9 Arbetssätt", "10 Parternas betydelse"],
        ),
        (
            "en",
            ["1 General information", "2 Short description", "3 Results", "4 Description of the solution",
             "5 Good practices", "6 How the practice is transferred", "7 Has the model been transferred?",
             "8 Room for development", "9 Ways of working", "10 Meaning of each party"],
        ),
    ],
)  # fmt: skip
def test_the_eura_layout(language, expected):
    assert [section.label for section in outline("eura", language) if section.level == 2] == expected


@pytest.mark.parametrize("layout", ["narrative", "eura"])
def test_slugs_are_unique_and_fit_their_column(layout):
    slugs = [section.slug for section in outline(layout, "fi", [Project(pk=2**62, name="x")])]
    assert len(slugs) == len(set(slugs))
    assert max(map(len, slugs)) <= 60
