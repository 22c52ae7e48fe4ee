from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Area, Project, Role, Target
from tests.factories import make_area, make_project, make_site, make_target, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
FACTS = {
    "code": "S20125", "name": "PoVer", "programme": "esr2014", "start_date": "2020-03-01", "end_date": "2022-12-31",
}  # fmt: skip


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    return client


def edit(client, project, **changes):
    address = reverse("network:project_edit", args=[project.pk])
    return client.post(address, posted(client.get(address).context["form"]) | changes)


def create(client, **data):
    return client.post(reverse("network:project_create"), FACTS | data)


def statuses(client, page, *rows):
    return [client.get(reverse(f"network:{page}", args=[row.pk])).status_code for row in rows]


def test_create_with_all_facts(manager, site):
    facts = {
        "priority": "Toimintalinja 3", "specific_objective": "Nuorten työllistyminen", "funder": "ELY",
        "implementer": "UrAVa ry", "region": "13", "budget_eur": "1 234 567,50 €", "budget_band": "Yli 1 000 000 €",
    }  # fmt: skip
    create(manager, sites=[site.pk], **facts)
    project = Project.objects.get()
    stored = {name: getattr(project, name) for name in facts}
    assert stored == facts | {"budget_eur": Decimal("1234567.50")}
    assert list(project.sites.all()) == [site]
    page = text_of(manager.get(reverse("network:project_detail", args=[project.pk])))
    assert "Start and end date 1 Mar 2020–31 Dec 2022" in page
    assert "Region Central Finland" in page


def test_a_manager_of_one_site_makes_projects_there(manager):
    other = make_site()
    assert errors(create(manager)) == {"sites": ["Choose an Ohjaamo, or the project that this is a sub-project of."]}
    assert list(errors(create(manager, sites=[other.pk]))) == ["sites"]


def test_an_admin_of_all_may_leave_the_sites_open(client):
    client.force_login(make_user(Role.ADMIN))
    assert create(client).status_code == 302


def test_refusals(manager, site):
    make_project(code="S20125")
    response = create(manager, sites=[site.pk], end_date="2020-02-29", budget_eur="-1", region="99")
    assert set(errors(response)) == {"code", "end_date", "budget_eur", "region"}
    assert errors(create(manager, sites=[site.pk], code="S1", budget_eur="miljoona"))["budget_eur"]
    mistyped = create(manager, sites=[site.pk], code="S1", start_date="0202-03-01", end_date="9999-12-31")
    assert set(errors(mistyped)) == {"start_date", "end_date"}


def test_which_projects_a_manager_sees_and_edits(manager, site):
    own = make_project(sites=[site])
    below = make_project(parent=own)
    without_sites = make_project()
    make_project(parent=without_sites, sites=[site])
    at_others = make_project(sites=[make_site()])
    make_project(parent=at_others, sites=[site])
    foreign, nowhere = make_project(sites=[make_site()]), make_project()
    rows = (own, below, without_sites, at_others, foreign, nowhere)
    assert statuses(manager, "project_detail", *rows) == [200, 200, 200, 200, 404, 404]
    assert statuses(manager, "project_edit", *rows) == [200, 200, 200, 403, 404, 404]
    assert statuses(manager, "area_create", *rows) == [200, 200, 200, 403, 404, 404]
    assert statuses(manager, "target_create", *rows) == [200, 200, 200, 403, 404, 404]


def test_loops_are_refused(manager, site):
    top = make_project(name="Ylin", sites=[site])
    middle = make_project(name="Väli", sites=[site], parent=top)
    bottom = make_project(name="Alin", sites=[site], parent=middle)
    response = edit(manager, top, parent=bottom.pk)
    assert errors(response) == {"parent": ["Alin is a sub-project of this one, so it cannot be above it too."]}
    assert list(errors(edit(manager, top, parent=top.pk))) == ["parent"]
    assert Project.objects.get(pk=top.pk).parent is None


