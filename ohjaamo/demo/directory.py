"""The directory of the demo as its keepers left it: what experts help with, how they are reached, what was checked."""

from datetime import date, timedelta

from network.codes import HelpTheme, Presence
from network.models import Agency, AgencyContact, Expert, Invitation, Role, RoleAssignment, Site, User
from ohjaamo.demo.dice import Dice

WORK, EDUCATION, EVERYDAY, HOUSING, WELLBEING, MONEY = HelpTheme
THEMES = {
    "nuorisopalvelut": [EVERYDAY, WELLBEING],
    "etsivä nuorisotyö": [EVERYDAY, EDUCATION, WORK],
    "työllisyyspalvelut": [WORK],
    "TE-palvelut": [WORK, EDUCATION],
    "ammatinvalinta": [EDUCATION, WORK],
    "sosiaalityö": [MONEY, HOUSING, EVERYDAY],
    "perhetyö": [WELLBEING, EVERYDAY],
    "terveydenhuolto": [WELLBEING],
    "mielenterveys- ja päihdetyö": [WELLBEING],
    "Kela": [MONEY, HOUSING],
    "oppilaitokset": [EDUCATION],
    "seurakunta": [EVERYDAY, WELLBEING],
    "oikeusaputoimisto": [MONEY],
    "ulosotto": [MONEY],
    "liikuntatoimi": [EVERYDAY, WELLBEING],
    "yritys- ja elinkeinopalvelut": [WORK],
    "työpaja": [WORK, EVERYDAY],
    "järjestöt": [EVERYDAY],
    "asuminen": [HOUSING],
}
PRESENCES = {Presence.FIRST_NAME: 6, Presence.ROLE: 3, Presence.NOTHING: 1}
STALE_EVERY = 9
SILENT = "Polku-hanke"


def make_directory(this_day: date) -> None:
    """Themes, phones and checks for all entries; a few stale, one agency that nobody reaches, two invitations.

    All stale ones count as reminded of, so that the demo sends no mail.
    """
    dice, admin = Dice(), User.objects.get(roles__role=Role.ADMIN, roles__site=None)
    experts = list(Expert.objects.order_by("key"))
    for number, expert in enumerate(experts):
        expert.themes = THEMES.get(expert.field, [])
        expert.phone = invented_phone(dice)
        expert.presence = dice.weighted(PRESENCES)
        expert.checked_on, expert.checked_by = checked(number, this_day), admin
        expert.reminded_on = this_day
        expert.is_agency_contact = expert.user_id is not None
    Expert.objects.bulk_update(
        experts, ["themes", "phone", "presence", "checked_on", "checked_by", "reminded_on", "is_agency_contact"]
    )
    Expert.objects.filter(agency__name_fi=SILENT).update(email="", phone="")
    make_agencies(dice, this_day, admin)
    make_invitations(admin)


def invented_phone(dice: Dice) -> str:
    """A number of a right form that no subscriber has."""
    return f"+3583000{dice.randrange(10**3, 10**4)}"


def checked(number: int, this_day: date) -> date:
    """Within the last months; every ninth entry long ago."""
    return this_day - timedelta(days=200 + number if number % STALE_EVERY == 4 else 5 + number)


def make_agencies(dice: Dice, this_day: date, admin: User) -> None:
    agencies = list(Agency.objects.order_by("key"))
    for number, agency in enumerate(agencies):
        agency.checked_on, agency.checked_by = checked(number, this_day), admin
        agency.reminded_on = this_day
    Agency.objects.bulk_update(agencies, ["checked_on", "checked_by", "reminded_on"])
    AgencyContact.objects.bulk_create(
        AgencyContact(agency=agency, name="Vaihde", phone=invented_phone(dice), is_public=True)
        for agency in agencies
        if agency.name_fi != SILENT
    )


def make_invitations(admin: User) -> None:
    """Two counsellors who have not chosen a password yet; their links were never mailed, so nobody can use them."""
    site = Site.objects.get(key="akaa")
    for number, (first_name, last_name) in enumerate([("Kutsuttu", "Kaisla"), ("Uusi", "Urpo")]):
        user = User.objects.create_user(f"kutsuttu{number}@example.org", first_name=first_name, last_name=last_name)
        RoleAssignment.objects.create(user=user, role=Role.COUNSELLOR, site=site)
        Invitation.objects.create(user=user, secret_hash=f"demo-{number}", sent_by=admin)
