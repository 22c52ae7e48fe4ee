from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import outcome_figures
from clients.codes import EmployerType, HousingOutcome, Placement
from clients.models import HousingGuidance, Participation, PlacementPeriod, WageSubsidy
from network.access import acting_as
from network.models import Role
from tests.factories import make_client, make_employer, make_participation, make_project, make_site, make_user
from tests.forms import errors, posted, text_of
from tests.path_factories import make_housing, make_placement, make_wage_subsidy

pytestmark = pytest.mark.django_db
LIST = reverse("clients:outcome_list")
TODAY = timezone.localdate()


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def address(name: str, row) -> str:
    return reverse(f"clients:{name}", args=[row.pk])


def only(model, user):
    with acting_as(user):
        return model.objects.get()


def test_housing_from_its_beginning_to_a_home(client, kaisa, site, veera):
    new = {"submission_key": "k", "started_on": "2025-01-10", "need": "first_home", "site": site.pk}
    for fields, found in (
        ({"started_on": "2125-01-01"}, {"started_on": ["The date is in the future."]}),
        ({"outcome": "got_home"}, {"outcome_on": ["Give the date of the outcome too."]}),
        ({"outcome_on": "2025-02-01"}, {"outcome": ["Say what the outcome was."]}),
        (
            {"outcome": "got_home", "outcome_on": "2025-01-09"},
            {"outcome_on": ["The outcome is before the start."]},
        ),
    ):
        assert errors(client.post(address("housing_create", veera), new | fields)) == found
    for _time in range(2):
        assert client.post(address("housing_create", veera), new).status_code == 302
    row = only(HousingGuidance, kaisa)
    assert (row.client_id, row.outcome, row.site_id) == (veera.pk, "", site.pk)
    edit = address("housing_edit", row)
    first = posted(client.get(edit).context["form"])
    assert client.post(edit, first | {"outcome": "got_home", "outcome_on": "2025-03-01"}).status_code == 302
    second = client.post(edit, first | {"note": "Kirje lähetetty"})
    assert list(errors(second)) == [""]
    assert second.context["form"]["note"].value() == "Kirje lähetetty"
    assert only(HousingGuidance, kaisa).outcome == "got_home"
    assert client.post(address("housing_delete", row)).status_code == 302
    with acting_as(kaisa):
        assert not HousingGuidance.objects.exists()


def test_a_placement_stands_within_its_participation_and_may_become_its_exit(client, kaisa, site, veera):
    project = make_project(sites=[site])
    start = project.start_date + timedelta(days=30)
    ended = make_participation(client=veera, project=project, start_date=start, end_date=start + timedelta(days=99))
    going_on = make_participation(client=veera, project=project, start_date=start)
    others = make_participation(client=make_client(home_site=site), project=project)
    create = address("placement_create", veera)
    new = {"submission_key": "k", "placement": "apprenticeship", "source": "employer", "started_on": start.isoformat()}
    before = new | {"participation": ended.pk, "started_on": (start - timedelta(days=1)).isoformat()}
    (told,) = errors(client.post(create, before))["started_on"]
    assert told.startswith("The participation began only on ")
    assert list(errors(client.post(create, new | {"participation": others.pk}))) == ["participation"]
    refused = client.post(create, new | {"participation": going_on.pk, "copy_to_exit": "on"})
    assert errors(refused) == {"copy_to_exit": ["Choose a participation that has ended and has no placement yet."]}
    assert client.post(create, new | {"participation": ended.pk, "copy_to_exit": "on"}).status_code == 302
    row = only(PlacementPeriod, kaisa)
    assert (row.placement, row.participation_id, row.source) == ("apprenticeship", ended.pk, "employer")
    with acting_as(kaisa):
        placements = dict(Participation.objects.values_list("pk", "placement"))
        assert Participation.objects.get(pk=ended.pk).version == ended.version + 1
    assert placements == {ended.pk: "apprenticeship", going_on.pk: "", others.pk: ""}
    assert "copy_to_exit" not in client.get(address("placement_edit", row)).context["form"].fields


