"""What a participation still needs before EURA takes it, and how it goes together with the person's earlier ones."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.codes import Gender, LabourStart
from clients.long_term import long_term_in_words, rule_in_words
from clients.models import Participation
from network.models import Project


@dataclass(frozen=True)
class Need:
    """One answer that is asked for: given or not; `url` is where it is given when not on this form."""

    name: str
    given: bool
    url: str = ""
    why: str = ""  # for those that EURA can do without


@dataclass(frozen=True)
class StartCheck:
    """How a participation stands: what is asked, long-term unemployment in words, earlier times in the project."""

    needs: list[Need]
    long_term: str
    rule: str
    earlier: list[Participation]

    @property
    def missing(self) -> int:
        return sum(not need.given and not need.why for need in self.needs)


def start_check(participation: Participation) -> StartCheck:
    """What is given and missing of a participation as it is typed, saved or not."""
    programme = participation.project.programme if participation.project_id else ""
    start, born = participation.start_date, participation.client.birth_date
    words = ""
    if programme and start:
        age = participation.client.age_on(start) if born else None
        words = long_term_in_words(programme, participation.labour_start, participation.unemployed_since, start, age)
    return StartCheck(
        _needs(participation), words, rule_in_words(programme) if words else "", list(earlier_times(participation))
    )


def _needs(participation: Participation) -> list[Need]:
    person = participation.client
    mend = reverse("clients:client_edit", args=[person.pk])
    name = {field.name: str(field.verbose_name) for field in Participation._meta.fields}
    of_person = {field.name: str(field.verbose_name) for field in person._meta.fields}
    needs = [
        Need(of_person["gender"], person.gender != Gender.UNKNOWN, mend),
        Need(of_person["birth_date"], person.birth_date is not None, mend),
        Need(name["labour_start"], bool(participation.labour_start)),
        Need(name["education_isced"], participation.education_isced is not None),
    ]
    if participation.labour_start == LabourStart.UNEMPLOYED:
        since = participation.unemployed_since is not None
        needs.append(Need(name["unemployed_since"], since, why=_("tells whether it is long-term")))
    has_home = participation.municipality_id is not None
    return [*needs, Need(name["municipality"], has_home, why=_("for the project's areas"))]


def earlier_times(participation: Participation) -> QuerySet[Participation]:
    """The person's other participations in the same whole: the project on top and all its sub-projects."""
    if not participation.project_id:
        return Participation.objects.none()
    whole = top_of(participation.project).family()
    others = Participation.objects.filter(client=participation.client, project__in=whole)
    return others.exclude(pk=participation.pk).select_related("project").order_by("start_date", "pk")


def top_of(project: Project) -> Project:
    """The project that is nobody's sub-project, above `project` or itself."""
    seen = {project.pk}
    while project.parent_id and project.parent_id not in seen:
        project = project.parent
        seen.add(project.pk)
    return project


def still_open(participation: Participation) -> Participation | None:
    """Another participation of the person that is under way at the same time in the project, above or below it.

    Under way = begun before the end (or no end) and not ended by the start; two sub-projects beside each other may go
    on at once. The person's row is locked, so that two starts at the same moment wait for each other.
    """
    project, start, end = participation.project, participation.start_date, participation.end_date
    line = {one.pk for one in project.family()}
    above = project
    while above.parent_id and above.parent_id not in line:
        line.add(above.parent_id)
        above = above.parent
    type(participation.client).objects.select_for_update(of=("self",), no_key=True).get(pk=participation.client_id)
    others = Participation.objects.filter(client=participation.client, project__in=line).exclude(pk=participation.pk)
    if end:
        others = others.filter(Q(start_date__lt=end) | Q(start_date=start))
    return others.open_on(start).select_related("project").order_by("start_date").first()
