"""Teams, roles and steering groups of the demo; all names are invented."""

from datetime import date

from network.codes import Sector
from network.models import Agency, Body, BodyKind, BodyMember, BodyRole, Expert, Project, Site, StaffAssignment, Team
from network.workload import WHOLE

TEAMS = [
    ("Starttipiste", "Startpunkten", "Starting point", {Sector.MUNICIPALITY}, "nuoriso"),
    ("Hyvinvointi", "Välbefinnande", "Wellbeing", {Sector.WELLBEING_COUNTY, Sector.PARISH}, ""),
    ("Koulutus", "Utbildning", "Education", {Sector.EDUCATION}, ""),
    ("Työ", "Arbete", "Work", {Sector.EMPLOYMENT, Sector.BUSINESS_SERVICE}, ""),
]
# (role, share, field of the expert who has it, first day, last day); an open day is the project's.
ROLES = [
    ("Hankepäällikkö", 100, "nuorisopalvelut", None, None),
    ("Ohjaaja, Valkeakoski", 100, "etsivä nuorisotyö", None, None),
    ("Ohjaaja, Akaa ja Urjala", 100, "työllisyyspalvelut", None, None),
    ("Hankeassistentti", 50, "sosiaalityö", None, date(2021, 8, 31)),
    ("Hankeassistentti", 50, "järjestöt", date(2021, 9, 1), None),
    ("Työnantajayhteistyön asiantuntija", 60, "yritys- ja elinkeinopalvelut", date(2021, 1, 1), None),
]
# (name, role, agency's sector or "" with the body written down, last day)
STEERING = [
    ("Marjatta Koskela", BodyRole.CHAIR, "", "Valkeakosken kaupunki, sivistys", None),
    ("Reijo Salminen", BodyRole.VICE_CHAIR, Sector.EMPLOYMENT, "", None),
    ("Anneli Tuominen", BodyRole.MEMBER, Sector.KELA, "", None),
    ("Pertti Lahti", BodyRole.MEMBER, Sector.EDUCATION, "", None),
    ("Outi Heikkinen", BodyRole.MEMBER, Sector.WELLBEING_COUNTY, "", None),
    ("Jorma Aalto", BodyRole.MEMBER, Sector.PARISH, "", date(2021, 5, 31)),
    ("Kirsi Nurmi", BodyRole.MEMBER, Sector.PARISH, "", None),
    ("Sanni Vainio", BodyRole.MEMBER, "", "nuorten suunnitteluryhmä", None),
    ("Timo Rantala", BodyRole.MEMBER, "", "rahoittaja", None),
    ("Elina Mattila", BodyRole.SECRETARY, "", "hanke", None),
]
MANAGEMENT = [
    ("Paula Peltonen", BodyRole.CHAIR, "", "Valkeakosken kaupunki", None),
    ("Reijo Salminen", BodyRole.MEMBER, Sector.EMPLOYMENT, "", None),
    ("Outi Heikkinen", BodyRole.MEMBER, Sector.WELLBEING_COUNTY, "", None),
    ("Elina Mattila", BodyRole.SECRETARY, "", "Ohjaamo", None),
]


def make_teams(sites: dict[str, Site], today: date) -> None:
    """Four teams at each Ohjaamo, of the experts of fitting agencies who are in the network today."""
    for site in sites.values():
        for name_fi, name_sv, name_en, sectors, field in TEAMS:
            team = Team.objects.create(site=site, name_fi=name_fi, name_sv=name_sv, name_en=name_en)
            found = Expert.objects.at_sites([site]).valid_on(today).filter(agency__sector__in=sectors)
            team.experts.set(found.filter(field__contains=field) if field else found)


def make_roles(project: Project) -> None:
    """Who worked in PoVer: an expert of each field, each person once."""
    taken: list[int] = []
    for role, share, field, first, last in ROLES:
        expert = Expert.objects.filter(field=field).exclude(pk__in=taken).order_by("key").first()
        taken.append(expert.pk)
        StaffAssignment.objects.create(
            project=project, expert=expert, role=role, time_share=share, valid_from=first, valid_to=last,
            funding="Hanke" if share == WHOLE else "Hanke ja kunnan oma rahoitus",
        )  # fmt: skip


def make_bodies(projects: list[Project], site: Site) -> None:
    """A steering group for each project, a management group for one Ohjaamo."""
    names = ["PoVerin ohjausryhmä", "Portin ohjausryhmä"]
    for project, name in zip(projects, names, strict=True):
        _fill(Body.objects.create(kind=BodyKind.STEERING, name=name, project=project), STEERING, project)
    _fill(
        Body.objects.create(kind=BodyKind.MANAGEMENT, name="Valkeakosken Ohjaamon johtoryhmä", site=site),
        MANAGEMENT,
        None,
    )


def _fill(body: Body, seats: list[tuple], project: Project | None) -> None:
    agencies = {agency.sector: agency for agency in Agency.objects.order_by("-key")}
    for name, role, sector, represents, last in seats:
        if last and not (project and project.is_running_on(last)):
            continue
        BodyMember.objects.create(
            body=body,
            name=name,
            role=role,
            agency=agencies[sector] if sector else None,
            represents=represents,
            valid_from=project.start_date if project else None,
            valid_to=last,
        )