def test_the_whole_chain_is_locked_before_a_parent_is_judged(manager, site):
    """Two edits at once must not close a circle between them: the second waits until the first is stored."""
    top, other = make_project(sites=[site]), make_project(sites=[site])
    with CaptureQueriesContext(connection) as queries:
        assert edit(manager, top, parent=other.pk).status_code == 302
    locks = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert len(locks) == 1
    assert "WHERE" not in locks[0]
    assert locks[0].index("ORDER BY") < locks[0].index("FOR NO KEY UPDATE")


def test_a_foreign_parent_is_out_of_reach(manager, site):
    response = create(manager, sites=[site.pk], parent=make_project(sites=[make_site()]).pk)
    assert list(errors(response)) == ["parent"]


def test_dates_beyond_the_parents_are_only_a_warning(manager, site):
    parent = make_project(name="Päähanke", sites=[site], start_date=date(2020, 1, 1), end_date=date(2022, 12, 30))
    address = reverse("network:project_create")
    page = manager.post(address, FACTS | {"parent": parent.pk}, follow=True)
    assert "the dates reach beyond those of Päähanke" in text_of(page)
    assert Project.objects.get(code="S20125").parent == parent
    within = manager.post(address, FACTS | {"parent": parent.pk, "code": "S2", "end_date": "2022-12-30"}, follow=True)
    assert "reach beyond" not in text_of(within)


def test_sites_of_others_stay(manager, site):
    other = make_site()
    project = make_project(sites=[site, other])
    edit(manager, project, name="Uusi")
    assert set(project.sites.all()) == {site, other}


def test_a_change_over_somebody_elses_is_refused(manager, site):
    project = make_project(sites=[site])
    response = edit(manager, project, name="Minun", version="0")
    assert list(errors(response)) == [""]
    assert 'value="Minun"' in response.content.decode()


def part(client, page, project, *args, **data):
    return client.post(reverse(f"network:{page}", args=[project.pk, *(row.pk for row in args)]), data)


def test_areas(manager, site):
    project = make_project(sites=[site])
    part(manager, "area_create", project, name="Kuopio", municipalities=["297", "749"])
    area = Area.objects.get()
    assert sorted(area.municipalities.values_list("pk", flat=True)) == ["297", "749"]
    part(manager, "area_edit", project, area, version="1", name="Kuopion seutu", municipalities=["297"])
    assert [(str(row), [town.pk for town in row.municipalities.all()]) for row in project.areas.all()] == [
        ("Kuopion seutu", ["297"])
    ]


def test_a_municipality_in_two_areas_is_refused(manager, site):
    project = make_project(sites=[site])
    make_area(project, ["297"], name="Kuopio")
    make_area(make_project(sites=[site]), ["749"])
    response = part(manager, "area_create", project, name="Muu", municipalities=["749", "297"])
    assert errors(response) == {"municipalities": ["In another area of this project already: Kuopio (Kuopio)."]}
    assert part(manager, "area_create", project, name="Muu", municipalities=["749"]).status_code == 302


def test_an_area_needs_a_name_of_its_own(manager, site):
    project = make_project(sites=[site])
    make_area(project, name="Kuopio")
    response = part(manager, "area_create", project, name="Kuopio")
    assert set(errors(response)) == {"name", "municipalities"}


def test_another_projects_area_is_not_found(manager, site):
    project, foreign = make_project(sites=[site]), make_project(sites=[make_site()])
    area, target = make_area(foreign), make_target(foreign)
    for page, row in (("area_edit", area), ("area_delete", area), ("target_edit", target), ("target_delete", target)):
        assert part(manager, page, project, row).status_code == 404
        assert part(manager, page, foreign, row).status_code == 404
    assert (Area.objects.count(), Target.objects.count()) == (1, 1)


PROMISE = {
    "period": "2021", "period_start": "2021-01-01", "period_end": "2021-12-31", "measure": "intake", "target": "150",
}  # fmt: skip


