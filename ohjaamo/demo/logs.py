"""Logs and participation pilots of the demo's projects, invented."""

from datetime import date, timedelta
from decimal import Decimal

from network.models import Development, Problem, Project, Publicity, Site
from services.models import Pilot

PUBLICITY = [
    (date(2020, 3, 12), "newspaper", "Alueen Sanomat", "Nuorille oma palvelupiste kolmeen kuntaan"),
    (date(2020, 9, 2), "event", "Ohjaamo Akaan avajaiset", "Avoimet ovet, kahvit ja kierros"),
    (date(2020, 10, 8), "newspaper", "Urjalan Viikko", "Ohjaamo avasi ovensa kirjastossa"),
    (date(2021, 2, 17), "radio", "Paikallisradio", "Haastattelu Valkeakosken avajaispäivänä"),
    (date(2021, 4, 1), "web", "Kaupungin verkkosivut", "Duunia kesäksi: kampanja alkoi"),
    (date(2021, 11, 18), "event", "Verkostofoorumi", "Puheenvuoro saattaen vaihdosta"),
    (date(2022, 3, 21), "social", "Ohjaamojen kanavat", "Nuorten tekemä videosarja, neljä osaa"),
    (date(2022, 5, 5), "newspaper", "Alueen Sanomat", "Kesätyöpaikkoja ennätysmäärä"),
    (date(2022, 11, 30), "print", "Esite", "Näin Ohjaamo toimii, kolmella kielellä"),
]
DEVELOPMENT = [
    (date(2020, 6, 10), "workshop", "Verkoston aloitustyöpaja", "12.5"),
    (date(2020, 11, 25), "workshop", "Saattaen vaihdon malli, kaksi työpajaa", "18"),
    (date(2021, 3, 15), "practice", "Nuorten suunnitteluryhmä päättää kuukausiohjelmasta", "24"),
    (date(2021, 9, 8), "purchase", "Verkostotyön koulutus asiantuntijoille", "31.5"),
    (date(2022, 2, 2), "product", "Opas: Ohjaamo pienessä kunnassa", "16"),
    (date(2022, 10, 12), "practice", "Seuranta kolmen kuukauden päästä puhelimella", None),
]
PROBLEMS = [
    (date(2020, 4, 2), "Koronarajoitukset siirsivät avoimen toiminnan alkua puolella vuodella.",
     "Varatkaa alusta asti keino tavata nuoria muualla kuin omissa tiloissa.", date(2020, 9, 2)),
    (date(2021, 1, 20), "Tietoa ei saa siirtää ilman nuoren lupaa, ja lupaa kysyttiin kolmella eri lomakkeella.",
     "Sopikaa yhdestä lupalomakkeesta ennen kuin ensimmäinen nuori tulee.", date(2021, 6, 1)),
    (date(2021, 10, 5), "Iltojen aukiolo ei vetänyt kävijöitä.",
     "Kokeilkaa ensin yhtä iltaa kuukaudessa.", date(2022, 1, 10)),
    (date(2022, 8, 16), "Kolmen kuukauden seurantasoitot jäivät tekemättä kiireisinä viikkoina.",
     "Varatkaa seurantaan oma työpäivä viikossa.", None),
]  # fmt: skip
RUNNING = [
    ("newspaper", "Alueen Sanomat", "Portti auttaa nuoria työhön ja koulutukseen"),
    ("social", "Ohjaamojen kanavat", "Kysy Portista: viikon vastaukset"),
]
# (title, site, first day, young people)
PILOTS = [
    ("Nuorten suunnitteluryhmä", "V", date(2020, 10, 5), 9),
    ("Kuukausiohjelma nuorten ehdotuksista", "V", date(2021, 1, 11), 14),
    ("Vertaisohjaajat ensikäynneillä", "A", date(2021, 2, 1), 6),
    ("Nuoret työhönottajina: haastattelu toisin päin", "V", date(2021, 3, 22), 8),
    ("Kokkiklubi pienellä rahalla", "U", date(2021, 4, 14), 11),
    ("Ohjaamon tilat nuorten suunnittelemina", "V", date(2021, 5, 3), 17),
    ("Pelillinen rahapäivä", "A", date(2021, 9, 15), 22),
    ("Videosarja Ohjaamosta nuoren silmin", "V", date(2021, 10, 4), 7),
    ("Nuorten raati kesätyökampanjalle", "V", date(2021, 11, 8), 10),
    ("Kävelevä ohjaus: jutellaan kulkiessa", "U", date(2022, 1, 19), 13),
    ("Kokemusillat armeijasta ja siviilipalveluksesta", "A", date(2022, 3, 2), 19),
    ("Muuttolaatikko: omaan kotiin yhdessä", "V", date(2022, 5, 11), 12),
    ("Palautelauta oven vieressä", "V", date(2022, 9, 7), None),
]


def make_logs(project: Project, by) -> None:
    """What PoVer logged during its three years."""
    Publicity.objects.bulk_create(
        Publicity(project=project, date=day, medium=medium, outlet=outlet, title=title, created_by=by)
        for day, medium, outlet, title in PUBLICITY
    )
    Development.objects.bulk_create(
        Development(
            project=project,
            date=day,
            kind=kind,
            title=title,
            created_by=by,
            person_days=Decimal(days) if days else None,
        )
        for day, kind, title, days in DEVELOPMENT
    )
    Problem.objects.bulk_create(
        Problem(project=project, date=day, problem=what, recommendation=advice, solved_on=solved, created_by=by)
        for day, what, advice, solved in PROBLEMS
    )


def make_running_logs(project: Project, today: date, by) -> None:
    """A few entries of the last weeks in the running project."""
    for number, (medium, outlet, title) in enumerate(RUNNING):
        day = today - timedelta(20 + 25 * number)
        Publicity.objects.create(project=project, date=day, medium=medium, outlet=outlet, title=title, created_by=by)
    Development.objects.create(
        project=project, date=today - timedelta(33), kind="workshop", title="Työnantajien ja nuorten yhteinen työpaja",
        person_days=Decimal("4.5"), created_by=by,
    )  # fmt: skip
    Problem.objects.create(
        project=project, date=today - timedelta(12), problem="Työkokeilupaikkoja on vähän Urjalassa.",
        recommendation="Sopikaa paikoista myös naapurikuntien yritysten kanssa.", created_by=by,
    )  # fmt: skip


def make_pilots(project: Project, sites: dict[str, Site], by) -> None:
    """Thirteen ways of taking part that PoVer tried; each lasted a quarter of a year."""
    Pilot.objects.bulk_create(
        Pilot(
            key=f"pilot-{number}",
            site=sites[letter],
            project=project,
            title=title,
            started=first,
            ended=min(first + timedelta(90), project.end_date),
            headcount=heads,
            created_by=by,
        )
        for number, (title, letter, first, heads) in enumerate(PILOTS)
    )
