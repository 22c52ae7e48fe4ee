"""Sites, agencies, experts and logins of the demo."""

from datetime import date, time

from network.codes import Sector
from network.models import Agency, Expert, OpeningHours, Role, RoleAssignment, Site, SiteAddress, User
from ohjaamo.demo.agencies import AGENCIES, EMPLOYMENT_SERVICES, TE_OFFICE
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.logins import DEMO_LOGINS
from services.models import CheckInPoint

SITES = {
    "A": ("akaa", "Ohjaamo Akaa", "020", date(2020, 9, 2)),
    "U": ("urjala", "Ohjaamo Urjala", "887", date(2020, 10, 7)),
    "V": ("valkeakoski", "Ohjaamo Valkeakoski", "908", date(2021, 2, 17)),
}
ADDRESSES = {
    "A": [("Myllytie 3", "37800", "Akaa", date(2020, 9, 2), None)],
    "U": [("Urjalantie 30", "31760", "Urjala", date(2020, 10, 7), None)],
    "V": [
        ("Linja-autoasema, Valtakatu 9", "37600", "Valkeakoski", date(2021, 2, 17), date(2022, 12, 31)),
        ("Sääksmäentie 2 B", "37600", "Valkeakoski", date(2023, 1, 1), None),
    ],
}
# The logins that belong to an expert of the network, by the sector of the agency.
IN_NETWORK = {Role.COUNSELLOR: Sector.MUNICIPALITY, Role.EXPERT: Sector.KELA}
LAST_DAY_OF_TE_OFFICES = date(2024, 12, 31)


def make_sites() -> dict[str, Site]:
    """The three Ohjaamos by their letter, open on weekdays from 12 to 16."""
    sites = {}
    for letter, (key, name, municipality, opened) in SITES.items():
        site = Site.objects.create(
            key=key,
            name=name,
            municipality_id=municipality,
            age_limit=30,
            opened=opened,
            languages=["fi", "sv", "en"],
            phone="03 000 0000",
            email=f"{key}@example.org",
        )
        SiteAddress.objects.bulk_create(
            SiteAddress(site=site, street=street, postal_code=code, city=city, valid_from=start, valid_to=end)
            for street, code, city, start, end in ADDRESSES[letter]
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(site=site, weekday=weekday, opens=time(12), closes=time(16)) for weekday in range(5)
        )
        CheckInPoint.objects.create(site=site)
        sites[letter] = site
    return sites


def make_network(dice: Dice, sites: dict[str, Site]) -> None:
    """The agencies and experts of the project's time, and what the end of the TE offices changed in 2025."""
    number = 0
    for line in AGENCIES.strip().splitlines():
        name_fi, name_sv, sector, letters, people = (part.strip() for part in line.split("|"))
        ends = LAST_DAY_OF_TE_OFFICES if name_fi == TE_OFFICE else None
        agency = Agency.objects.create(
            key=f"agency-{number}", name_fi=name_fi, name_sv=name_sv, sector=sector, valid_to=ends
        )
        for person in people.split(";"):
            number += 1
            make_expert(dice, number, agency, person, [sites[letter] for letter in letters], ends)
    successor = Agency.objects.create(
        key="agency-employment-area",
        name_fi=EMPLOYMENT_SERVICES,
        name_sv="Sysselsättningstjänsterna",
        sector=Sector.EMPLOYMENT,
        valid_from=date(2025, 1, 1),
    )
    Agency.objects.filter(name_fi=TE_OFFICE).update(successor=successor)
    for number in (801, 802, 803):
        person = "työllisyysasiantuntija: työllisyyspalvelut"
        make_expert(dice, number, successor, person, list(sites.values()), None, date(2025, 1, 1))


def make_expert(dice: Dice, number: int, agency: Agency, person: str, sites: list[Site], ends, starts=None) -> Expert:
    title, field = (part.strip() for part in person.split(":"))
    first_name, last_name = dice.name(dice.choice(["female", "female", "male"]))
    expert = Expert.objects.create(
        key=f"expert-{number}",
        first_name=first_name,
        last_name=last_name,
        email=f"asiantuntija{number}@example.org",
        agency=agency,
        title=title,
        field=field,
        valid_from=starts,
        valid_to=ends,
        languages=["fi", *dice.choice([[], [], ["sv"], ["en"], ["sv", "en"]])],
    )
    expert.sites.set(sites)
    return expert


def make_logins(sites: dict[str, Site]) -> User:
    """One user per role and a project manager of everything; returns the counsellor.

    The funder's reader and the manager see all three Ohjaamos.
    """
    for login in DEMO_LOGINS:
        user = User.objects.create_user(
            login["email"], login["password"], first_name=login["first_name"], last_name=login["last_name"]
        )
        if login["role"] in {Role.ADMIN, Role.DPO} or login.get("everywhere"):
            RoleAssignment.objects.create(user=user, role=login["role"])
        else:
            RoleAssignment.objects.bulk_create(
                RoleAssignment(user=user, role=login["role"], site=site) for site in sites.values()
            )
        sector = IN_NETWORK.get(login["role"])
        if sector:
            expert = Expert.objects.filter(agency__sector=sector, sites=sites["V"], user=None).first()
            Expert.objects.filter(pk=expert.pk).update(
                user=user, first_name=user.first_name, last_name=user.last_name, email=user.email
            )
    return User.objects.get(email=DEMO_LOGINS[0]["email"])