def test_targets(manager, site):
    parent = make_project(sites=[site])
    project = make_project(parent=parent)
    area = make_area(project)
    part(manager, "target_create", project, **PROMISE, area=area.pk, included_in_parent="yes")
    target = Target.objects.get()
    assert (target.area, target.target, target.included_in_parent) == (area, 150, True)
    part(manager, "target_edit", project, target, version="1", **PROMISE | {"target": "1225"}, included_in_parent="")
    target.refresh_from_db()
    assert (target.area, target.target, target.included_in_parent) == (None, 1225, None)
    assert manager.get(reverse("network:target_delete", args=[project.pk, target.pk])).status_code == 200
    assert Target.objects.count() == 1
    part(manager, "target_delete", project, target)
    assert Target.objects.count() == 0


def test_only_a_sub_project_is_asked_about_its_parent(manager, site):
    project = make_project(sites=[site])
    page = manager.get(reverse("network:target_create", args=[project.pk]))
    assert "included_in_parent" not in page.context["form"].fields


def test_target_refusals(manager, site):
    project = make_project(sites=[site])
    make_target(project, period="2021")
    foreign = make_area(make_project(sites=[site]))
    assert errors(part(manager, "target_create", project, **PROMISE)) == {
        "period": ["There is a target for this period, area and measure already."]
    }
    wrong = PROMISE | {"period": "2022", "period_end": "2020-12-31", "target": "-1", "area": foreign.pk}
    assert set(errors(part(manager, "target_create", project, **wrong))) == {"period_end", "target", "area"}
    far = {"period_start": "0001-01-01", "period_end": "9999-12-31", "set_on": "0001-01-01"}
    mistyped = PROMISE | {"period": "2022"} | far
    assert set(errors(part(manager, "target_create", project, **mistyped))) == {"period_start", "period_end", "set_on"}


def test_an_area_goes_with_its_targets_after_a_warning(manager, site):
    project = make_project(sites=[site])
    area = make_area(project)
    make_target(project, area=area)
    page = text_of(manager.get(reverse("network:area_delete", args=[project.pk, area.pk])))
    assert "One target of this area goes with it." in page
    part(manager, "area_delete", project, area)
    assert (Area.objects.count(), Target.objects.count()) == (0, 0)


def test_queries_do_not_grow(manager, site, django_assert_num_queries):
    top = make_project(sites=[site])
    addresses = [reverse("network:project_list"), reverse("network:project_detail", args=[top.pk])]

    def grow(first, last):
        for number in range(first, last):
            make_project(sites=[site], parent=top)
            make_target(top, period=str(number), area=make_area(top, name=str(number)))

    grow(0, 3)
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as few:
            manager.get(address)
        counts.append(len(few))
    grow(3, 300)
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            page = manager.get(address)
    assert (len(page.context["children"]), len(page.context["areas"]), len(page.context["targets"])) == (300, 300, 300)


def test_a_budget_comes_back_as_it_is_typed(client):
    client.force_login(make_user(Role.ADMIN, language="fi"))
    project = make_project(budget_eur=Decimal("1234567.50"))
    page = client.get(reverse("network:project_edit", args=[project.pk]))
    assert page.context["form"]["budget_eur"].value() == "1234567,50"
    assert edit(client, project, budget_eur="1 234 567,60").status_code == 302
    project.refresh_from_db()
    assert project.budget_eur == Decimal("1234567.60")


def test_an_older_version_of_a_part_is_refused(manager, site):
    project = make_project(sites=[site])
    area, target = make_area(project, name="Kuopio"), make_target(project, period="2021")
    assert part(manager, "area_edit", project, area, version="1", name="A", municipalities=["297"]).status_code == 302
    stale = part(manager, "area_edit", project, area, version="1", name="B", municipalities=["297"])
    assert (list(errors(stale)), Area.objects.get().name) == ([""], "A")
    assert part(manager, "target_edit", project, target, version="1", **PROMISE).status_code == 302
    stale = part(manager, "target_edit", project, target, version="1", **PROMISE | {"target": "7"})
    assert (list(errors(stale)), Target.objects.get().target) == ([""], 150)