def test_the_type_of_employer_comes_from_the_register(client, kaisa, site, veera):
    employer, unknown = make_employer(sector="third"), make_employer(sector="")
    new = {"submission_key": "k", "started_on": "2025-01-10", "ended_on": "2025-06-30", "money_eur": "4200.50"}
    create = address("wage_subsidy_create", veera)
    told = {"employer_type": ["Choose the type: the register does not tell it."]}
    assert errors(client.post(create, new | {"employer": unknown.pk})) == told
    assert list(errors(client.post(create, new | {"employer": employer.pk, "money_eur": "-1"}))) == ["money_eur"]
    future = new | {"employer": employer.pk, "continued": "true", "ended_on": (TODAY + timedelta(days=9)).isoformat()}
    assert list(errors(client.post(create, future))) == ["continued"]
    answer = client.post(create, new | {"employer": employer.pk, "continued": "true"})
    assert answer.status_code == 302
    row = only(WageSubsidy, kaisa)
    assert (row.employer_type, row.money_eur, row.continued) == ("association", Decimal("4200.50"), True)


def test_figures_keep_times_people_and_money_apart(client, kaisa, site, veera):
    other, foreign = make_client(home_site=site), make_client(home_site=make_site())
    year = {"first": date(2024, 1, 1), "last": date(2024, 12, 31), "sites": [site]}
    day, earlier = date(2024, 5, 1), date(2023, 5, 1)
    for person, type_, start, euros, continued in (
        (veera, EmployerType.COMPANY, day, Decimal(3000), True),
        (veera, EmployerType.COMPANY, day, None, False),
        (other, EmployerType.MUNICIPALITY, day, Decimal(1000), None),
        (other, EmployerType.COMPANY, earlier, Decimal(900), True),
        (foreign, EmployerType.COMPANY, day, Decimal(5000), True),
    ):
        make_wage_subsidy(
            person,
            employer_type=type_,
            started_on=start,
            ended_on=start + timedelta(days=60),
            money_eur=euros,
            continued=continued,
        )
    make_housing(veera, started_on=day, outcome=HousingOutcome.GOT_HOME, outcome_on=day)
    make_housing(other, started_on=earlier, outcome=HousingOutcome.GOT_HOME, outcome_on=day)
    make_housing(other, started_on=day)
    make_placement(veera, started_on=day)
    make_placement(veera, started_on=day)
    make_placement(other, started_on=day, placement=Placement.EDUCATION)
    with acting_as(kaisa):
        money = outcome_figures.wage_subsidies(WageSubsidy.objects.all(), **year)
        assert [(line.code, line.times, line.people, line.known, line.euros) for line in money] == [
            ("company", 2, 1, 1, Decimal(3000)),
            ("municipality", 1, 1, 1, Decimal(1000)),
        ]
        continued = outcome_figures.continued_after_subsidy(WageSubsidy.objects.all(), today=TODAY, **year)
        assert (continued.yes, continued.known, continued.ended) == (1, 2, 3)
        before = outcome_figures.continued_after_subsidy(WageSubsidy.objects.all(), today=day, **year)
        assert (before.yes, before.known, before.ended) == (0, 0, 0)
        homes = outcome_figures.housing(HousingGuidance.objects.all(), **year)
        assert homes == outcome_figures.Housing(guided=2, guided_people=2, housed=2, housed_people=2, open=1)
        places = outcome_figures.placements(PlacementPeriod.objects.all(), **year)
        assert [(line.code, line.times, line.people) for line in places] == [("open_job", 2, 1), ("education", 1, 1)]
    page = client.get(LIST, {"date_from": "2024-01-01", "date_to": "2024-12-31"})
    totals = {section.slug: section.totals for section in page.context["sections"]}
    assert totals["placements"] == {"times": 3, "people": 2}
    assert "Company 2 1 3,000 known for 1 of 2 75%" in text_of(page)
    one = client.get(LIST, {"date_from": "2024-01-01", "section": "subsidies"})
    assert [section.slug for section in one.context["sections"]] == ["subsidies"]


def test_who_may_and_how_many_queries(client, kaisa, site, veera):
    foreign = make_client(home_site=make_site())
    rows = {
        "housing_edit": make_housing(foreign),
        "placement_edit": make_placement(foreign),
        "wage_subsidy_edit": make_wage_subsidy(foreign),
    }
    for name, row in rows.items():
        assert client.get(address(name, row)).status_code == 404

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, {"date_from": ""}).status_code == 200
        return len(captured)

    def make(count: int) -> None:
        for _number in range(count):
            person = make_client(home_site=site)
            make_housing(person)
            make_placement(person, employer=make_employer())
            make_wage_subsidy(person, employer=make_employer())

    make(1)
    few = queries()
    make(24)
    assert queries() == few
    assert len(client.get(LIST, {"section": "placements"}).context["sections"][0].page) == 25
