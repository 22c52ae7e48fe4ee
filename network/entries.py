"""The directory's own entries, agencies and experts: which are in use, who keeps them up, what they say."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.checking import Owner
from network.models import Agency, AgencyContact, Expert, Role, RoleAssignment, User

REACHABLE = ~Q(email="", phone="")


def agencies_without_contact(day: date) -> QuerySet[Agency]:
    """Agencies in the network on `day` that nobody can reach: no contact, no expert with an e-mail or a phone."""
    contacts = AgencyContact.objects.filter(agency=OuterRef("pk"))
    reachable = Expert.objects.valid_on(day).filter(REACHABLE, agency=OuterRef("pk"))
    return Agency.objects.valid_on(day).filter(~Exists(contacts), ~Exists(reachable))


def agencies_in_use(day: date) -> QuerySet[Agency]:
    return Agency.objects.valid_on(day).select_related("checked_by").prefetch_related("contacts")


def experts_in_use(day: date) -> QuerySet[Expert]:
    return Expert.objects.valid_on(day).select_related("agency", "checked_by", "user").prefetch_related("sites")


def agency_address(agency: Agency) -> str:
    return reverse("network:agency_detail", args=[agency.pk])


def expert_address(expert: Expert) -> str:
    return reverse("network:expert_detail", args=[expert.pk])


def _facts(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(str(label), str(text)) for label, text in pairs if text]


def agency_facts(agency: Agency) -> list[tuple[str, str]]:
    """What an agency's entry says, in the user's language."""
    reached = [
        ", ".join(str(part) for part in (row.name, row.phone, row.email) if part) for row in agency.contacts.all()
    ]
    return _facts(
        (_("Agency"), agency.name),
        (_("Sector"), agency.get_sector_display()),
        (_("Description"), agency.description),
        (_("Web page"), agency.website),
        (_("Contacts"), "\n".join(reached)),
    )


def expert_facts(expert: Expert) -> list[tuple[str, str]]:
    """What an expert's entry says, in the user's language."""
    return _facts(
        (_("Name"), expert.full_name),
        (_("Agency"), expert.agency.name),
        (_("Job title"), expert.title),
        (_("Field"), expert.field),
        (_("Helps with"), ", ".join(expert.theme_names)),
        (_("Ohjaamos"), ", ".join(str(site) for site in expert.sites.all())),
        (_("Languages of service"), ", ".join(expert.language_names)),
        (_("Phone"), expert.phone),
        (_("E-mail"), expert.email),
        (_("On the public pages"), expert.get_presence_display()),
    )


def agency_owners(agencies: Iterable[Agency], day: date) -> dict[int, list[Owner]]:
    """Whom to ask about each agency: its contact persons, else its contact's e-mail, else the admins of its sites."""
    agencies = list(agencies)
    people = Expert.objects.valid_on(day).filter(agency__in=agencies).select_related("user").prefetch_related("sites")
    experts = defaultdict(list)
    for expert in people:
        experts[expert.agency_id].append(expert)
    admins, found = Admins(), {}
    for agency in agencies:
        own = experts[agency.pk]
        persons = [_owner(expert) for expert in own if expert.is_agency_contact]
        mailboxes = [Owner(row.email) for row in agency.contacts.all() if row.email][:1]
        sites = {site.pk for expert in own for site in expert.sites.all()}
        found[agency.pk] = [owner for owner in persons if owner] or mailboxes or admins.of(sites)
    return found


def expert_owners(experts: Iterable[Expert], day: date) -> dict[int, list[Owner]]:
    """Whom to ask about each expert: themselves, else the agency's contact persons, else the admins of their sites."""
    experts = list(experts)
    duty = Expert.objects.valid_on(day).filter(is_agency_contact=True, agency__in={row.agency_id for row in experts})
    contacts = defaultdict(list)
    for person in duty.select_related("user"):
        if owner := _owner(person):
            contacts[person.agency_id].append(owner)
    admins, found = Admins(), {}
    for expert in experts:
        own = _owner(expert)
        sites = {site.pk for site in expert.sites.all()}
        found[expert.pk] = [own] if own else contacts[expert.agency_id] or admins.of(sites)
    return found


def _owner(expert: Expert) -> Owner | None:
    """The expert as somebody to write to; None for one without an address."""
    user = expert.user if expert.user and expert.user.is_active else None
    email = expert.email or (user.email if user else "")
    if not email:
        return None
    return Owner(email, user.language, user.pk) if user else Owner(email)


class Admins:
    """The admins of Ohjaamos, read once when somebody first asks."""

    def __init__(self):
        self._rows: list[RoleAssignment] | None = None

    def of(self, sites: set[int]) -> list[Owner]:
        """The admins at any of `sites`; where there is none, those of the whole installation."""
        if self._rows is None:
            active = Prefetch("user", User.objects.filter(is_active=True))
            rows = RoleAssignment.objects.filter(role=Role.ADMIN, user__is_active=True)
            self._rows = list(rows.prefetch_related(active))
        users = [row.user for row in self._rows if row.site_id in sites]
        users = users or [row.user for row in self._rows if row.site_id is None]
        return [Owner(user.email, user.language, user.pk) for user in dict.fromkeys(users)]
