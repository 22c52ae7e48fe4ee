"""Plain factories: each makes one valid row, any field can be overridden."""

from datetime import date
from itertools import count

from django.utils import timezone

from clients.codes import LabourStart, ReferralTarget
from clients.models import Client, Gathering, Participation, Referral, Visit, VisitExpert
from network.access import acting_as_system
from network.codes import Programme, Sector, Theme
from network.models import Agency, Area, Expert, Project, Role, RoleAssignment, Site, Target, User
from services.codes import GatheringKind

_numbers = count(1)
PASSWORD = "kesä-järvi-sauna-2026"


def make_site(**fields) -> Site:
    number = next(_numbers)
    defaults = {
        "key": f"site-{number}",
        "name": f"Ohjaamo {number}",
        "municipality_id": "908",
        "age_limit": 30,
    }
    return Site.objects.create(**defaults | fields)


def make_agency(**fields) -> Agency:
    number = next(_numbers)
    defaults = {"key": f"agency-{number}", "name_fi": f"Toimija {number}", "sector": Sector.MUNICIPALITY}
    return Agency.objects.create(**defaults | fields)


def make_expert(*, sites=(), **fields) -> Expert:
    number = next(_numbers)
    defaults = {"key": f"expert-{number}", "first_name": "Aino", "last_name": f"Asiantuntija {number}"}
    if "agency" not in fields:
        fields["agency"] = make_agency()
    expert = Expert.objects.create(**defaults | fields)
    expert.sites.set(sites)
    return expert


def make_user(*roles: Role, site: Site | None = None, **fields) -> User:
    """A user with `roles` at `site` (None = at all sites)."""
    number = next(_numbers)
    password = fields.pop("password", None)
    defaults = {
        "email": f"user{number}@example.org",
        "first_name": "Kaisa",
        "last_name": f"Käyttäjä {number}",
    }
    user = User.objects.create_user(password=password, **defaults | fields)
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role, site=site)
    return user


def make_project(*, sites=(), **fields) -> Project:
    number = next(_numbers)
    defaults = {
        "code": f"S{number:05}",
        "name": f"Hanke {number}",
        "programme": Programme.ESFPLUS2021,
        "start_date": date(2024, 1, 1),
        "end_date": date(2026, 12, 31),
    }
    project = Project.objects.create(**defaults | fields)
    project.sites.set(sites)
    return project


def make_area(project: Project, municipalities=("908",), **fields) -> Area:
    area = Area.objects.create(project=project, **{"name": f"Alue {next(_numbers)}"} | fields)
    area.municipalities.set(municipalities)
    return area


def make_target(project: Project, **fields) -> Target:
    defaults = {
        "period": "2024",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "measure": "intake",
        "target": 10,
    }
    return Target.objects.create(project=project, **defaults | fields)


def make_client(**fields) -> Client:
    number = next(_numbers)
    defaults = {"key": f"client-{number}", "first_name": "Veera", "last_name": f"Nuori {number}"}
    defaults["birth_date"] = date(2004, 5, 17)
    with acting_as_system("test"):
        return Client.objects.create(**defaults | fields)


def make_visit(*, experts=(), **fields) -> Visit:
    """A visit today; anonymous unless a client is given."""
    defaults = {"key": f"visit-{next(_numbers)}", "date": timezone.localdate(), "themes": [Theme.EMPLOYMENT]}
    if "site" not in fields:
        fields["site"] = make_site()
    with acting_as_system("test"):
        visit = Visit.objects.create(**defaults | fields)
        VisitExpert.objects.bulk_create(VisitExpert(visit=visit, expert=expert) for expert in experts)
    return visit


def make_gathering(**fields) -> Gathering:
    defaults = {
        "key": f"gathering-{next(_numbers)}",
        "date": timezone.localdate(),
        "kind": GatheringKind.GROUP,
        "headcount": 10,
    }
    if "site" not in fields:
        fields["site"] = make_site()
    return Gathering.objects.create(**defaults | fields)


def make_referral(**fields) -> Referral:
    defaults = {"key": f"referral-{next(_numbers)}", "date": date(2025, 3, 1), "target": ReferralTarget.WORK}
    if "client" not in fields:
        fields["client"] = make_client()
    with acting_as_system("test"):
        return Referral.objects.create(**defaults | fields)


def make_participation(**fields) -> Participation:
    defaults = {
        "key": f"participation-{next(_numbers)}",
        "start_date": date(2025, 1, 15),
        "labour_start": LabourStart.UNEMPLOYED,
    }
    if "client" not in fields:
        fields["client"] = make_client()
    if "project" not in fields:
        fields["project"] = make_project()
    with acting_as_system("test"):
        return Participation.objects.create(**defaults | fields)
