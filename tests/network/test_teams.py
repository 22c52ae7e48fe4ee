from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Role, Team
from tests.factories import make_expert, make_site, make_team, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Keskusta")


@pytest.fixture
def admin(client, site):
    client.force_login(make_user(Role.ADMIN, site=site, language="en"))
    return client


def test_a_team_takes_experts_of_its_own_site_only(admin, site):
    own, foreign = make_expert(sites=[site]), make_expert(sites=[make_site()])
    ended = make_expert(sites=[site], valid_to=date(2020, 1, 1))
    address = reverse("network:team_create", args=[site.pk])
    assert errors(admin.post(address, {"name_fi": "Työ", "experts": [foreign.pk]})).keys() == {"experts"}
    assert errors(admin.post(address, {"name_fi": "Työ", "experts": [ended.pk]})).keys() == {"experts"}
    assert admin.post(address, {"name_fi": "Työ<script>x</script>", "name_sv": "Arbete", "experts": [own.pk]}).url
    team = Team.objects.get()
    assert (team.site, team.name_fi, list(team.experts.all())) == (site, "Työ", [own])
    assert errors(admin.post(address, {"name_fi": "Työ"})) == {
        "name_fi": ["The Ohjaamo has a team of this name already."]
    }


def test_who_has_left_is_not_shown_but_stays_in_the_team(admin, site):
    here = make_expert(sites=[site], last_name="Täällä")
    left = make_expert(sites=[site], last_name="Poissa", valid_to=date(2020, 1, 1))
    team = make_team(site=site, experts=[here, left])
    page = text_of(admin.get(reverse("network:team_list")))
    assert ("Täällä" in page, "Poissa" in page) == (True, False)
    address = reverse("network:team_edit", args=[team.pk])
    admin.post(address, posted(admin.get(address).context["form"]) | {"name_en": "Work"})
    assert set(team.experts.all()) == {here, left}


def test_an_older_version_is_refused(admin, site):
    team = make_team(site=site)
    address = reverse("network:team_edit", args=[team.pk])
    old = posted(admin.get(address).context["form"])
    assert admin.post(address, old | {"name_sv": "Ett"}).status_code == 302
    assert list(errors(admin.post(address, old | {"name_sv": "Två"}))) == [""]
    team.refresh_from_db()
    assert team.name_sv == "Ett"


def test_readers_see_teams_without_tools_and_removing_asks_first(admin, client, site):
    team = make_team(site=site)
    address = reverse("network:team_delete", args=[team.pk])
    admin.get(address)
    assert Team.objects.count() == 1
    admin.post(address)
    assert Team.objects.count() == 0
    make_team(site=site, name_fi="Hyvinvointi")
    client.force_login(make_user(Role.EXPERT, site=site, language="en"))
    page = text_of(client.get(reverse("network:team_list")))
    assert ("Hyvinvointi" in page, "Add a team" in page, "Remove" in page) == (True, False, False)


def test_queries_of_the_list_do_not_grow(admin, site, django_assert_num_queries):
    def more(count):
        for _number in range(count):
            make_team(site=site, experts=[make_expert(sites=[site])])
            make_team(experts=[make_expert()])

    more(1)
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse("network:team_list"))
    more(2)
    with django_assert_num_queries(len(few)):
        assert len(admin.get(reverse("network:team_list")).context["rows"]) == 4
