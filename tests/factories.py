"""Plain factories: each makes one valid row, any field can be overridden."""

from datetime import date, time, timedelta
from itertools import count

from django.utils import timezone

from clients.codes import LabourStart, ReferralTarget
from clients.models import Client, Gathering, Participation, Referral, Visit, VisitExpert
from network.access import acting_as_system
from network.actions.invitations import fingerprint
from network.codes import Programme, Sector, Theme
from network.models import (
    Absence,
    Agency,
    AgencyContact,
    Area,
    Body,
    BodyMember,
    Development,
    Employer,
    EmployerContact,
    Expert,
    Invitation,
    Problem,
    Project,
    Publicity,
    Role,
    RoleAssignment,
    Site,
    StaffAssignment,
    Target,
    Team,
    User,
)
from services.codes import GatheringKind, ServiceStatus
from services.models import (
    Campaign,
    Event,
    EventSeries,
    Feedback,
    Idea,
    JobPost,
    Pilot,
    Service,
    Shift,
    ShiftSeries,
    SignUp,
)

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


def make_service(*, sites=(), **fields) -> Service:
    number = next(_numbers)
    defaults = {
        "key": f"service-{number}",
        "name_fi": f"Palvelu {number}",
        "summary_fi": "Apua nuorelle.",
        "topics": [Theme.HOUSING],
        "status": ServiceStatus.ACTIVE,
    }
    if "agency" not in fields:
        fields["agency"] = make_agency()
    service = Service.objects.create(**defaults | fields)
    service.sites.set(sites)
    return service


def make_team(*, experts=(), **fields) -> Team:
    if "site" not in fields:
        fields["site"] = make_site()
    team = Team.objects.create(**{"name_fi": f"Tiimi {next(_numbers)}"} | fields)
    team.experts.set(experts)
    return team


def make_staff(**fields) -> StaffAssignment:
    """A role of the whole project, half of the working time."""
    defaults = {"role": "Hankekoordinaattori", "time_share": 50}
    if "project" not in fields:
        fields["project"] = make_project()
    if "expert" not in fields:
        fields["expert"] = make_expert()
    return StaffAssignment.objects.create(**defaults | fields)


def make_body(*, members=(), **fields) -> Body:
    """A steering group; `members` are names."""
    if not {"project", "site"} & set(fields):
        fields["project"] = make_project()
    body = Body.objects.create(**{"kind": "steering", "name": f"Ohjausryhmä {next(_numbers)}"} | fields)
    BodyMember.objects.bulk_create(BodyMember(body=body, name=name, represents="Kunta") for name in members)
    return body


def make_employer(**fields) -> Employer:
    number = next(_numbers)
    return Employer.objects.create(**{"key": f"employer-{number}", "name": f"Työpaikka {number}"} | fields)


def make_employer_contact(**fields) -> EmployerContact:
    if "employer" not in fields:
        fields["employer"] = make_employer()
    return EmployerContact.objects.create(**{"channel": "phone", "date": date(2025, 2, 3)} | fields)


def make_publicity(project: Project, **fields) -> Publicity:
    defaults = {"date": date(2024, 3, 1), "medium": "newspaper", "outlet": f"Lehti {next(_numbers)}"}
    return Publicity.objects.create(project=project, **defaults | fields)


def make_development(project: Project, **fields) -> Development:
    defaults = {"date": date(2024, 4, 1), "kind": "workshop", "title": f"Työpaja {next(_numbers)}"}
    return Development.objects.create(project=project, **defaults | fields)


def make_problem(project: Project, **fields) -> Problem:
    defaults = {"date": date(2024, 5, 1), "problem": f"Ongelma {next(_numbers)}"}
    return Problem.objects.create(project=project, **defaults | fields)


def make_pilot(**fields) -> Pilot:
    number = next(_numbers)
    if "site" not in fields:
        fields["site"] = make_site()
    return Pilot.objects.create(
        **{"key": f"pilot-{number}", "title": f"Pilotti {number}", "started": date(2024, 2, 1)} | fields
    )


