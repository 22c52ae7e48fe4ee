"""The register of employers of the demo, with contacts; workplaces and people are invented."""

from datetime import date, timedelta

from network.models import Employer, EmployerContact, Site
from ohjaamo.demo.dice import Dice

# name | field of work | sector | size | municipality | contact person
EMPLOYERS = """
Koskisen Leipomo Oy | restaurant | private | small | 908 | Tuula Koskinen
Ravintola Myllynkivi | restaurant | private | micro | 908 | Mikko Alanen
Kauppakulma Valkeakoski | shop | private | small | 908 | Sari Hakala
Kierrätyskeskus Tallella ry | shop | third | small | 908 | Eero Kallio
Puhdas Piha Tmi | cleaning | private | micro | 020 | Jaana Rinne
Rakennus Lehtimäki Oy | building | private | medium | 020 | Antti Lehtimäki
Pirkan Pakkaus Oy | factory | private | large | 908 | Henna Salo
Etelän Varasto Oy | transport | private | medium | 020 | Petri Mäkelä
Hoivakoti Lehmus | care | private | small | 887 | Liisa Harju
Urjalan kunnan päiväkodit | children | public | medium | 887 | Minna Korpi
Akaan kaupungin puistot | green | public | large | 020 | Olli Saari
Hetkityö Henkilöstöpalvelut Oy | office | private | staffing | 908 | Nina Laakso
"""
TALKS = [
    ("Esittelimme kesätyökampanjan. Kiinnostus on kova, haluavat tavata nuoret ensin Ohjaamossa.", 2),
    ("Etsivät oppisopimusopiskelijaa syksyksi. Sovittiin tutustumiskäynti nuorten kanssa.", 1),
    ("Työkokeilu sujui hyvin, palkkaus harkinnassa. Palkkatuen ehdot käytiin läpi.", None),
    ("Tulevat mukaan täsmärekryyn. Paikkoja iltoihin ja viikonloppuihin.", 4),
    ("Ei tarvetta juuri nyt, palataan vuodenvaihteen jälkeen.", 0),
]
CHANNELS = ["visit", "phone", "message", "meeting", "event"]


def make_employers(sites: dict[str, Site], today: date, by) -> list[Employer]:
    """Twelve employers, most with a contact or two, some of which are due again about now."""
    dice = Dice()
    by_town = {site.municipality_id: site for site in sites.values()}
    made = []
    for number, line in enumerate(EMPLOYERS.strip().splitlines()):
        name, industry, sector, size, town, person = (part.strip() for part in line.split("|"))
        employer = Employer.objects.create(
            key=f"employer-{number}", name=name, industry=industry, sector=sector, size=size, municipality_id=town,
            contact_name=person, contact_email=f"tyonantaja{number}@example.org",
        )  # fmt: skip
        if number != 11:
            _make_contacts(dice, employer, by_town[town], today, by)
        made.append(employer)
    return made


def _make_contacts(dice: Dice, employer: Employer, site: Site, today: date, by) -> None:
    day = dice.working_day(today - timedelta(120), today - timedelta(60))
    for _time in range(dice.choice([1, 2])):
        summary, need = dice.choice(TALKS)
        EmployerContact.objects.create(
            employer=employer, site=site, date=day, channel=dice.choice(CHANNELS), summary=summary, need_count=need,
            next_on=dice.choice([None, today + timedelta(dice.randrange(-4, 30))]), created_by=by,
        )  # fmt: skip
        day += timedelta(dice.randrange(14, 45))