def make_shift(**fields) -> Shift:
    """12–16 on Thursday 19.3.2026, by an expert of the site."""
    defaults = {"date": date(2026, 3, 19), "starts": time(12), "ends": time(16)}
    if "site" not in fields:
        fields["site"] = make_site()
    if "expert" not in fields:
        fields["expert"] = make_expert(sites=[fields["site"]])
    return Shift.objects.create(**defaults | fields)


def make_shift_series(**fields) -> ShiftSeries:
    """Every week 12–16 on the weekday of the first day, which is Thursday 5.3.2026."""
    defaults = {"first_day": date(2026, 3, 5), "starts": time(12), "ends": time(16)}
    if "site" not in fields:
        fields["site"] = make_site()
    if "expert" not in fields:
        fields["expert"] = make_expert(sites=[fields["site"]])
    whole = defaults | fields
    return ShiftSeries.objects.create(**{"weekdays": [whole["first_day"].weekday()]} | whole)


def make_absence(**fields) -> Absence:
    """A week away from Monday 16.3.2026 on."""
    defaults = {"starts": date(2026, 3, 16), "ends": date(2026, 3, 22)}
    if "expert" not in fields:
        fields["expert"] = make_expert()
    return Absence.objects.create(**defaults | fields)


def make_idea(**fields) -> Idea:
    if "site" not in fields:
        fields["site"] = make_site()
    return Idea.objects.create(**{"text": "Lautapeli-ilta kerran kuussa"} | fields)


def make_feedback(**fields) -> Feedback:
    if "site" not in fields:
        fields["site"] = make_site()
    return Feedback.objects.create(**{"grade": 9} | fields)


def make_campaign(*, sites=(), **fields) -> Campaign:
    """A published campaign that runs from a month ago until a month from now."""
    number, today = next(_numbers), timezone.localdate()
    defaults = {
        "key": f"campaign-{number}",
        "name": f"Kesäduunit {number}",
        "slug": f"kesaduunit-{number}",
        "starts": today - timedelta(days=30),
        "ends": today + timedelta(days=30),
        "status": "published",
    }
    campaign = Campaign.objects.create(**defaults | fields)
    campaign.sites.set(sites)
    return campaign


def make_job_post(**fields) -> JobPost:
    """A post that waits for approval; with status="approved" it is on show for two weeks."""
    number, now = next(_numbers), timezone.now()
    if "site" not in fields:
        fields["site"] = make_site()
    defaults = {
        "key": f"post-{number}",
        "employer_name": f"Kahvila {number}",
        "kind": "summer_job",
        "title": f"Kesätyöntekijä {number}",
        "how_to_apply": "https://example.org/kesatyo",
        "apply_by": timezone.localdate(now) + timedelta(days=14),
        "approved_at": now if fields.get("status") == "approved" else None,
    }
    return JobPost.objects.create(**defaults | fields)


def make_contact(**fields) -> AgencyContact:
    """A way to reach an agency, of a new one unless `agency` is given."""
    if "agency" not in fields:
        fields["agency"] = make_agency()
    return AgencyContact.objects.create(**{"name": "Vaihde", "phone": "+358401234567"} | fields)


def make_invitation(*, secret: str = "", **fields) -> Invitation:
    """An open invitation of a new login without a password; `secret` is what its link holds."""
    if "user" not in fields:
        fields["user"] = make_user()
    return Invitation.objects.create(secret_hash=fingerprint(secret or f"salaisuus-{next(_numbers)}"), **fields)


def make_event(site: Site, **fields) -> Event:
    """A draft of today at one o'clock."""
    defaults = {"title_fi": "Työpaja", "date": timezone.localdate(), "starts": time(13)}
    return Event.objects.create(site=site, **defaults | fields)


def make_event_of_series(site: Site) -> Event:
    """Today's event of one that comes every week."""
    today = timezone.localdate()
    text = {"title_fi": "Kielikahvila", "starts": time(12)}
    series = EventSeries.objects.create(site=site, first_day=today, weekdays=[today.weekday()], **text)
    return make_event(site, series=series, sign_up=True, **text)


def make_sign_up(event: Event, **fields) -> SignUp:
    with acting_as_system("test"):
        return SignUp.objects.create(event=event, **{"name": f"Nella {next(_numbers)}"} | fields)
